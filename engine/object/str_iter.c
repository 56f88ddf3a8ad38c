/* Iterators over strings: one type for ASCII text, one for the rest, as in CPython. */
#include "object/detached.h"
#include "object/str_ops.h"

typedef struct PmlStrIter {
    PmlObj ob;
    int64_t index;
    PmlRef s; /* owned; NULL once exhausted */
} PmlStrIter;
_Static_assert(sizeof(PmlStrIter) == 32, "facts 2.7: 48 with the GC head");

PmlObj *pml_str_iter(PmlEngine *E, PmlObj *s)
{
    PmlType *t = PML_STR(s)->ascii && PML_STR(s)->compact ? PML_TYPE(E, str_ascii_iterator)
                                                          : PML_TYPE(E, str_iterator);
    PmlStrIter *it = (PmlStrIter *)pml_object_new_gc(E, t);
    if (!it) {
        return NULL;
    }
    it->index = 0;
    it->s.p = pml_incref(s);
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlStrIter *)o)->s);
    pml_object_del_gc(E, o);
}

static int iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlStrIter *)o)->s);
    return 0;
}

static void iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (((PmlStrIter *)o)->s.p) {
        sink->ref(sink, ((PmlStrIter *)o)->s.p, PML_EDGE_FIELD, NULL, "sequence", 0);
    }
}

static PmlObj *iter_next(PmlEngine *E, PmlObj *o)
{
    PmlStrIter *it = (PmlStrIter *)o;

    if (!it->s.p) {
        return NULL;
    }
    if (it->index < PML_STR_LEN(it->s.p)) {
        PmlObj *item = pml_str_char(E, pml_str_at(it->s.p, it->index));
        it->index += item != NULL;
        return item;
    }
    PML_CLEAR(E, it->s);
    return NULL;
}

static PmlObj *iter_length_hint(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs,
                                PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlStrIter *it = (PmlStrIter *)o;
    return pml_int(E, it->s.p ? PML_STR_LEN(it->s.p) - it->index : 0);
}

/* (iter, (text,), index), or (iter, ("",)) when exhausted. */
static PmlObj *iter_reduce(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlStrIter *it = (PmlStrIter *)o;
    PmlObj *maker = pml_dict_get_text(E, E->rt->builtins.p, "iter");
    PmlObj *inner = pml_tuple_pack(E, 1, it->s.p ? it->s.p : E->rt->empty_str.p);
    PmlObj *index = inner && it->s.p ? pml_int(E, it->index) : NULL;
    PmlObj *out = NULL;

    if (!maker && !pml_error_pending(E)) {
        PML_RAISE(E, AttributeError, "iter");
    } else if (maker && inner && !it->s.p) {
        out = pml_tuple_pack(E, 2, maker, inner);
    } else if (maker && index) {
        out = pml_tuple_pack(E, 3, maker, inner, index);
    }
    pml_xdecref(E, inner);
    pml_xdecref(E, index);
    return out;
}

static PmlObj *iter_setstate(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlStrIter *it = (PmlStrIter *)o;
    int64_t index;
    if (!pml_state_argument(E, args[0].p, &index)) {
        return NULL;
    }
    if (it->s.p) {
        index = index < 0 ? 0 : index;
        it->index = index > PML_STR_LEN(it->s.p) ? PML_STR_LEN(it->s.p) : index;
    }
    return pml_none(E);
}

static const PmlMethodDef iter_methods[] = {
    {"__length_hint__", iter_length_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", iter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {"__setstate__", iter_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

static void init_iterator(PmlType *t, const char *name)
{
    t->name.p = name;
    t->basicsize = sizeof(PmlStrIter);
    t->flags |= PML_TF_GC;
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->refs_of = iter_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = iter_next;
    t->methods.p = iter_methods;
}

void pml_init_type_str_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "str_iterator");
}

void pml_init_type_str_ascii_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "str_ascii_iterator");
}

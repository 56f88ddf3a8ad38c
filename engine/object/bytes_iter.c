/* Iterators over bytes and bytearray. */
#include "object/detached.h"
#include "object/bytes_ops.h"

typedef struct PmlBytesIter {
    PmlObj ob;
    int64_t index;
    PmlRef seq; /* owned; NULL once exhausted */
} PmlBytesIter;
_Static_assert(sizeof(PmlBytesIter) == 32, "facts 2.7: 48 with the GC head");

PmlObj *pml_bytes_iter_new(PmlEngine *E, PmlType *t, PmlObj *seq)
{
    PmlBytesIter *it = (PmlBytesIter *)pml_object_new_gc(E, t);
    if (!it) {
        return NULL;
    }
    it->index = 0;
    it->seq.p = pml_incref(seq);
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlBytesIter *)o)->seq);
    pml_object_del_gc(E, o);
}

static int iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlBytesIter *)o)->seq);
    return 0;
}

static void iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (((PmlBytesIter *)o)->seq.p) {
        sink->ref(sink, ((PmlBytesIter *)o)->seq.p, PML_EDGE_FIELD, NULL, "sequence", 0);
    }
}

static PmlObj *iter_next(PmlEngine *E, PmlObj *o)
{
    PmlBytesIter *it = (PmlBytesIter *)o;

    if (!it->seq.p) {
        return NULL;
    }
    PmlText t = pml_bytes_text(it->seq.p);
    if (it->index < t.len) {
        return pml_int(E, ((const unsigned char *)t.data)[it->index++]);
    }
    PML_CLEAR(E, it->seq);
    return NULL;
}

static PmlObj *iter_length_hint(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs,
                                PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlBytesIter *it = (PmlBytesIter *)o;
    int64_t left = it->seq.p ? pml_bytes_text(it->seq.p).len - it->index : 0;
    return pml_int(E, left < 0 ? 0 : left);
}

static PmlObj *iter_reduce(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlBytesIter *it = (PmlBytesIter *)o;
    PmlObj *maker = pml_dict_get_text(E, E->rt->builtins.p, "iter");
    PmlObj *inner = pml_tuple_pack(E, 1, it->seq.p ? it->seq.p : E->rt->empty_tuple.p);
    PmlObj *index = inner && it->seq.p ? pml_int(E, it->index) : NULL;
    PmlObj *out = NULL;

    if (!maker && !pml_error_pending(E)) {
        PML_RAISE(E, AttributeError, "iter");
    } else if (maker && inner && !it->seq.p) {
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
    PmlBytesIter *it = (PmlBytesIter *)o;
    int64_t index;
    if (!pml_state_argument(E, args[0].p, &index)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = pml_bytes_text(it->seq.p).len;
        it->index = index < 0 ? 0 : index > n ? n : index;
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
    t->basicsize = sizeof(PmlBytesIter);
    t->flags |= PML_TF_GC;
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->refs_of = iter_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = iter_next;
    t->methods.p = iter_methods;
}

void pml_init_type_bytes_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "bytes_iterator");
}

void pml_init_type_bytearray_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "bytearray_iterator");
}

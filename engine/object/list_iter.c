/* Iterators over lists, forwards and backwards; what they share with the tuple iterator. */
#include "object/list_internal.h"

#include "object/iterator_internal.h"

/* -- index iterators --------------------------------------------------------------------- */

PmlObj *pml_index_iter_new(PmlEngine *E, PmlType *t, PmlObj *seq, int64_t index)
{
    PmlListIter *it = (PmlListIter *)pml_object_new_gc(E, t);
    if (!it) {
        return NULL;
    }
    it->index = index;
    it->seq.p = pml_incref(seq);
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

void pml_index_iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlListIter *)o)->seq);
    pml_object_del_gc(E, o);
}

int pml_index_iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlListIter *)o)->seq);
    return 0;
}

void pml_index_iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, ((PmlListIter *)o)->seq.p, "sequence");
}

void pml_index_iter_type(PmlType *t)
{
    t->basicsize = sizeof(PmlListIter);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->dealloc = pml_index_iter_dealloc;
    t->traverse = pml_index_iter_traverse;
    t->refs_of = pml_index_iter_refs;
    t->iter = pml_self_iter;
}

PmlObj *pml_reduced(PmlEngine *E, PmlObj *function, PmlObj *argument, int64_t state)
{
    PmlObj *result = NULL;
    PmlObj *args = function && argument ? pml_tuple_pack(E, 1, argument) : NULL;
    PmlObj *index = args && state >= 0 ? pml_int(E, state) : NULL;
    if (args && (state < 0 || index)) {
        result = index ? pml_tuple_pack(E, 3, function, args, index)
                       : pml_tuple_pack(E, 2, function, args);
    }
    pml_xdecref(E, index);
    pml_xdecref(E, args);
    pml_xdecref(E, function);
    pml_xdecref(E, argument);
    return result;
}

/* -- forwards ---------------------------------------------------------------------------- */

PmlObj *pml_list_iter(PmlEngine *E, PmlObj *l)
{
    return pml_index_iter_new(E, PML_TYPE(E, list_iterator), l, 0);
}

static PmlObj *list_iter_next(PmlEngine *E, PmlObj *o)
{
    PmlListIter *it = (PmlListIter *)o;
    PmlObj *l = it->seq.p;
    if (!l) {
        return NULL;
    }
    if (it->index < PML_LIST_LEN(l)) {
        return pml_incref(PML_LIST_ITEMS(l)[it->index++].p);
    }
    it->seq.p = NULL;
    pml_decref(E, l);
    return NULL;
}

static PmlObj *list_iter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    int64_t left = it->seq.p ? PML_LIST_LEN(it->seq.p) - it->index : 0;
    return pml_int(E, left < 0 ? 0 : left);
}

static PmlObj *list_iter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    PmlObj *iter = pml_builtin_named(E, "iter");
    if (it->seq.p) {
        return pml_reduced(E, iter, pml_incref(it->seq.p), it->index);
    }
    return pml_reduced(E, iter, pml_list_new(E, 0), -1);
}

static PmlObj *list_iter_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = PML_LIST_LEN(it->seq.p);
        it->index = i < 0 ? 0 : i > n ? n : i;
    }
    return pml_none(E);
}

static const PmlMethodDef list_iter_methods[] = {
    {"__length_hint__", list_iter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", list_iter_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__setstate__", list_iter_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_list_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->methods.p = list_iter_methods;
    t->iternext = list_iter_next;
}

/* -- backwards --------------------------------------------------------------------------- */

PmlObj *pml_list_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_index_iter_new(E, PML_TYPE(E, list_reverseiterator), self, PML_LIST_LEN(self) - 1);
}

static PmlObj *list_reverse_next(PmlEngine *E, PmlObj *o)
{
    PmlListIter *it = (PmlListIter *)o;
    PmlObj *l = it->seq.p;
    if (!l) {
        return NULL;
    }
    int64_t i = it->index;
    if (i >= 0 && i < PML_LIST_LEN(l)) {
        it->index--;
        return pml_incref(PML_LIST_ITEMS(l)[i].p);
    }
    it->index = -1;
    it->seq.p = NULL;
    pml_decref(E, l);
    return NULL;
}

static PmlObj *list_reverse_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    int64_t left = it->index + 1;
    if (!it->seq.p || PML_LIST_LEN(it->seq.p) < left) {
        left = 0;
    }
    return pml_int(E, left);
}

static PmlObj *list_reverse_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    if (it->seq.p && it->index >= 0) {
        return pml_reduced(E, pml_builtin_named(E, "reversed"), pml_incref(it->seq.p), it->index);
    }
    return pml_reduced(E, pml_builtin_named(E, "iter"), pml_list_new(E, 0), -1);
}

static PmlObj *list_reverse_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = PML_LIST_LEN(it->seq.p);
        it->index = i < -1 ? -1 : i > n - 1 ? n - 1 : i;
    }
    return pml_none(E);
}

static const PmlMethodDef list_reverse_methods[] = {
    {"__length_hint__", list_reverse_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", list_reverse_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__setstate__", list_reverse_setstate, NULL, PML_METH_O,
     "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_list_reverseiterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->methods.p = list_reverse_methods;
    t->iternext = list_reverse_next;
}

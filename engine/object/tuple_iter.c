/* The tuple iterator. */
#include "object/iterator_internal.h"

static PmlObj *tuple_iter_next(PmlEngine *E, PmlObj *o)
{
    PmlListIter *it = (PmlListIter *)o;
    PmlObj *t = it->seq.p;
    if (!t) {
        return NULL;
    }
    if (it->index < PML_TUPLE_LEN(t)) {
        return pml_incref(PML_TUPLE_AT(t, it->index++));
    }
    it->seq.p = NULL;
    pml_decref(E, t);
    return NULL;
}

static PmlObj *tuple_iter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    return pml_int(E, it->seq.p ? PML_TUPLE_LEN(it->seq.p) - it->index : 0);
}

static PmlObj *tuple_iter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    PmlObj *iter = pml_builtin_named(E, "iter");
    if (it->seq.p) {
        return pml_reduced(E, iter, pml_incref(it->seq.p), it->index);
    }
    return pml_reduced(E, iter, pml_tuple_new(E, 0), -1);
}

static PmlObj *tuple_iter_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = PML_TUPLE_LEN(it->seq.p);
        it->index = i < 0 ? 0 : i > n ? n : i;
    }
    return pml_none(E);
}

static const PmlMethodDef tuple_iter_methods[] = {
    {"__length_hint__", tuple_iter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", tuple_iter_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__setstate__", tuple_iter_setstate, NULL, PML_METH_O,
     "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_tuple_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->methods.p = tuple_iter_methods;
    t->iternext = tuple_iter_next;
}

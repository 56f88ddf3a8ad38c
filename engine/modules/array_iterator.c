/* The iterator over an array: the index iterator's layout, and a place for how items are read. */
#include "object/array.h"

#include "modules/library.h"
#include "object/iterator_internal.h"

typedef struct ArrayIter {
    PmlListIter base;
    uint64_t reader; /* which a model's address cannot be */
} ArrayIter;

PmlObj *pml_array_iter(PmlEngine *E, PmlObj *self)
{
    return pml_index_iter_new(E, PML_TYPE(E, arrayiterator), self, 0);
}

static PmlObj *iter_next(PmlEngine *E, PmlObj *self)
{
    PmlListIter *it = (PmlListIter *)self;
    if (!it->seq.p) {
        return NULL;
    }
    if (it->index < pml_array_len(it->seq.p)) {
        return pml_array_get(E, it->seq.p, it->index++);
    }
    PML_CLEAR(E, it->seq);
    return NULL;
}

static void iter_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, ((PmlListIter *)self)->seq);
    pml_object_free_counted(E, self);
}

static int iter_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    PML_VISIT(((PmlListIter *)self)->seq);
    return 0;
}

static PmlObj *iter_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlListIter *it = (PmlListIter *)self;
    PmlObj *iter = pml_builtin_named(E, "iter");
    return it->seq.p ? pml_reduced(E, iter, pml_incref(it->seq.p), it->index)
                     : pml_reduced(E, iter, pml_tuple_new(E, 0), -1);
}

static PmlObj *iter_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = pml_array_len(it->seq.p);
        it->index = i < 0 ? 0 : i > n ? n : i;
    }
    return pml_none(E);
}

static const PmlMethodDef methods[] = {
    PML_NOARGS("__reduce__", iter_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", iter_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_arrayiterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->name.p = "array.arrayiterator";
    t->flags |= PML_TF_COUNTED;
    t->basicsize = sizeof(ArrayIter);
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->methods.p = methods;
    t->iternext = iter_next;
}

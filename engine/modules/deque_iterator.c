/* Iterators over collections.deque, both ways. */
#include "modules/deque.h"

typedef struct DequeIter {
    PmlObj ob;
    PML_PTR(PmlDequeBlock) block;
    int64_t index;
    PmlRef deque;
    uint64_t state;
    int64_t left;
} DequeIter;
_Static_assert(sizeof(DequeIter) == 56, "CPython's size");
#define ITER(o) ((DequeIter *)(o))
#define ITER_FIELDS(X) X(deque)
PML_OWNED_FIELDS(deque_iter, DequeIter, ITER_FIELDS, ITER_FIELDS)

static PmlObj *iter_make(PmlEngine *E, PmlObj *deque, int type_index, PmlDequeBlock *block,
                         int64_t index)
{
    PmlObj *o = pml_object_new_gc(E, &E->rt->types[type_index]);
    if (o) {
        ITER(o)->block.p = block;
        ITER(o)->index = index;
        ITER(o)->deque.p = pml_incref(deque);
        ITER(o)->state = PML_DEQUE(deque)->state;
        ITER(o)->left = PML_DEQUE_LEN(deque);
        pml_gc_track(E, o);
    }
    return o;
}

PmlObj *pml_deque_iter(PmlEngine *E, PmlObj *self)
{
    return iter_make(E, self, PML_T_deque_iterator, PML_DEQUE(self)->left.p,
                     PML_DEQUE(self)->left_index);
}

PmlObj *pml_deque_reverse_iter(PmlEngine *E, PmlObj *self)
{
    return iter_make(E, self, PML_T_deque_reverse_iterator, PML_DEQUE(self)->right.p,
                     PML_DEQUE(self)->right_index);
}

/* Is there another item? The deque must be as it was. */
static bool may_go_on(PmlEngine *E, DequeIter *it)
{
    if (PML_DEQUE(it->deque.p)->state != it->state) {
        it->left = 0;
        PML_RAISE(E, RuntimeError, "deque mutated during iteration");
        return false;
    }
    return it->left > 0;
}

static PmlObj *forward_next(PmlEngine *E, PmlObj *self)
{
    DequeIter *it = ITER(self);
    if (!may_go_on(E, it)) {
        return NULL;
    }
    PmlObj *item = it->block.p->data[it->index++].p;
    it->left--;
    if (it->index == PML_DEQUE_BLOCK && it->left > 0) {
        it->block.p = it->block.p->right.p;
        it->index = 0;
    }
    return pml_incref(item);
}

static PmlObj *backward_next(PmlEngine *E, PmlObj *self)
{
    DequeIter *it = ITER(self);
    if (!may_go_on(E, it)) {
        return NULL;
    }
    PmlObj *item = it->block.p->data[it->index--].p;
    it->left--;
    if (it->index < 0 && it->left > 0) {
        it->block.p = it->block.p->left.p;
        it->index = PML_DEQUE_BLOCK - 1;
    }
    return pml_incref(item);
}

static PmlObj *iter_length_hint(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, ITER(self)->left);
}

/* type(deque[, index]): the iterator moved on by index items. */
static PmlObj *iter_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args), skip = 0;
    if (!pml_no_keywords(E, t->name.p, kwargs) || !pml_check_positional(E, t->name.p, n, 1, 2)) {
        return NULL;
    }
    PmlObj *deque = PML_TUPLE_AT(args, 0);
    if (!pml_isinstance_of(deque, PML_TYPE(E, deque))) {
        return PML_RAISE(E, TypeError, "argument 1 must be collections.deque, not %s",
                         pml_type_given(E, deque));
    }
    if (n == 2 && !pml_want_ssize(E, PML_TUPLE_AT(args, 1), &skip)) {
        return NULL;
    }
    bool forward = t->id == PML_T_deque_iterator;
    PmlObj *o = forward ? pml_deque_iter(E, deque) : pml_deque_reverse_iter(E, deque);
    for (int64_t i = 0; o && i < skip && ITER(o)->left > 0; i++) {
        pml_xdecref(E, t->iternext(E, o));
    }
    return o;
}

static PmlObj *iter_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    DequeIter *it = ITER(self);
    PmlObj *skip = pml_int(E, PML_DEQUE_LEN(it->deque.p) - it->left);
    PmlObj *args_tuple = skip ? pml_tuple_pack(E, 2, it->deque.p, skip) : NULL;
    PmlObj *r = args_tuple ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), args_tuple) : NULL;
    pml_xdecref(E, skip);
    pml_xdecref(E, args_tuple);
    return r;
}

static const PmlMethodDef methods[] = {
    PML_NOARGS("__length_hint__", iter_length_hint,
               "Private method returning an estimate of len(list(it))."),
    PML_NOARGS("__reduce__", iter_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

static void fill(PmlType *t, const char *name, PmlUnary next)
{
    t->name.p = name;
    t->flags |= PML_TF_GC;
    t->basicsize = sizeof(DequeIter);
    t->dealloc = deque_iter_dealloc;
    t->traverse = deque_iter_traverse;
    t->refs_of = deque_iter_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = next;
    t->new_ = iter_new;
    t->methods.p = methods;
}

void pml_init_type_deque_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill(t, "_collections._deque_iterator", forward_next);
}

void pml_init_type_deque_reverse_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill(t, "_collections._deque_reverse_iterator", backward_next);
}

/* iter(sequence) and iter(callable, sentinel); helpers of iterators' __reduce__. */
#include "object/iterator_internal.h"

#include "object/str.h"

PmlObj *pml_builtin_named(PmlEngine *E, const char *name)
{
    PmlObj *builtins = E->rt->builtins.p;
    PmlObj *f = builtins ? pml_dict_get_text(E, builtins, name) : NULL;
    if (!f) {
        return PML_RAISE(E, AttributeError, "%s", name);
    }
    return pml_incref(f);
}

/* -- over a sequence --------------------------------------------------------------------- */

PmlObj *pml_seqiter_new(PmlEngine *E, PmlObj *seq)
{
    return pml_index_iter_new(E, PML_TYPE(E, iterator), seq, 0);
}

static bool end_of_sequence(PmlEngine *E)
{
    if (!pml_error_pending(E)) {
        return true;
    }
    if (!pml_error_matches(E, PML_T_IndexError) && !pml_error_matches(E, PML_T_StopIteration)) {
        return false;
    }
    pml_error_clear(E);
    return true;
}

static PmlObj *seqiter_next(PmlEngine *E, PmlObj *o)
{
    PmlListIter *it = (PmlListIter *)o;
    PmlObj *seq = it->seq.p;
    if (!seq) {
        return NULL;
    }
    if (it->index == INT64_MAX) {
        return PML_RAISE(E, OverflowError, "iter index too large");
    }
    PmlObj *item = pml_sequence_item(E, seq, it->index);
    if (item) {
        it->index++;
        return item;
    }
    if (end_of_sequence(E) && it->seq.p) {
        PML_CLEAR(E, it->seq);
    }
    return NULL;
}

static PmlObj *seqiter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    if (!it->seq.p) {
        return pml_int(E, 0);
    }
    PmlType *t = PML_TYPE_OF(it->seq.p);
    if (!t->sq_length && !t->mp_length) {
        return pml_not_implemented(E);
    }
    int64_t n = pml_length(E, it->seq.p);
    if (n < 0) {
        return NULL;
    }
    return pml_int(E, n > it->index ? n - it->index : 0);
}

static PmlObj *seqiter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    PmlObj *iter = pml_builtin_named(E, "iter");
    if (it->seq.p) {
        return pml_reduced(E, iter, pml_incref(it->seq.p), it->index);
    }
    return pml_reduced(E, iter, pml_tuple_new(E, 0), -1);
}

static PmlObj *seqiter_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        it->index = i < 0 ? 0 : i;
    }
    return pml_none(E);
}

static const PmlMethodDef seqiter_methods[] = {
    {"__length_hint__", seqiter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", seqiter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {"__setstate__", seqiter_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->methods.p = seqiter_methods;
    t->iternext = seqiter_next;
}

/* -- calling until a sentinel ------------------------------------------------------------ */

typedef struct PmlCallIter {
    PmlObj ob;
    PmlRef callable, sentinel;
} PmlCallIter;

static PmlCallIter *as_calliter(PmlObj *o)
{
    return (PmlCallIter *)o;
}

PmlObj *pml_calliter_new(PmlEngine *E, PmlObj *callable, PmlObj *sentinel)
{
    PmlCallIter *it = (PmlCallIter *)pml_object_new_gc(E, PML_TYPE(E, callable_iterator));
    if (!it) {
        return NULL;
    }
    it->callable.p = pml_incref(callable);
    it->sentinel.p = pml_incref(sentinel);
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

static void calliter_finish(PmlEngine *E, PmlCallIter *it)
{
    PML_CLEAR(E, it->callable);
    PML_CLEAR(E, it->sentinel);
}

static PmlObj *calliter_next(PmlEngine *E, PmlObj *o)
{
    PmlCallIter *it = as_calliter(o);
    if (!it->callable.p) {
        return NULL;
    }
    PmlObj *result = pml_call0(E, it->callable.p);
    if (!result) {
        if (pml_error_pending(E) && pml_error_matches(E, PML_T_StopIteration)) {
            pml_error_clear(E);
            calliter_finish(E, it);
        }
        return NULL;
    }
    if (!it->sentinel.p) { /* exhausted by the call itself */
        pml_decref(E, result);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "callable iterator: result");
    int same = pml_compare_bool(E, it->sentinel.p, result, PML_EQ);
    pml_hold_drop(E, mark);
    if (same == 0) {
        return result;
    }
    pml_decref(E, result);
    if (same > 0) {
        calliter_finish(E, it);
    }
    return NULL;
}

static void calliter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    calliter_finish(E, as_calliter(o));
    pml_object_del_gc(E, o);
}

static int calliter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_calliter(o)->callable);
    PML_VISIT(as_calliter(o)->sentinel);
    return 0;
}

static void calliter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_calliter(o)->callable.p, "callable");
    pml_field_ref(sink, as_calliter(o)->sentinel.p, "sentinel");
}

static PmlObj *calliter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlCallIter *it = as_calliter(self);
    PmlObj *iter = pml_builtin_named(E, "iter");
    if (!it->callable.p) {
        return pml_reduced(E, iter, pml_tuple_new(E, 0), -1);
    }
    PmlObj *both = iter ? pml_tuple_pack(E, 2, it->callable.p, it->sentinel.p) : NULL;
    PmlObj *r = both ? pml_tuple_pack(E, 2, iter, both) : NULL;
    pml_xdecref(E, both);
    pml_xdecref(E, iter);
    return r;
}

static const PmlMethodDef calliter_methods[] = {
    {"__reduce__", calliter_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_callable_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlCallIter);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->methods.p = calliter_methods;
    t->dealloc = calliter_dealloc;
    t->traverse = calliter_traverse;
    t->refs_of = calliter_refs;
    t->iter = pml_self_iter;
    t->iternext = calliter_next;
}

/* zip, map and filter. */
#include "object/dict_internal.h"

/* A tuple of iterators over the given arguments. */
static PmlObj *iterators_over(PmlEngine *E, PmlRef *args, int64_t n)
{
    PmlObj *its = pml_tuple_new(E, n);
    if (!its) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, its, "tuple of iterators");
    for (int64_t i = 0; i < n; i++) {
        PmlObj *it = pml_iter(E, args[i].p);
        if (!it) {
            pml_drop_held(E, mark, its);
            return NULL;
        }
        PML_TUPLE_AT(its, i) = it;
    }
    pml_hold_drop(E, mark);
    return its;
}

/* -- zip --------------------------------------------------------------------------------- */

typedef struct PmlZip {
    PmlObj ob;
    int64_t n;
    PmlRef its, result;
    int32_t strict, pad;
} PmlZip;
_Static_assert(sizeof(PmlZip) == 48, "facts 2.7: 64 with the GC head");

static PmlZip *as_zip(PmlObj *o)
{
    return (PmlZip *)o;
}

static bool strict_argument(PmlEngine *E, PmlObj *kwargs, bool *strict)
{
    static const char *const names[] = {"strict", NULL};
    *strict = false;
    if (!kwargs) {
        return true;
    }
    PmlObj *out[1];
    PmlObj *none = pml_tuple_new(E, 0);
    bool ok = none && pml_parse_format(E, "zip", none, kwargs, names, 0, 0, out);
    pml_xdecref(E, none);
    if (!ok || !out[0]) {
        return ok;
    }
    int truth = pml_truth(E, out[0]);
    *strict = truth > 0;
    return truth >= 0;
}

static PmlObj *zip_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    bool strict;
    if (!strict_argument(E, kwargs, &strict)) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(args);
    PmlObj *its = iterators_over(E, PML_TUPLE_ITEMS(args), n);
    if (!its) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, its, "zip: iterators");
    PmlObj *result = pml_tuple_new(E, n);
    for (int64_t i = 0; result && i < n; i++) {
        PML_TUPLE_AT(result, i) = pml_none(E);
    }
    if (result) {
        pml_hold(E, result, "zip: result tuple");
    }
    PmlObj *o = result ? t->alloc(E, t, 0) : NULL;
    pml_hold_drop(E, mark);
    if (!o) {
        pml_decref(E, its);
        pml_xdecref(E, result);
        return NULL;
    }
    as_zip(o)->n = n;
    as_zip(o)->its.p = its;
    as_zip(o)->result.p = result;
    as_zip(o)->strict = strict;
    return o;
}

static PmlObj *next_of(PmlEngine *E, PmlZip *z, int64_t i)
{
    PmlObj *it = PML_TUPLE_AT(z->its.p, i);
    return pml_work(E, 1) ? NULL : PML_TYPE_OF(it)->iternext(E, it);
}

static bool only_exhausted(PmlEngine *E)
{
    if (pml_error_pending(E)) {
        if (!pml_error_matches(E, PML_T_StopIteration)) {
            return false;
        }
        pml_error_clear(E);
    }
    return true;
}

static PmlObj *raise_uneven(PmlEngine *E, int64_t i, const char *how)
{
    return PML_RAISE(E, ValueError, "zip() argument %d is %s than argument%s%d", (int)i + 1, how,
                     i == 1 ? " " : "s 1-", (int)i);
}

/* strict: input i is exhausted; the others must be too. */
static PmlObj *check_lengths(PmlEngine *E, PmlZip *z, int64_t i)
{
    if (!only_exhausted(E)) {
        return NULL;
    }
    if (i > 0) {
        return raise_uneven(E, i, "shorter");
    }
    for (i = 1; i < z->n; i++) {
        PmlObj *item = next_of(E, z, i);
        if (item) {
            pml_decref(E, item);
            return raise_uneven(E, i, "longer");
        }
        if (!only_exhausted(E)) {
            return NULL;
        }
    }
    return NULL;
}

static PmlObj *zip_next(PmlEngine *E, PmlObj *o)
{
    PmlZip *z = as_zip(o);
    if (z->n == 0) {
        return NULL;
    }
    bool reuse = pml_refs(z->result.p) == 1;
    PmlObj *result = reuse ? pml_incref(z->result.p) : pml_tuple_new(E, z->n);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "zip: result tuple");
    for (int64_t i = 0; i < z->n; i++) {
        PmlObj *item = next_of(E, z, i);
        if (!item) {
            pml_drop_held(E, mark, result);
            return z->strict ? check_lengths(E, z, i) : NULL;
        }
        PmlObj *old = PML_TUPLE_AT(result, i);
        PML_TUPLE_AT(result, i) = item;
        pml_xdecref(E, old);
    }
    pml_hold_drop(E, mark);
    if (reuse && !pml_gc_is_tracked(result)) {
        pml_gc_track(E, result); /* a collection may have untracked it meanwhile */
    }
    return result;
}

static void zip_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_zip(o)->its);
    PML_CLEAR(E, as_zip(o)->result);
    PML_TYPE_OF(o)->free(E, o);
}

static int zip_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_zip(o)->its);
    PML_VISIT(as_zip(o)->result);
    return 0;
}

static void zip_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_zip(o)->its.p, "iterators");
    pml_field_ref(sink, as_zip(o)->result.p, "reused tuple");
}

static PmlObj *zip_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlZip *z = as_zip(self);
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    return z->strict ? pml_tuple_pack(E, 3, type, z->its.p, PML_TRUE(E))
                     : pml_tuple_pack(E, 2, type, z->its.p);
}

static PmlObj *zip_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    int truth = pml_truth(E, args[0].p);
    if (truth < 0) {
        return NULL;
    }
    as_zip(self)->strict = truth;
    return pml_none(E);
}

static const PmlMethodDef zip_methods[] = {
    {"__reduce__", zip_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {"__setstate__", zip_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

static void init_lazy(PmlType *t, PmlNew make, PmlUnary next)
{
    t->flags |= PML_TF_GC | PML_TF_BASETYPE;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->new_ = make;
    t->iter = pml_self_iter;
    t->iternext = next;
}

void pml_init_type_zip(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_lazy(t, zip_new, zip_next);
    t->basicsize = sizeof(PmlZip);
    t->methods.p = zip_methods;
    t->dealloc = zip_dealloc;
    t->traverse = zip_traverse;
    t->refs_of = zip_refs;
}

/* -- map and filter ---------------------------------------------------------------------- */

/* CPython lays the two out in different field order, which shows in the order of release. */
typedef struct PmlMap {
    PmlObj ob;
    PmlRef its, func;
} PmlMap;
typedef struct PmlFilter {
    PmlObj ob;
    PmlRef func, it;
} PmlFilter;
_Static_assert(sizeof(PmlMap) == 32 && sizeof(PmlFilter) == 32, "facts 2.7");

static PmlMap *as_map(PmlObj *o)
{
    return (PmlMap *)o;
}

static PmlFilter *as_filter(PmlObj *o)
{
    return (PmlFilter *)o;
}

static PmlObj *make_map(PmlEngine *E, PmlType *t, PmlRef *args, int64_t n)
{
    if (n < 2) {
        return PML_RAISE(E, TypeError, "map() must have at least two arguments.");
    }
    PmlObj *its = iterators_over(E, args + 1, n - 1);
    if (!its) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, its, "map: iterators");
    PmlObj *o = t->alloc(E, t, 0);
    pml_hold_drop(E, mark);
    if (!o) {
        pml_decref(E, its);
        return NULL;
    }
    as_map(o)->its.p = its;
    as_map(o)->func.p = pml_incref(args[0].p);
    return o;
}

static PmlObj *map_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_map, "map", kwargs)) {
        return NULL;
    }
    return make_map(E, t, PML_TUPLE_ITEMS(args), PML_TUPLE_LEN(args));
}

static PmlObj *map_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                              PmlObj *kwnames)
{
    return pml_no_keywords(E, "map", kwnames)
               ? make_map(E, (PmlType *)type, args, PML_NARGS(nargsf))
               : NULL;
}

#define MAP_STACK 5

static PmlObj *map_next(PmlEngine *E, PmlObj *o)
{
    PmlMap *m = as_map(o);
    PmlRef few[MAP_STACK], *stack = few;
    int64_t want = PML_TUPLE_LEN(m->its.p), n = 0;
    if (want > MAP_STACK) {
        stack = pml_mem_alloc(E, (size_t)want * sizeof(PmlRef));
        if (!stack) {
            return pml_err_no_memory(E);
        }
    }
    int64_t mark = pml_hold_mark(E);
    for (; n < want; n++) {
        PmlObj *it = PML_TUPLE_AT(m->its.p, n);
        PmlObj *item = PML_TYPE_OF(it)->iternext(E, it);
        if (!item) {
            break;
        }
        stack[n].p = item;
        pml_hold(E, item, "map: argument");
    }
    PmlObj *result = n == want ? pml_vectorcall(E, m->func.p, stack, (uint64_t)n, NULL) : NULL;
    pml_hold_drop(E, mark);
    if (result && n > 0) {
        pml_hold(E, result, "map: result");
    }
    pml_release_detached(E, stack, n, false);
    pml_hold_drop(E, mark);
    if (stack != few) {
        pml_mem_free(E, stack);
    }
    return result;
}

static void map_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_map(o)->its);
    PML_CLEAR(E, as_map(o)->func);
    PML_TYPE_OF(o)->free(E, o);
}

static int map_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_map(o)->its);
    PML_VISIT(as_map(o)->func);
    return 0;
}

static void map_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_map(o)->its.p, "iterators");
    pml_field_ref(sink, as_map(o)->func.p, "function");
}

static PmlObj *map_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlMap *m = as_map(self);
    int64_t n = PML_TUPLE_LEN(m->its.p);
    PmlObj *state = pml_tuple_new(E, n + 1);
    if (!state) {
        return NULL;
    }
    PML_TUPLE_AT(state, 0) = pml_incref(m->func.p);
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(state, i + 1) = pml_incref(PML_TUPLE_AT(m->its.p, i));
    }
    PmlObj *r = pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), state);
    pml_decref(E, state);
    return r;
}

static const PmlMethodDef map_methods[] = {
    {"__reduce__", map_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_map(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_lazy(t, map_new, map_next);
    t->basicsize = sizeof(PmlMap);
    t->methods.p = map_methods;
    t->vectorcall = map_vectorcall;
    t->dealloc = map_dealloc;
    t->traverse = map_traverse;
    t->refs_of = map_refs;
}

static PmlObj *make_filter(PmlEngine *E, PmlType *t, PmlRef *args)
{
    PmlObj *it = pml_iter(E, args[1].p);
    if (!it) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "filter: iterator");
    PmlObj *o = t->alloc(E, t, 0);
    pml_hold_drop(E, mark);
    if (!o) {
        pml_decref(E, it);
        return NULL;
    }
    as_filter(o)->func.p = pml_incref(args[0].p);
    as_filter(o)->it.p = it;
    return o;
}

static PmlObj *filter_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_filter, "filter", kwargs)) {
        return NULL;
    }
    if (!pml_check_positional(E, "filter", PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    return make_filter(E, t, PML_TUPLE_ITEMS(args));
}

static PmlObj *filter_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                                 PmlObj *kwnames)
{
    if (!pml_no_keywords(E, "filter", kwnames) ||
        !pml_check_positional(E, "filter", PML_NARGS(nargsf), 2, 2)) {
        return NULL;
    }
    return make_filter(E, (PmlType *)type, args);
}

static int passes(PmlEngine *E, PmlObj *func, PmlObj *item)
{
    if (func == PML_NONE(E) || func == (PmlObj *)PML_TYPE(E, bool)) {
        return pml_truth(E, item);
    }
    PmlObj *good = pml_call1_inline(E, func, item);
    if (!good) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, good, "filter: answer");
    int truth = pml_truth(E, good);
    pml_drop_held(E, mark, good);
    return truth;
}

static PmlObj *filter_next(PmlEngine *E, PmlObj *o)
{
    PmlFilter *f = as_filter(o);
    PmlObj *item;
    int64_t mark = pml_hold_mark(E);
    while (!pml_work(E, 1) && (item = PML_TYPE_OF(f->it.p)->iternext(E, f->it.p)) != NULL) {
        pml_hold(E, item, "filter: item");
        int ok = passes(E, f->func.p, item);
        pml_hold_drop(E, mark);
        if (ok > 0) {
            return item;
        }
        pml_decref(E, item);
        if (ok < 0) {
            return NULL;
        }
    }
    return NULL;
}

static void filter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_filter(o)->func);
    PML_CLEAR(E, as_filter(o)->it);
    PML_TYPE_OF(o)->free(E, o);
}

static int filter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_filter(o)->it);
    PML_VISIT(as_filter(o)->func);
    return 0;
}

static void filter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_filter(o)->func.p, "function");
    pml_field_ref(sink, as_filter(o)->it.p, "iterator");
}

static PmlObj *filter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlFilter *f = as_filter(self);
    PmlObj *state = pml_tuple_pack(E, 2, f->func.p, f->it.p);
    PmlObj *r = state ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), state) : NULL;
    pml_xdecref(E, state);
    return r;
}

static const PmlMethodDef filter_methods[] = {
    {"__reduce__", filter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_filter(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_lazy(t, filter_new, filter_next);
    t->basicsize = sizeof(PmlFilter);
    t->methods.p = filter_methods;
    t->vectorcall = filter_vectorcall;
    t->dealloc = filter_dealloc;
    t->traverse = filter_traverse;
    t->refs_of = filter_refs;
}

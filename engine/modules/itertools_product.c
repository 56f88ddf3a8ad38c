/* itertools.product. */
#include "modules/itertools_combine.h"

typedef struct Product {
    PmlObj ob;
    PmlRef pools; /* tuple of tuples */
    PmlIndices indices;
    PmlRef result;
    int64_t stopped;
} Product;
_Static_assert(sizeof(Product) == 48, "CPython's size");
#define PRODUCT(o) ((Product *)(o))

static bool read_repeat(PmlEngine *E, PmlObj *kwargs, int64_t *repeat)
{
    static const char *const names[] = {"repeat", NULL};
    PmlObj *a[1];
    *repeat = 1;
    if (!kwargs) {
        return true;
    }
    if (!pml_parse_format(E, "product", E->rt->empty_tuple.p, kwargs, names, 0, 0, a)) {
        return false;
    }
    if (a[0] && !pml_want_ssize(E, a[0], repeat)) {
        return false;
    }
    if (*repeat < 0) {
        PML_RAISE(E, ValueError, "repeat argument cannot be negative");
        return false;
    }
    return true;
}

/* Every argument as a tuple, the whole row repeated. */
static PmlObj *make_pools(PmlEngine *E, PmlObj *args, int64_t nargs, int64_t npools)
{
    PmlObj *pools = pml_tuple_new(E, npools);
    if (!pools) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pools, "product: pools");
    for (int64_t i = 0; i < npools; i++) {
        PmlObj *pool = i < nargs ? pml_sequence_tuple(E, PML_TUPLE_AT(args, i))
                                 : pml_incref(PML_TUPLE_AT(pools, i - nargs));
        if (!pool) {
            pml_hold_drop(E, mark);
            pml_decref(E, pools);
            return NULL;
        }
        PML_TUPLE_AT(pools, i) = pool;
    }
    pml_hold_drop(E, mark);
    return pools;
}

static PmlObj *product_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t repeat;
    if (!read_repeat(E, kwargs, &repeat)) {
        return NULL;
    }
    int64_t nargs = repeat == 0 ? 0 : PML_TUPLE_LEN(args);
    if (nargs > 0 && repeat > INT64_MAX / 8 / nargs) {
        return PML_RAISE(E, OverflowError, "repeat argument too large");
    }
    int64_t npools = nargs * repeat;
    int64_t *indices = pml_indices_new(E, npools);
    if (!indices) {
        return NULL;
    }
    for (int64_t i = 0; i < npools; i++) {
        indices[i] = 0;
    }
    PmlObj *pools = make_pools(E, args, nargs, npools);
    PmlObj *o = pools ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_mem_free(E, indices);
        pml_xdecref(E, pools);
        return NULL;
    }
    PRODUCT(o)->pools.p = pools;
    PRODUCT(o)->indices.p = indices;
    return o;
}

static PmlObj *product_first(PmlEngine *E, Product *p, int64_t n)
{
    PmlObj *result = pml_tuple_new(E, n);
    p->result.p = result;
    for (int64_t i = 0; result && i < n; i++) {
        PmlObj *pool = PML_TUPLE_AT(p->pools.p, i);
        if (PML_TUPLE_LEN(pool) == 0) {
            p->stopped = 1;
            return NULL;
        }
        PML_TUPLE_AT(result, i) = pml_incref(PML_TUPLE_AT(pool, 0));
    }
    return result;
}

PmlObj *pml_product_unfilled(const PmlObj *o)
{
    const Product *p = (const Product *)o;
    return p->stopped ? p->result.p : NULL;
}

/* Counts up: the last pool turns fastest. False when all have been through. */
static bool product_advance(PmlEngine *E, Product *p, PmlObj *result, int64_t n)
{
    for (int64_t i = n - 1; i >= 0; i--) {
        PmlObj *pool = PML_TUPLE_AT(p->pools.p, i);
        int64_t at = ++p->indices.p[i];
        if (at < PML_TUPLE_LEN(pool)) {
            pml_put_result(E, result, i, PML_TUPLE_AT(pool, at));
            return true;
        }
        p->indices.p[i] = 0;
        pml_put_result(E, result, i, PML_TUPLE_AT(pool, 0));
    }
    return false;
}

static PmlObj *product_next(PmlEngine *E, PmlObj *self)
{
    Product *p = PRODUCT(self);
    if (p->stopped) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(p->pools.p);
    if (!p->result.p) {
        return pml_xincref(product_first(E, p, n));
    }
    if (n == 0) {
        p->stopped = 1;
        return NULL;
    }
    PmlObj *result = pml_own_result(E, &p->result);
    if (!result) {
        return NULL;
    }
    if (!product_advance(E, p, result, n)) {
        p->stopped = 1;
        return NULL;
    }
    return pml_incref(result);
}

static void product_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, PRODUCT(self)->pools);
    PML_CLEAR(E, PRODUCT(self)->result);
    pml_mem_free(E, PRODUCT(self)->indices.p);
    PML_TYPE_OF(self)->free(E, self);
}

static int product_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(PRODUCT(self)->pools);
    PML_VISIT(PRODUCT(self)->result);
    return 0;
}

static void product_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, PRODUCT(self)->pools.p, "pools");
    pml_ref_field(sink, PRODUCT(self)->result.p, "result");
}

static PmlObj *product_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, (int64_t)sizeof(Product) + PML_TUPLE_LEN(PRODUCT(self)->pools.p) * 8);
}

static PmlObj *product_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Product *p = PRODUCT(self);
    if (p->stopped) { /* one empty pool */
        PmlObj *none = pml_tuple_new(E, 0);
        PmlObj *inner = none ? pml_tuple_pack(E, 1, none) : NULL;
        pml_xdecref(E, none);
        return pml_reduced(E, self, inner, NULL);
    }
    PmlObj *pools = pml_incref(p->pools.p);
    if (!p->result.p) {
        return pml_reduced(E, self, pools, NULL);
    }
    int64_t n = PML_TUPLE_LEN(pools);
    return pml_reduced_with(E, self, pools, pml_indices_tuple(E, p->indices.p, n));
}

static PmlObj *product_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Product *p = PRODUCT(self);
    PmlObj *state = args[0].p;
    int64_t n = PML_TUPLE_LEN(p->pools.p);
    if (!pml_state_of_length(E, state, n)) {
        return NULL;
    }
    for (int64_t i = 0; i < n; i++) {
        int64_t last = PML_TUPLE_LEN(PML_TUPLE_AT(p->pools.p, i)) - 1;
        if (!pml_state_within(E, PML_TUPLE_AT(state, i), 0, last, &p->indices.p[i])) {
            return NULL;
        }
        if (last < 0) {
            p->stopped = 1;
            return pml_none(E);
        }
    }
    PmlObj *result = pml_tuple_new(E, n);
    for (int64_t i = 0; result && i < n; i++) {
        PmlObj *pool = PML_TUPLE_AT(p->pools.p, i);
        PML_TUPLE_AT(result, i) = pml_incref(PML_TUPLE_AT(pool, p->indices.p[i]));
    }
    if (!result) {
        return NULL;
    }
    PML_SETREF(E, p->result, result);
    return pml_none(E);
}

static const PmlMethodDef product_methods[] = {
    PML_NOARGS("__reduce__", product_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", product_setstate, "Set state information for unpickling."),
    PML_NOARGS("__sizeof__", product_sizeof, "Returns size in memory, in bytes."),
    PML_METHODS_END,
};

void pml_init_type_product(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.product", product, Product);
    t->methods.p = product_methods;
}

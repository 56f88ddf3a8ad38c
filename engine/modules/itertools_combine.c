/* itertools.product, permutations, combinations, combinations_with_replacement: one result tuple,
 * reused whenever nobody else kept it. */
#include "modules/iterator_state.h"

typedef PML_PTR(int64_t) Indices; /* a block of its own, from the object allocator */

/* An array of n numbers; NULL + MemoryError. */
static int64_t *indices_new(PmlEngine *E, int64_t n)
{
    size_t bytes = (size_t)n * sizeof(int64_t);
    int64_t *block = n > INT64_MAX / 8 ? NULL : pml_mem_alloc(E, bytes);
    if (!block) {
        pml_err_no_memory(E);
    }
    return block;
}

/* The result tuple to change: a copy when someone kept the last one. *slot owns it. */
static PmlObj *own_result(PmlEngine *E, PmlRef *slot)
{
    PmlObj *result = slot->p;
    if (pml_refs(result) > 1) {
        PmlObj *copy = pml_tuple_from(E, PML_TUPLE_ITEMS(result), PML_TUPLE_LEN(result));
        if (copy) {
            PML_SETREF(E, *slot, copy);
        }
        return copy;
    }
    if (!pml_gc_is_tracked(result)) {
        pml_gc_track(E, result); /* a collection may have untracked it */
    }
    return result;
}

static void put(PmlEngine *E, PmlObj *result, int64_t i, PmlObj *item)
{
    PML_SETREF(E, PML_TUPLE_ITEMS(result)[i], pml_incref(item));
}

/* n numbers as a tuple. */
static PmlObj *indices_tuple(PmlEngine *E, const int64_t *indices, int64_t n)
{
    PmlObj *t = pml_tuple_new(E, n);
    for (int64_t i = 0; t && i < n; i++) {
        PML_TUPLE_AT(t, i) = pml_int(E, indices[i]);
        if (!PML_TUPLE_AT(t, i)) {
            pml_decref(E, t);
            return NULL;
        }
    }
    return t;
}

/* The state must be a tuple of n items. */
static bool state_of_length(PmlEngine *E, PmlObj *state, int64_t n)
{
    if (PML_IS_TUPLE(state) && PML_TUPLE_LEN(state) == n) {
        return true;
    }
    PML_RAISE(E, ValueError, "invalid arguments");
    return false;
}

/* (pool, r), or ((), r) once all is over. */
static PmlObj *pool_and_r(PmlEngine *E, PmlObj *pool, int64_t r, bool over)
{
    PmlObj *items = over ? pml_tuple_new(E, 0) : pml_incref(pool);
    PmlObj *n = items ? pml_int(E, r) : NULL;
    PmlObj *inner = n ? pml_tuple_pack(E, 2, items, n) : NULL;
    pml_xdecref(E, items);
    pml_xdecref(E, n);
    return inner;
}

/* -- product ----------------------------------------------------------------------------- */

typedef struct Product {
    PmlObj ob;
    PmlRef pools; /* tuple of tuples */
    Indices indices;
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
    int64_t *indices = indices_new(E, npools);
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
            put(E, result, i, PML_TUPLE_AT(pool, at));
            return true;
        }
        p->indices.p[i] = 0;
        put(E, result, i, PML_TUPLE_AT(pool, 0));
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
    PmlObj *result = own_result(E, &p->result);
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
    return pml_reduced_with(E, self, pools, indices_tuple(E, p->indices.p, n));
}

static PmlObj *product_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Product *p = PRODUCT(self);
    PmlObj *state = args[0].p;
    int64_t n = PML_TUPLE_LEN(p->pools.p);
    if (!state_of_length(E, state, n)) {
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

/* -- combinations, with and without replacement ------------------------------------------ */

typedef struct Combinations {
    PmlObj ob;
    PmlRef pool;
    Indices indices;
    PmlRef result;
    int64_t r;
    int64_t stopped;
} Combinations;
_Static_assert(sizeof(Combinations) == 56, "CPython's size");
#define COMB(o) ((Combinations *)(o))

static PmlObj *combinations_make(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs,
                                 const char *name, bool replace)
{
    static const char *const names[] = {"iterable", "r", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, name, args, kwargs, names, 2, 2, a)) {
        return NULL;
    }
    int64_t r;
    if (!pml_want_ssize(E, a[1], &r)) {
        return NULL;
    }
    PmlObj *pool = pml_sequence_tuple(E, a[0]);
    if (!pool) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(pool);
    int64_t *indices = NULL;
    PmlObj *o = NULL;
    if (r < 0) {
        PML_RAISE(E, ValueError, "r must be non-negative");
    } else {
        indices = indices_new(E, r);
    }
    if (indices) {
        for (int64_t i = 0; i < r; i++) {
            indices[i] = replace ? 0 : i;
        }
        o = t->alloc(E, t, 0);
    }
    if (!o) {
        pml_mem_free(E, indices);
        pml_decref(E, pool);
        return NULL;
    }
    COMB(o)->pool.p = pool;
    COMB(o)->indices.p = indices;
    COMB(o)->r = r;
    COMB(o)->stopped = replace ? n == 0 && r > 0 : r > n;
    return o;
}

static PmlObj *combinations_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return combinations_make(E, t, args, kwargs, "combinations", false);
}

static PmlObj *combinations_with_replacement_new(PmlEngine *E, PmlType *t, PmlObj *args,
                                                 PmlObj *kwargs)
{
    return combinations_make(E, t, args, kwargs, "combinations_with_replacement", true);
}

static PmlObj *combinations_first(PmlEngine *E, Combinations *c)
{
    PmlObj *result = pml_tuple_new(E, c->r);
    c->result.p = result;
    for (int64_t i = 0; result && i < c->r; i++) {
        PML_TUPLE_AT(result, i) = pml_incref(PML_TUPLE_AT(c->pool.p, c->indices.p[i]));
    }
    return pml_xincref(result);
}

static PmlObj *combinations_next(PmlEngine *E, PmlObj *self)
{
    Combinations *c = COMB(self);
    if (c->stopped) {
        return NULL;
    }
    if (!c->result.p) {
        return combinations_first(E, c);
    }
    PmlObj *result = c->r ? own_result(E, &c->result) : c->result.p;
    if (!result) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(c->pool.p), i = c->r - 1;
    int64_t *indices = c->indices.p;
    while (i >= 0 && indices[i] == i + n - c->r) {
        i--;
    }
    if (i < 0) {
        c->stopped = 1;
        return NULL;
    }
    indices[i]++;
    for (int64_t j = i + 1; j < c->r; j++) {
        indices[j] = indices[j - 1] + 1;
    }
    for (; i < c->r; i++) {
        put(E, result, i, PML_TUPLE_AT(c->pool.p, indices[i]));
    }
    return pml_incref(result);
}

static PmlObj *combinations_with_replacement_next(PmlEngine *E, PmlObj *self)
{
    Combinations *c = COMB(self);
    if (c->stopped) {
        return NULL;
    }
    if (!c->result.p) {
        return combinations_first(E, c);
    }
    PmlObj *result = c->r ? own_result(E, &c->result) : c->result.p;
    if (!result) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(c->pool.p), i = c->r - 1;
    int64_t *indices = c->indices.p;
    while (i >= 0 && indices[i] == n - 1) {
        i--;
    }
    if (i < 0) {
        c->stopped = 1;
        return NULL;
    }
    int64_t at = indices[i] + 1;
    for (; i < c->r; i++) {
        indices[i] = at;
        put(E, result, i, PML_TUPLE_AT(c->pool.p, at));
    }
    return pml_incref(result);
}

static void combinations_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, COMB(self)->pool);
    PML_CLEAR(E, COMB(self)->result);
    pml_mem_free(E, COMB(self)->indices.p);
    PML_TYPE_OF(self)->free(E, self);
}

static int combinations_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(COMB(self)->pool);
    PML_VISIT(COMB(self)->result);
    return 0;
}

static void combinations_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, COMB(self)->pool.p, "pool");
    pml_ref_field(sink, COMB(self)->result.p, "result");
}

static PmlObj *combinations_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, (int64_t)sizeof(Combinations) + COMB(self)->r * 8);
}

static PmlObj *combinations_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Combinations *c = COMB(self);
    PmlObj *inner = pool_and_r(E, c->pool.p, c->r, c->result.p && c->stopped);
    if (!inner || !c->result.p || c->stopped) {
        return pml_reduced(E, self, inner, NULL);
    }
    return pml_reduced_with(E, self, inner, indices_tuple(E, c->indices.p, c->r));
}

/* Items i of the state up to last + i * rise; then the result they stand for. */
static PmlObj *combinations_restore(PmlEngine *E, Combinations *c, PmlObj *state, int64_t last,
                                    int64_t rise)
{
    bool nothing = c->r > 0 && PML_TUPLE_LEN(c->pool.p) == 0;
    if (!state_of_length(E, state, nothing ? -1 : c->r)) {
        return NULL;
    }
    for (int64_t i = 0; i < c->r; i++) {
        PmlObj *item = PML_TUPLE_AT(state, i);
        if (!pml_state_within(E, item, 0, last + i * rise, &c->indices.p[i])) {
            return NULL;
        }
    }
    PmlObj *old = c->result.p;
    PmlObj *result = combinations_first(E, c);
    if (!result) {
        c->result.p = old;
        return NULL;
    }
    pml_decref(E, result);
    pml_xdecref(E, old);
    return pml_none(E);
}

static PmlObj *combinations_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Combinations *c = COMB(self);
    return combinations_restore(E, c, args[0].p, PML_TUPLE_LEN(c->pool.p) - c->r, 1);
}

static PmlObj *combinations_with_replacement_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Combinations *c = COMB(self);
    return combinations_restore(E, c, args[0].p, PML_TUPLE_LEN(c->pool.p) - 1, 0);
}

static const PmlMethodDef combinations_methods[] = {
    PML_NOARGS("__reduce__", combinations_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", combinations_setstate, "Set state information for unpickling."),
    PML_NOARGS("__sizeof__", combinations_sizeof, "Returns size in memory, in bytes."),
    PML_METHODS_END,
};

static const PmlMethodDef with_replacement_methods[] = {
    PML_NOARGS("__reduce__", combinations_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", combinations_with_replacement_setstate,
            "Set state information for unpickling."),
    PML_NOARGS("__sizeof__", combinations_sizeof, "Returns size in memory, in bytes."),
    PML_METHODS_END,
};

void pml_init_type_combinations(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.combinations", combinations, Combinations);
    t->methods.p = combinations_methods;
}

void pml_init_type_combinations_with_replacement(PmlEngine *E, PmlType *t)
{
    pml_init_type_combinations(E, t);
    t->name.p = "itertools.combinations_with_replacement";
    t->methods.p = with_replacement_methods;
    t->new_ = combinations_with_replacement_new;
    t->iternext = combinations_with_replacement_next;
}

/* -- permutations ------------------------------------------------------------------------ */

typedef struct Permutations {
    PmlObj ob;
    PmlRef pool;
    Indices indices, cycles;
    PmlRef result;
    int64_t r;
    int64_t stopped;
} Permutations;
_Static_assert(sizeof(Permutations) == 64, "CPython's size");
#define PERM(o) ((Permutations *)(o))

static bool permutations_length(PmlEngine *E, PmlObj *o, int64_t n, int64_t *r)
{
    *r = n;
    if (o && o != PML_NONE(E)) {
        if (!PML_IS_INT(o)) {
            PML_RAISE(E, TypeError, "Expected int as r");
            return false;
        }
        if (!pml_want_ssize(E, o, r)) {
            return false;
        }
    }
    if (*r < 0) {
        PML_RAISE(E, ValueError, "r must be non-negative");
        return false;
    }
    return true;
}

static PmlObj *permutations_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"iterable", "r", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, "permutations", args, kwargs, names, 1, 2, a)) {
        return NULL;
    }
    PmlObj *pool = pml_sequence_tuple(E, a[0]);
    if (!pool) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(pool), r;
    int64_t *indices = NULL, *cycles = NULL;
    PmlObj *o = NULL;
    if (permutations_length(E, a[1], n, &r)) {
        indices = indices_new(E, n);
        cycles = indices ? indices_new(E, r) : NULL;
    }
    if (cycles) {
        for (int64_t i = 0; i < n; i++) {
            indices[i] = i;
        }
        for (int64_t i = 0; i < r; i++) {
            cycles[i] = n - i;
        }
        o = t->alloc(E, t, 0);
    }
    if (!o) {
        pml_mem_free(E, indices);
        pml_mem_free(E, cycles);
        pml_decref(E, pool);
        return NULL;
    }
    PERM(o)->pool.p = pool;
    PERM(o)->indices.p = indices;
    PERM(o)->cycles.p = cycles;
    PERM(o)->r = r;
    PERM(o)->stopped = r > n;
    return o;
}

/* Moves indices[i] behind all later ones. */
static void rotate_left(int64_t *indices, int64_t i, int64_t n)
{
    int64_t first = indices[i];
    for (int64_t j = i; j < n - 1; j++) {
        indices[j] = indices[j + 1];
    }
    indices[n - 1] = first;
}

static PmlObj *permutations_advance(PmlEngine *E, Permutations *p, PmlObj *result)
{
    int64_t n = PML_TUPLE_LEN(p->pool.p);
    int64_t *indices = p->indices.p, *cycles = p->cycles.p;
    for (int64_t i = p->r - 1; i >= 0; i--) {
        cycles[i]--;
        if (cycles[i] == 0) {
            rotate_left(indices, i, n);
            cycles[i] = n - i;
            continue;
        }
        int64_t j = n - cycles[i], saved = indices[i];
        indices[i] = indices[j];
        indices[j] = saved;
        for (int64_t k = i; k < p->r; k++) {
            put(E, result, k, PML_TUPLE_AT(p->pool.p, indices[k]));
        }
        return pml_incref(result);
    }
    p->stopped = 1;
    return NULL;
}

static PmlObj *permutations_first(PmlEngine *E, Permutations *p)
{
    PmlObj *first = pml_tuple_new(E, p->r);
    for (int64_t i = 0; first && i < p->r; i++) {
        PML_TUPLE_AT(first, i) = pml_incref(PML_TUPLE_AT(p->pool.p, p->indices.p[i]));
    }
    return first;
}

static PmlObj *permutations_next(PmlEngine *E, PmlObj *self)
{
    Permutations *p = PERM(self);
    if (p->stopped) {
        return NULL;
    }
    if (!p->result.p) {
        p->result.p = permutations_first(E, p);
        return pml_xincref(p->result.p);
    }
    if (PML_TUPLE_LEN(p->pool.p) == 0 || p->r == 0) {
        p->stopped = 1;
        return NULL;
    }
    PmlObj *result = own_result(E, &p->result);
    return result ? permutations_advance(E, p, result) : NULL;
}

static void permutations_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, PERM(self)->pool);
    PML_CLEAR(E, PERM(self)->result);
    pml_mem_free(E, PERM(self)->indices.p);
    pml_mem_free(E, PERM(self)->cycles.p);
    PML_TYPE_OF(self)->free(E, self);
}

static int permutations_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(PERM(self)->pool);
    PML_VISIT(PERM(self)->result);
    return 0;
}

static void permutations_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, PERM(self)->pool.p, "pool");
    pml_ref_field(sink, PERM(self)->result.p, "result");
}

static PmlObj *permutations_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, (int64_t)sizeof(Permutations) + PML_TUPLE_LEN(PERM(self)->pool.p) * 8 +
                          PERM(self)->r * 8);
}

static PmlObj *permutations_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Permutations *p = PERM(self);
    PmlObj *inner = pool_and_r(E, p->pool.p, p->r, p->result.p && p->stopped);
    if (!inner || !p->result.p || p->stopped) {
        return pml_reduced(E, self, inner, NULL);
    }
    PmlObj *indices = indices_tuple(E, p->indices.p, PML_TUPLE_LEN(p->pool.p));
    PmlObj *cycles = indices ? indices_tuple(E, p->cycles.p, p->r) : NULL;
    PmlObj *state = cycles ? pml_tuple_pack(E, 2, indices, cycles) : NULL;
    pml_xdecref(E, indices);
    pml_xdecref(E, cycles);
    return pml_reduced_with(E, self, inner, state);
}

static bool permutations_read(PmlEngine *E, Permutations *p, PmlObj *indices, PmlObj *cycles)
{
    int64_t n = PML_TUPLE_LEN(p->pool.p);
    if (p->r > n || !state_of_length(E, indices, n) || !state_of_length(E, cycles, p->r)) {
        return p->r > n && state_of_length(E, indices, -1);
    }
    for (int64_t i = 0; i < n; i++) {
        if (!pml_state_within(E, PML_TUPLE_AT(indices, i), 0, n - 1, &p->indices.p[i])) {
            return false;
        }
    }
    for (int64_t i = 0; i < p->r; i++) {
        if (!pml_state_within(E, PML_TUPLE_AT(cycles, i), 1, n - i, &p->cycles.p[i])) {
            return false;
        }
    }
    return true;
}

static PmlObj *permutations_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Permutations *p = PERM(self);
    PmlObj *state = args[0].p;
    if (!pml_state_tuple(E, state, 2)) {
        return NULL;
    }
    for (int64_t i = 0; i < 2; i++) {
        if (!PML_IS_TUPLE(PML_TUPLE_AT(state, i))) {
            return PML_RAISE(E, TypeError, "argument %zd must be tuple, not %s", i + 1,
                             PML_TYPE_OF(PML_TUPLE_AT(state, i))->name.p);
        }
    }
    if (!permutations_read(E, p, PML_TUPLE_AT(state, 0), PML_TUPLE_AT(state, 1))) {
        return NULL;
    }
    PmlObj *result = permutations_first(E, p);
    if (!result) {
        return NULL;
    }
    PML_SETREF(E, p->result, result);
    return pml_none(E);
}

static const PmlMethodDef permutations_methods[] = {
    PML_NOARGS("__reduce__", permutations_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", permutations_setstate, "Set state information for unpickling."),
    PML_NOARGS("__sizeof__", permutations_sizeof, "Returns size in memory, in bytes."),
    PML_METHODS_END,
};

void pml_init_type_permutations(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.permutations", permutations, Permutations);
    t->methods.p = permutations_methods;
}

/* itertools.combinations and combinations_with_replacement, and what product and permutations share
 * with them: one result tuple, reused whenever nobody else kept it. */
#include "modules/itertools_combine.h"

/* -- indices and results ----------------------------------------------------------------- */

int64_t *pml_indices_new(PmlEngine *E, int64_t n)
{
    int64_t *block = n > PML_MAX_ITEMS ? NULL : pml_mem_alloc(E, (size_t)n * sizeof(int64_t));
    if (!block) {
        pml_err_no_memory(E);
    }
    return block;
}

PmlObj *pml_own_result(PmlEngine *E, PmlRef *slot)
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

void pml_put_result(PmlEngine *E, PmlObj *result, int64_t i, PmlObj *item)
{
    PML_SETREF(E, PML_TUPLE_ITEMS(result)[i], pml_incref(item));
}

PmlObj *pml_indices_tuple(PmlEngine *E, const int64_t *indices, int64_t n)
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

bool pml_state_of_length(PmlEngine *E, PmlObj *state, int64_t n)
{
    if (PML_IS_TUPLE(state) && PML_TUPLE_LEN(state) == n) {
        return true;
    }
    PML_RAISE(E, ValueError, "invalid arguments");
    return false;
}

PmlObj *pml_pool_and_r(PmlEngine *E, PmlObj *pool, int64_t r, bool over)
{
    PmlObj *items = over ? pml_tuple_new(E, 0) : pml_incref(pool);
    PmlObj *n = items ? pml_int(E, r) : NULL;
    PmlObj *inner = n ? pml_tuple_pack(E, 2, items, n) : NULL;
    pml_xdecref(E, items);
    pml_xdecref(E, n);
    return inner;
}

/* -- combinations, with and without replacement ------------------------------------------ */

typedef struct Combinations {
    PmlObj ob;
    PmlRef pool;
    PmlIndices indices;
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
        indices = pml_indices_new(E, r);
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
    PmlObj *result = c->r ? pml_own_result(E, &c->result) : c->result.p;
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
        pml_put_result(E, result, i, PML_TUPLE_AT(c->pool.p, indices[i]));
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
    PmlObj *result = c->r ? pml_own_result(E, &c->result) : c->result.p;
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
        pml_put_result(E, result, i, PML_TUPLE_AT(c->pool.p, at));
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
    PmlObj *inner = pml_pool_and_r(E, c->pool.p, c->r, c->result.p && c->stopped);
    if (!inner || !c->result.p || c->stopped) {
        return pml_reduced(E, self, inner, NULL);
    }
    return pml_reduced_with(E, self, inner, pml_indices_tuple(E, c->indices.p, c->r));
}

/* Items i of the state up to last + i * rise; then the result they stand for. */
static PmlObj *combinations_restore(PmlEngine *E, Combinations *c, PmlObj *state, int64_t last,
                                    int64_t rise)
{
    bool nothing = c->r > 0 && PML_TUPLE_LEN(c->pool.p) == 0;
    if (!pml_state_of_length(E, state, nothing ? -1 : c->r)) {
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

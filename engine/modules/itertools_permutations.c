/* itertools.permutations. */
#include "modules/itertools_combine.h"

typedef struct Permutations {
    PmlObj ob;
    PmlRef pool;
    PmlIndices indices, cycles;
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
        indices = pml_indices_new(E, n);
        cycles = indices ? pml_indices_new(E, r) : NULL;
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
            pml_put_result(E, result, k, PML_TUPLE_AT(p->pool.p, indices[k]));
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
    PmlObj *result = pml_own_result(E, &p->result);
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
    PmlObj *inner = pml_pool_and_r(E, p->pool.p, p->r, p->result.p && p->stopped);
    if (!inner || !p->result.p || p->stopped) {
        return pml_reduced(E, self, inner, NULL);
    }
    PmlObj *indices = pml_indices_tuple(E, p->indices.p, PML_TUPLE_LEN(p->pool.p));
    PmlObj *cycles = indices ? pml_indices_tuple(E, p->cycles.p, p->r) : NULL;
    PmlObj *state = cycles ? pml_tuple_pack(E, 2, indices, cycles) : NULL;
    pml_xdecref(E, indices);
    pml_xdecref(E, cycles);
    return pml_reduced_with(E, self, inner, state);
}

static bool permutations_read(PmlEngine *E, Permutations *p, PmlObj *indices, PmlObj *cycles)
{
    int64_t n = PML_TUPLE_LEN(p->pool.p);
    if (p->r > n || !pml_state_of_length(E, indices, n) || !pml_state_of_length(E, cycles, p->r)) {
        return p->r > n && pml_state_of_length(E, indices, -1);
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

/* The public allocation calls: domains, the failing-allocation switch, figures. */
#include "heap/heap_state.h"

/* Test switch: is this allocation the one that has to fail? */
static inline bool must_fail(PmlEngine *E)
{
    if (PML_LIKELY(E->fail_alloc_at <= 0)) {
        return false;
    }
    if (E->fail_alloc_at > 1) {
        E->fail_alloc_at--;
        return false;
    }
    if (E->alloc_fails) {
        return E->alloc_fails(E);
    }
    if (!E->fail_alloc_forever) {
        E->fail_alloc_at = 0;
    }
    return true;
}

/* A block was handed out, or comes back: tell the trace while there is one. */
static inline void note_alloc(PmlEngine *E, void *p, size_t n)
{
    E->heap->stats.allocations++;
    if (PML_UNLIKELY(E->heap->trace.on)) {
        pml_trace_add(E, p, n);
    }
}

static inline void note_free(PmlEngine *E, const void *p)
{
    if (PML_UNLIKELY(E->heap->trace.on)) {
        pml_trace_remove(E, p);
    }
}

static inline void note_realloc(PmlEngine *E, const void *from, void *to, size_t n)
{
    if (to && to != from) {
        E->heap->stats.allocations++;
    }
    if (PML_UNLIKELY(E->heap->trace.on) && to) {
        pml_trace_move(E, from, to, n);
    }
}

/* Facts 1.3; when no arena can be had, the large heap stands in, as for sizes above 512. */
static void *alloc_mem(PmlEngine *E, size_t n)
{
    if (n - 1 < PML_SMALL_LIMIT) { /* 0 wraps around */
        void *p = pml_pool_alloc(E, pml_class_of(n));
        if (PML_LIKELY(p != NULL)) {
            return p;
        }
    }
    return pml_large_alloc(E, n ? n : 1, true);
}

void *pml_mem_alloc(PmlEngine *E, size_t n)
{
    if (must_fail(E)) {
        return NULL;
    }
    void *p = alloc_mem(E, n);
    if (p) {
        note_alloc(E, p, n);
    }
    return p;
}

void pml_mem_free(PmlEngine *E, void *p)
{
    if (!p) {
        return;
    }
    note_free(E, p);
    if (PML_LIKELY(pml_in_arena(E, p))) {
        pml_pool_free(E, p);
    } else {
        PML_ASSERT(pml_chunk_of(p)->size_flags & PML_CHUNK_STAND_IN);
        pml_large_free(E, p);
    }
}

/* Facts 1.5 for a block in a pool. */
static void *realloc_small(PmlEngine *E, void *p, size_t n)
{
    size_t size = pml_class_bytes(pml_pool_of(E, p)->size_class);
    size_t keep = size;
    if (n <= size) {
        if (4 * n > 3 * size) {
            return p;
        }
        keep = n;
    }
    void *to = alloc_mem(E, n);
    if (to) {
        memcpy(to, p, keep);
        pml_pool_free(E, p);
    }
    return to;
}

void *pml_mem_realloc(PmlEngine *E, void *p, size_t n)
{
    if (!p) {
        return pml_mem_alloc(E, n);
    }
    if (must_fail(E)) {
        return NULL;
    }
    bool small = pml_in_arena(E, p);
    void *to = small ? realloc_small(E, p, n) : pml_large_realloc(E, p, n ? n : 1);
    note_realloc(E, p, to, n);
    return to;
}

void *pml_raw_alloc(PmlEngine *E, size_t n)
{
    if (must_fail(E)) {
        return NULL;
    }
    void *p = pml_large_alloc(E, n ? n : 1, false);
    if (p) {
        note_alloc(E, p, n);
    }
    return p;
}

void pml_raw_free(PmlEngine *E, void *p)
{
    if (p) {
        note_free(E, p);
        PML_ASSERT(!(pml_chunk_of(p)->size_flags & PML_CHUNK_STAND_IN));
        pml_large_free(E, p);
    }
}

void *pml_map(PmlEngine *E, size_t n)
{
    return must_fail(E) ? NULL : pml_region_map(E, n, PML_PAGE, PML_MAP_PLAIN);
}

void pml_unmap(PmlEngine *E, void *p, size_t n)
{
    pml_region_unmap(E, p, n);
}

size_t pml_mem_usable(const PmlEngine *E, const void *p)
{
    if (pml_in_arena(E, p)) {
        return pml_class_bytes(pml_pool_of(E, p)->size_class);
    }
    return pml_large_usable(p);
}

const PmlHeapStats *pml_heap_stats(const PmlEngine *E)
{
    return &E->heap->stats;
}

uint64_t pml_arena_bytes(const PmlEngine *E)
{
    return E->heap->arena_bytes;
}

uint64_t pml_pool_bytes(const PmlEngine *E)
{
    return E->heap->pool_bytes;
}

void pml_heap_set_cause(PmlEngine *E, PmlCause cause)
{
    E->heap->cause = (int32_t)cause;
}

PmlCause pml_heap_cause(const PmlEngine *E)
{
    return (PmlCause)E->heap->cause;
}

/* pymalloc's pools: blocks of one size class, handed out and taken back. Facts 1.3 and 1.4. */
#include "heap/heap_state.h"

PML_NO_ASAN PmlFreeBlock *pml_free_next(const PmlFreeBlock *b)
{
    return b->next.p;
}

static void unlink_pool(PmlPool *pool)
{
    pool->next.p->prev.p = pool->prev.p;
    pool->prev.p->next.p = pool->next.p;
}

static void link_front(PmlPool *ring, PmlPool *pool)
{
    pool->next.p = ring->next.p;
    pool->prev.p = ring;
    ring->next.p->prev.p = pool;
    ring->next.p = pool;
}

/* A block that is written for the first time, as the free list's only member. */
static PmlFreeBlock *virgin(PmlPool *pool, uint32_t offset)
{
    PmlFreeBlock *b = (PmlFreeBlock *)(void *)((unsigned char *)pool + offset);
    PML_UNPOISON(b, sizeof *b);
    b->next.p = NULL;
    PML_POISON(b, sizeof *b);
    return b;
}

static void *start_pool(PmlHeap *h, PmlPool *pool, uint32_t size_class)
{
    uint32_t size = pml_class_bytes(size_class);
    link_front(&h->used[size_class], pool);
    pool->count = 1;
    if (pool->size_class == size_class) {
        /* Served this class before: its free list and offsets still hold. */
        PmlFreeBlock *b = pool->free.p;
        pool->free.p = pml_free_next(b);
        return b;
    }
    pool->size_class = size_class;
    pool->next_offset = PML_POOL_HEADER + 2 * size;
    pool->max_next_offset = h->pool_bytes - size;
    PML_POISON((unsigned char *)pool + PML_POOL_HEADER, h->pool_bytes - PML_POOL_HEADER);
    pool->free.p = virgin(pool, PML_POOL_HEADER + size);
    return (unsigned char *)pool + PML_POOL_HEADER;
}

/* The free list has run dry: one more virgin block, or the pool is full and leaves its ring. */
static void extend_pool(PmlPool *pool)
{
    if (pool->next_offset <= pool->max_next_offset) {
        pool->free.p = virgin(pool, pool->next_offset);
        pool->next_offset += pml_class_bytes(pool->size_class);
        return;
    }
    unlink_pool(pool);
}

void *pml_pool_alloc(PmlEngine *E, uint32_t size_class)
{
    PmlHeap *h = E->heap;
    PmlPool *pool = h->used[size_class].next.p;
    uint32_t size = pml_class_bytes(size_class);
    PmlFreeBlock *b;
    if (PML_LIKELY(pool != &h->used[size_class])) {
        pool->count++;
        b = pool->free.p;
        PML_UNPOISON(b, size);
        pool->free.p = b->next.p;
        if (!pool->free.p) {
            extend_pool(pool);
        }
    } else {
        pool = pml_arena_take_pool(E);
        if (!pool) {
            return NULL;
        }
        b = start_pool(h, pool, size_class);
        PML_UNPOISON(b, size);
    }
    h->stats.blocks++;
    pml_count_alloc(&h->stats, size);
    return b;
}

void pml_pool_free(PmlEngine *E, void *p)
{
    PmlHeap *h = E->heap;
    PmlPool *pool = pml_pool_of(E, p);
    uint32_t size = pml_class_bytes(pool->size_class);
    PmlFreeBlock *b = p;
    PmlFreeBlock *last_free = pool->free.p;
    PML_ASSERT(pool->count > 0);
    pml_tell_freed(E, p);
    b->next.p = last_free;
    pool->free.p = b;
    pool->count--;
    PML_POISON(b, size);
    h->stats.blocks--;
    pml_count_free(h, size);
    if (!last_free) {
        link_front(&h->used[pool->size_class], pool); /* it was full */
    } else if (pool->count == 0) {
        unlink_pool(pool);
        pml_arena_return_pool(E, pool);
    }
}

int64_t pml_pool_free_bits(const PmlPool *pool, uint64_t bits[16])
{
    uint32_t size = pml_class_bytes(pool->size_class);
    int64_t n = 0;
    memset(bits, 0, 16 * sizeof *bits);
    for (const PmlFreeBlock *b = pool->free.p; b; b = pml_free_next(b)) {
        uint64_t at = (uint64_t)(uintptr_t)b - (uint64_t)(uintptr_t)pool - PML_POOL_HEADER;
        uint64_t index = at / size;
        if (at % size != 0 || at + PML_POOL_HEADER >= pool->next_offset ||
            (bits[index / 64] >> (index % 64) & 1)) {
            return -1;
        }
        bits[index / 64] |= UINT64_C(1) << (index % 64);
        n++;
    }
    return n;
}

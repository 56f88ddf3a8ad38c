/* What lies at an address of the region, for who has only the address. */
#include "heap/heap_state.h"

bool pml_heap_has(const PmlEngine *E, uint64_t at, uint64_t n)
{
    const PmlHeap *h = E->heap;
    uint64_t end = at + n;
    if (end < at || n == 0) {
        return false;
    }
    if (end <= h->static_top || (at >= h->break_base && end <= h->break_end)) {
        return true;
    }
    for (uint32_t i = 0; i < h->map_count; i++) {
        uint64_t low = (uint64_t)h->maps.p[i].page * PML_PAGE;
        if (at >= low && end <= low + (uint64_t)h->maps.p[i].pages * PML_PAGE) {
            return true;
        }
    }
    return false;
}

/* Word by word, whatever is poisoned: a program may look at freed memory. */
PML_NO_ASAN uint64_t pml_heap_word(const PmlEngine *E, uint64_t at)
{
    uint64_t word = *(const volatile uint64_t *)(const void *)(E->region + at);
    uint64_t start = (uint64_t)(uintptr_t)E->region;
    bool pointer = word >= start && word - start < E->region_size;
    return pointer ? PML_MODEL_BASE + (word - start) : word;
}

static const void *block_in_pool(const PmlPool *pool, uint64_t at)
{
    uint64_t free_bits[16];
    if (pool->count == 0 || at < PML_POOL_HEADER || at >= pool->next_offset) {
        return NULL;
    }
    uint64_t size = pml_class_bytes(pool->size_class);
    uint64_t i = (at - PML_POOL_HEADER) / size;
    if (pml_pool_free_bits(pool, free_bits) < 0 || (free_bits[i / 64] >> (i % 64) & 1)) {
        return NULL;
    }
    return (const unsigned char *)pool + PML_POOL_HEADER + i * size;
}

typedef struct PmlWanted {
    const unsigned char *p;
    const void *block;
} PmlWanted;

static bool not_wanted(void *ctx, const void *block, size_t bytes, bool in_pool)
{
    PmlWanted *w = ctx;
    PML_UNUSED(in_pool);
    w->block = (uint64_t)(w->p - (const unsigned char *)block) < bytes ? block : NULL;
    return !w->block;
}

const void *pml_heap_block_at(const PmlEngine *E, const void *p)
{
    const PmlHeap *h = E->heap;
    uint64_t at = (uint64_t)((const unsigned char *)p - E->region);
    if (pml_in_arena(E, p)) {
        const PmlArena *a = &h->arenas.p[h->arena_of.p[at >> h->arena_shift] - 1];
        const PmlPool *pool = pml_pool_of(E, p);
        bool carved = (const unsigned char *)pool < a->next_virgin.p;
        return carved ? block_in_pool(pool, at % h->pool_bytes) : NULL;
    }
    int64_t map = pml_region_find_map(E, p);
    if (map >= 0) {
        const unsigned char *start = E->region + (uint64_t)h->maps.p[map].page * PML_PAGE;
        return h->maps.p[map].kind == PML_MAP_LARGE ? start + PML_CHUNK_HEADER : NULL;
    }
    PmlWanted wanted = {p, NULL};
    pml_heap_each_in_break(E, not_wanted, &wanted);
    return wanted.block;
}

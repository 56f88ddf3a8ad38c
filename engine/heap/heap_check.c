/* The heap's validator. Each invariant has a number, explained in heap/README.md; what is wrong is
 * reported as the text of the broken one. Slow: for tests and audits. */
#include "heap/heap_state.h"

#define EXPECT(cond, what) \
    do {                   \
        if (!(cond)) {     \
            return (what); \
        }                  \
    } while (0)

/* What the walk counts, to be compared with the figures kept up to date. */
typedef struct Recount {
    uint64_t blocks, bytes, large_blocks, large_bytes, pools_used, pools_free, arenas, mapped;
} Recount;

static const char *check_map(const PmlEngine *E, Recount *r)
{
    const PmlHeap *h = E->heap;
    EXPECT(h->static_top <= h->break_base || h->break_base == 0, "H1: static part over the break");
    EXPECT(h->break_base <= h->break_end, "H1: the break lies before its base");
    uint64_t above = h->map_limit / PML_PAGE;
    r->mapped = h->break_end;
    for (uint32_t i = 0; i < h->map_count; i++) {
        const PmlMapping *m = &h->maps.p[i];
        EXPECT(m->pages > 0, "H2: empty mapping");
        EXPECT((uint64_t)m->page + m->pages <= above, "H2: mappings overlap or are out of order");
        above = m->page;
        r->mapped += m->kind == PML_MAP_KERNEL ? 0 : (uint64_t)m->pages * PML_PAGE;
    }
    EXPECT(h->break_end <= above * PML_PAGE, "H2: the break has run into a mapping");
    return NULL;
}

static void count_large_chunk(const PmlChunk *c, Recount *r)
{
    uint64_t bytes = pml_chunk_size(c) - PML_CHUNK_HEADER;
    r->large_blocks++;
    r->large_bytes += bytes;
    r->bytes += bytes;
    r->blocks += c->size_flags & PML_CHUNK_STAND_IN ? 1 : 0;
}

static bool in_its_bin(const PmlHeap *h, const PmlChunk *c)
{
    for (const PmlChunk *b = h->bins[pml_chunk_bin(pml_chunk_size(c))].p; b; b = b->next_free.p) {
        if (b == c) {
            return true;
        }
    }
    return false;
}

static const char *check_break(const PmlEngine *E, Recount *r, uint64_t *free_chunks)
{
    const PmlHeap *h = E->heap;
    uint64_t at = h->break_base;
    uint64_t prev_size = 0;
    bool prev_free = false;
    const PmlChunk *c = NULL;
    while (at < h->break_end) {
        c = (const PmlChunk *)(const void *)(E->region + at);
        uint64_t size = pml_chunk_size(c);
        bool is_free = !(c->size_flags & PML_CHUNK_USED);
        EXPECT(size >= PML_CHUNK_MIN && size % 16 == 0, "H3: chunk size");
        EXPECT(size <= h->break_end - at, "H3: chunk reaches over the break");
        EXPECT(c->prev_size == prev_size, "H3: the size before a chunk differs from its neighbour");
        EXPECT(!(prev_free && is_free), "H4: two free chunks side by side");
        if (is_free && c != h->top.p) {
            EXPECT(in_its_bin(h, c), "H4: free chunk outside its bin");
            ++*free_chunks;
        } else if (!is_free) {
            EXPECT(c != h->top.p, "H3: the top chunk is in use");
            count_large_chunk(c, r);
        }
        prev_size = size;
        prev_free = is_free;
        at += size;
    }
    EXPECT(h->top.p == c, "H3: the top is not the last chunk");
    return NULL;
}

static const char *check_bins(const PmlEngine *E, uint64_t free_chunks)
{
    const PmlHeap *h = E->heap;
    uint64_t listed = 0;
    for (int i = 0; i < PML_CHUNK_BINS; i++) {
        bool bit = h->bin_bits[i / 64] >> (i % 64) & 1;
        EXPECT(bit == (h->bins[i].p != NULL), "H4: the bitmap of bins is wrong");
        const PmlChunk *prev = NULL;
        for (const PmlChunk *c = h->bins[i].p; c; c = c->next_free.p) {
            EXPECT(c->prev_free.p == prev, "H4: links of a bin");
            EXPECT(!(c->size_flags & PML_CHUNK_USED), "H4: used chunk in a bin");
            EXPECT(pml_chunk_bin(pml_chunk_size(c)) == i, "H4: chunk in another size's bin");
            EXPECT(listed++ < free_chunks, "H4: a bin lists a chunk twice");
            prev = c;
        }
    }
    EXPECT(listed == free_chunks, "H4: bins and free chunks differ");
    return NULL;
}

static bool in_ring(const PmlHeap *h, const PmlPool *pool)
{
    const PmlPool *ring = &h->used[pool->size_class];
    for (const PmlPool *p = ring->next.p; p != ring; p = p->next.p) {
        if (p == pool) {
            return true;
        }
    }
    return false;
}

static const char *check_pool(const PmlEngine *E, const PmlPool *pool, int32_t arena, Recount *r)
{
    const PmlHeap *h = E->heap;
    EXPECT(pool->arena == (uint32_t)arena, "H6: a pool names another arena");
    EXPECT(pool->size_class < PML_SIZE_CLASSES, "H6: size class of a pool");
    uint32_t size = pml_class_bytes(pool->size_class);
    uint32_t carved = (pool->next_offset - PML_POOL_HEADER) / size;
    EXPECT((pool->next_offset - PML_POOL_HEADER) % size == 0, "H6: next offset of a pool");
    EXPECT(carved <= (h->pool_bytes - PML_POOL_HEADER) / size, "H6: more blocks than fit");
    uint64_t bits[16];
    int64_t free_blocks = pml_pool_free_bits(pool, bits);
    EXPECT(free_blocks >= 0, "H7: a free list leaves its pool, goes in circles or is misaligned");
    EXPECT(free_blocks + pool->count == carved, "H7: used and free blocks are not all blocks");
    EXPECT(pool->free.p || carved == (h->pool_bytes - PML_POOL_HEADER) / size,
           "H7: empty free list before the pool is full");
    if (pool->count == 0) {
        r->pools_free++;
        return NULL;
    }
    EXPECT(in_ring(h, pool) == (pool->free.p != NULL), "H8: rings hold the pools with room");
    r->pools_used++;
    r->blocks += pool->count;
    r->bytes += (uint64_t)pool->count * size;
    return NULL;
}

static const char *check_arena(const PmlEngine *E, int32_t index, Recount *r)
{
    const PmlHeap *h = E->heap;
    const PmlArena *a = &h->arenas.p[index];
    uint64_t at = (uint64_t)(a->address.p - E->region);
    EXPECT(at % h->arena_bytes == 0, "H5: an arena is not aligned");
    EXPECT(h->arena_of.p[at >> h->arena_shift] == (uint32_t)index + 1, "H5: arena lookup");
    int64_t map = pml_region_find_map(E, a->address.p);
    EXPECT(map >= 0 && h->maps.p[map].kind == PML_MAP_ARENA, "H5: an arena without a mapping");
    int64_t carved = (int64_t)(a->next_virgin.p - a->address.p) / (int64_t)h->pool_bytes;
    uint64_t freed = r->pools_free;
    for (int64_t k = 0; k < carved; k++) {
        const PmlPool *pool =
            (const PmlPool *)(const void *)(a->address.p + k * (int64_t)h->pool_bytes);
        const char *wrong = check_pool(E, pool, index, r);
        EXPECT(!wrong, wrong);
    }
    freed = r->pools_free - freed;
    EXPECT(a->free_pools == freed + (uint64_t)(PML_ARENA_POOLS - carved), "H9: free pools");
    for (const PmlPool *pool = a->freed.p; pool; pool = pool->next.p) {
        EXPECT(pool->count == 0 && freed-- > 0, "H9: list of emptied pools");
    }
    EXPECT(freed == 0, "H9: an emptied pool is not listed");
    r->arenas++;
    return NULL;
}

static const char *check_arena_order(const PmlEngine *E)
{
    const PmlHeap *h = E->heap;
    uint64_t usable = 0;
    int32_t prev = -1;
    for (int32_t i = h->usable_arenas; i >= 0; i = h->arenas.p[i].next) {
        const PmlArena *a = &h->arenas.p[i];
        EXPECT(a->address.p && a->free_pools > 0, "H10: unusable arena in the usable list");
        EXPECT(a->prev == prev, "H10: links of the usable list");
        EXPECT(prev < 0 || h->arenas.p[prev].free_pools <= a->free_pools, "H10: order of arenas");
        bool last = a->next < 0 || h->arenas.p[a->next].free_pools != a->free_pools;
        EXPECT((h->last_with[a->free_pools] == i) == last, "H10: rightmost arena of a number");
        EXPECT(usable++ < h->stats.arenas, "H10: the usable list goes in circles");
        prev = i;
    }
    for (int32_t i = 0; i < h->arena_capacity; i++) {
        usable -= h->arenas.p[i].address.p && h->arenas.p[i].free_pools > 0 ? 1 : 0;
    }
    EXPECT(usable == 0, "H10: an arena with free pools is not in the usable list");
    return NULL;
}

static const char *check_arenas(const PmlEngine *E, Recount *r)
{
    const PmlHeap *h = E->heap;
    for (int32_t i = 0; i < h->arena_capacity; i++) {
        const char *wrong = h->arenas.p[i].address.p ? check_arena(E, i, r) : NULL;
        EXPECT(!wrong, wrong);
    }
    return check_arena_order(E);
}

static const char *check_figures(const PmlEngine *E, const Recount *r)
{
    const PmlHeapStats *s = &E->heap->stats;
    uint64_t freed = 0;
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        freed += s->bytes_freed[i];
    }
    EXPECT(s->blocks == r->blocks, "H11: number of blocks");
    EXPECT(s->bytes_live == r->bytes, "H11: live bytes");
    EXPECT(s->large_blocks == r->large_blocks, "H11: number of large blocks");
    EXPECT(s->large_bytes == r->large_bytes, "H11: bytes in large blocks");
    EXPECT(s->pools_used == r->pools_used && s->pools_free == r->pools_free, "H11: pools");
    EXPECT(s->arenas == r->arenas, "H11: number of arenas");
    EXPECT(s->arenas_total - s->arenas_reclaimed == s->arenas, "H11: arenas made and given back");
    EXPECT(s->mapped_bytes == r->mapped || E->heap->break_base == 0, "H11: mapped bytes");
    EXPECT(s->bytes_allocated - freed == s->bytes_live, "H12: allocated - freed != live");
    EXPECT(s->bytes_peak >= s->bytes_live, "H12: the peak lies below the present");
    return NULL;
}

const char *pml_heap_check(const PmlEngine *E)
{
    const PmlHeap *h = E->heap;
    Recount r = {0};
    uint64_t free_chunks = 0;
    const char *wrong = check_map(E, &r);
    wrong = wrong ? wrong : check_break(E, &r, &free_chunks);
    wrong = wrong ? wrong : check_bins(E, free_chunks);
    for (uint32_t i = 0; !wrong && i < h->map_count; i++) {
        if (h->maps.p[i].kind == PML_MAP_LARGE) {
            const unsigned char *at = E->region + (uint64_t)h->maps.p[i].page * PML_PAGE;
            const PmlChunk *c = (const PmlChunk *)(const void *)at;
            EXPECT(pml_chunk_size(c) == (uint64_t)h->maps.p[i].pages * PML_PAGE,
                   "H2: size of a mapped block");
            count_large_chunk(c, &r);
        }
    }
    wrong = wrong ? wrong : check_arenas(E, &r);
    return wrong ? wrong : check_figures(E, &r);
}

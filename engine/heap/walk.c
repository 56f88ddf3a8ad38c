/* Walking the heap: pools, live blocks, used ranges. Changes nothing. */
#include "heap/heap_state.h"

static const PmlPool *pool_at(const PmlHeap *h, const PmlArena *a, int64_t i)
{
    return (const PmlPool *)(const void *)(a->address.p + i * (int64_t)h->pool_bytes);
}

static int64_t carved_pools(const PmlHeap *h, const PmlArena *a)
{
    return (int64_t)(a->next_virgin.p - a->address.p) / (int64_t)h->pool_bytes;
}

void pml_heap_each_pool(const PmlEngine *E, PmlPoolVisitor visit, void *ctx)
{
    const PmlHeap *h = E->heap;
    for (int32_t i = 0; i < h->arena_capacity; i++) {
        const PmlArena *a = &h->arenas.p[i];
        if (!a->address.p) {
            continue;
        }
        for (int64_t k = 0; k < carved_pools(h, a); k++) {
            const PmlPool *pool = pool_at(h, a, k);
            uint32_t size = pml_class_bytes(pool->size_class);
            PmlPoolInfo info = {
                .pool = pool,
                .size_class = pool->size_class,
                .used = pool->count,
                .capacity = (h->pool_bytes - PML_POOL_HEADER) / size,
                .carved = (pool->next_offset - PML_POOL_HEADER) / size,
            };
            if (!visit(ctx, i, &info)) {
                return;
            }
        }
    }
}

static bool each_in_pool(const PmlPool *pool, PmlBlockVisitor visit, void *ctx)
{
    if (pool->count == 0) {
        return true;
    }
    uint64_t free_bits[16];
    uint32_t size = pml_class_bytes(pool->size_class);
    uint32_t carved = (pool->next_offset - PML_POOL_HEADER) / size;
    PML_CHECK(pml_pool_free_bits(pool, free_bits) >= 0);
    const unsigned char *first = (const unsigned char *)pool + PML_POOL_HEADER;
    for (uint32_t i = 0; i < carved; i++) {
        bool is_free = free_bits[i / 64] >> (i % 64) & 1;
        if (!is_free && !visit(ctx, first + (size_t)i * size, size, true)) {
            return false;
        }
    }
    return true;
}

static bool each_in_arena(const PmlEngine *E, uint64_t at, PmlBlockVisitor visit, void *ctx)
{
    const PmlHeap *h = E->heap;
    const PmlArena *a = &h->arenas.p[h->arena_of.p[at >> h->arena_shift] - 1];
    for (int64_t k = 0; k < carved_pools(h, a); k++) {
        if (!each_in_pool(pool_at(h, a, k), visit, ctx)) {
            return false;
        }
    }
    return true;
}

bool pml_heap_each_in_break(const PmlEngine *E, PmlBlockVisitor visit, void *ctx)
{
    const PmlHeap *h = E->heap;
    if (!h->top.p) {
        return true;
    }
    const PmlChunk *c = (const PmlChunk *)(const void *)(E->region + h->break_base);
    while (c != h->top.p) {
        uint64_t size = pml_chunk_size(c);
        const unsigned char *block = (const unsigned char *)c + PML_CHUNK_HEADER;
        if ((c->size_flags & PML_CHUNK_USED) &&
            !visit(ctx, block, (size_t)size - PML_CHUNK_HEADER, false)) {
            return false;
        }
        c = (const PmlChunk *)((uintptr_t)c + (uintptr_t)size);
    }
    return true;
}

void pml_heap_each_block(const PmlEngine *E, PmlBlockVisitor visit, void *ctx)
{
    const PmlHeap *h = E->heap;
    if (!pml_heap_each_in_break(E, visit, ctx)) {
        return;
    }
    for (int64_t i = (int64_t)h->map_count - 1; i >= 0; i--) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        bool more = true;
        if (h->maps.p[i].kind == PML_MAP_ARENA) {
            more = each_in_arena(E, at, visit, ctx);
        } else if (h->maps.p[i].kind == PML_MAP_LARGE) {
            const unsigned char *block = E->region + at + PML_CHUNK_HEADER;
            more = visit(ctx, block, pml_large_usable(block), false);
        }
        if (!more) {
            return;
        }
    }
}

/* -- used ranges ------------------------------------------------------------------------- */

static void add_range(PmlByteRange *out, int64_t *n, uint64_t start, uint64_t end)
{
    if (start == end) {
        return;
    }
    if (out) {
        out[*n] = (PmlByteRange){start, end};
    }
    ++*n;
}

int64_t pml_region_ranges(const PmlEngine *E, PmlByteRange *out)
{
    const PmlHeap *h = E->heap;
    int64_t n = 0;
    add_range(out, &n, 0, h->static_top);
    add_range(out, &n, h->break_base, h->break_end);
    for (int64_t i = (int64_t)h->map_count - 1; i >= 0; i--) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        uint64_t end = h->maps.p[i].kind == PML_MAP_KERNEL
                           ? pml_region_written_end(E, (uint32_t)i)
                           : at + (uint64_t)h->maps.p[i].pages * PML_PAGE;
        add_range(out, &n, at, end);
    }
    add_range(out, &n, h->map_limit, h->map_limit + h->map_count * sizeof(PmlMapping));
    return n;
}

uint64_t pml_region_written_end(const PmlEngine *E, uint32_t map)
{
    const PmlHeap *h = E->heap;
    const PmlMapping *m = &h->maps.p[map];
    uint64_t at = (uint64_t)m->page * PML_PAGE;
    if (m->kind == PML_MAP_ARENA) {
        const PmlArena *a = &h->arenas.p[h->arena_of.p[at >> h->arena_shift] - 1];
        return (uint64_t)(a->next_virgin.p - E->region);
    }
    if (m->kind == PML_MAP_KERNEL) {
        return at + ((h->kernel.p->used + PML_PAGE - 1) & ~(uint64_t)(PML_PAGE - 1));
    }
    return at + (uint64_t)m->pages * PML_PAGE;
}

int64_t pml_region_written_ranges(const PmlEngine *E, PmlByteRange *out)
{
    const PmlHeap *h = E->heap;
    int64_t n = 0;
    add_range(out, &n, 0, h->static_top);
    add_range(out, &n, h->break_base, h->break_end);
    for (int64_t i = (int64_t)h->map_count - 1; i >= 0; i--) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        add_range(out, &n, at, pml_region_written_end(E, (uint32_t)i));
    }
    add_range(out, &n, h->map_limit, h->map_limit + h->map_count * sizeof(PmlMapping));
    return n;
}

int64_t pml_process_pages(const PmlEngine *E, uint32_t *out)
{
    const PmlHeap *h = E->heap;
    uint64_t kernel = h->kernel.p ? (uint64_t)((unsigned char *)h->kernel.p - E->region) : 0;
    int64_t count = pml_region_written_ranges(E, NULL), n = 0;
    PmlByteRange *ranges = malloc((size_t)count * sizeof *ranges);
    if (!ranges) {
        return -1;
    }
    pml_region_written_ranges(E, ranges);
    uint64_t next = 0;
    for (int64_t i = 0; i < count; i++) {
        uint64_t page = ranges[i].start / PML_PAGE;
        uint64_t end = (ranges[i].end + PML_PAGE - 1) / PML_PAGE;
        bool own = !kernel || ranges[i].start != kernel;
        for (page = page < next ? next : page; page < end && own; page++) {
            if (out) {
                out[n] = (uint32_t)page;
            }
            n++;
        }
        next = end > next ? end : next;
    }
    free(ranges);
    return n;
}

/* -- poison, anew ------------------------------------------------------------------------ */

#ifdef PML_ASAN
static bool poison_pool(void *ctx, int arena_index, const PmlPoolInfo *info)
{
    const PmlEngine *E = ctx;
    (void)arena_index;
    const PmlPool *pool = info->pool;
    uint32_t size = pml_class_bytes(pool->size_class);
    for (const PmlFreeBlock *b = pool->free.p; b; b = pml_free_next(b)) {
        PML_POISON(b, size);
    }
    PML_POISON((const unsigned char *)pool + pool->next_offset,
               E->heap->pool_bytes - pool->next_offset);
    return true;
}

static void poison_free_chunks(const PmlHeap *h)
{
    for (int i = 0; i < PML_CHUNK_BINS; i++) {
        for (const PmlChunk *c = h->bins[i].p; c; c = c->next_free.p) {
            PML_POISON(c + 1, pml_chunk_size(c) - PML_CHUNK_MIN);
        }
    }
    if (h->top.p) {
        PML_POISON(h->top.p + 1, pml_chunk_size(h->top.p) - PML_CHUNK_MIN);
    }
}

/* A hole, as far as use has ever come (the middle of the region costs too much). */
static void poison_hole(PmlEngine *E, uint64_t low, uint64_t high)
{
    uint64_t first = high < E->touched_low ? high : E->touched_low;
    uint64_t second = low > E->touched_high ? low : E->touched_high;
    if (low < first) {
        PML_POISON(E->region + low, first - low);
    }
    if (second < high) {
        PML_POISON(E->region + second, high - second);
    }
}

static void poison_holes(PmlEngine *E)
{
    const PmlHeap *h = E->heap;
    uint64_t high = h->map_limit;
    for (uint32_t i = 0; i < h->map_count; i++) {
        const PmlMapping *m = &h->maps.p[i];
        poison_hole(E, ((uint64_t)m->page + m->pages) * PML_PAGE, high);
        high = (uint64_t)m->page * PML_PAGE;
    }
    poison_hole(E, h->break_base ? h->break_end : h->static_top, high);
}
#endif

void pml_heap_repoison(PmlEngine *E)
{
#ifdef PML_ASAN
    pml_region_note_touched(E);
    pml_region_unpoison(E);
    poison_holes(E);
    poison_free_chunks(E->heap);
    pml_heap_each_pool(E, poison_pool, E);
#else
    (void)E;
#endif
}

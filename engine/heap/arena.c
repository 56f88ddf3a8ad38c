/* pymalloc's arenas: which arena gives the next pool, and when an arena goes back. Facts 1.4. */
#include "heap/heap_state.h"

#define FIRST_ARENAS 16

static void unlink_usable(PmlHeap *h, int32_t i)
{
    PmlArena *a = &h->arenas.p[i];
    if (a->prev < 0) {
        h->usable_arenas = a->next;
    } else {
        h->arenas.p[a->prev].next = a->next;
    }
    if (a->next >= 0) {
        h->arenas.p[a->next].prev = a->prev;
    }
}

/* Double the table of arenas; it is full, so no list has members to keep. */
static bool grow_table(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    int32_t n = h->arena_capacity ? h->arena_capacity * 2 : FIRST_ARENAS;
    size_t bytes = (size_t)n * sizeof(PmlArena);
    PmlArena *table =
        h->arenas.p ? pml_large_realloc(E, h->arenas.p, bytes) : pml_large_alloc(E, bytes, false);
    if (!table) {
        return false;
    }
    h->arenas.p = table;
    for (int32_t i = h->arena_capacity; i < n; i++) {
        table[i] = (PmlArena){.next = i + 1 < n ? i + 1 : -1, .prev = -1};
    }
    h->unused_arenas = h->arena_capacity;
    h->arena_capacity = n;
    return true;
}

/* A new arena as the only usable one. */
static bool new_arena(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    if (h->unused_arenas < 0 && !grow_table(E)) {
        return false;
    }
    unsigned char *at = pml_region_map(E, h->arena_bytes, h->arena_bytes, PML_MAP_ARENA);
    if (!at) {
        return false;
    }
    int32_t i = h->unused_arenas;
    PmlArena *a = &h->arenas.p[i];
    h->unused_arenas = a->next;
    a->address.p = a->next_virgin.p = at;
    a->free_pools = a->total_pools = PML_ARENA_POOLS;
    a->freed.p = NULL;
    a->next = a->prev = -1;
    h->arena_of.p[(uint64_t)(at - E->region) >> h->arena_shift] = (uint32_t)i + 1;
    h->usable_arenas = i;
    h->last_with[a->free_pools] = i;
    h->stats.arenas++;
    h->stats.arenas_total++;
    if (h->stats.arenas > h->stats.arenas_peak) {
        h->stats.arenas_peak = h->stats.arenas;
    }
    return true;
}

static PmlPool *carve(const PmlHeap *h, PmlArena *a, int32_t index)
{
    PmlPool *pool = (PmlPool *)(void *)a->next_virgin.p;
    pool->arena = (uint32_t)index;
    pool->size_class = PML_NO_CLASS;
    a->next_virgin.p += h->pool_bytes;
    return pool;
}

PmlPool *pml_arena_take_pool(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    if (h->usable_arenas < 0 && !new_arena(E)) {
        return NULL;
    }
    int32_t i = h->usable_arenas;
    PmlArena *a = &h->arenas.p[i];
    /* It has the fewest free pools of all, so its place in the order does not change. */
    if (h->last_with[a->free_pools] == i) {
        h->last_with[a->free_pools] = -1;
    }
    if (a->free_pools > 1) {
        h->last_with[a->free_pools - 1] = i;
    }
    PmlPool *pool = a->freed.p;
    if (pool) {
        a->freed.p = pool->next.p;
        h->stats.pools_free--;
    } else {
        pool = carve(h, a, i);
    }
    h->stats.pools_used++;
    if (--a->free_pools == 0) {
        unlink_usable(h, i);
    }
    return pool;
}

static void release_arena(PmlEngine *E, int32_t i)
{
    PmlHeap *h = E->heap;
    PmlArena *a = &h->arenas.p[i];
    unlink_usable(h, i);
    h->stats.pools_free -= (uint64_t)(a->next_virgin.p - a->address.p) / h->pool_bytes;
    h->arena_of.p[(uint64_t)(a->address.p - E->region) >> h->arena_shift] = 0;
    pml_region_unmap(E, a->address.p, h->arena_bytes);
    a->address.p = NULL;
    a->freed.p = NULL;
    a->next = h->unused_arenas;
    h->unused_arenas = i;
    h->stats.arenas--;
    h->stats.arenas_reclaimed++;
}

/* Keep the order by free pools: behind the last arena that has as many as this one had. */
static void move_behind(PmlHeap *h, int32_t i, int32_t behind)
{
    unlink_usable(h, i);
    PmlArena *a = &h->arenas.p[i];
    PmlArena *b = &h->arenas.p[behind];
    a->prev = behind;
    a->next = b->next;
    if (a->next >= 0) {
        h->arenas.p[a->next].prev = i;
    }
    b->next = i;
}

void pml_arena_return_pool(PmlEngine *E, PmlPool *pool)
{
    PmlHeap *h = E->heap;
    int32_t i = (int32_t)pool->arena;
    PmlArena *a = &h->arenas.p[i];
    pool->next.p = a->freed.p;
    a->freed.p = pool;
    h->stats.pools_used--;
    h->stats.pools_free++;
    uint32_t had = a->free_pools;
    int32_t last = h->last_with[had];
    if (last == i) {
        int32_t before = a->prev;
        bool same = before >= 0 && h->arenas.p[before].free_pools == had;
        h->last_with[had] = same ? before : -1;
    }
    uint32_t has = ++a->free_pools;
    if (has == a->total_pools && a->next >= 0) {
        release_arena(E, i);
        return;
    }
    if (has == 1) { /* it was full and in no list */
        a->next = h->usable_arenas;
        a->prev = -1;
        if (a->next >= 0) {
            h->arenas.p[a->next].prev = i;
        }
        h->usable_arenas = i;
        if (h->last_with[1] < 0) {
            h->last_with[1] = i;
        }
        return;
    }
    if (h->last_with[has] < 0) {
        h->last_with[has] = i;
    }
    if (last != i) {
        move_behind(h, i, last);
    }
}

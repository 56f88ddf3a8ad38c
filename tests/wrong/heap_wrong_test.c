/* H: the region, pymalloc's arenas, pools and blocks, the heap of large blocks, the figures. */
#include "heap/heap_state.h"

#include "crime.h"

static int set_up(void **state)
{
    (void)state;
    /* Lists for large chunks in the break area, some free between used ones, and a mapping. */
    return start_with("small = [object() for i in range(3000)]\n"
                      "del small[::2]\n"
                      "large = [bytearray(3000 + i * 100) for i in range(40)]\n"
                      "del large[5:30:2]\n"
                      "mapped = bytearray(1 << 20)\n");
}

static const char *heap(void)
{
    return pml_heap_check(E);
}

static PmlPool *pool_of(const void *p)
{
    uintptr_t at = (uintptr_t)p - (uintptr_t)E->region;
    return (PmlPool *)(void *)(E->region + at / E->heap->pool_bytes * E->heap->pool_bytes);
}

static PmlChunk *chunk_of(void *block)
{
    return (PmlChunk *)(void *)((unsigned char *)block - PML_CHUNK_HEADER);
}

/* The data block of the i-th bytearray. */
static PmlChunk *large_chunk(int64_t i)
{
    PmlObj *o = PML_LIST_ITEMS(global("large"))[i].p;
    return chunk_of(((PmlByteArray *)o)->bytes.p);
}

static void region(void **state)
{
    (void)state;
    PmlHeap *h = E->heap;
    CRIME_AT(heap(), "H1", h->break_base, h->static_top - PML_PAGE);
    CRIME_AT(heap(), "H1", h->break_end, h->break_base - PML_PAGE);
    CRIME_AT(heap(), "H2", h->maps.p[0].pages, 0);
    CRIME_AT(heap(), "H2", h->maps.p[1].page, h->maps.p[0].page);
    PmlChunk *c = chunk_of(((PmlByteArray *)global("mapped"))->bytes.p);
    assert_true(c->size_flags & PML_CHUNK_MAPPED);
    CRIME_AT(heap(), "H2", c->size_flags, c->size_flags + PML_PAGE);
}

static void large_blocks(void **state)
{
    (void)state;
    PmlHeap *h = E->heap;
    PmlChunk *used = large_chunk(2);
    CRIME_AT(heap(), "H3", used->size_flags, used->size_flags + 8 * 16);
    CRIME_AT(heap(), "H3", used->prev_size, used->prev_size + 16);
    CRIME_AT(heap(), "H3", h->top.p, used);
    int bin = 0;
    while (!h->bins[bin].p) {
        bin++;
    }
    PmlChunk *unused = h->bins[bin].p;
    CRIME_AT(heap(), "H4", h->bins[bin].p, NULL);
    CRIME_AT(heap(), "H4", h->bin_bits[bin / 64], 0);
    CRIME_AT(heap(), "H4", unused->prev_free.p, used);
    PmlChunk *after = (PmlChunk *)(void *)((unsigned char *)unused + pml_chunk_size(unused));
    CRIME_AT(heap(), "H4", after->size_flags, after->size_flags & ~(uint64_t)PML_CHUNK_USED);
}

static void arenas(void **state)
{
    (void)state;
    PmlHeap *h = E->heap;
    PmlPool *pool = pool_of(PML_LIST_ITEMS(global("small"))[700].p);
    PmlArena *a = &h->arenas.p[pool->arena];
    uint64_t slot = (uint64_t)(a->address.p - E->region) >> h->arena_shift;
    CRIME_AT(heap(), "H5", h->arena_of.p[slot], 77);
    CRIME_AT(heap(), "H6", pool->size_class, PML_SIZE_CLASSES);
    CRIME_AT(heap(), "H6", pool->arena, pool->arena + 1);
    CRIME_AT(heap(), "H6", pool->next_offset, pool->next_offset + 4);
    CRIME_AT(heap(), "H7", pool->count, pool->count + 1);
    CRIME_AT(heap(), "H7", pool->free.p, (unsigned char *)pool + 8);
    PmlPool *next = pool->next.p, *prev = pool->prev.p;
    CRIME(heap(), "H8", (prev->next.p = next, next->prev.p = prev),
          (prev->next.p = pool, next->prev.p = pool));
    CRIME_AT(heap(), "H9", a->free_pools, a->free_pools + 1);
    PmlArena *first = &h->arenas.p[h->usable_arenas];
    CRIME_AT(heap(), "H10", first->prev, 3);
    CRIME_AT(heap(), "H10", h->last_with[first->free_pools], 60);
    CRIME_AT(heap(), "H10", h->usable_arenas, -1);
}

static void figures(void **state)
{
    (void)state;
    PmlHeapStats *s = &E->heap->stats;
    CRIME_AT(heap(), "H11", s->blocks, s->blocks + 1);
    CRIME_AT(heap(), "H11", s->bytes_live, s->bytes_live + 1);
    CRIME_AT(heap(), "H11", s->large_blocks, 0);
    CRIME_AT(heap(), "H11", s->large_bytes, 0);
    CRIME_AT(heap(), "H11", s->pools_used, 0);
    CRIME_AT(heap(), "H11", s->arenas, s->arenas + 1);
    CRIME_AT(heap(), "H11", s->arenas_total, s->arenas_total + 1);
    CRIME_AT(heap(), "H11", s->mapped_bytes, 0);
    CRIME_AT(heap(), "H12", s->bytes_allocated, s->bytes_allocated + 1);
    CRIME_AT(heap(), "H12", s->bytes_peak, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(region, set_up, tear_down),
        cmocka_unit_test_setup_teardown(large_blocks, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arenas, set_up, tear_down),
        cmocka_unit_test_setup_teardown(figures, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The heap layer against facts section 1, and its own promises: checkpoints, limits, validator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "heap/heap_state.h"

#define MIB (UINT64_C(1) << 20)

static int start_sized(void **state, uint64_t bytes)
{
    PmlEngine *E = calloc(1, sizeof *E);
    if (!E) {
        return -1;
    }
    E->limits.heap_bytes = bytes;
    *state = E;
    return pml_heap_create(E) ? 0 : -1;
}

static int start(void **state)
{
    return start_sized(state, 64 * MIB);
}

static int start_small(void **state)
{
    return start_sized(state, 8 * MIB);
}

static int stop(void **state)
{
    pml_heap_destroy(*state);
    free(*state);
    return 0;
}

static void sound(PmlEngine *E)
{
    const char *wrong = pml_heap_check(E);
    assert_string_equal(wrong ? wrong : "sound", "sound");
}

static uint64_t offset(PmlEngine *E, const void *p)
{
    return (uint64_t)((const unsigned char *)p - E->region);
}

static void *alloc(PmlEngine *E, size_t n)
{
    void *p = pml_mem_alloc(E, n);
    assert_non_null(p);
    return p;
}

/* -- pools: facts 1.2 to 1.4 ------------------------------------------------------------- */

static void pool_capacity_per_class(void **state)
{
    static const int expected[32] = {1021, 510, 340, 255, 204, 170, 145, 127, 113, 102, 92,
                                     85,   78,  72,  68,  63,  60,  56,  53,  51,  48,  46,
                                     44,   42,  40,  39,  37,  36,  35,  34,  32,  31};
    PmlEngine *E = *state;
    for (int c = 0; c < 32; c++) {
        size_t size = (size_t)(c + 1) * 16;
        PmlPool *pool = pml_pool_of(E, alloc(E, size));
        int n = 1;
        while (pml_pool_of(E, alloc(E, size)) == pool) {
            n++;
        }
        assert_int_equal(n, expected[c]);
        assert_int_equal(pool->count, expected[c]);
    }
    sound(E);
}

static void size_classes_round_up_to_16(void **state)
{
    PmlEngine *E = *state;
    static const size_t cases[][2] = {{1, 16}, {16, 16}, {17, 32}, {24, 32}, {56, 64}, {512, 512}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(pml_mem_usable(E, alloc(E, cases[i][0])), cases[i][1]);
    }
    sound(E);
}

static void fresh_blocks_ascend(void **state)
{
    PmlEngine *E = *state;
    unsigned char *before = alloc(E, 48);
    assert_int_equal(offset(E, before) % PML_POOL_BYTES, 48); /* after the header */
    for (int i = 1; i < 340; i++) {
        unsigned char *p = alloc(E, 48);
        assert_ptr_equal(p, before + 48);
        before = p;
    }
}

static void freed_blocks_come_back_lifo(void **state)
{
    PmlEngine *E = *state;
    void *p[6];
    for (int i = 0; i < 6; i++) {
        p[i] = alloc(E, 32);
    }
    pml_mem_free(E, p[1]);
    pml_mem_free(E, p[4]);
    pml_mem_free(E, p[0]);
    assert_ptr_equal(alloc(E, 32), p[0]);
    assert_ptr_equal(alloc(E, 20), p[4]);
    assert_ptr_equal(alloc(E, 17), p[1]);
    assert_ptr_equal(alloc(E, 32), (unsigned char *)p[5] + 32); /* then virgin ones */
    sound(E);
}

static void full_pool_goes_to_the_front(void **state)
{
    PmlEngine *E = *state;
    void *first[31];
    for (int i = 0; i < 31; i++) {
        first[i] = alloc(E, 512);
    }
    void *second = alloc(E, 512); /* another pool, partly used */
    assert_ptr_not_equal(pml_pool_of(E, second), pml_pool_of(E, first[0]));
    pml_mem_free(E, first[7]);
    assert_ptr_equal(alloc(E, 512), first[7]);
    assert_ptr_equal(alloc(E, 512), (unsigned char *)second + 512);
    sound(E);
}

static void emptied_pool_keeps_its_order_for_its_class(void **state)
{
    PmlEngine *E = *state;
    void *p[5];
    for (int i = 0; i < 5; i++) {
        p[i] = alloc(E, 64);
    }
    static const int order[5] = {2, 0, 4, 1, 3};
    for (int i = 0; i < 5; i++) {
        pml_mem_free(E, p[order[i]]);
    }
    for (int i = 4; i >= 0; i--) {
        assert_ptr_equal(alloc(E, 64), p[order[i]]);
    }
    sound(E);
}

static void emptied_pool_starts_anew_for_another_class(void **state)
{
    PmlEngine *E = *state;
    void *a = alloc(E, 64), *b = alloc(E, 64);
    pml_mem_free(E, a);
    pml_mem_free(E, b);
    unsigned char *p = alloc(E, 96);
    assert_ptr_equal(pml_pool_of(E, p), pml_pool_of(E, a));
    assert_int_equal(offset(E, p) % PML_POOL_BYTES, 48);
    assert_ptr_equal(alloc(E, 96), p + 96);
    sound(E);
}

static void emptied_pools_are_reused_newest_first(void **state)
{
    PmlEngine *E = *state;
    void *p[3];
    for (int i = 0; i < 3; i++) {
        p[i] = alloc(E, 16 * (size_t)(i + 1)); /* a pool each */
    }
    pml_mem_free(E, p[0]);
    pml_mem_free(E, p[2]);
    assert_ptr_equal(pml_pool_of(E, alloc(E, 400)), pml_pool_of(E, p[2]));
    assert_ptr_equal(pml_pool_of(E, alloc(E, 300)), pml_pool_of(E, p[0]));
    sound(E);
}

static void pool_header_is_readable_as_in_cpython(void **state)
{
    PmlEngine *E = *state;
    unsigned char *p = alloc(E, 100);
    uint32_t size_class;
    memcpy(&size_class, (unsigned char *)pml_pool_of(E, p) + 36, sizeof size_class);
    assert_int_equal(size_class, 6);
}

/* -- arenas: facts 1.4, example 109 ------------------------------------------------------ */

static void arena_has_64_aligned_pools(void **state)
{
    PmlEngine *E = *state;
    unsigned char *first = (unsigned char *)pml_pool_of(E, alloc(E, 512));
    assert_int_equal(offset(E, first) % PML_ARENA_BYTES, 0);
    for (int i = 1; i < 64 * 31; i++) {
        unsigned char *pool = (unsigned char *)pml_pool_of(E, alloc(E, 512));
        assert_ptr_equal(pool, first + (i / 31) * PML_POOL_BYTES);
    }
    assert_int_equal(pml_heap_stats(E)->arenas, 1);
    alloc(E, 512);
    assert_int_equal(pml_heap_stats(E)->arenas, 2);
    sound(E);
}

#define ARENA_BLOCKS (64 * 1021)

static void empty_arenas_go_back_but_the_last(void **state)
{
    PmlEngine *E = *state;
    void **p = calloc(4 * ARENA_BLOCKS, sizeof *p);
    for (int i = 0; i < 4 * ARENA_BLOCKS; i++) {
        p[i] = alloc(E, 16);
    }
    const PmlHeapStats *s = pml_heap_stats(E);
    assert_int_equal(s->arenas, 4);
    sound(E);
    for (int i = 0; i < 4 * ARENA_BLOCKS; i++) {
        pml_mem_free(E, p[i]);
    }
    sound(E);
    assert_int_equal(s->arenas, 1);
    assert_int_equal(s->arenas_total, 4);
    assert_int_equal(s->arenas_reclaimed, 3);
    assert_int_equal(s->arenas_peak, 4);
    assert_int_equal(s->blocks, 0);
    free(p);
}

static void new_pools_come_from_the_fullest_arena(void **state)
{
    PmlEngine *E = *state;
    void **p = calloc(3 * 64 * 31, sizeof *p);
    for (int i = 0; i < 3 * 64 * 31; i++) {
        p[i] = alloc(E, 512);
    }
    /* Arena 0: three pools emptied; arena 1: one; arena 2: two. */
    static const int pools[6] = {3, 70, 9, 130, 20, 140};
    for (int k = 0; k < 6; k++) {
        for (int i = 0; i < 31; i++) {
            pml_mem_free(E, p[pools[k] * 31 + i]);
        }
        sound(E);
    }
    static const int expected[6] = {70, 140, 130, 20, 9, 3};
    for (int k = 0; k < 6; k++) {
        void *q = alloc(E, 16 * (size_t)(k + 1));
        assert_ptr_equal(pml_pool_of(E, q), pml_pool_of(E, p[expected[k] * 31]));
    }
    sound(E);
    free(p);
}

/* -- realloc: facts 1.5 ------------------------------------------------------------------ */

static void realloc_shrinks_in_place_above_three_quarters(void **state)
{
    PmlEngine *E = *state;
    static const size_t cases[][3] = {/* from, to, class afterwards */
                                      {120, 48, 48},   {120, 80, 80},   {120, 96, 96},
                                      {120, 104, 128}, {120, 112, 128}, {512, 385, 512},
                                      {512, 384, 384}, {16, 13, 16},    {64, 48, 48}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char *p = alloc(E, cases[i][0]);
        memset(p, 7, cases[i][0]);
        unsigned char *q = pml_mem_realloc(E, p, cases[i][1]);
        assert_int_equal(pml_mem_usable(E, q), cases[i][2]);
        assert_int_equal(q == p, cases[i][2] == ((cases[i][0] + 15) & ~(size_t)15));
        assert_int_equal(q[cases[i][1] - 1], 7);
    }
    sound(E);
}

static void realloc_to_nothing_gives_a_large_block(void **state)
{
    PmlEngine *E = *state;
    void *p = pml_mem_realloc(E, alloc(E, 16), 0);
    assert_false(pml_in_arena(E, p));
    assert_int_equal(pml_heap_stats(E)->blocks, 1);
    sound(E);
}

static void large_blocks_never_move_into_pools(void **state)
{
    PmlEngine *E = *state;
    unsigned char *p = alloc(E, 1000);
    memset(p, 9, 1000);
    assert_false(pml_in_arena(E, p));
    p = pml_mem_realloc(E, p, 40);
    assert_false(pml_in_arena(E, p));
    assert_int_equal(p[39], 9);
    unsigned char *q = alloc(E, 512);
    memset(q, 3, 512);
    q = pml_mem_realloc(E, q, 513);
    assert_false(pml_in_arena(E, q));
    assert_int_equal(q[511], 3);
    sound(E);
}

/* -- large blocks ------------------------------------------------------------------------ */

static void counted_as_blocks_only_in_the_mem_domain(void **state)
{
    PmlEngine *E = *state;
    void *a = alloc(E, 600), *zero = alloc(E, 0);
    void *raw = pml_raw_alloc(E, 600);
    assert_int_equal(pml_heap_stats(E)->blocks, 2);
    assert_int_equal(pml_heap_stats(E)->large_blocks, 3);
    pml_mem_free(E, a);
    pml_mem_free(E, zero);
    pml_raw_free(E, raw);
    assert_int_equal(pml_heap_stats(E)->blocks, 0);
    assert_int_equal(pml_heap_stats(E)->bytes_live, 0);
    sound(E);
}

static void neighbours_join_and_the_top_is_trimmed(void **state)
{
    PmlEngine *E = *state;
    void *p[64];
    uint64_t before = pml_heap_stats(E)->mapped_bytes;
    for (int i = 0; i < 64; i++) {
        p[i] = alloc(E, 100000);
        sound(E);
    }
    for (int i = 0; i < 64; i += 2) {
        pml_mem_free(E, p[i]);
    }
    sound(E);
    assert_ptr_equal(alloc(E, 100000), p[62]); /* a hole that fits exactly, newest first */
    pml_mem_free(E, p[62]);
    for (int i = 1; i < 64; i += 2) {
        pml_mem_free(E, p[i]);
        sound(E);
    }
    assert_true(pml_heap_stats(E)->mapped_bytes - before <= 6 * MIB);
    assert_true(E->heap->break_end - E->heap->break_base <= MIB / 4);
}

static void big_blocks_are_mapped_and_go_back_at_once(void **state)
{
    PmlEngine *E = *state;
    alloc(E, 600);
    uint64_t before = pml_heap_stats(E)->mapped_bytes;
    unsigned char *p = alloc(E, 10 * MIB);
    assert_true(pml_heap_stats(E)->mapped_bytes - before >= 10 * MIB);
    memset(p, 1, 10 * MIB);
    p = pml_mem_realloc(E, p, 12 * MIB);
    assert_int_equal(p[10 * MIB - 1], 1);
    p = pml_mem_realloc(E, p, 200000);
    assert_true(pml_heap_stats(E)->mapped_bytes - before < MIB);
    sound(E);
    pml_mem_free(E, p);
    assert_int_equal(pml_heap_stats(E)->mapped_bytes, before);
    sound(E);
}

static void maps_take_the_highest_hole_and_are_zero(void **state)
{
    PmlEngine *E = *state;
    unsigned char *a = pml_map(E, 16384), *b = pml_map(E, 16384), *c = pml_map(E, 16384);
    assert_ptr_equal(b, a - 16384);
    assert_ptr_equal(c, b - 16384);
    memset(b, 0xee, 16384);
    pml_unmap(E, b, 16384);
    unsigned char *d = pml_map(E, 8192);
    assert_ptr_equal(d, b + 8192); /* the upper end of the hole */
    for (int i = 0; i < 8192; i++) {
        assert_int_equal(d[i], 0);
    }
    assert_ptr_equal(pml_map(E, 12288), c - 12288); /* the rest of the hole is too small */
    sound(E);
}

static void causes_are_accounted(void **state)
{
    PmlEngine *E = *state;
    const PmlHeapStats *s = pml_heap_stats(E);
    void *a = alloc(E, 40); /* brings the table of arenas with it */
    uint64_t before = s->bytes_allocated, calls = s->allocations;
    void *b = alloc(E, 2000);
    pml_heap_set_cause(E, PML_CAUSE_CASCADE);
    pml_mem_free(E, a);
    pml_heap_set_cause(E, PML_CAUSE_COLLECTION);
    size_t large = pml_mem_usable(E, b);
    pml_mem_free(E, b);
    pml_heap_set_cause(E, PML_CAUSE_COUNT);
    assert_int_equal(s->bytes_freed[PML_CAUSE_CASCADE], 48);
    assert_int_equal(s->bytes_freed[PML_CAUSE_COLLECTION], large);
    assert_int_equal(s->bytes_freed[PML_CAUSE_COUNT], 0);
    assert_int_equal(s->bytes_allocated, before + large);
    assert_int_equal(s->bytes_peak, before + large);
    assert_int_equal(s->bytes_live, before - 48);
    assert_int_equal(s->allocations, calls + 1);
    sound(E);
}

/* -- walks ------------------------------------------------------------------------------- */

typedef struct Seen {
    const void *last;
    uint64_t blocks, bytes, in_pools;
    bool ascending;
} Seen;

static bool see(void *ctx, const void *block, size_t bytes, bool in_pool)
{
    Seen *seen = ctx;
    seen->ascending = seen->ascending && block > seen->last;
    seen->last = block;
    seen->blocks++;
    seen->bytes += bytes;
    seen->in_pools += in_pool;
    return true;
}

static bool sum_pool(void *ctx, int arena_index, const PmlPoolInfo *pool)
{
    Seen *seen = ctx;
    assert_int_equal(arena_index, 0);
    seen->blocks += pool->used;
    assert_true(pool->used <= pool->carved && pool->carved <= pool->capacity);
    return true;
}

static void walks_find_every_block(void **state)
{
    PmlEngine *E = *state;
    void *p[200];
    for (int i = 0; i < 200; i++) {
        p[i] = alloc(E, (size_t)i * 7);
    }
    for (int i = 0; i < 200; i += 3) {
        pml_mem_free(E, p[i]);
    }
    alloc(E, MIB);
    const PmlHeapStats *s = pml_heap_stats(E);
    Seen seen = {.ascending = true};
    pml_heap_each_block(E, see, &seen);
    assert_true(seen.ascending);
    assert_int_equal(seen.bytes, s->bytes_live);
    assert_int_equal(seen.blocks - seen.in_pools, s->large_blocks);
    Seen pools = {0};
    pml_heap_each_pool(E, sum_pool, &pools);
    assert_int_equal(pools.blocks, seen.in_pools);
}

/* -- checkpoints ------------------------------------------------------------------------- */

typedef struct Churn {
    uint64_t seed;
    unsigned char *p[3000];
    size_t n[3000];
} Churn;

static uint32_t draw(Churn *c)
{
    c->seed = c->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(c->seed >> 33);
}

static void churn(PmlEngine *E, Churn *c, int steps)
{
    for (int i = 0; i < steps; i++) {
        uint32_t k = draw(c) % 3000, kind = draw(c) % 100;
        size_t n = kind < 80 ? draw(c) % 600 : kind < 99 ? draw(c) % 6000 : draw(c) % 500000;
        unsigned char *old = c->p[k];
        if (old) {
            size_t keep = c->n[k];
            assert_true(keep == 0 || (old[0] == (k & 255) && old[keep - 1] == (k & 255)));
        }
        if (old && kind % 3 == 0) {
            pml_mem_free(E, old);
            c->p[k] = NULL;
            continue;
        }
        c->p[k] = pml_mem_realloc(E, old, n);
        assert_non_null(c->p[k]);
        c->n[k] = n;
        memset(c->p[k], (int)(k & 255), n);
    }
}

static void restored_run_repeats_byte_for_byte(void **state)
{
    PmlEngine *E = *state;
    Churn *c = calloc(1, sizeof *c), *saved = malloc(sizeof *saved);
    churn(E, c, 20000);
    *saved = *c;
    uint64_t sum = pml_region_checksum(E);
    PmlCheckpoint *point = pml_checkpoint_take(E);
    assert_non_null(point);
    assert_true(pml_checkpoint_bytes(point) > pml_heap_stats(E)->bytes_live);
    churn(E, c, 20000);
    sound(E);
    uint64_t later = pml_region_checksum(E);
    assert_int_not_equal(sum, later);
    for (int round = 0; round < 2; round++) {
        pml_checkpoint_restore(E, point);
        sound(E);
        assert_int_equal(pml_region_checksum(E), sum);
        *c = *saved;
        churn(E, c, 20000);
        assert_int_equal(pml_region_checksum(E), later);
    }
    pml_checkpoint_free(point);
    free(c);
    free(saved);
}

static void checkpoint_before_the_first_allocation(void **state)
{
    PmlEngine *E = *state;
    unsigned char *fixed = pml_static_alloc(E, 100);
    fixed[3] = 42;
    PmlCheckpoint *point = pml_checkpoint_take(E);
    uint64_t sum = pml_region_checksum(E);
    memset(alloc(E, 50000), 1, 50000);
    memset(alloc(E, 500), 1, 500);
    fixed[3] = 1;
    pml_checkpoint_restore(E, point);
    assert_int_equal(pml_region_checksum(E), sum);
    assert_int_equal(fixed[3], 42);
    assert_int_equal(pml_heap_stats(E)->blocks, 0);
    pml_checkpoint_free(point);
    sound(E);
}

/* -- limits and failures ----------------------------------------------------------------- */

/* The table of arenas is moved when there are more of them: how far each was written must be known
 * until the older moment's pages are back. */
static void restored_to_before_many_arenas(void **state)
{
    enum { COUNT = 60000, BYTES = 512 };
    PmlEngine *E = *state;
    void **p = malloc(COUNT * sizeof *p);
    PmlHistory *h = pml_history_new(E);
    assert_non_null(h);
    PmlMoment *before = pml_moment_take(E, h);
    uint64_t sum = pml_region_checksum(E);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < COUNT; i++) {
            p[i] = pml_mem_alloc(E, BYTES);
            assert_non_null(p[i]);
            memset(p[i], 7, BYTES);
        }
        PmlMoment *after = pml_moment_take(E, h);
        uint64_t then = pml_region_checksum(E);
        pml_moment_restore(E, h, before);
        sound(E);
        assert_int_equal(pml_region_checksum(E), sum);
        pml_moment_restore(E, h, after);
        assert_int_equal(pml_region_checksum(E), then);
        pml_moment_restore(E, h, before);
        pml_moment_drop(h, after);
    }
    pml_moment_drop(h, before);
    pml_history_free(h);
    free(p);
}

static void full_region_gives_null_and_recovers(void **state)
{
    PmlEngine *E = *state;
    static void *p[1000000];
    int n = 0;
    while ((p[n] = pml_mem_alloc(E, 256)) != NULL) {
        n++;
    }
    sound(E);
    assert_true(n > 20000);
    assert_null(pml_mem_alloc(E, 100000));
    assert_null(pml_map(E, MIB));
    while (n > 0) {
        pml_mem_free(E, p[--n]);
    }
    sound(E);
    assert_non_null(pml_mem_alloc(E, 2 * MIB));
    assert_null(pml_mem_alloc(E, SIZE_MAX - 5));
    assert_null(pml_raw_alloc(E, (size_t)1 << (sizeof(size_t) * 8 - 2)));
    sound(E);
}

static void without_an_arena_small_blocks_are_large(void **state)
{
    PmlEngine *E = *state;
    while (pml_map(E, MIB)) {
    }
    void *p = pml_mem_alloc(E, 64); /* no room for an arena, but for a chunk */
    assert_non_null(p);
    assert_false(pml_in_arena(E, p));
    assert_int_equal(pml_heap_stats(E)->blocks, 1);
    pml_mem_free(E, p);
    sound(E);
}

static void nth_allocation_fails(void **state)
{
    PmlEngine *E = *state;
    E->fail_alloc_at = 3;
    assert_non_null(pml_mem_alloc(E, 10));
    assert_non_null(pml_raw_alloc(E, 10));
    assert_null(pml_mem_alloc(E, 10));
    void *p = alloc(E, 10);
    E->fail_alloc_at = 2;
    E->fail_alloc_forever = true;
    assert_non_null(pml_map(E, 10));
    assert_null(pml_mem_realloc(E, p, 100));
    assert_null(pml_mem_alloc(E, 10));
    assert_null(pml_map(E, 10));
    E->fail_alloc_at = 0;
    assert_non_null(pml_mem_realloc(E, p, 100));
    sound(E);
}

static void validator_sees_damage(void **state)
{
    PmlEngine *E = *state;
    void *p = alloc(E, 64);
    PmlPool *pool = pml_pool_of(E, p);
    pool->count++;
    assert_string_equal(pml_heap_check(E), "H7: used and free blocks are not all blocks");
    pool->count--;
    E->heap->stats.blocks++;
    assert_string_equal(pml_heap_check(E), "H11: number of blocks");
    E->heap->stats.blocks--;
    PmlChunk *chunk = pml_chunk_of(alloc(E, 1000));
    chunk->prev_size += 16;
    assert_string_equal(pml_heap_check(E),
                        "H3: the size before a chunk differs from its neighbour");
    chunk->prev_size -= 16;
    sound(E);
}

#define HEAP_TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)
#define SMALL_TEST(f) cmocka_unit_test_setup_teardown(f, start_small, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HEAP_TEST(pool_capacity_per_class),
        HEAP_TEST(size_classes_round_up_to_16),
        HEAP_TEST(fresh_blocks_ascend),
        HEAP_TEST(freed_blocks_come_back_lifo),
        HEAP_TEST(full_pool_goes_to_the_front),
        HEAP_TEST(emptied_pool_keeps_its_order_for_its_class),
        HEAP_TEST(emptied_pool_starts_anew_for_another_class),
        HEAP_TEST(emptied_pools_are_reused_newest_first),
        HEAP_TEST(pool_header_is_readable_as_in_cpython),
        HEAP_TEST(arena_has_64_aligned_pools),
        HEAP_TEST(empty_arenas_go_back_but_the_last),
        HEAP_TEST(new_pools_come_from_the_fullest_arena),
        HEAP_TEST(realloc_shrinks_in_place_above_three_quarters),
        HEAP_TEST(realloc_to_nothing_gives_a_large_block),
        HEAP_TEST(large_blocks_never_move_into_pools),
        HEAP_TEST(counted_as_blocks_only_in_the_mem_domain),
        HEAP_TEST(neighbours_join_and_the_top_is_trimmed),
        HEAP_TEST(big_blocks_are_mapped_and_go_back_at_once),
        HEAP_TEST(maps_take_the_highest_hole_and_are_zero),
        HEAP_TEST(causes_are_accounted),
        HEAP_TEST(walks_find_every_block),
        HEAP_TEST(restored_run_repeats_byte_for_byte),
        HEAP_TEST(checkpoint_before_the_first_allocation),
        HEAP_TEST(restored_to_before_many_arenas),
        SMALL_TEST(full_region_gives_null_and_recovers),
        SMALL_TEST(without_an_arena_small_blocks_are_large),
        HEAP_TEST(nth_allocation_fails),
        HEAP_TEST(validator_sees_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The collector through its own interface: counters, thresholds, promotion, garbage, freezing, the
 * trashcan, what runs on the way to death. Objects are lists: the simplest that can be in a ring.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "gc/hold.h"
#include "vm/lifecycle.h"

static PmlEngine *E;

static int set_up(void **state)
{
    (void)state;
    PmlLimits limits = {.heap_bytes = 64 << 20};
    E = pml_engine_new(NULL, &limits);
    if (!E) {
        return -1;
    }
    pml_gc_collect(E, 2, false);
    E->gc->enabled = 0;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pml_engine_free(E);
    return 0;
}

static PmlObj *list_of(PmlObj *item)
{
    PmlObj *l = pml_list_new(E, 0);
    assert_non_null(l);
    if (item) {
        assert_int_equal(pml_list_append(E, l, item), 0);
    }
    return l;
}

/* n lists, each in the next, the last in the first; only the ring holds them. */
static void make_ring(int n)
{
    PmlObj *first = list_of(NULL), *last = first;
    for (int i = 1; i < n; i++) {
        PmlObj *next = list_of(last);
        pml_decref(E, last);
        last = next;
    }
    assert_int_equal(pml_list_append(E, first, last), 0);
    pml_decref(E, last);
}

static void allocations_and_deaths_move_the_first_counter(void **state)
{
    (void)state;
    int32_t before = E->gc->count[0];
    PmlObj *a = list_of(NULL), *b = list_of(NULL);
    assert_int_equal(E->gc->count[0], before + 2);
    /* A list's memory goes to a free list: that is no deallocation to the collector. */
    pml_decref(E, a);
    assert_int_equal(E->gc->count[0], before + 2);
    pml_decref(E, b);
}

static void a_full_first_generation_starts_a_collection(void **state)
{
    (void)state;
    enum { N = 12 };
    PmlObj *kept[N];
    for (int i = 0; i < N; i++) {
        kept[i] = list_of(NULL); /* first use up what the free list holds */
    }
    E->gc->enabled = 1;
    E->gc->threshold[0] = 5;
    E->gc->count[0] = 0;
    int64_t runs = E->gc->stats[0].collections;
    PmlObj *more[90];
    for (int i = 0; i < 90; i++) {
        more[i] = list_of(NULL);
    }
    /* Those not from the free list count; the sixth of each round collects. */
    assert_true(E->gc->stats[0].collections > runs);
    assert_true(E->gc->count[0] <= 6);
    for (int i = 0; i < 90; i++) {
        pml_decref(E, more[i]);
    }
    for (int i = 0; i < N; i++) {
        pml_decref(E, kept[i]);
    }
}

static void survivors_move_to_the_next_generation(void **state)
{
    (void)state;
    PmlObj *a = list_of(NULL);
    assert_int_equal(pml_gc_generation_of(E, a), 0);
    pml_gc_collect(E, 0, false);
    assert_int_equal(pml_gc_generation_of(E, a), 1);
    pml_gc_collect(E, 0, false);
    assert_int_equal(pml_gc_generation_of(E, a), 1);
    pml_gc_collect(E, 1, false);
    assert_int_equal(pml_gc_generation_of(E, a), 2);
    pml_gc_untrack(E, a);
    assert_int_equal(pml_gc_generation_of(E, a), -1);
    pml_decref(E, a);
}

static void rings_are_collected_and_only_rings(void **state)
{
    (void)state;
    PmlObj *outside = list_of(NULL);
    PmlObj *held = list_of(outside);
    make_ring(1);
    make_ring(3);
    make_ring(40);
    assert_int_equal(pml_gc_collect(E, 0, false), 44);
    assert_int_equal(pml_gc_collect(E, 2, false), 0);
    assert_int_equal(PML_LIST_LEN(held), 1);
    assert_int_equal(outside->refs, 2);
    pml_decref(E, held);
    assert_int_equal(outside->refs, 1);
    pml_decref(E, outside);
}

static void a_ring_reached_from_outside_stays(void **state)
{
    (void)state;
    PmlObj *ring = list_of(NULL);
    pml_list_append(E, ring, ring);
    PmlObj *holder = list_of(ring);
    pml_decref(E, ring);
    assert_int_equal(pml_gc_collect(E, 2, false), 0);
    pml_decref(E, holder);
    assert_int_equal(pml_gc_collect(E, 2, false), 1);
}

static void an_old_ring_waits_for_its_generation(void **state)
{
    (void)state;
    PmlObj *ring = list_of(NULL);
    pml_list_append(E, ring, ring);
    pml_gc_collect(E, 2, false);
    pml_decref(E, ring);
    assert_int_equal(pml_gc_collect(E, 0, false), 0);
    assert_int_equal(pml_gc_collect(E, 1, false), 0);
    assert_int_equal(pml_gc_collect(E, 2, false), 1);
}

static void the_frozen_are_left_alone(void **state)
{
    (void)state;
    make_ring(2);
    pml_gc_freeze(E);
    assert_true(pml_gc_list_size(&E->gc->permanent) >= 2);
    assert_int_equal(pml_gc_list_size(&E->gc->gen[0]), 0);
    assert_int_equal(pml_gc_collect(E, 2, false), 0);
    pml_gc_unfreeze(E);
    assert_int_equal(pml_gc_list_size(&E->gc->permanent), 0);
    assert_int_equal(pml_gc_collect(E, 2, false), 2);
}

static void long_chains_die_without_deep_recursion(void **state)
{
    (void)state;
    PmlObj *chain = list_of(NULL);
    for (int i = 0; i < 200000; i++) {
        PmlObj *outer = list_of(chain);
        pml_decref(E, chain);
        chain = outer;
    }
    uint64_t live = pml_heap_stats(E)->blocks;
    pml_decref(E, chain);
    assert_true(pml_heap_stats(E)->blocks + 200000 < live);
    assert_null(E->gc->trash_later.p);
    assert_int_equal(E->gc->trash_nesting, 0);
    assert_int_equal(E->gc->dying_count, 0);
}

static void deaths_are_put_down_to_their_cause(void **state)
{
    (void)state;
    const uint64_t *freed = pml_heap_stats(E)->bytes_freed;
    uint64_t before[PML_CAUSE_KINDS];
    memcpy(before, freed, sizeof before);
    PmlObj *tuple = pml_tuple_new(E, 30), *outer = pml_tuple_new(E, 31);
    PML_TUPLE_ITEMS(outer)[0].p = tuple;
    pml_decref(E, outer);
    assert_true(freed[PML_CAUSE_COUNT] > before[PML_CAUSE_COUNT]);
    assert_true(freed[PML_CAUSE_CASCADE] > before[PML_CAUSE_CASCADE]);
    assert_true(freed[PML_CAUSE_COLLECTION] == before[PML_CAUSE_COLLECTION]);
    make_ring(3);
    pml_gc_collect(E, 2, false);
    assert_true(freed[PML_CAUSE_COLLECTION] > before[PML_CAUSE_COLLECTION]);
}

static void a_collection_inside_a_collection_does_nothing(void **state)
{
    (void)state;
    make_ring(2);
    E->gc->collecting = 1;
    assert_int_equal(pml_gc_collect(E, 2, false), 0);
    E->gc->collecting = 0;
    assert_int_equal(pml_gc_collect(E, 2, false), 2);
}

static void more_holds_than_have_names_are_counted(void **state)
{
    (void)state;
    PmlObj *a = list_of(NULL);
    int64_t mark = pml_hold_mark(E);
    for (int i = 0; i < PML_HOLD_CAPACITY + 10; i++) {
        pml_hold(E, a, "test");
    }
    assert_int_equal(pml_hold_mark(E), mark + PML_HOLD_CAPACITY + 10);
    pml_hold_drop(E, mark);
    assert_int_equal(pml_hold_mark(E), mark);
    pml_decref(E, a);
}

static int sound(void **state)
{
    const char *wrong = pml_gc_check(E);
    wrong = wrong ? wrong : pml_heap_check(E);
    if (wrong) {
        print_error("%s\n", wrong);
    }
    tear_down(state);
    return wrong ? -1 : 0;
}

#define GC_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, sound)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GC_TEST(allocations_and_deaths_move_the_first_counter),
        GC_TEST(a_full_first_generation_starts_a_collection),
        GC_TEST(survivors_move_to_the_next_generation),
        GC_TEST(rings_are_collected_and_only_rings),
        GC_TEST(a_ring_reached_from_outside_stays),
        GC_TEST(an_old_ring_waits_for_its_generation),
        GC_TEST(the_frozen_are_left_alone),
        GC_TEST(long_chains_die_without_deep_recursion),
        GC_TEST(deaths_are_put_down_to_their_cause),
        GC_TEST(a_collection_inside_a_collection_does_nothing),
        GC_TEST(more_holds_than_have_names_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lists, tuples, dicts and sets against the size tables of facts 2.3-2.5 and the free lists of
 * facts 4. What can be said in Python is checked by the scripts; this is the C interface. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "object/dict_internal.h"
#include "object/set_internal.h"
#include "vm/lifecycle.h"

static int start(void **state)
{
    PmlHost host = {0};
    PmlLimits limits = {.heap_bytes = UINT64_C(128) << 20};
    *state = pml_engine_new(&host, &limits);
    return *state ? 0 : -1;
}

static int stop(void **state)
{
    pml_engine_free(*state);
    return 0;
}

static PmlObj *number(PmlEngine *E, int64_t n)
{
    PmlObj *o = pml_int(E, n);
    assert_non_null(o);
    return o;
}

static PmlObj *name(PmlEngine *E, int64_t n)
{
    PmlObj *o = pml_str_format(E, "k%lld", (long long)n);
    assert_non_null(o);
    return o;
}

static int64_t capacity(PmlObj *l)
{
    return ((PmlList *)l)->capacity;
}

/* -- list -------------------------------------------------------------------------------- */

static PmlObj *list_of(PmlEngine *E, int64_t n)
{
    PmlObj *l = pml_list_new(E, 0);
    for (int64_t i = 0; i < n; i++) {
        PmlObj *x = number(E, i);
        assert_int_equal(pml_list_append(E, l, x), 0);
        pml_decref(E, x);
    }
    return l;
}

static void list_grows_by_append(void **state)
{
    PmlEngine *E = *state;
    static const int64_t steps[][2] = {{1, 4},    {5, 8},     {9, 16},   {17, 24}, {25, 32},
                                       {33, 40},  {41, 52},   {53, 64},  {65, 76}, {77, 92},
                                       {93, 108}, {109, 128}, {129, 148}};
    PmlObj *l = pml_list_new(E, 0);
    assert_int_equal(capacity(l), 0);
    size_t k = 0;
    for (int64_t n = 1; n <= 140; n++) {
        assert_int_equal(pml_list_append(E, l, PML_NONE(E)), 0);
        if (k + 1 < sizeof steps / sizeof steps[0] && n == steps[k + 1][0]) {
            k++;
        }
        assert_int_equal(capacity(l), steps[k][1]);
    }
    pml_decref(E, l);
}

static void list_shrinks_by_slice_deletion(void **state)
{
    PmlEngine *E = *state;
    PmlObj *l = list_of(E, 40);
    assert_int_equal(capacity(l), 40);
    assert_int_equal(pml_list_set_slice(E, l, 20, 40, NULL), 0);
    assert_int_equal(capacity(l), 40); /* half is still enough */
    assert_int_equal(pml_list_set_slice(E, l, 19, 20, NULL), 0);
    assert_int_equal(capacity(l), 24);
    assert_int_equal(pml_list_set_slice(E, l, 0, 19, NULL), 0);
    assert_int_equal(capacity(l), 0);
    assert_null(PML_LIST_ITEMS(l));
    pml_decref(E, l);
}

static void list_made_from_something(void **state)
{
    PmlEngine *E = *state;
    PmlObj *source = list_of(E, 5);
    PmlObj *slice = pml_list_slice(E, source, 1, 4);
    PmlObj *copy = pml_sequence_list(E, source);
    PmlObj *tuple = pml_list_as_tuple(E, source);
    PmlObj *from_tuple = pml_sequence_list(E, tuple);
    assert_int_equal(capacity(slice), 3);
    assert_int_equal(capacity(copy), 6);
    assert_int_equal(capacity(from_tuple), 6);
    PmlObj *exact = pml_list_new(E, 7);
    assert_int_equal(capacity(exact), 7);
    pml_decref(E, exact);
    pml_decref(E, from_tuple);
    pml_decref(E, tuple);
    pml_decref(E, copy);
    pml_decref(E, slice);
    pml_decref(E, source);
}

/* A list of pairs (i * 7 % 10, i) by their first items: stable, so second items stay ascending. */
static void sort_is_stable(void **state)
{
    PmlEngine *E = *state;
    PmlObj *l = pml_list_new(E, 0);
    for (int64_t i = 0; i < 1000; i++) {
        PmlObj *a = number(E, i * 7 % 10), *b = number(E, i);
        PmlObj *pair = pml_tuple_pack(E, 2, a, b);
        assert_int_equal(pml_list_append(E, l, pair), 0);
        pml_decref(E, pair);
        pml_decref(E, a);
        pml_decref(E, b);
    }
    assert_int_equal(pml_list_sort(E, l, NULL, false), 0);
    for (int64_t i = 1; i < 1000; i++) {
        PmlObj *a = PML_LIST_ITEMS(l)[i - 1].p, *b = PML_LIST_ITEMS(l)[i].p;
        int order = pml_int_compare(PML_TUPLE_AT(a, 0), PML_TUPLE_AT(b, 0));
        assert_true(order < 0 ||
                    (order == 0 && pml_int_compare(PML_TUPLE_AT(a, 1), PML_TUPLE_AT(b, 1)) < 0));
    }
    pml_decref(E, l);
}

static void lists_come_back_last_in_first_out(void **state)
{
    PmlEngine *E = *state;
    PmlObj *a = pml_list_new(E, 0), *b = pml_list_new(E, 0);
    pml_decref(E, a);
    pml_decref(E, b);
    PmlObj *first = pml_list_new(E, 0), *second = pml_list_new(E, 0);
    assert_ptr_equal(first, b);
    assert_ptr_equal(second, a);
    pml_decref(E, second);
    pml_decref(E, first);
}

/* -- tuple ------------------------------------------------------------------------------- */

static void tuples_of_twenty_are_kept_but_not_reused(void **state)
{
    PmlEngine *E = *state;
    pml_tuple_clear_free_lists(E);
    for (int64_t n = 1; n <= 21; n++) {
        PmlObj *t = pml_tuple_new(E, n);
        pml_decref(E, t);
        assert_int_equal(n <= 20 ? E->rt->free_tuple_count[n] : 0, n <= 20);
        PmlObj *again = pml_tuple_new(E, n);
        if (n < 20) {
            assert_ptr_equal(again, t);
        } else if (n == 20) {
            assert_ptr_not_equal(again, t);
        }
        pml_decref(E, again);
    }
    assert_int_equal(E->rt->free_tuple_count[20], 2);
    pml_tuple_clear_free_lists(E);
    assert_int_equal(E->rt->free_tuple_count[20], 0);
}

static void the_empty_tuple_is_one_object(void **state)
{
    PmlEngine *E = *state;
    PmlObj *t = pml_tuple_new(E, 0);
    assert_ptr_equal(t, E->rt->empty_tuple.p);
    assert_true(t->refs > PML_STATIC_REFS);
    pml_decref(E, t);
}

/* -- dict -------------------------------------------------------------------------------- */

static int64_t dict_size(PmlEngine *E, PmlObj *d)
{
    return pml_dict_sizeof(E, d) + (int64_t)sizeof(PmlGcHead);
}

static void set_item(PmlEngine *E, PmlObj *d, PmlObj *key)
{
    assert_int_equal(pml_dict_set(E, d, key, PML_NONE(E)), 0);
    pml_decref(E, key);
}

static void dict_grows(PmlEngine *E, PmlObj *(*key)(PmlEngine *, int64_t),
                       const int64_t (*steps)[2])
{
    PmlObj *d = pml_dict_new(E);
    assert_int_equal(dict_size(E, d), 64);
    size_t k = 0;
    for (int64_t n = 1; n <= 700; n++) {
        set_item(E, d, key(E, n));
        if (steps[k + 1][0] == n) {
            k++;
        }
        assert_int_equal(dict_size(E, d), steps[k][1]);
    }
    pml_decref(E, d);
}

static void dict_of_str_keys_grows(void **state)
{
    static const int64_t steps[][2] = {{1, 184},     {6, 272},   {11, 464},   {22, 832},
                                       {43, 1584},   {86, 3328}, {171, 6576}, {342, 13056},
                                       {683, 26032}, {0, 0}};
    dict_grows(*state, name, steps);
}

static void dict_of_other_keys_grows(void **state)
{
    static const int64_t steps[][2] = {{1, 224},     {6, 352},   {11, 632},   {22, 1168},
                                       {43, 2264},   {86, 4688}, {171, 9304}, {342, 18512},
                                       {683, 36952}, {0, 0}};
    dict_grows(*state, number, steps);
}

static void table_sizes_have_their_quirk(void **state)
{
    (void)state;
    static const int64_t sizes[][2] = {{0, 8},   {1, 16},  {7, 16},  {8, 8},   {9, 16}, {15, 16},
                                       {16, 32}, {17, 32}, {31, 32}, {32, 64}, {33, 64}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_int_equal(INT64_C(1) << pml_keys_log2_for(sizes[i][0]), sizes[i][1]);
    }
    static const int64_t estimates[][2] = {{1, 16},  {4, 16},   {5, 8},    {6, 16},
                                           {10, 16}, {11, 32},  {20, 32},  {21, 64},
                                           {42, 64}, {43, 128}, {84, 128}, {85, 256}};
    for (size_t i = 0; i < sizeof estimates / sizeof estimates[0]; i++) {
        assert_int_equal(INT64_C(1) << pml_keys_log2_estimate(estimates[i][0]), estimates[i][1]);
    }
}

static void a_foreign_key_rebuilds_the_table(void **state)
{
    PmlEngine *E = *state;
    PmlObj *d = pml_dict_new(E);
    set_item(E, d, name(E, 1));
    set_item(E, d, number(E, 1));
    assert_int_equal(dict_size(E, d), 352);
    pml_dict_clear(E, d);
    assert_int_equal(dict_size(E, d), 64);
    pml_decref(E, d);
}

/* [409] */
static void small_str_tables_come_back(void **state)
{
    PmlEngine *E = *state;
    PmlObj *a = pml_dict_new(E), *b = pml_dict_new(E), *general = pml_dict_new(E);
    set_item(E, a, name(E, 1));
    set_item(E, b, name(E, 1));
    set_item(E, general, number(E, 1));
    PmlDictKeys *ka = ((PmlDict *)a)->keys.p, *kb = ((PmlDict *)b)->keys.p;
    pml_decref(E, a);
    pml_decref(E, b);
    int64_t kept = E->rt->free_keys_count;
    pml_decref(E, general);
    assert_int_equal(E->rt->free_keys_count, kept);
    PmlObj *c = pml_dict_new(E), *d = pml_dict_new(E);
    assert_ptr_equal(((PmlDict *)c)->keys.p, ((PmlDict *)d)->keys.p);
    set_item(E, c, name(E, 1));
    set_item(E, d, name(E, 1));
    assert_ptr_equal(((PmlDict *)c)->keys.p, kb);
    assert_ptr_equal(((PmlDict *)d)->keys.p, ka);
    pml_decref(E, d);
    pml_decref(E, c);
}

static void copies_clone_the_table(void **state)
{
    PmlEngine *E = *state;
    PmlObj *d = pml_dict_new(E);
    for (int64_t i = 0; i < 6; i++) {
        set_item(E, d, name(E, i));
    }
    for (int64_t i = 0; i < 2; i++) {
        PmlObj *key = name(E, i);
        assert_int_equal(pml_dict_del(E, d, key), 0);
        pml_decref(E, key);
    }
    PmlObj *copy = pml_dict_copy(E, d); /* 4 live of 6 entries: cloned */
    assert_int_equal(dict_size(E, copy), 272);
    assert_int_equal(((PmlDict *)copy)->keys.p->nentries, 6);
    PmlObj *merged = pml_dict_new(E); /* a merge never clones gaps */
    assert_int_equal(pml_dict_update(E, merged, d), 0);
    assert_int_equal(((PmlDict *)merged)->keys.p->nentries, 4);
    assert_int_equal(PML_DICT_LEN(copy), 4);
    pml_decref(E, merged);
    pml_decref(E, copy);
    pml_decref(E, d);
}

static void tracking_follows_the_contents(void **state)
{
    PmlEngine *E = *state;
    PmlObj *d = pml_dict_new(E), *l = pml_list_new(E, 0), *key = name(E, 1);
    assert_false(pml_gc_is_tracked(d));
    assert_int_equal(pml_dict_set(E, d, key, PML_NONE(E)), 0);
    assert_false(pml_gc_is_tracked(d));
    assert_int_equal(pml_dict_set(E, d, key, l), 0);
    assert_true(pml_gc_is_tracked(d));
    pml_dict_maybe_untrack(E, d);
    assert_true(pml_gc_is_tracked(d));
    assert_int_equal(pml_dict_set(E, d, key, PML_NONE(E)), 0);
    pml_dict_maybe_untrack(E, d);
    assert_false(pml_gc_is_tracked(d));
    pml_decref(E, key);
    pml_decref(E, l);
    pml_decref(E, d);
}

static void values_remember_their_order(void **state)
{
    PmlEngine *E = *state;
    PmlValues *v = pml_values_new(E, 5);
    assert_int_equal(pml_values_head(v)[-1], 8); /* 5 + 2, rounded up */
    pml_values_append_order(v, 3);
    pml_values_append_order(v, 0);
    pml_values_append_order(v, 4);
    assert_int_equal(pml_values_at_order(v, 0), 3);
    pml_values_remove_order(v, 3);
    assert_int_equal(pml_values_at_order(v, 0), 0);
    assert_int_equal(pml_values_at_order(v, 1), 4);
    assert_int_equal(pml_values_head(v)[-2], 2);
    pml_values_free(E, v);
    PmlDictKeys *k = pml_shared_keys_new(E);
    assert_int_equal(pml_keys_sizeof(k), 768);
    assert_int_equal(k->usable, 30);
    pml_keys_decref(E, k);
}

/* -- set --------------------------------------------------------------------------------- */

static int64_t slots(PmlObj *s)
{
    return ((PmlSet *)s)->mask + 1;
}

static void add_number(PmlEngine *E, PmlObj *s, int64_t n)
{
    PmlObj *x = number(E, n);
    assert_int_equal(pml_set_add(E, s, x), 0);
    pml_decref(E, x);
}

static void set_grows_by_add(void **state)
{
    PmlEngine *E = *state;
    static const int64_t steps[][2] = {{0, 8},    {5, 32},     {19, 128},
                                       {77, 512}, {307, 2048}, {1229, 8192}};
    PmlObj *s = pml_set_new(E, NULL);
    size_t k = 0;
    for (int64_t n = 1; n <= 1300; n++) {
        add_number(E, s, n);
        if (k + 1 < sizeof steps / sizeof steps[0] && n == steps[k + 1][0]) {
            k++;
        }
        assert_int_equal(slots(s), steps[k][1]);
    }
    pml_decref(E, s);
}

static void set_grows_by_merge(void **state)
{
    PmlEngine *E = *state;
    static const int64_t sizes[][2] = {{4, 8},   {5, 16},  {7, 16},   {8, 32},  {15, 32},
                                       {16, 64}, {31, 64}, {32, 128}, {64, 256}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        PmlObj *s = pml_set_new(E, NULL);
        for (int64_t n = 0; n < sizes[i][0]; n++) {
            add_number(E, s, n);
        }
        PmlObj *copy = pml_set_new(E, s);
        assert_int_equal(slots(copy), sizes[i][1]);
        pml_decref(E, copy);
        pml_decref(E, s);
    }
}

/* 0, 8, 16, 24 share a home in a table of 8 and lie at 0, 1, 6, 7; an item put back takes the last
 * slot of a removed one that its search passes. */
static void removed_slots_are_taken_again(void **state)
{
    PmlEngine *E = *state;
    PmlObj *s = pml_set_new(E, NULL);
    for (int64_t n = 0; n < 32; n += 8) {
        add_number(E, s, n);
    }
    for (int64_t n = 0; n < 24; n += 8) {
        PmlObj *x = number(E, n);
        assert_int_equal(pml_set_discard(E, s, x), 1);
        pml_decref(E, x);
    }
    add_number(E, s, 0);
    add_number(E, s, 8);
    static const int64_t order[] = {8, 0, 24};
    PmlObj *key;
    int64_t pos = 0, value;
    for (int i = 0; i < 3; i++) {
        assert_true(pml_set_next(s, &pos, &key, NULL));
        assert_true(pml_int_fits(key, &value));
        assert_int_equal(value, order[i]);
    }
    assert_int_equal(((PmlSet *)s)->fill, 4);
    pml_decref(E, s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_grows_by_append),
        cmocka_unit_test(list_shrinks_by_slice_deletion),
        cmocka_unit_test(list_made_from_something),
        cmocka_unit_test(sort_is_stable),
        cmocka_unit_test(lists_come_back_last_in_first_out),
        cmocka_unit_test(tuples_of_twenty_are_kept_but_not_reused),
        cmocka_unit_test(the_empty_tuple_is_one_object),
        cmocka_unit_test(dict_of_str_keys_grows),
        cmocka_unit_test(dict_of_other_keys_grows),
        cmocka_unit_test(table_sizes_have_their_quirk),
        cmocka_unit_test(a_foreign_key_rebuilds_the_table),
        cmocka_unit_test(small_str_tables_come_back),
        cmocka_unit_test(copies_clone_the_table),
        cmocka_unit_test(tracking_follows_the_contents),
        cmocka_unit_test(values_remember_their_order),
        cmocka_unit_test(set_grows_by_add),
        cmocka_unit_test(set_grows_by_merge),
        cmocka_unit_test(removed_slots_are_taken_again),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

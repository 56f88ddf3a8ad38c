/* Strings and bytes from C: forms and sizes (facts 2.2, 2.9), shared characters, interning, the
 * in-place append (facts 3.11), the UTF-8 cache, growing text, bytearray capacity (facts 2.7).
 * What can be said in Python is checked by tests/python/text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "object/bytes_ops.h"
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

static PmlObj *text(PmlEngine *E, const char *utf8)
{
    PmlObj *s = pml_str_text(E, utf8);
    assert_non_null(s);
    return s;
}

static void sizes_follow_the_widest_character(void **state)
{
    PmlEngine *E = *state;
    static const struct {
        const char *utf8;
        int kind, ascii;
        int64_t size;
    } rows[] = {
        {"", 1, 1, 49},
        {"ab", 1, 1, 51},
        {"a\xc3\xa9", 1, 0, 75},
        {"a\xe2\x82\xac", 2, 0, 78},
        {"a\xf0\x9f\x98\x80", 4, 0, 84},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        PmlObj *s = text(E, rows[i].utf8);
        assert_int_equal(PML_STR(s)->kind, rows[i].kind);
        assert_int_equal(PML_STR(s)->ascii, rows[i].ascii);
        assert_int_equal(pml_sizeof(E, s), rows[i].size);
        pml_decref(E, s);
    }
}

static void latin1_characters_and_nothing_are_shared(void **state)
{
    PmlEngine *E = *state;
    PmlObj *s = text(E, "z\xc3\xa9"), *e = pml_str_substring(E, s, 1, 2);
    assert_ptr_equal(e, E->rt->latin1[0xe9].p);
    pml_decref(E, e);
    e = pml_str_substring(E, s, 1, 1);
    assert_ptr_equal(e, E->rt->empty_str.p);
    assert_true(e->refs > PML_STATIC_REFS);
    pml_decref(E, e);
    pml_decref(E, s);
}

static void some_interned_letters_are_other_objects(void **state)
{
    PmlEngine *E = *state;
    static const char own[] = "BCLST_abcdefhijklmnopqrstvwxy";
    for (int c = '0'; c <= 'z'; c++) {
        char name[2] = {(char)c, 0};
        PmlObj *s = pml_str_intern_text(E, name);
        assert_int_equal(s != E->rt->latin1[c].p, strchr(own, c) != NULL);
        pml_decref(E, s);
    }
}

static void interned_names_are_one_and_mortal(void **state)
{
    PmlEngine *E = *state;
    PmlObj *a = pml_str_intern_text(E, "a_name_of_mine"), *b = text(E, "a_name_of_mine");
    int64_t entries = PML_DICT_LEN(E->rt->interned.p);
    assert_int_equal(a->refs, 1);
    pml_str_intern(E, &b);
    assert_ptr_equal(a, b);
    assert_int_equal(a->refs, 2);
    pml_decref(E, a);
    pml_decref(E, b);
    assert_int_equal(PML_DICT_LEN(E->rt->interned.p), entries - 1);
}

static void append_extends_only_what_nobody_else_sees(void **state)
{
    PmlEngine *E = *state;
    PmlObj *tail = text(E, "tail"), *s = text(E, "0123456789012345678901");
    PmlObj *before = s;
    pml_str_append(E, &s, tail); /* 71 to 75 bytes: the same block of 80 */
    assert_ptr_equal(s, before);
    assert_int_equal(PML_STR_LEN(s), 26);
    pml_str_hash(E, s); /* once hashed, a string never changes */
    pml_str_append(E, &s, tail);
    assert_int_equal(PML_STR_LEN(s), 30);
    PmlObj *shared = pml_incref(s);
    pml_str_append(E, &s, tail);
    assert_ptr_not_equal(s, shared);
    assert_int_equal(PML_STR_LEN(shared), 30);
    assert_int_equal(shared->refs, 1);
    pml_decref(E, shared);
    pml_decref(E, s);
    s = text(E, "ascii");
    PmlObj *wide = text(E, "\xe2\x82\xac");
    pml_str_append(E, &s, wide);
    assert_int_equal(PML_STR(s)->kind, 2);
    pml_decref(E, wide);
    pml_decref(E, s);
    pml_decref(E, tail);
}

static void the_utf8_form_is_kept_and_counted(void **state)
{
    PmlEngine *E = *state;
    PmlObj *s = text(E, "\xc3\xa9=1");
    int64_t n;
    assert_int_equal(pml_sizeof(E, s), 76);
    const char *utf8 = pml_str_utf8(E, s, &n);
    assert_int_equal(n, 4);
    assert_string_equal(utf8, "\xc3\xa9=1");
    assert_ptr_equal(utf8, pml_str_utf8(E, s, &n));
    assert_int_equal(pml_sizeof(E, s), 81);
    pml_decref(E, s);
    PmlObj *lone = pml_str_char(E, 0xd800);
    assert_null(pml_str_utf8(E, lone, &n));
    assert_true(pml_error_matches(E, PML_T_UnicodeEncodeError));
    pml_error_clear(E);
    pml_decref(E, lone);
}

static void hashes_are_never_minus_one(void **state)
{
    PmlEngine *E = *state;
    PmlObj *s = text(E, "same"), *b = pml_bytes(E, "same", 4);
    assert_int_equal(pml_hash_bytes("", 0), 0);
    assert_int_equal(pml_str_hash(E, s), pml_hash(E, b));
    for (uint32_t i = 0; i < 100000; i++) {
        assert_true(pml_hash_bytes(&i, 4) != -1);
    }
    pml_decref(E, s);
    pml_decref(E, b);
}

/* SipHash-1-3 over 00 01 02 .. with the key 00 01 .. 0f. The numbers are from a separate program
 * that gives the published vector when it makes 2 and 4 rounds instead. */
static void siphash_is_siphash(void **state)
{
    (void)state;
    unsigned char in[64];
    for (int i = 0; i < 64; i++) {
        in[i] = (unsigned char)i;
    }
    assert_int_equal((uint64_t)pml_hash_bytes(in, 1), UINT64_C(0xc9f49bf37d57ca93));
    assert_int_equal((uint64_t)pml_hash_bytes(in, 8), UINT64_C(0x369095118d299a8e));
    assert_int_equal((uint64_t)pml_hash_bytes(in, 15), UINT64_C(0xd320d86d2a519956));
}

static void growing_text_widens_and_fits(void **state)
{
    PmlEngine *E = *state;
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    for (int i = 0; i < 300; i++) {
        pml_builder_char(&b, i < 100 ? 'a' : i < 200 ? 0xe9 : 0x1f600);
    }
    pml_builder_text(&b, "end");
    PmlObj *s = pml_builder_finish(&b);
    assert_int_equal(PML_STR_LEN(s), 303);
    assert_int_equal(PML_STR(s)->kind, 4);
    assert_int_equal(pml_str_at(s, 99), 'a');
    assert_int_equal(pml_str_at(s, 199), 0xe9);
    assert_int_equal(pml_str_at(s, 200), 0x1f600);
    assert_int_equal(pml_str_at(s, 302), 'd');
    /* A text written whole, when nothing else is to come, is that text itself. */
    pml_builder_init(&b, E);
    b.overallocate = false;
    pml_builder_str(&b, s);
    PmlObj *same = pml_builder_finish(&b);
    assert_ptr_equal(same, s);
    pml_decref(E, same);
    pml_decref(E, s);
}

static void messages_format_like_printf(void **state)
{
    PmlEngine *E = *state;
    PmlObj *name = text(E, "n\xc3\xa9");
    PmlObj *s = pml_str_format(E, "%s|%.3s|%5d|%-5d|%05d|%x|%lld|%zd|%c|%%|%R|%U|%T|%A|%i", "text",
                               "cutoff", 42, 42, -42, 255, (int64_t)INT64_MIN, (int64_t)-7, 'c',
                               name, name, name, name, 3);
    PmlObj *want = text(E, "text|cut|   42|42   |-0042|ff|-9223372036854775808|-7|c|%|"
                           "'n\xc3\xa9'|n\xc3\xa9|str|'n\\xe9'|3");
    assert_true(pml_str_equal(s, want));
    pml_decref(E, s);
    pml_decref(E, want);
    pml_decref(E, name);
}

static void split_keeps_room_for_twelve(void **state)
{
    PmlEngine *E = *state;
    PmlObj *s = text(E, "a b c");
    PmlObj *list = pml_call_text0(E, s, "split");
    assert_int_equal(PML_LIST_LEN(list), 3);
    assert_int_equal(((PmlList *)list)->capacity, 12);
    pml_decref(E, list);
    pml_decref(E, s);
}

static void bytearray_grows_as_measured(void **state)
{
    PmlEngine *E = *state;
    static const int64_t steps[][2] = {{1, 58},  {2, 61},  {5, 64},   {8, 68},   {12, 75},
                                       {19, 83}, {27, 92}, {36, 102}, {46, 113}, {57, 126}};
    PmlObj *a = pml_bytearray(E, NULL, 0);
    size_t k = 0;
    for (int64_t n = 1; n <= 60; n++) {
        assert_int_equal(pml_bytearray_resize(E, a, n), 0);
        if (k + 1 < sizeof steps / sizeof steps[0] && n == steps[k + 1][0]) {
            k++;
        }
        assert_int_equal(pml_sizeof(E, a), steps[k][1]);
    }
    PmlObj *view = pml_memoryview_new(E, a);
    assert_int_equal(pml_sizeof(E, view), 184);
    assert_int_equal(pml_bytearray_resize(E, a, 61), -1);
    assert_true(pml_error_matches(E, PML_T_BufferError));
    pml_error_clear(E);
    pml_decref(E, view);
    assert_int_equal(pml_bytearray_resize(E, a, 61), 0);
    pml_decref(E, a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sizes_follow_the_widest_character, start, stop),
        cmocka_unit_test_setup_teardown(latin1_characters_and_nothing_are_shared, start, stop),
        cmocka_unit_test_setup_teardown(some_interned_letters_are_other_objects, start, stop),
        cmocka_unit_test_setup_teardown(interned_names_are_one_and_mortal, start, stop),
        cmocka_unit_test_setup_teardown(append_extends_only_what_nobody_else_sees, start, stop),
        cmocka_unit_test_setup_teardown(the_utf8_form_is_kept_and_counted, start, stop),
        cmocka_unit_test_setup_teardown(hashes_are_never_minus_one, start, stop),
        cmocka_unit_test(siphash_is_siphash),
        cmocka_unit_test_setup_teardown(growing_text_widens_and_fits, start, stop),
        cmocka_unit_test_setup_teardown(messages_format_like_printf, start, stop),
        cmocka_unit_test_setup_teardown(split_keeps_room_for_twelve, start, stop),
        cmocka_unit_test_setup_teardown(bytearray_grows_as_measured, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Numbers: values, texts, the blocks results sit in (facts 1.5), free list, failing allocations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"
#include "vm/lifecycle.h"

static int start(void **state)
{
    *state = pml_engine_new(NULL, NULL);
    return *state ? 0 : -1;
}

static int stop(void **state)
{
    pml_engine_free(*state);
    return 0;
}

static PmlObj *number(PmlEngine *E, const char *text)
{
    PmlObj *o = pml_int_parse(E, text, (int64_t)strlen(text), 0);
    if (!o) {
        PmlObj *s = pml_str_text(E, text);
        o = pml_float_parse(E, s);
        pml_decref(E, s);
    }
    assert_non_null(o);
    return o;
}

/* repr(o), or the pending error as "Type: text"; o is released. */
static void expect(PmlEngine *E, PmlObj *o, const char *wanted)
{
    PmlObj *error = o ? NULL : pml_error_fetch(E);
    PmlObj *text =
        o ? pml_repr(E, o) : pml_str_format(E, "%s: %S", PML_TYPE_OF(error)->name.p, error);
    assert_non_null(text);
    int64_t n;
    assert_string_equal(pml_str_utf8(E, text, &n), wanted);
    pml_decref(E, text);
    pml_xdecref(E, o);
    pml_xdecref(E, error);
}

typedef struct Case {
    PmlBinary operation;
    const char *left, *right, *result;
} Case;

static const Case cases[] = {
    {pml_number_add, "1", "2", "3"},
    {pml_number_add, "1073741823", "1", "1073741824"},
    {pml_number_subtract, "1152921504606846976", "1152921504606846975", "1"},
    {pml_number_multiply, "-0xffffffffffffffff", "0xffffffffffffffff",
     "-340282366920938463426481119284349108225"},
    {pml_number_floor_divide, "-7", "2", "-4"},
    {pml_number_remainder, "-7", "2", "1"},
    {pml_number_floor_divide, "-100000000000000000000", "30000000007", "-3333333333"},
    {pml_number_remainder, "-100000000000000000000", "30000000007", "13333333331"},
    {pml_number_true_divide, "1", "3", "0.3333333333333333"},
    {pml_number_true_divide, "100000000000000000000000", "3", "3.333333333333333e+22"},
    {pml_number_and, "-5", "0xffffffffffffffffff", "4722366482869645213691"},
    {pml_number_or, "-1180591620717411303424", "1", "-1180591620717411303423"},
    {pml_number_xor, "-1", "1180591620717411303424", "-1180591620717411303425"},
    {pml_number_lshift, "-3", "70", "-3541774862152233910272"},
    {pml_number_rshift, "-3541774862152233910273", "70", "-4"},
    {pml_number_divmod, "-7.5", "2", "(-4.0, 0.5)"},
    {pml_number_remainder, "5", "-0.0", "ZeroDivisionError: float modulo"},
    {pml_number_floor_divide, "1", "0", "ZeroDivisionError: integer division or modulo by zero"},
    {pml_number_remainder, "1", "0", "ZeroDivisionError: integer modulo by zero"},
    {pml_number_matmul, "1", "2", "TypeError: unsupported operand type(s) for @: 'int' and 'int'"},
    {pml_number_lshift, "1", "-1", "ValueError: negative shift count"},
    {pml_number_add, "0.1", "0.2", "0.30000000000000004"},
};

static void values(void **state)
{
    PmlEngine *E = *state;
    for (int64_t i = 0; i < PML_COUNT_OF(cases); i++) {
        PmlObj *a = number(E, cases[i].left), *b = number(E, cases[i].right);
        expect(E, cases[i].operation(E, a, b), cases[i].result);
        pml_decref(E, a);
        pml_decref(E, b);
    }
}

/* Results that stay in a block made for more digits than they need. */
static void blocks(void **state)
{
    static const struct {
        PmlBinary operation;
        const char *left, *right;
        size_t block;
    } rows[] = {
        {pml_number_add, "1099511627776", "1099511627777", 48},
        {pml_number_subtract, "1099511627776", "5", 32},
        {pml_number_add, "536870912", "536870912", 32},
        {pml_number_multiply, "536870912", "1000000", 32},
        {pml_number_multiply, "1099511627776", "1000000", 48},
        {pml_number_floor_divide, "1099511627776", "3", 32},
        {pml_number_rshift, "1099511627776", "20", 32},
        {pml_number_lshift, "1", "40", 48},
        {pml_number_or, "1099511627776", "7", 32},
    };
    PmlEngine *E = *state;
    for (int64_t i = 0; i < PML_COUNT_OF(rows); i++) {
        PmlObj *a = number(E, rows[i].left), *b = number(E, rows[i].right);
        PmlObj *r = rows[i].operation(E, a, b);
        assert_int_equal(pml_mem_usable(E, r), rows[i].block);
        pml_decref(E, a);
        pml_decref(E, b);
        pml_decref(E, r);
    }
}

static void small_ints_are_shared(void **state)
{
    PmlEngine *E = *state;
    for (int64_t v = -6; v <= 257; v++) {
        PmlObj *a = pml_int(E, v), *b = pml_int(E, v);
        assert_int_equal(a == b, v >= -5 && v <= 256);
        pml_decref(E, a);
        pml_decref(E, b);
    }
    PmlObj *big = number(E, "1180591620717411303424"), *zero = pml_int(E, 0);
    PmlObj *product = pml_number_multiply(E, big, zero), *rest = pml_number_subtract(E, big, big);
    assert_ptr_equal(product, zero);
    assert_ptr_equal(rest, zero);
    pml_decref(E, product);
    pml_decref(E, rest);
    pml_decref(E, zero);
    pml_decref(E, big);
}

static void float_texts(void **state)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        {0.1, "0.1"},
        {-0.0, "-0.0"},
        {1e16, "1e+16"},
        {1e15, "1000000000000000.0"},
        {123456789012345680.0, "1.2345678901234568e+17"},
        {1e-5, "1e-05"},
        {0.0001, "0.0001"},
        {5e-324, "5e-324"},
        {-2e-323, "-2e-323"},
        {5.684341886080802e-14, "5.684341886080802e-14"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {2.0 / 3, "0.6666666666666666"},
    };
    char text[32];
    (void)state;
    for (int64_t i = 0; i < PML_COUNT_OF(rows); i++) {
        int n = pml_float_repr(rows[i].value, text);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(n, strlen(text));
    }
}

static void formats(void **state)
{
    static const struct {
        const char *value, *spec, *text;
    } rows[] = {
        {"1234567", ",", "'1,234,567'"},
        {"255", "#010x", "'0x000000ff'"},
        {"255", "_b", "'1111_1111'"},
        {"-7", "=+8", "'-      7'"},
        {"5", "*^7", "'***5***'"},
        {"1234.5678", "012,.2f", "'0,001,234.57'"},
        {"0.25", ".1%", "'25.0%'"},
        {"1e20", ".3g", "'1e+20'"},
        {"100.0", ".5", "'100.0'"},
        {"-0.0", "z.1f", "'0.0'"},
        {"1", "q", "ValueError: Unknown format code 'q' for object of type 'int'"},
        {"1", ".2", "ValueError: Precision not allowed in integer format specifier"},
        {"1.5", "d", "ValueError: Unknown format code 'd' for object of type 'float'"},
    };
    PmlEngine *E = *state;
    for (int64_t i = 0; i < PML_COUNT_OF(rows); i++) {
        PmlObj *v = number(E, rows[i].value), *spec = pml_str_text(E, rows[i].spec);
        expect(E, pml_format(E, v, spec), rows[i].text);
        pml_decref(E, v);
        pml_decref(E, spec);
    }
}

static void floats_are_reused_newest_first(void **state)
{
    PmlEngine *E = *state;
    PmlObj *a = pml_float(E, 1), *b = pml_float(E, 2);
    pml_decref(E, a);
    pml_decref(E, b);
    PmlObj *c = pml_float(E, 3), *d = pml_float(E, 4);
    assert_ptr_equal(c, b);
    assert_ptr_equal(d, a);
    pml_decref(E, c);
    pml_decref(E, d);
    PmlObj *many[PML_FLOAT_FREE_MAX + 50];
    for (int64_t i = 0; i < PML_COUNT_OF(many); i++) {
        many[i] = pml_float(E, (double)i);
    }
    for (int64_t i = 0; i < PML_COUNT_OF(many); i++) {
        pml_decref(E, many[i]);
    }
    assert_int_equal(E->rt->free_float_count, PML_FLOAT_FREE_MAX);
    pml_float_clear_free_list(E);
    assert_int_equal(E->rt->free_float_count, 0);
}

/* Whatever allocation fails, the operation raises MemoryError and nothing is left behind. */
static void failing_allocations(void **state)
{
    PmlEngine *E = *state;
    PmlObj *base = number(E, "123456789123456789123456789"), *exponent = pml_int(E, 150);
    PmlObj *modulus = number(E, "987654321987654321987654321987654321");
    int64_t at = 0;
    PmlObj *r = NULL;
    pml_err_no_memory(E);
    pml_error_clear(E);
    uint64_t before = pml_heap_stats(E)->blocks;
    while (!r) {
        bool reduced = at % 2 == 0;
        E->fail_alloc_at = at / 2 + 1;
        r = pml_number_power(E, base, exponent, reduced ? modulus : PML_NONE(E));
        E->fail_alloc_at = 0;
        if (r && reduced) { /* go on until the longer one gets through, too */
            pml_decref(E, r);
            r = NULL;
        } else if (!r) {
            assert_true(pml_error_matches(E, PML_T_MemoryError));
            pml_error_clear(E);
        }
        assert_int_equal(pml_heap_stats(E)->blocks, before + (r != NULL));
        at++;
    }
    assert_true(at > 10);
    pml_decref(E, r);
    pml_decref(E, base);
    pml_decref(E, exponent);
    pml_decref(E, modulus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values, start, stop),
        cmocka_unit_test_setup_teardown(blocks, start, stop),
        cmocka_unit_test_setup_teardown(small_ints_are_shared, start, stop),
        cmocka_unit_test(float_texts),
        cmocka_unit_test_setup_teardown(formats, start, stop),
        cmocka_unit_test_setup_teardown(floats_are_reused_newest_first, start, stop),
        cmocka_unit_test_setup_teardown(failing_allocations, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

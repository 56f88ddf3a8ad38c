/* The direct writer: what it writes is the JSON that was meant, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "api/reply.h"

static void expect(PmlReply *w, const char *expected)
{
    size_t n;
    char *text = pml_reply_take(w, &n);
    assert_non_null(text);
    assert_string_equal(text, expected);
    assert_int_equal(n, strlen(expected));
    free(text);
}

static void nesting(void **state)
{
    (void)state;
    PmlReply w = {0};
    pml_reply_start(&w);
    pml_open_list(&w, "a");
    pml_open_list(&w, NULL);
    pml_close(&w);
    pml_open_object(&w, NULL);
    pml_put_null(&w, "n");
    pml_put_bool(&w, "t", true);
    pml_close(&w);
    pml_put_int(&w, NULL, 1);
    pml_close(&w);
    pml_open_object(&w, "left open");
    pml_open_list(&w, "and this");
    expect(&w,
           "{\"ok\":true,\"a\":[[],{\"n\":null,\"t\":true},1],\"left open\":{\"and this\":[]}}");
}

static void numbers(void **state)
{
    static const struct {
        int64_t value;
        const char *text;
    } ints[] = {{0, "0"},
                {9, "9"},
                {10, "10"},
                {-1, "-1"},
                {99, "99"},
                {100, "100"},
                {-12345, "-12345"},
                {INT64_C(9007199254740993), "9007199254740993"},
                {INT64_MAX, "9223372036854775807"},
                {INT64_MIN, "-9223372036854775808"}};
    static const struct {
        double value;
        const char *text;
    } reals[] = {{0.1, "0.1"},
                 {10, "10"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {5e-324, "4.94065645841247e-324"},
                 {1e308 * 10, "null"}};
    (void)state;
    for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++) {
        PmlReply w = {0};
        pml_put_int(&w, NULL, ints[i].value);
        expect(&w, ints[i].text);
    }
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
        PmlReply w = {0};
        pml_put_real(&w, NULL, reals[i].value);
        expect(&w, reals[i].text);
    }
    PmlReply w = {0};
    pml_open_list(&w, NULL);
    pml_put_address(&w, NULL, 0);
    pml_put_address(&w, NULL, UINT64_C(0x7f3a00001000));
    pml_put_address(&w, NULL, UINT64_MAX);
    expect(&w, "[\"0x0\",\"0x7f3a00001000\",\"0xffffffffffffffff\"]");
}

static void strings(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *text;
    } cases[] = {
        {"", 0, "\"\""},
        {"plain and longer than eight", 27, "\"plain and longer than eight\""},
        {"q\"b\\s/", 6, "\"q\\\"b\\\\s/\""},
        {"\b\f\n\r\t\x01\x1f\x7f", 8, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"\xc3\xa9\xe4\xbd\xa0\xf0\x9f\x90\x8d", 9, "\"\xc3\xa9\xe4\xbd\xa0\xf0\x9f\x90\x8d\""},
        {"\xed\xa0\x80", 3, "\"\\ud800\""},
        {"\xed\xbf\xbf", 3, "\"\\udfff\""},
        {"\xff"
         "a\xc3",
         3,
         "\"\xef\xbf\xbd"
         "a\xef\xbf\xbd\""},
        {"\xc0\xaf\xf4\x90\x80\x80", 6,
         "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        PmlReply w = {0};
        pml_put_bytes(&w, NULL, cases[i].bytes, cases[i].n);
        expect(&w, cases[i].text);
    }
}

/* Strings of any bytes at any offset: what another reader makes of them is what was put in. */
static void random_strings(void **state)
{
    uint64_t seed = 88172645463325252u;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        char text[64];
        size_t n = 0;
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        size_t length = seed % 40;
        for (uint64_t bits = seed; n < length; bits = bits * 6364136223846793005u + 1) {
            char c = (char)(bits >> 57);
            text[n++] = c ? c : 'x';
        }
        text[n] = 0;
        PmlReply w = {0};
        pml_open_object(&w, NULL);
        pml_put_text(&w, "k", text);
        char *json = pml_reply_take(&w, &n);
        cJSON *read = cJSON_Parse(json);
        assert_non_null(read);
        assert_string_equal(cJSON_GetObjectItem(read, "k")->valuestring, text);
        cJSON_Delete(read);
        free(json);
    }
}

static void errors(void **state)
{
    (void)state;
    PmlReply w = {0};
    pml_reply_start(&w);
    pml_open_list(&w, "half");
    pml_reply_limit(&w, "too_much", "listed", "No.");
    pml_put_int(&w, NULL, 7); /* goes nowhere, as do the closings */
    pml_close(&w);
    pml_reply_error(&w, "another", "The first error is the one told.");
    expect(&w, "{\"ok\":false,\"error\":{\"code\":\"too_much\",\"message\":\"No.\",\"limit\":"
               "\"listed\"}}");
}

static void parts(void **state)
{
    (void)state;
    PmlReply w = {0}, part = {0};
    pml_open_list(&part, NULL);
    pml_put_text(&part, NULL, "x");
    pml_open_object(&w, NULL);
    pml_put_part(&w, "p", &part);
    pml_put_json(&w, "j", "[1]", 3);
    expect(&w, "{\"p\":[\"x\"],\"j\":[1]}");
    for (int i = 0; i < PML_REPLY_DEPTH + 5; i++) {
        pml_open_list(&w, NULL);
    }
    size_t n;
    assert_null(pml_reply_take(&w, &n)); /* too deep: no reply rather than a wrong one */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nesting), cmocka_unit_test(numbers),
                                       cmocka_unit_test(strings), cmocka_unit_test(random_strings),
                                       cmocka_unit_test(errors),  cmocka_unit_test(parts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* ASCII and Latin-1. */
#include "object/bytes_ops.h"

PmlObj *pml_decode_ascii(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors)
{
    PmlDecoding d = {.E = E, .encoding = "ascii", .errors = errors, .p = p, .n = n};
    int64_t i = 0;

    if (n == 0) {
        return pml_str_empty(E);
    }
    if (n == 1 && p[0] < 128) {
        return pml_str_char(E, p[0]);
    }
    PmlObj *ascii = pml_str_new(E, n, 127);
    if (!ascii) {
        return NULL;
    }
    unsigned char *to = pml_str_data(ascii);
    for (; i < n && p[i] < 128; i++) {
        to[i] = p[i];
    }
    if (i == n) {
        return ascii;
    }
    pml_builder_init(&d.out, E);
    d.out.overallocate = false;
    pml_builder_reserve(&d.out, n);
    pml_builder_adopt(&d.out, ascii, i);
    while (i < n) {
        if (p[i] < 128) {
            pml_builder_char(&d.out, p[i++]);
        } else if (!pml_decode_error(&d, i, i + 1, "ordinal not in range(128)", &i)) {
            pml_builder_drop(&d.out);
            return NULL;
        }
    }
    return pml_builder_finish(&d.out);
}

/* limit 128: ASCII, 256: Latin-1. */
PmlObj *pml_encode_narrow(PmlEngine *E, PmlObj *s, uint32_t limit, const char *errors)
{
    int64_t n = PML_STR_LEN(s);
    PmlEncoding e;

    if (pml_str_limit(s) < limit) {
        return pml_bytes(E, pml_str_data(s), n);
    }
    e.E = E;
    e.encoding = limit == 128 ? "ascii" : "latin-1";
    e.errors = errors;
    e.s = s;
    e.unit = 1;
    e.big = false;
    pml_bytes_builder_init(&e.out, E, n);
    for (int64_t i = 0; i < n;) {
        uint32_t c = pml_str_at(s, i);
        if (c < limit) {
            pml_bytes_builder_byte(&e.out, c);
            i++;
            continue;
        }
        int64_t end = i;
        while (end < n && pml_str_at(s, end) >= limit) {
            end++;
        }
        if (!pml_encode_error(&e, i, end,
                              limit == 128 ? "ordinal not in range(128)"
                                           : "ordinal not in range(256)")) {
            pml_bytes_builder_drop(&e.out);
            return NULL;
        }
        i = end;
    }
    return pml_bytes_builder_finish(&e.out);
}

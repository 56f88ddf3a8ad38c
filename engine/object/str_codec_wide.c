/* UTF-16 and UTF-32, little and big endian. */
#include "object/bytes_ops.h"

static uint32_t unit_at(const unsigned char *p, int width, bool big)
{
    uint32_t c = 0;
    for (int i = 0; i < width; i++) {
        c = c << 8 | p[big ? i : width - 1 - i];
    }
    return c;
}

/* Reads a byte order mark when the order is open; returns bytes to skip. */
static int64_t read_mark(const unsigned char *p, int64_t n, int width, int *order)
{
    if (*order != 0 || n < width) {
        return 0;
    }
    if (unit_at(p, width, false) == 0xfeff) {
        *order = -1;
        return width;
    }
    if (unit_at(p, width, true) == 0xfeff) {
        *order = 1;
        return width;
    }
    return 0;
}

static void begin(PmlDecoding *d, int64_t room)
{
    pml_builder_init(&d->out, d->E);
    d->out.overallocate = false;
    pml_builder_reserve(&d->out, room);
}

static PmlObj *end(PmlDecoding *d, bool ok)
{
    if (!ok) {
        pml_builder_drop(&d->out);
        return NULL;
    }
    return pml_builder_finish(&d->out);
}

PmlObj *pml_decode_utf16(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                         int order)
{
    PmlDecoding d = {.E = E, .errors = errors, .p = p, .n = n};
    int64_t i = read_mark(p, n, 2, &order);
    bool big = order > 0, ok = true;

    d.encoding = big ? "utf-16-be" : "utf-16-le";
    begin(&d, (n - i + 1) / 2);
    while (ok && i < n) {
        if (n - i < 2) {
            ok = pml_decode_error(&d, i, n, "truncated data", &i);
            continue;
        }
        uint32_t c = unit_at(p + i, 2, big);
        if (c < 0xd800 || c > 0xdfff) {
            pml_builder_char(&d.out, c);
            i += 2;
        } else if (c > 0xdbff) {
            ok = pml_decode_error(&d, i, i + 2, "illegal encoding", &i);
        } else if (n - i < 4) {
            ok = pml_decode_error(&d, i, n, "unexpected end of data", &i);
        } else {
            uint32_t low = unit_at(p + i + 2, 2, big);
            if (low < 0xdc00 || low > 0xdfff) {
                ok = pml_decode_error(&d, i, i + 2, "illegal UTF-16 surrogate", &i);
            } else {
                pml_builder_char(&d.out, 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff)));
                i += 4;
            }
        }
    }
    return end(&d, ok);
}

PmlObj *pml_decode_utf32(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                         int order)
{
    PmlDecoding d = {.E = E, .errors = errors, .p = p, .n = n};
    int64_t i = read_mark(p, n, 4, &order);
    bool big = order > 0, ok = true;

    d.encoding = big ? "utf-32-be" : "utf-32-le";
    begin(&d, (n - i + 3) / 4);
    while (ok && i < n) {
        if (n - i < 4) {
            ok = pml_decode_error(&d, i, n, "truncated data", &i);
            continue;
        }
        uint32_t c = unit_at(p + i, 4, big);
        if (c > 0x10ffff) {
            ok = pml_decode_error(&d, i, i + 4, "code point not in range(0x110000)", &i);
        } else if (c >= 0xd800 && c <= 0xdfff) {
            ok = pml_decode_error(&d, i, i + 4,
                                  "code point in surrogate code point range(0xd800, 0xe000)", &i);
        } else {
            pml_builder_char(&d.out, c);
            i += 4;
        }
    }
    return end(&d, ok);
}

PmlObj *pml_encode_wide(PmlEngine *E, PmlObj *s, const char *errors, int unit, int order)
{
    static const char *const names[2][3] = {{"utf-16-le", "utf-16", "utf-16-be"},
                                            {"utf-32-le", "utf-32", "utf-32-be"}};
    int64_t n = PML_STR_LEN(s);
    PmlEncoding e;

    e.E = E;
    e.encoding = names[unit == 4][order + 1];
    e.errors = errors;
    e.s = s;
    e.unit = unit;
    e.big = order > 0;
    pml_bytes_builder_init(&e.out, E, (n + (order == 0)) * unit);
    if (order == 0) {
        pml_encode_unit(&e, 0xfeff);
    }
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = pml_str_at(s, i);
        if (c >= 0xd800 && c <= 0xdfff) {
            if (!pml_encode_error(&e, i, i + 1, "surrogates not allowed")) {
                pml_bytes_builder_drop(&e.out);
                return NULL;
            }
        } else if (unit == 2 && c > 0xffff) {
            pml_encode_unit(&e, 0xd7c0 + (c >> 10));
            pml_encode_unit(&e, 0xdc00 | (c & 0x3ff));
        } else {
            pml_encode_unit(&e, c);
        }
    }
    return pml_bytes_builder_finish(&e.out);
}

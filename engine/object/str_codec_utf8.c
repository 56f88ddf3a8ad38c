/* UTF-8 both ways, and the UTF-8 form a string keeps. */
#include "object/bytes_ops.h"

/* One step of decoding at p: >= 0 a character and its width; negative: what is wrong. */
enum {
    BAD_START = -1,
    BAD_CONTINUATION_1 = -2,
    BAD_CONTINUATION_2 = -3,
    BAD_CONTINUATION_3 = -4,
    BAD_END = -5
};

static bool continues(unsigned char c)
{
    return (c & 0xc0) == 0x80;
}

/* Lower and upper bound of the second byte depend on the first. */
static bool second_byte_fits(unsigned c, unsigned char second)
{
    if (!continues(second)) {
        return false;
    }
    switch (c) {
    case 0xe0: return second >= 0xa0;
    case 0xed: return second < 0xa0;
    case 0xf0: return second >= 0x90;
    case 0xf4: return second < 0x90;
    default: return true;
    }
}

static int64_t decode_step(const unsigned char *p, int64_t left, int *width)
{
    unsigned c = p[0];

    if (c < 0x80) {
        *width = 1;
        return c;
    }
    if (c < 0xc2 || c > 0xf4) {
        return BAD_START;
    }
    int need = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    for (int i = 1; i < need; i++) {
        if (i >= left) {
            return BAD_END;
        }
        if (i == 1 ? !second_byte_fits(c, p[1]) : !continues(p[i])) {
            return BAD_CONTINUATION_1 + 1 - i;
        }
    }
    uint32_t value = c & (0xffu >> (need + 1));
    for (int i = 1; i < need; i++) {
        value = value << 6 | (p[i] & 0x3fu);
    }
    *width = need;
    return value;
}

PmlObj *pml_decode_utf8(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors)
{
    PmlDecoding d = {.E = E, .encoding = "utf-8", .errors = errors, .p = p, .n = n};
    int64_t i = 0;

    if (n == 0) {
        return pml_str_empty(E);
    }
    if (n == 1 && p[0] < 128) {
        return pml_str_char(E, p[0]);
    }
    /* As long as all is ASCII the bytes are the text. */
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
        int width = 1;
        int64_t c = decode_step(p + i, n - i, &width);
        if (c >= 0) {
            pml_builder_char(&d.out, (uint32_t)c);
            i += width;
            continue;
        }
        const char *reason = c == BAD_START ? "invalid start byte"
                             : c == BAD_END ? "unexpected end of data"
                                            : "invalid continuation byte";
        int64_t end = c == BAD_START ? i + 1 : c == BAD_END ? n : i - c - 1;
        if (!pml_decode_error(&d, i, end, reason, &i)) {
            pml_builder_drop(&d.out);
            return NULL;
        }
    }
    return pml_builder_finish(&d.out);
}

PmlObj *pml_str_from(PmlEngine *E, const char *utf8, int64_t n)
{
    return pml_decode_utf8(E, (const unsigned char *)utf8, n, NULL);
}

static void put_char(PmlBytesBuilder *b, uint32_t c)
{
    unsigned char *at = pml_bytes_builder_room(b, 4 - (c < 0x10000) - (c < 0x800) - (c < 0x80));
    if (!at) {
        return;
    }
    if (c < 0x80) {
        at[0] = (unsigned char)c;
        b->length += 1;
    } else if (c < 0x800) {
        at[0] = (unsigned char)(0xc0 | c >> 6);
        at[1] = (unsigned char)(0x80 | (c & 0x3f));
        b->length += 2;
    } else if (c < 0x10000) {
        at[0] = (unsigned char)(0xe0 | c >> 12);
        at[1] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
        at[2] = (unsigned char)(0x80 | (c & 0x3f));
        b->length += 3;
    } else {
        at[0] = (unsigned char)(0xf0 | c >> 18);
        at[1] = (unsigned char)(0x80 | (c >> 12 & 0x3f));
        at[2] = (unsigned char)(0x80 | (c >> 6 & 0x3f));
        at[3] = (unsigned char)(0x80 | (c & 0x3f));
        b->length += 4;
    }
}

/* Fills e->out; false when an error was raised. */
static bool encode(PmlEncoding *e)
{
    int64_t n = PML_STR_LEN(e->s);
    uint32_t limit = pml_str_limit(e->s);

    pml_bytes_builder_init(&e->out, e->E, n * (limit < 256 ? 2 : limit < 65536 ? 3 : 4));
    for (int64_t i = 0; i < n;) {
        uint32_t c = pml_str_at(e->s, i);
        if (c < 0xd800 || c > 0xdfff) {
            put_char(&e->out, c);
            i++;
            continue;
        }
        int64_t end = i;
        while (end < n && pml_str_at(e->s, end) - 0xd800 < 0x800) {
            end++;
        }
        if (!pml_encode_error(e, i, end, "surrogates not allowed")) {
            pml_bytes_builder_drop(&e->out);
            return false;
        }
        i = end;
    }
    return !e->out.failed;
}

PmlObj *pml_str_encode_utf8(PmlEngine *E, PmlObj *s, const char *errors)
{
    if (PML_STR(s)->ascii) {
        return pml_bytes(E, pml_str_data(s), PML_STR_LEN(s));
    }
    const PmlCompactStr *c = (const PmlCompactStr *)s;
    if (c->utf8.p) {
        return pml_bytes(E, c->utf8.p, c->utf8_length);
    }
    PmlEncoding e;
    e.E = E;
    e.encoding = "utf-8";
    e.errors = errors;
    e.s = s;
    e.unit = 1;
    e.big = false;
    return encode(&e) ? pml_bytes_builder_finish(&e.out) : NULL;
}

static bool fill_cache(PmlEngine *E, PmlCompactStr *c)
{
    PmlEncoding e;
    e.E = E;
    e.encoding = "utf-8";
    e.errors = NULL;
    e.s = (PmlObj *)c;
    e.unit = 1;
    e.big = false;
    if (!encode(&e)) {
        return false;
    }
    char *utf8 = pml_mem_alloc(E, (size_t)e.out.length + 1);
    if (utf8) {
        memcpy(utf8, pml_bytes_builder_data(&e.out), (size_t)e.out.length);
        utf8[e.out.length] = '\0';
        c->utf8.p = utf8;
        c->utf8_length = e.out.length;
    } else {
        pml_err_no_memory(E);
    }
    pml_bytes_builder_drop(&e.out);
    return utf8 != NULL;
}

const char *pml_str_utf8(PmlEngine *E, PmlObj *s, int64_t *n)
{
    if (PML_STR(s)->ascii) {
        if (n) {
            *n = PML_STR_LEN(s);
        }
        return pml_str_data(s);
    }
    PmlCompactStr *c = (PmlCompactStr *)s;
    if (!c->utf8.p && !fill_cache(E, c)) {
        return NULL;
    }
    if (n) {
        *n = c->utf8_length;
    }
    return c->utf8.p;
}

#include "api/reply.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* -- the run of bytes -------------------------------------------------------------------- */

char *pml_reply_grow(PmlReply *w, size_t room)
{
    if (w->failed || room > SIZE_MAX / 4 || w->used > SIZE_MAX / 4) {
        w->failed = true;
        return NULL;
    }
    if (w->capacity - w->used < room) {
        size_t capacity = (w->used + room) * 2 + 512;
        char *more = realloc(w->bytes, capacity);
        if (!more) {
            w->failed = true;
            w->used = w->capacity; /* so that every put comes here again */
            return NULL;
        }
        w->bytes = more;
        w->capacity = capacity;
    }
    return w->bytes + w->used;
}

void pml_reply_start(PmlReply *w)
{
    pml_open_object(w, NULL);
    pml_put_bool(w, "ok", true);
}

static void put_error(PmlReply *w, const char *code, const char *limit, const char *message)
{
    if (w->failed || w->error) { /* the first error is the one told */
        return;
    }
    w->used = 0;
    w->depth = 0;
    w->comma = false;
    pml_open_object(w, NULL);
    pml_put_bool(w, "ok", false);
    pml_open_object(w, "error");
    pml_put_text(w, "code", code);
    pml_put_text(w, "message", message);
    if (limit) {
        pml_put_text(w, "limit", limit);
    }
    pml_close(w);
    w->error = true;
}

void pml_reply_error(PmlReply *w, const char *code, const char *message)
{
    put_error(w, code, NULL, message);
}

void pml_reply_limit(PmlReply *w, const char *code, const char *limit, const char *message)
{
    put_error(w, code, limit, message);
}

char *pml_reply_take(PmlReply *w, size_t *n)
{
    w->error = false;
    while (w->depth > 0 && !w->failed) {
        pml_close(w);
    }
    char *end = pml_reply_grow(w, 1);
    char *bytes = w->bytes;
    if (!end) {
        pml_reply_drop(w);
        *n = 0;
        return NULL;
    }
    *end = 0;
    *n = w->used;
    memset(w, 0, sizeof *w);
    return bytes;
}

void pml_reply_drop(PmlReply *w)
{
    free(w->bytes);
    memset(w, 0, sizeof *w);
}

void pml_put_part(PmlReply *w, const char *name, PmlReply *part)
{
    size_t n;
    char *text = pml_reply_take(part, &n);
    if (text) {
        pml_put_json(w, name, text, n);
    } else {
        w->failed = true;
        w->used = w->capacity;
    }
    free(text);
}

/* -- numbers ----------------------------------------------------------------------------- */

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233"
                            "34353637383940414243444546474849505152535455565758596061626364656667"
                            "6869707172737475767778798081828384858687888990919293949596979899";

size_t pml_write_int(char *to, int64_t value)
{
    char digits[20];
    char *p = digits + sizeof digits;
    uint64_t v = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    while (v >= 100) {
        p -= 2;
        memcpy(p, pairs + 2 * (v % 100), 2);
        v /= 100;
    }
    if (v >= 10) {
        p -= 2;
        memcpy(p, pairs + 2 * v, 2);
    } else {
        *--p = (char)('0' + v);
    }
    size_t n = (size_t)(digits + sizeof digits - p);
    size_t sign = value < 0;
    *to = '-';
    memcpy(to + sign, p, n);
    return n + sign;
}

size_t pml_write_hex(char *to, uint64_t value)
{
    int shift = 60;
    char *p = to;
    memcpy(p, "\"0x", 3);
    p += 3;
    while (shift > 0 && value >> shift == 0) {
        shift -= 4;
    }
    for (; shift >= 0; shift -= 4) {
        *p++ = "0123456789abcdef"[(value >> shift) & 15];
    }
    *p++ = '"';
    return (size_t)(p - to);
}

void pml_put_real(PmlReply *w, const char *name, double value)
{
    char text[40];
    if (!isfinite(value)) {
        pml_put_null(w, name);
        return;
    }
    int digits = 15; /* the fewest that read back as the same number */
    int n = snprintf(text, sizeof text, "%.15g", value);
    while (digits < 17 && strtod(text, NULL) != value) {
        n = snprintf(text, sizeof text, "%.*g", ++digits, value);
    }
    pml_reply_put(w, name, text, (size_t)n);
}

/* -- strings ----------------------------------------------------------------------------- */

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Bit 7 of each byte that cannot stand in a string as it is: controls, quote, backslash, not ASCII.
 * Borrows only make bytes above such a one look special too: the lowest set bit is right. */
static inline uint64_t special_bytes(uint64_t eight)
{
    uint64_t quote = eight ^ EACH_BYTE('"'), slash = eight ^ EACH_BYTE('\\');
    return ((eight - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) | (slash - EACH_BYTE(1)) | eight) &
           EACH_BYTE(0x80);
}

static size_t write_escape(char *to, unsigned code)
{
    static const char hex[] = "0123456789abcdef";
    char letter = code == '"'    ? '"'
                  : code == '\\' ? '\\'
                  : code == '\b' ? 'b'
                  : code == '\f' ? 'f'
                  : code == '\n' ? 'n'
                  : code == '\r' ? 'r'
                  : code == '\t' ? 't'
                                 : 'u';
    to[0] = '\\';
    to[1] = letter;
    if (letter != 'u') {
        return 2;
    }
    for (int i = 0; i < 4; i++) {
        to[2 + i] = hex[(code >> (12 - 4 * i)) & 15];
    }
    return 6;
}

/* Length of the UTF-8 sequence of several bytes at s (n left); 0: none. A surrogate counts. */
static size_t sequence(const unsigned char *s, size_t n)
{
    size_t need = s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    if (need > n || need == 0) {
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if ((s[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    bool wrong = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xf0 && s[1] < 0x90) ||
                 (s[0] == 0xf4 && s[1] > 0x8f);
    return wrong ? 0 : need;
}

/* One character that needs care: *n bytes of s are read; the bytes written, at most 6. */
static size_t write_special(char *to, const unsigned char *s, size_t *n)
{
    if (s[0] < 0x80) {
        *n = 1;
        return write_escape(to, s[0]);
    }
    size_t length = sequence(s, *n);
    *n = length ? length : 1;
    if (!length) {
        memcpy(to, "\xef\xbf\xbd", 3);
        return 3;
    }
    if (s[0] == 0xed && s[1] > 0x9f) {
        return write_escape(to, 0xd000u | (unsigned)(s[1] & 0x3f) << 6 | (s[2] & 0x3f));
    }
    memcpy(to, s, length);
    return length;
}

static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

void pml_put_bytes(PmlReply *w, const char *name, const char *text, size_t n)
{
    const unsigned char *s = (const unsigned char *)text, *end = s + n;
    char *p = pml_reply_at(w, name, n + 16);
    if (!p) {
        return;
    }
    *p++ = '"';
    for (;;) {
        while (end - s >= 8) {
            uint64_t eight;
            memcpy(&eight, s, 8);
            memcpy(p, s, 8);
            uint64_t special = special_bytes(eight);
            size_t plain = special ? (size_t)__builtin_ctzll(special) / 8 : 8;
            s += plain;
            p += plain;
            if (special) {
                break;
            }
        }
        while (s < end && is_plain(*s)) {
            *p++ = (char)*s++;
        }
        if (s == end) {
            break;
        }
        /* Room: for this character, and as before for all that is left. */
        size_t left = (size_t)(end - s);
        w->used = (size_t)(p - w->bytes);
        if (w->capacity - w->used < left + 24 && !pml_reply_grow(w, left + 24)) {
            return;
        }
        p = w->bytes + w->used;
        p += write_special(p, s, &left);
        s += left;
    }
    *p++ = '"';
    w->used = (size_t)(p - w->bytes);
}

/* unicode_escape and raw_unicode_escape: characters as the escapes of string literals. */
#include "object/bytes_ops.h"
#include "object/character_names.h"
#include "object/str.h"
#include "object/upcalls.h"

/* -- decoding ------------------------------------------------------------------------------ */

typedef struct Unescaping {
    PmlDecoding d;
    int64_t at;      /* the next byte */
    int64_t invalid; /* the first escape that is none (after its backslash); -1: none */
} Unescaping;

static int hex_value(unsigned char c)
{
    unsigned char low = c | 0x20;
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* Hexadecimal digits of an escape that began at `from`. */
static bool hex_escape(Unescaping *u, int64_t from, int digits, const char *truncated,
                       const char *too_large)
{
    PmlDecoding *d = &u->d;
    uint32_t value = 0;
    for (int i = 0; i < digits; i++) {
        int v = u->at < d->n ? hex_value(d->p[u->at]) : -1;
        if (v < 0) {
            return pml_decode_error(d, from, u->at, truncated, &u->at);
        }
        value = value << 4 | (uint32_t)v;
        u->at++;
    }
    if (value > 0x10ffff) {
        return pml_decode_error(d, from, u->at, too_large, &u->at);
    }
    pml_builder_char(&d->out, value);
    return true;
}

static bool wide_escape(Unescaping *u, int64_t from, bool small, const char *too_large)
{
    return hex_escape(u, from, small ? 4 : 8,
                      small ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape",
                      too_large);
}

static bool named_escape(Unescaping *u, int64_t from)
{
    PmlDecoding *d = &u->d;
    bool open = u->at < d->n && d->p[u->at] == '{';
    int64_t start = u->at + open, end = start;
    while (open && end < d->n && d->p[end] != '}') {
        end++;
    }
    if (!open || end == start || end == d->n) {
        return pml_decode_error(d, from, end, "malformed \\N character escape", &u->at);
    }
    uint32_t c;
    if (!pml_character_named((const char *)d->p + start, (size_t)(end - start), &c)) {
        return pml_decode_error(d, from, end + 1, "unknown Unicode character name", &u->at);
    }
    u->at = end + 1;
    pml_builder_char(&d->out, c);
    return true;
}

static void octal_escape(Unescaping *u)
{
    int64_t start = u->at - 1;
    uint32_t value = 0;
    for (u->at = start; u->at < u->d.n && u->at < start + 3; u->at++) {
        unsigned char c = u->d.p[u->at];
        if (c < '0' || c > '7') {
            break;
        }
        value = value << 3 | (uint32_t)(c - '0');
    }
    if (value > 0xff && u->invalid < 0) {
        u->invalid = start;
    }
    pml_builder_char(&u->d.out, value);
}

/* u->at is just past a backslash. */
static bool one_escape(Unescaping *u)
{
    static const char letters[] = "\\'\"bftnrva", meant[] = "\\'\"\b\f\t\n\r\v\a";
    PmlDecoding *d = &u->d;
    int64_t from = u->at - 1;
    if (u->at == d->n) {
        return pml_decode_error(d, from, u->at, "\\ at end of string", &u->at);
    }
    unsigned char c = d->p[u->at++];
    const char *simple = c ? strchr(letters, c) : NULL;
    if (simple) {
        pml_builder_char(&d->out, (unsigned char)meant[simple - letters]);
    } else if (c >= '0' && c <= '7') {
        octal_escape(u);
    } else if (c == 'x') {
        return hex_escape(u, from, 2, "truncated \\xXX escape", "");
    } else if (c == 'u' || c == 'U') {
        return wide_escape(u, from, c == 'u', "illegal Unicode character");
    } else if (c == 'N') {
        return named_escape(u, from);
    } else if (c != '\n') {
        u->invalid = u->invalid < 0 ? u->at - 1 : u->invalid;
        pml_builder_char(&d->out, '\\');
        pml_builder_char(&d->out, c);
    }
    return true;
}

/* In the raw kind only \u and \U mean anything. */
static bool one_raw_escape(Unescaping *u)
{
    PmlDecoding *d = &u->d;
    int64_t from = u->at - 1;
    unsigned char c = u->at < d->n ? d->p[u->at++] : 0;
    if (c == 'u' || c == 'U') {
        return wide_escape(u, from, c == 'u', "\\Uxxxxxxxx out of range");
    }
    pml_builder_char(&d->out, '\\');
    if (u->at > from + 1) {
        pml_builder_char(&d->out, c);
    }
    return true;
}

/* The first backslash that means nothing gives a warning. */
static bool warn_invalid(const Unescaping *u)
{
    PmlEngine *E = u->d.E;
    if (u->invalid < 0 || !E->upcalls->warn) {
        return true;
    }
    const unsigned char *escape = u->d.p + u->invalid;
    bool octal = *escape >= '4' && *escape <= '7';
    PmlObj *shown = pml_str_from_kind(E, escape, octal ? 3 : 1, 1);
    PmlObj *text =
        shown ? pml_str_format(E, "invalid %sescape sequence '\\%U'", octal ? "octal " : "", shown)
              : NULL;
    pml_xdecref(E, shown);
    const char *words = text ? pml_str_utf8(E, text, NULL) : NULL;
    bool ok = words && E->upcalls->warn(E, PML_TYPE(E, DeprecationWarning), words) == 0;
    pml_xdecref(E, text);
    return ok;
}

PmlObj *pml_decode_escapes(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                           bool raw)
{
    Unescaping u = {.invalid = -1};
    if (n == 0) {
        return pml_str_empty(E);
    }
    u.d.E = E;
    u.d.encoding = raw ? "rawunicodeescape" : "unicodeescape";
    u.d.errors = errors;
    u.d.p = p;
    u.d.n = n;
    pml_builder_init(&u.d.out, E);
    bool ok = true;
    while (ok && u.at < n) {
        unsigned char c = p[u.at++];
        if (c != '\\') {
            pml_builder_char(&u.d.out, c);
        } else {
            ok = raw ? one_raw_escape(&u) : one_escape(&u);
        }
    }
    if (!ok || !warn_invalid(&u)) {
        pml_builder_drop(&u.d.out);
        return NULL;
    }
    return pml_builder_finish(&u.d.out);
}

/* -- encoding ------------------------------------------------------------------------------ */

static void put_hex(PmlBytesBuilder *out, char kind, uint32_t c, int digits)
{
    pml_bytes_builder_byte(out, '\\');
    pml_bytes_builder_byte(out, (unsigned char)kind);
    while (digits-- > 0) {
        pml_bytes_builder_byte(out, (unsigned char)"0123456789abcdef"[c >> (4 * digits) & 15]);
    }
}

static void put_short(PmlBytesBuilder *out, char letter)
{
    pml_bytes_builder_byte(out, '\\');
    pml_bytes_builder_byte(out, (unsigned char)letter);
}

PmlObj *pml_encode_escapes(PmlEngine *E, PmlObj *s, bool raw)
{
    PmlBytesBuilder out;
    pml_bytes_builder_init(&out, E, PML_STR_LEN(s));
    out.overallocate = true;
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        uint32_t c = pml_str_at(s, i);
        bool plain = raw ? c < 0x100 : c >= ' ' && c < 0x7f && c != '\\';
        if (plain) {
            pml_bytes_builder_byte(&out, c);
        } else if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
            put_short(&out, c == '\\' ? '\\' : c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
        } else if (c < 0x100) {
            put_hex(&out, 'x', c, 2);
        } else if (c < 0x10000) {
            put_hex(&out, 'u', c, 4);
        } else {
            put_hex(&out, 'U', c, 8);
        }
    }
    return pml_bytes_builder_finish(&out);
}

/* How a string is shown: repr, and the ASCII form of a repr. */
#include "object/str_ops.h"

static const char hex_digits[] = "0123456789abcdef";

static void put_hex(PmlObj *o, int64_t *at, uint32_t c, int digits)
{
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        pml_text_set(pml_str_data(o), PML_STR(o)->kind, (*at)++,
                     (uint32_t)hex_digits[(c >> shift) & 15]);
    }
}

/* Characters c takes in a repr with this quote: 1 as it is, 2 "\n", 4 "\x..", 6 "\u", 10 "\U". */
static int repr_width(uint32_t c, uint32_t quote)
{
    if (c == quote || c == '\\' || c == '\t' || c == '\r' || c == '\n') {
        return 2;
    }
    if (c < ' ' || c == 0x7f) {
        return 4;
    }
    if (c < 0x7f || pml_uni_is_printable(c)) {
        return 1;
    }
    return c < 0x100 ? 4 : c < 0x10000 ? 6 : 10;
}

static void put_escape(PmlObj *o, int64_t *at, uint32_t c, int width)
{
    void *d = pml_str_data(o);
    int kind = PML_STR(o)->kind;

    pml_text_set(d, kind, (*at)++, '\\');
    if (width == 2) {
        uint32_t letter = c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c;
        pml_text_set(d, kind, (*at)++, letter);
        return;
    }
    pml_text_set(d, kind, (*at)++, width == 4 ? 'x' : width == 6 ? 'u' : 'U');
    put_hex(o, at, c, width - 2);
}

PmlObj *pml_str_repr(PmlEngine *E, PmlObj *s)
{
    int64_t n = PML_STR_LEN(s), total = 2, at = 0;
    bool single = false, twice = false;
    uint32_t limit = 127;

    for (int64_t i = 0; i < n; i++) {
        uint32_t c = pml_str_at(s, i);
        single = single || c == '\'';
        twice = twice || c == '"';
    }
    uint32_t quote = single && !twice ? '"' : '\'';
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = pml_str_at(s, i);
        int width = repr_width(c, quote);
        if (width == 1) {
            limit = pml_max_u32(limit, c);
        }
        if (total > INT64_MAX - width) {
            return PML_RAISE(E, OverflowError, "string is too long to generate repr");
        }
        total += width;
    }
    PmlObj *o = pml_str_new(E, total, limit);
    if (!o) {
        return NULL;
    }
    void *d = pml_str_data(o);
    int kind = PML_STR(o)->kind;
    pml_text_set(d, kind, at++, quote);
    if (total == n + 2) {
        pml_text_copy(d, kind, at, pml_text_of(s));
        at += n;
    } else {
        for (int64_t i = 0; i < n; i++) {
            uint32_t c = pml_str_at(s, i);
            int width = repr_width(c, quote);
            if (width == 1) {
                pml_text_set(d, kind, at++, c);
            } else {
                put_escape(o, &at, c, width);
            }
        }
    }
    pml_text_set(d, kind, at, quote);
    return o;
}

/* hex and fromhex, and how bytes are shown. */
#include "object/bytes_ops.h"

static const char hex_digits[] = "0123456789abcdef";

/* The separator of hex(): one ASCII character; -1 with an error. */
static int separator(PmlEngine *E, PmlObj *sep)
{
    int64_t n = pml_length(E, sep);
    uint32_t c;

    if (n < 0) {
        return -1;
    }
    if (n != 1) {
        PML_RAISE(E, ValueError, "sep must be length 1.");
        return -1;
    }
    if (PML_IS_STR(sep)) {
        c = pml_str_at(sep, 0);
    } else if (PML_IS_BYTES(sep)) {
        c = PML_BYTES_DATA(sep)[0];
    } else {
        PML_RAISE(E, TypeError, "sep must be str or bytes.");
        return -1;
    }
    if (c > 127) {
        PML_RAISE(E, ValueError, "sep must be ASCII.");
        return -1;
    }
    return (int)c;
}

/* Two digits a byte; a separator between groups counted from the right, or left if negative. */
PmlObj *pml_hex_text(PmlEngine *E, PmlText t, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    static const char *const names[] = {"sep", "bytes_per_sep", NULL};
    PmlObj *arg[2];
    int64_t group = 1;
    int sep = 0;

    if (!pml_parse_fast(E, "hex", args, nargs, kwnames, names, 0, 2, arg) ||
        (arg[1] && !pml_want_int(E, arg[1], &group)) ||
        (arg[0] && (sep = separator(E, arg[0])) < 0)) {
        return NULL;
    }
    int64_t size = group < 0 ? -group : group;
    if (!arg[0] || size >= t.len) {
        size = 0;
    }
    if (t.len == 0) {
        return pml_str_empty(E);
    }
    int64_t breaks = size > 0 ? (t.len - 1) / size : 0;
    if (t.len > (INT64_MAX - breaks) / 2) {
        return pml_err_no_memory(E);
    }
    PmlObj *o = pml_str_new(E, t.len * 2 + breaks, 127);
    if (!o) {
        return NULL;
    }
    unsigned char *to = pml_str_data(o);
    const unsigned char *from = t.data;
    for (int64_t i = 0; i < t.len; i++) {
        *to++ = (unsigned char)hex_digits[from[i] >> 4];
        *to++ = (unsigned char)hex_digits[from[i] & 15];
        int64_t done = group < 0 ? i + 1 : t.len - 1 - i;
        if (size > 0 && i + 1 < t.len && done % size == 0) {
            *to++ = (unsigned char)sep;
        }
    }
    return o;
}

static int digit_value(uint32_t c)
{
    if (c - '0' < 10) {
        return (int)(c - '0');
    }
    c |= 32;
    return c - 'a' < 6 ? (int)(c - 'a' + 10) : -1;
}

PmlObj *pml_from_hex(PmlEngine *E, PmlObj *cls, PmlObj *string, bool bytearray)
{
    PmlBytesBuilder b;

    if (!pml_want_str(E, "fromhex", "argument", string)) {
        return NULL;
    }
    int64_t n = PML_STR_LEN(string), bad = -1;
    for (int64_t i = 0; !PML_STR(string)->ascii && bad < 0 && i < n; i++) {
        bad = pml_str_at(string, i) >= 128 ? i : -1;
    }
    pml_bytes_builder_init(&b, E, bad < 0 ? n / 2 : 0);
    for (int64_t i = 0; bad < 0 && i < n;) {
        uint32_t c = pml_str_at(string, i);
        if (c == ' ' || c - 9 < 5) {
            i++;
            continue;
        }
        int high = digit_value(c);
        int low = high >= 0 && i + 1 < n ? digit_value(pml_str_at(string, i + 1)) : -1;
        if (low < 0) {
            bad = high < 0 ? i : i + 1;
        } else {
            pml_bytes_builder_byte(&b, (unsigned)(high << 4 | low));
            i += 2;
        }
    }
    if (bad >= 0) {
        pml_bytes_builder_drop(&b);
        return PML_RAISE(E, ValueError,
                         "non-hexadecimal number found in fromhex() arg at position %zd", bad);
    }
    PmlObj *o =
        bytearray && !b.failed ? pml_bytearray(E, pml_bytes_builder_data(&b), b.length) : NULL;
    if (bytearray) {
        pml_bytes_builder_drop(&b);
    } else {
        o = pml_bytes_builder_finish(&b);
    }
    PmlType *plain = bytearray ? PML_TYPE(E, bytearray) : PML_TYPE(E, bytes);
    if (o && cls != (PmlObj *)plain) {
        PmlObj *made = pml_call1(E, cls, o);
        pml_decref(E, o);
        o = made;
    }
    return o;
}

static int quoted_width(unsigned c, unsigned quote)
{
    if (c == quote || c == '\\' || c == '\t' || c == '\n' || c == '\r') {
        return 2;
    }
    return c < ' ' || c >= 0x7f ? 4 : 1;
}

static unsigned char *put_quoted(unsigned char *to, unsigned c, int width)
{
    if (width == 1) {
        *to++ = (unsigned char)c;
        return to;
    }
    *to++ = '\\';
    if (width == 4) {
        *to++ = 'x';
        *to++ = (unsigned char)hex_digits[c >> 4];
        *to++ = (unsigned char)hex_digits[c & 15];
    } else {
        *to++ = (unsigned char)(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c);
    }
    return to;
}

/* before + quoted bytes + after, as ASCII text. before ends with the 'b'. A bytearray's repr
 * escapes single quotes even between double ones. */
PmlObj *pml_bytes_quoted(PmlEngine *E, PmlText t, const char *before, const char *after,
                         bool escape_single)
{
    const unsigned char *p = t.data;
    int64_t nb = (int64_t)strlen(before), na = (int64_t)strlen(after), total = nb + na + 2;
    bool single = pml_text_find_char(t, '\'', 1) >= 0;
    unsigned quote = single && pml_text_find_char(t, '"', 1) < 0 ? '"' : '\'';
    unsigned escaped = escape_single ? '\'' : quote;
    for (int64_t i = 0; i < t.len; i++) {
        total += quoted_width(p[i], escaped);
    }
    PmlObj *o = pml_str_new(E, total, 127);
    if (!o) {
        return NULL;
    }
    unsigned char *to = pml_str_data(o);
    memcpy(to, before, (size_t)nb);
    to += nb;
    *to++ = (unsigned char)quote;
    for (int64_t i = 0; i < t.len; i++) {
        to = put_quoted(to, p[i], quoted_width(p[i], escaped));
    }
    *to++ = (unsigned char)quote;
    memcpy(to, after, (size_t)na);
    return o;
}

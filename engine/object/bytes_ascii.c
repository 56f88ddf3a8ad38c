/* Methods of bytes and bytearray that take the bytes for ASCII text: case, questions, padding. */
#include "object/bytes_ops.h"

static bool upper(unsigned c)
{
    return c - 'A' < 26;
}

static bool lower(unsigned c)
{
    return c - 'a' < 26;
}

static bool alpha(unsigned c)
{
    return (c | 32) - 'a' < 26;
}

static bool digit(unsigned c)
{
    return c - '0' < 10;
}

static bool alnum(unsigned c)
{
    return alpha(c) || digit(c);
}

static bool space(unsigned c)
{
    return c == ' ' || c - 9 < 5;
}

/* -- case ---------------------------------------------------------------------------------- */

typedef enum Case { CASE_LOWER, CASE_UPPER, CASE_SWAP, CASE_TITLE, CASE_CAPITAL } Case;

static unsigned map(Case how, unsigned c, bool first, bool in_word)
{
    bool up = how == CASE_UPPER || (how == CASE_TITLE && !in_word) ||
              (how == CASE_CAPITAL && first) || (how == CASE_SWAP && lower(c));
    return up ? (lower(c) ? c - 32 : c) : (upper(c) ? c + 32 : c);
}

static PmlObj *map_case(PmlEngine *E, PmlObj *s, Case how)
{
    PmlText t = pml_bytes_text(s);
    const unsigned char *from = t.data;
    PmlObj *o = pml_bytes_like(E, s, NULL, t.len);
    bool in_word = false;

    for (int64_t i = 0; o && i < t.len; i++) {
        pml_bytes_like_data(o)[i] = (unsigned char)map(how, from[i], i == 0, in_word);
        in_word = alpha(from[i]);
    }
    return o;
}

#define CASE_METHOD(name, how)                                    \
    PML_BYTES_METHOD(name)                                        \
    {                                                             \
        PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames); \
        return map_case(E, s, how);                               \
    }
CASE_METHOD(lower, CASE_LOWER)
CASE_METHOD(upper, CASE_UPPER)
CASE_METHOD(swapcase, CASE_SWAP)
CASE_METHOD(title, CASE_TITLE)
CASE_METHOD(capitalize, CASE_CAPITAL)

/* -- questions ----------------------------------------------------------------------------- */

static PmlObj *all_pass(PmlEngine *E, PmlObj *s, bool (*test)(unsigned c))
{
    PmlText t = pml_bytes_text(s);
    for (int64_t i = 0; i < t.len; i++) {
        if (!test(((const unsigned char *)t.data)[i])) {
            return pml_bool(E, false);
        }
    }
    return pml_bool(E, t.len > 0);
}

/* Some wanted letter and none of the other case. */
static PmlObj *one_case(PmlEngine *E, PmlObj *s, bool (*wanted)(unsigned), bool (*other)(unsigned))
{
    PmlText t = pml_bytes_text(s);
    bool cased = false;
    for (int64_t i = 0; i < t.len; i++) {
        unsigned c = ((const unsigned char *)t.data)[i];
        if (other(c)) {
            return pml_bool(E, false);
        }
        cased = cased || wanted(c);
    }
    return pml_bool(E, cased);
}

#define PASS_METHOD(name, call)                                   \
    PML_BYTES_METHOD(name)                                        \
    {                                                             \
        PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames); \
        return call;                                              \
    }
PASS_METHOD(isalnum, all_pass(E, s, alnum))
PASS_METHOD(isalpha, all_pass(E, s, alpha))
PASS_METHOD(isdigit, all_pass(E, s, digit))
PASS_METHOD(isspace, all_pass(E, s, space))
PASS_METHOD(islower, one_case(E, s, lower, upper))
PASS_METHOD(isupper, one_case(E, s, upper, lower))
PASS_METHOD(isascii, pml_bool(E, pml_text_limit(pml_bytes_text(s)) < 128))

PML_BYTES_METHOD(istitle)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlText t = pml_bytes_text(s);
    bool cased = false, in_word = false;
    for (int64_t i = 0; i < t.len; i++) {
        unsigned c = ((const unsigned char *)t.data)[i];
        if (in_word ? upper(c) : lower(c)) {
            return pml_bool(E, false);
        }
        cased = cased || alpha(c);
        in_word = alpha(c);
    }
    return pml_bool(E, cased);
}

/* -- padding ------------------------------------------------------------------------------- */

static PmlObj *pad(PmlEngine *E, PmlObj *s, int64_t left, int64_t right, unsigned fill)
{
    PmlText t = pml_bytes_text(s);

    left = left < 0 ? 0 : left;
    right = right < 0 ? 0 : right;
    if (left == 0 && right == 0) {
        return PML_IS(s, bytes) ? pml_incref(s) : pml_bytes_like(E, s, t.data, t.len);
    }
    PmlObj *o = pml_bytes_like(E, s, NULL, left + t.len + right);
    if (o) {
        unsigned char *d = pml_bytes_like_data(o);
        memset(d, (int)fill, (size_t)left);
        pml_text_copy(d, 1, left, t);
        memset(d + left + t.len, (int)fill, (size_t)right);
    }
    return o;
}

static bool parse_width_fill(PmlEngine *E, const char *name, PmlRef *args, int64_t nargs,
                             int64_t *width, unsigned *fill)
{
    *fill = ' ';
    if (!pml_check_positional(E, name, nargs, 1, 2) || !pml_want_ssize(E, args[0].p, width)) {
        return false;
    }
    if (nargs > 1) {
        PmlObj *f = args[1].p;
        PmlText t = {"", 0, 1};
        if (PML_IS_BYTES(f) || pml_is_bytearray(E, f)) {
            t = pml_bytes_text(f);
        }
        if (t.len != 1) {
            pml_bad_argument(E, name, "argument 2", "a byte string of length 1", f);
            return false;
        }
        *fill = *(const unsigned char *)t.data;
    }
    return true;
}

PML_BYTES_METHOD(center)
{
    PML_UNUSED(kwnames);
    int64_t width, n = pml_bytes_text(s).len;
    unsigned fill;

    if (!parse_width_fill(E, "center", args, nargs, &width, &fill)) {
        return NULL;
    }
    int64_t more = width > n ? width - n : 0;
    int64_t left = more / 2 + (more & width & 1);
    return pad(E, s, left, more - left, fill);
}

PML_BYTES_METHOD(ljust)
{
    PML_UNUSED(kwnames);
    int64_t width, n = pml_bytes_text(s).len;
    unsigned fill;

    if (!parse_width_fill(E, "ljust", args, nargs, &width, &fill)) {
        return NULL;
    }
    return pad(E, s, 0, width > n ? width - n : 0, fill);
}

PML_BYTES_METHOD(rjust)
{
    PML_UNUSED(kwnames);
    int64_t width, n = pml_bytes_text(s).len;
    unsigned fill;

    if (!parse_width_fill(E, "rjust", args, nargs, &width, &fill)) {
        return NULL;
    }
    return pad(E, s, width > n ? width - n : 0, 0, fill);
}

PML_BYTES_METHOD(zfill)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlText t = pml_bytes_text(s);
    int64_t width;

    if (!pml_want_ssize(E, args[0].p, &width)) {
        return NULL;
    }
    t = pml_bytes_text(s);
    int64_t more = width > t.len ? width - t.len : 0;
    PmlObj *o = pad(E, s, more, 0, '0');
    if (o && more > 0 && t.len > 0) {
        unsigned char *d = pml_bytes_like_data(o), sign = *(const unsigned char *)t.data;
        if (sign == '+' || sign == '-') {
            d[more] = '0';
            d[0] = sign;
        }
    }
    return o;
}

PML_BYTES_METHOD(expandtabs)
{
    static const char *const names[] = {"tabsize", NULL};
    PmlObj *arg[1], *o = NULL;
    int64_t tab = 8;

    if (!pml_parse_fast(E, "expandtabs", args, nargs, kwnames, names, 0, 1, arg) ||
        (arg[0] && !pml_want_int(E, arg[0], &tab))) {
        return NULL;
    }
    PmlText t = pml_bytes_text(s);
    const unsigned char *from = t.data;
    /* Two passes over the text: measure, then write. */
    for (int pass = 0; pass < 2; pass++) {
        int64_t total = 0, column = 0;
        for (int64_t i = 0; i < t.len; i++) {
            unsigned char c = from[i];
            int64_t step = c != '\t' ? 1 : tab > 0 ? tab - column % tab : 0;
            if (total > INT64_MAX / 2 - step) {
                return PML_RAISE(E, OverflowError, "result too long");
            }
            if (pass == 1) {
                memset(pml_bytes_like_data(o) + total, c == '\t' ? ' ' : c, (size_t)step);
            }
            total += step;
            column = c == '\n' || c == '\r' ? 0 : column + step;
        }
        if (pass == 0) {
            o = pml_bytes_like(E, s, NULL, total);
            if (!o || total == 0) {
                return o;
            }
        }
    }
    return o;
}

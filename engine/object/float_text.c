/* float: text both ways. Digits come from printf and strtod, which are exact in our C libraries;
 * this file decides how many digits, where the point goes, and what may be read. */
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "object/bytes.h"
#include "object/numbers.h"
#include "object/str.h"

#define MAX_DIGITS 800 /* no double has more significant decimal digits */

/* Significant digits without trailing zeros; value is 0.d1d2d3... * 10**point. */
typedef struct Decimal {
    char digits[MAX_DIGITS + 8];
    int count, point;
} Decimal;

/* v > 0 rounded to `count` significant digits. */
static void to_decimal(double v, int count, Decimal *out)
{
    char text[MAX_DIGITS + 32];
    count = count > MAX_DIGITS ? MAX_DIGITS : count;
    snprintf(text, sizeof(text), "%.*e", count - 1, v);
    int n = 0;
    const char *p = text;
    for (; *p != 'e'; p++) {
        if (*p != '.') {
            out->digits[n++] = *p;
        }
    }
    while (n > 1 && out->digits[n - 1] == '0') {
        n--;
    }
    out->count = n;
    out->point = atoi(p + 1) + 1;
}

static double from_decimal(const Decimal *d)
{
    char text[64];
    snprintf(text, sizeof(text), "%.*se%d", d->count, d->digits, d->point - d->count);
    return strtod(text, NULL);
}

/* At a power of two the doubles below lie closer than those above, so that the nearest decimal of
 * 16 digits may fail to read back while the next one up does. */
static bool next_decimal_reads_back(double v, Decimal *d)
{
    int e;
    if (frexp(v, &e) != 0.5) {
        return false;
    }
    Decimal up;
    to_decimal(v, 16, &up);
    while (up.count < 16) {
        up.digits[up.count++] = '0';
    }
    int i = 15;
    while (i >= 0 && up.digits[i] == '9') {
        up.digits[i--] = '0';
    }
    if (i < 0) {
        return false;
    }
    up.digits[i]++;
    if (from_decimal(&up) != v) {
        return false;
    }
    while (up.count > 1 && up.digits[up.count - 1] == '0') {
        up.count--;
    }
    *d = up;
    return true;
}

/* The shortest digits that read back as v > 0. */
static void shortest(double v, Decimal *out)
{
    if (v < 1e15 && v == floor(v)) {
        to_decimal(v, 15, out);
        return;
    }
    /* 15 digits of a normal number always come back the same; subnormal ones have fewer. */
    for (int n = v < DBL_MIN ? 1 : 15; n < 17; n++) {
        to_decimal(v, n, out);
        if (from_decimal(out) == v) {
            return;
        }
    }
    if (!next_decimal_reads_back(v, out)) {
        to_decimal(v, 17, out);
    }
}

typedef struct Out {
    char *text;
    size_t cap, length;
} Out;

static void put(Out *o, char c)
{
    if (o->length + 1 < o->cap) {
        o->text[o->length] = c;
    }
    o->length++;
}

static void put_text(Out *o, const char *s)
{
    while (*s != '\0') {
        put(o, *s++);
    }
}

typedef struct Layout {
    bool exponent, dot_0, alternate, upper;
    int digits; /* at least this many are shown */
} Layout;

static void put_decimal(Out *o, const Decimal *d, const Layout *how)
{
    int point = how->exponent ? 1 : d->point;
    int first = point <= 0 ? point - 1 : 0;
    int last = how->digits > d->count ? how->digits : d->count;
    int least = point + (!how->exponent && how->dot_0 ? 1 : 0);
    if (last < least) {
        last = least;
    }
    for (int i = first; i < last; i++) {
        if (i == point) {
            put(o, '.');
        }
        put(o, i >= 0 && i < d->count ? d->digits[i] : '0');
    }
    if (last == point && how->alternate) {
        put(o, '.');
    }
    if (how->exponent) {
        char e[16];
        snprintf(e, sizeof(e), "%c%+.02d", how->upper ? 'E' : 'e', d->point - 1);
        put_text(o, e);
    }
}

static void put_short(Out *o, double v, char code, int precision, Layout *how)
{
    Decimal d;
    int limit = 16;
    if (v == 0) {
        d.digits[0] = '0';
        d.count = d.point = 1;
    } else if (code == 'r') {
        shortest(v, &d);
    } else {
        to_decimal(v, precision, &d);
    }
    if (code == 'g') {
        limit = precision - (how->dot_0 ? 1 : 0);
        how->digits = how->alternate ? precision : 0;
    }
    how->exponent = d.point <= -4 || d.point > limit;
    put_decimal(o, &d, how);
}

static bool put_special(Out *o, double v, bool upper)
{
    if (isfinite(v)) {
        return false;
    }
    put_text(o, isnan(v) ? (upper ? "NAN" : "nan") : (upper ? "INF" : "inf"));
    return true;
}

int pml_float_format(double v, char code, int precision, bool alternate, bool always_sign,
                     bool add_dot_0, char *text, size_t cap)
{
    Out o = {text, cap, 0};
    bool upper = isupper((unsigned char)code) != 0;
    char kind = (char)tolower((unsigned char)code);
    if (!isnan(v) && signbit(v)) {
        put(&o, '-');
        v = -v;
    } else if (always_sign) {
        put(&o, '+');
    }
    if (!put_special(&o, v, upper)) {
        if (kind == 'e' || kind == 'f') {
            char fmt[] = {'%', '#', '.', '*', kind == 'e' ? code : 'f', '\0'};
            size_t room = cap > o.length ? cap - o.length : 0;
            if (!alternate) {
                memmove(fmt + 1, fmt + 2, sizeof(fmt) - 2);
            }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
            o.length +=
                (size_t)snprintf(room > 0 ? text + o.length : NULL, room, fmt, precision, v);
#pragma GCC diagnostic pop
        } else {
            Layout how = {false, add_dot_0, alternate, upper, 0};
            put_short(&o, v, kind, precision == 0 ? 1 : precision, &how);
        }
    }
    if (cap > 0) {
        text[o.length < cap ? o.length : cap - 1] = '\0';
    }
    return (int)o.length;
}

int pml_float_repr(double v, char out[32])
{
    return pml_float_format(v, 'r', 0, false, false, true, out, 32);
}

/* -- reading ----------------------------------------------------------------------------- */

static const char *match_word(const char *s, const char *word)
{
    while (*word != '\0') {
        if (tolower((unsigned char)*s++) != *word++) {
            return NULL;
        }
    }
    return s;
}

static const char *skip_digits(const char *s)
{
    while (isdigit((unsigned char)*s)) {
        s++;
    }
    return s;
}

static const char *literal_end(const char *s)
{
    const char *p = skip_digits(s);
    bool any = p != s;
    if (*p == '.') {
        const char *q = skip_digits(p + 1);
        any = any || q != p + 1;
        p = q;
    }
    if (!any) {
        return NULL;
    }
    if (*p == 'e' || *p == 'E') {
        const char *q = p + 1 + (p[1] == '+' || p[1] == '-');
        if (isdigit((unsigned char)*q)) {
            p = skip_digits(q);
        }
    }
    return p;
}

double pml_float_scan(const char *s, const char **end)
{
    const char *p = s + (*s == '+' || *s == '-'), *e;
    double v = 0;
    if ((e = match_word(p, "infinity")) != NULL || (e = match_word(p, "inf")) != NULL) {
        v = INFINITY;
    } else if ((e = match_word(p, "nan")) != NULL) {
        v = NAN;
    } else if ((e = literal_end(p)) != NULL) {
        v = *e == 'x' || *e == 'X' ? 0 : strtod(p, NULL); /* "0x1" is 0 followed by rubbish */
    } else {
        *end = s;
        return 0;
    }
    *end = e;
    return *s == '-' ? -v : v;
}

/* Drop single underscores between digits; false: one in another place. */
static bool drop_underscores(char *s, size_t n)
{
    size_t kept = 0;
    char previous = '\0';
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '_') {
            if (!isdigit((unsigned char)previous)) {
                return false;
            }
        } else {
            if (previous == '_' && !isdigit((unsigned char)s[i])) {
                return false;
            }
            previous = s[i];
            s[kept++] = s[i];
            continue;
        }
        previous = '_';
    }
    s[kept] = '\0';
    return previous != '_';
}

char *pml_float_ascii(PmlEngine *E, PmlObj *text, bool *bad)
{
    int64_t n = PML_STR_LEN(text);
    char *s = malloc((size_t)n + 1);
    *bad = false;
    if (s == NULL) {
        pml_err_no_memory(E);
        return NULL;
    }
    for (int64_t i = 0; i < n && !*bad; i++) {
        uint32_t c = pml_str_at(text, i);
        int d = c < 128 ? -1 : pml_uni_decimal_value(c);
        if (c >= 128) {
            c = d >= 0 ? (uint32_t)('0' + d) : pml_uni_is_space(c) ? ' ' : 0;
        }
        *bad = c == 0;
        s[i] = (char)c;
    }
    if (*bad || !drop_underscores(s, (size_t)n)) {
        *bad = true;
        free(s);
        return NULL;
    }
    return s;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* s up to its NUL, spaces around allowed. */
static bool read_all(const char *s, double *v)
{
    const char *end;
    while (is_space(*s)) {
        s++;
    }
    *v = pml_float_scan(s, &end);
    if (end == s) {
        return false;
    }
    while (is_space(*end)) {
        end++;
    }
    return *end == '\0';
}

/* 1 read, 0 not a number, -1 error. */
static int read_bytes(PmlEngine *E, const unsigned char *p, int64_t n, double *v)
{
    char *s = malloc((size_t)n + 1);
    if (s == NULL) {
        pml_err_no_memory(E);
        return -1;
    }
    memcpy(s, p, (size_t)n);
    bool ok = memchr(p, 0, (size_t)n) == NULL && drop_underscores(s, (size_t)n) && read_all(s, v);
    free(s);
    return ok;
}

static int read_str(PmlEngine *E, PmlObj *text, double *v)
{
    bool bad;
    char *s = pml_float_ascii(E, text, &bad);
    if (s == NULL) {
        return bad ? 0 : -1;
    }
    bool ok = read_all(s, v);
    free(s);
    return ok;
}

PmlObj *pml_float_parse(PmlEngine *E, PmlObj *o)
{
    double v = 0;
    int found;
    if (PML_IS_STR(o)) {
        found = read_str(E, o, &v);
    } else if (PML_IS_BYTES(o)) {
        found = read_bytes(E, PML_BYTES_DATA(o), PML_BYTES_LEN(o), &v);
    } else {
        PmlBuffer view;
        if (PML_TYPE_OF(o)->bf_getbuffer == NULL || pml_get_buffer(E, o, &view, false) < 0) {
            pml_error_clear(E);
            return PML_RAISE(E, TypeError,
                             "float() argument must be a string or a real number, not '%.200s'",
                             PML_TYPE_OF(o)->name.p);
        }
        found = read_bytes(E, view.data, view.len, &v);
        pml_release_buffer(E, &view);
    }
    if (found == 0) {
        return PML_RAISE(E, ValueError, "could not convert string to float: %R", o);
    }
    return found < 0 ? NULL : pml_float(E, v);
}

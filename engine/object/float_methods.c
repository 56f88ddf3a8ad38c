/* float: its methods and attributes. */
#include <ctype.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

#include "object/str_ops.h"
#include "object/float_methods.h"
#include "object/containers.h"
#include "object/str.h"

#define UNUSED_ARGUMENTS() \
    PML_UNUSED(args);      \
    PML_UNUSED(nargs);     \
    PML_UNUSED(kwnames)

static PmlObj *conjugate(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    return pml_float_same(E, self);
}

static PmlObj *trunc_(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    return pml_int_from_double(E, PML_FLOAT_VALUE(self));
}

static PmlObj *floor_(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    return pml_int_from_double(E, floor(PML_FLOAT_VALUE(self)));
}

static PmlObj *ceil_(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    return pml_int_from_double(E, ceil(PML_FLOAT_VALUE(self)));
}

static PmlObj *is_integer(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    double v = PML_FLOAT_VALUE(self);
    return pml_bool(E, isfinite(v) && floor(v) == v);
}

/* |v| rounded half to even at 10**places, places > 0: from its exact integer digits. */
static double round_left(double v, int places)
{
    char text[400];
    double whole = floor(v);
    int n = snprintf(text + 1, sizeof(text) - 40, "%.0f", whole);
    char *s = text + 1;
    if (places > n) {
        return 0.0;
    }
    int cut = n - places; /* digits kept */
    bool above_half = s[cut] > '5', half = s[cut] == '5';
    for (int i = cut + 1; half && i < n; i++) {
        above_half = above_half || s[i] != '0';
    }
    above_half = above_half || (half && v != whole);
    bool odd = cut > 0 && ((s[cut - 1] - '0') & 1) != 0;
    text[0] = '0';
    if (above_half || (half && odd)) {
        int i = cut; /* text[i] is the last kept digit */
        while (text[i] == '9') {
            text[i--] = '0';
        }
        text[i]++;
    }
    snprintf(text + 1 + cut, 20, "e%d", places);
    return strtod(text, NULL);
}

static PmlObj *round_places(PmlEngine *E, double v, int64_t places)
{
    if (!isfinite(v) || v == 0 || places > 323) {
        return pml_float(E, v);
    }
    if (places < -308) {
        return pml_float(E, 0.0 * v);
    }
    double r;
    if (places >= 0) {
        char text[700];
        snprintf(text, sizeof(text), "%.*f", (int)places, fabs(v));
        r = strtod(text, NULL);
    } else {
        r = round_left(fabs(v), (int)-places);
    }
    if (isinf(r)) {
        return PML_RAISE(E, OverflowError, "rounded value too large to represent");
    }
    return pml_float(E, copysign(r, v));
}

static PmlObj *round_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "__round__", nargs, 0, 1)) {
        return NULL;
    }
    double v = PML_FLOAT_VALUE(self);
    if (nargs == 0 || args[0].p == PML_NONE(E)) {
        double r = round(v);
        if (fabs(v - r) == 0.5) {
            r = 2.0 * round(v / 2.0);
        }
        return pml_int_from_double(E, r);
    }
    int64_t places = pml_as_ssize(E, args[0].p, -1);
    if (places == -1 && pml_error_pending(E)) {
        return NULL;
    }
    return round_places(E, v, places);
}

static PmlObj *ratio_pair(PmlEngine *E, double m, int exponent)
{
    for (int i = 0; i < 300 && m != floor(m); i++) {
        m *= 2.0;
        exponent--;
    }
    PmlObj *numerator = pml_int_from_double(E, m);
    PmlObj *denominator = pml_int(E, 1);
    PmlObj *shift = pml_int(E, exponent < 0 ? -exponent : exponent), *pair = NULL;
    if (numerator != NULL) {
        PmlObj **slot = exponent > 0 ? &numerator : &denominator;
        PmlObj *shifted = pml_number_lshift(E, *slot, shift);
        pml_decref(E, *slot);
        *slot = shifted;
        pair = shifted == NULL ? NULL : pml_tuple_pack(E, 2, numerator, denominator);
    }
    pml_decref(E, shift);
    pml_xdecref(E, denominator);
    pml_xdecref(E, numerator);
    return pair;
}

static PmlObj *as_integer_ratio(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    double v = PML_FLOAT_VALUE(self);
    int exponent;
    if (isinf(v)) {
        return PML_RAISE(E, OverflowError, "cannot convert Infinity to integer ratio");
    }
    if (isnan(v)) {
        return PML_RAISE(E, ValueError, "cannot convert NaN to integer ratio");
    }
    double m = frexp(v, &exponent);
    return ratio_pair(E, m, exponent);
}

static PmlObj *hex(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    double v = PML_FLOAT_VALUE(self);
    char text[40];
    int e;
    if (!isfinite(v)) {
        return pml_str_text(E, isnan(v) ? "nan" : v > 0 ? "inf" : "-inf");
    }
    const char *sign = signbit(v) ? "-" : "";
    if (v == 0) {
        return pml_str_format(E, "%s0x0.0p+0", sign);
    }
    double m = frexp(fabs(v), &e);
    int shift = 1 - (DBL_MIN_EXP - e > 0 ? DBL_MIN_EXP - e : 0);
    m = ldexp(m, shift);
    e -= shift;
    int n = snprintf(text, sizeof(text), "%s0x%c.", sign, (char)('0' + (int)m));
    m -= (int)m;
    for (int i = 0; i < (DBL_MANT_DIG - 1) / 4; i++) {
        m *= 16.0;
        text[n++] = "0123456789abcdef"[(int)m];
        m -= (int)m;
    }
    snprintf(text + n, sizeof(text) - (size_t)n, "p%c%d", e < 0 ? '-' : '+', e < 0 ? -e : e);
    return pml_str_text(E, text);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *skip_hex(const char *p)
{
    while (isxdigit((unsigned char)*p)) {
        p++;
    }
    return p;
}

/* Reads sign, optional 0x, hexadecimal digits, optional p exponent; or inf or nan (*word). */
static bool scan_hex(PmlEngine *E, const char *s, double *v, const char **end, bool *word)
{
    *v = pml_float_scan(s, end);
    *word = *end != s && !isfinite(*v) && isalpha((unsigned char)(*end)[-1]);
    if (*word) {
        return true;
    }
    bool negative = *s == '-';
    s += *s == '-' || *s == '+';
    if (s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
        s += 2;
    }
    const char *p = skip_hex(s);
    size_t digits = (size_t)(p - s);
    if (*p == '.') {
        const char *q = skip_hex(p + 1);
        digits += (size_t)(q - p - 1);
        p = q;
    }
    if (digits == 0) {
        return false;
    }
    if (*p == 'p' || *p == 'P') {
        p++;
        p += *p == '-' || *p == '+';
        if (!isdigit((unsigned char)*p)) {
            return false;
        }
        while (isdigit((unsigned char)*p)) {
            p++;
        }
    }
    size_t n = (size_t)(p - s);
    char *copy = malloc(n + 3);
    if (copy == NULL) {
        pml_err_no_memory(E);
        return false;
    }
    memcpy(copy, "0x", 2);
    memcpy(copy + 2, s, n);
    copy[n + 2] = '\0';
    *v = strtod(copy, NULL);
    free(copy);
    *v = negative ? -*v : *v;
    *end = p;
    return true;
}

static PmlObj *fromhex(PmlEngine *E, PmlObj *cls, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (!PML_IS_STR(args[0].p)) {
        return PML_RAISE(E, TypeError, "bad argument type for built-in operation");
    }
    int64_t n;
    const char *s = pml_str_utf8(E, args[0].p, &n);
    if (s == NULL) {
        return NULL;
    }
    const char *limit = s + n, *end;
    double v;
    while (is_space(*s)) {
        s++;
    }
    bool word, ok = scan_hex(E, s, &v, &end, &word);
    while (ok && is_space(*end)) {
        end++;
    }
    if (!ok && pml_error_pending(E)) {
        return NULL;
    }
    if (!ok || end != limit) {
        return PML_RAISE(E, ValueError, "invalid hexadecimal floating-point string");
    }
    if (isinf(v) && !word) {
        return PML_RAISE(E, OverflowError, "hexadecimal value too large to represent as a float");
    }
    PmlObj *value = pml_float(E, v);
    if (value == NULL || cls == &PML_TYPE(E, float)->ob.ob) {
        return value;
    }
    PmlObj *converted = pml_call1(E, cls, value);
    pml_decref(E, value);
    return converted;
}

static PmlObj *getnewargs(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    UNUSED_ARGUMENTS();
    PmlObj *tuple = pml_tuple_new(E, 1);
    if (tuple != NULL) {
        PML_TUPLE_AT(tuple, 0) = pml_float(E, PML_FLOAT_VALUE(self));
        if (PML_TUPLE_AT(tuple, 0) == NULL) {
            pml_decref(E, tuple);
            return NULL;
        }
    }
    return tuple;
}

static PmlObj *getformat(PmlEngine *E, PmlObj *cls, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(cls);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (!PML_IS_STR(args[0].p)) {
        return pml_bad_argument(E, "__getformat__", "argument", "str", args[0].p);
    }
    if (!pml_str_equal_text(args[0].p, "double") && !pml_str_equal_text(args[0].p, "float")) {
        return PML_RAISE(E, ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
    }
    return pml_str_text(E, "IEEE, little-endian");
}

static PmlObj *format_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (!PML_IS_STR(args[0].p)) {
        return pml_bad_argument(E, "__format__", "argument", "str", args[0].p);
    }
    return pml_float_format_spec(E, self, args[0].p);
}

static PmlObj *get_real(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_float_same(E, self);
}

static PmlObj *get_imag(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self);
    PML_UNUSED(closure);
    return pml_float(E, 0.0);
}

const PmlMethodDef pml_float_methods[] = {
    {"conjugate", conjugate, NULL, PML_METH_NOARGS,
     "Return self, the complex conjugate of any float."},
    {"__trunc__", trunc_, NULL, PML_METH_NOARGS,
     "Return the Integral closest to x between 0 and x."},
    {"__floor__", floor_, NULL, PML_METH_NOARGS, "Return the floor as an Integral."},
    {"__ceil__", ceil_, NULL, PML_METH_NOARGS, "Return the ceiling as an Integral."},
    {"__round__", round_method, NULL, PML_METH_FASTCALL,
     "Return the Integral closest to x, rounding half toward even."},
    {"as_integer_ratio", as_integer_ratio, NULL, PML_METH_NOARGS,
     "Return a pair of integers whose ratio is exactly equal to the original float."},
    {"fromhex", fromhex, NULL, PML_METH_O | PML_METH_CLASS,
     "Create a floating-point number from a hexadecimal string."},
    {"hex", hex, NULL, PML_METH_NOARGS,
     "Return a hexadecimal representation of a floating-point number."},
    {"is_integer", is_integer, NULL, PML_METH_NOARGS, "Return True if the float is an integer."},
    {"__getnewargs__", getnewargs, NULL, PML_METH_NOARGS, NULL},
    {"__getformat__", getformat, NULL, PML_METH_O | PML_METH_CLASS,
     "You probably don't want to use this function."},
    {"__format__", format_method, NULL, PML_METH_O, "Formats the float according to format_spec."},
    {NULL, NULL, NULL, 0, NULL},
};

const PmlGetSetDef pml_float_getset[] = {
    {"real", get_real, NULL, "the real part of a complex number", NULL},
    {"imag", get_imag, NULL, "the imaginary part of a complex number", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

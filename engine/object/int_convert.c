/* int: to and from machine numbers; hash. */
#include <float.h>
#include <math.h>

#include "object/int_digits.h"

#define HASH_BITS 61
#define HASH_MODULUS ((UINT64_C(1) << HASH_BITS) - 1)

bool pml_int_fits(const PmlObj *o, int64_t *out)
{
    const PmlInt *v = (const PmlInt *)o;
    if (pml_int_is_medium(v)) {
        *out = pml_int_medium(v);
        return true;
    }
    int64_t n = pml_int_ndigits(v);
    if (n > 3 || (n == 3 && v->digit[2] > 8)) {
        return false;
    }
    uint64_t x = 0;
    if (n == 3) {
        if (v->digit[2] == 8 && (v->digit[1] | v->digit[0]) != 0) {
            return false;
        }
        x = (uint64_t)v->digit[2] << 60;
    }
    x |= (uint64_t)v->digit[1] << 30 | v->digit[0];
    if (x >> 63 != 0) {
        *out = INT64_MIN;
        return v->ob.size < 0;
    }
    *out = v->ob.size < 0 ? -(int64_t)x : (int64_t)x;
    return true;
}

int64_t pml_int_as_i64(PmlEngine *E, PmlObj *o, bool *overflow)
{
    PML_UNUSED(E);
    int64_t v;
    *overflow = !pml_int_fits(o, &v);
    return *overflow ? -1 : v;
}

int64_t pml_as_int(PmlEngine *E, PmlObj *o)
{
    PmlObj *n = pml_number_index(E, o);
    int64_t v = -1;
    if (n == NULL) {
        return -1;
    }
    if (!pml_int_fits(n, &v)) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
        v = -1;
    }
    pml_decref(E, n);
    return v;
}

bool pml_want_ssize(PmlEngine *E, PmlObj *arg, int64_t *out)
{
    PmlObj *index = pml_number_index(E, arg);
    if (!index) {
        return false;
    }
    bool fits = pml_int_fits(index, out);
    pml_decref(E, index);
    if (!fits) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
    }
    return fits;
}

bool pml_want_int(PmlEngine *E, PmlObj *arg, int64_t *out)
{
    PmlObj *index = pml_number_index(E, arg);
    if (!index) {
        return false;
    }
    bool fits = pml_int_fits(index, out) && *out >= INT32_MIN && *out <= INT32_MAX;
    pml_decref(E, index);
    if (!fits) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C int");
    }
    return fits;
}

/* The 64 leading bits of |v| (all of it when shorter), its lowest one sticky; *below = bits left
 * out. */
static uint64_t leading_bits(const PmlInt *v, int64_t *below)
{
    int64_t n = pml_int_ndigits(v);
    int64_t bits = pml_int_bit_length((const PmlObj *)v);
    *below = bits > 64 ? bits - 64 : 0;
    int64_t word = *below / PML_DIGIT_BITS;
    int off = (int)(*below % PML_DIGIT_BITS);
    uint64_t x = v->digit[word] >> off;
    bool sticky = (v->digit[word] & ((UINT32_C(1) << off) - 1)) != 0;
    int place = PML_DIGIT_BITS - off;
    for (int64_t i = word + 1; i < n; i++, place += PML_DIGIT_BITS) {
        x |= (uint64_t)v->digit[i] << place;
    }
    while (!sticky && --word >= 0) {
        sticky = v->digit[word] != 0;
    }
    return x | (sticky ? 1 : 0);
}

double pml_int_frexp(PmlInt *v, int64_t *exponent)
{
    if (v->ob.size == 0) {
        *exponent = 0;
        return 0;
    }
    int64_t below;
    uint64_t x = leading_bits(v, &below);
    int bits = 64 - __builtin_clzll(x);
    if (bits > DBL_MANT_DIG) {
        uint64_t half = UINT64_C(1) << (bits - DBL_MANT_DIG - 1), unit = half << 1;
        uint64_t rest = x & (unit - 1);
        x >>= bits - DBL_MANT_DIG;
        if (rest > half || (rest == half && (x & 1) != 0)) {
            x++;
        }
        below += bits - DBL_MANT_DIG;
    }
    int e;
    double d = frexp((double)x, &e);
    *exponent = below + e;
    return v->ob.size < 0 ? -d : d;
}

double pml_int_as_double(PmlEngine *E, PmlObj *o)
{
    PmlInt *v = (PmlInt *)o;
    int64_t e;
    if (pml_int_is_medium(v)) {
        return (double)pml_int_medium(v);
    }
    double d = pml_int_frexp(v, &e);
    if (e > DBL_MAX_EXP) {
        PML_RAISE(E, OverflowError, "int too large to convert to float");
        return -1.0;
    }
    return ldexp(d, (int)e);
}

PmlObj *pml_int_from_double(PmlEngine *E, double d)
{
    if (d > -9223372036854775808.0 && d < 9223372036854775808.0) {
        return pml_int(E, (int64_t)d);
    }
    if (isinf(d)) {
        return PML_RAISE(E, OverflowError, "cannot convert float infinity to integer");
    }
    if (isnan(d)) {
        return PML_RAISE(E, ValueError, "cannot convert float NaN to integer");
    }
    int exponent;
    double frac = frexp(fabs(d), &exponent);
    int64_t n = (exponent - 1) / PML_DIGIT_BITS + 1;
    PmlInt *v = pml_int_alloc(E, n);
    if (v == NULL) {
        return NULL;
    }
    frac = ldexp(frac, (exponent - 1) % PML_DIGIT_BITS + 1);
    for (int64_t i = n; --i >= 0;) {
        uint32_t bits = (uint32_t)frac;
        v->digit[i] = bits;
        frac = ldexp(frac - bits, PML_DIGIT_BITS);
    }
    if (d < 0) {
        v->ob.size = -v->ob.size;
    }
    return (PmlObj *)v;
}

int64_t pml_int_hash(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    const PmlInt *v = (const PmlInt *)o;
    uint64_t x = 0;
    for (int64_t i = pml_int_ndigits(v); --i >= 0;) {
        x = (x << PML_DIGIT_BITS & HASH_MODULUS) | x >> (HASH_BITS - PML_DIGIT_BITS);
        x += v->digit[i];
        if (x >= HASH_MODULUS) {
            x -= HASH_MODULUS;
        }
    }
    int64_t h = v->ob.size < 0 ? -(int64_t)x : (int64_t)x;
    return h == -1 ? -2 : h;
}

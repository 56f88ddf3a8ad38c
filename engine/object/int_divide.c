/* int: division in all its forms. */
#include <float.h>
#include <math.h>

#include "object/int_digits.h"

/* One step of Knuth's algorithm D: the quotient digit for v[0..size], which it reduces by
 * digit * w. w has its top bit set and at least two digits. */
static uint32_t quotient_digit(uint32_t *v, const uint32_t *w, int64_t size)
{
    uint32_t w1 = w[size - 1], w2 = w[size - 2], top = v[size];
    uint64_t two = (uint64_t)top << PML_DIGIT_BITS | v[size - 1];
    uint64_t q = two / w1, r = two - q * w1;
    while (w2 * q > (r << PML_DIGIT_BITS | v[size - 2])) {
        q--;
        r += w1;
        if (r >= PML_DIGIT_BASE) {
            break;
        }
    }
    int64_t borrow = 0;
    for (int64_t i = 0; i < size; i++) {
        int64_t z = (int64_t)v[i] + borrow - (int64_t)(q * w[i]);
        v[i] = (uint32_t)((uint64_t)z & PML_DIGIT_MASK);
        borrow = z >> PML_DIGIT_BITS;
    }
    if ((int64_t)top + borrow < 0) {
        uint32_t carry = 0;
        for (int64_t i = 0; i < size; i++) {
            carry += v[i] + w[i];
            v[i] = carry & PML_DIGIT_MASK;
            carry >>= PML_DIGIT_BITS;
        }
        q--;
    }
    return (uint32_t)q;
}

PmlInt *pml_int_long_division(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **remainder)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b);
    *remainder = NULL;
    PmlInt *v = pml_int_alloc(E, m + 1);
    PmlInt *w = v == NULL ? NULL : pml_int_alloc(E, n);
    if (w == NULL) {
        pml_int_drop(E, v);
        return NULL;
    }
    int shift = PML_DIGIT_BITS - pml_digit_bit_length(b->digit[n - 1]);
    pml_digits_shift_left(w->digit, b->digit, n, shift);
    uint32_t carry = pml_digits_shift_left(v->digit, a->digit, m, shift);
    if (carry != 0 || v->digit[m - 1] >= w->digit[n - 1]) {
        v->digit[m++] = carry;
    }
    int64_t k = m - n;
    PmlInt *q = pml_int_alloc(E, k);
    bool stopped = false;
    if (q != NULL) {
        for (int64_t i = k; --i >= 0 && !stopped;) {
            stopped = (i & 63) == 63 && pml_int_interrupted(E, 64 * n);
            q->digit[i] = stopped ? 0 : quotient_digit(v->digit + i, w->digit, n);
        }
    }
    if (q == NULL || stopped) {
        pml_int_drop(E, q);
        pml_int_drop(E, w);
        pml_int_drop(E, v);
        return NULL;
    }
    pml_digits_shift_right(w->digit, v->digit, n, shift);
    pml_int_drop(E, v);
    *remainder = pml_int_trim(w);
    return pml_int_trim(q);
}

static bool magnitude_less(const PmlInt *a, const PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b);
    return m < n || (m == n && m > 0 && a->digit[m - 1] < b->digit[n - 1]);
}

static int sign_remainder(PmlEngine *E, const PmlInt *a, PmlInt **remainder)
{
    if (a->ob.size < 0 && (*remainder)->ob.size != 0) {
        return pml_int_negate(E, remainder) ? 0 : -1;
    }
    return 0;
}

int pml_int_divide_truncating(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **quotient,
                              PmlInt **remainder)
{
    int64_t n = pml_int_ndigits(b);
    if (n == 0) {
        PML_RAISE(E, ZeroDivisionError, "integer division or modulo by zero");
        return -1;
    }
    if (magnitude_less(a, b)) {
        *remainder = pml_int_same(E, a);
        *quotient = *remainder == NULL ? NULL : (PmlInt *)pml_int(E, 0);
        return *remainder == NULL ? -1 : 0;
    }
    if (n == 1) {
        *quotient = pml_int_alloc(E, pml_int_ndigits(a));
        if (*quotient == NULL) {
            return -1;
        }
        uint32_t rest =
            pml_digits_divide((*quotient)->digit, a->digit, pml_int_ndigits(a), b->digit[0]);
        pml_int_trim(*quotient);
        *remainder = (PmlInt *)pml_int(E, rest);
    } else {
        *quotient = pml_int_long_division(E, a, b, remainder);
        *remainder = *quotient == NULL ? NULL : pml_int_settle(E, *remainder);
    }
    if (*quotient == NULL || *remainder == NULL) {
        pml_int_drop(E, *quotient);
        return -1;
    }
    if ((a->ob.size < 0) != (b->ob.size < 0)) {
        pml_int_negate(E, quotient);
    }
    if (*quotient == NULL || sign_remainder(E, a, remainder) < 0) {
        pml_int_drop(E, *quotient);
        pml_int_drop(E, *remainder);
        return -1;
    }
    *quotient = pml_int_settle(E, *quotient);
    return 0;
}

/* a % b for one-digit operands, result with the sign of b. */
static PmlInt *small_modulo(PmlEngine *E, const PmlInt *a, const PmlInt *b)
{
    int64_t left = a->digit[0], right = b->digit[0];
    int64_t r = a->ob.size == b->ob.size ? left % right : right - 1 - (left - 1) % right;
    return (PmlInt *)pml_int(E, r * b->ob.size);
}

static PmlInt *small_floor(PmlEngine *E, const PmlInt *a, const PmlInt *b)
{
    int64_t left = a->digit[0], right = b->digit[0];
    int64_t q = a->ob.size == b->ob.size ? left / right : -1 - (left - 1) / right;
    return (PmlInt *)pml_int(E, q);
}

static bool both_one_digit(const PmlInt *a, const PmlInt *b)
{
    return pml_int_ndigits(a) == 1 && pml_int_ndigits(b) == 1;
}

static bool signs_differ(const PmlInt *r, const PmlInt *b)
{
    return (r->ob.size < 0 && b->ob.size > 0) || (r->ob.size > 0 && b->ob.size < 0);
}

static void replace(PmlEngine *E, PmlInt **slot, PmlInt *value)
{
    PmlInt *old = *slot;
    *slot = value;
    pml_int_drop(E, old);
}

static int finish_floor(PmlEngine *E, PmlInt *b, PmlInt **q, PmlInt **r)
{
    if (signs_differ(*r, b)) {
        replace(E, r, pml_int_sum(E, *r, b));
        if (*r == NULL) {
            pml_int_drop(E, *q);
            return -1;
        }
        PmlInt *one = (PmlInt *)pml_int(E, 1);
        replace(E, q, pml_int_difference(E, *q, one));
        pml_int_drop(E, one);
        if (*q == NULL) {
            pml_int_drop(E, *r);
            return -1;
        }
    }
    return 0;
}

int pml_int_divide_floor(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **quotient, PmlInt **remainder)
{
    PmlInt *q = NULL, *r = NULL;
    if (both_one_digit(a, b)) {
        if (quotient != NULL && (q = small_floor(E, a, b)) == NULL) {
            return -1;
        }
        if (remainder != NULL && (r = small_modulo(E, a, b)) == NULL) {
            pml_int_drop(E, q);
            return -1;
        }
    } else if (pml_int_divide_truncating(E, a, b, &q, &r) < 0 || finish_floor(E, b, &q, &r) < 0) {
        return -1;
    }
    if (quotient != NULL) {
        *quotient = q;
    } else {
        pml_int_drop(E, q);
    }
    if (remainder != NULL) {
        *remainder = r;
    } else {
        pml_int_drop(E, r);
    }
    return 0;
}

/* a rem b with the sign of a. */
static PmlInt *truncating_remainder(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t n = pml_int_ndigits(b);
    PmlInt *r = NULL;
    if (n == 0) {
        PML_RAISE(E, ZeroDivisionError, "integer modulo by zero");
        return NULL;
    }
    if (magnitude_less(a, b)) {
        return pml_int_same(E, a);
    }
    if (n == 1) {
        r = (PmlInt *)pml_int(E,
                              pml_digits_divide(NULL, a->digit, pml_int_ndigits(a), b->digit[0]));
    } else {
        pml_int_drop(E, pml_int_long_division(E, a, b, &r));
        r = pml_int_settle(E, r);
    }
    if (r == NULL || sign_remainder(E, a, &r) < 0) {
        return NULL;
    }
    return r;
}

PmlInt *pml_int_modulo(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    if (both_one_digit(a, b)) {
        return small_modulo(E, a, b);
    }
    PmlInt *r = truncating_remainder(E, a, b);
    if (r != NULL && signs_differ(r, b)) {
        replace(E, &r, pml_int_sum(E, r, b));
    }
    return r;
}

PmlObj *pml_int_slot_floor_divide(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    PmlInt *q;
    return pml_int_divide_floor(E, (PmlInt *)a, (PmlInt *)b, &q, NULL) < 0 ? NULL : (PmlObj *)q;
}

PmlObj *pml_int_slot_remainder(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    return (PmlObj *)pml_int_modulo(E, (PmlInt *)a, (PmlInt *)b);
}

/* -- true division ------------------------------------------------------------------------- */

/* |a| * 2**-shift as a new int; *inexact is set when bits were lost. */
static PmlInt *scaled(PmlEngine *E, const PmlInt *a, int64_t shift, bool *inexact)
{
    int64_t n = pml_int_ndigits(a), words;
    PmlInt *x;
    if (shift <= 0) {
        words = -shift / PML_DIGIT_BITS;
        x = pml_int_alloc(E, n + words + 1);
        if (x == NULL) {
            return NULL;
        }
        memset(x->digit, 0, (size_t)words * sizeof(uint32_t));
        x->digit[n + words] =
            pml_digits_shift_left(x->digit + words, a->digit, n, (int)(-shift % PML_DIGIT_BITS));
    } else {
        words = shift / PML_DIGIT_BITS;
        x = pml_int_alloc(E, n - words);
        if (x == NULL) {
            return NULL;
        }
        *inexact = pml_digits_shift_right(x->digit, a->digit + words, n - words,
                                          (int)(shift % PML_DIGIT_BITS)) != 0;
        while (!*inexact && words > 0) {
            *inexact = a->digit[--words] != 0;
        }
    }
    return pml_int_trim(x);
}

/* x // |b|, x stolen. */
static PmlInt *scaled_quotient(PmlEngine *E, PmlInt *x, PmlInt *b, bool *inexact)
{
    if (pml_int_ndigits(b) == 1) {
        if (pml_digits_divide(x->digit, x->digit, pml_int_ndigits(x), b->digit[0]) != 0) {
            *inexact = true;
        }
        return pml_int_trim(x);
    }
    PmlInt *rest, *q = pml_int_long_division(E, x, b, &rest);
    pml_int_drop(E, x);
    if (q != NULL) {
        if (rest->ob.size != 0) {
            *inexact = true;
        }
        pml_int_drop(E, rest);
    }
    return q;
}

static double digits_as_double(const PmlInt *v)
{
    double d = 0;
    for (int64_t i = pml_int_ndigits(v); --i >= 0;) {
        d = d * PML_DIGIT_BASE + v->digit[i];
    }
    return d;
}

static bool exact_as_double(const PmlInt *v)
{
    int64_t n = pml_int_ndigits(v);
    return n <= 1 || (n == 2 && v->digit[1] >> (DBL_MANT_DIG - PML_DIGIT_BITS) == 0);
}

/* Round x (magnitude, shift bits below) to a double and drop it. *overflow as it says. */
static double round_quotient(PmlEngine *E, PmlInt *x, int64_t shift, bool inexact, bool *overflow)
{
    int64_t n = pml_int_ndigits(x);
    int64_t bits = (n - 1) * PML_DIGIT_BITS + pml_digit_bit_length(x->digit[n - 1]);
    int64_t keep = bits > DBL_MIN_EXP - shift ? bits : DBL_MIN_EXP - shift;
    uint32_t mask = UINT32_C(1) << (keep - DBL_MANT_DIG - 1);
    uint32_t low = x->digit[0] | (inexact ? 1U : 0U);
    if ((low & mask) != 0 && (low & (3 * mask - 1)) != 0) {
        low += mask;
    }
    x->digit[0] = low & ~(2 * mask - 1);
    double d = digits_as_double(x);
    pml_int_drop(E, x);
    *overflow =
        shift + bits >= DBL_MAX_EXP && (shift + bits > DBL_MAX_EXP || d == ldexp(1.0, (int)bits));
    return *overflow ? 0 : ldexp(d, (int)shift);
}

static PmlObj *true_quotient(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b);
    bool negative = (a->ob.size < 0) != (b->ob.size < 0), inexact = false, overflow = false;
    if (n == 0) {
        return PML_RAISE(E, ZeroDivisionError, "division by zero");
    }
    if (m == 0) {
        return pml_float(E, negative ? -0.0 : 0.0);
    }
    if (exact_as_double(a) && exact_as_double(b)) {
        double d = digits_as_double(a) / digits_as_double(b);
        return pml_float(E, negative ? -d : d);
    }
    int64_t diff = (m - n) * PML_DIGIT_BITS + pml_digit_bit_length(a->digit[m - 1]) -
                   pml_digit_bit_length(b->digit[n - 1]);
    if (diff > DBL_MAX_EXP) {
        return PML_RAISE(E, OverflowError, "integer division result too large for a float");
    }
    if (diff < DBL_MIN_EXP - DBL_MANT_DIG - 1) {
        return pml_float(E, negative ? -0.0 : 0.0);
    }
    int64_t shift = (diff > DBL_MIN_EXP ? diff : DBL_MIN_EXP) - DBL_MANT_DIG - 2;
    PmlInt *x = scaled(E, a, shift, &inexact);
    x = x == NULL ? NULL : scaled_quotient(E, x, b, &inexact);
    if (x == NULL) {
        return NULL;
    }
    double d = round_quotient(E, x, shift, inexact, &overflow);
    if (overflow) {
        return PML_RAISE(E, OverflowError, "integer division result too large for a float");
    }
    return pml_float(E, negative ? -d : d);
}

PmlObj *pml_int_slot_true_divide(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    return true_quotient(E, (PmlInt *)a, (PmlInt *)b);
}

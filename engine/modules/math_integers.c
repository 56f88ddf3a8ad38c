/* math: functions of integers. */
#include "modules/math_module.h"
#include "object/int_digits.h"

/* Replace *slot by value (new reference); false when value is NULL. */
static bool replace(PmlEngine *E, PmlObj **slot, PmlObj *value)
{
    PmlObj *old = *slot;
    *slot = value;
    pml_xdecref(E, old);
    return value != NULL;
}

/* -- greatest common divisor ------------------------------------------------------------- */

static int64_t small_gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

/* Of two ints, not negative in the result. */
static PmlObj *gcd(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t x, y;
    PmlObj *m = pml_int_slot_absolute(E, a), *n = m == NULL ? NULL : pml_int_slot_absolute(E, b);
    if (n == NULL) {
        pml_xdecref(E, m);
        return NULL;
    }
    while (!pml_int_fits(m, &x) || !pml_int_fits(n, &y)) {
        if (pml_int_sign(n) == 0) {
            pml_decref(E, n);
            return m;
        }
        PmlObj *r = (PmlObj *)pml_int_modulo(E, (PmlInt *)m, (PmlInt *)n);
        pml_decref(E, m);
        m = n;
        n = r;
        if (n == NULL) {
            pml_decref(E, m);
            return NULL;
        }
    }
    pml_decref(E, m);
    pml_decref(E, n);
    return pml_int(E, small_gcd(x, y));
}

static PmlObj *lcm(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (pml_int_sign(a) == 0 || pml_int_sign(b) == 0) {
        return pml_int(E, 0);
    }
    PmlObj *g = gcd(E, a, b);
    PmlObj *part = g == NULL ? NULL : pml_int_slot_floor_divide(E, a, g);
    pml_xdecref(E, g);
    PmlObj *m = part == NULL ? NULL : pml_int_multiply(E, part, b);
    pml_xdecref(E, part);
    PmlObj *r = m == NULL ? NULL : pml_int_slot_absolute(E, m);
    pml_xdecref(E, m);
    return r;
}

/* Fold args with f, starting from |args[0]|; `absorbing` needs no further work. */
static PmlObj *fold(PmlEngine *E, PmlRef *args, int64_t nargs, PmlBinary f, int64_t empty,
                    int64_t absorbing)
{
    if (nargs == 0) {
        return pml_int(E, empty);
    }
    PmlObj *r = pml_number_index(E, args[0].p);
    if (r != NULL && nargs == 1) {
        replace(E, &r, pml_int_slot_absolute(E, r));
    }
    for (int64_t i = 1; r != NULL && i < nargs; i++) {
        int64_t mark = pml_hold_mark(E), v;
        pml_hold(E, r, "gcd: result");
        PmlObj *x = pml_number_index(E, args[i].p);
        pml_hold_drop(E, mark);
        if (x == NULL) {
            pml_decref(E, r);
            return NULL;
        }
        if (!pml_int_fits(r, &v) || v != absorbing) {
            replace(E, &r, f(E, r, x));
        }
        pml_decref(E, x);
    }
    return r;
}

PmlObj *pml_math_gcd(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return fold(E, args, nargs, gcd, 0, 1);
}

PmlObj *pml_math_lcm(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return fold(E, args, nargs, lcm, 1, 0);
}

/* -- factorial --------------------------------------------------------------------------- */

/* Product of the odd numbers start, start + 2, ... below stop, halved until it fits a word. */
static PmlObj *odd_product(PmlEngine *E, uint64_t start, uint64_t stop, int max_bits)
{
    uint64_t count = (stop - start) / 2;
    if (count <= 64 && count * (uint64_t)max_bits <= 64) {
        uint64_t total = start;
        for (uint64_t j = start + 2; j < stop; j += 2) {
            total *= j;
        }
        return pml_int_u64(E, total);
    }
    uint64_t middle = (start + count) | 1;
    int bits = middle - 2 == 0 ? 0 : 64 - __builtin_clzll(middle - 2);
    PmlObj *left = odd_product(E, start, middle, bits), *r = NULL;
    PmlObj *right = left == NULL ? NULL : odd_product(E, middle, stop, max_bits);
    if (right != NULL) {
        r = pml_int_multiply(E, left, right);
        pml_decref(E, right);
    }
    pml_xdecref(E, left);
    return r;
}

static int bit_length(uint64_t v)
{
    return v == 0 ? 0 : 64 - __builtin_clzll(v);
}

/* The odd part of n!: inner holds the product of odd numbers up to n >> i. */
static PmlObj *odd_part(PmlEngine *E, uint64_t n)
{
    PmlObj *inner = pml_int(E, 1), *outer = pml_int(E, 1);
    uint64_t upper = 3;
    for (int i = bit_length(n) - 2; i >= 0; i--) {
        uint64_t v = n >> i;
        if (v <= 2) {
            continue;
        }
        uint64_t lower = upper;
        upper = (v + 1) | 1;
        PmlObj *part = odd_product(E, lower, upper, bit_length(upper - 2));
        bool ok = part != NULL && replace(E, &inner, pml_int_multiply(E, inner, part));
        pml_xdecref(E, part);
        if (!ok || !replace(E, &outer, pml_int_multiply(E, outer, inner))) {
            pml_xdecref(E, inner);
            pml_xdecref(E, outer);
            return NULL;
        }
    }
    pml_decref(E, inner);
    return outer;
}

PmlObj *pml_math_factorial(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *index = pml_number_index(E, args[0].p);
    int64_t n;
    if (index == NULL) {
        return NULL;
    }
    bool fits = pml_int_fits(index, &n);
    int sign = pml_int_sign(index);
    pml_decref(E, index);
    if (sign < 0) {
        return PML_RAISE(E, ValueError, "factorial() not defined for negative values");
    }
    if (!fits) {
        return PML_RAISE(E, OverflowError, "factorial() argument should not exceed %lld",
                         INT64_MAX);
    }
    if (n <= 20) {
        uint64_t r = 1;
        for (int64_t i = 2; i <= n; i++) {
            r *= (uint64_t)i;
        }
        return pml_int_u64(E, r);
    }
    PmlObj *odd = odd_part(E, (uint64_t)n);
    if (odd == NULL) {
        return NULL;
    }
    int64_t twos = n - __builtin_popcountll((uint64_t)n);
    PmlObj *r = (PmlObj *)pml_int_shifted_left(E, (PmlInt *)odd, twos / PML_DIGIT_BITS,
                                               (int)(twos % PML_DIGIT_BITS));
    pml_decref(E, odd);
    return r;
}

/* -- permutations and combinations ------------------------------------------------------- */

/* The same in one machine word; false when it does not fit. */
static bool small_falling(int64_t n, int64_t k, bool combinations, uint64_t *out)
{
    uint64_t r = 1;
    for (int64_t i = 0; i < k; i++) {
        uint64_t factor = (uint64_t)(n - i), divisor = combinations ? (uint64_t)i + 1 : 1;
        uint64_t shared = (uint64_t)small_gcd((int64_t)factor, (int64_t)divisor);
        factor /= shared;
        r /= divisor / shared; /* r is a multiple of what is left of the divisor */
        if (__builtin_mul_overflow(r, factor, &r)) {
            return false;
        }
    }
    *out = r;
    return true;
}

/* By halves: P(n, k) = P(n, j) * P(n - j, k - j), and C likewise over C(k, j). */
static PmlObj *falling(PmlEngine *E, int64_t n, int64_t k, bool combinations)
{
    uint64_t word;
    if (k <= 64 && small_falling(n, k, combinations, &word)) {
        return pml_int_u64(E, word);
    }
    int64_t j = k / 2;
    PmlObj *r = falling(E, n, j, combinations);
    PmlObj *rest = r == NULL ? NULL : falling(E, n - j, k - j, combinations);
    if (r != NULL) {
        replace(E, &r, rest == NULL ? NULL : pml_int_multiply(E, r, rest));
    }
    pml_xdecref(E, rest);
    if (r != NULL && combinations) {
        PmlObj *divisor = falling(E, k, j, true);
        replace(E, &r, divisor == NULL ? NULL : pml_int_slot_floor_divide(E, r, divisor));
        pml_xdecref(E, divisor);
    }
    return r;
}

/* The same factor by factor, for an n beyond a machine word. */
static PmlObj *falling_from(PmlEngine *E, PmlObj *n, int64_t k, bool combinations)
{
    PmlObj *r = pml_int(E, 1);
    for (int64_t i = 0; r != NULL && i < k; i++) {
        PmlObj *step = pml_int(E, i);
        PmlObj *factor = step == NULL ? NULL : pml_int_subtract(E, n, step);
        pml_xdecref(E, step);
        replace(E, &r, factor == NULL ? NULL : pml_int_multiply(E, r, factor));
        pml_xdecref(E, factor);
        if (r != NULL && combinations) {
            PmlObj *divisor = pml_int(E, i + 1);
            replace(E, &r, divisor == NULL ? NULL : pml_int_slot_floor_divide(E, r, divisor));
            pml_xdecref(E, divisor);
        }
    }
    return r;
}

static PmlObj *choose(PmlEngine *E, PmlObj *n, PmlObj *k, bool combinations)
{
    int64_t count, rest;
    if (pml_int_sign(n) < 0) {
        return PML_RAISE(E, ValueError, "n must be a non-negative integer");
    }
    if (pml_int_sign(k) < 0) {
        return PML_RAISE(E, ValueError, "k must be a non-negative integer");
    }
    if (pml_int_compare(n, k) < 0) {
        return pml_int(E, 0);
    }
    bool fits = pml_int_fits(k, &count);
    if (combinations) {
        PmlObj *other = pml_int_subtract(E, n, k);
        if (other == NULL) {
            return NULL;
        }
        if (pml_int_fits(other, &rest) && (!fits || rest < count)) {
            count = rest;
            fits = true;
        }
        pml_decref(E, other);
    }
    if (!fits) {
        return PML_RAISE(E, OverflowError,
                         combinations ? "min(n - k, k) must not exceed %lld"
                                      : "k must not exceed %lld",
                         INT64_MAX);
    }
    int64_t word;
    return pml_int_fits(n, &word) ? falling(E, word, count, combinations)
                                  : falling_from(E, n, count, combinations);
}

static PmlObj *choose_of(PmlEngine *E, PmlObj *a, PmlObj *b, bool combinations)
{
    PmlObj *n = pml_number_index(E, a);
    if (n == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, n, "n");
    PmlObj *k = pml_number_index(E, b), *r = NULL;
    pml_hold_drop(E, mark);
    if (k != NULL) {
        r = choose(E, n, k, combinations);
        pml_decref(E, k);
    }
    pml_decref(E, n);
    return r;
}

PmlObj *pml_math_comb(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "comb", nargs, 2, 2)) {
        return NULL;
    }
    return choose_of(E, args[0].p, args[1].p, true);
}

PmlObj *pml_math_perm(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "perm", nargs, 1, 2)) {
        return NULL;
    }
    if (nargs == 1 || args[1].p == PML_NONE(E)) {
        return pml_math_factorial(E, self, args, 1, NULL);
    }
    return choose_of(E, args[0].p, args[1].p, false);
}

/* -- integer square root ----------------------------------------------------------------- */

/* The root of n, or one more; n has its top or second bit set. */
static uint64_t approximate_root(uint64_t n)
{
    uint64_t u = 1 + (n >> 62);
    u = (u << 1) + (n >> 59) / u;
    u = (u << 3) + (n >> 53) / u;
    u = (u << 7) + (n >> 41) / u;
    return (u << 15) + (n >> 17) / u;
}

static uint64_t word_root(uint64_t n)
{
    if (n == 0) {
        return 0;
    }
    int shift = 31 - (bit_length(n) - 1) / 2;
    uint64_t u = approximate_root(n << 2 * shift) >> shift;
    return u - (u * u - 1 >= n);
}

static uint64_t as_word(const PmlInt *v)
{
    uint64_t x = 0;
    for (int64_t i = pml_int_ndigits(v); --i >= 0;) {
        x = x << PML_DIGIT_BITS | v->digit[i];
    }
    return x;
}

static PmlObj *shifted(PmlEngine *E, PmlObj *v, int64_t left)
{
    PmlObj *count = pml_int(E, left < 0 ? -left : left);
    PmlObj *r = count == NULL ? NULL
                : left < 0    ? pml_int_slot_rshift(E, v, count)
                              : pml_int_slot_lshift(E, v, count);
    pml_xdecref(E, count);
    return r;
}

/* Newton's iteration with the precision doubled at each step; n has more than 64 bits. */
static PmlObj *big_root(PmlEngine *E, PmlObj *n)
{
    int64_t c = (pml_int_bit_length(n) - 1) / 2;
    int length = bit_length((uint64_t)c);
    int64_t d = c >> (length - 5);
    PmlObj *top = shifted(E, n, -(2 * c - 62));
    if (top == NULL) {
        return NULL;
    }
    PmlObj *a = pml_int_u64(E, approximate_root(as_word((PmlInt *)top)) >> (31 - d));
    pml_decref(E, top);
    for (int s = length - 6; a != NULL && s >= 0; s--) {
        int64_t e = d;
        d = c >> s;
        PmlObj *q = shifted(E, n, -(2 * c - e - d + 1));
        bool ok = q != NULL && replace(E, &q, pml_int_slot_floor_divide(E, q, a)) &&
                  replace(E, &a, shifted(E, a, d - 1 - e));
        if (a != NULL) {
            replace(E, &a, ok ? pml_int_add(E, a, q) : NULL);
        }
        pml_xdecref(E, q);
    }
    PmlObj *square = a == NULL ? NULL : pml_int_multiply(E, a, a);
    if (square == NULL) {
        pml_xdecref(E, a);
        return NULL;
    }
    if (pml_int_compare(square, n) > 0) {
        PmlObj *one = pml_int(E, 1);
        replace(E, &a, pml_int_subtract(E, a, one));
        pml_decref(E, one);
    }
    pml_decref(E, square);
    return a;
}

PmlObj *pml_math_isqrt(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *n = pml_number_index(E, args[0].p), *r;
    if (n == NULL) {
        return NULL;
    }
    if (pml_int_sign(n) < 0) {
        r = PML_RAISE(E, ValueError, "isqrt() argument must be nonnegative");
    } else if (pml_int_bit_length(n) <= 64) {
        r = pml_int_u64(E, word_root(as_word((PmlInt *)n)));
    } else {
        r = big_root(E, n);
    }
    pml_decref(E, n);
    return r;
}

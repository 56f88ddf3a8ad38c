/* int: powers, with and without a modulus. */
#include "object/int_digits.h"

#define WINDOW_BITS 5
#define TABLE_SIZE (1 << (WINDOW_BITS - 1))
#define BINARY_DIGITS 2 /* exponents up to 60 bits: plain left-to-right squaring */

typedef struct Power {
    PmlEngine *E;
    PmlInt *base, *modulus; /* modulus NULL: none */
    PmlInt *result;
} Power;

static void replace(PmlEngine *E, PmlInt **slot, PmlInt *value)
{
    PmlInt *old = *slot;
    *slot = value;
    pml_int_drop(E, old);
}

/* *out = x * y reduced by the modulus; old value dropped. */
static bool times(Power *p, PmlInt *x, PmlInt *y, PmlInt **out)
{
    PmlEngine *E = p->E;
    PmlInt *product = pml_int_product(E, x, y);
    if (product == NULL) {
        return false;
    }
    replace(E, out, product);
    if (p->modulus != NULL) {
        PmlInt *reduced = pml_int_modulo(E, product, p->modulus);
        if (reduced == NULL) {
            return false;
        }
        replace(E, out, reduced);
    }
    return true;
}

/* The inverse of a modulo n, by Euclid's extended algorithm. */
static PmlInt *inverse(PmlEngine *E, PmlInt *a, PmlInt *n)
{
    PmlInt *b = (PmlInt *)pml_int(E, 1), *c = (PmlInt *)pml_int(E, 0);
    pml_incref(&a->ob.ob);
    pml_incref(&n->ob.ob);
    while (n->ob.size != 0) {
        PmlInt *q, *r;
        if (pml_int_divide_floor(E, a, n, &q, &r) < 0) {
            goto fail;
        }
        pml_int_drop(E, a);
        a = n;
        n = r;
        PmlInt *t = pml_int_product(E, q, c);
        pml_int_drop(E, q);
        PmlInt *s = t == NULL ? NULL : pml_int_difference(E, b, t);
        pml_int_drop(E, t);
        if (s == NULL) {
            goto fail;
        }
        pml_int_drop(E, b);
        b = c;
        c = s;
    }
    bool found = a->ob.size == 1 && a->digit[0] == 1;
    pml_int_drop(E, c);
    pml_int_drop(E, n);
    pml_int_drop(E, a);
    if (!found) {
        pml_int_drop(E, b);
        PML_RAISE(E, ValueError, "base is not invertible for the given modulus");
        return NULL;
    }
    return b;
fail:
    pml_int_drop(E, a);
    pml_int_drop(E, b);
    pml_int_drop(E, c);
    pml_int_drop(E, n);
    return NULL;
}

/* Left-to-right squaring, exponent b of n digits (at least 2 in value 4). */
static bool square_and_multiply(Power *p, const PmlInt *b, int64_t n)
{
    uint32_t digit = b->digit[n - 1], bit = 2;
    pml_incref(&p->base->ob.ob);
    replace(p->E, &p->result, p->base);
    while (bit <= digit) {
        bit <<= 1;
    }
    bit >>= 2;
    for (int64_t i = n - 1;;) {
        for (; bit != 0; bit >>= 1) {
            if (!times(p, p->result, p->result, &p->result) ||
                ((digit & bit) != 0 && !times(p, p->result, p->base, &p->result))) {
                return false;
            }
        }
        if (--i < 0) {
            return true;
        }
        digit = b->digit[i];
        bit = UINT32_C(1) << (PML_DIGIT_BITS - 1);
    }
}

/* Multiply the window `pending` of `length` bits, first bit set, into the result. */
static bool absorb(Power *p, PmlInt *const *table, int pending, int length)
{
    int zeros = 0;
    while ((pending & 1) == 0) {
        zeros++;
        pending >>= 1;
    }
    for (int i = length - zeros; i > 0; i--) {
        if (!times(p, p->result, p->result, &p->result)) {
            return false;
        }
    }
    if (!times(p, p->result, table[pending >> 1], &p->result)) {
        return false;
    }
    while (zeros-- > 0) {
        if (!times(p, p->result, p->result, &p->result)) {
            return false;
        }
    }
    return true;
}

static bool slide(Power *p, const PmlInt *b, int64_t n, PmlInt *const *table)
{
    int pending = 0, length = 0;
    for (int64_t i = n - 1; i >= 0; i--) {
        for (int j = PML_DIGIT_BITS - 1; j >= 0; j--) {
            pending = pending << 1 | (int)(b->digit[i] >> j & 1);
            if (pending == 0) {
                if (!times(p, p->result, p->result, &p->result)) {
                    return false;
                }
            } else if (++length == WINDOW_BITS) {
                if (!absorb(p, table, pending, length)) {
                    return false;
                }
                pending = length = 0;
            }
        }
    }
    return pending == 0 || absorb(p, table, pending, length);
}

/* Sliding window for large exponents: table[i] = base ** (2i + 1). */
static bool sliding_window(Power *p, const PmlInt *b, int64_t n)
{
    PmlInt *table[TABLE_SIZE] = {p->base}, *square = NULL;
    pml_incref(&p->base->ob.ob);
    bool ok = times(p, p->base, p->base, &square);
    int made = 1;
    while (ok && made < TABLE_SIZE) {
        ok = times(p, table[made - 1], square, &table[made]);
        made++;
    }
    pml_int_drop(p->E, square);
    ok = ok && slide(p, b, n, table);
    for (int i = 0; i < made; i++) {
        pml_int_drop(p->E, table[i]);
    }
    return ok;
}

static bool raise_to(Power *p, const PmlInt *b)
{
    int64_t n = pml_int_ndigits(b);
    uint32_t top = n == 0 ? 0 : b->digit[n - 1];
    if (n <= 1 && top <= 3) {
        if (top == 1) {
            return times(p, p->base, p->result, &p->result);
        }
        return top == 0 || (times(p, p->base, p->base, &p->result) &&
                            (top == 2 || times(p, p->result, p->base, &p->result)));
    }
    return n <= BINARY_DIGITS ? square_and_multiply(p, b, n) : sliding_window(p, b, n);
}

/* Makes modulus and exponent positive and reduces the base. 1: the answer is 0. */
static int prepare_modulus(Power *p, PmlInt **exponent, bool *negative)
{
    PmlEngine *E = p->E;
    if (p->modulus->ob.size == 0) {
        PML_RAISE(E, ValueError, "pow() 3rd argument cannot be 0");
        return -1;
    }
    if (p->modulus->ob.size < 0) {
        *negative = true;
        PmlInt *c = pml_int_copy(E, p->modulus);
        pml_int_negate(E, &c);
        if (c == NULL) {
            return -1;
        }
        replace(E, &p->modulus, c);
    }
    if (p->modulus->ob.size == 1 && p->modulus->digit[0] == 1) {
        return 1;
    }
    if ((*exponent)->ob.size < 0) {
        PmlInt *b = pml_int_copy(E, *exponent);
        pml_int_negate(E, &b);
        if (b == NULL) {
            return -1;
        }
        replace(E, exponent, b);
        PmlInt *a = inverse(E, p->base, p->modulus);
        if (a == NULL) {
            return -1;
        }
        replace(E, &p->base, a);
    }
    if (p->base->ob.size < 0 || p->base->ob.size > p->modulus->ob.size) {
        PmlInt *a = pml_int_modulo(E, p->base, p->modulus);
        if (a == NULL) {
            return -1;
        }
        replace(E, &p->base, a);
    }
    return 0;
}

static PmlObj *integer_power(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt *c)
{
    Power p = {E, a, c, NULL};
    bool negative = false;
    pml_incref(&a->ob.ob);
    pml_incref(&b->ob.ob);
    pml_xincref((PmlObj *)c);
    int state = c == NULL ? 0 : prepare_modulus(&p, &b, &negative);
    if (state == 1) {
        p.result = (PmlInt *)pml_int(E, 0);
    } else if (state == 0) {
        p.result = (PmlInt *)pml_int(E, 1);
        if (!raise_to(&p, b)) {
            pml_int_drop(E, p.result);
            p.result = NULL;
        } else if (negative && p.result->ob.size != 0) {
            replace(E, &p.result, pml_int_difference(E, p.result, p.modulus));
        }
    }
    pml_int_drop(E, p.base);
    pml_int_drop(E, b);
    pml_int_drop(E, p.modulus);
    return (PmlObj *)p.result;
}

PmlObj *pml_int_power(PmlEngine *E, PmlObj *base, PmlObj *exponent, PmlObj *modulus)
{
    if (!PML_IS_INT(base) || !PML_IS_INT(exponent) ||
        (modulus != PML_NONE(E) && !PML_IS_INT(modulus))) {
        return pml_not_implemented(E);
    }
    PmlInt *c = modulus == PML_NONE(E) ? NULL : (PmlInt *)modulus;
    if (c == NULL && pml_int_sign(exponent) < 0) {
        return PML_TYPE(E, float)->nb_power(E, base, exponent, modulus);
    }
    return integer_power(E, (PmlInt *)base, (PmlInt *)exponent, c);
}

/* int: multiplication, by the school method below 70 digits and Karatsuba's above. The temporaries
 * are int objects made and dropped in CPython's order, since they pass through the heap. */
#include "object/int_digits.h"

#define KARATSUBA_CUTOFF 70

static PmlInt *multiply(PmlEngine *E, PmlInt *a, PmlInt *b);

/* z += x * y[0..n), z has room; returns nothing: the carry always fits. */
static void add_row(uint32_t *z, uint32_t x, const uint32_t *y, int64_t n)
{
    uint64_t carry = 0;
    int64_t i = 0;
    for (; i < n; i++) {
        carry += (uint64_t)z[i] + (uint64_t)x * y[i];
        z[i] = (uint32_t)carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    for (; carry != 0; i++) {
        carry += z[i];
        z[i] = (uint32_t)carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
}

static PmlInt *school_multiply(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b);
    PmlInt *z = pml_int_interrupted(E, (m & 63) * n) ? NULL : pml_int_alloc(E, m + n);
    if (z == NULL) {
        return NULL;
    }
    memset(z->digit, 0, (size_t)(m + n) * sizeof(uint32_t));
    for (int64_t i = 0; i < m; i++) {
        if ((i & 63) == 63 && pml_int_interrupted(E, 64 * n)) {
            pml_int_drop(E, z);
            return NULL;
        }
        add_row(z->digit + i, a->digit[i], b->digit, n);
    }
    return pml_int_trim(z);
}

/* high and low parts of |n|, cut at digit `at`. */
static bool split(PmlEngine *E, PmlInt *n, int64_t at, PmlInt **high, PmlInt **low)
{
    int64_t size = pml_int_ndigits(n), nlow = size < at ? size : at, nhigh = size - nlow;
    PmlInt *h = pml_int_alloc(E, nhigh);
    if (h == NULL) {
        return false;
    }
    PmlInt *l = pml_int_alloc(E, nlow);
    if (l == NULL) {
        pml_int_drop(E, h);
        return false;
    }
    memcpy(l->digit, n->digit, (size_t)nlow * sizeof(uint32_t));
    memcpy(h->digit, n->digit + nlow, (size_t)nhigh * sizeof(uint32_t));
    *high = pml_int_trim(h);
    *low = pml_int_trim(l);
    return true;
}

/* a is at most half as long as b: multiply slice by slice of b. */
static PmlInt *lopsided_multiply(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), left = pml_int_ndigits(b), done = 0;
    PmlInt *z = pml_int_alloc(E, m + left);
    if (z == NULL) {
        return NULL;
    }
    memset(z->digit, 0, (size_t)z->ob.size * sizeof(uint32_t));
    PmlInt *slice = pml_int_alloc(E, m);
    if (slice == NULL) {
        pml_int_drop(E, z);
        return NULL;
    }
    while (left > 0) {
        int64_t n = left < m ? left : m;
        memcpy(slice->digit, b->digit + done, (size_t)n * sizeof(uint32_t));
        slice->ob.size = n;
        PmlInt *part = multiply(E, a, slice);
        if (part == NULL) {
            pml_int_drop(E, z);
            pml_int_drop(E, slice);
            return NULL;
        }
        pml_digits_add(z->digit + done, z->ob.size - done, part->digit, part->ob.size);
        pml_int_drop(E, part);
        left -= n;
        done += n;
    }
    pml_int_drop(E, slice);
    return pml_int_trim(z);
}

typedef struct Halves {
    PmlInt *ah, *al, *bh, *bl;
} Halves;

static void drop_halves(PmlEngine *E, Halves *h)
{
    pml_int_drop(E, h->ah);
    pml_int_drop(E, h->al);
    pml_int_drop(E, h->bh);
    pml_int_drop(E, h->bl);
}

static bool make_halves(PmlEngine *E, PmlInt *a, PmlInt *b, int64_t at, Halves *h)
{
    if (!split(E, a, at, &h->ah, &h->al)) {
        return false;
    }
    if (a == b) {
        h->bh = h->ah;
        h->bl = h->al;
        pml_incref(&h->bh->ob.ob);
        pml_incref(&h->bl->ob.ob);
        return true;
    }
    return split(E, b, at, &h->bh, &h->bl);
}

/* Outer products into z, and subtracted from its middle. */
static bool outer_products(PmlEngine *E, PmlInt *z, int64_t at, Halves *h)
{
    PmlInt *high = multiply(E, h->ah, h->bh);
    if (high == NULL) {
        return false;
    }
    memcpy(z->digit + 2 * at, high->digit, (size_t)high->ob.size * sizeof(uint32_t));
    int64_t rest = z->ob.size - 2 * at - high->ob.size;
    memset(z->digit + 2 * at + high->ob.size, 0, (size_t)rest * sizeof(uint32_t));
    PmlInt *low = multiply(E, h->al, h->bl);
    if (low == NULL) {
        pml_int_drop(E, high);
        return false;
    }
    memcpy(z->digit, low->digit, (size_t)low->ob.size * sizeof(uint32_t));
    memset(z->digit + low->ob.size, 0, (size_t)(2 * at - low->ob.size) * sizeof(uint32_t));
    int64_t n = z->ob.size - at;
    pml_digits_subtract(z->digit + at, n, low->digit, low->ob.size);
    pml_int_drop(E, low);
    pml_digits_subtract(z->digit + at, n, high->digit, high->ob.size);
    pml_int_drop(E, high);
    return true;
}

/* (ah + al) * (bh + bl), added into the middle of z. Drops the halves as it goes. */
static bool middle_product(PmlEngine *E, PmlInt *z, int64_t at, Halves *h, bool square)
{
    PmlInt *s = pml_int_magnitude_add(E, h->ah, h->al), *t;
    if (s == NULL) {
        return false;
    }
    pml_int_drop(E, h->ah);
    pml_int_drop(E, h->al);
    h->ah = h->al = NULL;
    if (square) {
        t = s;
        pml_incref(&t->ob.ob);
    } else if ((t = pml_int_magnitude_add(E, h->bh, h->bl)) == NULL) {
        pml_int_drop(E, s);
        return false;
    }
    pml_int_drop(E, h->bh);
    pml_int_drop(E, h->bl);
    h->bh = h->bl = NULL;
    PmlInt *middle = multiply(E, s, t);
    pml_int_drop(E, s);
    pml_int_drop(E, t);
    if (middle == NULL) {
        return false;
    }
    pml_digits_add(z->digit + at, z->ob.size - at, middle->digit, middle->ob.size);
    pml_int_drop(E, middle);
    return true;
}

/* Product of magnitudes. */
static PmlInt *multiply(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b);
    if (m > n) {
        PmlInt *t = a;
        a = b;
        b = t;
        int64_t s = m;
        m = n;
        n = s;
    }
    if (m <= (a == b ? 2 * KARATSUBA_CUTOFF : KARATSUBA_CUTOFF)) {
        return m == 0 ? (PmlInt *)pml_int(E, 0) : school_multiply(E, a, b);
    }
    if (2 * m <= n) {
        return lopsided_multiply(E, a, b);
    }
    int64_t at = n >> 1;
    Halves h = {NULL, NULL, NULL, NULL};
    PmlInt *z = NULL;
    if (make_halves(E, a, b, at, &h) && (z = pml_int_alloc(E, m + n)) != NULL &&
        outer_products(E, z, at, &h) && middle_product(E, z, at, &h, a == b)) {
        return pml_int_trim(z);
    }
    drop_halves(E, &h);
    pml_int_drop(E, z);
    return NULL;
}

PmlInt *pml_int_product(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    if (pml_int_is_medium(a) && pml_int_is_medium(b)) {
        return (PmlInt *)pml_int(E, pml_int_medium(a) * pml_int_medium(b));
    }
    PmlInt *z = multiply(E, a, b);
    if (z != NULL && (a->ob.size < 0) != (b->ob.size < 0)) {
        pml_int_negate(E, &z);
    }
    return z;
}

PmlObj *pml_int_multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return (PmlObj *)pml_int_product(E, (PmlInt *)a, (PmlInt *)b);
}

PmlObj *pml_int_slot_multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    return pml_int_multiply(E, a, b);
}

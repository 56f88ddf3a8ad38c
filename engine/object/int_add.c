/* int: addition, subtraction, sign, comparison. */
#include "object/int_digits.h"

PmlInt *pml_int_magnitude_add(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    if (pml_int_ndigits(a) < pml_int_ndigits(b)) {
        PmlInt *t = a;
        a = b;
        b = t;
    }
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b), i = 0;
    PmlInt *z = pml_int_alloc(E, m + 1);
    if (z == NULL) {
        return NULL;
    }
    uint32_t carry = 0;
    for (; i < n; i++) {
        carry += a->digit[i] + b->digit[i];
        z->digit[i] = carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    for (; i < m; i++) {
        carry += a->digit[i];
        z->digit[i] = carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    z->digit[i] = carry;
    return pml_int_trim(z);
}

/* |a| - |b|. Equal leading digits are skipped before the block is made. */
static PmlInt *magnitude_subtract(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b), i;
    bool swap = m < n;
    if (m == n) {
        i = m;
        while (--i >= 0 && a->digit[i] == b->digit[i]) {
        }
        if (i < 0) {
            return (PmlInt *)pml_int(E, 0);
        }
        swap = a->digit[i] < b->digit[i];
        m = n = i + 1;
    }
    if (swap) {
        PmlInt *t = a;
        a = b;
        b = t;
        int64_t s = m;
        m = n;
        n = s;
    }
    PmlInt *z = pml_int_alloc(E, m);
    if (z == NULL) {
        return NULL;
    }
    uint32_t borrow = 0;
    for (i = 0; i < n; i++) {
        borrow = a->digit[i] - b->digit[i] - borrow;
        z->digit[i] = borrow & PML_DIGIT_MASK;
        borrow = (borrow >> PML_DIGIT_BITS) & 1;
    }
    for (; i < m; i++) {
        borrow = a->digit[i] - borrow;
        z->digit[i] = borrow & PML_DIGIT_MASK;
        borrow = (borrow >> PML_DIGIT_BITS) & 1;
    }
    if (swap) {
        z->ob.size = -z->ob.size;
    }
    return pml_int_settle(E, pml_int_trim(z));
}

PmlInt *pml_int_sum(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    if (pml_int_is_medium(a) && pml_int_is_medium(b)) {
        return (PmlInt *)pml_int(E, pml_int_medium(a) + pml_int_medium(b));
    }
    if (a->ob.size < 0) {
        if (b->ob.size >= 0) {
            return magnitude_subtract(E, b, a);
        }
        PmlInt *z = pml_int_magnitude_add(E, a, b);
        if (z != NULL) {
            z->ob.size = -z->ob.size;
        }
        return z;
    }
    return b->ob.size < 0 ? magnitude_subtract(E, a, b) : pml_int_magnitude_add(E, a, b);
}

PmlInt *pml_int_difference(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    if (pml_int_is_medium(a) && pml_int_is_medium(b)) {
        return (PmlInt *)pml_int(E, pml_int_medium(a) - pml_int_medium(b));
    }
    if (a->ob.size < 0) {
        if (b->ob.size < 0) {
            return magnitude_subtract(E, b, a);
        }
        PmlInt *z = pml_int_magnitude_add(E, a, b);
        if (z != NULL) {
            z->ob.size = -z->ob.size;
        }
        return z;
    }
    return b->ob.size < 0 ? pml_int_magnitude_add(E, a, b) : magnitude_subtract(E, a, b);
}

PmlInt *pml_int_opposite(PmlEngine *E, PmlInt *v)
{
    if (pml_int_is_medium(v)) {
        return (PmlInt *)pml_int(E, -pml_int_medium(v));
    }
    PmlInt *z = pml_int_copy(E, v);
    if (z != NULL) {
        z->ob.size = -z->ob.size;
    }
    return z;
}

PmlObj *pml_int_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return (PmlObj *)pml_int_sum(E, (PmlInt *)a, (PmlInt *)b);
}

PmlObj *pml_int_subtract(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return (PmlObj *)pml_int_difference(E, (PmlInt *)a, (PmlInt *)b);
}

PmlObj *pml_int_slot_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    return pml_int_add(E, a, b);
}

PmlObj *pml_int_slot_subtract(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    return pml_int_subtract(E, a, b);
}

PmlObj *pml_int_slot_negative(PmlEngine *E, PmlObj *a)
{
    return (PmlObj *)pml_int_opposite(E, (PmlInt *)a);
}

PmlObj *pml_int_slot_positive(PmlEngine *E, PmlObj *a)
{
    return (PmlObj *)pml_int_same(E, (PmlInt *)a);
}

PmlObj *pml_int_slot_absolute(PmlEngine *E, PmlObj *a)
{
    return ((PmlInt *)a)->ob.size < 0 ? pml_int_slot_negative(E, a) : pml_int_slot_positive(E, a);
}

int pml_int_sign(const PmlObj *o)
{
    int64_t size = ((const PmlInt *)o)->ob.size;
    return size == 0 ? 0 : size < 0 ? -1 : 1;
}

int pml_int_compare(const PmlObj *a, const PmlObj *b)
{
    const PmlInt *x = (const PmlInt *)a, *y = (const PmlInt *)b;
    if (x->ob.size != y->ob.size) {
        return x->ob.size < y->ob.size ? -1 : 1;
    }
    int64_t i = pml_int_ndigits(x);
    while (--i >= 0 && x->digit[i] == y->digit[i]) {
    }
    if (i < 0) {
        return 0;
    }
    int order = x->digit[i] < y->digit[i] ? -1 : 1;
    return x->ob.size < 0 ? -order : order;
}

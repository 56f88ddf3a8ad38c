/* Digit vectors and the making of int blocks. */
#include "object/int_digits.h"

static PmlInt *alloc_bytes(PmlEngine *E, uint64_t bytes, int64_t ndigits)
{
    PmlInt *v = bytes > E->region_size ? NULL : pml_mem_alloc(E, (size_t)bytes);
    if (v == NULL) {
        pml_err_no_memory(E);
        return NULL;
    }
    pml_object_init(&v->ob.ob, PML_TYPE(E, int));
    v->ob.size = ndigits;
    return v;
}

PmlInt *pml_int_alloc(PmlEngine *E, int64_t ndigits)
{
    int64_t room = ndigits > 0 ? ndigits : 1;
    if (ndigits > (INT64_MAX - 24) / 4) {
        PML_RAISE(E, OverflowError, "too many digits in integer");
        return NULL;
    }
    return alloc_bytes(E, 24 + 4 * (uint64_t)room, ndigits);
}

PmlInt *pml_int_trim(PmlInt *v)
{
    int64_t n = pml_int_ndigits(v), i = n;
    while (i > 0 && v->digit[i - 1] == 0) {
        i--;
    }
    if (i != n) {
        v->ob.size = v->ob.size < 0 ? -i : i;
    }
    return v;
}

static bool is_small(int64_t v)
{
    return v >= -PML_SMALL_INTS_NEG && v < PML_SMALL_INTS_POS;
}

static PmlObj *small_int(PmlEngine *E, int64_t v)
{
    return pml_incref(&E->rt->small_ints.p[v + PML_SMALL_INTS_NEG].ob.ob);
}

PmlInt *pml_int_settle(PmlEngine *E, PmlInt *v)
{
    if (v != NULL && pml_int_is_medium(v)) {
        int64_t value = pml_int_medium(v);
        if (is_small(value)) {
            pml_int_drop(E, v);
            return (PmlInt *)small_int(E, value);
        }
    }
    return v;
}

PmlInt *pml_int_copy(PmlEngine *E, const PmlInt *v)
{
    int64_t n = pml_int_ndigits(v);
    if (pml_int_is_medium(v) && is_small(pml_int_medium(v))) {
        return (PmlInt *)small_int(E, pml_int_medium(v));
    }
    PmlInt *r = pml_int_alloc(E, n);
    if (r != NULL) {
        memcpy(r->digit, v->digit, (size_t)n * sizeof(uint32_t));
        r->ob.size = v->ob.size;
    }
    return r;
}

PmlInt *pml_int_same(PmlEngine *E, PmlInt *v)
{
    if (PML_IS(&v->ob.ob, int)) {
        pml_incref(&v->ob.ob);
        return v;
    }
    return pml_int_copy(E, v);
}

bool pml_int_negate(PmlEngine *E, PmlInt **v)
{
    PmlInt *x = *v;
    if (x == NULL) {
        return false;
    }
    if (pml_refs(&x->ob.ob) == 1) {
        x->ob.size = -x->ob.size;
        return true;
    }
    *v = (PmlInt *)pml_int(E, -pml_int_medium(x));
    pml_int_drop(E, x);
    return *v != NULL;
}

PmlObj *pml_int_u64(PmlEngine *E, uint64_t value)
{
    if (value < PML_SMALL_INTS_POS) {
        return small_int(E, (int64_t)value);
    }
    int64_t n = 0;
    for (uint64_t t = value; t != 0; t >>= PML_DIGIT_BITS) {
        n++;
    }
    PmlInt *v = pml_int_alloc(E, n);
    if (v != NULL) {
        for (int64_t i = 0; i < n; i++, value >>= PML_DIGIT_BITS) {
            v->digit[i] = (uint32_t)value & PML_DIGIT_MASK;
        }
    }
    return (PmlObj *)v;
}

PmlObj *pml_int(PmlEngine *E, int64_t value)
{
    if (is_small(value)) {
        return small_int(E, value);
    }
    if (value < (int64_t)PML_DIGIT_BASE && -value < (int64_t)PML_DIGIT_BASE) {
        /* One digit, in a block of the whole struct's 32 bytes: tracemalloc tells them apart. */
        PmlInt *v = alloc_bytes(E, 32, value < 0 ? -1 : 1);
        if (v != NULL) {
            v->digit[0] = (uint32_t)(value < 0 ? -value : value);
        }
        return (PmlObj *)v;
    }
    return pml_int_of_size(E, value);
}

PmlObj *pml_int_of_size(PmlEngine *E, int64_t value)
{
    if (is_small(value)) {
        return small_int(E, value);
    }
    uint64_t magnitude = value < 0 ? UINT64_C(0) - (uint64_t)value : (uint64_t)value;
    int64_t n = 0;
    for (uint64_t t = magnitude; t != 0; t >>= PML_DIGIT_BITS) {
        n++;
    }
    PmlInt *v = pml_int_alloc(E, n);
    if (v != NULL) {
        for (int64_t i = 0; i < n; i++, magnitude >>= PML_DIGIT_BITS) {
            v->digit[i] = (uint32_t)magnitude & PML_DIGIT_MASK;
        }
        v->ob.size = value < 0 ? -n : n;
    }
    return (PmlObj *)v;
}

static void make_static(PmlEngine *E, PmlInt *v, int64_t value, int64_t refs, PmlType *type)
{
    PML_UNUSED(E);
    v->ob.ob.refs = refs;
    v->ob.ob.type.p = type;
    v->ob.size = value < 0 ? -1 : value > 0;
    v->digit[0] = (uint32_t)(value < 0 ? -value : value);
}

void pml_int_create_small(PmlEngine *E)
{
    int64_t n = PML_SMALL_INTS_NEG + PML_SMALL_INTS_POS;
    PmlInt *ints = pml_static_alloc(E, (size_t)n * sizeof(PmlInt));
    E->rt->small_ints.p = ints;
    for (int64_t i = 0; i < n; i++) {
        make_static(E, &ints[i], i - PML_SMALL_INTS_NEG, PML_STATIC_REFS, PML_TYPE(E, int));
    }
    PmlInt *bools = pml_static_alloc(E, 2 * sizeof(PmlInt));
    make_static(E, &bools[0], 0, 1, PML_TYPE(E, bool));
    make_static(E, &bools[1], 1, 1, PML_TYPE(E, bool));
    E->rt->false_.p = &bools[0];
    E->rt->true_.p = &bools[1];
}

uint32_t pml_digits_add(uint32_t *x, int64_t m, const uint32_t *y, int64_t n)
{
    uint32_t carry = 0;
    int64_t i = 0;
    for (; i < n; i++) {
        carry += x[i] + y[i];
        x[i] = carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    for (; carry != 0 && i < m; i++) {
        carry += x[i];
        x[i] = carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    return carry;
}

uint32_t pml_digits_subtract(uint32_t *x, int64_t m, const uint32_t *y, int64_t n)
{
    uint32_t borrow = 0;
    int64_t i = 0;
    for (; i < n; i++) {
        borrow = x[i] - y[i] - borrow;
        x[i] = borrow & PML_DIGIT_MASK;
        borrow = (borrow >> PML_DIGIT_BITS) & 1;
    }
    for (; borrow != 0 && i < m; i++) {
        borrow = x[i] - borrow;
        x[i] = borrow & PML_DIGIT_MASK;
        borrow = (borrow >> PML_DIGIT_BITS) & 1;
    }
    return borrow;
}

uint32_t pml_digits_shift_left(uint32_t *z, const uint32_t *a, int64_t m, int bits)
{
    uint32_t carry = 0;
    for (int64_t i = 0; i < m; i++) {
        uint64_t acc = (uint64_t)a[i] << bits | carry;
        z[i] = (uint32_t)acc & PML_DIGIT_MASK;
        carry = (uint32_t)(acc >> PML_DIGIT_BITS);
    }
    return carry;
}

uint32_t pml_digits_shift_right(uint32_t *z, const uint32_t *a, int64_t m, int bits)
{
    uint32_t carry = 0;
    uint32_t mask = (UINT32_C(1) << bits) - 1;
    for (int64_t i = m; --i >= 0;) {
        uint64_t acc = (uint64_t)carry << PML_DIGIT_BITS | a[i];
        carry = (uint32_t)acc & mask;
        z[i] = (uint32_t)(acc >> bits);
    }
    return carry;
}

uint32_t pml_digits_divide(uint32_t *quotient, const uint32_t *digits, int64_t size, uint32_t n)
{
    uint64_t rest = 0;
    for (int64_t i = size; --i >= 0;) {
        rest = rest << PML_DIGIT_BITS | digits[i];
        if (quotient != NULL) {
            quotient[i] = (uint32_t)(rest / n);
        }
        rest %= n;
    }
    return (uint32_t)rest;
}

bool pml_int_interrupted(PmlEngine *E, int64_t products)
{
    return pml_work(E, products >> 5);
}

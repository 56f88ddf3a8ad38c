/* int: shifts and bitwise operations; negatives behave as infinite two's complement. */
#include "object/int_digits.h"

/* b = words * 30 + bits; a count beyond all memory is clipped: the block cannot be made then. */
static void split_shift(const PmlInt *b, int64_t *words, int *bits)
{
    int64_t v, limit = INT64_MAX / 4;
    if (pml_int_fits(&b->ob.ob, &v)) {
        *words = v / PML_DIGIT_BITS;
        *bits = (int)(v % PML_DIGIT_BITS);
        return;
    }
    *words = limit;
    *bits = 0;
    if (pml_int_ndigits(b) <= 3) {
        uint32_t q[3];
        uint32_t rest = pml_digits_divide(q, b->digit, 3, PML_DIGIT_BITS);
        if (q[2] < 2) {
            int64_t w = (int64_t)q[2] << 60 | (int64_t)q[1] << 30 | q[0];
            if (w < limit) {
                *words = w;
                *bits = (int)rest;
            }
        }
    }
}

PmlInt *pml_int_shifted_left(PmlEngine *E, PmlInt *a, int64_t words, int bits)
{
    if (words == 0 && pml_int_is_medium(a)) {
        int64_t m = pml_int_medium(a);
        return (PmlInt *)pml_int(E, m < 0 ? -(-m << bits) : m << bits);
    }
    int64_t n = pml_int_ndigits(a);
    PmlInt *z = pml_int_alloc(E, n + words + (bits != 0));
    if (z == NULL) {
        return NULL;
    }
    memset(z->digit, 0, (size_t)words * sizeof(uint32_t));
    uint32_t carry = pml_digits_shift_left(z->digit + words, a->digit, n, bits);
    if (bits != 0) {
        z->digit[n + words] = carry;
    }
    if (a->ob.size < 0) {
        z->ob.size = -z->ob.size;
    }
    return pml_int_settle(E, pml_int_trim(z));
}

PmlObj *pml_int_slot_lshift(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t words;
    int bits;
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    if (pml_int_sign(b) < 0) {
        return PML_RAISE(E, ValueError, "negative shift count");
    }
    if (pml_int_sign(a) == 0) {
        return pml_int(E, 0);
    }
    split_shift((PmlInt *)b, &words, &bits);
    return (PmlObj *)pml_int_shifted_left(E, (PmlInt *)a, words, bits);
}

/* Right shift of two digits or more; rounds towards minus infinity. */
static PmlInt *shifted_right(PmlEngine *E, PmlInt *a, int64_t words, int bits)
{
    bool negative = a->ob.size < 0;
    int64_t n = pml_int_ndigits(a);
    if (negative && bits == 0) {
        if (words == 0) {
            return pml_int_same(E, a);
        }
        bits = PML_DIGIT_BITS;
        words--;
    }
    int64_t size = n - words;
    if (size <= 0) {
        return (PmlInt *)pml_int(E, negative ? -1 : 0);
    }
    PmlInt *z = pml_int_alloc(E, size);
    if (z == NULL) {
        return NULL;
    }
    int high = PML_DIGIT_BITS - bits;
    uint64_t acc = a->digit[words];
    if (negative) {
        uint32_t sticky = 0;
        for (int64_t i = 0; i < words; i++) {
            sticky |= a->digit[i];
        }
        acc += (PML_DIGIT_MASK >> high) + (sticky != 0 ? 1U : 0U);
        z->ob.size = -size;
    }
    acc >>= bits;
    int64_t i = 0;
    for (int64_t j = words + 1; j < n; i++, j++) {
        acc += (uint64_t)a->digit[j] << high;
        z->digit[i] = (uint32_t)acc & PML_DIGIT_MASK;
        acc >>= PML_DIGIT_BITS;
    }
    z->digit[i] = (uint32_t)acc;
    return pml_int_settle(E, pml_int_trim(z));
}

PmlObj *pml_int_slot_rshift(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t words;
    int bits;
    PmlInt *v = (PmlInt *)a;
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    if (pml_int_sign(b) < 0) {
        return PML_RAISE(E, ValueError, "negative shift count");
    }
    if (pml_int_sign(a) == 0) {
        return pml_int(E, 0);
    }
    split_shift((PmlInt *)b, &words, &bits);
    if (pml_int_is_medium(v)) {
        int64_t m = pml_int_medium(v);
        int shift = words == 0 ? bits : PML_DIGIT_BITS;
        return pml_int(E, m < 0 ? ~(~m >> shift) : m >> shift);
    }
    return (PmlObj *)shifted_right(E, v, words, bits);
}

static void complement(uint32_t *z, const uint32_t *a, int64_t m)
{
    uint32_t carry = 1;
    for (int64_t i = 0; i < m; i++) {
        carry += a[i] ^ PML_DIGIT_MASK;
        z[i] = carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
}

/* The operand in two's complement: itself when not negative. */
static PmlInt *complemented(PmlEngine *E, PmlInt *v)
{
    if (v->ob.size >= 0) {
        pml_incref(&v->ob.ob);
        return v;
    }
    int64_t n = pml_int_ndigits(v);
    PmlInt *z = pml_int_alloc(E, n);
    if (z != NULL) {
        complement(z->digit, v->digit, n);
    }
    return z;
}

static uint32_t digit_operation(char op, uint32_t a, uint32_t b)
{
    return op == '&' ? (a & b) : op == '|' ? (a | b) : (a ^ b);
}

/* a and b in two's complement, a the longer one. */
static PmlInt *combine(PmlEngine *E, PmlInt *a, bool nega, char op, PmlInt *b, bool negb)
{
    int64_t m = pml_int_ndigits(a), n = pml_int_ndigits(b), size, i;
    bool negative;
    if (op == '^') {
        negative = nega != negb;
        size = m;
    } else if (op == '&') {
        negative = nega && negb;
        size = negb ? m : n;
    } else {
        negative = nega || negb;
        size = negb ? n : m;
    }
    PmlInt *z = pml_int_alloc(E, size + negative);
    if (z == NULL) {
        return NULL;
    }
    for (i = 0; i < n; i++) {
        z->digit[i] = digit_operation(op, a->digit[i], b->digit[i]);
    }
    for (; i < size; i++) {
        z->digit[i] = op == '^' && negb ? a->digit[i] ^ PML_DIGIT_MASK : a->digit[i];
    }
    if (negative) {
        z->ob.size = -z->ob.size;
        z->digit[size] = PML_DIGIT_MASK;
        complement(z->digit, z->digit, size + 1);
    }
    return z;
}

static PmlObj *bitwise(PmlEngine *E, PmlObj *left, char op, PmlObj *right)
{
    if (!PML_IS_INT(left) || !PML_IS_INT(right)) {
        return pml_not_implemented(E);
    }
    PmlInt *a = (PmlInt *)left, *b = (PmlInt *)right;
    if (pml_int_is_medium(a) && pml_int_is_medium(b)) {
        int64_t x = pml_int_medium(a), y = pml_int_medium(b);
        return pml_int(E, op == '&' ? (x & y) : op == '|' ? (x | y) : (x ^ y));
    }
    bool nega = a->ob.size < 0, negb = b->ob.size < 0;
    a = complemented(E, a);
    b = a == NULL ? NULL : complemented(E, b);
    PmlInt *z = NULL;
    if (b != NULL) {
        bool swap = pml_int_ndigits(a) < pml_int_ndigits(b);
        z = swap ? combine(E, b, negb, op, a, nega) : combine(E, a, nega, op, b, negb);
        if (swap) {
            PmlInt *t = a;
            a = b;
            b = t;
        }
    }
    pml_int_drop(E, a);
    pml_int_drop(E, b);
    return z == NULL ? NULL : (PmlObj *)pml_int_settle(E, pml_int_trim(z));
}

PmlObj *pml_int_slot_and(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return bitwise(E, a, '&', b);
}

PmlObj *pml_int_slot_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return bitwise(E, a, '|', b);
}

PmlObj *pml_int_slot_xor(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return bitwise(E, a, '^', b);
}

PmlObj *pml_int_slot_invert(PmlEngine *E, PmlObj *a)
{
    PmlInt *v = (PmlInt *)a;
    if (pml_int_is_medium(v)) {
        return pml_int(E, ~pml_int_medium(v));
    }
    PmlInt *one = (PmlInt *)pml_int(E, 1);
    PmlInt *z = pml_int_sum(E, v, one);
    pml_int_drop(E, one);
    pml_int_negate(E, &z);
    return (PmlObj *)z;
}

int64_t pml_int_bit_length(const PmlObj *o)
{
    const PmlInt *v = (const PmlInt *)o;
    int64_t n = pml_int_ndigits(v);
    return n == 0 ? 0 : (n - 1) * PML_DIGIT_BITS + pml_digit_bit_length(v->digit[n - 1]);
}

/* Inside of int: digit arithmetic shared by the int*.c files, and by nothing else.
 *
 * D1: digits are 30 bits, least significant first. D2: a finished int has no leading zero digit.
 * D3: a finished int in -5..256 is the cached object. A block may be larger than its digits need:
 * results are first made at the size the operation may need, then only the count is lowered. */
#ifndef PML_INT_DIGITS_H
#define PML_INT_DIGITS_H

#include "object/numbers.h"

#define PML_DIGIT_BITS 30
#define PML_DIGIT_BASE (UINT32_C(1) << PML_DIGIT_BITS)
#define PML_DIGIT_MASK (PML_DIGIT_BASE - 1)

static inline int64_t pml_int_size(const PmlInt *v)
{
    return v->ob.size;
}
static inline int64_t pml_int_ndigits(const PmlInt *v)
{
    return v->ob.size < 0 ? -v->ob.size : v->ob.size;
}
/* Zero or one digit: the fast paths apply. */
static inline bool pml_int_is_medium(const PmlInt *v)
{
    return v->ob.size >= -1 && v->ob.size <= 1;
}
static inline int64_t pml_int_medium(const PmlInt *v)
{
    return v->ob.size == 0 ? 0 : v->ob.size * (int64_t)v->digit[0];
}
static inline int pml_digit_bit_length(uint32_t d)
{
    return d == 0 ? 0 : 32 - __builtin_clz(d);
}
/* Release a temporary int (exact, so no Python code can run). */
static inline void pml_int_drop(PmlEngine *E, PmlInt *v)
{
    pml_xdecref(E, (PmlObj *)v);
}

/* int_digits.c. All results are new references, NULL with an error set. */
PmlInt *pml_int_alloc(PmlEngine *E, int64_t ndigits); /* digits uninitialised, positive */
PmlInt *pml_int_trim(PmlInt *v);                      /* drop leading zero digits */
PmlInt *pml_int_settle(PmlEngine *E, PmlInt *v);      /* steals: cached int when small */
PmlInt *pml_int_copy(PmlEngine *E, const PmlInt *v);  /* exact int of the same value */
PmlInt *pml_int_same(PmlEngine *E, PmlInt *v);        /* v itself when exact, else a copy */
bool pml_int_negate(PmlEngine *E, PmlInt **v);        /* in place when unshared; NULL on error */
uint32_t pml_digits_add(uint32_t *x, int64_t m, const uint32_t *y, int64_t n);
uint32_t pml_digits_subtract(uint32_t *x, int64_t m, const uint32_t *y, int64_t n);
uint32_t pml_digits_shift_left(uint32_t *z, const uint32_t *a, int64_t m, int bits);
uint32_t pml_digits_shift_right(uint32_t *z, const uint32_t *a, int64_t m, int bits);
/* quotient[] = digits[] / n, returns the remainder; quotient NULL: remainder only. */
uint32_t pml_digits_divide(uint32_t *quotient, const uint32_t *digits, int64_t size, uint32_t n);
/* So many products of digits are made next; true: the run is to end, error set. */
bool pml_int_interrupted(PmlEngine *E, int64_t products);

/* int_add.c, int_multiply.c, int_divide.c, int_shift.c, int_power.c */
PmlInt *pml_int_magnitude_add(PmlEngine *E, PmlInt *a, PmlInt *b);
PmlInt *pml_int_sum(PmlEngine *E, PmlInt *a, PmlInt *b);
PmlInt *pml_int_difference(PmlEngine *E, PmlInt *a, PmlInt *b);
PmlInt *pml_int_product(PmlEngine *E, PmlInt *a, PmlInt *b);
PmlInt *pml_int_opposite(PmlEngine *E, PmlInt *v);
/* Knuth's division of magnitudes, divisor of two digits or more; remainder untouched by caching. */
PmlInt *pml_int_long_division(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **remainder);
int pml_int_divide_truncating(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **quotient,
                              PmlInt **remainder);
int pml_int_divide_floor(PmlEngine *E, PmlInt *a, PmlInt *b, PmlInt **quotient,
                         PmlInt **remainder); /* either may be NULL */
PmlInt *pml_int_modulo(PmlEngine *E, PmlInt *a, PmlInt *b);
PmlInt *pml_int_shifted_left(PmlEngine *E, PmlInt *a, int64_t words, int bits);
PmlObj *pml_int_power(PmlEngine *E, PmlObj *base, PmlObj *exponent, PmlObj *modulus);

/* Slots and methods, each in the file of its concern. */
PmlObj *pml_int_slot_add(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_subtract(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_multiply(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_floor_divide(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_remainder(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_divmod(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_true_divide(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_lshift(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_rshift(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_and(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_or(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_xor(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_slot_invert(PmlEngine *E, PmlObj *a);
PmlObj *pml_int_slot_negative(PmlEngine *E, PmlObj *a);
PmlObj *pml_int_slot_positive(PmlEngine *E, PmlObj *a);
PmlObj *pml_int_slot_absolute(PmlEngine *E, PmlObj *a);
PmlObj *pml_int_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs);
extern const PmlMethodDef pml_int_methods[];
extern const PmlGetSetDef pml_int_getset[];

/* int_convert.c */
double pml_int_frexp(PmlInt *v, int64_t *exponent);              /* |v| = result * 2**exponent */
PmlObj *pml_int_from_text(PmlEngine *E, PmlObj *text, int base); /* of a str; ValueError */
/* shown: what the error shows; NULL: the bytes themselves */
PmlObj *pml_int_from_ascii(PmlEngine *E, const char *s, int64_t n, int base, PmlObj *shown);

#endif

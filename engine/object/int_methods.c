/* int: its methods and attributes. */
#include "object/str_ops.h"
#include "object/bytes.h"
#include "object/containers.h"
#include "object/int_digits.h"
#include "object/str.h"

static PmlObj *same(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return (PmlObj *)pml_int_same(E, (PmlInt *)self);
}

static PmlObj *bit_length(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_int(E, pml_int_bit_length(self));
}

static PmlObj *bit_count(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    const PmlInt *v = (const PmlInt *)self;
    int64_t count = 0;
    for (int64_t i = pml_int_ndigits(v); --i >= 0;) {
        count += __builtin_popcount(v->digit[i]);
    }
    return pml_int(E, count);
}

/* -1: TypeError or ValueError set, else is it little-endian? */
static int little_endian(PmlEngine *E, PmlObj *order, const char *function)
{
    if (order == NULL) {
        return 0;
    }
    if (!PML_IS_STR(order)) {
        PML_RAISE(E, TypeError, "%s() argument 'byteorder' must be str, not %.50s", function,
                  pml_type_given(E, order));
        return -1;
    }
    if (pml_str_equal_text(order, "little")) {
        return 1;
    }
    if (pml_str_equal_text(order, "big")) {
        return 0;
    }
    PML_RAISE(E, ValueError, "byteorder must be either 'little' or 'big'");
    return -1;
}

/* Two's complement of v in n bytes; 0, or -1 with OverflowError. */
static int write_bytes(PmlEngine *E, const PmlInt *v, unsigned char *out, int64_t n, bool little,
                       bool is_signed)
{
    bool negative = v->ob.size < 0;
    int64_t size = pml_int_ndigits(v), at = 0;
    uint64_t acc = 0;
    int have = 0;
    uint32_t carry = negative ? 1 : 0;
    if (negative && !is_signed) {
        PML_RAISE(E, OverflowError, "can't convert negative int to unsigned");
        return -1;
    }
    int64_t bits = pml_int_bit_length((const PmlObj *)v), room = 8 * n;
    bool lowest = negative && is_signed && bits == room;
    for (int64_t i = 0; lowest && i < size; i++) { /* -2**(8n-1) is the one that still fits */
        lowest = v->digit[i] == (i == size - 1 ? UINT32_C(1) << (bits - 1) % PML_DIGIT_BITS : 0);
    }
    if (bits > room || (is_signed && bits == room && bits > 0 && !lowest)) {
        PML_RAISE(E, OverflowError, "int too big to convert");
        return -1;
    }
    for (int64_t i = 0; i < n; i++) {
        if (have < 8) {
            uint32_t digit = at < size ? v->digit[at] : 0;
            at++;
            if (negative) {
                carry += digit ^ PML_DIGIT_MASK;
                digit = carry & PML_DIGIT_MASK;
                carry >>= PML_DIGIT_BITS;
            }
            acc |= (uint64_t)digit << have;
            have += PML_DIGIT_BITS;
        }
        out[little ? i : n - 1 - i] = (unsigned char)acc;
        acc >>= 8;
        have -= 8;
    }
    return 0;
}

static PmlObj *to_bytes(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    static const char *const names[] = {"length", "byteorder", "signed", NULL};
    PmlObj *v[3] = {NULL, NULL, NULL};
    if (!pml_parse_fast(E, "to_bytes", args, nargs, kwnames, names, 0, 2, v)) {
        return NULL;
    }
    int64_t n = 1;
    if (v[0] != NULL && !pml_want_ssize(E, v[0], &n)) {
        return NULL;
    }
    if (v[1] != NULL && !PML_IS_STR(v[1])) {
        little_endian(E, v[1], "to_bytes");
        return NULL;
    }
    int is_signed = v[2] == NULL ? 0 : pml_truth(E, v[2]);
    int little = is_signed < 0 ? -1 : little_endian(E, v[1], "to_bytes");
    if (little < 0) {
        return NULL;
    }
    if (n < 0) {
        return PML_RAISE(E, ValueError, "length argument must be non-negative");
    }
    PmlObj *bytes = pml_bytes(E, NULL, n);
    if (bytes != NULL &&
        write_bytes(E, (PmlInt *)self, PML_BYTES_DATA(bytes), n, little, is_signed) < 0) {
        pml_decref(E, bytes);
        return NULL;
    }
    return bytes;
}

static PmlObj *read_bytes(PmlEngine *E, const unsigned char *p, int64_t n, bool little,
                          bool is_signed)
{
    int64_t step = little ? -1 : 1; /* from the most significant byte down */
    const unsigned char *top = little ? p + n - 1 : p;
    bool negative = is_signed && n > 0 && (*top & 0x80) != 0;
    unsigned char filler = negative ? 0xff : 0;
    int64_t used = n;
    while (used > 0 && *top == filler) {
        top += step;
        used--;
    }
    if (negative && used < n) {
        used++;
    }
    PmlInt *v = pml_int_alloc(E, (used * 8 + PML_DIGIT_BITS - 1) / PML_DIGIT_BITS);
    if (v == NULL) {
        return NULL;
    }
    const unsigned char *q = little ? p : p + n - 1;
    uint64_t acc = 0;
    uint32_t carry = negative ? 1 : 0;
    int have = 0;
    int64_t at = 0;
    for (int64_t i = 0; i < used; i++, q -= step) {
        uint32_t byte = *q;
        if (negative) {
            byte = (0xff ^ byte) + carry;
            carry = byte >> 8;
            byte &= 0xff;
        }
        acc |= (uint64_t)byte << have;
        have += 8;
        if (have >= PML_DIGIT_BITS) {
            v->digit[at++] = (uint32_t)acc & PML_DIGIT_MASK;
            acc >>= PML_DIGIT_BITS;
            have -= PML_DIGIT_BITS;
        }
    }
    if (have > 0) {
        v->digit[at++] = (uint32_t)acc;
    }
    v->ob.size = negative ? -at : at;
    return (PmlObj *)pml_int_settle(E, pml_int_trim(v));
}

/* bytes(x), with PyObject_Bytes' refusals. */
static PmlObj *as_bytes(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, bytes)) {
        return pml_incref(o);
    }
    if (PML_IS_STR(o) || PML_IS_INT(o)) {
        return PML_RAISE(E, TypeError, "cannot convert '%.200s' object to bytes",
                         PML_TYPE_OF(o)->name.p);
    }
    return pml_call1(E, &PML_TYPE(E, bytes)->ob.ob, o);
}

static PmlObj *from_bytes(PmlEngine *E, PmlObj *cls, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    static const char *const names[] = {"bytes", "byteorder", "signed", NULL};
    PmlObj *v[3] = {NULL, NULL, NULL};
    if (!pml_parse_fast(E, "from_bytes", args, nargs, kwnames, names, 1, 2, v)) {
        return NULL;
    }
    if (v[1] != NULL && !PML_IS_STR(v[1])) {
        little_endian(E, v[1], "from_bytes");
        return NULL;
    }
    int is_signed = v[2] == NULL ? 0 : pml_truth(E, v[2]);
    int little = is_signed < 0 ? -1 : little_endian(E, v[1], "from_bytes");
    PmlObj *bytes = little < 0 ? NULL : as_bytes(E, v[0]);
    if (bytes == NULL) {
        return NULL;
    }
    PmlObj *value = read_bytes(E, PML_BYTES_DATA(bytes), PML_BYTES_LEN(bytes), little, is_signed);
    pml_decref(E, bytes);
    if (value != NULL && cls != &PML_TYPE(E, int)->ob.ob) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "int.from_bytes: value");
        PmlObj *converted = pml_call1(E, cls, value);
        pml_hold_drop(E, mark);
        pml_decref(E, value);
        value = converted;
    }
    return value;
}

static PmlObj *as_integer_ratio(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlInt *n = pml_int_same(E, (PmlInt *)self), *one = (PmlInt *)pml_int(E, 1);
    PmlObj *pair = n == NULL ? NULL : pml_tuple_pack(E, 2, n, one);
    pml_int_drop(E, n);
    pml_int_drop(E, one);
    return pair;
}

static void replace(PmlEngine *E, PmlInt **slot, PmlInt *value)
{
    pml_int_drop(E, *slot);
    *slot = value;
}

/* One step of q and r away from truncation, b > 0. */
static void step_quotient(PmlEngine *E, bool negative, PmlInt *b, PmlInt **q, PmlInt **r)
{
    PmlInt *one = (PmlInt *)pml_int(E, 1);
    replace(E, q, negative ? pml_int_difference(E, *q, one) : pml_int_sum(E, *q, one));
    pml_int_drop(E, one);
    if (*q != NULL) {
        replace(E, r, negative ? pml_int_sum(E, *r, b) : pml_int_difference(E, *r, b));
    }
}

/* (quotient, remainder) of a by b > 0 with the remainder nearest to zero, ties making the quotient
 * even. */
static PmlObj *nearest_divmod(PmlEngine *E, PmlInt *a, PmlInt *b)
{
    PmlInt *q, *r;
    if (pml_int_divide_truncating(E, a, b, &q, &r) < 0) {
        return NULL;
    }
    PmlInt *twice = pml_int_shifted_left(E, r, 0, 1);
    bool negative = a->ob.size < 0, odd = q->ob.size != 0 && (q->digit[0] & 1) != 0;
    if (negative && twice != NULL) {
        pml_int_negate(E, &twice);
    }
    PmlObj *pair = NULL;
    if (twice != NULL) {
        int order = pml_int_compare(&twice->ob.ob, &b->ob.ob);
        if (order > 0 || (order == 0 && odd)) {
            step_quotient(E, negative, b, &q, &r);
        }
        pml_int_drop(E, twice);
        pair = q == NULL || r == NULL ? NULL : pml_tuple_pack(E, 2, q, r);
    }
    pml_int_drop(E, q);
    pml_int_drop(E, r);
    return pair;
}

static PmlObj *round_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "__round__", nargs, 0, 1)) {
        return NULL;
    }
    PmlInt *v = (PmlInt *)self;
    if (nargs == 0) {
        return (PmlObj *)pml_int_same(E, v);
    }
    PmlObj *places = pml_number_index(E, args[0].p);
    if (places == NULL) {
        return NULL;
    }
    if (pml_int_sign(places) >= 0) {
        pml_decref(E, places);
        return (PmlObj *)pml_int_same(E, v);
    }
    PmlObj *power = pml_int_slot_negative(E, places);
    pml_decref(E, places);
    PmlObj *ten = pml_int(E, 10);
    PmlInt *unit = power == NULL ? NULL : (PmlInt *)pml_int_power(E, ten, power, PML_NONE(E));
    pml_decref(E, ten);
    pml_xdecref(E, power);
    PmlObj *pair = unit == NULL ? NULL : nearest_divmod(E, v, unit);
    pml_int_drop(E, unit);
    PmlInt *result =
        pair == NULL ? NULL : pml_int_difference(E, v, (PmlInt *)PML_TUPLE_AT(pair, 1));
    pml_xdecref(E, pair);
    return (PmlObj *)result;
}

static PmlObj *getnewargs(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlInt *copy = pml_int_copy(E, (PmlInt *)self);
    PmlObj *tuple = copy == NULL ? NULL : pml_tuple_pack(E, 1, copy);
    pml_int_drop(E, copy);
    return tuple;
}

static PmlObj *format_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (!PML_IS_STR(args[0].p)) {
        return pml_bad_argument(E, "__format__", "argument", "str", args[0].p);
    }
    return pml_int_format(E, self, args[0].p);
}

static PmlObj *sizeof_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    int64_t n = pml_int_ndigits((PmlInt *)self);
    return pml_int(E, 24 + 4 * (n > 0 ? n : 1));
}

static PmlObj *get_self(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return (PmlObj *)pml_int_same(E, (PmlInt *)self);
}

static PmlObj *get_zero(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self);
    PML_UNUSED(closure);
    return pml_int(E, 0);
}

static PmlObj *get_one(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self);
    PML_UNUSED(closure);
    return pml_int(E, 1);
}

const PmlMethodDef pml_int_methods[] = {
    {"conjugate", same, NULL, PML_METH_NOARGS, "Returns self, the complex conjugate of any int."},
    {"bit_length", bit_length, NULL, PML_METH_NOARGS,
     "Number of bits necessary to represent self in binary."},
    {"bit_count", bit_count, NULL, PML_METH_NOARGS,
     "Number of ones in the binary representation of the absolute value of self."},
    {"to_bytes", to_bytes, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Return an array of bytes representing an integer."},
    {"from_bytes", from_bytes, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS | PML_METH_CLASS,
     "Return the integer represented by the given array of bytes."},
    {"as_integer_ratio", as_integer_ratio, NULL, PML_METH_NOARGS,
     "Return a pair of integers whose ratio is equal to the original int."},
    {"__trunc__", same, NULL, PML_METH_NOARGS, "Truncating an Integral returns itself."},
    {"__floor__", same, NULL, PML_METH_NOARGS, "Flooring an Integral returns itself."},
    {"__ceil__", same, NULL, PML_METH_NOARGS, "Ceiling of an Integral returns itself."},
    {"__round__", round_method, NULL, PML_METH_FASTCALL,
     "Rounding an Integral returns itself, or rounds with an ndigits argument."},
    {"__getnewargs__", getnewargs, NULL, PML_METH_NOARGS, NULL},
    {"__format__", format_method, NULL, PML_METH_O, NULL},
    {"__sizeof__", sizeof_method, NULL, PML_METH_NOARGS, "Returns size in memory, in bytes."},
    {NULL, NULL, NULL, 0, NULL},
};

const PmlGetSetDef pml_int_getset[] = {
    {"real", get_self, NULL, "the real part of a complex number", NULL},
    {"imag", get_zero, NULL, "the imaginary part of a complex number", NULL},
    {"numerator", get_self, NULL, "the numerator of a rational number in lowest terms", NULL},
    {"denominator", get_one, NULL, "the denominator of a rational number in lowest terms", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

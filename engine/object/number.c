/* The number protocol: which operand's slot answers, and what is said when none does. */
#include "object/bytes.h"
#include "object/numbers.h"
#include "object/callables.h"
#include "object/int_digits.h"
#include "object/str.h"

#define SLOT(o, offset) (*(const PmlBinary *)((const char *)PML_TYPE_OF(o) + (offset)))

/* The left operand's slot first, unless the right operand's type is a subclass with its own. */
static PML_INLINE PmlObj *binary(PmlEngine *E, PmlObj *a, PmlObj *b, size_t slot)
{
    PmlBinary left = SLOT(a, slot), right = NULL;
    PmlObj *r;
    if (PML_TYPE_OF(b) != PML_TYPE_OF(a)) {
        right = SLOT(b, slot);
        if (right == left) {
            right = NULL;
        }
    }
    if (left != NULL) {
        if (right != NULL && pml_type_is_subtype(PML_TYPE_OF(b), PML_TYPE_OF(a))) {
            r = right(E, a, b);
            if (r != PML_NOT_IMPLEMENTED(E)) {
                return r;
            }
            pml_decref(E, r);
            right = NULL;
        }
        r = left(E, a, b);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    if (right != NULL) {
        r = right(E, a, b);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    return pml_not_implemented(E);
}

static PmlObj *inplace(PmlEngine *E, PmlObj *a, PmlObj *b, size_t own, size_t plain)
{
    PmlBinary f = SLOT(a, own);
    if (f != NULL) {
        PmlObj *r = f(E, a, b);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    return binary(E, a, b, plain);
}

static PmlObj *unsupported(PmlEngine *E, PmlObj *a, PmlObj *b, const char *sign)
{
    return PML_RAISE(E, TypeError, "unsupported operand type(s) for %.100s: '%.100s' and '%.100s'",
                     sign, PML_TYPE_OF(a)->name.p, PML_TYPE_OF(b)->name.p);
}

/* r as it is, or TypeError when it is NotImplemented (which it then releases). */
static PmlObj *checked(PmlEngine *E, PmlObj *r, PmlObj *a, PmlObj *b, const char *sign)
{
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    return unsupported(E, a, b, sign);
}

#define BINARY(name, slot, sign)                                                 \
    PmlObj *pml_number_##name(PmlEngine *E, PmlObj *a, PmlObj *b)                \
    {                                                                            \
        return checked(E, binary(E, a, b, offsetof(PmlType, slot)), a, b, sign); \
    }
#define INPLACE(name, own, plain, sign)                                                 \
    PmlObj *pml_number_##name(PmlEngine *E, PmlObj *a, PmlObj *b)                       \
    {                                                                                   \
        PmlObj *r = inplace(E, a, b, offsetof(PmlType, own), offsetof(PmlType, plain)); \
        return checked(E, r, a, b, sign);                                               \
    }

BINARY(subtract, nb_subtract, "-")
BINARY(matmul, nb_matrix_multiply, "@")
BINARY(true_divide, nb_true_divide, "/")
BINARY(floor_divide, nb_floor_divide, "//")
BINARY(remainder, nb_remainder, "%")
BINARY(divmod, nb_divmod, "divmod()")
BINARY(lshift, nb_lshift, "<<")
BINARY(and, nb_and, "&")
BINARY(or, nb_or, "|")
BINARY(xor, nb_xor, "^")
INPLACE(inplace_subtract, nb_inplace_subtract, nb_subtract, "-=")
INPLACE(inplace_matmul, nb_inplace_matrix_multiply, nb_matrix_multiply, "@=")
INPLACE(inplace_true_divide, nb_inplace_true_divide, nb_true_divide, "/=")
INPLACE(inplace_floor_divide, nb_inplace_floor_divide, nb_floor_divide, "//=")
INPLACE(inplace_remainder, nb_inplace_remainder, nb_remainder, "%=")
INPLACE(inplace_lshift, nb_inplace_lshift, nb_lshift, "<<=")
INPLACE(inplace_rshift, nb_inplace_rshift, nb_rshift, ">>=")
INPLACE(inplace_and, nb_inplace_and, nb_and, "&=")
INPLACE(inplace_or, nb_inplace_or, nb_or, "|=")
INPLACE(inplace_xor, nb_inplace_xor, nb_xor, "^=")

PmlObj *pml_number_rshift(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r = binary(E, a, b, offsetof(PmlType, nb_rshift));
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    if (PML_IS(a, builtin_function_or_method) &&
        strcmp(((PmlBuiltin *)a)->def.p->name, "print") == 0) {
        return PML_RAISE(E, TypeError,
                         "unsupported operand type(s) for >>: '%.100s' and '%.100s'. Did you "
                         "mean \"print(<message>, file=<output_stream>)\"?",
                         PML_TYPE_OF(a)->name.p, PML_TYPE_OF(b)->name.p);
    }
    return unsupported(E, a, b, ">>");
}

PmlObj *pml_number_try_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return binary(E, a, b, offsetof(PmlType, nb_add));
}

PmlObj *pml_number_try_inplace_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return inplace(E, a, b, offsetof(PmlType, nb_inplace_add), offsetof(PmlType, nb_add));
}

/* -- sums and products fall back to the sequence slots ----------------------------------- */

PmlObj *pml_number_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r = binary(E, a, b, offsetof(PmlType, nb_add));
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    PmlBinary concat = PML_TYPE_OF(a)->sq_concat;
    return concat != NULL ? concat(E, a, b) : unsupported(E, a, b, "+");
}

PmlObj *pml_number_inplace_add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r = inplace(E, a, b, offsetof(PmlType, nb_inplace_add), offsetof(PmlType, nb_add));
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    PmlType *t = PML_TYPE_OF(a);
    PmlBinary concat = t->sq_inplace_concat != NULL ? t->sq_inplace_concat : t->sq_concat;
    return concat != NULL ? concat(E, a, b) : unsupported(E, a, b, "+=");
}

static PmlObj *repeat(PmlEngine *E, PmlIndexed f, PmlObj *sequence, PmlObj *count)
{
    if (!pml_has_index(count)) {
        return PML_RAISE(E, TypeError, "can't multiply sequence by non-int of type '%.200s'",
                         PML_TYPE_OF(count)->name.p);
    }
    int64_t n = pml_as_ssize(E, count, PML_T_OverflowError);
    if (n == -1 && pml_error_pending(E)) {
        return NULL;
    }
    return f(E, sequence, n);
}

PmlObj *pml_number_multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r = binary(E, a, b, offsetof(PmlType, nb_multiply));
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    if (PML_TYPE_OF(a)->sq_repeat != NULL) {
        return repeat(E, PML_TYPE_OF(a)->sq_repeat, a, b);
    }
    if (PML_TYPE_OF(b)->sq_repeat != NULL) {
        return repeat(E, PML_TYPE_OF(b)->sq_repeat, b, a);
    }
    return unsupported(E, a, b, "*");
}

/* Has the type a sequence table in CPython? Every class made at run time has one. */
static bool has_sequence_slots(const PmlType *t)
{
    return pml_type_has(t, PML_TF_HEAP) || t->sq_length != NULL || t->sq_item != NULL ||
           t->sq_contains != NULL || t->sq_concat != NULL;
}

PmlObj *pml_number_inplace_multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r =
        inplace(E, a, b, offsetof(PmlType, nb_inplace_multiply), offsetof(PmlType, nb_multiply));
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    PmlType *t = PML_TYPE_OF(a);
    PmlIndexed f = t->sq_inplace_repeat != NULL ? t->sq_inplace_repeat : t->sq_repeat;
    if (f != NULL) {
        return repeat(E, f, a, b);
    }
    if (!has_sequence_slots(t) && PML_TYPE_OF(b)->sq_repeat != NULL) {
        return repeat(E, PML_TYPE_OF(b)->sq_repeat, b, a);
    }
    return unsupported(E, a, b, "*=");
}

/* -- powers ------------------------------------------------------------------------------ */

/* 1: *r is the answer (or NULL, an error); 0: the slot declined. */
static PML_INLINE int try_power(PmlEngine *E, PmlTernary f, PmlObj *a, PmlObj *b, PmlObj *mod,
                                PmlObj **r)
{
    *r = f(E, a, b, mod);
    if (*r != PML_NOT_IMPLEMENTED(E)) {
        return 1;
    }
    pml_decref(E, *r);
    return 0;
}

static PML_INLINE PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *mod, const char *sign)
{
    PmlTernary left = PML_TYPE_OF(a)->nb_power, right = NULL, third;
    PmlObj *r;
    if (PML_TYPE_OF(b) != PML_TYPE_OF(a)) {
        right = PML_TYPE_OF(b)->nb_power;
        if (right == left) {
            right = NULL;
        }
    }
    if (left != NULL) {
        if (right != NULL && pml_type_is_subtype(PML_TYPE_OF(b), PML_TYPE_OF(a))) {
            if (try_power(E, right, a, b, mod, &r)) {
                return r;
            }
            right = NULL;
        }
        if (try_power(E, left, a, b, mod, &r)) {
            return r;
        }
    }
    if (right != NULL && try_power(E, right, a, b, mod, &r)) {
        return r;
    }
    third = PML_TYPE_OF(mod)->nb_power;
    if (third != NULL && third != left && third != right && try_power(E, third, a, b, mod, &r)) {
        return r;
    }
    if (mod == PML_NONE(E)) {
        return unsupported(E, a, b, sign);
    }
    return PML_RAISE(E, TypeError,
                     "unsupported operand type(s) for %.100s: '%.100s', '%.100s', '%.100s'", sign,
                     PML_TYPE_OF(a)->name.p, PML_TYPE_OF(b)->name.p, PML_TYPE_OF(mod)->name.p);
}

PmlObj *pml_number_power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *mod)
{
    return power(E, a, b, mod, "** or pow()");
}

PmlObj *pml_number_inplace_power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *mod)
{
    PmlObj *r;
    PmlTernary f = PML_TYPE_OF(a)->nb_inplace_power;
    if (f != NULL && try_power(E, f, a, b, mod, &r)) {
        return r;
    }
    return power(E, a, b, mod, "**=");
}

/* -- one operand ------------------------------------------------------------------------- */

static PmlObj *unary(PmlEngine *E, PmlObj *o, PmlUnary f, const char *what)
{
    if (f != NULL) {
        return f(E, o);
    }
    return PML_RAISE(E, TypeError, "bad operand type for %s: '%.200s'", what,
                     PML_TYPE_OF(o)->name.p);
}

PmlObj *pml_number_negative(PmlEngine *E, PmlObj *o)
{
    return unary(E, o, PML_TYPE_OF(o)->nb_negative, "unary -");
}

PmlObj *pml_number_positive(PmlEngine *E, PmlObj *o)
{
    return unary(E, o, PML_TYPE_OF(o)->nb_positive, "unary +");
}

PmlObj *pml_number_invert(PmlEngine *E, PmlObj *o)
{
    return unary(E, o, PML_TYPE_OF(o)->nb_invert, "unary ~");
}

PmlObj *pml_number_absolute(PmlEngine *E, PmlObj *o)
{
    return unary(E, o, PML_TYPE_OF(o)->nb_absolute, "abs()");
}

/* -- conversions ------------------------------------------------------------------------- */

bool pml_has_index(const PmlObj *o)
{
    return PML_TYPE_OF(o)->nb_index != NULL;
}

int pml_warn_deprecated(PmlEngine *E, PmlObj *text)
{
    int r = 0;
    if (text == NULL) {
        return -1;
    }
    if (E->upcalls != NULL && E->upcalls->warn != NULL) {
        r = E->upcalls->warn(E, PML_TYPE(E, DeprecationWarning), pml_str_data(text));
    }
    pml_decref(E, text);
    return r;
}

/* A strict subclass of int came back from `method`: warned about. */
static int warn_int_subclass(PmlEngine *E, const char *method, PmlObj *r)
{
    return pml_warn_deprecated(
        E, pml_str_format(E,
                          "%s returned non-int (type %.200s).  The ability to return "
                          "an instance of a strict subclass of int is deprecated, "
                          "and may be removed in a future version of Python.",
                          method, PML_TYPE_OF(r)->name.p));
}

/* An exact int of value r (stolen). */
static PmlObj *exact_int(PmlEngine *E, PmlObj *r)
{
    if (r == NULL || PML_IS(r, int)) {
        return r;
    }
    PmlObj *copy = (PmlObj *)pml_int_copy(E, (PmlInt *)r);
    pml_decref(E, r);
    return copy;
}

PmlObj *pml_number_index(PmlEngine *E, PmlObj *o)
{
    if (PML_IS_INT(o)) {
        return PML_IS(o, int) ? pml_incref(o) : exact_int(E, pml_incref(o));
    }
    if (!pml_has_index(o)) {
        return PML_RAISE(E, TypeError, "'%.200s' object cannot be interpreted as an integer",
                         PML_TYPE_OF(o)->name.p);
    }
    PmlObj *r = PML_TYPE_OF(o)->nb_index(E, o);
    if (r == NULL || PML_IS(r, int)) {
        return r;
    }
    if (!PML_IS_INT(r)) {
        PML_RAISE(E, TypeError, "__index__ returned non-int (type %.200s)", PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    if (warn_int_subclass(E, "__index__", r) < 0) {
        pml_decref(E, r);
        return NULL;
    }
    return exact_int(E, r);
}

int64_t pml_as_ssize(PmlEngine *E, PmlObj *o, int exc_index)
{
    PmlObj *n = pml_number_index(E, o);
    int64_t v;
    if (n == NULL) {
        return -1;
    }
    if (!pml_int_fits(n, &v)) {
        if (exc_index < 0) {
            v = pml_int_sign(n) < 0 ? INT64_MIN : INT64_MAX;
        } else {
            pml_raise(E, exc_index, "cannot fit '%.200s' into an index-sized integer",
                      PML_TYPE_OF(o)->name.p);
            v = -1;
        }
    }
    pml_decref(E, n);
    return v;
}

static PmlObj *int_by_slot(PmlEngine *E, PmlObj *o)
{
    PmlObj *r = PML_TYPE_OF(o)->nb_int(E, o);
    if (r == NULL || PML_IS(r, int)) {
        return r;
    }
    if (!PML_IS_INT(r)) {
        PML_RAISE(E, TypeError, "__int__ returned non-int (type %.200s)", PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    if (warn_int_subclass(E, "__int__", r) < 0) {
        pml_decref(E, r);
        return NULL;
    }
    return exact_int(E, r);
}

static PmlObj *int_by_trunc(PmlEngine *E, PmlObj *method)
{
    int failed = pml_warn_deprecated(
        E, pml_str_text(E, "The delegation of int() to __trunc__ is deprecated."));
    PmlObj *r = failed < 0 ? NULL : pml_call0(E, method);
    pml_decref(E, method);
    if (r == NULL || PML_IS_INT(r)) {
        return exact_int(E, r);
    }
    if (!pml_has_index(r)) {
        PML_RAISE(E, TypeError, "__trunc__ returned non-Integral (type %.200s)",
                  PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    PmlObj *n = exact_int(E, pml_number_index(E, r));
    pml_decref(E, r);
    return n;
}

static PmlObj *int_by_text(PmlEngine *E, PmlObj *o)
{
    if (PML_IS_STR(o)) {
        return pml_int_from_text(E, o, 10);
    }
    if (PML_IS_BYTES(o)) {
        return pml_int_from_ascii(E, (const char *)PML_BYTES_DATA(o), PML_BYTES_LEN(o), 10, o);
    }
    if (pml_isinstance_of(o, PML_TYPE(E, bytearray))) {
        PmlByteArray *a = (PmlByteArray *)o;
        return pml_int_from_ascii(E, (const char *)a->start.p, a->ob.size, 10, NULL);
    }
    PmlBuffer view;
    if (PML_TYPE_OF(o)->bf_getbuffer != NULL && pml_get_buffer(E, o, &view, false) == 0) {
        PmlObj *bytes = pml_bytes(E, view.data, view.len), *r = NULL;
        if (bytes != NULL) {
            r = pml_int_from_ascii(E, (const char *)PML_BYTES_DATA(bytes), view.len, 10, bytes);
            pml_decref(E, bytes);
        }
        pml_release_buffer(E, &view);
        return r;
    }
    pml_error_clear(E);
    return PML_RAISE(
        E, TypeError,
        "int() argument must be a string, a bytes-like object or a real number, not '%.200s'",
        PML_TYPE_OF(o)->name.p);
}

PmlObj *pml_number_long(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, int)) {
        return pml_incref(o);
    }
    if (PML_TYPE_OF(o)->nb_int != NULL) {
        return int_by_slot(E, o);
    }
    if (PML_TYPE_OF(o)->nb_index != NULL) {
        return exact_int(E, pml_number_index(E, o));
    }
    PmlObj *trunc_method = pml_lookup_special(E, o, PML_ID(E, __trunc__));
    if (trunc_method != NULL) {
        return int_by_trunc(E, trunc_method);
    }
    return pml_error_pending(E) ? NULL : int_by_text(E, o);
}

static PmlObj *float_by_slot(PmlEngine *E, PmlObj *o)
{
    PmlObj *r = PML_TYPE_OF(o)->nb_float(E, o);
    if (r == NULL || PML_IS(r, float)) {
        return r;
    }
    if (!pml_isinstance_of(r, PML_TYPE(E, float))) {
        PML_RAISE(E, TypeError, "%.50s.__float__ returned non-float (type %.50s)",
                  PML_TYPE_OF(o)->name.p, PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    if (pml_warn_deprecated(
            E, pml_str_format(E,
                              "%.50s.__float__ returned non-float (type %.50s).  The "
                              "ability to return an instance of a strict subclass of float "
                              "is deprecated, and may be removed in a future version "
                              "of Python.",
                              PML_TYPE_OF(o)->name.p, PML_TYPE_OF(r)->name.p)) < 0) {
        pml_decref(E, r);
        return NULL;
    }
    double v = PML_FLOAT_VALUE(r);
    pml_decref(E, r);
    return pml_float(E, v);
}

PmlObj *pml_number_float(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, float)) {
        return pml_incref(o);
    }
    if (PML_TYPE_OF(o)->nb_float != NULL) {
        return float_by_slot(E, o);
    }
    if (PML_TYPE_OF(o)->nb_index != NULL) {
        PmlObj *n = pml_number_index(E, o);
        if (n == NULL) {
            return NULL;
        }
        double v = pml_int_as_double(E, n);
        pml_decref(E, n);
        return v == -1.0 && pml_error_pending(E) ? NULL : pml_float(E, v);
    }
    if (pml_isinstance_of(o, PML_TYPE(E, float))) {
        return pml_float(E, PML_FLOAT_VALUE(o));
    }
    return pml_float_parse(E, o);
}

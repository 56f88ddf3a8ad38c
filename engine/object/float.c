/* float: the type, its free list, arithmetic, comparison, hash. */
#include <float.h>
#include <math.h>

#include "object/float_methods.h"
#include "object/int_digits.h"
#include "object/containers.h"
#include "object/str.h"

/* Dead floats wait in a chain that runs through their type slots; the newest is reused first. */
PmlObj *pml_float(PmlEngine *E, double v)
{
    PmlRuntime *rt = E->rt;
    PmlFloat *f = (PmlFloat *)rt->free_floats.p;
    if (f != NULL) {
        rt->free_floats.p = (PmlObj *)f->ob.type.p;
        rt->free_float_count--;
    } else if ((f = pml_mem_alloc(E, sizeof(PmlFloat))) == NULL) {
        return pml_err_no_memory(E);
    }
    pml_object_init(&f->ob, PML_TYPE(E, float));
    f->value = v;
    return &f->ob;
}

/* The modelled machine is Linux, whatever the host's own number is. */
enum { LINUX_ERANGE = 34 };

static void dealloc(PmlEngine *E, PmlObj *o)
{
    PmlRuntime *rt = E->rt;
    if (!PML_IS(o, float)) {
        PML_TYPE_OF(o)->free(E, o);
    } else if (rt->free_float_count >= PML_FLOAT_FREE_MAX) {
        pml_object_free(E, o);
    } else {
        rt->free_float_count++;
        o->type.p = (PmlType *)rt->free_floats.p;
        rt->free_floats.p = o;
    }
}

void pml_float_clear_free_list(PmlEngine *E)
{
    PmlObj *f = E->rt->free_floats.p;
    while (f != NULL) {
        PmlObj *next = (PmlObj *)f->type.p;
        pml_object_free(E, f);
        f = next;
    }
    E->rt->free_floats.p = NULL;
    E->rt->free_float_count = 0;
}

static bool is_float(PmlEngine *E, const PmlObj *o)
{
    return PML_IS(o, float) || pml_isinstance_of(o, PML_TYPE(E, float));
}

double pml_as_double(PmlEngine *E, PmlObj *o)
{
    if (is_float(E, o)) {
        return PML_FLOAT_VALUE(o);
    }
    PmlType *t = PML_TYPE_OF(o);
    if (t->nb_float == NULL) {
        if (t->nb_index == NULL) {
            PML_RAISE(E, TypeError, "must be real number, not %.50s", t->name.p);
            return -1.0;
        }
        PmlObj *n = pml_number_index(E, o);
        if (n == NULL) {
            return -1.0;
        }
        double d = pml_int_as_double(E, n);
        pml_decref(E, n);
        return d;
    }
    PmlObj *f = pml_number_float(E, o);
    if (f == NULL) {
        return -1.0;
    }
    double v = PML_FLOAT_VALUE(f);
    pml_decref(E, f);
    return v;
}

/* Operand as a double: 1 yes, 0 not a number, -1 error. */
static int operand(PmlEngine *E, PmlObj *o, double *v)
{
    if (is_float(E, o)) {
        *v = PML_FLOAT_VALUE(o);
        return 1;
    }
    if (PML_IS_INT(o)) {
        *v = pml_int_as_double(E, o);
        return *v == -1.0 && pml_error_pending(E) ? -1 : 1;
    }
    return 0;
}

static int operands(PmlEngine *E, PmlObj *a, PmlObj *b, double *x, double *y)
{
    int r = operand(E, a, x);
    return r == 1 ? operand(E, b, y) : r;
}

#define OPERANDS(E, a, b, x, y)                            \
    double x, y;                                           \
    int known_ = operands((E), (a), (b), &(x), &(y));      \
    if (known_ != 1) {                                     \
        return known_ < 0 ? NULL : pml_not_implemented(E); \
    }

static PmlObj *add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    return pml_float(E, x + y);
}

static PmlObj *subtract(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    return pml_float(E, x - y);
}

static PmlObj *multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    return pml_float(E, x * y);
}

static PmlObj *divide(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    if (y == 0) {
        return PML_RAISE(E, ZeroDivisionError, "float division by zero");
    }
    return pml_float(E, x / y);
}

static PmlObj *remainder_(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    if (y == 0) {
        return PML_RAISE(E, ZeroDivisionError, "float modulo");
    }
    double r = fmod(x, y);
    if (r == 0) {
        r = copysign(0.0, y);
    } else if ((y < 0) != (r < 0)) {
        r += y;
    }
    return pml_float(E, r);
}

static void floor_division(double x, double y, double *quotient, double *rest)
{
    double r = fmod(x, y), q = (x - r) / y;
    if (r == 0) {
        r = copysign(0.0, y);
    } else if ((y < 0) != (r < 0)) {
        r += y;
        q -= 1.0;
    }
    if (q == 0) {
        *quotient = copysign(0.0, x / y);
    } else {
        *quotient = floor(q);
        if (q - *quotient > 0.5) {
            *quotient += 1.0;
        }
    }
    *rest = r;
}

static PmlObj *divmod(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    if (y == 0) {
        return PML_RAISE(E, ZeroDivisionError, "float divmod()");
    }
    double q, r;
    floor_division(x, y, &q, &r);
    PmlObj *pair = pml_tuple_new(E, 2);
    if (pair == NULL) {
        return NULL;
    }
    PML_TUPLE_AT(pair, 0) = pml_float(E, q);
    PML_TUPLE_AT(pair, 1) = pml_float(E, r);
    if (PML_TUPLE_AT(pair, 0) == NULL || PML_TUPLE_AT(pair, 1) == NULL) {
        pml_decref(E, pair);
        return NULL;
    }
    return pair;
}

static PmlObj *floor_divide(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    if (y == 0) {
        return PML_RAISE(E, ZeroDivisionError, "float floor division by zero");
    }
    double q, r;
    floor_division(x, y, &q, &r);
    return pml_float(E, q);
}

PmlObj *pml_raise_range(PmlEngine *E)
{
    PmlObj *code = pml_int(E, LINUX_ERANGE);
    PmlObj *text = pml_str_text(E, "Numerical result out of range");
    PmlObj *args = text == NULL ? NULL : pml_tuple_pack(E, 2, code, text);
    pml_decref(E, code);
    pml_xdecref(E, text);
    if (args != NULL) {
        pml_raise_object(E, &PML_TYPE(E, OverflowError)->ob.ob, args);
        pml_decref(E, args);
    }
    return NULL;
}

static bool is_odd(double v)
{
    return fmod(fabs(v), 2.0) == 1.0;
}

/* Powers whose base or exponent is 0, 1, infinite or not a number. */
static bool special_power(double x, double y, double *r)
{
    if (y == 0) {
        *r = 1.0;
    } else if (isnan(x)) {
        *r = x;
    } else if (isnan(y)) {
        *r = x == 1.0 ? 1.0 : y;
    } else if (isinf(y)) {
        double m = fabs(x);
        *r = m == 1.0 ? 1.0 : (y > 0) == (m > 1.0) ? fabs(y) : 0.0;
    } else if (isinf(x)) {
        bool odd = is_odd(y);
        *r = y > 0 ? (odd ? x : fabs(x)) : (odd ? copysign(0.0, x) : 0.0);
    } else {
        return false;
    }
    return true;
}

static PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *modulus)
{
    if (modulus != PML_NONE(E)) {
        return PML_RAISE(E, TypeError,
                         "pow() 3rd argument not allowed unless all arguments are integers");
    }
    OPERANDS(E, a, b, x, y)
    double r;
    if (special_power(x, y, &r)) {
        return pml_float(E, r);
    }
    if (x == 0) {
        if (y < 0) {
            return PML_RAISE(E, ZeroDivisionError, "0.0 cannot be raised to a negative power");
        }
        return pml_float(E, is_odd(y) ? x : 0.0);
    }
    bool negate = false;
    if (x < 0) {
        if (y != floor(y)) {
            return PML_TYPE(E, complex)->nb_power(E, a, b, modulus);
        }
        x = -x;
        negate = is_odd(y);
    }
    r = x == 1.0 ? 1.0 : pow(x, y);
    if (isinf(r)) {
        return pml_raise_range(E);
    }
    return pml_float(E, negate ? -r : r);
}

static PmlObj *negative(PmlEngine *E, PmlObj *o)
{
    return pml_float(E, -PML_FLOAT_VALUE(o));
}

static PmlObj *absolute(PmlEngine *E, PmlObj *o)
{
    return pml_float(E, fabs(PML_FLOAT_VALUE(o)));
}

PmlObj *pml_float_same(PmlEngine *E, PmlObj *o)
{
    return PML_IS(o, float) ? pml_incref(o) : pml_float(E, PML_FLOAT_VALUE(o));
}

static PmlObj *truncate(PmlEngine *E, PmlObj *o)
{
    return pml_int_from_double(E, PML_FLOAT_VALUE(o));
}

static int truth(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return PML_FLOAT_VALUE(o) != 0;
}

/* Compare a finite v with an int of more than 48 bits and the same sign, both taken positive. */
static int compare_magnitude(double v, const PmlInt *n)
{
    int exponent;
    int64_t bits = pml_int_bit_length((const PmlObj *)n);
    double frac = frexp(v, &exponent);
    if (exponent != bits) {
        return exponent < bits ? -1 : 1;
    }
    frac = ldexp(frac, (exponent - 1) % PML_DIGIT_BITS + 1);
    for (int64_t i = pml_int_ndigits(n); --i >= 0;) {
        uint32_t digit = (uint32_t)frac;
        if (digit != n->digit[i]) {
            return digit < n->digit[i] ? -1 : 1;
        }
        frac = ldexp(frac - digit, PML_DIGIT_BITS);
    }
    return frac > 0 ? 1 : 0;
}

/* -1, 0, 1; v is not a NaN. */
static int compare_with_int(double v, PmlObj *o)
{
    int sign = pml_int_sign(o), vsign = v == 0 ? 0 : v < 0 ? -1 : 1;
    if (isinf(v)) {
        return vsign;
    }
    if (sign != vsign) {
        return vsign < sign ? -1 : 1;
    }
    if (sign == 0) {
        return 0;
    }
    if (pml_int_bit_length(o) <= 48) {
        int64_t n;
        pml_int_fits(o, &n);
        return v < (double)n ? -1 : v > (double)n;
    }
    return sign * compare_magnitude(fabs(v), (const PmlInt *)o);
}

static PmlObj *richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    double x = PML_FLOAT_VALUE(a);
    int order;
    bool ordered = !isnan(x);
    if (is_float(E, b)) {
        double y = PML_FLOAT_VALUE(b);
        ordered = ordered && !isnan(y);
        order = x < y ? -1 : x > y;
    } else if (PML_IS_INT(b)) {
        order = ordered ? compare_with_int(x, b) : 0;
    } else {
        return pml_not_implemented(E);
    }
    switch (op) {
    case PML_LT: return pml_bool(E, ordered && order < 0);
    case PML_LE: return pml_bool(E, ordered && order <= 0);
    case PML_EQ: return pml_bool(E, ordered && order == 0);
    case PML_NE: return pml_bool(E, !ordered || order != 0);
    case PML_GT: return pml_bool(E, ordered && order > 0);
    default: return pml_bool(E, ordered && order >= 0);
    }
}

/* Equal numbers of all types hash alike: the value modulo the prime 2**61 - 1. */
int64_t pml_float_hash(PmlEngine *E, PmlObj *owner, double v)
{
    const int bits = 61;
    const uint64_t modulus = (UINT64_C(1) << 61) - 1;
    if (!isfinite(v)) {
        return isnan(v) ? pml_hash_pointer(E, owner) : v > 0 ? 314159 : -314159;
    }
    int e;
    double m = frexp(fabs(v), &e);
    uint64_t x = 0;
    while (m != 0) {
        x = (x << 28 & modulus) | x >> (bits - 28);
        m *= 268435456.0;
        e -= 28;
        uint64_t y = (uint64_t)m;
        m -= (double)y;
        x += y;
        if (x >= modulus) {
            x -= modulus;
        }
    }
    e = e >= 0 ? e % bits : bits - 1 - ((-1 - e) % bits);
    x = (x << e & modulus) | x >> (bits - e);
    int64_t h = v < 0 ? -(int64_t)x : (int64_t)x;
    return h == -1 ? -2 : h;
}

static int64_t hash(PmlEngine *E, PmlObj *o)
{
    return pml_float_hash(E, o, PML_FLOAT_VALUE(o));
}

static PmlObj *repr(PmlEngine *E, PmlObj *o)
{
    char text[32];
    int n = pml_float_repr(PML_FLOAT_VALUE(o), text);
    return pml_str_from(E, text, n);
}

static PmlObj *new_exact(PmlEngine *E, PmlObj *x)
{
    if (x == NULL) {
        return pml_float(E, 0.0);
    }
    return PML_IS(x, str) ? pml_float_parse(E, x) : pml_number_float(E, x);
}

static PmlObj *float_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_new_no_keywords(E, type, PML_T_float, "float", kwargs) ||
        !pml_check_positional(E, "float", n, 0, 1)) {
        return NULL;
    }
    PmlObj *value = new_exact(E, n == 0 ? NULL : PML_TUPLE_AT(args, 0));
    if (value == NULL || type == PML_TYPE(E, float)) {
        return value;
    }
    PmlObj *made = type->alloc(E, type, 0);
    if (made != NULL) {
        PML_FLOAT_VALUE(made) = PML_FLOAT_VALUE(value);
    }
    pml_decref(E, value);
    return made;
}

static PmlObj *float_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    PML_UNUSED(type);
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "float", kwnames) || !pml_check_positional(E, "float", n, 0, 1)) {
        return NULL;
    }
    return new_exact(E, n == 0 ? NULL : args[0].p);
}

static void fill_numbers(PmlType *t)
{
    t->nb_add = add;
    t->nb_subtract = subtract;
    t->nb_multiply = multiply;
    t->nb_remainder = remainder_;
    t->nb_divmod = divmod;
    t->nb_power = power;
    t->nb_negative = negative;
    t->nb_positive = pml_float_same;
    t->nb_absolute = absolute;
    t->nb_bool = truth;
    t->nb_int = truncate;
    t->nb_float = pml_float_same;
    t->nb_floor_divide = floor_divide;
    t->nb_true_divide = divide;
}

void pml_init_type_float(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "float";
    t->flags |= PML_TF_BASETYPE | PML_TF_MATCH_SELF | PML_TF_IMMUTABLE;
    t->basicsize = sizeof(PmlFloat);
    t->doc.p = "Convert a string or number to a floating point number, if possible.";
    t->methods.p = pml_float_methods;
    t->getset.p = pml_float_getset;
    t->new_ = float_new;
    t->vectorcall = float_vectorcall;
    t->dealloc = dealloc;
    t->repr = repr;
    t->hash = hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = richcompare;
    fill_numbers(t);
}

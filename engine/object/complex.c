/* complex: the type, arithmetic, text. */
#include <ctype.h>
#include <math.h>

#include "object/str_ops.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

typedef struct Pair {
    double re, im;
} Pair;

PmlObj *pml_complex(PmlEngine *E, double re, double im)
{
    PmlComplex *z = pml_mem_alloc(E, sizeof(PmlComplex));
    if (z == NULL) {
        return pml_err_no_memory(E);
    }
    pml_object_init(&z->ob, PML_TYPE(E, complex));
    z->real = re;
    z->imag = im;
    return &z->ob;
}

static bool is_complex(PmlEngine *E, const PmlObj *o)
{
    return PML_IS(o, complex) || pml_isinstance_of(o, PML_TYPE(E, complex));
}

static Pair value_of(const PmlObj *o)
{
    const PmlComplex *z = (const PmlComplex *)o;
    return (Pair){z->real, z->imag};
}

/* 1 a number, 0 not one, -1 error. */
static int operand(PmlEngine *E, PmlObj *o, Pair *z)
{
    z->im = 0;
    if (is_complex(E, o)) {
        *z = value_of(o);
        return 1;
    }
    if (PML_IS_INT(o)) {
        z->re = pml_int_as_double(E, o);
        return z->re == -1.0 && pml_error_pending(E) ? -1 : 1;
    }
    if (pml_isinstance_of(o, PML_TYPE(E, float))) {
        z->re = PML_FLOAT_VALUE(o);
        return 1;
    }
    return 0;
}

#define OPERANDS(E, a, b, x, y)                              \
    Pair x, y;                                               \
    int known_ = operand((E), (a), &(x));                    \
    known_ = known_ == 1 ? operand((E), (b), &(y)) : known_; \
    if (known_ != 1) {                                       \
        return known_ < 0 ? NULL : pml_not_implemented(E);   \
    }

static PmlObj *add(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    return pml_complex(E, x.re + y.re, x.im + y.im);
}

static PmlObj *subtract(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    return pml_complex(E, x.re - y.re, x.im - y.im);
}

static Pair product(Pair x, Pair y)
{
    return (Pair){x.re * y.re - x.im * y.im, x.re * y.im + x.im * y.re};
}

static PmlObj *multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    Pair z = product(x, y);
    return pml_complex(E, z.re, z.im);
}

/* false: division by zero. Scaled by the larger part of y, against overflow. */
static bool quotient(Pair x, Pair y, Pair *z)
{
    double r = fabs(y.re), i = fabs(y.im);
    if (r >= i) {
        if (r == 0) {
            *z = (Pair){0, 0};
            return false;
        }
        double ratio = y.im / y.re, denominator = y.re + y.im * ratio;
        *z = (Pair){(x.re + x.im * ratio) / denominator, (x.im - x.re * ratio) / denominator};
    } else if (i >= r) {
        double ratio = y.re / y.im, denominator = y.re * ratio + y.im;
        *z = (Pair){(x.re * ratio + x.im) / denominator, (x.im * ratio - x.re) / denominator};
    } else {
        *z = (Pair){NAN, NAN};
    }
    return true;
}

static PmlObj *divide(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    OPERANDS(E, a, b, x, y)
    Pair z;
    if (!quotient(x, y, &z)) {
        return PML_RAISE(E, ZeroDivisionError, "complex division by zero");
    }
    return pml_complex(E, z.re, z.im);
}

static Pair whole_power(Pair x, int64_t n)
{
    Pair r = {1, 0};
    for (int64_t mask = 1; n >= mask; mask <<= 1) {
        if ((n & mask) != 0) {
            r = product(r, x);
        }
        x = product(x, x);
    }
    return r;
}

static bool general_power(Pair x, Pair y, Pair *z)
{
    if (y.re == 0 && y.im == 0) {
        *z = (Pair){1, 0};
        return true;
    }
    if (x.re == 0 && x.im == 0) {
        *z = (Pair){0, 0};
        return y.im == 0 && !(y.re < 0);
    }
    double size = hypot(x.re, x.im), length = pow(size, y.re), angle = atan2(x.im, x.re);
    double phase = angle * y.re;
    if (y.im != 0) {
        length /= exp(angle * y.im);
        phase += y.im * log(size);
    }
    *z = (Pair){length * cos(phase), length * sin(phase)};
    return !isinf(phase); /* the cosine of infinity is a domain error, reported alike */
}

static PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *modulus)
{
    OPERANDS(E, a, b, x, y)
    if (modulus != PML_NONE(E)) {
        return PML_RAISE(E, ValueError, "complex modulo");
    }
    Pair z;
    bool ok = true;
    if (y.im == 0 && y.re == floor(y.re) && fabs(y.re) <= 100.0) {
        int64_t n = (int64_t)y.re;
        z = n > 0 ? whole_power(x, n) : (Pair){1, 0};
        if (n <= 0) {
            ok = quotient((Pair){1, 0}, whole_power(x, -n), &z);
        }
    } else {
        ok = general_power(x, y, &z);
    }
    if (!ok) {
        return PML_RAISE(E, ZeroDivisionError, "0.0 to a negative or complex power");
    }
    if (isinf(z.re) || isinf(z.im)) {
        return PML_RAISE(E, OverflowError, "complex exponentiation");
    }
    return pml_complex(E, z.re, z.im);
}

static PmlObj *negative(PmlEngine *E, PmlObj *o)
{
    Pair z = value_of(o);
    return pml_complex(E, -z.re, -z.im);
}

static PmlObj *positive(PmlEngine *E, PmlObj *o)
{
    Pair z = value_of(o);
    return PML_IS(o, complex) ? pml_incref(o) : pml_complex(E, z.re, z.im);
}

static PmlObj *absolute(PmlEngine *E, PmlObj *o)
{
    Pair z = value_of(o);
    double r = hypot(z.re, z.im);
    if (isinf(r) && isfinite(z.re) && isfinite(z.im)) {
        return PML_RAISE(E, OverflowError, "absolute value too large");
    }
    return pml_float(E, r);
}

static int truth(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    Pair z = value_of(o);
    return z.re != 0 || z.im != 0;
}

static int64_t hash(PmlEngine *E, PmlObj *o)
{
    Pair z = value_of(o);
    uint64_t re = (uint64_t)pml_float_hash(E, o, z.re), im = (uint64_t)pml_float_hash(E, o, z.im);
    int64_t h = (int64_t)(re + UINT64_C(1000003) * im);
    return h == -1 ? -2 : h;
}

static PmlObj *richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (op != PML_EQ && op != PML_NE) {
        return pml_not_implemented(E);
    }
    Pair x = value_of(a);
    bool equal;
    if (PML_IS_INT(b)) {
        if (x.im == 0) {
            PmlObj *re = pml_float(E, x.re);
            PmlObj *r = re == NULL ? NULL : pml_compare(E, re, b, op);
            pml_xdecref(E, re);
            return r;
        }
        equal = false;
    } else if (pml_isinstance_of(b, PML_TYPE(E, float))) {
        equal = x.re == PML_FLOAT_VALUE(b) && x.im == 0;
    } else if (is_complex(E, b)) {
        Pair y = value_of(b);
        equal = x.re == y.re && x.im == y.im;
    } else {
        return pml_not_implemented(E);
    }
    return pml_bool(E, equal == (op == PML_EQ));
}

static PmlObj *repr(PmlEngine *E, PmlObj *o)
{
    Pair z = value_of(o);
    char re[40], im[40];
    if (z.re == 0 && !signbit(z.re)) {
        pml_float_format(z.im, 'r', 0, false, false, false, im, sizeof(im));
        return pml_str_format(E, "%sj", im);
    }
    pml_float_format(z.re, 'r', 0, false, false, false, re, sizeof(re));
    pml_float_format(z.im, 'r', 0, false, true, false, im, sizeof(im));
    return pml_str_format(E, "(%s%sj)", re, im);
}

/* -- construction ------------------------------------------------------------------------ */

static PmlObj *of_type(PmlEngine *E, PmlType *type, double re, double im)
{
    if (type == PML_TYPE(E, complex)) {
        return pml_complex(E, re, im);
    }
    PmlObj *o = type->alloc(E, type, 0);
    if (o != NULL) {
        ((PmlComplex *)o)->real = re;
        ((PmlComplex *)o)->imag = im;
    }
    return o;
}

static const char *skip_spaces(const char *s)
{
    while (*s == ' ' || (*s >= '\t' && *s <= '\r')) {
        s++;
    }
    return s;
}

/* [re][+-]im j, "j" alone counting as 1j; *end behind it. */
static bool scan_parts(const char *s, Pair *z, const char **end)
{
    const char *p;
    double first = pml_float_scan(s, &p);
    *z = (Pair){0, 0};
    if (p != s) {
        if (*p == '+' || *p == '-') {
            const char *q;
            z->re = first;
            z->im = pml_float_scan(p, &q);
            if (q == p) {
                z->im = *p == '+' ? 1.0 : -1.0;
                q++;
            }
            *end = q + 1;
            return *q == 'j' || *q == 'J';
        }
        if (*p == 'j' || *p == 'J') {
            z->im = first;
            p++;
        } else {
            z->re = first;
        }
    } else {
        z->im = *p == '-' ? -1.0 : 1.0;
        p += *p == '+' || *p == '-';
        if (*p != 'j' && *p != 'J') {
            return false;
        }
        p++;
    }
    *end = p;
    return true;
}

static bool has_underscore(const PmlObj *text)
{
    int64_t i = 0, n = PML_STR_LEN(text);
    while (i < n && pml_str_at(text, i) != '_') {
        i++;
    }
    return i < n;
}

static PmlObj *from_text(PmlEngine *E, PmlType *type, PmlObj *text)
{
    bool bad;
    char *copy = pml_float_ascii(E, text, &bad);
    if (copy == NULL && !bad) {
        return NULL;
    }
    Pair z = {0, 0};
    bool ok = copy != NULL;
    if (!ok && has_underscore(text)) {
        return PML_RAISE(E, ValueError, "could not convert string to complex: %R", text);
    }
    if (ok) {
        const char *s = skip_spaces(copy), *end;
        bool bracket = *s == '(';
        s = bracket ? skip_spaces(s + 1) : s;
        ok = scan_parts(s, &z, &end);
        if (ok) {
            end = skip_spaces(end);
            ok = !bracket || *end == ')';
            end = ok && bracket ? skip_spaces(end + 1) : end;
            ok = ok && *end == '\0';
        }
    }
    free(copy);
    return ok ? of_type(E, type, z.re, z.im)
              : PML_RAISE(E, ValueError, "complex() arg is a malformed string");
}

/* o.__complex__(), or NULL without an error when there is none. */
static PmlObj *by_method(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, complex)) {
        return pml_incref(o);
    }
    PmlObj *method = pml_lookup_special(E, o, PML_ID(E, __complex__));
    if (method == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "complex: __complex__");
    PmlObj *r = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (r != NULL && !is_complex(E, r)) {
        PML_RAISE(E, TypeError, "__complex__ returned non-complex (type %.200s)",
                  PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    if (r != NULL && !PML_IS(r, complex) &&
        pml_warn_deprecated(
            E, pml_str_format(E,
                              "__complex__ returned non-complex (type %.200s).  The ability to "
                              "return an instance of a strict subclass of complex is deprecated, "
                              "and may be removed in a future version of Python.",
                              PML_TYPE_OF(r)->name.p)) < 0) {
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

static bool is_number(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    return t->nb_float != NULL || t->nb_index != NULL || is_complex(E, o);
}

static bool part(PmlEngine *E, PmlObj *o, Pair *z, bool *complex_part)
{
    *complex_part = is_complex(E, o);
    if (*complex_part) {
        *z = value_of(o);
        return true;
    }
    PmlObj *f = pml_number_float(E, o);
    if (f == NULL) {
        return false;
    }
    *z = (Pair){PML_FLOAT_VALUE(f), 0};
    pml_decref(E, f);
    return true;
}

static PmlObj *combine(PmlEngine *E, PmlType *type, PmlObj *r, PmlObj *i)
{
    Pair re, im = {0, 0};
    bool re_complex, im_complex = false;
    if (!is_number(E, r)) {
        return PML_RAISE(E, TypeError,
                         "complex() first argument must be a string or a number, not '%.200s'",
                         PML_TYPE_OF(r)->name.p);
    }
    if (i != NULL && !is_number(E, i)) {
        return PML_RAISE(E, TypeError, "complex() second argument must be a number, not '%.200s'",
                         PML_TYPE_OF(i)->name.p);
    }
    if (!part(E, r, &re, &re_complex) || (i != NULL && !part(E, i, &im, &im_complex))) {
        return NULL;
    }
    if (i == NULL) {
        im.re = re.im;
    }
    if (im_complex) {
        re.re -= im.im;
    }
    if (re_complex && i != NULL) {
        im.re += re.im;
    }
    return of_type(E, type, re.re, im.re);
}

static PmlObj *complex_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"real", "imag", NULL};
    PmlObj *v[2] = {NULL, NULL};
    if (!pml_parse_tuple(E, "complex", args, kwargs, names, 0, 2, v)) {
        return NULL;
    }
    if (v[0] == NULL && v[1] == NULL) {
        return of_type(E, type, 0, 0);
    }
    PmlObj *r = v[0] == NULL ? &E->rt->small_ints.p[PML_SMALL_INTS_NEG].ob.ob : v[0];
    if (PML_IS(r, complex) && v[1] == NULL && type == PML_TYPE(E, complex)) {
        return pml_incref(r);
    }
    if (PML_IS_STR(r)) {
        if (v[1] != NULL) {
            return PML_RAISE(E, TypeError, "complex() can't take second arg if first is a string");
        }
        return from_text(E, type, r);
    }
    if (v[1] != NULL && PML_IS_STR(v[1])) {
        return PML_RAISE(E, TypeError, "complex() second arg can't be a string");
    }
    PmlObj *converted = by_method(E, r);
    if (converted == NULL && pml_error_pending(E)) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    if (converted != NULL) {
        pml_hold(E, converted, "complex(): real part");
    }
    PmlObj *z = combine(E, type, converted != NULL ? converted : r, v[1]);
    pml_hold_drop(E, mark);
    pml_xdecref(E, converted);
    return z;
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *conjugate(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    Pair z = value_of(self);
    return pml_complex(E, z.re, -z.im);
}

static PmlObj *complex_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                              PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return positive(E, self);
}

static PmlObj *getnewargs(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    Pair z = value_of(self);
    PmlObj *re = pml_float(E, z.re), *im = pml_float(E, z.im);
    PmlObj *tuple = re == NULL || im == NULL ? NULL : pml_tuple_pack(E, 2, re, im);
    pml_xdecref(E, re);
    pml_xdecref(E, im);
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
    return pml_complex_format(E, self, args[0].p);
}

static const PmlMethodDef methods[] = {
    {"conjugate", conjugate, NULL, PML_METH_NOARGS,
     "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
    {"__complex__", complex_method, NULL, PML_METH_NOARGS,
     "Convert this value to exact type complex."},
    {"__getnewargs__", getnewargs, NULL, PML_METH_NOARGS, NULL},
    {"__format__", format_method, NULL, PML_METH_O,
     "Convert to a string according to format_spec."},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlMemberDef members[] = {
    {"real", PML_MEMBER_DOUBLE, offsetof(PmlComplex, real), true,
     "the real part of a complex number"},
    {"imag", PML_MEMBER_DOUBLE, offsetof(PmlComplex, imag), true,
     "the imaginary part of a complex number"},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_complex(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "complex";
    t->flags |= PML_TF_BASETYPE | PML_TF_IMMUTABLE;
    t->basicsize = sizeof(PmlComplex);
    t->doc.p = "Create a complex number from a real part and an optional imaginary part.";
    t->methods.p = methods;
    t->members.p = members;
    t->new_ = complex_new;
    t->free = pml_object_free;
    t->repr = repr;
    t->hash = hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = richcompare;
    t->nb_add = add;
    t->nb_subtract = subtract;
    t->nb_multiply = multiply;
    t->nb_power = power;
    t->nb_negative = negative;
    t->nb_positive = positive;
    t->nb_absolute = absolute;
    t->nb_bool = truth;
    t->nb_true_divide = divide;
}

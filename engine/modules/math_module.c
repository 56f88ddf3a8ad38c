/* The math module: real functions, and the table of all its names. */
#include "modules/math_module.h"

#include <float.h>
#include <math.h>

#include "modules/modules.h"
#include "object/int_digits.h"

PmlObj *pml_math_domain_error(PmlEngine *E)
{
    return PML_RAISE(E, ValueError, "math domain error");
}

PmlObj *pml_math_range_error(PmlEngine *E)
{
    return PML_RAISE(E, OverflowError, "math range error");
}

static bool number(PmlEngine *E, PmlObj *o, double *x)
{
    *x = pml_as_double(E, o);
    return !(*x == -1.0 && pml_error_pending(E));
}

/* f(x), with the errors that follow from the result: NaN out of a number, infinity out of a finite.
 */
static PmlObj *real_1(PmlEngine *E, PmlObj *arg, double (*f)(double), bool overflows)
{
    double x;
    if (!number(E, arg, &x)) {
        return NULL;
    }
    double r = f(x);
    if (isnan(r) && !isnan(x)) {
        return pml_math_domain_error(E);
    }
    if (isinf(r) && isfinite(x)) {
        return overflows ? pml_math_range_error(E) : pml_math_domain_error(E);
    }
    return pml_float(E, r);
}

static PmlObj *real_2(PmlEngine *E, PmlRef *args, int64_t nargs, double (*f)(double, double),
                      const char *name)
{
    double x, y;
    if (!pml_check_positional(E, name, nargs, 2, 2) || !number(E, args[0].p, &x) ||
        !number(E, args[1].p, &y)) {
        return NULL;
    }
    double r = f(x, y);
    if (isnan(r) && !isnan(x) && !isnan(y)) {
        return pml_math_domain_error(E);
    }
    if (isinf(r) && isfinite(x) && isfinite(y)) {
        return pml_math_range_error(E);
    }
    return pml_float(E, r);
}

#define REAL_1(name, f, overflows)                 \
    static PmlObj *name(PML_FAST_PARAMS)           \
    {                                              \
        PML_FAST_UNUSED;                           \
        return real_1(E, args[0].p, f, overflows); \
    }
#define REAL_2(name, f, text)                   \
    static PmlObj *name(PML_FAST_PARAMS)        \
    {                                           \
        PML_FAST_UNUSED;                        \
        return real_2(E, args, nargs, f, text); \
    }

REAL_1(acos_, acos, false)
REAL_1(acosh_, acosh, false)
REAL_1(asin_, asin, false)
REAL_1(asinh_, asinh, false)
REAL_1(atan_, atan, false)
REAL_1(atanh_, atanh, false)
REAL_1(cbrt_, cbrt, false)
REAL_1(cos_, cos, false)
REAL_1(cosh_, cosh, true)
REAL_1(erf_, erf, false)
REAL_1(erfc_, erfc, false)
REAL_1(exp_, exp, true)
REAL_1(exp2_, exp2, true)
REAL_1(expm1_, expm1, true)
REAL_1(fabs_, fabs, false)
REAL_1(log1p_, log1p, false)
REAL_1(sin_, sin, false)
REAL_1(sinh_, sinh, true)
REAL_1(sqrt_, sqrt, false)
REAL_1(tan_, tan, false)
REAL_1(tanh_, tanh, false)
REAL_2(atan2_, atan2, "atan2")
REAL_2(copysign_, copysign, "copysign")
REAL_2(remainder_, remainder, "remainder")

static PmlObj *fmod_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x, y;
    if (!pml_check_positional(E, "fmod", nargs, 2, 2) || !number(E, args[0].p, &x) ||
        !number(E, args[1].p, &y)) {
        return NULL;
    }
    if (isinf(y) && isfinite(x)) {
        return pml_float(E, x);
    }
    double r = fmod(x, y);
    return isnan(r) && !isnan(x) && !isnan(y) ? pml_math_domain_error(E) : pml_float(E, r);
}

static PmlObj *pow_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x, y;
    if (!pml_check_positional(E, "pow", nargs, 2, 2) || !number(E, args[0].p, &x) ||
        !number(E, args[1].p, &y)) {
        return NULL;
    }
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(r) || (isinf(r) && x == 0)) {
            return pml_math_domain_error(E);
        }
        if (isinf(r)) {
            return pml_math_range_error(E);
        }
    }
    return pml_float(E, r);
}

static PmlObj *gamma_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    MathError error;
    if (!number(E, args[0].p, &x)) {
        return NULL;
    }
    double r = pml_math_gamma(x, &error);
    return error == MATH_OK      ? pml_float(E, r)
           : error == MATH_RANGE ? pml_math_range_error(E)
                                 : pml_math_domain_error(E);
}

static PmlObj *lgamma_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    MathError error;
    if (!number(E, args[0].p, &x)) {
        return NULL;
    }
    double r = pml_math_lgamma(x, &error);
    return error == MATH_OK      ? pml_float(E, r)
           : error == MATH_RANGE ? pml_math_range_error(E)
                                 : pml_math_domain_error(E);
}

/* -- logarithms -------------------------------------------------------------------------- */

static PmlObj *logarithm(PmlEngine *E, PmlObj *arg, double (*f)(double))
{
    double x;
    if (PML_IS_INT(arg)) {
        if (pml_int_sign(arg) <= 0) {
            return pml_math_domain_error(E);
        }
        int64_t exponent;
        double m = pml_int_frexp((PmlInt *)arg, &exponent);
        if (exponent > DBL_MAX_EXP) {
            return pml_float(E, f(m) + f(2.0) * (double)exponent);
        }
        return pml_float(E, f(ldexp(m, (int)exponent)));
    }
    if (!number(E, arg, &x)) {
        return NULL;
    }
    if (x <= 0) {
        return pml_math_domain_error(E);
    }
    return pml_float(E, isfinite(x) ? f(x) : x);
}

static PmlObj *log_(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    int64_t given = PML_TUPLE_LEN(args);
    if (given < 1 || given > 2) {
        return PML_RAISE(E, TypeError, "math.log requires 1 to 2 arguments");
    }
    if (!pml_no_keywords(E, "log", kwargs)) {
        return NULL;
    }
    PmlObj *top = logarithm(E, PML_TUPLE_AT(args, 0), log);
    if (top == NULL || PML_TUPLE_LEN(args) == 1) {
        return top;
    }
    PmlObj *bottom = logarithm(E, PML_TUPLE_AT(args, 1), log);
    PmlObj *r = bottom == NULL ? NULL : pml_number_true_divide(E, top, bottom);
    pml_decref(E, top);
    pml_xdecref(E, bottom);
    return r;
}

static PmlObj *log2_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return logarithm(E, args[0].p, log2);
}

static PmlObj *log10_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return logarithm(E, args[0].p, log10);
}

/* -- rounding ---------------------------------------------------------------------------- */

/* The object's own method, called; NULL without an error when it has none. */
static PmlObj *by_method(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    PmlObj *method = pml_lookup_special(E, o, name);
    if (method == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "math: method");
    PmlObj *r = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return r;
}

static PmlObj *rounded(PmlEngine *E, PmlObj *o, PmlObj *name, double (*f)(double))
{
    double x;
    if (PML_IS(o, float)) {
        return pml_int_from_double(E, f(PML_FLOAT_VALUE(o)));
    }
    PmlObj *r = by_method(E, o, name);
    if (r != NULL || pml_error_pending(E)) {
        return r;
    }
    return number(E, o, &x) ? pml_int_from_double(E, f(x)) : NULL;
}

static PmlObj *ceil_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return rounded(E, args[0].p, PML_ID(E, __ceil__), ceil);
}

static PmlObj *floor_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return rounded(E, args[0].p, PML_ID(E, __floor__), floor);
}

static PmlObj *trunc_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *o = args[0].p;
    if (PML_IS(o, float)) {
        return pml_int_from_double(E, PML_FLOAT_VALUE(o));
    }
    PmlObj *r = by_method(E, o, PML_ID(E, __trunc__));
    if (r == NULL && !pml_error_pending(E)) {
        PML_RAISE(E, TypeError, "type %.100s doesn't define __trunc__ method",
                  PML_TYPE_OF(o)->name.p);
    }
    return r;
}

/* -- parts of a number ------------------------------------------------------------------- */

/* (a, b), both stolen. */
static PmlObj *pair(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *r = a == NULL || b == NULL ? NULL : pml_tuple_pack(E, 2, a, b);
    pml_xdecref(E, a);
    pml_xdecref(E, b);
    return r;
}

static PmlObj *frexp_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    int e = 0;
    if (!number(E, args[0].p, &x)) {
        return NULL;
    }
    double m = isfinite(x) && x != 0 ? frexp(x, &e) : x;
    return pair(E, pml_float(E, m), pml_int(E, e));
}

static PmlObj *modf_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x, whole;
    if (!number(E, args[0].p, &x)) {
        return NULL;
    }
    double rest = modf(x, &whole);
    return pair(E, pml_float(E, rest), pml_float(E, whole));
}

static PmlObj *ldexp_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    int64_t e;
    if (!pml_check_positional(E, "ldexp", nargs, 2, 2) || !number(E, args[0].p, &x)) {
        return NULL;
    }
    if (!PML_IS_INT(args[1].p)) {
        return PML_RAISE(E, TypeError, "Expected an int as second argument to ldexp.");
    }
    if (!pml_int_fits(args[1].p, &e)) {
        e = pml_int_sign(args[1].p) < 0 ? INT64_MIN : INT64_MAX;
    }
    if (x == 0 || !isfinite(x)) {
        return pml_float(E, x);
    }
    int small = e < -100000 ? -100000 : e > 100000 ? 100000 : (int)e;
    double r = ldexp(x, small);
    return isinf(r) ? pml_math_range_error(E) : pml_float(E, r);
}

static PmlObj *nextafter_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x, y;
    if (!pml_check_positional(E, "nextafter", nargs, 2, 2) || !number(E, args[0].p, &x) ||
        !number(E, args[1].p, &y)) {
        return NULL;
    }
    return pml_float(E, nextafter(x, y));
}

static PmlObj *ulp_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    if (!number(E, args[0].p, &x)) {
        return NULL;
    }
    if (isnan(x)) {
        return pml_float(E, x);
    }
    x = fabs(x);
    if (isinf(x)) {
        return pml_float(E, x);
    }
    double next = nextafter(x, INFINITY);
    return pml_float(E, isinf(next) ? x - nextafter(x, -INFINITY) : next - x);
}

static PmlObj *degrees_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    return number(E, args[0].p, &x) ? pml_float(E, x * (180.0 / M_PI)) : NULL;
}

static PmlObj *radians_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    return number(E, args[0].p, &x) ? pml_float(E, x * (M_PI / 180.0)) : NULL;
}

/* -- tests ------------------------------------------------------------------------------- */

static PmlObj *isfinite_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    return number(E, args[0].p, &x) ? pml_bool(E, isfinite(x)) : NULL;
}

static PmlObj *isinf_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    return number(E, args[0].p, &x) ? pml_bool(E, isinf(x)) : NULL;
}

static PmlObj *isnan_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double x;
    return number(E, args[0].p, &x) ? pml_bool(E, isnan(x)) : NULL;
}

static PmlObj *isclose_(PML_FAST_PARAMS)
{
    static const char *const names[] = {"a", "b", "rel_tol", "abs_tol", NULL};
    PmlObj *v[4] = {NULL, NULL, NULL, NULL};
    double a, b, relative = 1e-9, absolute = 0;
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "isclose", args, nargs, kwnames, names, 2, 2, v) ||
        !number(E, v[0], &a) || !number(E, v[1], &b) ||
        (v[2] != NULL && !number(E, v[2], &relative)) ||
        (v[3] != NULL && !number(E, v[3], &absolute))) {
        return NULL;
    }
    if (relative < 0.0 || absolute < 0.0) {
        return PML_RAISE(E, ValueError, "tolerances must be non-negative");
    }
    if (a == b) {
        return pml_bool(E, true);
    }
    if (isinf(a) || isinf(b)) {
        return pml_bool(E, false);
    }
    double diff = fabs(b - a);
    return pml_bool(E,
                    diff <= fabs(relative * b) || diff <= fabs(relative * a) || diff <= absolute);
}

static const PmlMethodDef functions[] = {
    PML_ONE("acos", acos_, "Return the arc cosine (measured in radians) of x."),
    PML_ONE("acosh", acosh_, "Return the inverse hyperbolic cosine of x."),
    PML_ONE("asin", asin_, "Return the arc sine (measured in radians) of x."),
    PML_ONE("asinh", asinh_, "Return the inverse hyperbolic sine of x."),
    PML_ONE("atan", atan_, "Return the arc tangent (measured in radians) of x."),
    PML_FAST("atan2", atan2_, "Return the arc tangent (measured in radians) of y/x."),
    PML_ONE("atanh", atanh_, "Return the inverse hyperbolic tangent of x."),
    PML_ONE("cbrt", cbrt_, "Return the cube root of x."),
    PML_ONE("ceil", ceil_, "Return the ceiling of x as an Integral."),
    PML_FAST("copysign", copysign_, "Return a float with the magnitude of x and the sign of y."),
    PML_ONE("cos", cos_, "Return the cosine of x (measured in radians)."),
    PML_ONE("cosh", cosh_, "Return the hyperbolic cosine of x."),
    PML_ONE("degrees", degrees_, "Convert angle x from radians to degrees."),
    PML_FAST("dist", pml_math_dist, "Return the Euclidean distance between two points p and q."),
    PML_ONE("erf", erf_, "Error function at x."),
    PML_ONE("erfc", erfc_, "Complementary error function at x."),
    PML_ONE("exp", exp_, "Return e raised to the power of x."),
    PML_ONE("exp2", exp2_, "Return 2 raised to the power of x."),
    PML_ONE("expm1", expm1_, "Return exp(x)-1."),
    PML_ONE("fabs", fabs_, "Return the absolute value of the float x."),
    PML_ONE("factorial", pml_math_factorial, "Find n!."),
    PML_ONE("floor", floor_, "Return the floor of x as an Integral."),
    PML_FAST("fmod", fmod_, "Return fmod(x, y), according to platform C."),
    PML_ONE("frexp", frexp_, "Return the mantissa and exponent of x, as pair (m, e)."),
    PML_ONE("fsum", pml_math_fsum, "Return an accurate floating point sum of values."),
    PML_ONE("gamma", gamma_, "Gamma function at x."),
    PML_FAST("gcd", pml_math_gcd, "Greatest Common Divisor."),
    PML_FAST("hypot", pml_math_hypot, "Multidimensional Euclidean distance from the origin."),
    PML_FASTKW("isclose", isclose_, "Determine whether two numbers are close in value."),
    PML_ONE("isfinite", isfinite_, "Return True if x is neither an infinity nor a NaN."),
    PML_ONE("isinf", isinf_, "Return True if x is a positive or negative infinity."),
    PML_ONE("isnan", isnan_, "Return True if x is a NaN (not a number), and False otherwise."),
    PML_ONE("isqrt", pml_math_isqrt, "Return the integer part of the square root of the input."),
    PML_FAST("lcm", pml_math_lcm, "Least Common Multiple."),
    PML_FAST("ldexp", ldexp_, "Return x * (2**i)."),
    PML_ONE("lgamma", lgamma_, "Natural logarithm of absolute value of Gamma function at x."),
    {"log", NULL, log_, PML_METH_VARARGS, "Return the logarithm of x to the given base."},
    PML_ONE("log1p", log1p_, "Return the natural logarithm of 1+x (base e)."),
    PML_ONE("log10", log10_, "Return the base 10 logarithm of x."),
    PML_ONE("log2", log2_, "Return the base 2 logarithm of x."),
    PML_ONE("modf", modf_, "Return the fractional and integer parts of x."),
    PML_FAST("pow", pow_, "Return x**y (x to the power of y)."),
    PML_ONE("radians", radians_, "Convert angle x from degrees to radians."),
    PML_FAST("remainder", remainder_,
             "Difference between x and the closest integer multiple of y."),
    PML_ONE("sin", sin_, "Return the sine of x (measured in radians)."),
    PML_ONE("sinh", sinh_, "Return the hyperbolic sine of x."),
    PML_ONE("sqrt", sqrt_, "Return the square root of x."),
    PML_ONE("tan", tan_, "Return the tangent of x (measured in radians)."),
    PML_ONE("tanh", tanh_, "Return the hyperbolic tangent of x."),
    PML_ONE("trunc", trunc_, "Truncates the Real x to the nearest Integral toward 0."),
    PML_FASTKW("prod", pml_math_prod, "Calculate the product of all the elements in the input."),
    PML_FAST("perm", pml_math_perm, "Number of ways to choose k items from n, with order."),
    PML_FAST("comb", pml_math_comb, "Number of ways to choose k items from n, without order."),
    PML_FAST("nextafter", nextafter_, "Return the next floating-point value after x towards y."),
    PML_ONE("ulp", ulp_, "Return the value of the least significant bit of the float x."),
    PML_METHODS_END,
};

PmlObj *pml_init_module_math(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "math");
    if (m == NULL) {
        return NULL;
    }
    if (pml_module_add_methods(E, m, functions) < 0 ||
        pml_module_add(E, m, "pi", pml_float(E, M_PI)) < 0 ||
        pml_module_add(E, m, "e", pml_float(E, M_E)) < 0 ||
        pml_module_add(E, m, "tau", pml_float(E, 2 * M_PI)) < 0 ||
        pml_module_add(E, m, "inf", pml_float(E, INFINITY)) < 0 ||
        pml_module_add(E, m, "nan", pml_float(E, NAN)) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

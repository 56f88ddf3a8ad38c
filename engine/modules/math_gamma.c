/* Gamma and its logarithm by Lanczos' approximation (g = 6.0246..., 13 terms), with CPython's
 * handling of cancellation, so that the last digit agrees. */
#include <math.h>

#include "modules/math_module.h"

#define TERMS 13
#define LANCZOS_G 6.024680040776729583740234375
#define LANCZOS_G_MINUS_HALF 5.524680040776729583740234375
#define PI 3.141592653589793238462643383279502884197
#define LOG_PI 1.144729885849400174143427351353058711647

static const double numerator[TERMS] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
static const double denominator[TERMS] = {
    0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0,
};

static double lanczos_sum(double x)
{
    double n = 0, d = 0;
    if (x < 5.0) {
        for (int i = TERMS; --i >= 0;) {
            n = n * x + numerator[i];
            d = d * x + denominator[i];
        }
    } else {
        for (int i = 0; i < TERMS; i++) {
            n = n / x + numerator[i];
            d = d / x + denominator[i];
        }
    }
    return n / d;
}

/* sin(pi * x) without losing the argument's precision. */
static double sin_pi(double x)
{
    double y = fmod(fabs(x), 2.0), r;
    switch ((int)round(2.0 * y)) {
    case 0: r = sin(PI * y); break;
    case 1: r = cos(PI * (y - 0.5)); break;
    case 2: r = sin(PI * (1.0 - y)); break;
    case 3: r = -cos(PI * (y - 1.5)); break;
    default: r = sin(PI * (y - 2.0)); break;
    }
    return copysign(1.0, x) * r;
}

static double small_factorial(int n)
{
    double r = 1;
    for (int i = 2; i <= n; i++) {
        r *= i;
    }
    return r;
}

static double finite_gamma(double x)
{
    double a = fabs(x), y = a + LANCZOS_G_MINUS_HALF, z, r, root;
    if (a > LANCZOS_G_MINUS_HALF) {
        z = (y - a) - LANCZOS_G_MINUS_HALF;
    } else {
        z = (y - LANCZOS_G_MINUS_HALF) - a;
    }
    z = z * LANCZOS_G / y;
    root = a < 140.0 ? pow(y, a - 0.5) : pow(y, a / 2.0 - 0.25);
    if (x < 0) {
        r = -PI / sin_pi(a) / a * exp(y) / lanczos_sum(a);
        r -= z * r;
        r /= root;
        return a < 140.0 ? r : r / root;
    }
    r = lanczos_sum(a) / exp(y);
    r += z * r;
    r *= root;
    return a < 140.0 ? r : r * root;
}

double pml_math_gamma(double x, MathError *error)
{
    *error = MATH_OK;
    if (!isfinite(x)) {
        *error = isnan(x) || x > 0 ? MATH_OK : MATH_DOMAIN;
        return x;
    }
    if (x == 0 || (x < 0 && x == floor(x))) {
        *error = MATH_DOMAIN;
        return NAN;
    }
    if (x == floor(x) && x <= 23.0) {
        return small_factorial((int)x - 1);
    }
    double a = fabs(x), r;
    if (a < 1e-20) {
        r = 1.0 / x;
    } else if (a > 200.0) {
        r = x < 0 ? 0.0 / sin_pi(x) : INFINITY;
    } else {
        r = finite_gamma(x);
    }
    *error = isinf(r) ? MATH_RANGE : MATH_OK;
    return r;
}

double pml_math_lgamma(double x, MathError *error)
{
    *error = MATH_OK;
    if (!isfinite(x)) {
        return isnan(x) ? x : INFINITY;
    }
    if (x == floor(x) && x <= 2.0) {
        *error = x <= 0.0 ? MATH_DOMAIN : MATH_OK;
        return 0.0;
    }
    double a = fabs(x);
    if (a < 1e-20) {
        return -log(a);
    }
    double r = log(lanczos_sum(a)) - LANCZOS_G;
    r += (a - 0.5) * (log(a + LANCZOS_G - 0.5) - 1);
    if (x < 0.0) {
        r = LOG_PI - log(fabs(sin_pi(a))) - log(a) - r;
    }
    *error = isinf(r) ? MATH_RANGE : MATH_OK;
    return r;
}

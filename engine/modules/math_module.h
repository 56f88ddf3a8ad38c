/* Inside of the math module: shared by math_*.c. */
#ifndef PML_MATH_MODULE_H
#define PML_MATH_MODULE_H

#include "modules/library.h"

/* What a real function did, beside its value. */
typedef enum MathError { MATH_OK, MATH_DOMAIN, MATH_RANGE } MathError;

PmlObj *pml_math_domain_error(PmlEngine *E); /* ValueError */
PmlObj *pml_math_range_error(PmlEngine *E);  /* OverflowError */

/* math_gamma.c */
double pml_math_gamma(double x, MathError *error);
double pml_math_lgamma(double x, MathError *error);

/* math_sums.c: sums, products, distances of several numbers. */
PmlObj *pml_math_fsum(PML_FAST_PARAMS);
PmlObj *pml_math_prod(PML_FAST_PARAMS);
PmlObj *pml_math_dist(PML_FAST_PARAMS);
PmlObj *pml_math_hypot(PML_FAST_PARAMS);

/* math_integers.c: functions of integers. */
PmlObj *pml_math_comb(PML_FAST_PARAMS);
PmlObj *pml_math_factorial(PML_FAST_PARAMS);
PmlObj *pml_math_gcd(PML_FAST_PARAMS);
PmlObj *pml_math_isqrt(PML_FAST_PARAMS);
PmlObj *pml_math_lcm(PML_FAST_PARAMS);
PmlObj *pml_math_perm(PML_FAST_PARAMS);

#endif

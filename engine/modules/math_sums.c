/* math: exact sums, products, distances. */
#include <math.h>

#include "modules/math_module.h"

/* -- fsum: Shewchuk's partial sums ------------------------------------------------------- */

typedef struct Partials {
    double *p;
    int64_t n, room;
    double special, infinities; /* sums of the infinite and not-a-number items */
} Partials;

/* Add x to the non-overlapping partials; returns what is left on top. */
static double spread(Partials *s, double x)
{
    int64_t kept = 0;
    for (int64_t j = 0; j < s->n; j++) {
        double y = s->p[j];
        if (fabs(x) < fabs(y)) {
            double t = x;
            x = y;
            y = t;
        }
        volatile double high = x + y, back = high - x;
        double low = y - back;
        if (low != 0) {
            s->p[kept++] = low;
        }
        x = high;
    }
    s->n = kept;
    return x;
}

static bool add_partial(PmlEngine *E, Partials *s, double item)
{
    double x = spread(s, item);
    if (x == 0) {
        return true;
    }
    if (!isfinite(x)) {
        if (isfinite(item)) {
            PML_RAISE(E, OverflowError, "intermediate overflow in fsum");
            return false;
        }
        if (isinf(item)) {
            s->infinities += item;
        }
        s->special += item;
        s->n = 0;
        return true;
    }
    if (s->n >= s->room) {
        int64_t room = s->room == 0 ? 32 : s->room * 2;
        double *p = realloc(s->p, (size_t)room * sizeof(double));
        if (p == NULL) {
            pml_err_no_memory(E);
            return false;
        }
        s->p = p;
        s->room = room;
    }
    s->p[s->n++] = x;
    return true;
}

/* The partials rounded once, half to even. */
static double round_partials(const Partials *s)
{
    int64_t n = s->n;
    if (n == 0) {
        return 0.0;
    }
    volatile double high = s->p[--n], low = 0;
    while (n > 0) {
        double x = high, y = s->p[--n];
        high = x + y;
        volatile double back = high - x;
        low = y - back;
        if (low != 0) {
            break;
        }
    }
    if (n > 0 && ((low < 0 && s->p[n - 1] < 0) || (low > 0 && s->p[n - 1] > 0))) {
        double y = low * 2.0;
        volatile double x = high + y, back = x - high;
        if (y == back) {
            high = x;
        }
    }
    return high;
}

PmlObj *pml_math_fsum(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *it = pml_iter(E, args[0].p), *item;
    if (it == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "fsum: iterator");
    Partials s = {NULL, 0, 0, 0, 0};
    bool ok = true;
    while (ok && (item = pml_iter_next(E, it)) != NULL) {
        int64_t item_mark = pml_hold_mark(E);
        pml_hold(E, item, "fsum: item");
        double x = pml_as_double(E, item);
        pml_hold_drop(E, item_mark);
        pml_decref(E, item);
        ok = !(x == -1.0 && pml_error_pending(E)) && add_partial(E, &s, x);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    PmlObj *r = NULL;
    if (ok && !pml_error_pending(E)) {
        if (s.special == 0 && !isnan(s.special)) {
            r = pml_float(E, round_partials(&s));
        } else if (isnan(s.infinities)) {
            PML_RAISE(E, ValueError, "-inf + inf in fsum");
        } else {
            r = pml_float(E, s.special);
        }
    }
    free(s.p);
    return r;
}

/* -- prod -------------------------------------------------------------------------------- */

/* total * item, both released. */
static PmlObj *multiply_released(PmlEngine *E, PmlObj *total, PmlObj *item)
{
    PmlObj *r = NULL;
    if (total != NULL) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, total, "prod: total");
        pml_hold(E, item, "prod: item");
        r = pml_number_multiply(E, total, item);
        pml_hold_drop(E, mark);
        pml_decref(E, total);
    }
    pml_decref(E, item);
    return r;
}

static PmlObj *product_ints(PmlEngine *E, PmlObj *it, int64_t total, bool *done)
{
    PmlObj *item;
    *done = true;
    while ((item = pml_iter_next(E, it)) != NULL) {
        int64_t v, next;
        if (!PML_IS(item, int) || !pml_int_fits(item, &v) ||
            __builtin_mul_overflow(total, v, &next)) {
            *done = false;
            return multiply_released(E, pml_int(E, total), item);
        }
        total = next;
        pml_decref(E, item);
    }
    return pml_error_pending(E) ? NULL : pml_int(E, total);
}

static PmlObj *product_floats(PmlEngine *E, PmlObj *it, double total, bool *done)
{
    PmlObj *item;
    *done = true;
    while ((item = pml_iter_next(E, it)) != NULL) {
        int64_t v;
        if (PML_IS(item, float)) {
            total *= PML_FLOAT_VALUE(item);
        } else if (PML_IS(item, int) && pml_int_fits(item, &v)) {
            total *= (double)v;
        } else {
            *done = false;
            return multiply_released(E, pml_float(E, total), item);
        }
        pml_decref(E, item);
    }
    return pml_error_pending(E) ? NULL : pml_float(E, total);
}

static PmlObj *product_any(PmlEngine *E, PmlObj *it, PmlObj *total)
{
    while (total != NULL) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, total, "prod: total");
        PmlObj *item = pml_iter_next(E, it);
        pml_hold_drop(E, mark);
        if (item == NULL) {
            break;
        }
        total = multiply_released(E, total, item);
    }
    if (total != NULL && pml_error_pending(E)) {
        pml_decref(E, total);
        return NULL;
    }
    return total;
}

PmlObj *pml_math_prod(PML_FAST_PARAMS)
{
    static const char *const names[] = {"", "start", NULL};
    PmlObj *v[2] = {NULL, NULL};
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "prod", args, nargs, kwnames, names, 1, 1, v)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, v[0]);
    if (it == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E), whole;
    pml_hold(E, it, "prod: iterator");
    PmlObj *total = v[1] != NULL ? pml_incref(v[1]) : pml_int(E, 1);
    bool done = false;
    if (PML_IS(total, int) && pml_int_fits(total, &whole)) {
        pml_decref(E, total);
        total = product_ints(E, it, whole, &done);
    }
    if (!done && total != NULL && PML_IS(total, float)) {
        double start = PML_FLOAT_VALUE(total);
        pml_decref(E, total);
        total = product_floats(E, it, start, &done);
    }
    if (!done) {
        total = product_any(E, it, total);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return total;
}

/* -- distances --------------------------------------------------------------------------- */

/* A running sum with its rounding error kept apart. */
static void add_exactly(double x, double *sum, double *error)
{
    double old = *sum;
    *sum += x;
    *error += (old - *sum) + x;
}

static void halves(double x, double *high, double *low)
{
    double t = x * 134217729.0; /* 2**27 + 1 */
    *high = t - (t - x);
    *low = x - *high;
}

/* The square root of the sum of squares: scaled, in extended precision, corrected once. */
static double norm(int64_t n, const double *v, double max, bool found_nan)
{
    double sum = 1.0, e1 = 0, e2 = 0, e3 = 0, high, low;
    int exponent;
    if (isinf(max)) {
        return max;
    }
    if (found_nan) {
        return NAN;
    }
    if (max == 0.0 || n <= 1) {
        return max;
    }
    frexp(max, &exponent);
    if (exponent < -1023) {
        for (int64_t i = 0; i < n; i++) {
            double x = v[i] / max;
            add_exactly(x * x, &sum, &e1);
        }
        return max * sqrt(sum - 1.0 + e1);
    }
    double scale = ldexp(1.0, -exponent);
    for (int64_t i = 0; i < n; i++) {
        halves(v[i] * scale, &high, &low);
        add_exactly(high * high, &sum, &e1);
        add_exactly(2.0 * high * low, &sum, &e2);
        e3 += low * low;
    }
    double h = sqrt(sum - 1.0 + (e1 + e2 + e3));
    halves(h, &high, &low);
    add_exactly(-high * high, &sum, &e1);
    add_exactly(-2.0 * high * low, &sum, &e2);
    add_exactly(-low * low, &sum, &e3);
    double rest = sum - 1.0 + (e1 + e2 + e3);
    return (h + rest / (2.0 * h)) / scale;
}

static PmlObj *norm_of(PmlEngine *E, double *v, int64_t n)
{
    double max = 0;
    bool found_nan = false;
    for (int64_t i = 0; i < n; i++) {
        v[i] = fabs(v[i]);
        found_nan = found_nan || isnan(v[i]);
        max = v[i] > max ? v[i] : max;
    }
    return pml_float(E, norm(n, v, max, found_nan));
}

static double *room_for(PmlEngine *E, int64_t n)
{
    double *v = malloc((size_t)(n > 0 ? n : 1) * sizeof(double));
    if (v == NULL) {
        pml_err_no_memory(E);
    }
    return v;
}

PmlObj *pml_math_hypot(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    double *v = room_for(E, nargs);
    PmlObj *r = NULL;
    int64_t i = 0;
    for (; v != NULL && i < nargs; i++) {
        v[i] = pml_as_double(E, args[i].p);
        if (v[i] == -1.0 && pml_error_pending(E)) {
            break;
        }
    }
    if (v != NULL && i == nargs) {
        r = norm_of(E, v, nargs);
    }
    free(v);
    return r;
}

static PmlObj *distance(PmlEngine *E, PmlObj *p, PmlObj *q)
{
    int64_t n = PML_TUPLE_LEN(p), i = 0;
    if (n != PML_TUPLE_LEN(q)) {
        return PML_RAISE(E, ValueError, "both points must have the same number of dimensions");
    }
    double *v = room_for(E, n);
    PmlObj *r = NULL;
    for (; v != NULL && i < n; i++) {
        double x = pml_as_double(E, PML_TUPLE_AT(p, i));
        if (x == -1.0 && pml_error_pending(E)) {
            break;
        }
        double y = pml_as_double(E, PML_TUPLE_AT(q, i));
        if (y == -1.0 && pml_error_pending(E)) {
            break;
        }
        v[i] = x - y;
    }
    if (v != NULL && i == n) {
        r = norm_of(E, v, n);
    }
    free(v);
    return r;
}

PmlObj *pml_math_dist(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "dist", nargs, 2, 2)) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    PmlObj *p = PML_IS_TUPLE(args[0].p) ? pml_incref(args[0].p) : pml_sequence_tuple(E, args[0].p);
    if (p == NULL) {
        return NULL;
    }
    pml_hold(E, p, "dist: point");
    PmlObj *q = PML_IS_TUPLE(args[1].p) ? pml_incref(args[1].p) : pml_sequence_tuple(E, args[1].p);
    PmlObj *r = NULL;
    if (q != NULL) {
        pml_hold(E, q, "dist: point");
        r = distance(E, p, q);
        pml_decref(E, q);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, p);
    return r;
}

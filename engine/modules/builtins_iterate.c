/* Built-in functions that run through an iterable. What they own while Python code runs is
 * registered as held: the iterator, the current item, the best item so far (facts 3.7). */
#include "modules/builtins_module.h"

#include "object/detached.h"

/* The truth of each item until one equals `stop`. -1 error, 1 found, 0 not. */
static int find_truth(PmlEngine *E, PmlObj *iterable, bool stop, const char *what)
{
    PmlObj *it = pml_iter(E, iterable), *item;
    if (it == NULL) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    int found = 0;
    pml_hold(E, it, what);
    while (found == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "item");
        int truth = pml_truth(E, item);
        pml_hold_drop(E, mark);
        pml_hold(E, it, what);
        pml_decref(E, item);
        found = truth < 0 ? -1 : (truth != 0) == stop;
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return found == 0 && pml_error_pending(E) ? -1 : found;
}

PmlObj *pml_builtin_all(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int found = find_truth(E, args[0].p, false, "all: iterator");
    return found < 0 ? NULL : pml_bool(E, found == 0);
}

PmlObj *pml_builtin_any(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int found = find_truth(E, args[0].p, true, "any: iterator");
    return found < 0 ? NULL : pml_bool(E, found == 1);
}

PmlObj *pml_builtin_iter(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "iter", nargs, 1, 2)) {
        return NULL;
    }
    if (nargs == 1) {
        return pml_iter(E, args[0].p);
    }
    if (!pml_callable(args[0].p)) {
        return PML_RAISE(E, TypeError, "iter(v, w): v must be callable");
    }
    return pml_calliter_new(E, args[0].p, args[1].p);
}

PmlObj *pml_builtin_next(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "next", nargs, 1, 2)) {
        return NULL;
    }
    PmlObj *it = args[0].p;
    if (!pml_is_iterator(it)) {
        return PML_RAISE(E, TypeError, "'%.200s' object is not an iterator",
                         PML_TYPE_OF(it)->name.p);
    }
    PmlObj *item = PML_TYPE_OF(it)->iternext(E, it);
    if (item != NULL) {
        return item;
    }
    if (nargs > 1) {
        if (pml_error_pending(E)) {
            if (!pml_error_matches(E, PML_T_StopIteration)) {
                return NULL;
            }
            pml_error_clear(E);
        }
        return pml_incref(args[1].p);
    }
    return pml_error_pending(E) ? NULL : pml_raise_none(E, PML_T_StopIteration);
}

PmlObj *pml_builtin_sorted(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    if (!pml_check_positional(E, "sorted", nargs, 1, 1)) {
        return NULL;
    }
    PmlObj *list = pml_sequence_list(E, args[0].p);
    if (list == NULL) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, list, "sorted: list");
    PmlObj *sort = pml_getattr(E, list, PML_ID(E, sort));
    if (sort == NULL) {
        pml_drop_held(E, mark, list);
        return NULL;
    }
    pml_hold(E, sort, "sorted: list.sort");
    PmlObj *r = pml_vectorcall(E, sort, args + 1, (uint64_t)(nargs - 1), kwnames);
    pml_hold_drop(E, mark);
    pml_decref(E, sort);
    if (r == NULL) {
        pml_decref(E, list);
        return NULL;
    }
    pml_decref(E, r);
    return list;
}

/* -- sum --------------------------------------------------------------------------------- */

/* total + item, both released. */
static PmlObj *add_released(PmlEngine *E, PmlObj *it, PmlObj *total, PmlObj *item)
{
    if (total == NULL) {
        pml_decref(E, item);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "sum: iterator");
    pml_hold(E, total, "sum: total");
    pml_hold(E, item, "sum: item");
    PmlObj *sum = pml_number_add(E, total, item);
    pml_hold_drop(E, mark);
    pml_decref(E, total);
    pml_decref(E, item);
    return sum;
}

static PmlObj *next_held(PmlEngine *E, PmlObj *it, PmlObj *total)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "sum: iterator");
    if (total != NULL) {
        pml_hold(E, total, "sum: total");
    }
    PmlObj *item = pml_iter_next(E, it);
    pml_hold_drop(E, mark);
    return item;
}

/* While items are ints and the total fits a machine word no int objects are made. NULL with
 * *done: finished (result in *total) or failed (*total NULL). */
static PmlObj *sum_ints(PmlEngine *E, PmlObj *it, int64_t total, bool *done)
{
    PmlObj *item;
    *done = true;
    while ((item = next_held(E, it, NULL)) != NULL) {
        int64_t v, next;
        if ((PML_IS(item, int) || PML_IS(item, bool)) && pml_int_fits(item, &v) &&
            !__builtin_add_overflow(total, v, &next)) {
            total = next;
            pml_decref(E, item);
            continue;
        }
        *done = false;
        return add_released(E, it, pml_int(E, total), item);
    }
    return pml_error_pending(E) ? NULL : pml_int(E, total);
}

static PmlObj *sum_floats(PmlEngine *E, PmlObj *it, double total, bool *done)
{
    PmlObj *item;
    *done = true;
    while ((item = next_held(E, it, NULL)) != NULL) {
        int64_t v;
        if (PML_IS(item, float)) {
            total += PML_FLOAT_VALUE(item);
        } else if (PML_IS_INT(item) && pml_int_fits(item, &v)) {
            total += (double)v;
        } else {
            *done = false;
            return add_released(E, it, pml_float(E, total), item);
        }
        pml_decref(E, item);
    }
    return pml_error_pending(E) ? NULL : pml_float(E, total);
}

static PmlObj *sum_any(PmlEngine *E, PmlObj *it, PmlObj *total)
{
    PmlObj *item;
    while (total != NULL && (item = next_held(E, it, total)) != NULL) {
        total = add_released(E, it, total, item);
    }
    if (total != NULL && pml_error_pending(E)) {
        pml_decref(E, total);
        return NULL;
    }
    return total;
}

/* The starting value may not be text: that is what join is for. */
static bool check_start(PmlEngine *E, PmlObj *start)
{
    if (PML_IS_STR(start)) {
        PML_RAISE(E, TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    } else if (PML_IS_BYTES(start)) {
        PML_RAISE(E, TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    } else if (pml_isinstance_of(start, PML_TYPE(E, bytearray))) {
        PML_RAISE(E, TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    } else {
        return true;
    }
    return false;
}

PmlObj *pml_builtin_sum(PML_FAST_PARAMS)
{
    static const char *const names[] = {"", "start", NULL};
    PmlObj *v[2] = {NULL, NULL};
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "sum", args, nargs, kwnames, names, 1, 2, v)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, v[0]), *total;
    if (it == NULL) {
        return NULL;
    }
    if (v[1] != NULL && !check_start(E, v[1])) {
        pml_decref(E, it);
        return NULL;
    }
    total = v[1] != NULL ? pml_incref(v[1]) : pml_int(E, 0);
    bool done = false;
    int64_t whole;
    if (PML_IS(total, int) && pml_int_fits(total, &whole)) {
        pml_decref(E, total);
        total = sum_ints(E, it, whole, &done);
    }
    if (!done && total != NULL && PML_IS(total, float)) {
        double start = PML_FLOAT_VALUE(total);
        pml_decref(E, total);
        total = sum_floats(E, it, start, &done);
    }
    if (!done) {
        total = sum_any(E, it, total);
    }
    pml_decref(E, it);
    return total;
}

/* -- min and max ------------------------------------------------------------------------- */

typedef struct Best {
    PmlEngine *E;
    PmlObj *it, *key;     /* key NULL: none */
    PmlObj *item, *value; /* best so far, owned; NULL: none yet */
    const char *what;
    int op;
} Best;

static void hold_best(const Best *b)
{
    pml_hold(b->E, b->it, b->what);
    if (b->item != NULL) {
        pml_hold(b->E, b->item, "best item");
        pml_hold(b->E, b->value, "best value");
    }
}

/* Weigh item (consumed) against the best; false: error. */
static bool weigh(Best *b, PmlObj *item)
{
    PmlEngine *E = b->E;
    PmlObj *value = b->key == NULL ? pml_incref(item) : pml_call1(E, b->key, item);
    if (value == NULL) {
        pml_decref(E, item);
        return false;
    }
    if (b->value == NULL) {
        b->item = item;
        b->value = value;
        return true;
    }
    pml_hold(E, value, "value");
    int better = pml_compare_bool(E, value, b->value, b->op);
    if (better > 0) {
        pml_decref(E, b->value);
        pml_decref(E, b->item);
        b->item = item;
        b->value = value;
        return true;
    }
    if (better < 0) {
        pml_decref(E, value);
        pml_decref(E, item);
        return false;
    }
    pml_decref(E, item);
    pml_decref(E, value);
    return true;
}

/* Leaves the best in b; false: error. */
static bool run_through(Best *b)
{
    PmlEngine *E = b->E;
    int64_t mark = pml_hold_mark(E);
    bool ok = true;
    PmlObj *item;
    hold_best(b);
    while (ok && (item = pml_iter_next(E, b->it)) != NULL) {
        pml_hold(E, item, "item");
        ok = weigh(b, item);
        pml_hold_drop(E, mark);
        hold_best(b);
    }
    pml_hold_drop(E, mark);
    if (ok && !pml_error_pending(E)) {
        return true;
    }
    pml_xdecref(E, b->value);
    pml_xdecref(E, b->item);
    return false;
}

static PmlObj *min_max(PmlEngine *E, PmlObj *args, PmlObj *kwargs, const char *name, int op)
{
    static const char *const names[] = {"key", "default", NULL};
    PmlObj *v[2] = {NULL, NULL};
    bool positional = PML_TUPLE_LEN(args) > 1;
    if (!positional && PML_TUPLE_LEN(args) == 0) {
        return PML_RAISE(E, TypeError, "%s expected at least 1 argument, got 0", name);
    }
    PmlObj *iterable = positional ? args : PML_TUPLE_AT(args, 0);
    if (kwargs != NULL &&
        !pml_parse_format(E, name, E->rt->empty_tuple.p, kwargs, names, 0, 0, v)) {
        return NULL;
    }
    if (positional && v[1] != NULL) {
        return PML_RAISE(E, TypeError,
                         "Cannot specify a default for %s() with multiple positional arguments",
                         name);
    }
    Best b = {E, pml_iter(E, iterable), v[0] == PML_NONE(E) ? NULL : v[0], NULL, NULL, name, op};
    if (b.it == NULL) {
        return NULL;
    }
    bool ok = run_through(&b);
    if (ok && b.value == NULL) {
        if (v[1] != NULL) {
            b.item = pml_incref(v[1]);
        } else {
            PML_RAISE(E, ValueError, "%s() arg is an empty sequence", name);
            ok = false;
        }
    } else if (ok) {
        pml_decref(E, b.value);
    }
    pml_decref(E, b.it);
    return ok ? b.item : NULL;
}

PmlObj *pml_builtin_max(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    return min_max(E, args, kwargs, "max", PML_GT);
}

PmlObj *pml_builtin_min(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    return min_max(E, args, kwargs, "min", PML_LT);
}

/* -- async iteration: the part that needs no coroutine ------------------------------------ */

static bool has_anext(PmlEngine *E, PmlObj *o)
{
    return pml_type_lookup(E, PML_TYPE_OF(o), PML_ID(E, __anext__)) != NULL;
}

PmlObj *pml_builtin_aiter(PML_FAST_PARAMS)
{
    PML_UNUSED(self), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *method = pml_lookup_special(E, args[0].p, PML_ID(E, __aiter__));
    if (!method) {
        return pml_error_pending(E)
                   ? NULL
                   : PML_RAISE(E, TypeError, "'%.200s' object is not an async iterable",
                               PML_TYPE_OF(args[0].p)->name.p);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "aiter: __aiter__");
    PmlObj *it = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (it && !has_anext(E, it)) {
        PML_RAISE(E, TypeError, "aiter() returned not an async iterator of type '%.200s'",
                  PML_TYPE_OF(it)->name.p);
        pml_decref(E, it);
        return NULL;
    }
    return it;
}

PmlObj *pml_builtin_anext(PML_FAST_PARAMS)
{
    PML_UNUSED(self), PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "anext", nargs, 1, 2)) {
        return NULL;
    }
    PmlObj *method = pml_lookup_special(E, args[0].p, PML_ID(E, __anext__));
    if (!method) {
        return pml_error_pending(E)
                   ? NULL
                   : PML_RAISE(E, TypeError, "'%.200s' object is not an async iterator",
                               PML_TYPE_OF(args[0].p)->name.p);
    }
    if (nargs == 2) { /* would have to be awaited */
        pml_decref(E, method);
        return PML_RAISE(E, NotImplementedError,
                         "PyMemLab has no coroutines: anext() takes no default");
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "anext: __anext__");
    PmlObj *r = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return r;
}

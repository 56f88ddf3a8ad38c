/* The iteration protocol. */
#include "object/containers.h"
#include "object/numbers.h"

bool pml_is_iterator(const PmlObj *o)
{
    return PML_TYPE_OF(o)->iternext != NULL;
}

PmlObj *pml_iter(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    if (!t->iter) {
        if (pml_is_sequence(o)) {
            return pml_seqiter_new(E, o);
        }
        return PML_RAISE(E, TypeError, "'%.200s' object is not iterable", t->name.p);
    }
    PmlObj *it = t->iter(E, o);
    if (it && !pml_is_iterator(it)) {
        PML_RAISE(E, TypeError, "iter() returned non-iterator of type '%.100s'",
                  PML_TYPE_OF(it)->name.p);
        pml_decref(E, it);
        return NULL;
    }
    return it;
}

PmlObj *pml_iter_next(PmlEngine *E, PmlObj *it)
{
    if (pml_work(E, 1)) {
        return NULL;
    }
    PmlObj *item = PML_TYPE_OF(it)->iternext(E, it);
    if (!item && pml_error_pending(E) && pml_error_matches(E, PML_T_StopIteration)) {
        pml_error_clear(E);
    }
    return item;
}

PmlObj *pml_self_iter(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return pml_incref(o);
}

/* 1: *n is the hint; 0: there is none; -1: error. */
static int call_length_hint(PmlEngine *E, PmlObj *o, int64_t *n)
{
    PmlObj *method = pml_lookup_special(E, o, PML_ID(E, __length_hint__));
    if (!method) {
        return pml_error_pending(E) ? -1 : 0;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "length hint: method");
    PmlObj *r = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (!r) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            return 0;
        }
        return -1;
    }
    if (r == PML_NOT_IMPLEMENTED(E)) {
        pml_decref(E, r);
        return 0;
    }
    if (!PML_IS_INT(r)) {
        PML_RAISE(E, TypeError, "__length_hint__ must be an integer, not %.100s",
                  PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return -1;
    }
    *n = pml_as_ssize(E, r, PML_T_OverflowError);
    pml_decref(E, r);
    if (*n == -1 && pml_error_pending(E)) {
        pml_error_clear(E);
        PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
        return -1;
    }
    if (*n < 0) {
        PML_RAISE(E, ValueError, "__length_hint__() should return >= 0");
        return -1;
    }
    return 1;
}

int64_t pml_length_hint(PmlEngine *E, PmlObj *o, int64_t fallback)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->sq_length || t->mp_length) {
        int64_t n = pml_length(E, o);
        if (n >= 0) {
            return n;
        }
        if (!pml_error_matches(E, PML_T_TypeError)) {
            return -1;
        }
        pml_error_clear(E);
    }
    int64_t n = 0;
    int found = call_length_hint(E, o, &n);
    return found < 0 ? -1 : found ? n : fallback;
}

/* References a container operation owns only for a moment, outside any object, while Python code
 * may run: they are named on the hold stack so that the ledger finds them. */
#ifndef PML_DETACHED_H
#define PML_DETACHED_H

#include "object/numbers.h"
#include "object/object.h"

/* More items than this no container is given room for: MemoryError, alike on every host. */
#define PML_MAX_ITEMS (INT64_C(1) << 28)

/* a == b with identity first; a gets a reference of its own meanwhile. -1: error. */
static inline int pml_compare_held(PmlEngine *E, PmlObj *a, PmlObj *b, const char *what)
{
    if (a == b) {
        return 1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_incref(a);
    pml_hold(E, a, what);
    int r = pml_compare_bool(E, a, b, PML_EQ);
    pml_hold_drop(E, mark);
    pml_decref(E, a);
    return r;
}

/* Release an owned reference that was held from `mark` on. */
static inline void pml_drop_held(PmlEngine *E, int64_t mark, PmlObj *o)
{
    pml_hold_drop(E, mark);
    pml_xdecref(E, o);
}

/* Release n references (some may be NULL) that no object owns any more, in the given direction;
 * the slots are emptied. */
void pml_release_detached(PmlEngine *E, PmlRef *items, int64_t n, bool backwards);

/* An index argument of a method: __index__, OverflowError when it does not fit. */
static inline bool pml_index_argument(PmlEngine *E, PmlObj *o, int64_t *value)
{
    PmlObj *index = pml_number_index(E, o);
    if (!index) {
        return false;
    }
    bool overflow = false;
    *value = pml_int_as_i64(E, index, &overflow);
    pml_decref(E, index);
    if (overflow) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
    }
    return !overflow;
}

/* The answer of a comparison whose outcome is known. */
static inline PmlObj *pml_order_result(PmlEngine *E, int64_t a, int64_t b, int op)
{
    switch (op) {
    case PML_LT: return pml_bool(E, a < b);
    case PML_LE: return pml_bool(E, a <= b);
    case PML_EQ: return pml_bool(E, a == b);
    case PML_NE: return pml_bool(E, a != b);
    case PML_GT: return pml_bool(E, a > b);
    default: return pml_bool(E, a >= b);
    }
}

/* The built-in function of that name, new reference; AttributeError when it is gone. */
PmlObj *pml_builtin_named(PmlEngine *E, const char *name); /* iterators.c */

/* Store the pair in `result` (a tuple reused when this iterator owns it alone) and return a new
 * reference; consumes a and b. */
PmlObj *pml_reuse_pair(PmlEngine *E, PmlObj *result, PmlObj *a, PmlObj *b); /* enumerate.c */

/* __setstate__ of an index iterator: the argument as an index. */
static inline bool pml_state_argument(PmlEngine *E, PmlObj *state, int64_t *value)
{
    if (!PML_IS_INT(state)) {
        PML_RAISE(E, TypeError, "an integer is required");
        return false;
    }
    return pml_index_argument(E, state, value);
}

#endif

/* What the __reduce__ and __setstate__ of itertools' iterators share. */
#ifndef PML_ITERATOR_STATE_H
#define PML_ITERATOR_STATE_H

#include "modules/library.h"
#include "object/detached.h"

/* (type, args) or (type, args, state); takes over args and state. NULL args: the error stays. */
static inline PmlObj *pml_reduced(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *state)
{
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    PmlObj *r = !args   ? NULL
                : state ? pml_tuple_pack(E, 3, type, args, state)
                        : pml_tuple_pack(E, 2, type, args);
    pml_xdecref(E, args);
    pml_xdecref(E, state);
    return r;
}

/* As pml_reduced, but without a state this is an error that is pending. */
static inline PmlObj *pml_reduced_with(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *state)
{
    if (!state) {
        pml_xdecref(E, args);
        return NULL;
    }
    return pml_reduced(E, self, args, state);
}

/* Is state a tuple of n items? */
static inline bool pml_state_tuple(PmlEngine *E, PmlObj *state, int64_t n)
{
    if (!PML_IS_TUPLE(state)) {
        PML_RAISE(E, TypeError, "state is not a tuple");
    } else if (PML_TUPLE_LEN(state) != n) {
        PML_RAISE(E, TypeError, "function takes exactly %zd arguments (%zd given)", n,
                  PML_TUPLE_LEN(state));
    } else {
        return true;
    }
    return false;
}

/* An item of a state: an int, moved into low..high (low wins). */
static inline bool pml_state_within(PmlEngine *E, PmlObj *o, int64_t low, int64_t high, int64_t *n)
{
    int64_t given;
    if (!pml_state_argument(E, o, &given)) {
        return false;
    }
    given = given > high ? high : given;
    *n = given < low ? low : given;
    return true;
}

/* A C int, as the format "i" reads it. */
static inline bool pml_c_int(PmlEngine *E, PmlObj *o, int64_t *n)
{
    PmlObj *index = pml_number_index(E, o);
    if (!index) {
        return false;
    }
    bool fits = pml_int_fits(index, n);
    pml_decref(E, index);
    if (!fits) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
    } else if (*n > INT32_MAX || *n < INT32_MIN) {
        PML_RAISE(E, OverflowError, "signed integer is %s",
                  *n > 0 ? "greater than maximum" : "less than minimum");
        fits = false;
    }
    return fits;
}

/* The result of a product that found an empty pool while filling it. */
PmlObj *pml_product_unfilled(const PmlObj *o);

#endif

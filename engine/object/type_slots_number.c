/* Slots of classes with numeric special methods. A binary slot serves both operands: the same
 * function is tried for x + y through __add__ of x and through __radd__ of y. */
#include "object/slot_functions.h"

/* Does the right operand's type define the reflected method differently from the left's? */
static int is_overloaded(PmlEngine *E, PmlObj *left, PmlObj *right, PmlObj *name)
{
    PmlObj *a, *b;
    if (pml_lookup_attr(E, (PmlObj *)PML_TYPE_OF(right), name, &b) < 0) {
        return -1;
    }
    if (!b) {
        return 0;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, b, "reflected method");
    int r = 1;
    if (pml_lookup_attr(E, (PmlObj *)PML_TYPE_OF(left), name, &a) < 0) {
        r = -1;
    } else if (a) {
        pml_hold(E, a, "reflected method");
        r = pml_compare_bool(E, a, b, PML_NE);
        pml_hold_drop(E, mark);
        pml_decref(E, a);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, b);
    return r;
}

static PmlObj *binary_slot(PmlEngine *E, PmlObj *self, PmlObj *other, size_t offset, PmlFn own,
                           PmlObj *name, PmlObj *rname)
{
    PmlType *ts = PML_TYPE_OF(self), *to = PML_TYPE_OF(other);
    bool do_other = ts != to && pml_slot_get(to, offset) == own;
    PmlRef straight[2] = {{self}, {other}}, swapped[2] = {{other}, {self}};
    if (pml_slot_get(ts, offset) == own) {
        PmlObj *r;
        if (do_other && pml_type_is_subtype(to, ts)) {
            int overloaded = is_overloaded(E, self, other, rname);
            if (overloaded < 0) {
                return NULL;
            }
            if (overloaded) {
                r = pml_call_special_maybe(E, rname, swapped, 2);
                if (r != PML_NOT_IMPLEMENTED(E)) {
                    return r;
                }
                pml_decref(E, r);
                do_other = false;
            }
        }
        r = pml_call_special_maybe(E, name, straight, 2);
        if (r != PML_NOT_IMPLEMENTED(E) || PML_TYPE_OF(other) == PML_TYPE_OF(self)) {
            return r;
        }
        pml_decref(E, r);
    }
    if (do_other) {
        return pml_call_special_maybe(E, rname, swapped, 2);
    }
    return pml_not_implemented(E);
}

#define PML_DEFINE_BINARY(slot, name, rname)                                                \
    PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self, PmlObj *other)                      \
    {                                                                                       \
        return binary_slot(E, self, other, offsetof(PmlType, slot), (PmlFn)pml_slot_##slot, \
                           PML_ID(E, name), PML_ID(E, rname));                              \
    }
PML_BINARY_SLOTS(PML_DEFINE_BINARY)

#define PML_DEFINE_INPLACE(slot, name)                                 \
    PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self, PmlObj *other) \
    {                                                                  \
        PmlRef args[2] = {{self}, {other}};                            \
        return pml_call_special(E, PML_ID(E, name), args, 2);          \
    }
PML_INPLACE_SLOTS(PML_DEFINE_INPLACE)

#define PML_DEFINE_UNARY(slot, name)                          \
    PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self)       \
    {                                                         \
        PmlRef args[1] = {{self}};                            \
        return pml_call_special(E, PML_ID(E, name), args, 1); \
    }
PML_UNARY_SLOTS(PML_DEFINE_UNARY)

PmlObj *pml_slot_nb_index(PmlEngine *E, PmlObj *self)
{
    PmlRef args[1] = {{self}};
    return pml_call_special(E, PML_ID(E, __index__), args, 1);
}

PmlObj *pml_slot_nb_power(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *modulus)
{
    if (modulus == PML_NONE(E)) {
        return binary_slot(E, self, other, offsetof(PmlType, nb_power), (PmlFn)pml_slot_nb_power,
                           PML_ID(E, __pow__), PML_ID(E, __rpow__));
    }
    /* Three operands: no reflected form, and self may be here for the sake of another operand. */
    if (PML_TYPE_OF(self)->nb_power == pml_slot_nb_power) {
        PmlRef args[3] = {{self}, {other}, {modulus}};
        return pml_call_special(E, PML_ID(E, __pow__), args, 3);
    }
    return pml_not_implemented(E);
}

PmlObj *pml_slot_nb_inplace_power(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *modulus)
{
    PML_UNUSED(modulus);
    PmlRef args[2] = {{self}, {other}};
    return pml_call_special(E, PML_ID(E, __ipow__), args, 2);
}

int pml_slot_nb_bool(PmlEngine *E, PmlObj *self)
{
    bool unbound, by_length = false;
    PmlObj *func = pml_lookup_maybe_method(E, self, PML_ID(E, __bool__), &unbound);
    if (!func) {
        if (pml_error_pending(E)) {
            return -1;
        }
        func = pml_lookup_maybe_method(E, self, PML_ID(E, __len__), &unbound);
        if (!func) {
            return pml_error_pending(E) ? -1 : 1;
        }
        by_length = true;
    }
    PmlObj *value = pml_call_unbound_noarg(E, unbound, func, self);
    if (!value) {
        return -1;
    }
    int result = -1;
    if (by_length || PML_IS(value, bool)) {
        result = pml_truth(E, value);
    } else {
        PML_RAISE(E, TypeError, "__bool__ should return bool, returned %s",
                  PML_TYPE_OF(value)->name.p);
    }
    pml_decref(E, value);
    return result;
}

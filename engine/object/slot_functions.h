/* The functions that stand in a heap type's slots and call its Python special methods.
 * Files: type_slots.c, type_slots_number.c */
#ifndef PML_SLOT_FUNCTIONS_H
#define PML_SLOT_FUNCTIONS_H

#include "object/type_system.h"

PmlObj *pml_slot_repr(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_str(PmlEngine *E, PmlObj *self);
int64_t pml_slot_hash(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_richcompare(PmlEngine *E, PmlObj *self, PmlObj *other, int op);
PmlObj *pml_slot_iter(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_iternext(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_descr_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type);
int pml_slot_descr_set(PmlEngine *E, PmlObj *self, PmlObj *target, PmlObj *value);
int pml_slot_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
void pml_slot_finalize(PmlEngine *E, PmlObj *self);
int64_t pml_slot_length(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_mp_subscript(PmlEngine *E, PmlObj *self, PmlObj *key);
int pml_slot_mp_ass_subscript(PmlEngine *E, PmlObj *self, PmlObj *key, PmlObj *value);
PmlObj *pml_slot_sq_item(PmlEngine *E, PmlObj *self, int64_t i);
int pml_slot_sq_ass_item(PmlEngine *E, PmlObj *self, int64_t i, PmlObj *value);
int pml_slot_sq_contains(PmlEngine *E, PmlObj *self, PmlObj *value);

int pml_slot_nb_bool(PmlEngine *E, PmlObj *self);
PmlObj *pml_slot_nb_power(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *modulus);
PmlObj *pml_slot_nb_inplace_power(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *modulus);
PmlObj *pml_slot_nb_index(PmlEngine *E, PmlObj *self);
/* clang-format off */
#define PML_UNARY_SLOTS(X)  \
    X(nb_negative, __neg__) \
    X(nb_positive, __pos__) \
    X(nb_absolute, __abs__) X(nb_invert, __invert__) X(nb_int, __int__) X(nb_float, __float__)
/* clang-format on */
/* slot, method, reflected method */
/* clang-format off */
#define PML_BINARY_SLOTS(X)                                                     \
    X(nb_add, __add__, __radd__)                                                \
    X(nb_subtract, __sub__, __rsub__)                                           \
    X(nb_multiply, __mul__, __rmul__)                                           \
    X(nb_remainder, __mod__, __rmod__)                                          \
    X(nb_divmod, __divmod__, __rdivmod__) X(nb_lshift, __lshift__, __rlshift__) \
        X(nb_rshift, __rshift__, __rrshift__) X(nb_and, __and__, __rand__)      \
            X(nb_xor, __xor__, __rxor__) X(nb_or, __or__, __ror__)              \
                X(nb_floor_divide, __floordiv__, __rfloordiv__)                 \
                    X(nb_true_divide, __truediv__, __rtruediv__)                \
                        X(nb_matrix_multiply, __matmul__, __rmatmul__)
/* clang-format on */
/* clang-format off */
#define PML_INPLACE_SLOTS(X)                                                                  \
    X(nb_inplace_add, __iadd__)                                                               \
    X(nb_inplace_subtract, __isub__)                                                          \
    X(nb_inplace_multiply, __imul__)                                                          \
    X(nb_inplace_remainder, __imod__)                                                         \
    X(nb_inplace_lshift, __ilshift__) X(nb_inplace_rshift, __irshift__)                       \
        X(nb_inplace_and, __iand__) X(nb_inplace_xor, __ixor__) X(nb_inplace_or, __ior__)     \
            X(nb_inplace_floor_divide, __ifloordiv__) X(nb_inplace_true_divide, __itruediv__) \
                X(nb_inplace_matrix_multiply, __imatmul__)
/* clang-format on */
#define PML_DECLARE_UNARY(slot, name) PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self);
#define PML_DECLARE_BINARY(slot, name, rname) \
    PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self, PmlObj *other);
#define PML_DECLARE_INPLACE(slot, name) \
    PmlObj *pml_slot_##slot(PmlEngine *E, PmlObj *self, PmlObj *other);
PML_UNARY_SLOTS(PML_DECLARE_UNARY)
PML_BINARY_SLOTS(PML_DECLARE_BINARY)
PML_INPLACE_SLOTS(PML_DECLARE_INPLACE)

#endif

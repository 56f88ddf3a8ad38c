/* int: the type and its constructor. */
#include "object/containers.h"
#include "object/int_digits.h"

#include "object/bytes.h"

static PmlObj *new_exact(PmlEngine *E, PmlObj *x, PmlObj *base_object)
{
    if (x == NULL) {
        if (base_object != NULL) {
            return PML_RAISE(E, TypeError, "int() missing string argument");
        }
        return pml_int(E, 0);
    }
    if (base_object == NULL) {
        return pml_number_long(E, x);
    }
    int64_t base = pml_as_ssize(E, base_object, -1);
    if (base == -1 && pml_error_pending(E)) {
        return NULL;
    }
    if ((base != 0 && base < 2) || base > 36) {
        return PML_RAISE(E, ValueError, "int() base must be >= 2 and <= 36, or 0");
    }
    if (PML_IS_STR(x)) {
        return pml_int_from_text(E, x, (int)base);
    }
    if (PML_IS_BYTES(x)) {
        return pml_int_from_ascii(E, (const char *)PML_BYTES_DATA(x), PML_BYTES_LEN(x), (int)base,
                                  x);
    }
    if (pml_isinstance_of(x, PML_TYPE(E, bytearray))) {
        PmlByteArray *a = (PmlByteArray *)x;
        return pml_int_from_ascii(E, (const char *)a->start.p, a->ob.size, (int)base, NULL);
    }
    return PML_RAISE(E, TypeError, "int() can't convert non-string with explicit base");
}

PmlObj *pml_int_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"", "base", NULL};
    PmlObj *v[2] = {NULL, NULL};
    if (!pml_parse_tuple(E, "int", args, kwargs, names, 0, 2, v)) {
        return NULL;
    }
    PmlInt *value = (PmlInt *)new_exact(E, v[0], v[1]);
    if (value == NULL || type == PML_TYPE(E, int)) {
        return (PmlObj *)value;
    }
    int64_t n = pml_int_ndigits(value);
    PmlInt *made = (PmlInt *)type->alloc(E, type, n > 0 ? n : 1);
    if (made != NULL) {
        made->ob.size = value->ob.size;
        memcpy(made->digit, value->digit, (size_t)n * sizeof(uint32_t));
    }
    pml_int_drop(E, value);
    return (PmlObj *)made;
}

static PmlObj *repr(PmlEngine *E, PmlObj *o)
{
    return pml_int_to_str(E, o, 10, false);
}

static PmlObj *richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    int order = a == b ? 0 : pml_int_compare(a, b);
    switch (op) {
    case PML_LT: return pml_bool(E, order < 0);
    case PML_LE: return pml_bool(E, order <= 0);
    case PML_EQ: return pml_bool(E, order == 0);
    case PML_NE: return pml_bool(E, order != 0);
    case PML_GT: return pml_bool(E, order > 0);
    default: return pml_bool(E, order >= 0);
    }
}

static int truth(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return ((PmlInt *)o)->ob.size != 0;
}

static PmlObj *to_float(PmlEngine *E, PmlObj *o)
{
    double d = pml_int_as_double(E, o);
    if (d == -1.0 && pml_error_pending(E)) {
        return NULL;
    }
    return pml_float(E, d);
}

PmlObj *pml_int_slot_divmod(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlInt *q, *r;
    if (!PML_IS_INT(a) || !PML_IS_INT(b)) {
        return pml_not_implemented(E);
    }
    if (pml_int_divide_floor(E, (PmlInt *)a, (PmlInt *)b, &q, &r) < 0) {
        return NULL;
    }
    PmlObj *pair = pml_tuple_pack(E, 2, q, r);
    pml_int_drop(E, q);
    pml_int_drop(E, r);
    return pair;
}

static void fill_numbers(PmlType *t)
{
    t->nb_add = pml_int_slot_add;
    t->nb_subtract = pml_int_slot_subtract;
    t->nb_multiply = pml_int_slot_multiply;
    t->nb_remainder = pml_int_slot_remainder;
    t->nb_divmod = pml_int_slot_divmod;
    t->nb_power = pml_int_power;
    t->nb_negative = pml_int_slot_negative;
    t->nb_positive = pml_int_slot_positive;
    t->nb_absolute = pml_int_slot_absolute;
    t->nb_bool = truth;
    t->nb_invert = pml_int_slot_invert;
    t->nb_lshift = pml_int_slot_lshift;
    t->nb_rshift = pml_int_slot_rshift;
    t->nb_and = pml_int_slot_and;
    t->nb_xor = pml_int_slot_xor;
    t->nb_or = pml_int_slot_or;
    t->nb_int = pml_int_slot_positive;
    t->nb_float = to_float;
    t->nb_floor_divide = pml_int_slot_floor_divide;
    t->nb_true_divide = pml_int_slot_true_divide;
    t->nb_index = pml_int_slot_positive;
}

void pml_init_type_int(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "int";
    t->flags |= PML_TF_BASETYPE | PML_TF_INT | PML_TF_MATCH_SELF | PML_TF_IMMUTABLE;
    t->basicsize = offsetof(PmlInt, digit);
    t->itemsize = sizeof(uint32_t);
    t->doc.p = "int([x]) -> integer\nint(x, base=10) -> integer";
    t->methods.p = pml_int_methods;
    t->getset.p = pml_int_getset;
    t->new_ = pml_int_new;
    t->free = pml_object_free;
    t->repr = repr;
    t->hash = pml_int_hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = richcompare;
    fill_numbers(t);
}

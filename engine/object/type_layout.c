/* Which base decides the layout of instances, which metaclass wins, and when an object may be
 * given another class. */
#include "object/type_system.h"

/* Does t add C-level fields to base, beyond a weak reference list of its own? */
static bool adds_fields(const PmlType *t, const PmlType *base)
{
    int64_t size = t->basicsize, base_size = base->basicsize;
    if (t->itemsize || base->itemsize) {
        return size != base_size || t->itemsize != base->itemsize;
    }
    if (t->weaklistoffset && !base->weaklistoffset && t->weaklistoffset + 8 == size &&
        pml_type_has(t, PML_TF_HEAP)) {
        size -= 8;
    }
    if (t->dictoffset > 0 && base->dictoffset == 0 && t->dictoffset + 8 == size &&
        pml_type_has(t, PML_TF_HEAP)) {
        size -= 8;
    }
    return size != base_size;
}

PmlType *pml_solid_base(PmlEngine *E, PmlType *t)
{
    PmlType *base = t->base.p ? pml_solid_base(E, t->base.p) : PML_TYPE(E, object);
    return adds_fields(t, base) ? t : base;
}

PmlType *pml_best_base(PmlEngine *E, PmlObj *bases)
{
    PmlType *base = NULL, *winner = NULL;
    for (int64_t i = 0; i < PML_TUPLE_LEN(bases); i++) {
        PmlObj *item = PML_TUPLE_AT(bases, i);
        if (!PML_IS_TYPE(item)) {
            PML_RAISE(E, TypeError, "bases must be types");
            return NULL;
        }
        PmlType *t = (PmlType *)item;
        if (!pml_type_has(t, PML_TF_BASETYPE)) {
            PML_RAISE(E, TypeError, "type '%.100s' is not an acceptable base type", t->name.p);
            return NULL;
        }
        PmlType *candidate = pml_solid_base(E, t);
        if (!winner) {
            winner = candidate;
            base = t;
        } else if (pml_type_is_subtype(winner, candidate)) {
            continue;
        } else if (pml_type_is_subtype(candidate, winner)) {
            winner = candidate;
            base = t;
        } else {
            PML_RAISE(E, TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return base;
}

PmlObj *pml_calculate_metaclass(PmlEngine *E, PmlObj *metatype, PmlObj *bases)
{
    PmlType *winner = (PmlType *)metatype;
    for (int64_t i = 0; i < PML_TUPLE_LEN(bases); i++) {
        PmlType *t = PML_TYPE_OF(PML_TUPLE_AT(bases, i));
        if (pml_type_is_subtype(winner, t)) {
            continue;
        }
        if (pml_type_is_subtype(t, winner)) {
            winner = t;
            continue;
        }
        return PML_RAISE(E, TypeError,
                         "metaclass conflict: the metaclass of a derived class must be a "
                         "(non-strict) subclass of the metaclasses of all its bases");
    }
    return &winner->ob.ob;
}

/* -- __class__ and __bases__ assignment ---------------------------------------------------- */

static bool same_slots_added(PmlEngine *E, PmlType *a, PmlType *b)
{
    const PmlType *base = a->base.p;
    int64_t size = base->basicsize;
    if (base != b->base.p) {
        return false;
    }
    if (a->dictoffset == size && b->dictoffset == size) {
        size += 8;
    }
    if (a->weaklistoffset == size && b->weaklistoffset == size) {
        size += 8;
    }
    if (pml_type_has(a, PML_TF_HEAP) && pml_type_has(b, PML_TF_HEAP)) {
        PmlObj *slots_a = a->ht_slots.p, *slots_b = b->ht_slots.p;
        if (slots_a && slots_b) {
            if (pml_compare_bool(E, slots_a, slots_b, PML_EQ) != 1) {
                return false;
            }
            size += 8 * PML_TUPLE_LEN(slots_a);
        }
    }
    return size == a->basicsize && size == b->basicsize;
}

static bool same_shape(const PmlType *a, const PmlType *b)
{
    const uint32_t layout = PML_TF_MANAGED_DICT | PML_TF_GC;
    return a->basicsize == b->basicsize && a->itemsize == b->itemsize &&
           a->dictoffset == b->dictoffset && a->weaklistoffset == b->weaklistoffset &&
           (a->flags & layout) == (b->flags & layout);
}

/* The base that t only copies: t adds nothing to its instances. */
static PmlType *root_of_layout(PmlType *t)
{
    while (t->base.p && same_shape(t, t->base.p)) {
        t = t->base.p;
    }
    return t;
}

bool pml_compatible_for_assignment(PmlEngine *E, PmlType *old, PmlType *now, const char *attr)
{
    if (now->free != old->free) {
        PML_RAISE(E, TypeError, "%s assignment: '%s' deallocator differs from '%s'", attr,
                  now->name.p, old->name.p);
        return false;
    }
    bool compatible = (now->flags & PML_TF_MANAGED_DICT) == (old->flags & PML_TF_MANAGED_DICT);
    if (compatible) {
        PmlType *a = root_of_layout(old), *b = root_of_layout(now);
        compatible = a == b || (a->base.p == b->base.p && a->base.p && same_slots_added(E, a, b));
    }
    if (!compatible) {
        PML_RAISE(E, TypeError, "%s assignment: '%s' object layout differs from '%s'", attr,
                  now->name.p, old->name.p);
    }
    return compatible;
}

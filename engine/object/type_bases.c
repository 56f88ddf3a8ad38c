/* Assigning __bases__: the mro of the class and of everything below it is computed anew. */
#include "object/type_system.h"

/* -- recomputing mros ---------------------------------------------------------------------- */

typedef struct MroChange {
    PmlObj *undo; /* list of (type, old mro) in case a later one fails */
} MroChange;

static int recompute_below(PmlEngine *E, PmlType *t, void *ctx)
{
    MroChange *change = ctx;
    PmlObj *old = NULL;
    int r = pml_mro_internal(E, t, &old);
    if (r <= 0) {
        return r;
    }
    PmlObj *pair = pml_tuple_pack(E, 2, &t->ob.ob, old ? old : PML_NONE(E));
    pml_xdecref(E, old);
    if (!pair) {
        return -1;
    }
    r = pml_list_append(E, change->undo, pair);
    pml_decref(E, pair);
    return r < 0 ? -1 : pml_each_subclass(E, t, recompute_below, change);
}

static void undo_mros(PmlEngine *E, PmlObj *undo)
{
    PmlPending saved = pml_error_set_aside(E);
    for (int64_t i = PML_LIST_LEN(undo) - 1; i >= 0; i--) {
        PmlObj *pair = PML_LIST_ITEMS(undo)[i].p;
        PmlType *t = (PmlType *)PML_TUPLE_AT(pair, 0);
        PmlObj *old = PML_TUPLE_AT(pair, 1);
        PML_SETREF(E, t->mro, old == PML_NONE(E) ? NULL : pml_incref(old));
        pml_type_modified(E, t);
    }
    pml_error_put_back(E, saved);
}

/* -- checks -------------------------------------------------------------------------------- */

static bool check_bases(PmlEngine *E, PmlType *t, PmlObj *value)
{
    if (!pml_check_special_type_attr(E, t, value, "__bases__")) {
        return false;
    }
    if (!PML_IS_TUPLE(value)) {
        PML_RAISE(E, TypeError, "can only assign tuple to %s.__bases__, not %s", t->name.p,
                  PML_TYPE_OF(value)->name.p);
        return false;
    }
    if (PML_TUPLE_LEN(value) == 0) {
        PML_RAISE(E, TypeError, "can only assign non-empty tuple to %s.__bases__, not ()",
                  t->name.p);
        return false;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(value); i++) {
        PmlObj *item = PML_TUPLE_AT(value, i);
        if (!PML_IS_TYPE(item)) {
            PML_RAISE(E, TypeError, "%s.__bases__ must be tuple of classes, not '%s'", t->name.p,
                      PML_TYPE_OF(item)->name.p);
            return false;
        }
        if (pml_type_is_subtype((PmlType *)item, t)) {
            PML_RAISE(E, TypeError, "a __bases__ item causes an inheritance cycle");
            return false;
        }
    }
    return true;
}

static int update_all_slots_below(PmlEngine *E, PmlType *t, void *ctx)
{
    pml_fixup_slots(E, t);
    return pml_each_subclass(E, t, update_all_slots_below, ctx);
}

/* The change itself; on failure everything is as before. */
static int change_bases(PmlEngine *E, PmlType *t, PmlType *base, PmlObj *bases)
{
    PmlType *old_base = t->base.p;
    PmlObj *old_bases = t->bases.p;
    MroChange change = {pml_list_new(E, 0)};
    if (!change.undo) {
        return -1;
    }
    t->bases.p = pml_incref(bases);
    t->base.p = (PmlType *)pml_incref(&base->ob.ob);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, old_bases, "former __bases__");
    pml_hold(E, &old_base->ob.ob, "former __base__");
    pml_hold(E, change.undo, "former mros");
    int r = recompute_below(E, t, &change);
    if (r < 0) {
        undo_mros(E, change.undo);
        t->bases.p = old_bases;
        t->base.p = old_base;
        old_bases = bases;
        old_base = base;
    } else {
        pml_remove_all_subclasses(E, t, old_bases);
        for (int64_t i = 0; r == 0 && i < PML_TUPLE_LEN(bases); i++) {
            r = pml_add_subclass(E, (PmlType *)PML_TUPLE_AT(bases, i), t);
        }
        PmlPending pending = pml_error_set_aside(E);
        update_all_slots_below(E, t, NULL);
        pml_type_modified(E, t);
        if (pending.error.p) {
            pml_error_put_back(E, pending);
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, change.undo);
    pml_decref(E, old_bases);
    pml_decref(E, &old_base->ob.ob);
    return r < 0 ? -1 : 0;
}

int pml_type_set_bases(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!check_bases(E, t, value)) {
        return -1;
    }
    PmlType *base = pml_best_base(E, value);
    if (!base || !pml_compatible_for_assignment(E, t->base.p, base, "__bases__")) {
        return -1;
    }
    return change_bases(E, t, base, value);
}

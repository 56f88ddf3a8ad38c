/* Deciding what stands in each slot of a heap type, when it is made and when a special method is
 * assigned or deleted later. */
#include "object/slot_functions.h"

bool pml_is_dunder(const PmlObj *name)
{
    int64_t n = PML_STR_LEN(name);
    return n > 4 && PML_STR(name)->kind == 1 && pml_str_at(name, 0) == '_' &&
           pml_str_at(name, 1) == '_' && pml_str_at(name, n - 1) == '_' &&
           pml_str_at(name, n - 2) == '_';
}

static PmlObj *slot_name(PmlEngine *E, const PmlSlotDef *d)
{
    return E->rt->ids[d->name_id].p;
}

/* Of several slots that share a name, the only filled one of this type; SIZE_MAX when it is not
 * unique. */
static size_t resolve_shared_name(const PmlType *t, int name_id)
{
    size_t found = SIZE_MAX;
    for (const PmlSlotDef *d = pml_slot_defs; d->name; d++) {
        if (d->name_id != name_id || !pml_slot_get(t, d->offset)) {
            continue;
        }
        if (found != SIZE_MAX) {
            return SIZE_MAX;
        }
        found = d->offset;
    }
    return found;
}

typedef struct Choice {
    PmlFn specific, generic;
    bool use_generic;
} Choice;

static bool is_new_wrapper(const PmlObj *descr)
{
    return PML_IS(descr, builtin_function_or_method) &&
           ((const PmlBuiltin *)descr)->def.p->var == pml_tp_new_wrapper;
}

static void consider(PmlEngine *E, PmlType *t, const PmlSlotDef *d, PmlObj *descr, Choice *c)
{
    if (PML_IS(descr, wrapper_descriptor) &&
        ((const PmlSlotDef *)((PmlDescr *)descr)->def.p)->name_id == d->name_id) {
        const PmlDescr *w = (PmlDescr *)descr;
        const PmlSlotDef *def = w->def.p;
        size_t unique = resolve_shared_name(t, d->name_id);
        if (unique == SIZE_MAX || unique == d->offset) {
            c->generic = d->function;
        }
        PmlFn wrapped = pml_pointer_fn(w->extra.p);
        if ((!c->specific || c->specific == wrapped) && def->wrapper == d->wrapper &&
            pml_type_is_subtype(t, (PmlType *)w->objclass.p)) {
            c->specific = wrapped;
        } else {
            c->use_generic = true;
        }
    } else if (d->offset == offsetof(PmlType, new_) && is_new_wrapper(descr)) {
        c->specific = (PmlFn)t->new_;
    } else if (d->offset == offsetof(PmlType, hash) && descr == PML_NONE(E)) {
        c->specific = (PmlFn)pml_hash_not_implemented;
    } else {
        c->use_generic = true;
        c->generic = d->function;
        if (d->offset == offsetof(PmlType, call)) {
            t->flags &= ~(uint32_t)PML_TF_VECTORCALL;
        }
    }
}

/* Set the slot d belongs to; d is its first entry. Returns the first entry of the next slot. */
static const PmlSlotDef *update_one_slot(PmlEngine *E, PmlType *t, const PmlSlotDef *d)
{
    Choice c = {NULL, NULL, false};
    size_t offset = d->offset;
    for (; d->name && d->offset == offset; d++) {
        bool failed;
        PmlObj *descr = pml_find_name_in_mro(E, t, slot_name(E, d), &failed);
        if (!descr) {
            if (failed) {
                pml_error_clear(E);
            }
            continue;
        }
        consider(E, t, d, descr, &c);
    }
    pml_slot_set(t, offset, c.specific && !c.use_generic ? c.specific : c.generic);
    return d;
}

void pml_fixup_slots(PmlEngine *E, PmlType *t)
{
    for (const PmlSlotDef *d = pml_slot_defs; d->name;) {
        d = update_one_slot(E, t, d);
    }
}

typedef struct SlotUpdate {
    PmlObj *name;
    const PmlSlotDef *first[10]; /* first entry of each slot that has the name */
    int count;
} SlotUpdate;

static int update_type_and_subclasses(PmlEngine *E, PmlType *t, SlotUpdate *u);

static int update_subclass(PmlEngine *E, PmlType *sub, void *ctx)
{
    SlotUpdate *u = ctx;
    if (sub->dict.p && PML_IS_DICT(sub->dict.p)) {
        int own = pml_dict_contains(E, sub->dict.p, u->name);
        if (own != 0) {
            return own < 0 ? -1 : 0; /* it overrides the name: not affected */
        }
    }
    return update_type_and_subclasses(E, sub, u);
}

static int update_type_and_subclasses(PmlEngine *E, PmlType *t, SlotUpdate *u)
{
    for (int i = 0; i < u->count; i++) {
        update_one_slot(E, t, u->first[i]);
    }
    return pml_each_subclass(E, t, update_subclass, u);
}

int pml_update_slot(PmlEngine *E, PmlType *t, PmlObj *name)
{
    SlotUpdate u = {name, {NULL}, 0};
    for (const PmlSlotDef *d = pml_slot_defs; d->name; d++) {
        if (slot_name(E, d) != name) {
            continue;
        }
        const PmlSlotDef *first = d;
        while (first > pml_slot_defs && first[-1].offset == d->offset) {
            first--;
        }
        if (u.count == 0 || u.first[u.count - 1] != first) {
            u.first[u.count++] = first;
        }
    }
    return u.count == 0 ? 0 : update_type_and_subclasses(E, t, &u);
}

int pml_each_subclass(PmlEngine *E, PmlType *t, PmlSubclassVisitor visit, void *ctx)
{
    PmlObj *subclasses = t->subclasses.p, *key, *ref;
    int64_t pos = 0;
    while (subclasses && pml_dict_next(subclasses, &pos, &key, &ref, NULL)) {
        PmlObj *sub = ((PmlWeakref *)ref)->object.p;
        if (!sub || sub == PML_NONE(E) || pml_refs(sub) == 0) {
            continue;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, pml_incref(sub), "subclass being updated");
        int r = visit(E, (PmlType *)sub, ctx);
        pml_hold_drop(E, mark);
        pml_decref(E, sub);
        if (r != 0) {
            return r;
        }
    }
    return 0;
}

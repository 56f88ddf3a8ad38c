/* Instances of Python classes: their death (facts 6.2), what the collector sees of them, their
 * __dict__ and __weakref__ attributes. */
#include "object/type_system.h"

/* -- slot members -------------------------------------------------------------------------- */

static PmlRef *member_slot(PmlObj *self, const PmlMemberDef *m)
{
    return (PmlRef *)((unsigned char *)self + m->offset);
}

static int traverse_slots(PmlEngine *E, PmlType *t, PmlObj *self, PmlVisit visit, void *ctx)
{
    const PmlMemberDef *m = pml_heap_members(t);
    for (int64_t i = 0; i < t->member_count; i++) {
        PML_VISIT(*member_slot(self, &m[i]));
    }
    return 0;
}

static void clear_slots(PmlEngine *E, PmlType *t, PmlObj *self)
{
    const PmlMemberDef *m = pml_heap_members(t);
    for (int64_t i = 0; i < t->member_count; i++) {
        PML_CLEAR(E, *member_slot(self, &m[i]));
    }
}

/* -- the collector's view ------------------------------------------------------------------ */

int pml_subtype_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlType *t = PML_TYPE_OF(self), *base = t;
    while (base->traverse == pml_subtype_traverse) {
        int r = traverse_slots(E, base, self, visit, ctx);
        if (r) {
            return r;
        }
        base = base->base.p;
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        if (pml_instance_values(self)->p) {
            int r = pml_instance_traverse(E, self, visit, ctx);
            if (r) {
                return r;
            }
        }
        PML_VISIT(*pml_instance_dict(self));
    } else if (t->dictoffset != base->dictoffset) {
        PmlRef *dict = pml_dict_slot(E, self);
        if (dict) {
            PML_VISIT(*dict);
        }
    }
    if (!base->traverse || !pml_type_has(base, PML_TF_COUNTED)) {
        PML_VISIT(self->type);
    }
    return base->traverse ? base->traverse(E, self, visit, ctx) : 0;
}

int pml_subtype_clear(PmlEngine *E, PmlObj *self)
{
    PmlType *t = PML_TYPE_OF(self), *base = t;
    while (base->clear == pml_subtype_clear) {
        clear_slots(E, base, self);
        base = base->base.p;
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        if (pml_instance_values(self)->p) {
            pml_instance_clear_values(E, self);
        }
        PML_CLEAR(E, *pml_instance_dict(self));
    } else if (t->dictoffset != base->dictoffset) {
        PmlRef *dict = pml_dict_slot(E, self);
        if (dict) {
            PML_CLEAR(E, *dict);
        }
    }
    return base->clear ? base->clear(E, self) : 0;
}

void pml_subtype_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PmlType *t = PML_TYPE_OF(self), *base = t;
    while (base->refs_of == pml_subtype_refs) {
        const PmlMemberDef *m = pml_heap_members(base);
        for (int64_t i = 0; i < base->member_count; i++) {
            PmlObj *value = member_slot(self, &m[i])->p;
            if (value) {
                PmlObj *name = base->ht_slots.p ? PML_TUPLE_AT(base->ht_slots.p, i) : NULL;
                sink->ref(sink, value, PML_EDGE_ATTR, name, m[i].name, i);
            }
        }
        base = base->base.p;
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        if (pml_instance_values(self)->p) {
            pml_instance_refs(E, self, sink);
        }
        pml_emit_field(sink, pml_instance_dict(self)->p, "__dict__");
    } else if (t->dictoffset != base->dictoffset) {
        PmlRef *dict = pml_dict_slot(E, self);
        pml_emit_field(sink, dict ? dict->p : NULL, "__dict__");
    }
    pml_emit_field(sink, &t->ob.ob, "__class__");
    if (base->refs_of) {
        base->refs_of(E, self, sink);
    }
}

/* -- death --------------------------------------------------------------------------------- */

/* The nearest base that is not a Python class: its dealloc does the rest. */
static PmlType *builtin_base(PmlType *t)
{
    while (t->dealloc == pml_subtype_dealloc) {
        t = t->base.p;
    }
    return t;
}

static void release_dict(PmlEngine *E, PmlObj *self, const PmlType *t, const PmlType *base)
{
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        PmlRef *dict = pml_instance_dict(self);
        if (dict->p) {
            PML_CLEAR(E, *dict);
        } else if (pml_instance_values(self)->p) {
            pml_instance_free_values(E, self);
        }
    } else if (t->dictoffset && !base->dictoffset) {
        PmlRef *dict = pml_dict_slot(E, self);
        if (dict) {
            PML_CLEAR(E, *dict);
        }
    }
}

/* Steps 2 to 4 of facts 6.2. False: resurrected. */
static bool run_finalizer(PmlEngine *E, PmlObj *self, PmlType *t, const PmlType *base)
{
    bool own_weaklist = t->weaklistoffset && !base->weaklistoffset;
    if (t->finalize) {
        pml_gc_track(E, self);
        if (pml_finalize_from_dealloc(E, self) < 0) {
            return false;
        }
        pml_gc_untrack(E, self);
    }
    if (own_weaklist) {
        pml_clear_weakrefs(E, self);
        PmlRef *list = (PmlRef *)((unsigned char *)self + t->weaklistoffset);
        while (t->finalize && list->p) {
            /* made by a weak reference's callback or by __del__: no callbacks for these */
            pml_weakref_clear(E, (PmlWeakref *)list->p);
        }
    }
    return true;
}

void pml_subtype_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (pml_trashcan_begin(E, self)) {
        return;
    }
    PmlType *t = PML_TYPE_OF(self), *base = builtin_base(t);
    if (run_finalizer(E, self, t, base)) {
        for (PmlType *b = t; b->dealloc == pml_subtype_dealloc; b = b->base.p) {
            clear_slots(E, b, self);
        }
        release_dict(E, self, t, base);
        t = PML_TYPE_OF(self); /* __del__ may have changed it */
        if (pml_type_has(base, PML_TF_GC)) {
            pml_gc_track(E, self);
        }
        bool owns_type = !pml_type_has(base, PML_TF_COUNTED);
        base->dealloc(E, self);
        if (owns_type) {
            pml_decref(E, &t->ob.ob);
        }
    }
    pml_trashcan_end(E);
}

/* -- __dict__ and __weakref__ -------------------------------------------------------------- */

/* A base written in C that has a dict of its own (exceptions, functions): its rules apply. */
static PmlObj *dict_descriptor_of_base(PmlEngine *E, PmlObj *self)
{
    PmlType *t = PML_TYPE_OF(self);
    for (; t->base.p; t = t->base.p) {
        if (t->dictoffset != 0 && !pml_type_has(t, PML_TF_HEAP)) {
            PmlObj *descr = pml_type_lookup(E, t, PML_ID(E, __dict__));
            return descr && pml_is_data_descriptor(descr) ? descr : NULL;
        }
    }
    return NULL;
}

static PmlObj *get_dict(PmlEngine *E, PmlObj *self, void *closure)
{
    PmlObj *descr = dict_descriptor_of_base(E, self);
    if (descr && PML_TYPE_OF(descr)->descr_get) {
        return PML_TYPE_OF(descr)->descr_get(E, descr, self, (PmlObj *)PML_TYPE_OF(self));
    }
    return pml_generic_get_dict(E, self, closure);
}

static int set_dict(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *descr = dict_descriptor_of_base(E, self);
    if (descr) {
        return PML_TYPE_OF(descr)->descr_set(E, descr, self, value);
    }
    PmlRef *slot = pml_materialised_dict_slot(E, self);
    if (!slot) {
        PML_RAISE(E, AttributeError, "This object has no __dict__");
        return -1;
    }
    if (value && !PML_IS_DICT(value)) {
        PML_RAISE(E, TypeError, "__dict__ must be set to a dictionary, not a '%.200s'",
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    PML_SETREF(E, *slot, pml_xincref(value));
    return 0;
}

static PmlObj *get_weakref(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    int64_t offset = PML_TYPE_OF(self)->weaklistoffset;
    if (offset == 0) {
        return PML_RAISE(E, AttributeError, "This object has no __weakref__");
    }
    PmlRef *list = (PmlRef *)((unsigned char *)self + offset);
    return pml_incref(list->p ? list->p : PML_NONE(E));
}

#define DICT_ENTRY                                                                             \
    {                                                                                          \
        "__dict__", get_dict, set_dict, "dictionary for instance variables (if defined)", NULL \
    }
#define WEAK_ENTRY                                                                              \
    {                                                                                           \
        "__weakref__", get_weakref, NULL, "list of weak references to the object (if defined)", \
            NULL                                                                                \
    }
const PmlGetSetDef pml_subtype_getset_full[] = {DICT_ENTRY, WEAK_ENTRY, {0}};
const PmlGetSetDef pml_subtype_getset_dict[] = {DICT_ENTRY, {0}};
const PmlGetSetDef pml_subtype_getset_weak[] = {WEAK_ENTRY, {0}};

/* Making a type usable (PyType_Ready): bases, mro, its dictionary of descriptors, inherited slots,
 * registration with its bases. Static types at start-up, heap types from type_new.c. */
#include "object/type_system.h"

/* Before the first type is ready objects already come and go (names, tuples), so that every
 * static type needs its allocation functions beforehand. */
static void prepare_static_types(PmlEngine *E)
{
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        PmlType *t = &E->rt->types[i];
        bool gc = false;
        for (const PmlType *b = t; b; b = b->base.p) {
            gc = gc || pml_type_has(b, PML_TF_GC);
        }
        if (!t->free) {
            t->free = gc ? pml_object_del_gc : pml_object_free;
        }
        if (!t->alloc) {
            t->alloc = pml_type_generic_alloc;
        }
    }
}

static bool set_bases(PmlEngine *E, PmlType *t)
{
    PmlType *object = PML_TYPE(E, object);
    if (!t->base.p && t != object) {
        t->base.p = object;
    }
    PmlType *base = t->base.p;
    PML_ASSERT(!base || pml_type_has(base, PML_TF_READY));
    if (!t->bases.p) {
        t->bases.p = base ? pml_tuple_pack(E, 1, &base->ob.ob) : pml_tuple_new(E, 0);
    }
    return t->bases.p != NULL;
}

/* -- the dictionary ------------------------------------------------------------------------ */

static bool add_new_wrapper(PmlEngine *E, PmlType *t)
{
    static const PmlMethodDef def = {"__new__", NULL, pml_tp_new_wrapper,
                                     PML_METH_VARARGS | PML_METH_KEYWORDS,
                                     "Create and return a new object.  See help(type) for accurate "
                                     "signature."};
    int have = pml_dict_contains(E, t->dict.p, PML_ID(E, __new__));
    if (have != 0) {
        return have > 0;
    }
    PmlObj *func = pml_builtin_new(E, &def, &t->ob.ob, NULL);
    if (!func) {
        return false;
    }
    int r = pml_dict_set(E, t->dict.p, PML_ID(E, __new__), func);
    pml_decref(E, func);
    return r == 0;
}

static bool set_new(PmlEngine *E, PmlType *t)
{
    PmlType *base = t->base.p;
    if (!t->new_ && base == PML_TYPE(E, object) && !pml_type_has(t, PML_TF_HEAP)) {
        t->flags |= PML_TF_NO_NEW; /* static types do not inherit object's __new__ */
    }
    if (pml_type_has(t, PML_TF_NO_NEW)) {
        t->new_ = NULL;
        return true;
    }
    if (t->new_) {
        return add_new_wrapper(E, t);
    }
    t->new_ = base->new_;
    return true;
}

static bool add_slot_wrappers(PmlEngine *E, PmlType *t)
{
    for (const PmlSlotDef *d = pml_slot_defs; d->name; d++) {
        PmlFn fn = pml_slot_get(t, d->offset);
        if (!d->wrapper || !fn) {
            continue;
        }
        PmlObj *name = E->rt->ids[d->name_id].p;
        int have = pml_dict_contains(E, t->dict.p, name);
        if (have < 0) {
            return false;
        }
        if (have > 0) {
            continue;
        }
        int r;
        if (fn == (PmlFn)pml_hash_not_implemented) {
            r = pml_dict_set(E, t->dict.p, name, PML_NONE(E));
        } else {
            PmlObj *descr = pml_descr_new_wrapper(E, t, d, fn);
            if (!descr) {
                return false;
            }
            r = pml_dict_set(E, t->dict.p, name, descr);
            pml_decref(E, descr);
        }
        if (r < 0) {
            return false;
        }
    }
    return true;
}

/* Stores descr (stolen) under name unless the name is taken. */
static bool add_default(PmlEngine *E, PmlType *t, PmlObj *name, PmlObj *descr)
{
    if (!descr) {
        return false;
    }
    bool ok = pml_dict_setdefault(E, t->dict.p, name, descr) != NULL;
    pml_decref(E, descr);
    return ok;
}

static bool add_method(PmlEngine *E, PmlType *t, const PmlMethodDef *def)
{
    PmlObj *descr, *name;
    if (def->flags & PML_METH_STATIC) {
        PmlObj *func = pml_builtin_new(E, def, &t->ob.ob, NULL);
        if (!func) {
            return false;
        }
        descr = pml_staticmethod_new(E, func);
        pml_decref(E, func);
        name = pml_str_intern_text(E, def->name);
    } else {
        descr = def->flags & PML_METH_CLASS ? pml_descr_new_classmethod(E, t, def)
                                            : pml_descr_new_method(E, t, def);
        name = descr ? pml_incref(((PmlDescr *)descr)->name.p) : NULL;
    }
    if (!descr || !name) {
        pml_xdecref(E, descr);
        pml_xdecref(E, name);
        return false;
    }
    bool ok;
    if (def->flags & PML_METH_COEXIST) {
        ok = pml_dict_set(E, t->dict.p, name, descr) == 0;
        pml_decref(E, descr);
    } else {
        ok = add_default(E, t, name, descr);
    }
    pml_decref(E, name);
    return ok;
}

int pml_type_set_doc_default(PmlEngine *E, PmlType *t)
{
    int have = pml_dict_contains(E, t->dict.p, PML_ID(E, __doc__));
    if (have != 0) {
        return have < 0 ? -1 : 0;
    }
    if (!t->doc.p) {
        return pml_dict_set(E, t->dict.p, PML_ID(E, __doc__), PML_NONE(E));
    }
    PmlObj *doc = pml_str_text(E, t->doc.p);
    if (!doc) {
        return -1;
    }
    int r = pml_dict_set(E, t->dict.p, PML_ID(E, __doc__), doc);
    pml_decref(E, doc);
    return r;
}

static bool fill_dict(PmlEngine *E, PmlType *t)
{
    if (!add_slot_wrappers(E, t)) {
        return false;
    }
    for (const PmlMethodDef *m = t->methods.p; m && m->name; m++) {
        if (!add_method(E, t, m)) {
            return false;
        }
    }
    for (const PmlMemberDef *m = t->members.p; m && m->name; m++) {
        PmlObj *descr = pml_descr_new_member(E, t, m);
        if (!descr || !add_default(E, t, ((PmlDescr *)descr)->name.p, descr)) {
            return false;
        }
    }
    for (const PmlGetSetDef *g = t->getset.p; g && g->name; g++) {
        PmlObj *descr = pml_descr_new_getset(E, t, g);
        if (!descr || !add_default(E, t, ((PmlDescr *)descr)->name.p, descr)) {
            return false;
        }
    }
    return pml_type_set_doc_default(E, t) == 0;
}

/* -- inheritance --------------------------------------------------------------------------- */

static void inherit_special(PmlType *t, const PmlType *base)
{
    if (pml_type_has(base, PML_TF_GC)) {
        if (!t->traverse && !t->clear) {
            t->flags |= PML_TF_GC;
            t->clear = base->clear;
        }
        if (!t->traverse) {
            t->traverse = base->traverse;
        }
    }
    t->flags |= base->flags & PML_TF_MANAGED_DICT;
    if (t->basicsize == 0) {
        t->basicsize = base->basicsize;
    }
    if (t->itemsize == 0) {
        t->itemsize = base->itemsize;
    }
    if (t->weaklistoffset == 0) {
        t->weaklistoffset = base->weaklistoffset;
    }
    if (t->dictoffset == 0) {
        t->dictoffset = base->dictoffset;
    }
    t->flags |= base->flags & (PML_TF_INT | PML_TF_LIST | PML_TF_TUPLE | PML_TF_BYTES | PML_TF_STR |
                               PML_TF_DICT | PML_TF_EXC | PML_TF_TYPE | PML_TF_MATCH_SELF);
}

static bool overrides_hash(PmlEngine *E, PmlType *t)
{
    return pml_dict_contains(E, t->dict.p, PML_ID(E, __eq__)) != 0 ||
           pml_dict_contains(E, t->dict.p, PML_ID(E, __hash__)) != 0;
}

/* Functions of a type that pass on each by itself; all from nb_add on do too. */
static const size_t inherited[] = {
    offsetof(PmlType, dealloc),  offsetof(PmlType, repr),      offsetof(PmlType, str),
    offsetof(PmlType, call),     offsetof(PmlType, descr_get), offsetof(PmlType, descr_set),
    offsetof(PmlType, iter),     offsetof(PmlType, iternext),  offsetof(PmlType, init),
    offsetof(PmlType, finalize), offsetof(PmlType, refs_of),
};
enum { SLOT_BYTES = 8 };

/* A slot comes from the base that has it as its own, not from one that got it from above. */
static void inherit_function(PmlType *t, const PmlType *base, size_t slot)
{
    const PmlType *above = base->base.p;
    PmlFn f = pml_slot_get(base, slot);
    if (!pml_slot_get(t, slot) && (!above || f != pml_slot_get(above, slot))) {
        pml_slot_set(t, slot, f);
    }
}

static void inherit_slots(PmlEngine *E, PmlType *t, const PmlType *base)
{
    for (size_t i = 0; i < sizeof inherited / sizeof *inherited; i++) {
        inherit_function(t, base, inherited[i]);
    }
    for (size_t slot = offsetof(PmlType, nb_add); slot < sizeof *t; slot += SLOT_BYTES) {
        inherit_function(t, base, slot);
    }
    if (!t->vectorcall_offset) {
        t->vectorcall_offset = base->vectorcall_offset;
    }
    if (!t->getattro) {
        t->getattro = base->getattro;
    }
    if (!t->setattro) {
        t->setattro = base->setattro;
    }
    if (!t->richcompare && !t->hash && !overrides_hash(E, t)) {
        t->richcompare = base->richcompare;
        t->hash = base->hash;
    }
    if (!(t->flags & (PML_TF_SEQUENCE | PML_TF_MAPPING))) {
        t->flags |= base->flags & (PML_TF_SEQUENCE | PML_TF_MAPPING);
    }
}

static void inherit(PmlEngine *E, PmlType *t)
{
    if (t->base.p) {
        inherit_special(t, t->base.p);
    }
    for (int64_t i = 1; i < PML_TUPLE_LEN(t->mro.p); i++) {
        PmlObj *b = PML_TUPLE_AT(t->mro.p, i);
        if (PML_IS_TYPE(b)) {
            inherit_slots(E, t, (PmlType *)b);
        }
    }
}

/* No hash function at all: say so in the dictionary. */
static bool set_hash(PmlEngine *E, PmlType *t)
{
    if (t->hash) {
        return true;
    }
    int have = pml_dict_contains(E, t->dict.p, PML_ID(E, __hash__));
    if (have != 0) {
        return have > 0;
    }
    if (pml_dict_set(E, t->dict.p, PML_ID(E, __hash__), PML_NONE(E)) < 0) {
        return false;
    }
    t->hash = pml_hash_not_implemented;
    return true;
}

/* -- the bases' lists of subclasses -------------------------------------------------------- */

/* A failure while the engine starts leaves its references to the end of the region: their types may
 * not be ready to free them. */
int pml_add_subclass(PmlEngine *E, PmlType *base, PmlType *t)
{
    PmlObj *key = pml_int_u64(E, pml_model_address(E, t));
    if (!key) {
        return -1;
    }
    PmlObj *ref = pml_weakref_new(E, &t->ob.ob, NULL);
    if (!ref) {
        pml_xdecref(E, E->rt->memory_error.p ? key : NULL);
        return -1;
    }
    if (!base->subclasses.p) {
        base->subclasses.p = pml_dict_new(E);
    }
    int r = base->subclasses.p ? pml_dict_set(E, base->subclasses.p, key, ref) : -1;
    if (r < 0 && !E->rt->memory_error.p) {
        return r;
    }
    pml_decref(E, ref);
    pml_decref(E, key);
    return r;
}

void pml_remove_subclass(PmlEngine *E, PmlType *base, PmlType *t)
{
    if (!base->subclasses.p) {
        return;
    }
    PmlObj *key = pml_int_u64(E, pml_model_address(E, t));
    if (!key || pml_dict_del(E, base->subclasses.p, key) < 0) {
        pml_error_clear(E);
    }
    pml_xdecref(E, key);
    if (PML_DICT_LEN(base->subclasses.p) == 0) {
        PML_CLEAR(E, base->subclasses);
    }
}

void pml_remove_all_subclasses(PmlEngine *E, PmlType *t, PmlObj *bases)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(bases); i++) {
        PmlObj *base = PML_TUPLE_AT(bases, i);
        if (PML_IS_TYPE(base)) {
            pml_remove_subclass(E, (PmlType *)base, t);
        }
    }
}

static bool register_with_bases(PmlEngine *E, PmlType *t)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(t->bases.p); i++) {
        PmlObj *base = PML_TUPLE_AT(t->bases.p, i);
        if (PML_IS_TYPE(base) && pml_add_subclass(E, (PmlType *)base, t) < 0) {
            return false;
        }
    }
    return true;
}

int pml_type_ready(PmlEngine *E, PmlType *t)
{
    PML_ASSERT(!pml_type_has(t, PML_TF_READY));
    if (!PML_TYPE(E, object)->dict.p) {
        prepare_static_types(E);
    }
    if (!t->dict.p) {
        t->dict.p = pml_dict_new(E);
    }
    if (!t->dict.p || !set_bases(E, t) || pml_mro_internal(E, t, NULL) < 0) {
        return -1;
    }
    if (!set_new(E, t) || !fill_dict(E, t)) {
        return -1;
    }
    inherit(E, t);
    if (!set_hash(E, t) || !register_with_bases(E, t)) {
        return -1;
    }
    t->flags |= PML_TF_READY;
    return 0;
}

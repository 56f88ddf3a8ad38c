/* Making a type usable (PyType_Ready): bases, mro, its dictionary of descriptors, inherited slots,
 * registration with its bases. Static types at start-up, heap types from type_new.c. */
#include "object/type_system.h"

/* Before the first type is ready objects already come and go (names, tuples), so that every
 * static type needs its allocation functions and its own type beforehand. */
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
        if (!t->ob.ob.type.p) {
            t->ob.ob.type.p = PML_TYPE(E, type);
        }
    }
}

static bool set_bases(PmlEngine *E, PmlType *t)
{
    PmlType *object = PML_TYPE(E, object);
    if (!t->base.p && t != object) {
        t->base.p = object;
        if (pml_type_has(t, PML_TF_HEAP)) {
            pml_incref(&object->ob.ob);
        }
    }
    PmlType *base = t->base.p;
    if (base && !pml_type_has(base, PML_TF_READY) && pml_type_ready(E, base) < 0) {
        return false;
    }
    if (!t->ob.ob.type.p) {
        t->ob.ob.type.p = base ? PML_TYPE_OF(&base->ob.ob) : PML_TYPE(E, type);
    }
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

/* A slot comes from the base that has it as its own, not from one that got it from above. */
#define COPY(slot)                                                             \
    do {                                                                       \
        if (!t->slot && base->slot && (!above || base->slot != above->slot)) { \
            t->slot = base->slot;                                              \
        }                                                                      \
    } while (0)

static void inherit_protocols(PmlType *t, const PmlType *base, const PmlType *above)
{
    COPY(nb_add);
    COPY(nb_subtract);
    COPY(nb_multiply);
    COPY(nb_remainder);
    COPY(nb_divmod);
    COPY(nb_power);
    COPY(nb_negative);
    COPY(nb_positive);
    COPY(nb_absolute);
    COPY(nb_bool);
    COPY(nb_invert);
    COPY(nb_lshift);
    COPY(nb_rshift);
    COPY(nb_and);
    COPY(nb_xor);
    COPY(nb_or);
    COPY(nb_int);
    COPY(nb_float);
    COPY(nb_inplace_add);
    COPY(nb_inplace_subtract);
    COPY(nb_inplace_multiply);
    COPY(nb_inplace_remainder);
    COPY(nb_inplace_power);
    COPY(nb_inplace_lshift);
    COPY(nb_inplace_rshift);
    COPY(nb_inplace_and);
    COPY(nb_inplace_xor);
    COPY(nb_inplace_or);
    COPY(nb_true_divide);
    COPY(nb_floor_divide);
    COPY(nb_inplace_true_divide);
    COPY(nb_inplace_floor_divide);
    COPY(nb_index);
    COPY(nb_matrix_multiply);
    COPY(nb_inplace_matrix_multiply);
    COPY(sq_length);
    COPY(sq_concat);
    COPY(sq_repeat);
    COPY(sq_item);
    COPY(sq_ass_item);
    COPY(sq_contains);
    COPY(sq_inplace_concat);
    COPY(sq_inplace_repeat);
    COPY(mp_length);
    COPY(mp_subscript);
    COPY(mp_ass_subscript);
    COPY(am_send);
    COPY(bf_getbuffer);
    COPY(bf_releasebuffer);
}

static void inherit_calls(PmlType *t, const PmlType *base, const PmlType *above)
{
    COPY(vectorcall_offset);
    if (!t->call && pml_type_has(base, PML_TF_VECTORCALL) && pml_type_has(t, PML_TF_IMMUTABLE)) {
        t->flags |= PML_TF_VECTORCALL;
    }
    COPY(call);
    COPY(descr_get);
    if (base->descr_get && t->descr_get == base->descr_get && pml_type_has(t, PML_TF_IMMUTABLE) &&
        pml_type_has(base, PML_TF_METHOD_DESCR)) {
        t->flags |= PML_TF_METHOD_DESCR;
    }
    COPY(descr_set);
}

static void inherit_slots(PmlEngine *E, PmlType *t, const PmlType *base)
{
    const PmlType *above = base->base.p;
    inherit_protocols(t, base, above);
    COPY(dealloc);
    if (!t->getattro) {
        t->getattro = base->getattro;
    }
    if (!t->setattro) {
        t->setattro = base->setattro;
    }
    COPY(repr);
    inherit_calls(t, base, above);
    COPY(str);
    if (!t->richcompare && !t->hash && !overrides_hash(E, t)) {
        t->richcompare = base->richcompare;
        t->hash = base->hash;
    }
    COPY(iter);
    COPY(iternext);
    COPY(dictoffset);
    COPY(init);
    COPY(alloc);
    COPY(finalize);
    COPY(del);
    COPY(refs_of);
    if (pml_type_has(t, PML_TF_GC) == pml_type_has(base, PML_TF_GC)) {
        COPY(free);
    } else if (pml_type_has(t, PML_TF_GC) && !t->free && base->free == pml_object_free) {
        t->free = pml_object_del_gc;
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
    if (pml_type_has(t, PML_TF_READY)) {
        return 0;
    }
    if (!pml_type_has(t, PML_TF_HEAP)) {
        if (!PML_TYPE(E, object)->dict.p) {
            prepare_static_types(E);
        }
        t->flags |= PML_TF_IMMUTABLE;
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

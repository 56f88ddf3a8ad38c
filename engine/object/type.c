/* The type `type`: calling a class, class attributes, a class's life, its size. */
#include "object/slot_functions.h"

/* -- calling ------------------------------------------------------------------------------- */

static PmlObj *type_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlType *t = (PmlType *)self;
    if (t->id == PML_T_type) {
        int64_t n = PML_TUPLE_LEN(args);
        if (n == 1 && (!kwargs || PML_DICT_LEN(kwargs) == 0)) {
            return pml_incref((PmlObj *)PML_TYPE_OF(PML_TUPLE_AT(args, 0)));
        }
        if (n != 3) {
            return PML_RAISE(E, TypeError, "type() takes 1 or 3 arguments");
        }
    }
    if (!t->new_) {
        return PML_RAISE(E, TypeError, "cannot create '%s' instances", t->name.p);
    }
    PmlObj *obj = t->new_(E, t, args, kwargs);
    if (!obj || !pml_isinstance_of(obj, t)) {
        return obj; /* what is no instance of t is not initialised */
    }
    PmlAssign init = PML_TYPE_OF(obj)->init;
    if (init) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, obj, "object being initialised");
        int r = init(E, obj, args, kwargs);
        pml_hold_drop(E, mark);
        if (r < 0) {
            pml_decref(E, obj);
            return NULL;
        }
    }
    return obj;
}

/* Arguments as a tuple and a dict (_PyObject_MakeTpCall). */
static PmlObj *call_with_objects(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                 PmlObj *kwnames)
{
    PmlObj *tuple = pml_tuple_from(E, args, n), *kwargs = NULL, *result = NULL;
    if (!tuple) {
        return NULL;
    }
    if (kwnames && PML_TUPLE_LEN(kwnames) > 0) {
        kwargs = pml_dict_from_items(E, PML_TUPLE_ITEMS(kwnames), 1, args + n, 1,
                                     PML_TUPLE_LEN(kwnames));
        if (!kwargs) {
            pml_decref(E, tuple);
            return NULL;
        }
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, tuple, "call: argument tuple");
    if (kwargs) {
        pml_hold(E, kwargs, "call: keyword dict");
    }
    if (pml_recursion_enter(E, " while calling a Python object") == 0) {
        result = PML_TYPE_OF(self)->call(E, self, tuple, kwargs);
        pml_recursion_leave(E);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, tuple);
    pml_xdecref(E, kwargs);
    return result;
}

/* type(x), without an argument tuple. */
static PmlObj *type_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    int64_t n = PML_NARGS(nargsf);
    if (n == 1 && ((PmlType *)self)->id == PML_T_type) {
        if (!pml_no_keywords(E, "type", kwnames)) {
            return NULL;
        }
        return pml_incref((PmlObj *)PML_TYPE_OF(args[0].p));
    }
    return call_with_objects(E, self, args, n, kwnames);
}

static int type_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    int64_t n = PML_TUPLE_LEN(args);
    if (kwargs && n == 1 && PML_DICT_LEN(kwargs) != 0) {
        PML_RAISE(E, TypeError, "type.__init__() takes no keyword arguments");
        return -1;
    }
    if (n != 1 && n != 3) {
        PML_RAISE(E, TypeError, "type.__init__() takes 1 or 3 arguments");
        return -1;
    }
    return 0;
}

/* -- attributes ---------------------------------------------------------------------------- */

/* A new reference is bound and released. */
static PmlObj *bind_attribute(PmlEngine *E, PmlObj *descr, PmlObj *obj, PmlObj *type)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, descr, "class attribute being bound");
    PmlObj *result = PML_TYPE_OF(descr)->descr_get(E, descr, obj, type);
    pml_hold_drop(E, mark);
    pml_decref(E, descr);
    return result;
}

PmlObj *pml_type_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlType *t = (PmlType *)self, *meta = PML_TYPE_OF(self);
    if (!PML_IS_STR(name)) {
        return PML_RAISE(E, TypeError, "attribute name must be string, not '%.200s'",
                         PML_TYPE_OF(name)->name.p);
    }
    PmlObj *from_meta = pml_xincref(pml_type_lookup(E, meta, name));
    PmlTernary meta_get = from_meta ? PML_TYPE_OF(from_meta)->descr_get : NULL;
    if (meta_get && pml_is_data_descriptor(from_meta)) {
        return bind_attribute(E, from_meta, self, &meta->ob.ob);
    }
    PmlObj *own = pml_type_lookup(E, t, name);
    if (own) {
        pml_incref(own);
        pml_xdecref(E, from_meta);
        return PML_TYPE_OF(own)->descr_get ? bind_attribute(E, own, NULL, self) : own;
    }
    if (meta_get) {
        return bind_attribute(E, from_meta, self, &meta->ob.ob);
    }
    if (!from_meta) {
        PML_RAISE(E, AttributeError, "type object '%.50s' has no attribute '%U'", t->name.p, name);
    }
    return from_meta;
}

int pml_type_setattro(PmlEngine *E, PmlObj *self, PmlObj *name, PmlObj *value)
{
    PmlType *t = (PmlType *)self;
    if (pml_type_has(t, PML_TF_IMMUTABLE)) {
        PML_RAISE(E, TypeError, "cannot set %R attribute of immutable type '%s'", name, t->name.p);
        return -1;
    }
    if (!PML_IS_STR(name)) {
        PML_RAISE(E, TypeError, "attribute name must be string, not '%.200s'",
                  PML_TYPE_OF(name)->name.p);
        return -1;
    }
    pml_incref(name);
    pml_str_intern(E, &name);
    int r = pml_generic_setattr_with_dict(E, self, name, value, NULL);
    if (r == 0) {
        pml_type_modified(E, t);
        if (pml_is_dunder(name)) {
            r = pml_update_slot(E, t, name);
        }
    }
    pml_decref(E, name);
    return r;
}

static PmlObj *type_repr(PmlEngine *E, PmlObj *self)
{
    PmlType *t = (PmlType *)self;
    PmlObj *module = pml_type_module(E, t);
    if (!module) {
        pml_error_clear(E);
    } else if (!PML_IS_STR(module)) {
        pml_decref(E, module);
        module = NULL;
    }
    PmlObj *qualname = pml_type_qualname(E, t);
    if (!qualname) {
        pml_xdecref(E, module);
        return NULL;
    }
    PmlObj *result = module && !pml_str_equal(module, PML_ID(E, builtins))
                         ? pml_str_format(E, "<class '%U.%U'>", module, qualname)
                         : pml_str_format(E, "<class '%s'>", t->name.p);
    pml_xdecref(E, module);
    pml_decref(E, qualname);
    return result;
}

/* -- life ---------------------------------------------------------------------------------- */

static void type_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlType *t = (PmlType *)self;
    PML_ASSERT(pml_type_has(t, PML_TF_HEAP));
    pml_gc_untrack(E, self);
    if (t->bases.p) {
        PmlPending saved = pml_error_set_aside(E);
        pml_remove_all_subclasses(E, t, t->bases.p);
        pml_error_put_back(E, saved);
    }
    pml_clear_weakrefs(E, self);
    PmlType *base = t->base.p;
    t->base.p = NULL;
    pml_xdecref(E, base ? &base->ob.ob : NULL);
    PML_CLEAR(E, t->dict);
    PML_CLEAR(E, t->bases);
    PML_CLEAR(E, t->mro);
    PML_CLEAR(E, t->cache);
    PML_CLEAR(E, t->subclasses);
    pml_mem_free(E, (void *)(uintptr_t)t->doc.p);
    t->doc.p = NULL;
    PML_CLEAR(E, t->ht_name);
    PML_CLEAR(E, t->ht_qualname);
    PML_CLEAR(E, t->ht_slots);
    if (t->cached_keys.p) {
        pml_keys_decref(E, t->cached_keys.p);
        t->cached_keys.p = NULL;
    }
    PML_TYPE_OF(self)->free(E, self);
}

static int type_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlType *t = (PmlType *)self;
    PML_VISIT(t->dict);
    PML_VISIT(t->cache);
    PML_VISIT(t->mro);
    PML_VISIT(t->bases);
    PML_VISIT(t->base);
    return 0;
}

static int type_clear(PmlEngine *E, PmlObj *self)
{
    PmlType *t = (PmlType *)self;
    pml_type_modified(E, t);
    if (t->dict.p) {
        pml_dict_clear(E, t->dict.p);
    }
    PML_CLEAR(E, t->mro);
    return 0;
}

static void type_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    const PmlType *t = (PmlType *)self;
    pml_emit_field(sink, t->dict.p, "__dict__");
    pml_emit_field(sink, t->cache.p, "cache");
    pml_emit_field(sink, t->mro.p, "__mro__");
    pml_emit_field(sink, t->bases.p, "__bases__");
    if (pml_type_has(t, PML_TF_HEAP)) {
        pml_emit_field(sink, t->base.p ? &t->base.p->ob.ob : NULL, "__base__");
    }
    pml_emit_field(sink, t->subclasses.p, "subclasses");
    pml_emit_field(sink, t->ht_name.p, "__name__");
    pml_emit_field(sink, t->ht_qualname.p, "__qualname__");
    pml_emit_field(sink, t->ht_slots.p, "slot names");
    /* The shared key table owns the attribute names instances have used. */
    if (t->cached_keys.p) {
        pml_shared_keys_refs(E, t->cached_keys.p, sink);
    }
}

/* -- methods ------------------------------------------------------------------------------- */

static PmlObj *type_mro(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *mro = pml_mro_compute(E, (PmlType *)self);
    if (!mro) {
        return NULL;
    }
    PmlObj *list = pml_sequence_list(E, mro);
    pml_decref(E, mro);
    return list;
}

static PmlObj *type_subclasses(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *list = pml_list_new(E, 0), *subclasses = ((PmlType *)self)->subclasses.p;
    PmlObj *key, *ref;
    int64_t pos = 0;
    while (list && subclasses && pml_dict_next(subclasses, &pos, &key, &ref, NULL)) {
        PmlObj *sub = ((PmlWeakref *)ref)->object.p;
        if (sub && sub != PML_NONE(E) && pml_refs(sub) > 0 && pml_list_append(E, list, sub) < 0) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return list;
}

static PmlObj *type_prepare(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return pml_dict_new(E);
}

static PmlObj *type_instancecheck(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                  PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    int r = pml_real_isinstance(E, args[0].p, self);
    return r < 0 ? NULL : pml_bool(E, r > 0);
}

static PmlObj *type_subclasscheck(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                  PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    int r = pml_real_issubclass(E, args[0].p, self);
    return r < 0 ? NULL : pml_bool(E, r > 0);
}

static PmlObj *type_dir(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *dict = pml_dict_new(E), *keys = NULL;
    if (dict && pml_merge_class_dict(E, dict, self) == 0) {
        keys = pml_dict_keys_list(E, dict);
    }
    pml_xdecref(E, dict);
    return keys;
}

/* Bytes of a str-key table as it was allocated (facts 2.4). */
static int64_t key_table_bytes(const PmlDictKeys *keys)
{
    return 32 + (INT64_C(1) << keys->log2_index_bytes) +
           ((INT64_C(2) << keys->log2_size) / 3) * (int64_t)sizeof(PmlUnicodeEntry);
}

static PmlObj *type_sizeof(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    const PmlType *t = (PmlType *)self;
    int64_t size = PML_STATIC_TYPE_SIZE;
    if (pml_type_has(t, PML_TF_COUNTED)) {
        size = PML_HEAP_TYPE_SIZE + (t->cached_keys.p ? key_table_bytes(t->cached_keys.p) : 0);
    }
    return pml_int(E, size);
}

static const PmlMethodDef type_methods[] = {
    {"mro", type_mro, NULL, PML_METH_NOARGS, "Return a type's method resolution order."},
    {"__subclasses__", type_subclasses, NULL, PML_METH_NOARGS,
     "Return a list of immediate subclasses."},
    {"__prepare__", type_prepare, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS | PML_METH_CLASS,
     "__prepare__() -> dict\nused to create the namespace of a class statement"},
    {"__instancecheck__", type_instancecheck, NULL, PML_METH_O,
     "Check if an object is an instance."},
    {"__subclasscheck__", type_subclasscheck, NULL, PML_METH_O, "Check if a class is a subclass."},
    {"__dir__", type_dir, NULL, PML_METH_NOARGS, "Specialized __dir__ implementation for types."},
    {"__sizeof__", type_sizeof, NULL, PML_METH_NOARGS,
     "Return memory consumption of the type object."},
    {0},
};

static const PmlMemberDef type_members[] = {
    {"__basicsize__", PML_MEMBER_INT64, offsetof(PmlType, basicsize), true, NULL},
    {"__itemsize__", PML_MEMBER_INT64, offsetof(PmlType, itemsize), true, NULL},
    {"__weakrefoffset__", PML_MEMBER_INT64, offsetof(PmlType, weaklistoffset), true, NULL},
    {"__base__", PML_MEMBER_OBJECT, offsetof(PmlType, base), true, NULL},
    {"__dictoffset__", PML_MEMBER_INT64, offsetof(PmlType, dictoffset), true, NULL},
    {"__mro__", PML_MEMBER_OBJECT, offsetof(PmlType, mro), true, NULL},
    {0},
};

void pml_init_type_type(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "type";
    t->flags = PML_TF_GC | PML_TF_BASETYPE | PML_TF_TYPE | PML_TF_VECTORCALL;
    t->basicsize = PML_HEAP_TYPE_SIZE;
    t->itemsize = PML_TYPE_MEMBER_SIZE;
    t->weaklistoffset = offsetof(PmlType, weaklist);
    t->dictoffset = offsetof(PmlType, dict);
    t->vectorcall_offset = offsetof(PmlType, vectorcall);
    t->doc.p = "type(object) -> the object's type\n"
               "type(name, bases, dict, **kwds) -> a new type";
    t->methods.p = type_methods;
    t->members.p = type_members;
    t->getset.p = pml_type_getset;
    t->dealloc = type_dealloc;
    t->traverse = type_traverse;
    t->refs_of = type_refs;
    t->clear = type_clear;
    t->new_ = pml_type_new;
    t->init = type_init;
    t->repr = type_repr;
    t->call = type_call;
    t->vectorcall = type_vectorcall;
    t->getattro = pml_type_getattro;
    t->setattro = pml_type_setattro;
    t->nb_or = pml_union_or;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
}

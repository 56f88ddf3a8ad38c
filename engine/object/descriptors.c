/* Descriptors of built-in types: methods, class methods, computed attributes, fields. */
#include "object/type_system.h"

#define DESCR(o) ((PmlDescr *)(o))

static const char *objclass_name(const PmlDescr *d)
{
    return ((const PmlType *)d->objclass.p)->name.p;
}

/* -- life ---------------------------------------------------------------------------------- */

PmlObj *pml_descr_create(PmlEngine *E, PmlType *descr_type, PmlType *t, const char *name)
{
    PmlObj *o = pml_type_generic_alloc(E, descr_type, 0);
    if (!o) {
        return NULL;
    }
    DESCR(o)->objclass.p = pml_incref(&t->ob.ob);
    DESCR(o)->name.p = pml_str_intern_text(E, name);
    if (!DESCR(o)->name.p) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

void pml_descr_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, DESCR(self)->objclass);
    PML_CLEAR(E, DESCR(self)->name);
    PML_CLEAR(E, DESCR(self)->qualname);
    pml_object_del_gc(E, self);
}

int pml_descr_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(DESCR(self)->objclass);
    return 0;
}

void pml_descr_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, DESCR(self)->objclass.p, "__objclass__");
    pml_emit_field(sink, DESCR(self)->name.p, "__name__");
    pml_emit_field(sink, DESCR(self)->qualname.p, "__qualname__");
}

/* -- attributes ---------------------------------------------------------------------------- */

PmlObj *pml_descr_get_qualname(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlDescr *d = DESCR(self);
    if (!d->qualname.p) {
        PmlObj *owner = pml_getattr(E, d->objclass.p, PML_ID(E, __qualname__));
        if (!owner) {
            return NULL;
        }
        if (PML_IS_STR(owner)) {
            d->qualname.p = pml_str_format(E, "%S.%S", owner, d->name.p);
        } else {
            PML_RAISE(E, TypeError,
                      "<descriptor>.__objclass__.__qualname__ is not a unicode object");
        }
        pml_decref(E, owner);
    }
    return pml_xincref(d->qualname.p);
}

PmlObj *pml_descr_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *getattr = pml_dict_get_text(E, E->rt->builtins.p, "getattr");
    if (!getattr) {
        return PML_RAISE(E, AttributeError, "getattr");
    }
    PmlObj *pair = pml_tuple_pack(E, 2, DESCR(self)->objclass.p, DESCR(self)->name.p);
    PmlObj *result = pair ? pml_tuple_pack(E, 2, getattr, pair) : NULL;
    pml_xdecref(E, pair);
    return result;
}

const PmlMemberDef pml_descr_members[] = {
    {"__objclass__", PML_MEMBER_OBJECT, offsetof(PmlDescr, objclass), true, NULL},
    {"__name__", PML_MEMBER_OBJECT, offsetof(PmlDescr, name), true, NULL},
    {0},
};

static PmlObj *doc_text(PmlEngine *E, const char *doc)
{
    return doc ? pml_str_text(E, doc) : pml_none(E);
}

static PmlObj *get_method_doc(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return doc_text(E, ((const PmlMethodDef *)DESCR(self)->def.p)->doc);
}

static PmlObj *get_getset_doc(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return doc_text(E, ((const PmlGetSetDef *)DESCR(self)->def.p)->doc);
}

static PmlObj *get_member_doc(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return doc_text(E, ((const PmlMemberDef *)DESCR(self)->def.p)->doc);
}

static PmlObj *get_text_signature(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_none(E);
}

static PmlObj *descr_repr(PmlEngine *E, PmlObj *self, const char *what)
{
    return pml_str_format(E, "<%s '%U' of '%s' objects>", what, DESCR(self)->name.p,
                          objclass_name(DESCR(self)));
}

/* -- methods ------------------------------------------------------------------------------- */

static bool applies_to(PmlEngine *E, PmlObj *self, PmlObj *obj)
{
    if (pml_isinstance_of(obj, (PmlType *)DESCR(self)->objclass.p)) {
        return true;
    }
    PML_RAISE(E, TypeError,
              "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
              DESCR(self)->name.p, objclass_name(DESCR(self)), PML_TYPE_OF(obj)->name.p);
    return false;
}

static PmlObj *method_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                 PmlObj *kwnames)
{
    int64_t n = PML_NARGS(nargsf);
    if (n < 1) {
        PmlObj *qualname = pml_descr_get_qualname(E, self, NULL);
        if (qualname) {
            PML_RAISE(E, TypeError, "unbound method %U() needs an argument", qualname);
            pml_decref(E, qualname);
        }
        return NULL;
    }
    if (!applies_to(E, self, args[0].p)) {
        return NULL;
    }
    return pml_method_def_call(E, DESCR(self)->def.p, args[0].p, self, args + 1, (uint64_t)n - 1,
                               kwnames);
}

PmlObj *pml_descr_new_method(PmlEngine *E, PmlType *t, const PmlMethodDef *def)
{
    PmlObj *o = pml_descr_create(E, PML_TYPE(E, method_descriptor), t, def->name);
    if (o) {
        DESCR(o)->def.p = def;
        DESCR(o)->extra.p = pml_fn_pointer((PmlFn)method_vectorcall);
    }
    return o;
}

static PmlObj *method_repr(PmlEngine *E, PmlObj *self)
{
    return descr_repr(E, self, "method");
}

static PmlObj *method_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    if (!obj) {
        return pml_incref(self);
    }
    return applies_to(E, self, obj) ? pml_builtin_new(E, DESCR(self)->def.p, obj, NULL) : NULL;
}

static const PmlMethodDef reduce_methods[] = {
    {"__reduce__", pml_descr_reduce, NULL, PML_METH_NOARGS, NULL},
    {0},
};

static const PmlGetSetDef method_getset[] = {
    {"__doc__", get_method_doc, NULL, NULL, NULL},
    {"__qualname__", pml_descr_get_qualname, NULL, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL, NULL},
    {0},
};

/* What all descriptor types have in common. */
static void init_descriptor_type(PmlType *t, const char *name, int64_t size,
                                 const PmlGetSetDef *getset)
{
    t->name.p = name;
    t->flags = PML_TF_GC;
    t->basicsize = size;
    t->members.p = pml_descr_members;
    t->getset.p = getset;
    t->dealloc = pml_descr_dealloc;
    t->traverse = pml_descr_traverse;
    t->refs_of = pml_descr_refs;
    t->getattro = pml_generic_getattr;
}

void pml_init_type_method_descriptor(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_descriptor_type(t, "method_descriptor", sizeof(PmlDescr), method_getset);
    t->flags |= PML_TF_VECTORCALL | PML_TF_METHOD_DESCR;
    t->vectorcall_offset = offsetof(PmlDescr, extra);
    t->methods.p = reduce_methods;
    t->repr = method_repr;
    t->call = pml_vectorcall_call;
    t->descr_get = method_get;
}

/* -- class methods ------------------------------------------------------------------------- */

PmlObj *pml_descr_new_classmethod(PmlEngine *E, PmlType *t, const PmlMethodDef *def)
{
    PmlObj *o = pml_descr_create(E, PML_TYPE(E, classmethod_descriptor), t, def->name);
    if (o) {
        DESCR(o)->def.p = def;
    }
    return o;
}

static PmlObj *classmethod_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PmlDescr *d = DESCR(self);
    if (!type) {
        if (!obj) {
            return PML_RAISE(E, TypeError,
                             "descriptor '%U' for type '%.100s' needs either an object or a type",
                             d->name.p, objclass_name(d));
        }
        type = (PmlObj *)PML_TYPE_OF(obj);
    }
    if (!PML_IS_TYPE(type)) {
        return PML_RAISE(E, TypeError,
                         "descriptor '%U' for type '%.100s' needs a type, not a '%.100s' as arg 2",
                         d->name.p, objclass_name(d), PML_TYPE_OF(type)->name.p);
    }
    if (!pml_type_is_subtype((PmlType *)type, (PmlType *)d->objclass.p)) {
        return PML_RAISE(E, TypeError,
                         "descriptor '%U' requires a subtype of '%.100s' but received '%.100s'",
                         d->name.p, objclass_name(d), ((PmlType *)type)->name.p);
    }
    return pml_builtin_new(E, d->def.p, type, NULL);
}

static PmlObj *classmethod_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (n < 1) {
        return PML_RAISE(E, TypeError, "descriptor '%U' of '%.100s' object needs an argument",
                         DESCR(self)->name.p, objclass_name(DESCR(self)));
    }
    PmlObj *bound = classmethod_get(E, self, NULL, PML_TUPLE_AT(args, 0));
    PmlObj *rest = bound ? pml_tuple_slice(E, args, 1, n) : NULL;
    PmlObj *result = NULL;
    if (rest) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, bound, "bound class method");
        pml_hold(E, rest, "call: argument tuple");
        result = pml_call(E, bound, rest, kwargs);
        pml_hold_drop(E, mark);
        pml_decref(E, rest);
    }
    pml_xdecref(E, bound);
    return result;
}

void pml_init_type_classmethod_descriptor(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_descriptor_type(t, "classmethod_descriptor", sizeof(PmlDescr), method_getset);
    t->repr = method_repr;
    t->call = classmethod_call;
    t->descr_get = classmethod_get;
}

/* -- computed attributes ------------------------------------------------------------------- */

PmlObj *pml_descr_new_getset(PmlEngine *E, PmlType *t, const PmlGetSetDef *def)
{
    PmlObj *o = pml_descr_create(E, PML_TYPE(E, getset_descriptor), t, def->name);
    if (o) {
        DESCR(o)->def.p = def;
    }
    return o;
}

static PmlObj *getset_repr(PmlEngine *E, PmlObj *self)
{
    return descr_repr(E, self, "attribute");
}

static PmlObj *getset_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    if (!obj) {
        return pml_incref(self);
    }
    if (!applies_to(E, self, obj)) {
        return NULL;
    }
    const PmlGetSetDef *def = DESCR(self)->def.p;
    if (def->get) {
        return def->get(E, obj, def->closure);
    }
    return PML_RAISE(E, AttributeError, "attribute '%U' of '%.100s' objects is not readable",
                     DESCR(self)->name.p, objclass_name(DESCR(self)));
}

static bool may_set(PmlEngine *E, PmlObj *self, PmlObj *obj)
{
    if (pml_isinstance_of(obj, (PmlType *)DESCR(self)->objclass.p)) {
        return true;
    }
    PML_RAISE(E, TypeError,
              "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
              DESCR(self)->name.p, objclass_name(DESCR(self)), PML_TYPE_OF(obj)->name.p);
    return false;
}

static int getset_set(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *value)
{
    if (!may_set(E, self, obj)) {
        return -1;
    }
    const PmlGetSetDef *def = DESCR(self)->def.p;
    if (def->set) {
        return def->set(E, obj, value, def->closure);
    }
    PML_RAISE(E, AttributeError, "attribute '%U' of '%.100s' objects is not writable",
              DESCR(self)->name.p, objclass_name(DESCR(self)));
    return -1;
}

static const PmlGetSetDef getset_getset[] = {
    {"__doc__", get_getset_doc, NULL, NULL, NULL},
    {"__qualname__", pml_descr_get_qualname, NULL, NULL, NULL},
    {0},
};

void pml_init_type_getset_descriptor(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_descriptor_type(t, "getset_descriptor", offsetof(PmlDescr, extra), getset_getset);
    t->repr = getset_repr;
    t->descr_get = getset_get;
    t->descr_set = getset_set;
}

/* -- fields -------------------------------------------------------------------------------- */

typedef union Field {
    unsigned char *at;
    PmlRef *ref;
    int64_t *i64;
    int32_t *i32;
    uint8_t *flag;
    double *real;
} Field;

PmlObj *pml_member_get(PmlEngine *E, PmlObj *o, const PmlMemberDef *def)
{
    Field f = {(unsigned char *)o + def->offset};
    switch (def->kind) {
    case PML_MEMBER_OBJECT: return pml_incref(f.ref->p ? f.ref->p : PML_NONE(E));
    case PML_MEMBER_OBJECT_EX:
        if (!f.ref->p) {
            return PML_RAISE(E, AttributeError, "'%.200s' object has no attribute '%s'",
                             PML_TYPE_OF(o)->name.p, def->name);
        }
        return pml_incref(f.ref->p);
    case PML_MEMBER_INT64: return pml_int(E, *f.i64);
    case PML_MEMBER_INT32: return pml_int(E, *f.i32);
    case PML_MEMBER_DOUBLE: return pml_float(E, *f.real);
    default: return pml_bool(E, *f.flag != 0);
    }
}

/* Numbers; references are set by pml_member_set itself. */
static int set_number(PmlEngine *E, Field f, const PmlMemberDef *def, PmlObj *value)
{
    if (!value) {
        PML_RAISE(E, TypeError, "can't delete numeric/char attribute");
        return -1;
    }
    if (def->kind == PML_MEMBER_BOOL) {
        if (!PML_IS(value, bool)) {
            PML_RAISE(E, TypeError, "attribute value type must be bool");
            return -1;
        }
        *f.flag = value == PML_TRUE(E);
        return 0;
    }
    int64_t v = pml_as_int(E, value);
    if (v == -1 && pml_error_pending(E)) {
        return -1;
    }
    if (def->kind == PML_MEMBER_INT64) {
        *f.i64 = v;
    } else {
        *f.i32 = (int32_t)v;
    }
    return 0;
}

int pml_member_set(PmlEngine *E, PmlObj *o, const PmlMemberDef *def, PmlObj *value)
{
    if (def->readonly) {
        PML_RAISE(E, AttributeError, "readonly attribute");
        return -1;
    }
    Field f = {(unsigned char *)o + def->offset};
    if (def->kind == PML_MEMBER_OBJECT_EX && !value && !f.ref->p) {
        PML_RAISE(E, AttributeError, "%s", def->name);
        return -1;
    }
    if (def->kind == PML_MEMBER_OBJECT || def->kind == PML_MEMBER_OBJECT_EX) {
        PML_SETREF(E, *f.ref, pml_xincref(value));
        return 0;
    }
    return set_number(E, f, def, value);
}

PmlObj *pml_descr_new_member(PmlEngine *E, PmlType *t, const PmlMemberDef *def)
{
    PmlObj *o = pml_descr_create(E, PML_TYPE(E, member_descriptor), t, def->name);
    if (o) {
        DESCR(o)->def.p = def;
    }
    return o;
}

static PmlObj *member_repr(PmlEngine *E, PmlObj *self)
{
    return descr_repr(E, self, "member");
}

static PmlObj *member_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    if (!obj) {
        return pml_incref(self);
    }
    return applies_to(E, self, obj) ? pml_member_get(E, obj, DESCR(self)->def.p) : NULL;
}

static int member_set(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *value)
{
    return may_set(E, self, obj) ? pml_member_set(E, obj, DESCR(self)->def.p, value) : -1;
}

static const PmlGetSetDef member_getset[] = {
    {"__doc__", get_member_doc, NULL, NULL, NULL},
    {"__qualname__", pml_descr_get_qualname, NULL, NULL, NULL},
    {0},
};

void pml_init_type_member_descriptor(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_descriptor_type(t, "member_descriptor", offsetof(PmlDescr, extra), member_getset);
    t->methods.p = reduce_methods;
    t->repr = member_repr;
    t->descr_get = member_get;
    t->descr_set = member_set;
}

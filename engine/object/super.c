/* super: attribute lookup that starts behind a class in the mro. */
#include "object/type_system.h"

typedef struct Super { /* 56 with the GC head: facts 2.7 */
    PmlObj ob;
    PmlRef type, obj, obj_type;
} Super;
#define SUPER(o) ((Super *)(o))

static void super_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, SUPER(self)->obj);
    PML_CLEAR(E, SUPER(self)->type);
    PML_CLEAR(E, SUPER(self)->obj_type);
    PML_TYPE_OF(self)->free(E, self);
}

static int super_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(SUPER(self)->obj);
    PML_VISIT(SUPER(self)->type);
    PML_VISIT(SUPER(self)->obj_type);
    return 0;
}

static void super_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, SUPER(self)->obj.p, "__self__");
    pml_emit_field(sink, SUPER(self)->type.p, "__thisclass__");
    pml_emit_field(sink, SUPER(self)->obj_type.p, "__self_class__");
}

static PmlObj *super_repr(PmlEngine *E, PmlObj *self)
{
    const char *type = SUPER(self)->type.p ? ((PmlType *)SUPER(self)->type.p)->name.p : "NULL";
    if (!SUPER(self)->obj_type.p) {
        return pml_str_format(E, "<super: <class '%s'>, NULL>", type);
    }
    return pml_str_format(E, "<super: <class '%s'>, <%s object>>", type,
                          ((PmlType *)SUPER(self)->obj_type.p)->name.p);
}

/* -- lookup -------------------------------------------------------------------------------- */

/* found bound to what super stands for; found is released. */
static PmlObj *bind_found(PmlEngine *E, const Super *su, PmlObj *found)
{
    PmlTernary get = PML_TYPE_OF(found)->descr_get;
    if (!get) {
        return found;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, found, "attribute found by super");
    /* super(C, cls) gives class methods and plain functions: no instance */
    PmlObj *obj = su->obj.p == su->obj_type.p ? NULL : su->obj.p;
    PmlObj *result = get(E, found, obj, su->obj_type.p);
    pml_hold_drop(E, mark);
    pml_decref(E, found);
    return result;
}

static PmlObj *super_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    const Super *su = SUPER(self);
    const PmlType *start = (PmlType *)su->obj_type.p;
    PmlObj *mro = start ? start->mro.p : NULL;
    /* __class__ is the class of the super object itself */
    if (!mro || (PML_IS_STR(name) && pml_str_equal(name, PML_ID(E, __class__)))) {
        return pml_generic_getattr(E, self, name);
    }
    int64_t n = PML_TUPLE_LEN(mro), i = 0;
    while (i + 1 < n && PML_TUPLE_AT(mro, i) != su->type.p) {
        i++;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(mro), "mro that super searches");
    PmlObj *found = NULL;
    for (i++; i < n && !found && !pml_error_pending(E); i++) {
        PmlObj *dict = ((PmlType *)PML_TUPLE_AT(mro, i))->dict.p;
        found = pml_xincref(pml_dict_get(E, dict, name));
    }
    if (found) {
        found = bind_found(E, su, found);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, mro);
    if (found) {
        return found;
    }
    return pml_error_pending(E) ? NULL : pml_generic_getattr(E, self, name);
}

/* -- construction -------------------------------------------------------------------------- */

/* The class whose mro is searched: obj itself or its class. New reference. */
static PmlObj *check_super(PmlEngine *E, PmlType *type, PmlObj *obj)
{
    if (PML_IS_TYPE(obj) && pml_type_is_subtype((PmlType *)obj, type)) {
        return pml_incref(obj);
    }
    if (pml_type_is_subtype(PML_TYPE_OF(obj), type)) {
        return pml_incref((PmlObj *)PML_TYPE_OF(obj));
    }
    PmlObj *cls;
    if (pml_lookup_attr(E, obj, PML_ID(E, __class__), &cls) < 0) {
        return NULL;
    }
    if (cls && PML_IS_TYPE(cls) && (PmlType *)cls != PML_TYPE_OF(obj) &&
        pml_type_is_subtype((PmlType *)cls, type)) {
        return cls;
    }
    pml_xdecref(E, cls);
    return PML_RAISE(E, TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

/* __class__ of the running function: in a cell among its free variables. Borrowed. */
static PmlObj *class_cell(PmlEngine *E, PmlInterpFrame *f, const PmlCode *co)
{
    for (int i = co->nlocals + co->nplaincellvars; i < co->nlocalsplus; i++) {
        PmlObj *name = PML_TUPLE_AT(co->localsplusnames.p, i);
        if (!pml_str_equal(name, PML_ID(E, __class__))) {
            continue;
        }
        PmlObj *cell = f->localsplus[i].p;
        if (!cell || !PML_IS(cell, cell)) {
            return PML_RAISE(E, RuntimeError, "super(): bad __class__ cell");
        }
        PmlObj *type = ((PmlCell *)cell)->content.p;
        if (!type) {
            return PML_RAISE(E, RuntimeError, "super(): empty __class__ cell");
        }
        if (!PML_IS_TYPE(type)) {
            return PML_RAISE(E, RuntimeError, "super(): __class__ is not a type (%s)",
                             PML_TYPE_OF(type)->name.p);
        }
        return type;
    }
    return PML_RAISE(E, RuntimeError, "super(): __class__ cell not found");
}

/* super() without arguments: the first argument and the class of the running method. */
static bool from_frame(PmlEngine *E, PmlObj **type, PmlObj **obj)
{
    PmlInterpFrame *f = E->upcalls->current_frame(E);
    if (!f) {
        PML_RAISE(E, RuntimeError, "super(): no current frame");
        return false;
    }
    const PmlCode *co = (PmlCode *)f->code.p;
    if (co->argcount == 0) {
        PML_RAISE(E, RuntimeError, "super(): no arguments");
        return false;
    }
    PmlObj *first = f->localsplus[0].p;
    if (first && (PML_BYTES_DATA(co->localspluskinds.p)[0] & PML_LOCAL_CELL) &&
        PML_IS(first, cell)) {
        first = ((PmlCell *)first)->content.p;
    }
    if (!first) {
        PML_RAISE(E, RuntimeError, "super(): arg[0] deleted");
        return false;
    }
    *obj = first;
    *type = class_cell(E, f, co);
    return *type != NULL;
}

static int super_set(PmlEngine *E, Super *su, PmlObj *type, PmlObj *obj)
{
    PmlObj *obj_type = NULL;
    if (!type && !from_frame(E, &type, &obj)) {
        return -1;
    }
    if (obj == PML_NONE(E)) {
        obj = NULL;
    }
    if (obj) {
        obj_type = check_super(E, (PmlType *)type, obj);
        if (!obj_type) {
            return -1;
        }
        pml_incref(obj);
    }
    pml_incref(type);
    PML_SETREF(E, su->type, type);
    PML_SETREF(E, su->obj, obj);
    PML_SETREF(E, su->obj_type, obj_type);
    return 0;
}

static int super_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "super", kwargs)) {
        return -1;
    }
    if (n > 2) {
        PML_RAISE(E, TypeError, "super() takes at most 2 arguments (%zd given)", n);
        return -1;
    }
    PmlObj *type = n > 0 ? PML_TUPLE_AT(args, 0) : NULL;
    if (type && !PML_IS_TYPE(type)) {
        PML_RAISE(E, TypeError, "super() argument 1 must be type, not %.200s",
                  PML_TYPE_OF(type)->name.p);
        return -1;
    }
    return super_set(E, SUPER(self), type, n > 1 ? PML_TUPLE_AT(args, 1) : NULL);
}

static PmlObj *super_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "super", kwnames) || !pml_check_positional(E, "super()", n, 0, 2)) {
        return NULL;
    }
    PmlType *t = (PmlType *)self;
    PmlObj *su = t->alloc(E, t, 0), *type = n > 0 ? args[0].p : NULL;
    if (!su) {
        return NULL;
    }
    if (type && !PML_IS_TYPE(type)) {
        PML_RAISE(E, TypeError, "super() argument 1 must be a type, not %.200s",
                  PML_TYPE_OF(type)->name.p);
    } else if (super_set(E, SUPER(su), type, n > 1 ? args[1].p : NULL) == 0) {
        return su;
    }
    pml_decref(E, su);
    return NULL;
}

/* An unbound super stored in a class. */
static PmlObj *super_descr_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    Super *su = SUPER(self);
    if (!obj || obj == PML_NONE(E) || su->obj.p) {
        return pml_incref(self);
    }
    if (!PML_IS(self, super)) {
        return su->type.p ? pml_call2(E, (PmlObj *)PML_TYPE_OF(self), su->type.p, obj)
                          : pml_call0(E, (PmlObj *)PML_TYPE_OF(self));
    }
    PmlObj *obj_type = check_super(E, (PmlType *)su->type.p, obj);
    if (!obj_type) {
        return NULL;
    }
    PmlObj *bound = pml_type_generic_alloc(E, PML_TYPE(E, super), 0);
    if (!bound) {
        pml_decref(E, obj_type);
        return NULL;
    }
    SUPER(bound)->type.p = pml_incref(su->type.p);
    SUPER(bound)->obj.p = pml_incref(obj);
    SUPER(bound)->obj_type.p = obj_type;
    return bound;
}

static const PmlMemberDef super_members[] = {
    {"__thisclass__", PML_MEMBER_OBJECT, offsetof(Super, type), true, "the class invoking super()"},
    {"__self__", PML_MEMBER_OBJECT, offsetof(Super, obj), true,
     "the instance invoking super(); may be None"},
    {"__self_class__", PML_MEMBER_OBJECT, offsetof(Super, obj_type), true,
     "the type of the instance invoking super(); may be None"},
    {0},
};

void pml_init_type_super(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "super";
    t->flags = PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = sizeof(Super);
    t->members.p = super_members;
    t->dealloc = super_dealloc;
    t->traverse = super_traverse;
    t->refs_of = super_refs;
    t->repr = super_repr;
    t->getattro = super_getattro;
    t->descr_get = super_descr_get;
    t->init = super_init;
    t->new_ = pml_type_generic_new;
    t->vectorcall = super_vectorcall;
    t->free = pml_object_del_gc;
}

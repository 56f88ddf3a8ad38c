/* classmethod and staticmethod: functions in a class that bind to the class or not at all. */
#include "object/type_system.h"

typedef struct Wrapped { /* 48 with the GC head: facts 2.7 */
    PmlObj ob;
    PmlRef callable, dict;
} Wrapped;
#define WRAPPED(o) ((Wrapped *)(o))

static void wrapped_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, WRAPPED(self)->callable);
    PML_CLEAR(E, WRAPPED(self)->dict);
    PML_TYPE_OF(self)->free(E, self);
}

static int wrapped_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(WRAPPED(self)->callable);
    PML_VISIT(WRAPPED(self)->dict);
    return 0;
}

static int wrapped_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, WRAPPED(self)->callable);
    PML_CLEAR(E, WRAPPED(self)->dict);
    return 0;
}

static void wrapped_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, WRAPPED(self)->callable.p, "__func__");
    pml_emit_field(sink, WRAPPED(self)->dict.p, "__dict__");
}

/* -- construction -------------------------------------------------------------------------- */

/* Copy the attributes functools.wraps would. */
static int copy_attributes(PmlEngine *E, PmlObj *self, PmlObj *callable)
{
    PmlObj *names[] = {PML_ID(E, __module__), PML_ID(E, __name__), PML_ID(E, __qualname__),
                       PML_ID(E, __doc__), PML_ID(E, __annotations__)};
    for (int i = 0; i < 5; i++) {
        PmlObj *value = pml_getattr(E, callable, names[i]);
        if (!value) {
            if (!pml_error_matches(E, PML_T_AttributeError)) {
                return -1;
            }
            pml_error_clear(E);
            continue;
        }
        int r = pml_setattr(E, self, names[i], value);
        pml_decref(E, value);
        if (r < 0) {
            return -1;
        }
    }
    return 0;
}

static int init_wrapped(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, const char *name)
{
    if (!pml_no_keywords(E, name, kwargs) ||
        !pml_check_positional(E, name, PML_TUPLE_LEN(args), 1, 1)) {
        return -1;
    }
    PmlObj *callable = PML_TUPLE_AT(args, 0);
    PML_SETREF(E, WRAPPED(self)->callable, pml_incref(callable));
    return copy_attributes(E, self, callable);
}

static int classmethod_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return init_wrapped(E, self, args, kwargs, "classmethod");
}

static int staticmethod_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return init_wrapped(E, self, args, kwargs, "staticmethod");
}

static PmlObj *new_wrapped(PmlEngine *E, PmlType *t, PmlObj *callable)
{
    PmlObj *o = pml_type_generic_alloc(E, t, 0);
    if (o) {
        WRAPPED(o)->callable.p = pml_incref(callable);
    }
    return o;
}

PmlObj *pml_classmethod_new(PmlEngine *E, PmlObj *callable)
{
    return new_wrapped(E, PML_TYPE(E, classmethod), callable);
}

PmlObj *pml_staticmethod_new(PmlEngine *E, PmlObj *callable)
{
    return new_wrapped(E, PML_TYPE(E, staticmethod), callable);
}

/* -- use ----------------------------------------------------------------------------------- */

static PmlObj *classmethod_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PmlObj *callable = WRAPPED(self)->callable.p;
    if (!callable) {
        return PML_RAISE(E, RuntimeError, "uninitialized classmethod object");
    }
    if (!type) {
        type = (PmlObj *)PML_TYPE_OF(obj);
    }
    PmlTernary get = PML_TYPE_OF(callable)->descr_get;
    return get ? get(E, callable, type, type) : pml_method_new(E, callable, type);
}

static PmlObj *staticmethod_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(obj), PML_UNUSED(type);
    PmlObj *callable = WRAPPED(self)->callable.p;
    if (!callable) {
        return PML_RAISE(E, RuntimeError, "uninitialized staticmethod object");
    }
    return pml_incref(callable);
}

static PmlObj *staticmethod_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return pml_call(E, WRAPPED(self)->callable.p, args, kwargs);
}

static PmlObj *classmethod_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "<classmethod(%R)>", WRAPPED(self)->callable.p);
}

static PmlObj *staticmethod_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "<staticmethod(%R)>", WRAPPED(self)->callable.p);
}

static PmlObj *get_is_abstract(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    int r = pml_is_abstract(E, WRAPPED(self)->callable.p);
    return r < 0 ? NULL : pml_bool(E, r > 0);
}

static const PmlMemberDef wrapped_members[] = {
    {"__func__", PML_MEMBER_OBJECT, offsetof(Wrapped, callable), true, NULL},
    {"__wrapped__", PML_MEMBER_OBJECT, offsetof(Wrapped, callable), true, NULL},
    {0},
};

static const PmlGetSetDef wrapped_getset[] = {
    {"__isabstractmethod__", get_is_abstract, NULL, NULL, NULL},
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {0},
};

static void init_wrapped_type(PmlType *t, const char *name)
{
    t->name.p = name;
    t->flags = PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = sizeof(Wrapped);
    t->dictoffset = offsetof(Wrapped, dict);
    t->members.p = wrapped_members;
    t->getset.p = wrapped_getset;
    t->dealloc = wrapped_dealloc;
    t->traverse = wrapped_traverse;
    t->refs_of = wrapped_refs;
    t->clear = wrapped_clear;
    t->new_ = pml_type_generic_new;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
}

void pml_init_type_classmethod(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_wrapped_type(t, "classmethod");
    t->repr = classmethod_repr;
    t->descr_get = classmethod_get;
    t->init = classmethod_init;
}

void pml_init_type_staticmethod(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_wrapped_type(t, "staticmethod");
    t->repr = staticmethod_repr;
    t->call = staticmethod_call;
    t->descr_get = staticmethod_get;
    t->init = staticmethod_init;
}

/* property: attributes computed by Python functions. */
#include "object/type_system.h"

typedef struct Property { /* 80 with the GC head: facts 2.7 */
    PmlObj ob;
    PmlRef get, set, del, doc, name;
    int32_t getter_doc, reserved; /* getter_doc: doc was copied from the getter */
} Property;
_Static_assert(sizeof(Property) == 64, "facts 2.7");
#define PROPERTY(o) ((Property *)(o))

static void property_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, PROPERTY(self)->get);
    PML_CLEAR(E, PROPERTY(self)->set);
    PML_CLEAR(E, PROPERTY(self)->del);
    PML_CLEAR(E, PROPERTY(self)->doc);
    PML_CLEAR(E, PROPERTY(self)->name);
    PML_TYPE_OF(self)->free(E, self);
}

static int property_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(PROPERTY(self)->get);
    PML_VISIT(PROPERTY(self)->set);
    PML_VISIT(PROPERTY(self)->del);
    PML_VISIT(PROPERTY(self)->doc);
    return 0;
}

static int property_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, PROPERTY(self)->doc);
    return 0;
}

static void property_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, PROPERTY(self)->get.p, "fget");
    pml_emit_field(sink, PROPERTY(self)->set.p, "fset");
    pml_emit_field(sink, PROPERTY(self)->del.p, "fdel");
    pml_emit_field(sink, PROPERTY(self)->doc.p, "__doc__");
    pml_emit_field(sink, PROPERTY(self)->name.p, "name");
}

/* -- access -------------------------------------------------------------------------------- */

static void raise_missing(PmlEngine *E, const Property *p, PmlObj *obj, const char *what)
{
    PmlObj *owner = obj ? pml_type_qualname(E, PML_TYPE_OF(obj)) : NULL;
    if (p->name.p && owner) {
        PML_RAISE(E, AttributeError, "property %R of %R object has no %s", p->name.p, owner, what);
    } else if (owner) {
        PML_RAISE(E, AttributeError, "property of %R object has no %s", owner, what);
    } else {
        PML_RAISE(E, AttributeError, "property has no %s", what);
    }
    pml_xdecref(E, owner);
}

static PmlObj *property_descr_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    const Property *p = PROPERTY(self);
    if (!obj || obj == PML_NONE(E)) {
        return pml_incref(self);
    }
    if (!p->get.p) {
        raise_missing(E, p, obj, "getter");
        return NULL;
    }
    return pml_call1_inline(E, p->get.p, obj);
}

static int property_descr_set(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *value)
{
    const Property *p = PROPERTY(self);
    PmlObj *func = value ? p->set.p : p->del.p;
    if (!func) {
        raise_missing(E, p, obj, value ? "setter" : "deleter");
        return -1;
    }
    PmlObj *result = value ? pml_call2(E, func, obj, value) : pml_call1(E, func, obj);
    if (!result) {
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

/* -- construction -------------------------------------------------------------------------- */

static PmlObj *none_as_null(PmlEngine *E, PmlObj *o)
{
    return o == PML_NONE(E) ? NULL : o;
}

/* Without a doc of its own a property shows its getter's. */
static int copy_getter_doc(PmlEngine *E, PmlObj *self)
{
    PmlObj *doc;
    int r = pml_lookup_attr(E, PROPERTY(self)->get.p, PML_ID(E, __doc__), &doc);
    if (r <= 0) {
        return r;
    }
    if (PML_IS(self, property)) {
        PML_SETREF(E, PROPERTY(self)->doc, doc);
    } else {
        /* a subclass may have its own __doc__ handling */
        r = pml_setattr(E, self, PML_ID(E, __doc__), doc);
        pml_decref(E, doc);
    }
    PROPERTY(self)->getter_doc = 1;
    return r < 0 ? -1 : 0;
}

static int property_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"fget", "fset", "fdel", "doc", NULL};
    PmlObj *a[4] = {NULL, NULL, NULL, NULL};
    if (!pml_parse_tuple(E, "property", args, kwargs, names, 0, 4, a)) {
        return -1;
    }
    Property *p = PROPERTY(self);
    PmlObj *get = none_as_null(E, a[0]), *doc = a[3];
    PML_SETREF(E, p->get, pml_xincref(get));
    PML_SETREF(E, p->set, pml_xincref(none_as_null(E, a[1])));
    PML_SETREF(E, p->del, pml_xincref(none_as_null(E, a[2])));
    PML_SETREF(E, p->doc, pml_xincref(doc));
    PML_SETREF(E, p->name, NULL);
    p->getter_doc = 0;
    return (!doc || doc == PML_NONE(E)) && get ? copy_getter_doc(E, self) : 0;
}

/* The same property with one function replaced (NULL: keep). */
static PmlObj *copy_with(PmlEngine *E, PmlObj *self, PmlObj *get, PmlObj *set, PmlObj *del)
{
    const Property *p = PROPERTY(self);
    PmlObj *none = PML_NONE(E);
    get = get && get != none ? get : p->get.p ? p->get.p : none;
    set = set && set != none ? set : p->set.p ? p->set.p : none;
    del = del && del != none ? del : p->del.p ? p->del.p : none;
    PmlObj *doc = p->getter_doc && get != none ? none : p->doc.p ? p->doc.p : none;
    PmlRef args[5] = {{NULL}, {get}, {set}, {del}, {doc}};
    PmlObj *type = pml_incref((PmlObj *)PML_TYPE_OF(self));
    PmlObj *made = pml_vectorcall(E, type, args + 1, 4 | PML_ARGS_OFFSET, NULL);
    pml_decref(E, type);
    if (made && pml_isinstance_of(made, PML_TYPE(E, property))) {
        PML_SETREF(E, PROPERTY(made)->name, pml_xincref(p->name.p));
    }
    return made;
}

static PmlObj *property_getter(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    return copy_with(E, self, args[0].p, NULL, NULL);
}

static PmlObj *property_setter(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    return copy_with(E, self, NULL, args[0].p, NULL);
}

static PmlObj *property_deleter(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    return copy_with(E, self, NULL, NULL, args[0].p);
}

static PmlObj *property_set_name(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    if (PML_TUPLE_LEN(args) != 2) {
        return PML_RAISE(E, TypeError,
                         "__set_name__() takes 2 positional arguments but %zd were given",
                         PML_TUPLE_LEN(args));
    }
    PML_SETREF(E, PROPERTY(self)->name, pml_incref(PML_TUPLE_AT(args, 1)));
    return pml_none(E);
}

int pml_is_abstract(PmlEngine *E, PmlObj *o)
{
    PmlObj *flag = NULL;
    int r = o ? pml_lookup_attr(E, o, PML_ID(E, __isabstractmethod__), &flag) : 0;
    if (r > 0) {
        r = pml_truth(E, flag);
        pml_decref(E, flag);
    }
    return r;
}

static PmlObj *get_is_abstract(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *parts[3] = {PROPERTY(self)->get.p, PROPERTY(self)->set.p, PROPERTY(self)->del.p};
    for (int i = 0; i < 3; i++) {
        int r = pml_is_abstract(E, parts[i]);
        if (r != 0) {
            return r < 0 ? NULL : pml_bool(E, true);
        }
    }
    return pml_bool(E, false);
}

static const PmlMethodDef property_methods[] = {
    {"getter", property_getter, NULL, PML_METH_O,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", property_setter, NULL, PML_METH_O,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", property_deleter, NULL, PML_METH_O,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", NULL, property_set_name, PML_METH_VARARGS,
     "Method to set name of a property."},
    {0},
};

static const PmlMemberDef property_members[] = {
    {"fget", PML_MEMBER_OBJECT, offsetof(Property, get), true, NULL},
    {"fset", PML_MEMBER_OBJECT, offsetof(Property, set), true, NULL},
    {"fdel", PML_MEMBER_OBJECT, offsetof(Property, del), true, NULL},
    {"__doc__", PML_MEMBER_OBJECT, offsetof(Property, doc), false, NULL},
    {0},
};

static const PmlGetSetDef property_getset[] = {
    {"__isabstractmethod__", get_is_abstract, NULL, NULL, NULL},
    {0},
};

void pml_init_type_property(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "property";
    t->flags = PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = sizeof(Property);
    t->methods.p = property_methods;
    t->members.p = property_members;
    t->getset.p = property_getset;
    t->dealloc = property_dealloc;
    t->traverse = property_traverse;
    t->refs_of = property_refs;
    t->clear = property_clear;
    t->getattro = pml_generic_getattr;
    t->descr_get = property_descr_get;
    t->descr_set = property_descr_set;
    t->init = property_init;
    t->new_ = pml_type_generic_new;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
}

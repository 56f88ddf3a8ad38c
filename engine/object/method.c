/* Bound methods: a function together with the object it was looked up on; and instancemethod. */
#include "object/callables.h"

#include "object/containers.h"
#include "object/str.h"

#define METHOD(o) ((PmlMethod *)(o))
#define SMALL_STACK 5

/* More arguments than a small copy holds: self into the slot that the caller lends, else a block.
 */
static PmlObj *call_with_many(PmlEngine *E, PmlObj *method, PmlRef *args, uint64_t nargsf,
                              PmlObj *kwnames)
{
    int64_t nargs = PML_NARGS(nargsf);
    int64_t total = nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0);
    PmlObj *self = METHOD(method)->self.p, *func = METHOD(method)->func.p;
    PmlObj *result;
    if (nargsf & PML_ARGS_OFFSET) {
        PmlRef *all = args - 1;
        PmlRef saved = all[0];
        all[0].p = self;
        result = pml_vectorcall(E, func, all, (uint64_t)nargs + 1, kwnames);
        all[0] = saved;
        return result;
    }
    PmlRef *all = pml_mem_alloc(E, (size_t)(total + 1) * sizeof(PmlRef));
    if (!all) {
        return pml_err_no_memory(E);
    }
    all[0].p = self;
    memcpy(all + 1, args, (size_t)total * sizeof(PmlRef));
    result = pml_vectorcall(E, func, all, (uint64_t)nargs + 1, kwnames);
    pml_mem_free(E, all);
    return result;
}

/* self goes before the arguments, in a copy. The slot before them is lent only when it is worth it:
 * it may be a frame's, which then seems to hold self twice. */
static PmlObj *method_vectorcall(PmlEngine *E, PmlObj *method, PmlRef *args, uint64_t nargsf,
                                 PmlObj *kwnames)
{
    int64_t total = PML_NARGS(nargsf) + (kwnames ? PML_TUPLE_LEN(kwnames) : 0);
    if (total > SMALL_STACK - 1) {
        PML_TAIL call_with_many(E, method, args, nargsf, kwnames);
    }
    PmlRef all[SMALL_STACK];
    all[0].p = METHOD(method)->self.p;
    for (int64_t i = 0; i < total; i++) {
        all[i + 1] = args[i];
    }
    return pml_vectorcall(E, METHOD(method)->func.p, all, (uint64_t)PML_NARGS(nargsf) + 1, kwnames);
}

PmlObj *pml_method_new(PmlEngine *E, PmlObj *func, PmlObj *self)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, method));
    if (!o) {
        return NULL;
    }
    METHOD(o)->func.p = pml_incref(func);
    METHOD(o)->self.p = pml_incref(self);
    METHOD(o)->vectorcall.p = (void *)(uintptr_t)method_vectorcall;
    pml_gc_track(E, o);
    return o;
}

static PmlObj *method_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    if (!pml_no_keywords(E, "method", kwargs) ||
        !pml_check_positional(E, "method", PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    PmlObj *func = PML_TUPLE_AT(args, 0), *self = PML_TUPLE_AT(args, 1);
    if (!pml_callable(func)) {
        return PML_RAISE(E, TypeError, "first argument must be callable");
    }
    if (self == PML_NONE(E)) {
        return PML_RAISE(E, TypeError, "instance must not be None");
    }
    return pml_method_new(E, func, self);
}

static void method_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    if (METHOD(o)->weaklist.p) {
        pml_clear_weakrefs(E, o);
    }
    PML_CLEAR(E, METHOD(o)->func);
    PML_CLEAR(E, METHOD(o)->self);
    pml_object_del_gc(E, o);
}

static int method_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(METHOD(self)->func);
    PML_VISIT(METHOD(self)->self);
    return 0;
}

static void method_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    sink->ref(sink, METHOD(o)->func.p, PML_EDGE_FIELD, NULL, "__func__", 0);
    sink->ref(sink, METHOD(o)->self.p, PML_EDGE_FIELD, NULL, "__self__", 0);
}

/* What the type itself defines wins; everything else is asked of the function. */
static PmlObj *method_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *descr = pml_type_lookup(E, t, name);
    if (!descr) {
        return pml_getattr(E, METHOD(self)->func.p, name);
    }
    PmlTernary get = PML_TYPE_OF(descr)->descr_get;
    return get ? get(E, descr, self, (PmlObj *)t) : pml_incref(descr);
}

static PmlObj *method_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, method) || !PML_IS(b, method)) {
        return pml_not_implemented(E);
    }
    int eq = pml_compare_bool(E, METHOD(a)->func.p, METHOD(b)->func.p, PML_EQ);
    if (eq < 0) {
        return NULL;
    }
    eq = eq && METHOD(a)->self.p == METHOD(b)->self.p;
    return pml_bool(E, eq == (op == PML_EQ));
}

static int64_t method_hash(PmlEngine *E, PmlObj *self)
{
    int64_t x = pml_hash_pointer(E, METHOD(self)->self.p);
    int64_t y = pml_hash(E, METHOD(self)->func.p);
    if (y == -1) {
        return -1;
    }
    x ^= y;
    return x == -1 ? -2 : x;
}

/* __qualname__ or __name__ of a callable, when it is a str: new reference; NULL may mean none. */
static PmlObj *name_of(PmlEngine *E, PmlObj *func)
{
    PmlObj *name = NULL;
    if (pml_lookup_attr(E, func, PML_ID(E, __qualname__), &name) < 0) {
        return NULL;
    }
    if (!name && pml_lookup_attr(E, func, PML_ID(E, __name__), &name) < 0) {
        return NULL;
    }
    if (name && !PML_IS_STR(name)) {
        pml_decref(E, name);
        name = NULL;
    }
    return name;
}

static PmlObj *method_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *name = name_of(E, METHOD(self)->func.p);
    if (!name && pml_error_pending(E)) {
        return NULL;
    }
    if (!name) {
        return pml_str_format(E, "<bound method ? of %R>", METHOD(self)->self.p);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, name, "repr: name of the method");
    PmlObj *r = pml_str_format(E, "<bound method %U of %R>", name, METHOD(self)->self.p);
    pml_hold_drop(E, mark);
    pml_decref(E, name);
    return r;
}

static PmlObj *method_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *name = pml_getattr(E, METHOD(self)->func.p, PML_ID(E, __name__));
    if (!name) {
        return NULL;
    }
    PmlObj *getattr = pml_dict_get_text(E, E->rt->builtins.p, "getattr");
    PmlObj *inner = pml_tuple_pack(E, 2, METHOD(self)->self.p, name);
    pml_decref(E, name);
    PmlObj *r = inner && getattr ? pml_tuple_pack(E, 2, getattr, inner) : NULL;
    pml_xdecref(E, inner);
    return r;
}

static PmlObj *get_doc(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_getattr(E, METHOD(self)->func.p, PML_ID(E, __doc__));
}

static const PmlMethodDef methods[] = {
    {"__reduce__", method_reduce, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlGetSetDef getset[] = {
    {"__doc__", get_doc, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PmlMemberDef members[] = {
    {"__func__", PML_MEMBER_OBJECT, offsetof(PmlMethod, func), true,
     "the function (or other callable) implementing a method"},
    {"__self__", PML_MEMBER_OBJECT, offsetof(PmlMethod, self), true,
     "the instance to which a method is bound"},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_method(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC | PML_TF_VECTORCALL;
    t->basicsize = sizeof(PmlMethod);
    t->weaklistoffset = offsetof(PmlMethod, weaklist);
    t->vectorcall_offset = offsetof(PmlMethod, vectorcall);
    t->dealloc = method_dealloc;
    t->traverse = method_traverse;
    t->refs_of = method_refs;
    t->new_ = method_type_new;
    t->repr = method_repr;
    t->hash = method_hash;
    t->call = pml_vectorcall_call;
    t->getattro = method_getattro;
    t->setattro = pml_generic_setattr;
    t->richcompare = method_compare;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

/* -- instancemethod: any callable made to bind like a function --------------------------- */

typedef struct InstanceMethod {
    PmlObj ob;
    PmlRef func;
} InstanceMethod;

static PmlObj *instance_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "instancemethod", kwargs) ||
        !pml_check_positional(E, "instancemethod", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    if (!pml_callable(PML_TUPLE_AT(args, 0))) {
        return PML_RAISE(E, TypeError, "first argument must be callable");
    }
    PmlObj *o = pml_object_new_gc(E, t);
    if (o) {
        ((InstanceMethod *)o)->func.p = pml_incref(PML_TUPLE_AT(args, 0));
        pml_gc_track(E, o);
    }
    return o;
}

static void instance_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, ((InstanceMethod *)self)->func);
    pml_object_del_gc(E, self);
}

static int instance_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(((InstanceMethod *)self)->func);
    return 0;
}

static void instance_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    sink->ref(sink, ((InstanceMethod *)self)->func.p, PML_EDGE_FIELD, NULL, "__func__", 0);
}

static PmlObj *instance_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return pml_call(E, ((InstanceMethod *)self)->func.p, args, kwargs);
}

static PmlObj *instance_descr_get(PmlEngine *E, PmlObj *self, PmlObj *o, PmlObj *type)
{
    PML_UNUSED(type);
    PmlObj *func = ((InstanceMethod *)self)->func.p;
    return o ? pml_method_new(E, func, o) : pml_incref(func);
}

static PmlObj *instance_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *descr = pml_type_lookup(E, t, name);
    if (!descr) {
        return pml_getattr(E, ((InstanceMethod *)self)->func.p, name);
    }
    PmlTernary get = PML_TYPE_OF(descr)->descr_get;
    return get ? get(E, descr, self, (PmlObj *)t) : pml_incref(descr);
}

static PmlObj *instance_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, instancemethod) ||
        !PML_IS(b, instancemethod)) {
        return pml_not_implemented(E);
    }
    int eq =
        pml_compare_bool(E, ((InstanceMethod *)a)->func.p, ((InstanceMethod *)b)->func.p, PML_EQ);
    return eq < 0 ? NULL : pml_bool(E, eq == (op == PML_EQ));
}

static PmlObj *instance_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *name = NULL;
    if (pml_lookup_attr(E, ((InstanceMethod *)self)->func.p, PML_ID(E, __name__), &name) < 0) {
        return NULL;
    }
    PmlObj *r = name && PML_IS_STR(name)
                    ? pml_str_format(E, "<instancemethod %U at %p>", name, self)
                    : pml_str_format(E, "<instancemethod ? at %p>", self);
    pml_xdecref(E, name);
    return r;
}

static const PmlMemberDef instance_members[] = {
    {"__func__", PML_MEMBER_OBJECT, offsetof(InstanceMethod, func), true,
     "the function (or other callable) implementing a method"},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_instancemethod(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC;
    t->basicsize = sizeof(InstanceMethod);
    t->dealloc = instance_dealloc;
    t->traverse = instance_traverse;
    t->refs_of = instance_refs;
    t->new_ = instance_new;
    t->call = instance_call;
    t->getattro = instance_getattro;
    t->setattro = pml_generic_setattr;
    t->richcompare = instance_compare;
    t->repr = instance_repr;
    t->descr_get = instance_descr_get;
    t->members.p = instance_members;
}

/* Slot wrappers (list.__len__) and what binding one gives (method-wrapper). */
#include "object/type_system.h"

#define DESCR(o) ((PmlDescr *)(o))
typedef struct MethodWrapper { /* 48 with the GC head: facts 2.7 */
    PmlObj ob;
    PmlRef descr, self;
} MethodWrapper;
#define WRAPPER(o) ((MethodWrapper *)(o))

static const PmlSlotDef *slot_of(const PmlObj *descr)
{
    return ((const PmlDescr *)descr)->def.p;
}

PmlObj *pml_descr_new_wrapper(PmlEngine *E, PmlType *t, const PmlSlotDef *def, PmlFn wrapped)
{
    PmlObj *o = pml_descr_create(E, PML_TYPE(E, wrapper_descriptor), t, def->name);
    if (o) {
        DESCR(o)->def.p = def;
        DESCR(o)->extra.p = pml_fn_pointer(wrapped);
    }
    return o;
}

/* The slot called with self and the remaining arguments. */
static PmlObj *call_wrapped(PmlEngine *E, PmlObj *descr, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    const PmlSlotDef *def = slot_of(descr);
    if (!def->keywords && kwargs && PML_DICT_LEN(kwargs) != 0) {
        return PML_RAISE(E, TypeError, "wrapper %s() takes no keyword arguments", def->name);
    }
    return def->wrapper(E, self, args, kwargs, pml_pointer_fn(DESCR(descr)->extra.p));
}

static PmlObj *descr_call(PmlEngine *E, PmlObj *descr, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    const PmlType *owner = (PmlType *)DESCR(descr)->objclass.p;
    if (n < 1) {
        return PML_RAISE(E, TypeError, "descriptor '%U' of '%.100s' object needs an argument",
                         DESCR(descr)->name.p, owner->name.p);
    }
    PmlObj *self = PML_TUPLE_AT(args, 0);
    if (!pml_isinstance_of(self, owner)) {
        return PML_RAISE(E, TypeError,
                         "descriptor '%U' requires a '%.100s' object but received a '%.100s'",
                         DESCR(descr)->name.p, owner->name.p, PML_TYPE_OF(self)->name.p);
    }
    PmlObj *rest = pml_tuple_slice(E, args, 1, n);
    if (!rest) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, rest, "slot wrapper: argument tuple");
    PmlObj *result = call_wrapped(E, descr, self, rest, kwargs);
    pml_hold_drop(E, mark);
    pml_decref(E, rest);
    return result;
}

static PmlObj *descr_get(PmlEngine *E, PmlObj *descr, PmlObj *obj, PmlObj *type)
{
    PML_UNUSED(type);
    if (!obj) {
        return pml_incref(descr);
    }
    const PmlType *owner = (PmlType *)DESCR(descr)->objclass.p;
    if (!pml_isinstance_of(obj, owner)) {
        return PML_RAISE(E, TypeError,
                         "descriptor '%U' for '%.100s' objects doesn't apply to a '%.100s' object",
                         DESCR(descr)->name.p, owner->name.p, PML_TYPE_OF(obj)->name.p);
    }
    return pml_method_wrapper_new(E, descr, obj);
}

static PmlObj *descr_repr(PmlEngine *E, PmlObj *descr)
{
    return pml_str_format(E, "<slot wrapper '%U' of '%s' objects>", DESCR(descr)->name.p,
                          ((PmlType *)DESCR(descr)->objclass.p)->name.p);
}

static PmlObj *get_none(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_none(E);
}

static const PmlMethodDef descr_methods[] = {
    {"__reduce__", pml_descr_reduce, NULL, PML_METH_NOARGS, NULL},
    {0},
};

static const PmlGetSetDef descr_getset[] = {
    {"__doc__", get_none, NULL, NULL, NULL},
    {"__qualname__", pml_descr_get_qualname, NULL, NULL, NULL},
    {"__text_signature__", get_none, NULL, NULL, NULL},
    {0},
};

void pml_init_type_wrapper_descriptor(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "wrapper_descriptor";
    t->flags = PML_TF_GC | PML_TF_METHOD_DESCR;
    t->basicsize = sizeof(PmlDescr);
    t->methods.p = descr_methods;
    t->members.p = pml_descr_members;
    t->getset.p = descr_getset;
    t->dealloc = pml_descr_dealloc;
    t->traverse = pml_descr_traverse;
    t->refs_of = pml_descr_refs;
    t->repr = descr_repr;
    t->call = descr_call;
    t->getattro = pml_generic_getattr;
    t->descr_get = descr_get;
}

/* -- method-wrapper ------------------------------------------------------------------------ */

PmlObj *pml_method_wrapper_new(PmlEngine *E, PmlObj *descr, PmlObj *self)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, method_wrapper));
    if (o) {
        WRAPPER(o)->descr.p = pml_incref(descr);
        WRAPPER(o)->self.p = pml_incref(self);
        pml_gc_track(E, o);
    }
    return o;
}

static void wrapper_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    if (pml_trashcan_begin(E, o)) {
        return;
    }
    PML_CLEAR(E, WRAPPER(o)->descr);
    PML_CLEAR(E, WRAPPER(o)->self);
    pml_object_del_gc(E, o);
    pml_trashcan_end(E);
}

static int wrapper_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(WRAPPER(o)->descr);
    PML_VISIT(WRAPPER(o)->self);
    return 0;
}

static void wrapper_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, WRAPPER(o)->descr.p, "descriptor");
    pml_emit_field(sink, WRAPPER(o)->self.p, "__self__");
}

static PmlObj *wrapper_call(PmlEngine *E, PmlObj *o, PmlObj *args, PmlObj *kwargs)
{
    return call_wrapped(E, WRAPPER(o)->descr.p, WRAPPER(o)->self.p, args, kwargs);
}

static PmlObj *wrapper_repr(PmlEngine *E, PmlObj *o)
{
    PmlObj *self = WRAPPER(o)->self.p;
    return pml_str_format(E, "<method-wrapper '%s' of %s object at %p>",
                          slot_of(WRAPPER(o)->descr.p)->name, PML_TYPE_OF(self)->name.p,
                          (void *)self);
}

static int64_t wrapper_hash(PmlEngine *E, PmlObj *o)
{
    int64_t h = pml_hash_pointer(E, WRAPPER(o)->self.p) ^ pml_hash_pointer(E, WRAPPER(o)->descr.p);
    return h == -1 ? -2 : h;
}

static PmlObj *wrapper_richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, method_wrapper) ||
        !PML_IS(b, method_wrapper)) {
        return pml_not_implemented(E);
    }
    bool equal =
        WRAPPER(a)->descr.p == WRAPPER(b)->descr.p && WRAPPER(a)->self.p == WRAPPER(b)->self.p;
    return pml_bool(E, equal == (op == PML_EQ));
}

static PmlObj *get_objclass(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(E), PML_UNUSED(closure);
    return pml_incref(DESCR(WRAPPER(o)->descr.p)->objclass.p);
}

static PmlObj *get_name(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, slot_of(WRAPPER(o)->descr.p)->name);
}

static PmlObj *get_qualname(PmlEngine *E, PmlObj *o, void *closure)
{
    return pml_descr_get_qualname(E, WRAPPER(o)->descr.p, closure);
}

static PmlObj *wrapper_reduce(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *getattr = pml_dict_get_text(E, E->rt->builtins.p, "getattr");
    if (!getattr) {
        return PML_RAISE(E, AttributeError, "getattr");
    }
    PmlObj *pair = pml_tuple_pack(E, 2, WRAPPER(o)->self.p, DESCR(WRAPPER(o)->descr.p)->name.p);
    PmlObj *result = pair ? pml_tuple_pack(E, 2, getattr, pair) : NULL;
    pml_xdecref(E, pair);
    return result;
}

static const PmlMethodDef wrapper_methods[] = {
    {"__reduce__", wrapper_reduce, NULL, PML_METH_NOARGS, NULL},
    {0},
};

static const PmlMemberDef wrapper_members[] = {
    {"__self__", PML_MEMBER_OBJECT, offsetof(MethodWrapper, self), true, NULL},
    {0},
};

static const PmlGetSetDef wrapper_getset[] = {
    {"__objclass__", get_objclass, NULL, NULL, NULL},   {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL, NULL},   {"__doc__", get_none, NULL, NULL, NULL},
    {"__text_signature__", get_none, NULL, NULL, NULL}, {0},
};

void pml_init_type_method_wrapper(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "method-wrapper";
    t->flags = PML_TF_GC;
    t->basicsize = sizeof(MethodWrapper);
    t->methods.p = wrapper_methods;
    t->members.p = wrapper_members;
    t->getset.p = wrapper_getset;
    t->dealloc = wrapper_dealloc;
    t->traverse = wrapper_traverse;
    t->refs_of = wrapper_refs;
    t->repr = wrapper_repr;
    t->hash = wrapper_hash;
    t->call = wrapper_call;
    t->getattro = pml_generic_getattr;
    t->richcompare = wrapper_richcompare;
}

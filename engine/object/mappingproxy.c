/* mappingproxy: the read-only view of a mapping that a class's __dict__ is. */
#include "object/type_system.h"

typedef struct Proxy {
    PmlObj ob;
    PmlRef mapping;
} Proxy; /* 40 with the GC head */
#define MAPPING(o) (((Proxy *)(o))->mapping.p)

PmlObj *pml_mappingproxy_new(PmlEngine *E, PmlObj *mapping)
{
    if (!pml_is_mapping(mapping) || PML_IS_LIST(mapping) || PML_IS_TUPLE(mapping)) {
        return PML_RAISE(E, TypeError, "mappingproxy() argument must be a mapping, not %s",
                         PML_TYPE_OF(mapping)->name.p);
    }
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, mappingproxy));
    if (o) {
        MAPPING(o) = pml_incref(mapping);
        pml_gc_track(E, o);
    }
    return o;
}

static PmlObj *proxy_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"mapping", NULL};
    PML_UNUSED(t);
    PmlObj *mapping;
    return pml_parse_tuple(E, "mappingproxy", args, kwargs, names, 1, 1, &mapping)
               ? pml_mappingproxy_new(E, mapping)
               : NULL;
}

static void proxy_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, ((Proxy *)self)->mapping);
    pml_object_del_gc(E, self);
}

static int proxy_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(((Proxy *)self)->mapping);
    return 0;
}

static void proxy_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, MAPPING(self), "mapping");
}

static int64_t proxy_length(PmlEngine *E, PmlObj *self)
{
    return pml_length(E, MAPPING(self));
}

static PmlObj *proxy_subscript(PmlEngine *E, PmlObj *self, PmlObj *key)
{
    return pml_get_item(E, MAPPING(self), key);
}

static int proxy_contains(PmlEngine *E, PmlObj *self, PmlObj *key)
{
    return PML_IS(MAPPING(self), dict) ? pml_dict_contains(E, MAPPING(self), key)
                                       : pml_contains(E, MAPPING(self), key);
}

static PmlObj *unwrap(PmlObj *o)
{
    return PML_IS(o, mappingproxy) ? MAPPING(o) : o;
}

static PmlObj *proxy_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_number_or(E, unwrap(a), unwrap(b));
}

static PmlObj *proxy_ior(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    PML_UNUSED(other);
    return PML_RAISE(E, TypeError, "'|=' is not supported by %s; use '|' instead",
                     PML_TYPE_OF(self)->name.p);
}

static PmlObj *proxy_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "mappingproxy(%R)", MAPPING(self));
}

static PmlObj *proxy_str(PmlEngine *E, PmlObj *self)
{
    return pml_str(E, MAPPING(self));
}

static PmlObj *proxy_iter(PmlEngine *E, PmlObj *self)
{
    return pml_iter(E, MAPPING(self));
}

static PmlObj *proxy_richcompare(PmlEngine *E, PmlObj *self, PmlObj *other, int op)
{
    return pml_compare(E, MAPPING(self), other, op);
}

static PmlObj *proxy_get(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "get", n, 1, 2)) {
        return NULL;
    }
    PmlRef all[2] = {args[0], {n > 1 ? args[1].p : PML_NONE(E)}};
    return pml_call_method(E, MAPPING(self), PML_ID(E, get), all, 2);
}

#define PROXY_CALL(fn, call)                                                                \
    static PmlObj *fn(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames) \
    {                                                                                       \
        PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);                               \
        return call;                                                                        \
    }
PROXY_CALL(proxy_keys, pml_call_method0(E, MAPPING(self), PML_ID(E, keys)))
PROXY_CALL(proxy_values, pml_call_method0(E, MAPPING(self), PML_ID(E, values)))
PROXY_CALL(proxy_items, pml_call_method0(E, MAPPING(self), PML_ID(E, items)))
PROXY_CALL(proxy_copy, pml_call_method0(E, MAPPING(self), PML_ID(E, copy)))
PROXY_CALL(proxy_reversed, pml_call_method0(E, MAPPING(self), PML_ID(E, __reversed__)))

static const PmlMethodDef proxy_methods[] = {
    {"get", proxy_get, NULL, PML_METH_FASTCALL,
     "Return the value for key if key is in the mapping, else default."},
    {"keys", proxy_keys, NULL, PML_METH_NOARGS,
     "D.keys() -> a set-like object providing a view on D's keys"},
    {"values", proxy_values, NULL, PML_METH_NOARGS,
     "D.values() -> an object providing a view on D's values"},
    {"items", proxy_items, NULL, PML_METH_NOARGS,
     "D.items() -> a set-like object providing a view on D's items"},
    {"copy", proxy_copy, NULL, PML_METH_NOARGS, "D.copy() -> a shallow copy of D"},
    {"__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS,
     "See PEP 585"},
    {"__reversed__", proxy_reversed, NULL, PML_METH_NOARGS, "D.__reversed__() -> reverse iterator"},
    {0},
};

void pml_init_type_mappingproxy(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "mappingproxy";
    t->flags = PML_TF_GC | PML_TF_MAPPING;
    t->basicsize = sizeof(Proxy);
    t->methods.p = proxy_methods;
    t->dealloc = proxy_dealloc;
    t->traverse = proxy_traverse;
    t->refs_of = proxy_refs;
    t->new_ = proxy_new;
    t->repr = proxy_repr;
    t->str = proxy_str;
    t->iter = proxy_iter;
    t->richcompare = proxy_richcompare;
    t->getattro = pml_generic_getattr;
    t->nb_or = proxy_or;
    t->nb_inplace_or = proxy_ior;
    t->mp_length = proxy_length;
    t->mp_subscript = proxy_subscript;
    t->sq_contains = proxy_contains;
}

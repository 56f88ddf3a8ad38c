/* collections.defaultdict: a dict that calls a factory for missing keys. */
#include "modules/library.h"

typedef struct DefaultDict {
    PmlDict dict;
    PmlRef factory; /* NULL: none */
} DefaultDict;
_Static_assert(sizeof(DefaultDict) == 56, "CPython's size");
#define DD(o) ((DefaultDict *)(o))

static PmlObj *factory_or_none(PmlEngine *E, PmlObj *self)
{
    return DD(self)->factory.p ? DD(self)->factory.p : PML_NONE(E);
}

static PmlObj *m_missing(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *factory = DD(self)->factory.p, *key = args[0].p;
    if (!factory || factory == PML_NONE(E)) {
        return pml_raise_key_error(E, key);
    }
    PmlObj *value = pml_call0(E, factory);
    if (!value) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "defaultdict: new value");
    int r = pml_set_item(E, self, key, value);
    pml_hold_drop(E, mark);
    if (r < 0) {
        pml_decref(E, value);
        return NULL;
    }
    return value;
}

static PmlObj *make_like(PmlEngine *E, PmlObj *self, PmlObj *contents)
{
    return pml_call2(E, (PmlObj *)PML_TYPE_OF(self), factory_or_none(E, self), contents);
}

static PmlObj *m_copy(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return make_like(E, self, self);
}

static PmlObj *m_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *factory = DD(self)->factory.p;
    PmlObj *first = !factory || factory == PML_NONE(E) ? pml_incref(E->rt->empty_tuple.p)
                                                       : pml_tuple_pack(E, 1, factory);
    PmlObj *items = first ? pml_call_method0(E, self, PML_ID(E, items)) : NULL;
    PmlObj *it = items ? pml_iter(E, items) : NULL;
    PmlObj *none = PML_NONE(E);
    PmlObj *r =
        it ? pml_tuple_pack(E, 5, (PmlObj *)PML_TYPE_OF(self), first, none, none, it) : NULL;
    pml_xdecref(E, it);
    pml_xdecref(E, items);
    pml_xdecref(E, first);
    return r;
}

static PmlObj *dd_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlType *t = PML_TYPE(E, defaultdict);
    PmlObj *self = pml_isinstance_of(a, t) ? a : b;
    if (!PML_IS_DICT(self == a ? b : a)) {
        return pml_not_implemented(E);
    }
    PmlObj *r = make_like(E, self, a);
    if (r && pml_dict_update(E, r, b) < 0) {
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

/* "None", "..." inside itself, or the factory's repr. */
static PmlObj *factory_text(PmlEngine *E, PmlObj *factory)
{
    if (!factory) {
        return pml_str_text(E, "None");
    }
    int running = pml_repr_enter(E, factory);
    if (running < 0) {
        return NULL;
    }
    PmlObj *text = running > 0 ? pml_str_text(E, "...") : pml_repr(E, factory);
    if (running == 0) {
        pml_repr_leave(E, factory);
    }
    return text;
}

static PmlObj *dd_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *contents = PML_TYPE(E, dict)->repr(E, self);
    if (!contents) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, contents, "repr: text of the dict");
    PmlObj *factory = factory_text(E, DD(self)->factory.p);
    pml_hold_drop(E, mark);
    PmlObj *r = factory ? pml_str_format(E, "%s(%U, %U)", pml_type_short_name(PML_TYPE_OF(self)),
                                         factory, contents)
                        : NULL;
    pml_xdecref(E, factory);
    pml_decref(E, contents);
    return r;
}

static int dd_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    PmlObj *factory = n > 0 ? PML_TUPLE_AT(args, 0) : NULL;
    if (factory && factory != PML_NONE(E) && !pml_callable(factory)) {
        PML_RAISE(E, TypeError, "first argument must be callable or None");
        return -1;
    }
    PmlObj *rest = pml_tuple_slice(E, args, n > 0 ? 1 : 0, n);
    if (!rest) {
        return -1;
    }
    PmlObj *old = DD(self)->factory.p;
    DD(self)->factory.p = pml_xincref(factory);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, rest, "defaultdict: arguments of the dict");
    if (old) {
        pml_hold(E, old, "defaultdict: former factory");
    }
    int r = PML_TYPE(E, dict)->init(E, self, rest, kwargs);
    pml_hold_drop(E, mark);
    pml_decref(E, rest);
    pml_xdecref(E, old);
    return r;
}

static void dd_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, DD(self)->factory);
    PML_TYPE(E, dict)->dealloc(E, self);
}

static int dd_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(DD(self)->factory);
    return PML_TYPE(E, dict)->traverse(E, self, visit, ctx);
}

static void dd_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    pml_ref_field(sink, DD(self)->factory.p, "default_factory");
    PML_TYPE(E, dict)->refs_of(E, self, sink);
}

static int dd_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, DD(self)->factory);
    return PML_TYPE(E, dict)->clear(E, self);
}

static PmlObj *class_getitem(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_generic_alias_new(E, self, args[0].p);
}

static const PmlMethodDef methods[] = {
    PML_ONE("__missing__", m_missing,
            "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n"
            "  if self.default_factory is None: raise KeyError((key,))\n"
            "  self[key] = value = self.default_factory()\n  return value\n"),
    PML_NOARGS("copy", m_copy, "D.copy() -> a shallow copy of D."),
    PML_NOARGS("__copy__", m_copy, "D.copy() -> a shallow copy of D."),
    PML_NOARGS("__reduce__", m_reduce, "Return state information for pickling."),
    {"__class_getitem__", class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
    PML_METHODS_END,
};
static const PmlMemberDef members[] = {
    {"default_factory", PML_MEMBER_OBJECT, offsetof(DefaultDict, factory), false,
     "Factory for default value called by __missing__()."},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_defaultdict(PmlEngine *E, PmlType *t)
{
    t->name.p = "collections.defaultdict";
    t->base.p = PML_TYPE(E, dict);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_DICT;
    t->basicsize = sizeof(DefaultDict);
    t->init = dd_init;
    t->dealloc = dd_dealloc;
    t->traverse = dd_traverse;
    t->refs_of = dd_refs;
    t->clear = dd_clear;
    t->repr = dd_repr;
    t->nb_or = dd_or;
    t->getattro = pml_generic_getattr;
    t->methods.p = methods;
    t->members.p = members;
}

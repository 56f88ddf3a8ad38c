/* types.SimpleNamespace: attributes and nothing else. */
#include "object/callables.h"

#include "object/containers.h"
#include "object/str.h"

typedef struct PmlNamespace {
    PmlObj ob;
    PmlRef dict;
} PmlNamespace;
#define NS(o) ((PmlNamespace *)(o))

static PmlObj *ns_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    PmlObj *self = t->alloc(E, t, 0);
    if (!self) {
        return NULL;
    }
    NS(self)->dict.p = pml_dict_new(E);
    if (!NS(self)->dict.p) {
        pml_decref(E, self);
        return NULL;
    }
    return self;
}

static int ns_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (PML_TUPLE_LEN(args) != 0) {
        PML_RAISE(E, TypeError, "no positional arguments expected");
        return -1;
    }
    if (!kwargs) {
        return 0;
    }
    int64_t pos = 0;
    PmlObj *key, *value;
    while (pml_dict_next(kwargs, &pos, &key, &value, NULL)) {
        if (!PML_IS_STR(key)) {
            PML_RAISE(E, TypeError, "keywords must be strings");
            return -1;
        }
    }
    return pml_dict_update(E, NS(self)->dict.p, kwargs);
}

static void ns_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, NS(self)->dict);
    PML_TYPE_OF(self)->free(E, self);
}

static int ns_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(NS(self)->dict);
    return 0;
}

static void ns_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (NS(self)->dict.p) {
        sink->ref(sink, NS(self)->dict.p, PML_EDGE_FIELD, NULL, "__dict__", 0);
    }
}

static int ns_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, NS(self)->dict);
    return 0;
}

/* "a=1" for every attribute, in a list. */
static PmlObj *attribute_texts(PmlEngine *E, PmlObj *dict)
{
    PmlObj *pairs = pml_list_new(E, 0);
    PmlObj *keys = pairs ? pml_dict_keys_list(E, dict) : NULL;
    bool ok = keys != NULL;
    int64_t mark = pml_hold_mark(E);
    if (ok) {
        pml_hold(E, pairs, "repr: pairs");
        pml_hold(E, keys, "repr: names");
    }
    for (int64_t i = 0; ok && i < PML_LIST_LEN(keys); i++) {
        PmlObj *key = PML_LIST_ITEMS(keys)[i].p;
        PmlObj *value = PML_IS_STR(key) ? pml_dict_get(E, dict, key) : NULL;
        if (!value) {
            ok = !pml_error_pending(E);
            continue;
        }
        PmlObj *text = pml_str_format(E, "%U=%R", key, value);
        ok = text && pml_list_append(E, pairs, text) == 0;
        pml_xdecref(E, text);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, keys);
    if (!ok) {
        pml_xdecref(E, pairs);
        return NULL;
    }
    return pairs;
}

static PmlObj *ns_repr(PmlEngine *E, PmlObj *self)
{
    const char *name =
        PML_IS(self, SimpleNamespace) ? "namespace" : pml_type_short_name(PML_TYPE_OF(self));
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running > 0 ? pml_str_format(E, "%s(...)", name) : NULL;
    }
    PmlObj *pairs = attribute_texts(E, NS(self)->dict.p);
    PmlObj *separator = pairs ? pml_str_text(E, ", ") : NULL;
    PmlObj *joined = separator ? pml_str_join(E, separator, pairs) : NULL;
    PmlObj *r = joined ? pml_str_format(E, "%s(%S)", name, joined) : NULL;
    pml_xdecref(E, separator);
    pml_xdecref(E, pairs);
    pml_xdecref(E, joined);
    pml_repr_leave(E, self);
    return r;
}

static PmlObj *ns_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlType *t = PML_TYPE(E, SimpleNamespace);
    if (pml_isinstance_of(a, t) && pml_isinstance_of(b, t)) {
        return pml_compare(E, NS(a)->dict.p, NS(b)->dict.p, op);
    }
    return pml_not_implemented(E);
}

static PmlObj *ns_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(self), E->rt->empty_tuple.p,
                          NS(self)->dict.p);
}

static const PmlMethodDef methods[] = {
    {"__reduce__", ns_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling"},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlMemberDef members[] = {
    {"__dict__", PML_MEMBER_OBJECT, offsetof(PmlNamespace, dict), true, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_SimpleNamespace(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "types.SimpleNamespace";
    t->flags |= PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = sizeof(PmlNamespace);
    t->dictoffset = offsetof(PmlNamespace, dict);
    t->dealloc = ns_dealloc;
    t->traverse = ns_traverse;
    t->refs_of = ns_refs;
    t->clear = ns_clear;
    t->new_ = ns_new;
    t->init = ns_init;
    t->repr = ns_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = ns_compare;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->members.p = members;
}

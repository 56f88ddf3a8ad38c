/* _collections: counting elements, the field getter of namedtuple, and the module itself. */
#include "modules/library.h"

#include "object/dict_internal.h"

/* -- _count_elements --------------------------------------------------------------------- */

/* mapping[key] += 1 in a plain dict. Takes over key. */
static bool count_in_dict(PmlEngine *E, PmlObj *mapping, PmlObj *key, PmlObj *one)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "_count_elements: key");
    int r = -1;
    int64_t hash = pml_key_hash(E, key);
    if (hash != -1) {
        PmlObj *old = pml_dict_get_hash(E, mapping, key, hash);
        if (old) {
            PmlObj *sum = pml_number_add(E, old, one);
            if (sum) {
                pml_hold(E, sum, "_count_elements: count");
                r = pml_dict_set_hash(E, mapping, key, sum, hash);
                pml_hold_drop(E, mark + 1);
                pml_decref(E, sum);
            }
        } else if (!pml_error_pending(E)) {
            r = pml_dict_set_hash(E, mapping, key, one, hash);
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    return r == 0;
}

/* The same through get() and item assignment. Takes over key. */
static bool count_by_protocol(PmlEngine *E, PmlObj *mapping, PmlObj *get, PmlObj *key, PmlObj *zero,
                              PmlObj *one)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "_count_elements: key");
    int r = -1;
    PmlObj *old = pml_call2(E, get, key, zero);
    if (old) {
        pml_hold(E, old, "_count_elements: old count");
        PmlObj *sum = pml_number_add(E, old, one);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, old);
        if (sum) {
            pml_hold(E, sum, "_count_elements: count");
            r = pml_set_item(E, mapping, key, sum);
            pml_hold_drop(E, mark + 1);
            pml_decref(E, sum);
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    return r == 0;
}

/* Neither get nor __setitem__ was overridden. */
static bool counts_like_dict(PmlEngine *E, PmlObj *mapping)
{
    PmlType *t = PML_TYPE_OF(mapping), *dict = PML_TYPE(E, dict);
    PmlObj *get = pml_type_lookup(E, t, PML_ID(E, get));
    PmlObj *set = pml_type_lookup(E, t, PML_ID(E, __setitem__));
    return get && get == pml_type_lookup(E, dict, PML_ID(E, get)) && set &&
           set == pml_type_lookup(E, dict, PML_ID(E, __setitem__)) && PML_IS_DICT(mapping);
}

static PmlObj *count_elements(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "_count_elements", nargs, 2, 2)) {
        return NULL;
    }
    PmlObj *mapping = args[0].p, *get = NULL;
    PmlObj *it = pml_iter(E, args[1].p);
    if (!it) {
        return NULL;
    }
    PmlObj *zero = pml_int(E, 0), *one = pml_int(E, 1);
    bool plain = counts_like_dict(E, mapping);
    bool ok = plain || (get = pml_getattr(E, mapping, PML_ID(E, get))) != NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "_count_elements: iterator");
    pml_hold(E, zero, "_count_elements: 0");
    pml_hold(E, one, "_count_elements: 1");
    if (get) {
        pml_hold(E, get, "_count_elements: get");
    }
    while (ok) {
        PmlObj *key = pml_iter_next(E, it);
        if (!key) {
            ok = !pml_error_pending(E);
            break;
        }
        ok = plain ? count_in_dict(E, mapping, key, one)
                   : count_by_protocol(E, mapping, get, key, zero, one);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    pml_xdecref(E, get);
    pml_decref(E, zero);
    pml_decref(E, one);
    return ok ? pml_none(E) : NULL;
}

/* -- _tuplegetter: descriptor of one field ----------------------------------------------- */

typedef struct TupleGetter {
    PmlObj ob;
    int64_t index;
    PmlRef doc;
} TupleGetter;
#define TG(o) ((TupleGetter *)(o))
#define TG_FIELDS(X) X(doc)
PML_OWNED_FIELDS(getter, TupleGetter, TG_FIELDS, TG_FIELDS)

static PmlObj *getter_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "_tuplegetter", kwargs) ||
        !pml_check_positional(E, "_tuplegetter", PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    int64_t index;
    if (!pml_want_ssize(E, PML_TUPLE_AT(args, 0), &index)) {
        return NULL;
    }
    PmlObj *o = t->alloc(E, t, 0);
    if (o) {
        TG(o)->index = index;
        TG(o)->doc.p = pml_incref(PML_TUPLE_AT(args, 1));
    }
    return o;
}

static PmlObj *getter_get(PmlEngine *E, PmlObj *self, PmlObj *o, PmlObj *type)
{
    PML_UNUSED(type);
    int64_t index = TG(self)->index;
    if (!o || o == PML_NONE(E)) {
        return pml_incref(self);
    }
    if (!PML_IS_TUPLE(o)) {
        return PML_RAISE(E, TypeError,
                         "descriptor for index '%zd' for tuple subclasses doesn't apply to '%s' "
                         "object",
                         index, PML_TYPE_OF(o)->name.p);
    }
    if (index < 0 || index >= PML_TUPLE_LEN(o)) {
        return PML_RAISE(E, IndexError, "tuple index out of range");
    }
    return pml_incref(PML_TUPLE_AT(o, index));
}

static int getter_set(PmlEngine *E, PmlObj *self, PmlObj *o, PmlObj *value)
{
    PML_UNUSED(self);
    PML_UNUSED(o);
    PML_RAISE(E, AttributeError, value ? "can't set attribute" : "can't delete attribute");
    return -1;
}

static PmlObj *getter_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "%s(%zd, %R)", pml_type_short_name(PML_TYPE_OF(self)), TG(self)->index,
                          TG(self)->doc.p);
}

static PmlObj *getter_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *index = pml_int(E, TG(self)->index);
    PmlObj *inner = index ? pml_tuple_pack(E, 2, index, TG(self)->doc.p) : NULL;
    PmlObj *r = inner ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), inner) : NULL;
    pml_xdecref(E, index);
    pml_xdecref(E, inner);
    return r;
}

static int getter_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, TG(self)->doc);
    return 0;
}

static const PmlMethodDef getter_methods[] = {
    PML_NOARGS("__reduce__", getter_reduce, NULL),
    PML_METHODS_END,
};
static const PmlMemberDef getter_members[] = {
    {"__doc__", PML_MEMBER_OBJECT, offsetof(TupleGetter, doc), false, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_tuplegetter(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "_collections._tuplegetter";
    t->flags |= PML_TF_GC;
    t->basicsize = sizeof(TupleGetter);
    t->new_ = getter_new;
    t->dealloc = getter_dealloc;
    t->traverse = getter_traverse;
    t->refs_of = getter_refs;
    t->clear = getter_clear;
    t->repr = getter_repr;
    t->getattro = pml_generic_getattr;
    t->descr_get = getter_get;
    t->descr_set = getter_set;
    t->methods.p = getter_methods;
    t->members.p = getter_members;
}

/* -- the module -------------------------------------------------------------------------- */

static const PmlMethodDef functions[] = {
    PML_FAST("_count_elements", count_elements,
             "Count elements in the iterable, updating the mapping"),
    PML_METHODS_END,
};

static const struct {
    const char *name;
    int type;
} types[] = {
    {"deque", PML_T_deque},
    {"defaultdict", PML_T_defaultdict},
    {"OrderedDict", PML_T_OrderedDict},
    {"_deque_iterator", PML_T_deque_iterator},
    {"_deque_reverse_iterator", PML_T_deque_reverse_iterator},
    {"_tuplegetter", PML_T_tuplegetter},
};

PmlObj *pml_init_module__collections(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "_collections");
    if (!m || pml_module_add_methods(E, m, functions) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(types); i++) {
        PmlObj *type = (PmlObj *)&E->rt->types[types[i].type];
        if (pml_module_add(E, m, types[i].name, pml_incref(type)) < 0) {
            pml_decref(E, m);
            return NULL;
        }
    }
    return m;
}

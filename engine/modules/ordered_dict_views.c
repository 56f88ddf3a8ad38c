/* Views and iterators of collections.OrderedDict. */
#include "modules/ordered_dict.h"

#include "object/dict_internal.h"

typedef struct OdIter {
    PmlObj ob;
    int64_t kind;
    PmlRef od; /* NULL once exhausted */
    int64_t size;
    uint64_t state;
    PmlRef result;  /* pair being reused, items only */
    PmlRef current; /* the next key; NULL at the end */
} OdIter;
_Static_assert(sizeof(OdIter) == 64, "CPython's size");
#define ITER(o) ((OdIter *)(o))
#define ITER_OWNED(X) X(od) X(current) X(result)
PML_OWNED_FIELDS(od_iter, OdIter, ITER_OWNED, ITER_OWNED)

PmlObj *pml_od_iter_new(PmlEngine *E, PmlObj *od, int kind)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, odict_iterator));
    if (!o) {
        return NULL;
    }
    OdIter *it = ITER(o);
    if ((kind & PML_OD_ITEMS) == PML_OD_ITEMS) {
        it->result.p = pml_tuple_pack(E, 2, PML_NONE(E), PML_NONE(E));
        if (!it->result.p) {
            pml_decref(E, o);
            return NULL;
        }
    }
    PmlOdNode *start = kind & PML_OD_REVERSED ? PML_OD(od)->last.p : PML_OD(od)->first.p;
    it->kind = kind;
    it->current.p = start ? pml_incref(start->key.p) : NULL;
    it->size = PML_DICT_LEN(od);
    it->state = PML_OD(od)->state;
    it->od.p = pml_incref(od);
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_od_iter(PmlEngine *E, PmlObj *od)
{
    return pml_od_iter_new(E, od, PML_OD_KEYS);
}

/* The current key, whose reference moves to the caller; NULL at the end or on an error. */
static PmlObj *next_key(PmlEngine *E, OdIter *it)
{
    if (!it->od.p) {
        return NULL;
    }
    PmlOrderedDict *od = PML_OD(it->od.p);
    if (it->current.p) {
        if (od->state != it->state) {
            PML_RAISE(E, RuntimeError, "OrderedDict mutated during iteration");
        } else if (od->dict.used != it->size) {
            it->size = -1; /* and for ever */
            PML_RAISE(E, RuntimeError, "OrderedDict changed size during iteration");
        } else {
            PmlOdNode *node = pml_od_find_key(E, od, it->current.p);
            if (node) {
                PmlObj *key = it->current.p;
                node = it->kind & PML_OD_REVERSED ? node->prev.p : node->next.p;
                it->current.p = node ? pml_incref(node->key.p) : NULL;
                return key;
            }
            if (!pml_error_pending(E)) {
                pml_raise_key_error(E, it->current.p);
            }
            PML_CLEAR(E, it->current);
        }
    }
    PML_CLEAR(E, it->od);
    return NULL;
}

static PmlObj *od_iter_next(PmlEngine *E, PmlObj *self)
{
    OdIter *it = ITER(self);
    PmlObj *key = next_key(E, it);
    if (!key || (it->kind & PML_OD_ITEMS) == PML_OD_KEYS) {
        return key;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "OrderedDict iterator: key");
    PmlObj *value = pml_xincref(pml_dict_get(E, it->od.p, key));
    pml_hold_drop(E, mark);
    if (!value) {
        if (!pml_error_pending(E)) {
            pml_raise_key_error(E, key);
        }
        pml_decref(E, key);
        PML_CLEAR(E, it->current);
        PML_CLEAR(E, it->od);
        return NULL;
    }
    if ((it->kind & PML_OD_ITEMS) == PML_OD_VALUES) {
        pml_hold(E, value, "OrderedDict iterator: value");
        pml_decref(E, key);
        pml_hold_drop(E, mark);
        return value;
    }
    return pml_reuse_pair(E, it->result.p, key, value);
}

static PmlObj *iter_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    OdIter *it = ITER(self);
    PmlObj *iter = pml_builtin_named(E, "iter");
    PmlObj *list = pml_list_new(E, 0);
    PmlOdNode *n =
        it->od.p && it->current.p ? pml_od_find_key(E, PML_OD(it->od.p), it->current.p) : NULL;
    bool ok = iter && list && !pml_error_pending(E);
    while (ok && n) {
        PmlObj *value = pml_dict_get(E, it->od.p, n->key.p);
        int64_t kind = it->kind & PML_OD_ITEMS;
        PmlObj *item = kind == PML_OD_KEYS     ? pml_incref(n->key.p)
                       : kind == PML_OD_VALUES ? pml_xincref(value)
                       : value                 ? pml_tuple_pack(E, 2, n->key.p, value)
                                               : NULL;
        ok = item && pml_list_append(E, list, item) == 0;
        pml_xdecref(E, item);
        n = it->kind & PML_OD_REVERSED ? n->prev.p : n->next.p;
    }
    PmlObj *inner = ok ? pml_tuple_pack(E, 1, list) : NULL;
    PmlObj *r = inner ? pml_tuple_pack(E, 2, iter, inner) : NULL;
    pml_xdecref(E, inner);
    pml_xdecref(E, list);
    pml_xdecref(E, iter);
    return r;
}

static const PmlMethodDef iter_methods[] = {
    PML_NOARGS("__reduce__", iter_reduce, "Return state information for pickling"),
    PML_METHODS_END,
};

void pml_init_type_odict_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "odict_iterator";
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->basicsize = sizeof(OdIter);
    t->dealloc = od_iter_dealloc;
    t->traverse = od_iter_traverse;
    t->refs_of = od_iter_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = od_iter_next;
    t->methods.p = iter_methods;
}

/* -- views: dict's own, with their own iterators ----------------------------------------- */

static PmlObj *view_iter(PmlEngine *E, PmlObj *view, int kind)
{
    PmlObj *od = pml_view_dict(view);
    return od ? pml_od_iter_new(E, od, kind) : pml_none(E);
}

#define VIEW(name, KIND, parent)                           \
    static PmlObj *name##_iter(PmlEngine *E, PmlObj *self) \
    {                                                      \
        return view_iter(E, self, KIND);                   \
    }                                                      \
    static PmlObj *name##_reversed(PML_FAST_PARAMS)        \
    {                                                      \
        PML_FAST_UNUSED;                                   \
        return view_iter(E, self, KIND | PML_OD_REVERSED); \
    }                                                      \
    static const PmlMethodDef name##_methods[] = {         \
        PML_NOARGS("__reversed__", name##_reversed, NULL), \
        PML_METHODS_END,                                   \
    };                                                     \
    void pml_init_type_##name(PmlEngine *E, PmlType *t)    \
    {                                                      \
        t->base.p = PML_TYPE(E, parent);                   \
        t->basicsize = sizeof(PmlDictView);                \
        t->iter = name##_iter;                             \
        t->methods.p = name##_methods;                     \
    }
VIEW(odict_keys, PML_OD_KEYS, dict_keys)
VIEW(odict_values, PML_OD_VALUES, dict_values)
VIEW(odict_items, PML_OD_ITEMS, dict_items)

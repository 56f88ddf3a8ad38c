/* collections.OrderedDict: methods and the type. */
#include "modules/ordered_dict.h"

#include "object/dict_internal.h"

static bool is_exact(const PmlObj *o)
{
    return PML_IS(o, OrderedDict);
}

/* -- updating, as collections.abc.MutableMapping does ------------------------------------ */

/* The two items of a pair, new references. */
static bool unpack_pair(PmlEngine *E, PmlObj *it, PmlObj **key, PmlObj **value)
{
    PmlObj *extra = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "update: iterator of a pair");
    *key = pml_iter_next(E, it);
    pml_hold(E, *key, "update: key");
    *value = *key ? pml_iter_next(E, it) : NULL;
    pml_hold(E, *value, "update: value");
    if (!*value) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, ValueError, "need more than %d value%s to unpack", *key != NULL,
                      *key ? "" : "s");
        }
    } else {
        extra = pml_iter_next(E, it);
        if (extra) {
            PML_RAISE(E, ValueError, "too many values to unpack (expected 2)");
        }
    }
    pml_hold_drop(E, mark);
    if (pml_error_pending(E)) {
        pml_xdecref(E, extra);
        pml_xdecref(E, *key);
        pml_xdecref(E, *value);
        return false;
    }
    return true;
}

/* Takes over pair. */
static int add_pair(PmlEngine *E, PmlObj *self, PmlObj *pair)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pair, "update: pair");
    PmlObj *key, *value;
    PmlObj *it = pml_iter(E, pair);
    bool ok = it && unpack_pair(E, it, &key, &value);
    pml_xdecref(E, it);
    int r = -1;
    if (ok) {
        pml_hold(E, key, "update: key");
        pml_hold(E, value, "update: value");
        r = pml_set_item(E, self, key, value);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, key);
        pml_decref(E, value);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, pair);
    return r;
}

static int add_pairs(PmlEngine *E, PmlObj *self, PmlObj *pairs)
{
    PmlObj *it = pml_iter(E, pairs);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "update: iterator");
    int r = 0;
    while (r == 0) {
        PmlObj *pair = pml_iter_next(E, it);
        if (!pair) {
            r = pml_error_pending(E) ? -1 : 0;
            break;
        }
        r = add_pair(E, self, pair);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return r;
}

/* The pairs of a plain dict, as they are now. */
static int add_dict(PmlEngine *E, PmlObj *self, PmlObj *dict)
{
    PmlObj *items = pml_dict_items_list(E, dict);
    if (!items) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, items, "update: items");
    int r = add_pairs(E, self, items);
    pml_hold_drop(E, mark);
    pml_decref(E, items);
    return r;
}

/* other[key] for every key of the called keys(); takes over keys. */
static int add_by_keys(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *keys)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, keys, "update: called keys()");
    PmlObj *it = pml_iter(E, keys);
    pml_drop_held(E, mark, keys);
    if (!it) {
        return -1;
    }
    pml_hold(E, it, "update: keys");
    int r = 0;
    while (r == 0) {
        PmlObj *key = pml_iter_next(E, it);
        if (!key) {
            r = pml_error_pending(E) ? -1 : 0;
            break;
        }
        pml_hold(E, key, "update: key");
        PmlObj *value = pml_get_item(E, other, key);
        r = -1;
        if (value) {
            pml_hold(E, value, "update: value");
            r = pml_set_item(E, self, key, value);
            pml_hold_drop(E, mark + 2);
            pml_decref(E, value);
        }
        pml_hold_drop(E, mark + 1);
        pml_decref(E, key);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return r;
}

static int update_from(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (PML_IS(other, dict)) {
        return add_dict(E, self, other);
    }
    PmlObj *method = NULL;
    int64_t mark = pml_hold_mark(E);
    if (pml_lookup_attr(E, other, PML_ID(E, keys), &method) < 0) {
        return -1;
    }
    if (method) {
        pml_hold(E, method, "update: keys method");
        PmlObj *keys = pml_call0(E, method);
        pml_drop_held(E, mark, method);
        return keys ? add_by_keys(E, self, other, keys) : -1;
    }
    if (pml_lookup_attr(E, other, PML_ID(E, items), &method) < 0) {
        return -1;
    }
    if (method) {
        pml_hold(E, method, "update: items method");
        PmlObj *items = pml_call0(E, method);
        pml_drop_held(E, mark, method);
        pml_hold(E, items, "update: called items()");
        int r = items ? add_pairs(E, self, items) : -1;
        pml_drop_held(E, mark, items);
        return r;
    }
    return add_pairs(E, self, other);
}

static int update_all(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (PML_TUPLE_LEN(args) && update_from(E, self, PML_TUPLE_AT(args, 0)) < 0) {
        return -1;
    }
    return kwargs && PML_DICT_LEN(kwargs) ? add_dict(E, self, kwargs) : 0;
}

static PmlObj *m_update(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (PML_TUPLE_LEN(args) > 1) {
        return PML_RAISE(E, TypeError, "update() takes at most 1 positional argument (%zd given)",
                         PML_TUPLE_LEN(args));
    }
    return update_all(E, self, args, kwargs) < 0 ? NULL : pml_none(E);
}

static int od_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (PML_TUPLE_LEN(args) > 1) {
        PML_RAISE(E, TypeError, "expected at most 1 arguments, got %zd", PML_TUPLE_LEN(args));
        return -1;
    }
    return update_all(E, self, args, kwargs);
}

/* -- one key ----------------------------------------------------------------------------- */

static int od_assign(PmlEngine *E, PmlObj *self, PmlObj *key, PmlObj *value)
{
    int64_t hash = pml_key_hash(E, key);
    if (hash == -1) {
        return -1;
    }
    return value ? pml_od_set(E, self, key, value, hash) : pml_od_delete(E, self, key, hash);
}

/* The value under key, taken out; the fallback (borrowed, may be NULL) when there is none. */
static PmlObj *pop_key(PmlEngine *E, PmlObj *self, PmlObj *key, PmlObj *fallback, int64_t hash)
{
    PmlOdNode *node = pml_od_find(E, PML_OD(self), key, hash);
    if (!node && pml_error_pending(E)) {
        return NULL;
    }
    if (node && pml_od_drop_node(E, PML_OD(self), node, key, hash) < 0) {
        return NULL;
    }
    if (!node) {
        return fallback ? pml_incref(fallback) : pml_raise_key_error(E, key);
    }
    /* Whatever a subclass does in its __getitem__ and __delitem__. */
    return pml_dict_pop_hash(E, self, key, hash, fallback);
}

static PmlObj *m_pop(PML_FAST_PARAMS)
{
    static const char *const names[] = {"key", "default", NULL};
    PmlObj *a[2];
    if (!pml_parse_fast(E, "pop", args, nargs, kwnames, names, 1, 2, a)) {
        return NULL;
    }
    int64_t hash = pml_key_hash(E, a[0]);
    return hash == -1 ? NULL : pop_key(E, self, a[0], a[1], hash);
}

static PmlObj *m_popitem(PML_FAST_PARAMS)
{
    static const char *const names[] = {"last", NULL};
    PmlObj *a[1];
    if (!pml_parse_fast(E, "popitem", args, nargs, kwnames, names, 0, 1, a)) {
        return NULL;
    }
    int last = a[0] ? pml_truth(E, a[0]) : 1;
    if (last < 0) {
        return NULL;
    }
    PmlOdNode *node = last ? PML_OD(self)->last.p : PML_OD(self)->first.p;
    if (!node) {
        return PML_RAISE(E, KeyError, "dictionary is empty");
    }
    PmlObj *key = pml_incref(node->key.p);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "popitem: key");
    PmlObj *value = pop_key(E, self, key, NULL, node->hash);
    pml_hold_drop(E, mark);
    PmlObj *pair = value ? pml_tuple_pack(E, 2, key, value) : NULL;
    pml_decref(E, key);
    pml_xdecref(E, value);
    return pair;
}

static PmlObj *m_setdefault(PML_FAST_PARAMS)
{
    static const char *const names[] = {"key", "default", NULL};
    PmlObj *a[2];
    if (!pml_parse_fast(E, "setdefault", args, nargs, kwnames, names, 1, 2, a)) {
        return NULL;
    }
    PmlObj *key = a[0], *value = a[1] ? a[1] : PML_NONE(E);
    if (is_exact(self)) {
        int64_t hash = pml_key_hash(E, key);
        PmlObj *found = hash == -1 ? NULL : pml_dict_get_hash(E, self, key, hash);
        if (found || pml_error_pending(E)) {
            return pml_xincref(found);
        }
        return pml_od_set(E, self, key, value, hash) < 0 ? NULL : pml_incref(value);
    }
    int present = pml_contains(E, self, key);
    if (present < 0) {
        return NULL;
    }
    if (present) {
        return pml_get_item(E, self, key);
    }
    return pml_set_item(E, self, key, value) < 0 ? NULL : pml_incref(value);
}

static PmlObj *m_move_to_end(PML_FAST_PARAMS)
{
    static const char *const names[] = {"key", "last", NULL};
    PmlObj *a[2];
    if (!pml_parse_fast(E, "move_to_end", args, nargs, kwnames, names, 1, 2, a)) {
        return NULL;
    }
    int last = a[1] ? pml_truth(E, a[1]) : 1;
    if (last < 0) {
        return NULL;
    }
    PmlOrderedDict *od = PML_OD(self);
    PmlOdNode *node = last ? od->last.p : od->first.p;
    if (node && node->key.p != a[0]) {
        node = pml_od_find_key(E, od, a[0]);
    }
    if (!node) {
        return pml_error_pending(E) ? NULL : pml_raise_key_error(E, a[0]);
    }
    pml_od_move(od, node, last);
    return pml_none(E);
}

/* -- the whole --------------------------------------------------------------------------- */

static PmlObj *m_clear(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    pml_dict_clear(E, self);
    pml_od_clear_nodes(E, PML_OD(self));
    return pml_none(E);
}

/* Every pair of self put into copy, in order. */
static int copy_pairs(PmlEngine *E, PmlObj *self, PmlObj *copy)
{
    for (PmlOdNode *n = PML_OD(self)->first.p; n; n = n->next.p) {
        int r;
        if (is_exact(self)) {
            PmlObj *value = pml_dict_get_hash(E, self, n->key.p, n->hash);
            if (!value) {
                if (!pml_error_pending(E)) {
                    pml_raise_key_error(E, n->key.p);
                }
                return -1;
            }
            r = pml_od_set(E, copy, n->key.p, value, n->hash);
        } else {
            PmlObj *value = pml_get_item(E, self, n->key.p);
            if (!value) {
                return -1;
            }
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, value, "OrderedDict.copy: value");
            r = pml_set_item(E, copy, n->key.p, value);
            pml_hold_drop(E, mark);
            pml_decref(E, value);
        }
        if (r < 0) {
            return -1;
        }
    }
    return 0;
}

static PmlObj *m_copy(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *copy =
        is_exact(self) ? t->new_(E, t, E->rt->empty_tuple.p, NULL) : pml_call0(E, (PmlObj *)t);
    if (!copy) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, copy, "OrderedDict.copy: copy");
    int r = copy_pairs(E, self, copy);
    pml_hold_drop(E, mark);
    if (r < 0) {
        pml_decref(E, copy);
        return NULL;
    }
    return copy;
}

static PmlObj *m_fromkeys(PML_FAST_PARAMS)
{
    static const char *const names[] = {"iterable", "value", NULL};
    PmlObj *a[2];
    if (!pml_parse_fast(E, "fromkeys", args, nargs, kwnames, names, 1, 2, a)) {
        return NULL;
    }
    return pml_dict_from_keys(E, self, a[0], a[1] ? a[1] : PML_NONE(E));
}

static PmlObj *m_keys(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_dict_view_new(E, self, PML_T_odict_keys);
}

static PmlObj *m_values(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_dict_view_new(E, self, PML_T_odict_values);
}

static PmlObj *m_items(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_dict_view_new(E, self, PML_T_odict_items);
}

static PmlObj *m_reversed(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_od_iter_new(E, self, PML_OD_KEYS | PML_OD_REVERSED);
}

static PmlObj *m_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t bytes = pml_dict_sizeof(E, self) + PML_OD(self)->nodes_size * 8;
    if (PML_OD(self)->first.p) {
        bytes += PML_DICT_LEN(self) * (int64_t)sizeof(PmlOdNode);
    }
    return pml_int(E, bytes);
}

static PmlObj *m_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = PML_OD(self)->inst_dict.p;
    if (!state || PML_DICT_LEN(state) == 0) {
        state = PML_NONE(E);
    }
    PmlObj *items = pml_call_method0(E, self, PML_ID(E, items));
    PmlObj *it = items ? pml_iter(E, items) : NULL;
    PmlObj *r = it ? pml_tuple_pack(E, 5, (PmlObj *)PML_TYPE_OF(self), E->rt->empty_tuple.p, state,
                                    PML_NONE(E), it)
                   : NULL;
    pml_xdecref(E, it);
    pml_xdecref(E, items);
    return r;
}

/* -- operators --------------------------------------------------------------------------- */

static PmlObj *od_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *self = pml_od_check(E, a) ? a : b;
    PmlObj *other = self == a ? b : a;
    if (!PML_IS_DICT(other)) {
        return pml_not_implemented(E);
    }
    PmlObj *r = pml_call1(E, (PmlObj *)PML_TYPE_OF(self), a);
    if (!r) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, r, "OrderedDict |: result");
    int done = update_from(E, r, b);
    pml_hold_drop(E, mark);
    if (done < 0) {
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

static PmlObj *od_inplace_or(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    return update_from(E, self, other) < 0 ? NULL : pml_incref(self);
}

/* Same keys in the same order? 1, 0, -1. */
static int same_order(PmlEngine *E, PmlOrderedDict *a, PmlOrderedDict *b)
{
    PmlOdNode *x = a->first.p, *y = b->first.p;
    while (x && y) {
        if (x->hash != y->hash) {
            return 0;
        }
        int same = pml_compare_held(E, x->key.p, y->key.p, "OrderedDict comparison: key");
        if (same <= 0) {
            return same;
        }
        x = x->next.p;
        y = y->next.p;
    }
    return !x && !y;
}

static PmlObj *od_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS_DICT(b)) {
        return pml_not_implemented(E);
    }
    PmlObj *r = PML_TYPE(E, dict)->richcompare(E, a, b, op);
    if (!r || !pml_od_check(E, b) || r == PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    bool equal = (r == PML_TRUE(E)) == (op == PML_EQ);
    pml_decref(E, r);
    int same = equal ? same_order(E, PML_OD(a), PML_OD(b)) : 0;
    return same < 0 ? NULL : pml_bool(E, (same == 1) == (op == PML_EQ));
}

/* The pairs to show, in a list. */
static PmlObj *pairs_of(PmlEngine *E, PmlObj *self)
{
    if (!is_exact(self)) {
        PmlObj *items = pml_call_method0(E, self, PML_ID(E, items));
        PmlObj *list = items ? pml_sequence_list(E, items) : NULL;
        pml_xdecref(E, items);
        return list;
    }
    PmlObj *list = pml_list_new(E, 0);
    for (PmlOdNode *n = PML_OD(self)->first.p; list && n; n = n->next.p) {
        PmlObj *value = pml_dict_get_hash(E, self, n->key.p, n->hash);
        PmlObj *pair = value ? pml_tuple_pack(E, 2, n->key.p, value) : NULL;
        int r = pair ? pml_list_append(E, list, pair) : -1;
        pml_xdecref(E, pair);
        if (r < 0) {
            if (!pml_error_pending(E)) {
                pml_raise_key_error(E, n->key.p);
            }
            pml_decref(E, list);
            return NULL;
        }
    }
    return list;
}

static PmlObj *od_repr(PmlEngine *E, PmlObj *self)
{
    const char *name = pml_type_short_name(PML_TYPE_OF(self));
    if (PML_DICT_LEN(self) == 0) {
        return pml_str_format(E, "%s()", name);
    }
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running > 0 ? pml_str_text(E, "...") : NULL;
    }
    PmlObj *pairs = pairs_of(E, self);
    PmlObj *r = NULL;
    if (pairs) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, pairs, "repr: pairs");
        r = pml_str_format(E, "%s(%R)", name, pairs);
        pml_hold_drop(E, mark);
        pml_decref(E, pairs);
    }
    pml_repr_leave(E, self);
    return r;
}

/* -- life -------------------------------------------------------------------------------- */

static void od_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    bool outermost = PML_TYPE_OF(self)->dealloc == od_dealloc;
    if (outermost && pml_trashcan_begin(E, self)) {
        return;
    }
    PML_CLEAR(E, PML_OD(self)->inst_dict);
    if (PML_OD(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    pml_od_clear_nodes(E, PML_OD(self));
    PML_TYPE(E, dict)->dealloc(E, self);
    if (outermost) {
        pml_trashcan_end(E);
    }
}

static int od_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(PML_OD(self)->inst_dict);
    for (PmlOdNode *n = PML_OD(self)->first.p; n; n = n->next.p) {
        PML_VISIT(n->key);
    }
    return PML_TYPE(E, dict)->traverse(E, self, visit, ctx);
}

static void od_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    pml_ref_field(sink, PML_OD(self)->inst_dict.p, "__dict__");
    for (PmlOdNode *n = PML_OD(self)->first.p; n; n = n->next.p) {
        sink->ref(sink, n->key.p, PML_EDGE_KEY, n->key.p, "order", 0);
    }
    PML_TYPE(E, dict)->refs_of(E, self, sink);
}

static int od_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, PML_OD(self)->inst_dict);
    pml_dict_clear(E, self);
    pml_od_clear_nodes(E, PML_OD(self));
    return 0;
}

static const PmlMethodDef methods[] = {
    {"fromkeys", m_fromkeys, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS | PML_METH_CLASS,
     "Create a new ordered dictionary with keys from iterable and values set to value."},
    PML_NOARGS("__sizeof__", m_sizeof, NULL),
    PML_NOARGS("__reduce__", m_reduce, "Return state information for pickling"),
    PML_FASTKW("setdefault", m_setdefault,
               "Insert key with a value of default if key is not in the dictionary."),
    PML_FASTKW(
        "pop", m_pop,
        "od.pop(key[,default]) -> v, remove specified key and return the corresponding value."),
    PML_FASTKW("popitem", m_popitem, "Remove and return a (key, value) pair from the dictionary."),
    PML_NOARGS("keys", m_keys, NULL),
    PML_NOARGS("values", m_values, NULL),
    PML_NOARGS("items", m_items, NULL),
    {"update", NULL, m_update, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
    PML_NOARGS("clear", m_clear, "od.clear() -> None.  Remove all items from od."),
    PML_NOARGS("copy", m_copy, "od.copy() -> a shallow copy of od"),
    PML_NOARGS("__reversed__", m_reversed, "od.__reversed__() <==> reversed(od)"),
    PML_FASTKW("move_to_end", m_move_to_end,
               "Move an existing element to the end (or beginning if last is false)."),
    PML_METHODS_END,
};
static const PmlGetSetDef getset[] = {
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

void pml_init_type_OrderedDict(PmlEngine *E, PmlType *t)
{
    t->name.p = "collections.OrderedDict";
    t->doc.p = "Dictionary that remembers insertion order";
    t->base.p = PML_TYPE(E, dict);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_DICT;
    t->basicsize = sizeof(PmlOrderedDict);
    t->dictoffset = offsetof(PmlOrderedDict, inst_dict);
    t->weaklistoffset = offsetof(PmlOrderedDict, weaklist);
    t->init = od_init;
    t->dealloc = od_dealloc;
    t->traverse = od_traverse;
    t->refs_of = od_refs;
    t->clear = od_clear;
    t->repr = od_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = od_compare;
    t->iter = pml_od_iter;
    t->nb_or = od_or;
    t->nb_inplace_or = od_inplace_or;
    t->mp_ass_subscript = od_assign;
    t->methods.p = methods;
    t->getset.p = getset;
}

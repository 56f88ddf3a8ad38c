/* Iterators over dicts: keys, values and items, forwards and backwards. */
#include "object/dict_internal.h"

static PmlDictIter *as_iter(PmlObj *o)
{
    return (PmlDictIter *)o;
}

static bool is_items(const PmlObj *o)
{
    return PML_IS(o, dict_itemiterator) || PML_IS(o, dict_reverseitemiterator);
}

PmlObj *pml_dict_iter_new(PmlEngine *E, PmlObj *dict, int type_index)
{
    PmlDictIter *it = (PmlDictIter *)pml_object_new_gc(E, &E->rt->types[type_index]);
    if (!it) {
        return NULL;
    }
    PmlDict *d = pml_as_dict(dict);
    it->dict.p = pml_incref(dict);
    it->used = d->used;
    it->left = d->used;
    it->result.p = NULL;
    it->pos = 0;
    if (type_index == PML_T_dict_reversekeyiterator ||
        type_index == PML_T_dict_reversevalueiterator ||
        type_index == PML_T_dict_reverseitemiterator) {
        it->pos = (d->values.p ? d->used : d->keys.p->nentries) - 1;
    }
    if (is_items(&it->ob)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, &it->ob, "iterator being made");
        it->result.p = pml_tuple_pack(E, 2, PML_NONE(E), PML_NONE(E));
        pml_hold_drop(E, mark);
        if (!it->result.p) {
            pml_decref(E, &it->ob);
            return NULL;
        }
    }
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

PmlObj *pml_dict_iter(PmlEngine *E, PmlObj *d)
{
    return pml_dict_iter_new(E, d, PML_T_dict_keyiterator);
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_iter(o)->dict);
    PML_CLEAR(E, as_iter(o)->result);
    pml_object_del_gc(E, o);
}

static int iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_iter(o)->dict);
    PML_VISIT(as_iter(o)->result);
    return 0;
}

static void iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_iter(o)->dict.p, "dict");
    pml_field_ref(sink, as_iter(o)->result.p, "reused pair");
}

static PmlObj *finish(PmlEngine *E, PmlDictIter *it)
{
    PmlObj *d = it->dict.p;
    it->dict.p = NULL;
    pml_decref(E, d);
    return NULL;
}

/* The dict, unless it is gone or has changed size. */
static PmlDict *checked_dict(PmlEngine *E, PmlDictIter *it)
{
    PmlDict *d = pml_as_dict(it->dict.p);
    if (d && it->used != d->used) {
        PML_RAISE(E, RuntimeError, "dictionary changed size during iteration");
        it->used = -1; /* stays so */
        return NULL;
    }
    return d;
}

/* Entry number of the next live entry; -1: at the end, or an error. */
static int64_t step_forward(PmlEngine *E, PmlDictIter *it, PmlDict *d)
{
    int64_t i = it->pos, ix;
    if (d->values.p) {
        if (i >= d->used) {
            finish(E, it);
            return -1;
        }
        ix = pml_values_at_order(d->values.p, i);
    } else {
        int64_t n = d->keys.p->nentries;
        while (i < n && !pml_entry_value(d, i)->p) {
            i++;
        }
        if (i >= n) {
            finish(E, it);
            return -1;
        }
        ix = i;
    }
    if (it->left == 0) {
        PML_RAISE(E, RuntimeError, "dictionary keys changed during iteration");
        finish(E, it);
        return -1;
    }
    it->pos = i + 1;
    it->left--;
    return ix;
}

static int64_t step_backward(PmlEngine *E, PmlDictIter *it, PmlDict *d)
{
    int64_t i = it->pos, ix;
    if (i < 0) {
        finish(E, it);
        return -1;
    }
    if (d->values.p) {
        ix = pml_values_at_order(d->values.p, i);
    } else {
        while (!pml_entry_value(d, i)->p) {
            if (--i < 0) {
                finish(E, it);
                return -1;
            }
        }
        ix = i;
    }
    it->pos = i - 1;
    it->left--;
    return ix;
}

static PmlObj *pair_at(PmlEngine *E, PmlDictIter *it, PmlDict *d, int64_t ix)
{
    PmlObj *key = pml_incref(pml_entry_key(d->keys.p, ix)->p);
    PmlObj *value = pml_incref(pml_entry_value(d, ix)->p);
    return pml_reuse_pair(E, it->result.p, key, value);
}

#define DEFINE_NEXT(name, step, expression)      \
    static PmlObj *name(PmlEngine *E, PmlObj *o) \
    {                                            \
        PmlDictIter *it = as_iter(o);            \
        PmlDict *d = checked_dict(E, it);        \
        int64_t ix = d ? step(E, it, d) : -1;    \
        return ix < 0 ? NULL : (expression);     \
    }
DEFINE_NEXT(next_key, step_forward, pml_incref(pml_entry_key(d->keys.p, ix)->p))
DEFINE_NEXT(next_value, step_forward, pml_incref(pml_entry_value(d, ix)->p))
DEFINE_NEXT(next_item, step_forward, pair_at(E, it, d, ix))
DEFINE_NEXT(previous_key, step_backward, pml_incref(pml_entry_key(d->keys.p, ix)->p))
DEFINE_NEXT(previous_value, step_backward, pml_incref(pml_entry_value(d, ix)->p))
DEFINE_NEXT(previous_item, step_backward, pair_at(E, it, d, ix))

static PmlObj *iter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlDictIter *it = as_iter(self);
    bool valid = it->dict.p && it->used == PML_DICT_LEN(it->dict.p);
    return pml_int(E, valid ? it->left : 0);
}

/* What is left, as a list; the iterator itself stays where it is. */
static PmlObj *list_rest(PmlEngine *E, PmlDictIter *it)
{
    PmlDictIter saved = *it;
    PmlUnary next = PML_TYPE_OF(&it->ob)->iternext;
    PmlObj *list = pml_list_new(E, 0);
    if (!list) {
        return NULL;
    }
    pml_xincref(saved.dict.p);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, list, "rest of a dict iterator");
    PmlObj *item;
    bool ok = true;
    while (ok && (item = next(E, &it->ob)) != NULL) {
        ok = pml_list_append(E, list, item) == 0;
        pml_decref(E, item);
    }
    pml_hold_drop(E, mark);
    PmlObj *left_over = it->dict.p; /* NULL once it ran to the end */
    it->dict.p = saved.dict.p;
    it->used = saved.used;
    it->pos = saved.pos;
    it->left = saved.left;
    pml_xdecref(E, left_over);
    if (!ok || pml_error_pending(E)) {
        pml_decref(E, list);
        return NULL;
    }
    return list;
}

static PmlObj *iter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlObj *list = list_rest(E, as_iter(self));
    return list ? pml_reduced(E, pml_builtin_named(E, "iter"), list, -1) : NULL;
}

static const PmlMethodDef iter_methods[] = {
    {"__length_hint__", iter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", iter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

static void init_iter(PmlType *t, PmlUnary next)
{
    t->basicsize = sizeof(PmlDictIter);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->methods.p = iter_methods;
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->refs_of = iter_refs;
    t->iter = pml_self_iter;
    t->iternext = next;
}

#define DEFINE_TYPE(type, next)                         \
    void pml_init_type_##type(PmlEngine *E, PmlType *t) \
    {                                                   \
        PML_UNUSED(E);                                  \
        init_iter(t, next);                             \
    }
DEFINE_TYPE(dict_keyiterator, next_key)
DEFINE_TYPE(dict_valueiterator, next_value)
DEFINE_TYPE(dict_itemiterator, next_item)
DEFINE_TYPE(dict_reversekeyiterator, previous_key)
DEFINE_TYPE(dict_reversevalueiterator, previous_value)
DEFINE_TYPE(dict_reverseitemiterator, previous_item)

/* dict: the type, subscription, showing and comparing. */
#include "object/dict_internal.h"

static int64_t dict_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return PML_DICT_LEN(o);
}

PmlObj *pml_dict_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    PmlObj *value;
    int64_t hash = pml_key_hash(E, key);
    if (hash == -1) {
        return NULL;
    }
    int64_t ix = pml_dict_lookup(E, pml_as_dict(o), key, hash, &value);
    if (ix == PML_IX_ERROR) {
        return NULL;
    }
    return value ? pml_incref(value) : pml_dict_or_missing(E, o, key);
}

PmlObj *pml_dict_or_missing(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    if (!PML_IS(o, dict)) {
        PmlObj *missing = pml_lookup_special(E, o, PML_ID(E, __missing__));
        if (missing) {
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, missing, "dict: __missing__");
            PmlObj *r = pml_call1(E, missing, key);
            pml_drop_held(E, mark, missing);
            return r;
        }
        if (pml_error_pending(E)) {
            return NULL;
        }
    }
    return pml_raise_key_error(E, key);
}

static int assign_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    return value ? pml_dict_set(E, o, key, value) : pml_dict_del(E, o, key);
}

static PmlObj *dict_repr(PmlEngine *E, PmlObj *o)
{
    int entered = pml_repr_enter(E, o);
    if (entered != 0) {
        return entered > 0 ? pml_str_text(E, "{...}") : NULL;
    }
    PmlObj *key, *value, *result = NULL;
    if (PML_DICT_LEN(o) == 0) {
        pml_repr_leave(E, o);
        return pml_str_text(E, "{}");
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_char(&b, '{');
    int64_t mark = pml_hold_mark(E);
    bool ok = true;
    for (int64_t pos = 0, n = 0; ok && pml_dict_next(o, &pos, &key, &value, NULL); n++) {
        pml_hold(E, pml_incref(key), "repr of dict: key");
        pml_hold(E, pml_incref(value), "repr of dict: value");
        pml_builder_text(&b, n ? ", " : "");
        PmlObj *s = pml_repr(E, key);
        if (s) {
            pml_builder_str(&b, s);
            pml_decref(E, s);
            pml_builder_text(&b, ": ");
            s = pml_repr(E, value);
        }
        ok = s != NULL;
        if (ok) {
            pml_builder_str(&b, s);
            pml_decref(E, s);
        }
        pml_hold_drop(E, mark + 1);
        pml_hold_drop(E, mark);
        pml_hold(E, value, "repr of dict: value");
        pml_decref(E, key);
        pml_drop_held(E, mark, value);
    }
    pml_builder_char(&b, '}');
    if (ok) {
        result = pml_builder_finish(&b);
    } else {
        pml_builder_drop(&b);
    }
    pml_repr_leave(E, o);
    return result;
}

/* Has b the same value for a's key? 1, 0, -1. */
static int same_value(PmlEngine *E, PmlDict *b, PmlObj *key, int64_t hash, PmlObj *value)
{
    int64_t mark = pml_hold_mark(E);
    PmlObj *other;
    pml_hold(E, pml_incref(value), "dict comparison: value");
    pml_hold(E, pml_incref(key), "dict comparison: key");
    pml_dict_lookup(E, b, key, hash, &other);
    int same = 0;
    if (other) {
        pml_hold(E, pml_incref(other), "dict comparison: other value");
        same = pml_compare_bool(E, value, other, PML_EQ);
        pml_drop_held(E, mark + 2, other);
    } else if (pml_error_pending(E)) {
        same = -1;
    }
    pml_drop_held(E, mark + 1, key);
    pml_drop_held(E, mark, value);
    return same;
}

static int dicts_equal(PmlEngine *E, PmlDict *a, PmlDict *b)
{
    if (a->used != b->used) {
        return 0;
    }
    for (int64_t i = 0; i < a->keys.p->nentries; i++) {
        PmlObj *value = pml_entry_value(a, i)->p;
        if (value) {
            int same = same_value(E, b, pml_entry_key(a->keys.p, i)->p,
                                  pml_entry_hash(a->keys.p, i), value);
            if (same <= 0) {
                return same;
            }
        }
    }
    return 1;
}

static PmlObj *dict_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS_DICT(a) || !PML_IS_DICT(b)) {
        return pml_not_implemented(E);
    }
    int same = dicts_equal(E, pml_as_dict(a), pml_as_dict(b));
    return same < 0 ? NULL : pml_bool(E, (same == 1) == (op == PML_EQ));
}

static int dict_clear_slot(PmlEngine *E, PmlObj *o)
{
    pml_dict_clear(E, o);
    return 0;
}

static PmlObj *dict_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    PmlDict *d = pml_as_dict(o);
    d->used = 0;
    pml_dict_changed(E, d);
    d->keys.p = pml_keys_incref(E->rt->empty_keys.p);
    d->values.p = NULL;
    if (t == PML_TYPE(E, dict)) {
        pml_gc_untrack(E, o);
    }
    return o;
}

void pml_init_type_dict(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlDict);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_DICT | PML_TF_MATCH_SELF | PML_TF_MAPPING;
    t->doc.p = "dict() -> new empty dictionary\n"
               "dict(mapping) -> new dictionary initialized from a mapping object's\n"
               "    (key, value) pairs\n"
               "dict(iterable) -> new dictionary initialized as if via:\n"
               "    d = {}\n"
               "    for k, v in iterable:\n"
               "        d[k] = v\n"
               "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n"
               "    in the keyword argument list.  For example:  dict(one=1, two=2)";
    t->methods.p = pml_dict_methods;
    t->dealloc = pml_dict_dealloc;
    t->traverse = pml_dict_traverse;
    t->refs_of = pml_dict_refs;
    t->clear = dict_clear_slot;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->new_ = dict_new;
    t->init = pml_dict_init;
    t->vectorcall = pml_dict_vectorcall;
    t->repr = dict_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = dict_compare;
    t->iter = pml_dict_iter;
    t->nb_or = pml_dict_or;
    t->nb_inplace_or = pml_dict_ior;
    t->sq_contains = pml_dict_contains;
    t->mp_length = dict_length;
    t->mp_subscript = pml_dict_subscript;
    t->mp_ass_subscript = assign_subscript;
}

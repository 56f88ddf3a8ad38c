/* dict: copies and merges (facts 2.4: when a key table is cloned and when it is rebuilt). */
#include "object/dict_internal.h"

/* -- copies ------------------------------------------------------------------------------ */

/* Iterating it means iterating the dict itself (no overridden __iter__). */
static bool iterates_plainly(PmlEngine *E, PmlObj *o)
{
    return PML_IS_DICT(o) && PML_TYPE_OF(o)->iter == PML_TYPE(E, dict)->iter;
}

/* A split dict's copy is split too; its object never comes from the free list. */
static PmlObj *copy_split(PmlEngine *E, PmlDict *d)
{
    int64_t n = pml_shared_capacity(d->keys.p);
    PmlValues *values = pml_values_new(E, n);
    if (!values) {
        return NULL;
    }
    PmlDict *copy = (PmlDict *)pml_object_new_gc(E, PML_TYPE(E, dict));
    if (!copy) {
        pml_values_free(E, values);
        return NULL;
    }
    size_t prefix = pml_values_head(values)[-1];
    memcpy(pml_values_head(values) - prefix, pml_values_head(d->values.p) - prefix, prefix - 1);
    for (int64_t i = 0; i < n; i++) {
        values->values[i].p = pml_xincref(d->values.p->values[i].p);
    }
    copy->values.p = values;
    copy->keys.p = pml_keys_incref(d->keys.p);
    copy->used = d->used;
    pml_dict_changed(E, copy);
    if (pml_gc_is_tracked(&d->ob)) {
        pml_gc_track(E, &copy->ob);
    }
    return &copy->ob;
}

PmlObj *pml_dict_copy(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    if (d->used == 0) {
        return pml_dict_new(E);
    }
    if (d->values.p) {
        return copy_split(E, d);
    }
    if (iterates_plainly(E, o) && d->used >= d->keys.p->nentries * 2 / 3) {
        PmlDictKeys *keys = pml_keys_clone(E, d);
        PmlObj *copy = keys ? pml_dict_wrap(E, keys, NULL, d->used, false) : NULL;
        if (copy && pml_gc_is_tracked(o)) {
            pml_gc_track(E, copy);
        }
        return copy;
    }
    PmlObj *copy = pml_dict_new(E);
    if (copy && pml_dict_merge(E, copy, o, 1) < 0) {
        pml_decref(E, copy);
        return NULL;
    }
    return copy;
}

/* -- merging ----------------------------------------------------------------------------- */

/* Into an empty dict, from one without gaps and not too roomy: the table as it is. 1: done. */
static int clone_into(PmlEngine *E, PmlDict *d, PmlDict *other)
{
    PmlDictKeys *from = other->keys.p;
    if (d->values.p || other->values.p || other->used != from->nentries) {
        return 0;
    }
    if (from->log2_size != PML_KEYS_MIN_LOG2 &&
        pml_usable_fraction(pml_keys_slots(from) / 2) >= other->used) {
        return 0;
    }
    PmlDictKeys *keys = pml_keys_clone(E, other);
    if (!keys) {
        return -1;
    }
    PmlDictKeys *old = d->keys.p;
    d->keys.p = keys;
    d->used = other->used;
    pml_dict_changed(E, d);
    pml_keys_decref(E, old);
    if (pml_gc_is_tracked(&other->ob) && !pml_gc_is_tracked(&d->ob)) {
        pml_gc_track(E, &d->ob);
    }
    return 1;
}

/* key and value are owned by the caller. */
static int merge_entry(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value,
                       int override)
{
    if (override != 1) {
        int found = pml_dict_contains_hash(E, &d->ob, key, hash);
        if (found < 0) {
            return -1;
        }
        if (found) {
            if (override != 0) {
                pml_raise_key_error(E, key);
                return -1;
            }
            return 0;
        }
    }
    return pml_dict_insert(E, d, pml_incref(key), hash, pml_incref(value));
}

static int merge_dict(PmlEngine *E, PmlDict *d, PmlDict *other, int override)
{
    if (other == d || other->used == 0) {
        return 0;
    }
    if (d->used == 0) {
        override = 1;
        int cloned = clone_into(E, d, other);
        if (cloned != 0) {
            return cloned < 0 ? -1 : 0;
        }
    }
    if (pml_usable_fraction(pml_keys_slots(d->keys.p)) < other->used &&
        pml_dict_resize(E, d, pml_keys_log2_estimate(d->used + other->used),
                        pml_keys_all_str(other->keys.p)) < 0) {
        return -1;
    }
    int64_t entries = other->keys.p->nentries, pos = 0, hash;
    PmlObj *key, *value;
    while (pml_dict_next(&other->ob, &pos, &key, &value, &hash)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, pml_incref(value), "dict merge: value");
        pml_hold(E, pml_incref(key), "dict merge: key");
        int failed = merge_entry(E, d, key, hash, value, override);
        pml_hold_drop(E, mark);
        pml_decref(E, value);
        pml_decref(E, key);
        if (failed) {
            return -1;
        }
        if (entries != other->keys.p->nentries) {
            PML_RAISE(E, RuntimeError, "dict mutated during update");
            return -1;
        }
    }
    return 0;
}

/* One key of a mapping that is not a plain dict. */
static int merge_key(PmlEngine *E, PmlObj *d, PmlObj *mapping, PmlObj *key, int override)
{
    if (override != 1) {
        int found = pml_dict_contains(E, d, key);
        if (found != 0) {
            if (found > 0 && override != 0) {
                pml_raise_key_error(E, key);
                return -1;
            }
            return found > 0 ? 0 : -1;
        }
    }
    PmlObj *value = pml_get_item(E, mapping, key);
    if (!value) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "dict merge: value");
    int failed = pml_dict_set(E, d, key, value);
    pml_drop_held(E, mark, value);
    return failed;
}

static int merge_mapping(PmlEngine *E, PmlObj *d, PmlObj *mapping, int override)
{
    PmlObj *keys = pml_mapping_keys(E, mapping);
    if (!keys) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, keys, "dict merge: keys");
    PmlObj *it = pml_iter(E, keys);
    pml_drop_held(E, mark, keys);
    if (!it) {
        return -1;
    }
    pml_hold(E, it, "dict merge: iterator over keys");
    PmlObj *key;
    int failed = 0;
    while (!failed && (key = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, key, "dict merge: key");
        failed = merge_key(E, d, mapping, key, override);
        pml_drop_held(E, mark + 1, key);
    }
    pml_drop_held(E, mark, it);
    return failed || pml_error_pending(E) ? -1 : 0;
}

int pml_dict_merge(PmlEngine *E, PmlObj *d, PmlObj *other, int override)
{
    return iterates_plainly(E, other) ? merge_dict(E, pml_as_dict(d), pml_as_dict(other), override)
                                      : merge_mapping(E, d, other, override);
}

int pml_dict_update(PmlEngine *E, PmlObj *d, PmlObj *other)
{
    return pml_dict_merge(E, d, other, 1);
}

/* Item i of a sequence of pairs. */
static int merge_pair(PmlEngine *E, PmlObj *d, PmlObj *item, int64_t i, bool override)
{
    PmlObj *pair = pml_sequence_fast(E, item, "");
    if (!pair) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            PML_RAISE(E, TypeError,
                      "cannot convert dictionary update sequence element #%zd to a sequence", i);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    int failed = -1;
    pml_hold(E, pair, "dict update: pair");
    if (pml_fast_size(pair) != 2) {
        PML_RAISE(E, ValueError,
                  "dictionary update sequence element #%zd has length %zd; 2 is required", i,
                  pml_fast_size(pair));
    } else {
        PmlObj *key = pml_incref(pml_fast_items(pair)[0].p);
        PmlObj *value = pml_incref(pml_fast_items(pair)[1].p);
        pml_hold(E, value, "dict update: value");
        pml_hold(E, key, "dict update: key");
        failed = override                                ? pml_dict_set(E, d, key, value)
                 : pml_dict_setdefault(E, d, key, value) ? 0
                                                         : -1;
        pml_drop_held(E, mark + 2, key);
        pml_drop_held(E, mark + 1, value);
    }
    pml_drop_held(E, mark, pair);
    return failed;
}

int pml_dict_merge_pairs(PmlEngine *E, PmlObj *d, PmlObj *pairs, bool override)
{
    PmlObj *it = pml_iter(E, pairs);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "dict update: iterator");
    PmlObj *item;
    int failed = 0;
    for (int64_t i = 0; !failed && (item = pml_iter_next(E, it)) != NULL; i++) {
        pml_hold(E, item, "dict update: item");
        failed = merge_pair(E, d, item, i, override);
        pml_drop_held(E, mark + 1, item);
    }
    pml_drop_held(E, mark, it);
    return failed || pml_error_pending(E) ? -1 : 0;
}

int pml_dict_update_from(PmlEngine *E, PmlObj *d, PmlObj *arg)
{
    if (PML_IS(arg, dict)) {
        return pml_dict_merge(E, d, arg, 1);
    }
    PmlObj *keys = NULL;
    if (pml_lookup_attr(E, arg, PML_ID(E, keys), &keys) < 0) {
        return -1;
    }
    if (keys) {
        pml_decref(E, keys);
        return pml_dict_merge(E, d, arg, 1);
    }
    return pml_dict_merge_pairs(E, d, arg, true);
}

/* -- fromkeys ---------------------------------------------------------------------------- */

static int fill_from_dict(PmlEngine *E, PmlDict *d, PmlObj *keys, PmlObj *value)
{
    if (pml_dict_resize(E, d, pml_keys_log2_estimate(PML_DICT_LEN(keys)),
                        pml_keys_all_str(pml_as_dict(keys)->keys.p)) < 0) {
        return -1;
    }
    PmlObj *key, *unused;
    int64_t pos = 0, hash;
    while (pml_dict_next(keys, &pos, &key, &unused, &hash)) {
        if (pml_dict_insert(E, d, pml_incref(key), hash, pml_incref(value)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int fill_from_set(PmlEngine *E, PmlDict *d, PmlObj *keys, PmlObj *value)
{
    if (pml_dict_resize(E, d, pml_keys_log2_estimate(((PmlSet *)keys)->used), false) < 0) {
        return -1;
    }
    PmlObj *key;
    int64_t pos = 0, hash;
    while (pml_set_next(keys, &pos, &key, &hash)) {
        if (pml_dict_insert(E, d, pml_incref(key), hash, pml_incref(value)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int fill_from_iterable(PmlEngine *E, PmlObj *d, PmlObj *keys, PmlObj *value)
{
    PmlObj *it = pml_iter(E, keys);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "dict.fromkeys: iterator");
    bool exact = PML_IS(d, dict);
    PmlObj *key;
    int failed = 0;
    while (!failed && (key = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, key, "dict.fromkeys: key");
        failed = exact ? pml_dict_set(E, d, key, value) : pml_set_item(E, d, key, value);
        pml_drop_held(E, mark + 1, key);
    }
    pml_drop_held(E, mark, it);
    return failed || pml_error_pending(E) ? -1 : 0;
}

PmlObj *pml_dict_from_keys(PmlEngine *E, PmlObj *cls, PmlObj *iterable, PmlObj *value)
{
    PmlObj *d = pml_call0(E, cls);
    if (!d) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, d, "dict.fromkeys: result");
    bool fresh = PML_IS(d, dict) && PML_DICT_LEN(d) == 0;
    int failed;
    if (fresh && PML_IS(iterable, dict)) {
        failed = fill_from_dict(E, pml_as_dict(d), iterable, value);
    } else if (fresh && (PML_IS(iterable, set) || PML_IS(iterable, frozenset))) {
        failed = fill_from_set(E, pml_as_dict(d), iterable, value);
    } else {
        failed = fill_from_iterable(E, d, iterable, value);
    }
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, d);
        return NULL;
    }
    return d;
}

/* -- lists of the contents --------------------------------------------------------------- */

/* A list as long as the dict still is once the list has been made. */
static PmlObj *list_for(PmlEngine *E, PmlDict *d)
{
    for (;;) {
        int64_t n = d->used;
        PmlObj *l = pml_list_new(E, n);
        if (!l || n == d->used) {
            return l;
        }
        pml_decref(E, l);
    }
}

PmlObj *pml_dict_keys_list(PmlEngine *E, PmlObj *o)
{
    PmlObj *l = list_for(E, pml_as_dict(o));
    PmlObj *key;
    int64_t pos = 0;
    for (int64_t i = 0; l && pml_dict_next(o, &pos, &key, NULL, NULL); i++) {
        PML_LIST_ITEMS(l)[i].p = pml_incref(key);
    }
    return l;
}

/* All pairs are made before any is filled: making them may run a collection. */
PmlObj *pml_dict_items_list(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    for (;;) {
        int64_t n = d->used;
        PmlObj *l = pml_list_new(E, n);
        if (!l) {
            return NULL;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, l, "list of a dict's items");
        for (int64_t i = 0; i < n; i++) {
            PML_LIST_ITEMS(l)[i].p = pml_tuple_new(E, 2);
            if (!PML_LIST_ITEMS(l)[i].p) {
                pml_drop_held(E, mark, l);
                return NULL;
            }
        }
        pml_hold_drop(E, mark);
        if (n == d->used) {
            PmlObj *key, *value;
            int64_t pos = 0;
            for (int64_t i = 0; pml_dict_next(o, &pos, &key, &value, NULL); i++) {
                PmlObj *pair = PML_LIST_ITEMS(l)[i].p;
                PML_TUPLE_AT(pair, 0) = pml_incref(key);
                PML_TUPLE_AT(pair, 1) = pml_incref(value);
            }
            return l;
        }
        pml_decref(E, l);
    }
}

/* dict: the object, insertion and deletion, tracking, the ledger. */
#include "object/dict_internal.h"

#include "gc/hold.h"
#include "object/bytes.h"

/* -- the object -------------------------------------------------------------------------- */

/* A new dict's object; what a table of its own refers to is named while a collection may run. */
static PmlDict *new_for(PmlEngine *E, PmlDictKeys *keys, bool split)
{
    int64_t mark = pml_hold_mark(E);
    for (int64_t i = 0; keys->refs == 1 && !split && i < keys->nentries; i++) {
        PmlObj *value = pml_keys_all_str(keys) ? pml_str_entries(keys)[i].value.p
                                               : pml_general_entries(keys)[i].value.p;
        if (value) {
            pml_hold(E, pml_entry_key(keys, i)->p, "key of a dict being copied");
            pml_hold(E, value, "value of a dict being copied");
        }
    }
    PmlDict *d = (PmlDict *)pml_object_new_gc(E, PML_TYPE(E, dict));
    pml_hold_drop(E, mark);
    return d;
}

PmlObj *pml_dict_wrap(PmlEngine *E, PmlDictKeys *keys, PmlValues *values, int64_t used,
                      bool free_values)
{
    PmlRuntime *rt = E->rt;
    PmlDict *d;
    if (rt->free_dict_count > 0) {
        d = (PmlDict *)rt->free_dicts[--rt->free_dict_count].p;
        rt->free_dicts[rt->free_dict_count].p = NULL;
        d->ob.refs = 1;
    } else {
        d = new_for(E, keys, values != NULL);
        if (!d) {
            pml_keys_decref(E, keys);
            if (free_values) {
                pml_values_free(E, values);
            }
            return NULL;
        }
    }
    d->keys.p = keys;
    d->values.p = values;
    d->used = used;
    pml_dict_changed(E, d);
    return &d->ob;
}

PmlObj *pml_dict_new(PmlEngine *E)
{
    return pml_dict_wrap(E, pml_keys_incref(E->rt->empty_keys.p), NULL, 0, false);
}

static PmlObj *new_presized(PmlEngine *E, int64_t n, bool all_str)
{
    const int max_log2 = 17;
    if (n <= pml_usable_fraction(8)) {
        return pml_dict_new(E);
    }
    int log2 =
        n > pml_usable_fraction(INT64_C(1) << max_log2) ? max_log2 : pml_keys_log2_estimate(n);
    PmlDictKeys *keys = pml_keys_new(E, log2, all_str);
    return keys ? pml_dict_wrap(E, keys, NULL, 0, false) : NULL;
}

PmlObj *pml_dict_from_items(PmlEngine *E, PmlRef *keys, int64_t key_step, PmlRef *values,
                            int64_t value_step, int64_t n)
{
    bool all_str = true;
    for (int64_t i = 0; i < n && all_str; i++) {
        all_str = PML_IS(keys[i * key_step].p, str);
    }
    PmlObj *d = new_presized(E, n, all_str);
    if (!d) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, d, "dict being filled");
    for (int64_t i = 0; i < n; i++) {
        if (pml_dict_set(E, d, keys[i * key_step].p, values[i * value_step].p) < 0) {
            pml_drop_held(E, mark, d);
            return NULL;
        }
    }
    pml_hold_drop(E, mark);
    return d;
}

void pml_dict_clear_free_lists(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    while (rt->free_dict_count > 0) {
        PmlObj *d = rt->free_dicts[--rt->free_dict_count].p;
        rt->free_dicts[rt->free_dict_count].p = NULL;
        pml_object_del_gc(E, d);
    }
    while (rt->free_keys_count > 0) {
        PmlDictKeys *k = rt->free_keys[--rt->free_keys_count].p;
        rt->free_keys[rt->free_keys_count].p = NULL;
        pml_mem_free(E, k);
    }
}

static void release_values(PmlEngine *E, PmlDict *d)
{
    for (int64_t i = 0; i < d->keys.p->nentries; i++) {
        PML_CLEAR(E, d->values.p->values[i]);
    }
    pml_values_free(E, d->values.p);
    d->values.p = NULL;
}

void pml_dict_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    PmlType *t = PML_TYPE_OF(o);
    bool guarded = t->dealloc == pml_dict_dealloc;
    pml_gc_untrack(E, o);
    if (guarded && pml_trashcan_begin(E, o)) {
        return;
    }
    if (d->values.p) {
        release_values(E, d);
    }
    if (d->keys.p) {
        pml_keys_decref(E, d->keys.p);
        d->keys.p = NULL;
    }
    if (t == PML_TYPE(E, dict) && E->rt->free_dict_count < PML_DICT_FREE_MAX) {
        E->rt->free_dicts[E->rt->free_dict_count++].p = o;
    } else {
        t->free(E, o);
    }
    if (guarded) {
        pml_trashcan_end(E);
    }
}

/* Facts 5.7: of a table with only str keys the values alone are visited. */
int pml_dict_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *k = d->keys.p;
    bool all_str = pml_keys_all_str(k);
    for (int64_t i = 0; i < k->nentries; i++) {
        PmlRef *value = pml_entry_value(d, i);
        if (value->p) {
            PML_VISIT(*value);
            if (!all_str) {
                PML_VISIT(pml_general_entries(k)[i].key);
            }
        }
    }
    return 0;
}

void pml_dict_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *k = d->keys.p;
    if (!k) {
        return;
    }
    /* The names of a split table belong to the class, or to its last dict. */
    bool own_keys = !d->values.p || k->refs == 1;
    for (int64_t i = 0; i < k->nentries; i++) {
        PmlObj *key = pml_entry_key(k, i)->p;
        PmlObj *value = pml_entry_value(d, i)->p;
        if (key && own_keys) {
            sink->ref(sink, key, PML_EDGE_KEY, key, NULL, i);
        }
        if (value) {
            sink->ref(sink, value, PML_EDGE_VALUE, key, NULL, i);
        }
    }
}

void pml_dict_maybe_untrack(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    if (!PML_IS(o, dict) || !pml_gc_is_tracked(o)) {
        return;
    }
    PmlDictKeys *k = d->keys.p;
    for (int64_t i = 0; i < k->nentries; i++) {
        PmlObj *value = pml_entry_value(d, i)->p;
        if (value && (pml_gc_may_be_tracked(value) ||
                      (!pml_keys_all_str(k) && pml_gc_may_be_tracked(pml_entry_key(k, i)->p)))) {
            return;
        }
    }
    pml_gc_untrack(E, o);
}

int64_t pml_dict_sizeof(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    PmlDict *d = pml_as_dict(o);
    int64_t bytes = PML_TYPE_OF(o)->basicsize;
    if (d->values.p) {
        bytes += pml_shared_capacity(d->keys.p) * (int64_t)sizeof(PmlRef);
    }
    /* A shared table is the class's. */
    return d->keys.p->refs == 1 ? bytes + pml_keys_sizeof(d->keys.p) : bytes;
}

/* -- resizing ---------------------------------------------------------------------------- */

/* Put one entry into a fresh table. */
static void place(PmlDictKeys *to, int64_t i, PmlObj *key, int64_t hash, PmlObj *value)
{
    if (pml_keys_all_str(to)) {
        pml_str_entries(to)[i] = (PmlUnicodeEntry){{key}, {value}};
    } else {
        pml_general_entries(to)[i] = (PmlGeneralEntry){hash, {key}, {value}};
    }
}

int pml_dict_resize(PmlEngine *E, PmlDict *d, int log2_size, bool all_str)
{
    PmlDictKeys *old = d->keys.p;
    PmlDictKeys *k = pml_keys_new(E, log2_size, all_str && pml_keys_all_str(old));
    if (!k) {
        return -1;
    }
    int64_t n = 0;
    if (d->values.p) {
        for (; n < d->used; n++) {
            int64_t ix = pml_values_at_order(d->values.p, n);
            PmlObj *key = pml_str_entries(old)[ix].key.p;
            place(k, n, pml_incref(key), PML_STR(key)->hash, d->values.p->values[ix].p);
        }
    } else {
        for (int64_t i = 0; i < old->nentries; i++) {
            PmlObj *value = pml_entry_value(d, i)->p;
            if (value) {
                place(k, n++, pml_entry_key(old, i)->p, pml_entry_hash(old, i), value);
            }
        }
    }
    pml_keys_build_indices(k, n);
    k->usable -= n;
    k->nentries = n;
    PmlValues *values = d->values.p;
    d->keys.p = k;
    d->values.p = NULL;
    if (values) {
        pml_keys_decref(E, old);
        pml_values_free(E, values);
    } else if (old == E->rt->empty_keys.p) {
        old->refs--;
    } else {
        pml_keys_release_block(E, old);
    }
    return 0;
}

static int insertion_resize(PmlEngine *E, PmlDict *d, bool all_str)
{
    return pml_dict_resize(E, d, pml_keys_log2_for(d->used * 3), all_str);
}

/* -- insertion --------------------------------------------------------------------------- */

/* A new entry at the end, room being there: references move in. */
static void add_entry(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value)
{
    PmlDictKeys *k = d->keys.p;
    int64_t ix = k->nentries;
    pml_keys_set_index(k, pml_keys_find_empty(k, hash), ix);
    if (d->values.p) {
        pml_str_entries(k)[ix].key.p = key;
        pml_values_append_order(d->values.p, ix);
        d->values.p->values[ix].p = value;
    } else {
        place(k, ix, key, hash, value);
    }
    d->used++;
    pml_dict_changed(E, d);
    k->usable--;
    k->nentries++;
}

static int insert_first(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value)
{
    PmlDictKeys *k = pml_keys_new(E, PML_KEYS_MIN_LOG2, PML_IS(key, str));
    if (!k) {
        pml_decref(E, key);
        pml_decref(E, value);
        return -1;
    }
    pml_dict_maintain_tracking(E, d, key, value);
    d->keys.p->refs--;
    d->keys.p = k;
    d->values.p = NULL;
    add_entry(E, d, key, hash, value);
    return 0;
}

/* Lookup on behalf of an insertion: key and value are owned by the caller meanwhile. */
static int64_t lookup_held(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value,
                           PmlObj **old)
{
    if (pml_lookup_is_quiet(d->keys.p, key)) {
        return pml_dict_lookup(E, d, key, hash, old);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "dict insertion: key");
    pml_hold(E, value, "dict insertion: value");
    int64_t ix = pml_dict_lookup(E, d, key, hash, old);
    pml_hold_drop(E, mark);
    return ix;
}

/* The key is there already: only the value changes. */
static void replace_value(PmlEngine *E, PmlDict *d, int64_t ix, PmlObj *key, PmlObj *old,
                          PmlObj *value)
{
    if (old != value) {
        pml_entry_value(d, ix)->p = value;
        if (!old) { /* split: the name was shared, this dict lacked it */
            pml_values_append_order(d->values.p, ix);
            d->used++;
        }
        pml_dict_changed(E, d);
    }
    if (old && old->refs == 1) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, key, "dict insertion: key");
        pml_decref(E, old);
        pml_hold_drop(E, mark);
    } else {
        pml_xdecref(E, old);
    }
    pml_decref(E, key);
}

int pml_dict_insert(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value)
{
    PmlObj *old;
    int64_t ix;
    if (pml_keys_all_str(d->keys.p) && !PML_IS(key, str) && insertion_resize(E, d, false) < 0) {
        goto fail;
    }
    ix = lookup_held(E, d, key, hash, value, &old);
    if (ix == PML_IX_ERROR) {
        goto fail;
    }
    pml_dict_maintain_tracking(E, d, key, value);
    if (ix >= 0) {
        replace_value(E, d, ix, key, old, value);
        return 0;
    }
    d->keys.p->version = 0;
    if (d->keys.p->usable <= 0 && insertion_resize(E, d, true) < 0) {
        goto fail;
    }
    add_entry(E, d, key, hash, value);
    return 0;
fail:
    pml_decref(E, value);
    pml_decref(E, key);
    return -1;
}

static int insert_or_first(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value)
{
    return d->keys.p == E->rt->empty_keys.p ? insert_first(E, d, key, hash, value)
                                            : pml_dict_insert(E, d, key, hash, value);
}

int pml_dict_set_hash(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value, int64_t hash)
{
    return insert_or_first(E, pml_as_dict(o), pml_incref(key), hash, pml_incref(value));
}

int pml_dict_set(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    pml_incref(key);
    pml_incref(value);
    int64_t hash = PML_IS(key, str) ? PML_STR(key)->hash : -1;
    if (hash == -1) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, key, "dict insertion: key");
        pml_hold(E, value, "dict insertion: value");
        hash = pml_hash(E, key);
        pml_hold_drop(E, mark);
        if (hash == -1) {
            pml_decref(E, key);
            pml_decref(E, value);
            return -1;
        }
    }
    return insert_or_first(E, pml_as_dict(o), key, hash, value);
}

/* A name shared by the class that this split dict has no value for. */
static void add_split_value(PmlEngine *E, PmlDict *d, int64_t ix, PmlObj *key, PmlObj *value)
{
    pml_values_append_order(d->values.p, ix);
    d->values.p->values[ix].p = pml_incref(value);
    pml_dict_maintain_tracking(E, d, key, value);
    d->used++;
    pml_dict_changed(E, d);
}

PmlObj *pml_dict_setdefault(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *fallback)
{
    PmlDict *d = pml_as_dict(o);
    PmlObj *value;
    int64_t hash = pml_key_hash(E, key);
    if (hash == -1) {
        return NULL;
    }
    if (d->keys.p == E->rt->empty_keys.p) {
        return insert_first(E, d, pml_incref(key), hash, pml_incref(fallback)) < 0 ? NULL
                                                                                   : fallback;
    }
    if (!PML_IS(key, str) && pml_keys_all_str(d->keys.p) && insertion_resize(E, d, false) < 0) {
        return NULL;
    }
    int64_t ix = pml_dict_lookup(E, d, key, hash, &value);
    if (ix == PML_IX_ERROR) {
        return NULL;
    }
    if (ix >= 0) {
        if (!value) {
            add_split_value(E, d, ix, key, fallback);
        }
        return value ? value : fallback;
    }
    d->keys.p->version = 0;
    if (d->keys.p->usable <= 0 && insertion_resize(E, d, true) < 0) {
        return NULL;
    }
    add_entry(E, d, pml_incref(key), hash, pml_incref(fallback));
    pml_dict_maintain_tracking(E, d, key, fallback);
    return fallback;
}

/* -- lookup ------------------------------------------------------------------------------ */

PmlObj *pml_dict_get_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash)
{
    PmlObj *value;
    pml_dict_lookup(E, pml_as_dict(d), key, hash, &value);
    return value;
}

PmlObj *pml_dict_get(PmlEngine *E, PmlObj *d, PmlObj *key)
{
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? NULL : pml_dict_get_hash(E, d, key, hash);
}

/* Compares texts, so that looking never allocates. */
PmlObj *pml_dict_get_text(PmlEngine *E, PmlObj *o, const char *ascii)
{
    PML_UNUSED(E);
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *k = d->keys.p;
    uint64_t mask = (uint64_t)pml_keys_slots(k) - 1;
    int64_t hash = pml_hash_bytes(ascii, (int64_t)strlen(ascii));
    uint64_t perturb = (uint64_t)hash, slot = perturb & mask;
    for (;;) {
        int64_t ix = pml_keys_index(k, slot);
        if (ix == PML_IX_EMPTY) {
            return NULL;
        }
        if (ix >= 0 && pml_entry_hash(k, ix) == hash) {
            PmlObj *key = pml_entry_key(k, ix)->p;
            if (PML_IS_STR(key) && pml_str_equal_text(key, ascii)) {
                return pml_entry_value(d, ix)->p;
            }
        }
        perturb >>= 5;
        slot = (slot * 5 + perturb + 1) & mask;
    }
}

int pml_dict_contains_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash)
{
    PmlObj *value;
    int64_t ix = pml_dict_lookup(E, pml_as_dict(d), key, hash, &value);
    return ix == PML_IX_ERROR ? -1 : value != NULL;
}

int pml_dict_contains(PmlEngine *E, PmlObj *d, PmlObj *key)
{
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? -1 : pml_dict_contains_hash(E, d, key, hash);
}

bool pml_dict_next(PmlObj *o, int64_t *pos, PmlObj **key, PmlObj **value, int64_t *hash)
{
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *k = d->keys.p;
    int64_t i = *pos;
    if (i < 0) {
        return false;
    }
    if (d->values.p) {
        if (i >= d->used) {
            return false;
        }
        *pos = i + 1;
        i = pml_values_at_order(d->values.p, i);
    } else {
        while (i < k->nentries && !pml_entry_value(d, i)->p) {
            i++;
        }
        if (i >= k->nentries) {
            return false;
        }
        *pos = i + 1;
    }
    if (key) {
        *key = pml_entry_key(k, i)->p;
    }
    if (value) {
        *value = pml_entry_value(d, i)->p;
    }
    if (hash) {
        *hash = pml_entry_hash(k, i);
    }
    return true;
}

/* -- deletion ---------------------------------------------------------------------------- */

/* Take entry ix out; the value's reference goes with it. */
static void delete_entry(PmlEngine *E, PmlDict *d, int64_t hash, int64_t ix, PmlObj *old)
{
    PmlDictKeys *k = d->keys.p;
    uint64_t slot = pml_keys_slot_of(k, hash, ix);
    d->used--;
    pml_dict_changed(E, d);
    if (d->values.p) {
        d->values.p->values[ix].p = NULL;
        pml_values_remove_order(d->values.p, ix);
        pml_decref(E, old);
        return;
    }
    k->version = 0;
    pml_keys_set_index(k, slot, PML_IX_DUMMY);
    PmlRef *key = pml_entry_key(k, ix);
    PmlObj *old_key = key->p;
    key->p = NULL;
    pml_entry_value(d, ix)->p = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, old, "dict deletion: value");
    pml_decref(E, old_key);
    pml_drop_held(E, mark, old);
}

int pml_dict_del_hash(PmlEngine *E, PmlObj *o, PmlObj *key, int64_t hash)
{
    PmlObj *old;
    int64_t ix = pml_dict_lookup(E, pml_as_dict(o), key, hash, &old);
    if (ix == PML_IX_ERROR) {
        return -1;
    }
    if (!old) {
        pml_raise_key_error(E, key);
        return -1;
    }
    delete_entry(E, pml_as_dict(o), hash, ix, old);
    return 0;
}

int pml_dict_del(PmlEngine *E, PmlObj *d, PmlObj *key)
{
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? -1 : pml_dict_del_hash(E, d, key, hash);
}

static PmlObj *absent(PmlEngine *E, PmlObj *key, PmlObj *fallback)
{
    return fallback ? pml_incref(fallback) : pml_raise_key_error(E, key);
}

PmlObj *pml_dict_pop(PmlEngine *E, PmlObj *d, PmlObj *key, PmlObj *fallback)
{
    if (pml_as_dict(d)->used == 0) {
        return absent(E, key, fallback);
    }
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? NULL : pml_dict_pop_hash(E, d, key, hash, fallback);
}

PmlObj *pml_dict_pop_hash(PmlEngine *E, PmlObj *o, PmlObj *key, int64_t hash, PmlObj *fallback)
{
    PmlDict *d = pml_as_dict(o);
    PmlObj *old;
    int64_t ix = pml_dict_lookup(E, d, key, hash, &old);
    if (ix == PML_IX_ERROR) {
        return NULL;
    }
    if (!old) {
        return absent(E, key, fallback);
    }
    pml_incref(old);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, old, "dict.pop: value");
    delete_entry(E, d, hash, ix, old);
    pml_hold_drop(E, mark);
    return old;
}

PmlObj *pml_dict_pop_item(PmlEngine *E, PmlDict *d)
{
    PmlObj *pair = pml_tuple_new(E, 2);
    if (!pair) {
        return NULL;
    }
    if (d->used == 0) {
        pml_decref(E, pair);
        return PML_RAISE(E, KeyError, "popitem(): dictionary is empty");
    }
    if (d->values.p && pml_dict_resize(E, d, d->keys.p->log2_size, true) < 0) {
        pml_decref(E, pair);
        return NULL;
    }
    PmlDictKeys *k = d->keys.p;
    k->version = 0;
    int64_t i = k->nentries - 1;
    while (!pml_entry_value(d, i)->p) {
        i--;
    }
    pml_keys_set_index(k, pml_keys_slot_of(k, pml_entry_hash(k, i), i), PML_IX_DUMMY);
    PML_TUPLE_ITEMS(pair)[0] = *pml_entry_key(k, i);
    PML_TUPLE_ITEMS(pair)[1] = *pml_entry_value(d, i);
    pml_entry_key(k, i)->p = NULL;
    pml_entry_value(d, i)->p = NULL;
    k->nentries = i;
    d->used--;
    pml_dict_changed(E, d);
    return pair;
}

void pml_dict_clear(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *keys = d->keys.p;
    PmlValues *values = d->values.p;
    if (keys == E->rt->empty_keys.p) {
        return;
    }
    d->keys.p = pml_keys_incref(E->rt->empty_keys.p);
    d->values.p = NULL;
    d->used = 0;
    pml_dict_changed(E, d);
    if (values) {
        pml_release_detached(E, values->values, keys->nentries, false);
        pml_values_free(E, values);
        pml_keys_decref(E, keys);
    } else {
        pml_keys_release_detached(E, keys);
    }
}

/* -- by text ----------------------------------------------------------------------------- */

int pml_dict_set_text(PmlEngine *E, PmlObj *d, const char *ascii, PmlObj *value)
{
    PmlObj *key = pml_str_intern_text(E, ascii);
    if (!key) {
        return -1;
    }
    int r = pml_dict_set(E, d, key, value);
    pml_decref(E, key);
    return r;
}

int pml_dict_del_text(PmlEngine *E, PmlObj *d, const char *ascii)
{
    PmlObj *key = pml_str_text(E, ascii);
    if (!key) {
        return -1;
    }
    int r = pml_dict_del(E, d, key);
    pml_decref(E, key);
    return r;
}

/* set and frozenset: the hash table (facts 2.5) and the objects. */
#include "object/set_internal.h"

#include "object/callables.h"
#include "object/str.h"

/* Neighbouring slots tried before jumping, when they all fit before the end of the table. */
#define LINEAR_PROBES 9

/* -- the table --------------------------------------------------------------------------- */

static bool is_unused(const PmlSetEntry *e)
{
    return e->hash == 0 && !e->key.p;
}

static int64_t neighbours(uint64_t i, int64_t mask)
{
    return i + LINEAR_PROBES <= (uint64_t)mask ? LINEAR_PROBES : 0;
}

static uint64_t jump(uint64_t i, uint64_t *perturb, int64_t mask)
{
    *perturb >>= 5;
    return (i * 5 + 1 + *perturb) & (uint64_t)mask;
}

void pml_set_reset_table(PmlSet *s)
{
    memset(s->small, 0, sizeof s->small);
    s->fill = 0;
    s->used = 0;
    s->mask = PML_SET_MIN - 1;
    s->table.p = s->small;
    s->hash = -1;
}

/* How a slot with the same hash compares: 1 it is the key, 0 it is not, -1 error, 2 the comparison
 * changed the set. */
enum { SLOT_CHANGED = 2 };
static int slot_matches(PmlEngine *E, PmlSet *s, PmlSetEntry *e, PmlObj *key)
{
    PmlObj *found = e->key.p;
    if (found == key) {
        return 1;
    }
    if (PML_IS(found, str) && PML_IS(key, str)) {
        return pml_str_equal(found, key);
    }
    PmlSetEntry *table = s->table.p;
    int same = pml_compare_held(E, found, key, "set lookup: item");
    if (same < 0) {
        return -1;
    }
    return table != s->table.p || e->key.p != found ? SLOT_CHANGED : same;
}

/* The slot of key, or the unused one where the search ends; NULL: error. *dummy: the last slot of
 * a removed item passed on the way, NULL if there was none. */
static PmlSetEntry *find(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash, PmlSetEntry **dummy)
{
restart:;
    uint64_t perturb = (uint64_t)hash, i = perturb & (uint64_t)s->mask;
    *dummy = NULL;
    for (;;) {
        PmlSetEntry *e = &s->table.p[i];
        for (int64_t left = neighbours(i, s->mask); left >= 0; left--, e++) {
            if (is_unused(e)) {
                return e;
            }
            if (e->hash == hash) {
                int same = slot_matches(E, s, e, key);
                if (same == SLOT_CHANGED) {
                    goto restart;
                }
                if (same != 0) {
                    return same < 0 ? NULL : e;
                }
            } else if (e->hash == -1) {
                *dummy = e;
            }
        }
        i = jump(i, &perturb, s->mask);
    }
}

/* Into a table without this key and without dummies. */
static void insert_clean(PmlSetEntry *table, int64_t mask, PmlObj *key, int64_t hash)
{
    uint64_t perturb = (uint64_t)hash, i = perturb & (uint64_t)mask;
    for (;;) {
        PmlSetEntry *e = &table[i];
        for (int64_t left = neighbours(i, mask); left >= 0; left--, e++) {
            if (!e->key.p) {
                e->key.p = key;
                e->hash = hash;
                return;
            }
        }
        i = jump(i, &perturb, mask);
    }
}

int pml_set_resize(PmlEngine *E, PmlSet *s, int64_t least)
{
    int64_t size = PML_SET_MIN;
    while (size <= least) {
        size <<= 1;
    }
    PmlSetEntry *old = s->table.p, *table, copy[PML_SET_MIN];
    int64_t old_mask = s->mask;
    bool separate = old != s->small;
    if (size == PML_SET_MIN) {
        table = s->small;
        if (table == old) {
            if (s->fill == s->used) {
                return 0;
            }
            memcpy(copy, old, sizeof copy);
            old = copy;
        }
    } else {
        table =
            size > PML_MAX_ITEMS / 2 ? NULL : pml_mem_alloc(E, (size_t)size * sizeof(PmlSetEntry));
        if (!table) {
            pml_err_no_memory(E);
            return -1;
        }
    }
    memset(table, 0, (size_t)size * sizeof(PmlSetEntry));
    s->mask = size - 1;
    s->table.p = table;
    s->fill = s->used;
    for (int64_t i = 0; i <= old_mask; i++) {
        if (old[i].key.p) {
            insert_clean(table, s->mask, old[i].key.p, old[i].hash);
        }
    }
    if (separate) {
        pml_mem_free(E, old);
    }
    return 0;
}

int pml_set_resize_for_add(PmlEngine *E, PmlSet *s)
{
    return pml_set_resize(E, s, s->used > 50000 ? s->used * 2 : s->used * 4);
}

int pml_set_add_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(key), "set insertion: item");
    PmlSetEntry *dummy, *e = find(E, s, key, hash, &dummy);
    pml_hold_drop(E, mark);
    if (!e || e->key.p) {
        pml_decref(E, key);
        return e ? 0 : -1;
    }
    s->used++;
    if (dummy) { /* counted in fill already */
        dummy->key.p = key;
        dummy->hash = hash;
        return 0;
    }
    s->fill++;
    e->key.p = key;
    e->hash = hash;
    if ((uint64_t)s->fill * 5 < (uint64_t)s->mask * 3) {
        return 0;
    }
    return pml_set_resize_for_add(E, s);
}

int pml_set_contains_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash)
{
    PmlSetEntry *dummy, *e = find(E, s, key, hash, &dummy);
    return e ? e->key.p != NULL : -1;
}

int pml_set_discard_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash)
{
    PmlSetEntry *dummy, *e = find(E, s, key, hash, &dummy);
    if (!e) {
        return -1;
    }
    PmlObj *old = e->key.p;
    if (!old) {
        return PML_SET_ABSENT;
    }
    e->key.p = NULL;
    e->hash = -1;
    s->used--;
    pml_decref(E, old);
    return PML_SET_REMOVED;
}

bool pml_set_next_entry(PmlSet *s, int64_t *pos, PmlObj **key, int64_t *hash)
{
    int64_t i = *pos;
    while (i <= s->mask && !s->table.p[i].key.p) {
        i++;
    }
    *pos = i + 1;
    if (i > s->mask) {
        return false;
    }
    *key = s->table.p[i].key.p;
    *hash = s->table.p[i].hash;
    return true;
}

/* All of another set: sized in one step, and without comparisons where s is empty. */
int pml_set_merge(PmlEngine *E, PmlSet *s, PmlSet *other)
{
    if (other == s || other->used == 0) {
        return 0;
    }
    if ((s->fill + other->used) * 5 >= s->mask * 3 &&
        pml_set_resize(E, s, (s->used + other->used) * 2) < 0) {
        return -1;
    }
    if (s->fill == 0) {
        bool alike = s->mask == other->mask && other->fill == other->used;
        for (int64_t i = 0; i <= other->mask; i++) {
            PmlSetEntry *e = &other->table.p[i];
            if (!e->key.p) {
                continue;
            }
            pml_incref(e->key.p);
            if (alike) {
                s->table.p[i] = *e;
            } else {
                insert_clean(s->table.p, s->mask, e->key.p, e->hash);
            }
        }
        s->fill = other->used;
        s->used = other->used;
        return 0;
    }
    for (int64_t i = 0; i <= other->mask; i++) {
        PmlSetEntry *e = &other->table.p[i];
        if (e->key.p && pml_set_add_entry(E, s, e->key.p, e->hash) < 0) {
            return -1;
        }
    }
    return 0;
}

/* Release what a table that is no longer the set's holds. */
static void release_table(PmlEngine *E, PmlSetEntry *table, int64_t slots)
{
    PmlRef *keys = malloc((size_t)slots * sizeof(PmlRef));
    for (int64_t i = 0; i < slots; i++) {
        if (keys) {
            keys[i] = table[i].key;
        } else {
            PML_CLEAR(E, table[i].key);
        }
    }
    if (keys) {
        pml_release_detached(E, keys, slots, false);
        free(keys);
    }
}

void pml_set_clear(PmlEngine *E, PmlSet *s)
{
    PmlSetEntry *table = s->table.p, copy[PML_SET_MIN];
    int64_t slots = s->mask + 1;
    if (table != s->small) {
        pml_set_reset_table(s);
        release_table(E, table, slots);
        pml_mem_free(E, table);
    } else if (s->fill > 0) {
        memcpy(copy, table, sizeof copy);
        pml_set_reset_table(s);
        release_table(E, copy, slots);
    }
}

PmlObj *pml_set_pop(PmlEngine *E, PmlSet *s)
{
    if (s->used == 0) {
        return PML_RAISE(E, KeyError, "pop from an empty set");
    }
    int64_t i = s->finger & s->mask;
    while (!s->table.p[i].key.p) {
        i = i == s->mask ? 0 : i + 1;
    }
    PmlObj *key = s->table.p[i].key.p;
    s->table.p[i] = (PmlSetEntry){{NULL}, -1};
    s->used--;
    s->finger = i + 1;
    return key;
}

/* -- the objects ------------------------------------------------------------------------- */

static void set_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlSet *s = pml_as_set(o);
    bool guarded = PML_TYPE_OF(o)->dealloc == set_dealloc;
    pml_gc_untrack(E, o);
    if (guarded && pml_trashcan_begin(E, o)) {
        return;
    }
    if (s->weaklist.p) {
        pml_clear_weakrefs(E, o);
    }
    for (int64_t i = 0; s->used > 0; i++) {
        if (s->table.p[i].key.p) {
            s->used--;
            PML_CLEAR(E, s->table.p[i].key);
        }
    }
    if (s->table.p != s->small) {
        pml_mem_free(E, s->table.p);
        s->table.p = s->small;
    }
    PML_TYPE_OF(o)->free(E, o);
    if (guarded) {
        pml_trashcan_end(E);
    }
}

static int set_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PmlSet *s = pml_as_set(o);
    for (int64_t i = 0; i <= s->mask; i++) {
        PML_VISIT(s->table.p[i].key);
    }
    return 0;
}

static void set_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlSet *s = pml_as_set(o);
    for (int64_t i = 0; i <= s->mask; i++) {
        PmlObj *key = s->table.p[i].key.p;
        if (key) {
            sink->ref(sink, key, PML_EDGE_KEY, key, NULL, i);
        }
    }
}

static int set_clear_slot(PmlEngine *E, PmlObj *o)
{
    pml_set_clear(E, pml_as_set(o));
    return 0;
}

static PmlObj *repr_items(PmlEngine *E, PmlObj *o)
{
    PmlObj *list = pml_sequence_list(E, o);
    if (!list) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, list, "repr of a set");
    PmlObj *text = pml_repr(E, list);
    pml_drop_held(E, mark, list);
    if (!text) {
        return NULL;
    }
    PmlObj *inner = pml_str_substring(E, text, 1, PML_STR_LEN(text) - 1);
    pml_decref(E, text);
    if (!inner) {
        return NULL;
    }
    PmlObj *r = PML_IS(o, set) ? pml_str_format(E, "{%U}", inner)
                               : pml_str_format(E, "%s({%U})", PML_TYPE_OF(o)->name.p, inner);
    pml_decref(E, inner);
    return r;
}

static PmlObj *set_repr(PmlEngine *E, PmlObj *o)
{
    int entered = pml_repr_enter(E, o);
    if (entered != 0) {
        return entered < 0 ? NULL : pml_str_format(E, "%s(...)", PML_TYPE_OF(o)->name.p);
    }
    PmlObj *r = pml_as_set(o)->used == 0 ? pml_str_format(E, "%s()", PML_TYPE_OF(o)->name.p)
                                         : repr_items(E, o);
    pml_repr_leave(E, o);
    return r;
}

static int64_t set_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return pml_as_set(o)->used;
}

static uint64_t shuffle_bits(uint64_t h)
{
    return ((h ^ UINT64_C(89869747)) ^ (h << 16)) * UINT64_C(3644798167);
}

/* Independent of the order of the items: all slots are folded in, empty ones and dummies taken
 * out again by their parity. */
static int64_t frozenset_hash(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    PmlSet *s = pml_as_set(o);
    if (s->hash != -1) {
        return s->hash;
    }
    uint64_t hash = 0;
    for (int64_t i = 0; i <= s->mask; i++) {
        hash ^= shuffle_bits((uint64_t)s->table.p[i].hash);
    }
    if ((s->mask + 1 - s->fill) & 1) {
        hash ^= shuffle_bits(0);
    }
    if ((s->fill - s->used) & 1) {
        hash ^= shuffle_bits(UINT64_MAX);
    }
    hash ^= ((uint64_t)s->used + 1) * UINT64_C(1927868237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * UINT64_C(69069) + UINT64_C(907133923);
    s->hash = hash == UINT64_MAX ? 590923713 : (int64_t)hash;
    return s->hash;
}

static void init_common(PmlType *t)
{
    t->basicsize = sizeof(PmlSet);
    t->weaklistoffset = offsetof(PmlSet, weaklist);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_MATCH_SELF;
    t->dealloc = set_dealloc;
    t->traverse = set_traverse;
    t->refs_of = set_refs;
    t->clear = set_clear_slot;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->repr = set_repr;
    t->richcompare = pml_set_compare;
    t->iter = pml_set_iter;
    t->sq_length = set_length;
    t->sq_contains = pml_set_contains;
}

void pml_init_type_set(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_common(t);
    t->doc.p = "set() -> new empty set object\nset(iterable) -> new set object\n\n"
               "Build an unordered collection of unique elements.";
    t->methods.p = pml_set_methods;
    t->hash = pml_hash_not_implemented;
    t->new_ = pml_set_type_new;
    t->init = pml_set_type_init;
    t->vectorcall = pml_set_vectorcall;
    pml_set_operators(t, true);
}

void pml_init_type_frozenset(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_common(t);
    t->doc.p = "frozenset() -> empty frozenset object\n"
               "frozenset(iterable) -> frozenset object\n\n"
               "Build an immutable unordered collection of unique elements.";
    t->methods.p = pml_frozenset_methods;
    t->hash = frozenset_hash;
    t->new_ = pml_frozenset_type_new;
    t->vectorcall = pml_frozenset_vectorcall;
    pml_set_operators(t, false);
}

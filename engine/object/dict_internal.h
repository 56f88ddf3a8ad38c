/* Inside of dict: what its files share. Files: dict_keys.c (key tables and lookup), dict_split.c
 * (shared keys and attribute storage), dict.c (insert, delete, the object), dict_type.c
 * (subscription, showing, comparing), dict_merge.c (copies, merges), dict_methods.c, dict_views.c,
 * dict_view_ops.c, dict_iter.c */
#ifndef PML_DICT_INTERNAL_H
#define PML_DICT_INTERNAL_H

#include "object/containers.h"
#include "object/detached.h"
#include "object/iterator_internal.h"
#include "object/str.h"

/* What an index slot or a lookup says instead of an entry number. */
enum { PML_IX_EMPTY = -1, PML_IX_DUMMY = -2, PML_IX_ERROR = -3, PML_IX_CHANGED = -4 };
#define PML_KEYS_MIN_LOG2 3
#define PML_KEYS_MAX_LOG2 26 /* beyond, no table is given room: MemoryError on every host */
#define PML_SHARED_NAMES 30  /* facts 2.6 */

static inline PmlDict *pml_as_dict(PmlObj *o)
{
    return (PmlDict *)o;
}
static inline int64_t pml_keys_slots(const PmlDictKeys *k)
{
    return INT64_C(1) << k->log2_size;
}
/* Entries a table of that many slots has room for. */
static inline int64_t pml_usable_fraction(int64_t slots)
{
    return (slots << 1) / 3;
}
static inline bool pml_keys_all_str(const PmlDictKeys *k)
{
    return k->kind != PML_KEYS_GENERAL;
}
static inline PmlUnicodeEntry *pml_str_entries(PmlDictKeys *k)
{
    return (PmlUnicodeEntry *)(void *)(k->indices + (UINT64_C(1) << k->log2_index_bytes));
}
static inline PmlGeneralEntry *pml_general_entries(PmlDictKeys *k)
{
    return (PmlGeneralEntry *)(void *)(k->indices + (UINT64_C(1) << k->log2_index_bytes));
}
static inline PmlRef *pml_entry_key(PmlDictKeys *k, int64_t i)
{
    return pml_keys_all_str(k) ? &pml_str_entries(k)[i].key : &pml_general_entries(k)[i].key;
}
static inline int64_t pml_entry_hash(PmlDictKeys *k, int64_t i)
{
    return pml_keys_all_str(k) ? PML_STR(pml_str_entries(k)[i].key.p)->hash
                               : pml_general_entries(k)[i].hash;
}
/* Where entry i of d keeps its value. */
static inline PmlRef *pml_entry_value(PmlDict *d, int64_t i)
{
    PmlDictKeys *k = d->keys.p;
    if (d->values.p) {
        return &d->values.p->values[i];
    }
    return pml_keys_all_str(k) ? &pml_str_entries(k)[i].value : &pml_general_entries(k)[i].value;
}
static inline void pml_dict_changed(PmlEngine *E, PmlDict *d)
{
    d->version = ++E->rt->dict_version;
}
/* Facts 5.1: a dict becomes tracked with its first key or value that may be tracked. */
static inline void pml_dict_maintain_tracking(PmlEngine *E, PmlDict *d, PmlObj *key, PmlObj *value)
{
    if (!pml_gc_is_tracked(&d->ob) &&
        (pml_gc_may_be_tracked(key) || pml_gc_may_be_tracked(value))) {
        pml_gc_track(E, &d->ob);
    }
}
static inline int64_t pml_key_hash(PmlEngine *E, PmlObj *key)
{
    if (PML_IS(key, str) && PML_STR(key)->hash != -1) {
        return PML_STR(key)->hash;
    }
    return pml_hash(E, key);
}
/* Looking this key up cannot run Python code. */
static inline bool pml_lookup_is_quiet(const PmlDictKeys *k, const PmlObj *key)
{
    return PML_IS(key, str) && pml_keys_all_str(k);
}

/* -- dict_keys.c */
int pml_keys_log2_for(int64_t slots);                                 /* T of facts 2.4 */
int pml_keys_log2_estimate(int64_t n);                                /* E of facts 2.4 */
PmlDictKeys *pml_keys_new(PmlEngine *E, int log2_size, bool all_str); /* NULL + MemoryError */
PmlDictKeys *pml_keys_clone(PmlEngine *E, PmlDict *d); /* combined table, byte for byte */
static inline PmlDictKeys *pml_keys_incref(PmlDictKeys *k)
{
    k->refs++;
    return k;
}
/* Give the block back; the entries' references are somewhere else by now. */
void pml_keys_release_block(PmlEngine *E, PmlDictKeys *k);
/* Release a combined table no dict shows any more (clear()). */
void pml_keys_release_detached(PmlEngine *E, PmlDictKeys *k);
int64_t pml_keys_index(const PmlDictKeys *k, uint64_t slot);
void pml_keys_set_index(PmlDictKeys *k, uint64_t slot, int64_t ix);
uint64_t pml_keys_find_empty(const PmlDictKeys *k, int64_t hash);
uint64_t pml_keys_slot_of(const PmlDictKeys *k, int64_t hash, int64_t ix);
/* Add entry numbers 0..n-1, whose hashes are in the entries, to a fresh table. */
void pml_keys_build_indices(PmlDictKeys *k, int64_t n);
int64_t pml_keys_find_str(PmlDictKeys *k, const PmlObj *key, int64_t hash);
/* The entry of key in d: its number, PML_IX_EMPTY or PML_IX_ERROR. *value: borrowed or NULL. */
int64_t pml_dict_lookup(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj **value);

/* -- dict_split.c */
static inline uint8_t *pml_values_head(PmlValues *v)
{
    return (uint8_t *)v;
}
/* Entry number of the i-th attribute in insertion order. */
static inline int64_t pml_values_at_order(PmlValues *v, int64_t i)
{
    return pml_values_head(v)[-3 - i];
}
static inline int64_t pml_shared_capacity(const PmlDictKeys *k)
{
    return k->nentries + k->usable;
}
PmlValues *pml_values_new(PmlEngine *E, int64_t n); /* empty; NULL + MemoryError */
void pml_values_free(PmlEngine *E, PmlValues *v);
void pml_values_append_order(PmlValues *v, int64_t ix);
void pml_values_remove_order(PmlValues *v, int64_t ix);

/* -- dict.c */
/* A dict around keys (and values), consuming them even on failure. */
PmlObj *pml_dict_wrap(PmlEngine *E, PmlDictKeys *keys, PmlValues *values, int64_t used,
                      bool free_values);
int pml_dict_resize(PmlEngine *E, PmlDict *d, int log2_size, bool all_str);
/* insertdict: consumes references to key and value. */
int pml_dict_insert(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj *value);
int pml_dict_del_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash);
PmlObj *pml_dict_pop_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash, PmlObj *fallback);
int pml_dict_contains_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash);
/* popitem(): the last pair as a tuple. */
PmlObj *pml_dict_pop_item(PmlEngine *E, PmlDict *d);

void pml_dict_dealloc(PmlEngine *E, PmlObj *o);
int pml_dict_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx);
void pml_dict_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink);

/* -- dict_merge.c */
int pml_dict_merge_pairs(PmlEngine *E, PmlObj *d, PmlObj *pairs, bool override);
int pml_dict_update_from(PmlEngine *E, PmlObj *d, PmlObj *arg); /* mapping or pairs */
PmlObj *pml_dict_from_keys(PmlEngine *E, PmlObj *cls, PmlObj *iterable, PmlObj *value);

/* -- views and iterators */
typedef struct PmlDictView {
    PmlObj ob;
    PmlRef dict;
} PmlDictView;
typedef struct PmlDictIter { /* facts 2.7: 72 with the GC head */
    PmlObj ob;
    PmlRef dict; /* NULL when exhausted */
    int64_t used, pos;
    PmlRef result; /* pair being reused, items only */
    int64_t left;
} PmlDictIter;
_Static_assert(sizeof(PmlDictView) == 24 && sizeof(PmlDictIter) == 56, "facts 2.7");
PmlObj *pml_dict_iter_new(PmlEngine *E, PmlObj *dict, int type_index);
PmlObj *pml_dict_iter(PmlEngine *E, PmlObj *d);
PmlObj *pml_dict_view_new(PmlEngine *E, PmlObj *dict, int type_index);
static inline PmlObj *pml_view_dict(PmlObj *view)
{
    return ((PmlDictView *)view)->dict.p;
}
static inline bool pml_is_set_view(PmlEngine *E, const PmlObj *o)
{
    return pml_isinstance_of(o, PML_TYPE(E, dict_keys)) ||
           pml_isinstance_of(o, PML_TYPE(E, dict_items));
}
int pml_dict_view_contains(PmlEngine *E, PmlObj *view, PmlObj *o);
/* number slots, comparison and isdisjoint of keys and items views (dict_view_ops.c) */
void pml_dict_view_set_slots(PmlType *t);
PmlObj *pml_dict_view_isdisjoint(PML_FAST_ARGS);
extern const PmlMethodDef pml_dict_methods[];
PmlObj *pml_dict_or(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_dict_ior(PmlEngine *E, PmlObj *a, PmlObj *b);
int pml_dict_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_dict_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                            PmlObj *kwnames);

#endif

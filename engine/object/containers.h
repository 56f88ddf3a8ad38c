/* list, tuple, dict, set, range, slice and what iterates over them: layouts as facts 2.9.
 * Files: list*.c tuple*.c dict*.c set*.c range*.c slice.c enumerate.c zip_map_filter.c iterators.c;
 * what they share among themselves: *_internal.h, detached.h, list_sorter.h, slice_indices.h */
#ifndef PML_CONTAINERS_H
#define PML_CONTAINERS_H

#include "object/object.h"

/* -- list ------------------------------------------------------------------------------- */
typedef struct PmlList { /* 40 bytes */
    PmlVarObj ob;
    PML_PTR(PmlRef) items;
    int64_t capacity;
} PmlList;
_Static_assert(sizeof(PmlList) == 40, "facts 2.3");
#define PML_LIST_ITEMS(o) (((PmlList *)(o))->items.p)
#define PML_LIST_LEN(o) (((PmlVarObj *)(o))->size)
PmlObj *pml_list_new(PmlEngine *E, int64_t n); /* PyList_New: items NULL, tracked, exact capacity */
int pml_list_append(PmlEngine *E, PmlObj *l, PmlObj *item); /* increfs item */
int pml_list_insert(PmlEngine *E, PmlObj *l, int64_t i, PmlObj *item);
PmlObj *pml_list_extend(PmlEngine *E, PmlObj *l,
                        PmlObj *iterable); /* None, new reference (_PyList_Extend) */
PmlObj *pml_list_slice(PmlEngine *E, PmlObj *l, int64_t lo, int64_t hi);
int pml_list_set_slice(PmlEngine *E, PmlObj *l, int64_t lo, int64_t hi,
                       PmlObj *v); /* v NULL: delete */
int pml_list_sort(PmlEngine *E, PmlObj *l, PmlObj *key, bool reverse);
int pml_list_reverse(PmlEngine *E, PmlObj *l);
PmlObj *pml_list_as_tuple(PmlEngine *E, PmlObj *l);
PmlObj *pml_sequence_list(PmlEngine *E, PmlObj *iterable); /* PySequence_List */
void pml_list_clear(PmlEngine *E, PmlObj *l);
typedef struct PmlListIter {
    PmlObj ob;
    int64_t index;
    PmlRef seq;
} PmlListIter;

/* -- tuple ------------------------------------------------------------------------------ */
typedef struct PmlTuple {
    PmlVarObj ob;
    PmlRef items[1];
} PmlTuple;
#define PML_TUPLE_ITEMS(o) (((PmlTuple *)(o))->items)
#define PML_TUPLE_LEN(o) (((PmlVarObj *)(o))->size)
#define PML_TUPLE_AT(o, i) (((PmlTuple *)(o))->items[i].p)
PmlObj *pml_tuple_new(PmlEngine *E, int64_t n); /* items NULL, tracked; n == 0: the empty tuple */
PmlObj *pml_tuple_pack(PmlEngine *E, int64_t n, ...);           /* borrowed arguments, increfs */
PmlObj *pml_tuple_from(PmlEngine *E, PmlRef *items, int64_t n); /* increfs (PyTuple_FromArray) */
PmlObj *pml_tuple_from_steal(PmlEngine *E, PmlRef *items, int64_t n);
PmlObj *pml_tuple_slice(PmlEngine *E, PmlObj *t, int64_t lo, int64_t hi);
PmlObj *pml_sequence_tuple(PmlEngine *E, PmlObj *iterable); /* PySequence_Tuple */
int pml_tuple_resize(PmlEngine *E, PmlObj **t, int64_t n);
void pml_tuple_maybe_untrack(PmlEngine *E, PmlObj *t);
/* n NULL items, outside the heap and the collector's lists, for ever. */
PmlObj *pml_tuple_static(PmlEngine *E, int64_t n);
void pml_tuple_create_static(PmlEngine *E);
void pml_tuple_clear_free_lists(PmlEngine *E);

/* -- dict ------------------------------------------------------------------------------- */
enum { PML_KEYS_GENERAL, PML_KEYS_UNICODE, PML_KEYS_SPLIT };
typedef struct PmlDictKeys {
    int64_t refs;
    uint8_t log2_size, log2_index_bytes, kind, pad;
    uint32_t version;
    int64_t usable, nentries;
    unsigned char indices[8]; /* then the entries */
} PmlDictKeys;
_Static_assert(offsetof(PmlDictKeys, indices) == 32, "facts 2.9");
typedef struct PmlUnicodeEntry {
    PmlRef key, value;
} PmlUnicodeEntry;
typedef struct PmlGeneralEntry {
    int64_t hash;
    PmlRef key, value;
} PmlGeneralEntry;
/* Values of a split dict or an instance: v[-1] prefix size byte and so on, facts 2.9. */
typedef struct PmlValues {
    PmlRef values[1];
} PmlValues;
typedef struct PmlDict { /* 48 bytes */
    PmlObj ob;
    int64_t used;
    uint64_t version;
    PML_PTR(PmlDictKeys) keys;
    PML_PTR(PmlValues) values;
} PmlDict;
_Static_assert(sizeof(PmlDict) == 48, "facts 2.4");
#define PML_DICT_LEN(o) (((PmlDict *)(o))->used)

PmlObj *pml_dict_new(PmlEngine *E);
/* _PyDict_FromItems: n pairs, keys key_step refs apart, values value_step refs apart. */
PmlObj *pml_dict_from_items(PmlEngine *E, PmlRef *keys, int64_t key_step, PmlRef *values,
                            int64_t value_step, int64_t n);
PmlObj *pml_dict_get(PmlEngine *E, PmlObj *d, PmlObj *key); /* PyDict_GetItemWithError: borrowed */
PmlObj *pml_dict_get_hash(PmlEngine *E, PmlObj *d, PmlObj *key, int64_t hash);
PmlObj *pml_dict_get_text(PmlEngine *E, PmlObj *d, const char *ascii); /* borrowed, no error set */
int pml_dict_set(PmlEngine *E, PmlObj *d, PmlObj *key, PmlObj *value); /* increfs both */
int pml_dict_set_hash(PmlEngine *E, PmlObj *d, PmlObj *key, PmlObj *value, int64_t hash);
int pml_dict_set_text(PmlEngine *E, PmlObj *d, const char *ascii, PmlObj *value);
int pml_dict_del(PmlEngine *E, PmlObj *d, PmlObj *key); /* KeyError when absent */
int pml_dict_del_text(PmlEngine *E, PmlObj *d, const char *ascii);
PmlObj *pml_dict_pop(PmlEngine *E, PmlObj *d, PmlObj *key, PmlObj *fallback);
PmlObj *pml_dict_setdefault(PmlEngine *E, PmlObj *d, PmlObj *key, PmlObj *value); /* borrowed */
int pml_dict_contains(PmlEngine *E, PmlObj *d, PmlObj *key);
/* PyDict_Next: borrowed key and value; *pos starts at 0. hash may be NULL. */
bool pml_dict_next(PmlObj *d, int64_t *pos, PmlObj **key, PmlObj **value, int64_t *hash);
PmlObj *pml_dict_copy(PmlEngine *E, PmlObj *d);
int pml_dict_update(PmlEngine *E, PmlObj *d, PmlObj *other); /* PyDict_Update: any mapping */
int pml_dict_merge(PmlEngine *E, PmlObj *d, PmlObj *other,
                   int override); /* 2: KeyError on double (DICT_MERGE) */
void pml_dict_clear(PmlEngine *E, PmlObj *d);
PmlObj *pml_dict_keys_list(PmlEngine *E, PmlObj *d);
PmlObj *pml_dict_items_list(PmlEngine *E, PmlObj *d);
PmlObj *pml_dict_subscript(PmlEngine *E, PmlObj *d, PmlObj *key); /* honours __missing__; new ref */
PmlObj *pml_dict_or_missing(PmlEngine *E, PmlObj *d, PmlObj *key);
int64_t pml_dict_sizeof(PmlEngine *E, PmlObj *d); /* without the GC head */
void pml_dict_maybe_untrack(PmlEngine *E, PmlObj *d);
void pml_dict_clear_free_lists(PmlEngine *E);
void pml_dict_create_static(PmlEngine *E); /* the shared empty key table */

/* Key sharing (dict_split.c), facts 2.6. */
PmlDictKeys *pml_shared_keys_new(PmlEngine *E); /* for a new class; NULL: no memory */
void pml_keys_decref(PmlEngine *E, PmlDictKeys *keys);
int64_t pml_keys_sizeof(const PmlDictKeys *keys); /* bytes of the table (768 for shared keys) */
/* The names in a class's shared table: owned by the table, so the class reports them. */
void pml_shared_keys_refs(PmlEngine *E, PmlDictKeys *keys, PmlRefSink *sink);
int pml_instance_init_values(PmlEngine *E, PmlObj *o); /* values array of a new instance */
PmlObj *pml_instance_load(PmlEngine *E, PmlObj *o, PmlValues *values,
                          PmlObj *name); /* new ref or NULL (no error) */
int pml_instance_store(PmlEngine *E, PmlObj *o, PmlValues *values, PmlObj *name,
                       PmlObj *value); /* value NULL: delete */
/* A dict that takes `values` over: new reference. The caller stores it in pml_instance_dict(o) and
 * empties pml_instance_values(o). */
PmlObj *pml_instance_make_dict(PmlEngine *E, PmlObj *o, PmlValues *values);
int pml_instance_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit,
                          void *ctx); /* values, not the dict */
void pml_instance_clear_values(PmlEngine *E, PmlObj *o);
void pml_instance_free_values(PmlEngine *E,
                              PmlObj *o); /* releases values in shared-key order, frees */
void pml_instance_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink);

/* -- set -------------------------------------------------------------------------------- */
typedef struct PmlSetEntry {
    PmlRef key;
    int64_t hash;
} PmlSetEntry;          /* key NULL+hash -1: dummy */
typedef struct PmlSet { /* 200 bytes */
    PmlObj ob;
    int64_t fill, used, mask;
    PML_PTR(PmlSetEntry) table;
    int64_t hash, finger;
    PmlSetEntry small[8];
    PmlRef weaklist;
} PmlSet;
_Static_assert(sizeof(PmlSet) == 200, "facts 2.5");
PmlObj *pml_set_new(PmlEngine *E, PmlObj *iterable); /* iterable may be NULL */
PmlObj *pml_frozenset_new(PmlEngine *E, PmlObj *iterable);
int pml_set_add(PmlEngine *E, PmlObj *s, PmlObj *key); /* also a fresh frozenset */
int pml_set_contains(PmlEngine *E, PmlObj *s, PmlObj *key);
int pml_set_discard(PmlEngine *E, PmlObj *s, PmlObj *key); /* 1 found */
int pml_set_update(PmlEngine *E, PmlObj *s, PmlObj *iterable);
bool pml_set_next(PmlObj *s, int64_t *pos, PmlObj **key, int64_t *hash);
#define PML_IS_ANY_SET(o)                                                                \
    (PML_IS(o, set) || PML_IS(o, frozenset) || pml_isinstance_of(o, PML_TYPE(E, set)) || \
     pml_isinstance_of(o, PML_TYPE(E, frozenset)))

/* -- range and slice ---------------------------------------------------------------------- */
typedef struct PmlRange {
    PmlObj ob;
    PmlRef start, stop, step, length;
} PmlRange;
typedef struct PmlSlice {
    PmlObj ob;
    PmlRef start, stop, step;
} PmlSlice;
typedef struct PmlRangeIter {
    PmlObj ob;
    int64_t index, start, step, len;
} PmlRangeIter; /* the index-th of len comes next */
PmlObj *pml_slice_new(PmlEngine *E, PmlObj *start, PmlObj *stop, PmlObj *step); /* NULL: None */
void pml_slice_fill_cache(PmlEngine *E); /* as CPython's start-up leaves it */
int pml_slice_unpack(PmlEngine *E, PmlObj *slice, int64_t *start, int64_t *stop, int64_t *step);
int64_t pml_slice_adjust(int64_t length, int64_t *start, int64_t *stop,
                         int64_t step);                         /* slice length */
bool pml_eval_slice_index(PmlEngine *E, PmlObj *v, int64_t *i); /* _PyEval_SliceIndex */
/* The start and stop arguments of index(): clipped integers. */
bool pml_search_bound(PmlEngine *E, PmlObj *v, int64_t *out);

/* -- iterators --------------------------------------------------------------------------- */
PmlObj *pml_seqiter_new(PmlEngine *E, PmlObj *seq);
PmlObj *pml_calliter_new(PmlEngine *E, PmlObj *callable, PmlObj *sentinel);

/* Pre-header of managed-dict instances: o[-32] values, o[-24] dict (facts 2.1). */
typedef PML_PTR(PmlValues) PmlValuesSlot;
static inline PmlValuesSlot *pml_instance_values(PmlObj *o)
{
    return (PmlValuesSlot *)((uintptr_t)o - 32);
}
static inline PmlRef *pml_instance_dict(PmlObj *o)
{
    return (PmlRef *)((uintptr_t)o - 24);
}

#endif

/* One object for all equal constants of a compilation. */
#include "lang/compiler.h"
#include "object/const_key.h"

static PmlObj **cache_slot(PmlCompiler *c, PmlObj *o)
{
    uint64_t i = pml_const_hash(c->E, o);
    for (;; i++) {
        PmlObj **slot = &c->cache[i & (uint64_t)c->cache_mask];
        if (!*slot || pml_const_equal(c->E, *slot, o)) {
            return slot;
        }
    }
}

static void grow_cache(PmlCompiler *c)
{
    PmlObj **old = c->cache;
    int64_t old_size = old ? c->cache_mask + 1 : 0;
    int64_t size = old ? old_size * 4 : 256;
    c->cache = pml_compile_alloc(c, (size_t)size * sizeof *c->cache);
    c->cache_mask = size - 1;
    for (int64_t i = 0; i < old_size; i++) {
        if (old[i]) {
            *cache_slot(c, old[i]) = old[i];
        }
    }
}

/* The slot for o; *found says whether an equal constant is there already. */
static PmlObj **find_or_insert(PmlCompiler *c, PmlObj *o, bool *found)
{
    if (!c->cache || c->cache_count * 2 > c->cache_mask) {
        grow_cache(c);
    }
    PmlObj **slot = cache_slot(c, o);
    *found = *slot != NULL;
    if (!*found) {
        *slot = o;
        c->cache_count++;
    }
    return slot;
}

PmlObj *pml_merge_whole(PmlCompiler *c, PmlObj *o)
{
    bool found;
    pml_stand_in_constant(c, o);
    return *find_or_insert(c, o, &found);
}

static void merge_tuple_items(PmlCompiler *c, PmlObj *tuple)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(tuple); i++) {
        PmlObj *item = PML_TUPLE_AT(tuple, i);
        PmlObj *merged = pml_merge_constant(c, item, NULL);
        if (merged != item) {
            /* The old item may be what the cache knows: it stays until the end. */
            PML_TUPLE_ITEMS(tuple)[i].p = pml_incref(merged);
            pml_compile_own(c, item);
        }
    }
}

/* A frozenset is not changed in place but made anew from its merged items. */
static PmlObj *merge_frozenset_items(PmlCompiler *c, PmlObj *set)
{
    int64_t n = ((PmlSet *)set)->used;
    PmlObj *items = pml_compile_own(c, pml_tuple_new(c->E, n));
    int64_t pos = 0;
    int64_t at = 0;
    PmlObj *key;
    int64_t hash;
    while (pml_set_next(set, &pos, &key, &hash)) {
        PML_TUPLE_ITEMS(items)[at++].p = pml_incref(pml_merge_constant(c, key, NULL));
    }
    PmlObj *fresh = pml_compile_own(c, pml_frozenset_new(c->E, items));
    pml_compile_release(c, items);
    return fresh;
}

PmlObj *pml_merge_constant(PmlCompiler *c, PmlObj *o, PmlObj **key)
{
    PmlObj *unused;
    key = key ? key : &unused;
    if (o == PML_NONE(c->E) || o == PML_ELLIPSIS(c->E)) {
        *key = o;
        return o;
    }
    bool found;
    *key = pml_stand_in_constant(c, o);
    PmlObj *merged = *find_or_insert(c, o, &found);
    if (found) {
        return merged;
    }
    if (PML_IS(o, tuple)) {
        merge_tuple_items(c, o);
    } else if (PML_IS(o, frozenset) && ((PmlSet *)o)->used > 0) {
        PmlObj *fresh = merge_frozenset_items(c, o);
        *cache_slot(c, o) = fresh; /* equal to o, hence the same slot */
        return fresh;
    }
    return o;
}

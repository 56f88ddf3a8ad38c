/* Key tables of dicts: sizes, making, freeing, probing (facts 2.4). */
#include "object/dict_internal.h"

/* -- sizes ------------------------------------------------------------------------------- */

int pml_keys_log2_for(int64_t slots)
{
    uint64_t x = (uint64_t)((slots | 8) - 1) | 7;
    int bits = 0;
    while (x) {
        bits++;
        x >>= 1;
    }
    return bits;
}

int pml_keys_log2_estimate(int64_t n)
{
    return pml_keys_log2_for((n * 3 + 1) / 2);
}

static int log2_index_bytes(int log2_size)
{
    return log2_size < 8    ? log2_size
           : log2_size < 16 ? log2_size + 1
           : log2_size < 32 ? log2_size + 2
                            : log2_size + 3;
}

int64_t pml_keys_sizeof(const PmlDictKeys *k)
{
    int64_t entry =
        pml_keys_all_str(k) ? (int64_t)sizeof(PmlUnicodeEntry) : (int64_t)sizeof(PmlGeneralEntry);
    return (int64_t)offsetof(PmlDictKeys, indices) + (INT64_C(1) << k->log2_index_bytes) +
           pml_usable_fraction(pml_keys_slots(k)) * entry;
}

/* -- making and freeing ------------------------------------------------------------------ */

PmlDictKeys *pml_keys_new(PmlEngine *E, int log2_size, bool all_str)
{
    PmlRuntime *rt = E->rt;
    if (log2_size > PML_KEYS_MAX_LOG2) {
        pml_err_no_memory(E);
        return NULL;
    }
    PmlDictKeys shape = {.refs = 1};
    shape.log2_size = (uint8_t)log2_size;
    shape.log2_index_bytes = (uint8_t)log2_index_bytes(log2_size);
    shape.kind = all_str ? PML_KEYS_UNICODE : PML_KEYS_GENERAL;
    shape.usable = pml_usable_fraction(INT64_C(1) << log2_size);
    int64_t bytes = pml_keys_sizeof(&shape);
    PmlDictKeys *k;
    if (all_str && log2_size == PML_KEYS_MIN_LOG2 && rt->free_keys_count > 0) {
        k = rt->free_keys[--rt->free_keys_count].p;
        rt->free_keys[rt->free_keys_count].p = NULL;
    } else {
        k = pml_mem_alloc(E, (size_t)bytes);
        if (!k) {
            pml_err_no_memory(E);
            return NULL;
        }
    }
    size_t head = offsetof(PmlDictKeys, indices);
    size_t index_bytes = (size_t)1 << shape.log2_index_bytes;
    memcpy(k, &shape, head);
    memset(k->indices, 0xff, index_bytes);
    memset(k->indices + index_bytes, 0, (size_t)bytes - head - index_bytes);
    return k;
}

PmlDictKeys *pml_keys_clone(PmlEngine *E, PmlDict *d)
{
    PmlDictKeys *from = d->keys.p;
    size_t bytes = (size_t)pml_keys_sizeof(from);
    PmlDictKeys *k = pml_mem_alloc(E, bytes);
    if (!k) {
        pml_err_no_memory(E);
        return NULL;
    }
    memcpy(k, from, bytes);
    k->refs = 1;
    k->version = 0;
    for (int64_t i = 0; i < k->nentries; i++) {
        PmlObj *value = pml_entry_value(d, i)->p;
        if (value) {
            pml_incref(value);
            pml_incref(pml_entry_key(k, i)->p);
        }
    }
    return k;
}

void pml_keys_release_block(PmlEngine *E, PmlDictKeys *k)
{
    PmlRuntime *rt = E->rt;
    if (k->log2_size == PML_KEYS_MIN_LOG2 && pml_keys_all_str(k) &&
        rt->free_keys_count < PML_KEYS_FREE_MAX) {
        rt->free_keys[rt->free_keys_count++].p = k;
    } else {
        pml_mem_free(E, k);
    }
}

/* Entry by entry, key then value. */
static void release_entries(PmlEngine *E, PmlDictKeys *k)
{
    int64_t n = k->nentries;
    if (pml_keys_all_str(k)) {
        PmlUnicodeEntry *e = pml_str_entries(k);
        for (int64_t i = 0; i < n; i++) {
            PML_CLEAR(E, e[i].key);
            PML_CLEAR(E, e[i].value);
        }
    } else {
        PmlGeneralEntry *e = pml_general_entries(k);
        for (int64_t i = 0; i < n; i++) {
            PML_CLEAR(E, e[i].key);
            PML_CLEAR(E, e[i].value);
        }
    }
}

void pml_keys_decref(PmlEngine *E, PmlDictKeys *k)
{
    if (--k->refs == 0) {
        release_entries(E, k);
        pml_keys_release_block(E, k);
    }
}

void pml_keys_release_detached(PmlEngine *E, PmlDictKeys *k)
{
    if (--k->refs > 0) {
        return;
    }
    int64_t n = k->nentries;
    if (pml_keys_all_str(k)) {
        pml_release_detached(E, &pml_str_entries(k)->key, 2 * n, false);
    } else {
        PmlGeneralEntry *e = pml_general_entries(k);
        PmlRef *flat = malloc((size_t)(2 * n + 1) * sizeof(PmlRef));
        if (flat) {
            for (int64_t i = 0; i < n; i++) {
                flat[2 * i] = e[i].key;
                flat[2 * i + 1] = e[i].value;
            }
            pml_release_detached(E, flat, 2 * n, false);
            free(flat);
        } else {
            release_entries(E, k);
        }
    }
    pml_keys_release_block(E, k);
}

void pml_dict_create_static(PmlEngine *E)
{
    PmlDictKeys *k = pml_static_alloc(E, sizeof(PmlDictKeys));
    k->refs = 1;
    k->kind = PML_KEYS_UNICODE;
    k->version = 1;
    memset(k->indices, 0xff, sizeof k->indices);
    E->rt->empty_keys.p = k;
}

/* -- the index part ---------------------------------------------------------------------- */

int64_t pml_keys_index(const PmlDictKeys *k, uint64_t slot)
{
    const unsigned char *p = k->indices;
    if (k->log2_size < 8) {
        return ((const int8_t *)p)[slot];
    }
    if (k->log2_size < 16) {
        int16_t ix;
        memcpy(&ix, p + slot * 2, sizeof ix);
        return ix;
    }
    if (k->log2_size < 32) {
        int32_t ix;
        memcpy(&ix, p + slot * 4, sizeof ix);
        return ix;
    }
    int64_t ix;
    memcpy(&ix, p + slot * 8, sizeof ix);
    return ix;
}

void pml_keys_set_index(PmlDictKeys *k, uint64_t slot, int64_t ix)
{
    unsigned char *p = k->indices;
    if (k->log2_size < 8) {
        ((int8_t *)p)[slot] = (int8_t)ix;
    } else if (k->log2_size < 16) {
        int16_t v = (int16_t)ix;
        memcpy(p + slot * 2, &v, sizeof v);
    } else if (k->log2_size < 32) {
        int32_t v = (int32_t)ix;
        memcpy(p + slot * 4, &v, sizeof v);
    } else {
        memcpy(p + slot * 8, &ix, sizeof ix);
    }
}

/* The slots a hash visits, in order. */
typedef struct Probe {
    uint64_t mask, perturb, slot;
} Probe;

static Probe probe_start(const PmlDictKeys *k, int64_t hash)
{
    uint64_t mask = (uint64_t)pml_keys_slots(k) - 1;
    return (Probe){mask, (uint64_t)hash, (uint64_t)hash & mask};
}

static void probe_next(Probe *p)
{
    p->perturb >>= 5;
    p->slot = (p->slot * 5 + p->perturb + 1) & p->mask;
}

uint64_t pml_keys_find_empty(const PmlDictKeys *k, int64_t hash)
{
    Probe p = probe_start(k, hash);
    while (pml_keys_index(k, p.slot) >= 0) {
        probe_next(&p);
    }
    return p.slot;
}

uint64_t pml_keys_slot_of(const PmlDictKeys *k, int64_t hash, int64_t ix)
{
    Probe p = probe_start(k, hash);
    while (pml_keys_index(k, p.slot) != ix) {
        probe_next(&p);
    }
    return p.slot;
}

void pml_keys_build_indices(PmlDictKeys *k, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        Probe p = probe_start(k, pml_entry_hash(k, i));
        while (pml_keys_index(k, p.slot) != PML_IX_EMPTY) {
            probe_next(&p);
        }
        pml_keys_set_index(k, p.slot, i);
    }
}

/* -- lookup ------------------------------------------------------------------------------ */

int64_t pml_keys_find_str(PmlDictKeys *k, const PmlObj *key, int64_t hash)
{
    PmlUnicodeEntry *e = pml_str_entries(k);
    for (Probe p = probe_start(k, hash);; probe_next(&p)) {
        int64_t ix = pml_keys_index(k, p.slot);
        if (ix == PML_IX_EMPTY) {
            return PML_IX_EMPTY;
        }
        if (ix >= 0) {
            PmlObj *found = e[ix].key.p;
            if (found == key || (PML_STR(found)->hash == hash && pml_str_equal(found, key))) {
                return ix;
            }
        }
    }
}

/* Is entry ix the key sought? 1, 0, PML_IX_ERROR, or PML_IX_CHANGED when the comparison changed
 * the dict. */
static int64_t entry_matches(PmlEngine *E, PmlDict *d, PmlDictKeys *k, int64_t ix, PmlObj *key,
                             int64_t hash)
{
    PmlObj *found = pml_entry_key(k, ix)->p;
    if (found == key) {
        return 1;
    }
    if (pml_entry_hash(k, ix) != hash) {
        return 0;
    }
    if (PML_IS(found, str) && PML_IS(key, str)) {
        return pml_str_equal(found, key);
    }
    int same = pml_compare_held(E, found, key, "dict lookup: key");
    if (same < 0) {
        return PML_IX_ERROR;
    }
    if (d->keys.p != k || pml_entry_key(k, ix)->p != found) {
        return PML_IX_CHANGED;
    }
    return same;
}

static int64_t find_any(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash)
{
    PmlDictKeys *k = d->keys.p;
    for (Probe p = probe_start(k, hash);; probe_next(&p)) {
        int64_t ix = pml_keys_index(k, p.slot);
        if (ix == PML_IX_EMPTY) {
            return PML_IX_EMPTY;
        }
        if (ix >= 0) {
            int64_t same = entry_matches(E, d, k, ix, key, hash);
            if (same != 0) {
                return same > 0 ? ix : same;
            }
        }
    }
}

int64_t pml_dict_lookup(PmlEngine *E, PmlDict *d, PmlObj *key, int64_t hash, PmlObj **value)
{
    int64_t ix;
    if (pml_lookup_is_quiet(d->keys.p, key)) {
        ix = pml_keys_find_str(d->keys.p, key, hash);
    } else {
        do {
            ix = find_any(E, d, key, hash);
        } while (ix == PML_IX_CHANGED);
    }
    *value = ix >= 0 ? pml_entry_value(d, ix)->p : NULL;
    return ix;
}

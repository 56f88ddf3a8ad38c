/* Key sharing (facts 2.6): the names of a class's attributes live once, in the class; each
 * instance has an array of values. */
#include "object/dict_internal.h"

/* -- values arrays ----------------------------------------------------------------------- */

PmlValues *pml_values_new(PmlEngine *E, int64_t n)
{
    size_t prefix = ((size_t)n + 2 + 7) & ~(size_t)7;
    unsigned char *block = pml_mem_alloc(E, prefix + (size_t)n * sizeof(PmlRef));
    if (!block) {
        pml_err_no_memory(E);
        return NULL;
    }
    PmlValues *v = (PmlValues *)(void *)(block + prefix);
    block[prefix - 1] = (unsigned char)prefix;
    block[prefix - 2] = 0;
    for (int64_t i = 0; i < n; i++) {
        v->values[i].p = NULL;
    }
    return v;
}

void pml_values_free(PmlEngine *E, PmlValues *v)
{
    pml_mem_free(E, pml_values_head(v) - pml_values_head(v)[-1]);
}

void pml_values_append_order(PmlValues *v, int64_t ix)
{
    uint8_t *count = pml_values_head(v) - 2;
    PML_ASSERT(*count + 2 < pml_values_head(v)[-1]);
    (*count)++;
    count[-*count] = (uint8_t)ix;
}

void pml_values_remove_order(PmlValues *v, int64_t ix)
{
    uint8_t *count = pml_values_head(v) - 2;
    int i = 1;
    while (count[-i] != ix) {
        i++;
    }
    for (; i < *count; i++) {
        count[-i] = count[-i - 1];
    }
    (*count)--;
}

/* -- shared key tables ------------------------------------------------------------------- */

PmlDictKeys *pml_shared_keys_new(PmlEngine *E)
{
    PmlDictKeys *k = pml_keys_new(E, 6, true);
    if (!k) {
        pml_error_clear(E);
        return NULL;
    }
    k->usable = PML_SHARED_NAMES;
    k->kind = PML_KEYS_SPLIT;
    return k;
}

void pml_shared_keys_refs(PmlEngine *E, PmlDictKeys *k, PmlRefSink *sink)
{
    PML_UNUSED(E);
    for (int64_t i = 0; i < k->nentries; i++) {
        PmlObj *key = pml_str_entries(k)[i].key.p;
        if (key) {
            sink->ref(sink, key, PML_EDGE_KEY, key, "shared attribute name", i);
        }
    }
}

/* The name's place in the shared table, added if there is room; PML_IX_EMPTY: no room. */
static int64_t share_name(PmlEngine *E, PmlDictKeys *k, PmlObj *name)
{
    int64_t hash = pml_key_hash(E, name);
    int64_t ix = pml_keys_find_str(k, name, hash);
    if (ix != PML_IX_EMPTY || k->usable <= 0) {
        return ix;
    }
    k->version = 0;
    ix = k->nentries;
    pml_keys_set_index(k, pml_keys_find_empty(k, hash), ix);
    pml_str_entries(k)[ix].key.p = pml_incref(name);
    k->usable--;
    k->nentries++;
    return ix;
}

/* -- instances --------------------------------------------------------------------------- */

static PmlDictKeys *shared_keys_of(PmlObj *o)
{
    return PML_TYPE_OF(o)->cached_keys.p;
}

int pml_instance_init_values(PmlEngine *E, PmlObj *o)
{
    PmlDictKeys *k = shared_keys_of(o);
    if (k->usable > 1) {
        k->usable--;
    }
    PmlValues *v = pml_values_new(E, pml_shared_capacity(k));
    if (!v) {
        return -1;
    }
    pml_instance_values(o)->p = v;
    return 0;
}

PmlObj *pml_instance_load(PmlEngine *E, PmlObj *o, PmlValues *values, PmlObj *name)
{
    if (!PML_IS(name, str)) {
        return NULL;
    }
    int64_t ix = pml_keys_find_str(shared_keys_of(o), name, pml_key_hash(E, name));
    return ix < 0 ? NULL : pml_xincref(values->values[ix].p);
}

PmlObj *pml_instance_make_dict(PmlEngine *E, PmlObj *o, PmlValues *values)
{
    PmlDictKeys *k = shared_keys_of(o);
    int64_t used = 0;
    bool track = false;
    for (int64_t i = 0; i < pml_shared_capacity(k); i++) {
        PmlObj *value = values->values[i].p;
        if (value) {
            used++;
            track = track || pml_gc_may_be_tracked(value);
        }
    }
    PmlObj *d = pml_dict_wrap(E, pml_keys_incref(k), values, used, false);
    if (d && track) {
        pml_gc_track(E, d);
    }
    return d;
}

/* A name the shared table has no room for: the attributes move into a dict. */
static int store_in_new_dict(PmlEngine *E, PmlObj *o, PmlValues *values, PmlObj *name,
                             PmlObj *value)
{
    PmlObj *d = pml_instance_make_dict(E, o, values);
    if (!d) {
        return -1;
    }
    pml_instance_values(o)->p = NULL;
    pml_instance_dict(o)->p = d;
    return value ? pml_dict_set(E, d, name, value) : pml_dict_del(E, d, name);
}

int pml_instance_store(PmlEngine *E, PmlObj *o, PmlValues *values, PmlObj *name, PmlObj *value)
{
    int64_t ix = PML_IS(name, str) ? share_name(E, shared_keys_of(o), name) : PML_IX_EMPTY;
    if (ix == PML_IX_EMPTY) {
        return store_in_new_dict(E, o, values, name, value);
    }
    PmlRef *slot = &values->values[ix];
    PmlObj *old = slot->p;
    if (!old && !value) {
        PML_RAISE(E, AttributeError, "'%.100s' object has no attribute '%U'",
                  PML_TYPE_OF(o)->name.p, name);
        return -1;
    }
    slot->p = pml_xincref(value);
    if (!old) {
        pml_values_append_order(values, ix);
        return 0;
    }
    if (!value) {
        pml_values_remove_order(values, ix);
    }
    pml_decref(E, old);
    return 0;
}

int pml_instance_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PmlValues *values = pml_instance_values(o)->p;
    int64_t n = values ? shared_keys_of(o)->nentries : 0;
    for (int64_t i = 0; i < n; i++) {
        PML_VISIT(values->values[i]);
    }
    return 0;
}

void pml_instance_clear_values(PmlEngine *E, PmlObj *o)
{
    PmlValues *values = pml_instance_values(o)->p;
    int64_t n = values ? shared_keys_of(o)->nentries : 0;
    for (int64_t i = 0; i < n; i++) {
        PML_CLEAR(E, values->values[i]);
    }
    if (values) {
        pml_values_head(values)[-2] = 0;
    }
}

void pml_instance_free_values(PmlEngine *E, PmlObj *o)
{
    PmlValues *values = pml_instance_values(o)->p;
    if (!values) {
        return;
    }
    pml_instance_clear_values(E, o);
    pml_instance_values(o)->p = NULL;
    pml_values_free(E, values);
}

void pml_instance_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlValues *values = pml_instance_values(o)->p;
    if (!values) {
        return;
    }
    PmlDictKeys *k = shared_keys_of(o);
    for (int64_t i = 0; i < k->nentries; i++) {
        if (values->values[i].p) {
            sink->ref(sink, values->values[i].p, PML_EDGE_ATTR, pml_str_entries(k)[i].key.p, NULL,
                      i);
        }
    }
}

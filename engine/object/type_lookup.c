/* Finding attributes in a type's mro, with CPython's method cache, keyed by type version and name.
 *
 * T1: an entry is valid while its version is the version of the type asked for; changing a type
 *     (pml_type_modified) gives it and its subclasses new versions.
 * T2: an entry owns its name, None while it has none: the names live in a static tuple. So a name
 *     once looked up lives on until another takes its entry, and None's count starts near 4,000.
 *     An entry does not own its value, which lives while the version holds: some dict in the mro
 *     has it. */
#include "object/type_system.h"

#include "object/check.h"

/* MCACHE_SIZE_EXP and MCACHE_MAX_ATTR_SIZE of 3.11, measured through None's count. */
enum { CACHE_ENTRIES = 1 << 12, CACHED_NAME_LENGTH = 100 };

void pml_type_cache_create(PmlEngine *E)
{
    E->rt->type_cache.p = pml_static_alloc(E, CACHE_ENTRIES * sizeof(PmlTypeCacheEntry));
    PmlObj *names = pml_tuple_static(E, CACHE_ENTRIES);
    for (int64_t i = 0; i < CACHE_ENTRIES; i++) {
        PML_TUPLE_ITEMS(names)[i].p = pml_incref(PML_NONE(E));
    }
    E->rt->type_cache_names.p = names;
}

void pml_type_cache_clear(PmlEngine *E)
{
    for (int64_t i = 0; i < CACHE_ENTRIES; i++) {
        PmlRef *name = &PML_TUPLE_ITEMS(E->rt->type_cache_names.p)[i];
        PmlObj *old = name->p;
        E->rt->type_cache.p[i] = (PmlTypeCacheEntry){{NULL}, 0, 0};
        name->p = pml_incref(PML_NONE(E));
        pml_decref(E, old);
    }
}

bool pml_type_assign_version(PmlEngine *E, PmlType *t)
{
    if (pml_type_has(t, PML_TF_VALID_VERSION)) {
        return true;
    }
    if (!pml_type_has(t, PML_TF_READY) || E->rt->next_type_version == UINT32_MAX) {
        return false;
    }
    if (E->rt->next_type_version == 0) {
        E->rt->next_type_version = 1;
    }
    t->version = E->rt->next_type_version++;
    for (int64_t i = 0; i < PML_TUPLE_LEN(t->bases.p); i++) {
        PmlObj *base = PML_TUPLE_AT(t->bases.p, i);
        if (!pml_type_assign_version(E, (PmlType *)base)) {
            return false;
        }
    }
    t->flags |= PML_TF_VALID_VERSION;
    return true;
}

static int modified_subclass(PmlEngine *E, PmlType *sub, void *ctx)
{
    PML_UNUSED(ctx);
    pml_type_modified(E, sub);
    return 0;
}

void pml_type_modified(PmlEngine *E, PmlType *t)
{
    if (!pml_type_has(t, PML_TF_VALID_VERSION)) {
        return; /* then no subclass has a valid one either */
    }
    pml_each_subclass(E, t, modified_subclass, NULL);
    t->flags &= ~(uint32_t)PML_TF_VALID_VERSION;
    t->version = 0;
}

PmlObj *pml_find_name_in_mro(PmlEngine *E, PmlType *t, PmlObj *name, bool *failed)
{
    *failed = false;
    int64_t hash =
        PML_IS(name, str) && PML_STR(name)->hash != -1 ? PML_STR(name)->hash : pml_hash(E, name);
    PmlObj *mro = t->mro.p;
    if (hash == -1 && pml_error_pending(E)) {
        *failed = true;
        return NULL;
    }
    if (!mro) {
        return NULL;
    }
    pml_incref(mro); /* a comparison may run Python that replaces it */
    PmlObj *found = NULL;
    for (int64_t i = 0; i < PML_TUPLE_LEN(mro); i++) {
        PmlType *base = (PmlType *)PML_TUPLE_AT(mro, i);
        if (!base->dict.p) {
            continue;
        }
        found = pml_dict_get_hash(E, base->dict.p, name, hash);
        if (found) {
            break;
        }
        if (pml_error_pending(E)) {
            *failed = true;
            break;
        }
    }
    pml_decref(E, mro);
    return found;
}

static size_t cache_place(const PmlEngine *E, const PmlType *t, const PmlObj *name)
{
    uint64_t address = (uint64_t)((const unsigned char *)name - E->region) >> 3;
    return (size_t)((t->version ^ address) % CACHE_ENTRIES);
}

static void cache_put(PmlEngine *E, const PmlType *t, PmlObj *name, PmlObj *value)
{
    size_t i = cache_place(E, t, name);
    PmlRef *place = &PML_TUPLE_ITEMS(E->rt->type_cache_names.p)[i];
    PmlObj *old = place->p;
    E->rt->type_cache.p[i] = (PmlTypeCacheEntry){{value}, t->version, 0};
    place->p = pml_incref(name);
    pml_decref(E, old);
}

PmlObj *pml_type_lookup(PmlEngine *E, PmlType *t, PmlObj *name)
{
    bool cacheable = PML_IS(name, str) && PML_STR_LEN(name) <= CACHED_NAME_LENGTH;
    if (cacheable && pml_type_has(t, PML_TF_VALID_VERSION)) {
        size_t i = cache_place(E, t, name);
        const PmlTypeCacheEntry *e = &E->rt->type_cache.p[i];
        if (e->version == t->version && PML_TUPLE_AT(E->rt->type_cache_names.p, i) == name) {
            return e->value.p;
        }
    }
    bool failed;
    PmlObj *found = pml_find_name_in_mro(E, t, name, &failed);
    if (failed) {
        pml_error_clear(E); /* as CPython: the lookup then just finds nothing */
        return NULL;
    }
    if (cacheable && pml_type_assign_version(E, t)) {
        cache_put(E, t, name, found);
    }
    return found;
}

PmlObj *pml_lookup_maybe_method(PmlEngine *E, PmlObj *o, PmlObj *name, bool *unbound)
{
    PmlObj *found = pml_type_lookup(E, PML_TYPE_OF(o), name);
    *unbound = false;
    if (!found) {
        return NULL;
    }
    PmlType *kind = PML_TYPE_OF(found);
    if (pml_type_has(kind, PML_TF_METHOD_DESCR)) {
        *unbound = true;
        return pml_incref(found);
    }
    return kind->descr_get ? kind->descr_get(E, found, o, (PmlObj *)PML_TYPE_OF(o))
                           : pml_incref(found);
}

PmlObj *pml_lookup_special(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    PmlObj *found = pml_type_lookup(E, PML_TYPE_OF(o), name);
    if (!found) {
        return NULL;
    }
    PmlTernary get = PML_TYPE_OF(found)->descr_get;
    return get ? get(E, found, o, (PmlObj *)PML_TYPE_OF(o)) : pml_incref(found);
}

bool pml_type_is_subtype(const PmlType *a, const PmlType *b)
{
    if (a->mro.p) {
        for (int64_t i = 0; i < PML_TUPLE_LEN(a->mro.p); i++) {
            if (PML_TUPLE_AT(a->mro.p, i) == (const PmlObj *)b) {
                return true;
            }
        }
        return false;
    }
    /* not completely initialised yet: follow the bases */
    for (const PmlType *t = a; t; t = t->base.p) {
        if (t == b) {
            return true;
        }
    }
    return b && b->id == PML_T_object; /* an empty super has no type at all */
}

bool pml_isinstance_of(const PmlObj *o, const PmlType *t)
{
    return PML_TYPE_OF(o) == t || pml_type_is_subtype(PML_TYPE_OF(o), t);
}

const char *pml_type_cache_check(PmlEngine *E, PmlType *t)
{
    for (int64_t i = 0; i < CACHE_ENTRIES && pml_type_has(t, PML_TF_VALID_VERSION); i++) {
        const PmlTypeCacheEntry *e = &E->rt->type_cache.p[i];
        PmlObj *name = PML_TUPLE_AT(E->rt->type_cache_names.p, i);
        if (e->version != t->version) {
            continue;
        }
        PML_EXPECT(PML_IS(name, str), "T2: an entry of the type cache without a name");
        bool failed;
        PmlObj *found = pml_find_name_in_mro(E, t, name, &failed);
        PML_EXPECT(found == e->value.p, "T1: the type cache says what a search does not find");
    }
    return NULL;
}

#include "observe/census.h"

#include <stdio.h>

#include "observe/describe.h"

static PmlTypeCount *find(PmlCensus *c, const char *type)
{
    int64_t low = 0, high = c->used;
    while (low < high) {
        int64_t mid = (low + high) / 2;
        if (strcmp(c->types[mid].type, type) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    if (low < c->used && strcmp(c->types[low].type, type) == 0) {
        return &c->types[low];
    }
    if (c->used == c->capacity) {
        int64_t capacity = c->capacity ? c->capacity * 2 : 64;
        PmlTypeCount *types = realloc(c->types, (size_t)capacity * sizeof *types);
        if (!types) {
            c->failed = true;
            return NULL;
        }
        c->types = types;
        c->capacity = capacity;
    }
    memmove(&c->types[low + 1], &c->types[low], (size_t)(c->used++ - low) * sizeof *c->types);
    memset(&c->types[low], 0, sizeof *c->types);
    memcpy(c->types[low].type, type, strlen(type) + 1);
    return &c->types[low];
}

static void count(PmlEngine *E, PmlCensus *c, PmlObj *o)
{
    char type[48];
    snprintf(type, sizeof type, "%s", pml_describe_type(o));
    PmlTypeCount *t = find(c, type);
    if (t) {
        int64_t bytes = pml_describe_size(E, o);
        t->count++;
        t->bytes += bytes;
        c->count++;
        c->bytes += bytes;
    }
}

void pml_census_of(PmlEngine *E, const PmlReach *set, PmlCensus *out)
{
    memset(out, 0, sizeof *out);
    for (int64_t i = 0; i < set->count; i++) {
        if (!pml_heap_is_static(E, set->nodes[i].object)) {
            count(E, out, set->nodes[i].object);
        }
    }
    out->failed |= set->failed;
}

void pml_census(PmlEngine *E, PmlCensus *out)
{
    PmlReach all;
    pml_reach(E, NULL, &all);
    PmlReach garbage = {0};
    pml_garbage(E, &all, &garbage);
    pml_census_of(E, &all, out);
    for (int64_t i = 0; i < garbage.count; i++) {
        if (!pml_heap_is_static(E, garbage.nodes[i].object)) {
            count(E, out, garbage.nodes[i].object);
        }
    }
    out->failed |= garbage.failed;
    pml_reach_free(&garbage);
    pml_reach_free(&all);
}

void pml_census_free(PmlCensus *c)
{
    free(c->types);
    memset(c, 0, sizeof *c);
}

const PmlTypeCount *pml_census_find(const PmlCensus *c, const char *type)
{
    int64_t low = 0, high = c->used;
    while (low < high) {
        int64_t mid = (low + high) / 2;
        if (strcmp(c->types[mid].type, type) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < c->used && strcmp(c->types[low].type, type) == 0 ? &c->types[low] : NULL;
}

/* -- arenas ------------------------------------------------------------------------------ */

typedef struct PmlArenaWalk {
    PmlEngine *E;
    PmlMemoryStory *out;
    PmlReach live; /* every live object */
} PmlArenaWalk;

static PmlArenaStory *arena_at(const PmlEngine *E, PmlMemoryStory *m, uint64_t address)
{
    uint64_t start = address & ~(pml_arena_bytes(E) - 1);
    for (int64_t i = 0; i < m->arena_count; i++) {
        if (m->arenas[i].address == start) {
            return &m->arenas[i];
        }
    }
    PmlArenaStory *more = realloc(m->arenas, (size_t)(m->arena_count + 1) * sizeof *more);
    if (!more) {
        m->failed = true;
        return NULL;
    }
    m->arenas = more;
    memset(&more[m->arena_count], 0, sizeof *more);
    more[m->arena_count].address = start;
    return &more[m->arena_count++];
}

static bool on_pool(void *ctx, int index, const PmlPoolInfo *pool)
{
    PmlArenaWalk *w = ctx;
    PML_UNUSED(index);
    PmlArenaStory *a = arena_at(w->E, w->out, pml_model_address(w->E, pool->pool));
    if (!a) {
        return false;
    }
    a->pools_used += pool->used > 0;
    a->pools_free += pool->used == 0;
    if (pool->used) {
        w->out->free_in_pools += pool->capacity - pool->used;
        w->out->free_in_pools_bytes +=
            (int64_t)(pool->capacity - pool->used) * ((int64_t)(pool->size_class + 1) * 16);
    }
    return true;
}

/* The object whose own block this is: behind no, one or two 16-byte heads. */
static PmlObj *owner_of(const PmlArenaWalk *w, const void *block)
{
    for (int head = 0; head <= 32; head += 16) {
        PmlObj *o = (PmlObj *)((uintptr_t)block + (uintptr_t)head);
        if (pml_reach_index(&w->live, o) >= 0) {
            int64_t before = (pml_type_is_gc(o->type.p) ? 16 : 0) +
                             (pml_type_has(o->type.p, PML_TF_MANAGED_DICT) ? 16 : 0);
            if (before == head) {
                return o;
            }
        }
    }
    return NULL;
}

static bool on_block(void *ctx, const void *block, size_t bytes, bool in_pool)
{
    PmlArenaWalk *w = ctx;
    if (!in_pool) {
        return true;
    }
    PmlArenaStory *a = arena_at(w->E, w->out, pml_model_address(w->E, block));
    if (!a) {
        return false;
    }
    PmlObj *o = owner_of(w, block);
    a->blocks++;
    a->bytes += (int64_t)bytes;
    if (o) {
        count(w->E, &a->pins, o);
    } else {
        a->other++;
    }
    return true;
}

static void free_lists(PmlEngine *E, PmlMemoryStory *out)
{
    const PmlRuntime *rt = E->rt;
    int64_t tuples = 0;
    for (int i = 0; i < PML_TUPLE_FREE_SIZES; i++) {
        tuples += rt->free_tuple_count[i];
    }
    const PmlFreeList lists[PML_FREE_LISTS] = {{"float", rt->free_float_count},
                                               {"list", rt->free_list_count},
                                               {"dict", rt->free_dict_count},
                                               {"dict keys", rt->free_keys_count},
                                               {"tuple", tuples},
                                               {"slice", rt->slice_cache.p != NULL}};
    memcpy(out->free_lists, lists, sizeof lists);
}

void pml_memory_story(PmlEngine *E, PmlMemoryStory *out)
{
    PmlArenaWalk w = {.E = E, .out = out};
    PmlReach garbage = {0};
    memset(out, 0, sizeof *out);
    free_lists(E, out);
    pml_reach(E, NULL, &w.live);
    pml_garbage(E, &w.live, &garbage);
    for (int64_t i = 0; i < garbage.count; i++) {
        pml_objmap_at(&w.live.index, garbage.nodes[i].object, w.live.count, NULL);
    }
    pml_heap_each_pool(E, on_pool, &w);
    pml_heap_each_block(E, on_block, &w);
    for (int64_t i = 0; i < out->arena_count; i++) {
        PmlArenaStory *a = &out->arenas[i];
        a->pools_untouched =
            (int64_t)(pml_arena_bytes(E) / pml_pool_bytes(E)) - a->pools_used - a->pools_free;
    }
    out->failed |= w.live.failed || garbage.failed;
    pml_reach_free(&garbage);
    pml_reach_free(&w.live);
}

void pml_memory_story_free(PmlMemoryStory *m)
{
    for (int64_t i = 0; i < m->arena_count; i++) {
        pml_census_free(&m->arenas[i].pins);
    }
    free(m->arenas);
    memset(m, 0, sizeof *m);
}

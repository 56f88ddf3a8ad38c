#include "observe/heap_map.h"
#include "object/dict_internal.h"

#include <stdio.h>

#include "observe/describe.h"
#include "observe/steps.h"

/* -- blocks and their objects -------------------------------------------------------------- */

typedef struct PmlParts {
    PmlEngine *E;
    PmlObjMap index; /* block -> index in list; a block is no object, only an address */
    PmlBlockOwner *list;
    int64_t count, capacity;
    bool failed;
} PmlParts;

static void add_part(PmlParts *p, const void *block, PmlObj *o, const char *part)
{
    if (!block || pml_heap_is_static(p->E, block)) {
        return;
    }
    if (p->count == p->capacity) {
        int64_t capacity = p->capacity ? p->capacity * 2 : 4096;
        PmlBlockOwner *list = realloc(p->list, (size_t)capacity * sizeof *list);
        if (!list) {
            p->failed = true;
            return;
        }
        p->list = list;
        p->capacity = capacity;
    }
    p->list[p->count] = (PmlBlockOwner){block, 0, o, part, false};
    pml_objmap_at(&p->index, (PmlObj *)(uintptr_t)block, p->count++, NULL);
}

static void add_values(PmlParts *p, PmlValues *values, PmlObj *o)
{
    if (values) {
        const unsigned char *head = (const unsigned char *)values;
        add_part(p, head - head[-1], o,
                 "values"); /* the byte before them: how far the block goes */
    }
}

/* A split dict has values of its own; its key table is its class's. */
static void add_dict(PmlParts *p, PmlDict *d)
{
    if (d->values.p) {
        add_values(p, d->values.p, (PmlObj *)d);
    } else {
        add_part(p, d->keys.p, (PmlObj *)d, "key table");
    }
}

static void add_object(PmlParts *p, PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    uintptr_t head = (pml_is_gc(o) ? 16u : 0u) + (pml_type_has(t, PML_TF_MANAGED_DICT) ? 16u : 0u);
    add_part(p, (const void *)((uintptr_t)o - head), o, "object");
    if (PML_IS_LIST(o)) {
        add_part(p, ((PmlList *)o)->items.p, o, "items");
    } else if (PML_IS_DICT(o)) {
        add_dict(p, (PmlDict *)o);
    } else if ((PML_IS(o, set) || PML_IS(o, frozenset)) && ((PmlSet *)o)->mask > 7) {
        add_part(p, ((PmlSet *)o)->table.p, o, "table");
    } else if (PML_IS(o, bytearray)) {
        add_part(p, ((PmlByteArray *)o)->bytes.p, o, "bytes");
    } else if (pml_type_has(t, PML_TF_TYPE)) {
        add_part(p, ((PmlType *)o)->cached_keys.p, o, "shared key table");
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        add_values(p, pml_instance_values(o)->p, o);
    }
}

typedef struct PmlBlockWalk {
    PmlEngine *E;
    uint64_t from, to;
    const PmlParts *parts;
    PmlBlockMap *out;
} PmlBlockWalk;

static bool on_block(void *ctx, const void *block, size_t bytes, bool in_pool)
{
    PmlBlockWalk *w = ctx;
    PmlBlockMap *out = w->out;
    uint64_t at = pml_model_address(w->E, block);
    if (at < w->from || at >= w->to) {
        return true;
    }
    if (out->count == out->capacity) {
        int64_t capacity = out->capacity ? out->capacity * 2 : 512;
        PmlBlockOwner *list = realloc(out->list, (size_t)capacity * sizeof *list);
        if (!list) {
            out->failed = true;
            return false;
        }
        out->list = list;
        out->capacity = capacity;
    }
    int64_t i = pml_objmap_get(&w->parts->index, block, -1);
    PmlBlockOwner *b = &out->list[out->count++];
    *b = i < 0 ? (PmlBlockOwner){block, 0, NULL, NULL, false} : w->parts->list[i];
    b->bytes = (int64_t)bytes;
    b->in_pool = in_pool;
    return true;
}

void pml_block_map(PmlEngine *E, uint64_t from, uint64_t to, PmlBlockMap *out)
{
    PmlParts parts = {.E = E};
    PmlReach live, garbage = {0};
    memset(out, 0, sizeof *out);
    pml_reach(E, NULL, &live);
    pml_garbage(E, &live, &garbage);
    for (int64_t i = 0; i < live.count; i++) {
        add_object(&parts, live.nodes[i].object);
    }
    for (int64_t i = 0; i < garbage.count; i++) {
        add_object(&parts, garbage.nodes[i].object);
    }
    PmlBlockWalk w = {E, from, to, &parts, out};
    pml_heap_each_block(E, on_block, &w);
    out->failed |= parts.failed || parts.index.failed || live.failed || garbage.failed;
    free(parts.list);
    pml_objmap_free(&parts.index);
    pml_reach_free(&garbage);
    pml_reach_free(&live);
}

void pml_block_map_free(PmlBlockMap *m)
{
    free(m->list);
    memset(m, 0, sizeof *m);
}

/* -- lives ------------------------------------------------------------------------------- */

typedef struct PmlLifeWatch {
    PmlDeaths deaths; /* one at a time */
    PmlWitness *witness;
    uint64_t address;
    PmlLife *lives;
    int64_t count, capacity;
} PmlLifeWatch;

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlLifeWatch *w = p->ctx;
    const PmlDeath *d = pml_witness_death(w->witness, r, o, cause);
    w->deaths.count = 0;
    if (!d || d->address != w->address) {
        return;
    }
    if (w->count >= w->capacity) {
        memmove(w->lives, w->lives + 1, (size_t)(w->capacity - 1) * sizeof *w->lives);
    }
    int64_t at = w->count < w->capacity ? w->count : w->capacity - 1;
    w->lives[at] = (PmlLife){.died = d->tick, .death = *d};
    w->count++;
}

static void find_birth(PmlRecording *r, uint64_t address, PmlLife *life)
{
    PmlStep s = {.event = PML_STEP_BIRTH, .address = address};
    if (pml_step(r, &s, true)) {
        life->born = r->E->vm->ticks;
    }
}

static void add_living(PmlRecording *r, PmlLifeWatch *w)
{
    PmlEngine *E = r->E;
    PmlObj *o = pml_object_at(E, w->address);
    if (!o) {
        return;
    }
    if (w->count >= w->capacity) {
        memmove(w->lives, w->lives + 1, (size_t)(w->capacity - 1) * sizeof *w->lives);
    }
    PmlLife *life = &w->lives[w->count < w->capacity ? w->count : w->capacity - 1];
    *life = (PmlLife){.died = PML_NEVER};
    life->death.size = pml_describe_size(E, o);
    snprintf(life->death.type, sizeof life->death.type, "%s", pml_describe_type(o));
    pml_describe_value(E, o, life->death.value, sizeof life->death.value);
    w->count++;
}

int64_t pml_lives(PmlRecording *r, uint64_t address, PmlLife *lives, int64_t capacity)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    PmlDeath one;
    PmlLifeWatch w = {.address = address, .lives = lives, .capacity = capacity};
    w.deaths.list = &one;
    w.deaths.limit = 1;
    w.deaths.all = true;
    w.witness = pml_witness_new(r->E, &w.deaths);
    if (!w.witness) {
        return 0;
    }
    PmlProbe p = {.on_death = on_death, .ctx = &w};
    pml_probe_run(r, &p, pml_place_first(r), pml_recording_end(r));
    pml_seek(r, pml_recording_end(r));
    add_living(r, &w);
    for (int64_t i = 0; i < w.count && i < capacity; i++) {
        pml_seek(r, lives[i].died == PML_NEVER ? pml_recording_end(r)
                                               : pml_place_of_tick(r, lives[i].died - 1));
        find_birth(r, address, &lives[i]);
    }
    pml_seek(r, here);
    pml_witness_free(w.witness);
    return w.count;
}

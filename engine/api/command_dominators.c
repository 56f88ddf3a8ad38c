/* dominators, heap_map, lives: who alone keeps whom; memory as it lies. */
#include "api/words_view.h"
#include "observe/dominators.h"
#include "observe/heap_map.h"

#include <stdio.h>
#include <stdlib.h>

/* -- dominators -------------------------------------------------------------------------- */

static void put_dominated(PmlReply *reply, PmlEngine *E, const PmlDominators *d, int64_t i)
{
    const PmlDominated *x = &d->list[i];
    pml_open_object(reply, NULL);
    pml_put_object(reply, "object", E, d->reach.nodes[i].object);
    pml_put_int(reply, "retained_objects", x->objects);
    pml_put_int(reply, "retained_bytes", x->bytes);
    if (x->dominator < 0) {
        pml_put_null(reply, "dominator");
    } else {
        pml_put_object_id(reply, "dominator", E, d->reach.nodes[x->dominator].object);
    }
    pml_close(reply);
}

typedef struct PmlRanked {
    int64_t node, bytes;
} PmlRanked;

static int by_bytes(const void *a, const void *b)
{
    const PmlRanked *x = a, *y = b;
    if (x->bytes != y->bytes) {
        return x->bytes < y->bytes ? 1 : -1;
    }
    return x->node < y->node ? -1 : 1;
}

/* The largest, or those right below one object. */
static void put_largest(PmlReply *reply, PmlEngine *E, const PmlDominators *d, int64_t above,
                        int64_t limit)
{
    int64_t n = 0;
    PmlRanked *ranked = malloc((size_t)(d->reach.count + 1) * sizeof *ranked);
    for (int64_t i = 0; ranked && i < d->reach.count; i++) {
        bool is_static = pml_heap_is_static(E, d->reach.nodes[i].object);
        if (!is_static && (above < 0 || d->list[i].dominator == above)) {
            ranked[n++] = (PmlRanked){i, d->list[i].bytes};
        }
    }
    if (n) {
        qsort(ranked, (size_t)n, sizeof *ranked, by_bytes);
    }
    pml_open_list(reply, above < 0 ? "largest" : "dominated");
    for (int64_t i = 0; i < n && i < limit; i++) {
        put_dominated(reply, E, d, ranked[i].node);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", n > limit ? n - limit : 0);
    free(ranked);
}

void pml_command_dominators(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlDominators d;
    int64_t limit, node = -1;
    PmlObj *o = NULL;
    if (!pml_want_limit(request, 20, &limit, reply) ||
        (pml_field_text(request, "id") && !(o = pml_want_live(door->E, request, "id", reply)))) {
        return;
    }
    pml_dominators(door->E, &d);
    if (o && !d.failed) {
        node = pml_reach_index(&d.reach, o);
        pml_open_list(reply, "chain");
        for (int64_t i = node; i >= 0; i = d.list[i].dominator) {
            put_dominated(reply, door->E, &d, i);
        }
        pml_close(reply);
        pml_put_bool(reply, "reachable", node >= 0);
    }
    if (d.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory for the tree of dominators.");
    } else if (!o || node >= 0) {
        put_largest(reply, door->E, &d, node, limit);
    }
    pml_dominators_free(&d);
}

/* -- heap map ---------------------------------------------------------------------------- */

enum { POOLS_MAX = 256, LINE = POOLS_MAX + 40 };

/* An arena as text: a sign for each pool, by how full it is. */
typedef struct PmlArenaRow {
    uint64_t address;
    char signs[POOLS_MAX + 1];
} PmlArenaRow;
typedef struct PmlHeapRows {
    PmlEngine *E;
    PmlReply *reply;
    PmlArenaRow *rows;
    int64_t count;
    uint64_t arena; /* whose pools are listed */
    bool failed;
} PmlHeapRows;

static PmlArenaRow *row_of(PmlHeapRows *h, uint64_t address)
{
    uint64_t start = address & ~(pml_arena_bytes(h->E) - 1);
    if (h->count && h->rows[h->count - 1].address == start) {
        return &h->rows[h->count - 1];
    }
    PmlArenaRow *more = realloc(h->rows, (size_t)(h->count + 1) * sizeof *more);
    if (!more) {
        h->failed = true;
        return NULL;
    }
    h->rows = more;
    PmlArenaRow *row = &more[h->count++];
    row->address = start;
    size_t pools = (size_t)(pml_arena_bytes(h->E) / pml_pool_bytes(h->E));
    pools = pools < POOLS_MAX ? pools : POOLS_MAX;
    memset(row->signs, '.', pools);
    row->signs[pools] = 0;
    return row;
}

static bool on_pool_sign(void *ctx, int index, const PmlPoolInfo *pool)
{
    PmlHeapRows *h = ctx;
    uint64_t at = pml_model_address(h->E, pool->pool);
    PmlArenaRow *row = row_of(h, at);
    PML_UNUSED(index);
    if (!row) {
        return false;
    }
    uint32_t tenth = pool->capacity ? pool->used * 10 / pool->capacity : 0;
    row->signs[(at - row->address) / pml_pool_bytes(h->E)] = pool->used == 0 ? '-'
                                                             : pool->used == pool->capacity
                                                                 ? '#'
                                                                 : (char)('0' + tenth);
    return true;
}

static bool on_pool(void *ctx, int index, const PmlPoolInfo *pool)
{
    PmlHeapRows *h = ctx;
    uint64_t at = pml_model_address(h->E, pool->pool);
    PML_UNUSED(index);
    if ((at & ~(pml_arena_bytes(h->E) - 1)) != h->arena) {
        return true;
    }
    pml_open_object(h->reply, NULL);
    pml_put_address(h->reply, "address", at);
    pml_put_int(h->reply, "block_bytes", ((int64_t)pool->size_class + 1) * 16);
    pml_put_int(h->reply, "used", pool->used);
    pml_put_int(h->reply, "capacity", pool->capacity);
    pml_put_int(h->reply, "touched", pool->carved);
    pml_close(h->reply);
    return true;
}

static void put_blocks(PmlDoor *door, uint64_t pool, int64_t limit, PmlReply *reply)
{
    PmlBlockMap m;
    pml_block_map(door->E, pool, pool + pml_pool_bytes(door->E), &m);
    pml_open_list(reply, "blocks");
    for (int64_t i = 0; i < m.count && i < limit; i++) {
        const PmlBlockOwner *b = &m.list[i];
        pml_open_object(reply, NULL);
        pml_put_address(reply, "address", pml_model_address(door->E, b->block));
        pml_put_int(reply, "bytes", b->bytes);
        if (b->object) {
            pml_put_text(reply, "part", b->part);
            pml_put_object(reply, "object", door->E, b->object);
        }
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", m.count > limit ? m.count - limit : 0);
    if (m.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory for the map.");
    }
    pml_block_map_free(&m);
}

static bool want_address(const cJSON *request, const char *field, uint64_t *address,
                         PmlReply *reply)
{
    const char *text = pml_field_text(request, field);
    char *end;
    *address = text ? strtoull(text, &end, 16) : 0;
    if (text && (strncmp(text, "0x", 2) != 0 || *end)) {
        pml_reply_error(reply, "bad_id", "An address is such as \"0x7f3a00001000\".");
        return false;
    }
    return true;
}

void pml_command_heap_map(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlHeapRows h = {.E = door->E, .reply = reply};
    uint64_t pool;
    int64_t limit;
    char line[LINE];
    if (!pml_want_limit(request, 1024, &limit, reply) ||
        !want_address(request, "arena", &h.arena, reply) ||
        !want_address(request, "pool", &pool, reply)) {
        return;
    }
    pml_heap_each_pool(door->E, on_pool_sign, &h);
    pml_open_list(reply, "map");
    for (int64_t i = 0; i < h.count; i++) {
        snprintf(line, sizeof line, "0x%llx %s", (unsigned long long)h.rows[i].address,
                 h.rows[i].signs);
        pml_put_text(reply, NULL, line);
    }
    pml_close(reply);
    pml_put_text(reply, "legend",
                 "one sign a pool: . never used, - empty, 0 to 9 tenths in use, # full");
    pml_open_list(reply, "pools");
    if (h.arena) {
        h.arena &= ~(pml_arena_bytes(door->E) - 1);
        pml_heap_each_pool(door->E, on_pool, &h);
    }
    pml_close(reply);
    if (pool) {
        put_blocks(door, pool & ~(pml_pool_bytes(door->E) - 1), limit, reply);
    }
    if (h.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory for the map.");
    }
    free(h.rows);
}

/* -- lives ------------------------------------------------------------------------------- */

enum { LIVES_MAX = 50 };

void pml_command_lives(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    uint64_t address;
    int64_t limit;
    PmlLife lives[LIVES_MAX];
    if (!pml_want_limit(request, 10, &limit, reply) ||
        !want_address(request, "id", &address, reply)) {
        return;
    }
    limit = limit < LIVES_MAX ? limit : LIVES_MAX;
    int64_t n = pml_lives(door->recording, address, lives, limit);
    pml_open_list(reply, "lives");
    for (int64_t i = 0; i < n && i < limit; i++) {
        const PmlLife *l = &lives[i];
        pml_open_object(reply, NULL);
        pml_put_text(reply, "type", l->death.type);
        pml_put_text(reply, "value", l->death.value);
        pml_put_int(reply, "size", l->death.size);
        pml_put_int(reply, "born", (int64_t)l->born);
        if (l->died == PML_NEVER) {
            pml_put_null(reply, "died");
        } else {
            pml_put_int(reply, "died", (int64_t)l->died);
            pml_put_text(reply, "cause", pml_reason_names[l->death.reason]);
        }
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", n > limit ? n - limit : 0);
}

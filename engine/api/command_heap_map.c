/* heap_map, lives: memory as it lies, and who has lived at one address. */
#include "api/words_view.h"
#include "heap/heap_state.h"
#include "observe/heap_map.h"

#include <stdio.h>
#include <stdlib.h>

/* -- cells: a sign for each block of a pool ------------------------------------------------- */

enum { BLOCKS_MAX = 1024, GENERATION_UNTRACKED = 4, NO_OBJECT = -1, TYPES_MAX = 60 };
/* A type's place in the list of types is its sign's place here; the last stands for all others. */
static const char type_signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz01234567";
static const char generation_signs[] = "012pu";
_Static_assert(sizeof type_signs - 1 == TYPES_MAX, "a sign a type");

typedef struct PmlCellType {
    const PmlType *type;
    int64_t number, count, rank;
} PmlCellType;

/* All live blocks, their types by how many blocks they own, the collected objects' generations. */
typedef struct PmlCells {
    PmlBlockMap map;
    PmlObjMap types, generations;
    PmlCellType *list; /* by count, the commonest first */
    int64_t *rank;     /* of a type's number */
    int64_t count, capacity;
    bool failed;
} PmlCells;

static void count_type(PmlCells *c, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    int64_t *at = pml_objmap_at(&c->types, (PmlObj *)t, c->count, NULL);
    if (!at) {
        return;
    }
    if (*at == c->count) {
        if (c->count == c->capacity) {
            int64_t capacity = c->capacity ? c->capacity * 2 : 256;
            PmlCellType *more = realloc(c->list, (size_t)capacity * sizeof *more);
            if (!more) {
                c->failed = true;
                return;
            }
            c->list = more;
            c->capacity = capacity;
        }
        c->list[c->count] = (PmlCellType){.type = t, .number = c->count};
        c->count++;
    }
    c->list[*at].count++;
}

static int by_count(const void *a, const void *b)
{
    const PmlCellType *x = a, *y = b;
    if (x->count != y->count) {
        return x->count < y->count ? 1 : -1;
    }
    return x->number < y->number ? -1 : 1;
}

static void note_generations(PmlEngine *E, PmlCells *c)
{
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            pml_objmap_at(&c->generations, pml_from_gc(g), i, NULL);
        }
    }
}

static void cells_of(PmlEngine *E, PmlCells *c)
{
    memset(c, 0, sizeof *c);
    pml_block_map(E, 0, UINT64_MAX, &c->map);
    for (int64_t i = 0; i < c->map.count; i++) {
        if (c->map.list[i].object) {
            count_type(c, c->map.list[i].object);
        }
    }
    note_generations(E, c);
    c->rank = malloc((size_t)(c->count + 1) * sizeof *c->rank);
    c->failed |= !c->rank || c->map.failed || c->types.failed || c->generations.failed;
    if (c->failed || c->count == 0) {
        return;
    }
    qsort(c->list, (size_t)c->count, sizeof *c->list, by_count);
    for (int64_t i = 0; i < c->count; i++) {
        c->rank[c->list[i].number] = i < TYPES_MAX - 1 ? i : TYPES_MAX - 1;
    }
}

static void cells_free(PmlCells *c)
{
    pml_block_map_free(&c->map);
    pml_objmap_free(&c->types);
    pml_objmap_free(&c->generations);
    free(c->list);
    free(c->rank);
}

/* The first live block at an address or after it. */
static int64_t first_block(PmlEngine *E, const PmlBlockMap *m, uint64_t address)
{
    int64_t low = 0, high = m->count;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (pml_model_address(E, m->list[middle].block) < address) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void put_cells(PmlReply *reply, PmlEngine *E, const PmlCells *c, const PmlPoolInfo *pool)
{
    char types[BLOCKS_MAX + 1], ages[BLOCKS_MAX + 1];
    uint64_t at = pml_model_address(E, pool->pool), bytes = pml_pool_bytes(E);
    uint64_t block = ((uint64_t)pool->size_class + 1) * 16;
    uint64_t start = at + PML_POOL_HEADER;
    size_t n = pool->capacity < BLOCKS_MAX ? pool->capacity : BLOCKS_MAX;
    memset(types, '.', n);
    memset(types, '-', pool->carved < n ? pool->carved : n);
    memset(ages, '-', n);
    types[n] = ages[n] = 0;
    for (int64_t i = first_block(E, &c->map, start); i < c->map.count; i++) {
        const PmlBlockOwner *b = &c->map.list[i];
        uint64_t address = pml_model_address(E, b->block);
        uint64_t cell = (address - start) / block;
        if (address >= at + bytes || cell >= n) {
            break;
        }
        types[cell] = '?';
        if (b->object) {
            int64_t type = pml_objmap_get(&c->types, (PmlObj *)PML_TYPE_OF(b->object), 0);
            types[cell] = type_signs[c->rank[type]];
            ages[cell] =
                generation_signs[pml_objmap_get(&c->generations, b->object, GENERATION_UNTRACKED)];
        }
    }
    pml_put_text(reply, "cells", types);
    pml_put_text(reply, "generations", ages);
}

static void put_block(PmlReply *reply, PmlEngine *E, const PmlBlockOwner *b)
{
    pml_open_object(reply, NULL);
    pml_put_address(reply, "address", pml_model_address(E, b->block));
    pml_put_int(reply, "bytes", b->bytes);
    if (b->object) {
        pml_put_text(reply, "part", b->part);
        pml_put_object(reply, "object", E, b->object);
    }
    pml_close(reply);
}

static int larger(const void *a, const void *b)
{
    const PmlBlockOwner *x = a, *y = b;
    if (x->bytes != y->bytes) {
        return x->bytes < y->bytes ? 1 : -1;
    }
    return x->block < y->block ? -1 : 1;
}

/* Types in the order of their signs, and the largest of the blocks that are in no pool. */
static void put_types_and_large(PmlReply *reply, PmlEngine *E, PmlCells *c, int64_t limit)
{
    int64_t n = 0;
    pml_open_list(reply, "types");
    for (int64_t i = 0; i < c->count && i < TYPES_MAX - 1; i++) {
        pml_put_text(reply, NULL, c->list[i].type->name.p);
    }
    pml_close(reply);
    pml_put_text(reply, "type_signs", type_signs);
    for (int64_t i = 0; i < c->map.count; i++) {
        if (!c->map.list[i].in_pool) {
            c->map.list[n++] = c->map.list[i];
        }
    }
    if (n) {
        qsort(c->map.list, (size_t)n, sizeof *c->map.list, larger);
    }
    pml_open_list(reply, "large");
    for (int64_t i = 0; i < n && i < limit; i++) {
        put_block(reply, E, &c->map.list[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "large_omitted", n > limit ? n - limit : 0);
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
    uint64_t arena;        /* whose pools are listed; 0: none, or all with their cells */
    const PmlCells *cells; /* NULL: pools in numbers only */
    int64_t left, omitted; /* pools that may still be listed */
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
    if (h->arena && (at & ~(pml_arena_bytes(h->E) - 1)) != h->arena) {
        return true;
    }
    if (h->cells && h->left-- <= 0) {
        h->omitted++;
        return true;
    }
    pml_open_object(h->reply, NULL);
    pml_put_address(h->reply, "address", at);
    pml_put_int(h->reply, "block_bytes", ((int64_t)pool->size_class + 1) * 16);
    pml_put_int(h->reply, "used", pool->used);
    pml_put_int(h->reply, "capacity", pool->capacity);
    pml_put_int(h->reply, "touched", pool->carved);
    if (h->cells) {
        put_cells(h->reply, h->E, h->cells, pool);
    }
    pml_close(h->reply);
    return true;
}

/* The live blocks of a pool or of a whole arena. */
static void put_blocks(PmlDoor *door, uint64_t from, uint64_t bytes, int64_t limit, PmlReply *reply)
{
    PmlBlockMap m;
    pml_block_map(door->E, from, from + bytes, &m);
    pml_open_list(reply, "blocks");
    for (int64_t i = 0; i < m.count && i < limit; i++) {
        put_block(reply, door->E, &m.list[i]);
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

static void put_pools(PmlHeapRows *h, bool wants_cells, int64_t limit)
{
    PmlCells cells;
    h->left = limit;
    if (wants_cells) {
        cells_of(h->E, &cells);
        h->failed |= cells.failed;
        h->cells = &cells;
    }
    pml_open_list(h->reply, "pools");
    if (h->arena || wants_cells) {
        h->arena &= ~(pml_arena_bytes(h->E) - 1);
        if (!h->failed) {
            pml_heap_each_pool(h->E, on_pool, h);
        }
    }
    pml_close(h->reply);
    if (wants_cells) {
        pml_put_int(h->reply, "pools_omitted", h->omitted);
        if (!h->failed) {
            put_types_and_large(h->reply, h->E, &cells, limit);
        }
        cells_free(&cells);
    }
}

static void put_map(PmlHeapRows *h, PmlLang lang)
{
    char line[LINE];
    pml_heap_each_pool(h->E, on_pool_sign, h);
    pml_open_list(h->reply, "map");
    for (int64_t i = 0; i < h->count; i++) {
        snprintf(line, sizeof line, "0x%llx %s", (unsigned long long)h->rows[i].address,
                 h->rows[i].signs);
        pml_put_text(h->reply, NULL, line);
    }
    pml_close(h->reply);
    pml_put_text(h->reply, "legend", pml_phrase(PML_PHRASE_HEAP_LEGEND, lang));
}

void pml_command_heap_map(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlHeapRows h = {.E = door->E, .reply = reply};
    uint64_t pool;
    int64_t limit;
    PmlLang lang;
    if (!pml_want_limit(request, 1024, &limit, reply) ||
        !want_address(request, "arena", &h.arena, reply) ||
        !want_address(request, "pool", &pool, reply) || !pml_want_lang(request, &lang, reply)) {
        return;
    }
    put_map(&h, lang);
    put_pools(&h, cJSON_IsTrue(cJSON_GetObjectItem(request, "cells")), limit);
    if (pool) {
        uint64_t bytes = pml_pool_bytes(door->E);
        put_blocks(door, pool & ~(bytes - 1), bytes, limit, reply);
    } else if (h.arena && cJSON_IsTrue(cJSON_GetObjectItem(request, "blocks"))) {
        put_blocks(door, h.arena, pml_arena_bytes(door->E), limit, reply);
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

/* census, suspects, memory, generations: figures over all objects. */
#include "api/door_state.h"
#include "observe/census.h"
#include "observe/steps.h"

#include <stdio.h>

static int by_bytes(const void *a, const void *b)
{
    const PmlTypeCount *x = a, *y = b;
    if (x->bytes != y->bytes) {
        return x->bytes < y->bytes ? 1 : -1;
    }
    return strcmp(x->type, y->type);
}

static void add_types(PmlCensus *c, int64_t limit, cJSON *parent)
{
    cJSON *list = cJSON_AddArrayToObject(parent, "types");
    if (c->used) {
        qsort(c->types, (size_t)c->used, sizeof *c->types, by_bytes);
    }
    for (int64_t i = 0; i < c->used && i < limit; i++) {
        cJSON *j = cJSON_CreateObject();
        cJSON_AddStringToObject(j, "type", c->types[i].type);
        cJSON_AddNumberToObject(j, "count", (double)c->types[i].count);
        cJSON_AddNumberToObject(j, "bytes", (double)c->types[i].bytes);
        cJSON_AddItemToArray(list, j);
    }
    cJSON_AddNumberToObject(parent, "types_omitted",
                            (double)(c->used > limit ? c->used - limit : 0));
    cJSON_AddNumberToObject(parent, "count", (double)c->count);
    cJSON_AddNumberToObject(parent, "bytes", (double)c->bytes);
}

/* -- census ------------------------------------------------------------------------------ */

/* now minus then, types that did not change left out. */
static void difference(const PmlCensus *now, const PmlCensus *then, PmlCensus *out)
{
    memset(out, 0, sizeof *out);
    out->types = calloc((size_t)(now->used + then->used + 1), sizeof *out->types);
    out->failed = !out->types;
    for (int pass = 0; pass < 2 && out->types; pass++) {
        const PmlCensus *a = pass ? then : now, *b = pass ? now : then;
        for (int64_t i = 0; i < a->used; i++) {
            const PmlTypeCount *other = pml_census_find(b, a->types[i].type);
            PmlTypeCount d = a->types[i];
            if (pass && other) {
                continue;
            }
            d.count = (pass ? -d.count : d.count) - (other ? other->count : 0);
            d.bytes = (pass ? -d.bytes : d.bytes) - (other ? other->bytes : 0);
            if (d.count || d.bytes) {
                out->types[out->used++] = d;
            }
            out->count += d.count;
            out->bytes += d.bytes;
        }
    }
}

void pml_command_census(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlRecording *r = door->recording;
    PmlCensus now, then, d;
    int64_t limit, since = pml_field_int(request, "since", -1);
    if (!pml_want_limit(request, 100, &limit, reply)) {
        return;
    }
    pml_census(door->E, &now);
    cJSON_AddNumberToObject(reply, "tick", (double)door->E->vm->ticks);
    if (since < 0) {
        add_types(&now, limit, reply);
        pml_census_free(&now);
        return;
    }
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    bool good = pml_seek(r, pml_place_of_tick(r, (uint64_t)since));
    pml_census(door->E, &then);
    pml_seek(r, here);
    difference(&now, &then, &d);
    cJSON_AddNumberToObject(reply, "since", (double)since);
    add_types(&d, limit, reply);
    if (!good || now.failed || then.failed || d.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory for the census.");
    }
    pml_census_free(&d);
    pml_census_free(&then);
    pml_census_free(&now);
}

/* -- suspects ---------------------------------------------------------------------------- */

enum { ROUNDS_MAX = 12 };

static const PmlTypeCount *in_round(const PmlCensus *rounds, int i, const char *type)
{
    static const PmlTypeCount none;
    const PmlTypeCount *t = pml_census_find(&rounds[i], type);
    return t ? t : &none;
}

/* Types whose number grows from every round to the next. */
static void add_growing(const PmlCensus *rounds, int n, cJSON *reply)
{
    cJSON *list = cJSON_AddArrayToObject(reply, "growing");
    for (int64_t t = 0; n > 1 && t < rounds[n - 1].used; t++) {
        const char *type = rounds[n - 1].types[t].type;
        bool grows = true;
        for (int i = 1; i < n; i++) {
            grows =
                grows && in_round(rounds, i, type)->count > in_round(rounds, i - 1, type)->count;
        }
        if (!grows) {
            continue;
        }
        cJSON *j = cJSON_CreateObject();
        cJSON_AddStringToObject(j, "type", type);
        cJSON *counts = cJSON_AddArrayToObject(j, "counts");
        for (int i = 0; i < n; i++) {
            cJSON_AddItemToArray(counts,
                                 cJSON_CreateNumber((double)in_round(rounds, i, type)->count));
        }
        cJSON_AddNumberToObject(
            j, "bytes",
            (double)(in_round(rounds, n - 1, type)->bytes - in_round(rounds, 0, type)->bytes));
        cJSON_AddItemToArray(list, j);
    }
}

/* Objects no root reaches: by type, and one of them to ask about. */
static void add_garbage(PmlEngine *E, cJSON *reply)
{
    PmlReach reached, garbage = {0};
    PmlCensus c;
    pml_reach(E, NULL, &reached);
    pml_garbage(E, &reached, &garbage);
    pml_census_of(E, &garbage, &c);
    cJSON *g = cJSON_AddObjectToObject(reply, "unreachable");
    add_types(&c, 50, g);
    if (garbage.count) {
        cJSON_AddItemToObject(g, "example", pml_object_json(E, garbage.nodes[0].object));
    }
    pml_census_free(&c);
    pml_reach_free(&garbage);
    pml_reach_free(&reached);
}

void pml_command_suspects(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlRecording *r = door->recording;
    int64_t line = pml_field_int(request, "line", 0);
    int64_t wanted = pml_field_int(request, "rounds", 5);
    PmlCensus rounds[ROUNDS_MAX];
    int n = 0;
    if (wanted < 2 || wanted > ROUNDS_MAX) {
        pml_reply_error(reply, "bad_rounds", "rounds is 2 to 12.");
        return;
    }
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    add_garbage(door->E, reply);
    if (line > 0) {
        pml_seek(r, pml_place_first(r));
        PmlStep s = {.event = PML_STEP_AT_LINE, .lines = &line, .line_count = 1};
        while (n < wanted && pml_step(r, &s, false)) {
            pml_census(door->E, &rounds[n++]);
        }
        pml_seek(r, here);
        add_growing(rounds, n, reply);
    }
    cJSON_AddNumberToObject(reply, "rounds", n);
    while (n > 0) {
        pml_census_free(&rounds[--n]);
    }
}

/* -- memory ------------------------------------------------------------------------------ */

static void add_arenas(PmlMemoryStory *m, cJSON *reply)
{
    cJSON *list = cJSON_AddArrayToObject(reply, "arenas");
    for (int64_t i = 0; i < m->arena_count; i++) {
        PmlArenaStory *a = &m->arenas[i];
        char text[24];
        cJSON *j = cJSON_CreateObject();
        snprintf(text, sizeof text, "0x%llx", (unsigned long long)a->address);
        cJSON_AddStringToObject(j, "address", text);
        cJSON_AddNumberToObject(j, "pools_used", (double)a->pools_used);
        cJSON_AddNumberToObject(j, "pools_free", (double)a->pools_free);
        cJSON_AddNumberToObject(j, "pools_untouched", (double)a->pools_untouched);
        cJSON_AddNumberToObject(j, "live_blocks", (double)a->blocks);
        cJSON_AddNumberToObject(j, "live_bytes", (double)a->bytes);
        cJSON_AddNumberToObject(j, "blocks_of_no_object", (double)a->other);
        add_types(&a->pins, 10, cJSON_AddObjectToObject(j, "pinned_by"));
        cJSON_AddNumberToObject(j, "returned_if_empty", PML_ARENA_BYTES);
        cJSON_AddItemToArray(list, j);
    }
}

void pml_command_memory(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlEngine *E = door->E;
    const PmlHeapStats *s = pml_heap_stats(E);
    PmlMemoryStory m;
    PML_UNUSED(request);
    pml_memory_story(E, &m);
    cJSON_AddNumberToObject(reply, "live_bytes", (double)s->bytes_live);
    cJSON_AddNumberToObject(reply, "peak_bytes", (double)s->bytes_peak);
    cJSON_AddNumberToObject(reply, "free_blocks", (double)m.free_in_pools);
    cJSON_AddNumberToObject(reply, "free_block_bytes", (double)m.free_in_pools_bytes);
    cJSON_AddNumberToObject(reply, "pools_used", (double)s->pools_used);
    cJSON_AddNumberToObject(reply, "pools_empty", (double)s->pools_free);
    cJSON_AddNumberToObject(reply, "large_blocks", (double)s->large_blocks);
    cJSON_AddNumberToObject(reply, "large_bytes", (double)s->large_bytes);
    cJSON_AddNumberToObject(reply, "process_bytes", (double)s->mapped_bytes);
    cJSON_AddNumberToObject(reply, "arenas_now", (double)s->arenas);
    cJSON_AddNumberToObject(reply, "arenas_peak", (double)s->arenas_peak);
    cJSON_AddNumberToObject(reply, "arenas_returned", (double)s->arenas_reclaimed);
    cJSON *lists = cJSON_AddObjectToObject(reply, "free_lists");
    for (int i = 0; i < PML_FREE_LISTS; i++) {
        cJSON_AddNumberToObject(lists, m.free_lists[i].type, (double)m.free_lists[i].count);
    }
    add_arenas(&m, reply);
    if (m.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the arenas.");
    }
    pml_memory_story_free(&m);
}

/* -- generations ------------------------------------------------------------------------- */

/* The generation the next automatic collection takes when generation 0 is over its threshold. */
static int next_generation(const PmlGc *gc)
{
    for (int i = 2; i > 0; i--) {
        bool due = gc->count[i] > gc->threshold[i];
        if (due && (i < 2 || gc->long_lived_pending >= gc->long_lived_total / 4)) {
            return i;
        }
    }
    return 0;
}

void pml_command_generations(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    const PmlGc *gc = door->E->gc;
    PML_UNUSED(request);
    cJSON_AddBoolToObject(reply, "enabled", gc->enabled != 0);
    cJSON *list = cJSON_AddArrayToObject(reply, "generations");
    for (int i = 0; i < 3; i++) {
        cJSON *j = cJSON_CreateObject();
        cJSON_AddNumberToObject(j, "members", (double)pml_gc_list_size(&gc->gen[i]));
        cJSON_AddNumberToObject(j, "count", gc->count[i]);
        cJSON_AddNumberToObject(j, "threshold", gc->threshold[i]);
        cJSON_AddNumberToObject(j, "collections", (double)gc->stats[i].collections);
        cJSON_AddNumberToObject(j, "collected", (double)gc->stats[i].collected);
        cJSON_AddNumberToObject(j, "uncollectable", (double)gc->stats[i].uncollectable);
        cJSON_AddItemToArray(list, j);
    }
    cJSON_AddNumberToObject(reply, "permanent", (double)pml_gc_list_size(&gc->permanent));
    cJSON *rule = cJSON_AddObjectToObject(reply, "quarter_rule");
    cJSON_AddNumberToObject(rule, "pending", (double)gc->long_lived_pending);
    cJSON_AddNumberToObject(rule, "total", (double)gc->long_lived_total);
    cJSON_AddNumberToObject(rule, "needed", (double)(gc->long_lived_total / 4));
    cJSON_AddBoolToObject(rule, "allows_full", gc->long_lived_pending >= gc->long_lived_total / 4);
    cJSON *next = cJSON_AddObjectToObject(reply, "next");
    if (!gc->enabled || !gc->threshold[0]) {
        cJSON_AddNullToObject(next, "container_allocations");
        cJSON_AddNullToObject(next, "generation");
        return;
    }
    /* An allocation counts itself, then compares: it collects when the count is above. */
    int64_t left = (int64_t)gc->threshold[0] - gc->count[0] + 1;
    cJSON_AddNumberToObject(next, "container_allocations", (double)(left > 1 ? left : 1));
    cJSON_AddNumberToObject(next, "generation", next_generation(gc));
}

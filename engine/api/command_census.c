/* census, suspects, memory, generations: figures over all objects. */
#include "api/words_view.h"
#include "observe/holder.h"
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

static void add_types(PmlCensus *c, int64_t limit, PmlReply *reply)
{
    pml_open_list(reply, "types");
    if (c->used) {
        qsort(c->types, (size_t)c->used, sizeof *c->types, by_bytes);
    }
    for (int64_t i = 0; i < c->used && i < limit; i++) {
        pml_open_object(reply, NULL);
        pml_put_text(reply, "type", c->types[i].type);
        pml_put_int(reply, "count", (int64_t)c->types[i].count);
        pml_put_int(reply, "bytes", (int64_t)c->types[i].bytes);
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "types_omitted", (int64_t)(c->used > limit ? c->used - limit : 0));
    pml_put_int(reply, "count", (int64_t)c->count);
    pml_put_int(reply, "bytes", (int64_t)c->bytes);
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

void pml_command_census(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    PmlCensus now, then, d;
    int64_t limit, since = pml_field_int(request, "since", -1);
    if (!pml_want_limit(request, 100, &limit, reply) ||
        !pml_want_from_zero(request, "since", reply)) {
        return;
    }
    pml_census(door->E, &now);
    pml_put_int(reply, "tick", (int64_t)door->E->vm->ticks);
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
    pml_put_int(reply, "since", (int64_t)since);
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

/* Of the objects of a type the last one that hangs on what holds most of them; -1: none. */
static int64_t typical_one(const PmlReach *reached, const char *type)
{
    PmlObjMap held = {0};
    int64_t best = -1, most = 0;
    for (int64_t i = 0; i < reached->count; i++) {
        const PmlNode *n = &reached->nodes[i];
        if (n->parent < 0 || strcmp(pml_describe_type(n->object), type) != 0) {
            continue;
        }
        int64_t *here = pml_objmap_at(&held, reached->nodes[n->parent].object, 0, NULL);
        if (here && ++*here >= most) {
            most = *here;
            best = i;
        }
    }
    pml_objmap_free(&held);
    return best;
}

/* One object of a type with the chain from its root. */
static void put_held(PmlEngine *E, const PmlReach *reached, const char *type, PmlReply *reply)
{
    int64_t i = typical_one(reached, type);
    pml_open_list(reply, "chain");
    if (i >= 0 && reached->nodes[i].depth < 1000) {
        pml_put_chain(E, reached, i, reply);
    }
    pml_close(reply);
}

/* Types whose number grows from every round to the next. */
static void add_growing(PmlEngine *E, const PmlCensus *rounds, int n, PmlReply *reply)
{
    PmlReach reached;
    pml_reach(E, NULL, &reached);
    pml_open_list(reply, "growing");
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
        pml_open_object(reply, NULL);
        pml_put_text(reply, "type", type);
        pml_open_list(reply, "counts");
        for (int i = 0; i < n; i++) {
            pml_put_int(reply, NULL, (int64_t)in_round(rounds, i, type)->count);
        }
        pml_close(reply);
        pml_put_int(
            reply, "bytes",
            (int64_t)(in_round(rounds, n - 1, type)->bytes - in_round(rounds, 0, type)->bytes));
        put_held(E, &reached, type, reply);
        pml_close(reply);
    }
    pml_close(reply);
    pml_reach_free(&reached);
}

/* Objects no root reaches: by type, and one of them to ask about. */
static void add_garbage(PmlEngine *E, PmlLang lang, PmlReply *reply)
{
    PmlReach reached, garbage = {0};
    PmlCensus c;
    pml_reach(E, NULL, &reached);
    pml_garbage(E, &reached, &garbage);
    pml_census_of(E, &garbage, &c);
    pml_open_object(reply, "unreachable");
    add_types(&c, 50, reply);
    if (garbage.count) {
        PmlSpeech held = {0};
        pml_put_object(reply, "example", E, garbage.nodes[0].object);
        pml_say_holders(&held, lang, E, garbage.nodes[0].object, 4);
        pml_put_speech(reply, "held_by", &held);
    }
    pml_close(reply);
    pml_census_free(&c);
    pml_reach_free(&garbage);
    pml_reach_free(&reached);
}

void pml_command_suspects(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t line = pml_field_int(request, "line", 0);
    int64_t wanted = pml_field_int(request, "rounds", 5);
    PmlCensus rounds[ROUNDS_MAX];
    PmlLang lang;
    int n = 0;
    if (!pml_want_lang(request, &lang, reply)) {
        return;
    }
    if (wanted < 2 || wanted > ROUNDS_MAX) {
        pml_reply_error(reply, "bad_rounds", "rounds is 2 to 12.");
        return;
    }
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    add_garbage(door->E, lang, reply);
    if (line > 0) {
        pml_seek(r, pml_place_first(r));
        PmlStep s = {.event = PML_STEP_AT_LINE, .lines = &line, .line_count = 1};
        while (n < wanted && pml_step(r, &s, false)) {
            pml_census(door->E, &rounds[n++]);
        }
        pml_seek(r, here);
        add_growing(door->E, rounds, n, reply);
    }
    pml_put_int(reply, "rounds", n);
    while (n > 0) {
        pml_census_free(&rounds[--n]);
    }
}

/* -- memory ------------------------------------------------------------------------------ */

static void add_arenas(const PmlEngine *E, PmlMemoryStory *m, PmlReply *reply)
{
    pml_open_list(reply, "arenas");
    for (int64_t i = 0; i < m->arena_count; i++) {
        PmlArenaStory *a = &m->arenas[i];
        char text[24];
        pml_open_object(reply, NULL);
        snprintf(text, sizeof text, "0x%llx", (unsigned long long)a->address);
        pml_put_text(reply, "address", text);
        pml_put_int(reply, "pools_used", (int64_t)a->pools_used);
        pml_put_int(reply, "pools_free", (int64_t)a->pools_free);
        pml_put_int(reply, "pools_untouched", (int64_t)a->pools_untouched);
        pml_put_int(reply, "live_blocks", (int64_t)a->blocks);
        pml_put_int(reply, "live_bytes", (int64_t)a->bytes);
        pml_put_int(reply, "blocks_of_no_object", (int64_t)a->other);
        pml_open_object(reply, "pinned_by");
        add_types(&a->pins, 10, reply);
        pml_close(reply);
        pml_put_int(reply, "returned_if_empty", (int64_t)pml_arena_bytes(E));
        pml_close(reply);
    }
    pml_close(reply);
}

static void say_one(PmlSpeech *s, PmlLang lang, PmlPhrase phrase, int64_t n, int64_t bytes)
{
    PmlNumber a, b;
    const PmlArgument arguments[] = {{"n", pml_number_text(n, a)},
                                     {"bytes", pml_number_text(bytes / 1024, b)}};
    if (n > 0) {
        pml_say(s, pml_phrase(phrase, lang), arguments, 2);
    }
}

/* Why memory did not drop: the arena that the fewest live blocks keep is named. */
static void say_memory(PmlSpeech *words, PmlLang lang, uint64_t pool_bytes, const PmlHeapStats *s,
                       const PmlMemoryStory *m)
{
    PmlNumber process, live, blocks;
    const PmlArgument top[] = {
        {"process", pml_number_text((int64_t)s->mapped_bytes / 1024, process)},
        {"live", pml_number_text((int64_t)s->bytes_live / 1024, live)},
        {"n", pml_number_text((int64_t)s->blocks, blocks)}};
    const PmlArenaStory *least = NULL;
    int64_t empty = 0;
    for (int64_t i = 0; i < m->arena_count; i++) {
        const PmlArenaStory *a = &m->arenas[i];
        empty += a->blocks == 0;
        least = a->blocks && (!least || a->blocks < least->blocks) ? a : least;
    }
    pml_say(words, pml_phrase(PML_PHRASE_MEMORY_TOP, lang), top, 3);
    say_one(words, lang, PML_PHRASE_MEMORY_FREE_BLOCKS, m->free_in_pools, m->free_in_pools_bytes);
    say_one(words, lang, PML_PHRASE_MEMORY_EMPTY_POOLS, (int64_t)s->pools_free,
            (int64_t)(s->pools_free * pool_bytes));
    say_one(words, lang, PML_PHRASE_MEMORY_LARGE, (int64_t)s->large_blocks,
            (int64_t)s->large_bytes);
    if (least) {
        char at[8];
        snprintf(at, sizeof at, "%04llx", (unsigned long long)(least->address >> 16 & 0xffff));
        const PmlArgument a[] = {{"at", at}, {"n", pml_number_text(least->blocks, blocks)}};
        pml_say(words, pml_phrase(PML_PHRASE_MEMORY_ARENA_PINNED, lang), a, 2);
    }
    if (empty) {
        pml_speech_put(words, pml_phrase(PML_PHRASE_MEMORY_LAST_ARENA, lang));
    }
}

void pml_command_memory(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlEngine *E = door->E;
    const PmlHeapStats *s = pml_heap_stats(E);
    PmlMemoryStory m;
    PmlLang lang;
    if (!pml_want_lang(request, &lang, reply)) {
        return;
    }
    pml_memory_story(E, &m);
    pml_put_int(reply, "live_bytes", (int64_t)s->bytes_live);
    pml_put_int(reply, "peak_bytes", (int64_t)s->bytes_peak);
    pml_put_int(reply, "free_blocks", (int64_t)m.free_in_pools);
    pml_put_int(reply, "free_block_bytes", (int64_t)m.free_in_pools_bytes);
    pml_put_int(reply, "pools_used", (int64_t)s->pools_used);
    pml_put_int(reply, "pools_empty", (int64_t)s->pools_free);
    pml_put_int(reply, "large_blocks", (int64_t)s->large_blocks);
    pml_put_int(reply, "large_bytes", (int64_t)s->large_bytes);
    pml_put_int(reply, "process_bytes", (int64_t)s->mapped_bytes);
    pml_put_int(reply, "arenas_now", (int64_t)s->arenas);
    pml_put_int(reply, "arenas_peak", (int64_t)s->arenas_peak);
    pml_put_int(reply, "arenas_returned", (int64_t)s->arenas_reclaimed);
    pml_open_object(reply, "free_lists");
    for (int i = 0; i < PML_FREE_LISTS; i++) {
        pml_put_int(reply, m.free_lists[i].type, (int64_t)m.free_lists[i].count);
    }
    pml_close(reply);
    add_arenas(E, &m, reply);
    PmlSpeech words = {0};
    say_memory(&words, lang, pml_pool_bytes(E), s, &m);
    pml_put_speech(reply, "words", &words);
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

void pml_command_generations(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const PmlGc *gc = door->E->gc;
    PML_UNUSED(request);
    pml_put_bool(reply, "enabled", gc->enabled != 0);
    pml_open_list(reply, "generations");
    for (int i = 0; i < 3; i++) {
        pml_open_object(reply, NULL);
        pml_put_int(reply, "members", (int64_t)pml_gc_list_size(&gc->gen[i]));
        pml_put_int(reply, "count", gc->count[i]);
        pml_put_int(reply, "threshold", gc->threshold[i]);
        pml_put_int(reply, "collections", (int64_t)gc->stats[i].collections);
        pml_put_int(reply, "collected", (int64_t)gc->stats[i].collected);
        pml_put_int(reply, "uncollectable", (int64_t)gc->stats[i].uncollectable);
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "permanent", (int64_t)pml_gc_list_size(&gc->permanent));
    pml_open_object(reply, "quarter_rule");
    pml_put_int(reply, "pending", (int64_t)gc->long_lived_pending);
    pml_put_int(reply, "total", (int64_t)gc->long_lived_total);
    pml_put_int(reply, "needed", (int64_t)(gc->long_lived_total / 4));
    pml_put_bool(reply, "allows_full", gc->long_lived_pending >= gc->long_lived_total / 4);
    pml_close(reply);
    pml_open_object(reply, "next");
    if (!gc->enabled || !gc->threshold[0]) {
        pml_put_null(reply, "container_allocations");
        pml_put_null(reply, "generation");
        return;
    }
    /* An allocation counts itself, then compares: it collects when the count is above. */
    int64_t left = (int64_t)gc->threshold[0] - gc->count[0] + 1;
    pml_put_int(reply, "container_allocations", (int64_t)(left > 1 ? left : 1));
    pml_put_int(reply, "generation", next_generation(gc));
    pml_close(reply);
}

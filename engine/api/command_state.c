/* state and ledger: frames, names, objects, holders. */
#include "api/state_view.h"
#include "api/words_view.h"
#include "observe/holder.h"
#include "observe/own_objects.h"

#include <stdio.h>

void pml_put_object_id(PmlReply *reply, const char *name, const PmlEngine *E, const void *o)
{
    pml_put_address(reply, name, pml_model_address(E, o));
}

void pml_want_object(PmlStateView *v, PmlObj *o)
{
    bool is_new = false, full = v->used == v->limit;
    if (!pml_objmap_at(&v->seen, o, full ? PML_LEFT_OUT : 0, &is_new) || !is_new) {
        return;
    }
    if (full) {
        v->omitted++;
        return;
    }
    v->queue[v->used++] = o;
}

/* A list may have millions of items: of so many references each is shown, and of fewer once the
 * picture has as many as all objects together may have. */
enum { REFS_OF_ONE = 500, REFS_LATE = 20, REFS_FACTOR = 20 };

/* Is this reference of the object being written shown? Past the bound only what is in the picture
 * is, once each: no arrow between two shown objects may be missing. */
static bool is_listed(PmlStateView *v, PmlObj *to)
{
    if (v->listed < v->most) {
        pml_want_object(v, to);
    }
    bool is_new = false;
    int64_t *last = pml_objmap_at(&v->seen, to, PML_LEFT_OUT, &is_new);
    v->omitted += is_new;
    bool listed = v->listed < v->most || (last && *last != PML_LEFT_OUT && *last != v->holder);
    if (listed && last && *last != PML_LEFT_OUT) {
        *last = v->holder;
    }
    return listed;
}

static void add_ref(void *ctx, const PmlEdgeInfo *edge)
{
    PmlStateView *v = ctx;
    char text[96];
    if (pml_is_plumbing(edge)) {
        return;
    }
    if (!is_listed(v, edge->to)) {
        v->left_out++;
        return;
    }
    v->listed++;
    pml_describe_edge(v->E, edge, text, sizeof text);
    pml_open_object(v->reply, NULL);
    pml_put_object_id(v->reply, "to", v->E, edge->to);
    pml_put_text(v->reply, "label", text);
    pml_close(v->reply);
}

/* The references of the next object. */
static void put_refs(PmlReply *reply, PmlStateView *v, PmlObj *o)
{
    int64_t most = v->limit > REFS_OF_ONE ? v->limit : REFS_OF_ONE;
    v->reply = reply;
    v->holder++;
    v->listed = v->left_out = 0;
    v->most = v->listed_in_all < most * REFS_FACTOR ? most : REFS_LATE;
    pml_open_list(reply, "refs");
    if (!pml_is_leaf(o)) {
        pml_walk_object(v->E, o, add_ref, v);
    }
    pml_close(reply);
    v->listed_in_all += v->listed;
    if (v->left_out) {
        pml_put_int(reply, "refs_omitted", v->left_out);
    }
}

static void map_generations(PmlStateView *v)
{
    PmlGc *gc = v->E->gc;
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &gc->gen[i] : &gc->permanent;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            pml_objmap_at(&v->generation, pml_from_gc(g), i, NULL);
        }
    }
}

static void put_node(PmlReply *reply, PmlStateView *v, PmlObj *o)
{
    char text[256];
    pml_open_object(reply, NULL);
    pml_put_object_id(reply, "id", v->E, o);
    pml_put_text(reply, "type", pml_describe_type(o));
    pml_describe_value(v->E, o, text, sizeof text);
    pml_put_text(reply, "value", text);
    pml_put_int(reply, "refcount", pml_shown_refs(o));
    pml_put_int(reply, "size", (int64_t)pml_describe_size(v->E, o));
    int64_t generation = pml_objmap_get(&v->generation, o, -1);
    if (generation >= 0) {
        pml_put_int(reply, "generation", (int64_t)generation);
    } else {
        pml_put_null(reply, "generation");
    }
    pml_put_bool(reply, "static", pml_heap_is_static(v->E, o));
    put_refs(reply, v, o);
    pml_close(reply);
}

static void put_numbers(PmlReply *reply, const char *name, const int64_t *values, int n)
{
    pml_open_list(reply, name);
    for (int i = 0; i < n; i++) {
        pml_put_int(reply, NULL, values[i]);
    }
    pml_close(reply);
}

static void add_collector(PmlEngine *E, PmlReply *reply)
{
    PmlGc *gc = E->gc;
    int64_t count[3], threshold[3], members[4];
    for (int i = 0; i < 3; i++) {
        count[i] = gc->count[i];
        threshold[i] = gc->threshold[i];
        members[i] = pml_gc_list_size(&gc->gen[i]);
    }
    members[3] = pml_gc_list_size(&gc->permanent);
    pml_open_object(reply, "gc");
    pml_put_bool(reply, "enabled", gc->enabled != 0);
    put_numbers(reply, "count", count, 3);
    put_numbers(reply, "threshold", threshold, 3);
    put_numbers(reply, "members", members, 4);
    pml_put_int(reply, "long_lived_total", (int64_t)gc->long_lived_total);
    pml_put_int(reply, "long_lived_pending", (int64_t)gc->long_lived_pending);
    pml_open_list(reply, "stats");
    for (int i = 0; i < 3; i++) {
        pml_open_object(reply, NULL);
        pml_put_int(reply, "collections", (int64_t)gc->stats[i].collections);
        pml_put_int(reply, "collected", (int64_t)gc->stats[i].collected);
        pml_put_int(reply, "uncollectable", (int64_t)gc->stats[i].uncollectable);
        pml_close(reply);
    }
    pml_close(reply);
    pml_close(reply);
}

static void add_heap(PmlEngine *E, PmlReply *reply)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    pml_open_object(reply, "heap");
    pml_put_int(reply, "blocks", (int64_t)s->blocks);
    pml_put_int(reply, "bytes_live", (int64_t)s->bytes_live);
    pml_put_int(reply, "bytes_peak", (int64_t)s->bytes_peak);
    pml_open_object(reply, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        pml_put_int(reply, causes[i], (int64_t)s->bytes_freed[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "pools_used", (int64_t)s->pools_used);
    pml_put_int(reply, "pools_free", (int64_t)s->pools_free);
    pml_put_int(reply, "arenas", (int64_t)s->arenas);
    pml_put_int(reply, "large_blocks", (int64_t)s->large_blocks);
    pml_put_int(reply, "large_bytes", (int64_t)s->large_bytes);
    pml_put_int(reply, "mapped_bytes", (int64_t)s->mapped_bytes);
    pml_put_int(reply, "allocations", (int64_t)s->allocations);
    pml_close(reply);
}

void pml_command_stats(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    pml_put_int(reply, "tick", (int64_t)door->E->vm->ticks);
    add_collector(door->E, reply);
    add_heap(door->E, reply);
}

/* The objects that are asked for come in before the picture is full; those that have died do not.
 */
static void want_wished(PmlStateView *v, const cJSON *ids)
{
    if (cJSON_GetArraySize(ids) == 0) {
        return;
    }
    PmlReach own;
    const cJSON *id;
    pml_own_objects(v->E, &own);
    cJSON_ArrayForEach(id, ids)
    {
        uint64_t offset = strtoull(id->valuestring, NULL, 16) - PML_MODEL_BASE;
        PmlObj *o = offset < v->E->region_size ? (PmlObj *)(void *)(v->E->region + offset) : NULL;
        if (o && pml_reach_index(&own, o) >= 0) {
            pml_want_object(v, o);
        }
    }
    pml_reach_free(&own);
}

void pml_command_state(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlEngine *E = door->E;
    bool all = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "all"));
    int64_t limit;
    if (!pml_want_limit(request, 200, &limit, reply)) {
        return;
    }
    PmlStateView v = {.E = E, .limit = limit};
    v.queue = malloc((size_t)limit * sizeof *v.queue);
    if (!v.queue) {
        pml_reply_error(reply, "out_of_memory", "No memory for the picture.");
        return;
    }
    map_generations(&v);
    want_wished(&v, cJSON_GetObjectItemCaseSensitive(request, "with"));
    pml_put_int(reply, "tick", (int64_t)E->vm->ticks);
    pml_open_list(reply, "frames");
    pml_add_frames(&v, all, reply);
    pml_close(reply);
    pml_open_list(reply, "objects");
    for (int64_t i = 0; i < v.used; i++) {
        put_node(reply, &v, v.queue[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", (int64_t)v.omitted);
    add_collector(E, reply);
    add_heap(E, reply);
    free(v.queue);
    pml_objmap_free(&v.seen);
    pml_objmap_free(&v.generation);
}

/* -- ledger ------------------------------------------------------------------------------ */

typedef struct PmlHolders {
    PmlLang lang;
    PmlEngine *E;
    uint64_t wanted;
    PmlObj *object;
    PmlReply list;
    int64_t count;
} PmlHolders;

static void find_holder(void *ctx, const PmlEdgeInfo *edge)
{
    PmlHolders *h = ctx;
    if (pml_model_address(h->E, edge->to) != h->wanted) {
        return;
    }
    h->object = edge->to;
    if (h->count++ >= 1000) {
        return;
    }
    char text[96];
    pml_describe_edge(h->E, edge, text, sizeof text);
    pml_open_object(&h->list, NULL);
    PmlObj *main = h->E->vm->main_module.p;
    PmlObj *main_dict = main ? pml_module_dict(main) : NULL;
    if (main_dict && edge->from == main_dict && edge->kind == PML_EDGE_VALUE && edge->label) {
        PmlEdgeInfo global = *edge;
        global.kind = PML_EDGE_LOCAL;
        pml_describe_edge(h->E, &global, text, sizeof text);
        pml_put_text(&h->list, "kind", "global");
    } else {
        static const char *const kinds[] = {"item",  "key",   "value",    "attribute", "field",
                                            "local", "stack", "constant", "root"};
        pml_put_text(&h->list, "kind", kinds[edge->kind]);
    }
    pml_put_text(&h->list, "label", text);
    if (edge->from) {
        pml_put_object_id(&h->list, "from", h->E, edge->from);
        pml_put_text(&h->list, "type", pml_describe_type(edge->from));
    }
    PmlHolder holder;
    PmlSpeech words = {0};
    pml_holder(h->E, edge, &holder);
    pml_put_text(&h->list, "holder", pml_holder_kind(&holder));
    pml_say_holder(&words, h->lang, &holder);
    pml_put_speech(&h->list, "words", &words);
    pml_close(&h->list);
}

void pml_command_ledger(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *id = pml_field_text(request, "id");
    char *end;
    PmlHolders h = {.E = door->E, .wanted = strtoull(id, &end, 16)};
    if (strncmp(id, "0x", 2) != 0 || *end) {
        pml_reply_error(reply, "bad_id", "An id is an address, such as \"0x7f3a00001000\".");
        return;
    }
    if (!pml_want_lang(request, &h.lang, reply)) {
        return;
    }
    pml_open_list(&h.list, NULL);
    pml_walk_all(door->E, find_holder, &h);
    if (!h.object) {
        pml_reply_drop(&h.list);
        pml_reply_error(reply, "unknown_object", "No live object has this id.");
        return;
    }
    pml_put_text(reply, "id", id);
    pml_put_text(reply, "type", pml_describe_type(h.object));
    pml_put_int(reply, "refcount", pml_shown_refs(h.object));
    pml_put_int(reply, "found", (int64_t)h.count);
    pml_put_part(reply, "holders", &h.list);
}

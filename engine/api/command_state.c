/* state and ledger: frames, names, objects, holders. */
#include "api/state_view.h"

#include <stdio.h>

enum { DEFAULT_LIMIT = 200, MAX_LIMIT = 5000 };

cJSON *pml_address_json(const PmlEngine *E, const void *o)
{
    char text[24];
    snprintf(text, sizeof text, "0x%llx", (unsigned long long)pml_model_address(E, o));
    return cJSON_CreateString(text);
}

/* Objects shown as leaves: what hangs below them is the interpreter's business. */
static bool is_leaf(const PmlObj *o)
{
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_type:
    case PML_T_module:
    case PML_T_code:
    case PML_T_builtin_function_or_method:
    case PML_T_frame:
    case PML_T_TextIOWrapper: return true;
    default: return PML_IS_TYPE(o);
    }
}

void pml_want_object(PmlStateView *v, PmlObj *o)
{
    bool is_new = false;
    if (!pml_objmap_at(&v->seen, o, 1, &is_new) || !is_new) {
        return;
    }
    if (v->used == v->limit) {
        v->omitted++;
        return;
    }
    v->queue[v->used++] = o;
}

static void add_ref(void *ctx, const PmlEdgeInfo *edge)
{
    PmlStateView *v = ctx;
    char text[96];
    if (edge->kind == PML_EDGE_FIELD && edge->text &&
        (strcmp(edge->text, "__class__") == 0 || strcmp(edge->text, "globals") == 0 ||
         strcmp(edge->text, "builtins") == 0 || strcmp(edge->text, "__globals__") == 0 ||
         strcmp(edge->text, "__builtins__") == 0)) {
        return; /* every function points at the module: no picture would be left */
    }
    pml_describe_edge(v->E, edge, text, sizeof text);
    cJSON *r = cJSON_CreateObject();
    cJSON_AddItemToObject(r, "to", pml_address_json(v->E, edge->to));
    cJSON_AddStringToObject(r, "label", text);
    cJSON_AddItemToArray(v->list, r);
    pml_want_object(v, edge->to);
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

static cJSON *object_json(PmlStateView *v, PmlObj *o)
{
    char text[256];
    cJSON *j = cJSON_CreateObject();
    cJSON_AddItemToObject(j, "id", pml_address_json(v->E, o));
    cJSON_AddStringToObject(j, "type", pml_describe_type(o));
    pml_describe_value(v->E, o, text, sizeof text);
    cJSON_AddStringToObject(j, "value", text);
    cJSON_AddNumberToObject(j, "refcount", (double)o->refs);
    cJSON_AddNumberToObject(j, "size", (double)pml_describe_size(v->E, o));
    int64_t generation = pml_objmap_get(&v->generation, o, -1);
    if (generation >= 0) {
        cJSON_AddNumberToObject(j, "generation", (double)generation);
    } else {
        cJSON_AddNullToObject(j, "generation");
    }
    cJSON_AddBoolToObject(j, "static", pml_heap_is_static(v->E, o));
    v->list = cJSON_AddArrayToObject(j, "refs");
    if (!is_leaf(o)) {
        pml_walk_object(v->E, o, add_ref, v);
    }
    return j;
}

static cJSON *numbers(const int64_t *values, int n)
{
    cJSON *a = cJSON_CreateArray();
    for (int i = 0; i < n; i++) {
        cJSON_AddItemToArray(a, cJSON_CreateNumber((double)values[i]));
    }
    return a;
}

static void add_collector(PmlEngine *E, cJSON *reply)
{
    PmlGc *gc = E->gc;
    int64_t count[3], threshold[3], members[4];
    for (int i = 0; i < 3; i++) {
        count[i] = gc->count[i];
        threshold[i] = gc->threshold[i];
        members[i] = pml_gc_list_size(&gc->gen[i]);
    }
    members[3] = pml_gc_list_size(&gc->permanent);
    cJSON *g = cJSON_AddObjectToObject(reply, "gc");
    cJSON_AddBoolToObject(g, "enabled", gc->enabled != 0);
    cJSON_AddItemToObject(g, "count", numbers(count, 3));
    cJSON_AddItemToObject(g, "threshold", numbers(threshold, 3));
    cJSON_AddItemToObject(g, "members", numbers(members, 4));
    cJSON_AddNumberToObject(g, "long_lived_total", (double)gc->long_lived_total);
    cJSON_AddNumberToObject(g, "long_lived_pending", (double)gc->long_lived_pending);
    cJSON *stats = cJSON_AddArrayToObject(g, "stats");
    for (int i = 0; i < 3; i++) {
        cJSON *s = cJSON_CreateObject();
        cJSON_AddNumberToObject(s, "collections", (double)gc->stats[i].collections);
        cJSON_AddNumberToObject(s, "collected", (double)gc->stats[i].collected);
        cJSON_AddNumberToObject(s, "uncollectable", (double)gc->stats[i].uncollectable);
        cJSON_AddItemToArray(stats, s);
    }
}

static void add_heap(PmlEngine *E, cJSON *reply)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    cJSON *h = cJSON_AddObjectToObject(reply, "heap");
    cJSON_AddNumberToObject(h, "blocks", (double)s->blocks);
    cJSON_AddNumberToObject(h, "bytes_live", (double)s->bytes_live);
    cJSON_AddNumberToObject(h, "bytes_peak", (double)s->bytes_peak);
    cJSON *freed = cJSON_AddObjectToObject(h, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        cJSON_AddNumberToObject(freed, causes[i], (double)s->bytes_freed[i]);
    }
    cJSON_AddNumberToObject(h, "pools_used", (double)s->pools_used);
    cJSON_AddNumberToObject(h, "pools_free", (double)s->pools_free);
    cJSON_AddNumberToObject(h, "arenas", (double)s->arenas);
    cJSON_AddNumberToObject(h, "large_blocks", (double)s->large_blocks);
    cJSON_AddNumberToObject(h, "large_bytes", (double)s->large_bytes);
    cJSON_AddNumberToObject(h, "mapped_bytes", (double)s->mapped_bytes);
    cJSON_AddNumberToObject(h, "allocations", (double)s->allocations);
}

void pml_command_stats(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    cJSON_AddNumberToObject(reply, "tick", (double)door->E->vm->ticks);
    add_collector(door->E, reply);
    add_heap(door->E, reply);
}

void pml_command_state(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlEngine *E = door->E;
    bool all = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "all"));
    int64_t limit = pml_field_int(request, "limit", DEFAULT_LIMIT);
    if (limit < 1 || limit > MAX_LIMIT) {
        pml_reply_error(reply, "bad_limit", "limit is 1 to 5000.");
        return;
    }
    PmlStateView v = {.E = E, .limit = limit};
    v.queue = malloc((size_t)limit * sizeof *v.queue);
    if (!v.queue) {
        pml_reply_error(reply, "out_of_memory", "No memory for the picture.");
        return;
    }
    map_generations(&v);
    cJSON_AddNumberToObject(reply, "tick", (double)E->vm->ticks);
    pml_add_frames(&v, all, cJSON_AddArrayToObject(reply, "frames"));
    cJSON *objects = cJSON_AddArrayToObject(reply, "objects");
    for (int64_t i = 0; i < v.used; i++) {
        cJSON_AddItemToArray(objects, object_json(&v, v.queue[i]));
    }
    cJSON_AddNumberToObject(reply, "omitted", (double)v.omitted);
    add_collector(E, reply);
    add_heap(E, reply);
    free(v.queue);
    pml_objmap_free(&v.seen);
    pml_objmap_free(&v.generation);
}

/* -- ledger ------------------------------------------------------------------------------ */

typedef struct PmlHolders {
    PmlEngine *E;
    uint64_t wanted;
    PmlObj *object;
    cJSON *list;
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
    cJSON *j = cJSON_CreateObject();
    PmlObj *main = h->E->vm->main_module.p;
    PmlObj *main_dict = main ? pml_module_dict(main) : NULL;
    if (main_dict && edge->from == main_dict && edge->kind == PML_EDGE_VALUE && edge->label) {
        PmlEdgeInfo global = *edge;
        global.kind = PML_EDGE_LOCAL;
        pml_describe_edge(h->E, &global, text, sizeof text);
        cJSON_AddStringToObject(j, "kind", "global");
    } else {
        static const char *const kinds[] = {"item",  "key",   "value",    "attribute", "field",
                                            "local", "stack", "constant", "root"};
        cJSON_AddStringToObject(j, "kind", kinds[edge->kind]);
    }
    cJSON_AddStringToObject(j, "label", text);
    if (edge->from) {
        cJSON_AddItemToObject(j, "from", pml_address_json(h->E, edge->from));
        cJSON_AddStringToObject(j, "type", pml_describe_type(edge->from));
    }
    cJSON_AddItemToArray(h->list, j);
}

void pml_command_ledger(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    const char *id = pml_field_text(request, "id");
    char *end;
    PmlHolders h = {.E = door->E, .wanted = strtoull(id, &end, 16)};
    if (strncmp(id, "0x", 2) != 0 || *end) {
        pml_reply_error(reply, "bad_id", "An id is an address, such as \"0x7f3a00001000\".");
        return;
    }
    h.list = cJSON_CreateArray();
    pml_walk_all(door->E, find_holder, &h);
    if (!h.object) {
        cJSON_Delete(h.list);
        pml_reply_error(reply, "unknown_object", "No live object has this id.");
        return;
    }
    cJSON_AddStringToObject(reply, "id", id);
    cJSON_AddStringToObject(reply, "type", pml_describe_type(h.object));
    cJSON_AddNumberToObject(reply, "refcount", (double)h.object->refs);
    cJSON_AddNumberToObject(reply, "found", (double)h.count);
    cJSON_AddItemToObject(reply, "holders", h.list);
}

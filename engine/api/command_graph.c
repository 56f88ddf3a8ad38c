/* graph, path, referrers, referents, retained, cut: who holds whom, and what hangs on it. */
#include "api/door_state.h"
#include "observe/describe.h"
#include "observe/reach.h"

#include <stdio.h>

cJSON *pml_object_json(PmlEngine *E, PmlObj *o)
{
    char text[256];
    cJSON *j = cJSON_CreateObject();
    cJSON_AddItemToObject(j, "id", pml_address_json(E, o));
    cJSON_AddStringToObject(j, "type", pml_describe_type(o));
    pml_describe_value(E, o, text, sizeof text);
    cJSON_AddStringToObject(j, "value", text);
    cJSON_AddNumberToObject(j, "refcount", (double)o->refs);
    cJSON_AddNumberToObject(j, "size", (double)pml_describe_size(E, o));
    return j;
}

/* The live object a field names; NULL: error in reply. */
static PmlObj *want_object(PmlEngine *E, const cJSON *request, const char *field, cJSON *reply)
{
    const char *id = pml_field_text(request, field);
    char *end;
    uint64_t address = id ? strtoull(id, &end, 16) : 0;
    if (!id || strncmp(id, "0x", 2) != 0 || *end) {
        pml_reply_error(reply, "bad_id", "An id is an address, such as \"0x7f3a00001000\".");
        return NULL;
    }
    PmlObj *o = pml_object_at(E, address);
    if (!o) {
        pml_reply_error(reply, "unknown_object", "No live object has this id.");
    }
    return o;
}

/* -- edges ------------------------------------------------------------------------------- */

typedef struct PmlEdges {
    PmlEngine *E;
    const PmlObj *to; /* NULL: all */
    cJSON *list;
    int64_t count, limit;
} PmlEdges;

static cJSON *edge_json(PmlEngine *E, const PmlEdgeInfo *edge, bool holder)
{
    static const char *const kinds[] = {"item",  "key",   "value",    "attribute", "field",
                                        "local", "stack", "constant", "root"};
    char text[96];
    cJSON *j = cJSON_CreateObject();
    pml_describe_edge(E, edge, text, sizeof text);
    cJSON_AddStringToObject(j, "kind", kinds[edge->kind]);
    cJSON_AddStringToObject(j, "label", text);
    if (!holder) {
        cJSON_AddItemToObject(j, "to", pml_object_json(E, edge->to));
    } else if (edge->from) {
        cJSON_AddItemToObject(j, "from", pml_object_json(E, edge->from));
    }
    return j;
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlEdges *e = ctx;
    if (e->to && edge->to != e->to) {
        return;
    }
    if (e->count++ < e->limit) {
        cJSON_AddItemToArray(e->list, edge_json(e->E, edge, e->to != NULL));
    }
}

static void edges(PmlDoor *door, const cJSON *request, bool holders, cJSON *reply)
{
    PmlEdges e = {.E = door->E};
    PmlObj *o = want_object(door->E, request, "id", reply);
    if (!o || !pml_want_limit(request, 200, &e.limit, reply)) {
        return;
    }
    cJSON_AddItemToObject(reply, "object", pml_object_json(door->E, o));
    e.list = cJSON_AddArrayToObject(reply, holders ? "referrers" : "referents");
    if (holders) {
        e.to = o;
        pml_walk_all(door->E, on_edge, &e);
    } else {
        pml_walk_object(door->E, o, on_edge, &e);
    }
    cJSON_AddNumberToObject(reply, "omitted", (double)(e.count > e.limit ? e.count - e.limit : 0));
}

void pml_command_referrers(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    edges(door, request, true, reply);
}

void pml_command_referents(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    edges(door, request, false, reply);
}

/* -- path -------------------------------------------------------------------------------- */

static void add_steps(PmlEngine *E, const PmlReach *r, int64_t node, cJSON *list)
{
    PmlEdgeInfo edge;
    char text[96];
    if (r->nodes[node].parent >= 0) {
        add_steps(E, r, r->nodes[node].parent, list);
    }
    pml_reach_edge(E, r, node, &edge);
    pml_describe_edge(E, &edge, text, sizeof text);
    cJSON *j = pml_object_json(E, r->nodes[node].object);
    cJSON_AddStringToObject(j, "by", text);
    cJSON_AddItemToArray(list, j);
}

void pml_command_path(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlReach r;
    PmlObj *o = want_object(door->E, request, "id", reply);
    if (!o) {
        return;
    }
    pml_reach(door->E, NULL, &r);
    int64_t node = pml_reach_index(&r, o);
    cJSON_AddBoolToObject(reply, "reachable", node >= 0);
    cJSON *list = cJSON_AddArrayToObject(reply, "path");
    if (node >= 0 && r.nodes[node].depth < 1000) {
        add_steps(door->E, &r, node, list);
    }
    pml_reach_free(&r);
}

/* -- what hangs on it -------------------------------------------------------------------- */

static void report_loss(PmlEngine *E, const PmlWithout *without, int64_t limit, cJSON *reply)
{
    PmlLoss l;
    pml_loss(E, without, &l);
    cJSON_AddNumberToObject(reply, "objects", (double)l.count);
    cJSON_AddNumberToObject(reply, "bytes", (double)l.bytes);
    cJSON_AddNumberToObject(reply, "at_once", (double)l.at_once);
    cJSON_AddNumberToObject(reply, "at_once_bytes", (double)l.at_once_bytes);
    cJSON_AddNumberToObject(reply, "at_next_collection",
                            (double)(l.count > l.at_once ? l.count - l.at_once : 0));
    cJSON *list = cJSON_AddArrayToObject(reply, "lost");
    for (int64_t i = 0; i < l.count && i < limit; i++) {
        cJSON_AddItemToArray(list, pml_object_json(E, l.list[i]));
    }
    cJSON_AddNumberToObject(reply, "omitted", (double)(l.count > limit ? l.count - limit : 0));
    if (l.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to follow the references.");
    }
    pml_loss_free(&l);
}

void pml_command_retained(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    int64_t limit;
    PmlWithout w = {0};
    PmlObj *o = want_object(door->E, request, "id", reply);
    if (o && pml_want_limit(request, 50, &limit, reply)) {
        w.object = o;
        cJSON_AddItemToObject(reply, "object", pml_object_json(door->E, o));
        report_loss(door->E, &w, limit, reply);
    }
}

void pml_command_cut(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    int64_t limit;
    PmlWithout w = {0};
    PmlEdges e = {.E = door->E};
    PmlObj *from = want_object(door->E, request, "from", reply);
    PmlObj *to = from ? want_object(door->E, request, "to", reply) : NULL;
    if (!to || !pml_want_limit(request, 50, &limit, reply)) {
        return;
    }
    e.to = to;
    pml_walk_object(door->E, from, on_edge, &e);
    if (e.count == 0) {
        pml_reply_error(reply, "no_reference", "There is no reference between these objects.");
        return;
    }
    w.from = from;
    w.to = to;
    report_loss(door->E, &w, limit, reply);
}

/* -- graph ------------------------------------------------------------------------------- */

typedef struct PmlGraph {
    PmlEngine *E;
    const cJSON *types; /* names to show; NULL: all */
    PmlObjMap seen, depth;
    PmlObj **queue;
    int64_t used, limit, depth_limit, omitted, at;
    int64_t here;  /* depth of the object whose references are being listed */
    int64_t stubs; /* of it: references that lead to what is not shown */
    cJSON *list;
} PmlGraph;

static bool wanted_type(const PmlGraph *g, const PmlObj *o)
{
    const cJSON *t;
    bool any = false;
    cJSON_ArrayForEach(t, g->types)
    {
        any = true;
        if (strcmp(t->valuestring, pml_describe_type(o)) == 0) {
            return true;
        }
    }
    return !any;
}

/* Is o in the picture, or does it come in now? */
static bool enter(PmlGraph *g, PmlObj *o, int64_t depth)
{
    if (pml_objmap_get(&g->seen, o, 0)) {
        return true;
    }
    if (depth > g->depth_limit || g->used == g->limit || !wanted_type(g, o)) {
        return false;
    }
    pml_objmap_at(&g->seen, o, 1, NULL);
    pml_objmap_at(&g->depth, o, depth, NULL);
    g->queue[g->used++] = o;
    return true;
}

static void graph_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlGraph *g = ctx;
    char text[96];
    if (!enter(g, edge->to, g->here + 1)) {
        g->stubs++;
        return;
    }
    pml_describe_edge(g->E, edge, text, sizeof text);
    cJSON *r = cJSON_CreateObject();
    cJSON_AddItemToObject(r, "to", pml_address_json(g->E, edge->to));
    cJSON_AddStringToObject(r, "label", text);
    cJSON_AddItemToArray(g->list, r);
}

static void graph_root(void *ctx, const PmlEdgeInfo *edge)
{
    PmlGraph *g = ctx;
    if (edge->kind == PML_EDGE_LOCAL || edge->kind == PML_EDGE_STACK) {
        enter(g, edge->to, 0);
    }
}

static void enter_roots(PmlGraph *g)
{
    PmlObj *main = g->E->vm->main_module.p, *key, *value;
    int64_t pos = 0;
    while (main && pml_dict_next(pml_module_dict(main), &pos, &key, &value, NULL)) {
        if (PML_IS_STR(key) &&
            !(PML_STR_LEN(key) > 1 && pml_str_at(key, 0) == '_' && pml_str_at(key, 1) == '_')) {
            enter(g, value, 0);
        }
    }
    pml_walk_roots(g->E, graph_root, g);
}

void pml_command_graph(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlGraph g = {.E = door->E};
    PmlObj *root = NULL;
    g.types = cJSON_GetObjectItemCaseSensitive(request, "types");
    g.depth_limit = pml_field_int(request, "depth", 3);
    if (!pml_want_limit(request, 200, &g.limit, reply)) {
        return;
    }
    if (pml_field_text(request, "id") && !(root = want_object(door->E, request, "id", reply))) {
        return;
    }
    g.queue = malloc((size_t)g.limit * sizeof *g.queue);
    if (!g.queue) {
        pml_reply_error(reply, "out_of_memory", "No memory for the picture.");
        return;
    }
    if (root) {
        enter(&g, root, 0);
    } else {
        enter_roots(&g);
    }
    cJSON *objects = cJSON_AddArrayToObject(reply, "objects");
    for (g.at = 0; g.at < g.used; g.at++) {
        PmlObj *o = g.queue[g.at];
        cJSON *j = pml_object_json(door->E, o);
        g.here = pml_objmap_get(&g.depth, o, 0);
        g.stubs = 0;
        cJSON_AddNumberToObject(j, "depth", (double)g.here);
        g.list = cJSON_AddArrayToObject(j, "refs");
        pml_walk_object(door->E, o, graph_edge, &g);
        cJSON_AddNumberToObject(j, "refs_omitted", (double)g.stubs);
        g.omitted += g.stubs;
        cJSON_AddItemToArray(objects, j);
    }
    cJSON_AddNumberToObject(reply, "refs_omitted", (double)g.omitted);
    free((void *)g.queue);
    pml_objmap_free(&g.seen);
    pml_objmap_free(&g.depth);
}

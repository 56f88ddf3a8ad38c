/* graph, path, referrers, referents, retained, cut: who holds whom, and what hangs on it. */
#include "api/door_state.h"
#include "observe/describe.h"
#include "observe/reach.h"
#include "observe/story.h"

#include <stdio.h>

void pml_put_object_fields(PmlReply *reply, PmlEngine *E, PmlObj *o)
{
    char text[256];
    pml_put_object_id(reply, "id", E, o);
    pml_put_text(reply, "type", pml_describe_type(o));
    pml_describe_value(E, o, text, sizeof text);
    pml_put_text(reply, "value", text);
    pml_put_int(reply, "refcount", pml_shown_refs(o));
    pml_put_int(reply, "size", (int64_t)pml_describe_size(E, o));
}

void pml_put_object(PmlReply *reply, const char *name, PmlEngine *E, PmlObj *o)
{
    pml_open_object(reply, name);
    pml_put_object_fields(reply, E, o);
    pml_close(reply);
}

PmlObj *pml_want_live(PmlEngine *E, const cJSON *request, const char *field, PmlReply *reply)
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
    PmlReply *reply;
    int64_t count, limit;
} PmlEdges;

static void put_edge(PmlReply *reply, PmlEngine *E, const PmlEdgeInfo *edge, bool holder)
{
    static const char *const kinds[] = {"item",  "key",   "value",    "attribute", "field",
                                        "local", "stack", "constant", "root"};
    char text[96];
    pml_open_object(reply, NULL);
    pml_describe_edge(E, edge, text, sizeof text);
    pml_put_text(reply, "kind", kinds[edge->kind]);
    pml_put_text(reply, "label", text);
    if (!holder) {
        pml_put_object(reply, "to", E, edge->to);
    } else if (edge->from) {
        pml_put_object(reply, "from", E, edge->from);
    }
    pml_close(reply);
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlEdges *e = ctx;
    if (e->to && edge->to != e->to) {
        return;
    }
    if (e->count++ < e->limit) {
        put_edge(e->reply, e->E, edge, e->to != NULL);
    }
}

static void edges(PmlDoor *door, const cJSON *request, bool holders, PmlReply *reply)
{
    PmlEdges e = {.E = door->E};
    PmlObj *o = pml_want_live(door->E, request, "id", reply);
    if (!o || !pml_want_limit(request, 200, &e.limit, reply)) {
        return;
    }
    pml_put_object(reply, "object", door->E, o);
    e.reply = reply;
    pml_open_list(reply, holders ? "referrers" : "referents");
    if (holders) {
        e.to = o;
        pml_walk_all(door->E, on_edge, &e);
    } else {
        pml_walk_object(door->E, o, on_edge, &e);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", (int64_t)(e.count > e.limit ? e.count - e.limit : 0));
}

void pml_command_referrers(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    edges(door, request, true, reply);
}

void pml_command_referents(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    edges(door, request, false, reply);
}

/* -- path -------------------------------------------------------------------------------- */

void pml_put_chain(PmlEngine *E, const PmlReach *r, int64_t node, PmlReply *reply)
{
    PmlEdgeInfo edge;
    char text[96];
    if (r->nodes[node].parent >= 0) {
        pml_put_chain(E, r, r->nodes[node].parent, reply);
    }
    pml_reach_edge(E, r, node, &edge);
    pml_describe_edge(E, &edge, text, sizeof text);
    pml_open_object(reply, NULL);
    pml_put_object_fields(reply, E, r->nodes[node].object);
    pml_put_text(reply, "by", text);
    pml_close(reply);
}

void pml_command_path(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlReach r;
    PmlObj *o = pml_want_live(door->E, request, "id", reply);
    if (!o) {
        return;
    }
    pml_reach(door->E, NULL, &r);
    int64_t node = pml_reach_index(&r, o);
    pml_put_bool(reply, "reachable", node >= 0);
    pml_open_list(reply, "path");
    if (node >= 0 && r.nodes[node].depth < 1000) {
        pml_put_chain(door->E, &r, node, reply);
    }
    pml_close(reply);
    pml_reach_free(&r);
}

/* -- what hangs on it -------------------------------------------------------------------- */

static void report_loss(PmlEngine *E, const PmlWithout *without, int64_t limit, PmlReply *reply)
{
    PmlLoss l;
    pml_loss(E, without, &l);
    pml_put_int(reply, "objects", (int64_t)l.count);
    pml_put_int(reply, "bytes", (int64_t)l.bytes);
    pml_put_int(reply, "at_once", (int64_t)l.at_once);
    pml_put_int(reply, "at_once_bytes", (int64_t)l.at_once_bytes);
    pml_put_int(reply, "at_next_collection",
                (int64_t)(l.count > l.at_once ? l.count - l.at_once : 0));
    pml_open_list(reply, "lost");
    for (int64_t i = 0; i < l.count && i < limit; i++) {
        pml_put_object(reply, NULL, E, l.list[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", (int64_t)(l.count > limit ? l.count - limit : 0));
    if (l.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to follow the references.");
    }
    pml_loss_free(&l);
}

void pml_command_retained(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t limit;
    PmlWithout w = {0};
    PmlObj *o = pml_want_live(door->E, request, "id", reply);
    if (o && pml_want_limit(request, 50, &limit, reply)) {
        w.object = o;
        pml_put_object(reply, "object", door->E, o);
        report_loss(door->E, &w, limit, reply);
    }
}

void pml_command_cut(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t limit;
    PmlWithout w = {0};
    PmlEdges e = {.E = door->E};
    PmlObj *from = pml_want_live(door->E, request, "from", reply);
    PmlObj *to = from ? pml_want_live(door->E, request, "to", reply) : NULL;
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
    const cJSON *types; /* to show; NULL: all */
    const cJSON *names; /* global names to begin at; NULL: all */
    int64_t generation; /* to show; -1: all */
    PmlObjMap members;  /* of that generation */
    PmlObjMap seen, depth;
    PmlObj **queue;
    int64_t used, limit, depth_limit, omitted, at;
    int64_t here;  /* depth of the object whose references are being listed */
    int64_t stubs; /* of it: references that lead to what is not shown */
    PmlReply *reply;
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

/* Tracked ones of other generations are left out; what the collector does not track stays. */
static bool wanted_generation(const PmlGraph *g, const PmlObj *o)
{
    return g->generation < 0 || !pml_is_gc(o) || !pml_gc_is_tracked(o) ||
           pml_objmap_get(&g->members, o, 0);
}

static void note_members(PmlGraph *g)
{
    const PmlGc *gc = g->E->gc;
    if (g->generation < 0) {
        return;
    }
    const PmlGcHead *list = g->generation < 3 ? &gc->gen[g->generation] : &gc->permanent;
    for (const PmlGcHead *m = list->next.p; m != list; m = m->next.p) {
        pml_objmap_at(&g->members, pml_from_gc(m), 1, NULL);
    }
}

static bool wanted_name(const PmlGraph *g, const PmlObj *key)
{
    const cJSON *n;
    char text[80];
    pml_describe_name(key, text, sizeof text);
    if (!g->names) {
        return text[0] != '_' || text[1] != '_';
    }
    cJSON_ArrayForEach(n, g->names)
    {
        if (strcmp(n->valuestring, text) == 0) {
            return true;
        }
    }
    return false;
}

/* Is o in the picture, or does it come in now? */
static bool enter(PmlGraph *g, PmlObj *o, int64_t depth)
{
    if (pml_objmap_get(&g->seen, o, 0)) {
        return true;
    }
    if (depth > g->depth_limit || g->used == g->limit || !wanted_type(g, o) ||
        !wanted_generation(g, o)) {
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
    pml_open_object(g->reply, NULL);
    pml_put_object_id(g->reply, "to", g->E, edge->to);
    pml_put_text(g->reply, "label", text);
    pml_close(g->reply);
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
        if (PML_IS_STR(key) && wanted_name(g, key)) {
            enter(g, value, 0);
        }
    }
    if (!g->names) {
        pml_walk_roots(g->E, graph_root, g);
    }
}

/* What died in the step that led here, each where it lay. */
static void put_ghosts(PmlDoor *door, int64_t limit, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    PmlDeaths d;
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    PmlPlace before = pml_step_before(r);
    pml_deaths(r, before, here, limit, false, &d);
    pml_seek(r, here);
    pml_open_list(reply, "ghosts");
    for (int64_t i = 0; i < d.count; i++) {
        pml_open_object(reply, NULL);
        pml_put_address(reply, "id", d.list[i].address);
        pml_put_text(reply, "type", d.list[i].type);
        pml_put_text(reply, "value", d.list[i].value);
        pml_put_int(reply, "size", d.list[i].size);
        pml_put_text(reply, "cause", pml_reason_names[d.list[i].reason]);
        pml_close(reply);
    }
    pml_close(reply);
    pml_deaths_free(&d);
}

void pml_command_graph(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlGraph g = {.E = door->E, .reply = reply};
    PmlObj *root = NULL;
    g.types = cJSON_GetObjectItemCaseSensitive(request, "types");
    g.names = cJSON_GetObjectItemCaseSensitive(request, "names");
    g.depth_limit = pml_field_int(request, "depth", 3);
    g.generation = pml_field_int(request, "generation", -1);
    if (g.generation > 3 || pml_field_int(request, "generation", 0) < 0) {
        pml_reply_error(reply, "bad_generation", "generation is 0 to 2, or 3 for frozen objects.");
        return;
    }
    if (!pml_want_limit(request, 200, &g.limit, reply)) {
        return;
    }
    if (pml_field_text(request, "id") && !(root = pml_want_live(door->E, request, "id", reply))) {
        return;
    }
    g.queue = malloc((size_t)g.limit * sizeof *g.queue);
    if (!g.queue) {
        pml_reply_error(reply, "out_of_memory", "No memory for the picture.");
        return;
    }
    note_members(&g);
    if (root) {
        enter(&g, root, 0);
    } else {
        enter_roots(&g);
    }
    pml_open_list(reply, "objects");
    for (g.at = 0; g.at < g.used; g.at++) {
        PmlObj *o = g.queue[g.at];
        pml_open_object(reply, NULL);
        pml_put_object_fields(reply, door->E, o);
        g.here = pml_objmap_get(&g.depth, o, 0);
        g.stubs = 0;
        pml_put_int(reply, "depth", (int64_t)g.here);
        pml_open_list(reply, "refs");
        pml_walk_object(door->E, o, graph_edge, &g);
        pml_close(reply);
        pml_put_int(reply, "refs_omitted", (int64_t)g.stubs);
        g.omitted += g.stubs;
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "refs_omitted", (int64_t)g.omitted);
    if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "ghosts"))) {
        put_ghosts(door, g.limit, reply);
    }
    free((void *)g.queue);
    pml_objmap_free(&g.members);
    pml_objmap_free(&g.seen);
    pml_objmap_free(&g.depth);
}

#include "observe/reach.h"

#include "observe/describe.h"

typedef struct PmlSpread {
    PmlEngine *E;
    PmlReach *out;
    const PmlWithout *without;
    const PmlReach *known; /* leave these out */
    int64_t parent;
    bool skipped; /* the one reference has been left out */
} PmlSpread;

void pml_reach_add(PmlReach *r, PmlObj *o, int64_t parent)
{
    bool is_new = false;
    if (!pml_objmap_at(&r->index, o, r->count, &is_new)) {
        r->failed = true;
        return;
    }
    if (!is_new) {
        return;
    }
    if (r->count == r->capacity) {
        int64_t capacity = r->capacity ? r->capacity * 2 : 4096;
        PmlNode *nodes = realloc(r->nodes, (size_t)capacity * sizeof *nodes);
        if (!nodes) {
            r->failed = true;
            return;
        }
        r->nodes = nodes;
        r->capacity = capacity;
    }
    r->nodes[r->count++] = (PmlNode){o, parent, parent < 0 ? 0 : r->nodes[parent].depth + 1};
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlSpread *s = ctx;
    const PmlWithout *w = s->without;
    if (w && edge->to == w->object) {
        return;
    }
    if (w && w->to && !s->skipped && edge->to == w->to && edge->from == w->from) {
        s->skipped = true;
        return;
    }
    if (!s->known || pml_reach_index(s->known, edge->to) < 0) {
        pml_reach_add(s->out, edge->to, s->parent);
    }
}

static void spread(PmlSpread *s, int64_t first)
{
    for (int64_t i = first; i < s->out->count && !s->out->failed; i++) {
        s->parent = i;
        pml_walk_object(s->E, s->out->nodes[i].object, on_edge, s);
    }
}

void pml_reach(PmlEngine *E, const PmlWithout *without, PmlReach *out)
{
    PmlSpread s = {.E = E, .out = out, .without = without, .parent = -1};
    memset(out, 0, sizeof *out);
    /* The program's own names first, so that paths go through them and not through a table. */
    if (E->vm->main_module.p && (!without || without->object != E->vm->main_module.p)) {
        pml_reach_add(out, E->vm->main_module.p, -1);
    }
    pml_walk_roots(E, on_edge, &s);
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        pml_reach_add(out, (PmlObj *)&E->rt->types[i], -1);
    }
    spread(&s, 0);
}

void pml_garbage(PmlEngine *E, const PmlReach *reached, PmlReach *out)
{
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            if (pml_reach_index(reached, pml_from_gc(g)) < 0) {
                pml_reach_add(out, pml_from_gc(g), -1);
            }
        }
    }
    /* Untracked ones that only those reach. */
    for (int64_t i = 0; i < out->count && !out->failed; i++) {
        PmlSpread s = {.E = E, .out = out, .known = reached, .parent = i};
        pml_walk_object(E, out->nodes[i].object, on_edge, &s);
    }
}

void pml_reach_free(PmlReach *r)
{
    free(r->nodes);
    pml_objmap_free(&r->index);
    memset(r, 0, sizeof *r);
}

/* -- how ----------------------------------------------------------------------------------- */

typedef struct PmlFind {
    const PmlObj *wanted;
    PmlEdgeInfo edge;
    bool found;
} PmlFind;

static void find_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlFind *f = ctx;
    if (!f->found && edge->to == f->wanted) {
        f->edge = *edge;
        f->found = true;
    }
}

void pml_reach_edge(PmlEngine *E, const PmlReach *r, int64_t node, PmlEdgeInfo *edge)
{
    const PmlNode *n = &r->nodes[node];
    PmlFind f = {.wanted = n->object};
    if (n->parent >= 0) {
        pml_walk_object(E, r->nodes[n->parent].object, find_edge, &f);
    } else {
        pml_walk_roots(E, find_edge, &f);
    }
    *edge = f.edge;
    if (!f.found) {
        *edge = (PmlEdgeInfo){NULL, n->object, PML_EDGE_ROOT, NULL, "a built-in type", 0, NULL};
    }
}

PmlObj *pml_object_at(PmlEngine *E, uint64_t address)
{
    PmlReach r, garbage = {0};
    uint64_t offset = address - PML_MODEL_BASE;
    if (offset >= E->region_size) {
        return NULL;
    }
    PmlObj *o = (PmlObj *)(void *)(E->region + offset);
    pml_reach(E, NULL, &r);
    bool live = pml_reach_index(&r, o) >= 0;
    if (!live) {
        pml_garbage(E, &r, &garbage);
        live = pml_reach_index(&garbage, o) >= 0;
        pml_reach_free(&garbage);
    }
    pml_reach_free(&r);
    return live ? o : NULL;
}

/* -- what would go ----------------------------------------------------------------------- */

/* Counts as they would become, for objects concerned: what dies at once, and its cascade. */
typedef struct PmlFall {
    PmlEngine *E;
    PmlObjMap refs;
    PmlObj **dead;
    int64_t count, capacity;
    bool failed;
} PmlFall;

static void lose_one(PmlFall *f, PmlObj *o)
{
    int64_t *refs = pml_objmap_at(&f->refs, o, pml_refs(o), NULL);
    if (!refs || pml_heap_is_static(f->E, o) || --*refs != 0) {
        f->failed |= !refs;
        return;
    }
    if (f->count == f->capacity) {
        int64_t capacity = f->capacity ? f->capacity * 2 : 256;
        PmlObj **dead = realloc((void *)f->dead, (size_t)capacity * sizeof *dead);
        if (!dead) {
            f->failed = true;
            return;
        }
        f->dead = dead;
        f->capacity = capacity;
    }
    f->dead[f->count++] = o;
}

static void fall_edge(void *ctx, const PmlEdgeInfo *edge)
{
    lose_one(ctx, edge->to);
}

/* Every holder of the object lets go, or the one reference is cut. */
static void fall(PmlEngine *E, const PmlWithout *w, PmlLoss *out)
{
    PmlFall f = {.E = E};
    PmlObj *first = (PmlObj *)(uintptr_t)(w->object ? w->object : w->to);
    int64_t times = w->object ? pml_refs(first) : 1;
    for (int64_t i = 0; i < times && f.count == 0; i++) {
        lose_one(&f, first);
    }
    for (int64_t i = 0; i < f.count && !f.failed; i++) {
        pml_walk_object(E, f.dead[i], fall_edge, &f);
    }
    out->at_once = f.count;
    for (int64_t i = 0; i < f.count; i++) {
        out->at_once_bytes += pml_describe_size(E, f.dead[i]);
    }
    out->failed |= f.failed;
    free((void *)f.dead);
    pml_objmap_free(&f.refs);
}

void pml_loss(PmlEngine *E, const PmlWithout *without, PmlLoss *out)
{
    PmlReach all, left;
    memset(out, 0, sizeof *out);
    pml_reach(E, NULL, &all);
    pml_reach(E, without, &left);
    out->list = malloc((size_t)(all.count + 1) * sizeof *out->list);
    out->failed = all.failed || left.failed || !out->list;
    for (int64_t i = 0; i < all.count && !out->failed; i++) {
        PmlObj *o = all.nodes[i].object;
        if (pml_reach_index(&left, o) < 0 && !pml_heap_is_static(E, o)) {
            out->list[out->count++] = o;
            out->bytes += pml_describe_size(E, o);
        }
    }
    pml_reach_free(&all);
    pml_reach_free(&left);
    fall(E, without, out);
}

void pml_loss_free(PmlLoss *l)
{
    free((void *)l->list);
    memset(l, 0, sizeof *l);
}

/* Cooper, Harvey and Kennedy's way: number the objects in reverse postorder, then let each one's
 * dominator be the meeting point of its referrers' until nothing changes. Node 0 is the root that
 * stands for all roots; object i is node i + 1. */
#include "observe/dominators.h"

#include "observe/describe.h"

typedef struct PmlFlow {
    PmlEngine *E;
    const PmlReach *reach;
    int64_t nodes;
    int32_t *from, *to; /* edges, in the order of from */
    int64_t edges, capacity;
    int64_t *first;        /* of a node's edges; nodes + 1 of them */
    int32_t node;          /* whose references are listed */
    int32_t *order, *rank; /* reverse postorder: node by rank, rank by node */
    int64_t ranked;
    int32_t *dominator; /* by rank; -1: not known yet */
    bool failed;
} PmlFlow;

static void add_edge(PmlFlow *f, int64_t to)
{
    if (f->edges == f->capacity) {
        int64_t capacity = f->capacity ? f->capacity * 2 : 1 << 16;
        int32_t *a = realloc(f->from, (size_t)capacity * sizeof *a);
        f->from = a ? a : f->from;
        int32_t *b = realloc(f->to, (size_t)capacity * sizeof *b);
        f->to = b ? b : f->to;
        if (!a || !b) {
            f->failed = true;
            return;
        }
        f->capacity = capacity;
    }
    f->from[f->edges] = f->node;
    f->to[f->edges++] = (int32_t)to;
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlFlow *f = ctx;
    int64_t i = pml_reach_index(f->reach, edge->to);
    if (i >= 0 && !f->failed) {
        add_edge(f, i + 1);
    }
}

static void list_edges(PmlFlow *f)
{
    for (int64_t node = 0; node < f->nodes && !f->failed; node++) {
        f->first[node] = f->edges;
        f->node = (int32_t)node;
        if (node > 0) {
            pml_walk_object(f->E, f->reach->nodes[node - 1].object, on_edge, f);
            continue;
        }
        for (int64_t i = 0; i < f->reach->count; i++) {
            if (f->reach->nodes[i].parent < 0) {
                add_edge(f, i + 1);
            }
        }
    }
    f->first[f->nodes] = f->edges;
}

/* Depth first, without recursion: `next` is each open node's edge to follow. */
static void number_nodes(PmlFlow *f, int32_t *stack, int64_t *next)
{
    int64_t depth = 1, last = f->nodes;
    for (int64_t i = 0; i < f->nodes; i++) {
        f->rank[i] = -1;
    }
    stack[0] = 0;
    next[0] = f->first[0];
    f->rank[0] = 0;
    while (depth > 0) {
        int32_t node = stack[depth - 1];
        if (next[depth - 1] == f->first[node + 1]) {
            f->order[--last] = node;
            depth--;
            continue;
        }
        int32_t to = f->to[next[depth - 1]++];
        if (f->rank[to] < 0) {
            f->rank[to] = 0;
            stack[depth] = to;
            next[depth++] = f->first[to];
        }
    }
    f->ranked = f->nodes - last;
    memmove(f->order, f->order + last, (size_t)f->ranked * sizeof *f->order);
    for (int64_t i = 0; i < f->ranked; i++) {
        f->rank[f->order[i]] = (int32_t)i;
    }
}

static int32_t meet(const int32_t *dominator, int32_t a, int32_t b)
{
    while (a != b) {
        while (a > b) {
            a = dominator[a];
        }
        while (b > a) {
            b = dominator[b];
        }
    }
    return a;
}

/* Referrers by rank: where they begin, and who they are. */
static void turn_edges(const PmlFlow *f, int64_t *begin, int32_t *referrers)
{
    memset(begin, 0, (size_t)(f->nodes + 2) * sizeof *begin);
    for (int64_t i = 0; i < f->edges; i++) {
        begin[f->rank[f->to[i]] + 2]++;
    }
    for (int64_t i = 2; i < f->nodes + 2; i++) {
        begin[i] += begin[i - 1];
    }
    for (int64_t i = 0; i < f->edges; i++) {
        referrers[begin[f->rank[f->to[i]] + 1]++] = f->rank[f->from[i]];
    }
}

static void settle(PmlFlow *f, const int64_t *begin, const int32_t *referrers)
{
    bool changed = true;
    for (int64_t i = 0; i < f->ranked; i++) {
        f->dominator[i] = -1;
    }
    f->dominator[0] = 0;
    while (changed) {
        changed = false;
        for (int64_t i = 1; i < f->ranked; i++) {
            int32_t best = -1;
            for (int64_t k = begin[i]; k < begin[i + 1]; k++) {
                if (f->dominator[referrers[k]] >= 0) {
                    best = best < 0 ? referrers[k] : meet(f->dominator, referrers[k], best);
                }
            }
            if (best != f->dominator[i]) {
                f->dominator[i] = best;
                changed = true;
            }
        }
    }
}

static void sum_up(PmlFlow *f, PmlDominated *list)
{
    for (int64_t i = 0; i < f->reach->count; i++) {
        PmlObj *o = f->reach->nodes[i].object;
        bool counts = !pml_heap_is_static(f->E, o);
        list[i] = (PmlDominated){-1, counts, counts ? pml_describe_size(f->E, o) : 0};
    }
    for (int64_t i = f->ranked - 1; i > 0; i--) {
        int32_t above = f->order[f->dominator[i]];
        PmlDominated *d = &list[f->order[i] - 1];
        d->dominator = (int64_t)above - 1;
        if (above > 0) {
            list[above - 1].objects += d->objects;
            list[above - 1].bytes += d->bytes;
        }
    }
}

void pml_dominators(PmlEngine *E, PmlDominators *out)
{
    memset(out, 0, sizeof *out);
    pml_reach(E, NULL, &out->reach);
    PmlFlow f = {.E = E, .reach = &out->reach, .nodes = out->reach.count + 1};
    size_t n = (size_t)f.nodes + 2;
    out->list = malloc(n * sizeof *out->list);
    f.first = malloc(n * sizeof *f.first);
    f.order = malloc(n * sizeof *f.order);
    f.rank = malloc(n * sizeof *f.rank);
    f.dominator = malloc(n * sizeof *f.dominator);
    int64_t *begin = malloc(n * sizeof *begin);
    int32_t *referrers = NULL;
    f.failed = out->reach.failed || !out->list || !f.first || !f.order || !f.rank || !f.dominator ||
               !begin;
    if (!f.failed) {
        list_edges(&f);
        referrers =
            malloc((size_t)(f.edges > (int64_t)n ? f.edges : (int64_t)n) * sizeof *referrers);
        f.failed |= !referrers;
    }
    if (!f.failed) {
        number_nodes(&f, referrers, begin); /* as a stack first */
        turn_edges(&f, begin, referrers);
        settle(&f, begin, referrers);
        sum_up(&f, out->list);
    }
    out->failed = f.failed;
    free(f.from);
    free(f.to);
    free(f.first);
    free(f.order);
    free(f.rank);
    free(f.dominator);
    free(begin);
    free(referrers);
}

void pml_dominators_free(PmlDominators *d)
{
    pml_reach_free(&d->reach);
    free(d->list);
    memset(d, 0, sizeof *d);
}

/* dominators: who alone keeps whom. */
#include "api/words_view.h"
#include "observe/dominators.h"

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

#include "observe/objects_check.h"

#include <string.h>

#include "modules/modules.h"
#include "object/check.h"
#include "object/memoryview_ops.h"

typedef struct Checking {
    PmlEngine *E;
    PmlObjMap seen, views; /* views: managed buffer -> views in use */
    PmlObjMap hollow;      /* tuples: FOUND without an item, ALLOWED to be */
    const char *wrong;
    PmlObj *at;
} Checking;

enum { FOUND = 1, ALLOWED = 2 };

static void note_hollow(Checking *c, PmlObj *tuple, int64_t what)
{
    int64_t *seen = pml_objmap_at(&c->hollow, tuple, 0, NULL);
    *(seen ? seen : &(int64_t){0}) |= what;
}

/* As in CPython a zip_longest takes exhausted iterators out of its tuple: the one exception of N2,
 * known only when its owner has been seen. */
static const char *check_one(Checking *c, PmlObj *o)
{
    PmlObj *loses_items = pml_module_hollow_tuple(o);
    if (loses_items) {
        note_hollow(c, loses_items, ALLOWED);
    }
    if (PML_IS(o, memoryview) && !((PmlMemoryView *)o)->released) {
        int64_t *n = pml_objmap_at(&c->views, &((PmlMemoryView *)o)->mbuf.p->ob, 0, NULL);
        *(n ? n : &(int64_t){0}) += 1;
    }
    const char *wrong = pml_module_object_check(o);
    wrong = wrong ? wrong : pml_object_check(c->E, o);
    if (wrong && strncmp(wrong, "N2", 2) == 0) {
        note_hollow(c, o, FOUND);
        return NULL;
    }
    return wrong;
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    Checking *c = ctx;
    bool is_new = false;
    pml_objmap_at(&c->seen, edge->to, 1, &is_new);
    if (is_new && !c->wrong) {
        c->wrong = check_one(c, edge->to);
        c->at = edge->to;
    }
}

static void compare_views(Checking *c)
{
    for (size_t i = 0; i < c->views.capacity && !c->wrong; i++) {
        PmlObj *o = c->views.keys[i];
        if (o && ((PmlManagedBuffer *)o)->exports != c->views.values[i]) {
            c->wrong = "M1: views in use of a buffer";
            c->at = o;
        }
    }
}

static void compare_hollow(Checking *c)
{
    for (size_t i = 0; i < c->hollow.capacity && !c->wrong; i++) {
        if (c->hollow.keys[i] && c->hollow.values[i] == FOUND) {
            c->wrong = "N2: a tuple without an item";
            c->at = c->hollow.keys[i];
        }
    }
}

const char *pml_objects_check(PmlEngine *E, PmlObj **at)
{
    Checking c = {.E = E};
    if (pml_walk_all(E, on_edge, &c)) {
        compare_views(&c);
        compare_hollow(&c);
    }
    pml_objmap_free(&c.seen);
    pml_objmap_free(&c.views);
    pml_objmap_free(&c.hollow);
    if (at) {
        *at = c.at;
    }
    return c.wrong;
}

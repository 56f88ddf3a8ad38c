#include "observe/objects_check.h"

#include "modules/modules.h"
#include "object/check.h"
#include "object/memoryview_ops.h"

typedef struct Checking {
    PmlEngine *E;
    PmlObjMap seen, views; /* views: managed buffer -> views in use */
    const char *wrong;
    PmlObj *at;
} Checking;

static const char *check_one(Checking *c, PmlObj *o)
{
    if (PML_IS(o, memoryview) && !((PmlMemoryView *)o)->released) {
        int64_t *n = pml_objmap_at(&c->views, &((PmlMemoryView *)o)->mbuf.p->ob, 0, NULL);
        *(n ? n : &(int64_t){0}) += 1;
    }
    const char *wrong = pml_module_object_check(o);
    return wrong ? wrong : pml_object_check(c->E, o);
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

const char *pml_objects_check(PmlEngine *E, PmlObj **at)
{
    Checking c = {.E = E};
    if (pml_walk_all(E, on_edge, &c)) {
        compare_views(&c);
    }
    pml_objmap_free(&c.seen);
    pml_objmap_free(&c.views);
    if (at) {
        *at = c.at;
    }
    return c.wrong;
}

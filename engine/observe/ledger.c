#include "observe/ledger.h"

#include <stdio.h>

static void count_edge(void *ctx, const PmlEdgeInfo *edge)
{
    int64_t *n = pml_objmap_at(ctx, edge->to, 0, NULL);
    if (n) {
        ++*n;
    }
}

static bool is_static(const PmlEngine *E, const PmlObj *o)
{
    return pml_heap_is_static(E, o) || pml_refs(o) >= PML_IMMORTAL;
}

const char *pml_ledger_check(PmlEngine *E, bool exact, char *text, size_t size)
{
    PmlObjMap found = {0};
    const char *wrong = NULL;
    if (!pml_walk_all(E, count_edge, &found) || found.failed) {
        pml_objmap_free(&found);
        return NULL; /* no memory to look: says nothing */
    }
    for (size_t i = 0; i < found.capacity && !wrong; i++) {
        PmlObj *o = found.keys[i];
        if (!o) {
            continue;
        }
        int64_t n = found.values[i];
        bool equal = exact && !is_static(E, o);
        bool agree = equal ? pml_refs(o) == n : pml_refs(o) >= n;
        if (!agree) {
            snprintf(text, size, "L%d: %s at %llx has count %lld, but %lld references were found",
                     equal ? 1 : 2, PML_TYPE_OF(o)->name.p,
                     (unsigned long long)pml_model_address(E, o), (long long)pml_refs(o),
                     (long long)n);
            wrong = text;
        }
    }
    pml_objmap_free(&found);
    return wrong;
}

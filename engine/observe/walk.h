/* Every reference in a stopped engine, one by one, each with the name of its holder. Reads only:
 * all memory it needs is the host's. */
#ifndef PML_WALK_H
#define PML_WALK_H

#include "vm/vm.h"

/* One owned reference. from NULL: the holder is no object, text names it ("running function f"). */
typedef struct PmlEdgeInfo {
    PmlObj *from, *to;
    PmlEdge kind;
    PmlObj *label;    /* key, attribute or variable name; may be NULL */
    const char *text; /* field name; may be NULL */
    int64_t index;
    const PmlInterpFrame *frame; /* the running frame whose slot it is; NULL: none */
} PmlEdgeInfo;
typedef void (*PmlEdgeVisitor)(void *ctx, const PmlEdgeInfo *edge);

/* Set of objects, host memory: address -> number. */
typedef struct PmlObjMap {
    PmlObj **keys;
    int64_t *values;
    size_t capacity, used;
    bool failed; /* no host memory */
} PmlObjMap;
void pml_objmap_free(PmlObjMap *m);
/* Where o's number is kept, made with `initial` when new; NULL: no memory. */
int64_t *pml_objmap_at(PmlObjMap *m, PmlObj *o, int64_t initial, bool *is_new);
int64_t pml_objmap_get(const PmlObjMap *m, const PmlObj *o, int64_t fallback);

/* References held by no object: frames, modules table, streams, free-standing state, holds. */
void pml_walk_roots(PmlEngine *E, PmlEdgeVisitor visit, void *ctx);
/* References held by o. */
void pml_walk_object(PmlEngine *E, PmlObj *o, PmlEdgeVisitor visit, void *ctx);
/* All of them, each once: from the roots, then from tracked objects nothing reaches. False: no
 * host memory. */
bool pml_walk_all(PmlEngine *E, PmlEdgeVisitor visit, void *ctx);

#endif

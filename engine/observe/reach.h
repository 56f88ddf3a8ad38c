/* What reaches what: breadth-first from the roots, perhaps without one object or one reference. */
#ifndef PML_REACH_H
#define PML_REACH_H

#include "observe/walk.h"

typedef struct PmlNode {
    PmlObj *object;
    int64_t parent; /* index of the node it was reached from; -1: a root reaches it */
    int64_t depth;
} PmlNode;

typedef struct PmlReach {
    PmlNode *nodes; /* nearest first */
    int64_t count, capacity;
    PmlObjMap index;
    bool failed; /* no host memory */
} PmlReach;

/* What to leave out; all NULL: nothing. */
typedef struct PmlWithout {
    const PmlObj *object;    /* as if nothing referred to it */
    const PmlObj *from, *to; /* one reference between them */
} PmlWithout;

void pml_reach(PmlEngine *E, const PmlWithout *without, PmlReach *out);
void pml_reach_free(PmlReach *r);
/* One object more, unless it is there already; parent: the node that reaches it, or -1. */
void pml_reach_add(PmlReach *r, PmlObj *o, int64_t parent);
static inline int64_t pml_reach_index(const PmlReach *r, const PmlObj *o)
{
    return pml_objmap_get(&r->index, o, -1);
}
/* How a node was reached: the first reference from its parent (or from a root), in words. */
void pml_reach_edge(PmlEngine *E, const PmlReach *r, int64_t node, PmlEdgeInfo *edge);

/* What would go if nothing referred to an object any more, or without one reference. */
typedef struct PmlLoss {
    PmlObj **list;                  /* nearest first */
    int64_t count, bytes;           /* all that would be unreachable */
    int64_t at_once, at_once_bytes; /* of these: by their counts, without a collection */
    bool failed;
} PmlLoss;
void pml_loss(PmlEngine *E, const PmlWithout *without, PmlLoss *out);
void pml_loss_free(PmlLoss *l);

/* The live object at a modelled address; NULL: none. */
PmlObj *pml_object_at(PmlEngine *E, uint64_t address);
/* Tracked objects that no root reaches: garbage waiting for a collection. Appended to out. */
void pml_garbage(PmlEngine *E, const PmlReach *reached, PmlReach *out);

#endif

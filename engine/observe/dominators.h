/* The dominator tree of the live objects: who alone keeps whom. An object's dominator is the
 * nearest one on every way to it from the roots; what an object retains is its subtree. */
#ifndef PML_DOMINATORS_H
#define PML_DOMINATORS_H

#include "observe/reach.h"

typedef struct PmlDominated {
    int64_t dominator;      /* index in reach.nodes; -1: only the roots together */
    int64_t objects, bytes; /* retained, itself included; static objects count nothing */
} PmlDominated;

typedef struct PmlDominators {
    PmlReach reach;     /* the objects; an index in it is an index in list */
    PmlDominated *list; /* reach.count of them */
    bool failed;        /* no host memory */
} PmlDominators;
void pml_dominators(PmlEngine *E, PmlDominators *out);
void pml_dominators_free(PmlDominators *d);

#endif

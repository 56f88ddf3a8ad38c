/* The objects that are a program's own: what its names and running functions reach, nearest first,
 * without what hangs below types, modules and code. */
#ifndef PML_OWN_OBJECTS_H
#define PML_OWN_OBJECTS_H

#include "observe/reach.h"

/* What hangs below it is the interpreter's business. */
bool pml_is_leaf(const PmlObj *o);
/* A reference that every function or object has, to what it lives in: no picture would be left. */
bool pml_is_plumbing(const PmlEdgeInfo *edge);

typedef void (*PmlNameVisitor)(void *ctx, PmlObj *name, PmlObj *value);
/* Names of the program and of its running functions, but those with double underscores. */
void pml_own_names(PmlEngine *E, PmlNameVisitor visit, void *ctx);
/* A parent of -1: a name, or garbage that waits for a collection (these come last). */
void pml_own_objects(PmlEngine *E, PmlReach *out);

#endif

/* Inside of weak references: what weakref.c, weakref_proxy.c and the modules gc and _weakref share.
 */
#ifndef PML_WEAKREF_INTERNAL_H
#define PML_WEAKREF_INTERNAL_H

#include "object/callables.h"

/* What it refers to, borrowed; None when dead or dying (PyWeakref_GET_OBJECT). */
PmlObj *pml_weakref_target(PmlEngine *E, const PmlObj *ref);
int64_t pml_weakref_count(PmlEngine *E, PmlObj *o);
void pml_weakref_end(PmlEngine *E, PmlWeakref *r); /* unlink and release the callback */
void pml_weakref_dealloc(PmlEngine *E, PmlObj *self);
int pml_weakref_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx);
void pml_weakref_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink);
int pml_weakref_tp_clear(PmlEngine *E, PmlObj *self);

#endif

/* The index iterators over list and tuple: one layout, one behaviour (PmlListIter). */
#ifndef PML_ITERATOR_INTERNAL_H
#define PML_ITERATOR_INTERNAL_H

#include "object/containers.h"
#include "object/detached.h"

#define PML_FAST_ARGS PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames
#define PML_UNUSED_NOARGS() (PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames))
#define PML_UNUSED_ONE() (PML_UNUSED(nargs), PML_UNUSED(kwnames))

/* A tracked index iterator of static type t over seq. */
PmlObj *pml_index_iter_new(PmlEngine *E, PmlType *t, PmlObj *seq, int64_t index);
void pml_index_iter_dealloc(PmlEngine *E, PmlObj *o);
int pml_index_iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx);
void pml_index_iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink);
/* The slots above, size and flags. */
void pml_index_iter_type(PmlType *t);

/* (function, (argument,)) or (function, (argument,), state); consumes function and argument,
 * either of which may be NULL with an error set. state -1: none. */
PmlObj *pml_reduced(PmlEngine *E, PmlObj *function, PmlObj *argument, int64_t state);

/* Report one field of an object to the ledger, if set. */
static inline void pml_field_ref(PmlRefSink *sink, PmlObj *o, const char *text)
{
    if (o) {
        sink->ref(sink, o, PML_EDGE_FIELD, NULL, text, 0);
    }
}

#endif

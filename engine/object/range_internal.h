/* Inside of range: range.c (the object), range_iter.c (its two iterators). */
#ifndef PML_RANGE_INTERNAL_H
#define PML_RANGE_INTERNAL_H

#include "object/containers.h"
#include "object/detached.h"
#include "object/iterator_internal.h"

/* A range of these ints; consumes the references, even on failure. */
PmlObj *pml_range_make(PmlEngine *E, PmlType *t, PmlObj *start, PmlObj *stop, PmlObj *step);
PmlObj *pml_range_iter(PmlEngine *E, PmlObj *r);
PmlObj *pml_range_reversed(PML_FAST_ARGS);

#endif

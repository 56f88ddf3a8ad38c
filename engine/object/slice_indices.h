/* Slicing something as long as any integer: used by slice.indices() and range. */
#ifndef PML_SLICE_INDICES_H
#define PML_SLICE_INDICES_H

#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

typedef struct PmlSliceParts {
    PmlObj *start, *stop, *step; /* ints, owned */
} PmlSliceParts;
/* Start, stop and step for something of that length (an int); -1: error, nothing owned. */
int pml_slice_long_indices(PmlEngine *E, PmlObj *slice, PmlObj *length, PmlSliceParts *out);
void pml_slice_parts_release(PmlEngine *E, PmlSliceParts *p);

#endif

/* Host memory of one compilation: allocated piecemeal, freed at once. */
#ifndef PML_SCRATCH_H
#define PML_SCRATCH_H

#include "base/base.h"

typedef struct PmlScratch {
    struct PmlScratchChunk *chunks;
    size_t left; /* bytes unused in the newest chunk */
} PmlScratch;

/* n zeroed bytes, 16-aligned; NULL when the host has no memory. */
void *pml_scratch_alloc(PmlScratch *s, size_t n);
void pml_scratch_free(PmlScratch *s);

#endif

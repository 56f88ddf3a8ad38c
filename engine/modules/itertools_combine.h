/* What the iterators over choices of items share: product, combinations, permutations. */
#ifndef PML_ITERTOOLS_COMBINE_H
#define PML_ITERTOOLS_COMBINE_H

#include "modules/iterator_state.h"

typedef PML_PTR(int64_t) PmlIndices; /* a block of its own, from the object allocator */

/* An array of n numbers; NULL + MemoryError. */
int64_t *pml_indices_new(PmlEngine *E, int64_t n);
/* The result tuple to change: a copy when someone kept the last one. *slot owns it. */
PmlObj *pml_own_result(PmlEngine *E, PmlRef *slot);
void pml_put_result(PmlEngine *E, PmlObj *result, int64_t i, PmlObj *item);
/* n numbers as a tuple. */
PmlObj *pml_indices_tuple(PmlEngine *E, const int64_t *indices, int64_t n);
/* The state must be a tuple of n items. */
bool pml_state_of_length(PmlEngine *E, PmlObj *state, int64_t n);
/* (pool, r), or ((), r) once all is over. */
PmlObj *pml_pool_and_r(PmlEngine *E, PmlObj *pool, int64_t r, bool over);

#endif

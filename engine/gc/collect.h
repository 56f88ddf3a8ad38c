/* Inside the gc layer: the head's bits and the collector's entry for automatic runs. */
#ifndef PML_COLLECT_H
#define PML_COLLECT_H

#include "gc/gc.h"

#define PML_GC_FINALIZED UINT64_C(1)
#define PML_GC_COLLECTING UINT64_C(2)
#define PML_GC_PREV_MASK (~UINT64_C(3))
#define PML_GC_REFS_SHIFT 2

/* collect_generations: the oldest generation over its threshold, or (stress) a full one. */
void pml_gc_collect_due(PmlEngine *E, bool stress);
bool pml_gc_is_exact_tuple(const PmlObj *o);

#endif

/* The collector's link to the layers above it. */
#ifndef PML_GC_HOOKS_H
#define PML_GC_HOOKS_H

#include "object/containers.h"

/* Sets E->gc_hooks (host memory, freed with the engine). False: no memory. */
bool pml_gc_install_hooks(PmlEngine *E);
/* {names[0]: numbers[0], ...}: gc's statistics and the callbacks' info. */
PmlObj *pml_gc_number_dict(PmlEngine *E, const char *const names[3], const int64_t numbers[3]);

#endif

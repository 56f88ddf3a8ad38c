/* Every object that something refers to, checked one by one (object/check.h). */
#ifndef PML_OBJECTS_CHECK_H
#define PML_OBJECTS_CHECK_H

#include "observe/walk.h"

/* NULL, or the broken invariant; *at (may be NULL): where. Says nothing without host memory. */
const char *pml_objects_check(PmlEngine *E, PmlObj **at);

#endif

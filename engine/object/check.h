/* The validator of objects: what is wrong with the content of one, by the number of the broken
 * invariant. The numbers are explained in README.md of this folder. Runs no Python, changes
 * nothing; for tests and audits. */
#ifndef PML_CHECK_H
#define PML_CHECK_H

#include "object/containers.h"

#define PML_EXPECT(cond, what) \
    do {                       \
        if (!(cond)) {         \
            return (what);     \
        }                      \
    } while (0)

/* NULL: all is well. o is alive and no C code is in the middle of changing it. */
const char *pml_object_check(PmlEngine *E, PmlObj *o);

/* -- by kind -- */
const char *pml_dict_check(PmlEngine *E, PmlObj *o);
const char *pml_instance_check(PmlEngine *E, PmlObj *o); /* attributes kept in the instance */
const char *pml_weakrefs_check(PmlEngine *E, PmlObj *o); /* its list, and o if it is one */
const char *pml_type_cache_check(PmlEngine *E, PmlType *t);

#endif

/* When two constants are the same for the compiler: equal value *and* type, all the way down, with
 * 0.0 and -0.0 kept apart. CPython expresses this by building key tuples; here it is a comparison,
 * so that nothing is allocated. */
#ifndef PML_CONST_KEY_H
#define PML_CONST_KEY_H

#include "object/object.h"

/* Constants compare without running Python code and without errors. */
bool pml_const_equal(PmlEngine *E, PmlObj *a, PmlObj *b);
/* Equal constants have equal hashes. */
uint64_t pml_const_hash(PmlEngine *E, PmlObj *o);
/* Equality of code objects, as == on them. */
bool pml_code_equal(PmlEngine *E, PmlObj *a, PmlObj *b);

#endif

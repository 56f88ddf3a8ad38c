/* The ledger: for every object, the count equals the references found (design, section 3). */
#ifndef PML_LEDGER_H
#define PML_LEDGER_H

#include "observe/walk.h"

/* L1: the count of an object is the number of references found.
 * L2: that of an object of the static part, and of any while C code runs, is not smaller.
 *
 * NULL: holders and counts agree for every object. Else what does not, in `text`. Objects of the
 * static part (static types, None, small ints ...) also have references that no one holds: for
 * them the count must be at least what was found. `exact` false asks only that of all objects:
 * the state inside C code. */
const char *pml_ledger_check(PmlEngine *E, bool exact, char *text, size_t size);

#endif

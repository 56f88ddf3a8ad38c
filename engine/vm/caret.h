/* Which part of the marked range of a source line gets the primary carets. */
#ifndef PML_CARET_H
#define PML_CARET_H

#include "vm/vm.h"

typedef struct PmlCarets {
    size_t from, to;    /* byte range in the line */
    size_t left, right; /* primary part; equal to from and to when there is none */
    char primary, secondary;
} PmlCarets;

/* For a binary operation the operator is primary, for a subscript its brackets (as 3.11's
 * traceback); sets left, right and the characters. */
void pml_caret_anchors(PmlEngine *E, const char *line, PmlCarets *c);

#endif

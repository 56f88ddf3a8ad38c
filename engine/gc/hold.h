/* Native frames: which references a C function owns while it calls back into Python.
 * A C function that owns a new reference only in a C local, and then runs arbitrary Python,
 * names it here, so that the ledger can account for every count:
 *     int64_t mark = pml_hold_mark(E);
 *     pml_hold(E, key, "sorted: key");
 *     ... calls into Python ...
 *     pml_hold_drop(E, mark);       (does not release anything)  */
#ifndef PML_HOLD_H
#define PML_HOLD_H

#include "gc/gc.h"

typedef struct PmlHold {
    PmlRef object;
    PML_PTR(const char) what;
} PmlHold;

/* More than this many at once are counted but not named. */
#define PML_HOLD_CAPACITY 16384

static inline int64_t pml_hold_mark(const PmlEngine *E)
{
    return E->gc->hold_count;
}
void pml_hold(PmlEngine *E, PmlObj *o, const char *what);
/* o, one of the last that were named, is owned no longer. */
void pml_unhold(PmlEngine *E, const PmlObj *o);
static inline void pml_hold_drop(PmlEngine *E, int64_t mark)
{
    E->gc->hold_count = mark;
}

#endif

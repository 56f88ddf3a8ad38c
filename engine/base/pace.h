/* When to look at a clock next, counted in steps of whatever length: often enough to be late by a
 * few hundredths of a second, seldom enough to cost nothing. */
#ifndef PML_PACE_H
#define PML_PACE_H

#include <stdint.h>

typedef struct PmlPace {
    uint64_t next; /* look at this step */
    uint64_t step; /* between two looks */
    double last;   /* what the clock said */
} PmlPace;

enum { PML_PACE_FIRST = 512, PML_PACE_MOST = 16384 };

static inline PmlPace pml_pace(uint64_t now, double clock)
{
    return (PmlPace){now + PML_PACE_FIRST, PML_PACE_FIRST, clock};
}

/* It is step now, and the clock says this. */
static inline void pml_pace_looked(PmlPace *p, uint64_t now, double clock)
{
    double took = clock - p->last;
    if (took > 0.02) {
        p->step = took > 0.2 ? 1 : (p->step + 3) / 4;
    } else if (took < 0.005 && p->step < PML_PACE_MOST) {
        p->step *= 2;
    }
    p->last = clock;
    p->next = now + p->step;
}

#endif

/* pymemlab run --report: what was allocated, what was freed and why. */
#ifndef PML_REPORT_H
#define PML_REPORT_H

#include "gc/gc.h"

/* The figures when the program began, to be subtracted. */
typedef struct PmlReportStart {
    uint64_t allocations, bytes_allocated, bytes_freed[PML_CAUSE_KINDS];
    uint64_t live_at_end; /* filled in before shutdown */
    PmlGenStats generations[3];
} PmlReportStart;

void pml_report_begin(PmlEngine *E, PmlReportStart *start);
void pml_report(PmlEngine *E, const PmlReportStart *start);

#endif

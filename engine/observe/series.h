/* Time series of a run: samples taken every so many ticks, in bounded host memory. When the store
 * is full every second sample goes and the distance doubles, so any run fits. */
#ifndef PML_SERIES_H
#define PML_SERIES_H

#include "vm/vm.h"

#define PML_SERIES_MAX 1024
#define PML_WATCH_MAX 8

typedef struct PmlSample {
    uint64_t tick;
    int64_t generation[3], count[3];
    uint64_t bytes_live, bytes_freed[PML_CAUSE_KINDS];
    uint64_t blocks, pools, arenas, mapped_bytes;
    int64_t watched[PML_WATCH_MAX]; /* -1: the name is not bound */
} PmlSample;

typedef struct PmlSeries {
    PmlSample *samples;
    int64_t used;
    uint64_t interval, next;
    uint64_t counted; /* objects looked at so far */
    char watch[PML_WATCH_MAX][64];
    int watch_count;
} PmlSeries;

PmlSeries *pml_series_new(void); /* NULL: no host memory */
void pml_series_free(PmlSeries *s);
/* Take a sample now, if the distance to the last one allows (always when `force`). */
void pml_series_sample(PmlSeries *s, PmlEngine *E, bool force);
bool pml_series_watch(PmlSeries *s, const char *name); /* false: too many, or too long */

#endif

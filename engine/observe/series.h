/* Time series of a run in bounded host memory: buckets of so many ticks, each with the values at
 * its end and the least and greatest seen in it. When the store is full neighbours become one and
 * the distance doubles, so any run fits. Every collection is looked at before and after it. */
#ifndef PML_SERIES_H
#define PML_SERIES_H

#include "gc/gc.h"
#include "vm/vm.h"

#define PML_SERIES_MAX 1024
#define PML_WATCH_MAX 8

typedef enum PmlSeriesKind { PML_SERIES_GAUGE, PML_SERIES_TOTAL, PML_SERIES_WALKED } PmlSeriesKind;
enum {
#define PML_SERIES_GROUP(name, columns, kind) \
    PML_AT_##name, PML_END_##name = PML_AT_##name + (columns)-1,
#include "observe/series.def"
    PML_SERIES_COLUMNS
};
typedef struct PmlSeriesGroup {
    const char *name;
    int at, columns;
    PmlSeriesKind kind;
} PmlSeriesGroup;
extern const PmlSeriesGroup pml_series_groups[];
extern const int pml_series_group_count;

typedef struct PmlBucket {
    uint64_t tick; /* its last */
    int64_t value[PML_SERIES_COLUMNS], low[PML_SERIES_COLUMNS], high[PML_SERIES_COLUMNS];
} PmlBucket;

/* A global name, or an object by its address; -1: not bound, or dead. */
typedef struct PmlWatch {
    char name[64];   /* the address as text for an object */
    uint64_t object; /* its modelled address; 0: a name */
    uint64_t died;   /* the tick; UINT64_MAX: it lives */
} PmlWatch;

typedef struct PmlSeries {
    PmlBucket *buckets;
    int64_t used;
    PmlBucket now; /* the bucket that is growing */
    bool touched;  /* it has values */
    uint64_t interval, next;
    uint64_t walked;  /* objects walked over so far */
    int64_t pause_at; /* of the running collection: the tick at which it began */
    PmlWatch watch[PML_WATCH_MAX];
    int watch_count;
    int objects_watched;
} PmlSeries;

PmlSeries *pml_series_new(void); /* NULL: no host memory */
void pml_series_free(PmlSeries *s);
/* End a bucket now, if the distance to the last one allows (always when `force`). */
void pml_series_sample(PmlSeries *s, PmlEngine *E, bool force);
/* At the beginning and at the end (n: objects found) of a collection. */
void pml_series_collection(PmlSeries *s, PmlEngine *E, PmlGcStep step, int64_t n);
/* Forget what came after this tick. */
void pml_series_branch(PmlSeries *s, uint64_t tick);
/* False: too many, or too long. */
bool pml_series_watch(PmlSeries *s, const char *name);
bool pml_series_watch_object(PmlSeries *s, uint64_t address);
void pml_series_death(PmlSeries *s, const PmlEngine *E, const PmlObj *o);

#endif

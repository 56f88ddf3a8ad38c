/* Which blocks were allocated where, for tracemalloc: a table from block to requested size and
 * site, kept only while tracing. A site is a chain of (file, line), innermost first. The tables
 * are raw blocks of the region, so checkpoints carry them; they are not traced themselves. */
#ifndef PML_TRACE_H
#define PML_TRACE_H

#include "base/engine.h"

#define PML_TRACE_FRAMES 256 /* no site names more frames than this */

/* One traced block; offset is from the region's start, 0: the entry is free. */
typedef struct PmlTraceEntry {
    uint64_t offset, size;
    uint64_t site; /* index in words */
} PmlTraceEntry;

/* A site in `words`: frames the stack had, frames kept, then (file, line) for each kept one. */
typedef struct PmlTrace {
    int32_t on, busy;
    uint64_t limit; /* frames kept of each site */
    uint64_t size, peak;
    PML_PTR(PmlTraceEntry) table;
    uint64_t capacity, count; /* capacity: a power of two */
    PML_PTR(uint32_t) words;
    uint64_t words_used, words_capacity;
    PML_PTR(uint32_t) index; /* hash table of sites; 0: free */
    uint64_t index_capacity, site_count;
    PML_PTR(char) names; /* file names, each ended by a zero; a file is an offset in it */
    uint64_t names_used, names_capacity;
} PmlTrace;

PmlTrace *pml_trace(PmlEngine *E);
void pml_trace_start(PmlEngine *E, uint64_t limit);
void pml_trace_stop(PmlEngine *E);
void pml_trace_clear(PmlEngine *E);

void pml_trace_add(PmlEngine *E, void *p, uint64_t size);
void pml_trace_remove(PmlEngine *E, const void *p);
void pml_trace_move(PmlEngine *E, const void *from, void *to, uint64_t size);
/* The entry of a block, or NULL. */
const PmlTraceEntry *pml_trace_find(PmlEngine *E, const void *p);
uint64_t pml_trace_overhead(PmlEngine *E); /* bytes in the tables */

/* For the layer that knows frames: the number of a file, and of a site; 0 when memory is out. */
uint32_t pml_trace_file(PmlEngine *E, const char *name, size_t n);
uint64_t pml_trace_site(PmlEngine *E, uint32_t total, uint32_t count, const uint32_t *pairs);

#endif

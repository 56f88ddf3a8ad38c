/* What is known of the events of a recording, so that a search goes over no stretch twice in vain.
 * Two parts, both bounded: a table of chunks (a power of two of ticks each; when the table is full,
 * neighbours are merged), and every line, call and return of the stretch searched last, one by one.
 *
 * I1: what a chunk says is true of the recording; `known` bits say that it is also all. */
#ifndef PML_STEP_INDEX_H
#define PML_STEP_INDEX_H

#include "base/base.h"

enum { PML_CHUNKS = 4096, PML_CHUNK_SHIFT = 12, PML_NEAR_FACTS_TICKS = 16384 };

typedef enum PmlFactFlag {
    PML_FACT_LINE = 1,
    PML_FACT_CALL = 2,
    PML_FACT_RETURN = 4,
    PML_FACT_ALLOCATION = 8,
    PML_FACT_DEATH = 16,
} PmlFactFlag;
/* What a search has looked for along the way: all but deaths, or deaths only. */
typedef enum PmlFactKind { PML_KNOWN_STEPS = 32, PML_KNOWN_DEATHS = 64 } PmlFactKind;

/* What happened at one tick. */
typedef struct PmlFact {
    uint64_t tick;
    int32_t line, cell; /* a line that begins, and the cell whose code it is; 0: none */
    int32_t depth;      /* frames */
    uint32_t flags;
} PmlFact;

typedef struct PmlStepChunk {
    uint64_t lines[4]; /* the lines that begin here, by their number's last 8 bits */
    int32_t shallowest, shallowest_line;
    uint32_t flags;
} PmlStepChunk;

typedef struct PmlStepIndex {
    PmlStepChunk *chunks; /* PML_CHUNKS of them */
    uint32_t shift;
    PmlFact *near; /* lines, calls, returns after near_from up to near_to, in order */
    int64_t near_count, near_capacity;
    uint64_t near_from, near_to; /* near_to 0: there are none */
    bool near_open;              /* they are being noted */
} PmlStepIndex;

bool pml_step_index_init(PmlStepIndex *x); /* false: no memory */
void pml_step_index_clear(PmlStepIndex *x);
void pml_step_index_note(PmlStepIndex *x, const PmlFact *fact);
/* Everything of this kind after tick `from` up to `to` has been noted. */
void pml_step_index_cover(PmlStepIndex *x, uint64_t from, uint64_t to, PmlFactKind kind);
/* The course of things is another from this tick on. */
void pml_step_index_forget(PmlStepIndex *x, uint64_t tick);
/* The chunk of a tick; NULL: it is not known in full. */
const PmlStepChunk *pml_step_index_at(const PmlStepIndex *x, uint64_t tick, PmlFactKind kind);
static inline uint64_t pml_chunk_start(const PmlStepIndex *x, uint64_t tick)
{
    return tick >> x->shift << x->shift;
}
static inline uint64_t pml_chunk_ticks(const PmlStepIndex *x)
{
    return UINT64_C(1) << x->shift;
}

/* A stretch whose facts are kept one by one begins after this tick. */
void pml_near_begin(PmlStepIndex *x, uint64_t from);
void pml_near_end(PmlStepIndex *x, uint64_t to);

#endif

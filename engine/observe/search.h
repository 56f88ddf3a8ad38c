/* Inside steps: what is searched for, and how a probe sees it. */
#ifndef PML_SEARCH_H
#define PML_SEARCH_H

#include "observe/line_table.h"
#include "observe/steps.h"

/* A line with a #break comment. */
typedef struct PmlBreak {
    int32_t cell;
    int line;
} PmlBreak;

typedef struct PmlSearch {
    PmlStep *step;
    bool backwards;
    uint64_t start; /* the tick one steps from */
    int64_t depth;  /* frames there */
    PmlObj *object;
    const PmlType *type; /* of the object, where one steps from */
    int64_t number;      /* its count, or its owners, at the tick before */
    uint64_t allocations;
    PmlLineTables lines;
    PmlBreak *breaks;
    int64_t break_count;
    /* the last event found, backwards */
    bool found;
    uint64_t tick;
    uint64_t address;
    char died[64];
} PmlSearch;

void pml_search_find_breaks(PmlSearch *s, const PmlRecording *r);
/* The object at the step's address lives, and is of the type it had. */
bool pml_search_is_alive(const PmlSearch *s);
/* The numbers whose change is the event, as they are where the engine stands. */
void pml_search_note_numbers(PmlSearch *s, const PmlEngine *E);
PmlProbe pml_search_probe(PmlSearch *s);
/* Is the event one of those that facts tell (and the index keeps)? */
bool pml_search_is_fact(const PmlSearch *s);
bool pml_search_matches(const PmlSearch *s, const PmlFact *f);
/* By what the index knows, can the event happen in the chunk of this tick? */
bool pml_search_may_be(const PmlSearch *s, const PmlStepIndex *x, uint64_t tick);
PmlFactKind pml_search_kind(const PmlSearch *s);
/* A number for what is searched for, to know the same search again. */
uint64_t pml_search_key(const PmlSearch *s);

#endif

/* The next or previous event of a kind, and where the engine stands. */
#ifndef PML_STEPS_H
#define PML_STEPS_H

#include "observe/recording.h"

typedef enum PmlStepEvent {
    PML_STEP_TICK,
    PML_STEP_LINE, /* a line begins, or is jumped back to: what sys.settrace calls a line event */
    PML_STEP_CALL,
    PML_STEP_RETURN,
    PML_STEP_ALLOCATION,
    PML_STEP_DEATH,
    PML_STEP_COLLECTION,
    PML_STEP_AT_LINE,  /* one of `lines`, or with `comments` a line that says #break */
    PML_STEP_BIRTH,    /* of the object at `address`: always backwards */
    PML_STEP_COUNT,    /* its count changes, or it dies */
    PML_STEP_OWNERS,   /* the number of its lasting owners changes, or it dies */
    PML_STEP_DEATH_OF, /* it dies */
} PmlStepEvent;
typedef enum PmlStepWay { PML_WAY_INTO, PML_WAY_OVER, PML_WAY_OUT } PmlStepWay;

typedef struct PmlStep {
    PmlStepEvent event;
    PmlStepWay way; /* lines: over calls, or out of the function */
    const int64_t *lines;
    int line_count;
    bool comments;
    uint64_t address; /* modelled; a death fills in whose it was */
    char type[64];    /* of what died */
    int64_t owners;   /* PML_STEP_OWNERS: at the end */
    bool more;        /* patience ended: asked again, the search goes on */
    uint64_t reached; /* the tick up to which nothing was found; backwards: down to which */
} PmlStep;
/* Go there. False: there is none, or not yet (`more`); the engine stands where it was. */
bool pml_step(PmlRecording *r, PmlStep *s, bool backwards);
/* References to o that last: all but those of evaluation stacks and of running C functions. */
int64_t pml_lasting_owners(const PmlEngine *E, const PmlObj *o);

/* Where the innermost frame of the program's own code stands. */
typedef struct PmlWhere {
    PmlInterpFrame *frame; /* NULL: nothing runs */
    int line;              /* about to run */
    int64_t depth;
    const char *text; /* of the line; NULL: not known */
    size_t text_size;
} PmlWhere;
void pml_where(const PmlRecording *r, PmlWhere *w);
/* The line a frame stands at: in the innermost frame the one about to run. */
int pml_standing_line(const PmlEngine *E, const PmlInterpFrame *f);

#endif

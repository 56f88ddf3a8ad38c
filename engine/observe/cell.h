/* One input of a session: a cell of source, or the program's end. What happens here is all that
 * reaches the engine from outside, so running equal inputs again gives equal states. */
#ifndef PML_CELL_H
#define PML_CELL_H

#include "observe/failure.h"
#include "vm/lifecycle.h"

typedef enum PmlInputKind { PML_INPUT_CELL, PML_INPUT_FINISH } PmlInputKind;

typedef struct PmlInput {
    PmlInputKind kind;
    bool show_values; /* one statement whose value is shown, as at a prompt */
    char *source;     /* malloc'ed, NUL-terminated; NULL for the end */
    size_t size;
    char *typed;         /* what input() reads from here on, malloc'ed; NULL: nothing more */
    char *filename;      /* malloc'ed; NULL: the cell is its own, "<cell N>" */
    int64_t number;      /* of the cell, from 1: "<cell 1>" */
    uint64_t start, end; /* ticks; end is PML_NEVER while it runs */
    uint64_t stop_tick;  /* where a limit or the host stopped it; PML_NEVER: nowhere */
    int stop_why;        /* PmlStop */
    PmlFailure failure;  /* the exception it ended in */
} PmlInput;
#define PML_NEVER UINT64_MAX
void pml_input_free(PmlInput *in);

/* How an input ended. */
typedef struct PmlOutcome {
    PmlStop stopped;
    bool no_memory; /* an unhandled MemoryError */
    PmlFailure failure;
} PmlOutcome;
void pml_outcome_free(PmlOutcome *o);

/* Compile the cell and put its frame on top. Without success there is no top frame: end it. */
void pml_cell_begin(PmlEngine *E, const PmlInput *in);
/* After the frame has returned result, or NULL: release it, show an unhandled exception. */
void pml_cell_end(PmlEngine *E, PmlObj *result, PmlOutcome *o);
/* The whole of a PML_INPUT_FINISH. */
void pml_cell_finish(PmlEngine *E, PmlOutcome *o);
/* Run one statement in the namespace of the innermost frame, or of __main__ when none runs; its
 * error, if any, goes to o. Whatever is paused stays paused. */
void pml_cell_inject(PmlEngine *E, const char *source, PmlOutcome *o);

#endif

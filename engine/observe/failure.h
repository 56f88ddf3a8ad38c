/* An exception that nobody caught: its words, and where it was in the program's texts. Host memory.
 */
#ifndef PML_FAILURE_H
#define PML_FAILURE_H

#include "vm/last_words.h"

/* Columns in characters, from 1; the end is the one after the last. 0: not known. */
typedef struct PmlRaisedAt {
    char *file, *function; /* no function: the text itself is wrong there */
    int64_t line, column, end_line, end_column;
} PmlRaisedAt;

typedef struct PmlFailure {
    char *type, *message; /* type NULL: nothing has failed; message: as behind the type's name */
    char *printed; /* what the interpreter wrote below the traceback; NULL: it wrote nothing */
    PmlRaisedAt *places; /* outermost first */
    int64_t count;
    int64_t omitted; /* places in the middle that are left out */
} PmlFailure;

/* Before the interpreter deals with it: type and places; of its words what can be read. */
void pml_failure_read(PmlEngine *E, PmlObj *exc, PmlFailure *out);
/* Afterwards: what it wrote. Takes what is kept. */
void pml_failure_words(PmlFailure *f, PmlLastWords *kept);
/* All at once of one that the interpreter does not deal with; str(exception) runs Python. */
void pml_failure_of(PmlEngine *E, PmlObj *exc, PmlFailure *out);
void pml_failure_copy(const PmlFailure *f, PmlFailure *out); /* as far as there is memory */
void pml_failure_free(PmlFailure *f);

#endif

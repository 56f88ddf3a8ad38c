/* What the files that write exceptions for people share. */
#ifndef PML_SHOW_H
#define PML_SHOW_H

#include "vm/last_words.h"

typedef struct PmlShow {
    PmlEngine *E;
    PmlStrBuilder out;
    int indent;    /* spaces of the group being shown */
    bool in_group; /* lines carry a "| " margin */
    bool open;     /* the last line of the group's frame is still to be drawn */
    bool suggest;  /* "Did you mean": the interpreter itself writes */
    PmlObj *seen;  /* set of ids already shown: no endless chains */
    PmlObj *last;  /* borrowed: the one that ended the program, of which the words are kept */
    PmlWordsSpan words;
} PmlShow;

void pml_show_margin(PmlShow *s);
void pml_show_number(PmlShow *s, int64_t n);
void pml_show_traceback(PmlShow *s, PmlObj *first); /* NULL: none */
void pml_show_type_name(PmlShow *s, PmlType *t);
void pml_show_on_stderr(PmlEngine *E, PmlObj *text); /* to sys.stderr; text may be NULL */

/* show_syntax.c: file, line, text and carets of a SyntaxError. Returns its message, borrowed; NULL:
 * the exception's fields do not say where it is, so nothing was written. */
PmlObj *pml_show_syntax_place(PmlShow *s, PmlObj *exc);

/* show_suggestion.c: the name that was probably meant by an AttributeError or NameError, a new
 * reference; NULL: none. Never leaves an error. */
PmlObj *pml_find_suggestion(PmlEngine *E, PmlObj *exc);

#endif

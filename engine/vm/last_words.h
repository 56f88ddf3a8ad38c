/* What the interpreter writes of an exception that nobody caught, kept for the host: whoever looks
 * must not ask the exception itself, since its __str__ is a program's own and would run twice. */
#ifndef PML_LAST_WORDS_H
#define PML_LAST_WORDS_H

#include "vm/vm.h"

/* Host memory, UTF-8 (a lone surrogate as its escape). NULL: nothing was written, or no memory. */
typedef struct PmlLastWords {
    char *printed; /* all that is below the traceback: the words, notes, members of a group */
    char *message; /* of those, what stands behind the type's name: "" when nothing does */
} PmlLastWords;

/* Of a text being shown: where those begin and end, in characters. */
typedef struct PmlWordsSpan {
    int64_t from, message_from, message_to;
} PmlWordsSpan;

void pml_last_words_keep(PmlLastWords *kept, PmlObj *text, const PmlWordsSpan *span);
void pml_last_words_free(PmlLastWords *kept);

#endif

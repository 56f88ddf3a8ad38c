/* Expectations about memory, checked where a line has been executed.
 *
 *     expectation := condition { "and" condition }        also "," for "and"
 *     condition   := [ "not" ] sum [ ( == | != | < | <= | > | >= ) sum ]
 *     sum         := product { ( + | - ) product };  product := value { "*" value }
 *     value       := number | True | False | quantity | function "(" arguments ")" | "(" sum ")"
 * Quantities and functions: expect.def. A name is looked up as the line's own frame would, without
 * running Python; a path goes on with .attribute, [number] or ['key']. */
#ifndef PML_EXPECT_H
#define PML_EXPECT_H

#include "observe/expect_comments.h"
#include "observe/words.h"

enum { PML_EXPECT_OBJECTS = 8 };

/* What a line did, for those that ask about it. */
typedef struct PmlLineDeeds {
    int64_t freed_bytes, freed_objects, collected, collections;
    const PmlDeath *deaths; /* in order, `death_count` of them kept */
    int64_t death_count;
    PmlObj
        *before[PML_EXPECT_OBJECTS]; /* what the paths meant before it, in order; NULL: nothing */
    const PmlObjMap *died;           /* object -> number of the death, from 1 */
    int64_t died_before;             /* deaths up to the line's beginning */
} PmlLineDeeds;

typedef struct PmlVerdict {
    bool holds, readable;
    PmlSpeech actual;      /* "count(a) is 3" */
    PmlSpeech explanation; /* its holders, the deaths ... */
    char wrong[120];       /* not readable, or a name is not bound: why */
} PmlVerdict;
void pml_verdict_free(PmlVerdict *v);
/* What the paths of an expectation mean now. */
void pml_expect_before(PmlEngine *E, const PmlInterpFrame *f, const char *text,
                       PmlObj *before[PML_EXPECT_OBJECTS]);
/* f: the line's frame, NULL when it is gone: then names are those of the module. */
void pml_expect(PmlEngine *E, const PmlInterpFrame *f, const char *text, const PmlLineDeeds *deeds,
                PmlLang lang, PmlVerdict *out);

/* -- all of a recording (expect_run.c) -- */
typedef struct PmlCheck {
    int64_t input; /* of the recording */
    PmlExpectComment comment;
    int64_t times, failures; /* evaluated, not held */
    uint64_t tick;           /* of the first failure, or the last time */
    PmlVerdict verdict;      /* of that */
} PmlCheck;
typedef struct PmlChecks {
    PmlCheck *list;
    int64_t count;
    bool failed; /* no memory */
} PmlChecks;
/* Every #expect comment; with extra.text not empty, that one too, of the last cell. The engine is
 * back where it stood. */
void pml_check_recording(PmlRecording *r, const PmlExpectComment *extra, PmlLang lang,
                         PmlChecks *out);
void pml_checks_free(PmlChecks *c);

#endif

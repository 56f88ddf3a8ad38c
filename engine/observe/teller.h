/* Inside the story: what is known while the piece runs again. */
#ifndef PML_TELLER_H
#define PML_TELLER_H

#include "observe/snapshot.h"
#include "observe/story.h"

typedef struct PmlTeller {
    PmlStory *out;
    PmlSnapshot before;
    PmlObjMap died; /* objects that have died since the beginning; 0: brought back */
    PmlObjMap told; /* objects that an event names */
    PmlWitness *witness;
    PmlInterpFrame *frame;   /* of the instruction read last */
    unsigned char operation; /* that instruction */
    uint64_t written[2], arenas, reclaimed;
    int32_t pid; /* of the process that runs at the beginning; 0: there is only one */
    int64_t temporaries, temporary_bytes;
    int64_t released, released_bytes; /* the program's code and constants, when it is over */
    bool asked, raising, unhandled, stopped;
    uint64_t live; /* bytes, when the collection began */
    PmlEvent raised;
} PmlTeller;

/* A new event of the instruction at hand, or of what happens in it; NULL: no room. */
PmlEvent *pml_teller_event(PmlTeller *t, const PmlEngine *E, PmlEventKind kind);
/* o as an event's thing: `fresh` when the beginning did not know it. */
void pml_teller_thing(PmlTeller *t, PmlEngine *E, PmlObj *o, PmlThing *thing);
/* The same, and its count is told with the event. */
void pml_teller_tell(PmlTeller *t, PmlEngine *E, PmlObj *o, PmlThing *thing);
bool pml_teller_is_old(const PmlTeller *t, const PmlObj *o); /* lived at the beginning */
/* As a person writes it: ValueError('no'). o: the exception, or its type while none is made. */
void pml_describe_raised(PmlEngine *E, PmlObj *o, PmlThing *thing);
void pml_function_name(const PmlInterpFrame *f, char *text, size_t size);

/* Reads the instruction about to be executed (teller_read.c). */
void pml_teller_read(PmlTeller *t, PmlEngine *E);
/* A frame has begun: a call, with its parameters. */
void pml_teller_call(PmlTeller *t, PmlEngine *E);

#endif

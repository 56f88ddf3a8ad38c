/* What happened between two places of the recording, as events: found by running that piece again
 * and reading each instruction before it is executed. words.h says them. */
#ifndef PML_STORY_H
#define PML_STORY_H

#include "observe/deaths.h"
#include "observe/phrase.h"

typedef enum PmlEventKind {
#define PML_EVENT(kind, wire, role, en, zh) PML_EVENT_##kind,
#include "observe/events.def"
    PML_EVENTS
} PmlEventKind;
extern const char *const pml_event_names[PML_EVENTS]; /* as in replies */

typedef enum PmlScope {
    PML_SCOPE_GLOBAL,
    PML_SCOPE_LOCAL,
    PML_SCOPE_CELL,
    PML_SCOPE_CLASS,
    PML_SCOPE_PARAMETER,
    PML_SCOPES
} PmlScope;

/* Members that a kind does not speak of are zero; counts -1: unknown, or not worth saying. */
typedef struct PmlEvent {
    PmlEventKind kind;
    PmlScope scope;
    uint64_t tick;
    int32_t line;
    PmlThing object, other, owner; /* other: what was there before, or a holder */
    int64_t from, to;              /* the object's count, length, or a counter and its threshold */
    int64_t old_from, old_to;      /* the other's count */
    int64_t n, bytes, before;      /* a number; bytes now and before */
    char name[80], function[64];
} PmlEvent;

typedef struct PmlStory {
    PmlEvent *events;
    int64_t count, capacity, limit, omitted;
    int32_t line;      /* at which it begins; 0: none */
    char file[64];     /* ... of this file */
    uint64_t from, to; /* ticks */
    PmlDeaths deaths;  /* all of the piece, the temporaries too */
    int64_t collections, collected;
    int64_t born, born_bytes; /* objects that live at the end and did not at the beginning */
    bool failed;
} PmlStory;
/* The engine is back where it stood. limit: events kept. */
void pml_story(PmlRecording *r, PmlPlace from, PmlPlace to, int64_t limit, PmlStory *out);
void pml_story_free(PmlStory *s);

/* The line step that ends where the engine stands: from the last line begun before, or from the
 * beginning of the input. Moves the engine. */
PmlPlace pml_step_before(PmlRecording *r);
/* Stand where the n-th line of the recording begins, from 1; false: there are fewer, and the
 * engine stands at the end. */
bool pml_seek_line_step(PmlRecording *r, int64_t n);

/* The innermost frame of the program's own code; NULL: none. */
PmlInterpFrame *pml_own_frame(const PmlEngine *E);

#endif

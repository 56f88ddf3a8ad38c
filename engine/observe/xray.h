/* One collection seen step by step, while it is run again. */
#ifndef PML_XRAY_H
#define PML_XRAY_H

#include "observe/holder.h"
#include "observe/recording.h"

typedef enum PmlFate {
    PML_FATE_OUTSIDE, /* references from outside the examined objects are left */
    PML_FATE_REACHED, /* only reached from such an object */
    PML_FATE_COLLECTED,
    PML_FATE_RESURRECTED, /* unreachable, but a finalizer made it reachable again */
    PML_FATE_KINDS
} PmlFate;
extern const char *const pml_fate_names[PML_FATE_KINDS];

typedef struct PmlMember {
    PmlObj *object;
    int64_t refs, left; /* its count; what the subtraction left of the copy */
    int64_t size;
    PmlFate fate;
    bool has_finalizer, described;
    char type[48], value[48];
    PmlObj *reached_by; /* the examined object that reached it; NULL: none had to */
    int64_t held_by;    /* of the holders: one that is not examined; -1: none was found */
} PmlMember;

/* One move of an object between the sets, or one thing done to it, in order. */
typedef struct PmlMove {
    const char *phase; /* split, weakrefs, finalizers, resurrection, clear */
    PmlPhrase words;   /* one of PML_PHRASE_MOVE_xxx */
    PmlThing object, by;
} PmlMove;

typedef struct PmlXray {
    int generation;
    uint64_t tick;
    int32_t count[3], threshold[3];
    int64_t members[3]; /* of the generations, before */
    PmlMember *list;    /* of the examined objects: garbage first, then survivors */
    int64_t listed, examined, unreachable, fate[PML_FATE_KINDS];
    int64_t finalizers;    /* unreachable objects with one that had not run */
    int64_t weakrefs_died; /* weak references that died of their callback */
    int64_t collected, promoted;
    uint64_t bytes; /* freed from the collection's begin to its end */
    bool found, failed;
    PmlHolder *holders; /* of survivors that are held from outside */
    int64_t holder_count, holder_limit;
    PmlMove *moves;
    int64_t move_count, move_limit, moves_omitted;
} PmlXray;
/* In words: what it did, and why nothing when it did nothing. */
void pml_say_verdict(PmlSpeech *s, PmlLang lang, const PmlXray *x);
void pml_say_move(PmlSpeech *s, PmlLang lang, const PmlMove *m);
/* Collection `number` of the recording, at most `limit` members listed. The engine is back where
 * it stood. */
void pml_xray(PmlRecording *r, int64_t number, int64_t limit, PmlXray *out);
void pml_xray_free(PmlXray *x);

#endif

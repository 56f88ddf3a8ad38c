/* What died between two places of the recording, in order, each with its cause. */
#ifndef PML_DEATHS_H
#define PML_DEATHS_H

#include "observe/recording.h"

/* Why a count reached zero: read from the instruction that was running. */
typedef enum PmlReason {
    PML_REASON_NAME_DELETED, /* del x */
    PML_REASON_REBOUND,      /* x = something else */
    PML_REASON_LEFT_SCOPE,   /* the function returned, or was left by an exception */
    PML_REASON_REMOVED,      /* from a container or an attribute, or replaced there */
    PML_REASON_CALL_OVER,    /* arguments and results of a call */
    PML_REASON_TEMPORARY,    /* a value no name ever held any more */
    PML_REASON_CASCADE,      /* its holder died: `holder` */
    PML_REASON_COLLECTION,   /* of `generation` */
    PML_REASON_EXIT,
    PML_REASON_KINDS
} PmlReason;
extern const char *const pml_reason_names[PML_REASON_KINDS];

typedef struct PmlDeath {
    uint64_t tick, address;
    int64_t size; /* as sys.getsizeof */
    PmlReason reason;
    int32_t generation;                 /* of the collection */
    int32_t line;                       /* of the program's own code; 0: none runs */
    char type[48], value[64], name[48]; /* name: the variable concerned, or "" */
    bool resurrected;                   /* its finalizer brought it back: in no sum */
    bool arena_returned;                /* its memory was the last of an arena in use */
    uint64_t holder;                    /* the one whose death it followed; 0: none */
    char holder_type[48];
} PmlDeath;

typedef struct PmlDeaths {
    PmlDeath *list;
    int64_t count, limit, omitted;
    bool all;                              /* also what died in the compiler and in library code */
    uint64_t bytes_freed[PML_CAUSE_KINDS]; /* of blocks, by the heap's own books */
    int64_t number[PML_REASON_KINDS], size[PML_REASON_KINDS];
    uint64_t arenas_returned;
    bool failed; /* no memory, or the end of the recording could not be kept */
} PmlDeaths;
/* Asked while something dies: does it in the compiler, or in library code? */
bool pml_death_is_aside(const PmlEngine *E, PmlCause cause);
/* Watches deaths while a probe of the caller's runs. */
typedef struct PmlWitness PmlWitness;
PmlWitness *pml_witness_new(const PmlEngine *E, PmlDeaths *out); /* NULL: no memory */
void pml_witness_free(PmlWitness *w);
/* What was noted; NULL: it is not told of, or there are too many. */
PmlDeath *pml_witness_death(PmlWitness *w, PmlRecording *r, PmlObj *o, PmlCause cause);
void pml_witness_notice(PmlWitness *w, const PmlEngine *E, PmlNotice what, const PmlObj *o);

/* All deaths after `from`, up to `to`; the engine is back where it stood. */
void pml_deaths(PmlRecording *r, PmlPlace from, PmlPlace to, int64_t limit, bool all,
                PmlDeaths *out);
void pml_deaths_free(PmlDeaths *d);

#endif

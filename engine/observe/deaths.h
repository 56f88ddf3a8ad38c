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
    uint64_t holder;                    /* the one whose death it followed; 0: none */
    char holder_type[48];
} PmlDeath;

typedef struct PmlDeaths {
    PmlDeath *list;
    int64_t count, limit, omitted;
    bool all;                              /* also what died in the compiler and in library code */
    uint64_t bytes_freed[PML_CAUSE_KINDS]; /* of blocks, by the heap's own books */
    int64_t number[PML_REASON_KINDS], size[PML_REASON_KINDS];
    bool failed; /* no memory, or the end of the recording could not be kept */
} PmlDeaths;
/* Asked while something dies: does it in the compiler, or in library code? */
bool pml_death_is_aside(const PmlEngine *E, PmlCause cause);
/* All deaths after `from`, up to `to`; the engine is back where it stood. */
void pml_deaths(PmlRecording *r, PmlPlace from, PmlPlace to, int64_t limit, bool all,
                PmlDeaths *out);
void pml_deaths_free(PmlDeaths *d);

#endif

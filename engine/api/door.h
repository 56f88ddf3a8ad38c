/* The one command door: JSON bytes in, JSON bytes out. A door owns one engine (a session). Equal
 * requests give equal bytes on every host. */
#ifndef PML_DOOR_H
#define PML_DOOR_H

#include "base/engine.h"

#define PML_VERSION "0.1.0"
#define PML_REQUEST_MAX (1 << 20)
#define PML_REQUEST_DEPTH 64
#define PML_FILENAME_MAX 255
#define PML_LISTED_MAX 10000 /* objects, deaths, holders in one reply */
#define PML_BREAKPOINTS_MAX 64

typedef struct PmlDoor PmlDoor;

/* Limits of one command (ticks, seconds) and of the session (heap, output). */
typedef struct PmlDoorConfig {
    const PmlProfile *profile; /* the version of CPython to behave like; NULL: 3.11 */
    uint64_t heap_bytes, ticks, output_bytes;
    uint64_t record_bytes; /* host memory for the checkpoints of a session */
    uint64_t slice_ticks;  /* pml_door_begin and pml_door_go_on run so much at a time; 0: all */
    double seconds;
    double (*clock)(void *ctx); /* for the time limit only; NULL: no time limit */
    void *clock_ctx;
    void (*more_stack)(void *ctx, void (*run)(void *what),
                       void *what); /* as PmlHost's; ctx: the door */
} PmlDoorConfig;
/* 64 MiB, 20 million ticks, 1 MiB, 48 MiB, 500,000 ticks, 10 s, no clock. */
PmlDoorConfig pml_door_defaults(void);

/* NULL: no memory. config is copied. */
PmlDoor *pml_door_new(const PmlDoorConfig *config);
void pml_door_free(PmlDoor *door);
/* Answer one request of n bytes: a malloc'ed, NUL-terminated reply of *reply_n bytes; NULL only
 * when there is no memory for any reply. A malformed request changes nothing. */
char *pml_door_command(PmlDoor *door, const char *request, size_t n, size_t *reply_n);
/* The same with the command's name given apart: body is its fields, empty for none. */
char *pml_door_named(PmlDoor *door, const char *name, const char *body, size_t n, size_t *reply_n);
/* The same a slice at a time: true when the answer is there, to be taken; false: go on. Nothing
 * else may be asked before. */
bool pml_door_begin(PmlDoor *door, const char *name, const char *body, size_t n);
bool pml_door_go_on(PmlDoor *door);
char *pml_door_take(PmlDoor *door, size_t *reply_n);
/* Is there a command of this name? *looks: does it change nothing? */
bool pml_door_knows(const char *name, bool *looks);
/* Does it change nothing, and cost little: it looks at the moment at hand? */
bool pml_door_glances(const char *name);
/* An error reply on its own, as the door writes them; malloc'ed. limit: NULL when it is none. */
char *pml_door_error(const char *code, const char *limit, const char *message);
/* Asks a running command to stop soon; may be called from another thread. */
void pml_door_interrupt(PmlDoor *door);

#endif

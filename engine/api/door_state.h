/* Inside the api layer: a door's state, the request being answered. */
#ifndef PML_DOOR_STATE_H
#define PML_DOOR_STATE_H

#include <cjson/cJSON.h>

#include "api/door.h"
#include "api/reply.h"
#include "observe/recording.h"
#include "observe/series.h"
#include "vm/lifecycle.h"

typedef struct PmlOutput {
    char *bytes;
    size_t used, capacity;
} PmlOutput;

/* What a command that runs something is about, from where it began. */
typedef struct PmlBegan {
    size_t from[2];
    uint64_t tick;
} PmlBegan;
typedef struct PmlCellRequest {
    const char *source, *filename, *input;
    bool show_values;
} PmlCellRequest;
typedef void (*PmlAfterRun)(PmlDoor *door, PmlReply *reply);

/* A run, over one or more slices. */
typedef struct PmlRunning {
    bool unfinished; /* paused between two slices: the answer is not there yet */
    PmlBegan began;
    uint64_t budget; /* the caller's; 0: none */
    double until;    /* on the door's clock: pause then, for the caller; 0: never */
    double most;     /* seconds the caller lets it run; 0: as many as any */
    int64_t slices;
    double seconds;    /* of running, without the waiting between slices */
    PmlAfterRun after; /* what the command adds when the run is over; NULL: nothing */
    int64_t number[2]; /* for it */
} PmlRunning;

struct PmlDoor {
    PmlDoorConfig config;
    PmlEngine *E;
    PmlSeries *series;
    PmlOutput out[2]; /* stdout, stderr of the whole session */
    PmlRecording *recording;
    int64_t breakpoints[PML_BREAKPOINTS_MAX]; /* lines; #break comments come on top */
    int breakpoint_count;
    char watched[PML_WATCH_MAX][64]; /* names, kept while the engine is made anew */
    int watched_names;
    int64_t beginnings;                     /* engines this door has had */
    uint64_t freed_before[PML_CAUSE_KINDS]; /* bytes_freed when the engine was made */
    struct {                                /* what pml_door_news has told */
        int64_t beginnings, collections;
        size_t out[2];
        uint64_t bytes_freed[PML_CAUSE_KINDS];
    } told;
    _Atomic int stop; /* set by pml_door_interrupt, from any thread */
    PmlRunning run;
    PmlReply reply; /* the answer being written */
};

/* One command: fill `reply`, or set an error. */
typedef void (*PmlCommandFn)(PmlDoor *door, const cJSON *request, PmlReply *reply);
#define PML_COMMAND(name, fields, summary) \
    void pml_command_##name(PmlDoor *door, const cJSON *request, PmlReply *reply);
#include "api/commands.def"

/* What a command does; commands.def says what the words mean. */
typedef enum PmlCommandKind {
    PML_KIND_LOOKS,
    PML_KIND_SEARCHES,
    PML_KIND_CHECKS,
    PML_KIND_RUNS,
    PML_KIND_MOVES,
    PML_KIND_BEGINS
} PmlCommandKind;

typedef struct PmlCommand {
    const char *name, *fields, *summary;
    PmlCommandKind kind;
    PmlCommandFn run;
} PmlCommand;
extern const PmlCommand pml_commands[];
extern const int pml_command_count;
bool pml_command_looks(const PmlCommand *command);     /* it changes nothing */
const PmlCommand *pml_command_named(const char *name); /* NULL: there is none */

/* A JSON object; NULL: reply holds the error. */
cJSON *pml_request_parse(const char *request, size_t n, PmlReply *reply);
const char *pml_field_text(const cJSON *request, const char *name); /* NULL: not given */
int64_t pml_field_int(const cJSON *request, const char *name, int64_t fallback);
typedef struct PmlField {
    char name[32], type[16];
    bool required;
} PmlField;
/* The field at *at of a list "name:type!,..."; moves *at on. False: no more. */
bool pml_next_field(const char **at, PmlField *f);
void pml_put_field_schema(PmlReply *reply, const char *name, const PmlField *f);
/* Schema of a command's request, from its field list. */
void pml_put_fields_schema(PmlReply *reply, const char *name, const PmlCommand *command);
/* NULL: the request fits the field list; else what is wrong. */
const char *pml_fields_check(const PmlCommand *command, const cJSON *request, char *text, size_t n);

/* Run source as one cell and describe what happened in reply: output, exception, ticks, stopped.
 * It may be over only after further slices: what is to be added then is run.after's to do. */
void pml_run_cell(PmlDoor *door, const char *source, PmlReply *reply);
void pml_run_go_on(PmlDoor *door, PmlReply *reply); /* the next slice of an unfinished run */
bool pml_is_filename(const char *name);
const char *pml_stop_code(int why); /* a PmlStop as replies name it; NULL: none */
/* False, with the error in reply: the session cannot run anything new where it stands. */
bool pml_door_may_run(PmlDoor *door, PmlReply *reply);
/* How far this command may travel: as long as any may run, and over so many ticks (0: any). */
void pml_door_allow_travel(PmlDoor *door, uint64_t ticks);
/* The same with the request's field "budget". False: error in reply. */
bool pml_want_budget(PmlDoor *door, const cJSON *request, PmlReply *reply);
/* Where the session stands: tick, input, line, function, depth. */
void pml_add_position(PmlDoor *door, PmlReply *reply);
/* Text written to fd 1 or 2 by the moment at which the engine stands. */
size_t pml_door_written(const PmlDoor *door, int fd);
bool pml_door_start_engine(PmlDoor *door);
/* A fresh engine with the request's profile; the names watched go on being watched. */
void pml_door_begin_anew(PmlDoor *door, const cJSON *request, PmlReply *reply);
/* {id, type, value, refcount, size}; its members alone. */
void pml_put_object(PmlReply *reply, const char *name, PmlEngine *E, PmlObj *o);
void pml_put_object_fields(PmlReply *reply, PmlEngine *E, PmlObj *o);
/* The field "profile" into *profile, left alone when not given; false: error in reply. */
bool pml_want_profile(const cJSON *request, const PmlProfile **profile, PmlReply *reply);
/* The field "limit", 1 to PML_LISTED_MAX; false: error in reply. */
bool pml_want_limit(const cJSON *request, int64_t fallback, int64_t *limit, PmlReply *reply);
/* A number below 0 in a field that counts from there: false, with the error in reply. */
bool pml_want_from_zero(const cJSON *request, const char *field, PmlReply *reply);
struct PmlReach;
/* How a node was reached, from its root on: elements of a list. */
void pml_put_chain(PmlEngine *E, const struct PmlReach *r, int64_t node, PmlReply *reply);
/* The live object a field names; NULL: error in reply. */
PmlObj *pml_want_live(PmlEngine *E, const cJSON *request, const char *field, PmlReply *reply);
void pml_put_object_id(PmlReply *reply, const char *name, const PmlEngine *E, const void *o);
void pml_put_collection(PmlReply *reply, const PmlRecording *r, int64_t i);
/* "exception": what an input ended in; nothing when it did not fail. */
void pml_put_failure(PmlReply *reply, const PmlFailure *f);
void pml_put_output(PmlReply *reply, const char *name, const PmlOutput *o, size_t from);

#endif

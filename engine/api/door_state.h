/* Inside the api layer: a door's state, the request being answered. */
#ifndef PML_DOOR_STATE_H
#define PML_DOOR_STATE_H

#include <cjson/cJSON.h>

#include "api/door.h"
#include "api/reply.h"
#include "observe/recording.h"
#include "observe/series.h"
#include "vm/lifecycle.h"

enum { PML_BREAKPOINTS_MAX = 64 };

typedef struct PmlOutput {
    char *bytes;
    size_t used, capacity;
} PmlOutput;

struct PmlDoor {
    PmlDoorConfig config;
    PmlEngine *E;
    PmlSeries *series;
    PmlOutput out[2]; /* stdout, stderr of the whole session */
    PmlRecording *recording;
    int64_t breakpoints[PML_BREAKPOINTS_MAX]; /* lines; #break comments come on top */
    int breakpoint_count;
};

/* One command: fill `reply`, or set an error. */
typedef void (*PmlCommandFn)(PmlDoor *door, const cJSON *request, PmlReply *reply);
#define PML_COMMAND(name, fields, summary) \
    void pml_command_##name(PmlDoor *door, const cJSON *request, PmlReply *reply);
#include "api/commands.def"

typedef struct PmlCommand {
    const char *name, *fields, *summary;
    PmlCommandFn run;
} PmlCommand;
extern const PmlCommand pml_commands[];
extern const int pml_command_count;

/* NULL: n bytes that may be parsed; else what is wrong, *code its error code. */
const char *pml_request_check(const char *request, size_t n, const char **code);
const char *pml_field_text(const cJSON *request, const char *name); /* NULL: not given */
int64_t pml_field_int(const cJSON *request, const char *name, int64_t fallback);
/* Schema of a command's request, from its field list. */
void pml_put_fields_schema(PmlReply *reply, const char *name, const PmlCommand *command);
/* NULL: the request fits the field list; else what is wrong. */
const char *pml_fields_check(const PmlCommand *command, const cJSON *request, char *text, size_t n);

/* Run source as one cell and describe what happened in reply: output, exception, ticks, stopped. */
void pml_run_cell(PmlDoor *door, const char *source, bool show_values, PmlReply *reply);
/* False, with the error in reply: the session cannot run anything new where it stands. */
bool pml_door_may_run(PmlDoor *door, PmlReply *reply);
/* Where the session stands: tick, input, line, function, depth. */
void pml_add_position(PmlDoor *door, PmlReply *reply);
/* Text written to fd 1 or 2 by the moment at which the engine stands. */
size_t pml_door_written(const PmlDoor *door, int fd);
bool pml_door_start_engine(PmlDoor *door);
/* {id, type, value, refcount, size}; its members alone. */
void pml_put_object(PmlReply *reply, const char *name, PmlEngine *E, PmlObj *o);
void pml_put_object_fields(PmlReply *reply, PmlEngine *E, PmlObj *o);
/* The field "limit", 1 to 5000; false: error in reply. */
bool pml_want_limit(const cJSON *request, int64_t fallback, int64_t *limit, PmlReply *reply);
void pml_put_object_id(PmlReply *reply, const char *name, const PmlEngine *E, const void *o);
void pml_put_output(PmlReply *reply, const char *name, const PmlOutput *o, size_t from);

#endif

#include "api/door_state.h"

#include <stdio.h>

/* A command without its PML_REPLY has no kind, and ends here. */
enum {
#define PML_REPLY(name, kind, members, example) KIND_OF_##name = PML_KIND_##kind,
#include "api/commands.def"
};
const PmlCommand pml_commands[] = {
#define PML_COMMAND(name, fields, summary) \
    {#name, fields, summary, (PmlCommandKind)KIND_OF_##name, pml_command_##name},
#include "api/commands.def"
};
const int pml_command_count = (int)(sizeof pml_commands / sizeof pml_commands[0]);

PmlDoorConfig pml_door_defaults(void)
{
    PmlDoorConfig c = {.heap_bytes = UINT64_C(64) << 20,
                       .ticks = 20000000,
                       .output_bytes = 1 << 20,
                       .record_bytes = UINT64_C(48) << 20,
                       .slice_ticks = 500000,
                       .seconds = 10};
    return c;
}

static void keep_output(void *ctx, int fd, const char *bytes, size_t n)
{
    PmlDoor *door = ctx;
    PmlOutput *o = &door->out[fd == 2];
    if (o->used + n + 1 > o->capacity) {
        size_t capacity = (o->used + n + 1) * 2;
        char *more = realloc(o->bytes, capacity);
        if (!more) {
            return; /* the text is lost, the run goes on */
        }
        o->bytes = more;
        o->capacity = capacity;
    }
    memcpy(o->bytes + o->used, bytes, n);
    o->used += n;
    o->bytes[o->used] = 0;
}

static size_t read_typed(void *ctx, char *buffer, size_t capacity)
{
    PmlDoor *door = ctx;
    return door->recording ? pml_recording_read_line(door->recording, buffer, capacity) : 0;
}

bool pml_door_start_engine(PmlDoor *door)
{
    PmlHost host = {.ctx = door,
                    .write = keep_output,
                    .read_line = read_typed,
                    .more_stack = door->config.more_stack};
    PmlLimits limits = {.heap_bytes = door->config.heap_bytes,
                        .output_bytes = door->config.output_bytes,
                        .profile = door->config.profile};
    door->E = pml_engine_new(&host, &limits);
    door->series = pml_series_new();
    for (int i = 0; door->series && i < door->watched_names; i++) {
        pml_series_watch(door->series, door->watched[i]);
    }
    if (!door->E || !door->series) {
        return false;
    }
    door->E->door = door;
    door->beginnings++;
    memcpy(door->freed_before, pml_heap_stats(door->E)->bytes_freed, sizeof door->freed_before);
    door->E->stop_flag = &door->stop;
    pml_series_sample(door->series, door->E, true);
    door->recording = pml_recording_new(door->E, door->series, door->config.record_bytes);
    return door->recording != NULL;
}

/* Names go on being watched in the next program, objects are gone. */
static void keep_watched_names(PmlDoor *door)
{
    door->watched_names = 0;
    for (int i = 0; door->series && i < door->series->watch_count; i++) {
        const PmlWatch *w = &door->series->watch[i];
        if (!w->object) {
            memcpy(door->watched[door->watched_names++], w->name, sizeof w->name);
        }
    }
}

static void stop_engine(PmlDoor *door)
{
    pml_recording_free(door->recording);
    door->recording = NULL;
    pml_engine_free(door->E);
    keep_watched_names(door);
    pml_series_free(door->series);
    door->E = NULL;
    door->series = NULL;
    for (int i = 0; i < 2; i++) {
        free(door->out[i].bytes);
        memset(&door->out[i], 0, sizeof door->out[i]);
    }
}

PmlDoor *pml_door_new(const PmlDoorConfig *config)
{
    PmlDoor *door = calloc(1, sizeof *door);
    if (!door) {
        return NULL;
    }
    door->config = *config;
    if (!pml_door_start_engine(door)) {
        pml_door_free(door);
        return NULL;
    }
    return door;
}

void pml_door_free(PmlDoor *door)
{
    if (door) {
        stop_engine(door);
        pml_reply_drop(&door->reply);
        free(door);
    }
}

void pml_door_interrupt(PmlDoor *door)
{
    door->stop = 1;
}

static void begin_anew(PmlDoor *door, const cJSON *request, bool forget, PmlReply *reply)
{
    if (!pml_want_profile(request, &door->config.profile, reply)) {
        return;
    }
    stop_engine(door);
    if (forget) {
        door->watched_names = 0;
    }
    if (!pml_door_start_engine(door)) {
        stop_engine(door); /* half of one is none */
        pml_reply_error(reply, "out_of_memory", "There is no memory for a new engine.");
    }
}

void pml_door_begin_anew(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    begin_anew(door, request, false, reply);
}

void pml_command_reset(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    begin_anew(door, request, true, reply);
}

const PmlCommand *pml_command_named(const char *name)
{
    for (int i = 0; i < pml_command_count; i++) {
        if (strcmp(pml_commands[i].name, name) == 0) {
            return &pml_commands[i];
        }
    }
    return NULL;
}

bool pml_command_looks(const PmlCommand *command)
{
    return command->kind == PML_KIND_LOOKS || command->kind == PML_KIND_SEARCHES ||
           command->kind == PML_KIND_CHECKS;
}

void pml_door_allow_travel(PmlDoor *door, uint64_t ticks)
{
    const PmlDoorConfig *c = &door->config;
    PmlAllowance a = {
        .budget = ticks, .seconds = c->seconds, .clock = c->clock, .clock_ctx = c->clock_ctx};
    pml_travel_allow(door->recording, &a);
}

/* A command that looks came back from its journeys before it had seen all. */
static void report_cut(PmlDoor *door, PmlReply *reply)
{
    if (door->recording && pml_was_cut(door->recording)) {
        pml_travel_allow(door->recording, NULL);
        pml_reply_limit(reply, "time_limit", "seconds",
                        "Going over the recording again takes longer than one command may, or was "
                        "interrupted: ask for a shorter stretch.");
    }
}

static void answer(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    char text[200];
    const cJSON *name = cJSON_GetObjectItemCaseSensitive(request, "command");
    if (!cJSON_IsString(name)) {
        pml_reply_error(reply, "bad_request", "A request is an object with a string \"command\".");
        return;
    }
    const PmlCommand *command = pml_command_named(name->valuestring);
    if (!command) {
        pml_reply_error(reply, "unknown_command",
                        "There is no such command; \"describe\" lists them all.");
        return;
    }
    const char *wrong = pml_fields_check(command, request, text, sizeof text);
    if (wrong) {
        pml_reply_error(reply, "bad_request", wrong);
        return;
    }
    if (!door->E && command->kind != PML_KIND_BEGINS) {
        pml_reply_error(reply, "out_of_memory", "The session has no engine any more; reset it.");
        return;
    }
    if (door->E && door->E->vm->finalizing &&
        (command->kind == PML_KIND_RUNS || command->kind == PML_KIND_CHECKS)) {
        pml_reply_error(reply, "finished", "The program has ended; reset begins anew.");
        return;
    }
    memset(&door->run, 0, sizeof door->run);
    if (door->recording) {
        pml_door_allow_travel(door, 0);
    }
    command->run(door, request, reply);
    report_cut(door, reply);
}

/* The request parsed, with `name` as its command when given; NULL: reply holds the error. */
static cJSON *parse(const char *name, const char *request, size_t n, PmlReply *reply)
{
    cJSON *parsed = name && n == 0 ? cJSON_CreateObject() : pml_request_parse(request, n, reply);
    if (parsed && name) {
        cJSON_DeleteItemFromObjectCaseSensitive(parsed, "command");
        cJSON_AddStringToObject(parsed, "command", name);
    }
    return parsed;
}

bool pml_door_begin(PmlDoor *door, const char *name, const char *request, size_t n)
{
    pml_reply_drop(&door->reply);
    pml_reply_start(&door->reply);
    cJSON *parsed = parse(name, request, n, &door->reply);
    if (parsed) {
        answer(door, parsed, &door->reply);
    }
    cJSON_Delete(parsed);
    return !door->run.unfinished;
}

bool pml_door_go_on(PmlDoor *door)
{
    if (door->run.unfinished) {
        pml_run_go_on(door, &door->reply);
    }
    return !door->run.unfinished;
}

char *pml_door_take(PmlDoor *door, size_t *reply_n)
{
    return pml_reply_take(&door->reply, reply_n);
}

char *pml_door_named(PmlDoor *door, const char *name, const char *request, size_t n,
                     size_t *reply_n)
{
    bool ready = pml_door_begin(door, name, request, n);
    while (!ready) {
        ready = pml_door_go_on(door);
    }
    return pml_door_take(door, reply_n);
}

char *pml_door_command(PmlDoor *door, const char *request, size_t n, size_t *reply_n)
{
    return pml_door_named(door, NULL, request, n, reply_n);
}

bool pml_door_knows(const char *name, bool *looks)
{
    const PmlCommand *command = pml_command_named(name);
    *looks = command && pml_command_looks(command);
    return command != NULL;
}

bool pml_door_glances(const char *name)
{
    const PmlCommand *command = pml_command_named(name);
    return command && command->kind == PML_KIND_LOOKS;
}

char *pml_door_error(const char *code, const char *limit, const char *message)
{
    PmlReply reply = {0};
    size_t n;
    pml_reply_limit(&reply, code, limit, message);
    return pml_reply_take(&reply, &n);
}

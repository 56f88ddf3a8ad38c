/* exec: a cell of Python in the session's __main__, within the limits of one command. */
#include "api/door_state.h"

const char *pml_stop_code(int why)
{
    switch (why) {
    case PML_STOP_TICKS: return "tick_limit";
    case PML_STOP_TIME: return "time_limit";
    case PML_STOP_OUTPUT: return "output_limit";
    case PML_STOP_HEAP: return "heap_limit";
    case PML_STOP_REQUEST: return "interrupted";
    default: return NULL;
    }
}

bool pml_door_may_run(PmlDoor *door, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    if (r->away) {
        pml_reply_error(reply, "in_the_past",
                        "The session stands at an earlier moment: seek to the end, or branch.");
    } else if (r->at.inside) {
        pml_reply_error(reply, "paused", "A program is paused: continue it, or stop it.");
    } else if (door->E->vm->finalizing) {
        pml_reply_error(reply, "finished", "The program has ended; reset begins anew.");
    } else {
        return true;
    }
    return false;
}

void pml_put_output(PmlReply *reply, const char *name, const PmlOutput *o, size_t from)
{
    bool any = o->used > from;
    pml_put_bytes(reply, name, any ? o->bytes + from : "", any ? o->used - from : 0);
}

static void put_place(PmlReply *reply, const PmlRaisedAt *at)
{
    pml_open_object(reply, NULL);
    pml_put_text(reply, "file", at->file ? at->file : "");
    if (at->function) {
        pml_put_text(reply, "function", at->function);
    }
    pml_put_int(reply, "line", at->line);
    if (at->column > 0) {
        pml_put_int(reply, "column", at->column);
    }
    if (at->end_column > 0) {
        pml_put_int(reply, "end_line", at->end_line);
        pml_put_int(reply, "end_column", at->end_column);
    }
    pml_close(reply);
}

void pml_put_failure(PmlReply *reply, const PmlFailure *f)
{
    if (!f->type) {
        return;
    }
    pml_open_object(reply, "exception");
    pml_put_text(reply, "type", f->type);
    pml_put_text(reply, "message", f->message ? f->message : "");
    if (f->printed) {
        pml_put_text(reply, "printed", f->printed);
    }
    if (f->count) {
        pml_put_int(reply, "line", f->places[0].line);
    }
    pml_open_list(reply, "places");
    for (int64_t i = 0; i < f->count; i++) {
        put_place(reply, &f->places[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "places_omitted", f->omitted);
    pml_close(reply);
}

/* -- running in slices ------------------------------------------------------------------- */

static PmlBegan begin(const PmlDoor *door)
{
    return (PmlBegan){{door->out[0].used, door->out[1].used}, door->E->vm->ticks};
}

static void report(PmlDoor *door, const PmlBegan *b, PmlGoing going, PmlOutcome *o, PmlReply *reply)
{
    if (going == PML_GOING_NO_MEMORY) {
        pml_reply_error(reply, "out_of_memory", "No memory for the request.");
        return;
    }
    pml_put_failure(reply, &o->failure);
    pml_put_output(reply, "stdout", &door->out[0], b->from[0]);
    pml_put_output(reply, "stderr", &door->out[1], b->from[1]);
    const char *stopped = o->no_memory ? "heap_limit" : pml_stop_code((int)o->stopped);
    if (stopped) {
        pml_put_text(reply, "stopped", stopped);
    }
    if (going == PML_GOING_PAUSED) {
        pml_put_bool(reply, "paused", true);
    }
    pml_put_int(reply, "ticks", (int64_t)(door->E->vm->ticks - b->tick));
    pml_put_int(reply, "tick", (int64_t)door->E->vm->ticks);
    pml_outcome_free(o);
}

static double now(const PmlDoor *door)
{
    return door->config.clock ? door->config.clock(door->config.clock_ctx) : 0;
}

/* What the next slice may use of what the command may. */
static PmlAllowance allowance(const PmlDoor *door)
{
    const PmlDoorConfig *c = &door->config;
    const PmlRunning *run = &door->run;
    uint64_t used = door->E->vm->ticks - run->began.tick;
    uint64_t left = run->budget > used ? run->budget - used : 1;
    bool slice = c->slice_ticks && (!run->budget || left > c->slice_ticks);
    PmlAllowance a = {.ticks = c->ticks > used ? c->ticks - used : 1,
                      .budget = slice         ? c->slice_ticks
                                : run->budget ? left
                                              : 0,
                      .pause_at = run->until,
                      .slice = slice,
                      .goes_on = run->slices > 0,
                      .clock = c->clock,
                      .clock_ctx = c->clock_ctx};
    double most =
        run->most > 0 && (c->seconds <= 0 || run->most < c->seconds) ? run->most : c->seconds;
    if (most > 0) {
        a.seconds = most > run->seconds ? most - run->seconds : 1e-9;
    }
    return a;
}

/* One slice: of a new cell when source is given, else of what is paused. */
static void run_slice(PmlDoor *door, const PmlCellRequest *cell, PmlReply *reply)
{
    PmlRunning *run = &door->run;
    PmlOutcome o = {0};
    double before = now(door);
    PmlAllowance a = allowance(door);
    if (cell && !pml_recording_type(door->recording, cell->input)) {
        pml_reply_error(reply, "out_of_memory", "No memory for the request.");
        return;
    }
    PmlGoing going = cell ? pml_recording_cell(door->recording, cell->source, cell->filename,
                                               cell->show_values, &a, &o)
                          : pml_recording_go_on(door->recording, &a, &o);
    run->seconds += now(door) - before;
    run->slices++;
    bool due = run->until > 0 && now(door) >= run->until;
    run->unfinished = going == PML_GOING_PAUSED && a.slice && !due;
    if (run->unfinished) {
        pml_outcome_free(&o);
        return;
    }
    report(door, &run->began, going, &o, reply);
    if (run->after) {
        run->after(door, reply);
    }
}

void pml_run_go_on(PmlDoor *door, PmlReply *reply)
{
    run_slice(door, NULL, reply);
}

/* When a command that lets the program go on pauses it. */
typedef struct PmlPause {
    int64_t budget, milliseconds; /* after so much; 0: no such limit */
    int64_t most;                 /* milliseconds after which it ends the program instead */
} PmlPause;

static void start(PmlDoor *door, const PmlCellRequest *cell, PmlPause pause, PmlReply *reply)
{
    PmlAfterRun after = door->run.after;
    int64_t number[2] = {door->run.number[0], door->run.number[1]};
    door->run = (PmlRunning){
        .began = begin(door),
        .budget = (uint64_t)pause.budget,
        .until = pause.milliseconds ? now(door) + (double)pause.milliseconds / 1000.0 : 0,
        .most = (double)pause.most / 1000.0,
        .after = after,
        .number = {number[0], number[1]}};
    run_slice(door, cell, reply);
}

void pml_run_cell(PmlDoor *door, const char *source, PmlReply *reply)
{
    if (pml_door_may_run(door, reply)) {
        start(door, &(PmlCellRequest){.source = source}, (PmlPause){0}, reply);
    }
}

/* -- commands ---------------------------------------------------------------------------- */

static bool want_pause(const cJSON *request, PmlPause *pause, PmlReply *reply)
{
    pause->budget = pml_field_int(request, "budget", 0);
    pause->milliseconds = pml_field_int(request, "milliseconds", 0);
    pause->most = pml_field_int(request, "most_milliseconds", 0);
    bool good = pause->budget >= 0 && pause->milliseconds >= 0 && pause->most >= 0;
    if (!good) {
        pml_reply_error(reply, "bad_budget",
                        "budget is a number of instructions, milliseconds and most_milliseconds "
                        "are of real time: from 0.");
    }
    return good;
}

bool pml_is_filename(const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)name[i] < 32 || name[i] == 127) {
            return false;
        }
    }
    return n > 0 && n <= PML_FILENAME_MAX && name[0] != '<';
}

static bool want_cell(const cJSON *request, PmlCellRequest *cell, PmlReply *reply)
{
    const char *mode = pml_field_text(request, "mode");
    cell->source = pml_field_text(request, "source");
    cell->filename = pml_field_text(request, "filename");
    cell->input = pml_field_text(request, "input");
    cell->show_values = mode && strcmp(mode, "single") == 0;
    if (mode && !cell->show_values && strcmp(mode, "exec") != 0) {
        pml_reply_error(reply, "bad_request", "mode is \"exec\" or \"single\".");
        return false;
    }
    if (cell->filename && !pml_is_filename(cell->filename)) {
        pml_reply_limit(reply, "bad_filename", "filename_bytes",
                        "filename is 1 to 255 bytes without control characters, and does not "
                        "begin with '<'.");
        return false;
    }
    return true;
}

void pml_command_exec(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlCellRequest cell;
    PmlPause pause;
    if (want_cell(request, &cell, reply) && want_pause(request, &pause, reply) &&
        pml_door_may_run(door, reply)) {
        start(door, &cell, pause, reply);
    }
}

void pml_command_record(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlCellRequest cell;
    PmlPause pause;
    if (!want_cell(request, &cell, reply) || !want_pause(request, &pause, reply)) {
        return;
    }
    if (!pml_want_profile(request, &door->config.profile, reply)) {
        return;
    }
    pml_door_begin_anew(door, request, reply);
    if (door->recording) {
        start(door, &cell, pause, reply);
    }
}

void pml_command_continue(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    PmlPause pause;
    if (!want_pause(request, &pause, reply)) {
        return;
    }
    if (r->away) {
        pml_reply_error(reply, "in_the_past",
                        "The session stands at an earlier moment: seek to the end, or branch.");
        return;
    }
    if (!r->at.inside) {
        pml_reply_error(reply, "not_paused", "No program is paused.");
        return;
    }
    start(door, NULL, pause, reply);
}

void pml_command_stop(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    PmlRecording *r = door->recording;
    if (r->away || !r->at.inside) {
        pml_reply_error(reply, "not_paused", "No program is paused at the end of the recording.");
        return;
    }
    PmlOutcome o = {0};
    PmlBegan b = begin(door);
    pml_recording_stop(r, &o);
    report(door, &b, PML_GOING_DONE, &o, reply);
}

void pml_command_finish(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    if (!pml_door_may_run(door, reply)) {
        return;
    }
    const PmlDoorConfig *c = &door->config;
    PmlOutcome o = {0};
    PmlBegan b = begin(door);
    PmlAllowance a = {
        .ticks = c->ticks, .seconds = c->seconds, .clock = c->clock, .clock_ctx = c->clock_ctx};
    report(door, &b, pml_recording_finish(door->recording, &a, &o), &o, reply);
    pml_put_int(reply, "exit_code", door->E->vm->exit_code);
}

/* exec: a cell of Python in the session's __main__, within the limits of one command. */
#include "api/door_state.h"

static const char *stop_code(int why)
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

static PmlAllowance allowance(const PmlDoor *door, int64_t budget)
{
    const PmlDoorConfig *c = &door->config;
    return (PmlAllowance){.ticks = c->ticks,
                          .budget = budget > 0 ? (uint64_t)budget : 0,
                          .seconds = c->seconds,
                          .clock = c->clock,
                          .clock_ctx = c->clock_ctx};
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

static void add_exception(const PmlOutcome *o, PmlReply *reply)
{
    if (!o->exception) {
        return;
    }
    pml_open_object(reply, "exception");
    pml_put_text(reply, "type", o->exception);
    pml_put_text(reply, "message", o->message ? o->message : "");
    if (o->line > 0) {
        pml_put_int(reply, "line", (int64_t)o->line);
    }
    pml_close(reply);
}

/* What a command that ran something did, from where it began. */
typedef struct PmlBegan {
    size_t from[2];
    uint64_t tick;
} PmlBegan;

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
    add_exception(o, reply);
    pml_put_output(reply, "stdout", &door->out[0], b->from[0]);
    pml_put_output(reply, "stderr", &door->out[1], b->from[1]);
    const char *stopped = o->no_memory ? "heap_limit" : stop_code((int)o->stopped);
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

static void run_cell(PmlDoor *door, const char *source, bool show_values, int64_t budget,
                     PmlReply *reply)
{
    PmlOutcome o = {0};
    if (!pml_door_may_run(door, reply)) {
        return;
    }
    PmlBegan b = begin(door);
    PmlAllowance a = allowance(door, budget);
    report(door, &b, pml_recording_cell(door->recording, source, show_values, &a, &o), &o, reply);
}

void pml_run_cell(PmlDoor *door, const char *source, bool show_values, PmlReply *reply)
{
    run_cell(door, source, show_values, 0, reply);
}

static bool want_budget(const cJSON *request, int64_t *budget, PmlReply *reply)
{
    *budget = pml_field_int(request, "budget", 0);
    if (*budget < 0) {
        pml_reply_error(reply, "bad_budget", "budget is a number of instructions, from 0.");
    }
    return *budget >= 0;
}

void pml_command_exec(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *mode = pml_field_text(request, "mode");
    int64_t budget;
    if (mode && strcmp(mode, "exec") != 0 && strcmp(mode, "single") != 0) {
        pml_reply_error(reply, "bad_request", "mode is \"exec\" or \"single\".");
        return;
    }
    if (want_budget(request, &budget, reply)) {
        run_cell(door, pml_field_text(request, "source"), mode && strcmp(mode, "single") == 0,
                 budget, reply);
    }
}

void pml_command_record(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t budget;
    if (!want_budget(request, &budget, reply)) {
        return;
    }
    pml_command_reset(door, request, reply);
    if (door->recording) {
        run_cell(door, pml_field_text(request, "source"), false, budget, reply);
    }
}

void pml_command_continue(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t budget;
    if (!want_budget(request, &budget, reply)) {
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
    PmlOutcome o = {0};
    PmlBegan b = begin(door);
    PmlAllowance a = allowance(door, budget);
    report(door, &b, pml_recording_go_on(r, &a, &o), &o, reply);
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
    PmlOutcome o = {0};
    PmlBegan b = begin(door);
    PmlAllowance a = allowance(door, 0);
    report(door, &b, pml_recording_finish(door->recording, &a, &o), &o, reply);
    pml_put_int(reply, "exit_code", door->E->vm->exit_code);
}

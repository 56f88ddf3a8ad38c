/* exec: a cell of Python in the session's __main__, within the limits of one command. */
#include "api/door_state.h"

#include <stdio.h>

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

static void set_limits(PmlDoor *door)
{
    PmlEngine *E = door->E;
    const PmlDoorConfig *c = &door->config;
    E->rt->stopping = 0;
    E->stop_requested = 0;
    E->vm->output_bytes = 0;
    E->stop_tick = c->ticks ? E->vm->ticks + c->ticks : UINT64_MAX;
    E->pause_tick = UINT64_MAX;
    E->deadline = 0;
    if (c->clock && c->seconds > 0) {
        E->limit_clock = c->clock;
        E->limit_clock_ctx = c->clock_ctx;
        E->deadline = c->clock(c->clock_ctx) + c->seconds;
    }
    pml_run_schedule(E);
}

/* The pending exception as {"type","message","line"}; it stays pending. */
static void add_exception(PmlDoor *door, cJSON *reply)
{
    PmlEngine *E = door->E;
    PmlObj *exc = pml_error_fetch(E);
    if (!exc) {
        return;
    }
    cJSON *e = cJSON_AddObjectToObject(reply, "exception");
    cJSON_AddStringToObject(e, "type", PML_TYPE_OF(exc)->name.p);
    PmlObj *text = pml_str(E, exc);
    PmlObj *bytes = text ? pml_str_encode_utf8(E, text, "backslashreplace") : NULL;
    cJSON_AddStringToObject(e, "message", bytes ? (const char *)PML_BYTES_DATA(bytes) : "");
    pml_xdecref(E, bytes);
    pml_xdecref(E, text);
    pml_error_clear(E);
    PmlTraceback *tb = (PmlTraceback *)pml_exception_traceback(exc);
    if (tb) {
        cJSON_AddNumberToObject(e, "line", tb->lineno);
    } else if (pml_isinstance_of(exc, PML_TYPE(E, SyntaxError))) {
        PmlObj *line = ((PmlSyntaxErrorObj *)exc)->lineno.p;
        int64_t v = 0;
        if (line && PML_IS_INT(line) && pml_int_fits(line, &v)) {
            cJSON_AddNumberToObject(e, "line", (double)v);
        }
    }
    pml_error_restore(E, exc);
}

static void add_text(cJSON *reply, const char *name, const PmlOutput *o, size_t from)
{
    cJSON_AddStringToObject(reply, name, o->used > from ? o->bytes + from : "");
}

void pml_run_cell(PmlDoor *door, const char *source, bool show_values, cJSON *reply)
{
    PmlEngine *E = door->E;
    size_t from[2] = {door->out[0].used, door->out[1].used};
    char filename[32];
    snprintf(filename, sizeof filename, "<cell %lld>", (long long)++door->cells);
    size_t n = strlen(source);
    pml_remember_source(E, filename, source, n);
    uint64_t before = E->vm->ticks;
    set_limits(door);
    PmlObj *result = NULL;
    if (pml_script_start_mode(E, source, (int64_t)n, filename, show_values)) {
        pml_vm_go_on(E, &result);
    }
    bool memory = !result && !E->rt->stopping && pml_error_matches(E, PML_T_MemoryError);
    const char *stopped = memory ? "heap_limit" : stop_code(E->rt->stopping);
    if (!result && !E->rt->stopping) {
        add_exception(door, reply);
    }
    pml_script_finish(E, result);
    E->rt->stopping = 0;
    E->event_tick = UINT64_MAX;
    for (int fd = 1; fd <= 2; fd++) {
        pml_stream_flush(E, fd == 1 ? E->vm->stdout_.p : E->vm->stderr_.p);
    }
    E->rt->stopping = 0;
    pml_series_sample(door->series, E, true);
    add_text(reply, "stdout", &door->out[0], from[0]);
    add_text(reply, "stderr", &door->out[1], from[1]);
    if (stopped) {
        cJSON_AddStringToObject(reply, "stopped", stopped);
    }
    cJSON_AddNumberToObject(reply, "ticks", (double)(E->vm->ticks - before));
    cJSON_AddNumberToObject(reply, "tick", (double)E->vm->ticks);
}

void pml_command_exec(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    const char *mode = pml_field_text(request, "mode");
    if (mode && strcmp(mode, "exec") != 0 && strcmp(mode, "single") != 0) {
        pml_reply_error(reply, "bad_request", "mode is \"exec\" or \"single\".");
        return;
    }
    pml_run_cell(door, pml_field_text(request, "source"), mode && strcmp(mode, "single") == 0,
                 reply);
}

void pml_command_finish(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    PmlEngine *E = door->E;
    size_t from[2] = {door->out[0].used, door->out[1].used};
    set_limits(door);
    pml_vm_shutdown(E);
    const char *stopped = stop_code(E->rt->stopping);
    E->rt->stopping = 0;
    E->event_tick = UINT64_MAX;
    pml_series_sample(door->series, E, true);
    door->finished = true;
    add_text(reply, "stdout", &door->out[0], from[0]);
    add_text(reply, "stderr", &door->out[1], from[1]);
    if (stopped) {
        cJSON_AddStringToObject(reply, "stopped", stopped);
    }
    cJSON_AddNumberToObject(reply, "exit_code", E->vm->exit_code);
}

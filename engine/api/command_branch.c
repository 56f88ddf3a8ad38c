/* branch, export, import: another course from a moment on; a recording as a file. */
#include "api/door_state.h"
#include "observe/reach.h"
#include "observe/spell.h"

#include <stdio.h>

static void forget_output(PmlDoor *door)
{
    for (int fd = 1; fd <= 2; fd++) {
        PmlOutput *o = &door->out[fd - 1];
        size_t keep = pml_door_written(door, fd);
        if (o->bytes && keep < o->used) {
            o->used = keep;
            o->bytes[keep] = 0;
        }
    }
}

static bool stop_running(PmlDoor *door)
{
    PmlRecording *r = door->recording;
    if (r->at.inside) {
        PmlOutcome o = {0};
        pml_recording_stop(r, &o);
        pml_outcome_free(&o);
    }
    return !r->at.inside;
}

static void make_change(PmlDoor *door, const char *statement, PmlReply *reply)
{
    PmlOutcome o = {0};
    const PmlDoorConfig *c = &door->config;
    PmlAllowance a = {
        .ticks = c->ticks, .seconds = c->seconds, .clock = c->clock, .clock_ctx = c->clock_ctx};
    if (!pml_recording_change(door->recording, statement, &a, &o)) {
        pml_reply_error(reply, "out_of_memory", "No memory for the change.");
    } else if (o.stopped) {
        forget_output(door);
        pml_reply_error(reply, pml_stop_code((int)o.stopped),
                        "The statement came to a limit: nothing has been changed.");
    } else {
        pml_put_failure(reply, &o.failure);
    }
    pml_outcome_free(&o);
}

/* -- what if ------------------------------------------------------------------------------ */

enum { STATEMENT_MAX = 1000 };

static PmlObj *object_of(PmlDoor *door, const cJSON *request, const char *field)
{
    const char *id = pml_field_text(request, field);
    char *end = NULL;
    uint64_t address = id && strncmp(id, "0x", 2) == 0 ? strtoull(id, &end, 16) : 0;
    return address && !*end ? pml_object_at(door->E, address) : NULL;
}

/* False, with the error in reply: the reference between two objects cannot be removed. */
static bool spell_cut(PmlDoor *door, const cJSON *request, char *text, PmlReply *reply)
{
    PmlObj *from = object_of(door, request, "cut_from"), *to = object_of(door, request, "cut_to");
    if (!from || !to) {
        pml_reply_error(reply, "no_object", "\"cut_from\" and \"cut_to\" are ids of live objects.");
        return false;
    }
    if (!pml_spell_cut(door->E, from, to, text, STATEMENT_MAX)) {
        pml_reply_error(reply, "no_statement",
                        "No Python statement removes a reference between these objects: no names "
                        "lead there, or it is none that can be assigned to.");
        return false;
    }
    return true;
}

static bool spell_thresholds(const cJSON *thresholds, char *text, PmlReply *reply)
{
    const cJSON *n;
    int count = cJSON_GetArraySize(thresholds), used = 0;
    used = snprintf(text, STATEMENT_MAX, "__import__('gc').set_threshold(");
    cJSON_ArrayForEach(n, thresholds)
    {
        if (count > 3 || n->valuedouble < 0 || n->valuedouble > 2147483647) {
            count = 0;
            break;
        }
        used += snprintf(text + used, STATEMENT_MAX - (size_t)used, "%s%d",
                         n == thresholds->child ? "" : ", ", (int)n->valuedouble);
    }
    if (count < 1) {
        pml_reply_error(reply, "bad_thresholds", "thresholds are one to three numbers from 0.");
        return false;
    }
    snprintf(text + used, STATEMENT_MAX - (size_t)used, ")");
    return true;
}

/* The statement to run first, from the fields that ask for one; *statement NULL: none. False: an
 * error is in reply. */
static bool what_if(PmlDoor *door, const cJSON *request, char *text, const char **statement,
                    PmlReply *reply)
{
    const cJSON *gc = cJSON_GetObjectItemCaseSensitive(request, "gc");
    const cJSON *thresholds = cJSON_GetObjectItemCaseSensitive(request, "thresholds");
    bool cut = pml_field_text(request, "cut_from") || pml_field_text(request, "cut_to");
    *statement = pml_field_text(request, "statement");
    int asked = (*statement != NULL) + (gc != NULL) + (thresholds != NULL) + cut +
                (pml_field_text(request, "source") != NULL);
    if (asked > 1) {
        pml_reply_error(reply, "bad_request",
                        "\"branch\" needs one of statement, source, gc, thresholds, cut_from with "
                        "cut_to, or none.");
        return false;
    }
    bool good = true;
    if (gc) {
        snprintf(text, STATEMENT_MAX, "__import__('gc').%s()",
                 cJSON_IsTrue(gc) ? "enable" : "disable");
    } else if (thresholds) {
        good = spell_thresholds(thresholds, text, reply);
    } else if (cut) {
        good = spell_cut(door, request, text, reply);
    }
    if (good && (gc || thresholds || cut)) {
        *statement = text;
        pml_put_text(reply, "statement", text);
    }
    return good;
}

void pml_command_branch(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *source = pml_field_text(request, "source"), *statement;
    char text[STATEMENT_MAX];
    if (!what_if(door, request, text, &statement, reply)) {
        return;
    }
    if (!pml_recording_branch(door->recording)) {
        pml_reply_error(reply, "inside_c",
                        "This moment lies inside C code that calls Python: nothing can go on from "
                        "here. Step to the end of that call, or before it.");
        return;
    }
    forget_output(door);
    if (door->E->vm->finalizing && (statement || source)) {
        pml_reply_error(reply, "finished", "The program has ended; reset begins anew.");
        return;
    }
    if (statement) {
        make_change(door, statement, reply);
    } else if (source && stop_running(door)) {
        door->run.after = pml_add_position;
        pml_run_cell(door, source, reply);
        return;
    }
    pml_add_position(door, reply);
}

/* -- export ------------------------------------------------------------------------------ */

static void put_input(PmlReply *reply, const PmlInput *in)
{
    pml_open_object(reply, NULL);
    pml_put_text(reply, "kind", in->kind == PML_INPUT_CELL ? "cell" : "finish");
    if (in->kind == PML_INPUT_CELL) {
        pml_put_text(reply, "source", in->source);
        pml_put_bool(reply, "show_values", in->show_values);
        if (in->filename) {
            pml_put_text(reply, "filename", in->filename);
        }
        if (in->typed) {
            pml_put_text(reply, "input", in->typed);
        }
    }
    if (in->stop_tick != PML_NEVER) {
        pml_put_int(reply, "stop_tick", (int64_t)in->stop_tick);
        pml_put_int(reply, "stop_why", in->stop_why);
    }
    pml_close(reply);
}

/* What an import must come to: enough to know that it is the same run. */
enum { EXPECTED = 7 };
typedef struct PmlExpected {
    const char *name;
    uint64_t value;
} PmlExpected;

static void expected_of(const PmlEngine *E, PmlExpected e[EXPECTED])
{
    const PmlHeapStats *s = pml_heap_stats(E);
    e[0] = (PmlExpected){"tick", E->vm->ticks};
    e[1] = (PmlExpected){"blocks", s->blocks};
    e[2] = (PmlExpected){"bytes_live", s->bytes_live};
    e[3] = (PmlExpected){"bytes_peak", s->bytes_peak};
    e[4] = (PmlExpected){"allocations", s->allocations};
    e[5] = (PmlExpected){"stdout_bytes", (uint64_t)E->vm->written[0]};
    e[6] = (PmlExpected){"stderr_bytes", (uint64_t)E->vm->written[1]};
}

static void put_expected(PmlReply *reply, const PmlEngine *E)
{
    PmlExpected e[EXPECTED];
    expected_of(E, e);
    for (int i = 0; i < EXPECTED; i++) {
        pml_put_int(reply, e[i].name, (int64_t)e[i].value);
    }
}

void pml_command_export(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    PmlRecording *r = door->recording;
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    if (!pml_seek(r, pml_recording_end(r))) { /* what it comes to is seen there */
        pml_reply_error(reply, "out_of_memory", "There is no memory for the journey.");
        return;
    }
    pml_open_object(reply, "recording");
    pml_put_text(reply, "format", "pymemlab-recording");
    pml_put_int(reply, "version", 1);
    pml_open_object(reply, "settings");
    pml_put_int(reply, "heap_bytes", (int64_t)door->E->limits.heap_bytes);
    pml_put_int(reply, "output_bytes", (int64_t)door->E->limits.output_bytes);
    pml_put_text(reply, "profile", door->E->profile->name);
    pml_close(reply);
    pml_open_list(reply, "inputs");
    for (int64_t i = 0; i < r->input_count; i++) {
        put_input(reply, &r->inputs[i]);
    }
    pml_close(reply);
    pml_open_list(reply, "changes");
    for (int64_t i = 0; i < r->change_count; i++) {
        const PmlChange *c = &r->changes[i];
        pml_open_object(reply, NULL);
        pml_put_int(reply, "input", (int64_t)c->place.input);
        pml_put_bool(reply, "inside", c->place.inside);
        pml_put_int(reply, "tick", (int64_t)c->place.tick);
        pml_put_text(reply, "statement", c->source);
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_bool(reply, "paused", r->at.inside);
    pml_open_object(reply, "expected");
    put_expected(reply, door->E);
    pml_close(reply);
    pml_close(reply);
    pml_seek(r, here);
}

/* -- import ------------------------------------------------------------------------------ */

typedef struct PmlImport {
    PmlDoor *door;
    double deadline;     /* of the whole import, on the door's clock; 0: none */
    const cJSON *change; /* the next one to make */
    uint64_t end;        /* the last tick, when the program was paused there; else PML_NEVER */
    const char *wrong;
} PmlImport;

static double number(const cJSON *object, const char *name, double fallback)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble <= 9e15
               ? item->valuedouble
               : fallback;
}

static bool is_due(const PmlImport *m, bool inside)
{
    const cJSON *c = m->change;
    const PmlRecording *r = m->door->recording;
    return c && (int64_t)number(c, "input", -1) == r->at.input &&
           cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(c, "inside")) == inside;
}

static PmlAllowance time_left(const PmlImport *m)
{
    const PmlDoorConfig *c = &m->door->config;
    PmlAllowance a = {.clock = c->clock, .clock_ctx = c->clock_ctx};
    if (m->deadline > 0) {
        double left = m->deadline - c->clock(c->clock_ctx);
        a.seconds = left > 0 ? left : 1e-9;
    }
    return a;
}

static void change_here(PmlImport *m)
{
    PmlOutcome o = {0};
    const char *statement = pml_field_text(m->change, "statement");
    PmlAllowance a = time_left(m);
    if (!statement || !pml_recording_change(m->door->recording, statement, &a, &o) || o.stopped) {
        m->wrong = "A change of the recording has no statement, or there is no memory or no time "
                   "for it.";
    }
    pml_outcome_free(&o);
    m->change = m->change->next;
}

/* How far to run now: to the next change in this input, or to where it was paused at last. */
static PmlAllowance allowance(const PmlImport *m, const cJSON *input, bool last)
{
    uint64_t now = m->door->E->vm->ticks;
    PmlAllowance a = time_left(m);
    uint64_t pause = last ? m->end : PML_NEVER;
    if (is_due(m, true)) {
        pause = (uint64_t)number(m->change, "tick", 0);
    }
    a.budget = pause == PML_NEVER || pause <= now ? 0 : pause - now;
    a.stop_why = (int)number(input, "stop_why", 0);
    a.stop_tick = (uint64_t)number(input, "stop_tick", 0);
    return a;
}

static void run_input(PmlImport *m, const cJSON *input)
{
    PmlRecording *r = m->door->recording;
    const char *kind = pml_field_text(input, "kind"), *source = pml_field_text(input, "source");
    bool last = !input->next;
    PmlOutcome o = {0};
    while (is_due(m, false) && !m->wrong) {
        change_here(m);
    }
    PmlAllowance a = allowance(m, input, last);
    PmlGoing going = PML_GOING_NO_MEMORY;
    if (kind && strcmp(kind, "finish") == 0) {
        going = pml_recording_finish(r, &a, &o);
    } else if (kind && strcmp(kind, "cell") == 0 && source) {
        bool show = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(input, "show_values"));
        pml_recording_type(r, pml_field_text(input, "input"));
        going = pml_recording_cell(r, source, pml_field_text(input, "filename"), show, &a, &o);
    } else {
        m->wrong = "An input of the recording is neither a cell with a source nor the end.";
    }
    while (going == PML_GOING_PAUSED && !m->wrong) {
        uint64_t now = r->E->vm->ticks;
        if (is_due(m, true) && number(m->change, "tick", 0) <= (double)now) {
            change_here(m);
            continue;
        }
        if (!is_due(m, true) && last && now >= m->end) {
            break; /* it was left paused here */
        }
        a = allowance(m, input, last);
        pml_outcome_free(&o);
        going = pml_recording_go_on(r, &a, &o);
    }
    if (o.stopped == PML_STOP_TIME && a.stop_why != PML_STOP_TIME) {
        m->wrong = "The recording runs longer than a command may.";
    }
    pml_outcome_free(&o);
}

static bool as_expected(PmlDoor *door, const cJSON *expected)
{
    PmlExpected e[EXPECTED];
    bool same = true;
    expected_of(door->E, e);
    for (int i = 0; i < EXPECTED; i++) {
        same = same && number(expected, e[i].name, -1) == (double)e[i].value;
    }
    return same;
}

void pml_command_import(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const cJSON *e = cJSON_GetObjectItemCaseSensitive(request, "recording");
    const char *format = pml_field_text(e, "format");
    const cJSON *settings = cJSON_GetObjectItemCaseSensitive(e, "settings");
    const cJSON *expected = cJSON_GetObjectItemCaseSensitive(e, "expected");
    uint64_t heap = (uint64_t)number(settings, "heap_bytes", 0);
    if (!format || strcmp(format, "pymemlab-recording") != 0 || number(e, "version", 0) != 1) {
        pml_reply_error(reply, "bad_recording", "This is no PyMemLab recording of version 1.");
        return;
    }
    if (heap == 0 || heap > door->config.heap_bytes) {
        pml_reply_limit(reply, "heap_limit", "heap_bytes",
                        "The recording needs a larger heap than a session may have.");
        return;
    }
    PmlDoorConfig own = door->config;
    own.profile = NULL;
    if (!pml_want_profile(settings, &own.profile, reply)) {
        return;
    }
    door->config.profile = own.profile;
    door->config.heap_bytes = heap;
    door->config.output_bytes = (uint64_t)number(settings, "output_bytes", 0);
    pml_door_begin_anew(door, request, reply);
    door->config = own;
    if (!door->recording) {
        return;
    }
    bool paused = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(e, "paused"));
    double seconds = door->config.clock ? door->config.seconds : 0;
    PmlImport m = {.door = door,
                   .deadline =
                       seconds > 0 ? door->config.clock(door->config.clock_ctx) + seconds : 0,
                   .end = paused ? (uint64_t)number(expected, "tick", 0) : PML_NEVER};
    const cJSON *changes = cJSON_GetObjectItemCaseSensitive(e, "changes");
    const cJSON *input;
    m.change = changes ? changes->child : NULL;
    cJSON_ArrayForEach(input, cJSON_GetObjectItemCaseSensitive(e, "inputs"))
    {
        if (!m.wrong) {
            run_input(&m, input);
        }
    }
    while (!m.wrong && is_due(&m, false)) {
        change_here(&m);
    }
    if (m.wrong) {
        pml_reply_error(reply, "bad_recording", m.wrong);
        return;
    }
    pml_put_bool(reply, "exact", as_expected(door, expected));
    pml_add_position(door, reply);
}

/* seek, step, run_to, breakpoints, timeline, branch: moving about in the recording. */
#include "api/door_state.h"
#include "vm/kernel.h"
#include "observe/describe.h"
#include "observe/steps.h"

#include <stdio.h>

size_t pml_door_written(const PmlDoor *door, int fd)
{
    uint64_t n = door->E->vm->written[fd == 2];
    size_t used = door->out[fd == 2].used;
    return n < used ? (size_t)n : used;
}

/* -- where the session stands ------------------------------------------------------------ */

static void add_place(PmlDoor *door, PmlReply *reply)
{
    PmlWhere w;
    char text[96];
    pml_where(door->recording, &w);
    if (!w.frame) {
        return;
    }
    pml_describe_name(pml_frame_code(w.frame)->filename.p, text, sizeof text);
    pml_put_text(reply, "file", text);
    pml_describe_name(pml_frame_code(w.frame)->qualname.p, text, sizeof text);
    pml_put_text(reply, "function", text);
    pml_put_int(reply, "line", w.line);
    pml_put_int(reply, "depth", (int64_t)w.depth);
    if (w.text) {
        pml_put_bytes(reply, "text", w.text, w.text_size);
    }
}

void pml_add_position(PmlDoor *door, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    PmlPlace end = pml_recording_end(r);
    pml_open_object(reply, "position");
    pml_put_int(reply, "tick", (int64_t)door->E->vm->ticks);
    pml_put_int(reply, "last_tick", (int64_t)end.tick);
    pml_put_int(reply, "inputs", (int64_t)r->at.input);
    pml_put_bool(reply, "running", r->at.inside);
    pml_put_bool(reply, "at_end", !r->away);
    pml_put_bool(reply, "inside_c", r->inside_c);
    if (door->E->vm->kernel.p) {
        pml_put_int(reply, "process", door->E->vm->kernel.p->current.p->pid);
    }
    add_place(door, reply);
    pml_close(reply);
}

/* So many instructions at least, or a search would never get beyond its first stretch. */
enum { LEAST_BUDGET = 20000 };

bool pml_want_budget(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t budget = pml_field_int(request, "budget", 0);
    if (budget != 0 && budget < LEAST_BUDGET) {
        pml_reply_error(reply, "bad_budget", "budget is a number of instructions, from 20000.");
        return false;
    }
    pml_door_allow_travel(door, (uint64_t)budget);
    return true;
}

void pml_command_seek(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t tick = pml_field_int(request, "tick", -1), input = pml_field_int(request, "input", -1);
    PmlPlace to = pml_recording_end(r);
    if (tick >= 0 && input >= 0) {
        pml_reply_error(reply, "bad_request", "\"seek\" needs a tick or an input, not both.");
        return;
    }
    if (!pml_want_from_zero(request, "tick", reply) ||
        !pml_want_from_zero(request, "input", reply)) {
        return;
    }
    if (tick >= 0) {
        to = pml_place_of_tick(r, (uint64_t)tick);
    } else if (input >= 0) {
        to = pml_place_of_input(r, input);
    }
    if (!pml_want_budget(door, request, reply)) {
        return;
    }
    if (!pml_seek(r, to)) {
        pml_reply_error(reply, "out_of_memory", "No memory to keep the recording's end.");
        return;
    }
    if (pml_was_cut(r)) {
        pml_travel_allow(r, NULL);
        pml_put_bool(reply, "more", true);
    }
    pml_add_position(door, reply);
}

/* -- steps ------------------------------------------------------------------------------- */

/* The index of the request's word among words; -1: none of them, error in reply. */
static int choose(const cJSON *request, const char *field, const char *const *words, int n,
                  int fallback, PmlReply *reply)
{
    const char *given = pml_field_text(request, field);
    char text[200];
    int used = snprintf(text, sizeof text, "\"%s\" is one of", field);
    if (!given) {
        return fallback;
    }
    for (int i = 0; i < n; i++) {
        if (strcmp(given, words[i]) == 0) {
            return i;
        }
        used += snprintf(text + used, sizeof text - (size_t)used, "%s %s", i ? "," : "", words[i]);
    }
    snprintf(text + used, sizeof text - (size_t)used, ".");
    pml_reply_error(reply, "bad_request", text);
    return -1;
}

static void report_step(PmlDoor *door, bool found, const PmlStep *s, PmlReply *reply)
{
    pml_put_bool(reply, "found", found);
    if (s->more) {
        pml_put_bool(reply, "more", true);
        pml_put_int(reply, "reached", (int64_t)s->reached);
    }
    if (found && s->event == PML_STEP_OWNERS) {
        pml_put_int(reply, "owners", s->owners);
    }
    if (found && s->event == PML_STEP_DEATH) {
        char id[24];
        pml_open_object(reply, "death");
        snprintf(id, sizeof id, "0x%llx", (unsigned long long)s->address);
        pml_put_text(reply, "id", id);
        pml_put_text(reply, "type", s->type);
        pml_close(reply);
    }
    pml_travel_allow(door->recording, NULL);
    pml_add_position(door, reply);
}

void pml_command_step(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    static const char *const units[] = {"tick",       "line",  "call",      "return",
                                        "allocation", "death", "collection"};
    static const char *const ways[] = {"into", "over", "out"};
    static const char *const directions[] = {"next", "previous"};
    PmlStep s = {0};
    int unit = choose(request, "unit", units, 7, PML_STEP_LINE, reply);
    int way = unit < 0 ? -1 : choose(request, "way", ways, 3, PML_WAY_INTO, reply);
    int direction = way < 0 ? -1 : choose(request, "direction", directions, 2, 0, reply);
    if (direction < 0 || !pml_want_budget(door, request, reply)) {
        return;
    }
    s.event = (PmlStepEvent)unit;
    s.way = (PmlStepWay)way;
    report_step(door, pml_step(door->recording, &s, direction == 1), &s, reply);
}

static bool want_object(const cJSON *request, PmlStep *s, PmlReply *reply)
{
    const char *id = pml_field_text(request, "id");
    char *end;
    if (!id || strncmp(id, "0x", 2) != 0 || (s->address = strtoull(id, &end, 16), *end)) {
        pml_reply_error(reply, "bad_id", "An id is an address, such as \"0x7f3a00001000\".");
        return false;
    }
    return true;
}

void pml_command_run_to(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    static const char *const events[] = {"line", "breakpoint", "birth", "count", "owner", "death"};
    static const char *const directions[] = {"next", "previous"};
    static const PmlStepEvent kinds[] = {PML_STEP_AT_LINE, PML_STEP_AT_LINE, PML_STEP_BIRTH,
                                         PML_STEP_COUNT,   PML_STEP_OWNERS,  PML_STEP_DEATH_OF};
    PmlStep s = {0};
    int event = choose(request, "event", events, 6, -2, reply);
    int direction = event == -1 ? -1 : choose(request, "direction", directions, 2, 0, reply);
    if (event == -2 && direction >= 0) {
        pml_reply_error(
            reply, "bad_request",
            "\"run_to\" needs an event: line, breakpoint, birth, count, owner or death.");
    }
    if (event < 0 || direction < 0 || !pml_want_budget(door, request, reply)) {
        return;
    }
    int64_t line = pml_field_int(request, "line", 0);
    s.event = kinds[event];
    if (event == 0) {
        if (line < 1) {
            pml_reply_error(reply, "bad_line", "\"line\" is a line number from 1.");
            return;
        }
        s.lines = &line;
        s.line_count = 1;
    } else if (event == 1) {
        s.lines = door->breakpoints;
        s.line_count = door->breakpoint_count;
        s.comments = true;
    } else if (!want_object(request, &s, reply)) {
        return;
    }
    bool found = pml_step(door->recording, &s, event == 2 || direction == 1);
    report_step(door, found, &s, reply);
}

void pml_command_breakpoints(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const cJSON *lines = cJSON_GetObjectItemCaseSensitive(request, "lines");
    const cJSON *line;
    if (lines) {
        if (cJSON_GetArraySize(lines) > PML_BREAKPOINTS_MAX) {
            pml_reply_limit(reply, "too_many_breakpoints", "breakpoints",
                            "At most 64 lines can be breakpoints.");
            return;
        }
        door->breakpoint_count = 0;
        cJSON_ArrayForEach(line, lines)
        {
            door->breakpoints[door->breakpoint_count++] = (int64_t)line->valuedouble;
        }
    }
    pml_open_list(reply, "lines");
    for (int i = 0; i < door->breakpoint_count; i++) {
        pml_put_int(reply, NULL, (int64_t)door->breakpoints[i]);
    }
    pml_close(reply);
}

/* -- the whole --------------------------------------------------------------------------- */

static void add_inputs(const PmlRecording *r, PmlReply *reply)
{
    pml_open_list(reply, "inputs");
    for (int64_t i = 0; i < r->input_count; i++) {
        const PmlInput *in = &r->inputs[i];
        pml_open_object(reply, NULL);
        pml_put_text(reply, "kind", in->kind == PML_INPUT_CELL ? "cell" : "finish");
        pml_put_int(reply, "start", (int64_t)in->start);
        if (in->end == PML_NEVER) {
            pml_put_null(reply, "end");
        } else {
            pml_put_int(reply, "end", (int64_t)in->end);
        }
        if (in->kind == PML_INPUT_CELL) {
            pml_put_int(reply, "cell", (int64_t)in->number);
            pml_put_text(reply, "source", in->source);
        }
        pml_put_failure(reply, &in->failure);
        pml_close(reply);
    }
    pml_close(reply);
}

void pml_put_collection(PmlReply *reply, const PmlRecording *r, int64_t i)
{
    const PmlCollection *c = &r->collections[i];
    pml_open_object(reply, NULL);
    pml_put_int(reply, "number", (int64_t)i);
    pml_put_int(reply, "tick", (int64_t)c->tick);
    pml_put_int(reply, "generation", c->generation);
    pml_put_int(reply, "found", (int64_t)c->found);
    pml_put_int(reply, "bytes", (int64_t)(c->live_before - c->live_after));
    pml_close(reply);
}

enum { SHOWN_COLLECTIONS = 2000 };

static void add_collections(const PmlRecording *r, PmlReply *reply)
{
    pml_open_list(reply, "collections");
    int64_t first =
        r->collection_count > SHOWN_COLLECTIONS ? r->collection_count - SHOWN_COLLECTIONS : 0;
    for (int64_t i = first; i < r->collection_count; i++) {
        pml_put_collection(reply, r, i);
    }
    pml_close(reply);
    pml_put_int(reply, "collections_omitted", (int64_t)(first + r->collections_lost));
}

void pml_command_timeline(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    const PmlRecording *r = door->recording;
    pml_add_position(door, reply);
    add_inputs(r, reply);
    add_collections(r, reply);
    pml_open_list(reply, "changes");
    for (int64_t i = 0; i < r->change_count; i++) {
        pml_open_object(reply, NULL);
        pml_put_int(reply, "tick", (int64_t)r->changes[i].place.tick);
        pml_put_text(reply, "statement", r->changes[i].source);
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "checkpoints", (int64_t)r->mark_count);
    pml_put_int(reply, "checkpoint_bytes", (int64_t)pml_history_bytes(r->history));
}

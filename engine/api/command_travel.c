/* seek, step, run_to, breakpoints, timeline, branch: moving about in the recording. */
#include "api/door_state.h"
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

static void add_place(PmlDoor *door, cJSON *p)
{
    PmlWhere w;
    char text[96];
    pml_where(door->recording, &w);
    if (!w.frame) {
        return;
    }
    pml_describe_name(pml_frame_code(w.frame)->filename.p, text, sizeof text);
    cJSON_AddStringToObject(p, "file", text);
    pml_describe_name(pml_frame_code(w.frame)->qualname.p, text, sizeof text);
    cJSON_AddStringToObject(p, "function", text);
    cJSON_AddNumberToObject(p, "line", w.line);
    cJSON_AddNumberToObject(p, "depth", (double)w.depth);
    if (w.text) {
        char *line = malloc(w.text_size + 1);
        if (line) {
            memcpy(line, w.text, w.text_size);
            line[w.text_size] = 0;
            cJSON_AddStringToObject(p, "text", line);
            free(line);
        }
    }
}

void pml_add_position(PmlDoor *door, cJSON *reply)
{
    PmlRecording *r = door->recording;
    PmlPlace end = pml_recording_end(r);
    cJSON *p = cJSON_AddObjectToObject(reply, "position");
    cJSON_AddNumberToObject(p, "tick", (double)door->E->vm->ticks);
    cJSON_AddNumberToObject(p, "last_tick", (double)end.tick);
    cJSON_AddNumberToObject(p, "inputs", (double)r->at.input);
    cJSON_AddBoolToObject(p, "running", r->at.inside);
    cJSON_AddBoolToObject(p, "at_end", !r->away);
    cJSON_AddBoolToObject(p, "inside_c", r->inside_c);
    add_place(door, p);
}

static bool arrive(PmlDoor *door, bool good, cJSON *reply)
{
    if (!good) {
        pml_reply_error(reply, "out_of_memory", "No memory to keep the recording's end.");
        return false;
    }
    pml_add_position(door, reply);
    return true;
}

void pml_command_seek(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlRecording *r = door->recording;
    int64_t tick = pml_field_int(request, "tick", -1), input = pml_field_int(request, "input", -1);
    PmlPlace to = pml_recording_end(r);
    if (tick >= 0 && input >= 0) {
        pml_reply_error(reply, "bad_request", "\"seek\" needs a tick or an input, not both.");
        return;
    }
    if (tick >= 0) {
        to = pml_place_of_tick(r, (uint64_t)tick);
    } else if (input >= 0) {
        to = pml_place_of_input(r, input);
    }
    arrive(door, pml_seek(r, to), reply);
}

/* -- steps ------------------------------------------------------------------------------- */

/* The index of the request's word among words; -1: none of them, error in reply. */
static int choose(const cJSON *request, const char *field, const char *const *words, int n,
                  int fallback, cJSON *reply)
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

static void report_step(PmlDoor *door, bool found, const PmlStep *s, cJSON *reply)
{
    cJSON_AddBoolToObject(reply, "found", found);
    if (found && s->event == PML_STEP_DEATH) {
        char id[24];
        cJSON *d = cJSON_AddObjectToObject(reply, "death");
        snprintf(id, sizeof id, "0x%llx", (unsigned long long)s->address);
        cJSON_AddStringToObject(d, "id", id);
        cJSON_AddStringToObject(d, "type", s->type);
    }
    pml_add_position(door, reply);
}

void pml_command_step(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    static const char *const units[] = {"tick",       "line",  "call",      "return",
                                        "allocation", "death", "collection"};
    static const char *const ways[] = {"into", "over", "out"};
    static const char *const directions[] = {"next", "previous"};
    PmlStep s = {0};
    int unit = choose(request, "unit", units, 7, PML_STEP_LINE, reply);
    int way = unit < 0 ? -1 : choose(request, "way", ways, 3, PML_WAY_INTO, reply);
    int direction = way < 0 ? -1 : choose(request, "direction", directions, 2, 0, reply);
    if (direction < 0) {
        return;
    }
    s.event = (PmlStepEvent)unit;
    s.way = (PmlStepWay)way;
    report_step(door, pml_step(door->recording, &s, direction == 1), &s, reply);
}

static bool want_object(const cJSON *request, PmlStep *s, cJSON *reply)
{
    const char *id = pml_field_text(request, "id");
    char *end;
    if (!id || strncmp(id, "0x", 2) != 0 || (s->address = strtoull(id, &end, 16), *end)) {
        pml_reply_error(reply, "bad_id", "An id is an address, such as \"0x7f3a00001000\".");
        return false;
    }
    return true;
}

void pml_command_run_to(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    static const char *const events[] = {"line", "breakpoint", "birth", "count", "death"};
    static const char *const directions[] = {"next", "previous"};
    static const PmlStepEvent kinds[] = {PML_STEP_AT_LINE, PML_STEP_AT_LINE, PML_STEP_BIRTH,
                                         PML_STEP_COUNT, PML_STEP_DEATH_OF};
    PmlStep s = {0};
    int event = choose(request, "event", events, 5, -2, reply);
    int direction = event == -1 ? -1 : choose(request, "direction", directions, 2, 0, reply);
    if (event == -2 && direction >= 0) {
        pml_reply_error(reply, "bad_request",
                        "\"run_to\" needs an event: line, breakpoint, birth, count or death.");
    }
    if (event < 0 || direction < 0) {
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

void pml_command_breakpoints(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    const cJSON *lines = cJSON_GetObjectItemCaseSensitive(request, "lines");
    const cJSON *line;
    if (lines) {
        if (cJSON_GetArraySize(lines) > PML_BREAKPOINTS_MAX) {
            pml_reply_error(reply, "too_many_breakpoints", "At most 64 lines can be breakpoints.");
            return;
        }
        door->breakpoint_count = 0;
        cJSON_ArrayForEach(line, lines)
        {
            door->breakpoints[door->breakpoint_count++] = (int64_t)line->valuedouble;
        }
    }
    cJSON *list = cJSON_AddArrayToObject(reply, "lines");
    for (int i = 0; i < door->breakpoint_count; i++) {
        cJSON_AddItemToArray(list, cJSON_CreateNumber((double)door->breakpoints[i]));
    }
}

/* -- the whole --------------------------------------------------------------------------- */

static void add_inputs(const PmlRecording *r, cJSON *reply)
{
    cJSON *inputs = cJSON_AddArrayToObject(reply, "inputs");
    for (int64_t i = 0; i < r->input_count; i++) {
        const PmlInput *in = &r->inputs[i];
        cJSON *j = cJSON_CreateObject();
        cJSON_AddStringToObject(j, "kind", in->kind == PML_INPUT_CELL ? "cell" : "finish");
        cJSON_AddNumberToObject(j, "start", (double)in->start);
        if (in->end == PML_NEVER) {
            cJSON_AddNullToObject(j, "end");
        } else {
            cJSON_AddNumberToObject(j, "end", (double)in->end);
        }
        if (in->kind == PML_INPUT_CELL) {
            cJSON_AddNumberToObject(j, "cell", (double)in->number);
            cJSON_AddStringToObject(j, "source", in->source);
        }
        cJSON_AddItemToArray(inputs, j);
    }
}

enum { SHOWN_COLLECTIONS = 2000 };

static void add_collections(const PmlRecording *r, cJSON *reply)
{
    cJSON *list = cJSON_AddArrayToObject(reply, "collections");
    int64_t first =
        r->collection_count > SHOWN_COLLECTIONS ? r->collection_count - SHOWN_COLLECTIONS : 0;
    for (int64_t i = first; i < r->collection_count; i++) {
        const PmlCollection *c = &r->collections[i];
        cJSON *j = cJSON_CreateObject();
        cJSON_AddNumberToObject(j, "number", (double)i);
        cJSON_AddNumberToObject(j, "tick", (double)c->tick);
        cJSON_AddNumberToObject(j, "generation", c->generation);
        cJSON_AddNumberToObject(j, "found", (double)c->found);
        cJSON_AddNumberToObject(j, "bytes", (double)c->live_before - (double)c->live_after);
        cJSON_AddItemToArray(list, j);
    }
    cJSON_AddNumberToObject(reply, "collections_omitted", (double)(first + r->collections_lost));
}

void pml_command_timeline(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    const PmlRecording *r = door->recording;
    pml_add_position(door, reply);
    add_inputs(r, reply);
    add_collections(r, reply);
    cJSON *changes = cJSON_AddArrayToObject(reply, "changes");
    for (int64_t i = 0; i < r->change_count; i++) {
        cJSON *j = cJSON_CreateObject();
        cJSON_AddNumberToObject(j, "tick", (double)r->changes[i].place.tick);
        cJSON_AddStringToObject(j, "statement", r->changes[i].source);
        cJSON_AddItemToArray(changes, j);
    }
    cJSON_AddNumberToObject(reply, "checkpoints", (double)r->mark_count);
    cJSON_AddNumberToObject(reply, "checkpoint_bytes", (double)pml_history_bytes(r->history));
}

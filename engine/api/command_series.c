/* series, watch, output: what a session has recorded. */
#include "api/door_state.h"
#include "observe/reach.h"

static bool watch_names(PmlDoor *door, const cJSON *names)
{
    const cJSON *name;
    bool good = true;
    cJSON_ArrayForEach(name, names)
    {
        good = good && pml_series_watch(door->series, name->valuestring);
    }
    return good;
}

/* False, with the error in reply: no live object. */
static bool watch_objects(PmlDoor *door, const cJSON *ids, PmlReply *reply, bool *room)
{
    const cJSON *id;
    cJSON_ArrayForEach(id, ids)
    {
        char *end = NULL;
        const char *text = id->valuestring;
        uint64_t address = strncmp(text, "0x", 2) == 0 ? strtoull(text, &end, 16) : 0;
        if (!address || *end || !pml_object_at(door->E, address)) {
            pml_reply_error(reply, "no_object", "No live object has this id.");
            return false;
        }
        *room = *room && pml_series_watch_object(door->series, address);
    }
    return true;
}

void pml_command_watch(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const cJSON *names = cJSON_GetObjectItemCaseSensitive(request, "names");
    const cJSON *ids = cJSON_GetObjectItemCaseSensitive(request, "ids");
    bool room = true;
    if (ids && door->recording->away) {
        pml_reply_error(reply, "in_the_past",
                        "Objects are watched from the recording's end on: seek to it first.");
        return;
    }
    if (!watch_objects(door, ids, reply, &room)) {
        return;
    }
    if (!watch_names(door, names) || !room) {
        pml_reply_limit(reply, "too_many_watches", "watches",
                        "At most 8 names of at most 63 bytes, or objects, can be watched.");
        return;
    }
    if (!door->recording->away) {
        pml_series_sample(door->series, door->E, true);
    }
    pml_open_list(reply, "watched");
    for (int i = 0; i < door->series->watch_count; i++) {
        pml_put_text(reply, NULL, door->series->watch[i].name);
    }
    pml_close(reply);
}

/* -- columns ----------------------------------------------------------------------------- */

typedef enum PmlPick { PICK_VALUE, PICK_LOW, PICK_HIGH } PmlPick;

/* A watched name that is not bound has -1: null. */
static void put_column(PmlReply *reply, const char *name, const PmlSeries *s, PmlPick pick,
                       int column)
{
    bool gaps = column >= PML_AT_watched && column <= PML_END_watched;
    pml_open_list(reply, name);
    for (int64_t i = 0; i < s->used; i++) {
        const PmlBucket *b = &s->buckets[i];
        int64_t v = pick == PICK_VALUE ? b->value[column]
                    : pick == PICK_LOW ? b->low[column]
                                       : b->high[column];
        if (gaps && v < 0) {
            pml_put_null(reply, NULL);
        } else {
            pml_put_int(reply, NULL, v);
        }
    }
    pml_close(reply);
}

static void put_group(PmlReply *reply, const PmlSeries *s, PmlPick pick, const PmlSeriesGroup *g)
{
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    bool watched = g->at == PML_AT_watched, freed = g->at == PML_AT_bytes_freed;
    if (g->columns == 1) {
        put_column(reply, g->name, s, pick, g->at);
        return;
    }
    int columns = watched ? s->watch_count : g->columns;
    if (watched || freed) {
        pml_open_object(reply, g->name);
    } else {
        pml_open_list(reply, g->name);
    }
    for (int i = 0; i < columns; i++) {
        const char *name = watched ? s->watch[i].name : freed ? causes[i] : NULL;
        put_column(reply, name, s, pick, g->at + i);
    }
    pml_close(reply);
}

static void put_groups(PmlReply *reply, const PmlSeries *s, PmlPick pick)
{
    for (int i = 0; i < pml_series_group_count; i++) {
        const PmlSeriesGroup *g = &pml_series_groups[i];
        if (pick == PICK_VALUE || g->kind != PML_SERIES_TOTAL) {
            put_group(reply, s, pick, g);
        }
    }
}

void pml_command_series(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const PmlSeries *s = door->series;
    const PmlRecording *r = door->recording;
    pml_put_int(reply, "interval", (int64_t)s->interval);
    pml_open_list(reply, "tick");
    for (int64_t i = 0; i < s->used; i++) {
        pml_put_int(reply, NULL, (int64_t)s->buckets[i].tick);
    }
    pml_close(reply);
    put_groups(reply, s, PICK_VALUE);
    pml_open_object(reply, "low");
    put_groups(reply, s, PICK_LOW);
    pml_close(reply);
    pml_open_object(reply, "high");
    put_groups(reply, s, PICK_HIGH);
    pml_close(reply);
    if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "timing"))) {
        pml_open_object(reply, "timing");
        pml_put_real(reply, "pause_seconds", r->pause_seconds);
        pml_put_real(reply, "longest_pause_seconds", r->longest_pause_seconds);
        pml_close(reply);
    }
}

void pml_command_output(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    for (int i = 0; i < 2; i++) {
        PmlOutput by_now = door->out[i];
        if (door->recording->away) {
            /* what the stream keeps comes next in what was written in the end */
            const PmlVm *vm = door->E->vm;
            int64_t kept = pml_stream_pending(i ? vm->stderr_.p : vm->stdout_.p);
            size_t used = pml_door_written(door, i + 1) + (size_t)kept;
            by_now.used = used < by_now.used ? used : by_now.used;
        }
        pml_put_output(reply, i ? "stderr" : "stdout", &by_now, 0);
    }
}

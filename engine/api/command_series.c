/* series, watch, output: what a session has recorded. */
#include "api/door_state.h"

void pml_command_watch(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const cJSON *names = cJSON_GetObjectItemCaseSensitive(request, "names");
    const cJSON *name;
    cJSON_ArrayForEach(name, names)
    {
        if (!pml_series_watch(door->series, name->valuestring)) {
            pml_reply_error(reply, "too_many_watches",
                            "At most 8 names of at most 63 bytes can be watched.");
            return;
        }
    }
    pml_series_sample(door->series, door->E, true);
    pml_open_list(reply, "watched");
    for (int i = 0; i < door->series->watch_count; i++) {
        pml_put_text(reply, NULL, door->series->watch[i]);
    }
    pml_close(reply);
}

typedef int64_t (*PmlPick)(const PmlSample *p, int i);

static int64_t pick_tick(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->tick;
}

static int64_t pick_generation(const PmlSample *p, int i)
{
    return (int64_t)p->generation[i];
}

static int64_t pick_count(const PmlSample *p, int i)
{
    return (int64_t)p->count[i];
}

static int64_t pick_freed(const PmlSample *p, int i)
{
    return (int64_t)p->bytes_freed[i];
}

static int64_t pick_live(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->bytes_live;
}

static int64_t pick_blocks(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->blocks;
}

static int64_t pick_pools(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->pools;
}

static int64_t pick_arenas(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->arenas;
}

static int64_t pick_mapped(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (int64_t)p->mapped_bytes;
}

static void put_column(PmlReply *reply, const char *name, const PmlSeries *s, PmlPick pick,
                       int which)
{
    pml_open_list(reply, name);
    for (int64_t i = 0; i < s->used; i++) {
        pml_put_int(reply, NULL, pick(&s->samples[i], which));
    }
    pml_close(reply);
}

/* A watched name is not bound where its count is -1. */
static void put_watched(PmlReply *reply, const PmlSeries *s, int which)
{
    pml_open_list(reply, s->watch[which]);
    for (int64_t i = 0; i < s->used; i++) {
        if (s->samples[i].watched[which] < 0) {
            pml_put_null(reply, NULL);
        } else {
            pml_put_int(reply, NULL, s->samples[i].watched[which]);
        }
    }
    pml_close(reply);
}

static void put_columns(PmlReply *reply, const char *name, const PmlSeries *s, PmlPick pick, int n)
{
    pml_open_list(reply, name);
    for (int i = 0; i < n; i++) {
        put_column(reply, NULL, s, pick, i);
    }
    pml_close(reply);
}

void pml_command_series(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    const PmlSeries *s = door->series;
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    pml_put_int(reply, "interval", (int64_t)s->interval);
    put_column(reply, "tick", s, pick_tick, 0);
    put_columns(reply, "generations", s, pick_generation, 3);
    put_columns(reply, "counters", s, pick_count, 3);
    pml_open_object(reply, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        put_column(reply, causes[i], s, pick_freed, i);
    }
    pml_close(reply);
    put_column(reply, "bytes_live", s, pick_live, 0);
    put_column(reply, "blocks", s, pick_blocks, 0);
    put_column(reply, "pools", s, pick_pools, 0);
    put_column(reply, "arenas", s, pick_arenas, 0);
    put_column(reply, "mapped_bytes", s, pick_mapped, 0);
    pml_open_object(reply, "watched");
    for (int i = 0; i < s->watch_count; i++) {
        put_watched(reply, s, i);
    }
    pml_close(reply);
}

void pml_command_output(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    pml_put_output(reply, "stdout", &door->out[0], 0);
    pml_put_output(reply, "stderr", &door->out[1], 0);
}

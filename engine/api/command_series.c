/* series, watch, output: what a session has recorded. */
#include "api/door_state.h"

void pml_command_watch(PmlDoor *door, const cJSON *request, cJSON *reply)
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
    cJSON *list = cJSON_AddArrayToObject(reply, "watched");
    for (int i = 0; i < door->series->watch_count; i++) {
        cJSON_AddItemToArray(list, cJSON_CreateString(door->series->watch[i]));
    }
}

typedef double (*PmlPick)(const PmlSample *p, int i);

static double pick_tick(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->tick;
}

static double pick_generation(const PmlSample *p, int i)
{
    return (double)p->generation[i];
}

static double pick_count(const PmlSample *p, int i)
{
    return (double)p->count[i];
}

static double pick_freed(const PmlSample *p, int i)
{
    return (double)p->bytes_freed[i];
}

static double pick_live(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->bytes_live;
}

static double pick_blocks(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->blocks;
}

static double pick_pools(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->pools;
}

static double pick_arenas(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->arenas;
}

static double pick_mapped(const PmlSample *p, int i)
{
    PML_UNUSED(i);
    return (double)p->mapped_bytes;
}

static double pick_watched(const PmlSample *p, int i)
{
    return (double)p->watched[i];
}

static cJSON *column(const PmlSeries *s, PmlPick pick, int which, bool gaps)
{
    cJSON *a = cJSON_CreateArray();
    for (int64_t i = 0; a && i < s->used; i++) {
        double v = pick(&s->samples[i], which);
        cJSON *item = gaps && v < 0 ? cJSON_CreateNull() : cJSON_CreateNumber(v);
        if (!item) {
            break;
        }
        cJSON_AddItemToArray(a, item); /* constant time: cJSON keeps the tail */
    }
    return a;
}

static cJSON *columns(const PmlSeries *s, PmlPick pick, int n)
{
    cJSON *a = cJSON_CreateArray();
    for (int i = 0; i < n; i++) {
        cJSON_AddItemToArray(a, column(s, pick, i, false));
    }
    return a;
}

void pml_command_series(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    const PmlSeries *s = door->series;
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    cJSON_AddNumberToObject(reply, "interval", (double)s->interval);
    cJSON_AddItemToObject(reply, "tick", column(s, pick_tick, 0, false));
    cJSON_AddItemToObject(reply, "generations", columns(s, pick_generation, 3));
    cJSON_AddItemToObject(reply, "counters", columns(s, pick_count, 3));
    cJSON *freed = cJSON_AddObjectToObject(reply, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        cJSON_AddItemToObject(freed, causes[i], column(s, pick_freed, i, false));
    }
    cJSON_AddItemToObject(reply, "bytes_live", column(s, pick_live, 0, false));
    cJSON_AddItemToObject(reply, "blocks", column(s, pick_blocks, 0, false));
    cJSON_AddItemToObject(reply, "pools", column(s, pick_pools, 0, false));
    cJSON_AddItemToObject(reply, "arenas", column(s, pick_arenas, 0, false));
    cJSON_AddItemToObject(reply, "mapped_bytes", column(s, pick_mapped, 0, false));
    cJSON *watched = cJSON_AddObjectToObject(reply, "watched");
    for (int i = 0; i < s->watch_count; i++) {
        cJSON_AddItemToObject(watched, s->watch[i], column(s, pick_watched, i, true));
    }
}

void pml_command_output(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    cJSON_AddStringToObject(reply, "stdout", door->out[0].bytes ? door->out[0].bytes : "");
    cJSON_AddStringToObject(reply, "stderr", door->out[1].bytes ? door->out[1].bytes : "");
}

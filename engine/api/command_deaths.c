/* deaths, xray: what died and why; one collection step by step. */
#include "api/door_state.h"
#include "observe/deaths.h"
#include "observe/xray.h"

#include <stdio.h>

enum { DEFAULT_LIMIT = 200, MAX_LIMIT = 5000 };

bool pml_want_limit(const cJSON *request, int64_t fallback, int64_t *limit, cJSON *reply)
{
    *limit = pml_field_int(request, "limit", fallback);
    if (*limit < 1 || *limit > MAX_LIMIT) {
        pml_reply_error(reply, "bad_limit", "limit is 1 to 5000.");
        return false;
    }
    return true;
}

static cJSON *modelled(uint64_t address)
{
    char text[24];
    snprintf(text, sizeof text, "0x%llx", (unsigned long long)address);
    return cJSON_CreateString(text);
}

/* -- deaths ------------------------------------------------------------------------------ */

static cJSON *death_json(const PmlDeath *d)
{
    cJSON *j = cJSON_CreateObject();
    cJSON_AddNumberToObject(j, "tick", (double)d->tick);
    cJSON_AddItemToObject(j, "id", modelled(d->address));
    cJSON_AddStringToObject(j, "type", d->type);
    cJSON_AddStringToObject(j, "value", d->value);
    cJSON_AddNumberToObject(j, "size", (double)d->size);
    cJSON_AddStringToObject(j, "cause", pml_reason_names[d->reason]);
    if (d->name[0]) {
        cJSON_AddStringToObject(j, "name", d->name);
    }
    if (d->reason == PML_REASON_COLLECTION) {
        cJSON_AddNumberToObject(j, "generation", d->generation);
    }
    if (d->holder) {
        cJSON *h = cJSON_AddObjectToObject(j, "holder");
        cJSON_AddItemToObject(h, "id", modelled(d->holder));
        cJSON_AddStringToObject(h, "type", d->holder_type);
    }
    if (d->line) {
        cJSON_AddNumberToObject(j, "line", d->line);
    }
    return j;
}

static void report_deaths(const PmlDeaths *d, cJSON *reply)
{
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    cJSON *list = cJSON_AddArrayToObject(reply, "deaths");
    for (int64_t i = 0; i < d->count; i++) {
        cJSON_AddItemToArray(list, death_json(&d->list[i]));
    }
    cJSON_AddNumberToObject(reply, "omitted", (double)d->omitted);
    cJSON *by = cJSON_AddObjectToObject(reply, "by_cause");
    for (int i = 0; i < PML_REASON_KINDS; i++) {
        if (d->number[i]) {
            cJSON *j = cJSON_AddObjectToObject(by, pml_reason_names[i]);
            cJSON_AddNumberToObject(j, "objects", (double)d->number[i]);
            cJSON_AddNumberToObject(j, "bytes", (double)d->size[i]);
        }
    }
    cJSON *freed = cJSON_AddObjectToObject(reply, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        cJSON_AddNumberToObject(freed, causes[i], (double)d->bytes_freed[i]);
    }
}

void pml_command_deaths(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlRecording *r = door->recording;
    int64_t limit, from = pml_field_int(request, "from", 0);
    uint64_t now = door->E->vm->ticks;
    int64_t to = pml_field_int(request, "to", (int64_t)now);
    if (!pml_want_limit(request, DEFAULT_LIMIT, &limit, reply)) {
        return;
    }
    if (from < 0 || to < from) {
        pml_reply_error(reply, "bad_range", "\"from\" and \"to\" are ticks in ascending order.");
        return;
    }
    PmlDeaths d;
    PmlPlace end = (uint64_t)to == now ? r->at : pml_place_of_tick(r, (uint64_t)to);
    end.tick = (uint64_t)to == now ? now : end.tick;
    pml_deaths(r, from ? pml_place_of_tick(r, (uint64_t)from) : pml_place_first(r), end, limit,
               cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "all")), &d);
    if (d.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the deaths.");
    } else {
        cJSON_AddNumberToObject(reply, "from", (double)from);
        cJSON_AddNumberToObject(reply, "to", (double)to);
        report_deaths(&d, reply);
    }
    pml_deaths_free(&d);
}

/* -- xray -------------------------------------------------------------------------------- */

static cJSON *member_json(const PmlEngine *E, const PmlMember *m)
{
    cJSON *j = cJSON_CreateObject();
    cJSON_AddItemToObject(j, "id", pml_address_json(E, m->object));
    cJSON_AddStringToObject(j, "type", m->type);
    cJSON_AddStringToObject(j, "value", m->value);
    cJSON_AddNumberToObject(j, "size", (double)m->size);
    cJSON_AddNumberToObject(j, "copied", (double)m->refs);
    cJSON_AddNumberToObject(j, "left", (double)m->left);
    cJSON_AddStringToObject(j, "fate", pml_fate_names[m->fate]);
    cJSON_AddBoolToObject(j, "finalizer", m->has_finalizer);
    return j;
}

static cJSON *three(const int64_t v[3])
{
    cJSON *a = cJSON_CreateArray();
    for (int i = 0; i < 3; i++) {
        cJSON_AddItemToArray(a, cJSON_CreateNumber((double)v[i]));
    }
    return a;
}

static void report_xray(const PmlEngine *E, const PmlXray *x, cJSON *reply)
{
    int64_t count[3], threshold[3];
    for (int i = 0; i < 3; i++) {
        count[i] = x->count[i];
        threshold[i] = x->threshold[i];
    }
    cJSON_AddNumberToObject(reply, "tick", (double)x->tick);
    cJSON_AddNumberToObject(reply, "generation", x->generation);
    cJSON *before = cJSON_AddObjectToObject(reply, "before");
    cJSON_AddItemToObject(before, "count", three(count));
    cJSON_AddItemToObject(before, "threshold", three(threshold));
    cJSON_AddItemToObject(before, "members", three(x->members));
    cJSON_AddNumberToObject(reply, "examined", (double)x->examined);
    cJSON_AddNumberToObject(reply, "unreachable", (double)x->unreachable);
    cJSON *fates = cJSON_AddObjectToObject(reply, "fates");
    for (int i = 0; i < PML_FATE_KINDS; i++) {
        cJSON_AddNumberToObject(fates, pml_fate_names[i], (double)x->fate[i]);
    }
    cJSON_AddNumberToObject(reply, "finalizers", (double)x->finalizers);
    cJSON_AddNumberToObject(reply, "weakrefs_died", (double)x->weakrefs_died);
    cJSON_AddNumberToObject(reply, "collected", (double)x->collected);
    cJSON_AddNumberToObject(reply, "uncollectable", (double)x->uncollectable);
    cJSON_AddNumberToObject(reply, "promoted", (double)x->promoted);
    cJSON_AddNumberToObject(reply, "bytes_freed", (double)(int64_t)x->bytes);
    cJSON_AddStringToObject(reply, "verdict", x->verdict);
    cJSON *list = cJSON_AddArrayToObject(reply, "objects");
    for (int64_t i = 0; i < x->listed; i++) {
        cJSON_AddItemToArray(list, member_json(E, &x->list[i]));
    }
    cJSON_AddNumberToObject(reply, "omitted", (double)(x->examined - x->listed));
}

void pml_command_xray(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PmlRecording *r = door->recording;
    int64_t limit, number = pml_field_int(request, "collection", r->collection_count - 1);
    if (!pml_want_limit(request, DEFAULT_LIMIT, &limit, reply)) {
        return;
    }
    PmlXray x;
    pml_xray(r, number, limit, &x);
    if (x.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the collection.");
    } else if (!x.found) {
        pml_reply_error(reply, "unknown_collection",
                        "There is no such collection; \"timeline\" lists them.");
    } else {
        cJSON_AddNumberToObject(reply, "collection", (double)number);
        report_xray(door->E, &x, reply);
    }
    pml_xray_free(&x);
}

#include "observe/series.h"

#include <stdio.h>

#include "observe/describe.h"

/* Walking over a generation costs its length: after the first objects, no more than one object for
 * so many ticks. */
enum { FREE_WALKING = 50000, TICKS_PER_WALKED = 32 };

const PmlSeriesGroup pml_series_groups[] = {
#define PML_SERIES_GROUP(name, columns, kind) {#name, PML_AT_##name, columns, PML_SERIES_##kind},
#include "observe/series.def"
};
const int pml_series_group_count = (int)(sizeof pml_series_groups / sizeof pml_series_groups[0]);

PmlSeries *pml_series_new(void)
{
    PmlSeries *s = calloc(1, sizeof *s);
    if (!s) {
        return NULL;
    }
    s->buckets = malloc(PML_SERIES_MAX * sizeof *s->buckets);
    s->interval = 1;
    if (!s->buckets) {
        free(s);
        return NULL;
    }
    return s;
}

void pml_series_free(PmlSeries *s)
{
    if (s) {
        free(s->buckets);
        free(s);
    }
}

/* -- what is watched --------------------------------------------------------------------- */

static bool add_watch(PmlSeries *s, const char *name, uint64_t object)
{
    for (int i = 0; i < s->watch_count; i++) {
        if (strcmp(s->watch[i].name, name) == 0) {
            return true;
        }
    }
    if (s->watch_count == PML_WATCH_MAX || strlen(name) >= sizeof s->watch[0].name) {
        return false;
    }
    PmlWatch *w = &s->watch[s->watch_count];
    *w = (PmlWatch){.object = object, .died = UINT64_MAX};
    strcpy(w->name, name);
    int column = PML_AT_watched + s->watch_count++;
    for (int64_t i = 0; i < s->used; i++) {
        PmlBucket *b = &s->buckets[i];
        b->value[column] = b->low[column] = b->high[column] = -1;
    }
    s->objects_watched += object != 0;
    return true;
}

bool pml_series_watch(PmlSeries *s, const char *name)
{
    return add_watch(s, name, 0);
}

bool pml_series_watch_object(PmlSeries *s, uint64_t address)
{
    char name[24];
    snprintf(name, sizeof name, "0x%llx", (unsigned long long)address);
    return add_watch(s, name, address);
}

void pml_series_death(PmlSeries *s, const PmlEngine *E, const PmlObj *o)
{
    uint64_t address = pml_model_address(E, o);
    for (int i = 0; i < s->watch_count; i++) {
        if (s->watch[i].object == address && s->watch[i].died == UINT64_MAX) {
            s->watch[i].died = E->vm->ticks;
        }
    }
}

/* Count of what a global name is bound to; -1: not bound. Reads the dict without hashing. */
static int64_t count_of_name(PmlEngine *E, const char *name)
{
    PmlObj *main = E->vm->main_module.p;
    int64_t pos = 0;
    PmlObj *key, *value;
    if (!main) {
        return -1;
    }
    while (pml_dict_next(pml_module_dict(main), &pos, &key, &value, NULL)) {
        if (PML_IS(key, str) && pml_str_equal_text(key, name)) {
            return pml_refs(value);
        }
    }
    return -1;
}

static int64_t watched_count(PmlEngine *E, const PmlWatch *w)
{
    if (!w->object) {
        return count_of_name(E, w->name);
    }
    const PmlObj *o = (const PmlObj *)(void *)(E->region + (w->object - PML_MODEL_BASE));
    return w->died == UINT64_MAX ? pml_refs(o) : -1;
}

/* -- buckets ----------------------------------------------------------------------------- */

static void extend(PmlBucket *b, const PmlBucket *other)
{
    for (int i = 0; i < PML_SERIES_COLUMNS; i++) {
        b->value[i] = other->value[i];
        b->low[i] = other->low[i] < b->low[i] ? other->low[i] : b->low[i];
        b->high[i] = other->high[i] > b->high[i] ? other->high[i] : b->high[i];
    }
    b->tick = other->tick;
}

/* The first bucket stays: it is the beginning. */
static void thin_out(PmlSeries *s)
{
    int64_t kept = 1;
    for (int64_t i = 1; i < s->used; i += 2) {
        s->buckets[kept] = s->buckets[i];
        if (i + 1 < s->used) {
            extend(&s->buckets[kept], &s->buckets[i + 1]);
        }
        kept++;
    }
    s->used = kept;
    s->interval *= 2;
}

static void walk_generations(PmlSeries *s, PmlEngine *E, int64_t *value)
{
    const int64_t *last = s->used ? s->buckets[s->used - 1].value : NULL;
    for (int g = 0; g < 3; g++) {
        int64_t members = 0, bytes = 0;
        const PmlGcHead *list = &E->gc->gen[g];
        uint64_t wanted = s->walked + (last ? (uint64_t)last[PML_AT_generations + g] : 0);
        if (last && wanted > FREE_WALKING + E->vm->ticks / TICKS_PER_WALKED) {
            value[PML_AT_generations + g] = last[PML_AT_generations + g];
            value[PML_AT_generation_bytes + g] = last[PML_AT_generation_bytes + g];
            continue;
        }
        for (PmlGcHead *at = list->next.p; at != list; at = at->next.p) {
            members++;
            bytes += pml_describe_size(E, pml_from_gc(at));
        }
        s->walked += (uint64_t)members;
        value[PML_AT_generations + g] = members;
        value[PML_AT_generation_bytes + g] = bytes;
    }
}

/* What costs nothing to know. */
static void read_gauges(const PmlSeries *s, PmlEngine *E, int64_t *value)
{
    const PmlHeapStats *h = pml_heap_stats(E);
    for (int i = 0; i < 3; i++) {
        value[PML_AT_counters + i] = E->gc->count[i];
    }
    value[PML_AT_bytes_live] = (int64_t)h->bytes_live;
    value[PML_AT_blocks] = (int64_t)h->blocks;
    value[PML_AT_pools] = (int64_t)h->pools_used;
    value[PML_AT_arenas] = (int64_t)h->arenas;
    value[PML_AT_mapped_bytes] = (int64_t)h->mapped_bytes;
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        value[PML_AT_bytes_freed + i] = (int64_t)h->bytes_freed[i];
    }
    for (int i = 0; i < PML_WATCH_MAX; i++) {
        bool watched = i < s->watch_count;
        value[PML_AT_watched + i] = watched ? watched_count(E, &s->watch[i]) : -1;
    }
}

/* Take the engine's figures of this moment into the bucket that is growing. */
static void touch(PmlSeries *s, PmlEngine *E, bool walk)
{
    PmlBucket seen = s->now; /* totals, and what is not walked over now */
    read_gauges(s, E, seen.value);
    if (walk) {
        walk_generations(s, E, seen.value);
    }
    memcpy(seen.low, seen.value, sizeof seen.low);
    memcpy(seen.high, seen.value, sizeof seen.high);
    seen.tick = E->vm->ticks;
    if (s->touched) {
        extend(&s->now, &seen);
    } else {
        s->now = seen;
    }
    s->touched = true;
}

void pml_series_collection(PmlSeries *s, PmlEngine *E, PmlGcStep step, int64_t n)
{
    if (step == PML_GC_BEGIN) {
        s->now.value[PML_AT_collections + n]++;
        s->pause_at = (int64_t)E->vm->ticks;
    } else {
        s->now.value[PML_AT_collected] += n;
        s->now.value[PML_AT_pause_ticks] += (int64_t)E->vm->ticks - s->pause_at;
    }
    touch(s, E, false);
}

void pml_series_sample(PmlSeries *s, PmlEngine *E, bool force)
{
    uint64_t now = E->vm->ticks;
    bool same = s->used > 0 && s->buckets[s->used - 1].tick == now;
    if (!force && (now < s->next || same)) {
        return;
    }
    touch(s, E, true);
    if (same) {
        extend(&s->buckets[s->used - 1], &s->now);
    } else {
        if (s->used == PML_SERIES_MAX) {
            thin_out(s);
        }
        s->buckets[s->used++] = s->now;
    }
    s->touched = false;
    s->next = now + s->interval;
}

void pml_series_branch(PmlSeries *s, uint64_t tick)
{
    while (s->used > 1 && s->buckets[s->used - 1].tick > tick) {
        s->used--;
    }
    s->touched = false;
    s->next = tick;
    memset(&s->now, 0, sizeof s->now);
    memcpy(s->now.value, s->buckets[s->used - 1].value, sizeof s->now.value);
    for (int i = 0; i < s->watch_count; i++) {
        if (s->watch[i].died != UINT64_MAX && s->watch[i].died > tick) {
            s->watch[i].died = UINT64_MAX;
        }
    }
}

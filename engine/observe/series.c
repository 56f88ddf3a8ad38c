#include "observe/series.h"

enum { FREE_COUNTING = 300000, TICKS_PER_COUNTED = 16 };

PmlSeries *pml_series_new(void)
{
    PmlSeries *s = calloc(1, sizeof *s);
    if (!s) {
        return NULL;
    }
    s->samples = malloc(PML_SERIES_MAX * sizeof *s->samples);
    s->interval = 1;
    if (!s->samples) {
        free(s);
        return NULL;
    }
    return s;
}

void pml_series_free(PmlSeries *s)
{
    if (s) {
        free(s->samples);
        free(s);
    }
}

bool pml_series_watch(PmlSeries *s, const char *name)
{
    if (s->watch_count == PML_WATCH_MAX || strlen(name) >= sizeof s->watch[0]) {
        return false;
    }
    for (int i = 0; i < s->watch_count; i++) {
        if (strcmp(s->watch[i], name) == 0) {
            return true;
        }
    }
    strcpy(s->watch[s->watch_count++], name);
    for (int64_t i = 0; i < s->used; i++) {
        s->samples[i].watched[s->watch_count - 1] = -1;
    }
    return true;
}

/* Count of what a global name is bound to; -1: not bound. Reads the dict without hashing. */
static int64_t watched_count(PmlEngine *E, const char *name)
{
    PmlObj *main = E->vm->main_module.p;
    int64_t pos = 0;
    PmlObj *key, *value;
    if (!main) {
        return -1;
    }
    while (pml_dict_next(pml_module_dict(main), &pos, &key, &value, NULL)) {
        if (PML_IS(key, str) && pml_str_equal_text(key, name)) {
            return pml_shown_refs(value);
        }
    }
    return -1;
}

static void thin_out(PmlSeries *s)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < s->used; i += 2) {
        s->samples[kept++] = s->samples[i];
    }
    s->used = kept;
    s->interval *= 2;
}

static void fill(PmlSeries *s, PmlEngine *E, PmlSample *p)
{
    const PmlHeapStats *h = pml_heap_stats(E);
    memset(p, 0, sizeof *p);
    p->tick = E->vm->ticks;
    for (int i = 0; i < 3; i++) {
        p->generation[i] = pml_gc_list_size(&E->gc->gen[i]);
        p->count[i] = E->gc->count[i];
    }
    p->bytes_live = h->bytes_live;
    memcpy(p->bytes_freed, h->bytes_freed, sizeof p->bytes_freed);
    p->blocks = h->blocks;
    p->pools = h->pools_used;
    p->arenas = h->arenas;
    p->mapped_bytes = h->mapped_bytes;
    for (int i = 0; i < s->watch_count; i++) {
        p->watched[i] = watched_count(E, s->watch[i]);
    }
}

void pml_series_sample(PmlSeries *s, PmlEngine *E, bool force)
{
    uint64_t now = E->vm->ticks;
    bool same = s->used > 0 && s->samples[s->used - 1].tick == now;
    if (!force && (now < s->next || same)) {
        return;
    }
    if (same) {
        s->used--;
    }
    if (s->used == PML_SERIES_MAX) {
        thin_out(s);
    }
    fill(s, E, &s->samples[s->used++]);
    const PmlSample *last = &s->samples[s->used - 1];
    s->counted += (uint64_t)(last->generation[0] + last->generation[1] + last->generation[2]);
    s->next = now + s->interval;
    /* Counting a generation costs its length: keep that far below the cost of running. */
    if (s->counted > FREE_COUNTING && (s->counted - FREE_COUNTING) * TICKS_PER_COUNTED > s->next) {
        s->next = (s->counted - FREE_COUNTING) * TICKS_PER_COUNTED;
    }
}

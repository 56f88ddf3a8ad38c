/* The tables of traced blocks, sites and file names (trace.h). Open addressing, linear probing. */
#include "heap/trace.h"

#include "heap/heap_state.h"

PmlTrace *pml_trace(PmlEngine *E)
{
    return &E->heap->trace;
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= UINT64_C(0x9e3779b97f4a7c15);
    return x ^ x >> 29;
}

static void *zeroed(PmlEngine *E, uint64_t bytes)
{
    void *p = pml_large_alloc(E, (size_t)bytes, false);
    if (p) {
        memset(p, 0, (size_t)bytes);
    }
    return p;
}

static void drop(PmlEngine *E, void *p)
{
    if (p) {
        pml_large_free(E, p);
    }
}

/* Room for `wanted` bytes in a buffer that has *capacity; NULL when memory is out. */
static void *roomy(PmlEngine *E, void *buffer, uint64_t wanted, uint64_t *capacity)
{
    if (wanted <= *capacity) {
        return buffer;
    }
    uint64_t bytes = *capacity * 2 > wanted ? *capacity * 2 : wanted + 1024;
    void *p = buffer ? pml_large_realloc(E, buffer, (size_t)bytes)
                     : pml_large_alloc(E, (size_t)bytes, false);
    if (p) {
        *capacity = bytes;
    }
    return p;
}

/* -- blocks -------------------------------------------------------------------------------- */

static uint64_t home_of(const PmlTrace *t, uint64_t offset)
{
    return mix(offset >> 4) & (t->capacity - 1);
}

static PmlTraceEntry *slot_of(PmlTrace *t, uint64_t offset)
{
    uint64_t i = home_of(t, offset);
    while (t->table.p[i].offset && t->table.p[i].offset != offset) {
        i = (i + 1) & (t->capacity - 1);
    }
    return &t->table.p[i];
}

static bool grow_table(PmlEngine *E, PmlTrace *t)
{
    PmlTraceEntry *old = t->table.p;
    uint64_t old_capacity = t->capacity;
    uint64_t capacity = old_capacity ? old_capacity * 2 : 1024;
    PmlTraceEntry *table = zeroed(E, capacity * sizeof *table);
    if (!table) {
        return false;
    }
    t->table.p = table;
    t->capacity = capacity;
    for (uint64_t i = 0; i < old_capacity; i++) {
        if (old[i].offset) {
            *slot_of(t, old[i].offset) = old[i];
        }
    }
    drop(E, old);
    return true;
}

void pml_trace_add(PmlEngine *E, void *p, uint64_t size)
{
    PmlTrace *t = &E->heap->trace;
    if (t->busy || !E->alloc_site) {
        return;
    }
    t->busy = 1;
    uint64_t site = E->alloc_site(E);
    if (site && (t->count * 4 < t->capacity * 3 || grow_table(E, t))) {
        uint64_t offset = (uint64_t)((unsigned char *)p - E->region);
        PmlTraceEntry *e = slot_of(t, offset);
        if (e->offset) {
            t->size -= e->size;
        } else {
            t->count++;
        }
        *e = (PmlTraceEntry){offset, size, site};
        t->size += size;
        if (t->size > t->peak) {
            t->peak = t->size;
        }
    }
    t->busy = 0;
}

const PmlTraceEntry *pml_trace_find(PmlEngine *E, const void *p)
{
    PmlTrace *t = &E->heap->trace;
    if (!t->count) {
        return NULL;
    }
    PmlTraceEntry *e = slot_of(t, (uint64_t)((const unsigned char *)p - E->region));
    return e->offset ? e : NULL;
}

void pml_trace_remove(PmlEngine *E, const void *p)
{
    PmlTrace *t = &E->heap->trace;
    PmlTraceEntry *e = (PmlTraceEntry *)pml_trace_find(E, p);
    if (!e) {
        return;
    }
    t->size -= e->size;
    t->count--;
    /* Close the gap: move back every later entry of the run that may lie here. */
    uint64_t mask = t->capacity - 1;
    uint64_t gap = (uint64_t)(e - t->table.p);
    for (uint64_t i = (gap + 1) & mask; t->table.p[i].offset; i = (i + 1) & mask) {
        uint64_t home = home_of(t, t->table.p[i].offset);
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            t->table.p[gap] = t->table.p[i];
            gap = i;
        }
    }
    t->table.p[gap].offset = 0;
}

void pml_trace_move(PmlEngine *E, const void *from, void *to, uint64_t size)
{
    if (from != to) {
        pml_trace_remove(E, from);
    }
    pml_trace_add(E, to, size);
}

/* -- sites --------------------------------------------------------------------------------- */

uint32_t pml_trace_file(PmlEngine *E, const char *name, size_t n)
{
    PmlTrace *t = &E->heap->trace;
    uint64_t at = 1; /* 0 is no file */
    while (at < t->names_used) {
        size_t length = strlen(t->names.p + at);
        if (length == n && memcmp(t->names.p + at, name, n) == 0) {
            return (uint32_t)at;
        }
        at += length + 1;
    }
    char *names = roomy(E, t->names.p, at + n + 1, &t->names_capacity);
    if (!names) {
        return 0;
    }
    t->names.p = names;
    names[0] = 0;
    memcpy(names + at, name, n);
    names[at + n] = 0;
    t->names_used = at + n + 1;
    return (uint32_t)at;
}

static uint64_t hash_words(const uint32_t *words, uint64_t n)
{
    uint64_t h = n;
    for (uint64_t i = 0; i < n; i++) {
        h = mix(h ^ words[i]);
    }
    return h;
}

static uint64_t words_of(const uint32_t *site)
{
    return 2 + 2 * (uint64_t)site[1];
}

static bool grow_index(PmlEngine *E, PmlTrace *t)
{
    uint64_t capacity = t->index_capacity ? t->index_capacity * 2 : 256;
    uint32_t *index = zeroed(E, capacity * sizeof *index);
    if (!index) {
        return false;
    }
    for (uint64_t at = 1; at < t->words_used; at += words_of(t->words.p + at)) {
        const uint32_t *site = t->words.p + at;
        uint64_t i = hash_words(site, words_of(site)) & (capacity - 1);
        while (index[i]) {
            i = (i + 1) & (capacity - 1);
        }
        index[i] = (uint32_t)at;
    }
    drop(E, t->index.p);
    t->index.p = index;
    t->index_capacity = capacity;
    return true;
}

uint64_t pml_trace_site(PmlEngine *E, uint32_t total, uint32_t count, const uint32_t *pairs)
{
    PmlTrace *t = &E->heap->trace;
    uint64_t n = 2 + 2 * (uint64_t)count;
    uint64_t start = t->words_used ? t->words_used : 1; /* 0 is no site */
    uint64_t bytes = t->words_capacity;
    uint32_t *words = roomy(E, t->words.p, (start + n) * sizeof *words, &bytes);
    if (!words) {
        return 0;
    }
    t->words.p = words;
    t->words_capacity = bytes;
    if (t->site_count * 2 >= t->index_capacity && !grow_index(E, t)) {
        return 0;
    }
    words[start] = total;
    words[start + 1] = count;
    memcpy(words + start + 2, pairs, 2 * (size_t)count * sizeof *pairs);
    uint64_t i = hash_words(words + start, n) & (t->index_capacity - 1);
    for (; t->index.p[i]; i = (i + 1) & (t->index_capacity - 1)) {
        uint32_t *known = words + t->index.p[i];
        if (known[1] == count && memcmp(known, words + start, (size_t)n * sizeof *known) == 0) {
            return t->index.p[i];
        }
    }
    t->index.p[i] = (uint32_t)start;
    t->site_count++;
    t->words_used = start + n;
    return start;
}

/* -- tracing ------------------------------------------------------------------------------- */

void pml_trace_clear(PmlEngine *E)
{
    PmlTrace *t = &E->heap->trace;
    drop(E, t->table.p);
    drop(E, t->words.p);
    drop(E, t->index.p);
    drop(E, t->names.p);
    *t = (PmlTrace){.on = t->on, .busy = t->busy, .limit = t->limit};
}

void pml_trace_start(PmlEngine *E, uint64_t limit)
{
    PmlTrace *t = &E->heap->trace;
    if (!t->on) {
        t->on = 1;
        t->limit = limit;
    }
}

void pml_trace_stop(PmlEngine *E)
{
    E->heap->trace.on = 0;
    pml_trace_clear(E);
}

uint64_t pml_trace_overhead(PmlEngine *E)
{
    const PmlTrace *t = &E->heap->trace;
    return sizeof *t + t->capacity * sizeof(PmlTraceEntry) + t->words_capacity +
           t->index_capacity * sizeof(uint32_t) + t->names_capacity;
}

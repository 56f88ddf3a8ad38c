/* Pages shared between processes, as Linux shares them after a fork: the first to write copies.
 *
 * A write of a reference count is told as it happens: at a fork every object is marked as watched,
 * and the first release of a watched object leaves the fast path (gc/dealloc.c). A count that goes
 * up and down again is a write too, though no byte differs afterwards. A collection tells which
 * heads it writes. All other writes are found by comparing pages with the state at the fork: when
 * another process takes over, before a collection, and every LOOK_TICKS. */
#include "vm/kernel.h"

enum { WORDS = PML_PAGE / 8, COUNT_BITS = 44 };

int64_t pml_page_sharers(const PmlEngine *E, const PmlPageEntry *e)
{
    return e->frame ? E->vm->kernel.p->sharers.p[e->frame - 1] - INT64_C(1) : 0;
}

static PmlPageEntry *entry_of(const PmlProcess *p, uint32_t page)
{
    int64_t low = 0, high = p->page_count;
    while (low < high) {
        int64_t mid = (low + high) / 2;
        if (p->pages.p[mid].page < page) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < p->page_count && p->pages.p[low].page == page ? &p->pages.p[low] : NULL;
}

static void name_object(PmlEngine *E, PmlPageWrite *w, PmlObj *o)
{
    w->object = o ? pml_model_address(E, o) : 0;
    if (o) {
        const char *name = PML_TYPE_OF(o)->name.p;
        size_t n = strlen(name) < sizeof w->type - 1 ? strlen(name) : sizeof w->type - 1;
        memcpy(w->type, name, n);
        w->type[n] = 0;
    }
}

/* The current process writes here: unless the page is its own already, it is now. */
static void note(PmlEngine *E, PmlPageEntry *e, const PmlPageWrite *w)
{
    PmlKernel *k = E->vm->kernel.p;
    uint32_t *sharers = &k->sharers.p[e->frame - 1];
    bool copies = *sharers > 1;
    --*sharers;
    e->frame = 0;
    if (copies) { /* else the others have gone or have copied: the page itself is left to it */
        k->current.p->copied[w->cause]++;
        e->cause = w->cause;
        e->offset = w->offset;
        e->tick = w->tick;
        e->object = w->object;
        memcpy(e->type, w->type, sizeof e->type);
    }
}

static void written(PmlEngine *E, const void *at, PmlWriteCause cause, PmlObj *o)
{
    uint64_t offset = (uint64_t)((const unsigned char *)at - E->region);
    PmlPageEntry *e = entry_of(E->vm->kernel.p->current.p, (uint32_t)(offset / PML_PAGE));
    if (e && e->frame) {
        PmlPageWrite w = {.cause = cause, .offset = (uint32_t)(offset % PML_PAGE)};
        w.tick = E->vm->ticks;
        name_object(E, &w, o);
        note(E, e, &w);
    }
}

/* -- found by comparing ------------------------------------------------------------------ */

static bool was_count(const uint64_t *words, int i)
{
    return i < WORDS && (int64_t)words[i] < 0 && (words[i] << 1 >> 1) >> COUNT_BITS == 0;
}

static PmlObj *object_at(PmlEngine *E, uint32_t page, int word)
{
    return (PmlObj *)(void *)(E->region + (uint64_t)page * PML_PAGE + (uint64_t)word * 8);
}

/* In the modelled version this count stands still: nothing is written. */
static bool is_immortal_count(uint64_t word)
{
    return word >> 33 == (uint64_t)(2 * PML_IMMORTAL) >> 33;
}

/* Is the object whose count was at this word still there? */
static bool still_there(PmlEngine *E, uint32_t page, const uint64_t *words, int i)
{
    uint64_t now = pml_region_word(E, page, i) << 1 >> 1;
    return now && now >> COUNT_BITS == 0 && i + 1 < WORDS &&
           pml_region_word(E, page, i + 1) == words[i + 1];
}

bool pml_page_is_written(PmlEngine *E, const PmlPageEntry *e, PmlPageWrite *w)
{
    const PmlBase *base = pml_process_base(E);
    const uint64_t *words = base ? pml_base_words(base, e->page) : NULL;
    int i = words ? pml_base_difference(E, words, e->page, 0) : -1;
    while (i >= 0 && is_immortal_count(words[i])) {
        i = pml_base_difference(E, words, e->page, i + 1);
    }
    if (i < 0) {
        return false;
    }
    *w = (PmlPageWrite){.cause = PML_WRITE_DATA, .offset = (uint32_t)i * 8, .tick = E->vm->ticks};
    if (pml_heap_is_pool_header(E, (uint64_t)e->page * PML_PAGE + (uint64_t)i * 8)) {
        w->cause = PML_WRITE_ALLOCATOR;
    } else if (was_count(words, i)) {
        bool there = still_there(E, e->page, words, i);
        w->cause = there ? PML_WRITE_COUNT : PML_WRITE_ALLOCATOR;
        name_object(E, w, there ? object_at(E, e->page, i) : NULL);
    } else if (was_count(words, i + 1) || was_count(words, i + 2)) {
        int at = was_count(words, i + 1) ? i + 1 : i + 2; /* the two words of a head */
        if (still_there(E, e->page, words, at)) {
            w->cause = PML_WRITE_COLLECTOR;
            name_object(E, w, object_at(E, e->page, at));
        }
    }
    return true;
}

void pml_pages_look(PmlEngine *E)
{
    PmlProcess *p = E->vm->kernel.p->current.p;
    PmlPageWrite w;
    for (int64_t i = 0; pml_process_base(E) && i < p->page_count; i++) {
        if (p->pages.p[i].frame && pml_page_is_written(E, &p->pages.p[i], &w)) {
            note(E, &p->pages.p[i], &w);
        }
    }
}

/* -- told as they happen ----------------------------------------------------------------- */

static void count_written(PmlEngine *E, PmlObj *o)
{
    if (E->vm->kernel.p) {
        written(E, o, PML_WRITE_COUNT, o);
    }
}

static void heads_written(PmlEngine *E, PmlGcHead *members)
{
    if (!E->vm->kernel.p || !E->vm->kernel.p->current.p->page_count) {
        return;
    }
    pml_pages_look(E);
    for (PmlGcHead *g = members->next.p; g != members; g = g->next.p) {
        written(E, g, PML_WRITE_COLLECTOR, pml_from_gc(g));
    }
}

void pml_pages_install_hooks(PmlEngine *E)
{
    E->gc_hooks->count_written = count_written;
    E->gc_hooks->heads_written = heads_written;
}

/* -- at a fork --------------------------------------------------------------------------- */

typedef struct PmlWatcher {
    PmlRefSink sink;
    PmlObj **queue;
    int64_t used, capacity;
} PmlWatcher;

static void watch_one(PmlRefSink *sink, PmlObj *o, PmlEdge kind, PmlObj *label, const char *text,
                      int64_t index)
{
    PmlWatcher *w = (PmlWatcher *)(void *)sink;
    PML_UNUSED(kind);
    PML_UNUSED(label);
    PML_UNUSED(text);
    PML_UNUSED(index);
    if (!o || o->refs < 0 || o->refs >= PML_IMMORTAL) {
        return;
    }
    if (w->used == w->capacity) {
        int64_t capacity = w->capacity ? w->capacity * 2 : 1024;
        PmlObj **more = realloc((void *)w->queue, (size_t)capacity * sizeof *more);
        if (!more) {
            return; /* not watched: its writes are found by comparing */
        }
        w->queue = more;
        w->capacity = capacity;
    }
    o->refs |= PML_WATCHED;
    w->queue[w->used++] = o;
}

static void watch_tracked(PmlEngine *E, PmlWatcher *w)
{
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            watch_one(&w->sink, pml_from_gc(g), PML_EDGE_ROOT, NULL, NULL, 0);
        }
    }
}

void pml_pages_watch(PmlEngine *E)
{
    PmlWatcher w = {.sink = {watch_one}};
    pml_runtime_refs(E, &w.sink);
    watch_tracked(E, &w);
    for (PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        pml_frame_refs(E, f, &w.sink);
    }
    for (int i = 0; i < PML_SMALL_INTS_NEG + PML_SMALL_INTS_POS; i++) {
        watch_one(&w.sink, (PmlObj *)&E->rt->small_ints.p[i], PML_EDGE_ROOT, NULL, NULL, 0);
    }
    for (int i = 0; i < 256; i++) {
        watch_one(&w.sink, E->rt->latin1[i].p, PML_EDGE_ROOT, NULL, NULL, 0);
    }
    while (w.used > 0) {
        PmlObj *o = w.queue[--w.used];
        pml_object_refs(E, o, &w.sink);
    }
    free((void *)w.queue);
}

static uint32_t new_frame(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    if (k->frame_count == k->frame_capacity) {
        int64_t capacity = k->frame_capacity ? k->frame_capacity * 2 : 1024;
        uint32_t *more = pml_kernel_alloc(E, (uint64_t)capacity * sizeof *more);
        if (!more) {
            return 0;
        }
        if (k->frame_count) {
            memcpy(more, k->sharers.p, (size_t)k->frame_count * sizeof *more);
        }
        pml_kernel_free(E, k->sharers.p);
        k->sharers.p = more;
        k->frame_capacity = capacity;
    }
    k->sharers.p[k->frame_count] = 1;
    return (uint32_t)++k->frame_count;
}

bool pml_pages_share(PmlEngine *E, PmlProcess *parent, PmlProcess *child, const PmlBase *base)
{
    PmlKernel *k = E->vm->kernel.p;
    int64_t n = pml_base_count(base);
    uint64_t bytes = (uint64_t)n * sizeof(PmlPageEntry);
    PmlPageEntry *mine = pml_kernel_alloc(E, bytes), *its = pml_kernel_alloc(E, bytes);
    bool ok = mine && its;
    for (int64_t i = 0; ok && i < n; i++) {
        uint32_t page = pml_base_page(base, i);
        const PmlPageEntry *old = entry_of(parent, page);
        uint32_t frame = old && old->frame ? old->frame : new_frame(E);
        ok = frame != 0;
        mine[i] = its[i] = (PmlPageEntry){.page = page, .frame = frame};
        if (ok) {
            k->sharers.p[frame - 1]++;
        }
    }
    if (!ok) {
        for (int64_t i = 0; mine && its && i < n && its[i].frame; i++) {
            k->sharers.p[its[i].frame - 1]--;
        }
        pml_kernel_free(E, mine);
        pml_kernel_free(E, its);
        return false;
    }
    /* Frames of pages that the parent no longer uses. */
    for (int64_t i = 0; i < parent->page_count; i++) {
        const PmlPageEntry *old = &parent->pages.p[i];
        if (old->frame && !pml_base_words(base, old->page)) {
            k->sharers.p[old->frame - 1]--;
        }
    }
    pml_kernel_free(E, parent->pages.p);
    parent->pages.p = mine;
    child->pages.p = its;
    parent->page_count = child->page_count = n;
    return true;
}

/* What it shared to the end stays told in shared_to_end. */
void pml_pages_release(PmlEngine *E, PmlProcess *p)
{
    PmlKernel *k = E->vm->kernel.p;
    for (int64_t i = 0; i < p->page_count; i++) {
        PmlPageEntry *e = &p->pages.p[i];
        if (e->frame) {
            p->shared_to_end += k->sharers.p[e->frame - 1] > 1;
            k->sharers.p[e->frame - 1]--;
            e->frame = 0;
        }
    }
}

#include "observe/xray.h"

#include <stdio.h>

#include "gc/collect.h"
#include "observe/describe.h"
#include "observe/walk.h"

const char *const pml_fate_names[PML_FATE_KINDS] = {"referenced_from_outside", "reached",
                                                    "collected", "resurrected"};

typedef struct PmlObserver {
    PmlXray *out;
    int64_t number; /* collections at the same tick that come before */
    uint64_t tick;
    int64_t limit, capacity;
    uint64_t live;
    bool on, subtracted;
    PmlObjMap index; /* object -> its member */
} PmlObserver;

static void describe(const PmlObserver *v, PmlEngine *E, PmlMember *m)
{
    PML_UNUSED(v);
    snprintf(m->type, sizeof m->type, "%s", pml_describe_type(m->object));
    pml_describe_value(E, m->object, m->value, sizeof m->value);
    m->size = pml_describe_size(E, m->object);
    m->has_finalizer = m->object->type.p->finalize && !pml_gc_is_finalized(m->object);
    m->described = true;
}

static void begin(PmlObserver *v, PmlEngine *E, int generation)
{
    PmlXray *x = v->out;
    PmlGc *gc = E->gc;
    x->generation = generation;
    x->tick = E->vm->ticks;
    for (int i = 0; i < 3; i++) {
        x->count[i] = gc->count[i];
        x->threshold[i] = gc->threshold[i];
        x->members[i] = pml_gc_list_size(&gc->gen[i]);
    }
    v->live = pml_heap_stats(E)->bytes_live;
}

/* All examined objects with their counts, as the subtraction has left them. */
static void note_members(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlGcHead *young = &E->gc->gen[x->generation];
    int64_t n = pml_gc_list_size(young);
    x->list = calloc((size_t)(n ? n : 1), sizeof *x->list);
    if (!x->list) {
        x->failed = true;
        return;
    }
    for (PmlGcHead *g = young->next.p; g != young; g = g->next.p) {
        PmlMember *m = &x->list[x->examined++];
        m->object = pml_from_gc(g);
        m->refs = pml_refs(m->object);
        m->left = (int64_t)(g->prev >> PML_GC_REFS_SHIFT);
        m->fate = m->left > 0 ? PML_FATE_OUTSIDE : PML_FATE_REACHED;
        pml_objmap_at(&v->index, m->object, x->examined - 1, NULL);
    }
}

static void note_unreachable(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlGcHead *list = &E->gc->unreachable;
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        int64_t i = pml_objmap_get(&v->index, pml_from_gc(g), -1);
        if (i >= 0) {
            x->list[i].fate = PML_FATE_COLLECTED;
            x->unreachable++;
            describe(v, E, &x->list[i]);
            x->finalizers += x->list[i].has_finalizer;
        }
    }
    int64_t shown = x->unreachable;
    for (int64_t i = 0; i < x->examined && shown < v->limit; i++) {
        if (x->list[i].fate <= PML_FATE_REACHED) {
            describe(v, E, &x->list[i]);
            shown++;
        }
    }
}

static void note_resurrected(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlObjMap still = {0};
    PmlGcHead *list = &E->gc->still;
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        pml_objmap_at(&still, pml_from_gc(g), 1, NULL);
    }
    for (int64_t i = 0; i < x->examined; i++) {
        PmlMember *m = &x->list[i];
        if (m->fate == PML_FATE_COLLECTED && !pml_objmap_get(&still, m->object, 0)) {
            m->fate = PML_FATE_RESURRECTED;
        }
    }
    pml_objmap_free(&still);
}

static void on_step(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n)
{
    PmlObserver *v = p->ctx;
    PmlXray *x = v->out;
    PmlEngine *E = r->E;
    if (step == PML_GC_BEGIN) {
        if (E->vm->ticks != v->tick || v->number-- != 0) {
            return;
        }
        v->on = true;
        begin(v, E, (int)n);
    }
    if (!v->on || x->failed) {
        return;
    }
    switch (step) {
    case PML_GC_SUBTRACTED:
        if (!v->subtracted) { /* the second time is among the resurrected */
            v->subtracted = true;
            note_members(v, E);
        }
        break;
    case PML_GC_SPLIT: note_unreachable(v, E); break;
    case PML_GC_WEAKREFS: x->weakrefs_died = n; break;
    case PML_GC_RESURRECTED: note_resurrected(v, E); break;
    case PML_GC_DELETED: x->collected = n; break;
    case PML_GC_END:
        x->uncollectable = n - x->collected;
        x->bytes = v->live - pml_heap_stats(E)->bytes_live;
        x->found = true;
        p->hit = true;
        break;
    default: break;
    }
}

/* -- putting it together ----------------------------------------------------------------- */

static int rank(const PmlMember *m)
{
    return m->fate == PML_FATE_RESURRECTED ? 0 : m->fate == PML_FATE_COLLECTED ? 1 : 2;
}

/* Garbage first, in the collector's order; then survivors; the rest only counts. */
static void arrange(PmlXray *x, int64_t limit)
{
    PmlMember *shown = calloc((size_t)(limit ? limit : 1), sizeof *shown);
    for (int64_t i = 0; i < x->examined; i++) {
        x->fate[x->list[i].fate]++;
    }
    x->promoted = x->generation < 2 ? x->examined - x->unreachable : 0;
    for (int wanted = 0; shown && wanted < 3; wanted++) {
        for (int64_t i = 0; i < x->examined && x->listed < limit; i++) {
            if (x->list[i].described && rank(&x->list[i]) == wanted) {
                shown[x->listed++] = x->list[i];
            }
        }
    }
    free(x->list);
    x->list = shown;
}

static void judge(PmlXray *x)
{
    char *t = x->verdict;
    size_t size = sizeof x->verdict;
    if (x->collected == 0 && x->uncollectable == 0 && x->fate[PML_FATE_RESURRECTED] == 0) {
        snprintf(t, size,
                 "Freed nothing: all %lld examined objects are referenced from outside, or reached "
                 "from one that is. There was no dead cycle.",
                 (long long)x->examined);
        return;
    }
    int n = snprintf(t, size, "Freed %lld of %lld examined objects, %llu bytes.",
                     (long long)x->collected, (long long)x->examined, (unsigned long long)x->bytes);
    if (x->fate[PML_FATE_RESURRECTED]) {
        n += snprintf(t + n, size - (size_t)n, " %lld came back to life in a finalizer.",
                      (long long)x->fate[PML_FATE_RESURRECTED]);
    }
    if (x->uncollectable) {
        snprintf(t + n, size - (size_t)n, " %lld are uncollectable.", (long long)x->uncollectable);
    }
}

void pml_xray(PmlRecording *r, int64_t number, int64_t limit, PmlXray *out)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    memset(out, 0, sizeof *out);
    if (number < 0 || number >= r->collection_count) {
        return;
    }
    const PmlCollection *c = &r->collections[number];
    PmlObserver v = {.out = out, .tick = c->tick, .limit = limit};
    while (v.number < number && r->collections[number - v.number - 1].tick == c->tick) {
        v.number++;
    }
    PmlPlace from = c->tick ? pml_place_of_tick(r, c->tick - 1) : pml_place_first(r);
    PmlProbe p = {.on_step = on_step, .ctx = &v};
    pml_probe_run(r, &p, from, pml_recording_end(r));
    pml_seek(r, here);
    pml_objmap_free(&v.index);
    if (out->found && !out->failed) {
        arrange(out, limit);
        judge(out);
    }
}

void pml_xray_free(PmlXray *x)
{
    free(x->list);
    memset(x, 0, sizeof *x);
}

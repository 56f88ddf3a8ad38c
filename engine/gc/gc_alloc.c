/* Allocation of collectable objects, tracking, and the trigger of automatic collections. */
#include "gc/gc.h"

#include "gc/collect.h"
#include "gc/hold.h"

static void list_init(PmlGcHead *list)
{
    list->next.p = list;
    list->prev = (uint64_t)(uintptr_t)list;
}

bool pml_gc_create(PmlEngine *E)
{
    PmlGc *gc = pml_static_alloc(E, sizeof *gc);
    if (!gc) {
        return false;
    }
    E->gc = gc;
    for (int i = 0; i < 3; i++) {
        list_init(&gc->gen[i]);
    }
    list_init(&gc->permanent);
    gc->threshold[0] = E->profile->threshold0;
    gc->threshold[1] = gc->threshold[2] = 10;
    gc->enabled = 0; /* until the runtime stands */
    gc->holds.p = pml_static_alloc(E, PML_HOLD_CAPACITY * sizeof(PmlHold));
    gc->hold_capacity = PML_HOLD_CAPACITY;
    gc->dying.p = pml_static_alloc(E, PML_DYING_CAPACITY * sizeof(PmlRef));
    return gc->holds.p && gc->dying.p;
}

bool pml_is_gc(const PmlObj *o)
{
    const PmlType *t = o->type.p;
    if (!pml_type_is_gc(t)) {
        return false;
    }
    if (pml_type_has(t, PML_TF_TYPE)) {
        return pml_type_has((const PmlType *)o, PML_TF_HEAP);
    }
    return true;
}

/* Before the object exists: count it, and collect when the count is over the threshold. */
static void count_allocation(PmlEngine *E)
{
    PmlGc *gc = E->gc;
    gc->count[0]++;
    if (gc->collecting || (E->gc_hooks && E->gc_hooks->error_pending(E))) {
        return;
    }
    bool due = gc->enabled && gc->threshold[0] && gc->count[0] > gc->threshold[0];
    if (due && E->profile->collects_later) {
        gc->put_off = 1;
        E->event_tick = 0;
        due = false;
    }
    if (due || (E->gc_stress && gc->enabled)) {
        pml_gc_collect_due(E, !due);
    }
}

void pml_gc_count_more(PmlEngine *E, int32_t n)
{
    PmlGc *gc = E->gc;
    if (n < 0) {
        gc->count[0] = gc->count[0] > -n ? gc->count[0] + n : 0;
    }
    for (; n > 0; n--) {
        count_allocation(E);
    }
}

void *pml_gc_malloc(PmlEngine *E, size_t bytes, bool managed_dict)
{
    size_t before = sizeof(PmlGcHead) + (managed_dict ? 16 : 0);
    char *p = pml_mem_alloc(E, before + bytes);
    if (!p) {
        return NULL;
    }
    memset(p, 0, before);
    count_allocation(E);
    return p + before;
}

void *pml_gc_realloc_var(PmlEngine *E, PmlObj *o, size_t bytes)
{
    PML_ASSERT(!pml_gc_is_tracked(o));
    PmlGcHead *g = pml_mem_realloc(E, pml_gc_head(o), sizeof(PmlGcHead) + bytes);
    return g ? pml_from_gc(g) : NULL;
}

void pml_gc_free(PmlEngine *E, void *p)
{
    PmlObj *o = p;
    pml_dying_is_gone(E, o);
    PmlGcHead *g = pml_gc_head(o);
    bool managed = pml_type_has(o->type.p, PML_TF_MANAGED_DICT);
    if (pml_gc_is_tracked(o)) {
        pml_gc_untrack(E, o);
    }
    if (E->gc->count[0] > 0) {
        E->gc->count[0]--;
    }
    pml_mem_free(E, (char *)g - (managed ? 16 : 0));
}

void pml_gc_track(PmlEngine *E, PmlObj *o)
{
    PmlGcHead *g = pml_gc_head(o);
    PML_ASSERT(!pml_gc_is_tracked(o));
    PmlGcHead *gen0 = &E->gc->gen[0];
    PmlGcHead *last = (PmlGcHead *)(uintptr_t)gen0->prev;
    last->next.p = g;
    g->prev = (g->prev & PML_GC_FINALIZED) | (uint64_t)(uintptr_t)last;
    g->next.p = gen0;
    gen0->prev = (uint64_t)(uintptr_t)g;
}

void pml_gc_untrack(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    PmlGcHead *g = pml_gc_head(o);
    if (!g->next.p) {
        return;
    }
    PmlGcHead *prev = (PmlGcHead *)(uintptr_t)(g->prev & PML_GC_PREV_MASK);
    PmlGcHead *next = g->next.p;
    prev->next.p = next;
    next->prev = (next->prev & ~PML_GC_PREV_MASK) | (uint64_t)(uintptr_t)prev;
    g->next.p = NULL;
    g->prev &= PML_GC_FINALIZED;
}

bool pml_gc_may_be_tracked(const PmlObj *o)
{
    return pml_is_gc(o) && (!pml_gc_is_exact_tuple(o) || pml_gc_is_tracked(o));
}

/* Deallocation: one door for every death, the trashcan, finalizers on the way out. */
#include "gc/gc.h"

#include "gc/hold.h"

enum { FINALIZED = 1 };

static void run_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlGc *gc = E->gc;
    int64_t here = gc->dying_count++;
    if (here < PML_DYING_CAPACITY) {
        gc->dying.p[here].p = o;
    }
    o->type.p->dealloc(E, o);
    gc->dying_count = here;
}

void pml_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlGc *gc = E->gc;
    if (PML_UNLIKELY(o->refs < 0)) {
        o->refs = pml_refs(o);
        if (E->gc_hooks->count_written) {
            E->gc_hooks->count_written(E, o);
        }
        if (o->refs > 0) {
            return;
        }
    }
    PmlCause before = pml_heap_cause(E);
    PmlCause cause = PML_CAUSE_COUNT;
    if (gc->exiting) {
        cause = PML_CAUSE_EXIT;
    } else if (gc->clearing) {
        cause = PML_CAUSE_COLLECTION;
    } else if (gc->dealloc_depth > 0) {
        cause = PML_CAUSE_CASCADE;
    }
    pml_heap_set_cause(E, cause);
    gc->dealloc_depth++;
    if (E->gc_hooks && E->gc_hooks->on_death) {
        E->gc_hooks->on_death(E, o, cause);
    }
    run_dealloc(E, o);
    gc->dealloc_depth--;
    pml_heap_set_cause(E, before);
}

/* -- trashcan: facts 6.3 ----------------------------------------------------------------- */

bool pml_trashcan_begin(PmlEngine *E, PmlObj *o)
{
    PmlGc *gc = E->gc;
    if (gc->trash_nesting >= E->profile->trash_depth) {
        /* Untracked and without references, the head's prev word is free to link the chain. */
        pml_gc_head(o)->prev =
            (pml_gc_head(o)->prev & FINALIZED) | (uint64_t)(uintptr_t)gc->trash_later.p;
        gc->trash_later.p = o;
        return true;
    }
    gc->trash_nesting++;
    return false;
}

PmlObj *pml_trashcan_next(const PmlObj *o)
{
    return (PmlObj *)(uintptr_t)(pml_gc_head(o)->prev & ~(uint64_t)3);
}

void pml_trashcan_end(PmlEngine *E)
{
    PmlGc *gc = E->gc;
    gc->trash_nesting--;
    if (gc->trash_nesting > 0 || !gc->trash_later.p) {
        return;
    }
    gc->trash_nesting = 1;
    if (gc->dying_count > 0 && gc->dying_count <= PML_DYING_CAPACITY) {
        gc->dying.p[gc->dying_count - 1].p = NULL; /* the caller's object: all of it is released */
    }
    while (gc->trash_later.p) {
        PmlObj *o = gc->trash_later.p;
        gc->trash_later.p = pml_trashcan_next(o);
        pml_gc_head(o)->prev &= FINALIZED;
        run_dealloc(E, o);
    }
    gc->trash_nesting = 0;
}

/* -- finalizers -------------------------------------------------------------------------- */

bool pml_gc_is_finalized(const PmlObj *o)
{
    return (pml_gc_head(o)->prev & FINALIZED) != 0;
}

void pml_gc_set_finalized(PmlObj *o)
{
    pml_gc_head(o)->prev |= FINALIZED;
}

void pml_call_finalizer(PmlEngine *E, PmlObj *o)
{
    PmlType *t = o->type.p;
    if (!t->finalize) {
        return;
    }
    bool collectable = pml_is_gc(o);
    if (collectable && pml_gc_is_finalized(o)) {
        return;
    }
    pml_notice(E, PML_NOTICE_FINALIZER, o, NULL);
    t->finalize(E, o);
    if (collectable) {
        pml_gc_set_finalized(o);
    }
}

int pml_finalize_from_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_ASSERT(o->refs == 0);
    o->refs = 1; /* alive again while its finalizer runs */
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, o, "object being finalized");
    pml_call_finalizer(E, o);
    pml_hold_drop(E, mark);
    PML_ASSERT(o->refs > 0);
    if (--o->refs == 0) {
        return 0;
    }
    pml_notice(E, PML_NOTICE_RESURRECTED, o, NULL);
    return -1;
}

void pml_hold(PmlEngine *E, PmlObj *o, const char *what)
{
    PmlGc *gc = E->gc;
    if (gc->hold_count < PML_HOLD_CAPACITY) {
        gc->holds.p[gc->hold_count].object.p = o;
        gc->holds.p[gc->hold_count].what.p = what;
    }
    gc->hold_count++;
}

void pml_unhold(PmlEngine *E, const PmlObj *o)
{
    PmlGc *gc = E->gc;
    int64_t named = gc->hold_count < PML_HOLD_CAPACITY ? gc->hold_count : PML_HOLD_CAPACITY;
    int64_t i = named - 1;
    while (i >= 0 && gc->holds.p[i].object.p != o) {
        i--;
    }
    if (i >= 0) {
        memmove(&gc->holds.p[i], &gc->holds.p[i + 1], (size_t)(named - i - 1) * sizeof(PmlHold));
        if (gc->hold_count > PML_HOLD_CAPACITY) { /* what would move up has no name */
            gc->holds.p[named - 1] = (PmlHold){0};
        }
    }
    gc->hold_count--;
}

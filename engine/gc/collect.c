/* One collection, step by step as CPython 3.11 does it: facts 5.4, whose numbers the comments cite.
 *
 * G1: every list is a ring through next; prev links back, except inside a collection, where the
 *     upper bits of a collecting object's prev hold its copied count.
 * G2: outside a collection no tracked object has the COLLECTING bit.
 * G3: during the split (step 5) an object of the unreachable list has UNREACHABLE set in next;
 *     outside a collection none has. */
#include "gc/collect.h"

#include "gc/hold.h"

#define NEXT_UNREACHABLE ((uintptr_t)1)

enum { PERMANENT = 3 }; /* in absent[], after the generations */

static PmlGcHead *prev_of(const PmlGcHead *g)
{
    return (PmlGcHead *)(uintptr_t)(g->prev & PML_GC_PREV_MASK);
}
static void set_prev(PmlGcHead *g, const PmlGcHead *p)
{
    g->prev = (g->prev & ~PML_GC_PREV_MASK) | (uint64_t)(uintptr_t)p;
}
static int64_t refs_of(const PmlGcHead *g)
{
    return (int64_t)(g->prev >> PML_GC_REFS_SHIFT);
}
static void set_refs(PmlGcHead *g, int64_t refs)
{
    g->prev = (g->prev & ~PML_GC_PREV_MASK) | ((uint64_t)refs << PML_GC_REFS_SHIFT);
}
static bool is_collecting(const PmlGcHead *g)
{
    return (g->prev & PML_GC_COLLECTING) != 0;
}

/* -- lists --------------------------------------------------------------------------------- */

static void list_init(PmlGcHead *list)
{
    list->next.p = list;
    list->prev = (uint64_t)(uintptr_t)list;
}
static bool list_empty(const PmlGcHead *list)
{
    return list->next.p == list;
}
static void list_append(PmlGcHead *g, PmlGcHead *list)
{
    PmlGcHead *last = (PmlGcHead *)(uintptr_t)list->prev;
    set_prev(g, last);
    last->next.p = g;
    g->next.p = list;
    list->prev = (uint64_t)(uintptr_t)g;
}
static void list_remove(PmlGcHead *g)
{
    PmlGcHead *prev = prev_of(g);
    PmlGcHead *next = g->next.p;
    prev->next.p = next;
    set_prev(next, prev);
    g->next.p = NULL;
}
static void list_move(PmlGcHead *g, PmlGcHead *list)
{
    list_remove(g);
    list_append(g, list);
}
static void list_merge(PmlGcHead *from, PmlGcHead *to)
{
    if (!list_empty(from)) {
        PmlGcHead *to_tail = (PmlGcHead *)(uintptr_t)to->prev;
        PmlGcHead *from_head = from->next.p;
        PmlGcHead *from_tail = (PmlGcHead *)(uintptr_t)from->prev;
        to_tail->next.p = from_head;
        set_prev(from_head, to_tail);
        from_tail->next.p = to;
        to->prev = (uint64_t)(uintptr_t)from_tail;
    }
    list_init(from);
}
int64_t pml_gc_list_size(const PmlGcHead *list)
{
    int64_t n = 0;
    for (const PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        n++;
    }
    return n;
}

bool pml_gc_is_exact_tuple(const PmlObj *o)
{
    /* Only tuples have this callback; subclasses inherit it but are heap types. */
    return pml_type_has(o->type.p, PML_TF_TUPLE) && !pml_type_has(o->type.p, PML_TF_HEAP);
}

/* -- steps 3 and 4: copied counts minus inner references --------------------------------- */

static void update_refs(PmlGcHead *young)
{
    for (PmlGcHead *g = young->next.p; g != young; g = g->next.p) {
        PmlObj *o = pml_from_gc(g);
        g->prev = (g->prev & PML_GC_FINALIZED) | PML_GC_COLLECTING |
                  ((uint64_t)pml_refs(o) << PML_GC_REFS_SHIFT);
    }
}

static int visit_decref(PmlEngine *E, PmlObj *o, void *ctx)
{
    PML_UNUSED(E);
    PML_UNUSED(ctx);
    if (pml_is_gc(o)) {
        PmlGcHead *g = pml_gc_head(o);
        if (is_collecting(g)) {
            PML_ASSERT(refs_of(g) > 0);
            g->prev -= UINT64_C(1) << PML_GC_REFS_SHIFT;
        }
    }
    return 0;
}

static void subtract_refs(PmlEngine *E, PmlGcHead *young)
{
    for (PmlGcHead *g = young->next.p; g != young; g = g->next.p) {
        PmlObj *o = pml_from_gc(g);
        o->type.p->traverse(E, o, visit_decref, o);
    }
}

/* -- step 5: the split ------------------------------------------------------------------- */

static PmlGcHead *plain(PmlGcHead *g)
{
    return (PmlGcHead *)((uintptr_t)g & ~NEXT_UNREACHABLE);
}

typedef struct PmlScan {
    PmlGcHead *young;
    PmlObj *scanned;
} PmlScan;

static int visit_reachable(PmlEngine *E, PmlObj *o, void *ctx)
{
    const PmlScan *scan = ctx;
    if (!pml_is_gc(o)) {
        return 0;
    }
    PmlGcHead *g = pml_gc_head(o);
    if (!is_collecting(g)) {
        return 0; /* outside, or known to be reachable and scanned */
    }
    if ((uintptr_t)g->next.p & NEXT_UNREACHABLE) {
        /* Tentatively unreachable, and now reached: back to the end of young. */
        PmlGcHead *prev = prev_of(g);
        PmlGcHead *next = plain(g->next.p);
        prev->next.p = g->next.p; /* keeps its flag */
        set_prev(next, prev);
        list_append(g, scan->young);
        set_refs(g, 1);
        pml_notice(E, PML_NOTICE_BACK, o, scan->scanned);
    } else if (refs_of(g) == 0) {
        set_refs(g, 1); /* still ahead of the scan */
        pml_notice(E, PML_NOTICE_REACHED, o, scan->scanned);
    }
    return 0;
}

static void move_unreachable(PmlEngine *E, PmlGcHead *young, PmlGcHead *unreachable)
{
    PmlGcHead *prev = young;
    PmlGcHead *g = young->next.p;
    while (g != young) {
        if (refs_of(g)) {
            PmlObj *o = pml_from_gc(g);
            PmlScan scan = {young, o};
            o->type.p->traverse(E, o, visit_reachable, &scan);
            set_prev(g, prev);
            g->prev &= ~PML_GC_COLLECTING;
            prev = g;
        } else {
            prev->next.p = g->next.p;
            PmlGcHead *last = (PmlGcHead *)(uintptr_t)(unreachable->prev & PML_GC_PREV_MASK);
            last->next.p = (PmlGcHead *)((uintptr_t)g | NEXT_UNREACHABLE);
            set_prev(g, last);
            g->next.p = (PmlGcHead *)((uintptr_t)unreachable | NEXT_UNREACHABLE);
            unreachable->prev = (uint64_t)(uintptr_t)g;
            pml_notice(E, PML_NOTICE_TENTATIVE, pml_from_gc(g), NULL);
        }
        g = prev->next.p;
    }
    young->prev = (uint64_t)(uintptr_t)prev;
    unreachable->next.p = plain(unreachable->next.p);
}

static void tell(PmlEngine *E, PmlGcStep step, int64_t n)
{
    if (E->gc_hooks->on_step) {
        E->gc_hooks->on_step(E, step, n);
    }
}

static void deduce_unreachable(PmlEngine *E, PmlGcHead *base, PmlGcHead *unreachable)
{
    if (E->gc_hooks->heads_written) {
        E->gc_hooks->heads_written(E, base);
    }
    update_refs(base);
    tell(E, PML_GC_COPIED, 0);
    subtract_refs(E, base);
    tell(E, PML_GC_SUBTRACTED, 0);
    list_init(unreachable);
    move_unreachable(E, base, unreachable);
}

/* Unreachable objects still carry flags in next and COLLECTING in prev. Clear the flags. */
static void clear_unreachable_flags(PmlGcHead *list)
{
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        g->next.p = plain(g->next.p);
    }
}

/* -- step 6 ------------------------------------------------------------------------------ */

static void untrack_tuples(PmlEngine *E, PmlGcHead *list)
{
    for (PmlGcHead *g = list->next.p; g != list;) {
        PmlGcHead *next = g->next.p;
        PmlObj *o = pml_from_gc(g);
        if (E->gc_hooks->is_exact_tuple(o)) {
            E->gc_hooks->untrack_tuple(E, o);
        }
        g = next;
    }
}

static void untrack_dicts(PmlEngine *E, PmlGcHead *list)
{
    for (PmlGcHead *g = list->next.p; g != list;) {
        PmlGcHead *next = g->next.p;
        PmlObj *o = pml_from_gc(g);
        if (E->gc_hooks->is_exact_dict(o)) {
            E->gc_hooks->untrack_dict(E, o);
        }
        g = next;
    }
}

/* -- step 8: debug lines ----------------------------------------------------------------- */

static void debug_object(PmlEngine *E, const char *what, PmlObj *o)
{
    char line[256];
    const char *name = o->type.p->name.p;
    const char *hex = "0123456789abcdef";
    uint64_t address = pml_model_address(E, o);
    char digits[17];
    int n = 16;
    digits[16] = 0;
    while (address && n > 0) {
        digits[--n] = hex[address & 15];
        address >>= 4;
    }
    size_t used = 0;
    const char *parts[] = {"gc: ", what, " <", name, " 0x", digits + n, ">\n"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        for (const char *c = parts[i]; *c && used < sizeof line - 3; c++) {
            line[used++] = *c;
        }
    }
    line[used] = 0;
    E->gc_hooks->debug_line(E, line);
}

static void debug_list(PmlEngine *E, const char *what, PmlGcHead *list)
{
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        debug_object(E, what, pml_from_gc(g));
    }
}

/* -- step 9: weak references ------------------------------------------------------------- */

/* Clears every weak reference to garbage; then runs the callbacks of those that are not garbage
 * themselves. Returns how many weakref objects died right after their callback. */
static int64_t handle_weakrefs(PmlEngine *E, PmlGcHead *unreachable, PmlGcHead *old)
{
    PmlGcHead *wanted = &E->gc->wanted; /* whose callbacks are to run, held by a reference each */
    int64_t freed = 0;
    list_init(wanted);
    for (PmlGcHead *g = unreachable->next.p; g != unreachable;) {
        PmlGcHead *next = g->next.p;
        E->gc_hooks->clear_weakrefs(E, pml_from_gc(g), wanted);
        g = next;
    }
    while (!list_empty(wanted)) {
        PmlGcHead *g = wanted->next.p;
        PmlObj *ref = pml_from_gc(g);
        E->gc_hooks->call_weakref_callback(E, ref, NULL);
        pml_decref(E, ref); /* from here on the ledger counts the next one's */
        if (wanted->next.p == g) {
            list_move(g, old); /* it lives on */
        } else {
            freed++;
        }
    }
    return freed;
}

void pml_gc_want_callback(PmlGcHead *wanted, PmlObj *ref)
{
    pml_incref(ref);
    list_move(pml_gc_head(ref), wanted);
}

bool pml_gc_is_collecting(const PmlObj *o)
{
    return is_collecting(pml_gc_head(o));
}

/* -- steps 10 and 11 --------------------------------------------------------------------- */

static void finalize_garbage(PmlEngine *E, PmlGcHead *garbage)
{
    PmlGcHead *seen = &E->gc->seen;
    list_init(seen);
    while (!list_empty(garbage)) {
        PmlGcHead *g = garbage->next.p;
        PmlObj *o = pml_from_gc(g);
        list_move(g, seen);
        if (!pml_gc_is_finalized(o) && o->type.p->finalize) {
            g->prev |= PML_GC_FINALIZED;
            pml_incref(o);
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, o, "collector: object being finalized");
            pml_notice(E, PML_NOTICE_FINALIZER, o, NULL);
            o->type.p->finalize(E, o);
            pml_hold_drop(E, mark);
            pml_decref(E, o);
        }
    }
    list_merge(seen, garbage);
}

/* Step 11: what the finalizers have made reachable again goes to old with all it reaches. */
static void handle_resurrected(PmlEngine *E, PmlGcHead *unreachable, PmlGcHead *still,
                               PmlGcHead *old)
{
    deduce_unreachable(E, unreachable, still);
    clear_unreachable_flags(still);
    for (PmlGcHead *g = unreachable->next.p; E->gc_hooks->on_notice && g != unreachable;
         g = g->next.p) {
        pml_notice(E, PML_NOTICE_SURVIVED, pml_from_gc(g), NULL);
    }
    list_merge(unreachable, old);
}

/* -- step 12 ----------------------------------------------------------------------------- */

static void delete_garbage(PmlEngine *E, PmlGcHead *garbage, PmlGcHead *old)
{
    PmlGc *gc = E->gc;
    int32_t before = gc->clearing;
    gc->clearing = 1;
    while (!list_empty(garbage)) {
        PmlGcHead *g = garbage->next.p;
        PmlObj *o = pml_from_gc(g);
        if (gc->debug & PML_GC_SAVEALL) {
            E->gc_hooks->append_garbage(E, o);
        } else if (o->type.p->clear) {
            pml_incref(o);
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, o, "collector: object being cleared");
            pml_notice(E, PML_NOTICE_CLEARED, o, NULL);
            o->type.p->clear(E, o);
            if (E->gc_hooks->error_pending(E)) {
                E->gc_hooks->unraisable(E, "in tp_clear of", (PmlObj *)o->type.p);
            }
            pml_hold_drop(E, mark);
            pml_decref(E, o);
        }
        if (garbage->next.p == g) {
            g->prev &= ~PML_GC_COLLECTING;
            list_move(g, old);
        }
    }
    gc->clearing = before;
}

/* -- the whole --------------------------------------------------------------------------- */

static char *put_number(char *at, int64_t n)
{
    char digits[24];
    int i = 0;
    do {
        digits[i++] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    while (i) {
        *at++ = digits[--i];
    }
    return at;
}

static char *put_text(char *at, const char *text)
{
    size_t n = strlen(text);
    memcpy(at, text, n);
    return at + n;
}

static void debug_start(PmlEngine *E, int generation)
{
    char line[160], *at = put_text(line, "gc: collecting generation ");
    at = put_text(put_number(at, generation), "...\n");
    *at = 0;
    E->gc_hooks->debug_line(E, line);
    at = put_text(line, "gc: objects in each generation:");
    for (int i = 0; i < 3; i++) {
        *at++ = ' ';
        at = put_number(at, pml_gc_list_size(&E->gc->gen[i]));
    }
    at = put_text(at, "\n");
    *at = 0;
    E->gc_hooks->debug_line(E, line);
    at = put_text(line, "gc: objects in permanent generation: ");
    at = put_text(put_number(at, pml_gc_list_size(&E->gc->permanent)), "\n");
    *at = 0;
    E->gc_hooks->debug_line(E, line);
}

static void debug_end(PmlEngine *E, int64_t unreachable, double seconds)
{
    char line[160], *at = put_text(line, "gc: done, ");
    int64_t units = (int64_t)(seconds * 10000 + 0.5);
    at = put_text(put_number(at, unreachable), " unreachable, 0 uncollectable, ");
    at = put_text(put_number(at, units / 10000), ".");
    for (int64_t unit = 1000; unit; unit /= 10) {
        *at++ = (char)('0' + units / unit % 10);
    }
    at = put_text(at, "s elapsed\n");
    *at = 0;
    E->gc_hooks->debug_line(E, line);
}

static void move_absent(PmlGc *gc, int from, int to)
{
    gc->absent[to] += gc->absent[from];
    gc->absent[from] = 0;
}

/* Steps 1 and 2; returns the young list. */
static PmlGcHead *gather_young(PmlGc *gc, int generation)
{
    if (generation + 1 < 3) {
        gc->count[generation + 1]++;
    }
    for (int i = 0; i <= generation; i++) {
        gc->count[i] = 0;
    }
    for (int i = 0; i < generation; i++) {
        list_merge(&gc->gen[i], &gc->gen[generation]);
        move_absent(gc, i, generation);
    }
    return &gc->gen[generation];
}

static void promote(PmlEngine *E, int generation, PmlGcHead *young, PmlGcHead *old)
{
    PmlGc *gc = E->gc;
    untrack_tuples(E, young);
    if (young != old) {
        if (generation == 1) {
            gc->long_lived_pending += pml_gc_list_size(young) + gc->absent[1];
        }
        list_merge(young, old);
        move_absent(gc, generation, generation + 1);
    } else {
        untrack_dicts(E, young);
        gc->long_lived_pending = 0;
        gc->long_lived_total = pml_gc_list_size(young) + gc->absent[2];
    }
}

static int64_t collect_main(PmlEngine *E, int generation)
{
    PmlGc *gc = E->gc;
    double start = 0;
    PmlGcHead *unreachable = &gc->unreachable;
    if (gc->debug & PML_GC_STATS) {
        debug_start(E, generation);
        start = E->gc_hooks->seconds(E);
    }
    PmlGcHead *young = gather_young(gc, generation);
    PmlGcHead *old = generation < 2 ? &gc->gen[generation + 1] : young;
    tell(E, PML_GC_MEMBERS, generation);
    deduce_unreachable(E, young, unreachable);
    clear_unreachable_flags(unreachable);
    tell(E, PML_GC_SPLIT, 0);
    promote(E, generation, young, old);
    tell(E, PML_GC_PROMOTED, 0);
    if (gc->debug & PML_GC_COLLECTABLE) {
        debug_list(E, "collectable", unreachable);
    }
    int64_t m = handle_weakrefs(E, unreachable, old);
    tell(E, PML_GC_WEAKREFS, m);
    finalize_garbage(E, unreachable);
    tell(E, PML_GC_FINALIZERS, 0);
    handle_resurrected(E, unreachable, &gc->still, old);
    tell(E, PML_GC_RESURRECTED, 0);
    m += pml_gc_list_size(&gc->still);
    delete_garbage(E, &gc->still, old);
    tell(E, PML_GC_DELETED, m);
    if (generation == 2) {
        E->gc_hooks->clear_free_lists(E);
    }
    if (gc->debug & PML_GC_STATS) {
        debug_end(E, m, E->gc_hooks->seconds(E) - start);
    }
    if (E->gc_hooks->error_pending(E)) {
        E->gc_hooks->unraisable(E, "in garbage collection", NULL);
    }
    gc->stats[generation].collections++;
    gc->stats[generation].collected += m;
    return m;
}

static int64_t collect(PmlEngine *E, int generation, bool notify)
{
    PmlGc *gc = E->gc;
    gc->collecting = 1;
    gc->examined = generation;
    int64_t depth = gc->dealloc_depth;
    gc->dealloc_depth = 0;
    if (notify) {
        E->gc_hooks->call_callbacks(E, true, generation, 0);
    }
    tell(E, PML_GC_BEGIN, generation);
    int64_t n = collect_main(E, generation);
    tell(E, PML_GC_END, n);
    if (notify) {
        E->gc_hooks->call_callbacks(E, false, generation, n);
    }
    gc->dealloc_depth = (int32_t)depth;
    gc->collecting = 0;
    return n;
}

int64_t pml_gc_collect(PmlEngine *E, int generation, bool notify)
{
    if (E->gc->collecting) {
        return 0;
    }
    tell(E, PML_GC_ASKED, generation);
    return collect(E, generation, notify);
}

void pml_gc_collect_due(PmlEngine *E, bool stress)
{
    PmlGc *gc = E->gc;
    if (stress) {
        collect(E, 2, true);
        return;
    }
    for (int i = 2; i >= 0; i--) {
        if (gc->count[i] > gc->threshold[i]) {
            if (i == 2 && gc->long_lived_pending < gc->long_lived_total / 4) {
                continue;
            }
            collect(E, i, true);
            break;
        }
    }
}

void pml_gc_collect_put_off(PmlEngine *E)
{
    PmlGc *gc = E->gc;
    gc->put_off = 0;
    if (gc->enabled && !gc->collecting && gc->threshold[0] && gc->count[0] > gc->threshold[0]) {
        pml_gc_collect_due(E, false);
    }
}

void pml_gc_freeze(PmlEngine *E)
{
    for (int i = 0; i < 3; i++) {
        list_merge(&E->gc->gen[i], &E->gc->permanent);
        move_absent(E->gc, i, PERMANENT);
        E->gc->count[i] = 0;
    }
}

void pml_gc_unfreeze(PmlEngine *E)
{
    list_merge(&E->gc->permanent, &E->gc->gen[2]);
    move_absent(E->gc, PERMANENT, 2);
}

int pml_gc_generation_of(PmlEngine *E, const PmlObj *o)
{
    const PmlGcHead *wanted = pml_gc_head(o);
    if (!pml_is_gc(o) || !pml_gc_is_tracked(o)) {
        return -1;
    }
    for (int i = 0; i < 4; i++) {
        const PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (const PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            if (g == wanted) {
                return i;
            }
        }
    }
    return -1;
}

const char *pml_gc_check(PmlEngine *E)
{
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        PmlGcHead *prev = list;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            if ((uintptr_t)g & NEXT_UNREACHABLE) {
                return "G3: an object is marked as unreachable outside a collection";
            }
            if (!g) {
                return "G1: a generation's ring is broken";
            }
            if (prev_of(g) != prev) {
                return "G1: prev does not point back";
            }
            if (is_collecting(g)) {
                return "G2: an object is marked as collecting outside a collection";
            }
            if (pml_refs(pml_from_gc(g)) <= 0) {
                return "G4: a tracked object has no references";
            }
            if (!pml_is_gc(pml_from_gc(g))) {
                return "G5: an object in a generation is not collectable";
            }
            prev = g;
        }
        if (prev_of(list) != prev) {
            return "G1: the tail of a generation is wrong";
        }
    }
    return NULL;
}

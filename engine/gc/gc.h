/* Reference counts, deallocation, and the cyclic collector with its three generations.
 * Facts sections 5 and 6 are the specification. Objects are known by header and callbacks only. */
#ifndef PML_GC_H
#define PML_GC_H

#include "heap/heap.h"
#include "heap/type.h"

/* -- counts ------------------------------------------------------------------------------- */

/* A count's sign bit: the object is watched, and its next release is told (count_written below).
 * Above PML_IMMORTAL the count is that of an immortal object, which in the modelled version stands
 * still: such an object is never freed, and this is what is shown. */
#define PML_WATCHED INT64_MIN
#define PML_IMMORTAL (INT64_C(1) << 40)
#define PML_IMMORTAL_SHOWN INT64_C(4294967295)
static inline int64_t pml_refs(const PmlObj *o)
{
    return o->refs & INT64_MAX;
}
static inline void pml_make_immortal(PmlObj *o)
{
    if (pml_refs(o) < PML_IMMORTAL) {
        o->refs += 2 * PML_IMMORTAL; /* so many releases never come */
    }
}
static inline int64_t pml_shown_refs(const PmlObj *o)
{
    int64_t refs = pml_refs(o);
    return refs >= PML_IMMORTAL ? PML_IMMORTAL_SHOWN : refs;
}

/* Deallocate o, whose count has just reached zero (keeps the cause of death for accounting). */
void pml_dealloc(PmlEngine *E, PmlObj *o);

static inline PmlObj *pml_incref(PmlObj *o)
{
    o->refs++;
    return o;
}
static inline PmlObj *pml_xincref(PmlObj *o)
{
    if (o) {
        o->refs++;
    }
    return o;
}
static inline void pml_decref(PmlEngine *E, PmlObj *o)
{
    if (--o->refs <= 0) {
        pml_dealloc(E, o);
    }
}
static inline void pml_xdecref(PmlEngine *E, PmlObj *o)
{
    if (o) {
        pml_decref(E, o);
    }
}
/* Empty the slot first, then release what it held (CPython's Py_CLEAR). */
#define PML_CLEAR(E, slot)           \
    do {                             \
        PmlObj *pml_old_ = (slot).p; \
        (slot).p = NULL;             \
        pml_xdecref((E), pml_old_);  \
    } while (0)
/* Store a new reference (stolen) and then release the old one (Py_XSETREF). */
#define PML_SETREF(E, slot, value)   \
    do {                             \
        PmlObj *pml_old_ = (slot).p; \
        (slot).p = (value);          \
        pml_xdecref((E), pml_old_);  \
    } while (0)
static PML_INLINE int pml_visit(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    return o ? visit(E, o, ctx) : 0;
}
#define PML_VISIT(slot)                                            \
    do {                                                           \
        int pml_r_ = pml_visit(E, (PmlObj *)(slot).p, visit, ctx); \
        if (pml_r_) {                                              \
            return pml_r_;                                         \
        }                                                          \
    } while (0)

/* -- allocation of objects ---------------------------------------------------------------- */

/* A collectable object of `bytes` (head and pre-header not included): counts in generation 0 and
 * may run a collection first. Header not initialised, untracked. NULL: out of memory (no error
 * is set: callers use pml_object_new below or pml_err_no_memory). */
void *pml_gc_malloc(PmlEngine *E, size_t bytes, bool managed_dict);
void *pml_gc_realloc_var(PmlEngine *E, PmlObj *o, size_t bytes); /* untracked objects only */
void pml_gc_free(PmlEngine *E, void *o); /* PyObject_GC_Del: untracks, lowers count[0], frees */

void pml_gc_track(PmlEngine *E, PmlObj *o);   /* append to generation 0 */
void pml_gc_untrack(PmlEngine *E, PmlObj *o); /* nothing when not tracked */
static inline bool pml_gc_is_tracked(const PmlObj *o)
{
    return pml_gc_head(o)->next.p != NULL;
}
static inline bool pml_type_is_gc(const PmlType *t)
{
    return (t->flags & PML_TF_GC) != 0;
}
/* Is o's own layout collectable (a static type object is not)? */
bool pml_is_gc(const PmlObj *o);
bool pml_gc_is_finalized(const PmlObj *o);
void pml_gc_set_finalized(PmlObj *o);
/* May be tracked, in the sense of facts 5.1: gc type and, for exact tuples, tracked now. */
bool pml_gc_may_be_tracked(const PmlObj *o);

/* -- finalizers on the way to death -------------------------------------------------------- */

/* PyObject_CallFinalizerFromDealloc: runs type->finalize once; -1 when resurrected. */
int pml_finalize_from_dealloc(PmlEngine *E, PmlObj *o);
/* PyObject_CallFinalizer: run once, set the finalized bit. */
void pml_call_finalizer(PmlEngine *E, PmlObj *o);

/* Trashcan, facts 6.3. Use in a dealloc right after untracking:
 *     if (pml_trashcan_begin(E, o)) return;   ... body ...   pml_trashcan_end(E);  */
bool pml_trashcan_begin(PmlEngine *E, PmlObj *o);
void pml_trashcan_end(PmlEngine *E);
/* Next object of the trashcan's chain; NULL at its end. */
PmlObj *pml_trashcan_next(const PmlObj *o);
/* -- the collector ------------------------------------------------------------------------- */

enum { PML_GC_STATS = 1, PML_GC_COLLECTABLE = 2, PML_GC_UNCOLLECTABLE = 4, PML_GC_SAVEALL = 32 };

typedef struct PmlGenStats {
    int64_t collections, collected;
    int64_t uncollectable; /* 0: that takes a finalizer of the old kind, written in C */
} PmlGenStats;

/* More objects than this inside each other's dealloc functions are counted but not named. */
#define PML_DYING_CAPACITY 4096

/* State of the collector, in the region. */
typedef struct PmlGc {
    PmlGcHead gen[3]; /* list heads */
    PmlGcHead permanent;
    int32_t count[3], threshold[3];
    int32_t enabled, collecting, debug;
    int32_t put_off;  /* a collection waits for the loop, where the profile has it so */
    int32_t examined; /* generation of the collection that runs, or ran last */
    /* Containers of CPython's start-up and of imported modules that ours do without, less those
     * only ours have, by generation (3: permanent): the 25 % rule counts them. */
    int32_t absent[4];
    int64_t long_lived_total, long_lived_pending;
    PmlGenStats stats[3];
    PmlRef garbage, callbacks; /* lists, owned; made by the gc module */
    /* deallocation */
    int32_t dealloc_depth; /* pml_dealloc nesting */
    int32_t trash_nesting;
    PML_PTR(PmlObj) trash_later; /* chain through the GC head's prev */
    /* Objects inside their dealloc functions, outermost first: no one holds them, but they still
     * own what they have not yet released. NULL: the memory is gone. None while the engine is
     * quiescent. */
    PML_PTR(PmlRef) dying;
    int64_t dying_count;
    int32_t exiting;  /* shutdown has begun: deaths count as exit */
    int32_t clearing; /* inside delete_garbage: deaths count as collection */
    /* the lists of the running collection: there is only ever one */
    PmlGcHead unreachable, still, wanted, seen;
    /* native holds, see gc/hold.h */
    PML_PTR(struct PmlHold) holds;
    int64_t hold_count, hold_capacity;
} PmlGc;

/* Single happenings an observer is told of, each with the object concerned. */
typedef enum PmlNotice {
    PML_NOTICE_TENTATIVE,   /* the split has found no reference left for o: perhaps garbage */
    PML_NOTICE_REACHED,     /* o had no reference left, but by reaches it before o is scanned */
    PML_NOTICE_BACK,        /* o was perhaps garbage; by reaches it */
    PML_NOTICE_CALLBACK,    /* the callback `by` of the weak reference o is about to be called */
    PML_NOTICE_FINALIZER,   /* o's finalizer is about to run */
    PML_NOTICE_RESURRECTED, /* o, whose count was zero, lives on after its finalizer */
    PML_NOTICE_SURVIVED,    /* o was garbage, but the finalizers have made it reachable again */
    PML_NOTICE_CLEARED,     /* the collector is about to empty the garbage object o */
    PML_NOTICE_RAISED,      /* an exception (o: it, or its type) arises in the running frame */
} PmlNotice;

/* The steps of a collection an observer is told of, when each is done. */
typedef enum PmlGcStep {
    PML_GC_ASKED,       /* n: generation; a call wants what follows, no counter */
    PML_GC_BEGIN,       /* n: generation; nothing has been touched */
    PML_GC_MEMBERS,     /* n: generation; it holds all that is examined */
    PML_GC_COPIED,      /* counts are copied */
    PML_GC_SUBTRACTED,  /* references from inside are subtracted */
    PML_GC_SPLIT,       /* gc->unreachable holds what nothing outside reaches */
    PML_GC_PROMOTED,    /* what is reachable is in the older generation */
    PML_GC_WEAKREFS,    /* weak references cleared, callbacks run; n: weakrefs that died of it */
    PML_GC_FINALIZERS,  /* finalizers have run */
    PML_GC_RESURRECTED, /* gc->still holds what is garbage even so */
    PML_GC_DELETED,     /* n: objects collected */
    PML_GC_END,         /* n: collected + uncollectable */
} PmlGcStep;

/* The memory of the object now in its dealloc function is given back. */
static inline void pml_dying_is_gone(PmlEngine *E, const void *o)
{
    PmlGc *gc = E->gc;
    int64_t last = gc->dying_count - 1;
    if (last >= 0 && last < PML_DYING_CAPACITY && gc->dying.p[last].p == o) {
        gc->dying.p[last].p = NULL;
    }
}

/* Upward calls of the collector, set by upper layers (host memory). */
typedef struct PmlGcHooks {
    bool (*error_pending)(PmlEngine *E);
    void (*clear_free_lists)(PmlEngine *E);             /* after a full collection */
    void (*untrack_tuple)(PmlEngine *E, PmlObj *tuple); /* when its items allow */
    void (*untrack_dict)(PmlEngine *E, PmlObj *dict);
    bool (*is_exact_tuple)(const PmlObj *o);
    bool (*is_exact_dict)(const PmlObj *o);
    /* Facts 5.4 step 9 for one garbage object: if it is a weakref, clear it; clear every weakref
     * to it, handing each with a callback that is not garbage itself (pml_gc_is_collecting) to
     * pml_gc_want_callback. */
    void (*clear_weakrefs)(PmlEngine *E, PmlObj *o, PmlGcHead *wanted);
    void (*call_callbacks)(PmlEngine *E, bool start, int gen, int64_t collected);
    void (*debug_line)(PmlEngine *E, const char *text); /* to sys.stderr, text ends with \n */
    void (*append_garbage)(PmlEngine *E, PmlObj *o);
    void (*unraisable)(PmlEngine *E, const char *text, PmlObj *subject); /* pending error */
    /* Calls ref's callback with ref (exceptions are unraisable); its callback slot is kept. */
    void (*call_weakref_callback)(PmlEngine *E, PmlObj *ref, PmlObj *unused);
    double (*seconds)(PmlEngine *E);
    /* For observers; each may be NULL. A death: o is about to be deallocated. A step of a
     * collection: n as the step says. */
    void (*on_death)(PmlEngine *E, PmlObj *o, PmlCause cause);
    void (*on_step)(PmlEngine *E, PmlGcStep step, int64_t n);
    /* While pages are shared by processes: the heads of all these are about to be written; o was
     * watched, and its count has just been written for the first time. */
    void (*heads_written)(PmlEngine *E, PmlGcHead *members);
    void (*count_written)(PmlEngine *E, PmlObj *o);
    void (*on_notice)(PmlEngine *E, PmlNotice what, PmlObj *o, PmlObj *by);
} PmlGcHooks;

/* Told only while somebody observes. */
static inline void pml_notice(PmlEngine *E, PmlNotice what, PmlObj *o, PmlObj *by)
{
    if (E->gc_hooks->on_notice) {
        E->gc_hooks->on_notice(E, what, o, by);
    }
}

bool pml_gc_is_collecting(const PmlObj *o);                /* garbage of the running collection */
void pml_gc_want_callback(PmlGcHead *wanted, PmlObj *ref); /* see clear_weakrefs */

bool pml_gc_create(PmlEngine *E); /* sets E->gc */
/* gc.collect(g): runs even when disabled; returns collected + uncollectable; 0 when one is
 * running already. notify: run gc.callbacks. */
int64_t pml_gc_collect(PmlEngine *E, int generation, bool notify);
/* Containers that CPython makes here and the engine does not: they count, and may start
 * collections. n < 0: those it does not make. */
void pml_gc_count_more(PmlEngine *E, int32_t n);
/* So many containers more than the engine has are tracked in CPython (or fewer), young for now. */
static inline void pml_gc_absent_more(PmlEngine *E, int32_t n)
{
    E->gc->absent[0] += n;
}
/* The collection that was put off, if it still is due. */
void pml_gc_collect_put_off(PmlEngine *E);
void pml_gc_freeze(PmlEngine *E);
void pml_gc_unfreeze(PmlEngine *E);
int64_t pml_gc_list_size(const PmlGcHead *list);
int pml_gc_generation_of(PmlEngine *E, const PmlObj *o); /* 0..2, 3 permanent, -1 untracked; slow */
const char *pml_gc_check(PmlEngine *E); /* invariants G1..Gn; NULL or what is wrong */

#endif

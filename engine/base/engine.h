/* The engine: the one value every function takes first. It is host memory and holds only what can
 * be thrown away or rebuilt (pointers into the region, limits, callbacks); all state that a
 * checkpoint must keep lives in the region, reached through the per-layer pointers below. */
#ifndef PML_ENGINE_H
#define PML_ENGINE_H

#include "base/pace.h"
#include "base/profile.h"

/* What the host provides. Every callback may be NULL. */
typedef struct PmlHost {
    void *ctx;
    /* Bytes the program wrote: fd 1 is stdout, 2 is stderr. Not called for bytes still buffered. */
    void (*write)(void *ctx, int fd, const char *bytes, size_t n);
    /* Seconds of real time; NULL gives the virtual clock that advances with ticks. */
    double (*clock)(void *ctx);
    /* The next line of standard input with its newline: bytes written to buffer, at most capacity
     * (a longer line goes on at the next call); 0: no more. NULL: there is no input. */
    size_t (*read_line)(void *ctx, char *buffer, size_t capacity);
    /* Call run(what) on a stack of its own and come back when it has; called where loops of Python
     * nest deeply. NULL: the one stack does. */
    void (*more_stack)(void *ctx, void (*run)(void *what), void *what);
} PmlHost;

/* Limits, each ending a run with a named error. 0 means "no limit" except where said. */
typedef struct PmlLimits {
    uint64_t heap_bytes;       /* region size; 0 means the default of 512 MiB */
    uint64_t ticks;            /* instructions for one run */
    uint64_t output_bytes;     /* bytes written to stdout and stderr together */
    double seconds;            /* wall time for one run; needs PmlHost.clock */
    const PmlProfile *profile; /* the version of CPython to behave like; NULL: the first */
} PmlLimits;

typedef enum PmlStop {
    PML_STOP_NONE = 0,
    PML_STOP_TICKS,
    PML_STOP_TIME,
    PML_STOP_HEAP,
    PML_STOP_OUTPUT,
    PML_STOP_REQUEST, /* the host asked (E->stop_requested) */
    PML_STOP_EXIT,    /* os._exit: the process ends at once */
} PmlStop;

struct PmlEngine {
    /* The region: [region, region + region_size), never moves while the engine lives. */
    unsigned char *region;
    uint64_t region_size;
    void *region_host; /* what the host gave, and how much: for giving it back */
    uint64_t region_host_size;
    uint64_t touched_low, touched_high; /* use so far lay below the one or from the other on */

    /* Per-layer state, each inside the region (static part). */
    struct PmlHeap *heap;
    struct PmlGc *gc;
    struct PmlRuntime *rt; /* object layer: singletons, static types, caches, exception state */
    struct PmlVm *vm;      /* frames, modules, tick counter */

    const PmlProfile *profile; /* the version of CPython it behaves like */
    bool keeps_arguments;      /* of the profile: read at every return */
    PmlHost host;
    PmlLimits limits;
    volatile int stop_requested;
    _Atomic int *stop_flag; /* the same, where it outlives the engine; NULL: none */
    bool unseen; /* going over known ground again: writes nothing, hears no request to stop */

    /* The evaluation loop calls pml_vm_event when the tick counter reaches this. Host memory: when
     * to stop is the host's business, not part of the modelled state. */
    uint64_t event_tick;
    uint64_t stop_tick;   /* the run's tick limit, absolute; UINT64_MAX: none */
    int stop_why;         /* the PmlStop that stop_tick stands for; 0: PML_STOP_TICKS */
    uint64_t stopped_at;  /* the tick at which a limit or the host last stopped a run */
    uint64_t pause_tick;  /* pause at the first quiescent tick from here on; UINT64_MAX: never */
    uint64_t pause_retry; /* ticks until the next look whether one is there; 0 counts as 1 */
    /* The time limit: real seconds on the host's own clock, whatever clock programs see. */
    double (*limit_clock)(void *ctx);
    void *limit_clock_ctx;
    double deadline;   /* on limit_clock; 0: none */
    double pause_time; /* on limit_clock: pause then, as at pause_tick; 0: never */
    PmlPace pace;      /* when the loop looks at limit_clock next */
    /* Work in C that takes no ticks (pml_work), since it was last looked at; and the ticks then. */
    int64_t work;
    uint64_t work_tick;
    bool stoppable;    /* work in C heeds the limits and requests to stop */
    bool stopped_in_c; /* the run was stopped within an instruction, the one after stopped_at */
    /* Told of so much more work than ticks; need not come back. */
    void (*work_hook)(PmlEngine *E, uint64_t work);
    /* Called at every tick from pml_vm_event when not NULL (auditing, sampling). */
    void (*tick_hook)(PmlEngine *E, bool quiescent);
    uint64_t hook_interval; /* ticks between two calls of tick_hook; 0 counts as 1 */
    uint64_t hook_tick;     /* not 0: the tick of the next call instead */
    /* While an event is handled: the innermost frame's instruction executed last, and its next. */
    const unsigned char *event_last, *event_next;

    /* Where the running program is, for the heap's trace (heap/trace.h); 0: nowhere. */
    uint64_t (*alloc_site)(PmlEngine *E);

    /* Host-side helpers of upper layers, never read by lower ones. */
    struct PmlUpcalls *upcalls;  /* functions lower layers may call upwards; see object/upcalls.h */
    struct PmlGcHooks *gc_hooks; /* see gc/gc.h */
    struct PmlSource *sources;   /* texts of what was run, for tracebacks (vm/source_lines.c) */
    struct PmlProcesses *processes;  /* parked ones (vm/process.c) */
    struct PmlLastWords *last_words; /* where an uncaught exception's are to go (vm/last_words.h) */
    void *recorder;                  /* observe layer */
    void *door;                      /* api layer */

    /* Test switches (host memory: they do not belong to the modelled state). */
    int gc_stress; /* collect at every collectable allocation */
    /* Told of every block before it is freed; debug builds only (PML_DEBUG_LEVEL >= 1). */
    void (*block_freed)(PmlEngine *E, const void *block);
    int64_t fail_alloc_at;   /* > 0: the n-th allocation from now fails; counts down */
    bool fail_alloc_forever; /* ... and all after it */
    /* Asked at each allocation while fail_alloc_at is 1: does this one fail? Instead of the above.
     */
    bool (*alloc_fails)(PmlEngine *E);
};

static inline bool pml_stop_requested(const PmlEngine *E)
{
    return E->stop_requested || (E->stop_flag && *E->stop_flag);
}

/* Modelled address of a byte in the region: what id() returns and the API prints. */
#define PML_MODEL_BASE UINT64_C(0x7f3a00000000)
static inline uint64_t pml_model_address(const PmlEngine *E, const void *p)
{
    return PML_MODEL_BASE + (uint64_t)((const unsigned char *)p - E->region);
}

#endif

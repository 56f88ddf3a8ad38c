/* A recorded session. Equal inputs give equal states tick for tick, so what is kept is the inputs
 * and, in bounded memory, checkpoints ("marks") on the way. Going to a tick restores the nearest
 * mark before it and runs on from there, unseen: the host hears nothing of it.
 *
 * R1: marks are in ascending order of place; the first is the engine as it was made.
 * R2: a mark is taken where the region alone says how to go on; only such places can be run on
 *     from. A place inside C code can be shown: the C stack is left behind (`inside_c`), and going
 *     on from it starts at a mark again.
 * R3: while `away`, a mark of the recording's end exists. */
#ifndef PML_RECORDING_H
#define PML_RECORDING_H

#include <setjmp.h>

#include "observe/cell.h"
#include "observe/series.h"
#include "vm/kernel.h"
#include "observe/step_index.h"

/* A place in the session. input: inputs that are over; inside: the next one is running.
 * changes: how many changes have been made by then. */
typedef struct PmlPlace {
    uint64_t tick;
    int64_t input, changes;
    bool inside;
} PmlPlace;
int pml_place_compare(const PmlPlace *a, const PmlPlace *b);

typedef struct PmlMark {
    PmlPlace place;
    PmlMoment *moment;
    PmlParked *parked; /* the processes that are not in the region; NULL: there are none */
} PmlMark;

/* A statement put in by hand ("what if"), at a place of a branch. */
typedef struct PmlChange {
    PmlPlace place;
    uint64_t end; /* the tick when the statement was over */
    char *source;
} PmlChange;

typedef struct PmlCollection {
    uint64_t tick, end_tick;
    int32_t generation;
    bool automatic;
    int64_t found;                    /* collected + uncollectable */
    uint64_t live_before, live_after; /* bytes in blocks */
} PmlCollection;

/* What one command may use; 0: no limit. budget: pause after so many ticks, when possible. */
typedef struct PmlAllowance {
    uint64_t ticks, budget;
    uint64_t stop_tick; /* with stop_why: stop there for that reason (a PmlStop); for imports */
    int stop_why;
    double seconds;
    double pause_at; /* on clock: pause then; 0: never */
    bool slice;      /* the pause is the host's own affair: at a convenient tick, and not sampled */
    bool goes_on;    /* not the first slice: a request to stop made before it counts */
    double (*clock)(void *ctx);
    void *clock_ctx;
} PmlAllowance;

/* How far going over known ground may go in one command. Past that it is cut short. */
typedef struct PmlPatience {
    uint64_t ticks; /* left; PML_NEVER: no limit */
    double (*clock)(void *ctx);
    void *clock_ctx;
    double deadline; /* on clock; 0: none */
    bool heeds;      /* stop_requested too */
    bool cut;        /* it was cut short: from now on nothing is, so that one can come back */
} PmlPatience;

/* A search that was cut short: asked again from the same place, it goes on. */
typedef struct PmlUnfinished {
    bool valid, backwards, second; /* second: the birth after the death before it */
    int event, way;
    uint64_t what;          /* the lines or the object searched for */
    PmlPlace from, reached; /* asked from; nothing was found up to here */
} PmlUnfinished;

typedef struct PmlProbe PmlProbe;

typedef struct PmlRecording {
    PmlEngine *E;
    PmlSeries *series;
    PmlHistory *history;
    PmlInput *inputs;
    char *typing; /* for the next cell; NULL: nothing */
    int64_t input_count, input_capacity;
    PmlChange *changes;
    int64_t change_count, change_capacity;
    PmlMark *marks;
    int64_t mark_count, mark_capacity;
    PmlCollection *collections;
    int64_t collection_count, collection_capacity, collections_lost;
    double pause_began, pause_seconds, longest_pause_seconds; /* of collections; real time */
    PmlPlace at;        /* where the engine stands; its tick is E->vm->ticks */
    PmlPlace end;       /* where the recording ends, while away */
    bool away;          /* the engine stands before the end of the recording */
    bool inside_c;      /* it stands inside C code: R2 */
    uint64_t budget;    /* host bytes for marks */
    uint64_t next_mark; /* live: the tick from which the next mark is due */
    uint64_t unmarked;  /* source bytes compiled since the last mark */
    PmlStepIndex index;
    PmlPatience patience;
    PmlUnfinished unfinished;
    /* while running unseen */
    jmp_buf halt;
    uint64_t goal, near;  /* stop exactly here; a mark here, for what is asked next */
    uint64_t spacing;     /* and one more after each so many ticks; 0: none */
    uint64_t last_near;   /* but the last one here */
    uint64_t cut_tick;    /* patience ends here */
    PmlPace look;         /* when to look at the clock next */
    uint64_t work;        /* in C, beyond ticks */
    bool gives_up;        /* patience ended within an instruction: back to a mark */
    bool full_collection; /* the one that runs, or ran last, is of all generations */
    bool cutting;         /* it has ended: stop where one can go on from */
    PmlProbe *probe;
    uint64_t probe_from; /* it asks after this tick */
} PmlRecording;

PmlRecording *pml_recording_new(PmlEngine *E, PmlSeries *series,
                                uint64_t budget); /* NULL: memory */
void pml_recording_free(PmlRecording *r);

/* -- going on at the end of the recording (recording.c) -- */
typedef enum PmlGoing { PML_GOING_DONE, PML_GOING_PAUSED, PML_GOING_NO_MEMORY } PmlGoing;
/* Only when nothing runs and the engine is at the end. */
PmlGoing pml_recording_cell(PmlRecording *r, const char *source, const char *filename,
                            bool show_values, const PmlAllowance *a, PmlOutcome *o);
/* What is typed for the next cell to read, after what is left of earlier cells' input. */
bool pml_recording_type(PmlRecording *r, const char *text); /* false: no memory */
/* The next line of what has been typed by the place where the engine stands, as PmlHost.read_line
 * would give it: live and when going over it again. */
size_t pml_recording_read_line(PmlRecording *r, char *buffer, size_t capacity);
PmlGoing pml_recording_finish(PmlRecording *r, const PmlAllowance *a, PmlOutcome *o);
/* Only while an input runs. */
PmlGoing pml_recording_go_on(PmlRecording *r, const PmlAllowance *a, PmlOutcome *o);
/* End the running input here, as if interrupted. */
void pml_recording_stop(PmlRecording *r, PmlOutcome *o);
/* Forget all that comes after the place where the engine stands, and go on from here. False: the
 * place is inside C code. */
bool pml_recording_branch(PmlRecording *r);
/* Make a change here, at the end. One that does not end within the allowance, or prints too much,
 * is not made: o->stopped. False: no memory. */
bool pml_recording_change(PmlRecording *r, const char *source, const PmlAllowance *a,
                          PmlOutcome *o);
/* What a full collection costs, in ticks of the same cost. */
static inline uint64_t pml_collection_work(const PmlEngine *E)
{
    return (uint64_t)E->gc->long_lived_total * 5;
}
bool pml_recording_mark(PmlRecording *r); /* keep a mark of this place; false: no memory */
PmlPlace pml_recording_end(const PmlRecording *r);

/* -- travelling (travel.c) -- */
/* The latest place with this tick. */
PmlPlace pml_place_of_tick(const PmlRecording *r, uint64_t tick);
/* The engine as it was made. */
static inline PmlPlace pml_place_first(const PmlRecording *r)
{
    return r->marks[0].place;
}
/* After so many inputs. */
PmlPlace pml_place_of_input(const PmlRecording *r, int64_t inputs);
/* False: no memory to keep the end of the recording; the engine stays where it is. When patience
 * ends (pml_was_cut), it stands on the way. */
bool pml_seek(PmlRecording *r, PmlPlace to);
/* The same with a mark shortly before, for steps back from there. */
bool pml_seek_near(PmlRecording *r, PmlPlace to);
/* Patience for what comes; of `a`: budget (ticks), seconds, clock. NULL: no limit. */
void pml_travel_allow(PmlRecording *r, const PmlAllowance *a);
static inline bool pml_was_cut(const PmlRecording *r)
{
    return r->patience.cut;
}

/* A question asked while running from one place towards another. The members may be NULL, without
 * at_tick the run is as fast as any; `hit` set by any of them stops the run at the next tick. */
struct PmlProbe {
    void (*at_tick)(PmlProbe *p, PmlRecording *r);
    void (*on_death)(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause);
    void (*on_step)(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n);
    void (*on_notice)(PmlProbe *p, PmlRecording *r, PmlNotice what, PmlObj *o, PmlObj *by);
    bool hit, armed;
    /* kept for the probe by the run: frames in use, and those at the tick before */
    int64_t depth, previous_depth;
    PmlInterpFrame *frame;
    void *ctx;
};
/* Run from `from` to `to` asking at every tick after `from`, `to` included; stops at a hit. True:
 * it was hit, and the engine stands there. False: the engine stands at `to`, or where it was cut.
 */
bool pml_probe_run(PmlRecording *r, PmlProbe *p, PmlPlace from, PmlPlace to);
int64_t pml_frame_depth(const PmlEngine *E); /* frames that have begun */

/* The validator (recording_check.c): NULL, or the broken one of R1 to R3. */
const char *pml_recording_check(const PmlRecording *r);

/* Shared by the two files: run the input at hand until it ends (true) or is paused. */
bool pml_recording_advance(PmlRecording *r, PmlOutcome *o);
/* Run on unseen to there (travel.c), where patience does not matter. */
void pml_recording_replay(PmlRecording *r, PmlPlace to);
void pml_recording_live(PmlRecording *r); /* hooks as at the end of the recording */

#endif

/* The recording grows: inputs, marks, collections; branches. */
#include "observe/recording.h"

#include <stdio.h>

/* A mark costs what comparing the pages in use and copying the changed ones costs; running so many
 * ticks between two marks keeps that below a fifth of the time. Deterministic: no clock. */
enum { TICKS_PER_PAGE = 130, TICKS_PER_CHANGE = 700, MARK_TICKS_MIN = 120000 };
enum {
    TICKS_PER_SOURCE_BYTE = 40,
    RETRY_TICKS = 61,
    SLICE_RETRY_TICKS = 251,
    FIRST_LOOK = 64, /* at the clock: an instruction may take long */
    COLLECTIONS_MAX = 1 << 16
};

int pml_place_compare(const PmlPlace *a, const PmlPlace *b)
{
    if (a->input != b->input) {
        return a->input < b->input ? -1 : 1;
    }
    if (a->inside != b->inside) {
        return a->inside ? 1 : -1;
    }
    if (a->tick != b->tick) {
        return a->tick < b->tick ? -1 : 1;
    }
    return (a->changes > b->changes) - (a->changes < b->changes);
}

/* Room for one more in a growing array; false: no memory. */
static bool room(void *array, int64_t count, int64_t *capacity, size_t size)
{
    void **at = array;
    if (count < *capacity) {
        return true;
    }
    int64_t wanted = *capacity ? *capacity * 2 : 16;
    void *more = realloc(*at, (size_t)wanted * size);
    if (!more) {
        return false;
    }
    *at = more;
    *capacity = wanted;
    return true;
}

/* -- marks ------------------------------------------------------------------------------- */

static void drop_mark(PmlRecording *r, PmlMark *m)
{
    pml_moment_drop(r->history, m->moment);
    pml_parked_drop(r->E, m->parked);
}

/* Drop the mark that leaves the smallest gap; never the first, the last, or the one kept. Its
 * number, -1: none. */
static int64_t thin_out(PmlRecording *r, int64_t keep)
{
    int64_t victim = -1;
    uint64_t smallest = UINT64_MAX;
    for (int64_t i = 1; i + 1 < r->mark_count; i++) {
        uint64_t gap = r->marks[i + 1].place.tick - r->marks[i - 1].place.tick;
        if (i != keep && gap < smallest) {
            smallest = gap;
            victim = i;
        }
    }
    if (victim < 0) {
        return -1;
    }
    drop_mark(r, &r->marks[victim]);
    r->mark_count--;
    memmove(&r->marks[victim], &r->marks[victim + 1],
            (size_t)(r->mark_count - victim) * sizeof *r->marks);
    return victim;
}

static void schedule_mark(PmlRecording *r, const PmlMoment *m)
{
    uint64_t ticks = (uint64_t)pml_moment_pages(m) * TICKS_PER_PAGE +
                     (uint64_t)pml_moment_changed(m) * TICKS_PER_CHANGE;
    r->next_mark = r->E->vm->ticks + (ticks > MARK_TICKS_MIN ? ticks : MARK_TICKS_MIN);
    r->unmarked = 0;
}

bool pml_recording_mark(PmlRecording *r)
{
    r->at.tick = r->E->vm->ticks;
    int64_t i = r->mark_count;
    while (i > 0 && pml_place_compare(&r->marks[i - 1].place, &r->at) > 0) {
        i--;
    }
    if (i > 0 && pml_place_compare(&r->marks[i - 1].place, &r->at) == 0) {
        return true;
    }
    if (!room(&r->marks, r->mark_count, &r->mark_capacity, sizeof *r->marks)) {
        return false;
    }
    int64_t depth = r->E->vm->c_depth;
    r->E->vm->c_depth = 0; /* as it will be when someone goes on from here */
    PmlMoment *m = pml_moment_take(r->E, r->history);
    r->E->vm->c_depth = depth;
    PmlParked *parked = NULL;
    if (!m || !pml_parked_keep(r->E, &parked)) {
        pml_moment_drop(r->history, m);
        return false;
    }
    memmove(&r->marks[i + 1], &r->marks[i], (size_t)(r->mark_count - i) * sizeof *r->marks);
    r->marks[i] = (PmlMark){r->at, m, parked};
    r->mark_count++;
    if (!r->away) {
        schedule_mark(r, m);
    }
    while (pml_history_bytes(r->history) > r->budget && r->mark_count > 3) {
        int64_t gone = thin_out(r, i);
        if (gone < 0) {
            break;
        }
        i -= gone < i;
    }
    return true;
}

/* A collection takes no ticks: what it costs brings the next mark nearer all the same. */
static void bring_mark_nearer(PmlRecording *r, uint64_t work)
{
    PmlEngine *E = r->E;
    uint64_t now = E->vm->ticks;
    r->next_mark = r->next_mark > now + work ? r->next_mark - work : now;
    if (r->next_mark < E->hook_tick) {
        E->hook_tick = r->next_mark > now ? r->next_mark : now + 1;
        E->event_tick = E->hook_tick < E->event_tick ? E->hook_tick : E->event_tick;
    }
}

/* -- hooks while recording --------------------------------------------------------------- */

static void live_hook(PmlEngine *E, bool quiescent)
{
    PmlRecording *r = E->recorder;
    uint64_t now = E->vm->ticks;
    pml_series_sample(r->series, E, false);
    uint64_t next = r->next_mark;
    if (now >= next) {
        next = now + RETRY_TICKS;
        if (quiescent) {
            if (pml_recording_mark(r)) {
                next = r->next_mark;
            } else {
                r->next_mark = next = now + MARK_TICKS_MIN * 10; /* no memory: go on without */
            }
        }
    }
    E->hook_tick = r->series->next < next ? r->series->next : next;
    if (E->hook_tick <= now) {
        E->hook_tick = now + 1;
    }
}

static void begin_collection(PmlRecording *r, int32_t generation, uint64_t live)
{
    PmlEngine *E = r->E;
    r->full_collection = generation == 2;
    r->pause_began = E->limit_clock ? E->limit_clock(E->limit_clock_ctx) : 0;
    if (r->collection_count >= COLLECTIONS_MAX ||
        !room(&r->collections, r->collection_count, &r->collection_capacity,
              sizeof *r->collections)) {
        r->collections_lost++;
        return;
    }
    r->collections[r->collection_count++] = (PmlCollection){
        .tick = E->vm->ticks, .end_tick = PML_NEVER, .generation = generation, .live_before = live};
}

static void end_collection(PmlRecording *r, int64_t found, uint64_t live)
{
    PmlEngine *E = r->E;
    PmlCollection *c = r->collection_count ? &r->collections[r->collection_count - 1] : NULL;
    if (c && c->end_tick == PML_NEVER) {
        c->end_tick = E->vm->ticks;
        c->found = found;
        c->live_after = live;
    }
    if (r->full_collection && pml_collection_work(E) > MARK_TICKS_MIN / 2) {
        bring_mark_nearer(r, pml_collection_work(E));
    }
    if (E->limit_clock && r->pause_began > 0) {
        double pause = E->limit_clock(E->limit_clock_ctx) - r->pause_began;
        r->pause_seconds += pause;
        r->longest_pause_seconds =
            pause > r->longest_pause_seconds ? pause : r->longest_pause_seconds;
    }
}

static void live_step(PmlEngine *E, PmlGcStep step, int64_t n)
{
    PmlRecording *r = E->recorder;
    uint64_t live = pml_heap_stats(E)->bytes_live;
    if (step == PML_GC_BEGIN) {
        begin_collection(r, (int32_t)n, live);
    } else if (step == PML_GC_END) {
        end_collection(r, n, live);
    } else {
        return;
    }
    pml_series_collection(r->series, E, step, n);
}

/* C code has been at work for long: no journey shall have to do it again. */
static void live_work(PmlEngine *E, uint64_t work)
{
    bring_mark_nearer(E->recorder, work);
}

static void live_death(PmlEngine *E, PmlObj *o, PmlCause cause)
{
    PML_UNUSED(cause);
    pml_series_death(((PmlRecording *)E->recorder)->series, E, o);
}

void pml_recording_live(PmlRecording *r)
{
    PmlEngine *E = r->E;
    E->tick_hook = live_hook;
    E->hook_tick = E->vm->ticks + 1;
    E->gc_hooks->on_step = live_step;
    E->gc_hooks->on_death = r->series->objects_watched ? live_death : NULL;
    E->work_hook = live_work;
    E->pause_tick = UINT64_MAX;
}

/* -- running an input -------------------------------------------------------------------- */

bool pml_recording_advance(PmlRecording *r, PmlOutcome *o)
{
    PmlEngine *E = r->E;
    PmlInput *in = &r->inputs[r->at.input];
    PmlObj *result = NULL;
    if (in->kind == PML_INPUT_FINISH) {
        r->at.inside = true;
        pml_cell_finish(E, o);
    } else {
        if (!r->at.inside) {
            r->at.inside = true;
            pml_cell_begin(E, in);
        }
        pml_run_schedule(E);
        if (E->vm->top_frame.p && pml_vm_go_on(E, &result) == PML_RUN_PAUSED) {
            return false;
        }
        pml_cell_end(E, result, o);
    }
    r->at.inside = false;
    r->at.input++;
    return true;
}

static void allow(PmlRecording *r, const PmlAllowance *a)
{
    PmlEngine *E = r->E;
    uint64_t now = E->vm->ticks;
    pml_recording_live(r);
    if (!a->goes_on) {
        E->stop_requested = 0;
        if (E->stop_flag) {
            *E->stop_flag = 0;
        }
    }
    E->stop_why = a->stop_why;
    E->stop_tick = a->stop_why ? a->stop_tick : a->ticks ? now + a->ticks : UINT64_MAX;
    E->pause_tick = a->budget ? now + a->budget : UINT64_MAX;
    E->pause_retry = a->slice ? SLICE_RETRY_TICKS : 1;
    E->deadline = E->pause_time = 0;
    E->limit_clock = NULL;
    E->stoppable = true;
    E->stopped_in_c = false;
    if (a->clock && (a->seconds > 0 || a->pause_at > 0)) {
        double clock = a->clock(a->clock_ctx);
        E->limit_clock = a->clock;
        E->limit_clock_ctx = a->clock_ctx;
        E->pace = (PmlPace){now + FIRST_LOOK, FIRST_LOOK, clock};
        E->deadline = a->seconds > 0 ? clock + a->seconds : 0;
        E->pause_time = a->pause_at;
    }
}

/* What was counted and timed from this tick on. */
static void forget_numbers(PmlRecording *r, uint64_t tick)
{
    while (r->collection_count && r->collections[r->collection_count - 1].tick >= tick) {
        r->collection_count--;
    }
    pml_series_branch(r->series, tick);
}

/* The input that is over was stopped within an instruction. That one cannot be made again, so the
 * run ends before it: everything goes back to the last mark, and to the end from there. */
static void take_back(PmlRecording *r, PmlInput *in)
{
    PmlEngine *E = r->E;
    in->stop_tick = E->stopped_at > in->start ? E->stopped_at : in->start;
    PmlPlace last = {in->stop_tick, r->at.input - 1, r->at.changes, in->stop_tick > in->start};
    PmlPlace end = {0, r->at.input, r->at.changes, false};
    while (r->mark_count > 1 && pml_place_compare(&r->marks[r->mark_count - 1].place, &last) > 0) {
        drop_mark(r, &r->marks[--r->mark_count]);
    }
    forget_numbers(r, in->stop_tick);
    pml_recording_replay(r, end);
    pml_recording_live(r);
}

/* What ran does no more. */
static void rest(PmlRecording *r)
{
    PmlEngine *E = r->E;
    E->pause_tick = UINT64_MAX;
    E->limit_clock = NULL;
    E->deadline = E->pause_time = 0;
    E->stoppable = false;
}

static PmlGoing go(PmlRecording *r, const PmlAllowance *a, PmlOutcome *o)
{
    PmlEngine *E = r->E;
    PmlInput *in = &r->inputs[r->at.input];
    allow(r, a);
    bool over = pml_recording_advance(r, o);
    rest(r);
    r->at.tick = E->vm->ticks;
    if (over) {
        bool by_host = o->stopped == PML_STOP_TICKS || o->stopped == PML_STOP_TIME ||
                       o->stopped == PML_STOP_REQUEST;
        in->stop_tick = by_host ? E->stopped_at : PML_NEVER;
        in->stop_why = (int)o->stopped;
        pml_failure_free(&in->failure);
        pml_failure_copy(&o->failure, &in->failure);
        if (by_host && E->stopped_in_c) {
            take_back(r, in);
        }
        in->end = E->vm->ticks;
    }
    if (over || !a->slice) {
        pml_series_sample(r->series, E, true);
    }
    return over ? PML_GOING_DONE : PML_GOING_PAUSED;
}

static PmlInput *new_input(PmlRecording *r, PmlInputKind kind, const char *source,
                           const char *filename)
{
    if (!room(&r->inputs, r->input_count, &r->input_capacity, sizeof *r->inputs)) {
        return NULL;
    }
    PmlInput in = {
        .kind = kind, .start = r->E->vm->ticks, .end = PML_NEVER, .stop_tick = PML_NEVER};
    in.number = 1;
    for (int64_t i = 0; i < r->input_count; i++) {
        in.number += r->inputs[i].kind == PML_INPUT_CELL;
    }
    if (source) {
        in.size = strlen(source);
        in.source = strdup(source);
        in.filename = filename ? strdup(filename) : NULL;
        if (!in.source || (filename && !in.filename)) {
            free(in.source);
            free(in.filename);
            return NULL;
        }
    }
    r->inputs[r->input_count] = in;
    return &r->inputs[r->input_count++];
}

PmlGoing pml_recording_cell(PmlRecording *r, const char *source, const char *filename,
                            bool show_values, const PmlAllowance *a, PmlOutcome *o)
{
    uint64_t work = r->E->vm->ticks + r->unmarked * TICKS_PER_SOURCE_BYTE;
    if (work >= r->next_mark) {
        pml_recording_mark(r);
    }
    PmlInput *in = new_input(r, PML_INPUT_CELL, source, filename);
    if (!in) {
        return PML_GOING_NO_MEMORY;
    }
    in->show_values = show_values;
    in->typed = r->typing;
    r->typing = NULL;
    r->unmarked += in->size;
    return go(r, a, o);
}

bool pml_recording_type(PmlRecording *r, const char *text)
{
    free(r->typing);
    r->typing = text ? strdup(text) : NULL;
    return r->typing || !text;
}

size_t pml_recording_read_line(PmlRecording *r, char *buffer, size_t capacity)
{
    uint64_t skip = r->E->vm->input_read;
    size_t n = 0;
    bool line = false;
    /* Not the input of a cell that has not begun: at its end an earlier one has read nothing. */
    for (int64_t i = 0; i < r->at.input + r->at.inside && i < r->input_count; i++) {
        const char *text = r->inputs[i].typed;
        size_t size = text ? strlen(text) : 0;
        size_t from = skip < size ? (size_t)skip : size;
        skip -= from;
        while (from < size && n < capacity && !line) {
            buffer[n] = text[from++];
            line = buffer[n++] == '\n';
        }
    }
    r->E->vm->input_read += n;
    return n;
}

PmlGoing pml_recording_finish(PmlRecording *r, const PmlAllowance *a, PmlOutcome *o)
{
    return new_input(r, PML_INPUT_FINISH, NULL, NULL) ? go(r, a, o) : PML_GOING_NO_MEMORY;
}

PmlGoing pml_recording_go_on(PmlRecording *r, const PmlAllowance *a, PmlOutcome *o)
{
    return go(r, a, o);
}

void pml_recording_stop(PmlRecording *r, PmlOutcome *o)
{
    PmlEngine *E = r->E;
    PmlInput *in = &r->inputs[r->at.input];
    in->stop_tick = E->vm->ticks;
    in->stop_why = PML_STOP_REQUEST;
    pml_recording_live(r);
    E->stop_tick = in->stop_tick;
    E->stop_why = in->stop_why;
    pml_recording_advance(r, o);
    E->stop_tick = UINT64_MAX;
    E->stop_why = 0;
    in->end = r->at.tick = E->vm->ticks;
    pml_series_sample(r->series, E, true);
}

/* -- branches ---------------------------------------------------------------------------- */

PmlPlace pml_recording_end(const PmlRecording *r)
{
    PmlPlace p = r->away ? r->end : r->at;
    if (!r->away) {
        p.tick = r->E->vm->ticks;
    }
    return p;
}

static void forget_inputs(PmlRecording *r)
{
    int64_t keep = r->at.input + r->at.inside;
    while (r->input_count > keep) {
        pml_input_free(&r->inputs[--r->input_count]);
    }
    if (r->at.inside) {
        PmlInput *in = &r->inputs[r->at.input];
        in->end = in->stop_tick = PML_NEVER;
        in->stop_why = 0;
        pml_failure_free(&in->failure);
    }
    while (r->change_count > r->at.changes) {
        free(r->changes[--r->change_count].source);
    }
}

bool pml_recording_branch(PmlRecording *r)
{
    if (r->inside_c) {
        return false;
    }
    uint64_t now = r->at.tick = r->E->vm->ticks;
    forget_inputs(r);
    pml_step_index_forget(&r->index, now);
    r->unfinished.valid = false;
    while (r->mark_count > 1 && pml_place_compare(&r->marks[r->mark_count - 1].place, &r->at) > 0) {
        drop_mark(r, &r->marks[--r->mark_count]);
    }
    forget_numbers(r, now);
    r->away = false;
    r->next_mark = r->marks[r->mark_count - 1].place.tick + MARK_TICKS_MIN;
    pml_recording_live(r);
    return true;
}

bool pml_recording_change(PmlRecording *r, const char *source, const PmlAllowance *a, PmlOutcome *o)
{
    PmlEngine *E = r->E;
    char *copy = strdup(source);
    if (!copy || !room(&r->changes, r->change_count, &r->change_capacity, sizeof *r->changes) ||
        !pml_recording_mark(r)) {
        free(copy);
        return false;
    }
    PmlPlace before = r->at;
    allow(r, a);
    E->pause_tick = UINT64_MAX;
    pml_run_schedule(E);
    pml_cell_inject(E, copy, o);
    rest(r);
    if (E->rt->stopping && E->rt->stopping != PML_STOP_EXIT) {
        o->stopped = (PmlStop)E->rt->stopping;
        free(copy);
        forget_numbers(r, before.tick);
        pml_recording_replay(r, before);
        pml_recording_live(r);
        return true;
    }
    r->changes[r->change_count++] = (PmlChange){before, E->vm->ticks, copy};
    r->at.changes++;
    r->at.tick = E->vm->ticks;
    return true;
}

/* -- making and ending ------------------------------------------------------------------- */

PmlRecording *pml_recording_new(PmlEngine *E, PmlSeries *series, uint64_t budget)
{
    PmlRecording *r = calloc(1, sizeof *r);
    if (!r) {
        return NULL;
    }
    r->E = E;
    r->series = series;
    r->budget = budget;
    r->goal = r->near = r->last_near = PML_NEVER;
    r->patience.ticks = PML_NEVER;
    r->history = pml_history_new(E);
    E->recorder = r;
    if (!r->history || !pml_step_index_init(&r->index) || !pml_recording_mark(r)) {
        pml_recording_free(r);
        return NULL;
    }
    pml_recording_live(r);
    return r;
}

void pml_recording_free(PmlRecording *r)
{
    if (!r) {
        return;
    }
    for (int64_t i = 0; i < r->mark_count; i++) {
        drop_mark(r, &r->marks[i]);
    }
    for (int64_t i = 0; i < r->input_count; i++) {
        pml_input_free(&r->inputs[i]);
    }
    for (int64_t i = 0; i < r->change_count; i++) {
        free(r->changes[i].source);
    }
    pml_history_free(r->history);
    pml_step_index_clear(&r->index);
    free(r->marks);
    free(r->inputs);
    free(r->changes);
    free(r->collections);
    free(r->typing);
    r->E->recorder = NULL;
    r->E->tick_hook = NULL;
    free(r);
}

/* Going to places of the recording: restore a mark, run on unseen, stop exactly there. */
#include "observe/recording.h"

/* A mark so many ticks before the goal makes the next steps back short. */
enum { NEAR_TICKS = 4000 };

/* -- places ------------------------------------------------------------------------------ */

PmlPlace pml_place_of_input(const PmlRecording *r, int64_t inputs)
{
    PmlPlace end = pml_recording_end(r);
    if (inputs >= end.input) {
        return end;
    }
    PmlPlace p = {.input = inputs, .tick = r->inputs[inputs].start};
    while (p.changes < r->change_count && r->changes[p.changes].place.input <= inputs &&
           r->changes[p.changes].place.tick <= p.tick) {
        p.changes++;
    }
    return p;
}

PmlPlace pml_place_of_tick(const PmlRecording *r, uint64_t tick)
{
    PmlPlace end = pml_recording_end(r);
    if (tick >= end.tick) {
        return end;
    }
    PmlPlace p = {.tick = tick};
    for (int64_t i = 0; i < r->input_count; i++) {
        const PmlInput *in = &r->inputs[i];
        if (in->end <= tick) {
            p.input = i + 1;
        } else {
            p.inside = tick > in->start;
            break;
        }
    }
    while (p.changes < r->change_count && r->changes[p.changes].end <= tick) {
        p.changes++;
    }
    return p;
}

int64_t pml_frame_depth(const PmlEngine *E)
{
    int64_t n = 0;
    for (const PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        n++;
    }
    return n;
}

/* -- running unseen ---------------------------------------------------------------------- */

static void follow_frames(PmlProbe *p, const PmlEngine *E)
{
    PmlInterpFrame *f = E->vm->frame.p;
    p->previous_depth = p->depth;
    if (f == p->frame) {
        return;
    }
    /* A frame's place may be used again at once: count, except for a plain call. */
    p->depth = f && p->frame && f->previous.p == p->frame ? p->depth + 1 : pml_frame_depth(E);
    p->frame = f;
}

static void ask(PmlRecording *r)
{
    PmlProbe *p = r->probe;
    if (!p->armed) {
        p->armed = true;
        p->frame = r->E->vm->frame.p;
        p->depth = p->previous_depth = pml_frame_depth(r->E);
        return;
    }
    follow_frames(p, r->E);
    if (p->at_tick && !p->hit) {
        p->at_tick(p, r);
    }
}

static void unseen_hook(PmlEngine *E, bool quiescent)
{
    PmlRecording *r = E->recorder;
    uint64_t now = E->vm->ticks;
    r->at.tick = now;
    if (r->probe && now >= r->probe_from) {
        ask(r);
    }
    if (now >= r->goal || (r->probe && r->probe->hit)) {
        if (!quiescent) {
            longjmp(r->halt, 1); /* the region is the state: nothing on the C stack matters */
        }
        E->pause_tick = now;
        return;
    }
    if (now >= r->near && quiescent) {
        pml_recording_mark(r);
        r->near = PML_NEVER;
    }
    uint64_t next = r->goal < r->near ? r->goal : r->near;
    if (r->probe && r->probe_from < next) {
        next = r->probe_from;
    }
    E->hook_tick = next > now ? next : now + 1;
}

static void unseen_death(PmlEngine *E, PmlObj *o, PmlCause cause)
{
    PmlRecording *r = E->recorder;
    if (r->probe && r->probe->armed && !r->probe->hit) {
        r->probe->on_death(r->probe, r, o, cause);
    }
}

static void unseen_step(PmlEngine *E, PmlGcStep step, int64_t n)
{
    PmlRecording *r = E->recorder;
    if (r->probe && r->probe->armed && !r->probe->hit) {
        r->probe->on_step(r->probe, r, step, n);
    }
}

static void arm(PmlRecording *r, uint64_t goal)
{
    PmlEngine *E = r->E;
    const PmlInput *in = r->at.input < r->input_count ? &r->inputs[r->at.input] : NULL;
    r->goal = goal;
    E->unseen = true;
    E->tick_hook = unseen_hook;
    E->hook_tick = goal < r->near ? goal : r->near;
    if (r->probe) {
        uint64_t now = E->vm->ticks;
        uint64_t from = r->probe_from > now ? r->probe_from : now + (r->probe->armed ? 1 : 0);
        E->hook_tick = from < E->hook_tick ? from : E->hook_tick;
    }
    E->gc_hooks->on_death = r->probe && r->probe->on_death ? unseen_death : NULL;
    E->gc_hooks->on_step = r->probe && r->probe->on_step ? unseen_step : NULL;
    E->stop_tick = in ? in->stop_tick : PML_NEVER;
    E->stop_why = in ? in->stop_why : 0;
    E->pause_tick = UINT64_MAX;
    E->limit_clock = NULL;
    E->deadline = 0;
}

/* The change due at the place where the engine stands, on the way to `to`; NULL: none. */
static PmlChange *due_change(PmlRecording *r, const PmlPlace *to)
{
    PmlChange *c = r->at.changes < r->change_count ? &r->changes[r->at.changes] : NULL;
    if (!c || c->place.input != r->at.input || c->place.inside != r->at.inside ||
        c->place.tick != r->at.tick) {
        return NULL;
    }
    return to->changes > r->at.changes || to->tick > r->at.tick ? c : NULL;
}

static bool arrived(const PmlRecording *r, const PmlPlace *to)
{
    return (r->at.input == to->input && r->at.inside == to->inside &&
            r->at.changes >= to->changes && r->at.tick >= to->tick) ||
           r->at.input >= r->input_count || (r->probe && r->probe->hit);
}

static void drive(PmlRecording *r, const PmlPlace *to)
{
    PmlOutcome unheard = {0};
    r->at.tick = r->E->vm->ticks;
    for (;;) {
        PmlChange *c = due_change(r, to);
        if (c) {
            arm(r, to->changes > r->at.changes ? PML_NEVER : to->tick);
            pml_run_schedule(r->E);
            pml_cell_inject(r->E, c->source, &unheard);
            r->at.changes++;
        } else if (arrived(r, to)) {
            break;
        } else {
            uint64_t goal = to->input == r->at.input && to->inside ? to->tick : PML_NEVER;
            c = r->at.changes < r->change_count ? &r->changes[r->at.changes] : NULL;
            if (c && c->place.input == r->at.input && c->place.inside && c->place.tick < goal) {
                goal = c->place.tick;
            }
            arm(r, goal);
            pml_recording_advance(r, &unheard);
        }
        pml_outcome_free(&unheard);
        r->at.tick = r->E->vm->ticks;
    }
}

static void run_unseen(PmlRecording *r, const PmlPlace *to)
{
    if (setjmp(r->halt) == 0) {
        drive(r, to);
        r->inside_c = false;
    } else {
        r->inside_c = true;
    }
    r->at.tick = r->E->vm->ticks;
    r->E->unseen = false;
    r->goal = r->near = PML_NEVER;
    r->E->pause_tick = r->E->stop_tick = r->E->event_tick = UINT64_MAX;
    r->E->stop_why = 0;
    r->E->gc_hooks->on_death = NULL;
    r->E->gc_hooks->on_step = NULL;
}

/* -- travelling -------------------------------------------------------------------------- */

/* The last mark not after p. */
static PmlMark *mark_before(PmlRecording *r, const PmlPlace *p)
{
    int64_t low = 0, high = r->mark_count;
    while (high - low > 1) {
        int64_t mid = (low + high) / 2;
        if (pml_place_compare(&r->marks[mid].place, p) <= 0) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return &r->marks[low];
}

static void restore(PmlRecording *r, const PmlMark *m)
{
    pml_moment_restore(r->E, r->history, m->moment);
    r->at = m->place;
    r->inside_c = false;
}

/* Stand at a place one can run on from, as near before p as is known. */
static void stand_before(PmlRecording *r, const PmlPlace *p)
{
    PmlMark *m = mark_before(r, p);
    bool here = !r->inside_c && pml_place_compare(&r->at, p) <= 0 &&
                pml_place_compare(&r->at, &m->place) >= 0;
    if (!here) {
        restore(r, m);
    }
}

static bool leave_end(PmlRecording *r)
{
    if (r->away) {
        return true;
    }
    if (!pml_recording_mark(r)) {
        return false;
    }
    r->end = r->at;
    r->away = true;
    return true;
}

static void come_home(PmlRecording *r)
{
    if (r->away && !r->inside_c && pml_place_compare(&r->at, &r->end) == 0) {
        r->away = false;
        pml_recording_live(r);
    }
}

bool pml_seek(PmlRecording *r, PmlPlace to)
{
    r->at.tick = r->E->vm->ticks;
    if (pml_place_compare(&r->at, &to) == 0) {
        come_home(r);
        return true;
    }
    if (!leave_end(r)) {
        return false;
    }
    stand_before(r, &to);
    if (to.tick > r->at.tick + 2 * NEAR_TICKS && to.inside) {
        r->near = to.tick - NEAR_TICKS;
    }
    run_unseen(r, &to);
    come_home(r);
    return true;
}

bool pml_probe_run(PmlRecording *r, PmlProbe *p, PmlPlace from, PmlPlace to)
{
    p->hit = p->armed = false;
    if (pml_place_compare(&from, &to) >= 0 || !pml_seek(r, from) || !leave_end(r)) {
        return false;
    }
    r->probe = p;
    r->probe_from = from.tick;
    if (r->inside_c) {
        restore(r, mark_before(r, &from));
    } else {
        ask(r); /* from here on */
    }
    run_unseen(r, &to);
    r->probe = NULL;
    come_home(r);
    return p->hit;
}

/* Going to places of the recording: restore a mark, run on unseen, stop exactly there. */
#include "observe/recording.h"

/* A mark so many ticks before the goal makes the next steps back short; on a long way marks are
 * left for later journeys, spaced by what one costs. */
enum { NEAR_TICKS = 4096, SPACING_MIN = 60000, SPACING_PER_PAGE = 45, CHEAP_PAGES = 1000 };
enum { LONG_STRETCH = 400000, LONGEST_STRETCH = 4000000 };
enum { RETRY_TICKS = 61, GRACE_TICKS = 100000 };

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
    } else if (p->at_tick) {
        follow_frames(p, r->E);
        if (!p->hit) {
            p->at_tick(p, r);
        }
    }
}

static bool out_of_time(PmlRecording *r, uint64_t now)
{
    const PmlPatience *p = &r->patience;
    if (now < r->look.next) {
        return false;
    }
    double clock = p->deadline > 0 ? p->clock(p->clock_ctx) : 0;
    pml_pace_looked(&r->look, now, clock);
    return (p->heeds && pml_stop_requested(r->E)) || (p->deadline > 0 && clock > p->deadline);
}

/* Patience has ended, and this is where to stop: where one can go on from, if such a place comes.
 */
static bool is_cut(PmlRecording *r, uint64_t now, bool quiescent)
{
    if (r->patience.cut) {
        return false;
    }
    if (!r->cutting && (now >= r->cut_tick || out_of_time(r, now))) {
        r->cutting = true;
        r->cut_tick = now;
    }
    r->patience.cut = r->cutting && (quiescent || now - r->cut_tick > GRACE_TICKS);
    return r->patience.cut;
}

/* A mark on the way, and when the next one is due. */
static void mark_on_the_way(PmlRecording *r, uint64_t now)
{
    uint64_t next = r->spacing ? now + r->spacing : PML_NEVER;
    pml_recording_mark(r);
    r->near = next < r->last_near ? next : now < r->last_near ? r->last_near : PML_NEVER;
}

static uint64_t next_hook(const PmlRecording *r, uint64_t now)
{
    uint64_t next = r->near > now ? r->near : now + RETRY_TICKS;
    if (!r->patience.cut) {
        uint64_t cut = r->cutting ? now + RETRY_TICKS : r->cut_tick;
        next = cut < next ? cut : next;
        next = r->look.next < next ? r->look.next : next;
    }
    next = r->goal < next ? r->goal : next;
    if (r->probe && !r->probe->armed) {
        next = r->probe_from < next ? r->probe_from : next;
    } else if (r->probe && r->probe->at_tick) {
        next = now + 1;
    }
    return next > now ? next : now + 1;
}

static void unseen_hook(PmlEngine *E, bool quiescent)
{
    PmlRecording *r = E->recorder;
    uint64_t now = E->vm->ticks;
    r->at.tick = now;
    if (r->probe && now >= r->probe_from) {
        ask(r);
    }
    if (now >= r->goal || (r->probe && r->probe->hit) || is_cut(r, now, quiescent)) {
        if (!quiescent) {
            longjmp(r->halt, 1); /* the region is the state: nothing on the C stack matters */
        }
        E->pause_tick = now;
        return;
    }
    if (now >= r->near && quiescent) {
        mark_on_the_way(r, now);
    }
    E->hook_tick = next_hook(r, now);
}

/* What a probe saw inside an instruction stops the run before the next one. */
static void stop_at_hit(PmlEngine *E, const PmlProbe *p)
{
    if (p->hit) {
        E->hook_tick = E->event_tick = E->vm->ticks;
    }
}

static void unseen_death(PmlEngine *E, PmlObj *o, PmlCause cause)
{
    PmlRecording *r = E->recorder;
    if (r->probe && r->probe->armed && !r->probe->hit) {
        r->probe->on_death(r->probe, r, o, cause);
        stop_at_hit(E, r->probe);
    }
}

static void unseen_step(PmlEngine *E, PmlGcStep step, int64_t n)
{
    PmlRecording *r = E->recorder;
    if (r->probe && r->probe->on_step && r->probe->armed && !r->probe->hit) {
        r->probe->on_step(r->probe, r, step, n);
        stop_at_hit(E, r->probe);
    }
    if (step == PML_GC_BEGIN) {
        r->full_collection = n == 2;
    } else if (step == PML_GC_END && r->full_collection && pml_collection_work(E) > SPACING_MIN) {
        r->near = E->vm->ticks; /* no later journey has to do this again */
        E->hook_tick = E->event_tick = E->vm->ticks;
    }
}

/* Work in C counts as instructions do. Where patience ends within one there is nothing to show. */
static void unseen_work(PmlEngine *E, uint64_t work)
{
    PmlRecording *r = E->recorder;
    PmlPatience *p = &r->patience;
    uint64_t now = E->vm->ticks;
    r->work += work;
    if (p->cut) {
        return;
    }
    if (r->cut_tick != PML_NEVER) {
        r->cut_tick = r->cut_tick > now + work ? r->cut_tick - work : now;
    }
    bool late = p->deadline > 0 && p->clock(p->clock_ctx) > p->deadline;
    if (r->cutting || now >= r->cut_tick || late || (p->heeds && pml_stop_requested(E))) {
        r->cutting = p->cut = r->gives_up = true;
        longjmp(r->halt, 1);
    }
}

static void unseen_notice(PmlEngine *E, PmlNotice what, PmlObj *o, PmlObj *by)
{
    PmlRecording *r = E->recorder;
    if (r->probe && r->probe->armed && !r->probe->hit) {
        r->probe->on_notice(r->probe, r, what, o, by);
    }
}

static void arm(PmlRecording *r, uint64_t goal)
{
    PmlEngine *E = r->E;
    const PmlInput *in = r->at.input < r->input_count ? &r->inputs[r->at.input] : NULL;
    uint64_t now = E->vm->ticks;
    r->goal = goal;
    E->unseen = true;
    E->work_hook = unseen_work;
    E->tick_hook = unseen_hook;
    E->hook_tick = goal <= now || r->near <= now || r->cut_tick <= now ||
                           (r->probe && !r->probe->armed && r->probe_from <= now)
                       ? now
                       : next_hook(r, now);
    E->gc_hooks->on_death = r->probe && r->probe->on_death ? unseen_death : NULL;
    E->gc_hooks->on_step = unseen_step;
    E->gc_hooks->on_notice = r->probe && r->probe->on_notice ? unseen_notice : NULL;
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
           r->at.input >= r->input_count || (r->probe && r->probe->hit) ||
           (r->cutting && r->patience.cut);
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

static PmlMark *mark_before(PmlRecording *r, const PmlPlace *p);
static void restore(PmlRecording *r, const PmlMark *m);

static void run_unseen(PmlRecording *r, const PmlPlace *to)
{
    PmlPatience *p = &r->patience;
    uint64_t start = r->E->vm->ticks;
    r->cutting = false;
    r->look = pml_pace(start, p->deadline > 0 ? p->clock(p->clock_ctx) : 0);
    if (!p->heeds && p->deadline <= 0) {
        r->look.next = PML_NEVER;
    }
    r->gives_up = false;
    r->work = 0;
    r->cut_tick = p->ticks == PML_NEVER ? PML_NEVER : start + p->ticks;
    if (setjmp(r->halt) == 0) {
        drive(r, to);
        r->inside_c = false;
    } else {
        r->inside_c = true;
    }
    r->at.tick = r->E->vm->ticks;
    r->E->unseen = false;
    r->E->work_hook = NULL;
    r->goal = r->near = r->last_near = PML_NEVER;
    r->spacing = 0;
    r->E->pause_tick = r->E->stop_tick = r->E->event_tick = UINT64_MAX;
    r->E->stop_why = 0;
    r->E->gc_hooks->on_death = NULL;
    r->E->gc_hooks->on_step = NULL;
    r->E->gc_hooks->on_notice = NULL;
    if (p->ticks != PML_NEVER) {
        uint64_t taken = r->at.tick - start + r->work;
        p->ticks = taken < p->ticks ? p->ticks - taken : 0;
    }
    if (r->gives_up) {
        restore(r, mark_before(r, &r->at));
    } else if (r->cutting && p->cut && !r->inside_c) {
        pml_recording_mark(r); /* where to go on from, when asked again */
    }
}

void pml_travel_allow(PmlRecording *r, const PmlAllowance *a)
{
    r->patience = (PmlPatience){.ticks = PML_NEVER};
    if (!a) {
        return;
    }
    r->E->stop_requested = 0;
    if (r->E->stop_flag) {
        *r->E->stop_flag = 0;
    }
    r->patience.heeds = true;
    if (a->budget) {
        r->patience.ticks = a->budget;
    }
    if (a->clock && a->seconds > 0) {
        r->patience.clock = a->clock;
        r->patience.clock_ctx = a->clock_ctx;
        r->patience.deadline = a->clock(a->clock_ctx) + a->seconds;
    }
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
    pml_parked_restore(r->E, m->parked);
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

static uint64_t spacing_of(const PmlMark *m)
{
    uint64_t spacing = (uint64_t)pml_moment_pages(m->moment) * SPACING_PER_PAGE;
    return spacing > SPACING_MIN ? spacing : SPACING_MIN;
}

/* Marks to leave on the way from here to `to`. */
static void plan_marks(PmlRecording *r, const PmlPlace *to, bool near)
{
    const PmlMark *m = mark_before(r, &r->at);
    int64_t pages = pml_moment_pages(m->moment);
    uint64_t spacing = spacing_of(m);
    uint64_t here = r->at.tick;
    r->spacing = to->tick > here + spacing ? spacing : 0;
    r->near = r->spacing ? here + spacing : PML_NEVER;
    r->last_near = PML_NEVER;
    if ((near || pages < CHEAP_PAGES) && to->inside && to->tick > here + 2 * NEAR_TICKS) {
        r->last_near = to->tick - NEAR_TICKS;
        r->near = r->near < r->last_near ? r->near : r->last_near;
    }
}

/* The first journey into a long stretch without marks goes through all of it and leaves marks: all
 * later ones are short. */
static void open_up(PmlRecording *r, const PmlPlace *to)
{
    const PmlMark *m = mark_before(r, to);
    uint64_t start = m->place.tick;
    bool last = m + 1 == r->marks + r->mark_count;
    uint64_t end = last ? start : m[1].place.tick;
    if (end < start + LONG_STRETCH || end < start + 2 * spacing_of(m)) {
        return;
    }
    end = end < start + LONGEST_STRETCH ? end : start + LONGEST_STRETCH;
    if (to->tick > end) {
        return;
    }
    PmlPlace far = pml_place_of_tick(r, end - 1);
    if (r->inside_c || pml_place_compare(&r->at, &m->place) != 0) {
        restore(r, m);
    }
    plan_marks(r, &far, false);
    run_unseen(r, &far);
}

static bool seek(PmlRecording *r, PmlPlace to, bool near)
{
    r->at.tick = r->E->vm->ticks;
    if (pml_place_compare(&r->at, &to) == 0) {
        come_home(r);
        return true;
    }
    if (!leave_end(r)) {
        return false;
    }
    bool coming_back = r->patience.cut;
    if (!coming_back) {
        open_up(r, &to);
    }
    if (coming_back || !r->patience.cut) {
        stand_before(r, &to);
        plan_marks(r, &to, near);
        run_unseen(r, &to);
    }
    come_home(r);
    return true;
}

void pml_recording_replay(PmlRecording *r, PmlPlace to)
{
    PmlPatience patience = r->patience;
    r->patience = (PmlPatience){.ticks = PML_NEVER};
    restore(r, &r->marks[r->mark_count - 1]);
    r->away = true;
    r->end = to;
    run_unseen(r, &to);
    r->away = false;
    r->patience = patience;
}

bool pml_seek(PmlRecording *r, PmlPlace to)
{
    return seek(r, to, false);
}

bool pml_seek_near(PmlRecording *r, PmlPlace to)
{
    return seek(r, to, true);
}

bool pml_probe_run(PmlRecording *r, PmlProbe *p, PmlPlace from, PmlPlace to)
{
    p->hit = p->armed = false;
    if (r->patience.cut || pml_place_compare(&from, &to) >= 0 || !pml_seek(r, from) ||
        r->patience.cut || !leave_end(r)) {
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

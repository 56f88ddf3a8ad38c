/* The clock's events: limits, pauses, auditing. Called by the loop when ticks reach event_tick. */
#include "vm/run.h"

#include "vm/kernel.h"

static void stop(PmlEngine *E, PmlStop why)
{
    if (!E->rt->stopping) {
        E->rt->stopping = (int32_t)why;
        E->stopped_at = E->vm->ticks;
    }
    E->event_tick = 0; /* every further instruction unwinds */
}

void pml_run_stop(PmlEngine *E, PmlStop why)
{
    stop(E, why);
}

void pml_run_schedule(PmlEngine *E)
{
    uint64_t now = E->vm->ticks;
    uint64_t next = E->stop_tick < E->pause_tick ? E->stop_tick : E->pause_tick;
    if (E->limit_clock || pml_stop_requested(E)) {
        uint64_t look = E->limit_clock ? E->pace.next : now + PML_PACE_MOST;
        look = look > now ? look : now + 1;
        next = next < look ? next : look;
    }
    if (E->tick_hook) {
        uint64_t step = E->hook_interval ? E->hook_interval : 1;
        uint64_t at = E->hook_tick ? E->hook_tick : now + step;
        next = next < at ? next : at;
    }
    if (E->vm->kernel.p) {
        uint64_t at = pml_kernel_next_tick(E);
        next = next < at ? next : at;
    }
    E->event_tick = E->rt->stopping || E->gc->put_off ? 0 : next;
}

/* Real time is looked at only so often. Sets pause_tick when it is time to pause. */
static bool is_late(PmlEngine *E, uint64_t now)
{
    if (!E->limit_clock || now < E->pace.next) {
        return false;
    }
    double clock = E->limit_clock(E->limit_clock_ctx);
    pml_pace_looked(&E->pace, now, clock);
    if (E->pause_time > 0 && clock > E->pause_time && E->pause_tick > now) {
        E->pause_tick = now;
    }
    return E->deadline > 0 && clock > E->deadline;
}

bool pml_run_work(PmlEngine *E)
{
    uint64_t now = E->vm->ticks, work = (uint64_t)E->work, ticks = now - E->work_tick;
    if (!E->stoppable && !E->unseen) {
        E->work = 0;
        return false;
    }
    E->work = 0;
    E->work_tick = now;
    if (E->rt->stopping) {
        return true; /* now and then only: raising an error takes some work itself */
    }
    if (E->work_hook && work > ticks) {
        E->work_hook(E, work - ticks);
    }
    bool asked = pml_stop_requested(E) && !E->unseen;
    bool late = E->deadline > 0 && E->limit_clock(E->limit_clock_ctx) > E->deadline;
    if (asked || late) {
        stop(E, asked ? PML_STOP_REQUEST : PML_STOP_TIME);
        E->stopped_at = now ? now - 1 : 0;
        E->stopped_in_c = true;
    }
    return asked || late;
}

bool pml_vm_event(PmlEngine *E, bool quiescent)
{
    uint64_t now = E->vm->ticks;
    if (E->rt->stopping) {
        return false;
    }
    if (now >= E->stop_tick) {
        stop(E, E->stop_why ? (PmlStop)E->stop_why : PML_STOP_TICKS);
        return false;
    }
    if (pml_stop_requested(E) && !E->unseen) {
        stop(E, PML_STOP_REQUEST);
        return false;
    }
    if (is_late(E, now)) {
        stop(E, PML_STOP_TIME);
        return false;
    }
    if (E->vm->kernel.p) {
        pml_kernel_event(E, quiescent);
        if (pml_kernel_asks(E) && quiescent) {
            return true; /* whose turn it is comes before all else at this tick */
        }
    }
    if (E->tick_hook) {
        E->tick_hook(E, quiescent);
    }
    if (now >= E->pause_tick && quiescent) {
        return true;
    }
    pml_run_schedule(E);
    if (now >= E->pause_tick) {
        /* as soon as the C stack is empty */
        E->event_tick = now + (E->pause_retry ? E->pause_retry : 1);
    }
    return false;
}

double pml_clock_seconds(PmlEngine *E)
{
    if (E->host.clock) {
        return E->host.clock(E->host.ctx);
    }
    /* The virtual clock: a fixed start and 20 ns a tick, about CPython's own pace. */
    return 1700000000.0 + (double)E->vm->ticks * 20e-9;
}

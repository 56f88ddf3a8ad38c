/* Processes: forking, letting others run, ending. vm/README.md says how they are scheduled. */
#include "vm/kernel.h"

#include "object/check.h"
#include "vm/lifecycle.h"
#include "vm/run.h"

/* A look at the pages after so many ticks; another process's turn after so many. */
enum {
    LOOK_TICKS = 4096,
    SLICE_TICKS = 200000,
    RETRY_TICKS = 97,
    RECORDS_MAX = 40,
    LOST_OUTPUT_STATUS = 120
};

typedef struct PmlParkedOne {
    int32_t pid;
    PmlMoment *moment;
    PmlBase *base;
} PmlParkedOne;
struct PmlParked {
    int count;
    PmlBase *base; /* of the process in the region; NULL: it shares nothing */
    PmlParkedOne one[PML_PROCESSES_MAX];
};
typedef struct PmlProcesses {
    PmlHistory *history;
    PmlParked now;
} PmlProcesses;

const PmlBase *pml_process_base(const PmlEngine *E)
{
    return E->processes ? E->processes->now.base : NULL;
}

static PmlProcesses *parking(PmlEngine *E)
{
    if (!E->processes) {
        PmlProcesses *ps = calloc(1, sizeof *ps);
        if (ps) {
            ps->history = pml_history_new(E);
        }
        if (!ps || !ps->history) {
            free(ps);
            return NULL;
        }
        E->processes = ps;
    }
    return E->processes;
}

static void drop_parked(PmlEngine *E, PmlParked *p)
{
    for (int i = 0; i < p->count; i++) {
        pml_moment_drop(E->processes->history, p->one[i].moment);
        pml_base_drop(p->one[i].base);
    }
    pml_base_drop(p->base);
    memset(p, 0, sizeof *p);
}

static void share_parked(PmlParked *to, const PmlParked *from)
{
    *to = *from;
    for (int i = 0; i < to->count; i++) {
        pml_moment_share(to->one[i].moment);
        if (to->one[i].base) {
            pml_base_share(to->one[i].base);
        }
    }
    if (to->base) {
        pml_base_share(to->base);
    }
}

void pml_processes_free(PmlEngine *E)
{
    if (E->processes) {
        drop_parked(E, &E->processes->now);
        pml_history_free(E->processes->history);
        free(E->processes);
        E->processes = NULL;
    }
}

bool pml_parked_keep(PmlEngine *E, PmlParked **kept)
{
    *kept = NULL;
    if (!E->processes || (!E->processes->now.count && !E->processes->now.base)) {
        return true;
    }
    *kept = malloc(sizeof **kept);
    if (!*kept) {
        return false;
    }
    share_parked(*kept, &E->processes->now);
    return true;
}

void pml_parked_restore(PmlEngine *E, const PmlParked *kept)
{
    if (E->processes) {
        PmlParked before = E->processes->now;
        memset(&E->processes->now, 0, sizeof before);
        if (kept) {
            share_parked(&E->processes->now, kept);
        }
        drop_parked(E, &before);
    }
}

void pml_parked_drop(PmlEngine *E, PmlParked *kept)
{
    if (kept) {
        drop_parked(E, kept);
        free(kept);
    }
}

/* -- changing places --------------------------------------------------------------------- */

/* What goes on from process to process: the clock, what has been written, the kernel. Needs no
 * memory: a process that is to end must always find the next one. */
static void take_over(PmlEngine *E, PmlMoment *m)
{
    uint64_t ticks = E->vm->ticks, input = E->vm->input_read;
    uint64_t written[2] = {E->vm->written[0], E->vm->written[1]}, output = E->vm->output_bytes;
    pml_moment_restore_process(E, E->processes->history, m);
    E->vm->ticks = ticks;
    E->vm->input_read = input;
    E->vm->output_bytes = output;
    memcpy(E->vm->written, written, sizeof written);
}

static PmlParkedOne *parked_one(PmlEngine *E, int32_t pid)
{
    PmlParked *p = E->processes ? &E->processes->now : NULL;
    for (int i = 0; p && i < p->count; i++) {
        if (p->one[i].pid == pid) {
            return &p->one[i];
        }
    }
    return NULL;
}

int64_t pml_parked_pages(const PmlEngine *E, int32_t pid)
{
    const PmlParked *p = E->processes ? &E->processes->now : NULL;
    int64_t kernel = (int64_t)((pml_kernel_bytes(E) + PML_PAGE - 1) / PML_PAGE);
    for (int i = 0; p && i < p->count; i++) {
        if (p->one[i].pid == pid) {
            return pml_moment_pages(p->one[i].moment) - kernel;
        }
    }
    return 0;
}

static bool park(PmlEngine *E, int32_t pid, PmlBase *base)
{
    PmlParked *p = &E->processes->now;
    PmlMoment *m = p->count < PML_PROCESSES_MAX ? pml_moment_take(E, E->processes->history) : NULL;
    if (m) {
        p->one[p->count++] = (PmlParkedOne){pid, m, base};
    }
    return m != NULL;
}

static void new_turn(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    bool alone = k->ready < 2;
    k->look_tick = alone ? UINT64_MAX : E->vm->ticks + LOOK_TICKS;
    k->slice_tick = alone ? UINT64_MAX : E->vm->ticks + SLICE_TICKS;
}

/* `next` takes the region over, for good: what current was is gone. */
static void leave_to(PmlEngine *E, PmlProcess *next)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlParked *p = &E->processes->now;
    PmlParkedOne *one = parked_one(E, next->pid);
    PML_CHECK(one != NULL);
    PmlParkedOne taken = *one;
    take_over(E, taken.moment);
    *one = p->one[--p->count];
    pml_moment_drop(E->processes->history, taken.moment);
    pml_base_drop(p->base);
    p->base = taken.base;
    k->current.p = next;
    new_turn(E);
}

/* `next` takes the region over until it is current's turn again; false: no host memory. */
static bool change_to(PmlEngine *E, PmlProcess *next)
{
    PmlParked *p = &E->processes->now;
    pml_pages_look(E);
    if (!park(E, E->vm->kernel.p->current.p->pid, p->base)) {
        return false;
    }
    p->base = NULL;
    leave_to(E, next);
    return true;
}

static bool can_run(const PmlProcess *p)
{
    return p->state == PML_READY && !p->finished;
}

/* The next process after p, in the order of pids and round; NULL: there is no other. */
static PmlProcess *awake_after(PmlEngine *E, const PmlProcess *p)
{
    PmlKernel *k = E->vm->kernel.p;
    for (PmlProcess *q = p->next.p; q; q = q->next.p) {
        if (can_run(q) && !q->wake_ns) {
            return q;
        }
    }
    for (PmlProcess *q = k->first.p; q && q != p; q = q->next.p) {
        if (can_run(q) && !q->wake_ns) {
            return q;
        }
    }
    return NULL;
}

/* The same; who sleeps comes when all who are awake only wait, the one that wakes first. */
static PmlProcess *next_after(PmlEngine *E, PmlProcess *p)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlProcess *next = awake_after(E, p), *first = NULL;
    int awake = 0;
    for (PmlProcess *q = k->first.p; q; q = q->next.p) {
        if (can_run(q) && q->wake_ns) {
            first = !first || q->wake_ns < first->wake_ns ? q : first;
        } else {
            awake += can_run(q);
        }
    }
    bool only_wait = k->idle >= awake || !(next || (can_run(p) && !p->wake_ns));
    if (first && only_wait) {
        k->idle = 0;
        next = first;
    }
    if (next) {
        next->wake_ns = 0;
    }
    return next == p ? NULL : next;
}

/* -- forking ----------------------------------------------------------------------------- */

static bool between_instructions(PmlEngine *E, const char *what)
{
    if (E->vm->c_depth == 1 && E->vm->top_frame.p) {
        return true;
    }
    PML_RAISE(E, NotImplementedError,
              "%s inside code that C code calls (__init__, a key function, a finalizer) is not "
              "modelled",
              what);
    return false;
}

static void forget_oldest(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    int records = 0;
    for (PmlProcess *p = k->first.p; p; p = p->next.p) {
        records++;
    }
    for (PmlProcess *p = k->first.p; p && p->next.p && records > RECORDS_MAX; p = p->next.p) {
        PmlProcess *old = p->next.p;
        if (old->state == PML_REAPED) {
            p->next.p = old->next.p;
            pml_kernel_free(E, old->pages.p);
            pml_kernel_free(E, old);
            return;
        }
    }
}

/* Kernel memory is short: what is told of the pages of those that are gone must go. */
static bool forget_tables(PmlEngine *E)
{
    bool any = false;
    for (PmlProcess *p = E->vm->kernel.p->first.p; p; p = p->next.p) {
        if (p->state == PML_REAPED && p->pages.p) {
            pml_kernel_free(E, p->pages.p);
            p->pages.p = NULL;
            p->page_count = 0;
            any = true;
        }
    }
    return any;
}

static PmlProcess *new_process(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    forget_oldest(E);
    PmlProcess *p = pml_kernel_alloc(E, sizeof *p), *parent = k->current.p;
    if (!p) {
        return NULL;
    }
    p->pid = k->next_pid;
    p->parent = parent->pid;
    p->tracker = parent->tracker;
    p->born = E->vm->ticks;
    PmlProcess *last = k->first.p;
    while (last->next.p) {
        last = last->next.p;
    }
    last->next.p = p;
    return p;
}

static void forget_process(PmlEngine *E, PmlProcess *p)
{
    for (PmlProcess *q = E->vm->kernel.p->first.p; q; q = q->next.p) {
        if (q->next.p == p) {
            q->next.p = p->next.p;
        }
    }
    pml_kernel_free(E, p->pages.p);
    pml_kernel_free(E, p);
}

bool pml_process_fork(PmlEngine *E)
{
    PmlKernel *k = pml_kernel(E);
    if (!k || !between_instructions(E, "os.fork()")) {
        return false;
    }
    k->request = PML_ASKS_FORK;
    E->event_tick = 0;
    return true;
}

/* The child is the region as it is, parked; the parent goes on. */
static bool fork_now(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlProcess *parent = k->current.p;
    parent->forked = -PML_EAGAIN;
    if (k->ready >= PML_PROCESSES_MAX) {
        return true;
    }
    parent->forked = -PML_ENOMEM;
    if (!parking(E)) {
        return true;
    }
    pml_pages_look(E);
    pml_pages_watch(E);
    PmlProcess *child = new_process(E);
    PmlBase *base = child ? pml_base_take(E) : NULL;
    bool shared = base && (pml_pages_share(E, parent, child, base) ||
                           (forget_tables(E) && pml_pages_share(E, parent, child, base)));
    if (!shared || !park(E, child->pid, base)) {
        pml_base_drop(base);
        if (child) {
            pml_pages_release(E, child);
            forget_process(E, child);
        }
        return true;
    }
    pml_base_drop(E->processes->now.base);
    E->processes->now.base = pml_base_share(base);
    pml_pages_install_hooks(E);
    pml_files_inherit(parent, child);
    parent->forked = k->next_pid++;
    child->forked = 0;
    k->ready++;
    k->idle = 0;
    new_turn(E);
    return true;
}

bool pml_process_pause(PmlEngine *E)
{
    PmlKernel *k = pml_kernel(E);
    if (!k || !between_instructions(E, "waiting for another process")) {
        return false;
    }
    if (++k->idle > k->ready + 1) {
        PML_RAISE(E, RuntimeError,
                  "every process waits for another one: the real ones would wait for ever");
        k->idle = 0;
        return false;
    }
    k->request = PML_ASKS_PAUSE;
    E->event_tick = 0;
    return true;
}

void pml_process_sleep(PmlEngine *E, int64_t wake_ns)
{
    PmlKernel *k = E->vm->kernel.p;
    if (k && k->ready > 1 && !k->request && E->vm->c_depth == 1 && E->vm->top_frame.p) {
        k->current.p->wake_ns = wake_ns;
        k->request = PML_ASKS_PAUSE;
        E->event_tick = 0;
    }
}

bool pml_process_attend(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    int32_t request = k->request;
    k->request = PML_ASKS_NOTHING;
    if (request == PML_ASKS_FORK) {
        return fork_now(E);
    }
    PmlProcess *next = next_after(E, k->current.p);
    new_turn(E);
    return !next || change_to(E, next);
}

/* -- the kernel's own events ------------------------------------------------------------- */

uint64_t pml_kernel_next_tick(const PmlEngine *E)
{
    const PmlKernel *k = E->vm->kernel.p;
    if (!k) {
        return UINT64_MAX;
    }
    return k->request ? 0 : k->look_tick < k->slice_tick ? k->look_tick : k->slice_tick;
}

void pml_kernel_event(PmlEngine *E, bool quiescent)
{
    PmlKernel *k = E->vm->kernel.p;
    uint64_t now = E->vm->ticks;
    if (!k || k->request) {
        return;
    }
    if (now >= k->look_tick) {
        pml_pages_look(E);
        k->look_tick = now + LOOK_TICKS;
    }
    if (now >= k->slice_tick) {
        if (quiescent) {
            k->request = PML_ASKS_PAUSE;
        } else {
            k->slice_tick = now + RETRY_TICKS;
        }
    }
}

/* -- ending ------------------------------------------------------------------------------ */

int pml_process_reap(PmlEngine *E, int pid, int *status)
{
    PmlKernel *k = E->vm->kernel.p;
    bool any = false;
    PmlProcess *first = NULL; /* of those that have ended, the one that did so first */
    for (PmlProcess *p = k->first.p; p; p = p->next.p) {
        if (p->parent != k->current.p->pid || p->state == PML_REAPED ||
            (pid > 0 && p->pid != pid)) {
            continue;
        }
        any = true;
        if (p->state == PML_ENDED && (!first || p->ended < first->ended)) {
            first = p;
        }
    }
    if (first) {
        first->state = PML_REAPED;
        *status = first->status;
        k->idle = 0;
        return first->pid;
    }
    return any ? 0 : -1;
}

void pml_process_exit(PmlEngine *E, int status)
{
    E->vm->exit_code = status & 255;
    pml_run_stop(E, PML_STOP_EXIT);
}

static void end_current(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlProcess *p = k->current.p;
    pml_pages_look(E);
    p->all_pages = pml_process_pages(E, NULL);
    p->status = (E->vm->exit_code & 255) << 8;
    p->ended = E->vm->ticks;
    p->state = PML_ENDED;
    k->ready--;
    k->idle = 0;
    pml_pages_release(E, p);
    pml_files_close_all(E, p);
    pml_tracker_end(E, p);
}

static PmlProcess *process_of(PmlEngine *E, int32_t pid)
{
    for (PmlProcess *p = E->vm->kernel.p->first.p; p; p = p->next.p) {
        if (p->pid == pid) {
            return p;
        }
    }
    return NULL;
}

/* A limit has ended the run: the others are gone, and the root unwinds. */
static bool end_all(PmlEngine *E)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlProcess *root = k->first.p;
    int32_t why = E->rt->stopping;
    bool away = k->current.p != root;
    if (away) {
        leave_to(E, root);
    }
    E->rt->stopping = why;
    for (PmlProcess *p = root->next.p; p; p = p->next.p) {
        if (p->state == PML_READY) {
            p->state = PML_ENDED;
            p->status = 9; /* as if killed */
            p->ended = E->vm->ticks;
            pml_pages_release(E, p);
            pml_files_close_all(E, p);
        }
    }
    k->ready = 1;
    k->request = PML_ASKS_NOTHING;
    bool goes_on = away && !root->finished;
    root->finished = 0;
    pml_parked_restore(E, NULL);
    new_turn(E);
    return goes_on;
}

static PmlObj *roots_result(PmlEngine *E)
{
    PmlProcess *root = E->vm->kernel.p->first.p;
    int32_t how = root->finished;
    root->finished = 0;
    return how == 1 ? pml_none(E) : NULL;
}

/* The child's interpreter ends as the root's does. */
static void finish_child(PmlEngine *E, PmlObj *result)
{
    if (E->rt->stopping == PML_STOP_EXIT) {
        E->rt->stopping = 0;
        pml_xdecref(E, result);
        return;
    }
    pml_script_finish(E, result);
    if (!E->rt->stopping) {
        pml_vm_shutdown(E);
    }
    if (E->vm->kernel.p->current.p->lost_output) {
        E->vm->exit_code = LOST_OUTPUT_STATUS;
    }
    if (E->rt->stopping == PML_STOP_EXIT) {
        E->rt->stopping = 0;
    }
}

bool pml_process_over(PmlEngine *E, PmlObj **result)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlProcess *p = k->current.p, *root = k->first.p;
    if (p != root && !E->rt->stopping) {
        finish_child(E, *result);
        *result = NULL;
    } else if (p != root && E->rt->stopping == PML_STOP_EXIT) {
        finish_child(E, *result);
        *result = NULL;
    }
    if (E->rt->stopping && E->rt->stopping != PML_STOP_EXIT) {
        if (p == root && k->ready < 2) {
            return false;
        }
        pml_xdecref(E, *result);
        *result = NULL;
        return end_all(E);
    }
    PmlProcess *next = next_after(E, p);
    if (p == root) {
        if (!next) {
            return false;
        }
        root->finished = *result ? 1 : 2;
        pml_xdecref(E, *result);
        *result = NULL;
        if (!change_to(E, next)) {
            pml_run_stop(E, PML_STOP_HEAP);
            return end_all(E);
        }
        return true;
    }
    end_current(E);
    PmlProcess *parent = process_of(E, p->parent);
    next = parent && can_run(parent) ? parent : next;
    leave_to(E, next ? next : root);
    if (k->current.p == root && root->finished) {
        *result = roots_result(E);
        return false;
    }
    return true;
}

/* -- validator --------------------------------------------------------------------------- */

static const char *check_process(PmlEngine *E, const PmlProcess *p)
{
    bool waits = p->state == PML_READY && p != pml_kernel_there(E)->current.p;
    PML_EXPECT(!waits || parked_one(E, p->pid), "P1: a process that waits is not parked");
    for (int64_t i = 1; p->pages.p && i < p->page_count; i++) {
        PML_EXPECT(p->pages.p[i - 1].page < p->pages.p[i].page, "P2: entries of a page table");
    }
    return NULL;
}

const char *pml_kernel_check(PmlEngine *E)
{
    const PmlKernel *k = pml_kernel_there(E);
    const char *wrong = NULL;
    for (const PmlProcess *p = k ? k->first.p : NULL; p && !wrong; p = p->next.p) {
        wrong = check_process(E, p);
    }
    return wrong;
}

/* All expectations of a recording, in one run over it: a line's begin notes what its paths mean,
 * its end evaluates. A line is over when its frame begins another line, or is left. */
#include "observe/expect.h"

#include <stdio.h>

#include "observe/line_table.h"

enum { WAITING_MAX = 256, DEATHS_KEPT = 4000 };

/* A line that is being executed and of which something is expected. */
typedef struct PmlWaiting {
    PmlCheck *check;
    const PmlInterpFrame *frame;
    int64_t depth;
    PmlLineDeeds at_begin; /* sums so far; death_count: deaths kept so far */
} PmlWaiting;

typedef struct PmlWatcher {
    PmlChecks *out;
    PmlLang lang;
    int64_t input;
    PmlDeaths deaths;
    PmlWitness *witness;
    PmlLineTables lines;
    PmlObjMap died; /* object -> number of its death */
    int64_t number, collected, collections;
    PmlWaiting waiting[WAITING_MAX];
    int count;
} PmlWatcher;

static int64_t total(const int64_t *numbers)
{
    int64_t n = 0;
    for (int i = 0; i < PML_REASON_KINDS; i++) {
        n += numbers[i];
    }
    return n;
}

static PmlLineDeeds sums(const PmlWatcher *w)
{
    return (PmlLineDeeds){.freed_bytes = total(w->deaths.size),
                          .freed_objects = total(w->deaths.number),
                          .collected = w->collected,
                          .collections = w->collections,
                          .death_count = w->deaths.count,
                          .died = &w->died,
                          .died_before = w->number};
}

static void evaluate(PmlWatcher *w, PmlEngine *E, PmlWaiting *x, bool gone)
{
    PmlCheck *c = x->check;
    PmlLineDeeds d = sums(w), b = x->at_begin;
    PmlVerdict v;
    memcpy((void *)d.before, (const void *)b.before, sizeof d.before);
    d.freed_bytes -= b.freed_bytes;
    d.freed_objects -= b.freed_objects;
    d.collected -= b.collected;
    d.collections -= b.collections;
    d.deaths = w->deaths.list + b.death_count;
    d.death_count -= b.death_count;
    d.died_before = b.died_before;
    pml_expect(E, gone ? NULL : x->frame, c->comment.text, &d, w->lang, &v);
    c->times++;
    bool first_failure = !v.holds && c->failures == 0;
    c->failures += !v.holds;
    if (first_failure || (v.holds && c->failures == 0)) {
        pml_verdict_free(&c->verdict);
        c->verdict = v;
        c->tick = E->vm->ticks;
    } else {
        pml_verdict_free(&v);
    }
}

/* The lines that are over, innermost first. line: what begins now in the innermost frame, 0: none.
 */
static void finish_lines(PmlWatcher *w, PmlEngine *E, int64_t depth, int line)
{
    for (int i = w->count - 1; i >= 0; i--) {
        PmlWaiting *x = &w->waiting[i];
        const PmlExpectComment *c = &x->check->comment;
        bool gone = depth < x->depth || (depth == x->depth && E->vm->frame.p != x->frame);
        bool again = line == c->first && E->event_next < E->event_last; /* a loop in one line */
        bool next = depth == x->depth && line && (line < c->first || line > c->last || again);
        if (gone || next) {
            evaluate(w, E, x, gone);
            memmove(x, x + 1, (size_t)(--w->count - i) * sizeof *x);
        }
    }
}

static void begin_lines(PmlWatcher *w, PmlEngine *E, int64_t depth, int line)
{
    const PmlInterpFrame *f = E->vm->frame.p;
    for (int64_t i = 0; i < w->out->count && w->count < WAITING_MAX; i++) {
        PmlCheck *c = &w->out->list[i];
        bool waits = false;
        if (c->input != w->input || line < c->comment.first || line > c->comment.last) {
            continue;
        }
        for (int k = 0; k < w->count; k++) {
            waits |= w->waiting[k].check == c && w->waiting[k].frame == f;
        }
        if (!waits) {
            PmlWaiting *x = &w->waiting[w->count++];
            *x = (PmlWaiting){.check = c, .frame = f, .depth = depth, .at_begin = sums(w)};
            pml_expect_before(E, f, c->comment.text, x->at_begin.before);
        }
    }
}

static void at_tick(PmlProbe *p, PmlRecording *r)
{
    PmlWatcher *w = p->ctx;
    int line = pml_line_begins(&w->lines, r->E);
    if (w->count) {
        finish_lines(w, r->E, p->depth, line);
    }
    if (line && w->count == 0) {
        w->deaths.count = 0; /* what is explained later begins here */
    }
    if (line) {
        begin_lines(w, r->E, p->depth, line);
    }
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlWatcher *w = p->ctx;
    int64_t *n = pml_objmap_at(&w->died, o, 0, NULL);
    pml_witness_death(w->witness, r, o, cause);
    w->number++;
    if (n) {
        *n = w->number;
    }
}

static void on_step(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n)
{
    PmlWatcher *w = p->ctx;
    PML_UNUSED(r);
    if (step == PML_GC_END) {
        w->collections++;
        w->collected += n;
    }
}

static void on_notice(PmlProbe *p, PmlRecording *r, PmlNotice what, PmlObj *o, PmlObj *by)
{
    PmlWatcher *w = p->ctx;
    PML_UNUSED(by);
    pml_witness_notice(w->witness, r->E, what, o);
    if (what == PML_NOTICE_RESURRECTED) {
        int64_t *n = pml_objmap_at(&w->died, o, 0, NULL);
        if (n) {
            *n = 0;
        }
    }
}

/* -- the comments ------------------------------------------------------------------------ */

static bool add(PmlChecks *out, int64_t input, const PmlExpectComment *comment)
{
    PmlCheck *more = realloc(out->list, (size_t)(out->count + 1) * sizeof *more);
    if (!more) {
        out->failed = true;
        return false;
    }
    out->list = more;
    out->list[out->count++] = (PmlCheck){.input = input, .comment = *comment};
    return true;
}

static void gather(PmlRecording *r, const PmlExpectComment *extra, PmlChecks *out)
{
    int64_t last = -1;
    for (int64_t i = 0; i < r->input_count; i++) {
        int64_t n = 0;
        PmlExpectComment *list =
            r->inputs[i].source ? pml_expect_comments(r->inputs[i].source, &n) : NULL;
        for (int64_t k = 0; k < n; k++) {
            add(out, i, &list[k]);
        }
        free(list);
        last = r->inputs[i].source ? i : last;
    }
    if (extra && last >= 0) {
        out->count = 0; /* that one alone */
        add(out, last, extra);
    }
}

static void watch_input(PmlRecording *r, PmlWatcher *w)
{
    PmlProbe p = {.at_tick = at_tick,
                  .on_death = on_death,
                  .on_step = on_step,
                  .on_notice = on_notice,
                  .ctx = w};
    PmlPlace from = pml_place_of_input(r, w->input), to = pml_place_of_input(r, w->input + 1);
    pml_probe_run(r, &p, from, to);
    while (w->count > 0) {
        evaluate(w, r->E, &w->waiting[--w->count], !r->at.inside);
    }
}

void pml_check_recording(PmlRecording *r, const PmlExpectComment *extra, PmlLang lang,
                         PmlChecks *out)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    memset(out, 0, sizeof *out);
    gather(r, extra, out);
    PmlWatcher *w = calloc(1, sizeof *w);
    if (w) {
        w->deaths.limit = DEATHS_KEPT;
        w->deaths.list = malloc(DEATHS_KEPT * sizeof *w->deaths.list);
        w->witness = pml_witness_new(r->E, &w->deaths);
    }
    if (!w || !w->deaths.list || !w->witness) {
        out->failed = true;
    }
    for (int64_t i = 0; !out->failed && out->count && i < r->input_count; i++) {
        w->out = out;
        w->lang = lang;
        w->input = i;
        watch_input(r, w);
    }
    if (w) {
        out->failed |= w->died.failed;
        pml_witness_free(w->witness);
        pml_deaths_free(&w->deaths);
        pml_line_tables_free(&w->lines);
        pml_objmap_free(&w->died);
        free(w);
    }
    pml_seek(r, here);
}

void pml_checks_free(PmlChecks *c)
{
    for (int64_t i = 0; i < c->count; i++) {
        pml_verdict_free(&c->list[i].verdict);
    }
    free(c->list);
    memset(c, 0, sizeof *c);
}

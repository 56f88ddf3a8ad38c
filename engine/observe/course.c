#include "observe/course.h"

#include "observe/deaths.h"
#include "observe/describe.h"
#include "observe/line_table.h"

typedef struct PmlObserver {
    PmlCourse *out;
    PmlLineTables lines;
} PmlObserver;

static PmlStretch *stretch_of(const PmlCourse *c, uint64_t tick)
{
    return tick < c->from || tick > c->to ? NULL : &c->list[(tick - c->from) / c->width];
}

static void at_tick(PmlProbe *p, PmlRecording *r)
{
    PmlObserver *o = p->ctx;
    PmlStretch *s = stretch_of(o->out, r->E->vm->ticks);
    if (!s) {
        return;
    }
    int line = pml_line_begins(&o->lines, r->E);
    if (line) {
        if (!s->lines) {
            s->line = line;
            s->cell = pml_line_cell(&o->lines, r->E);
        }
        s->lines++;
        s->deepest = p->depth > s->deepest ? (int32_t)p->depth : s->deepest;
    }
    s->calls += p->depth > p->previous_depth;
    s->returns += p->depth < p->previous_depth;
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlStretch *s = stretch_of(((PmlObserver *)p->ctx)->out, r->E->vm->ticks);
    if (s && !pml_death_is_aside(r->E, cause)) {
        s->deaths++;
        s->bytes += pml_describe_size(r->E, o);
    }
}

static void go_over(PmlRecording *r, PmlObserver *o, PmlPlace from, PmlPlace to)
{
    PmlCourse *out = o->out;
    PmlProbe p = {.at_tick = at_tick, .on_death = on_death, .ctx = o};
    out->reached = out->from;
    if (!pml_was_cut(r)) {
        pml_probe_run(r, &p, from, to);
        out->reached = pml_was_cut(r) ? r->E->vm->ticks : out->to;
    }
}

void pml_course(PmlRecording *r, uint64_t from, uint64_t to, uint64_t width, int64_t most,
                PmlCourse *out)
{
    PmlPlace here = r->at, end = pml_recording_end(r);
    here.tick = r->E->vm->ticks;
    memset(out, 0, sizeof *out);
    out->from = from < end.tick ? from : end.tick;
    out->to = to < end.tick ? to : end.tick;
    uint64_t ticks = out->to - out->from + 1;
    uint64_t least = (ticks + (uint64_t)most - 1) / (uint64_t)most;
    out->width = width > least ? width : least;
    out->count = (int64_t)((ticks + out->width - 1) / out->width);
    out->list = calloc((size_t)out->count, sizeof *out->list);
    PmlObserver *o = calloc(1, sizeof *o);
    /* what happens at the first tick is seen from the one before */
    PmlPlace first = out->from ? pml_place_of_tick(r, out->from - 1) : pml_place_first(r);
    if (!o || !out->list || !pml_seek(r, first)) {
        out->failed = true;
    } else {
        o->out = out;
        go_over(r, o, first, out->to == end.tick ? end : pml_place_of_tick(r, out->to));
        pml_line_tables_free(&o->lines);
        r->patience = (PmlPatience){.ticks = PML_NEVER};
        pml_seek(r, here);
    }
    free(o);
}

void pml_course_free(PmlCourse *c)
{
    free(c->list);
    memset(c, 0, sizeof *c);
}

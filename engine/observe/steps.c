/* Steps: a probe says at which ticks the event happens; forwards the first one ends the run,
 * backwards the last one of ever larger windows is taken. */
#include "observe/steps.h"

#include "heap/poison.h"
#include "observe/describe.h"
#include "observe/line_table.h"

enum { FIRST_WINDOW = 4000, WINDOW_GROWTH = 4, COUNT_LIMIT = 1 << 20 };

/* A line with a #break comment. */
typedef struct PmlBreak {
    int64_t cell;
    int line;
} PmlBreak;

typedef struct PmlSearch {
    PmlStep *step;
    bool backwards;
    uint64_t start; /* the tick one steps from */
    int64_t depth;  /* frames there */
    PmlObj *object;
    const PmlType *type; /* of the object, where one steps from */
    int64_t refs;
    uint64_t allocations;
    PmlLineTables lines;
    PmlBreak *breaks;
    int64_t break_count;
    /* the last event found, backwards */
    bool found;
    uint64_t tick;
    uint64_t address;
    char died[64];
} PmlSearch;

/* -- #break comments --------------------------------------------------------------------- */

static bool says_break(const char *text, size_t n)
{
    for (size_t i = 0; i + 6 <= n; i++) {
        size_t at = i + 1;
        if (text[i] != '#') {
            continue;
        }
        while (at < n && text[at] == ' ') {
            at++;
        }
        if (n - at >= 5 && memcmp(text + at, "break", 5) == 0) {
            return true;
        }
    }
    return false;
}

static void find_breaks(PmlSearch *s, const PmlRecording *r)
{
    for (int64_t i = 0; i < r->input_count; i++) {
        const char *at = r->inputs[i].source;
        for (int line = 1; at && *at; line++) {
            size_t n = strcspn(at, "\n");
            if (says_break(at, n)) {
                PmlBreak *more = realloc(s->breaks, (size_t)(s->break_count + 1) * sizeof *more);
                if (!more) {
                    return;
                }
                s->breaks = more;
                s->breaks[s->break_count++] = (PmlBreak){r->inputs[i].number, line};
            }
            at += n + (at[n] == '\n');
        }
    }
}

static int64_t cell_of(const PmlInterpFrame *f)
{
    char name[32];
    pml_describe_name(pml_frame_code(f)->filename.p, name, sizeof name);
    return strncmp(name, "<cell ", 6) == 0 ? strtoll(name + 6, NULL, 10) : -1;
}

static bool is_wanted_line(PmlSearch *s, const PmlEngine *E, int line)
{
    for (int i = 0; i < s->step->line_count; i++) {
        if (s->step->lines[i] == line) {
            return true;
        }
    }
    for (int64_t i = 0; i < s->break_count; i++) {
        if (s->breaks[i].line == line && s->breaks[i].cell == cell_of(E->vm->frame.p)) {
            return true;
        }
    }
    return false;
}

/* -- the events -------------------------------------------------------------------------- */

static void happened(PmlProbe *p, PmlSearch *s, uint64_t tick)
{
    if (!s->backwards) {
        p->hit = true;
    } else if (tick < s->start) {
        s->found = true;
        s->tick = tick;
    }
}

PML_NO_ASAN static int64_t refs_at(const PmlObj *o)
{
    return pml_refs(o);
}

PML_NO_ASAN static const PmlType *type_at(const PmlObj *o)
{
    return o->type.p;
}

/* A free block's first word is zero or an address, far above any real count. */
static bool is_alive(const PmlSearch *s)
{
    int64_t refs = refs_at(s->object);
    return refs > 0 && refs < COUNT_LIMIT && type_at(s->object) == s->type;
}

static bool line_event(PmlProbe *p, PmlSearch *s, const PmlEngine *E)
{
    int line = pml_line_begins(&s->lines, E);
    bool out = s->step->way == PML_WAY_OUT;
    if (s->step->event == PML_STEP_AT_LINE) {
        return line && is_wanted_line(s, E, line);
    }
    if (out && !s->backwards) {
        return p->depth < s->depth;
    }
    if (s->step->way == PML_WAY_OVER && !s->backwards && p->depth < s->depth) {
        return true; /* the function is over */
    }
    int64_t deepest = s->step->way == PML_WAY_INTO ? INT64_MAX : s->depth - out;
    return line && p->depth <= deepest;
}

static bool numbers_changed(PmlSearch *s, const PmlEngine *E)
{
    bool changed = false;
    if (s->object) {
        int64_t refs = refs_at(s->object);
        changed = refs != s->refs;
        s->refs = refs;
    } else {
        uint64_t n = pml_heap_stats(E)->allocations;
        changed = n != s->allocations;
        s->allocations = n;
    }
    return changed;
}

static void at_tick(PmlProbe *p, PmlRecording *r)
{
    PmlSearch *s = p->ctx;
    bool yes = false;
    switch (s->step->event) {
    case PML_STEP_TICK: yes = true; break;
    case PML_STEP_LINE:
    case PML_STEP_AT_LINE: yes = line_event(p, s, r->E); break;
    case PML_STEP_CALL: yes = p->depth > p->previous_depth; break;
    case PML_STEP_RETURN: yes = p->depth < p->previous_depth; break;
    case PML_STEP_ALLOCATION:
    case PML_STEP_COUNT: yes = numbers_changed(s, r->E); break;
    case PML_STEP_BIRTH: yes = is_alive(s); break;
    default: break;
    }
    if (yes) {
        happened(p, s, r->E->vm->ticks);
    }
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlSearch *s = p->ctx;
    PML_UNUSED(cause);
    if (s->object && o != s->object) {
        return;
    }
    uint64_t tick = r->E->vm->ticks;
    if (!s->backwards || tick < s->start) {
        s->address = pml_model_address(r->E, o);
        strncpy(s->died, pml_describe_type(o), sizeof s->died - 1);
    }
    happened(p, s, tick);
}

static void on_step(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n)
{
    PML_UNUSED(n);
    if (step == PML_GC_END) {
        happened(p, p->ctx, r->E->vm->ticks);
    }
}

/* -- searching --------------------------------------------------------------------------- */

static PmlProbe probe_for(PmlSearch *s)
{
    PmlStepEvent event = s->step->event;
    PmlProbe p = {.ctx = s};
    if (event == PML_STEP_DEATH || event == PML_STEP_DEATH_OF) {
        p.on_death = on_death;
    } else if (event == PML_STEP_COLLECTION) {
        p.on_step = on_step;
    } else {
        p.at_tick = at_tick;
    }
    return p;
}

/* The numbers whose change is the event, as they are where the engine stands. */
static void note_numbers(PmlSearch *s, const PmlEngine *E)
{
    s->allocations = pml_heap_stats(E)->allocations;
    s->refs = s->object ? refs_at(s->object) : 0;
}

static bool forwards(PmlRecording *r, PmlSearch *s)
{
    PmlPlace from = r->at;
    PmlProbe p = probe_for(s);
    note_numbers(s, r->E);
    bool hit = pml_probe_run(r, &p, from, pml_recording_end(r));
    if (!hit) {
        pml_seek(r, from);
    }
    return hit;
}

/* Leaves the engine anywhere; s->found, s->tick. */
static void search_back(PmlRecording *r, PmlSearch *s, PmlPlace from)
{
    PmlPlace high = from;
    uint64_t window = FIRST_WINDOW;
    s->backwards = true;
    s->start = from.tick;
    while (high.tick > 0 && !s->found) {
        uint64_t tick = high.tick > window ? high.tick - window : 0;
        PmlPlace low = tick ? pml_place_of_tick(r, tick) : pml_place_first(r);
        PmlProbe p = probe_for(s);
        if (!pml_seek(r, low)) {
            return;
        }
        note_numbers(s, r->E);
        pml_probe_run(r, &p, low, high);
        if (tick == 0) {
            break;
        }
        high = low;
        window *= WINDOW_GROWTH;
    }
}

static bool backwards(PmlRecording *r, PmlSearch *s)
{
    PmlPlace from = r->at;
    search_back(r, s, from);
    return pml_seek(r, s->found ? pml_place_of_tick(r, s->tick) : from) && s->found;
}

/* The object's address was free, or another life's, until its last death before now. */
static bool birth(PmlRecording *r, PmlSearch *s)
{
    PmlPlace from = r->at;
    PmlPlace low = pml_place_first(r);
    if (!is_alive(s)) {
        return false;
    }
    s->step->event = PML_STEP_DEATH_OF;
    search_back(r, s, from);
    s->step->event = PML_STEP_BIRTH;
    if (s->found) {
        low = pml_place_of_tick(r, s->tick);
    }
    s->backwards = false;
    pml_seek(r, low);
    if (is_alive(s)) {
        return s->found; /* born by the same instruction; else older than the recording */
    }
    PmlProbe p = probe_for(s);
    if (pml_probe_run(r, &p, low, from)) {
        return true;
    }
    pml_seek(r, from);
    return false;
}

static bool previous_tick(PmlRecording *r)
{
    if (r->at.tick == 0) {
        return false;
    }
    return pml_seek(r, pml_place_of_tick(r, r->at.tick - 1));
}

bool pml_step(PmlRecording *r, PmlStep *step, bool back)
{
    PmlEngine *E = r->E;
    PmlSearch s = {.step = step, .depth = pml_frame_depth(E)};
    r->at.tick = E->vm->ticks;
    if (step->event >= PML_STEP_BIRTH) {
        uint64_t offset = step->address - PML_MODEL_BASE;
        if (offset >= E->region_size || offset % 8 || pml_heap_is_static(E, E->region + offset)) {
            return false;
        }
        s.object = (PmlObj *)(void *)(E->region + offset);
        s.type = type_at(s.object);
    }
    if (step->comments) {
        find_breaks(&s, r);
    }
    bool found = false;
    if (step->event == PML_STEP_BIRTH) {
        found = birth(r, &s);
    } else if (back && step->event == PML_STEP_TICK) {
        found = previous_tick(r);
    } else {
        found = back ? backwards(r, &s) : forwards(r, &s);
    }
    step->address = s.address;
    memcpy(step->type, s.died, sizeof step->type);
    if (step->event == PML_STEP_DEATH_OF) {
        step->event = PML_STEP_DEATH;
    }
    pml_line_tables_free(&s.lines);
    free(s.breaks);
    return found;
}

/* -- where ------------------------------------------------------------------------------- */

int pml_standing_line(const PmlEngine *E, const PmlInterpFrame *f)
{
    int at = pml_frame_lasti(f) + (f == E->vm->frame.p ? 2 : 0);
    return pml_code_line(pml_frame_code(f), at);
}

void pml_where(const PmlRecording *r, PmlWhere *w)
{
    const PmlEngine *E = r->E;
    memset(w, 0, sizeof *w);
    w->frame = E->vm->frame.p;
    if (!w->frame) {
        return;
    }
    char file[64];
    w->line = pml_standing_line(E, w->frame);
    w->depth = pml_frame_depth(E);
    pml_describe_name(pml_frame_code(w->frame)->filename.p, file, sizeof file);
    w->text = pml_source_line(E, file, w->line, &w->text_size);
}

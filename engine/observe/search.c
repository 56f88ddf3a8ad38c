/* What happened at a tick, and whether that is what is searched for. */
#include "observe/search.h"

#include "heap/poison.h"
#include "observe/describe.h"

enum { COUNT_LIMIT = 1 << 20 };

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

void pml_search_find_breaks(PmlSearch *s, const PmlRecording *r)
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
                const char *file = r->inputs[i].filename;
                int32_t cell = file ? pml_cell_number(file) : (int32_t)r->inputs[i].number;
                s->breaks[s->break_count++] = (PmlBreak){cell, line};
            }
            at += n + (at[n] == '\n');
        }
    }
}

static bool is_wanted_line(const PmlSearch *s, int line, int32_t cell)
{
    for (int i = 0; i < s->step->line_count; i++) {
        if (s->step->lines[i] == line) {
            return true;
        }
    }
    for (int64_t i = 0; i < s->break_count; i++) {
        if (s->breaks[i].line == line && s->breaks[i].cell == cell) {
            return true;
        }
    }
    return false;
}

/* -- an object --------------------------------------------------------------------------- */

PML_NO_ASAN static int64_t refs_at(const PmlObj *o)
{
    return o->refs & INT64_MAX; /* as pml_refs, where the memory may be free */
}

PML_NO_ASAN static const PmlType *type_at(const PmlObj *o)
{
    return o->type.p;
}

/* A free block's first word is zero or an address, far above any real count. */
bool pml_search_is_alive(const PmlSearch *s)
{
    int64_t refs = refs_at(s->object);
    return refs > 0 && refs < COUNT_LIMIT && type_at(s->object) == s->type;
}

int64_t pml_lasting_owners(const PmlEngine *E, const PmlObj *o)
{
    int64_t n = refs_at(o);
    for (const PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        int32_t locals = pml_frame_code(f)->nlocalsplus;
        int32_t top = f->stacktop < 0 ? locals + f->depth : f->stacktop;
        for (int32_t i = locals; i < top; i++) {
            n -= f->localsplus[i].p == o;
        }
    }
    for (int64_t i = 0; i < E->gc->hold_count && i < E->gc->hold_capacity; i++) {
        n -= E->gc->holds.p[i].object.p == o;
    }
    return n;
}

static int64_t number_of(const PmlSearch *s, const PmlEngine *E)
{
    if (!s->object) {
        return 0;
    }
    if (s->step->event != PML_STEP_OWNERS) {
        return refs_at(s->object);
    }
    return pml_search_is_alive(s) ? pml_lasting_owners(E, s->object) : 0;
}

void pml_search_note_numbers(PmlSearch *s, const PmlEngine *E)
{
    s->allocations = pml_heap_stats(E)->allocations;
    s->number = number_of(s, E);
}

static bool number_changed(PmlSearch *s, const PmlEngine *E)
{
    int64_t before = s->number;
    s->number = number_of(s, E);
    return s->number != before;
}

/* -- facts ------------------------------------------------------------------------------- */

bool pml_search_is_fact(const PmlSearch *s)
{
    switch (s->step->event) {
    case PML_STEP_LINE:
    case PML_STEP_AT_LINE:
    case PML_STEP_CALL:
    case PML_STEP_RETURN:
    case PML_STEP_ALLOCATION: return true;
    default: return false;
    }
}

static bool line_matches(const PmlSearch *s, const PmlFact *f)
{
    bool line = f->flags & PML_FACT_LINE, out = s->step->way == PML_WAY_OUT;
    if (out && !s->backwards) {
        return f->depth < s->depth;
    }
    if (s->step->way == PML_WAY_OVER && !s->backwards && f->depth < s->depth) {
        return true; /* the function is over */
    }
    int64_t deepest = s->step->way == PML_WAY_INTO ? INT64_MAX : s->depth - out;
    return line && f->depth <= deepest;
}

bool pml_search_matches(const PmlSearch *s, const PmlFact *f)
{
    switch (s->step->event) {
    case PML_STEP_LINE: return line_matches(s, f);
    case PML_STEP_AT_LINE: return (f->flags & PML_FACT_LINE) && is_wanted_line(s, f->line, f->cell);
    case PML_STEP_CALL: return f->flags & PML_FACT_CALL;
    case PML_STEP_RETURN: return f->flags & PML_FACT_RETURN;
    case PML_STEP_ALLOCATION: return f->flags & PML_FACT_ALLOCATION;
    default: return false;
    }
}

static bool has_line(const PmlStepChunk *c, int64_t line)
{
    return c->lines[line >> 6 & 3] >> (line & 63) & 1;
}

static bool has_wanted_line(const PmlSearch *s, const PmlStepChunk *c)
{
    for (int i = 0; i < s->step->line_count; i++) {
        if (has_line(c, s->step->lines[i])) {
            return true;
        }
    }
    for (int64_t i = 0; i < s->break_count; i++) {
        if (has_line(c, s->breaks[i].line)) {
            return true;
        }
    }
    return false;
}

PmlFactKind pml_search_kind(const PmlSearch *s)
{
    return pml_search_is_fact(s) ? PML_KNOWN_STEPS : PML_KNOWN_DEATHS;
}

bool pml_search_may_be(const PmlSearch *s, const PmlStepIndex *x, uint64_t tick)
{
    PmlStepEvent event = s->step->event;
    bool death = event == PML_STEP_DEATH || event == PML_STEP_DEATH_OF;
    const PmlStepChunk *c = pml_step_index_at(x, tick, pml_search_kind(s));
    if (!c || (!death && !pml_search_is_fact(s))) {
        return true;
    }
    PmlStepWay way = s->step->way;
    int64_t deepest = way == PML_WAY_INTO ? INT32_MAX - 1 : s->depth;
    switch (event) {
    case PML_STEP_LINE:
        if (!s->backwards && way != PML_WAY_INTO && c->shallowest < s->depth) {
            return true;
        }
        if (way == PML_WAY_OUT) {
            return s->backwards && c->shallowest_line < s->depth;
        }
        return c->shallowest_line <= deepest;
    case PML_STEP_AT_LINE: return has_wanted_line(s, c);
    case PML_STEP_CALL: return c->flags & PML_FACT_CALL;
    case PML_STEP_RETURN: return c->flags & PML_FACT_RETURN;
    case PML_STEP_ALLOCATION: return c->flags & PML_FACT_ALLOCATION;
    default: return c->flags & PML_FACT_DEATH;
    }
}

static PmlFact fact_now(const PmlProbe *p, PmlSearch *s, const PmlEngine *E)
{
    PmlFact f = {.tick = E->vm->ticks, .depth = (int32_t)p->depth};
    uint64_t allocations = pml_heap_stats(E)->allocations;
    f.line = pml_line_begins(&s->lines, E);
    if (f.line) {
        f.cell = pml_line_cell(&s->lines, E);
        f.flags = PML_FACT_LINE;
    }
    f.flags |= p->depth > p->previous_depth ? PML_FACT_CALL : 0;
    f.flags |= p->depth < p->previous_depth ? PML_FACT_RETURN : 0;
    f.flags |= allocations != s->allocations ? PML_FACT_ALLOCATION : 0;
    s->allocations = allocations;
    return f;
}

/* -- the probe --------------------------------------------------------------------------- */

static void happened(PmlProbe *p, PmlSearch *s, uint64_t tick)
{
    if (!s->backwards) {
        p->hit = true;
    } else if (tick < s->start) {
        s->found = true;
        s->tick = tick;
    }
}

static void at_tick(PmlProbe *p, PmlRecording *r)
{
    PmlSearch *s = p->ctx;
    bool yes = false;
    if (pml_search_is_fact(s)) {
        PmlFact f = fact_now(p, s, r->E);
        pml_step_index_note(&r->index, &f);
        yes = pml_search_matches(s, &f);
    } else if (s->step->event == PML_STEP_BIRTH) {
        yes = pml_search_is_alive(s);
    } else {
        yes = s->step->event == PML_STEP_TICK || number_changed(s, r->E);
    }
    if (yes) {
        happened(p, s, r->E->vm->ticks);
    }
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlSearch *s = p->ctx;
    PML_UNUSED(cause);
    uint64_t tick = r->E->vm->ticks;
    PmlFact f = {.tick = tick, .flags = PML_FACT_DEATH};
    pml_step_index_note(&r->index, &f);
    if (s->object && o != s->object) {
        return;
    }
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

PmlProbe pml_search_probe(PmlSearch *s)
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

uint64_t pml_search_key(const PmlSearch *s)
{
    uint64_t key = s->step->address ^ (uint64_t)s->step->comments;
    for (int i = 0; i < s->step->line_count; i++) {
        key = (key ^ (uint64_t)s->step->lines[i]) * UINT64_C(0x9e3779b97f4a7c15);
    }
    return key;
}

/* Steps: forwards the first place where the event happens ends the run; backwards the last one of
 * ever larger stretches is taken. Stretches that the index knows to hold none are left out. */
#include "observe/search.h"

#include "heap/poison.h"
#include "observe/describe.h"

enum { FIRST_WINDOW = 4096, WINDOW_GROWTH = 4, LAST_WINDOW = 1 << 18, SHORT_WAY = 2048 };

/* -- a stretch --------------------------------------------------------------------------- */

/* Search the stretch after `from` up to `to`. True: found, and the engine stands there. */
static bool look(PmlRecording *r, PmlSearch *s, PmlPlace from, PmlPlace to)
{
    PmlProbe p = pml_search_probe(s);
    PmlPlace end = pml_recording_end(r);
    if (pml_was_cut(r) || pml_place_compare(&from, &to) >= 0) {
        return false;
    }
    bool keep =
        s->backwards && pml_search_is_fact(s) && to.tick - from.tick <= PML_NEAR_FACTS_TICKS;
    if (keep) {
        pml_near_begin(&r->index, from.tick);
    }
    bool hit = pml_probe_run(r, &p, from, to);
    uint64_t reached = r->at.tick;
    if (p.armed && (p.at_tick || p.on_death)) {
        /* at its very end, a recording may go on at the same tick */
        uint64_t sure = reached == end.tick && reached ? reached - 1 : reached;
        bool whole = !p.at_tick || pml_search_is_fact(s);
        if (whole && sure > from.tick) {
            pml_step_index_cover(&r->index, from.tick, sure, pml_search_kind(s));
        }
    }
    if (keep) {
        pml_near_end(&r->index, p.armed && !pml_was_cut(r) ? to.tick : 0);
    }
    return hit;
}

/* The way that is left may not be cut short again: it is as long as from one mark to the next. */
static void be_patient(PmlRecording *r)
{
    r->patience = (PmlPatience){.ticks = PML_NEVER, .cut = r->patience.cut};
}

/* -- searches that were cut short -------------------------------------------------------- */

static void leave_unfinished(PmlRecording *r, PmlSearch *s, PmlPlace from, PmlPlace reached,
                             bool second)
{
    r->unfinished = (PmlUnfinished){.valid = true,
                                    .backwards = s->backwards,
                                    .second = second,
                                    .event = (int)s->step->event,
                                    .way = (int)s->step->way,
                                    .what = pml_search_key(s),
                                    .from = from,
                                    .reached = reached};
    s->step->more = true;
    s->step->reached = reached.tick;
}

/* Where this very search was cut short, if that was the last thing that happened. */
static bool take_up(PmlRecording *r, const PmlSearch *s, bool second, PmlPlace from,
                    PmlPlace *reached)
{
    PmlUnfinished u = r->unfinished;
    if (!u.valid || u.backwards != s->backwards || u.event != (int)s->step->event ||
        u.way != (int)s->step->way || u.what != pml_search_key(s) || u.second != second ||
        pml_place_compare(&u.from, &from) != 0) {
        return false;
    }
    *reached = u.reached;
    return true;
}

/* -- forwards ---------------------------------------------------------------------------- */

/* The first tick from `tick` on whose chunk may (or may not) hold the event; beyond `end`: none. */
static uint64_t next_chunk(const PmlRecording *r, const PmlSearch *s, uint64_t tick, uint64_t end,
                           bool wanted)
{
    while (tick <= end && pml_search_may_be(s, &r->index, tick) != wanted) {
        tick = pml_chunk_start(&r->index, tick) + pml_chunk_ticks(&r->index);
    }
    return tick;
}

static bool forwards(PmlRecording *r, PmlSearch *s, PmlPlace from, bool second)
{
    PmlPlace end = pml_recording_end(r), at;
    bool hit = false;
    if (take_up(r, s, second, from, &at)) {
        pml_seek(r, at);
    }
    while (!hit && !pml_was_cut(r)) {
        PmlPlace here = r->at;
        uint64_t hope = next_chunk(r, s, here.tick + 1, end.tick, true);
        if (hope > here.tick + SHORT_WAY) {
            pml_seek(r, pml_place_of_tick(r, hope - 1));
        } else {
            uint64_t stop = next_chunk(r, s, hope, end.tick, false);
            pml_search_note_numbers(s, r->E);
            hit = look(r, s, here, stop > end.tick ? end : pml_place_of_tick(r, stop - 1));
        }
        if (!hit && pml_place_compare(&r->at, &end) >= 0) {
            break;
        }
        if (!hit && pml_place_compare(&r->at, &here) <= 0) {
            break; /* no memory to leave the end */
        }
    }
    if (!hit && pml_was_cut(r)) {
        leave_unfinished(r, s, from, r->at, second);
    }
    if (!hit) {
        be_patient(r);
        pml_seek(r, from);
    }
    return hit;
}

/* -- backwards --------------------------------------------------------------------------- */

/* Among the facts kept one by one: the last of the event at or before `last`. True: they tell. */
static bool recall(PmlRecording *r, PmlSearch *s, uint64_t *last)
{
    const PmlStepIndex *x = &r->index;
    if (!pml_search_is_fact(s) || s->step->event == PML_STEP_ALLOCATION || x->near_to < *last ||
        x->near_from >= *last) {
        return false;
    }
    for (int64_t i = x->near_count - 1; i >= 0 && !s->found; i--) {
        if (x->near[i].tick <= *last && pml_search_matches(s, &x->near[i])) {
            s->found = true;
            s->tick = x->near[i].tick;
        }
    }
    *last = x->near_from;
    return true;
}

/* Where the stretch that ends with `last` begins: not within chunks that hold none. */
static uint64_t stretch_start(const PmlRecording *r, const PmlSearch *s, uint64_t last,
                              uint64_t window)
{
    const PmlStepIndex *x = &r->index;
    uint64_t low = last > window ? last - window : 0;
    if (window >= pml_chunk_ticks(x)) {
        low = pml_chunk_start(x, low) ? pml_chunk_start(x, low) - 1 : 0;
    }
    for (uint64_t t = pml_chunk_start(x, last); t > low && t > 0; t = pml_chunk_start(x, t - 1)) {
        if (!pml_search_may_be(s, x, t - 1)) {
            return t - 1;
        }
    }
    return low;
}

/* Leaves the engine anywhere; s->found, s->tick. False: cut short. */
static bool search_back(PmlRecording *r, PmlSearch *s, PmlPlace from)
{
    uint64_t last = from.tick ? from.tick - 1 : 0, window = FIRST_WINDOW;
    PmlPlace reached;
    s->backwards = true;
    s->start = from.tick;
    if (take_up(r, s, false, from, &reached)) {
        last = reached.tick;
    }
    recall(r, s, &last);
    while (last > 0 && !s->found) {
        if (!pml_search_may_be(s, &r->index, last)) {
            uint64_t start = pml_chunk_start(&r->index, last);
            last = start ? start - 1 : 0;
            continue;
        }
        uint64_t low = stretch_start(r, s, last, window);
        PmlPlace first = low ? pml_place_of_tick(r, low) : pml_place_first(r);
        if (!pml_seek_near(r, first)) {
            return true;
        }
        pml_search_note_numbers(s, r->E);
        look(r, s, first, pml_place_of_tick(r, last));
        if (pml_was_cut(r)) {
            s->found = false;
            leave_unfinished(r, s, from, pml_place_of_tick(r, last), false);
            return false;
        }
        last = low;
        window = window < LAST_WINDOW ? window * WINDOW_GROWTH : window;
    }
    return true;
}

/* Is the event one of a number that an object has while it lives? */
static bool is_of_life(const PmlSearch *s)
{
    return s->step->event == PML_STEP_COUNT || s->step->event == PML_STEP_OWNERS;
}

static bool backwards(PmlRecording *r, PmlSearch *s, PmlPlace from)
{
    bool alive = is_of_life(s) && pml_search_is_alive(s);
    search_back(r, s, from);
    be_patient(r);
    if (!pml_seek(r, s->found ? pml_place_of_tick(r, s->tick) : from)) {
        return false;
    }
    if (s->found && alive && !pml_search_is_alive(s)) { /* the end of an earlier life there */
        pml_seek(r, from);
        return false;
    }
    return s->found;
}

/* The object's address was free, or another life's, until its last death before now. */
static bool birth(PmlRecording *r, PmlSearch *s, PmlPlace from)
{
    PmlPlace low = pml_place_first(r), reached;
    if (!pml_search_is_alive(s)) {
        return false;
    }
    if (!take_up(r, s, true, from, &reached)) {
        s->step->event = PML_STEP_DEATH_OF;
        bool whole = search_back(r, s, from);
        s->step->event = PML_STEP_BIRTH;
        s->backwards = false;
        if (!whole) {
            be_patient(r);
            pml_seek(r, from);
            return false;
        }
        if (s->found) {
            low = pml_place_of_tick(r, s->tick);
        }
        PmlPatience left = r->patience;
        be_patient(r);
        pml_seek(r, low);
        r->patience = left;
        if (pml_search_is_alive(s)) {
            bool found = s->found; /* born by the same instruction; else older than all */
            if (!found) {
                pml_seek(r, from);
            }
            return found;
        }
    }
    return forwards(r, s, from, true);
}

/* -- by the books ------------------------------------------------------------------------ */

/* Collections are listed while recording. -1: the list does not tell; else found or not. */
static int listed_collection(PmlRecording *r, bool back)
{
    uint64_t here = r->at.tick;
    int64_t low = 0, high = r->collection_count;
    while (low < high) { /* the first that ends after here (backwards: here or later) */
        int64_t mid = (low + high) / 2;
        uint64_t end = r->collections[mid].end_tick;
        if (back ? end < here : end <= here) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    int64_t i = back ? low - 1 : low;
    if (i < 0) {
        return r->collections_lost ? -1 : 0;
    }
    PmlPlace end = pml_recording_end(r);
    if (i >= r->collection_count || r->collections[i].end_tick >= end.tick ||
        (back && r->collections_lost && i == r->collection_count - 1)) {
        return -1;
    }
    be_patient(r);
    return pml_seek(r, pml_place_of_tick(r, r->collections[i].end_tick));
}

static bool previous_tick(PmlRecording *r)
{
    if (r->at.tick == 0) {
        return false;
    }
    be_patient(r);
    return pml_seek(r, pml_place_of_tick(r, r->at.tick - 1));
}

PML_NO_ASAN static const PmlType *type_at(const PmlObj *o)
{
    return o->type.p;
}

static bool find_object(const PmlEngine *E, PmlSearch *s)
{
    uint64_t offset = s->step->address - PML_MODEL_BASE;
    if (offset >= E->region_size || offset % 8 || pml_heap_is_static(E, E->region + offset)) {
        return false;
    }
    s->object = (PmlObj *)(void *)(E->region + offset);
    s->type = type_at(s->object);
    return true;
}

static bool search(PmlRecording *r, PmlSearch *s, bool back)
{
    PmlPlace from = r->at;
    PmlStepEvent event = s->step->event;
    if (event == PML_STEP_BIRTH) {
        return birth(r, s, from);
    }
    if (is_of_life(s) && !back && !pml_search_is_alive(s)) {
        return false; /* what lives there later is another object */
    }
    if (back && event == PML_STEP_TICK) {
        return previous_tick(r);
    }
    int listed = event == PML_STEP_COLLECTION ? listed_collection(r, back) : -1;
    if (listed >= 0) {
        return listed;
    }
    return back ? backwards(r, s, from) : forwards(r, s, from, false);
}

bool pml_step(PmlRecording *r, PmlStep *step, bool back)
{
    PmlEngine *E = r->E;
    PmlSearch s = {.step = step, .depth = pml_frame_depth(E)};
    r->at.tick = E->vm->ticks;
    if (step->event >= PML_STEP_BIRTH && !find_object(E, &s)) {
        return false;
    }
    if (step->comments) {
        pml_search_find_breaks(&s, r);
    }
    bool found = search(r, &s, back);
    r->unfinished.valid = step->more;
    step->address = s.address;
    memcpy(step->type, s.died, sizeof step->type);
    if (step->event == PML_STEP_OWNERS && found) {
        step->owners = pml_search_is_alive(&s) ? pml_lasting_owners(E, s.object) : 0;
    }
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

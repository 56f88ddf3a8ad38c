#include "observe/xray.h"

#include <stdio.h>

#include "gc/collect.h"
#include "observe/describe.h"
#include "observe/walk.h"

const char *const pml_fate_names[PML_FATE_KINDS] = {"referenced_from_outside", "reached",
                                                    "collected", "resurrected"};

/* A move while it is not known yet whether it is worth telling. */
typedef struct PmlRawMove {
    PmlPhrase words;
    PmlObj *object, *by;
} PmlRawMove;

typedef struct PmlObserver {
    PmlEngine *E;
    PmlXray *out;
    int64_t number; /* collections at the same tick that come before */
    uint64_t tick;
    int64_t limit, capacity;
    uint64_t live;
    bool on, subtracted;
    const char *phase;
    PmlRawMove *raw; /* of the split, which may have as many as objects */
    int64_t raw_count, raw_capacity;
    PmlObjMap index; /* object -> its member */
} PmlObserver;

static void describe(const PmlObserver *v, PmlEngine *E, PmlMember *m)
{
    PML_UNUSED(v);
    snprintf(m->type, sizeof m->type, "%s", pml_describe_type(m->object));
    pml_describe_value(E, m->object, m->value, sizeof m->value);
    m->size = pml_describe_size(E, m->object);
    m->has_finalizer = m->object->type.p->finalize && !pml_gc_is_finalized(m->object);
    m->described = true;
}

static void begin(PmlObserver *v, PmlEngine *E, int generation)
{
    PmlXray *x = v->out;
    PmlGc *gc = E->gc;
    x->generation = generation;
    x->tick = E->vm->ticks;
    for (int i = 0; i < 3; i++) {
        x->count[i] = gc->count[i];
        x->threshold[i] = gc->threshold[i];
        x->members[i] = pml_gc_list_size(&gc->gen[i]);
    }
    v->live = pml_heap_stats(E)->bytes_live;
}

/* All examined objects with their counts, as the subtraction has left them. */
static void note_members(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlGcHead *young = &E->gc->gen[x->generation];
    int64_t n = pml_gc_list_size(young);
    x->list = calloc((size_t)(n ? n : 1), sizeof *x->list);
    if (!x->list) {
        x->failed = true;
        return;
    }
    for (PmlGcHead *g = young->next.p; g != young; g = g->next.p) {
        PmlMember *m = &x->list[x->examined++];
        m->object = pml_from_gc(g);
        m->refs = pml_refs(m->object);
        m->left = (int64_t)(g->prev >> PML_GC_REFS_SHIFT);
        m->fate = m->left > 0 ? PML_FATE_OUTSIDE : PML_FATE_REACHED;
        m->held_by = -1;
        pml_objmap_at(&v->index, m->object, x->examined - 1, NULL);
    }
}

static void note_unreachable(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlGcHead *list = &E->gc->unreachable;
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        int64_t i = pml_objmap_get(&v->index, pml_from_gc(g), -1);
        if (i >= 0) {
            x->list[i].fate = PML_FATE_COLLECTED;
            x->unreachable++;
            describe(v, E, &x->list[i]);
            x->finalizers += x->list[i].has_finalizer;
        }
    }
    int64_t shown = x->unreachable;
    for (int64_t i = 0; i < x->examined && shown < v->limit; i++) {
        if (x->list[i].fate <= PML_FATE_REACHED) {
            describe(v, E, &x->list[i]);
            shown++;
        }
    }
}

static void note_resurrected(PmlObserver *v, PmlEngine *E)
{
    PmlXray *x = v->out;
    PmlObjMap still = {0};
    PmlGcHead *list = &E->gc->still;
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        pml_objmap_at(&still, pml_from_gc(g), 1, NULL);
    }
    for (int64_t i = 0; i < x->examined; i++) {
        PmlMember *m = &x->list[i];
        if (m->fate == PML_FATE_COLLECTED && !pml_objmap_get(&still, m->object, 0)) {
            m->fate = PML_FATE_RESURRECTED;
        }
    }
    pml_objmap_free(&still);
}

/* -- moves ------------------------------------------------------------------------------- */

static void add_move(PmlObserver *v, PmlEngine *E, PmlPhrase words, PmlObj *o, PmlObj *by)
{
    PmlXray *x = v->out;
    if (x->move_count == x->move_limit || !x->moves) {
        x->moves_omitted++;
        return;
    }
    PmlMove *m = &x->moves[x->move_count++];
    memset(m, 0, sizeof *m);
    m->phase = v->phase;
    m->words = words;
    pml_thing(E, o, &m->object);
    if (by) {
        pml_thing(E, by, &m->by);
    }
}

static void keep_raw(PmlObserver *v, PmlPhrase words, PmlObj *o, PmlObj *by)
{
    if (v->raw_count == v->raw_capacity) {
        int64_t capacity = v->raw_capacity ? v->raw_capacity * 2 : 1024;
        PmlRawMove *raw = realloc(v->raw, (size_t)capacity * sizeof *raw);
        if (!raw) {
            v->out->moves_omitted++;
            return;
        }
        v->raw = raw;
        v->raw_capacity = capacity;
    }
    v->raw[v->raw_count++] = (PmlRawMove){words, o, by};
}

/* Of the split: the moves of what turned out to be garbage, then as many others as there is room
 * for, all in their order. */
static void tell_split(PmlObserver *v, PmlEngine *E)
{
    const PmlXray *x = v->out;
    int64_t garbage = 0;
    for (int64_t i = 0; i < v->raw_count; i++) {
        int64_t m = pml_objmap_get(&v->index, v->raw[i].object, -1);
        garbage += m >= 0 && x->list[m].fate == PML_FATE_COLLECTED;
    }
    int64_t others = (x->move_limit - garbage) / 2; /* room is left for what follows */
    for (int64_t i = 0; i < v->raw_count; i++) {
        int64_t m = pml_objmap_get(&v->index, v->raw[i].object, -1);
        bool is_garbage = m >= 0 && x->list[m].fate == PML_FATE_COLLECTED;
        if (is_garbage || others-- > 0) {
            add_move(v, E, v->raw[i].words, v->raw[i].object, v->raw[i].by);
        } else {
            v->out->moves_omitted++;
        }
    }
}

static void on_notice(PmlProbe *p, PmlRecording *r, PmlNotice what, PmlObj *o, PmlObj *by)
{
    static const PmlPhrase words[] = {
        [PML_NOTICE_TENTATIVE] = PML_PHRASE_MOVE_TENTATIVE,
        [PML_NOTICE_REACHED] = PML_PHRASE_MOVE_REACHED,
        [PML_NOTICE_BACK] = PML_PHRASE_MOVE_BACK,
        [PML_NOTICE_CALLBACK] = PML_PHRASE_MOVE_CALLBACK,
        [PML_NOTICE_FINALIZER] = PML_PHRASE_MOVE_FINALIZER,
        [PML_NOTICE_SURVIVED] = PML_PHRASE_MOVE_RESURRECTED,
        [PML_NOTICE_CLEARED] = PML_PHRASE_MOVE_CLEARED,
    };
    PmlObserver *v = p->ctx;
    if (!v->on || !v->phase || what == PML_NOTICE_RAISED || what == PML_NOTICE_RESURRECTED) {
        return;
    }
    int64_t i = pml_objmap_get(&v->index, o, -1);
    if (i >= 0 && v->out->list && (what == PML_NOTICE_REACHED || what == PML_NOTICE_BACK)) {
        v->out->list[i].reached_by = by;
    }
    if (i >= 0 || what == PML_NOTICE_CALLBACK) {
        bool reaches = what == PML_NOTICE_REACHED || what == PML_NOTICE_BACK;
        if (strcmp(v->phase, "split") == 0) {
            keep_raw(v, words[what], o, reaches ? by : NULL);
        } else {
            add_move(v, r->E, words[what], o, reaches ? by : NULL);
        }
    }
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlObserver *v = p->ctx;
    PML_UNUSED(cause);
    if (v->on && v->phase && pml_objmap_get(&v->index, o, -1) >= 0) {
        add_move(v, r->E, PML_PHRASE_MOVE_DIED, o, NULL);
    }
}

/* One reference from outside for each survivor that is shown. */
static void note_outside(void *ctx, const PmlEdgeInfo *edge)
{
    PmlObserver *v = ctx;
    int64_t i = pml_objmap_get(&v->index, edge->to, -1);
    if (i < 0 || (edge->from && pml_objmap_get(&v->index, edge->from, -1) >= 0)) {
        return;
    }
    PmlXray *x = v->out;
    PmlMember *m = &x->list[i];
    if (m->described && m->fate == PML_FATE_OUTSIDE && m->held_by < 0 && x->holders &&
        x->holder_count < x->holder_limit) {
        m->held_by = x->holder_count++;
        pml_holder(v->E, edge, &x->holders[m->held_by]);
    }
}

static void next_phase(PmlObserver *v, PmlGcStep step)
{
    static const char *const phases[] = {
        [PML_GC_SUBTRACTED] = "split",    [PML_GC_PROMOTED] = "weakrefs",
        [PML_GC_WEAKREFS] = "finalizers", [PML_GC_FINALIZERS] = "resurrection",
        [PML_GC_RESURRECTED] = "clear",   [PML_GC_END] = NULL,
    };
    if (phases[step] && !(step == PML_GC_SUBTRACTED && v->phase)) {
        v->phase = phases[step];
    }
}

static void on_step(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n)
{
    PmlObserver *v = p->ctx;
    PmlXray *x = v->out;
    PmlEngine *E = r->E;
    if (step == PML_GC_BEGIN) {
        if (E->vm->ticks != v->tick || v->number-- != 0) {
            return;
        }
        v->on = true;
        begin(v, E, (int)n);
    }
    if (!v->on || x->failed) {
        return;
    }
    switch (step) {
    case PML_GC_SUBTRACTED:
        if (!v->subtracted) { /* the second time is among the resurrected */
            v->subtracted = true;
            note_members(v, E);
        }
        break;
    case PML_GC_SPLIT:
        note_unreachable(v, E);
        pml_walk_all(E, note_outside, v);
        tell_split(v, E);
        break;
    case PML_GC_WEAKREFS: x->weakrefs_died = n; break;
    case PML_GC_RESURRECTED: note_resurrected(v, E); break;
    case PML_GC_DELETED: x->collected = n; break;
    case PML_GC_END:
        x->bytes = v->live - pml_heap_stats(E)->bytes_live;
        x->found = true;
        p->hit = true;
        break;
    default: break;
    }
    next_phase(v, step);
}

/* -- putting it together ----------------------------------------------------------------- */

static int rank(const PmlMember *m)
{
    return m->fate == PML_FATE_RESURRECTED ? 0 : m->fate == PML_FATE_COLLECTED ? 1 : 2;
}

/* Garbage first, in the collector's order; then survivors; the rest only counts. */
static void arrange(PmlXray *x, int64_t limit)
{
    PmlMember *shown = calloc((size_t)(limit ? limit : 1), sizeof *shown);
    for (int64_t i = 0; i < x->examined; i++) {
        x->fate[x->list[i].fate]++;
    }
    x->promoted = x->generation < 2 ? x->examined - x->unreachable : 0;
    for (int wanted = 0; shown && wanted < 3; wanted++) {
        for (int64_t i = 0; i < x->examined && x->listed < limit; i++) {
            if (x->list[i].described && rank(&x->list[i]) == wanted) {
                shown[x->listed++] = x->list[i];
            }
        }
    }
    free(x->list);
    x->list = shown;
}

static void say_number(PmlSpeech *s, PmlLang lang, PmlPhrase phrase, int64_t n)
{
    PmlNumber text;
    const PmlArgument a = {"n", pml_number_text(n, text)};
    if (n > 0) {
        pml_say(s, pml_phrase(phrase, lang), &a, 1);
    }
}

void pml_say_verdict(PmlSpeech *s, PmlLang lang, const PmlXray *x)
{
    PmlNumber collected, examined, bytes;
    int64_t back = x->fate[PML_FATE_RESURRECTED];
    const PmlArgument a[] = {{"collected", pml_number_text(x->collected, collected)},
                             {"examined", pml_number_text(x->examined, examined)},
                             {"bytes", pml_number_text((int64_t)x->bytes, bytes)}};
    bool nothing = x->collected == 0 && back == 0;
    PmlPhrase phrase = nothing        ? PML_PHRASE_VERDICT_NOTHING
                       : x->collected ? PML_PHRASE_VERDICT_FREED
                                      : PML_PHRASE_VERDICT_NONE_FREED;
    pml_say(s, pml_phrase(phrase, lang), a, 3);
    say_number(s, lang, PML_PHRASE_VERDICT_RESURRECTED, back);
    say_number(s, lang, PML_PHRASE_VERDICT_CALLBACKS, x->weakrefs_died);
}

void pml_say_move(PmlSpeech *s, PmlLang lang, const PmlMove *m)
{
    PmlSpeech object = {0}, by = {0};
    pml_say_thing(&object, lang, &m->object);
    pml_say_thing(&by, lang, &m->by);
    const PmlArgument a[] = {{"object", pml_speech_text(&object)}, {"by", pml_speech_text(&by)}};
    pml_say(s, pml_phrase(m->words, lang), a, 2);
    pml_speech_free(&object);
    pml_speech_free(&by);
}

void pml_xray(PmlRecording *r, int64_t number, int64_t limit, PmlXray *out)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    memset(out, 0, sizeof *out);
    if (number < 0 || number >= r->collection_count) {
        return;
    }
    const PmlCollection *c = &r->collections[number];
    PmlObserver v = {.E = r->E, .out = out, .tick = c->tick, .limit = limit};
    while (v.number < number && r->collections[number - v.number - 1].tick == c->tick) {
        v.number++;
    }
    PmlPlace from = c->tick ? pml_place_of_tick(r, c->tick - 1) : pml_place_first(r);
    PmlProbe p = {.on_step = on_step, .on_notice = on_notice, .on_death = on_death, .ctx = &v};
    out->move_limit = limit;
    out->moves = malloc((size_t)(limit > 0 ? limit : 1) * sizeof *out->moves);
    out->holder_limit = limit;
    out->holders = malloc((size_t)(limit > 0 ? limit : 1) * sizeof *out->holders);
    pml_probe_run(r, &p, from, pml_recording_end(r));
    pml_seek(r, here);
    pml_objmap_free(&v.index);
    free(v.raw);
    if (out->found && !out->failed) {
        arrange(out, limit);
    }
}

void pml_xray_free(PmlXray *x)
{
    free(x->list);
    free(x->moves);
    free(x->holders);
    memset(x, 0, sizeof *x);
}

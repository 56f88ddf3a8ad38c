#include "observe/story.h"

#include <stdio.h>

#include "observe/line_table.h"
#include "observe/steps.h"
#include "observe/teller.h"
#include "vm/kernel.h"

const char *const pml_event_names[PML_EVENTS] = {
#define PML_EVENT(kind, wire, role, en, zh) wire,
#include "observe/events.def"
};

enum { DEATHS_KEPT = 5000, GROUPS_TOLD = 6, SINGLE_BIRTHS = 3 };

/* -- events ------------------------------------------------------------------------------ */

PmlInterpFrame *pml_own_frame(const PmlEngine *E)
{
    PmlInterpFrame *f = E->vm->frame.p;
    while (f && !pml_code_is_own(pml_frame_code(f))) {
        f = f->previous.p;
    }
    return f;
}

void pml_function_name(const PmlInterpFrame *f, char *text, size_t size)
{
    pml_describe_name(pml_frame_code(f)->qualname.p, text, size);
}

PmlEvent *pml_teller_event(PmlTeller *t, const PmlEngine *E, PmlEventKind kind)
{
    PmlStory *s = t->out;
    const PmlInterpFrame *f = pml_own_frame(E);
    bool rare = kind < PML_EVENT_DIED_NAME_DELETED || kind > PML_EVENT_TEMPORARIES;
    if (s->count >= s->limit + (rare ? s->limit : 0)) {
        s->omitted++;
        return NULL;
    }
    if (s->count == s->capacity) {
        int64_t capacity = s->capacity ? s->capacity * 2 : 32;
        PmlEvent *events = realloc(s->events, (size_t)capacity * sizeof *events);
        if (!events) {
            s->failed = true;
            return NULL;
        }
        s->events = events;
        s->capacity = capacity;
    }
    PmlEvent *e = &s->events[s->count++];
    *e = (PmlEvent){.kind = kind,
                    .tick = E->vm->ticks,
                    .line = f ? pml_standing_line(E, f) : 0,
                    .from = -1,
                    .to = -1,
                    .old_from = -1,
                    .old_to = -1};
    return e;
}

bool pml_teller_is_old(const PmlTeller *t, const PmlObj *o)
{
    return pml_snapshot_find(&t->before, o) && !pml_objmap_get(&t->died, o, 0);
}

void pml_teller_thing(PmlTeller *t, PmlEngine *E, PmlObj *o, PmlThing *thing)
{
    pml_thing(E, o, thing);
    thing->fresh = !thing->immortal && !pml_teller_is_old(t, o) &&
                   !pml_objmap_get(&t->told, o, 0); /* new, and not told of yet */
}

void pml_teller_tell(PmlTeller *t, PmlEngine *E, PmlObj *o, PmlThing *thing)
{
    pml_teller_thing(t, E, o, thing);
    pml_objmap_at(&t->told, o, 1, NULL);
}

/* -- while the piece runs again ---------------------------------------------------------- */

/* 0: there is only one. */
static int32_t running_process(const PmlEngine *E)
{
    const PmlKernel *k = pml_kernel_there(E);
    return k && k->current.p ? k->current.p->pid : 0;
}

/* Does another process run than at the beginning? Its memory and output are its own. */
static bool has_switched(const PmlTeller *t, const PmlEngine *E)
{
    return t->pid != 0 && running_process(E) != t->pid;
}

static void note_output(PmlTeller *t, const PmlEngine *E)
{
    for (int fd = 0; fd < 2 && !has_switched(t, E); fd++) {
        uint64_t now = E->vm->written[fd];
        PmlEvent *e = now != t->written[fd]
                          ? pml_teller_event(t, E, fd ? PML_EVENT_ERROR_OUTPUT : PML_EVENT_OUTPUT)
                          : NULL;
        if (e) {
            e->n = (int64_t)(now - t->written[fd]);
        }
        t->written[fd] = now;
    }
}

static void note_arenas(PmlTeller *t, const PmlEngine *E)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    PmlEvent *e;
    if (s->arenas_total != t->arenas && (e = pml_teller_event(t, E, PML_EVENT_ARENA_GOT))) {
        e->n = (int64_t)(s->arenas_total - t->arenas);
    }
    if (s->arenas_reclaimed != t->reclaimed &&
        (e = pml_teller_event(t, E, PML_EVENT_ARENA_RETURNED))) {
        e->n = (int64_t)(s->arenas_reclaimed - t->reclaimed);
    }
    t->arenas = s->arenas_total;
    t->reclaimed = s->arenas_reclaimed;
}

static void at_tick(PmlProbe *p, PmlRecording *r)
{
    PmlTeller *t = p->ctx;
    note_output(t, r->E);
    note_arenas(t, r->E);
    if (p->depth > p->previous_depth) {
        pml_teller_call(t, r->E);
    }
    if (r->E->vm->ticks < t->out->to) {
        pml_teller_read(t, r->E); /* at the very end the next instruction is not ours */
    }
}

static bool is_worth_telling(const PmlTeller *t, const PmlObj *o)
{
    return pml_teller_is_old(t, o) || pml_objmap_get(&t->told, o, 0) ||
           (pml_type_has(PML_TYPE_OF(o), PML_TF_HEAP) && !PML_IS_EXC(o));
}

/* What only the interpreter held of the program: its function, code, constants and name tables. */
static bool is_program_part(const PmlObj *o)
{
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_function:
    case PML_T_code:
    case PML_T_tuple:
    case PML_T_list:
    case PML_T_int:
    case PML_T_float:
    case PML_T_str:
    case PML_T_bytes: return true;
    default: return false;
    }
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlTeller *t = p->ctx;
    bool worth = is_worth_telling(t, o);
    const PmlDeath *d = pml_witness_death(t->witness, r, o, cause);
    int64_t *died = pml_objmap_at(&t->died, o, 1, NULL);
    if (died) {
        *died = 1;
    }
    if (!d) {
        return;
    }
    if (!r->E->vm->frame.p && cause != PML_CAUSE_EXIT && is_program_part(o)) {
        t->released++;
        t->released_bytes += d->size;
        return;
    }
    if (!worth) {
        t->temporaries++;
        t->temporary_bytes += d->size;
        return;
    }
    PmlReason reason = d->reason;
    if (reason == PML_REASON_LEFT_SCOPE && (!d->name[0] || d->name[0] == '.')) {
        reason =
            PML_REASON_CALL_OVER; /* the call's own: its function, a comprehension's iterator */
    }
    PmlEvent *e =
        pml_teller_event(t, r->E, (PmlEventKind)(PML_EVENT_DIED_NAME_DELETED + (int)reason));
    if (e) {
        pml_thing(r->E, o, &e->object);
        e->line = d->line;
        e->bytes = d->size;
        e->n = d->generation;
        snprintf(e->name, sizeof e->name, "%s", d->name[0] ? d->name : "-");
        e->other.address = d->holder;
        memcpy(e->other.type, d->holder_type, sizeof d->holder_type);
        e->other.type_id = -1;
    }
}

static void on_step(PmlProbe *p, PmlRecording *r, PmlGcStep step, int64_t n)
{
    PmlTeller *t = p->ctx;
    const PmlGc *gc = r->E->gc;
    PmlEvent *e;
    if (step == PML_GC_ASKED) {
        t->asked = true;
    } else if (step == PML_GC_BEGIN) {
        e = pml_teller_event(t, r->E,
                             t->asked ? PML_EVENT_COLLECTION_ASKED : PML_EVENT_COLLECTION_DUE);
        t->asked = false;
        t->live = pml_heap_stats(r->E)->bytes_live;
        if (e) {
            e->n = n;
            e->from = gc->count[n];
            e->to = gc->threshold[n];
        }
    } else if (step == PML_GC_END) {
        uint64_t live = pml_heap_stats(r->E)->bytes_live;
        t->out->collections++;
        t->out->collected += n;
        e = pml_teller_event(t, r->E,
                             n ? PML_EVENT_COLLECTION_FREED : PML_EVENT_COLLECTION_NOTHING);
        if (e) {
            e->n = n;
            e->bytes = live < t->live ? (int64_t)(t->live - live) : 0;
        }
    }
}

/* -- exceptions, finalizers, callbacks --------------------------------------------------- */

void pml_describe_raised(PmlEngine *E, PmlObj *o, PmlThing *thing)
{
    char argument[48] = "";
    const char *type;
    memset(thing, 0, sizeof *thing);
    thing->address = pml_model_address(E, o);
    thing->type_id = PML_T_NoneType; /* said by its value alone */
    thing->immortal = true;
    if (PML_IS_TYPE(o)) {
        type = ((const PmlType *)o)->name.p;
    } else {
        const PmlObj *args = ((const PmlException *)o)->args.p;
        type = pml_describe_type(o);
        if (args && PML_TUPLE_LEN(args) > 0) {
            pml_describe_value(E, PML_TUPLE_AT(args, 0), argument, sizeof argument);
        }
    }
    snprintf(thing->type, sizeof thing->type, "%.40s", type);
    snprintf(thing->value, sizeof thing->value, "%.40s%s%s%s", type, argument[0] ? "(" : "",
             argument, argument[0] ? ")" : "");
}

static void on_raised(PmlTeller *t, PmlEngine *E, PmlObj *o)
{
    const PmlInterpFrame *f = E->vm->frame.p;
    if (E->rt->stopping) { /* what unwinds the frames then is none of the program's */
        if (!t->stopped) {
            pml_teller_event(t, E, PML_EVENT_STOPPED);
        }
        t->stopped = true;
        return;
    }
    if (!f || !pml_code_is_own(pml_frame_code(f))) {
        return;
    }
    PmlEvent *e = pml_teller_event(t, E, t->raising ? PML_EVENT_PROPAGATED : PML_EVENT_RAISED);
    if (!t->raising) {
        pml_describe_raised(E, o, &t->raised.object);
    }
    if (e) {
        e->object = t->raised.object;
        memcpy(e->function, t->raised.function, sizeof e->function);
        e->line = pml_frame_line(f);
    }
    t->raising = true;
    t->unhandled = !f->previous.p;
    pml_function_name(f, t->raised.function, sizeof t->raised.function);
}

static void forget_death(PmlTeller *t, const PmlEngine *E, const PmlObj *o)
{
    int64_t *died = pml_objmap_at(&t->died, (PmlObj *)(uintptr_t)o, 0, NULL);
    uint64_t address = pml_model_address(E, o);
    if (died) {
        *died = 0;
    }
    for (int64_t i = t->out->count - 1; i >= 0; i--) {
        const PmlEvent *e = &t->out->events[i];
        if (e->kind >= PML_EVENT_DIED_NAME_DELETED && e->kind <= PML_EVENT_DIED_EXIT &&
            e->object.address == address) {
            memmove(&t->out->events[i], &t->out->events[i + 1],
                    (size_t)(--t->out->count - i) * sizeof *e);
            return;
        }
    }
}

/* A finalizer a person wrote, or one that has something to do: a generator waiting in a try. */
static bool is_real_finalizer(const PmlObj *o)
{
    return pml_type_has(PML_TYPE_OF(o), PML_TF_HEAP);
}

static void on_notice(PmlProbe *p, PmlRecording *r, PmlNotice what, PmlObj *o, PmlObj *by)
{
    PmlTeller *t = p->ctx;
    PmlEvent *e = NULL;
    PML_UNUSED(by);
    pml_witness_notice(t->witness, r->E, what, o);
    switch (what) {
    case PML_NOTICE_RAISED: on_raised(t, r->E, o); return;
    case PML_NOTICE_FINALIZER:
        e = is_real_finalizer(o) ? pml_teller_event(t, r->E, PML_EVENT_FINALIZER) : NULL;
        break;
    case PML_NOTICE_CALLBACK: e = pml_teller_event(t, r->E, PML_EVENT_CALLBACK); break;
    case PML_NOTICE_RESURRECTED: forget_death(t, r->E, o); /* fall through */
    case PML_NOTICE_SURVIVED: e = pml_teller_event(t, r->E, PML_EVENT_RESURRECTED); break;
    default: return;
    }
    if (e) {
        pml_thing(r->E, o, &e->object);
    }
}

/* -- what two moments tell --------------------------------------------------------------- */

static void fill_counts(const PmlTeller *t, const PmlEngine *E, const PmlSnapshot *after,
                        PmlObjMap *counted, const PmlThing *thing, int64_t *from, int64_t *to)
{
    bool first = true;
    if (!thing->address || thing->immortal) {
        return;
    }
    const PmlObj *o = (const PmlObj *)(const void *)(E->region + (thing->address - PML_MODEL_BASE));
    const PmlShot *was = pml_snapshot_find(&t->before, o), *is = pml_snapshot_find(after, o);
    if (was && pml_objmap_get(&t->died, o, 0)) {
        return; /* another life at this address */
    }
    if (!pml_objmap_at(counted, (PmlObj *)(uintptr_t)o, 1, &first) || !first) {
        return; /* said before */
    }
    *from = was ? was->refs : -1;
    *to = is ? is->refs : -1;
}

static bool tells_counts(PmlEventKind kind)
{
    return kind <= PML_EVENT_ITEM_REMOVED;
}

static bool is_counted(const PmlShot *shot, const PmlEngine *E)
{
    const PmlType *type = PML_TYPE_OF(shot->object);
    return shot->named && !pml_heap_is_static(E, shot->object) && type->id != PML_T_function &&
           type->id != PML_T_module && type->id != PML_T_builtin_function_or_method &&
           type->id != PML_T_code;
}

static void tell_change(PmlTeller *t, PmlEngine *E, const PmlShot *was, const PmlShot *is)
{
    PmlEvent *e = NULL;
    if (was->length != is->length && was->length >= 0 && is->length >= 0) {
        e = pml_teller_event(t, E, is->length > was->length ? PML_EVENT_GREW : PML_EVENT_SHRANK);
        if (e) {
            e->from = was->length;
            e->to = is->length;
            e->before = was->size;
            e->bytes = is->size;
            pml_thing(E, is->object, &e->object);
        }
    }
    if (was->refs != is->refs && !pml_objmap_get(&t->told, is->object, 0)) {
        e = pml_teller_event(t, E,
                             is->refs > was->refs ? PML_EVENT_COUNT_UP : PML_EVENT_COUNT_DOWN);
        if (e) {
            e->from = was->refs;
            e->to = is->refs;
            pml_thing(E, is->object, &e->object);
        }
    }
}

static void tell_changes(PmlTeller *t, PmlEngine *E, const PmlSnapshot *after)
{
    for (int64_t i = 0; i < t->before.count; i++) {
        const PmlShot *was = &t->before.shots[i];
        const PmlShot *is = pml_snapshot_find(after, was->object);
        if (is && !pml_objmap_get(&t->died, was->object, 0) &&
            (is_counted(was, E) || is_counted(is, E))) {
            tell_change(t, E, was, is);
        }
    }
}

/* -- births ------------------------------------------------------------------------------ */

typedef struct PmlBirths {
    char type[48];
    int64_t n, bytes;
    PmlObj *only;
} PmlBirths;

/* Objects that live now, did not before, and that no event names: grouped by type. */
static int gather_births(PmlTeller *t, PmlEngine *E, const PmlSnapshot *after, PmlBirths *groups,
                         int capacity, int64_t *total)
{
    int used = 0;
    *total = 0;
    for (int64_t i = 0; i < after->count; i++) {
        const PmlShot *shot = &after->shots[i];
        if (pml_heap_is_static(E, shot->object) || pml_teller_is_old(t, shot->object)) {
            continue;
        }
        t->out->born++;
        t->out->born_bytes += shot->size;
        if (pml_objmap_get(&t->told, shot->object, 0) || PML_IS(shot->object, frame)) {
            continue;
        }
        int g = 0;
        while (g < used && strcmp(groups[g].type, pml_describe_type(shot->object)) != 0) {
            g++;
        }
        ++*total;
        if (g == capacity) {
            continue;
        }
        if (g == used) {
            groups[used++] = (PmlBirths){.only = shot->object};
            snprintf(groups[g].type, sizeof groups[g].type, "%s", pml_describe_type(shot->object));
        }
        groups[g].n++;
        groups[g].bytes += shot->size;
    }
    return used;
}

/* Births come before all else: the line makes its objects, then puts them somewhere. */
static void tell_births(PmlTeller *t, PmlEngine *E, const PmlSnapshot *after)
{
    PmlBirths groups[GROUPS_TOLD];
    int64_t total, told = 0, first = t->out->count;
    int n = gather_births(t, E, after, groups, GROUPS_TOLD, &total);
    for (int g = 0; g < n; g++) {
        bool one = groups[g].n == 1;
        PmlEvent *e = pml_teller_event(t, E, one ? PML_EVENT_BORN : PML_EVENT_BORN_MANY);
        if (e) {
            if (one) {
                pml_thing(E, groups[g].only, &e->object);
                e->object.fresh = true; /* created, so new */
            }
            memcpy(e->name, groups[g].type, sizeof groups[g].type);
            e->n = groups[g].n;
            e->bytes = groups[g].bytes;
            e->line = t->out->line;
            told += groups[g].n;
        }
    }
    t->out->omitted += total - told;
    int64_t births = t->out->count - first;
    PmlEvent *moved = births ? malloc((size_t)births * sizeof *moved) : NULL;
    if (moved) {
        PmlEvent *events = t->out->events;
        memcpy(moved, events + first, (size_t)births * sizeof *moved);
        memmove(events + births, events, (size_t)first * sizeof *moved);
        memcpy(events, moved, (size_t)births * sizeof *moved);
        free(moved);
    }
}

/* What the two moments differ in, when both are of one process's memory. */
static void compare_memory(PmlTeller *t, PmlEngine *E)
{
    PmlStory *s = t->out;
    PmlSnapshot after;
    PmlObjMap counted = {0};
    PmlEvent *e;
    note_output(t, E);
    note_arenas(t, E);
    pml_snapshot(E, &after);
    for (int64_t i = 0; i < s->count; i++) {
        e = &s->events[i];
        if (tells_counts(e->kind)) {
            fill_counts(t, E, &after, &counted, &e->object, &e->from, &e->to);
            fill_counts(t, E, &after, &counted, &e->other, &e->old_from, &e->old_to);
        }
    }
    tell_births(t, E, &after);
    tell_changes(t, E, &after);
    s->failed |= after.failed || counted.failed;
    pml_objmap_free(&counted);
    pml_snapshot_free(&after);
}

static void compare_moments(PmlTeller *t, PmlRecording *r)
{
    PmlEngine *E = r->E;
    PmlStory *s = t->out;
    PmlEvent *e;
    if (!has_switched(t, E)) {
        compare_memory(t, E);
    } else if ((e = pml_teller_event(t, E, PML_EVENT_PROCESS_SWITCHED))) {
        e->n = running_process(E);
    }
    if (t->unhandled && !r->at.inside && (e = pml_teller_event(t, E, PML_EVENT_UNHANDLED))) {
        e->object = t->raised.object;
    }
    if (t->released && (e = pml_teller_event(t, E, PML_EVENT_PROGRAM_OVER))) {
        e->n = t->released;
        e->bytes = t->released_bytes;
    }
    if (t->temporaries && (e = pml_teller_event(t, E, PML_EVENT_TEMPORARIES))) {
        e->n = t->temporaries;
        e->bytes = t->temporary_bytes;
    }
    if (s->count == 0 && (e = pml_teller_event(t, E, PML_EVENT_NOTHING))) {
        e->line = s->line;
    }
}

/* -- a story ----------------------------------------------------------------------------- */

static void begin(PmlTeller *t, const PmlEngine *E)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    const PmlInterpFrame *f = pml_own_frame(E);
    memcpy(t->written, E->vm->written, sizeof t->written);
    t->arenas = s->arenas_total;
    t->reclaimed = s->arenas_reclaimed;
    t->pid = running_process(E);
    t->out->from = E->vm->ticks;
    if (f) {
        pml_describe_name(pml_frame_code(f)->filename.p, t->out->file, sizeof t->out->file);
        t->out->line = pml_standing_line(E, f);
    }
}

void pml_story(PmlRecording *r, PmlPlace from, PmlPlace to, int64_t limit, PmlStory *out)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    PmlTeller t = {.out = out};
    memset(out, 0, sizeof *out);
    out->limit = limit;
    out->to = to.tick;
    out->deaths.limit = DEATHS_KEPT;
    out->deaths.list = malloc(DEATHS_KEPT * sizeof *out->deaths.list);
    if (!out->deaths.list || !pml_seek(r, from) ||
        !(t.witness = pml_witness_new(r->E, &out->deaths))) {
        out->failed = true;
        return;
    }
    begin(&t, r->E);
    pml_snapshot(r->E, &t.before);
    pml_teller_read(&t, r->E);
    PmlProbe p = {.at_tick = at_tick,
                  .on_death = on_death,
                  .on_step = on_step,
                  .on_notice = on_notice,
                  .ctx = &t};
    pml_probe_run(r, &p, from, to);
    compare_moments(&t, r);
    out->failed |= t.before.failed || t.died.failed || t.told.failed;
    pml_snapshot_free(&t.before);
    pml_objmap_free(&t.died);
    pml_objmap_free(&t.told);
    pml_witness_free(t.witness);
    pml_seek(r, here);
}

void pml_story_free(PmlStory *s)
{
    free(s->events);
    pml_deaths_free(&s->deaths);
    memset(s, 0, sizeof *s);
}

/* -- line steps -------------------------------------------------------------------------- */

PmlPlace pml_step_before(PmlRecording *r)
{
    r->at.tick = r->E->vm->ticks;
    int64_t input = r->at.input - (r->at.inside || r->at.input == 0 ? 0 : 1);
    PmlPlace begin = r->input_count ? pml_place_of_input(r, input) : r->at;
    PmlStep s = {.event = PML_STEP_LINE};
    if (pml_step(r, &s, true) && pml_place_compare(&r->at, &begin) > 0) {
        return r->at;
    }
    return begin;
}

typedef struct PmlLineCount {
    PmlLineTables lines;
    int64_t left;
} PmlLineCount;

static void count_line(PmlProbe *p, PmlRecording *r)
{
    PmlLineCount *c = p->ctx;
    if (pml_line_begins(&c->lines, r->E) && --c->left == 0) {
        p->hit = true;
    }
}

bool pml_seek_line_step(PmlRecording *r, int64_t n)
{
    PmlLineCount *c = calloc(1, sizeof *c);
    PmlProbe p = {.at_tick = count_line, .ctx = c};
    if (!c) {
        return false;
    }
    c->left = n;
    bool found = pml_probe_run(r, &p, pml_place_first(r), pml_recording_end(r));
    pml_line_tables_free(&c->lines);
    free(c);
    return found;
}

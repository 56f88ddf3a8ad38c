#include "observe/deaths.h"

#include <stdio.h>

#include "lang/opcode.h"
#include "observe/describe.h"
#include "observe/line_table.h"

const char *const pml_reason_names[PML_REASON_KINDS] = {"name_deleted", "rebound",    "left_scope",
                                                        "removed",      "call_over",  "temporary",
                                                        "cascade",      "collection", "exit"};

/* Objects being deallocated, outermost first: who dies of whose death. */
typedef struct PmlEnding {
    uint64_t address;
    int64_t depth, c_depth;
    const PmlInterpFrame *clearing; /* the finished frame that let it go, or an outer one's */
    char type[48];
} PmlEnding;
enum { ENDING_MAX = 64 };

struct PmlWitness {
    PmlDeaths *out;
    PmlEnding ending[ENDING_MAX];
    int count;
    uint64_t reclaimed; /* arenas given back so far */
};

/* -- the reason -------------------------------------------------------------------------- */

static void name_of(const PmlObj *tuple, int i, char *text, size_t size)
{
    if (i >= 0 && i < PML_TUPLE_LEN(tuple)) {
        pml_describe_name(PML_TUPLE_AT(tuple, i), text, size);
    }
}

/* The argument of the instruction at p, with the EXTENDED_ARGs before it. */
static int full_argument(const PmlCode *c, const unsigned char *p)
{
    int arg = p[1];
    const unsigned char *start = pml_code_bytes(c);
    for (int shift = 8; p - 2 >= start && p[-2] == PML_OP_EXTENDED_ARG && shift < 32; shift += 8) {
        p -= 2;
        arg |= p[1] << shift;
    }
    return arg;
}

/* The variable of f that still holds o. */
static bool variable_of(const PmlInterpFrame *f, const PmlObj *o, char *text, size_t size)
{
    const PmlCode *c = pml_frame_code(f);
    for (int i = 0; i < c->nlocalsplus; i++) {
        if (f->localsplus[i].p == o) {
            name_of(c->localsplusnames.p, i, text, size);
            return true;
        }
    }
    return false;
}

/* While a built-in method runs: o is none of the call's own values, so the method let it go. */
static bool method_removed(const PmlInterpFrame *f, const PmlObj *o, int arguments)
{
    const PmlRef *end = f->localsplus + pml_frame_code(f)->nlocalsplus + f->depth;
    if (f->depth < arguments + 2) {
        return false;
    }
    const PmlRef *first = end - arguments - 2;
    for (const PmlRef *slot = first; slot < end; slot++) {
        if (slot->p == o) {
            return false;
        }
    }
    const PmlObj *called = first[0].p ? first[0].p : first[1].p;
    return called &&
           (PML_IS(called, method_descriptor) ||
            (PML_IS(called, builtin_function_or_method) && ((const PmlBuiltin *)called)->self.p &&
             !PML_IS(((const PmlBuiltin *)called)->self.p, module)));
}

static PmlReason reason_of(const PmlInterpFrame *f, const PmlObj *o, char *name, size_t size)
{
    const PmlCode *c = pml_frame_code(f);
    const unsigned char *p = f->prev_instr.p;
    if (p < pml_code_bytes(c)) {
        return PML_REASON_TEMPORARY;
    }
    int arg = full_argument(c, p);
    switch (*p) {
    case PML_OP_DELETE_NAME:
    case PML_OP_DELETE_GLOBAL: name_of(c->names.p, arg, name, size); return PML_REASON_NAME_DELETED;
    case PML_OP_DELETE_FAST:
    case PML_OP_DELETE_DEREF:
        name_of(c->localsplusnames.p, arg, name, size);
        return PML_REASON_NAME_DELETED;
    case PML_OP_STORE_NAME:
    case PML_OP_STORE_GLOBAL: name_of(c->names.p, arg, name, size); return PML_REASON_REBOUND;
    case PML_OP_STORE_FAST:
    case PML_OP_STORE_DEREF:
        name_of(c->localsplusnames.p, arg, name, size);
        return PML_REASON_REBOUND;
    case PML_OP_STORE_ATTR:
    case PML_OP_DELETE_ATTR: name_of(c->names.p, arg, name, size); return PML_REASON_REMOVED;
    case PML_OP_STORE_SUBSCR:
    case PML_OP_DELETE_SUBSCR: return PML_REASON_REMOVED;
    case PML_OP_RETURN_VALUE:
    case PML_OP_RETURN_GENERATOR: variable_of(f, o, name, size); return PML_REASON_LEFT_SCOPE;
    case PML_OP_CALL: return method_removed(f, o, arg) ? PML_REASON_REMOVED : PML_REASON_CALL_OVER;
    case PML_OP_CALL_FUNCTION_EX: return PML_REASON_CALL_OVER;
    default: return variable_of(f, o, name, size) ? PML_REASON_LEFT_SCOPE : PML_REASON_TEMPORARY;
    }
}

/* -- the deaths -------------------------------------------------------------------------- */

/* Note o as dying; the one whose deallocation it happens in, NULL: none. */
static const PmlEnding *enter(PmlWitness *w, const PmlEngine *E, const PmlObj *o)
{
    int64_t depth = E->gc->dealloc_depth, c_depth = E->vm->c_depth;
    while (w->count > 0) {
        const PmlEnding *top = &w->ending[w->count - 1];
        if (top->c_depth < c_depth || (top->c_depth == c_depth && top->depth < depth)) {
            break;
        }
        w->count--;
    }
    PmlEnding *holder = w->count > 0 ? &w->ending[w->count - 1] : NULL;
    if (holder && (holder->c_depth != c_depth || depth < 2)) {
        holder = NULL;
    }
    if (w->count < ENDING_MAX) {
        PmlEnding *d = &w->ending[w->count++];
        d->address = pml_model_address(E, o);
        d->depth = depth;
        d->c_depth = c_depth;
        d->clearing = E->vm->clearing.p;
        snprintf(d->type, sizeof d->type, "%s", pml_describe_type(o));
    }
    return holder;
}

static bool is_own(const PmlInterpFrame *f)
{
    return pml_code_is_own(pml_frame_code(f));
}

/* The innermost line of the program's own code; 0: none. */
static int own_line(PmlEngine *E)
{
    for (const PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        if (is_own(f)) {
            return pml_frame_line(f);
        }
    }
    return 0;
}

bool pml_death_is_aside(const PmlEngine *E, PmlCause cause)
{
    const PmlInterpFrame *f = E->vm->frame.p;
    if (cause == PML_CAUSE_EXIT) {
        return false;
    }
    if (!f || !is_own(f)) {
        return f || !E->vm->ast_arena.p;
    }
    return *f->prev_instr.p == PML_OP_IMPORT_NAME &&
           f->prev_instr.p >= pml_code_bytes(pml_frame_code(f));
}

/* The finished frame whose variables are being released right now; NULL: none, or Python code runs
 * in a finalizer of one of them. */
static PmlInterpFrame *clearing_frame(const PmlWitness *w, const PmlEngine *E)
{
    PmlInterpFrame *f = E->vm->clearing.p;
    for (int i = 0; f && i + 1 < w->count; i++) {
        if (w->ending[i].clearing == f) {
            return NULL;
        }
    }
    return f;
}

/* A count reached zero: by which instruction, or with which frame. */
static void find_reason(const PmlWitness *w, PmlEngine *E, const PmlObj *o, PmlDeath *d)
{
    PmlInterpFrame *over = clearing_frame(w, E);
    if (over) {
        d->reason = PML_REASON_LEFT_SCOPE;
        name_of(pml_frame_code(over)->localsplusnames.p, over->depth, d->name, sizeof d->name);
        d->line = is_own(over) ? pml_frame_line(over) : 0;
    } else if (E->vm->frame.p) {
        d->reason = reason_of(E->vm->frame.p, o, d->name, sizeof d->name);
    } else {
        d->reason = PML_REASON_TEMPORARY;
    }
}

/* An arena went back since the last death: with that one's memory. */
static void note_arenas(PmlWitness *w, const PmlEngine *E)
{
    uint64_t now = pml_heap_stats(E)->arenas_reclaimed;
    if (now != w->reclaimed && w->out->count > 0) {
        w->out->list[w->out->count - 1].arena_returned = true;
    }
    w->out->arenas_returned += now - w->reclaimed;
    w->reclaimed = now;
}

PmlDeath *pml_witness_death(PmlWitness *w, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    PmlEngine *E = r->E;
    PmlDeaths *out = w->out;
    PmlDeath d = {.tick = E->vm->ticks, .address = pml_model_address(E, o)};
    const PmlEnding *holder = enter(w, E, o);
    note_arenas(w, E);
    if (!out->all && pml_death_is_aside(E, cause)) {
        return NULL;
    }
    d.size = pml_describe_size(E, o);
    if (cause == PML_CAUSE_EXIT) {
        d.reason = PML_REASON_EXIT;
    } else if (cause == PML_CAUSE_COLLECTION) {
        d.reason = PML_REASON_COLLECTION;
        d.generation = E->gc->examined;
    } else if (cause == PML_CAUSE_CASCADE) {
        d.reason = PML_REASON_CASCADE;
    } else {
        find_reason(w, E, o, &d);
    }
    out->number[d.reason]++;
    out->size[d.reason] += d.size;
    if (out->count == out->limit) {
        out->omitted++;
        return NULL;
    }
    if (holder) {
        d.holder = holder->address;
        memcpy(d.holder_type, holder->type, sizeof d.holder_type);
    }
    d.line = d.line ? d.line : own_line(E);
    snprintf(d.type, sizeof d.type, "%s", pml_describe_type(o));
    pml_describe_value(E, o, d.value, sizeof d.value);
    out->list[out->count] = d;
    return &out->list[out->count++];
}

/* What came back to life has not died. */
void pml_witness_notice(PmlWitness *w, const PmlEngine *E, PmlNotice what, const PmlObj *o)
{
    PmlDeaths *out = w->out;
    uint64_t address = pml_model_address(E, o);
    for (int64_t i = out->count - 1; what == PML_NOTICE_RESURRECTED && i >= 0; i--) {
        PmlDeath *d = &out->list[i];
        if (d->address == address) {
            d->resurrected = true;
            out->number[d->reason]--;
            out->size[d->reason] -= d->size;
            return;
        }
    }
}

PmlWitness *pml_witness_new(const PmlEngine *E, PmlDeaths *out)
{
    PmlWitness *w = calloc(1, sizeof *w);
    if (w) {
        w->out = out;
        w->reclaimed = pml_heap_stats(E)->arenas_reclaimed;
    }
    return w;
}

void pml_witness_free(PmlWitness *w)
{
    free(w);
}

static void on_death(PmlProbe *p, PmlRecording *r, PmlObj *o, PmlCause cause)
{
    pml_witness_death(p->ctx, r, o, cause);
}

static void on_notice(PmlProbe *p, PmlRecording *r, PmlNotice what, PmlObj *o, PmlObj *by)
{
    PML_UNUSED(by);
    pml_witness_notice(p->ctx, r->E, what, o);
}

void pml_deaths(PmlRecording *r, PmlPlace from, PmlPlace to, int64_t limit, bool all,
                PmlDeaths *out)
{
    PmlPlace here = r->at;
    here.tick = r->E->vm->ticks;
    memset(out, 0, sizeof *out);
    out->limit = limit;
    out->all = all;
    out->list = malloc((size_t)(limit > 0 ? limit : 1) * sizeof *out->list);
    PmlWitness *w = out->list && pml_seek(r, from) ? pml_witness_new(r->E, out) : NULL;
    if (!w) {
        out->failed = true;
        return;
    }
    uint64_t before[PML_CAUSE_KINDS];
    memcpy(before, pml_heap_stats(r->E)->bytes_freed, sizeof before);
    PmlProbe p = {.on_death = on_death, .on_notice = on_notice, .ctx = w};
    pml_probe_run(r, &p, from, to);
    note_arenas(w, r->E);
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        out->bytes_freed[i] = pml_heap_stats(r->E)->bytes_freed[i] - before[i];
    }
    pml_witness_free(w);
    pml_seek(r, here);
}

void pml_deaths_free(PmlDeaths *d)
{
    free(d->list);
    memset(d, 0, sizeof *d);
}

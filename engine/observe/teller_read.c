/* What the instruction about to be executed will do to names, attributes and items: read from its
 * operands, before it is executed. */
#include "lang/opcode.h"
#include "observe/line_table.h"
#include "observe/teller.h"

#include <stdio.h>

typedef struct PmlReading {
    PmlTeller *t;
    PmlEngine *E;
    PmlInterpFrame *f;
    const PmlCode *code;
    const unsigned char *at;
    int operation, argument;
} PmlReading;

/* The n-th value from the top of the evaluation stack, 1 being the top; NULL: none. */
static PmlObj *peek(const PmlReading *x, int n)
{
    return n <= x->f->depth ? x->f->localsplus[x->code->nlocalsplus + x->f->depth - n].p : NULL;
}

static void name_text(const PmlObj *tuple, int i, char *text, size_t size)
{
    if (i >= 0 && i < PML_TUPLE_LEN(tuple)) {
        pml_describe_name(PML_TUPLE_AT(tuple, i), text, size);
    }
}

/* -- names ------------------------------------------------------------------------------- */

static void bind(PmlReading *x, PmlScope scope, const PmlObj *names, int i, PmlObj *now,
                 PmlObj *before)
{
    char name[80] = "";
    name_text(names, i, name, sizeof name);
    if (name[0] == '.' || (!now && !before)) {
        return; /* the iterator of a comprehension has no name; nothing to delete */
    }
    PmlEventKind kind = !now ? PML_EVENT_UNBIND : before ? PML_EVENT_REBIND : PML_EVENT_BIND;
    PmlEvent *e = pml_teller_event(x->t, x->E, kind);
    if (!e) {
        return;
    }
    e->scope = scope;
    memcpy(e->name, name, sizeof name);
    if (now) {
        pml_teller_tell(x->t, x->E, now, &e->object);
    }
    if (before) {
        pml_teller_tell(x->t, x->E, before, &e->other);
    }
}

static PmlObj *in_dict(PmlEngine *E, PmlObj *dict, PmlObj *name)
{
    PmlObj *key, *value;
    int64_t pos = 0;
    PML_UNUSED(E);
    while (dict && PML_IS_DICT(dict) && pml_dict_next(dict, &pos, &key, &value, NULL)) {
        if (key == name || (PML_IS_STR(key) && PML_IS_STR(name) && pml_str_equal(key, name))) {
            return value;
        }
    }
    return NULL;
}

static void read_name(PmlReading *x, bool global, bool removed)
{
    const PmlObj *names = x->code->names.p;
    PmlObj *name = PML_TUPLE_AT(names, x->argument);
    PmlObj *dict = global ? x->f->globals.p : x->f->locals.p;
    PmlScope scope = dict == x->f->globals.p ? PML_SCOPE_GLOBAL : PML_SCOPE_CLASS;
    bind(x, scope, names, x->argument, removed ? NULL : peek(x, 1), in_dict(x->E, dict, name));
}

static void read_fast(PmlReading *x, bool shared, bool removed)
{
    PmlObj *before = x->f->localsplus[x->argument].p;
    if (shared && before && PML_IS(before, cell)) {
        before = ((PmlCell *)before)->content.p;
    }
    bind(x, shared ? PML_SCOPE_CELL : PML_SCOPE_LOCAL, x->code->localsplusnames.p, x->argument,
         removed ? NULL : peek(x, 1), before);
}

/* -- attributes and items ---------------------------------------------------------------- */

typedef struct PmlSlotSearch {
    PmlEngine *E;
    const PmlObj *label;
    int64_t index;
    PmlObj *found;
} PmlSlotSearch;

static bool same_label(const PmlObj *a, const PmlObj *b)
{
    int64_t x, y;
    if (a == b) {
        return true;
    }
    if (PML_IS_STR(a) && PML_IS_STR(b)) {
        return pml_str_equal(a, b);
    }
    return PML_IS(a, int) && PML_IS(b, int) && pml_int_fits(a, &x) && pml_int_fits(b, &y) && x == y;
}

static void on_slot(void *ctx, const PmlEdgeInfo *edge)
{
    PmlSlotSearch *s = ctx;
    if (edge->kind == PML_EDGE_ATTR && edge->label && same_label(edge->label, s->label)) {
        s->found = edge->to;
    } else if (edge->kind == PML_EDGE_VALUE && edge->label && same_label(edge->label, s->label)) {
        s->found = edge->to;
    } else if (edge->kind == PML_EDGE_ITEM && s->index >= 0 && edge->index == s->index) {
        s->found = edge->to;
    } else if (edge->kind == PML_EDGE_FIELD && edge->text && s->index < -1 &&
               strcmp(edge->text, "__dict__") == 0) {
        s->found = in_dict(s->E, edge->to, (PmlObj *)(uintptr_t)s->label);
    }
}

enum { NO_INDEX = -1, ATTRIBUTE = -2 };

/* What owner holds under label; NULL: nothing, or it cannot be read off. */
static PmlObj *held_under(PmlEngine *E, PmlObj *owner, PmlObj *label, bool attribute)
{
    PmlSlotSearch s = {.E = E, .label = label, .index = attribute ? ATTRIBUTE : NO_INDEX};
    int64_t n = pml_length_of(owner);
    if (!attribute && PML_IS(label, int) && pml_int_fits(label, &s.index) && s.index < 0) {
        s.index = n + s.index < 0 ? NO_INDEX : n + s.index;
    }
    pml_walk_object(E, owner, on_slot, &s);
    return s.found;
}

static void fill_slot(PmlReading *x, PmlEventKind kind, PmlObj *owner, PmlObj *now, PmlObj *before,
                      PmlObj *label)
{
    PmlEvent *e = owner && label ? pml_teller_event(x->t, x->E, kind) : NULL;
    if (!e) {
        return;
    }
    pml_teller_thing(x->t, x->E, owner, &e->owner);
    if (now) {
        pml_teller_tell(x->t, x->E, now, &e->object);
    }
    if (before) {
        pml_teller_tell(x->t, x->E, before, &e->other);
    }
    if (kind <= PML_EVENT_ATTRIBUTE_REMOVED) {
        pml_describe_name(label, e->name, sizeof e->name);
    } else {
        pml_describe_value(x->E, label, e->name, sizeof e->name);
    }
}

static void read_attribute(PmlReading *x, bool removed)
{
    PmlObj *owner = peek(x, 1), *now = removed ? NULL : peek(x, 2);
    PmlObj *name = PML_TUPLE_AT(x->code->names.p, x->argument);
    PmlObj *before = owner ? held_under(x->E, owner, name, true) : NULL;
    fill_slot(x,
              removed  ? PML_EVENT_ATTRIBUTE_REMOVED
              : before ? PML_EVENT_ATTRIBUTE_REPLACED
                       : PML_EVENT_ATTRIBUTE_SET,
              owner, now, before, name);
}

static void read_item(PmlReading *x, bool removed)
{
    PmlObj *key = peek(x, 1), *owner = peek(x, 2), *now = removed ? NULL : peek(x, 3);
    PmlObj *before = owner && key ? held_under(x->E, owner, key, false) : NULL;
    fill_slot(x,
              removed  ? PML_EVENT_ITEM_REMOVED
              : before ? PML_EVENT_ITEM_REPLACED
                       : PML_EVENT_ITEM_SET,
              owner, now, before, key);
}

/* -- the end of a call ------------------------------------------------------------------- */

static bool is_function(const PmlCode *code)
{
    return (code->flags & PML_CO_OPTIMIZED) != 0;
}

static void leave_scope(PmlReading *x)
{
    for (int i = 0; i < x->code->nlocalsplus; i++) {
        PmlObj *value = x->f->localsplus[i].p;
        unsigned char kind = PML_BYTES_DATA(x->code->localspluskinds.p)[i];
        char name[80] = "";
        name_text(x->code->localsplusnames.p, i, name, sizeof name);
        if (!value || name[0] == '.' || (kind & PML_LOCAL_FREE)) {
            continue;
        }
        PmlEvent *e = pml_teller_event(x->t, x->E, PML_EVENT_SCOPE_LEFT);
        if (e) {
            bool shared = PML_IS(value, cell) && ((PmlCell *)value)->content.p;
            e->scope = shared ? PML_SCOPE_CELL : PML_SCOPE_LOCAL;
            memcpy(e->name, name, sizeof name);
            pml_function_name(x->f, e->function, sizeof e->function);
            pml_teller_tell(x->t, x->E, shared ? ((PmlCell *)value)->content.p : value, &e->other);
        }
    }
}

static void give(PmlReading *x, PmlEventKind kind)
{
    PmlObj *value = peek(x, 1);
    PmlEvent *e = value && is_function(x->code) ? pml_teller_event(x->t, x->E, kind) : NULL;
    if (e) {
        pml_teller_tell(x->t, x->E, value, &e->object);
        pml_function_name(x->f, e->function, sizeof e->function);
    }
}

/* -- exceptions -------------------------------------------------------------------------- */

static void caught(PmlReading *x, PmlObj *exception)
{
    PmlEvent *e =
        exception && PML_IS_EXC(exception) ? pml_teller_event(x->t, x->E, PML_EVENT_CAUGHT) : NULL;
    x->t->raising = x->t->unhandled = false;
    if (e) {
        pml_describe_raised(x->E, exception, &e->object);
        pml_function_name(x->f, e->function, sizeof e->function);
    }
}

/* A handler that takes the exception: the test has said yes, or there is none. */
static void read_handler(PmlReading *x)
{
    PmlObj *top = peek(x, 1);
    switch (x->t->frame == x->f ? x->t->operation : 0) {
    case PML_OP_CHECK_EXC_MATCH:
        if (top == PML_TRUE(x->E)) {
            caught(x, peek(x, 2));
        }
        break;
    case PML_OP_CHECK_EG_MATCH:
        if (top && !PML_IS(top, NoneType)) {
            caught(x, top);
        }
        break;
    case PML_OP_WITH_EXCEPT_START:
        if (top == PML_TRUE(x->E)) {
            caught(x, peek(x, 2));
        }
        break;
    case PML_OP_PUSH_EXC_INFO:
        if (x->operation == PML_OP_POP_TOP) {
            caught(x, top);
        }
        break;
    default: break;
    }
}

/* -- calls of C code --------------------------------------------------------------------- */

static void method_name(const char *owner, const char *name, char *text, size_t size)
{
    snprintf(text, size, "%.30s%s%.30s", owner, owner[0] ? "." : "", name);
}

static void read_call(PmlReading *x)
{
    PmlObj *method = peek(x, x->argument + 2), *plain = peek(x, x->argument + 1);
    const PmlObj *called = method ? method : plain;
    char name[64] = "";
    PmlEventKind kind = PML_EVENT_CALL_BUILTIN;
    if (!called) {
        return;
    }
    if (PML_IS(called, method_descriptor)) {
        const PmlDescr *d = (const PmlDescr *)called;
        const PmlMethodDef *def = d->def.p;
        method_name(pml_describe_type_name((const PmlType *)d->objclass.p), def->name, name,
                    sizeof name);
    } else if (PML_IS(called, builtin_function_or_method)) {
        const PmlBuiltin *b = (const PmlBuiltin *)called;
        bool bound = b->self.p && !PML_IS(b->self.p, module);
        method_name(bound ? pml_describe_type(b->self.p) : "", b->def.p->name, name, sizeof name);
    } else if (PML_IS_TYPE(called)) {
        snprintf(name, sizeof name, "%.40s", pml_describe_type_name((const PmlType *)called));
        kind = PML_EVENT_CALL_CLASS;
    }
    PmlEvent *e = name[0] ? pml_teller_event(x->t, x->E, kind) : NULL;
    if (e) {
        memcpy(e->function, name, sizeof e->function);
    }
}

/* -- reading ----------------------------------------------------------------------------- */

static void read_names(PmlReading *x)
{
    switch (x->operation) {
    case PML_OP_STORE_NAME: read_name(x, false, false); break;
    case PML_OP_DELETE_NAME: read_name(x, false, true); break;
    case PML_OP_STORE_GLOBAL: read_name(x, true, false); break;
    case PML_OP_DELETE_GLOBAL: read_name(x, true, true); break;
    case PML_OP_STORE_FAST: read_fast(x, false, false); break;
    case PML_OP_DELETE_FAST: read_fast(x, false, true); break;
    case PML_OP_STORE_DEREF: read_fast(x, true, false); break;
    case PML_OP_DELETE_DEREF: read_fast(x, true, true); break;
    case PML_OP_STORE_ATTR: read_attribute(x, false); break;
    case PML_OP_DELETE_ATTR: read_attribute(x, true); break;
    case PML_OP_STORE_SUBSCR: read_item(x, false); break;
    case PML_OP_DELETE_SUBSCR: read_item(x, true); break;
    default: break;
    }
}

static void read_others(PmlReading *x)
{
    PmlEvent *e;
    switch (x->operation) {
    case PML_OP_RETURN_VALUE:
        give(x, PML_EVENT_RETURN);
        if (is_function(x->code)) {
            leave_scope(x);
        }
        break;
    case PML_OP_CALL: read_call(x); break;
    case PML_OP_YIELD_VALUE: give(x, PML_EVENT_YIELD); break;
    case PML_OP_IMPORT_NAME:
        e = pml_teller_event(x->t, x->E, PML_EVENT_IMPORT);
        if (e) {
            name_text(x->code->names.p, x->argument, e->name, sizeof e->name);
        }
        break;
    default: break;
    }
}

void pml_teller_read(PmlTeller *t, PmlEngine *E)
{
    PmlReading x = {.t = t, .E = E, .f = E->vm->frame.p};
    if (!x.f || !pml_code_is_own(pml_frame_code(x.f))) {
        t->frame = x.f;
        t->operation = 0;
        return;
    }
    x.code = pml_frame_code(x.f);
    x.at = x.f->prev_instr.p + 2;
    x.operation = x.at[0];
    x.argument = x.at[1];
    while (x.operation == PML_OP_EXTENDED_ARG) {
        x.at += 2;
        x.operation = x.at[0];
        x.argument = x.argument << 8 | x.at[1];
    }
    read_handler(&x);
    read_names(&x);
    read_others(&x);
    t->frame = x.f;
    t->operation = (unsigned char)x.operation;
}

/* -- calls ------------------------------------------------------------------------------- */

static void tell_parameters(PmlReading *x)
{
    int n = x->code->argcount + x->code->kwonlyargcount;
    for (int i = 0; i < n && i < x->code->nlocalsplus; i++) {
        PmlObj *value = x->f->localsplus[i].p;
        if (value) {
            bind(x, PML_SCOPE_PARAMETER, x->code->localsplusnames.p, i, value, NULL);
        }
    }
}

void pml_teller_call(PmlTeller *t, PmlEngine *E)
{
    PmlReading x = {.t = t, .E = E, .f = E->vm->frame.p};
    if (!x.f || !pml_code_is_own(pml_frame_code(x.f))) {
        return;
    }
    x.code = pml_frame_code(x.f);
    bool begins = pml_frame_lasti(x.f) < 0;
    bool body = !is_function(x.code);
    if (body && x.f->locals.p == x.f->globals.p) {
        return; /* the program itself */
    }
    PmlEvent *e = pml_teller_event(t, E,
                                   body     ? PML_EVENT_CLASS_BODY
                                   : begins ? PML_EVENT_CALL
                                            : PML_EVENT_RESUME);
    if (e) {
        PmlInterpFrame *caller = x.f->previous.p;
        pml_function_name(x.f, e->function, sizeof e->function);
        e->line =
            caller && pml_code_is_own(pml_frame_code(caller)) ? pml_frame_line(caller) : e->line;
    }
    if (begins && !body) {
        tell_parameters(&x);
    }
}

#include "observe/holder.h"

#include <stdio.h>

#include "observe/story.h"
#include "observe/teller.h"

/* -- whose is this dict, this tuple? ------------------------------------------------------- */

typedef struct PmlOwnerSearch {
    const PmlObj *part;
    PmlObj *owner;
    const char *field;
} PmlOwnerSearch;

static void on_owner(void *ctx, const PmlEdgeInfo *edge)
{
    static const char *const parts[] = {"__dict__",       "co_consts",      "co_names",
                                        "variable names", "variable kinds", "__defaults__"};
    PmlOwnerSearch *s = ctx;
    if (edge->to != s->part || s->owner || edge->kind != PML_EDGE_FIELD || !edge->text) {
        return;
    }
    for (int i = 0; i < PML_COUNT_OF(parts); i++) {
        if (strcmp(edge->text, parts[i]) == 0) {
            s->owner = edge->from;
            s->field = edge->text;
        }
    }
}

static PmlOwnerSearch owner_of(PmlEngine *E, const PmlObj *part)
{
    PmlOwnerSearch s = {.part = part};
    pml_walk_all(E, on_owner, &s);
    return s;
}

/* -- the kinds --------------------------------------------------------------------------- */

static void name_code(PmlHolder *h, const PmlObj *code)
{
    pml_describe_name(((const PmlCode *)code)->qualname.p, h->function, sizeof h->function);
}

static void label_text(PmlEngine *E, const PmlEdgeInfo *edge, PmlHolder *h)
{
    if (edge->kind == PML_EDGE_LOCAL || edge->kind == PML_EDGE_ATTR) {
        if (edge->label) {
            pml_describe_name(edge->label, h->name, sizeof h->name);
        } else {
            snprintf(h->name, sizeof h->name, "%s", edge->text ? edge->text : "");
        }
    } else if (edge->label) {
        pml_describe_value(E, edge->label, h->name, sizeof h->name);
    } else {
        snprintf(h->name, sizeof h->name, "%s", edge->text ? edge->text : "");
    }
}

/* A slot of a running frame, or of the frame a paused generator keeps. */
static void frame_slot(const PmlEdgeInfo *edge, PmlHolder *h)
{
    if (edge->frame) {
        const PmlCode *code = pml_frame_code(edge->frame);
        name_code(h, (const PmlObj *)code);
        h->line = pml_frame_line(edge->frame);
        bool local = edge->kind == PML_EDGE_LOCAL;
        bool free_variable =
            local && edge->index < code->nlocalsplus &&
            (PML_BYTES_DATA(code->localspluskinds.p)[edge->index] & PML_LOCAL_FREE);
        h->phrase = free_variable ? PML_PHRASE_HOLDER_FREE
                    : local       ? PML_PHRASE_HOLDER_LOCAL
                                  : PML_PHRASE_HOLDER_STACK;
    } else if (edge->from && PML_IS(edge->from, generator)) {
        name_code(h, ((const PmlGenerator *)edge->from)->code.p);
        h->phrase = edge->kind == PML_EDGE_LOCAL ? PML_PHRASE_HOLDER_PAUSED_LOCAL
                                                 : PML_PHRASE_HOLDER_PAUSED_STACK;
    } else {
        h->phrase = PML_PHRASE_HOLDER_FIELD;
    }
}

static void dict_value(PmlEngine *E, const PmlEdgeInfo *edge, PmlHolder *h)
{
    PmlObj *main = E->vm->main_module.p;
    if (main && edge->from == pml_module_dict(main)) {
        pml_describe_name(edge->label, h->name, sizeof h->name);
        h->phrase = PML_PHRASE_HOLDER_GLOBAL;
        return;
    }
    PmlOwnerSearch s = owner_of(E, edge->from);
    h->phrase = PML_PHRASE_HOLDER_VALUE;
    if (!s.owner || !edge->label || !PML_IS_STR(edge->label)) {
        return;
    }
    pml_describe_name(edge->label, h->name, sizeof h->name);
    if (PML_IS(s.owner, module)) {
        pml_describe_name(((const PmlModule *)s.owner)->name.p, h->module, sizeof h->module);
        h->phrase = PML_PHRASE_HOLDER_MODULE_NAME;
    } else if (PML_IS_TYPE(s.owner)) {
        snprintf(h->module, sizeof h->module, "%s",
                 pml_describe_type_name((const PmlType *)s.owner));
        h->phrase = PML_PHRASE_HOLDER_CLASS_NAME;
    } else {
        pml_thing(E, s.owner, &h->owner);
        h->phrase = PML_PHRASE_HOLDER_ATTR;
    }
}

static void item(PmlEngine *E, const PmlEdgeInfo *edge, PmlHolder *h)
{
    h->phrase = PML_PHRASE_HOLDER_ITEM;
    if (edge->from == E->vm->ast_arena.p || edge->from == E->rt->ast_arenas.p) {
        h->phrase = PML_PHRASE_HOLDER_SOURCE;
    } else if (PML_IS_TUPLE(edge->from)) {
        PmlOwnerSearch s = owner_of(E, edge->from);
        if (s.owner && PML_IS(s.owner, code)) {
            name_code(h, s.owner);
            h->phrase = strcmp(s.field, "co_consts") == 0 ? PML_PHRASE_HOLDER_TUPLE_CONST
                                                          : PML_PHRASE_HOLDER_CODE_NAMES;
        } else if (s.owner && strcmp(s.field, "__defaults__") == 0) {
            pml_thing(E, s.owner, &h->owner);
            h->phrase = PML_PHRASE_HOLDER_DEFAULT;
        }
    }
}

static void field(const PmlEdgeInfo *edge, PmlHolder *h)
{
    const char *text = edge->text ? edge->text : "";
    if (edge->frame) {
        name_code(h, (const PmlObj *)pml_frame_code(edge->frame));
        h->line = pml_frame_line(edge->frame);
        h->phrase = PML_PHRASE_HOLDER_FRAME_FIELD;
    } else if (!edge->from) {
        h->phrase = PML_PHRASE_HOLDER_ROOT;
    } else if (PML_IS(edge->from, cell)) {
        h->phrase = PML_PHRASE_HOLDER_CELL;
    } else if (strcmp(text, "__callback__") == 0) {
        h->phrase = PML_PHRASE_HOLDER_CALLBACK;
    } else if (strcmp(text, "__class__") == 0) {
        h->phrase = PML_PHRASE_HOLDER_CLASS_OF;
    } else if (PML_IS(edge->from, method)) {
        h->phrase = PML_PHRASE_HOLDER_BOUND;
    } else {
        h->phrase = PML_PHRASE_HOLDER_FIELD;
    }
}

void pml_holder(PmlEngine *E, const PmlEdgeInfo *edge, PmlHolder *h)
{
    memset(h, 0, sizeof *h);
    h->index = edge->index;
    label_text(E, edge, h);
    if (edge->from) {
        pml_thing(E, edge->from, &h->owner);
    }
    switch (edge->kind) {
    case PML_EDGE_LOCAL:
    case PML_EDGE_STACK: frame_slot(edge, h); break;
    case PML_EDGE_VALUE: dict_value(E, edge, h); break;
    case PML_EDGE_KEY:
        h->phrase = edge->from && PML_IS_DICT(edge->from) ? PML_PHRASE_HOLDER_KEY
                                                          : PML_PHRASE_HOLDER_ELEMENT;
        break;
    case PML_EDGE_ITEM: item(E, edge, h); break;
    case PML_EDGE_ATTR: h->phrase = PML_PHRASE_HOLDER_ATTR; break;
    case PML_EDGE_CONST: h->phrase = PML_PHRASE_HOLDER_CONST; break;
    case PML_EDGE_ROOT:
        h->phrase =
            edge->to == E->vm->ast_arena.p ? PML_PHRASE_HOLDER_SOURCE : PML_PHRASE_HOLDER_ROOT;
        break;
    default: field(edge, h); break;
    }
}

/* -- saying ------------------------------------------------------------------------------ */

const char *pml_holder_kind(const PmlHolder *h)
{
    static const struct {
        PmlPhrase phrase;
        const char *kind;
    } kinds[] = {{PML_PHRASE_HOLDER_GLOBAL, "global"},
                 {PML_PHRASE_HOLDER_MODULE_NAME, "module_name"},
                 {PML_PHRASE_HOLDER_CLASS_NAME, "class_attribute"},
                 {PML_PHRASE_HOLDER_LOCAL, "local"},
                 {PML_PHRASE_HOLDER_PAUSED_LOCAL, "generator_local"},
                 {PML_PHRASE_HOLDER_FREE, "free_variable"},
                 {PML_PHRASE_HOLDER_STACK, "stack"},
                 {PML_PHRASE_HOLDER_PAUSED_STACK, "generator_stack"},
                 {PML_PHRASE_HOLDER_ITEM, "item"},
                 {PML_PHRASE_HOLDER_KEY, "key"},
                 {PML_PHRASE_HOLDER_VALUE, "value"},
                 {PML_PHRASE_HOLDER_ELEMENT, "element"},
                 {PML_PHRASE_HOLDER_ATTR, "attribute"},
                 {PML_PHRASE_HOLDER_CELL, "cell"},
                 {PML_PHRASE_HOLDER_CONST, "constant"},
                 {PML_PHRASE_HOLDER_TUPLE_CONST, "constant"},
                 {PML_PHRASE_HOLDER_CODE_NAMES, "code_name"},
                 {PML_PHRASE_HOLDER_DEFAULT, "default"},
                 {PML_PHRASE_HOLDER_SOURCE, "source"},
                 {PML_PHRASE_HOLDER_CALLBACK, "weakref_callback"},
                 {PML_PHRASE_HOLDER_CLASS_OF, "class_of"},
                 {PML_PHRASE_HOLDER_BOUND, "bound_method"},
                 {PML_PHRASE_HOLDER_FIELD, "field"},
                 {PML_PHRASE_HOLDER_FRAME_FIELD, "call"},
                 {PML_PHRASE_HOLDER_ROOT, "interpreter"}};
    for (int i = 0; i < PML_COUNT_OF(kinds); i++) {
        if (kinds[i].phrase == h->phrase) {
            return kinds[i].kind;
        }
    }
    return "field";
}

void pml_say_holder(PmlSpeech *s, PmlLang lang, const PmlHolder *h)
{
    char at[8];
    PmlNumber index, line;
    PmlSpeech owner = {0};
    pml_say_thing(&owner, lang, &h->owner);
    snprintf(at, sizeof at, "%04llx", (unsigned long long)(h->owner.address & 0xffff));
    const PmlArgument arguments[] = {{"name", h->name},
                                     {"function", h->function},
                                     {"module", h->module},
                                     {"owner", pml_speech_text(&owner)},
                                     {"at", at},
                                     {"index", pml_number_text(h->index, index)},
                                     {"line", pml_number_text(h->line, line)}};
    pml_say(s, pml_phrase(h->phrase, lang), arguments, PML_COUNT_OF(arguments));
    pml_speech_free(&owner);
}

enum { EDGES_KEPT = 64 };
typedef struct PmlEdgesOf {
    const PmlObj *to;
    PmlEdgeInfo edges[EDGES_KEPT];
    int64_t count;
} PmlEdgesOf;

static void keep_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlEdgesOf *e = ctx;
    if (edge->to == e->to) {
        if (e->count < EDGES_KEPT) {
            e->edges[e->count] = *edge;
        }
        e->count++;
    }
}

int64_t pml_say_holders(PmlSpeech *s, PmlLang lang, PmlEngine *E, const PmlObj *o, int64_t limit)
{
    PmlEdgesOf e = {.to = o};
    PmlNumber rest;
    pml_walk_all(E, keep_edge, &e);
    limit = limit < EDGES_KEPT ? limit : EDGES_KEPT;
    for (int64_t i = 0; i < e.count && i < limit; i++) {
        PmlHolder h;
        pml_holder(E, &e.edges[i], &h);
        pml_speech_put(s, i ? pml_phrase(PML_PHRASE_LIST_COMMA, lang) : "");
        pml_say_holder(s, lang, &h);
    }
    if (e.count > limit) {
        const PmlArgument more = {"n", pml_number_text(e.count - limit, rest)};
        pml_speech_put(s, pml_phrase(PML_PHRASE_LIST_COMMA, lang));
        pml_say(s, pml_phrase(PML_PHRASE_EXPECT_MORE, lang), &more, 1);
    }
    return e.count;
}

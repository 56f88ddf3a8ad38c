#include "observe/spell.h"

#include <stdio.h>

/* How a node was reached from its parent. */
typedef enum PmlStepKind {
    STEP_NAME,
    STEP_NAMESPACE,
    STEP_ATTRIBUTE,
    STEP_KEY,
    STEP_ITEM
} PmlStepKind;

typedef struct PmlSpelled {
    PmlObj *object;
    int64_t parent; /* -1: a name, or a namespace itself */
    PmlStepKind kind;
    PmlObj *label;
    int64_t index;
} PmlSpelled;

enum { NODES_MAX = 1 << 18, DEPTH_MAX = 60 };

typedef struct PmlSpelling {
    PmlEngine *E;
    PmlSpelled *nodes;
    int64_t count, capacity, at; /* at: the node whose references are being followed */
    PmlObjMap seen;
    /* the reference to cut */
    PmlObj *to;
    bool found;
    PmlSpelled cut;
} PmlSpelling;

/* -- text -------------------------------------------------------------------------------- */

static bool is_identifier(const PmlObj *o)
{
    if (!o || !PML_IS(o, str) || PML_STR_LEN(o) == 0) {
        return false;
    }
    for (int64_t i = 0; i < PML_STR_LEN(o); i++) {
        uint32_t c = pml_str_at(o, i);
        bool letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && (i == 0 || c < '0' || c > '9')) {
            return false;
        }
    }
    return true;
}

/* A key that can be written down: a plain str, or a small int. */
static bool is_literal(const PmlObj *o)
{
    int64_t value;
    if (o && PML_IS_INT(o)) {
        return pml_int_fits(o, &value);
    }
    if (!o || !PML_IS(o, str) || PML_STR_LEN(o) > 80) {
        return false;
    }
    for (int64_t i = 0; i < PML_STR_LEN(o); i++) {
        uint32_t c = pml_str_at(o, i);
        if (c < 32 || c > 126 || c == '\'' || c == '\\') {
            return false;
        }
    }
    return true;
}

typedef struct PmlLetters {
    char *text;
    size_t used, size;
    bool full;
} PmlLetters;

static void put(PmlLetters *t, const char *text)
{
    size_t n = strlen(text);
    if (t->used + n + 1 > t->size) {
        t->full = true;
        return;
    }
    memcpy(t->text + t->used, text, n + 1);
    t->used += n;
}

static void put_str(PmlLetters *t, const PmlObj *o)
{
    for (int64_t i = 0; i < PML_STR_LEN(o); i++) {
        put(t, (char[2]){(char)pml_str_at(o, i), 0});
    }
}

static void put_int(PmlLetters *t, int64_t n)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%lld", (long long)n);
    put(t, digits);
}

static void put_step(PmlLetters *t, const PmlSpelled *n, bool first)
{
    int64_t value = n->index;
    switch (n->kind) {
    case STEP_ATTRIBUTE:
        put(t, first ? "" : ".");
        put_str(t, n->label);
        break;
    case STEP_NAME: put_str(t, n->label); break;
    case STEP_NAMESPACE: put(t, ".__dict__"); break;
    case STEP_KEY:
        put(t, "[");
        if (PML_IS_INT(n->label)) {
            pml_int_fits(n->label, &value);
            put_int(t, value);
        } else {
            put(t, "'");
            put_str(t, n->label);
            put(t, "'");
        }
        put(t, "]");
        break;
    case STEP_ITEM:
        put(t, "[");
        put_int(t, value);
        put(t, "]");
        break;
    }
}

/* A dict that is an object's namespace: its keys are that object's attributes, and those of the
 * program's own are names. */
static bool is_attribute_step(const PmlSpelling *s, const PmlSpelled *n)
{
    return n->kind == STEP_KEY && n->parent >= 0 && s->nodes[n->parent].kind == STEP_NAMESPACE &&
           is_identifier(n->label);
}

static void put_path(const PmlSpelling *s, PmlLetters *t, const PmlSpelled *n)
{
    const PmlSpelled *chain[DEPTH_MAX];
    int depth = 0;
    PmlSpelled attributes[DEPTH_MAX];
    for (;; n = &s->nodes[n->parent]) {
        if (depth == DEPTH_MAX) {
            t->full = true;
            return;
        }
        if (is_attribute_step(s, n)) {
            attributes[depth] = *n;
            attributes[depth].kind = STEP_ATTRIBUTE;
            chain[depth] = &attributes[depth];
            n = &s->nodes[n->parent];
        } else {
            chain[depth] = n;
        }
        depth++;
        if (n->parent < 0) {
            break;
        }
    }
    bool root_is_namespace = n->kind == STEP_NAMESPACE;
    for (int i = depth - 1; i >= 0; i--) {
        put_step(t, chain[i], i == depth - 1 && root_is_namespace);
    }
}

/* -- following references ---------------------------------------------------------------- */

static void add(PmlSpelling *s, const PmlSpelled *n)
{
    bool is_new = false;
    if (s->count >= NODES_MAX || !pml_objmap_at(&s->seen, n->object, 1, &is_new) || !is_new) {
        return;
    }
    if (s->count == s->capacity) {
        int64_t capacity = s->capacity ? s->capacity * 2 : 1024;
        PmlSpelled *more = realloc(s->nodes, (size_t)capacity * sizeof *more);
        if (!more) {
            return;
        }
        s->nodes = more;
        s->capacity = capacity;
    }
    s->nodes[s->count++] = *n;
}

/* The reference as a step of a path; false: Python has no words for it. */
static bool as_step(const PmlSpelling *s, const PmlEdgeInfo *e, PmlSpelled *n)
{
    *n = (PmlSpelled){.object = e->to, .parent = s->at, .label = e->label, .index = e->index};
    if (e->kind == PML_EDGE_ATTR && is_identifier(e->label)) {
        n->kind = STEP_ATTRIBUTE;
    } else if (e->kind == PML_EDGE_VALUE && is_literal(e->label)) {
        n->kind = STEP_KEY;
        const PmlSpelled *dict = &s->nodes[s->at];
        return dict->kind != STEP_NAMESPACE || dict->parent >= 0 || is_identifier(e->label);
    } else if (e->kind == PML_EDGE_ITEM && (PML_IS(e->from, list) || PML_IS(e->from, tuple))) {
        n->kind = STEP_ITEM;
    } else if (e->kind == PML_EDGE_FIELD && e->text && strcmp(e->text, "__dict__") == 0) {
        n->kind = STEP_NAMESPACE;
    } else {
        return false;
    }
    return true;
}

static void follow(void *ctx, const PmlEdgeInfo *e)
{
    PmlSpelling *s = ctx;
    PmlSpelled n;
    if (as_step(s, e, &n)) {
        add(s, &n);
    }
}

static void find_cut(void *ctx, const PmlEdgeInfo *e)
{
    PmlSpelling *s = ctx;
    PmlSpelled n;
    if (!s->found && e->to == s->to && as_step(s, e, &n) && n.kind != STEP_NAMESPACE &&
        !(n.kind == STEP_ITEM && !PML_IS(e->from, list))) {
        s->found = true;
        s->cut = n;
    }
}

static void add_names(PmlSpelling *s)
{
    PmlInterpFrame *f = pml_frame_complete(s->E->vm->frame.p);
    PmlObj *globals = f ? f->globals.p : pml_module_dict(s->E->vm->main_module.p);
    PmlCode *code = f ? pml_frame_code(f) : NULL;
    for (int i = 0; code && i < code->nlocalsplus; i++) {
        PmlObj *o = f->localsplus[i].p, *name = PML_TUPLE_AT(code->localsplusnames.p, i);
        o = o && PML_IS(o, cell) ? ((PmlCell *)o)->content.p : o;
        if (o && is_identifier(name)) {
            add(s, &(PmlSpelled){.object = o, .parent = -1, .kind = STEP_NAME, .label = name});
        }
    }
    if (f && f->locals.p && f->locals.p != globals && PML_IS(f->locals.p, dict)) {
        add(s, &(PmlSpelled){.object = f->locals.p, .parent = -1, .kind = STEP_NAMESPACE});
    }
    add(s, &(PmlSpelled){.object = globals, .parent = -1, .kind = STEP_NAMESPACE});
}

bool pml_spell_cut(PmlEngine *E, PmlObj *from, PmlObj *to, char *text, size_t size)
{
    PmlSpelling s = {.E = E, .to = to};
    add_names(&s);
    while (s.at < s.count && s.nodes[s.at].object != from) {
        pml_walk_object(E, s.nodes[s.at].object, follow, &s);
        s.at++;
    }
    PmlLetters t = {text, 0, size, false};
    if (s.at < s.count) {
        pml_walk_object(E, from, find_cut, &s);
    }
    if (s.found) {
        bool item = s.cut.kind == STEP_ITEM; /* the others keep their places */
        put(&t, item ? "" : "del ");
        put_path(&s, &t, &s.cut);
        put(&t, item ? " = None" : "");
    }
    free(s.nodes);
    pml_objmap_free(&s.seen);
    return s.found && !t.full;
}

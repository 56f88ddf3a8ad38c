#include "observe/own_objects.h"

bool pml_is_leaf(const PmlObj *o)
{
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_type:
    case PML_T_module:
    case PML_T_code:
    case PML_T_builtin_function_or_method:
    case PML_T_frame:
    case PML_T_TextIOWrapper: return true;
    default: return PML_IS_TYPE(o);
    }
}

bool pml_is_plumbing(const PmlEdgeInfo *edge)
{
    static const char *const fields[] = {"__class__", "globals", "builtins", "__globals__",
                                         "__builtins__"};
    if (edge->kind != PML_EDGE_FIELD || !edge->text) {
        return false;
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strcmp(edge->text, fields[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* -- names ------------------------------------------------------------------------------- */

typedef struct PmlNames {
    PmlNameVisitor visit;
    void *ctx;
} PmlNames;

static bool is_hidden(const PmlObj *name)
{
    return !PML_IS_STR(name) ||
           (PML_STR_LEN(name) > 4 && pml_str_at(name, 0) == '_' && pml_str_at(name, 1) == '_');
}

static void on_root(void *ctx, const PmlEdgeInfo *edge)
{
    PmlNames *n = ctx;
    if (edge->kind != PML_EDGE_LOCAL || !edge->label || is_hidden(edge->label)) {
        return;
    }
    PmlObj *value = PML_IS(edge->to, cell) ? ((PmlCell *)edge->to)->content.p : edge->to;
    if (value) {
        n->visit(n->ctx, edge->label, value);
    }
}

void pml_own_names(PmlEngine *E, PmlNameVisitor visit, void *ctx)
{
    PmlNames n = {visit, ctx};
    PmlObj *main = E->vm->main_module.p, *key, *value;
    int64_t pos = 0;
    while (main && pml_dict_next(pml_module_dict(main), &pos, &key, &value, NULL)) {
        if (!is_hidden(key)) {
            visit(ctx, key, value);
        }
    }
    pml_walk_roots(E, on_root, &n);
}

/* -- objects ----------------------------------------------------------------------------- */

typedef struct PmlOwn {
    PmlReach *out;
    int64_t parent;
} PmlOwn;

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlOwn *own = ctx;
    if (!pml_is_plumbing(edge)) {
        pml_reach_add(own->out, edge->to, own->parent);
    }
}

static void on_stack(void *ctx, const PmlEdgeInfo *edge)
{
    PmlOwn *own = ctx;
    if (edge->kind == PML_EDGE_STACK) {
        pml_reach_add(own->out, edge->to, -1);
    }
}

static void on_name(void *ctx, PmlObj *name, PmlObj *value)
{
    PmlOwn *own = ctx;
    PML_UNUSED(name);
    pml_reach_add(own->out, value, -1);
}

void pml_own_objects(PmlEngine *E, PmlReach *out)
{
    PmlOwn own = {.out = out, .parent = -1};
    memset(out, 0, sizeof *out);
    pml_own_names(E, on_name, &own);
    pml_walk_roots(E, on_stack, &own);
    for (int64_t i = 0; i < out->count && !out->failed; i++) {
        own.parent = i;
        if (!pml_is_leaf(out->nodes[i].object)) {
            pml_walk_object(E, out->nodes[i].object, on_edge, &own);
        }
    }
    PmlReach all, garbage = {0};
    pml_reach(E, NULL, &all);
    pml_garbage(E, &all, &garbage);
    for (int64_t i = 0; i < garbage.count; i++) {
        pml_reach_add(out, garbage.nodes[i].object, -1);
    }
    out->failed |= all.failed || garbage.failed;
    pml_reach_free(&garbage);
    pml_reach_free(&all);
}

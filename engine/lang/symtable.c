/* First pass over the tree: which names each block binds, uses or declares (expressions and
 * patterns: symtable_expr.c). The analysis of what that means for each name follows in
 * symtable_analyze.c. */
#include "lang/symtable_visit.h"

static void visit_stmts(C *c, const PmlStmtSeq *seq);

/* -- scopes and symbols ------------------------------------------------------------------ */

static uint32_t hash_address(const void *p)
{
    return (uint32_t)(((uint64_t)(uintptr_t)p >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 40);
}

PmlScope *pml_symtable_lookup(const PmlSymtable *st, const void *node)
{
    PmlScope *s = st->table[hash_address(node) % 256];
    while (s && s->node != node) {
        s = s->next_in_table;
    }
    return s;
}

PmlSymbol *pml_scope_symbol(const PmlScope *scope, const PmlObj *name)
{
    if (scope->symbol_count == 0) {
        return NULL;
    }
    for (uint32_t i = hash_address(name);; i++) {
        int32_t slot = scope->slots[i & (uint32_t)scope->slot_mask];
        if (slot == 0) {
            return NULL;
        }
        if (scope->symbols[slot - 1].name == name) {
            return &scope->symbols[slot - 1];
        }
    }
}

static void put_symbol(PmlScope *scope, int32_t index)
{
    uint32_t i = hash_address(scope->symbols[index].name);
    while (scope->slots[i & (uint32_t)scope->slot_mask] != 0) {
        i++;
    }
    scope->slots[i & (uint32_t)scope->slot_mask] = index + 1;
}

PmlSymbol *pml_scope_add(C *c, PmlScope *scope, PmlObj *name)
{
    if (scope->symbol_count == scope->symbol_capacity) {
        int32_t capacity = scope->symbol_capacity ? scope->symbol_capacity * 2 : 8;
        PmlSymbol *symbols = pml_compile_alloc(c, (size_t)capacity * sizeof *symbols);
        if (scope->symbol_count) {
            memcpy(symbols, scope->symbols, (size_t)scope->symbol_count * sizeof *symbols);
        }
        scope->symbols = symbols;
        scope->symbol_capacity = capacity;
        scope->slot_mask = capacity * 2 - 1;
        scope->slots = pml_compile_alloc(c, (size_t)capacity * 2 * sizeof *scope->slots);
        for (int32_t i = 0; i < scope->symbol_count; i++) {
            put_symbol(scope, i);
        }
    }
    pml_stand_in_number(c, scope->stand_in, name);
    scope->symbols[scope->symbol_count] = (PmlSymbol){name, 0, PML_NAME_UNKNOWN};
    put_symbol(scope, scope->symbol_count);
    return &scope->symbols[scope->symbol_count++];
}

static void add_varname(C *c, PmlScope *scope, PmlObj *name)
{
    if (scope->varname_count == scope->varname_capacity) {
        int32_t capacity = scope->varname_capacity ? scope->varname_capacity * 2 : 8;
        PmlObj **names = pml_compile_alloc(c, (size_t)capacity * sizeof *names);
        if (scope->varname_count) {
            memcpy(names, scope->varnames, (size_t)scope->varname_count * sizeof *names);
        }
        scope->varnames = names;
        scope->varname_capacity = capacity;
    }
    scope->varnames[scope->varname_count++] = name;
}

PmlScope *pml_symtable_enter(C *c, PmlObj *name, PmlScopeKind kind, const void *node, PmlAstSpan at)
{
    PmlScope *scope = pml_compile_alloc(c, sizeof *scope);
    PmlScope *outer = ST->current;
    scope->node = node;
    scope->name = name;
    scope->kind = kind;
    scope->at = at;
    scope->parent = outer;
    PmlScope **bucket = &ST->table[hash_address(node) % 256];
    scope->next_in_table = *bucket;
    *bucket = scope;
    if (outer) {
        scope->nested = outer->nested || outer->kind == PML_SCOPE_FUNCTION;
        scope->comp_iter_expr = outer->comp_iter_expr;
    }
    ST->current = scope;
    scope->stand_in = pml_stand_in(c, PML_STAND_IN_DICT);
    pml_stand_in(c, PML_STAND_IN_LIST); /* parameters */
    pml_stand_in(c, PML_STAND_IN_LIST); /* inner scopes */
    if (kind == PML_SCOPE_ANNOTATION) {
        return scope; /* a stringified annotation: seen by nobody */
    }
    if (kind == PML_SCOPE_MODULE) {
        ST->global = scope;
    }
    if (outer) {
        if (outer->last_child) {
            outer->last_child->next_sibling = scope;
        } else {
            outer->first_child = scope;
        }
        outer->last_child = scope;
    }
    return scope;
}

void pml_symtable_leave(C *c)
{
    ST->current = ST->current->parent;
}

static PmlObj *mangled(C *c, PmlObj *name)
{
    return pml_compile_mangle(c, ST->class_name, name);
}

static int32_t flags_of(C *c, PmlObj *name)
{
    PmlSymbol *s = pml_scope_symbol(ST->current, mangled(c, name));
    return s ? s->flags : 0;
}

void pml_symtable_add_in(C *c, PmlScope *scope, PmlObj *name, int32_t flag, PmlAstSpan at)
{
    PmlObj *key = mangled(c, name);
    PmlSymbol *s = pml_scope_symbol(scope, key);
    if (s && (flag & PML_DEF_PARAM) && (s->flags & PML_DEF_PARAM)) {
        pml_compile_error(c, at, "duplicate argument '%U' in function definition", name);
    }
    int32_t flags = (s ? s->flags : 0) | flag;
    if (scope->comp_iter_target) {
        if (flags & (PML_DEF_GLOBAL | PML_DEF_NONLOCAL)) {
            pml_compile_error(c, at,
                              "comprehension inner loop cannot rebind assignment "
                              "expression target '%U'",
                              name);
        }
        flags |= PML_DEF_COMP_ITER;
    }
    if (!s) {
        s = pml_scope_add(c, scope, key);
    }
    s->flags = flags;
    if (flag & PML_DEF_PARAM) {
        add_varname(c, scope, key);
    } else if (flag & PML_DEF_GLOBAL) {
        PmlSymbol *g = pml_scope_symbol(ST->global, key);
        if (!g) {
            g = pml_scope_add(c, ST->global, key);
        }
        g->flags |= flag;
    }
}

void pml_symtable_add(C *c, PmlObj *name, int32_t flag, PmlAstSpan at)
{
    pml_symtable_add_in(c, ST->current, name, flag, at);
}

void pml_symtable_directive(C *c, PmlObj *name, PmlAstSpan at)
{
    PmlDirective *d = pml_compile_alloc(c, sizeof *d);
    if (!ST->current->directives) {
        pml_stand_in(c, PML_STAND_IN_LIST);
    }
    pml_stand_in(c, PML_STAND_IN_DIRECTIVE);
    d->name = mangled(c, name);
    d->at = at;
    PmlDirective **last = &ST->current->directives;
    while (*last) {
        last = &(*last)->next;
    }
    *last = d;
}

void pml_directive_error(C *c, const PmlScope *scope, const PmlObj *name, const char *fmt)
{
    for (PmlDirective *d = scope->directives; d; d = d->next) {
        if (d->name == name) {
            pml_compile_error(c, d->at, fmt, name);
        }
    }
    PML_RAISE(c->E, RuntimeError, "BUG: internal directive bookkeeping broken");
    pml_compile_fail(c);
}

/* -- statements -------------------------------------------------------------------------- */

static bool stringified_annotations(const C *c)
{
    return (c->future & PML_CO_ANNOTATIONS) != 0;
}

static void visit_annotation(C *c, const PmlExpr *annotation)
{
    if (stringified_annotations(c)) {
        pml_symtable_enter(c, pml_compile_ident(c, "_annotation"), PML_SCOPE_ANNOTATION, annotation,
                           PML_SPAN(annotation));
    }
    pml_symtable_visit_expr(c, annotation);
    if (stringified_annotations(c)) {
        pml_symtable_leave(c);
    }
}

static void visit_arg_annotations(C *c, const PmlArgSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_symtable_visit_optional(c, seq->items[i]->annotation);
    }
}

static void visit_annotations(C *c, const PmlStmt *s)
{
    const PmlArguments *a = s->v.FunctionDef.args;
    if (stringified_annotations(c)) {
        pml_symtable_enter(c, pml_compile_ident(c, "_annotation"), PML_SCOPE_ANNOTATION,
                           &s->v.FunctionDef.args, PML_SPAN(s));
    }
    visit_arg_annotations(c, &a->posonlyargs);
    visit_arg_annotations(c, &a->args);
    if (a->vararg) {
        pml_symtable_visit_optional(c, a->vararg->annotation);
    }
    if (a->kwarg) {
        pml_symtable_visit_optional(c, a->kwarg->annotation);
    }
    visit_arg_annotations(c, &a->kwonlyargs);
    if (stringified_annotations(c)) {
        pml_symtable_leave(c);
    }
    if (s->v.FunctionDef.returns) {
        visit_annotation(c, s->v.FunctionDef.returns);
    }
}

static void visit_function_def(C *c, const PmlStmt *s)
{
    pml_symtable_add(c, s->v.FunctionDef.name, PML_DEF_LOCAL, PML_SPAN(s));
    pml_symtable_visit_exprs(c, &s->v.FunctionDef.args->defaults);
    pml_symtable_visit_exprs(c, &s->v.FunctionDef.args->kw_defaults);
    visit_annotations(c, s);
    pml_symtable_visit_exprs(c, &s->v.FunctionDef.decorator_list);
    pml_symtable_enter(c, s->v.FunctionDef.name, PML_SCOPE_FUNCTION, s, PML_SPAN(s));
    pml_symtable_visit_arguments(c, s->v.FunctionDef.args);
    visit_stmts(c, &s->v.FunctionDef.body);
    pml_symtable_leave(c);
}

static void visit_class_def(C *c, const PmlStmt *s)
{
    pml_symtable_add(c, s->v.ClassDef.name, PML_DEF_LOCAL, PML_SPAN(s));
    pml_symtable_visit_exprs(c, &s->v.ClassDef.bases);
    pml_symtable_visit_keywords(c, &s->v.ClassDef.keywords);
    pml_symtable_visit_exprs(c, &s->v.ClassDef.decorator_list);
    pml_symtable_enter(c, s->v.ClassDef.name, PML_SCOPE_CLASS, s, PML_SPAN(s));
    PmlObj *outer_class = ST->class_name;
    ST->class_name = s->v.ClassDef.name;
    visit_stmts(c, &s->v.ClassDef.body);
    ST->class_name = outer_class;
    pml_symtable_leave(c);
}

static void visit_ann_assign(C *c, const PmlStmt *s)
{
    const PmlExpr *target = s->v.AnnAssign.target;
    if (target->kind == PML_E_Name) {
        PmlObj *id = target->v.Name.id;
        int32_t flags = flags_of(c, id);
        if ((flags & (PML_DEF_GLOBAL | PML_DEF_NONLOCAL)) && ST->current != ST->global &&
            s->v.AnnAssign.simple) {
            pml_compile_error(c, PML_SPAN(s),
                              flags & PML_DEF_GLOBAL ? "annotated name '%U' can't be global"
                                                     : "annotated name '%U' can't be nonlocal",
                              id);
        }
        if (s->v.AnnAssign.simple) {
            pml_symtable_add(c, id, PML_DEF_ANNOT | PML_DEF_LOCAL, PML_SPAN(target));
        } else if (s->v.AnnAssign.value) {
            pml_symtable_add(c, id, PML_DEF_LOCAL, PML_SPAN(target));
        }
    } else {
        pml_symtable_visit_expr(c, target);
    }
    visit_annotation(c, s->v.AnnAssign.annotation);
    pml_symtable_visit_optional(c, s->v.AnnAssign.value);
}

static void visit_alias(C *c, const PmlAlias *a)
{
    PmlObj *name = a->asname ? a->asname : a->name;
    if (pml_str_equal_text(name, "*")) {
        if (ST->current->kind != PML_SCOPE_MODULE) {
            pml_compile_error(c, PML_SPAN(a), "import * only allowed at module level");
        }
        return;
    }
    int64_t dot = 0;
    while (dot < PML_STR_LEN(name) && pml_str_at(name, dot) != '.') {
        dot++;
    }
    if (dot < PML_STR_LEN(name)) {
        PmlObj *head = pml_str_substring(c->E, name, 0, dot);
        if (head) {
            pml_str_intern(c->E, &head);
        }
        name = pml_compile_own(c, head);
    }
    pml_symtable_add(c, name, PML_DEF_IMPORT, PML_SPAN(a));
}

static void visit_aliases(C *c, const PmlAliasSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        visit_alias(c, seq->items[i]);
    }
}

static void visit_global(C *c, const PmlStmt *s)
{
    bool global = s->kind == PML_S_Global;
    const PmlIdentSeq *names = global ? &s->v.Global.names : &s->v.Nonlocal.names;
    for (int64_t i = 0; i < names->count; i++) {
        PmlObj *name = names->items[i];
        int32_t flags = flags_of(c, name);
        const char *text = NULL;
        if (flags & PML_DEF_PARAM) {
            text = global ? "name '%U' is parameter and global"
                          : "name '%U' is parameter and nonlocal";
        } else if (flags & PML_USE) {
            text = global ? "name '%U' is used prior to global declaration"
                          : "name '%U' is used prior to nonlocal declaration";
        } else if (flags & PML_DEF_ANNOT) {
            text = global ? "annotated name '%U' can't be global"
                          : "annotated name '%U' can't be nonlocal";
        } else if (flags & PML_DEF_LOCAL) {
            text = global ? "name '%U' is assigned to before global declaration"
                          : "name '%U' is assigned to before nonlocal declaration";
        }
        if (text) {
            pml_compile_error(c, PML_SPAN(s), text, name);
        }
        pml_symtable_add(c, name, global ? PML_DEF_GLOBAL : PML_DEF_NONLOCAL, PML_SPAN(s));
        pml_symtable_directive(c, name, PML_SPAN(s));
    }
}

static void visit_handlers(C *c, const PmlExceptHandlerSeq *handlers)
{
    for (int64_t i = 0; i < handlers->count; i++) {
        const PmlExceptHandler *h = handlers->items[i];
        pml_symtable_visit_optional(c, h->type);
        if (h->name) {
            pml_symtable_add(c, h->name, PML_DEF_LOCAL, PML_SPAN(h));
        }
        visit_stmts(c, &h->body);
    }
}

static void visit_match(C *c, const PmlStmt *s)
{
    pml_symtable_visit_expr(c, s->v.Match.subject);
    for (int64_t i = 0; i < s->v.Match.cases.count; i++) {
        const PmlMatchCase *m = s->v.Match.cases.items[i];
        pml_symtable_visit_pattern(c, m->pattern);
        pml_symtable_visit_optional(c, m->guard);
        visit_stmts(c, &m->body);
    }
}

static void visit_with(C *c, const PmlStmt *s)
{
    for (int64_t i = 0; i < s->v.With.items.count; i++) {
        pml_symtable_visit_expr(c, s->v.With.items.items[i]->context_expr);
        pml_symtable_visit_optional(c, s->v.With.items.items[i]->optional_vars);
    }
    visit_stmts(c, &s->v.With.body);
}

static void visit_stmt_kind(C *c, const PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_FunctionDef: visit_function_def(c, s); break;
    case PML_S_ClassDef: visit_class_def(c, s); break;
    case PML_S_Return:
        if (s->v.Return.value) {
            pml_symtable_visit_expr(c, s->v.Return.value);
            ST->current->returns_value = true;
        }
        break;
    case PML_S_Delete: pml_symtable_visit_exprs(c, &s->v.Delete.targets); break;
    case PML_S_Assign:
        pml_symtable_visit_exprs(c, &s->v.Assign.targets);
        pml_symtable_visit_expr(c, s->v.Assign.value);
        break;
    case PML_S_AugAssign:
        pml_symtable_visit_expr(c, s->v.AugAssign.target);
        pml_symtable_visit_expr(c, s->v.AugAssign.value);
        break;
    case PML_S_AnnAssign: visit_ann_assign(c, s); break;
    case PML_S_For:
        pml_symtable_visit_expr(c, s->v.For.target);
        pml_symtable_visit_expr(c, s->v.For.iter);
        visit_stmts(c, &s->v.For.body);
        visit_stmts(c, &s->v.For.orelse);
        break;
    case PML_S_While:
    case PML_S_If:
        pml_symtable_visit_expr(c, s->v.If.test);
        visit_stmts(c, &s->v.If.body);
        visit_stmts(c, &s->v.If.orelse);
        break;
    case PML_S_With: visit_with(c, s); break;
    case PML_S_Match: visit_match(c, s); break;
    case PML_S_Raise:
        pml_symtable_visit_optional(c, s->v.Raise.exc);
        pml_symtable_visit_optional(c, s->v.Raise.cause);
        break;
    case PML_S_Try:
    case PML_S_TryStar:
        visit_stmts(c, &s->v.Try.body);
        visit_stmts(c, &s->v.Try.orelse);
        visit_handlers(c, &s->v.Try.handlers);
        visit_stmts(c, &s->v.Try.finalbody);
        break;
    case PML_S_Assert:
        pml_symtable_visit_expr(c, s->v.Assert.test);
        pml_symtable_visit_optional(c, s->v.Assert.msg);
        break;
    case PML_S_Import: visit_aliases(c, &s->v.Import.names); break;
    case PML_S_ImportFrom: visit_aliases(c, &s->v.ImportFrom.names); break;
    case PML_S_Global:
    case PML_S_Nonlocal: visit_global(c, s); break;
    case PML_S_Expr: pml_symtable_visit_expr(c, s->v.Expr.value); break;
    case PML_S_Pass:
    case PML_S_Break:
    case PML_S_Continue: break;
    }
}

static void visit_stmts(C *c, const PmlStmtSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_compile_enter_node(c);
        visit_stmt_kind(c, seq->items[i]);
        pml_compile_leave_node(c);
    }
}

PmlSymtable *pml_symtable_build(C *c)
{
    c->symbols = pml_compile_alloc(c, sizeof *c->symbols);
    pml_stand_in(c, PML_STAND_IN_DICT); /* the scopes */
    pml_stand_in(c, PML_STAND_IN_LIST); /* those that are open */
    ST->top = pml_symtable_enter(c, pml_compile_ident(c, "top"), PML_SCOPE_MODULE, c->ast,
                                 (PmlAstSpan){0, 0, 0, 0});
    if (c->ast->kind == PML_M_Expression) {
        pml_symtable_visit_expr(c, c->ast->expr);
    } else {
        visit_stmts(c, &c->ast->body);
    }
    pml_symtable_leave(c);
    pml_symtable_analyze(c, ST);
    return ST;
}

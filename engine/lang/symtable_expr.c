/* Which names expressions and patterns bind, use or declare. */
#include "lang/symtable_visit.h"

/* -- expressions ------------------------------------------------------------------------- */

void pml_symtable_visit_exprs(C *c, const PmlExprSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (seq->items[i]) {
            pml_symtable_visit_expr(c, seq->items[i]);
        }
    }
}

void pml_symtable_visit_keywords(C *c, const PmlKeywordSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_symtable_visit_expr(c, seq->items[i]->value);
    }
}

static void visit_params(C *c, const PmlArgSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_symtable_add(c, seq->items[i]->arg, PML_DEF_PARAM, PML_SPAN(seq->items[i]));
    }
}

void pml_symtable_visit_arguments(C *c, const PmlArguments *a)
{
    visit_params(c, &a->posonlyargs);
    visit_params(c, &a->args);
    visit_params(c, &a->kwonlyargs);
    if (a->vararg) {
        pml_symtable_add(c, a->vararg->arg, PML_DEF_PARAM, PML_SPAN(a->vararg));
        ST->current->varargs = true;
    }
    if (a->kwarg) {
        pml_symtable_add(c, a->kwarg->arg, PML_DEF_PARAM, PML_SPAN(a->kwarg));
        ST->current->varkeywords = true;
    }
}

static void refuse_in_annotation(C *c, const char *what, const PmlExpr *e)
{
    if (ST->current->kind == PML_SCOPE_ANNOTATION) {
        pml_compile_error(c, PML_SPAN(e), "'%s' can not be used within an annotation", what);
    }
}

static void visit_comprehension(C *c, const PmlComprehension *g)
{
    PmlScope *scope = ST->current;
    scope->comp_iter_target = true;
    pml_symtable_visit_expr(c, g->target);
    scope->comp_iter_target = false;
    scope->comp_iter_expr++;
    pml_symtable_visit_expr(c, g->iter);
    scope->comp_iter_expr--;
    pml_symtable_visit_exprs(c, &g->ifs);
}

/* elt and, for a dict, value; the outermost iterable belongs to the enclosing scope. */
static void handle_comprehension(C *c, const PmlExpr *e, const char *name,
                                 PmlComprehensionKind kind, const PmlComprehensionSeq *gens,
                                 const PmlExpr *elt, const PmlExpr *value)
{
    const PmlComprehension *outermost = gens->items[0];
    ST->current->comp_iter_expr++;
    pml_symtable_visit_expr(c, outermost->iter);
    ST->current->comp_iter_expr--;
    PmlScope *scope =
        pml_symtable_enter(c, pml_compile_ident(c, name), PML_SCOPE_FUNCTION, e, PML_SPAN(e));
    scope->comprehension = kind;
    pml_symtable_add(c, pml_compile_ident(c, ".0"), PML_DEF_PARAM, scope->at);
    scope->comp_iter_target = true;
    pml_symtable_visit_expr(c, outermost->target);
    scope->comp_iter_target = false;
    pml_symtable_visit_exprs(c, &outermost->ifs);
    for (int64_t i = 1; i < gens->count; i++) {
        visit_comprehension(c, gens->items[i]);
    }
    if (value) {
        pml_symtable_visit_expr(c, value);
    }
    pml_symtable_visit_expr(c, elt);
    scope->generator = kind == PML_COMP_GENERATOR;
    pml_symtable_leave(c);
}

/* The target of := in a comprehension binds in the nearest scope that is not one. */
static void extend_named_expr_scope(C *c, const PmlExpr *target)
{
    PmlObj *name = target->v.Name.id;
    PmlAstSpan at = PML_SPAN(target);
    for (PmlScope *scope = ST->current; scope; scope = scope->parent) {
        PmlSymbol *s = pml_scope_symbol(scope, name);
        int32_t flags = s ? s->flags : 0;
        if (scope->comprehension != PML_COMP_NONE) {
            if (flags & PML_DEF_COMP_ITER) {
                pml_compile_error(c, at,
                                  "assignment expression cannot rebind comprehension "
                                  "iteration variable '%U'",
                                  name);
            }
            continue;
        }
        if (scope->kind == PML_SCOPE_FUNCTION) {
            pml_symtable_add(c, name, flags & PML_DEF_GLOBAL ? PML_DEF_GLOBAL : PML_DEF_NONLOCAL,
                             at);
            pml_symtable_directive(c, name, at);
            pml_symtable_add_in(c, scope, name, PML_DEF_LOCAL, at);
            return;
        }
        if (scope->kind == PML_SCOPE_MODULE) {
            pml_symtable_add(c, name, PML_DEF_GLOBAL, at);
            pml_symtable_directive(c, name, at);
            pml_symtable_add_in(c, scope, name, PML_DEF_GLOBAL, at);
            return;
        }
        if (scope->kind == PML_SCOPE_CLASS) {
            pml_compile_error(c, at,
                              "assignment expression within a comprehension cannot be "
                              "used in a class body");
        }
    }
}

static void visit_named_expr(C *c, const PmlExpr *e)
{
    refuse_in_annotation(c, "named expression", e);
    if (ST->current->comp_iter_expr > 0) {
        pml_compile_error(c, PML_SPAN(e),
                          "assignment expression cannot be used in a "
                          "comprehension iterable expression");
    }
    if (ST->current->comprehension != PML_COMP_NONE) {
        extend_named_expr_scope(c, e->v.NamedExpr.target);
    }
    pml_symtable_visit_expr(c, e->v.NamedExpr.value);
    pml_symtable_visit_expr(c, e->v.NamedExpr.target);
}

static void visit_yield(C *c, const PmlExpr *e, const PmlExpr *value)
{
    static const char *const where[] = {
        [PML_COMP_LIST] = "'yield' inside list comprehension",
        [PML_COMP_SET] = "'yield' inside set comprehension",
        [PML_COMP_DICT] = "'yield' inside dict comprehension",
        [PML_COMP_GENERATOR] = "'yield' inside generator expression",
    };
    refuse_in_annotation(c, "yield expression", e);
    if (value) {
        pml_symtable_visit_expr(c, value);
    }
    ST->current->generator = true;
    if (ST->current->comprehension != PML_COMP_NONE) {
        pml_compile_error(c, PML_SPAN(e), "%s", where[ST->current->comprehension]);
    }
}

static void visit_name(C *c, const PmlExpr *e)
{
    PmlObj *id = e->v.Name.id;
    bool load = e->v.Name.ctx == PML_LOAD;
    pml_symtable_add(c, id, load ? PML_USE : PML_DEF_LOCAL, PML_SPAN(e));
    /* super() uses __class__ without saying so. */
    if (load && ST->current->kind == PML_SCOPE_FUNCTION && pml_str_equal_text(id, "super")) {
        pml_symtable_add(c, PML_ID(c->E, __class__), PML_USE, PML_SPAN(e));
    }
}

static void visit_lambda(C *c, const PmlExpr *e)
{
    pml_symtable_visit_exprs(c, &e->v.Lambda.args->defaults);
    pml_symtable_visit_exprs(c, &e->v.Lambda.args->kw_defaults);
    pml_symtable_enter(c, pml_compile_ident(c, "lambda"), PML_SCOPE_FUNCTION, e, PML_SPAN(e));
    pml_symtable_visit_arguments(c, e->v.Lambda.args);
    pml_symtable_visit_expr(c, e->v.Lambda.body);
    pml_symtable_leave(c);
}

void pml_symtable_visit_optional(C *c, const PmlExpr *e)
{
    if (e) {
        pml_symtable_visit_expr(c, e);
    }
}

static void visit_expr_kind(C *c, const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BoolOp: pml_symtable_visit_exprs(c, &e->v.BoolOp.values); break;
    case PML_E_NamedExpr: visit_named_expr(c, e); break;
    case PML_E_BinOp:
        pml_symtable_visit_expr(c, e->v.BinOp.left);
        pml_symtable_visit_expr(c, e->v.BinOp.right);
        break;
    case PML_E_UnaryOp: pml_symtable_visit_expr(c, e->v.UnaryOp.operand); break;
    case PML_E_Lambda: visit_lambda(c, e); break;
    case PML_E_IfExp:
        pml_symtable_visit_expr(c, e->v.IfExp.test);
        pml_symtable_visit_expr(c, e->v.IfExp.body);
        pml_symtable_visit_expr(c, e->v.IfExp.orelse);
        break;
    case PML_E_Dict:
        pml_symtable_visit_exprs(c, &e->v.Dict.keys);
        pml_symtable_visit_exprs(c, &e->v.Dict.values);
        break;
    case PML_E_Set: pml_symtable_visit_exprs(c, &e->v.Set.elts); break;
    case PML_E_ListComp:
        handle_comprehension(c, e, "listcomp", PML_COMP_LIST, &e->v.ListComp.generators,
                             e->v.ListComp.elt, NULL);
        break;
    case PML_E_SetComp:
        handle_comprehension(c, e, "setcomp", PML_COMP_SET, &e->v.SetComp.generators,
                             e->v.SetComp.elt, NULL);
        break;
    case PML_E_DictComp:
        handle_comprehension(c, e, "dictcomp", PML_COMP_DICT, &e->v.DictComp.generators,
                             e->v.DictComp.key, e->v.DictComp.value);
        break;
    case PML_E_GeneratorExp:
        handle_comprehension(c, e, "genexpr", PML_COMP_GENERATOR, &e->v.GeneratorExp.generators,
                             e->v.GeneratorExp.elt, NULL);
        break;
    case PML_E_Yield: visit_yield(c, e, e->v.Yield.value); break;
    case PML_E_YieldFrom: visit_yield(c, e, e->v.YieldFrom.value); break;
    case PML_E_Compare:
        pml_symtable_visit_expr(c, e->v.Compare.left);
        pml_symtable_visit_exprs(c, &e->v.Compare.comparators);
        break;
    case PML_E_Call:
        pml_symtable_visit_expr(c, e->v.Call.func);
        pml_symtable_visit_exprs(c, &e->v.Call.args);
        pml_symtable_visit_keywords(c, &e->v.Call.keywords);
        break;
    case PML_E_FormattedValue:
        pml_symtable_visit_expr(c, e->v.FormattedValue.value);
        pml_symtable_visit_optional(c, e->v.FormattedValue.format_spec);
        break;
    case PML_E_JoinedStr: pml_symtable_visit_exprs(c, &e->v.JoinedStr.values); break;
    case PML_E_Constant: break;
    case PML_E_Attribute: pml_symtable_visit_expr(c, e->v.Attribute.value); break;
    case PML_E_Subscript:
        pml_symtable_visit_expr(c, e->v.Subscript.value);
        pml_symtable_visit_expr(c, e->v.Subscript.slice);
        break;
    case PML_E_Starred: pml_symtable_visit_expr(c, e->v.Starred.value); break;
    case PML_E_Name: visit_name(c, e); break;
    case PML_E_List: pml_symtable_visit_exprs(c, &e->v.List.elts); break;
    case PML_E_Tuple: pml_symtable_visit_exprs(c, &e->v.Tuple.elts); break;
    case PML_E_Slice:
        pml_symtable_visit_optional(c, e->v.Slice.lower);
        pml_symtable_visit_optional(c, e->v.Slice.upper);
        pml_symtable_visit_optional(c, e->v.Slice.step);
        break;
    }
}

void pml_symtable_visit_expr(C *c, const PmlExpr *e)
{
    pml_compile_enter_node(c);
    visit_expr_kind(c, e);
    pml_compile_leave_node(c);
}

/* -- patterns ---------------------------------------------------------------------------- */

static void visit_patterns(C *c, const PmlPatternSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_symtable_visit_pattern(c, seq->items[i]);
    }
}

static void visit_pattern_kind(C *c, const PmlPattern *p)
{
    switch (p->kind) {
    case PML_P_MatchValue: pml_symtable_visit_expr(c, p->v.MatchValue.value); break;
    case PML_P_MatchSingleton: break;
    case PML_P_MatchSequence: visit_patterns(c, &p->v.MatchSequence.patterns); break;
    case PML_P_MatchStar:
        if (p->v.MatchStar.name) {
            pml_symtable_add(c, p->v.MatchStar.name, PML_DEF_LOCAL, PML_SPAN(p));
        }
        break;
    case PML_P_MatchMapping:
        pml_symtable_visit_exprs(c, &p->v.MatchMapping.keys);
        visit_patterns(c, &p->v.MatchMapping.patterns);
        if (p->v.MatchMapping.rest) {
            pml_symtable_add(c, p->v.MatchMapping.rest, PML_DEF_LOCAL, PML_SPAN(p));
        }
        break;
    case PML_P_MatchClass:
        pml_symtable_visit_expr(c, p->v.MatchClass.cls);
        visit_patterns(c, &p->v.MatchClass.patterns);
        visit_patterns(c, &p->v.MatchClass.kwd_patterns);
        break;
    case PML_P_MatchAs:
        if (p->v.MatchAs.pattern) {
            pml_symtable_visit_pattern(c, p->v.MatchAs.pattern);
        }
        if (p->v.MatchAs.name) {
            pml_symtable_add(c, p->v.MatchAs.name, PML_DEF_LOCAL, PML_SPAN(p));
        }
        break;
    case PML_P_MatchOr: visit_patterns(c, &p->v.MatchOr.patterns); break;
    }
}

void pml_symtable_visit_pattern(C *c, const PmlPattern *p)
{
    pml_compile_enter_node(c);
    visit_pattern_kind(c, p);
    pml_compile_leave_node(c);
}

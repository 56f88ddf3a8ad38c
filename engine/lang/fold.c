/* Constant folding: the walk over the tree, in the order of CPython's AST optimizer (facts 3.4). */
#include "lang/fold.h"

#include "object/str.h"

/* CPython: three times the recursion limit. */
#define MAX_DEPTH 3000

static bool fold_expr(PmlFold *f, PmlExpr *e);
static bool fold_stmt(PmlFold *f, PmlStmt *s);
static bool fold_pattern(PmlFold *f, PmlPattern *p);

static bool enter(PmlFold *f)
{
    if (++f->depth > MAX_DEPTH) {
        PML_RAISE(f->E, RecursionError, "maximum recursion depth exceeded during compilation");
        return false;
    }
    return true;
}

static bool optional_expr(PmlFold *f, PmlExpr *e)
{
    return !e || fold_expr(f, e);
}

static bool exprs(PmlFold *f, PmlExprSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!optional_expr(f, seq.items[i])) {
            return false;
        }
    }
    return true;
}

static bool stmts(PmlFold *f, PmlStmtSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!fold_stmt(f, seq.items[i])) {
            return false;
        }
    }
    return true;
}

static bool keywords(PmlFold *f, PmlKeywordSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!fold_expr(f, seq.items[i]->value)) {
            return false;
        }
    }
    return true;
}

/* -- bodies: a docstring is only what was one before folding ----------------------------- */

static bool has_docstring(PmlStmtSeq body)
{
    if (!body.count || body.items[0]->kind != PML_S_Expr) {
        return false;
    }
    const PmlExpr *e = body.items[0]->v.Expr.value;
    return e->kind == PML_E_Constant && PML_IS(e->v.Constant.value, str);
}

static bool fold_body(PmlFold *f, PmlStmtSeq body)
{
    bool before = has_docstring(body);
    if (!stmts(f, body)) {
        return false;
    }
    if (before || !has_docstring(body)) {
        return true;
    }
    PmlStmt *s = body.items[0];
    PmlExpr *joined = pml_ast_alloc(f->E, f->ast, sizeof(*joined));
    PmlExpr **values = joined ? pml_ast_alloc(f->E, f->ast, sizeof(*values)) : NULL;
    if (!values) {
        return false;
    }
    values[0] = s->v.Expr.value;
    joined->kind = PML_E_JoinedStr;
    joined->v.JoinedStr.values = (PmlExprSeq){1, values};
    joined->lineno = s->lineno;
    joined->col_offset = s->col_offset;
    joined->end_lineno = s->end_lineno;
    joined->end_col_offset = s->end_col_offset;
    s->v.Expr.value = joined;
    return true;
}

/* -- parameters -------------------------------------------------------------------------- */

static bool arg(PmlFold *f, const PmlArg *a)
{
    return !a || !a->annotation || f->keep_annotations || fold_expr(f, a->annotation);
}

static bool args(PmlFold *f, PmlArgSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!arg(f, seq.items[i])) {
            return false;
        }
    }
    return true;
}

static bool arguments(PmlFold *f, const PmlArguments *a)
{
    return args(f, a->posonlyargs) && args(f, a->args) && arg(f, a->vararg) &&
           args(f, a->kwonlyargs) && exprs(f, a->kw_defaults) && arg(f, a->kwarg) &&
           exprs(f, a->defaults);
}

static bool generators(PmlFold *f, PmlComprehensionSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        PmlComprehension *c = seq.items[i];
        if (!fold_expr(f, c->target) || !fold_expr(f, c->iter) || !exprs(f, c->ifs) ||
            !pml_fold_iterable(f, c->iter)) {
            return false;
        }
    }
    return true;
}

/* -- expressions ------------------------------------------------------------------------- */

static bool compare(PmlFold *f, PmlExpr *e)
{
    if (!fold_expr(f, e->v.Compare.left) || !exprs(f, e->v.Compare.comparators)) {
        return false;
    }
    int64_t last = e->v.Compare.ops.count - 1;
    int op = e->v.Compare.ops.items[last];
    return (op != PML_CMP_IN && op != PML_CMP_NOTIN) ||
           pml_fold_iterable(f, e->v.Compare.comparators.items[last]);
}

static bool name(PmlFold *f, PmlExpr *e)
{
    if (e->v.Name.ctx == PML_LOAD && pml_str_equal_text(e->v.Name.id, "__debug__")) {
        return pml_fold_to(f, e, pml_bool(f->E, f->ast->optimize == 0));
    }
    return true;
}

static bool fold_parts(PmlFold *f, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BoolOp: return exprs(f, e->v.BoolOp.values);
    case PML_E_NamedExpr: return fold_expr(f, e->v.NamedExpr.value);
    case PML_E_BinOp:
        return fold_expr(f, e->v.BinOp.left) && fold_expr(f, e->v.BinOp.right) &&
               pml_fold_binary(f, e);
    case PML_E_UnaryOp: return fold_expr(f, e->v.UnaryOp.operand) && pml_fold_unary(f, e);
    case PML_E_Lambda: return arguments(f, e->v.Lambda.args) && fold_expr(f, e->v.Lambda.body);
    case PML_E_IfExp:
        return fold_expr(f, e->v.IfExp.test) && fold_expr(f, e->v.IfExp.body) &&
               fold_expr(f, e->v.IfExp.orelse);
    case PML_E_Dict: return exprs(f, e->v.Dict.keys) && exprs(f, e->v.Dict.values);
    case PML_E_Set: return exprs(f, e->v.Set.elts);
    case PML_E_ListComp:
    case PML_E_SetComp:
    case PML_E_GeneratorExp:
        return fold_expr(f, e->v.ListComp.elt) && generators(f, e->v.ListComp.generators);
    case PML_E_DictComp:
        return fold_expr(f, e->v.DictComp.key) && fold_expr(f, e->v.DictComp.value) &&
               generators(f, e->v.DictComp.generators);
    case PML_E_Yield: return optional_expr(f, e->v.Yield.value);
    case PML_E_YieldFrom: return fold_expr(f, e->v.YieldFrom.value);
    case PML_E_Compare: return compare(f, e);
    case PML_E_Call:
        return fold_expr(f, e->v.Call.func) && exprs(f, e->v.Call.args) &&
               keywords(f, e->v.Call.keywords);
    case PML_E_FormattedValue:
        return fold_expr(f, e->v.FormattedValue.value) &&
               optional_expr(f, e->v.FormattedValue.format_spec);
    case PML_E_JoinedStr: return exprs(f, e->v.JoinedStr.values);
    case PML_E_Attribute: return fold_expr(f, e->v.Attribute.value);
    case PML_E_Subscript:
        return fold_expr(f, e->v.Subscript.value) && fold_expr(f, e->v.Subscript.slice) &&
               pml_fold_subscript(f, e);
    case PML_E_Starred: return fold_expr(f, e->v.Starred.value);
    case PML_E_List: return exprs(f, e->v.List.elts);
    case PML_E_Tuple: return exprs(f, e->v.Tuple.elts) && pml_fold_tuple(f, e);
    case PML_E_Slice:
        return optional_expr(f, e->v.Slice.lower) && optional_expr(f, e->v.Slice.upper) &&
               optional_expr(f, e->v.Slice.step);
    case PML_E_Name: return name(f, e);
    case PML_E_Constant: break;
    }
    return true;
}

static bool fold_expr(PmlFold *f, PmlExpr *e)
{
    bool ok = enter(f) && fold_parts(f, e);
    f->depth--;
    return ok;
}

/* -- statements -------------------------------------------------------------------------- */

static bool with_items(PmlFold *f, PmlWithItemSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!fold_expr(f, seq.items[i]->context_expr) ||
            !optional_expr(f, seq.items[i]->optional_vars)) {
            return false;
        }
    }
    return true;
}

static bool handlers(PmlFold *f, PmlExceptHandlerSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!optional_expr(f, seq.items[i]->type) || !stmts(f, seq.items[i]->body)) {
            return false;
        }
    }
    return true;
}

static bool cases(PmlFold *f, PmlMatchCaseSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!fold_pattern(f, seq.items[i]->pattern) || !optional_expr(f, seq.items[i]->guard) ||
            !stmts(f, seq.items[i]->body)) {
            return false;
        }
    }
    return true;
}

static bool fold_definition(PmlFold *f, PmlStmt *s)
{
    if (s->kind == PML_S_ClassDef) {
        return exprs(f, s->v.ClassDef.bases) && keywords(f, s->v.ClassDef.keywords) &&
               fold_body(f, s->v.ClassDef.body) && exprs(f, s->v.ClassDef.decorator_list);
    }
    return arguments(f, s->v.FunctionDef.args) && fold_body(f, s->v.FunctionDef.body) &&
           exprs(f, s->v.FunctionDef.decorator_list) &&
           (f->keep_annotations || optional_expr(f, s->v.FunctionDef.returns));
}

static bool fold_compound(PmlFold *f, PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_FunctionDef:
    case PML_S_ClassDef: return fold_definition(f, s);
    case PML_S_For:
        return fold_expr(f, s->v.For.target) && fold_expr(f, s->v.For.iter) &&
               stmts(f, s->v.For.body) && stmts(f, s->v.For.orelse) &&
               pml_fold_iterable(f, s->v.For.iter);
    case PML_S_While:
    case PML_S_If:
        return fold_expr(f, s->v.If.test) && stmts(f, s->v.If.body) && stmts(f, s->v.If.orelse);
    case PML_S_With: return with_items(f, s->v.With.items) && stmts(f, s->v.With.body);
    case PML_S_Match: return fold_expr(f, s->v.Match.subject) && cases(f, s->v.Match.cases);
    default: /* Try, TryStar */
        return stmts(f, s->v.Try.body) && handlers(f, s->v.Try.handlers) &&
               stmts(f, s->v.Try.orelse) && stmts(f, s->v.Try.finalbody);
    }
}

static bool fold_statement_parts(PmlFold *f, PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_Return: return optional_expr(f, s->v.Return.value);
    case PML_S_Delete: return exprs(f, s->v.Delete.targets);
    case PML_S_Assign: return exprs(f, s->v.Assign.targets) && fold_expr(f, s->v.Assign.value);
    case PML_S_AugAssign:
        return fold_expr(f, s->v.AugAssign.target) && fold_expr(f, s->v.AugAssign.value);
    case PML_S_AnnAssign:
        return fold_expr(f, s->v.AnnAssign.target) &&
               (f->keep_annotations || fold_expr(f, s->v.AnnAssign.annotation)) &&
               optional_expr(f, s->v.AnnAssign.value);
    case PML_S_Raise: return optional_expr(f, s->v.Raise.exc) && optional_expr(f, s->v.Raise.cause);
    case PML_S_Assert: return fold_expr(f, s->v.Assert.test) && optional_expr(f, s->v.Assert.msg);
    case PML_S_Expr: return fold_expr(f, s->v.Expr.value);
    case PML_S_Import:
    case PML_S_ImportFrom:
    case PML_S_Global:
    case PML_S_Nonlocal:
    case PML_S_Pass:
    case PML_S_Break:
    case PML_S_Continue: return true;
    default: return fold_compound(f, s);
    }
}

static bool fold_stmt(PmlFold *f, PmlStmt *s)
{
    bool ok = enter(f) && fold_statement_parts(f, s);
    f->depth--;
    return ok;
}

static bool patterns(PmlFold *f, PmlPatternSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        if (!fold_pattern(f, seq.items[i])) {
            return false;
        }
    }
    return true;
}

static bool fold_pattern(PmlFold *f, PmlPattern *p)
{
    bool ok = enter(f);
    if (ok) {
        switch (p->kind) {
        case PML_P_MatchValue: ok = fold_expr(f, p->v.MatchValue.value); break;
        case PML_P_MatchSequence:
        case PML_P_MatchOr: ok = patterns(f, p->v.MatchOr.patterns); break;
        case PML_P_MatchMapping:
            ok = exprs(f, p->v.MatchMapping.keys) && patterns(f, p->v.MatchMapping.patterns);
            break;
        case PML_P_MatchClass:
            ok = fold_expr(f, p->v.MatchClass.cls) && patterns(f, p->v.MatchClass.patterns) &&
                 patterns(f, p->v.MatchClass.kwd_patterns);
            break;
        case PML_P_MatchAs:
            ok = !p->v.MatchAs.pattern || fold_pattern(f, p->v.MatchAs.pattern);
            break;
        case PML_P_MatchSingleton:
        case PML_P_MatchStar: break;
        }
    }
    f->depth--;
    return ok;
}

/* -- the whole --------------------------------------------------------------------------- */

static bool imports_annotations(PmlStmtSeq body)
{
    for (int64_t i = has_docstring(body); i < body.count; i++) {
        const PmlStmt *s = body.items[i];
        if (s->kind != PML_S_ImportFrom || !s->v.ImportFrom.module ||
            !pml_str_equal_text(s->v.ImportFrom.module, "__future__")) {
            return false;
        }
        for (int64_t k = 0; k < s->v.ImportFrom.names.count; k++) {
            if (pml_str_equal_text(s->v.ImportFrom.names.items[k]->name, "annotations")) {
                return true;
            }
        }
    }
    return false;
}

bool pml_ast_fold(PmlEngine *E, PmlAst *ast)
{
    PmlFold f = {.E = E, .ast = ast};
    switch (ast->kind) {
    case PML_M_Expression: return fold_expr(&f, ast->expr);
    case PML_M_Interactive: return stmts(&f, ast->body);
    default: f.keep_annotations = imports_annotations(ast->body); return fold_body(&f, ast->body);
    }
}

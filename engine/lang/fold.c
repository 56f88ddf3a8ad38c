/* Constant folding: the walk over the tree, in the order of CPython's AST optimizer (facts 3.4). An
 * error is kept in the walk (`failed`); what comes after it changes nothing. */
#include "lang/fold.h"

#include "object/str.h"

/* CPython: three times the recursion limit. */
#define MAX_DEPTH 3000

static void fold_expr(PmlFold *f, PmlExpr *e);
static void fold_stmt(PmlFold *f, PmlStmt *s);
static void fold_pattern(PmlFold *f, PmlPattern *p);

/* Into one more level of the tree; not after a failure: from there on the walk only comes back. */
static bool enter(PmlFold *f)
{
    if (++f->depth > MAX_DEPTH && !f->failed) {
        PML_RAISE(f->E, RecursionError, "maximum recursion depth exceeded during compilation");
        f->failed = true;
    }
    return !f->failed;
}

/* The node itself, its parts being folded. */
static void fold_node(PmlFold *f, PmlExpr *e, bool (*fold)(PmlFold *f, PmlExpr *e))
{
    f->failed = f->failed || !fold(f, e);
}

static void optional_expr(PmlFold *f, PmlExpr *e)
{
    if (e) {
        fold_expr(f, e);
    }
}

static void exprs(PmlFold *f, PmlExprSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        optional_expr(f, seq.items[i]);
    }
}

static void stmts(PmlFold *f, PmlStmtSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        fold_stmt(f, seq.items[i]);
    }
}

static void keywords(PmlFold *f, PmlKeywordSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        fold_expr(f, seq.items[i]->value);
    }
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

static void fold_body(PmlFold *f, PmlStmtSeq body)
{
    bool before = has_docstring(body);
    stmts(f, body);
    if (before || !has_docstring(body)) {
        return;
    }
    PmlStmt *s = body.items[0];
    PmlExpr *joined = pml_ast_alloc(f->E, f->ast, sizeof(*joined));
    PmlExpr **values = joined ? pml_ast_alloc(f->E, f->ast, sizeof(*values)) : NULL;
    if (!values) {
        f->failed = true;
        return;
    }
    values[0] = s->v.Expr.value;
    joined->kind = PML_E_JoinedStr;
    joined->v.JoinedStr.values = (PmlExprSeq){1, values};
    joined->lineno = s->lineno;
    joined->col_offset = s->col_offset;
    joined->end_lineno = s->end_lineno;
    joined->end_col_offset = s->end_col_offset;
    s->v.Expr.value = joined;
}

/* -- parameters -------------------------------------------------------------------------- */

static void annotation(PmlFold *f, PmlExpr *e)
{
    if (!f->keep_annotations) {
        optional_expr(f, e);
    }
}

static void arg(PmlFold *f, const PmlArg *a)
{
    if (a) {
        annotation(f, a->annotation);
    }
}

static void args(PmlFold *f, PmlArgSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        arg(f, seq.items[i]);
    }
}

static void arguments(PmlFold *f, const PmlArguments *a)
{
    args(f, a->posonlyargs);
    args(f, a->args);
    arg(f, a->vararg);
    args(f, a->kwonlyargs);
    exprs(f, a->kw_defaults);
    arg(f, a->kwarg);
    exprs(f, a->defaults);
}

static void generators(PmlFold *f, PmlComprehensionSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        PmlComprehension *c = seq.items[i];
        fold_expr(f, c->target);
        fold_expr(f, c->iter);
        exprs(f, c->ifs);
        fold_node(f, c->iter, pml_fold_iterable);
    }
}

/* -- expressions ------------------------------------------------------------------------- */

static void compare(PmlFold *f, PmlExpr *e)
{
    fold_expr(f, e->v.Compare.left);
    exprs(f, e->v.Compare.comparators);
    int64_t last = e->v.Compare.ops.count - 1;
    int op = e->v.Compare.ops.items[last];
    if (op == PML_CMP_IN || op == PML_CMP_NOTIN) {
        fold_node(f, e->v.Compare.comparators.items[last], pml_fold_iterable);
    }
}

static bool fold_name(PmlFold *f, PmlExpr *e)
{
    if (e->v.Name.ctx == PML_LOAD && pml_str_equal_text(e->v.Name.id, "__debug__")) {
        return pml_fold_to(f, e, pml_bool(f->E, f->ast->optimize == 0));
    }
    return true;
}

static void comprehension(PmlFold *f, PmlExpr *e)
{
    if (e->kind == PML_E_DictComp) {
        fold_expr(f, e->v.DictComp.key);
        fold_expr(f, e->v.DictComp.value);
        generators(f, e->v.DictComp.generators);
    } else { /* ListComp, SetComp, GeneratorExp */
        fold_expr(f, e->v.ListComp.elt);
        generators(f, e->v.ListComp.generators);
    }
}

static void fold_operation(PmlFold *f, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BinOp:
        fold_expr(f, e->v.BinOp.left);
        fold_expr(f, e->v.BinOp.right);
        fold_node(f, e, pml_fold_binary);
        break;
    case PML_E_UnaryOp:
        fold_expr(f, e->v.UnaryOp.operand);
        fold_node(f, e, pml_fold_unary);
        break;
    case PML_E_Subscript:
        fold_expr(f, e->v.Subscript.value);
        fold_expr(f, e->v.Subscript.slice);
        fold_node(f, e, pml_fold_subscript);
        break;
    case PML_E_Call:
        fold_expr(f, e->v.Call.func);
        exprs(f, e->v.Call.args);
        keywords(f, e->v.Call.keywords);
        break;
    case PML_E_Slice:
        optional_expr(f, e->v.Slice.lower);
        optional_expr(f, e->v.Slice.upper);
        optional_expr(f, e->v.Slice.step);
        break;
    default: /* IfExp */
        fold_expr(f, e->v.IfExp.test);
        fold_expr(f, e->v.IfExp.body);
        fold_expr(f, e->v.IfExp.orelse);
        break;
    }
}

static void fold_parts(PmlFold *f, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BoolOp: exprs(f, e->v.BoolOp.values); break;
    case PML_E_NamedExpr: fold_expr(f, e->v.NamedExpr.value); break;
    case PML_E_Lambda:
        arguments(f, e->v.Lambda.args);
        fold_expr(f, e->v.Lambda.body);
        break;
    case PML_E_Dict:
        exprs(f, e->v.Dict.keys);
        exprs(f, e->v.Dict.values);
        break;
    case PML_E_Set: exprs(f, e->v.Set.elts); break;
    case PML_E_ListComp:
    case PML_E_SetComp:
    case PML_E_DictComp:
    case PML_E_GeneratorExp: comprehension(f, e); break;
    case PML_E_Yield: optional_expr(f, e->v.Yield.value); break;
    case PML_E_YieldFrom: fold_expr(f, e->v.YieldFrom.value); break;
    case PML_E_Compare: compare(f, e); break;
    case PML_E_FormattedValue:
        fold_expr(f, e->v.FormattedValue.value);
        optional_expr(f, e->v.FormattedValue.format_spec);
        break;
    case PML_E_JoinedStr: exprs(f, e->v.JoinedStr.values); break;
    case PML_E_Attribute: fold_expr(f, e->v.Attribute.value); break;
    case PML_E_Starred: fold_expr(f, e->v.Starred.value); break;
    case PML_E_List: exprs(f, e->v.List.elts); break;
    case PML_E_Tuple:
        exprs(f, e->v.Tuple.elts);
        fold_node(f, e, pml_fold_tuple);
        break;
    case PML_E_Name: fold_node(f, e, fold_name); break;
    case PML_E_Constant: break;
    default: fold_operation(f, e); break;
    }
}

static void fold_expr(PmlFold *f, PmlExpr *e)
{
    if (enter(f)) {
        fold_parts(f, e);
    }
    f->depth--;
}

/* -- statements -------------------------------------------------------------------------- */

static void with_items(PmlFold *f, PmlWithItemSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        fold_expr(f, seq.items[i]->context_expr);
        optional_expr(f, seq.items[i]->optional_vars);
    }
}

static void handlers(PmlFold *f, PmlExceptHandlerSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        optional_expr(f, seq.items[i]->type);
        stmts(f, seq.items[i]->body);
    }
}

static void cases(PmlFold *f, PmlMatchCaseSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        fold_pattern(f, seq.items[i]->pattern);
        optional_expr(f, seq.items[i]->guard);
        stmts(f, seq.items[i]->body);
    }
}

static void fold_definition(PmlFold *f, PmlStmt *s)
{
    if (s->kind == PML_S_ClassDef) {
        exprs(f, s->v.ClassDef.bases);
        keywords(f, s->v.ClassDef.keywords);
        fold_body(f, s->v.ClassDef.body);
        exprs(f, s->v.ClassDef.decorator_list);
    } else {
        arguments(f, s->v.FunctionDef.args);
        fold_body(f, s->v.FunctionDef.body);
        exprs(f, s->v.FunctionDef.decorator_list);
        annotation(f, s->v.FunctionDef.returns);
    }
}

static void fold_compound(PmlFold *f, PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_FunctionDef:
    case PML_S_ClassDef: fold_definition(f, s); break;
    case PML_S_For:
        fold_expr(f, s->v.For.target);
        fold_expr(f, s->v.For.iter);
        stmts(f, s->v.For.body);
        stmts(f, s->v.For.orelse);
        fold_node(f, s->v.For.iter, pml_fold_iterable);
        break;
    case PML_S_While:
    case PML_S_If:
        fold_expr(f, s->v.If.test);
        stmts(f, s->v.If.body);
        stmts(f, s->v.If.orelse);
        break;
    case PML_S_With:
        with_items(f, s->v.With.items);
        stmts(f, s->v.With.body);
        break;
    case PML_S_Match:
        fold_expr(f, s->v.Match.subject);
        cases(f, s->v.Match.cases);
        break;
    default: /* Try, TryStar */
        stmts(f, s->v.Try.body);
        handlers(f, s->v.Try.handlers);
        stmts(f, s->v.Try.orelse);
        stmts(f, s->v.Try.finalbody);
        break;
    }
}

static void fold_statement_parts(PmlFold *f, PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_Return: optional_expr(f, s->v.Return.value); break;
    case PML_S_Delete: exprs(f, s->v.Delete.targets); break;
    case PML_S_Assign:
        exprs(f, s->v.Assign.targets);
        fold_expr(f, s->v.Assign.value);
        break;
    case PML_S_AugAssign:
        fold_expr(f, s->v.AugAssign.target);
        fold_expr(f, s->v.AugAssign.value);
        break;
    case PML_S_AnnAssign:
        fold_expr(f, s->v.AnnAssign.target);
        annotation(f, s->v.AnnAssign.annotation);
        optional_expr(f, s->v.AnnAssign.value);
        break;
    case PML_S_Raise:
        optional_expr(f, s->v.Raise.exc);
        optional_expr(f, s->v.Raise.cause);
        break;
    case PML_S_Assert:
        fold_expr(f, s->v.Assert.test);
        optional_expr(f, s->v.Assert.msg);
        break;
    case PML_S_Expr: fold_expr(f, s->v.Expr.value); break;
    case PML_S_Import:
    case PML_S_ImportFrom:
    case PML_S_Global:
    case PML_S_Nonlocal:
    case PML_S_Pass:
    case PML_S_Break:
    case PML_S_Continue: break;
    default: fold_compound(f, s); break;
    }
}

static void fold_stmt(PmlFold *f, PmlStmt *s)
{
    if (enter(f)) {
        fold_statement_parts(f, s);
    }
    f->depth--;
}

static void patterns(PmlFold *f, PmlPatternSeq seq)
{
    for (int64_t i = 0; i < seq.count; i++) {
        fold_pattern(f, seq.items[i]);
    }
}

static void fold_pattern_parts(PmlFold *f, PmlPattern *p)
{
    switch (p->kind) {
    case PML_P_MatchValue: fold_expr(f, p->v.MatchValue.value); break;
    case PML_P_MatchSequence:
    case PML_P_MatchOr: patterns(f, p->v.MatchOr.patterns); break;
    case PML_P_MatchMapping:
        exprs(f, p->v.MatchMapping.keys);
        patterns(f, p->v.MatchMapping.patterns);
        break;
    case PML_P_MatchClass:
        fold_expr(f, p->v.MatchClass.cls);
        patterns(f, p->v.MatchClass.patterns);
        patterns(f, p->v.MatchClass.kwd_patterns);
        break;
    case PML_P_MatchAs:
        if (p->v.MatchAs.pattern) {
            fold_pattern(f, p->v.MatchAs.pattern);
        }
        break;
    default: break; /* MatchSingleton, MatchStar */
    }
}

static void fold_pattern(PmlFold *f, PmlPattern *p)
{
    if (enter(f)) {
        fold_pattern_parts(f, p);
    }
    f->depth--;
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
    case PML_M_Expression: fold_expr(&f, ast->expr); break;
    case PML_M_Interactive: stmts(&f, ast->body); break;
    default:
        f.keep_annotations = imports_annotations(ast->body);
        fold_body(&f, ast->body);
        break;
    }
    return !f.failed;
}

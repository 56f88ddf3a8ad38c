/* Statements other than definitions, try, with and match. */
#include "lang/compiler.h"
#include "object/numbers.h"

typedef PmlCompiler C;

PmlObj *pml_docstring(const PmlStmtSeq *body)
{
    if (body->count == 0 || body->items[0]->kind != PML_S_Expr) {
        return NULL;
    }
    const PmlExpr *e = body->items[0]->v.Expr.value;
    return e->kind == PML_E_Constant && PML_IS(e->v.Constant.value, str) ? e->v.Constant.value
                                                                         : NULL;
}

static bool handlers_have_annotation(const PmlExceptHandlerSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (pml_has_annotation(&seq->items[i]->body)) {
            return true;
        }
    }
    return false;
}

static bool cases_have_annotation(const PmlMatchCaseSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (pml_has_annotation(&seq->items[i]->body)) {
            return true;
        }
    }
    return false;
}

static bool stmt_has_annotation(const PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_AnnAssign: return true;
    case PML_S_For:
        return pml_has_annotation(&s->v.For.body) || pml_has_annotation(&s->v.For.orelse);
    case PML_S_While:
    case PML_S_If: return pml_has_annotation(&s->v.If.body) || pml_has_annotation(&s->v.If.orelse);
    case PML_S_With: return pml_has_annotation(&s->v.With.body);
    case PML_S_Try:
    case PML_S_TryStar:
        return handlers_have_annotation(&s->v.Try.handlers) || pml_has_annotation(&s->v.Try.body) ||
               pml_has_annotation(&s->v.Try.finalbody) || pml_has_annotation(&s->v.Try.orelse);
    case PML_S_Match: return cases_have_annotation(&s->v.Match.cases);
    default: return false;
    }
}

bool pml_has_annotation(const PmlStmtSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (stmt_has_annotation(seq->items[i])) {
            return true;
        }
    }
    return false;
}

void pml_compile_stmts(C *c, const PmlStmtSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_compile_stmt(c, seq->items[i]);
    }
}

void pml_compile_body(C *c, const PmlStmtSeq *body)
{
    int64_t first = 0;
    if (c->u->kind == PML_UNIT_MODULE && body->count) {
        PML_AT(c, body->items[0]);
    }
    if (pml_has_annotation(body)) {
        pml_emit(c, PML_OP_SETUP_ANNOTATIONS);
    }
    if (c->ast->optimize < 2 && pml_docstring(body)) {
        first = 1;
        pml_compile_expr(c, body->items[0]->v.Expr.value);
        pml_set_span(c, PML_NOWHERE);
        pml_emit_name_access(c, PML_ID(c->E, __doc__), PML_STORE);
    }
    for (int64_t i = first; i < body->count; i++) {
        pml_compile_stmt(c, body->items[i]);
    }
}

/* -- control flow ------------------------------------------------------------------------ */

static void compile_if(C *c, PmlStmt *s)
{
    PmlBlock *end = pml_new_block(c);
    PmlBlock *next = s->v.If.orelse.count ? pml_new_block(c) : end;
    pml_compile_jump_if(c, s->v.If.test, next, false);
    pml_compile_stmts(c, &s->v.If.body);
    if (s->v.If.orelse.count) {
        pml_emit_jump_noline(c, PML_VOP_JUMP, end);
        pml_use_block(c, next);
        pml_compile_stmts(c, &s->v.If.orelse);
    }
    pml_use_block(c, end);
}

static void compile_for(C *c, PmlStmt *s)
{
    PmlBlock *start = pml_new_block(c);
    PmlBlock *body = pml_new_block(c);
    PmlBlock *cleanup = pml_new_block(c);
    PmlBlock *end = pml_new_block(c);
    pml_push_frame_block(c, PML_FB_FOR, start, end);
    pml_compile_expr(c, s->v.For.iter);
    pml_emit(c, PML_OP_GET_ITER);
    pml_use_block(c, start);
    pml_emit_jump(c, PML_OP_FOR_ITER, cleanup);
    pml_use_block(c, body);
    pml_compile_expr(c, s->v.For.target);
    pml_compile_stmts(c, &s->v.For.body);
    pml_set_span(c, PML_NOWHERE);
    pml_emit_jump(c, PML_VOP_JUMP, start);
    pml_use_block(c, cleanup);
    pml_pop_frame_block(c, PML_FB_FOR, start);
    pml_compile_stmts(c, &s->v.For.orelse);
    pml_use_block(c, end);
}

/* The test is compiled twice: before the first turn and after each. */
static void compile_while(C *c, PmlStmt *s)
{
    PmlBlock *loop = pml_new_block(c);
    PmlBlock *body = pml_new_block(c);
    PmlBlock *anchor = pml_new_block(c);
    PmlBlock *end = pml_new_block(c);
    pml_use_block(c, loop);
    pml_push_frame_block(c, PML_FB_WHILE, loop, end);
    pml_compile_jump_if(c, s->v.While.test, anchor, false);
    pml_use_block(c, body);
    pml_compile_stmts(c, &s->v.While.body);
    PML_AT(c, s);
    pml_compile_jump_if(c, s->v.While.test, body, true);
    pml_pop_frame_block(c, PML_FB_WHILE, loop);
    pml_use_block(c, anchor);
    pml_compile_stmts(c, &s->v.While.orelse);
    pml_use_block(c, end);
}

static void compile_return(C *c, PmlStmt *s)
{
    PmlExpr *value = s->v.Return.value;
    bool computed = value && value->kind != PML_E_Constant;
    if (c->u->scope->kind != PML_SCOPE_FUNCTION) {
        pml_compile_error(c, c->u->at, "'return' outside function");
    }
    if (computed) {
        pml_compile_expr(c, value);
    } else if (value) {
        PML_AT(c, value);
        pml_emit(c, PML_OP_NOP);
    }
    if (!value || value->lineno != s->lineno) {
        PML_AT(c, s);
        pml_emit(c, PML_OP_NOP);
    }
    pml_unwind_all(c, computed);
    if (!value) {
        pml_emit_none(c);
    } else if (!computed) {
        pml_emit_const(c, value->v.Constant.value);
    }
    pml_emit(c, PML_OP_RETURN_VALUE);
}

static void compile_break_or_continue(C *c, bool is_break)
{
    PmlAstSpan at = c->u->at;
    pml_emit(c, PML_OP_NOP); /* carries the line */
    PmlFrameBlock *loop = pml_unwind_to_loop(c);
    if (!loop) {
        pml_compile_error(c, at,
                          is_break ? "'break' outside loop" : "'continue' not properly in loop");
    }
    if (is_break) {
        pml_unwind_one(c, loop, false);
    }
    pml_emit_jump(c, PML_VOP_JUMP, is_break ? loop->exit : loop->block);
}

static void compile_raise(C *c, PmlStmt *s)
{
    int n = 0;
    if (s->v.Raise.exc) {
        pml_compile_expr(c, s->v.Raise.exc);
        n++;
        if (s->v.Raise.cause) {
            pml_compile_expr(c, s->v.Raise.cause);
            n++;
        }
    }
    pml_emit_arg(c, PML_OP_RAISE_VARARGS, n);
}

static bool is_full_tuple(const PmlExpr *e)
{
    if (e->kind == PML_E_Constant) {
        return PML_IS(e->v.Constant.value, tuple) && PML_TUPLE_LEN(e->v.Constant.value) > 0;
    }
    return e->kind == PML_E_Tuple && e->v.Tuple.elts.count > 0;
}

static void compile_assert(C *c, PmlStmt *s)
{
    if (is_full_tuple(s->v.Assert.test)) {
        pml_compile_warn(c, c->u->at, "assertion is always true, perhaps remove parentheses?");
    }
    if (c->ast->optimize) {
        return;
    }
    PmlBlock *end = pml_new_block(c);
    pml_compile_jump_if(c, s->v.Assert.test, end, true);
    pml_emit(c, PML_OP_LOAD_ASSERTION_ERROR);
    if (s->v.Assert.msg) {
        pml_compile_expr(c, s->v.Assert.msg);
        pml_emit_call(c, 0);
    }
    pml_emit_arg(c, PML_OP_RAISE_VARARGS, 1);
    pml_use_block(c, end);
}

/* -- imports ----------------------------------------------------------------------------- */

static int64_t find_dot(const PmlObj *name, int64_t from)
{
    for (int64_t i = from; i < PML_STR_LEN(name); i++) {
        if (pml_str_at(name, i) == '.') {
            return i;
        }
    }
    return -1;
}

static PmlObj *part_of_name(C *c, PmlObj *name, int64_t from, int64_t to)
{
    PmlObj *part = pml_str_substring(c->E, name, from, to);
    if (part) {
        pml_str_intern(c->E, &part);
    }
    return pml_compile_own(c, part);
}

/* `import a.b.c as d`: what IMPORT_NAME gave is `a`; walk down to `c`. */
static void import_as(C *c, PmlObj *name, PmlObj *asname)
{
    int64_t dot = find_dot(name, 0);
    if (dot < 0) {
        pml_emit_name_access(c, asname, PML_STORE);
        return;
    }
    for (;;) {
        int64_t from = dot + 1;
        dot = find_dot(name, from);
        PmlObj *part = part_of_name(c, name, from, dot < 0 ? PML_STR_LEN(name) : dot);
        pml_emit_arg(c, PML_OP_IMPORT_FROM, pml_table_add(c, &c->u->names, part));
        if (dot < 0) {
            break;
        }
        pml_emit_arg(c, PML_OP_SWAP, 2);
        pml_emit(c, PML_OP_POP_TOP);
    }
    pml_emit_name_access(c, asname, PML_STORE);
    pml_emit(c, PML_OP_POP_TOP);
}

static void compile_import(C *c, PmlStmt *s)
{
    for (int64_t i = 0; i < s->v.Import.names.count; i++) {
        PmlAlias *a = s->v.Import.names.items[i];
        pml_emit_const(c, pml_compile_own(c, pml_int(c->E, 0)));
        pml_emit_none(c);
        pml_emit_name(c, PML_OP_IMPORT_NAME, a->name);
        if (a->asname) {
            import_as(c, a->name, a->asname);
            continue;
        }
        int64_t dot = find_dot(a->name, 0);
        pml_emit_name_access(c, dot < 0 ? a->name : part_of_name(c, a->name, 0, dot), PML_STORE);
    }
}

static void compile_import_from(C *c, PmlStmt *s)
{
    const PmlAliasSeq *aliases = &s->v.ImportFrom.names;
    PmlObj *module = s->v.ImportFrom.module;
    pml_emit_const(c, pml_compile_own(c, pml_int(c->E, s->v.ImportFrom.level)));
    PmlObj *names = pml_compile_own(c, pml_tuple_new(c->E, aliases->count));
    for (int64_t i = 0; i < aliases->count; i++) {
        PML_TUPLE_ITEMS(names)[i].p = pml_incref(aliases->items[i]->name);
    }
    if (module && s->lineno > c->future_line && pml_str_equal_text(module, "__future__")) {
        pml_compile_error(c, c->u->at,
                          "from __future__ imports must occur at the beginning of the file");
    }
    pml_emit_new_const(c, names);
    pml_emit_name(c, PML_OP_IMPORT_NAME, module ? module : pml_compile_ident(c, ""));
    for (int64_t i = 0; i < aliases->count; i++) {
        const PmlAlias *a = aliases->items[i];
        if (i == 0 && pml_str_at(a->name, 0) == '*') {
            pml_emit(c, PML_OP_IMPORT_STAR);
            return;
        }
        pml_emit_name(c, PML_OP_IMPORT_FROM, a->name);
        pml_emit_name_access(c, a->asname ? a->asname : a->name, PML_STORE);
    }
    pml_emit(c, PML_OP_POP_TOP);
}

/* -- assignment -------------------------------------------------------------------------- */

static void compile_assign(C *c, PmlStmt *s)
{
    int64_t n = s->v.Assign.targets.count;
    pml_compile_expr(c, s->v.Assign.value);
    for (int64_t i = 0; i < n; i++) {
        if (i < n - 1) {
            pml_emit_arg(c, PML_OP_COPY, 1);
        }
        pml_compile_expr(c, s->v.Assign.targets.items[i]);
    }
}

static void load_for_update(C *c, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Attribute:
        pml_compile_expr(c, e->v.Attribute.value);
        pml_emit_arg(c, PML_OP_COPY, 1);
        pml_start_at_attribute(c, e);
        pml_emit_name(c, PML_OP_LOAD_ATTR, e->v.Attribute.attr);
        break;
    case PML_E_Subscript:
        pml_compile_expr(c, e->v.Subscript.value);
        pml_compile_expr(c, e->v.Subscript.slice);
        pml_emit_arg(c, PML_OP_COPY, 2);
        pml_emit_arg(c, PML_OP_COPY, 2);
        pml_emit(c, PML_OP_BINARY_SUBSCR);
        break;
    default: pml_emit_name_access(c, e->v.Name.id, PML_LOAD); break;
    }
}

static void store_updated(C *c, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Attribute:
        pml_start_at_attribute(c, e);
        pml_emit_arg(c, PML_OP_SWAP, 2);
        pml_emit_name(c, PML_OP_STORE_ATTR, e->v.Attribute.attr);
        break;
    case PML_E_Subscript:
        pml_emit_arg(c, PML_OP_SWAP, 3);
        pml_emit_arg(c, PML_OP_SWAP, 2);
        pml_emit(c, PML_OP_STORE_SUBSCR);
        break;
    default: pml_emit_name_access(c, e->v.Name.id, PML_STORE); break;
    }
}

static void compile_aug_assign(C *c, PmlStmt *s)
{
    PmlExpr *target = s->v.AugAssign.target;
    PmlAstSpan at = c->u->at;
    PML_AT(c, target);
    load_for_update(c, target);
    pml_set_span(c, at);
    pml_compile_expr(c, s->v.AugAssign.value);
    pml_emit_binary(c, s->v.AugAssign.op, true);
    PML_AT(c, target);
    store_updated(c, target);
}

static void check_by_evaluating(C *c, PmlExpr *e)
{
    if (e) {
        pml_compile_expr(c, e);
        pml_emit(c, PML_OP_POP_TOP);
    }
}

static void check_subscript(C *c, PmlExpr *e)
{
    if (e->kind == PML_E_Slice) {
        check_by_evaluating(c, e->v.Slice.lower);
        check_by_evaluating(c, e->v.Slice.upper);
        check_by_evaluating(c, e->v.Slice.step);
    } else if (e->kind == PML_E_Tuple) {
        for (int64_t i = 0; i < e->v.Tuple.elts.count; i++) {
            check_subscript(c, e->v.Tuple.elts.items[i]);
        }
    } else {
        check_by_evaluating(c, e);
    }
}

static bool keeps_annotations(const C *c)
{
    return c->u->kind == PML_UNIT_MODULE || c->u->kind == PML_UNIT_CLASS;
}

static void store_annotation(C *c, PmlStmt *s)
{
    pml_compile_annotation(c, s->v.AnnAssign.annotation);
    pml_emit_name(c, PML_OP_LOAD_NAME, PML_ID(c->E, __annotations__));
    pml_emit_const(c, pml_compile_mangle(c, c->u->class_name, s->v.AnnAssign.target->v.Name.id));
    pml_emit(c, PML_OP_STORE_SUBSCR);
}

static void compile_ann_assign(C *c, PmlStmt *s)
{
    PmlExpr *target = s->v.AnnAssign.target;
    PmlExpr *value = s->v.AnnAssign.value;
    if (value) {
        pml_compile_expr(c, value);
        pml_compile_expr(c, target);
    }
    switch (target->kind) {
    case PML_E_Name:
        pml_check_forbidden_name(c, target->v.Name.id, PML_STORE);
        if (s->v.AnnAssign.simple && keeps_annotations(c)) {
            store_annotation(c, s);
        }
        break;
    case PML_E_Attribute:
        pml_check_forbidden_name(c, target->v.Attribute.attr, PML_STORE);
        if (!value) {
            check_by_evaluating(c, target->v.Attribute.value);
        }
        break;
    default:
        if (!value) {
            check_by_evaluating(c, target->v.Subscript.value);
            check_subscript(c, target->v.Subscript.slice);
        }
        break;
    }
    if (!s->v.AnnAssign.simple && !(c->future & PML_CO_ANNOTATIONS) && keeps_annotations(c)) {
        check_by_evaluating(c, s->v.AnnAssign.annotation);
    }
}

static void compile_expr_stmt(C *c, PmlExpr *value)
{
    if (c->interactive && c->nesting <= 1) {
        pml_compile_expr(c, value);
        pml_emit(c, PML_OP_PRINT_EXPR);
    } else if (value->kind == PML_E_Constant) {
        pml_emit(c, PML_OP_NOP);
    } else {
        pml_compile_expr(c, value);
        pml_set_span(c, PML_NOWHERE);
        pml_emit(c, PML_OP_POP_TOP);
    }
}

void pml_compile_stmt(C *c, PmlStmt *s)
{
    pml_compile_enter_node(c);
    PML_AT(c, s);
    switch (s->kind) {
    case PML_S_FunctionDef: pml_compile_function(c, s); break;
    case PML_S_ClassDef: pml_compile_class(c, s); break;
    case PML_S_Return: compile_return(c, s); break;
    case PML_S_Delete: pml_compile_exprs(c, &s->v.Delete.targets); break;
    case PML_S_Assign: compile_assign(c, s); break;
    case PML_S_AugAssign: compile_aug_assign(c, s); break;
    case PML_S_AnnAssign: compile_ann_assign(c, s); break;
    case PML_S_For: compile_for(c, s); break;
    case PML_S_While: compile_while(c, s); break;
    case PML_S_If: compile_if(c, s); break;
    case PML_S_With: pml_compile_with(c, s, 0); break;
    case PML_S_Match: pml_compile_match(c, s); break;
    case PML_S_Raise: compile_raise(c, s); break;
    case PML_S_Try:
    case PML_S_TryStar: pml_compile_try(c, s); break;
    case PML_S_Assert: compile_assert(c, s); break;
    case PML_S_Import: compile_import(c, s); break;
    case PML_S_ImportFrom: compile_import_from(c, s); break;
    case PML_S_Global:
    case PML_S_Nonlocal: break;
    case PML_S_Expr: compile_expr_stmt(c, s->v.Expr.value); break;
    case PML_S_Pass: pml_emit(c, PML_OP_NOP); break;
    case PML_S_Break: compile_break_or_continue(c, true); break;
    case PML_S_Continue: compile_break_or_continue(c, false); break;
    }
    pml_compile_leave_node(c);
}

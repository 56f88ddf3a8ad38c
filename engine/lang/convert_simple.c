/* Statements of one line. */
#include "lang/convert.h"

static PmlStmt *expression(PmlParser *p, TSNode n, PmlExpr *value)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Expr, n);
    s->v.Expr.value = value;
    return s;
}

/* -- assignment -------------------------------------------------------------------------- */

static PmlExpr *target(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_convert_value(p, n);
    pml_set_context(e, PML_STORE);
    return e;
}

static PmlStmt *annotated(PmlParser *p, TSNode n, TSNode type)
{
    TSNode left = pml_field(p, n, PML_FIELD_left);
    TSNode right = pml_field(p, n, PML_FIELD_right);
    PmlStmt *s = pml_new_stmt(p, PML_S_AnnAssign, n);
    s->v.AnnAssign.target = target(p, left);
    s->v.AnnAssign.annotation = pml_convert_type(p, type);
    s->v.AnnAssign.value = ts_node_is_null(right) ? NULL : pml_convert_value(p, right);
    s->v.AnnAssign.simple = pml_cst(p, left) == PML_CST_identifier;
    return s;
}

static PmlStmt *assignment(PmlParser *p, TSNode n)
{
    TSNode type = pml_field(p, n, PML_FIELD_type);
    if (!ts_node_is_null(type)) {
        return annotated(p, n, type);
    }
    int32_t count = 0;
    TSNode walk = n;
    while (pml_cst(p, walk) == PML_CST_assignment) {
        count++;
        walk = pml_field(p, walk, PML_FIELD_right);
    }
    PmlStmt *s = pml_new_stmt(p, PML_S_Assign, n);
    PML_NEW_SEQ(p, s->v.Assign.targets, count);
    walk = n;
    for (int32_t i = 0; i < count; i++) {
        s->v.Assign.targets.items[i] = target(p, pml_field(p, walk, PML_FIELD_left));
        walk = pml_field(p, walk, PML_FIELD_right);
    }
    s->v.Assign.value = pml_convert_value(p, walk);
    return s;
}

static PmlStmt *augmented(PmlParser *p, TSNode n)
{
    TSNode left = pml_field(p, n, PML_FIELD_left);
    PmlStmt *s = pml_new_stmt(p, PML_S_AugAssign, n);
    s->v.AugAssign.target = target(p, left);
    s->v.AugAssign.op = pml_operator_of_token(pml_kind_at(p, pml_last_token(p, left) + 1));
    s->v.AugAssign.value = pml_convert_value(p, pml_field(p, n, PML_FIELD_right));
    return s;
}

static PmlStmt *expression_statement(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    TSNode last = kids.nodes[kids.count - 1];
    switch (pml_cst(p, kids.nodes[0])) {
    case PML_CST_assignment: return assignment(p, kids.nodes[0]);
    case PML_CST_augmented_assignment: return augmented(p, kids.nodes[0]);
    default: break;
    }
    if (kids.count == 1 && !pml_has_trailing_comma(p, last)) {
        return expression(p, n, pml_convert_value(p, kids.nodes[0]));
    }
    return expression(p, n, pml_bare_tuple(p, kids.nodes, kids.count, pml_last_token(p, n)));
}

/* -- import ------------------------------------------------------------------------------ */

PmlIdent pml_dotted_ident(PmlParser *p, int32_t first, int32_t last)
{
    if (first == last) {
        return pml_token_ident(p, first);
    }
    char *text = pml_parser_alloc(p, (size_t)(p->tokens[last].end - p->tokens[first].start) + 1);
    int64_t n = 0;
    for (int32_t i = first; i <= last; i++) {
        const PmlToken *t = &p->tokens[i];
        memcpy(text + n, p->source + t->start, (size_t)(t->end - t->start));
        n += t->end - t->start;
    }
    PmlIdent name = pml_ast_ident(p->E, p->ast, text, n);
    if (!name) {
        pml_parser_fail(p);
    }
    return name;
}

static PmlAlias *alias(PmlParser *p, TSNode n)
{
    PmlAlias *a = pml_parser_node(p, sizeof(*a));
    int32_t first = pml_first_token(p, n), last = pml_last_token(p, n);
    a->lineno = p->tokens[first].lineno;
    a->col_offset = p->tokens[first].col_offset;
    a->end_lineno = p->tokens[last].end_lineno;
    a->end_col_offset = p->tokens[last].end_col_offset;
    if (pml_cst(p, n) == PML_CST_aliased_import) {
        a->name = pml_dotted_ident(p, first, last - 2);
        a->asname = pml_token_ident(p, last);
    } else {
        a->name = pml_dotted_ident(p, first, last);
    }
    return a;
}

static PmlAliasSeq aliases(PmlParser *p, const TSNode *nodes, int32_t count)
{
    PmlAliasSeq seq;
    PML_NEW_SEQ(p, seq, count);
    for (int32_t i = 0; i < count; i++) {
        seq.items[i] = alias(p, nodes[i]);
    }
    return seq;
}

static PmlStmt *import_from(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_ImportFrom, n);
    PmlKids kids = pml_kids(p, n);
    int32_t i = pml_first_token(p, n) + 1, level = 0;
    for (;; i++) {
        if (pml_kind_at(p, i) == PML_TK_DOT) {
            level++;
        } else if (pml_kind_at(p, i) == PML_TK_ELLIPSIS) {
            level += 3;
        } else {
            break;
        }
    }
    s->v.ImportFrom.level = level;
    if (pml_kind_at(p, i) != PML_TK_IMPORT) {
        int32_t last = i;
        while (pml_kind_at(p, last + 1) != PML_TK_IMPORT) {
            last++;
        }
        s->v.ImportFrom.module = pml_dotted_ident(p, i, last);
    }
    s->v.ImportFrom.names = aliases(p, kids.nodes + 1, kids.count - 1);
    return s;
}

static PmlStmt *import(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Import, n);
    PmlKids kids = pml_kids(p, n);
    s->v.Import.names = aliases(p, kids.nodes, kids.count);
    return s;
}

/* -- the others -------------------------------------------------------------------------- */

static PmlStmt *delete (PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Delete, n);
    TSNode kid = ts_node_named_child(n, 0);
    PmlKids kids = {&kid, 1};
    if (pml_cst(p, kid) == PML_CST_expression_list) {
        kids = pml_kids(p, kid);
    }
    PML_NEW_SEQ(p, s->v.Delete.targets, kids.count);
    for (int32_t i = 0; i < kids.count; i++) {
        s->v.Delete.targets.items[i] = pml_convert_expr(p, kids.nodes[i]);
        pml_set_context(s->v.Delete.targets.items[i], PML_DEL);
    }
    return s;
}

static PmlStmt *raise(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Raise, n);
    PmlKids kids = pml_kids(p, n);
    if (kids.count) {
        s->v.Raise.exc = pml_convert_expr(p, kids.nodes[0]);
    }
    if (kids.count > 1) {
        s->v.Raise.cause = pml_convert_expr(p, kids.nodes[1]);
    }
    return s;
}

static PmlStmt *assert_statement(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Assert, n);
    PmlKids kids = pml_kids(p, n);
    s->v.Assert.test = pml_convert_expr(p, kids.nodes[0]);
    if (kids.count > 1) {
        s->v.Assert.msg = pml_convert_expr(p, kids.nodes[1]);
    }
    return s;
}

static PmlStmt *return_statement(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_Return, n);
    if (ts_node_named_child_count(n)) {
        s->v.Return.value = pml_convert_value(p, ts_node_named_child(n, 0));
    }
    return s;
}

static PmlStmt *scope_names(PmlParser *p, TSNode n, PmlStmtKind kind)
{
    PmlStmt *s = pml_new_stmt(p, kind, n);
    PmlKids kids = pml_kids(p, n);
    PML_NEW_SEQ(p, s->v.Global.names, kids.count);
    for (int32_t i = 0; i < kids.count; i++) {
        s->v.Global.names.items[i] = pml_token_ident(p, pml_first_token(p, kids.nodes[i]));
    }
    return s;
}

PmlStmt *pml_convert_simple(PmlParser *p, TSNode n)
{
    switch (pml_cst(p, n)) {
    case PML_CST_expression_statement: return expression_statement(p, n);
    case PML_CST_import_statement: return import(p, n);
    case PML_CST_import_from_statement: return import_from(p, n);
    case PML_CST_assert_statement: return assert_statement(p, n);
    case PML_CST_return_statement: return return_statement(p, n);
    case PML_CST_delete_statement: return delete (p, n);
    case PML_CST_raise_statement: return raise(p, n);
    case PML_CST_pass_statement: return pml_new_stmt(p, PML_S_Pass, n);
    case PML_CST_break_statement: return pml_new_stmt(p, PML_S_Break, n);
    case PML_CST_continue_statement: return pml_new_stmt(p, PML_S_Continue, n);
    case PML_CST_global_statement: return scope_names(p, n, PML_S_Global);
    case PML_CST_nonlocal_statement: return scope_names(p, n, PML_S_Nonlocal);
    default: pml_convert_unknown(p, n);
    }
}

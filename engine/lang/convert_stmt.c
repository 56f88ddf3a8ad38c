/* Statements with blocks. */
#include "lang/convert.h"

static PmlStmt *convert(PmlParser *p, TSNode n);

static void place(PmlParser *p, PmlStmt *s, int32_t first, int32_t last)
{
    const PmlToken *a = &p->tokens[first], *b = &p->tokens[last];
    s->lineno = a->lineno;
    s->col_offset = a->col_offset;
    s->end_lineno = b->end_lineno;
    s->end_col_offset = b->end_col_offset;
}

PmlStmt *pml_new_stmt(PmlParser *p, PmlStmtKind kind, TSNode n)
{
    PmlStmt *s = pml_parser_node(p, sizeof(*s));
    int32_t first = pml_first_token(p, n);
    if (pml_is_unpacking_star(p, first - 1)) {
        first--;
    }
    s->kind = kind;
    place(p, s, first, pml_last_token(p, n));
    return s;
}

PmlStmtSeq pml_convert_block(PmlParser *p, TSNode block)
{
    PmlKids kids = pml_kids(p, block);
    PmlStmtSeq seq;
    PML_NEW_SEQ(p, seq, kids.count);
    for (int32_t i = 0; i < kids.count; i++) {
        seq.items[i] = convert(p, kids.nodes[i]);
    }
    return seq;
}

/* The block that is a node's last named child. */
static PmlStmtSeq last_block(PmlParser *p, TSNode n)
{
    return pml_convert_block(p, ts_node_named_child(n, ts_node_named_child_count(n) - 1));
}

/* -- if, while, for ---------------------------------------------------------------------- */

/* The if at kids[at] (the statement itself or an elif clause), up to the end of the statement. */
static PmlStmt *if_chain(PmlParser *p, TSNode whole, TSNode head, const TSNode *rest, int32_t count)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_If, head);
    place(p, s, pml_first_token(p, head), pml_last_token(p, whole));
    s->v.If.test = pml_convert_expr(p, pml_field(p, head, PML_FIELD_condition));
    s->v.If.body = pml_convert_block(p, pml_field(p, head, PML_FIELD_consequence));
    if (count && pml_cst(p, rest[0]) == PML_CST_elif_clause) {
        PML_NEW_SEQ(p, s->v.If.orelse, 1);
        pml_convert_enter(p);
        s->v.If.orelse.items[0] = if_chain(p, whole, rest[0], rest + 1, count - 1);
        p->convert_depth--;
    } else if (count) {
        s->v.If.orelse = last_block(p, rest[0]);
    }
    return s;
}

static PmlStmt *if_statement(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    int32_t first = 2;
    return if_chain(p, n, n, kids.nodes + first, kids.count - first);
}

static PmlStmtSeq else_block(PmlParser *p, TSNode n)
{
    TSNode clause = pml_field(p, n, PML_FIELD_alternative);
    return ts_node_is_null(clause) ? (PmlStmtSeq){0} : last_block(p, clause);
}

static PmlStmt *while_statement(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_While, n);
    s->v.While.test = pml_convert_expr(p, pml_field(p, n, PML_FIELD_condition));
    s->v.While.body = pml_convert_block(p, pml_field(p, n, PML_FIELD_body));
    s->v.While.orelse = else_block(p, n);
    return s;
}

static PmlStmt *for_statement(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_For, n);
    s->v.For.target = pml_convert_value(p, pml_field(p, n, PML_FIELD_left));
    pml_set_context(s->v.For.target, PML_STORE);
    s->v.For.iter = pml_convert_value(p, pml_field(p, n, PML_FIELD_right));
    s->v.For.body = pml_convert_block(p, pml_field(p, n, PML_FIELD_body));
    s->v.For.orelse = else_block(p, n);
    return s;
}

/* -- with -------------------------------------------------------------------------------- */

/* Expressions and targets of a with header; in normal text `as` is a comma. */
static PmlKids header_parts(PmlParser *p, TSNode clause)
{
    PmlKids items = pml_kids(p, clause);
    for (int32_t i = 0; i < items.count; i++) {
        items.nodes[i] = ts_node_named_child(items.nodes[i], 0);
    }
    return items;
}

/* Can ( ... ) be a list of items? CPython tries that first, and it takes plain expressions. */
static bool may_be_items(const PmlParser *p, PmlKids parts)
{
    for (int32_t i = 0; i < parts.count; i++) {
        PmlCst cst = pml_cst(p, parts.nodes[i]);
        if (cst == PML_CST_named_expression || cst == PML_CST_yield) {
            return false;
        }
        int32_t before = pml_first_token(p, parts.nodes[i]) - 1;
        if (pml_is_unpacking_star(p, before) && pml_kind_at(p, before - 1) != PML_TK_AS) {
            return false;
        }
    }
    return parts.count > 0;
}

static bool target_follows(const PmlParser *p, TSNode n)
{
    int32_t next = pml_last_token(p, n) + 1;
    return pml_kind_at(p, next) == PML_TK_AS;
}

static PmlWithItemSeq with_items(PmlParser *p, PmlKids parts)
{
    int32_t targets = 0;
    for (int32_t i = 0; i < parts.count; i++) {
        targets += target_follows(p, parts.nodes[i]);
    }
    PmlWithItemSeq seq;
    PML_NEW_SEQ(p, seq, parts.count - targets);
    int32_t count = 0;
    for (int32_t i = 0; i < parts.count; i++) {
        PmlWithItem *item = pml_parser_node(p, sizeof(*item));
        bool target = target_follows(p, parts.nodes[i]);
        item->context_expr = pml_convert_expr(p, parts.nodes[i]);
        if (target) {
            item->optional_vars = pml_convert_element(p, parts.nodes[++i]);
            pml_set_context(item->optional_vars, PML_STORE);
        }
        seq.items[count++] = item;
    }
    return seq;
}

/* The whole parenthesized header as one expression. */
static PmlWithItemSeq sole_item(PmlParser *p, TSNode clause, PmlKids parts)
{
    PmlWithItemSeq seq;
    PML_NEW_SEQ(p, seq, 1);
    PmlWithItem *item = pml_parser_node(p, sizeof(*item));
    seq.items[0] = item;
    TSNode last = parts.nodes[parts.count - 1];
    if (parts.count == 1 && !pml_has_trailing_comma(p, last)) {
        item->context_expr = pml_convert_expr(p, parts.nodes[0]);
        return seq;
    }
    PmlExpr *e = pml_new_expr_at(p, PML_E_Tuple, clause);
    PML_NEW_SEQ(p, e->v.Tuple.elts, parts.count);
    for (int32_t i = 0; i < parts.count; i++) {
        e->v.Tuple.elts.items[i] = pml_convert_element(p, parts.nodes[i]);
    }
    e->v.Tuple.ctx = PML_LOAD;
    item->context_expr = e;
    return seq;
}

static PmlStmt *with_statement(PmlParser *p, TSNode n)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_With, n);
    TSNode clause = ts_node_named_child(n, 0);
    PmlKids parts = header_parts(p, clause);
    bool parens = !ts_node_is_named(ts_node_child(clause, 0)); /* the clause's own '(' */
    if (parts.count == 1 && !parens) {
        PmlCst cst = pml_cst(p, parts.nodes[0]);
        if (cst == PML_CST_tuple || cst == PML_CST_parenthesized_expression) {
            PmlKids inner = pml_kids(p, parts.nodes[0]);
            if (may_be_items(p, inner)) {
                parts = inner;
            }
        }
    }
    s->v.With.items =
        parens && !may_be_items(p, parts) ? sole_item(p, clause, parts) : with_items(p, parts);
    s->v.With.body = pml_convert_block(p, pml_field(p, n, PML_FIELD_body));
    return s;
}

/* -- try --------------------------------------------------------------------------------- */

static PmlExceptHandler *handler(PmlParser *p, TSNode n)
{
    PmlExceptHandler *h = pml_parser_node(p, sizeof(*h));
    PmlKids kids = pml_kids(p, n);
    const PmlToken *a = &p->tokens[pml_first_token(p, n)];
    const PmlToken *b = &p->tokens[pml_last_token(p, n)];
    h->lineno = a->lineno;
    h->col_offset = a->col_offset;
    h->end_lineno = b->end_lineno;
    h->end_col_offset = b->end_col_offset;
    if (kids.count > 1) {
        h->type = pml_convert_expr(p, kids.nodes[0]);
    }
    if (kids.count > 2) {
        h->name = pml_token_ident(p, pml_first_token(p, kids.nodes[1]));
    }
    h->body = pml_convert_block(p, kids.nodes[kids.count - 1]);
    return h;
}

static PmlStmt *try_statement(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlStmt *s = pml_new_stmt(p, PML_S_Try, n);
    s->v.Try.body = pml_convert_block(p, kids.nodes[0]);
    PML_NEW_SEQ(p, s->v.Try.handlers, kids.count);
    int32_t count = 0;
    for (int32_t i = 1; i < kids.count; i++) {
        switch (pml_cst(p, kids.nodes[i])) {
        case PML_CST_except_clause:
            if (pml_kind_at(p, pml_first_token(p, kids.nodes[i]) + 1) == PML_TK_STAR) {
                s->kind = PML_S_TryStar;
            }
            s->v.Try.handlers.items[count++] = handler(p, kids.nodes[i]);
            break;
        case PML_CST_else_clause: s->v.Try.orelse = last_block(p, kids.nodes[i]); break;
        default: s->v.Try.finalbody = last_block(p, kids.nodes[i]); break;
        }
    }
    s->v.Try.handlers.count = count;
    return s;
}

/* -- definitions ------------------------------------------------------------------------- */

static PmlStmt *function(PmlParser *p, TSNode n, PmlExprSeq decorators)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_FunctionDef, n);
    s->v.FunctionDef.name = pml_token_ident(p, pml_first_token(p, n) + 1);
    s->v.FunctionDef.args = pml_convert_parameters(p, pml_field(p, n, PML_FIELD_parameters));
    TSNode returns = pml_field(p, n, PML_FIELD_return_type);
    s->v.FunctionDef.returns = ts_node_is_null(returns) ? NULL : pml_convert_type(p, returns);
    s->v.FunctionDef.body = pml_convert_block(p, pml_field(p, n, PML_FIELD_body));
    s->v.FunctionDef.decorator_list = decorators;
    return s;
}

static PmlStmt *class(PmlParser *p, TSNode n, PmlExprSeq decorators)
{
    PmlStmt *s = pml_new_stmt(p, PML_S_ClassDef, n);
    s->v.ClassDef.name = pml_token_ident(p, pml_first_token(p, n) + 1);
    TSNode bases = pml_field(p, n, PML_FIELD_superclasses);
    if (!ts_node_is_null(bases)) {
        pml_convert_arguments(p, bases, &s->v.ClassDef.bases, &s->v.ClassDef.keywords);
    }
    s->v.ClassDef.body = pml_convert_block(p, pml_field(p, n, PML_FIELD_body));
    s->v.ClassDef.decorator_list = decorators;
    return s;
}

static PmlStmt *decorated(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlExprSeq decorators;
    PML_NEW_SEQ(p, decorators, kids.count - 1);
    for (int32_t i = 0; i < kids.count - 1; i++) {
        decorators.items[i] = pml_convert_expr(p, ts_node_named_child(kids.nodes[i], 0));
    }
    TSNode definition = kids.nodes[kids.count - 1];
    return pml_cst(p, definition) == PML_CST_class_definition ? class(p, definition, decorators)
                                                              : function(p, definition, decorators);
}

static PmlStmt *convert(PmlParser *p, TSNode n)
{
    switch (pml_cst(p, n)) {
    case PML_CST_if_statement: return if_statement(p, n);
    case PML_CST_while_statement: return while_statement(p, n);
    case PML_CST_for_statement: return for_statement(p, n);
    case PML_CST_with_statement: return with_statement(p, n);
    case PML_CST_try_statement: return try_statement(p, n);
    case PML_CST_function_definition: return function(p, n, (PmlExprSeq){0});
    case PML_CST_class_definition: return class(p, n, (PmlExprSeq){0});
    case PML_CST_decorated_definition: return decorated(p, n);
    case PML_CST_match_statement: return pml_convert_match(p, n);
    default: return pml_convert_simple(p, n);
    }
}

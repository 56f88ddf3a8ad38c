/* Expressions. */
#include "lang/convert.h"

static PmlExpr *convert_any(PmlParser *p, TSNode n);

PmlExpr *pml_convert_expr(PmlParser *p, TSNode n)
{
    pml_convert_enter(p);
    PmlExpr *e = convert_any(p, n);
    p->convert_depth--;
    return e;
}

void pml_set_context(PmlExpr *e, PmlExprContext ctx)
{
    switch (e->kind) {
    case PML_E_Name: e->v.Name.ctx = ctx; break;
    case PML_E_Attribute: e->v.Attribute.ctx = ctx; break;
    case PML_E_Subscript: e->v.Subscript.ctx = ctx; break;
    case PML_E_Starred:
        e->v.Starred.ctx = ctx;
        pml_set_context(e->v.Starred.value, ctx);
        break;
    case PML_E_List:
    case PML_E_Tuple: {
        PmlExprSeq *elts = e->kind == PML_E_List ? &e->v.List.elts : &e->v.Tuple.elts;
        if (e->kind == PML_E_List) {
            e->v.List.ctx = ctx;
        } else {
            e->v.Tuple.ctx = ctx;
        }
        for (int64_t i = 0; i < elts->count; i++) {
            pml_set_context(elts->items[i], ctx);
        }
        break;
    }
    default: break;
    }
}

/* -- atoms ------------------------------------------------------------------------------- */

PmlExpr *pml_atom_of_token(PmlParser *p, int32_t i)
{
    const PmlToken *t = &p->tokens[i];
    PmlEngine *E = p->E;
    if (t->kind == PML_TK_STRING) {
        return t->literal;
    }
    PmlExpr *e = pml_new_expr(p, PML_E_Constant, i, i);
    switch (t->kind) {
    case PML_TK_NUMBER: e->v.Constant.value = pml_number_literal(p, t); break;
    case PML_TK_TRUE: e->v.Constant.value = PML_TRUE(E); break;
    case PML_TK_FALSE: e->v.Constant.value = PML_FALSE(E); break;
    case PML_TK_NONE: e->v.Constant.value = PML_NONE(E); break;
    case PML_TK_ELLIPSIS: e->v.Constant.value = PML_ELLIPSIS(E); break;
    default: PML_UNREACHABLE();
    }
    return e;
}

static PmlExpr *name(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_Name, n);
    e->v.Name.id = pml_token_ident(p, pml_first_token(p, n));
    e->v.Name.ctx = PML_LOAD;
    return e;
}

/* -- sequences --------------------------------------------------------------------------- */

bool pml_has_trailing_comma(const PmlParser *p, TSNode last_kid)
{
    int32_t next = pml_last_token(p, last_kid) + 1;
    return next < p->token_count && pml_kind_at(p, next) == PML_TK_COMMA;
}

PmlExpr *pml_convert_element(PmlParser *p, TSNode n)
{
    int32_t first = pml_first_token(p, n);
    PmlExpr *value = pml_convert_expr(p, n);
    if (!pml_is_unpacking_star(p, first - 1)) {
        return value;
    }
    PmlExpr *e = pml_new_expr(p, PML_E_Starred, first - 1, pml_last_token(p, n));
    e->v.Starred.value = value;
    e->v.Starred.ctx = PML_LOAD;
    return e;
}

static PmlExprSeq elements(PmlParser *p, const TSNode *nodes, int32_t count)
{
    PmlExprSeq seq;
    PML_NEW_SEQ(p, seq, count);
    for (int32_t i = 0; i < count; i++) {
        seq.items[i] = pml_convert_element(p, nodes[i]);
    }
    return seq;
}

PmlExpr *pml_bare_tuple(PmlParser *p, const TSNode *nodes, int32_t count, int32_t last)
{
    int32_t first = pml_first_token(p, nodes[0]);
    if (pml_is_unpacking_star(p, first - 1)) {
        first--;
    }
    PmlExpr *e = pml_new_expr(p, PML_E_Tuple, first, last);
    e->v.Tuple.elts = elements(p, nodes, count);
    e->v.Tuple.ctx = PML_LOAD;
    return e;
}

PmlExpr *pml_convert_value(PmlParser *p, TSNode n)
{
    PmlCst cst = pml_cst(p, n);
    if (cst == PML_CST_expression_list || cst == PML_CST_pattern_list) {
        PmlKids kids = pml_kids(p, n);
        return pml_bare_tuple(p, kids.nodes, kids.count, pml_last_token(p, n));
    }
    return pml_convert_element(p, n);
}

/* ( ... ): a tuple, or one expression in parentheses. */
static PmlExpr *tuple(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    if (kids.count == 1 && !pml_has_trailing_comma(p, kids.nodes[0])) {
        return pml_convert_expr(p, kids.nodes[0]);
    }
    PmlExpr *e = pml_new_expr_at(p, PML_E_Tuple, n);
    e->v.Tuple.elts = elements(p, kids.nodes, kids.count);
    e->v.Tuple.ctx = PML_LOAD;
    return e;
}

static PmlExpr *list_or_set(PmlParser *p, TSNode n, PmlExprKind kind)
{
    PmlKids kids = pml_kids(p, n);
    PmlExpr *e = pml_new_expr_at(p, kind, n);
    PmlExprSeq elts = elements(p, kids.nodes, kids.count);
    if (kind == PML_E_List) {
        e->v.List.elts = elts;
        e->v.List.ctx = PML_LOAD;
    } else {
        e->v.Set.elts = elts;
    }
    return e;
}

static PmlExpr *dictionary(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlExpr *e = pml_new_expr_at(p, PML_E_Dict, n);
    PML_NEW_SEQ(p, e->v.Dict.keys, kids.count);
    PML_NEW_SEQ(p, e->v.Dict.values, kids.count);
    for (int32_t i = 0; i < kids.count; i++) {
        PmlKids parts = pml_kids(p, kids.nodes[i]);
        if (pml_cst(p, kids.nodes[i]) == PML_CST_pair) {
            e->v.Dict.keys.items[i] = pml_convert_expr(p, parts.nodes[0]);
        }
        e->v.Dict.values.items[i] = pml_convert_expr(p, parts.nodes[parts.count - 1]);
    }
    return e;
}

/* -- operators --------------------------------------------------------------------------- */

static PmlOperator binary_op(int kind)
{
    switch (kind) {
    case PML_TK_PLUS:
    case PML_TK_PLUSEQUAL: return PML_OP_ADD;
    case PML_TK_MINUS:
    case PML_TK_MINEQUAL: return PML_OP_SUB;
    case PML_TK_STAR:
    case PML_TK_STAREQUAL: return PML_OP_MULT;
    case PML_TK_AT:
    case PML_TK_ATEQUAL: return PML_OP_MATMULT;
    case PML_TK_SLASH:
    case PML_TK_SLASHEQUAL: return PML_OP_DIV;
    case PML_TK_PERCENT:
    case PML_TK_PERCENTEQUAL: return PML_OP_MOD;
    case PML_TK_DOUBLESTAR:
    case PML_TK_DOUBLESTAREQUAL: return PML_OP_POW;
    case PML_TK_LEFTSHIFT:
    case PML_TK_LEFTSHIFTEQUAL: return PML_OP_LSHIFT;
    case PML_TK_RIGHTSHIFT:
    case PML_TK_RIGHTSHIFTEQUAL: return PML_OP_RSHIFT;
    case PML_TK_VBAR:
    case PML_TK_VBAREQUAL: return PML_OP_BITOR;
    case PML_TK_CIRCUMFLEX:
    case PML_TK_CIRCUMFLEXEQUAL: return PML_OP_BITXOR;
    case PML_TK_AMPER:
    case PML_TK_AMPEREQUAL: return PML_OP_BITAND;
    default: return PML_OP_FLOORDIV;
    }
}

PmlOperator pml_operator_of_token(int kind)
{
    return binary_op(kind);
}

static PmlExpr *binary(PmlParser *p, TSNode n)
{
    TSNode left = pml_field(p, n, PML_FIELD_left);
    PmlExpr *e = pml_new_expr_at(p, PML_E_BinOp, n);
    e->v.BinOp.left = pml_convert_expr(p, left);
    e->v.BinOp.op = binary_op(pml_kind_at(p, pml_last_token(p, left) + 1));
    e->v.BinOp.right = pml_convert_expr(p, pml_field(p, n, PML_FIELD_right));
    return e;
}

static PmlExpr *unary(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_UnaryOp, n);
    switch (pml_kind_at(p, pml_first_token(p, n))) {
    case PML_TK_MINUS: e->v.UnaryOp.op = PML_UNARY_USUB; break;
    case PML_TK_PLUS: e->v.UnaryOp.op = PML_UNARY_UADD; break;
    case PML_TK_TILDE: e->v.UnaryOp.op = PML_UNARY_INVERT; break;
    default: e->v.UnaryOp.op = PML_UNARY_NOT; break;
    }
    e->v.UnaryOp.operand = pml_convert_expr(p, ts_node_named_child(n, 0));
    return e;
}

/* a and b and c nests to the left in the tree and is flat in the AST. */
static PmlExpr *boolean(PmlParser *p, TSNode n)
{
    int32_t count = 1;
    int op = 0;
    TSNode walk = n;
    for (;;) {
        TSNode left = pml_field(p, walk, PML_FIELD_left);
        int kind = pml_kind_at(p, pml_last_token(p, left) + 1);
        if (op && kind != op) {
            break;
        }
        op = kind;
        count++;
        walk = left;
        if (pml_cst(p, left) != PML_CST_boolean_operator) {
            break;
        }
    }
    PmlExpr *e = pml_new_expr_at(p, PML_E_BoolOp, n);
    e->v.BoolOp.op = op == PML_TK_AND ? PML_AND : PML_OR;
    PML_NEW_SEQ(p, e->v.BoolOp.values, count);
    TSNode *operands = pml_parser_alloc(p, sizeof(TSNode) * (size_t)count);
    walk = n;
    for (int32_t i = count - 1; i > 0; i--) {
        operands[i] = pml_field(p, walk, PML_FIELD_right);
        walk = pml_field(p, walk, PML_FIELD_left);
    }
    operands[0] = walk;
    for (int32_t i = 0; i < count; i++) {
        e->v.BoolOp.values.items[i] = pml_convert_expr(p, operands[i]);
    }
    return e;
}

static PmlCmpOp comparison_op(const PmlParser *p, int32_t i)
{
    switch (pml_kind_at(p, i)) {
    case PML_TK_EQEQUAL: return PML_CMP_EQ;
    case PML_TK_NOTEQUAL: return PML_CMP_NOTEQ;
    case PML_TK_LESS: return PML_CMP_LT;
    case PML_TK_LESSEQUAL: return PML_CMP_LTE;
    case PML_TK_GREATER: return PML_CMP_GT;
    case PML_TK_GREATEREQUAL: return PML_CMP_GTE;
    case PML_TK_IN: return PML_CMP_IN;
    case PML_TK_NOT: return PML_CMP_NOTIN;
    default: return pml_kind_at(p, i + 1) == PML_TK_NOT ? PML_CMP_ISNOT : PML_CMP_IS;
    }
}

static PmlExpr *comparison(PmlParser *p, TSNode n)
{
    PmlKids all = pml_all_kids(p, n);
    TSNode *operands = pml_parser_alloc(p, sizeof(TSNode) * (size_t)(all.count + 1));
    int32_t count = 0;
    for (int32_t i = 0; i < all.count; i++) { /* "not in" may count as named: go by kind */
        if (ts_node_is_named(all.nodes[i]) && pml_cst(p, all.nodes[i]) != PML_CST_NONE) {
            operands[count++] = all.nodes[i];
        }
    }
    PmlExpr *e = pml_new_expr_at(p, PML_E_Compare, n);
    PML_NEW_SEQ(p, e->v.Compare.ops, count - 1);
    PML_NEW_SEQ(p, e->v.Compare.comparators, count - 1);
    e->v.Compare.left = pml_convert_expr(p, operands[0]);
    for (int32_t i = 1; i < count; i++) {
        int32_t op = pml_last_token(p, operands[i - 1]) + 1;
        e->v.Compare.ops.items[i - 1] = (int32_t)comparison_op(p, op);
        e->v.Compare.comparators.items[i - 1] = pml_convert_expr(p, operands[i]);
    }
    return e;
}

/* -- comprehensions ---------------------------------------------------------------------- */

static PmlComprehensionSeq generators(PmlParser *p, PmlKids kids)
{
    int32_t count = 0;
    for (int32_t i = 1; i < kids.count; i++) {
        count += pml_cst(p, kids.nodes[i]) == PML_CST_for_in_clause;
    }
    PmlComprehensionSeq seq;
    PML_NEW_SEQ(p, seq, count);
    count = 0;
    for (int32_t i = 1; i < kids.count; i++) {
        PmlComprehension *c = pml_parser_node(p, sizeof(*c));
        seq.items[count++] = c;
        c->target = pml_convert_value(p, pml_field(p, kids.nodes[i], PML_FIELD_left));
        pml_set_context(c->target, PML_STORE);
        c->iter = pml_convert_expr(p, pml_field(p, kids.nodes[i], PML_FIELD_right));
        int32_t end = i + 1;
        while (end < kids.count && pml_cst(p, kids.nodes[end]) == PML_CST_if_clause) {
            end++;
        }
        PML_NEW_SEQ(p, c->ifs, end - i - 1);
        for (int32_t k = i + 1; k < end; k++) {
            c->ifs.items[k - i - 1] = pml_convert_expr(p, ts_node_named_child(kids.nodes[k], 0));
        }
        i = end - 1;
    }
    return seq;
}

static PmlExpr *comprehension(PmlParser *p, TSNode n, PmlExprKind kind)
{
    PmlKids kids = pml_kids(p, n);
    PmlExpr *e = pml_new_expr_at(p, kind, n);
    if (kind == PML_E_DictComp) {
        PmlKids pair = pml_kids(p, kids.nodes[0]);
        e->v.DictComp.key = pml_convert_expr(p, pair.nodes[0]);
        e->v.DictComp.value = pml_convert_expr(p, pair.nodes[1]);
        e->v.DictComp.generators = generators(p, kids);
    } else {
        e->v.ListComp.elt = pml_convert_expr(p, kids.nodes[0]);
        e->v.ListComp.generators = generators(p, kids);
    }
    return e;
}

/* -- calls and subscripts ---------------------------------------------------------------- */

static PmlKeyword *keyword(PmlParser *p, TSNode n, bool named)
{
    PmlKeyword *k = pml_parser_node(p, sizeof(*k));
    const PmlToken *a = &p->tokens[pml_first_token(p, n)];
    const PmlToken *b = &p->tokens[pml_last_token(p, n)];
    k->lineno = a->lineno;
    k->col_offset = a->col_offset;
    k->end_lineno = b->end_lineno;
    k->end_col_offset = b->end_col_offset;
    if (named) {
        k->arg = pml_token_ident(p, pml_first_token(p, n));
        k->value = pml_convert_expr(p, pml_field(p, n, PML_FIELD_value));
    } else {
        k->value = pml_convert_expr(p, ts_node_named_child(n, 0));
    }
    return k;
}

void pml_convert_arguments(PmlParser *p, TSNode list, PmlExprSeq *args, PmlKeywordSeq *keywords)
{
    PmlKids kids = pml_kids(p, list);
    int32_t nkeywords = 0;
    for (int32_t i = 0; i < kids.count; i++) {
        PmlCst cst = pml_cst(p, kids.nodes[i]);
        nkeywords += cst == PML_CST_keyword_argument || cst == PML_CST_dictionary_splat;
    }
    PML_NEW_SEQ(p, *args, kids.count - nkeywords);
    PML_NEW_SEQ(p, *keywords, nkeywords);
    int32_t a = 0, k = 0;
    for (int32_t i = 0; i < kids.count; i++) {
        PmlCst cst = pml_cst(p, kids.nodes[i]);
        if (cst == PML_CST_keyword_argument || cst == PML_CST_dictionary_splat) {
            keywords->items[k++] = keyword(p, kids.nodes[i], cst == PML_CST_keyword_argument);
        } else {
            args->items[a++] = pml_convert_element(p, kids.nodes[i]);
        }
    }
}

static PmlExpr *call(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_Call, n);
    e->v.Call.func = pml_convert_expr(p, pml_field(p, n, PML_FIELD_function));
    TSNode args = pml_field(p, n, PML_FIELD_arguments);
    if (pml_cst(p, args) == PML_CST_generator_expression) {
        PML_NEW_SEQ(p, e->v.Call.args, 1);
        e->v.Call.args.items[0] = pml_convert_expr(p, args);
    } else {
        pml_convert_arguments(p, args, &e->v.Call.args, &e->v.Call.keywords);
    }
    return e;
}

static PmlExpr *slice(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_Slice, n);
    PmlKids all = pml_all_kids(p, n);
    PmlExpr **parts[3] = {&e->v.Slice.lower, &e->v.Slice.upper, &e->v.Slice.step};
    int at = 0;
    for (int32_t i = 0; i < all.count; i++) {
        if (ts_node_is_named(all.nodes[i])) {
            *parts[at] = pml_convert_expr(p, all.nodes[i]);
        } else {
            at++;
        }
    }
    return e;
}

static PmlExpr *subscript(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlExpr *e = pml_new_expr_at(p, PML_E_Subscript, n);
    e->v.Subscript.ctx = PML_LOAD;
    e->v.Subscript.value = pml_convert_expr(p, kids.nodes[0]);
    TSNode last = kids.nodes[kids.count - 1];
    bool comma = pml_has_trailing_comma(p, last);
    int32_t first = pml_first_token(p, kids.nodes[1]);
    if (kids.count == 2 && !comma && !pml_is_unpacking_star(p, first - 1)) {
        e->v.Subscript.slice = pml_convert_expr(p, kids.nodes[1]);
    } else {
        e->v.Subscript.slice =
            pml_bare_tuple(p, kids.nodes + 1, kids.count - 1, pml_last_token(p, last) + comma);
    }
    return e;
}

/* -- the rest ---------------------------------------------------------------------------- */

static PmlExpr *attribute(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_Attribute, n);
    e->v.Attribute.value = pml_convert_expr(p, pml_field(p, n, PML_FIELD_object));
    e->v.Attribute.attr = pml_token_ident(p, pml_last_token(p, n));
    e->v.Attribute.ctx = PML_LOAD;
    return e;
}

/* "a := b if c else d": for tree-sitter := binds more tightly than "if", for Python less, so a
 * bare assignment at the left takes the whole conditional as its value. */
static PmlExpr *conditional(PmlParser *p, TSNode n)
{
    PmlKids kids = pml_kids(p, n);
    PmlExpr *outer = NULL;
    TSNode body = kids.nodes[0];
    if (pml_cst(p, body) == PML_CST_named_expression) {
        outer = pml_new_expr_at(p, PML_E_NamedExpr, n);
        outer->v.NamedExpr.target = pml_convert_expr(p, pml_field(p, body, PML_FIELD_name));
        pml_set_context(outer->v.NamedExpr.target, PML_STORE);
        body = pml_field(p, body, PML_FIELD_value);
    }
    PmlExpr *e =
        pml_new_expr(p, PML_E_IfExp, pml_first_token(p, body), pml_last_token(p, kids.nodes[2]));
    e->v.IfExp.body = pml_convert_expr(p, body);
    e->v.IfExp.test = pml_convert_expr(p, kids.nodes[1]);
    e->v.IfExp.orelse = pml_convert_expr(p, kids.nodes[2]);
    if (outer) {
        outer->v.NamedExpr.value = e;
    }
    return outer ? outer : e;
}

static PmlExpr *lambda(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_Lambda, n);
    e->v.Lambda.args = pml_convert_parameters(p, pml_field(p, n, PML_FIELD_parameters));
    e->v.Lambda.body = pml_convert_expr(p, pml_field(p, n, PML_FIELD_body));
    return e;
}

static PmlExpr *named(PmlParser *p, TSNode n)
{
    PmlExpr *e = pml_new_expr_at(p, PML_E_NamedExpr, n);
    e->v.NamedExpr.target = pml_convert_expr(p, pml_field(p, n, PML_FIELD_name));
    pml_set_context(e->v.NamedExpr.target, PML_STORE);
    e->v.NamedExpr.value = pml_convert_expr(p, pml_field(p, n, PML_FIELD_value));
    return e;
}

static PmlExpr *yield(PmlParser *p, TSNode n)
{
    bool from = pml_kind_at(p, pml_first_token(p, n) + 1) == PML_TK_FROM;
    PmlExpr *e = pml_new_expr_at(p, from ? PML_E_YieldFrom : PML_E_Yield, n);
    if (from) {
        e->v.YieldFrom.value = pml_convert_expr(p, ts_node_named_child(n, 0));
    } else if (ts_node_named_child_count(n)) {
        e->v.Yield.value = pml_convert_value(p, ts_node_named_child(n, 0));
    }
    return e;
}

static PmlExpr *convert_any(PmlParser *p, TSNode n)
{
    switch (pml_cst(p, n)) {
    case PML_CST_identifier: return name(p, n);
    case PML_CST_integer:
    case PML_CST_true:
    case PML_CST_false:
    case PML_CST_none:
    case PML_CST_ellipsis: return pml_atom_of_token(p, pml_first_token(p, n));
    case PML_CST_parenthesized_expression:
    case PML_CST_tuple:
    case PML_CST_tuple_pattern: return tuple(p, n);
    case PML_CST_expression_list:
    case PML_CST_pattern_list: return pml_convert_value(p, n);
    case PML_CST_list:
    case PML_CST_list_pattern: return list_or_set(p, n, PML_E_List);
    case PML_CST_set: return list_or_set(p, n, PML_E_Set);
    case PML_CST_dictionary: return dictionary(p, n);
    case PML_CST_binary_operator: return binary(p, n);
    case PML_CST_unary_operator:
    case PML_CST_not_operator: return unary(p, n);
    case PML_CST_boolean_operator: return boolean(p, n);
    case PML_CST_comparison_operator: return comparison(p, n);
    case PML_CST_conditional_expression: return conditional(p, n);
    case PML_CST_lambda: return lambda(p, n);
    case PML_CST_named_expression: return named(p, n);
    case PML_CST_attribute: return attribute(p, n);
    case PML_CST_subscript: return subscript(p, n);
    case PML_CST_slice: return slice(p, n);
    case PML_CST_call: return call(p, n);
    case PML_CST_list_comprehension: return comprehension(p, n, PML_E_ListComp);
    case PML_CST_set_comprehension: return comprehension(p, n, PML_E_SetComp);
    case PML_CST_dictionary_comprehension: return comprehension(p, n, PML_E_DictComp);
    case PML_CST_generator_expression: return comprehension(p, n, PML_E_GeneratorExp);
    case PML_CST_yield: return yield(p, n);
    case PML_CST_type: return pml_convert_type(p, n);
    default: pml_convert_unknown(p, n);
    }
}

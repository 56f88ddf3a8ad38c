/* Running tree-sitter over the normal text, and reading its tree. */
#include "lang/convert.h"

#include "lang/grammar.h"

const TSLanguage *tree_sitter_python(void);

static const char *const cst_names[] = {
    "",
#define PML_CST(name) #name,
#include "lang/cst.def"
};
static const char *const field_names[] = {
#define X(name) #name,
    PML_CST_FIELDS(X)
#undef X
};

static void learn_grammar(PmlParser *p, const TSLanguage *language)
{
    uint32_t n = ts_language_symbol_count(language);
    p->ts->symbols = pml_parser_alloc(p, sizeof(uint16_t) * n);
    for (uint32_t i = 0; i < n; i++) {
        TSSymbol s = (TSSymbol)i;
        if (ts_language_symbol_type(language, s) != TSSymbolTypeRegular) {
            continue;
        }
        const char *name = ts_language_symbol_name(language, s);
        for (int k = 1; k < PML_CST_COUNT; k++) {
            if (!strcmp(name, cst_names[k])) {
                p->ts->symbols[i] = (uint16_t)k;
                break;
            }
        }
    }
    for (int i = 0; i < PML_FIELD_COUNT; i++) {
        p->ts->fields[i] = ts_language_field_id_for_name(language, field_names[i],
                                                         (uint32_t)strlen(field_names[i]));
    }
}

/* The tree of p's normal text. */
static TSNode parse_normal(PmlParser *p)
{
    PmlTreeSitter *ts = p->ts;
    if (!ts->parser) {
        ts->parser = ts_parser_new();
        ts_parser_set_language(ts->parser, tree_sitter_python());
        learn_grammar(p, tree_sitter_python());
    }
    if (ts->tree) {
        ts_tree_delete(ts->tree);
    }
    ts->tree = ts_parser_parse_string(ts->parser, NULL, p->normal, p->normal_size);
    if (!ts->tree) {
        pml_err_no_memory(p->E);
        pml_parser_fail(p);
    }
    TSNode root = ts_tree_root_node(ts->tree);
    if (!ts->has_cursor) {
        ts->cursor = ts_tree_cursor_new(root);
        ts->has_cursor = true;
    }
    if (ts_node_has_error(root)) {
        pml_convert_unknown(p, root);
    }
    return root;
}

/* The first place in the tree that is an error. */
static TSNode find_error(TSNode n)
{
    for (uint32_t i = 0; i < ts_node_child_count(n);) {
        TSNode kid = ts_node_child(n, i);
        if (ts_node_is_error(kid) || ts_node_is_missing(kid)) {
            return kid;
        }
        if (ts_node_has_error(kid)) {
            n = kid;
            i = 0;
        } else {
            i++;
        }
    }
    return n;
}

void pml_convert_unknown(PmlParser *p, TSNode n)
{
    TSNode bad = ts_node_has_error(n) ? find_error(n) : n;
    uint32_t byte = ts_node_start_byte(bad);
    int32_t i = byte < p->normal_size ? p->token_at[byte] : p->token_count - 1;
    p->fill = p->token_count;
    pml_error_range(p, i, i, "PyMemLab does not support this construct (line %d)",
                    (int)p->tokens[i].lineno);
}

int32_t pml_last_token(const PmlParser *p, TSNode n)
{
    uint32_t end = ts_node_end_byte(n);
    int32_t i = p->token_at[end > ts_node_start_byte(n) ? end - 1 : end];
    while (i > 0 && (pml_kind_at(p, i) == PML_TK_NEWLINE || pml_kind_at(p, i) == PML_TK_INDENT ||
                     pml_kind_at(p, i) == PML_TK_DEDENT)) {
        i--;
    }
    return i;
}

static PmlKids collect(PmlParser *p, TSNode n, bool all)
{
    uint32_t count = all ? ts_node_child_count(n) : ts_node_named_child_count(n);
    PmlKids kids = {pml_parser_alloc(p, sizeof(TSNode) * (count + 1)), 0};
    TSTreeCursor *cursor = &p->ts->cursor;
    ts_tree_cursor_reset(cursor, n);
    bool more = count && ts_tree_cursor_goto_first_child(cursor);
    while (more) {
        TSNode kid = ts_tree_cursor_current_node(cursor);
        if (all || ts_node_is_named(kid)) {
            kids.nodes[kids.count++] = kid;
        }
        more = ts_tree_cursor_goto_next_sibling(cursor);
    }
    return kids;
}

PmlKids pml_kids(PmlParser *p, TSNode n)
{
    return collect(p, n, false);
}

PmlKids pml_all_kids(PmlParser *p, TSNode n)
{
    return collect(p, n, true);
}

TSNode pml_field(PmlParser *p, TSNode n, PmlCstField field)
{
    return ts_node_child_by_field_id(n, p->ts->fields[field]);
}

PmlExpr *pml_new_expr(PmlParser *p, PmlExprKind kind, int32_t first, int32_t last)
{
    PmlExpr *e = pml_parser_node(p, sizeof(*e));
    const PmlToken *a = &p->tokens[first], *b = &p->tokens[last];
    e->kind = kind;
    e->lineno = a->lineno;
    e->col_offset = a->col_offset;
    e->end_lineno = b->end_lineno;
    e->end_col_offset = b->end_col_offset;
    return e;
}

PmlExpr *pml_new_expr_at(PmlParser *p, PmlExprKind kind, TSNode n)
{
    return pml_new_expr(p, kind, pml_first_token(p, n), pml_last_token(p, n));
}

PmlIdent pml_token_ident(PmlParser *p, int32_t i)
{
    const PmlToken *t = &p->tokens[i];
    PmlIdent name = pml_ast_ident(p->E, p->ast, p->source + t->start, t->end - t->start);
    if (!name) {
        pml_parser_fail(p);
    }
    return name;
}

void pml_convert_enter(PmlParser *p)
{
    if (++p->convert_depth > 3000) {
        PML_RAISE(p->E, RecursionError, "maximum recursion depth exceeded during compilation");
        pml_parser_fail(p);
    }
}

/* The expression of an eval program or a field: its text is one expression statement. */
static PmlExpr *sole_expression(PmlParser *p, TSNode root)
{
    PmlKids statements = pml_kids(p, root);
    if (statements.count != 1 || pml_cst(p, statements.nodes[0]) != PML_CST_expression_statement) {
        pml_convert_unknown(p, root);
    }
    PmlKids kids = pml_kids(p, statements.nodes[0]);
    TSNode last = kids.nodes[kids.count - 1];
    if (kids.count == 1 && !pml_has_trailing_comma(p, last)) {
        return pml_convert_value(p, kids.nodes[0]);
    }
    return pml_bare_tuple(p, kids.nodes, kids.count, pml_last_token(p, statements.nodes[0]));
}

PmlExpr *pml_convert_field(PmlParser *p)
{
    pml_write_normal(p);
    return sole_expression(p, parse_normal(p));
}

void pml_convert(PmlParser *p)
{
    pml_write_normal(p);
    TSNode root = parse_normal(p);
    switch (p->mode) {
    case PML_PARSE_EVAL:
        p->ast->kind = PML_M_Expression;
        p->ast->expr = sole_expression(p, root);
        break;
    default:
        p->ast->kind = p->mode == PML_PARSE_SINGLE ? PML_M_Interactive : PML_M_Module;
        p->ast->body = pml_convert_block(p, root);
    }
}

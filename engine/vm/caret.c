#include "vm/caret.h"

#include "lang/parse.h"

/* The one expression that [from, to) of the line is, parsed; NULL: it is not one. */
static PmlAst *parse_segment(PmlEngine *E, const char *line, const PmlCarets *c)
{
    size_t n = c->to - c->from;
    char *text = malloc(n + 3);
    if (!text) {
        return NULL;
    }
    text[0] = '(';
    memcpy(text + 1, line + c->from, n);
    text[n + 1] = ')';
    text[n + 2] = 0;
    PmlAst *ast = pml_parse_unfolded(E, text, (int64_t)n + 2, "<segment>", PML_PARSE_EVAL);
    free(text);
    if (!ast) {
        pml_error_clear(E);
    }
    return ast;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\f';
}

/* Columns in the tree count from the added '(' at 0. */
static size_t column(const PmlCarets *c, int32_t col)
{
    return c->from + (size_t)col - 1;
}

/*
 * The operator is taken to be the first one or two characters between the operands that are no
 * spaces: a parenthesis around an operand is part of the gap, and can pass for the operator.
 */
static void binary_anchor(const char *line, const PmlExpr *left, const PmlExpr *right, PmlCarets *c)
{
    size_t at = column(c, left->end_col_offset), end = column(c, right->col_offset);
    while (at < end && is_space(line[at])) {
        at++;
    }
    if (at >= end) {
        return;
    }
    c->left = at;
    c->right = at + 1;
    if (at + 1 < end && !is_space(line[at + 1])) {
        c->right++;
    }
    c->primary = '^';
    c->secondary = '~';
}

/* From the end of what is subscripted to just past the end of the subscript. */
static void subscript_anchor(const PmlExpr *value, const PmlExpr *slice, PmlCarets *c)
{
    c->left = column(c, value->end_col_offset);
    c->right = column(c, slice->end_col_offset) + 1;
    c->primary = '^';
    c->secondary = '~';
}

void pml_caret_anchors(PmlEngine *E, const char *line, PmlCarets *c)
{
    PmlAst *ast = parse_segment(E, line, c);
    if (!ast) {
        return;
    }
    const PmlExpr *e = ast->expr;
    if (e && e->kind == PML_E_BinOp) {
        binary_anchor(line, e->v.BinOp.left, e->v.BinOp.right, c);
    } else if (e && e->kind == PML_E_Subscript) {
        subscript_anchor(e->v.Subscript.value, e->v.Subscript.slice, c);
    }
    pml_ast_free(E, ast);
}

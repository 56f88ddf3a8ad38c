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

/* Columns in the tree count from the added '(' at 0. */
static size_t column(const PmlCarets *c, int32_t col)
{
    return c->from + (size_t)col - 1;
}

static void binary_anchor(const char *line, const PmlExpr *left, const PmlExpr *right, PmlCarets *c)
{
    size_t at = column(c, left->end_col_offset), end = column(c, right->col_offset);
    while (at < end &&
           (line[at] == ' ' || line[at] == '\t' || line[at] == ')' || line[at] == '\\')) {
        at++;
    }
    if (at >= end) {
        return;
    }
    c->left = at;
    c->right = at + 1;
    if (at + 1 < end && line[at + 1] != ' ' && line[at + 1] != '(' && line[at + 1] != '\t') {
        c->right++;
    }
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
        size_t left = column(c, e->v.Subscript.value->end_col_offset);
        while (left < c->to && line[left] != '[') {
            left++;
        }
        if (left < c->to) {
            c->left = left;
            c->right = column(c, e->end_col_offset);
            c->primary = '^';
            c->secondary = '~';
        }
    }
    pml_ast_free(E, ast);
}

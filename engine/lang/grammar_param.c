/* Parameters of def and lambda. */
#include "lang/grammar.h"

/* [':' expression], only in def. star: '*args: *Ts' is allowed. The place is noted for normal.c. */
static bool annotation(PmlParser *p, bool lambda, bool star)
{
    if (lambda || pml_peek(p) != PML_TK_COLON) {
        return true;
    }
    int32_t mark = p->mark++;
    bool starred = star && pml_peek(p) == PML_TK_STAR;
    int32_t first = starred ? p->mark + 1 : p->mark;
    if (!(starred ? pml_rule_star_expression(p) : pml_rule_expression(p))) {
        p->mark = mark;
        return false;
    }
    p->tokens[first].roles |= PML_ROLE_OPEN;
    p->tokens[p->mark - 1].roles |= PML_ROLE_CLOSE;
    return true;
}

static bool param(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_NAME) && annotation(p, lambda, false)) {
        return true;
    }
    p->mark = mark;
    return false;
}

static bool at_close(PmlParser *p, bool lambda)
{
    return pml_peek(p) == (lambda ? PML_TK_COLON : PML_TK_RPAR);
}

/* ',' or the closing token ahead */
static bool param_end(PmlParser *p, bool lambda)
{
    return pml_take(p, PML_TK_COMMA) || at_close(p, lambda);
}

static bool default_value(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_EQUAL)) {
        return false;
    }
    if (pml_rule_expression(p)) {
        return true;
    }
    if (p->explain && (pml_peek(p) == PML_TK_COMMA || pml_peek(p) == PML_TK_RPAR)) {
        pml_error_range(p, mark, mark, "expected default value expression");
    }
    p->mark = mark;
    return false;
}

/* One parameter with its comma. want: 0 no default, 1 default, 2 either. */
enum { WITHOUT, WITH, EITHER };
static bool whole_param(PmlParser *p, bool lambda, int want)
{
    int32_t mark = p->mark;
    if (param(p, lambda)) {
        bool has = want != WITHOUT && default_value(p);
        if ((want != WITH || has) && param_end(p, lambda)) {
            return true;
        }
    }
    p->mark = mark;
    return false;
}

static int many(PmlParser *p, bool lambda, int want)
{
    int n = 0;
    while (whole_param(p, lambda, want)) {
        n++;
    }
    return n;
}

/* '/' ',' or '/' before the closing token */
static bool slash(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_SLASH) && param_end(p, lambda)) {
        return true;
    }
    p->mark = mark;
    return false;
}

static bool slash_no_default(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (many(p, lambda, WITHOUT) && slash(p, lambda)) {
        return true;
    }
    p->mark = mark;
    return false;
}

static bool slash_with_default(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    many(p, lambda, WITHOUT);
    if (many(p, lambda, WITH) && slash(p, lambda)) {
        return true;
    }
    p->mark = mark;
    return false;
}

/* -- explanations, in CPython's order ---------------------------------------------------- */

static void explain_order(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    many(p, lambda, WITHOUT);
    if (slash_with_default(p, lambda) || many(p, lambda, WITH)) {
        int32_t first = p->mark;
        if (whole_param(p, lambda, WITHOUT)) {
            bool comma = p->tokens[p->mark - 1].kind == PML_TK_COMMA;
            pml_error_range(p, first, p->mark - (comma ? 2 : 1),
                            "non-default argument follows default argument");
        }
    }
    p->mark = mark;
}

static void explain_parentheses(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    many(p, lambda, WITHOUT);
    int32_t open = p->mark;
    if (pml_take(p, PML_TK_LPAR)) {
        int n = 0;
        if (lambda) {
            while (pml_take(p, PML_TK_NAME)) {
                n++;
                if (!pml_take(p, PML_TK_COMMA)) {
                    break;
                }
            }
        } else {
            n = many(p, lambda, WITHOUT);
            pml_take(p, PML_TK_COMMA);
        }
        if (n && pml_take(p, PML_TK_RPAR)) {
            pml_error_range(p, open, p->mark - 1, "%s parameters cannot be parenthesized",
                            lambda ? "Lambda expression" : "Function");
        }
    }
    p->mark = mark;
}

static void explain_slash(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_SLASH) && pml_take(p, PML_TK_COMMA)) {
        pml_error_range(p, mark, mark, "at least one argument must precede /");
    }
    p->mark = mark;
    if (slash_no_default(p, lambda) || slash_with_default(p, lambda)) {
        many(p, lambda, EITHER);
        if (pml_take(p, PML_TK_SLASH)) {
            pml_error_range(p, p->mark - 1, p->mark - 1, "/ may appear only once");
        }
    }
    p->mark = mark;
    if (!slash_no_default(p, lambda)) {
        slash_with_default(p, lambda);
    }
    many(p, lambda, EITHER);
    if (pml_take(p, PML_TK_STAR) &&
        (pml_take(p, PML_TK_COMMA) || whole_param(p, lambda, WITHOUT))) {
        many(p, lambda, EITHER);
        if (pml_take(p, PML_TK_SLASH)) {
            pml_error_range(p, p->mark - 1, p->mark - 1, "/ must be ahead of *");
        }
    }
    p->mark = mark;
    if (many(p, lambda, EITHER) && pml_take(p, PML_TK_SLASH) && pml_take(p, PML_TK_STAR)) {
        pml_error_range(p, p->mark - 1, p->mark - 1, "expected comma between / and *");
    }
    p->mark = mark;
}

_Noreturn static void bare_star(PmlParser *p, int32_t star, bool lambda)
{
    static const char text[] = "named arguments must follow bare *";
    if (lambda) {
        pml_error_here(p, PML_T_SyntaxError, text);
    }
    pml_error_range(p, star, star, text);
}

static void explain_star(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark++;
    int next = pml_peek(p);
    if (at_close(p, lambda)) {
        bare_star(p, mark, lambda);
    }
    if (next == PML_TK_COMMA) {
        p->mark++;
        if (at_close(p, lambda) || pml_peek(p) == PML_TK_DOUBLESTAR) {
            bare_star(p, mark, lambda);
        }
    }
    p->mark = mark + 1;
    if (param(p, lambda) && pml_take(p, PML_TK_EQUAL)) {
        pml_error_range(p, p->mark - 1, p->mark - 1,
                        "var-positional argument cannot have default value");
    }
    p->mark = mark + 1;
    if (whole_param(p, lambda, WITHOUT) || pml_take(p, PML_TK_COMMA)) {
        many(p, lambda, EITHER);
        int32_t star = p->mark;
        if (pml_take(p, PML_TK_STAR) &&
            (whole_param(p, lambda, WITHOUT) || pml_take(p, PML_TK_COMMA))) {
            pml_error_range(p, star, star, "* argument may appear only once");
        }
    }
    p->mark = mark;
}

static void explain_double_star(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark++;
    if (param(p, lambda)) {
        if (pml_take(p, PML_TK_EQUAL)) {
            pml_error_range(p, p->mark - 1, p->mark - 1,
                            "var-keyword argument cannot have default value");
        }
        if (pml_take(p, PML_TK_COMMA)) {
            int32_t first = p->mark;
            int next = pml_peek(p);
            if (param(p, lambda)) {
                pml_error_range(p, first, p->mark - 1,
                                "arguments cannot follow var-keyword argument");
            }
            if (next == PML_TK_STAR || next == PML_TK_DOUBLESTAR || next == PML_TK_SLASH) {
                pml_error_range(p, first, first, "arguments cannot follow var-keyword argument");
            }
        }
    }
    p->mark = mark;
}

/* -- the rule ---------------------------------------------------------------------------- */

/* After '*': a name or a comma, then keyword-only parameters. */
static bool star_tail(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (p->explain) {
        explain_star(p, lambda);
    }
    p->mark++;
    bool bare = pml_take(p, PML_TK_COMMA);
    if (!bare) {
        if (!pml_take(p, PML_TK_NAME) || !annotation(p, lambda, true) || !param_end(p, lambda)) {
            p->mark = mark;
            return false;
        }
    }
    int n = many(p, lambda, EITHER);
    if (bare && !n) {
        p->mark = mark;
        return false;
    }
    p->tokens[mark].roles |= PML_ROLE_PARAMETER;
    return true;
}

static bool double_star(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (p->explain) {
        explain_double_star(p, lambda);
    }
    p->mark++;
    if (!whole_param(p, lambda, WITHOUT)) {
        p->mark = mark;
        return false;
    }
    p->tokens[mark].roles |= PML_ROLE_PARAMETER;
    return true;
}

bool pml_rule_params(PmlParser *p, bool lambda)
{
    int32_t mark = p->mark;
    if (p->explain) {
        explain_order(p, lambda);
        explain_parentheses(p, lambda);
        explain_slash(p, lambda);
    }
    bool defaults = false, slashed = false;
    for (;;) {
        int32_t start = p->mark;
        if (pml_peek(p) == PML_TK_SLASH && start > mark && !slashed) {
            slashed = slash(p, lambda);
            if (!slashed) {
                break;
            }
            continue;
        }
        if (!param(p, lambda)) {
            break;
        }
        bool has = default_value(p);
        if ((defaults && !has) || !param_end(p, lambda)) {
            p->mark = start;
            break;
        }
        defaults = has;
    }
    if (pml_peek(p) == PML_TK_STAR) {
        star_tail(p, lambda);
    }
    if (pml_peek(p) == PML_TK_DOUBLESTAR) {
        double_star(p, lambda);
    }
    return p->mark > mark;
}

/* Known mistakes in expressions and assignments, and the errors that explain them. Only the second
 * pass comes here. Each function tries its cases in CPython's order, raises when one fits, and
 * otherwise leaves the mark where it was. */
#include "lang/grammar.h"

static bool is_legacy_name(const PmlParser *p, const PmlNode *n)
{
    return n->kind == PML_N_NAME &&
           (pml_token_is(p, n->first, "print") || pml_token_is(p, n->first, "exec"));
}

/* disjunction ['if' disjunction 'else' expression] | lambda, with explanations off */
static PmlNode *quiet_expression(PmlParser *p)
{
    bool explain = p->explain;
    p->explain = false;
    int32_t mark = p->mark;
    PmlNode *n = NULL;
    if (pml_peek(p) == PML_TK_LAMBDA) {
        n = pml_rule_expression(p);
    } else if ((n = pml_rule_disjunction(p)) != NULL) {
        int32_t end = p->mark;
        if (pml_take(p, PML_TK_IF) && pml_rule_disjunction(p) && pml_take(p, PML_TK_ELSE) &&
            pml_rule_expression(p)) {
            n = pml_node(p, PML_N_CONDITIONAL, mark, p->mark - 1);
        } else {
            p->mark = end;
        }
    }
    p->explain = explain;
    return n;
}

/* CPython 3.11 compares as many characters as the name has: `c` counts as `case`. */
static bool is_soft_keyword(PmlParser *p)
{
    const PmlToken *t = &p->tokens[p->mark];
    if (pml_peek(p) != PML_TK_NAME) {
        return false;
    }
    size_t n = (size_t)(t->end - t->start);
    const char *name = p->source + t->start;
    return !strncmp("match", name, n) || !strncmp("case", name, n) || !strncmp("_", name, n);
}

void pml_explain_expression(PmlParser *p)
{
    int32_t mark = p->mark;
    bool string_prefix = pml_peek(p) == PML_TK_NAME && pml_peek_at(p, 1) == PML_TK_STRING;
    PmlNode *a, *b;
    if (!string_prefix && !is_soft_keyword(p) && (a = pml_rule_disjunction(p)) &&
        (b = quiet_expression(p)) && !is_legacy_name(p, a) && p->tokens[p->mark - 1].level > 0) {
        pml_error_range(p, a->first, b->last, "invalid syntax. Perhaps you forgot a comma?");
    }
    p->mark = mark;
    if ((a = pml_rule_disjunction(p)) && pml_take(p, PML_TK_IF) && (b = pml_rule_disjunction(p)) &&
        pml_peek(p) != PML_TK_ELSE && pml_peek(p) != PML_TK_COLON) {
        pml_error_range(p, a->first, b->last, "expected 'else' after 'if' expression");
    }
    p->mark = mark;
}

void pml_explain_legacy(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_NAME) && pml_peek(p) != PML_TK_LPAR) {
        PmlNode *b = pml_rule_star_expressions(p);
        const char *name = pml_token_is(p, mark, "print")  ? "print"
                           : pml_token_is(p, mark, "exec") ? "exec"
                                                           : NULL;
        if (b && name) {
            pml_error_range(p, mark, b->last,
                            "Missing parentheses in call to '%s'. Did you mean %s(...)?", name,
                            name);
        }
    }
    p->mark = mark;
}

/* Not one of: list or tuple display, generator expression, True, None, False. */
static bool may_have_meant_equality(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n = pml_rule_atom(p);
    p->mark = mark;
    if (!n) {
        return true;
    }
    bool own = n->first == mark;
    switch (n->kind) {
    case PML_N_LIST:
    case PML_N_TUPLE:
    case PML_N_GENEXP:
    case PML_N_TRUE:
    case PML_N_NONE:
    case PML_N_FALSE: return !own;
    default: return true;
    }
}

void pml_explain_named(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *a = pml_rule_expression(p), *b;
    if (a && pml_take(p, PML_TK_COLONEQUAL) && pml_rule_expression(p)) {
        pml_error_range(p, a->first, a->last, "cannot use assignment expressions with %s",
                        pml_node_name(a));
    }
    p->mark = mark;
    if (pml_take(p, PML_TK_NAME) && pml_take(p, PML_TK_EQUAL) && (b = pml_rule_bitwise_or(p)) &&
        pml_peek(p) != PML_TK_EQUAL && pml_peek(p) != PML_TK_COLONEQUAL) {
        pml_error_range(p, mark, b->last,
                        "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    p->mark = mark;
    if (may_have_meant_equality(p) && (a = pml_rule_bitwise_or(p)) && pml_take(p, PML_TK_EQUAL) &&
        pml_rule_bitwise_or(p) && pml_peek(p) != PML_TK_EQUAL && pml_peek(p) != PML_TK_COLONEQUAL) {
        pml_error_range(p, a->first, a->last,
                        "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                        pml_node_name(a));
    }
    p->mark = mark;
}

/* -- brackets ---------------------------------------------------------------------------- */

void pml_explain_comprehension(PmlParser *p)
{
    int32_t mark = p->mark, last;
    int open = pml_peek(p);
    p->mark++;
    PmlNode *a = pml_rule_starred(p);
    if (a && pml_rule_comprehension(p, &last)) {
        pml_error_range(p, a->first, a->last, "iterable unpacking cannot be used in comprehension");
    }
    if (open == PML_TK_LSQB || open == PML_TK_LBRACE) {
        static const char text[] = "did you forget parentheses around the comprehension target?";
        PmlNodes items = {0};
        p->mark = mark + 1;
        if ((a = pml_rule_star_named(p)) && pml_take(p, PML_TK_COMMA)) {
            int32_t comma = p->mark - 1;
            if (pml_rule_star_nameds(p, &items) && pml_rule_comprehension(p, &last)) {
                pml_error_range(p, a->first, items.items[items.count - 1]->last, text);
            }
            p->mark = comma + 1;
            if (pml_rule_comprehension(p, &last)) {
                pml_error_range(p, a->first, comma, text);
            }
        }
    }
    p->mark = mark;
}

void pml_explain_dict_comprehension(PmlParser *p)
{
    int32_t mark = p->mark++, last;
    if (pml_take(p, PML_TK_DOUBLESTAR) && pml_rule_bitwise_or(p) &&
        pml_rule_comprehension(p, &last) && pml_take(p, PML_TK_RBRACE)) {
        pml_error_range(p, mark + 1, mark + 1,
                        "dict unpacking cannot be used in dict comprehension");
    }
    p->mark = mark;
}

void pml_explain_group(PmlParser *p)
{
    int32_t mark = p->mark++;
    PmlNode *a = pml_rule_starred(p);
    if (a && pml_take(p, PML_TK_RPAR)) {
        pml_error_range(p, a->first, a->last, "cannot use starred expression here");
    }
    p->mark = mark + 1;
    if (pml_take(p, PML_TK_DOUBLESTAR) && pml_rule_expression(p) && pml_take(p, PML_TK_RPAR)) {
        pml_error_range(p, mark + 1, mark + 1, "cannot use double starred expression here");
    }
    p->mark = mark;
}

/* A dict element that went wrong, at its key. */
static void explain_pair(PmlParser *p, bool after_comma)
{
    int32_t mark = p->mark;
    PmlNode *key = pml_rule_expression(p);
    if (!key) {
        p->mark = mark;
        return;
    }
    if (after_comma && pml_peek(p) != PML_TK_COLON) {
        const PmlToken *a = &p->tokens[key->first], *b = &p->tokens[key->last];
        pml_parser_error(p, PML_T_SyntaxError,
                         (PmlErrorPlace){a->lineno, b->end_col_offset, b->end_lineno, 0},
                         "':' expected after dictionary key");
    }
    if (pml_take(p, PML_TK_COLON)) {
        int32_t colon = p->mark - 1;
        if (pml_take(p, PML_TK_STAR) && pml_rule_bitwise_or(p)) {
            pml_error_from(p, colon + 1, "cannot use a starred expression in a dictionary value");
        }
        p->mark = colon + 1;
        if (pml_peek(p) == PML_TK_RBRACE || pml_peek(p) == PML_TK_COMMA) {
            pml_error_range(p, colon, colon, "expression expected after dictionary key and ':'");
        }
    }
    p->mark = mark;
}

void pml_explain_pairs(PmlParser *p)
{
    int32_t mark = p->mark++;
    for (;;) {
        int32_t start = p->mark;
        bool ok =
            pml_take(p, PML_TK_DOUBLESTAR)
                ? pml_rule_bitwise_or(p) != NULL
                : pml_rule_expression(p) && pml_take(p, PML_TK_COLON) && pml_rule_expression(p);
        if (!ok) {
            p->mark = start;
            explain_pair(p, start > mark + 1);
            break;
        }
        if (!pml_take(p, PML_TK_COMMA)) {
            break;
        }
    }
    p->mark = mark + 1;
    explain_pair(p, false);
    p->mark = mark;
}

/* -- calls ------------------------------------------------------------------------------- */

static const char equality_text[] = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
static const char generator_text[] = "Generator expression must be parenthesized";

static void explain_generator(PmlParser *p)
{
    int32_t mark = p->mark, last, other;
    PmlNode *a = pml_rule_expression(p);
    if (a && pml_rule_comprehension(p, &last) && pml_take(p, PML_TK_COMMA)) {
        if (!pml_rule_args(p) && pml_rule_expression(p)) {
            pml_rule_comprehension(p, &other);
        }
        pml_error_range(p, a->first, last, generator_text);
    }
    p->mark = mark;
    if (pml_take(p, PML_TK_NAME) && pml_take(p, PML_TK_EQUAL) && pml_rule_expression(p) &&
        pml_rule_comprehension(p, &last)) {
        pml_error_range(p, mark, mark + 1, equality_text);
    }
    p->mark = mark;
    a = pml_rule_args(p);
    if (a && pml_rule_comprehension(p, &last) && a->count > 1) {
        pml_error_range(p, a->items[a->count - 1]->first, last, generator_text);
    }
    p->mark = mark;
    PmlNode *b;
    if (pml_rule_args(p) && pml_take(p, PML_TK_COMMA) && (b = pml_rule_expression(p)) &&
        pml_rule_comprehension(p, &last)) {
        pml_error_range(p, b->first, last, generator_text);
    }
    p->mark = mark;
}

void pml_explain_arguments(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *a = pml_rule_args(p);
    if (a && pml_take(p, PML_TK_COMMA) && pml_take(p, PML_TK_STAR)) {
        pml_error_range(p, a->first, a->last,
                        "iterable argument unpacking follows keyword argument unpacking");
    }
    p->mark = mark;
    explain_generator(p);
    a = pml_rule_args(p);
    if (a && pml_take(p, PML_TK_COMMA) && pml_rule_args(p)) {
        pml_error_here(p, PML_T_SyntaxError, "positional argument follows keyword argument%s",
                       a->unpacks ? " unpacking" : "");
    }
    p->mark = mark;
}

void pml_explain_keyword(PmlParser *p)
{
    int32_t mark = p->mark, last;
    int kind = pml_peek(p);
    if (kind == PML_TK_TRUE || kind == PML_TK_FALSE || kind == PML_TK_NONE) {
        p->mark++;
        if (pml_take(p, PML_TK_EQUAL)) {
            pml_error_range(p, mark, mark + 1, "cannot assign to %s", pml_token_text(kind));
        }
        p->mark = mark;
    }
    bool named = pml_take(p, PML_TK_NAME) && pml_take(p, PML_TK_EQUAL);
    if (named && pml_rule_expression(p) && pml_rule_comprehension(p, &last)) {
        pml_error_range(p, mark, mark + 1, equality_text);
    }
    p->mark = mark;
    PmlNode *a;
    if (!named && (a = pml_rule_expression(p)) && pml_take(p, PML_TK_EQUAL)) {
        pml_error_range(p, a->first, p->mark - 1,
                        "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    p->mark = mark;
}

/* -- targets ----------------------------------------------------------------------------- */

static void explain_annotation(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNodes rest = {0};
    PmlNode *a = NULL;
    if (pml_peek(p) == PML_TK_LPAR || pml_peek(p) == PML_TK_LSQB) {
        a = pml_rule_atom(p);
        if (a && (a->kind == PML_N_LIST || a->kind == PML_N_TUPLE) && pml_take(p, PML_TK_COLON) &&
            pml_rule_expression(p)) {
            pml_error_range(p, a->first, a->last, "only single target (not %s) can be annotated",
                            pml_node_name(a));
        }
        p->mark = mark;
    }
    a = pml_rule_star_named(p);
    if (a && pml_take(p, PML_TK_COMMA)) {
        while (pml_rule_star_nameds(p, &rest)) {
        }
        if (pml_take(p, PML_TK_COLON) && pml_rule_expression(p)) {
            pml_error_range(p, a->first, a->last,
                            "only single target (not tuple) can be annotated");
        }
    }
    p->mark = mark;
    a = pml_rule_expression(p);
    if (a && pml_take(p, PML_TK_COLON) && pml_rule_expression(p)) {
        pml_error_range(p, a->first, a->last, "illegal target for annotation");
    }
    p->mark = mark;
}

static bool is_augmented(int kind)
{
    switch (kind) {
    case PML_TK_PLUSEQUAL:
    case PML_TK_MINEQUAL:
    case PML_TK_STAREQUAL:
    case PML_TK_SLASHEQUAL:
    case PML_TK_PERCENTEQUAL:
    case PML_TK_AMPEREQUAL:
    case PML_TK_VBAREQUAL:
    case PML_TK_CIRCUMFLEXEQUAL:
    case PML_TK_LEFTSHIFTEQUAL:
    case PML_TK_RIGHTSHIFTEQUAL:
    case PML_TK_DOUBLESTAREQUAL:
    case PML_TK_DOUBLESLASHEQUAL:
    case PML_TK_ATEQUAL: return true;
    default: return false;
    }
}

void pml_explain_assignment(PmlParser *p)
{
    int32_t mark = p->mark;
    explain_annotation(p);
    for (;;) { /* past the good targets */
        int32_t start = p->mark;
        if (!pml_rule_star_targets(p) || !pml_take(p, PML_TK_EQUAL)) {
            p->mark = start;
            break;
        }
    }
    int32_t start = p->mark;
    PmlNode *a = pml_rule_star_expressions(p);
    if (a && pml_take(p, PML_TK_EQUAL)) {
        pml_explain_target(p, a, PML_TARGETS_STAR);
    }
    p->mark = start;
    a = pml_rule_yield(p);
    if (a && pml_take(p, PML_TK_EQUAL)) {
        pml_error_range(p, a->first, a->last, "assignment to yield expression not possible");
    }
    p->mark = mark;
    a = pml_rule_star_expressions(p);
    if (a && is_augmented(pml_peek(p))) {
        p->mark++;
        if (pml_rule_yield(p) || pml_rule_star_expressions(p)) {
            pml_error_range(p, a->first, a->last,
                            "'%s' is an illegal expression for augmented assignment",
                            pml_node_name(a));
        }
    }
    p->mark = mark;
}

void pml_explain_for_target(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_FOR)) {
        PmlNode *a = pml_rule_star_expressions(p);
        if (a) {
            pml_explain_target(p, a, PML_TARGETS_FOR);
        }
    }
    p->mark = mark;
}

/* match, case and patterns. */
#include "lang/grammar.h"

static bool pattern(PmlParser *p);

/* !"_" NAME !('.' | '(' | '=') */
static bool capture_target(PmlParser *p)
{
    if (pml_peek_soft(p, "_") || pml_peek(p) != PML_TK_NAME) {
        return false;
    }
    int next = pml_peek_at(p, 1);
    if (next == PML_TK_DOT || next == PML_TK_LPAR || next == PML_TK_EQUAL) {
        return false;
    }
    p->mark++;
    return true;
}

static bool is_imaginary(const PmlParser *p, int32_t i)
{
    char c = p->source[p->tokens[i].end - 1];
    return (c == 'j' || c == 'J') && p->source[p->tokens[i].start] != 'j';
}

/* ['-'] NUMBER [('+' | '-') NUMBER] */
static bool number(PmlParser *p)
{
    int32_t mark = p->mark;
    pml_take(p, PML_TK_MINUS);
    if (!pml_take(p, PML_TK_NUMBER)) {
        p->mark = mark;
        return false;
    }
    int32_t real = p->mark - 1;
    if (pml_peek(p) != PML_TK_PLUS && pml_peek(p) != PML_TK_MINUS) {
        return true;
    }
    p->mark++;
    if (is_imaginary(p, real)) {
        pml_error_range(p, real, real, "real number required in complex literal");
    }
    if (!pml_take(p, PML_TK_NUMBER)) {
        p->mark = mark;
        return false;
    }
    if (!is_imaginary(p, p->mark - 1)) {
        pml_error_range(p, p->mark - 1, p->mark - 1,
                        "imaginary number required in complex literal");
    }
    return true;
}

static bool literal(PmlParser *p)
{
    switch (pml_peek(p)) {
    case PML_TK_STRING: pml_rule_strings(p); return true;
    case PML_TK_NONE:
    case PML_TK_TRUE:
    case PML_TK_FALSE: p->mark++; return true;
    default: return number(p);
    }
}

/* NAME ('.' NAME)*; how many names. */
static int attribute(PmlParser *p)
{
    if (!pml_take(p, PML_TK_NAME)) {
        return 0;
    }
    int n = 1;
    while (pml_take(p, PML_TK_DOT)) {
        if (!pml_take(p, PML_TK_NAME)) {
            p->mark--;
            break;
        }
        n++;
    }
    return n;
}

/* '*' NAME | pattern */
static bool maybe_star(PmlParser *p, bool *star)
{
    int32_t mark = p->mark;
    *star = pml_take(p, PML_TK_STAR);
    if (!*star) {
        return pattern(p);
    }
    if (capture_target(p) || (pml_peek_soft(p, "_") && pml_take(p, PML_TK_NAME))) {
        p->tokens[mark].roles |= PML_ROLE_PARAMETER;
        return true;
    }
    p->mark = mark;
    return false;
}

/* maybe_star (',' maybe_star)* [',']; counts commas. */
static bool sequence(PmlParser *p, int *commas, bool *star)
{
    bool other;
    *commas = 0;
    if (!maybe_star(p, star)) {
        return false;
    }
    while (pml_take(p, PML_TK_COMMA)) {
        ++*commas;
        if (!maybe_star(p, &other)) {
            break;
        }
    }
    return true;
}

static bool parenthesized(PmlParser *p)
{
    int commas;
    bool star;
    p->mark++;
    if (pml_take(p, PML_TK_RPAR)) {
        return true;
    }
    return sequence(p, &commas, &star) && (commas || !star) && pml_take(p, PML_TK_RPAR);
}

static bool bracketed(PmlParser *p)
{
    int commas;
    bool star;
    p->mark++;
    if (pml_take(p, PML_TK_RSQB)) {
        return true;
    }
    return sequence(p, &commas, &star) && pml_take(p, PML_TK_RSQB);
}

static bool mapping(PmlParser *p)
{
    p->mark++;
    while (pml_peek(p) != PML_TK_RBRACE) {
        int32_t mark = p->mark;
        if (pml_take(p, PML_TK_DOUBLESTAR)) {
            if (!capture_target(p)) {
                return false;
            }
            p->tokens[mark].roles |= PML_ROLE_PARAMETER;
            pml_take(p, PML_TK_COMMA);
            break;
        }
        if (pml_peek(p) == PML_TK_NAME ? attribute(p) < 2 : !literal(p)) {
            return false;
        }
        if (!pml_take(p, PML_TK_COLON) || !pattern(p)) {
            return false;
        }
        if (!pml_take(p, PML_TK_COMMA)) {
            break;
        }
    }
    return pml_take(p, PML_TK_RBRACE);
}

/* One argument of a class pattern: NAME '=' pattern | pattern. */
static bool class_argument(PmlParser *p, bool *keyword)
{
    *keyword = pml_peek(p) == PML_TK_NAME && pml_peek_at(p, 1) == PML_TK_EQUAL;
    if (*keyword) {
        p->mark += 2;
    }
    return pattern(p);
}

static bool class_arguments(PmlParser *p)
{
    bool keywords = false, keyword;
    p->mark++;
    while (pml_peek(p) != PML_TK_RPAR) {
        int32_t first = p->mark;
        if (keywords && !p->explain && pml_peek(p) == PML_TK_NAME &&
            pml_peek_at(p, 1) != PML_TK_EQUAL) {
            return false;
        }
        if (!class_argument(p, &keyword)) {
            return false;
        }
        if (keywords && !keyword) {
            if (p->explain) { /* all the positional patterns that follow */
                int32_t last = p->mark - 1;
                while (pml_take(p, PML_TK_COMMA) && pml_peek(p) != PML_TK_RPAR &&
                       class_argument(p, &keyword) && !keyword) {
                    last = p->mark - 1;
                }
                pml_error_range(p, first, last, "positional patterns follow keyword patterns");
            }
            return false;
        }
        keywords = keyword;
        if (!pml_take(p, PML_TK_COMMA)) {
            break;
        }
    }
    return pml_take(p, PML_TK_RPAR);
}

static bool closed(PmlParser *p)
{
    switch (pml_peek(p)) {
    case PML_TK_LPAR: return parenthesized(p);
    case PML_TK_LSQB: return bracketed(p);
    case PML_TK_LBRACE: return mapping(p);
    case PML_TK_NAME:
        if (pml_peek_soft(p, "_")) {
            p->mark++;
            return true;
        }
        attribute(p);
        if (pml_peek(p) == PML_TK_LPAR) {
            return class_arguments(p);
        }
        return pml_peek(p) != PML_TK_EQUAL;
    default: return literal(p);
    }
}

static bool or_pattern(PmlParser *p)
{
    int32_t mark = p->mark;
    do {
        if (!closed(p)) {
            p->mark = mark;
            return false;
        }
    } while (pml_take(p, PML_TK_VBAR));
    return true;
}

static bool pattern(PmlParser *p)
{
    pml_enter_rule(p);
    bool ok = or_pattern(p);
    pml_leave_rule(p);
    int32_t as = p->mark;
    if (!ok || !pml_take(p, PML_TK_AS) || capture_target(p)) {
        return ok;
    }
    if (p->explain) {
        if (pml_peek_soft(p, "_")) {
            pml_error_range(p, p->mark, p->mark, "cannot use '_' as a target");
        }
        PmlNode *a;
        if (pml_peek(p) != PML_TK_NAME && (a = pml_rule_expression(p))) {
            pml_error_range(p, a->first, a->last, "invalid pattern target");
        }
    }
    p->mark = as;
    return true;
}

static bool case_block(PmlParser *p)
{
    int32_t keyword = p->mark;
    int commas;
    bool star;
    if (!pml_peek_soft(p, "case")) {
        return false;
    }
    p->mark++;
    if (sequence(p, &commas, &star) && (commas || !star) &&
        (!pml_take(p, PML_TK_IF) || pml_rule_named(p))) {
        pml_explain_colon(p);
        if (pml_take(p, PML_TK_COLON)) {
            pml_explain_indent(p, keyword, "'case' statement");
            if (pml_rule_block(p)) {
                p->tokens[keyword].roles |= PML_ROLE_SOFT;
                return true;
            }
        }
    }
    p->mark = keyword;
    return false;
}

static bool subject(PmlParser *p)
{
    PmlNodes items = {0};
    PmlNode *n = pml_rule_star_named(p);
    if (!n) {
        return false;
    }
    if (pml_take(p, PML_TK_COMMA)) {
        pml_rule_star_nameds(p, &items);
        return true;
    }
    return n->kind != PML_N_STARRED;
}

bool pml_rule_match(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (subject(p)) {
        pml_explain_colon(p);
        if (pml_take(p, PML_TK_COLON)) {
            pml_explain_indent(p, keyword, "'match' statement");
            if (pml_take(p, PML_TK_NEWLINE) && pml_take(p, PML_TK_INDENT) && case_block(p)) {
                while (case_block(p)) {
                }
                if (pml_take(p, PML_TK_DEDENT)) {
                    p->tokens[keyword].roles |= PML_ROLE_SOFT;
                    return true;
                }
            }
        }
    }
    p->mark = keyword;
    return false;
}

/* Statements of one line. */
#include "lang/grammar.h"

static bool is_augmented_assignment(int kind)
{
    return (kind >= PML_TK_PLUSEQUAL && kind <= PML_TK_DOUBLESTAREQUAL) ||
           kind == PML_TK_DOUBLESLASHEQUAL || kind == PML_TK_ATEQUAL;
}

static PmlNode *assigned_value(PmlParser *p)
{
    return pml_peek(p) == PML_TK_YIELD ? pml_rule_yield(p) : pml_rule_star_expressions(p);
}

/* At ':' after a target: expression ['=' value] */
static bool annotated(PmlParser *p)
{
    p->mark++;
    int32_t first = p->mark;
    if (!pml_rule_expression(p)) {
        return false;
    }
    p->tokens[first].roles |= PML_ROLE_OPEN;
    p->tokens[p->mark - 1].roles |= PML_ROLE_CLOSE;
    int32_t end = p->mark;
    if (pml_take(p, PML_TK_EQUAL) && !assigned_value(p)) {
        p->mark = end;
    }
    return true;
}

/* Past `target` already: what makes it an assignment. */
static bool assignment_tail(PmlParser *p, PmlNode *target)
{
    int next = pml_peek(p);
    if (next == PML_TK_COLON) {
        return pml_is_single_target(target) && annotated(p);
    }
    if (is_augmented_assignment(next)) {
        p->mark++;
        return pml_is_single_target(target) && assigned_value(p);
    }
    if (next != PML_TK_EQUAL) {
        return false;
    }
    while (pml_peek(p) == PML_TK_EQUAL) {
        if (!pml_is_star_target(target)) {
            return false;
        }
        p->mark++;
        target = assigned_value(p);
        if (!target) {
            return false;
        }
    }
    return true;
}

/* assignment | star_expressions | yield_expr */
static bool expression_stmt(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_peek(p) == PML_TK_YIELD) {
        if (p->explain) {
            pml_explain_assignment(p);
        }
        return pml_rule_yield(p) != NULL;
    }
    if (pml_peek(p) == PML_TK_NAME) {
        pml_peek_at(p, 1); /* NAME ':' is what CPython looks for first */
    }
    PmlNode *n = pml_rule_star_expressions(p);
    int32_t end = p->mark;
    if (n && assignment_tail(p, n)) {
        return true;
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_assignment(p);
    }
    p->mark = n ? end : mark;
    return n != NULL;
}

static bool names(PmlParser *p)
{
    do {
        if (!pml_take(p, PML_TK_NAME)) {
            return false;
        }
    } while (pml_take(p, PML_TK_COMMA));
    return true;
}

/* -- import ------------------------------------------------------------------------------ */

static bool dotted_name(PmlParser *p)
{
    if (!pml_take(p, PML_TK_NAME)) {
        return false;
    }
    while (pml_take(p, PML_TK_DOT)) {
        if (!pml_take(p, PML_TK_NAME)) {
            p->mark--;
            break;
        }
    }
    return true;
}

/* ['as' NAME] */
static bool as_name(PmlParser *p)
{
    if (pml_take(p, PML_TK_AS) && !pml_take(p, PML_TK_NAME)) {
        p->mark--;
        return false;
    }
    return true;
}

static bool import_name(PmlParser *p)
{
    do {
        if (!dotted_name(p) || !as_name(p)) {
            return false;
        }
    } while (pml_take(p, PML_TK_COMMA));
    return true;
}

/* NAME ['as' NAME] (',' ...)*; stops before a comma that nothing follows. */
static bool imported_names(PmlParser *p)
{
    int32_t end = p->mark;
    while (pml_take(p, PML_TK_NAME) && as_name(p)) {
        end = p->mark;
        if (!pml_take(p, PML_TK_COMMA)) {
            return true;
        }
    }
    bool any = p->mark > end && p->tokens[end].kind == PML_TK_COMMA;
    p->mark = end;
    return any;
}

static bool import_from(PmlParser *p)
{
    bool dots = false;
    while (pml_take(p, PML_TK_DOT) || pml_take(p, PML_TK_ELLIPSIS)) {
        dots = true;
    }
    if (!dotted_name(p) && !dots) {
        return false;
    }
    if (!pml_take(p, PML_TK_IMPORT)) {
        return false;
    }
    if (pml_take(p, PML_TK_STAR)) {
        p->tokens[p->mark - 1].roles |= PML_ROLE_PARAMETER;
        return true;
    }
    if (pml_take(p, PML_TK_LPAR)) {
        if (!imported_names(p)) {
            return false;
        }
        pml_take(p, PML_TK_COMMA);
        return pml_take(p, PML_TK_RPAR);
    }
    if (!imported_names(p)) {
        return false;
    }
    if (pml_peek(p) != PML_TK_COMMA) {
        return true;
    }
    if (p->explain && pml_peek_at(p, 1) == PML_TK_NEWLINE) {
        pml_error_here(p, PML_T_SyntaxError,
                       "trailing comma not allowed without surrounding parentheses");
    }
    return false;
}

/* -- the others -------------------------------------------------------------------------- */

static bool delete (PmlParser *p)
{
    int32_t mark = p->mark;
    bool any = false;
    for (;;) {
        int32_t start = p->mark;
        PmlNode *n = pml_rule_primary(p);
        if (!n || !pml_is_del_target(n)) {
            p->mark = start;
            break;
        }
        any = true;
        if (!pml_take(p, PML_TK_COMMA)) {
            break;
        }
    }
    if (any && (pml_peek(p) == PML_TK_SEMI || pml_peek(p) == PML_TK_NEWLINE)) {
        return true;
    }
    p->mark = mark;
    PmlNode *n = p->explain ? pml_rule_star_expressions(p) : NULL;
    if (n) {
        pml_explain_target(p, n, PML_TARGETS_DEL);
    }
    p->mark = mark;
    return false;
}

static bool raise(PmlParser *p)
{
    if (pml_rule_expression(p)) {
        int32_t end = p->mark;
        if (pml_take(p, PML_TK_FROM) && !pml_rule_expression(p)) {
            p->mark = end;
        }
    }
    return true;
}

static bool assert_(PmlParser *p)
{
    if (!pml_rule_expression(p)) {
        return false;
    }
    int32_t end = p->mark;
    if (pml_take(p, PML_TK_COMMA) && !pml_rule_expression(p)) {
        p->mark = end;
    }
    return true;
}

static bool keyword_stmt(PmlParser *p, int kind)
{
    p->mark++;
    switch (kind) {
    case PML_TK_RETURN: pml_rule_star_expressions(p); return true;
    case PML_TK_IMPORT: return import_name(p);
    case PML_TK_FROM: return import_from(p);
    case PML_TK_RAISE: return raise(p);
    case PML_TK_DEL: return delete (p);
    case PML_TK_ASSERT: return assert_(p);
    case PML_TK_GLOBAL:
    case PML_TK_NONLOCAL: return names(p);
    default: return true; /* pass, break, continue */
    }
}

static bool simple_stmt(PmlParser *p)
{
    int kind = pml_peek(p);
    int32_t mark = p->mark;
    switch (kind) {
    case PML_TK_RETURN:
    case PML_TK_IMPORT:
    case PML_TK_FROM:
    case PML_TK_RAISE:
    case PML_TK_DEL:
    case PML_TK_ASSERT:
    case PML_TK_GLOBAL:
    case PML_TK_NONLOCAL:
    case PML_TK_PASS:
    case PML_TK_BREAK:
    case PML_TK_CONTINUE:
        if (keyword_stmt(p, kind)) {
            return true;
        }
        p->mark = mark;
        return false;
    default: return expression_stmt(p);
    }
}

bool pml_rule_simple_stmts(PmlParser *p)
{
    int32_t mark = p->mark;
    while (simple_stmt(p)) {
        if (pml_take(p, PML_TK_NEWLINE)) {
            return true;
        }
        if (!pml_take(p, PML_TK_SEMI)) {
            break;
        }
        if (pml_take(p, PML_TK_NEWLINE)) {
            return true;
        }
    }
    p->mark = mark;
    return false;
}

/* Statements with blocks. */
#include "lang/grammar.h"

void pml_explain_indent(PmlParser *p, int32_t keyword, const char *what)
{
    int32_t mark = p->mark;
    if (p->explain && pml_take(p, PML_TK_NEWLINE) && pml_peek(p) != PML_TK_INDENT) {
        pml_error_here(p, PML_T_IndentationError, "expected an indented block after %s on line %d",
                       what, (int)p->tokens[keyword].lineno);
    }
    p->mark = mark;
}

void pml_explain_colon(PmlParser *p)
{
    if (p->explain && pml_peek(p) == PML_TK_NEWLINE) {
        pml_error_here(p, PML_T_SyntaxError, "expected ':'");
    }
}

/* ':' block, with the explanations for both */
static bool body(PmlParser *p, int32_t keyword, const char *what)
{
    pml_explain_colon(p);
    if (!pml_take(p, PML_TK_COLON)) {
        return false;
    }
    pml_explain_indent(p, keyword, what);
    return pml_rule_block(p) != NULL;
}

bool pml_rule_statements(PmlParser *p)
{
    bool any = false;
    while (pml_rule_statement(p)) {
        any = true;
    }
    return any;
}

static PmlNode *block(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_NEWLINE)) {
        return pml_rule_simple_stmts(p) ? pml_node(p, PML_N_OTHER, mark, p->mark - 1) : NULL;
    }
    if (pml_take(p, PML_TK_INDENT)) {
        if (pml_rule_statements(p) && pml_take(p, PML_TK_DEDENT)) {
            return pml_node(p, PML_N_OTHER, mark, p->mark - 1);
        }
    } else if (p->explain) {
        pml_error_here(p, PML_T_IndentationError, "expected an indented block");
    }
    p->mark = mark;
    return NULL;
}

PmlNode *pml_rule_block(PmlParser *p)
{
    pml_enter_rule(p);
    PmlNode *n = pml_rule_memo(p, PML_RULE_BLOCK, block);
    pml_leave_rule(p);
    return n;
}

/* ['else' ':' block]; true also when there is none. */
static bool optional_else(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_ELSE)) {
        return true;
    }
    pml_demand(p, PML_TK_COLON);
    pml_explain_indent(p, mark, "'else' statement");
    if (pml_rule_block(p)) {
        return true;
    }
    p->mark = mark;
    return false;
}

static bool if_stmt(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (!pml_rule_named(p) || !body(p, keyword, "'if' statement")) {
        return false;
    }
    while (pml_peek(p) == PML_TK_ELIF) {
        keyword = p->mark++;
        if (!pml_rule_named(p) || !body(p, keyword, "'elif' statement")) {
            p->mark = keyword;
            return true; /* the whole then fails at elif */
        }
    }
    optional_else(p);
    return true;
}

static bool while_stmt(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (!pml_rule_named(p) || !body(p, keyword, "'while' statement")) {
        return false;
    }
    optional_else(p);
    return true;
}

static bool for_stmt(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (pml_rule_star_targets(p) && pml_take(p, PML_TK_IN)) {
        if (!pml_rule_star_expressions(p) || !body(p, keyword, "'for' statement")) {
            return false;
        }
        optional_else(p);
        return true;
    }
    if (p->explain) {
        p->mark = keyword;
        pml_explain_for_target(p);
    }
    return false;
}

/* -- with -------------------------------------------------------------------------------- */

static bool with_item(PmlParser *p)
{
    if (!pml_rule_expression(p)) {
        return false;
    }
    int32_t as = p->mark;
    if (!pml_take(p, PML_TK_AS)) {
        return true;
    }
    if (pml_rule_star_target(p)) {
        int next = pml_peek(p);
        if (next == PML_TK_COMMA || next == PML_TK_RPAR || next == PML_TK_COLON) {
            p->tokens[as].roles |= PML_ROLE_TARGET_AS;
            return true;
        }
    }
    if (p->explain) {
        p->mark = as + 1;
        PmlNode *a = pml_rule_expression(p);
        if (a) {
            int next = pml_peek(p);
            if (next == PML_TK_COMMA || next == PML_TK_RPAR || next == PML_TK_COLON) {
                pml_explain_target(p, a, PML_TARGETS_STAR);
            }
        }
    }
    p->mark = as;
    return true;
}

static bool parenthesized_items(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_LPAR) && with_item(p)) {
        while (pml_take(p, PML_TK_COMMA) && with_item(p)) {
        }
        if (pml_take(p, PML_TK_RPAR) && pml_peek(p) == PML_TK_COLON) {
            return true;
        }
    }
    p->mark = mark;
    return false;
}

static bool plain_items(PmlParser *p)
{
    do {
        if (!with_item(p)) {
            return false;
        }
    } while (pml_take(p, PML_TK_COMMA));
    return true;
}

/* item ['as' target] (',' ...)*, whatever follows */
static bool header_items(PmlParser *p, PmlNode *(*item)(PmlParser *))
{
    bool any = false;
    for (;;) {
        int32_t start = p->mark;
        if (any && !pml_take(p, PML_TK_COMMA)) {
            return true;
        }
        if (!item(p)) {
            p->mark = start;
            return any;
        }
        any = true;
        int32_t as = p->mark;
        if (pml_take(p, PML_TK_AS) && !pml_rule_star_target(p)) {
            p->mark = as;
        }
    }
}

/* The header without ':' at the end of a line. */
static void explain_with_colon(PmlParser *p, int32_t keyword)
{
    p->mark = keyword + 1;
    if (header_items(p, pml_rule_expression)) {
        pml_explain_colon(p);
    }
    p->mark = keyword + 1;
    if (pml_take(p, PML_TK_LPAR) && header_items(p, pml_rule_expressions)) {
        pml_take(p, PML_TK_COMMA);
        if (pml_take(p, PML_TK_RPAR)) {
            pml_explain_colon(p);
        }
    }
}

static bool with_stmt(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if ((parenthesized_items(p) || plain_items(p)) && pml_take(p, PML_TK_COLON)) {
        pml_explain_indent(p, keyword, "'with' statement");
        if (pml_rule_block(p)) {
            return true;
        }
    }
    if (p->explain) {
        explain_with_colon(p, keyword);
    }
    return false;
}

/* -- try --------------------------------------------------------------------------------- */

static bool as_name(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_AS)) {
        return true;
    }
    if (pml_take(p, PML_TK_NAME)) {
        p->tokens[mark].roles |= PML_ROLE_TARGET_AS;
        return true;
    }
    p->mark = mark;
    return true;
}

static void explain_except(PmlParser *p)
{
    int32_t mark = p->mark++;
    pml_take(p, PML_TK_STAR);
    int32_t start = p->mark;
    PmlNode *a = pml_rule_expression(p);
    if (a && pml_take(p, PML_TK_COMMA) && pml_rule_expressions(p) && as_name(p) &&
        pml_take(p, PML_TK_COLON)) {
        pml_error_from(p, a->first, "multiple exception types must be parenthesized");
    }
    p->mark = start;
    if (pml_rule_expression(p) && as_name(p)) {
        pml_explain_colon(p);
    }
    p->mark = mark + 1;
    pml_explain_colon(p);
    if (pml_take(p, PML_TK_STAR) &&
        (pml_peek(p) == PML_TK_NEWLINE || pml_peek(p) == PML_TK_COLON)) {
        pml_error_here(p, PML_T_SyntaxError, "expected one or more exception types");
    }
    p->mark = mark;
}

static bool except_block(PmlParser *p, bool star)
{
    int32_t keyword = p->mark;
    if (!pml_take(p, PML_TK_EXCEPT)) {
        return false;
    }
    bool ok = true;
    if (star) {
        ok = pml_take(p, PML_TK_STAR) && pml_rule_expression(p) && as_name(p);
    } else if (pml_peek(p) != PML_TK_COLON) {
        ok = pml_rule_expression(p) && as_name(p);
    }
    if (ok && pml_take(p, PML_TK_COLON)) {
        pml_explain_indent(p, keyword, star ? "'except*' statement" : "'except' statement");
        if (pml_rule_block(p)) {
            if (star) {
                p->tokens[keyword + 1].roles |= PML_ROLE_PARAMETER;
            }
            return true;
        }
    }
    p->mark = keyword;
    if (p->explain && (star || pml_peek_at(p, 1) != PML_TK_STAR)) {
        explain_except(p);
    }
    return false;
}

static bool finally_block(PmlParser *p)
{
    int32_t keyword = p->mark;
    if (!pml_take(p, PML_TK_FINALLY)) {
        return false;
    }
    pml_demand(p, PML_TK_COLON);
    pml_explain_indent(p, keyword, "'finally' statement");
    if (pml_rule_block(p)) {
        return true;
    }
    p->mark = keyword;
    return false;
}

/* After the handlers: one of the other kind. */
static void explain_mixed(PmlParser *p, bool star)
{
    static const char text[] = "cannot have both 'except' and 'except*' on the same 'try'";
    int32_t mark = p->mark;
    if (p->explain && pml_take(p, PML_TK_EXCEPT)) {
        if (!star) {
            if (pml_take(p, PML_TK_STAR) && pml_rule_expression(p) && as_name(p) &&
                pml_take(p, PML_TK_COLON)) {
                pml_error_range(p, mark, mark + 1, text);
            }
        } else {
            if (pml_rule_expression(p)) {
                as_name(p);
            }
            if (pml_take(p, PML_TK_COLON)) {
                pml_error_range(p, mark, mark, text);
            }
        }
    }
    p->mark = mark;
}

static bool try_stmt(PmlParser *p)
{
    int32_t keyword = p->mark++;
    pml_demand(p, PML_TK_COLON);
    pml_explain_indent(p, keyword, "'try' statement");
    if (!pml_rule_block(p)) {
        while (p->explain && except_block(p, false)) {
        }
        return false;
    }
    if (pml_peek(p) == PML_TK_FINALLY) {
        return finally_block(p);
    }
    if (p->explain && pml_peek(p) != PML_TK_EXCEPT) {
        pml_error_here(p, PML_T_SyntaxError, "expected 'except' or 'finally' block");
    }
    bool star = pml_peek(p) == PML_TK_EXCEPT && pml_peek_at(p, 1) == PML_TK_STAR;
    int handlers = 0;
    while (except_block(p, star)) {
        handlers++;
    }
    if (!handlers) {
        return false;
    }
    explain_mixed(p, star);
    optional_else(p);
    if (pml_peek(p) == PML_TK_FINALLY) {
        finally_block(p);
    }
    return true;
}

/* -- definitions ------------------------------------------------------------------------- */

static bool function_def(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (!pml_take(p, PML_TK_NAME)) {
        return false;
    }
    pml_demand(p, PML_TK_LPAR);
    pml_rule_params(p, false);
    if (!pml_take(p, PML_TK_RPAR)) {
        return false;
    }
    if (pml_take(p, PML_TK_RARROW)) {
        int32_t first = p->mark;
        if (pml_rule_expression(p)) {
            p->tokens[first].roles |= PML_ROLE_OPEN;
            p->tokens[p->mark - 1].roles |= PML_ROLE_CLOSE;
        } else {
            p->mark = first - 1; /* at the arrow, ':' is missed */
        }
    }
    pml_demand(p, PML_TK_COLON);
    pml_explain_indent(p, keyword, "function definition");
    return pml_rule_block(p) != NULL;
}

static bool class_def(PmlParser *p)
{
    int32_t keyword = p->mark++;
    if (!pml_take(p, PML_TK_NAME)) {
        return false;
    }
    int32_t open = p->mark;
    if (pml_take(p, PML_TK_LPAR)) {
        pml_rule_arguments(p);
        if (!pml_take(p, PML_TK_RPAR)) {
            p->mark = open;
            return false;
        }
    }
    return body(p, keyword, "class definition");
}

static bool decorated(PmlParser *p)
{
    while (pml_take(p, PML_TK_AT)) {
        if (!pml_rule_named(p) || !pml_take(p, PML_TK_NEWLINE)) {
            return false;
        }
    }
    switch (pml_peek(p)) {
    case PML_TK_DEF: return function_def(p);
    case PML_TK_CLASS: return class_def(p);
    default: return false;
    }
}

bool pml_is_compound(const PmlParser *p, int32_t first)
{
    const PmlToken *t = &p->tokens[first];
    switch (t->kind) {
    case PML_TK_IF:
    case PML_TK_WHILE:
    case PML_TK_FOR:
    case PML_TK_WITH:
    case PML_TK_TRY:
    case PML_TK_DEF:
    case PML_TK_CLASS:
    case PML_TK_AT: return true;
    default: return (t->roles & PML_ROLE_SOFT) != 0;
    }
}

bool pml_rule_statement(PmlParser *p)
{
    int32_t mark = p->mark;
    bool ok = false;
    switch (pml_peek(p)) {
    case PML_TK_IF: ok = if_stmt(p); break;
    case PML_TK_WHILE: ok = while_stmt(p); break;
    case PML_TK_FOR: ok = for_stmt(p); break;
    case PML_TK_WITH: ok = with_stmt(p); break;
    case PML_TK_TRY: ok = try_stmt(p); break;
    case PML_TK_DEF: ok = function_def(p); break;
    case PML_TK_CLASS: ok = class_def(p); break;
    case PML_TK_AT: ok = decorated(p); break;
    case PML_TK_NEWLINE:
    case PML_TK_INDENT:
    case PML_TK_DEDENT:
    case PML_TK_END: return false;
    default:
        if (pml_peek_soft(p, "match") && pml_rule_match(p)) {
            return true;
        }
        p->mark = mark;
        return pml_rule_simple_stmts(p);
    }
    if (!ok) {
        p->mark = mark;
    }
    return ok;
}

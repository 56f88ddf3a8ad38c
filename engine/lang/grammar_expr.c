/* Expressions, from yield down to the operands of operators. */
#include "lang/grammar.h"

PmlNode *pml_rule_starred(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_STAR)) {
        PmlNode *value = pml_rule_expression(p);
        if (value) {
            PmlNode *n = pml_node(p, PML_N_STARRED, mark, p->mark - 1);
            n->items = pml_parser_alloc(p, sizeof(PmlNode *));
            n->items[0] = value;
            n->count = 1;
            return n;
        }
    }
    p->mark = mark;
    return NULL;
}

/* '*' bitwise_or */
static PmlNode *star_or(PmlParser *p)
{
    int32_t mark = p->mark;
    p->mark++;
    PmlNode *value = pml_rule_bitwise_or(p);
    if (!value) {
        p->mark = mark;
        return NULL;
    }
    PmlNode *n = pml_node(p, PML_N_STARRED, mark, p->mark - 1);
    n->items = pml_parser_alloc(p, sizeof(PmlNode *));
    n->items[0] = value;
    n->count = 1;
    return n;
}

/* item (',' item)* [',']: a tuple when there is a comma. */
static PmlNode *tuple_of(PmlParser *p, PmlNode *(*item)(PmlParser *))
{
    int32_t mark = p->mark;
    PmlNode *first = item(p);
    if (!first || pml_peek(p) != PML_TK_COMMA) {
        return first;
    }
    PmlNodes items = {0};
    pml_nodes_add(p, &items, first);
    while (pml_take(p, PML_TK_COMMA)) {
        PmlNode *next = item(p);
        if (!next) {
            break;
        }
        pml_nodes_add(p, &items, next);
    }
    PmlNode *n = pml_node(p, PML_N_TUPLE, mark, p->mark - 1);
    n->items = items.items;
    n->count = items.count;
    return n;
}

PmlNode *pml_rule_expressions(PmlParser *p)
{
    return tuple_of(p, pml_rule_expression);
}

static PmlNode *star_expression(PmlParser *p)
{
    return pml_peek(p) == PML_TK_STAR ? star_or(p) : pml_rule_expression(p);
}

PmlNode *pml_rule_star_expression(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_STAR_EXPRESSION, star_expression);
}

static PmlNode *star_expressions(PmlParser *p)
{
    return tuple_of(p, pml_rule_star_expression);
}

PmlNode *pml_rule_star_expressions(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_STAR_EXPRESSIONS, star_expressions);
}

PmlNode *pml_rule_star_named(PmlParser *p)
{
    return pml_peek(p) == PML_TK_STAR ? star_or(p) : pml_rule_named(p);
}

/* star_named (',' star_named)* [','] */
bool pml_rule_star_nameds(PmlParser *p, PmlNodes *items)
{
    PmlNode *n = pml_rule_star_named(p);
    if (!n) {
        return false;
    }
    pml_nodes_add(p, items, n);
    while (pml_take(p, PML_TK_COMMA)) {
        n = pml_rule_star_named(p);
        if (!n) {
            break;
        }
        pml_nodes_add(p, items, n);
    }
    return true;
}

PmlNode *pml_rule_yield(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_YIELD)) {
        return NULL;
    }
    if (pml_take(p, PML_TK_FROM)) {
        if (!pml_rule_expression(p)) {
            p->mark = mark;
            return NULL;
        }
    } else {
        pml_rule_star_expressions(p);
    }
    return pml_node(p, PML_N_YIELD, mark, p->mark - 1);
}

/* NAME ':=' expression */
PmlNode *pml_rule_assignment_expression(PmlParser *p)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_NAME)) {
        if (pml_take(p, PML_TK_COLONEQUAL) && pml_rule_expression(p)) {
            return pml_node(p, PML_N_NAMED, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    return NULL;
}

static PmlNode *named(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n = pml_rule_assignment_expression(p);
    if (n) {
        return n;
    }
    if (p->explain) {
        pml_explain_named(p);
    }
    n = pml_rule_expression(p);
    if (n && pml_peek(p) == PML_TK_COLONEQUAL) {
        n = NULL;
    }
    if (!n) {
        p->mark = mark;
    }
    return n;
}

PmlNode *pml_rule_named(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_NAMED, named);
}

static PmlNode *lambda(PmlParser *p)
{
    int32_t mark = p->mark;
    p->mark++;
    if (pml_peek(p) != PML_TK_COLON) {
        pml_rule_params(p, true);
    }
    if (pml_take(p, PML_TK_COLON) && pml_rule_expression(p)) {
        return pml_node(p, PML_N_LAMBDA, mark, p->mark - 1);
    }
    p->mark = mark;
    return NULL;
}

static PmlNode *expression(PmlParser *p)
{
    if (p->explain) {
        pml_explain_expression(p);
        pml_explain_legacy(p);
    }
    if (pml_peek(p) == PML_TK_LAMBDA) {
        return lambda(p);
    }
    int32_t mark = p->mark;
    PmlNode *n = pml_rule_disjunction(p);
    if (!n) {
        return NULL;
    }
    int32_t end = p->mark;
    if (pml_take(p, PML_TK_IF)) {
        if (pml_rule_disjunction(p) && pml_take(p, PML_TK_ELSE) && pml_rule_expression(p)) {
            return pml_node(p, PML_N_CONDITIONAL, mark, p->mark - 1);
        }
        p->mark = end;
    }
    return n;
}

PmlNode *pml_rule_expression(PmlParser *p)
{
    pml_enter_rule(p);
    PmlNode *n = pml_rule_memo(p, PML_RULE_EXPRESSION, expression);
    pml_leave_rule(p);
    return n;
}

/* operand (op operand)* */
static PmlNode *chain(PmlParser *p, int op, PmlNode *(*operand)(PmlParser *))
{
    int32_t mark = p->mark;
    PmlNode *n = operand(p);
    if (!n || pml_peek(p) != op) {
        return n;
    }
    bool any = false;
    for (;;) {
        int32_t end = p->mark;
        if (!pml_take(p, op) || !operand(p)) {
            p->mark = end;
            break;
        }
        any = true;
    }
    return any ? pml_node(p, PML_N_OPERATION, mark, p->mark - 1) : n;
}

/* True past a comparison operator. */
static bool take_comparison(PmlParser *p, bool *in)
{
    int32_t mark = p->mark;
    switch (pml_peek(p)) {
    case PML_TK_IN:
        *in = true;
        p->mark++;
        return true;
    case PML_TK_EQEQUAL:
    case PML_TK_NOTEQUAL:
    case PML_TK_LESS:
    case PML_TK_LESSEQUAL:
    case PML_TK_GREATER:
    case PML_TK_GREATEREQUAL: p->mark++; return true;
    case PML_TK_IS:
        p->mark++;
        pml_take(p, PML_TK_NOT);
        return true;
    case PML_TK_NOT:
        p->mark++;
        if (pml_take(p, PML_TK_IN)) {
            return true;
        }
        p->mark = mark;
        return false;
    default: return false;
    }
}

static PmlNode *comparison(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *left = pml_rule_bitwise_or(p);
    if (!left) {
        return NULL;
    }
    int32_t count = 0;
    bool first_in = false;
    for (;;) {
        int32_t end = p->mark;
        bool in = false;
        if (!take_comparison(p, &in) || !pml_rule_bitwise_or(p)) {
            p->mark = end;
            break;
        }
        first_in = count++ ? first_in : in;
    }
    if (!count) {
        return left;
    }
    PmlNode *n = pml_node(p, PML_N_COMPARE, mark, p->mark - 1);
    n->unpacks = first_in;
    n->items = pml_parser_alloc(p, sizeof(PmlNode *));
    n->items[0] = left;
    n->count = 1;
    return n;
}

static PmlNode *inversion_rule(PmlParser *p);
static PmlNode *inversion(PmlParser *p)
{
    int32_t mark = p->mark;
    if (!pml_take(p, PML_TK_NOT)) {
        return comparison(p);
    }
    pml_enter_rule(p);
    PmlNode *n = inversion_rule(p);
    pml_leave_rule(p);
    if (!n) {
        p->mark = mark;
        return NULL;
    }
    return pml_node(p, PML_N_OPERATION, mark, p->mark - 1);
}

static PmlNode *inversion_rule(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_INVERSION, inversion);
}

static PmlNode *conjunction(PmlParser *p)
{
    return chain(p, PML_TK_AND, inversion_rule);
}

static PmlNode *conjunction_rule(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_CONJUNCTION, conjunction);
}

static PmlNode *disjunction(PmlParser *p)
{
    return chain(p, PML_TK_OR, conjunction_rule);
}

PmlNode *pml_rule_disjunction(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_DISJUNCTION, disjunction);
}

/* Binding strength of a binary operator; 0: none. */
static int strength(int kind)
{
    switch (kind) {
    case PML_TK_VBAR: return 1;
    case PML_TK_CIRCUMFLEX: return 2;
    case PML_TK_AMPER: return 3;
    case PML_TK_LEFTSHIFT:
    case PML_TK_RIGHTSHIFT: return 4;
    case PML_TK_PLUS:
    case PML_TK_MINUS: return 5;
    case PML_TK_STAR:
    case PML_TK_SLASH:
    case PML_TK_DOUBLESLASH:
    case PML_TK_PERCENT:
    case PML_TK_AT: return 6;
    default: return 0;
    }
}

static PmlNode *factor(PmlParser *p)
{
    int32_t mark = p->mark;
    int kind = pml_peek(p);
    if (kind == PML_TK_PLUS || kind == PML_TK_MINUS || kind == PML_TK_TILDE) {
        p->mark++;
        pml_enter_rule(p);
        PmlNode *operand = factor(p);
        pml_leave_rule(p);
        if (operand) {
            return pml_node(p, PML_N_OPERATION, mark, p->mark - 1);
        }
        p->mark = mark;
        return NULL;
    }
    PmlNode *base = pml_rule_primary(p);
    if (!base || pml_peek(p) != PML_TK_DOUBLESTAR) {
        return base;
    }
    int32_t end = p->mark++;
    pml_enter_rule(p);
    PmlNode *power = factor(p);
    pml_leave_rule(p);
    if (!power) {
        p->mark = end;
        return base;
    }
    return pml_node(p, PML_N_OPERATION, mark, p->mark - 1);
}

/* Operators that bind at least as strongly as `least`. */
static PmlNode *binary(PmlParser *p, int least)
{
    int32_t mark = p->mark;
    PmlNode *left = factor(p);
    while (left) {
        int32_t end = p->mark;
        int s = strength(pml_peek(p));
        if (!s || s < least) {
            break;
        }
        p->mark++;
        if (!binary(p, s + 1)) {
            p->mark = end;
            break;
        }
        left = pml_node(p, PML_N_OPERATION, mark, p->mark - 1);
    }
    return left;
}

static PmlNode *bitwise_or(PmlParser *p)
{
    return binary(p, 1);
}

PmlNode *pml_rule_bitwise_or(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_BITWISE_OR, bitwise_or);
}

static PmlNode *primary(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n = pml_rule_atom(p);
    while (n) {
        int32_t end = p->mark;
        PmlNode *next = NULL;
        switch (pml_peek(p)) {
        case PML_TK_DOT:
            p->mark++;
            if (pml_take(p, PML_TK_NAME)) {
                next = pml_node(p, PML_N_ATTRIBUTE, mark, p->mark - 1);
            }
            break;
        case PML_TK_LPAR: next = pml_rule_call(p, n); break;
        case PML_TK_LSQB: next = pml_rule_subscript(p, n); break;
        default: return n;
        }
        if (!next) {
            p->mark = end;
            return n;
        }
        next->first = mark; /* parentheses around the first operand belong to the whole */
        n = next;
    }
    return n;
}

PmlNode *pml_rule_primary(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_PRIMARY, primary);
}

/* A run of string tokens; its value is made here, so that its errors come in order. */
PmlNode *pml_rule_strings(PmlParser *p)
{
    int32_t first = p->mark;
    while (pml_take(p, PML_TK_STRING)) {
    }
    PmlToken *t = &p->tokens[first];
    if (!t->literal) {
        t->literal = pml_string_literals(p, first, p->mark - 1);
    }
    int kind = t->literal->kind == PML_E_JoinedStr ? PML_N_FSTRING : PML_N_LITERAL;
    return pml_node(p, kind, first, p->mark - 1);
}

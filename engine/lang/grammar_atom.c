/* Atoms and what may follow them: displays, comprehensions, calls, subscripts. */
#include "lang/grammar.h"

static PmlNode *with_items(PmlParser *p, int kind, int32_t first, const PmlNodes *items)
{
    PmlNode *n = pml_node(p, kind, first, p->mark - 1);
    n->items = items->items;
    n->count = items->count;
    return n;
}

/* -- comprehensions ---------------------------------------------------------------------- */

static bool for_if_clause(PmlParser *p, int32_t *last)
{
    int32_t mark = p->mark;
    if (pml_take(p, PML_TK_FOR) && pml_rule_star_targets(p) && pml_take(p, PML_TK_IN)) {
        PmlNode *n = pml_rule_disjunction(p);
        if (!n) {
            p->mark = mark;
            return false;
        }
        *last = n->last;
        for (;;) {
            int32_t end = p->mark;
            if (!pml_take(p, PML_TK_IF) || !(n = pml_rule_disjunction(p))) {
                p->mark = end;
                return true;
            }
            *last = n->last;
        }
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_for_target(p);
    }
    return false;
}

bool pml_rule_comprehension(PmlParser *p, int32_t *last)
{
    if (pml_peek(p) != PML_TK_FOR || !for_if_clause(p, last)) {
        return false;
    }
    while (pml_peek(p) == PML_TK_FOR && for_if_clause(p, last)) {
    }
    return true;
}

/* -- ( ----------------------------------------------------------------------------------- */

static PmlNode *parenthesized(PmlParser *p)
{
    int32_t mark = p->mark, last;
    PmlNodes items = {0};
    p->mark++;
    if (pml_take(p, PML_TK_RPAR)) {
        return with_items(p, PML_N_TUPLE, mark, &items);
    }
    bool yield = pml_peek(p) == PML_TK_YIELD;
    PmlNode *n = yield ? pml_rule_yield(p) : pml_rule_star_named(p);
    if (n) {
        bool plain = n->kind != PML_N_STARRED;
        if (!yield && pml_take(p, PML_TK_COMMA)) {
            pml_nodes_add(p, &items, n);
            pml_rule_star_nameds(p, &items);
            if (pml_take(p, PML_TK_RPAR)) {
                return with_items(p, PML_N_TUPLE, mark, &items);
            }
        } else if (plain && pml_take(p, PML_TK_RPAR)) {
            /* keep the inner place; note the parentheses */
            PmlNode *group = pml_node(p, n->kind, n->first, n->last);
            *group = *n;
            group->parens = true;
            return group;
        } else if (plain && !yield && pml_rule_comprehension(p, &last) &&
                   pml_take(p, PML_TK_RPAR)) {
            return pml_node(p, PML_N_GENEXP, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_group(p);
        pml_explain_comprehension(p);
    }
    return NULL;
}

/* -- [ ----------------------------------------------------------------------------------- */

static PmlNode *bracketed(PmlParser *p)
{
    int32_t mark = p->mark, last;
    PmlNodes items = {0};
    p->mark++;
    if (pml_take(p, PML_TK_RSQB)) {
        return with_items(p, PML_N_LIST, mark, &items);
    }
    if (pml_rule_star_nameds(p, &items)) {
        if (pml_take(p, PML_TK_RSQB)) {
            return with_items(p, PML_N_LIST, mark, &items);
        }
        if (items.count == 1 && items.items[0]->kind != PML_N_STARRED &&
            p->tokens[p->mark - 1].kind != PML_TK_COMMA && pml_rule_comprehension(p, &last) &&
            pml_take(p, PML_TK_RSQB)) {
            return pml_node(p, PML_N_LISTCOMP, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_comprehension(p);
    }
    return NULL;
}

/* -- { ----------------------------------------------------------------------------------- */

/* '**' bitwise_or | expression ':' expression */
static bool pair(PmlParser *p, bool *unpacks)
{
    int32_t mark = p->mark;
    *unpacks = pml_take(p, PML_TK_DOUBLESTAR);
    if (*unpacks ? pml_rule_bitwise_or(p) != NULL
                 : pml_rule_expression(p) && pml_take(p, PML_TK_COLON) && pml_rule_expression(p)) {
        return true;
    }
    p->mark = mark;
    return false;
}

static PmlNode *dict_display(PmlParser *p)
{
    int32_t mark = p->mark;
    p->mark++;
    bool unpacks;
    if (pml_take(p, PML_TK_RBRACE)) {
        return pml_node(p, PML_N_DICT, mark, p->mark - 1);
    }
    if (pair(p, &unpacks)) {
        while (pml_take(p, PML_TK_COMMA) && pair(p, &unpacks)) {
        }
        if (pml_take(p, PML_TK_RBRACE)) {
            return pml_node(p, PML_N_DICT, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_pairs(p);
    }
    return NULL;
}

static PmlNode *dict_comprehension(PmlParser *p)
{
    int32_t mark = p->mark, last;
    bool unpacks;
    p->mark++;
    if (pair(p, &unpacks) && !unpacks && pml_rule_comprehension(p, &last) &&
        pml_take(p, PML_TK_RBRACE)) {
        return pml_node(p, PML_N_DICTCOMP, mark, p->mark - 1);
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_dict_comprehension(p);
    }
    return NULL;
}

static PmlNode *set_display(PmlParser *p)
{
    int32_t mark = p->mark, last;
    PmlNodes items = {0};
    p->mark++;
    if (pml_rule_star_nameds(p, &items)) {
        if (pml_take(p, PML_TK_RBRACE)) {
            return pml_node(p, PML_N_SET, mark, p->mark - 1);
        }
        if (items.count == 1 && items.items[0]->kind != PML_N_STARRED &&
            p->tokens[p->mark - 1].kind != PML_TK_COMMA && pml_rule_comprehension(p, &last) &&
            pml_take(p, PML_TK_RBRACE)) {
            return pml_node(p, PML_N_SETCOMP, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    return NULL;
}

/* Is this a set? In the first pass one look decides, so that nothing is parsed twice. */
static bool looks_like_set(PmlParser *p)
{
    int32_t mark = p->mark++;
    bool set = pml_peek(p) == PML_TK_STAR ||
               (pml_peek(p) == PML_TK_NAME && pml_peek_at(p, 1) == PML_TK_COLONEQUAL);
    p->mark = mark;
    return set;
}

/* First pass: the first element tells dict from set, its end display from comprehension. */
static PmlNode *braced_once(PmlParser *p)
{
    int32_t mark = p->mark, last;
    if (looks_like_set(p)) {
        return set_display(p);
    }
    p->mark++;
    bool unpacks = pml_peek(p) == PML_TK_DOUBLESTAR;
    if (pml_peek(p) == PML_TK_RBRACE || unpacks) {
        p->mark = mark;
        return dict_display(p);
    }
    PmlNode *first = pml_rule_expression(p);
    bool is_dict = first && pml_take(p, PML_TK_COLON);
    if (is_dict) {
        first = pml_rule_expression(p);
    } else if (first && pml_peek(p) == PML_TK_COLONEQUAL) {
        first = NULL;
    }
    if (first && pml_peek(p) == PML_TK_FOR) {
        if (pml_rule_comprehension(p, &last) && pml_take(p, PML_TK_RBRACE)) {
            return pml_node(p, is_dict ? PML_N_DICTCOMP : PML_N_SETCOMP, mark, p->mark - 1);
        }
    } else if (first) {
        PmlNodes rest = {0};
        if (pml_take(p, PML_TK_COMMA)) {
            if (!is_dict) {
                pml_rule_star_nameds(p, &rest);
            } else if (pair(p, &unpacks)) {
                while (pml_take(p, PML_TK_COMMA) && pair(p, &unpacks)) {
                }
            }
        }
        if (pml_take(p, PML_TK_RBRACE)) {
            return pml_node(p, is_dict ? PML_N_DICT : PML_N_SET, mark, p->mark - 1);
        }
    }
    p->mark = mark;
    pml_remember_rules(p); /* or nested dicts would take exponential time */
    pml_explain_pairs(p);  /* CPython looks for these mistakes in the first pass already */
    return NULL;
}

static PmlNode *braced(PmlParser *p)
{
    if (!p->second_pass) {
        return braced_once(p);
    }
    PmlNode *n = dict_display(p);
    if (!n) {
        n = set_display(p);
    }
    if (!n) {
        n = dict_comprehension(p);
    }
    if (!n && p->explain) {
        pml_explain_comprehension(p);
    }
    return n;
}

/* -- atoms ------------------------------------------------------------------------------- */

static PmlNode *atom(PmlParser *p)
{
    int kind;
    switch (pml_peek(p)) {
    case PML_TK_NAME: kind = PML_N_NAME; break;
    case PML_TK_TRUE: kind = PML_N_TRUE; break;
    case PML_TK_FALSE: kind = PML_N_FALSE; break;
    case PML_TK_NONE: kind = PML_N_NONE; break;
    case PML_TK_NUMBER: kind = PML_N_LITERAL; break;
    case PML_TK_ELLIPSIS: kind = PML_N_ELLIPSIS; break;
    case PML_TK_STRING: return pml_rule_strings(p);
    case PML_TK_LPAR: return parenthesized(p);
    case PML_TK_LSQB: return bracketed(p);
    case PML_TK_LBRACE: return braced(p);
    default: return NULL;
    }
    p->mark++;
    return pml_node(p, kind, p->mark - 1, p->mark - 1);
}

PmlNode *pml_rule_atom(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_ATOM, atom);
}

/* -- calls ------------------------------------------------------------------------------- */

/* '*' expression | (NAME ':=' expression | expression !':=') !'=' */
static PmlNode *positional(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n;
    if (pml_peek(p) == PML_TK_STAR) {
        return pml_rule_starred(p);
    }
    if (pml_peek(p) == PML_TK_NAME && pml_peek_at(p, 1) == PML_TK_EQUAL) {
        return NULL;
    }
    n = pml_rule_assignment_expression(p);
    if (!n) {
        n = pml_rule_expression(p);
        if (n && pml_peek(p) == PML_TK_COLONEQUAL) {
            n = NULL;
        }
    }
    if (n && pml_peek(p) == PML_TK_EQUAL) {
        n = NULL;
    }
    if (!n) {
        p->mark = mark;
    }
    return n;
}

/* NAME '=' expression, and '*' before any '**', which sets *unpacks. */
static bool keyword(PmlParser *p, bool *unpacks)
{
    int32_t mark = p->mark;
    if (p->explain) {
        pml_explain_keyword(p);
    }
    if (pml_take(p, PML_TK_NAME)) {
        if (pml_take(p, PML_TK_EQUAL) && pml_rule_expression(p)) {
            return true;
        }
    } else if (!*unpacks && pml_peek(p) == PML_TK_STAR) {
        return pml_rule_starred(p) != NULL;
    } else if (pml_take(p, PML_TK_DOUBLESTAR) && pml_rule_expression(p)) {
        *unpacks = true;
        return true;
    }
    p->mark = mark;
    return false;
}

PmlNode *pml_rule_args(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNodes items = {0};
    PmlNode *n = positional(p);
    bool comma = true, unpacks = false, any = n != NULL;
    int32_t end = p->mark;
    while (n) {
        pml_nodes_add(p, &items, n);
        end = p->mark;
        comma = pml_take(p, PML_TK_COMMA);
        n = comma ? positional(p) : NULL;
    }
    bool keywords = false;
    while (comma && keyword(p, &unpacks)) {
        any = keywords = true;
        end = p->mark;
        comma = pml_take(p, PML_TK_COMMA);
    }
    p->mark = end;
    if (!any) {
        p->mark = mark;
        return NULL;
    }
    n = with_items(p, PML_N_ARGUMENTS, mark, &items);
    n->unpacks = unpacks;
    n->parens = !keywords;
    return n;
}

static PmlNode *arguments(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n = pml_rule_args(p);
    if (n) {
        pml_take(p, PML_TK_COMMA);
        if (pml_peek(p) == PML_TK_RPAR) {
            return n;
        }
    }
    p->mark = mark;
    if (p->explain) {
        pml_explain_arguments(p);
    }
    return NULL;
}

PmlNode *pml_rule_arguments(PmlParser *p)
{
    return pml_rule_memo(p, PML_RULE_ARGUMENTS, arguments);
}

/* '(' expression for ... ')' directly after a function */
static bool sole_generator(PmlParser *p)
{
    int32_t mark = p->mark, last;
    p->mark++;
    int kind = pml_peek(p);
    if (kind != PML_TK_RPAR && kind != PML_TK_STAR && kind != PML_TK_DOUBLESTAR) {
        PmlNode *n = positional(p);
        if (n && pml_peek(p) == PML_TK_FOR && pml_rule_comprehension(p, &last) &&
            pml_take(p, PML_TK_RPAR)) {
            return true;
        }
    }
    p->mark = mark;
    return false;
}

/* First pass: does a generator begin after the first argument? Then what was parsed is kept. */
static PmlNode *call_once(PmlParser *p, PmlNode *function)
{
    int32_t mark = p->mark, last;
    p->mark++;
    PmlNode *args = pml_peek(p) == PML_TK_RPAR ? NULL : pml_rule_args(p);
    if (args && args->count == 1 && args->parens && args->items[0]->kind != PML_N_STARRED &&
        pml_peek(p) == PML_TK_FOR) {
        pml_rule_comprehension(p, &last);
    } else if (args) {
        pml_take(p, PML_TK_COMMA);
    }
    if (pml_take(p, PML_TK_RPAR)) {
        return pml_node(p, PML_N_CALL, function->first, p->mark - 1);
    }
    p->mark = mark;
    return NULL;
}

PmlNode *pml_rule_call(PmlParser *p, PmlNode *function)
{
    if (!p->second_pass) {
        return call_once(p, function);
    }
    int32_t mark = p->mark;
    if (sole_generator(p)) {
        return pml_node(p, PML_N_CALL, function->first, p->mark - 1);
    }
    if (p->explain) {
        pml_explain_comprehension(p);
    }
    p->mark++;
    pml_rule_arguments(p);
    if (pml_take(p, PML_TK_RPAR)) {
        return pml_node(p, PML_N_CALL, function->first, p->mark - 1);
    }
    p->mark = mark;
    return NULL;
}

/* -- subscripts -------------------------------------------------------------------------- */

static bool slice(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *n = NULL;
    bool walrus = pml_peek(p) == PML_TK_NAME && pml_peek_at(p, 1) == PML_TK_COLONEQUAL;
    if (!walrus) {
        n = pml_peek(p) == PML_TK_COLON ? NULL : pml_rule_expression(p);
        if (pml_take(p, PML_TK_COLON)) {
            if (pml_peek(p) != PML_TK_COLON) {
                pml_rule_expression(p);
            }
            if (pml_take(p, PML_TK_COLON)) {
                pml_rule_expression(p);
            }
            return true;
        }
        if (n && !p->second_pass && pml_peek(p) != PML_TK_COLONEQUAL) {
            return true;
        }
    }
    p->mark = mark;
    return pml_rule_named(p) != NULL;
}

PmlNode *pml_rule_subscript(PmlParser *p, PmlNode *value)
{
    int32_t mark = p->mark;
    p->mark++;
    while (pml_peek(p) == PML_TK_STAR ? pml_rule_starred(p) != NULL : slice(p)) {
        bool comma = pml_take(p, PML_TK_COMMA);
        if (pml_take(p, PML_TK_RSQB)) {
            return pml_node(p, PML_N_SUBSCRIPT, value->first, p->mark - 1);
        }
        if (!comma) {
            break;
        }
    }
    p->mark = mark;
    return NULL;
}

/* What may be assigned to or deleted. */
#include "lang/grammar.h"

static bool all_parts(const PmlNode *n, bool (*test)(const PmlNode *))
{
    for (int32_t i = 0; i < n->count; i++) {
        if (!test(n->items[i])) {
            return false;
        }
    }
    return true;
}

bool pml_is_single_target(const PmlNode *n)
{
    return n->kind == PML_N_NAME || n->kind == PML_N_ATTRIBUTE || n->kind == PML_N_SUBSCRIPT;
}

bool pml_is_star_target(const PmlNode *n)
{
    switch (n->kind) {
    case PML_N_STARRED:
        return n->items[0]->kind != PML_N_STARRED && pml_is_star_target(n->items[0]);
    case PML_N_TUPLE:
    case PML_N_LIST: return all_parts(n, pml_is_star_target);
    default: return pml_is_single_target(n);
    }
}

bool pml_is_del_target(const PmlNode *n)
{
    if (n->kind == PML_N_TUPLE || n->kind == PML_N_LIST) {
        return all_parts(n, pml_is_del_target);
    }
    return pml_is_single_target(n);
}

PmlNode *pml_rule_star_target(PmlParser *p)
{
    int32_t mark = p->mark;
    bool star = pml_take(p, PML_TK_STAR);
    PmlNode *n = pml_rule_primary(p);
    if (!n || !pml_is_star_target(n)) {
        p->mark = mark;
        return NULL;
    }
    if (star) {
        PmlNode *value = n;
        n = pml_node(p, PML_N_STARRED, mark, p->mark - 1);
        n->items = pml_parser_alloc(p, sizeof(PmlNode *));
        n->items[0] = value;
        n->count = 1;
    }
    return n;
}

PmlNode *pml_rule_star_targets(PmlParser *p)
{
    int32_t mark = p->mark;
    PmlNode *first = pml_rule_star_target(p);
    if (!first || pml_peek(p) != PML_TK_COMMA) {
        return first;
    }
    PmlNodes items = {0};
    pml_nodes_add(p, &items, first);
    while (pml_take(p, PML_TK_COMMA)) {
        PmlNode *next = pml_rule_star_target(p);
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

const char *pml_node_name(const PmlNode *n)
{
    static const char *const names[] = {
        [PML_N_NAME] = "name",
        [PML_N_ATTRIBUTE] = "attribute",
        [PML_N_SUBSCRIPT] = "subscript",
        [PML_N_STARRED] = "starred",
        [PML_N_LIST] = "list",
        [PML_N_TUPLE] = "tuple",
        [PML_N_LAMBDA] = "lambda",
        [PML_N_CALL] = "function call",
        [PML_N_OPERATION] = "expression",
        [PML_N_GENEXP] = "generator expression",
        [PML_N_YIELD] = "yield expression",
        [PML_N_LISTCOMP] = "list comprehension",
        [PML_N_SETCOMP] = "set comprehension",
        [PML_N_DICTCOMP] = "dict comprehension",
        [PML_N_DICT] = "dict literal",
        [PML_N_SET] = "set display",
        [PML_N_FSTRING] = "f-string expression",
        [PML_N_NONE] = "None",
        [PML_N_FALSE] = "False",
        [PML_N_TRUE] = "True",
        [PML_N_ELLIPSIS] = "ellipsis",
        [PML_N_LITERAL] = "literal",
        [PML_N_COMPARE] = "comparison",
        [PML_N_CONDITIONAL] = "conditional expression",
        [PML_N_NAMED] = "named expression",
        [PML_N_OTHER] = "expression",
    };
    return names[n->kind];
}

/* The part of n that cannot be a target; NULL when all can. */
static const PmlNode *find_invalid(const PmlNode *n, PmlTargets kind)
{
    switch (n->kind) {
    case PML_N_LIST:
    case PML_N_TUPLE:
        for (int32_t i = 0; i < n->count; i++) {
            const PmlNode *bad = find_invalid(n->items[i], kind);
            if (bad) {
                return bad;
            }
        }
        return NULL;
    case PML_N_STARRED: return kind == PML_TARGETS_DEL ? n : find_invalid(n->items[0], kind);
    case PML_N_COMPARE: /* `a in b` of `for a in b` */
        if (kind == PML_TARGETS_FOR) {
            return n->unpacks ? find_invalid(n->items[0], kind) : NULL;
        }
        return n;
    case PML_N_NAME:
    case PML_N_SUBSCRIPT:
    case PML_N_ATTRIBUTE: return NULL;
    default: return n;
    }
}

void pml_explain_target(PmlParser *p, const PmlNode *n, PmlTargets kind)
{
    const PmlNode *bad = find_invalid(n, kind);
    if (bad) {
        pml_error_range(p, bad->first, bad->last, "cannot %s %s",
                        kind == PML_TARGETS_DEL ? "delete" : "assign to", pml_node_name(bad));
    }
}

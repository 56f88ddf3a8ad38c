/* The grammar check: Python 3.11's grammar over tokens, rule by rule as the reference manual has
 * it, with CPython's rules for explaining errors. Not for others: they include parser.h.
 *
 * Two passes, as in CPython. The first only accepts or fails. When it fails, the second runs with
 * p->explain set: the explain_ functions then look for known mistakes in CPython's order and raise
 * the error that fits; if none does, the furthest token of the first pass is "invalid syntax". */
#ifndef PML_GRAMMAR_H
#define PML_GRAMMAR_H

#include "lang/parser.h"

typedef enum PmlNodeKind {
    PML_N_NAME = 1,
    PML_N_ATTRIBUTE,
    PML_N_SUBSCRIPT,
    PML_N_STARRED,
    PML_N_LIST,
    PML_N_TUPLE,
    PML_N_LAMBDA,
    PML_N_CALL,
    PML_N_OPERATION,
    PML_N_GENEXP,
    PML_N_YIELD,
    PML_N_LISTCOMP,
    PML_N_SETCOMP,
    PML_N_DICTCOMP,
    PML_N_DICT,
    PML_N_SET,
    PML_N_FSTRING,
    PML_N_NONE,
    PML_N_FALSE,
    PML_N_TRUE,
    PML_N_ELLIPSIS,
    PML_N_LITERAL,
    PML_N_COMPARE,
    PML_N_CONDITIONAL,
    PML_N_NAMED,
    PML_N_ARGUMENTS, /* items: the positional ones */
    PML_N_OTHER
} PmlNodeKind;

/* An expression as far as errors need it: what it is, from which token to which, and the parts
 * of what may be a target. */
typedef struct PmlNode {
    uint8_t kind;
    bool parens;  /* redundant ones around, which first and last leave out; ARGUMENTS: no
                     keywords */
    bool unpacks; /* ARGUMENTS: has ** ; COMPARE: the first operator is `in` */
    int32_t first, last;
    int32_t count;
    struct PmlNode **items;
} PmlNode;

/* Rules whose results are remembered: in the second pass, and in the first from the time that
 * pml_remember_rules was called. */
enum {
    PML_RULE_EXPRESSION = 1,
    PML_RULE_DISJUNCTION,
    PML_RULE_CONJUNCTION,
    PML_RULE_INVERSION,
    PML_RULE_BITWISE_OR,
    PML_RULE_PRIMARY,
    PML_RULE_NAMED,
    PML_RULE_STAR_EXPRESSION,
    PML_RULE_STAR_EXPRESSIONS,
    PML_RULE_BLOCK,
    PML_RULE_ATOM,
    PML_RULE_ARGUMENTS,
    PML_RULE_SIMPLE
};
void pml_remember_rules(PmlParser *p);
PmlNode *pml_rule_memo(PmlParser *p, int rule, PmlNode *(*parse)(PmlParser *));

/* -- tokens ------------------------------------------------------------------------------ */

/* Kind of the token k places ahead; counts as looked at. */
static inline int pml_peek_at(PmlParser *p, int32_t k)
{
    int32_t i = p->mark + k;
    if (i >= p->token_count) {
        i = p->token_count - 1;
    }
    if (i >= p->fill) {
        p->fill = i + 1;
        if (p->tokens[i].kind == PML_TK_ERROR) {
            pml_error_of_tokenizer(p);
        }
    }
    return p->tokens[i].kind;
}
static inline int pml_peek(PmlParser *p)
{
    return pml_peek_at(p, 0);
}
static inline bool pml_take(PmlParser *p, int kind)
{
    if (pml_peek(p) != kind) {
        return false;
    }
    p->mark++;
    return true;
}
/* The token must come: "expected ':'" at what comes instead, in either pass. */
void pml_demand(PmlParser *p, int kind);
/* A NAME spelled so. */
bool pml_peek_soft(PmlParser *p, const char *word);

PmlNode *pml_node(PmlParser *p, int kind, int32_t first, int32_t last);
/* A growing list of nodes. */
typedef struct PmlNodes {
    PmlNode **items;
    int32_t count, capacity;
} PmlNodes;
void pml_nodes_add(PmlParser *p, PmlNodes *list, PmlNode *node);

void pml_enter_rule(PmlParser *p); /* recursion guard: MemoryError, as CPython's parser */
static inline void pml_leave_rule(PmlParser *p)
{
    p->depth--;
}

/* -- rules. NULL or false: no match, mark as before -------------------------------------- */

/* grammar_expr.c */
PmlNode *pml_rule_expression(PmlParser *p);
PmlNode *pml_rule_expressions(PmlParser *p);
PmlNode *pml_rule_disjunction(PmlParser *p);
PmlNode *pml_rule_bitwise_or(PmlParser *p);
PmlNode *pml_rule_named(PmlParser *p);
PmlNode *pml_rule_assignment_expression(PmlParser *p);
PmlNode *pml_rule_star_expression(PmlParser *p);
PmlNode *pml_rule_star_expressions(PmlParser *p);
PmlNode *pml_rule_star_named(PmlParser *p);
bool pml_rule_star_nameds(PmlParser *p, PmlNodes *items);
PmlNode *pml_rule_yield(PmlParser *p);
PmlNode *pml_rule_primary(PmlParser *p);
PmlNode *pml_rule_starred(PmlParser *p); /* '*' expression */
PmlNode *pml_rule_strings(PmlParser *p);

/* grammar_atom.c */
PmlNode *pml_rule_atom(PmlParser *p);
PmlNode *pml_rule_call(PmlParser *p, PmlNode *function);   /* at '(' */
PmlNode *pml_rule_subscript(PmlParser *p, PmlNode *value); /* at '[' */
/* for_if_clauses; *last: last token of the last clause's last part. */
bool pml_rule_comprehension(PmlParser *p, int32_t *last);
PmlNode *pml_rule_arguments(PmlParser *p); /* arguments, up to but not including ')' */
PmlNode *pml_rule_args(PmlParser *p);

/* grammar_target.c */
typedef enum PmlTargets { PML_TARGETS_STAR, PML_TARGETS_DEL, PML_TARGETS_FOR } PmlTargets;
bool pml_is_star_target(const PmlNode *n);
bool pml_is_del_target(const PmlNode *n);
bool pml_is_single_target(const PmlNode *n);
PmlNode *pml_rule_star_targets(PmlParser *p);
PmlNode *pml_rule_star_target(PmlParser *p);
const char *pml_node_name(const PmlNode *n); /* "function call" */
/* Raises "cannot assign to ..." when some part of n is no target. */
void pml_explain_target(PmlParser *p, const PmlNode *n, PmlTargets kind);

/* grammar_param.c */
bool pml_rule_params(PmlParser *p, bool lambda);

/* grammar_stmt.c */
PmlNode *pml_rule_block(PmlParser *p);
bool pml_rule_statements(PmlParser *p);
bool pml_rule_statement(PmlParser *p);
bool pml_is_compound(const PmlParser *p, int32_t first); /* does token `first` begin one? */
/* grammar_simple.c */
bool pml_rule_simple_stmts(PmlParser *p);
/* grammar_match.c */
bool pml_rule_match(PmlParser *p);

/* grammar_explain.c */
void pml_explain_expression(PmlParser *p);
void pml_explain_legacy(PmlParser *p);
void pml_explain_named(PmlParser *p);
void pml_explain_comprehension(PmlParser *p);
void pml_explain_dict_comprehension(PmlParser *p);
void pml_explain_group(PmlParser *p);
void pml_explain_pairs(PmlParser *p);
void pml_explain_arguments(PmlParser *p);
void pml_explain_keyword(PmlParser *p);
void pml_explain_assignment(PmlParser *p);
void pml_explain_for_target(PmlParser *p);
/* After a header's ':': NEWLINE without INDENT. keyword: the token that began the statement. */
void pml_explain_indent(PmlParser *p, int32_t keyword, const char *what);
/* Where ':' should be, but the line ends. */
void pml_explain_colon(PmlParser *p);

#endif

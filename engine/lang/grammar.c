/* The grammar check's two passes and what its rules share. */
#include "lang/grammar.h"

/* CPython's parser gives up with MemoryError at 6000 nested rules; one of ours is a few of them. */
#define MAX_DEPTH 3000

typedef struct PmlMemo {
    struct PmlMemo *next;
    PmlNode *node;
    int32_t rule, end;
} Memo;

void pml_remember_rules(PmlParser *p)
{
    if (!p->memo) {
        p->memo = pml_parser_alloc(p, sizeof(*p->memo) * (size_t)(p->token_count + 1));
    }
}

PmlNode *pml_rule_memo(PmlParser *p, int rule, PmlNode *(*parse)(PmlParser *))
{
    if (!p->memo) {
        return parse(p);
    }
    int32_t mark = p->mark;
    for (Memo *m = p->memo[mark]; m; m = m->next) {
        if (m->rule == rule) {
            p->mark = m->end;
            return m->node;
        }
    }
    PmlNode *n = parse(p);
    Memo *m = pml_parser_alloc(p, sizeof(*m));
    *m = (Memo){p->memo[mark], n, rule, n ? p->mark : mark};
    p->memo[mark] = m;
    p->mark = m->end;
    return n;
}

PmlNode *pml_node(PmlParser *p, int kind, int32_t first, int32_t last)
{
    PmlNode *n = pml_parser_alloc(p, sizeof(*n));
    n->kind = (uint8_t)kind;
    n->first = first;
    n->last = last;
    return n;
}

void pml_nodes_add(PmlParser *p, PmlNodes *list, PmlNode *node)
{
    if (list->count == list->capacity) {
        int32_t capacity = list->capacity ? list->capacity * 2 : 4;
        PmlNode **grown = pml_parser_alloc(p, sizeof(*grown) * (size_t)capacity);
        if (list->count) {
            memcpy(grown, list->items, sizeof(*grown) * (size_t)list->count);
        }
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count++] = node;
}

void pml_enter_rule(PmlParser *p)
{
    if (++p->depth > MAX_DEPTH) {
        pml_err_no_memory(p->E);
        pml_parser_fail(p);
    }
}

void pml_demand(PmlParser *p, int kind)
{
    if (!pml_take(p, kind)) {
        pml_error_range(p, p->mark, p->mark, "expected '%s'", pml_token_text(kind));
    }
}

bool pml_peek_soft(PmlParser *p, const char *word)
{
    return pml_peek(p) == PML_TK_NAME && pml_token_is(p, p->mark, word);
}

/* Is there more than blanks and comments after the last token that was looked at? */
static bool more_text(const PmlParser *p)
{
    const PmlToken *t = &p->tokens[p->fill - 1];
    int32_t i = t->kind == PML_TK_NEWLINE && t->col_offset >= 0 ? t->end + 1 : t->end;
    for (; i < p->size; i++) {
        char c = p->source[i];
        if (c == '#') {
            while (i < p->size && p->source[i] != '\n') {
                i++;
            }
        } else if (c != ' ' && c != '\t' && c != '\n' && c != '\f') {
            return true;
        }
    }
    return false;
}

/* One statement: compound NEWLINE | simple | NEWLINE; and nothing after it. */
static bool interactive(PmlParser *p)
{
    if (!pml_take(p, PML_TK_NEWLINE)) {
        int32_t first = p->mark;
        if (!pml_rule_statement(p)) {
            return false;
        }
        if (pml_is_compound(p, first) && !pml_take(p, PML_TK_NEWLINE)) {
            return false;
        }
    }
    if (more_text(p)) {
        pml_error_here(p, PML_T_SyntaxError,
                       "multiple statements found while compiling a single statement");
    }
    return true;
}

static bool start(PmlParser *p)
{
    switch (p->mode) {
    case PML_PARSE_FIELD: return pml_rule_star_expressions(p) != NULL;
    case PML_PARSE_EVAL:
        if (!pml_rule_expressions(p)) {
            return false;
        }
        while (pml_take(p, PML_TK_NEWLINE)) {
        }
        return pml_take(p, PML_TK_END);
    case PML_PARSE_SINGLE: return interactive(p);
    default: pml_rule_statements(p); return pml_take(p, PML_TK_END);
    }
}

/* No async: said before anything else is looked at. */
static void reject_async(PmlParser *p)
{
    for (int32_t i = 0; i < p->token_count; i++) {
        if (p->tokens[i].kind == PML_TK_ASYNC || p->tokens[i].kind == PML_TK_AWAIT) {
            p->fill = i + 1;
            pml_error_range(p, i, i, "PyMemLab does not support '%s' (line %d)",
                            pml_token_text(p->tokens[i].kind), (int)p->tokens[i].lineno);
        }
    }
}

void pml_check_grammar(PmlParser *p)
{
    reject_async(p);
    p->mark = p->fill = p->depth = 0;
    if (start(p)) {
        return;
    }
    int32_t furthest = p->fill - 1;
    p->mark = p->depth = 0;
    p->explain = p->second_pass = true;
    p->memo = NULL;
    pml_remember_rules(p);
    start(p);
    int kind = p->tokens[furthest].kind;
    if (kind == PML_TK_INDENT || kind == PML_TK_DEDENT) {
        p->raised = NULL; /* the one error for which CPython does not read on */
        pml_error_here(p, PML_T_IndentationError,
                       kind == PML_TK_INDENT ? "unexpected indent" : "unexpected unindent");
    }
    pml_error_range(p, furthest, furthest, "invalid syntax");
}

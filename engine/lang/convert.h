/* From tree-sitter's tree to PmlAst. Not for others: they include parser.h.
 *
 * A tree-sitter node gives structure only; what stands in the program and where is read from the
 * tokens it spans (first_token, last_token). */
#ifndef PML_CONVERT_H
#define PML_CONVERT_H

#include <tree_sitter/api.h>

#include "lang/parser.h"

typedef enum PmlCst {
    PML_CST_NONE,
#define PML_CST(name) PML_CST_##name,
#include "lang/cst.def"
    PML_CST_COUNT
} PmlCst;

/* Fields that are looked up. */
/* clang-format off */
#define PML_CST_FIELDS(X)                                                                   \
    X(body)                                                                                 \
    X(left)                                                                                 \
    X(right)                                                                                \
    X(type)                                                                                 \
    X(function) X(arguments) X(object) X(attribute) X(value) X(parameters) X(name) X(alias) \
        X(module_name) X(cause) X(condition) X(consequence) X(return_type) X(superclasses)  \
            X(definition) X(subject) X(guard) X(key) X(alternative)
/* clang-format on */
typedef enum PmlCstField {
#define X(name) PML_FIELD_##name,
    PML_CST_FIELDS(X)
#undef X
        PML_FIELD_COUNT
} PmlCstField;

typedef struct PmlTreeSitter {
    TSParser *parser;
    TSTree *tree; /* of the text being converted; at most one lives */
    TSTreeCursor cursor;
    bool has_cursor;
    uint16_t *symbols; /* tree-sitter symbol -> PmlCst */
    TSFieldId fields[PML_FIELD_COUNT];
} PmlTreeSitter;

/* A node's children. */
typedef struct PmlKids {
    TSNode *nodes;
    int32_t count;
} PmlKids;

static inline PmlCst pml_cst(const PmlParser *p, TSNode n)
{
    return (PmlCst)p->ts->symbols[ts_node_symbol(n)];
}
static inline int32_t pml_first_token(const PmlParser *p, TSNode n)
{
    return p->token_at[ts_node_start_byte(n)];
}
/* The last token of substance. */
int32_t pml_last_token(const PmlParser *p, TSNode n);
PmlKids pml_kids(PmlParser *p, TSNode n);     /* named children */
PmlKids pml_all_kids(PmlParser *p, TSNode n); /* and the others */
TSNode pml_field(PmlParser *p, TSNode n, PmlCstField field);
static inline int pml_kind_at(const PmlParser *p, int32_t i)
{
    return p->tokens[i].kind;
}
/* The tree is not what the checked tokens promise: a construct this parser does not know. */
_Noreturn void pml_convert_unknown(PmlParser *p, TSNode n);

PmlExpr *pml_new_expr(PmlParser *p, PmlExprKind kind, int32_t first, int32_t last);
PmlExpr *pml_new_expr_at(PmlParser *p, PmlExprKind kind, TSNode n);
PmlIdent pml_token_ident(PmlParser *p, int32_t i);
void pml_convert_enter(PmlParser *p); /* recursion guard */
#define PML_NEW_SEQ(p, seq, n)                                                        \
    do {                                                                              \
        (seq).count = (n);                                                            \
        (seq).items = pml_parser_node((p), sizeof(*(seq).items) * ((size_t)(n) + 1)); \
    } while (0)

/* convert_expr.c */
PmlExpr *pml_convert_expr(PmlParser *p, TSNode n);
PmlExpr *pml_convert_element(PmlParser *p, TSNode n); /* may have an unpacking star before it */
PmlExpr *pml_convert_value(PmlParser *p, TSNode n);   /* expression or bare tuple */
PmlExpr *pml_bare_tuple(PmlParser *p, const TSNode *nodes, int32_t count, int32_t last);
void pml_convert_arguments(PmlParser *p, TSNode list, PmlExprSeq *args, PmlKeywordSeq *keywords);
PmlArguments *pml_convert_parameters(PmlParser *p, TSNode n); /* null node: none */
PmlExpr *pml_convert_type(PmlParser *p, TSNode n);
PmlExpr *pml_atom_of_token(PmlParser *p, int32_t i); /* number, string, True ... */
bool pml_has_trailing_comma(const PmlParser *p, TSNode last_kid);
PmlOperator pml_operator_of_token(int kind); /* + and += alike */
void pml_set_context(PmlExpr *e, PmlExprContext ctx);

/* convert_stmt.c, convert_simple.c */
PmlStmtSeq pml_convert_block(PmlParser *p, TSNode block);
PmlStmt *pml_new_stmt(PmlParser *p, PmlStmtKind kind, TSNode n);
PmlStmt *pml_convert_simple(PmlParser *p, TSNode n);
PmlIdent pml_dotted_ident(PmlParser *p, int32_t first, int32_t last);
/* convert_pattern.c */
PmlStmt *pml_convert_match(PmlParser *p, TSNode n);

#endif

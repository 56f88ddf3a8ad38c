/* What symtable.c and symtable_expr.c share. Not for others. */
#ifndef PML_SYMTABLE_VISIT_H
#define PML_SYMTABLE_VISIT_H

#include "lang/compiler.h"

typedef PmlCompiler C;
#define ST (c->symbols)

/* symtable.c: the scope being looked at and what it says of names. */
PmlScope *pml_symtable_enter(PmlCompiler *c, PmlObj *name, PmlScopeKind kind, const void *node,
                             PmlAstSpan at);
void pml_symtable_leave(PmlCompiler *c);
void pml_symtable_add_in(PmlCompiler *c, PmlScope *scope, PmlObj *name, int32_t flag,
                         PmlAstSpan at);
void pml_symtable_add(PmlCompiler *c, PmlObj *name, int32_t flag, PmlAstSpan at);
void pml_symtable_directive(PmlCompiler *c, PmlObj *name, PmlAstSpan at);

/* symtable_expr.c */
void pml_symtable_visit_expr(PmlCompiler *c, const PmlExpr *e);
void pml_symtable_visit_optional(PmlCompiler *c, const PmlExpr *e);
void pml_symtable_visit_exprs(PmlCompiler *c, const PmlExprSeq *seq);
void pml_symtable_visit_keywords(PmlCompiler *c, const PmlKeywordSeq *seq);
void pml_symtable_visit_arguments(PmlCompiler *c, const PmlArguments *a);
void pml_symtable_visit_pattern(PmlCompiler *c, const PmlPattern *p);

#endif

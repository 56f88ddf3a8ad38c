/* What fold.c and fold_value.c share. Not for others: they include parse.h. */
#ifndef PML_FOLD_H
#define PML_FOLD_H

#include "lang/parse.h"

typedef struct PmlFold {
    PmlEngine *E;
    PmlAst *ast;
    int32_t depth;
    bool keep_annotations; /* from __future__ import annotations */
    bool failed;           /* an error is pending */
} PmlFold;

/* Each replaces the node by a Constant when it can; false only with an error that must be told. */
bool pml_fold_unary(PmlFold *f, PmlExpr *e);
bool pml_fold_binary(PmlFold *f, PmlExpr *e);
bool pml_fold_tuple(PmlFold *f, PmlExpr *e);
bool pml_fold_subscript(PmlFold *f, PmlExpr *e);
/* What is iterated over or searched: a list display becomes a tuple, a constant set a frozenset. */
bool pml_fold_iterable(PmlFold *f, PmlExpr *e);
/* '...' % (a, b) as an f-string (fold_format.c). */
bool pml_fold_format(PmlFold *f, PmlExpr *e);
/* Make e a Constant of a new reference; NULL: clears the error and leaves e. */
bool pml_fold_to(PmlFold *f, PmlExpr *e, PmlObj *value);
bool pml_has_starred(const PmlExprSeq *elts);

#endif

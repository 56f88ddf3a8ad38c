/* Syntax tree -> code object. */
#ifndef PML_COMPILE_H
#define PML_COMPILE_H

#include "lang/ast.h"
#include "lang/parse.h"

/* The code object of a whole tree (module, expression or one interactive statement), as CPython
 * 3.11's compile() makes it. New reference; NULL with SyntaxError, RecursionError or MemoryError
 * set. flags: PML_CO_ANNOTATIONS when the caller's code has that future feature. */
PmlObj *pml_compile_ast(PmlEngine *E, PmlAst *ast, PmlObj *filename, int flags);

/* Parse and compile. mode: PML_PARSE_xxx. keep non-NULL: the tree is handed to the caller, who
 * releases it with pml_ast_free (CPython keeps it alive while a script runs); on failure *keep
 * is NULL. */
PmlObj *pml_compile_source(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           int mode, PmlAst **keep);

/* Name mangling inside class `class_name` (NULL: none): the interned result, a new reference. */
PmlObj *pml_mangle(PmlEngine *E, PmlObj *class_name, PmlObj *ident);

/* Source text of an expression, as `from __future__ import annotations` stores it (a str, new
 * reference). */
PmlObj *pml_unparse_expr(PmlEngine *E, PmlExpr *e);

#endif

/* Source text -> syntax tree. The grammar is tree-sitter-python; what it builds is converted to
 * PmlAst and then constant-folded. Errors are CPython 3.11's. */
#ifndef PML_PARSE_H
#define PML_PARSE_H

#include "lang/ast.h"

enum {
    PML_PARSE_EXEC,
    PML_PARSE_EVAL,
    PML_PARSE_SINGLE,
    PML_PARSE_KIND = 0xf, /* mask of the above; these may be added: */
    /* The source came as bytes that may say their encoding; if they do not, CPython leaves the
     * columns of syntax errors in bytes. */
    PML_PARSE_BYTES = 0x10,
    /* It is a file, read as the parser goes on, whose lines an error can show. */
    PML_PARSE_FILE = 0x20,
    /* As python -O and -OO. */
    PML_PARSE_NO_ASSERTS = 0x40,
    PML_PARSE_NO_DOCSTRINGS = 0x80,
    /* A module of our own library: CPython would read it from a compiled file. */
    PML_PARSE_LIBRARY = 0x100,
};

/* Parse and fold n bytes of UTF-8. NULL with SyntaxError, IndentationError, TabError, ValueError
 * (null bytes), RecursionError or MemoryError set. */
PmlAst *pml_parse(PmlEngine *E, const char *source, int64_t n, const char *filename, int mode);
/* The same without constant folding (tests compare it with ast.parse). */
PmlAst *pml_parse_unfolded(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           int mode);
/* Release the tree and the arena list. NULL is allowed. */
void pml_ast_free(PmlEngine *E, PmlAst *ast);

/* Fold constants in place, as CPython's AST optimizer (facts 3.4). False with an error set. */
bool pml_ast_fold(PmlEngine *E, PmlAst *ast);

/* Raise SyntaxError (or a subclass: exc_type is PML_T_xxx) with every field set. Lines count from
 * 1; columns are 0-based UTF-8 byte offsets, turned into characters + 1; end_line 0: no end.
 * source may be NULL: the text field is then None. Always returns NULL. Also for codegen. */
PmlObj *pml_syntax_error(PmlEngine *E, int exc_type, PmlObj *filename, const char *source,
                         int64_t source_size, PmlAstSpan at, const char *fmt, ...);

#endif

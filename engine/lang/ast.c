#include "lang/ast.h"

#include "lang/parse.h"
#include "object/str.h"

void *pml_ast_alloc(PmlEngine *E, PmlAst *ast, size_t n)
{
    void *p = pml_scratch_alloc(&ast->memory, n);
    if (!p) {
        pml_err_no_memory(E);
    }
    return p;
}

PmlObj *pml_ast_keep(PmlEngine *E, PmlAst *ast, PmlObj *new_reference)
{
    if (!new_reference) {
        return NULL;
    }
    int failed = pml_list_append(E, ast->arena_list, new_reference);
    pml_decref(E, new_reference);
    return failed ? NULL : new_reference;
}

PmlIdent pml_ast_ident(PmlEngine *E, PmlAst *ast, const char *utf8, int64_t n)
{
    PmlObj *name = pml_str_from(E, utf8, n);
    if (!name) {
        return NULL;
    }
    pml_str_intern(E, &name);
    return pml_ast_keep(E, ast, name);
}

void pml_ast_free(PmlEngine *E, PmlAst *ast)
{
    if (!ast) {
        return;
    }
    if (ast->arena_list) {
        pml_unhold(E, ast->arena_list);
        pml_decref(E, ast->arena_list);
    }
    pml_scratch_free(&ast->memory);
    free(ast);
}

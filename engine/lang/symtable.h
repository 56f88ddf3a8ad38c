/* Scopes: which names each block of code binds and uses, and where each name lives. */
#ifndef PML_SYMTABLE_H
#define PML_SYMTABLE_H

#include "lang/ast.h"

struct PmlCompiler;

/* What the text of a block says about a name. */
enum {
    PML_DEF_GLOBAL = 1,
    PML_DEF_LOCAL = 2,
    PML_DEF_PARAM = 4,
    PML_DEF_NONLOCAL = 8,
    PML_USE = 16,
    PML_DEF_FREE = 32,
    PML_DEF_FREE_CLASS = 64,
    PML_DEF_IMPORT = 128,
    PML_DEF_ANNOT = 256,
    PML_DEF_COMP_ITER = 512,
    PML_DEF_BOUND = PML_DEF_LOCAL | PML_DEF_PARAM | PML_DEF_IMPORT,
};
/* Where it lives. */
typedef enum PmlNameScope {
    PML_NAME_UNKNOWN,
    PML_NAME_LOCAL,
    PML_NAME_GLOBAL_EXPLICIT,
    PML_NAME_GLOBAL_IMPLICIT,
    PML_NAME_FREE,
    PML_NAME_CELL
} PmlNameScope;
typedef enum PmlScopeKind {
    PML_SCOPE_FUNCTION,
    PML_SCOPE_CLASS,
    PML_SCOPE_MODULE,
    PML_SCOPE_ANNOTATION
} PmlScopeKind;
typedef enum PmlComprehensionKind {
    PML_COMP_NONE,
    PML_COMP_LIST,
    PML_COMP_DICT,
    PML_COMP_SET,
    PML_COMP_GENERATOR
} PmlComprehensionKind;

typedef struct PmlSymbol {
    PmlObj *name; /* mangled, interned */
    int32_t flags;
    PmlNameScope scope;
} PmlSymbol;

/* `global x` / `nonlocal x`, kept for the position of errors. */
typedef struct PmlDirective {
    struct PmlDirective *next;
    PmlObj *name;
    PmlAstSpan at;
} PmlDirective;

typedef struct PmlScope {
    struct PmlScope *next_in_table; /* hash chain by node */
    struct PmlScope *parent, *first_child, *last_child, *next_sibling;
    const void *node;
    PmlObj *name;
    PmlScopeKind kind;
    PmlComprehensionKind comprehension;
    PmlObj *stand_in;   /* dict with the same names, or NULL (PmlStandIns) */
    PmlSymbol *symbols; /* in order of first mention */
    int32_t symbol_count, symbol_capacity;
    int32_t *slots; /* hash table of symbol index + 1 */
    int32_t slot_mask;
    PmlObj **varnames; /* parameters, in order */
    int32_t varname_count, varname_capacity;
    PmlDirective *directives; /* in order of appearance */
    PmlAstSpan at;
    bool nested, has_free, child_free, generator, varargs, varkeywords;
    bool returns_value, needs_class_closure, comp_iter_target;
    int32_t comp_iter_expr; /* depth of iterable expressions being visited */
} PmlScope;

typedef struct PmlSymtable {
    PmlScope *top, *current;
    PmlScope *table[256]; /* scopes by node */
    PmlScope *global;
    PmlObj *class_name; /* for mangling */
} PmlSymtable;

/* Build and analyse the scopes of c->ast. Leaves by c's error exit. */
PmlSymtable *pml_symtable_build(struct PmlCompiler *c);
PmlScope *pml_symtable_lookup(const PmlSymtable *st, const void *node);
PmlSymbol *pml_scope_symbol(const PmlScope *scope, const PmlObj *name); /* NULL: not mentioned */
/* symtable_analyze.c: decide where each name lives. */
void pml_symtable_analyze(struct PmlCompiler *c, PmlSymtable *st);
PmlSymbol *pml_scope_add(struct PmlCompiler *c, PmlScope *scope, PmlObj *name);
_Noreturn void pml_directive_error(struct PmlCompiler *c, const PmlScope *scope, const PmlObj *name,
                                   const char *fmt);

#endif

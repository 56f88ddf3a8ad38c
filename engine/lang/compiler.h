/* What the files of the compiler share. Not for others: they include compile.h.
 *
 * Errors leave by longjmp to pml_compile_ast: all memory is scratch or on the list of owned
 * references, so nothing can leak, and no Python code ever runs between here and there. */
#ifndef PML_COMPILER_H
#define PML_COMPILER_H

#include <setjmp.h>

#include "lang/compile.h"
#include "lang/opcode.h"
#include "lang/scratch.h"
#include "lang/symtable.h"
#include "object/callables.h"
#include "object/str.h"

/* Instructions that exist only between emission and assembly. */
enum {
    PML_VOP_SETUP_FINALLY = 256, /* start of a protected range; target: handler */
    PML_VOP_SETUP_CLEANUP,       /* the same, handler wants lasti */
    PML_VOP_SETUP_WITH,          /* the same, and the result of __enter__ is on the stack */
    PML_VOP_POP_BLOCK,           /* end of the innermost protected range */
    PML_VOP_JUMP,                /* direction not known yet */
    PML_VOP_JUMP_NO_INTERRUPT,
    PML_VOP_POP_JUMP_IF_FALSE,
    PML_VOP_POP_JUMP_IF_TRUE,
    PML_VOP_POP_JUMP_IF_NONE,
    PML_VOP_POP_JUMP_IF_NOT_NONE,
};

typedef struct PmlBlock PmlBlock;
typedef struct PmlInstr {
    int32_t opcode, oparg;
    PmlBlock *target; /* of a jump or SETUP_xxx */
    PmlBlock *except; /* handler in force, set by pml_label_exception_targets */
    PmlAstSpan at;    /* lineno -1: none; columns -1: none */
} PmlInstr;

/* A run of instructions entered only at its start; jumps are last. */
struct PmlBlock {
    PmlBlock *created_before; /* all blocks of a unit, newest first */
    PmlBlock *next;           /* in code order */
    PmlInstr *instr;
    int32_t used, capacity;
    int32_t predecessors;
    int32_t start_depth; /* stack depth on entry */
    int32_t offset;      /* code units */
    bool exits;          /* ends by leaving the function */
    bool no_fallthrough;
    bool preserve_lasti;
    bool visited;
    bool returns; /* RETURN_VALUE was emitted here */
    struct PmlExceptStack *except_stack;
};

/* Objects (compared by address) numbered in order of arrival. */
typedef struct PmlTable {
    PmlObj *stand_in; /* dict with the same keys, see PmlStandIns; or NULL */
    PmlObj **keys;    /* in order */
    int32_t *slots;   /* hash table of index + 1 */
    int32_t count, capacity, mask;
} PmlTable;

typedef enum PmlUnitKind {
    PML_UNIT_MODULE,
    PML_UNIT_CLASS,
    PML_UNIT_FUNCTION,
    PML_UNIT_LAMBDA,
    PML_UNIT_COMPREHENSION
} PmlUnitKind;

/* What `break`, `return` and friends must undo on their way out. */
typedef enum PmlFrameBlockKind {
    PML_FB_WHILE,
    PML_FB_FOR,
    PML_FB_TRY,
    PML_FB_FINALLY_TRY,
    PML_FB_FINALLY_END,
    PML_FB_WITH,
    PML_FB_HANDLER_CLEANUP,
    PML_FB_POP_VALUE,
    PML_FB_HANDLER,
    PML_FB_GROUP_HANDLER
} PmlFrameBlockKind;
#define PML_MAX_FRAME_BLOCKS 20
typedef struct PmlFrameBlock {
    PmlFrameBlockKind kind;
    PmlBlock *block, *exit;
    const PmlStmtSeq *finally; /* FINALLY_TRY: the statements to run */
    const PmlStmt *with;       /* WITH: the statement, for its position */
    PmlObj *name;              /* HANDLER_CLEANUP: `as name`, or NULL */
} PmlFrameBlock;

/* One code object being made. */
typedef struct PmlUnit {
    struct PmlUnit *outer;
    PmlScope *scope;
    PmlUnitKind kind;
    PmlObj *name, *qualname;
    PmlObj *class_name; /* for mangling; NULL: none */
    PmlTable consts, names, varnames, cellvars, freevars;
    PmlObj *numbered_consts; /* stand-in: the keys of consts */
    int64_t stand_in_mark;   /* the stand-ins above are of this unit */
    int32_t argcount, posonlyargcount, kwonlyargcount, firstlineno;
    PmlBlock *blocks; /* newest first */
    PmlBlock *current;
    PmlFrameBlock frame_blocks[PML_MAX_FRAME_BLOCKS];
    int32_t frame_block_count;
    PmlAstSpan at; /* position given to the next instruction */
} PmlUnit;

/* CPython's compiler keeps its tables in dicts, lists, sets and tuples of Python; ours are host
 * memory. Since the collector counts all containers and free lists keep the dead ones, a real
 * object stands in for each of CPython's, made and released at the same moments: after a
 * compilation gc.get_count() and the free lists are what they are there. They are released in
 * reverse order. The library's own modules have none: CPython reads those already compiled. */
typedef struct PmlStandIns {
    PmlObj **items;
    int64_t count, capacity;
    PmlObj *cache; /* dict of all constants by key; one of items, or NULL */
} PmlStandIns;

/* One compilation. */
typedef struct PmlCompiler {
    PmlEngine *E;
    jmp_buf failed;
    PmlScratch scratch;
    PmlObj **owned; /* references released at the end */
    int64_t owned_count, owned_capacity;
    PmlObj **cache; /* constants seen so far, one of each kind (open addressing) */
    int64_t cache_count, cache_mask;
    const PmlAst *ast;
    PmlObj *filename;
    PmlSymtable *symbols;
    PmlUnit *u;
    PmlStandIns stand_ins;
    int32_t nesting;            /* units entered and not left, module not counted */
    int32_t future;             /* PML_CO_ANNOTATIONS or 0 */
    int32_t future_line;        /* line of the last __future__ import at the top, or -1 */
    int32_t depth, depth_limit; /* recursion over the tree */
    bool interactive;
} PmlCompiler;

/* -- compile.c: memory, ownership, errors ------------------------------------------------ */
_Noreturn void pml_compile_fail(PmlCompiler *c); /* an exception is set */
void *pml_compile_alloc(PmlCompiler *c, size_t n);
/* Take over a new reference until the end of the compilation; fails when o is NULL. */
PmlObj *pml_compile_own(PmlCompiler *c, PmlObj *o);
/* Give up o, one of the last objects taken over, before the end. */
void pml_compile_release(PmlCompiler *c, PmlObj *o);
_Noreturn void pml_compile_error(PmlCompiler *c, PmlAstSpan at, const char *fmt, ...);
/* The same with a start but no end. */
_Noreturn void pml_compile_error_from(PmlCompiler *c, int lineno, int col_offset, const char *fmt,
                                      ...);
void pml_compile_warn(PmlCompiler *c, PmlAstSpan at, const char *fmt, ...);    /* SyntaxWarning */
PmlObj *pml_compile_mangle(PmlCompiler *c, PmlObj *class_name, PmlObj *ident); /* borrowed */
PmlObj *pml_compile_ident(PmlCompiler *c, const char *ascii); /* interned, borrowed */
void pml_compile_enter_node(PmlCompiler *c);                  /* RecursionError guard */
static inline void pml_compile_leave_node(PmlCompiler *c)
{
    c->depth--;
}
#define PML_SPAN(node) \
    ((PmlAstSpan){(node)->lineno, (node)->col_offset, (node)->end_lineno, (node)->end_col_offset})
#define PML_NOWHERE ((PmlAstSpan){-1, -1, -1, -1})

/* -- stand_in.c -------------------------------------------------------------------------- */
typedef enum PmlStandInKind {
    PML_STAND_IN_DICT,
    PML_STAND_IN_LIST,
    PML_STAND_IN_SET,
    PML_STAND_IN_DIRECTIVE /* tuple of a name and its place */
} PmlStandInKind;
PmlObj *pml_stand_in(PmlCompiler *c, PmlStandInKind kind); /* borrowed; NULL: none wanted */
static inline int64_t pml_stand_in_mark(const PmlCompiler *c)
{
    return c->stand_ins.count;
}
void pml_stand_ins_release(PmlCompiler *c, int64_t mark); /* those made since */
/* Store the next number under key in the stand-in dict (or NULL), unless it has one. */
void pml_stand_in_number(PmlCompiler *c, PmlObj *dict, PmlObj *key);
/* The key of constant o in the cache: borrowed; NULL without stand-ins. */
PmlObj *pml_stand_in_constant(PmlCompiler *c, PmlObj *o);

/* -- table.c ----------------------------------------------------------------------------- */
int32_t pml_table_find(const PmlTable *t, const PmlObj *key);    /* -1: absent */
int32_t pml_table_add(PmlCompiler *c, PmlTable *t, PmlObj *key); /* its number, old or new */

/* -- constants.c ------------------------------------------------------------------------- */
/* The one object that stands for all constants equal to o in this compilation; items of tuples
 * and frozensets are merged too. Borrowed. */
PmlObj *pml_merge_constant(PmlCompiler *c, PmlObj *o, PmlObj **key); /* key: its stand-in */
/* The same without looking into o. */
PmlObj *pml_merge_whole(PmlCompiler *c, PmlObj *o);

/* -- future.c ---------------------------------------------------------------------------- */
void pml_read_future(PmlCompiler *c);

/* -- emit.c: units, blocks, instructions, names ------------------------------------------ */
void pml_enter_unit(PmlCompiler *c, PmlObj *name, PmlUnitKind kind, const void *node, int lineno);
void pml_leave_unit(PmlCompiler *c);
PmlBlock *pml_new_block(PmlCompiler *c);
void pml_use_block(PmlCompiler *c, PmlBlock *b); /* goes on in b */
void pml_next_block(PmlCompiler *c);             /* goes on in a new block */
PmlBlock *pml_copy_block(PmlCompiler *c, const PmlBlock *b);
PmlInstr *pml_append_instr(PmlCompiler *c, PmlBlock *b);
void pml_emit(PmlCompiler *c, int opcode);
void pml_emit_arg(PmlCompiler *c, int opcode, int64_t arg);
void pml_emit_jump(PmlCompiler *c, int opcode, PmlBlock *target);
void pml_emit_noline(PmlCompiler *c, int opcode, int64_t arg); /* without a position */
void pml_emit_jump_noline(PmlCompiler *c, int opcode, PmlBlock *target);
void pml_emit_const(PmlCompiler *c, PmlObj *o);
/* The same for an o that is owned, and no longer needed when there is an equal one. */
void pml_emit_new_const(PmlCompiler *c, PmlObj *o);
int32_t pml_add_new_const(PmlCompiler *c, PmlObj *o);
void pml_emit_none(PmlCompiler *c);
void pml_emit_name(PmlCompiler *c, int opcode, PmlObj *name); /* mangled, index in co_names */
void pml_emit_name_access(PmlCompiler *c, PmlObj *name, PmlExprContext ctx);
void pml_emit_call(PmlCompiler *c, int64_t nargs); /* PRECALL, CALL */
int32_t pml_add_const(PmlCompiler *c, PmlObj *o);
static inline void pml_set_span(PmlCompiler *c, PmlAstSpan at)
{
    c->u->at = at;
}
#define PML_AT(c, node) pml_set_span((c), PML_SPAN(node))

/* -- unwind.c ---------------------------------------------------------------------------- */
PmlFrameBlock *pml_push_frame_block(PmlCompiler *c, PmlFrameBlockKind kind, PmlBlock *block,
                                    PmlBlock *exit);
void pml_pop_frame_block(PmlCompiler *c, PmlFrameBlockKind kind, PmlBlock *block);
/* Code that leaves all open blocks, or those inside the innermost loop (returned, may be NULL).
 * keep_top: the value on the stack survives. */
void pml_unwind_one(PmlCompiler *c, const PmlFrameBlock *f, bool keep_top);
void pml_unwind_all(PmlCompiler *c, bool keep_top);
PmlFrameBlock *pml_unwind_to_loop(PmlCompiler *c);
void pml_emit_exit_call(PmlCompiler *c);       /* __exit__(None, None, None) */
void pml_emit_reraise_cleanup(PmlCompiler *c); /* COPY 3, POP_EXCEPT, RERAISE 1 */

/* -- compile_*.c: the tree --------------------------------------------------------------- */
void pml_compile_stmt(PmlCompiler *c, PmlStmt *s);
void pml_compile_stmts(PmlCompiler *c, const PmlStmtSeq *seq);
void pml_compile_expr(PmlCompiler *c, PmlExpr *e);
void pml_compile_exprs(PmlCompiler *c, const PmlExprSeq *seq);
void pml_compile_jump_if(PmlCompiler *c, PmlExpr *e, PmlBlock *target, bool cond);
void pml_compile_body(PmlCompiler *c, const PmlStmtSeq *body);
bool pml_has_annotation(const PmlStmtSeq *seq);
PmlObj *pml_docstring(const PmlStmtSeq *body); /* the str constant, or NULL */
void pml_compile_function(PmlCompiler *c, PmlStmt *s);
void pml_compile_class(PmlCompiler *c, PmlStmt *s);
void pml_compile_lambda(PmlCompiler *c, PmlExpr *e);
void pml_compile_comprehension(PmlCompiler *c, PmlExpr *e);
void pml_compile_annotation(PmlCompiler *c, PmlExpr *annotation); /* value or its text */
void pml_compile_call(PmlCompiler *c, PmlExpr *e);
/* Arguments after n that lie on the stack already, and the call itself. */
void pml_compile_call_helper(PmlCompiler *c, int64_t n, const PmlExprSeq *args,
                             const PmlKeywordSeq *keywords);
void pml_warn_about_subscript(PmlCompiler *c, const PmlExpr *value, const PmlExpr *index);
void pml_compile_joined_str(PmlCompiler *c, PmlExpr *e);
void pml_compile_formatted_value(PmlCompiler *c, PmlExpr *e);
void pml_compile_with(PmlCompiler *c, PmlStmt *s, int64_t item);
void pml_compile_try(PmlCompiler *c, PmlStmt *s);
void pml_compile_match(PmlCompiler *c, PmlStmt *s);
void pml_emit_binary(PmlCompiler *c, PmlOperator op, bool inplace);
/* An attribute on a later line than its object starts at its name. */
void pml_start_at_attribute(PmlCompiler *c, const PmlExpr *attribute);
/* Elements of a display, the first `pushed` of which lie on the stack already. */
void pml_compile_display(PmlCompiler *c, const PmlExprSeq *elts, int64_t pushed, int build, int add,
                         int extend, bool tuple);
void pml_check_forbidden_name(PmlCompiler *c, PmlObj *name, PmlExprContext ctx);

/* -- flowgraph.c, stack_depth.c, assemble.c ---------------------------------------------- */
bool pml_is_jump(const PmlInstr *i);
bool pml_is_block_push(const PmlInstr *i);
int pml_code_flags(const PmlCompiler *c);
/* Constants of a unit while the graph is optimised: may grow. */
typedef struct PmlConstList {
    PmlObj **items;
    int64_t count, capacity;
} PmlConstList;
void pml_const_list_append(PmlCompiler *c, PmlConstList *list, PmlObj *o);
void pml_normalize_blocks(PmlCompiler *c);
void pml_optimize_graph(PmlCompiler *c, PmlBlock *entry, PmlConstList *consts);
int pml_stack_depth(PmlCompiler *c, PmlBlock *entry);
int pml_stack_effect(int opcode, int oparg, bool jump);
void pml_label_exception_targets(PmlCompiler *c, PmlBlock *entry);
void pml_drop_block_markers(PmlBlock *entry);
/* Finish the current unit: its code object, owned by the compilation. */
PmlObj *pml_assemble(PmlCompiler *c, bool add_none);

#endif

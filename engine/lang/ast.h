/* The abstract syntax tree: Python 3.11's ASDL, node for node and field for field.
 *
 * Nodes lie in a host-memory arena that is freed as a whole. Python objects in nodes (constant
 * values, identifiers) are borrowed from `arena_list`, a real Python list that the tree owns: it
 * plays the part of CPython's AST arena, so it is the extra holder of each constant while the
 * tree lives (facts 3.1). Identifiers are interned strs. */
#ifndef PML_AST_H
#define PML_AST_H

#include "lang/scratch.h"
#include "object/containers.h"

typedef struct PmlAst PmlAst;
typedef struct PmlExpr PmlExpr;
typedef struct PmlStmt PmlStmt;
typedef struct PmlPattern PmlPattern;
typedef PmlObj *PmlIdent; /* interned str, borrowed; NULL where ASDL says optional */

/* lineno counts from 1, columns are offsets in UTF-8 bytes from 0, as in ast.py. */
#define PML_AST_POSITION int32_t lineno, col_offset, end_lineno, end_col_offset
typedef struct PmlAstSpan {
    PML_AST_POSITION;
} PmlAstSpan;

/* Sequences, held by value. */
#define PML_AST_SEQ(name, T) \
    typedef struct name {    \
        int64_t count;       \
        T *items;            \
    } name
PML_AST_SEQ(PmlExprSeq, PmlExpr *);
PML_AST_SEQ(PmlStmtSeq, PmlStmt *);
PML_AST_SEQ(PmlPatternSeq, PmlPattern *);
PML_AST_SEQ(PmlIdentSeq, PmlIdent);
PML_AST_SEQ(PmlIntSeq, int32_t);

typedef enum PmlExprContext { PML_LOAD = 1, PML_STORE, PML_DEL } PmlExprContext;
typedef enum PmlBoolOp { PML_AND = 1, PML_OR } PmlBoolOp;
typedef enum PmlOperator {
    PML_OP_ADD = 1,
    PML_OP_SUB,
    PML_OP_MULT,
    PML_OP_MATMULT,
    PML_OP_DIV,
    PML_OP_MOD,
    PML_OP_POW,
    PML_OP_LSHIFT,
    PML_OP_RSHIFT,
    PML_OP_BITOR,
    PML_OP_BITXOR,
    PML_OP_BITAND,
    PML_OP_FLOORDIV
} PmlOperator;
typedef enum PmlUnaryOp {
    PML_UNARY_INVERT = 1,
    PML_UNARY_NOT,
    PML_UNARY_UADD,
    PML_UNARY_USUB
} PmlUnaryOp;
typedef enum PmlCmpOp {
    PML_CMP_EQ = 1,
    PML_CMP_NOTEQ,
    PML_CMP_LT,
    PML_CMP_LTE,
    PML_CMP_GT,
    PML_CMP_GTE,
    PML_CMP_IS,
    PML_CMP_ISNOT,
    PML_CMP_IN,
    PML_CMP_NOTIN
} PmlCmpOp;

typedef struct PmlComprehension {
    PmlExpr *target, *iter;
    PmlExprSeq ifs;
    int32_t is_async; /* always 0 */
} PmlComprehension;
PML_AST_SEQ(PmlComprehensionSeq, PmlComprehension *);

typedef struct PmlArg {
    PmlIdent arg;
    PmlExpr *annotation; /* or NULL */
    PML_AST_POSITION;
} PmlArg;
PML_AST_SEQ(PmlArgSeq, PmlArg *);

typedef struct PmlArguments {
    PmlArgSeq posonlyargs, args;
    PmlArg *vararg; /* or NULL */
    PmlArgSeq kwonlyargs;
    PmlExprSeq kw_defaults; /* as many as kwonlyargs; items may be NULL */
    PmlArg *kwarg;          /* or NULL */
    PmlExprSeq defaults;
} PmlArguments;

typedef struct PmlKeyword {
    PmlIdent arg; /* NULL: **value */
    PmlExpr *value;
    PML_AST_POSITION;
} PmlKeyword;
PML_AST_SEQ(PmlKeywordSeq, PmlKeyword *);

typedef struct PmlAlias {
    PmlIdent name, asname; /* name is dotted text as it stands, or "*" */
    PML_AST_POSITION;
} PmlAlias;
PML_AST_SEQ(PmlAliasSeq, PmlAlias *);

typedef struct PmlWithItem {
    PmlExpr *context_expr, *optional_vars; /* optional_vars may be NULL */
} PmlWithItem;
PML_AST_SEQ(PmlWithItemSeq, PmlWithItem *);

typedef struct PmlExceptHandler {
    PmlExpr *type; /* NULL: bare except */
    PmlIdent name; /* or NULL */
    PmlStmtSeq body;
    PML_AST_POSITION;
} PmlExceptHandler;
PML_AST_SEQ(PmlExceptHandlerSeq, PmlExceptHandler *);

typedef struct PmlMatchCase {
    PmlPattern *pattern;
    PmlExpr *guard; /* or NULL */
    PmlStmtSeq body;
} PmlMatchCase;
PML_AST_SEQ(PmlMatchCaseSeq, PmlMatchCase *);

typedef enum PmlExprKind {
    PML_E_BoolOp = 1,
    PML_E_NamedExpr,
    PML_E_BinOp,
    PML_E_UnaryOp,
    PML_E_Lambda,
    PML_E_IfExp,
    PML_E_Dict,
    PML_E_Set,
    PML_E_ListComp,
    PML_E_SetComp,
    PML_E_DictComp,
    PML_E_GeneratorExp,
    PML_E_Yield,
    PML_E_YieldFrom,
    PML_E_Compare,
    PML_E_Call,
    PML_E_FormattedValue,
    PML_E_JoinedStr,
    PML_E_Constant,
    PML_E_Attribute,
    PML_E_Subscript,
    PML_E_Starred,
    PML_E_Name,
    PML_E_List,
    PML_E_Tuple,
    PML_E_Slice
} PmlExprKind;

struct PmlExpr {
    PmlExprKind kind;
    union {
        struct {
            PmlBoolOp op;
            PmlExprSeq values;
        } BoolOp;
        struct {
            PmlExpr *target, *value;
        } NamedExpr;
        struct {
            PmlExpr *left;
            PmlOperator op;
            PmlExpr *right;
        } BinOp;
        struct {
            PmlUnaryOp op;
            PmlExpr *operand;
        } UnaryOp;
        struct {
            PmlArguments *args;
            PmlExpr *body;
        } Lambda;
        struct {
            PmlExpr *test, *body, *orelse;
        } IfExp;
        struct {
            PmlExprSeq keys, values;
        } Dict; /* a NULL key stands for ** */
        struct {
            PmlExprSeq elts;
        } Set;
        struct {
            PmlExpr *elt;
            PmlComprehensionSeq generators;
        } ListComp, SetComp, GeneratorExp;
        struct {
            PmlExpr *key, *value;
            PmlComprehensionSeq generators;
        } DictComp;
        struct {
            PmlExpr *value;
        } Yield; /* or NULL */
        struct {
            PmlExpr *value;
        } YieldFrom;
        struct {
            PmlExpr *left;
            PmlIntSeq ops;
            PmlExprSeq comparators;
        } Compare; /* PmlCmpOp */
        struct {
            PmlExpr *func;
            PmlExprSeq args;
            PmlKeywordSeq keywords;
        } Call;
        /* conversion: -1, or 's', 'r', 'a'; format_spec: JoinedStr or NULL */
        struct {
            PmlExpr *value;
            int32_t conversion;
            PmlExpr *format_spec;
        } FormattedValue;
        struct {
            PmlExprSeq values;
        } JoinedStr;
        struct {
            PmlObj *value;
            PmlIdent kind;
        } Constant; /* kind: "u" or NULL */
        struct {
            PmlExpr *value;
            PmlIdent attr;
            PmlExprContext ctx;
        } Attribute;
        struct {
            PmlExpr *value, *slice;
            PmlExprContext ctx;
        } Subscript;
        struct {
            PmlExpr *value;
            PmlExprContext ctx;
        } Starred;
        struct {
            PmlIdent id;
            PmlExprContext ctx;
        } Name;
        struct {
            PmlExprSeq elts;
            PmlExprContext ctx;
        } List, Tuple;
        struct {
            PmlExpr *lower, *upper, *step;
        } Slice; /* each may be NULL */
    } v;
    PML_AST_POSITION;
};

typedef enum PmlStmtKind {
    PML_S_FunctionDef = 1,
    PML_S_ClassDef,
    PML_S_Return,
    PML_S_Delete,
    PML_S_Assign,
    PML_S_AugAssign,
    PML_S_AnnAssign,
    PML_S_For,
    PML_S_While,
    PML_S_If,
    PML_S_With,
    PML_S_Match,
    PML_S_Raise,
    PML_S_Try,
    PML_S_TryStar,
    PML_S_Assert,
    PML_S_Import,
    PML_S_ImportFrom,
    PML_S_Global,
    PML_S_Nonlocal,
    PML_S_Expr,
    PML_S_Pass,
    PML_S_Break,
    PML_S_Continue
} PmlStmtKind;

struct PmlStmt {
    PmlStmtKind kind;
    union {
        struct {
            PmlIdent name;
            PmlArguments *args;
            PmlStmtSeq body;
            PmlExprSeq decorator_list;
            PmlExpr *returns; /* or NULL */
        } FunctionDef;
        struct {
            PmlIdent name;
            PmlExprSeq bases;
            PmlKeywordSeq keywords;
            PmlStmtSeq body;
            PmlExprSeq decorator_list;
        } ClassDef;
        struct {
            PmlExpr *value;
        } Return; /* or NULL */
        struct {
            PmlExprSeq targets;
        } Delete;
        struct {
            PmlExprSeq targets;
            PmlExpr *value;
        } Assign;
        struct {
            PmlExpr *target;
            PmlOperator op;
            PmlExpr *value;
        } AugAssign;
        /* value or NULL */
        struct {
            PmlExpr *target, *annotation, *value;
            int32_t simple;
        } AnnAssign;
        struct {
            PmlExpr *target, *iter;
            PmlStmtSeq body, orelse;
        } For;
        struct {
            PmlExpr *test;
            PmlStmtSeq body, orelse;
        } While, If;
        struct {
            PmlWithItemSeq items;
            PmlStmtSeq body;
        } With;
        struct {
            PmlExpr *subject;
            PmlMatchCaseSeq cases;
        } Match;
        struct {
            PmlExpr *exc, *cause;
        } Raise; /* each or NULL */
        struct {
            PmlStmtSeq body;
            PmlExceptHandlerSeq handlers;
            PmlStmtSeq orelse, finalbody;
        } Try, TryStar;
        struct {
            PmlExpr *test, *msg;
        } Assert; /* msg or NULL */
        struct {
            PmlAliasSeq names;
        } Import;
        /* module or NULL */
        struct {
            PmlIdent module;
            PmlAliasSeq names;
            int32_t level;
        } ImportFrom;
        struct {
            PmlIdentSeq names;
        } Global, Nonlocal;
        struct {
            PmlExpr *value;
        } Expr;
    } v;
    PML_AST_POSITION;
};

typedef enum PmlPatternKind {
    PML_P_MatchValue = 1,
    PML_P_MatchSingleton,
    PML_P_MatchSequence,
    PML_P_MatchMapping,
    PML_P_MatchClass,
    PML_P_MatchStar,
    PML_P_MatchAs,
    PML_P_MatchOr
} PmlPatternKind;

struct PmlPattern {
    PmlPatternKind kind;
    union {
        struct {
            PmlExpr *value;
        } MatchValue;
        struct {
            PmlObj *value;
        } MatchSingleton;
        struct {
            PmlPatternSeq patterns;
        } MatchSequence, MatchOr;
        struct {
            PmlExprSeq keys;
            PmlPatternSeq patterns;
            PmlIdent rest;
        } MatchMapping;
        struct {
            PmlExpr *cls;
            PmlPatternSeq patterns;
            PmlIdentSeq kwd_attrs;
            PmlPatternSeq kwd_patterns;
        } MatchClass;
        struct {
            PmlIdent name;
        } MatchStar; /* or NULL: *_ */
        struct {
            PmlPattern *pattern;
            PmlIdent name;
        } MatchAs; /* each or NULL */
    } v;
    PML_AST_POSITION;
};

typedef enum PmlModKind { PML_M_Module = 1, PML_M_Expression, PML_M_Interactive } PmlModKind;

struct PmlAst {
    PmlModKind kind;
    PmlStmtSeq body;    /* Module, Interactive */
    PmlExpr *expr;      /* Expression */
    PmlObj *arena_list; /* owned: list of every constant and identifier */
    PmlObj *filename;   /* owned by arena_list: str */
    const char *source; /* a copy, in the arena, for error texts */
    int64_t source_size;
    bool is_file;      /* PML_PARSE_FILE */
    bool library;      /* PML_PARSE_LIBRARY */
    bool byte_columns; /* PML_PARSE_BYTES without an encoding */
    int optimize;      /* 1: no assert, __debug__ is False; 2: no docstrings either */
    PmlScratch memory;
};

/* n bytes of the tree's memory, zeroed, 8-aligned; NULL with MemoryError set. */
void *pml_ast_alloc(PmlEngine *E, PmlAst *ast, size_t n);
/* Give a new reference to the arena list; returns value (now borrowed), NULL with an error. */
PmlObj *pml_ast_keep(PmlEngine *E, PmlAst *ast, PmlObj *new_reference);
/* Interned identifier, kept by the arena list. */
PmlIdent pml_ast_ident(PmlEngine *E, PmlAst *ast, const char *utf8, int64_t n);

#endif

/* What the files of the parser share. Not for others: they include parse.h.
 *
 * The way of a program: tokenize.c makes tokens exactly as CPython's tokenizer does; the grammar_
 * files check them against Python 3.11's grammar, which gives CPython's errors, and note the few
 * things a grammar of bare tokens cannot know (soft keywords, which star is a prefix); normal.c
 * writes the checked tokens out again in one canonical layout; tree-sitter parses that text; and
 * the convert_ files turn its tree into PmlAst, taking texts and positions from the tokens.
 *
 * Errors leave by longjmp to pml_parse: everything is scratch memory or kept by the arena list,
 * and no Python code runs between here and there. */
#ifndef PML_PARSER_H
#define PML_PARSER_H

#include <setjmp.h>
#include <stdarg.h>

#include "lang/parse.h"
#include "object/numbers.h"
#include "object/str.h"

typedef enum PmlTokenKind {
    PML_TK_END,
    PML_TK_NAME,
    PML_TK_NUMBER,
    PML_TK_STRING,
    PML_TK_NEWLINE,
    PML_TK_INDENT,
    PML_TK_DEDENT,
    PML_TK_OTHER, /* a character that begins no token, such as $ */
    PML_TK_ERROR, /* where the tokenizer gave up; its error is raised when the parser gets here */
#define PML_TOKEN(name, text) PML_TK_##name,
#define PML_KEYWORD(name, text) PML_TK_##name,
#include "lang/tokens.def"
    PML_TK_COUNT
} PmlTokenKind;

/* What the grammar check found out about a token. */
enum {
    PML_ROLE_SOFT = 1,       /* `match` or `case` as a keyword */
    PML_ROLE_PARAMETER = 2,  /* a star of a parameter list or a pattern: not of an expression */
    PML_ROLE_OPEN = 4,       /* an annotation begins here */
    PML_ROLE_CLOSE = 8,      /* an annotation ends here */
    PML_ROLE_TARGET_AS = 16, /* `as` of with and except */
};

typedef struct PmlToken {
    uint8_t kind, roles;
    uint16_t level;          /* depth of open brackets after this token */
    int32_t start, end;      /* bytes of the source */
    PML_AST_POSITION;        /* columns -1: INDENT, DEDENT, END */
    int32_t cursor;          /* column the tokenizer had reached */
    struct PmlExpr *literal; /* STRING: the value of the run of strings that begins here */
} PmlToken;

/* A bracket that is open. */
typedef struct PmlBracket {
    int32_t lineno, column;
    char c;
} PmlBracket;
#define PML_MAX_BRACKETS 200
#define PML_MAX_INDENT 100

struct PmlNode;
typedef struct PmlParser {
    PmlEngine *E;
    PmlAst *ast;
    PmlObj *filename;
    jmp_buf *fail;
    PmlScratch *scratch;
    struct PmlTreeSitter *ts; /* shared with the parsers of f-string fields */
    int mode;                 /* PML_PARSE_xxx, or PML_PARSE_FIELD */
    struct PmlParser *outer;  /* of a field: the parser of the text with the f-string */

    /* source: newlines are \n, the last line ends in one */
    const char *source;
    int32_t size;
    int32_t first_line, first_column; /* where a field lies in its file; else 1, 0 */

    PmlToken *tokens;
    int32_t token_count, token_capacity;

    /* how the tokenizer failed, when the last token is PML_TK_ERROR */
    int error_type; /* PML_T_xxx */
    PmlObj *raised; /* message of an error that wins over the grammar's; NULL: none */
    jmp_buf *tokenizer_stop;
    const char *error_text;
    int32_t error_line, error_column, error_end; /* as SyntaxError wants them, in bytes */
    PmlBracket brackets[PML_MAX_BRACKETS];
    int32_t bracket_count;

    /* grammar check */
    int32_t string_token; /* the string literal whose escapes are being replaced */
    int32_t mark, fill;   /* next token; how many tokens have been looked at */
    bool second_pass;
    bool explain; /* in it: the rules that only make errors are on */
    int32_t depth;
    struct PmlMemo **memo;

    /* conversion */
    int32_t *token_at; /* byte of the normal text -> token */
    char *normal;
    uint32_t normal_size;
    int32_t convert_depth;
} PmlParser;
enum { PML_PARSE_FIELD = 100 };

/* parse.c */
void *pml_parser_alloc(PmlParser *p, size_t n); /* scratch, zeroed; fails by pml_parser_fail */
void *pml_parser_node(PmlParser *p, size_t n);  /* the tree's memory */
_Noreturn void pml_parser_fail(PmlParser *p);   /* an error is set */
PmlObj *pml_parser_keep(PmlParser *p, PmlObj *new_reference); /* NULL: fails */
/* The expression in source[0..n), a field of an f-string at that place in the file. Text is
 * copied and put in parentheses. */
PmlExpr *pml_parse_field(PmlParser *outer, const char *text, int64_t n, int32_t line,
                         int32_t column);

/* syntax_error.c */
/* Positions as the exception has them except that columns are in bytes: from 1; 0 and -1 stand. */
typedef struct PmlErrorPlace {
    int32_t lineno, offset, end_lineno, end_offset;
} PmlErrorPlace;
_Noreturn void pml_parser_error(PmlParser *p, int exc_type, PmlErrorPlace at, const char *fmt, ...);
/* At the last token that was looked at (RAISE_SYNTAX_ERROR). */
_Noreturn void pml_error_here(PmlParser *p, int exc_type, const char *fmt, ...);
/* From token `first` to token `last`. */
_Noreturn void pml_error_range(PmlParser *p, int32_t first, int32_t last, const char *fmt, ...);
/* From token `first` to where the tokenizer is. */
_Noreturn void pml_error_from(PmlParser *p, int32_t first, const char *fmt, ...);
_Noreturn void pml_error_unclosed(PmlParser *p);
/* Gives a warning about a line; true: a filter has made it an error, which is cleared, and the
 * caller raises SyntaxError instead. */
bool pml_parser_warn(PmlParser *p, int category, int32_t lineno, const char *fmt, ...);
/* The error that the PML_TK_ERROR token stands for. */
_Noreturn void pml_error_of_tokenizer(PmlParser *p);

/* tokenize.c */
void pml_tokenize(PmlParser *p);
/* Ends the tokens with an error that CPython's tokenizer would raise. to < 0: same as from. */
_Noreturn void pml_tokenizer_error(PmlParser *p, int32_t lineno, int32_t from, int32_t to,
                                   const char *fmt, ...);
const char *pml_token_text(int kind);                               /* operators and keywords */
bool pml_token_is(const PmlParser *p, int32_t i, const char *text); /* NAME spelled so */

/* grammar*.c: checks the tokens; the expressions of strings are made on the way */
void pml_check_grammar(PmlParser *p);

/* literal.c, fstring.c */
PmlObj *pml_number_literal(PmlParser *p, const PmlToken *t);
/* The value of the strings tokens[first..last]: Constant or JoinedStr. */
PmlExpr *pml_string_literals(PmlParser *p, int32_t first, int32_t last);
/* Text of a string literal with escapes replaced. Also the literal parts of f-strings. */
PmlObj *pml_decode_text(PmlParser *p, const char *s, int64_t n, bool raw);

PmlObj *pml_bytes_literal(PmlParser *p, const char *s, int64_t n, bool raw);

/* normal.c: fills normal, normal_size, token_at */
void pml_write_normal(PmlParser *p);
/* Is token i a star that unpacks (an element, argument or target, not a product)? */
bool pml_is_unpacking_star(const PmlParser *p, int32_t i);

/* convert*.c */
void pml_convert(PmlParser *p);           /* fills p->ast */
PmlExpr *pml_convert_field(PmlParser *p); /* mode PML_PARSE_FIELD */

#endif

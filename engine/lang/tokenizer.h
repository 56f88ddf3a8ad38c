/* What tokenize.c and tokenize_number.c share. Not for others. */
#ifndef PML_TOKENIZER_H
#define PML_TOKENIZER_H

#include "lang/parser.h"

typedef struct PmlTokenizer {
    PmlParser *p;
    const char *s;              /* the source; s[size] is NUL */
    int32_t size, cur;          /* next byte */
    int32_t lineno, line_start; /* of the line that `cur - 1` is on */
    bool at_end;
    int32_t indents[PML_MAX_INDENT], alt_indents[PML_MAX_INDENT];
    int32_t indent, pending;
    bool bol, blank_line;
} PmlTokenizer;

enum { PML_END = -1 };

/* SyntaxError raised by the tokenizer: columns from the start of the line in bytes, from 1. */
#define PML_TOKENIZER_FAIL(t, ...) \
    pml_tokenizer_error((t)->p, (t)->lineno, (t)->cur - (t)->line_start, -1, __VA_ARGS__)

static inline bool pml_is_name_start(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
}
static inline bool pml_is_digit(int c)
{
    return c >= '0' && c <= '9';
}
static inline bool pml_is_name_char(int c)
{
    return pml_is_name_start(c) || pml_is_digit(c);
}
static inline bool pml_is_hex_digit(int c)
{
    return pml_is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* tokenize.c */
int pml_tokenizer_next(PmlTokenizer *t); /* PML_END: no more */
void pml_tokenizer_back_up(PmlTokenizer *t, int c);
PmlToken *pml_tokenizer_add(PmlTokenizer *t, int kind, int32_t start, int32_t end);

/* tokenize_number.c: a number whose first digit is c; what follows its point. */
void pml_tokenize_number(PmlTokenizer *t, int c, int32_t start);
void pml_tokenize_fraction(PmlTokenizer *t, int c);

#endif

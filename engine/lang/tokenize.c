/* Source bytes -> tokens, as CPython 3.11's tokenizer makes them, with its errors.
 *
 * CPython reads tokens as its parser asks for them; here all are made first, and where the
 * tokenizer fails the last token is PML_TK_ERROR. An error that CPython's tokenizer raises itself
 * (p->raised) wins over nearly every error of the grammar before it, since the rest of the file is
 * tokenized before a syntax error is reported; the others (indentation, end of file in brackets, a
 * stray backslash) count only when the parser gets there. */
#include "lang/tokenizer.h"

#include <stdio.h>

static const char *const token_texts[PML_TK_COUNT] = {
#define PML_TOKEN(name, text) [PML_TK_##name] = text,
#define PML_KEYWORD(name, text) [PML_TK_##name] = text,
#include "lang/tokens.def"
};

const char *pml_token_text(int kind)
{
    return token_texts[kind] ? token_texts[kind] : "";
}

bool pml_token_is(const PmlParser *p, int32_t i, const char *text)
{
    const PmlToken *t = &p->tokens[i];
    size_t n = (size_t)(t->end - t->start);
    return t->kind == PML_TK_NAME && strlen(text) == n && !memcmp(p->source + t->start, text, n);
}

int pml_tokenizer_next(PmlTokenizer *t)
{
    if (t->cur >= t->size) {
        t->at_end = true;
        return PML_END;
    }
    if (t->cur > 0 && t->s[t->cur - 1] == '\n' && t->line_start != t->cur) {
        t->line_start = t->cur;
        t->lineno++;
    }
    return (unsigned char)t->s[t->cur++];
}

void pml_tokenizer_back_up(PmlTokenizer *t, int c)
{
    if (c != PML_END) {
        t->cur--;
    }
}

PmlToken *pml_tokenizer_add(PmlTokenizer *t, int kind, int32_t start, int32_t end)
{
    PmlParser *p = t->p;
    if (p->token_count == p->token_capacity) {
        int32_t capacity = p->token_capacity ? p->token_capacity * 2 : 256;
        PmlToken *grown = pml_parser_alloc(p, sizeof(PmlToken) * (size_t)capacity);
        if (p->token_count) {
            memcpy(grown, p->tokens, sizeof(PmlToken) * (size_t)p->token_count);
        }
        p->tokens = grown;
        p->token_capacity = capacity;
    }
    PmlToken *token = &p->tokens[p->token_count++];
    token->kind = (uint8_t)kind;
    token->level = (uint16_t)p->bracket_count;
    token->start = start;
    token->end = end;
    /* A field of an f-string starts somewhere inside a line of its file. */
    int32_t line = t->lineno + p->first_line - 1;
    int32_t shift = t->lineno == 1 ? p->first_column : 0;
    token->lineno = token->end_lineno = line;
    token->cursor = t->cur - t->line_start;
    if (start < 0) {
        token->start = token->end = t->cur;
        token->col_offset = token->end_col_offset = -1;
    } else {
        token->col_offset = start - t->line_start + shift;
        token->end_col_offset = end - t->line_start + shift;
    }
    return token;
}

/* An error that is raised when the parser asks for this token. */
static void stop_at(PmlTokenizer *t, int type, const char *text, int32_t column, int32_t end)
{
    PmlParser *p = t->p;
    p->error_type = type;
    p->error_text = text;
    p->error_line = t->lineno + p->first_line - 1;
    p->error_column = column;
    p->error_end = end;
    pml_tokenizer_add(t, PML_TK_ERROR, -1, -1);
}

static void stop_at_line_end(PmlTokenizer *t, int type, const char *text)
{
    int32_t end = t->line_start;
    while (end < t->size && t->s[end] != '\n') {
        end++;
    }
    t->cur = end < t->size ? end + 1 : end;
    if (type == PML_T_IndentationError && !strncmp(text, "unindent", 8)) {
        stop_at(t, type, text, t->cur - t->line_start, -1);
    } else {
        stop_at(t, type, text, 1, 0);
    }
}

/* After a backslash: true when the line goes on below. */
static bool continue_line(PmlTokenizer *t)
{
    int c = pml_tokenizer_next(t);
    if (c != '\n') {
        stop_at(t, PML_T_SyntaxError, "unexpected character after line continuation character",
                t->cur - t->line_start, 0);
        return false;
    }
    c = pml_tokenizer_next(t);
    if (c == PML_END) {
        stop_at(t, PML_T_SyntaxError, NULL, t->cur - t->line_start, -1);
        return false;
    }
    pml_tokenizer_back_up(t, c);
    return true;
}

static bool tab_error(PmlTokenizer *t)
{
    stop_at_line_end(t, PML_T_TabError, "inconsistent use of tabs and spaces in indentation");
    return false;
}

/* Compare an indentation with the open ones; counts INDENT and DEDENT tokens to come. */
static bool measure_indent(PmlTokenizer *t, int32_t col, int32_t alt)
{
    if (col == t->indents[t->indent]) {
        return alt == t->alt_indents[t->indent] || tab_error(t);
    }
    if (col > t->indents[t->indent]) {
        if (t->indent + 1 >= PML_MAX_INDENT) {
            stop_at_line_end(t, PML_T_IndentationError, "too many levels of indentation");
            return false;
        }
        if (alt <= t->alt_indents[t->indent]) {
            return tab_error(t);
        }
        t->pending++;
        t->indents[++t->indent] = col;
        t->alt_indents[t->indent] = alt;
        return true;
    }
    while (t->indent > 0 && col < t->indents[t->indent]) {
        t->pending--;
        t->indent--;
    }
    if (col != t->indents[t->indent]) {
        stop_at_line_end(t, PML_T_IndentationError,
                         "unindent does not match any outer indentation level");
        return false;
    }
    return alt == t->alt_indents[t->indent] || tab_error(t);
}

static bool begin_line(PmlTokenizer *t)
{
    int32_t col = 0, alt = 0, continued = 0;
    int c;
    t->bol = false;
    for (;;) {
        c = pml_tokenizer_next(t);
        if (c == ' ') {
            col++;
            alt++;
        } else if (c == '\t') {
            col = (col / 8 + 1) * 8;
            alt++;
        } else if (c == '\f') {
            col = alt = 0;
        } else if (c == '\\') {
            /* the first backslash decides the indentation of what follows */
            continued = continued ? continued : col;
            if (!continue_line(t)) {
                return false;
            }
        } else {
            break;
        }
    }
    pml_tokenizer_back_up(t, c);
    t->blank_line = c == '#' || c == '\n';
    if (t->blank_line || t->p->bracket_count > 0) {
        return true;
    }
    return measure_indent(t, continued ? continued : col, continued ? continued : alt);
}

/* -- strings and names ------------------------------------------------------------------- */

/* The opening quote has been read. */
static void string(PmlTokenizer *t, int quote, int32_t start)
{
    int32_t first_line = t->lineno, first_line_start = t->line_start;
    int size = 1, closing = 0;
    int c = pml_tokenizer_next(t);
    if (c == quote) {
        c = pml_tokenizer_next(t);
        if (c == quote) {
            size = 3;
        } else {
            closing = 1; /* the empty string */
        }
    }
    if (c != quote) {
        pml_tokenizer_back_up(t, c);
    }
    while (closing != size) {
        c = pml_tokenizer_next(t);
        if (c == PML_END || (size == 1 && c == '\n')) {
            int32_t here = t->lineno;
            t->cur = start + 1;
            t->line_start = first_line_start;
            t->lineno = first_line;
            PML_TOKENIZER_FAIL(t, "unterminated %sstring literal (detected at line %d)",
                               size == 3 ? "triple-quoted " : "", (int)here);
        }
        if (c == quote) {
            closing++;
        } else {
            closing = 0;
            if (c == '\\') {
                pml_tokenizer_next(t);
            }
        }
    }
    PmlToken *token = pml_tokenizer_add(t, PML_TK_STRING, start, t->cur);
    token->lineno = first_line + t->p->first_line - 1;
    /* CPython shifts columns by the line the tokenizer is on, which is the last line. */
    token->col_offset = start - first_line_start + (t->lineno == 1 ? t->p->first_column : 0);
}

static int decode_utf8(const char *s, uint32_t *c)
{
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x80) {
        *c = u[0];
        return 1;
    }
    if (u[0] < 0xE0) {
        *c = (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3Fu);
        return 2;
    }
    if (u[0] < 0xF0) {
        *c = (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3Fu);
        return 3;
    }
    *c = (uint32_t)(u[0] & 7) << 18 | (uint32_t)(u[1] & 0x3F) << 12 | (uint32_t)(u[2] & 0x3F) << 6 |
         (u[3] & 0x3Fu);
    return 4;
}

static void bad_character(PmlTokenizer *t, uint32_t c)
{
    char hex[16];
    snprintf(hex, sizeof(hex), "%04X", (unsigned)c);
    if (pml_uni_is_printable(c)) {
        PML_TOKENIZER_FAIL(t, "invalid character '%c' (U+%s)", (int)c, hex);
    }
    PML_TOKENIZER_FAIL(t, "invalid non-printable character U+%s", hex);
}

/* A name with characters beyond ASCII: each must be allowed in identifiers. */
static void verify_name(PmlTokenizer *t, int32_t start)
{
    for (int32_t i = start; i < t->cur;) {
        uint32_t c;
        int n = decode_utf8(t->s + i, &c);
        if (!(i == start ? pml_uni_is_id_start(c) : pml_uni_is_id_continue(c))) {
            t->cur = i + n;
            bad_character(t, c);
        }
        i += n;
    }
}

static int keyword_kind(const char *s, int32_t n)
{
    if (n < 2 || n > 8) {
        return PML_TK_NAME;
    }
    for (int k = PML_TK_FALSE; k < PML_TK_COUNT; k++) {
        const char *text = token_texts[k];
        if (text[0] == s[0] && strlen(text) == (size_t)n && !memcmp(text, s, (size_t)n)) {
            return k;
        }
    }
    return PML_TK_NAME;
}

/* A name, or a string with a prefix. */
static void name(PmlTokenizer *t, int c, int32_t start)
{
    bool b = false, r = false, u = false, f = false, ascii = true;
    for (;;) {
        int low = c < 128 ? c | 0x20 : c;
        if (!(b || u || f) && low == 'b') {
            b = true;
        } else if (!(b || u || r || f) && low == 'u') {
            u = true;
        } else if (!(r || u) && low == 'r') {
            r = true;
        } else if (!(f || b || u) && low == 'f') {
            f = true;
        } else {
            break;
        }
        c = pml_tokenizer_next(t);
        if (c == '"' || c == '\'') {
            string(t, c, start);
            return;
        }
    }
    while (c != PML_END && pml_is_name_char(c)) {
        ascii = ascii && c < 128;
        c = pml_tokenizer_next(t);
    }
    pml_tokenizer_back_up(t, c);
    if (!ascii) {
        verify_name(t, start);
    }
    pml_tokenizer_add(t, ascii ? keyword_kind(t->s + start, t->cur - start) : PML_TK_NAME, start,
                      t->cur);
}

/* -- operators --------------------------------------------------------------------------- */

static void open_bracket(PmlTokenizer *t, int c, int32_t start)
{
    PmlParser *p = t->p;
    if (p->bracket_count >= PML_MAX_BRACKETS) {
        PML_TOKENIZER_FAIL(t, "too many nested parentheses");
    }
    p->brackets[p->bracket_count++] = (PmlBracket){t->lineno, start - t->line_start, (char)c};
}

static void close_bracket(PmlTokenizer *t, int c)
{
    PmlParser *p = t->p;
    if (!p->bracket_count) {
        PML_TOKENIZER_FAIL(t, "unmatched '%c'", c);
    }
    PmlBracket open = p->brackets[--p->bracket_count];
    if ((open.c == '(' && c == ')') || (open.c == '[' && c == ']') || (open.c == '{' && c == '}')) {
        return;
    }
    if (open.lineno != t->lineno) {
        PML_TOKENIZER_FAIL(
            t, "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c,
            open.c, (int)open.lineno);
    }
    PML_TOKENIZER_FAIL(t, "closing parenthesis '%c' does not match opening parenthesis '%c'", c,
                       open.c);
}

/* The longest operator at source byte i. */
static int operator_kind(const PmlTokenizer *t, int32_t i, int32_t *length)
{
    int best = PML_TK_OTHER;
    *length = 1;
    int32_t best_length = 0;
    for (int k = PML_TK_LPAR; k < PML_TK_FALSE; k++) {
        const char *text = token_texts[k];
        int32_t n = (int32_t)strlen(text);
        if (text[0] == t->s[i] && n > best_length && n <= t->size - i &&
            !memcmp(text, t->s + i, (size_t)n)) {
            best = k;
            best_length = n;
            *length = n;
        }
    }
    return best;
}

static void operator_token(PmlTokenizer *t, int c, int32_t start)
{
    if (c == '(' || c == '[' || c == '{') {
        open_bracket(t, c, start);
    } else if (c == ')' || c == ']' || c == '}') {
        close_bracket(t, c);
    } else if (c < ' ' || c == 127) {
        bad_character(t, (uint32_t)c);
    }
    int32_t length;
    int kind = operator_kind(t, start, &length);
    t->cur = start + length;
    pml_tokenizer_add(t, kind, start, t->cur);
}

/* -- one token --------------------------------------------------------------------------- */

static void end_of_file(PmlTokenizer *t)
{
    if (t->p->bracket_count) {
        stop_at(t, PML_T_SyntaxError, NULL, t->cur - t->line_start, -1);
        return;
    }
    /* Interactive: as if the user pressed return once more, and again to leave a block. */
    bool single = t->p->mode == PML_PARSE_SINGLE && t->p->token_count > 0;
    bool in_block = t->indent > 0;
    if (single) {
        pml_tokenizer_add(t, PML_TK_NEWLINE, -1, -1);
    }
    while (t->indent > 0) { /* the line after the last one has no indentation */
        t->indent--;
        pml_tokenizer_add(t, PML_TK_DEDENT, -1, -1);
    }
    if (single && in_block) {
        pml_tokenizer_add(t, PML_TK_NEWLINE, -1, -1);
    }
    pml_tokenizer_add(t, PML_TK_END, -1, -1);
}

/* Reads on; false when the tokens have come to an end. */
static bool token(PmlTokenizer *t)
{
    if (t->bol && !begin_line(t)) {
        return false;
    }
    for (; t->pending < 0; t->pending++) {
        pml_tokenizer_add(t, PML_TK_DEDENT, -1, -1);
    }
    for (; t->pending > 0; t->pending--) {
        pml_tokenizer_add(t, PML_TK_INDENT, -1, -1);
    }
    int c;
    do {
        c = pml_tokenizer_next(t);
    } while (c == ' ' || c == '\t' || c == '\f');
    int32_t start = t->cur - 1;
    if (c == '#') {
        while (c != PML_END && c != '\n') {
            c = pml_tokenizer_next(t);
        }
    }
    if (c == PML_END) {
        end_of_file(t);
        return false;
    }
    if (pml_is_name_start(c)) {
        name(t, c, start);
    } else if (c == '\n') {
        t->bol = true;
        if (!t->blank_line && t->p->bracket_count == 0) {
            pml_tokenizer_add(t, PML_TK_NEWLINE, start, t->cur - 1); /* a comment is part of it */
        }
        t->blank_line = false;
    } else if (pml_is_digit(c)) {
        pml_tokenize_number(t, c, start);
    } else if (c == '.' && t->cur < t->size && pml_is_digit((unsigned char)t->s[t->cur])) {
        pml_tokenize_fraction(t, pml_tokenizer_next(t));
        pml_tokenizer_add(t, PML_TK_NUMBER, start, t->cur);
    } else if (c == '\'' || c == '"') {
        string(t, c, start);
    } else if (c == '\\') {
        return continue_line(t);
    } else {
        operator_token(t, c, start);
    }
    return true;
}

void pml_tokenizer_error(PmlParser *p, int32_t lineno, int32_t from, int32_t to, const char *fmt,
                         ...)
{
    va_list ap;
    va_start(ap, fmt);
    p->raised = pml_parser_keep(p, pml_str_formatv(p->E, fmt, ap));
    va_end(ap);
    p->error_type = PML_T_SyntaxError;
    p->error_line = lineno + p->first_line - 1;
    p->error_column = from;
    p->error_end = to < 0 ? from : to;
    longjmp(*p->tokenizer_stop, 1);
}

static void run(PmlTokenizer *t)
{
    jmp_buf stop;
    t->p->tokenizer_stop = &stop;
    if (setjmp(stop)) {
        pml_tokenizer_add(t, PML_TK_ERROR, -1, -1);
        return;
    }
    while (token(t)) {
    }
}

void pml_tokenize(PmlParser *p)
{
    PmlTokenizer *t = pml_parser_alloc(p, sizeof(*t));
    *t = (PmlTokenizer){.p = p, .s = p->source, .size = p->size, .bol = true};
    t->lineno = p->size > 0;
    run(t);
}

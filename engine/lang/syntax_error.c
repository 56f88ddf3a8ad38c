/* Raising SyntaxError and its subclasses with the fields CPython gives them. */
#include "lang/parser.h"

#include "object/exception.h"

/* The bytes of line `lineno` (from 1), its newline included. */
static const char *find_line(const char *source, int64_t size, int32_t lineno, int64_t *n)
{
    const char *line = source, *end = source + size;
    for (int32_t i = 1; i < lineno && line < end; i++) {
        const char *newline = memchr(line, '\n', (size_t)(end - line));
        line = newline ? newline + 1 : end;
    }
    const char *newline = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
    *n = newline ? newline + 1 - line : end - line;
    return line;
}

/* Characters in the first n bytes; 0 and -1 stay. */
static int64_t characters(const char *line, int64_t size, int64_t n)
{
    if (n <= 0) {
        return n;
    }
    int64_t count = 0;
    for (int64_t i = 0; i < n && i < size; i++) {
        count += ((unsigned char)line[i] & 0xC0) != 0x80;
    }
    return count + (n > size ? 1 : 0);
}

static bool set_int(PmlEngine *E, PmlObj *tuple, int64_t i, int64_t value)
{
    PML_TUPLE_ITEMS(tuple)[i].p = pml_int(E, value);
    return PML_TUPLE_AT(tuple, i) != NULL;
}

/* (msg, (filename, lineno, offset, text, end_lineno, end_offset)) becomes the exception's args;
 * line 0 at -1, the whole source, has no end. Takes over msg and text. */
static void raise_with(PmlEngine *E, int exc_type, PmlObj *msg, PmlObj *filename, PmlObj *text,
                       const int64_t numbers[4])
{
    PmlObj *info = NULL, *args = NULL;
    int fields = numbers[0] == 0 && numbers[1] < 0 ? 2 : 4;
    if (msg && text && (info = pml_tuple_new(E, fields + 2)) && (args = pml_tuple_new(E, 2))) {
        PML_TUPLE_ITEMS(info)[0].p = pml_incref(filename ? filename : PML_NONE(E));
        PML_TUPLE_ITEMS(info)[3].p = pml_incref(text);
        PML_TUPLE_ITEMS(args)[0].p = pml_incref(msg);
        PML_TUPLE_ITEMS(args)[1].p = pml_incref(info);
        static const int places[4] = {1, 2, 4, 5};
        bool ok = true;
        for (int i = 0; i < fields && ok; i++) {
            ok = set_int(E, info, places[i], numbers[i]);
        }
        if (ok) {
            pml_raise_object(E, (PmlObj *)&E->rt->types[exc_type], args);
        }
    }
    pml_xdecref(E, args);
    pml_xdecref(E, info);
    pml_xdecref(E, text);
    pml_xdecref(E, msg);
}

PmlObj *pml_syntax_error(PmlEngine *E, int exc_type, PmlObj *filename, const char *source,
                         int64_t source_size, PmlAstSpan at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    PmlObj *msg = pml_str_formatv(E, fmt, ap);
    va_end(ap);
    int64_t n = 0;
    const char *line = source ? find_line(source, source_size, at.lineno, &n) : NULL;
    PmlObj *text = line ? pml_str_from(E, line, n) : pml_none(E);
    int64_t numbers[4] = {at.lineno, at.col_offset + 1, at.end_lineno, at.end_col_offset + 1};
    raise_with(E, exc_type, msg, filename, text, numbers);
    return NULL;
}

/* Raises and leaves the parser. newline: keep the line's newline in `text`. */
_Noreturn static void leave(PmlParser *p, int exc_type, PmlErrorPlace at, PmlObj *msg, bool newline)
{
    PmlEngine *E = p->E;
    int64_t n;
    const char *line = find_line(p->source, p->size, at.lineno - p->first_line + 1, &n);
    int64_t text_size = !newline && n > 0 && line[n - 1] == '\n' ? n - 1 : n;
    /* CPython counts both columns on the line where the error begins. */
    /* What the tokenizer raises itself has counted characters; the parser turns bytes into
     * characters only when the source's encoding is known, and not in fields. */
    bool bytes = !p->raised && (p->mode == PML_PARSE_FIELD || p->ast->byte_columns);
    int64_t numbers[4] = {at.lineno, bytes ? at.offset : characters(line, text_size, at.offset),
                          at.end_lineno,
                          bytes ? at.end_offset : characters(line, text_size, at.end_offset)};
    raise_with(E, exc_type, msg, p->filename, pml_str_from(E, line, text_size), numbers);
    pml_parser_fail(p);
}

/* CPython tokenizes the rest of the file before it reports an error of the grammar: an error of
 * the tokenizer wins, and so does a bracket left open on a line above. In a field of an f-string,
 * that goes for the string's file as well. */
static void prefer_tokenizer_error(PmlParser *p)
{
    if (p->raised) {
        pml_error_of_tokenizer(p);
    }
    if (p->fill > 0 && p->bracket_count > 0 && p->tokens[p->token_count - 1].kind == PML_TK_ERROR &&
        p->fill < p->token_count &&
        p->tokens[p->fill - 1].lineno > p->brackets[p->bracket_count - 1].lineno) {
        pml_error_unclosed(p);
    }
    if (p->outer) {
        prefer_tokenizer_error(p->outer);
    }
}

_Noreturn static void leave_grammar(PmlParser *p, int exc_type, PmlErrorPlace at, const char *fmt,
                                    va_list ap)
{
    PmlEngine *E = p->E;
    prefer_tokenizer_error(p);
    PmlObj *msg = pml_str_formatv(E, fmt, ap);
    if (msg && p->mode == PML_PARSE_FIELD) {
        PmlObj *inner = msg;
        msg = pml_str_format(E, "f-string: %U", inner);
        pml_decref(E, inner);
        at.offset -= p->first_column;
        at.end_offset -= p->first_column;
    }
    /* CPython has the newline only on the line that its tokenizer is on. */
    bool newline = p->fill == 0 || p->tokens[p->fill - 1].end_lineno <= at.lineno;
    leave(p, exc_type, at, msg, newline);
}

void pml_parser_error(PmlParser *p, int exc_type, PmlErrorPlace at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    leave_grammar(p, exc_type, at, fmt, ap);
    va_end(ap);
}

void pml_error_here(PmlParser *p, int exc_type, const char *fmt, ...)
{
    const PmlToken *t = &p->tokens[p->fill - 1];
    PmlErrorPlace at = {t->lineno, t->col_offset + 1, t->end_lineno, t->end_col_offset + 1};
    if (t->col_offset < 0) {
        /* at the end of a file CPython's tokenizer has gone past the last line */
        at.offset = t->kind == PML_TK_END && p->ast->is_file ? 0 : t->cursor;
        at.end_offset = -1;
    }
    va_list ap;
    va_start(ap, fmt);
    leave_grammar(p, exc_type, at, fmt, ap);
    va_end(ap);
}

void pml_error_range(PmlParser *p, int32_t first, int32_t last, const char *fmt, ...)
{
    const PmlToken *a = &p->tokens[first], *b = &p->tokens[last];
    PmlErrorPlace at = {a->lineno, a->col_offset + 1, b->end_lineno, b->end_col_offset + 1};
    va_list ap;
    va_start(ap, fmt);
    leave_grammar(p, PML_T_SyntaxError, at, fmt, ap);
    va_end(ap);
}

void pml_error_from(PmlParser *p, int32_t first, const char *fmt, ...)
{
    const PmlToken *a = &p->tokens[first], *b = &p->tokens[p->fill - 1];
    PmlErrorPlace at = {a->lineno, a->col_offset + 1, b->end_lineno, b->cursor};
    va_list ap;
    va_start(ap, fmt);
    leave_grammar(p, PML_T_SyntaxError, at, fmt, ap);
    va_end(ap);
}

bool pml_parser_warn(PmlParser *p, int category, int32_t lineno, const char *fmt, ...)
{
    PmlUpcalls *up = p->E->upcalls;
    if (!up || !up->warn_explicit) {
        return false;
    }
    va_list ap;
    va_start(ap, fmt);
    PmlObj *text = pml_parser_keep(p, pml_str_formatv(p->E, fmt, ap));
    va_end(ap);
    int err = up->warn_explicit(p->E, &p->E->rt->types[category], text, p->filename, lineno);
    if (err == 0) {
        return false;
    }
    if (!pml_error_matches(p->E, category)) {
        pml_parser_fail(p);
    }
    pml_error_clear(p->E);
    return true;
}

void pml_error_unclosed(PmlParser *p)
{
    PmlBracket open = p->brackets[p->bracket_count - 1];
    int32_t line = open.lineno + p->first_line - 1;
    PmlObj *msg = pml_str_format(p->E, "'%c' was never closed", open.c);
    bool newline = p->tokens[p->fill - 1].end_lineno <= line;
    leave(p, PML_T_SyntaxError, (PmlErrorPlace){line, open.column + 1, line, 0}, msg, newline);
}

void pml_error_of_tokenizer(PmlParser *p)
{
    PmlErrorPlace at = {p->error_line, p->error_column, p->error_line, p->error_end};
    if (p->outer) {
        prefer_tokenizer_error(p->outer);
    }
    if (p->raised) {
        leave(p, p->error_type, at, pml_incref(p->raised), false);
    }
    if (!p->error_text && p->ast->is_file && p->token_count == 1) {
        at.offset = 0;
    }
    if (!p->error_text && p->bracket_count) {
        pml_error_unclosed(p);
    }
    const char *text = p->error_text ? p->error_text : "unexpected EOF while parsing";
    leave(p, p->error_type, at, pml_str_text(p->E, text), true);
}

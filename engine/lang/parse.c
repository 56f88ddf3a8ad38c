/* One parse from bytes to tree. */
#include "lang/parse.h"

#include "lang/convert.h"
#include "lang/encoding.h"
#include "lang/parser.h"

void pml_parser_fail(PmlParser *p)
{
    longjmp(*p->fail, 1);
}

void *pml_parser_alloc(PmlParser *p, size_t n)
{
    void *m = pml_scratch_alloc(p->scratch, n);
    if (!m) {
        pml_err_no_memory(p->E);
        pml_parser_fail(p);
    }
    return m;
}

void *pml_parser_node(PmlParser *p, size_t n)
{
    void *m = pml_ast_alloc(p->E, p->ast, n);
    if (!m) {
        pml_parser_fail(p);
    }
    return m;
}

PmlObj *pml_parser_keep(PmlParser *p, PmlObj *new_reference)
{
    PmlObj *o = pml_ast_keep(p->E, p->ast, new_reference);
    if (!o) {
        pml_parser_fail(p);
    }
    return o;
}

/* Length of the well-formed UTF-8 sequence at s; 0: none. */
static int sequence_length(const unsigned char *s, int64_t left)
{
    static const struct {
        unsigned char low, high, second_low, second_high;
        int n;
    } forms[] = {
        {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if (s[0] < forms[i].low || s[0] > forms[i].high) {
            continue;
        }
        if (forms[i].n > left ||
            (forms[i].n > 1 && (s[1] < forms[i].second_low || s[1] > forms[i].second_high))) {
            return 0;
        }
        for (int k = 2; k < forms[i].n; k++) {
            if ((s[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return forms[i].n;
    }
    return 0;
}

static bool in_word(unsigned char c)
{
    return c >= 128 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* A copy of n bytes with U+FFFD for every byte that is no UTF-8, as errors show it. */
static char *shown_source(PmlEngine *E, PmlAst *ast, const char *source, int64_t n, int64_t *size)
{
    char *text = pml_ast_alloc(E, ast, (size_t)n * 3 + 2);
    int64_t length = 0;
    for (int64_t i = 0; text && i < n;) {
        int step = sequence_length((const unsigned char *)source + i, n - i);
        memcpy(text + length, step ? source + i : "\xEF\xBF\xBD", step ? (size_t)step : 3);
        length += step ? step : 3;
        i += step ? step : 1;
    }
    if (text && length && text[length - 1] != '\n') {
        text[length++] = '\n';
    }
    *size = length;
    return text;
}

/* The word around the byte at `at` is decoded by itself; why that fails is the message, and the
 * place is where the word ends. */
static void not_utf8_word(PmlEngine *E, PmlAst *ast, const char *source, int64_t n, int64_t at,
                          int line, const char *filename)
{
    int64_t from = at, to = at, begin = at, size = 0;
    while (begin > 0 && source[begin - 1] != '\n') {
        begin--;
    }
    while (from > begin && in_word((unsigned char)source[from - 1])) {
        from--;
    }
    while (to < n && in_word((unsigned char)source[to])) {
        to++;
    }
    PmlObj *decoded =
        pml_str_decode(E, (const unsigned char *)source + from, to - from, "utf-8", "strict");
    if (!decoded && !pml_error_matches(E, PML_T_UnicodeDecodeError)) {
        return;
    }
    PmlObj *why = decoded ? NULL : pml_error_fetch(E);
    PmlObj *name = pml_str_text(E, filename);
    char *text = shown_source(E, ast, source, n, &size);
    if (why && name && text) {
        pml_syntax_error(E, PML_T_SyntaxError, name, text, size,
                         (PmlAstSpan){line, (int32_t)(to - begin) - 1, line, -2},
                         "(unicode error) %S", why);
    }
    pml_xdecref(E, name);
    pml_xdecref(E, why);
    pml_xdecref(E, decoded);
}

static void not_utf8(PmlEngine *E, PmlAst *ast, const char *source, int64_t n, int64_t at,
                     const char *filename)
{
    int line = 1;
    for (int64_t i = 0; i < at; i++) {
        line += source[i] == '\n';
    }
    if (!ast->is_file) {
        not_utf8_word(E, ast, source, n, at, line, filename);
        return;
    }
    PML_RAISE(
        E, SyntaxError,
        "Non-UTF-8 code starting with '\\x%x' in file %s on line %d, but no encoding declared; "
        "see https://peps.python.org/pep-0263/ for details",
        (unsigned)(unsigned char)source[at], filename, line);
}

/* marked: the source begins as UTF-8 and then says that it is something else. */
static void unknown_encoding(PmlEngine *E, const PmlAst *ast, PmlObj *encoding, bool marked,
                             const char *filename)
{
    PmlObj *name = pml_str_text(E, filename);
    if (ast->is_file) {
        PML_RAISE(E, SyntaxError, "encoding problem: %U%s", encoding, marked ? " with BOM" : "");
    } else if (name) {
        pml_syntax_error(E, PML_T_SyntaxError, name, NULL, 0, (PmlAstSpan){0, -2, 0, 0},
                         marked ? "encoding problem: %U with BOM" : "unknown encoding: %U",
                         encoding);
    }
    pml_xdecref(E, name);
}

/* The source as UTF-8, after what it says about its encoding; NULL with an error. */
static const char *decode_source(PmlEngine *E, PmlAst *ast, const char *source, int64_t *n,
                                 const char *filename)
{
    const char *name = NULL;
    int64_t size = 0;
    int64_t mark = *n >= 3 && !memcmp(source, "\xEF\xBB\xBF", 3) ? 3 : 0;
    PmlEncoding encoding = pml_source_encoding(source + mark, *n - mark, &name, &size);
    bool plain = encoding == PML_ENCODING_NONE || encoding == PML_ENCODING_UTF8;
    ast->byte_columns = encoding == PML_ENCODING_NONE && !mark;
    if (encoding == PML_ENCODING_OTHER || (mark && !plain)) {
        PmlObj *shown = encoding == PML_ENCODING_LATIN1 ? pml_str_text(E, "iso-8859-1")
                                                        : pml_str_from(E, name, size);
        if (shown) {
            unknown_encoding(E, ast, shown, mark > 0, filename);
            pml_decref(E, shown);
        }
        return NULL;
    }
    if (encoding != PML_ENCODING_LATIN1) {
        return source;
    }
    char *text = pml_ast_alloc(E, ast, (size_t)*n * 2 + 1);
    int64_t length = 0;
    for (int64_t i = 0; text && i < *n; i++) {
        unsigned char c = (unsigned char)source[i];
        if (c < 128) {
            text[length++] = (char)c;
        } else {
            text[length++] = (char)(0xC0 | c >> 6);
            text[length++] = (char)(0x80 | (c & 0x3F));
        }
    }
    *n = length;
    return text;
}

/* No null bytes, no malformed UTF-8. */
static bool check_bytes(PmlEngine *E, PmlAst *ast, const char *source, int64_t n,
                        const char *filename)
{
    if (memchr(source, '\0', (size_t)n)) {
        PML_RAISE(E, ValueError, "source code string cannot contain null bytes");
        return false;
    }
    if (n > INT32_MAX - 16) {
        PML_RAISE(E, OverflowError, "source code is too large");
        return false;
    }
    for (int64_t i = 0; i < n;) {
        int length = sequence_length((const unsigned char *)source + i, n - i);
        if (!length) {
            not_utf8(E, ast, source, n, i, filename);
            return false;
        }
        i += length;
    }
    return true;
}

/* A copy in the tree's memory: \r\n and \r become \n; a module's last line ends. bytes: they may
 * begin with a mark that says they are UTF-8. */
static char *copy_source(PmlEngine *E, PmlAst *ast, const char *source, int64_t n, int mode,
                         bool bytes)
{
    if (bytes && n >= 3 && !memcmp(source, "\xEF\xBB\xBF", 3)) {
        source += 3;
        n -= 3;
    }
    char *copy = pml_ast_alloc(E, ast, (size_t)n + 2);
    if (!copy) {
        return NULL;
    }
    int64_t length = 0;
    for (int64_t i = 0; i < n; i++) {
        if (source[i] == '\r') {
            copy[length++] = '\n';
            i += i + 1 < n && source[i + 1] == '\n';
        } else {
            copy[length++] = source[i];
        }
    }
    if (mode == PML_PARSE_EXEC && length && copy[length - 1] != '\n') {
        copy[length++] = '\n';
    }
    ast->source = copy;
    ast->source_size = length;
    return copy;
}

PmlExpr *pml_parse_field(PmlParser *outer, const char *text, int64_t n, int32_t line,
                         int32_t column)
{
    char *copy = pml_parser_node(outer, (size_t)n + 4);
    copy[0] = '(';
    memcpy(copy + 1, text, (size_t)n);
    memcpy(copy + 1 + n, ")\n", 2);
    PmlParser *p = pml_parser_alloc(outer, sizeof(*p));
    *p = (PmlParser){.E = outer->E,
                     .ast = outer->ast,
                     .filename = outer->filename,
                     .fail = outer->fail,
                     .scratch = outer->scratch,
                     .ts = outer->ts,
                     .mode = PML_PARSE_FIELD,
                     .outer = outer,
                     .source = copy,
                     .size = (int32_t)n + 3,
                     .first_line = line,
                     .first_column = column};
    pml_tokenize(p);
    pml_check_grammar(p);
    return pml_convert_field(p);
}

/* Everything that may fail by longjmp. */
static bool run(PmlParser *p)
{
    jmp_buf fail;
    p->fail = &fail;
    volatile bool good = false;
    if (setjmp(fail) == 0) {
        pml_tokenize(p);
        pml_check_grammar(p);
        pml_convert(p);
        good = true;
    }
    return good;
}

static bool parse_into(PmlEngine *E, PmlAst *ast, int mode)
{
    PmlScratch scratch = {0};
    PmlTreeSitter ts = {0};
    PmlParser *p = pml_scratch_alloc(&scratch, sizeof(*p));
    if (!p) {
        pml_err_no_memory(E);
        return false;
    }
    *p = (PmlParser){.E = E,
                     .ast = ast,
                     .filename = ast->filename,
                     .scratch = &scratch,
                     .ts = &ts,
                     .mode = mode,
                     .source = ast->source,
                     .size = (int32_t)ast->source_size,
                     .first_line = 1};
    bool ok = run(p);
    if (ts.has_cursor) {
        ts_tree_cursor_delete(&ts.cursor);
    }
    if (ts.tree) {
        ts_tree_delete(ts.tree);
    }
    if (ts.parser) {
        ts_parser_delete(ts.parser);
    }
    pml_scratch_free(&scratch);
    return ok;
}

PmlAst *pml_parse_unfolded(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           int mode)
{
    PmlAst *ast = calloc(1, sizeof(*ast));
    if (!ast) {
        pml_err_no_memory(E);
        return NULL;
    }
    ast->is_file = (mode & PML_PARSE_FILE) != 0;
    ast->library = (mode & PML_PARSE_LIBRARY) != 0;
    ast->optimize = mode & PML_PARSE_NO_DOCSTRINGS ? 2 : mode & PML_PARSE_NO_ASSERTS ? 1 : 0;
    bool bytes = (mode & PML_PARSE_BYTES) != 0;
    if (bytes) {
        source = decode_source(E, ast, source, &n, filename);
    }
    if (!source || !check_bytes(E, ast, source, n, filename)) {
        pml_ast_free(E, ast);
        return NULL;
    }
    mode &= PML_PARSE_KIND;
    ast->arena_list = pml_list_new(E, 0);
    if (ast->arena_list) {
        pml_hold(E, ast->arena_list, "what the syntax tree keeps");
    }
    if (ast->arena_list && (ast->filename = pml_ast_keep(E, ast, pml_str_text(E, filename))) &&
        copy_source(E, ast, source, n, mode, bytes) && parse_into(E, ast, mode)) {
        return ast;
    }
    pml_ast_free(E, ast);
    return NULL;
}

PmlAst *pml_parse(PmlEngine *E, const char *source, int64_t n, const char *filename, int mode)
{
    PmlAst *ast = pml_parse_unfolded(E, source, n, filename, mode);
    if (ast && !pml_ast_fold(E, ast)) {
        pml_ast_free(E, ast);
        return NULL;
    }
    return ast;
}

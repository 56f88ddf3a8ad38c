/* Runs of string literals, f-strings among them: one Constant or one JoinedStr.
 * In 3.11 an f-string is an ordinary string token, and its fields are found and parsed inside. */
#include "lang/parser.h"

typedef struct Joined {
    PmlParser *p;
    int32_t first, last; /* tokens of the whole run: the place of all its parts */
    int32_t token;       /* the one being read */
    const char *text;    /* its first byte, prefix included */
    bool raw;
    PmlObj *pending; /* text not yet a Constant; kept by the arena list */
    PmlExpr **items;
    int32_t count, capacity;
} Joined;

static PmlExpr *new_expr(Joined *j, PmlExprKind kind)
{
    PmlExpr *e = pml_parser_node(j->p, sizeof(*e));
    const PmlToken *a = &j->p->tokens[j->first], *b = &j->p->tokens[j->last];
    e->kind = kind;
    e->lineno = a->lineno;
    e->col_offset = a->col_offset;
    e->end_lineno = b->end_lineno;
    e->end_col_offset = b->end_col_offset;
    return e;
}

/* Join text to what is pending; empty text changes nothing. */
static void add_text(Joined *j, PmlObj *text)
{
    if (PML_STR_LEN(text) == 0) {
        return;
    }
    j->pending =
        !j->pending ? text : pml_parser_keep(j->p, pml_str_concat(j->p->E, j->pending, text));
}

static void add_item(Joined *j, PmlExpr *e)
{
    if (j->count == j->capacity) {
        int32_t capacity = j->capacity ? j->capacity * 2 : 4;
        PmlExpr **grown = pml_parser_alloc(j->p, sizeof(*grown) * (size_t)capacity);
        if (j->count) {
            memcpy(grown, j->items, sizeof(*grown) * (size_t)j->count);
        }
        j->items = grown;
        j->capacity = capacity;
    }
    j->items[j->count++] = e;
}

static PmlExpr *text_constant(Joined *j, PmlObj *text)
{
    PmlExpr *e = new_expr(j, PML_E_Constant);
    e->v.Constant.value = text;
    if (j->p->source[j->p->tokens[j->first].start] == 'u') {
        e->v.Constant.kind = pml_ast_ident(j->p->E, j->p->ast, "u", 1);
        if (!e->v.Constant.kind) {
            pml_parser_fail(j->p);
        }
    }
    return e;
}

static void flush_text(Joined *j)
{
    if (j->pending) {
        add_item(j, text_constant(j, j->pending));
        j->pending = NULL;
    }
}

static PmlExpr *joined_str(Joined *j)
{
    flush_text(j);
    PmlExpr *e = new_expr(j, PML_E_JoinedStr);
    e->v.JoinedStr.values.count = j->count;
    e->v.JoinedStr.values.items = pml_parser_node(j->p, sizeof(PmlExpr *) * (size_t)(j->count + 1));
    if (j->count) {
        memcpy(e->v.JoinedStr.values.items, j->items, sizeof(PmlExpr *) * (size_t)j->count);
    }
    return e;
}

#define FAIL(j, ...) pml_error_here((j)->p, PML_T_SyntaxError, __VA_ARGS__)

/* Text up to the next field; true when it ended at a doubled brace, so that more may follow. */
static bool literal(Joined *j, const char **str, const char *end, int depth)
{
    const char *s = *str, *start = s, *next = NULL;
    while (s < end) {
        char c = *s++;
        if (!j->raw && c == '\\' && s < end) {
            c = *s++;
            if (c == 'N') {
                if (s < end && *s++ == '{') {
                    while (s < end && *s++ != '}') {
                    }
                }
                continue;
            }
        }
        if (c == '{' || c == '}') {
            if (depth == 0) {
                if (s < end && *s == c) {
                    next = s + 1;
                    break;
                }
                if (c == '}') {
                    FAIL(j, "f-string: single '}' is not allowed");
                }
            }
            s--;
            break;
        }
    }
    if (s > start) {
        add_text(j, pml_decode_text(j->p, start, s - start, j->raw));
    }
    *str = next ? next : s;
    return next != NULL;
}

/* -- the end of a field's expression ----------------------------------------------------- */

typedef struct Scan {
    Joined *j;
    char stack[PML_MAX_BRACKETS];
    int depth;
    char quote;
    bool triple;
} Scan;

static bool triple_at(const char *s, const char *end)
{
    return s + 2 < end && s[1] == s[0] && s[2] == s[0];
}

/* A quote, in or out of a string; returns the last byte used. */
static const char *scan_quote(Scan *n, const char *s, const char *end)
{
    if (!n->quote) {
        n->quote = *s;
        n->triple = triple_at(s, end);
        return n->triple ? s + 2 : s;
    }
    if (*s == n->quote) {
        if (!n->triple) {
            n->quote = 0;
        } else if (triple_at(s, end)) {
            n->quote = 0;
            return s + 2;
        }
    }
    return s;
}

static void scan_close(Scan *n, char c)
{
    if (!n->depth) {
        FAIL(n->j, "f-string: unmatched '%c'", c);
    }
    char open = n->stack[--n->depth];
    if (!((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}'))) {
        FAIL(n->j, "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'", c,
             open);
    }
}

/* Where the expression that starts at s ends: at '!', ':', '=', '}' outside brackets. */
static const char *expression_end(Joined *j, const char *s, const char *end)
{
    Scan n = {.j = j};
    for (; s < end; s++) {
        char c = *s;
        if (c == '\\') {
            FAIL(j, "f-string expression part cannot include a backslash");
        }
        if (n.quote || c == '\'' || c == '"') {
            s = scan_quote(&n, s, end);
        } else if (c == '(' || c == '[' || c == '{') {
            if (n.depth >= PML_MAX_BRACKETS) {
                FAIL(j, "f-string: too many nested parenthesis");
            }
            n.stack[n.depth++] = c;
        } else if (c == '#') {
            FAIL(j, "f-string expression part cannot include '#'");
        } else if (!n.depth && strchr("!:}=<>", c) && c) {
            if (s + 1 < end && s[1] == '=' && strchr("!=<>", c)) {
                s++;
            } else if (c != '<' && c != '>') {
                break;
            }
        } else if (c == ')' || c == ']' || c == '}') {
            scan_close(&n, c);
        }
    }
    if (n.quote) {
        FAIL(j, "f-string: unterminated string");
    }
    if (n.depth) {
        FAIL(j, "f-string: unmatched '%c'", n.stack[n.depth - 1]);
    }
    return s;
}

/* -- fields ------------------------------------------------------------------------------ */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f';
}

/* The place of the field whose expression begins at `start`, as CPython works it out. */
static void field_place(const Joined *j, const char *start, int32_t *line, int32_t *column)
{
    const PmlToken *t = &j->p->tokens[j->token];
    const char *brace = start - 1, *s = start;
    int32_t lines = 0, columns = 0;
    while (*s == ' ' || *s == '\t' || *s == '\f') {
        s++;
    }
    bool newline_first = *s == '\n' || *s == '}';
    if (!newline_first) {
        s = brace;
        while (s > j->text && *s != '\n') {
            s--;
        }
        columns = (int32_t)(brace - s);
        if (*s == '\n') {
            columns--;
        }
    }
    for (s = j->text; s < brace; s++) {
        lines += *s == '\n';
    }
    *line = t->lineno + lines;
    *column = lines ? columns : t->col_offset + columns;
}

static PmlExpr *field_expression(Joined *j, const char *start, const char *end)
{
    const char *s = start;
    while (s < end && is_blank(*s)) {
        s++;
    }
    if (s == end) {
        if (*end == '!' || *end == ':' || *end == '=') {
            FAIL(j, "f-string: expression required before '%c'", *end);
        }
        FAIL(j, "f-string: empty expression not allowed");
    }
    int32_t line, column;
    field_place(j, start, &line, &column);
    return pml_parse_field(j->p, start, end - start, line, column);
}

static void parts(Joined *j, const char **str, const char *end, int depth);

static PmlExpr *format_spec(Joined *j, const char **str, const char *end, int depth)
{
    Joined spec = {.p = j->p,
                   .first = j->first,
                   .last = j->last,
                   .token = j->token,
                   .text = j->text,
                   .raw = j->raw};
    parts(&spec, str, end, depth + 1);
    spec.first = spec.last = j->token; /* CPython gives it the place of its own token only */
    return joined_str(&spec);
}

#define EXPECT_MORE(j, s, end)                    \
    do {                                          \
        if ((s) >= (end)) {                       \
            FAIL((j), "f-string: expecting '}'"); \
        }                                         \
    } while (0)

/* At '{'. The text of {x=} goes before the field. */
static void field(Joined *j, const char **str, const char *end, int depth)
{
    if (depth >= 2) {
        FAIL(j, "f-string: expressions nested too deeply");
    }
    const char *start = *str + 1;
    const char *s = expression_end(j, start, end);
    EXPECT_MORE(j, s, end);
    PmlExpr *value = field_expression(j, start, s);
    bool shows_text = *s == '=';
    int conversion = -1;
    PmlExpr *spec = NULL;
    if (shows_text) {
        s++;
        while (s < end && (is_blank(*s) || *s == '\r' || *s == '\v')) {
            s++;
        }
        EXPECT_MORE(j, s, end);
        add_text(j, pml_decode_text(j->p, start, s - start, true));
    }
    if (*s == '!') {
        s++;
        EXPECT_MORE(j, s, end);
        conversion = (unsigned char)*s++;
        if (conversion != 's' && conversion != 'r' && conversion != 'a') {
            FAIL(j, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
    }
    EXPECT_MORE(j, s, end);
    if (*s == ':') {
        s++;
        EXPECT_MORE(j, s, end);
        spec = format_spec(j, &s, end, depth);
    }
    if (s >= end || *s != '}') {
        FAIL(j, "f-string: expecting '}'");
    }
    *str = s + 1;
    flush_text(j);
    PmlExpr *e = new_expr(j, PML_E_FormattedValue);
    e->v.FormattedValue.value = value;
    e->v.FormattedValue.conversion = shows_text && !spec && conversion == -1 ? 'r' : conversion;
    e->v.FormattedValue.format_spec = spec;
    add_item(j, e);
}

static void parts(Joined *j, const char **str, const char *end, int depth)
{
    for (;;) {
        if (literal(j, str, end, depth)) {
            continue;
        }
        if (*str >= end || **str == '}') {
            break;
        }
        field(j, str, end, depth);
    }
    if (depth && (*str >= end || **str != '}')) {
        FAIL(j, "f-string: expecting '}'");
    }
}

/* -- tokens ------------------------------------------------------------------------------ */

typedef struct Literal {
    const char *body;
    int64_t n;
    bool raw, bytes, formatted;
} Literal;

static Literal split_token(const PmlParser *p, int32_t i)
{
    const PmlToken *t = &p->tokens[i];
    const char *s = p->source + t->start, *end = p->source + t->end;
    Literal l = {0};
    for (; *s != '\'' && *s != '"'; s++) {
        char c = (char)(*s | 0x20);
        l.raw = l.raw || c == 'r';
        l.bytes = l.bytes || c == 'b';
        l.formatted = l.formatted || c == 'f';
    }
    int quotes = end - s >= 6 && s[1] == *s && s[2] == *s ? 3 : 1;
    l.body = s + quotes;
    l.n = end - s - 2 * quotes;
    return l;
}

/* The value of a token unless it is an f-string. */
static PmlObj *plain_value(PmlParser *p, const Literal *l)
{
    if (l->formatted) {
        return NULL;
    }
    return l->bytes ? pml_bytes_literal(p, l->body, l->n, l->raw)
                    : pml_decode_text(p, l->body, l->n, l->raw);
}

PmlExpr *pml_string_literals(PmlParser *p, int32_t first, int32_t last)
{
    Joined j = {.p = p, .first = first, .last = last};
    PmlObj *all_bytes = NULL;
    bool formatted = false, bytes = split_token(p, first).bytes;
    for (int32_t i = first; i <= last; i++) {
        Literal l = split_token(p, i);
        p->string_token = i;
        PmlObj *value = plain_value(p, &l);
        if (l.bytes != bytes) {
            pml_error_here(p, PML_T_SyntaxError, "cannot mix bytes and nonbytes literals");
        }
        if (bytes) {
            all_bytes = !all_bytes
                            ? value
                            : pml_parser_keep(p, pml_sequence_concat(p->E, all_bytes, value));
        } else if (value) {
            add_text(&j, value);
        } else {
            formatted = true;
            j.token = i;
            j.text = p->source + p->tokens[i].start;
            j.raw = l.raw;
            const char *s = l.body;
            parts(&j, &s, l.body + l.n, 0);
        }
    }
    if (formatted) {
        return joined_str(&j);
    }
    if (bytes) {
        PmlExpr *e = new_expr(&j, PML_E_Constant);
        e->v.Constant.value = all_bytes;
        return e;
    }
    return text_constant(&j, j.pending ? j.pending : p->E->rt->empty_str.p);
}

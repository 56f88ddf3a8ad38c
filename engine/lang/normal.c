/* The checked tokens in one canonical layout, for tree-sitter.
 *
 * The grammar of tree-sitter-python takes more than Python 3.11 (print statements, type aliases)
 * and less (stars before any expression, `with a if b else c as d`). A text made from checked
 * tokens avoids both: every name is `a`, every number `0`, every run of strings `00`; lines have
 * one space for each level of indentation; stars that unpack are left out (the convert_ files see
 * them in the tokens); annotations get parentheses; `as` of with and except is a comma; & and ^
 * change places. token_at leads from each byte of this text back to its token. */
#include "lang/parser.h"

typedef struct Writer {
    PmlParser *p;
    uint32_t n;
    bool writing; /* second round: the size is known */
} Writer;

static void put(Writer *w, const char *text, int32_t token)
{
    for (; *text; text++) {
        if (w->writing) {
            w->p->normal[w->n] = *text;
            w->p->token_at[w->n] = token;
        }
        w->n++;
    }
}

static bool ends_operand(const PmlToken *t)
{
    switch (t->kind) {
    case PML_TK_NAME: return !(t->roles & PML_ROLE_SOFT);
    case PML_TK_NUMBER:
    case PML_TK_STRING:
    case PML_TK_RPAR:
    case PML_TK_RSQB:
    case PML_TK_RBRACE:
    case PML_TK_ELLIPSIS:
    case PML_TK_TRUE:
    case PML_TK_FALSE:
    case PML_TK_NONE: return true;
    default: return false;
    }
}

bool pml_is_unpacking_star(const PmlParser *p, int32_t i)
{
    return i >= 0 && p->tokens[i].kind == PML_TK_STAR &&
           !(p->tokens[i].roles & PML_ROLE_PARAMETER) &&
           (i == 0 || !ends_operand(&p->tokens[i - 1]));
}

static const char *fixed_text(const PmlToken *t)
{
    if (t->kind == PML_TK_AS && t->roles & PML_ROLE_TARGET_AS) {
        return ",";
    }
    switch (t->kind) { /* the grammar has the precedence of these two the wrong way round */
    case PML_TK_AMPER: return "^";
    case PML_TK_CIRCUMFLEX: return "&";
    default: return pml_token_text(t->kind);
    }
}

/* One token (or run of strings); returns the last token written. */
static int32_t put_token(Writer *w, int32_t i, bool import_dots)
{
    PmlParser *p = w->p;
    const PmlToken *t = &p->tokens[i];
    switch (t->kind) {
    case PML_TK_NAME:
        if (t->roles & PML_ROLE_SOFT) {
            put(w, p->source[t->start] == 'm' ? "match" : "case", i);
        } else {
            put(w, "a", i);
        }
        return i;
    case PML_TK_NUMBER: put(w, "0", i); return i;
    case PML_TK_STRING:
        put(w, "0", i);
        while (p->tokens[i + 1].kind == PML_TK_STRING) {
            i++;
        }
        put(w, "0", i);
        return i;
    case PML_TK_ELLIPSIS: put(w, import_dots ? ". . ." : "...", i); return i;
    default: put(w, fixed_text(t), i); return i;
    }
}

static bool starts_statement(const PmlParser *p, int32_t i)
{
    if (i == 0) {
        return true;
    }
    switch (p->tokens[i - 1].kind) {
    case PML_TK_NEWLINE:
    case PML_TK_INDENT:
    case PML_TK_DEDENT:
    case PML_TK_SEMI:
    case PML_TK_COLON: return true;
    default: return false;
    }
}

static void write_tokens(Writer *w)
{
    PmlParser *p = w->p;
    int32_t indent = 0;
    bool new_line = true, import_dots = false;
    for (int32_t i = 0; i < p->token_count; i++) {
        const PmlToken *t = &p->tokens[i];
        switch (t->kind) {
        case PML_TK_END: return;
        case PML_TK_INDENT: indent++; continue;
        case PML_TK_DEDENT: indent--; continue;
        case PML_TK_NEWLINE:
            put(w, "\n", i);
            new_line = true;
            continue;
        default: break;
        }
        for (int32_t k = 0; new_line && k < indent; k++) {
            put(w, " ", i);
        }
        new_line = false;
        if (t->kind == PML_TK_FROM && starts_statement(p, i)) {
            import_dots = true;
        } else if (t->kind == PML_TK_IMPORT) {
            import_dots = false;
        }
        if (pml_is_unpacking_star(p, i)) {
            continue;
        }
        if (t->roles & PML_ROLE_OPEN) {
            put(w, "( ", i);
        }
        i = put_token(w, i, import_dots);
        put(w, p->tokens[i].roles & PML_ROLE_CLOSE ? " ) " : " ", i);
    }
}

void pml_write_normal(PmlParser *p)
{
    Writer w = {.p = p};
    write_tokens(&w);
    p->normal_size = w.n;
    p->normal = pml_parser_alloc(p, (size_t)w.n + 1);
    p->token_at = pml_parser_alloc(p, sizeof(int32_t) * ((size_t)w.n + 1));
    w.n = 0;
    w.writing = true;
    write_tokens(&w);
}

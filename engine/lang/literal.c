/* Values of numbers and of string literals. */
#include "lang/parser.h"

#include <stdio.h>

#include "object/bytes.h"
#include "object/character_names.h"

/* -- numbers ----------------------------------------------------------------------------- */

/* "value has 5000 digits ..." of int() becomes a SyntaxError that says what to do. */
_Noreturn static void huge_number(PmlParser *p, const PmlToken *t)
{
    PmlEngine *E = p->E;
    if (!pml_error_pending(E) || !pml_error_matches(E, PML_T_ValueError)) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, SystemError, "bad number");
        }
        pml_parser_fail(p);
    }
    PmlObj *exc = pml_error_fetch(E);
    PmlObj *text = pml_parser_keep(p, pml_str(E, exc));
    pml_decref(E, exc);
    p->fill = p->token_count;
    pml_parser_error(p, PML_T_SyntaxError, (PmlErrorPlace){t->lineno, 0, t->end_lineno, 0},
                     "%U - Consider hexadecimal for huge integer literals to avoid decimal "
                     "conversion limits.",
                     text);
}

/* text: without underscores */
static PmlObj *integer(PmlParser *p, const PmlToken *t, const char *text, size_t n)
{
    int base = 10;
    if (text[0] == '0' && n > 1) {
        switch (text[1]) {
        case 'x':
        case 'X': base = 16; break;
        case 'o':
        case 'O': base = 8; break;
        case 'b':
        case 'B': base = 2; break;
        default: break;
        }
    }
    const char *digits = base == 10 ? text : text + 2;
    size_t count = base == 10 ? n : n - 2;
    PmlObj *value;
    if (count <= (base == 2 ? 62 : 15)) {
        value = pml_int(p->E, strtoll(digits, NULL, base));
    } else {
        value = pml_int_parse(p->E, digits, (int64_t)count, base);
    }
    if (!value) {
        huge_number(p, t);
    }
    return value;
}

PmlObj *pml_number_literal(PmlParser *p, const PmlToken *t)
{
    char *text = pml_parser_alloc(p, (size_t)(t->end - t->start) + 1);
    size_t n = 0;
    for (int32_t i = t->start; i < t->end; i++) {
        if (p->source[i] != '_') {
            text[n++] = p->source[i];
        }
    }
    char end = text[n - 1];
    bool hex = n > 1 && (text[1] == 'x' || text[1] == 'X');
    PmlObj *value;
    if (!hex && (end == 'j' || end == 'J')) {
        text[n - 1] = '\0';
        value = pml_complex(p->E, 0.0, strtod(text, NULL));
    } else if (!hex && strpbrk(text, ".eE")) {
        value = pml_float(p->E, strtod(text, NULL));
    } else {
        value = integer(p, t, text, n);
    }
    return pml_parser_keep(p, value);
}

/* -- escapes ----------------------------------------------------------------------------- */

typedef struct Escapes {
    PmlParser *p;
    const char *s, *end;
    const char *invalid; /* the first escape that is none (after its backslash); NULL: none */
    int64_t position;    /* in the text as CPython's codec sees it: non-ASCII takes 10 bytes */
} Escapes;

_Noreturn static void bad_escape(Escapes *e, PmlStrBuilder *b, int64_t from, const char *reason)
{
    pml_builder_drop(b);
    int64_t to = e->position - 1;
    if (to > from) {
        pml_error_here(e->p, PML_T_SyntaxError,
                       "(unicode error) 'unicodeescape' codec can't decode bytes in position "
                       "%lld-%lld: %s",
                       (long long)from, (long long)to, reason);
    }
    pml_error_here(e->p, PML_T_SyntaxError,
                   "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position "
                   "%lld: %s",
                   (long long)from, reason);
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char low = (char)(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static void hex_escape(Escapes *e, PmlStrBuilder *b, int digits, int64_t from)
{
    uint32_t value = 0;
    for (int i = 0; i < digits; i++) {
        int v = e->s < e->end ? hex_value(*e->s) : -1;
        if (v < 0) {
            bad_escape(e, b, from,
                       digits == 2   ? "truncated \\xXX escape"
                       : digits == 4 ? "truncated \\uXXXX escape"
                                     : "truncated \\UXXXXXXXX escape");
        }
        value = value << 4 | (uint32_t)v;
        e->s++;
        e->position++;
    }
    if (value > 0x10FFFF) {
        bad_escape(e, b, from, "illegal Unicode character");
    }
    pml_builder_char(b, value);
}

/* Of a byte of UTF-8, the first telling for its character. */
static int positions(unsigned char c)
{
    return c < 128 ? 1 : c >= 0xc0 ? 10 : 0;
}

/* What is read of a name that is none: the brace and all before the closing one, or to the end. */
static int64_t name_length(const Escapes *e, const char *close)
{
    int64_t n = 0;
    for (const char *s = e->s; s < (close ? close : e->end); s++) {
        n += positions((unsigned char)*s);
    }
    return n;
}

/* \N{...}, of the names that the engine knows (object/character_names.h). */
static void named_escape(Escapes *e, PmlStrBuilder *b, int64_t from)
{
    const char *close =
        e->s < e->end && *e->s == '{' ? memchr(e->s, '}', (size_t)(e->end - e->s)) : NULL;
    if (!close || close == e->s + 1) {
        e->position += e->s < e->end && *e->s == '{' ? name_length(e, close) : 0;
        bad_escape(e, b, from, "malformed \\N character escape");
    }
    e->position += name_length(e, close) + 1;
    uint32_t c;
    if (!pml_character_named(e->s + 1, (size_t)(close - e->s - 1), &c)) {
        bad_escape(e, b, from, "unknown Unicode character name");
    }
    e->s = close + 1;
    pml_builder_char(b, c);
}

static uint32_t octal_escape(const char **s, const char *end, char first)
{
    uint32_t value = (uint32_t)(first - '0');
    for (int i = 0; i < 2 && *s < end && **s >= '0' && **s <= '7'; i++) {
        value = value << 3 | (uint32_t)(*(*s)++ - '0');
    }
    return value;
}

/* The character of a one-letter escape; 0: none. */
static char simple_escape(char c)
{
    switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case 'v': return '\v';
    case 'a': return '\a';
    default: return 0;
    }
}

/* The first backslash in a literal that means nothing: a warning that is silent by default. */
static void warn_escape(PmlParser *p, const char *escape)
{
    int32_t i = p->string_token;
    bool octal = *escape >= '4' && *escape <= '7';
    char shown[4] = {0};
    memcpy(shown, escape, octal ? 3 : 1);
    const char *kind = octal ? "octal " : "";
    if (pml_parser_warn(p, PML_T_DeprecationWarning, p->tokens[i].lineno,
                        "invalid %sescape sequence '\\%s'", kind, shown)) {
        pml_error_range(p, i, i, "invalid %sescape sequence '\\%s'", kind, shown);
    }
}

/* e->s is just past a backslash. */
static void one_escape(Escapes *e, PmlStrBuilder *b)
{
    int64_t from = e->position++;
    char c = *e->s;
    if ((unsigned char)c >= 128) {
        pml_builder_char(b, '\\');
        e->position += 5;
        return;
    }
    e->s++;
    e->position++;
    char simple = simple_escape(c);
    if (simple) {
        pml_builder_char(b, (unsigned char)simple);
    } else if (c == '\n') {
        return;
    } else if (c >= '0' && c <= '7') {
        const char *start = e->s;
        uint32_t value = octal_escape(&e->s, e->end, c);
        e->invalid = e->invalid || value <= 0xFF ? e->invalid : start - 1;
        pml_builder_char(b, value);
        e->position += e->s - start;
    } else if (c == 'x') {
        hex_escape(e, b, 2, from);
    } else if (c == 'u') {
        hex_escape(e, b, 4, from);
    } else if (c == 'U') {
        hex_escape(e, b, 8, from);
    } else if (c == 'N') {
        named_escape(e, b, from);
    } else {
        e->invalid = e->invalid ? e->invalid : e->s - 1;
        pml_builder_char(b, '\\');
        pml_builder_char(b, (unsigned char)c);
    }
}

PmlObj *pml_decode_text(PmlParser *p, const char *s, int64_t n, bool raw)
{
    if (raw || !memchr(s, '\\', (size_t)n)) {
        return pml_parser_keep(p, pml_str_from(p->E, s, n));
    }
    PmlStrBuilder b;
    pml_builder_init(&b, p->E);
    Escapes e = {.p = p, .s = s, .end = s + n};
    while (e.s < e.end) {
        const char *run = e.s;
        while (e.s < e.end && *e.s != '\\') {
            e.position += positions((unsigned char)*e.s++);
        }
        if (e.s > run) {
            pml_builder_bytes(&b, run, e.s - run);
        }
        if (e.s < e.end) {
            e.s++;
            one_escape(&e, &b);
        }
    }
    PmlObj *text = pml_parser_keep(p, pml_builder_finish(&b));
    if (e.invalid) {
        warn_escape(p, e.invalid);
    }
    return text;
}

/* Escapes of a bytes literal, into `out`; returns the length. */
static int64_t decode_bytes(PmlParser *p, const char *s, int64_t n, unsigned char *out)
{
    const char *begin = s, *end = s + n;
    const char *invalid = NULL;
    int64_t length = 0;
    while (s < end) {
        if (*s != '\\') {
            out[length++] = (unsigned char)*s++;
            continue;
        }
        const char *backslash = s++;
        char c = *s++;
        char simple = simple_escape(c);
        if (simple) {
            out[length++] = (unsigned char)simple;
        } else if (c == '\n') {
            continue;
        } else if (c >= '0' && c <= '7') {
            const char *start = s - 1;
            uint32_t value = octal_escape(&s, end, c);
            invalid = invalid || value <= 0xFF ? invalid : start;
            out[length++] = (unsigned char)value;
        } else if (c == 'x') {
            if (end - s < 2 || hex_value(s[0]) < 0 || hex_value(s[1]) < 0) {
                pml_error_here(p, PML_T_SyntaxError,
                               "(value error) invalid \\x escape at position %lld",
                               (long long)(backslash - begin));
            }
            out[length++] = (unsigned char)(hex_value(s[0]) << 4 | hex_value(s[1]));
            s += 2;
        } else {
            invalid = invalid ? invalid : s - 1;
            out[length++] = '\\';
            out[length++] = (unsigned char)c;
        }
    }
    if (invalid) {
        warn_escape(p, invalid);
    }
    return length;
}

PmlObj *pml_bytes_literal(PmlParser *p, const char *s, int64_t n, bool raw)
{
    for (int64_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 128) {
            pml_error_here(p, PML_T_SyntaxError, "bytes can only contain ASCII literal characters");
        }
    }
    if (raw || !memchr(s, '\\', (size_t)n)) {
        return pml_parser_keep(p, pml_bytes(p->E, s, n));
    }
    unsigned char *out = pml_parser_alloc(p, (size_t)n + 1);
    int64_t length = decode_bytes(p, s, n, out);
    return pml_parser_keep(p, pml_bytes(p->E, out, length));
}

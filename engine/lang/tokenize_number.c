/* Numbers as CPython 3.11's tokenizer reads them, with its errors. */
#include "lang/tokenizer.h"

static bool looking_at(const PmlTokenizer *t, const char *rest)
{
    size_t n = strlen(rest);
    return (size_t)(t->size - t->cur) >= n && !memcmp(t->s + t->cur, rest, n) &&
           !pml_is_name_char((unsigned char)t->s[t->cur + (int32_t)n]);
}

/* c follows a number: a keyword may (1if x else y), any other name may not. */
static void check_number_end(PmlTokenizer *t, int c, const char *kind)
{
    bool keyword = false;
    switch (c) {
    case 'a': keyword = looking_at(t, "nd"); break;
    case 'e': keyword = looking_at(t, "lse"); break;
    case 'f': keyword = looking_at(t, "or"); break;
    case 'i': keyword = t->cur < t->size && strchr("fns", t->s[t->cur]) && t->s[t->cur]; break;
    case 'o': keyword = looking_at(t, "r"); break;
    case 'n': keyword = looking_at(t, "ot"); break;
    default: break;
    }
    if (keyword) {
        pml_tokenizer_back_up(t, c); /* the warning's error is at the number's end */
        if (pml_parser_warn(t->p, PML_T_SyntaxWarning, t->lineno, "invalid %s literal", kind)) {
            PML_TOKENIZER_FAIL(t, "invalid %s literal", kind);
        }
        pml_tokenizer_next(t);
    } else if (c != PML_END && pml_is_name_char(c)) {
        pml_tokenizer_back_up(t, c);
        PML_TOKENIZER_FAIL(t, "invalid %s literal", kind);
    }
}

/* The rest of a run of digits; returns the character after it. */
static int decimal_tail(PmlTokenizer *t)
{
    for (;;) {
        int c;
        do {
            c = pml_tokenizer_next(t);
        } while (pml_is_digit(c));
        if (c != '_') {
            return c;
        }
        c = pml_tokenizer_next(t);
        if (!pml_is_digit(c)) {
            pml_tokenizer_back_up(t, c);
            PML_TOKENIZER_FAIL(t, "invalid decimal literal");
        }
    }
}

/* 0x, 0o, 0b: digits of the base with single underscores. */
static void based_number(PmlTokenizer *t, int base, const char *kind)
{
    int c = pml_tokenizer_next(t);
    do {
        if (c == '_') {
            c = pml_tokenizer_next(t);
        }
        bool fits = base == 16 ? pml_is_hex_digit(c) : pml_is_digit(c) && c - '0' < base;
        if (!fits) {
            if (pml_is_digit(c)) {
                PML_TOKENIZER_FAIL(t, "invalid digit '%c' in %s literal", c, kind);
            }
            pml_tokenizer_back_up(t, c);
            PML_TOKENIZER_FAIL(t, "invalid %s literal", kind);
        }
        do {
            c = pml_tokenizer_next(t);
        } while (base == 16 ? pml_is_hex_digit(c) : pml_is_digit(c) && c - '0' < base);
    } while (c == '_');
    if (pml_is_digit(c)) {
        PML_TOKENIZER_FAIL(t, "invalid digit '%c' in %s literal", c, kind);
    }
    check_number_end(t, c, kind);
    pml_tokenizer_back_up(t, c);
}

/* From the exponent's letter (or what follows the mantissa) to the end of the number. */
static void number_tail(PmlTokenizer *t, int c)
{
    if (c == 'e' || c == 'E') {
        int e = c;
        c = pml_tokenizer_next(t);
        if (c == '+' || c == '-') {
            c = pml_tokenizer_next(t);
            if (!pml_is_digit(c)) {
                pml_tokenizer_back_up(t, c);
                PML_TOKENIZER_FAIL(t, "invalid decimal literal");
            }
        } else if (!pml_is_digit(c)) {
            pml_tokenizer_back_up(t, c);
            check_number_end(t, e, "decimal");
            pml_tokenizer_back_up(t, e);
            return;
        }
        c = decimal_tail(t);
    }
    if (c == 'j' || c == 'J') {
        c = pml_tokenizer_next(t);
        check_number_end(t, c, "imaginary");
    } else {
        check_number_end(t, c, "decimal");
    }
    pml_tokenizer_back_up(t, c);
}

/* c is the character after the point. */
void pml_tokenize_fraction(PmlTokenizer *t, int c)
{
    number_tail(t, pml_is_digit(c) ? decimal_tail(t) : c);
}

/* A number that starts with 0. */
static void zero_number(PmlTokenizer *t, int32_t start)
{
    int c = pml_tokenizer_next(t);
    switch (c) {
    case 'x':
    case 'X': based_number(t, 16, "hexadecimal"); return;
    case 'o':
    case 'O': based_number(t, 8, "octal"); return;
    case 'b':
    case 'B': based_number(t, 2, "binary"); return;
    default: break;
    }
    bool nonzero = false;
    for (;;) {
        if (c == '_') {
            c = pml_tokenizer_next(t);
            if (!pml_is_digit(c)) {
                pml_tokenizer_back_up(t, c);
                PML_TOKENIZER_FAIL(t, "invalid decimal literal");
            }
        }
        if (c != '0') {
            break;
        }
        c = pml_tokenizer_next(t);
    }
    int32_t zeros_end = t->cur;
    if (pml_is_digit(c)) {
        nonzero = true;
        c = decimal_tail(t);
    }
    if (c == '.') {
        pml_tokenize_fraction(t, pml_tokenizer_next(t));
    } else if (c == 'e' || c == 'E' || c == 'j' || c == 'J') {
        number_tail(t, c);
    } else if (nonzero) {
        pml_tokenizer_back_up(t, c);
        pml_tokenizer_error(t->p, t->lineno, start + 1 - t->line_start, zeros_end - t->line_start,
                            "leading zeros in decimal integer literals are not permitted; use an "
                            "0o prefix for octal integers");
    } else {
        check_number_end(t, c, "decimal");
        pml_tokenizer_back_up(t, c);
    }
}

void pml_tokenize_number(PmlTokenizer *t, int c, int32_t start)
{
    if (c == '0') {
        zero_number(t, start);
    } else {
        c = decimal_tail(t);
        if (c == '.') {
            pml_tokenize_fraction(t, pml_tokenizer_next(t));
        } else {
            number_tail(t, c);
        }
    }
    pml_tokenizer_add(t, PML_TK_NUMBER, start, t->cur);
}

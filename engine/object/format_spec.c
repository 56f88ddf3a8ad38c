/* The format mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type]. */
#include "object/str.h"

typedef struct Reader {
    PmlEngine *E;
    PmlObj *spec;
    int64_t at, end;
} Reader;

static uint32_t peek(const Reader *r)
{
    return r->at < r->end ? pml_str_at(r->spec, r->at) : 0;
}

static bool accept(Reader *r, uint32_t c)
{
    if (r->at < r->end && pml_str_at(r->spec, r->at) == c) {
        r->at++;
        return true;
    }
    return false;
}

static bool is_align(uint32_t c)
{
    return c == '<' || c == '>' || c == '=' || c == '^';
}

static void read_fill_and_align(Reader *r, PmlFormatSpec *out, bool *align_given)
{
    *align_given = true;
    if (r->end - r->at >= 2 && is_align(pml_str_at(r->spec, r->at + 1))) {
        out->fill = peek(r);
        out->fill_given = true;
        out->align = (char)pml_str_at(r->spec, r->at + 1);
        r->at += 2;
    } else if (r->at < r->end && is_align(peek(r))) {
        out->align = (char)peek(r);
        r->at++;
    } else {
        *align_given = false;
    }
}

/* Decimal digits into *value, which stays -1 without any; false: too many. */
static bool read_number(Reader *r, int64_t *value)
{
    int64_t v = 0;
    int d;
    bool any = false;
    while (r->at < r->end && (d = pml_uni_decimal_value(peek(r))) >= 0) {
        if (v > (INT64_MAX - d) / 10) {
            PML_RAISE(r->E, ValueError, "Too many decimal digits in format string");
            return false;
        }
        v = v * 10 + d;
        r->at++;
        any = true;
    }
    *value = any ? v : -1;
    return true;
}

static bool read_grouping(Reader *r, PmlFormatSpec *out)
{
    bool both = false;
    if (accept(r, ',')) {
        out->thousands = ',';
    }
    if (accept(r, '_')) {
        both = out->thousands == ',';
        out->thousands = '_';
    }
    if (peek(r) == ',' && out->thousands == '_') {
        both = true;
    }
    if (both) {
        PML_RAISE(r->E, ValueError, "Cannot specify both ',' and '_'.");
    }
    return !both;
}

static bool check_grouping(PmlEngine *E, const PmlFormatSpec *s)
{
    if (s->thousands == 0 || s->type == 0 || (s->type < 128 && strchr("defgEG%F", (int)s->type)) ||
        (s->thousands == '_' && s->type < 128 && strchr("boxX", (int)s->type))) {
        return true;
    }
    if (s->type > 32 && s->type < 128) {
        PML_RAISE(E, ValueError, "Cannot specify '%c' with '%c'.", (int)s->thousands, (int)s->type);
    } else {
        PML_RAISE(E, ValueError, "Cannot specify '%c' with '\\x%x'.", (int)s->thousands,
                  (unsigned)s->type);
    }
    return false;
}

static bool read_precision(Reader *r, PmlFormatSpec *out)
{
    if (!accept(r, '.')) {
        return true;
    }
    if (!read_number(r, &out->precision)) {
        return false;
    }
    if (out->precision < 0) {
        PML_RAISE(r->E, ValueError, "Format specifier missing precision");
        return false;
    }
    return true;
}

bool pml_format_spec_parse(PmlEngine *E, PmlObj *spec, uint32_t default_type, char default_align,
                           PmlFormatSpec *out, const char *type_name)
{
    Reader r = {E, spec, 0, PML_STR_LEN(spec)};
    bool align_given;
    *out = (PmlFormatSpec){
        .fill = ' ', .type = default_type, .align = default_align, .width = -1, .precision = -1};
    read_fill_and_align(&r, out, &align_given);
    uint32_t c = peek(&r);
    if (c == ' ' || c == '+' || c == '-') {
        out->sign = (char)c;
        r.at++;
    }
    out->no_neg_zero = accept(&r, 'z');
    out->alternate = accept(&r, '#');
    if (!out->fill_given && accept(&r, '0')) {
        out->fill = '0';
        out->zero = true;
        if (!align_given && default_align == '>') {
            out->align = '=';
        }
    }
    if (!read_number(&r, &out->width) || !read_grouping(&r, out) || !read_precision(&r, out)) {
        return false;
    }
    if (r.end - r.at > 1) {
        PML_RAISE(E, ValueError, "Invalid format specifier '%U' for object of type '%.200s'", spec,
                  type_name);
        return false;
    }
    if (r.at < r.end) {
        out->type = peek(&r);
    }
    return check_grouping(E, out);
}

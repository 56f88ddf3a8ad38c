/* The grammar of format strings: literal text, {field!conversion:spec}, field names. */
#include "object/str_ops.h"

static uint32_t take(PmlMarkup *m)
{
    return pml_str_at(m->s, m->at++);
}

/* After '{': the field name, conversion and spec, up to the closing '}'. */
static bool read_spec(PmlEngine *E, PmlMarkup *m, uint32_t c)
{
    int64_t depth = 1;

    if (c == '!') {
        if (m->at >= m->end) {
            PML_RAISE(E, ValueError, "end of string while looking for conversion specifier");
            return false;
        }
        m->conversion = take(m);
        if (m->at < m->end) {
            c = take(m);
            if (c == '}') {
                return true;
            }
            if (c != ':') {
                PML_RAISE(E, ValueError, "expected ':' after conversion specifier");
                return false;
            }
        }
    }
    m->spec = (PmlSpan){m->at, m->end - 1};
    while (m->at < m->end) {
        c = take(m);
        if (c == '{') {
            m->nested = true;
            depth++;
        } else if (c == '}' && --depth == 0) {
            m->spec.end = m->at - 1;
            return true;
        }
    }
    PML_RAISE(E, ValueError, "unmatched '{' in format spec");
    return false;
}

static bool read_field(PmlEngine *E, PmlMarkup *m)
{
    uint32_t c = 0;
    bool done = false;

    m->conversion = 0;
    m->nested = false;
    m->spec = (PmlSpan){0, 0};
    m->field.start = m->at;
    while (!done && m->at < m->end) {
        c = take(m);
        if (c == '{') {
            PML_RAISE(E, ValueError, "unexpected '{' in field name");
            return false;
        }
        if (c == '[') {
            while (m->at < m->end && pml_str_at(m->s, m->at) != ']') {
                m->at++;
            }
        }
        done = c == '}' || c == ':' || c == '!';
    }
    m->field.end = m->at - 1;
    if (c == '!' || c == ':') {
        return read_spec(E, m, c);
    }
    if (c != '}') {
        PML_RAISE(E, ValueError, "expected '}' before end of string");
        return false;
    }
    return true;
}

int pml_markup_next(PmlEngine *E, PmlMarkup *m)
{
    uint32_t c = 0;
    bool brace = false;
    int64_t start = m->at;

    m->has_field = false;
    if (m->at >= m->end) {
        return 0;
    }
    while (!brace && m->at < m->end) {
        c = take(m);
        brace = c == '{' || c == '}';
    }
    bool at_end = m->at >= m->end;
    int64_t length = m->at - start;
    bool doubled = brace && !at_end && pml_str_at(m->s, m->at) == c;
    if (c == '}' && !doubled) {
        PML_RAISE(E, ValueError, "Single '}' encountered in format string");
        return -1;
    }
    if (at_end && c == '{') {
        PML_RAISE(E, ValueError, "Single '{' encountered in format string");
        return -1;
    }
    if (doubled) { /* an escaped brace is literal text */
        m->at++;
    } else if (brace) {
        length--;
    }
    m->literal = (PmlSpan){start, start + length};
    if (!brace || doubled) {
        return 1;
    }
    m->has_field = true;
    return read_field(E, m) ? 1 : -1;
}

/* A number written in decimal digits, else -1. False with an error when it is too large. */
static bool read_index(PmlEngine *E, PmlObj *s, PmlSpan span, int64_t *index)
{
    int64_t value = 0;

    *index = -1;
    if (span.start >= span.end) {
        return true;
    }
    for (int64_t i = span.start; i < span.end; i++) {
        int digit = pml_uni_decimal_value(pml_str_at(s, i));
        if (digit < 0) {
            return true;
        }
        if (value > (INT64_MAX - digit) / 10) {
            PML_RAISE(E, ValueError, "Too many decimal digits in format string");
            return false;
        }
        value = value * 10 + digit;
    }
    *index = value;
    return true;
}

bool pml_field_split(PmlEngine *E, PmlObj *s, PmlSpan field, PmlSpan *first, int64_t *index)
{
    int64_t i = field.start;

    while (i < field.end && pml_str_at(s, i) != '[' && pml_str_at(s, i) != '.') {
        i++;
    }
    *first = (PmlSpan){field.start, i};
    return read_index(E, s, *first, index);
}

int pml_field_next(PmlEngine *E, PmlObj *s, int64_t *at, int64_t end, bool *attribute,
                   PmlSpan *name, int64_t *index)
{
    if (*at >= end) {
        return 0;
    }
    uint32_t c = pml_str_at(s, (*at)++);
    *index = -1;
    *attribute = c == '.';
    name->start = *at;
    if (c == '.') {
        while (*at < end && pml_str_at(s, *at) != '[' && pml_str_at(s, *at) != '.') {
            (*at)++;
        }
        name->end = *at;
    } else if (c == '[') {
        while (*at < end && pml_str_at(s, *at) != ']') {
            (*at)++;
        }
        if (*at >= end) {
            PML_RAISE(E, ValueError, "Missing ']' in format string");
            return -1;
        }
        name->end = (*at)++;
        if (!read_index(E, s, *name, index)) {
            return -1;
        }
    } else {
        PML_RAISE(E, ValueError, "Only '.' or '[' may follow ']' in format field specifier");
        return -1;
    }
    if (name->start == name->end) {
        PML_RAISE(E, ValueError, "Empty attribute in format string");
        return -1;
    }
    return 1;
}

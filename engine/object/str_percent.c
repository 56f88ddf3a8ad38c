/* str % args. */
#include "object/str_percent.h"

static bool is_textual(uint32_t type)
{
    return type == 's' || type == 'r' || type == 'a';
}

static bool is_radix(uint32_t type)
{
    return type == 'x' || type == 'X' || type == 'o';
}

/* The laid out field: [sign][prefix] text between fill characters. */
static void output(PmlStrBuilder *b, PmlObj *text, const PmlPercentSpec *spec, bool number,
                   uint32_t fill)
{
    int64_t n = PML_STR_LEN(text), at = 0, width = spec->width;
    uint32_t sign = 0;

    if ((width == -1 || width <= n) && (spec->precision == -1 || spec->precision >= n) &&
        !(spec->flags & (PML_PCT_SIGN | PML_PCT_BLANK))) {
        pml_builder_str(b, text);
        return;
    }
    if (is_textual(spec->type) && spec->precision >= 0 && n > spec->precision) {
        n = spec->precision;
    }
    if (number) {
        uint32_t c = pml_str_at(text, 0);
        if (c == '-' || c == '+') {
            sign = c;
            n--;
            at++;
        } else if (spec->flags & PML_PCT_SIGN) {
            sign = '+';
        } else if (spec->flags & PML_PCT_BLANK) {
            sign = ' ';
        }
    }
    int64_t prefix = (spec->flags & PML_PCT_ALT) && is_radix(spec->type) ? 2 : 0;
    width = width < n ? n : width;
    uint32_t limit = pml_text_limit(pml_text_slice(pml_text_of(text), at, at + n));
    if (width - (sign != 0) > n && !(spec->flags & PML_PCT_LEFT)) {
        limit = pml_max_u32(limit, fill);
    }
    if (!pml_builder_room(b, width + (sign && n == width), limit)) {
        return;
    }
    if (sign && width > n) {
        width--;
    }
    bool spaces = fill == ' ';
    int64_t left = width > n && !(spec->flags & PML_PCT_LEFT) ? width - n : 0;
    int64_t right = width - n - left;
    if (spaces) {
        pml_builder_pad(b, fill, left);
    }
    if (sign) {
        pml_builder_char(b, sign);
    }
    pml_builder_range(b, text, at, at + prefix);
    if (!spaces) {
        pml_builder_pad(b, fill, left);
    }
    pml_builder_range(b, text, at + prefix, at + n);
    pml_builder_pad(b, ' ', right);
}

/* %c: a character; -1 with an error. */
static int64_t char_value(PmlEngine *E, PmlObj *v)
{
    int64_t c = -1;

    if (PML_IS_STR(v)) {
        if (PML_STR_LEN(v) == 1) {
            return pml_str_at(v, 0);
        }
        PML_RAISE(E, TypeError, "%%c requires int or char");
        return -1;
    }
    PmlObj *index = pml_number_index(E, v);
    if (!index) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "%%c requires int or char");
        }
        return -1;
    }
    bool fits = pml_int_fits(index, &c);
    pml_decref(E, index);
    if (!fits || c < 0 || c > 0x10ffff) {
        PML_RAISE(E, OverflowError, "%%c arg not in range(0x110000)");
        return -1;
    }
    return c;
}

static PmlObj *text_value(PmlEngine *E, PmlObj *v, uint32_t type)
{
    if (PML_IS(v, str) && type == 's') {
        return pml_incref(v);
    }
    return type == 's' ? pml_str(E, v) : type == 'r' ? pml_repr(E, v) : pml_ascii(E, v);
}

static bool output_char(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec, PmlStrBuilder *b)
{
    int64_t c = char_value(E, v);
    if (c < 0) {
        return false;
    }
    if (spec->width == -1 && spec->precision == -1) {
        pml_builder_char(b, (uint32_t)c);
        return !b->failed;
    }
    PmlObj *text = pml_str_char(E, (uint32_t)c);
    if (!text) {
        return false;
    }
    output(b, text, spec, false, ' ');
    pml_decref(E, text);
    return !b->failed;
}

/* The argument as text, before it is laid out. NULL: written already, or an error. */
static PmlObj *argument_text(PmlPercent *p, PmlObj *v, PmlPercentSpec *spec, PmlStrBuilder *b)
{
    PmlEngine *E = p->E;
    bool plain = spec->width == -1 && spec->precision == -1 &&
                 !(spec->flags & (PML_PCT_SIGN | PML_PCT_BLANK));

    switch (spec->type) {
    case 's':
    case 'r':
    case 'a': return text_value(E, v, spec->type);
    case 'i':
    case 'd':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
        if (plain && PML_IS(v, int) && !is_radix(spec->type) && pml_builder_small_int(b, v)) {
            return NULL;
        }
        return pml_percent_int(E, v, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return pml_percent_float(E, v, spec);
    case 'c': output_char(E, v, spec, b); return NULL;
    default:
        return PML_RAISE(E, ValueError, "unsupported format character '%c' (0x%x) at index %zd",
                         31 <= spec->type && spec->type < 128 ? (int)spec->type : '?', spec->type,
                         p->at - 1);
    }
}

static bool output_field(PmlPercent *p, PmlPercentSpec *spec, PmlStrBuilder *b)
{
    PmlEngine *E = p->E;

    if (spec->percent) {
        pml_builder_char(b, '%');
        return !b->failed;
    }
    PmlObj *v = pml_percent_next(p);
    if (!v) {
        return false;
    }
    int64_t mark = pml_hold_mark(E);
    if (p->args_owned) {
        pml_hold(E, p->args, "format argument");
    }
    PmlObj *text = argument_text(p, v, spec, b);
    pml_hold_drop(E, mark);
    if (!text) {
        return !b->failed && !pml_error_pending(E);
    }
    bool number = !is_textual(spec->type);
    output(b, text, spec, number, number && (spec->flags & PML_PCT_ZERO) ? '0' : ' ');
    pml_decref(E, text);
    return !b->failed;
}

/* Literal text and fields in turn; false with an error. */
static bool run(PmlPercent *p, PmlObj *format, PmlStrBuilder *b)
{
    int64_t n = p->fmt.len;

    while (p->at < n && !b->failed) {
        if (pml_text_at(p->fmt.data, p->fmt.kind, p->at) != '%') {
            int64_t start = p->at;
            int64_t hit = pml_text_find_char(pml_text_slice(p->fmt, start, n), '%', 1);
            p->at = hit < 0 ? n : start + hit;
            if (p->at == n) {
                b->overallocate = false;
            }
            pml_builder_range(b, format, start, p->at);
            continue;
        }
        PmlPercentSpec spec;
        p->at++;
        if (!pml_percent_spec(p, &spec)) {
            return false;
        }
        if (p->at == n) {
            b->overallocate = false;
        }
        if (!output_field(p, &spec, b)) {
            return false;
        }
        if (p->mapping && !spec.percent && !pml_percent_used_up(p)) {
            PML_RAISE(p->E, TypeError, "not all arguments converted during string formatting");
            return false;
        }
    }
    if (b->failed) {
        return false;
    }
    if (!p->mapping && !pml_percent_used_up(p)) {
        PML_RAISE(p->E, TypeError, "not all arguments converted during string formatting");
        return false;
    }
    return true;
}

PmlObj *pml_str_percent(PmlEngine *E, PmlObj *format, PmlObj *args)
{
    PmlPercent p;
    PmlStrBuilder b;

    pml_percent_begin(&p, E, pml_text_of(format), args, false);
    pml_builder_init(&b, E);
    pml_builder_reserve(&b, p.fmt.len + 100);
    bool ok = run(&p, format, &b);
    pml_percent_end(&p);
    if (!ok && !b.failed) {
        pml_builder_drop(&b);
        return NULL;
    }
    return pml_builder_finish(&b);
}

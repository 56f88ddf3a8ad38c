/* format() of int, float and complex: sign, prefix, padding and grouping around the digits. */
#include <limits.h>
#include <math.h>

#include "object/int_digits.h"
#include "object/str.h"

/* One number laid out: <left> <sign> <prefix> <inner> <grouped digits> <point> <rest> <right>. */
typedef struct Layout {
    int64_t left, inner, right, min_width, digits, rest, grouped;
    int prefix, group; /* group: digits between separators, 0 none */
    char sign;         /* 0: none */
    bool point;
} Layout;

static PmlObj *unknown_code(PmlEngine *E, const PmlFormatSpec *f, PmlObj *o)
{
    const char *name = PML_TYPE_OF(o)->name.p;
    if (f->type > 32 && f->type < 128) {
        return PML_RAISE(E, ValueError, "Unknown format code '%c' for object of type '%.200s'",
                         (int)f->type, name);
    }
    return PML_RAISE(E, ValueError, "Unknown format code '\\x%x' for object of type '%.200s'",
                     (unsigned)f->type, name);
}

/* Length of `digits` digits grouped, zero-filled to min_width; counts only. */
static int64_t grouped_length(int64_t digits, int64_t min_width, int group)
{
    int64_t total = 0, remaining = digits;
    bool separator = false;
    if (group == 0) {
        return digits > min_width ? digits : min_width;
    }
    do {
        int64_t want = remaining > min_width ? remaining : min_width;
        int64_t n = want < group ? want : group;
        n = n < 1 ? 1 : n;
        total += n + separator;
        separator = true;
        remaining -= n < remaining ? n : remaining;
        min_width -= n;
        if (remaining <= 0 && min_width <= 0) {
            break;
        }
        min_width -= 1;
    } while (true);
    return total;
}

static void put_grouped(PmlStrBuilder *b, const char *digits, const Layout *w, uint32_t separator,
                        bool upper)
{
    int64_t n = w->grouped;
    for (int64_t i = n; i > 0; i--) { /* i: places to the right end, this one included */
        int64_t places = w->group == 0 ? i : i - i / (w->group + 1);
        if (w->group != 0 && i % (w->group + 1) == 0) {
            pml_builder_char(b, separator);
            continue;
        }
        int64_t at = w->digits - places;
        char c = at < 0 ? '0' : digits[at];
        pml_builder_char(b, (uint32_t)(upper && c >= 'a' && c <= 'z' ? c - 32 : c));
    }
}

static void measure(const PmlFormatSpec *f, bool negative, Layout *w)
{
    w->sign = negative ? '-' : f->sign == '+' ? '+' : f->sign == ' ' ? ' ' : '\0';
    w->group = f->thousands == 0                                                       ? 0
               : f->type != 0 && f->type < 128 && strchr("boxX", (int)f->type) != NULL ? 4
                                                                                       : 3;
    int64_t others = (w->sign != '\0') + w->prefix + w->point + w->rest;
    w->min_width = f->fill == '0' && f->align == '=' ? f->width - others : 0;
    w->grouped = w->digits == 0 ? 0 : grouped_length(w->digits, w->min_width, w->group);
    int64_t padding = f->width - (others + w->grouped);
    w->left = w->inner = w->right = 0;
    if (padding > 0) {
        switch (f->align) {
        case '<': w->right = padding; break;
        case '^':
            w->left = padding / 2;
            w->right = padding - w->left;
            break;
        case '=': w->inner = padding; break;
        default: w->left = padding; break;
        }
    }
}

/* text: digits, then (with a point) the point, then the rest. */
static void put_number(PmlStrBuilder *b, const PmlFormatSpec *f, const Layout *w,
                       const char *prefix, const char *text)
{
    bool upper = f->type == 'X';
    pml_builder_pad(b, f->fill, w->left);
    if (w->sign != '\0') {
        pml_builder_char(b, (uint32_t)w->sign);
    }
    for (int i = 0; i < w->prefix; i++) {
        pml_builder_char(b, (uint32_t)(upper && prefix[i] == 'x' ? 'X' : prefix[i]));
    }
    pml_builder_pad(b, f->fill, w->inner);
    if (w->grouped > 0) {
        put_grouped(b, text, w, f->thousands, upper);
    }
    pml_builder_bytes(b, text + w->digits, w->point + w->rest);
    pml_builder_pad(b, f->fill, w->right);
}

/* -- int --------------------------------------------------------------------------------- */

static PmlObj *format_character(PmlEngine *E, PmlObj *o, const PmlFormatSpec *f)
{
    if (f->sign != '\0') {
        return PML_RAISE(E, ValueError, "Sign not allowed with integer format specifier 'c'");
    }
    if (f->alternate) {
        return PML_RAISE(E, ValueError,
                         "Alternate form (#) not allowed with integer format specifier 'c'");
    }
    int64_t c = pml_as_int(E, o);
    if (c == -1 && pml_error_pending(E)) {
        return NULL;
    }
    if (c < 0 || c > 0x10ffff) {
        return PML_RAISE(E, OverflowError, "%%c arg not in range(0x110000)");
    }
    Layout w = {.rest = 1};
    PmlStrBuilder b;
    measure(f, false, &w);
    pml_builder_init(&b, E);
    pml_builder_pad(&b, f->fill, w.left + w.inner);
    pml_builder_char(&b, (uint32_t)c);
    pml_builder_pad(&b, f->fill, w.right);
    return pml_builder_finish(&b);
}

static PmlObj *format_integer(PmlEngine *E, PmlObj *o, const PmlFormatSpec *f)
{
    if (f->precision != -1) {
        return PML_RAISE(E, ValueError, "Precision not allowed in integer format specifier");
    }
    if (f->no_neg_zero) {
        return PML_RAISE(E, ValueError,
                         "Negative zero coercion (z) not allowed in integer format specifier");
    }
    if (f->type == 'c') {
        return format_character(E, o, f);
    }
    int base = f->type == 'b' ? 2 : f->type == 'o' ? 8 : f->type == 'x' || f->type == 'X' ? 16 : 10;
    if (f->sign != '+' && f->sign != ' ' && f->width == -1 && f->type != 'X' && f->type != 'n' &&
        f->thousands == 0 && PML_IS(o, int)) {
        return pml_int_to_str(E, o, base, f->alternate && base != 10);
    }
    PmlObj *plain = pml_int_to_str(E, o, base, base != 10);
    if (plain == NULL) {
        return NULL;
    }
    const char *text = pml_str_data(plain);
    bool negative = *text == '-';
    int skip = base == 10 ? 0 : 2;
    Layout w = {.prefix = f->alternate ? skip : 0, .digits = PML_STR_LEN(plain) - negative - skip};
    PmlStrBuilder b;
    measure(f, negative, &w);
    pml_builder_init(&b, E);
    put_number(&b, f, &w, text + negative, text + negative + skip);
    PmlObj *r = pml_builder_finish(&b);
    pml_decref(E, plain);
    return r;
}

/* -- float ------------------------------------------------------------------------------- */

static bool is_zero_text(const char *s)
{
    for (; *s != '\0' && *s != 'e' && *s != 'E'; s++) {
        if (*s != '0' && *s != '.' && *s != '-' && *s != '+') {
            return false;
        }
    }
    return true;
}

/* v in host memory; NULL with an error set. Takes the sign off a zero when asked. */
static char *float_text(PmlEngine *E, double v, const PmlFormatSpec *f, char code, int precision,
                        bool dot_0)
{
    size_t cap = (size_t)precision + 360;
    char *text = cap > E->region_size ? NULL : malloc(cap);
    if (text == NULL) {
        pml_err_no_memory(E);
        return NULL;
    }
    pml_float_format(v, code, precision, f->alternate, false, dot_0, text, cap - 2);
    if (f->no_neg_zero && *text == '-' && is_zero_text(text)) {
        memmove(text, text + 1, strlen(text));
    }
    return text;
}

/* Split a number's text (sign taken off) into digits, point and rest. */
static void split_number(const char *text, Layout *w)
{
    const char *p = text;
    while (*p >= '0' && *p <= '9') {
        p++;
    }
    w->digits = p - text;
    w->point = *p == '.';
    w->rest = (int64_t)strlen(p) - w->point;
}

static PmlObj *lay_out_float(PmlEngine *E, const char *text, const PmlFormatSpec *f)
{
    if (f->sign != '+' && f->sign != ' ' && f->width == -1 && f->type != 'n' && f->thousands == 0) {
        return pml_str_from(E, text, (int64_t)strlen(text));
    }
    PmlObj *plain = pml_str_text(E, text); /* CPython's temporary */
    if (plain == NULL) {
        return NULL;
    }
    bool negative = *text == '-';
    Layout w = {.prefix = 0};
    PmlStrBuilder b;
    split_number(text + negative, &w);
    measure(f, negative, &w);
    pml_builder_init(&b, E);
    put_number(&b, f, &w, "", text + negative);
    PmlObj *r = pml_builder_finish(&b);
    pml_decref(E, plain);
    return r;
}

static PmlObj *format_double(PmlEngine *E, double v, const PmlFormatSpec *f)
{
    char code = (char)f->type;
    int precision = 6;
    if (f->precision > INT_MAX - 400) {
        return PML_RAISE(E, ValueError, "precision too big");
    }
    bool dot_0 = code == '\0', percent = code == '%';
    if (dot_0) {
        code = f->precision < 0 ? 'r' : 'g';
        precision = 0;
    } else if (code == 'n') {
        code = 'g';
    } else if (percent) {
        code = 'f';
        v *= 100;
    }
    if (f->precision >= 0) {
        precision = (int)f->precision;
    }
    char *text = float_text(E, v, f, code, precision, dot_0);
    if (text == NULL) {
        return NULL;
    }
    if (percent) {
        strcat(text, "%");
    }
    PmlObj *r = lay_out_float(E, text, f);
    free(text);
    return r;
}

static bool is_float_code(uint32_t type)
{
    return type != 0 && type < 128 && strchr("eEfFgG%", (int)type) != NULL;
}

PmlObj *pml_int_format(PmlEngine *E, PmlObj *o, PmlObj *spec)
{
    PmlFormatSpec f;
    if (PML_STR_LEN(spec) == 0) {
        return PML_IS(o, int) ? pml_int_to_str(E, o, 10, false) : pml_str(E, o);
    }
    if (!pml_format_spec_parse(E, spec, 'd', '>', &f, PML_TYPE_OF(o)->name.p)) {
        return NULL;
    }
    if (f.type < 128 && f.type != 0 && strchr("bcdoxXn", (int)f.type) != NULL) {
        return format_integer(E, o, &f);
    }
    if (!is_float_code(f.type)) {
        return unknown_code(E, &f, o);
    }
    PmlObj *value = pml_number_float(E, o);
    if (value == NULL) {
        return NULL;
    }
    PmlObj *r = format_double(E, PML_FLOAT_VALUE(value), &f);
    pml_decref(E, value);
    return r;
}

PmlObj *pml_float_format_spec(PmlEngine *E, PmlObj *o, PmlObj *spec)
{
    PmlFormatSpec f;
    if (PML_STR_LEN(spec) == 0) {
        return pml_str(E, o);
    }
    if (!pml_format_spec_parse(E, spec, 0, '>', &f, PML_TYPE_OF(o)->name.p)) {
        return NULL;
    }
    if (f.type != 0 && f.type != 'n' && !is_float_code(f.type)) {
        return unknown_code(E, &f, o);
    }
    return format_double(E, PML_FLOAT_VALUE(o), &f);
}

/* -- complex ----------------------------------------------------------------------------- */

typedef struct ComplexText {
    char *real, *imag;
    bool no_real, parens;
} ComplexText;

static bool complex_texts(PmlEngine *E, const PmlComplex *z, const PmlFormatSpec *f,
                          ComplexText *out)
{
    char code = (char)f->type;
    int precision = 6;
    if (code == '\0') {
        out->no_real = z->real == 0 && !signbit(z->real);
        out->parens = !out->no_real;
        code = f->precision < 0 ? 'r' : 'g';
        precision = 0;
    } else if (code == 'n') {
        code = 'g';
    }
    if (f->precision >= 0) {
        precision = (int)f->precision;
    }
    out->real = float_text(E, z->real, f, code, precision, false);
    out->imag = out->real == NULL ? NULL : float_text(E, z->imag, f, code, precision, false);
    return out->imag != NULL;
}

static PmlObj *lay_out_complex(PmlEngine *E, const ComplexText *t, const PmlFormatSpec *f)
{
    PmlFormatSpec part = *f;
    part.fill = 0;
    part.align = '<';
    part.width = -1;
    bool re_negative = *t->real == '-', im_negative = *t->imag == '-';
    Layout re = {.prefix = 0}, im = {.prefix = 0};
    PmlFormatSpec second = part;
    second.sign = t->no_real ? part.sign : '+';
    split_number(t->real + re_negative, &re);
    split_number(t->imag + im_negative, &im);
    measure(&part, re_negative, &re);
    measure(&second, im_negative, &im);
    int64_t length = (im.sign != 0) + im.grouped + im.point + im.rest + 1 + (t->parens ? 2 : 0);
    if (!t->no_real) {
        length += (re.sign != 0) + re.grouped + re.point + re.rest;
    }
    int64_t padding = f->width > length ? f->width - length : 0;
    int64_t left = f->align == '>' ? padding : f->align == '^' ? padding / 2 : 0;
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_pad(&b, f->fill, left);
    if (t->parens) {
        pml_builder_char(&b, '(');
    }
    if (!t->no_real) {
        put_number(&b, &part, &re, "", t->real + re_negative);
    }
    put_number(&b, &second, &im, "", t->imag + im_negative);
    pml_builder_text(&b, t->parens ? "j)" : "j");
    pml_builder_pad(&b, f->fill, padding - left);
    return pml_builder_finish(&b);
}

PmlObj *pml_complex_format(PmlEngine *E, PmlObj *o, PmlObj *spec)
{
    PmlFormatSpec f;
    if (PML_STR_LEN(spec) == 0) {
        return pml_str(E, o);
    }
    if (!pml_format_spec_parse(E, spec, 0, '>', &f, PML_TYPE_OF(o)->name.p)) {
        return NULL;
    }
    if (f.type != 0 && f.type != 'n' && (f.type == '%' || !is_float_code(f.type))) {
        return unknown_code(E, &f, o);
    }
    if (f.precision > INT_MAX - 400) {
        return PML_RAISE(E, ValueError, "precision too big");
    }
    if (f.fill == '0') {
        return PML_RAISE(E, ValueError, "Zero padding is not allowed in complex format specifier");
    }
    if (f.align == '=') {
        return PML_RAISE(E, ValueError,
                         "'=' alignment flag is not allowed in complex format specifier");
    }
    ComplexText t = {NULL, NULL, false, false};
    PmlObj *r = complex_texts(E, (PmlComplex *)o, &f, &t) ? lay_out_complex(E, &t, &f) : NULL;
    free(t.real);
    free(t.imag);
    return r;
}

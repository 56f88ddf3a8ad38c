/* bytes % args. */
#include "object/str_percent.h"

static bool is_radix(uint32_t type)
{
    return type == 'x' || type == 'X' || type == 'o';
}

/* Lays out n bytes: sign and prefix before the zeros, spaces around. */
static void output(PmlBytesBuilder *b, const unsigned char *p, int64_t n,
                   const PmlPercentSpec *spec, bool number, unsigned fill)
{
    int64_t width = spec->width;
    unsigned sign = 0;

    if (number) {
        if (n > 0 && (*p == '-' || *p == '+')) {
            sign = *p++;
            n--;
        } else if (spec->flags & PML_PCT_SIGN) {
            sign = '+';
        } else if (spec->flags & PML_PCT_BLANK) {
            sign = ' ';
        }
    }
    int64_t prefix = (spec->flags & PML_PCT_ALT) && is_radix(spec->type) ? 2 : 0;
    width = width < n ? n : width;
    if (sign && width > n) {
        width--;
    }
    int64_t left = width > n && !(spec->flags & PML_PCT_LEFT) ? width - n : 0;
    int64_t right = width - n - left;
    if (fill == ' ') {
        pml_bytes_builder_pad(b, fill, left);
    }
    if (sign) {
        pml_bytes_builder_byte(b, sign);
    }
    pml_bytes_builder_put(b, p, prefix);
    if (fill != ' ') {
        pml_bytes_builder_pad(b, fill, left);
    }
    pml_bytes_builder_put(b, p + prefix, n - prefix);
    pml_bytes_builder_pad(b, ' ', right);
}

/* %b and %s: a bytes-like object, or what __bytes__ gives. */
static PmlObj *bytes_value(PmlEngine *E, PmlObj *v)
{
    if (PML_IS_BYTES(v)) {
        return pml_incref(v);
    }
    if (pml_is_bytearray(E, v)) {
        PmlText t = pml_bytes_text(v);
        return pml_bytes(E, t.data, t.len);
    }
    PmlObj *method = pml_lookup_special(E, v, PML_ID(E, __bytes__));
    if (method) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, method, "format: __bytes__");
        PmlObj *o = pml_call0(E, method);
        pml_hold_drop(E, mark);
        pml_decref(E, method);
        if (o && !PML_IS_BYTES(o)) {
            PML_RAISE(E, TypeError, "__bytes__ returned non-bytes (type %.200s)",
                      PML_TYPE_OF(o)->name.p);
            pml_decref(E, o);
            return NULL;
        }
        return o;
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    if (PML_TYPE_OF(v)->bf_getbuffer) {
        return pml_bytes_from_object(E, v);
    }
    return PML_RAISE(E, TypeError,
                     "%%b requires a bytes-like object, or an object that implements __bytes__, "
                     "not '%.100s'",
                     PML_TYPE_OF(v)->name.p);
}

static int char_value(PmlEngine *E, PmlObj *v)
{
    int64_t c = -1;

    if (PML_IS_BYTES(v) || pml_is_bytearray(E, v)) {
        PmlText t = pml_bytes_text(v);
        if (t.len == 1) {
            return *(const unsigned char *)t.data;
        }
    } else if (pml_has_index(v)) {
        PmlObj *index = pml_number_index(E, v);
        if (!index) {
            return -1;
        }
        bool fits = pml_int_fits(index, &c);
        pml_decref(E, index);
        if (!fits || c < 0 || c > 255) {
            PML_RAISE(E, OverflowError, "%%c arg not in range(256)");
            return -1;
        }
        return (int)c;
    }
    PML_RAISE(E, TypeError, "%%c requires an integer in range(256) or a single byte");
    return -1;
}

static PmlObj *float_value(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec)
{
    PmlObj *text = pml_percent_float(E, v, spec);
    if (!text && pml_error_matches(E, PML_T_TypeError)) {
        pml_error_clear(E);
        PML_RAISE(E, TypeError, "float argument required, not %.200s", PML_TYPE_OF(v)->name.p);
    }
    return text;
}

/* The argument as bytes or ASCII str; NULL: an error. */
static PmlObj *argument_value(PmlPercent *p, PmlObj *v, PmlPercentSpec *spec)
{
    PmlEngine *E = p->E;
    int c;

    switch (spec->type) {
    case 'a':
    case 'r': return pml_ascii(E, v);
    case 's':
    case 'b': return bytes_value(E, v);
    case 'i':
    case 'd':
    case 'u':
    case 'o':
    case 'x':
    case 'X': spec->type = spec->type == 'i' ? 'd' : spec->type; return pml_percent_int(E, v, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': return float_value(E, v, spec);
    case 'c': c = char_value(E, v); return c < 0 ? NULL : pml_incref(E->rt->bytes1[c].p);
    default:
        if (spec->type > 127) { /* no character to show, and so no text at all */
            return pml_raise_none(E, PML_T_ValueError);
        }
        return PML_RAISE(E, ValueError, "unsupported format character '%c' (0x%x) at index %zd",
                         (int)spec->type, spec->type, p->at - 1);
    }
}

static bool output_field(PmlPercent *p, PmlPercentSpec *spec, PmlBytesBuilder *b)
{
    PmlEngine *E = p->E;

    if (spec->percent) {
        pml_bytes_builder_byte(b, '%');
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
    PmlObj *value = argument_value(p, v, spec);
    pml_hold_drop(E, mark);
    if (!value) {
        return false;
    }
    bool text = PML_IS_STR(value);
    const unsigned char *d = text ? pml_str_data(value) : PML_BYTES_DATA(value);
    int64_t n = text ? PML_STR_LEN(value) : PML_BYTES_LEN(value);
    bool cut = spec->type == 's' || spec->type == 'b' || spec->type == 'a' || spec->type == 'r';
    if (cut && spec->precision >= 0 && n > spec->precision) {
        n = spec->precision;
    }
    bool number = !cut && spec->type != 'c';
    output(b, d, n, spec, number, number && (spec->flags & PML_PCT_ZERO) ? '0' : ' ');
    pml_decref(E, value);
    return !b->failed;
}

static bool run(PmlPercent *p, PmlBytesBuilder *b)
{
    static const char unused[] = "not all arguments converted during bytes formatting";
    int64_t n = p->fmt.len;

    while (p->at < n && !b->failed) {
        int64_t start = p->at;
        int64_t hit = pml_text_find_char(pml_text_slice(p->fmt, start, n), '%', 1);
        p->at = hit < 0 ? n : start + hit;
        pml_bytes_builder_put(b, (const unsigned char *)p->fmt.data + start, p->at - start);
        if (hit < 0) {
            break;
        }
        PmlPercentSpec spec;
        p->at++;
        if (!pml_percent_spec(p, &spec) || !output_field(p, &spec, b)) {
            return false;
        }
        if (p->mapping && !spec.percent && !pml_percent_used_up(p)) {
            PML_RAISE(p->E, TypeError, "%s", unused);
            return false;
        }
    }
    if (!p->mapping && !pml_percent_used_up(p)) {
        PML_RAISE(p->E, TypeError, "%s", unused);
        return false;
    }
    return !b->failed;
}

PmlObj *pml_bytes_percent(PmlEngine *E, PmlObj *format, PmlObj *args)
{
    PmlPercent p;
    PmlBytesBuilder b;
    PmlObj *held = NULL;

    if (!PML_IS_BYTES(format)) { /* a bytearray may change while arguments are asked */
        PmlText t = pml_bytes_text(format);
        held = pml_bytes(E, t.data, t.len);
        if (!held) {
            return NULL;
        }
    }
    pml_percent_begin(&p, E, pml_bytes_text(held ? held : format), args, true);
    pml_bytes_builder_init(&b, E, p.fmt.len);
    b.overallocate = true;
    bool ok = run(&p, &b);
    pml_percent_end(&p);
    pml_xdecref(E, held);
    if (!ok) {
        pml_bytes_builder_drop(&b);
        return NULL;
    }
    if (PML_IS_BYTES(format)) {
        return pml_bytes_builder_finish(&b);
    }
    PmlObj *o = pml_bytearray(E, pml_bytes_builder_data(&b), b.length);
    pml_bytes_builder_drop(&b);
    return o;
}

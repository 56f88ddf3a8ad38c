/* '%' formatting: reading the specs, taking the arguments, numbers. For str and bytes alike. */
#include "object/str_percent.h"

void pml_percent_begin(PmlPercent *p, PmlEngine *E, PmlText fmt, PmlObj *args, bool bytes)
{
    memset(p, 0, sizeof(*p));
    p->E = E;
    p->fmt = fmt;
    p->args = args;
    p->bytes = bytes;
    if (PML_IS_TUPLE(args)) {
        p->arg_count = PML_TUPLE_LEN(args);
    } else {
        p->arg_count = -1;
        p->arg_next = -2;
        bool text = bytes ? PML_IS_BYTES(args) || PML_IS_STR(args) ||
                                pml_isinstance_of(args, PML_TYPE(E, bytearray))
                          : PML_IS_STR(args);
        if (pml_is_mapping(args) && !text) {
            p->mapping = args;
        }
    }
}

void pml_percent_end(PmlPercent *p)
{
    if (p->args_owned) {
        pml_decref(p->E, p->args);
        p->args_owned = false;
    }
}

bool pml_percent_used_up(const PmlPercent *p)
{
    return p->arg_next >= p->arg_count;
}

PmlObj *pml_percent_next(PmlPercent *p)
{
    if (p->arg_next < p->arg_count) {
        int64_t i = p->arg_next++;
        return p->arg_count < 0 ? p->args : PML_TUPLE_AT(p->args, i);
    }
    return PML_RAISE(p->E, TypeError, "not enough arguments for format string");
}

static bool more(const PmlPercent *p)
{
    return p->at < p->fmt.len;
}

static uint32_t peek(const PmlPercent *p)
{
    return pml_text_at(p->fmt.data, p->fmt.kind, p->at);
}

/* "(key)": the argument is what the mapping has for it. */
static bool read_key(PmlPercent *p)
{
    PmlEngine *E = p->E;
    int64_t depth = 1, start = ++p->at;

    if (!p->mapping) {
        PML_RAISE(E, TypeError, "format requires a mapping");
        return false;
    }
    while (depth > 0 && more(p)) {
        uint32_t c = peek(p);
        depth += (c == '(') - (c == ')');
        p->at++;
    }
    if (depth > 0) {
        PML_RAISE(E, ValueError, "incomplete format key");
        return false;
    }
    PmlText text = pml_text_slice(p->fmt, start, p->at - 1);
    PmlObj *key = p->bytes ? pml_bytes(E, text.data, text.len) : pml_str_from_text(E, text);
    if (!key) {
        return false;
    }
    pml_percent_end(p);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "format key");
    PmlObj *value = pml_get_item(E, p->mapping, key);
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    if (!value) {
        return false;
    }
    p->args = value;
    p->args_owned = true;
    p->arg_count = -1;
    p->arg_next = -2;
    return true;
}

static void read_flags(PmlPercent *p, PmlPercentSpec *spec)
{
    for (; more(p); p->at++) {
        switch (peek(p)) {
        case '-': spec->flags |= PML_PCT_LEFT; break;
        case '+': spec->flags |= PML_PCT_SIGN; break;
        case ' ': spec->flags |= PML_PCT_BLANK; break;
        case '#': spec->flags |= PML_PCT_ALT; break;
        case '0': spec->flags |= PML_PCT_ZERO; break;
        case 'z':
            if (!p->bytes) {
                return;
            }
            spec->flags |= PML_PCT_NO_NEG_ZERO;
            break;
        default: return;
        }
    }
}

/* A number, or '*' for the next argument. Leaves *out alone when there is neither. */
static bool read_size(PmlPercent *p, int64_t *out, int64_t limit, const char *too_big,
                      const char *overflow)
{
    PmlEngine *E = p->E;

    if (more(p) && peek(p) == '*') {
        p->at++;
        PmlObj *v = pml_percent_next(p);
        if (!v) {
            return false;
        }
        if (!PML_IS_INT(v)) {
            PML_RAISE(E, TypeError, "* wants int");
            return false;
        }
        if (!pml_int_fits(v, out) || *out > limit || *out < -limit) {
            PML_RAISE(E, OverflowError, "%s", overflow);
            return false;
        }
        return true;
    }
    for (bool first = true; more(p) && peek(p) - '0' < 10; p->at++, first = false) {
        int64_t digit = peek(p) - '0';
        int64_t value = first ? 0 : *out;
        if (value > (limit - digit) / 10) {
            PML_RAISE(E, ValueError, "%s", too_big);
            return false;
        }
        *out = value * 10 + digit;
    }
    return true;
}

bool pml_percent_spec(PmlPercent *p, PmlPercentSpec *spec)
{
    spec->flags = 0;
    spec->width = -1;
    spec->precision = -1;
    spec->percent = more(p) && peek(p) == '%';
    if (more(p) && peek(p) == '(' && !read_key(p)) {
        return false;
    }
    read_flags(p, spec);
    if (!read_size(p, &spec->width, INT64_MAX, "width too big",
                   "Python int too large to convert to C ssize_t")) {
        return false;
    }
    if (spec->width < -1 || (spec->width == -1 && p->at > 0 &&
                             pml_text_at(p->fmt.data, p->fmt.kind, p->at - 1) == '*')) {
        spec->flags |= PML_PCT_LEFT;
        spec->width = -spec->width;
    }
    if (more(p) && peek(p) == '.') {
        p->at++;
        spec->precision = 0;
        if (!read_size(p, &spec->precision, INT32_MAX,
                       p->bytes ? "prec too big" : "precision too big",
                       "Python int too large to convert to C int")) {
            return false;
        }
        spec->precision = spec->precision < 0 ? 0 : spec->precision;
    }
    if (more(p) && (peek(p) == 'h' || peek(p) == 'l' || peek(p) == 'L')) {
        p->at++;
    }
    if (!more(p)) {
        PML_RAISE(p->E, ValueError, "incomplete format");
        return false;
    }
    spec->type = peek(p);
    p->at++;
    return true;
}

/* -- numbers ------------------------------------------------------------------------------- */

static bool is_number(const PmlObj *v)
{
    const PmlType *t = PML_TYPE_OF(v);
    return t->nb_index || t->nb_int || t->nb_float || PML_IS(v, complex);
}

static PmlObj *raise_not_number(PmlEngine *E, PmlObj *v, uint32_t type)
{
    if (type == 'o' || type == 'x' || type == 'X') {
        return PML_RAISE(E, TypeError, "%%%c format: an integer is required, not %.200s", (int)type,
                         PML_TYPE_OF(v)->name.p);
    }
    return PML_RAISE(E, TypeError, "%%%c format: a real number is required, not %.200s", (int)type,
                     PML_TYPE_OF(v)->name.p);
}

/* Digits padded with zeros up to the precision, behind sign and "0x". Steals digits. */
static PmlObj *lay_out_int(PmlEngine *E, PmlObj *digits, const PmlPercentSpec *spec, int prefix)
{
    const unsigned char *d = pml_str_data(digits);
    int64_t n = PML_STR_LEN(digits), sign = d[0] == '-' || d[0] == '+';
    int64_t count = n - sign - prefix;
    bool upper = spec->type == 'X';

    if (spec->precision <= count && !upper) {
        return digits;
    }
    int64_t zeros = spec->precision > count ? spec->precision - count : 0;
    PmlObj *o = pml_str_new(E, n + zeros, 127);
    if (o) {
        unsigned char *to = pml_str_data(o);
        int64_t head = sign + prefix;
        memcpy(to, d, (size_t)head);
        memset(to + head, '0', (size_t)zeros);
        memcpy(to + head + zeros, d + head, (size_t)count);
        for (int64_t i = 0; upper && i < n + zeros; i++) {
            to[i] = (unsigned char)(to[i] - (unsigned)'a' < 26 ? to[i] - 32 : to[i]);
        }
    }
    pml_decref(E, digits);
    return o;
}

PmlObj *pml_percent_int(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec)
{
    bool radix = spec->type == 'o' || spec->type == 'x' || spec->type == 'X';
    int base = !radix ? 10 : spec->type == 'o' ? 8 : 16;
    PmlObj *number;

    if (!is_number(v)) {
        return raise_not_number(E, v, spec->type);
    }
    if (PML_IS_INT(v)) {
        number = pml_incref(v);
    } else {
        number = radix ? pml_number_index(E, v) : pml_number_long(E, v);
        if (!number && pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            return raise_not_number(E, v, spec->type);
        }
    }
    if (!number) {
        return NULL;
    }
    bool alternate = radix && (spec->flags & PML_PCT_ALT);
    PmlObj *digits = pml_int_to_str(E, number, base, alternate);
    pml_decref(E, number);
    return digits ? lay_out_int(E, digits, spec, alternate ? 2 : 0) : NULL;
}

/* "-0.00" and the like. */
static bool is_negative_zero(const char *text, int n)
{
    if (text[0] != '-') {
        return false;
    }
    for (int i = 1; i < n && text[i] != 'e' && text[i] != 'E'; i++) {
        if (text[i] != '0' && text[i] != '.') {
            return false;
        }
    }
    return true;
}

PmlObj *pml_percent_float(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec)
{
    double x = pml_as_double(E, v);
    if (x == -1.0 && pml_error_pending(E)) {
        return NULL;
    }
    int64_t precision = spec->precision < 0 ? 6 : spec->precision;
    if (precision > INT32_MAX - 512) {
        return PML_RAISE(E, ValueError, "precision too big");
    }
    char small[512];
    size_t cap = (size_t)precision + 400;
    char *text = cap <= sizeof(small) ? small : malloc(cap);
    if (!text) {
        return pml_err_no_memory(E);
    }
    int n = pml_float_format(x, (char)spec->type, (int)precision, (spec->flags & PML_PCT_ALT) != 0,
                             false, false, text, cap);
    int skip = (spec->flags & PML_PCT_NO_NEG_ZERO) && is_negative_zero(text, n);
    PmlObj *o = pml_str_new(E, n - skip, 127);
    if (o) {
        memcpy(pml_str_data(o), text + skip, (size_t)(n - skip));
    }
    if (text != small) {
        free(text);
    }
    return o;
}

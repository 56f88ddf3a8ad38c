/* printf-like text from C: pml_str_format, what every error message is made with. */
#include "object/str_ops.h"

#include <stdio.h>

/* One conversion: flags, width, precision, length modifier, letter. */
typedef struct Conversion {
    bool zero, left, alternate;
    int width, precision; /* -1: not given */
    int longs;            /* 0 int, 1 long, 2 int64_t (ll, z, j, t) */
    char letter;
} Conversion;

static const char *read_number(const char *p, int *out)
{
    int value = 0;
    for (; *p >= '0' && *p <= '9'; p++) {
        value = value < 100000000 ? value * 10 + (*p - '0') : value;
    }
    *out = value;
    return p;
}

static const char *read_conversion(const char *p, Conversion *c)
{
    *c = (Conversion){.width = -1, .precision = -1};
    for (;; p++) {
        if (*p == '0') {
            c->zero = true;
        } else if (*p == '-') {
            c->left = true;
        } else if (*p == '#') {
            c->alternate = true;
        } else if (*p != '+' && *p != ' ') {
            break;
        }
    }
    if (*p >= '1' && *p <= '9') {
        p = read_number(p, &c->width);
    }
    if (*p == '.') {
        p = read_number(p + 1, &c->precision);
    }
    if (*p == 'z' || *p == 'j' || *p == 't') {
        c->longs = 2;
        p++;
    }
    for (; *p == 'l'; p++) {
        c->longs = c->longs < 2 ? c->longs + 1 : 2;
    }
    c->letter = *p;
    return *p ? p + 1 : p;
}

/* Text cut to the precision and padded to the width. */
static void put_str(PmlStrBuilder *b, PmlObj *s, const Conversion *c)
{
    int64_t n = PML_STR_LEN(s);
    n = c->precision >= 0 && c->precision < n ? c->precision : n;
    int64_t pad = c->width > n ? c->width - n : 0;
    pml_builder_pad(b, ' ', c->left ? 0 : pad);
    pml_builder_range(b, s, 0, n);
    pml_builder_pad(b, ' ', c->left ? pad : 0);
}

/* Takes the reference; NULL fails the whole text. */
static void put_new_str(PmlStrBuilder *b, PmlObj *s, const Conversion *c)
{
    if (!s) {
        b->failed = true;
        return;
    }
    put_str(b, s, c);
    pml_decref(b->E, s);
}

static void put_text(PmlStrBuilder *b, const char *text, const Conversion *c)
{
    if (!text) {
        text = "(null)";
    }
    size_t n = c->precision >= 0 ? strnlen(text, (size_t)c->precision) : strlen(text);
    Conversion whole = *c;
    whole.precision = -1;
    const unsigned char *p = (const unsigned char *)text;
    put_new_str(b, pml_str_decode(b->E, p, (int64_t)n, "utf-8", "replace"), &whole);
}

static void put_digits(PmlStrBuilder *b, bool negative, uint64_t value, const Conversion *c)
{
    char text[40];
    const char *format = c->letter == 'x'   ? "%llx"
                         : c->letter == 'X' ? "%llX"
                         : c->letter == 'o' ? "%llo"
                                            : "%llu";
    int n = snprintf(text, sizeof(text), format, (unsigned long long)value);
    int zeros = c->precision > n ? c->precision - n : 0;
    int length = n + zeros + negative;
    int pad = c->width > length ? c->width - length : 0;
    if (!c->left && !c->zero) {
        pml_builder_pad(b, ' ', pad);
    }
    if (negative) {
        pml_builder_char(b, '-');
    }
    pml_builder_pad(b, '0', zeros + (c->zero && !c->left ? pad : 0));
    pml_builder_bytes(b, text, n);
    if (c->left) {
        pml_builder_pad(b, ' ', pad);
    }
}

/* A list of arguments that functions can take from in turn. */
typedef struct Arguments {
    va_list list;
} Arguments;

static void put_integer(PmlStrBuilder *b, Arguments *a, const Conversion *c)
{
    bool is_signed = c->letter == 'd' || c->letter == 'i';
    uint64_t value;

    if (is_signed) {
        int64_t v = c->longs == 0   ? va_arg(a->list, int)
                    : c->longs == 1 ? (int64_t)va_arg(a->list, long)
                                    : va_arg(a->list, int64_t);
        put_digits(b, v < 0, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, c);
        return;
    }
    value = c->longs == 0   ? va_arg(a->list, unsigned)
            : c->longs == 1 ? (uint64_t)va_arg(a->list, unsigned long)
                            : va_arg(a->list, uint64_t);
    put_digits(b, false, value, c);
}

static void put_pointer(PmlStrBuilder *b, const void *p)
{
    char text[24];
    int n = snprintf(text, sizeof(text), "0x%llx", (unsigned long long)pml_model_address(b->E, p));
    pml_builder_bytes(b, text, n);
}

static void put_conversion(PmlStrBuilder *b, Arguments *a, const Conversion *c)
{
    PmlEngine *E = b->E;
    PmlObj *o;

    switch (c->letter) {
    case '%': pml_builder_char(b, '%'); break;
    case 'c': pml_builder_char(b, (uint32_t)va_arg(a->list, int)); break;
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'X':
    case 'o': put_integer(b, a, c); break;
    case 'p': put_pointer(b, va_arg(a->list, void *)); break;
    case 's': put_text(b, va_arg(a->list, const char *), c); break;
    case 'U': put_str(b, va_arg(a->list, PmlObj *), c); break;
    case 'V': /* a str, or text when there is none */
        o = va_arg(a->list, PmlObj *);
        if (o) {
            PML_UNUSED(va_arg(a->list, const char *));
            put_str(b, o, c);
        } else {
            put_text(b, va_arg(a->list, const char *), c);
        }
        break;
    case 'S': put_new_str(b, pml_str(E, va_arg(a->list, PmlObj *)), c); break;
    case 'R': put_new_str(b, pml_repr(E, va_arg(a->list, PmlObj *)), c); break;
    case 'A': put_new_str(b, pml_ascii(E, va_arg(a->list, PmlObj *)), c); break;
    case 'T': put_text(b, PML_TYPE_OF(va_arg(a->list, PmlObj *))->name.p, c); break;
    default: PML_UNREACHABLE(); /* a mistake in the engine's own text */
    }
}

PmlObj *pml_str_formatv(PmlEngine *E, const char *fmt, va_list ap)
{
    PmlStrBuilder b;
    Arguments a;

    va_copy(a.list, ap);
    pml_builder_init(&b, E);
    pml_builder_reserve(&b, (int64_t)strlen(fmt) + 100);
    while (*fmt && !b.failed) {
        const char *next = strchr(fmt, '%');
        if (!next) {
            b.overallocate = false;
            pml_builder_text(&b, fmt);
            break;
        }
        pml_builder_bytes(&b, fmt, next - fmt);
        Conversion c;
        fmt = read_conversion(next + 1, &c);
        if (!*fmt) {
            b.overallocate = false;
        }
        put_conversion(&b, &a, &c);
    }
    va_end(a.list);
    return pml_builder_finish(&b);
}

PmlObj *pml_str_format(PmlEngine *E, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    PmlObj *s = pml_str_formatv(E, fmt, ap);
    va_end(ap);
    return s;
}

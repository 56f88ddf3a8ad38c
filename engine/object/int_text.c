/* int: text in any base from 2 to 36, both ways. */
#include <math.h>

#include "object/bytes.h"
#include "object/int_digits.h"
#include "object/str.h"

#define TEXT_LIMIT_DEFAULT 4300
#define TEXT_LIMIT_THRESHOLD 640 /* shorter numbers are never refused */
#define DECIMAL_BASE 1000000000
#define DECIMAL_DIGITS 9

static int64_t text_limit(const PmlEngine *E)
{
    int64_t limit = E->rt->int_text_limit;
    return limit == 0 ? TEXT_LIMIT_DEFAULT : limit;
}

static PmlObj *too_long_for_text(PmlEngine *E)
{
    return PML_RAISE(E, ValueError,
                     "Exceeds the limit (%d digits) for integer string conversion; use "
                     "sys.set_int_max_str_digits() to increase the limit",
                     (int)text_limit(E));
}

/* Digits of base 10**9 into out (least significant first); their number, -1 when interrupted. */
static int64_t to_decimal_digits(PmlEngine *E, const PmlInt *v, uint32_t *out)
{
    int64_t size = 0;
    for (int64_t i = pml_int_ndigits(v); --i >= 0;) {
        uint64_t high = v->digit[i];
        for (int64_t j = 0; j < size; j++) {
            uint64_t z = (uint64_t)out[j] << PML_DIGIT_BITS | high;
            high = z / DECIMAL_BASE;
            out[j] = (uint32_t)(z - high * DECIMAL_BASE);
        }
        while (high != 0) {
            out[size++] = (uint32_t)(high % DECIMAL_BASE);
            high /= DECIMAL_BASE;
        }
        if ((i & 63) == 63 && pml_int_interrupted(E, 64 * size)) {
            return -1;
        }
    }
    if (size == 0) {
        out[size++] = 0;
    }
    return size;
}

static void write_decimal(char *text, int64_t length, const uint32_t *digits, int64_t size,
                          bool negative)
{
    char *p = text + length;
    for (int64_t i = 0; i < size - 1; i++) {
        uint32_t rest = digits[i];
        for (int j = 0; j < DECIMAL_DIGITS; j++) {
            *--p = (char)('0' + rest % 10);
            rest /= 10;
        }
    }
    uint32_t rest = digits[size - 1];
    do {
        *--p = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (negative) {
        *--p = '-';
    }
}

static PmlObj *decimal_text(PmlEngine *E, const PmlInt *v)
{
    int64_t n = pml_int_ndigits(v), limit = text_limit(E);
    if (n >= 10 * TEXT_LIMIT_THRESHOLD / (3 * PML_DIGIT_BITS) + 2 && limit > 0 &&
        limit / (3 * PML_DIGIT_BITS) <= (n - 11) / 10) {
        return too_long_for_text(E);
    }
    int64_t per = (33 * DECIMAL_DIGITS) / (10 * PML_DIGIT_BITS - 33 * DECIMAL_DIGITS);
    PmlInt *scratch = pml_int_alloc(E, 1 + n + n / per);
    if (scratch == NULL) {
        return NULL;
    }
    PmlObj *text = NULL;
    int64_t size = to_decimal_digits(E, v, scratch->digit);
    if (size > 0) {
        bool negative = v->ob.size < 0;
        int64_t length = negative + (size - 1) * DECIMAL_DIGITS + 1;
        for (uint32_t t = scratch->digit[size - 1]; t >= 10; t /= 10) {
            length++;
        }
        if (length > TEXT_LIMIT_THRESHOLD && limit > 0 && length - negative > limit) {
            too_long_for_text(E);
        } else if ((text = pml_str_new(E, length, '9')) != NULL) {
            write_decimal(pml_str_data(text), length, scratch->digit, size, negative);
        }
    }
    pml_int_drop(E, scratch);
    return text;
}

/* Bases 2, 4, 8, 16, 32: bits straight from the digits. */
static PmlObj *binary_text(PmlEngine *E, const PmlInt *v, int base, bool alternate)
{
    int width = base == 2 ? 1 : base == 8 ? 3 : 4;
    int64_t bits = pml_int_bit_length((const PmlObj *)v);
    int64_t count = bits == 0 ? 1 : (bits + width - 1) / width;
    int64_t length = count + (v->ob.size < 0) + (alternate ? 2 : 0);
    PmlObj *text = pml_str_new(E, length, 'x');
    if (text == NULL) {
        return NULL;
    }
    char *start = pml_str_data(text), *p = start + length;
    int64_t n = pml_int_ndigits(v), i = 0;
    uint64_t acc = 0;
    int have = 0;
    for (int64_t k = 0; k < count; k++) {
        if (have < width && i < n) {
            acc |= (uint64_t)v->digit[i++] << have;
            have += PML_DIGIT_BITS;
        }
        *--p = "0123456789abcdef"[acc & (unsigned)(base - 1)];
        acc >>= width;
        have -= width;
    }
    if (alternate) {
        *--p = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
        *--p = '0';
    }
    if (v->ob.size < 0) {
        *--p = '-';
    }
    return text;
}

PmlObj *pml_int_to_str(PmlEngine *E, PmlObj *o, int base, bool alternate)
{
    if (base == 10) {
        return decimal_text(E, (PmlInt *)o);
    }
    return binary_text(E, (PmlInt *)o, base, alternate);
}

/* -- reading ----------------------------------------------------------------------------- */

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 37;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

typedef struct Scan {
    const char *start, *end; /* digits and single underscores */
    int64_t digits;
    bool valid;
} Scan;

static Scan scan_digits(const char *s, const char *limit, int base)
{
    Scan r = {s, s, 0, true};
    char previous = 0;
    while (r.end < limit && (*r.end == '_' || digit_value(*r.end) < base)) {
        if (*r.end == '_') {
            if (previous == '_') {
                r.valid = false;
                return r;
            }
        } else {
            r.digits++;
        }
        previous = *r.end++;
    }
    r.valid = previous != '_' && r.digits > 0;
    return r;
}

static PmlInt *read_binary(PmlEngine *E, const Scan *r, int base)
{
    int width = __builtin_ctz((unsigned)base);
    PmlInt *z = pml_int_alloc(E, (r->digits * width + PML_DIGIT_BITS - 1) / PML_DIGIT_BITS);
    if (z == NULL) {
        return NULL;
    }
    uint64_t acc = 0;
    int have = 0;
    int64_t i = 0;
    for (const char *p = r->end; --p >= r->start;) {
        if (*p == '_') {
            continue;
        }
        acc |= (uint64_t)digit_value(*p) << have;
        have += width;
        if (have >= PML_DIGIT_BITS) {
            z->digit[i++] = (uint32_t)acc & PML_DIGIT_MASK;
            acc >>= PML_DIGIT_BITS;
            have -= PML_DIGIT_BITS;
        }
    }
    while (i < z->ob.size) {
        z->digit[i++] = (uint32_t)acc & PML_DIGIT_MASK;
        acc >>= PML_DIGIT_BITS;
    }
    return pml_int_trim(z);
}

/* *z = *z * by + plus, its digit count growing within the block of `room` digits. */
static bool multiply_add(PmlEngine *E, PmlInt **z, int64_t room, uint32_t by, uint32_t plus)
{
    PmlInt *v = *z;
    uint64_t carry = plus;
    for (int64_t i = 0; i < v->ob.size; i++) {
        carry += (uint64_t)v->digit[i] * by;
        v->digit[i] = (uint32_t)carry & PML_DIGIT_MASK;
        carry >>= PML_DIGIT_BITS;
    }
    if (carry == 0) {
        return true;
    }
    if (v->ob.size >= room) {
        PmlInt *wider = pml_int_alloc(E, v->ob.size + 1);
        if (wider == NULL) {
            return false;
        }
        memcpy(wider->digit, v->digit, (size_t)v->ob.size * sizeof(uint32_t));
        wider->ob.size = v->ob.size;
        pml_int_drop(E, v);
        *z = v = wider;
    }
    v->digit[v->ob.size++] = (uint32_t)carry;
    return true;
}

static PmlInt *read_any_base(PmlEngine *E, const Scan *r, int base)
{
    int64_t limit = text_limit(E);
    if (r->digits > TEXT_LIMIT_THRESHOLD && limit > 0 && r->digits > limit) {
        PML_RAISE(E, ValueError,
                  "Exceeds the limit (%d digits) for integer string conversion: value has %zd "
                  "digits; use sys.set_int_max_str_digits() to increase the limit",
                  (int)limit, r->digits);
        return NULL;
    }
    int64_t room = (int64_t)((double)r->digits * (log(base) / log(PML_DIGIT_BASE))) + 1;
    PmlInt *z = pml_int_alloc(E, room);
    if (z == NULL) {
        return NULL;
    }
    z->ob.size = 0;
    uint32_t full = (uint32_t)base;
    int per = 1;
    while ((uint64_t)full * (unsigned)base <= PML_DIGIT_BASE) {
        full *= (uint32_t)base;
        per++;
    }
    const char *p = r->start;
    for (int64_t chunk = 1; p < r->end; chunk++) {
        uint32_t value = 0, by = 1;
        for (int i = 0; i < per && p < r->end; p++) {
            if (*p != '_') {
                value = value * (uint32_t)base + (uint32_t)digit_value(*p);
                by *= (uint32_t)base;
                i++;
            }
        }
        if (!multiply_add(E, &z, room, by, value) ||
            ((chunk & 255) == 0 && pml_int_interrupted(E, 256 * pml_int_ndigits(z)))) {
            pml_int_drop(E, z);
            return NULL;
        }
    }
    return z;
}

/* Base from the prefix; *p moves behind the prefix. *zero_only: "010" is refused. */
static int resolve_base(const char **p, const char *limit, int base, bool *zero_only)
{
    const char *s = *p;
    char mark = limit - s >= 2 && s[0] == '0' ? (char)(s[1] | 0x20) : 0;
    int marked = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 0;
    if (base == 0) {
        *zero_only = marked == 0 && s < limit && *s == '0';
        base = marked == 0 ? 10 : marked;
    }
    if (marked == base) {
        s += 2;
        if (s < limit && *s == '_') {
            s++;
        }
        *p = s;
    }
    return base;
}

PmlObj *pml_int_parse(PmlEngine *E, const char *s, int64_t n, int base)
{
    const char *limit = s + n;
    bool negative = false, zero_only = false;
    while (s < limit && is_space(*s)) {
        s++;
    }
    if (s < limit && (*s == '+' || *s == '-')) {
        negative = *s++ == '-';
    }
    base = resolve_base(&s, limit, base, &zero_only);
    if (s < limit && *s == '_') {
        return NULL;
    }
    Scan r = scan_digits(s, limit, base);
    const char *rest = r.end;
    while (rest < limit && is_space(*rest)) {
        rest++;
    }
    if (!r.valid || rest != limit) {
        return NULL;
    }
    PmlInt *z = (base & (base - 1)) == 0 ? read_binary(E, &r, base) : read_any_base(E, &r, base);
    if (z == NULL) {
        return NULL;
    }
    if (zero_only && z->ob.size != 0) {
        pml_int_drop(E, z);
        return NULL;
    }
    if (negative) {
        z->ob.size = -z->ob.size;
    }
    return (PmlObj *)pml_int_settle(E, pml_int_trim(z));
}

static PmlObj *invalid_literal(PmlEngine *E, int base, PmlObj *shown)
{
    PmlObj *repr = pml_repr(E, shown);
    if (repr == NULL) {
        return NULL;
    }
    PmlObj *head = pml_str_substring(E, repr, 0, PML_STR_LEN(repr) < 200 ? PML_STR_LEN(repr) : 200);
    if (head != NULL) {
        PML_RAISE(E, ValueError, "invalid literal for int() with base %d: %U", base, head);
        pml_decref(E, head);
    }
    pml_decref(E, repr);
    return NULL;
}

PmlObj *pml_int_from_ascii(PmlEngine *E, const char *s, int64_t n, int base, PmlObj *shown)
{
    PmlObj *v = pml_int_parse(E, s, n, base);
    if (v == NULL && !pml_error_pending(E)) {
        PmlObj *bytes = shown ? pml_incref(shown) : pml_bytes(E, s, n);
        if (bytes) {
            invalid_literal(E, base, bytes);
            pml_decref(E, bytes);
        }
    }
    return v;
}

PmlObj *pml_int_from_text(PmlEngine *E, PmlObj *text, int base)
{
    int64_t n = PML_STR_LEN(text);
    if (PML_STR(text)->ascii) {
        return pml_int_from_ascii(E, pml_str_data(text), n, base, text);
    }
    char *ascii = malloc((size_t)n + 1);
    if (ascii == NULL) {
        return pml_err_no_memory(E);
    }
    for (int64_t i = 0; i < n; i++) {
        uint32_t c = pml_str_at(text, i);
        int d = c < 128 ? -1 : pml_uni_decimal_value(c);
        ascii[i] = c < 128 ? (char)c : d >= 0 ? (char)('0' + d) : pml_uni_is_space(c) ? ' ' : '?';
    }
    PmlObj *v = pml_int_from_ascii(E, ascii, n, base, text);
    free(ascii);
    return v;
}

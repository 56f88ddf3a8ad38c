/* Items of a memoryview: native C values as Python objects and back. */
#include "object/memoryview_ops.h"

int pml_format_size(char code)
{
    switch (code) {
    case 'c':
    case 'b':
    case 'B':
    case '?': return 1;
    case 'h':
    case 'H': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'd':
    case 'P': return 8;
    default: return 0;
    }
}

char pml_format_code(const char *format)
{
    format += format[0] == '@';
    return format[0] && !format[1] && pml_format_size(format[0]) ? format[0] : '\0';
}

static int64_t read_signed(const unsigned char *p, int size)
{
    switch (size) {
    case 1: return (int8_t)p[0];
    case 2: {
        int16_t v;
        memcpy(&v, p, 2);
        return v;
    }
    case 4: {
        int32_t v;
        memcpy(&v, p, 4);
        return v;
    }
    default: {
        int64_t v;
        memcpy(&v, p, 8);
        return v;
    }
    }
}

static uint64_t read_unsigned(const unsigned char *p, int size)
{
    uint64_t v = 0;
    memcpy(&v, p, (size_t)size);
    return v;
}

static PmlObj *raise_unsupported(PmlEngine *E, const char *format)
{
    return PML_RAISE(E, NotImplementedError, "memoryview: format %s not supported", format);
}

PmlObj *pml_unpack_item(PmlEngine *E, const unsigned char *p, const char *format)
{
    char code = pml_format_code(format);
    int size = pml_format_size(code);

    switch (code) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n': return pml_int(E, read_signed(p, size));
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
    case 'P': return pml_int_u64(E, read_unsigned(p, size));
    case '?': return pml_bool(E, p[0] != 0);
    case 'c': return pml_bytes(E, p, 1);
    case 'f': {
        float f;
        memcpy(&f, p, 4);
        return pml_float(E, (double)f);
    }
    case 'd': {
        double d;
        memcpy(&d, p, 8);
        return pml_float(E, d);
    }
    default: return raise_unsupported(E, format);
    }
}

static int raise_type(PmlEngine *E, const char *format)
{
    pml_error_clear(E);
    PML_RAISE(E, TypeError, "memoryview: invalid type for format '%s'", format);
    return -1;
}

static int raise_value(PmlEngine *E, const char *format)
{
    pml_error_clear(E);
    PML_RAISE(E, ValueError, "memoryview: invalid value for format '%s'", format);
    return -1;
}

/* TypeErrors say what the format wants, other errors pass. */
static int explain(PmlEngine *E, const char *format)
{
    if (pml_error_matches(E, PML_T_TypeError)) {
        return raise_type(E, format);
    }
    if (pml_error_matches(E, PML_T_OverflowError) || pml_error_matches(E, PML_T_ValueError)) {
        return raise_value(E, format);
    }
    return -1;
}

static int pack_int(PmlEngine *E, unsigned char *p, PmlObj *value, const char *format, char code)
{
    int size = pml_format_size(code);
    bool is_signed = strchr("bhilqn", code) != NULL;
    PmlObj *index = pml_number_index(E, value);
    int64_t v;
    uint64_t bits;

    if (!index) {
        return explain(E, format);
    }
    bool fits = pml_int_fits(index, &v);
    if (fits) {
        int64_t top = size == 8 ? INT64_MAX : (INT64_C(1) << (8 * size - is_signed)) - 1;
        fits = v <= top && v >= (is_signed || code == 'P' ? -top - 1 : 0); /* P: any bits */
        bits = (uint64_t)v;
    } else if (!is_signed && size == 8 && pml_int_sign(index) > 0 &&
               pml_int_bit_length(index) <= 64) {
        const uint32_t *d = ((PmlInt *)index)->digit; /* three digits of 30 bits */
        bits = d[0] | (uint64_t)d[1] << 30 | (uint64_t)d[2] << 60;
        fits = true;
    }
    pml_decref(E, index);
    if (!fits) {
        return raise_value(E, format);
    }
    memcpy(p, &bits, (size_t)size);
    return 0;
}

static int pack_float(PmlEngine *E, unsigned char *p, PmlObj *value, const char *format, char code)
{
    double d = pml_as_double(E, value);
    if (d == -1.0 && pml_error_pending(E)) {
        return explain(E, format);
    }
    if (code == 'd') {
        memcpy(p, &d, 8);
    } else {
        float f = (float)d;
        memcpy(p, &f, 4);
    }
    return 0;
}

int pml_pack_item(PmlEngine *E, unsigned char *p, PmlObj *value, const char *format)
{
    char code = pml_format_code(format);
    int truth;

    format += format[0] == '@';

    switch (code) {
    case 'b':
    case 'h':
    case 'i':
    case 'l':
    case 'q':
    case 'n':
    case 'B':
    case 'H':
    case 'I':
    case 'L':
    case 'Q':
    case 'N':
    case 'P': return pack_int(E, p, value, format, code);
    case 'f':
    case 'd': return pack_float(E, p, value, format, code);
    case '?':
        truth = pml_truth(E, value);
        if (truth < 0) {
            return -1;
        }
        *p = (unsigned char)truth;
        return 0;
    case 'c':
        if (!PML_IS_BYTES(value)) {
            return raise_type(E, format);
        }
        if (PML_BYTES_LEN(value) != 1) {
            return raise_value(E, format);
        }
        *p = PML_BYTES_DATA(value)[0];
        return 0;
    default: raise_unsupported(E, format); return -1;
    }
}

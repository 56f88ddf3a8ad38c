/* What the bytes*.c, bytearray*.c, memoryview*.c and str_codec*.c files share with each other. */
#ifndef PML_BYTES_OPS_H
#define PML_BYTES_OPS_H

#include "object/bytes.h"
#include "object/str_ops.h"

/* Growing bytes: the first 512 on the C stack, then a bytes object that is reallocated. Mirrors
 * CPython's bytes writer, allocations included. */
#define PML_BYTES_SMALL 512
typedef struct PmlBytesBuilder {
    PmlEngine *E;
    PmlObj *buffer; /* owned; NULL while the small buffer is in use */
    int64_t length, capacity;
    bool overallocate, failed;
    unsigned char small[PML_BYTES_SMALL];
} PmlBytesBuilder;
void pml_bytes_builder_init(PmlBytesBuilder *b, PmlEngine *E, int64_t expected);
unsigned char *pml_bytes_builder_room(PmlBytesBuilder *b, int64_t n); /* NULL: failed */
void pml_bytes_builder_byte(PmlBytesBuilder *b, unsigned c);
void pml_bytes_builder_put(PmlBytesBuilder *b, const void *p, int64_t n);
void pml_bytes_builder_pad(PmlBytesBuilder *b, unsigned c, int64_t n);
unsigned char *pml_bytes_builder_data(PmlBytesBuilder *b);
PmlObj *pml_bytes_builder_finish(PmlBytesBuilder *b);
void pml_bytes_builder_drop(PmlBytesBuilder *b);

/* -- bytes and bytearray alike ------------------------------------------------------------- */

static inline bool pml_is_bytearray(PmlEngine *E, const PmlObj *o)
{
    return PML_IS(o, bytearray) || pml_isinstance_of(o, PML_TYPE(E, bytearray));
}
/* The characters of a bytes or bytearray object. */
static inline PmlText pml_bytes_text(const PmlObj *o)
{
    if (PML_IS_BYTES(o)) {
        return (PmlText){((const PmlBytes *)o)->data, ((const PmlVarObj *)o)->size, 1};
    }
    const PmlByteArray *a = (const PmlByteArray *)o;
    return (PmlText){a->ob.size ? (const void *)a->start.p : "", a->ob.size, 1};
}
/* A new bytes or bytearray, as `like` is; data NULL: uninitialised. */
PmlObj *pml_bytes_like(PmlEngine *E, const PmlObj *like, const void *data, int64_t n);
unsigned char *pml_bytes_like_data(PmlObj *o);
/* 0 <= value < 256 of an index, -1 with the error. */
int pml_byte_value(PmlEngine *E, PmlObj *o);
PmlObj *pml_bytes_from_object(PmlEngine *E, PmlObj *o); /* PyBytes_FromObject */
PmlObj *pml_bytes_quoted(PmlEngine *E, PmlText t, const char *before, const char *after,
                         bool escape_single);
PmlObj *pml_bytes_percent(PmlEngine *E, PmlObj *format, PmlObj *args); /* bytes or bytearray */
int pml_bytes_contains(PmlEngine *E, PmlObj *self, PmlObj *arg);
PmlObj *pml_bytes_iter_new(PmlEngine *E, PmlType *t, PmlObj *seq);
PmlObj *pml_hex_text(PmlEngine *E, PmlText t, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_from_hex(PmlEngine *E, PmlObj *cls, PmlObj *string, bool bytearray);
/* The contiguous bytes of a view (memoryview.c). */
PmlObj *pml_memoryview_bytes(PmlEngine *E, PmlObj *mv);

/* The methods both types have: entries of a PmlMethodDef table (bytes_methods.c). */
#define PML_BYTES_METHOD(name) \
    PmlObj *pml_bytesm_##name(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, PmlObj *kwnames)
#define PML_BYTES_VAR_METHOD(name) \
    PmlObj *pml_bytesm_##name(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs)
PML_BYTES_METHOD(capitalize);
PML_BYTES_METHOD(center);
PML_BYTES_VAR_METHOD(count);
PML_BYTES_METHOD(decode);
PML_BYTES_VAR_METHOD(endswith);
PML_BYTES_METHOD(expandtabs);
PML_BYTES_VAR_METHOD(find);
PML_BYTES_METHOD(hex);
PML_BYTES_VAR_METHOD(index);
PML_BYTES_METHOD(isalnum);
PML_BYTES_METHOD(isalpha);
PML_BYTES_METHOD(isascii);
PML_BYTES_METHOD(isdigit);
PML_BYTES_METHOD(islower);
PML_BYTES_METHOD(isspace);
PML_BYTES_METHOD(istitle);
PML_BYTES_METHOD(isupper);
PML_BYTES_METHOD(join);
PML_BYTES_METHOD(ljust);
PML_BYTES_METHOD(lower);
PML_BYTES_METHOD(lstrip);
PML_BYTES_METHOD(maketrans);
PML_BYTES_METHOD(partition);
PML_BYTES_METHOD(removeprefix);
PML_BYTES_METHOD(removesuffix);
PML_BYTES_METHOD(replace);
PML_BYTES_VAR_METHOD(rfind);
PML_BYTES_VAR_METHOD(rindex);
PML_BYTES_METHOD(rjust);
PML_BYTES_METHOD(rpartition);
PML_BYTES_METHOD(rsplit);
PML_BYTES_METHOD(rstrip);
PML_BYTES_METHOD(split);
PML_BYTES_METHOD(splitlines);
PML_BYTES_VAR_METHOD(startswith);
PML_BYTES_METHOD(strip);
PML_BYTES_METHOD(swapcase);
PML_BYTES_METHOD(title);
PML_BYTES_METHOD(translate);
PML_BYTES_METHOD(upper);
PML_BYTES_METHOD(zfill);
#define PML_BYTES_FAST(name, flags)                 \
    {                                               \
#name, pml_bytesm_##name, NULL, flags, NULL \
    }
#define PML_BYTES_VAR(name)                                    \
    {                                                          \
#name, NULL, pml_bytesm_##name, PML_METH_VARARGS, NULL \
    }
#define PML_BYTES_METHODS_1 \
    PML_BYTES_FAST(capitalize, PML_METH_NOARGS), PML_BYTES_FAST(center, PML_METH_FASTCALL)
#define PML_BYTES_METHODS_2                                                              \
    PML_BYTES_VAR(count), PML_BYTES_FAST(decode, PML_METH_FASTCALL | PML_METH_KEYWORDS), \
        PML_BYTES_VAR(endswith),                                                         \
        PML_BYTES_FAST(expandtabs, PML_METH_FASTCALL | PML_METH_KEYWORDS), PML_BYTES_VAR(find)
#define PML_BYTES_METHODS_3 \
    PML_BYTES_FAST(hex, PML_METH_FASTCALL | PML_METH_KEYWORDS), PML_BYTES_VAR(index)
#define PML_BYTES_METHODS_4                                                                 \
    PML_BYTES_FAST(isalnum, PML_METH_NOARGS), PML_BYTES_FAST(isalpha, PML_METH_NOARGS),     \
        PML_BYTES_FAST(isascii, PML_METH_NOARGS), PML_BYTES_FAST(isdigit, PML_METH_NOARGS), \
        PML_BYTES_FAST(islower, PML_METH_NOARGS), PML_BYTES_FAST(isspace, PML_METH_NOARGS), \
        PML_BYTES_FAST(istitle, PML_METH_NOARGS), PML_BYTES_FAST(isupper, PML_METH_NOARGS), \
        PML_BYTES_FAST(join, PML_METH_O), PML_BYTES_FAST(ljust, PML_METH_FASTCALL),         \
        PML_BYTES_FAST(lower, PML_METH_NOARGS), PML_BYTES_FAST(lstrip, PML_METH_FASTCALL),  \
        PML_BYTES_FAST(maketrans, PML_METH_FASTCALL | PML_METH_STATIC),                     \
        PML_BYTES_FAST(partition, PML_METH_O)
#define PML_BYTES_METHODS_5                                                               \
    PML_BYTES_FAST(replace, PML_METH_FASTCALL), PML_BYTES_FAST(removeprefix, PML_METH_O), \
        PML_BYTES_FAST(removesuffix, PML_METH_O)
#define PML_BYTES_METHODS_6                                                                \
    PML_BYTES_VAR(rfind), PML_BYTES_VAR(rindex), PML_BYTES_FAST(rjust, PML_METH_FASTCALL), \
        PML_BYTES_FAST(rpartition, PML_METH_O),                                            \
        PML_BYTES_FAST(rsplit, PML_METH_FASTCALL | PML_METH_KEYWORDS),                     \
        PML_BYTES_FAST(rstrip, PML_METH_FASTCALL),                                         \
        PML_BYTES_FAST(split, PML_METH_FASTCALL | PML_METH_KEYWORDS),                      \
        PML_BYTES_FAST(splitlines, PML_METH_FASTCALL | PML_METH_KEYWORDS),                 \
        PML_BYTES_VAR(startswith), PML_BYTES_FAST(strip, PML_METH_FASTCALL),               \
        PML_BYTES_FAST(swapcase, PML_METH_NOARGS), PML_BYTES_FAST(title, PML_METH_NOARGS), \
        PML_BYTES_FAST(translate, PML_METH_FASTCALL | PML_METH_KEYWORDS),                  \
        PML_BYTES_FAST(upper, PML_METH_NOARGS), PML_BYTES_FAST(zfill, PML_METH_O)

/* -- codecs -------------------------------------------------------------------------------- */

typedef enum PmlErrorMode {
    PML_ERRORS_STRICT,
    PML_ERRORS_IGNORE,
    PML_ERRORS_REPLACE,
    PML_ERRORS_BACKSLASH,
    PML_ERRORS_ESCAPE,
    PML_ERRORS_PASS,
    PML_ERRORS_XML,
    PML_ERRORS_NAME,
    PML_ERRORS_UNKNOWN,
} PmlErrorMode;

typedef struct PmlDecoding {
    PmlEngine *E;
    const char *encoding, *errors;
    const unsigned char *p;
    int64_t n;
    PmlStrBuilder out;
} PmlDecoding;
/* Bytes [start, end) cannot be decoded: writes what stands for them and sets where to go on;
 * false when the error is raised. */
bool pml_decode_error(PmlDecoding *d, int64_t start, int64_t end, const char *reason,
                      int64_t *next);

typedef struct PmlEncoding {
    PmlEngine *E;
    const char *encoding, *errors;
    PmlObj *s;
    int unit; /* bytes of a code unit: 1, 2, 4 */
    bool big;
    PmlBytesBuilder out;
} PmlEncoding;
void pml_encode_unit(PmlEncoding *e, uint32_t value);
/* Characters [start, end) cannot be encoded. */
bool pml_encode_error(PmlEncoding *e, int64_t start, int64_t end, const char *reason);

PmlObj *pml_decode_utf8(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors);
PmlObj *pml_decode_ascii(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors);
PmlObj *pml_encode_narrow(PmlEngine *E, PmlObj *s, uint32_t limit, const char *errors);
/* order: -1 little, 1 big, 0 by the mark (decoding) or with one (encoding). */
PmlObj *pml_decode_utf16(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                         int order);
PmlObj *pml_decode_utf32(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                         int order);
/* unicode_escape, and raw_unicode_escape */
PmlObj *pml_decode_escapes(PmlEngine *E, const unsigned char *p, int64_t n, const char *errors,
                           bool raw);
PmlObj *pml_encode_escapes(PmlEngine *E, PmlObj *s, bool raw);
PmlObj *pml_encode_wide(PmlEngine *E, PmlObj *s, const char *errors, int unit, int order);

#endif

/* str: compact strings of 1, 2 or 4 bytes a character; interning. Layout as facts 2.2/2.9.
 * Files: str.c (making, kinds, compare, hash), str_type.c, str_intern.c, str_chars.c, str_search.c,
 * str_case.c, str_trim.c, str_split.c, str_join.c, str_replace.c, str_tests.c, str_translate.c,
 * str_field.c and str_format.c (str.format), str_percent.c, str_message.c (pml_str_format),
 * str_builder.c, str_codec*.c, str_iter.c */
#ifndef PML_STR_H
#define PML_STR_H

#include <stdarg.h>

#include "object/object.h"

/* Exact and subclass strs share this head. Exact: data follows (at 48 when ASCII, at 72 else).
 * Subclass instances: not compact; `data` below points to a block of its own (facts 2.8). */
typedef struct PmlStr {
    PmlObj ob;
    int64_t length;
    int64_t hash;                     /* -1: not computed */
    uint8_t kind;                     /* 1, 2, 4 bytes a character */
    uint8_t ascii, compact, interned; /* interned: 0 no, 1 mortal */
    uint32_t state_pad;
    uint64_t wstr; /* unused, CPython's slot */
} PmlStr;
_Static_assert(sizeof(PmlStr) == 48, "facts 2.9");
typedef struct PmlCompactStr {
    PmlStr s;
    int64_t utf8_length; /* cached UTF-8 form, 0: none */
    PML_PTR(char) utf8;
    int64_t wstr_length;
} PmlCompactStr;
_Static_assert(sizeof(PmlCompactStr) == 72, "facts 2.9");
typedef struct PmlLegacyStr {
    PmlCompactStr c;
    PML_PTR(void) data;
} PmlLegacyStr;

#define PML_STR(o) ((PmlStr *)(o))
static inline void *pml_str_data(const PmlObj *o)
{
    const PmlStr *s = (const PmlStr *)o;
    if (!s->compact) {
        return ((const PmlLegacyStr *)o)->data.p;
    }
    return (void *)((uintptr_t)o + (s->ascii ? sizeof(PmlStr) : sizeof(PmlCompactStr)));
}
static inline uint32_t pml_str_at(const PmlObj *o, int64_t i)
{
    const void *d = pml_str_data(o);
    switch (((const PmlStr *)o)->kind) {
    case 1: return ((const uint8_t *)d)[i];
    case 2: return ((const uint16_t *)d)[i];
    default: return ((const uint32_t *)d)[i];
    }
}
#define PML_STR_LEN(o) (((const PmlStr *)(o))->length)

PmlObj *pml_str_new(PmlEngine *E, int64_t n,
                    uint32_t max_char); /* uninitialised, n > 0 (0: the empty one) */
PmlObj *pml_str_from(PmlEngine *E, const char *utf8, int64_t n); /* strict; UnicodeDecodeError */
PmlObj *pml_str_text(PmlEngine *E, const char *utf8);            /* NUL-terminated */
PmlObj *pml_str_char(PmlEngine *E, uint32_t c);                  /* latin-1 from the cache */
PmlObj *pml_str_from_kind(PmlEngine *E, const void *data, int64_t n,
                          int kind); /* narrowed, cached */
PmlObj *pml_str_format(PmlEngine *E, const char *fmt,
                       ...); /* as PyUnicode_FromFormat; see pml_raise */
PmlObj *pml_str_formatv(PmlEngine *E, const char *fmt, va_list ap);
/* UTF-8 form, cached in the string (that adds to getsizeof, facts 2.2); ASCII: the data itself. */
const char *pml_str_utf8(PmlEngine *E, PmlObj *s, int64_t *n);
/* The same without touching the string: a bytes object. errors "strict", "surrogateescape"... */
PmlObj *pml_str_encode_utf8(PmlEngine *E, PmlObj *s, const char *errors);
PmlObj *pml_str_encode(PmlEngine *E, PmlObj *s, const char *encoding, const char *errors);
PmlObj *pml_str_decode(PmlEngine *E, const unsigned char *p, int64_t n, const char *encoding,
                       const char *errors);
bool pml_str_equal(const PmlObj *a, const PmlObj *b); /* content of two strs */
bool pml_str_equal_text(const PmlObj *a, const char *ascii);
int pml_str_compare(const PmlObj *a, const PmlObj *b);
int64_t pml_str_hash(PmlEngine *E, PmlObj *s);
PmlObj *pml_str_substring(PmlEngine *E, PmlObj *s, int64_t start, int64_t end);
PmlObj *pml_str_concat(PmlEngine *E, PmlObj *a, PmlObj *b);
/* PyUnicode_Append: steals *left, may extend it in place (facts 3.11); NULL in *left on error. */
void pml_str_append(PmlEngine *E, PmlObj **left, PmlObj *right);
PmlObj *pml_str_join(PmlEngine *E, PmlObj *sep, PmlObj *iterable);
PmlObj *pml_str_join_array(PmlEngine *E, PmlObj *sep, PmlRef *items,
                           int64_t n); /* BUILD_STRING: sep NULL = '' */
int64_t pml_str_find(const PmlObj *s, const PmlObj *sub, int64_t start, int64_t end, int direction);
PmlObj *pml_str_percent(PmlEngine *E, PmlObj *format, PmlObj *args); /* '%' operator */
PmlObj *pml_str_format_spec(PmlEngine *E, PmlObj *s, PmlObj *spec);
bool pml_str_is_identifier(const PmlObj *s);
PmlObj *pml_str_repr(PmlEngine *E, PmlObj *s);
/* _string.formatter_parser(s): (literal, field, spec, conversion) tuples. */
PmlObj *pml_str_formatter_parser(PmlEngine *E, PmlObj *s);
/* _string.formatter_field_name_split(s): (first name or number, iterator over the rest). */
PmlObj *pml_str_field_name_split(PmlEngine *E, PmlObj *s);
/* Interning (facts 3.3). *s is replaced by the interned object (reference moved). */
void pml_str_intern(PmlEngine *E, PmlObj **s);
PmlObj *pml_str_intern_text(PmlEngine *E, const char *ascii); /* new reference */
bool pml_str_all_name_chars(const PmlObj *s);
/* Called by the runtime at start: '' and the latin-1 characters as static objects. */
void pml_str_create_static(PmlEngine *E);

/* Unicode character classes (str_chars.c) */
bool pml_uni_is_alpha(uint32_t c), pml_uni_is_digit(uint32_t c), pml_uni_is_decimal(uint32_t c);
bool pml_uni_is_numeric(uint32_t c), pml_uni_is_space(uint32_t c), pml_uni_is_upper(uint32_t c);
bool pml_uni_is_lower(uint32_t c), pml_uni_is_title(uint32_t c), pml_uni_is_printable(uint32_t c);
bool pml_uni_is_id_start(uint32_t c), pml_uni_is_id_continue(uint32_t c);
int pml_uni_decimal_value(uint32_t c); /* -1: none */
int pml_uni_to_lower(uint32_t c, uint32_t out[3]), pml_uni_to_upper(uint32_t c, uint32_t out[3]);
int pml_uni_to_title(uint32_t c, uint32_t out[3]), pml_uni_to_fold(uint32_t c, uint32_t out[3]);

/* Growing text (str_builder.c). Mirrors _PyUnicodeWriter, allocations included: the buffer is a str
 * in the region that is reallocated as it grows and widened by making another. */
typedef struct PmlStrBuilder {
    PmlEngine *E;
    PmlObj *buffer;           /* owned; NULL before the first write */
    int64_t length, capacity; /* characters written; room in the buffer (0 while shared) */
    int64_t min_length;       /* room of the first buffer, at least */
    uint32_t max_char;        /* largest character the buffer can hold */
    bool overallocate; /* true after init; set false before the last write for an exact fit */
    bool shared;       /* buffer is a str written whole, not to be changed */
    bool failed;
} PmlStrBuilder;
void pml_builder_init(PmlStrBuilder *b, PmlEngine *E);
/* Room of the first buffer (the writer's min_length); call right after init. */
void pml_builder_reserve(PmlStrBuilder *b, int64_t min_length);
void pml_builder_char(PmlStrBuilder *b, uint32_t c);
void pml_builder_text(PmlStrBuilder *b, const char *utf8);
void pml_builder_bytes(PmlStrBuilder *b, const char *utf8, int64_t n);
void pml_builder_str(PmlStrBuilder *b, PmlObj *s);
void pml_builder_range(PmlStrBuilder *b, PmlObj *s, int64_t start, int64_t end);
void pml_builder_pad(PmlStrBuilder *b, uint32_t c, int64_t n);
PmlObj *pml_builder_finish(PmlStrBuilder *b); /* NULL + error when a write failed; ends b */
void pml_builder_drop(PmlStrBuilder *b);

/* A parsed format spec, shared by str, int, float (format_spec.c). */
typedef struct PmlFormatSpec {
    uint32_t fill, type;
    char align, sign; /* 0 when not given */
    bool alternate, zero, no_neg_zero, fill_given;
    uint32_t thousands;       /* 0 ',' '_' */
    int64_t width, precision; /* -1: not given */
} PmlFormatSpec;
bool pml_format_spec_parse(PmlEngine *E, PmlObj *spec, uint32_t default_type, char default_align,
                           PmlFormatSpec *out, const char *type_name);

#endif

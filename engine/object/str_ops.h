/* What the str*.c files share with each other: not for the rest of the engine. */
#ifndef PML_STR_OPS_H
#define PML_STR_OPS_H

#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

/* Characters of one width, somewhere. */
typedef struct PmlText {
    const void *data;
    int64_t len;
    int kind;
} PmlText;
static inline PmlText pml_text_of(const PmlObj *s)
{
    return (PmlText){pml_str_data(s), PML_STR_LEN(s), PML_STR(s)->kind};
}
static inline uint32_t pml_text_at(const void *data, int kind, int64_t i)
{
    switch (kind) {
    case 1: return ((const uint8_t *)data)[i];
    case 2: return ((const uint16_t *)data)[i];
    default: return ((const uint32_t *)data)[i];
    }
}
static inline void pml_text_set(void *data, int kind, int64_t i, uint32_t c)
{
    switch (kind) {
    case 1: ((uint8_t *)data)[i] = (uint8_t)c; break;
    case 2: ((uint16_t *)data)[i] = (uint16_t)c; break;
    default: ((uint32_t *)data)[i] = c; break;
    }
}
static inline PmlText pml_text_slice(PmlText t, int64_t start, int64_t end)
{
    const unsigned char *p = (const unsigned char *)t.data + start * t.kind;
    return (PmlText){p, end - start, t.kind};
}
/* The largest character a string of s's form can hold: 127, 255, 65535 or 0x10ffff. */
static inline uint32_t pml_str_limit(const PmlObj *s)
{
    const PmlStr *h = (const PmlStr *)s;
    return h->ascii ? 127u : h->kind == 1 ? 255u : h->kind == 2 ? 65535u : 0x10ffffu;
}
static inline uint32_t pml_max_u32(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* str.c */
void pml_text_copy(void *to, int to_kind, int64_t at, PmlText from); /* widens or narrows */
void pml_text_fill(void *to, int kind, int64_t at, int64_t n, uint32_t c);
uint32_t pml_text_limit(PmlText t); /* as pml_str_limit, by looking at the characters */
PmlObj *pml_str_from_text(PmlEngine *E, PmlText t); /* narrowed; '' and Latin-1 characters shared */
PmlObj *pml_str_empty(PmlEngine *E);
PmlObj *pml_str_copy(PmlEngine *E, PmlObj *s);      /* a new exact str */
PmlObj *pml_str_unchanged(PmlEngine *E, PmlObj *s); /* s itself when exact, else a copy */
PmlObj *pml_str_shared(PmlEngine *E, PmlObj *s);    /* steals s; '' or the cached character */
PmlObj *pml_str_resize(PmlEngine *E, PmlObj *s, int64_t n); /* exact, sole reference; moves */
bool pml_str_modifiable(const PmlObj *s);
PmlObj *pml_str_pad(PmlEngine *E, PmlObj *s, int64_t left, int64_t right, uint32_t fill);

/* An immortal ASCII name in the static part; only while the engine is being set up. */
PmlObj *pml_str_create_static_name(PmlEngine *E, const char *ascii);
void pml_str_intern_static_names(PmlEngine *E); /* str_intern.c */

/* str_search.c */
int64_t pml_text_find(PmlText s, PmlText sub, int direction);
int64_t pml_text_find_char(PmlText s, uint32_t c, int direction);
int64_t pml_text_count(PmlText s, PmlText sub, int64_t max);
bool pml_text_equal(PmlText a, PmlText b);

/* "f() argument 1 must be str, not int" */
PmlObj *pml_bad_argument(PmlEngine *E, const char *fname, const char *which, const char *expected,
                         PmlObj *arg);
/* Borrowed str argument check for clinic style functions: which e.g. "argument 1". */
bool pml_want_str(PmlEngine *E, const char *fname, const char *which, PmlObj *arg);
/* UTF-8 of a str argument without NULs; NULL + error. */
const char *pml_want_text(PmlEngine *E, const char *fname, const char *which, PmlObj *arg);

/* str_split.c: cutting text to pieces, for str, bytes and bytearray. */
typedef struct PmlSplitter {
    PmlEngine *E;
    PmlObj *whole; /* given out itself when it stays uncut; NULL: always a new piece */
    PmlObj *(*piece)(PmlEngine *E, PmlText t);
    bool (*is_space)(uint32_t c);
    bool (*is_break)(uint32_t c);
} PmlSplitter;
/* sep.data NULL: white space. direction < 0: rsplit. max < 0: no limit. */
PmlObj *pml_split_text(const PmlSplitter *sp, PmlText s, PmlText sep, int64_t max, int direction);
PmlObj *pml_split_lines(const PmlSplitter *sp, PmlText s, bool keep_ends);
/* sep: the object put in the middle; text of it in sep_text. */
PmlObj *pml_partition_text(const PmlSplitter *sp, PmlText s, PmlObj *sep, PmlText sep_text,
                           int direction);

PmlObj *pml_str_repeat(PmlEngine *E, PmlObj *s, int64_t n);
PmlObj *pml_str_replace(PmlEngine *E, PmlObj *s, PmlObj *from, PmlObj *to, int64_t max);

/* str_builder.c, beyond str.h */
bool pml_builder_room(PmlStrBuilder *b, int64_t n, uint32_t max_char); /* the writer's Prepare */
/* str_format.c: an exact int in base 10; false when it does not fit 64 bits (nothing written). */
bool pml_builder_small_int(PmlStrBuilder *b, PmlObj *o);
/* Start from a buffer that holds `length` characters already; steals it. */
void pml_builder_adopt(PmlStrBuilder *b, PmlObj *buffer, int64_t length);

/* method implementations, gathered in the table of str_type.c */
#define PML_STR_METHOD(name) \
    PmlObj *pml_strm_##name(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, PmlObj *kwnames)
#define PML_STR_VAR_METHOD(name) \
    PmlObj *pml_strm_##name(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs)
PML_STR_METHOD(encode);
PML_STR_METHOD(replace);
PML_STR_METHOD(split);
PML_STR_METHOD(rsplit);
PML_STR_METHOD(join);
PML_STR_METHOD(capitalize);
PML_STR_METHOD(casefold);
PML_STR_METHOD(title);
PML_STR_METHOD(center);
PML_STR_VAR_METHOD(count);
PML_STR_METHOD(expandtabs);
PML_STR_VAR_METHOD(find);
PML_STR_METHOD(partition);
PML_STR_VAR_METHOD(index);
PML_STR_METHOD(ljust);
PML_STR_METHOD(lower);
PML_STR_METHOD(lstrip);
PML_STR_VAR_METHOD(rfind);
PML_STR_VAR_METHOD(rindex);
PML_STR_METHOD(rjust);
PML_STR_METHOD(rstrip);
PML_STR_METHOD(rpartition);
PML_STR_METHOD(splitlines);
PML_STR_METHOD(strip);
PML_STR_METHOD(swapcase);
PML_STR_METHOD(translate);
PML_STR_METHOD(upper);
PML_STR_VAR_METHOD(startswith);
PML_STR_VAR_METHOD(endswith);
PML_STR_METHOD(removeprefix);
PML_STR_METHOD(removesuffix);
PML_STR_METHOD(isascii);
PML_STR_METHOD(islower);
PML_STR_METHOD(isupper);
PML_STR_METHOD(istitle);
PML_STR_METHOD(isspace);
PML_STR_METHOD(isdecimal);
PML_STR_METHOD(isdigit);
PML_STR_METHOD(isnumeric);
PML_STR_METHOD(isalpha);
PML_STR_METHOD(isalnum);
PML_STR_METHOD(isidentifier);
PML_STR_METHOD(isprintable);
PML_STR_METHOD(zfill);
PML_STR_VAR_METHOD(format);
PML_STR_METHOD(format_map);
PML_STR_METHOD(maketrans);
PmlObj *pml_str_iter(PmlEngine *E, PmlObj *s);

/* str_chars.c: classes only the case mapping and splitlines need */
bool pml_uni_is_linebreak(uint32_t c);
bool pml_uni_is_cased(uint32_t c), pml_uni_is_case_ignorable(uint32_t c);

/* One step of a format string: literal text, then perhaps a replacement field (str_field.c). */
typedef struct PmlSpan {
    int64_t start, end;
} PmlSpan;
typedef struct PmlMarkup {
    PmlObj *s;
    int64_t at, end;
    PmlSpan literal, field, spec;
    uint32_t conversion; /* 0: none */
    bool has_field, nested;
} PmlMarkup;
/* 1: one step read; 0: the end; -1: error. */
int pml_markup_next(PmlEngine *E, PmlMarkup *m);
/* The leading name of a field: number (else -1) and where the rest begins. */
bool pml_field_split(PmlEngine *E, PmlObj *s, PmlSpan field, PmlSpan *first, int64_t *index);
/* Next ".name" or "[key]" from *at on. 1: found, 0: the end, -1: error. */
int pml_field_next(PmlEngine *E, PmlObj *s, int64_t *at, int64_t end, bool *attribute,
                   PmlSpan *name, int64_t *index);

#endif

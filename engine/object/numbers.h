/* int (any size), bool, float, complex: layouts as facts 2.2/2.9. Files: int*.c bool.c float*.c
 * complex.c */
#ifndef PML_NUMBERS_H
#define PML_NUMBERS_H

#include "object/object.h"

/* 30-bit digits, least significant first; ob.size = sign * number of digits, 0 for zero. */
typedef struct PmlInt {
    PmlVarObj ob;
    uint32_t digit[1];
} PmlInt;
_Static_assert(offsetof(PmlInt, digit) == 24, "facts 2.9");
typedef struct PmlFloat {
    PmlObj ob;
    double value;
} PmlFloat;
typedef struct PmlComplex {
    PmlObj ob;
    double real, imag;
} PmlComplex;

PmlObj *pml_int(PmlEngine *E, int64_t v); /* PyLong_FromLongLong: small ints cached */
PmlObj *pml_int_of_size(PmlEngine *E,
                        int64_t v); /* PyLong_FromSsize_t: the smallest block that does */
PmlObj *pml_int_u64(PmlEngine *E, uint64_t v);
PmlObj *pml_int_from_double(PmlEngine *E, double v); /* OverflowError/ValueError for inf, nan */
PmlObj *pml_int_parse(PmlEngine *E, const char *ascii, int64_t n,
                      int base); /* NULL without error: not a number. Underscores allowed */
int64_t pml_int_as_i64(PmlEngine *E, PmlObj *o,
                       bool *overflow);      /* of an int; no error set on overflow */
int64_t pml_as_int(PmlEngine *E, PmlObj *o); /* PyLong_AsLong: __index__ honoured; -1 + error */
bool pml_want_ssize(PmlEngine *E, PmlObj *arg, int64_t *out); /* PyLong_AsSsize_t of the index */
bool pml_want_int(PmlEngine *E, PmlObj *arg, int64_t *out);   /* a C int */
double pml_int_as_double(PmlEngine *E, PmlObj *o);            /* -1.0 + OverflowError */
int pml_int_sign(const PmlObj *o);
bool pml_int_fits(const PmlObj *o, int64_t *v); /* does it fit int64? */
PmlObj *pml_int_to_str(PmlEngine *E, PmlObj *o, int base,
                       bool alternate); /* 0x.. prefix if alternate; 4300-digit limit for base 10 */
int64_t pml_int_bit_length(const PmlObj *o);
PmlObj *pml_int_add(PmlEngine *E, PmlObj *a, PmlObj *b); /* exact ints, the VM's fast paths too */
PmlObj *pml_int_subtract(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_int_multiply(PmlEngine *E, PmlObj *a, PmlObj *b);
int pml_int_compare(const PmlObj *a, const PmlObj *b); /* -1 0 1 */
int64_t pml_int_hash(PmlEngine *E, PmlObj *o);
void pml_int_create_small(
    PmlEngine *E); /* called once by pml_runtime_create: small ints, True, False */

PmlObj *pml_float(PmlEngine *E, double v);     /* free list first */
double pml_as_double(PmlEngine *E, PmlObj *o); /* PyFloat_AsDouble; -1.0 + error */
#define PML_FLOAT_VALUE(o) (((PmlFloat *)(o))->value)
int64_t pml_float_hash(PmlEngine *E, PmlObj *owner, double v); /* _Py_HashDouble */
PmlObj *pml_float_parse(PmlEngine *E, PmlObj *str_or_bytes);   /* float('..') */
/* Shortest text that reads back as v ("1.0", "1e+16", "nan"); returns the length. */
int pml_float_repr(double v, char out[32]);
/* PyOS_double_to_string: code e f g E F G r, precision, flags; text in out, returns length. */
int pml_float_format(double v, char code, int precision, bool alternate, bool always_sign,
                     bool add_dot_0, char *out, size_t cap);
/* The longest float literal at s (NUL-terminated); *end == s when there is none. No underscores. */
double pml_float_scan(const char *s, const char **end);
/* Text of a str in ASCII: decimal digits and spaces of any script mapped, underscores between
 * digits dropped, NUL-terminated; host memory. NULL with *bad: not a number; NULL without: no
 * memory. */
char *pml_float_ascii(PmlEngine *E, PmlObj *text, bool *bad);
PmlObj *pml_complex(PmlEngine *E, double re, double im);
void pml_float_clear_free_list(PmlEngine *E);

/* format(value, spec) for int, float, complex, bool; spec is a str object. */
PmlObj *pml_int_format(PmlEngine *E, PmlObj *o, PmlObj *spec);
PmlObj *pml_float_format_spec(PmlEngine *E, PmlObj *o, PmlObj *spec);
PmlObj *pml_complex_format(PmlEngine *E, PmlObj *o, PmlObj *spec);

/* A DeprecationWarning of this text (stolen; NULL: fails); -1 when it became an error. */
int pml_warn_deprecated(PmlEngine *E, PmlObj *text);

#endif

/* The grammar of '%' formatting, shared by str and bytes (str_percent_spec.c). */
#ifndef PML_STR_PERCENT_H
#define PML_STR_PERCENT_H

#include "object/bytes_ops.h"

enum {
    PML_PCT_LEFT = 1,
    PML_PCT_SIGN = 2,
    PML_PCT_BLANK = 4,
    PML_PCT_ALT = 8,
    PML_PCT_ZERO = 16,
    PML_PCT_NO_NEG_ZERO = 32, /* 'z': only bytes has it */
};

/* One '%' operation: the format text and where its arguments come from. */
typedef struct PmlPercent {
    PmlEngine *E;
    PmlText fmt;
    int64_t at;
    PmlObj *args; /* tuple, or the one argument; owned once it came out of the mapping */
    bool args_owned;
    int64_t arg_count, arg_next; /* count -1: args is the one argument; next -2: not used yet */
    PmlObj *mapping;             /* borrowed, or NULL */
    bool bytes;                  /* the key of a mapping is bytes */
} PmlPercent;
/* One conversion. */
typedef struct PmlPercentSpec {
    uint32_t type;
    int flags;
    int64_t width, precision; /* -1: not given */
    bool percent;             /* "%%" and nothing between */
} PmlPercentSpec;

void pml_percent_begin(PmlPercent *p, PmlEngine *E, PmlText fmt, PmlObj *args, bool bytes);
/* After '%' up to the conversion character; false with an error. */
bool pml_percent_spec(PmlPercent *p, PmlPercentSpec *spec);
PmlObj *pml_percent_next(PmlPercent *p); /* borrowed; TypeError when there is no more */
bool pml_percent_used_up(const PmlPercent *p);
void pml_percent_end(PmlPercent *p);

/* d i u o x X of v as ASCII text without padding: a new str. */
PmlObj *pml_percent_int(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec);
/* e f g of v. */
PmlObj *pml_percent_float(PmlEngine *E, PmlObj *v, const PmlPercentSpec *spec);

#endif

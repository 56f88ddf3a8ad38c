/* Unicode 14 character classes and case forms, from the generated run tables. */
#include "object/str_ops.h"

enum {
    U_ALPHA = 1 << 0,
    U_DECIMAL = 1 << 1,
    U_DIGIT = 1 << 2,
    U_NUMERIC = 1 << 3,
    U_SPACE = 1 << 4,
    U_UPPER = 1 << 5,
    U_LOWER = 1 << 6,
    U_TITLE = 1 << 7,
    U_PRINTABLE = 1 << 8,
    U_ID_START = 1 << 9,
    U_ID_CONTINUE = 1 << 10,
    U_CASED = 1 << 11,
    U_CASE_IGNORABLE = 1 << 12,
    U_LINEBREAK = 1 << 13,
};

/* Case forms are distances from the character; decimal is the digit zero of its script, or -1. */
typedef struct PmlUniRecord {
    uint16_t flags;
    int32_t upper, lower, title, fold, decimal;
} PmlUniRecord;
/* A case form the record cannot tell: several characters. */
typedef struct PmlUniSpecial {
    uint32_t c;
    uint32_t n;
    uint32_t to[3];
} PmlUniSpecial;

#include "object/unicode_tables.inc"

static const PmlUniRecord *find_record(uint32_t c)
{
    int64_t lo = 0, hi = PML_COUNT_OF(uni_runs);

    if (c >= 0x110000) {
        c = 0x10ffff;
    }
    while (hi - lo > 1) {
        int64_t mid = (lo + hi) / 2;
        if (uni_runs[mid] >> 10 <= c) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return &uni_records[uni_runs[lo] & 1023];
}

static bool has(uint32_t c, unsigned flag)
{
    return (find_record(c)->flags & flag) != 0;
}

bool pml_uni_is_alpha(uint32_t c)
{
    return c < 128 ? (c | 32) - 'a' < 26 : has(c, U_ALPHA);
}

bool pml_uni_is_digit(uint32_t c)
{
    return c < 128 ? c - '0' < 10 : has(c, U_DIGIT);
}

bool pml_uni_is_decimal(uint32_t c)
{
    return c < 128 ? c - '0' < 10 : has(c, U_DECIMAL);
}

bool pml_uni_is_numeric(uint32_t c)
{
    return c < 128 ? c - '0' < 10 : has(c, U_NUMERIC);
}

bool pml_uni_is_space(uint32_t c)
{
    return c < 128 ? c == ' ' || c - 9 < 5 || c - 0x1c < 4 : has(c, U_SPACE);
}

bool pml_uni_is_upper(uint32_t c)
{
    return c < 128 ? c - 'A' < 26 : has(c, U_UPPER);
}

bool pml_uni_is_lower(uint32_t c)
{
    return c < 128 ? c - 'a' < 26 : has(c, U_LOWER);
}

bool pml_uni_is_title(uint32_t c)
{
    return c >= 128 && has(c, U_TITLE);
}

bool pml_uni_is_printable(uint32_t c)
{
    return c < 128 ? c - 32 < 95 : has(c, U_PRINTABLE);
}

bool pml_uni_is_id_start(uint32_t c)
{
    return c < 128 ? (c | 32) - 'a' < 26 || c == '_' : has(c, U_ID_START);
}

bool pml_uni_is_id_continue(uint32_t c)
{
    return c < 128 ? (c | 32) - 'a' < 26 || c == '_' || c - '0' < 10 : has(c, U_ID_CONTINUE);
}

bool pml_uni_is_linebreak(uint32_t c)
{
    return c < 128 ? c - 10 < 4 || c - 0x1c < 3 : has(c, U_LINEBREAK);
}

bool pml_uni_is_cased(uint32_t c)
{
    return has(c, U_CASED);
}

bool pml_uni_is_case_ignorable(uint32_t c)
{
    return has(c, U_CASE_IGNORABLE);
}

int pml_uni_decimal_value(uint32_t c)
{
    if (c < 128) {
        return c - '0' < 10 ? (int)(c - '0') : -1;
    }
    const PmlUniRecord *r = find_record(c);
    return r->flags & U_DECIMAL ? (int)c - r->decimal : -1;
}

/* The form of several characters if there is one, else the simple one. */
static int case_form(uint32_t c, int32_t distance, const PmlUniSpecial *special, int64_t n,
                     uint32_t out[3])
{
    int64_t lo = 0, hi = n;

    if (distance == 0 && c >= 128) {
        while (lo < hi) {
            int64_t mid = (lo + hi) / 2;
            if (special[mid].c < c) {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        if (lo < n && special[lo].c == c) {
            memcpy(out, special[lo].to, sizeof(special[lo].to));
            return (int)special[lo].n;
        }
    }
    out[0] = (uint32_t)((int32_t)c + distance);
    return 1;
}

int pml_uni_to_lower(uint32_t c, uint32_t out[3])
{
    if (c < 128) {
        out[0] = c - 'A' < 26 ? c + 32 : c;
        return 1;
    }
    return case_form(c, find_record(c)->lower, uni_lower_special, PML_COUNT_OF(uni_lower_special),
                     out);
}

int pml_uni_to_upper(uint32_t c, uint32_t out[3])
{
    if (c < 128) {
        out[0] = c - 'a' < 26 ? c - 32 : c;
        return 1;
    }
    return case_form(c, find_record(c)->upper, uni_upper_special, PML_COUNT_OF(uni_upper_special),
                     out);
}

int pml_uni_to_title(uint32_t c, uint32_t out[3])
{
    if (c < 128) {
        out[0] = c - 'a' < 26 ? c - 32 : c;
        return 1;
    }
    return case_form(c, find_record(c)->title, uni_title_special, PML_COUNT_OF(uni_title_special),
                     out);
}

int pml_uni_to_fold(uint32_t c, uint32_t out[3])
{
    if (c < 128) {
        out[0] = c - 'A' < 26 ? c + 32 : c;
        return 1;
    }
    return case_form(c, find_record(c)->fold, uni_fold_special, PML_COUNT_OF(uni_fold_special),
                     out);
}

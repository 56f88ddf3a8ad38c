/* The is...() questions. */
#include "object/str_ops.h"

typedef bool (*CharTest)(uint32_t c);

/* Not empty, and every character passes. */
static PmlObj *all_pass(PmlEngine *E, const PmlObj *s, CharTest test)
{
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        if (!test(pml_str_at(s, i))) {
            return pml_bool(E, false);
        }
    }
    return pml_bool(E, PML_STR_LEN(s) > 0);
}

static bool is_alnum(uint32_t c)
{
    return pml_uni_is_alpha(c) || pml_uni_is_decimal(c) || pml_uni_is_digit(c) ||
           pml_uni_is_numeric(c);
}

#define ALL_PASS_METHOD(name, test)                               \
    PML_STR_METHOD(name)                                          \
    {                                                             \
        PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames); \
        return all_pass(E, s, test);                              \
    }
ALL_PASS_METHOD(isspace, pml_uni_is_space)
ALL_PASS_METHOD(isdecimal, pml_uni_is_decimal)
ALL_PASS_METHOD(isdigit, pml_uni_is_digit)
ALL_PASS_METHOD(isnumeric, pml_uni_is_numeric)
ALL_PASS_METHOD(isalpha, pml_uni_is_alpha)
ALL_PASS_METHOD(isalnum, is_alnum)

PML_STR_METHOD(isascii)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_bool(E, PML_STR(s)->ascii);
}

PML_STR_METHOD(isprintable)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        if (!pml_uni_is_printable(pml_str_at(s, i))) {
            return pml_bool(E, false);
        }
    }
    return pml_bool(E, true);
}

/* At least one cased character, and none of the unwanted kind or title case. */
static PmlObj *one_case(PmlEngine *E, const PmlObj *s, CharTest wanted, CharTest unwanted)
{
    bool cased = false;
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        uint32_t c = pml_str_at(s, i);
        if (unwanted(c) || pml_uni_is_title(c)) {
            return pml_bool(E, false);
        }
        cased = cased || wanted(c);
    }
    return pml_bool(E, cased);
}

PML_STR_METHOD(islower)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return one_case(E, s, pml_uni_is_lower, pml_uni_is_upper);
}

PML_STR_METHOD(isupper)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return one_case(E, s, pml_uni_is_upper, pml_uni_is_lower);
}

PML_STR_METHOD(istitle)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    bool cased = false, previous = false;

    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        uint32_t c = pml_str_at(s, i);
        if (pml_uni_is_upper(c) || pml_uni_is_title(c)) {
            if (previous) {
                return pml_bool(E, false);
            }
            previous = cased = true;
        } else if (pml_uni_is_lower(c)) {
            if (!previous) {
                return pml_bool(E, false);
            }
            cased = true;
        } else {
            previous = false;
        }
    }
    return pml_bool(E, cased);
}

bool pml_str_is_identifier(const PmlObj *s)
{
    if (PML_STR_LEN(s) == 0 || !pml_uni_is_id_start(pml_str_at(s, 0))) {
        return false;
    }
    for (int64_t i = 1; i < PML_STR_LEN(s); i++) {
        if (!pml_uni_is_id_continue(pml_str_at(s, i))) {
            return false;
        }
    }
    return true;
}

PML_STR_METHOD(isidentifier)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_bool(E, pml_str_is_identifier(s));
}

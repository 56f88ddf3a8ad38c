/* Taking characters off the ends and putting some on: strip, center, zfill, expandtabs. */
#include "object/str_ops.h"

enum { TRIM_LEFT = 1, TRIM_RIGHT = 2, TRIM_BOTH = 3 };

static bool drops(PmlObj *chars, uint32_t c)
{
    return chars ? pml_text_find_char(pml_text_of(chars), c, 1) >= 0 : pml_uni_is_space(c);
}

static PmlObj *trim(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, const char *name,
                    int sides)
{
    PmlObj *chars = NULL;
    int64_t i = 0, j = PML_STR_LEN(s);

    if (!pml_check_positional(E, name, nargs, 0, 1)) {
        return NULL;
    }
    if (nargs > 0 && args[0].p != PML_NONE(E)) {
        chars = args[0].p;
        if (!PML_IS_STR(chars)) {
            return PML_RAISE(E, TypeError, "%s arg must be None or str", name);
        }
    }
    while ((sides & TRIM_LEFT) && i < j && drops(chars, pml_str_at(s, i))) {
        i++;
    }
    while ((sides & TRIM_RIGHT) && j > i && drops(chars, pml_str_at(s, j - 1))) {
        j--;
    }
    return pml_str_substring(E, s, i, j);
}

PML_STR_METHOD(strip)
{
    PML_UNUSED(kwnames);
    return trim(E, s, args, nargs, "strip", TRIM_BOTH);
}

PML_STR_METHOD(lstrip)
{
    PML_UNUSED(kwnames);
    return trim(E, s, args, nargs, "lstrip", TRIM_LEFT);
}

PML_STR_METHOD(rstrip)
{
    PML_UNUSED(kwnames);
    return trim(E, s, args, nargs, "rstrip", TRIM_RIGHT);
}

static bool parse_width_fill(PmlEngine *E, const char *name, PmlRef *args, int64_t nargs,
                             int64_t *width, uint32_t *fill)
{
    *fill = ' ';
    if (!pml_check_positional(E, name, nargs, 1, 2) || !pml_want_ssize(E, args[0].p, width)) {
        return false;
    }
    if (nargs < 2) {
        return true;
    }
    PmlObj *f = args[1].p;
    if (!PML_IS_STR(f)) {
        PML_RAISE(E, TypeError, "The fill character must be a unicode character, not %.100s",
                  PML_TYPE_OF(f)->name.p);
        return false;
    }
    if (PML_STR_LEN(f) != 1) {
        PML_RAISE(E, TypeError, "The fill character must be exactly one character long");
        return false;
    }
    *fill = pml_str_at(f, 0);
    return true;
}

PML_STR_METHOD(center)
{
    PML_UNUSED(kwnames);
    int64_t width;
    uint32_t fill;

    if (!parse_width_fill(E, "center", args, nargs, &width, &fill)) {
        return NULL;
    }
    if (PML_STR_LEN(s) >= width) {
        return pml_str_unchanged(E, s);
    }
    int64_t more = width - PML_STR_LEN(s);
    int64_t left = more / 2 + (more & width & 1);
    return pml_str_pad(E, s, left, more - left, fill);
}

PML_STR_METHOD(ljust)
{
    PML_UNUSED(kwnames);
    int64_t width;
    uint32_t fill;

    if (!parse_width_fill(E, "ljust", args, nargs, &width, &fill)) {
        return NULL;
    }
    return pml_str_pad(E, s, 0, width < 0 ? 0 : width - PML_STR_LEN(s), fill);
}

PML_STR_METHOD(rjust)
{
    PML_UNUSED(kwnames);
    int64_t width;
    uint32_t fill;

    if (!parse_width_fill(E, "rjust", args, nargs, &width, &fill)) {
        return NULL;
    }
    return pml_str_pad(E, s, width < 0 ? 0 : width - PML_STR_LEN(s), 0, fill);
}

PML_STR_METHOD(zfill)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    int64_t width, n = PML_STR_LEN(s);

    if (!pml_want_ssize(E, args[0].p, &width)) {
        return NULL;
    }
    if (n >= width) {
        return pml_str_unchanged(E, s);
    }
    PmlObj *o = pml_str_pad(E, s, width - n, 0, '0');
    if (o && n > 0) {
        uint32_t sign = pml_str_at(s, 0);
        if (sign == '+' || sign == '-') { /* move the sign to the front */
            pml_text_set(pml_str_data(o), PML_STR(o)->kind, 0, sign);
            pml_text_set(pml_str_data(o), PML_STR(o)->kind, width - n, '0');
        }
    }
    return o;
}

/* Width of the text with tabs expanded; -1: too long. *found: is there any tab? */
static int64_t expanded_length(PmlObj *s, int64_t tab, bool *found)
{
    int64_t total = 0, column = 0;

    *found = false;
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        uint32_t c = pml_str_at(s, i);
        int64_t step = 1;
        if (c == '\t') {
            *found = true;
            step = tab > 0 ? tab - column % tab : 0;
        }
        if (total > INT64_MAX - step) {
            return -1;
        }
        total += step;
        column = c == '\n' || c == '\r' ? 0 : column + step;
    }
    return total;
}

PML_STR_METHOD(expandtabs)
{
    static const char *const names[] = {"tabsize", NULL};
    PmlObj *arg[1];
    int64_t tab = 8, at = 0, column = 0;
    bool found;

    if (!pml_parse_fast(E, "expandtabs", args, nargs, kwnames, names, 0, 1, arg) ||
        (arg[0] && !pml_want_int(E, arg[0], &tab))) {
        return NULL;
    }
    int64_t total = expanded_length(s, tab, &found);
    if (!found) {
        return pml_str_unchanged(E, s);
    }
    if (total < 0) {
        return PML_RAISE(E, OverflowError, "new string is too long");
    }
    PmlObj *o = pml_str_new(E, total, pml_str_limit(s));
    for (int64_t i = 0; o && total > 0 && i < PML_STR_LEN(s); i++) {
        uint32_t c = pml_str_at(s, i);
        int64_t step = c != '\t' ? 1 : tab > 0 ? tab - column % tab : 0;
        pml_text_fill(pml_str_data(o), PML_STR(o)->kind, at, step, c == '\t' ? ' ' : c);
        at += step;
        column = c == '\n' || c == '\r' ? 0 : column + step;
    }
    return o;
}

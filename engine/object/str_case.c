/* Case: lower, upper, title, swapcase, capitalize, casefold. A result is always a new object. */
#include "object/str_ops.h"

/* One character of the result: writes up to three, returns how many. */
typedef int (*CaseMap)(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3]);

/* A capital sigma at a word's end has a lower-case form of its own. */
static uint32_t lower_sigma(const PmlObj *s, int64_t i)
{
    int64_t j = i - 1;

    while (j >= 0 && pml_uni_is_case_ignorable(pml_str_at(s, j))) {
        j--;
    }
    bool final = j >= 0 && pml_uni_is_cased(pml_str_at(s, j));
    if (final) {
        for (j = i + 1; j < PML_STR_LEN(s) && pml_uni_is_case_ignorable(pml_str_at(s, j)); j++) {
        }
        final = j == PML_STR_LEN(s) || !pml_uni_is_cased(pml_str_at(s, j));
    }
    return final ? 0x3c2 : 0x3c3;
}

static int lower_at(const PmlObj *s, int64_t i, uint32_t c, uint32_t out[3])
{
    if (c == 0x3a3) {
        out[0] = lower_sigma(s, i);
        return 1;
    }
    return pml_uni_to_lower(c, out);
}

static int map_lower(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    PML_UNUSED(in_word);
    return lower_at(s, i, c, out);
}

static int map_upper(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    PML_UNUSED(s), PML_UNUSED(i), PML_UNUSED(in_word);
    return pml_uni_to_upper(c, out);
}

static int map_fold(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    PML_UNUSED(s), PML_UNUSED(i), PML_UNUSED(in_word);
    return pml_uni_to_fold(c, out);
}

static int map_swap(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    PML_UNUSED(in_word);
    if (pml_uni_is_upper(c)) {
        return lower_at(s, i, c, out);
    }
    if (pml_uni_is_lower(c)) {
        return pml_uni_to_upper(c, out);
    }
    out[0] = c;
    return 1;
}

static int map_title(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    int n = *in_word ? lower_at(s, i, c, out) : pml_uni_to_title(c, out);
    *in_word = pml_uni_is_cased(c);
    return n;
}

static int map_capital(const PmlObj *s, int64_t i, uint32_t c, bool *in_word, uint32_t out[3])
{
    PML_UNUSED(in_word);
    return i == 0 ? pml_uni_to_title(c, out) : lower_at(s, i, c, out);
}

static PmlObj *map_case(PmlEngine *E, PmlObj *s, CaseMap map)
{
    int64_t n = PML_STR_LEN(s), length = 0;

    if (n > INT64_MAX / 16) {
        return PML_RAISE(E, OverflowError, "string is too long");
    }
    /* Scratch for the longest possible result, as CPython takes it: it shows in the heap. */
    uint32_t *scratch = pml_mem_alloc(E, (size_t)(n * 3 * 4));
    if (!scratch) {
        return pml_err_no_memory(E);
    }
    uint32_t seen = 0;
    bool in_word = false;
    for (int64_t i = 0; i < n; i++) {
        uint32_t out[3];
        int k = map(s, i, pml_str_at(s, i), &in_word, out);
        for (int j = 0; j < k; j++) {
            seen = pml_max_u32(seen, out[j]);
            scratch[length++] = out[j];
        }
    }
    PmlObj *o = pml_str_new(E, length, seen);
    if (o && length > 0) {
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, 0, (PmlText){scratch, length, 4});
    }
    pml_mem_free(E, scratch);
    return o;
}

static PmlObj *map_ascii(PmlEngine *E, PmlObj *s, bool lower)
{
    int64_t n = PML_STR_LEN(s);
    PmlObj *o = pml_str_new(E, n, 127);
    if (!o || n == 0) {
        return o;
    }
    const unsigned char *from = pml_str_data(s);
    unsigned char *to = pml_str_data(o);
    unsigned first = lower ? 'A' : 'a';
    for (int64_t i = 0; i < n; i++) {
        to[i] = from[i] - first < 26 ? from[i] ^ 32 : from[i];
    }
    return o;
}

PML_STR_METHOD(lower)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return PML_STR(s)->ascii ? map_ascii(E, s, true) : map_case(E, s, map_lower);
}

PML_STR_METHOD(upper)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return PML_STR(s)->ascii ? map_ascii(E, s, false) : map_case(E, s, map_upper);
}

PML_STR_METHOD(casefold)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return PML_STR(s)->ascii ? map_ascii(E, s, true) : map_case(E, s, map_fold);
}

PML_STR_METHOD(title)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return map_case(E, s, map_title);
}

PML_STR_METHOD(swapcase)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return map_case(E, s, map_swap);
}

PML_STR_METHOD(capitalize)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return PML_STR_LEN(s) == 0 ? pml_str_empty(E) : map_case(E, s, map_capital);
}

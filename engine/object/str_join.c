/* join, and repetition. */
#include "object/str_ops.h"

/* Length of the joined text and the largest character; -1 with an error. */
static int64_t measure(PmlEngine *E, PmlRef *items, int64_t n, int64_t gap, uint32_t *limit)
{
    int64_t total = 0;

    for (int64_t i = 0; i < n; i++) {
        PmlObj *item = items[i].p;
        if (!PML_IS_STR(item)) {
            PML_RAISE(E, TypeError, "sequence item %zd: expected str instance, %.80s found", i,
                      PML_TYPE_OF(item)->name.p);
            return -1;
        }
        int64_t more = PML_STR_LEN(item) + (i > 0 ? gap : 0);
        if (more > INT64_MAX - total) {
            PML_RAISE(E, OverflowError, "join() result is too long for a Python string");
            return -1;
        }
        total += more;
        *limit = pml_max_u32(*limit, pml_str_limit(item));
    }
    return total;
}

PmlObj *pml_str_join_array(PmlEngine *E, PmlObj *sep, PmlRef *items, int64_t n)
{
    uint32_t limit = 0;
    int64_t gap = 0;

    if (n == 0) {
        return pml_str_empty(E);
    }
    if (n == 1 && PML_IS(items[0].p, str)) {
        return pml_incref(items[0].p);
    }
    if (n > 1 && sep) {
        if (!PML_IS_STR(sep)) {
            return PML_RAISE(E, TypeError, "separator: expected str instance, %.80s found",
                             PML_TYPE_OF(sep)->name.p);
        }
        gap = PML_STR_LEN(sep);
        limit = pml_str_limit(sep);
    }
    int64_t total = measure(E, items, n, gap, &limit);
    if (total < 0) {
        return NULL;
    }
    PmlObj *o = pml_str_new(E, total, limit);
    if (!o || total == 0) {
        return o;
    }
    void *d = pml_str_data(o);
    int kind = PML_STR(o)->kind;
    int64_t at = 0;
    for (int64_t i = 0; i < n; i++) {
        if (i > 0 && gap > 0) {
            pml_text_copy(d, kind, at, pml_text_of(sep));
            at += gap;
        }
        pml_text_copy(d, kind, at, pml_text_of(items[i].p));
        at += PML_STR_LEN(items[i].p);
    }
    return o;
}

PmlObj *pml_str_join(PmlEngine *E, PmlObj *sep, PmlObj *iterable)
{
    PmlObj *fast = pml_sequence_fast(E, iterable, "can only join an iterable");
    if (!fast) {
        return NULL;
    }
    PmlObj *o = pml_str_join_array(E, sep, pml_fast_items(fast), pml_fast_size(fast));
    pml_decref(E, fast);
    return o;
}

PML_STR_METHOD(join)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_str_join(E, s, args[0].p);
}

PmlObj *pml_str_repeat(PmlEngine *E, PmlObj *s, int64_t n)
{
    int64_t len = PML_STR_LEN(s);

    if (n < 1) {
        return pml_str_empty(E);
    }
    if (n == 1) {
        return pml_str_unchanged(E, s);
    }
    if (len > 0 && n > INT64_MAX / len) {
        return PML_RAISE(E, OverflowError, "repeated string is too long");
    }
    PmlObj *o = pml_str_new(E, n * len, pml_str_limit(s));
    if (!o || len == 0) {
        return o;
    }
    if (len == 1) {
        pml_text_fill(pml_str_data(o), PML_STR(o)->kind, 0, n, pml_str_at(s, 0));
        return o;
    }
    for (int64_t i = 0; i < n; i++) {
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, i * len, pml_text_of(s));
    }
    return o;
}

/* replace: the result is a new string unless nothing is replaced. */
#include "object/str_ops.h"

/* Copies s with n occurrences of from replaced. */
static void rewrite(PmlObj *out, PmlText s, PmlText from, PmlText to, int64_t n)
{
    void *d = pml_str_data(out);
    int kind = PML_STR(out)->kind;
    int64_t at = 0, i = 0;

    while (n-- > 0) {
        if (from.len == 0) {
            /* before each character, and perhaps at the end */
            pml_text_copy(d, kind, at, to);
            at += to.len;
            if (i < s.len) {
                pml_text_copy(d, kind, at++, pml_text_slice(s, i, i + 1));
                i++;
            }
            continue;
        }
        int64_t hit = pml_text_find(pml_text_slice(s, i, s.len), from, 1);
        if (hit < 0) {
            break;
        }
        pml_text_copy(d, kind, at, pml_text_slice(s, i, i + hit));
        pml_text_copy(d, kind, at + hit, to);
        at += hit + to.len;
        i += hit + from.len;
    }
    if (i < s.len) {
        pml_text_copy(d, kind, at, pml_text_slice(s, i, s.len));
    }
}

/* What replacing took the widest characters away: a copy in the narrower form. Steals o. */
static PmlObj *narrowed(PmlEngine *E, PmlObj *o)
{
    if (PML_STR_LEN(o) == 0 || PML_STR(o)->ascii) {
        return o;
    }
    uint32_t limit = pml_text_limit(pml_text_of(o));
    if (limit >= pml_str_limit(o)) {
        return o;
    }
    PmlObj *copy = pml_str_new(E, PML_STR_LEN(o), limit);
    if (copy) {
        pml_text_copy(pml_str_data(copy), PML_STR(copy)->kind, 0, pml_text_of(o));
    }
    pml_decref(E, o);
    return copy;
}

PmlObj *pml_str_replace(PmlEngine *E, PmlObj *s, PmlObj *from, PmlObj *to, int64_t max)
{
    int64_t len = PML_STR_LEN(s), nf = PML_STR_LEN(from), nt = PML_STR_LEN(to);
    uint32_t limit = pml_str_limit(s), limit_from = pml_str_limit(from);

    max = max < 0 ? INT64_MAX : max;
    if (len < nf || max == 0 || from == to || limit < limit_from || (nf == 0 && nt == 0)) {
        return pml_str_unchanged(E, s);
    }
    int64_t n = pml_text_count(pml_text_of(s), pml_text_of(from), max);
    if (n == 0) {
        return pml_str_unchanged(E, s);
    }
    if (nt > nf && nt - nf > (INT64_MAX - len) / n) {
        return PML_RAISE(E, OverflowError, "replace string is too long");
    }
    bool may_shrink = pml_str_limit(to) < limit_from && limit == limit_from;
    PmlObj *o = pml_str_new(E, len + n * (nt - nf), pml_max_u32(limit, pml_str_limit(to)));
    if (!o || PML_STR_LEN(o) == 0) {
        return o;
    }
    rewrite(o, pml_text_of(s), pml_text_of(from), pml_text_of(to), n);
    return may_shrink ? narrowed(E, o) : o;
}

PML_STR_METHOD(replace)
{
    PML_UNUSED(kwnames);
    int64_t max = -1;

    if (!pml_check_positional(E, "replace", nargs, 2, 3) ||
        !pml_want_str(E, "replace", "argument 1", args[0].p) ||
        !pml_want_str(E, "replace", "argument 2", args[1].p) ||
        (nargs > 2 && !pml_want_ssize(E, args[2].p, &max))) {
        return NULL;
    }
    return pml_str_replace(E, s, args[0].p, args[1].p, max);
}

/* Looking for text in text: find, count, index, startswith and their relatives. */
#include "object/str_ops.h"

/* -- the search itself --------------------------------------------------------------------- */

int64_t pml_text_find_char(PmlText s, uint32_t c, int direction)
{
    if (s.kind == 1) {
        if (c > 255 || s.len == 0) {
            return -1;
        }
        const unsigned char *p = s.data;
        const unsigned char *hit =
            direction > 0 ? memchr(p, (int)c, (size_t)s.len) : memrchr(p, (int)c, (size_t)s.len);
        return hit ? hit - p : -1;
    }
    if (direction > 0) {
        for (int64_t i = 0; i < s.len; i++) {
            if (pml_text_at(s.data, s.kind, i) == c) {
                return i;
            }
        }
    } else {
        for (int64_t i = s.len - 1; i >= 0; i--) {
            if (pml_text_at(s.data, s.kind, i) == c) {
                return i;
            }
        }
    }
    return -1;
}

static bool match_at(PmlText s, int64_t at, PmlText sub)
{
    return pml_text_equal(pml_text_slice(s, at, at + sub.len), sub);
}

/* direction > 0: first place, < 0: last place; -1: nowhere. */
int64_t pml_text_find(PmlText s, PmlText sub, int direction)
{
    if (sub.len > s.len) {
        return -1;
    }
    if (sub.len == 0) {
        return direction > 0 ? 0 : s.len;
    }
    if (sub.len == 1) {
        return pml_text_find_char(s, pml_text_at(sub.data, sub.kind, 0), direction);
    }
    if (s.kind == 1 && sub.kind == 1 && direction > 0) {
        const unsigned char *p = s.data;
        const unsigned char *hit = memmem(p, (size_t)s.len, sub.data, (size_t)sub.len);
        return hit ? hit - p : -1;
    }
    uint32_t first = pml_text_at(sub.data, sub.kind, 0);
    int64_t last = s.len - sub.len;
    if (direction > 0) {
        for (int64_t i = 0; i <= last; i++) {
            int64_t hit = pml_text_find_char(pml_text_slice(s, i, last + 1), first, 1);
            if (hit < 0) {
                return -1;
            }
            i += hit;
            if (match_at(s, i, sub)) {
                return i;
            }
        }
    } else {
        for (int64_t i = last; i >= 0; i--) {
            i = pml_text_find_char(pml_text_slice(s, 0, i + 1), first, -1);
            if (i < 0) {
                return -1;
            }
            if (match_at(s, i, sub)) {
                return i;
            }
        }
    }
    return -1;
}

int64_t pml_text_count(PmlText s, PmlText sub, int64_t max)
{
    int64_t n = 0, at = 0;

    if (sub.len == 0) {
        return s.len < max ? s.len + 1 : max;
    }
    while (n < max) {
        int64_t hit = pml_text_find(pml_text_slice(s, at, s.len), sub, 1);
        if (hit < 0) {
            break;
        }
        n++;
        at += hit + sub.len;
    }
    return n;
}

/* Python's slice bounds for a length. */
static void adjust(int64_t *start, int64_t *end, int64_t n)
{
    if (*end > n) {
        *end = n;
    } else if (*end < 0) {
        *end = *end + n < 0 ? 0 : *end + n;
    }
    if (*start < 0) {
        *start = *start + n < 0 ? 0 : *start + n;
    }
}

int64_t pml_str_find(const PmlObj *s, const PmlObj *sub, int64_t start, int64_t end, int direction)
{
    adjust(&start, &end, PML_STR_LEN(s));
    if (end - start < PML_STR_LEN(sub) || PML_STR(sub)->kind > PML_STR(s)->kind) {
        return -1;
    }
    int64_t hit =
        pml_text_find(pml_text_slice(pml_text_of(s), start, end), pml_text_of(sub), direction);
    return hit < 0 ? -1 : start + hit;
}

/* -- arguments ----------------------------------------------------------------------------- */

PmlObj *pml_bad_argument(PmlEngine *E, const char *fname, const char *which, const char *expected,
                         PmlObj *arg)
{
    return PML_RAISE(E, TypeError, "%.200s() %.200s must be %.50s, not %.50s", fname, which,
                     expected, pml_type_given(E, arg));
}

bool pml_want_str(PmlEngine *E, const char *fname, const char *which, PmlObj *arg)
{
    if (PML_IS_STR(arg)) {
        return true;
    }
    pml_bad_argument(E, fname, which, "str", arg);
    return false;
}

typedef struct FindArgs {
    PmlObj *sub;
    int64_t start, end;
} FindArgs;

static bool parse_find(PmlEngine *E, const char *name, PmlObj *args, PmlObj *kwargs, FindArgs *out)
{
    int64_t n = PML_TUPLE_LEN(args);

    if (!pml_no_keywords(E, name, kwargs)) {
        return false;
    }
    if (n < 1 || n > 3) {
        PML_RAISE(E, TypeError, "%.150s() takes %s %d argument%s (%zd given)", name,
                  n < 1 ? "at least" : "at most", n < 1 ? 1 : 3, n < 1 ? "" : "s", n);
        return false;
    }
    out->sub = PML_TUPLE_AT(args, 0);
    out->start = 0;
    out->end = INT64_MAX;
    if (n > 1 && !pml_eval_slice_index(E, PML_TUPLE_AT(args, 1), &out->start)) {
        return false;
    }
    return n < 3 || pml_eval_slice_index(E, PML_TUPLE_AT(args, 2), &out->end);
}

static bool parse_find_str(PmlEngine *E, const char *name, PmlObj *args, PmlObj *kwargs,
                           FindArgs *out)
{
    if (!parse_find(E, name, args, kwargs, out)) {
        return false;
    }
    if (!PML_IS_STR(out->sub)) {
        PML_RAISE(E, TypeError, "must be str, not %.100s", PML_TYPE_OF(out->sub)->name.p);
        return false;
    }
    return true;
}

/* -- methods ------------------------------------------------------------------------------- */

PML_STR_VAR_METHOD(find)
{
    FindArgs a;
    if (!parse_find_str(E, "find", args, kwargs, &a)) {
        return NULL;
    }
    return pml_int(E, pml_str_find(s, a.sub, a.start, a.end, 1));
}

PML_STR_VAR_METHOD(rfind)
{
    FindArgs a;
    if (!parse_find_str(E, "rfind", args, kwargs, &a)) {
        return NULL;
    }
    return pml_int(E, pml_str_find(s, a.sub, a.start, a.end, -1));
}

static PmlObj *index_or_error(PmlEngine *E, int64_t at)
{
    return at < 0 ? PML_RAISE(E, ValueError, "substring not found") : pml_int(E, at);
}

PML_STR_VAR_METHOD(index)
{
    FindArgs a;
    if (!parse_find_str(E, "index", args, kwargs, &a)) {
        return NULL;
    }
    return index_or_error(E, pml_str_find(s, a.sub, a.start, a.end, 1));
}

PML_STR_VAR_METHOD(rindex)
{
    FindArgs a;
    if (!parse_find_str(E, "rindex", args, kwargs, &a)) {
        return NULL;
    }
    return index_or_error(E, pml_str_find(s, a.sub, a.start, a.end, -1));
}

PML_STR_VAR_METHOD(count)
{
    FindArgs a;
    if (!parse_find_str(E, "count", args, kwargs, &a)) {
        return NULL;
    }
    adjust(&a.start, &a.end, PML_STR_LEN(s));
    if (PML_STR(a.sub)->kind > PML_STR(s)->kind || a.end - a.start < PML_STR_LEN(a.sub)) {
        return pml_int(E, 0);
    }
    PmlText t = pml_text_slice(pml_text_of(s), a.start, a.end);
    return pml_int(E, pml_text_count(t, pml_text_of(a.sub), INT64_MAX));
}

/* Is sub at the start (tail < 0) or the end of s[start:end]? */
static bool tail_match(PmlObj *s, PmlObj *sub, int64_t start, int64_t end, int tail)
{
    adjust(&start, &end, PML_STR_LEN(s));
    end -= PML_STR_LEN(sub);
    if (end < start) {
        return false;
    }
    return PML_STR_LEN(sub) == 0 ||
           match_at(pml_text_of(s), tail < 0 ? start : end, pml_text_of(sub));
}

static PmlObj *starts_or_ends(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs,
                              const char *name, int tail)
{
    FindArgs a;

    if (!parse_find(E, name, args, kwargs, &a)) {
        return NULL;
    }
    if (PML_IS_TUPLE(a.sub)) {
        for (int64_t i = 0; i < PML_TUPLE_LEN(a.sub); i++) {
            PmlObj *item = PML_TUPLE_AT(a.sub, i);
            if (!PML_IS_STR(item)) {
                return PML_RAISE(E, TypeError, "tuple for %s must only contain str, not %.100s",
                                 name, PML_TYPE_OF(item)->name.p);
            }
            if (tail_match(s, item, a.start, a.end, tail)) {
                return pml_bool(E, true);
            }
        }
        return pml_bool(E, false);
    }
    if (!PML_IS_STR(a.sub)) {
        return PML_RAISE(E, TypeError, "%s first arg must be str or a tuple of str, not %.100s",
                         name, PML_TYPE_OF(a.sub)->name.p);
    }
    return pml_bool(E, tail_match(s, a.sub, a.start, a.end, tail));
}

PML_STR_VAR_METHOD(startswith)
{
    return starts_or_ends(E, s, args, kwargs, "startswith", -1);
}

PML_STR_VAR_METHOD(endswith)
{
    return starts_or_ends(E, s, args, kwargs, "endswith", 1);
}

PML_STR_METHOD(removeprefix)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *prefix = args[0].p;
    if (!pml_want_str(E, "removeprefix", "argument", prefix)) {
        return NULL;
    }
    if (tail_match(s, prefix, 0, INT64_MAX, -1)) {
        return pml_str_substring(E, s, PML_STR_LEN(prefix), PML_STR_LEN(s));
    }
    return pml_str_unchanged(E, s);
}

PML_STR_METHOD(removesuffix)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *suffix = args[0].p;
    if (!pml_want_str(E, "removesuffix", "argument", suffix)) {
        return NULL;
    }
    if (tail_match(s, suffix, 0, INT64_MAX, 1)) {
        return pml_str_substring(E, s, 0, PML_STR_LEN(s) - PML_STR_LEN(suffix));
    }
    return pml_str_unchanged(E, s);
}

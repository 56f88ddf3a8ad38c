/* Checking and naming the arguments of C functions, with CPython's error texts. */
#include "object/containers.h"
#include "object/str.h"

bool pml_check_positional(PmlEngine *E, const char *name, int64_t nargs, int64_t min, int64_t max)
{
    if (nargs >= min && nargs <= max) {
        return true;
    }
    bool few = nargs < min;
    int64_t limit = few ? min : max;
    const char *how = min == max ? "" : few ? "at least " : "at most ";
    const char *plural = limit == 1 ? "" : "s";
    if (name) {
        PML_RAISE(E, TypeError, "%.200s expected %s%zd argument%s, got %zd", name, how, limit,
                  plural, nargs);
    } else {
        PML_RAISE(E, TypeError, "unpacked tuple should have %s%zd element%s, but has %zd", how,
                  limit, plural, nargs);
    }
    return false;
}

bool pml_no_keywords(PmlEngine *E, const char *name, PmlObj *kw)
{
    if (!kw || (PML_IS_TUPLE(kw) ? PML_TUPLE_LEN(kw) : PML_DICT_LEN(kw)) == 0) {
        return true;
    }
    PML_RAISE(E, TypeError, "%.200s() takes no keyword arguments", name);
    return false;
}

bool pml_new_no_keywords(PmlEngine *E, const PmlType *t, int own, const char *name, PmlObj *kwargs)
{
    return t->init != E->rt->types[own].init || pml_no_keywords(E, name, kwargs);
}

/* Keyword arguments in either form. */
typedef struct Keywords {
    PmlObj *names;  /* tuple, or dict */
    PmlRef *values; /* NULL for a dict */
    int64_t count;
} Keywords;

static PmlObj *find_keyword(PmlEngine *E, const Keywords *kw, const char *name)
{
    if (kw->count == 0) {
        return NULL;
    }
    if (!kw->values) {
        return pml_dict_get_text(E, kw->names, name);
    }
    for (int64_t i = 0; i < kw->count; i++) {
        if (pml_str_equal_text(PML_TUPLE_AT(kw->names, i), name)) {
            return kw->values[i].p;
        }
    }
    return NULL;
}

static bool is_known(PmlObj *key, const char *const *names)
{
    for (int i = 0; names[i]; i++) {
        if (names[i][0] && pml_str_equal_text(key, names[i])) {
            return true;
        }
    }
    return false;
}

static bool raise_unexpected(PmlEngine *E, const char *fname, const Keywords *kw,
                             const char *const *names)
{
    int64_t pos = 0;
    for (int64_t i = 0; i < kw->count; i++) {
        PmlObj *key, *value;
        if (kw->values) {
            key = PML_TUPLE_AT(kw->names, i);
        } else if (!pml_dict_next(kw->names, &pos, &key, &value, NULL)) {
            break;
        }
        if (!PML_IS_STR(key)) {
            PML_RAISE(E, TypeError, "keywords must be strings");
            return false;
        }
        if (!is_known(key, names)) {
            PML_RAISE(E, TypeError, "'%S' is an invalid keyword argument for %.200s%s", key,
                      fname ? fname : "this function", fname ? "()" : "");
            return false;
        }
    }
    PML_RAISE(E, TypeError, "invalid keyword argument for %.200s%s",
              fname ? fname : "this function", fname ? "()" : "");
    return false;
}

static bool check_counts(PmlEngine *E, const char *fname, int64_t nargs, int64_t nkw, int total,
                         int posonly, int min, int max_pos)
{
    const char *who = fname ? fname : "function";
    const char *parens = fname ? "()" : "";
    if (nargs + nkw > total) {
        PML_RAISE(E, TypeError, "%.200s%s takes at most %d %sargument%s (%zd given)", who, parens,
                  total, nargs == 0 ? "keyword " : "", total == 1 ? "" : "s", nargs + nkw);
        return false;
    }
    if (nargs > max_pos) {
        if (max_pos == 0) {
            PML_RAISE(E, TypeError, "%.200s%s takes no positional arguments", who, parens);
        } else {
            PML_RAISE(E, TypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", who,
                      parens, min < max_pos ? "at most" : "exactly", max_pos,
                      max_pos == 1 ? "" : "s", nargs);
        }
        return false;
    }
    int need = min < posonly ? min : posonly;
    if (nargs < need) {
        PML_RAISE(E, TypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", who,
                  parens, need < max_pos ? "at least" : "exactly", need, need == 1 ? "" : "s",
                  nargs);
        return false;
    }
    return true;
}

/* By the texts, not the address: the table lies in the region, which is the same on every host. */
static uint64_t names_hash(const char *const *names)
{
    uint64_t h = 0;
    for (; *names; names++) {
        for (const char *c = *names; *c; c++) {
            h = (h ^ (unsigned char)*c) * UINT64_C(0x9e3779b97f4a7c15);
        }
    }
    return h >> 32;
}

/* A parser keeps the names it knows in a tuple, made when it first has keywords to look at and
 * kept for good: one more tracked object and block, as in CPython. */
bool pml_keyword_names(PmlEngine *E, const char *const *names)
{
    PmlKeywordNames *table = E->rt->keyword_names;
    uint64_t at = names_hash(names);
    for (int i = 0; i < PML_KEYWORD_TABLES; i++, at++) {
        PmlKeywordNames *entry = &table[at % PML_KEYWORD_TABLES];
        if (entry->names.p == names) {
            return true;
        }
        if (entry->names.p) {
            continue;
        }
        int64_t total = 0, posonly = 0;
        for (; names[total]; total++) {
            posonly += names[total][0] == '\0';
        }
        PmlObj *tuple = pml_tuple_new(E, total - posonly);
        for (int64_t k = posonly; tuple && k < total; k++) {
            PML_TUPLE_AT(tuple, k - posonly) = pml_str_intern_text(E, names[k]);
            if (!PML_TUPLE_AT(tuple, k - posonly)) {
                pml_decref(E, tuple);
                return false;
            }
        }
        entry->names.p = tuple ? names : NULL;
        entry->tuple.p = tuple;
        return tuple != NULL;
    }
    return true;
}

static bool parse(PmlEngine *E, const char *fname, PmlRef *args, int64_t nargs, Keywords *kw,
                  const char *const *names, int min, int max_pos, PmlObj **out)
{
    int total = 0, posonly = 0;
    while (names[total]) {
        posonly += names[total][0] == '\0';
        total++;
    }
    if (!check_counts(E, fname, nargs, kw->count, total, posonly, min, max_pos)) {
        return false;
    }
    int64_t found = 0;
    for (int i = 0; i < total; i++) {
        out[i] = NULL;
        if (i < nargs) {
            out[i] = args[i].p;
        } else if (i >= posonly) {
            out[i] = found < kw->count ? find_keyword(E, kw, names[i]) : NULL;
            found += out[i] != NULL;
            if (!out[i] && i < min) {
                PML_RAISE(E, TypeError, "%.200s%s missing required argument '%s' (pos %d)",
                          fname ? fname : "function", fname ? "()" : "", names[i], i + 1);
                return false;
            }
        }
    }
    if (found == kw->count) {
        return true;
    }
    for (int i = posonly; i < nargs && i < total; i++) {
        if (find_keyword(E, kw, names[i])) {
            PML_RAISE(E, TypeError, "argument for %.200s%s given by name ('%s') and position (%d)",
                      fname ? fname : "function", fname ? "()" : "", names[i], i + 1);
            return false;
        }
    }
    return raise_unexpected(E, fname, kw, names);
}

bool pml_parse_fast(PmlEngine *E, const char *fname, PmlRef *args, int64_t nargs, PmlObj *kwnames,
                    const char *const *names, int min, int max_pos, PmlObj **out)
{
    Keywords kw = {kwnames, args ? args + nargs : NULL, kwnames ? PML_TUPLE_LEN(kwnames) : 0};
    bool plain = !kwnames && nargs >= min && nargs <= max_pos;
    if (!plain && !pml_keyword_names(E, names)) {
        return false;
    }
    return parse(E, fname, args, nargs, &kw, names, min, max_pos, out);
}

bool pml_parse_tuple(PmlEngine *E, const char *fname, PmlObj *args, PmlObj *kwargs,
                     const char *const *names, int min, int max_pos, PmlObj **out)
{
    int64_t nargs = PML_TUPLE_LEN(args);
    bool plain = !kwargs && nargs >= min && nargs <= max_pos;
    if (!plain && !pml_keyword_names(E, names)) {
        return false;
    }
    return pml_parse_format(E, fname, args, kwargs, names, min, max_pos, out);
}

bool pml_parse_format(PmlEngine *E, const char *fname, PmlObj *args, PmlObj *kwargs,
                      const char *const *names, int min, int max_pos, PmlObj **out)
{
    Keywords kw = {kwargs, NULL, kwargs ? PML_DICT_LEN(kwargs) : 0};
    return parse(E, fname, PML_TUPLE_ITEMS(args), PML_TUPLE_LEN(args), &kw, names, min, max_pos,
                 out);
}

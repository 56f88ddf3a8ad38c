/* split, rsplit, splitlines, partition, rpartition. */
#include "object/str_ops.h"

/* A list of pieces in the making. It starts with room for as many pieces as can be expected, at
 * most twelve, and keeps that capacity (facts 2.3). */
#define PREALLOC_MAX 12
typedef struct Pieces {
    const PmlSplitter *sp;
    PmlObj *list;
    int64_t count;
} Pieces;

static bool begin(Pieces *p, const PmlSplitter *sp, int64_t max)
{
    p->sp = sp;
    p->count = 0;
    p->list = pml_list_new(sp->E, max >= PREALLOC_MAX ? PREALLOC_MAX : max + 1);
    return p->list != NULL;
}

/* Takes the reference; false (and the list is gone) when there is none. */
static bool add(Pieces *p, PmlObj *piece)
{
    PmlEngine *E = p->sp->E;
    bool ok = piece != NULL;

    if (ok && p->count < PREALLOC_MAX) {
        PML_LIST_ITEMS(p->list)[p->count].p = piece;
    } else if (ok) {
        ok = pml_list_append(E, p->list, piece) == 0;
        pml_decref(E, piece);
    }
    if (!ok) {
        pml_decref(E, p->list);
        p->list = NULL;
        return false;
    }
    p->count++;
    return true;
}

static bool add_part(Pieces *p, PmlText s, int64_t start, int64_t end)
{
    return add(p, p->sp->piece(p->sp->E, pml_text_slice(s, start, end)));
}

static PmlObj *finish(Pieces *p, int direction)
{
    PML_LIST_LEN(p->list) = p->count;
    if (direction < 0 && pml_list_reverse(p->sp->E, p->list) < 0) {
        pml_decref(p->sp->E, p->list);
        return NULL;
    }
    return p->list;
}

static bool space_at(const PmlSplitter *sp, PmlText s, int64_t i)
{
    return sp->is_space(pml_text_at(s.data, s.kind, i));
}

static bool split_space(Pieces *p, PmlText s, int64_t max)
{
    const PmlSplitter *sp = p->sp;
    int64_t i = 0;

    while (max-- > 0) {
        while (i < s.len && space_at(sp, s, i)) {
            i++;
        }
        if (i == s.len) {
            return true;
        }
        int64_t from = i++;
        while (i < s.len && !space_at(sp, s, i)) {
            i++;
        }
        if (from == 0 && i == s.len && sp->whole) {
            return add(p, pml_incref(sp->whole));
        }
        if (!add_part(p, s, from, i)) {
            return false;
        }
    }
    while (i < s.len && space_at(sp, s, i)) {
        i++;
    }
    return i == s.len || add_part(p, s, i, s.len);
}

static bool rsplit_space(Pieces *p, PmlText s, int64_t max)
{
    const PmlSplitter *sp = p->sp;
    int64_t i = s.len - 1;

    while (max-- > 0) {
        while (i >= 0 && space_at(sp, s, i)) {
            i--;
        }
        if (i < 0) {
            return true;
        }
        int64_t last = i--;
        while (i >= 0 && !space_at(sp, s, i)) {
            i--;
        }
        if (last == s.len - 1 && i < 0 && sp->whole) {
            return add(p, pml_incref(sp->whole));
        }
        if (!add_part(p, s, i + 1, last + 1)) {
            return false;
        }
    }
    while (i >= 0 && space_at(sp, s, i)) {
        i--;
    }
    return i < 0 || add_part(p, s, 0, i + 1);
}

static bool split_sep(Pieces *p, PmlText s, PmlText sep, int64_t max, int direction)
{
    int64_t lo = 0, hi = s.len;

    while (max-- > 0) {
        int64_t at = pml_text_find(pml_text_slice(s, lo, hi), sep, direction);
        if (at < 0) {
            break;
        }
        at += lo;
        if (direction > 0 ? !add_part(p, s, lo, at) : !add_part(p, s, at + sep.len, hi)) {
            return false;
        }
        if (direction > 0) {
            lo = at + sep.len;
        } else {
            hi = at;
        }
    }
    if (p->count == 0 && p->sp->whole) {
        return add(p, pml_incref(p->sp->whole));
    }
    return add_part(p, s, lo, hi);
}

PmlObj *pml_split_text(const PmlSplitter *sp, PmlText s, PmlText sep, int64_t max, int direction)
{
    Pieces p;
    bool ok;

    if (max < 0) {
        max = INT64_MAX;
    }
    if (sep.data && sep.len == 0) {
        return PML_RAISE(sp->E, ValueError, "empty separator");
    }
    if (!begin(&p, sp, max)) {
        return NULL;
    }
    if (sep.data) {
        ok = split_sep(&p, s, sep, max, direction);
    } else {
        ok = direction > 0 ? split_space(&p, s, max) : rsplit_space(&p, s, max);
    }
    return ok ? finish(&p, direction) : NULL;
}

PmlObj *pml_split_lines(const PmlSplitter *sp, PmlText s, bool keep_ends)
{
    PmlEngine *E = sp->E;
    PmlObj *list = pml_list_new(E, 0);

    for (int64_t i = 0; list && i < s.len;) {
        int64_t from = i;
        while (i < s.len && !sp->is_break(pml_text_at(s.data, s.kind, i))) {
            i++;
        }
        int64_t end = i;
        if (i < s.len) {
            bool crlf = pml_text_at(s.data, s.kind, i) == '\r' && i + 1 < s.len &&
                        pml_text_at(s.data, s.kind, i + 1) == '\n';
            i += crlf ? 2 : 1;
            end = keep_ends ? i : end;
        }
        bool all = from == 0 && end == s.len && sp->whole;
        PmlObj *piece = all ? pml_incref(sp->whole) : sp->piece(E, pml_text_slice(s, from, end));
        int status = piece ? pml_list_append(E, list, piece) : -1;
        pml_xdecref(E, piece);
        if (status < 0) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return list;
}

PmlObj *pml_partition_text(const PmlSplitter *sp, PmlText s, PmlObj *sep, PmlText sep_text,
                           int direction)
{
    PmlEngine *E = sp->E;

    if (sep_text.len == 0) {
        return PML_RAISE(E, ValueError, "empty separator");
    }
    PmlObj *out = pml_tuple_new(E, 3);
    if (!out) {
        return NULL;
    }
    PmlRef *items = PML_TUPLE_ITEMS(out);
    int64_t at = pml_text_find(s, sep_text, direction);
    if (at < 0) {
        int whole_at = direction > 0 ? 0 : 2;
        for (int i = 0; i < 3; i++) {
            if (i == whole_at) {
                items[i].p = sp->whole ? pml_incref(sp->whole) : sp->piece(E, s);
            } else {
                items[i].p = sp->piece(E, pml_text_slice(s, 0, 0));
            }
        }
    } else {
        items[0].p = sp->piece(E, pml_text_slice(s, 0, at));
        items[1].p = pml_incref(sep);
        items[2].p = sp->piece(E, pml_text_slice(s, at + sep_text.len, s.len));
    }
    if (!items[0].p || !items[1].p || !items[2].p) {
        pml_decref(E, out);
        return NULL;
    }
    return out;
}

/* -- str's methods ------------------------------------------------------------------------- */

static PmlSplitter splitter_of(PmlEngine *E, PmlObj *s)
{
    return (PmlSplitter){E, PML_IS(s, str) ? s : NULL, pml_str_from_text, pml_uni_is_space,
                         pml_uni_is_linebreak};
}

static PmlObj *split_any(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, PmlObj *kwnames,
                         const char *name, int direction)
{
    static const char *const names[] = {"sep", "maxsplit", NULL};
    PmlObj *arg[2];
    int64_t max = -1;

    if (!pml_parse_fast(E, name, args, nargs, kwnames, names, 0, 2, arg)) {
        return NULL;
    }
    if (arg[1] && !pml_want_ssize(E, arg[1], &max)) {
        return NULL;
    }
    PmlSplitter sp = splitter_of(E, s);
    if (!arg[0] || arg[0] == PML_NONE(E)) {
        return pml_split_text(&sp, pml_text_of(s), (PmlText){NULL, 0, 1}, max, direction);
    }
    if (!PML_IS_STR(arg[0])) {
        return PML_RAISE(E, TypeError, "must be str or None, not %.100s",
                         PML_TYPE_OF(arg[0])->name.p);
    }
    if (PML_STR(s)->kind < PML_STR(arg[0])->kind || PML_STR_LEN(s) < PML_STR_LEN(arg[0])) {
        PmlObj *list = pml_list_new(E, 1);
        if (list) {
            PML_LIST_ITEMS(list)[0].p = pml_incref(s);
        }
        return list;
    }
    return pml_split_text(&sp, pml_text_of(s), pml_text_of(arg[0]), max, direction);
}

PML_STR_METHOD(split)
{
    return split_any(E, s, args, nargs, kwnames, "split", 1);
}

PML_STR_METHOD(rsplit)
{
    return split_any(E, s, args, nargs, kwnames, "rsplit", -1);
}

PML_STR_METHOD(splitlines)
{
    static const char *const names[] = {"keepends", NULL};
    PmlObj *arg[1];
    int64_t keep = 0;

    if (!pml_parse_fast(E, "splitlines", args, nargs, kwnames, names, 0, 1, arg) ||
        (arg[0] && !pml_want_int(E, arg[0], &keep))) {
        return NULL;
    }
    PmlSplitter sp = splitter_of(E, s);
    return pml_split_lines(&sp, pml_text_of(s), keep != 0);
}

static PmlObj *partition_any(PmlEngine *E, PmlObj *s, PmlObj *sep, int direction)
{
    if (!PML_IS_STR(sep)) {
        return PML_RAISE(E, TypeError, "must be str, not %.100s", PML_TYPE_OF(sep)->name.p);
    }
    /* Here the string itself is given out even when it is of a subclass. */
    PmlSplitter sp = splitter_of(E, s);
    sp.whole = s;
    return pml_partition_text(&sp, pml_text_of(s), sep, pml_text_of(sep), direction);
}

PML_STR_METHOD(partition)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return partition_any(E, s, args[0].p, 1);
}

PML_STR_METHOD(rpartition)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return partition_any(E, s, args[0].p, -1);
}

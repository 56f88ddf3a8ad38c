/* Searching, cutting and rewriting: methods that bytes and bytearray share. Results are of the
 * type of self; an exact bytes object may be returned itself when nothing changes. */
#include "object/bytes_ops.h"

PmlObj *pml_bytes_like(PmlEngine *E, const PmlObj *like, const void *data, int64_t n)
{
    return PML_IS_BYTES(like) ? pml_bytes(E, data, n) : pml_bytearray(E, data, n);
}

unsigned char *pml_bytes_like_data(PmlObj *o)
{
    return PML_IS_BYTES(o) ? PML_BYTES_DATA(o) : PML_BYTEARRAY_DATA(o);
}

static PmlObj *copy_of(PmlEngine *E, PmlObj *s, PmlText t)
{
    return pml_bytes_like(E, s, t.data, t.len);
}

static PmlObj *unchanged(PmlEngine *E, PmlObj *s)
{
    return PML_IS(s, bytes) ? pml_incref(s) : copy_of(E, s, pml_bytes_text(s));
}

static PmlText view_text(const PmlBuffer *view)
{
    return (PmlText){view->len ? (const void *)view->data : "", view->len, 1};
}

/* -- find and its kin ---------------------------------------------------------------------- */

typedef struct Needle {
    PmlText text;
    int64_t start, end;
    PmlBuffer view; /* view.obj NULL: a single byte */
    unsigned char byte;
} Needle;

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

static bool parse_range(PmlEngine *E, const char *name, PmlObj *args, PmlObj *kwargs, int64_t len,
                        int64_t *start, int64_t *end)
{
    int64_t n = PML_TUPLE_LEN(args);

    *start = 0;
    *end = INT64_MAX;
    if (!pml_no_keywords(E, name, kwargs)) {
        return false;
    }
    if (n < 1 || n > 3) {
        PML_RAISE(E, TypeError, "%.150s() takes %s %d argument%s (%zd given)", name,
                  n < 1 ? "at least" : "at most", n < 1 ? 1 : 3, n < 1 ? "" : "s", n);
        return false;
    }
    if ((n > 1 && !pml_eval_slice_index(E, PML_TUPLE_AT(args, 1), start)) ||
        (n > 2 && !pml_eval_slice_index(E, PML_TUPLE_AT(args, 2), end))) {
        return false;
    }
    adjust(start, end, len);
    return true;
}

/* What is looked for: bytes, or one byte given as an int. */
static bool open_needle(PmlEngine *E, PmlObj *arg, Needle *needle)
{
    needle->view.obj.p = NULL;
    if (PML_TYPE_OF(arg)->bf_getbuffer) {
        if (pml_get_buffer(E, arg, &needle->view, 0) < 0) {
            return false;
        }
        needle->text = view_text(&needle->view);
        return true;
    }
    if (!pml_has_index(arg)) {
        PML_RAISE(E, TypeError, "argument should be integer or bytes-like object, not '%.200s'",
                  PML_TYPE_OF(arg)->name.p);
        return false;
    }
    int64_t value = pml_as_ssize(E, arg, -1);
    if (value == -1 && pml_error_pending(E)) {
        return false;
    }
    if (value < 0 || value > 255) {
        PML_RAISE(E, ValueError, "byte must be in range(0, 256)");
        return false;
    }
    needle->byte = (unsigned char)value;
    needle->text = (PmlText){&needle->byte, 1, 1};
    return true;
}

/* Place of the first argument in s; -1 nowhere, -2 error. */
static int64_t find_any(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs, const char *name,
                        int direction)
{
    Needle needle;
    PmlText t = pml_bytes_text(s);

    if (!parse_range(E, name, args, kwargs, t.len, &needle.start, &needle.end) ||
        !open_needle(E, PML_TUPLE_AT(args, 0), &needle)) {
        return -2;
    }
    t = pml_bytes_text(s);
    int64_t at = -1;
    if (needle.end <= t.len && needle.end - needle.start >= needle.text.len) {
        at = pml_text_find(pml_text_slice(t, needle.start, needle.end), needle.text, direction);
        at = at < 0 ? -1 : needle.start + at;
    }
    pml_release_buffer(E, &needle.view);
    return at;
}

static PmlObj *index_any(PmlEngine *E, int64_t at)
{
    return at == -2   ? NULL
           : at == -1 ? PML_RAISE(E, ValueError, "subsection not found")
                      : pml_int(E, at);
}

PML_BYTES_VAR_METHOD(find)
{
    int64_t at = find_any(E, s, args, kwargs, "find", 1);
    return at == -2 ? NULL : pml_int(E, at);
}

PML_BYTES_VAR_METHOD(rfind)
{
    int64_t at = find_any(E, s, args, kwargs, "rfind", -1);
    return at == -2 ? NULL : pml_int(E, at);
}

PML_BYTES_VAR_METHOD(index)
{
    return index_any(E, find_any(E, s, args, kwargs, "index", 1));
}

PML_BYTES_VAR_METHOD(rindex)
{
    return index_any(E, find_any(E, s, args, kwargs, "rindex", -1));
}

PML_BYTES_VAR_METHOD(count)
{
    Needle needle;
    PmlText t = pml_bytes_text(s);
    int64_t n = 0;

    if (!parse_range(E, "count", args, kwargs, t.len, &needle.start, &needle.end) ||
        !open_needle(E, PML_TUPLE_AT(args, 0), &needle)) {
        return NULL;
    }
    t = pml_bytes_text(s);
    if (needle.end <= t.len && needle.end - needle.start >= needle.text.len) {
        n = pml_text_count(pml_text_slice(t, needle.start, needle.end), needle.text, INT64_MAX);
    }
    pml_release_buffer(E, &needle.view);
    return pml_int(E, n);
}

int pml_bytes_contains(PmlEngine *E, PmlObj *self, PmlObj *arg)
{
    PmlBuffer view;
    int64_t value = pml_as_ssize(E, arg, -1);

    if (value == -1 && pml_error_pending(E)) {
        pml_error_clear(E);
        if (pml_get_buffer(E, arg, &view, 0) < 0) {
            return -1;
        }
        int found = pml_text_find(pml_bytes_text(self), view_text(&view), 1) >= 0;
        pml_release_buffer(E, &view);
        return found;
    }
    if (value < 0 || value > 255) {
        PML_RAISE(E, ValueError, "byte must be in range(0, 256)");
        return -1;
    }
    return pml_text_find_char(pml_bytes_text(self), (uint32_t)value, 1) >= 0;
}

/* Does s[start:end] begin (tail < 0) or end with sub? -1: error. */
static int tail_match(PmlEngine *E, PmlObj *s, PmlObj *sub, int64_t start, int64_t end, int tail)
{
    PmlBuffer view;

    if (pml_get_buffer(E, sub, &view, 0) < 0) {
        return -1;
    }
    PmlText t = pml_bytes_text(s), wanted = view_text(&view);
    int match = 0;
    if (start <= t.len && end - start >= wanted.len) {
        int64_t at = tail < 0 ? start : end - wanted.len;
        match = pml_text_equal(pml_text_slice(t, at, at + wanted.len), wanted);
    }
    pml_release_buffer(E, &view);
    return match;
}

static PmlObj *starts_or_ends(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs,
                              const char *name, int tail)
{
    int64_t start, end;

    if (!parse_range(E, name, args, kwargs, pml_bytes_text(s).len, &start, &end)) {
        return NULL;
    }
    PmlObj *sub = PML_TUPLE_AT(args, 0);
    if (PML_IS_TUPLE(sub)) {
        int match = 0;
        for (int64_t i = 0; match == 0 && i < PML_TUPLE_LEN(sub); i++) {
            match = tail_match(E, s, PML_TUPLE_AT(sub, i), start, end, tail);
        }
        return match < 0 ? NULL : pml_bool(E, match);
    }
    int match = tail_match(E, s, sub, start, end, tail);
    if (match < 0 && pml_error_matches(E, PML_T_TypeError)) {
        pml_error_clear(E);
        return PML_RAISE(E, TypeError, "%s first arg must be bytes or a tuple of bytes, not %s",
                         name, PML_TYPE_OF(sub)->name.p);
    }
    return match < 0 ? NULL : pml_bool(E, match);
}

PML_BYTES_VAR_METHOD(startswith)
{
    return starts_or_ends(E, s, args, kwargs, "startswith", -1);
}

PML_BYTES_VAR_METHOD(endswith)
{
    return starts_or_ends(E, s, args, kwargs, "endswith", 1);
}

static PmlObj *remove_end(PmlEngine *E, PmlObj *s, PmlObj *part, int tail)
{
    PmlBuffer view;

    if (pml_get_buffer(E, part, &view, 0) < 0) {
        return NULL;
    }
    PmlText t = pml_bytes_text(s), wanted = view_text(&view);
    int64_t at = tail < 0 ? 0 : t.len - wanted.len;
    bool match = wanted.len > 0 && at >= 0 && wanted.len <= t.len &&
                 pml_text_equal(pml_text_slice(t, at, at + wanted.len), wanted);
    pml_release_buffer(E, &view);
    if (!match) {
        return unchanged(E, s);
    }
    return copy_of(E, s,
                   tail < 0 ? pml_text_slice(t, wanted.len, t.len) : pml_text_slice(t, 0, at));
}

PML_BYTES_METHOD(removeprefix)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return remove_end(E, s, args[0].p, -1);
}

PML_BYTES_METHOD(removesuffix)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return remove_end(E, s, args[0].p, 1);
}

/* -- cutting ------------------------------------------------------------------------------- */

static bool is_space(uint32_t c)
{
    return c == ' ' || c - 9 < 5;
}

static bool is_break(uint32_t c)
{
    return c == '\n' || c == '\r';
}

static PmlObj *bytes_piece(PmlEngine *E, PmlText t)
{
    return pml_bytes(E, t.data, t.len);
}

static PmlObj *bytearray_piece(PmlEngine *E, PmlText t)
{
    return pml_bytearray(E, t.data, t.len);
}

static PmlSplitter splitter_of(PmlEngine *E, PmlObj *s)
{
    return (PmlSplitter){E, PML_IS(s, bytes) ? s : NULL,
                         PML_IS_BYTES(s) ? bytes_piece : bytearray_piece, is_space, is_break};
}

static PmlObj *split_any(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, PmlObj *kwnames,
                         const char *name, int direction)
{
    static const char *const names[] = {"sep", "maxsplit", NULL};
    PmlObj *arg[2];
    PmlBuffer view;
    int64_t max = -1;

    if (!pml_parse_fast(E, name, args, nargs, kwnames, names, 0, 2, arg) ||
        (arg[1] && !pml_want_ssize(E, arg[1], &max))) {
        return NULL;
    }
    PmlSplitter sp = splitter_of(E, s);
    if (!arg[0] || arg[0] == PML_NONE(E)) {
        return pml_split_text(&sp, pml_bytes_text(s), (PmlText){NULL, 0, 1}, max, direction);
    }
    if (pml_get_buffer(E, arg[0], &view, 0) < 0) {
        return NULL;
    }
    PmlObj *list = pml_split_text(&sp, pml_bytes_text(s), view_text(&view), max, direction);
    pml_release_buffer(E, &view);
    return list;
}

PML_BYTES_METHOD(split)
{
    return split_any(E, s, args, nargs, kwnames, "split", 1);
}

PML_BYTES_METHOD(rsplit)
{
    return split_any(E, s, args, nargs, kwnames, "rsplit", -1);
}

PML_BYTES_METHOD(splitlines)
{
    static const char *const names[] = {"keepends", NULL};
    PmlObj *arg[1];
    int64_t keep = 0;

    if (!pml_parse_fast(E, "splitlines", args, nargs, kwnames, names, 0, 1, arg) ||
        (arg[0] && !pml_want_int(E, arg[0], &keep))) {
        return NULL;
    }
    PmlSplitter sp = splitter_of(E, s);
    return pml_split_lines(&sp, pml_bytes_text(s), keep != 0);
}

static PmlObj *partition_any(PmlEngine *E, PmlObj *s, PmlObj *sep, int direction)
{
    PmlBuffer view;
    PmlObj *middle = NULL;

    if (pml_get_buffer(E, sep, &view, 0) < 0) {
        return NULL;
    }
    PmlSplitter sp = splitter_of(E, s);
    if (PML_IS_BYTES(s)) {
        sp.whole = s; /* given out itself even when it is of a subclass */
        middle = pml_incref(sep);
    } else {
        middle = pml_bytearray(E, view.data, view.len); /* the separator in the result is a copy */
    }
    PmlObj *out =
        middle ? pml_partition_text(&sp, pml_bytes_text(s), middle, view_text(&view), direction)
               : NULL;
    pml_xdecref(E, middle);
    pml_release_buffer(E, &view);
    return out;
}

PML_BYTES_METHOD(partition)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return partition_any(E, s, args[0].p, 1);
}

PML_BYTES_METHOD(rpartition)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return partition_any(E, s, args[0].p, -1);
}

static PmlObj *strip_any(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, const char *name,
                         int sides)
{
    PmlBuffer view = {.data = NULL};
    bool given;

    if (!pml_check_positional(E, name, nargs, 0, 1)) {
        return NULL;
    }
    given = nargs > 0 && args[0].p != PML_NONE(E);
    if (given && pml_get_buffer(E, args[0].p, &view, 0) < 0) {
        return NULL;
    }
    PmlText t = pml_bytes_text(s), drop = view_text(&view);
    const unsigned char *p = t.data;
    int64_t i = 0, j = t.len;
    while ((sides & 1) && i < j &&
           (given ? pml_text_find_char(drop, p[i], 1) >= 0 : is_space(p[i]))) {
        i++;
    }
    while ((sides & 2) && j > i &&
           (given ? pml_text_find_char(drop, p[j - 1], 1) >= 0 : is_space(p[j - 1]))) {
        j--;
    }
    pml_release_buffer(E, &view);
    if (i == 0 && j == t.len) {
        return unchanged(E, s);
    }
    return copy_of(E, s, pml_text_slice(t, i, j));
}

PML_BYTES_METHOD(strip)
{
    PML_UNUSED(kwnames);
    return strip_any(E, s, args, nargs, "strip", 3);
}

PML_BYTES_METHOD(lstrip)
{
    PML_UNUSED(kwnames);
    return strip_any(E, s, args, nargs, "lstrip", 1);
}

PML_BYTES_METHOD(rstrip)
{
    PML_UNUSED(kwnames);
    return strip_any(E, s, args, nargs, "rstrip", 2);
}

/* -- join ---------------------------------------------------------------------------------- */

/* Bytes of an item; false when it has none. */
static bool item_text(PmlEngine *E, PmlObj *item, PmlBuffer *view, PmlText *t)
{
    if (pml_get_buffer(E, item, view, 0) < 0) {
        return false;
    }
    *t = view_text(view);
    return true;
}

static PmlObj *raise_item(PmlEngine *E, int64_t i, PmlObj *item)
{
    pml_error_clear(E);
    return PML_RAISE(E, TypeError, "sequence item %zd: expected a bytes-like object, %.80s found",
                     i, PML_TYPE_OF(item)->name.p);
}

static PmlObj *join_items(PmlEngine *E, PmlObj *s, PmlRef *items, int64_t n)
{
    PmlText sep = pml_bytes_text(s), t;
    PmlBuffer view;
    int64_t total = n > 1 ? sep.len * (n - 1) : 0, at = 0;

    for (int64_t i = 0; i < n; i++) {
        if (!item_text(E, items[i].p, &view, &t)) {
            return raise_item(E, i, items[i].p);
        }
        pml_release_buffer(E, &view);
        if (t.len > INT64_MAX / 2 - total) {
            return PML_RAISE(E, OverflowError, "join() result is too long");
        }
        total += t.len;
    }
    PmlObj *o = pml_bytes_like(E, s, NULL, total);
    if (!o || total == 0) {
        return o;
    }
    unsigned char *d = pml_bytes_like_data(o);
    for (int64_t i = 0; i < n; i++) {
        if (i > 0) {
            pml_text_copy(d, 1, at, sep);
            at += sep.len;
        }
        if (!item_text(E, items[i].p, &view, &t)) {
            pml_decref(E, o);
            return NULL;
        }
        pml_text_copy(d, 1, at, t);
        at += t.len;
        pml_release_buffer(E, &view);
    }
    return o;
}

PML_BYTES_METHOD(join)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *fast = pml_sequence_fast(E, args[0].p, "can only join an iterable");
    PmlObj *o;

    if (!fast) {
        return NULL;
    }
    PmlRef *items = pml_fast_items(fast);
    int64_t n = pml_fast_size(fast);
    if (n == 0) {
        o = pml_bytes_like(E, s, NULL, 0);
    } else if (n == 1 && PML_IS_BYTES(s) && PML_IS(items[0].p, bytes)) {
        o = pml_incref(items[0].p);
    } else {
        o = join_items(E, s, items, n);
    }
    pml_decref(E, fast);
    return o;
}

/* -- replace, translate -------------------------------------------------------------------- */

static PmlObj *replace_text(PmlEngine *E, PmlObj *s, PmlText from, PmlText to, int64_t max)
{
    PmlText t = pml_bytes_text(s);
    int64_t i = 0, at = 0;

    max = max < 0 ? INT64_MAX : max;
    int64_t n =
        t.len < from.len || (from.len == 0 && to.len == 0) ? 0 : pml_text_count(t, from, max);
    if (n == 0) {
        return unchanged(E, s);
    }
    if (to.len > from.len && to.len - from.len > (INT64_MAX / 2 - t.len) / n) {
        return PML_RAISE(E, OverflowError, "replace bytes is too long");
    }
    PmlObj *o = pml_bytes_like(E, s, NULL, t.len + n * (to.len - from.len));
    if (!o || pml_bytes_text(o).len == 0) {
        return o;
    }
    unsigned char *d = pml_bytes_like_data(o);
    for (; n > 0; n--) {
        int64_t hit = from.len == 0 ? 0 : pml_text_find(pml_text_slice(t, i, t.len), from, 1);
        pml_text_copy(d, 1, at, pml_text_slice(t, i, i + hit));
        pml_text_copy(d, 1, at + hit, to);
        at += hit + to.len;
        i += hit + from.len;
        if (from.len == 0 && i < t.len) {
            d[at++] = ((const unsigned char *)t.data)[i++];
        }
    }
    pml_text_copy(d, 1, at, pml_text_slice(t, i, t.len));
    return o;
}

PML_BYTES_METHOD(replace)
{
    PML_UNUSED(kwnames);
    PmlBuffer from, to;
    int64_t max = -1;

    if (!pml_check_positional(E, "replace", nargs, 2, 3) ||
        pml_get_buffer(E, args[0].p, &from, 0) < 0) {
        return NULL;
    }
    PmlObj *o = NULL;
    if (pml_get_buffer(E, args[1].p, &to, 0) == 0) {
        if (nargs < 3 || pml_want_ssize(E, args[2].p, &max)) {
            o = replace_text(E, s, view_text(&from), view_text(&to), max);
        }
        pml_release_buffer(E, &to);
    }
    pml_release_buffer(E, &from);
    return o;
}

/* Characters through the table (NULL: as they are), without those to drop. */
static PmlObj *translate_text(PmlEngine *E, PmlObj *s, const unsigned char *table, PmlText drop)
{
    PmlText t = pml_bytes_text(s);
    const unsigned char *from = t.data;
    bool changed = false, gone[256] = {false};
    int64_t n = 0;

    for (int64_t i = 0; i < drop.len; i++) {
        gone[((const unsigned char *)drop.data)[i]] = true;
    }
    PmlObj *o = pml_bytes_like(E, s, NULL, t.len);
    if (!o) {
        return NULL;
    }
    unsigned char *to = pml_bytes_like_data(o);
    for (int64_t i = 0; i < t.len; i++) {
        unsigned char c = from[i];
        if (gone[c]) {
            changed = true;
            continue;
        }
        to[n] = table ? table[c] : c;
        changed = changed || to[n] != c;
        n++;
    }
    if (!changed && PML_IS(s, bytes)) {
        pml_decref(E, o);
        return pml_incref(s);
    }
    if (n < t.len && PML_IS_BYTES(s)) {
        return pml_bytes_resize(E, &o, n) < 0 ? NULL : o;
    }
    if (n < t.len && pml_bytearray_resize(E, o, n) < 0) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

PML_BYTES_METHOD(translate)
{
    static const char *const names[] = {"", "delete", NULL};
    PmlObj *arg[2], *o = NULL;
    PmlBuffer table = {.data = NULL}, drop = {.data = NULL};

    if (!pml_parse_fast(E, "translate", args, nargs, kwnames, names, 1, 2, arg)) {
        return NULL;
    }
    bool given = arg[0] != PML_NONE(E);
    if (given && pml_get_buffer(E, arg[0], &table, 0) < 0) {
        return NULL;
    }
    if (given && table.len != 256) {
        PML_RAISE(E, ValueError, "translation table must be 256 characters long");
    } else if (!arg[1] || pml_get_buffer(E, arg[1], &drop, 0) == 0) {
        o = translate_text(E, s, given ? table.data : NULL, view_text(&drop));
    }
    pml_release_buffer(E, &table);
    pml_release_buffer(E, &drop);
    return o;
}

PML_BYTES_METHOD(maketrans)
{
    PML_UNUSED(s), PML_UNUSED(kwnames);
    PmlBuffer from, to;
    PmlObj *o = NULL;

    if (!pml_check_positional(E, "maketrans", nargs, 2, 2) ||
        pml_get_buffer(E, args[0].p, &from, 0) < 0) {
        return NULL;
    }
    if (pml_get_buffer(E, args[1].p, &to, 0) == 0) {
        if (from.len != to.len) {
            PML_RAISE(E, ValueError, "maketrans arguments must have same length");
        } else if ((o = pml_bytes(E, NULL, 256))) {
            for (int i = 0; i < 256; i++) {
                PML_BYTES_DATA(o)[i] = (unsigned char)i;
            }
            for (int64_t i = 0; i < from.len; i++) {
                PML_BYTES_DATA(o)[from.data[i]] = to.data[i];
            }
        }
        pml_release_buffer(E, &to);
    }
    pml_release_buffer(E, &from);
    return o;
}

PML_BYTES_METHOD(decode)
{
    static const char *const names[] = {"encoding", "errors", NULL};
    const char *encoding = "utf-8", *errors = NULL;
    PmlObj *arg[2];

    if (!pml_parse_fast(E, "decode", args, nargs, kwnames, names, 0, 2, arg)) {
        return NULL;
    }
    if (arg[0] && !(encoding = pml_want_text(E, "decode", "argument 'encoding'", arg[0]))) {
        return NULL;
    }
    if (arg[1] && !(errors = pml_want_text(E, "decode", "argument 'errors'", arg[1]))) {
        return NULL;
    }
    PmlText t = pml_bytes_text(s);
    return t.len == 0 ? pml_str_empty(E) : pml_str_decode(E, t.data, t.len, encoding, errors);
}

PML_BYTES_METHOD(hex)
{
    return pml_hex_text(E, pml_bytes_text(s), args, nargs, kwnames);
}

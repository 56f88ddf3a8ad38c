/* The array module and the type's methods. */
#include "object/array.h"

#include "modules/library.h"
#include "object/bytes.h"
#include "object/list_internal.h"

static const char type_codes[] = "bBuhHiIlLqQfd";

static bool same_kind(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_is_array(E, b) && PML_ARRAY(a)->code[0] == PML_ARRAY(b)->code[0];
}

/* -- adding -------------------------------------------------------------------------------- */

static int append(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    int64_t n = pml_array_len(self);
    if (pml_array_resize(E, self, n + 1) < 0) {
        return -1;
    }
    if (pml_array_store(E, self, n, value) < 0) {
        PmlObj *error = pml_error_fetch(E);
        pml_array_resize(E, self, n);
        pml_error_restore(E, error);
        return -1;
    }
    return 0;
}

static int add_raw(PmlEngine *E, PmlObj *self, const unsigned char *from, int64_t items)
{
    int64_t n = pml_array_len(self), size = pml_array_item_bytes(self);
    if (items == 0) {
        return 0;
    }
    if (pml_array_resize(E, self, n + items) < 0) {
        return -1;
    }
    memcpy(PML_ARRAY(self)->items.p + n * size, from, (size_t)(items * size));
    return 0;
}

static int extend(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (pml_is_array(E, other)) {
        if (!same_kind(E, self, other)) {
            PML_RAISE(E, TypeError, "can only extend with array of same kind");
            return -1;
        }
        PmlObj *copy = pml_array_range(E, other, 0, pml_array_len(other));
        int r = copy ? add_raw(E, self, PML_ARRAY(copy)->items.p, pml_array_len(copy)) : -1;
        pml_xdecref(E, copy);
        return r;
    }
    PmlObj *it = pml_iter(E, other);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "array.extend: iterator");
    int r = 0;
    PmlObj *item;
    while (r == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "array.extend: item");
        r = append(E, self, item);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, item);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return r == 0 && pml_error_pending(E) ? -1 : r;
}

static int from_bytes(PmlEngine *E, PmlObj *self, PmlObj *source)
{
    PmlBuffer view = {.data = NULL};
    if (pml_get_buffer(E, source, &view, 0) < 0) {
        return -1;
    }
    int64_t size = pml_array_item_bytes(self);
    int r = -1;
    if (view.len % size) {
        PML_RAISE(E, ValueError, "bytes length not a multiple of item size");
    } else {
        r = add_raw(E, self, view.data, view.len / size);
    }
    pml_release_buffer(E, &view);
    return r;
}

/* -- making -------------------------------------------------------------------------------- */

static int fill(PmlEngine *E, PmlObj *self, PmlObj *items)
{
    for (int64_t i = 0; i < pml_array_len(self) && i < pml_fast_size(items); i++) {
        PmlObj *item = pml_incref(pml_fast_items(items)[i].p);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, item, "array: item");
        int r = pml_array_store(E, self, i, item);
        pml_drop_held(E, mark, item);
        if (r < 0) {
            return -1;
        }
    }
    return 0;
}

static int add_initial(PmlEngine *E, PmlObj *self, PmlObj *initial)
{
    if (PML_IS_LIST(initial) || PML_IS_TUPLE(initial)) {
        return fill(E, self, initial);
    }
    if (PML_IS_BYTES(initial) || PML_IS(initial, bytearray)) {
        return from_bytes(E, self, initial);
    }
    return extend(E, self, initial);
}

static PmlObj *to_list(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *list = pml_list_new(E, pml_array_len(self));
    for (int64_t i = 0; list && i < pml_array_len(self); i++) {
        PmlObj *item = pml_array_get(E, self, i);
        if (!item) {
            pml_decref(E, list);
            return NULL;
        }
        PML_LIST_ITEMS(list)[i].p = item;
    }
    return list;
}

static PmlObj *made_from(PmlEngine *E, PmlType *t, char code, PmlObj *initial)
{
    if (initial && PML_IS_STR(initial) && code != 'u') {
        return PML_RAISE(E, TypeError, "cannot use a str to initialize an array with typecode '%c'",
                         code);
    }
    if (initial && pml_is_array(E, initial) && PML_ARRAY(initial)->code[0] == 'u' && code != 'u') {
        return PML_RAISE(E, TypeError,
                         "cannot use a unicode array to initialize an array with typecode '%c'",
                         code);
    }
    if (initial && pml_is_array(E, initial) && PML_ARRAY(initial)->code[0] != code) {
        PmlObj *all = to_list(E, initial, NULL, 0, NULL);
        PmlObj *o = all ? made_from(E, t, code, all) : NULL;
        pml_xdecref(E, all);
        return o;
    }
    bool sized = initial && (PML_IS_LIST(initial) || PML_IS_TUPLE(initial));
    PmlObj *o = NULL;
    if (initial && pml_is_array(E, initial)) {
        o = pml_array_make(E, t, code, pml_array_len(initial));
        if (o && pml_array_len(o)) {
            memcpy(PML_ARRAY(o)->items.p, PML_ARRAY(initial)->items.p,
                   (size_t)(pml_array_len(o) * pml_array_item_bytes(o)));
        }
        return o;
    }
    o = pml_array_make(E, t, code, sized ? pml_fast_size(initial) : 0);
    if (o && initial) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, o, "array: the new array");
        int r = add_initial(E, o, initial);
        pml_hold_drop(E, mark);
        if (r < 0) {
            pml_decref(E, o);
            return NULL;
        }
    }
    return o;
}

static PmlObj *array_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_new_no_keywords(E, t, PML_T_array, "array.array", kwargs)) {
        return NULL;
    }
    if (n < 1 || n > 2) {
        return PML_RAISE(E, TypeError, "array() takes at %s %d argument%s (%zd given)",
                         n < 1 ? "least" : "most", n < 1 ? 1 : 2, n < 1 ? "" : "s", n);
    }
    PmlObj *code = PML_TUPLE_AT(args, 0);
    if (!PML_IS_STR(code)) {
        return PML_RAISE(E, TypeError, "array() argument 1 must be a unicode character, not %.50s",
                         PML_TYPE_OF(code)->name.p);
    }
    if (PML_STR_LEN(code) != 1) {
        return PML_RAISE(E, TypeError, "array() argument 1 must be a unicode character, not str");
    }
    uint32_t c = pml_str_at(code, 0);
    if (c >= 128 || !c || !strchr(type_codes, (char)c)) {
        return PML_RAISE(E, ValueError,
                         "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    }
    return made_from(E, t, (char)c, n > 1 ? PML_TUPLE_AT(args, 1) : NULL);
}

static void array_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (PML_ARRAY(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    pml_mem_free(E, PML_ARRAY(self)->items.p);
    PML_TYPE_OF(self)->free(E, self);
}

static int array_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_UNUSED(E);
    PML_UNUSED(self);
    PML_UNUSED(visit);
    PML_UNUSED(ctx);
    return 0;
}

/* -- slots --------------------------------------------------------------------------------- */

static int64_t array_length(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E);
    return pml_array_len(self);
}

static PmlObj *array_item(PmlEngine *E, PmlObj *self, int64_t i)
{
    if (i < 0 || i >= pml_array_len(self)) {
        return PML_RAISE(E, IndexError, "array index out of range");
    }
    return pml_array_get(E, self, i);
}

static PmlObj *to_text(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlStrBuilder b;
    if (PML_ARRAY(self)->code[0] != 'u') {
        return PML_RAISE(E, ValueError, "tounicode() may only be called on unicode type arrays");
    }
    pml_builder_init(&b, E);
    for (int64_t i = 0; i < pml_array_len(self); i++) {
        uint32_t c;
        memcpy(&c, PML_ARRAY(self)->items.p + 4 * i, 4);
        pml_builder_char(&b, c);
    }
    return pml_builder_finish(&b);
}

static PmlObj *array_repr(PmlEngine *E, PmlObj *self)
{
    const char *name = PML_TYPE_OF(self)->name.p;
    const char *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (!pml_array_len(self)) {
        return pml_str_format(E, "%s('%s')", name, PML_ARRAY(self)->code);
    }
    PmlObj *v = PML_ARRAY(self)->code[0] == 'u' ? to_text(E, self, NULL, 0, NULL)
                                                : to_list(E, self, NULL, 0, NULL);
    PmlObj *r = v ? pml_str_format(E, "%s('%s', %R)", name, PML_ARRAY(self)->code, v) : NULL;
    pml_xdecref(E, v);
    return r;
}

static PmlObj *array_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!pml_is_array(E, a) || !pml_is_array(E, b)) {
        return pml_incref(PML_NOT_IMPLEMENTED(E));
    }
    int64_t na = pml_array_len(a), nb = pml_array_len(b);
    if (na != nb && (op == PML_EQ || op == PML_NE)) {
        return pml_bool(E, op == PML_NE);
    }
    for (int64_t i = 0; i < pml_array_len(a) && i < pml_array_len(b); i++) {
        PmlObj *x = pml_array_get(E, a, i);
        PmlObj *y = x ? pml_array_get(E, b, i) : NULL;
        int same = y ? pml_compare_bool(E, x, y, PML_EQ) : -1;
        PmlObj *r = NULL;
        if (same == 0 && op != PML_EQ && op != PML_NE) {
            r = pml_compare(E, x, y, op);
        } else if (same == 0) {
            r = pml_bool(E, op == PML_NE);
        }
        pml_xdecref(E, x);
        pml_xdecref(E, y);
        if (same <= 0) {
            return r;
        }
    }
    const bool results[] = {na<nb, na <= nb, na == nb, na != nb, na> nb, na >= nb};
    return pml_bool(E, results[op]);
}

static PmlObj *array_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!pml_is_array(E, other)) {
        return PML_RAISE(E, TypeError, "can only append array (not \"%.200s\") to array",
                         PML_TYPE_OF(other)->name.p);
    }
    if (!same_kind(E, self, other)) {
        return PML_RAISE(E, TypeError, "bad argument type for built-in operation");
    }
    int64_t a = pml_array_len(self), b = pml_array_len(other), size = pml_array_item_bytes(self);
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(self)->code[0], a + b);
    if (r && a) {
        memcpy(PML_ARRAY(r)->items.p, PML_ARRAY(self)->items.p, (size_t)(a * size));
    }
    if (r && b) {
        memcpy(PML_ARRAY(r)->items.p + a * size, PML_ARRAY(other)->items.p, (size_t)(b * size));
    }
    return r;
}

static void repeat_into(unsigned char *to, const unsigned char *from, int64_t bytes, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        memmove(to + i * bytes, from, (size_t)bytes);
    }
}

static PmlObj *array_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    int64_t length = pml_array_len(self);
    n = n < 0 ? 0 : n;
    if (length && n > (INT64_MAX >> 4) / length) {
        return pml_err_no_memory(E);
    }
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(self)->code[0], length * n);
    if (r && length > 0 && n > 0) {
        repeat_into(PML_ARRAY(r)->items.p, PML_ARRAY(self)->items.p,
                    length * pml_array_item_bytes(self), n);
    }
    return r;
}

static PmlObj *array_inplace_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    int64_t length = pml_array_len(self);
    n = n < 0 ? 0 : n;
    if (length && n > (INT64_MAX >> 4) / length) {
        return pml_err_no_memory(E);
    }
    if (length && pml_array_resize(E, self, length * n) < 0) {
        return NULL;
    }
    if (length && n > 1) {
        int64_t bytes = length * pml_array_item_bytes(self);
        repeat_into(PML_ARRAY(self)->items.p + bytes, PML_ARRAY(self)->items.p, bytes, n - 1);
    }
    return pml_incref(self);
}

static PmlObj *array_inplace_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!pml_is_array(E, other)) {
        return PML_RAISE(E, TypeError, "can only extend array with array (not \"%.200s\")",
                         PML_TYPE_OF(other)->name.p);
    }
    return extend(E, self, other) < 0 ? NULL : pml_incref(self);
}

/* The place of the first item equal to value, its end when there is none; -1: error. */
static int64_t place_of(PmlEngine *E, PmlObj *self, PmlObj *value, int64_t start, int64_t stop)
{
    int64_t i = start;
    for (; i < pml_array_len(self) && i < stop; i++) {
        PmlObj *item = pml_array_get(E, self, i);
        int same = item ? pml_compare_bool(E, item, value, PML_EQ) : -1;
        pml_xdecref(E, item);
        if (same) {
            return same < 0 ? -1 : i;
        }
    }
    return INT64_MAX;
}

static int array_contains(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    int64_t i = place_of(E, self, value, 0, INT64_MAX);
    return i < 0 ? -1 : i != INT64_MAX;
}

static int array_getbuffer(PmlEngine *E, PmlObj *self, PmlBuffer *view, int flags)
{
    PML_UNUSED(E);
    PML_UNUSED(flags);
    PmlArray *a = PML_ARRAY(self);
    view->data = a->items.p ? a->items.p : (unsigned char *)a->code; /* no bytes are read */
    view->len = a->ob.size * pml_array_item_bytes(self);
    view->readonly = false;
    view->obj.p = pml_incref(self);
    a->exports++;
    return 0;
}

static void array_releasebuffer(PmlEngine *E, PmlObj *self, PmlBuffer *view)
{
    PML_UNUSED(E);
    PML_UNUSED(view);
    PML_ARRAY(self)->exports--;
}

/* -- methods ------------------------------------------------------------------------------- */

static PmlObj *m_append(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return append(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_extend(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return extend(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_frombytes(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return from_bytes(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_fromlist(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!PML_IS_LIST(args[0].p)) {
        return PML_RAISE(E, TypeError, "arg must be list");
    }
    int64_t before = pml_array_len(self), n = PML_LIST_LEN(args[0].p);
    if (n > 0 && pml_array_resize(E, self, before + n) < 0) {
        return NULL;
    }
    for (int64_t i = 0; i < n && i < PML_LIST_LEN(args[0].p); i++) {
        if (pml_array_store(E, self, before + i, PML_LIST_ITEMS(args[0].p)[i].p) < 0) {
            PmlObj *error = pml_error_fetch(E);
            pml_array_resize(E, self, before);
            pml_error_restore(E, error);
            return NULL;
        }
    }
    return pml_none(E);
}

static PmlObj *m_fromunicode(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (PML_ARRAY(self)->code[0] != 'u') {
        return PML_RAISE(E, ValueError, "fromunicode() may only be called on unicode type arrays");
    }
    if (!PML_IS_STR(args[0].p)) {
        return PML_RAISE(E, TypeError, "fromunicode() argument must be str, not %.50s",
                         PML_TYPE_OF(args[0].p)->name.p);
    }
    return extend(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_tobytes(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_bytes(E, PML_ARRAY(self)->items.p, pml_array_len(self) * pml_array_item_bytes(self));
}

static PmlObj *m_insert(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "insert", nargs, 2, 2)) {
        return NULL;
    }
    int64_t n = pml_array_len(self), size = pml_array_item_bytes(self);
    int64_t at;
    if (!pml_want_ssize(E, args[0].p, &at)) {
        return NULL;
    }
    at = at < 0 ? at + n : at;
    at = at < 0 ? 0 : at > n ? n : at;
    if (append(E, self, args[1].p) < 0) {
        return NULL;
    }
    unsigned char last[8], *items = PML_ARRAY(self)->items.p;
    memcpy(last, items + n * size, (size_t)size);
    memmove(items + (at + 1) * size, items + at * size, (size_t)((n - at) * size));
    memcpy(items + at * size, last, (size_t)size);
    return pml_none(E);
}

static int remove_at(PmlEngine *E, PmlObj *self, int64_t i)
{
    PmlObj *index = pml_int(E, i);
    int r = index ? pml_array_ass_subscript(E, self, index, NULL) : -1;
    pml_xdecref(E, index);
    return r;
}

static PmlObj *m_pop(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "pop", nargs, 0, 1)) {
        return NULL;
    }
    int64_t i = -1;
    if (nargs && !pml_want_ssize(E, args[0].p, &i)) {
        return NULL;
    }
    if (!pml_array_len(self)) {
        return PML_RAISE(E, IndexError, "pop from empty array");
    }
    i = i < 0 ? i + pml_array_len(self) : i;
    if (i < 0 || i >= pml_array_len(self)) {
        return PML_RAISE(E, IndexError, "pop index out of range");
    }
    PmlObj *item = pml_array_get(E, self, i);
    if (item && remove_at(E, self, i) < 0) {
        pml_decref(E, item);
        return NULL;
    }
    return item;
}

static PmlObj *m_remove(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t i = place_of(E, self, args[0].p, 0, INT64_MAX);
    if (i == INT64_MAX) {
        return PML_RAISE(E, ValueError, "array.remove(x): x not in array");
    }
    return i < 0 || remove_at(E, self, i) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_index(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "index", nargs, 1, 3)) {
        return NULL;
    }
    int64_t bounds[2] = {0, INT64_MAX};
    for (int64_t k = 1; k < nargs; k++) {
        if (!pml_search_bound(E, args[k].p, &bounds[k - 1])) {
            return NULL;
        }
        if (bounds[k - 1] < 0) {
            bounds[k - 1] += pml_array_len(self);
            bounds[k - 1] = bounds[k - 1] < 0 ? 0 : bounds[k - 1];
        }
    }
    int64_t i = place_of(E, self, args[0].p, bounds[0], bounds[1]);
    if (i == INT64_MAX) {
        return PML_RAISE(E, ValueError, "array.index(x): x not in array");
    }
    return i < 0 ? NULL : pml_int(E, i);
}

static PmlObj *m_count(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t count = 0, i = -1;
    while ((i = place_of(E, self, args[0].p, i + 1, INT64_MAX)) != INT64_MAX) {
        if (i < 0) {
            return NULL;
        }
        count++;
    }
    return pml_int(E, count);
}

static void swap_bytes(unsigned char *low, unsigned char *high)
{
    for (; low < high; low++, high--) {
        unsigned char t = *low;
        *low = *high;
        *high = t;
    }
}

static PmlObj *m_reverse(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t size = pml_array_item_bytes(self), n = pml_array_len(self);
    unsigned char *items = PML_ARRAY(self)->items.p;
    if (n > 1) {
        swap_bytes(items, items + n * size - 1);
        for (int64_t i = 0; i < n; i++) {
            swap_bytes(items + i * size, items + (i + 1) * size - 1);
        }
    }
    return pml_none(E);
}

static PmlObj *m_byteswap(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t size = pml_array_item_bytes(self);
    for (int64_t i = 0; i < pml_array_len(self); i++) {
        unsigned char *p = PML_ARRAY(self)->items.p + i * size;
        swap_bytes(p, p + size - 1);
    }
    return pml_none(E);
}

static PmlObj *m_copy(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_array_range(E, self, 0, pml_array_len(self));
}

static PmlObj *m_buffer_info(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlArray *a = PML_ARRAY(self);
    PmlObj *address = pml_int_u64(E, a->items.p ? pml_model_address(E, a->items.p) : UINT64_C(0));
    PmlObj *n = address ? pml_int(E, pml_array_len(self)) : NULL;
    PmlObj *r = n ? pml_tuple_pack(E, 2, address, n) : NULL;
    pml_xdecref(E, address);
    pml_xdecref(E, n);
    return r;
}

static PmlObj *m_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, PML_TYPE_OF(self)->basicsize +
                          PML_ARRAY(self)->allocated * pml_array_item_bytes(self));
}

static PmlObj *m_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = NULL, *r = NULL;
    if (pml_lookup_attr(E, self, PML_ID(E, __dict__), &state) < 0) {
        return NULL;
    }
    PmlObj *list = to_list(E, self, NULL, 0, NULL);
    PmlObj *code = list ? pml_str_text(E, PML_ARRAY(self)->code) : NULL;
    PmlObj *inner = code ? pml_tuple_pack(E, 2, code, list) : NULL;
    if (inner) {
        PmlObj *kept = state ? state : PML_NONE(E);
        r = pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(self), inner, kept);
    }
    pml_xdecref(E, state);
    pml_xdecref(E, list);
    pml_xdecref(E, code);
    pml_xdecref(E, inner);
    return r;
}

static PmlObj *get_typecode(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, PML_ARRAY(self)->code);
}

static PmlObj *get_itemsize(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_int(E, pml_array_item_bytes(self));
}

static const PmlMethodDef methods[] = {
    PML_ONE("append", m_append, "Append new value v to the end of the array."),
    PML_NOARGS("buffer_info", m_buffer_info, "Address of the items and their number."),
    PML_NOARGS("byteswap", m_byteswap, "Byteswap all items of the array."),
    PML_NOARGS("__copy__", m_copy, "Return a copy of the array."),
    PML_ONE("__deepcopy__", m_copy, "Return a copy of the array."),
    PML_ONE("count", m_count, "Return number of occurrences of v in the array."),
    PML_ONE("extend", m_extend, "Append items to the end of the array."),
    PML_ONE("fromlist", m_fromlist, "Append items to array from list."),
    PML_ONE("frombytes", m_frombytes, "Appends items from bytes."),
    PML_ONE("fromunicode", m_fromunicode, "Extends this array with data from the string."),
    PML_FAST("index", m_index, "Return index of first occurrence of v in the array."),
    PML_FAST("insert", m_insert, "Insert a new item v into the array before position i."),
    PML_FAST("pop", m_pop, "Return the i-th element and delete it from the array."),
    PML_ONE("__reduce_ex__", m_reduce, "Return state information for pickling."),
    PML_ONE("remove", m_remove, "Remove the first occurrence of v in the array."),
    PML_NOARGS("reverse", m_reverse, "Reverse the order of the items in the array."),
    PML_NOARGS("tolist", to_list, "Convert array to an ordinary list with the same items."),
    PML_NOARGS("tobytes", m_tobytes, "Convert the array to an array of machine values."),
    PML_NOARGS("tounicode", to_text, "Convert the array to a str."),
    PML_NOARGS("__sizeof__", m_sizeof, "Size of the array in memory, in bytes."),
    PML_METHODS_END,
};
static const PmlGetSetDef getset[] = {
    {"typecode", get_typecode, NULL, "the typecode character used to create the array", NULL},
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

void pml_init_type_array(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "array.array";
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_SEQUENCE;
    t->basicsize = sizeof(PmlArray);
    t->weaklistoffset = offsetof(PmlArray, weaklist);
    t->new_ = array_new;
    t->dealloc = array_dealloc;
    t->traverse = array_traverse;
    t->repr = array_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = array_compare;
    t->iter = pml_array_iter;
    t->getattro = pml_generic_getattr;
    t->sq_length = t->mp_length = array_length;
    t->sq_concat = array_concat;
    t->sq_repeat = array_repeat;
    t->sq_item = array_item;
    t->sq_contains = array_contains;
    t->sq_inplace_concat = array_inplace_concat;
    t->sq_inplace_repeat = array_inplace_repeat;
    t->mp_subscript = pml_array_subscript;
    t->mp_ass_subscript = pml_array_ass_subscript;
    t->bf_getbuffer = array_getbuffer;
    t->bf_releasebuffer = array_releasebuffer;
    t->methods.p = methods;
    t->getset.p = getset;
}

PmlObj *pml_init_module_array(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "array");
    PmlObj *type = (PmlObj *)PML_TYPE(E, array);
    PmlObj *codes = m ? pml_str_text(E, type_codes) : NULL;
    if (!codes || pml_module_add(E, m, "typecodes", codes) < 0 ||
        pml_module_add(E, m, "array", pml_incref(type)) < 0 ||
        pml_module_add(E, m, "ArrayType", pml_incref(type)) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    return m;
}

/* Adding to arrays, and their methods. */
#include "modules/array_type.h"

#include "object/bytes.h"
#include "object/list_internal.h"

/* -- adding -------------------------------------------------------------------------------- */

int pml_array_append(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    /* The value is converted twice, as in CPython: a wrong one is told before the array grows. */
    if (pml_array_check(E, self, value) < 0) {
        return -1;
    }
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

int pml_array_extend(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (pml_is_array(E, other)) {
        if (!pml_array_same_kind(E, self, other)) {
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
        r = pml_array_append(E, self, item);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, item);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return r == 0 && pml_error_pending(E) ? -1 : r;
}

int pml_array_from_bytes(PmlEngine *E, PmlObj *self, PmlObj *source)
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

/* -- as other things ------------------------------------------------------------------------ */

PmlObj *pml_array_to_list(PML_FAST_PARAMS)
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

PmlObj *pml_array_to_text(PML_FAST_PARAMS)
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

/* The place of the first item equal to value, its end when there is none; -1: error. */
int64_t pml_array_place_of(PmlEngine *E, PmlObj *self, PmlObj *value, int64_t start, int64_t stop)
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

/* -- methods ------------------------------------------------------------------------------- */

static PmlObj *m_append(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_array_append(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_extend(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_array_extend(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *m_frombytes(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_array_from_bytes(E, self, args[0].p) < 0 ? NULL : pml_none(E);
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
                         pml_type_given(E, args[0].p));
    }
    return pml_array_extend(E, self, args[0].p) < 0 ? NULL : pml_none(E);
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
    if (pml_array_append(E, self, args[1].p) < 0) {
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
    int64_t i = pml_array_place_of(E, self, args[0].p, 0, INT64_MAX);
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
    int64_t i = pml_array_place_of(E, self, args[0].p, bounds[0], bounds[1]);
    if (i == INT64_MAX) {
        return PML_RAISE(E, ValueError, "array.index(x): x not in array");
    }
    return i < 0 ? NULL : pml_int(E, i);
}

static PmlObj *m_count(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t count = 0, i = -1;
    while ((i = pml_array_place_of(E, self, args[0].p, i + 1, INT64_MAX)) != INT64_MAX) {
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
    PmlObj *list = pml_array_to_list(E, self, NULL, 0, NULL);
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

const PmlMethodDef pml_array_methods[] = {
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
    PML_NOARGS("tolist", pml_array_to_list,
               "Convert array to an ordinary list with the same items."),
    PML_NOARGS("tobytes", m_tobytes, "Convert the array to an array of machine values."),
    PML_NOARGS("tounicode", pml_array_to_text, "Convert the array to a str."),
    PML_NOARGS("__sizeof__", m_sizeof, "Size of the array in memory, in bytes."),
    PML_METHODS_END,
};
const PmlGetSetDef pml_array_getset[] = {
    {"typecode", get_typecode, NULL, "the typecode character used to create the array", NULL},
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

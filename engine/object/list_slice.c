/* list: slices, and subscription by index or slice. */
#include "object/list_internal.h"

static int64_t clamp(int64_t i, int64_t low, int64_t high)
{
    return i < low ? low : i > high ? high : i;
}

PmlObj *pml_list_slice(PmlEngine *E, PmlObj *l, int64_t lo, int64_t hi)
{
    lo = clamp(lo, 0, PML_LIST_LEN(l));
    hi = clamp(hi, lo, PML_LIST_LEN(l));
    if (hi == lo) {
        return pml_list_new(E, 0);
    }
    PmlObj *r = pml_list_new_room(E, hi - lo);
    if (!r) {
        return NULL;
    }
    for (int64_t i = lo; i < hi; i++) {
        PML_LIST_ITEMS(r)[i - lo].p = pml_incref(PML_LIST_ITEMS(l)[i].p);
    }
    PML_LIST_LEN(r) = hi - lo;
    return r;
}

/* Items being taken out wait here until the list is whole again: a few on the C stack, more in a
 * block of their own, as in CPython. */
typedef struct Recycled {
    PmlRef few[8];
    PmlRef *items;
    int64_t n;
} Recycled;

static bool recycle(PmlEngine *E, Recycled *r, const PmlRef *from, int64_t n)
{
    r->n = n;
    r->items = r->few;
    if (n > PML_COUNT_OF(r->few)) {
        r->items = pml_mem_alloc(E, (size_t)n * sizeof(PmlRef));
        if (!r->items) {
            pml_err_no_memory(E);
            return false;
        }
    }
    if (n > 0) {
        memcpy(r->items, from, (size_t)n * sizeof(PmlRef));
    }
    return true;
}

static void free_recycled(PmlEngine *E, Recycled *r)
{
    if (r->items != r->few) {
        pml_mem_free(E, r->items);
    }
}

/* Replace [lo, hi) by n given items. */
static int replace_items(PmlEngine *E, PmlList *l, int64_t lo, int64_t hi, const PmlRef *given,
                         int64_t n)
{
    Recycled old;
    int64_t d = n - (hi - lo), size = l->ob.size;
    if (!recycle(E, &old, l->items.p ? &l->items.p[lo] : NULL, hi - lo)) {
        return -1;
    }
    PmlRef *items = l->items.p;
    if (d < 0) {
        size_t tail = (size_t)(size - hi) * sizeof(PmlRef);
        memmove(&items[hi + d], &items[hi], tail);
        if (pml_list_resize(E, l, size + d) < 0) {
            memmove(&items[hi], &items[hi + d], tail);
            memcpy(&items[lo], old.items, (size_t)old.n * sizeof(PmlRef));
            free_recycled(E, &old);
            return -1;
        }
    } else if (d > 0) {
        if (pml_list_resize(E, l, size + d) < 0) {
            free_recycled(E, &old);
            return -1;
        }
        items = l->items.p;
        memmove(&items[hi + d], &items[hi], (size_t)(size - hi) * sizeof(PmlRef));
    }
    items = l->items.p;
    for (int64_t i = 0; i < n; i++) {
        items[lo + i].p = pml_xincref(given[i].p);
    }
    pml_release_detached(E, old.items, old.n, true);
    free_recycled(E, &old);
    return 0;
}

int pml_list_set_slice(PmlEngine *E, PmlObj *o, int64_t lo, int64_t hi, PmlObj *v)
{
    PmlList *l = pml_as_list(o);
    PmlObj *given = NULL;
    if (v == o) {
        given = pml_list_slice(E, o, 0, l->ob.size);
    } else if (v) {
        given = pml_sequence_fast(E, v, "can only assign an iterable");
    }
    if (v && !given) {
        return -1;
    }
    lo = clamp(lo, 0, l->ob.size);
    hi = clamp(hi, lo, l->ob.size);
    int64_t n = given ? pml_fast_size(given) : 0;
    int64_t mark = pml_hold_mark(E);
    if (given) {
        pml_hold(E, given, "slice assignment: new items");
    }
    int result = 0;
    if (l->ob.size + n - (hi - lo) == 0) {
        pml_hold_drop(E, mark);
        pml_xdecref(E, given);
        pml_list_clear(E, o);
        return 0;
    }
    result = replace_items(E, l, lo, hi, given ? pml_fast_items(given) : NULL, n);
    pml_drop_held(E, mark, given);
    return result;
}

/* -- extended slices --------------------------------------------------------------------- */

static int delete_stepped(PmlEngine *E, PmlList *l, int64_t start, int64_t step, int64_t n)
{
    if (n <= 0) {
        return 0;
    }
    int64_t size = l->ob.size, stop = size;
    if (step < 0) {
        stop = start + 1;
        start = stop + step * (n - 1) - 1;
        step = -step;
    }
    PmlRef *removed = pml_mem_alloc(E, (size_t)n * sizeof(PmlRef));
    if (!removed) {
        pml_err_no_memory(E);
        return -1;
    }
    PmlRef *items = l->items.p;
    int64_t taken = 0;
    for (int64_t i = start; i < size; i++) {
        if (taken < n && i < stop && i == start + taken * step) {
            removed[taken++] = items[i];
        } else {
            items[i - taken] = items[i];
        }
    }
    l->ob.size = size - n;
    int result = pml_list_resize(E, l, size - n);
    pml_release_detached(E, removed, n, false);
    pml_mem_free(E, removed);
    return result;
}

static int assign_stepped(PmlEngine *E, PmlList *l, int64_t start, int64_t step, int64_t n,
                          PmlObj *value)
{
    PmlObj *given = value == (PmlObj *)l
                        ? pml_list_slice(E, value, 0, PML_LIST_LEN(value))
                        : pml_sequence_fast(E, value, "must assign iterable to extended slice");
    if (!given) {
        return -1;
    }
    if (pml_fast_size(given) != n) {
        PML_RAISE(E, ValueError,
                  "attempt to assign sequence of size %zd to extended slice of size %zd",
                  pml_fast_size(given), n);
        pml_decref(E, given);
        return -1;
    }
    if (n == 0) {
        pml_decref(E, given);
        return 0;
    }
    PmlRef *removed = pml_mem_alloc(E, (size_t)n * sizeof(PmlRef));
    if (!removed) {
        pml_decref(E, given);
        pml_err_no_memory(E);
        return -1;
    }
    for (int64_t i = 0; i < n; i++) {
        PmlRef *slot = &l->items.p[start + i * step];
        removed[i] = *slot;
        slot->p = pml_incref(pml_fast_items(given)[i].p);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, given, "slice assignment: new items");
    pml_release_detached(E, removed, n, false);
    pml_mem_free(E, removed);
    pml_drop_held(E, mark, given);
    return 0;
}

/* -- subscription ------------------------------------------------------------------------ */

static PmlObj *raise_bad_index(PmlEngine *E, PmlObj *index)
{
    return PML_RAISE(E, TypeError, "list indices must be integers or slices, not %.200s",
                     PML_TYPE_OF(index)->name.p);
}

PmlObj *pml_list_subscript(PmlEngine *E, PmlObj *l, PmlObj *index)
{
    if (pml_has_index(index)) {
        int64_t i = pml_as_ssize(E, index, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return PML_TYPE(E, list)->sq_item(E, l, i < 0 ? i + PML_LIST_LEN(l) : i);
    }
    if (!PML_IS(index, slice)) {
        return raise_bad_index(E, index);
    }
    int64_t start, stop, step;
    if (pml_slice_unpack(E, index, &start, &stop, &step) < 0) {
        return NULL;
    }
    int64_t n = pml_slice_adjust(PML_LIST_LEN(l), &start, &stop, step);
    if (n <= 0) {
        return pml_list_new(E, 0);
    }
    if (step == 1) {
        return pml_list_slice(E, l, start, stop);
    }
    PmlObj *r = pml_list_new_room(E, n);
    if (!r) {
        return NULL;
    }
    for (int64_t i = 0; i < n; i++) {
        PML_LIST_ITEMS(r)[i].p = pml_incref(PML_LIST_ITEMS(l)[start + i * step].p);
    }
    PML_LIST_LEN(r) = n;
    return r;
}

int pml_list_assign_subscript(PmlEngine *E, PmlObj *l, PmlObj *index, PmlObj *value)
{
    if (pml_has_index(index)) {
        int64_t i = pml_as_ssize(E, index, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return -1;
        }
        return PML_TYPE(E, list)->sq_ass_item(E, l, i < 0 ? i + PML_LIST_LEN(l) : i, value);
    }
    if (!PML_IS(index, slice)) {
        raise_bad_index(E, index);
        return -1;
    }
    int64_t start, stop, step;
    if (pml_slice_unpack(E, index, &start, &stop, &step) < 0) {
        return -1;
    }
    int64_t n = pml_slice_adjust(PML_LIST_LEN(l), &start, &stop, step);
    if (step == 1) {
        return pml_list_set_slice(E, l, start, stop, value);
    }
    if (!value) {
        return delete_stepped(E, pml_as_list(l), start, step, n);
    }
    return assign_stepped(E, pml_as_list(l), start, step, n, value);
}

/* Reading and writing items and slices of a memoryview. */
#include "object/memoryview_ops.h"

/* Where item i of a dimension lies; NULL with IndexError. */
static unsigned char *item_at(PmlEngine *E, PmlMemoryView *v, unsigned char *from, int dim,
                              int64_t i)
{
    int64_t n = pml_view_shape(v)[dim];

    i = i < 0 ? i + n : i;
    if (i < 0 || i >= n) {
        PML_RAISE(E, IndexError, "index out of bounds on dimension %d", dim + 1);
        return NULL;
    }
    return from + i * pml_view_strides(v)[dim];
}

PmlObj *pml_view_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return NULL;
    }
    if (v->ndim == 0) {
        return PML_RAISE(E, TypeError, "invalid indexing of 0-dim memory");
    }
    if (v->ndim > 1) {
        return PML_RAISE(E, NotImplementedError, "multi-dimensional sub-views are not implemented");
    }
    unsigned char *p = item_at(E, v, v->data.p, 0, i);
    return p ? pml_unpack_item(E, p, v->format) : NULL;
}

/* A tuple of indices: one item of a view with as many dimensions. */
static unsigned char *item_at_tuple(PmlEngine *E, PmlMemoryView *v, PmlObj *key)
{
    int64_t n = PML_TUPLE_LEN(key);
    unsigned char *p = v->data.p;

    if (n > v->ndim) {
        PML_RAISE(E, TypeError, "cannot index %d-dimension view with %zd-element tuple", v->ndim,
                  n);
        return NULL;
    }
    for (int i = 0; p && i < n; i++) {
        int64_t at = pml_as_ssize(E, PML_TUPLE_AT(key, i), PML_T_IndexError);
        p = at == -1 && pml_error_pending(E) ? NULL : item_at(E, v, p, i, at);
    }
    return p;
}

static bool is_index_tuple(PmlObj *key)
{
    if (!PML_IS_TUPLE(key)) {
        return false;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(key); i++) {
        if (!pml_has_index(PML_TUPLE_AT(key, i))) {
            return false;
        }
    }
    return true;
}

static bool is_slice_tuple(PmlObj *key)
{
    if (!PML_IS_TUPLE(key) || PML_TUPLE_LEN(key) == 0) {
        return false;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(key); i++) {
        if (!PML_IS(PML_TUPLE_AT(key, i), slice)) {
            return false;
        }
    }
    return true;
}

/* Narrows the first dimension of v to the slice. */
static bool apply_slice(PmlEngine *E, PmlMemoryView *v, PmlObj *slice)
{
    int64_t start, stop, step;

    if (pml_slice_unpack(E, slice, &start, &stop, &step) < 0) {
        return false;
    }
    int64_t n = pml_slice_adjust(pml_view_shape(v)[0], &start, &stop, step);
    v->data.p += pml_view_strides(v)[0] * start;
    pml_view_shape(v)[0] = n;
    pml_view_strides(v)[0] *= step;
    v->len = v->itemsize;
    for (int i = 0; i < v->ndim; i++) {
        v->len *= pml_view_shape(v)[i];
    }
    return true;
}

static PmlObj *scalar_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (PML_IS_TUPLE(key) && PML_TUPLE_LEN(key) == 0) {
        return pml_unpack_item(E, v->data.p, v->format);
    }
    if (key == PML_ELLIPSIS(E)) {
        return pml_incref(o);
    }
    return PML_RAISE(E, TypeError, "invalid indexing of 0-dim memory");
}

PmlObj *pml_view_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return NULL;
    }
    if (v->ndim == 0) {
        return scalar_subscript(E, o, key);
    }
    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        return i == -1 && pml_error_pending(E) ? NULL : pml_view_item(E, o, i);
    }
    if (PML_IS(key, slice)) {
        PmlMemoryView *part = pml_view_copy(E, v, v->ndim);
        if (part && !apply_slice(E, part, key)) {
            pml_decref(E, &part->ob.ob);
            return NULL;
        }
        return (PmlObj *)part;
    }
    if (is_index_tuple(key)) {
        if (PML_TUPLE_LEN(key) < v->ndim) {
            return PML_RAISE(E, NotImplementedError, "sub-views are not implemented");
        }
        unsigned char *p = item_at_tuple(E, v, key);
        return p ? pml_unpack_item(E, p, v->format) : NULL;
    }
    if (is_slice_tuple(key)) {
        return PML_RAISE(E, NotImplementedError, "multi-dimensional slicing is not implemented");
    }
    return PML_RAISE(E, TypeError, "memoryview: invalid slice key");
}

/* -- writing ------------------------------------------------------------------------------- */

/* The target of a slice assignment: n items, stride bytes apart. */
typedef struct Strip {
    unsigned char *data;
    int64_t n, stride, itemsize;
    char code;
} Strip;

/* Copies the values, which may overlap the target. */
static int copy_items(PmlEngine *E, const Strip *to, const unsigned char *from, int64_t stride)
{
    int64_t size = to->itemsize;
    unsigned char small[256], *flat = small;

    if (to->n * size > (int64_t)sizeof(small)) {
        flat = pml_mem_alloc(E, (size_t)(to->n * size));
    }
    if (!flat) {
        pml_err_no_memory(E);
        return -1;
    }
    for (int64_t i = 0; i < to->n; i++) {
        memcpy(flat + i * size, from + i * stride, (size_t)size);
    }
    for (int64_t i = 0; i < to->n; i++) {
        memcpy(to->data + i * to->stride, flat + i * size, (size_t)size);
    }
    if (flat != small) {
        pml_mem_free(E, flat);
    }
    return 0;
}

static int assign_strip(PmlEngine *E, const Strip *to, PmlObj *value)
{
    PmlBuffer plain;
    bool same;
    int status = -1;

    if (PML_IS(value, memoryview)) {
        PmlMemoryView *from = PML_VIEW(value);
        if (!pml_view_check(E, from)) {
            return -1;
        }
        same = from->ndim == 1 && pml_format_code(from->format) == to->code &&
               pml_view_items(from) == to->n;
        if (same) {
            return copy_items(E, to, from->data.p, pml_view_strides(from)[0]);
        }
    } else {
        if (pml_get_buffer(E, value, &plain, 0) < 0) {
            return -1;
        }
        same = to->code == 'B' && plain.len == to->n;
        if (same) {
            status = copy_items(E, to, plain.data, 1);
        }
        pml_release_buffer(E, &plain);
    }
    if (!same) {
        PML_RAISE(E, ValueError,
                  "memoryview assignment: lvalue and rvalue have different structures");
    }
    return status;
}

static int assign_slice(PmlEngine *E, PmlMemoryView *v, PmlObj *key, PmlObj *value)
{
    int64_t start, stop, step;

    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return -1;
    }
    int64_t n = pml_slice_adjust(pml_view_shape(v)[0], &start, &stop, step);
    int64_t stride = pml_view_strides(v)[0];
    Strip to = {v->data.p + stride * start, n, stride * step, v->itemsize,
                pml_format_code(v->format)};
    return assign_strip(E, &to, value);
}

int pml_view_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    PmlMemoryView *v = PML_VIEW(o);
    unsigned char *p = NULL;

    if (!pml_view_check(E, v)) {
        return -1;
    }
    if (v->readonly) {
        PML_RAISE(E, TypeError, "cannot modify read-only memory");
        return -1;
    }
    if (!value) {
        PML_RAISE(E, TypeError, "cannot delete memory");
        return -1;
    }
    if (v->ndim == 0) {
        bool whole = key == PML_ELLIPSIS(E) || (PML_IS_TUPLE(key) && PML_TUPLE_LEN(key) == 0);
        if (whole) {
            return pml_pack_item(E, v->data.p, value, v->format);
        }
        PML_RAISE(E, TypeError, "invalid indexing of 0-dim memory");
        return -1;
    }
    if (pml_has_index(key)) {
        if (v->ndim > 1) {
            PML_RAISE(E, NotImplementedError, "sub-views are not implemented");
            return -1;
        }
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return -1;
        }
        p = item_at(E, v, v->data.p, 0, i);
    } else if (PML_IS(key, slice) && v->ndim == 1) {
        return assign_slice(E, v, key, value);
    } else if (is_index_tuple(key)) {
        if (PML_TUPLE_LEN(key) < v->ndim) {
            PML_RAISE(E, NotImplementedError, "sub-views are not implemented");
            return -1;
        }
        p = item_at_tuple(E, v, key);
    } else if (PML_IS(key, slice) || is_slice_tuple(key)) {
        PML_RAISE(E, NotImplementedError,
                  "memoryview slice assignments are currently restricted to ndim = 1");
    } else {
        PML_RAISE(E, TypeError, "memoryview: invalid slice key");
    }
    return p ? pml_pack_item(E, p, value, v->format) : -1;
}

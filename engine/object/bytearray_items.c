/* Items and slices of a bytearray: reading, writing, deleting. */
#include "object/bytearray_ops.h"

PmlObj *pml_bytearray_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    PmlText t = pml_bytes_text(o);
    if (i < 0 || i >= t.len) {
        return PML_RAISE(E, IndexError, "bytearray index out of range");
    }
    return pml_int(E, ((const unsigned char *)t.data)[i]);
}

PmlObj *pml_bytearray_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    int64_t start, stop, step;
    PmlText t = pml_bytes_text(o);

    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return pml_bytearray_item(E, o, i < 0 ? i + pml_bytes_text(o).len : i);
    }
    if (!PML_IS(key, slice)) {
        return PML_RAISE(E, TypeError, "bytearray indices must be integers or slices, not %.200s",
                         PML_TYPE_OF(key)->name.p);
    }
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return NULL;
    }
    t = pml_bytes_text(o);
    int64_t n = pml_slice_adjust(t.len, &start, &stop, step);
    if (n <= 0) {
        return pml_bytearray(E, NULL, 0);
    }
    const unsigned char *from = t.data;
    if (step == 1) {
        return pml_bytearray(E, from + start, n);
    }
    PmlObj *out = pml_bytearray(E, NULL, n);
    for (int64_t k = 0; out && k < n; k++) {
        PML_BYTEARRAY_DATA(out)[k] = from[start + k * step];
    }
    return out;
}

int pml_bytearray_set_slice(PmlEngine *E, PmlObj *o, int64_t lo, int64_t hi, PmlObj *values)
{
    PmlBuffer view = {.data = NULL};
    int64_t size = ((PmlByteArray *)o)->ob.size;

    if (values == o) { /* its own bytes may move */
        PmlObj *copy = pml_bytearray_from_object(E, values);
        int status = copy ? pml_bytearray_set_slice(E, o, lo, hi, copy) : -1;
        pml_xdecref(E, copy);
        return status;
    }
    if (values && pml_get_buffer(E, values, &view, 0) < 0) {
        pml_error_clear(E);
        PML_RAISE(E, TypeError, "can't set bytearray slice from %.100s",
                  PML_TYPE_OF(values)->name.p);
        return -1;
    }
    lo = lo < 0 ? 0 : lo;
    hi = hi < lo ? lo : hi > size ? size : hi;
    int status = pml_bytearray_set_range(E, o, lo, hi, view.data, values ? view.len : 0);
    pml_release_buffer(E, &view);
    return status;
}

int pml_bytearray_set_item(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *value)
{
    /* First of all the value: its __index__ may change the array. */
    int byte = value ? pml_byte_value(E, value) : 0;
    if (byte < 0) {
        return -1;
    }
    int64_t size = ((PmlByteArray *)o)->ob.size;
    i = i < 0 ? i + size : i;
    if (i < 0 || i >= size) {
        PML_RAISE(E, IndexError, "bytearray index out of range");
        return -1;
    }
    if (!value) {
        return pml_bytearray_set_slice(E, o, i, i + 1, NULL);
    }
    PML_BYTEARRAY_DATA(o)[i] = (unsigned char)byte;
    return 0;
}

/* Deletes every step-th byte. */
static int delete_stepped(PmlEngine *E, PmlObj *o, int64_t start, int64_t step, int64_t n)
{
    PmlByteArray *a = (PmlByteArray *)o;

    if (!pml_bytearray_can_resize(E, o)) {
        return -1;
    }
    if (n == 0) {
        return 0;
    }
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    unsigned char *d = a->start.p;
    int64_t to = start;
    for (int64_t i = start, gone = 0; i < a->ob.size; i++) {
        if (gone < n && i == start + gone * step) {
            gone++;
        } else {
            d[to++] = d[i];
        }
    }
    return pml_bytearray_resize(E, o, a->ob.size - n);
}

static int assign_slice(PmlEngine *E, PmlObj *o, int64_t start, int64_t stop, int64_t step,
                        int64_t n, PmlText value)
{
    if ((step < 0 && start < stop) || (step > 0 && start > stop)) {
        stop = start; /* b[5:2] = ... inserts before 5 */
    }
    if (step == 1) {
        return pml_bytearray_set_range(E, o, start, stop, value.data, value.len);
    }
    if (value.len == 0) {
        return delete_stepped(E, o, start, step, n);
    }
    if (value.len != n) {
        PML_RAISE(E, ValueError,
                  "attempt to assign bytes of size %zd to extended slice of size %zd", value.len,
                  n);
        return -1;
    }
    for (int64_t k = 0; k < n; k++) {
        PML_BYTEARRAY_DATA(o)[start + k * step] = ((const unsigned char *)value.data)[k];
    }
    return 0;
}

static bool is_number(const PmlObj *v)
{
    const PmlType *t = PML_TYPE_OF(v);
    return t->nb_index || t->nb_int || t->nb_float || PML_IS(v, complex);
}

int pml_bytearray_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    int64_t start, stop, step;

    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return -1;
        }
        return pml_bytearray_set_item(E, o, i, value);
    }
    if (!PML_IS(key, slice)) {
        PML_RAISE(E, TypeError, "bytearray indices must be integers or slices, not %.200s",
                  PML_TYPE_OF(key)->name.p);
        return -1;
    }
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return -1;
    }
    if (value && (value == o || !pml_is_bytearray(E, value))) {
        if (is_number(value) || PML_IS_STR(value)) {
            PML_RAISE(E, TypeError,
                      "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            return -1;
        }
        PmlObj *copy = pml_bytearray_from_object(E, value);
        if (!copy) {
            return -1;
        }
        int status = pml_bytearray_ass_subscript(E, o, key, copy);
        pml_decref(E, copy);
        return status;
    }
    int64_t n = pml_slice_adjust(((PmlByteArray *)o)->ob.size, &start, &stop, step);
    PmlText text = value ? pml_bytes_text(value) : (PmlText){"", 0, 1};
    return assign_slice(E, o, start, stop, step, n, text);
}

/* array.array: the block, items as C values, subscripts. */
#include "object/array.h"

#include "object/containers.h"
#include "object/memoryview_ops.h"
#include "object/numbers.h"
#include "object/str.h"

bool pml_is_array(PmlEngine *E, const PmlObj *o)
{
    return PML_IS(o, array) || pml_isinstance_of(o, PML_TYPE(E, array));
}

int64_t pml_array_item_bytes(const PmlObj *o)
{
    char code = ((const PmlArray *)o)->code[0];
    return code == 'u' ? 4 : pml_format_size(code);
}

PmlObj *pml_array_make(PmlEngine *E, PmlType *t, char code, int64_t n)
{
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    PmlArray *a = PML_ARRAY(o);
    memset(a->code, 0, sizeof a->code);
    a->code[0] = code;
    a->weaklist.p = NULL;
    a->items.p = NULL;
    a->exports = 0;
    a->ob.size = a->allocated = n;
    if (n > 0) {
        uint64_t bytes = (uint64_t)n * (uint64_t)pml_array_item_bytes(o);
        a->items.p = bytes > E->region_size ? NULL : pml_mem_alloc(E, (size_t)bytes);
        if (!a->items.p) {
            a->ob.size = a->allocated = 0;
            pml_decref(E, o);
            return pml_err_no_memory(E);
        }
    }
    return o;
}

/* Grows by a sixteenth and a little more; shrinks the block only when much is left. */
int pml_array_resize(PmlEngine *E, PmlObj *o, int64_t n)
{
    PmlArray *a = PML_ARRAY(o);
    if (a->exports > 0 && n != a->ob.size) {
        PML_RAISE(E, BufferError, "cannot resize an array that is exporting buffers");
        return -1;
    }
    if (a->allocated >= n && a->ob.size < n + 16 && a->items.p) {
        a->ob.size = n;
        return 0;
    }
    if (n == 0) {
        pml_mem_free(E, a->items.p);
        a->items.p = NULL;
        a->ob.size = a->allocated = 0;
        return 0;
    }
    int64_t room = (n >> 4) + (a->ob.size < 8 ? 3 : 7) + n;
    uint64_t bytes = (uint64_t)room * (uint64_t)pml_array_item_bytes(o);
    void *items = bytes > E->region_size ? NULL : pml_mem_realloc(E, a->items.p, (size_t)bytes);
    if (!items) {
        pml_err_no_memory(E);
        return -1;
    }
    a->items.p = items;
    a->ob.size = n;
    a->allocated = room;
    return 0;
}

/* -- items --------------------------------------------------------------------------------- */

PmlObj *pml_array_get(PmlEngine *E, PmlObj *o, int64_t i)
{
    PmlArray *a = PML_ARRAY(o);
    const unsigned char *p = a->items.p + i * pml_array_item_bytes(o);
    if (a->code[0] == 'u') {
        PmlStrBuilder b;
        uint32_t c;
        memcpy(&c, p, 4);
        pml_builder_init(&b, E);
        pml_builder_char(&b, c);
        return pml_builder_finish(&b);
    }
    return pml_unpack_item(E, p, a->code);
}

static int out_of_range(PmlEngine *E, char code, bool above)
{
    static const struct {
        char code;
        const char *name;
    } names[] = {
        {'b', "signed char"},    {'B', "unsigned byte integer"}, {'h', "signed short integer"},
        {'H', "unsigned short"}, {'i', "signed integer"},        {'I', "unsigned int"},
    };
    for (int i = 0; i < PML_COUNT_OF(names); i++) {
        if (names[i].code == code) {
            PML_RAISE(E, OverflowError, "%s is %s", names[i].name,
                      above ? "greater than maximum" : "less than minimum");
            return -1;
        }
    }
    PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
    return -1;
}

static int store_unsigned_wide(PmlEngine *E, unsigned char *p, PmlObj *index, char code)
{
    int64_t v;
    bool fits = pml_int_fits(index, &v);
    if (pml_int_sign(index) < 0) {
        PML_RAISE(E, OverflowError, "can't convert negative %s",
                  code == 'Q' ? "int to unsigned" : "value to unsigned int");
        return -1;
    }
    if (!fits && pml_int_bit_length(index) > 64) {
        PML_RAISE(E, OverflowError, "%s",
                  code == 'Q' ? "int too big to convert"
                              : "Python int too large to convert to C unsigned long");
        return -1;
    }
    if (code == 'I') {
        if (!fits || v > UINT32_MAX) {
            return out_of_range(E, 'I', true);
        }
        memcpy(p, &v, 4);
        return 0;
    }
    return pml_pack_item(E, p, index, "Q");
}

static int store_int(PmlEngine *E, unsigned char *p, char code, PmlObj *value)
{
    int64_t v, size = pml_format_size(code);
    PmlObj *index = pml_number_index(E, value);
    if (!index) {
        return -1;
    }
    if (strchr("ILQ", code)) {
        int r = store_unsigned_wide(E, p, index, code);
        pml_decref(E, index);
        return r;
    }
    bool fits = pml_int_fits(index, &v);
    int sign = pml_int_sign(index);
    pml_decref(E, index);
    if (!fits) {
        return strchr("lq", code) && code == 'q'
                   ? (PML_RAISE(E, OverflowError, "int too big to convert"), -1)
                   : out_of_range(E, 'l', sign > 0);
    }
    if (size < 8) {
        int64_t top = (INT64_C(1) << (8 * size - (code >= 'a'))) - 1;
        int64_t bottom = code >= 'a' ? -top - 1 : 0;
        if (v > top || v < bottom) {
            return out_of_range(E, code, v > top);
        }
    }
    memcpy(p, &v, (size_t)size); /* little-endian hosts */
    return 0;
}

static int store_char(PmlEngine *E, unsigned char *p, PmlObj *value)
{
    if (!PML_IS_STR(value) || PML_STR_LEN(value) != 1) {
        PML_RAISE(E, TypeError, "array item must be unicode character");
        return -1;
    }
    uint32_t c = pml_str_at(value, 0);
    memcpy(p, &c, 4);
    return 0;
}

static int convert(PmlEngine *E, PmlObj *o, PmlObj *value, unsigned char raw[static 8])
{
    PmlArray *a = PML_ARRAY(o);
    int64_t size = pml_array_item_bytes(o);
    int r;
    if (a->code[0] == 'u') {
        r = store_char(E, raw, value);
    } else if (a->code[0] == 'f' || a->code[0] == 'd') {
        double d = pml_as_double(E, value);
        float f = (float)d;
        r = d == -1.0 && pml_error_pending(E) ? -1 : 0;
        memcpy(raw, a->code[0] == 'd' ? (void *)&d : (void *)&f, (size_t)size);
    } else {
        r = store_int(E, raw, a->code[0], value);
    }
    return r;
}

int pml_array_check(PmlEngine *E, PmlObj *o, PmlObj *value)
{
    unsigned char raw[8];
    return convert(E, o, value, raw);
}

int pml_array_store(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *value)
{
    unsigned char raw[8];
    PmlArray *a = PML_ARRAY(o);
    int64_t size = pml_array_item_bytes(o);
    int r = convert(E, o, value, raw);
    /* __index__ or __float__ may have shortened the array. */
    if (r == 0 && i >= 0 && i < a->ob.size) {
        memcpy(a->items.p + i * size, raw, (size_t)size);
    } else if (r == 0) {
        PML_RAISE(E, IndexError, "array assignment index out of range");
        r = -1;
    }
    return r;
}

/* -- subscripts ---------------------------------------------------------------------------- */

PmlObj *pml_array_range(PmlEngine *E, PmlObj *o, int64_t start, int64_t n)
{
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(o)->code[0], n);
    if (r && n > 0) {
        int64_t size = pml_array_item_bytes(o);
        memcpy(PML_ARRAY(r)->items.p, PML_ARRAY(o)->items.p + start * size, (size_t)(n * size));
    }
    return r;
}

PmlObj *pml_array_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    int64_t start, stop, step;
    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        i = i < 0 ? i + pml_array_len(o) : i;
        if (i < 0 || i >= pml_array_len(o)) {
            return PML_RAISE(E, IndexError, "array index out of range");
        }
        return pml_array_get(E, o, i);
    }
    if (!PML_IS(key, slice)) {
        return PML_RAISE(E, TypeError, "array indices must be integers");
    }
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return NULL;
    }
    int64_t n = pml_slice_adjust(pml_array_len(o), &start, &stop, step);
    if (n <= 0 || step == 1) {
        return pml_array_range(E, o, start, n < 0 ? 0 : n);
    }
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(o)->code[0], n);
    size_t size = (size_t)pml_array_item_bytes(o);
    for (int64_t k = 0; r && k < n; k++) {
        memcpy(PML_ARRAY(r)->items.p + (size_t)k * size,
               PML_ARRAY(o)->items.p + (size_t)(start + k * step) * size, size);
    }
    return r;
}

/* Puts n items in the place of `gone` ones from start on. */
static int replace_range(PmlEngine *E, PmlObj *o, int64_t start, int64_t gone,
                         const unsigned char *from, int64_t n)
{
    PmlArray *a = PML_ARRAY(o);
    int64_t size = pml_array_item_bytes(o), tail = a->ob.size - start - gone;
    if (n < gone) {
        if (a->exports > 0) {
            return pml_array_resize(E, o, a->ob.size - gone + n);
        }
        memmove(a->items.p + (start + n) * size, a->items.p + (start + gone) * size,
                (size_t)(tail * size));
        if (pml_array_resize(E, o, a->ob.size - gone + n) < 0) {
            return -1;
        }
    } else if (n > gone) {
        if (pml_array_resize(E, o, a->ob.size - gone + n) < 0) {
            return -1;
        }
        memmove(a->items.p + (start + n) * size, a->items.p + (start + gone) * size,
                (size_t)(tail * size));
    }
    if (n > 0) {
        memcpy(a->items.p + start * size, from, (size_t)(n * size));
    }
    return 0;
}

/* What stays moves together; then the array gets smaller once. */
static int delete_stepped(PmlEngine *E, PmlObj *o, int64_t start, int64_t step, int64_t n)
{
    PmlArray *a = PML_ARRAY(o);
    int64_t size = pml_array_item_bytes(o), len = pml_array_len(o);
    if (a->exports > 0) {
        return pml_array_resize(E, o, len - n); /* which says that it cannot */
    }
    if (step < 0) {
        start += step * (n - 1);
        step = -step;
    }
    int64_t to = start;
    for (int64_t k = 0; k < n; k++) {
        int64_t from = start + k * step + 1;
        int64_t until = k + 1 < n ? start + (k + 1) * step : len;
        memmove(a->items.p + to * size, a->items.p + from * size, (size_t)((until - from) * size));
        to += until - from;
    }
    return pml_array_resize(E, o, len - n);
}

static int assign_stepped(PmlEngine *E, PmlObj *o, int64_t start, int64_t step, int64_t n,
                          PmlObj *value)
{
    PmlArray *a = PML_ARRAY(o);
    int64_t size = pml_array_item_bytes(o);
    int64_t needed = value ? pml_array_len(value) : 0;
    if (needed == 0) { /* an empty array deletes as well */
        return n > 0 ? delete_stepped(E, o, start, step, n) : 0;
    }
    if (needed != n) {
        PML_RAISE(E, ValueError,
                  "attempt to assign array of size %zd to extended slice of size %zd", needed, n);
        return -1;
    }
    for (int64_t k = 0; k < n; k++) {
        memcpy(a->items.p + (start + k * step) * size, PML_ARRAY(value)->items.p + k * size,
               (size_t)size);
    }
    return 0;
}

static int assign_slice(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    int64_t start, stop, step;
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return -1;
    }
    int64_t n = pml_slice_adjust(pml_array_len(o), &start, &stop, step);
    if (value && !pml_is_array(E, value)) {
        PML_RAISE(E, TypeError, "can only assign array (not \"%.200s\") to array slice",
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    if (value && PML_ARRAY(value)->code[0] != PML_ARRAY(o)->code[0]) {
        PML_RAISE(E, TypeError, "bad argument type for built-in operation");
        return -1;
    }
    PmlObj *copy = value ? pml_array_range(E, value, 0, pml_array_len(value)) : NULL;
    if (value && !copy) {
        return -1;
    }
    int r;
    if (step == 1) {
        r = replace_range(E, o, start, n < 0 ? 0 : n, copy ? PML_ARRAY(copy)->items.p : NULL,
                          copy ? pml_array_len(copy) : 0);
    } else {
        r = assign_stepped(E, o, start, step, n < 0 ? 0 : n, copy);
    }
    pml_xdecref(E, copy);
    return r;
}

int pml_array_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    if (PML_IS(key, slice)) {
        return assign_slice(E, o, key, value);
    }
    if (!pml_has_index(key)) {
        PML_RAISE(E, TypeError, "array indices must be integers");
        return -1;
    }
    int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
    if (i == -1 && pml_error_pending(E)) {
        return -1;
    }
    i = i < 0 ? i + pml_array_len(o) : i;
    if (i < 0 || i >= pml_array_len(o)) {
        PML_RAISE(E, IndexError, "array assignment index out of range");
        return -1;
    }
    return value ? pml_array_store(E, o, i, value) : replace_range(E, o, i, 1, NULL, 0);
}

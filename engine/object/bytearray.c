/* bytearray: its buffer, the type and its operators. */
#include "object/bytes_ops.h"
#include "object/bytearray_ops.h"

/* -- the buffer ---------------------------------------------------------------------------- */

PmlObj *pml_bytearray(PmlEngine *E, const void *p, int64_t n)
{
    PmlByteArray *a = (PmlByteArray *)pml_object_new(E, PML_TYPE(E, bytearray));
    if (!a) {
        return NULL;
    }
    a->ob.size = 0;
    a->alloc = 0;
    a->bytes.p = NULL;
    a->start.p = NULL;
    a->exports = 0;
    if (n > 0) {
        unsigned char *buffer = (uint64_t)n < SIZE_MAX / 2 ? pml_mem_alloc(E, (size_t)n + 1) : NULL;
        if (!buffer) {
            pml_decref(E, &a->ob.ob);
            return pml_err_no_memory(E);
        }
        if (p) {
            memcpy(buffer, p, (size_t)n);
        }
        buffer[n] = '\0';
        a->bytes.p = buffer;
        a->start.p = buffer;
        a->alloc = n + 1;
        a->ob.size = n;
    }
    return &a->ob.ob;
}

bool pml_bytearray_can_resize(PmlEngine *E, const PmlObj *o)
{
    if (((const PmlByteArray *)o)->exports > 0) {
        PML_RAISE(E, BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }
    return true;
}

/* Capacity for n bytes at this offset; the present one when it is to be kept. */
static int64_t new_capacity(int64_t alloc, int64_t offset, int64_t n)
{
    if (n + offset + 1 <= alloc) {
        return n < alloc / 2 ? n + 1 : alloc;
    }
    if ((double)n <= (double)alloc * 1.125) {
        return n + (n >> 3) + (n < 9 ? 3 : 6);
    }
    return n + 1;
}

int pml_bytearray_resize(PmlEngine *E, PmlObj *o, int64_t n)
{
    PmlByteArray *a = (PmlByteArray *)o;
    int64_t offset = a->start.p - a->bytes.p;
    unsigned char *buffer;

    if (n == a->ob.size) {
        return 0;
    }
    if (!pml_bytearray_can_resize(E, o)) {
        return -1;
    }
    bool fits = n + offset + 1 <= a->alloc;
    int64_t alloc = new_capacity(a->alloc, offset, n);
    if (fits && alloc == a->alloc) {
        a->ob.size = n;
        a->start.p[n] = '\0';
        return 0;
    }
    if (alloc < 0 || (uint64_t)alloc > SIZE_MAX / 2) {
        pml_err_no_memory(E);
        return -1;
    }
    if (offset > 0) {
        buffer = pml_mem_alloc(E, (size_t)alloc);
        if (buffer) {
            memcpy(buffer, a->start.p, (size_t)(n < a->ob.size ? n : a->ob.size));
            pml_mem_free(E, a->bytes.p);
        }
    } else {
        buffer = pml_mem_realloc(E, a->bytes.p, (size_t)alloc);
    }
    if (!buffer) {
        pml_err_no_memory(E);
        return -1;
    }
    a->bytes.p = buffer;
    a->start.p = buffer;
    a->ob.size = n;
    a->alloc = alloc;
    buffer[n] = '\0';
    return 0;
}

/* Shrinks: from the front by moving the start, else by closing the gap. */
static int close_gap(PmlEngine *E, PmlByteArray *a, int64_t lo, int64_t hi, int64_t n)
{
    int64_t growth = n - (hi - lo);

    if (!pml_bytearray_can_resize(E, &a->ob.ob)) {
        return -1;
    }
    if (lo == 0) {
        a->start.p -= growth;
    } else {
        memmove(a->start.p + lo + n, a->start.p + hi, (size_t)(a->ob.size - hi));
    }
    if (pml_bytearray_resize(E, &a->ob.ob, a->ob.size + growth) < 0) {
        a->ob.size += growth; /* what was removed cannot be put back */
        return -1;
    }
    return 0;
}

int pml_bytearray_set_range(PmlEngine *E, PmlObj *o, int64_t lo, int64_t hi, const void *p,
                            int64_t n)
{
    PmlByteArray *a = (PmlByteArray *)o;
    int64_t growth = n - (hi - lo);
    int status = 0;

    if (growth < 0) {
        status = close_gap(E, a, lo, hi, n);
        if (status < 0 && lo == 0) {
            return -1;
        }
    } else if (growth > 0) {
        if (a->ob.size > INT64_MAX / 2 - growth) {
            pml_err_no_memory(E);
            return -1;
        }
        if (pml_bytearray_resize(E, o, a->ob.size + growth) < 0) {
            return -1;
        }
        memmove(a->start.p + lo + n, a->start.p + hi, (size_t)(a->ob.size - lo - n));
    }
    if (n > 0) {
        memcpy(a->start.p + lo, p, (size_t)n);
    }
    return status;
}

/* -- life and death ------------------------------------------------------------------------ */

static PmlObj *bytearray_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args), PML_UNUSED(kwargs);
    return type->alloc(E, type, 0);
}

static void bytearray_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlByteArray *a = (PmlByteArray *)o;

    PML_ASSERT(a->exports == 0);
    if (a->bytes.p) {
        pml_mem_free(E, a->bytes.p);
    }
    PML_TYPE_OF(o)->free(E, o);
}

static int init_from_sequence(PmlEngine *E, PmlObj *self, PmlObj *seq)
{
    int64_t n = pml_fast_size(seq);

    if (n == 0) {
        return 0;
    }
    if (pml_bytearray_resize(E, self, n) < 0) {
        return -1;
    }
    for (int64_t i = 0; i < n && i < pml_fast_size(seq); i++) {
        PmlObj *item = pml_incref(pml_fast_items(seq)[i].p);
        int value = pml_byte_value(E, item);
        pml_decref(E, item);
        if (value < 0) {
            return -1;
        }
        PML_BYTEARRAY_DATA(self)[i] = (unsigned char)value;
    }
    return 0;
}

static int init_from_iterator(PmlEngine *E, PmlObj *self, PmlObj *it)
{
    PmlByteArray *a = (PmlByteArray *)self;
    PmlObj *item;

    while ((item = pml_iter_next(E, it))) {
        int value = pml_byte_value(E, item);
        pml_decref(E, item);
        if (value < 0) {
            return -1;
        }
        if (a->ob.size + 1 < a->alloc) {
            a->ob.size++;
            a->start.p[a->ob.size] = '\0';
        } else if (pml_bytearray_resize(E, self, a->ob.size + 1) < 0) {
            return -1;
        }
        a->start.p[a->ob.size - 1] = (unsigned char)value;
    }
    return pml_error_pending(E) ? -1 : 0;
}

static int init_from_iterable(PmlEngine *E, PmlObj *self, PmlObj *x)
{
    PmlObj *it = pml_iter(E, x);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "cannot convert '%.200s' object to bytearray",
                      PML_TYPE_OF(x)->name.p);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "bytearray: iterator");
    int status = init_from_iterator(E, self, it);
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return status;
}

static int init_from_buffer(PmlEngine *E, PmlObj *self, PmlObj *x)
{
    PmlBuffer view;
    PmlObj *plain = NULL;

    if (PML_IS(x, memoryview)) { /* its bytes need not lie together */
        plain = pml_memoryview_bytes(E, x);
        if (!plain) {
            return -1;
        }
    }
    if (pml_get_buffer(E, plain ? plain : x, &view, 0) < 0) {
        pml_xdecref(E, plain);
        return -1;
    }
    int status = pml_bytearray_resize(E, self, view.len);
    if (status == 0 && view.len > 0) {
        memcpy(PML_BYTEARRAY_DATA(self), view.data, (size_t)view.len);
    }
    pml_release_buffer(E, &view);
    pml_xdecref(E, plain);
    return status;
}

static int init_from_str(PmlEngine *E, PmlObj *self, PmlObj *x, const char *encoding,
                         const char *errors)
{
    if (!encoding) {
        PML_RAISE(E, TypeError, "string argument without an encoding");
        return -1;
    }
    PmlObj *encoded = pml_str_encode(E, x, encoding, errors);
    if (!encoded) {
        return -1;
    }
    int64_t size = ((PmlByteArray *)self)->ob.size;
    int status = pml_bytearray_set_range(E, self, size, size, PML_BYTES_DATA(encoded),
                                         PML_BYTES_LEN(encoded));
    pml_decref(E, encoded);
    return status;
}

static int init_from_object(PmlEngine *E, PmlObj *self, PmlObj *x)
{
    if (pml_has_index(x)) {
        int64_t n = pml_as_ssize(E, x, PML_T_OverflowError);
        if (n != -1 || !pml_error_pending(E)) {
            if (n < 0) {
                PML_RAISE(E, ValueError, "negative count");
                return -1;
            }
            if (n > 0) {
                if (pml_bytearray_resize(E, self, n) < 0) {
                    return -1;
                }
                memset(PML_BYTEARRAY_DATA(self), 0, (size_t)n);
            }
            return 0;
        }
        if (!pml_error_matches(E, PML_T_TypeError)) {
            return -1;
        }
        pml_error_clear(E);
    }
    if (PML_TYPE_OF(x)->bf_getbuffer) {
        return init_from_buffer(E, self, x);
    }
    if (PML_IS(x, list) || PML_IS(x, tuple)) {
        return init_from_sequence(E, self, x);
    }
    return init_from_iterable(E, self, x);
}

static int bytearray_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"source", "encoding", "errors", NULL};
    const char *encoding = NULL, *errors = NULL;
    PmlObj *arg[3];

    if (!pml_parse_tuple(E, "bytearray", args, kwargs, names, 0, 3, arg)) {
        return -1;
    }
    if ((arg[1] && !(encoding = pml_want_text(E, "bytearray", "argument 'encoding'", arg[1]))) ||
        (arg[2] && !(errors = pml_want_text(E, "bytearray", "argument 'errors'", arg[2])))) {
        return -1;
    }
    if (((PmlByteArray *)self)->ob.size != 0 && pml_bytearray_resize(E, self, 0) < 0) {
        return -1;
    }
    if (arg[0] && PML_IS_STR(arg[0])) {
        return init_from_str(E, self, arg[0], encoding, errors);
    }
    if (encoding || errors) {
        PML_RAISE(E, TypeError,
                  encoding ? "encoding without a string argument"
                           : "errors without a string argument");
        return -1;
    }
    return arg[0] ? init_from_object(E, self, arg[0]) : 0;
}

PmlObj *pml_bytearray_from_object(PmlEngine *E, PmlObj *x)
{
    return pml_call1(E, (PmlObj *)PML_TYPE(E, bytearray), x);
}

/* -- operators ----------------------------------------------------------------------------- */

static int64_t bytearray_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return ((PmlByteArray *)o)->ob.size;
}

static PmlObj *bytearray_repr(PmlEngine *E, PmlObj *o)
{
    const char *name = pml_type_short_name(PML_TYPE_OF(o));
    size_t n = strlen(name);
    char *before = malloc(n + 3);
    if (!before) {
        return pml_err_no_memory(E);
    }
    memcpy(before, name, n);
    memcpy(before + n, "(b", 3);
    PmlObj *s = pml_bytes_quoted(E, pml_bytes_text(o), before, ")", true);
    free(before);
    return s;
}

static PmlObj *bytearray_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlBuffer va, vb;

    if (!PML_TYPE_OF(a)->bf_getbuffer || !PML_TYPE_OF(b)->bf_getbuffer) {
        return pml_not_implemented(E);
    }
    if (pml_get_buffer(E, a, &va, 0) < 0) {
        pml_error_clear(E);
        return pml_not_implemented(E);
    }
    if (pml_get_buffer(E, b, &vb, 0) < 0) {
        pml_error_clear(E);
        pml_release_buffer(E, &va);
        return pml_not_implemented(E);
    }
    int64_t n = va.len < vb.len ? va.len : vb.len;
    int order = n > 0 ? memcmp(va.data, vb.data, (size_t)n) : 0;
    if (order == 0) {
        order = va.len < vb.len ? -1 : va.len > vb.len;
    }
    pml_release_buffer(E, &va);
    pml_release_buffer(E, &vb);
    switch (op) {
    case PML_EQ: return pml_bool(E, order == 0);
    case PML_NE: return pml_bool(E, order != 0);
    case PML_LT: return pml_bool(E, order < 0);
    case PML_LE: return pml_bool(E, order <= 0);
    case PML_GT: return pml_bool(E, order > 0);
    default: return pml_bool(E, order >= 0);
    }
}

static PmlObj *raise_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    pml_error_clear(E);
    return PML_RAISE(E, TypeError, "can't concat %.100s to %.100s", PML_TYPE_OF(b)->name.p,
                     PML_TYPE_OF(a)->name.p);
}

static PmlObj *bytearray_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlBuffer va, vb;

    if (pml_get_buffer(E, a, &va, 0) < 0) {
        return raise_concat(E, a, b);
    }
    if (pml_get_buffer(E, b, &vb, 0) < 0) {
        pml_release_buffer(E, &va);
        return raise_concat(E, a, b);
    }
    PmlObj *o = va.len > INT64_MAX / 2 - vb.len ? pml_err_no_memory(E)
                                                : pml_bytearray(E, NULL, va.len + vb.len);
    if (o) {
        pml_text_copy(PML_BYTEARRAY_DATA(o), 1, 0, (PmlText){va.data, va.len, 1});
        pml_text_copy(PML_BYTEARRAY_DATA(o), 1, va.len, (PmlText){vb.data, vb.len, 1});
    }
    pml_release_buffer(E, &va);
    pml_release_buffer(E, &vb);
    return o;
}

static PmlObj *bytearray_inplace_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlBuffer view;
    int64_t n = ((PmlByteArray *)a)->ob.size;

    if (pml_get_buffer(E, b, &view, 0) < 0) {
        return raise_concat(E, a, b);
    }
    int status = -1;
    if (view.len > INT64_MAX / 2 - n) {
        pml_err_no_memory(E);
    } else {
        status = pml_bytearray_resize(E, a, n + view.len);
    }
    if (status == 0 && view.len > 0) {
        memcpy(PML_BYTEARRAY_DATA(a) + n, view.data, (size_t)view.len);
    }
    pml_release_buffer(E, &view);
    return status < 0 ? NULL : pml_incref(a);
}

static PmlObj *bytearray_repeat(PmlEngine *E, PmlObj *a, int64_t n)
{
    PmlText t = pml_bytes_text(a);

    n = n < 0 ? 0 : n;
    if (n > 0 && t.len > INT64_MAX / 2 / n) {
        return pml_err_no_memory(E);
    }
    PmlObj *o = pml_bytearray(E, NULL, t.len * n);
    for (int64_t i = 0; o && t.len > 0 && i < n; i++) {
        pml_text_copy(PML_BYTEARRAY_DATA(o), 1, i * t.len, t);
    }
    return o;
}

static PmlObj *bytearray_inplace_repeat(PmlEngine *E, PmlObj *a, int64_t n)
{
    int64_t len = ((PmlByteArray *)a)->ob.size;

    n = n < 0 ? 0 : n;
    if (n > 0 && len > INT64_MAX / 2 / n) {
        return pml_err_no_memory(E);
    }
    if (pml_bytearray_resize(E, a, len * n) < 0) {
        return NULL;
    }
    for (int64_t i = 1; i < n && len > 0; i++) {
        memcpy(PML_BYTEARRAY_DATA(a) + i * len, PML_BYTEARRAY_DATA(a), (size_t)len);
    }
    return pml_incref(a);
}

static PmlObj *bytearray_remainder(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_is_bytearray(E, a) ? pml_bytes_percent(E, a, b) : pml_not_implemented(E);
}

static PmlObj *bytearray_iter(PmlEngine *E, PmlObj *o)
{
    return pml_bytes_iter_new(E, PML_TYPE(E, bytearray_iterator), o);
}

static int bytearray_getbuffer(PmlEngine *E, PmlObj *o, PmlBuffer *view, int writable)
{
    PML_UNUSED(writable);
    PmlByteArray *a = (PmlByteArray *)o;

    view->data = a->ob.size > 0 ? a->start.p : PML_BYTES_DATA(E->rt->empty_bytes.p);
    view->len = a->ob.size;
    view->readonly = false;
    view->obj.p = pml_incref(o);
    a->exports++;
    return 0;
}

static void bytearray_releasebuffer(PmlEngine *E, PmlObj *o, PmlBuffer *view)
{
    PML_UNUSED(E), PML_UNUSED(view);
    ((PmlByteArray *)o)->exports--;
}

void pml_init_type_bytearray(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "bytearray";
    t->doc.p = "bytearray(iterable_of_ints) -> bytearray\n"
               "bytearray(string, encoding[, errors]) -> bytearray\n"
               "bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
               "bytearray(int) -> bytes array of size given by the parameter initialized with null "
               "bytes\n"
               "bytearray() -> empty bytes array\n\n"
               "Construct a mutable bytearray object from:\n"
               "  - an iterable yielding integers in range(256)\n"
               "  - a text string encoded using the specified encoding\n"
               "  - a bytes or a buffer object\n"
               "  - any object implementing the buffer API.\n"
               "  - an integer";
    t->basicsize = sizeof(PmlByteArray);
    t->flags |= PML_TF_BASETYPE | PML_TF_MATCH_SELF;
    t->alloc = pml_type_generic_alloc;
    t->dealloc = bytearray_dealloc;
    t->free = pml_object_free;
    t->new_ = bytearray_new;
    t->init = bytearray_init;
    t->repr = bytearray_repr;
    t->str = bytearray_repr;
    t->hash = pml_hash_not_implemented;
    t->getattro = pml_generic_getattr;
    t->richcompare = bytearray_compare;
    t->iter = bytearray_iter;
    t->nb_remainder = bytearray_remainder;
    t->sq_length = bytearray_length;
    t->sq_concat = bytearray_concat;
    t->sq_repeat = bytearray_repeat;
    t->sq_item = pml_bytearray_item;
    t->sq_ass_item = pml_bytearray_set_item;
    t->sq_contains = pml_bytes_contains;
    t->sq_inplace_concat = bytearray_inplace_concat;
    t->sq_inplace_repeat = bytearray_inplace_repeat;
    t->mp_length = bytearray_length;
    t->mp_subscript = pml_bytearray_subscript;
    t->mp_ass_subscript = pml_bytearray_ass_subscript;
    t->bf_getbuffer = bytearray_getbuffer;
    t->bf_releasebuffer = bytearray_releasebuffer;
    t->methods.p = pml_bytearray_methods;
}

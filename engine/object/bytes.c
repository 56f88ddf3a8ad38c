/* bytes: making them, the type and its operators. */
#include "object/bytes_ops.h"

#define BYTES_HEAD 33 /* head, hash and the terminating zero */

PmlObj *pml_bytes(PmlEngine *E, const void *p, int64_t n)
{
    if (n == 1 && p) {
        return pml_incref(E->rt->bytes1[*(const unsigned char *)p].p);
    }
    if (n == 0) {
        return pml_incref(E->rt->empty_bytes.p);
    }
    if (n < 0 || (uint64_t)n > SIZE_MAX / 2 - BYTES_HEAD) {
        return n < 0 ? pml_err_no_memory(E)
                     : PML_RAISE(E, OverflowError, "byte string is too large");
    }
    PmlBytes *b = pml_mem_alloc(E, (size_t)(BYTES_HEAD + n));
    if (!b) {
        return pml_err_no_memory(E);
    }
    pml_object_init(&b->ob.ob, PML_TYPE(E, bytes));
    b->ob.size = n;
    b->hash = -1;
    b->data[n] = '\0';
    if (p) {
        memcpy(b->data, p, (size_t)n);
    }
    return &b->ob.ob;
}

int pml_bytes_resize(PmlEngine *E, PmlObj **slot, int64_t n)
{
    PmlObj *o = *slot;

    if (PML_BYTES_LEN(o) == n) {
        return 0;
    }
    if (PML_BYTES_LEN(o) == 0 || n == 0) {
        *slot = pml_bytes(E, NULL, n);
        pml_decref(E, o);
        return *slot ? 0 : -1;
    }
    PmlBytes *b = (uint64_t)n > SIZE_MAX / 2 - BYTES_HEAD
                      ? NULL
                      : pml_mem_realloc(E, o, (size_t)(BYTES_HEAD + n));
    if (!b) {
        pml_decref(E, o);
        *slot = NULL;
        pml_err_no_memory(E);
        return -1;
    }
    b->ob.size = n;
    b->data[n] = '\0';
    b->hash = -1;
    *slot = &b->ob.ob;
    return 0;
}

void pml_bytes_create_static(PmlEngine *E)
{
    for (int i = -1; i < 256; i++) {
        int64_t n = i >= 0;
        PmlBytes *b = pml_static_alloc(E, (size_t)(BYTES_HEAD + n));
        b->ob.ob.refs = PML_STATIC_REFS;
        b->ob.ob.type.p = PML_TYPE(E, bytes);
        b->ob.size = n;
        b->hash = -1;
        if (i < 0) {
            E->rt->empty_bytes.p = &b->ob.ob;
        } else {
            b->data[0] = (unsigned char)i;
            E->rt->bytes1[i].p = &b->ob.ob;
        }
    }
}

/* -- from other objects -------------------------------------------------------------------- */

int pml_byte_value(PmlEngine *E, PmlObj *o)
{
    int64_t value = -1;
    PmlObj *index = pml_number_index(E, o);
    if (!index) {
        return -1;
    }
    bool fits = pml_int_fits(index, &value);
    pml_decref(E, index);
    if (!fits || value < 0 || value > 255) {
        PML_RAISE(E, ValueError, "byte must be in range(0, 256)");
        return -1;
    }
    return (int)value;
}

/* Adds one item of a sequence of ints. */
static bool byte_of(PmlEngine *E, PmlObj *item, unsigned *byte)
{
    int64_t value = pml_as_ssize(E, item, -1);
    if (value == -1 && pml_error_pending(E)) {
        return false;
    }
    if (value < 0 || value > 255) {
        PML_RAISE(E, ValueError, "bytes must be in range(0, 256)");
        return false;
    }
    *byte = (unsigned)value;
    return true;
}

static bool add_item(PmlEngine *E, PmlBytesBuilder *b, PmlObj *item)
{
    unsigned byte;
    if (!byte_of(E, item, &byte)) {
        return false;
    }
    pml_bytes_builder_byte(b, byte);
    return !b->failed;
}

static PmlObj *end_items(PmlBytesBuilder *b, bool ok)
{
    if (!ok && !b->failed) {
        pml_bytes_builder_drop(b);
        return NULL;
    }
    return pml_bytes_builder_finish(b);
}

static PmlObj *from_sequence(PmlEngine *E, PmlObj *seq)
{
    PmlBytesBuilder b;
    bool ok = true;

    pml_bytes_builder_init(&b, E, pml_fast_size(seq));
    b.overallocate = true;
    for (int64_t i = 0; ok && i < pml_fast_size(seq); i++) {
        PmlObj *item = pml_incref(pml_fast_items(seq)[i].p);
        ok = add_item(E, &b, item);
        pml_decref(E, item);
    }
    return end_items(&b, ok);
}

/* Always an object of its own, also for one byte. */
static PmlObj *from_tuple(PmlEngine *E, PmlObj *tuple)
{
    int64_t n = PML_TUPLE_LEN(tuple);
    PmlObj *r = pml_bytes(E, NULL, n);
    for (int64_t i = 0; r && i < n; i++) {
        unsigned byte;
        if (!byte_of(E, PML_TUPLE_AT(tuple, i), &byte)) {
            pml_decref(E, r);
            return NULL;
        }
        PML_BYTES_DATA(r)[i] = (unsigned char)byte;
    }
    return r;
}

static PmlObj *from_iterator(PmlEngine *E, PmlObj *it, PmlObj *x)
{
    PmlBytesBuilder b;
    int64_t hint = pml_length_hint(E, x, 64);
    bool ok = true;

    if (hint == -1 && pml_error_pending(E)) {
        return NULL;
    }
    pml_bytes_builder_init(&b, E, hint);
    b.overallocate = true;
    while (ok) {
        PmlObj *item = pml_iter_next(E, it);
        if (!item) {
            ok = !pml_error_pending(E);
            break;
        }
        ok = add_item(E, &b, item);
        pml_decref(E, item);
    }
    return end_items(&b, ok);
}

static PmlObj *from_buffer(PmlEngine *E, PmlObj *x)
{
    PmlBuffer view;

    if (PML_IS(x, memoryview)) {
        return pml_memoryview_bytes(E, x);
    }
    if (pml_get_buffer(E, x, &view, 0) < 0) {
        return NULL;
    }
    PmlObj *o = pml_bytes(E, NULL, view.len);
    if (o && view.len > 0) {
        memcpy(PML_BYTES_DATA(o), view.data, (size_t)view.len);
    }
    pml_release_buffer(E, &view);
    return o;
}

PmlObj *pml_bytes_from_object(PmlEngine *E, PmlObj *x)
{
    if (PML_IS(x, bytes)) {
        return pml_incref(x);
    }
    if (PML_TYPE_OF(x)->bf_getbuffer) {
        return from_buffer(E, x);
    }
    if (PML_IS(x, tuple)) {
        return from_tuple(E, x);
    }
    if (PML_IS(x, list)) {
        return from_sequence(E, x);
    }
    if (!PML_IS_STR(x)) {
        PmlObj *it = pml_iter(E, x);
        if (it) {
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, it, "bytes: iterator");
            PmlObj *o = from_iterator(E, it, x);
            pml_hold_drop(E, mark);
            pml_decref(E, it);
            return o;
        }
        if (!pml_error_matches(E, PML_T_TypeError)) {
            return NULL;
        }
        pml_error_clear(E);
    }
    return PML_RAISE(E, TypeError, "cannot convert '%.200s' object to bytes",
                     PML_TYPE_OF(x)->name.p);
}

static PmlObj *from_count(PmlEngine *E, PmlObj *x)
{
    int64_t n = pml_as_ssize(E, x, PML_T_OverflowError);
    if (n == -1 && pml_error_pending(E)) {
        if (!pml_error_matches(E, PML_T_TypeError)) {
            return NULL;
        }
        pml_error_clear(E);
        return pml_bytes_from_object(E, x);
    }
    if (n < 0) {
        return PML_RAISE(E, ValueError, "negative count");
    }
    PmlObj *o = pml_bytes(E, NULL, n);
    if (o) {
        memset(PML_BYTES_DATA(o), 0, (size_t)n);
    }
    return o;
}

static PmlObj *call_bytes_method(PmlEngine *E, PmlObj *method)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "bytes: __bytes__");
    PmlObj *o = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (o && !PML_IS_BYTES(o)) {
        PML_RAISE(E, TypeError, "__bytes__ returned non-bytes (type %.200s)",
                  PML_TYPE_OF(o)->name.p);
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

static PmlObj *make(PmlEngine *E, PmlObj *x, const char *encoding, const char *errors)
{
    if (!x) {
        return encoding || errors ? PML_RAISE(E, TypeError,
                                              encoding ? "encoding without a string argument"
                                                       : "errors without a string argument")
                                  : pml_bytes(E, NULL, 0);
    }
    if (encoding) {
        return PML_IS_STR(x) ? pml_str_encode(E, x, encoding, errors)
                             : PML_RAISE(E, TypeError, "encoding without a string argument");
    }
    if (errors) {
        return PML_RAISE(E, TypeError,
                         PML_IS_STR(x) ? "string argument without an encoding"
                                       : "errors without a string argument");
    }
    PmlObj *method = pml_lookup_special(E, x, PML_ID(E, __bytes__));
    if (method) {
        return call_bytes_method(E, method);
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    if (PML_IS_STR(x)) {
        return PML_RAISE(E, TypeError, "string argument without an encoding");
    }
    return pml_has_index(x) ? from_count(E, x) : pml_bytes_from_object(E, x);
}

static PmlObj *bytes_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"source", "encoding", "errors", NULL};
    const char *encoding = NULL, *errors = NULL;
    PmlObj *arg[3];

    if (!pml_parse_tuple(E, "bytes", args, kwargs, names, 0, 3, arg)) {
        return NULL;
    }
    if (arg[1] && !(encoding = pml_want_text(E, "bytes", "argument 'encoding'", arg[1]))) {
        return NULL;
    }
    if (arg[2] && !(errors = pml_want_text(E, "bytes", "argument 'errors'", arg[2]))) {
        return NULL;
    }
    PmlObj *plain = make(E, arg[0], encoding, errors);
    if (!plain || type == PML_TYPE(E, bytes)) {
        return plain;
    }
    PmlObj *o = type->alloc(E, type, PML_BYTES_LEN(plain));
    if (o) {
        memcpy(PML_BYTES_DATA(o), PML_BYTES_DATA(plain), (size_t)PML_BYTES_LEN(plain) + 1);
        ((PmlBytes *)o)->hash = ((PmlBytes *)plain)->hash;
    }
    pml_decref(E, plain);
    return o;
}

static void bytes_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_TYPE_OF(o)->free(E, o);
}

/* -- operators ----------------------------------------------------------------------------- */

static int64_t bytes_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return PML_BYTES_LEN(o);
}

static int64_t bytes_hash(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    PmlBytes *b = (PmlBytes *)o;
    if (b->hash == -1) {
        b->hash = pml_hash_bytes(b->data, b->ob.size);
    }
    return b->hash;
}

static PmlObj *bytes_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS_BYTES(a) || !PML_IS_BYTES(b)) {
        return pml_not_implemented(E);
    }
    int64_t na = PML_BYTES_LEN(a), nb = PML_BYTES_LEN(b);
    int order =
        a == b ? 0 : memcmp(PML_BYTES_DATA(a), PML_BYTES_DATA(b), (size_t)(na < nb ? na : nb));
    if (order == 0) {
        order = na < nb ? -1 : na > nb;
    }
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

static PmlObj *bytes_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlBuffer va, vb;
    PmlObj *o;

    if (pml_get_buffer(E, a, &va, 0) < 0) {
        return raise_concat(E, a, b);
    }
    if (pml_get_buffer(E, b, &vb, 0) < 0) {
        pml_release_buffer(E, &va);
        return raise_concat(E, a, b);
    }
    if (va.len == 0 && PML_IS(b, bytes)) {
        o = pml_incref(b);
    } else if (vb.len == 0 && PML_IS(a, bytes)) {
        o = pml_incref(a);
    } else {
        o = va.len > INT64_MAX - vb.len ? pml_err_no_memory(E)
                                        : pml_bytes(E, NULL, va.len + vb.len);
        if (o) {
            memcpy(PML_BYTES_DATA(o), va.data, (size_t)va.len);
            memcpy(PML_BYTES_DATA(o) + va.len, vb.data, (size_t)vb.len);
        }
    }
    pml_release_buffer(E, &va);
    pml_release_buffer(E, &vb);
    return o;
}

static PmlObj *bytes_repeat(PmlEngine *E, PmlObj *a, int64_t n)
{
    int64_t len = PML_BYTES_LEN(a);

    n = n < 0 ? 0 : n;
    if (n > 0 && len > INT64_MAX / n) {
        return PML_RAISE(E, OverflowError, "repeated bytes are too long");
    }
    if (len * n == len && PML_IS(a, bytes)) {
        return pml_incref(a);
    }
    if (len * n > INT64_MAX / 2 || (uint64_t)(len * n) > SIZE_MAX / 2 - BYTES_HEAD) {
        return PML_RAISE(E, OverflowError, "repeated bytes are too long");
    }
    /* Always a block of its own, even for no bytes at all. */
    PmlBytes *b = pml_mem_alloc(E, (size_t)(BYTES_HEAD + len * n));
    if (!b) {
        return pml_err_no_memory(E);
    }
    pml_object_init(&b->ob.ob, PML_TYPE(E, bytes));
    b->ob.size = len * n;
    b->hash = -1;
    b->data[len * n] = '\0';
    for (int64_t i = 0; i < n && len > 0; i++) {
        memcpy(b->data + i * len, PML_BYTES_DATA(a), (size_t)len);
    }
    return &b->ob.ob;
}

static PmlObj *bytes_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    if (i < 0 || i >= PML_BYTES_LEN(o)) {
        return PML_RAISE(E, IndexError, "index out of range");
    }
    return pml_int(E, PML_BYTES_DATA(o)[i]);
}

static PmlObj *bytes_subscript(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    int64_t start, stop, step;

    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return bytes_item(E, o, i < 0 ? i + PML_BYTES_LEN(o) : i);
    }
    if (!PML_IS(key, slice)) {
        return PML_RAISE(E, TypeError, "byte indices must be integers or slices, not %.200s",
                         PML_TYPE_OF(key)->name.p);
    }
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return NULL;
    }
    int64_t n = pml_slice_adjust(PML_BYTES_LEN(o), &start, &stop, step);
    if (n <= 0) {
        return pml_bytes(E, NULL, 0);
    }
    if (start == 0 && step == 1 && n == PML_BYTES_LEN(o) && PML_IS(o, bytes)) {
        return pml_incref(o);
    }
    if (step == 1) {
        return pml_bytes(E, PML_BYTES_DATA(o) + start, n);
    }
    PmlObj *out = pml_bytes(E, NULL, n);
    for (int64_t k = 0; out && k < n; k++) {
        PML_BYTES_DATA(out)[k] = PML_BYTES_DATA(o)[start + k * step];
    }
    return out;
}

static PmlObj *bytes_remainder(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return PML_IS_BYTES(a) ? pml_bytes_percent(E, a, b) : pml_not_implemented(E);
}

PmlObj *pml_bytes_repr(PmlEngine *E, PmlObj *o)
{
    return pml_bytes_quoted(E, pml_bytes_text(o), "b", "", false);
}

static PmlObj *bytes_iter(PmlEngine *E, PmlObj *o)
{
    return pml_bytes_iter_new(E, PML_TYPE(E, bytes_iterator), o);
}

static int bytes_getbuffer(PmlEngine *E, PmlObj *o, PmlBuffer *view, int writable)
{
    if (writable) {
        PML_RAISE(E, BufferError, "Object is not writable.");
        return -1;
    }
    view->data = PML_BYTES_DATA(o);
    view->len = PML_BYTES_LEN(o);
    view->readonly = true;
    view->obj.p = pml_incref(o);
    return 0;
}

/* -- methods of its own -------------------------------------------------------------------- */

static PmlObj *bytes_getnewargs(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs,
                                PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *copy = pml_bytes(E, PML_BYTES_DATA(o), PML_BYTES_LEN(o));
    PmlObj *out = copy ? pml_tuple_pack(E, 1, copy) : NULL;
    pml_xdecref(E, copy);
    return out;
}

static PmlObj *bytes_bytes(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return PML_IS(o, bytes) ? pml_incref(o) : pml_bytes(E, PML_BYTES_DATA(o), PML_BYTES_LEN(o));
}

static PmlObj *bytes_fromhex(PmlEngine *E, PmlObj *cls, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_from_hex(E, cls, args[0].p, false);
}

static const PmlMethodDef bytes_methods[] = {
    {"__getnewargs__", bytes_getnewargs, NULL, PML_METH_NOARGS, NULL},
    {"__bytes__", bytes_bytes, NULL, PML_METH_NOARGS, "Convert this value to exact type bytes."},
    PML_BYTES_METHODS_1,
    PML_BYTES_METHODS_2,
    {"fromhex", bytes_fromhex, NULL, PML_METH_O | PML_METH_CLASS,
     "Create a bytes object from a string of hexadecimal numbers."},
    PML_BYTES_METHODS_3,
    PML_BYTES_METHODS_4,
    PML_BYTES_METHODS_5,
    PML_BYTES_METHODS_6,
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_bytes(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "bytes";
    t->doc.p = "bytes(iterable_of_ints) -> bytes\n"
               "bytes(string, encoding[, errors]) -> bytes\n"
               "bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
               "bytes(int) -> bytes object of size given by the parameter initialized with null "
               "bytes\n"
               "bytes() -> empty bytes object\n\n"
               "Construct an immutable array of bytes from:\n"
               "  - an iterable yielding integers in range(256)\n"
               "  - a text string encoded using the specified encoding\n"
               "  - any object implementing the buffer API.\n"
               "  - an integer";
    t->basicsize = BYTES_HEAD;
    t->itemsize = 1;
    t->flags |= PML_TF_BASETYPE | PML_TF_BYTES | PML_TF_MATCH_SELF;
    t->alloc = pml_type_generic_alloc;
    t->dealloc = bytes_dealloc;
    t->free = pml_object_free;
    t->new_ = bytes_new;
    t->repr = pml_bytes_repr;
    t->str = pml_bytes_repr;
    t->hash = bytes_hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = bytes_compare;
    t->iter = bytes_iter;
    t->nb_remainder = bytes_remainder;
    t->sq_length = bytes_length;
    t->sq_concat = bytes_concat;
    t->sq_repeat = bytes_repeat;
    t->sq_item = bytes_item;
    t->sq_contains = pml_bytes_contains;
    t->mp_length = bytes_length;
    t->mp_subscript = bytes_subscript;
    t->bf_getbuffer = bytes_getbuffer;
    t->methods.p = bytes_methods;
}

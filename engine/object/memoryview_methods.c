/* memoryview's methods, attributes, comparison and iterator. */
#include "object/memoryview_ops.h"

#include "object/array.h"

/* -- lists --------------------------------------------------------------------------------- */

static PmlObj *list_of(PmlEngine *E, PmlMemoryView *v, const unsigned char *p, int dim)
{
    int64_t n = pml_view_shape(v)[dim];
    PmlObj *list = pml_list_new(E, n);

    for (int64_t i = 0; list && i < n; i++, p += pml_view_strides(v)[dim]) {
        PmlObj *item =
            dim + 1 < v->ndim ? list_of(E, v, p, dim + 1) : pml_unpack_item(E, p, v->format);
        if (!item) {
            pml_decref(E, list);
            return NULL;
        }
        PML_LIST_ITEMS(list)[i].p = item;
    }
    return list;
}

#define METHOD(name)                                                                 \
    static PmlObj *view_##name(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, \
                               PmlObj *kwnames)
#define NO_ARGUMENTS PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames)

METHOD(tolist)
{
    NO_ARGUMENTS;
    PmlMemoryView *v = PML_VIEW(o);
    if (!pml_view_check(E, v)) {
        return NULL;
    }
    return v->ndim == 0 ? pml_unpack_item(E, v->data.p, v->format) : list_of(E, v, v->data.p, 0);
}

METHOD(tobytes)
{
    static const char *const names[] = {"order", NULL};
    PmlMemoryView *v = PML_VIEW(o);
    PmlObj *arg[1];
    char order = 'C';

    if (!pml_parse_fast(E, "tobytes", args, nargs, kwnames, names, 0, 1, arg)) {
        return NULL;
    }
    if (arg[0] && arg[0] != PML_NONE(E)) {
        if (!PML_IS_STR(arg[0])) {
            return pml_bad_argument(E, "tobytes", "argument 'order'", "str or None", arg[0]);
        }
        bool known = pml_str_equal_text(arg[0], "C") || pml_str_equal_text(arg[0], "F") ||
                     pml_str_equal_text(arg[0], "A");
        if (known) {
            order = (char)pml_str_at(arg[0], 0);
        } else if (pml_view_check(E, v)) {
            return PML_RAISE(E, ValueError, "order must be 'C', 'F' or 'A'");
        }
    }
    if (!pml_view_check(E, v)) {
        return NULL;
    }
    if (order == 'A') {
        order = pml_view_column_major(v) && !pml_view_contiguous(v) ? 'F' : 'C';
    }
    PmlObj *bytes = pml_bytes(E, NULL, v->len);
    if (bytes && v->len > 0) {
        pml_view_gather(v, PML_BYTES_DATA(bytes), order);
    }
    return bytes;
}

METHOD(hex)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return NULL;
    }
    if (pml_view_contiguous(v)) {
        return pml_hex_text(E, (PmlText){v->data.p, v->len, 1}, args, nargs, kwnames);
    }
    PmlObj *bytes = pml_memoryview_bytes(E, o);
    PmlObj *text = bytes ? pml_hex_text(E, pml_bytes_text(bytes), args, nargs, kwnames) : NULL;
    pml_xdecref(E, bytes);
    return text;
}

METHOD(toreadonly)
{
    NO_ARGUMENTS;
    PmlMemoryView *v = PML_VIEW(o);
    if (!pml_view_check(E, v)) {
        return NULL;
    }
    PmlMemoryView *copy = pml_view_copy(E, v, v->ndim);
    if (copy) {
        copy->readonly = 1;
    }
    return (PmlObj *)copy;
}

METHOD(release)
{
    NO_ARGUMENTS;
    return pml_view_release(E, o);
}

METHOD(enter)
{
    NO_ARGUMENTS;
    return pml_view_check(E, PML_VIEW(o)) ? pml_incref(o) : NULL;
}

static PmlObj *view_exit(PmlEngine *E, PmlObj *o, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args), PML_UNUSED(kwargs);
    return pml_view_release(E, o);
}

/* -- cast ---------------------------------------------------------------------------------- */

static bool is_byte_code(char code)
{
    return code == 'B' || code == 'b' || code == 'c';
}

/* The shape argument as numbers; their count, or -1. */
static int read_shape(PmlEngine *E, PmlObj *shape, int64_t *dims, int64_t *product)
{
    int64_t n = pml_fast_size(shape);

    if (n > PML_VIEW_MAX_NDIM) {
        PML_RAISE(E, ValueError, "memoryview: number of dimensions must not exceed %d",
                  PML_VIEW_MAX_NDIM);
        return -1;
    }
    for (int64_t i = 0; i < n; i++) {
        PmlObj *item = pml_fast_items(shape)[i].p;
        if (!PML_IS_INT(item)) {
            PML_RAISE(E, TypeError, "memoryview.cast(): elements of shape must be integers");
            return -1;
        }
        if (!pml_int_fits(item, &dims[i])) {
            PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
            return -1;
        }
        if (dims[i] <= 0) {
            PML_RAISE(E, ValueError, "memoryview.cast(): elements of shape must be integers > 0");
            return -1;
        }
        if (*product > INT64_MAX / dims[i]) {
            PML_RAISE(E, ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
            return -1;
        }
        *product *= dims[i];
    }
    return (int)n;
}

/* Checks that v can be read as items of this format; the item size, or 0. */
static int check_cast(PmlEngine *E, PmlMemoryView *v, PmlObj *format)
{
    static const char bad_format[] =
        "memoryview: destination format must be a native single character format prefixed "
        "with an optional '@'";
    char text[8] = {0};

    if (!PML_STR(format)->ascii) {
        PmlObj *never = pml_encode_narrow(E, format, 128, NULL); /* for its error */
        PML_ASSERT(!never);
        PML_UNUSED(never);
        return 0;
    }
    if (PML_STR_LEN(format) > 2) {
        PML_RAISE(E, ValueError, bad_format);
        return 0;
    }
    memcpy(text, pml_str_data(format), (size_t)PML_STR_LEN(format));
    char code = pml_format_code(text), old = pml_format_code(v->format);
    if (!code) {
        PML_RAISE(E, ValueError, bad_format);
        return 0;
    }
    if (!is_byte_code(old) && !is_byte_code(code)) {
        PML_RAISE(E, TypeError, "memoryview: cannot cast between two non-byte formats");
        return 0;
    }
    if (v->len % pml_format_size(code)) {
        PML_RAISE(E, TypeError, "memoryview: length is not a multiple of itemsize");
        return 0;
    }
    return pml_format_size(code);
}

static PmlObj *cast(PmlEngine *E, PmlMemoryView *v, PmlObj *format, PmlObj *shape)
{
    int64_t dims[PML_VIEW_MAX_NDIM], product = 1;
    int ndim = 1;

    if (shape) {
        if (!PML_IS_LIST(shape) && !PML_IS_TUPLE(shape)) {
            return PML_RAISE(E, TypeError, "shape must be a list or a tuple");
        }
        if (v->ndim != 1 && pml_fast_size(shape) > 1) {
            return PML_RAISE(E, TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
        }
    }
    int size = check_cast(E, v, format);
    if (size == 0) {
        return NULL;
    }
    if (shape) {
        ndim = read_shape(E, shape, dims, &product);
        if (ndim < 0) {
            return NULL;
        }
        if (product > INT64_MAX / size || product * size != v->len) {
            return PML_RAISE(E, TypeError, "memoryview: product(shape) * itemsize != buffer size");
        }
    } else {
        dims[0] = v->len / size;
    }
    PmlMemoryView *out = pml_view_copy(E, v, ndim > 0 ? ndim : 1);
    if (!out) {
        return NULL;
    }
    out->ndim = ndim;
    out->itemsize = size;
    memset(out->format, 0, sizeof(out->format));
    memcpy(out->format, pml_str_data(format), (size_t)PML_STR_LEN(format));
    int64_t stride = size;
    for (int i = ndim - 1; i >= 0; i--) {
        pml_view_shape(out)[i] = dims[i];
        pml_view_strides(out)[i] = stride;
        stride *= dims[i];
    }
    return (PmlObj *)out;
}

METHOD(cast)
{
    static const char *const names[] = {"format", "shape", NULL};
    PmlMemoryView *v = PML_VIEW(o);
    PmlObj *arg[2];

    if (!pml_parse_fast(E, "cast", args, nargs, kwnames, names, 1, 2, arg) ||
        !pml_want_str(E, "cast", "argument 'format'", arg[0]) || !pml_view_check(E, v)) {
        return NULL;
    }
    if (!pml_view_contiguous(v)) {
        return PML_RAISE(E, TypeError, "memoryview: casts are restricted to C-contiguous views");
    }
    return cast(E, v, arg[0], arg[1]);
}

const PmlMethodDef pml_view_methods[] = {
    {"release", view_release, NULL, PML_METH_NOARGS,
     "Release the underlying buffer exposed by the memoryview object."},
    {"tobytes", view_tobytes, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Return the data in the buffer as a byte string."},
    {"hex", view_hex, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Return the data in the buffer as a str of hexadecimal numbers."},
    {"tolist", view_tolist, NULL, PML_METH_NOARGS,
     "Return the data in the buffer as a list of elements."},
    {"cast", view_cast, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Cast a memoryview to a new format or shape."},
    {"toreadonly", view_toreadonly, NULL, PML_METH_NOARGS,
     "Return a readonly version of the memoryview."},
    {"__enter__", view_enter, NULL, PML_METH_NOARGS, NULL},
    {"__exit__", NULL, view_exit, PML_METH_VARARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

/* -- attributes ---------------------------------------------------------------------------- */

static PmlObj *numbers(PmlEngine *E, const int64_t *values, int n)
{
    PmlObj *out = pml_tuple_new(E, n);
    for (int i = 0; out && i < n; i++) {
        PmlObj *item = pml_int(E, values[i]);
        if (!item) {
            pml_decref(E, out);
            return NULL;
        }
        PML_TUPLE_ITEMS(out)[i].p = item;
    }
    return out;
}

#define GETTER(name, value)                                           \
    static PmlObj *get_##name(PmlEngine *E, PmlObj *o, void *closure) \
    {                                                                 \
        PmlMemoryView *v = PML_VIEW(o);                               \
        PML_UNUSED(closure);                                          \
        return pml_view_check(E, v) ? (value) : NULL;                 \
    }
GETTER(obj, pml_incref(v->exporter.p ? v->exporter.p : PML_NONE(E)))
GETTER(nbytes, pml_int(E, v->len))
GETTER(readonly, pml_bool(E, v->readonly))
GETTER(itemsize, pml_int(E, v->itemsize))
GETTER(format, pml_str_text(E, v->format))
GETTER(ndim, pml_int(E, v->ndim))
GETTER(shape, numbers(E, pml_view_shape(v), v->ndim))
GETTER(strides, numbers(E, pml_view_strides(v), v->ndim))
GETTER(suboffsets, pml_incref(E->rt->empty_tuple.p))
GETTER(c_contiguous, pml_bool(E, pml_view_contiguous(v)))
GETTER(f_contiguous, pml_bool(E, pml_view_column_major(v)))
GETTER(contiguous, pml_bool(E, pml_view_contiguous(v) || pml_view_column_major(v)))

const PmlGetSetDef pml_view_getset[] = {
    {"obj", get_obj, NULL, "The underlying object of the memoryview.", NULL},
    {"nbytes", get_nbytes, NULL,
     "The amount of space in bytes that the array would use in a contiguous representation.", NULL},
    {"readonly", get_readonly, NULL, "A bool indicating whether the memory is read only.", NULL},
    {"itemsize", get_itemsize, NULL, "The size in bytes of each element of the memoryview.", NULL},
    {"format", get_format, NULL,
     "A string containing the format (in struct module style) for each element in the view.", NULL},
    {"ndim", get_ndim, NULL,
     "An integer indicating how many dimensions of a multi-dimensional array the memory "
     "represents.",
     NULL},
    {"shape", get_shape, NULL,
     "A tuple of ndim integers giving the shape of the memory as an N-dimensional array.", NULL},
    {"strides", get_strides, NULL,
     "A tuple of ndim integers giving the size in bytes to access each element for each "
     "dimension of the array.",
     NULL},
    {"suboffsets", get_suboffsets, NULL,
     "A tuple of integers used internally for PIL-style arrays.", NULL},
    {"c_contiguous", get_c_contiguous, NULL,
     "A bool indicating whether the memory is C contiguous.", NULL},
    {"f_contiguous", get_f_contiguous, NULL,
     "A bool indicating whether the memory is Fortran contiguous.", NULL},
    {"contiguous", get_contiguous, NULL, "A bool indicating whether the memory is contiguous.",
     NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

/* -- comparison ---------------------------------------------------------------------------- */

/* Items compared as values: 1 equal, 0 not, -1 error. */
static int equal_items(PmlEngine *E, const unsigned char *p, const char *fp, const unsigned char *q,
                       const char *fq)
{
    char a = pml_format_code(fp), b = pml_format_code(fq);

    if (a == b && a != 'f' && a != 'd' && a != 'e') {
        return memcmp(p, q, (size_t)pml_format_size(a)) == 0;
    }
    PmlObj *x = pml_unpack_item(E, p, fp), *y = x ? pml_unpack_item(E, q, fq) : NULL;
    int equal = -1;
    if (y) {
        PmlObj *answer = pml_compare(E, x, y, PML_EQ); /* nan is not equal to itself */
        equal = answer ? pml_truth(E, answer) : -1;
        pml_xdecref(E, answer);
    }
    pml_xdecref(E, x);
    pml_xdecref(E, y);
    return equal;
}

static int equal_dimension(PmlEngine *E, PmlMemoryView *a, const unsigned char *p, PmlMemoryView *b,
                           const unsigned char *q, int dim)
{
    int equal = 1;

    if (dim == a->ndim) {
        return equal_items(E, p, a->format, q, b->format);
    }
    for (int64_t i = 0; equal == 1 && i < pml_view_shape(a)[dim]; i++) {
        equal = equal_dimension(E, a, p, b, q, dim + 1);
        p += pml_view_strides(a)[dim];
        q += pml_view_strides(b)[dim];
    }
    return equal;
}

/* Items of a format that cannot be read (an array's 'u') equal nothing, not even themselves. */
static bool comparable(const PmlMemoryView *v, const char *format)
{
    return pml_format_code(v->format) && pml_format_code(format);
}

static int equal_views(PmlEngine *E, PmlMemoryView *a, PmlMemoryView *b)
{
    if (!comparable(a, b->format) || a->ndim != b->ndim ||
        memcmp(pml_view_shape(a), pml_view_shape(b), (size_t)a->ndim * sizeof(int64_t)) != 0) {
        return 0;
    }
    return equal_dimension(E, a, a->data.p, b, b->data.p, 0);
}

/* Against another object: an array's items, or plain bytes. */
static int equal_buffer(PmlEngine *E, PmlMemoryView *a, PmlObj *b)
{
    PmlBuffer plain;
    int equal = 1;
    const char *format = pml_is_array(E, b) ? pml_array_format(b) : "B";
    int64_t size = pml_is_array(E, b) ? pml_array_item_bytes(b) : 1;

    if (pml_get_buffer(E, b, &plain, 0) < 0) {
        pml_error_clear(E);
        return -2;
    }
    if (!comparable(a, format) || a->ndim != 1 || pml_view_items(a) != plain.len / size) {
        equal = 0;
    }
    for (int64_t i = 0; equal == 1 && i < plain.len / size; i++) {
        equal = equal_items(E, a->data.p + i * pml_view_strides(a)[0], a->format,
                            plain.data + i * size, format);
    }
    pml_release_buffer(E, &plain);
    return equal;
}

PmlObj *pml_view_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlMemoryView *v = PML_VIEW(a);
    int equal;

    if (op != PML_EQ && op != PML_NE) {
        return pml_not_implemented(E);
    }
    if (v->released || v->mbuf.p->released) {
        equal = a == b;
    } else if (PML_IS(b, memoryview)) {
        PmlMemoryView *w = PML_VIEW(b);
        equal = w->released || w->mbuf.p->released ? a == b : equal_views(E, v, w);
    } else if (PML_TYPE_OF(b)->bf_getbuffer) {
        equal = equal_buffer(E, v, b);
        if (equal == -2) {
            return pml_not_implemented(E);
        }
    } else {
        return pml_not_implemented(E);
    }
    return equal < 0 ? NULL : pml_bool(E, equal == (op == PML_EQ));
}

/* -- iterator ------------------------------------------------------------------------------ */

typedef struct PmlViewIter { /* 64 with the GC head */
    PmlObj ob;
    int64_t index;
    PmlRef view; /* owned; NULL once exhausted */
    int64_t length;
    PML_PTR(const char) format; /* in the view */
} PmlViewIter;
_Static_assert(sizeof(PmlViewIter) == 48, "as in CPython");

PmlObj *pml_view_iter(PmlEngine *E, PmlObj *o)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return NULL;
    }
    if (v->ndim != 1) {
        return v->ndim == 0 ? PML_RAISE(E, TypeError, "invalid indexing of 0-dim memory")
                            : PML_RAISE(E, NotImplementedError,
                                        "multi-dimensional sub-views are not implemented");
    }
    PmlViewIter *it = (PmlViewIter *)pml_object_new_gc(E, PML_TYPE(E, memory_iterator));
    if (!it) {
        return NULL;
    }
    it->index = 0;
    it->view.p = pml_incref(o);
    it->length = pml_view_items(v);
    it->format.p = v->format;
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

static PmlObj *iter_next(PmlEngine *E, PmlObj *o)
{
    PmlViewIter *it = (PmlViewIter *)o;

    if (!it->view.p) {
        return NULL;
    }
    PmlMemoryView *v = PML_VIEW(it->view.p);
    if (it->index < it->length) {
        if (!pml_view_check(E, v)) {
            return NULL;
        }
        int64_t at = it->index++ * pml_view_strides(v)[0];
        return pml_unpack_item(E, v->data.p + at, it->format.p);
    }
    PML_CLEAR(E, it->view);
    return NULL;
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlViewIter *)o)->view);
    pml_object_del_gc(E, o);
}

static int iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlViewIter *)o)->view);
    return 0;
}

static void iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (((PmlViewIter *)o)->view.p) {
        sink->ref(sink, ((PmlViewIter *)o)->view.p, PML_EDGE_FIELD, NULL, "sequence", 0);
    }
}

void pml_init_type_memory_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "memory_iterator";
    t->basicsize = sizeof(PmlViewIter);
    t->flags |= PML_TF_GC;
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->refs_of = iter_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = iter_next;
}

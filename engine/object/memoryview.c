/* memoryview: managed buffers, making and releasing views, the type. */
#include "object/array.h"
#include "object/detached.h"
#include "object/memoryview_ops.h"

/* -- managed buffer ------------------------------------------------------------------------ */

static PmlManagedBuffer *mbuf_new(PmlEngine *E, PmlObj *exporter)
{
    PmlManagedBuffer *m = (PmlManagedBuffer *)pml_object_new_gc(E, PML_TYPE(E, managedbuffer));
    if (!m) {
        return NULL;
    }
    m->released = 0;
    m->exports = 0;
    m->master = (PmlBuffer){.data = NULL};
    memset(m->unused, 0, sizeof(m->unused));
    pml_gc_track(E, &m->ob);
    if (pml_get_buffer(E, exporter, &m->master, 0) < 0) {
        pml_decref(E, &m->ob);
        return NULL;
    }
    return m;
}

static void mbuf_release(PmlEngine *E, PmlManagedBuffer *m)
{
    if (!m->released) {
        m->released = 1;
        pml_gc_untrack(E, &m->ob);
        pml_release_buffer(E, &m->master);
    }
}

static void mbuf_dealloc(PmlEngine *E, PmlObj *o)
{
    mbuf_release(E, (PmlManagedBuffer *)o);
    pml_object_del_gc(E, o);
}

static int mbuf_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlManagedBuffer *)o)->master.obj);
    return 0;
}

static void mbuf_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (((PmlManagedBuffer *)o)->master.obj.p) {
        sink->ref(sink, ((PmlManagedBuffer *)o)->master.obj.p, PML_EDGE_FIELD, NULL, "obj", 0);
    }
}

static int mbuf_clear(PmlEngine *E, PmlObj *o)
{
    mbuf_release(E, (PmlManagedBuffer *)o);
    return 0;
}

void pml_init_type_managedbuffer(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "managedbuffer";
    t->basicsize = sizeof(PmlManagedBuffer);
    t->flags |= PML_TF_GC;
    t->dealloc = mbuf_dealloc;
    t->traverse = mbuf_traverse;
    t->refs_of = mbuf_refs;
    t->clear = mbuf_clear;
    t->getattro = pml_generic_getattr;
}

/* -- views --------------------------------------------------------------------------------- */

bool pml_view_check(PmlEngine *E, const PmlMemoryView *v)
{
    if (v->released || v->mbuf.p->released) {
        PML_RAISE(E, ValueError, "operation forbidden on released memoryview object");
        return false;
    }
    return true;
}

PmlMemoryView *pml_view_new(PmlEngine *E, PmlManagedBuffer *mbuf, int ndim)
{
    PmlMemoryView *v = (PmlMemoryView *)pml_object_new_gc_var(E, PML_TYPE(E, memoryview), 3 * ndim);
    if (!v) {
        return NULL;
    }
    v->hash = -1;
    v->released = 0;
    v->exports = 0;
    v->ndim = ndim;
    v->weaklist.p = NULL;
    memset(v->unused, 0, sizeof(v->unused));
    memset(v->array, 0, (size_t)(3 * ndim) * sizeof(int64_t));
    v->mbuf.p = (PmlManagedBuffer *)pml_incref(&mbuf->ob);
    mbuf->exports++;
    v->data.p = mbuf->master.data;
    v->exporter.p = mbuf->master.obj.p;
    v->len = mbuf->master.len;
    v->readonly = mbuf->master.readonly;
    v->itemsize = 1;
    memset(v->format, 0, sizeof(v->format));
    v->format[0] = 'B';
    if (v->exporter.p && pml_is_array(E, v->exporter.p) && v->data.p) {
        memcpy(v->format, pml_array_format(v->exporter.p), 2);
        v->itemsize = pml_array_item_bytes(v->exporter.p);
    }
    pml_gc_track(E, &v->ob.ob);
    return v;
}

PmlMemoryView *pml_view_copy(PmlEngine *E, PmlMemoryView *v, int ndim)
{
    PmlMemoryView *copy = pml_view_new(E, v->mbuf.p, ndim);
    if (copy) {
        copy->data.p = v->data.p;
        copy->len = v->len;
        copy->itemsize = v->itemsize;
        copy->readonly = v->readonly;
        memcpy(copy->format, v->format, sizeof(v->format));
        if (ndim == v->ndim) {
            memcpy(copy->array, v->array, (size_t)(2 * ndim) * sizeof(int64_t));
        }
    }
    return copy;
}

PmlObj *pml_memoryview_new(PmlEngine *E, PmlObj *exporter)
{
    PmlMemoryView *v;

    if (PML_IS(exporter, memoryview)) {
        PmlMemoryView *from = PML_VIEW(exporter);
        return pml_view_check(E, from) ? (PmlObj *)pml_view_copy(E, from, from->ndim) : NULL;
    }
    if (!PML_TYPE_OF(exporter)->bf_getbuffer) {
        return PML_RAISE(E, TypeError, "memoryview: a bytes-like object is required, not '%.200s'",
                         PML_TYPE_OF(exporter)->name.p);
    }
    PmlManagedBuffer *m = mbuf_new(E, exporter);
    if (!m) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, &m->ob, "memoryview: buffer");
    v = pml_view_new(E, m, 1);
    pml_drop_held(E, mark, &m->ob);
    if (v) {
        pml_view_shape(v)[0] = v->len / v->itemsize;
        pml_view_strides(v)[0] = v->itemsize;
    }
    return (PmlObj *)v;
}

/* Gives up the buffer, if nobody uses this view's memory. */
static bool release(PmlEngine *E, PmlMemoryView *v)
{
    if (v->released) {
        return true;
    }
    if (v->exports > 0) {
        PML_RAISE(E, BufferError, "memoryview has %zd exported buffer%s", v->exports,
                  v->exports == 1 ? "" : "s");
        return false;
    }
    v->released = 1;
    if (--v->mbuf.p->exports == 0) {
        mbuf_release(E, v->mbuf.p);
    }
    return true;
}

PmlObj *pml_view_release(PmlEngine *E, PmlObj *o)
{
    return release(E, PML_VIEW(o)) ? pml_none(E) : NULL;
}

static void clear_mbuf(PmlEngine *E, PmlMemoryView *v)
{
    PmlManagedBuffer *m = v->mbuf.p;
    v->mbuf.p = NULL;
    if (m) {
        pml_decref(E, &m->ob);
    }
}

static void view_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlMemoryView *v = PML_VIEW(o);

    PML_ASSERT(v->exports == 0);
    pml_gc_untrack(E, o);
    if (v->mbuf.p) {
        release(E, v);
    }
    clear_mbuf(E, v);
    if (v->weaklist.p) {
        pml_clear_weakrefs(E, o);
    }
    pml_object_del_gc(E, o);
}

static int view_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PmlManagedBuffer *m = PML_VIEW(o)->mbuf.p;
    return m ? visit(E, &m->ob, ctx) : 0;
}

static void view_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (PML_VIEW(o)->mbuf.p) {
        sink->ref(sink, &PML_VIEW(o)->mbuf.p->ob, PML_EDGE_FIELD, NULL, "managed buffer", 0);
    }
}

static int view_clear(PmlEngine *E, PmlObj *o)
{
    PmlMemoryView *v = PML_VIEW(o);
    if (v->exports == 0 && v->mbuf.p) {
        release(E, v);
        clear_mbuf(E, v);
    }
    return 0;
}

static PmlObj *view_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"object", NULL};
    PmlObj *arg[1];

    PML_UNUSED(type);
    return pml_parse_tuple(E, "memoryview", args, kwargs, names, 1, 1, arg)
               ? pml_memoryview_new(E, arg[0])
               : NULL;
}

static PmlObj *view_repr(PmlEngine *E, PmlObj *o)
{
    return pml_str_format(E, PML_VIEW(o)->released ? "<released memory at %p>" : "<memory at %p>",
                          (void *)o);
}

/* -- the bytes behind a view --------------------------------------------------------------- */

bool pml_view_contiguous(PmlMemoryView *v)
{
    int64_t stride = v->itemsize;
    for (int i = v->ndim - 1; i >= 0; i--) {
        if (pml_view_shape(v)[i] > 1 && pml_view_strides(v)[i] != stride) {
            return v->len == 0;
        }
        stride *= pml_view_shape(v)[i];
    }
    return true;
}

bool pml_view_column_major(PmlMemoryView *v)
{
    int64_t stride = v->itemsize;
    for (int i = 0; i < v->ndim; i++) {
        if (pml_view_shape(v)[i] > 1 && pml_view_strides(v)[i] != stride) {
            return v->len == 0;
        }
        stride *= pml_view_shape(v)[i];
    }
    return true;
}

void pml_view_gather(PmlMemoryView *v, unsigned char *to, char order)
{
    int64_t place[PML_VIEW_MAX_NDIM] = {0}, count = v->itemsize ? v->len / v->itemsize : 0;

    if (order == 'C' && pml_view_contiguous(v)) {
        memcpy(to, v->data.p, (size_t)v->len);
        return;
    }
    for (int64_t k = 0; k < count; k++) {
        const unsigned char *from = v->data.p;
        for (int i = 0; i < v->ndim; i++) {
            from += place[i] * pml_view_strides(v)[i];
        }
        memcpy(to, from, (size_t)v->itemsize);
        to += v->itemsize;
        /* Odometer: the fastest dimension is the last one in 'C' order, the first in 'F'. */
        for (int i = 0; i < v->ndim; i++) {
            int dim = order == 'F' ? i : v->ndim - 1 - i;
            if (++place[dim] < pml_view_shape(v)[dim]) {
                break;
            }
            place[dim] = 0;
        }
    }
}

PmlObj *pml_memoryview_bytes(PmlEngine *E, PmlObj *o)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return NULL;
    }
    PmlObj *bytes = pml_bytes(E, NULL, v->len);
    if (bytes && v->len > 0) {
        pml_view_gather(v, PML_BYTES_DATA(bytes), 'C');
    }
    return bytes;
}

static int view_getbuffer(PmlEngine *E, PmlObj *o, PmlBuffer *out, int writable)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (!pml_view_check(E, v)) {
        return -1;
    }
    if (writable && v->readonly) {
        PML_RAISE(E, BufferError, "memoryview: underlying buffer is not writable");
        return -1;
    }
    if (!pml_view_contiguous(v)) {
        PML_RAISE(E, BufferError, "memoryview: underlying buffer is not C-contiguous");
        return -1;
    }
    out->data = v->data.p;
    out->len = v->len;
    out->readonly = v->readonly;
    out->obj.p = pml_incref(o);
    v->exports++;
    return 0;
}

static void view_releasebuffer(PmlEngine *E, PmlObj *o, PmlBuffer *out)
{
    PML_UNUSED(E), PML_UNUSED(out);
    PML_VIEW(o)->exports--;
}

static int64_t view_length(PmlEngine *E, PmlObj *o)
{
    return pml_view_check(E, PML_VIEW(o)) ? pml_view_items(PML_VIEW(o)) : -1;
}

static int64_t view_hash(PmlEngine *E, PmlObj *o)
{
    PmlMemoryView *v = PML_VIEW(o);

    if (v->hash != -1) {
        return v->hash;
    }
    if (!pml_view_check(E, v)) {
        return -1;
    }
    if (!v->readonly) {
        PML_RAISE(E, ValueError, "cannot hash writable memoryview object");
        return -1;
    }
    char code = pml_format_code(v->format);
    if (code != 'B' && code != 'b' && code != 'c') {
        PML_RAISE(E, ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return -1;
    }
    if (v->exporter.p && pml_hash(E, v->exporter.p) == -1) {
        return -1;
    }
    if (pml_view_contiguous(v)) {
        v->hash = pml_hash_bytes(v->data.p, v->len);
        return v->hash;
    }
    unsigned char *flat = pml_mem_alloc(E, (size_t)v->len);
    if (!flat) {
        pml_err_no_memory(E);
        return -1;
    }
    pml_view_gather(v, flat, 'C');
    v->hash = pml_hash_bytes(flat, v->len);
    pml_mem_free(E, flat);
    return v->hash;
}

void pml_init_type_memoryview(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "memoryview";
    t->doc.p = "Create a new memoryview object which references the given object.";
    t->basicsize = offsetof(PmlMemoryView, array);
    t->itemsize = sizeof(int64_t);
    t->weaklistoffset = offsetof(PmlMemoryView, weaklist);
    t->flags |= PML_TF_GC | PML_TF_SEQUENCE;
    t->dealloc = view_dealloc;
    t->traverse = view_traverse;
    t->refs_of = view_refs;
    t->clear = view_clear;
    t->new_ = view_new;
    t->repr = view_repr;
    t->hash = view_hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = pml_view_compare;
    t->iter = pml_view_iter;
    t->sq_length = view_length;
    t->sq_item = pml_view_item;
    t->mp_length = view_length;
    t->mp_subscript = pml_view_subscript;
    t->mp_ass_subscript = pml_view_ass_subscript;
    t->bf_getbuffer = view_getbuffer;
    t->bf_releasebuffer = view_releasebuffer;
    t->methods.p = pml_view_methods;
    t->getset.p = pml_view_getset;
}

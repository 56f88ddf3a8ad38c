/* mmap.mmap as far as shared memory needs it: bytes outside every process's heap, lent through the
 * buffer protocol; not to be closed while lent. */
#include "object/mmap.h"

#include "object/callables.h"
#include "object/numbers.h"
#include "object/str.h"

PmlObj *pml_mmap_new(PmlEngine *E, unsigned char *data, int64_t size)
{
    PmlMmap *m = (PmlMmap *)pml_object_new(E, PML_TYPE(E, mmap));
    if (m) {
        m->data.p = data;
        m->size = size;
        m->exports = 0;
        m->weaklist.p = NULL;
    }
    return (PmlObj *)m;
}

static bool is_open(PmlEngine *E, const PmlMmap *m)
{
    if (!m->data.p) {
        PML_RAISE(E, ValueError, "mmap closed or invalid");
    }
    return m->data.p != NULL;
}

static int mmap_getbuffer(PmlEngine *E, PmlObj *o, PmlBuffer *view, int writable)
{
    PML_UNUSED(writable);
    PmlMmap *m = (PmlMmap *)o;
    if (!is_open(E, m)) {
        return -1;
    }
    view->data = m->data.p;
    view->len = m->size;
    view->readonly = false;
    view->obj.p = pml_incref(o);
    m->exports++;
    return 0;
}

static void mmap_releasebuffer(PmlEngine *E, PmlObj *o, PmlBuffer *view)
{
    PML_UNUSED(E);
    PML_UNUSED(view);
    ((PmlMmap *)o)->exports--;
}

static PmlObj *mmap_close(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlMmap *m = (PmlMmap *)self;
    if (m->exports > 0) {
        return PML_RAISE(E, BufferError, "cannot close exported pointers exist");
    }
    m->data.p = NULL;
    return pml_none(E);
}

static PmlObj *mmap_size(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return is_open(E, (PmlMmap *)self) ? pml_int(E, ((PmlMmap *)self)->size) : NULL;
}

static PmlObj *get_closed(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_bool(E, ((PmlMmap *)self)->data.p == NULL);
}

static int64_t mmap_length(PmlEngine *E, PmlObj *self)
{
    return is_open(E, (PmlMmap *)self) ? ((PmlMmap *)self)->size : -1;
}

static void mmap_dealloc(PmlEngine *E, PmlObj *self)
{
    if (((PmlMmap *)self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    pml_object_free(E, self);
}

void pml_init_type_mmap(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMethodDef methods[] = {
        {"close", mmap_close, NULL, PML_METH_NOARGS, NULL},
        {"size", mmap_size, NULL, PML_METH_NOARGS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlGetSetDef getset[] = {
        {"closed", get_closed, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    t->name.p = "mmap.mmap";
    t->basicsize = sizeof(PmlMmap);
    t->flags |= PML_TF_NO_NEW;
    t->weaklistoffset = offsetof(PmlMmap, weaklist);
    t->dealloc = mmap_dealloc;
    t->bf_getbuffer = mmap_getbuffer;
    t->bf_releasebuffer = mmap_releasebuffer;
    t->sq_length = mmap_length;
    t->methods.p = methods;
    t->getset.p = getset;
}

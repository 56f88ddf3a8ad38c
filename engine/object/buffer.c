/* The buffer protocol: raw bytes of an object, borrowed for a while. */
#include "object/object.h"

int pml_get_buffer(PmlEngine *E, PmlObj *o, PmlBuffer *view, int writable)
{
    PmlType *t = PML_TYPE_OF(o);
    view->obj.p = NULL;
    if (!t->bf_getbuffer) {
        PML_RAISE(E, TypeError, "a bytes-like object is required, not '%.100s'", t->name.p);
        return -1;
    }
    return t->bf_getbuffer(E, o, view, writable);
}

void pml_release_buffer(PmlEngine *E, PmlBuffer *view)
{
    PmlObj *o = view->obj.p;
    if (!o) {
        return;
    }
    PmlType *t = PML_TYPE_OF(o);
    if (t->bf_releasebuffer) {
        t->bf_releasebuffer(E, o, view);
    }
    view->obj.p = NULL;
    pml_decref(E, o);
}

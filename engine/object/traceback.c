/* Traceback objects: a chain from the outermost frame to where the exception was raised. */
#include "object/exception.h"

#include "object/containers.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

#define TB(o) ((PmlTraceback *)(o))

static PmlObj *create(PmlEngine *E, PmlObj *next, PmlObj *frame, int32_t lasti, int32_t lineno)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, traceback));
    if (!o) {
        return NULL;
    }
    TB(o)->next.p = pml_xincref(next);
    TB(o)->frame.p = pml_incref(frame);
    TB(o)->lasti = lasti;
    TB(o)->lineno = lineno;
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_traceback_new(PmlEngine *E, PmlObj *next, PmlObj *frame, int32_t lasti, int32_t lineno)
{
    return create(E, next == PML_NONE(E) ? NULL : next, frame, lasti, lineno);
}

static bool read_int(PmlEngine *E, PmlObj *o, int32_t *n)
{
    int64_t wide = 0;
    bool fits = pml_want_int(E, o, &wide);
    *n = (int32_t)wide;
    return fits;
}

static PmlObj *tb_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"tb_next", "tb_frame", "tb_lasti", "tb_lineno", NULL};
    PmlObj *a[4];
    PML_UNUSED(t);
    if (!pml_parse_tuple(E, "TracebackType", args, kwargs, names, 4, 4, a)) {
        return NULL;
    }
    if (a[0] != PML_NONE(E) && !PML_IS(a[0], traceback)) {
        return PML_RAISE(E, TypeError, "expected traceback object or None, got '%s'",
                         PML_TYPE_OF(a[0])->name.p);
    }
    if (!PML_IS(a[1], frame)) {
        return PML_RAISE(E, TypeError, "TracebackType() argument 'tb_frame' must be frame, not %s",
                         PML_TYPE_OF(a[1])->name.p);
    }
    int32_t lasti, lineno;
    if (!read_int(E, a[2], &lasti) || !read_int(E, a[3], &lineno)) {
        return NULL;
    }
    return pml_traceback_new(E, a[0], a[1], lasti, lineno);
}

static void tb_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (pml_trashcan_begin(E, self)) {
        return;
    }
    PML_CLEAR(E, TB(self)->next);
    PML_CLEAR(E, TB(self)->frame);
    pml_object_del_gc(E, self);
    pml_trashcan_end(E);
}

static int tb_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(TB(self)->next);
    PML_VISIT(TB(self)->frame);
    return 0;
}

static void tb_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (TB(self)->next.p) {
        sink->ref(sink, TB(self)->next.p, PML_EDGE_FIELD, NULL, "tb_next", 0);
    }
    if (TB(self)->frame.p) {
        sink->ref(sink, TB(self)->frame.p, PML_EDGE_FIELD, NULL, "tb_frame", 0);
    }
}

static int tb_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, TB(self)->next);
    PML_CLEAR(E, TB(self)->frame);
    return 0;
}

static PmlObj *get_next(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_incref(TB(self)->next.p ? TB(self)->next.p : PML_NONE(E));
}

static int set_next(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value) {
        PML_RAISE(E, TypeError, "can't delete tb_next attribute");
        return -1;
    }
    if (value == PML_NONE(E)) {
        value = NULL;
    } else if (!PML_IS(value, traceback)) {
        PML_RAISE(E, TypeError, "expected traceback object, got '%s'", PML_TYPE_OF(value)->name.p);
        return -1;
    }
    for (PmlObj *tb = value; tb; tb = TB(tb)->next.p) {
        if (tb == self) {
            PML_RAISE(E, ValueError, "traceback loop detected");
            return -1;
        }
    }
    PML_SETREF(E, TB(self)->next, pml_xincref(value));
    return 0;
}

static PmlObj *tb_dir(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    static const char *const names[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *list = pml_list_new(E, 0);
    for (int i = 0; list && i < 4; i++) {
        PmlObj *name = pml_str_intern_text(E, names[i]);
        int r = name ? pml_list_append(E, list, name) : -1;
        pml_xdecref(E, name);
        if (r < 0) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return list;
}

static const PmlMethodDef methods[] = {
    {"__dir__", tb_dir, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlGetSetDef getset[] = {
    {"tb_next", get_next, set_next, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PmlMemberDef members[] = {
    {"tb_frame", PML_MEMBER_OBJECT, offsetof(PmlTraceback, frame), true, NULL},
    {"tb_lasti", PML_MEMBER_INT32, offsetof(PmlTraceback, lasti), true, NULL},
    {"tb_lineno", PML_MEMBER_INT32, offsetof(PmlTraceback, lineno), true, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_traceback(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC;
    t->basicsize = sizeof(PmlTraceback);
    t->dealloc = tb_dealloc;
    t->traverse = tb_traverse;
    t->refs_of = tb_refs;
    t->clear = tb_clear;
    t->new_ = tb_new;
    t->getattro = pml_generic_getattr;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

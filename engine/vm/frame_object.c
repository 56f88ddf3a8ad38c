/* The frame type: made only when something asks for it (facts 1.8, 3.8). While its frame runs it
 * merely points at it and is untracked; when the frame ends first, it takes the frame over. */
#include "vm/vm.h"

#define FRAME_HEAD ((int64_t)offsetof(PmlFrame, own))

static PmlInterpFrame *own_frame(PmlFrame *o)
{
    return (PmlInterpFrame *)(void *)o->own;
}

PmlObj *pml_frame_object(PmlEngine *E, PmlInterpFrame *f)
{
    if (f->frame_obj.p) {
        return f->frame_obj.p;
    }
    PmlCode *code = pml_frame_code(f);
    PmlPending pending = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "exception being told to a frame");
    PmlFrame *o = (PmlFrame *)pml_object_new_gc_var(E, PML_TYPE(E, frame), pml_code_slots(code));
    pml_hold_drop(E, mark);
    if (!o) {
        PmlPending failure = pml_error_set_aside(E);
        pml_error_put_back(E, pending);
        pml_error_put_back(E, failure);
        return NULL;
    }
    pml_error_put_back(E, pending);
    o->back.p = NULL;
    o->trace.p = NULL;
    o->trace_lines = 1;
    o->trace_opcodes = 0;
    o->fast_as_locals = 0;
    o->lineno = 0;
    if (f->frame_obj.p) {
        o->f.p = NULL; /* what a collection ran has asked for this frame's object before us */
        pml_decref(E, (PmlObj *)o);
        return f->frame_obj.p;
    }
    o->f.p = f;
    f->frame_obj.p = (PmlObj *)o;
    return (PmlObj *)o;
}

void pml_frame_add_traceback(PmlEngine *E, PmlInterpFrame *f)
{
    PmlObj *so_far = pml_error_traceback(E);
    PmlPending pending = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "exception passing a frame");
    PmlObj *object = pml_frame_object(E, f);
    PmlObj *tb =
        object ? pml_traceback_new(E, so_far, object, pml_frame_lasti(f), pml_frame_line(f)) : NULL;
    pml_hold_drop(E, mark);
    if (tb) {
        pml_error_put_back(E, pending);
        pml_error_set_traceback(E, tb);
        pml_decref(E, tb);
    } else { /* no memory for the entry: that is the error now */
        PmlPending failure = pml_error_set_aside(E);
        pml_error_put_back(E, pending);
        pml_error_put_back(E, failure);
    }
}

static void frame_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlFrame *o = (PmlFrame *)self;
    if (pml_gc_is_tracked(self)) {
        pml_gc_untrack(E, self);
    }
    if (pml_trashcan_begin(E, self)) {
        return;
    }
    PmlObj *code = NULL;
    if (o->f.p == own_frame(o)) {
        PmlInterpFrame *f = own_frame(o);
        code = f->code.p; /* released last: its names may still be wanted */
        PML_CLEAR(E, f->func);
        PML_CLEAR(E, f->locals);
        for (int i = 0; i < f->stacktop; i++) {
            PML_CLEAR(E, f->localsplus[i]);
        }
    }
    PML_CLEAR(E, o->back);
    PML_CLEAR(E, o->trace);
    pml_object_del_gc(E, o);
    pml_xdecref(E, code);
    pml_trashcan_end(E);
}

static int frame_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlFrame *o = (PmlFrame *)self;
    PML_VISIT(o->back);
    PML_VISIT(o->trace);
    if (own_frame(o)->owner != PML_OWNED_BY_FRAME_OBJECT || o->f.p != own_frame(o)) {
        return 0;
    }
    return pml_frame_traverse(E, own_frame(o), visit, ctx);
}

static void frame_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PmlFrame *o = (PmlFrame *)self;
    if (o->back.p) {
        sink->ref(sink, o->back.p, PML_EDGE_FIELD, NULL, "f_back", 0);
    }
    if (o->trace.p) {
        sink->ref(sink, o->trace.p, PML_EDGE_FIELD, NULL, "f_trace", 0);
    }
    if (o->f.p == own_frame(o)) {
        pml_frame_refs(E, own_frame(o), sink);
    }
}

static int frame_tp_clear(PmlEngine *E, PmlObj *self)
{
    PmlFrame *o = (PmlFrame *)self;
    PML_CLEAR(E, o->trace);
    PmlInterpFrame *f = o->f.p;
    int top = f->stacktop;
    f->stacktop = 0;
    for (int i = 0; i < top; i++) {
        PML_CLEAR(E, f->localsplus[i]);
    }
    return 0;
}

static PmlObj *frame_clear_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                  PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlFrame *o = (PmlFrame *)self;
    PmlInterpFrame *f = o->f.p;
    if (f->owner == PML_OWNED_BY_GENERATOR) {
        PmlGenerator *g = pml_frame_generator(f);
        if (g->state == PML_GEN_EXECUTING) {
            return PML_RAISE(E, RuntimeError, "cannot clear an executing frame");
        }
        pml_call_finalizer(E, (PmlObj *)g);
    } else if (f->owner == PML_OWNED_BY_THREAD) {
        return PML_RAISE(E, RuntimeError, "cannot clear an executing frame");
    } else {
        frame_tp_clear(E, self);
    }
    return pml_none(E);
}

static PmlObj *frame_sizeof(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlCode *code = pml_frame_code(((PmlFrame *)self)->f.p);
    return pml_int(E, FRAME_HEAD + 72 + 8 * pml_code_slots(code));
}

static PmlObj *get_locals(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_frame_locals_taken(E, ((PmlFrame *)self)->f.p);
}

static PmlObj *get_back(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlFrame *o = (PmlFrame *)self;
    if (o->back.p) {
        return pml_incref(o->back.p);
    }
    PmlInterpFrame *previous = pml_frame_complete(o->f.p->previous.p);
    return previous ? pml_xincref(pml_frame_object(E, previous)) : pml_none(E);
}

static PmlObj *get_code(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PML_UNUSED(closure);
    return pml_incref(((PmlFrame *)self)->f.p->code.p);
}

static PmlObj *get_globals(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *d = ((PmlFrame *)self)->f.p->globals.p;
    return pml_incref(d ? d : PML_NONE(E));
}

static PmlObj *get_builtins(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *d = ((PmlFrame *)self)->f.p->builtins.p;
    return pml_incref(d ? d : PML_NONE(E));
}

static PmlObj *get_lineno(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    int line = pml_frame_line(((PmlFrame *)self)->f.p);
    return line < 0 ? pml_none(E) : pml_int(E, line);
}

/* Jumping is for trace functions, which there are none of. */
static int set_lineno(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(self);
    PML_UNUSED(closure);
    if (!value) {
        PML_RAISE(E, AttributeError, "cannot delete attribute");
    } else if (!PML_IS(value, int)) {
        PML_RAISE(E, ValueError, "lineno must be an integer");
    } else {
        PML_RAISE(E, ValueError, "can't jump from the 'call' trace event of a new frame");
    }
    return -1;
}

static PmlObj *get_lasti(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    int lasti = pml_frame_lasti(((PmlFrame *)self)->f.p);
    return pml_int(E, lasti < 0 ? -1 : lasti);
}

static PmlObj *get_trace(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *t = ((PmlFrame *)self)->trace.p;
    return pml_incref(t ? t : PML_NONE(E));
}

static int set_trace(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PML_SETREF(E, ((PmlFrame *)self)->trace, value == PML_NONE(E) ? NULL : pml_xincref(value));
    return 0;
}

static PmlObj *frame_repr(PmlEngine *E, PmlObj *self)
{
    PmlInterpFrame *f = ((PmlFrame *)self)->f.p;
    PmlCode *code = pml_frame_code(f);
    return pml_str_format(E, "<frame at %p, file %R, line %d, code %S>", (void *)self,
                          code->filename.p, pml_frame_line(f), code->name.p);
}

void pml_init_type_frame(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMemberDef members[] = {
        {"f_trace_lines", PML_MEMBER_BOOL, offsetof(PmlFrame, trace_lines), false, NULL},
        {"f_trace_opcodes", PML_MEMBER_BOOL, offsetof(PmlFrame, trace_opcodes), false, NULL},
        {NULL, 0, 0, false, NULL},
    };
    static const PmlMethodDef methods[] = {
        {"clear", frame_clear_method, NULL, PML_METH_NOARGS, NULL},
        {"__sizeof__", frame_sizeof, NULL, PML_METH_NOARGS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlGetSetDef getset[] = {
        {"f_back", get_back, NULL, NULL, NULL},
        {"f_locals", get_locals, NULL, NULL, NULL},
        {"f_lineno", get_lineno, set_lineno, NULL, NULL},
        {"f_trace", get_trace, set_trace, NULL, NULL},
        {"f_lasti", get_lasti, NULL, NULL, NULL},
        {"f_globals", get_globals, NULL, NULL, NULL},
        {"f_builtins", get_builtins, NULL, NULL, NULL},
        {"f_code", get_code, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    t->name.p = "frame";
    t->basicsize = FRAME_HEAD + 72;
    t->itemsize = 8;
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->dealloc = frame_dealloc;
    t->traverse = frame_traverse;
    t->refs_of = frame_refs;
    t->clear = frame_tp_clear;
    t->repr = frame_repr;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->members.p = members;
    t->getset.p = getset;
}

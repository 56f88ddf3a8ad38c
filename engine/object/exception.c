/* BaseException: what all exceptions share. */
#include "object/exception.h"

#include "object/containers.h"
#include "object/object.h"
#include "object/str.h"

#define EXC(o) ((PmlException *)(o))

/* -- making ------------------------------------------------------------------------------ */

PmlObj *pml_base_exception_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    PmlObj *self = t->alloc(E, t, 0);
    if (!self) {
        return NULL;
    }
    EXC(self)->args.p = args ? pml_incref(args) : pml_tuple_new(E, 0);
    if (!EXC(self)->args.p) {
        pml_decref(E, self);
        return NULL;
    }
    return self;
}

int pml_base_exception_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, PML_TYPE_OF(self)->name.p, kwargs)) {
        return -1;
    }
    PML_SETREF(E, EXC(self)->args, pml_incref(args));
    return 0;
}

/* -- dying ------------------------------------------------------------------------------- */

int pml_base_exception_clear(PmlEngine *E, PmlObj *self)
{
    PmlException *e = EXC(self);
    PML_CLEAR(E, e->dict);
    PML_CLEAR(E, e->args);
    PML_CLEAR(E, e->notes);
    PML_CLEAR(E, e->traceback);
    PML_CLEAR(E, e->cause);
    PML_CLEAR(E, e->context);
    return 0;
}

int pml_base_exception_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlException *e = EXC(self);
    PML_VISIT(e->dict);
    PML_VISIT(e->args);
    PML_VISIT(e->notes);
    PML_VISIT(e->traceback);
    PML_VISIT(e->cause);
    PML_VISIT(e->context);
    return 0;
}

static void field(PmlRefSink *sink, PmlRef slot, const char *text)
{
    if (slot.p) {
        sink->ref(sink, slot.p, PML_EDGE_FIELD, NULL, text, 0);
    }
}

void pml_base_exception_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlException *e = EXC(self);
    field(sink, e->dict, "__dict__");
    field(sink, e->args, "args");
    field(sink, e->notes, "notes");
    field(sink, e->traceback, "__traceback__");
    field(sink, e->cause, "__cause__");
    field(sink, e->context, "__context__");
}

/* -- showing ----------------------------------------------------------------------------- */

PmlObj *pml_base_exception_str(PmlEngine *E, PmlObj *self)
{
    PmlObj *args = EXC(self)->args.p;
    switch (PML_TUPLE_LEN(args)) {
    case 0: return pml_incref(E->rt->empty_str.p);
    case 1: return pml_str(E, PML_TUPLE_AT(args, 0));
    default: return pml_str(E, args);
    }
}

static PmlObj *base_exception_repr(PmlEngine *E, PmlObj *self)
{
    const char *name = pml_type_short_name(PML_TYPE_OF(self));
    PmlObj *args = EXC(self)->args.p;
    if (PML_TUPLE_LEN(args) == 1) {
        return pml_str_format(E, "%s(%R)", name, PML_TUPLE_AT(args, 0));
    }
    return pml_str_format(E, "%s%R", name, args);
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *method_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlException *e = EXC(self);
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    if (e->args.p && e->dict.p) {
        return pml_tuple_pack(E, 3, type, e->args.p, e->dict.p);
    }
    return pml_tuple_pack(E, 2, type, e->args.p);
}

static PmlObj *method_setstate(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *state = args[0].p;
    if (state == PML_NONE(E)) {
        return pml_none(E);
    }
    if (!PML_IS_DICT(state)) {
        return PML_RAISE(E, TypeError, "state is not a dictionary");
    }
    int64_t pos = 0;
    PmlObj *key, *value;
    while (pml_dict_next(state, &pos, &key, &value, NULL)) {
        pml_incref(key);
        pml_incref(value);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, key, "__setstate__: key");
        pml_hold(E, value, "__setstate__: value");
        int r = pml_setattr(E, self, key, value);
        pml_hold_drop(E, mark);
        pml_decref(E, value);
        pml_decref(E, key);
        if (r < 0) {
            return NULL;
        }
    }
    return pml_none(E);
}

static int set_traceback(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value) {
        PML_RAISE(E, TypeError, "__traceback__ may not be deleted");
        return -1;
    }
    if (value != PML_NONE(E) && !PML_IS(value, traceback)) {
        PML_RAISE(E, TypeError, "__traceback__ must be a traceback or None");
        return -1;
    }
    pml_exception_set_traceback(E, self, value == PML_NONE(E) ? NULL : value);
    return 0;
}

static PmlObj *method_with_traceback(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                     PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (set_traceback(E, self, args[0].p, NULL) < 0) {
        return NULL;
    }
    return pml_incref(self);
}

/* Makes self.__notes__ a new list. Returns it borrowed from self, as a new reference. */
static PmlObj *create_notes(PmlEngine *E, PmlObj *self)
{
    PmlObj *notes = pml_list_new(E, 0);
    if (notes && pml_setattr(E, self, PML_ID(E, __notes__), notes) < 0) {
        pml_decref(E, notes);
        return NULL;
    }
    return notes;
}

static PmlObj *method_add_note(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *note = args[0].p;
    if (!PML_IS_STR(note)) {
        return PML_RAISE(E, TypeError, "note must be a str, not '%s'", PML_TYPE_OF(note)->name.p);
    }
    PmlObj *notes = NULL;
    int found = pml_lookup_attr(E, self, PML_ID(E, __notes__), &notes);
    if (found < 0) {
        return NULL;
    }
    if (!notes) {
        notes = create_notes(E, self);
        if (!notes) {
            return NULL;
        }
    } else if (!PML_IS_LIST(notes)) {
        pml_decref(E, notes);
        return PML_RAISE(E, TypeError, "Cannot add note: __notes__ is not a list");
    }
    int r = pml_list_append(E, notes, note);
    pml_decref(E, notes);
    return r < 0 ? NULL : pml_none(E);
}

static const PmlMethodDef methods[] = {
    {"__reduce__", method_reduce, NULL, PML_METH_NOARGS, NULL},
    {"__setstate__", method_setstate, NULL, PML_METH_O, NULL},
    {"with_traceback", method_with_traceback, NULL, PML_METH_O,
     "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", method_add_note, NULL, PML_METH_O,
     "Exception.add_note(note) --\n    add a note to the exception"},
    {NULL, NULL, NULL, 0, NULL},
};

/* -- attributes -------------------------------------------------------------------------- */

static PmlObj *or_none(PmlEngine *E, PmlObj *o)
{
    return pml_incref(o ? o : PML_NONE(E));
}

static PmlObj *get_args(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, EXC(self)->args.p);
}

static int set_args(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value) {
        PML_RAISE(E, TypeError, "args may not be deleted");
        return -1;
    }
    PmlObj *args = pml_sequence_tuple(E, value);
    if (!args) {
        return -1;
    }
    PML_SETREF(E, EXC(self)->args, args);
    return 0;
}

static PmlObj *get_traceback(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, EXC(self)->traceback.p);
}

static PmlObj *get_context(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, EXC(self)->context.p);
}

static PmlObj *get_cause(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, EXC(self)->cause.p);
}

/* A new reference to what may be linked; *failed when the value cannot be. None gives NULL. */
static PmlObj *linkable(PmlEngine *E, PmlObj *value, const char *name, const char *what,
                        bool *failed)
{
    *failed = true;
    if (!value) {
        return PML_RAISE(E, TypeError, "%s may not be deleted", name);
    }
    if (value == PML_NONE(E)) {
        *failed = false;
        return NULL;
    }
    if (!PML_IS_EXC(value)) {
        return PML_RAISE(E, TypeError, "exception %s must be None or derive from BaseException",
                         what);
    }
    *failed = false;
    return pml_incref(value);
}

static int set_context(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    bool failed;
    PmlObj *context = linkable(E, value, "__context__", "context", &failed);
    if (!failed) {
        pml_exception_set_context(E, self, context);
    }
    return failed ? -1 : 0;
}

static int set_cause(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    bool failed;
    PmlObj *cause = linkable(E, value, "__cause__", "cause", &failed);
    if (!failed) {
        pml_exception_set_cause(E, self, cause);
    }
    return failed ? -1 : 0;
}

static const PmlGetSetDef getset[] = {
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {"args", get_args, set_args, NULL, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL, NULL},
    {"__context__", get_context, set_context, "exception context", NULL},
    {"__cause__", get_cause, set_cause, "exception cause", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PmlMemberDef members[] = {
    {"__suppress_context__", PML_MEMBER_BOOL, offsetof(PmlException, suppress_context), false,
     NULL},
    {NULL, 0, 0, false, NULL},
};

/* Called for BaseException itself; the others inherit all of this. */
void pml_base_exception_fill(PmlType *t)
{
    t->repr = base_exception_repr;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

/* -- for C code -------------------------------------------------------------------------- */

void pml_exception_set_traceback(PmlEngine *E, PmlObj *exc, PmlObj *tb)
{
    PML_SETREF(E, EXC(exc)->traceback, pml_xincref(tb));
}

PmlObj *pml_exception_traceback(PmlObj *exc)
{
    return EXC(exc)->traceback.p;
}

PmlObj *pml_exception_context(PmlObj *exc)
{
    return pml_xincref(EXC(exc)->context.p);
}

PmlObj *pml_exception_cause(PmlObj *exc)
{
    return pml_xincref(EXC(exc)->cause.p);
}

void pml_exception_set_context(PmlEngine *E, PmlObj *exc, PmlObj *context)
{
    PML_SETREF(E, EXC(exc)->context, context);
}

void pml_exception_set_cause(PmlEngine *E, PmlObj *exc, PmlObj *cause)
{
    EXC(exc)->suppress_context = 1;
    PML_SETREF(E, EXC(exc)->cause, cause);
}

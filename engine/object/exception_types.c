/* The exception types: one description per kind of layout, applied to every type of types.def;
 * and the kinds that only add a field or two. */
#include "object/exception.h"

#include "object/callables.h"
#include "object/containers.h"
#include "object/object.h"
#include "object/str.h"

static const struct {
    int base;
    const PmlExcKind *kind;
} type_table[PML_TYPE_COUNT] = {
#define PML_EXC_DEF(x, parent, k) [PML_T_##x] = {PML_T_##parent, &pml_exc_kind_##k},
#include "object/types.def"
};

/* A Python subclass of an exception has the fields of the static type it descends from. */
static const PmlExcKind *kind_of(const PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    while (t->id < 0) {
        t = t->base.p;
    }
    return type_table[t->id].kind;
}

static PmlRef *field_slot(PmlObj *o, const PmlExcField *f)
{
    return (PmlRef *)(void *)((char *)o + f->offset);
}

static int exception_clear(PmlEngine *E, PmlObj *self)
{
    for (const PmlExcField *f = kind_of(self)->fields; f->text; f++) {
        PmlRef *slot = field_slot(self, f);
        PML_CLEAR(E, *slot);
    }
    return pml_base_exception_clear(E, self);
}

static int exception_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    for (const PmlExcField *f = kind_of(self)->fields; f->text; f++) {
        PML_VISIT(*field_slot(self, f));
    }
    return pml_base_exception_traverse(E, self, visit, ctx);
}

static void exception_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    for (const PmlExcField *f = kind_of(self)->fields; f->text; f++) {
        PmlRef *slot = field_slot(self, f);
        if (slot->p) {
            sink->ref(sink, slot->p, PML_EDGE_FIELD, NULL, f->text, 0);
        }
    }
    pml_base_exception_refs(E, self, sink);
}

/* Types with fields of their own. */
static void exception_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PmlRef *weaklist = pml_weaklist_slot(E, self);
    if (weaklist && weaklist->p) {
        pml_clear_weakrefs(E, self);
    }
    exception_clear(E, self);
    PML_TYPE_OF(self)->free(E, self);
}

/* Plain ones: protected by the trashcan, since __context__ makes long chains. Subclasses made in
 * Python come here from their own, protected dealloc. */
static void plain_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    bool outermost = PML_TYPE_OF(self)->dealloc == plain_dealloc;
    if (outermost && pml_trashcan_begin(E, self)) {
        return;
    }
    pml_base_exception_clear(E, self);
    PML_TYPE_OF(self)->free(E, self);
    if (outermost) {
        pml_trashcan_end(E);
    }
}

/* ExceptionGroup is a class made at start-up in CPython: counted, and protected as those are. */
static void group_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    bool outermost = PML_TYPE_OF(self)->dealloc == group_dealloc;
    if (outermost && pml_trashcan_begin(E, self)) {
        return;
    }
    PmlRef *weaklist = pml_weaklist_slot(E, self);
    if (weaklist && weaklist->p) {
        pml_clear_weakrefs(E, self);
    }
    exception_clear(E, self);
    pml_object_free_counted(E, self);
    if (outermost) {
        pml_trashcan_end(E);
    }
}

static int group_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    return exception_traverse(E, self, visit, ctx);
}

/* What a type has itself, so that its __dict__ shows it; the rest is inherited. Types that add no
 * fields to BaseException's define __new__ and __init__ anew, those that add nothing to another
 * kind only __init__, those that add fields __init__ and what is special to them. */
static void set_own_slots(PmlType *t, int index)
{
    const PmlExcKind *kind = type_table[index].kind;
    bool first = index == PML_T_BaseException || type_table[type_table[index].base].kind != kind;
    bool plain = kind == &pml_exc_kind_Base && index != PML_T_KeyError;
    bool unicode = kind == &pml_exc_kind_UnicodeError;
    if (index == PML_T_ExceptionGroup) {
        return;
    }
    t->init = kind->init ? kind->init : pml_base_exception_init;
    if (plain || unicode || (first && kind->new_)) {
        t->new_ = kind->new_ ? kind->new_ : pml_base_exception_new;
    }
    bool named = index == PML_T_AttributeError || index == PML_T_NameError;
    if (first && (kind->str || named || index == PML_T_BaseException)) {
        t->str = kind->str ? kind->str : pml_base_exception_str;
    }
}

void pml_exception_init_type(PmlEngine *E, PmlType *t, int index)
{
    const PmlExcKind *kind = type_table[index].kind;
    bool plain = kind == &pml_exc_kind_Base;
    t->flags |= PML_TF_BASETYPE | PML_TF_GC | PML_TF_EXC;
    t->basicsize = kind->basicsize;
    t->doc.p = pml_exception_doc(index);
    t->dictoffset = offsetof(PmlException, dict);
    t->base.p = &E->rt->types[type_table[index].base];
    t->dealloc = plain ? plain_dealloc : exception_dealloc;
    t->traverse = exception_traverse;
    t->clear = exception_clear;
    t->refs_of = exception_refs;
    set_own_slots(t, index);
    if (index == PML_T_BaseException) {
        pml_base_exception_fill(t);
        return;
    }
    /* Attributes are defined where their fields first appear. */
    if (type_table[type_table[index].base].kind != kind && index != PML_T_ExceptionGroup) {
        t->methods.p = kind->methods;
        t->getset.p = kind->getset;
        t->members.p = kind->members;
    }
    if (index == PML_T_ExceptionGroup) {
        t->flags |= PML_TF_COUNTED;
        t->dealloc = group_dealloc;
        t->traverse = group_traverse;
        t->weaklistoffset = t->basicsize;
        t->basicsize += (int64_t)sizeof(PmlRef);
    }
    if (index == PML_T_KeyError) {
        t->str = pml_key_error_str;
    }
    pml_unicode_error_fill(t);
}

/* ExceptionGroup(BaseExceptionGroup, Exception): its layout comes from the first. */
bool pml_exception_set_bases(PmlEngine *E)
{
    PmlType *t = PML_TYPE(E, ExceptionGroup);
    t->base.p = PML_TYPE(E, BaseExceptionGroup);
    t->bases.p = pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE(E, BaseExceptionGroup),
                                (PmlObj *)PML_TYPE(E, Exception));
    return t->bases.p != NULL;
}

/* -- plain exceptions and KeyError ------------------------------------------------------- */

const PmlExcKind pml_exc_kind_Base = {
    sizeof(PmlException), NULL, NULL, NULL, NULL, NULL, NULL, {{NULL, 0}},
};

/* A lone key is shown as its repr, so that KeyError('') does not look empty. */
PmlObj *pml_key_error_str(PmlEngine *E, PmlObj *self)
{
    PmlObj *args = ((PmlException *)self)->args.p;
    if (PML_TUPLE_LEN(args) == 1) {
        return pml_repr(E, PML_TUPLE_AT(args, 0));
    }
    return pml_base_exception_str(E, self);
}

/* -- StopIteration and SystemExit -------------------------------------------------------- */

static int stop_iteration_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (pml_base_exception_init(E, self, args, kwargs) < 0) {
        return -1;
    }
    PmlStopIterationObj *e = (PmlStopIterationObj *)self;
    PML_CLEAR(E, e->value);
    e->value.p = pml_incref(PML_TUPLE_LEN(args) > 0 ? PML_TUPLE_AT(args, 0) : PML_NONE(E));
    return 0;
}

static const PmlMemberDef stop_iteration_members[] = {
    {"value", PML_MEMBER_OBJECT, offsetof(PmlStopIterationObj, value), false,
     "generator return value"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_StopIteration = {
    sizeof(PmlStopIterationObj),
    NULL,
    stop_iteration_init,
    NULL,
    NULL,
    NULL,
    stop_iteration_members,
    {{"value", offsetof(PmlStopIterationObj, value)}, {NULL, 0}},
};

static int system_exit_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (pml_base_exception_init(E, self, args, kwargs) < 0) {
        return -1;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (n > 0) {
        PmlSystemExitObj *e = (PmlSystemExitObj *)self;
        PML_SETREF(E, e->code, pml_incref(n == 1 ? PML_TUPLE_AT(args, 0) : args));
    }
    return 0;
}

static const PmlMemberDef system_exit_members[] = {
    {"code", PML_MEMBER_OBJECT, offsetof(PmlSystemExitObj, code), false, "exception code"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_SystemExit = {
    sizeof(PmlSystemExitObj),
    NULL,
    system_exit_init,
    NULL,
    NULL,
    NULL,
    system_exit_members,
    {{"code", offsetof(PmlSystemExitObj, code)}, {NULL, 0}},
};

/* -- NameError, AttributeError, ImportError: keyword-only fields ------------------------- */

/* Sets the args, then reads the keywords into out (borrowed). */
static bool init_keywords(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs,
                          const char *fname, const char *const *names, PmlObj **out)
{
    return pml_base_exception_init(E, self, args, NULL) == 0 &&
           pml_parse_format(E, fname, E->rt->empty_tuple.p, kwargs, names, 0, 0, out);
}

static int name_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"name", NULL};
    PmlObj *out[1];
    if (!init_keywords(E, self, args, kwargs, "NameError", names, out)) {
        return -1;
    }
    PML_SETREF(E, ((PmlNameErrorObj *)self)->name, pml_xincref(out[0]));
    return 0;
}

static const PmlMemberDef name_error_members[] = {
    {"name", PML_MEMBER_OBJECT, offsetof(PmlNameErrorObj, name), false, "name"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_NameError = {
    sizeof(PmlNameErrorObj),
    NULL,
    name_error_init,
    NULL,
    NULL,
    NULL,
    name_error_members,
    {{"name", offsetof(PmlNameErrorObj, name)}, {NULL, 0}},
};

static int attribute_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"name", "obj", NULL};
    PmlObj *out[2];
    if (!init_keywords(E, self, args, kwargs, "AttributeError", names, out)) {
        return -1;
    }
    PmlAttributeErrorObj *e = (PmlAttributeErrorObj *)self;
    PML_SETREF(E, e->name, pml_xincref(out[0]));
    PML_SETREF(E, e->obj, pml_xincref(out[1]));
    return 0;
}

static const PmlMemberDef attribute_error_members[] = {
    {"name", PML_MEMBER_OBJECT, offsetof(PmlAttributeErrorObj, name), false, "attribute name"},
    {"obj", PML_MEMBER_OBJECT, offsetof(PmlAttributeErrorObj, obj), false, "object"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_AttributeError = {
    sizeof(PmlAttributeErrorObj),
    NULL,
    attribute_error_init,
    NULL,
    NULL,
    NULL,
    attribute_error_members,
    {{"obj", offsetof(PmlAttributeErrorObj, obj)},
     {"name", offsetof(PmlAttributeErrorObj, name)},
     {NULL, 0}},
};

static int import_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"name", "path", NULL};
    PmlObj *out[2];
    if (!init_keywords(E, self, args, kwargs, "ImportError", names, out)) {
        return -1;
    }
    PmlImportErrorObj *e = (PmlImportErrorObj *)self;
    PML_SETREF(E, e->name, pml_xincref(out[0]));
    PML_SETREF(E, e->path, pml_xincref(out[1]));
    if (PML_TUPLE_LEN(args) == 1) {
        PML_SETREF(E, e->msg, pml_incref(PML_TUPLE_AT(args, 0)));
    }
    return 0;
}

static PmlObj *import_error_str(PmlEngine *E, PmlObj *self)
{
    PmlObj *msg = ((PmlImportErrorObj *)self)->msg.p;
    if (msg && PML_IS(msg, str)) {
        return pml_incref(msg);
    }
    return pml_base_exception_str(E, self);
}

/* The instance dict with name and path added; NULL without error: nothing to keep. */
static PmlObj *import_error_state(PmlEngine *E, PmlImportErrorObj *e)
{
    if (!e->name.p && !e->path.p) {
        return pml_xincref(e->dict.p);
    }
    PmlObj *state = e->dict.p ? pml_dict_copy(E, e->dict.p) : pml_dict_new(E);
    if (!state) {
        return NULL;
    }
    if ((e->name.p && pml_dict_set(E, state, PML_ID(E, name), e->name.p) < 0) ||
        (e->path.p && pml_dict_set(E, state, PML_ID(E, path), e->path.p) < 0)) {
        pml_decref(E, state);
        return NULL;
    }
    return state;
}

static PmlObj *import_error_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                   PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlImportErrorObj *e = (PmlImportErrorObj *)self;
    PmlObj *state = import_error_state(E, e);
    if (!state && pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    PmlObj *r = state ? pml_tuple_pack(E, 3, type, e->args.p, state)
                      : pml_tuple_pack(E, 2, type, e->args.p);
    pml_xdecref(E, state);
    return r;
}

static const PmlMethodDef import_error_methods[] = {
    {"__reduce__", import_error_reduce, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlMemberDef import_error_members[] = {
    {"msg", PML_MEMBER_OBJECT, offsetof(PmlImportErrorObj, msg), false, "exception message"},
    {"name", PML_MEMBER_OBJECT, offsetof(PmlImportErrorObj, name), false, "module name"},
    {"path", PML_MEMBER_OBJECT, offsetof(PmlImportErrorObj, path), false, "module path"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_ImportError = {
    sizeof(PmlImportErrorObj),
    NULL,
    import_error_init,
    import_error_str,
    import_error_methods,
    NULL,
    import_error_members,
    {{"msg", offsetof(PmlImportErrorObj, msg)},
     {"name", offsetof(PmlImportErrorObj, name)},
     {"path", offsetof(PmlImportErrorObj, path)},
     {NULL, 0}},
};

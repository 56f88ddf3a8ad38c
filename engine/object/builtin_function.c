/* builtin_function_or_method: C functions as objects, and the checks every C function gets. */
#include "object/callables.h"

#include <inttypes.h>
#include <stdio.h>

#include "object/containers.h"
#include "object/str.h"

#define BUILTIN(o) ((PmlBuiltin *)(o))

/* -- running a method definition --------------------------------------------------------- */

/* "f()", "list.append()" or "math.sin()": how error texts call it. New reference. */
static PmlObj *function_text(PmlEngine *E, PmlObj *f)
{
    PmlObj *qualname = NULL, *module = NULL;
    if (pml_lookup_attr(E, f, PML_ID(E, __qualname__), &qualname) < 0) {
        return NULL;
    }
    if (!qualname) {
        return pml_str(E, f);
    }
    if (pml_lookup_attr(E, f, PML_ID(E, __module__), &module) < 0) {
        pml_decref(E, qualname);
        return NULL;
    }
    PmlObj *r;
    if (module && module != PML_NONE(E) &&
        !(PML_IS_STR(module) && pml_str_equal_text(module, "builtins"))) {
        r = pml_str_format(E, "%S.%S()", module, qualname);
    } else {
        r = pml_str_format(E, "%S()", qualname);
    }
    pml_decref(E, qualname);
    pml_xdecref(E, module);
    return r;
}

static PmlObj *raise_usage(PmlEngine *E, PmlObj *callable, const char *what, int64_t given)
{
    PmlObj *text = function_text(E, callable);
    if (!text) {
        return NULL;
    }
    if (given < 0) {
        PML_RAISE(E, TypeError, "%U takes %s", text, what);
    } else {
        PML_RAISE(E, TypeError, "%U takes %s (%zd given)", text, what, given);
    }
    pml_decref(E, text);
    return NULL;
}

/* Builds the tuple (and dict) that a VARARGS function really gets. */
static PML_INLINE PmlObj *call_var(PmlEngine *E, const PmlMethodDef *def, PmlObj *self,
                                   PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PmlObj *tuple = pml_tuple_from(E, args, nargs);
    if (!tuple) {
        return NULL;
    }
    PmlObj *dict = NULL;
    if (kwnames && PML_TUPLE_LEN(kwnames) > 0) {
        dict = pml_dict_from_items(E, PML_TUPLE_ITEMS(kwnames), 1, args + nargs, 1,
                                   PML_TUPLE_LEN(kwnames));
        if (!dict) {
            pml_decref(E, tuple);
            return NULL;
        }
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, tuple, "call: argument tuple");
    if (dict) {
        pml_hold(E, dict, "call: keyword dict");
    }
    PmlObj *result = def->var(E, self, tuple, dict);
    pml_hold_drop(E, mark);
    pml_decref(E, tuple);
    pml_xdecref(E, dict);
    return result;
}

static PML_INLINE PmlObj *call_def(PmlEngine *E, const PmlMethodDef *def, PmlObj *self,
                                   PmlObj *callable, PmlRef *args, uint64_t nargsf, PmlObj *kwnames)
{
    int64_t nargs = PML_NARGS(nargsf);
    bool keywords = (def->flags & PML_METH_KEYWORDS) != 0;
    if (!keywords && kwnames && PML_TUPLE_LEN(kwnames) > 0) {
        return raise_usage(E, callable, "no keyword arguments", -1);
    }
    if ((def->flags & PML_METH_NOARGS) && nargs != 0) {
        return raise_usage(E, callable, "no arguments", nargs);
    }
    if ((def->flags & PML_METH_O) && nargs != 1) {
        return raise_usage(E, callable, "exactly one argument", nargs);
    }
    if (pml_recursion_enter(E, " while calling a Python object")) {
        return NULL;
    }
    PmlObj *result = (def->flags & PML_METH_VARARGS) ? call_var(E, def, self, args, nargs, kwnames)
                                                     : def->fast(E, self, args, nargs, kwnames);
    pml_recursion_leave(E);
    return result;
}

PmlObj *pml_method_def_call(PmlEngine *E, const PmlMethodDef *def, PmlObj *self, PmlObj *callable,
                            PmlRef *args, uint64_t nargsf, PmlObj *kwnames)
{
    return call_def(E, def, self, callable, args, nargsf, kwnames);
}

static PmlObj *builtin_vectorcall(PmlEngine *E, PmlObj *f, PmlRef *args, uint64_t nargsf,
                                  PmlObj *kwnames)
{
    return call_def(E, BUILTIN(f)->def.p, BUILTIN(f)->self.p, f, args, nargsf, kwnames);
}

/* tp_call: VARARGS functions take the tuple as it is. */
static PmlObj *builtin_call(PmlEngine *E, PmlObj *f, PmlObj *args, PmlObj *kwargs)
{
    const PmlMethodDef *def = BUILTIN(f)->def.p;
    if (!(def->flags & PML_METH_VARARGS)) {
        return pml_vectorcall_call(E, f, args, kwargs);
    }
    if (!(def->flags & PML_METH_KEYWORDS) && !pml_no_keywords(E, def->name, kwargs)) {
        return NULL;
    }
    return def->var(E, BUILTIN(f)->self.p, args, kwargs);
}

/* -- life -------------------------------------------------------------------------------- */

PmlObj *pml_builtin_new(PmlEngine *E, const PmlMethodDef *def, PmlObj *self, PmlObj *module)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, builtin_function_or_method));
    if (!o) {
        return NULL;
    }
    BUILTIN(o)->def.p = def;
    BUILTIN(o)->self.p = pml_xincref(self);
    BUILTIN(o)->module.p = pml_xincref(module);
    if (!(def->flags & PML_METH_VARARGS)) {
        BUILTIN(o)->vectorcall.p = (void *)(uintptr_t)builtin_vectorcall;
    }
    pml_gc_track(E, o);
    return o;
}

static void builtin_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    if (pml_trashcan_begin(E, o)) {
        return;
    }
    if (BUILTIN(o)->weaklist.p) {
        pml_clear_weakrefs(E, o);
    }
    PML_CLEAR(E, BUILTIN(o)->self);
    PML_CLEAR(E, BUILTIN(o)->module);
    pml_object_del_gc(E, o);
    pml_trashcan_end(E);
}

static int builtin_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(BUILTIN(self)->self);
    PML_VISIT(BUILTIN(self)->module);
    return 0;
}

static void builtin_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (BUILTIN(o)->self.p) {
        sink->ref(sink, BUILTIN(o)->self.p, PML_EDGE_FIELD, NULL, "__self__", 0);
    }
    if (BUILTIN(o)->module.p) {
        sink->ref(sink, BUILTIN(o)->module.p, PML_EDGE_FIELD, NULL, "__module__", 0);
    }
}

/* -- attributes -------------------------------------------------------------------------- */

static bool is_plain_function(const PmlObj *o)
{
    const PmlObj *self = ((const PmlBuiltin *)o)->self.p;
    return !self || PML_IS(self, module);
}

static PmlObj *builtin_repr(PmlEngine *E, PmlObj *o)
{
    const char *name = BUILTIN(o)->def.p->name;
    if (is_plain_function(o)) {
        return pml_str_format(E, "<built-in function %s>", name);
    }
    char at[24];
    snprintf(at, sizeof(at), "0x%" PRIx64, pml_model_address(E, BUILTIN(o)->self.p));
    return pml_str_format(E, "<built-in method %s of %s object at %s>", name,
                          PML_TYPE_OF(BUILTIN(o)->self.p)->name.p, at);
}

static PmlObj *builtin_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, builtin_function_or_method) ||
        !PML_IS(b, builtin_function_or_method)) {
        return pml_not_implemented(E);
    }
    bool eq = BUILTIN(a)->self.p == BUILTIN(b)->self.p && BUILTIN(a)->def.p == BUILTIN(b)->def.p;
    return pml_bool(E, eq == (op == PML_EQ));
}

/* The C function's address says nothing here; its name stands in. */
static int64_t builtin_hash(PmlEngine *E, PmlObj *o)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (const char *p = BUILTIN(o)->def.p->name; *p; p++) {
        h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
    }
    PmlObj *self = BUILTIN(o)->self.p;
    int64_t r = (int64_t)h ^ (self ? pml_hash_pointer(E, self) : 0);
    return r == -1 ? -2 : r;
}

static PmlObj *get_name(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, BUILTIN(o)->def.p->name);
}

static PmlObj *get_qualname(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    const char *name = BUILTIN(o)->def.p->name;
    if (is_plain_function(o)) {
        return pml_str_text(E, name);
    }
    PmlObj *self = BUILTIN(o)->self.p;
    PmlObj *type = PML_IS_TYPE(self) ? self : (PmlObj *)PML_TYPE_OF(self);
    PmlObj *type_name = pml_getattr(E, type, PML_ID(E, __qualname__));
    if (!type_name) {
        return NULL;
    }
    if (!PML_IS_STR(type_name)) {
        PML_RAISE(E, TypeError, "<method>.__class__.__qualname__ is not a unicode object");
        pml_decref(E, type_name);
        return NULL;
    }
    PmlObj *r = pml_str_format(E, "%S.%s", type_name, name);
    pml_decref(E, type_name);
    return r;
}

static PmlObj *get_doc(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    const char *doc = BUILTIN(o)->def.p->doc;
    return doc ? pml_str_text(E, doc) : pml_none(E);
}

static PmlObj *get_self(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *self = BUILTIN(o)->self.p;
    return pml_incref(self ? self : PML_NONE(E));
}

static PmlObj *get_signature(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(o);
    PML_UNUSED(closure);
    return pml_none(E);
}

static PmlObj *builtin_reduce(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *name = pml_str_text(E, BUILTIN(o)->def.p->name);
    if (!name || is_plain_function(o)) {
        return name;
    }
    PmlObj *getattr = pml_dict_get_text(E, E->rt->builtins.p, "getattr");
    PmlObj *inner = pml_tuple_pack(E, 2, BUILTIN(o)->self.p, name);
    pml_decref(E, name);
    PmlObj *r = inner && getattr ? pml_tuple_pack(E, 2, getattr, inner) : NULL;
    pml_xdecref(E, inner);
    return r;
}

static const PmlMethodDef methods[] = {
    {"__reduce__", builtin_reduce, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlGetSetDef getset[] = {
    {"__doc__", get_doc, NULL, NULL, NULL},
    {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL, NULL},
    {"__self__", get_self, NULL, NULL, NULL},
    {"__text_signature__", get_signature, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PmlMemberDef members[] = {
    {"__module__", PML_MEMBER_OBJECT, offsetof(PmlBuiltin, module), false, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_builtin_function_or_method(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC | PML_TF_VECTORCALL | PML_TF_NO_NEW;
    t->basicsize = sizeof(PmlBuiltin);
    t->weaklistoffset = offsetof(PmlBuiltin, weaklist);
    t->vectorcall_offset = offsetof(PmlBuiltin, vectorcall);
    t->dealloc = builtin_dealloc;
    t->traverse = builtin_traverse;
    t->refs_of = builtin_refs;
    t->repr = builtin_repr;
    t->hash = builtin_hash;
    t->call = builtin_call;
    t->getattro = pml_generic_getattr;
    t->richcompare = builtin_compare;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

/* Function objects: what `def` and `lambda` make. Running them is the vm's business. */
#include "object/callables.h"

#include <inttypes.h>
#include <stdio.h>

#include "object/containers.h"
#include "object/str.h"

#define FUNC(o) ((PmlFunction *)(o))

/* -- making ------------------------------------------------------------------------------ */

static PmlObj *call_upwards(PmlEngine *E, PmlObj *f, PmlRef *args, uint64_t nargsf, PmlObj *kwnames)
{
    PML_TAIL E->upcalls->call_function(E, f, args, nargsf, kwnames);
}

/* The builtins a function with these globals sees: borrowed; NULL with an error. */
static PmlObj *builtins_of(PmlEngine *E, PmlObj *globals)
{
    PmlObj *builtins = pml_dict_get(E, globals, PML_ID(E, __builtins__));
    if (builtins) {
        return PML_IS(builtins, module) ? pml_module_dict(builtins) : builtins;
    }
    return pml_error_pending(E) ? NULL : E->rt->builtins.p;
}

PmlObj *pml_function_new(PmlEngine *E, PmlObj *code, PmlObj *globals)
{
    const PmlCode *co = (PmlCode *)code;
    PmlObj *doc = PML_NONE(E);
    if (PML_TUPLE_LEN(co->consts.p) >= 1 && PML_IS_STR(PML_TUPLE_AT(co->consts.p, 0))) {
        doc = PML_TUPLE_AT(co->consts.p, 0);
    }
    PmlObj *module = pml_dict_get(E, globals, PML_ID(E, __name__));
    if (!module && pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *builtins = builtins_of(E, globals);
    if (!builtins && pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, function));
    if (!o) {
        return NULL;
    }
    PmlFunction *f = FUNC(o);
    f->globals.p = pml_incref(globals);
    f->builtins.p = pml_xincref(builtins);
    f->name.p = pml_incref(co->name.p);
    f->qualname.p = pml_incref(co->qualname.p);
    f->code.p = pml_incref(code);
    f->doc.p = pml_incref(doc);
    f->module.p = pml_xincref(module);
    f->vectorcall_unused.p = (void *)(uintptr_t)call_upwards;
    pml_gc_track(E, o);
    return o;
}

static PmlObj *check_closure(PmlEngine *E, const PmlCode *co, PmlObj *closure)
{
    if (!PML_IS_TUPLE(closure)) {
        if (co->nfreevars && closure == PML_NONE(E)) {
            return PML_RAISE(E, TypeError, "arg 5 (closure) must be tuple");
        }
        if (closure != PML_NONE(E)) {
            return PML_RAISE(E, TypeError, "arg 5 (closure) must be None or tuple");
        }
    }
    int64_t n = closure == PML_NONE(E) ? 0 : PML_TUPLE_LEN(closure);
    if (n != co->nfreevars) {
        return PML_RAISE(E, ValueError, "%U requires closure of length %zd, not %zd", co->name.p,
                         (int64_t)co->nfreevars, n);
    }
    for (int64_t i = 0; i < n; i++) {
        if (!PML_IS(PML_TUPLE_AT(closure, i), cell)) {
            return PML_RAISE(E, TypeError, "arg 5 (closure) expected cell, found %s",
                             PML_TYPE_OF(PML_TUPLE_AT(closure, i))->name.p);
        }
    }
    return closure;
}

static PmlObj *function_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"code", "globals", "name", "argdefs", "closure", NULL};
    PmlObj *a[5];
    PML_UNUSED(t);
    if (!pml_parse_tuple(E, "function", args, kwargs, names, 2, 5, a)) {
        return NULL;
    }
    if (!PML_IS(a[0], code)) {
        return PML_RAISE(E, TypeError, "function() argument 'code' must be code, not %s",
                         pml_type_given(E, a[0]));
    }
    if (!PML_IS_DICT(a[1])) {
        return PML_RAISE(E, TypeError, "function() argument 'globals' must be dict, not %s",
                         PML_TYPE_OF(a[1])->name.p);
    }
    PmlObj *none = PML_NONE(E);
    if (a[2] && a[2] != none && !PML_IS_STR(a[2])) {
        return PML_RAISE(E, TypeError, "arg 3 (name) must be None or string");
    }
    if (a[3] && a[3] != none && !PML_IS_TUPLE(a[3])) {
        return PML_RAISE(E, TypeError, "arg 4 (defaults) must be None or tuple");
    }
    if (!check_closure(E, (PmlCode *)a[0], a[4] ? a[4] : none)) {
        return NULL;
    }
    PmlObj *o = pml_function_new(E, a[0], a[1]);
    if (!o) {
        return NULL;
    }
    if (a[2] && a[2] != none) {
        PML_SETREF(E, FUNC(o)->name, pml_incref(a[2]));
    }
    if (a[3] && a[3] != none) {
        FUNC(o)->defaults.p = pml_incref(a[3]);
    }
    if (a[4] && a[4] != none) {
        FUNC(o)->closure.p = pml_incref(a[4]);
    }
    return o;
}

/* -- dying ------------------------------------------------------------------------------- */

/* Everything but the code, the name and the qualified name, which stay valid. */
static void release_contents(PmlEngine *E, PmlFunction *f)
{
    PML_CLEAR(E, f->globals);
    PML_CLEAR(E, f->builtins);
    PML_CLEAR(E, f->module);
    PML_CLEAR(E, f->defaults);
    PML_CLEAR(E, f->kwdefaults);
    PML_CLEAR(E, f->doc);
    PML_CLEAR(E, f->dict);
    PML_CLEAR(E, f->closure);
    PML_CLEAR(E, f->annotations);
}

static int function_clear(PmlEngine *E, PmlObj *self)
{
    PmlFunction *f = FUNC(self);
    f->version = 0;
    release_contents(E, f);
    /* They could be instances of a str subclass and close a cycle. */
    PML_SETREF(E, f->name, pml_incref(E->rt->empty_str.p));
    PML_SETREF(E, f->qualname, pml_incref(E->rt->empty_str.p));
    return 0;
}

static void function_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlFunction *f = FUNC(self);
    pml_gc_untrack(E, self);
    if (f->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    release_contents(E, f);
    PML_CLEAR(E, f->code);
    PML_CLEAR(E, f->name);
    PML_CLEAR(E, f->qualname);
    pml_object_del_gc(E, self);
}

static int function_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlFunction *f = FUNC(self);
    PML_VISIT(f->code);
    PML_VISIT(f->globals);
    PML_VISIT(f->builtins);
    PML_VISIT(f->module);
    PML_VISIT(f->defaults);
    PML_VISIT(f->kwdefaults);
    PML_VISIT(f->doc);
    PML_VISIT(f->name);
    PML_VISIT(f->dict);
    PML_VISIT(f->closure);
    PML_VISIT(f->annotations);
    PML_VISIT(f->qualname);
    return 0;
}

static void function_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlFunction *f = FUNC(self);
    const struct {
        PmlObj *o;
        const char *text;
    } fields[] = {
        {f->globals.p, "__globals__"},
        {f->builtins.p, "__builtins__"},
        {f->name.p, "__name__"},
        {f->qualname.p, "__qualname__"},
        {f->code.p, "__code__"},
        {f->defaults.p, "__defaults__"},
        {f->kwdefaults.p, "__kwdefaults__"},
        {f->closure.p, "__closure__"},
        {f->doc.p, "__doc__"},
        {f->dict.p, "__dict__"},
        {f->module.p, "__module__"},
        {f->annotations.p, "__annotations__"},
    };
    for (int64_t i = 0; i < PML_COUNT_OF(fields); i++) {
        if (fields[i].o) {
            sink->ref(sink, fields[i].o, PML_EDGE_FIELD, NULL, fields[i].text, 0);
        }
    }
}

/* -- attributes -------------------------------------------------------------------------- */

static PmlObj *or_none(PmlEngine *E, PmlRef slot)
{
    return pml_incref(slot.p ? slot.p : PML_NONE(E));
}

static PmlObj *get_code(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PML_UNUSED(closure);
    return pml_incref(FUNC(self)->code.p);
}

static int set_code(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlFunction *f = FUNC(self);
    if (!value || !PML_IS(value, code)) {
        PML_RAISE(E, TypeError, "__code__ must be set to a code object");
        return -1;
    }
    int64_t have = f->closure.p ? PML_TUPLE_LEN(f->closure.p) : 0;
    int64_t want = ((PmlCode *)value)->nfreevars;
    if (have != want) {
        PML_RAISE(E, ValueError, "%U() requires a code object with %zd free vars, not %zd",
                  f->name.p, have, want);
        return -1;
    }
    f->version = 0;
    PML_SETREF(E, f->code, pml_incref(value));
    return 0;
}

static PmlObj *get_name(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PML_UNUSED(closure);
    return pml_incref(FUNC(self)->name.p);
}

static int set_name(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value || !PML_IS_STR(value)) {
        PML_RAISE(E, TypeError, "__name__ must be set to a string object");
        return -1;
    }
    PML_SETREF(E, FUNC(self)->name, pml_incref(value));
    return 0;
}

static PmlObj *get_qualname(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PML_UNUSED(closure);
    return pml_incref(FUNC(self)->qualname.p);
}

static int set_qualname(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value || !PML_IS_STR(value)) {
        PML_RAISE(E, TypeError, "__qualname__ must be set to a string object");
        return -1;
    }
    PML_SETREF(E, FUNC(self)->qualname, pml_incref(value));
    return 0;
}

static PmlObj *get_defaults(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, FUNC(self)->defaults);
}

/* None and deletion both empty the field. */
static int set_optional(PmlEngine *E, PmlRef *slot, PmlObj *value, bool fits, const char *text)
{
    if (value == PML_NONE(E)) {
        value = NULL;
    }
    if (value && !fits) {
        PML_RAISE(E, TypeError, "%s", text);
        return -1;
    }
    PML_SETREF(E, *slot, pml_xincref(value));
    return 0;
}

static int set_defaults(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    FUNC(self)->version = 0;
    return set_optional(E, &FUNC(self)->defaults, value, value && PML_IS_TUPLE(value),
                        "__defaults__ must be set to a tuple object");
}

static PmlObj *get_kwdefaults(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return or_none(E, FUNC(self)->kwdefaults);
}

static int set_kwdefaults(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    FUNC(self)->version = 0;
    return set_optional(E, &FUNC(self)->kwdefaults, value, value && PML_IS_DICT(value),
                        "__kwdefaults__ must be set to a dict object");
}

/* The compiler leaves a flat tuple of names and values; the first reader gets a dict. */
static PmlObj *annotations_dict(PmlEngine *E, PmlObj *pairs)
{
    PmlObj *dict = pml_dict_new(E);
    for (int64_t i = 0; dict && pairs && i < PML_TUPLE_LEN(pairs); i += 2) {
        if (pml_dict_set(E, dict, PML_TUPLE_AT(pairs, i), PML_TUPLE_AT(pairs, i + 1)) < 0) {
            pml_decref(E, dict);
            return NULL;
        }
    }
    return dict;
}

static PmlObj *get_annotations(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlFunction *f = FUNC(self);
    if (!f->annotations.p || PML_IS(f->annotations.p, tuple)) {
        PmlObj *dict = annotations_dict(E, f->annotations.p);
        if (!dict) {
            return NULL;
        }
        PML_SETREF(E, f->annotations, dict);
    }
    return pml_incref(f->annotations.p);
}

static int set_annotations(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    FUNC(self)->version = 0;
    return set_optional(E, &FUNC(self)->annotations, value, value && PML_IS_DICT(value),
                        "__annotations__ must be set to a dict object");
}

static const PmlGetSetDef getset[] = {
    {"__code__", get_code, set_code, NULL, NULL},
    {"__defaults__", get_defaults, set_defaults, NULL, NULL},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PmlMemberDef members[] = {
    {"__closure__", PML_MEMBER_OBJECT, offsetof(PmlFunction, closure), true, NULL},
    {"__doc__", PML_MEMBER_OBJECT, offsetof(PmlFunction, doc), false, NULL},
    {"__globals__", PML_MEMBER_OBJECT, offsetof(PmlFunction, globals), true, NULL},
    {"__module__", PML_MEMBER_OBJECT, offsetof(PmlFunction, module), false, NULL},
    {"__builtins__", PML_MEMBER_OBJECT, offsetof(PmlFunction, builtins), true, NULL},
    {NULL, 0, 0, false, NULL},
};

/* -- behaviour --------------------------------------------------------------------------- */

static PmlObj *function_repr(PmlEngine *E, PmlObj *self)
{
    char at[24];
    snprintf(at, sizeof(at), "0x%" PRIx64, pml_model_address(E, self));
    return pml_str_format(E, "<function %U at %s>", FUNC(self)->qualname.p, at);
}

static PmlObj *function_descr_get(PmlEngine *E, PmlObj *self, PmlObj *o, PmlObj *type)
{
    PML_UNUSED(type);
    if (!o || o == PML_NONE(E)) {
        return pml_incref(self);
    }
    return pml_method_new(E, self, o);
}

void pml_init_type_function(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC | PML_TF_VECTORCALL | PML_TF_METHOD_DESCR;
    t->basicsize = sizeof(PmlFunction);
    t->dictoffset = offsetof(PmlFunction, dict);
    t->weaklistoffset = offsetof(PmlFunction, weaklist);
    t->vectorcall_offset = offsetof(PmlFunction, vectorcall_unused);
    t->dealloc = function_dealloc;
    t->traverse = function_traverse;
    t->refs_of = function_refs;
    t->clear = function_clear;
    t->new_ = function_new;
    t->repr = function_repr;
    t->call = pml_vectorcall_call;
    t->descr_get = function_descr_get;
    t->getset.p = getset;
    t->members.p = members;
}

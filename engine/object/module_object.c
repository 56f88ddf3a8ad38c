/* Module objects: a namespace with a name. */
#include "object/callables.h"

#include "object/containers.h"
#include "object/str.h"

#define MODULE(o) ((PmlModule *)(o))

/* -- making ------------------------------------------------------------------------------ */

static PmlObj *module_alloc(PmlEngine *E, PmlType *t)
{
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    MODULE(o)->dict.p = pml_dict_new(E);
    if (!MODULE(o)->dict.p) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

/* The five names every module starts with. */
static int fill_dict(PmlEngine *E, PmlModule *m, PmlObj *name, PmlObj *doc)
{
    PmlObj *d = m->dict.p, *none = PML_NONE(E);
    if (pml_dict_set(E, d, PML_ID(E, __name__), name) < 0 ||
        pml_dict_set(E, d, PML_ID(E, __doc__), doc ? doc : none) < 0 ||
        pml_dict_set(E, d, PML_ID(E, __package__), none) < 0 ||
        pml_dict_set(E, d, PML_ID(E, __loader__), none) < 0 ||
        pml_dict_set(E, d, PML_ID(E, __spec__), none) < 0) {
        return -1;
    }
    if (PML_IS(name, str)) {
        PML_SETREF(E, m->name, pml_incref(name));
    }
    return 0;
}

PmlObj *pml_module_new(PmlEngine *E, const char *name)
{
    PmlObj *text = pml_str_text(E, name);
    if (!text) {
        return NULL;
    }
    PmlObj *o = module_alloc(E, PML_TYPE(E, module));
    if (o && fill_dict(E, MODULE(o), text, NULL) < 0) {
        pml_decref(E, o);
        o = NULL;
    }
    pml_decref(E, text);
    if (o) {
        pml_hold(E, o, "import: module");
    }
    return o;
}

static PmlObj *module_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    return module_alloc(E, t);
}

static int module_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"name", "doc", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, "module", args, kwargs, names, 1, 2, a)) {
        return -1;
    }
    if (!PML_IS_STR(a[0])) {
        PML_RAISE(E, TypeError, "module() argument 'name' must be str, not %s",
                  pml_type_given(E, a[0]));
        return -1;
    }
    if (!MODULE(self)->dict.p) {
        MODULE(self)->dict.p = pml_dict_new(E);
        if (!MODULE(self)->dict.p) {
            return -1;
        }
    }
    return fill_dict(E, MODULE(self), a[0], a[1]);
}

/* -- for C modules ----------------------------------------------------------------------- */

PmlObj *pml_module_dict(PmlObj *module)
{
    return MODULE(module)->dict.p;
}

int pml_module_add_methods(PmlEngine *E, PmlObj *module, const PmlMethodDef *defs)
{
    for (const PmlMethodDef *def = defs; def->name; def++) {
        PmlObj *f = pml_builtin_new(E, def, module, MODULE(module)->name.p);
        if (!f || pml_module_add(E, module, def->name, f) < 0) {
            return -1;
        }
    }
    MODULE(module)->def.p = defs;
    return 0;
}

int pml_module_add(PmlEngine *E, PmlObj *module, const char *name, PmlObj *value)
{
    if (!value) {
        return -1;
    }
    PmlObj *key = pml_str_intern_text(E, name);
    int r = key ? pml_dict_set(E, MODULE(module)->dict.p, key, value) : -1;
    pml_xdecref(E, key);
    pml_decref(E, value);
    return r;
}

/* -- dying ------------------------------------------------------------------------------- */

static void module_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (MODULE(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    PML_CLEAR(E, MODULE(self)->dict);
    PML_CLEAR(E, MODULE(self)->name);
    PML_TYPE_OF(self)->free(E, self);
}

static int module_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(MODULE(self)->dict);
    return 0;
}

static void module_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (MODULE(self)->dict.p) {
        sink->ref(sink, MODULE(self)->dict.p, PML_EDGE_FIELD, NULL, "__dict__", 0);
    }
    if (MODULE(self)->name.p) {
        sink->ref(sink, MODULE(self)->name.p, PML_EDGE_FIELD, NULL, "name", 0);
    }
}

static int module_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, MODULE(self)->dict);
    return 0;
}

/* -- showing ----------------------------------------------------------------------------- */

const char pml_frozen_module[] = "frozen";

static PmlObj *module_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *dict = MODULE(self)->dict.p;
    PmlObj *name = dict ? pml_dict_get(E, dict, PML_ID(E, __name__)) : NULL;
    if (!name) {
        if (pml_error_pending(E)) {
            pml_error_clear(E);
        }
        return pml_str_text(E, "<module '?'>");
    }
    if (MODULE(self)->def.p == pml_frozen_module) {
        return pml_str_format(E, "<module %R (frozen)>", name);
    }
    PmlObj *file = pml_dict_get(E, dict, PML_ID(E, __file__));
    if (file) {
        return pml_str_format(E, "<module %R from %R>", name, file);
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    if (MODULE(self)->def.p) {
        return pml_str_format(E, "<module %R (built-in)>", name);
    }
    return pml_str_format(E, "<module %R>", name);
}

/* -- attributes -------------------------------------------------------------------------- */

static bool is_initializing(PmlEngine *E, PmlObj *dict)
{
    PmlObj *spec = pml_dict_get(E, dict, PML_ID(E, __spec__));
    PmlObj *value = NULL;
    if (!spec || spec == PML_NONE(E)) {
        return false;
    }
    PmlObj *name = pml_str_intern_text(E, "_initializing");
    bool yes = name && pml_lookup_attr(E, spec, name, &value) > 0 && pml_truth(E, value) > 0;
    pml_xdecref(E, value);
    pml_xdecref(E, name);
    if (pml_error_pending(E)) {
        pml_error_clear(E);
    }
    return yes;
}

static PmlObj *module_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlObj *value = pml_generic_getattr(E, self, name);
    if (value || !pml_error_matches(E, PML_T_AttributeError)) {
        return value;
    }
    PmlObj *dict = MODULE(self)->dict.p;
    pml_error_clear(E);
    if (dict) {
        PmlObj *hook = pml_dict_get(E, dict, PML_ID(E, __getattr__));
        if (hook) {
            return pml_call1(E, hook, name);
        }
        if (pml_error_pending(E)) {
            return NULL;
        }
        PmlObj *mod_name = pml_dict_get(E, dict, PML_ID(E, __name__));
        if (mod_name && PML_IS_STR(mod_name)) {
            pml_incref(mod_name);
            if (is_initializing(E, dict)) {
                PML_RAISE(E, AttributeError,
                          "partially initialized module '%U' has no attribute '%U' "
                          "(most likely due to a circular import)",
                          mod_name, name);
            } else {
                PML_RAISE(E, AttributeError, "module '%U' has no attribute '%U'", mod_name, name);
            }
            pml_decref(E, mod_name);
            return NULL;
        }
        if (pml_error_pending(E)) {
            return NULL;
        }
    }
    return PML_RAISE(E, AttributeError, "module has no attribute '%U'", name);
}

static PmlObj *module_dir(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *dict = pml_getattr(E, self, PML_ID(E, __dict__));
    if (!dict) {
        return NULL;
    }
    PmlObj *r = NULL;
    if (!PML_IS_DICT(dict)) {
        PML_RAISE(E, TypeError, "<module>.__dict__ is not a dictionary");
    } else {
        PmlObj *hook = pml_dict_get(E, dict, PML_ID(E, __dir__));
        if (hook) {
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, dict, "module.__dir__: its dict");
            r = pml_call0(E, hook);
            pml_hold_drop(E, mark);
        } else if (!pml_error_pending(E)) {
            r = pml_dict_keys_list(E, dict);
        }
    }
    pml_decref(E, dict);
    return r;
}

static PmlObj *get_annotations(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *dict = MODULE(self)->dict.p;
    PmlObj *value = pml_dict_get(E, dict, PML_ID(E, __annotations__));
    if (value) {
        return pml_incref(value);
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    value = pml_dict_new(E);
    if (value && pml_dict_set(E, dict, PML_ID(E, __annotations__), value) < 0) {
        pml_decref(E, value);
        return NULL;
    }
    return value;
}

static int set_annotations(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *dict = MODULE(self)->dict.p;
    if (value) {
        return pml_dict_set(E, dict, PML_ID(E, __annotations__), value);
    }
    int found = pml_dict_contains(E, dict, PML_ID(E, __annotations__));
    if (found == 0) {
        PML_RAISE(E, AttributeError, "__annotations__");
        return -1;
    }
    return found < 0 ? -1 : pml_dict_del(E, dict, PML_ID(E, __annotations__));
}

static const PmlMethodDef methods[] = {
    {"__dir__", module_dir, NULL, PML_METH_NOARGS,
     "__dir__() -> list\nspecialized dir() implementation"},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlGetSetDef getset[] = {
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PmlMemberDef members[] = {
    {"__dict__", PML_MEMBER_OBJECT, offsetof(PmlModule, dict), true, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_module(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = sizeof(PmlModule);
    t->dictoffset = offsetof(PmlModule, dict);
    t->weaklistoffset = offsetof(PmlModule, weaklist);
    t->dealloc = module_dealloc;
    t->traverse = module_traverse;
    t->refs_of = module_refs;
    t->clear = module_clear;
    t->new_ = module_new;
    t->init = module_init;
    t->repr = module_repr;
    t->getattro = module_getattro;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

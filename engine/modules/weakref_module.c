/* The _weakref module: what weakref.py is built on. */
#include "modules/modules.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/weakref_internal.h"

static PmlObj *getweakrefcount(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_int(E, pml_weakref_count(E, args[0].p));
}

static PmlObj *getweakrefs(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlRef *slot = pml_weaklist_slot(E, args[0].p);
    PmlObj *list = pml_list_new(E, slot ? pml_weakref_count(E, args[0].p) : 0);
    if (!list || !slot) {
        return list;
    }
    PmlWeakref *r = (PmlWeakref *)slot->p;
    for (int64_t i = 0; i < PML_LIST_LEN(list); i++, r = r->next.p) {
        PML_LIST_ITEMS(list)[i].p = pml_incref(&r->ob);
    }
    return list;
}

static PmlObj *proxy(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "proxy", nargs, 1, 2)) {
        return NULL;
    }
    return pml_weakref_proxy(E, args[0].p, nargs > 1 ? args[1].p : NULL);
}

/* Remove key when its value is a dead weakref; a missing key is fine. */
static PmlObj *remove_dead_weakref(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                   PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "_remove_dead_weakref", nargs, 2, 2)) {
        return NULL;
    }
    PmlObj *dict = args[0].p, *key = args[1].p;
    if (!PML_IS_DICT(dict)) {
        return PML_RAISE(E, TypeError, "_remove_dead_weakref() argument 1 must be dict, not %.50s",
                         pml_type_given(E, dict));
    }
    PmlObj *value = pml_dict_get(E, dict, key);
    if (!value) {
        return pml_error_pending(E) ? NULL : pml_none(E);
    }
    if (!pml_is_weakref(value)) {
        return PML_RAISE(E, TypeError, "not a weakref");
    }
    if (pml_weakref_target(E, value) == PML_NONE(E) && pml_dict_del(E, dict, key) < 0) {
        if (!pml_error_matches(E, PML_T_KeyError)) {
            return NULL;
        }
        pml_error_clear(E);
    }
    return pml_none(E);
}

PmlObj *pml_init_module__weakref(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        {"getweakrefcount", getweakrefcount, NULL, PML_METH_O,
         "Return the number of weak references to 'object'."},
        {"_remove_dead_weakref", remove_dead_weakref, NULL, PML_METH_FASTCALL,
         "Atomically remove key from dict if it points to a dead weakref."},
        {"getweakrefs", getweakrefs, NULL, PML_METH_O,
         "Return a list of all weak reference objects pointing to 'object'."},
        {"proxy", proxy, NULL, PML_METH_FASTCALL,
         "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is "
         "called with a reference to the\nproxy when 'object' is about to be finalized."},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const struct {
        const char *name;
        int type;
    } types[] = {{"ref", PML_T_ReferenceType},
                 {"ReferenceType", PML_T_ReferenceType},
                 {"ProxyType", PML_T_ProxyType},
                 {"CallableProxyType", PML_T_CallableProxyType}};
    PmlObj *module = pml_module_new(E, "_weakref");
    bool ok = module && pml_module_add_methods(E, module, methods) == 0;
    for (int64_t i = 0; ok && i < PML_COUNT_OF(types); i++) {
        PmlObj *type = &E->rt->types[types[i].type].ob.ob;
        ok = pml_module_add(E, module, types[i].name, pml_incref(type)) == 0;
    }
    if (!ok) {
        pml_xdecref(E, module);
        return NULL;
    }
    return module;
}

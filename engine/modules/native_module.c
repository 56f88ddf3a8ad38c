/* _native: what makes a class of a library module in Python look like CPython's type in C, and
 * types in C that have no other place. */
#include "modules/library.h"
#include "object/type_system.h"

static const struct {
    const char *name;
    uint32_t claimed;
    bool sealed;
} native_types[] = {
#define PML_NATIVE(name, size, collected, sealed) {name, (size)*2 + (collected), sealed},
#include "modules/native_types.def"
};

static PmlObj *set_module(PmlEngine *E, PmlType *t, const char *name)
{
    const char *dot = strrchr(name, '.');
    PmlObj *module = pml_str_from(E, name, dot - name);
    if (!module) {
        return NULL;
    }
    pml_str_intern(E, &module);
    int err = pml_dict_set(E, t->dict.p, PML_ID(E, __module__), module);
    pml_decref(E, module);
    pml_type_modified(E, t);
    return err < 0 ? NULL : pml_none(E);
}

/* native(class, "module.name"): errors call it so, and nobody can change it any more. */
static PmlObj *native_native(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "native", nargs, 2, 2)) {
        return NULL;
    }
    if (PML_IS_TYPE(args[0].p) && PML_IS_STR(args[1].p)) {
        PmlType *t = (PmlType *)args[0].p;
        for (int i = 0; i < PML_COUNT_OF(native_types); i++) {
            if (pml_str_equal_text(args[1].p, native_types[i].name)) {
                t->name.p = native_types[i].name;
                t->claimed = native_types[i].claimed;
                t->flags |= PML_TF_IMMUTABLE | (native_types[i].sealed ? PML_TF_SEALED : 0u);
                if (!pml_type_is_subtype(t, PML_TYPE(E, tuple))) {
                    t->sq_item = NULL; /* subscripts alone do not make these iterable */
                }
                return set_module(E, t, native_types[i].name);
            }
        }
    }
    return PML_RAISE(E, TypeError, "a class and the name of one of CPython's types are needed");
}

PmlObj *pml_init_module__native(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_FAST("native", native_native, NULL),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_native");
    if (!m) {
        return NULL;
    }
    if (pml_module_add_methods(E, m, methods) < 0 ||
        pml_module_add(E, m, "CoroutineType", pml_incref(&PML_TYPE(E, coroutine)->ob.ob)) < 0 ||
        pml_module_add(E, m, "AsyncGeneratorType",
                       pml_incref(&PML_TYPE(E, async_generator)->ob.ob)) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

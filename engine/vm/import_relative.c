/* What `from ..a import b` means in a module: the name of its package tells. */
#include "vm/vm.h"

/* NULL without an error: the module is in no package. */
static PmlObj *package_by_name(PmlEngine *E, PmlObj *globals)
{
    PmlObj *name = pml_dict_get(E, globals, PML_ID(E, __name__));
    if (!name) {
        return pml_error_pending(E) ? NULL : PML_RAISE(E, KeyError, "'__name__' not in globals");
    }
    if (!PML_IS_STR(name)) {
        return PML_RAISE(E, TypeError, "__name__ must be a string");
    }
    int is_package = pml_dict_contains(E, globals, PML_ID(E, __path__));
    if (is_package != 0) {
        return is_package > 0 ? pml_incref(name) : NULL;
    }
    int64_t dot = PML_STR_LEN(name) - 1;
    while (dot >= 0 && pml_str_at(name, dot) != '.') {
        dot--;
    }
    return dot < 0 ? NULL : pml_str_substring(E, name, 0, dot);
}

static PmlObj *package_of_spec(PmlEngine *E, PmlObj *spec)
{
    PmlObj *parent = pml_getattr_text(E, spec, "parent");
    if (parent && !PML_IS_STR(parent)) {
        pml_decref(E, parent);
        return PML_RAISE(E, TypeError, "__spec__.parent must be a string");
    }
    return parent;
}

/* New reference; NULL without an error: the module is in no package. */
static PmlObj *package_of(PmlEngine *E, PmlObj *globals)
{
    PmlObj *package = pml_dict_get(E, globals, PML_ID(E, __package__));
    if (package && package != PML_NONE(E)) {
        return PML_IS_STR(package) ? pml_incref(package)
                                   : PML_RAISE(E, TypeError, "package must be a string");
    }
    PmlObj *spec = pml_dict_get(E, globals, PML_ID(E, __spec__));
    if (spec && spec != PML_NONE(E)) {
        return package_of_spec(E, spec);
    }
    if (pml_warn(E, PML_TYPE(E, ImportWarning),
                 "can't resolve package from __spec__ or __package__, falling back on __name__ and "
                 "__path__") < 0) {
        return NULL;
    }
    return package_by_name(E, globals);
}

PmlObj *pml_import_resolve(PmlEngine *E, PmlObj *name, PmlObj *globals, int64_t level)
{
    if (!globals) {
        return PML_RAISE(E, KeyError, "'__name__' not in globals");
    }
    if (!PML_IS_DICT(globals)) {
        return PML_RAISE(E, TypeError, "globals must be a dict");
    }
    PmlObj *package = package_of(E, globals);
    if (!package || PML_STR_LEN(package) == 0) {
        pml_xdecref(E, package);
        return pml_error_pending(E)
                   ? NULL
                   : PML_RAISE(E, ImportError,
                               "attempted relative import with no known parent package");
    }
    int64_t end = PML_STR_LEN(package);
    for (int64_t up = 1; up < level && end >= 0; up++) {
        do {
            end--;
        } while (end >= 0 && pml_str_at(package, end) != '.');
    }
    PmlObj *base =
        end < 0 ? PML_RAISE(E, ImportError, "attempted relative import beyond top-level package")
                : pml_str_substring(E, package, 0, end);
    pml_decref(E, package);
    if (!base || PML_STR_LEN(name) == 0) {
        return base;
    }
    PmlObj *full = pml_str_format(E, "%U.%U", base, name);
    pml_decref(E, base);
    return full;
}

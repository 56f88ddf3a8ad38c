/* Taking names from a module that has been imported. */
#include "vm/vm.h"

PmlObj *pml_op_import_from(PmlEngine *E, PmlObj *module, PmlObj *name)
{
    PmlObj *value;
    if (pml_lookup_attr(E, module, name, &value) != 0) {
        return value;
    }
    PmlObj *package = pml_getattr(E, module, PML_ID(E, __name__));
    if (package && PML_IS_STR(package)) {
        PmlObj *full = pml_str_format(E, "%U.%U", package, name);
        value = full ? pml_xincref(pml_dict_get(E, E->rt->modules.p, full)) : NULL;
        pml_xdecref(E, full);
        if (value) {
            pml_decref(E, package);
            return value;
        }
    }
    pml_error_clear(E);
    if (package && !PML_IS_STR(package)) {
        pml_decref(E, package);
        package = NULL;
    }
    PmlObj *known = package ? pml_incref(package) : pml_str_text(E, "<unknown module name>");
    if (!known) {
        return NULL;
    }
    PmlObj *file;
    if (pml_lookup_attr(E, module, PML_ID(E, __file__), &file) < 0) {
        pml_error_clear(E);
    }
    if (file && PML_IS_STR(file)) {
        PML_RAISE(E, ImportError, "cannot import name %R from %R (%S)", name, known, file);
    } else {
        PML_RAISE(E, ImportError, "cannot import name %R from %R (unknown location)", name, known);
    }
    PmlObj *exc = pml_error_instance(E);
    if (exc && PML_IS(exc, ImportError)) {
        PmlImportErrorObj *x = (PmlImportErrorObj *)exc;
        if (package) {
            PML_SETREF(E, x->name, pml_incref(package));
        }
        if (file && PML_IS_STR(file)) {
            PML_SETREF(E, x->path, pml_incref(file));
        }
    }
    pml_decref(E, known);
    pml_xdecref(E, file);
    pml_xdecref(E, package);
    return NULL;
}

static void wrong_name(PmlEngine *E, PmlObj *module, PmlObj *name, bool listed)
{
    PmlObj *of = pml_getattr(E, module, PML_ID(E, __name__));
    if (of && !PML_IS_STR(of)) {
        PML_RAISE(E, TypeError, "module __name__ must be a string, not %.100s",
                  PML_TYPE_OF(of)->name.p);
    } else if (of) {
        PML_RAISE(E, TypeError, "%s in %U.%s must be str, not %.100s", listed ? "Item" : "Key", of,
                  listed ? "__all__" : "__dict__", PML_TYPE_OF(name)->name.p);
    }
    pml_xdecref(E, of);
}

/* Names that `import *` takes: __all__, or every key without a leading underscore. */
static PmlObj *names_of(PmlEngine *E, PmlObj *module, bool *listed)
{
    PmlObj *all, *dict;
    *listed = pml_lookup_attr(E, module, PML_ID(E, __all__), &all) != 0;
    if (*listed) {
        return all;
    }
    if (pml_lookup_attr(E, module, PML_ID(E, __dict__), &dict) < 0) {
        return NULL;
    }
    if (!dict) {
        return PML_RAISE(E, ImportError, "from-import-* object has no __dict__ and no __all__");
    }
    PmlObj *keys = pml_mapping_keys(E, dict);
    pml_decref(E, dict);
    return keys;
}

int pml_op_import_star(PmlEngine *E, PmlObj *locals, PmlObj *module)
{
    bool listed;
    PmlObj *all = names_of(E, module, &listed);
    if (!all) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, all, "import *: names");
    int err = 0;
    for (int64_t i = 0; err == 0; i++) {
        PmlObj *name = pml_sequence_item(E, all, i);
        if (!name) {
            err = pml_error_matches(E, PML_T_IndexError) ? 1 : -1;
            break;
        }
        pml_hold(E, name, "import *: name");
        if (!PML_IS_STR(name)) {
            wrong_name(E, module, name, listed);
            err = -1;
        } else if (listed || PML_STR_LEN(name) == 0 || pml_str_at(name, 0) != '_') {
            PmlObj *value = pml_getattr(E, module, name);
            err = value ? pml_set_item(E, locals, name, value) : -1;
            pml_xdecref(E, value);
        }
        pml_hold_drop(E, mark + 1);
        pml_decref(E, name);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, all);
    if (err > 0) {
        pml_error_clear(E);
    }
    return err > 0 ? 0 : -1;
}

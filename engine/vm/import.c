/* import: built-in modules only, written in C or compiled in as Python source. How names are taken
 * from a module: import_from.c; what a relative name means: import_relative.c. */
#include "vm/vm.h"

#include "lang/compile.h"
#include "modules/modules.h"
#include "object/detached.h"

typedef struct PmlPythonModule {
    const char *name;
    size_t at, size; /* of its text in pml_python_texts() */
} PmlPythonModule;
#include "python_modules.inc"

typedef struct PmlNativeModule {
    const char *name;
    PmlObj *(*init)(PmlEngine *E);
} PmlNativeModule;
static const PmlNativeModule native_modules[] = {
#define PML_MODULE_C(name) {#name, pml_init_module_##name},
#include "modules/modules.def"
};

static int set_module_facts(PmlEngine *E, PmlObj *dict, PmlObj *name)
{
    if (pml_dict_set(E, dict, PML_ID(E, __name__), name) < 0 ||
        pml_dict_set(E, dict, PML_ID(E, __builtins__), E->rt->builtins.p) < 0) {
        return -1;
    }
    return 0;
}

static bool is_one_of(const char *name, const char *names)
{
    size_t n = strlen(name);
    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name)) {
        if ((at == names || at[-1] == ' ') && (at[n] == ' ' || at[n] == 0)) {
            return true;
        }
    }
    return false;
}

/* Where CPython has the module, as the module itself and errors say. */
static int set_module_place(PmlEngine *E, PmlObj *module, const char *name)
{
    static const char packages[] = "collections ctypes json multiprocessing re";
    static const char frozen[] = "abc io os posixpath";
    static const char in_c[] = "time psutil resource";
    PmlObj *dict = pml_module_dict(module);
    bool package = is_one_of(name, packages);
    PmlObj *file = is_one_of(name, in_c) ? NULL
                                         : pml_str_format(E, "/usr/lib/python3.11/%s%s", name,
                                                          package ? "/__init__.py" : ".py");
    int err = file ? pml_dict_set(E, dict, PML_ID(E, __file__), file) : 0;
    pml_xdecref(E, file);
    if (is_one_of(name, frozen)) {
        ((PmlModule *)module)->def.p = pml_frozen_module;
    } else if (strcmp(name, "time") == 0) {
        ((PmlModule *)module)->def.p = name;
    }
    PmlObj *inside = package ? pml_str_intern_text(E, name) : pml_incref(E->rt->empty_str.p);
    err = err < 0 || !inside || pml_error_pending(E)
              ? -1
              : pml_dict_set(E, dict, PML_ID(E, __package__), inside);
    pml_xdecref(E, inside);
    return err;
}

static PmlObj *load_native(PmlEngine *E, const PmlNativeModule *m, PmlObj *name)
{
    PmlObj *module = m->init(E);
    if (module && !((PmlModule *)module)->def.p) {
        ((PmlModule *)module)->def.p = m->name;
    }
    if (module && pml_dict_set(E, E->rt->modules.p, name, module) < 0) {
        pml_decref(E, module);
        return NULL;
    }
    return module;
}

static PmlObj *load_python(PmlEngine *E, const PmlPythonModule *m, PmlObj *name)
{
    const char *texts = (const char *)pml_python_texts();
    if (!texts) {
        PML_RAISE(E, ImportError, "the source of module %R could not be loaded", name);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    PmlObj *module = pml_module_new(E, m->name);
    if (!module) {
        return NULL;
    }
    PmlObj *result = NULL;
    PmlObj *dict = pml_module_dict(module);
    PmlObj *file = pml_str_format(E, "<frozen %s>", m->name);
    if (file) {
        pml_hold(E, file, "import: file name");
    }
    int64_t size;
    const char *file_text = file ? pml_str_utf8(E, file, &size) : NULL;
    PmlObj *code = file_text && set_module_facts(E, dict, name) == 0 &&
                           set_module_place(E, module, m->name) == 0 &&
                           pml_dict_set(E, E->rt->modules.p, name, module) == 0
                       ? pml_compile_source(E, texts + m->at, (int64_t)m->size, file_text,
                                            PML_PARSE_EXEC | PML_PARSE_LIBRARY, NULL)
                       : NULL;
    if (code) {
        pml_hold(E, code, "import: code");
        result = pml_eval_code(E, code, dict, dict);
        pml_unhold(E, code);
        pml_decref(E, code);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, file);
    if (!result) {
        PmlObj *error = pml_error_fetch(E);
        pml_dict_del(E, E->rt->modules.p, name);
        pml_error_clear(E);
        pml_error_restore(E, error);
        pml_decref(E, module);
        return NULL;
    }
    pml_decref(E, result);
    return module;
}

/* Is the module one that CPython has? */
static bool in_standard_library(PmlEngine *E, PmlObj *name)
{
    static const char *const lists[] = {
#define PML_STDLIB(names) names,
#include "modules/stdlib.def"
    };
    int64_t n;
    const char *text = pml_str_utf8(E, name, &n);
    if (!text) {
        pml_error_clear(E);
        return false;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(lists); i++) {
        const char *at = lists[i];
        while (*at) {
            size_t length = strcspn(at, " ");
            if (length == (size_t)n && memcmp(at, text, length) == 0) {
                return true;
            }
            at += length + (at[length] == ' ');
        }
    }
    return false;
}

/* The names of all modules there are, but for the private ones. */
static PmlObj *available(PmlEngine *E)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    bool first = true;
    for (int64_t i = 0; i < PML_COUNT_OF(native_modules) + PML_COUNT_OF(python_modules); i++) {
        const char *name = i < PML_COUNT_OF(native_modules)
                               ? native_modules[i].name
                               : python_modules[i - PML_COUNT_OF(native_modules)].name;
        if (name[0] != '_') {
            pml_builder_text(&b, first ? "" : ", ");
            pml_builder_text(&b, name);
            first = false;
        }
    }
    return pml_builder_finish(&b);
}

/* It is asked for its __path__; the answer is the context that the error does not show. */
static void not_a_package(PmlEngine *E, PmlObj *name, PmlObj *parent)
{
    PmlObj *module = pml_xincref(pml_dict_get(E, E->rt->modules.p, parent));
    if (module) {
        pml_xdecref(E, pml_getattr(E, module, PML_ID(E, __path__)));
        pml_decref(E, module);
    }
    PmlObj *asked = pml_error_pending(E) ? pml_error_fetch(E) : NULL;
    PML_RAISE(E, ModuleNotFoundError, "No module named %R; %R is not a package", name, parent);
    PmlObj *exc = asked ? pml_error_instance(E) : NULL;
    if (exc && PML_IS(exc, ModuleNotFoundError)) {
        pml_error_chain(E, asked);
        ((PmlException *)exc)->suppress_context = 1;
    }
    pml_xdecref(E, asked);
}

/* parent: the module, not a package, that the name should be in; or NULL */
static void not_found(PmlEngine *E, PmlObj *name, PmlObj *parent)
{
    if (!parent && in_standard_library(E, name)) {
        PmlObj *names = available(E);
        if (names) {
            PML_RAISE(E, ModuleNotFoundError, "No module named %R in PyMemLab, which has: %U", name,
                      names);
            pml_decref(E, names);
        }
    } else if (parent) {
        not_a_package(E, name, parent);
    } else {
        PML_RAISE(E, ModuleNotFoundError, "No module named %R", name);
    }
    PmlObj *exc = pml_error_instance(E);
    if (exc && PML_IS(exc, ModuleNotFoundError)) {
        PML_SETREF(E, ((PmlImportErrorObj *)exc)->name, pml_incref(name));
    }
}

static PmlObj *find_and_load(PmlEngine *E, PmlObj *name);

static PmlObj *load(PmlEngine *E, PmlObj *name)
{
    int64_t mark = pml_hold_mark(E);
    PmlObj *module = pml_import_counted(E, name, find_and_load);
    pml_hold_drop(E, mark);
    return module;
}

/* The module of that name, made now; NULL without an error when there is none. */
static PmlObj *find_and_load(PmlEngine *E, PmlObj *name)
{
    for (int64_t i = 0; i < PML_COUNT_OF(native_modules); i++) {
        if (pml_str_equal_text(name, native_modules[i].name)) {
            return load_native(E, &native_modules[i], name);
        }
    }
    for (int64_t i = 0; i < PML_COUNT_OF(python_modules); i++) {
        if (pml_str_equal_text(name, python_modules[i].name)) {
            return load_python(E, &python_modules[i], name);
        }
    }
    return NULL;
}

/* Those that have modules inside them. */
static bool is_package(PmlObj *name)
{
    return pml_str_equal_text(name, "collections") || pml_str_equal_text(name, "json") ||
           pml_str_equal_text(name, "multiprocessing");
}

/* A name set to None in sys.modules stands for a module that must not be imported. */
static void halted(PmlEngine *E, PmlObj *name)
{
    PML_RAISE(E, ModuleNotFoundError, "import of %U halted; None in sys.modules", name);
    PmlObj *exc = pml_error_instance(E);
    if (exc && PML_IS(exc, ModuleNotFoundError)) {
        PML_SETREF(E, ((PmlImportErrorObj *)exc)->name, pml_incref(name));
    }
}

/* The end of the program takes the finders away: nothing more can be loaded. */
static bool finders_gone(PmlEngine *E)
{
    PmlObj *finders = pml_dict_get_text(E, E->rt->sys_dict.p, "meta_path");
    if (finders == PML_NONE(E)) {
        PML_RAISE(E, ImportError, "sys.meta_path is None, Python is likely shutting down");
    }
    return pml_error_pending(E);
}

/* The named module itself; a dotted name needs its parent first. */
static PmlObj *import_absolute(PmlEngine *E, PmlObj *name)
{
    PmlObj *found = pml_dict_get(E, E->rt->modules.p, name);
    if (found && found != PML_NONE(E)) {
        return pml_incref(found);
    }
    if (found) {
        halted(E, name);
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *parent = NULL, *module = NULL;
    bool package = true;
    int64_t mark = pml_hold_mark(E);
    for (int64_t i = PML_STR_LEN(name) - 1; i > 0 && !parent; i--) {
        if (pml_str_at(name, i) == '.') {
            parent = pml_str_substring(E, name, 0, i);
            if (!parent) {
                return NULL;
            }
            pml_hold(E, parent, "import: name of the parent");
            bool there = pml_dict_get(E, E->rt->modules.p, parent);
            PmlObj *m = there ? NULL : import_absolute(E, parent);
            if (!m && !there) {
                goto done;
            }
            pml_xdecref(E, m);
            module = pml_xincref(pml_dict_get(E, E->rt->modules.p, name));
            if (module) {
                goto done;
            }
            package = is_package(parent);
        }
    }
    module = finders_gone(E) ? NULL : load(E, name);
    if (!module && !pml_error_pending(E)) {
        not_found(E, name, package ? NULL : parent);
    }
done:
    pml_drop_held(E, mark, parent);
    return module;
}

/* The names of `from package import names` that the package lacks may be modules in it. */
static bool import_inside(PmlEngine *E, PmlObj *package, PmlObj *fromlist)
{
    PmlObj *names = pml_sequence_tuple(E, fromlist);
    if (!names) {
        return false;
    }
    bool ok = true;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, names, "import: names from the package");
    for (int64_t i = 0; ok && i < PML_TUPLE_LEN(names); i++) {
        PmlObj *name = PML_TUPLE_AT(names, i), *value = NULL;
        if (!PML_IS_STR(name)) {
            PML_RAISE(E, TypeError, "Item in ``from list'' must be str, not %.100s",
                      PML_TYPE_OF(name)->name.p);
            ok = false;
        } else if (!pml_str_equal_text(name, "*")) {
            ok = pml_lookup_attr(E, package, name, &value) >= 0;
            pml_xdecref(E, value);
        }
    }
    pml_drop_held(E, mark, names);
    return ok;
}

/* What `import a.b` gives: a; of a relative name, the module its first part names. */
static PmlObj *first_part(PmlEngine *E, PmlObj *name, PmlObj *full)
{
    int64_t n = PML_STR_LEN(name), dot = 0;
    while (dot < n && pml_str_at(name, dot) != '.') {
        dot++;
    }
    PmlObj *front = pml_str_substring(E, full, 0, PML_STR_LEN(full) - (n - dot));
    PmlObj *module = front ? import_absolute(E, front) : NULL;
    pml_xdecref(E, front);
    return module;
}

PmlObj *pml_import(PmlEngine *E, PmlObj *name, PmlObj *globals, PmlObj *fromlist, int64_t level)
{
    PmlObj *full = level > 0 ? pml_import_resolve(E, name, globals, level) : pml_incref(name);
    if (!full) {
        return NULL;
    }
    if (PML_STR_LEN(full) == 0) {
        pml_decref(E, full);
        return PML_RAISE(E, ValueError, "Empty module name");
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, full, "import: name");
    PmlObj *module = import_absolute(E, full), *path = NULL;
    if (module) {
        pml_hold(E, module, "import: module");
    }
    int wanted = module && fromlist && fromlist != PML_NONE(E) ? pml_truth(E, fromlist) : 0;
    bool ok = module && wanted >= 0;
    if (wanted > 0) {
        ok = pml_lookup_attr(E, module, PML_ID(E, __path__), &path) >= 0 &&
             (!path || import_inside(E, module, fromlist));
        pml_xdecref(E, path);
    } else if (ok && PML_STR_LEN(name) > 0) {
        PmlObj *first = first_part(E, name, full);
        pml_drop_held(E, mark, module);
        module = first;
    }
    pml_drop_held(E, mark, full);
    if (!ok) {
        pml_xdecref(E, module);
        return NULL;
    }
    return module;
}

PmlObj *pml_import_text(PmlEngine *E, const char *name)
{
    PmlObj *text = pml_str_intern_text(E, name);
    if (!text) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, text, "import: name");
    PmlObj *module = import_absolute(E, text);
    pml_hold_drop(E, mark);
    pml_decref(E, text);
    return module;
}

PmlObj *pml_op_import_name(PmlEngine *E, PmlInterpFrame *f, PmlObj *name, PmlObj *fromlist,
                           PmlObj *level)
{
    PmlObj *import = pml_dict_get(E, f->builtins.p, PML_ID(E, __import__));
    if (!import) {
        return pml_error_pending(E) ? NULL : PML_RAISE(E, ImportError, "__import__ not found");
    }
    if (import == E->vm->import_function.p) {
        int64_t n = pml_as_int(E, level);
        if (n == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return pml_import(E, name, f->globals.p, fromlist, n);
    }
    PmlObj *locals = f->locals.p ? f->locals.p : PML_NONE(E);
    PmlRef args[5] = {{name}, {f->globals.p}, {locals}, {fromlist}, {level}};
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(import), "import: the program's __import__");
    PmlObj *r = pml_vectorcall(E, import, args, 5, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, import);
    return r;
}

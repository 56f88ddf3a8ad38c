/* Warnings that the interpreter itself gives. While the program has not imported `warnings`, the
 * filters are those of the start, and this file applies them; afterwards that module decides. */
#include "vm/vm.h"

/* Where a warning is reported. */
typedef struct PmlWarnPlace {
    PmlObj *filename; /* str */
    int lineno;
    PmlObj *module;  /* __name__ of the code, or NULL */
    PmlObj *globals; /* dict that keeps __warningregistry__, or NULL */
} PmlWarnPlace;

/* The program's own `warnings` module, borrowed; NULL: not imported. */
static PmlObj *imported_module(PmlEngine *E)
{
    PmlObj *module = pml_dict_get_text(E, E->rt->modules.p, "warnings");
    pml_error_clear(E);
    return module && module != PML_NONE(E) ? module : NULL;
}

/* What CPython's filters ignore at the start: these four, except that DeprecationWarning is shown
 * when __main__ is to blame. */
static bool is_ignored(PmlEngine *E, PmlType *category, const PmlWarnPlace *at)
{
    static const int silent[] = {PML_T_DeprecationWarning, PML_T_PendingDeprecationWarning,
                                 PML_T_ImportWarning, PML_T_ResourceWarning};
    bool main = at->module && PML_IS_STR(at->module) && pml_str_equal_text(at->module, "__main__");
    for (int i = 0; i < PML_COUNT_OF(silent); i++) {
        if (pml_type_is_subtype(category, &E->rt->types[silent[i]])) {
            return !(main && i == 0);
        }
    }
    return false;
}

/* The registry of globals, made when it is missing; borrowed. NULL with or without an error. */
static PmlObj *registry_of(PmlEngine *E, PmlObj *globals)
{
    if (!globals || !PML_IS_DICT(globals)) {
        return NULL;
    }
    PmlObj *registry = pml_dict_get_text(E, globals, "__warningregistry__");
    if (!registry && !pml_error_pending(E)) {
        registry = pml_dict_new(E);
        if (registry) {
            pml_dict_set_text(E, globals, "__warningregistry__", registry);
            pml_decref(E, registry);
            registry = pml_dict_get_text(E, globals, "__warningregistry__");
        }
    }
    return registry && PML_IS_DICT(registry) ? registry : NULL;
}

/* Has this been said about this line? Notes that it has now. -1: error. */
static int said_before(PmlEngine *E, const PmlWarnPlace *at, PmlType *category, PmlObj *text)
{
    PmlObj *registry = registry_of(E, at->globals);
    if (!registry) {
        return pml_error_pending(E) ? -1 : 0;
    }
    PmlObj *version = pml_int(E, 0), *line = pml_int(E, at->lineno);
    PmlObj *key = line ? pml_tuple_pack(E, 3, text, (PmlObj *)category, line) : NULL;
    int found = key ? pml_dict_contains(E, registry, key) : -1;
    if (found == 0 && (!version || pml_dict_set_text(E, registry, "version", version) < 0 ||
                       pml_dict_set(E, registry, key, PML_TRUE(E)) < 0)) {
        found = -1;
    }
    pml_xdecref(E, key);
    pml_xdecref(E, line);
    pml_xdecref(E, version);
    return found;
}

/* "file:line: Category: text", and the line itself when it is known. */
static void write_warning(PmlEngine *E, PmlType *category, PmlObj *text, const PmlWarnPlace *at)
{
    PmlObj *stream = pml_dict_get_text(E, E->rt->sys_dict.p, "stderr");
    if (!stream || stream == PML_NONE(E)) {
        return;
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    PmlObj *head =
        pml_str_format(E, "%U:%d: %s: %U\n", at->filename, at->lineno, category->name.p, text);
    if (head) {
        pml_builder_str(&b, head);
        pml_decref(E, head);
    }
    int64_t size;
    size_t n = 0;
    const char *name = pml_str_utf8(E, at->filename, &size);
    const char *line = name ? pml_source_line(E, name, at->lineno, &n) : NULL;
    while (n > 0 && (*line == ' ' || *line == '\t' || *line == '\f')) {
        line++;
        n--;
    }
    if (n > 0) {
        pml_builder_text(&b, "  ");
        pml_builder_bytes(&b, line, (int64_t)n);
        pml_builder_text(&b, "\n");
    }
    PmlObj *all = pml_builder_finish(&b);
    PmlObj *r = all ? pml_call_method1(E, stream, PML_ID(E, write), all) : NULL;
    pml_xdecref(E, r);
    pml_xdecref(E, all);
    pml_error_clear(E);
}

/* warnings.warn_explicit of the program's module. */
static int pass_on(PmlEngine *E, PmlObj *module, PmlType *category, PmlObj *text,
                   const PmlWarnPlace *at)
{
    PmlObj *name = pml_str_intern_text(E, "warn_explicit");
    PmlObj *function = name ? pml_getattr(E, module, name) : NULL;
    pml_xdecref(E, name);
    PmlObj *line = pml_int(E, at->lineno);
    PmlObj *registry = registry_of(E, at->globals);
    PmlObj *r = NULL;
    if (function && line && !pml_error_pending(E)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, function, "warning: warn_explicit");
        pml_hold(E, line, "warning: line");
        PmlRef args[6] = {{text},
                          {(PmlObj *)category},
                          {at->filename},
                          {line},
                          {at->module ? at->module : PML_NONE(E)},
                          {registry ? registry : PML_NONE(E)}};
        r = pml_vectorcall(E, function, args, 6, NULL);
        pml_hold_drop(E, mark);
    }
    pml_xdecref(E, line);
    pml_xdecref(E, function);
    pml_xdecref(E, r);
    return r ? 0 : -1;
}

static int warn_at(PmlEngine *E, PmlType *category, PmlObj *text, const PmlWarnPlace *at)
{
    PmlObj *module = imported_module(E);
    if (module) {
        return pass_on(E, module, category, text, at);
    }
    if (is_ignored(E, category, at)) {
        return 0;
    }
    int said = said_before(E, at, category, text);
    if (said == 0) {
        write_warning(E, category, text, at);
    }
    return said < 0 ? -1 : 0;
}

int pml_warn_explicit(PmlEngine *E, PmlType *category, PmlObj *message, PmlObj *filename,
                      int lineno)
{
    PmlWarnPlace at = {filename, lineno, NULL, NULL};
    return warn_at(E, category, message, &at);
}

int pml_warn(PmlEngine *E, PmlType *category, const char *text)
{
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    PmlObj *message = pml_str_text(E, text);
    if (!message) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, message, "warning: message");
    int err;
    if (f) {
        PmlObj *name =
            PML_IS_DICT(f->globals.p) ? pml_dict_get(E, f->globals.p, PML_ID(E, __name__)) : NULL;
        PmlWarnPlace at = {pml_frame_code(f)->filename.p, pml_frame_line(f), name, f->globals.p};
        err = warn_at(E, category, message, &at);
    } else {
        PmlWarnPlace at = {PML_ID(E, sys), 1, PML_ID(E, sys), E->rt->sys_dict.p};
        err = warn_at(E, category, message, &at);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, message);
    return err;
}

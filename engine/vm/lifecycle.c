/* Start and end of an engine's Python: modules at start, the order of shutdown (facts 5.9). */
#include "vm/lifecycle.h"

#include "modules/modules.h"
#include "object/free_lists.h"
#include "vm/builtins.h"
#include "vm/kernel.h"
#include "vm/tracing.h"

bool pml_gc_install_hooks(PmlEngine *E);

/* Where CPython's counters stand when a program begins: measured, section 0 of the facts. They
 * decide when the first collections come. */
enum {
    STARTUP_YOUNG = 397,
    STARTUP_COLLECTIONS = 6,
    STARTUP_COLLECTED = 24,
    STARTUP_TRACKED = 3963
};

/* What waits in the free lists then. Lists and dicts are fewer than any compilation leaves. */
static const PmlFreeListFill startup_leaves = {
    .floats = 4,
    .tuples = {3, 0, 2, 1, 1, 3, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1},
};

static PmlObj *current_globals(PmlEngine *E)
{
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    return f ? f->globals.p : NULL;
}

static PmlInterpFrame *current_frame(PmlEngine *E)
{
    return pml_frame_complete(E->vm->frame.p);
}

static bool install_upcalls(PmlEngine *E)
{
    PmlUpcalls *u = calloc(1, sizeof *u);
    if (!u) {
        return false;
    }
    u->call_function = pml_function_vectorcall;
    u->write_unraisable = pml_write_unraisable;
    u->warn = pml_warn;
    u->warn_explicit = pml_warn_explicit;
    u->current_globals = current_globals;
    u->current_frame = current_frame;
    u->clear_frame = pml_frame_clear;
    u->import = pml_import_text;
    u->work = pml_run_work;
    E->upcalls = u;
    pml_install_alloc_site(E);
    return true;
}

static bool add_builtins(PmlEngine *E, PmlObj *builtins)
{
    if (pml_module_add_methods(E, builtins, pml_builtins_io) < 0 ||
        pml_module_add_methods(E, builtins, pml_builtins_code) < 0 ||
        pml_module_add_methods(E, builtins, pml_builtins_class) < 0) {
        return false;
    }
    E->vm->import_function.p = pml_dict_get(E, E->rt->builtins.p, PML_ID(E, __import__));
    return true;
}

static bool add_streams(PmlEngine *E)
{
    static const char *const names[3][2] = {
        {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (int fd = 0; fd < 3; fd++) {
        PmlObj *s = pml_stream_new(E, fd);
        if (!s || pml_dict_set_text(E, E->rt->sys_dict.p, names[fd][0], s) < 0 ||
            pml_dict_set_text(E, E->rt->sys_dict.p, names[fd][1], s) < 0) {
            return false;
        }
        (fd == 0 ? &E->vm->stdin_ : fd == 1 ? &E->vm->stdout_ : &E->vm->stderr_)->p = s;
    }
    return true;
}

static PmlObj *new_main(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "__main__");
    if (!m) {
        return NULL;
    }
    PmlObj *annotations = pml_dict_new(E);
    PmlObj *builtins = pml_dict_get(E, E->rt->modules.p, PML_ID(E, builtins));
    if (!annotations ||
        pml_dict_set(E, pml_module_dict(m), PML_ID(E, __annotations__), annotations) < 0 ||
        pml_dict_set(E, pml_module_dict(m), PML_ID(E, __builtins__), builtins) < 0 ||
        pml_dict_set(E, E->rt->modules.p, PML_ID(E, __main__), m) < 0) {
        return NULL;
    }
    pml_decref(E, annotations);
    return m;
}

static bool start_modules(PmlEngine *E)
{
    E->rt->modules.p = pml_dict_new(E);
    E->vm->exit_functions.p = pml_list_new(E, 0);
    if (!E->rt->modules.p || !E->vm->exit_functions.p) {
        return false;
    }
    PmlObj *sys = pml_init_module_sys(E);
    if (!sys || pml_dict_set(E, E->rt->modules.p, PML_ID(E, sys), sys) < 0) {
        return false;
    }
    pml_decref(E, sys);
    PmlObj *builtins = pml_init_module_builtins(E);
    if (!builtins || pml_dict_set(E, E->rt->modules.p, PML_ID(E, builtins), builtins) < 0) {
        return false;
    }
    E->rt->builtins.p = pml_incref(pml_module_dict(builtins));
    pml_decref(E, builtins);
    if (!add_builtins(E, builtins) || !add_streams(E) || !pml_startup_subclasses(E)) {
        return false;
    }
    E->vm->builtins_copy.p = pml_dict_copy(E, E->rt->builtins.p);
    E->vm->main_module.p = new_main(E);
    pml_hold_drop(E, 0);
    return E->vm->builtins_copy.p && E->vm->main_module.p;
}

bool pml_vm_create(PmlEngine *E)
{
    E->vm = pml_static_alloc(E, sizeof *E->vm);
    if (!E->vm || !install_upcalls(E)) {
        return false;
    }
    E->stop_tick = E->pause_tick = E->event_tick = UINT64_MAX;
    if (!pml_runtime_create(E) || !pml_gc_install_hooks(E) || !start_modules(E)) {
        return false;
    }
    /* As in CPython, what start-up made is in the second generation when the program begins; the
     * order of the lists, and so of finalizers at the end, depends on it. */
    pml_gc_collect(E, 0, false);
    E->gc->absent[1] = (int32_t)(STARTUP_TRACKED - pml_gc_list_size(&E->gc->gen[1]));
    E->gc->count[1] = STARTUP_COLLECTIONS;
    E->gc->stats[0].collections = STARTUP_COLLECTIONS;
    E->gc->stats[0].collected = STARTUP_COLLECTED;
    E->gc->garbage.p = pml_list_new(E, 0);
    if (!E->gc->garbage.p || !pml_fill_free_lists(E, &startup_leaves)) {
        return false;
    }
    E->gc->count[0] = STARTUP_YOUNG;
    pml_count_startup_references(E);
    E->gc->enabled = 1;
    return true;
}

PmlEngine *pml_engine_new(const PmlHost *host, const PmlLimits *limits)
{
    PmlEngine *E = calloc(1, sizeof *E);
    if (!E) {
        return NULL;
    }
    if (host) {
        E->host = *host;
    }
    if (limits) {
        E->limits = *limits;
    }
    E->profile = limits && limits->profile ? limits->profile : &pml_profiles[0];
    E->keeps_arguments = E->profile->keeps_arguments;
    if (!pml_heap_create(E) || !pml_gc_create(E) || !pml_vm_create(E)) {
        pml_engine_free(E);
        return NULL;
    }
    return E;
}

void pml_engine_free(PmlEngine *E)
{
    if (!E) {
        return;
    }
    pml_forget_sources(E);
    pml_processes_free(E);
    if (E->region) {
        pml_heap_destroy(E);
    }
    free(E->upcalls);
    free(E->gc_hooks);
    free(E);
}

bool pml_engine_has_script(PmlEngine *E)
{
    PmlObj *list = pml_dict_get_text(E, E->rt->sys_dict.p, "argv");
    return list && PML_IS_LIST(list) && PML_LIST_LEN(list) > 0;
}

bool pml_engine_set_script(PmlEngine *E, const char *filename, const char *const *argv, int argc)
{
    PmlObj *dict = pml_module_dict(E->vm->main_module.p);
    PmlObj *file = pml_str_text(E, filename);
    PmlObj *list = pml_dict_get_text(E, E->rt->sys_dict.p, "argv");
    if (!file || !list || pml_dict_set(E, dict, PML_ID(E, __file__), file) < 0 ||
        pml_dict_set_text(E, dict, "__cached__", PML_NONE(E)) < 0) {
        return false;
    }
    pml_decref(E, file);
    for (int i = 0; i < argc; i++) {
        PmlObj *arg = pml_str_text(E, argv[i]);
        if (!arg || pml_list_append(E, list, arg) < 0) {
            return false;
        }
        pml_decref(E, arg);
    }
    return true;
}

/* -- shutdown: facts 5.9, whose steps the comments name ---------------------------------- */

static void set_none(PmlEngine *E, PmlObj *dict, const char *name)
{
    if (pml_dict_get_text(E, dict, name)) {
        pml_dict_set_text(E, dict, name, PML_NONE(E));
    }
}

static void call_exit_functions(PmlEngine *E)
{
    PmlObj *atexit = pml_dict_get_text(E, E->rt->modules.p, "atexit");
    if (atexit) {
        PmlObj *r = pml_call_text0(E, atexit, "_run_exitfuncs");
        if (!r) {
            pml_unraisable(E, atexit); /* not one of them could be called */
        }
        pml_xdecref(E, r);
    }
}

static void flush_all(PmlEngine *E)
{
    static const char *const names[] = {"stdout", "stderr"};
    for (int i = 0; i < 2; i++) {
        PmlObj *s = pml_dict_get_text(E, E->rt->sys_dict.p, names[i]);
        if (s && s != PML_NONE(E)) {
            PmlObj *r = pml_call_method0(E, s, PML_ID(E, flush));
            pml_xdecref(E, r);
            pml_error_clear(E);
        }
    }
}

static void clear_sys_names(PmlEngine *E)
{
    static const char *const names[] = {"path",
                                        "argv",
                                        "ps1",
                                        "ps2",
                                        "last_type",
                                        "last_value",
                                        "last_traceback",
                                        "path_hooks",
                                        "path_importer_cache",
                                        "meta_path",
                                        "__interactivehook__"};
    PmlObj *sys = E->rt->sys_dict.p;
    pml_dict_set(E, E->rt->builtins.p, PML_ID(E, _), PML_NONE(E));
    for (int64_t i = 0; i < PML_COUNT_OF(names); i++) {
        set_none(E, sys, names[i]);
    }
    static const char *const streams[][2] = {
        {"stdin", "__stdin__"}, {"stdout", "__stdout__"}, {"stderr", "__stderr__"}};
    for (int i = 0; i < 3; i++) {
        PmlObj *original = pml_dict_get_text(E, sys, streams[i][1]);
        pml_dict_set_text(E, sys, streams[i][0], original ? original : PML_NONE(E));
    }
}

/* Step 5: weak references to the modules, entries set to None. */
static PmlObj *drop_modules(PmlEngine *E)
{
    PmlObj *weak = pml_list_new(E, 0);
    PmlObj *modules = E->rt->modules.p;
    int64_t pos = 0;
    PmlObj *name, *module;
    while (weak && pml_dict_next(modules, &pos, &name, &module, NULL)) {
        if (!PML_IS(module, module)) {
            continue;
        }
        PmlObj *ref = pml_weakref_new(E, module, NULL);
        PmlObj *pair = ref ? pml_tuple_pack(E, 2, name, ref) : NULL;
        if (pair) {
            pml_list_append(E, weak, pair);
        }
        pml_xdecref(E, ref);
        pml_xdecref(E, pair);
        pml_error_clear(E);
        pml_dict_set(E, modules, name, PML_NONE(E));
    }
    return weak;
}

/* _PyModule_ClearDict: names with one leading underscore, then the others but __builtins__. */
static void wipe_dict(PmlEngine *E, PmlObj *dict)
{
    for (int pass = 0; pass < 2; pass++) {
        int64_t pos = 0;
        PmlObj *key, *value;
        while (pml_dict_next(dict, &pos, &key, &value, NULL)) {
            if (value == PML_NONE(E) || !PML_IS_STR(key)) {
                continue;
            }
            int64_t n = PML_STR_LEN(key);
            bool single =
                n > 0 && pml_str_at(key, 0) == '_' && !(n > 1 && pml_str_at(key, 1) == '_');
            bool wanted = pass == 0 ? single
                                    : !(n > 0 && pml_str_at(key, 0) == '_') ||
                                          !pml_str_equal_text(key, "__builtins__");
            if (wanted && pml_dict_set(E, dict, key, PML_NONE(E)) < 0) {
                pml_error_clear(E);
            }
        }
    }
}

/* Step 8: modules still alive, in reverse order. */
static void wipe_modules(PmlEngine *E, PmlObj *weak)
{
    PmlObj *sys = E->rt->sys_dict.p, *builtins = E->rt->builtins.p;
    for (int64_t i = PML_LIST_LEN(weak) - 1; i >= 0; i--) {
        PmlObj *ref = PML_TUPLE_AT(PML_LIST_ITEMS(weak)[i].p, 1);
        PmlObj *module = ((PmlWeakref *)ref)->object.p;
        if (module == PML_NONE(E) || pml_refs(module) == 0) {
            continue;
        }
        PmlObj *dict = pml_module_dict(module);
        if (dict == sys || dict == builtins) {
            continue;
        }
        pml_incref(module);
        wipe_dict(E, dict);
        pml_decref(E, module);
    }
}

/* What a program added to builtins dies here, when print and the rest are in place again. */
static void restore_builtins(PmlEngine *E)
{
    PmlObj *all = pml_dict_copy(E, E->rt->builtins.p);
    pml_dict_clear(E, E->rt->builtins.p);
    pml_dict_update(E, E->rt->builtins.p, E->vm->builtins_copy.p);
    pml_xdecref(E, all);
    PML_CLEAR(E, E->vm->builtins_copy);
}

void pml_vm_shutdown(PmlEngine *E)
{
    PmlVm *vm = E->vm;
    if (vm->finalizing || E->rt->stopping) {
        return;
    }
    PmlObj *main_dict = pml_module_dict(vm->main_module.p);
    pml_dict_del_text(E, main_dict, "__file__"); /* step 1 */
    pml_error_clear(E);
    pml_dict_del_text(E, main_dict, "__cached__");
    pml_error_clear(E);
    call_exit_functions(E); /* step 2 */
    flush_all(E);           /* step 3 */
    vm->finalizing = PML_FINALIZING;
    E->gc->exiting = 1;
    if (E->gc->enabled) {
        pml_gc_collect(E, 2, true);
    }
    clear_sys_names(E); /* step 4 */
    PML_CLEAR(E, vm->exit_functions);
    vm->finalizing = PML_MODULES_DROPPED;
    PmlObj *weak = drop_modules(E); /* step 5 */
    PML_CLEAR(E, vm->main_module);
    pml_dict_clear(E, E->rt->modules.p); /* step 6 */
    restore_builtins(E);
    pml_gc_collect(E, 2, false); /* step 7 */
    if (weak) {
        wipe_modules(E, weak); /* step 8 */
        pml_decref(E, weak);
    }
    flush_all(E);
    wipe_dict(E, E->rt->sys_dict.p); /* step 9 */
    wipe_dict(E, E->rt->builtins.p);
    pml_gc_collect(E, 2, false);
    pml_set_trace(E, NULL);
    pml_set_profile(E, NULL);
    pml_stream_flush(E, vm->stdout_.p);
    pml_error_clear(E);
    if (vm->kernel.p && vm->kernel.p->current.p == vm->kernel.p->first.p) {
        pml_tracker_end(E, vm->kernel.p->current.p);
    }
}

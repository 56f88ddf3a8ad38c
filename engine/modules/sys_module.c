/* The sys module. */
#include "modules/sys_module.h"

#include "modules/modules.h"
#include "vm/run.h"
#include "vm/show.h"
#include "vm/tracing.h"

#define FAST(name) \
    static PmlObj *name(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
#define IGNORE_ALL (PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kw))

FAST(sys_getrefcount)
{
    IGNORE_ALL;
    return pml_int_of_size(E, pml_shown_refs(args[0].p));
}

static PmlObj *sys_getsizeof(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    static const char *const names[] = {"object", "default", NULL};
    PmlObj *o[2] = {NULL, NULL};
    if (!pml_parse_tuple(E, "getsizeof", args, kwargs, names, 1, 2, o)) {
        return NULL;
    }
    int64_t n = pml_sizeof(E, o[0]);
    if (n < 0) {
        if (o[1] && pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            return pml_incref(o[1]);
        }
        return NULL;
    }
    return pml_int_of_size(E, n);
}

FAST(sys_intern)
{
    IGNORE_ALL;
    PmlObj *s = args[0].p;
    if (PML_IS(s, str)) {
        pml_incref(s);
        pml_str_intern(E, &s);
        return s;
    }
    if (PML_IS_STR(s)) {
        return PML_RAISE(E, TypeError, "can't intern %.400s", PML_TYPE_OF(s)->name.p);
    }
    return PML_RAISE(E, TypeError, "intern() argument must be str, not %.50s",
                     pml_type_given(E, s));
}

FAST(sys_getallocatedblocks)
{
    IGNORE_ALL;
    return pml_int(E, (int64_t)pml_heap_stats(E)->blocks);
}

FAST(sys_exc_info)
{
    IGNORE_ALL;
    PmlObj *exc = pml_handled_exception(E);
    if (!exc) {
        return pml_tuple_pack(E, 3, PML_NONE(E), PML_NONE(E), PML_NONE(E));
    }
    PmlObj *tb = pml_exception_traceback(exc);
    return pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(exc), exc, tb ? tb : PML_NONE(E));
}

FAST(sys_exception)
{
    IGNORE_ALL;
    PmlObj *exc = pml_handled_exception(E);
    return pml_incref(exc ? exc : PML_NONE(E));
}

FAST(sys_getframe)
{
    IGNORE_ALL;
    int64_t depth = nargs ? pml_as_int(E, args[0].p) : 0;
    if (depth == -1 && pml_error_pending(E)) {
        return NULL;
    }
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    while (f && depth-- > 0) {
        f = pml_frame_complete(f->previous.p);
    }
    if (!f) {
        return PML_RAISE(E, ValueError, "call stack is not deep enough");
    }
    return pml_xincref(pml_frame_object(E, f));
}

FAST(sys_getrecursionlimit)
{
    IGNORE_ALL;
    return pml_int(E, E->rt->recursion_limit);
}

FAST(sys_setrecursionlimit)
{
    IGNORE_ALL;
    int64_t limit;
    if (!pml_want_int(E, args[0].p, &limit)) {
        return NULL;
    }
    if (limit < 1) {
        return PML_RAISE(E, ValueError, "recursion limit must be greater or equal than 1");
    }
    int32_t depth = E->rt->recursion_limit - E->rt->recursion_left;
    if (depth >= limit) {
        return PML_RAISE(E, RecursionError,
                         "cannot set the recursion limit to %d at the recursion depth %d: the "
                         "limit is too low",
                         (int)limit, (int)depth);
    }
    E->rt->recursion_limit = (int32_t)limit;
    E->rt->recursion_left = (int32_t)limit - depth;
    return pml_none(E);
}

FAST(sys_exit)
{
    IGNORE_ALL;
    if (!pml_check_positional(E, "exit", nargs, 0, 1)) {
        return NULL;
    }
    return pml_raise_object(E, (PmlObj *)PML_TYPE(E, SystemExit), nargs ? args[0].p : NULL);
}

FAST(sys_displayhook)
{
    IGNORE_ALL;
    PmlObj *o = args[0].p;
    if (o == PML_NONE(E)) {
        return pml_none(E);
    }
    if (pml_dict_set(E, E->rt->builtins.p, PML_ID(E, _), PML_NONE(E)) < 0) {
        return NULL;
    }
    PmlObj *out = pml_dict_get_text(E, E->rt->sys_dict.p, "stdout");
    if (!out || out == PML_NONE(E)) {
        return PML_RAISE(E, RuntimeError, "lost sys.stdout");
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(out), "displayhook: sys.stdout");
    PmlObj *text = pml_repr(E, o);
    pml_hold(E, text, "displayhook: text");
    PmlObj *r = text ? pml_call_method1(E, out, PML_ID(E, write), text) : NULL;
    bool ok = r && pml_write_text(E, out, "\n") == 0;
    pml_hold_drop(E, mark);
    pml_xdecref(E, r);
    pml_xdecref(E, text);
    pml_decref(E, out);
    return ok && pml_dict_set(E, E->rt->builtins.p, PML_ID(E, _), o) == 0 ? pml_none(E) : NULL;
}

FAST(sys_excepthook)
{
    IGNORE_ALL;
    if (!pml_check_positional(E, "excepthook", nargs, 3, 3)) {
        return NULL;
    }
    if (PML_IS_EXC(args[1].p)) {
        pml_print_exception(E, args[1].p);
        return pml_none(E);
    }
    PmlObj *text = pml_str_format(
        E, "TypeError: print_exception(): Exception expected for value, %.200s found\n",
        PML_TYPE_OF(args[1].p)->name.p);
    pml_show_on_stderr(E, text);
    pml_xdecref(E, text);
    return pml_none(E);
}

FAST(sys_unraisablehook)
{
    IGNORE_ALL;
    return pml_unraisable_default(E, args[0].p) ? pml_none(E) : NULL;
}

FAST(sys_getdefaultencoding)
{
    IGNORE_ALL;
    return pml_str_text(E, "utf-8");
}

FAST(sys_getfilesystemencodeerrors)
{
    IGNORE_ALL;
    return pml_str_text(E, "surrogateescape");
}

FAST(sys_getswitchinterval)
{
    IGNORE_ALL;
    return pml_float(E, 1e-6 * (double)E->rt->switch_interval_us);
}

FAST(sys_setswitchinterval)
{
    IGNORE_ALL;
    double interval = pml_as_double(E, args[0].p);
    if (interval == -1.0 && pml_error_pending(E)) {
        return NULL;
    }
    if (!(interval > 0.0)) {
        return PML_RAISE(E, ValueError, "switch interval must be strictly positive");
    }
    E->rt->switch_interval_us = interval < 1e12 ? (int64_t)(1e6 * interval) : INT64_MAX;
    return pml_none(E);
}

FAST(sys_is_finalizing)
{
    IGNORE_ALL;
    return pml_bool(E, E->vm->finalizing != 0);
}

FAST(sys_get_int_max_str_digits)
{
    IGNORE_ALL;
    int64_t limit = E->rt->int_text_limit;
    return pml_int(E, limit == 0 ? 4300 : limit < 0 ? 0 : limit);
}

FAST(sys_set_int_max_str_digits)
{
    PML_UNUSED(self);
    static const char *const names[] = {"maxdigits", NULL};
    PmlObj *value = NULL;
    if (!pml_parse_fast(E, "set_int_max_str_digits", args, nargs, kw, names, 1, 1, &value)) {
        return NULL;
    }
    int64_t limit;
    if (!pml_want_int(E, value, &limit)) {
        return NULL;
    }
    if (limit != 0 && limit < 640) {
        return PML_RAISE(E, ValueError, "maxdigits must be 0 or larger than 640");
    }
    E->rt->int_text_limit = limit == 0 ? -1 : limit;
    return pml_none(E);
}

/* What breakpoint() calls: there is no debugger inside, the laboratory itself is one. */
FAST(sys_breakpointhook)
{
    IGNORE_ALL;
    return PML_RAISE(E, RuntimeError,
                     "PyMemLab has no debugger inside the program: step through a recording, or "
                     "set sys.breakpointhook");
}

FAST(sys_clear_type_cache)
{
    IGNORE_ALL;
    pml_type_cache_clear(E);
    return pml_none(E);
}

FAST(sys_settrace)
{
    IGNORE_ALL;
    int err = pml_set_trace(E, args[0].p == PML_NONE(E) ? NULL : args[0].p);
    return err < 0 ? NULL : pml_none(E);
}

FAST(sys_setprofile)
{
    IGNORE_ALL;
    int err = pml_set_profile(E, args[0].p == PML_NONE(E) ? NULL : args[0].p);
    return err < 0 ? NULL : pml_none(E);
}

FAST(sys_gettrace)
{
    IGNORE_ALL;
    PmlObj *f = E->vm->trace_function.p;
    return pml_incref(f ? f : PML_NONE(E));
}

FAST(sys_getprofile)
{
    IGNORE_ALL;
    PmlObj *f = E->vm->profile_function.p;
    return pml_incref(f ? f : PML_NONE(E));
}

/* Lets the functions listen anew from within one of them; as in CPython 3.11 they hear of nothing
 * but exceptions until one is set again. */
FAST(sys_call_tracing)
{
    IGNORE_ALL;
    if (!pml_check_positional(E, "call_tracing", nargs, 2, 2)) {
        return NULL;
    }
    if (!PML_IS_TUPLE(args[1].p)) {
        return PML_RAISE(E, TypeError, "call_tracing() argument 2 must be tuple, not %.50s",
                         PML_TYPE_OF(args[1].p)->name.p);
    }
    PmlVm *vm = E->vm;
    int32_t tracing = vm->tracing, use = vm->use_tracing;
    vm->tracing = 0;
    PmlObj *r = pml_call(E, args[0].p, args[1].p, NULL);
    vm->tracing = tracing;
    vm->use_tracing = use;
    return r;
}

static const PmlMethodDef methods[] = {
    {"displayhook", sys_displayhook, NULL, PML_METH_O, NULL},
    {"exc_info", sys_exc_info, NULL, PML_METH_NOARGS, NULL},
    {"exception", sys_exception, NULL, PML_METH_NOARGS, NULL},
    {"excepthook", sys_excepthook, NULL, PML_METH_FASTCALL, NULL},
    {"unraisablehook", sys_unraisablehook, NULL, PML_METH_O, NULL},
    {"exit", sys_exit, NULL, PML_METH_FASTCALL, NULL},
    {"getallocatedblocks", sys_getallocatedblocks, NULL, PML_METH_NOARGS, NULL},
    {"getdefaultencoding", sys_getdefaultencoding, NULL, PML_METH_NOARGS, NULL},
    {"getrefcount", sys_getrefcount, NULL, PML_METH_O, NULL},
    {"getrecursionlimit", sys_getrecursionlimit, NULL, PML_METH_NOARGS, NULL},
    {"setrecursionlimit", sys_setrecursionlimit, NULL, PML_METH_O, NULL},
    {"getsizeof", NULL, sys_getsizeof, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
    {"getfilesystemencoding", sys_getdefaultencoding, NULL, PML_METH_NOARGS, NULL},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, NULL, PML_METH_NOARGS, NULL},
    {"getswitchinterval", sys_getswitchinterval, NULL, PML_METH_NOARGS, NULL},
    {"setswitchinterval", sys_setswitchinterval, NULL, PML_METH_O, NULL},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, NULL, PML_METH_NOARGS, NULL},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, NULL,
     PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"breakpointhook", sys_breakpointhook, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"settrace", sys_settrace, NULL, PML_METH_O, NULL},
    {"setprofile", sys_setprofile, NULL, PML_METH_O, NULL},
    {"gettrace", sys_gettrace, NULL, PML_METH_NOARGS, NULL},
    {"getprofile", sys_getprofile, NULL, PML_METH_NOARGS, NULL},
    {"call_tracing", sys_call_tracing, NULL, PML_METH_FASTCALL, NULL},
    {"intern", sys_intern, NULL, PML_METH_O, NULL},
    {"is_finalizing", sys_is_finalizing, NULL, PML_METH_NOARGS, NULL},
    {"_clear_type_cache", sys_clear_type_cache, NULL, PML_METH_NOARGS, NULL},
    {"_debugmallocstats", pml_sys_debugmallocstats, NULL, PML_METH_NOARGS, NULL},
    {"_getframe", sys_getframe, NULL, PML_METH_FASTCALL, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

/* A namespace object with these int or text fields. */
static PmlObj *namespace_of(PmlEngine *E, const char *const *names, PmlObj **values)
{
    PmlObj *o = pml_call0(E, (PmlObj *)PML_TYPE(E, SimpleNamespace));
    for (int i = 0; o && names[i]; i++) {
        if (!values[i] || pml_setattr_text(E, o, names[i], values[i]) < 0) {
            pml_decref(E, o);
            return NULL;
        }
        pml_decref(E, values[i]);
    }
    return o;
}

static void add_text(PmlEngine *E, PmlObj *m, const char *name, const char *text)
{
    pml_module_add(E, m, name, pml_str_text(E, text));
}

#define ADD_SEQUENCE(name, values) \
    pml_module_add(E, m, #name, pml_named_sequence(E, PML_TYPE(E, name), values))

static void add_version(PmlEngine *E, PmlObj *m)
{
    PmlObj *version[] = {pml_int(E, 3), pml_int(E, 11), pml_int(E, 2),
                         pml_str_intern_text(E, "final"), pml_int(E, 0)};
    ADD_SEQUENCE(version_info, version);
    static const char *const names[] = {"name",       "cache_tag",  "version",
                                        "hexversion", "_multiarch", NULL};
    PmlObj *known = pml_dict_get_text(E, E->rt->sys_dict.p, "version_info");
    PmlObj *values[] = {pml_str_text(E, "cpython"), pml_str_text(E, "cpython-311"),
                        pml_xincref(known), pml_int(E, 0x030b02f0),
                        pml_str_text(E, "x86_64-linux-gnu")};
    pml_module_add(E, m, "implementation", namespace_of(E, names, values));
}

static void add_infos(PmlEngine *E, PmlObj *m)
{
    PmlObj *hash[] = {pml_int(E, 64),      pml_int(E, (INT64_C(1) << 61) - 1),
                      pml_int(E, 314159),  pml_int(E, 0),
                      pml_int(E, 1000003), pml_str_text(E, "siphash13"),
                      pml_int(E, 64),      pml_int(E, 128),
                      pml_int(E, 0)};
    ADD_SEQUENCE(hash_info, hash);
    PmlObj *ints[] = {pml_int(E, 30), pml_int(E, 4), pml_int(E, 4300), pml_int(E, 640)};
    ADD_SEQUENCE(int_info, ints);
    PmlObj *floats[] = {pml_float(E, 1.7976931348623157e308),
                        pml_int(E, 1024),
                        pml_int(E, 308),
                        pml_float(E, 2.2250738585072014e-308),
                        pml_int(E, -1021),
                        pml_int(E, -307),
                        pml_int(E, 15),
                        pml_int(E, 53),
                        pml_float(E, 2.220446049250313e-16),
                        pml_int(E, 2),
                        pml_int(E, 1)};
    ADD_SEQUENCE(float_info, floats);
    PmlObj *flags[18];
    for (int i = 0; i < PML_COUNT_OF(flags); i++) {
        /* As after `python3.11 -I -S -B`. */
        flags[i] = i == 13   ? pml_bool(E, false)
                   : i == 16 ? pml_bool(E, true)
                   : i == 17 ? pml_int(E, -1)
                             : pml_int(E, (i >= 4 && i <= 7) || i == 11 || i == 12);
    }
    ADD_SEQUENCE(flags, flags);
    PmlObj *thread[] = {pml_str_text(E, "pthread"), pml_str_text(E, "semaphore"),
                        pml_str_text(E, "NPTL 2.36")};
    ADD_SEQUENCE(thread_info, thread);
}

PmlObj *pml_init_module_sys(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "sys");
    if (!m || pml_module_add_methods(E, m, methods) < 0) {
        return NULL;
    }
    E->rt->sys_dict.p = pml_incref(pml_module_dict(m));
    pml_module_add(E, m, "modules", pml_incref(E->rt->modules.p));
    add_text(E, m, "version", "3.11.2 (PyMemLab) [model of CPython 3.11 on 64-bit Linux]");
    add_version(E, m);
    pml_module_add(E, m, "hexversion", pml_int(E, 0x030b02f0));
    add_text(E, m, "platform", "linux");
    add_text(E, m, "byteorder", "little");
    add_text(E, m, "executable", "");
    add_text(E, m, "prefix", "/usr");
    add_text(E, m, "base_prefix", "/usr");
    add_text(E, m, "exec_prefix", "/usr");
    add_text(E, m, "copyright", "");
    add_text(E, m, "float_repr_style", "short");
    add_text(E, m, "abiflags", "");
    add_text(E, m, "platlibdir", "lib");
    pml_module_add(E, m, "pycache_prefix", pml_none(E));
    pml_module_add(E, m, "_xoptions", pml_dict_new(E));
    pml_module_add(E, m, "maxsize", pml_int(E, INT64_MAX));
    pml_module_add(E, m, "maxunicode", pml_int(E, 0x10ffff));
    pml_module_add(E, m, "api_version", pml_int(E, 1013));
    pml_module_add(E, m, "dont_write_bytecode", pml_bool(E, true));
    pml_module_add(E, m, "path", pml_list_new(E, 0));
    pml_module_add(E, m, "argv", pml_list_new(E, 0));
    pml_module_add(E, m, "meta_path", pml_list_new(E, 0));
    pml_module_add(E, m, "path_hooks", pml_list_new(E, 0));
    pml_module_add(E, m, "path_importer_cache", pml_dict_new(E));
    pml_module_add(E, m, "warnoptions", pml_list_new(E, 0));
    add_infos(E, m);
    static const char *const hooks[][2] = {{"displayhook", "__displayhook__"},
                                           {"excepthook", "__excepthook__"},
                                           {"unraisablehook", "__unraisablehook__"},
                                           {"breakpointhook", "__breakpointhook__"}};
    for (int i = 0; i < PML_COUNT_OF(hooks); i++) {
        PmlObj *hook = pml_dict_get_text(E, E->rt->sys_dict.p, hooks[i][0]);
        pml_dict_set_text(E, E->rt->sys_dict.p, hooks[i][1], hook);
    }
    return pml_error_pending(E) ? NULL : m;
}

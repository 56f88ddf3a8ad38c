/* exec, eval, compile, globals, locals, vars, dir, __import__. */
#include "vm/builtins.h"

#include "lang/compile.h"

static PmlInterpFrame *running(PmlEngine *E)
{
    return pml_frame_complete(E->vm->frame.p);
}

/* exec/eval on a str: the tree's constants stay alive while the code runs, as in CPython. */
static PmlObj *run_text(PmlEngine *E, PmlObj *text, PmlObj *globals, PmlObj *locals, int mode)
{
    int64_t n;
    const char *source;
    PmlObj *bytes = NULL;
    if (PML_IS_STR(text)) {
        source = pml_str_utf8(E, text, &n);
    } else {
        PmlBuffer view;
        if (pml_get_buffer(E, text, &view, 0) < 0) {
            pml_error_clear(E);
            return PML_RAISE(E, TypeError, "%s() arg 1 must be a string, bytes or code object",
                             mode == PML_PARSE_EVAL ? "eval" : "exec");
        }
        bytes = pml_bytes(E, view.data, view.len);
        pml_release_buffer(E, &view);
        source = bytes ? (const char *)PML_BYTES_DATA(bytes) : NULL;
        n = bytes ? PML_BYTES_LEN(bytes) : 0;
    }
    if (!source) {
        pml_xdecref(E, bytes);
        return NULL;
    }
    int flags = bytes ? PML_PARSE_BYTES : 0;
    if (mode == PML_PARSE_EVAL) {
        while (n > 0 && (*source == ' ' || *source == '\t')) {
            source++;
            n--;
        }
    }
    PmlAst *ast = NULL;
    PmlObj *result = NULL;
    PmlObj *code = pml_compile_source(E, source, n, "<string>", mode | flags, &ast);
    if (code) {
        PmlObj *arena = pml_incref(ast->arena_list);
        pml_ast_free(E, ast);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, arena, "the source's own reference");
        pml_hold(E, code, "exec: code");
        result = pml_eval_code(E, code, globals, locals);
        pml_hold_drop(E, mark);
        pml_decref(E, code);
        pml_decref(E, arena);
    }
    pml_xdecref(E, bytes);
    return result;
}

/* eval alone says what to do with another mapping. */
static void refuse_globals(PmlEngine *E, PmlObj *globals, const char *name)
{
    if (strcmp(name, "eval") != 0) {
        PML_RAISE(E, TypeError, "%s() globals must be a dict, not %.100s", name,
                  PML_TYPE_OF(globals)->name.p);
    } else if (pml_is_mapping(globals)) {
        PML_RAISE(E, TypeError, "globals must be a real dict; try eval(expr, {}, mapping)");
    } else {
        PML_RAISE(E, TypeError, "globals must be a dict");
    }
}

/* Namespaces of exec and eval, borrowed; false with an error. */
static bool namespaces(PmlEngine *E, PmlObj **globals, PmlObj **locals, const char *name)
{
    bool given = *locals != NULL;
    if (*globals == PML_NONE(E)) {
        *globals = NULL;
    }
    if (*locals == PML_NONE(E)) {
        *locals = NULL;
    }
    if (!*globals) {
        PmlInterpFrame *f = running(E);
        if (!f) {
            PML_RAISE(E, SystemError, "globals and locals cannot be NULL");
            return false;
        }
        *globals = f->globals.p;
        if (!*locals) {
            *locals = pml_frame_locals(E, f);
            if (!*locals) {
                return false;
            }
        }
    } else if (!*locals) {
        *locals = *globals;
    }
    bool eval = strcmp(name, "eval") == 0;
    if (eval && given && !pml_is_mapping(*locals)) {
        PML_RAISE(E, TypeError, "locals must be a mapping");
        return false;
    }
    if (!PML_IS_DICT(*globals)) {
        refuse_globals(E, *globals, name);
        return false;
    }
    if (!pml_is_mapping(*locals)) {
        if (strcmp(name, "eval") == 0) {
            PML_RAISE(E, TypeError, "locals must be a mapping");
        } else {
            PML_RAISE(E, TypeError, "locals must be a mapping or None, not %.100s",
                      PML_TYPE_OF(*locals)->name.p);
        }
        return false;
    }
    int has = pml_dict_contains(E, *globals, PML_ID(E, __builtins__));
    if (has < 0) {
        return false;
    }
    PmlInterpFrame *f = E->vm->frame.p;
    return has || pml_dict_set(E, *globals, PML_ID(E, __builtins__),
                               f ? f->builtins.p : E->rt->builtins.p) == 0;
}

/* Cells for the code's free variables: exactly as many as it has. */
static bool check_closure(PmlEngine *E, const PmlCode *code, PmlObj *closure)
{
    int n = code->nfreevars;
    if (n == 0) {
        if (closure) {
            PML_RAISE(E, TypeError, "cannot use a closure with this code object");
        }
        return !closure;
    }
    bool ok = closure && PML_IS(closure, tuple) && PML_TUPLE_LEN(closure) == n;
    for (int i = 0; ok && i < n; i++) {
        ok = PML_IS(PML_TUPLE_AT(closure, i), cell);
    }
    if (!ok) {
        PML_RAISE(E, TypeError, "code object requires a closure of exactly length %d", n);
    }
    return ok;
}

static PmlObj *run_any(PmlEngine *E, PmlRef *args, int64_t nargs, PmlObj *closure, int mode)
{
    const char *name = mode == PML_PARSE_EVAL ? "eval" : "exec";
    PmlObj *source = args[0].p;
    PmlObj *globals = nargs > 1 ? args[1].p : NULL;
    PmlObj *locals = nargs > 2 ? args[2].p : NULL;
    if (!namespaces(E, &globals, &locals, name)) {
        return NULL;
    }
    if (!PML_IS(source, code)) {
        if (closure) {
            return PML_RAISE(E, TypeError, "closure can only be used when source is a code object");
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, pml_incref(globals), "exec: globals");
        pml_hold(E, pml_incref(locals), "exec: locals");
        PmlObj *r = run_text(E, source, globals, locals, mode);
        pml_hold_drop(E, mark);
        pml_decref(E, globals);
        pml_decref(E, locals);
        return r;
    }
    PmlCode *code = (PmlCode *)source;
    if (mode == PML_PARSE_EVAL && code->nfreevars > 0) {
        return PML_RAISE(E, TypeError, "code object passed to %s() may not contain free variables",
                         name);
    }
    if (!check_closure(E, code, closure)) {
        return NULL;
    }
    return pml_eval_closure(E, source, globals, locals, closure);
}

static PmlObj *builtin_exec(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames)
{
    PML_UNUSED(self);
    static const char *const names[] = {"", "", "", "closure", NULL};
    PmlObj *o[4] = {NULL};
    if (!pml_parse_fast(E, "exec", args, nargs, kwnames, names, 1, 3, o)) {
        return NULL;
    }
    PmlObj *closure = o[3] == PML_NONE(E) ? NULL : o[3];
    PmlObj *r = run_any(E, args, nargs, closure, PML_PARSE_EXEC);
    if (!r) {
        return NULL;
    }
    pml_decref(E, r);
    return pml_none(E);
}

static PmlObj *builtin_eval(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "eval", nargs, 1, 3)) {
        return NULL;
    }
    return run_any(E, args, nargs, NULL, PML_PARSE_EVAL);
}

/* CPython's flags of futures, PyCF_ONLY_AST and its neighbours. */
enum { KNOWN_FLAGS = 0x1ff2010 | 0x10000 | 0x3f00 | 0x200 };

/* What a path says it is: a str, bytes, or what its type's __fspath__ gives. */
static PmlObj *path_itself(PmlEngine *E, PmlObj *o)
{
    if (PML_IS_STR(o) || PML_IS_BYTES(o)) {
        return pml_incref(o);
    }
    PmlObj *asked = pml_str_intern_text(E, "__fspath__");
    PmlObj *method = asked ? pml_lookup_special(E, o, asked) : NULL;
    pml_xdecref(E, asked);
    if (!method) {
        return pml_error_pending(E)
                   ? NULL
                   : PML_RAISE(E, TypeError,
                               "expected str, bytes or os.PathLike object, not %.200s",
                               PML_TYPE_OF(o)->name.p);
    }
    PmlObj *path = pml_call0(E, method);
    pml_decref(E, method);
    if (path && !PML_IS_STR(path) && !PML_IS_BYTES(path)) {
        PML_RAISE(E, TypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s",
                  PML_TYPE_OF(o)->name.p, PML_TYPE_OF(path)->name.p);
        pml_decref(E, path);
        return NULL;
    }
    return path;
}

/* Bytes in something else that has bytes: taken, with a warning. */
static PmlObj *path_in_buffer(PmlEngine *E, PmlObj *o)
{
    PmlBuffer view;
    if (PML_IS_STR(o) || PML_IS_BYTES(o) || pml_get_buffer(E, o, &view, 0) < 0) {
        pml_error_clear(E);
        return path_itself(E, o);
    }
    PmlObj *bytes = pml_bytes(E, view.data, view.len);
    pml_release_buffer(E, &view);
    PmlObj *text = pml_str_format(E, "path should be string, bytes, or os.PathLike, not %.200s",
                                  PML_TYPE_OF(o)->name.p);
    int64_t n;
    const char *words = text ? pml_str_utf8(E, text, &n) : NULL;
    if (!bytes || !words || pml_warn(E, PML_TYPE(E, DeprecationWarning), words) < 0) {
        pml_xdecref(E, bytes);
        bytes = NULL;
    }
    pml_xdecref(E, text);
    return bytes;
}

/* The name of a file as a str (new reference). */
static PmlObj *file_name(PmlEngine *E, PmlObj *o)
{
    PmlObj *path = path_in_buffer(E, o);
    if (path && PML_IS_BYTES(path)) {
        PmlObj *text = pml_str_decode(E, (const unsigned char *)PML_BYTES_DATA(path),
                                      PML_BYTES_LEN(path), "utf-8", "surrogateescape");
        pml_decref(E, path);
        path = text;
    }
    for (int64_t i = 0; path && i < PML_STR_LEN(path); i++) {
        if (pml_str_at(path, i) == 0) {
            pml_decref(E, path);
            return PML_RAISE(E, ValueError, "embedded null character");
        }
    }
    return path;
}

/* The first call of CPython's compile() makes the types of the ast module, which ours has not. */
enum { AST_TYPES_MAKE = 743 };
static void count_ast_types(PmlEngine *E)
{
    if (!E->vm->ast_types_counted) {
        E->vm->ast_types_counted = 1;
        pml_gc_count_more(E, AST_TYPES_MAKE);
    }
}

/* The source, a str or bytes, compiled. */
static PmlObj *compile_any(PmlEngine *E, PmlObj *o, PmlObj *filename, int mode)
{
    int64_t n, name_size;
    const char *name = pml_str_utf8(E, filename, &name_size);
    if (!name) {
        return NULL;
    }
    if (PML_IS_STR(o)) {
        const char *source = pml_str_utf8(E, o, &n);
        return source ? pml_compile_source(E, source, n, name, mode, NULL) : NULL;
    }
    PmlBuffer view;
    if (pml_get_buffer(E, o, &view, 0) < 0) {
        pml_error_clear(E);
        return PML_RAISE(E, TypeError, "compile() arg 1 must be a string, bytes or AST object");
    }
    PmlObj *code = pml_compile_source(E, (const char *)view.data, view.len, name,
                                      mode | PML_PARSE_BYTES, NULL);
    pml_release_buffer(E, &view);
    return code;
}

/* The kind of source that compile()'s third argument names; -1 with an error. */
static int compile_mode(PmlEngine *E, PmlObj *mode)
{
    if (pml_str_equal_text(mode, "exec")) {
        return PML_PARSE_EXEC;
    }
    if (pml_str_equal_text(mode, "eval")) {
        return PML_PARSE_EVAL;
    }
    if (pml_str_equal_text(mode, "single")) {
        return PML_PARSE_SINGLE;
    }
    PML_RAISE(E, ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
    return -1;
}

/* compile()'s arguments after the file name, in CPython's order. */
static PmlObj *compile_checked(PmlEngine *E, PmlObj *const o[6], PmlObj *filename)
{
    if (!PML_IS_STR(o[2])) {
        return PML_RAISE(E, TypeError, "compile() argument 'mode' must be str, not %s",
                         pml_type_given(E, o[2]));
    }
    int64_t numbers[3] = {0, 0, -1}; /* flags, dont_inherit, optimize */
    for (int i = 0; i < 3; i++) {
        if (o[3 + i]) {
            numbers[i] = pml_as_int(E, o[3 + i]);
        }
        if (pml_error_pending(E)) {
            return NULL;
        }
    }
    if (numbers[0] & ~(int64_t)KNOWN_FLAGS) {
        return PML_RAISE(E, ValueError, "compile(): unrecognised flags");
    }
    if (numbers[2] < -1 || numbers[2] > 2) {
        return PML_RAISE(E, ValueError, "compile(): invalid optimize value");
    }
    count_ast_types(E);
    int mode = compile_mode(E, o[2]);
    if (mode < 0) {
        return NULL;
    }
    mode |= numbers[2] >= 1 ? PML_PARSE_NO_ASSERTS : 0;
    mode |= numbers[2] == 2 ? PML_PARSE_NO_DOCSTRINGS : 0;
    return compile_any(E, o[0], filename, mode);
}

static PmlObj *builtin_compile(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(self);
    static const char *const names[] = {"source",       "filename", "mode", "flags",
                                        "dont_inherit", "optimize", NULL};
    PmlObj *o[6] = {NULL};
    if (!pml_parse_fast(E, "compile", args, nargs, kwnames, names, 3, 6, o)) {
        return NULL;
    }
    PmlObj *filename = file_name(E, o[1]);
    if (!filename) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, filename, "compile: file name");
    PmlObj *code = compile_checked(E, o, filename);
    pml_hold_drop(E, mark);
    pml_decref(E, filename);
    return code;
}

static PmlObj *builtin_globals(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlInterpFrame *f = running(E);
    return pml_incref(f ? f->globals.p : PML_NONE(E));
}

static PmlObj *current_locals(PmlEngine *E)
{
    PmlInterpFrame *f = running(E);
    if (!f) {
        PML_RAISE(E, SystemError, "frame does not exist");
        return NULL;
    }
    return pml_frame_locals_taken(E, f);
}

static PmlObj *builtin_locals(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                              PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return current_locals(E);
}

static PmlObj *builtin_vars(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    PML_UNUSED(kwargs);
    if (!pml_check_positional(E, "vars", PML_TUPLE_LEN(args), 0, 1)) {
        return NULL;
    }
    if (PML_TUPLE_LEN(args) == 0) {
        return current_locals(E);
    }
    PmlObj *d;
    if (pml_lookup_attr(E, PML_TUPLE_AT(args, 0), PML_ID(E, __dict__), &d) == 0) {
        PML_RAISE(E, TypeError, "vars() argument must have __dict__ attribute");
    }
    return d;
}

static PmlObj *builtin_dir(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    PML_UNUSED(kwargs);
    int64_t n = PML_TUPLE_LEN(args);
    if (n > 1) {
        return PML_RAISE(E, TypeError, "dir expected at most 1 argument, got %lld", (long long)n);
    }
    if (n == 1) {
        return pml_dir(E, PML_TUPLE_AT(args, 0));
    }
    PmlObj *locals = current_locals(E);
    PmlObj *names = locals ? pml_mapping_keys(E, locals) : NULL;
    pml_xdecref(E, locals);
    if (names && pml_list_sort(E, names, NULL, false) < 0) {
        pml_decref(E, names);
        return NULL;
    }
    return names;
}

static PmlObj *builtin_import(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    static const char *const names[] = {"name", "globals", "locals", "fromlist", "level", NULL};
    PmlObj *o[5] = {NULL};
    if (!pml_parse_tuple(E, "__import__", args, kwargs, names, 1, 5, o)) {
        return NULL;
    }
    int64_t level = 0;
    if (o[4] && !pml_want_int(E, o[4], &level)) {
        return NULL;
    }
    if (!PML_IS_STR(o[0])) {
        return PML_RAISE(E, TypeError, "module name must be a string");
    }
    if (level < 0) {
        return PML_RAISE(E, ValueError, "level must be >= 0");
    }
    return pml_import(E, o[0], o[1], o[3], level);
}

const PmlMethodDef pml_builtins_code[] = {
    {"__import__", NULL, builtin_import, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
    {"compile", builtin_compile, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"dir", NULL, builtin_dir, PML_METH_VARARGS, NULL},
    {"eval", builtin_eval, NULL, PML_METH_FASTCALL, NULL},
    {"exec", builtin_exec, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"globals", builtin_globals, NULL, PML_METH_NOARGS, NULL},
    {"locals", builtin_locals, NULL, PML_METH_NOARGS, NULL},
    {"vars", NULL, builtin_vars, PML_METH_VARARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

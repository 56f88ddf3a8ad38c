/* A script from source to exit code, as `python3 FILE` runs it. */
#include "vm/run.h"

#include "lang/compile.h"
#include "vm/show.h"

enum { PML_SIGINT = 2 };

static PmlObj *main_dict(PmlEngine *E)
{
    return pml_module_dict(E->vm->main_module.p);
}

bool pml_script_start(PmlEngine *E, const char *source, int64_t n, const char *filename)
{
    return pml_script_start_mode(E, source, n, filename, false);
}

bool pml_script_start_mode(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           bool show_values)
{
    PmlAst *ast = NULL;
    int mode = (show_values ? PML_PARSE_SINGLE : PML_PARSE_EXEC) | PML_PARSE_BYTES | PML_PARSE_FILE;
    PmlObj *code = pml_compile_source(E, source, n, filename, mode, &ast);
    if (!code) {
        return false;
    }
    /* The constants' extra reference lives as long as the script runs (facts 3.1); the tree itself
     * is host memory and no longer needed. */
    E->vm->ast_arena.p = pml_incref(ast->arena_list);
    pml_ast_free(E, ast);
    PmlObj *globals = main_dict(E);
    PmlObj *func = pml_function_new(E, code, globals);
    pml_decref(E, code);
    if (!func) {
        return false;
    }
    PmlInterpFrame *f = pml_call_frame(E, (PmlFunction *)func, pml_incref(globals), NULL, 0, NULL);
    if (!f) {
        return false;
    }
    /* pml_eval_code keeps its own reference to the function while it runs */
    E->vm->main_function.p = pml_incref(f->func.p);
    f->is_entry = 1;
    f->previous.p = NULL;
    E->vm->frame.p = f;
    E->vm->top_frame.p = f;
    E->vm->top_started = 0;
    pml_run_schedule(E);
    return true;
}

/* SystemExit's code: an int is the status, None 0, anything else is printed and 1. */
static int exit_status(PmlEngine *E, PmlObj *exc)
{
    PmlObj *code = ((PmlSystemExitObj *)exc)->code.p;
    if (!code || code == PML_NONE(E)) {
        return 0;
    }
    if (PML_IS_INT(code)) {
        bool overflow;
        int64_t v = pml_int_as_i64(E, code, &overflow);
        return overflow ? 255 : (int)(v & 0xff);
    }
    PmlObj *stream = pml_dict_get_text(E, E->rt->sys_dict.p, "stderr");
    PmlObj *text = pml_str(E, code);
    if (stream && stream != PML_NONE(E) && text) {
        PmlObj *r = pml_call_method1(E, stream, PML_ID(E, write), text);
        pml_xdecref(E, r);
        pml_write_text(E, stream, "\n");
    }
    pml_xdecref(E, text);
    pml_error_clear(E);
    return 1;
}

static void show_text(PmlEngine *E, const char *text)
{
    PmlObj *o = pml_str_text(E, text);
    pml_show_on_stderr(E, o);
    pml_xdecref(E, o);
}

void pml_handle_unhandled(PmlEngine *E)
{
    PmlObj *exc = pml_error_fetch(E);
    PmlVm *vm = E->vm;
    if (E->rt->stopping) {
        pml_xdecref(E, exc);
        vm->exit_code = E->rt->stopping == PML_STOP_EXIT ? vm->exit_code : 1;
        return;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, exc, "unhandled exception");
    PmlObj *out = pml_dict_get_text(E, E->rt->sys_dict.p, "stdout");
    if (pml_isinstance_of(exc, PML_TYPE(E, SystemExit))) {
        vm->exit_code = exit_status(E, exc);
        pml_hold_drop(E, mark);
        pml_decref(E, exc);
        return;
    }
    if (out && out != PML_NONE(E)) {
        PmlObj *r = pml_call_method0(E, out, PML_ID(E, flush));
        pml_xdecref(E, r);
        pml_error_clear(E);
    }
    PmlObj *tb = pml_exception_traceback(exc);
    pml_dict_set_text(E, E->rt->sys_dict.p, "last_type", (PmlObj *)PML_TYPE_OF(exc));
    pml_dict_set_text(E, E->rt->sys_dict.p, "last_value", exc);
    pml_dict_set_text(E, E->rt->sys_dict.p, "last_traceback", tb ? tb : PML_NONE(E));
    PmlObj *hook = pml_dict_get_text(E, E->rt->sys_dict.p, "excepthook");
    if (hook && !PML_IS(hook, builtin_function_or_method)) {
        PmlObj *r = pml_call3(E, hook, (PmlObj *)PML_TYPE_OF(exc), exc, tb ? tb : PML_NONE(E));
        PmlObj *second = r || E->rt->stopping ? NULL : pml_error_fetch(E);
        pml_xdecref(E, r);
        if (second && pml_isinstance_of(second, PML_TYPE(E, SystemExit))) {
            vm->exit_code = exit_status(E, second);
            pml_hold_drop(E, mark);
            pml_decref(E, second);
            pml_decref(E, exc);
            return;
        }
        if (second) {
            show_text(E, "Error in sys.excepthook:\n");
            pml_print_exception(E, second);
            show_text(E, "\nOriginal exception was:\n");
            pml_print_exception(E, exc);
            pml_decref(E, second);
        }
    } else {
        pml_print_exception(E, exc);
    }
    pml_error_clear(E);
    vm->interrupted = pml_isinstance_of(exc, PML_TYPE(E, KeyboardInterrupt));
    vm->exit_code = vm->interrupted ? 128 + PML_SIGINT : 1;
    pml_hold_drop(E, mark);
    pml_decref(E, exc);
}

bool pml_script_finish(PmlEngine *E, PmlObj *result)
{
    PmlVm *vm = E->vm;
    PmlInterpFrame *f = vm->top_frame.p;
    if (f) {
        vm->top_frame.p = NULL;
        vm->frame.p = NULL;
        pml_frame_clear_and_pop(E, f);
        PML_CLEAR(E, vm->main_function);
    }
    bool ok = result != NULL;
    if (result) {
        vm->exit_code = 0;
        pml_decref(E, result);
    } else {
        pml_handle_unhandled(E);
    }
    PML_CLEAR(E, vm->ast_arena);
    if (E->rt->stopping != PML_STOP_EXIT) {
        pml_stream_flush(E, vm->stdout_.p);
    }
    pml_error_clear(E);
    return ok;
}

int pml_script_run(PmlEngine *E, const char *source, int64_t n, const char *filename)
{
    PmlObj *result = NULL;
    if (pml_script_start(E, source, n, filename)) {
        pml_vm_go_on(E, &result);
    }
    pml_script_finish(E, result);
    return E->vm->exit_code;
}

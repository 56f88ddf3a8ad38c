#include "observe/cell.h"

#include <stdio.h>

#include "lang/compile.h"

void pml_outcome_free(PmlOutcome *o)
{
    pml_failure_free(&o->failure);
    memset(o, 0, sizeof *o);
}

void pml_input_free(PmlInput *in)
{
    free(in->source);
    free(in->filename);
    free(in->typed);
    pml_failure_free(&in->failure);
}

static void prepare(PmlEngine *E)
{
    E->rt->stopping = 0;
    E->vm->output_bytes = 0;
    pml_run_schedule(E);
}

void pml_cell_begin(PmlEngine *E, const PmlInput *in)
{
    char own[32];
    const char *filename = in->filename ? in->filename : own;
    snprintf(own, sizeof own, "<cell %lld>", (long long)in->number);
    pml_remember_source(E, filename, in->source, in->size);
    prepare(E);
    if (in->filename &&
        !pml_engine_set_script(E, filename, &filename, pml_engine_has_script(E) ? 0 : 1)) {
        return;
    }
    pml_script_start_mode(E, in->source, (int64_t)in->size, filename, in->show_values);
}

/* The pending exception, described; it stays pending. */
static void describe_exception(PmlEngine *E, void (*describe)(PmlEngine *, PmlObj *, PmlFailure *),
                               PmlOutcome *o)
{
    PmlObj *exc = pml_error_fetch(E);
    if (exc) {
        describe(E, exc, &o->failure);
        pml_error_restore(E, exc);
    }
}

void pml_cell_end(PmlEngine *E, PmlObj *result, PmlOutcome *o)
{
    o->stopped = (PmlStop)E->rt->stopping;
    o->no_memory = !result && !o->stopped && pml_error_matches(E, PML_T_MemoryError);
    PmlLastWords kept = {0};
    if (!result && !o->stopped) {
        describe_exception(E, pml_failure_read, o);
        E->last_words = &kept;
    }
    pml_script_finish(E, result);
    E->last_words = NULL;
    pml_failure_words(&o->failure, &kept);
    if (!o->stopped) {
        o->stopped = (PmlStop)E->rt->stopping; /* in a finalizer at the very end */
    }
    E->rt->stopping = 0;
    E->event_tick = UINT64_MAX;
    pml_stream_flush(E, E->vm->stdout_.p);
    pml_stream_flush(E, E->vm->stderr_.p);
    E->rt->stopping = 0;
}

void pml_cell_finish(PmlEngine *E, PmlOutcome *o)
{
    prepare(E);
    pml_vm_shutdown(E);
    o->stopped = (PmlStop)E->rt->stopping;
    E->rt->stopping = 0;
    E->event_tick = UINT64_MAX;
}

void pml_cell_inject(PmlEngine *E, const char *source, PmlOutcome *o)
{
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    bool snapshot = f && !f->locals.p; /* a function's names lie in its frame */
    PmlObj *globals = f ? f->globals.p : pml_module_dict(E->vm->main_module.p);
    int64_t mark = pml_hold_mark(E);
    E->vm->c_depth++; /* what runs here cannot be left and entered again */
    PmlObj *locals = f ? pml_frame_locals(E, f) : globals;
    PmlObj *code =
        pml_compile_source(E, source, (int64_t)strlen(source), "<change>", PML_PARSE_EXEC, NULL);
    PmlObj *result = NULL;
    if (code && locals) {
        pml_hold(E, code, "change: code");
        result = pml_eval_code(E, code, globals, locals);
        pml_hold_drop(E, mark);
    }
    if (result && snapshot) {
        pml_frame_locals_to_fast(E, f, true);
    }
    if (!result) {
        describe_exception(E, pml_failure_of, o);
        pml_error_clear(E);
    }
    if (snapshot) {
        PML_CLEAR(E, f->locals);
    }
    pml_xdecref(E, result);
    pml_xdecref(E, code);
    E->vm->c_depth--;
}

/* sys.settrace and sys.setprofile: the events of a run, told to a function of the program. While
 * one runs, nothing is told. What is called is borrowed, as in CPython, so that counts are as
 * there. */
#include "vm/tracing.h"

#include "lang/opcode.h"

static const char *const event_names[] = {
    [PML_TRACE_CALL] = "call",         [PML_TRACE_EXCEPTION] = "exception",
    [PML_TRACE_LINE] = "line",         [PML_TRACE_RETURN] = "return",
    [PML_TRACE_C_CALL] = "c_call",     [PML_TRACE_C_EXCEPTION] = "c_exception",
    [PML_TRACE_C_RETURN] = "c_return", [PML_TRACE_OPCODE] = "opcode",
};

static void update(PmlVm *vm)
{
    vm->use_tracing = !vm->tracing && (vm->trace_function.p || vm->profile_function.p);
}

static void set_function(PmlEngine *E, PmlRef *slot, PmlObj *function)
{
    PmlObj *old = slot->p;
    pml_xincref(function);
    slot->p = NULL;
    update(E->vm);
    pml_xdecref(E, old);
    slot->p = function;
    update(E->vm);
}

/* The first to listen makes the names of all events, which stay. */
static bool make_names(PmlEngine *E)
{
    for (int i = 0; i < PML_COUNT_OF(event_names); i++) {
        PmlRef *name = &E->vm->event_names[i];
        if (!name->p && !(name->p = pml_str_intern_text(E, event_names[i]))) {
            return false;
        }
    }
    return true;
}

int pml_set_trace(PmlEngine *E, PmlObj *function)
{
    if (function && !make_names(E)) {
        return -1;
    }
    set_function(E, &E->vm->trace_function, function);
    return 0;
}

int pml_set_profile(PmlEngine *E, PmlObj *function)
{
    if (function && !make_names(E)) {
        return -1;
    }
    set_function(E, &E->vm->profile_function, function);
    return 0;
}

/* callback(frame, event, arg); when it has looked at f_locals, the frame's variables are taken from
 * there. New reference or NULL. */
static PmlObj *call_back(PmlEngine *E, PmlObj *callback, PmlInterpFrame *frame, PmlObj *object,
                         PmlTraceEvent event, PmlObj *arg)
{
    PmlRef args[4] = {{NULL}, {object}, E->vm->event_names[event], {arg ? arg : PML_NONE(E)}};
    PmlObj *result = pml_vectorcall(E, callback, args + 1, 3 | PML_ARGS_OFFSET, NULL);
    PmlPending pending = pml_error_set_aside(E);
    if (((PmlFrame *)object)->fast_as_locals && PML_IS_DICT(frame->locals.p)) {
        ((PmlFrame *)object)->fast_as_locals = 0;
        pml_frame_locals_to_fast(E, frame, true);
    }
    pml_error_put_back(E, pending);
    if (!result && !E->rt->stopping) {
        pml_frame_add_traceback(E, frame); /* that of which the function was told */
    }
    return result;
}

static int tell_trace(PmlEngine *E, PmlInterpFrame *frame, PmlFrame *object, PmlTraceEvent event,
                      PmlObj *arg)
{
    PmlObj *callback = event == PML_TRACE_CALL ? E->vm->trace_function.p : object->trace.p;
    if (!callback) {
        return 0;
    }
    PmlObj *result = call_back(E, callback, frame, (PmlObj *)object, event, arg);
    if (!result) {
        PmlPending pending = pml_error_set_aside(E);
        pml_set_trace(E, NULL);
        PML_CLEAR(E, object->trace);
        pml_error_put_back(E, pending);
        return -1;
    }
    if (result == PML_NONE(E)) {
        pml_decref(E, result);
    } else {
        PML_SETREF(E, object->trace, result);
    }
    return 0;
}

static int tell_profile(PmlEngine *E, PmlInterpFrame *frame, PmlFrame *object, PmlTraceEvent event,
                        PmlObj *arg)
{
    PmlObj *result = call_back(E, E->vm->profile_function.p, frame, (PmlObj *)object, event, arg);
    if (!result) {
        PmlPending pending = pml_error_set_aside(E);
        pml_set_profile(E, NULL);
        pml_error_put_back(E, pending);
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

typedef enum Listener { TRACE, PROFILE } Listener;

static int tell(PmlEngine *E, PmlInterpFrame *frame, Listener who, PmlTraceEvent event, PmlObj *arg)
{
    PmlVm *vm = E->vm;
    if (vm->tracing || E->rt->stopping) {
        return 0;
    }
    PmlFrame *object = (PmlFrame *)pml_frame_object(E, frame);
    if (!object) {
        return -1;
    }
    vm->tracing++;
    update(vm);
    int err = who == TRACE ? tell_trace(E, frame, object, event, arg)
                           : tell_profile(E, frame, object, event, arg);
    vm->tracing--;
    update(vm);
    return err;
}

/* With an error pending, which stays unless the function raises another. */
static int tell_protected(PmlEngine *E, PmlInterpFrame *frame, Listener who, PmlTraceEvent event,
                          PmlObj *arg)
{
    PmlPending pending = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "error while tracing");
    int err = tell(E, frame, who, event, arg);
    pml_hold_drop(E, mark);
    if (err == 0) {
        pml_error_put_back(E, pending);
        return 0;
    }
    PmlPending raised = pml_error_set_aside(E);
    pml_error_put_back(E, pending);
    pml_error_clear(E);
    pml_error_put_back(E, raised);
    return -1;
}

static int tell_both(PmlEngine *E, PmlInterpFrame *frame, PmlTraceEvent event, PmlObj *arg)
{
    if (E->vm->trace_function.p && tell_protected(E, frame, TRACE, event, arg) < 0) {
        return -1;
    }
    if (E->vm->profile_function.p && tell_protected(E, frame, PROFILE, event, arg) < 0) {
        return -1;
    }
    return 0;
}

int pml_trace_entry(PmlEngine *E, PmlInterpFrame *frame)
{
    return tell_both(E, frame, PML_TRACE_CALL, NULL);
}

int pml_trace_exit(PmlEngine *E, PmlInterpFrame *frame, PmlObj *value)
{
    int64_t mark = pml_hold_mark(E);
    if (value) {
        pml_hold(E, value, "value being returned");
    }
    int err = tell_both(E, frame, PML_TRACE_RETURN, value);
    pml_hold_drop(E, mark);
    return err;
}

void pml_trace_exception(PmlEngine *E, PmlInterpFrame *frame)
{
    if (E->rt->stopping || E->vm->tracing) {
        return;
    }
    PmlObj *exc = pml_error_fetch(E);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, exc, "error while tracing");
    PmlObj *tb = pml_exception_traceback(exc);
    PmlObj *arg = pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(exc), exc, tb ? tb : PML_NONE(E));
    int err = -1; /* without memory for arg that is the error now */
    if (arg) {
        pml_hold(E, arg, "error while tracing");
        err = tell(E, frame, TRACE, PML_TRACE_EXCEPTION, arg);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, arg);
    if (err == 0) {
        pml_error_restore(E, exc);
    } else {
        pml_decref(E, exc);
    }
}

/* -- lines --------------------------------------------------------------------------------- */

static int64_t first_unit(PmlCode *code)
{
    const unsigned char *bytes = pml_code_bytes(code);
    int64_t unit = 0;
    while (unit < code->ob.size && bytes[unit * 2] != PML_OP_RESUME) {
        unit++;
    }
    return unit;
}

/* Does a line begin at the instruction at hand, or has a jump led back to it? */
static bool starts_line(PmlCode *code, int64_t last, int64_t now)
{
    int before = last <= first_unit(code) ? -1 : pml_code_line(code, (int)last * 2);
    int line = pml_code_line(code, (int)now * 2);
    if (line == -1) {
        return false;
    }
    return line != before || (now < last && pml_code_bytes(code)[now * 2] != PML_OP_SEND);
}

int pml_trace_line(PmlEngine *E, PmlInterpFrame *frame, const unsigned char *last)
{
    if (!E->vm->trace_function.p) {
        return 0;
    }
    PmlFrame *object = (PmlFrame *)pml_frame_object(E, frame);
    if (!object) {
        return -1;
    }
    PmlCode *code = pml_frame_code(frame);
    int64_t before = (last - pml_code_bytes(code)) / 2, now = pml_frame_lasti(frame) / 2;
    if (object->trace.p && object->trace_lines && starts_line(code, before, now) &&
        tell(E, frame, TRACE, PML_TRACE_LINE, NULL) < 0) {
        return -1;
    }
    return object->trace_opcodes ? tell(E, frame, TRACE, PML_TRACE_OPCODE, NULL) : 0;
}

/* -- calls of what is written in C ----------------------------------------------------------- */

static PmlObj *call_told(PmlEngine *E, PmlInterpFrame *frame, PmlObj *callable, PmlRef *args,
                         uint64_t nargsf, PmlObj *kwnames)
{
    if (tell(E, frame, PROFILE, PML_TRACE_C_CALL, callable) < 0) {
        return NULL;
    }
    PmlObj *result = pml_vectorcall(E, callable, args, nargsf, kwnames);
    if (!E->vm->profile_function.p) {
        return result;
    }
    if (!result) {
        tell_protected(E, frame, PROFILE, PML_TRACE_C_EXCEPTION, callable);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "value being returned");
    int err = tell(E, frame, PROFILE, PML_TRACE_C_RETURN, callable);
    pml_hold_drop(E, mark);
    if (err < 0) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

PmlObj *pml_trace_call(PmlEngine *E, PmlInterpFrame *frame, PmlObj *callable, PmlRef *args,
                       int64_t nargs, PmlObj *kwnames)
{
    uint64_t nargsf = (uint64_t)nargs | PML_ARGS_OFFSET;
    if (!E->vm->profile_function.p) {
        return pml_vectorcall(E, callable, args, nargsf, kwnames);
    }
    if (PML_IS(callable, builtin_function_or_method)) {
        return call_told(E, frame, callable, args, nargsf, kwnames);
    }
    if (!PML_IS(callable, method_descriptor) || nargs == 0) {
        return pml_vectorcall(E, callable, args, nargsf, kwnames);
    }
    PmlType *t = PML_TYPE_OF(callable);
    PmlObj *bound = t->descr_get(E, callable, args[0].p, (PmlObj *)PML_TYPE_OF(args[0].p));
    if (!bound) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, bound, "method that is told of");
    PmlObj *result = call_told(E, frame, bound, args + 1, (uint64_t)(nargs - 1), kwnames);
    pml_hold_drop(E, mark);
    pml_decref(E, bound);
    return result;
}

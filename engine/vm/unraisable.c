/* Exceptions that cannot be raised: of finalizers, callbacks, functions at exit (facts 6.4). */
#include "vm/show.h"

/* The call itself failed, so there is no traceback: the frame where the object died. */
static void add_place(PmlEngine *E, PmlObj *exc)
{
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    PmlObj *object = f ? pml_frame_object(E, f) : NULL;
    PmlObj *tb =
        object ? pml_traceback_new(E, NULL, object, pml_frame_lasti(f), pml_frame_line(f)) : NULL;
    if (tb) {
        pml_exception_set_traceback(E, exc, tb);
        pml_decref(E, tb);
    }
    pml_error_clear(E);
}

/* "Exception ignored in: <function ...>", or with text "Exception ignored TEXT: <...>". */
static void write_heading(PmlShow *s, const char *text, PmlObj *subject)
{
    PmlEngine *E = s->E;
    pml_builder_text(&s->out, "Exception ignored ");
    pml_builder_text(&s->out, text ? text : "in");
    pml_builder_text(&s->out, subject ? ": " : ":");
    PmlObj *shown = subject ? pml_repr(E, subject) : NULL;
    if (shown) {
        pml_builder_str(&s->out, shown);
        pml_decref(E, shown);
    } else if (subject) {
        pml_error_clear(E);
        pml_builder_text(&s->out, "<object repr() failed>");
    }
    pml_builder_text(&s->out, "\n");
}

static void write_default(PmlEngine *E, PmlObj *exc, const char *text, PmlObj *subject)
{
    PmlShow s = {.E = E};
    pml_builder_init(&s.out, E);
    write_heading(&s, text, subject);
    pml_show_traceback(&s, ((PmlException *)exc)->traceback.p);
    pml_show_type_name(&s, PML_TYPE_OF(exc));
    pml_builder_text(&s.out, ": ");
    PmlObj *message = pml_str(E, exc);
    if (message) {
        pml_builder_str(&s.out, message);
        pml_decref(E, message);
    } else {
        pml_error_clear(E);
        pml_builder_text(&s.out, "<exception str() failed>");
    }
    pml_builder_text(&s.out, "\n");
    PmlObj *all = pml_builder_finish(&s.out);
    pml_show_on_stderr(E, all);
    pml_xdecref(E, all);
}

/* The argument of sys.unraisablehook: a namespace with CPython's field names. */
static PmlObj *hook_argument(PmlEngine *E, PmlObj *exc, const char *text, PmlObj *subject)
{
    PmlObj *message = text ? pml_str_format(E, "Exception ignored %s", text) : pml_none(E);
    PmlObj *tb = ((PmlException *)exc)->traceback.p;
    PmlObj *fields = pml_dict_new(E);
    PmlObj *result = NULL;
    if (fields && message &&
        pml_dict_set_text(E, fields, "exc_type", (PmlObj *)PML_TYPE_OF(exc)) == 0 &&
        pml_dict_set_text(E, fields, "exc_value", exc) == 0 &&
        pml_dict_set_text(E, fields, "exc_traceback", tb ? tb : PML_NONE(E)) == 0 &&
        pml_dict_set_text(E, fields, "err_msg", message) == 0 &&
        pml_dict_set_text(E, fields, "object", subject ? subject : PML_NONE(E)) == 0) {
        PmlObj *type = (PmlObj *)PML_TYPE(E, SimpleNamespace);
        result = pml_call(E, type, E->rt->empty_tuple.p, fields);
    }
    pml_xdecref(E, fields);
    pml_xdecref(E, message);
    return result;
}

/* The program's own sys.unraisablehook; an error in it is shown in turn. */
static void call_hook(PmlEngine *E, PmlObj *hook, PmlObj *exc, const char *text, PmlObj *subject)
{
    pml_incref(hook);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, hook, "sys.unraisablehook");
    PmlObj *argument = hook_argument(E, exc, text, subject);
    PmlObj *r = NULL;
    if (argument) {
        pml_hold(E, argument, "sys.unraisablehook: argument");
        r = pml_call1(E, hook, argument);
    }
    if (!r && !E->rt->stopping) {
        PmlObj *failed = pml_error_fetch(E);
        pml_hold(E, failed, "error of sys.unraisablehook");
        write_default(E, failed, "in sys.unraisablehook", hook);
        pml_decref(E, failed);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, r);
    pml_xdecref(E, argument);
    pml_decref(E, hook);
}

void pml_write_unraisable(PmlEngine *E, const char *text, PmlObj *subject)
{
    if (E->rt->stopping) {
        pml_error_clear(E);
        return;
    }
    PmlObj *exc = pml_error_fetch(E);
    PmlObj *stream = pml_dict_get_text(E, E->rt->sys_dict.p, "stderr");
    PmlObj *hook = pml_dict_get_text(E, E->rt->sys_dict.p, "unraisablehook");
    bool own = hook && hook != PML_NONE(E) && !PML_IS(hook, builtin_function_or_method);
    if (!exc || (!own && (!stream || stream == PML_NONE(E)))) {
        pml_xdecref(E, exc);
        return;
    }
    if (!((PmlException *)exc)->traceback.p && E->vm->frame.p) {
        add_place(E, exc);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, exc, "exception that is ignored");
    if (own) {
        call_hook(E, hook, exc, text, subject);
    } else {
        write_default(E, exc, text, subject);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, exc);
}

bool pml_unraisable_default(PmlEngine *E, PmlObj *argument)
{
    int64_t mark = pml_hold_mark(E);
    PmlObj *exc = pml_getattr_text(E, argument, "exc_value");
    if (exc) {
        pml_hold(E, exc, "sys.unraisablehook: exc_value");
    }
    PmlObj *object = exc ? pml_getattr_text(E, argument, "object") : NULL;
    if (object && PML_IS_EXC(exc)) {
        pml_hold(E, object, "sys.unraisablehook: object");
        write_default(E, exc, NULL, object == PML_NONE(E) ? NULL : object);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, exc);
    pml_xdecref(E, object);
    return object != NULL;
}

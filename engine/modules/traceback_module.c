/* _traceback: the interpreter's own formatting, for the traceback module. */
#include "modules/modules.h"
#include "vm/vm.h"

static PmlObj *want_exception(PmlEngine *E, PmlObj *o)
{
    return PML_IS_EXC(o) ? o : PML_RAISE(E, TypeError, "an exception is required");
}

static PmlObj *format_exception(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(kw);
    if (!pml_check_positional(E, "format_exception", nargs, 2, 2) ||
        !want_exception(E, args[0].p)) {
        return NULL;
    }
    int chain = pml_truth(E, args[1].p);
    return chain < 0 ? NULL : pml_format_exception_text(E, args[0].p, chain != 0);
}

static PmlObj *format_exception_only(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                     PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return want_exception(E, args[0].p) ? pml_format_exception_message(E, args[0].p) : NULL;
}

static PmlObj *format_tb(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlObj *list = pml_list_new(E, 0);
    PmlObj *tb = args[0].p;
    while (list && tb && PML_IS(tb, traceback)) {
        PmlObj *text = pml_format_traceback_entry(E, tb);
        int err = text ? pml_list_append(E, list, text) : -1;
        pml_xdecref(E, text);
        if (err < 0) {
            pml_decref(E, list);
            return NULL;
        }
        tb = ((PmlTraceback *)tb)->next.p;
    }
    return list;
}

/* source_line(filename, lineno): the line without its end, or None */
static PmlObj *source_line(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(kw);
    if (!pml_check_positional(E, "source_line", nargs, 2, 2)) {
        return NULL;
    }
    int64_t size, number = pml_as_int(E, args[1].p);
    if (number == -1 && pml_error_pending(E)) {
        return NULL;
    }
    if (!PML_IS_STR(args[0].p)) {
        return pml_none(E);
    }
    const char *name = pml_str_utf8(E, args[0].p, &size);
    if (!name) {
        return NULL;
    }
    size_t n = 0;
    const char *line = number > INT32_MAX ? NULL : pml_source_line(E, name, (int)number, &n);
    return line ? pml_str_from(E, line, (int64_t)n) : pml_none(E);
}

PmlObj *pml_init_module__traceback(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        {"format_exception", format_exception, NULL, PML_METH_FASTCALL, NULL},
        {"format_exception_only", format_exception_only, NULL, PML_METH_O, NULL},
        {"format_tb", format_tb, NULL, PML_METH_O, NULL},
        {"source_line", source_line, NULL, PML_METH_FASTCALL, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    PmlObj *m = pml_module_new(E, "_traceback");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

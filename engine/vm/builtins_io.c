/* print and input. */
#include "vm/builtins.h"

#include "vm/run.h"

/* PyFile_WriteObject in its "str" form: str(o), then file.write(text). */
static int write_object(PmlEngine *E, PmlObj *file, PmlObj *o)
{
    PmlObj *writer = pml_getattr(E, file, PML_ID(E, write));
    if (!writer) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, writer, "print: file.write");
    PmlObj *text = pml_str(E, o);
    PmlObj *r = NULL;
    if (text) {
        pml_hold(E, text, "print: text");
        r = pml_call1(E, writer, text);
        pml_hold_drop(E, mark);
        pml_decref(E, text);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, writer);
    if (!r) {
        return -1;
    }
    pml_decref(E, r);
    return 0;
}

static int write_default(PmlEngine *E, PmlObj *file, uint32_t c)
{
    PmlObj *text = pml_str_char(E, c);
    int err = text ? write_object(E, file, text) : -1;
    pml_xdecref(E, text);
    return err;
}

static bool check_text(PmlEngine *E, PmlObj **o, const char *name)
{
    if (*o == PML_NONE(E)) {
        *o = NULL;
    } else if (*o && !PML_IS_STR(*o)) {
        PML_RAISE(E, TypeError, "%s must be None or a string, not %.200s", name,
                  PML_TYPE_OF(*o)->name.p);
        return false;
    }
    return true;
}

/* o: sep, end, file, flush as given, or NULL. */
static PmlObj *print_all(PmlEngine *E, PmlRef *args, int64_t nargs, PmlObj *const o[4])
{
    PmlObj *sep = o[0], *end = o[1], *file = o[2];
    if (!file || file == PML_NONE(E)) {
        file = pml_dict_get_text(E, E->rt->sys_dict.p, "stdout");
        if (!file) {
            return PML_RAISE(E, RuntimeError, "lost sys.stdout");
        }
        if (file == PML_NONE(E)) {
            return pml_none(E);
        }
    }
    if (!check_text(E, &sep, "sep") || !check_text(E, &end, "end")) {
        return NULL;
    }
    for (int64_t i = 0; i < nargs; i++) {
        if (i > 0) {
            int err = sep ? write_object(E, file, sep) : write_default(E, file, ' ');
            if (err) {
                return NULL;
            }
        }
        if (write_object(E, file, args[i].p) < 0) {
            return NULL;
        }
    }
    if ((end ? write_object(E, file, end) : write_default(E, file, '\n')) < 0) {
        return NULL;
    }
    int flush = o[3] ? pml_truth(E, o[3]) : 0;
    if (flush < 0) {
        return NULL;
    }
    if (flush) {
        PmlObj *r = pml_call_method0(E, file, PML_ID(E, flush));
        if (!r) {
            return NULL;
        }
        pml_decref(E, r);
    }
    return pml_none(E);
}

/* print(*args, ...) gathers its arguments in a tuple, which refers to them while it writes. */
static PmlObj *builtin_print(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(self);
    static const char *const names[] = {"sep", "end", "file", "flush", NULL};
    PmlObj *o[4] = {NULL, NULL, NULL, NULL};
    PmlObj *objects = pml_tuple_from(E, args, nargs);
    if (!objects) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, objects, "print: arguments");
    PmlObj *r = NULL;
    if (pml_keyword_names(E, names) &&
        (!kwnames || pml_parse_fast(E, "print", args + nargs, 0, kwnames, names, 0, 0, o))) {
        r = print_all(E, PML_TUPLE_ITEMS(objects), nargs, o);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, objects);
    return r;
}

static PmlObj *builtin_input(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "input", nargs, 0, 1)) {
        return NULL;
    }
    if (nargs) {
        PmlObj *out = pml_dict_get_text(E, E->rt->sys_dict.p, "stdout");
        if (out && out != PML_NONE(E) && write_object(E, out, args[0].p) < 0) {
            return NULL;
        }
    }
    return PML_RAISE(E, EOFError, "EOF when reading a line");
}

static PmlObj *builtin_open(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    return PML_RAISE(E, PermissionError,
                     "PyMemLab programs have no files: the lab opens nothing outside itself");
}

const PmlMethodDef pml_builtins_io[] = {
    {"print", builtin_print, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"input", builtin_input, NULL, PML_METH_FASTCALL, NULL},
    {"open", NULL, builtin_open, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

/* print and input. */
#include "vm/builtins.h"
#include "vm/stream.h"

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
    int flush = o[3] ? pml_truth(E, o[3]) : 0;
    if (flush < 0) {
        return NULL;
    }
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

/* A line of a stream that a program has put in the place of sys.stdin. */
static PmlObj *line_of(PmlEngine *E, PmlObj *in)
{
    PmlObj *method = pml_getattr_text(E, in, "readline");
    PmlObj *line = method ? pml_call0(E, method) : NULL;
    pml_xdecref(E, method);
    if (!line) {
        return NULL;
    }
    int64_t n = PML_IS_STR(line) ? PML_STR_LEN(line) : 0;
    PmlObj *r = NULL;
    if (!PML_IS_STR(line)) {
        PML_RAISE(E, TypeError, "object.readline() returned non-string");
    } else if (n == 0) {
        PML_RAISE(E, EOFError, "EOF when reading a line");
    } else {
        r = pml_str_substring(E, line, 0, n - (pml_str_at(line, n - 1) == '\n'));
    }
    pml_decref(E, line);
    return r;
}

static void flush_quietly(PmlEngine *E, PmlObj *stream)
{
    pml_xdecref(E, pml_call_method0(E, stream, PML_ID(E, flush)));
    pml_error_clear(E);
}

/* The streams are looked at before anything is written. */
static bool find_streams(PmlEngine *E, PmlObj **streams)
{
    static const char *const names[3] = {"stdin", "stdout", "stderr"};
    for (int i = 0; i < 3; i++) {
        streams[i] = pml_dict_get_text(E, E->rt->sys_dict.p, names[i]);
        if (!streams[i] || streams[i] == PML_NONE(E)) {
            PML_RAISE(E, RuntimeError, "input(): lost sys.%s", names[i]);
            return false;
        }
    }
    return true;
}

static PmlObj *builtin_input(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    PmlObj *streams[3], *r = NULL;
    if (!pml_check_positional(E, "input", nargs, 0, 1) || !find_streams(E, streams)) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    for (int i = 0; i < 3; i++) {
        pml_hold(E, pml_incref(streams[i]), "input: stream");
    }
    flush_quietly(E, streams[2]);
    if (!nargs || write_object(E, streams[1], args[0].p) == 0) {
        flush_quietly(E, streams[1]);
        r = streams[0] == E->vm->stdin_.p ? pml_stdin_line(E) : line_of(E, streams[0]);
    }
    pml_hold_drop(E, mark);
    for (int i = 0; i < 3; i++) {
        pml_decref(E, streams[i]);
    }
    return r;
}

/* Everything about the arguments that CPython checks before it looks for the file. */
static bool check_mode(PmlEngine *E, PmlObj *mode, PmlObj *encoding, bool *reads)
{
    *reads = mode == NULL;
    int creating = 0, text = 0, binary = 0;
    for (int64_t i = 0; mode && i < PML_STR_LEN(mode); i++) {
        uint32_t c = pml_str_at(mode, i);
        bool again = false;
        for (int64_t j = 0; j < i; j++) {
            again = again || pml_str_at(mode, j) == c;
        }
        creating += c == 'r' || c == 'w' || c == 'x' || c == 'a';
        *reads = *reads || c == 'r';
        text += c == 't';
        binary += c == 'b';
        if (again || c == 0 || c >= 128 || !strchr("rwxa+tb", (int)c)) {
            PML_RAISE(E, ValueError, "invalid mode: '%U'", mode);
            return false;
        }
    }
    if (text && binary) {
        PML_RAISE(E, ValueError, "can't have text and binary mode at once");
    } else if (mode && creating != 1) {
        PML_RAISE(E, ValueError,
                  creating ? "must have exactly one of create/read/write/append mode"
                           : "Must have exactly one of create/read/write/append mode and at most "
                             "one plus");
    } else if (binary && encoding && encoding != PML_NONE(E)) {
        PML_RAISE(E, ValueError, "binary mode doesn't take an encoding argument");
    } else {
        return true;
    }
    return false;
}

/* For reading: as where the file is missing, which programs are ready for. */
static PmlObj *no_such_file(PmlEngine *E, PmlObj *file)
{
    PmlObj *errno_ = pml_int(E, 2);
    PmlObj *text = pml_str_text(E, "No such file or directory");
    PmlObj *args = errno_ && text ? pml_tuple_pack(E, 3, errno_, text, file) : NULL;
    pml_xdecref(E, errno_);
    pml_xdecref(E, text);
    if (args) {
        pml_raise_object(E, (PmlObj *)PML_TYPE(E, FileNotFoundError), args);
        pml_decref(E, args);
    }
    return NULL;
}

static PmlObj *builtin_open(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    static const char *const names[] = {"file",    "mode",    "buffering", "encoding", "errors",
                                        "newline", "closefd", "opener",    NULL};
    PmlObj *o[8] = {NULL};
    if (!pml_parse_tuple(E, "open", args, kwargs, names, 1, 8, o)) {
        return NULL;
    }
    if (!PML_IS_STR(o[0]) && !PML_IS(o[0], bytes) && !PML_IS_INT(o[0])) {
        return PML_RAISE(E, TypeError, "expected str, bytes or os.PathLike object, not %.200s",
                         PML_TYPE_OF(o[0])->name.p);
    }
    if (o[1] && !PML_IS_STR(o[1])) {
        return PML_RAISE(E, TypeError, "open() argument 'mode' must be str, not %.50s",
                         pml_type_given(E, o[1]));
    }
    bool reads;
    if (!check_mode(E, o[1], o[3], &reads)) {
        return NULL;
    }
    if (reads && !PML_IS_INT(o[0])) {
        return no_such_file(E, o[0]);
    }
    return PML_RAISE(E, PermissionError,
                     "PyMemLab programs have no files: the lab opens nothing outside itself");
}

const PmlMethodDef pml_builtins_io[] = {
    {"print", builtin_print, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"input", builtin_input, NULL, PML_METH_FASTCALL, NULL},
    {"open", NULL, builtin_open, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

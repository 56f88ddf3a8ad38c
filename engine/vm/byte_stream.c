/* sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer: the bytes below the text streams. What is
 * written here goes out at once, before text that its stream still keeps, as in CPython. */
#include "vm/stream.h"

#include "object/detached.h"

typedef struct PmlByteStream {
    PmlObj ob;
    PmlRef left; /* owned: bytes read from the host and not yet asked for, or NULL */
    int64_t fd;
} PmlByteStream;

#define STREAM_ARGS PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw
#define STREAM_UNUSED \
    PML_UNUSED(E), PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kw)
#define BYTE_STREAM(o) ((PmlByteStream *)(o))

static const char *byte_stream_name(const PmlObj *self)
{
    int64_t fd = BYTE_STREAM(self)->fd;
    return fd == 0 ? "<stdin>" : fd == 1 ? "<stdout>" : "<stderr>";
}

/* -- writing -------------------------------------------------------------------------------- */

static PmlObj *write_bytes(STREAM_ARGS)
{
    PML_UNUSED(nargs), PML_UNUSED(kw);
    if (BYTE_STREAM(self)->fd == 0) {
        return pml_stream_unsupported(E, "write");
    }
    PmlBuffer view;
    if (pml_get_buffer(E, args[0].p, &view, false) < 0) {
        return NULL;
    }
    int64_t n = view.len;
    pml_stream_emit(E, (int)BYTE_STREAM(self)->fd, view.data, (size_t)n);
    pml_release_buffer(E, &view);
    return pml_int(E, n);
}

static PmlObj *flush(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_none(E);
}

/* -- reading -------------------------------------------------------------------------------- */

/* One more line of the host's after what is left. 1: there was one, 0: the end, -1: error. */
static int read_more(PmlEngine *E, PmlByteStream *s)
{
    PmlObj *text = pml_stream_readline(E, E->vm->stdin_.p, NULL, 0, NULL);
    PmlObj *line = text ? pml_str_encode(E, text, "utf-8", "surrogateescape") : NULL;
    pml_xdecref(E, text);
    if (!line) {
        return -1;
    }
    int64_t had = s->left.p ? PML_BYTES_LEN(s->left.p) : 0, n = PML_BYTES_LEN(line);
    PmlObj *whole = had ? pml_bytes(E, NULL, had + n) : pml_incref(line);
    if (whole && had) {
        memcpy(PML_BYTES_DATA(whole), PML_BYTES_DATA(s->left.p), (size_t)had);
        memcpy(PML_BYTES_DATA(whole) + had, PML_BYTES_DATA(line), (size_t)n);
    }
    pml_decref(E, line);
    if (!whole) {
        return -1;
    }
    PML_SETREF(E, s->left, whole);
    return n > 0;
}

/* The first n bytes of what is left; the rest stays. */
static PmlObj *take(PmlEngine *E, PmlByteStream *s, int64_t n)
{
    PmlObj *left = s->left.p;
    int64_t had = left ? PML_BYTES_LEN(left) : 0;
    n = n < had ? n : had;
    PmlObj *first = pml_bytes(E, had ? PML_BYTES_DATA(left) : NULL, n);
    PmlObj *rest = first ? pml_bytes(E, had ? PML_BYTES_DATA(left) + n : NULL, had - n) : NULL;
    if (!rest) {
        pml_xdecref(E, first);
        return NULL;
    }
    PML_SETREF(E, s->left, rest);
    return first;
}

static int64_t line_end(const PmlByteStream *s)
{
    const PmlObj *left = s->left.p;
    for (int64_t i = 0; left && i < PML_BYTES_LEN(left); i++) {
        if (PML_BYTES_DATA(left)[i] == '\n') {
            return i + 1;
        }
    }
    return -1;
}

static PmlObj *next_line(PmlEngine *E, PmlByteStream *s)
{
    int more = 1;
    while (more > 0 && line_end(s) < 0) {
        more = read_more(E, s);
    }
    int64_t end = line_end(s);
    return more < 0 ? NULL : take(E, s, end < 0 ? INT64_MAX : end);
}

static bool can_read(PmlEngine *E, PmlObj *self)
{
    if (BYTE_STREAM(self)->fd != 0) {
        pml_stream_unsupported(E, "read");
        return false;
    }
    return true;
}

/* read(size=-1) */
static PmlObj *read_bytes(STREAM_ARGS)
{
    PML_UNUSED(kw);
    PmlByteStream *s = BYTE_STREAM(self);
    int64_t limit = -1;
    if (!can_read(E, self) || !pml_check_positional(E, "read", nargs, 0, 1)) {
        return NULL;
    }
    if (nargs && args[0].p != PML_NONE(E)) {
        if (!PML_TYPE_OF(args[0].p)->nb_index) {
            return PML_RAISE(E, TypeError, "argument should be integer or None, not '%.200s'",
                             PML_TYPE_OF(args[0].p)->name.p);
        }
        limit = pml_as_int(E, args[0].p);
        if (pml_error_pending(E)) {
            return NULL;
        }
        if (limit < -1) {
            return PML_RAISE(E, ValueError, "read length must be non-negative or -1");
        }
    }
    limit = limit < 0 ? INT64_MAX : limit;
    int more = 1;
    while (more > 0 && (s->left.p ? PML_BYTES_LEN(s->left.p) : 0) < limit) {
        more = read_more(E, s);
    }
    return more < 0 ? NULL : take(E, s, limit);
}

static PmlObj *readline(STREAM_ARGS)
{
    STREAM_UNUSED;
    return can_read(E, self) ? next_line(E, BYTE_STREAM(self)) : NULL;
}

static PmlObj *byte_stream_next(PmlEngine *E, PmlObj *self)
{
    PmlObj *line = can_read(E, self) ? next_line(E, BYTE_STREAM(self)) : NULL;
    if (line && PML_BYTES_LEN(line) == 0) {
        pml_decref(E, line);
        return NULL;
    }
    return line;
}

static PmlObj *readlines(STREAM_ARGS)
{
    STREAM_UNUSED;
    PmlObj *lines = pml_list_new(E, 0), *line = NULL;
    while (lines && (line = byte_stream_next(E, self))) {
        int err = pml_list_append(E, lines, line);
        pml_decref(E, line);
        if (err < 0) {
            break;
        }
    }
    if (lines && pml_error_pending(E)) {
        pml_decref(E, lines);
        return NULL;
    }
    return lines;
}

/* -- both ----------------------------------------------------------------------------------- */

static PmlObj *fileno_of(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_int(E, BYTE_STREAM(self)->fd);
}

static PmlObj *readable(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_bool(E, BYTE_STREAM(self)->fd == 0);
}

static PmlObj *writable(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_bool(E, BYTE_STREAM(self)->fd != 0);
}

/* isatty, seekable: it is a pipe. */
static PmlObj *no(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_bool(E, false);
}

/* __enter__; __exit__ has nothing to do. */
static PmlObj *enter(STREAM_ARGS)
{
    STREAM_UNUSED;
    return pml_incref(self);
}

static PmlObj *get_byte_name(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, byte_stream_name(self));
}

static PmlObj *get_byte_mode(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, BYTE_STREAM(self)->fd == 0 ? "rb" : "wb");
}

static PmlObj *get_byte_closed(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_bool(E, false);
}

static PmlObj *byte_stream_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "<%s name='%s'>", PML_TYPE_OF(self)->name.p, byte_stream_name(self));
}

static void byte_stream_dealloc(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, BYTE_STREAM(self)->left);
    pml_object_free(E, self);
}

static void byte_stream_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (BYTE_STREAM(self)->left.p) {
        sink->ref(sink, BYTE_STREAM(self)->left.p, PML_EDGE_FIELD, NULL, "bytes not yet read", 0);
    }
}

PmlObj *pml_byte_stream_new(PmlEngine *E, int fd)
{
    PmlType *t = fd == 0 ? PML_TYPE(E, BufferedReader) : PML_TYPE(E, BufferedWriter);
    PmlByteStream *s = (PmlByteStream *)pml_object_new(E, t);
    if (s) {
        s->left.p = NULL;
        s->fd = fd;
    }
    return (PmlObj *)s;
}

static void init_byte_stream(PmlType *t, const char *name)
{
    static const PmlMethodDef methods[] = {
        {"write", write_bytes, NULL, PML_METH_O, NULL},
        {"writelines", pml_stream_writelines, NULL, PML_METH_O, NULL},
        {"flush", flush, NULL, PML_METH_NOARGS, NULL},
        {"read", read_bytes, NULL, PML_METH_FASTCALL, NULL},
        {"read1", read_bytes, NULL, PML_METH_FASTCALL, NULL},
        {"readline", readline, NULL, PML_METH_FASTCALL, NULL},
        {"readlines", readlines, NULL, PML_METH_FASTCALL, NULL},
        {"fileno", fileno_of, NULL, PML_METH_NOARGS, NULL},
        {"isatty", no, NULL, PML_METH_NOARGS, NULL},
        {"readable", readable, NULL, PML_METH_NOARGS, NULL},
        {"writable", writable, NULL, PML_METH_NOARGS, NULL},
        {"seekable", no, NULL, PML_METH_NOARGS, NULL},
        {"__enter__", enter, NULL, PML_METH_NOARGS, NULL},
        {"__exit__", flush, NULL, PML_METH_FASTCALL, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlGetSetDef getset[] = {
        {"name", get_byte_name, NULL, NULL, NULL},
        {"mode", get_byte_mode, NULL, NULL, NULL},
        {"closed", get_byte_closed, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    t->name.p = name;
    t->basicsize = sizeof(PmlByteStream);
    t->flags |= PML_TF_NO_NEW;
    t->dealloc = byte_stream_dealloc;
    t->refs_of = byte_stream_refs;
    t->repr = byte_stream_repr;
    t->iter = pml_self_iter;
    t->iternext = byte_stream_next;
    t->methods.p = methods;
    t->getset.p = getset;
}

void pml_init_type_BufferedReader(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_byte_stream(t, "_io.BufferedReader");
}

void pml_init_type_BufferedWriter(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_byte_stream(t, "_io.BufferedWriter");
}

/* sys.stdout and sys.stderr: a text layer that keeps what was written until it is flushed, as
 * CPython's TextIOWrapper over a pipe does (facts 3.9): ASCII str objects are kept themselves. */
#include "vm/stream.h"

#include "object/detached.h"
#include "vm/kernel.h"
#include "vm/run.h"

#define CHUNK 8192

void pml_host_write(PmlEngine *E, int fd, const char *bytes, size_t n)
{
    uint64_t limit = E->limits.output_bytes;
    if (limit && E->vm->output_bytes + n > limit) {
        n = (size_t)(limit - E->vm->output_bytes);
        pml_run_stop(E, PML_STOP_OUTPUT);
    }
    E->vm->output_bytes += n;
    E->vm->written[fd == 2] += n;
    if (E->host.write && n && !E->unseen) {
        E->host.write(E->host.ctx, fd, bytes, n);
    }
}

/* To where the process's file leads: the host, or a pipe after dup2; a closed one loses it, which
 * shows in the exit status. */
void pml_stream_emit(PmlEngine *E, int fd, const void *bytes, size_t n)
{
    if (!E->vm->kernel.p) {
        pml_host_write(E, fd, bytes, n);
    } else if (n && pml_file_write(E, fd, bytes, n) != (int64_t)n) {
        E->vm->kernel.p->current.p->lost_output = 1;
    }
}

static void emit_object(PmlEngine *E, int fd, PmlObj *o)
{
    if (PML_IS(o, bytes)) {
        pml_stream_emit(E, fd, PML_BYTES_DATA(o), (size_t)PML_BYTES_LEN(o));
    } else {
        pml_stream_emit(E, fd, pml_str_data(o), (size_t)PML_STR_LEN(o));
    }
}

int pml_stream_flush(PmlEngine *E, PmlObj *stream)
{
    PmlStream *s = (PmlStream *)stream;
    if (!stream || !PML_IS(stream, TextIOWrapper) || s->fd == 0 || !s->pending.p) {
        return 0;
    }
    PmlObj *pending = s->pending.p;
    s->pending.p = NULL;
    s->pending_bytes = 0;
    if (PML_IS(pending, list)) {
        for (int64_t i = 0; i < PML_LIST_LEN(pending); i++) {
            emit_object(E, s->fd, PML_LIST_ITEMS(pending)[i].p);
        }
    } else {
        emit_object(E, s->fd, pending);
    }
    pml_decref(E, pending);
    return 0;
}

int64_t pml_stream_pending(const PmlObj *stream)
{
    bool is_ours =
        stream && PML_IS(stream, TextIOWrapper) && ((const PmlStream *)stream)->pending.p;
    return is_ours ? ((const PmlStream *)stream)->pending_bytes : 0;
}

/* Keep b (stolen) until the next flush. */
static int keep(PmlEngine *E, PmlStream *s, PmlObj *b)
{
    if (!s->pending.p) {
        s->pending.p = b;
        return 0;
    }
    if (!PML_IS(s->pending.p, list)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, b, "text being written");
        PmlObj *list = pml_list_new(E, 2);
        pml_hold_drop(E, mark);
        if (!list) {
            pml_decref(E, b);
            return -1;
        }
        PML_LIST_ITEMS(list)[0].p = s->pending.p;
        PML_LIST_ITEMS(list)[1].p = b;
        s->pending.p = list;
        return 0;
    }
    int err = pml_list_append(E, s->pending.p, b);
    pml_decref(E, b);
    return err;
}

static bool contains_newline(const PmlObj *text)
{
    for (int64_t i = 0; i < PML_STR_LEN(text); i++) {
        if (pml_str_at(text, i) == '\n') {
            return true;
        }
    }
    return false;
}

static PmlObj *stream_write(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlStream *s = (PmlStream *)self;
    PmlObj *text = args[0].p;
    if (!PML_IS_STR(text)) {
        return PML_RAISE(E, TypeError, "write() argument must be str, not %s",
                         pml_type_given(E, text));
    }
    if (!pml_stream_can(E, s, false)) {
        return NULL;
    }
    PmlObj *b;
    int64_t size;
    if (PML_IS(text, str) && PML_STR(text)->ascii) {
        b = pml_incref(text);
        size = PML_STR_LEN(text);
    } else {
        b = pml_str_encode_utf8(E, text, s->fd == 2 ? "backslashreplace" : "strict");
        if (!b) {
            return NULL;
        }
        size = PML_BYTES_LEN(b);
    }
    bool newline = s->line_buffered && contains_newline(text);
    int64_t length = PML_STR_LEN(text);
    if (s->pending_bytes + size > CHUNK) {
        pml_stream_flush(E, self);
    }
    if (keep(E, s, b) < 0) {
        return NULL;
    }
    s->pending_bytes += size;
    if (s->pending_bytes >= CHUNK || newline) {
        pml_stream_flush(E, self);
    }
    return pml_int(E, length);
}

PmlObj *pml_stream_writelines(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlObj *it = pml_iter(E, args[0].p);
    if (!it) {
        return NULL;
    }
    PmlObj *line;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "writelines: iterator");
    while ((line = pml_iter_next(E, it))) {
        int64_t inner = pml_hold_mark(E);
        pml_hold(E, line, "writelines: line");
        PmlObj *r = pml_call_method1(E, self, PML_ID(E, write), line);
        pml_drop_held(E, inner, line);
        if (!r) {
            break;
        }
        pml_decref(E, r);
    }
    pml_drop_held(E, mark, it);
    return pml_error_pending(E) ? NULL : pml_none(E);
}

static PmlObj *stream_flush(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return pml_stream_flush(E, self) < 0 ? NULL : pml_none(E);
}

static PmlObj *stream_fileno(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return pml_int(E, ((PmlStream *)self)->fd);
}

static PmlObj *stream_false(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return pml_bool(E, false);
}

static PmlObj *stream_readable(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return pml_bool(E, ((PmlStream *)self)->fd == 0);
}

static PmlObj *stream_writable(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return pml_bool(E, ((PmlStream *)self)->fd != 0);
}

static PmlObj *stream_enter(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    if (((PmlStream *)self)->closed) {
        return PML_RAISE(E, ValueError, "I/O operation on closed file.");
    }
    return pml_incref(self);
}

/* close(), and __exit__ whatever its arguments are. */
static PmlObj *stream_close(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    pml_stream_flush(E, self);
    ((PmlStream *)self)->closed = 1;
    return pml_none(E);
}

static PmlObj *stream_reconfigure(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PmlStream *s = (PmlStream *)self;
    PmlObj *value = kwargs ? pml_dict_get_text(E, kwargs, "line_buffering") : NULL;
    if (value) {
        int truth = pml_truth(E, value);
        if (truth < 0) {
            return NULL;
        }
        s->line_buffered = truth;
    }
    pml_stream_flush(E, self);
    return pml_none(E);
}

static const char *stream_name(const PmlStream *s)
{
    return s->fd == 0 ? "<stdin>" : s->fd == 1 ? "<stdout>" : "<stderr>";
}

static PmlObj *get_name(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, stream_name((PmlStream *)self));
}

static PmlObj *get_text(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self);
    return pml_str_text(E, closure);
}

static PmlObj *get_mode(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, ((PmlStream *)self)->fd == 0 ? "r" : "w");
}

static PmlObj *get_errors(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_str_text(E, ((PmlStream *)self)->fd == 2 ? "backslashreplace" : "strict");
}

static PmlObj *get_line_buffering(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_bool(E, ((PmlStream *)self)->line_buffered != 0);
}

static PmlObj *get_write_through(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_bool(E, false);
}

/* The kinds of line ends that were translated: none, to tell from. */
static PmlObj *get_newlines(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_none(E);
}

static PmlObj *get_closed(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_bool(E, ((PmlStream *)self)->closed != 0);
}

static PmlObj *get_buffer(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlStream *s = (PmlStream *)self;
    if (!s->buffer.p) {
        s->buffer.p = pml_byte_stream_new(E, s->fd);
    }
    return s->buffer.p ? pml_incref(s->buffer.p) : NULL;
}

static int set_buffer(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(value), PML_UNUSED(closure);
    PML_RAISE(E, AttributeError, "readonly attribute");
    return -1;
}

static PmlObj *stream_repr(PmlEngine *E, PmlObj *self)
{
    PmlStream *s = (PmlStream *)self;
    return pml_str_format(E, "<_io.TextIOWrapper name='%s' mode='%s' encoding='utf-8'>",
                          stream_name(s), s->fd == 0 ? "r" : "w");
}

static void stream_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlStream *s = (PmlStream *)self;
    pml_gc_untrack(E, self);
    pml_stream_flush(E, self);
    if (s->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    PML_CLEAR(E, s->pending);
    PML_CLEAR(E, s->dict);
    PML_CLEAR(E, s->buffer);
    pml_object_del_gc(E, s);
}

static int stream_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlStream *)self)->pending);
    PML_VISIT(((PmlStream *)self)->dict);
    PML_VISIT(((PmlStream *)self)->buffer);
    return 0;
}

static void stream_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlStream *s = (PmlStream *)self;
    if (s->pending.p) {
        sink->ref(sink, s->pending.p, PML_EDGE_FIELD, NULL, "text not yet written", 0);
    }
    if (s->dict.p) {
        sink->ref(sink, s->dict.p, PML_EDGE_FIELD, NULL, "__dict__", 0);
    }
    if (s->buffer.p) {
        sink->ref(sink, s->buffer.p, PML_EDGE_FIELD, NULL, "buffer", 0);
    }
}

PmlObj *pml_stream_new(PmlEngine *E, int fd)
{
    PmlStream *s = (PmlStream *)pml_type_generic_alloc(E, PML_TYPE(E, TextIOWrapper), 0);
    if (s) {
        s->fd = fd;
        s->line_buffered = fd == 2;
    }
    return (PmlObj *)s;
}

int pml_write_text(PmlEngine *E, PmlObj *stream, const char *utf8)
{
    PmlObj *text = pml_str_text(E, utf8);
    if (!text) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, text, "text being written");
    PmlObj *r = pml_call_method1(E, stream, PML_ID(E, write), text);
    pml_drop_held(E, mark, text);
    if (!r) {
        return -1;
    }
    pml_decref(E, r);
    return 0;
}

void pml_init_type_TextIOWrapper(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMethodDef methods[] = {
        {"write", stream_write, NULL, PML_METH_O, NULL},
        {"writelines", pml_stream_writelines, NULL, PML_METH_O, NULL},
        {"flush", stream_flush, NULL, PML_METH_NOARGS, NULL},
        {"fileno", stream_fileno, NULL, PML_METH_NOARGS, NULL},
        {"isatty", stream_false, NULL, PML_METH_NOARGS, NULL},
        {"readable", stream_readable, NULL, PML_METH_NOARGS, NULL},
        {"seekable", stream_false, NULL, PML_METH_NOARGS, NULL},
        {"writable", stream_writable, NULL, PML_METH_NOARGS, NULL},
        {"read", pml_stream_read, NULL, PML_METH_FASTCALL, NULL},
        {"readline", pml_stream_readline, NULL, PML_METH_FASTCALL, NULL},
        {"readlines", pml_stream_readlines, NULL, PML_METH_FASTCALL, NULL},
        {"close", stream_close, NULL, PML_METH_NOARGS, NULL},
        {"__enter__", stream_enter, NULL, PML_METH_NOARGS, NULL},
        {"__exit__", stream_close, NULL, PML_METH_FASTCALL, NULL},
        {"reconfigure", NULL, stream_reconfigure, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlGetSetDef getset[] = {
        {"name", get_name, NULL, NULL, NULL},
        {"encoding", get_text, NULL, NULL, (void *)(uintptr_t) "utf-8"},
        {"mode", get_mode, NULL, NULL, NULL},
        {"errors", get_errors, NULL, NULL, NULL},
        {"line_buffering", get_line_buffering, NULL, NULL, NULL},
        {"write_through", get_write_through, NULL, NULL, NULL},
        {"newlines", get_newlines, NULL, NULL, NULL},
        {"closed", get_closed, NULL, NULL, NULL},
        {"buffer", get_buffer, set_buffer, NULL, NULL},
        {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    t->name.p = "_io.TextIOWrapper";
    t->basicsize = sizeof(PmlStream);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->dictoffset = offsetof(PmlStream, dict);
    t->weaklistoffset = offsetof(PmlStream, weaklist);
    t->dealloc = stream_dealloc;
    t->traverse = stream_traverse;
    t->refs_of = stream_refs;
    t->repr = stream_repr;
    t->iter = pml_self_iter;
    t->iternext = pml_stream_next;
    t->methods.p = methods;
    t->getset.p = getset;
}

/* Reading sys.stdin: lines from the host, and what of a line has not been asked for yet. */
#include "vm/stream.h"

#include "object/detached.h"

/* The next line of the host's input with its newline, "\r\n" being one too; empty at the end. */
static PmlObj *host_line(PmlEngine *E)
{
    char *line = NULL;
    size_t used = 0, n = 1;
    while (E->host.read_line && n > 0 && (used == 0 || line[used - 1] != '\n')) {
        char *grown = realloc(line, used + 512);
        if (!grown) {
            free(line);
            return pml_err_no_memory(E);
        }
        line = grown;
        n = E->host.read_line(E->host.ctx, line + used, 512);
        used += n;
    }
    if (used > 1 && line[used - 1] == '\n' && line[used - 2] == '\r') {
        line[--used - 1] = '\n';
    }
    PmlObj *text = pml_str_decode(E, (const unsigned char *)(line ? line : ""), (int64_t)used,
                                  "utf-8", "surrogateescape");
    free(line);
    return text;
}

/* What is left of a line, or the next one; empty at the end. New reference. */
static PmlObj *next_text(PmlEngine *E, PmlStream *s)
{
    PmlObj *left = s->pending.p;
    s->pending.p = NULL;
    if (left && PML_STR_LEN(left) > 0) {
        return left;
    }
    pml_xdecref(E, left);
    return host_line(E);
}

/* The first n characters of text (stolen); the rest stays for the next time. */
static PmlObj *split(PmlEngine *E, PmlStream *s, PmlObj *text, int64_t n)
{
    if (n < 0 || n >= PML_STR_LEN(text)) {
        return text;
    }
    PmlObj *first = pml_str_substring(E, text, 0, n);
    PmlObj *rest = first ? pml_str_substring(E, text, n, PML_STR_LEN(text)) : NULL;
    pml_decref(E, text);
    if (!rest) {
        pml_xdecref(E, first);
        return NULL;
    }
    PML_SETREF(E, s->pending, rest);
    return first;
}

static PmlObj *read_line(PmlEngine *E, PmlStream *s, int64_t limit)
{
    PmlObj *text = next_text(E, s);
    return text ? split(E, s, text, limit) : NULL;
}

PmlObj *pml_stdin_line(PmlEngine *E)
{
    PmlObj *text = read_line(E, (PmlStream *)E->vm->stdin_.p, -1);
    int64_t n = text ? PML_STR_LEN(text) : 0;
    if (text && n == 0) {
        pml_decref(E, text);
        return PML_RAISE(E, EOFError, "EOF when reading a line");
    }
    if (text && pml_str_at(text, n - 1) == '\n') {
        PmlObj *line = pml_str_substring(E, text, 0, n - 1);
        pml_decref(E, text);
        return line;
    }
    return text;
}

/* io.UnsupportedOperation, for the wrong direction. */
PmlObj *pml_stream_unsupported(PmlEngine *E, const char *why)
{
    PmlObj *io = pml_import_text(E, "io");
    PmlObj *type = io ? pml_getattr_text(E, io, "UnsupportedOperation") : NULL;
    PmlObj *text = type ? pml_str_text(E, why) : NULL;
    if (text) {
        pml_raise_object(E, type, text);
    }
    pml_xdecref(E, text);
    pml_xdecref(E, type);
    pml_xdecref(E, io);
    return NULL;
}

bool pml_stream_can(PmlEngine *E, const PmlStream *s, bool read)
{
    if (s->closed) {
        PML_RAISE(E, ValueError, "I/O operation on closed file.");
        return false;
    }
    if (read != (s->fd == 0)) {
        pml_stream_unsupported(E, read ? "not readable" : "not writable");
        return false;
    }
    return true;
}

/* The one argument, a number of characters or None, of read and readline; -1: no limit. */
static bool limit_of(PmlEngine *E, PmlRef *args, int64_t nargs, const char *name, int64_t *limit)
{
    *limit = -1;
    if (!pml_check_positional(E, name, nargs, 0, 1)) {
        return false;
    }
    if (nargs && args[0].p != PML_NONE(E)) {
        bool number = PML_TYPE_OF(args[0].p)->nb_index != NULL;
        if (!number && strcmp(name, "readline") != 0) {
            PML_RAISE(E, TypeError, "argument should be integer or None, not '%.200s'",
                      PML_TYPE_OF(args[0].p)->name.p);
            return false;
        }
        *limit = pml_as_int(E, args[0].p);
    }
    return !pml_error_pending(E);
}

PmlObj *pml_stream_readline(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(kw);
    int64_t limit;
    PmlStream *s = (PmlStream *)self;
    if (!limit_of(E, args, nargs, "readline", &limit) || !pml_stream_can(E, s, true)) {
        return NULL;
    }
    return read_line(E, s, limit);
}

PmlObj *pml_stream_read(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(kw);
    int64_t limit;
    PmlStream *s = (PmlStream *)self;
    if (!limit_of(E, args, nargs, "read", &limit) || !pml_stream_can(E, s, true)) {
        return NULL;
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    for (int64_t had = 0; limit < 0 || had < limit;) {
        PmlObj *text = read_line(E, s, limit < 0 ? -1 : limit - had);
        int64_t n = text ? PML_STR_LEN(text) : 0;
        if (n) {
            pml_builder_str(&b, text);
        }
        pml_xdecref(E, text);
        had += n;
        if (!text) {
            pml_builder_drop(&b);
            return NULL;
        }
        if (!n) {
            break;
        }
    }
    return pml_builder_finish(&b);
}

PmlObj *pml_stream_readlines(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(kw);
    int64_t hint;
    PmlStream *s = (PmlStream *)self;
    if (!limit_of(E, args, nargs, "readlines", &hint) || !pml_stream_can(E, s, true)) {
        return NULL;
    }
    PmlObj *lines = pml_list_new(E, 0);
    for (int64_t had = 0; lines && (hint <= 0 || had < hint);) {
        PmlObj *text = read_line(E, s, -1);
        int64_t n = text ? PML_STR_LEN(text) : 0;
        int err = !text ? -1 : n ? pml_list_append(E, lines, text) : 0;
        pml_xdecref(E, text);
        if (err < 0) {
            pml_decref(E, lines);
            lines = NULL;
        } else if (!n) {
            break;
        }
        had += n;
    }
    return lines;
}

PmlObj *pml_stream_next(PmlEngine *E, PmlObj *self)
{
    PmlStream *s = (PmlStream *)self;
    PmlObj *text = pml_stream_can(E, s, true) ? read_line(E, s, -1) : NULL;
    if (text && PML_STR_LEN(text) == 0) {
        pml_decref(E, text);
        return NULL;
    }
    return text;
}

/* The text streams sys.stdin, sys.stdout and sys.stderr: what their files share. */
#ifndef PML_STREAM_H
#define PML_STREAM_H

#include "vm/vm.h"

typedef struct PmlStream {
    PmlObj ob;
    /* Written, not flushed: NULL, one str or bytes, or a list of them. Of sys.stdin: what is left
     * of the line that was read last, a str. Owned. */
    PmlRef pending;
    PmlRef dict, weaklist;
    PmlRef buffer; /* owned: the stream of bytes below, once it was asked for */
    int64_t pending_bytes;
    int32_t fd;
    int32_t line_buffered;
    int32_t closed;
    int32_t reserved;
} PmlStream;

/* May it be read from, or written to? Otherwise the error is set. */
bool pml_stream_can(PmlEngine *E, const PmlStream *s, bool read);
/* What input() reads: a line without its newline; EOFError at the end. */
PmlObj *pml_stdin_line(PmlEngine *E);
/* Bytes to where fd leads. */
void pml_stream_emit(PmlEngine *E, int fd, const void *bytes, size_t n);
/* Raises io.UnsupportedOperation; NULL. */
PmlObj *pml_stream_unsupported(PmlEngine *E, const char *why);
/* What stream.buffer is. */
PmlObj *pml_byte_stream_new(PmlEngine *E, int fd);
PmlObj *pml_stream_writelines(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kw);
/* Methods of reading. */
PmlObj *pml_stream_readline(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw);
PmlObj *pml_stream_read(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw);
PmlObj *pml_stream_readlines(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw);
PmlObj *pml_stream_next(PmlEngine *E, PmlObj *self);

#endif

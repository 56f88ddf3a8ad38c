/* Exception instances and tracebacks: layouts as facts 2.7/2.9. */
#ifndef PML_EXCEPTION_H
#define PML_EXCEPTION_H

#include "object/error.h"

#define PML_EXC_HEAD                                                     \
    PmlObj ob;                                                           \
    PmlRef dict, args, notes, traceback, context, cause;                 \
    int64_t suppress_context

typedef struct PmlException { PML_EXC_HEAD; } PmlException;                 /* 72 bytes */
typedef struct PmlStopIterationObj { PML_EXC_HEAD; PmlRef value; } PmlStopIterationObj;
typedef struct PmlSystemExitObj { PML_EXC_HEAD; PmlRef code; } PmlSystemExitObj;
typedef struct PmlNameErrorObj { PML_EXC_HEAD; PmlRef name; } PmlNameErrorObj;
typedef struct PmlAttributeErrorObj { PML_EXC_HEAD; PmlRef obj, name; } PmlAttributeErrorObj;
typedef struct PmlImportErrorObj { PML_EXC_HEAD; PmlRef msg, name, path; } PmlImportErrorObj;
typedef struct PmlSyntaxErrorObj {
    PML_EXC_HEAD;
    PmlRef msg, filename, lineno, offset, end_lineno, end_offset, text, print_file_and_line;
} PmlSyntaxErrorObj;
typedef struct PmlOSErrorObj {
    PML_EXC_HEAD;
    PmlRef errno_, strerror, filename, filename2;
    int64_t written;
} PmlOSErrorObj;
typedef struct PmlUnicodeErrorObj {
    PML_EXC_HEAD;
    PmlRef encoding, object;
    int64_t start, end;
    PmlRef reason;
} PmlUnicodeErrorObj;
typedef struct PmlGroupObj { PML_EXC_HEAD; PmlRef msg, excs; } PmlGroupObj;
_Static_assert(sizeof(PmlException) == 72, "facts 2.7");

typedef struct PmlTraceback { /* 40 bytes + GC head */
    PmlObj ob;
    PmlRef next, frame; /* owned */
    int32_t lasti, lineno;
} PmlTraceback;
_Static_assert(sizeof(PmlTraceback) == 40, "facts 2.9");

/* New traceback entry in front of `next` (borrowed); frame borrowed. New reference. */
PmlObj *pml_traceback_new(PmlEngine *E, PmlObj *next, PmlObj *frame, int32_t lasti, int32_t lineno);
/* Sets exc's __traceback__ (borrowed value). */
void pml_exception_set_traceback(PmlEngine *E, PmlObj *exc, PmlObj *tb);
PmlObj *pml_exception_traceback(PmlObj *exc); /* borrowed, NULL if none */

#endif

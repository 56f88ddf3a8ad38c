/* Exception instances and tracebacks: layouts as facts 2.7/2.9. */
#ifndef PML_EXCEPTION_H
#define PML_EXCEPTION_H

#include "object/error.h"

#define PML_EXC_HEAD                                     \
    PmlObj ob;                                           \
    PmlRef dict, args, notes, traceback, context, cause; \
    int64_t suppress_context

typedef struct PmlException {
    PML_EXC_HEAD;
} PmlException; /* 72 bytes */
typedef struct PmlStopIterationObj {
    PML_EXC_HEAD;
    PmlRef value;
} PmlStopIterationObj;
typedef struct PmlSystemExitObj {
    PML_EXC_HEAD;
    PmlRef code;
} PmlSystemExitObj;
typedef struct PmlNameErrorObj {
    PML_EXC_HEAD;
    PmlRef name;
} PmlNameErrorObj;
typedef struct PmlAttributeErrorObj {
    PML_EXC_HEAD;
    PmlRef obj, name;
} PmlAttributeErrorObj;
typedef struct PmlImportErrorObj {
    PML_EXC_HEAD;
    PmlRef msg, name, path;
} PmlImportErrorObj;
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
typedef struct PmlGroupObj {
    PML_EXC_HEAD;
    PmlRef msg, excs;
} PmlGroupObj; /* ExceptionGroup: + weaklist */
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

/* Set-up, called by pml_runtime_create. */
void pml_exception_init_type(PmlEngine *E, PmlType *t, int index);
bool pml_exception_set_bases(PmlEngine *E); /* ExceptionGroup's two bases, before readying types */

/* The getters and setters of C code: borrowed in, new reference out (NULL: none). */
PmlObj *pml_exception_context(PmlObj *exc);
PmlObj *pml_exception_cause(PmlObj *exc);
void pml_exception_set_context(PmlEngine *E, PmlObj *exc, PmlObj *context); /* steals */
void pml_exception_set_cause(PmlEngine *E, PmlObj *exc, PmlObj *cause);     /* steals */
/* BaseException.__init__ and __new__, for types that extend them. */
PmlObj *pml_base_exception_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
int pml_base_exception_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_base_exception_str(PmlEngine *E, PmlObj *self);
int pml_base_exception_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx);
int pml_base_exception_clear(PmlEngine *E, PmlObj *self);
void pml_base_exception_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink);
void pml_base_exception_fill(PmlType *t);

/* Kinds of exceptions: the fields they add, in the order they are released (exception_types.c,
 * exception_fields.c, os_error.c, exception_group.c). */
typedef struct PmlExcField {
    const char *text;
    int64_t offset;
} PmlExcField;
typedef struct PmlExcKind {
    int64_t basicsize;
    PmlNew new_;
    PmlAssign init;
    PmlUnary str;
    const PmlMethodDef *methods;
    const PmlGetSetDef *getset;
    const PmlMemberDef *members;
    PmlExcField fields[9]; /* ends with text NULL */
} PmlExcKind;
extern const PmlExcKind pml_exc_kind_Base, pml_exc_kind_SystemExit, pml_exc_kind_Group,
    pml_exc_kind_StopIteration, pml_exc_kind_AttributeError, pml_exc_kind_ImportError,
    pml_exc_kind_NameError, pml_exc_kind_OSError, pml_exc_kind_SyntaxError,
    pml_exc_kind_UnicodeError;
const char *pml_exception_doc(int index); /* NULL: none (exception_docs.c) */
PmlObj *pml_key_error_str(PmlEngine *E, PmlObj *self);
/* UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError differ in these (unicode_error.c).
 */
void pml_unicode_error_fill(PmlType *t);

/* What is re-raised after except* clauses ran: new reference, None for nothing. */
PmlObj *pml_exception_prep_reraise_star(PmlEngine *E, PmlObj *orig, PmlObj *excs);

#endif

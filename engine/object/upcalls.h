/* What the object layer needs from the layers above it: a table the vm fills in at start-up. */
#ifndef PML_UPCALLS_H
#define PML_UPCALLS_H

#include "object/runtime.h"

typedef struct PmlUpcalls {
    /* Call a Python function object (vectorcall of `function`). */
    PmlVectorcall call_function;
    /* Write "Exception ignored in: ..." for the pending exception and clear it. text may be NULL:
     * then the first line names repr(subject). */
    void (*write_unraisable)(PmlEngine *E, const char *text, PmlObj *subject);
    /* warnings.warn(category, text) as far as it can be seen; -1 when made an error. */
    int (*warn)(PmlEngine *E, PmlType *category, const char *text);
    /* warnings.warn_explicit(message, category, filename, lineno): for the compiler.
     */
    int (*warn_explicit)(PmlEngine *E, PmlType *category, PmlObj *message, PmlObj *filename,
                         int lineno);
    /* Globals / code name of the running frame (borrowed, NULL: none), for __module__, super(). */
    PmlObj *(*current_globals)(PmlEngine *E);
    struct PmlInterpFrame *(*current_frame)(PmlEngine *E);
    /* Release what an interpreter frame owns (locals in slot order, f_locals, function, code). */
    void (*clear_frame)(PmlEngine *E, struct PmlInterpFrame *frame);
    /* Work in C has been done (pml_work): true when the run is to end. */
    bool (*work)(PmlEngine *E);
    /* import name (returns the module, new reference). */
    PmlObj *(*import)(PmlEngine *E, const char *name);
} PmlUpcalls;

#endif

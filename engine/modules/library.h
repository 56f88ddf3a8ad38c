/* What the files of the library modules share. */
#ifndef PML_LIBRARY_H
#define PML_LIBRARY_H

#include "modules/modules.h"
#include "object/callables.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

/* A method table's row, by calling kind. */
#define PML_NOARGS(name, f, doc) {name, f, NULL, PML_METH_NOARGS, doc}
#define PML_ONE(name, f, doc) {name, f, NULL, PML_METH_O, doc}
#define PML_FAST(name, f, doc) {name, f, NULL, PML_METH_FASTCALL, doc}
#define PML_FASTKW(name, f, doc) {name, f, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, doc}
#define PML_METHODS_END {NULL, NULL, NULL, 0, NULL}

/* Parameters of a PmlFastFn, and marking the unused ones. */
#define PML_FAST_PARAMS \
    PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames
#define PML_FAST_UNUSED \
    PML_UNUSED(E), PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames)

/* Tell the ledger of a field that may be empty. */
static inline void pml_ref_field(PmlRefSink *sink, PmlObj *o, const char *text)
{
    if (o) {
        sink->ref(sink, o, PML_EDGE_FIELD, NULL, text, 0);
    }
}

/* (type, (a,)) and the like, for __reduce__; a is borrowed. */
static inline PmlObj *pml_reduce_one(PmlEngine *E, PmlObj *self, PmlObj *a)
{
    PmlObj *args = pml_tuple_pack(E, 1, a);
    PmlObj *r = args ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), args) : NULL;
    pml_xdecref(E, args);
    return r;
}

#endif

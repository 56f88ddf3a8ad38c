/* What the files of the library modules share. */
#ifndef PML_LIBRARY_H
#define PML_LIBRARY_H

#include "modules/modules.h"
#include "object/callables.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

/* A method table's row, by calling kind. */
#define PML_NOARGS(name, f, doc)            \
    {                                       \
        name, f, NULL, PML_METH_NOARGS, doc \
    }
#define PML_ONE(name, f, doc)          \
    {                                  \
        name, f, NULL, PML_METH_O, doc \
    }
#define PML_FAST(name, f, doc)                \
    {                                         \
        name, f, NULL, PML_METH_FASTCALL, doc \
    }
#define PML_FASTKW(name, f, doc)                                  \
    {                                                             \
        name, f, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, doc \
    }
#define PML_METHODS_END           \
    {                             \
        NULL, NULL, NULL, 0, NULL \
    }

/* Parameters of a PmlFastFn, and marking the unused ones. */
#define PML_FAST_PARAMS PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames
#define PML_FAST_UNUSED \
    PML_UNUSED(E), PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames)

/* Tell the ledger of a field that may be empty. */
static inline void pml_ref_field(PmlRefSink *sink, PmlObj *o, const char *text)
{
    if (o) {
        sink->ref(sink, o, PML_EDGE_FIELD, NULL, text, 0);
    }
}

/* traverse, refs_of (PML_FIELD_WALKS) and dealloc of a collectable type whose owned fields are
 * FIELDS(X): X(a) X(b). They are visited in that order and released in the order of RELEASED. */
#define PML_VISIT_FIELD(f) PML_VISIT(((OwnType *)self)->f);
#define PML_TELL_FIELD(f) pml_ref_field(sink, ((OwnType *)self)->f.p, #f);
#define PML_DROP_FIELD(f) PML_CLEAR(E, ((OwnType *)self)->f);
#define PML_FIELD_WALKS(prefix, Struct, FIELDS)                                         \
    static int prefix##_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx) \
    {                                                                                   \
        typedef Struct OwnType;                                                         \
        FIELDS(PML_VISIT_FIELD)                                                         \
        return 0;                                                                       \
    }                                                                                   \
    static void prefix##_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)             \
    {                                                                                   \
        typedef Struct OwnType;                                                         \
        PML_UNUSED(E);                                                                  \
        FIELDS(PML_TELL_FIELD)                                                          \
    }
#define PML_OWNED_FIELDS(prefix, Struct, FIELDS, RELEASED)   \
    PML_FIELD_WALKS(prefix, Struct, FIELDS)                  \
    static void prefix##_dealloc(PmlEngine *E, PmlObj *self) \
    {                                                        \
        typedef Struct OwnType;                              \
        pml_gc_untrack(E, self);                             \
        RELEASED(PML_DROP_FIELD)                             \
        PML_TYPE_OF(self)->free(E, self);                    \
    }

/* An iterator type: what all of them have. */
#define PML_FILL_ITERATOR(t, text, prefix, Struct)                     \
    ((t)->name.p = (text), (t)->flags |= PML_TF_GC | PML_TF_BASETYPE,  \
     (t)->basicsize = sizeof(Struct), (t)->dealloc = prefix##_dealloc, \
     (t)->traverse = prefix##_traverse, (t)->refs_of = prefix##_refs,  \
     (t)->getattro = pml_generic_getattr, (t)->iter = pml_self_iter,   \
     (t)->iternext = prefix##_next, (t)->new_ = prefix##_new)

/* The next item, by the iterator's own slot: StopIteration may be pending as well as not. */
static inline PmlObj *pml_raw_next(PmlEngine *E, PmlObj *it)
{
    return pml_work(E, 1) ? NULL : PML_TYPE_OF(it)->iternext(E, it);
}

/* (type, (a,)) and the like, for __reduce__; a is borrowed. */
static inline PmlObj *pml_reduce_one(PmlEngine *E, PmlObj *self, PmlObj *a)
{
    PmlObj *args = pml_tuple_pack(E, 1, a);
    PmlObj *r = args ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), args) : NULL;
    pml_xdecref(E, args);
    return r;
}

/* Sets cls.__abstractmethods__ (abc_abstracts.c); -1 with an error. */
int pml_compute_abstract_methods(PmlEngine *E, PmlObj *cls);
/* NULL, or the broken invariant of an lru_cache (functools_cache.c); for objects_check. */
const char *pml_lru_cache_check(const PmlObj *o);

#endif

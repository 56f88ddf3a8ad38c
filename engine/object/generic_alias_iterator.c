/* iter(list[int]), for *list[int]: once the same alias, marked as starred. */
#include "object/iterator_internal.h"
#include "object/type_system.h"

typedef struct AliasIter {
    PmlObj ob;
    PmlRef alias; /* owned; NULL when it was given */
} AliasIter;
#define ITER(o) ((AliasIter *)(o))

PmlObj *pml_generic_alias_iter(PmlEngine *E, PmlObj *alias)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, generic_alias_iterator));
    if (o) {
        ITER(o)->alias.p = pml_incref(alias);
        pml_gc_track(E, o);
    }
    return o;
}

static PmlObj *alias_iter_next(PmlEngine *E, PmlObj *self)
{
    PmlGenericAlias *alias = (PmlGenericAlias *)ITER(self)->alias.p;
    if (!alias) {
        return NULL;
    }
    PmlObj *starred = pml_generic_alias_new(E, alias->origin.p, alias->args.p);
    if (starred) {
        ((PmlGenericAlias *)starred)->starred = 1;
        PML_CLEAR(E, ITER(self)->alias);
    }
    return starred;
}

static PmlObj *alias_iter_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                 PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *rest = ITER(self)->alias.p ? pml_incref(ITER(self)->alias.p) : pml_tuple_new(E, 0);
    return pml_reduced(E, pml_builtin_named(E, "iter"), rest, -1);
}

static void alias_iter_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, ITER(self)->alias);
    pml_object_del_gc(E, self);
}

static int alias_iter_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(ITER(self)->alias);
    return 0;
}

static int alias_iter_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, ITER(self)->alias);
    return 0;
}

static void alias_iter_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, ITER(self)->alias.p, "alias");
}

void pml_init_type_generic_alias_iterator(PmlEngine *E, PmlType *t)
{
    static const PmlMethodDef methods[] = {
        {"__reduce__", alias_iter_reduce, NULL, PML_METH_NOARGS, NULL},
        {0},
    };
    PML_UNUSED(E);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->basicsize = sizeof(AliasIter);
    t->methods.p = methods;
    t->dealloc = alias_iter_dealloc;
    t->traverse = alias_iter_traverse;
    t->clear = alias_iter_clear;
    t->refs_of = alias_iter_refs;
    t->iter = pml_self_iter;
    t->iternext = alias_iter_next;
}

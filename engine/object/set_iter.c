/* The set iterator. */
#include "object/set_internal.h"

typedef struct PmlSetIter { /* facts 2.7: 64 with the GC head */
    PmlObj ob;
    PmlRef set; /* NULL when exhausted */
    int64_t used, pos, left;
} PmlSetIter;
_Static_assert(sizeof(PmlSetIter) == 48, "facts 2.7");

static PmlSetIter *as_iter(PmlObj *o)
{
    return (PmlSetIter *)o;
}

PmlObj *pml_set_iter(PmlEngine *E, PmlObj *s)
{
    PmlSetIter *it = (PmlSetIter *)pml_object_new_gc(E, PML_TYPE(E, set_iterator));
    if (!it) {
        return NULL;
    }
    it->set.p = pml_incref(s);
    it->used = pml_as_set(s)->used;
    it->left = it->used;
    it->pos = 0;
    pml_gc_track(E, &it->ob);
    return &it->ob;
}

static PmlObj *iter_next(PmlEngine *E, PmlObj *o)
{
    PmlSetIter *it = as_iter(o);
    if (!it->set.p) {
        return NULL;
    }
    PmlSet *s = pml_as_set(it->set.p);
    if (it->used != s->used) {
        it->used = -1; /* stays so */
        return PML_RAISE(E, RuntimeError, "Set changed size during iteration");
    }
    PmlObj *key;
    int64_t hash;
    if (pml_set_next_entry(s, &it->pos, &key, &hash)) {
        it->left--;
        return pml_incref(key);
    }
    PML_CLEAR(E, it->set);
    return NULL;
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_iter(o)->set);
    pml_object_del_gc(E, o);
}

static int iter_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_iter(o)->set);
    return 0;
}

static void iter_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_iter(o)->set.p, "set");
}

static PmlObj *iter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlSetIter *it = as_iter(self);
    bool valid = it->set.p && it->used == pml_as_set(it->set.p)->used;
    return pml_int(E, valid ? it->left : 0);
}

/* What is left, as a list; the iterator itself stays where it is. */
static PmlObj *iter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlSetIter *it = as_iter(self);
    PmlObj *list = pml_list_new(E, 0), *key;
    if (!list) {
        return NULL;
    }
    if (it->set.p && it->used != pml_as_set(it->set.p)->used) {
        pml_decref(E, list);
        return PML_RAISE(E, RuntimeError, "Set changed size during iteration");
    }
    int64_t pos = it->pos, hash;
    while (it->set.p && pml_set_next_entry(pml_as_set(it->set.p), &pos, &key, &hash)) {
        if (pml_list_append(E, list, key) < 0) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return pml_reduced(E, pml_builtin_named(E, "iter"), list, -1);
}

static const PmlMethodDef iter_methods[] = {
    {"__length_hint__", iter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", iter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_set_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlSetIter);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->methods.p = iter_methods;
    t->dealloc = iter_dealloc;
    t->traverse = iter_traverse;
    t->refs_of = iter_refs;
    t->iter = pml_self_iter;
    t->iternext = iter_next;
}

/* itertools: tee, and the module itself. The other types are in itertools_*.c. */
#include "modules/iterator_state.h"

/* -- tee: a chain of cells filled from one iterator, and readers that walk along it ------ */

#define TEE_CELLS 57

typedef struct TeeData {
    PmlObj ob;
    PmlRef it;
    int32_t read, running;
    PmlRef next; /* TeeData */
    PmlRef values[TEE_CELLS];
} TeeData;
_Static_assert(sizeof(TeeData) == 496, "CPython's size");
#define DATA(o) ((TeeData *)(o))

typedef struct Tee {
    PmlObj ob;
    PmlRef data;
    int64_t index;
    PmlRef weaklist;
} Tee;
_Static_assert(sizeof(Tee) == 40, "CPython's size");
#define TEE(o) ((Tee *)(o))

static PmlObj *data_make(PmlEngine *E, PmlObj *it)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, tee_dataobject));
    if (o) {
        DATA(o)->it.p = pml_incref(it);
        pml_gc_track(E, o);
    }
    return o;
}

/* A new reference to the cell block after this one. */
static PmlObj *data_next_block(PmlEngine *E, TeeData *d)
{
    if (!d->next.p) {
        d->next.p = data_make(E, d->it.p);
    }
    return pml_xincref(d->next.p);
}

static PmlObj *data_item(PmlEngine *E, TeeData *d, int64_t i)
{
    if (i >= d->read) {
        if (d->running) {
            return PML_RAISE(E, RuntimeError, "cannot re-enter the tee iterator");
        }
        d->running = 1;
        /* __reduce__ gives iterators, but a program may put anything here. */
        PmlObj *value = PML_TYPE_OF(d->it.p)->iternext
                            ? pml_iter_next(E, d->it.p)
                            : PML_RAISE(E, TypeError, "%R is not an iterator", d->it.p);
        d->running = 0;
        if (!value) {
            return NULL;
        }
        d->read++;
        d->values[i].p = value;
    }
    return pml_incref(d->values[i].p);
}

/* Long chains are released block by block, not by recursion. */
static void data_release(PmlEngine *E, PmlObj *block)
{
    while (block && PML_IS(block, tee_dataobject) && pml_refs(block) == 1) {
        PmlObj *next = DATA(block)->next.p;
        DATA(block)->next.p = NULL;
        pml_decref(E, block);
        block = next;
    }
    pml_xdecref(E, block);
}

static int data_clear(PmlEngine *E, PmlObj *self)
{
    TeeData *d = DATA(self);
    PML_CLEAR(E, d->it);
    for (int32_t i = 0; i < d->read; i++) {
        PML_CLEAR(E, d->values[i]);
    }
    PmlObj *next = d->next.p;
    d->next.p = NULL;
    data_release(E, next);
    return 0;
}

static void data_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    data_clear(E, self);
    pml_object_del_gc(E, self);
}

static int data_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    TeeData *d = DATA(self);
    PML_VISIT(d->it);
    for (int32_t i = 0; i < d->read; i++) {
        PML_VISIT(d->values[i]);
    }
    PML_VISIT(d->next);
    return 0;
}

static void data_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    TeeData *d = DATA(self);
    pml_ref_field(sink, d->it.p, "it");
    for (int32_t i = 0; i < d->read; i++) {
        if (d->values[i].p) {
            sink->ref(sink, d->values[i].p, PML_EDGE_ITEM, NULL, NULL, i);
        }
    }
    pml_ref_field(sink, d->next.p, "next");
}

/* Cells that were read: only a full block may have a next one. */
static bool data_fill(PmlEngine *E, TeeData *d, PmlObj *values, PmlObj *next)
{
    int64_t n = PML_LIST_LEN(values);
    bool last = next == PML_NONE(E);
    if (n > TEE_CELLS || (!last && (n != TEE_CELLS || !PML_IS(next, tee_dataobject)))) {
        PML_RAISE(E, ValueError, "Invalid arguments");
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        d->values[i].p = pml_incref(PML_LIST_ITEMS(values)[i].p);
    }
    d->read = (int32_t)n;
    d->next.p = last ? NULL : pml_incref(next);
    return true;
}

static PmlObj *data_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    if (!pml_no_keywords(E, "teedataobject", kwargs) ||
        !pml_check_positional(E, "teedataobject", PML_TUPLE_LEN(args), 3, 3)) {
        return NULL;
    }
    PmlObj *values = PML_TUPLE_AT(args, 1);
    if (!PML_IS_LIST(values)) {
        return PML_RAISE(E, TypeError, "teedataobject() argument 2 must be list, not %s",
                         pml_type_given(E, values));
    }
    PmlObj *o = data_make(E, PML_TUPLE_AT(args, 0));
    if (o && !data_fill(E, DATA(o), values, PML_TUPLE_AT(args, 2))) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

static PmlObj *data_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    TeeData *d = DATA(self);
    PmlObj *values = pml_list_new(E, d->read);
    for (int64_t i = 0; values && i < d->read; i++) {
        PML_LIST_ITEMS(values)[i].p = pml_incref(d->values[i].p);
    }
    PmlObj *next = d->next.p ? d->next.p : PML_NONE(E);
    PmlObj *inner = values ? pml_tuple_pack(E, 3, d->it.p, values, next) : NULL;
    pml_xdecref(E, values);
    return pml_reduced(E, self, inner, NULL);
}

static const PmlMethodDef data_methods[] = {
    PML_NOARGS("__reduce__", data_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

void pml_init_type_tee_dataobject(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "itertools._tee_dataobject";
    t->flags |= PML_TF_GC;
    t->new_ = data_new;
    t->methods.p = data_methods;
    t->basicsize = sizeof(TeeData);
    t->dealloc = data_dealloc;
    t->traverse = data_traverse;
    t->refs_of = data_refs;
    t->clear = data_clear;
    t->getattro = pml_generic_getattr;
}

static PmlObj *tee_make(PmlEngine *E, PmlObj *data, int64_t index)
{
    PmlObj *o = data ? pml_object_new_gc(E, PML_TYPE(E, tee)) : NULL;
    if (!o) {
        pml_xdecref(E, data);
        return NULL;
    }
    TEE(o)->data.p = data;
    TEE(o)->index = index;
    pml_gc_track(E, o);
    return o;
}

static PmlObj *tee_copy(PmlEngine *E, PmlObj *self)
{
    return tee_make(E, pml_incref(TEE(self)->data.p), TEE(self)->index);
}

static PmlObj *tee_over(PmlEngine *E, PmlObj *iterable)
{
    PmlObj *it = pml_iter(E, iterable);
    if (!it) {
        return NULL;
    }
    PmlObj *o = pml_isinstance_of(it, PML_TYPE(E, tee)) ? tee_copy(E, it)
                                                        : tee_make(E, data_make(E, it), 0);
    pml_decref(E, it);
    return o;
}

static PmlObj *tee_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    if (!pml_no_keywords(E, "_tee", kwargs) ||
        !pml_check_positional(E, "_tee", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    return tee_over(E, PML_TUPLE_AT(args, 0));
}

static PmlObj *tee_next(PmlEngine *E, PmlObj *self)
{
    Tee *to = TEE(self);
    if (to->index >= TEE_CELLS) {
        PmlObj *next = data_next_block(E, DATA(to->data.p));
        if (!next) {
            return NULL;
        }
        PML_SETREF(E, to->data, next);
        to->index = 0;
    }
    PmlObj *item = data_item(E, DATA(to->data.p), to->index);
    if (item) {
        to->index++;
    }
    return item;
}

static int tee_clear(PmlEngine *E, PmlObj *self)
{
    if (TEE(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    PML_CLEAR(E, TEE(self)->data);
    return 0;
}

static void tee_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    tee_clear(E, self);
    pml_object_del_gc(E, self);
}

static int tee_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(TEE(self)->data);
    return 0;
}

static void tee_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, TEE(self)->data.p, "data");
}

static PmlObj *tee_copy_method(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return tee_copy(E, self);
}

static PmlObj *tee_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *none = pml_tuple_new(E, 0);
    PmlObj *inner = none ? pml_tuple_pack(E, 1, none) : NULL;
    PmlObj *index = inner ? pml_int(E, TEE(self)->index) : NULL;
    PmlObj *state = index ? pml_tuple_pack(E, 2, TEE(self)->data.p, index) : NULL;
    pml_xdecref(E, none);
    pml_xdecref(E, index);
    return pml_reduced_with(E, self, inner, state);
}

static PmlObj *tee_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = args[0].p;
    if (!pml_state_tuple(E, state, 2)) {
        return NULL;
    }
    PmlObj *data = PML_TUPLE_AT(state, 0);
    int64_t index;
    if (!PML_IS(data, tee_dataobject)) {
        return PML_RAISE(E, TypeError, "argument 1 must be itertools._tee_dataobject, not %s",
                         pml_type_given(E, data));
    }
    if (!pml_c_int(E, PML_TUPLE_AT(state, 1), &index)) {
        return NULL;
    }
    /* Between what was read and the end there is nothing to stand on. */
    if (index < 0 || (index > DATA(data)->read && index != TEE_CELLS)) {
        return PML_RAISE(E, ValueError, "Index out of range");
    }
    PML_SETREF(E, TEE(self)->data, pml_incref(data));
    TEE(self)->index = index;
    return pml_none(E);
}

static const PmlMethodDef tee_methods[] = {
    PML_NOARGS("__reduce__", tee_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", tee_setstate, "Set state information for unpickling."),
    PML_NOARGS("__copy__", tee_copy_method, "Returns an independent iterator."),
    PML_METHODS_END,
};

void pml_init_type_tee(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools._tee", tee, Tee);
    t->flags &= ~(uint32_t)PML_TF_BASETYPE;
    t->weaklistoffset = offsetof(Tee, weaklist);
    t->clear = tee_clear;
    t->methods.p = tee_methods;
}

/* The iterator itself when it can be copied, else a reader of a new chain. Takes over it. */
static PmlObj *tee_start(PmlEngine *E, PmlObj *it, PmlObj **copier)
{
    PmlObj *name = PML_ID(E, __copy__);
    if (pml_lookup_attr(E, it, name, copier) < 0) {
        pml_decref(E, it);
        return NULL;
    }
    if (!*copier) {
        PmlObj *reader = tee_over(E, it);
        pml_decref(E, it);
        it = reader;
        *copier = it ? pml_getattr(E, it, name) : NULL;
        if (it && !*copier) {
            pml_decref(E, it);
            it = NULL;
        }
    }
    return it;
}

static PmlObj *tee_function(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t n = 2;
    if (!pml_check_positional(E, "tee", nargs, 1, 2)) {
        return NULL;
    }
    if (nargs > 1 && !pml_want_ssize(E, args[1].p, &n)) {
        return NULL;
    }
    if (n < 0) {
        return PML_RAISE(E, ValueError, "n must be >= 0");
    }
    PmlObj *result = pml_tuple_new(E, n);
    if (!result || n == 0) {
        return result;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "tee: result");
    PmlObj *copier = NULL;
    PmlObj *it = pml_iter(E, args[0].p);
    it = it ? tee_start(E, it, &copier) : NULL;
    PML_TUPLE_AT(result, 0) = it;
    if (copier) {
        pml_hold(E, copier, "tee: copier");
    }
    for (int64_t i = 1; it && i < n; i++) {
        it = pml_call0(E, copier);
        PML_TUPLE_AT(result, i) = it;
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, copier);
    if (!it) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

/* -- the module -------------------------------------------------------------------------- */

static const PmlMethodDef functions[] = {
    PML_FAST("tee", tee_function, "Returns a tuple of n independent iterators."),
    PML_METHODS_END,
};

static const struct {
    const char *name;
    int type;
} types[] = {
    {"accumulate", PML_T_accumulate},
    {"combinations", PML_T_combinations},
    {"combinations_with_replacement", PML_T_combinations_with_replacement},
    {"cycle", PML_T_cycle},
    {"dropwhile", PML_T_dropwhile},
    {"takewhile", PML_T_takewhile},
    {"islice", PML_T_islice},
    {"starmap", PML_T_starmap},
    {"chain", PML_T_chain},
    {"compress", PML_T_compress},
    {"filterfalse", PML_T_filterfalse},
    {"count", PML_T_count},
    {"zip_longest", PML_T_zip_longest},
    {"pairwise", PML_T_pairwise},
    {"permutations", PML_T_permutations},
    {"product", PML_T_product},
    {"repeat", PML_T_repeat},
    {"groupby", PML_T_groupby},
    {"_grouper", PML_T_grouper},
    {"_tee", PML_T_tee},
    {"_tee_dataobject", PML_T_tee_dataobject},
};

PmlObj *pml_init_module_itertools(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "itertools");
    if (!m || pml_module_add_methods(E, m, functions) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(types); i++) {
        PmlObj *type = (PmlObj *)&E->rt->types[types[i].type];
        if (pml_module_add(E, m, types[i].name, pml_incref(type)) < 0) {
            pml_decref(E, m);
            return NULL;
        }
    }
    return m;
}

/* itertools.accumulate, groupby, pairwise, zip_longest: several items at a time. */
#include "modules/iterator_state.h"

/* -- accumulate -------------------------------------------------------------------------- */

typedef struct Accumulate {
    PmlObj ob;
    PmlRef total, it, binop, initial;
} Accumulate;
#define ACC(o) ((Accumulate *)(o))
#define ACC_FIELDS(X) X(binop) X(it) X(total) X(initial)
#define ACC_RELEASED(X) X(binop) X(total) X(it) X(initial)
PML_OWNED_FIELDS(accumulate, Accumulate, ACC_FIELDS, ACC_RELEASED)

static PmlObj *accumulate_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"iterable", "func", "initial", NULL};
    PmlObj *a[3];
    if (!pml_parse_tuple(E, "accumulate", args, kwargs, names, 1, 2, a)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, a[0]);
    PmlObj *o = it ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, it);
        return NULL;
    }
    ACC(o)->it.p = it;
    ACC(o)->binop.p = a[1] && a[1] != PML_NONE(E) ? pml_incref(a[1]) : NULL;
    ACC(o)->initial.p = pml_incref(a[2] ? a[2] : PML_NONE(E));
    return o;
}

static PmlObj *accumulate_next(PmlEngine *E, PmlObj *self)
{
    Accumulate *c = ACC(self);
    if (c->initial.p != PML_NONE(E)) {
        PmlObj *first = c->initial.p;
        c->initial.p = pml_none(E);
        /* A total is there only when __setstate__ came first; CPython never releases that one. */
        PML_SETREF(E, c->total, pml_incref(first));
        return first;
    }
    PmlObj *item = pml_raw_next(E, c->it.p);
    if (!item) {
        return NULL;
    }
    if (!c->total.p) {
        c->total.p = pml_incref(item);
        return item;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, item, "accumulate: item");
    PmlObj *total = c->binop.p ? pml_call2(E, c->binop.p, c->total.p, item)
                               : pml_number_add(E, c->total.p, item);
    pml_hold_drop(E, mark);
    pml_decref(E, item);
    if (!total) {
        return NULL;
    }
    pml_incref(total);
    PML_SETREF(E, c->total, total);
    return total;
}

/* chain over the pair, as an iterator: a first item and what follows. Takes over first. */
static PmlObj *chain_of_two(PmlEngine *E, PmlObj *first, PmlObj *rest)
{
    PmlObj *both = first ? pml_tuple_pack(E, 2, first, rest) : NULL;
    PmlObj *chain = both ? pml_call(E, (PmlObj *)PML_TYPE(E, chain), both, NULL) : NULL;
    pml_xdecref(E, both);
    pml_xdecref(E, first);
    return chain;
}

static PmlObj *accumulate_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Accumulate *c = ACC(self);
    PmlObj *none = PML_NONE(E), *func = c->binop.p ? c->binop.p : none;
    bool fresh = c->initial.p != none;
    if (!fresh && c->total.p != none) {
        PmlObj *inner = pml_tuple_pack(E, 2, c->it.p, func);
        return pml_reduced(E, self, inner, pml_incref(c->total.p ? c->total.p : none));
    }
    PmlObj *first = pml_tuple_pack(E, 1, fresh ? c->initial.p : none);
    PmlObj *chain = chain_of_two(E, first, c->it.p);
    PmlObj *inner = chain ? pml_tuple_pack(E, 2, chain, func) : NULL;
    pml_xdecref(E, chain);
    if (fresh || !inner) {
        return pml_reduced(E, self, inner, pml_none(E));
    }
    /* A total of None cannot be a state: start again from it and skip it. */
    PmlObj *again = pml_call(E, (PmlObj *)PML_TYPE_OF(self), inner, NULL);
    PmlObj *one = again ? pml_int(E, 1) : NULL;
    PmlObj *bounds = one ? pml_tuple_pack(E, 3, again, one, none) : NULL;
    PmlObj *r = bounds ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE(E, islice), bounds) : NULL;
    pml_decref(E, inner);
    pml_xdecref(E, again);
    pml_xdecref(E, one);
    pml_xdecref(E, bounds);
    return r;
}

static PmlObj *accumulate_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PML_SETREF(E, ACC(self)->total, pml_incref(args[0].p));
    return pml_none(E);
}

static const PmlMethodDef accumulate_methods[] = {
    PML_NOARGS("__reduce__", accumulate_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", accumulate_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_accumulate(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.accumulate", accumulate, Accumulate);
    t->methods.p = accumulate_methods;
}

/* -- groupby ----------------------------------------------------------------------------- */

typedef struct GroupBy {
    PmlObj ob;
    PmlRef it, keyfunc, tgtkey, currkey, currvalue;
    PML_PTR(void) current; /* the group handed out last, not owned: older groups are over */
} GroupBy;
_Static_assert(sizeof(GroupBy) == 64, "CPython's size");
#define GROUPBY(o) ((GroupBy *)(o))
#define GROUPBY_FIELDS(X) X(it) X(keyfunc) X(tgtkey) X(currkey) X(currvalue)
PML_OWNED_FIELDS(groupby, GroupBy, GROUPBY_FIELDS, GROUPBY_FIELDS)

typedef struct Grouper {
    PmlObj ob;
    PmlRef parent, tgtkey;
} Grouper;
_Static_assert(sizeof(Grouper) == 32, "CPython's size");
#define GROUPER(o) ((Grouper *)(o))
#define GROUPER_FIELDS(X) X(parent) X(tgtkey)

static PmlObj *groupby_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"iterable", "key", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, "groupby", args, kwargs, names, 1, 2, a)) {
        return NULL;
    }
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    GROUPBY(o)->keyfunc.p = pml_incref(a[1] ? a[1] : PML_NONE(E));
    GROUPBY(o)->it.p = pml_iter(E, a[0]);
    if (!GROUPBY(o)->it.p) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

/* The next item becomes the current one. */
static bool groupby_step(PmlEngine *E, GroupBy *g)
{
    PmlObj *value = pml_iter_next(E, g->it.p);
    if (!value) {
        return false;
    }
    PmlObj *key;
    if (g->keyfunc.p == PML_NONE(E)) {
        key = pml_incref(value);
    } else {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "groupby: item");
        key = pml_call1(E, g->keyfunc.p, value);
        pml_hold_drop(E, mark);
        if (!key) {
            pml_decref(E, value);
            return false;
        }
    }
    PmlObj *old_value = g->currvalue.p;
    g->currvalue.p = value;
    int64_t mark = pml_hold_mark(E);
    if (old_value) {
        pml_hold(E, old_value, "groupby: previous item");
    }
    PML_SETREF(E, g->currkey, key);
    pml_hold_drop(E, mark);
    pml_xdecref(E, old_value);
    return true;
}

static PmlObj *grouper_make(PmlEngine *E, GroupBy *parent)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, grouper));
    if (o) {
        GROUPER(o)->parent.p = pml_incref(&parent->ob);
        GROUPER(o)->tgtkey.p = pml_incref(parent->tgtkey.p);
        parent->current.p = o;
        pml_gc_track(E, o);
    }
    return o;
}

static PmlObj *groupby_next(PmlEngine *E, PmlObj *self)
{
    GroupBy *g = GROUPBY(self);
    g->current.p = NULL;
    for (;;) { /* skip what is left of the group before */
        if (g->currkey.p) {
            if (!g->tgtkey.p) {
                break;
            }
            int same = pml_compare_bool(E, g->tgtkey.p, g->currkey.p, PML_EQ);
            if (same < 0) {
                return NULL;
            }
            if (!same) {
                break;
            }
        }
        if (!groupby_step(E, g)) {
            return NULL;
        }
    }
    pml_incref(g->currkey.p);
    PML_SETREF(E, g->tgtkey, g->currkey.p);
    PmlObj *group = grouper_make(E, g);
    if (!group) {
        return NULL;
    }
    PmlObj *pair = pml_tuple_pack(E, 2, g->currkey.p, group);
    pml_decref(E, group);
    return pair;
}

static PmlObj *groupby_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    GroupBy *g = GROUPBY(self);
    PmlObj *inner = pml_tuple_pack(E, 2, g->it.p, g->keyfunc.p);
    if (!g->currvalue.p || !g->tgtkey.p || !g->currkey.p) {
        return pml_reduced(E, self, inner, NULL);
    }
    return pml_reduced_with(E, self, inner,
                            pml_tuple_pack(E, 3, g->currvalue.p, g->tgtkey.p, g->currkey.p));
}

static PmlObj *groupby_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = args[0].p;
    if (!pml_state_tuple(E, state, 3)) {
        return NULL;
    }
    GroupBy *g = GROUPBY(self);
    PML_SETREF(E, g->currvalue, pml_incref(PML_TUPLE_AT(state, 0)));
    PML_SETREF(E, g->tgtkey, pml_incref(PML_TUPLE_AT(state, 1)));
    PML_SETREF(E, g->currkey, pml_incref(PML_TUPLE_AT(state, 2)));
    return pml_none(E);
}

static const PmlMethodDef groupby_methods[] = {
    PML_NOARGS("__reduce__", groupby_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", groupby_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_groupby(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.groupby", groupby, GroupBy);
    t->methods.p = groupby_methods;
}

PML_OWNED_FIELDS(grouper, Grouper, GROUPER_FIELDS, GROUPER_FIELDS)

static PmlObj *grouper_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    if (!pml_no_keywords(E, "_grouper", kwargs) ||
        !pml_check_positional(E, "_grouper", PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    PmlObj *parent = PML_TUPLE_AT(args, 0);
    if (!pml_isinstance_of(parent, PML_TYPE(E, groupby))) {
        return PML_RAISE(E, TypeError, "_grouper() argument 1 must be itertools.groupby, not %s",
                         pml_type_given(E, parent));
    }
    PmlObj *o = grouper_make(E, GROUPBY(parent));
    if (o) {
        PML_SETREF(E, GROUPER(o)->tgtkey, pml_incref(PML_TUPLE_AT(args, 1)));
    }
    return o;
}

static PmlObj *grouper_next(PmlEngine *E, PmlObj *self)
{
    GroupBy *g = GROUPBY(GROUPER(self)->parent.p);
    if (g->current.p != self) {
        return NULL;
    }
    if (!g->currvalue.p && !groupby_step(E, g)) {
        return NULL;
    }
    if (pml_compare_bool(E, GROUPER(self)->tgtkey.p, g->currkey.p, PML_EQ) <= 0) {
        return NULL;
    }
    PmlObj *value = g->currvalue.p;
    g->currvalue.p = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "groupby: item");
    PML_CLEAR(E, g->currkey);
    pml_hold_drop(E, mark);
    return value;
}

static PmlObj *grouper_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *parent = GROUPER(self)->parent.p;
    if (GROUPBY(parent)->current.p == self) {
        return pml_reduced(E, self, pml_tuple_pack(E, 2, parent, GROUPER(self)->tgtkey.p), NULL);
    }
    PmlObj *iter = pml_builtin_named(E, "iter"); /* over: an empty iterator */
    PmlObj *none = iter ? pml_tuple_new(E, 0) : NULL;
    PmlObj *inner = none ? pml_tuple_pack(E, 1, none) : NULL;
    PmlObj *r = inner ? pml_tuple_pack(E, 2, iter, inner) : NULL;
    pml_xdecref(E, iter);
    pml_xdecref(E, none);
    pml_xdecref(E, inner);
    return r;
}

static const PmlMethodDef grouper_methods[] = {
    PML_NOARGS("__reduce__", grouper_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

void pml_init_type_grouper(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools._grouper", grouper, Grouper);
    t->methods.p = grouper_methods;
    t->flags &= ~(uint32_t)PML_TF_BASETYPE;
}

/* -- pairwise ---------------------------------------------------------------------------- */

typedef struct Pairwise {
    PmlObj ob;
    PmlRef it, old;
} Pairwise;
#define PAIR(o) ((Pairwise *)(o))
#define PAIR_FIELDS(X) X(it) X(old)
PML_OWNED_FIELDS(pairwise, Pairwise, PAIR_FIELDS, PAIR_FIELDS)

static PmlObj *pairwise_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_pairwise, "pairwise", kwargs) ||
        !pml_check_positional(E, "pairwise", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, PML_TUPLE_AT(args, 0));
    PmlObj *o = it ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, it);
        return NULL;
    }
    PAIR(o)->it.p = it;
    return o;
}

static PmlObj *pairwise_next(PmlEngine *E, PmlObj *self)
{
    Pairwise *p = PAIR(self);
    if (!p->it.p) {
        return NULL;
    }
    if (!p->old.p) {
        PmlObj *first = pml_raw_next(E, p->it.p);
        PML_SETREF(E, p->old, first);
        if (!first) {
            PML_CLEAR(E, p->it);
            return NULL;
        }
    }
    PmlObj *item = pml_raw_next(E, p->it.p);
    if (!item) {
        PML_CLEAR(E, p->it);
        PML_CLEAR(E, p->old);
        return NULL;
    }
    PmlObj *pair = pml_tuple_pack(E, 2, p->old.p, item);
    PML_SETREF(E, p->old, item);
    return pair;
}

void pml_init_type_pairwise(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.pairwise", pairwise, Pairwise);
}

/* -- zip_longest ------------------------------------------------------------------------- */

typedef struct ZipLongest {
    PmlObj ob;
    int64_t size, active; /* iterators in all, and those not yet exhausted */
    PmlRef iterators, result, fillvalue;
} ZipLongest;
_Static_assert(sizeof(ZipLongest) == 56, "CPython's size");
#define ZIPL(o) ((ZipLongest *)(o))
#define ZIPL_FIELDS(X) X(iterators) X(result) X(fillvalue)
PML_OWNED_FIELDS(zip_longest, ZipLongest, ZIPL_FIELDS, ZIPL_FIELDS)

static bool read_fillvalue(PmlEngine *E, PmlObj *kwargs, PmlObj **fill)
{
    *fill = PML_NONE(E);
    if (!kwargs || PML_DICT_LEN(kwargs) == 0) {
        return true;
    }
    PmlObj *given = pml_dict_get_text(E, kwargs, "fillvalue");
    if (!given || PML_DICT_LEN(kwargs) > 1) {
        PML_RAISE(E, TypeError, "zip_longest() got an unexpected keyword argument");
        return false;
    }
    *fill = given;
    return true;
}

static PmlObj *all_iterators(PmlEngine *E, PmlObj *args)
{
    int64_t n = PML_TUPLE_LEN(args);
    PmlObj *its = pml_tuple_new(E, n);
    if (!its) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, its, "zip_longest: iterators");
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(its, i) = pml_iter(E, PML_TUPLE_AT(args, i));
        if (!PML_TUPLE_AT(its, i)) {
            pml_hold_drop(E, mark);
            pml_decref(E, its);
            return NULL;
        }
    }
    pml_hold_drop(E, mark);
    return its;
}

static PmlObj *zip_longest_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PmlObj *fill;
    if (!read_fillvalue(E, kwargs, &fill)) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(args);
    PmlObj *its = all_iterators(E, args);
    PmlObj *result = its ? pml_tuple_new(E, n) : NULL;
    for (int64_t i = 0; result && i < n; i++) {
        PML_TUPLE_AT(result, i) = pml_none(E);
    }
    PmlObj *o = result ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, its);
        pml_xdecref(E, result);
        return NULL;
    }
    ZIPL(o)->iterators.p = its;
    ZIPL(o)->size = ZIPL(o)->active = n;
    ZIPL(o)->result.p = result;
    ZIPL(o)->fillvalue.p = pml_incref(fill);
    return o;
}

PmlObj *pml_module_hollow_tuple(const PmlObj *o)
{
    return PML_IS(o, zip_longest) ? ((const ZipLongest *)o)->iterators.p
           : PML_IS(o, product)   ? pml_product_unfilled(o)
                                  : NULL;
}

/* Item i of the next tuple; NULL when everything is exhausted or on an error. */
static PmlObj *zip_longest_item(PmlEngine *E, ZipLongest *z, int64_t i)
{
    PmlRef *slot = &PML_TUPLE_ITEMS(z->iterators.p)[i];
    if (!slot->p) {
        return pml_incref(z->fillvalue.p);
    }
    PmlObj *item = pml_iter_next(E, slot->p);
    if (item) {
        return item;
    }
    z->active--;
    if (z->active == 0 || pml_error_pending(E)) {
        z->active = 0;
        return NULL;
    }
    item = pml_incref(z->fillvalue.p);
    PML_CLEAR(E, *slot);
    return item;
}

static PmlObj *zip_longest_next(PmlEngine *E, PmlObj *self)
{
    ZipLongest *z = ZIPL(self);
    if (z->size == 0 || z->active == 0) {
        return NULL;
    }
    bool reuse = pml_refs(z->result.p) == 1;
    PmlObj *result = reuse ? pml_incref(z->result.p) : pml_tuple_new(E, z->size);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "zip_longest: result");
    for (int64_t i = 0; i < z->size; i++) {
        PmlObj *item = zip_longest_item(E, z, i);
        if (!item) {
            pml_hold_drop(E, mark);
            pml_decref(E, result);
            return NULL;
        }
        PML_SETREF(E, PML_TUPLE_ITEMS(result)[i], item);
    }
    pml_hold_drop(E, mark);
    if (reuse && !pml_gc_is_tracked(result)) {
        pml_gc_track(E, result); /* a collection may have untracked it */
    }
    return result;
}

static PmlObj *zip_longest_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    ZipLongest *z = ZIPL(self);
    PmlObj *its = pml_tuple_new(E, z->size);
    for (int64_t i = 0; its && i < z->size; i++) {
        PmlObj *it = PML_TUPLE_AT(z->iterators.p, i);
        PML_TUPLE_AT(its, i) = it ? pml_incref(it) : pml_tuple_new(E, 0);
    }
    return pml_reduced(E, self, its, pml_incref(z->fillvalue.p));
}

static PmlObj *zip_longest_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PML_SETREF(E, ZIPL(self)->fillvalue, pml_incref(args[0].p));
    return pml_none(E);
}

static const PmlMethodDef zip_longest_methods[] = {
    PML_NOARGS("__reduce__", zip_longest_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", zip_longest_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_zip_longest(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.zip_longest", zip_longest, ZipLongest);
    t->methods.p = zip_longest_methods;
}

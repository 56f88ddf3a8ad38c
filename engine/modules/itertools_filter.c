/* itertools.chain, compress, dropwhile, takewhile, filterfalse, islice, starmap: what picks from or
 * strings together other iterables. */
#include "modules/iterator_state.h"

/* -- chain ------------------------------------------------------------------------------- */

typedef struct Chain {
    PmlObj ob;
    PmlRef source, active;
} Chain;
#define CHAIN(o) ((Chain *)(o))
#define CHAIN_FIELDS(X) X(source) X(active)
#define CHAIN_RELEASED(X) X(active) X(source)
PML_OWNED_FIELDS(chain, Chain, CHAIN_FIELDS, CHAIN_RELEASED)

/* Takes over source. */
static PmlObj *chain_over(PmlEngine *E, PmlType *t, PmlObj *source)
{
    PmlObj *o = source ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, source);
        return NULL;
    }
    CHAIN(o)->source.p = source;
    return o;
}

static PmlObj *chain_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_chain, "chain", kwargs)) {
        return NULL;
    }
    return chain_over(E, t, pml_iter(E, args));
}

static PmlObj *chain_from_iterable(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return chain_over(E, (PmlType *)self, pml_iter(E, args[0].p));
}

/* Opens the next iterable; false at the end and on errors, with the chain closed. */
static bool chain_open_next(PmlEngine *E, Chain *c)
{
    PmlObj *iterable = pml_iter_next(E, c->source.p);
    if (iterable) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, iterable, "chain: iterable");
        PmlObj *it = pml_iter(E, iterable);
        pml_hold_drop(E, mark);
        c->active.p = it;
        pml_decref(E, iterable);
    }
    if (!c->active.p) {
        PML_CLEAR(E, c->source);
        return false;
    }
    return true;
}

static PmlObj *chain_next(PmlEngine *E, PmlObj *self)
{
    Chain *c = CHAIN(self);
    while (c->source.p) {
        if (!c->active.p && !chain_open_next(E, c)) {
            return NULL;
        }
        PmlObj *item = pml_iter_next(E, c->active.p);
        if (item || pml_error_pending(E)) {
            return item;
        }
        PML_CLEAR(E, c->active);
    }
    return NULL;
}

static PmlObj *chain_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Chain *c = CHAIN(self);
    PmlObj *none = pml_tuple_new(E, 0);
    if (!c->source.p) {
        return pml_reduced(E, self, none, NULL);
    }
    PmlObj *state = c->active.p ? pml_tuple_pack(E, 2, c->source.p, c->active.p)
                                : pml_tuple_pack(E, 1, c->source.p);
    return pml_reduced_with(E, self, none, state);
}

static PmlObj *chain_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = args[0].p;
    if (!PML_IS_TUPLE(state)) {
        return PML_RAISE(E, TypeError, "state is not a tuple");
    }
    int64_t n = PML_TUPLE_LEN(state);
    if (n < 1 || n > 2) {
        return PML_RAISE(E, TypeError, "function takes at %s (%zd given)",
                         n < 1 ? "least 1 argument" : "most 2 arguments", n);
    }
    for (int64_t i = 0; i < n; i++) {
        if (!PML_TYPE_OF(PML_TUPLE_AT(state, i))->iternext) {
            return PML_RAISE(E, TypeError, "Arguments must be iterators.");
        }
    }
    PML_SETREF(E, CHAIN(self)->source, pml_incref(PML_TUPLE_AT(state, 0)));
    PML_SETREF(E, CHAIN(self)->active, n > 1 ? pml_incref(PML_TUPLE_AT(state, 1)) : NULL);
    return pml_none(E);
}

static PmlObj *chain_class_getitem(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_generic_alias_new(E, self, args[0].p);
}

static const PmlMethodDef chain_methods[] = {
    {"from_iterable", chain_from_iterable, NULL, PML_METH_O | PML_METH_CLASS,
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily."},
    {"__class_getitem__", chain_class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
    PML_NOARGS("__reduce__", chain_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", chain_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_chain(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.chain", chain, Chain);
    t->methods.p = chain_methods;
}

/* -- compress ---------------------------------------------------------------------------- */

typedef struct Compress {
    PmlObj ob;
    PmlRef data, selectors;
} Compress;
#define COMPRESS_FIELDS(X) X(data) X(selectors)
PML_OWNED_FIELDS(compress, Compress, COMPRESS_FIELDS, COMPRESS_FIELDS)

static PmlObj *compress_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"data", "selectors", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, "compress", args, kwargs, names, 2, 2, a)) {
        return NULL;
    }
    PmlObj *data = pml_iter(E, a[0]);
    int64_t mark = pml_hold_mark(E);
    if (data) {
        pml_hold(E, data, "compress: data");
    }
    PmlObj *selectors = data ? pml_iter(E, a[1]) : NULL;
    pml_hold_drop(E, mark);
    PmlObj *o = selectors ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, data);
        pml_xdecref(E, selectors);
        return NULL;
    }
    ((Compress *)o)->data.p = data;
    ((Compress *)o)->selectors.p = selectors;
    return o;
}

static PmlObj *compress_next(PmlEngine *E, PmlObj *self)
{
    Compress *c = (Compress *)self;
    for (;;) {
        PmlObj *item = pml_raw_next(E, c->data.p);
        if (!item) {
            return NULL;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, item, "compress: item");
        int ok = -1;
        PmlObj *selector = pml_raw_next(E, c->selectors.p);
        if (selector) {
            pml_hold(E, selector, "compress: selector");
            ok = pml_truth(E, selector);
            pml_hold_drop(E, mark + 1);
            pml_decref(E, selector);
        }
        pml_hold_drop(E, mark);
        if (ok > 0) {
            return item;
        }
        pml_decref(E, item);
        if (ok < 0) {
            return NULL;
        }
    }
}

static PmlObj *compress_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Compress *c = (Compress *)self;
    return pml_reduced(E, self, pml_tuple_pack(E, 2, c->data.p, c->selectors.p), NULL);
}

static const PmlMethodDef compress_methods[] = {
    PML_NOARGS("__reduce__", compress_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

void pml_init_type_compress(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.compress", compress, Compress);
    t->methods.p = compress_methods;
}

/* -- dropwhile, takewhile, filterfalse, starmap: a function and an iterator -------------- */

typedef struct Applied {
    PmlObj ob;
    PmlRef func, it;
    int64_t done; /* dropwhile: dropping is over; takewhile: stopped; absent in the other two */
} Applied;
_Static_assert(sizeof(Applied) == 40 && offsetof(Applied, done) == 32, "CPython's sizes");
#define APPLIED(o) ((Applied *)(o))
#define APPLIED_FIELDS(X) X(it) X(func)
#define APPLIED_RELEASED(X) X(func) X(it)
PML_OWNED_FIELDS(applied, Applied, APPLIED_FIELDS, APPLIED_RELEASED)

static PmlObj *applied_make(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs,
                            const char *name, int type_index)
{
    if (!pml_new_no_keywords(E, t, type_index, name, kwargs) ||
        !pml_check_positional(E, name, PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, PML_TUPLE_AT(args, 1));
    PmlObj *o = it ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, it);
        return NULL;
    }
    APPLIED(o)->func.p = pml_incref(PML_TUPLE_AT(args, 0));
    APPLIED(o)->it.p = it;
    return o;
}

/* Truth of func(item), or of item itself when func is None or bool. -1: error. */
static int applies(PmlEngine *E, PmlObj *func, PmlObj *item)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, item, "predicate: item");
    int ok = -1;
    if (!func) {
        ok = pml_truth(E, item);
    } else {
        PmlObj *answer = pml_call1(E, func, item);
        if (answer) {
            pml_hold(E, answer, "predicate: answer");
            ok = pml_truth(E, answer);
            pml_hold_drop(E, mark + 1);
            pml_decref(E, answer);
        }
    }
    pml_hold_drop(E, mark);
    return ok;
}

static PmlObj *dropwhile_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return applied_make(E, t, args, kwargs, "dropwhile", PML_T_dropwhile);
}

static PmlObj *dropwhile_next(PmlEngine *E, PmlObj *self)
{
    Applied *a = APPLIED(self);
    for (;;) {
        PmlObj *item = pml_raw_next(E, a->it.p);
        if (!item || a->done) {
            return item;
        }
        int ok = applies(E, a->func.p, item);
        if (ok == 0) {
            a->done = 1;
            return item;
        }
        pml_decref(E, item);
        if (ok < 0) {
            return NULL;
        }
    }
}

static PmlObj *takewhile_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return applied_make(E, t, args, kwargs, "takewhile", PML_T_takewhile);
}

static PmlObj *takewhile_next(PmlEngine *E, PmlObj *self)
{
    Applied *a = APPLIED(self);
    PmlObj *item = a->done ? NULL : pml_raw_next(E, a->it.p);
    if (!item) {
        return NULL;
    }
    int ok = applies(E, a->func.p, item);
    if (ok > 0) {
        return item;
    }
    pml_decref(E, item);
    if (ok == 0) {
        a->done = 1;
    }
    return NULL;
}

static PmlObj *filterfalse_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return applied_make(E, t, args, kwargs, "filterfalse", PML_T_filterfalse);
}

static PmlObj *filterfalse_next(PmlEngine *E, PmlObj *self)
{
    Applied *a = APPLIED(self);
    bool plain = a->func.p == PML_NONE(E) || a->func.p == (PmlObj *)PML_TYPE(E, bool);
    for (;;) {
        PmlObj *item = pml_raw_next(E, a->it.p);
        if (!item) {
            return NULL;
        }
        int ok = applies(E, plain ? NULL : a->func.p, item);
        if (ok == 0) {
            return item;
        }
        pml_decref(E, item);
        if (ok < 0) {
            return NULL;
        }
    }
}

static PmlObj *starmap_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return applied_make(E, t, args, kwargs, "starmap", PML_T_starmap);
}

static PmlObj *starmap_next(PmlEngine *E, PmlObj *self)
{
    Applied *a = APPLIED(self);
    PmlObj *args = pml_raw_next(E, a->it.p);
    if (!args) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, args, "starmap: arguments");
    if (!PML_IS(args, tuple)) {
        PmlObj *tuple = pml_sequence_tuple(E, args);
        pml_hold_drop(E, mark);
        pml_decref(E, args);
        if (!tuple) {
            return NULL;
        }
        args = tuple;
        pml_hold(E, args, "starmap: arguments");
    }
    PmlObj *r = pml_call(E, a->func.p, args, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, args);
    return r;
}

static PmlObj *applied_args(PmlEngine *E, PmlObj *self)
{
    return pml_tuple_pack(E, 2, APPLIED(self)->func.p, APPLIED(self)->it.p);
}

/* starmap, filterfalse */
static PmlObj *applied_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_reduced(E, self, applied_args(E, self), NULL);
}

/* dropwhile, takewhile */
static PmlObj *applied_reduce_done(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_reduced_with(E, self, applied_args(E, self), pml_int(E, APPLIED(self)->done));
}

static PmlObj *applied_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int done = pml_truth(E, args[0].p);
    if (done < 0) {
        return NULL;
    }
    APPLIED(self)->done = done;
    return pml_none(E);
}

static const PmlMethodDef applied_methods[] = {
    PML_NOARGS("__reduce__", applied_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

static const PmlMethodDef applied_done_methods[] = {
    PML_NOARGS("__reduce__", applied_reduce_done, "Return state information for pickling."),
    PML_ONE("__setstate__", applied_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

static void fill_applied(PmlType *t, const char *name, PmlNew new_, PmlUnary next, size_t size)
{
    t->name.p = name;
    t->flags |= PML_TF_GC | PML_TF_BASETYPE;
    t->basicsize = (int64_t)size;
    t->dealloc = applied_dealloc;
    t->traverse = applied_traverse;
    t->refs_of = applied_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
    t->iternext = next;
    t->new_ = new_;
    t->methods.p = size == sizeof(Applied) ? applied_done_methods : applied_methods;
}

void pml_init_type_dropwhile(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill_applied(t, "itertools.dropwhile", dropwhile_new, dropwhile_next, sizeof(Applied));
}

void pml_init_type_takewhile(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill_applied(t, "itertools.takewhile", takewhile_new, takewhile_next, sizeof(Applied));
}

void pml_init_type_filterfalse(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill_applied(t, "itertools.filterfalse", filterfalse_new, filterfalse_next,
                 offsetof(Applied, done));
}

void pml_init_type_starmap(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill_applied(t, "itertools.starmap", starmap_new, starmap_next, offsetof(Applied, done));
}

/* -- islice ------------------------------------------------------------------------------ */

typedef struct Islice {
    PmlObj ob;
    PmlRef it;
    int64_t next, stop, step, count; /* stop -1: none */
} Islice;
_Static_assert(sizeof(Islice) == 56, "CPython's size");
#define ISLICE_FIELDS(X) X(it)
PML_OWNED_FIELDS(islice, Islice, ISLICE_FIELDS, ISLICE_FIELDS)

/* None leaves *n alone; anything that is no index makes it the value `bad`. */
static void read_bound(PmlEngine *E, PmlObj *o, int64_t *n, int64_t bad)
{
    if (!o || o == PML_NONE(E)) {
        return;
    }
    *n = pml_as_ssize(E, o, PML_T_OverflowError);
    if (*n == -1) {
        *n = bad;
        pml_error_clear(E);
    }
}

static bool islice_bounds(PmlEngine *E, PmlObj *args, int64_t *start, int64_t *stop, int64_t *step)
{
    int64_t n = PML_TUPLE_LEN(args);
    PmlObj *stop_arg = PML_TUPLE_AT(args, n == 2 ? 1 : 2);
    *start = 0;
    *stop = -1;
    *step = 1;
    if (n > 2) {
        read_bound(E, PML_TUPLE_AT(args, 1), start, -1);
    }
    read_bound(E, stop_arg, stop, INT64_MIN);
    if (*stop == INT64_MIN) {
        PML_RAISE(E, ValueError,
                  "Stop argument for islice() must be None or an integer: "
                  "0 <= x <= sys.maxsize.");
        return false;
    }
    if (*start < 0 || *stop < -1) {
        PML_RAISE(E, ValueError,
                  "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        return false;
    }
    if (n > 3) {
        read_bound(E, PML_TUPLE_AT(args, 3), step, -1);
    }
    if (*step < 1) {
        PML_RAISE(E, ValueError, "Step for islice() must be a positive integer or None.");
        return false;
    }
    return true;
}

static PmlObj *islice_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t start, stop, step;
    if (!pml_new_no_keywords(E, t, PML_T_islice, "islice", kwargs) ||
        !pml_check_positional(E, "islice", PML_TUPLE_LEN(args), 2, 4) ||
        !islice_bounds(E, args, &start, &stop, &step)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, PML_TUPLE_AT(args, 0));
    PmlObj *o = it ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, it);
        return NULL;
    }
    Islice *s = (Islice *)o;
    s->it.p = it;
    s->next = start;
    s->stop = stop;
    s->step = step;
    return o;
}

static PmlObj *islice_take(PmlEngine *E, Islice *s)
{
    while (s->count < s->next) {
        PmlObj *skipped = pml_raw_next(E, s->it.p);
        if (!skipped) {
            return NULL;
        }
        pml_decref(E, skipped);
        s->count++;
    }
    if (s->stop != -1 && s->count >= s->stop) {
        return NULL;
    }
    PmlObj *item = pml_raw_next(E, s->it.p);
    if (!item) {
        return NULL;
    }
    s->count++;
    uint64_t next = (uint64_t)s->next + (uint64_t)s->step;
    bool beyond = next > INT64_MAX || (s->stop != -1 && (int64_t)next > s->stop);
    s->next = beyond ? s->stop : (int64_t)next;
    return item;
}

static PmlObj *islice_next(PmlEngine *E, PmlObj *self)
{
    Islice *s = (Islice *)self;
    if (!s->it.p) {
        return NULL;
    }
    PmlObj *item = islice_take(E, s);
    if (!item) {
        PML_CLEAR(E, s->it);
    }
    return item;
}

static PmlObj *islice_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Islice *s = (Islice *)self;
    if (!s->it.p) { /* over: a slice of nothing */
        PmlObj *nothing = pml_list_new(E, 0);
        PmlObj *it = nothing ? pml_iter(E, nothing) : NULL;
        PmlObj *zero = pml_int(E, 0);
        PmlObj *inner = it ? pml_tuple_pack(E, 2, it, zero) : NULL;
        pml_xdecref(E, nothing);
        pml_xdecref(E, it);
        return pml_reduced_with(E, self, inner, zero);
    }
    PmlObj *next = pml_int(E, s->next);
    PmlObj *stop = s->stop == -1 ? pml_none(E) : pml_int(E, s->stop);
    PmlObj *step = pml_int(E, s->step);
    PmlObj *inner = next && stop && step ? pml_tuple_pack(E, 4, s->it.p, next, stop, step) : NULL;
    pml_xdecref(E, next);
    pml_xdecref(E, stop);
    pml_xdecref(E, step);
    return inner ? pml_reduced_with(E, self, inner, pml_int(E, s->count)) : NULL;
}

static PmlObj *islice_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t count;
    if (!pml_state_argument(E, args[0].p, &count)) {
        return NULL;
    }
    ((Islice *)self)->count = count;
    return pml_none(E);
}

static const PmlMethodDef islice_methods[] = {
    PML_NOARGS("__reduce__", islice_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", islice_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_islice(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.islice", islice, Islice);
    t->methods.p = islice_methods;
}

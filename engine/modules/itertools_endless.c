/* itertools.count, cycle, repeat: iterators that need not end. */
#include "modules/iterator_state.h"

/* -- count ------------------------------------------------------------------------------- */

typedef struct Count {
    PmlObj ob;
    int64_t fast; /* next number while step is 1; INT64_MAX: the objects below count */
    PmlRef number, step;
} Count;
_Static_assert(sizeof(Count) == 40, "CPython's size");
#define COUNT(o) ((Count *)(o))
#define COUNT_FIELDS(X) X(number) X(step)
PML_OWNED_FIELDS(count, Count, COUNT_FIELDS, COUNT_FIELDS)

static bool is_number(const PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    return t->nb_index || t->nb_int || t->nb_float || PML_IS(o, complex);
}

/* Does counting start as a plain machine number with step 1? */
static bool start_fast(PmlObj *start, PmlObj *step, int64_t *n)
{
    int64_t by;
    *n = 0;
    return (!start || (PML_IS_INT(start) && pml_int_fits(start, n))) &&
           (!step || (PML_IS_INT(step) && pml_int_fits(step, &by) && by == 1)) && *n != INT64_MAX;
}

static PmlObj *count_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"start", "step", NULL};
    PmlObj *a[2];
    if (!pml_parse_tuple(E, "count", args, kwargs, names, 0, 2, a)) {
        return NULL;
    }
    if ((a[0] && !is_number(a[0])) || (a[1] && !is_number(a[1]))) {
        return PML_RAISE(E, TypeError, "a number is required");
    }
    int64_t n;
    bool fast = start_fast(a[0], a[1], &n);
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    COUNT(o)->fast = fast ? n : INT64_MAX;
    COUNT(o)->step.p = a[1] ? pml_incref(a[1]) : pml_int(E, 1);
    if (!fast) {
        COUNT(o)->number.p = a[0] ? pml_incref(a[0]) : pml_int(E, 0);
    }
    return o;
}

static PmlObj *count_next(PmlEngine *E, PmlObj *self)
{
    Count *c = COUNT(self);
    if (c->fast != INT64_MAX) {
        return pml_int(E, c->fast++);
    }
    PmlObj *number = c->number.p;
    if (!number) {
        number = pml_int(E, INT64_MAX);
        if (!number) {
            return NULL;
        }
        c->number.p = number;
    }
    PmlObj *next = pml_number_add(E, number, c->step.p);
    if (!next) {
        return NULL;
    }
    c->number.p = next;
    return number; /* the reference moves to the caller */
}

static PmlObj *count_repr(PmlEngine *E, PmlObj *self)
{
    Count *c = COUNT(self);
    const char *name = pml_type_short_name(PML_TYPE_OF(self));
    if (c->fast != INT64_MAX) {
        return pml_str_format(E, "%s(%zd)", name, c->fast);
    }
    int64_t step;
    if (PML_IS_INT(c->step.p) && pml_int_fits(c->step.p, &step) && step == 1) {
        return pml_str_format(E, "%s(%R)", name, c->number.p);
    }
    return pml_str_format(E, "%s(%R, %R)", name, c->number.p, c->step.p);
}

static PmlObj *count_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Count *c = COUNT(self);
    PmlObj *number = c->fast != INT64_MAX ? pml_int(E, c->fast) : pml_xincref(c->number.p);
    PmlObj *inner = number && c->fast == INT64_MAX ? pml_tuple_pack(E, 2, number, c->step.p)
                    : number                       ? pml_tuple_pack(E, 1, number)
                                                   : NULL;
    PmlObj *r = inner ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), inner) : NULL;
    pml_xdecref(E, number);
    pml_xdecref(E, inner);
    return r;
}

static const PmlMethodDef count_methods[] = {
    PML_NOARGS("__reduce__", count_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

void pml_init_type_count(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.count", count, Count);
    t->repr = count_repr;
    t->methods.p = count_methods;
}

/* -- cycle ------------------------------------------------------------------------------- */

typedef struct Cycle {
    PmlObj ob;
    PmlRef it, saved;
    int64_t index;
    int64_t first_pass_done; /* a copy: the saved items are complete already */
} Cycle;
_Static_assert(sizeof(Cycle) == 48, "CPython's size");
#define CYCLE(o) ((Cycle *)(o))
#define CYCLE_FIELDS(X) X(it) X(saved)
PML_OWNED_FIELDS(cycle, Cycle, CYCLE_FIELDS, CYCLE_FIELDS)

static PmlObj *cycle_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_cycle, "cycle", kwargs) ||
        !pml_check_positional(E, "cycle", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, PML_TUPLE_AT(args, 0));
    PmlObj *saved = it ? pml_list_new(E, 0) : NULL;
    PmlObj *o = saved ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, it);
        pml_xdecref(E, saved);
        return NULL;
    }
    CYCLE(o)->it.p = it;
    CYCLE(o)->saved.p = saved;
    return o;
}

static PmlObj *cycle_next(PmlEngine *E, PmlObj *self)
{
    Cycle *c = CYCLE(self);
    if (c->it.p) {
        PmlObj *item = pml_iter_next(E, c->it.p);
        if (item) {
            if (!c->first_pass_done && pml_list_append(E, c->saved.p, item) < 0) {
                pml_decref(E, item);
                return NULL;
            }
            return item;
        }
        if (pml_error_pending(E)) {
            return NULL;
        }
        PML_CLEAR(E, c->it);
    }
    int64_t n = PML_LIST_LEN(c->saved.p);
    if (n == 0) {
        return NULL;
    }
    PmlObj *item = PML_LIST_ITEMS(c->saved.p)[c->index].p;
    c->index = c->index + 1 >= n ? 0 : c->index + 1;
    return pml_incref(item);
}

/* An iterator for a copy: what is left of the source, or the saved items from the index on. */
static PmlObj *cycle_source(PmlEngine *E, Cycle *c)
{
    if (c->it.p) {
        return pml_incref(c->it.p);
    }
    PmlObj *it = pml_iter(E, c->saved.p);
    if (it && c->index) {
        PmlObj *index = pml_int(E, c->index);
        PmlObj *set = index ? pml_getattr_text(E, it, "__setstate__") : NULL;
        PmlObj *done = set ? pml_call1(E, set, index) : NULL;
        pml_xdecref(E, set);
        pml_xdecref(E, index);
        if (!done) {
            pml_decref(E, it);
            return NULL;
        }
        pml_decref(E, done);
    }
    return it;
}

static PmlObj *cycle_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Cycle *c = CYCLE(self);
    PmlObj *it = cycle_source(E, c);
    PmlObj *inner = it ? pml_tuple_pack(E, 1, it) : NULL;
    pml_xdecref(E, it);
    PmlObj *complete = pml_bool(E, !c->it.p || c->first_pass_done);
    PmlObj *state = inner ? pml_tuple_pack(E, 2, c->saved.p, complete) : NULL;
    pml_decref(E, complete);
    return pml_reduced_with(E, self, inner, state);
}

static PmlObj *cycle_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = args[0].p;
    if (!pml_state_tuple(E, state, 2)) {
        return NULL;
    }
    PmlObj *saved = PML_TUPLE_AT(state, 0);
    int64_t done;
    if (!PML_IS_LIST(saved)) {
        return PML_RAISE(E, TypeError, "argument 1 must be list, not %s", pml_type_given(E, saved));
    }
    if (!pml_c_int(E, PML_TUPLE_AT(state, 1), &done)) {
        return NULL;
    }
    PML_SETREF(E, CYCLE(self)->saved, pml_incref(saved));
    CYCLE(self)->first_pass_done = done != 0;
    CYCLE(self)->index = 0;
    return pml_none(E);
}

static const PmlMethodDef cycle_methods[] = {
    PML_NOARGS("__reduce__", cycle_reduce, "Return state information for pickling."),
    PML_ONE("__setstate__", cycle_setstate, "Set state information for unpickling."),
    PML_METHODS_END,
};

void pml_init_type_cycle(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.cycle", cycle, Cycle);
    t->methods.p = cycle_methods;
}

/* -- repeat ------------------------------------------------------------------------------ */

typedef struct Repeat {
    PmlObj ob;
    PmlRef element;
    int64_t left; /* -1: for ever */
} Repeat;
_Static_assert(sizeof(Repeat) == 32, "CPython's size");
#define REPEAT(o) ((Repeat *)(o))
#define REPEAT_FIELDS(X) X(element)
PML_OWNED_FIELDS(repeat, Repeat, REPEAT_FIELDS, REPEAT_FIELDS)

static PmlObj *repeat_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"object", "times", NULL};
    PmlObj *a[2];
    int64_t times = -1;
    if (!pml_parse_format(E, "repeat", args, kwargs, names, 1, 2, a)) {
        return NULL;
    }
    if (a[1] && !pml_want_ssize(E, a[1], &times)) {
        return NULL;
    }
    if (a[1] && times < 0) {
        times = 0;
    }
    PmlObj *o = t->alloc(E, t, 0);
    if (o) {
        REPEAT(o)->element.p = pml_incref(a[0]);
        REPEAT(o)->left = times;
    }
    return o;
}

static PmlObj *repeat_next(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E);
    Repeat *r = REPEAT(self);
    if (r->left == 0) {
        return NULL;
    }
    if (r->left > 0) {
        r->left--;
    }
    return pml_incref(r->element.p);
}

static PmlObj *repeat_repr(PmlEngine *E, PmlObj *self)
{
    const char *name = pml_type_short_name(PML_TYPE_OF(self));
    Repeat *r = REPEAT(self);
    if (r->left == -1) {
        return pml_str_format(E, "%s(%R)", name, r->element.p);
    }
    return pml_str_format(E, "%s(%R, %zd)", name, r->element.p, r->left);
}

static PmlObj *repeat_length(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (REPEAT(self)->left == -1) {
        return PML_RAISE(E, TypeError, "len() of unsized object");
    }
    return pml_int(E, REPEAT(self)->left);
}

static PmlObj *repeat_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Repeat *r = REPEAT(self);
    if (r->left == -1) {
        return pml_reduce_one(E, self, r->element.p);
    }
    PmlObj *left = pml_int(E, r->left);
    PmlObj *inner = left ? pml_tuple_pack(E, 2, r->element.p, left) : NULL;
    PmlObj *result = inner ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), inner) : NULL;
    pml_xdecref(E, left);
    pml_xdecref(E, inner);
    return result;
}

static const PmlMethodDef repeat_methods[] = {
    PML_NOARGS("__length_hint__", repeat_length,
               "Private method returning an estimate of len(list(it))."),
    PML_NOARGS("__reduce__", repeat_reduce, "Return state information for pickling."),
    PML_METHODS_END,
};

void pml_init_type_repeat(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    PML_FILL_ITERATOR(t, "itertools.repeat", repeat, Repeat);
    t->repr = repeat_repr;
    t->methods.p = repeat_methods;
}

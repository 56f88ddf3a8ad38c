/* Iterators over ranges: machine integers where everything fits, int objects otherwise. */
#include "object/range_internal.h"

_Static_assert(sizeof(PmlRangeIter) == 48, "facts 2.7");

static PmlRangeIter *as_iter(PmlObj *o)
{
    return (PmlRangeIter *)o;
}

static PmlObj *new_iter(PmlEngine *E, int64_t start, int64_t step, int64_t len)
{
    PmlRangeIter *it = (PmlRangeIter *)pml_object_new(E, PML_TYPE(E, range_iterator));
    if (!it) {
        return NULL;
    }
    it->index = 0;
    it->start = start;
    it->step = step;
    it->len = len;
    return &it->ob;
}

static uint64_t steps_between(int64_t lo, int64_t hi, int64_t step)
{
    if (step > 0 && lo < hi) {
        return 1 + ((uint64_t)hi - 1 - (uint64_t)lo) / (uint64_t)step;
    }
    if (step < 0 && lo > hi) {
        return 1 + ((uint64_t)lo - 1 - (uint64_t)hi) / (0 - (uint64_t)step);
    }
    return 0;
}

/* -- machine integers -------------------------------------------------------------------- */

static PmlObj *iter_next(PmlEngine *E, PmlObj *o)
{
    PmlRangeIter *it = as_iter(o);
    if (it->index >= it->len) {
        return NULL;
    }
    uint64_t i = (uint64_t)it->index++;
    return pml_int(E, (int64_t)((uint64_t)it->start + i * (uint64_t)it->step));
}

static void iter_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_object_free(E, o);
}

static PmlObj *iter_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_int(E, as_iter(self)->len - as_iter(self)->index);
}

static PmlObj *iter_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlRangeIter *it = as_iter(self);
    PmlObj *start = pml_int(E, it->start);
    PmlObj *stop = start ? pml_int(E, it->start + it->len * it->step) : NULL;
    PmlObj *step = stop ? pml_int(E, it->step) : NULL;
    if (!step) {
        pml_xdecref(E, start);
        pml_xdecref(E, stop);
        return NULL;
    }
    PmlObj *range = pml_range_make(E, PML_TYPE(E, range), start, stop, step);
    return pml_reduced(E, pml_builtin_named(E, "iter"), range, it->index);
}

static PmlObj *iter_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlRangeIter *it = as_iter(self);
    int64_t i = pml_as_int(E, args[0].p);
    if (i == -1 && pml_error_pending(E)) {
        return NULL;
    }
    it->index = i < 0 ? 0 : i > it->len ? it->len : i;
    return pml_none(E);
}

static const PmlMethodDef iter_methods[] = {
    {"__length_hint__", iter_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", iter_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {"__setstate__", iter_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_range_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlRangeIter);
    t->methods.p = iter_methods;
    t->flags |= PML_TF_NO_NEW;
    t->dealloc = iter_dealloc;
    t->iter = pml_self_iter;
    t->iternext = iter_next;
}

/* -- any integers ------------------------------------------------------------------------ */

typedef struct PmlLongRangeIter {
    PmlObj ob;
    PmlRef index, start, step, len;
} PmlLongRangeIter;
_Static_assert(sizeof(PmlLongRangeIter) == 48, "facts 2.7");

static PmlLongRangeIter *as_long(PmlObj *o)
{
    return (PmlLongRangeIter *)o;
}

/* Consumes the references, which may be NULL with an error set. */
static PmlObj *new_long_iter(PmlEngine *E, PmlObj *start, PmlObj *step, PmlObj *len)
{
    PmlObj *o = start && step && len ? pml_object_new(E, PML_TYPE(E, longrange_iterator)) : NULL;
    if (!o) {
        pml_xdecref(E, start);
        pml_xdecref(E, step);
        pml_xdecref(E, len);
        return NULL;
    }
    as_long(o)->start.p = start;
    as_long(o)->step.p = step;
    as_long(o)->len.p = len;
    as_long(o)->index.p = pml_int(E, 0);
    return o;
}

static PmlObj *long_next(PmlEngine *E, PmlObj *o)
{
    PmlLongRangeIter *it = as_long(o);
    if (pml_int_compare(it->index.p, it->len.p) >= 0) {
        return NULL;
    }
    PmlObj *one = pml_int(E, 1);
    PmlObj *index = one ? pml_number_add(E, it->index.p, one) : NULL;
    pml_xdecref(E, one);
    PmlObj *offset = index ? pml_number_multiply(E, it->index.p, it->step.p) : NULL;
    PmlObj *value = offset ? pml_number_add(E, it->start.p, offset) : NULL;
    pml_xdecref(E, offset);
    if (!value) {
        pml_xdecref(E, index);
        return NULL;
    }
    PML_SETREF(E, it->index, index);
    return value;
}

static void long_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_CLEAR(E, as_long(o)->index);
    PML_CLEAR(E, as_long(o)->start);
    PML_CLEAR(E, as_long(o)->step);
    PML_CLEAR(E, as_long(o)->len);
    pml_object_free(E, o);
}

static void long_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_long(o)->index.p, "index");
    pml_field_ref(sink, as_long(o)->start.p, "start");
    pml_field_ref(sink, as_long(o)->step.p, "step");
    pml_field_ref(sink, as_long(o)->len.p, "length");
}

static PmlObj *long_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_number_subtract(E, as_long(self)->len.p, as_long(self)->index.p);
}

static PmlObj *long_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlLongRangeIter *it = as_long(self);
    PmlObj *whole = pml_number_multiply(E, it->len.p, it->step.p);
    PmlObj *stop = whole ? pml_number_add(E, it->start.p, whole) : NULL;
    pml_xdecref(E, whole);
    if (!stop) {
        return NULL;
    }
    PmlObj *range = pml_range_make(E, PML_TYPE(E, range), pml_incref(it->start.p), stop,
                                   pml_incref(it->step.p));
    PmlObj *iter = pml_builtin_named(E, "iter");
    PmlObj *state = iter && range ? pml_tuple_pack(E, 1, range) : NULL;
    PmlObj *r = state ? pml_tuple_pack(E, 3, iter, state, it->index.p) : NULL;
    pml_xdecref(E, state);
    pml_xdecref(E, range);
    pml_xdecref(E, iter);
    return r;
}

static PmlObj *long_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlLongRangeIter *it = as_long(self);
    PmlObj *state = args[0].p;
    if (!PML_IS_INT(state)) {
        return PML_RAISE(E, TypeError, "'<' not supported between instances of '%.100s' and 'int'",
                         PML_TYPE_OF(state)->name.p);
    }
    PmlObj *index = pml_int_sign(state) < 0                 ? pml_int(E, 0)
                    : pml_int_compare(state, it->len.p) > 0 ? pml_incref(it->len.p)
                                                            : pml_incref(state);
    if (!index) {
        return NULL;
    }
    PML_SETREF(E, it->index, index);
    return pml_none(E);
}

static const PmlMethodDef long_methods[] = {
    {"__length_hint__", long_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", long_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {"__setstate__", long_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_longrange_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlLongRangeIter);
    t->methods.p = long_methods;
    t->flags |= PML_TF_NO_NEW;
    t->dealloc = long_dealloc;
    t->refs_of = long_refs;
    t->iter = pml_self_iter;
    t->iternext = long_next;
}

/* -- choosing ---------------------------------------------------------------------------- */

/* The three numbers as machine integers, when they fit and so does the count. */
static bool machine_range(const PmlRange *r, int64_t *start, int64_t *stop, int64_t *step,
                          int64_t *n)
{
    if (!pml_int_fits(r->start.p, start) || !pml_int_fits(r->stop.p, stop) ||
        !pml_int_fits(r->step.p, step)) {
        return false;
    }
    uint64_t count = steps_between(*start, *stop, *step);
    *n = (int64_t)count;
    return count <= (uint64_t)INT64_MAX;
}

PmlObj *pml_range_iter(PmlEngine *E, PmlObj *o)
{
    PmlRange *r = (PmlRange *)o;
    int64_t start, stop, step, n;
    if (machine_range(r, &start, &stop, &step, &n)) {
        bool overflows =
            n > 0 && (step > 0 ? stop > INT64_MAX - (step - 1) : stop < INT64_MIN + (-1 - step));
        if (!overflows) {
            return new_iter(E, start, step, n);
        }
    }
    return new_long_iter(E, pml_incref(r->start.p), pml_incref(r->step.p), pml_incref(r->length.p));
}

static PmlObj *long_reversed(PmlEngine *E, PmlRange *r)
{
    PmlObj *one = pml_int(E, 1);
    PmlObj *last = one ? pml_number_subtract(E, r->length.p, one) : NULL;
    PmlObj *offset = last ? pml_number_multiply(E, last, r->step.p) : NULL;
    PmlObj *start = offset ? pml_number_add(E, r->start.p, offset) : NULL;
    PmlObj *step = start ? pml_number_negative(E, r->step.p) : NULL;
    pml_xdecref(E, one);
    pml_xdecref(E, last);
    pml_xdecref(E, offset);
    return new_long_iter(E, start, step, pml_incref(r->length.p));
}

PmlObj *pml_range_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlRange *r = (PmlRange *)self;
    int64_t start, stop, step, n;
    if (machine_range(r, &start, &stop, &step, &n) && step != INT64_MIN) {
        bool overflows = step > 0 ? start < INT64_MIN + step : start > INT64_MAX + step;
        if (!overflows) {
            uint64_t new_stop = (uint64_t)start - (uint64_t)step;
            uint64_t new_start = new_stop + (uint64_t)n * (uint64_t)step;
            return new_iter(E, (int64_t)new_start, -step, n);
        }
    }
    return long_reversed(E, r);
}

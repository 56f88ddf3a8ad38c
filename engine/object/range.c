/* range: the object. All arithmetic is on int objects, in CPython's order, so that the blocks its
 * temporaries take and leave are the same. */
#include "object/range_internal.h"

#include "object/slice_indices.h"

static PmlRange *as_range(PmlObj *o)
{
    return (PmlRange *)o;
}

/* -- making ------------------------------------------------------------------------------ */

/* How many steps lead from lo to below hi, lo < hi, step > 0: (hi - lo - 1) // step + 1. */
static PmlObj *count_steps(PmlEngine *E, PmlObj *lo, PmlObj *hi, PmlObj *step)
{
    PmlObj *one = pml_int(E, 1);
    PmlObj *difference = one ? pml_number_subtract(E, hi, lo) : NULL;
    PmlObj *last = difference ? pml_number_subtract(E, difference, one) : NULL;
    PmlObj *steps = last ? pml_number_floor_divide(E, last, step) : NULL;
    PmlObj *n = steps ? pml_number_add(E, steps, one) : NULL;
    pml_xdecref(E, steps);
    pml_xdecref(E, last);
    pml_xdecref(E, difference);
    pml_xdecref(E, one);
    return n;
}

static PmlObj *range_count(PmlEngine *E, PmlObj *start, PmlObj *stop, PmlObj *step)
{
    bool up = pml_int_sign(step) > 0;
    PmlObj *lo = up ? start : stop;
    PmlObj *hi = up ? stop : start;
    PmlObj *stride = up ? pml_incref(step) : pml_number_negative(E, step);
    if (!stride) {
        return NULL;
    }
    PmlObj *n = pml_int_compare(lo, hi) >= 0 ? pml_int(E, 0) : count_steps(E, lo, hi, stride);
    pml_decref(E, stride);
    return n;
}

PmlObj *pml_range_make(PmlEngine *E, PmlType *t, PmlObj *start, PmlObj *stop, PmlObj *step)
{
    PmlObj *length = range_count(E, start, stop, step);
    PmlRange *r = length ? (PmlRange *)pml_object_new(E, t) : NULL;
    if (!r) {
        pml_decref(E, start);
        pml_decref(E, stop);
        pml_decref(E, step);
        pml_xdecref(E, length);
        return NULL;
    }
    r->start.p = start;
    r->stop.p = stop;
    r->step.p = step;
    r->length.p = length;
    return &r->ob;
}

static PmlObj *checked_step(PmlEngine *E, PmlObj *step)
{
    if (!step) {
        return pml_int(E, 1);
    }
    step = pml_number_index(E, step);
    if (step && pml_int_sign(step) == 0) {
        PML_RAISE(E, ValueError, "range() arg 3 must not be zero");
        pml_decref(E, step);
        return NULL;
    }
    return step;
}

static PmlObj *range_from(PmlEngine *E, PmlType *t, PmlRef *args, int64_t n)
{
    if (n == 0) {
        return PML_RAISE(E, TypeError, "range expected at least 1 argument, got 0");
    }
    if (n > 3) {
        return PML_RAISE(E, TypeError, "range expected at most 3 arguments, got %zd", n);
    }
    PmlObj *start, *stop, *step;
    if (n == 1) {
        stop = pml_number_index(E, args[0].p);
        if (!stop) {
            return NULL;
        }
        return pml_range_make(E, t, pml_int(E, 0), stop, pml_int(E, 1));
    }
    start = pml_number_index(E, args[0].p);
    if (!start) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, start, "range: start");
    stop = pml_number_index(E, args[1].p);
    if (stop) {
        pml_hold(E, stop, "range: stop");
    }
    step = stop ? checked_step(E, n > 2 ? args[2].p : NULL) : NULL;
    pml_hold_drop(E, mark);
    if (!step) {
        pml_decref(E, start);
        pml_xdecref(E, stop);
        return NULL;
    }
    return pml_range_make(E, t, start, stop, step);
}

static PmlObj *range_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    return pml_no_keywords(E, "range", kwargs)
               ? range_from(E, t, PML_TUPLE_ITEMS(args), PML_TUPLE_LEN(args))
               : NULL;
}

static PmlObj *range_vectorcall(PmlEngine *E, PmlObj *t, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    return pml_no_keywords(E, "range", kwnames)
               ? range_from(E, (PmlType *)t, args, PML_NARGS(nargsf))
               : NULL;
}

static void range_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_CLEAR(E, as_range(o)->start);
    PML_CLEAR(E, as_range(o)->stop);
    PML_CLEAR(E, as_range(o)->step);
    PML_CLEAR(E, as_range(o)->length);
    pml_object_free(E, o);
}

static void range_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_range(o)->start.p, "start");
    pml_field_ref(sink, as_range(o)->stop.p, "stop");
    pml_field_ref(sink, as_range(o)->step.p, "step");
    pml_field_ref(sink, as_range(o)->length.p, "length");
}

/* -- items ------------------------------------------------------------------------------- */

static int64_t range_length(PmlEngine *E, PmlObj *o)
{
    bool overflow = false;
    int64_t n = pml_int_as_i64(E, as_range(o)->length.p, &overflow);
    if (overflow) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
        return -1;
    }
    return n;
}

/* start + i * step, whatever i. */
static PmlObj *value_at(PmlEngine *E, PmlRange *r, PmlObj *i)
{
    PmlObj *one = pml_int(E, 1);
    bool unit = one && r->step.p == one;
    pml_xdecref(E, one);
    if (unit) {
        return pml_number_add(E, r->start.p, i);
    }
    PmlObj *offset = pml_number_multiply(E, i, r->step.p);
    PmlObj *value = offset ? pml_number_add(E, r->start.p, offset) : NULL;
    pml_xdecref(E, offset);
    return value;
}

/* The item at an index that may count from the end. */
static PmlObj *item_at(PmlEngine *E, PmlRange *r, PmlObj *index)
{
    PmlObj *i = pml_int_sign(index) < 0 ? pml_number_add(E, r->length.p, index) : pml_incref(index);
    if (!i) {
        return NULL;
    }
    if (pml_int_sign(i) < 0 || pml_int_compare(i, r->length.p) >= 0) {
        pml_decref(E, i);
        return PML_RAISE(E, IndexError, "range object index out of range");
    }
    PmlObj *value = value_at(E, r, i);
    pml_decref(E, i);
    return value;
}

static PmlObj *range_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    PmlObj *index = pml_int(E, i);
    PmlObj *value = index ? item_at(E, as_range(o), index) : NULL;
    pml_xdecref(E, index);
    return value;
}

static PmlObj *range_slice(PmlEngine *E, PmlRange *r, PmlObj *slice)
{
    PmlSliceParts p;
    if (pml_slice_long_indices(E, slice, r->length.p, &p) < 0) {
        return NULL;
    }
    PmlObj *step = pml_number_multiply(E, p.step, r->step.p);
    PmlObj *start = step ? value_at(E, r, p.start) : NULL;
    PmlObj *stop = start ? value_at(E, r, p.stop) : NULL;
    pml_slice_parts_release(E, &p);
    if (!stop) {
        pml_xdecref(E, step);
        pml_xdecref(E, start);
        return NULL;
    }
    return pml_range_make(E, PML_TYPE(E, range), start, stop, step);
}

static PmlObj *range_subscript(PmlEngine *E, PmlObj *o, PmlObj *index)
{
    if (pml_has_index(index)) {
        PmlObj *i = pml_number_index(E, index);
        PmlObj *value = i ? item_at(E, as_range(o), i) : NULL;
        pml_xdecref(E, i);
        return value;
    }
    if (PML_IS(index, slice)) {
        return range_slice(E, as_range(o), index);
    }
    return PML_RAISE(E, TypeError, "range indices must be integers or slices, not %.200s",
                     PML_TYPE_OF(index)->name.p);
}

/* -- searching --------------------------------------------------------------------------- */

static bool is_exact_int(const PmlObj *o)
{
    return PML_IS(o, int) || PML_IS(o, bool);
}

/* Is the int a member? -1: error. */
static int contains_int(PmlEngine *E, PmlRange *r, PmlObj *x)
{
    bool up = pml_int_sign(r->step.p) > 0;
    bool inside = up ? pml_int_compare(r->start.p, x) <= 0 && pml_int_compare(x, r->stop.p) < 0
                     : pml_int_compare(x, r->start.p) <= 0 && pml_int_compare(r->stop.p, x) < 0;
    if (!inside) {
        return 0;
    }
    PmlObj *offset = pml_number_subtract(E, x, r->start.p);
    PmlObj *rest = offset ? pml_number_remainder(E, offset, r->step.p) : NULL;
    int answer = rest ? pml_int_sign(rest) == 0 : -1;
    pml_xdecref(E, offset);
    pml_xdecref(E, rest);
    return answer;
}

static int range_contains(PmlEngine *E, PmlObj *o, PmlObj *x)
{
    if (is_exact_int(x)) {
        return contains_int(E, as_range(o), x);
    }
    PmlObj *it = pml_iter(E, o);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "in range: iterator");
    PmlObj *item;
    int found = 0;
    while (found == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "in range: item");
        found = pml_compare_bool(E, item, x, PML_EQ);
        pml_drop_held(E, mark + 1, item);
    }
    pml_drop_held(E, mark, it);
    return found == 0 && pml_error_pending(E) ? -1 : found;
}

static PmlObj *range_count_method(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    if (is_exact_int(args[0].p)) {
        int found = contains_int(E, as_range(self), args[0].p);
        return found < 0 ? NULL : pml_int(E, found);
    }
    int64_t n = pml_sequence_count(E, self, args[0].p);
    return n < 0 ? NULL : pml_int(E, n);
}

static PmlObj *range_index_method(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlRange *r = as_range(self);
    PmlObj *x = args[0].p;
    if (!is_exact_int(x)) {
        int64_t i = pml_sequence_index(E, self, x);
        return i < 0 ? NULL : pml_int(E, i);
    }
    int found = contains_int(E, r, x);
    if (found < 0) {
        return NULL;
    }
    if (!found) {
        return PML_RAISE(E, ValueError, "%R is not in range", x);
    }
    PmlObj *offset = pml_number_subtract(E, x, r->start.p);
    int64_t step;
    if (!offset || (pml_int_fits(r->step.p, &step) && step == 1)) {
        return offset;
    }
    PmlObj *i = pml_number_floor_divide(E, offset, r->step.p);
    pml_decref(E, offset);
    return i;
}

/* -- showing, comparing, hashing --------------------------------------------------------- */

static PmlObj *range_repr(PmlEngine *E, PmlObj *o)
{
    PmlRange *r = as_range(o);
    int64_t step;
    if (pml_int_fits(r->step.p, &step) && step == 1) {
        return pml_str_format(E, "range(%R, %R)", r->start.p, r->stop.p);
    }
    return pml_str_format(E, "range(%R, %R, %R)", r->start.p, r->stop.p, r->step.p);
}

static bool is_int(PmlObj *o, int64_t v)
{
    int64_t x;
    return pml_int_fits(o, &x) && x == v;
}

/* As sequences: length, then start, then step where they can matter. */
static bool same_items(PmlRange *a, PmlRange *b)
{
    if (a == b) {
        return true;
    }
    if (pml_int_compare(a->length.p, b->length.p) != 0) {
        return false;
    }
    if (pml_int_sign(a->length.p) == 0) {
        return true;
    }
    if (pml_int_compare(a->start.p, b->start.p) != 0) {
        return false;
    }
    return is_int(a->length.p, 1) || pml_int_compare(a->step.p, b->step.p) == 0;
}

static PmlObj *range_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS(b, range) || (op != PML_EQ && op != PML_NE)) {
        return pml_not_implemented(E);
    }
    return pml_bool(E, same_items(as_range(a), as_range(b)) == (op == PML_EQ));
}

static int64_t range_hash(PmlEngine *E, PmlObj *o)
{
    PmlRange *r = as_range(o);
    PmlObj *none = PML_NONE(E);
    bool empty = pml_int_sign(r->length.p) == 0;
    PmlObj *step = r->step.p;
    if (empty || is_int(r->length.p, 1)) {
        step = none;
    }
    PmlObj *t = pml_tuple_pack(E, 3, r->length.p, empty ? none : r->start.p, step);
    if (!t) {
        return -1;
    }
    int64_t hash = pml_hash(E, t);
    pml_decref(E, t);
    return hash;
}

static int range_truth(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return pml_int_sign(as_range(o)->length.p) != 0;
}

static PmlObj *range_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlRange *r = as_range(self);
    PmlObj *parts = pml_tuple_pack(E, 3, r->start.p, r->stop.p, r->step.p);
    PmlObj *result = parts ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), parts) : NULL;
    pml_xdecref(E, parts);
    return result;
}

static const PmlMethodDef range_methods[] = {
    {"__reversed__", pml_range_reversed, NULL, PML_METH_NOARGS, "Return a reverse iterator."},
    {"__reduce__", range_reduce, NULL, PML_METH_NOARGS, NULL},
    {"count", range_count_method, NULL, PML_METH_O,
     "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index", range_index_method, NULL, PML_METH_O,
     "rangeobject.index(value) -> integer -- return index of value.\n"
     "Raise ValueError if the value is not present."},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlMemberDef range_members[] = {
    {"start", PML_MEMBER_OBJECT_EX, offsetof(PmlRange, start), true, NULL},
    {"stop", PML_MEMBER_OBJECT_EX, offsetof(PmlRange, stop), true, NULL},
    {"step", PML_MEMBER_OBJECT_EX, offsetof(PmlRange, step), true, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_range(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlRange);
    t->flags |= PML_TF_SEQUENCE;
    t->doc.p = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
               "Return an object that produces a sequence of integers from start (inclusive)\n"
               "to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\n"
               "start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\n"
               "These are exactly the valid indices for a list of 4 elements.\n"
               "When step is given, it specifies the increment (or decrement).";
    t->methods.p = range_methods;
    t->members.p = range_members;
    t->dealloc = range_dealloc;
    t->refs_of = range_refs;
    t->new_ = range_new;
    t->vectorcall = range_vectorcall;
    t->repr = range_repr;
    t->hash = range_hash;
    t->richcompare = range_compare;
    t->iter = pml_range_iter;
    t->nb_bool = range_truth;
    t->sq_length = range_length;
    t->sq_item = range_item;
    t->sq_contains = range_contains;
    t->mp_length = range_length;
    t->mp_subscript = range_subscript;
}

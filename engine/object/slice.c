/* slice: the object with its one-element cache, and the arithmetic of slicing. */
#include "object/detached.h"
#include "object/iterator_internal.h"
#include "object/slice_indices.h"

static PmlSlice *as_slice(PmlObj *o)
{
    return (PmlSlice *)o;
}

/* -- the object -------------------------------------------------------------------------- */

PmlObj *pml_slice_new(PmlEngine *E, PmlObj *start, PmlObj *stop, PmlObj *step)
{
    PmlObj *o = E->rt->slice_cache.p;
    if (o) {
        E->rt->slice_cache.p = NULL;
        o->refs = 1;
    } else {
        o = pml_object_new_gc(E, PML_TYPE(E, slice));
        if (!o) {
            return NULL;
        }
    }
    as_slice(o)->start.p = pml_incref(start ? start : PML_NONE(E));
    as_slice(o)->stop.p = pml_incref(stop ? stop : PML_NONE(E));
    as_slice(o)->step.p = pml_incref(step ? step : PML_NONE(E));
    pml_gc_track(E, o);
    return o;
}

void pml_slice_fill_cache(PmlEngine *E)
{
    pml_xdecref(E, pml_slice_new(E, NULL, NULL, NULL));
}

static void slice_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, as_slice(o)->step);
    PML_CLEAR(E, as_slice(o)->start);
    PML_CLEAR(E, as_slice(o)->stop);
    if (!E->rt->slice_cache.p) {
        E->rt->slice_cache.p = o;
    } else {
        pml_object_del_gc(E, o);
    }
}

static int slice_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_slice(o)->start);
    PML_VISIT(as_slice(o)->stop);
    PML_VISIT(as_slice(o)->step);
    return 0;
}

static void slice_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_slice(o)->start.p, "start");
    pml_field_ref(sink, as_slice(o)->stop.p, "stop");
    pml_field_ref(sink, as_slice(o)->step.p, "step");
}

static PmlObj *slice_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "slice", kwargs) || !pml_check_positional(E, "slice", n, 1, 3)) {
        return NULL;
    }
    PmlObj *first = PML_TUPLE_AT(args, 0);
    if (n == 1) {
        return pml_slice_new(E, NULL, first, NULL);
    }
    return pml_slice_new(E, first, PML_TUPLE_AT(args, 1), n > 2 ? PML_TUPLE_AT(args, 2) : NULL);
}

static PmlObj *slice_repr(PmlEngine *E, PmlObj *o)
{
    PmlSlice *s = as_slice(o);
    return pml_str_format(E, "slice(%R, %R, %R)", s->start.p, s->stop.p, s->step.p);
}

static PmlObj *as_tuple(PmlEngine *E, PmlObj *o)
{
    PmlSlice *s = as_slice(o);
    return pml_tuple_pack(E, 3, s->start.p, s->stop.p, s->step.p);
}

static PmlObj *slice_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS(a, slice) || !PML_IS(b, slice)) {
        return pml_not_implemented(E);
    }
    if (a == b) {
        return pml_bool(E, op == PML_EQ || op == PML_LE || op == PML_GE);
    }
    PmlObj *ta = as_tuple(E, a);
    PmlObj *tb = ta ? as_tuple(E, b) : NULL;
    PmlObj *r = NULL;
    if (tb) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, ta, "slice comparison: left");
        pml_hold(E, tb, "slice comparison: right");
        r = pml_compare(E, ta, tb, op);
        pml_hold_drop(E, mark);
    }
    pml_xdecref(E, ta);
    pml_xdecref(E, tb);
    return r;
}

/* -- machine integers -------------------------------------------------------------------- */

bool pml_eval_slice_index(PmlEngine *E, PmlObj *v, int64_t *i)
{
    if (v == PML_NONE(E)) {
        return true;
    }
    if (!pml_has_index(v)) {
        PML_RAISE(E, TypeError,
                  "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    int64_t x = pml_as_ssize(E, v, -1);
    if (x == -1 && pml_error_pending(E)) {
        return false;
    }
    *i = x;
    return true;
}

int pml_slice_unpack(PmlEngine *E, PmlObj *slice, int64_t *start, int64_t *stop, int64_t *step)
{
    PmlSlice *s = as_slice(slice);
    *step = 1;
    if (!pml_eval_slice_index(E, s->step.p, step)) {
        return -1;
    }
    if (*step == 0) {
        PML_RAISE(E, ValueError, "slice step cannot be zero");
        return -1;
    }
    if (*step < -INT64_MAX) {
        *step = -INT64_MAX; /* so that it can be negated */
    }
    *start = *step < 0 ? INT64_MAX : 0;
    *stop = *step < 0 ? INT64_MIN : INT64_MAX;
    return pml_eval_slice_index(E, s->start.p, start) && pml_eval_slice_index(E, s->stop.p, stop)
               ? 0
               : -1;
}

static int64_t clip(int64_t i, int64_t length, bool backwards)
{
    if (i < 0) {
        i += length;
        return i >= 0 ? i : backwards ? -1 : 0;
    }
    return i < length ? i : backwards ? length - 1 : length;
}

int64_t pml_slice_adjust(int64_t length, int64_t *start, int64_t *stop, int64_t step)
{
    *start = clip(*start, length, step < 0);
    *stop = clip(*stop, length, step < 0);
    if (step < 0) {
        return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
    }
    return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
}

/* -- integers of any size ---------------------------------------------------------------- */

/* __index__ of a slice's part; new reference. */
static PmlObj *part_as_int(PmlEngine *E, PmlObj *v)
{
    if (!pml_has_index(v)) {
        return PML_RAISE(E, TypeError,
                         "slice indices must be integers or None or have an __index__ method");
    }
    return pml_number_index(E, v);
}

/* One end of the slice: default, or counted from the end when negative, kept within bounds. */
static PmlObj *bounded(PmlEngine *E, PmlObj *v, PmlObj *length, PmlObj *lower, PmlObj *upper,
                       PmlObj *missing)
{
    if (v == PML_NONE(E)) {
        return pml_incref(missing);
    }
    PmlObj *x = part_as_int(E, v);
    if (!x) {
        return NULL;
    }
    if (pml_int_sign(x) < 0) {
        PmlObj *sum = pml_number_add(E, x, length);
        pml_decref(E, x);
        if (!sum || pml_int_compare(sum, lower) >= 0) {
            return sum;
        }
        pml_decref(E, sum);
        return pml_incref(lower);
    }
    if (pml_int_compare(x, upper) <= 0) {
        return x;
    }
    pml_decref(E, x);
    return pml_incref(upper);
}

int pml_slice_long_indices(PmlEngine *E, PmlObj *slice, PmlObj *length, PmlSliceParts *out)
{
    PmlSlice *s = as_slice(slice);
    PmlObj *lower = NULL, *upper = NULL;
    memset(out, 0, sizeof *out);
    out->step = s->step.p == PML_NONE(E) ? pml_int(E, 1) : part_as_int(E, s->step.p);
    if (!out->step) {
        return -1;
    }
    int sign = pml_int_sign(out->step);
    if (sign == 0) {
        PML_RAISE(E, ValueError, "slice step cannot be zero");
        goto fail;
    }
    lower = pml_int(E, sign < 0 ? -1 : 0);
    if (!lower) {
        goto fail;
    }
    upper = sign < 0 ? pml_number_add(E, length, lower) : pml_incref(length);
    if (!upper) {
        goto fail;
    }
    out->start = bounded(E, s->start.p, length, lower, upper, sign < 0 ? upper : lower);
    if (!out->start) {
        goto fail;
    }
    out->stop = bounded(E, s->stop.p, length, lower, upper, sign < 0 ? lower : upper);
    if (!out->stop) {
        goto fail;
    }
    pml_decref(E, upper);
    pml_decref(E, lower);
    return 0;
fail:
    pml_xdecref(E, upper);
    pml_xdecref(E, lower);
    pml_slice_parts_release(E, out);
    return -1;
}

void pml_slice_parts_release(PmlEngine *E, PmlSliceParts *p)
{
    pml_xdecref(E, p->start);
    pml_xdecref(E, p->stop);
    pml_xdecref(E, p->step);
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *slice_indices(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlObj *length = pml_number_index(E, args[0].p);
    if (!length) {
        return NULL;
    }
    if (pml_int_sign(length) < 0) {
        pml_decref(E, length);
        return PML_RAISE(E, ValueError, "length should not be negative");
    }
    PmlSliceParts p;
    int failed = pml_slice_long_indices(E, self, length, &p);
    pml_decref(E, length);
    if (failed) {
        return NULL;
    }
    PmlObj *r = pml_tuple_pack(E, 3, p.start, p.stop, p.step);
    pml_slice_parts_release(E, &p);
    return r;
}

static PmlObj *slice_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlObj *parts = as_tuple(E, self);
    PmlObj *r = parts ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), parts) : NULL;
    pml_xdecref(E, parts);
    return r;
}

static const PmlMethodDef slice_methods[] = {
    {"indices", slice_indices, NULL, PML_METH_O,
     "S.indices(len) -> (start, stop, stride)\n\n"
     "Assuming a sequence of length len, calculate the start and stop\n"
     "indices, and the stride length of the extended slice described by\n"
     "S. Out of bounds indices are clipped in a manner consistent with the\n"
     "handling of normal slices."},
    {"__reduce__", slice_reduce, NULL, PML_METH_NOARGS, "Return state information for pickling."},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlMemberDef slice_members[] = {
    {"start", PML_MEMBER_OBJECT, offsetof(PmlSlice, start), true, NULL},
    {"stop", PML_MEMBER_OBJECT, offsetof(PmlSlice, stop), true, NULL},
    {"step", PML_MEMBER_OBJECT, offsetof(PmlSlice, step), true, NULL},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_slice(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlSlice);
    t->flags |= PML_TF_GC;
    t->doc.p = "slice(stop)\nslice(start, stop[, step])\n\n"
               "Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).";
    t->methods.p = slice_methods;
    t->members.p = slice_members;
    t->dealloc = slice_dealloc;
    t->traverse = slice_traverse;
    t->refs_of = slice_refs;
    t->new_ = slice_type_new;
    t->repr = slice_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = slice_compare;
}

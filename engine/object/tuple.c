/* tuple: making, free lists, resizing, lazy untracking, the sequence protocol, hashing. */
#include <stdarg.h>

#include "object/containers.h"
#include "object/detached.h"
#include "object/iterator_internal.h"
#include "object/list_internal.h"
#include "object/str.h"
#include "object/type_system.h"

_Static_assert(offsetof(PmlTuple, items) == 24, "facts 2.9");

/* -- allocation -------------------------------------------------------------------------- */

/* The free lists hold sizes 1..20, but only up to 19 are ever taken again: CPython 3.11 compares
 * with the wrong bound, and so does its profile. */
static PmlObj *from_free_list(PmlEngine *E, int64_t n)
{
    PmlRuntime *rt = E->rt;
    if (n > E->profile->tuples_taken || !rt->free_tuples[n].p) {
        return NULL;
    }
    PmlObj *o = rt->free_tuples[n].p;
    rt->free_tuples[n].p = PML_TUPLE_AT(o, 0);
    rt->free_tuple_count[n]--;
    o->refs = 1;
    return o;
}

static bool to_free_list(PmlEngine *E, PmlObj *o)
{
    PmlRuntime *rt = E->rt;
    int64_t n = PML_TUPLE_LEN(o);
    if (n == 0 || n > E->profile->tuples_kept || rt->free_tuple_count[n] >= PML_TUPLE_FREE_MAX ||
        !PML_IS(o, tuple)) {
        return false;
    }
    PML_TUPLE_AT(o, 0) = rt->free_tuples[n].p;
    rt->free_tuples[n].p = o;
    rt->free_tuple_count[n]++;
    return true;
}

/* n > 0 items, not yet filled, untracked. */
static PmlObj *new_tuple_object(PmlEngine *E, int64_t n)
{
    PmlObj *o = from_free_list(E, n);
    if (o) {
        return o;
    }
    if (n > PML_MAX_ITEMS) {
        return pml_err_no_memory(E);
    }
    return (PmlObj *)pml_object_new_gc_var(E, PML_TYPE(E, tuple), n);
}

static PmlObj *empty_tuple(PmlEngine *E)
{
    return pml_incref(E->rt->empty_tuple.p);
}

PmlObj *pml_tuple_new(PmlEngine *E, int64_t n)
{
    if (n == 0) {
        return empty_tuple(E);
    }
    PmlObj *o = new_tuple_object(E, n);
    if (!o) {
        return NULL;
    }
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(o, i) = NULL;
    }
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_tuple_pack(PmlEngine *E, int64_t n, ...)
{
    if (n == 0) {
        return empty_tuple(E);
    }
    PmlObj *o = new_tuple_object(E, n);
    if (!o) {
        return NULL;
    }
    va_list ap;
    va_start(ap, n);
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(o, i) = pml_incref(va_arg(ap, PmlObj *));
    }
    va_end(ap);
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_tuple_from(PmlEngine *E, PmlRef *items, int64_t n)
{
    if (n == 0) {
        return empty_tuple(E);
    }
    PmlObj *o = new_tuple_object(E, n);
    if (!o) {
        return NULL;
    }
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(o, i) = pml_incref(items[i].p);
    }
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_tuple_from_steal(PmlEngine *E, PmlRef *items, int64_t n)
{
    if (n == 0) {
        return empty_tuple(E);
    }
    PmlObj *o = new_tuple_object(E, n);
    if (!o) {
        for (int64_t i = 0; i < n; i++) {
            pml_decref(E, items[i].p);
        }
        return NULL;
    }
    memcpy(PML_TUPLE_ITEMS(o), items, (size_t)n * sizeof(PmlRef));
    pml_gc_track(E, o);
    return o;
}

PmlObj *pml_tuple_slice(PmlEngine *E, PmlObj *t, int64_t lo, int64_t hi)
{
    int64_t n = PML_TUPLE_LEN(t);
    lo = lo < 0 ? 0 : lo;
    hi = hi > n ? n : hi;
    hi = hi < lo ? lo : hi;
    if (lo == 0 && hi == n && PML_IS(t, tuple)) {
        return pml_incref(t);
    }
    return pml_tuple_from(E, PML_TUPLE_ITEMS(t) + lo, hi - lo);
}

int pml_tuple_resize(PmlEngine *E, PmlObj **t, int64_t n)
{
    PmlObj *o = *t;
    int64_t old = PML_TUPLE_LEN(o);
    if (old == n) {
        return 0;
    }
    if (n == 0 || old == 0) {
        pml_decref(E, o);
        *t = pml_tuple_new(E, n);
        return *t ? 0 : -1;
    }
    if (pml_refs(o) != 1) {
        pml_decref(E, o);
        *t = NULL;
        PML_RAISE(E, SystemError, "bad argument to internal function");
        return -1;
    }
    pml_gc_untrack(E, o);
    for (int64_t i = n; i < old; i++) {
        PML_CLEAR(E, PML_TUPLE_ITEMS(o)[i]);
    }
    PmlObj *grown =
        n > PML_MAX_ITEMS
            ? NULL
            : pml_gc_realloc_var(E, o, offsetof(PmlTuple, items) + (size_t)n * sizeof(PmlRef));
    if (!grown) {
        *t = NULL;
        for (int64_t i = 0; i < n && i < old; i++) {
            PML_CLEAR(E, PML_TUPLE_ITEMS(o)[i]);
        }
        pml_object_del_gc(E, o);
        pml_err_no_memory(E);
        return -1;
    }
    PML_TUPLE_LEN(grown) = n;
    for (int64_t i = old; i < n; i++) {
        PML_TUPLE_AT(grown, i) = NULL;
    }
    pml_gc_track(E, grown);
    *t = grown;
    return 0;
}

/* Fill from an iterator; *r moves when it grows, so it is held anew each time. */
static bool fill_from(PmlEngine *E, PmlObj *it, PmlObj **r, int64_t n)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, *r, "tuple being filled");
    int64_t i = 0;
    PmlObj *item;
    while ((item = pml_iter_next(E, it)) != NULL) {
        if (i >= n) {
            n += 10;
            n += n >> 2;
            pml_hold_drop(E, mark);
            if (pml_tuple_resize(E, r, n) < 0) {
                pml_decref(E, item);
                return false;
            }
            pml_hold(E, *r, "tuple being filled");
        }
        PML_TUPLE_AT(*r, i++) = item;
    }
    pml_hold_drop(E, mark);
    if (pml_error_pending(E)) {
        return false;
    }
    return i >= n || pml_tuple_resize(E, r, i) == 0;
}

PmlObj *pml_sequence_tuple(PmlEngine *E, PmlObj *iterable)
{
    if (PML_IS(iterable, tuple)) {
        return pml_incref(iterable);
    }
    if (PML_IS(iterable, list)) {
        return pml_list_as_tuple(E, iterable);
    }
    PmlObj *it = pml_iter(E, iterable);
    if (!it) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "tuple(): iterator");
    int64_t n = pml_length_hint(E, iterable, 10);
    PmlObj *r = n < 0 ? NULL : pml_tuple_new(E, n);
    bool ok = r && fill_from(E, it, &r, n);
    pml_hold_drop(E, mark);
    if (!ok) {
        pml_xdecref(E, r);
        r = NULL;
    }
    pml_decref(E, it);
    return r;
}

PmlObj *pml_tuple_static(PmlEngine *E, int64_t n)
{
    size_t items = (size_t)n * sizeof(PmlRef);
    PmlObj *o = pml_from_gc(pml_static_alloc(E, sizeof(PmlGcHead) + sizeof(PmlTuple) + items));
    o->refs = PML_STATIC_REFS;
    o->type.p = PML_TYPE(E, tuple);
    ((PmlTuple *)o)->ob.size = n;
    return o;
}

void pml_tuple_create_static(PmlEngine *E)
{
    E->rt->empty_tuple.p = pml_tuple_static(E, 0);
    pml_slice_fill_cache(E); /* the other container that start-up leaves one of */
}

void pml_tuple_clear_free_lists(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    for (int n = 1; n < PML_TUPLE_FREE_SIZES; n++) {
        PmlObj *o = rt->free_tuples[n].p;
        rt->free_tuples[n].p = NULL;
        rt->free_tuple_count[n] = 0;
        while (o) {
            PmlObj *next = PML_TUPLE_AT(o, 0);
            pml_object_del_gc(E, o);
            o = next;
        }
    }
}

/* -- collector --------------------------------------------------------------------------- */

static void tuple_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    bool guarded = t->dealloc == tuple_dealloc;
    pml_gc_untrack(E, o);
    if (guarded && pml_trashcan_begin(E, o)) {
        return;
    }
    for (int64_t i = PML_TUPLE_LEN(o); --i >= 0;) {
        PML_CLEAR(E, PML_TUPLE_ITEMS(o)[i]);
    }
    if (!to_free_list(E, o)) {
        t->free(E, o);
    }
    if (guarded) {
        pml_trashcan_end(E);
    }
}

static int tuple_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    for (int64_t i = PML_TUPLE_LEN(o); --i >= 0;) {
        PML_VISIT(PML_TUPLE_ITEMS(o)[i]);
    }
    return 0;
}

static void tuple_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    for (int64_t i = 0; i < PML_TUPLE_LEN(o); i++) {
        if (PML_TUPLE_AT(o, i)) {
            sink->ref(sink, PML_TUPLE_AT(o, i), PML_EDGE_ITEM, NULL, NULL, i);
        }
    }
}

void pml_tuple_maybe_untrack(PmlEngine *E, PmlObj *t)
{
    if (!PML_IS(t, tuple) || !pml_gc_is_tracked(t)) {
        return;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(t); i++) {
        PmlObj *item = PML_TUPLE_AT(t, i);
        if (!item || pml_gc_may_be_tracked(item)) {
            return;
        }
    }
    pml_gc_untrack(E, t);
}

/* -- sequence protocol ------------------------------------------------------------------- */

static int64_t tuple_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return PML_TUPLE_LEN(o);
}

static int tuple_contains(PmlEngine *E, PmlObj *o, PmlObj *item)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(o); i++) {
        int r = pml_compare_bool(E, PML_TUPLE_AT(o, i), item, PML_EQ);
        if (r != 0) {
            return r;
        }
    }
    return 0;
}

static PmlObj *tuple_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    if ((uint64_t)i >= (uint64_t)PML_TUPLE_LEN(o)) {
        return PML_RAISE(E, IndexError, "tuple index out of range");
    }
    return pml_incref(PML_TUPLE_AT(o, i));
}

static PmlObj *tuple_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (PML_TUPLE_LEN(a) == 0 && PML_IS(b, tuple)) {
        return pml_incref(b);
    }
    if (!PML_IS_TUPLE(b)) {
        return PML_RAISE(E, TypeError, "can only concatenate tuple (not \"%.200s\") to tuple",
                         PML_TYPE_OF(b)->name.p);
    }
    int64_t na = PML_TUPLE_LEN(a), nb = PML_TUPLE_LEN(b);
    if (nb == 0 && PML_IS(a, tuple)) {
        return pml_incref(a);
    }
    if (na + nb == 0) {
        return empty_tuple(E);
    }
    PmlObj *r = new_tuple_object(E, na + nb);
    if (!r) {
        return NULL;
    }
    for (int64_t i = 0; i < na; i++) {
        PML_TUPLE_AT(r, i) = pml_incref(PML_TUPLE_AT(a, i));
    }
    for (int64_t i = 0; i < nb; i++) {
        PML_TUPLE_AT(r, na + i) = pml_incref(PML_TUPLE_AT(b, i));
    }
    pml_gc_track(E, r);
    return r;
}

static PmlObj *tuple_repeat(PmlEngine *E, PmlObj *o, int64_t n)
{
    int64_t m = PML_TUPLE_LEN(o);
    if ((m == 0 || n == 1) && PML_IS(o, tuple)) {
        return pml_incref(o);
    }
    if (m == 0 || n <= 0) {
        return empty_tuple(E);
    }
    if (n > INT64_MAX / (int64_t)sizeof(PmlRef) / m) {
        return pml_err_no_memory(E);
    }
    PmlObj *r = new_tuple_object(E, m * n);
    if (!r) {
        return NULL;
    }
    for (int64_t i = 0; i < m * n; i++) {
        PML_TUPLE_AT(r, i) = pml_incref(PML_TUPLE_AT(o, i % m));
    }
    pml_gc_track(E, r);
    return r;
}

static PmlObj *tuple_subscript(PmlEngine *E, PmlObj *o, PmlObj *index)
{
    if (pml_has_index(index)) {
        int64_t i = pml_as_ssize(E, index, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return tuple_item(E, o, i < 0 ? i + PML_TUPLE_LEN(o) : i);
    }
    if (!PML_IS(index, slice)) {
        return PML_RAISE(E, TypeError, "tuple indices must be integers or slices, not %.200s",
                         PML_TYPE_OF(index)->name.p);
    }
    int64_t start, stop, step;
    if (pml_slice_unpack(E, index, &start, &stop, &step) < 0) {
        return NULL;
    }
    int64_t n = pml_slice_adjust(PML_TUPLE_LEN(o), &start, &stop, step);
    if (n <= 0) {
        return empty_tuple(E);
    }
    if (start == 0 && step == 1 && n == PML_TUPLE_LEN(o) && PML_IS(o, tuple)) {
        return pml_incref(o);
    }
    PmlObj *r = new_tuple_object(E, n);
    if (!r) {
        return NULL;
    }
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_AT(r, i) = pml_incref(PML_TUPLE_AT(o, start + i * step));
    }
    pml_gc_track(E, r);
    return r;
}

/* -- showing, hashing, comparing --------------------------------------------------------- */

static PmlObj *tuple_repr(PmlEngine *E, PmlObj *o)
{
    int64_t n = PML_TUPLE_LEN(o);
    if (n == 0) {
        return pml_str_text(E, "()");
    }
    int entered = pml_repr_enter(E, o);
    if (entered != 0) {
        return entered > 0 ? pml_str_text(E, "(...)") : NULL;
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_char(&b, '(');
    PmlObj *result = NULL;
    for (int64_t i = 0; i < n; i++) {
        if (i > 0) {
            pml_builder_text(&b, ", ");
        }
        PmlObj *s = pml_repr(E, PML_TUPLE_AT(o, i));
        if (!s) {
            pml_builder_drop(&b);
            goto done;
        }
        pml_builder_str(&b, s);
        pml_decref(E, s);
    }
    pml_builder_text(&b, n == 1 ? ",)" : ")");
    result = pml_builder_finish(&b);
done:
    pml_repr_leave(E, o);
    return result;
}

#define XX_PRIME_1 UINT64_C(11400714785074694791)
#define XX_PRIME_2 UINT64_C(14029467366897019727)
#define XX_PRIME_5 UINT64_C(2870177450012600261)

/* xxHash over the items' hashes, with the length mixed in at the end. */
static int64_t tuple_hash(PmlEngine *E, PmlObj *o)
{
    uint64_t acc = XX_PRIME_5;
    int64_t n = PML_TUPLE_LEN(o);
    for (int64_t i = 0; i < n; i++) {
        int64_t lane = pml_hash(E, PML_TUPLE_AT(o, i));
        if (lane == -1) {
            return -1;
        }
        acc += (uint64_t)lane * XX_PRIME_2;
        acc = (acc << 31) | (acc >> 33);
        acc *= XX_PRIME_1;
    }
    acc += (uint64_t)n ^ (XX_PRIME_5 ^ UINT64_C(3527539));
    return acc == UINT64_MAX ? 1546275796 : (int64_t)acc;
}

static PmlObj *tuple_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS_TUPLE(a) || !PML_IS_TUPLE(b)) {
        return pml_not_implemented(E);
    }
    int64_t na = PML_TUPLE_LEN(a), nb = PML_TUPLE_LEN(b), i;
    for (i = 0; i < na && i < nb; i++) {
        int same = pml_compare_bool(E, PML_TUPLE_AT(a, i), PML_TUPLE_AT(b, i), PML_EQ);
        if (same < 0) {
            return NULL;
        }
        if (!same) {
            break;
        }
    }
    if (i >= na || i >= nb) {
        return pml_order_result(E, na, nb, op);
    }
    if (op == PML_EQ || op == PML_NE) {
        return pml_bool(E, op == PML_NE);
    }
    return pml_compare(E, PML_TUPLE_AT(a, i), PML_TUPLE_AT(b, i), op);
}

/* -- methods and making ------------------------------------------------------------------ */

static PmlObj *tuple_getnewargs(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlObj *copy = pml_tuple_slice(E, self, 0, PML_TUPLE_LEN(self));
    if (!copy) {
        return NULL;
    }
    PmlObj *r = pml_tuple_pack(E, 1, copy);
    pml_decref(E, copy);
    return r;
}

static PmlObj *tuple_index(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    int64_t start = 0, stop = INT64_MAX, n = PML_TUPLE_LEN(self);
    if (!pml_check_positional(E, "index", nargs, 1, 3) ||
        (nargs > 1 && !pml_search_bound(E, args[1].p, &start)) ||
        (nargs > 2 && !pml_search_bound(E, args[2].p, &stop))) {
        return NULL;
    }
    start += start < 0 ? n : 0;
    start = start < 0 ? 0 : start;
    stop += stop < 0 ? n : 0;
    stop = stop > n ? n : stop;
    for (int64_t i = start; i < stop; i++) {
        int same = pml_compare_bool(E, PML_TUPLE_AT(self, i), args[0].p, PML_EQ);
        if (same != 0) {
            return same < 0 ? NULL : pml_int(E, i);
        }
    }
    return PML_RAISE(E, ValueError, "tuple.index(x): x not in tuple");
}

static PmlObj *tuple_count(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    int64_t count = 0;
    for (int64_t i = 0; i < PML_TUPLE_LEN(self); i++) {
        int same = pml_compare_bool(E, PML_TUPLE_AT(self, i), args[0].p, PML_EQ);
        if (same < 0) {
            return NULL;
        }
        count += same;
    }
    return pml_int(E, count);
}

static const PmlMethodDef tuple_methods[] = {
    {"__getnewargs__", tuple_getnewargs, NULL, PML_METH_NOARGS, NULL},
    {"index", tuple_index, NULL, PML_METH_FASTCALL,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", tuple_count, NULL, PML_METH_O, "Return number of occurrences of value."},
    {"__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS,
     "See PEP 585"},
    {NULL, NULL, NULL, 0, NULL},
};

static PmlObj *new_exact(PmlEngine *E, PmlObj *iterable)
{
    return iterable ? pml_sequence_tuple(E, iterable) : empty_tuple(E);
}

static PmlObj *tuple_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PmlType *base = PML_TYPE(E, tuple);
    if (!pml_new_no_keywords(E, t, PML_T_tuple, "tuple", kwargs)) {
        return NULL;
    }
    int64_t nargs = PML_TUPLE_LEN(args);
    if (!pml_check_positional(E, "tuple", nargs, 0, 1)) {
        return NULL;
    }
    PmlObj *exact = new_exact(E, nargs ? PML_TUPLE_AT(args, 0) : NULL);
    if (!exact || t == base) {
        return exact;
    }
    int64_t mark = pml_hold_mark(E), n = PML_TUPLE_LEN(exact);
    pml_hold(E, exact, "items of a new tuple subclass instance");
    PmlObj *o = t->alloc(E, t, n);
    for (int64_t i = 0; o && i < n; i++) {
        PML_TUPLE_AT(o, i) = pml_incref(PML_TUPLE_AT(exact, i));
    }
    pml_drop_held(E, mark, exact);
    return o;
}

static PmlObj *tuple_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    PML_UNUSED(type);
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "tuple", kwnames) || !pml_check_positional(E, "tuple", n, 0, 1)) {
        return NULL;
    }
    return new_exact(E, n ? args[0].p : NULL);
}

static PmlObj *tuple_iter(PmlEngine *E, PmlObj *o)
{
    return pml_index_iter_new(E, PML_TYPE(E, tuple_iterator), o, 0);
}

void pml_init_type_tuple(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = offsetof(PmlTuple, items);
    t->itemsize = sizeof(PmlRef);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_TUPLE | PML_TF_MATCH_SELF | PML_TF_SEQUENCE;
    t->doc.p = "Built-in immutable sequence.\n\n"
               "If no argument is given, the constructor returns an empty tuple.\n"
               "If iterable is specified the tuple is initialized from iterable's items.\n\n"
               "If the argument is a tuple, the return value is the same object.";
    t->methods.p = tuple_methods;
    t->dealloc = tuple_dealloc;
    t->traverse = tuple_traverse;
    t->refs_of = tuple_refs;
    t->free = pml_object_del_gc;
    t->new_ = tuple_new;
    t->vectorcall = tuple_vectorcall;
    t->repr = tuple_repr;
    t->hash = tuple_hash;
    t->richcompare = tuple_compare;
    t->iter = tuple_iter;
    t->sq_length = tuple_length;
    t->sq_concat = tuple_concat;
    t->sq_repeat = tuple_repeat;
    t->sq_item = tuple_item;
    t->sq_contains = tuple_contains;
    t->mp_length = tuple_length;
    t->mp_subscript = tuple_subscript;
}

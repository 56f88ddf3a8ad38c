/* enumerate and reversed; the reuse of result tuples. */
#include "object/dict_internal.h"

#include "object/type_system.h"

/* -- pairs ------------------------------------------------------------------------------- */

static void retrack(PmlEngine *E, PmlObj *tuple)
{
    /* A collection may have untracked it while it held plain values. */
    if (!pml_gc_is_tracked(tuple)) {
        pml_gc_track(E, tuple);
    }
}

PmlObj *pml_reuse_pair(PmlEngine *E, PmlObj *result, PmlObj *a, PmlObj *b)
{
    int64_t mark = pml_hold_mark(E);
    if (pml_refs(result) == 1) {
        PmlObj *old_a = PML_TUPLE_AT(result, 0), *old_b = PML_TUPLE_AT(result, 1);
        pml_incref(result);
        PML_TUPLE_AT(result, 0) = a;
        PML_TUPLE_AT(result, 1) = b;
        pml_hold(E, result, "reused pair");
        pml_hold(E, old_b, "reused pair: former second item");
        pml_decref(E, old_a);
        pml_drop_held(E, mark + 1, old_b);
        pml_hold_drop(E, mark);
        retrack(E, result);
        return result;
    }
    pml_hold(E, a, "pair: first item");
    pml_hold(E, b, "pair: second item");
    result = pml_tuple_new(E, 2);
    pml_hold_drop(E, mark);
    if (!result) {
        pml_decref(E, a);
        pml_decref(E, b);
        return NULL;
    }
    PML_TUPLE_AT(result, 0) = a;
    PML_TUPLE_AT(result, 1) = b;
    return result;
}

/* -- enumerate --------------------------------------------------------------------------- */

typedef struct PmlEnumerate {
    PmlObj ob;
    int64_t index; /* INT64_MAX: big_index counts on */
    PmlRef it, result, big_index;
    PmlRef one_unused;
} PmlEnumerate;
_Static_assert(sizeof(PmlEnumerate) == 56, "facts 2.7: 72 with the GC head");

static PmlEnumerate *as_enumerate(PmlObj *o)
{
    return (PmlEnumerate *)o;
}

static bool set_start(PmlEngine *E, PmlEnumerate *en, PmlObj *start)
{
    if (!start) {
        return true;
    }
    start = pml_number_index(E, start);
    if (!start) {
        return false;
    }
    bool overflow = false;
    en->index = pml_int_as_i64(E, start, &overflow);
    if (overflow) {
        en->index = INT64_MAX;
        en->big_index.p = start;
    } else {
        pml_decref(E, start);
    }
    return true;
}

static PmlObj *new_enumerate(PmlEngine *E, PmlType *t, PmlObj *iterable, PmlObj *start)
{
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    PmlEnumerate *en = as_enumerate(o);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, o, "enumerate being made");
    bool ok = set_start(E, en, start) && (en->it.p = pml_iter(E, iterable)) != NULL &&
              (en->result.p = pml_tuple_pack(E, 2, PML_NONE(E), PML_NONE(E))) != NULL;
    pml_hold_drop(E, mark);
    if (!ok) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

static PmlObj *enumerate_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"iterable", "start", NULL};
    PmlObj *out[2];
    if (!pml_parse_format(E, "enumerate", args, kwargs, names, 1, 2, out)) {
        return NULL;
    }
    return new_enumerate(E, t, out[0], out[1]);
}

static bool check_keyword(PmlEngine *E, PmlObj *name, const char *expected)
{
    if (pml_str_equal_text(name, expected)) {
        return true;
    }
    PML_RAISE(E, TypeError, "'%.200S' is an invalid keyword argument for enumerate()", name);
    return false;
}

static PmlObj *enumerate_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                                    PmlObj *kwnames)
{
    PmlType *t = (PmlType *)type;
    int64_t n = PML_NARGS(nargsf), nkw = kwnames ? PML_TUPLE_LEN(kwnames) : 0;
    if (n == 0 && nkw > 0) {
        PmlObj *first = PML_TUPLE_AT(kwnames, 0);
        if (nkw == 1) {
            return check_keyword(E, first, "iterable") ? new_enumerate(E, t, args[0].p, NULL)
                                                       : NULL;
        }
        if (nkw == 2 && pml_str_equal_text(first, "start")) {
            return check_keyword(E, PML_TUPLE_AT(kwnames, 1), "iterable")
                       ? new_enumerate(E, t, args[1].p, args[0].p)
                       : NULL;
        }
        if (nkw == 2) {
            return check_keyword(E, first, "iterable") &&
                           check_keyword(E, PML_TUPLE_AT(kwnames, 1), "start")
                       ? new_enumerate(E, t, args[0].p, args[1].p)
                       : NULL;
        }
    }
    if (n + nkw == 2) {
        if (nkw == 1 && !check_keyword(E, PML_TUPLE_AT(kwnames, 0), "start")) {
            return NULL;
        }
        return new_enumerate(E, t, args[0].p, args[1].p);
    }
    if (n == 1 && nkw == 0) {
        return new_enumerate(E, t, args[0].p, NULL);
    }
    if (n == 0 && nkw == 0) {
        return PML_RAISE(E, TypeError, "enumerate() missing required argument 'iterable'");
    }
    return PML_RAISE(E, TypeError, "enumerate() takes at most %d arguments (%zd given)", 2,
                     n + nkw);
}

/* The index once it no longer fits a machine integer. */
static PmlObj *next_big_index(PmlEngine *E, PmlEnumerate *en)
{
    if (!en->big_index.p) {
        en->big_index.p = pml_int(E, INT64_MAX);
        if (!en->big_index.p) {
            return NULL;
        }
    }
    PmlObj *now = en->big_index.p;
    PmlObj *one = pml_int(E, 1);
    PmlObj *after = one ? pml_number_add(E, now, one) : NULL;
    pml_xdecref(E, one);
    if (!after) {
        return NULL;
    }
    en->big_index.p = after;
    return now;
}

static PmlObj *enumerate_next(PmlEngine *E, PmlObj *o)
{
    PmlEnumerate *en = as_enumerate(o);
    PmlObj *item = PML_TYPE_OF(en->it.p)->iternext(E, en->it.p);
    if (!item) {
        return NULL;
    }
    PmlObj *index =
        en->index == INT64_MAX ? next_big_index(E, en) : pml_int_of_size(E, en->index++);
    if (!index) {
        pml_decref(E, item);
        return NULL;
    }
    return pml_reuse_pair(E, en->result.p, index, item);
}

static void enumerate_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlEnumerate *en = as_enumerate(o);
    pml_gc_untrack(E, o);
    PML_CLEAR(E, en->it);
    PML_CLEAR(E, en->result);
    PML_CLEAR(E, en->big_index);
    PML_TYPE_OF(o)->free(E, o);
}

static int enumerate_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(as_enumerate(o)->it);
    PML_VISIT(as_enumerate(o)->result);
    PML_VISIT(as_enumerate(o)->big_index);
    return 0;
}

static void enumerate_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, as_enumerate(o)->it.p, "iterator");
    pml_field_ref(sink, as_enumerate(o)->result.p, "reused pair");
    pml_field_ref(sink, as_enumerate(o)->big_index.p, "index");
}

static PmlObj *enumerate_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlEnumerate *en = as_enumerate(self);
    PmlObj *index = en->big_index.p ? pml_incref(en->big_index.p) : pml_int(E, en->index);
    PmlObj *state = index ? pml_tuple_pack(E, 2, en->it.p, index) : NULL;
    PmlObj *r = state ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), state) : NULL;
    pml_xdecref(E, state);
    pml_xdecref(E, index);
    return r;
}

static const PmlMethodDef enumerate_methods[] = {
    {"__reduce__", enumerate_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS,
     "See PEP 585"},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_enumerate(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlEnumerate);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE;
    t->doc.p = "Return an enumerate object.\n\n"
               "  iterable\n"
               "    an object supporting iteration\n\n"
               "The enumerate object yields pairs containing a count (from start, which\n"
               "defaults to zero) and a value yielded by the iterable argument.\n\n"
               "enumerate is useful for obtaining an indexed list:\n"
               "    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...";
    t->methods.p = enumerate_methods;
    t->dealloc = enumerate_dealloc;
    t->traverse = enumerate_traverse;
    t->refs_of = enumerate_refs;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->new_ = enumerate_new;
    t->vectorcall = enumerate_vectorcall;
    t->iter = pml_self_iter;
    t->iternext = enumerate_next;
}

/* -- reversed ---------------------------------------------------------------------------- */

static PmlObj *new_reversed(PmlEngine *E, PmlType *t, PmlObj *seq)
{
    PmlObj *method = pml_lookup_special(E, seq, PML_ID(E, __reversed__));
    if (method == PML_NONE(E)) {
        pml_decref(E, method);
        return PML_RAISE(E, TypeError, "'%.200s' object is not reversible",
                         PML_TYPE_OF(seq)->name.p);
    }
    if (method) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, method, "reversed: __reversed__");
        PmlObj *r = pml_call0(E, method);
        pml_drop_held(E, mark, method);
        return r;
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    if (!pml_is_sequence(seq)) {
        return PML_RAISE(E, TypeError, "'%.200s' object is not reversible",
                         PML_TYPE_OF(seq)->name.p);
    }
    int64_t n = pml_length(E, seq);
    PmlObj *o = n < 0 ? NULL : t->alloc(E, t, 0);
    if (o) {
        ((PmlListIter *)o)->index = n - 1;
        ((PmlListIter *)o)->seq.p = pml_incref(seq);
    }
    return o;
}

static PmlObj *reversed_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_new_no_keywords(E, t, PML_T_reversed, "reversed", kwargs)) {
        return NULL;
    }
    if (!pml_check_positional(E, "reversed", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    return new_reversed(E, t, PML_TUPLE_AT(args, 0));
}

static PmlObj *reversed_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                                   PmlObj *kwnames)
{
    if (!pml_no_keywords(E, "reversed", kwnames) ||
        !pml_check_positional(E, "reversed", PML_NARGS(nargsf), 1, 1)) {
        return NULL;
    }
    return new_reversed(E, (PmlType *)type, args[0].p);
}

static PmlObj *reversed_next(PmlEngine *E, PmlObj *o)
{
    PmlListIter *it = (PmlListIter *)o;
    if (it->index >= 0) {
        PmlObj *item = pml_sequence_item(E, it->seq.p, it->index);
        if (item) {
            it->index--;
            return item;
        }
        if (pml_error_pending(E) &&
            (pml_error_matches(E, PML_T_IndexError) || pml_error_matches(E, PML_T_StopIteration))) {
            pml_error_clear(E);
        }
    }
    it->index = -1;
    PML_CLEAR(E, it->seq);
    return NULL;
}

static PmlObj *reversed_hint(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    if (!it->seq.p) {
        return pml_int(E, 0);
    }
    int64_t n = pml_length(E, it->seq.p);
    if (n < 0) {
        return NULL;
    }
    int64_t left = it->index + 1;
    return pml_int(E, n < left ? 0 : left);
}

static PmlObj *reversed_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlListIter *it = (PmlListIter *)self;
    PmlObj *type = pml_incref((PmlObj *)PML_TYPE_OF(self));
    if (it->seq.p) {
        return pml_reduced(E, type, pml_incref(it->seq.p), it->index < 0 ? 0 : it->index);
    }
    return pml_reduced(E, type, pml_tuple_new(E, 0), -1);
}

static PmlObj *reversed_setstate(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlListIter *it = (PmlListIter *)self;
    int64_t i;
    if (!pml_state_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (it->seq.p) {
        int64_t n = pml_length(E, it->seq.p);
        if (n < 0) {
            return NULL;
        }
        it->index = i < -1 ? -1 : i > n - 1 ? n - 1 : i;
    }
    return pml_none(E);
}

static const PmlMethodDef reversed_methods[] = {
    {"__length_hint__", reversed_hint, NULL, PML_METH_NOARGS,
     "Private method returning an estimate of len(list(it))."},
    {"__reduce__", reversed_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__setstate__", reversed_setstate, NULL, PML_METH_O, "Set state information for unpickling."},
    {NULL, NULL, NULL, 0, NULL},
};

static void reversed_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlListIter *)o)->seq);
    PML_TYPE_OF(o)->free(E, o);
}

void pml_init_type_reversed(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    pml_index_iter_type(t);
    t->flags = (t->flags & ~(uint32_t)PML_TF_NO_NEW) | PML_TF_BASETYPE;
    t->doc.p = "Return a reverse iterator over the values of the given sequence.";
    t->methods.p = reversed_methods;
    t->dealloc = reversed_dealloc;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->new_ = reversed_new;
    t->vectorcall = reversed_vectorcall;
    t->iternext = reversed_next;
}

/* set and frozenset: construction and methods. */
#include "object/set_internal.h"

#include "object/dict_internal.h"
#include "object/type_system.h"

/* -- making ------------------------------------------------------------------------------ */

PmlObj *pml_set_make(PmlEngine *E, PmlType *t, PmlObj *iterable)
{
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    pml_set_reset_table(pml_as_set(o));
    pml_as_set(o)->finger = 0;
    pml_as_set(o)->weaklist.p = NULL;
    if (iterable) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, o, "set being filled");
        int failed = pml_set_update(E, o, iterable);
        pml_hold_drop(E, mark);
        if (failed) {
            pml_decref(E, o);
            return NULL;
        }
    }
    return o;
}

PmlObj *pml_set_make_base(PmlEngine *E, PmlType *t, PmlObj *iterable)
{
    PmlType *set = PML_TYPE(E, set), *frozenset = PML_TYPE(E, frozenset);
    if (t != set && t != frozenset) {
        t = pml_type_is_subtype(t, set) ? set : frozenset;
    }
    return pml_set_make(E, t, iterable);
}

PmlObj *pml_frozenset_make(PmlEngine *E, PmlType *t, PmlObj *iterable)
{
    if (t == PML_TYPE(E, frozenset) && iterable && PML_IS(iterable, frozenset)) {
        return pml_incref(iterable);
    }
    return pml_set_make(E, t, iterable);
}

PmlObj *pml_set_new(PmlEngine *E, PmlObj *iterable)
{
    return pml_set_make(E, PML_TYPE(E, set), iterable);
}

PmlObj *pml_frozenset_new(PmlEngine *E, PmlObj *iterable)
{
    return pml_set_make(E, PML_TYPE(E, frozenset), iterable);
}

PmlObj *pml_set_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    return pml_set_make(E, t, NULL);
}

int pml_set_type_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlSet *s = pml_as_set(self);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "set", kwargs) ||
        !pml_check_positional(E, PML_TYPE_OF(self)->name.p, n, 0, 1)) {
        return -1;
    }
    if (s->fill) {
        pml_set_clear(E, s);
    }
    s->hash = -1;
    return n ? pml_set_update(E, self, PML_TUPLE_AT(args, 0)) : 0;
}

PmlObj *pml_set_vectorcall(PmlEngine *E, PmlObj *t, PmlRef *args, uint64_t nargsf, PmlObj *kw)
{
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "set", kw) || !pml_check_positional(E, "set", n, 0, 1)) {
        return NULL;
    }
    return pml_set_make(E, (PmlType *)t, n ? args[0].p : NULL);
}

PmlObj *pml_frozenset_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_new_no_keywords(E, t, PML_T_frozenset, "frozenset", kwargs)) {
        return NULL;
    }
    if (!pml_check_positional(E, t->name.p, n, 0, 1)) {
        return NULL;
    }
    return pml_frozenset_make(E, t, n ? PML_TUPLE_AT(args, 0) : NULL);
}

PmlObj *pml_frozenset_vectorcall(PmlEngine *E, PmlObj *t, PmlRef *args, uint64_t nargsf, PmlObj *kw)
{
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "frozenset", kw) || !pml_check_positional(E, "frozenset", n, 0, 1)) {
        return NULL;
    }
    return pml_frozenset_make(E, (PmlType *)t, n ? args[0].p : NULL);
}

/* -- single items ------------------------------------------------------------------------ */

int pml_set_add(PmlEngine *E, PmlObj *s, PmlObj *key)
{
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? -1 : pml_set_add_entry(E, pml_as_set(s), key, hash);
}

bool pml_set_next(PmlObj *s, int64_t *pos, PmlObj **key, int64_t *hash)
{
    int64_t unused;
    return pml_set_next_entry(pml_as_set(s), pos, key, hash ? hash : &unused);
}

typedef int (*KeyFn)(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash);

static int with_hash(PmlEngine *E, PmlObj *s, PmlObj *key, KeyFn f)
{
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? -1 : f(E, pml_as_set(s), key, hash);
}

/* A set given as the key stands for the frozenset of its items. */
static int with_key(PmlEngine *E, PmlObj *s, PmlObj *key, KeyFn f)
{
    int r = with_hash(E, s, key, f);
    if (r >= 0 || !pml_isinstance_of(key, PML_TYPE(E, set)) ||
        !pml_error_matches(E, PML_T_TypeError)) {
        return r;
    }
    pml_error_clear(E);
    PmlObj *frozen = pml_set_make(E, PML_TYPE(E, frozenset), key);
    if (!frozen) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, frozen, "set as an item: its frozen copy");
    r = with_hash(E, s, frozen, f);
    pml_drop_held(E, mark, frozen);
    return r;
}

int pml_set_contains(PmlEngine *E, PmlObj *s, PmlObj *key)
{
    return with_key(E, s, key, pml_set_contains_entry);
}

int pml_set_discard(PmlEngine *E, PmlObj *s, PmlObj *key)
{
    return with_key(E, s, key, pml_set_discard_entry);
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *none_or_error(PmlEngine *E, int r)
{
    return r < 0 ? NULL : pml_none(E);
}

static PmlObj *bool_or_error(PmlEngine *E, int r)
{
    return r < 0 ? NULL : pml_bool(E, r);
}

static PmlObj *set_add(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return none_or_error(E, pml_set_add(E, self, args[0].p));
}

static PmlObj *set_clear(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    pml_set_clear(E, pml_as_set(self));
    return pml_none(E);
}

static PmlObj *set_contains(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return bool_or_error(E, pml_set_contains(E, self, args[0].p));
}

static PmlObj *set_copy(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_set_copy(E, self);
}

static PmlObj *frozenset_copy(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return PML_IS(self, frozenset) ? pml_incref(self) : pml_set_copy(E, self);
}

static PmlObj *set_discard(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return none_or_error(E, pml_set_discard(E, self, args[0].p));
}

static PmlObj *set_remove(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    int r = pml_set_discard(E, self, args[0].p);
    return r == PML_SET_ABSENT ? pml_raise_key_error(E, args[0].p) : none_or_error(E, r);
}

static PmlObj *set_pop(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_set_pop(E, pml_as_set(self));
}

static PmlObj *set_isdisjoint(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return bool_or_error(E, pml_set_isdisjoint(E, self, args[0].p));
}

static PmlObj *set_issubset(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return bool_or_error(E, pml_set_issubset(E, self, args[0].p));
}

static PmlObj *set_issuperset(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return bool_or_error(E, pml_set_issuperset(E, self, args[0].p));
}

static PmlObj *set_symmetric_difference(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return pml_set_symmetric_difference(E, self, args[0].p);
}

static PmlObj *set_symmetric_difference_update(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return none_or_error(E, pml_set_symmetric_update(E, self, args[0].p));
}

static PmlObj *set_sizeof(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlSet *s = pml_as_set(self);
    int64_t bytes = PML_TYPE_OF(self)->basicsize;
    if (s->table.p != s->small) {
        bytes += (s->mask + 1) * (int64_t)sizeof(PmlSetEntry);
    }
    return pml_int(E, bytes);
}

static PmlObj *set_reduce(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    PmlObj *result = NULL, *state = NULL, *init = NULL;
    int64_t mark = pml_hold_mark(E);
    PmlObj *keys = pml_sequence_list(E, self);
    if (keys) {
        pml_hold(E, keys, "set.__reduce__: items");
        init = pml_tuple_pack(E, 1, keys);
    }
    if (init) {
        pml_hold(E, init, "set.__reduce__: arguments");
        state = pml_call_method0(E, self, PML_ID(E, __getstate__));
    }
    if (state) {
        result = pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(self), init, state);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, init);
    pml_xdecref(E, keys);
    pml_xdecref(E, state);
    return result;
}

/* -- methods with any number of arguments ------------------------------------------------ */

/* s combined with each argument in turn, in place. */
static int update_each(PmlEngine *E, PmlObj *s, PmlObj *args, int64_t from,
                       int (*f)(PmlEngine *, PmlObj *, PmlObj *))
{
    for (int64_t i = from; i < PML_TUPLE_LEN(args); i++) {
        if (f(E, s, PML_TUPLE_AT(args, i)) < 0) {
            return -1;
        }
    }
    return 0;
}

static PmlObj *finished(PmlEngine *E, PmlObj *result, PmlObj *args, int64_t from,
                        int (*f)(PmlEngine *, PmlObj *, PmlObj *))
{
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "set operation: result");
    int failed = update_each(E, result, args, from, f);
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

static PmlObj *set_union(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    return finished(E, pml_set_copy(E, self), args, 0, pml_set_update);
}

static PmlObj *set_update(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    return none_or_error(E, update_each(E, self, args, 0, pml_set_update));
}

static PmlObj *set_difference(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    if (PML_TUPLE_LEN(args) == 0) {
        return pml_set_copy(E, self);
    }
    return finished(E, pml_set_difference(E, self, PML_TUPLE_AT(args, 0)), args, 1,
                    pml_set_difference_update);
}

static PmlObj *set_difference_update(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    return none_or_error(E, update_each(E, self, args, 0, pml_set_difference_update));
}

static PmlObj *intersect_all(PmlEngine *E, PmlObj *self, PmlObj *args)
{
    if (PML_TUPLE_LEN(args) == 0) {
        return pml_set_copy(E, self);
    }
    PmlObj *result = pml_incref(self);
    int64_t mark = pml_hold_mark(E);
    for (int64_t i = 0; result && i < PML_TUPLE_LEN(args); i++) {
        pml_hold(E, result, "set intersection: so far");
        PmlObj *next = pml_set_intersection(E, result, PML_TUPLE_AT(args, i));
        pml_drop_held(E, mark, result);
        result = next;
    }
    return result;
}

static PmlObj *set_intersection(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    return intersect_all(E, self, args);
}

static PmlObj *set_intersection_update(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    PmlObj *r = intersect_all(E, self, args);
    if (!r) {
        return NULL;
    }
    pml_set_swap_bodies(E, self, r);
    pml_decref(E, r);
    return pml_none(E);
}

#define SHARED_METHODS_1                                                   \
    {                                                                      \
        "__contains__", set_contains, NULL, PML_METH_O | PML_METH_COEXIST, \
            "x.__contains__(y) <==> y in x."                               \
    }
#define SHARED_METHODS_2                                                                         \
    {"difference", NULL, set_difference, PML_METH_VARARGS,                                       \
     "Return the difference of two or more sets as a new set.\n\n"                               \
     "(i.e. all elements that are in this set but not the others.)"},                            \
        {"intersection", NULL, set_intersection, PML_METH_VARARGS,                               \
         "Return the intersection of two sets as a new set.\n\n"                                 \
         "(i.e. all elements that are in both sets.)"},                                          \
        {"isdisjoint", set_isdisjoint, NULL, PML_METH_O,                                         \
         "Return True if two sets have a null intersection."},                                   \
        {"issubset", set_issubset, NULL, PML_METH_O,                                             \
         "Report whether another set contains this set."},                                       \
        {"issuperset", set_issuperset, NULL, PML_METH_O,                                         \
         "Report whether this set contains another set."},                                       \
        {"__reduce__", set_reduce, NULL, PML_METH_NOARGS,                                        \
         "Return state information for pickling."},                                              \
        {"__sizeof__", set_sizeof, NULL, PML_METH_NOARGS,                                        \
         "S.__sizeof__() -> size of S in memory, in bytes"},                                     \
        {"symmetric_difference", set_symmetric_difference, NULL, PML_METH_O,                     \
         "Return the symmetric difference of two sets as a new set.\n\n"                         \
         "(i.e. all elements that are in exactly one of the sets.)"},                            \
        {"union", NULL, set_union, PML_METH_VARARGS,                                             \
         "Return the union of sets as a new set.\n\n"                                            \
         "(i.e. all elements that are in either set.)"},                                         \
    {                                                                                            \
        "__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS, \
            "See PEP 585"                                                                        \
    }

const PmlMethodDef pml_set_methods[] = {
    {"add", set_add, NULL, PML_METH_O,
     "Add an element to a set.\n\nThis has no effect if the element is already present."},
    {"clear", set_clear, NULL, PML_METH_NOARGS, "Remove all elements from this set."},
    SHARED_METHODS_1,
    {"copy", set_copy, NULL, PML_METH_NOARGS, "Return a shallow copy of a set."},
    {"discard", set_discard, NULL, PML_METH_O,
     "Remove an element from a set if it is a member.\n\n"
     "Unlike set.remove(), the discard() method does not raise\n"
     "an exception when an element is missing from the set."},
    SHARED_METHODS_2,
    {"difference_update", NULL, set_difference_update, PML_METH_VARARGS,
     "Remove all elements of another set from this set."},
    {"intersection_update", NULL, set_intersection_update, PML_METH_VARARGS,
     "Update a set with the intersection of itself and another."},
    {"pop", set_pop, NULL, PML_METH_NOARGS,
     "Remove and return an arbitrary set element.\nRaises KeyError if the set is empty."},
    {"remove", set_remove, NULL, PML_METH_O,
     "Remove an element from a set; it must be a member.\n\n"
     "If the element is not a member, raise a KeyError."},
    {"symmetric_difference_update", set_symmetric_difference_update, NULL, PML_METH_O,
     "Update a set with the symmetric difference of itself and another."},
    {"update", NULL, set_update, PML_METH_VARARGS,
     "Update a set with the union of itself and others."},
    {NULL, NULL, NULL, 0, NULL},
};

const PmlMethodDef pml_frozenset_methods[] = {
    SHARED_METHODS_1,
    {"copy", frozenset_copy, NULL, PML_METH_NOARGS, "Return a shallow copy of a set."},
    SHARED_METHODS_2,
    {NULL, NULL, NULL, 0, NULL},
};

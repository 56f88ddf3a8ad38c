/* Set operations and comparisons of dict.keys() and dict.items(). */
#include "object/dict_internal.h"

static int64_t view_length(PmlObj *view)
{
    return PML_DICT_LEN(pml_view_dict(view));
}

static bool is_any_set(PmlEngine *E, PmlObj *o)
{
    return PML_IS_ANY_SET(o);
}

static bool is_exact_set(PmlObj *o)
{
    return PML_IS(o, set) || PML_IS(o, frozenset);
}

/* -- comparing --------------------------------------------------------------------------- */

/* Is every item of a in b? */
static int all_contained(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlObj *it = pml_iter(E, a);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "view comparison: iterator");
    int ok = 1;
    while (ok == 1) {
        PmlObj *item = pml_iter_next(E, it);
        if (!item) {
            ok = pml_error_pending(E) ? -1 : 1;
            break;
        }
        pml_hold(E, item, "view comparison: item");
        ok = pml_contains(E, b, item);
        pml_drop_held(E, mark + 1, item);
    }
    pml_drop_held(E, mark, it);
    return ok;
}

static PmlObj *view_compare(PmlEngine *E, PmlObj *self, PmlObj *other, int op)
{
    if (!is_any_set(E, other) && !pml_is_set_view(E, other)) {
        return pml_not_implemented(E);
    }
    int64_t n = pml_length(E, self);
    int64_t m = n < 0 ? -1 : pml_length(E, other);
    if (m < 0) {
        return NULL;
    }
    int ok = 0;
    switch (op) {
    case PML_EQ:
    case PML_NE: ok = n == m ? all_contained(E, self, other) : 0; break;
    case PML_LT: ok = n < m ? all_contained(E, self, other) : 0; break;
    case PML_LE: ok = n <= m ? all_contained(E, self, other) : 0; break;
    case PML_GT: ok = n > m ? all_contained(E, other, self) : 0; break;
    default: ok = n >= m ? all_contained(E, other, self) : 0; break;
    }
    return ok < 0 ? NULL : pml_bool(E, (ok == 1) == (op != PML_NE));
}

/* -- operators --------------------------------------------------------------------------- */

static PmlObj *view_to_set(PmlEngine *E, PmlObj *self)
{
    if (pml_isinstance_of(self, PML_TYPE(E, dict_keys)) && PML_IS(pml_view_dict(self), dict)) {
        self = pml_view_dict(self);
    }
    return pml_set_new(E, self);
}

/* A set of self's items with one of set's own methods applied to it. */
static PmlObj *apply_method(PmlEngine *E, PmlObj *self, PmlObj *other, PmlObj *name)
{
    PmlObj *result = view_to_set(E, self);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "view operation: result");
    PmlObj *r = pml_call_method1(E, result, name, other);
    pml_hold_drop(E, mark);
    if (!r) {
        pml_decref(E, result);
        return NULL;
    }
    pml_decref(E, r);
    return result;
}

static PmlObj *view_sub(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    return apply_method(E, self, other, PML_ID(E, difference_update));
}

/* Items of `other` that self contains. */
static PmlObj *collect_common(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    PmlObj *result = pml_set_new(E, NULL);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "view & other: result");
    PmlObj *it = pml_iter(E, other);
    if (!it) {
        pml_drop_held(E, mark, result);
        return NULL;
    }
    pml_hold(E, it, "view & other: iterator");
    PmlObj *key;
    bool ok = true;
    while (ok && (key = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, key, "view & other: item");
        int found = pml_dict_view_contains(E, self, key);
        ok = found >= 0 && (!found || pml_set_add(E, result, key) == 0);
        pml_drop_held(E, mark + 2, key);
    }
    ok = ok && !pml_error_pending(E);
    pml_drop_held(E, mark + 1, it);
    pml_hold_drop(E, mark);
    if (!ok) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

static PmlObj *view_and(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!pml_is_set_view(E, self)) {
        PmlObj *t = self;
        self = other;
        other = t;
    }
    int64_t n = view_length(self);
    if (PML_IS(other, set) && n <= pml_length(E, other)) {
        return pml_call_method1(E, other, PML_ID(E, intersection), self);
    }
    if (pml_is_set_view(E, other) && view_length(other) > n) {
        PmlObj *t = self;
        self = other;
        other = t;
    }
    return collect_common(E, self, other);
}

static PmlObj *view_or(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    PmlObj *result = view_to_set(E, self);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "view | other: result");
    int failed = pml_set_update(E, result, other);
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

/* One item of the bigger dict: gone from `rest` if equal there, else into the result. */
static int xor_entry(PmlEngine *E, PmlObj *rest, PmlObj *result, PmlObj *key, PmlObj *value,
                     int64_t hash)
{
    PmlObj *other = pml_dict_get_hash(E, rest, key, hash);
    if (!other && pml_error_pending(E)) {
        return -1;
    }
    int same = other ? pml_compare_held(E, other, value, "items ^ items: value") : 0;
    if (same < 0) {
        return -1;
    }
    if (same) {
        return pml_dict_del_hash(E, rest, key, hash);
    }
    PmlObj *pair = pml_tuple_pack(E, 2, key, value);
    if (!pair) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pair, "items ^ items: pair");
    int failed = pml_set_add(E, result, pair);
    pml_drop_held(E, mark, pair);
    return failed;
}

static int xor_into(PmlEngine *E, PmlObj *rest, PmlObj *result, PmlObj *bigger)
{
    PmlObj *key, *value;
    int64_t pos = 0, hash, mark = pml_hold_mark(E);
    while (pml_dict_next(bigger, &pos, &key, &value, &hash)) {
        pml_hold(E, pml_incref(value), "items ^ items: value");
        pml_hold(E, pml_incref(key), "items ^ items: key");
        int failed = xor_entry(E, rest, result, key, value, hash);
        pml_drop_held(E, mark + 1, key);
        pml_drop_held(E, mark, value);
        if (failed) {
            return -1;
        }
    }
    PmlObj *left = pml_dict_view_new(E, rest, PML_T_dict_items);
    if (!left) {
        return -1;
    }
    pml_hold(E, left, "items ^ items: rest");
    int failed = pml_set_update(E, result, left);
    pml_drop_held(E, mark, left);
    return failed;
}

static PmlObj *items_xor(PmlEngine *E, PmlObj *d1, PmlObj *d2)
{
    if (PML_DICT_LEN(d1) > PML_DICT_LEN(d2)) {
        PmlObj *t = d1;
        d1 = d2;
        d2 = t;
    }
    PmlObj *rest = pml_dict_copy(E, d1);
    if (!rest) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, rest, "items ^ items: rest");
    PmlObj *result = pml_set_new(E, NULL);
    int failed = -1;
    if (result) {
        pml_hold(E, result, "items ^ items: result");
        failed = xor_into(E, rest, result, d2);
    }
    pml_drop_held(E, mark, rest);
    if (failed) {
        pml_xdecref(E, result);
        return NULL;
    }
    return result;
}

static PmlObj *view_xor(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    PmlType *items = PML_TYPE(E, dict_items);
    if (pml_isinstance_of(self, items) && pml_isinstance_of(other, items)) {
        return items_xor(E, pml_view_dict(self), pml_view_dict(other));
    }
    return apply_method(E, self, other, PML_ID(E, symmetric_difference_update));
}

PmlObj *pml_dict_view_isdisjoint(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    PmlObj *other = args[0].p;
    if (self == other) {
        return pml_bool(E, view_length(self) == 0);
    }
    if (is_exact_set(other) || pml_is_set_view(E, other)) {
        int64_t m = pml_length(E, other);
        if (m < 0) {
            return NULL;
        }
        if (m > view_length(self)) {
            PmlObj *t = self;
            self = other;
            other = t;
        }
    }
    PmlObj *it = pml_iter(E, other);
    if (!it) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "isdisjoint: iterator");
    PmlObj *item;
    int found = 0;
    while (found == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "isdisjoint: item");
        found = pml_contains(E, self, item);
        pml_drop_held(E, mark + 1, item);
    }
    pml_drop_held(E, mark, it);
    return found < 0 || pml_error_pending(E) ? NULL : pml_bool(E, !found);
}

void pml_dict_view_set_slots(PmlType *t)
{
    t->richcompare = view_compare;
    t->nb_subtract = view_sub;
    t->nb_and = view_and;
    t->nb_xor = view_xor;
    t->nb_or = view_or;
}

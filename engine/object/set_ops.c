/* Set operations: union, intersection, difference, comparison, and their operators. */
#include "object/set_internal.h"

#include "object/dict_internal.h"

static int64_t used(PmlObj *s)
{
    return pml_as_set(s)->used;
}

/* For each item of an iterable: what to do with it. >0 stops, <0 is an error. */
typedef int (*PmlItemFn)(PmlEngine *E, PmlObj *item, void *ctx);

static int each_item(PmlEngine *E, PmlObj *iterable, PmlItemFn f, void *ctx)
{
    PmlObj *it = pml_iter(E, iterable);
    if (!it) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "set operation: iterator");
    PmlObj *item;
    int r = 0;
    while (r == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "set operation: item");
        r = f(E, item, ctx);
        pml_drop_held(E, mark + 1, item);
    }
    pml_drop_held(E, mark, it);
    return r == 0 && pml_error_pending(E) ? -1 : r;
}

/* For each entry of a set, whose key is kept alive meanwhile. */
typedef int (*PmlEntryFn)(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx);

static int each_entry(PmlEngine *E, PmlObj *s, PmlEntryFn f, void *ctx)
{
    PmlObj *key;
    int64_t pos = 0, hash, mark = pml_hold_mark(E);
    while (pml_set_next_entry(pml_as_set(s), &pos, &key, &hash)) {
        pml_hold(E, pml_incref(key), "set operation: item");
        int r = f(E, key, hash, ctx);
        pml_drop_held(E, mark, key);
        if (r != 0) {
            return r;
        }
    }
    return 0;
}

/* Run an operation that fills `result`, a new object. NULL when it failed. */
static PmlObj *filled(PmlEngine *E, PmlObj *result, int r)
{
    if (r < 0) {
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

/* -- union ------------------------------------------------------------------------------- */

static int add_item(PmlEngine *E, PmlObj *item, void *ctx)
{
    int64_t hash = pml_key_hash(E, item);
    return hash == -1 ? -1 : pml_set_add_entry(E, ctx, item, hash);
}

static int add_dict_keys(PmlEngine *E, PmlSet *s, PmlObj *d)
{
    int64_t n = PML_DICT_LEN(d), pos = 0, hash;
    if ((s->fill + n) * 5 >= s->mask * 3 && pml_set_resize(E, s, (s->used + n) * 2) < 0) {
        return -1;
    }
    PmlObj *key;
    while (pml_dict_next(d, &pos, &key, NULL, &hash)) {
        if (pml_set_add_entry(E, s, key, hash) < 0) {
            return -1;
        }
    }
    return 0;
}

int pml_set_update(PmlEngine *E, PmlObj *s, PmlObj *iterable)
{
    if (pml_is_any_set(E, iterable)) {
        return pml_set_merge(E, pml_as_set(s), pml_as_set(iterable));
    }
    if (PML_IS(iterable, dict)) {
        return add_dict_keys(E, pml_as_set(s), iterable);
    }
    return each_item(E, iterable, add_item, s);
}

PmlObj *pml_set_copy(PmlEngine *E, PmlObj *s)
{
    return pml_set_make_base(E, PML_TYPE_OF(s), s);
}

/* -- intersection ------------------------------------------------------------------------ */

typedef struct Common {
    PmlSet *in, *result;
} Common;

static int add_common_entry(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    Common *c = ctx;
    int found = pml_set_contains_entry(E, c->in, key, hash);
    return found > 0 ? pml_set_add_entry(E, c->result, key, hash) : found;
}

static int add_common_item(PmlEngine *E, PmlObj *item, void *ctx)
{
    Common *c = ctx;
    int64_t hash = pml_hash(E, item);
    if (hash == -1 || add_common_entry(E, item, hash, ctx) < 0) {
        return -1;
    }
    return c->result->used >= c->in->used; /* nothing more can come */
}

PmlObj *pml_set_intersection(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    if (s == other) {
        return pml_set_copy(E, s);
    }
    PmlObj *result = pml_set_make_base(E, PML_TYPE_OF(s), NULL);
    if (!result) {
        return NULL;
    }
    Common c = {pml_as_set(s), pml_as_set(result)};
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "set intersection: result");
    int r;
    if (pml_is_any_set(E, other)) {
        PmlObj *smaller = other;
        if (used(other) > used(s)) {
            c.in = pml_as_set(other);
            smaller = s;
        }
        r = each_entry(E, smaller, add_common_entry, &c);
    } else {
        r = each_item(E, other, add_common_item, &c);
    }
    pml_hold_drop(E, mark);
    return filled(E, result, r);
}

static void relocate(PmlSet *s, PmlSetEntry *table, const PmlSet *from)
{
    s->table.p = table == from->small ? s->small : table;
}

void pml_set_swap_bodies(PmlEngine *E, PmlObj *a_, PmlObj *b_)
{
    PmlSet *a = pml_as_set(a_), *b = pml_as_set(b_);
    PmlSetEntry *table_a = a->table.p, *table_b = b->table.p;
    PmlSetEntry small[PML_SET_MIN];
    memcpy(small, a->small, sizeof small);
    memcpy(a->small, b->small, sizeof small);
    memcpy(b->small, small, sizeof small);
    relocate(a, table_b, b);
    relocate(b, table_a, a);
    int64_t fill = a->fill, n = a->used, mask = a->mask, hash = a->hash;
    a->fill = b->fill;
    a->used = b->used;
    a->mask = b->mask;
    b->fill = fill;
    b->used = n;
    b->mask = mask;
    PmlType *frozen = PML_TYPE(E, frozenset);
    bool hashable = pml_isinstance_of(a_, frozen) && pml_isinstance_of(b_, frozen);
    a->hash = hashable ? b->hash : -1;
    b->hash = hashable ? hash : -1;
}

int pml_set_intersection_update(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    PmlObj *r = pml_set_intersection(E, s, other);
    if (!r) {
        return -1;
    }
    pml_set_swap_bodies(E, s, r);
    pml_decref(E, r);
    return 0;
}

static int entry_is_in(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    return pml_set_contains_entry(E, ctx, key, hash);
}

static int item_is_in(PmlEngine *E, PmlObj *item, void *ctx)
{
    int64_t hash = pml_key_hash(E, item);
    return hash == -1 ? -1 : pml_set_contains_entry(E, ctx, item, hash);
}

int pml_set_isdisjoint(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    if (s == other) {
        return used(s) == 0;
    }
    int r;
    if (pml_is_exact_set(other)) {
        bool swap = used(other) > used(s);
        r = each_entry(E, swap ? s : other, entry_is_in, swap ? other : s);
    } else {
        r = each_item(E, other, item_is_in, s);
    }
    return r < 0 ? -1 : !r;
}

/* -- difference -------------------------------------------------------------------------- */

static int discard_entry(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    return pml_set_discard_entry(E, ctx, key, hash) < 0 ? -1 : 0;
}

static int discard_item(PmlEngine *E, PmlObj *item, void *ctx)
{
    int64_t hash = pml_key_hash(E, item);
    return hash == -1 ? -1 : discard_entry(E, item, hash, ctx);
}

static int discard_set(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    /* Of a much bigger set only the common items matter. */
    other = (used(other) >> 3) > used(s) ? pml_set_intersection(E, s, other) : pml_incref(other);
    if (!other) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, other, "set difference: other");
    int r = each_entry(E, other, discard_entry, s);
    pml_drop_held(E, mark, other);
    return r;
}

int pml_set_difference_update(PmlEngine *E, PmlObj *o, PmlObj *other)
{
    PmlSet *s = pml_as_set(o);
    if (o == other) {
        pml_set_clear(E, s);
        return 0;
    }
    int r =
        pml_is_any_set(E, other) ? discard_set(E, o, other) : each_item(E, other, discard_item, s);
    if (r < 0) {
        return -1;
    }
    /* Many dummies are resized away. */
    return s->fill - s->used <= s->mask / 4 ? 0 : pml_set_resize_for_add(E, s);
}

static PmlObj *copy_and_remove(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    PmlObj *result = pml_set_copy(E, s);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "set difference: result");
    int r = pml_set_difference_update(E, result, other);
    pml_hold_drop(E, mark);
    return filled(E, result, r);
}

typedef struct Missing {
    PmlObj *from;
    PmlSet *result;
} Missing;

static int add_missing(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    Missing *m = ctx;
    int found = PML_IS(m->from, dict) ? pml_dict_contains_hash(E, m->from, key, hash)
                                      : pml_set_contains_entry(E, pml_as_set(m->from), key, hash);
    return found == 0 ? pml_set_add_entry(E, m->result, key, hash) : found < 0 ? -1 : 0;
}

PmlObj *pml_set_difference(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    int64_t n;
    if (pml_is_any_set(E, other)) {
        n = used(other);
    } else if (PML_IS(other, dict)) {
        n = PML_DICT_LEN(other);
    } else {
        return copy_and_remove(E, s, other);
    }
    if ((used(s) >> 2) > n) {
        return copy_and_remove(E, s, other);
    }
    PmlObj *result = pml_set_make_base(E, PML_TYPE_OF(s), NULL);
    if (!result) {
        return NULL;
    }
    Missing m = {other, pml_as_set(result)};
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "set difference: result");
    int r = each_entry(E, s, add_missing, &m);
    pml_hold_drop(E, mark);
    return filled(E, result, r);
}

/* -- symmetric difference ---------------------------------------------------------------- */

static int toggle_entry(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    int r = pml_set_discard_entry(E, ctx, key, hash);
    return r == PML_SET_ABSENT ? pml_set_add_entry(E, ctx, key, hash) : r < 0 ? -1 : 0;
}

static int toggle_dict_keys(PmlEngine *E, PmlObj *s, PmlObj *d)
{
    PmlObj *key;
    int64_t pos = 0, hash, mark = pml_hold_mark(E);
    while (pml_dict_next(d, &pos, &key, NULL, &hash)) {
        pml_hold(E, pml_incref(key), "set operation: item");
        int r = toggle_entry(E, key, hash, s);
        pml_drop_held(E, mark, key);
        if (r < 0) {
            return -1;
        }
    }
    return 0;
}

int pml_set_symmetric_update(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    if (s == other) {
        pml_set_clear(E, pml_as_set(s));
        return 0;
    }
    if (PML_IS(other, dict)) {
        return toggle_dict_keys(E, s, other);
    }
    other =
        pml_is_any_set(E, other) ? pml_incref(other) : pml_set_make_base(E, PML_TYPE_OF(s), other);
    if (!other) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, other, "symmetric difference: other");
    int r = each_entry(E, other, toggle_entry, s);
    pml_drop_held(E, mark, other);
    return r;
}

PmlObj *pml_set_symmetric_difference(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    PmlObj *result = pml_set_make_base(E, PML_TYPE_OF(s), other);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "symmetric difference: result");
    int r = pml_set_symmetric_update(E, result, s);
    pml_hold_drop(E, mark);
    return filled(E, result, r);
}

/* -- comparing --------------------------------------------------------------------------- */

static int entry_not_in(PmlEngine *E, PmlObj *key, int64_t hash, void *ctx)
{
    int found = pml_set_contains_entry(E, ctx, key, hash);
    return found < 0 ? -1 : !found;
}

static int item_not_in(PmlEngine *E, PmlObj *item, void *ctx)
{
    int found = item_is_in(E, item, ctx);
    return found < 0 ? -1 : !found;
}

int pml_set_issubset(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    if (!pml_is_any_set(E, other)) {
        PmlObj *all = pml_set_new(E, other);
        if (!all) {
            return -1;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, all, "issubset: the other's items");
        int r = pml_set_issubset(E, s, all);
        pml_hold_drop(E, mark);
        pml_decref(E, all);
        return r;
    }
    if (used(s) > used(other)) {
        return 0;
    }
    int missing = each_entry(E, s, entry_not_in, other);
    return missing < 0 ? -1 : !missing;
}

int pml_set_issuperset(PmlEngine *E, PmlObj *s, PmlObj *other)
{
    if (pml_is_any_set(E, other)) {
        return pml_set_issubset(E, other, s);
    }
    int missing = each_item(E, other, item_not_in, s);
    return missing < 0 ? -1 : !missing;
}

static int sets_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t ha = pml_as_set(a)->hash, hb = pml_as_set(b)->hash;
    if (used(a) != used(b) || (ha != -1 && hb != -1 && ha != hb)) {
        return 0;
    }
    return pml_set_issubset(E, a, b);
}

PmlObj *pml_set_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!pml_is_any_set(E, b)) {
        return pml_not_implemented(E);
    }
    int r;
    switch (op) {
    case PML_EQ: r = sets_equal(E, a, b); break;
    case PML_NE:
        r = sets_equal(E, a, b);
        r = r < 0 ? r : !r;
        break;
    case PML_LE: r = pml_set_issubset(E, a, b); break;
    case PML_GE: r = pml_set_issuperset(E, a, b); break;
    case PML_LT: r = used(a) < used(b) ? pml_set_issubset(E, a, b) : 0; break;
    default: r = used(a) > used(b) ? pml_set_issuperset(E, a, b) : 0; break;
    }
    return r < 0 ? NULL : pml_bool(E, r);
}

/* -- operators --------------------------------------------------------------------------- */

static bool both_sets(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_is_any_set(E, a) && pml_is_any_set(E, b);
}

static PmlObj *op_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!both_sets(E, a, b)) {
        return pml_not_implemented(E);
    }
    PmlObj *result = pml_set_copy(E, a);
    if (!result || a == b) {
        return result;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "set union: result");
    int r = pml_set_update(E, result, b);
    pml_hold_drop(E, mark);
    return filled(E, result, r);
}

static PmlObj *op_and(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return both_sets(E, a, b) ? pml_set_intersection(E, a, b) : pml_not_implemented(E);
}

static PmlObj *op_sub(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return both_sets(E, a, b) ? pml_set_difference(E, a, b) : pml_not_implemented(E);
}

static PmlObj *op_xor(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return both_sets(E, a, b) ? pml_set_symmetric_difference(E, a, b) : pml_not_implemented(E);
}

static PmlObj *in_place(PmlEngine *E, PmlObj *a, PmlObj *b,
                        int (*f)(PmlEngine *, PmlObj *, PmlObj *))
{
    if (!pml_is_any_set(E, b)) {
        return pml_not_implemented(E);
    }
    return f(E, a, b) < 0 ? NULL : pml_incref(a);
}

static PmlObj *op_ior(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return in_place(E, a, b, pml_set_update);
}

static PmlObj *op_iand(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return in_place(E, a, b, pml_set_intersection_update);
}

static PmlObj *op_isub(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return in_place(E, a, b, pml_set_difference_update);
}

static PmlObj *op_ixor(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return in_place(E, a, b, pml_set_symmetric_update);
}

void pml_set_operators(PmlType *t, bool mutable)
{
    t->nb_subtract = op_sub;
    t->nb_and = op_and;
    t->nb_xor = op_xor;
    t->nb_or = op_or;
    if (mutable) {
        t->nb_inplace_subtract = op_isub;
        t->nb_inplace_and = op_iand;
        t->nb_inplace_xor = op_ixor;
        t->nb_inplace_or = op_ior;
    }
}

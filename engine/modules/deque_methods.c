/* collections.deque: its methods and slots. */
#include "modules/deque.h"

#include "object/detached.h"

static bool is_deque(PmlEngine *E, const PmlObj *o)
{
    return pml_isinstance_of(o, PML_TYPE(E, deque));
}

/* -- making and copying ------------------------------------------------------------------ */

static int deque_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"iterable", "maxlen", NULL};
    PmlObj *a[2];
    int64_t maxlen = -1;
    if (!pml_parse_format(E, "deque", args, kwargs, names, 0, 2, a)) {
        return -1;
    }
    if (a[1] && a[1] != PML_NONE(E)) {
        if (!PML_IS_INT(a[1])) {
            PML_RAISE(E, TypeError, "an integer is required");
            return -1;
        }
        if (!pml_int_fits(a[1], &maxlen)) {
            PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
            return -1;
        }
        if (maxlen < 0) {
            PML_RAISE(E, ValueError, "maxlen must be non-negative");
            return -1;
        }
    }
    PML_DEQUE(self)->maxlen = maxlen;
    pml_deque_clear(E, PML_DEQUE(self));
    return a[0] ? pml_deque_extend(E, self, a[0], false) : 0;
}

/* A copy of an instance of a subclass is made by calling the subclass. */
static PmlObj *copy_by_call(PmlEngine *E, PmlObj *self)
{
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    PmlObj *r;
    if (PML_DEQUE(self)->maxlen < 0) {
        r = pml_call1(E, type, self);
    } else {
        PmlObj *maxlen = pml_int(E, PML_DEQUE(self)->maxlen);
        r = maxlen ? pml_call2(E, type, self, maxlen) : NULL;
        pml_xdecref(E, maxlen);
    }
    if (r && !is_deque(E, r)) {
        PML_RAISE(E, TypeError, "%.200s() must return a deque, not %.200s",
                  PML_TYPE_OF(self)->name.p, PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

static PmlObj *deque_copy(PmlEngine *E, PmlObj *self)
{
    if (!PML_IS(self, deque)) {
        return copy_by_call(E, self);
    }
    PmlObj *copy = pml_deque_new(E, PML_TYPE_OF(self), NULL, NULL);
    if (!copy) {
        return NULL;
    }
    PML_DEQUE(copy)->maxlen = PML_DEQUE(self)->maxlen;
    int r = PML_DEQUE_LEN(self) == 1
                ? pml_deque_append(E, PML_DEQUE(copy),
                                   pml_incref(pml_deque_slot(PML_DEQUE(self), 0)->p))
                : pml_deque_extend(E, copy, self, false);
    if (r < 0) {
        pml_decref(E, copy);
        return NULL;
    }
    return copy;
}

static PmlObj *m_copy(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return deque_copy(E, self);
}

static PmlObj *m_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = NULL;
    if (pml_lookup_attr(E, self, PML_ID(E, __dict__), &state) < 0) {
        return NULL;
    }
    PmlObj *it = pml_iter(E, self);
    PmlObj *maxlen =
        PML_DEQUE(self)->maxlen < 0 ? pml_none(E) : pml_int(E, PML_DEQUE(self)->maxlen);
    PmlObj *empty = E->rt->empty_tuple.p;
    PmlObj *first = maxlen == PML_NONE(E) ? pml_incref(empty) : pml_tuple_pack(E, 2, empty, maxlen);
    PmlObj *r = it && first ? pml_tuple_pack(E, 4, (PmlObj *)PML_TYPE_OF(self), first,
                                             state ? state : PML_NONE(E), it)
                            : NULL;
    pml_xdecref(E, first);
    pml_xdecref(E, maxlen);
    pml_xdecref(E, it);
    pml_xdecref(E, state);
    return r;
}

/* -- ends -------------------------------------------------------------------------------- */

static PmlObj *none_if(PmlEngine *E, int r)
{
    return r < 0 ? NULL : pml_none(E);
}

static PmlObj *m_append(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return none_if(E, pml_deque_append(E, PML_DEQUE(self), pml_incref(args[0].p)));
}

static PmlObj *m_appendleft(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return none_if(E, pml_deque_append_left(E, PML_DEQUE(self), pml_incref(args[0].p)));
}

static PmlObj *m_pop(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_deque_pop(E, PML_DEQUE(self));
}

static PmlObj *m_popleft(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_deque_pop_left(E, PML_DEQUE(self));
}

static PmlObj *m_extend(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return none_if(E, pml_deque_extend(E, self, args[0].p, false));
}

static PmlObj *m_extendleft(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return none_if(E, pml_deque_extend(E, self, args[0].p, true));
}

static PmlObj *m_clear(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    pml_deque_clear(E, PML_DEQUE(self));
    return pml_none(E);
}

static PmlObj *m_rotate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t n = 1;
    if (!pml_check_positional(E, "deque.rotate", nargs, 0, 1) ||
        (nargs > 0 && !pml_index_argument(E, args[0].p, &n))) {
        return NULL;
    }
    return none_if(E, pml_deque_rotate(E, PML_DEQUE(self), n));
}

static PmlObj *m_reverse(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *left = d->left.p, *right = d->right.p;
    int64_t i = d->left_index, j = d->right_index;
    for (int64_t n = d->ob.size >> 1; n > 0; n--) {
        PmlRef saved = left->data[i];
        left->data[i] = right->data[j];
        right->data[j] = saved;
        pml_deque_step(&left, &i);
        if (--j < 0) {
            right = right->left.p;
            j = PML_DEQUE_BLOCK - 1;
        }
    }
    return pml_none(E);
}

/* -- places in the middle ---------------------------------------------------------------- */

static bool check_index(PmlEngine *E, PmlObj *self, int64_t i)
{
    if (i >= 0 && i < PML_DEQUE_LEN(self)) {
        return true;
    }
    PML_RAISE(E, IndexError, "deque index out of range");
    return false;
}

static PmlObj *deque_item(PmlEngine *E, PmlObj *self, int64_t i)
{
    if (!check_index(E, self, i)) {
        return NULL;
    }
    return pml_incref(pml_deque_slot(PML_DEQUE(self), i)->p);
}

static int deque_delete(PmlEngine *E, PmlDeque *d, int64_t i)
{
    if (pml_deque_rotate(E, d, -i) < 0) {
        return -1;
    }
    PmlObj *item = pml_deque_pop_left(E, d);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, item, "deque: item being deleted");
    int r = pml_deque_rotate(E, d, i);
    pml_drop_held(E, mark, item);
    return r;
}

static int deque_ass_item(PmlEngine *E, PmlObj *self, int64_t i, PmlObj *value)
{
    if (!check_index(E, self, i)) {
        return -1;
    }
    if (!value) {
        return deque_delete(E, PML_DEQUE(self), i);
    }
    PmlRef *slot = pml_deque_slot(PML_DEQUE(self), i);
    PML_SETREF(E, *slot, pml_incref(value));
    return 0;
}

static PmlObj *m_insert(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    int64_t i, n = d->ob.size;
    if (!pml_check_positional(E, "insert", nargs, 2, 2) || !pml_index_argument(E, args[0].p, &i)) {
        return NULL;
    }
    if (d->maxlen == n) {
        return PML_RAISE(E, IndexError, "deque already at its maximum size");
    }
    PmlObj *value = args[1].p;
    if (i >= n) {
        return none_if(E, pml_deque_append(E, d, pml_incref(value)));
    }
    if (i <= -n || i == 0) {
        return none_if(E, pml_deque_append_left(E, d, pml_incref(value)));
    }
    if (pml_deque_rotate(E, d, -i) < 0 ||
        (i < 0 ? pml_deque_append : pml_deque_append_left)(E, d, pml_incref(value)) < 0) {
        return NULL;
    }
    return none_if(E, pml_deque_rotate(E, d, i));
}

/* -- searching --------------------------------------------------------------------------- */

static PmlObj *m_count(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index, found = 0;
    uint64_t state = d->state;
    for (int64_t n = d->ob.size; n > 0; n--) {
        int same = pml_compare_held(E, b->data[index].p, args[0].p, "deque.count: item");
        if (same < 0) {
            return NULL;
        }
        if (state != d->state) {
            return PML_RAISE(E, RuntimeError, "deque mutated during iteration");
        }
        found += same;
        pml_deque_step(&b, &index);
    }
    return pml_int(E, found);
}

static int deque_contains(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index;
    uint64_t state = d->state;
    for (int64_t n = d->ob.size; n > 0; n--) {
        int same = pml_compare_held(E, b->data[index].p, value, "deque: item being compared");
        if (same) {
            return same;
        }
        if (state != d->state) {
            PML_RAISE(E, RuntimeError, "deque mutated during iteration");
            return -1;
        }
        pml_deque_step(&b, &index);
    }
    return 0;
}

static PmlObj *m_remove(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index, n = d->ob.size, i;
    uint64_t state = d->state;
    for (i = 0; i < n; i++) {
        int same = pml_compare_held(E, b->data[index].p, args[0].p, "deque.remove: item");
        if (same < 0) {
            return NULL;
        }
        if (state != d->state) {
            return PML_RAISE(E, IndexError, "deque mutated during iteration");
        }
        if (same) {
            return none_if(E, deque_delete(E, d, i));
        }
        pml_deque_step(&b, &index);
    }
    return PML_RAISE(E, ValueError, "%R is not in deque", args[0].p);
}

/* An index like a slice's: negative from the end, clipped. */
static bool read_limit(PmlEngine *E, PmlObj *o, int64_t n, int64_t *i)
{
    if (!pml_search_bound(E, o, i)) {
        return false;
    }
    if (*i < 0) {
        *i = *i + n < 0 ? 0 : *i + n;
    }
    if (*i > n) {
        *i = n;
    }
    return true;
}

static PmlObj *m_index(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    int64_t n = d->ob.size, start = 0, stop = n;
    if (!pml_check_positional(E, "index", nargs, 1, 3) ||
        (nargs > 1 && !read_limit(E, args[1].p, n, &start)) ||
        (nargs > 2 && !read_limit(E, args[2].p, n, &stop))) {
        return NULL;
    }
    uint64_t state = d->state;
    for (int64_t i = start; i < stop; i++) {
        int same = pml_compare_held(E, pml_deque_slot(d, i)->p, args[0].p, "deque.index: item");
        if (same < 0) {
            return NULL;
        }
        if (same) {
            return pml_int(E, i);
        }
        if (state != d->state) {
            return PML_RAISE(E, RuntimeError, "deque mutated during iteration");
        }
    }
    return PML_RAISE(E, ValueError, "%R is not in deque", args[0].p);
}

/* -- concatenation and repetition -------------------------------------------------------- */

static PmlObj *deque_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!is_deque(E, other)) {
        return PML_RAISE(E, TypeError, "can only concatenate deque (not \"%.200s\") to deque",
                         PML_TYPE_OF(other)->name.p);
    }
    PmlObj *copy = deque_copy(E, self);
    if (copy && pml_deque_extend(E, copy, other, false) < 0) {
        pml_decref(E, copy);
        return NULL;
    }
    return copy;
}

static PmlObj *deque_inplace_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    return pml_deque_extend(E, self, other, false) < 0 ? NULL : pml_incref(self);
}

static int repeat_single(PmlEngine *E, PmlDeque *d, int64_t n)
{
    PmlObj *item = pml_deque_slot(d, 0)->p;
    if (d->maxlen >= 0 && n > d->maxlen) {
        n = d->maxlen;
    }
    for (int64_t i = 1; i < n; i++) {
        if (pml_deque_append(E, d, pml_incref(item)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int repeat_in_place(PmlEngine *E, PmlObj *self, int64_t n)
{
    int64_t size = PML_DEQUE_LEN(self);
    if (size == 0 || n == 1) {
        return 0;
    }
    if (n <= 0) {
        pml_deque_clear(E, PML_DEQUE(self));
        return 0;
    }
    if (size == 1) {
        return repeat_single(E, PML_DEQUE(self), n);
    }
    if (size > INT64_MAX / 8 / n) {
        pml_err_no_memory(E);
        return -1;
    }
    PmlObj *items = pml_sequence_list(E, self);
    if (!items) {
        return -1;
    }
    int r = 0;
    for (int64_t i = 1; r == 0 && i < n; i++) {
        r = pml_deque_extend(E, self, items, false);
    }
    pml_decref(E, items);
    return r;
}

static PmlObj *deque_inplace_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    return repeat_in_place(E, self, n) < 0 ? NULL : pml_incref(self);
}

static PmlObj *deque_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    PmlObj *copy = deque_copy(E, self);
    if (copy && repeat_in_place(E, copy, n) < 0) {
        pml_decref(E, copy);
        return NULL;
    }
    return copy;
}

/* -- comparing and showing --------------------------------------------------------------- */

/* The first pair that differs, both new references; equal up to the shorter end: NULL, NULL.
 * -1: error. */
static int first_difference(PmlEngine *E, PmlObj *ia, PmlObj *ib, PmlObj **x, PmlObj **y)
{
    for (;;) {
        *x = pml_iter_next(E, ia);
        *y = *x || !pml_error_pending(E) ? pml_iter_next(E, ib) : NULL;
        if (pml_error_pending(E)) {
            pml_xdecref(E, *x);
            pml_xdecref(E, *y);
            return -1;
        }
        if (!*x || !*y) {
            return 0;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, *x, "deque comparison: item");
        pml_hold(E, *y, "deque comparison: item");
        int same = pml_compare_bool(E, *x, *y, PML_EQ);
        pml_hold_drop(E, mark);
        if (same == 0) {
            return 0;
        }
        pml_decref(E, *x);
        pml_decref(E, *y);
        if (same < 0) {
            return -1;
        }
    }
}

PmlObj *pml_deque_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!is_deque(E, a) || !is_deque(E, b)) {
        return pml_not_implemented(E);
    }
    int64_t na = PML_DEQUE_LEN(a), nb = PML_DEQUE_LEN(b);
    if ((op == PML_EQ || op == PML_NE) && (a == b || na != nb)) {
        return pml_bool(E, (a == b) == (op == PML_EQ));
    }
    PmlObj *ia = pml_iter(E, a);
    PmlObj *ib = ia ? pml_iter(E, b) : NULL;
    PmlObj *x = NULL, *y = NULL, *r = NULL;
    int64_t mark = pml_hold_mark(E);
    if (ib) {
        pml_hold(E, ia, "deque comparison: iterator");
        pml_hold(E, ib, "deque comparison: iterator");
        if (first_difference(E, ia, ib, &x, &y) == 0) {
            if (x && y) {
                pml_hold(E, x, "deque comparison: item");
                pml_hold(E, y, "deque comparison: item");
                r = pml_compare(E, x, y, op);
            } else {
                r = pml_order_result(E, x != NULL, y != NULL, op);
            }
            pml_hold_drop(E, mark + 2);
            pml_xdecref(E, x);
            pml_xdecref(E, y);
        }
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, ia);
    pml_xdecref(E, ib);
    return r;
}

static PmlObj *deque_repr(PmlEngine *E, PmlObj *self)
{
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running < 0 ? NULL : pml_str_text(E, "[...]");
    }
    PmlObj *items = pml_sequence_list(E, self);
    PmlObj *r = NULL;
    if (items) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, items, "repr: items of the deque");
        const char *name = pml_type_short_name(PML_TYPE_OF(self));
        int64_t maxlen = PML_DEQUE(self)->maxlen;
        r = maxlen >= 0 ? pml_str_format(E, "%s(%R, maxlen=%zd)", name, items, maxlen)
                        : pml_str_format(E, "%s(%R)", name, items);
        pml_hold_drop(E, mark);
        pml_decref(E, items);
    }
    pml_repr_leave(E, self);
    return r;
}

/* -- the type ---------------------------------------------------------------------------- */

static int64_t deque_length(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E);
    return PML_DEQUE_LEN(self);
}

static int deque_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index;
    for (int64_t n = d->ob.size; n > 0; n--) {
        PML_VISIT(b->data[index]);
        pml_deque_step(&b, &index);
    }
    return 0;
}

static void deque_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlDeque *d = PML_DEQUE(self);
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index;
    for (int64_t i = 0; i < d->ob.size; i++) {
        sink->ref(sink, b->data[index].p, PML_EDGE_ITEM, NULL, NULL, i);
        pml_deque_step(&b, &index);
    }
}

static int deque_clear_slot(PmlEngine *E, PmlObj *self)
{
    pml_deque_clear(E, PML_DEQUE(self));
    return 0;
}

static PmlObj *m_reversed(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_deque_reverse_iter(E, self);
}

static PmlObj *m_sizeof(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlDeque *d = PML_DEQUE(self);
    int64_t blocks = (d->left_index + d->ob.size + PML_DEQUE_BLOCK - 1) / PML_DEQUE_BLOCK;
    return pml_int(E, PML_TYPE_OF(self)->basicsize + blocks * (int64_t)sizeof(PmlDequeBlock));
}

static PmlObj *m_class_getitem(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_generic_alias_new(E, self, args[0].p);
}

static PmlObj *get_maxlen(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return PML_DEQUE(self)->maxlen < 0 ? pml_none(E) : pml_int(E, PML_DEQUE(self)->maxlen);
}

static const PmlMethodDef methods[] = {
    PML_ONE("append", m_append, "Add an element to the right side of the deque."),
    PML_ONE("appendleft", m_appendleft, "Add an element to the left side of the deque."),
    PML_NOARGS("clear", m_clear, "Remove all elements from the deque."),
    {"__class_getitem__", m_class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
    PML_NOARGS("__copy__", m_copy, "Return a shallow copy of a deque."),
    PML_NOARGS("copy", m_copy, "Return a shallow copy of a deque."),
    PML_ONE("count", m_count, "D.count(value) -- return number of occurrences of value"),
    PML_ONE("extend", m_extend,
            "Extend the right side of the deque with elements from the iterable"),
    PML_ONE("extendleft", m_extendleft,
            "Extend the left side of the deque with elements from the iterable"),
    PML_FAST("index", m_index, "D.index(value, [start, [stop]]) -- return first index of value."),
    PML_FAST("insert", m_insert, "D.insert(index, object) -- insert object before index"),
    PML_NOARGS("pop", m_pop, "Remove and return the rightmost element."),
    PML_NOARGS("popleft", m_popleft, "Remove and return the leftmost element."),
    PML_NOARGS("__reduce__", m_reduce, "Return state information for pickling."),
    PML_ONE("remove", m_remove, "D.remove(value) -- remove first occurrence of value."),
    PML_NOARGS("__reversed__", m_reversed,
               "D.__reversed__() -- return a reverse iterator over the deque"),
    PML_NOARGS("reverse", m_reverse, "D.reverse() -- reverse *IN PLACE*"),
    PML_FAST(
        "rotate", m_rotate,
        "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left."),
    PML_NOARGS("__sizeof__", m_sizeof, "D.__sizeof__() -- size of D in memory, in bytes"),
    PML_METHODS_END,
};
static const PmlGetSetDef getset[] = {
    {"maxlen", get_maxlen, NULL, "maximum size of a deque or None if unbounded", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

void pml_init_type_deque(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "collections.deque";
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_SEQUENCE;
    t->basicsize = sizeof(PmlDeque);
    t->weaklistoffset = offsetof(PmlDeque, weaklist);
    t->new_ = pml_deque_new;
    t->init = deque_init;
    t->dealloc = pml_deque_dealloc;
    t->traverse = deque_traverse;
    t->refs_of = deque_refs;
    t->clear = deque_clear_slot;
    t->repr = deque_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = pml_deque_compare;
    t->iter = pml_deque_iter;
    t->getattro = pml_generic_getattr;
    t->sq_length = deque_length;
    t->sq_concat = deque_concat;
    t->sq_repeat = deque_repeat;
    t->sq_item = deque_item;
    t->sq_ass_item = deque_ass_item;
    t->sq_contains = deque_contains;
    t->sq_inplace_concat = deque_inplace_concat;
    t->sq_inplace_repeat = deque_inplace_repeat;
    t->methods.p = methods;
    t->getset.p = getset;
}

/* list: growth, the sequence protocol, comparison and showing. */
#include "object/list_internal.h"

#include "object/str.h"

/* -- storage ----------------------------------------------------------------------------- */

int pml_list_resize(PmlEngine *E, PmlList *l, int64_t n)
{
    if (l->capacity >= n && n >= l->capacity >> 1) {
        l->ob.size = n;
        return 0;
    }
    int64_t capacity = (n + (n >> 3) + 6) & ~INT64_C(3);
    if (PML_UNLIKELY(E->profile->old_list_growth)) {
        capacity = n + (n >> 3) + (n < 9 ? 3 : 6);
    } else if (n - l->ob.size > capacity - n) {
        capacity = (n + 3) & ~INT64_C(3);
    }
    if (n == 0) {
        capacity = 0;
    }
    PmlRef *items = capacity > PML_MAX_ITEMS
                        ? NULL
                        : pml_mem_realloc(E, l->items.p, (size_t)capacity * sizeof(PmlRef));
    if (!items) {
        pml_err_no_memory(E);
        return -1;
    }
    l->items.p = items;
    l->ob.size = n;
    l->capacity = capacity;
    return 0;
}

static PmlRef *new_items(PmlEngine *E, int64_t n)
{
    return n > PML_MAX_ITEMS ? NULL : pml_mem_alloc(E, (size_t)n * sizeof(PmlRef));
}

/* First filling of a list that never had items: an even number of slots. */
static int preallocate(PmlEngine *E, PmlList *l, int64_t n)
{
    if (n > PML_MAX_ITEMS) {
        pml_err_no_memory(E);
        return -1;
    }
    int64_t capacity = (n + 1) & ~INT64_C(1);
    l->items.p = new_items(E, capacity);
    if (!l->items.p) {
        pml_err_no_memory(E);
        return -1;
    }
    l->capacity = capacity;
    return 0;
}

static PmlList *new_list_object(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    if (rt->free_list_count > 0) {
        PmlObj *o = rt->free_lists[--rt->free_list_count].p;
        rt->free_lists[rt->free_list_count].p = NULL;
        o->refs = 1;
        return (PmlList *)o;
    }
    return (PmlList *)pml_object_new_gc(E, PML_TYPE(E, list));
}

PmlObj *pml_list_new(PmlEngine *E, int64_t n)
{
    PmlList *l = new_list_object(E);
    if (!l) {
        return NULL;
    }
    l->items.p = NULL;
    l->capacity = 0;
    l->ob.size = 0;
    if (n > 0) {
        l->items.p = new_items(E, n);
        if (!l->items.p) {
            pml_decref(E, (PmlObj *)l);
            return pml_err_no_memory(E);
        }
        for (int64_t i = 0; i < n; i++) {
            l->items.p[i].p = NULL;
        }
        l->ob.size = n;
        l->capacity = n;
    }
    pml_gc_track(E, (PmlObj *)l);
    return (PmlObj *)l;
}

PmlObj *pml_list_new_room(PmlEngine *E, int64_t n)
{
    PmlObj *o = pml_list_new(E, 0);
    if (!o) {
        return NULL;
    }
    PmlList *l = pml_as_list(o);
    l->items.p = new_items(E, n);
    if (!l->items.p) {
        pml_decref(E, o);
        return pml_err_no_memory(E);
    }
    l->capacity = n;
    return o;
}

/* Dying of it can run no Python code. */
static bool is_plain(const PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    return !pml_type_has(t, PML_TF_GC | PML_TF_HEAP) && t->weaklistoffset == 0;
}

void pml_release_detached(PmlEngine *E, PmlRef *items, int64_t n, bool backwards)
{
    int64_t mark = pml_hold_mark(E);
    int64_t left = -1; /* references still held; -1: none was worth holding yet */
    for (int64_t k = 0; k < n; k++) {
        PmlRef *slot = backwards ? &items[n - 1 - k] : &items[k];
        PmlObj *o = slot->p;
        slot->p = NULL;
        if (!o) {
            continue;
        }
        if (left >= 0) {
            pml_hold_drop(E, mark + --left);
        } else if (pml_refs(o) == 1 && !is_plain(o)) {
            left = 0;
            for (int64_t j = n - 1; j > k; j--) {
                PmlObj *later = backwards ? items[n - 1 - j].p : items[j].p;
                if (later) {
                    pml_hold(E, later, "removed, to be released");
                    left++;
                }
            }
        }
        pml_decref(E, o);
    }
    pml_hold_drop(E, mark);
}

void pml_list_clear(PmlEngine *E, PmlObj *o)
{
    PmlList *l = pml_as_list(o);
    PmlRef *items = l->items.p;
    if (!items) {
        return;
    }
    int64_t n = l->ob.size;
    l->ob.size = 0;
    l->items.p = NULL;
    l->capacity = 0;
    pml_release_detached(E, items, n, true);
    pml_mem_free(E, items);
}

static void list_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlList *l = pml_as_list(o);
    PmlType *t = PML_TYPE_OF(o);
    bool guarded = t->dealloc == list_dealloc;
    pml_gc_untrack(E, o);
    if (guarded && pml_trashcan_begin(E, o)) {
        return;
    }
    if (l->items.p) {
        for (int64_t i = l->ob.size; --i >= 0;) {
            PML_CLEAR(E, l->items.p[i]);
        }
        pml_mem_free(E, l->items.p);
        l->items.p = NULL;
    }
    if (t == PML_TYPE(E, list) && E->rt->free_list_count < PML_LIST_FREE_MAX) {
        E->rt->free_lists[E->rt->free_list_count++].p = o;
    } else {
        t->free(E, o);
    }
    if (guarded) {
        pml_trashcan_end(E);
    }
}

static int list_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    for (int64_t i = PML_LIST_LEN(o); --i >= 0;) {
        PML_VISIT(PML_LIST_ITEMS(o)[i]);
    }
    return 0;
}

static void list_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    PmlRef *items = PML_LIST_ITEMS(o);
    for (int64_t i = 0; items && i < PML_LIST_LEN(o); i++) {
        if (items[i].p) {
            sink->ref(sink, items[i].p, PML_EDGE_ITEM, NULL, NULL, i);
        }
    }
}

static int list_clear_slot(PmlEngine *E, PmlObj *o)
{
    pml_list_clear(E, o);
    return 0;
}

/* -- adding items ------------------------------------------------------------------------ */

int pml_list_append_steal(PmlEngine *E, PmlList *l, PmlObj *item)
{
    int64_t n = l->ob.size;
    if (n < l->capacity) {
        l->items.p[n].p = item;
        l->ob.size = n + 1;
        return 0;
    }
    if (pml_list_resize(E, l, n + 1) < 0) {
        pml_decref(E, item);
        return -1;
    }
    l->items.p[n].p = item;
    return 0;
}

int pml_list_append(PmlEngine *E, PmlObj *l, PmlObj *item)
{
    return pml_list_append_steal(E, pml_as_list(l), pml_incref(item));
}

int pml_list_insert(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *item)
{
    PmlList *l = pml_as_list(o);
    int64_t n = l->ob.size;
    if (pml_list_resize(E, l, n + 1) < 0) {
        return -1;
    }
    if (i < 0) {
        i += n;
        i = i < 0 ? 0 : i;
    }
    i = i > n ? n : i;
    PmlRef *items = l->items.p;
    memmove(&items[i + 1], &items[i], (size_t)(n - i) * sizeof(PmlRef));
    items[i].p = pml_incref(item);
    return 0;
}

/* From a list or tuple (or the list itself): all at once. */
static PmlObj *extend_from_array(PmlEngine *E, PmlList *l, PmlObj *source)
{
    source = pml_sequence_fast(E, source, "argument must be iterable");
    if (!source) {
        return NULL;
    }
    int64_t n = pml_fast_size(source);
    if (n == 0) {
        pml_decref(E, source);
        return pml_none(E);
    }
    int64_t m = l->ob.size;
    int failed;
    if (!l->items.p) {
        failed = preallocate(E, l, n);
        l->ob.size = failed ? 0 : n;
    } else {
        failed = pml_list_resize(E, l, m + n);
    }
    if (failed) {
        pml_decref(E, source);
        return NULL;
    }
    PmlRef *from = pml_fast_items(source);
    PmlRef *to = l->items.p + m;
    for (int64_t i = 0; i < n; i++) {
        to[i].p = pml_incref(from[i].p);
    }
    pml_decref(E, source);
    return pml_none(E);
}

/* Room for as many items as the iterable promises. */
static int make_room(PmlEngine *E, PmlList *l, PmlObj *iterable)
{
    int64_t hint = pml_length_hint(E, iterable, 8);
    if (hint < 0) {
        return -1;
    }
    int64_t m = l->ob.size;
    if (m > INT64_MAX - hint) {
        return 0;
    }
    if (!l->items.p) {
        return hint ? preallocate(E, l, hint) : 0;
    }
    int failed = pml_list_resize(E, l, m + hint);
    l->ob.size = m;
    return failed;
}

static int append_all(PmlEngine *E, PmlList *l, PmlObj *it)
{
    PmlUnary next = PML_TYPE_OF(it)->iternext;
    PmlObj *item;
    while ((item = next(E, it)) != NULL) {
        if (pml_list_append_steal(E, l, item) < 0) {
            return -1;
        }
    }
    if (pml_error_pending(E)) {
        if (!pml_error_matches(E, PML_T_StopIteration)) {
            return -1;
        }
        pml_error_clear(E);
    }
    return l->ob.size < l->capacity ? pml_list_resize(E, l, l->ob.size) : 0;
}

PmlObj *pml_list_extend(PmlEngine *E, PmlObj *o, PmlObj *iterable)
{
    PmlList *l = pml_as_list(o);
    if (PML_IS(iterable, list) || PML_IS(iterable, tuple) || o == iterable) {
        return extend_from_array(E, l, iterable);
    }
    PmlObj *it = pml_iter(E, iterable);
    if (!it) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "list.extend: iterator");
    bool ok = make_room(E, l, iterable) == 0 && append_all(E, l, it) == 0;
    pml_drop_held(E, mark, it);
    return ok ? pml_none(E) : NULL;
}

PmlObj *pml_sequence_list(PmlEngine *E, PmlObj *iterable)
{
    PmlObj *l = pml_list_new(E, 0);
    if (!l) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, l, "list being filled");
    PmlObj *r = pml_list_extend(E, l, iterable);
    pml_hold_drop(E, mark);
    if (!r) {
        pml_decref(E, l);
        return NULL;
    }
    pml_decref(E, r);
    return l;
}

PmlObj *pml_list_as_tuple(PmlEngine *E, PmlObj *l)
{
    return pml_tuple_from(E, PML_LIST_ITEMS(l), PML_LIST_LEN(l));
}

/* -- sequence protocol ------------------------------------------------------------------- */

static int64_t list_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return PML_LIST_LEN(o);
}

static int list_contains(PmlEngine *E, PmlObj *o, PmlObj *item)
{
    for (int64_t i = 0; i < PML_LIST_LEN(o); i++) {
        int r = pml_compare_held(E, PML_LIST_ITEMS(o)[i].p, item, "in list: item");
        if (r != 0) {
            return r;
        }
    }
    return 0;
}

static PmlObj *list_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    if ((uint64_t)i >= (uint64_t)PML_LIST_LEN(o)) {
        return PML_RAISE(E, IndexError, "list index out of range");
    }
    return pml_incref(PML_LIST_ITEMS(o)[i].p);
}

static int list_assign_item(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *v)
{
    if ((uint64_t)i >= (uint64_t)PML_LIST_LEN(o)) {
        PML_RAISE(E, IndexError, "list assignment index out of range");
        return -1;
    }
    if (!v) {
        return pml_list_set_slice(E, o, i, i + 1, NULL);
    }
    PML_SETREF(E, PML_LIST_ITEMS(o)[i], pml_incref(v));
    return 0;
}

static PmlObj *list_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_LIST(b)) {
        return PML_RAISE(E, TypeError, "can only concatenate list (not \"%.200s\") to list",
                         PML_TYPE_OF(b)->name.p);
    }
    int64_t na = PML_LIST_LEN(a), nb = PML_LIST_LEN(b);
    if (na + nb == 0) {
        return pml_list_new(E, 0);
    }
    PmlObj *r = pml_list_new_room(E, na + nb);
    if (!r) {
        return NULL;
    }
    PmlRef *to = PML_LIST_ITEMS(r);
    for (int64_t i = 0; i < na; i++) {
        to[i].p = pml_incref(PML_LIST_ITEMS(a)[i].p);
    }
    for (int64_t i = 0; i < nb; i++) {
        to[na + i].p = pml_incref(PML_LIST_ITEMS(b)[i].p);
    }
    PML_LIST_LEN(r) = na + nb;
    return r;
}

static PmlObj *list_repeat(PmlEngine *E, PmlObj *o, int64_t n)
{
    int64_t m = PML_LIST_LEN(o);
    if (m == 0 || n <= 0) {
        return pml_list_new(E, 0);
    }
    if (n > INT64_MAX / (int64_t)sizeof(PmlRef) / m) {
        return pml_err_no_memory(E);
    }
    PmlObj *r = pml_list_new_room(E, m * n);
    if (!r) {
        return NULL;
    }
    PmlRef *to = PML_LIST_ITEMS(r);
    for (int64_t i = 0; i < m * n; i++) {
        to[i].p = pml_incref(PML_LIST_ITEMS(o)[i % m].p);
    }
    PML_LIST_LEN(r) = m * n;
    return r;
}

static PmlObj *list_inplace_concat(PmlEngine *E, PmlObj *o, PmlObj *other)
{
    PmlObj *r = pml_list_extend(E, o, other);
    if (!r) {
        return NULL;
    }
    pml_decref(E, r);
    return pml_incref(o);
}

static PmlObj *list_inplace_repeat(PmlEngine *E, PmlObj *o, int64_t n)
{
    PmlList *l = pml_as_list(o);
    int64_t m = l->ob.size;
    if (m == 0 || n == 1) {
        return pml_incref(o);
    }
    if (n < 1) {
        pml_list_clear(E, o);
        return pml_incref(o);
    }
    if (m > INT64_MAX / (int64_t)sizeof(PmlRef) / n) {
        return pml_err_no_memory(E);
    }
    if (pml_list_resize(E, l, m * n) < 0) {
        return NULL;
    }
    for (int64_t i = m; i < m * n; i++) {
        l->items.p[i].p = pml_incref(l->items.p[i - m].p);
    }
    return pml_incref(o);
}

/* -- showing and comparing --------------------------------------------------------------- */

static PmlObj *list_repr(PmlEngine *E, PmlObj *o)
{
    if (PML_LIST_LEN(o) == 0) {
        return pml_str_text(E, "[]");
    }
    int entered = pml_repr_enter(E, o);
    if (entered != 0) {
        return entered > 0 ? pml_str_text(E, "[...]") : NULL;
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_char(&b, '[');
    PmlObj *result = NULL;
    for (int64_t i = 0; i < PML_LIST_LEN(o); i++) {
        if (i > 0) {
            pml_builder_text(&b, ", ");
        }
        PmlObj *s = pml_repr(E, PML_LIST_ITEMS(o)[i].p);
        if (!s) {
            pml_builder_drop(&b);
            goto done;
        }
        pml_builder_str(&b, s);
        pml_decref(E, s);
    }
    pml_builder_char(&b, ']');
    result = pml_builder_finish(&b);
done:
    pml_repr_leave(E, o);
    return result;
}

/* 1 equal, 0 different, -1 error; both items get a reference meanwhile. */
static int items_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(a), "list comparison: left item");
    pml_hold(E, pml_incref(b), "list comparison: right item");
    int r = pml_compare_bool(E, a, b, PML_EQ);
    pml_drop_held(E, mark + 1, a);
    pml_drop_held(E, mark, b);
    return r;
}

static PmlObj *list_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS_LIST(a) || !PML_IS_LIST(b)) {
        return pml_not_implemented(E);
    }
    if (PML_LIST_LEN(a) != PML_LIST_LEN(b) && (op == PML_EQ || op == PML_NE)) {
        return pml_bool(E, op == PML_NE);
    }
    int64_t i;
    for (i = 0; i < PML_LIST_LEN(a) && i < PML_LIST_LEN(b); i++) {
        PmlObj *x = PML_LIST_ITEMS(a)[i].p;
        PmlObj *y = PML_LIST_ITEMS(b)[i].p;
        if (x == y) {
            continue;
        }
        int same = items_equal(E, x, y);
        if (same < 0) {
            return NULL;
        }
        if (!same) {
            break;
        }
    }
    if (i >= PML_LIST_LEN(a) || i >= PML_LIST_LEN(b)) {
        return pml_order_result(E, PML_LIST_LEN(a), PML_LIST_LEN(b), op);
    }
    if (op == PML_EQ || op == PML_NE) {
        return pml_bool(E, op == PML_NE);
    }
    return pml_compare(E, PML_LIST_ITEMS(a)[i].p, PML_LIST_ITEMS(b)[i].p, op);
}

/* -- making ------------------------------------------------------------------------------ */

static int init_from(PmlEngine *E, PmlObj *l, PmlObj *iterable)
{
    if (PML_LIST_ITEMS(l)) {
        pml_list_clear(E, l);
    }
    if (iterable) {
        PmlObj *r = pml_list_extend(E, l, iterable);
        if (!r) {
            return -1;
        }
        pml_decref(E, r);
    }
    return 0;
}

static int list_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlType *base = PML_TYPE(E, list);
    if ((PML_TYPE_OF(self) == base || PML_TYPE_OF(self)->new_ == base->new_) &&
        !pml_no_keywords(E, "list", kwargs)) {
        return -1;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_check_positional(E, "list", n, 0, 1)) {
        return -1;
    }
    return init_from(E, self, n ? PML_TUPLE_AT(args, 0) : NULL);
}

static PmlObj *list_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "list", kwnames) || !pml_check_positional(E, "list", n, 0, 1)) {
        return NULL;
    }
    PmlObj *l = pml_type_generic_alloc(E, (PmlType *)type, 0);
    if (!l || n == 0) {
        return l;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, l, "list being filled");
    int failed = init_from(E, l, args[0].p);
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, l);
        return NULL;
    }
    return l;
}

void pml_init_type_list(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->basicsize = sizeof(PmlList);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_LIST | PML_TF_MATCH_SELF | PML_TF_SEQUENCE;
    t->doc.p = "Built-in mutable sequence.\n\n"
               "If no argument is given, the constructor creates a new empty list.\n"
               "The argument must be an iterable if specified.";
    t->methods.p = pml_list_methods;
    t->dealloc = list_dealloc;
    t->traverse = list_traverse;
    t->refs_of = list_refs;
    t->clear = list_clear_slot;
    t->free = pml_object_del_gc;
    t->alloc = pml_type_generic_alloc;
    t->new_ = pml_type_generic_new;
    t->init = list_init;
    t->vectorcall = list_vectorcall;
    t->repr = list_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = list_compare;
    t->iter = pml_list_iter;
    t->sq_length = list_length;
    t->sq_concat = list_concat;
    t->sq_repeat = list_repeat;
    t->sq_item = list_item;
    t->sq_ass_item = list_assign_item;
    t->sq_contains = list_contains;
    t->sq_inplace_concat = list_inplace_concat;
    t->sq_inplace_repeat = list_inplace_repeat;
    t->mp_length = list_length;
    t->mp_subscript = pml_list_subscript;
    t->mp_ass_subscript = pml_list_assign_subscript;
}

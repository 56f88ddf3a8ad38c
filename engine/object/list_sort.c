/* list.sort: choosing the comparison, calling the key function, and the list looking empty while
 * it runs. */
#include "object/list_sorter.h"

#include "object/str.h"

/* -- comparing --------------------------------------------------------------------------- */

static int less_any(Sorter *s, PmlObj *x, PmlObj *y)
{
    return pml_compare_bool(s->E, x, y, PML_LT);
}

static int less_same_type(Sorter *s, PmlObj *x, PmlObj *y)
{
    PmlEngine *E = s->E;
    if (PML_TYPE_OF(x)->richcompare != s->compare) {
        return less_any(s, x, y);
    }
    PmlObj *r = s->compare(E, x, y, PML_LT);
    if (r == PML_NOT_IMPLEMENTED(E)) {
        pml_decref(E, r);
        return less_any(s, x, y);
    }
    if (!r) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, r, "sort: answer of __lt__");
    int answer = pml_truth(E, r);
    pml_drop_held(E, mark, r);
    return answer;
}

static int less_str(Sorter *s, PmlObj *x, PmlObj *y)
{
    PML_UNUSED(s);
    return pml_str_compare(x, y) < 0;
}

static int less_int(Sorter *s, PmlObj *x, PmlObj *y)
{
    PML_UNUSED(s);
    return pml_int_compare(x, y) < 0;
}

static int less_float(Sorter *s, PmlObj *x, PmlObj *y)
{
    PML_UNUSED(s);
    return PML_FLOAT_VALUE(x) < PML_FLOAT_VALUE(y);
}

static int less_tuple(Sorter *s, PmlObj *x, PmlObj *y)
{
    if (!PML_IS(x, tuple) || !PML_IS(y, tuple)) {
        return less_any(s, x, y);
    }
    int64_t nx = PML_TUPLE_LEN(x), ny = PML_TUPLE_LEN(y), i;
    for (i = 0; i < nx && i < ny; i++) {
        int same = pml_compare_bool(s->E, PML_TUPLE_AT(x, i), PML_TUPLE_AT(y, i), PML_EQ);
        if (same < 0) {
            return -1;
        }
        if (!same) {
            break;
        }
    }
    if (i >= nx || i >= ny) {
        return nx < ny;
    }
    Less less = i == 0 ? s->item_less : less_any;
    return less(s, PML_TUPLE_AT(x, i), PML_TUPLE_AT(y, i));
}

static int64_t one_digit(const PmlObj *o)
{
    int64_t n = ((const PmlVarObj *)o)->size;
    return n == 0 || n == 1 || n == -1;
}

static bool is_latin(const PmlObj *o)
{
    return ((const PmlStr *)o)->kind == 1;
}

static bool is_simple(PmlEngine *E, const PmlObj *o, const PmlType *t)
{
    return t == PML_TYPE(E, str) ? is_latin(o) : t == PML_TYPE(E, int) ? one_digit(o) != 0 : true;
}

/* The cheapest comparison that is right for all keys. */
static void choose_less(Sorter *s, const PmlRef *keys, int64_t n)
{
    PmlEngine *E = s->E;
    const PmlType *key_type = PML_TYPE_OF(keys[0].p);
    bool in_tuple = key_type == PML_TYPE(E, tuple) && PML_TUPLE_LEN(keys[0].p) > 0;
    const PmlType *t = in_tuple ? PML_TYPE_OF(PML_TUPLE_AT(keys[0].p, 0)) : key_type;
    bool same = true, simple = true;
    for (int64_t i = 0; i < n; i++) {
        if (in_tuple && !(PML_TYPE_OF(keys[i].p) == key_type && PML_TUPLE_LEN(keys[i].p) > 0)) {
            in_tuple = false;
            same = false;
            break;
        }
        PmlObj *key = in_tuple ? PML_TUPLE_AT(keys[i].p, 0) : keys[i].p;
        if (PML_TYPE_OF(key) != t) {
            same = false;
            if (!in_tuple) {
                break;
            }
        }
        simple = simple && same && is_simple(E, key, t);
    }
    Less less = less_any;
    if (same) {
        if (t == PML_TYPE(E, str) && simple) {
            less = less_str;
        } else if (t == PML_TYPE(E, int) && simple) {
            less = less_int;
        } else if (t == PML_TYPE(E, float)) {
            less = less_float;
        } else if ((s->compare = t->richcompare) != NULL) {
            less = less_same_type;
        }
    }
    s->less = less;
    if (in_tuple) {
        /* Tuples within tuples are compared in the ordinary way. */
        s->item_less = t == PML_TYPE(E, tuple) ? less_any : less;
        s->less = less_tuple;
    }
}

/* -- the sort ---------------------------------------------------------------------------- */

/* The list's contents while the list itself looks empty. */
typedef struct Saved {
    PmlRef *items;
    int64_t n, capacity;
} Saved;

static bool runs_python(const Sorter *s)
{
    return s->less == less_any || s->less == less_same_type || s->less == less_tuple;
}

static void hold_items(PmlEngine *E, const Saved *saved)
{
    for (int64_t i = 0; i < saved->n; i++) {
        pml_hold(E, saved->items[i].p, "sort: item of the list being sorted");
    }
}

/* keys[i] = key(items[i]); on failure those made are released again. */
static bool make_keys(PmlEngine *E, PmlObj *key, const Saved *saved, PmlRef *keys)
{
    int64_t mark = pml_hold_mark(E);
    for (int64_t i = 0; i < saved->n; i++) {
        keys[i].p = pml_call1_inline(E, key, saved->items[i].p);
        if (!keys[i].p) {
            pml_hold_drop(E, mark);
            pml_release_detached(E, keys, i, true);
            return false;
        }
        pml_hold(E, keys[i].p, "sort: key");
    }
    return true;
}

static int sort_keys(Sorter *s, const Saved *saved, PmlRef *keys, bool reverse)
{
    Span lo = {keys ? keys : saved->items, keys ? saved->items : NULL};
    if (saved->n > 1) {
        choose_less(s, lo.keys, saved->n);
    }
    if (!keys && runs_python(s)) {
        hold_items(s->E, saved);
    }
    s->min_gallop = MIN_GALLOP;
    s->length = saved->n;
    s->base_keys = lo.keys;
    s->temp.keys = s->temp_array;
    s->temp_capacity = TEMP_SIZE;
    s->temp.values = NULL;
    if (keys) {
        s->temp_capacity = (saved->n + 1) / 2 < TEMP_SIZE / 2 ? (saved->n + 1) / 2 : TEMP_SIZE / 2;
        s->temp.values = &s->temp_array[s->temp_capacity];
    }
    if (saved->n < 2) {
        return 0;
    }
    if (reverse) {
        pml_sorter_reverse(&lo, saved->n);
    }
    return pml_sorter_run(s, lo, saved->n);
}

/* Put the contents back, dropping what was put into the list meanwhile. */
static void restore_list(PmlEngine *E, PmlList *l, const Saved *saved)
{
    PmlRef *items = l->items.p;
    int64_t n = l->ob.size;
    l->ob.size = saved->n;
    l->items.p = saved->items;
    l->capacity = saved->capacity;
    if (items) {
        pml_release_detached(E, items, n, true);
        pml_mem_free(E, items);
    }
}

static int sort_saved(PmlEngine *E, PmlList *l, const Saved *saved, PmlObj *key, bool reverse)
{
    Sorter s;
    s.E = E;
    s.less = less_any;
    s.pending = 0;
    bool small = saved->n < TEMP_SIZE / 2;
    PmlRef *keys = NULL;
    int64_t mark = pml_hold_mark(E);
    if (key) {
        hold_items(E, saved);
        keys = small ? &s.temp_array[saved->n + 1]
                     : pml_mem_alloc(E, (size_t)saved->n * sizeof(PmlRef));
        if (!keys) {
            pml_hold_drop(E, mark);
            pml_err_no_memory(E);
            return -1;
        }
        if (!make_keys(E, key, saved, keys)) {
            pml_hold_drop(E, mark);
            if (!small) {
                pml_mem_free(E, keys);
            }
            return -1;
        }
    }
    int result = sort_keys(&s, saved, keys, reverse);
    if (keys) {
        pml_hold_drop(E, mark + saved->n);
        pml_release_detached(E, keys, saved->n, false);
        if (!small) {
            pml_mem_free(E, keys);
        }
    }
    pml_hold_drop(E, mark);
    if (l->capacity != -1 && result == 0) {
        PML_RAISE(E, ValueError, "list modified during sort");
        result = -1;
    }
    if (reverse && saved->n > 1) {
        pml_sorter_reverse_refs(saved->items, saved->items + saved->n);
    }
    pml_sorter_free_temp(&s);
    return result;
}

static PML_INLINE int sort_list(PmlEngine *E, PmlObj *o, PmlObj *key, bool reverse)
{
    PmlList *l = pml_as_list(o);
    Saved saved = {l->items.p, l->ob.size, l->capacity};
    if (key == PML_NONE(E)) {
        key = NULL;
    }
    l->ob.size = 0;
    l->items.p = NULL;
    l->capacity = -1; /* any change of the list makes it something else */
    int result = sort_saved(E, l, &saved, key, reverse);
    restore_list(E, l, &saved);
    return result;
}

int pml_list_sort(PmlEngine *E, PmlObj *o, PmlObj *key, bool reverse)
{
    return sort_list(E, o, key, reverse);
}

PmlObj *pml_list_sort_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    static const char *const names[] = {"key", "reverse", NULL};
    PmlObj *out[2];
    if (!pml_parse_fast(E, "sort", args, nargs, kwnames, names, 0, 0, out)) {
        return NULL;
    }
    int64_t reverse = 0;
    if (out[1] && !pml_want_int(E, out[1], &reverse)) {
        return NULL;
    }
    return sort_list(E, self, out[0], reverse != 0) < 0 ? NULL : pml_none(E);
}

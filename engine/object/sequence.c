/* The abstract sequence and mapping protocols: len, subscription, membership, concatenation. */
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

static PmlObj *type_error(PmlEngine *E, const char *fmt, PmlObj *o)
{
    return PML_RAISE(E, TypeError, fmt, PML_TYPE_OF(o)->name.p);
}

bool pml_is_sequence(const PmlObj *o)
{
    return !PML_IS_DICT(o) && PML_TYPE_OF(o)->sq_item != NULL;
}

bool pml_is_mapping(const PmlObj *o)
{
    return o && PML_TYPE_OF(o)->mp_subscript != NULL;
}

int64_t pml_length(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->sq_length) {
        return t->sq_length(E, o);
    }
    if (t->mp_length) {
        return t->mp_length(E, o);
    }
    type_error(E, "object of type '%.200s' has no len()", o);
    return -1;
}

/* -- subscription ------------------------------------------------------------------------ */

static PmlObj *class_get_item(PmlEngine *E, PmlObj *cls, PmlObj *key)
{
    if (cls == (PmlObj *)PML_TYPE(E, type)) {
        return pml_generic_alias_new(E, cls, key); /* type[int] */
    }
    PmlObj *method = NULL;
    if (pml_lookup_attr(E, cls, PML_ID(E, __class_getitem__), &method) < 0) {
        return NULL;
    }
    if (method && method != PML_NONE(E)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, method, "subscription: __class_getitem__");
        PmlObj *r = pml_call1(E, method, key);
        pml_hold_drop(E, mark);
        pml_decref(E, method);
        return r;
    }
    pml_xdecref(E, method);
    return PML_RAISE(E, TypeError, "type '%.200s' is not subscriptable", ((PmlType *)cls)->name.p);
}

PmlObj *pml_get_item(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->mp_subscript) {
        return t->mp_subscript(E, o, key);
    }
    if (t->sq_item) {
        if (pml_has_index(key)) {
            int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
            if (i == -1 && pml_error_pending(E)) {
                return NULL;
            }
            return pml_sequence_item(E, o, i);
        }
        return type_error(E, "sequence index must be integer, not '%.200s'", key);
    }
    if (PML_IS_TYPE(o)) {
        return class_get_item(E, o, key);
    }
    return type_error(E, "'%.200s' object is not subscriptable", o);
}

/* Whether CPython has a sequence table for the type: a class always does. */
static bool has_sequence_slots(const PmlType *t)
{
    return (t->flags & PML_TF_HEAP) || t->sq_item || t->sq_length || t->sq_contains;
}

/* value NULL: delete. */
static int assign_item(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value, const char *refusal)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->mp_ass_subscript) {
        return t->mp_ass_subscript(E, o, key, value);
    }
    if (has_sequence_slots(t) || t->sq_ass_item) {
        if (pml_has_index(key)) {
            int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
            if (i == -1 && pml_error_pending(E)) {
                return -1;
            }
            return pml_sequence_set_item(E, o, i, value);
        }
        if (t->sq_ass_item) {
            type_error(E, "sequence index must be integer, not '%.200s'", key);
            return -1;
        }
    }
    type_error(E, refusal, o);
    return -1;
}

int pml_set_item(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value)
{
    return assign_item(E, o, key, value, "'%.200s' object does not support item assignment");
}

int pml_del_item(PmlEngine *E, PmlObj *o, PmlObj *key)
{
    return assign_item(E, o, key, NULL, "'%.200s' object does not support item deletion");
}

/* Negative indices count from the end here; -1 with an error set when the length fails. */
static bool from_end(PmlEngine *E, PmlObj *o, int64_t *i)
{
    PmlType *t = PML_TYPE_OF(o);
    if (*i < 0 && t->sq_length) {
        int64_t n = t->sq_length(E, o);
        if (n < 0) {
            return false;
        }
        *i += n;
    }
    return true;
}

PmlObj *pml_sequence_item(PmlEngine *E, PmlObj *o, int64_t i)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->sq_item) {
        return from_end(E, o, &i) ? t->sq_item(E, o, i) : NULL;
    }
    if (t->mp_subscript) {
        return type_error(E, "%.200s is not a sequence", o);
    }
    return type_error(E, "'%.200s' object does not support indexing", o);
}

int pml_sequence_set_item(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *v)
{
    PmlType *t = PML_TYPE_OF(o);
    if (t->sq_ass_item) {
        return from_end(E, o, &i) ? t->sq_ass_item(E, o, i, v) : -1;
    }
    if (t->mp_ass_subscript) {
        type_error(E, "%.200s is not a sequence", o);
    } else {
        type_error(E,
                   v ? "'%.200s' object does not support item assignment"
                     : "'%.200s' object doesn't support item deletion",
                   o);
    }
    return -1;
}

/* -- concatenation and repetition -------------------------------------------------------- */

/* Sequences whose classes define only __add__ are added. */
static PmlObj *concat_by(PmlEngine *E, PmlObj *a, PmlObj *b, PmlBinary add)
{
    if (pml_is_sequence(a) && pml_is_sequence(b)) {
        PmlObj *r = add(E, a, b);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    return type_error(E, "'%.200s' object can't be concatenated", a);
}

PmlObj *pml_sequence_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlBinary concat = PML_TYPE_OF(a)->sq_concat;
    return concat ? concat(E, a, b) : concat_by(E, a, b, pml_number_try_add);
}

PmlObj *pml_sequence_inplace_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlType *t = PML_TYPE_OF(a);
    PmlBinary concat = t->sq_inplace_concat ? t->sq_inplace_concat : t->sq_concat;
    return concat ? concat(E, a, b) : concat_by(E, a, b, pml_number_try_inplace_add);
}

/* -- searching --------------------------------------------------------------------------- */

typedef enum { SEARCH_CONTAINS, SEARCH_INDEX, SEARCH_COUNT } Search;

/* One pass over any iterable; the answer depends on the search. -1: error. */
static int64_t search(PmlEngine *E, PmlObj *seq, PmlObj *item, Search what)
{
    PmlObj *it = pml_iter(E, seq);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            type_error(E, "argument of type '%.200s' is not iterable", seq);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "search: iterator");
    int64_t n = 0, answer = -1;
    for (;;) {
        PmlObj *x = pml_iter_next(E, it);
        if (!x) {
            break;
        }
        pml_hold(E, x, "search: item");
        int same = pml_compare_bool(E, x, item, PML_EQ);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, x);
        if (same < 0) {
            goto done;
        }
        if (same > 0 && what != SEARCH_COUNT) {
            answer = what == SEARCH_CONTAINS ? 1 : n;
            goto done;
        }
        n += what == SEARCH_INDEX ? 1 : same;
    }
    if (!pml_error_pending(E)) {
        if (what == SEARCH_INDEX) {
            PML_RAISE(E, ValueError, "sequence.index(x): x not in sequence");
        } else {
            answer = what == SEARCH_CONTAINS ? 0 : n;
        }
    }
done:
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return answer;
}

int pml_contains(PmlEngine *E, PmlObj *seq, PmlObj *item)
{
    PmlObjObj f = PML_TYPE_OF(seq)->sq_contains;
    return f ? f(E, seq, item) : (int)search(E, seq, item, SEARCH_CONTAINS);
}

int64_t pml_sequence_index(PmlEngine *E, PmlObj *seq, PmlObj *item)
{
    return search(E, seq, item, SEARCH_INDEX);
}

int64_t pml_sequence_count(PmlEngine *E, PmlObj *seq, PmlObj *item)
{
    return search(E, seq, item, SEARCH_COUNT);
}

/* -- lists and tuples at a glance -------------------------------------------------------- */

PmlObj *pml_sequence_fast(PmlEngine *E, PmlObj *o, const char *text)
{
    if (PML_IS(o, list) || PML_IS(o, tuple)) {
        return pml_incref(o);
    }
    PmlObj *it = pml_iter(E, o);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            PML_RAISE(E, TypeError, "%s", text);
        }
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "iterator being listed");
    PmlObj *list = pml_sequence_list(E, it);
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return list;
}

PmlRef *pml_fast_items(PmlObj *o)
{
    return PML_IS_LIST(o) ? PML_LIST_ITEMS(o) : PML_TUPLE_ITEMS(o);
}

int64_t pml_fast_size(const PmlObj *o)
{
    return ((const PmlVarObj *)o)->size;
}

PmlObj *pml_mapping_keys(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, dict)) {
        return pml_dict_keys_list(E, o);
    }
    PmlObj *keys = pml_call_method0(E, o, PML_ID(E, keys));
    if (!keys) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, keys, "keys()");
    PmlObj *it = pml_iter(E, keys);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            PML_RAISE(E, TypeError, "%.200s.keys() returned a non-iterable (type %.200s)",
                      PML_TYPE_OF(o)->name.p, PML_TYPE_OF(keys)->name.p);
        }
        pml_hold_drop(E, mark);
        pml_decref(E, keys);
        return NULL;
    }
    pml_hold_drop(E, mark);
    pml_decref(E, keys);
    pml_hold(E, it, "iterator of keys()");
    PmlObj *list = pml_sequence_list(E, it);
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return list;
}

/* _functools: reduce, cmp_to_key, and the types partial and _lru_cache_wrapper. */
#include "modules/library.h"

/* -- reduce ------------------------------------------------------------------------------ */

/* One pair of arguments serves all calls, unless a call kept it. */
static PmlObj *reduce_items(PmlEngine *E, PmlObj *func, PmlObj *it, PmlObj *result)
{
    PmlObj *pair = pml_tuple_new(E, 2);
    if (!pair) {
        pml_xdecref(E, result);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    for (;;) {
        if (pml_refs(pair) > 1) {
            pml_decref(E, pair);
            pair = pml_tuple_new(E, 2);
            if (!pair) {
                pml_xdecref(E, result);
                return NULL;
            }
        }
        pml_hold(E, pair, "reduce: arguments");
        if (result) {
            pml_hold(E, result, "reduce: result so far");
        }
        PmlObj *item = pml_iter_next(E, it);
        pml_hold_drop(E, mark);
        if (!item) {
            break;
        }
        if (!result) {
            result = item;
            continue;
        }
        pml_hold(E, pair, "reduce: arguments");
        PmlRef *slots = PML_TUPLE_ITEMS(pair);
        PML_SETREF(E, slots[0], result);
        PML_SETREF(E, slots[1], item);
        result = pml_call(E, func, pair, NULL);
        pml_hold_drop(E, mark);
        if (!result) {
            break;
        }
        if (!pml_gc_is_tracked(pair)) {
            pml_gc_track(E, pair); /* a collection may have untracked it */
        }
    }
    pml_decref(E, pair);
    if (pml_error_pending(E)) {
        pml_xdecref(E, result);
        return NULL;
    }
    if (!result) {
        PML_RAISE(E, TypeError, "reduce() of empty iterable with no initial value");
    }
    return result;
}

static PmlObj *reduce(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    PML_UNUSED(kwargs);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_check_positional(E, "reduce", n, 2, 3)) {
        return NULL;
    }
    PmlObj *result = n == 3 ? pml_incref(PML_TUPLE_AT(args, 2)) : NULL;
    PmlObj *it = pml_iter(E, PML_TUPLE_AT(args, 1));
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            PML_RAISE(E, TypeError, "reduce() arg 2 must support iteration");
        }
        pml_xdecref(E, result);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "reduce: iterator");
    result = reduce_items(E, PML_TUPLE_AT(args, 0), it, result);
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return result;
}

/* -- cmp_to_key -------------------------------------------------------------------------- */

typedef struct KeyWrapper {
    PmlObj ob;
    PmlRef cmp, object; /* object NULL: the factory that cmp_to_key returned */
} KeyWrapper;
#define KEY(o) ((KeyWrapper *)(o))

static PmlObj *key_new(PmlEngine *E, PmlObj *cmp, PmlObj *object)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, KeyWrapper));
    if (o) {
        KEY(o)->cmp.p = pml_incref(cmp);
        KEY(o)->object.p = pml_xincref(object);
        pml_gc_track(E, o);
    }
    return o;
}

static PmlObj *key_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"obj", NULL};
    PmlObj *a[1];
    if (!pml_parse_format(E, "K", args, kwargs, names, 1, 1, a)) {
        return NULL;
    }
    return key_new(E, KEY(self)->cmp.p, a[0]);
}

static PmlObj *key_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS(b, KeyWrapper)) {
        return PML_RAISE(E, TypeError, "other argument must be K instance");
    }
    if (!KEY(a)->object.p || !KEY(b)->object.p) {
        return PML_RAISE(E, AttributeError, "object");
    }
    PmlRef args[2] = {{KEY(a)->object.p}, {KEY(b)->object.p}};
    PmlObj *order = pml_vectorcall(E, KEY(a)->cmp.p, args, 2, NULL);
    if (!order) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, order, "cmp_to_key: result");
    PmlObj *zero = pml_int(E, 0);
    PmlObj *answer = zero ? pml_compare(E, order, zero, op) : NULL;
    pml_hold_drop(E, mark);
    pml_decref(E, order);
    pml_xdecref(E, zero);
    return answer;
}

static int key_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, KEY(self)->cmp);
    PML_CLEAR(E, KEY(self)->object);
    return 0;
}

static void key_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    key_clear(E, self);
    pml_object_free_counted(E, self);
}

static int key_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    PML_VISIT(KEY(self)->cmp);
    PML_VISIT(KEY(self)->object);
    return 0;
}

static void key_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, KEY(self)->cmp.p, "cmp");
    pml_ref_field(sink, KEY(self)->object.p, "obj");
}

static const PmlMemberDef key_members[] = {
    {"obj", PML_MEMBER_OBJECT, offsetof(KeyWrapper, object), false,
     "Value wrapped by a key function."},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_KeyWrapper(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "functools.KeyWrapper";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_NO_NEW;
    t->basicsize = sizeof(KeyWrapper);
    t->dealloc = key_dealloc;
    t->traverse = key_traverse;
    t->refs_of = key_refs;
    t->clear = key_clear;
    t->call = key_call;
    t->richcompare = key_compare;
    t->hash = pml_hash_not_implemented;
    t->getattro = pml_generic_getattr;
    t->members.p = key_members;
}

static PmlObj *cmp_to_key(PML_FAST_PARAMS)
{
    static const char *const names[] = {"mycmp", NULL};
    PmlObj *a[1];
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "cmp_to_key", args, nargs, kwnames, names, 1, 1, a)) {
        return NULL;
    }
    return key_new(E, a[0], NULL);
}

/* -- the module -------------------------------------------------------------------------- */

static const PmlMethodDef functions[] = {
    {"reduce", NULL, reduce, PML_METH_VARARGS,
     "Apply a function of two arguments cumulatively to the items of an iterable, from left to\n"
     "right, so as to reduce the iterable to a single value."},
    PML_FASTKW("cmp_to_key", cmp_to_key, "Convert a cmp= function into a key= function."),
    PML_METHODS_END,
};

PmlObj *pml_init_module__functools(PmlEngine *E)
{
    if (!E->rt->lru_keyword_mark.p) {
        E->rt->lru_keyword_mark.p = pml_call0(E, (PmlObj *)PML_TYPE(E, object));
        if (!E->rt->lru_keyword_mark.p) {
            return NULL;
        }
    }
    PmlObj *m = pml_module_new(E, "_functools");
    if (!m || pml_module_add_methods(E, m, functions) < 0 ||
        pml_module_add(E, m, "partial", pml_incref((PmlObj *)PML_TYPE(E, partial))) < 0 ||
        pml_module_add(E, m, "_lru_cache_wrapper",
                       pml_incref((PmlObj *)PML_TYPE(E, lru_cache_wrapper))) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    return m;
}

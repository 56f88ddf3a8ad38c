/* What stands in the slots of classes with special methods: each function finds the method on the
 * type and calls it with self first, without making a bound method (facts 3.7). */
#include "object/slot_functions.h"

/* func(args...) or, when already bound, func(args[1:]...); func is consumed. */
static PML_INLINE PmlObj *call_method(PmlEngine *E, bool unbound, PmlObj *func, PmlRef *args,
                                      int64_t nargs)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, func, "special method");
    uint64_t n = (uint64_t)nargs;
    PmlObj *result = unbound ? pml_vectorcall(E, func, args, n, NULL)
                             : pml_vectorcall(E, func, args + 1, (n - 1) | PML_ARGS_OFFSET, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, func);
    return result;
}

PmlObj *pml_call_unbound_noarg(PmlEngine *E, bool unbound, PmlObj *func, PmlObj *self)
{
    PmlRef args[1] = {{self}};
    return call_method(E, unbound, func, args, 1);
}

/* lookup_method: AttributeError when missing. */
static PmlObj *lookup_method(PmlEngine *E, PmlObj *self, PmlObj *name, bool *unbound)
{
    PmlObj *func = pml_lookup_maybe_method(E, self, name, unbound);
    if (!func && !pml_error_pending(E)) {
        pml_raise_object(E, (PmlObj *)PML_TYPE(E, AttributeError), name);
    }
    return func;
}

PmlObj *pml_call_special(PmlEngine *E, PmlObj *name, PmlRef *args, int64_t nargs)
{
    bool unbound;
    PmlObj *func = lookup_method(E, args[0].p, name, &unbound);
    return func ? call_method(E, unbound, func, args, nargs) : NULL;
}

PmlObj *pml_call_special_maybe(PmlEngine *E, PmlObj *name, PmlRef *args, int64_t nargs)
{
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, args[0].p, name, &unbound);
    if (!func) {
        return pml_error_pending(E) ? NULL : pml_not_implemented(E);
    }
    return call_method(E, unbound, func, args, nargs);
}

/* func(self, *args, **kwargs) (_PyObject_Call_Prepend). */
static PmlObj *call_prepend(PmlEngine *E, PmlObj *func, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    PmlRef small[5], *stack = small;
    if (n + 1 > 5) {
        stack = pml_mem_alloc(E, (size_t)(n + 1) * sizeof(PmlRef));
        if (!stack) {
            return pml_err_no_memory(E);
        }
    }
    stack[0].p = self;
    for (int64_t i = 0; i < n; i++) {
        stack[i + 1].p = PML_TUPLE_AT(args, i);
    }
    PmlObj *result = pml_vectorcall_dict(E, func, stack, n + 1, kwargs);
    if (stack != small) {
        pml_mem_free(E, stack);
    }
    return result;
}

static PmlObj *call_with_tuple(PmlEngine *E, bool unbound, PmlObj *func, PmlObj *self, PmlObj *args,
                               PmlObj *kwargs)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, func, "special method");
    PmlObj *result =
        unbound ? call_prepend(E, func, self, args, kwargs) : pml_call(E, func, args, kwargs);
    pml_hold_drop(E, mark);
    pml_decref(E, func);
    return result;
}

/* -- construction -------------------------------------------------------------------------- */

int pml_slot_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    bool unbound;
    PmlObj *func = lookup_method(E, self, PML_ID(E, __init__), &unbound);
    if (!func) {
        return -1;
    }
    PmlObj *result = call_with_tuple(E, unbound, func, self, args, kwargs);
    if (!result) {
        return -1;
    }
    if (result != PML_NONE(E)) {
        PML_RAISE(E, TypeError, "__init__() should return None, not '%.200s'",
                  PML_TYPE_OF(result)->name.p);
        pml_decref(E, result);
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

PmlObj *pml_slot_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    PmlObj *func = pml_getattr(E, &type->ob.ob, PML_ID(E, __new__));
    return func ? call_with_tuple(E, true, func, &type->ob.ob, args, kwargs) : NULL;
}

PmlObj *pml_slot_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    bool unbound;
    PmlObj *func = lookup_method(E, self, PML_ID(E, __call__), &unbound);
    return func ? call_with_tuple(E, unbound, func, self, args, kwargs) : NULL;
}

void pml_slot_finalize(PmlEngine *E, PmlObj *self)
{
    PmlPending saved = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &saved, "exception set aside by __del__");
    bool unbound;
    PmlObj *del = pml_lookup_maybe_method(E, self, PML_ID(E, __del__), &unbound);
    if (del) {
        pml_hold(E, del, "__del__");
        PmlRef args[1] = {{self}};
        PmlObj *result = unbound ? pml_vectorcall(E, del, args, 1, NULL)
                                 : pml_vectorcall(E, del, args + 1, PML_ARGS_OFFSET, NULL);
        if (result) {
            pml_decref(E, result);
        } else {
            pml_unraisable(E, del);
        }
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, del);
    pml_error_put_back(E, saved);
}

/* -- text, hash, comparison ---------------------------------------------------------------- */

PmlObj *pml_slot_repr(PmlEngine *E, PmlObj *self)
{
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, self, PML_ID(E, __repr__), &unbound);
    if (func) {
        return pml_call_unbound_noarg(E, unbound, func, self);
    }
    pml_error_clear(E);
    return pml_str_format(E, "<%s object at %p>", PML_TYPE_OF(self)->name.p, (void *)self);
}

PmlObj *pml_slot_str(PmlEngine *E, PmlObj *self)
{
    PmlRef args[1] = {{self}};
    return pml_call_special(E, PML_ID(E, __str__), args, 1);
}

int64_t pml_slot_hash(PmlEngine *E, PmlObj *self)
{
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, self, PML_ID(E, __hash__), &unbound);
    if (func == PML_NONE(E)) {
        pml_decref(E, func);
        func = NULL;
    }
    if (!func) {
        return pml_hash_not_implemented(E, self);
    }
    PmlObj *result = pml_call_unbound_noarg(E, unbound, func, self);
    if (!result) {
        return -1;
    }
    if (!PML_IS_INT(result)) {
        pml_lose(E, result);
        PML_RAISE(E, TypeError, "__hash__ method should return an integer");
        return -1;
    }
    int64_t h;
    if (!pml_int_fits(result, &h)) {
        h = pml_int_hash(E, result);
    }
    pml_decref(E, result);
    return h == -1 ? -2 : h;
}

PmlObj *pml_slot_richcompare(PmlEngine *E, PmlObj *self, PmlObj *other, int op)
{
    PmlObj *name = op == PML_LT   ? PML_ID(E, __lt__)
                   : op == PML_LE ? PML_ID(E, __le__)
                   : op == PML_EQ ? PML_ID(E, __eq__)
                   : op == PML_NE ? PML_ID(E, __ne__)
                   : op == PML_GT ? PML_ID(E, __gt__)
                                  : PML_ID(E, __ge__);
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, self, name, &unbound);
    if (!func) {
        pml_error_clear(E);
        return pml_not_implemented(E);
    }
    PmlRef args[2] = {{self}, {other}};
    return call_method(E, unbound, func, args, 2);
}

/* -- attributes ---------------------------------------------------------------------------- */

PmlObj *pml_slot_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlRef args[2] = {{self}, {name}};
    return pml_call_special(E, PML_ID(E, __getattribute__), args, 2);
}

/* attr bound to self, called with name: makes the bound method, as CPython does here. */
static PML_INLINE PmlObj *call_attribute(PmlEngine *E, PmlObj *self, PmlObj *attr, PmlObj *name)
{
    PmlTernary get = PML_TYPE_OF(attr)->descr_get;
    PmlObj *bound = NULL;
    if (get) {
        bound = get(E, attr, self, (PmlObj *)PML_TYPE_OF(self));
        if (!bound) {
            return NULL;
        }
        attr = bound;
    }
    int64_t mark = pml_hold_mark(E);
    if (bound) {
        pml_hold(E, bound, "bound attribute hook");
    }
    PmlObj *result = pml_call1_inline(E, attr, name);
    pml_hold_drop(E, mark);
    pml_xdecref(E, bound);
    return result;
}

PmlObj *pml_slot_getattr_hook(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *getattr = pml_type_lookup(E, t, PML_ID(E, __getattr__));
    if (!getattr) {
        t->getattro = pml_slot_getattro; /* no hook: dispatch more simply from now on */
        return pml_slot_getattro(E, self, name);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(getattr), "__getattr__");
    PmlObj *own = pml_type_lookup(E, t, PML_ID(E, __getattribute__));
    PmlObj *result;
    if (!own || (PML_IS(own, wrapper_descriptor) &&
                 ((PmlDescr *)own)->extra.p == pml_fn_pointer((PmlFn)pml_generic_getattr))) {
        result = pml_generic_getattr(E, self, name);
    } else {
        pml_hold(E, pml_incref(own), "__getattribute__");
        result = call_attribute(E, self, own, name);
        pml_decref(E, own);
        pml_hold_drop(E, mark + 1);
    }
    if (!result && pml_error_matches(E, PML_T_AttributeError)) {
        pml_error_clear(E);
        result = call_attribute(E, self, getattr, name);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, getattr);
    return result;
}

int pml_slot_setattro(PmlEngine *E, PmlObj *self, PmlObj *name, PmlObj *value)
{
    PmlRef args[3] = {{self}, {name}, {value}};
    PmlObj *result = value ? pml_call_special(E, PML_ID(E, __setattr__), args, 3)
                           : pml_call_special(E, PML_ID(E, __delattr__), args, 2);
    if (!result) {
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

PmlObj *pml_slot_descr_get(PmlEngine *E, PmlObj *self, PmlObj *obj, PmlObj *type)
{
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *get = pml_type_lookup(E, t, PML_ID(E, __get__));
    if (!get) {
        if (t->descr_get == pml_slot_descr_get) {
            t->descr_get = NULL;
        }
        return pml_incref(self);
    }
    return pml_call3(E, get, self, obj ? obj : PML_NONE(E), type ? type : PML_NONE(E));
}

int pml_slot_descr_set(PmlEngine *E, PmlObj *self, PmlObj *target, PmlObj *value)
{
    PmlRef args[3] = {{self}, {target}, {value}};
    PmlObj *result = value ? pml_call_special(E, PML_ID(E, __set__), args, 3)
                           : pml_call_special(E, PML_ID(E, __delete__), args, 2);
    if (!result) {
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

/* -- iteration, items ---------------------------------------------------------------------- */

PmlObj *pml_slot_iter(PmlEngine *E, PmlObj *self)
{
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, self, PML_ID(E, __iter__), &unbound);
    if (func == PML_NONE(E)) {
        pml_decref(E, func);
        return PML_RAISE(E, TypeError, "'%.200s' object is not iterable",
                         PML_TYPE_OF(self)->name.p);
    }
    if (func) {
        return pml_call_unbound_noarg(E, unbound, func, self);
    }
    pml_error_clear(E);
    func = pml_lookup_maybe_method(E, self, PML_ID(E, __getitem__), &unbound);
    if (!func) {
        return PML_RAISE(E, TypeError, "'%.200s' object is not iterable",
                         PML_TYPE_OF(self)->name.p);
    }
    pml_decref(E, func);
    return pml_seqiter_new(E, self);
}

PmlObj *pml_slot_iternext(PmlEngine *E, PmlObj *self)
{
    PmlRef args[1] = {{self}};
    return pml_call_special(E, PML_ID(E, __next__), args, 1);
}

int64_t pml_slot_length(PmlEngine *E, PmlObj *self)
{
    PmlRef args[1] = {{self}};
    PmlObj *result = pml_call_special(E, PML_ID(E, __len__), args, 1);
    if (!result) {
        return -1;
    }
    PmlObj *n = pml_number_index(E, result);
    pml_decref(E, result);
    if (!n) {
        return -1;
    }
    if (pml_int_sign(n) < 0) {
        pml_decref(E, n);
        PML_RAISE(E, ValueError, "__len__() should return >= 0");
        return -1;
    }
    int64_t length = pml_as_ssize(E, n, PML_T_OverflowError);
    pml_decref(E, n);
    return length;
}

PmlObj *pml_slot_mp_subscript(PmlEngine *E, PmlObj *self, PmlObj *key)
{
    PmlRef args[2] = {{self}, {key}};
    return pml_call_special(E, PML_ID(E, __getitem__), args, 2);
}

int pml_slot_mp_ass_subscript(PmlEngine *E, PmlObj *self, PmlObj *key, PmlObj *value)
{
    PmlRef args[3] = {{self}, {key}, {value}};
    PmlObj *result = value ? pml_call_special(E, PML_ID(E, __setitem__), args, 3)
                           : pml_call_special(E, PML_ID(E, __delitem__), args, 2);
    if (!result) {
        return -1;
    }
    pml_decref(E, result);
    return 0;
}

PmlObj *pml_slot_sq_item(PmlEngine *E, PmlObj *self, int64_t i)
{
    PmlObj *index = pml_int(E, i);
    if (!index) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, index, "index");
    PmlObj *result = pml_slot_mp_subscript(E, self, index);
    pml_hold_drop(E, mark);
    pml_decref(E, index);
    return result;
}

int pml_slot_sq_ass_item(PmlEngine *E, PmlObj *self, int64_t i, PmlObj *value)
{
    PmlObj *index = pml_int(E, i);
    if (!index) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, index, "index");
    int result = pml_slot_mp_ass_subscript(E, self, index, value);
    pml_hold_drop(E, mark);
    pml_decref(E, index);
    return result;
}

/* `value in self` by walking an iterator (_PySequence_IterSearch). */
static int search_by_iteration(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    PmlObj *it = pml_iter(E, self);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            PML_RAISE(E, TypeError, "argument of type '%.200s' is not iterable",
                      PML_TYPE_OF(self)->name.p);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "in: iterator");
    int found = 0;
    PmlObj *item;
    while (found == 0 && (item = pml_iter_next(E, it)) != NULL) {
        pml_hold(E, item, "in: item");
        found = pml_compare_bool(E, item, value, PML_EQ);
        pml_hold_drop(E, mark + 1);
        pml_decref(E, item);
    }
    if (found == 0 && pml_error_pending(E)) {
        found = -1;
    }
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return found;
}

int pml_slot_sq_contains(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    bool unbound;
    PmlObj *func = pml_lookup_maybe_method(E, self, PML_ID(E, __contains__), &unbound);
    if (func == PML_NONE(E)) {
        pml_decref(E, func);
        PML_RAISE(E, TypeError, "'%.200s' object is not a container", PML_TYPE_OF(self)->name.p);
        return -1;
    }
    if (!func) {
        return pml_error_pending(E) ? -1 : search_by_iteration(E, self, value);
    }
    PmlRef args[2] = {{self}, {value}};
    PmlObj *result = call_method(E, unbound, func, args, 2);
    if (!result) {
        return -1;
    }
    int r = pml_truth(E, result);
    pml_decref(E, result);
    return r;
}

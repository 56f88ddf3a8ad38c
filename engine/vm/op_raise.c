/* raise, except, except*: the exception instructions' longer parts. */
#include "vm/vm.h"

static PmlObj *instance_of(PmlEngine *E, PmlObj *type)
{
    PmlObj *value = pml_call0(E, type);
    if (value && !PML_IS_EXC(value)) {
        PML_RAISE(E, TypeError,
                  "calling %R should have returned an instance of BaseException, not %R", type,
                  (PmlObj *)PML_TYPE_OF(value));
        pml_decref(E, value);
        return NULL;
    }
    return value;
}

static bool is_exception_class(const PmlObj *o)
{
    return PML_IS_TYPE(o) && pml_type_has((const PmlType *)o, PML_TF_EXC);
}

bool pml_op_raise(PmlEngine *E, PmlObj *exc, PmlObj *cause)
{
    if (!exc) {
        PmlObj *handled = pml_handled_exception(E);
        if (!handled) {
            PML_RAISE(E, RuntimeError, "No active exception to reraise");
            return false;
        }
        pml_error_restore(E, pml_incref(handled));
        return true;
    }
    PmlObj *type = NULL, *value = NULL;
    if (is_exception_class(exc)) {
        type = exc;
        value = instance_of(E, exc);
        if (!value) {
            goto done;
        }
    } else if (PML_IS_EXC(exc)) {
        value = exc;
        type = pml_incref((PmlObj *)PML_TYPE_OF(exc));
    } else {
        pml_decref(E, exc);
        PML_RAISE(E, TypeError, "exceptions must derive from BaseException");
        goto done;
    }
    if (cause) {
        PmlObj *fixed;
        if (is_exception_class(cause)) {
            /* What a class makes of itself is taken as it is: only what is raised is checked. */
            fixed = pml_call0(E, cause);
            pml_decref(E, cause);
            if (!fixed) {
                cause = NULL;
                goto done;
            }
        } else if (PML_IS_EXC(cause)) {
            fixed = cause;
        } else if (cause == PML_NONE(E)) {
            pml_decref(E, cause);
            fixed = NULL;
        } else {
            PML_RAISE(E, TypeError, "exception causes must derive from BaseException");
            goto done;
        }
        cause = NULL;
        PmlException *x = (PmlException *)value;
        x->suppress_context = 1;
        PML_SETREF(E, x->cause, fixed);
    }
    pml_raise_object(E, type, value);
done:
    pml_xdecref(E, value);
    pml_xdecref(E, type);
    pml_xdecref(E, cause);
    return false;
}

int pml_op_check_except(PmlEngine *E, PmlObj *right)
{
    if (PML_IS_TUPLE(right)) {
        for (int64_t i = 0; i < PML_TUPLE_LEN(right); i++) {
            if (!is_exception_class(PML_TUPLE_AT(right, i))) {
                goto wrong;
            }
        }
        return 0;
    }
    if (is_exception_class(right)) {
        return 0;
    }
wrong:
    PML_RAISE(E, TypeError,
              "catching classes that do not inherit from BaseException is not allowed");
    return -1;
}

static int check_group_type(PmlEngine *E, PmlObj *right)
{
    if (pml_op_check_except(E, right) < 0) {
        return -1;
    }
    int64_t n = PML_IS_TUPLE(right) ? PML_TUPLE_LEN(right) : 1;
    for (int64_t i = 0; i < n; i++) {
        PmlObj *t = PML_IS_TUPLE(right) ? PML_TUPLE_AT(right, i) : right;
        if (pml_type_is_subtype((PmlType *)t, PML_TYPE(E, BaseExceptionGroup))) {
            PML_RAISE(E, TypeError,
                      "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return -1;
        }
    }
    return 0;
}

int pml_op_match_group(PmlEngine *E, PmlObj *exc, PmlObj *type, PmlObj **match, PmlObj **rest)
{
    if (check_group_type(E, type) < 0) {
        return -1;
    }
    if (exc == PML_NONE(E)) {
        *match = pml_none(E);
        *rest = pml_none(E);
        return 0;
    }
    if (pml_exception_matches(E, exc, type)) {
        if (pml_isinstance_of(exc, PML_TYPE(E, BaseExceptionGroup))) {
            *match = pml_incref(exc);
        } else {
            PmlObj *excs = pml_tuple_pack(E, 1, exc);
            PmlObj *empty = pml_incref(E->rt->empty_str.p);
            *match =
                excs ? pml_call2(E, (PmlObj *)PML_TYPE(E, BaseExceptionGroup), empty, excs) : NULL;
            pml_decref(E, empty);
            pml_xdecref(E, excs);
            if (!*match) {
                return -1;
            }
        }
        *rest = pml_none(E);
        return 0;
    }
    if (pml_isinstance_of(exc, PML_TYPE(E, BaseExceptionGroup))) {
        PmlObj *split = pml_getattr_text(E, exc, "split");
        int64_t mark = pml_hold_mark(E);
        if (split) {
            pml_hold(E, split, "except*: bound split");
        }
        PmlObj *pair = split ? pml_call1(E, split, type) : NULL;
        pml_hold_drop(E, mark);
        pml_xdecref(E, split);
        if (!pair) {
            return -1;
        }
        if (!PML_IS(pair, tuple) || PML_TUPLE_LEN(pair) != 2) {
            PML_RAISE(E, TypeError, "%.200s.split must return a 2-tuple", PML_TYPE_OF(exc)->name.p);
            pml_decref(E, pair);
            return -1;
        }
        *match = pml_incref(PML_TUPLE_AT(pair, 0));
        *rest = pml_incref(PML_TUPLE_AT(pair, 1));
        pml_decref(E, pair);
        return 0;
    }
    *match = pml_none(E);
    *rest = pml_incref(exc);
    return 0;
}

static bool same_origin(PmlObj *a, PmlObj *b)
{
    PmlException *x = (PmlException *)a, *y = (PmlException *)b;
    return x->notes.p == y->notes.p && x->traceback.p == y->traceback.p &&
           x->cause.p == y->cause.p && x->context.p == y->context.p;
}

static int add_leaf_ids(PmlEngine *E, PmlObj *exc, PmlObj *ids)
{
    if (!pml_isinstance_of(exc, PML_TYPE(E, BaseExceptionGroup))) {
        PmlObj *id = pml_int_u64(E, pml_model_address(E, exc));
        int err = id ? pml_set_add(E, ids, id) : -1;
        pml_xdecref(E, id);
        return err;
    }
    PmlObj *excs = ((PmlGroupObj *)exc)->excs.p;
    for (int64_t i = 0; i < PML_TUPLE_LEN(excs); i++) {
        if (add_leaf_ids(E, PML_TUPLE_AT(excs, i), ids) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The part of group `exc` whose leaves' ids are in ids, a new group even when it is all of it: new
 * reference, None when there is none. */
static PmlObj *keep_leaves(PmlEngine *E, PmlObj *exc, PmlObj *ids)
{
    if (!pml_isinstance_of(exc, PML_TYPE(E, BaseExceptionGroup))) {
        PmlObj *id = pml_int_u64(E, pml_model_address(E, exc));
        int found = id ? pml_set_contains(E, ids, id) : -1;
        pml_xdecref(E, id);
        return found < 0 ? NULL : pml_incref(found ? exc : PML_NONE(E));
    }
    PmlObj *excs = ((PmlGroupObj *)exc)->excs.p;
    PmlObj *kept = pml_list_new(E, 0);
    if (!kept) {
        return NULL;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(excs); i++) {
        PmlObj *part = keep_leaves(E, PML_TUPLE_AT(excs, i), ids);
        if (!part || (part != PML_NONE(E) && pml_list_append(E, kept, part) < 0)) {
            pml_xdecref(E, part);
            pml_decref(E, kept);
            return NULL;
        }
        pml_decref(E, part);
    }
    PmlObj *result;
    if (PML_LIST_LEN(kept) == 0) {
        result = pml_none(E);
    } else {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, kept, "except*: what is not handled");
        result = pml_call_method1(E, exc, PML_ID(E, derive), kept);
        pml_hold_drop(E, mark);
        if (result) {
            PmlException *to = (PmlException *)result, *from = (PmlException *)exc;
            pml_exception_set_traceback(E, result, from->traceback.p);
            PML_SETREF(E, to->context, pml_xincref(from->context.p));
            PML_SETREF(E, to->cause, pml_xincref(from->cause.p));
            PML_SETREF(E, to->notes, pml_xincref(from->notes.p));
        }
    }
    pml_decref(E, kept);
    return result;
}

static PmlObj *new_group(PmlEngine *E, PmlObj *excs)
{
    PmlObj *empty = pml_incref(E->rt->empty_str.p);
    PmlObj *group = pml_call2(E, (PmlObj *)PML_TYPE(E, ExceptionGroup), empty, excs);
    if (!group && pml_error_matches(E, PML_T_TypeError)) {
        pml_error_clear(E);
        group = pml_call2(E, (PmlObj *)PML_TYPE(E, BaseExceptionGroup), empty, excs);
    }
    pml_decref(E, empty);
    return group;
}

/* What is raised after the except* clauses: the clauses' own exceptions plus what none of them
 * handled. None: nothing. */
PmlObj *pml_op_prep_reraise_star(PmlEngine *E, PmlObj *orig, PmlObj *excs)
{
    int64_t n = PML_LIST_LEN(excs);
    if (n == 0) {
        return pml_none(E);
    }
    if (!pml_isinstance_of(orig, PML_TYPE(E, BaseExceptionGroup))) {
        return pml_incref(PML_LIST_ITEMS(excs)[0].p);
    }
    PmlObj *raised = pml_list_new(E, 0);
    PmlObj *ids = pml_set_new(E, NULL);
    PmlObj *result = NULL;
    if (!raised || !ids) {
        goto done;
    }
    bool any_reraised = false;
    for (int64_t i = 0; i < n; i++) {
        PmlObj *e = PML_LIST_ITEMS(excs)[i].p;
        if (e == PML_NONE(E)) {
            continue;
        }
        if (same_origin(e, orig)) {
            any_reraised = true;
            if (add_leaf_ids(E, e, ids) < 0) {
                goto done;
            }
        } else if (pml_list_append(E, raised, e) < 0) {
            goto done;
        }
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, raised, "except*: what the handlers raised");
    pml_hold(E, ids, "except*: ids of what is not handled");
    PmlObj *projected = any_reraised ? keep_leaves(E, orig, ids) : pml_none(E);
    pml_hold_drop(E, mark);
    if (!projected) {
        goto done;
    }
    if (PML_LIST_LEN(raised) == 0) {
        result = projected;
    } else if (projected == PML_NONE(E)) {
        pml_decref(E, projected);
        result = new_group(E, raised); /* one alone as well */
    } else {
        int err = pml_list_append(E, raised, projected);
        pml_decref(E, projected);
        result = err < 0 ? NULL : new_group(E, raised);
    }
done:
    pml_xdecref(E, raised);
    pml_xdecref(E, ids);
    return result;
}

void pml_op_name_error(PmlEngine *E, PmlObj *name)
{
    PML_RAISE(E, NameError, "name '%.200S' is not defined", name);
    PmlObj *exc = pml_error_instance(E);
    if (exc && PML_IS(exc, NameError)) {
        PML_SETREF(E, ((PmlNameErrorObj *)exc)->name, pml_incref(name));
    }
}

void pml_op_unbound(PmlEngine *E, PmlCode *code, int slot)
{
    PmlObj *name = PML_TUPLE_AT(code->localsplusnames.p, slot);
    if (slot < code->nlocalsplus - code->nfreevars) {
        PML_RAISE(E, UnboundLocalError,
                  "cannot access local variable '%S' where it is not associated with a value",
                  name);
    } else {
        PML_RAISE(E, NameError,
                  "cannot access free variable '%S' where it is not associated with a value in "
                  "enclosing scope",
                  name);
        PmlObj *exc = pml_error_instance(E);
        if (exc && PML_IS(exc, NameError)) {
            PML_SETREF(E, ((PmlNameErrorObj *)exc)->name, pml_incref(name));
        }
    }
}

/* raise, except, except*: the exception instructions' longer parts. */
#include "vm/vm.h"

#include "object/detached.h"

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

/* What becomes the cause of an exception; `cause` is consumed. -1: error. */
static int make_cause(PmlEngine *E, PmlObj *cause, PmlObj **made)
{
    *made = NULL;
    if (cause == PML_NONE(E)) {
        pml_decref(E, cause);
        return 0;
    }
    if (PML_IS_EXC(cause)) {
        *made = cause;
        return 0;
    }
    if (!is_exception_class(cause)) {
        PML_RAISE(E, TypeError, "exception causes must derive from BaseException");
        pml_decref(E, cause);
        return -1;
    }
    /* What a class makes of itself is taken as it is: only what is raised is checked. */
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, cause, "raise: class of the cause");
    *made = pml_call0(E, cause);
    pml_drop_held(E, mark, cause);
    return *made ? 0 : -1;
}

static void raise_with_cause(PmlEngine *E, PmlObj *type, PmlObj *value, PmlObj *cause)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, type, "raise: class");
    pml_hold(E, value, "raise: exception");
    PmlObj *made;
    bool ok = true;
    if (cause) {
        ok = make_cause(E, cause, &made) == 0;
    }
    if (ok && cause) {
        PmlException *x = (PmlException *)value;
        x->suppress_context = 1;
        PML_SETREF(E, x->cause, made);
    }
    if (ok) {
        pml_raise_object(E, type, value);
    }
    pml_hold_drop(E, mark);
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
    PmlObj *type = exc, *value = exc;
    if (is_exception_class(exc)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, type, "raise: class");
        if (cause) {
            pml_hold(E, cause, "raise: cause");
        }
        value = instance_of(E, type);
        pml_hold_drop(E, mark);
    } else if (PML_IS_EXC(exc)) {
        type = pml_incref((PmlObj *)PML_TYPE_OF(exc));
    } else {
        PML_RAISE(E, TypeError, "exceptions must derive from BaseException");
        value = NULL;
    }
    if (value) {
        raise_with_cause(E, type, value, cause);
        pml_decref(E, value);
    } else {
        pml_xdecref(E, cause);
    }
    pml_decref(E, type);
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
            int64_t mark = pml_hold_mark(E);
            if (excs) {
                pml_hold(E, excs, "except*: exceptions");
            }
            *match =
                excs ? pml_call2(E, (PmlObj *)PML_TYPE(E, BaseExceptionGroup), empty, excs) : NULL;
            pml_hold_drop(E, mark);
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
        PmlObj *pair = pml_call_text1(E, exc, "split", type);
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

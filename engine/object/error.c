/* Raising: the pending exception, its context chain, the guards against endless recursion. */
#include "object/exception.h"

#include "object/containers.h"
#include "object/object.h"
#include "object/str.h"

static bool is_exception_class(const PmlObj *o)
{
    return PML_IS_TYPE(o) && pml_type_has((const PmlType *)o, PML_TF_EXC);
}

/* -- the pending exception --------------------------------------------------------------- */

void pml_error_restore(PmlEngine *E, PmlObj *exc)
{
    PML_SETREF(E, E->rt->error, exc);
}

PmlObj *pml_error_fetch(PmlEngine *E)
{
    PmlObj *exc = E->rt->error.p;
    E->rt->error.p = NULL;
    return exc;
}

void pml_error_clear(PmlEngine *E)
{
    PML_CLEAR(E, E->rt->error);
}

PmlObj *pml_handled_exception(const PmlEngine *E)
{
    const PmlExcState *state = E->rt->exc_info.p;
    while ((!state->value.p || state->value.p == &E->rt->none) && state->previous.p) {
        state = state->previous.p;
    }
    PmlObj *value = state->value.p;
    return value == &E->rt->none ? NULL : value;
}

bool pml_exception_matches(PmlEngine *E, PmlObj *exc, PmlObj *type)
{
    if (!exc || !type) {
        return false;
    }
    if (PML_IS_TUPLE(type)) {
        for (int64_t i = 0; i < PML_TUPLE_LEN(type); i++) {
            if (pml_exception_matches(E, exc, PML_TUPLE_AT(type, i))) {
                return true;
            }
        }
        return false;
    }
    if (PML_IS_EXC(exc)) {
        exc = (PmlObj *)PML_TYPE_OF(exc);
    }
    if (is_exception_class(exc) && is_exception_class(type)) {
        return pml_type_is_subtype((PmlType *)exc, (PmlType *)type);
    }
    return exc == type;
}

bool pml_error_matches(PmlEngine *E, int type_index)
{
    return pml_exception_matches(E, E->rt->error.p, (PmlObj *)&E->rt->types[type_index]);
}

/* -- raising ----------------------------------------------------------------------------- */

static PmlObj *create_exception(PmlEngine *E, PmlObj *type, PmlObj *value)
{
    PmlObj *exc;
    if (!value || value == PML_NONE(E)) {
        exc = pml_call0(E, type);
    } else if (PML_IS_TUPLE(value)) {
        exc = pml_call(E, type, value, NULL);
    } else {
        exc = pml_call1(E, type, value);
    }
    if (exc && !PML_IS_EXC(exc)) {
        PML_RAISE(E, TypeError,
                  "calling %R should have returned an instance of BaseException, not %s", type,
                  PML_TYPE_OF(exc)->name.p);
        pml_decref(E, exc);
        return NULL;
    }
    return exc;
}

/* Makes `handled` the context of exc, cutting the chain of handled where exc is already in it. */
static void chain_context(PmlEngine *E, PmlObj *exc, PmlObj *handled)
{
    PmlException *o = (PmlException *)handled;
    PmlException *slow = o;
    bool step_slow = false;
    while (o->context.p) {
        PmlObj *context = o->context.p;
        if (context == exc) {
            pml_exception_set_context(E, (PmlObj *)o, NULL);
            break;
        }
        o = (PmlException *)context;
        if (o == slow) {
            break; /* a cycle without exc in it */
        }
        if (step_slow) {
            slow = (PmlException *)slow->context.p;
        }
        step_slow = !step_slow;
    }
    pml_exception_set_context(E, exc, pml_incref(handled));
}

PmlObj *pml_raise_object(PmlEngine *E, PmlObj *type, PmlObj *value)
{
    if (!is_exception_class(type)) {
        return PML_RAISE(E, SystemError,
                         "_PyErr_SetObject: exception %R is not a BaseException subclass", type);
    }
    PmlObj *handled = pml_xincref(pml_handled_exception(E));
    PmlObj *exc;
    if (value && PML_IS_EXC(value) && pml_type_is_subtype(PML_TYPE_OF(value), (PmlType *)type)) {
        exc = pml_incref(value);
    } else {
        pml_error_clear(E);
        int64_t mark = pml_hold_mark(E);
        if (handled) {
            pml_hold(E, handled, "raise: exception being handled");
        }
        exc = create_exception(E, type, value);
        pml_hold_drop(E, mark);
        if (!exc) {
            pml_xdecref(E, handled);
            return NULL;
        }
    }
    if (handled && handled != exc) {
        chain_context(E, exc, handled);
    }
    pml_xdecref(E, handled);
    pml_error_restore(E, exc);
    return NULL;
}

PmlObj *pml_raise_none(PmlEngine *E, int type_index)
{
    return pml_raise_object(E, (PmlObj *)&E->rt->types[type_index], NULL);
}

PmlObj *pml_raise(PmlEngine *E, int type_index, const char *fmt, ...)
{
    pml_error_clear(E);
    va_list ap;
    va_start(ap, fmt);
    PmlObj *text = pml_str_formatv(E, fmt, ap);
    va_end(ap);
    if (!text) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, text, "raise: message");
    E->rt->in_recursion_headroom++; /* making it is no call of the program's */
    pml_raise_object(E, (PmlObj *)&E->rt->types[type_index], text);
    E->rt->in_recursion_headroom--;
    pml_hold_drop(E, mark);
    pml_decref(E, text);
    return NULL;
}

PmlObj *pml_raise_key_error(PmlEngine *E, PmlObj *key)
{
    PmlObj *args = pml_tuple_pack(E, 1, key);
    if (!args) {
        return NULL;
    }
    pml_raise_object(E, (PmlObj *)PML_TYPE(E, KeyError), args);
    pml_decref(E, args);
    return NULL;
}

PmlObj *pml_raise_stop_iteration(PmlEngine *E, PmlObj *value)
{
    PmlObj *type = (PmlObj *)PML_TYPE(E, StopIteration);
    if (!value || (!PML_IS_TUPLE(value) && !PML_IS_EXC(value))) {
        return pml_raise_object(E, type, value);
    }
    /* A tuple or an exception would be taken for the arguments, or the exception itself. */
    PmlObj *exc = pml_call1(E, type, value);
    if (exc) {
        pml_raise_object(E, type, exc);
        pml_decref(E, exc);
    }
    return NULL;
}

PmlObj *pml_err_no_memory(PmlEngine *E)
{
    PmlException *exc = (PmlException *)E->rt->memory_error.p;
    if (!exc) {
        return NULL; /* still setting up */
    }
    if (exc->ob.refs == 1) {
        PML_CLEAR(E, exc->traceback);
        PML_CLEAR(E, exc->context);
        PML_CLEAR(E, exc->cause);
        exc->suppress_context = 0;
    }
    pml_error_restore(E, pml_incref(&exc->ob));
    return NULL;
}

PmlObj *pml_raise_attribute(PmlEngine *E, PmlObj *obj, PmlObj *name)
{
    PML_RAISE(E, AttributeError, "'%.50s' object has no attribute '%U'", PML_TYPE_OF(obj)->name.p,
              name);
    PmlObj *pending = E->rt->error.p;
    if (pending && PML_IS(pending, AttributeError)) {
        PmlAttributeErrorObj *exc = (PmlAttributeErrorObj *)pending;
        if (!exc->name.p && !exc->obj.p) {
            exc->name.p = pml_incref(name);
            exc->obj.p = pml_incref(obj);
        }
    }
    return NULL;
}

void pml_unraisable(PmlEngine *E, PmlObj *subject)
{
    if (E->upcalls && E->upcalls->write_unraisable) {
        E->upcalls->write_unraisable(E, NULL, subject);
    } else {
        pml_error_clear(E);
    }
}

/* -- guards ------------------------------------------------------------------------------ */

int pml_recursion_enter(PmlEngine *E, const char *where)
{
    PmlRuntime *rt = E->rt;
    if (PML_LIKELY(--rt->recursion_left >= 0)) {
        return 0;
    }
    if (rt->in_recursion_headroom) {
        return 0; /* the error itself needs some room */
    }
    rt->in_recursion_headroom++;
    PML_RAISE(E, RecursionError, "maximum recursion depth exceeded%s", where);
    rt->in_recursion_headroom--;
    rt->recursion_left++;
    return -1;
}

void pml_recursion_leave(PmlEngine *E)
{
    E->rt->recursion_left++;
}

/* The list of running reprs, kept in a dict that is made with it, as CPython's thread state does.
 * Borrowed; NULL when there is none yet, or with an error. */
static PmlObj *running_reprs(PmlEngine *E, bool create)
{
    PmlRef *guard = &E->rt->repr_guard;
    if (!guard->p && create) {
        guard->p = pml_dict_new(E);
    }
    if (!guard->p) {
        return NULL;
    }
    PmlObj *list = pml_dict_get_text(E, guard->p, "Py_Repr");
    if (!list && create) {
        PmlObj *fresh = pml_list_new(E, 0);
        if (fresh && pml_dict_set_text(E, guard->p, "Py_Repr", fresh) == 0) {
            list = fresh;
        }
        pml_xdecref(E, fresh);
    }
    return list;
}

int pml_repr_enter(PmlEngine *E, PmlObj *o)
{
    PmlObj *list = running_reprs(E, true);
    if (!list) {
        return -1;
    }
    for (int64_t i = PML_LIST_LEN(list) - 1; i >= 0; i--) {
        if (PML_LIST_ITEMS(list)[i].p == o) {
            return 1;
        }
    }
    return pml_list_append(E, list, o) < 0 ? -1 : 0;
}

void pml_repr_leave(PmlEngine *E, PmlObj *o)
{
    PmlObj *list = running_reprs(E, false);
    if (!list) {
        return;
    }
    PmlObj *pending = pml_error_fetch(E);
    for (int64_t i = PML_LIST_LEN(list) - 1; i >= 0; i--) {
        if (PML_LIST_ITEMS(list)[i].p == o) {
            pml_list_set_slice(E, list, i, i + 1, NULL);
            break;
        }
    }
    pml_error_restore(E, pending);
}

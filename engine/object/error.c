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

PmlPending pml_error_set_aside(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    PmlPending pending = {rt->error, rt->error_value, rt->error_traceback};
    rt->error.p = rt->error_value.p = rt->error_traceback.p = NULL;
    return pending;
}

void pml_error_put_back(PmlEngine *E, PmlPending pending)
{
    PmlPending old = pml_error_set_aside(E);
    E->rt->error = pending.error;
    E->rt->error_value = pending.value;
    E->rt->error_traceback = pending.traceback;
    pml_xdecref(E, old.error.p);
    pml_xdecref(E, old.value.p);
    pml_xdecref(E, old.traceback.p);
}

void pml_error_hold(PmlEngine *E, const PmlPending *pending, const char *what)
{
    const PmlRef *refs[] = {&pending->error, &pending->value, &pending->traceback};
    for (int i = 0; i < PML_COUNT_OF(refs); i++) {
        if (refs[i]->p) {
            pml_hold(E, refs[i]->p, what);
        }
    }
}

void pml_error_restore(PmlEngine *E, PmlObj *exc)
{
    pml_error_put_back(E, (PmlPending){.error = {exc}});
}

void pml_error_clear(PmlEngine *E)
{
    if (E->rt->error.p) {
        pml_error_restore(E, NULL);
    }
}

PmlObj *pml_error_traceback(const PmlEngine *E)
{
    PmlObj *exc = E->rt->error.p;
    return exc && PML_IS_EXC(exc) ? pml_exception_traceback(exc) : E->rt->error_traceback.p;
}

void pml_error_set_traceback(PmlEngine *E, PmlObj *tb)
{
    PmlObj *exc = E->rt->error.p;
    if (exc && PML_IS_EXC(exc)) {
        pml_exception_set_traceback(E, exc, tb);
    } else {
        PML_SETREF(E, E->rt->error_traceback, pml_xincref(tb));
    }
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

PmlObj *pml_error_instance(PmlEngine *E)
{
    PmlObj *exc = E->rt->error.p;
    if (!exc || PML_IS_EXC(exc)) {
        return exc;
    }
    PmlPending pending = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "raise: exception being made");
    E->rt->in_recursion_headroom++;
    exc = create_exception(E, pending.error.p, pending.value.p);
    E->rt->in_recursion_headroom--;
    pml_hold_drop(E, mark);
    if (exc) {
        pml_error_restore(E, exc);
    } else {
        exc = pml_error_instance(E); /* what went wrong takes its place */
    }
    if (pending.traceback.p && exc && !pml_exception_traceback(exc)) {
        pml_exception_set_traceback(E, exc, pending.traceback.p);
    }
    pml_xdecref(E, pending.value.p);
    pml_decref(E, pending.error.p);
    pml_xdecref(E, pending.traceback.p);
    return exc;
}

void pml_error_chain(PmlEngine *E, PmlObj *handled)
{
    PmlObj *exc = pml_error_instance(E);
    if (exc && exc != handled) {
        chain_context(E, exc, handled);
    }
}

PmlObj *pml_error_fetch(PmlEngine *E)
{
    pml_error_instance(E);
    return pml_error_set_aside(E).error.p;
}

PmlObj *pml_raise_object(PmlEngine *E, PmlObj *type, PmlObj *value)
{
    if (!is_exception_class(type)) {
        return PML_RAISE(E, SystemError,
                         "_PyErr_SetObject: exception %R is not a BaseException subclass", type);
    }
    PmlObj *handled = pml_xincref(pml_handled_exception(E));
    bool made = value && PML_IS_EXC(value);
    if (made || (!handled && !pml_type_has((PmlType *)type, PML_TF_HEAP))) {
        if (made && handled && handled != value) {
            chain_context(E, value, handled);
        }
        pml_xdecref(E, handled);
        /* A value that is no instance of its class: who handles the error asks the class again. */
        bool whole = made && pml_type_is_subtype(PML_TYPE_OF(value), (PmlType *)type);
        pml_error_put_back(
            E, whole ? (PmlPending){.error = {pml_incref(value)}}
                     : (PmlPending){.error = {pml_incref(type)}, .value = {pml_xincref(value)}});
        return NULL;
    }
    pml_error_clear(E);
    int64_t mark = pml_hold_mark(E);
    if (handled) {
        pml_hold(E, handled, "raise: exception being handled");
    }
    /* Where nothing is being handled, CPython makes the object later, outside the call that
     * failed: then it does not count against the recursion limit. */
    E->rt->recursion_left += !handled;
    PmlObj *exc = create_exception(E, type, value);
    E->rt->recursion_left -= !handled;
    pml_hold_drop(E, mark);
    if (exc) {
        if (handled && handled != exc) {
            chain_context(E, exc, handled);
        }
        pml_error_restore(E, exc);
    }
    pml_xdecref(E, handled);
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

const char *pml_type_given(PmlEngine *E, PmlObj *o)
{
    return o == PML_NONE(E) ? "None" : PML_TYPE_OF(o)->name.p;
}

PmlObj *pml_err_no_memory(PmlEngine *E)
{
    PmlException *exc = (PmlException *)E->rt->memory_error.p;
    if (!exc) {
        return NULL; /* still setting up */
    }
    if (pml_refs(&exc->ob) == 1) {
        PML_CLEAR(E, exc->traceback);
        PML_CLEAR(E, exc->context);
        PML_CLEAR(E, exc->cause);
        exc->suppress_context = 0;
    }
    pml_error_restore(E, pml_incref(&exc->ob));
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

bool pml_work_look(PmlEngine *E)
{
    if (!E->upcalls || !E->upcalls->work) {
        E->work = 0;
        return false;
    }
    if (!E->upcalls->work(E)) {
        return false;
    }
    pml_raise_none(E, PML_T_KeyboardInterrupt);
    return true;
}

int pml_recursion_enter(PmlEngine *E, const char *where)
{
    PmlRuntime *rt = E->rt;
    if (pml_work(E, 1)) {
        return -1;
    }
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
    PmlObj *list = pml_dict_get(E, guard->p, PML_ID(E, Py_Repr));
    if (!list && create) {
        PmlObj *fresh = pml_list_new(E, 0);
        if (fresh && pml_dict_set(E, guard->p, PML_ID(E, Py_Repr), fresh) == 0) {
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
    PmlPending pending = pml_error_set_aside(E);
    int64_t i = PML_LIST_LEN(list) - 1;
    while (i >= 0 && PML_LIST_ITEMS(list)[i].p != o) {
        i--;
    }
    if (i >= 0 && pml_list_set_slice(E, list, i, i + 1, NULL) < 0) {
        /* No memory for the smaller list: the room stays. */
        PmlList *l = (PmlList *)list;
        memmove(&l->items.p[i], &l->items.p[i + 1], (size_t)(--l->ob.size - i) * sizeof(PmlRef));
        pml_decref(E, o);
    }
    pml_error_put_back(E, pending);
}

/* Calling: the two protocols (argument arrays and argument tuples) and how one becomes the other.
 */
#include "object/object.h"

#include "object/containers.h"
#include "object/str.h"

#define SMALL_STACK 5

/* What stands at the type's offset, valid whether or not the type offers it for every call. */
static PmlVectorcall vectorcall_at_offset(const PmlObj *f)
{
    const PmlType *t = PML_TYPE_OF(f);
    if (t->vectorcall_offset <= 0) {
        return NULL;
    }
    typedef PML_PTR(void) Slot;
    const Slot *slot = (const Slot *)(const void *)((const char *)f + t->vectorcall_offset);
    return (PmlVectorcall)(uintptr_t)slot->p;
}

PmlVectorcall pml_vectorcall_of(const PmlObj *f)
{
    return pml_type_has(PML_TYPE_OF(f), PML_TF_VECTORCALL) ? vectorcall_at_offset(f) : NULL;
}

static PmlObj *check_result(PmlEngine *E, PmlObj *callable, PmlObj *result)
{
    if (!result && !pml_error_pending(E) && !E->rt->stopping) {
        return PML_RAISE(E, SystemError, "%R returned NULL without setting an exception", callable);
    }
    return result;
}

static PmlObj *raise_not_callable(PmlEngine *E, PmlObj *f)
{
    return PML_RAISE(E, TypeError, "'%.200s' object is not callable", PML_TYPE_OF(f)->name.p);
}

/* tp_call; the tuple is consumed, the dict stays the caller's. */
static PmlObj *call_consuming(PmlEngine *E, PmlObj *f, PmlObj *tuple, PmlObj *dict)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, tuple, "call: argument tuple");
    PmlObj *result = NULL;
    if (!pml_recursion_enter(E, " while calling a Python object")) {
        result = PML_TYPE_OF(f)->call(E, f, tuple, dict);
        pml_recursion_leave(E);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, tuple);
    return check_result(E, f, result);
}

/* An argument array for a callable that wants a tuple (and a dict of the keyword values). */
static PmlObj *call_with_tuple(PmlEngine *E, PmlObj *f, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    int64_t nargs = PML_NARGS(nargsf);
    if (!PML_TYPE_OF(f)->call) {
        return raise_not_callable(E, f);
    }
    PmlObj *tuple = pml_tuple_from(E, args, nargs);
    if (!tuple) {
        return NULL;
    }
    if (!kwnames || PML_TUPLE_LEN(kwnames) == 0) {
        return call_consuming(E, f, tuple, NULL);
    }
    PmlObj *dict = pml_dict_from_items(E, PML_TUPLE_ITEMS(kwnames), 1, args + nargs, 1,
                                       PML_TUPLE_LEN(kwnames));
    if (!dict) {
        pml_decref(E, tuple);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, dict, "call: keyword dict");
    PmlObj *result = call_consuming(E, f, tuple, dict);
    pml_hold_drop(E, mark);
    pml_decref(E, dict);
    return result;
}

PmlObj *pml_vectorcall(PmlEngine *E, PmlObj *f, PmlRef *args, uint64_t nargsf, PmlObj *kwnames)
{
    PmlVectorcall vector = pml_vectorcall_of(f);
    if (!vector) {
        PML_TAIL call_with_tuple(E, f, args, nargsf, kwnames);
    }
#if PML_DEBUG_LEVEL >= 1
    return check_result(E, f, vector(E, f, args, nargsf, kwnames));
#else
    PML_TAIL vector(E, f, args, nargsf, kwnames);
#endif
}

/* The keyword dict spread out behind the positional arguments: owned copies in a block of their
 * own, with a free place in front. */
static PmlObj *call_unpacked(PmlEngine *E, PmlVectorcall vector, PmlObj *f, PmlRef *given,
                             int64_t nargs, PmlObj *kwargs)
{
    int64_t nkw = PML_DICT_LEN(kwargs);
    PmlRef *block = pml_mem_alloc(E, (size_t)(1 + nargs + nkw) * sizeof(PmlRef));
    if (!block) {
        return pml_err_no_memory(E);
    }
    PmlObj *kwnames = pml_tuple_new(E, nkw);
    if (!kwnames) {
        pml_mem_free(E, block);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, kwnames, "call: keyword names");
    PmlRef *args = block + 1;
    block[0].p = NULL;
    for (int64_t i = 0; i < nargs; i++) {
        args[i].p = pml_incref(given[i].p);
        pml_hold(E, args[i].p, "call: argument");
    }
    int64_t pos = 0, n = 0;
    bool all_str = true;
    PmlObj *key, *value;
    while (n < nkw && pml_dict_next(kwargs, &pos, &key, &value, NULL)) {
        all_str = all_str && PML_IS_STR(key);
        PML_TUPLE_AT(kwnames, n) = pml_incref(key);
        args[nargs + n].p = pml_incref(value);
        pml_hold(E, value, "call: keyword argument");
        n++;
    }
    PmlObj *result = NULL;
    if (!all_str) {
        PML_RAISE(E, TypeError, "keywords must be strings");
    } else {
        result = vector(E, f, args, (uint64_t)nargs | PML_ARGS_OFFSET, kwnames);
    }
    pml_hold_drop(E, mark);
    for (int64_t i = 0; i < nargs + n; i++) {
        pml_decref(E, args[i].p);
    }
    pml_mem_free(E, block);
    pml_decref(E, kwnames);
    return check_result(E, f, result);
}

PmlObj *pml_vectorcall_dict(PmlEngine *E, PmlObj *f, PmlRef *args, int64_t nargs, PmlObj *kwargs)
{
    PmlVectorcall vector = pml_vectorcall_of(f);
    if (!vector) {
        PmlObj *tuple =
            PML_TYPE_OF(f)->call ? pml_tuple_from(E, args, nargs) : raise_not_callable(E, f);
        return tuple ? call_consuming(E, f, tuple, kwargs) : NULL;
    }
    if (!kwargs || PML_DICT_LEN(kwargs) == 0) {
        return check_result(E, f, vector(E, f, args, (uint64_t)nargs, NULL));
    }
    return call_unpacked(E, vector, f, args, nargs, kwargs);
}

static PmlObj *vectorcall_tuple(PmlEngine *E, PmlVectorcall vector, PmlObj *f, PmlObj *tuple,
                                PmlObj *kwargs)
{
    if (!kwargs || PML_DICT_LEN(kwargs) == 0) {
        return check_result(
            E, f, vector(E, f, PML_TUPLE_ITEMS(tuple), (uint64_t)PML_TUPLE_LEN(tuple), NULL));
    }
    return call_unpacked(E, vector, f, PML_TUPLE_ITEMS(tuple), PML_TUPLE_LEN(tuple), kwargs);
}

PmlObj *pml_vectorcall_call(PmlEngine *E, PmlObj *f, PmlObj *tuple, PmlObj *kwargs)
{
    /* Whatever the flag says: a subclass with its own __call__ has lost it, and may still reach
     * this through super(). */
    int64_t offset = PML_TYPE_OF(f)->vectorcall_offset;
    PmlVectorcall vector = NULL;
    if (offset > 0) {
        memcpy(&vector, (const char *)f + offset, sizeof vector);
    }
    if (!vector) {
        return PML_RAISE(E, TypeError, "'%.200s' object does not support vectorcall",
                         PML_TYPE_OF(f)->name.p);
    }
    return vectorcall_tuple(E, vector, f, tuple, kwargs);
}

PmlObj *pml_call(PmlEngine *E, PmlObj *f, PmlObj *args, PmlObj *kwargs)
{
    PmlVectorcall vector = vectorcall_at_offset(f); /* the type's call asked */
    if (vector) {
        return vectorcall_tuple(E, vector, f, args, kwargs);
    }
    PmlTernary call = PML_TYPE_OF(f)->call;
    if (!call) {
        return raise_not_callable(E, f);
    }
    if (pml_recursion_enter(E, " while calling a Python object")) {
        return NULL;
    }
    PmlObj *result = call(E, f, args, kwargs);
    pml_recursion_leave(E);
    return check_result(E, f, result);
}

PmlObj *pml_call0(PmlEngine *E, PmlObj *f)
{
    PmlRef args[1] = {{NULL}};
    return pml_vectorcall(E, f, args + 1, 0 | PML_ARGS_OFFSET, NULL);
}

PmlObj *pml_call1(PmlEngine *E, PmlObj *f, PmlObj *a)
{
    return pml_call1_inline(E, f, a);
}

PmlObj *pml_call2(PmlEngine *E, PmlObj *f, PmlObj *a, PmlObj *b)
{
    PmlRef args[3] = {{NULL}, {a}, {b}};
    return pml_vectorcall(E, f, args + 1, 2 | PML_ARGS_OFFSET, NULL);
}

PmlObj *pml_call3(PmlEngine *E, PmlObj *f, PmlObj *a, PmlObj *b, PmlObj *c)
{
    PmlRef args[4] = {{NULL}, {a}, {b}, {c}};
    return pml_vectorcall(E, f, args + 1, 3 | PML_ARGS_OFFSET, NULL);
}

/* args[0] is the object; args[1] on are the arguments. */
static PmlObj *call_method_array(PmlEngine *E, PmlObj *name, PmlRef *args, int64_t nargs)
{
    PmlObj *method = NULL;
    int unbound = pml_get_method(E, args[0].p, name, &method);
    if (!method) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "method being called");
    PmlObj *result;
    if (unbound) {
        result = pml_vectorcall(E, method, args, (uint64_t)nargs + 1, NULL);
    } else {
        result = pml_vectorcall(E, method, args + 1, (uint64_t)nargs | PML_ARGS_OFFSET, NULL);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return result;
}

PmlObj *pml_call_method(PmlEngine *E, PmlObj *o, PmlObj *name, PmlRef *args, int64_t nargs)
{
    PmlRef small[SMALL_STACK];
    PmlRef *all = small;
    if (nargs + 1 > SMALL_STACK) {
        all = malloc((size_t)(nargs + 1) * sizeof(PmlRef));
        if (!all) {
            return pml_err_no_memory(E);
        }
    }
    all[0].p = o;
    for (int64_t i = 0; i < nargs; i++) {
        all[i + 1] = args[i];
    }
    PmlObj *result = call_method_array(E, name, all, nargs);
    if (all != small) {
        free(all);
    }
    return result;
}

PmlObj *pml_call_method0(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    PmlRef args[1] = {{o}};
    return call_method_array(E, name, args, 0);
}

PmlObj *pml_call_method1(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *a)
{
    PmlRef args[2] = {{o}, {a}};
    return call_method_array(E, name, args, 1);
}

PmlObj *pml_call_text1(PmlEngine *E, PmlObj *o, const char *name, PmlObj *a)
{
    PmlObj *method = pml_getattr_text(E, o, name);
    if (!method) {
        return NULL;
    }
    PmlObj *result = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "method being called");
    if (pml_callable(method)) {
        result = pml_call1(E, method, a);
    } else {
        PML_RAISE(E, TypeError, "attribute of type '%.200s' is not callable",
                  PML_TYPE_OF(method)->name.p);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return result;
}

PmlObj *pml_call_text0(PmlEngine *E, PmlObj *o, const char *name)
{
    PmlObj *method = pml_getattr_text(E, o, name);
    if (!method) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "method being called");
    PmlObj *result = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return result;
}

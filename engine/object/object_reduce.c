/* object.__reduce_ex__, __reduce__, __getstate__: what copy asks an object (facts 7.2). */
#include "object/type_system.h"

static PmlObj *copyreg_attr(PmlEngine *E, const char *name)
{
    PmlObj *module = E->upcalls->import(E, "copyreg");
    if (!module) {
        return NULL;
    }
    PmlObj *found = pml_getattr_text(E, module, name);
    pml_decref(E, module);
    return found;
}

/* -- state --------------------------------------------------------------------------------- */

static bool instance_dict_empty(PmlEngine *E, PmlObj *o)
{
    if (PML_TYPE_OF(o)->dictoffset == 0) {
        return true;
    }
    if (pml_type_has(PML_TYPE_OF(o), PML_TF_MANAGED_DICT) && pml_instance_values(o)->p) {
        const PmlValues *values = pml_instance_values(o)->p;
        const PmlDictKeys *keys = PML_TYPE_OF(o)->cached_keys.p;
        for (int64_t i = 0; i < keys->nentries; i++) {
            if (values->values[i].p) {
                return false;
            }
        }
        return true;
    }
    const PmlRef *slot = pml_dict_slot(E, o);
    return !slot || !slot->p || PML_DICT_LEN(slot->p) == 0;
}

/* The class's slot names, a list (kept in the class) or None. New reference. */
static PmlObj *slot_names(PmlEngine *E, PmlType *t)
{
    PmlObj *names = pml_dict_get_text(E, t->dict.p, "__slotnames__");
    if (names && names != PML_NONE(E) && !PML_IS_LIST(names)) {
        return PML_RAISE(E, TypeError, "%.200s.__slotnames__ should be a list or None, not %.200s",
                         t->name.p, PML_TYPE_OF(names)->name.p);
    }
    if (names) {
        return pml_incref(names);
    }
    PmlObj *find = copyreg_attr(E, "_slotnames");
    names = find ? pml_call1(E, find, &t->ob.ob) : NULL;
    pml_xdecref(E, find);
    if (names && names != PML_NONE(E) && !PML_IS_LIST(names)) {
        pml_decref(E, names);
        return PML_RAISE(E, TypeError, "copyreg._slotnames didn't return a list or None");
    }
    return names;
}

/* C-level fields beyond what a dict and slot names can describe? */
static bool has_hidden_fields(PmlEngine *E, const PmlType *t, PmlObj *names)
{
    int64_t size = PML_TYPE(E, object)->basicsize;
    if (t->dictoffset != 0 && !pml_type_has(t, PML_TF_MANAGED_DICT)) {
        size += 8;
    }
    if (t->weaklistoffset > 0) {
        size += 8;
    }
    if (names != PML_NONE(E)) {
        size += 8 * PML_LIST_LEN(names);
    }
    return t->basicsize > size;
}

/* (state, {slot: value}) when there are slot values, else state. Steals state. */
static PmlObj *add_slot_values(PmlEngine *E, PmlObj *o, PmlObj *names, PmlObj *state)
{
    if (names == PML_NONE(E) || PML_LIST_LEN(names) == 0) {
        return state;
    }
    PmlObj *slots = pml_dict_new(E);
    bool ok = slots != NULL;
    for (int64_t i = 0; ok && i < PML_LIST_LEN(names); i++) {
        PmlObj *name = pml_incref(PML_LIST_ITEMS(names)[i].p), *value;
        ok = pml_lookup_attr(E, o, name, &value) >= 0;
        if (value) {
            ok = pml_dict_set(E, slots, name, value) == 0;
            pml_decref(E, value);
        }
        pml_decref(E, name);
    }
    PmlObj *result = NULL;
    if (ok) {
        result = PML_DICT_LEN(slots) > 0 ? pml_tuple_pack(E, 2, state, slots) : pml_incref(state);
    }
    pml_xdecref(E, slots);
    pml_decref(E, state);
    return result;
}

/* Of a class that stands for a type in C what the slots hold is hidden. */
static bool is_sealed(const PmlType *t)
{
    while (t && !pml_type_has(t, PML_TF_SEALED)) {
        t = t->base.p;
    }
    return t != NULL;
}

static PmlObj *default_state(PmlEngine *E, PmlObj *o, bool required)
{
    PmlType *t = PML_TYPE_OF(o);
    bool hidden = is_sealed(t);
    if (required && t->itemsize) {
        return PML_RAISE(E, TypeError, "cannot pickle %.200s objects", t->name.p);
    }
    PmlObj *state = instance_dict_empty(E, o) ? pml_none(E) : pml_generic_get_dict(E, o, NULL);
    if (!state) {
        return NULL;
    }
    PmlObj *names = hidden ? pml_none(E) : slot_names(E, t);
    if (!names) {
        pml_decref(E, state);
        return NULL;
    }
    if (required && (hidden || has_hidden_fields(E, t, names))) {
        pml_decref(E, names);
        pml_decref(E, state);
        return PML_RAISE(E, TypeError, "cannot pickle '%.200s' object", t->name.p);
    }
    state = add_slot_values(E, o, names, state);
    pml_decref(E, names);
    return state;
}

PmlObj *pml_object_getstate(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return default_state(E, self, false);
}

static PmlObj *get_state(PmlEngine *E, PmlObj *o, bool required)
{
    PmlObj *getstate = pml_getattr(E, o, PML_ID(E, __getstate__));
    if (!getstate) {
        return NULL;
    }
    PmlObj *state;
    if (PML_IS(getstate, builtin_function_or_method) && ((PmlBuiltin *)getstate)->self.p == o &&
        ((PmlBuiltin *)getstate)->def.p->fast == pml_object_getstate) {
        state = default_state(E, o, required);
    } else {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, getstate, "__getstate__");
        state = pml_call0(E, getstate);
        pml_hold_drop(E, mark);
    }
    pml_decref(E, getstate);
    return state;
}

/* -- constructor arguments ----------------------------------------------------------------- */

/* The pair of __getnewargs_ex__, taken apart. */
static bool unpack_new_args_ex(PmlEngine *E, PmlObj *pair, PmlObj **args, PmlObj **kwargs)
{
    if (!PML_IS_TUPLE(pair)) {
        PML_RAISE(E, TypeError, "__getnewargs_ex__ should return a tuple, not '%.200s'",
                  PML_TYPE_OF(pair)->name.p);
        return false;
    }
    if (PML_TUPLE_LEN(pair) != 2) {
        PML_RAISE(E, ValueError, "__getnewargs_ex__ should return a tuple of length 2, not %zd",
                  PML_TUPLE_LEN(pair));
        return false;
    }
    PmlObj *a = PML_TUPLE_AT(pair, 0), *k = PML_TUPLE_AT(pair, 1);
    if (!PML_IS_TUPLE(a)) {
        PML_RAISE(E, TypeError,
                  "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not "
                  "'%.200s'",
                  PML_TYPE_OF(a)->name.p);
        return false;
    }
    if (!PML_IS_DICT(k)) {
        PML_RAISE(E, TypeError,
                  "second item of the tuple returned by __getnewargs_ex__ must be a dict, not "
                  "'%.200s'",
                  PML_TYPE_OF(k)->name.p);
        return false;
    }
    *args = pml_incref(a);
    *kwargs = pml_incref(k);
    return true;
}

static PmlObj *call_and_release(PmlEngine *E, PmlObj *func)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, func, "__getnewargs__");
    PmlObj *result = pml_call0(E, func);
    pml_hold_drop(E, mark);
    pml_decref(E, func);
    return result;
}

static bool get_new_args(PmlEngine *E, PmlObj *o, PmlObj **args, PmlObj **kwargs)
{
    *args = *kwargs = NULL;
    PmlObj *func = pml_lookup_special(E, o, PML_ID(E, __getnewargs_ex__));
    if (func) {
        PmlObj *pair = call_and_release(E, func);
        bool ok = pair && unpack_new_args_ex(E, pair, args, kwargs);
        pml_xdecref(E, pair);
        return ok;
    }
    if (pml_error_pending(E)) {
        return false;
    }
    func = pml_lookup_special(E, o, PML_ID(E, __getnewargs__));
    if (!func) {
        return !pml_error_pending(E);
    }
    *args = call_and_release(E, func);
    if (*args && !PML_IS_TUPLE(*args)) {
        PML_RAISE(E, TypeError, "__getnewargs__ should return a tuple, not '%.200s'",
                  PML_TYPE_OF(*args)->name.p);
        PmlObj *bad = *args;
        *args = NULL;
        pml_decref(E, bad);
    }
    return *args != NULL;
}

/* -- protocol 2 and up --------------------------------------------------------------------- */

/* (cls, *args) */
static PmlObj *prepend_class(PmlEngine *E, PmlObj *o, PmlObj *args)
{
    int64_t n = args ? PML_TUPLE_LEN(args) : 0;
    PmlObj *all = pml_tuple_new(E, n + 1);
    if (all) {
        PML_TUPLE_ITEMS(all)[0].p = pml_incref((PmlObj *)PML_TYPE_OF(o));
        for (int64_t i = 0; i < n; i++) {
            PML_TUPLE_ITEMS(all)[i + 1].p = pml_incref(PML_TUPLE_AT(args, i));
        }
    }
    return all;
}

static bool get_item_iterators(PmlEngine *E, PmlObj *o, PmlObj **list_items, PmlObj **dict_items)
{
    *dict_items = NULL;
    *list_items = PML_IS_LIST(o) ? pml_iter(E, o) : pml_none(E);
    if (!*list_items) {
        return false;
    }
    if (!PML_IS_DICT(o)) {
        *dict_items = pml_none(E);
        return true;
    }
    PmlObj *items = pml_call_method0(E, o, PML_ID(E, items));
    if (items) {
        *dict_items = pml_iter(E, items);
        pml_decref(E, items);
    }
    return *dict_items != NULL;
}

static PmlObj *reduce_newobj(PmlEngine *E, PmlObj *o)
{
    PmlObj *args, *kwargs, *newobj, *newargs, *state, *lists = NULL, *dicts = NULL, *result = NULL;
    if (!PML_TYPE_OF(o)->new_) {
        return PML_RAISE(E, TypeError, "cannot pickle '%.200s' object", PML_TYPE_OF(o)->name.p);
    }
    if (!get_new_args(E, o, &args, &kwargs)) {
        return NULL;
    }
    bool has_args = args != NULL;
    if (!kwargs || PML_DICT_LEN(kwargs) == 0) {
        newobj = copyreg_attr(E, "__newobj__");
        newargs = newobj ? prepend_class(E, o, args) : NULL;
    } else {
        newobj = copyreg_attr(E, "__newobj_ex__");
        newargs = newobj ? pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(o), args, kwargs) : NULL;
    }
    pml_xdecref(E, kwargs);
    pml_xdecref(E, args);
    int64_t mark = pml_hold_mark(E);
    if (newargs) {
        pml_hold(E, newobj, "constructor for __reduce_ex__");
        pml_hold(E, newargs, "constructor arguments");
        state = get_state(E, o, !(has_args || PML_IS_LIST(o) || PML_IS_DICT(o)));
        if (state && get_item_iterators(E, o, &lists, &dicts)) {
            result = pml_tuple_pack(E, 5, newobj, newargs, state, lists, dicts);
        }
        pml_xdecref(E, state);
        pml_xdecref(E, lists);
        pml_xdecref(E, dicts);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, newobj);
    pml_xdecref(E, newargs);
    return result;
}

static PmlObj *common_reduce(PmlEngine *E, PmlObj *self, int64_t protocol)
{
    if (protocol >= 2) {
        return reduce_newobj(E, self);
    }
    PmlObj *reduce = copyreg_attr(E, "_reduce_ex"), *proto = pml_int(E, protocol), *result = NULL;
    if (reduce && proto) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, reduce, "copyreg._reduce_ex");
        pml_hold(E, proto, "protocol");
        result = pml_call2(E, reduce, self, proto);
        pml_hold_drop(E, mark);
    }
    pml_xdecref(E, reduce);
    pml_xdecref(E, proto);
    return result;
}

PmlObj *pml_object_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return common_reduce(E, self, 0);
}

PmlObj *pml_object_reduce_ex(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    int64_t protocol = pml_as_int(E, args[0].p);
    if (protocol == -1 && pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *reduce, *own = pml_dict_get(E, PML_TYPE(E, object)->dict.p, PML_ID(E, __reduce__));
    if (pml_lookup_attr(E, self, PML_ID(E, __reduce__), &reduce) < 0) {
        return NULL;
    }
    if (reduce) {
        PmlObj *of_class = pml_getattr(E, (PmlObj *)PML_TYPE_OF(self), PML_ID(E, __reduce__));
        if (!of_class) {
            pml_decref(E, reduce);
            return NULL;
        }
        bool overridden = of_class != own;
        pml_decref(E, of_class);
        if (overridden) {
            return call_and_release(E, reduce);
        }
        pml_decref(E, reduce);
    }
    return common_reduce(E, self, protocol);
}

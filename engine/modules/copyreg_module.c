/* The copyreg module: what object.__reduce_ex__ refers to, and the table of registered reducers. */
#include "object/type_system.h"

#define FAST_ARGS PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames

/* -- registering --------------------------------------------------------------------------- */

static PmlObj *copyreg_constructor(FAST_ARGS)
{
    PML_UNUSED(self), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_callable(args[0].p) ? pml_none(E)
                                   : PML_RAISE(E, TypeError, "constructors must be callable");
}

static PmlObj *copyreg_pickle(FAST_ARGS)
{
    static const char *const names[] = {"ob_type", "pickle_function", "constructor_ob", NULL};
    PmlObj *a[3];
    if (!pml_parse_fast(E, "pickle", args, nargs, kwnames, names, 2, 3, a)) {
        return NULL;
    }
    if (!pml_callable(a[1])) {
        return PML_RAISE(E, TypeError, "reduction functions must be callable");
    }
    PmlObj *table = pml_getattr_text(E, self, "dispatch_table");
    if (!table) {
        return NULL;
    }
    int r = pml_set_item(E, table, a[0], a[1]);
    pml_decref(E, table);
    if (r == 0 && a[2] && a[2] != PML_NONE(E) && !pml_callable(a[2])) {
        return PML_RAISE(E, TypeError, "constructors must be callable");
    }
    return r < 0 ? NULL : pml_none(E);
}

static PmlObj *copyreg_pickle_complex(FAST_ARGS)
{
    PML_UNUSED(self), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *real = pml_getattr_text(E, args[0].p, "real");
    PmlObj *imag = real ? pml_getattr_text(E, args[0].p, "imag") : NULL;
    PmlObj *pair = imag ? pml_tuple_pack(E, 2, real, imag) : NULL;
    PmlObj *result = pair ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE(E, complex), pair) : NULL;
    pml_xdecref(E, real);
    pml_xdecref(E, imag);
    pml_xdecref(E, pair);
    return result;
}

static PmlObj *module_attr(PmlEngine *E, const char *module_name, const char *name)
{
    PmlObj *module = E->upcalls->import(E, module_name);
    PmlObj *found = module ? pml_getattr_text(E, module, name) : NULL;
    pml_xdecref(E, module);
    return found;
}

static PmlObj *copyreg_pickle_union(FAST_ARGS)
{
    PML_UNUSED(self), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *reduce = module_attr(E, "functools", "reduce");
    PmlObj *or_ = reduce ? module_attr(E, "operator", "or_") : NULL;
    PmlObj *members = or_ ? pml_getattr(E, args[0].p, PML_ID(E, __args__)) : NULL;
    PmlObj *pair = members ? pml_tuple_pack(E, 2, or_, members) : NULL;
    PmlObj *result = pair ? pml_tuple_pack(E, 2, reduce, pair) : NULL;
    pml_xdecref(E, reduce);
    pml_xdecref(E, or_);
    pml_xdecref(E, members);
    pml_xdecref(E, pair);
    return result;
}

/* -- making objects again ------------------------------------------------------------------ */

/* cls.__new__(cls, *args[, **kwargs]) */
static PmlObj *call_new(PmlEngine *E, PmlObj *cls, PmlRef *args, int64_t n, PmlObj *kwargs)
{
    PmlObj *func = pml_getattr(E, cls, PML_ID(E, __new__));
    PmlObj *all = func ? pml_tuple_new(E, n + 1) : NULL;
    PmlObj *result = NULL;
    if (all) {
        PML_TUPLE_ITEMS(all)[0].p = pml_incref(cls);
        for (int64_t i = 0; i < n; i++) {
            PML_TUPLE_ITEMS(all)[i + 1].p = pml_incref(args[i].p);
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, func, "__new__");
        pml_hold(E, all, "arguments of __new__");
        result = pml_call(E, func, all, kwargs);
        pml_hold_drop(E, mark);
        pml_decref(E, all);
    }
    pml_xdecref(E, func);
    return result;
}

static PmlObj *copyreg_newobj(FAST_ARGS)
{
    PML_UNUSED(self), PML_UNUSED(kwnames);
    if (nargs < 1) {
        return PML_RAISE(E, TypeError,
                         "__newobj__() missing 1 required positional argument: 'cls'");
    }
    return call_new(E, args[0].p, args + 1, nargs - 1, NULL);
}

static PmlObj *copyreg_newobj_ex(FAST_ARGS)
{
    static const char *const names[] = {"cls", "args", "kwargs", NULL};
    PML_UNUSED(self);
    PmlObj *a[3];
    if (!pml_parse_fast(E, "__newobj_ex__", args, nargs, kwnames, names, 3, 3, a)) {
        return NULL;
    }
    PmlObj *tuple = pml_sequence_tuple(E, a[1]);
    if (!tuple) {
        return NULL;
    }
    PmlObj *result = call_new(E, a[0], PML_TUPLE_ITEMS(tuple), PML_TUPLE_LEN(tuple), a[2]);
    pml_decref(E, tuple);
    return result;
}

static PmlObj *copyreg_reconstructor(FAST_ARGS)
{
    static const char *const names[] = {"cls", "base", "state", NULL};
    PML_UNUSED(self);
    PmlObj *a[3];
    if (!pml_parse_fast(E, "_reconstructor", args, nargs, kwnames, names, 3, 3, a)) {
        return NULL;
    }
    PmlObj *cls = a[0], *base = a[1], *state = a[2];
    PmlObj *object = (PmlObj *)PML_TYPE(E, object);
    PmlObj *make = pml_getattr(E, base, PML_ID(E, __new__));
    if (!make) {
        return NULL;
    }
    PmlObj *made = base == object ? pml_call1(E, make, cls) : pml_call2(E, make, cls, state);
    pml_decref(E, make);
    if (!made || base == object) {
        return made;
    }
    PmlObj *init = pml_getattr(E, base, PML_ID(E, __init__));
    PmlObj *plain = init ? pml_getattr(E, object, PML_ID(E, __init__)) : NULL;
    PmlObj *result = plain && init != plain ? pml_call2(E, init, made, state) : pml_none(E);
    bool ok = plain && result;
    pml_xdecref(E, init);
    pml_xdecref(E, plain);
    pml_xdecref(E, result);
    if (!ok) {
        pml_decref(E, made);
        return NULL;
    }
    return made;
}

/* -- protocols 0 and 1 --------------------------------------------------------------------- */

/* The nearest base that is written in C, or makes its instances itself. Borrowed. */
static PmlType *reducible_base(PmlEngine *E, PmlType *cls)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(cls->mro.p); i++) {
        PmlType *t = (PmlType *)PML_TUPLE_AT(cls->mro.p, i);
        if (!pml_type_has(t, PML_TF_HEAP)) {
            return t;
        }
    }
    return PML_TYPE(E, object);
}

/* What the instance remembers, for _reduce_ex. New reference. */
static PmlObj *reduce_state(PmlEngine *E, PmlObj *o)
{
    PmlObj *of_class = pml_getattr(E, (PmlObj *)PML_TYPE_OF(o), PML_ID(E, __getstate__));
    if (!of_class) {
        return NULL;
    }
    PmlObj *of_object = pml_dict_get(E, PML_TYPE(E, object)->dict.p, PML_ID(E, __getstate__));
    bool inherited = of_class == of_object;
    pml_decref(E, of_class);
    PmlObj *slots = NULL;
    int has_slots = 0;
    if (inherited && pml_lookup_attr(E, o, PML_ID(E, __slots__), &slots) > 0) {
        has_slots = pml_truth(E, slots);
        pml_decref(E, slots);
    }
    if (has_slots > 0) {
        PML_RAISE(E, TypeError,
                  "a class that defines __slots__ without defining __getstate__ cannot be pickled");
    }
    return pml_error_pending(E) ? NULL : pml_call_method0(E, o, PML_ID(E, __getstate__));
}

static PmlObj *copyreg_reduce_ex(FAST_ARGS)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "_reduce_ex", nargs, 2, 2)) {
        return NULL;
    }
    PmlObj *o = args[0].p;
    PmlType *cls = PML_TYPE_OF(o), *base = reducible_base(E, cls);
    PmlObj *content;
    if (base == PML_TYPE(E, object)) {
        content = pml_none(E);
    } else if (base == cls) {
        return PML_RAISE(E, TypeError, "cannot pickle '%s' object", pml_type_short_name(cls));
    } else {
        content = pml_call1(E, (PmlObj *)base, o);
    }
    PmlObj *rest = content ? pml_tuple_pack(E, 3, (PmlObj *)cls, (PmlObj *)base, content) : NULL;
    PmlObj *state = rest ? reduce_state(E, o) : NULL;
    PmlObj *make = state ? pml_getattr_text(E, self, "_reconstructor") : NULL;
    PmlObj *result = NULL;
    if (make) {
        int full = pml_truth(E, state);
        result = full < 0   ? NULL
                 : full > 0 ? pml_tuple_pack(E, 3, make, rest, state)
                            : pml_tuple_pack(E, 2, make, rest);
    }
    pml_xdecref(E, content);
    pml_xdecref(E, rest);
    pml_xdecref(E, state);
    pml_xdecref(E, make);
    return result;
}

/* -- slot names ---------------------------------------------------------------------------- */

/* Add one class's slots, mangled, to the list. */
static bool add_slot_name(PmlEngine *E, PmlObj *list, const PmlType *t, PmlObj *name)
{
    if (!PML_IS_STR(name) || pml_str_equal(name, PML_ID(E, __dict__)) ||
        pml_str_equal(name, PML_ID(E, __weakref__))) {
        return true;
    }
    int64_t n = PML_STR_LEN(name);
    bool private = n > 2 && pml_str_at(name, 0) == '_' && pml_str_at(name, 1) == '_' &&
                   !(pml_str_at(name, n - 1) == '_' && pml_str_at(name, n - 2) == '_');
    const char *owner = t->name.p;
    while (*owner == '_') {
        owner++;
    }
    if (!private || !*owner) {
        return pml_list_append(E, list, name) == 0;
    }
    PmlObj *mangled = pml_str_format(E, "_%s%U", owner, name);
    bool ok = mangled && pml_list_append(E, list, mangled) == 0;
    pml_xdecref(E, mangled);
    return ok;
}

static bool add_slots_of(PmlEngine *E, PmlObj *list, PmlType *t)
{
    PmlObj *slots = pml_dict_get(E, t->dict.p, PML_ID(E, __slots__));
    if (!slots) {
        return !pml_error_pending(E);
    }
    if (PML_IS_STR(slots)) {
        return add_slot_name(E, list, t, slots);
    }
    PmlObj *names = pml_sequence_list(E, slots);
    bool ok = names != NULL;
    for (int64_t i = 0; ok && i < PML_LIST_LEN(names); i++) {
        ok = add_slot_name(E, list, t, PML_LIST_ITEMS(names)[i].p);
    }
    pml_xdecref(E, names);
    return ok;
}

static PmlObj *copyreg_slotnames(FAST_ARGS)
{
    PML_UNUSED(self), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    if (!PML_IS_TYPE(args[0].p)) {
        return PML_RAISE(E, AttributeError, "'%.50s' object has no attribute '__dict__'",
                         PML_TYPE_OF(args[0].p)->name.p);
    }
    PmlType *cls = (PmlType *)args[0].p;
    PmlObj *names = pml_dict_get_text(E, cls->dict.p, "__slotnames__");
    if (names && names != PML_NONE(E)) {
        return pml_incref(names);
    }
    names = pml_list_new(E, 0);
    for (int64_t i = 0; names && i < PML_TUPLE_LEN(cls->mro.p); i++) {
        if (!add_slots_of(E, names, (PmlType *)PML_TUPLE_AT(cls->mro.p, i))) {
            pml_decref(E, names);
            return NULL;
        }
    }
    /* Remembered in the class, where that is possible. */
    if (names && pml_setattr_text(E, &cls->ob.ob, "__slotnames__", names) < 0) {
        pml_error_clear(E);
    }
    return names;
}

static const PmlMethodDef copyreg_methods[] = {
    {"pickle", copyreg_pickle, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"constructor", copyreg_constructor, NULL, PML_METH_O, NULL},
    {"pickle_complex", copyreg_pickle_complex, NULL, PML_METH_O, NULL},
    {"pickle_union", copyreg_pickle_union, NULL, PML_METH_O, NULL},
    {"_reconstructor", copyreg_reconstructor, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {"_reduce_ex", copyreg_reduce_ex, NULL, PML_METH_FASTCALL, NULL},
    {"__newobj__", copyreg_newobj, NULL, PML_METH_FASTCALL, NULL},
    {"__newobj_ex__", copyreg_newobj_ex, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Used by pickle protocol 4, instead of __newobj__ to allow classes with\n    keyword-only "
     "arguments to be pickled correctly.\n    "},
    {"_slotnames", copyreg_slotnames, NULL, PML_METH_O,
     "Return a list of slot names for a given class."},
    {0},
};

PmlObj *pml_init_module_copyreg(PmlEngine *E);

static bool register_reducer(PmlEngine *E, PmlObj *module, PmlObj *table, PmlType *t,
                             const char *function)
{
    PmlObj *reducer = pml_getattr_text(E, module, function);
    bool ok = reducer && pml_dict_set(E, table, &t->ob.ob, reducer) == 0;
    pml_xdecref(E, reducer);
    return ok;
}

PmlObj *pml_init_module_copyreg(PmlEngine *E)
{
    PmlObj *module = pml_module_new(E, "copyreg");
    PmlObj *table = module ? pml_dict_new(E) : NULL;
    if (!table || pml_module_add_methods(E, module, copyreg_methods) < 0 ||
        !register_reducer(E, module, table, PML_TYPE(E, complex), "pickle_complex") ||
        !register_reducer(E, module, table, PML_TYPE(E, UnionType), "pickle_union")) {
        pml_xdecref(E, table);
        pml_xdecref(E, module);
        return NULL;
    }
    if (pml_module_add(E, module, "dispatch_table", table) < 0) {
        pml_decref(E, module);
        return NULL;
    }
    return module;
}

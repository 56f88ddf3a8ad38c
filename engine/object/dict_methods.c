/* dict: methods, construction and the | operators. */
#include "object/dict_internal.h"

#include "object/type_system.h"

static PmlObj *dict_contains(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    int found = pml_dict_contains(E, self, args[0].p);
    return found < 0 ? NULL : pml_bool(E, found);
}

static PmlObj *dict_getitem(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return pml_dict_subscript(E, self, args[0].p);
}

static PmlObj *dict_sizeof(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_int(E, pml_dict_sizeof(E, self));
}

static PmlObj *dict_get(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "get", nargs, 1, 2)) {
        return NULL;
    }
    PmlObj *value = pml_dict_get(E, self, args[0].p);
    if (!value && pml_error_pending(E)) {
        return NULL;
    }
    return pml_incref(value ? value : nargs > 1 ? args[1].p : PML_NONE(E));
}

static PmlObj *dict_setdefault(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "setdefault", nargs, 1, 2)) {
        return NULL;
    }
    return pml_xincref(
        pml_dict_setdefault(E, self, args[0].p, nargs > 1 ? args[1].p : PML_NONE(E)));
}

static PmlObj *dict_pop(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "pop", nargs, 1, 2)) {
        return NULL;
    }
    return pml_dict_pop(E, self, args[0].p, nargs > 1 ? args[1].p : NULL);
}

static PmlObj *dict_popitem(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_pop_item(E, pml_as_dict(self));
}

static PmlObj *dict_keys(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_view_new(E, self, PML_T_dict_keys);
}

static PmlObj *dict_items(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_view_new(E, self, PML_T_dict_items);
}

static PmlObj *dict_values(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_view_new(E, self, PML_T_dict_values);
}

static bool keywords_are_str(PmlEngine *E, PmlObj *kwargs)
{
    PmlObj *key;
    int64_t pos = 0;
    while (pml_dict_next(kwargs, &pos, &key, NULL, NULL)) {
        if (!PML_IS_STR(key)) {
            PML_RAISE(E, TypeError, "keywords must be strings");
            return false;
        }
    }
    return true;
}

/* update(...) and dict(...): one mapping or sequence of pairs, then keywords. */
static int update_common(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, const char *name)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_check_positional(E, name, n, 0, 1)) {
        return -1;
    }
    if (n > 0 && pml_dict_update_from(E, self, PML_TUPLE_AT(args, 0)) < 0) {
        return -1;
    }
    if (!kwargs) {
        return 0;
    }
    return keywords_are_str(E, kwargs) ? pml_dict_merge(E, self, kwargs, 1) : -1;
}

static PmlObj *dict_update(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return update_common(E, self, args, kwargs, "update") < 0 ? NULL : pml_none(E);
}

int pml_dict_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    return update_common(E, self, args, kwargs, "dict");
}

PmlObj *pml_dict_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                            PmlObj *kwnames)
{
    int64_t n = PML_NARGS(nargsf);
    if (!pml_check_positional(E, "dict", n, 0, 1)) {
        return NULL;
    }
    PmlObj *d = ((PmlType *)type)->new_(E, (PmlType *)type, NULL, NULL);
    if (!d) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, d, "dict being filled");
    int failed = n > 0 ? pml_dict_update_from(E, d, args[0].p) : 0;
    for (int64_t i = 0; !failed && kwnames && i < PML_TUPLE_LEN(kwnames); i++) {
        failed = pml_dict_set(E, d, PML_TUPLE_AT(kwnames, i), args[n + i].p);
    }
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, d);
        return NULL;
    }
    return d;
}

static PmlObj *dict_fromkeys(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "fromkeys", nargs, 1, 2)) {
        return NULL;
    }
    return pml_dict_from_keys(E, self, args[0].p, nargs > 1 ? args[1].p : PML_NONE(E));
}

static PmlObj *dict_clear(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    pml_dict_clear(E, self);
    return pml_none(E);
}

static PmlObj *dict_copy(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_copy(E, self);
}

static PmlObj *dict_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_iter_new(E, self, PML_T_dict_reversekeyiterator);
}

const PmlMethodDef pml_dict_methods[] = {
    {"__contains__", dict_contains, NULL, PML_METH_O | PML_METH_COEXIST,
     "True if the dictionary has the specified key, else False."},
    {"__getitem__", dict_getitem, NULL, PML_METH_O | PML_METH_COEXIST,
     "x.__getitem__(y) <==> x[y]"},
    {"__sizeof__", dict_sizeof, NULL, PML_METH_NOARGS,
     "D.__sizeof__() -> size of D in memory, in bytes"},
    {"get", dict_get, NULL, PML_METH_FASTCALL,
     "Return the value for key if key is in the dictionary, else default."},
    {"setdefault", dict_setdefault, NULL, PML_METH_FASTCALL,
     "Insert key with a value of default if key is not in the dictionary.\n\n"
     "Return the value for key if key is in the dictionary, else default."},
    {"pop", dict_pop, NULL, PML_METH_FASTCALL,
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\n"
     "If the key is not found, return the default if given; otherwise,\n"
     "raise a KeyError."},
    {"popitem", dict_popitem, NULL, PML_METH_NOARGS,
     "Remove and return a (key, value) pair as a 2-tuple.\n\n"
     "Pairs are returned in LIFO (last-in, first-out) order.\n"
     "Raises KeyError if the dict is empty."},
    {"keys", dict_keys, NULL, PML_METH_NOARGS,
     "D.keys() -> a set-like object providing a view on D's keys"},
    {"items", dict_items, NULL, PML_METH_NOARGS,
     "D.items() -> a set-like object providing a view on D's items"},
    {"values", dict_values, NULL, PML_METH_NOARGS,
     "D.values() -> an object providing a view on D's values"},
    {"update", NULL, dict_update, PML_METH_VARARGS | PML_METH_KEYWORDS,
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.\n"
     "If E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]\n"
     "If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\n"
     "In either case, this is followed by: for k in F:  D[k] = F[k]"},
    {"fromkeys", dict_fromkeys, NULL, PML_METH_FASTCALL | PML_METH_CLASS,
     "Create a new dictionary with keys from iterable and values set to value."},
    {"clear", dict_clear, NULL, PML_METH_NOARGS, "D.clear() -> None.  Remove all items from D."},
    {"copy", dict_copy, NULL, PML_METH_NOARGS, "D.copy() -> a shallow copy of D"},
    {"__reversed__", dict_reversed, NULL, PML_METH_NOARGS,
     "Return a reverse iterator over the dict keys."},
    {"__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS,
     "See PEP 585"},
    {NULL, NULL, NULL, 0, NULL},
};

PmlObj *pml_dict_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_DICT(a) || !PML_IS_DICT(b)) {
        return pml_not_implemented(E);
    }
    PmlObj *r = pml_dict_copy(E, a);
    if (!r) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, r, "dict | dict: result");
    int failed = pml_dict_update_from(E, r, b);
    pml_hold_drop(E, mark);
    if (failed) {
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

PmlObj *pml_dict_ior(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_dict_update_from(E, a, b) < 0 ? NULL : pml_incref(a);
}

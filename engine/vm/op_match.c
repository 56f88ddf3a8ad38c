/* The match statement's longer instructions. */
#include "vm/vm.h"

/* Values of the keys in a mapping as a tuple; None when one is missing. */
PmlObj *pml_op_match_keys(PmlEngine *E, PmlObj *map, PmlObj *keys)
{
    int64_t n = PML_TUPLE_LEN(keys);
    if (n == 0) {
        return pml_tuple_new(E, 0);
    }
    PmlObj *get = pml_getattr(E, map, PML_ID(E, get));
    PmlObj *seen = pml_set_new(E, NULL);
    PmlObj *dummy = pml_object_new(E, PML_TYPE(E, object));
    PmlObj *values = pml_list_new(E, 0);
    PmlObj *result = NULL;
    int64_t mark = pml_hold_mark(E);
    if (!get || !seen || !dummy || !values) {
        goto done;
    }
    pml_hold(E, get, "match: get of the mapping");
    pml_hold(E, seen, "match: keys seen");
    pml_hold(E, dummy, "match: what get gives for no value");
    pml_hold(E, values, "match: values");
    for (int64_t i = 0; i < n; i++) {
        PmlObj *key = PML_TUPLE_AT(keys, i);
        int found = pml_set_contains(E, seen, key);
        if (found || pml_set_add(E, seen, key) < 0) {
            if (found > 0) {
                PML_RAISE(E, ValueError, "mapping pattern checks duplicate key (%R)", key);
            }
            goto done;
        }
        PmlObj *value = pml_call2(E, get, key, dummy);
        if (!value) {
            goto done;
        }
        if (value == dummy) {
            pml_decref(E, value);
            result = pml_none(E);
            goto done;
        }
        int err = pml_list_append(E, values, value);
        pml_decref(E, value);
        if (err < 0) {
            goto done;
        }
    }
    result = pml_list_as_tuple(E, values);
done:
    pml_hold_drop(E, mark);
    pml_xdecref(E, get);
    pml_xdecref(E, seen);
    pml_xdecref(E, dummy);
    pml_xdecref(E, values);
    return result;
}

/* One attribute of a class pattern, refusing a name seen before. NULL without error: no match. */
static PmlObj *match_attribute(PmlEngine *E, PmlObj *subject, PmlObj *type, PmlObj *name,
                               PmlObj *seen)
{
    int found = pml_set_contains(E, seen, name);
    if (found || pml_set_add(E, seen, name) < 0) {
        if (found > 0) {
            PML_RAISE(E, TypeError, "%s() got multiple sub-patterns for attribute %R",
                      ((PmlType *)type)->name.p, name);
        }
        return NULL;
    }
    PmlObj *value;
    pml_lookup_attr(E, subject, name, &value);
    return value;
}

static bool match_positional(PmlEngine *E, PmlObj *subject, PmlObj *type, int64_t nargs,
                             PmlObj *seen, PmlObj *values)
{
    bool match_self = false;
    PmlObj *names;
    if (pml_lookup_attr(E, type, PML_ID(E, __match_args__), &names) < 0) {
        return false;
    }
    if (names && !PML_IS(names, tuple)) {
        PML_RAISE(E, TypeError, "%s.__match_args__ must be a tuple (got %s)",
                  ((PmlType *)type)->name.p, PML_TYPE_OF(names)->name.p);
        pml_decref(E, names);
        return false;
    }
    if (!names) {
        names = pml_tuple_new(E, 0);
        match_self = pml_type_has((PmlType *)type, PML_TF_MATCH_SELF);
    }
    int64_t allowed = match_self ? 1 : PML_TUPLE_LEN(names);
    bool ok = allowed >= nargs;
    if (!ok) {
        PML_RAISE(E, TypeError, "%s() accepts %lld positional sub-pattern%s (%lld given)",
                  ((PmlType *)type)->name.p, (long long)allowed, allowed == 1 ? "" : "s",
                  (long long)nargs);
    } else if (match_self) {
        ok = pml_list_append(E, values, subject) == 0;
    }
    for (int64_t i = 0; ok && !match_self && i < nargs; i++) {
        PmlObj *name = PML_TUPLE_AT(names, i);
        if (!PML_IS(name, str)) {
            PML_RAISE(E, TypeError, "__match_args__ elements must be strings (got %s)",
                      PML_TYPE_OF(name)->name.p);
            ok = false;
            break;
        }
        PmlObj *value = match_attribute(E, subject, type, name, seen);
        ok = value && pml_list_append(E, values, value) == 0;
        pml_xdecref(E, value);
    }
    pml_decref(E, names);
    return ok;
}

/* Tuple of the matched attributes; NULL without an error: no match. */
PmlObj *pml_op_match_class(PmlEngine *E, PmlObj *subject, PmlObj *type, int64_t nargs,
                           PmlObj *kwnames)
{
    if (!PML_IS_TYPE(type)) {
        return PML_RAISE(E, TypeError, "called match pattern must be a type");
    }
    if (pml_isinstance(E, subject, type) <= 0) {
        return NULL;
    }
    PmlObj *result = NULL;
    PmlObj *seen = pml_set_new(E, NULL);
    PmlObj *values = pml_list_new(E, 0);
    if (!seen || !values) {
        goto done;
    }
    if (nargs && !match_positional(E, subject, type, nargs, seen, values)) {
        goto done;
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(kwnames); i++) {
        PmlObj *value = match_attribute(E, subject, type, PML_TUPLE_AT(kwnames, i), seen);
        int err = value ? pml_list_append(E, values, value) : -1;
        pml_xdecref(E, value);
        if (err < 0) {
            goto done;
        }
    }
    result = pml_list_as_tuple(E, values);
done:
    pml_xdecref(E, seen);
    pml_xdecref(E, values);
    return result;
}

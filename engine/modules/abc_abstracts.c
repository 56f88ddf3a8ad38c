/* Which methods of a class are abstract: its own, and the bases' that it has not defined. */
#include "gc/hold.h"
#include "modules/library.h"

/* 1: the attribute says of itself that it is abstract; 0, or -1 with an error. */
static int is_abstract(PmlEngine *E, PmlObj *value)
{
    PmlObj *flag = NULL;
    int found = pml_lookup_attr(E, value, PML_ID(E, __isabstractmethod__), &flag);
    if (found > 0) {
        found = pml_truth(E, flag);
        pml_decref(E, flag);
    }
    return found;
}

static int add_own_abstracts(PmlEngine *E, PmlObj *cls, PmlObj *abstracts)
{
    PmlObj *dict = pml_getattr(E, cls, PML_ID(E, __dict__));
    PmlObj *items = dict ? pml_call_method0(E, dict, PML_ID(E, items)) : NULL;
    pml_xdecref(E, dict);
    PmlObj *all = items ? pml_sequence_list(E, items) : NULL;
    pml_xdecref(E, items);
    if (!all) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, all, "abc: attributes of the class");
    int r = 0;
    for (int64_t i = 0; r >= 0 && i < PML_LIST_LEN(all); i++) {
        PmlObj *pair = PML_LIST_ITEMS(all)[i].p;
        r = is_abstract(E, PML_TUPLE_AT(pair, 1));
        r = r > 0 ? pml_set_add(E, abstracts, PML_TUPLE_AT(pair, 0)) : r;
    }
    pml_hold_drop(E, mark);
    pml_decref(E, all);
    return r < 0 ? -1 : 0;
}

/* A name that is abstract in a base counts when the class has not defined it. */
static int add_inherited(PmlEngine *E, PmlObj *cls, PmlObj *name, PmlObj *abstracts)
{
    PmlObj *value = NULL;
    int r = pml_lookup_attr(E, cls, name, &value);
    if (r <= 0) {
        return r;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "abc: attribute of the class");
    r = is_abstract(E, value);
    pml_hold_drop(E, mark);
    pml_decref(E, value);
    return r > 0 ? pml_set_add(E, abstracts, name) : r;
}

static int add_abstracts_of_base(PmlEngine *E, PmlObj *cls, PmlObj *base, PmlObj *abstracts)
{
    PmlObj *names = NULL;
    int r = pml_lookup_attr(E, base, PML_ID(E, __abstractmethods__), &names);
    if (r <= 0) {
        return r;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, names, "abc: abstract names of a base");
    PmlObj *it = pml_iter(E, names), *name;
    if (it) {
        pml_hold(E, it, "abc: abstract names of a base");
    }
    r = it ? 0 : -1;
    while (r >= 0 && (name = pml_iter_next(E, it))) {
        int64_t inner = pml_hold_mark(E);
        pml_hold(E, name, "abc: abstract name");
        r = add_inherited(E, cls, name, abstracts);
        pml_hold_drop(E, inner);
        pml_decref(E, name);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, it);
    pml_decref(E, names);
    return r < 0 || pml_error_pending(E) ? -1 : 0;
}

int pml_compute_abstract_methods(PmlEngine *E, PmlObj *cls)
{
    PmlObj *abstracts = pml_set_new(E, NULL);
    if (!abstracts) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, abstracts, "abc: abstract names");
    int r = add_own_abstracts(E, cls, abstracts);
    PmlObj *bases = r == 0 ? pml_getattr(E, cls, PML_ID(E, __bases__)) : NULL;
    if (bases) {
        pml_hold(E, bases, "abc: bases");
    }
    r = bases && PML_IS_TUPLE(bases) ? 0 : -1;
    for (int64_t i = 0; r == 0 && i < PML_TUPLE_LEN(bases); i++) {
        r = add_abstracts_of_base(E, cls, PML_TUPLE_AT(bases, i), abstracts);
    }
    PmlObj *frozen = r == 0 ? pml_frozenset_new(E, abstracts) : NULL;
    if (frozen) {
        r = pml_setattr(E, cls, PML_ID(E, __abstractmethods__), frozen);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, frozen);
    pml_xdecref(E, bases);
    pml_decref(E, abstracts);
    return frozen ? r : -1;
}

/* list: the methods. */
#include "object/list_internal.h"

#include "object/iterator_internal.h"
#include "object/type_system.h"

static PmlObj *list_getitem(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return pml_list_subscript(E, self, args[0].p);
}

static PmlObj *list_sizeof(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_int(E, PML_TYPE_OF(self)->basicsize +
                          pml_as_list(self)->capacity * (int64_t)sizeof(PmlRef));
}

static PmlObj *list_clear(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    pml_list_clear(E, self);
    return pml_none(E);
}

static PmlObj *list_copy(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_list_slice(E, self, 0, PML_LIST_LEN(self));
}

static PmlObj *list_append(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return pml_list_append(E, self, args[0].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *list_insert(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    int64_t i;
    if (!pml_check_positional(E, "insert", nargs, 2, 2) || !pml_index_argument(E, args[0].p, &i)) {
        return NULL;
    }
    return pml_list_insert(E, self, i, args[1].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *list_extend(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    return pml_list_extend(E, self, args[0].p);
}

static PmlObj *list_pop(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    PmlList *l = pml_as_list(self);
    int64_t i = -1;
    if (!pml_check_positional(E, "pop", nargs, 0, 1) ||
        (nargs > 0 && !pml_index_argument(E, args[0].p, &i))) {
        return NULL;
    }
    if (l->ob.size == 0) {
        return PML_RAISE(E, IndexError, "pop from empty list");
    }
    if (i < 0) {
        i += l->ob.size;
    }
    if ((uint64_t)i >= (uint64_t)l->ob.size) {
        return PML_RAISE(E, IndexError, "pop index out of range");
    }
    PmlObj *v = l->items.p[i].p;
    if (i == l->ob.size - 1) {
        return pml_list_resize(E, l, l->ob.size - 1) < 0 ? NULL : v;
    }
    pml_incref(v);
    if (pml_list_set_slice(E, self, i, i + 1, NULL) < 0) {
        pml_decref(E, v);
        return NULL;
    }
    return v;
}

static PmlObj *list_remove(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    for (int64_t i = 0; i < PML_LIST_LEN(self); i++) {
        int same = pml_compare_held(E, PML_LIST_ITEMS(self)[i].p, args[0].p, "list.remove: item");
        if (same < 0) {
            return NULL;
        }
        if (same) {
            return pml_list_set_slice(E, self, i, i + 1, NULL) < 0 ? NULL : pml_none(E);
        }
    }
    return PML_RAISE(E, ValueError, "list.remove(x): x not in list");
}

bool pml_search_bound(PmlEngine *E, PmlObj *v, int64_t *out)
{
    if (!pml_has_index(v)) {
        PML_RAISE(E, TypeError, "slice indices must be integers or have an __index__ method");
        return false;
    }
    *out = pml_as_ssize(E, v, -1);
    return *out != -1 || !pml_error_pending(E);
}

static PmlObj *list_index(PML_FAST_ARGS)
{
    PML_UNUSED(kwnames);
    int64_t start = 0, stop = INT64_MAX;
    if (!pml_check_positional(E, "index", nargs, 1, 3) ||
        (nargs > 1 && !pml_search_bound(E, args[1].p, &start)) ||
        (nargs > 2 && !pml_search_bound(E, args[2].p, &stop))) {
        return NULL;
    }
    start += start < 0 ? PML_LIST_LEN(self) : 0;
    start = start < 0 ? 0 : start;
    stop += stop < 0 ? PML_LIST_LEN(self) : 0;
    for (int64_t i = start; i < stop && i < PML_LIST_LEN(self); i++) {
        int same = pml_compare_held(E, PML_LIST_ITEMS(self)[i].p, args[0].p, "list.index: item");
        if (same != 0) {
            return same < 0 ? NULL : pml_int_of_size(E, i);
        }
    }
    return PML_RAISE(E, ValueError, "%R is not in list", args[0].p);
}

static PmlObj *list_count(PML_FAST_ARGS)
{
    PML_UNUSED_ONE();
    int64_t count = 0;
    for (int64_t i = 0; i < PML_LIST_LEN(self); i++) {
        int same = pml_compare_held(E, PML_LIST_ITEMS(self)[i].p, args[0].p, "list.count: item");
        if (same < 0) {
            return NULL;
        }
        count += same;
    }
    return pml_int_of_size(E, count);
}

int pml_list_reverse(PmlEngine *E, PmlObj *l)
{
    PML_UNUSED(E);
    PmlRef *items = PML_LIST_ITEMS(l);
    for (int64_t i = 0, j = PML_LIST_LEN(l) - 1; i < j; i++, j--) {
        PmlRef t = items[i];
        items[i] = items[j];
        items[j] = t;
    }
    return 0;
}

static PmlObj *list_reverse(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    pml_list_reverse(E, self);
    return pml_none(E);
}

const PmlMethodDef pml_list_methods[] = {
    {"__getitem__", list_getitem, NULL, PML_METH_O | PML_METH_COEXIST,
     "x.__getitem__(y) <==> x[y]"},
    {"__reversed__", pml_list_reversed, NULL, PML_METH_NOARGS,
     "Return a reverse iterator over the list."},
    {"__sizeof__", list_sizeof, NULL, PML_METH_NOARGS,
     "Return the size of the list in memory, in bytes."},
    {"clear", list_clear, NULL, PML_METH_NOARGS, "Remove all items from list."},
    {"copy", list_copy, NULL, PML_METH_NOARGS, "Return a shallow copy of the list."},
    {"append", list_append, NULL, PML_METH_O, "Append object to the end of the list."},
    {"insert", list_insert, NULL, PML_METH_FASTCALL, "Insert object before index."},
    {"extend", list_extend, NULL, PML_METH_O,
     "Extend list by appending elements from the iterable."},
    {"pop", list_pop, NULL, PML_METH_FASTCALL,
     "Remove and return item at index (default last).\n\n"
     "Raises IndexError if list is empty or index is out of range."},
    {"remove", list_remove, NULL, PML_METH_O,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"index", list_index, NULL, PML_METH_FASTCALL,
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"count", list_count, NULL, PML_METH_O, "Return number of occurrences of value."},
    {"reverse", list_reverse, NULL, PML_METH_NOARGS, "Reverse *IN PLACE*."},
    {"sort", pml_list_sort_method, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Sort the list in ascending order and return None.\n\n"
     "The sort is in-place (i.e. the list itself is modified) and stable (i.e. the\n"
     "order of two equal elements is maintained).\n\n"
     "If a key function is given, apply it once to each list item and sort them,\n"
     "ascending or descending, according to their function values.\n\n"
     "The reverse flag can be set to sort in descending order."},
    {"__class_getitem__", pml_generic_alias_class_getitem, NULL, PML_METH_O | PML_METH_CLASS,
     "See PEP 585"},
    {NULL, NULL, NULL, 0, NULL},
};

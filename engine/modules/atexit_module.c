/* The atexit module: functions called at the start of shutdown, last registered first. */
#include "modules/modules.h"
#include "vm/vm.h"

static PmlObj *atexit_register(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    if (PML_TUPLE_LEN(args) == 0) {
        return PML_RAISE(E, TypeError, "register() takes at least 1 argument (0 given)");
    }
    PmlObj *func = PML_TUPLE_AT(args, 0);
    if (!pml_callable(func)) {
        return PML_RAISE(E, TypeError, "the first argument must be callable");
    }
    PmlObj *rest = pml_tuple_slice(E, args, 1, PML_TUPLE_LEN(args));
    PmlObj *entry = rest ? pml_tuple_pack(E, 3, func, rest, kwargs ? kwargs : PML_NONE(E)) : NULL;
    pml_xdecref(E, rest);
    if (!entry || pml_list_append(E, E->vm->exit_functions.p, entry) < 0) {
        pml_xdecref(E, entry);
        return NULL;
    }
    pml_decref(E, entry);
    return pml_incref(func);
}

static PmlObj *atexit_unregister(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                 PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlObj *list = E->vm->exit_functions.p;
    for (int64_t i = PML_LIST_LEN(list) - 1; i >= 0; i--) {
        PmlObj *entry = PML_LIST_ITEMS(list)[i].p;
        int same = pml_compare_bool(E, PML_TUPLE_AT(entry, 0), args[0].p, PML_EQ);
        if (same < 0 || (same && pml_list_set_slice(E, list, i, i + 1, NULL) < 0)) {
            return NULL;
        }
    }
    return pml_none(E);
}

static PmlObj *run_all(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw);

static PmlObj *atexit_clear(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    pml_list_clear(E, E->vm->exit_functions.p);
    return pml_none(E);
}

static PmlObj *run_all(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlObj *list = E->vm->exit_functions.p;
    while (list && PML_LIST_LEN(list) > 0 && !E->rt->stopping) {
        int64_t last = PML_LIST_LEN(list) - 1;
        PmlObj *entry = pml_incref(PML_LIST_ITEMS(list)[last].p);
        pml_list_set_slice(E, list, last, last + 1, NULL);
        PmlObj *kwargs = PML_TUPLE_AT(entry, 2);
        PmlObj *r = pml_call(E, PML_TUPLE_AT(entry, 0), PML_TUPLE_AT(entry, 1),
                             kwargs == PML_NONE(E) ? NULL : kwargs);
        if (r) {
            pml_decref(E, r);
        } else {
            pml_write_unraisable(E, "in atexit callback", PML_TUPLE_AT(entry, 0));
        }
        pml_decref(E, entry);
    }
    return pml_none(E);
}

PmlObj *pml_init_module_atexit(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        {"register", NULL, atexit_register, PML_METH_VARARGS | PML_METH_KEYWORDS, NULL},
        {"unregister", atexit_unregister, NULL, PML_METH_O, NULL},
        {"_clear", atexit_clear, NULL, PML_METH_NOARGS, NULL},
        {"_run_exitfuncs", run_all, NULL, PML_METH_NOARGS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    PmlObj *m = pml_module_new(E, "atexit");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

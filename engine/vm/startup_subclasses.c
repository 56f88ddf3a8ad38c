/* What CPython's start-up leaves in classes: abc and importlib, modules written in Python, subclass
 * some that nothing of ours does. Such a class has its dict of subclasses already, so that the
 * first subclass a program makes of it adds no dict; here the one entry is of a subclass that is
 * gone. */
#include "object/callables.h"
#include "object/containers.h"
#include "vm/lifecycle.h"

static bool subclass_of(PmlEngine *E, PmlType *base)
{
    PmlObj *gone = pml_set_new(E, NULL);
    PmlObj *key = gone ? pml_int_u64(E, pml_model_address(E, gone)) : NULL;
    PmlObj *ref = key ? pml_weakref_new(E, gone, NULL) : NULL;
    if (ref && !base->subclasses.p) {
        base->subclasses.p = pml_dict_new(E);
    }
    bool set = ref && base->subclasses.p && pml_dict_set(E, base->subclasses.p, key, ref) == 0;
    pml_xdecref(E, gone);
    pml_xdecref(E, ref);
    pml_xdecref(E, key);
    return set;
}

bool pml_startup_subclasses(PmlEngine *E)
{
    return subclass_of(E, PML_TYPE(E, type)) && subclass_of(E, PML_TYPE(E, property)) &&
           subclass_of(E, PML_TYPE(E, classmethod)) && subclass_of(E, PML_TYPE(E, staticmethod)) &&
           subclass_of(E, PML_TYPE(E, SystemError));
}

/* The types of None, NotImplemented and Ellipsis, each with its one value. */
#include "object/type_system.h"

static void never_dies(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E);
    self->refs = 1; /* a count that went wrong must not take the value away */
    PML_ASSERT(!"a singleton's count reached zero");
}

/* Calling the type gives the value itself. */
static PmlObj *only_value(PmlEngine *E, PmlObj *value, PmlObj *args, PmlObj *kwargs,
                          const char *name)
{
    if (PML_TUPLE_LEN(args) || (kwargs && PML_DICT_LEN(kwargs))) {
        return PML_RAISE(E, TypeError, "%s takes no arguments", name);
    }
    return pml_incref(value);
}

/* -- None ---------------------------------------------------------------------------------- */

static PmlObj *none_repr(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(self);
    return pml_str_text(E, "None");
}

static int none_bool(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E), PML_UNUSED(self);
    return 0;
}

static PmlObj *none_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    return only_value(E, PML_NONE(E), args, kwargs, "NoneType");
}

void pml_init_type_NoneType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "NoneType";
    t->basicsize = sizeof(PmlObj);
    t->dealloc = never_dies;
    t->repr = none_repr;
    t->nb_bool = none_bool;
    t->new_ = none_new;
}

/* -- NotImplemented ------------------------------------------------------------------------ */

static PmlObj *not_implemented_repr(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(self);
    return pml_str_text(E, "NotImplemented");
}

static PmlObj *not_implemented_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                      PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return pml_str_text(E, "NotImplemented");
}

static int not_implemented_bool(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(self);
    if (E->upcalls->warn && E->upcalls->warn(E, PML_TYPE(E, DeprecationWarning),
                                             "NotImplemented should not be used in a boolean "
                                             "context") < 0) {
        return -1;
    }
    return 1;
}

static PmlObj *not_implemented_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    return only_value(E, PML_NOT_IMPLEMENTED(E), args, kwargs, "NotImplementedType");
}

static const PmlMethodDef not_implemented_methods[] = {
    {"__reduce__", not_implemented_reduce, NULL, PML_METH_NOARGS, NULL},
    {0},
};

void pml_init_type_NotImplementedType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "NotImplementedType";
    t->basicsize = sizeof(PmlObj);
    t->methods.p = not_implemented_methods;
    t->dealloc = never_dies;
    t->repr = not_implemented_repr;
    t->nb_bool = not_implemented_bool;
    t->new_ = not_implemented_new;
}

/* -- Ellipsis ------------------------------------------------------------------------------ */

static PmlObj *ellipsis_repr(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(self);
    return pml_str_text(E, "Ellipsis");
}

static PmlObj *ellipsis_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return pml_str_text(E, "Ellipsis");
}

static PmlObj *ellipsis_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    return only_value(E, PML_ELLIPSIS(E), args, kwargs, "EllipsisType");
}

static const PmlMethodDef ellipsis_methods[] = {
    {"__reduce__", ellipsis_reduce, NULL, PML_METH_NOARGS, NULL},
    {0},
};

void pml_init_type_ellipsis(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "ellipsis";
    t->basicsize = sizeof(PmlObj);
    t->methods.p = ellipsis_methods;
    t->dealloc = never_dies;
    t->repr = ellipsis_repr;
    t->new_ = ellipsis_new;
}

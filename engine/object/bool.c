/* bool: True and False, two static ints of their own type. */
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

static PmlObj *repr(PmlEngine *E, PmlObj *o)
{
    return pml_incref(o == PML_TRUE(E) ? PML_ID(E, True) : PML_ID(E, False));
}

static PmlObj *from_truth(PmlEngine *E, PmlObj *x)
{
    int truth = x == NULL ? 0 : pml_truth(E, x);
    return truth < 0 ? NULL : pml_bool(E, truth != 0);
}

static PmlObj *bool_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(type);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "bool", kwargs) || !pml_check_positional(E, "bool", n, 0, 1)) {
        return NULL;
    }
    return from_truth(E, n == 0 ? NULL : PML_TUPLE_AT(args, 0));
}

static PmlObj *bool_vectorcall(PmlEngine *E, PmlObj *type, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    PML_UNUSED(type);
    int64_t n = PML_NARGS(nargsf);
    if (!pml_no_keywords(E, "bool", kwnames) || !pml_check_positional(E, "bool", n, 0, 1)) {
        return NULL;
    }
    return from_truth(E, n == 0 ? NULL : args[0].p);
}

static PmlObj *and_(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS(a, bool) || !PML_IS(b, bool)) {
        return PML_TYPE(E, int)->nb_and(E, a, b);
    }
    return pml_bool(E, a == PML_TRUE(E) && b == PML_TRUE(E));
}

static PmlObj *or_(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS(a, bool) || !PML_IS(b, bool)) {
        return PML_TYPE(E, int)->nb_or(E, a, b);
    }
    return pml_bool(E, a == PML_TRUE(E) || b == PML_TRUE(E));
}

static PmlObj *xor_(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS(a, bool) || !PML_IS(b, bool)) {
        return PML_TYPE(E, int)->nb_xor(E, a, b);
    }
    return pml_bool(E, a != b);
}

void pml_init_type_bool(PmlEngine *E, PmlType *t)
{
    t->name.p = "bool";
    t->flags |= PML_TF_INT | PML_TF_IMMUTABLE;
    t->base.p = PML_TYPE(E, int);
    t->basicsize = 24;
    t->itemsize = sizeof(uint32_t);
    t->doc.p = "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise.";
    t->new_ = bool_new;
    t->vectorcall = bool_vectorcall;
    t->repr = repr;
    t->nb_and = and_;
    t->nb_or = or_;
    t->nb_xor = xor_;
}

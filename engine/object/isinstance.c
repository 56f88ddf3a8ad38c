/* isinstance and issubclass: types, tuples, unions, __instancecheck__, and objects that only look
 * like classes (they have a tuple __bases__). */
#include "object/detached.h"
#include "object/type_system.h"

/* __bases__ when it is a tuple. New reference; NULL with or without error. */
static PmlObj *abstract_bases(PmlEngine *E, PmlObj *cls)
{
    PmlObj *bases;
    if (pml_lookup_attr(E, cls, PML_ID(E, __bases__), &bases) > 0 && !PML_IS_TUPLE(bases)) {
        pml_decref(E, bases);
        return NULL;
    }
    return bases;
}

static bool check_class(PmlEngine *E, PmlObj *cls, const char *text)
{
    PmlObj *bases = abstract_bases(E, cls);
    if (!bases) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "%s", text);
        }
        return false;
    }
    pml_decref(E, bases);
    return true;
}

static int abstract_issubclass(PmlEngine *E, PmlObj *derived, PmlObj *cls)
{
    if (derived == cls) {
        return 1;
    }
    PmlObj *bases = abstract_bases(E, derived);
    if (!bases) {
        return pml_error_pending(E) ? -1 : 0;
    }
    if (pml_recursion_enter(E, " in __issubclass__")) {
        pml_decref(E, bases);
        return -1;
    }
    int r = 0;
    for (int64_t i = 0; r == 0 && i < PML_TUPLE_LEN(bases); i++) {
        r = abstract_issubclass(E, PML_TUPLE_AT(bases, i), cls);
    }
    pml_recursion_leave(E);
    pml_decref(E, bases);
    return r;
}

int pml_real_isinstance(PmlEngine *E, PmlObj *o, PmlObj *cls)
{
    PmlObj *claimed;
    bool is_type = PML_IS_TYPE(cls);
    if (is_type && pml_isinstance_of(o, (PmlType *)cls)) {
        return 1;
    }
    if (!is_type &&
        !check_class(E, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")) {
        return -1;
    }
    int r = pml_lookup_attr(E, o, PML_ID(E, __class__), &claimed);
    if (r <= 0) {
        return r;
    }
    if (!is_type) {
        r = abstract_issubclass(E, claimed, cls);
    } else {
        r = claimed != (PmlObj *)PML_TYPE_OF(o) && PML_IS_TYPE(claimed) &&
            pml_type_is_subtype((PmlType *)claimed, (PmlType *)cls);
    }
    pml_decref(E, claimed);
    return r;
}

int pml_real_issubclass(PmlEngine *E, PmlObj *sub, PmlObj *cls)
{
    if (PML_IS_TYPE(cls) && PML_IS_TYPE(sub)) {
        return pml_type_is_subtype((PmlType *)sub, (PmlType *)cls);
    }
    if (!check_class(E, sub, "issubclass() arg 1 must be a class") ||
        (!PML_IS(cls, UnionType) &&
         !check_class(E, cls,
                      "issubclass() arg 2 must be a class, a tuple of classes, or a union"))) {
        return -1;
    }
    return abstract_issubclass(E, sub, cls);
}

typedef int (*Check)(PmlEngine *E, PmlObj *o, PmlObj *cls);

static int check_any(PmlEngine *E, PmlObj *o, PmlObj *classes, Check check, const char *where)
{
    if (pml_recursion_enter(E, where)) {
        return -1;
    }
    int r = 0;
    for (int64_t i = 0; r == 0 && i < PML_TUPLE_LEN(classes); i++) {
        r = check(E, o, PML_TUPLE_AT(classes, i));
    }
    pml_recursion_leave(E);
    return r;
}

/* checker(o) as a truth value; checker is released. */
static int ask_checker(PmlEngine *E, PmlObj *checker, PmlObj *o, const char *where)
{
    int r = -1;
    if (pml_recursion_enter(E, where) == 0) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, checker, "class check");
        PmlObj *answer = pml_call1(E, checker, o);
        pml_recursion_leave(E);
        if (answer) {
            pml_hold(E, answer, "class check: answer");
            r = pml_truth(E, answer);
        }
        pml_drop_held(E, mark, answer);
    }
    pml_decref(E, checker);
    return r;
}

int pml_isinstance(PmlEngine *E, PmlObj *o, PmlObj *cls)
{
    if ((PmlObj *)PML_TYPE_OF(o) == cls) {
        return 1;
    }
    if (PML_IS(cls, type)) {
        return pml_real_isinstance(E, o, cls); /* type.__instancecheck__ is known */
    }
    if (PML_IS(cls, UnionType)) {
        cls = ((PmlUnionType *)cls)->args.p;
    }
    if (PML_IS_TUPLE(cls)) {
        return check_any(E, o, cls, pml_isinstance, " in __instancecheck__");
    }
    PmlObj *checker = pml_lookup_special(E, cls, PML_ID(E, __instancecheck__));
    if (checker) {
        return ask_checker(E, checker, o, " in __instancecheck__");
    }
    return pml_error_pending(E) ? -1 : pml_real_isinstance(E, o, cls);
}

int pml_issubclass(PmlEngine *E, PmlObj *o, PmlObj *cls)
{
    if (PML_IS(cls, type)) {
        return o == cls ? 1 : pml_real_issubclass(E, o, cls);
    }
    if (PML_IS(cls, UnionType)) {
        cls = ((PmlUnionType *)cls)->args.p;
    }
    if (PML_IS_TUPLE(cls)) {
        return check_any(E, o, cls, pml_issubclass, " in __subclasscheck__");
    }
    PmlObj *checker = pml_lookup_special(E, cls, PML_ID(E, __subclasscheck__));
    if (checker) {
        return ask_checker(E, checker, o, " in __subclasscheck__");
    }
    return pml_error_pending(E) ? -1 : pml_real_issubclass(E, o, cls);
}

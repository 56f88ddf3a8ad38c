/* The table of slots and the wrappers that let Python call a slot's C function: list.__len__(x)
 * checks its argument tuple, calls sq_length and makes an object of the result. */
#include "object/slot_functions.h"

static bool check_arg_count(PmlEngine *E, PmlObj *args, int64_t n)
{
    if (PML_TUPLE_LEN(args) == n) {
        return true;
    }
    PML_RAISE(E, TypeError, "expected %d argument%s, got %zd", (int)n, n == 1 ? "" : "s",
              PML_TUPLE_LEN(args));
    return false;
}

/* PyArg_UnpackTuple with an empty name: hence the leading blank in the texts. */
static bool unpack_args(PmlEngine *E, PmlObj *args, int min, int max, PmlObj **out)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (n < min || n > max) {
        int want = n < min ? min : max;
        PML_RAISE(E, TypeError, " expected %s%d argument%s, got %zd",
                  min == max ? ""
                  : n < min  ? "at least "
                             : "at most ",
                  want, want == 1 ? "" : "s", n);
        return false;
    }
    for (int i = 0; i < max; i++) {
        out[i] = i < n ? PML_TUPLE_AT(args, i) : NULL;
    }
    return true;
}

static PmlObj *none_unless(PmlEngine *E, int result)
{
    return result < 0 ? NULL : pml_none(E);
}

static PmlObj *wrap_len(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 0)) {
        return NULL;
    }
    int64_t n = ((PmlLen)fn)(E, self);
    return n == -1 && pml_error_pending(E) ? NULL : pml_int(E, n);
}

static PmlObj *wrap_inquiry(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 0)) {
        return NULL;
    }
    int r = ((PmlInquiry)fn)(E, self);
    return r == -1 && pml_error_pending(E) ? NULL : pml_bool(E, r != 0);
}

static PmlObj *wrap_unary(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    return check_arg_count(E, args, 0) ? ((PmlUnary)fn)(E, self) : NULL;
}

static PmlObj *wrap_binary(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    return check_arg_count(E, args, 1) ? ((PmlBinary)fn)(E, self, PML_TUPLE_AT(args, 0)) : NULL;
}

/* Unlike wrap_binary only as a mark (slots.def). */
static PmlObj *wrap_binary_number(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs,
                                  PmlFn fn)
{
    return wrap_binary(E, self, args, kwargs, fn);
}

static PmlObj *wrap_binary_r(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    return check_arg_count(E, args, 1) ? ((PmlBinary)fn)(E, PML_TUPLE_AT(args, 0), self) : NULL;
}

static PmlObj *wrap_ternary(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 1, 2, a)) {
        return NULL;
    }
    return ((PmlTernary)fn)(E, self, a[0], a[1] ? a[1] : PML_NONE(E));
}

static PmlObj *wrap_ternary_r(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 1, 2, a)) {
        return NULL;
    }
    return ((PmlTernary)fn)(E, a[0], self, a[1] ? a[1] : PML_NONE(E));
}

static PmlObj *wrap_index_arg(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[1];
    if (!unpack_args(E, args, 1, 1, a)) {
        return NULL;
    }
    int64_t i = pml_as_ssize(E, a[0], PML_T_OverflowError);
    if (i == -1 && pml_error_pending(E)) {
        return NULL;
    }
    return ((PmlIndexed)fn)(E, self, i);
}

/* An index, negative ones counted from the end; -1 + error. */
static int64_t sequence_index(PmlEngine *E, PmlObj *self, PmlObj *arg)
{
    int64_t i = pml_as_ssize(E, arg, PML_T_OverflowError);
    if (i == -1 && pml_error_pending(E)) {
        return -1;
    }
    if (i < 0 && PML_TYPE_OF(self)->sq_length) {
        int64_t n = PML_TYPE_OF(self)->sq_length(E, self);
        if (n < 0) {
            return -1;
        }
        i += n;
    }
    return i;
}

static PmlObj *wrap_sq_item(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1)) {
        return NULL;
    }
    int64_t i = sequence_index(E, self, PML_TUPLE_AT(args, 0));
    return i == -1 && pml_error_pending(E) ? NULL : ((PmlIndexed)fn)(E, self, i);
}

static PmlObj *wrap_sq_set_item(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 2, 2, a)) {
        return NULL;
    }
    int64_t i = sequence_index(E, self, a[0]);
    if (i == -1 && pml_error_pending(E)) {
        return NULL;
    }
    return none_unless(E, ((PmlIndexedAssign)fn)(E, self, i, a[1]));
}

static PmlObj *wrap_sq_del_item(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1)) {
        return NULL;
    }
    int64_t i = sequence_index(E, self, PML_TUPLE_AT(args, 0));
    if (i == -1 && pml_error_pending(E)) {
        return NULL;
    }
    return none_unless(E, ((PmlIndexedAssign)fn)(E, self, i, NULL));
}

static PmlObj *wrap_contains(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1)) {
        return NULL;
    }
    int r = ((PmlObjObj)fn)(E, self, PML_TUPLE_AT(args, 0));
    return r == -1 && pml_error_pending(E) ? NULL : pml_bool(E, r != 0);
}

static PmlObj *wrap_set_key(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 2, 2, a)) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, a[0], a[1]));
}

static PmlObj *wrap_del_key(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1)) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, PML_TUPLE_AT(args, 0), NULL));
}

/* object.__setattr__(SomeType, ...) must not get round type's own rules. */
static bool setattr_allowed(PmlEngine *E, PmlObj *self, PmlAssign fn, const char *what)
{
    PmlType *type = PML_TYPE_OF(self), *defining = type;
    for (int64_t i = PML_TUPLE_LEN(type->mro.p) - 1; i >= 0; i--) {
        PmlType *base = (PmlType *)PML_TUPLE_AT(type->mro.p, i);
        if (base->setattro != pml_slot_setattro && base->setattro == type->setattro) {
            defining = base;
            break;
        }
    }
    for (PmlType *base = defining; base; base = base->base.p) {
        if (base->setattro == fn) {
            break;
        }
        if (base->setattro != pml_slot_setattro) {
            PML_RAISE(E, TypeError, "can't apply this %s to %s object", what, type->name.p);
            return false;
        }
    }
    return true;
}

static PmlObj *wrap_setattr(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 2, 2, a) || !setattr_allowed(E, self, (PmlAssign)fn, "__setattr__")) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, a[0], a[1]));
}

static PmlObj *wrap_delattr(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1) || !setattr_allowed(E, self, (PmlAssign)fn, "__delattr__")) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, PML_TUPLE_AT(args, 0), NULL));
}

static PmlObj *wrap_hash(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 0)) {
        return NULL;
    }
    int64_t h = ((PmlHash)fn)(E, self);
    return h == -1 && pml_error_pending(E) ? NULL : pml_int(E, h);
}

static PmlObj *wrap_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    return ((PmlTernary)fn)(E, self, args, kwargs);
}

static PmlObj *wrap_del(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 0)) {
        return NULL;
    }
    ((PmlDestructor)fn)(E, self);
    return pml_none(E);
}

#define PML_WRAP_COMPARE(name, op)                                                                 \
    static PmlObj *wrap_##name(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn) \
    {                                                                                              \
        PML_UNUSED(kwargs);                                                                        \
        return check_arg_count(E, args, 1)                                                         \
                   ? ((PmlRichCompare)fn)(E, self, PML_TUPLE_AT(args, 0), op)                      \
                   : NULL;                                                                         \
    }
PML_WRAP_COMPARE(lt, PML_LT)
PML_WRAP_COMPARE(le, PML_LE)
PML_WRAP_COMPARE(eq, PML_EQ)
PML_WRAP_COMPARE(ne, PML_NE)
PML_WRAP_COMPARE(gt, PML_GT)
PML_WRAP_COMPARE(ge, PML_GE)

static PmlObj *wrap_next(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 0)) {
        return NULL;
    }
    PmlObj *item = ((PmlUnary)fn)(E, self);
    if (!item && !pml_error_pending(E)) {
        pml_raise_none(E, PML_T_StopIteration);
    }
    return item;
}

static PmlObj *wrap_descr_get(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 1, 2, a)) {
        return NULL;
    }
    PmlObj *obj = a[0] == PML_NONE(E) ? NULL : a[0];
    PmlObj *type = a[1] == PML_NONE(E) ? NULL : a[1];
    if (!type && !obj) {
        return PML_RAISE(E, TypeError, "__get__(None, None) is invalid");
    }
    return ((PmlTernary)fn)(E, self, obj, type);
}

static PmlObj *wrap_descr_set(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    PmlObj *a[2];
    if (!unpack_args(E, args, 2, 2, a)) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, a[0], a[1]));
}

static PmlObj *wrap_descr_delete(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    PML_UNUSED(kwargs);
    if (!check_arg_count(E, args, 1)) {
        return NULL;
    }
    return none_unless(E, ((PmlAssign)fn)(E, self, PML_TUPLE_AT(args, 0), NULL));
}

static PmlObj *wrap_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs, PmlFn fn)
{
    return none_unless(E, ((PmlAssign)fn)(E, self, args, kwargs));
}

#define pml_no_function NULL
#define no_wrapper NULL
const PmlSlotDef pml_slot_defs[] = {
#define PML_SLOT(name, field, function, wrapper, keywords) \
    {#name, PML_ID_##name, offsetof(PmlType, field), (PmlFn)pml_##function, wrapper, keywords},
#include "object/slots.def"
    {NULL, 0, 0, NULL, NULL, false},
};

/* _operator: the operators as functions. */
#include "modules/library.h"

/* -- one operand ------------------------------------------------------------------------- */

#define UNARY(name, call)                \
    static PmlObj *name(PML_FAST_PARAMS) \
    {                                    \
        PML_FAST_UNUSED;                 \
        return call(E, args[0].p);       \
    }
UNARY(op_neg, pml_number_negative)
UNARY(op_pos, pml_number_positive)
UNARY(op_invert, pml_number_invert)
UNARY(op_abs, pml_number_absolute)
UNARY(op_index, pml_number_index)

static PmlObj *op_truth(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int r = pml_truth(E, args[0].p);
    return r < 0 ? NULL : pml_bool(E, r != 0);
}

static PmlObj *op_not(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int r = pml_truth(E, args[0].p);
    return r < 0 ? NULL : pml_bool(E, r == 0);
}

/* -- two operands ------------------------------------------------------------------------ */

#define BINARY(name, text, call)                           \
    static PmlObj *name(PML_FAST_PARAMS)                   \
    {                                                      \
        PML_FAST_UNUSED;                                   \
        if (!pml_check_positional(E, text, nargs, 2, 2)) { \
            return NULL;                                   \
        }                                                  \
        return call(E, args[0].p, args[1].p);              \
    }

static PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_number_power(E, a, b, PML_NONE(E));
}
static PmlObj *inplace_power(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_number_inplace_power(E, a, b, PML_NONE(E));
}
static PmlObj *is_same(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_bool(E, a == b);
}
static PmlObj *is_other(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_bool(E, a != b);
}
static PmlObj *contains(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int r = pml_contains(E, a, b);
    return r < 0 ? NULL : pml_bool(E, r != 0);
}
static PmlObj *index_of(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t r = pml_sequence_index(E, a, b);
    return r < 0 ? NULL : pml_int(E, r);
}
static PmlObj *count_of(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t r = pml_sequence_count(E, a, b);
    return r < 0 ? NULL : pml_int(E, r);
}
static PmlObj *delete_item(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_del_item(E, a, b) < 0 ? NULL : pml_none(E);
}

BINARY(op_add, "add", pml_number_add)
BINARY(op_sub, "sub", pml_number_subtract)
BINARY(op_mul, "mul", pml_number_multiply)
BINARY(op_matmul, "matmul", pml_number_matmul)
BINARY(op_floordiv, "floordiv", pml_number_floor_divide)
BINARY(op_truediv, "truediv", pml_number_true_divide)
BINARY(op_mod, "mod", pml_number_remainder)
BINARY(op_lshift, "lshift", pml_number_lshift)
BINARY(op_rshift, "rshift", pml_number_rshift)
BINARY(op_and, "and_", pml_number_and)
BINARY(op_xor, "xor", pml_number_xor)
BINARY(op_or, "or_", pml_number_or)
BINARY(op_pow, "pow", power)
BINARY(op_iadd, "iadd", pml_number_inplace_add)
BINARY(op_isub, "isub", pml_number_inplace_subtract)
BINARY(op_imul, "imul", pml_number_inplace_multiply)
BINARY(op_imatmul, "imatmul", pml_number_inplace_matmul)
BINARY(op_ifloordiv, "ifloordiv", pml_number_inplace_floor_divide)
BINARY(op_itruediv, "itruediv", pml_number_inplace_true_divide)
BINARY(op_imod, "imod", pml_number_inplace_remainder)
BINARY(op_ilshift, "ilshift", pml_number_inplace_lshift)
BINARY(op_irshift, "irshift", pml_number_inplace_rshift)
BINARY(op_iand, "iand", pml_number_inplace_and)
BINARY(op_ixor, "ixor", pml_number_inplace_xor)
BINARY(op_ior, "ior", pml_number_inplace_or)
BINARY(op_ipow, "ipow", inplace_power)
BINARY(op_is, "is_", is_same)
BINARY(op_is_not, "is_not", is_other)
BINARY(op_contains, "contains", contains)
BINARY(op_index_of, "indexOf", index_of)
BINARY(op_count_of, "countOf", count_of)
BINARY(op_concat, "concat", pml_sequence_concat)
BINARY(op_iconcat, "iconcat", pml_sequence_inplace_concat)
BINARY(op_getitem, "getitem", pml_get_item)
BINARY(op_delitem, "delitem", delete_item)

#define COMPARE(name, text, op)                            \
    static PmlObj *name(PML_FAST_PARAMS)                   \
    {                                                      \
        PML_FAST_UNUSED;                                   \
        if (!pml_check_positional(E, text, nargs, 2, 2)) { \
            return NULL;                                   \
        }                                                  \
        return pml_compare(E, args[0].p, args[1].p, op);   \
    }
COMPARE(op_lt, "lt", PML_LT)
COMPARE(op_le, "le", PML_LE)
COMPARE(op_eq, "eq", PML_EQ)
COMPARE(op_ne, "ne", PML_NE)
COMPARE(op_gt, "gt", PML_GT)
COMPARE(op_ge, "ge", PML_GE)

/* -- the rest ---------------------------------------------------------------------------- */

static PmlObj *op_setitem(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "setitem", nargs, 3, 3)) {
        return NULL;
    }
    return pml_set_item(E, args[0].p, args[1].p, args[2].p) < 0 ? NULL : pml_none(E);
}

static PmlObj *op_length_hint(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t fallback = 0;
    if (!pml_check_positional(E, "length_hint", nargs, 1, 2)) {
        return NULL;
    }
    if (nargs > 1 && !pml_want_ssize(E, args[1].p, &fallback)) {
        return NULL;
    }
    int64_t n = pml_length_hint(E, args[0].p, fallback);
    return n == -1 && pml_error_pending(E) ? NULL : pml_int(E, n);
}

static PmlObj *op_call(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (nargs < 1) {
        return PML_RAISE(E, TypeError, "call expected at least 1 argument, got 0");
    }
    return pml_vectorcall(E, args[0].p, args + 1, (uint64_t)(nargs - 1) | PML_ARGS_OFFSET, kwnames);
}

static const PmlMethodDef functions[] = {
    PML_ONE("truth", op_truth, "Return True if a is true, False otherwise."),
    PML_FAST("contains", op_contains, "Same as b in a (note reversed operands)."),
    PML_FAST("indexOf", op_index_of, "Return the first index of b in a."),
    PML_FAST("countOf", op_count_of,
             "Return the number of items in a which are, or which equal, b."),
    PML_FAST("is_", op_is, "Same as a is b."),
    PML_FAST("is_not", op_is_not, "Same as a is not b."),
    PML_FAST("add", op_add, "Same as a + b."),
    PML_FAST("sub", op_sub, "Same as a - b."),
    PML_FAST("mul", op_mul, "Same as a * b."),
    PML_FAST("matmul", op_matmul, "Same as a @ b."),
    PML_FAST("floordiv", op_floordiv, "Same as a // b."),
    PML_FAST("truediv", op_truediv, "Same as a / b."),
    PML_FAST("mod", op_mod, "Same as a % b."),
    PML_ONE("neg", op_neg, "Same as -a."),
    PML_ONE("pos", op_pos, "Same as +a."),
    PML_ONE("abs", op_abs, "Same as abs(a)."),
    PML_ONE("inv", op_invert, "Same as ~a."),
    PML_ONE("invert", op_invert, "Same as ~a."),
    PML_FAST("lshift", op_lshift, "Same as a << b."),
    PML_FAST("rshift", op_rshift, "Same as a >> b."),
    PML_ONE("not_", op_not, "Same as not a."),
    PML_FAST("and_", op_and, "Same as a & b."),
    PML_FAST("xor", op_xor, "Same as a ^ b."),
    PML_FAST("or_", op_or, "Same as a | b."),
    PML_FAST("iadd", op_iadd, "Same as a += b."),
    PML_FAST("isub", op_isub, "Same as a -= b."),
    PML_FAST("imul", op_imul, "Same as a *= b."),
    PML_FAST("imatmul", op_imatmul, "Same as a @= b."),
    PML_FAST("ifloordiv", op_ifloordiv, "Same as a //= b."),
    PML_FAST("itruediv", op_itruediv, "Same as a /= b."),
    PML_FAST("imod", op_imod, "Same as a %= b."),
    PML_FAST("ilshift", op_ilshift, "Same as a <<= b."),
    PML_FAST("irshift", op_irshift, "Same as a >>= b."),
    PML_FAST("iand", op_iand, "Same as a &= b."),
    PML_FAST("ixor", op_ixor, "Same as a ^= b."),
    PML_FAST("ior", op_ior, "Same as a |= b."),
    PML_FAST("concat", op_concat, "Same as a + b, for a and b sequences."),
    PML_FAST("iconcat", op_iconcat, "Same as a += b, for a and b sequences."),
    PML_FAST("getitem", op_getitem, "Same as a[b]."),
    PML_FAST("setitem", op_setitem, "Same as a[b] = c."),
    PML_FAST("delitem", op_delitem, "Same as del a[b]."),
    PML_FAST("pow", op_pow, "Same as a ** b."),
    PML_FAST("ipow", op_ipow, "Same as a **= b."),
    PML_FAST("lt", op_lt, "Same as a < b."),
    PML_FAST("le", op_le, "Same as a <= b."),
    PML_FAST("eq", op_eq, "Same as a == b."),
    PML_FAST("ne", op_ne, "Same as a != b."),
    PML_FAST("gt", op_gt, "Same as a > b."),
    PML_FAST("ge", op_ge, "Same as a >= b."),
    PML_ONE("index", op_index, "Same as a.__index__()."),
    PML_FAST("length_hint", op_length_hint, "Return an estimate of the number of items in obj."),
    PML_FASTKW("call", op_call, "Same as obj(*args, **kwargs)."),
    PML_METHODS_END,
};

PmlObj *pml_init_module__operator(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "_operator");
    if (!m || pml_module_add_methods(E, m, functions) < 0 ||
        pml_module_add(E, m, "itemgetter", pml_incref((PmlObj *)PML_TYPE(E, itemgetter))) < 0 ||
        pml_module_add(E, m, "attrgetter", pml_incref((PmlObj *)PML_TYPE(E, attrgetter))) < 0 ||
        pml_module_add(E, m, "methodcaller", pml_incref((PmlObj *)PML_TYPE(E, methodcaller))) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    return m;
}

/* weakref.proxy: stands for its referent in every operation, ReferenceError once that is dead. */
#include "object/weakref_internal.h"

#include "object/str.h"

static bool is_proxy(const PmlObj *o)
{
    return PML_IS(o, ProxyType) || PML_IS(o, CallableProxyType);
}

/* The referent of a proxy, anything else as it is: a new reference. NULL + ReferenceError. */
static PmlObj *unwrap(PmlEngine *E, PmlObj *o)
{
    if (is_proxy(o)) {
        o = pml_weakref_target(E, o);
        if (o == PML_NONE(E)) {
            return PML_RAISE(E, ReferenceError, "weakly-referenced object no longer exists");
        }
    }
    return pml_incref(o);
}

/* References owned while the operation runs. */
typedef struct Operands {
    PmlObj *a, *b, *c; /* b and c may be NULL */
    int64_t mark;
} Operands;

static void release(PmlEngine *E, Operands *o)
{
    pml_hold_drop(E, o->mark);
    pml_xdecref(E, o->a);
    pml_xdecref(E, o->b);
    pml_xdecref(E, o->c);
}

static bool open_operands(PmlEngine *E, Operands *o, PmlObj *a, PmlObj *b, PmlObj *c)
{
    *o = (Operands){.mark = pml_hold_mark(E)};
    o->a = unwrap(E, a);
    o->b = o->a && b ? unwrap(E, b) : NULL;
    o->c = o->a && (!b || o->b) && c ? unwrap(E, c) : NULL;
    if (!o->a || (b && !o->b) || (c && !o->c)) {
        release(E, o);
        return false;
    }
    PmlObj *all[] = {o->a, o->b, o->c};
    for (int i = 0; i < 3; i++) {
        if (all[i]) {
            pml_hold(E, all[i], "proxy: referent");
        }
    }
    return true;
}

static PmlObj *unary(PmlEngine *E, PmlObj *a, PmlUnary operation)
{
    Operands o;
    if (!open_operands(E, &o, a, NULL, NULL)) {
        return NULL;
    }
    PmlObj *r = operation(E, o.a);
    release(E, &o);
    return r;
}

static PmlObj *binary(PmlEngine *E, PmlObj *a, PmlObj *b, PmlBinary operation)
{
    Operands o;
    if (!open_operands(E, &o, a, b, NULL)) {
        return NULL;
    }
    PmlObj *r = operation(E, o.a, o.b);
    release(E, &o);
    return r;
}

static PmlObj *ternary(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *c, PmlTernary operation)
{
    Operands o;
    if (!open_operands(E, &o, a, b, c)) {
        return NULL;
    }
    PmlObj *r = operation(E, o.a, o.b, o.c);
    release(E, &o);
    return r;
}

#define PROXY_UNARY(name, operation)                     \
    static PmlObj *proxy_##name(PmlEngine *E, PmlObj *a) \
    {                                                    \
        return unary(E, a, (operation));                 \
    }
#define PROXY_BINARY(name, operation)                               \
    static PmlObj *proxy_##name(PmlEngine *E, PmlObj *a, PmlObj *b) \
    {                                                               \
        return binary(E, a, b, (operation));                        \
    }
#define PROXY_TERNARY(name, operation)                                         \
    static PmlObj *proxy_##name(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *c) \
    {                                                                          \
        return ternary(E, a, b, c, (operation));                               \
    }

PROXY_BINARY(getattro, pml_getattr)
PROXY_UNARY(str, pml_str)
PROXY_TERNARY(call, pml_call)
PROXY_UNARY(iter, pml_iter)
PROXY_BINARY(add, pml_number_add)
PROXY_BINARY(subtract, pml_number_subtract)
PROXY_BINARY(multiply, pml_number_multiply)
PROXY_BINARY(remainder, pml_number_remainder)
PROXY_BINARY(divmod, pml_number_divmod)
PROXY_TERNARY(power, pml_number_power)
PROXY_UNARY(negative, pml_number_negative)
PROXY_UNARY(positive, pml_number_positive)
PROXY_UNARY(absolute, pml_number_absolute)
PROXY_UNARY(invert, pml_number_invert)
PROXY_BINARY(lshift, pml_number_lshift)
PROXY_BINARY(rshift, pml_number_rshift)
PROXY_BINARY(and, pml_number_and)
PROXY_BINARY(xor, pml_number_xor)
PROXY_BINARY(or, pml_number_or)
PROXY_UNARY(int, pml_number_long)
PROXY_UNARY(float, pml_number_float)
PROXY_UNARY(index, pml_number_index)
PROXY_BINARY(floor_divide, pml_number_floor_divide)
PROXY_BINARY(true_divide, pml_number_true_divide)
PROXY_BINARY(matmul, pml_number_matmul)
PROXY_BINARY(inplace_add, pml_number_inplace_add)
PROXY_BINARY(inplace_subtract, pml_number_inplace_subtract)
PROXY_BINARY(inplace_multiply, pml_number_inplace_multiply)
PROXY_BINARY(inplace_remainder, pml_number_inplace_remainder)
PROXY_TERNARY(inplace_power, pml_number_inplace_power)
PROXY_BINARY(inplace_lshift, pml_number_inplace_lshift)
PROXY_BINARY(inplace_rshift, pml_number_inplace_rshift)
PROXY_BINARY(inplace_and, pml_number_inplace_and)
PROXY_BINARY(inplace_xor, pml_number_inplace_xor)
PROXY_BINARY(inplace_or, pml_number_inplace_or)
PROXY_BINARY(inplace_floor_divide, pml_number_inplace_floor_divide)
PROXY_BINARY(inplace_true_divide, pml_number_inplace_true_divide)
PROXY_BINARY(inplace_matmul, pml_number_inplace_matmul)
PROXY_BINARY(subscript, pml_get_item)

static PmlObj *call_bytes(PmlEngine *E, PmlObj *o)
{
    return pml_call_method0(E, o, PML_ID(E, __bytes__));
}

static PmlObj *call_reversed(PmlEngine *E, PmlObj *o)
{
    return pml_call_method0(E, o, PML_ID(E, __reversed__));
}

static PmlObj *proxy_bytes(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return unary(E, self, call_bytes);
}

static PmlObj *proxy_reversed(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                              PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return unary(E, self, call_reversed);
}

static PmlObj *proxy_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *o = pml_weakref_target(E, self);
    return pml_str_format(E, "<weakproxy at %p to %s at %p>", (void *)self, PML_TYPE_OF(o)->name.p,
                          (void *)o);
}

/* Operations whose result is not an object. */
static PmlObj *referent(PmlEngine *E, PmlObj *proxy, Operands *o)
{
    return open_operands(E, o, proxy, NULL, NULL) ? o->a : NULL;
}

static int proxy_setattro(PmlEngine *E, PmlObj *self, PmlObj *name, PmlObj *value)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return -1;
    }
    int r = pml_setattr(E, o.a, name, value);
    release(E, &o);
    return r;
}

static PmlObj *proxy_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    Operands o;
    if (!open_operands(E, &o, a, b, NULL)) {
        return NULL;
    }
    PmlObj *r = pml_compare(E, o.a, o.b, op);
    release(E, &o);
    return r;
}

static int proxy_bool(PmlEngine *E, PmlObj *self)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return -1;
    }
    int r = pml_truth(E, o.a);
    release(E, &o);
    return r;
}

static int proxy_contains(PmlEngine *E, PmlObj *self, PmlObj *item)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return -1;
    }
    int r = pml_contains(E, o.a, item);
    release(E, &o);
    return r;
}

static int64_t proxy_length(PmlEngine *E, PmlObj *self)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return -1;
    }
    int64_t n = pml_length(E, o.a);
    release(E, &o);
    return n;
}

static int proxy_ass_subscript(PmlEngine *E, PmlObj *self, PmlObj *key, PmlObj *value)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return -1;
    }
    int r = value ? pml_set_item(E, o.a, key, value) : pml_del_item(E, o.a, key);
    release(E, &o);
    return r;
}

static PmlObj *proxy_iternext(PmlEngine *E, PmlObj *self)
{
    Operands o;
    if (!referent(E, self, &o)) {
        return NULL;
    }
    PmlObj *r = NULL;
    if (pml_is_iterator(o.a)) {
        r = pml_iter_next(E, o.a);
    } else {
        PML_RAISE(E, TypeError, "Weakref proxy referenced a non-iterator '%.200s' object",
                  PML_TYPE_OF(o.a)->name.p);
    }
    release(E, &o);
    return r;
}

static void proxy_dealloc(PmlEngine *E, PmlObj *self)
{
    if (((PmlWeakref *)self)->callback.p) {
        pml_gc_untrack(E, self);
    }
    pml_weakref_end(E, (PmlWeakref *)self);
    pml_object_del_gc(E, self);
}

static void fill_numbers(PmlType *t)
{
    t->nb_add = proxy_add;
    t->nb_subtract = proxy_subtract;
    t->nb_multiply = proxy_multiply;
    t->nb_remainder = proxy_remainder;
    t->nb_divmod = proxy_divmod;
    t->nb_power = proxy_power;
    t->nb_negative = proxy_negative;
    t->nb_positive = proxy_positive;
    t->nb_absolute = proxy_absolute;
    t->nb_bool = proxy_bool;
    t->nb_invert = proxy_invert;
    t->nb_lshift = proxy_lshift;
    t->nb_rshift = proxy_rshift;
    t->nb_and = proxy_and;
    t->nb_xor = proxy_xor;
    t->nb_or = proxy_or;
    t->nb_int = proxy_int;
    t->nb_float = proxy_float;
    t->nb_index = proxy_index;
    t->nb_floor_divide = proxy_floor_divide;
    t->nb_true_divide = proxy_true_divide;
    t->nb_matrix_multiply = proxy_matmul;
    t->nb_inplace_add = proxy_inplace_add;
    t->nb_inplace_subtract = proxy_inplace_subtract;
    t->nb_inplace_multiply = proxy_inplace_multiply;
    t->nb_inplace_remainder = proxy_inplace_remainder;
    t->nb_inplace_power = proxy_inplace_power;
    t->nb_inplace_lshift = proxy_inplace_lshift;
    t->nb_inplace_rshift = proxy_inplace_rshift;
    t->nb_inplace_and = proxy_inplace_and;
    t->nb_inplace_xor = proxy_inplace_xor;
    t->nb_inplace_or = proxy_inplace_or;
    t->nb_inplace_floor_divide = proxy_inplace_floor_divide;
    t->nb_inplace_true_divide = proxy_inplace_true_divide;
    t->nb_inplace_matrix_multiply = proxy_inplace_matmul;
}

static void fill_proxy(PmlType *t, const char *name)
{
    t->name.p = name;
    t->basicsize = sizeof(PmlWeakref);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->dealloc = proxy_dealloc;
    t->traverse = pml_weakref_traverse;
    t->refs_of = pml_weakref_refs;
    t->clear = pml_weakref_tp_clear;
    t->repr = proxy_repr;
    t->str = proxy_str;
    t->getattro = proxy_getattro;
    t->setattro = proxy_setattro;
    t->richcompare = proxy_compare;
    t->iter = proxy_iter;
    t->iternext = proxy_iternext;
    t->sq_length = t->mp_length = proxy_length;
    t->sq_contains = proxy_contains;
    t->mp_subscript = proxy_subscript;
    t->mp_ass_subscript = proxy_ass_subscript;
    fill_numbers(t);
}

void pml_init_type_ProxyType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMethodDef methods[] = {
        {"__bytes__", proxy_bytes, NULL, PML_METH_NOARGS, NULL},
        {"__reversed__", proxy_reversed, NULL, PML_METH_NOARGS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    fill_proxy(t, "weakref.ProxyType");
    t->methods.p = methods; /* the callable kind has none in 3.11 */
}

void pml_init_type_CallableProxyType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    fill_proxy(t, "weakref.CallableProxyType");
    t->call = proxy_call;
}

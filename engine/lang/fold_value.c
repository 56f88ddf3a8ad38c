/* Constant folding: computing the values, within CPython's limits on their size. */
#include "lang/fold.h"

#include "object/bytes.h"
#include "object/numbers.h"
#include "object/str.h"

#define MAX_INT_BITS 128
#define MAX_COLLECTION_SIZE 256
#define MAX_STR_SIZE 4096
#define MAX_TOTAL_ITEMS 1024

bool pml_fold_to(PmlFold *f, PmlExpr *e, PmlObj *value)
{
    if (!value) {
        pml_error_clear(f->E);
        return true;
    }
    if (!pml_ast_keep(f->E, f->ast, value)) {
        return false;
    }
    e->kind = PML_E_Constant;
    e->v.Constant.kind = NULL;
    e->v.Constant.value = value;
    return true;
}

bool pml_has_starred(const PmlExprSeq *elts)
{
    for (int64_t i = 0; i < elts->count; i++) {
        if (elts->items[i]->kind == PML_E_Starred) {
            return true;
        }
    }
    return false;
}

/* -- unary ------------------------------------------------------------------------------- */

/* not (a is b) becomes a is not b; the others have no exact opposite. */
static void fold_not_compare(PmlExpr *e)
{
    PmlExpr *operand = e->v.UnaryOp.operand;
    if (e->v.UnaryOp.op != PML_UNARY_NOT || operand->kind != PML_E_Compare ||
        operand->v.Compare.ops.count != 1) {
        return;
    }
    int32_t *op = &operand->v.Compare.ops.items[0];
    switch (*op) {
    case PML_CMP_IS: *op = PML_CMP_ISNOT; break;
    case PML_CMP_ISNOT: *op = PML_CMP_IS; break;
    case PML_CMP_IN: *op = PML_CMP_NOTIN; break;
    case PML_CMP_NOTIN: *op = PML_CMP_IN; break;
    default: return;
    }
    *e = *operand;
}

bool pml_fold_unary(PmlFold *f, PmlExpr *e)
{
    PmlEngine *E = f->E;
    if (e->v.UnaryOp.operand->kind != PML_E_Constant) {
        fold_not_compare(e);
        return true;
    }
    PmlObj *v = e->v.UnaryOp.operand->v.Constant.value, *result = NULL;
    switch (e->v.UnaryOp.op) {
    case PML_UNARY_INVERT: result = pml_number_invert(E, v); break;
    case PML_UNARY_UADD: result = pml_number_positive(E, v); break;
    case PML_UNARY_USUB: result = pml_number_negative(E, v); break;
    case PML_UNARY_NOT: {
        int truth = pml_truth(E, v);
        result = truth < 0 ? NULL : pml_bool(E, !truth);
        break;
    }
    }
    return pml_fold_to(f, e, result);
}

/* -- binary ------------------------------------------------------------------------------ */

static int64_t sequence_size(const PmlObj *o)
{
    if (PML_IS(o, str)) {
        return PML_STR_LEN(o);
    }
    return PML_IS(o, frozenset) ? ((const PmlSet *)o)->used : ((const PmlVarObj *)o)->size;
}

/* What is left of the allowance after counting o's items, nested ones too; negative: too many. */
static int64_t count_items(PmlObj *o, int64_t allowance)
{
    if (PML_IS(o, tuple)) {
        allowance -= PML_TUPLE_LEN(o);
        for (int64_t i = 0; allowance >= 0 && i < PML_TUPLE_LEN(o); i++) {
            allowance = count_items(PML_TUPLE_AT(o, i), allowance);
        }
    } else if (PML_IS(o, frozenset)) {
        PmlObj *key;
        int64_t pos = 0;
        allowance -= sequence_size(o);
        while (allowance >= 0 && pml_set_next(o, &pos, &key, NULL)) {
            allowance = count_items(key, allowance);
        }
    }
    return allowance;
}

static bool is_text(const PmlObj *o)
{
    return PML_IS(o, str) || PML_IS(o, bytes);
}
static bool is_collection(const PmlObj *o)
{
    return PML_IS(o, tuple) || PML_IS(o, frozenset);
}

static PmlObj *repeat(PmlEngine *E, PmlObj *times, PmlObj *sequence)
{
    int64_t size = sequence_size(sequence), n = 0;
    if (size) {
        int64_t limit = is_text(sequence) ? MAX_STR_SIZE : MAX_COLLECTION_SIZE;
        if (!pml_int_fits(times, &n) || n < 0 || n > limit / size) {
            return NULL;
        }
        if (n && is_collection(sequence) && count_items(sequence, MAX_TOTAL_ITEMS / n) < 0) {
            return NULL;
        }
    }
    return pml_number_multiply(E, times, sequence);
}

static PmlObj *multiply(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (PML_IS_INT(a) && PML_IS_INT(b)) {
        if (pml_int_sign(a) && pml_int_sign(b) &&
            pml_int_bit_length(a) + pml_int_bit_length(b) > MAX_INT_BITS) {
            return NULL;
        }
    } else if (PML_IS_INT(a) && (is_text(b) || is_collection(b))) {
        return repeat(E, a, b);
    } else if (PML_IS_INT(b) && (is_text(a) || is_collection(a))) {
        return repeat(E, b, a);
    }
    return pml_number_multiply(E, a, b);
}

static PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (PML_IS_INT(a) && PML_IS_INT(b) && pml_int_sign(a) && pml_int_sign(b) > 0) {
        int64_t exponent;
        if (!pml_int_fits(b, &exponent) || pml_int_bit_length(a) > MAX_INT_BITS / exponent) {
            return NULL;
        }
    }
    return pml_number_power(E, a, b, PML_NONE(E));
}

static PmlObj *shift_left(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (PML_IS_INT(a) && PML_IS_INT(b) && pml_int_sign(a) && pml_int_sign(b)) {
        int64_t n;
        if (!pml_int_fits(b, &n) || n < 0 || n > MAX_INT_BITS ||
            pml_int_bit_length(a) > MAX_INT_BITS - n) {
            return NULL;
        }
    }
    return pml_number_lshift(E, a, b);
}

static PmlObj *compute(PmlEngine *E, PmlOperator op, PmlObj *a, PmlObj *b)
{
    switch (op) {
    case PML_OP_ADD: return pml_number_add(E, a, b);
    case PML_OP_SUB: return pml_number_subtract(E, a, b);
    case PML_OP_MULT: return multiply(E, a, b);
    case PML_OP_DIV: return pml_number_true_divide(E, a, b);
    case PML_OP_FLOORDIV: return pml_number_floor_divide(E, a, b);
    case PML_OP_MOD: return is_text(a) ? NULL : pml_number_remainder(E, a, b);
    case PML_OP_POW: return power(E, a, b);
    case PML_OP_LSHIFT: return shift_left(E, a, b);
    case PML_OP_RSHIFT: return pml_number_rshift(E, a, b);
    case PML_OP_BITOR: return pml_number_or(E, a, b);
    case PML_OP_BITXOR: return pml_number_xor(E, a, b);
    case PML_OP_BITAND: return pml_number_and(E, a, b);
    case PML_OP_MATMULT: break;
    }
    return NULL;
}

bool pml_fold_binary(PmlFold *f, PmlExpr *e)
{
    PmlExpr *left = e->v.BinOp.left, *right = e->v.BinOp.right;
    if (left->kind != PML_E_Constant) {
        return true;
    }
    if (e->v.BinOp.op == PML_OP_MOD && right->kind == PML_E_Tuple &&
        PML_IS(left->v.Constant.value, str) && !pml_has_starred(&right->v.Tuple.elts)) {
        return pml_fold_format(f, e);
    }
    if (right->kind != PML_E_Constant) {
        return true;
    }
    return pml_fold_to(
        f, e, compute(f->E, e->v.BinOp.op, left->v.Constant.value, right->v.Constant.value));
}

/* -- collections ------------------------------------------------------------------------- */

/* A tuple of constants; NULL without an error when some element is none. */
static PmlObj *constant_tuple(PmlEngine *E, PmlExprSeq elts)
{
    for (int64_t i = 0; i < elts.count; i++) {
        if (elts.items[i]->kind != PML_E_Constant) {
            return NULL;
        }
    }
    PmlObj *t = pml_tuple_new(E, elts.count);
    for (int64_t i = 0; t && i < elts.count; i++) {
        PML_TUPLE_ITEMS(t)[i].p = pml_incref(elts.items[i]->v.Constant.value);
    }
    return t;
}

bool pml_fold_tuple(PmlFold *f, PmlExpr *e)
{
    if (e->v.Tuple.ctx != PML_LOAD) {
        return true;
    }
    return pml_fold_to(f, e, constant_tuple(f->E, e->v.Tuple.elts));
}

bool pml_fold_iterable(PmlFold *f, PmlExpr *e)
{
    if (e->kind == PML_E_List) {
        if (pml_has_starred(&e->v.List.elts)) {
            return true;
        }
        PmlExprSeq elts = e->v.List.elts;
        PmlExprContext ctx = e->v.List.ctx;
        e->kind = PML_E_Tuple;
        e->v.Tuple.elts = elts;
        e->v.Tuple.ctx = ctx;
        return pml_fold_tuple(f, e);
    }
    if (e->kind != PML_E_Set) {
        return true;
    }
    PmlObj *t = constant_tuple(f->E, e->v.Set.elts);
    if (!t) {
        return pml_fold_to(f, e, NULL);
    }
    PmlObj *set = pml_frozenset_new(f->E, t);
    pml_decref(f->E, t);
    return pml_fold_to(f, e, set);
}

bool pml_fold_subscript(PmlFold *f, PmlExpr *e)
{
    PmlExpr *value = e->v.Subscript.value, *index = e->v.Subscript.slice;
    if (e->v.Subscript.ctx != PML_LOAD || value->kind != PML_E_Constant ||
        index->kind != PML_E_Constant) {
        return true;
    }
    return pml_fold_to(f, e, pml_get_item(f->E, value->v.Constant.value, index->v.Constant.value));
}

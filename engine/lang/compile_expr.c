/* Expressions. */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* Values kept on the stack at most while a display or a call is built. */
enum { STACK_GUIDELINE = 30 };

void pml_compile_exprs(C *c, const PmlExprSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_compile_expr(c, seq->items[i]);
    }
}

/* -- operators --------------------------------------------------------------------------- */

void pml_emit_binary(C *c, PmlOperator op, bool inplace)
{
    static const uint8_t numbers[] = {
        [PML_OP_ADD] = PML_BINOP_ADD,
        [PML_OP_SUB] = PML_BINOP_SUBTRACT,
        [PML_OP_MULT] = PML_BINOP_MULTIPLY,
        [PML_OP_MATMULT] = PML_BINOP_MATRIX_MULTIPLY,
        [PML_OP_DIV] = PML_BINOP_TRUE_DIVIDE,
        [PML_OP_MOD] = PML_BINOP_REMAINDER,
        [PML_OP_POW] = PML_BINOP_POWER,
        [PML_OP_LSHIFT] = PML_BINOP_LSHIFT,
        [PML_OP_RSHIFT] = PML_BINOP_RSHIFT,
        [PML_OP_BITOR] = PML_BINOP_OR,
        [PML_OP_BITXOR] = PML_BINOP_XOR,
        [PML_OP_BITAND] = PML_BINOP_AND,
        [PML_OP_FLOORDIV] = PML_BINOP_FLOOR_DIVIDE,
    };
    pml_emit_arg(c, PML_OP_BINARY_OP, numbers[op] + (inplace ? PML_BINOP_INPLACE : 0));
}

static int unary_opcode(PmlUnaryOp op)
{
    switch (op) {
    case PML_UNARY_INVERT: return PML_OP_UNARY_INVERT;
    case PML_UNARY_NOT: return PML_OP_UNARY_NOT;
    case PML_UNARY_UADD: return PML_OP_UNARY_POSITIVE;
    case PML_UNARY_USUB: break;
    }
    return PML_OP_UNARY_NEGATIVE;
}

static void emit_compare(C *c, PmlCmpOp op)
{
    switch (op) {
    case PML_CMP_EQ: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_EQ); break;
    case PML_CMP_NOTEQ: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_NE); break;
    case PML_CMP_LT: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_LT); break;
    case PML_CMP_LTE: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_LE); break;
    case PML_CMP_GT: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_GT); break;
    case PML_CMP_GTE: pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_GE); break;
    case PML_CMP_IS: pml_emit_arg(c, PML_OP_IS_OP, 0); break;
    case PML_CMP_ISNOT: pml_emit_arg(c, PML_OP_IS_OP, 1); break;
    case PML_CMP_IN: pml_emit_arg(c, PML_OP_CONTAINS_OP, 0); break;
    case PML_CMP_NOTIN: pml_emit_arg(c, PML_OP_CONTAINS_OP, 1); break;
    }
}

static bool may_be_compared_by_identity(C *c, const PmlExpr *e)
{
    if (e->kind != PML_E_Constant) {
        return true;
    }
    const PmlObj *v = e->v.Constant.value;
    return v == PML_NONE(c->E) || v == PML_FALSE(c->E) || v == PML_TRUE(c->E) ||
           v == PML_ELLIPSIS(c->E);
}

static void warn_about_is(C *c, const PmlExpr *e)
{
    bool left = may_be_compared_by_identity(c, e->v.Compare.left);
    for (int64_t i = 0; i < e->v.Compare.ops.count; i++) {
        int op = e->v.Compare.ops.items[i];
        bool right = may_be_compared_by_identity(c, e->v.Compare.comparators.items[i]);
        if ((op == PML_CMP_IS || op == PML_CMP_ISNOT) && (!left || !right)) {
            pml_compile_warn(c, c->u->at,
                             op == PML_CMP_IS ? "\"is\" with a literal. Did you mean \"==\"?"
                                              : "\"is not\" with a literal. Did you mean \"!=\"?");
            return;
        }
        left = right;
    }
}

/* All links of a chain but the last: each leaves its right operand for the next, and on false
 * jumps to cleanup with that operand on the stack. */
static void compile_chain(C *c, const PmlExpr *e, int jump, PmlBlock *cleanup)
{
    int64_t last = e->v.Compare.ops.count - 1;
    for (int64_t i = 0; i < last; i++) {
        pml_compile_expr(c, e->v.Compare.comparators.items[i]);
        pml_emit_arg(c, PML_OP_SWAP, 2);
        pml_emit_arg(c, PML_OP_COPY, 2);
        emit_compare(c, (PmlCmpOp)e->v.Compare.ops.items[i]);
        pml_emit_jump(c, jump, cleanup);
    }
    pml_compile_expr(c, e->v.Compare.comparators.items[last]);
    emit_compare(c, (PmlCmpOp)e->v.Compare.ops.items[last]);
}

static void compile_compare(C *c, const PmlExpr *e)
{
    warn_about_is(c, e);
    pml_compile_expr(c, e->v.Compare.left);
    if (e->v.Compare.ops.count == 1) {
        pml_compile_expr(c, e->v.Compare.comparators.items[0]);
        emit_compare(c, (PmlCmpOp)e->v.Compare.ops.items[0]);
        return;
    }
    PmlBlock *cleanup = pml_new_block(c);
    compile_chain(c, e, PML_OP_JUMP_IF_FALSE_OR_POP, cleanup);
    PmlBlock *end = pml_new_block(c);
    pml_emit_jump_noline(c, PML_VOP_JUMP, end);
    pml_use_block(c, cleanup);
    pml_emit_arg(c, PML_OP_SWAP, 2);
    pml_emit(c, PML_OP_POP_TOP);
    pml_use_block(c, end);
}

static void compile_bool_op(C *c, const PmlExpr *e)
{
    int jump = e->v.BoolOp.op == PML_AND ? PML_OP_JUMP_IF_FALSE_OR_POP : PML_OP_JUMP_IF_TRUE_OR_POP;
    PmlBlock *end = pml_new_block(c);
    int64_t last = e->v.BoolOp.values.count - 1;
    for (int64_t i = 0; i < last; i++) {
        pml_compile_expr(c, e->v.BoolOp.values.items[i]);
        pml_emit_jump(c, jump, end);
        pml_next_block(c);
    }
    pml_compile_expr(c, e->v.BoolOp.values.items[last]);
    pml_use_block(c, end);
}

static void compile_if_exp(C *c, const PmlExpr *e)
{
    PmlBlock *end = pml_new_block(c);
    PmlBlock *next = pml_new_block(c);
    pml_compile_jump_if(c, e->v.IfExp.test, next, false);
    pml_compile_expr(c, e->v.IfExp.body);
    pml_emit_jump_noline(c, PML_VOP_JUMP, end);
    pml_use_block(c, next);
    pml_compile_expr(c, e->v.IfExp.orelse);
    pml_use_block(c, end);
}

/* -- conditions -------------------------------------------------------------------------- */

static void jump_if_bool_op(C *c, const PmlExpr *e, PmlBlock *target, bool cond)
{
    const PmlExprSeq *values = &e->v.BoolOp.values;
    bool stop_on = e->v.BoolOp.op == PML_OR;
    PmlBlock *early = stop_on == cond ? target : pml_new_block(c);
    for (int64_t i = 0; i < values->count - 1; i++) {
        pml_compile_jump_if(c, values->items[i], early, stop_on);
    }
    pml_compile_jump_if(c, values->items[values->count - 1], target, cond);
    if (early != target) {
        pml_use_block(c, early);
    }
}

static void jump_if_if_exp(C *c, const PmlExpr *e, PmlBlock *target, bool cond)
{
    PmlBlock *end = pml_new_block(c);
    PmlBlock *orelse = pml_new_block(c);
    pml_compile_jump_if(c, e->v.IfExp.test, orelse, false);
    pml_compile_jump_if(c, e->v.IfExp.body, target, cond);
    pml_emit_jump_noline(c, PML_VOP_JUMP, end);
    pml_use_block(c, orelse);
    pml_compile_jump_if(c, e->v.IfExp.orelse, target, cond);
    pml_use_block(c, end);
}

static void jump_if_chain(C *c, const PmlExpr *e, PmlBlock *target, bool cond)
{
    warn_about_is(c, e);
    PmlBlock *cleanup = pml_new_block(c);
    pml_compile_expr(c, e->v.Compare.left);
    compile_chain(c, e, PML_VOP_POP_JUMP_IF_FALSE, cleanup);
    pml_emit_jump(c, cond ? PML_VOP_POP_JUMP_IF_TRUE : PML_VOP_POP_JUMP_IF_FALSE, target);
    PmlBlock *end = pml_new_block(c);
    pml_emit_jump_noline(c, PML_VOP_JUMP, end);
    pml_use_block(c, cleanup);
    pml_emit(c, PML_OP_POP_TOP);
    if (!cond) {
        pml_emit_jump_noline(c, PML_VOP_JUMP, target);
    }
    pml_use_block(c, end);
}

void pml_compile_jump_if(C *c, PmlExpr *e, PmlBlock *target, bool cond)
{
    switch (e->kind) {
    case PML_E_UnaryOp:
        if (e->v.UnaryOp.op == PML_UNARY_NOT) {
            pml_compile_jump_if(c, e->v.UnaryOp.operand, target, !cond);
            return;
        }
        break;
    case PML_E_BoolOp: jump_if_bool_op(c, e, target, cond); return;
    case PML_E_IfExp: jump_if_if_exp(c, e, target, cond); return;
    case PML_E_Compare:
        PML_AT(c, e);
        if (e->v.Compare.ops.count > 1) {
            jump_if_chain(c, e, target, cond);
            return;
        }
        break;
    default: break;
    }
    pml_compile_expr(c, e);
    pml_emit_jump(c, cond ? PML_VOP_POP_JUMP_IF_TRUE : PML_VOP_POP_JUMP_IF_FALSE, target);
}

/* -- displays ---------------------------------------------------------------------------- */

static bool all_constant(const PmlExprSeq *seq, int64_t from, int64_t to)
{
    for (int64_t i = from; i < to; i++) {
        if (!seq->items[i] || seq->items[i]->kind != PML_E_Constant) {
            return false;
        }
    }
    return true;
}

static PmlObj *tuple_of_constants(C *c, const PmlExprSeq *seq, int64_t from, int64_t to)
{
    PmlObj *t = pml_compile_own(c, pml_tuple_new(c->E, to - from));
    for (int64_t i = from; i < to; i++) {
        PML_TUPLE_ITEMS(t)[i - from].p = pml_incref(seq->items[i]->v.Constant.value);
    }
    return t;
}

static void constant_display(C *c, const PmlExprSeq *elts, int64_t pushed, int build, int add,
                             int extend, bool tuple)
{
    PmlObj *folded = tuple_of_constants(c, elts, 0, elts->count);
    if (tuple && !pushed) {
        pml_emit_new_const(c, folded);
        return;
    }
    if (add == PML_OP_SET_ADD) {
        PmlObj *items = folded;
        folded = pml_compile_own(c, pml_frozenset_new(c->E, items));
        pml_compile_release(c, items);
    }
    pml_emit_arg(c, build, pushed);
    pml_emit_new_const(c, folded);
    pml_emit_arg(c, extend, 1);
    if (tuple) {
        pml_emit(c, PML_OP_LIST_TO_TUPLE);
    }
}

static bool has_star(const PmlExprSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (seq->items[i]->kind == PML_E_Starred) {
            return true;
        }
    }
    return false;
}

void pml_compile_display(C *c, const PmlExprSeq *elts, int64_t pushed, int build, int add,
                         int extend, bool tuple)
{
    int64_t n = elts->count;
    if (n > 2 && all_constant(elts, 0, n)) {
        constant_display(c, elts, pushed, build, add, extend, tuple);
        return;
    }
    bool big = n + pushed > STACK_GUIDELINE;
    if (!big && !has_star(elts)) {
        pml_compile_exprs(c, elts);
        pml_emit_arg(c, tuple ? PML_OP_BUILD_TUPLE : build, n + pushed);
        return;
    }
    bool built = big;
    if (big) {
        pml_emit_arg(c, build, pushed);
    }
    for (int64_t i = 0; i < n; i++) {
        PmlExpr *elt = elts->items[i];
        if (elt->kind != PML_E_Starred) {
            pml_compile_expr(c, elt);
            if (built) {
                pml_emit_arg(c, add, 1);
            }
            continue;
        }
        if (!built) {
            pml_emit_arg(c, build, i + pushed);
            built = true;
        }
        pml_compile_expr(c, elt->v.Starred.value);
        pml_emit_arg(c, extend, 1);
    }
    if (tuple) {
        pml_emit(c, PML_OP_LIST_TO_TUPLE);
    }
}

static void emit_unpack(C *c, const PmlExprSeq *elts)
{
    int64_t n = elts->count;
    bool seen = false;
    for (int64_t i = 0; i < n; i++) {
        if (elts->items[i]->kind != PML_E_Starred) {
            continue;
        }
        if (seen) {
            pml_compile_error(c, c->u->at, "multiple starred expressions in assignment");
        }
        if (i >= 1 << 8 || n - i - 1 >= INT32_MAX >> 8) {
            pml_compile_error(c, c->u->at, "too many expressions in star-unpacking assignment");
        }
        pml_emit_arg(c, PML_OP_UNPACK_EX, i + ((n - i - 1) << 8));
        seen = true;
    }
    if (!seen) {
        pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, n);
    }
}

static void compile_sequence(C *c, const PmlExprSeq *elts, PmlExprContext ctx, bool tuple)
{
    switch (ctx) {
    case PML_STORE:
        emit_unpack(c, elts);
        for (int64_t i = 0; i < elts->count; i++) {
            PmlExpr *elt = elts->items[i];
            pml_compile_expr(c, elt->kind == PML_E_Starred ? elt->v.Starred.value : elt);
        }
        break;
    case PML_LOAD:
        pml_compile_display(c, elts, 0, PML_OP_BUILD_LIST, PML_OP_LIST_APPEND, PML_OP_LIST_EXTEND,
                            tuple);
        break;
    case PML_DEL: pml_compile_exprs(c, elts); break;
    }
}

/* Entries [from, to) of a dict display, none of them `**`: one new dict. */
static void compile_entries(C *c, const PmlExpr *e, int64_t from, int64_t to)
{
    int64_t n = to - from;
    bool big = n * 2 > STACK_GUIDELINE;
    if (n > 1 && !big && all_constant(&e->v.Dict.keys, from, to)) {
        for (int64_t i = from; i < to; i++) {
            pml_compile_expr(c, e->v.Dict.values.items[i]);
        }
        pml_emit_const(c, tuple_of_constants(c, &e->v.Dict.keys, from, to));
        pml_emit_arg(c, PML_OP_BUILD_CONST_KEY_MAP, n);
        return;
    }
    if (big) {
        pml_emit_arg(c, PML_OP_BUILD_MAP, 0);
    }
    for (int64_t i = from; i < to; i++) {
        pml_compile_expr(c, e->v.Dict.keys.items[i]);
        pml_compile_expr(c, e->v.Dict.values.items[i]);
        if (big) {
            pml_emit_arg(c, PML_OP_MAP_ADD, 1);
        }
    }
    if (!big) {
        pml_emit_arg(c, PML_OP_BUILD_MAP, n);
    }
}

/* Join the new dict on the stack to the one below it, if there is one. */
static void join_entries(C *c, const PmlExpr *e, int64_t from, int64_t to, bool *have_dict)
{
    compile_entries(c, e, from, to);
    if (*have_dict) {
        pml_emit_arg(c, PML_OP_DICT_UPDATE, 1);
    }
    *have_dict = true;
}

static void compile_dict(C *c, const PmlExpr *e)
{
    int64_t n = e->v.Dict.values.count;
    int64_t waiting = 0; /* entries not compiled yet */
    bool have_dict = false;
    for (int64_t i = 0; i < n; i++) {
        if (e->v.Dict.keys.items[i]) {
            if (waiting * 2 > STACK_GUIDELINE) {
                join_entries(c, e, i - waiting, i + 1, &have_dict);
                waiting = 0;
            } else {
                waiting++;
            }
            continue;
        }
        if (waiting) {
            join_entries(c, e, i - waiting, i, &have_dict);
            waiting = 0;
        }
        if (!have_dict) {
            pml_emit_arg(c, PML_OP_BUILD_MAP, 0);
            have_dict = true;
        }
        pml_compile_expr(c, e->v.Dict.values.items[i]);
        pml_emit_arg(c, PML_OP_DICT_UPDATE, 1);
    }
    if (waiting) {
        join_entries(c, e, n - waiting, n, &have_dict);
    }
    if (!have_dict) {
        pml_emit_arg(c, PML_OP_BUILD_MAP, 0);
    }
}

/* -- attributes, subscripts, yield ------------------------------------------------------- */

void pml_start_at_attribute(C *c, const PmlExpr *attribute)
{
    PmlAstSpan *at = &c->u->at;
    if (at->lineno == attribute->end_lineno) {
        return;
    }
    at->lineno = attribute->end_lineno;
    int32_t length = (int32_t)PML_STR_LEN(attribute->v.Attribute.attr);
    if (length <= attribute->end_col_offset) {
        at->col_offset = attribute->end_col_offset - length;
    } else {
        at->col_offset = -1;
        at->end_col_offset = -1;
    }
    if (at->end_lineno < at->lineno) {
        at->end_lineno = at->lineno;
    }
    if (at->lineno == at->end_lineno && at->end_col_offset < at->col_offset) {
        at->end_col_offset = at->col_offset;
    }
}

static void compile_attribute(C *c, const PmlExpr *e)
{
    static const uint8_t opcodes[] = {0, PML_OP_LOAD_ATTR, PML_OP_STORE_ATTR, PML_OP_DELETE_ATTR};
    pml_compile_expr(c, e->v.Attribute.value);
    pml_start_at_attribute(c, e);
    if (e->v.Attribute.ctx == PML_STORE) {
        pml_check_forbidden_name(c, e->v.Attribute.attr, PML_STORE);
    }
    pml_emit_name(c, opcodes[e->v.Attribute.ctx], e->v.Attribute.attr);
}

static void compile_subscript(C *c, const PmlExpr *e)
{
    static const uint8_t opcodes[] = {0, PML_OP_BINARY_SUBSCR, PML_OP_STORE_SUBSCR,
                                      PML_OP_DELETE_SUBSCR};
    if (e->v.Subscript.ctx == PML_LOAD) {
        pml_warn_about_subscript(c, e->v.Subscript.value, e->v.Subscript.slice);
    }
    pml_compile_expr(c, e->v.Subscript.value);
    pml_compile_expr(c, e->v.Subscript.slice);
    pml_emit(c, opcodes[e->v.Subscript.ctx]);
}

static void compile_or_none(C *c, PmlExpr *e)
{
    if (e) {
        pml_compile_expr(c, e);
    } else {
        pml_emit_none(c);
    }
}

static void compile_slice(C *c, const PmlExpr *e)
{
    compile_or_none(c, e->v.Slice.lower);
    compile_or_none(c, e->v.Slice.upper);
    if (e->v.Slice.step) {
        pml_compile_expr(c, e->v.Slice.step);
    }
    pml_emit_arg(c, PML_OP_BUILD_SLICE, e->v.Slice.step ? 3 : 2);
}

static void check_yield(C *c)
{
    if (c->u->scope->kind != PML_SCOPE_FUNCTION) {
        pml_compile_error(c, c->u->at, "'yield' outside function");
    }
}

static void compile_yield(C *c, const PmlExpr *e)
{
    check_yield(c);
    compile_or_none(c, e->v.Yield.value);
    pml_emit(c, PML_OP_YIELD_VALUE);
    pml_emit_arg(c, PML_OP_RESUME, 1);
}

static void compile_yield_from(C *c, const PmlExpr *e)
{
    check_yield(c);
    pml_compile_expr(c, e->v.YieldFrom.value);
    pml_emit(c, PML_OP_GET_YIELD_FROM_ITER);
    pml_emit_none(c);
    PmlBlock *start = pml_new_block(c);
    PmlBlock *resume = pml_new_block(c);
    PmlBlock *exit = pml_new_block(c);
    pml_use_block(c, start);
    pml_emit_jump(c, PML_OP_SEND, exit);
    pml_use_block(c, resume);
    pml_emit(c, PML_OP_YIELD_VALUE);
    pml_emit_arg(c, PML_OP_RESUME, 2);
    pml_emit_jump(c, PML_VOP_JUMP_NO_INTERRUPT, start);
    pml_use_block(c, exit);
}

/* -- dispatch ---------------------------------------------------------------------------- */

static void compile_kind(C *c, PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BoolOp: compile_bool_op(c, e); break;
    case PML_E_NamedExpr:
        pml_compile_expr(c, e->v.NamedExpr.value);
        pml_emit_arg(c, PML_OP_COPY, 1);
        pml_compile_expr(c, e->v.NamedExpr.target);
        break;
    case PML_E_BinOp:
        pml_compile_expr(c, e->v.BinOp.left);
        pml_compile_expr(c, e->v.BinOp.right);
        pml_emit_binary(c, e->v.BinOp.op, false);
        break;
    case PML_E_UnaryOp:
        pml_compile_expr(c, e->v.UnaryOp.operand);
        pml_emit(c, unary_opcode(e->v.UnaryOp.op));
        break;
    case PML_E_Lambda: pml_compile_lambda(c, e); break;
    case PML_E_IfExp: compile_if_exp(c, e); break;
    case PML_E_Dict: compile_dict(c, e); break;
    case PML_E_Set:
        pml_compile_display(c, &e->v.Set.elts, 0, PML_OP_BUILD_SET, PML_OP_SET_ADD,
                            PML_OP_SET_UPDATE, false);
        break;
    case PML_E_ListComp:
    case PML_E_SetComp:
    case PML_E_DictComp:
    case PML_E_GeneratorExp: pml_compile_comprehension(c, e); break;
    case PML_E_Yield: compile_yield(c, e); break;
    case PML_E_YieldFrom: compile_yield_from(c, e); break;
    case PML_E_Compare: compile_compare(c, e); break;
    case PML_E_Call: pml_compile_call(c, e); break;
    case PML_E_FormattedValue: pml_compile_formatted_value(c, e); break;
    case PML_E_JoinedStr: pml_compile_joined_str(c, e); break;
    case PML_E_Constant: pml_emit_const(c, e->v.Constant.value); break;
    case PML_E_Attribute: compile_attribute(c, e); break;
    case PML_E_Subscript: compile_subscript(c, e); break;
    case PML_E_Starred:
        pml_compile_error(c, c->u->at,
                          e->v.Starred.ctx == PML_STORE
                              ? "starred assignment target must be in a list or tuple"
                              : "can't use starred expression here");
    case PML_E_Name: pml_emit_name_access(c, e->v.Name.id, e->v.Name.ctx); break;
    case PML_E_List: compile_sequence(c, &e->v.List.elts, e->v.List.ctx, false); break;
    case PML_E_Tuple: compile_sequence(c, &e->v.Tuple.elts, e->v.Tuple.ctx, true); break;
    case PML_E_Slice: compile_slice(c, e); break;
    }
}

void pml_compile_expr(C *c, PmlExpr *e)
{
    pml_compile_enter_node(c);
    PmlAstSpan at = c->u->at;
    PML_AT(c, e);
    compile_kind(c, e);
    pml_set_span(c, at);
    pml_compile_leave_node(c);
}

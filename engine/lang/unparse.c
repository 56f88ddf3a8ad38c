/* Expressions back to text, spaced and parenthesised as CPython writes stringified annotations. */
#include "lang/compile.h"
#include "object/numbers.h"
#include "object/str.h"

/* How tightly a construct binds; an operand that binds less gets parentheses. */
enum {
    PR_TUPLE,
    PR_TEST,
    PR_OR,
    PR_AND,
    PR_NOT,
    PR_CMP,
    PR_BOR,
    PR_BXOR,
    PR_BAND,
    PR_SHIFT,
    PR_ARITH,
    PR_TERM,
    PR_FACTOR,
    PR_POWER,
    PR_AWAIT,
    PR_ATOM
};

typedef PmlStrBuilder B;

static void expr(B *b, const PmlExpr *e, int level);

static void text(B *b, const char *s)
{
    pml_builder_text(b, s);
}

static void open_if(B *b, bool cond)
{
    if (cond) {
        text(b, "(");
    }
}

static void close_if(B *b, bool cond)
{
    if (cond) {
        text(b, ")");
    }
}

/* A new reference appended and dropped; NULL marks the builder failed. */
static void object(B *b, PmlObj *s)
{
    if (!s) {
        b->failed = true;
        return;
    }
    pml_builder_str(b, s);
    pml_decref(b->E, s);
}

static void comma_separated(B *b, const PmlExprSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        if (i) {
            text(b, ", ");
        }
        expr(b, seq->items[i], PR_TEST);
    }
}

/* -- constants and f-strings ------------------------------------------------------------- */

static void number_text(B *b, PmlObj *repr)
{
    if (!repr) {
        b->failed = true;
        return;
    }
    /* Infinity has no literal: write one that overflows. */
    for (int64_t i = 0; i < PML_STR_LEN(repr); i++) {
        bool inf = i + 3 <= PML_STR_LEN(repr) && pml_str_at(repr, i) == 'i' &&
                   pml_str_at(repr, i + 1) == 'n' && pml_str_at(repr, i + 2) == 'f';
        if (inf) {
            text(b, "1e309");
            i += 2;
        } else {
            pml_builder_char(b, pml_str_at(repr, i));
        }
    }
    pml_decref(b->E, repr);
}

static void constant(B *b, PmlObj *v)
{
    if (PML_IS(v, tuple)) {
        int64_t n = PML_TUPLE_LEN(v);
        text(b, "(");
        for (int64_t i = 0; i < n; i++) {
            if (i) {
                text(b, ", ");
            }
            constant(b, PML_TUPLE_AT(v, i));
        }
        text(b, n == 1 ? ",)" : ")");
    } else if (PML_IS(v, float) || PML_IS(v, complex)) {
        number_text(b, pml_repr(b->E, v));
    } else if (v == PML_ELLIPSIS(b->E)) {
        text(b, "...");
    } else {
        object(b, pml_repr(b->E, v));
    }
}

static void fstring_values(B *b, const PmlExprSeq *values);

static void fstring_literal(B *b, PmlObj *s)
{
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        uint32_t ch = pml_str_at(s, i);
        if (ch == '{' || ch == '}') {
            pml_builder_char(b, ch);
        }
        pml_builder_char(b, ch);
    }
}

static void fstring_field(B *b, const PmlExpr *e)
{
    PmlStrBuilder inner;
    pml_builder_init(&inner, b->E);
    expr(&inner, e->v.FormattedValue.value, PR_TEST + 1);
    PmlObj *value = pml_builder_finish(&inner);
    bool brace = value && PML_STR_LEN(value) > 0 && pml_str_at(value, 0) == '{';
    text(b, brace ? "{ " : "{");
    object(b, value);
    if (e->v.FormattedValue.conversion > 0) {
        text(b, "!");
        pml_builder_char(b, (uint32_t)e->v.FormattedValue.conversion);
    }
    if (e->v.FormattedValue.format_spec) {
        text(b, ":");
        const PmlExpr *spec = e->v.FormattedValue.format_spec;
        if (spec->kind == PML_E_JoinedStr) {
            fstring_values(b, &spec->v.JoinedStr.values);
        } else if (spec->kind == PML_E_Constant) {
            fstring_literal(b, spec->v.Constant.value);
        }
    }
    text(b, "}");
}

static void fstring_values(B *b, const PmlExprSeq *values)
{
    for (int64_t i = 0; i < values->count; i++) {
        const PmlExpr *e = values->items[i];
        if (e->kind == PML_E_Constant) {
            fstring_literal(b, e->v.Constant.value);
        } else if (e->kind == PML_E_JoinedStr) {
            fstring_values(b, &e->v.JoinedStr.values);
        } else {
            fstring_field(b, e);
        }
    }
}

static void fstring(B *b, const PmlExpr *e)
{
    PmlStrBuilder body;
    pml_builder_init(&body, b->E);
    if (e->kind == PML_E_JoinedStr) {
        fstring_values(&body, &e->v.JoinedStr.values);
    } else {
        fstring_field(&body, e);
    }
    PmlObj *content = pml_builder_finish(&body);
    text(b, "f");
    object(b, content ? pml_repr(b->E, content) : NULL);
    pml_xdecref(b->E, content);
}

/* -- operators --------------------------------------------------------------------------- */

static void bool_op(B *b, const PmlExpr *e, int level)
{
    bool is_and = e->v.BoolOp.op == PML_AND;
    int pr = is_and ? PR_AND : PR_OR;
    open_if(b, level > pr);
    for (int64_t i = 0; i < e->v.BoolOp.values.count; i++) {
        if (i) {
            text(b, is_and ? " and " : " or ");
        }
        expr(b, e->v.BoolOp.values.items[i], pr + 1);
    }
    close_if(b, level > pr);
}

static void bin_op(B *b, const PmlExpr *e, int level)
{
    static const struct {
        const char *text;
        int pr;
    } ops[] = {
        [PML_OP_ADD] = {" + ", PR_ARITH},      [PML_OP_SUB] = {" - ", PR_ARITH},
        [PML_OP_MULT] = {" * ", PR_TERM},      [PML_OP_MATMULT] = {" @ ", PR_TERM},
        [PML_OP_DIV] = {" / ", PR_TERM},       [PML_OP_MOD] = {" % ", PR_TERM},
        [PML_OP_POW] = {" ** ", PR_POWER},     [PML_OP_LSHIFT] = {" << ", PR_SHIFT},
        [PML_OP_RSHIFT] = {" >> ", PR_SHIFT},  [PML_OP_BITOR] = {" | ", PR_BOR},
        [PML_OP_BITXOR] = {" ^ ", PR_BXOR},    [PML_OP_BITAND] = {" & ", PR_BAND},
        [PML_OP_FLOORDIV] = {" // ", PR_TERM},
    };
    int pr = ops[e->v.BinOp.op].pr;
    bool right_first = e->v.BinOp.op == PML_OP_POW;
    open_if(b, level > pr);
    expr(b, e->v.BinOp.left, pr + right_first);
    text(b, ops[e->v.BinOp.op].text);
    expr(b, e->v.BinOp.right, pr + !right_first);
    close_if(b, level > pr);
}

static void unary_op(B *b, const PmlExpr *e, int level)
{
    static const char *const ops[] = {
        [PML_UNARY_INVERT] = "~",
        [PML_UNARY_NOT] = "not ",
        [PML_UNARY_UADD] = "+",
        [PML_UNARY_USUB] = "-",
    };
    int pr = e->v.UnaryOp.op == PML_UNARY_NOT ? PR_NOT : PR_FACTOR;
    open_if(b, level > pr);
    text(b, ops[e->v.UnaryOp.op]);
    expr(b, e->v.UnaryOp.operand, pr);
    close_if(b, level > pr);
}

static void compare(B *b, const PmlExpr *e, int level)
{
    static const char *const ops[] = {
        [PML_CMP_EQ] = " == ",        [PML_CMP_NOTEQ] = " != ",     [PML_CMP_LT] = " < ",
        [PML_CMP_LTE] = " <= ",       [PML_CMP_GT] = " > ",         [PML_CMP_GTE] = " >= ",
        [PML_CMP_IS] = " is ",        [PML_CMP_ISNOT] = " is not ", [PML_CMP_IN] = " in ",
        [PML_CMP_NOTIN] = " not in ",
    };
    open_if(b, level > PR_CMP);
    expr(b, e->v.Compare.left, PR_CMP + 1);
    for (int64_t i = 0; i < e->v.Compare.ops.count; i++) {
        text(b, ops[e->v.Compare.ops.items[i]]);
        expr(b, e->v.Compare.comparators.items[i], PR_CMP + 1);
    }
    close_if(b, level > PR_CMP);
}

static void if_exp(B *b, const PmlExpr *e, int level)
{
    open_if(b, level > PR_TEST);
    expr(b, e->v.IfExp.body, PR_TEST + 1);
    text(b, " if ");
    expr(b, e->v.IfExp.test, PR_TEST + 1);
    text(b, " else ");
    expr(b, e->v.IfExp.orelse, PR_TEST);
    close_if(b, level > PR_TEST);
}

/* -- lambda, call ------------------------------------------------------------------------ */

static void separate(B *b, bool *first)
{
    if (!*first) {
        text(b, ", ");
    }
    *first = false;
}

static void one_arg(B *b, const PmlArg *a)
{
    pml_builder_str(b, a->arg);
    if (a->annotation) {
        text(b, ": ");
        expr(b, a->annotation, PR_TEST);
    }
}

static void default_of(B *b, const PmlExpr *e)
{
    if (e) {
        text(b, "=");
        expr(b, e, PR_TEST);
    }
}

static void arguments(B *b, const PmlArguments *a)
{
    bool first = true;
    int64_t npos = a->posonlyargs.count;
    int64_t n = npos + a->args.count;
    for (int64_t i = 0; i < n; i++) {
        separate(b, &first);
        one_arg(b, i < npos ? a->posonlyargs.items[i] : a->args.items[i - npos]);
        int64_t d = i - (n - a->defaults.count);
        default_of(b, d >= 0 ? a->defaults.items[d] : NULL);
        if (i + 1 == npos) {
            text(b, ", /");
        }
    }
    if (a->vararg || a->kwonlyargs.count) {
        separate(b, &first);
        text(b, "*");
        if (a->vararg) {
            one_arg(b, a->vararg);
        }
    }
    for (int64_t i = 0; i < a->kwonlyargs.count; i++) {
        separate(b, &first);
        one_arg(b, a->kwonlyargs.items[i]);
        default_of(b, a->kw_defaults.items[i]);
    }
    if (a->kwarg) {
        separate(b, &first);
        text(b, "**");
        one_arg(b, a->kwarg);
    }
}

static void lambda(B *b, const PmlExpr *e, int level)
{
    const PmlArguments *a = e->v.Lambda.args;
    open_if(b, level > PR_TEST);
    text(b, a->args.count + a->posonlyargs.count ? "lambda " : "lambda");
    arguments(b, a);
    text(b, ": ");
    expr(b, e->v.Lambda.body, PR_TEST);
    close_if(b, level > PR_TEST);
}

static void call(B *b, const PmlExpr *e)
{
    const PmlExprSeq *args = &e->v.Call.args;
    const PmlKeywordSeq *keywords = &e->v.Call.keywords;
    expr(b, e->v.Call.func, PR_ATOM);
    if (args->count == 1 && keywords->count == 0 && args->items[0]->kind == PML_E_GeneratorExp) {
        expr(b, args->items[0], PR_TEST);
        return;
    }
    bool first = args->count == 0;
    text(b, "(");
    comma_separated(b, args);
    for (int64_t i = 0; i < keywords->count; i++) {
        separate(b, &first);
        if (keywords->items[i]->arg) {
            pml_builder_str(b, keywords->items[i]->arg);
            text(b, "=");
        } else {
            text(b, "**");
        }
        expr(b, keywords->items[i]->value, PR_TEST);
    }
    text(b, ")");
}

/* -- displays and comprehensions --------------------------------------------------------- */

static void generators(B *b, const PmlComprehensionSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        const PmlComprehension *g = seq->items[i];
        text(b, " for ");
        expr(b, g->target, PR_TUPLE);
        text(b, " in ");
        expr(b, g->iter, PR_TEST + 1);
        for (int64_t j = 0; j < g->ifs.count; j++) {
            text(b, " if ");
            expr(b, g->ifs.items[j], PR_TEST + 1);
        }
    }
}

static void comprehension(B *b, const char *open, const PmlExpr *elt,
                          const PmlComprehensionSeq *seq, const char *close)
{
    text(b, open);
    expr(b, elt, PR_TEST);
    generators(b, seq);
    text(b, close);
}

static void dict_comp(B *b, const PmlExpr *e)
{
    text(b, "{");
    expr(b, e->v.DictComp.key, PR_TEST);
    text(b, ": ");
    expr(b, e->v.DictComp.value, PR_TEST);
    generators(b, &e->v.DictComp.generators);
    text(b, "}");
}

static void dict(B *b, const PmlExpr *e)
{
    text(b, "{");
    for (int64_t i = 0; i < e->v.Dict.values.count; i++) {
        if (i) {
            text(b, ", ");
        }
        if (e->v.Dict.keys.items[i]) {
            expr(b, e->v.Dict.keys.items[i], PR_TEST);
            text(b, ": ");
            expr(b, e->v.Dict.values.items[i], PR_TEST);
        } else {
            text(b, "**");
            expr(b, e->v.Dict.values.items[i], PR_BOR);
        }
    }
    text(b, "}");
}

static void tuple(B *b, const PmlExpr *e, int level)
{
    int64_t n = e->v.Tuple.elts.count;
    bool parens = n == 0 || level > PR_TUPLE;
    open_if(b, parens);
    comma_separated(b, &e->v.Tuple.elts);
    if (n == 1) {
        text(b, ",");
    }
    close_if(b, parens);
}

static void enclosed(B *b, const char *open, const PmlExprSeq *elts, const char *close)
{
    text(b, open);
    comma_separated(b, elts);
    text(b, close);
}

/* -- the rest ---------------------------------------------------------------------------- */

static void attribute(B *b, const PmlExpr *e)
{
    const PmlExpr *value = e->v.Attribute.value;
    expr(b, value, PR_ATOM);
    /* 1 .real: a dot right after an integer would belong to it */
    text(b, value->kind == PML_E_Constant && PML_IS(value->v.Constant.value, int) ? " ." : ".");
    pml_builder_str(b, e->v.Attribute.attr);
}

static void slice(B *b, const PmlExpr *e)
{
    if (e->v.Slice.lower) {
        expr(b, e->v.Slice.lower, PR_TEST);
    }
    text(b, ":");
    if (e->v.Slice.upper) {
        expr(b, e->v.Slice.upper, PR_TEST);
    }
    if (e->v.Slice.step) {
        text(b, ":");
        expr(b, e->v.Slice.step, PR_TEST);
    }
}

static void yield(B *b, const char *words, const PmlExpr *value)
{
    text(b, words);
    if (value) {
        text(b, " ");
        expr(b, value, PR_TEST);
    }
    text(b, ")");
}

static void named_expr(B *b, const PmlExpr *e, int level)
{
    open_if(b, level > PR_TUPLE);
    expr(b, e->v.NamedExpr.target, PR_ATOM);
    text(b, " := ");
    expr(b, e->v.NamedExpr.value, PR_ATOM);
    close_if(b, level > PR_TUPLE);
}

static void expr(B *b, const PmlExpr *e, int level)
{
    switch (e->kind) {
    case PML_E_BoolOp: bool_op(b, e, level); break;
    case PML_E_NamedExpr: named_expr(b, e, level); break;
    case PML_E_BinOp: bin_op(b, e, level); break;
    case PML_E_UnaryOp: unary_op(b, e, level); break;
    case PML_E_Lambda: lambda(b, e, level); break;
    case PML_E_IfExp: if_exp(b, e, level); break;
    case PML_E_Dict: dict(b, e); break;
    case PML_E_Set: enclosed(b, "{", &e->v.Set.elts, "}"); break;
    case PML_E_ListComp:
        comprehension(b, "[", e->v.ListComp.elt, &e->v.ListComp.generators, "]");
        break;
    case PML_E_SetComp:
        comprehension(b, "{", e->v.SetComp.elt, &e->v.SetComp.generators, "}");
        break;
    case PML_E_DictComp: dict_comp(b, e); break;
    case PML_E_GeneratorExp:
        comprehension(b, "(", e->v.GeneratorExp.elt, &e->v.GeneratorExp.generators, ")");
        break;
    case PML_E_Yield: yield(b, "(yield", e->v.Yield.value); break;
    case PML_E_YieldFrom: yield(b, "(yield from", e->v.YieldFrom.value); break;
    case PML_E_Compare: compare(b, e, level); break;
    case PML_E_Call: call(b, e); break;
    case PML_E_FormattedValue:
    case PML_E_JoinedStr: fstring(b, e); break;
    case PML_E_Constant:
        if (e->v.Constant.kind) {
            pml_builder_str(b, e->v.Constant.kind);
        }
        constant(b, e->v.Constant.value);
        break;
    case PML_E_Attribute: attribute(b, e); break;
    case PML_E_Subscript:
        expr(b, e->v.Subscript.value, PR_ATOM);
        text(b, "[");
        expr(b, e->v.Subscript.slice, PR_TUPLE);
        text(b, "]");
        break;
    case PML_E_Starred:
        text(b, "*");
        expr(b, e->v.Starred.value, PR_BOR);
        break;
    case PML_E_Name: pml_builder_str(b, e->v.Name.id); break;
    case PML_E_List: enclosed(b, "[", &e->v.List.elts, "]"); break;
    case PML_E_Tuple: tuple(b, e, level); break;
    case PML_E_Slice: slice(b, e); break;
    }
}

PmlObj *pml_unparse_expr(PmlEngine *E, PmlExpr *e)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    expr(&b, e, PR_TEST);
    return pml_builder_finish(&b);
}

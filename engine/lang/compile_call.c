/* Calls, f-strings, and the warnings about literals that look called or subscripted. */
#include "lang/compiler.h"

typedef PmlCompiler C;

enum { STACK_GUIDELINE = 30 };

/* -- warnings ---------------------------------------------------------------------------- */

/* Type of what e evaluates to, when its form alone tells; NULL: not known. */
static const PmlType *inferred_type(C *c, const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Tuple: return PML_TYPE(c->E, tuple);
    case PML_E_List:
    case PML_E_ListComp: return PML_TYPE(c->E, list);
    case PML_E_Dict:
    case PML_E_DictComp: return PML_TYPE(c->E, dict);
    case PML_E_Set:
    case PML_E_SetComp: return PML_TYPE(c->E, set);
    case PML_E_GeneratorExp: return PML_TYPE(c->E, generator);
    case PML_E_Lambda: return PML_TYPE(c->E, function);
    case PML_E_JoinedStr:
    case PML_E_FormattedValue: return PML_TYPE(c->E, str);
    case PML_E_Constant: return PML_TYPE_OF(e->v.Constant.value);
    default: return NULL;
    }
}

static void warn_about_call(C *c, const PmlExpr *func)
{
    const PmlType *t = func->kind == PML_E_Lambda ? NULL : inferred_type(c, func);
    if (t) {
        pml_compile_warn(c, c->u->at,
                         "'%.200s' object is not callable; "
                         "perhaps you missed a comma?",
                         t->name.p);
    }
}

static bool is_never_subscriptable(C *c, const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Constant: {
        const PmlObj *v = e->v.Constant.value;
        return v == PML_NONE(c->E) || v == PML_ELLIPSIS(c->E) || PML_IS_INT(v) ||
               PML_IS(v, float) || PML_IS(v, complex) || PML_IS(v, frozenset);
    }
    case PML_E_Set:
    case PML_E_SetComp:
    case PML_E_GeneratorExp:
    case PML_E_Lambda: return true;
    default: return false;
    }
}

static bool wants_integer_index(const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Constant:
        return PML_IS(e->v.Constant.value, str) || PML_IS(e->v.Constant.value, bytes) ||
               PML_IS(e->v.Constant.value, tuple);
    case PML_E_Tuple:
    case PML_E_List:
    case PML_E_ListComp:
    case PML_E_JoinedStr:
    case PML_E_FormattedValue: return true;
    default: return false;
    }
}

void pml_warn_about_subscript(C *c, const PmlExpr *value, const PmlExpr *index)
{
    if (is_never_subscriptable(c, value)) {
        pml_compile_warn(c, c->u->at,
                         "'%.200s' object is not subscriptable; "
                         "perhaps you missed a comma?",
                         inferred_type(c, value)->name.p);
    }
    const PmlType *t = inferred_type(c, index);
    if (t && !pml_type_has(t, PML_TF_INT) && wants_integer_index(value)) {
        pml_compile_warn(c, c->u->at,
                         "%.200s indices must be integers or slices, not %.200s; "
                         "perhaps you missed a comma?",
                         inferred_type(c, value)->name.p, t->name.p);
    }
}

/* -- arguments --------------------------------------------------------------------------- */

static void check_keywords(C *c, const PmlKeywordSeq *keywords)
{
    for (int64_t i = 0; i < keywords->count; i++) {
        PmlKeyword *k = keywords->items[i];
        if (!k->arg) {
            continue;
        }
        pml_check_forbidden_name(c, k->arg, PML_STORE);
        for (int64_t j = i + 1; j < keywords->count; j++) {
            PmlKeyword *other = keywords->items[j];
            if (other->arg && pml_str_equal(k->arg, other->arg)) {
                pml_compile_error(c, PML_SPAN(other), "keyword argument repeated: %U", k->arg);
            }
        }
    }
}

static bool has_star(const PmlExprSeq *args)
{
    for (int64_t i = 0; i < args->count; i++) {
        if (args->items[i]->kind == PML_E_Starred) {
            return true;
        }
    }
    return false;
}

static bool has_double_star(const PmlKeywordSeq *keywords)
{
    for (int64_t i = 0; i < keywords->count; i++) {
        if (!keywords->items[i]->arg) {
            return true;
        }
    }
    return false;
}

static PmlObj *keyword_names(C *c, const PmlKeywordSeq *keywords, int64_t from, int64_t to)
{
    PmlObj *names = pml_compile_own(c, pml_tuple_new(c->E, to - from));
    for (int64_t i = from; i < to; i++) {
        PML_TUPLE_ITEMS(names)[i - from].p = pml_incref(keywords->items[i]->arg);
    }
    return names;
}

static void compile_keyword_values(C *c, const PmlKeywordSeq *keywords)
{
    for (int64_t i = 0; i < keywords->count; i++) {
        pml_compile_expr(c, keywords->items[i]->value);
    }
    if (keywords->count) {
        PmlObj *names = keyword_names(c, keywords, 0, keywords->count);
        int32_t index = pml_add_new_const(c, names);
        pml_emit_arg(c, PML_OP_KW_NAMES, index);
    }
}

/* Keywords [from, to), none of them `**`, as one new dict. */
static void compile_keyword_dict(C *c, const PmlKeywordSeq *keywords, int64_t from, int64_t to)
{
    int64_t n = to - from;
    bool big = n * 2 > STACK_GUIDELINE;
    if (n > 1 && !big) {
        for (int64_t i = from; i < to; i++) {
            pml_compile_expr(c, keywords->items[i]->value);
        }
        pml_emit_new_const(c, keyword_names(c, keywords, from, to));
        pml_emit_arg(c, PML_OP_BUILD_CONST_KEY_MAP, n);
        return;
    }
    if (big) {
        pml_emit_noline(c, PML_OP_BUILD_MAP, 0);
    }
    for (int64_t i = from; i < to; i++) {
        pml_emit_const(c, keywords->items[i]->arg);
        pml_compile_expr(c, keywords->items[i]->value);
        if (big) {
            pml_emit_noline(c, PML_OP_MAP_ADD, 1);
        }
    }
    if (!big) {
        pml_emit_arg(c, PML_OP_BUILD_MAP, n);
    }
}

static void merge_keyword_dict(C *c, const PmlKeywordSeq *keywords, int64_t from, int64_t to,
                               bool *have_dict)
{
    compile_keyword_dict(c, keywords, from, to);
    if (*have_dict) {
        pml_emit_arg(c, PML_OP_DICT_MERGE, 1);
    }
    *have_dict = true;
}

static void compile_keyword_mapping(C *c, const PmlKeywordSeq *keywords)
{
    int64_t waiting = 0;
    bool have_dict = false;
    for (int64_t i = 0; i < keywords->count; i++) {
        if (keywords->items[i]->arg) {
            waiting++;
            continue;
        }
        if (waiting) {
            merge_keyword_dict(c, keywords, i - waiting, i, &have_dict);
            waiting = 0;
        }
        if (!have_dict) {
            pml_emit_arg(c, PML_OP_BUILD_MAP, 0);
            have_dict = true;
        }
        pml_compile_expr(c, keywords->items[i]->value);
        pml_emit_arg(c, PML_OP_DICT_MERGE, 1);
    }
    if (waiting) {
        merge_keyword_dict(c, keywords, keywords->count - waiting, keywords->count, &have_dict);
    }
}

/* f(*args, **keywords): a tuple and perhaps a dict. */
static void compile_call_ex(C *c, int64_t n, const PmlExprSeq *args, const PmlKeywordSeq *keywords)
{
    if (n == 0 && args->count == 1 && args->items[0]->kind == PML_E_Starred) {
        pml_compile_expr(c, args->items[0]->v.Starred.value);
    } else {
        pml_compile_display(c, args, n, PML_OP_BUILD_LIST, PML_OP_LIST_APPEND, PML_OP_LIST_EXTEND,
                            true);
    }
    if (keywords->count) {
        compile_keyword_mapping(c, keywords);
    }
    pml_emit_arg(c, PML_OP_CALL_FUNCTION_EX, keywords->count > 0);
}

void pml_compile_call_helper(C *c, int64_t n, const PmlExprSeq *args, const PmlKeywordSeq *keywords)
{
    check_keywords(c, keywords);
    if (args->count + keywords->count * 2 > STACK_GUIDELINE || has_star(args) ||
        has_double_star(keywords)) {
        compile_call_ex(c, n, args, keywords);
        return;
    }
    pml_compile_exprs(c, args);
    compile_keyword_values(c, keywords);
    pml_emit_call(c, n + args->count + keywords->count);
}

/* -- calls ------------------------------------------------------------------------------- */

static bool is_imported_name(const C *c, const PmlExpr *e)
{
    if (e->kind != PML_E_Name) {
        return false;
    }
    const PmlSymbol *s = pml_scope_symbol(c->symbols->top, e->v.Name.id);
    return s && (s->flags & PML_DEF_IMPORT);
}

/* x.m(...) may use LOAD_METHOD unless x is an imported module or the call is a big one. */
static bool is_method_call(const C *c, const PmlExpr *e)
{
    const PmlExpr *func = e->v.Call.func;
    int64_t nargs = e->v.Call.args.count;
    int64_t nkeywords = e->v.Call.keywords.count;
    return func->kind == PML_E_Attribute && func->v.Attribute.ctx == PML_LOAD &&
           !is_imported_name(c, func->v.Attribute.value) &&
           nargs + nkeywords + (nkeywords != 0) < STACK_GUIDELINE && !has_star(&e->v.Call.args) &&
           !has_double_star(&e->v.Call.keywords);
}

static void compile_method_call(C *c, const PmlExpr *e)
{
    const PmlExpr *func = e->v.Call.func;
    pml_compile_expr(c, func->v.Attribute.value);
    PML_AT(c, func);
    pml_start_at_attribute(c, func);
    pml_emit_name(c, PML_OP_LOAD_METHOD, func->v.Attribute.attr);
    pml_compile_exprs(c, &e->v.Call.args);
    compile_keyword_values(c, &e->v.Call.keywords);
    PML_AT(c, e);
    pml_start_at_attribute(c, func);
    pml_emit_call(c, e->v.Call.args.count + e->v.Call.keywords.count);
}

void pml_compile_call(C *c, PmlExpr *e)
{
    check_keywords(c, &e->v.Call.keywords);
    if (is_method_call(c, e)) {
        compile_method_call(c, e);
        return;
    }
    warn_about_call(c, e->v.Call.func);
    PML_AT(c, e->v.Call.func);
    pml_emit(c, PML_OP_PUSH_NULL);
    PML_AT(c, e);
    pml_compile_expr(c, e->v.Call.func);
    pml_compile_call_helper(c, 0, &e->v.Call.args, &e->v.Call.keywords);
}

/* -- f-strings --------------------------------------------------------------------------- */

void pml_compile_joined_str(C *c, PmlExpr *e)
{
    const PmlExprSeq *values = &e->v.JoinedStr.values;
    if (values->count <= STACK_GUIDELINE) {
        pml_compile_exprs(c, values);
        if (values->count != 1) {
            pml_emit_arg(c, PML_OP_BUILD_STRING, values->count);
        }
        return;
    }
    pml_emit_const(c, pml_compile_ident(c, ""));
    pml_emit_name(c, PML_OP_LOAD_METHOD, pml_compile_ident(c, "join"));
    pml_emit_arg(c, PML_OP_BUILD_LIST, 0);
    for (int64_t i = 0; i < values->count; i++) {
        pml_compile_expr(c, values->items[i]);
        pml_emit_arg(c, PML_OP_LIST_APPEND, 1);
    }
    pml_emit_call(c, 1);
}

void pml_compile_formatted_value(C *c, PmlExpr *e)
{
    int arg = PML_FORMAT_NONE;
    pml_compile_expr(c, e->v.FormattedValue.value);
    switch (e->v.FormattedValue.conversion) {
    case 's': arg = PML_FORMAT_STR; break;
    case 'r': arg = PML_FORMAT_REPR; break;
    case 'a': arg = PML_FORMAT_ASCII; break;
    default: break;
    }
    if (e->v.FormattedValue.format_spec) {
        pml_compile_expr(c, e->v.FormattedValue.format_spec);
        arg |= PML_FORMAT_HAS_SPEC;
    }
    pml_emit_arg(c, PML_OP_FORMAT_VALUE, arg);
}

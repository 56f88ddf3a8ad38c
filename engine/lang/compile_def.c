/* Functions, lambdas, classes and comprehensions: whatever becomes a code object of its own. */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* [defaults, kwdefaults, annotations as flags say] -> [function] */
static void make_function(C *c, PmlObj *code, int flags)
{
    const PmlCode *co = (const PmlCode *)code;
    for (int32_t i = co->nlocalsplus - co->nfreevars; i < co->nlocalsplus; i++) {
        PmlObj *name = PML_TUPLE_AT(co->localsplusnames.p, i);
        PmlSymbol *s = pml_scope_symbol(c->u->scope, name);
        /* In a class, __class__ is the cell made for its methods. */
        bool cell = (c->u->kind == PML_UNIT_CLASS && name == PML_ID(c->E, __class__)) ||
                    (s && s->scope == PML_NAME_CELL);
        int32_t at = cell ? pml_table_find(&c->u->cellvars, name)
                          : c->u->cellvars.count + pml_table_find(&c->u->freevars, name);
        pml_emit_arg(c, PML_OP_LOAD_CLOSURE, at);
    }
    if (co->nfreevars) {
        flags |= PML_MAKE_CLOSURE;
        pml_emit_arg(c, PML_OP_BUILD_TUPLE, co->nfreevars);
    }
    pml_emit_const(c, code);
    pml_emit_arg(c, PML_OP_MAKE_FUNCTION, flags);
}

static void apply_decorators(C *c, const PmlExprSeq *decorators)
{
    PmlAstSpan at = c->u->at;
    for (int64_t i = decorators->count - 1; i >= 0; i--) {
        PML_AT(c, decorators->items[i]);
        pml_emit_call(c, 0);
    }
    pml_set_span(c, at);
}

/* -- parameters -------------------------------------------------------------------------- */

static void check_arg_names(C *c, const PmlArgSeq *seq)
{
    for (int64_t i = 0; i < seq->count; i++) {
        pml_check_forbidden_name(c, seq->items[i]->arg, PML_STORE);
    }
}

static void check_parameters(C *c, const PmlArguments *a)
{
    check_arg_names(c, &a->posonlyargs);
    check_arg_names(c, &a->args);
    if (a->vararg) {
        pml_check_forbidden_name(c, a->vararg->arg, PML_STORE);
    }
    check_arg_names(c, &a->kwonlyargs);
    if (a->kwarg) {
        pml_check_forbidden_name(c, a->kwarg->arg, PML_STORE);
    }
}

static bool compile_keyword_defaults(C *c, const PmlArguments *a)
{
    int64_t n = 0;
    for (int64_t i = 0; i < a->kw_defaults.count; i++) {
        n += a->kw_defaults.items[i] != NULL;
    }
    if (n == 0) {
        return false;
    }
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_LIST); /* the keys while they are gathered */
    for (int64_t i = 0; i < a->kw_defaults.count; i++) {
        if (a->kw_defaults.items[i]) {
            pml_compile_expr(c, a->kw_defaults.items[i]);
        }
    }
    PmlObj *keys = pml_compile_own(c, pml_tuple_new(c->E, n));
    int64_t at = 0;
    for (int64_t i = 0; i < a->kw_defaults.count; i++) {
        if (a->kw_defaults.items[i]) {
            PmlObj *name = pml_compile_mangle(c, c->u->class_name, a->kwonlyargs.items[i]->arg);
            PML_TUPLE_ITEMS(keys)[at++].p = pml_incref(name);
        }
    }
    pml_stand_ins_release(c, mark);
    pml_emit_new_const(c, keys);
    pml_emit_arg(c, PML_OP_BUILD_CONST_KEY_MAP, n);
    return true;
}

static int compile_defaults(C *c, const PmlArguments *a)
{
    int flags = 0;
    if (a->defaults.count) {
        pml_compile_exprs(c, &a->defaults);
        pml_emit_arg(c, PML_OP_BUILD_TUPLE, a->defaults.count);
        flags |= PML_MAKE_DEFAULTS;
    }
    if (compile_keyword_defaults(c, a)) {
        flags |= PML_MAKE_KWDEFAULTS;
    }
    return flags;
}

void pml_compile_annotation(C *c, PmlExpr *annotation)
{
    if (c->future & PML_CO_ANNOTATIONS) {
        pml_emit_const(c, pml_compile_own(c, pml_unparse_expr(c->E, annotation)));
    } else {
        pml_compile_expr(c, annotation);
    }
}

/* Name and annotation; returns the number of values pushed. */
static int64_t annotate(C *c, PmlObj *name, PmlExpr *annotation)
{
    if (!annotation) {
        return 0;
    }
    pml_emit_const(c, pml_compile_mangle(c, c->u->class_name, name));
    if (annotation->kind == PML_E_Starred && !(c->future & PML_CO_ANNOTATIONS)) {
        pml_compile_expr(c, annotation->v.Starred.value);
        pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, 1);
    } else {
        pml_compile_annotation(c, annotation);
    }
    return 2;
}

static int64_t annotate_args(C *c, const PmlArgSeq *seq)
{
    int64_t n = 0;
    for (int64_t i = 0; i < seq->count; i++) {
        n += annotate(c, seq->items[i]->arg, seq->items[i]->annotation);
    }
    return n;
}

static bool compile_annotations(C *c, const PmlArguments *a, PmlExpr *returns)
{
    int64_t n = annotate_args(c, &a->args);
    n += annotate_args(c, &a->posonlyargs);
    if (a->vararg) {
        n += annotate(c, a->vararg->arg, a->vararg->annotation);
    }
    n += annotate_args(c, &a->kwonlyargs);
    if (a->kwarg) {
        n += annotate(c, a->kwarg->arg, a->kwarg->annotation);
    }
    n += annotate(c, pml_compile_ident(c, "return"), returns);
    if (n) {
        pml_emit_arg(c, PML_OP_BUILD_TUPLE, n);
    }
    return n > 0;
}

static void set_counts(C *c, const PmlArguments *a)
{
    c->u->posonlyargcount = (int32_t)a->posonlyargs.count;
    c->u->argcount = (int32_t)(a->args.count + a->posonlyargs.count);
    c->u->kwonlyargcount = (int32_t)a->kwonlyargs.count;
}

/* -- def, lambda ------------------------------------------------------------------------- */

static int first_line(const PmlStmt *s, const PmlExprSeq *decorators)
{
    return decorators->count ? decorators->items[0]->lineno : s->lineno;
}

void pml_compile_function(C *c, PmlStmt *s)
{
    const PmlArguments *args = s->v.FunctionDef.args;
    const PmlStmtSeq *body = &s->v.FunctionDef.body;
    const PmlExprSeq *decorators = &s->v.FunctionDef.decorator_list;
    check_parameters(c, args);
    pml_compile_exprs(c, decorators);
    int flags = compile_defaults(c, args);
    if (compile_annotations(c, args, s->v.FunctionDef.returns)) {
        flags |= PML_MAKE_ANNOTATIONS;
    }
    pml_enter_unit(c, s->v.FunctionDef.name, PML_UNIT_FUNCTION, s, first_line(s, decorators));
    PmlObj *doc = pml_docstring(body);
    pml_add_const(c, doc && c->ast->optimize < 2 ? doc : PML_NONE(c->E));
    set_counts(c, args);
    for (int64_t i = doc ? 1 : 0; i < body->count; i++) {
        pml_compile_stmt(c, body->items[i]);
    }
    PmlObj *code = pml_assemble(c, true);
    pml_leave_unit(c);
    make_function(c, code, flags);
    apply_decorators(c, decorators);
    pml_emit_name_access(c, s->v.FunctionDef.name, PML_STORE);
}

void pml_compile_lambda(C *c, PmlExpr *e)
{
    const PmlArguments *args = e->v.Lambda.args;
    check_parameters(c, args);
    int flags = compile_defaults(c, args);
    pml_enter_unit(c, pml_compile_ident(c, "<lambda>"), PML_UNIT_LAMBDA, e, e->lineno);
    pml_add_const(c, PML_NONE(c->E)); /* no docstring */
    set_counts(c, args);
    pml_compile_expr(c, e->v.Lambda.body);
    bool generator = c->u->scope->generator;
    if (!generator) {
        pml_emit(c, PML_OP_RETURN_VALUE);
    }
    PmlObj *code = pml_assemble(c, !generator);
    pml_leave_unit(c);
    make_function(c, code, flags);
}

/* -- class ------------------------------------------------------------------------------- */

static PmlObj *compile_class_body(C *c, PmlStmt *s)
{
    pml_enter_unit(c, s->v.ClassDef.name, PML_UNIT_CLASS, s,
                   first_line(s, &s->v.ClassDef.decorator_list));
    c->u->class_name = s->v.ClassDef.name;
    pml_emit_name_access(c, PML_ID(c->E, __name__), PML_LOAD);
    pml_emit_name_access(c, PML_ID(c->E, __module__), PML_STORE);
    pml_emit_const(c, c->u->qualname);
    pml_emit_name_access(c, PML_ID(c->E, __qualname__), PML_STORE);
    pml_compile_body(c, &s->v.ClassDef.body);
    pml_set_span(c, PML_NOWHERE);
    if (c->u->scope->needs_class_closure) {
        pml_emit_arg(c, PML_OP_LOAD_CLOSURE, 0);
        pml_emit_arg(c, PML_OP_COPY, 1);
        pml_emit_name_access(c, PML_ID(c->E, __classcell__), PML_STORE);
    } else {
        pml_emit_none(c);
    }
    pml_emit(c, PML_OP_RETURN_VALUE);
    PmlObj *code = pml_assemble(c, true);
    pml_leave_unit(c);
    return code;
}

/* name = __build_class__(body function, name, *bases, **keywords) */
void pml_compile_class(C *c, PmlStmt *s)
{
    const PmlExprSeq *decorators = &s->v.ClassDef.decorator_list;
    pml_compile_exprs(c, decorators);
    PmlObj *code = compile_class_body(c, s);
    pml_emit(c, PML_OP_PUSH_NULL);
    pml_emit(c, PML_OP_LOAD_BUILD_CLASS);
    make_function(c, code, 0);
    pml_emit_const(c, s->v.ClassDef.name);
    pml_compile_call_helper(c, 2, &s->v.ClassDef.bases, &s->v.ClassDef.keywords);
    apply_decorators(c, decorators);
    pml_emit_name_access(c, s->v.ClassDef.name, PML_STORE);
}

/* -- comprehensions ---------------------------------------------------------------------- */

typedef struct Comp {
    PmlExprKind kind;
    const char *name;
    const PmlComprehensionSeq *generators;
    PmlExpr *elt, *value; /* value: dict only */
    int build;            /* 0: generator */
} Comp;

static Comp describe(const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_ListComp:
        return (Comp){e->kind,           "<listcomp>", &e->v.ListComp.generators,
                      e->v.ListComp.elt, NULL,         PML_OP_BUILD_LIST};
    case PML_E_SetComp:
        return (Comp){e->kind,          "<setcomp>", &e->v.SetComp.generators,
                      e->v.SetComp.elt, NULL,        PML_OP_BUILD_SET};
    case PML_E_DictComp:
        return (Comp){e->kind,           "<dictcomp>",        &e->v.DictComp.generators,
                      e->v.DictComp.key, e->v.DictComp.value, PML_OP_BUILD_MAP};
    default:
        return (Comp){
            e->kind, "<genexpr>", &e->v.GeneratorExp.generators, e->v.GeneratorExp.elt, NULL, 0};
    }
}

static void add_element(C *c, const Comp *comp, int depth)
{
    pml_compile_expr(c, comp->elt);
    switch (comp->kind) {
    case PML_E_ListComp: pml_emit_arg(c, PML_OP_LIST_APPEND, depth + 1); break;
    case PML_E_SetComp: pml_emit_arg(c, PML_OP_SET_ADD, depth + 1); break;
    case PML_E_DictComp:
        pml_compile_expr(c, comp->value);
        pml_emit_arg(c, PML_OP_MAP_ADD, depth + 1);
        break;
    default:
        pml_emit(c, PML_OP_YIELD_VALUE);
        pml_emit_arg(c, PML_OP_RESUME, 1);
        pml_emit(c, PML_OP_POP_TOP);
        break;
    }
}

/* `for y in [f(x)]` binds y without a loop: the one element, or NULL. */
static PmlExpr *only_element(const PmlExpr *iter)
{
    const PmlExprSeq *elts;
    if (iter->kind == PML_E_List) {
        elts = &iter->v.List.elts;
    } else if (iter->kind == PML_E_Tuple) {
        elts = &iter->v.Tuple.elts;
    } else {
        return NULL;
    }
    return elts->count == 1 && elts->items[0]->kind != PML_E_Starred ? elts->items[0] : NULL;
}

static void compile_generator(C *c, const Comp *comp, int64_t index, int depth)
{
    PmlBlock *start = pml_new_block(c);
    PmlBlock *if_cleanup = pml_new_block(c);
    PmlBlock *anchor = pml_new_block(c);
    const PmlComprehension *gen = comp->generators->items[index];
    PmlExpr *single = index > 0 ? only_element(gen->iter) : NULL;
    if (index == 0) {
        c->u->argcount = 1;
        pml_emit_arg(c, PML_OP_LOAD_FAST, 0);
    } else if (single) {
        pml_compile_expr(c, single);
    } else {
        pml_compile_expr(c, gen->iter);
        pml_emit(c, PML_OP_GET_ITER);
    }
    if (!single) {
        depth++;
        pml_use_block(c, start);
        pml_emit_jump(c, PML_OP_FOR_ITER, anchor);
    }
    pml_compile_expr(c, gen->target);
    for (int64_t i = 0; i < gen->ifs.count; i++) {
        pml_compile_jump_if(c, gen->ifs.items[i], if_cleanup, false);
    }
    if (index + 1 < comp->generators->count) {
        compile_generator(c, comp, index + 1, depth);
    } else {
        add_element(c, comp, depth);
    }
    pml_use_block(c, if_cleanup);
    if (!single) {
        pml_emit_jump(c, PML_VOP_JUMP, start);
        pml_use_block(c, anchor);
    }
}

void pml_compile_comprehension(C *c, PmlExpr *e)
{
    Comp comp = describe(e);
    pml_enter_unit(c, pml_compile_ident(c, comp.name), PML_UNIT_COMPREHENSION, e, e->lineno);
    PML_AT(c, e);
    if (comp.build) {
        pml_emit_arg(c, comp.build, 0);
    }
    compile_generator(c, &comp, 0, 0);
    if (comp.build) {
        pml_emit(c, PML_OP_RETURN_VALUE);
    }
    PmlObj *code = pml_assemble(c, true);
    pml_leave_unit(c);
    make_function(c, code, 0);
    pml_compile_expr(c, comp.generators->items[0]->iter);
    pml_emit(c, PML_OP_GET_ITER);
    pml_emit_call(c, 0);
}

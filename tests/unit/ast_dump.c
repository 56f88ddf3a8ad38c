/* ast_dump [--errors] FILE...: parse each file and print its tree, one field a line, or the error.
 * tests/tools/compare_ast.py prints the same for CPython and compares.
 * --errors: each FILE holds many sources, separated by lines of "%%"; prints the error of each. */
#include <stdio.h>

#include "lang/parse.h"
#include "object/bytes.h"
#include "object/exception.h"
#include "object/str.h"
#include "vm/lifecycle.h"

typedef struct Dump {
    PmlEngine *E;
    int indent;
} Dump;

static void expr(Dump *d, const char *label, const PmlExpr *e);
static void stmts(Dump *d, const char *label, PmlStmtSeq seq);

static void start(Dump *d, const char *label)
{
    printf("%*s%s: ", d->indent, "", label);
}

static void text_of(Dump *d, PmlObj *s)
{
    PmlObj *bytes = pml_str_encode_utf8(d->E, s, "backslashreplace");
    fwrite(PML_BYTES_DATA(bytes), 1, (size_t)PML_BYTES_LEN(bytes), stdout);
    pml_decref(d->E, bytes);
}

static void object(Dump *d, const char *label, PmlObj *o)
{
    start(d, label);
    if (!o) {
        puts("None");
        return;
    }
    PmlObj *r = pml_ascii(d->E, o);
    text_of(d, r);
    putchar('\n');
    pml_decref(d->E, r);
}

static void word(Dump *d, const char *label, const char *text)
{
    start(d, label);
    puts(text);
}

static void number(Dump *d, const char *label, int64_t n)
{
    start(d, label);
    printf("%lld\n", (long long)n);
}

static void head(Dump *d, const char *label, const char *kind, int l, int c, int el, int ec)
{
    start(d, label);
    printf("%s %d %d %d %d\n", kind, l, c, el, ec);
    d->indent++;
}
#define HEAD(label, kind, n) \
    head(d, (label), (kind), (n)->lineno, (n)->col_offset, (n)->end_lineno, (n)->end_col_offset)

static void exprs(Dump *d, const char *label, PmlExprSeq seq)
{
    number(d, label, seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        expr(d, "-", seq.items[i]);
    }
}

static void idents(Dump *d, const char *label, PmlIdentSeq seq)
{
    number(d, label, seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        object(d, "-", seq.items[i]);
    }
}

static void context(Dump *d, PmlExprContext ctx)
{
    static const char *const names[] = {"?", "Load", "Store", "Del"};
    word(d, "ctx", names[ctx]);
}

static void arg(Dump *d, const char *label, const PmlArg *a)
{
    if (!a) {
        word(d, label, "None");
        return;
    }
    HEAD(label, "arg", a);
    object(d, "arg", a->arg);
    expr(d, "annotation", a->annotation);
    d->indent--;
}

static void args(Dump *d, const char *label, PmlArgSeq seq)
{
    number(d, label, seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        arg(d, "-", seq.items[i]);
    }
}

static void arguments(Dump *d, const PmlArguments *a)
{
    word(d, "args", "arguments");
    d->indent++;
    args(d, "posonlyargs", a->posonlyargs);
    args(d, "args", a->args);
    arg(d, "vararg", a->vararg);
    args(d, "kwonlyargs", a->kwonlyargs);
    exprs(d, "kw_defaults", a->kw_defaults);
    arg(d, "kwarg", a->kwarg);
    exprs(d, "defaults", a->defaults);
    d->indent--;
}

static void keywords(Dump *d, PmlKeywordSeq seq)
{
    number(d, "keywords", seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        HEAD("-", "keyword", seq.items[i]);
        object(d, "arg", seq.items[i]->arg);
        expr(d, "value", seq.items[i]->value);
        d->indent--;
    }
}

static void generators(Dump *d, PmlComprehensionSeq seq)
{
    number(d, "generators", seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        word(d, "-", "comprehension");
        d->indent++;
        expr(d, "target", seq.items[i]->target);
        expr(d, "iter", seq.items[i]->iter);
        exprs(d, "ifs", seq.items[i]->ifs);
        number(d, "is_async", seq.items[i]->is_async);
        d->indent--;
    }
}

static const char *const operators[] = {"?",     "Add",    "Sub",    "Mult",    "MatMult",
                                        "Div",   "Mod",    "Pow",    "LShift",  "RShift",
                                        "BitOr", "BitXor", "BitAnd", "FloorDiv"};
static const char *const comparisons[] = {"?",   "Eq", "NotEq", "Lt", "LtE",  "Gt",
                                          "GtE", "Is", "IsNot", "In", "NotIn"};
static const char *const unaries[] = {"?", "Invert", "Not", "UAdd", "USub"};
static const char *const kinds[] = {
    "?",         "BoolOp",  "NamedExpr", "BinOp",          "UnaryOp",   "Lambda",       "IfExp",
    "Dict",      "Set",     "ListComp",  "SetComp",        "DictComp",  "GeneratorExp", "Yield",
    "YieldFrom", "Compare", "Call",      "FormattedValue", "JoinedStr", "Constant",     "Attribute",
    "Subscript", "Starred", "Name",      "List",           "Tuple",     "Slice"};
#define FIELD(K, f) expr(d, #f, e->v.K.f)

static void operations(Dump *d, const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_BoolOp:
        word(d, "op", e->v.BoolOp.op == PML_AND ? "And" : "Or");
        exprs(d, "values", e->v.BoolOp.values);
        break;
    case PML_E_NamedExpr:
        FIELD(NamedExpr, target);
        FIELD(NamedExpr, value);
        break;
    case PML_E_BinOp:
        FIELD(BinOp, left);
        word(d, "op", operators[e->v.BinOp.op]);
        FIELD(BinOp, right);
        break;
    case PML_E_UnaryOp:
        word(d, "op", unaries[e->v.UnaryOp.op]);
        FIELD(UnaryOp, operand);
        break;
    case PML_E_Lambda:
        arguments(d, e->v.Lambda.args);
        FIELD(Lambda, body);
        break;
    case PML_E_IfExp:
        FIELD(IfExp, test);
        FIELD(IfExp, body);
        FIELD(IfExp, orelse);
        break;
    case PML_E_Compare:
        FIELD(Compare, left);
        number(d, "ops", e->v.Compare.ops.count);
        for (int64_t i = 0; i < e->v.Compare.ops.count; i++) {
            word(d, "-", comparisons[e->v.Compare.ops.items[i]]);
        }
        exprs(d, "comparators", e->v.Compare.comparators);
        break;
    case PML_E_Call:
        FIELD(Call, func);
        exprs(d, "args", e->v.Call.args);
        keywords(d, e->v.Call.keywords);
        break;
    default: break;
    }
}

static void parts(Dump *d, const PmlExpr *e)
{
    switch (e->kind) {
    case PML_E_Dict:
        exprs(d, "keys", e->v.Dict.keys);
        exprs(d, "values", e->v.Dict.values);
        break;
    case PML_E_Set: exprs(d, "elts", e->v.Set.elts); break;
    case PML_E_ListComp:
    case PML_E_SetComp:
    case PML_E_GeneratorExp:
        FIELD(ListComp, elt);
        generators(d, e->v.ListComp.generators);
        break;
    case PML_E_DictComp:
        FIELD(DictComp, key);
        FIELD(DictComp, value);
        generators(d, e->v.DictComp.generators);
        break;
    case PML_E_Yield: FIELD(Yield, value); break;
    case PML_E_YieldFrom: FIELD(YieldFrom, value); break;
    case PML_E_FormattedValue:
        FIELD(FormattedValue, value);
        number(d, "conversion", e->v.FormattedValue.conversion);
        FIELD(FormattedValue, format_spec);
        break;
    case PML_E_JoinedStr: exprs(d, "values", e->v.JoinedStr.values); break;
    case PML_E_Constant:
        object(d, "value", e->v.Constant.value);
        object(d, "kind", e->v.Constant.kind);
        break;
    case PML_E_Attribute:
        FIELD(Attribute, value);
        object(d, "attr", e->v.Attribute.attr);
        context(d, e->v.Attribute.ctx);
        break;
    case PML_E_Subscript:
        FIELD(Subscript, value);
        FIELD(Subscript, slice);
        context(d, e->v.Subscript.ctx);
        break;
    case PML_E_Starred:
        FIELD(Starred, value);
        context(d, e->v.Starred.ctx);
        break;
    case PML_E_Name:
        object(d, "id", e->v.Name.id);
        context(d, e->v.Name.ctx);
        break;
    case PML_E_List:
        exprs(d, "elts", e->v.List.elts);
        context(d, e->v.List.ctx);
        break;
    case PML_E_Tuple:
        exprs(d, "elts", e->v.Tuple.elts);
        context(d, e->v.Tuple.ctx);
        break;
    case PML_E_Slice:
        FIELD(Slice, lower);
        FIELD(Slice, upper);
        FIELD(Slice, step);
        break;
    default: operations(d, e); break;
    }
}

static void expr(Dump *d, const char *label, const PmlExpr *e)
{
    if (!e) {
        word(d, label, "None");
        return;
    }
    HEAD(label, kinds[e->kind], e);
    parts(d, e);
    d->indent--;
}

/* -- patterns --------------------------------------------------------------------------- */

static void pattern(Dump *d, const char *label, const PmlPattern *p);

static void patterns(Dump *d, const char *label, PmlPatternSeq seq)
{
    number(d, label, seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        pattern(d, "-", seq.items[i]);
    }
}

static void pattern(Dump *d, const char *label, const PmlPattern *p)
{
    static const char *const names[] = {
        "?",          "MatchValue", "MatchSingleton", "MatchSequence", "MatchMapping",
        "MatchClass", "MatchStar",  "MatchAs",        "MatchOr"};
    if (!p) {
        word(d, label, "None");
        return;
    }
    HEAD(label, names[p->kind], p);
    switch (p->kind) {
    case PML_P_MatchValue: expr(d, "value", p->v.MatchValue.value); break;
    case PML_P_MatchSingleton: object(d, "value", p->v.MatchSingleton.value); break;
    case PML_P_MatchSequence:
    case PML_P_MatchOr: patterns(d, "patterns", p->v.MatchOr.patterns); break;
    case PML_P_MatchMapping:
        exprs(d, "keys", p->v.MatchMapping.keys);
        patterns(d, "patterns", p->v.MatchMapping.patterns);
        object(d, "rest", p->v.MatchMapping.rest);
        break;
    case PML_P_MatchClass:
        expr(d, "cls", p->v.MatchClass.cls);
        patterns(d, "patterns", p->v.MatchClass.patterns);
        idents(d, "kwd_attrs", p->v.MatchClass.kwd_attrs);
        patterns(d, "kwd_patterns", p->v.MatchClass.kwd_patterns);
        break;
    case PML_P_MatchStar: object(d, "name", p->v.MatchStar.name); break;
    case PML_P_MatchAs:
        pattern(d, "pattern", p->v.MatchAs.pattern);
        object(d, "name", p->v.MatchAs.name);
        break;
    }
    d->indent--;
}

/* -- statements ------------------------------------------------------------------------- */

static void aliases(Dump *d, PmlAliasSeq seq)
{
    number(d, "names", seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        HEAD("-", "alias", seq.items[i]);
        object(d, "name", seq.items[i]->name);
        object(d, "asname", seq.items[i]->asname);
        d->indent--;
    }
}

static void handlers(Dump *d, PmlExceptHandlerSeq seq)
{
    number(d, "handlers", seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        HEAD("-", "ExceptHandler", seq.items[i]);
        expr(d, "type", seq.items[i]->type);
        object(d, "name", seq.items[i]->name);
        stmts(d, "body", seq.items[i]->body);
        d->indent--;
    }
}

static void compound(Dump *d, const PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_FunctionDef:
        object(d, "name", s->v.FunctionDef.name);
        arguments(d, s->v.FunctionDef.args);
        stmts(d, "body", s->v.FunctionDef.body);
        exprs(d, "decorator_list", s->v.FunctionDef.decorator_list);
        expr(d, "returns", s->v.FunctionDef.returns);
        break;
    case PML_S_ClassDef:
        object(d, "name", s->v.ClassDef.name);
        exprs(d, "bases", s->v.ClassDef.bases);
        keywords(d, s->v.ClassDef.keywords);
        stmts(d, "body", s->v.ClassDef.body);
        exprs(d, "decorator_list", s->v.ClassDef.decorator_list);
        break;
    case PML_S_For:
        expr(d, "target", s->v.For.target);
        expr(d, "iter", s->v.For.iter);
        stmts(d, "body", s->v.For.body);
        stmts(d, "orelse", s->v.For.orelse);
        break;
    case PML_S_While:
    case PML_S_If:
        expr(d, "test", s->v.If.test);
        stmts(d, "body", s->v.If.body);
        stmts(d, "orelse", s->v.If.orelse);
        break;
    case PML_S_With:
        number(d, "items", s->v.With.items.count);
        for (int64_t i = 0; i < s->v.With.items.count; i++) {
            word(d, "-", "withitem");
            d->indent++;
            expr(d, "context_expr", s->v.With.items.items[i]->context_expr);
            expr(d, "optional_vars", s->v.With.items.items[i]->optional_vars);
            d->indent--;
        }
        stmts(d, "body", s->v.With.body);
        break;
    case PML_S_Match:
        expr(d, "subject", s->v.Match.subject);
        number(d, "cases", s->v.Match.cases.count);
        for (int64_t i = 0; i < s->v.Match.cases.count; i++) {
            word(d, "-", "match_case");
            d->indent++;
            pattern(d, "pattern", s->v.Match.cases.items[i]->pattern);
            expr(d, "guard", s->v.Match.cases.items[i]->guard);
            stmts(d, "body", s->v.Match.cases.items[i]->body);
            d->indent--;
        }
        break;
    case PML_S_Try:
    case PML_S_TryStar:
        stmts(d, "body", s->v.Try.body);
        handlers(d, s->v.Try.handlers);
        stmts(d, "orelse", s->v.Try.orelse);
        stmts(d, "finalbody", s->v.Try.finalbody);
        break;
    default: break;
    }
}

static void simple(Dump *d, const PmlStmt *s)
{
    switch (s->kind) {
    case PML_S_Return: expr(d, "value", s->v.Return.value); break;
    case PML_S_Delete: exprs(d, "targets", s->v.Delete.targets); break;
    case PML_S_Assign:
        exprs(d, "targets", s->v.Assign.targets);
        expr(d, "value", s->v.Assign.value);
        break;
    case PML_S_AugAssign:
        expr(d, "target", s->v.AugAssign.target);
        word(d, "op", operators[s->v.AugAssign.op]);
        expr(d, "value", s->v.AugAssign.value);
        break;
    case PML_S_AnnAssign:
        expr(d, "target", s->v.AnnAssign.target);
        expr(d, "annotation", s->v.AnnAssign.annotation);
        expr(d, "value", s->v.AnnAssign.value);
        number(d, "simple", s->v.AnnAssign.simple);
        break;
    case PML_S_Raise:
        expr(d, "exc", s->v.Raise.exc);
        expr(d, "cause", s->v.Raise.cause);
        break;
    case PML_S_Assert:
        expr(d, "test", s->v.Assert.test);
        expr(d, "msg", s->v.Assert.msg);
        break;
    case PML_S_Import: aliases(d, s->v.Import.names); break;
    case PML_S_ImportFrom:
        object(d, "module", s->v.ImportFrom.module);
        aliases(d, s->v.ImportFrom.names);
        number(d, "level", s->v.ImportFrom.level);
        break;
    case PML_S_Global:
    case PML_S_Nonlocal: idents(d, "names", s->v.Global.names); break;
    case PML_S_Expr: expr(d, "value", s->v.Expr.value); break;
    default: compound(d, s); break;
    }
}

static void stmts(Dump *d, const char *label, PmlStmtSeq seq)
{
    static const char *const names[] = {
        "?",         "FunctionDef", "ClassDef", "Return",  "Delete",     "Assign", "AugAssign",
        "AnnAssign", "For",         "While",    "If",      "With",       "Match",  "Raise",
        "Try",       "TryStar",     "Assert",   "Import",  "ImportFrom", "Global", "Nonlocal",
        "Expr",      "Pass",        "Break",    "Continue"};
    number(d, label, seq.count);
    for (int64_t i = 0; i < seq.count; i++) {
        HEAD("-", names[seq.items[i]->kind], seq.items[i]);
        simple(d, seq.items[i]);
        d->indent--;
    }
}

/* -- main -------------------------------------------------------------------------------- */

static void error(Dump *d)
{
    PmlObj *exc = pml_error_fetch(d->E);
    PmlObj *name = pml_type_name_object(d->E, PML_TYPE_OF(exc));
    printf("error ");
    text_of(d, name);
    pml_decref(d->E, name);
    if (pml_isinstance_of(exc, &d->E->rt->types[PML_T_SyntaxError])) {
        PmlSyntaxErrorObj *s = (PmlSyntaxErrorObj *)exc;
        PmlRef fields[] = {s->text, s->msg, s->lineno, s->offset, s->end_lineno, s->end_offset};
        for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
            PmlObj *r = fields[i].p ? pml_ascii(d->E, fields[i].p) : pml_str_text(d->E, "None");
            putchar(' ');
            text_of(d, r);
            pml_decref(d->E, r);
        }
    }
    putchar('\n');
    pml_decref(d->E, exc);
}

static void dump(Dump *d, const char *source, size_t n, bool errors_only)
{
    PmlAst *ast = pml_parse_unfolded(d->E, source, (int64_t)n, "f.py", PML_PARSE_EXEC);
    if (!ast) {
        error(d);
    } else if (errors_only) {
        puts("ok");
    } else {
        stmts(d, "body", ast->body);
    }
    pml_ast_free(d->E, ast);
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return NULL;
    }
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *bytes = calloc(1, *n + 1);
    if (bytes && fread(bytes, 1, *n, f) != *n) {
        *n = 0;
    }
    fclose(f);
    return bytes;
}

static void each_source(Dump *d, const char *text, size_t n)
{
    static const char mark[] = "\n%%\n";
    const char *end = text + n;
    while (text < end) {
        const char *stop = strstr(text, mark);
        stop = stop ? stop : end;
        dump(d, text, (size_t)(stop - text), true);
        text = stop + strlen(mark);
    }
}

int main(int argc, char **argv)
{
    PmlEngine *E = pml_engine_new(NULL, NULL);
    if (!E) {
        return 2;
    }
    bool errors = argc > 1 && !strcmp(argv[1], "--errors");
    for (int i = errors ? 2 : 1; i < argc; i++) {
        size_t n = 0;
        char *bytes = read_file(argv[i], &n);
        Dump d = {.E = E};
        if (!bytes) {
            return 2;
        }
        if (errors) {
            each_source(&d, bytes, n);
        } else {
            printf("== %s\n", argv[i]);
            dump(&d, bytes, n, false);
        }
        free(bytes);
    }
    pml_engine_free(E);
    return 0;
}

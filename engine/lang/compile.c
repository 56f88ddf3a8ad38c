/* The compiler's entrance: memory and references of one compilation, errors, names. */
#include "lang/compiler.h"

#include <stdarg.h>

/* Three tree levels for each Python call allowed, as CPython. */
enum { DEPTH_SCALE = 3 };

void pml_compile_fail(PmlCompiler *c)
{
    longjmp(c->failed, 1);
}

void *pml_compile_alloc(PmlCompiler *c, size_t n)
{
    void *p = pml_scratch_alloc(&c->scratch, n);
    if (!p) {
        pml_err_no_memory(c->E);
        pml_compile_fail(c);
    }
    return p;
}

PmlObj *pml_compile_own(PmlCompiler *c, PmlObj *o)
{
    if (!o) {
        pml_compile_fail(c);
    }
    if (c->owned_count == c->owned_capacity) {
        int64_t capacity = c->owned_capacity ? c->owned_capacity * 2 : 256;
        PmlObj **grown = realloc(c->owned, (size_t)capacity * sizeof *grown);
        if (!grown) {
            pml_decref(c->E, o);
            pml_err_no_memory(c->E);
            pml_compile_fail(c);
        }
        c->owned = grown;
        c->owned_capacity = capacity;
    }
    c->owned[c->owned_count++] = o;
    pml_hold(c->E, o, "compiler");
    return o;
}

void pml_compile_release(PmlCompiler *c, PmlObj *o)
{
    int64_t i = c->owned_count - 1;
    while (i >= 0 && c->owned[i] != o) {
        i--;
    }
    if (i >= 0) {
        memmove(&c->owned[i], &c->owned[i + 1], (size_t)(--c->owned_count - i) * sizeof *c->owned);
        pml_unhold(c->E, o);
        pml_decref(c->E, o);
    }
}

/* The text of the line is shown only when the file can be read, as CPython does. */
static bool shows_source(const PmlCompiler *c)
{
    return c->ast->is_file && PML_STR_LEN(c->filename) > 0 && pml_str_at(c->filename, 0) != '<';
}

/* Errors found before code generation are made with the text alone as argument; their place is
 * filled in afterwards. */
static void keep_text_only(PmlCompiler *c, PmlObj *text)
{
    PmlException *exc = (PmlException *)pml_error_instance(c->E);
    PmlObj *args = pml_tuple_pack(c->E, 1, text);
    if (args) {
        PML_SETREF(c->E, exc->args, args);
    }
}

static void raise_syntax_error(PmlCompiler *c, PmlAstSpan at, const char *fmt, va_list ap)
{
    PmlObj *text = pml_compile_own(c, pml_str_formatv(c->E, fmt, ap));
    pml_syntax_error(c->E, PML_T_SyntaxError, c->filename, shows_source(c) ? c->ast->source : NULL,
                     c->ast->source_size, at, "%U", text);
    if (!c->u && pml_error_matches(c->E, PML_T_SyntaxError)) {
        keep_text_only(c, text);
    }
}

void pml_compile_error(PmlCompiler *c, PmlAstSpan at, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    raise_syntax_error(c, at, fmt, ap);
    va_end(ap);
    pml_compile_fail(c);
}

void pml_compile_error_from(PmlCompiler *c, int lineno, int col_offset, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    raise_syntax_error(c, (PmlAstSpan){lineno, col_offset, lineno, col_offset}, fmt, ap);
    va_end(ap);
    if (pml_error_matches(c->E, PML_T_SyntaxError)) {
        PmlSyntaxErrorObj *exc = (PmlSyntaxErrorObj *)pml_error_instance(c->E);
        PML_SETREF(c->E, exc->end_offset, pml_none(c->E));
    }
    pml_compile_fail(c);
}

void pml_compile_warn(PmlCompiler *c, PmlAstSpan at, const char *fmt, ...)
{
    PmlUpcalls *up = c->E->upcalls;
    if (!up || !up->warn_explicit) {
        return;
    }
    va_list ap;
    va_start(ap, fmt);
    PmlObj *text = pml_compile_own(c, pml_str_formatv(c->E, fmt, ap));
    va_end(ap);
    int err = up->warn_explicit(c->E, PML_TYPE(c->E, SyntaxWarning), text, c->filename, at.lineno);
    if (err == 0) {
        return;
    }
    if (pml_error_matches(c->E, PML_T_SyntaxWarning)) {
        pml_error_clear(c->E);
        pml_compile_error(c, at, "%U", text);
    }
    pml_compile_fail(c);
}

PmlObj *pml_mangle(PmlEngine *E, PmlObj *class_name, PmlObj *ident)
{
    int64_t n = PML_STR_LEN(ident);
    int64_t skip = 0;
    bool private_name = class_name && n > 2 && pml_str_at(ident, 0) == '_' &&
                        pml_str_at(ident, 1) == '_' &&
                        !(pml_str_at(ident, n - 1) == '_' && pml_str_at(ident, n - 2) == '_');
    for (int64_t i = 0; private_name && i < n; i++) {
        private_name = pml_str_at(ident, i) != '.';
    }
    if (private_name) {
        while (skip < PML_STR_LEN(class_name) && pml_str_at(class_name, skip) == '_') {
            skip++;
        }
        private_name = skip < PML_STR_LEN(class_name);
    }
    if (!private_name) {
        return pml_incref(ident);
    }
    PmlObj *base = pml_str_substring(E, class_name, skip, PML_STR_LEN(class_name));
    PmlObj *name = base ? pml_str_format(E, "_%U%U", base, ident) : NULL;
    pml_xdecref(E, base);
    if (name) {
        pml_str_intern(E, &name);
    }
    return name;
}

PmlObj *pml_compile_mangle(PmlCompiler *c, PmlObj *class_name, PmlObj *ident)
{
    if (!class_name) {
        return ident;
    }
    PmlObj *name = pml_mangle(c->E, class_name, ident);
    if (name == ident) {
        pml_decref(c->E, name);
        return ident;
    }
    return pml_compile_own(c, name);
}

PmlObj *pml_compile_ident(PmlCompiler *c, const char *ascii)
{
    return pml_compile_own(c, pml_str_intern_text(c->E, ascii));
}

void pml_compile_enter_node(PmlCompiler *c)
{
    if (++c->depth > c->depth_limit) {
        PML_RAISE(c->E, RecursionError, "maximum recursion depth exceeded during compilation");
        pml_compile_fail(c);
    }
}

static PmlObj *compile_module(PmlCompiler *c)
{
    c->stand_ins.cache = pml_stand_in(c, PML_STAND_IN_DICT);
    pml_stand_in(c, PML_STAND_IN_LIST); /* the units that are open */
    pml_read_future(c);
    pml_symtable_build(c);
    pml_enter_unit(c, pml_compile_ident(c, "<module>"), PML_UNIT_MODULE, c->ast, 1);
    c->u->at.lineno = 1;
    switch (c->ast->kind) {
    case PML_M_Module: pml_compile_body(c, &c->ast->body); break;
    case PML_M_Interactive:
        if (pml_has_annotation(&c->ast->body)) {
            pml_emit(c, PML_OP_SETUP_ANNOTATIONS);
        }
        c->interactive = true;
        pml_compile_stmts(c, &c->ast->body);
        break;
    case PML_M_Expression: pml_compile_expr(c, c->ast->expr); break;
    }
    return pml_assemble(c, c->ast->kind != PML_M_Expression);
}

PmlObj *pml_compile_ast(PmlEngine *E, PmlAst *ast, PmlObj *filename, int flags)
{
    PmlCompiler c;
    memset(&c, 0, sizeof c);
    c.E = E;
    c.ast = ast;
    c.filename = filename;
    c.future = flags & PML_CO_ANNOTATIONS;
    c.depth_limit = E->rt->recursion_limit * DEPTH_SCALE;
    c.depth = (E->rt->recursion_limit - E->rt->recursion_left) * DEPTH_SCALE;
    int64_t mark = pml_hold_mark(E);
    PmlObj *volatile code = NULL;
    if (setjmp(c.failed) == 0) {
        code = pml_incref(compile_module(&c));
    }
    pml_stand_ins_release(&c, 0);
    pml_hold_drop(E, mark);
    PmlObj *pending = code ? NULL : pml_error_fetch(E);
    for (int64_t i = 0; i < c.owned_count; i++) {
        pml_decref(E, c.owned[i]);
    }
    if (pending) {
        pml_error_restore(E, pending);
    }
    free(c.owned);
    free(c.stand_ins.items);
    pml_scratch_free(&c.scratch);
    return code;
}

PmlObj *pml_compile_source(PmlEngine *E, const char *source, int64_t n, const char *filename,
                           int mode, PmlAst **keep)
{
    if (keep) {
        *keep = NULL;
    }
    PmlAst *ast = pml_parse(E, source, n, filename, mode);
    if (!ast) {
        return NULL;
    }
    PmlObj *code = pml_compile_ast(E, ast, ast->filename, 0);
    if (keep && code) {
        *keep = ast;
    } else {
        pml_ast_free(E, ast);
    }
    return code;
}

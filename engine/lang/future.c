/* `from __future__ import ...` at the top of a module. Only `annotations` changes code in 3.11. */
#include "lang/compiler.h"

static const char *const mandatory[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",
};

static bool is_mandatory(const PmlObj *name)
{
    for (int64_t i = 0; i < PML_COUNT_OF(mandatory); i++) {
        if (pml_str_equal_text(name, mandatory[i])) {
            return true;
        }
    }
    return false;
}

static void read_features(PmlCompiler *c, const PmlStmt *s)
{
    for (int64_t i = 0; i < s->v.ImportFrom.names.count; i++) {
        PmlObj *name = s->v.ImportFrom.names.items[i]->name;
        if (pml_str_equal_text(name, "annotations")) {
            c->future |= PML_CO_ANNOTATIONS;
        } else if (pml_str_equal_text(name, "braces")) {
            pml_compile_error_from(c, s->lineno, s->col_offset, "not a chance");
        } else if (!is_mandatory(name)) {
            pml_compile_error_from(c, s->lineno, s->col_offset, "future feature %U is not defined",
                                   name);
        }
    }
}

static bool is_future_import(const PmlStmt *s)
{
    return s->kind == PML_S_ImportFrom && s->v.ImportFrom.module &&
           pml_str_equal_text(s->v.ImportFrom.module, "__future__");
}

/* Only a docstring and other future imports may come first. What follows on the same line is still
 * looked at, to refuse a late import there; later lines are left to code generation. */
void pml_read_future(PmlCompiler *c)
{
    c->future_line = -1;
    if (c->ast->kind == PML_M_Expression) {
        return;
    }
    const PmlStmtSeq *body = &c->ast->body;
    bool over = false;
    int line = 0;
    for (int64_t i = pml_docstring(body) ? 1 : 0; i < body->count; i++) {
        const PmlStmt *s = body->items[i];
        if (over && s->lineno > line) {
            return;
        }
        line = s->lineno;
        if (!is_future_import(s)) {
            over = true;
            continue;
        }
        if (over) {
            pml_compile_error_from(c, s->lineno, s->col_offset - 1,
                                   "from __future__ imports must "
                                   "occur at the beginning of the file");
        }
        read_features(c, s);
        c->future_line = s->lineno;
    }
}

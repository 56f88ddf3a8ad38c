/* '...%s...' % (a, b) becomes an f-string, when its units are only %s, %r, %a with width and
 * precision, and their number fits. */
#include "lang/fold.h"

#include <stdio.h>

#include "object/str.h"

typedef struct Format {
    PmlFold *f;
    PmlObj *text;
    int64_t pos;
    bool failed; /* an error is set */
} Format;

static PmlExpr *new_expr(Format *m, PmlExprKind kind)
{
    PmlExpr *e = pml_ast_alloc(m->f->E, m->f->ast, sizeof(*e));
    if (!e) {
        m->failed = true;
        return NULL;
    }
    e->kind = kind;
    return e;
}

/* A Constant without a place. Takes over the reference. */
static PmlExpr *constant(Format *m, PmlObj *value)
{
    PmlExpr *e = new_expr(m, PML_E_Constant);
    if (!e || !pml_ast_keep(m->f->E, m->f->ast, value)) {
        m->failed = true;
        return NULL;
    }
    e->lineno = e->col_offset = e->end_lineno = e->end_col_offset = -1;
    e->v.Constant.value = value;
    return e;
}

static PmlObj *without_double_percent(Format *m, int64_t from, int64_t to)
{
    PmlStrBuilder b;
    pml_builder_init(&b, m->f->E);
    for (int64_t i = from; i < to; i++) {
        uint32_t c = pml_str_at(m->text, i);
        pml_builder_char(&b, c);
        i += c == '%';
    }
    return pml_builder_finish(&b);
}

/* Text up to the next unit; NULL when there is none. */
static PmlExpr *literal(Format *m)
{
    int64_t start = m->pos, n = PML_STR_LEN(m->text);
    bool percents = false;
    while (m->pos < n) {
        if (pml_str_at(m->text, m->pos) != '%') {
            m->pos++;
        } else if (m->pos + 1 < n && pml_str_at(m->text, m->pos + 1) == '%') {
            percents = true;
            m->pos += 2;
        } else {
            break;
        }
    }
    if (m->pos == start) {
        return NULL;
    }
    return constant(m, percents ? without_double_percent(m, start, m->pos)
                                : pml_str_substring(m->f->E, m->text, start, m->pos));
}

/* The next character, 0 at the end. */
static uint32_t next(Format *m)
{
    return m->pos < PML_STR_LEN(m->text) ? pml_str_at(m->text, m->pos++) : 0;
}

/* Up to two digits, the first of which is c; leaves the character after them in *c. */
static bool digits(Format *m, uint32_t *c, int *value)
{
    *value = 0;
    for (int count = 0; *c >= '0' && *c <= '9';) {
        *value = *value * 10 + (int)(*c - '0');
        *c = next(m);
        if (!*c || ++count >= 3) {
            return false;
        }
    }
    return true;
}

/* One unit, past its '%'; NULL without m->failed: not one that can be expressed. */
static PmlExpr *unit(Format *m, PmlExpr *arg)
{
    bool left = false;
    int width = -1, precision = -1;
    uint32_t c = next(m);
    while (c && c < 128 && strchr("-+ #0", (int)c)) {
        left = left || c == '-';
        c = next(m);
    }
    if (c >= '0' && c <= '9' && !digits(m, &c, &width)) {
        return NULL;
    }
    if (c == '.') {
        c = next(m);
        precision = 0;
        if (c >= '0' && c <= '9' && !digits(m, &c, &precision)) {
            return NULL;
        }
    }
    if (c != 's' && c != 'r' && c != 'a') {
        return NULL;
    }
    char spec[32] = "";
    int n = 0;
    if (!left && width > 0) {
        spec[n++] = '>';
    }
    if (width >= 0) {
        n += snprintf(spec + n, sizeof(spec) - (size_t)n, "%d", width);
    }
    if (precision >= 0) {
        n += snprintf(spec + n, sizeof(spec) - (size_t)n, ".%d", precision);
    }
    PmlExpr *e = new_expr(m, PML_E_FormattedValue);
    if (!e) {
        return NULL;
    }
    e->v.FormattedValue.value = arg;
    e->v.FormattedValue.conversion = (int32_t)c;
    e->v.FormattedValue.format_spec = n ? constant(m, pml_str_text(m->f->E, spec)) : NULL;
    e->lineno = arg->lineno;
    e->col_offset = arg->col_offset;
    e->end_lineno = arg->end_lineno;
    e->end_col_offset = arg->end_col_offset;
    return m->failed ? NULL : e;
}

bool pml_fold_format(PmlFold *f, PmlExpr *e)
{
    PmlExprSeq args = e->v.BinOp.right->v.Tuple.elts;
    Format m = {.f = f, .text = e->v.BinOp.left->v.Constant.value};
    PmlExpr **parts = pml_ast_alloc(f->E, f->ast, sizeof(*parts) * ((size_t)args.count * 2 + 2));
    if (!parts) {
        return false;
    }
    int64_t used = 0, count = 0;
    for (;;) {
        PmlExpr *text = literal(&m);
        if (text) {
            parts[count++] = text;
        }
        if (m.failed) {
            return false;
        }
        if (m.pos >= PML_STR_LEN(m.text)) {
            break;
        }
        if (used >= args.count) {
            return true; /* more units than items */
        }
        m.pos++;
        PmlExpr *field = unit(&m, args.items[used++]);
        if (!field) {
            return !m.failed;
        }
        parts[count++] = field;
    }
    if (used < args.count) {
        return true; /* more items than units */
    }
    e->kind = PML_E_JoinedStr;
    e->v.JoinedStr.values = (PmlExprSeq){count, parts};
    return true;
}

/* The place of a syntax error: file, line, the text with carets under it. */
#include "vm/show.h"

typedef struct PmlPlace {
    int64_t line, offset, end_line, end_offset; /* offsets from 1; -1: none */
} PmlPlace;

/* An int field; None (or nothing) stands for fallback, unless an int must be there. */
static bool int_field(PmlEngine *E, PmlObj *field, int64_t fallback, bool required, int64_t *out)
{
    if (!field || field == PML_NONE(E)) {
        *out = fallback;
        return !required;
    }
    return PML_IS_INT(field) && pml_int_fits(field, out);
}

static bool read_place(PmlEngine *E, PmlSyntaxErrorObj *e, PmlPlace *at)
{
    if (!int_field(E, e->lineno.p, 0, true, &at->line) ||
        !int_field(E, e->offset.p, -1, false, &at->offset)) {
        return false;
    }
    at->end_line = at->line;
    at->end_offset = at->offset;
    if (!PML_IS(&e->ob, SyntaxError)) { /* of its subclasses the end is not shown */
        return true;
    }
    return int_field(E, e->end_lineno.p, at->line, false, &at->end_line) &&
           int_field(E, e->end_offset.p, -1, false, &at->end_offset);
}

/* What is still to be shown of the text, and the caret's place in it. As in CPython the caret's
 * column, in characters or not, is compared with lengths in bytes. */
typedef struct PmlShownText {
    const char *text;
    int64_t size;  /* bytes without the last newline */
    int64_t caret; /* from 0 */
} PmlShownText;

static PmlShownText trim_text(const char *text, int64_t size, int64_t offset)
{
    PmlShownText t = {text, size, offset - 1};
    while (t.size > 0 && (*t.text == ' ' || *t.text == '\t' || *t.text == '\f')) {
        t.text++;
        t.size--;
        t.caret--;
    }
    if (t.size > 0 && t.text[t.size - 1] == '\n') {
        t.size--;
    }
    if (t.caret > t.size) {
        t.caret = t.size;
    }
    for (int64_t i = 0; i < t.caret;) { /* lines above the caret's are left out */
        if (t.text[i] != '\n') {
            i++;
            continue;
        }
        t.text += i + 1;
        t.size -= i + 1;
        t.caret -= i + 1;
        i = 0;
    }
    return t;
}

/* 3.11.2 itself gives the text of a group's member no margin; its module traceback does. */
static void show_text_margin(PmlShow *s)
{
    if (!s->suggest) {
        pml_show_margin(s);
    }
}

static void show_text(PmlShow *s, PmlObj *text, const PmlPlace *at)
{
    int64_t size = 0;
    const char *bytes = pml_str_utf8(s->E, text, &size);
    if (!bytes) {
        pml_error_clear(s->E);
        return;
    }
    int64_t end = at->end_line > at->line ? size : at->end_offset;
    if (end > size + 1) {
        end = size + 1;
    }
    PmlShownText t = trim_text(bytes, size, at->offset);
    show_text_margin(s);
    pml_builder_text(&s->out, "    ");
    pml_builder_bytes(&s->out, t.text, t.size);
    pml_builder_text(&s->out, "\n");
    if (t.caret < 0) {
        return; /* left of the text */
    }
    show_text_margin(s);
    pml_builder_text(&s->out, "    ");
    pml_builder_pad(&s->out, ' ', t.caret);
    pml_builder_pad(&s->out, '^', end > at->offset ? end - at->offset : 1);
    pml_builder_text(&s->out, "\n");
}

PmlObj *pml_show_syntax_place(PmlShow *s, PmlObj *exc)
{
    PmlEngine *E = s->E;
    PmlSyntaxErrorObj *e = (PmlSyntaxErrorObj *)exc;
    PmlPlace at;
    if (!e->msg.p || !read_place(E, e, &at)) {
        return NULL;
    }
    pml_show_margin(s);
    pml_builder_text(&s->out, "  File \"");
    PmlObj *file = e->filename.p && e->filename.p != PML_NONE(E) ? pml_str(E, e->filename.p) : NULL;
    if (file) {
        pml_builder_str(&s->out, file);
        pml_decref(E, file);
    } else {
        pml_error_clear(E);
        pml_builder_text(&s->out, "<string>");
    }
    pml_builder_text(&s->out, "\", line ");
    pml_show_number(s, at.line);
    pml_builder_text(&s->out, "\n");
    if (e->text.p && PML_IS_STR(e->text.p)) {
        show_text(s, e->text.p, &at);
    }
    return e->msg.p;
}

/* Exceptions as the interpreter shows them: tracebacks with carets, chains, groups, unraisables. */
#include "vm/run.h"

#include "vm/caret.h"
#include "vm/show.h"

#define RECURSIVE_CUTOFF 3
#define MAX_GROUP_WIDTH 15
#define MAX_GROUP_DEPTH 10

void pml_show_margin(PmlShow *s)
{
    pml_builder_pad(&s->out, ' ', s->indent);
    if (s->in_group) {
        pml_builder_text(&s->out, "| ");
    }
}

/* Number of characters in n UTF-8 bytes. */
static int64_t char_count(const char *p, size_t n)
{
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += ((unsigned char)p[i] & 0xc0) != 0x80;
    }
    return count;
}

static void show_carets(PmlShow *s, const char *line, size_t n, size_t indent, PmlCode *code,
                        int lasti, int lineno)
{
    int start_line, end_line, col, end_col;
    if (!pml_code_position(code, lasti, &start_line, &end_line, &col, &end_col) || col < 0 ||
        end_col < 0 || start_line != lineno) {
        return;
    }
    size_t trimmed = n;
    while (trimmed > indent && (line[trimmed - 1] == ' ' || line[trimmed - 1] == '\t' ||
                                line[trimmed - 1] == '\r' || line[trimmed - 1] == '\f')) {
        trimmed--;
    }
    size_t from = (size_t)col, to = end_line > start_line ? trimmed : (size_t)end_col;
    if (to > n) {
        to = n;
    }
    if (from < indent || from >= to) {
        return;
    }
    PmlCarets carets = {
        .from = from, .to = to, .left = from, .right = to, .primary = '^', .secondary = '^'};
    if (end_line == start_line) {
        pml_caret_anchors(s->E, line, &carets);
    }
    bool whole = from == indent && to >= n && carets.left == from && carets.right == to;
    if (whole) {
        return;
    }
    pml_show_margin(s);
    pml_builder_text(&s->out, "    ");
    pml_builder_pad(&s->out, ' ', char_count(line + indent, from - indent));
    for (size_t i = from; i < to; i++) {
        if (((unsigned char)line[i] & 0xc0) != 0x80) {
            bool inside = i >= carets.left && i < carets.right;
            pml_builder_char(&s->out, (uint32_t)(inside ? carets.primary : carets.secondary));
        }
    }
    pml_builder_text(&s->out, "\n");
}

static void show_line(PmlShow *s, PmlCode *code, int lasti, int lineno)
{
    if (s->E->vm->finalizing == PML_MODULES_DROPPED) {
        return;
    }
    int64_t size;
    const char *filename = pml_str_utf8(s->E, code->filename.p, &size);
    size_t n;
    const char *line = filename ? pml_source_line(s->E, filename, lineno, &n) : NULL;
    if (!line) {
        pml_error_clear(s->E);
        return;
    }
    size_t indent = 0;
    while (indent < n && (line[indent] == ' ' || line[indent] == '\t' || line[indent] == '\f')) {
        indent++;
    }
    size_t end = n;
    while (end > indent && (line[end - 1] == '\r')) {
        end--;
    }
    if (end == indent) {
        return;
    }
    pml_show_margin(s);
    pml_builder_text(&s->out, "    ");
    pml_builder_bytes(&s->out, line + indent, (int64_t)(end - indent));
    pml_builder_text(&s->out, "\n");
    show_carets(s, line, end, indent, code, lasti, lineno);
}

void pml_show_number(PmlShow *s, int64_t n)
{
    char digits[24];
    int i = 23;
    digits[i] = 0;
    do {
        digits[--i] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    pml_builder_text(&s->out, digits + i);
}

static void show_entry(PmlShow *s, PmlTraceback *tb)
{
    PmlCode *code = pml_frame_code(((PmlFrame *)tb->frame.p)->f.p);
    pml_show_margin(s);
    pml_builder_text(&s->out, "  File \"");
    pml_builder_str(&s->out, code->filename.p);
    pml_builder_text(&s->out, "\", line ");
    pml_show_number(s, tb->lineno);
    pml_builder_text(&s->out, ", in ");
    pml_builder_str(&s->out, code->name.p);
    pml_builder_text(&s->out, "\n");
    show_line(s, code, tb->lasti, tb->lineno);
}

static void show_repeats(PmlShow *s, int64_t count)
{
    if (count <= RECURSIVE_CUTOFF) {
        return;
    }
    count -= RECURSIVE_CUTOFF;
    pml_show_margin(s);
    pml_builder_text(&s->out, "  [Previous line repeated ");
    pml_show_number(s, count);
    pml_builder_text(&s->out, count > 1 ? " more times]\n" : " more time]\n");
}

static void show_entries(PmlShow *s, PmlObj *first)
{
    PmlCode *last = NULL;
    int last_line = -1;
    int64_t count = 0;
    for (PmlTraceback *tb = (PmlTraceback *)first; tb; tb = (PmlTraceback *)tb->next.p) {
        PmlCode *code = pml_frame_code(((PmlFrame *)tb->frame.p)->f.p);
        if (!last || code->filename.p != last->filename.p || code->name.p != last->name.p ||
            tb->lineno != last_line) {
            show_repeats(s, count);
            last = code;
            last_line = tb->lineno;
            count = 0;
        }
        count++;
        if (count <= RECURSIVE_CUTOFF) {
            show_entry(s, tb);
        }
    }
    show_repeats(s, count);
}

void pml_show_traceback(PmlShow *s, PmlObj *first)
{
    if (first) {
        pml_show_margin(s);
        pml_builder_text(&s->out, "Traceback (most recent call last):\n");
        show_entries(s, first);
    }
}

/* "module.QualName" of a class, without "builtins." and "__main__.". */
void pml_show_type_name(PmlShow *s, PmlType *t)
{
    PmlEngine *E = s->E;
    PmlObj *module = pml_getattr(E, (PmlObj *)t, PML_ID(E, __module__));
    PmlObj *qualname = pml_getattr(E, (PmlObj *)t, PML_ID(E, __qualname__));
    if (module && PML_IS_STR(module) && !pml_str_equal_text(module, "builtins") &&
        !pml_str_equal_text(module, "__main__")) {
        pml_builder_str(&s->out, module);
        pml_builder_text(&s->out, ".");
    } else if (!module || !PML_IS_STR(module)) {
        pml_builder_text(&s->out, "<unknown>.");
    }
    if (qualname && PML_IS_STR(qualname)) {
        pml_builder_str(&s->out, qualname);
    } else {
        pml_builder_text(&s->out, "<unknown>");
    }
    pml_xdecref(E, module);
    pml_xdecref(E, qualname);
    pml_error_clear(E);
}

/* str or repr of o; NULL: that failed, `instead` is written. */
static PmlObj *text_or(PmlShow *s, PmlObj *o, PmlObj *(*convert)(PmlEngine *, PmlObj *),
                       const char *instead)
{
    PmlObj *text = o ? convert(s->E, o) : NULL;
    if (!text) {
        pml_error_clear(s->E);
        pml_builder_text(&s->out, instead);
    }
    return text;
}

static void show_note(PmlShow *s, PmlObj *note)
{
    PmlObj *text = text_or(s, note, pml_str, "<note str() failed>");
    int64_t from = 0, n = text ? PML_STR_LEN(text) : 0;
    for (int64_t j = 0; j < n; j++) {
        if (j == n - 1 || pml_str_at(text, j) == '\n') {
            pml_show_margin(s);
            pml_builder_range(&s->out, text, from, j + 1);
            from = j + 1;
        }
    }
    pml_xdecref(s->E, text);
    pml_builder_text(&s->out, "\n");
}

static void show_notes(PmlShow *s, PmlException *x)
{
    PmlObj *notes;
    PmlEngine *E = s->E;
    if (pml_lookup_attr(E, (PmlObj *)x, PML_ID(E, __notes__), &notes) <= 0) {
        pml_error_clear(E);
        return;
    }
    if (!pml_is_sequence(notes)) {
        pml_show_margin(s);
        PmlObj *text = text_or(s, notes, pml_repr, "<__notes__ repr() failed>");
        if (text) {
            pml_builder_str(&s->out, text);
            pml_decref(E, text);
        }
    }
    int64_t n = pml_is_sequence(notes) ? pml_length(E, notes) : 0;
    for (int64_t i = 0; i < n; i++) {
        PmlObj *note = pml_sequence_item(E, notes, i);
        show_note(s, note);
        pml_xdecref(E, note);
    }
    pml_error_clear(E);
    pml_decref(E, notes);
}

static void show_suggestion(PmlShow *s, PmlObj *exc)
{
    PmlObj *name = s->suggest ? pml_find_suggestion(s->E, exc) : NULL;
    if (name) {
        pml_builder_text(&s->out, ". Did you mean: '");
        pml_builder_str(&s->out, name);
        pml_builder_text(&s->out, "'?");
        pml_decref(s->E, name);
    }
}

/* What an exception says. The traceback module indents each of its lines in a group, the
 * interpreter itself only the first. */
static void show_words(PmlShow *s, PmlObj *text)
{
    int64_t from = 0, n = PML_STR_LEN(text);
    for (int64_t i = 0; i < n && s->in_group && !s->suggest; i++) {
        if (pml_str_at(text, i) == '\n') {
            pml_builder_range(&s->out, text, from, i + 1);
            pml_show_margin(s);
            from = i + 1;
        }
    }
    pml_builder_range(&s->out, text, from, n);
}

/* "TypeError: text", with notes below. */
static void show_message(PmlShow *s, PmlObj *exc)
{
    PmlEngine *E = s->E;
    PmlObj *text = NULL;
    if (pml_isinstance_of(exc, PML_TYPE(E, SyntaxError))) {
        text = pml_xincref(pml_show_syntax_place(s, exc));
    }
    PmlWordsSpan span = {.from = s->out.length};
    pml_show_margin(s);
    pml_show_type_name(s, PML_TYPE_OF(exc));
    bool have = text != NULL;
    if (!have) {
        text = pml_str(E, exc);
    } else if (!PML_IS_STR(text)) {
        PmlObj *shown = pml_str(E, text);
        pml_decref(E, text);
        text = shown;
    }
    span.message_from = s->out.length + 2;
    if (!text) {
        pml_error_clear(E);
        pml_builder_text(&s->out, ": <exception str() failed>");
    } else if (PML_STR_LEN(text) > 0) {
        pml_builder_text(&s->out, ": ");
        show_words(s, text);
    }
    span.message_to = s->out.length;
    if (exc == s->last) {
        s->words = span;
    }
    pml_xdecref(E, text);
    show_suggestion(s, exc);
    pml_builder_text(&s->out, "\n");
    if (!have || !s->suggest) { /* 3.11.2 itself leaves them out below a syntax error's place */
        show_notes(s, (PmlException *)exc);
    }
}

static void show_exception(PmlShow *s, PmlObj *exc);

static bool seen_before(PmlShow *s, PmlObj *exc)
{
    PmlObj *id = pml_int_u64(s->E, pml_model_address(s->E, exc));
    bool seen = id && s->seen && pml_set_contains(s->E, s->seen, id) > 0;
    pml_xdecref(s->E, id);
    return seen;
}

/* The earlier exception, then the sentence that joins it to the next one. */
static void show_chained(PmlShow *s, PmlObj *earlier, const char *sentence)
{
    bool open = s->open;
    show_exception(s, earlier);
    if (s->suggest) {
        s->open = open; /* the interpreter remembers, CPython's module traceback does not */
    }
    pml_show_margin(s);
    pml_builder_text(&s->out, "\n");
    pml_show_margin(s);
    pml_builder_text(&s->out, sentence);
    pml_show_margin(s);
    pml_builder_text(&s->out, "\n");
}

static void show_chain(PmlShow *s, PmlException *x)
{
    PmlObj *id = pml_int_u64(s->E, pml_model_address(s->E, x));
    if (id && s->seen) {
        pml_set_add(s->E, s->seen, id);
    }
    pml_xdecref(s->E, id);
    if (x->cause.p) {
        if (!seen_before(s, x->cause.p)) {
            show_chained(s, x->cause.p,
                         "The above exception was the direct cause of the following "
                         "exception:\n");
        }
    } else if (x->context.p && !x->suppress_context && !seen_before(s, x->context.p)) {
        show_chained(s, x->context.p,
                     "During handling of the above exception, another exception "
                     "occurred:\n");
    }
}

/* The last line of a group's frame, unless the last member drew it. */
static void show_close(PmlShow *s)
{
    if (s->open) {
        pml_builder_pad(&s->out, ' ', s->indent);
        pml_builder_text(&s->out, "+------------------------------------\n");
        s->open = false;
    }
}

static void show_members(PmlShow *s, PmlObj *members)
{
    int64_t total = PML_TUPLE_LEN(members);
    for (int64_t i = 0; i < total && i <= MAX_GROUP_WIDTH; i++) {
        bool cut = i == MAX_GROUP_WIDTH, last = cut || i == total - 1;
        pml_builder_pad(&s->out, ' ', s->indent);
        pml_builder_text(&s->out, i == 0 ? "+-+---------------- " : "  +---------------- ");
        if (cut) {
            pml_builder_text(&s->out, "...");
        } else {
            pml_show_number(s, i + 1);
        }
        pml_builder_text(&s->out, " ----------------\n");
        s->indent += 2;
        s->open = s->open || last;
        if (cut) {
            pml_show_margin(s);
            pml_builder_text(&s->out, "and ");
            pml_show_number(s, total - i);
            pml_builder_text(&s->out, total - i > 1 ? " more exceptions\n" : " more exception\n");
        } else {
            show_exception(s, PML_TUPLE_AT(members, i));
        }
        if (last) {
            show_close(s);
        }
        s->indent -= 2;
    }
}

static void show_group(PmlShow *s, PmlObj *exc)
{
    PmlGroupObj *g = (PmlGroupObj *)exc;
    bool outermost = !s->in_group;
    if (s->indent > 2 * MAX_GROUP_DEPTH) {
        pml_show_margin(s);
        pml_builder_text(&s->out, "... (max_group_depth is 10)\n");
        return;
    }
    if (g->traceback.p) {
        if (outermost) {
            pml_builder_text(&s->out, "  + Exception Group Traceback (most recent call last):\n");
            s->indent += 2;
            s->in_group = true;
        } else {
            pml_show_margin(s);
            pml_builder_text(&s->out, "Exception Group Traceback (most recent call last):\n");
        }
        show_entries(s, g->traceback.p);
    } else if (outermost) {
        s->indent += 2;
        s->in_group = true;
    }
    show_message(s, exc);
    show_members(s, g->excs.p);
    if (outermost) {
        s->indent -= 2;
        s->in_group = false;
    }
}

static void show_exception(PmlShow *s, PmlObj *exc)
{
    /* A class named as the cause may have made anything of itself. */
    if (!PML_IS_EXC(exc)) {
        pml_builder_pad(&s->out, ' ', s->indent);
        pml_builder_text(&s->out, "TypeError: print_exception(): Exception expected for value, ");
        pml_builder_text(&s->out, PML_TYPE_OF(exc)->name.p);
        pml_builder_text(&s->out, " found\n");
        return;
    }
    if (pml_recursion_enter(s->E, " in traceback")) {
        pml_error_clear(s->E);
        return;
    }
    show_chain(s, (PmlException *)exc);
    if (pml_isinstance_of(exc, PML_TYPE(s->E, BaseExceptionGroup))) {
        show_group(s, exc);
    } else {
        pml_show_traceback(s, ((PmlException *)exc)->traceback.p);
        show_message(s, exc);
    }
    pml_recursion_leave(s->E);
}

static PmlObj *format_exception(PmlShow *s, PmlObj *exc, bool chain)
{
    PmlEngine *E = s->E;
    s->seen = pml_set_new(E, NULL);
    int64_t mark = pml_hold_mark(E);
    if (s->seen) {
        pml_hold(E, s->seen, "exceptions already shown");
    }
    pml_builder_init(&s->out, E);
    if (chain) {
        show_exception(s, exc);
    } else {
        pml_show_traceback(s, ((PmlException *)exc)->traceback.p);
        show_message(s, exc);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, s->seen);
    pml_error_clear(E);
    return pml_builder_finish(&s->out);
}

PmlObj *pml_format_exception_text(PmlEngine *E, PmlObj *exc, bool chain)
{
    PmlShow s = {.E = E};
    return format_exception(&s, exc, chain);
}

void pml_show_on_stderr(PmlEngine *E, PmlObj *text)
{
    PmlObj *stream = pml_dict_get_text(E, E->rt->sys_dict.p, "stderr");
    if (stream && stream != PML_NONE(E) && text) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, pml_incref(stream), "sys.stderr, being written to");
        pml_hold(E, text, "text being written");
        PmlObj *r = pml_call_method1(E, stream, PML_ID(E, write), text);
        pml_error_clear(E);
        pml_xdecref(E, r);
        r = pml_call_method0(E, stream, PML_ID(E, flush));
        pml_hold_drop(E, mark);
        pml_xdecref(E, r);
        pml_decref(E, stream);
    }
    pml_error_clear(E);
}

void pml_print_exception(PmlEngine *E, PmlObj *exc)
{
    PmlShow s = {.E = E, .suggest = true, .last = exc};
    PmlObj *text = format_exception(&s, exc, true);
    if (text && E->last_words) {
        pml_last_words_keep(E->last_words, text, &s.words);
    }
    pml_show_on_stderr(E, text);
    pml_xdecref(E, text);
    pml_error_clear(E);
}

PmlObj *pml_format_traceback_entry(PmlEngine *E, PmlObj *tb)
{
    PmlShow s = {.E = E};
    pml_builder_init(&s.out, E);
    show_entry(&s, (PmlTraceback *)tb);
    return pml_builder_finish(&s.out);
}

PmlObj *pml_format_exception_message(PmlEngine *E, PmlObj *exc)
{
    PmlShow s = {.E = E};
    pml_builder_init(&s.out, E);
    show_message(&s, exc);
    return pml_builder_finish(&s.out);
}

#include "observe/failure.h"

#include "observe/describe.h"
#include "object/callables.h"
#include "vm/show.h"

/* Of a deep recursion the beginning and the end are told. */
enum { PLACES_OUTER = 50, PLACES_INNER = 50 };

static char *name_of(const PmlObj *o)
{
    char text[256];
    pml_describe_name(o, text, sizeof text);
    return strdup(text);
}

/* The column of a byte of a source line. */
static int64_t column_of(const PmlEngine *E, const char *file, int64_t line, int byte)
{
    size_t n = 0;
    const char *text = pml_source_line(E, file, (int)line, &n);
    int64_t column = 1;
    for (size_t i = 0; text && i < n && i < (size_t)byte; i++) {
        column += ((unsigned char)text[i] & 0xc0) != 0x80;
    }
    return text ? column : 0;
}

static void read_entry(PmlEngine *E, const PmlTraceback *tb, PmlRaisedAt *at)
{
    const PmlCode *code = pml_frame_code(((PmlFrame *)tb->frame.p)->f.p);
    int line, end_line, column, end_column;
    *at = (PmlRaisedAt){
        .file = name_of(code->filename.p), .function = name_of(code->name.p), .line = tb->lineno};
    if (at->file && pml_code_position(code, tb->lasti, &line, &end_line, &column, &end_column) &&
        line == tb->lineno && column >= 0 && end_column >= 0) {
        at->column = column_of(E, at->file, line, column);
        at->end_line = end_line;
        at->end_column = column_of(E, at->file, end_line, end_column);
    }
}

static int64_t int_field(const PmlObj *field)
{
    int64_t n = 0;
    return field && PML_IS_INT(field) && pml_int_fits(field, &n) && n > 0 ? n : 0;
}

/* Where a text could not be compiled. */
static bool read_syntax(const PmlSyntaxErrorObj *e, PmlRaisedAt *at)
{
    int64_t line = int_field(e->lineno.p);
    if (!line || !e->filename.p || !PML_IS_STR(e->filename.p)) {
        return false;
    }
    *at = (PmlRaisedAt){
        .file = name_of(e->filename.p), .line = line, .column = int_field(e->offset.p)};
    int64_t end_line = int_field(e->end_lineno.p), end = int_field(e->end_offset.p);
    if (at->column && (end_line > line || (end_line == line && end > at->column))) {
        at->end_line = end_line;
        at->end_column = end;
    }
    return true;
}

static void read_places(PmlEngine *E, PmlObj *exc, PmlFailure *f)
{
    int64_t all = 0, i = 0;
    PmlObj *first = pml_exception_traceback(exc);
    for (const PmlTraceback *tb = (const PmlTraceback *)first; tb;
         tb = (const PmlTraceback *)tb->next.p) {
        all++;
    }
    f->places = calloc(PLACES_OUTER + PLACES_INNER + 1, sizeof *f->places);
    if (!f->places) {
        return;
    }
    for (const PmlTraceback *tb = (const PmlTraceback *)first; tb;
         tb = (const PmlTraceback *)tb->next.p, i++) {
        if (i < PLACES_OUTER || i >= all - PLACES_INNER) {
            read_entry(E, tb, &f->places[f->count++]);
        }
    }
    f->omitted = all - f->count;
    if (pml_isinstance_of(exc, PML_TYPE(E, SyntaxError))) {
        f->count += read_syntax((const PmlSyntaxErrorObj *)exc, &f->places[f->count]);
    }
}

/* Its only argument, when that is a text: all that is known of one that a hook has kept silent. */
static char *argument_of(PmlObj *exc)
{
    const PmlObj *args = ((PmlException *)exc)->args.p;
    bool one = args && PML_IS_TUPLE(args) && PML_TUPLE_LEN(args) == 1;
    return one && PML_IS_STR(PML_TUPLE_AT(args, 0)) ? name_of(PML_TUPLE_AT(args, 0)) : strdup("");
}

void pml_failure_read(PmlEngine *E, PmlObj *exc, PmlFailure *out)
{
    out->type = strdup(PML_TYPE_OF(exc)->name.p);
    out->message = argument_of(exc);
    read_places(E, exc, out);
}

void pml_failure_words(PmlFailure *f, PmlLastWords *kept)
{
    if (f->type && kept->message) {
        free(f->message);
        f->message = kept->message;
        kept->message = NULL;
    }
    if (f->type) {
        f->printed = kept->printed;
        kept->printed = NULL;
    }
    pml_last_words_free(kept);
}

void pml_failure_of(PmlEngine *E, PmlObj *exc, PmlFailure *out)
{
    pml_failure_read(E, exc, out);
    PmlObj *text = pml_str(E, exc);
    PmlObj *bytes = text ? pml_str_encode_utf8(E, text, "backslashreplace") : NULL;
    free(out->message);
    out->message = strdup(bytes ? (const char *)PML_BYTES_DATA(bytes) : "");
    pml_xdecref(E, bytes);
    pml_xdecref(E, text);
    pml_error_clear(E);
}

static char *copy_of(const char *text)
{
    return text ? strdup(text) : NULL;
}

void pml_failure_copy(const PmlFailure *f, PmlFailure *out)
{
    *out = (PmlFailure){.type = copy_of(f->type),
                        .message = copy_of(f->message),
                        .printed = copy_of(f->printed),
                        .omitted = f->omitted};
    out->places = f->count ? calloc((size_t)f->count, sizeof *out->places) : NULL;
    for (; out->places && out->count < f->count; out->count++) {
        PmlRaisedAt *at = &out->places[out->count];
        *at = f->places[out->count];
        at->file = copy_of(at->file);
        at->function = copy_of(at->function);
    }
}

void pml_failure_free(PmlFailure *f)
{
    for (int64_t i = 0; i < f->count; i++) {
        free(f->places[i].file);
        free(f->places[i].function);
    }
    free(f->places);
    free(f->type);
    free(f->message);
    free(f->printed);
    memset(f, 0, sizeof *f);
}

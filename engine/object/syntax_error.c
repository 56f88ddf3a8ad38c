/* SyntaxError: where in which source, and its one-line text. */
#include "object/exception.h"

#include "object/containers.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

/* The detail tuple: (filename, lineno, offset, text[, end_lineno, end_offset]). */
static int set_details(PmlEngine *E, PmlSyntaxErrorObj *e, PmlObj *info)
{
    int64_t n = PML_TUPLE_LEN(info);
    if (n < 4 || n > 6) {
        PML_RAISE(E, TypeError, "function takes at %s %d arguments (%zd given)",
                  n < 4 ? "least" : "most", n < 4 ? 4 : 6, n);
        return -1;
    }
    PmlRef *slots[6] = {&e->filename, &e->lineno,     &e->offset,
                        &e->text,     &e->end_lineno, &e->end_offset};
    for (int i = 0; i < 6; i++) {
        PML_SETREF(E, *slots[i], i < n ? pml_incref(PML_TUPLE_AT(info, i)) : NULL);
    }
    if (n == 5) {
        PML_RAISE(E, TypeError, "end_offset must be provided when end_lineno is provided");
        return -1;
    }
    return 0;
}

static int syntax_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlSyntaxErrorObj *e = (PmlSyntaxErrorObj *)self;
    if (pml_base_exception_init(E, self, args, kwargs) < 0) {
        return -1;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (n >= 1) {
        PML_SETREF(E, e->msg, pml_incref(PML_TUPLE_AT(args, 0)));
    }
    if (n != 2) {
        return 0;
    }
    PmlObj *info = pml_sequence_tuple(E, PML_TUPLE_AT(args, 1));
    if (!info) {
        return -1;
    }
    int r = set_details(E, e, info);
    pml_decref(E, info);
    return r;
}

/* The part of a path after its last slash; new reference. */
static PmlObj *base_name(PmlEngine *E, PmlObj *path)
{
    int64_t n = PML_STR_LEN(path), start = n;
    while (start > 0 && pml_str_at(path, start - 1) != '/') {
        start--;
    }
    return start == 0 ? pml_incref(path) : pml_str_substring(E, path, start, n);
}

static PmlObj *syntax_error_str(PmlEngine *E, PmlObj *self)
{
    PmlSyntaxErrorObj *e = (PmlSyntaxErrorObj *)self;
    PmlObj *msg = e->msg.p ? e->msg.p : PML_NONE(E);
    bool has_line = e->lineno.p && PML_IS(e->lineno.p, int);
    PmlObj *file = NULL;
    if (e->filename.p && PML_IS_STR(e->filename.p)) {
        file = base_name(E, e->filename.p);
        if (!file) {
            return NULL;
        }
    }
    PmlObj *r;
    if (!file && !has_line) {
        return pml_str(E, msg);
    }
    if (file && has_line) {
        r = pml_str_format(E, "%S (%U, line %S)", msg, file, e->lineno.p);
    } else if (file) {
        r = pml_str_format(E, "%S (%U)", msg, file);
    } else {
        r = pml_str_format(E, "%S (line %S)", msg, e->lineno.p);
    }
    pml_xdecref(E, file);
    return r;
}

#define FIELD(x) offsetof(PmlSyntaxErrorObj, x)

static const PmlMemberDef members[] = {
    {"msg", PML_MEMBER_OBJECT, FIELD(msg), false, "exception msg"},
    {"filename", PML_MEMBER_OBJECT, FIELD(filename), false, "exception filename"},
    {"lineno", PML_MEMBER_OBJECT, FIELD(lineno), false, "exception lineno"},
    {"offset", PML_MEMBER_OBJECT, FIELD(offset), false, "exception offset"},
    {"text", PML_MEMBER_OBJECT, FIELD(text), false, "exception text"},
    {"end_lineno", PML_MEMBER_OBJECT, FIELD(end_lineno), false, "exception end lineno"},
    {"end_offset", PML_MEMBER_OBJECT, FIELD(end_offset), false, "exception end offset"},
    {"print_file_and_line", PML_MEMBER_OBJECT, FIELD(print_file_and_line), false,
     "exception print_file_and_line"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_SyntaxError = {
    sizeof(PmlSyntaxErrorObj),
    NULL,
    syntax_error_init,
    syntax_error_str,
    NULL,
    NULL,
    members,
    {{"msg", FIELD(msg)},
     {"filename", FIELD(filename)},
     {"lineno", FIELD(lineno)},
     {"offset", FIELD(offset)},
     {"end_lineno", FIELD(end_lineno)},
     {"end_offset", FIELD(end_offset)},
     {"text", FIELD(text)},
     {"print_file_and_line", FIELD(print_file_and_line)},
     {NULL, 0}},
};

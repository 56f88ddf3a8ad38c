/* UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError. */
#include "object/exception.h"

#include <stdio.h>

#include "object/bytes.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

static bool check_count(PmlEngine *E, PmlObj *args, int64_t want)
{
    if (PML_TUPLE_LEN(args) == want) {
        return true;
    }
    PML_RAISE(E, TypeError, "function takes exactly %zd arguments (%zd given)", want,
              PML_TUPLE_LEN(args));
    return false;
}

static bool require_str(PmlEngine *E, PmlObj *args, int64_t i)
{
    if (PML_IS_STR(PML_TUPLE_AT(args, i))) {
        return true;
    }
    PML_RAISE(E, TypeError, "argument %zd must be str, not %.50s", i + 1,
              PML_TYPE_OF(PML_TUPLE_AT(args, i))->name.p);
    return false;
}

/* start, end, reason are the last three arguments. */
static bool set_range(PmlEngine *E, PmlUnicodeErrorObj *e, PmlObj *args, int64_t at)
{
    if (!pml_want_ssize(E, PML_TUPLE_AT(args, at), &e->start) ||
        !pml_want_ssize(E, PML_TUPLE_AT(args, at + 1), &e->end) || !require_str(E, args, at + 2)) {
        return false;
    }
    PML_SETREF(E, e->reason, pml_incref(PML_TUPLE_AT(args, at + 2)));
    return true;
}

static int encode_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (pml_base_exception_init(E, self, args, kwargs) < 0 || !check_count(E, args, 5) ||
        !require_str(E, args, 0) || !require_str(E, args, 1) || !set_range(E, e, args, 2)) {
        return -1;
    }
    PML_SETREF(E, e->encoding, pml_incref(PML_TUPLE_AT(args, 0)));
    PML_SETREF(E, e->object, pml_incref(PML_TUPLE_AT(args, 1)));
    return 0;
}

static int decode_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (pml_base_exception_init(E, self, args, kwargs) < 0 || !check_count(E, args, 5) ||
        !require_str(E, args, 0) || !set_range(E, e, args, 2)) {
        return -1;
    }
    PmlObj *object = PML_TUPLE_AT(args, 1);
    if (PML_IS_BYTES(object)) {
        pml_incref(object);
    } else {
        PmlBuffer view;
        if (pml_get_buffer(E, object, &view, 0) < 0) {
            return -1;
        }
        object = pml_bytes(E, view.data, view.len);
        pml_release_buffer(E, &view);
        if (!object) {
            return -1;
        }
    }
    PML_SETREF(E, e->encoding, pml_incref(PML_TUPLE_AT(args, 0)));
    PML_SETREF(E, e->object, object);
    return 0;
}

static int translate_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (pml_base_exception_init(E, self, args, kwargs) < 0 || !check_count(E, args, 4) ||
        !require_str(E, args, 0) || !set_range(E, e, args, 1)) {
        return -1;
    }
    PML_SETREF(E, e->object, pml_incref(PML_TUPLE_AT(args, 0)));
    return 0;
}

/* -- texts ------------------------------------------------------------------------------- */

static void escape_char(uint32_t c, char out[16])
{
    if (c <= 0xff) {
        snprintf(out, 16, "\\x%02x", (unsigned)c);
    } else if (c <= 0xffff) {
        snprintf(out, 16, "\\u%04x", (unsigned)c);
    } else {
        snprintf(out, 16, "\\U%08x", (unsigned)c);
    }
}

static PmlObj *text_or_none(PmlEngine *E, PmlRef slot)
{
    return slot.p ? slot.p : PML_NONE(E);
}

/* One bad item at start: shown itself; else the range only. */
static bool is_single(const PmlUnicodeErrorObj *e, int64_t length)
{
    return e->start < length && e->end == e->start + 1;
}

/* The bad character of a str, escaped. */
static bool read_bad(PmlEngine *E, const PmlUnicodeErrorObj *e, char out[16])
{
    if (e->start < 0) {
        PML_RAISE(E, IndexError, "string index out of range");
        return false;
    }
    escape_char(pml_str_at(e->object.p, e->start), out);
    return true;
}

static PmlObj *encode_str(PmlEngine *E, PmlObj *self)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (!e->object.p) {
        return pml_incref(E->rt->empty_str.p);
    }
    PmlObj *encoding = text_or_none(E, e->encoding), *reason = text_or_none(E, e->reason);
    if (is_single(e, PML_STR_LEN(e->object.p))) {
        char bad[16];
        if (!read_bad(E, e, bad)) {
            return NULL;
        }
        return pml_str_format(E, "'%S' codec can't encode character '%s' in position %zd: %S",
                              encoding, bad, e->start, reason);
    }
    return pml_str_format(E, "'%S' codec can't encode characters in position %zd-%zd: %S", encoding,
                          e->start, e->end - 1, reason);
}

static PmlObj *decode_str(PmlEngine *E, PmlObj *self)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (!e->object.p) {
        return pml_incref(E->rt->empty_str.p);
    }
    PmlObj *encoding = text_or_none(E, e->encoding), *reason = text_or_none(E, e->reason);
    if (e->start >= 0 && is_single(e, PML_BYTES_LEN(e->object.p))) {
        char bad[8];
        snprintf(bad, sizeof(bad), "0x%02x", PML_BYTES_DATA(e->object.p)[e->start]);
        return pml_str_format(E, "'%S' codec can't decode byte %s in position %zd: %S", encoding,
                              bad, e->start, reason);
    }
    return pml_str_format(E, "'%S' codec can't decode bytes in position %zd-%zd: %S", encoding,
                          e->start, e->end - 1, reason);
}

static PmlObj *translate_str(PmlEngine *E, PmlObj *self)
{
    PmlUnicodeErrorObj *e = (PmlUnicodeErrorObj *)self;
    if (!e->object.p) {
        return pml_incref(E->rt->empty_str.p);
    }
    PmlObj *reason = text_or_none(E, e->reason);
    if (is_single(e, PML_STR_LEN(e->object.p))) {
        char bad[16];
        if (!read_bad(E, e, bad)) {
            return NULL;
        }
        return pml_str_format(E, "can't translate character '%s' in position %zd: %S", bad,
                              e->start, reason);
    }
    return pml_str_format(E, "can't translate characters in position %zd-%zd: %S", e->start,
                          e->end - 1, reason);
}

static const PmlMemberDef members[] = {
    {"encoding", PML_MEMBER_OBJECT, offsetof(PmlUnicodeErrorObj, encoding), false,
     "exception encoding"},
    {"object", PML_MEMBER_OBJECT, offsetof(PmlUnicodeErrorObj, object), false, "exception object"},
    {"start", PML_MEMBER_INT64, offsetof(PmlUnicodeErrorObj, start), false, "exception start"},
    {"end", PML_MEMBER_INT64, offsetof(PmlUnicodeErrorObj, end), false, "exception end"},
    {"reason", PML_MEMBER_OBJECT, offsetof(PmlUnicodeErrorObj, reason), false, "exception reason"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_UnicodeError = {
    sizeof(PmlUnicodeErrorObj),
    NULL,
    NULL,
    NULL,
    NULL,
    NULL,
    members,
    {{"encoding", offsetof(PmlUnicodeErrorObj, encoding)},
     {"object", offsetof(PmlUnicodeErrorObj, object)},
     {"reason", offsetof(PmlUnicodeErrorObj, reason)},
     {NULL, 0}},
};

void pml_unicode_error_fill(PmlType *t)
{
    switch (t->id) {
    case PML_T_UnicodeEncodeError:
        t->init = encode_init;
        t->str = encode_str;
        break;
    case PML_T_UnicodeDecodeError:
        t->init = decode_init;
        t->str = decode_str;
        break;
    case PML_T_UnicodeTranslateError:
        t->init = translate_init;
        t->str = translate_str;
        break;
    default: break;
    }
}

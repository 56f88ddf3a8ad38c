/* Error handlers of the codecs: strict, ignore, replace and the escaping ones. */
#include "object/bytes_ops.h"
#include "object/character_names.h"

static PmlErrorMode mode_of(const char *errors)
{
    static const struct {
        const char *name;
        PmlErrorMode mode;
    } modes[] = {
        {"strict", PML_ERRORS_STRICT},          {"ignore", PML_ERRORS_IGNORE},
        {"replace", PML_ERRORS_REPLACE},        {"backslashreplace", PML_ERRORS_BACKSLASH},
        {"surrogateescape", PML_ERRORS_ESCAPE}, {"surrogatepass", PML_ERRORS_PASS},
        {"xmlcharrefreplace", PML_ERRORS_XML},  {"namereplace", PML_ERRORS_NAME},
    };
    if (!errors) {
        return PML_ERRORS_STRICT;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(modes); i++) {
        if (strcmp(errors, modes[i].name) == 0) {
            return modes[i].mode;
        }
    }
    return PML_ERRORS_UNKNOWN;
}

/* Raises UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason). */
static bool raise_unicode(PmlEngine *E, int type, const char *encoding, PmlObj *object,
                          int64_t start, int64_t end, const char *reason)
{
    PmlObj *type_object = (PmlObj *)&E->rt->types[type];
    PmlObj *name = pml_str_text(E, encoding), *why = name ? pml_str_text(E, reason) : NULL;
    PmlObj *from = why ? pml_int(E, start) : NULL, *to = from ? pml_int(E, end) : NULL;
    PmlObj *args = to ? pml_tuple_pack(E, 5, name, object, from, to, why) : NULL;

    pml_xdecref(E, name);
    pml_xdecref(E, why);
    pml_xdecref(E, from);
    pml_xdecref(E, to);
    PmlObj *exc = args ? pml_call(E, type_object, args, NULL) : NULL;
    pml_xdecref(E, args);
    if (exc) {
        pml_raise_object(E, type_object, exc);
        pml_decref(E, exc);
    }
    return false;
}

static bool raise_unknown(PmlEngine *E, const char *errors)
{
    PML_RAISE(E, LookupError, "unknown error handler name '%.400s'", errors);
    return false;
}

/* -- decoding ------------------------------------------------------------------------------ */

static bool raise_decode(PmlDecoding *d, int64_t start, int64_t end, const char *reason)
{
    PmlObj *bytes = pml_bytes(d->E, d->p, d->n);
    if (bytes) {
        raise_unicode(d->E, PML_T_UnicodeDecodeError, d->encoding, bytes, start, end, reason);
        pml_decref(d->E, bytes);
    }
    return false;
}

/* A surrogate encoded at start as if it were a character of this encoding; -1: none. */
static int64_t encoded_surrogate(const PmlDecoding *d, int64_t start, int *width)
{
    const unsigned char *p = d->p + start;
    int64_t left = d->n - start;
    bool big = strstr(d->encoding, "be") != NULL;
    uint32_t c = 0;

    if (strncmp(d->encoding, "utf-16", 6) == 0 && left >= 2) {
        *width = 2;
        c = (uint32_t)(big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
    } else if (strncmp(d->encoding, "utf-32", 6) == 0 && left >= 4) {
        *width = 4;
        for (int i = 0; i < 4; i++) {
            c = c << 8 | p[big ? i : 3 - i];
        }
    } else if (strcmp(d->encoding, "utf-8") == 0 && left >= 3 && (p[0] & 0xf0) == 0xe0 &&
               (p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
        *width = 3;
        c = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    }
    return c >= 0xd800 && c < 0xe000 ? (int64_t)c : -1;
}

/* The bytes of an undecodable stretch as lone surrogates; false when some byte is ASCII. */
static bool escape_bytes(PmlDecoding *d, int64_t start, int64_t end, int64_t *next)
{
    int64_t i = start;
    while (i < end && i < start + 4 && d->p[i] >= 128) {
        pml_builder_char(&d->out, 0xdc00u + d->p[i++]);
    }
    *next = i;
    return i > start;
}

bool pml_decode_error(PmlDecoding *d, int64_t start, int64_t end, const char *reason, int64_t *next)
{
    static const char hex[] = "0123456789abcdef";
    int width = 0;
    int64_t c;

    *next = end;
    switch (mode_of(d->errors)) {
    case PML_ERRORS_STRICT: return raise_decode(d, start, end, reason);
    case PML_ERRORS_IGNORE: return true;
    case PML_ERRORS_REPLACE: pml_builder_char(&d->out, 0xfffd); break;
    case PML_ERRORS_BACKSLASH:
        for (int64_t i = start; i < end; i++) {
            char text[] = {'\\', 'x', hex[d->p[i] >> 4], hex[d->p[i] & 15]};
            pml_builder_bytes(&d->out, text, 4);
        }
        break;
    case PML_ERRORS_ESCAPE:
        if (!escape_bytes(d, start, end, next)) {
            return raise_decode(d, start, end, reason);
        }
        break;
    case PML_ERRORS_PASS:
        c = encoded_surrogate(d, start, &width);
        if (c < 0) {
            return raise_decode(d, start, end, reason);
        }
        pml_builder_char(&d->out, (uint32_t)c);
        *next = start + width;
        break;
    case PML_ERRORS_NAME:
    case PML_ERRORS_XML:
        PML_RAISE(d->E, TypeError, "don't know how to handle UnicodeDecodeError in error callback");
        return false;
    case PML_ERRORS_UNKNOWN: return raise_unknown(d->E, d->errors);
    }
    return !d->out.failed;
}

/* -- encoding ------------------------------------------------------------------------------ */

void pml_encode_unit(PmlEncoding *e, uint32_t value)
{
    unsigned char *at = pml_bytes_builder_room(&e->out, e->unit);
    if (!at) {
        return;
    }
    for (int i = 0; i < e->unit; i++) {
        int shift = 8 * (e->big ? e->unit - 1 - i : i);
        at[i] = (unsigned char)(value >> shift);
    }
    e->out.length += e->unit;
}

static void put_text(PmlEncoding *e, const char *ascii)
{
    for (; *ascii; ascii++) {
        pml_encode_unit(e, (unsigned char)*ascii);
    }
}

static void put_number(PmlEncoding *e, uint32_t value, unsigned base, int digits)
{
    char text[16];
    int at = 15;

    text[at] = '\0';
    do {
        text[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value > 0 || 15 - at < digits);
    put_text(e, text + at);
}

static void put_escape(PmlEncoding *e, PmlErrorMode mode, uint32_t c)
{
    char name[PML_CHARACTER_NAME_MAX];
    if (mode == PML_ERRORS_NAME && pml_character_name(c, name)) {
        put_text(e, "\\N{");
        put_text(e, name);
        put_text(e, "}");
        return;
    }
    if (mode == PML_ERRORS_XML) {
        put_text(e, "&#");
        put_number(e, c, 10, 1);
        put_text(e, ";");
    } else {
        put_text(e, c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
        put_number(e, c, 16, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
}

/* One character as its handler has it; false when it cannot. */
static bool encode_replacement(PmlEncoding *e, PmlErrorMode mode, uint32_t c)
{
    bool utf = strncmp(e->encoding, "utf-", 4) == 0;

    switch (mode) {
    case PML_ERRORS_REPLACE: pml_encode_unit(e, '?'); return true;
    case PML_ERRORS_BACKSLASH:
    case PML_ERRORS_NAME:
    case PML_ERRORS_XML: put_escape(e, mode, c); return true;
    case PML_ERRORS_ESCAPE:
        if (c < 0xdc80 || c > 0xdcff || e->unit != 1) {
            return false;
        }
        pml_encode_unit(e, c - 0xdc00);
        return true;
    case PML_ERRORS_PASS:
        if (!utf || c < 0xd800 || c > 0xdfff) {
            return false;
        }
        if (e->unit > 1) {
            pml_encode_unit(e, c);
        } else {
            pml_encode_unit(e, 0xe0 | c >> 12);
            pml_encode_unit(e, 0x80 | (c >> 6 & 0x3f));
            pml_encode_unit(e, 0x80 | (c & 0x3f));
        }
        return true;
    default: return true;
    }
}

bool pml_encode_error(PmlEncoding *e, int64_t start, int64_t end, const char *reason)
{
    PmlErrorMode mode = mode_of(e->errors);

    if (mode == PML_ERRORS_UNKNOWN) {
        return raise_unknown(e->E, e->errors);
    }
    bool done = mode != PML_ERRORS_STRICT;
    e->out.overallocate = true;
    for (; done && start < end; start += done) {
        done = encode_replacement(e, mode, pml_str_at(e->s, start));
    }
    if (!done) {
        return raise_unicode(e->E, PML_T_UnicodeEncodeError, e->encoding, e->s, start, end, reason);
    }
    return !e->out.failed;
}

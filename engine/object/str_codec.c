/* Which codec a name means; encode and decode. */
#include "object/bytes_ops.h"
#include "object/exception.h"

typedef enum Codec {
    CODEC_UTF8,
    CODEC_UTF8_SIG,
    CODEC_ASCII,
    CODEC_LATIN1,
    CODEC_UTF16,
    CODEC_UTF16_LE,
    CODEC_UTF16_BE,
    CODEC_UTF32,
    CODEC_UTF32_LE,
    CODEC_UTF32_BE,
    CODEC_ESCAPE,
    CODEC_RAW_ESCAPE,
    CODEC_UNKNOWN,
} Codec;

static const struct {
    const char *name; /* lower case, other characters than letters and digits as '_' */
    Codec codec;
} codec_names[] = {
    {"utf_8", CODEC_UTF8},
    {"utf8", CODEC_UTF8},
    {"u8", CODEC_UTF8},
    {"utf", CODEC_UTF8},
    {"cp65001", CODEC_UTF8},
    {"utf8_ucs2", CODEC_UTF8},
    {"utf8_ucs4", CODEC_UTF8},
    {"utf_8_sig", CODEC_UTF8_SIG},
    {"ascii", CODEC_ASCII},
    {"us_ascii", CODEC_ASCII},
    {"646", CODEC_ASCII},
    {"iso646_us", CODEC_ASCII},
    {"ansi_x3_4_1968", CODEC_ASCII},
    {"cp367", CODEC_ASCII},
    {"latin_1", CODEC_LATIN1},
    {"latin1", CODEC_LATIN1},
    {"latin", CODEC_LATIN1},
    {"l1", CODEC_LATIN1},
    {"iso_8859_1", CODEC_LATIN1},
    {"iso8859_1", CODEC_LATIN1},
    {"iso8859", CODEC_LATIN1},
    {"8859", CODEC_LATIN1},
    {"cp819", CODEC_LATIN1},
    {"utf_16", CODEC_UTF16},
    {"utf16", CODEC_UTF16},
    {"u16", CODEC_UTF16},
    {"utf_16_le", CODEC_UTF16_LE},
    {"utf_16le", CODEC_UTF16_LE},
    {"utf_16_be", CODEC_UTF16_BE},
    {"utf_16be", CODEC_UTF16_BE},
    {"utf_32", CODEC_UTF32},
    {"utf32", CODEC_UTF32},
    {"u32", CODEC_UTF32},
    {"utf_32_le", CODEC_UTF32_LE},
    {"utf_32le", CODEC_UTF32_LE},
    {"utf_32_be", CODEC_UTF32_BE},
    {"utf_32be", CODEC_UTF32_BE},
    {"unicode_escape", CODEC_ESCAPE},
    {"raw_unicode_escape", CODEC_RAW_ESCAPE},
};

/* The names CPython knows by heart; the others go through its codec registry. */
static bool is_direct(const char *norm, Codec codec)
{
    switch (codec) {
    case CODEC_UTF8: return strcmp(norm, "utf8") == 0 || strcmp(norm, "utf_8") == 0;
    case CODEC_UTF16: return strcmp(norm, "utf16") == 0 || strcmp(norm, "utf_16") == 0;
    case CODEC_UTF32: return strcmp(norm, "utf32") == 0 || strcmp(norm, "utf_32") == 0;
    case CODEC_ASCII: return strcmp(norm, "ascii") == 0 || strcmp(norm, "us_ascii") == 0;
    case CODEC_LATIN1:
        return strcmp(norm, "latin1") == 0 || strcmp(norm, "latin_1") == 0 ||
               strcmp(norm, "iso_8859_1") == 0 || strcmp(norm, "iso8859_1") == 0;
    default: return false;
    }
}

/* The name as the registry knows it: lower case, one '_' for each run of other characters. */
static bool normalise(const char *name, char norm[static 24])
{
    size_t n = 0;

    for (const char *p = name; *p; p++) {
        unsigned char c = (unsigned char)*p;
        bool plain = (c | 32u) - 'a' < 26 || c - (unsigned)'0' < 10;
        if (!plain && (n == 0 || norm[n - 1] == '_')) {
            continue;
        }
        if (n + 1 >= 24) {
            return false;
        }
        norm[n++] = plain ? (char)(c - (unsigned)'A' < 26 ? c | 32 : c) : '_';
    }
    norm[n] = '\0';
    return true;
}

static Codec find_codec(const char *name, bool *direct)
{
    char norm[24];

    *direct = false;
    if (!normalise(name, norm)) {
        return CODEC_UNKNOWN;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(codec_names); i++) {
        if (strcmp(norm, codec_names[i].name) == 0) {
            *direct = is_direct(norm, codec_names[i].codec);
            return codec_names[i].codec;
        }
    }
    return CODEC_UNKNOWN;
}

/* No such codec, or one that makes bytes of bytes or str of str. */
static PmlObj *unknown(PmlEngine *E, const char *name, const char *verb)
{
    static const char *const others[] = {
        "base64",
        "base64_codec",
        "base_64",
        "bz2",
        "bz2_codec",
        "hex",
        "hex_codec",
        "quopri",
        "quopri_codec",
        "quoted_printable",
        "quotedprintable",
        "rot13",
        "rot_13",
        "uu",
        "uu_codec",
        "zip",
        "zlib",
        "zlib_codec",
    };
    char norm[24];

    for (int64_t i = 0; normalise(name, norm) && i < PML_COUNT_OF(others); i++) {
        if (strcmp(norm, others[i]) == 0) {
            return PML_RAISE(E, LookupError,
                             "'%s' is not a text encoding; use codecs.%s() to handle arbitrary "
                             "codecs",
                             name, verb);
        }
    }
    return PML_RAISE(E, LookupError, "unknown encoding: %s", name);
}

/* An error out of the registry says which codec it was, unless it is a UnicodeError. */
static PmlObj *explain(PmlEngine *E, const char *what, const char *encoding)
{
    bool wrap = pml_error_matches(E, PML_T_LookupError) || pml_error_matches(E, PML_T_TypeError);
    if (!wrap) {
        return NULL;
    }
    PmlObj *cause = pml_error_fetch(E);
    pml_raise(E, PML_TYPE_OF(cause)->id, "%s with '%s' codec failed (%s: %S)", what, encoding,
              PML_TYPE_OF(cause)->name.p, cause);
    PmlObj *exc = pml_error_fetch(E);
    if (exc) {
        pml_exception_set_context(E, exc, pml_incref(cause));
        pml_exception_set_cause(E, exc, cause);
    } else {
        pml_decref(E, cause);
    }
    pml_error_restore(E, exc);
    return NULL;
}

static PmlObj *encode_with_signature(PmlEngine *E, PmlObj *s, const char *errors)
{
    PmlObj *plain = pml_str_encode_utf8(E, s, errors);
    if (!plain) {
        return NULL;
    }
    PmlObj *o = pml_bytes(E, NULL, PML_BYTES_LEN(plain) + 3);
    if (o) {
        memcpy(PML_BYTES_DATA(o), "\xef\xbb\xbf", 3);
        memcpy(PML_BYTES_DATA(o) + 3, PML_BYTES_DATA(plain), (size_t)PML_BYTES_LEN(plain));
    }
    pml_decref(E, plain);
    return o;
}

static PmlObj *encode_by(PmlEngine *E, PmlObj *s, Codec codec, const char *errors)
{
    switch (codec) {
    case CODEC_UTF8: return pml_str_encode_utf8(E, s, errors);
    case CODEC_UTF8_SIG: return encode_with_signature(E, s, errors);
    case CODEC_ASCII: return pml_encode_narrow(E, s, 128, errors);
    case CODEC_LATIN1: return pml_encode_narrow(E, s, 256, errors);
    case CODEC_UTF16: return pml_encode_wide(E, s, errors, 2, 0);
    case CODEC_UTF16_LE: return pml_encode_wide(E, s, errors, 2, -1);
    case CODEC_UTF16_BE: return pml_encode_wide(E, s, errors, 2, 1);
    case CODEC_UTF32: return pml_encode_wide(E, s, errors, 4, 0);
    case CODEC_UTF32_LE: return pml_encode_wide(E, s, errors, 4, -1);
    case CODEC_UTF32_BE: return pml_encode_wide(E, s, errors, 4, 1);
    case CODEC_ESCAPE: return pml_encode_escapes(E, s, false);
    case CODEC_RAW_ESCAPE: return pml_encode_escapes(E, s, true);
    case CODEC_UNKNOWN: break;
    }
    PML_UNREACHABLE();
}

PmlObj *pml_str_encode(PmlEngine *E, PmlObj *s, const char *encoding, const char *errors)
{
    bool direct;
    Codec codec = find_codec(encoding, &direct);

    if (codec == CODEC_UNKNOWN) {
        return unknown(E, encoding, "encode");
    }
    PmlObj *o = encode_by(E, s, codec, errors);
    return o || direct ? o : explain(E, "encoding", encoding);
}

static PmlObj *decode_by(PmlEngine *E, const unsigned char *p, int64_t n, Codec codec,
                         const char *errors)
{
    switch (codec) {
    case CODEC_UTF8: return pml_decode_utf8(E, p, n, errors);
    case CODEC_UTF8_SIG:
        if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0) {
            return pml_decode_utf8(E, p + 3, n - 3, errors);
        }
        return pml_decode_utf8(E, p, n, errors);
    case CODEC_ASCII: return pml_decode_ascii(E, p, n, errors);
    case CODEC_LATIN1: return pml_str_from_kind(E, p, n, 1);
    case CODEC_UTF16: return pml_decode_utf16(E, p, n, errors, 0);
    case CODEC_UTF16_LE: return pml_decode_utf16(E, p, n, errors, -1);
    case CODEC_UTF16_BE: return pml_decode_utf16(E, p, n, errors, 1);
    case CODEC_UTF32: return pml_decode_utf32(E, p, n, errors, 0);
    case CODEC_UTF32_LE: return pml_decode_utf32(E, p, n, errors, -1);
    case CODEC_UTF32_BE: return pml_decode_utf32(E, p, n, errors, 1);
    case CODEC_ESCAPE: return pml_decode_escapes(E, p, n, errors, false);
    case CODEC_RAW_ESCAPE: return pml_decode_escapes(E, p, n, errors, true);
    case CODEC_UNKNOWN: break;
    }
    PML_UNREACHABLE();
}

PmlObj *pml_str_decode(PmlEngine *E, const unsigned char *p, int64_t n, const char *encoding,
                       const char *errors)
{
    bool direct;
    Codec codec = find_codec(encoding, &direct);

    if (codec == CODEC_UNKNOWN) {
        return unknown(E, encoding, "decode");
    }
    PmlObj *o = decode_by(E, p, n, codec, errors);
    return o || direct ? o : explain(E, "decoding", encoding);
}

PML_STR_METHOD(encode)
{
    static const char *const names[] = {"encoding", "errors", NULL};
    const char *encoding = "utf-8", *errors = NULL;
    PmlObj *arg[2];

    if (!pml_parse_fast(E, "encode", args, nargs, kwnames, names, 0, 2, arg)) {
        return NULL;
    }
    if (arg[0] && !(encoding = pml_want_text(E, "encode", "argument 'encoding'", arg[0]))) {
        return NULL;
    }
    if (arg[1] && !(errors = pml_want_text(E, "encode", "argument 'errors'", arg[1]))) {
        return NULL;
    }
    return pml_str_encode(E, s, encoding, errors);
}

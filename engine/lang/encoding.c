#include "lang/encoding.h"

#include <string.h>

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

/* The name in "# ... coding[:=] name"; false when the line has none. */
static bool find_name(const char *line, int64_t n, const char **name, int64_t *size)
{
    int64_t i = 0;
    while (i < n && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f')) {
        i++;
    }
    if (i >= n || line[i] != '#') {
        return false;
    }
    for (; i + 6 < n; i++) {
        if (memcmp(line + i, "coding", 6) || (line[i + 6] != ':' && line[i + 6] != '=')) {
            continue;
        }
        int64_t from = i + 7;
        while (from < n && (line[from] == ' ' || line[from] == '\t')) {
            from++;
        }
        int64_t to = from;
        while (to < n && is_name_char(line[to])) {
            to++;
        }
        if (to > from) {
            *name = line + from;
            *size = to - from;
            return true;
        }
    }
    return false;
}

/* May the next line still hold the comment? Not after code. */
static bool is_blank(const char *line, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        if (line[i] == '#') {
            return true;
        }
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\f') {
            return false;
        }
    }
    return true;
}

/* Does the spelling mean `plain`, which may go on after a "-"? Case and "_" do not matter. */
static bool means(const char *name, int64_t n, const char *plain)
{
    int64_t i = 0;
    for (; plain[i]; i++) {
        char c = i < n ? name[i] : 0;
        c = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (c != plain[i]) {
            return false;
        }
    }
    return i == n || name[i] == '-' || name[i] == '_';
}

static PmlEncoding encoding_named(const char *name, int64_t n)
{
    static const struct {
        const char *name;
        PmlEncoding encoding;
    } known[] = {
        {"utf-8", PML_ENCODING_UTF8},         {"utf8", PML_ENCODING_UTF8},
        {"latin-1", PML_ENCODING_LATIN1},     {"latin1", PML_ENCODING_LATIN1},
        {"iso-8859-1", PML_ENCODING_LATIN1},  {"iso8859-1", PML_ENCODING_LATIN1},
        {"iso-latin-1", PML_ENCODING_LATIN1}, {"ascii", PML_ENCODING_ASCII},
        {"us-ascii", PML_ENCODING_ASCII},
    };
    for (int i = 0; i < PML_COUNT_OF(known); i++) {
        if (means(name, n, known[i].name)) {
            return known[i].encoding;
        }
    }
    return PML_ENCODING_OTHER;
}

PmlEncoding pml_source_encoding(const char *source, int64_t n, const char **name, int64_t *size)
{
    for (int line = 0; line < 2 && n > 0; line++) {
        int64_t length = 0;
        while (length < n && source[length] != '\n' && source[length] != '\r') {
            length++;
        }
        if (find_name(source, length, name, size)) {
            return encoding_named(*name, *size);
        }
        if (!is_blank(source, length)) {
            break;
        }
        int64_t skip = length < n ? length + 1 : n;
        source += skip;
        n -= skip;
    }
    return PML_ENCODING_NONE;
}

#include "show_json.h"

#include <stdbool.h>
#include <string.h>

/* Past the string, number, word, object or list at p. */
static const char *after(const char *p)
{
    int depth = 0;
    do {
        if (*p == '"') {
            for (p++; *p && *p != '"'; p++) {
                p += *p == '\\' && p[1];
            }
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if (*p == '}' || *p == ']') {
            depth--;
        }
        p += *p != 0;
    } while (*p && (depth > 0 || !strchr(",}]:", *p)));
    return p;
}

/* Does the object or list at p hold another? */
static bool is_flat(const char *p)
{
    const char *end = after(p);
    for (p++; p < end; p++) {
        if (*p == '"') {
            p = after(p) - 1;
        } else if (*p == '{' || *p == '[') {
            return p[1] == '}' || p[1] == ']' ? is_flat(p) && p + 2 >= end - 1 : false;
        }
    }
    return true;
}

static void show_string(FILE *out, const char *p, const char *end, int indent)
{
    for (p++; p < end - 1; p++) {
        if (*p != '\\') {
            fputc(*p, out);
            continue;
        }
        p++;
        if (*p == 'n') {
            fprintf(out, "\n%*s", indent + 4, "");
        } else if (*p == 't') {
            fputc('\t', out);
        } else if (*p == 'u') {
            fprintf(out, "\\%.5s", p);
            p += 4;
        } else {
            fputc(*p, out);
        }
    }
}

static void show_scalar(FILE *out, const char *p, int indent)
{
    const char *end = after(p);
    if (*p == '"') {
        show_string(out, p, end, indent);
    } else {
        fwrite(p, 1, (size_t)(end - p), out);
    }
}

/* "a: 1  b: 2" of an object, "1, 2" of a list. */
static void show_flat(FILE *out, const char *p, int indent)
{
    bool object = *p == '{';
    const char *separator = "";
    for (p++; *p && *p != '}' && *p != ']';) {
        fputs(separator, out);
        separator = object ? "  " : ", ";
        if (object) {
            const char *end = after(p);
            fprintf(out, "%.*s: ", (int)(end - p - 2), p + 1);
            p = end + 1;
        }
        if (*p == '{' || *p == '[') {
            fputs("none", out); /* flat: only empty ones come here */
        } else {
            show_scalar(out, p, indent);
        }
        p = after(p);
        p += *p == ',';
    }
}

/* p: the brace, the bracket, or a comma between an object's members. */
static void show_members(FILE *out, const char *p, int indent)
{
    bool object = *p != '[';
    for (p++; *p && *p != '}' && *p != ']';) {
        fprintf(out, "%*s", indent, "");
        if (object) {
            const char *end = after(p);
            fprintf(out, "%.*s: ", (int)(end - p - 2), p + 1);
            p = end + 1;
        } else {
            fputs("- ", out);
        }
        if (*p != '{' && *p != '[') {
            show_scalar(out, p, indent);
            fputc('\n', out);
        } else if (is_flat(p)) {
            show_flat(out, p, indent);
            fputc('\n', out);
        } else {
            fputc('\n', out);
            show_members(out, p, indent + 2);
        }
        p = after(p);
        p += *p == ',';
    }
}

void pml_show_json(FILE *out, const char *json)
{
    static const char ok[] = "{\"ok\":true";
    if (strncmp(json, ok, sizeof ok - 1) == 0) { /* said by the exit status */
        json += sizeof ok - 1;
        if (*json == '}') {
            return;
        }
    }
    show_members(out, json, 0);
}

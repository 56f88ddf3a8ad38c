/* Checking requests: size, depth and encoding before parsing; fields against the command list. */
#include "api/door_state.h"

#include <stdio.h>

/* Length of the UTF-8 sequence at p (n bytes left), 0 when it is none. */
static size_t utf8_sequence(const unsigned char *p, size_t n)
{
    size_t need = p[0] < 0x80   ? 1
                  : p[0] < 0xc2 ? 0
                  : p[0] < 0xe0 ? 2
                  : p[0] < 0xf0 ? 3
                  : p[0] < 0xf5 ? 4
                                : 0;
    if (need == 0 || need > n) {
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0;
        }
    }
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f)) {
        return 0;
    }
    return need;
}

/* NULL: n bytes that may be parsed; else what is wrong, *code its error code, *limit the limit that
 * was in the way, when it was one. */
static const char *request_check(const char *request, size_t n, const char **code,
                                 const char **limit)
{
    const unsigned char *p = (const unsigned char *)request;
    int depth = 0;
    bool in_string = false;
    if (n > PML_REQUEST_MAX) {
        *code = "request_too_large";
        *limit = "request_bytes";
        return "A request has at most 1 MiB.";
    }
    *code = "bad_json";
    for (size_t i = 0; i < n;) {
        size_t length = utf8_sequence(p + i, n - i);
        if (length == 0 || p[i] == 0) {
            return "The request is not valid UTF-8 text.";
        }
        if (in_string) {
            if (p[i] == '\\') {
                length = 2;
            } else if (p[i] == '"') {
                in_string = false;
            } else if (p[i] < 32) {
                return "A JSON string holds a control character that is not escaped.";
            }
        } else if (p[i] == '"') {
            in_string = true;
        } else if (p[i] == '[' || p[i] == '{') {
            if (++depth > PML_REQUEST_DEPTH) {
                *code = "json_too_deep";
                *limit = "request_depth";
                return "JSON may be nested 64 deep.";
            }
        } else if (p[i] == ']' || p[i] == '}') {
            depth--;
        }
        i += length;
    }
    return NULL;
}

cJSON *pml_request_parse(const char *request, size_t n, PmlReply *reply)
{
    const char *code = NULL, *limit = NULL;
    const char *wrong = request_check(request, n, &code, &limit);
    if (wrong) {
        pml_reply_limit(reply, code, limit, wrong);
        return NULL;
    }
    const char *end = request;
    cJSON *parsed = cJSON_ParseWithLengthOpts(request, n, &end, false);
    while (end < request + n && strchr(" \t\r\n", *end)) {
        end++;
    }
    if (!cJSON_IsObject(parsed) || end < request + n) {
        pml_reply_error(reply, "bad_json", "The request is not a JSON object.");
        cJSON_Delete(parsed);
        return NULL;
    }
    return parsed;
}

const char *pml_field_text(const cJSON *request, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(request, name));
}

int64_t pml_field_int(const cJSON *request, const char *name, int64_t fallback)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(request, name);
    return cJSON_IsNumber(item) ? (int64_t)item->valuedouble : fallback;
}

bool pml_next_field(const char **at, PmlField *f)
{
    if (!**at) {
        return false;
    }
    size_t name = strcspn(*at, ":");
    memcpy(f->name, *at, name);
    f->name[name] = 0;
    *at += name + 1;
    size_t type = strcspn(*at, ",!");
    memcpy(f->type, *at, type);
    f->type[type] = 0;
    *at += type;
    f->required = **at == '!';
    *at += f->required;
    *at += **at == ',';
    return true;
}

static bool is_integer(const cJSON *item)
{
    return cJSON_IsNumber(item) && item->valuedouble >= -9007199254740991.0 &&
           item->valuedouble <= 9007199254740991.0 &&
           item->valuedouble == (double)(int64_t)item->valuedouble;
}

static bool has_type(const cJSON *item, const char *type)
{
    if (strcmp(type, "string") == 0) {
        return cJSON_IsString(item);
    }
    if (strcmp(type, "boolean") == 0) {
        return cJSON_IsBool(item);
    }
    if (strcmp(type, "integer") == 0) {
        return is_integer(item);
    }
    if (strcmp(type, "number") == 0) {
        return cJSON_IsNumber(item);
    }
    if (strcmp(type, "object") == 0) {
        return cJSON_IsObject(item);
    }
    bool texts = strcmp(type, "strings") == 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, item)
    {
        if (texts ? !cJSON_IsString(element) : !is_integer(element)) {
            return false;
        }
    }
    return cJSON_IsArray(item);
}

const char *pml_fields_check(const PmlCommand *command, const cJSON *request, char *text, size_t n)
{
    PmlField f;
    for (const char *at = command->fields; pml_next_field(&at, &f);) {
        const cJSON *item = cJSON_GetObjectItemCaseSensitive(request, f.name);
        if (!item && f.required) {
            snprintf(text, n, "\"%s\" needs the field \"%s\" (%s).", command->name, f.name, f.type);
            return text;
        }
        if (item && !has_type(item, f.type)) {
            snprintf(text, n, "The field \"%s\" of \"%s\" must be of type %s.", f.name,
                     command->name, f.type);
            return text;
        }
    }
    const cJSON *item;
    cJSON_ArrayForEach(item, request)
    {
        bool known = strcmp(item->string, "command") == 0;
        for (const char *at = command->fields; !known && pml_next_field(&at, &f);) {
            known = strcmp(item->string, f.name) == 0;
        }
        if (!known) {
            snprintf(text, n, "\"%s\" has no field \"%.40s\".", command->name, item->string);
            return text;
        }
    }
    return NULL;
}

void pml_put_field_schema(PmlReply *reply, const char *name, const PmlField *f)
{
    size_t length = strlen(f->type);
    pml_open_object(reply, name);
    if (f->type[length - 1] == 's') { /* "strings", "integers": an array of them */
        char type[sizeof f->type];
        snprintf(type, sizeof type, "%.*s", (int)(length - 1), f->type);
        pml_put_text(reply, "type", "array");
        pml_open_object(reply, "items");
        pml_put_text(reply, "type", type);
        pml_close(reply);
    } else {
        pml_put_text(reply, "type", f->type);
    }
    pml_close(reply);
}

void pml_put_fields_schema(PmlReply *reply, const char *name, const PmlCommand *command)
{
    PmlField f;
    int required = 0;
    pml_open_object(reply, name);
    pml_put_text(reply, "type", "object");
    pml_open_object(reply, "properties");
    for (const char *at = command->fields; pml_next_field(&at, &f);) {
        required += f.required;
        pml_put_field_schema(reply, f.name, &f);
    }
    pml_close(reply);
    if (required) {
        pml_open_list(reply, "required");
        for (const char *at = command->fields; pml_next_field(&at, &f);) {
            if (f.required) {
                pml_put_text(reply, NULL, f.name);
            }
        }
        pml_close(reply);
    }
    pml_put_bool(reply, "additionalProperties", false);
    pml_close(reply);
}

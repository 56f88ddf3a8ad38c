/* Structured operations: each is one Python statement, run like any other and reported. */
#include "api/door_state.h"

#include <stdio.h>

static const char *const keywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

static bool is_name(const char *s)
{
    if (!*s || (*s >= '0' && *s <= '9')) {
        return false;
    }
    for (const char *c = s; *c; c++) {
        bool word = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_' ||
                    (*c >= '0' && *c <= '9') || (unsigned char)*c >= 0x80;
        if (!word) {
            return false;
        }
    }
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (strcmp(s, keywords[i]) == 0) {
            return false;
        }
    }
    return true;
}

/* One line, not empty, no statement separators outside strings: the rest the compiler judges. */
static bool is_expression(const char *s)
{
    return *s && !strpbrk(s, "\r\n");
}

static bool want_name(const cJSON *request, const char *field, PmlReply *reply)
{
    if (is_name(pml_field_text(request, field))) {
        return true;
    }
    char text[120];
    snprintf(text, sizeof text, "The field \"%s\" must be a Python name.", field);
    pml_reply_error(reply, "bad_name", text);
    return false;
}

static bool want_expression(const cJSON *request, const char *field, PmlReply *reply)
{
    const char *s = pml_field_text(request, field);
    if (!s || is_expression(s)) {
        return true;
    }
    char text[120];
    snprintf(text, sizeof text, "The field \"%s\" must be a Python expression on one line.", field);
    pml_reply_error(reply, "bad_expression", text);
    return false;
}

/* parts, NULL-terminated, joined. */
static char *join(const char *const *parts)
{
    size_t n = 1;
    for (int i = 0; parts[i]; i++) {
        n += strlen(parts[i]);
    }
    char *s = malloc(n);
    if (s) {
        *s = 0;
        for (int i = 0; parts[i]; i++) {
            strcat(s, parts[i]);
        }
    }
    return s;
}

/* Run `code`, report `statement`. */
static void run_as(PmlDoor *door, const char *code, const char *statement, PmlReply *reply)
{
    pml_put_text(reply, "statement", statement);
    pml_run_cell(door, code, reply);
}

#define RUN(...)                                                                   \
    do {                                                                           \
        const char *const parts_[] = {__VA_ARGS__, NULL};                          \
        char *statement_ = join(parts_);                                           \
        if (statement_) {                                                          \
            run_as(door, statement_, statement_, reply);                           \
            free(statement_);                                                      \
        } else {                                                                   \
            pml_reply_error(reply, "out_of_memory", "No memory for the request."); \
        }                                                                          \
    } while (0)

static const char *empty_of(const char *kind)
{
    static const char *const kinds[][2] = {
        {"list", "[]"},   {"dict", "{}"}, {"set", "set()"}, {"tuple", "()"},       {"int", "0"},
        {"float", "0.0"}, {"str", "''"},  {"bytes", "b''"}, {"object", "object()"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i][0]) == 0) {
            return kinds[i][1];
        }
    }
    return NULL;
}

void pml_command_create(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *kind = pml_field_text(request, "kind");
    const char *value = pml_field_text(request, "value");
    if (!want_name(request, "name", reply) || !want_expression(request, "value", reply)) {
        return;
    }
    if (!value) {
        value = kind ? empty_of(kind) : NULL;
    }
    if (!value) {
        pml_reply_error(reply, "bad_kind",
                        "Give \"value\", or a \"kind\": list, dict, set, tuple, object, int, "
                        "float, str or bytes.");
        return;
    }
    RUN(pml_field_text(request, "name"), " = ", value);
}

void pml_command_bind(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    if (want_name(request, "name", reply) && want_expression(request, "target", reply)) {
        RUN(pml_field_text(request, "name"), " = ", pml_field_text(request, "target"));
    }
}

void pml_command_unbind(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    if (want_name(request, "name", reply)) {
        RUN("del ", pml_field_text(request, "name"));
    }
}

/* Is the name bound to a set? (then append is add) */
static bool names_a_set(PmlDoor *door, const char *name)
{
    PmlObj *d = pml_module_dict(door->E->vm->main_module.p);
    int64_t pos = 0;
    PmlObj *key, *value;
    while (pml_dict_next(d, &pos, &key, &value, NULL)) {
        if (PML_IS(key, str) && pml_str_equal_text(key, name)) {
            return PML_IS(value, set);
        }
    }
    return false;
}

void pml_command_append(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *container = pml_field_text(request, "container");
    if (want_expression(request, "container", reply) && want_expression(request, "item", reply)) {
        RUN(container, names_a_set(door, container) ? ".add(" : ".append(",
            pml_field_text(request, "item"), ")");
    }
}

void pml_command_set_item(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    if (want_expression(request, "container", reply) && want_expression(request, "key", reply) &&
        want_expression(request, "value", reply)) {
        RUN(pml_field_text(request, "container"), "[", pml_field_text(request, "key"),
            "] = ", pml_field_text(request, "value"));
    }
}

void pml_command_set_attribute(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    if (want_expression(request, "object", reply) && want_name(request, "name", reply) &&
        want_expression(request, "value", reply)) {
        RUN(pml_field_text(request, "object"), ".", pml_field_text(request, "name"), " = ",
            pml_field_text(request, "value"));
    }
}

void pml_command_remove(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *container = pml_field_text(request, "container");
    const char *item = pml_field_text(request, "item"), *key = pml_field_text(request, "key");
    const char *name = pml_field_text(request, "name");
    if ((item != NULL) + (key != NULL) + (name != NULL) != 1) {
        pml_reply_error(reply, "bad_request", "\"remove\" needs one of item, key and name.");
        return;
    }
    if (!want_expression(request, "container", reply) || !want_expression(request, "item", reply) ||
        !want_expression(request, "key", reply)) {
        return;
    }
    if (item) {
        RUN(container, ".remove(", item, ")");
    } else if (key) {
        RUN("del ", container, "[", key, "]");
    } else if (want_name(request, "name", reply)) {
        RUN("del ", container, ".", name);
    }
}

/* gc operations report `gc.f(...)`; run without binding the name gc in the program. */
static void run_gc(PmlDoor *door, const char *call, PmlReply *reply)
{
    char statement[100], code[120];
    snprintf(statement, sizeof statement, "gc.%s", call);
    snprintf(code, sizeof code, "__import__('gc').%s", call);
    run_as(door, code, statement, reply);
}

static void put_collected(PmlDoor *door, PmlReply *reply)
{
    const int64_t *n = door->run.number;
    pml_put_int(reply, "collected", door->E->gc->stats[n[0]].collected - n[1]);
}

void pml_command_collect(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t generation = pml_field_int(request, "generation", 2);
    if (generation < 0 || generation > 2) {
        pml_reply_error(reply, "bad_generation", "generation is 0, 1 or 2.");
        return;
    }
    char call[40];
    door->run.number[0] = generation;
    door->run.number[1] = door->E->gc->stats[generation].collected;
    door->run.after = put_collected;
    snprintf(call, sizeof call, "collect(%d)", (int)generation);
    run_gc(door, call, reply);
}

void pml_command_set_threshold(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    static const char *const names[] = {"threshold0", "threshold1", "threshold2"};
    char call[80];
    int n = snprintf(call, sizeof call, "set_threshold(");
    for (int i = 0; i < 3; i++) {
        int64_t v = pml_field_int(request, names[i], -1);
        if (!cJSON_GetObjectItemCaseSensitive(request, names[i])) {
            break;
        }
        if (v < 0 || v > INT32_MAX) {
            pml_reply_error(reply, "bad_threshold", "A threshold is 0 to 2147483647.");
            return;
        }
        n += snprintf(call + n, sizeof call - (size_t)n, "%s%d", i ? ", " : "", (int)v);
    }
    snprintf(call + n, sizeof call - (size_t)n, ")");
    run_gc(door, call, reply);
}

void pml_command_enable(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    run_gc(door, "enable()", reply);
}

void pml_command_disable(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    run_gc(door, "disable()", reply);
}

void pml_command_freeze(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    run_gc(door, "freeze()", reply);
}

void pml_command_unfreeze(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    run_gc(door, "unfreeze()", reply);
}

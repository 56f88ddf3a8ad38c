#include "api/schema.h"
#include "api/door_state.h"

#include <ctype.h>
#include <stdio.h>

/* A command without its PML_REPLY ends here: reply_of_... is not declared. */
typedef struct PmlReplyText {
    const char *members;
} PmlReplyText;
#define PML_REPLY(name, kind, members, example) \
    static const PmlReplyText reply_of_##name = {members};
#include "api/commands.def"
static const PmlReplyText *const replies[] = {
#define PML_COMMAND(name, fields, summary) &reply_of_##name,
#include "api/commands.def"
};

typedef struct PmlShape {
    const char *name, *members, *summary;
} PmlShape;
static const PmlShape shapes[] = {
#define PML_SHAPE(name, members) {#name, members, NULL},
#include "api/shapes.def"
};
static const PmlShape events[] = {
#define PML_EVENT(name, members, summary) {#name, members, summary},
#include "api/events.def"
};
enum { SHAPES = sizeof shapes / sizeof shapes[0], EVENTS = sizeof events / sizeof events[0] };

const int pml_schema_commands = (int)(sizeof replies / sizeof replies[0]);

const char *pml_schema_name(int command)
{
    return pml_commands[command].name;
}

const char *pml_schema_summary(int command)
{
    return pml_commands[command].summary;
}

bool pml_schema_looks(int command)
{
    return pml_command_looks(&pml_commands[command]);
}

void pml_schema_title(const char *name, const char *suffix, char *out, size_t n)
{
    size_t used = 0;
    bool upper = true;
    for (; *name && used + 1 < n; name++) {
        if (*name == '_') {
            upper = true;
            continue;
        }
        out[used++] = upper ? (char)toupper((unsigned char)*name) : *name;
        upper = false;
    }
    snprintf(out + used, n - used, "%s", suffix);
}

void pml_put_reference(PmlReply *w, const char *name, const char *schema)
{
    char text[96];
    snprintf(text, sizeof text, "#/components/schemas/%s", schema);
    pml_open_object(w, name);
    pml_put_text(w, "$ref", text);
    pml_close(w);
}

/* -- types ------------------------------------------------------------------------------- */

static void put_type(PmlReply *w, const char *name, const char *type, size_t n);

static void put_members(PmlReply *w, const char *members, size_t n, bool ok);

static bool is_word(const char *type, size_t n, const char *word)
{
    return strlen(word) == n && memcmp(type, word, n) == 0;
}

static void put_plain_type(PmlReply *w, const char *name, const char *type, size_t n)
{
    char text[48];
    snprintf(text, sizeof text, "%.*s", (int)n, type);
    if (is_word(type, n, "id") || isupper((unsigned char)*type)) {
        pml_put_reference(w, name, *type == 'i' ? "Id" : text);
        return;
    }
    pml_open_object(w, name);
    if (*type == '[') {
        pml_put_text(w, "type", "array");
        put_type(w, "items", type + 1, n - 2);
    } else if (*type == '{') {
        pml_put_text(w, "type", "object");
        put_type(w, "additionalProperties", type + 1, n - 2);
    } else if (*type == '(') {
        put_members(w, type + 1, n - 2, false);
    } else {
        pml_put_text(w, "type", text);
    }
    pml_close(w);
}

static void put_type(PmlReply *w, const char *name, const char *type, size_t n)
{
    static const char or_null[] = "|null";
    size_t tail = sizeof or_null - 1;
    if (n <= tail || memcmp(type + n - tail, or_null, tail) != 0) {
        put_plain_type(w, name, type, n);
        return;
    }
    pml_open_object(w, name);
    pml_open_list(w, "anyOf");
    put_plain_type(w, NULL, type, n - tail);
    pml_open_object(w, NULL);
    pml_put_text(w, "type", "null");
    pml_close(w);
    pml_close(w);
    pml_close(w);
}

/* -- members ----------------------------------------------------------------------------- */

typedef struct PmlMemberText {
    char name[40];
    bool optional;
    const char *type;
    size_t type_n;
} PmlMemberText;
typedef void (*PmlMemberFn)(PmlReply *w, const PmlMemberText *m);

static const PmlShape *find_shape(const char *name, size_t n)
{
    for (size_t i = 0; i < SHAPES; i++) {
        if (is_word(name, n, shapes[i].name)) {
            return &shapes[i];
        }
    }
    return NULL;
}

/* Up to the comma that ends the member at p. */
static size_t member_length(const char *p, const char *end)
{
    int depth = 0;
    const char *at = p;
    for (; at < end && (*at != ',' || depth > 0); at++) {
        depth += *at == '[' || *at == '{' || *at == '(';
        depth -= *at == ']' || *at == '}' || *at == ')';
    }
    return (size_t)(at - p);
}

static void each_member(const char *p, size_t n, PmlMemberFn put, PmlReply *w)
{
    const char *end = p + n;
    while (p < end) {
        size_t length = member_length(p, end);
        if (*p == '*') {
            const PmlShape *shape = find_shape(p + 1, length - 1);
            if (!shape) {
                w->failed = true; /* openapi.mjs sees that there is no document */
                return;
            }
            each_member(shape->members, strlen(shape->members), put, w);
        } else {
            PmlMemberText m;
            size_t name = strcspn(p, "?:");
            snprintf(m.name, sizeof m.name, "%.*s", (int)name, p);
            m.optional = p[name] == '?';
            m.type = p + name + 1 + m.optional;
            m.type_n = length - (size_t)(m.type - p);
            put(w, &m);
        }
        p += length + 1;
    }
}

static void put_property(PmlReply *w, const PmlMemberText *m)
{
    put_type(w, m->name, m->type, m->type_n);
}

static void put_required(PmlReply *w, const PmlMemberText *m)
{
    if (!m->optional) {
        pml_put_text(w, NULL, m->name);
    }
}

static void put_members(PmlReply *w, const char *members, size_t n, bool ok)
{
    pml_put_text(w, "type", "object");
    pml_open_object(w, "properties");
    if (ok) {
        pml_open_object(w, "ok");
        pml_put_text(w, "type", "boolean");
        pml_put_bool(w, "const", true);
        pml_close(w);
    }
    each_member(members, n, put_property, w);
    pml_close(w);
    pml_open_list(w, "required");
    if (ok) {
        pml_put_text(w, NULL, "ok");
    }
    each_member(members, n, put_required, w);
    pml_close(w);
    pml_put_bool(w, "additionalProperties", false);
}

void pml_put_members_schema(PmlReply *w, const char *name, const char *members, bool ok)
{
    pml_open_object(w, name);
    put_members(w, members, strlen(members), ok);
    pml_close(w);
}

/* -- all of them ------------------------------------------------------------------------- */

void pml_put_shape_schemas(PmlReply *w)
{
    char title[80];
    pml_open_object(w, "Id");
    pml_put_text(w, "type", "string");
    pml_put_text(w, "pattern", "^0x[0-9a-f]+$");
    pml_put_text(w, "description", "An object's modelled address: what id() returns.");
    pml_close(w);
    for (size_t i = 0; i < SHAPES; i++) {
        pml_put_members_schema(w, shapes[i].name, shapes[i].members, false);
    }
    for (int i = 0; i < pml_schema_commands; i++) {
        pml_schema_title(pml_commands[i].name, "Request", title, sizeof title);
        pml_put_fields_schema(w, title, &pml_commands[i]);
        pml_schema_title(pml_commands[i].name, "Reply", title, sizeof title);
        pml_put_members_schema(w, title, replies[i]->members, true);
    }
}

void pml_put_event_schemas(PmlReply *w)
{
    char title[80];
    for (size_t i = 0; i < EVENTS; i++) {
        pml_schema_title(events[i].name, "Event", title, sizeof title);
        pml_open_object(w, title);
        pml_put_text(w, "description", events[i].summary);
        put_members(w, events[i].members, strlen(events[i].members), false);
        pml_close(w);
    }
}

void pml_put_query_parameters(PmlReply *w, int command)
{
    PmlField f;
    for (const char *at = pml_commands[command].fields; pml_next_field(&at, &f);) {
        pml_open_object(w, NULL);
        pml_put_text(w, "name", f.name);
        pml_put_text(w, "in", "query");
        pml_put_bool(w, "required", f.required);
        pml_put_bool(w, "explode", false);
        pml_put_field_schema(w, "schema", &f);
        pml_close(w);
    }
}

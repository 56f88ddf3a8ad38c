/* The OpenAPI document: routes.def, and the commands' schemas and examples. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/schema.h"
#include "routes.h"
#include "views.h"

enum { SHOWN_REPLY = 4000 }; /* a longer example reply is left out */

static void put_content(PmlReply *w, const char *schema, const char *example, size_t n)
{
    pml_open_object(w, "content");
    pml_open_object(w, "application/json");
    pml_put_reference(w, "schema", schema);
    if (example) {
        pml_put_json(w, "example", example, n);
    }
    pml_close(w);
    pml_close(w);
}

static void put_responses(PmlReply *w, unsigned status, const char *meaning, const char *schema,
                          const char *example)
{
    char code[8];
    size_t n = example ? strlen(example) : 0;
    snprintf(code, sizeof code, "%u", status);
    pml_open_object(w, "responses");
    pml_open_object(w, code);
    pml_put_text(w, "description", meaning);
    if (schema) {
        put_content(w, schema, n && n <= SHOWN_REPLY ? example : NULL, n);
    }
    pml_close(w);
    pml_open_object(w, "default");
    pml_put_text(w, "description", "An error, named; limit says which limit was in the way.");
    put_content(w, "ErrorReply", NULL, 0);
    pml_close(w);
    pml_close(w);
}

static void put_header_parameter(PmlReply *w, const char *name, const char *in, bool required,
                                 const char *meaning)
{
    pml_open_object(w, NULL);
    pml_put_text(w, "name", name);
    pml_put_text(w, "in", in);
    pml_put_bool(w, "required", required);
    pml_put_text(w, "description", meaning);
    pml_open_object(w, "schema");
    pml_put_text(w, "type", "string");
    pml_close(w);
    pml_close(w);
}

static void put_id_parameter(PmlReply *w, const char *path)
{
    bool view = strstr(path, "/views/") != NULL;
    put_header_parameter(w, "id", "path", true, view ? "The view." : "The session.");
}

/* -- the server's own routes ------------------------------------------------------------- */

typedef struct PmlOwnRoute {
    const char *method, *path, *name, *members, *summary;
    unsigned status;
} PmlOwnRoute;
static const PmlOwnRoute own[] = {
#define PML_ROUTE(method, path, name, status, members, summary) \
    {#method, path, #name, members, summary, status},
#include "routes.def"
};
enum { OWN = sizeof own / sizeof own[0] };

static void put_own_parameters(PmlReply *w, const PmlOwnRoute *r)
{
    pml_open_list(w, "parameters");
    if (strstr(r->path, "{id}")) {
        put_id_parameter(w, r->path);
    }
    if (strstr(r->name, "sessions") || strcmp(r->name, "create_session") == 0) {
        put_header_parameter(w, "X-PyMemLab-Owner", "header", false, "32 hexadecimal digits.");
    }
    if (strstr(r->name, "events")) {
        put_header_parameter(w, "Last-Event-ID", "header", false, "Go on after this event.");
        put_header_parameter(w, "after", "query", false, "The same, for what sends no headers.");
    }
    pml_close(w);
}

static void put_body(PmlReply *w, const char *schema, const char *example)
{
    pml_open_object(w, "requestBody");
    pml_put_bool(w, "required", true);
    put_content(w, schema, example, strlen(example));
    pml_close(w);
}

static void put_own(PmlReply *w, const PmlOwnRoute *r)
{
    char title[80], method[8];
    size_t i = 0;
    for (; r->method[i]; i++) {
        method[i] = (char)(r->method[i] | 32);
    }
    method[i] = 0;
    pml_schema_title(r->name, "Reply", title, sizeof title);
    pml_open_object(w, method);
    pml_put_text(w, "operationId", r->name);
    pml_put_text(w, "summary", r->summary);
    pml_open_list(w, "tags");
    pml_put_text(w, NULL,
                 strstr(r->name, "view") || strstr(r->name, "cursor") ? "views"
                 : strstr(r->path, "sessions")                        ? "sessions"
                                                                      : "server");
    pml_close(w);
    put_own_parameters(w, r);
    if (strcmp(r->name, "any_command") == 0) {
        put_body(w, "AnyCommandRequest", "{\"command\":\"stats\"}");
    } else if (strcmp(r->name, "put_cursor") == 0) {
        put_body(w, "Cursor", "{\"recording\":1,\"tick\":20,\"view\":\"objects\"}");
    }
    bool object = strcmp(r->members, "-") != 0;
    put_responses(w, r->status, r->summary, object ? title : NULL, NULL);
    pml_close(w);
}

static void put_own_paths(PmlReply *w)
{
    for (int i = 0; i < OWN; i++) {
        bool again = false; /* a path is one member, with all its methods */
        for (int j = 0; j < i; j++) {
            again = again || strcmp(own[i].path, own[j].path) == 0;
        }
        if (again) {
            continue;
        }
        pml_open_object(w, own[i].path);
        for (int j = i; j < OWN; j++) {
            if (strcmp(own[i].path, own[j].path) == 0) {
                put_own(w, &own[j]);
            }
        }
        pml_close(w);
    }
}

static void put_own_schemas(PmlReply *w)
{
    char title[80];
    for (int i = 0; i < OWN; i++) {
        if (strcmp(own[i].members, "-") != 0) {
            pml_schema_title(own[i].name, "Reply", title, sizeof title);
            pml_put_members_schema(w, title, own[i].members, true);
        }
    }
    static const char error_reply[] =
        "{\"type\":\"object\",\"properties\":{\"ok\":{\"type\":\"boolean\",\"const\":false},"
        "\"error\":{\"$ref\":\"#/components/schemas/Error\"}},\"required\":[\"ok\",\"error\"],"
        "\"additionalProperties\":false}";
    static const char any_command[] =
        "{\"type\":\"object\",\"properties\":{\"command\":{\"type\":\"string\"}},"
        "\"required\":[\"command\"]}";
    pml_put_members_schema(w, "Cursor", pml_cursor_members, false);
    pml_put_members_schema(w, "ViewEndEvent", "why:string", false);
    pml_put_json(w, "ErrorReply", error_reply, sizeof error_reply - 1);
    pml_put_json(w, "AnyCommandRequest", any_command, sizeof any_command - 1);
}

/* -- the commands' routes ---------------------------------------------------------------- */

static void begin_operation(PmlReply *w, const char *method, const char *prefix, int command,
                            const PmlExample *e)
{
    char id[64];
    snprintf(id, sizeof id, "%s%s", prefix, pml_schema_name(command));
    pml_open_object(w, method);
    pml_put_text(w, "operationId", id);
    pml_put_text(w, "summary", pml_schema_summary(command));
    pml_open_list(w, "tags");
    pml_put_text(w, NULL, pml_schema_looks(command) ? "looking" : "doing");
    pml_close(w);
    pml_put_json(w, "x-before", e->before, strlen(e->before));
}

/* False: its example is not right. */
static bool put_command(PmlReply *w, int command)
{
    char path[96], title[80], reply[80];
    PmlExample e;
    bool good = pml_example_run(command, &e);
    if (!good) {
        fprintf(stderr, "pymemlab: the example of the command %s is wrong: %s: %s\n",
                pml_schema_name(command), e.body ? e.body : "(what comes before it)",
                e.reply ? e.reply : "");
        pml_example_free(&e);
        return false;
    }
    snprintf(path, sizeof path, "/api/v1/sessions/{id}/%s", pml_schema_name(command));
    pml_schema_title(pml_schema_name(command), "Request", title, sizeof title);
    pml_schema_title(pml_schema_name(command), "Reply", reply, sizeof reply);
    pml_open_object(w, path);
    pml_open_list(w, "parameters");
    put_id_parameter(w, path);
    pml_close(w);
    begin_operation(w, "post", "", command, &e);
    pml_open_object(w, "requestBody");
    pml_put_bool(w, "required", false);
    put_content(w, title, e.body, strlen(e.body));
    pml_close(w);
    put_responses(w, 200, "The reply.", reply, e.reply);
    pml_close(w);
    if (pml_schema_looks(command)) {
        begin_operation(w, "get", "get_", command, &e);
        pml_open_list(w, "parameters");
        pml_put_query_parameters(w, command);
        pml_close(w);
        put_responses(w, 200, "The reply.", reply, NULL);
        pml_close(w);
    }
    pml_close(w);
    pml_example_free(&e);
    return true;
}

/* -- the followers' commands: those of the session that only glance ----------------------- */

static void put_command_parameter(PmlReply *w)
{
    pml_open_object(w, NULL);
    pml_put_text(w, "name", "command");
    pml_put_text(w, "in", "path");
    pml_put_bool(w, "required", true);
    pml_open_object(w, "schema");
    pml_put_text(w, "type", "string");
    pml_open_list(w, "enum");
    for (int i = 0; i < pml_schema_commands; i++) {
        if (pml_door_glances(pml_schema_name(i))) {
            pml_put_text(w, NULL, pml_schema_name(i));
        }
    }
    pml_close(w);
    pml_close(w);
    pml_close(w);
}

static void put_followers_operation(PmlReply *w, const char *method, const char *id)
{
    static const char any[] = "{\"type\":\"object\"}";
    static const char summary[] = "A command that only looks at the moment that is shown: request "
                                  "and reply as the session's own command has them.";
    pml_open_object(w, method);
    pml_put_text(w, "operationId", id);
    pml_put_text(w, "summary", summary);
    pml_open_list(w, "tags");
    pml_put_text(w, NULL, "views");
    pml_close(w);
    if (strcmp(method, "post") == 0) {
        pml_open_object(w, "requestBody");
        pml_open_object(w, "content");
        pml_open_object(w, "application/json");
        pml_put_json(w, "schema", any, sizeof any - 1);
        pml_close(w);
        pml_close(w);
        pml_close(w);
    }
    put_responses(w, 200, "The reply.", NULL, NULL);
    pml_close(w);
}

static void put_followers_path(PmlReply *w)
{
    static const char path[] = "/api/v1/views/{id}/{command}";
    pml_open_object(w, path);
    pml_open_list(w, "parameters");
    put_id_parameter(w, path);
    put_command_parameter(w);
    pml_close(w);
    put_followers_operation(w, "get", "get_look");
    put_followers_operation(w, "post", "look");
    pml_close(w);
}

/* -- the document ------------------------------------------------------------------------ */

static void put_head(PmlReply *w)
{
    pml_put_text(w, "openapi", "3.1.0");
    pml_open_object(w, "info");
    pml_put_text(w, "title", "PyMemLab");
    pml_put_text(w, "version", PML_VERSION);
    pml_put_text(
        w, "description",
        "An engine that runs Python and does with memory what CPython 3.11 does. A session "
        "is one engine, recorded from its start; commands run things in it, move about in "
        "the recording, or look at the moment where it stands. Every example is run after "
        "the requests of its x-before.");
    pml_close(w);
    static const char tags[] =
        "[{\"name\":\"server\",\"description\":\"The server itself.\"},"
        "{\"name\":\"sessions\",\"description\":\"Sessions, their events, any command.\"},"
        "{\"name\":\"views\",\"description\":\"A session shown to others, live.\"},"
        "{\"name\":\"doing\",\"description\":\"Commands that run something or move.\"},"
        "{\"name\":\"looking\",\"description\":\"Commands that change nothing.\"}]";
    pml_put_json(w, "servers", "[{\"url\":\"/\"}]", 13);
    pml_put_json(w, "tags", tags, sizeof tags - 1);
}

char *pml_openapi(size_t *n)
{
    PmlReply w = {0};
    bool good = true;
    pml_open_object(&w, NULL);
    put_head(&w);
    pml_open_object(&w, "paths");
    put_own_paths(&w);
    put_followers_path(&w);
    for (int i = 0; i < pml_schema_commands; i++) {
        good = put_command(&w, i) && good;
    }
    pml_close(&w);
    pml_open_object(&w, "components");
    pml_open_object(&w, "schemas");
    pml_put_shape_schemas(&w);
    pml_put_event_schemas(&w);
    put_own_schemas(&w);
    char *text = pml_reply_take(&w, n);
    if (!good) {
        free(text);
        return NULL;
    }
    return text;
}

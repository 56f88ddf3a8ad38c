#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static PmlAnswer json(unsigned status, char *body)
{
    PmlAnswer a = {status, "application/json", body, body ? strlen(body) : 0, true, false, NULL};
    if (!body) {
        a.status = 500;
        a.body = strdup("{\"ok\":false,\"error\":{\"code\":\"out_of_memory\",\"message\":\"\"}}");
        a.size = a.body ? strlen(a.body) : 0;
    }
    return a;
}

PmlAnswer pml_answer_error(unsigned status, const char *code, const char *message)
{
    return json(status, pml_door_error(code, message));
}

static PmlAnswer wrong_method(const char *allow)
{
    PmlAnswer a = pml_answer_error(405, "method_not_allowed", "This path has another method.");
    a.allow = allow;
    return a;
}

static PmlAnswer create_session(PmlServer *server, const char *owner)
{
    char own[PML_ID_TEXT] = "", id[PML_ID_TEXT];
    if (owner && strlen(owner) == PML_ID_TEXT - 1 &&
        strspn(owner, "0123456789abcdef") == PML_ID_TEXT - 1) {
        strcpy(own, owner);
    }
    switch (pml_sessions_create(&server->sessions, own, id)) {
    case PML_SESSION_FULL:
        return pml_answer_error(429, "too_many_sessions",
                                "The server holds as many sessions as it may; try again later.");
    case PML_SESSION_NO_MEMORY:
        return pml_answer_error(507, "out_of_memory", "No memory for a new session.");
    default: break;
    }
    char *text = malloc(160);
    if (text) {
        snprintf(text, 160, "{\"ok\":true,\"id\":\"%s\",\"owner\":\"%s\"}", id, own);
    }
    return json(201, text);
}

static PmlAnswer run_command(PmlServer *server, const char *id, const char *name, const char *body,
                             size_t n)
{
    PmlSession *session = pml_sessions_enter(&server->sessions, id);
    if (!session) {
        return pml_answer_error(404, "unknown_session", "There is no such session.");
    }
    size_t size;
    char *reply = name ? pml_door_named(session->door, name, body, n, &size)
                       : pml_door_command(session->door, body, n, &size);
    pml_sessions_leave(&server->sessions, session);
    bool ok = reply && strncmp(reply, "{\"ok\":true", 10) == 0;
    return json(ok ? 200 : 400, reply);
}

static PmlAnswer read_session(PmlServer *server, const char *id)
{
    return run_command(server, id, "stats", "", 0);
}

/* /api/v1/sessions/{id}[/{command}] */
static PmlAnswer session_route(PmlServer *server, const char *method, const char *rest,
                               const char *body, size_t n)
{
    char id[80];
    size_t length = strcspn(rest, "/");
    if (length >= sizeof id) {
        return pml_answer_error(404, "unknown_session", "There is no such session.");
    }
    memcpy(id, rest, length);
    id[length] = 0;
    const char *name = rest[length] ? rest + length + 1 : NULL;
    bool get = strcmp(method, "GET") == 0, post = strcmp(method, "POST") == 0;
    if (!name) {
        if (strcmp(method, "DELETE") == 0) {
            return pml_sessions_delete(&server->sessions, id)
                       ? json(200, strdup("{\"ok\":true}"))
                       : pml_answer_error(404, "unknown_session", "There is no such session.");
        }
        return get ? read_session(server, id) : wrong_method("GET, DELETE");
    }
    if (strcmp(name, "command") == 0) {
        return post ? run_command(server, id, NULL, body, n) : wrong_method("POST");
    }
    bool looks;
    if (!pml_door_knows(name, &looks)) {
        return pml_answer_error(404, "unknown_command", "There is no such command.");
    }
    if (!post && !(get && looks)) {
        return wrong_method(looks ? "GET, POST" : "POST");
    }
    return run_command(server, id, name, body, n);
}

static PmlAnswer page_file(PmlServer *server, const char *method, const char *path)
{
    const PmlStaticFile *file = pml_static_find(server->files, path);
    if (!file) {
        return pml_answer_error(404, "not_found", "There is nothing at this address.");
    }
    if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
        return wrong_method("GET, HEAD");
    }
    PmlAnswer a = {200, file->type, file->bytes, file->size, false, true, NULL};
    return a;
}

PmlAnswer pml_route(PmlServer *server, const char *method, const char *path, const char *owner,
                    const char *body, size_t n)
{
    static const char sessions[] = "/api/v1/sessions";
    size_t prefix = sizeof sessions - 1;
    if (strcmp(path, "/healthz") == 0) {
        return json(200, strdup("{\"ok\":true}"));
    }
    if (strcmp(path, "/openapi.json") == 0) {
        return json(200, server->openapi ? strdup(server->openapi) : NULL);
    }
    if (strncmp(path, sessions, prefix) == 0 && (path[prefix] == 0 || path[prefix] == '/')) {
        if (path[prefix] == '/' && path[prefix + 1]) {
            return session_route(server, method, path + prefix + 1, body, n);
        }
        if (strcmp(method, "POST") == 0) {
            return create_session(server, owner);
        }
        if (strcmp(method, "GET") == 0) {
            return json(200, pml_sessions_list(&server->sessions, owner ? owner : ""));
        }
        return wrong_method("GET, POST");
    }
    return page_file(server, method, path);
}

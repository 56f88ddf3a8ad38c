#include "routes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/query.h"
#include "views.h"

/* -- answers ----------------------------------------------------------------------------- */

PmlAnswer pml_answer_json(unsigned status, char *body, size_t n)
{
    PmlAnswer a = {.status = status, .type = "application/json", .body = body, .size = n};
    a.owned = true;
    if (!body) {
        static char none[] =
            "{\"ok\":false,\"error\":{\"code\":\"out_of_memory\",\"message\":\"\"}}";
        a = (PmlAnswer){.status = 507, .type = a.type, .body = none, .size = sizeof none - 1};
    }
    return a;
}

PmlAnswer pml_answer_error(unsigned status, const char *code, const char *limit,
                           const char *message)
{
    char *body = pml_door_error(code, limit, message);
    return pml_answer_json(status, body, body ? strlen(body) : 0);
}

static PmlAnswer good(unsigned status)
{
    static char ok[] = "{\"ok\":true}";
    return (PmlAnswer){
        .status = status, .type = "application/json", .body = ok, .size = sizeof ok - 1};
}

static PmlAnswer unknown_session(void)
{
    return pml_answer_error(404, "unknown_session", NULL, "There is no such session.");
}

static PmlAnswer unknown_view(void)
{
    return pml_answer_error(404, "unknown_view", NULL, "There is no such view: it may be closed.");
}

PmlAnswer pml_answer_refusal(PmlSessionResult result, bool stream, bool of_view)
{
    switch (result) {
    case PML_SESSION_UNKNOWN: return of_view ? unknown_view() : unknown_session();
    case PML_SESSION_FULL:
        if (of_view) {
            return stream ? pml_answer_error(429, "too_many_followers", "followers",
                                             "This view is followed by as many as may.")
                          : pml_answer_error(429, "view_busy", "follower_jobs",
                                             "Too many followers ask at once; try again.");
        }
        return stream ? pml_answer_error(429, "too_many_viewers", "viewers",
                                         "This session is watched by as many as may.")
                      : pml_answer_error(429, "session_busy", "session_queue",
                                         "Too many requests wait in this session.");
    case PML_SESSION_BUSY:
        return pml_answer_error(503, "busy", "queue", "Too many requests wait; try again later.");
    default: return pml_answer_error(507, "out_of_memory", NULL, "No memory for the request.");
    }
}

/* -- jobs -------------------------------------------------------------------------------- */

void pml_job_free(PmlJob *job)
{
    free(job->body);
    free(job->reply);
    free(job);
}

static void add_job(PmlExchange *x, void (*alone)(PmlJob *job))
{
    PmlJob *job = calloc(1, sizeof *job);
    if (!job) {
        x->answer = pml_answer_json(507, NULL, 0);
        return;
    }
    job->alone = alone;
    x->job = job;
}

static void add_command(PmlExchange *x, const char *command)
{
    add_job(x, NULL);
    if (!x->job) {
        return;
    }
    snprintf(x->job->command, sizeof x->job->command, "%s", command);
    if (strcmp(x->method, "POST") == 0) {
        x->job->body = x->body;
        x->job->n = x->n;
        x->body = NULL;
        return;
    }
    PmlReply w = {0};
    pml_open_object(&w, NULL);
    for (int i = 0; i < x->query_n; i++) {
        pml_put_query_field(&w, command, x->query[i].key, x->query[i].value);
    }
    x->job->body = pml_reply_take(&w, &x->job->n);
}

static void make_session(PmlJob *job)
{
    PmlExchange *x = job->ctx;
    PmlServer *server = x->server;
    char own[PML_ID_TEXT] = "", id[PML_ID_TEXT];
    if (x->owner && strlen(x->owner) == PML_ID_TEXT - 1 &&
        strspn(x->owner, "0123456789abcdef") == PML_ID_TEXT - 1) {
        memcpy(own, x->owner, PML_ID_TEXT);
    }
    PmlReply w = {0};
    pml_reply_start(&w);
    job->status = 201;
    switch (pml_sessions_create(&server->sessions, own, id)) {
    case PML_SESSION_OK:
        pml_put_text(&w, "id", id);
        pml_put_text(&w, "owner", own);
        break;
    case PML_SESSION_FULL:
        job->status = 429;
        pml_reply_limit(&w, "too_many_sessions", "sessions",
                        "The server holds as many sessions as it may; try again later.");
        break;
    default:
        job->status = 507;
        pml_reply_error(&w, "out_of_memory", "No memory for a new session.");
        break;
    }
    job->reply = pml_reply_take(&w, &job->reply_n);
}

static void make_openapi(PmlJob *job)
{
    PmlServer *server = ((PmlExchange *)job->ctx)->server;
    pthread_mutex_lock(&server->openapi_lock);
    if (!server->openapi) {
        server->openapi = pml_openapi(&server->openapi_n);
    }
    job->reply = server->openapi ? malloc(server->openapi_n) : NULL;
    if (job->reply) {
        memcpy(job->reply, server->openapi, server->openapi_n);
    }
    job->reply_n = server->openapi_n;
    job->status = 200;
    pthread_mutex_unlock(&server->openapi_lock);
}

/* -- handlers, one a line of routes.def -------------------------------------------------- */

static void handle_health(PmlExchange *x)
{
    x->answer = good(200);
}

static void handle_openapi(PmlExchange *x)
{
    add_job(x, make_openapi);
}

static void handle_docs(PmlExchange *x)
{
    x->answer = good(302);
    x->answer.location = "/docs/";
}

static void handle_limits(PmlExchange *x)
{
    size_t n;
    char *text = pml_limits(x->server, &n);
    x->answer = pml_answer_json(200, text, n);
}

static void handle_list_sessions(PmlExchange *x)
{
    char *text = pml_sessions_list(&x->server->sessions, x->owner ? x->owner : "");
    x->answer = pml_answer_json(200, text, text ? strlen(text) : 0);
}

static void handle_create_session(PmlExchange *x)
{
    add_job(x, make_session);
}

static void handle_read_session(PmlExchange *x)
{
    add_command(x, "stats");
}

static void handle_delete_session(PmlExchange *x)
{
    x->answer = pml_sessions_delete(&x->server->sessions, x->id) ? good(200) : unknown_session();
}

static void handle_any_command(PmlExchange *x)
{
    add_command(x, "");
}

static void handle_cancel(PmlExchange *x)
{
    bool was;
    if (!pml_sessions_cancel(&x->server->sessions, x->id, &was)) {
        x->answer = unknown_session();
        return;
    }
    PmlReply w = {0};
    size_t n;
    pml_reply_start(&w);
    pml_put_bool(&w, "cancelled", was);
    char *text = pml_reply_take(&w, &n);
    x->answer = pml_answer_json(200, text, n);
}

static void handle_events(PmlExchange *x)
{
    const char *after = x->last_event;
    for (int i = 0; i < x->query_n; i++) {
        if (!after && strcmp(x->query[i].key, "after") == 0) {
            after = x->query[i].value;
        }
    }
    char *end = NULL;
    x->latest = !after || !*after;
    x->after = x->latest ? 0 : strtoull(after, &end, 10);
    if (end && *end) {
        x->answer = pml_answer_error(400, "bad_event_id", NULL, "An event's id is a number.");
    }
}

static PmlAnswer take_answer(unsigned status, PmlReply *w)
{
    size_t n;
    char *text = pml_reply_take(w, &n);
    return pml_answer_json(status, text, n);
}

static void handle_open_view(PmlExchange *x)
{
    char id[PML_ID_TEXT];
    PmlSessionResult result = pml_views_open(&x->server->sessions, x->id, id);
    if (result != PML_SESSION_OK) {
        x->answer = pml_answer_refusal(result, false, false);
        return;
    }
    PmlReply w = {0};
    pml_reply_start(&w);
    pml_put_text(&w, "id", id);
    x->answer = take_answer(200, &w);
}

static void handle_close_view(PmlExchange *x)
{
    PmlSessionResult result = pml_views_close(&x->server->sessions, x->id);
    x->answer = result == PML_SESSION_OK ? good(200)
                : result == PML_SESSION_UNKNOWN
                    ? unknown_session()
                    : pml_answer_error(404, "no_view", NULL, "The session has no open view.");
}

static void handle_put_cursor(PmlExchange *x)
{
    PmlReply w = {0};
    unsigned status;
    pml_reply_start(&w);
    pml_views_cursor(&x->server->sessions, x->id, x->body, x->n, &w, &status);
    x->answer = take_answer(status, &w);
}

static void handle_read_view(PmlExchange *x)
{
    PmlReply w = {0};
    pml_reply_start(&w);
    if (pml_views_read(&x->server->sessions, x->id, &w)) {
        x->answer = take_answer(200, &w);
    } else {
        pml_reply_drop(&w);
        x->answer = unknown_view();
    }
}

static void handle_view_events(PmlExchange *x)
{
    x->of_view = true;
    handle_events(x);
}

/* -- the table --------------------------------------------------------------------------- */

typedef struct PmlRoute {
    const char *method, *path;
    void (*handle)(PmlExchange *x);
} PmlRoute;
static const PmlRoute routes[] = {
#define PML_ROUTE(method, path, name, status, members, summary) {#method, path, handle_##name},
#include "routes.def"
};
enum { ROUTES = sizeof routes / sizeof routes[0] };

/* Does path fit? {id} is one part of the path; it goes to id, empty when it is too long for one. */
static bool fits(const char *pattern, const char *path, char id[PML_ID_TEXT])
{
    while (*pattern) {
        if (strncmp(pattern, "{id}", 4) == 0) {
            size_t n = strcspn(path, "/");
            snprintf(id, PML_ID_TEXT, "%.*s", n < PML_ID_TEXT ? (int)n : 0, path);
            pattern += 4;
            path += n;
            if (n == 0) {
                return false;
            }
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == 0;
}

static void wrong_method(PmlExchange *x, const char *allow)
{
    if (strcmp(x->method, "OPTIONS") == 0) {
        x->answer = (PmlAnswer){.status = 204, .type = "text/plain", .body = "", .allow = allow};
        return;
    }
    x->answer = pml_answer_error(405, "method_not_allowed", NULL, "This path has another method.");
    x->answer.allow = allow;
}

static const char *allowed(bool get, bool post, bool delete)
{
    return get ? (post     ? "GET, HEAD, POST, OPTIONS"
                  : delete ? "GET, HEAD, DELETE, OPTIONS"
                           : "GET, HEAD, OPTIONS")
               : (delete ? "POST, DELETE, OPTIONS" : "POST, OPTIONS");
}

/* The path below prefix: an id, that goes to x->id, and a command. NULL: it is no such path. */
static const char *command_below(PmlExchange *x, const char *prefix)
{
    size_t n = strlen(prefix);
    if (strncmp(x->path, prefix, n) != 0) {
        return NULL;
    }
    const char *id = x->path + n, *slash = strchr(id, '/');
    if (!slash || slash == id) {
        return NULL;
    }
    snprintf(x->id, sizeof x->id, "%.*s", slash - id < PML_ID_TEXT ? (int)(slash - id) : 0, id);
    return slash + 1;
}

/* /api/v1/sessions/{id}/{command} or .../views/...: true when it is such a path. */
static bool command_route(PmlExchange *x)
{
    const char *command = command_below(x, "/api/v1/sessions/");
    if (!command) {
        command = command_below(x, "/api/v1/views/");
        x->of_view = command != NULL;
    }
    if (!command) {
        return false;
    }
    bool looks, post = strcmp(x->method, "POST") == 0;
    if (!pml_door_knows(command, &looks)) {
        x->answer = pml_answer_error(404, "unknown_command", NULL, "There is no such command.");
    } else if (x->of_view && !pml_door_glances(command)) {
        x->answer = pml_answer_error(403, "not_for_followers", NULL,
                                     "Who follows can only look at the moment that is shown.");
    } else if (post || (looks && strcmp(x->method, "GET") == 0)) {
        add_command(x, command);
    } else {
        wrong_method(x, allowed(looks, true, false));
    }
    return true;
}

/* Is the tag in a list of them, weak or not, or does the list stand for any? */
static bool has_tag(const char *list, const char *tag)
{
    return list && (strstr(list, tag) || strcmp(list, "*") == 0);
}

static void page_file(PmlExchange *x)
{
    const PmlStaticFile *file = pml_static_find(x->server->files, x->path);
    if (!file) {
        x->answer = pml_answer_error(404, "not_found", NULL, "There is nothing at this address.");
    } else if (strcmp(x->method, "GET") != 0) {
        wrong_method(x, allowed(true, false, false));
    } else {
        const PmlStaticFile *sent = x->takes_gzip && file->packed ? file->packed : file;
        bool same = has_tag(x->known, sent->tag);
        x->answer = (PmlAnswer){.status = same ? 304 : 200,
                                .type = file->type,
                                .body = sent->bytes,
                                .size = same ? 0 : sent->size,
                                .is_page_file = true,
                                .packed = sent != file,
                                .tag = sent->tag};
    }
}

void pml_route(PmlExchange *x)
{
    bool get = false, post = false, delete = false;
    if (strcmp(x->method, "HEAD") == 0) {
        x->method = "GET"; /* the body is left out when it is sent */
    }
    for (int i = 0; i < ROUTES; i++) {
        if (!fits(routes[i].path, x->path, x->id)) {
            continue;
        }
        if (strcmp(routes[i].method, x->method) == 0) {
            routes[i].handle(x);
            return;
        }
        get = get || strcmp(routes[i].method, "GET") == 0;
        post = post || strcmp(routes[i].method, "POST") == 0;
        delete = delete || strcmp(routes[i].method, "DELETE") == 0;
    }
    if (get || post || delete) {
        wrong_method(x, allowed(get, post, delete));
    } else if (!command_route(x)) {
        page_file(x);
    }
}

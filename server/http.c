#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "connections.h"
#include "routes.h"
#include "views.h"

enum { BEAT_SECONDS = 15, STREAM_BLOCK = 16384 };

struct PmlHttp {
    PmlServer *server;
    struct MHD_Daemon *daemon;
    PmlConnections connections;
    pthread_t clock;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stopping;
};

/* One request, from its headers to the end of its answer. */
typedef struct PmlRequest {
    PmlHttp *http;
    struct MHD_Connection *connection;
    PmlExchange x;
    char *owner; /* copies: the worker may read them later than libmicrohttpd keeps them */
    size_t capacity;
    bool too_large, answered;
} PmlRequest;

static const char page_policy[] =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/* -- the connection's clock -------------------------------------------------------------- */

static PmlConnection *clocked(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void set_state(PmlRequest *r, PmlConnectionState state)
{
    pml_connection_set(&r->http->connections, clocked(r->connection), state);
}

static void on_connection(void *ctx, struct MHD_Connection *connection, void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    PmlHttp *http = ctx;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = info ? pml_connection_add(&http->connections, info->connect_fd) : NULL;
    } else {
        pml_connection_remove(&http->connections, *socket_context);
        *socket_context = NULL;
    }
}

/* -- sending ----------------------------------------------------------------------------- */

/* The weight of one coding of n bytes at `at`, "gzip;q=0.5": 1 when none is given. */
static double weight_of(const char *at, size_t n)
{
    const char *q = memchr(at, ';', n);
    size_t left = q ? n - (size_t)(q - at) : 0;
    size_t skip = left ? 1 + strspn(q + 1, " \t") : 0;
    bool given = left > skip + 2 && strncasecmp(q + skip, "q=", 2) == 0;
    return given ? strtod(q + skip + 2, NULL) : 1;
}

/* Does the list of codings name gzip, or any, and not with a weight of 0? */
static bool takes_gzip(const char *list)
{
    double any = 0;
    for (const char *at = list; at && *at; at += *at == ',') {
        at += strspn(at, " \t,");
        size_t n = strcspn(at, ","), name = strcspn(at, " \t;,");
        if ((name == 4 && strncasecmp(at, "gzip", 4) == 0) ||
            (name == 6 && strncasecmp(at, "x-gzip", 6) == 0)) {
            return weight_of(at, n) > 0;
        }
        if (name == 1 && *at == '*') {
            any = weight_of(at, n);
        }
        at += n;
    }
    return any > 0;
}

static enum MHD_Result send_answer(PmlRequest *r)
{
    PmlAnswer *a = &r->x.answer;
    struct MHD_Response *response = MHD_create_response_from_buffer(
        a->size, a->body, a->owned ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!response) {
        if (a->owned) {
            free(a->body);
        }
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", a->type);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cache-Control", a->is_page_file ? "no-cache" : "no-store");
    if (a->is_page_file) {
        MHD_add_response_header(response, "Content-Security-Policy", page_policy);
        MHD_add_response_header(response, "Vary", "Accept-Encoding");
    }
    if (a->tag) {
        MHD_add_response_header(response, "ETag", a->tag);
    }
    if (a->packed) {
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    }
    if (a->allow) {
        MHD_add_response_header(response, "Allow", a->allow);
    }
    if (a->location) {
        MHD_add_response_header(response, "Location", a->location);
    }
    if (a->status >= 400) {
        MHD_add_response_header(response, "Connection", "close");
    }
    set_state(r, PML_CONNECTION_ANSWERS);
    enum MHD_Result result = MHD_queue_response(r->connection, a->status, response);
    MHD_destroy_response(response);
    return result;
}

static ssize_t read_viewer(void *ctx, uint64_t position, char *to, size_t room)
{
    (void)position;
    int64_t n = pml_viewer_read(ctx, to, room);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

static void end_viewer(void *ctx)
{
    pml_viewer_free(ctx);
}

static void park(void *ctx)
{
    MHD_suspend_connection(ctx);
}

static void wake(void *ctx)
{
    MHD_resume_connection(ctx);
}

static enum MHD_Result send_stream(PmlRequest *r)
{
    PmlLine line = {park, wake, r->connection};
    PmlViewer *viewer;
    PmlExchange *x = &r->x;
    PmlSessionResult result = (x->of_view ? pml_views_follow : pml_sessions_view)(
        &x->server->sessions, x->id, x->latest, x->after, &line, &viewer);
    if (result != PML_SESSION_OK) {
        x->answer = pml_answer_refusal(result, true, x->of_view);
        return send_answer(r);
    }
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BLOCK, read_viewer, viewer, end_viewer);
    if (!response) {
        pml_viewer_free(viewer);
        return MHD_NO;
    }
    MHD_add_response_header(response, "Content-Type", "text/event-stream");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "X-Accel-Buffering", "no");
    MHD_add_response_header(response, "Connection", "close");
    set_state(r, PML_CONNECTION_WAITS);
    enum MHD_Result queued = MHD_queue_response(r->connection, 200, response);
    MHD_destroy_response(response);
    return queued;
}

/* -- the workers ------------------------------------------------------------------------- */

static void job_done(PmlJob *job)
{
    PmlRequest *r = (PmlRequest *)((char *)job->ctx - offsetof(PmlRequest, x));
    r->x.answer = pml_answer_json(job->status, job->reply, job->reply_n);
    job->reply = NULL;
    pml_job_free(job);
    r->answered = true;
    MHD_resume_connection(r->connection);
}

/* Suspended first: the worker may be done before this function is. */
static enum MHD_Result give_to_workers(PmlRequest *r)
{
    PmlExchange *x = &r->x;
    PmlJob *job = x->job;
    x->job = NULL;
    job->follower = x->of_view;
    job->done = job_done;
    job->ctx = x;
    set_state(r, PML_CONNECTION_WAITS);
    MHD_suspend_connection(r->connection);
    PmlSessionResult result =
        pml_sessions_add(&x->server->sessions, job->alone ? NULL : x->id, job);
    if (result != PML_SESSION_OK) {
        pml_job_free(job);
        x->answer = pml_answer_refusal(result, false, x->of_view);
        r->answered = true;
        MHD_resume_connection(r->connection);
    }
    return MHD_YES;
}

/* -- receiving --------------------------------------------------------------------------- */

typedef struct PmlHeaderCounts {
    int length, transfer, host;
} PmlHeaderCounts;

static enum MHD_Result count_header(void *ctx, enum MHD_ValueKind kind, const char *key,
                                    const char *value)
{
    PmlHeaderCounts *c = ctx;
    (void)kind;
    (void)value;
    c->length += strcasecmp(key, "Content-Length") == 0;
    c->transfer += strcasecmp(key, "Transfer-Encoding") == 0;
    c->host += strcasecmp(key, "Host") == 0;
    return MHD_YES;
}

/* libmicrohttpd accepts framings that smuggle requests past a proxy; we do not. */
static bool framing_is_clear(struct MHD_Connection *connection)
{
    PmlHeaderCounts c = {0, 0, 0};
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_header, &c);
    return c.length + c.transfer <= 1 && c.host <= 1;
}

/* The address as it came: libmicrohttpd cuts the path at %00. Its two answers are all that is told.
 */
static char good_address, bad_address;

static void *check_address(void *ctx, const char *uri, struct MHD_Connection *connection)
{
    (void)ctx;
    (void)connection;
    for (const char *p = uri; p && *p; p++) {
        if ((unsigned char)*p < 33 || *p == 127 || strncmp(p, "%00", 3) == 0) {
            return &bad_address;
        }
    }
    return &good_address;
}

static void add_bytes(PmlRequest *r, const char *bytes, size_t n)
{
    PmlExchange *x = &r->x;
    if (r->too_large || x->n + n > PML_REQUEST_MAX) {
        r->too_large = true;
        return;
    }
    if (x->n + n + 1 > r->capacity) {
        size_t capacity = (x->n + n + 1) * 2;
        char *more = realloc(x->body, capacity);
        if (!more) {
            r->too_large = true;
            return;
        }
        x->body = more;
        r->capacity = capacity;
    }
    memcpy(x->body + x->n, bytes, n);
    x->n += n;
    x->body[x->n] = 0;
}

static enum MHD_Result add_pair(void *ctx, enum MHD_ValueKind kind, const char *key,
                                const char *value)
{
    PmlExchange *x = ctx;
    (void)kind;
    if (x->query_n < PML_PAIRS && key) {
        x->query[x->query_n++] = (PmlPair){key, value ? value : ""};
    }
    return MHD_YES;
}

static enum MHD_Result begin_request(PmlHttp *http, struct MHD_Connection *connection, void **state)
{
    bool bad = *state == &bad_address;
    PmlRequest *r = calloc(1, sizeof *r);
    *state = r;
    if (!r) {
        return MHD_NO;
    }
    r->http = http;
    r->connection = connection;
    r->x.server = http->server;
    if (bad) {
        r->x.answer = pml_answer_error(400, "bad_address", NULL,
                                       "The address holds a byte that no address may.");
        return send_answer(r);
    }
    if (!framing_is_clear(connection)) {
        r->x.answer = pml_answer_error(400, "bad_framing", NULL, "Ambiguous request framing.");
        return send_answer(r);
    }
    return MHD_YES;
}

static enum MHD_Result answer_request(PmlRequest *r, const char *method, const char *path)
{
    PmlExchange *x = &r->x;
    if (r->too_large) {
        x->answer = pml_answer_error(413, "request_too_large", "request_bytes",
                                     "A request has at most 1 MiB.");
        return send_answer(r);
    }
    const char *owner =
        MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "X-PyMemLab-Owner");
    r->owner = owner ? strdup(owner) : NULL;
    x->owner = r->owner;
    x->last_event = MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "Last-Event-ID");
    x->takes_gzip =
        takes_gzip(MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "Accept-Encoding"));
    x->known = MHD_lookup_connection_value(r->connection, MHD_HEADER_KIND, "If-None-Match");
    x->method = method;
    x->path = path;
    MHD_get_connection_values(r->connection, MHD_GET_ARGUMENT_KIND, add_pair, x);
    pml_route(x);
    if (x->answer.status) {
        return send_answer(r);
    }
    return x->job ? give_to_workers(r) : send_stream(r);
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    (void)version;
    if (!*state || *state == &good_address || *state == &bad_address) {
        return begin_request(ctx, connection, state);
    }
    PmlRequest *r = *state;
    if (*upload_size) {
        add_bytes(r, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    return r->answered ? send_answer(r) : answer_request(r, method, url);
}

static void completed(void *ctx, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why)
{
    PmlHttp *http = ctx;
    PmlRequest *r = *state;
    (void)why;
    if (!r || *state == &good_address || *state == &bad_address) {
        return;
    }
    pml_connection_set(&http->connections, clocked(connection), PML_CONNECTION_ASKS);
    free(r->x.body);
    free(r->owner);
    free(r);
    *state = NULL;
}

/* -- begin and end ----------------------------------------------------------------------- */

static void *clock_thread(void *ctx)
{
    PmlHttp *http = ctx;
    int seconds = 0;
    pthread_mutex_lock(&http->lock);
    while (!http->stopping) {
        struct timespec at;
        clock_gettime(CLOCK_REALTIME, &at);
        at.tv_sec++;
        pthread_cond_timedwait(&http->wake, &http->lock, &at);
        pml_connections_sweep(&http->connections, http->server->request_seconds,
                              PML_ANSWER_SECONDS);
        if (++seconds % BEAT_SECONDS == 0) {
            pml_sessions_beat(&http->server->sessions);
        }
    }
    pthread_mutex_unlock(&http->lock);
    return NULL;
}

static bool start_daemon(PmlHttp *http, struct sockaddr_in *at, unsigned short port)
{
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, port, NULL, NULL, handle, http,
        MHD_OPTION_SOCK_ADDR, (struct sockaddr *)at, MHD_OPTION_NOTIFY_COMPLETED, completed, http,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, http, MHD_OPTION_URI_LOG_CALLBACK,
        check_address, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)PML_CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)PML_IDLE_SECONDS,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_LISTEN_BACKLOG_SIZE, 1024u,
        MHD_OPTION_END);
    return http->daemon != NULL;
}

PmlHttp *pml_http_start(PmlServer *server, const char *address, unsigned short port,
                        unsigned short *bound)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, address, &at.sin_addr) != 1) {
        errno = EINVAL;
        return NULL;
    }
    PmlHttp *http = calloc(1, sizeof *http);
    if (!http) {
        return NULL;
    }
    http->server = server;
    pml_connections_init(&http->connections);
    pthread_mutex_init(&http->lock, NULL);
    pthread_cond_init(&http->wake, NULL);
    if (!start_daemon(http, &at, port) ||
        pthread_create(&http->clock, NULL, clock_thread, http) != 0) {
        if (http->daemon) {
            MHD_stop_daemon(http->daemon);
        }
        free(http);
        return NULL;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    *bound = info ? info->port : port;
    return http;
}

void pml_http_stop(PmlHttp *http)
{
    pthread_mutex_lock(&http->lock);
    http->stopping = true;
    pthread_cond_signal(&http->wake);
    pthread_mutex_unlock(&http->lock);
    pthread_join(http->clock, NULL);
    MHD_stop_daemon(http->daemon);
    pml_connections_end(&http->connections);
    pthread_cond_destroy(&http->wake);
    pthread_mutex_destroy(&http->lock);
    free(http);
}

#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "routes.h"

enum { CONNECTION_LIMIT = 256, CONNECTION_TIMEOUT = 30 };

struct PmlHttp {
    struct MHD_Daemon *daemon;
};

static const char page_policy[] =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

static enum MHD_Result send_answer(struct MHD_Connection *connection, PmlAnswer *a)
{
    struct MHD_Response *r =
        a->owned ? MHD_create_response_from_buffer(a->size, a->body, MHD_RESPMEM_MUST_FREE)
                 : MHD_create_response_from_buffer(a->size, a->body, MHD_RESPMEM_PERSISTENT);
    if (!r) {
        if (a->owned) {
            free(a->body);
        }
        return MHD_NO;
    }
    MHD_add_response_header(r, "Content-Type", a->type);
    MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(r, "Cache-Control", a->is_page_file ? "no-cache" : "no-store");
    if (a->is_page_file) {
        MHD_add_response_header(r, "Content-Security-Policy", page_policy);
    }
    if (a->allow) {
        MHD_add_response_header(r, "Allow", a->allow);
    }
    if (a->status >= 400) {
        MHD_add_response_header(r, "Connection", "close");
    }
    enum MHD_Result result = MHD_queue_response(connection, a->status, r);
    MHD_destroy_response(r);
    return result;
}

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

typedef struct PmlBody {
    char *bytes;
    size_t used, capacity;
    bool too_large;
} PmlBody;

static void add_bytes(PmlBody *b, const char *bytes, size_t n)
{
    if (b->too_large || b->used + n > PML_REQUEST_MAX) {
        b->too_large = true;
        return;
    }
    if (b->used + n + 1 > b->capacity) {
        size_t capacity = (b->used + n + 1) * 2;
        char *more = realloc(b->bytes, capacity);
        if (!more) {
            b->too_large = true;
            return;
        }
        b->bytes = more;
        b->capacity = capacity;
    }
    memcpy(b->bytes + b->used, bytes, n);
    b->used += n;
    b->bytes[b->used] = 0;
}

static enum MHD_Result handle(void *ctx, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
    PmlServer *server = ctx;
    (void)version;
    PmlBody *body = *state;
    if (!body) {
        *state = calloc(1, sizeof *body);
        if (!*state) {
            return MHD_NO;
        }
        if (!framing_is_clear(connection)) {
            PmlAnswer a = pml_answer_error(400, "bad_framing", "Ambiguous request framing.");
            return send_answer(connection, &a);
        }
        return MHD_YES;
    }
    if (*upload_size) {
        add_bytes(body, upload, *upload_size);
        *upload_size = 0;
        return MHD_YES;
    }
    PmlAnswer a;
    if (body->too_large) {
        a = pml_answer_error(413, "request_too_large", "A request has at most 1 MiB.");
    } else {
        const char *owner =
            MHD_lookup_connection_value(connection, MHD_HEADER_KIND, "X-PyMemLab-Owner");
        a = pml_route(server, method, url, owner, body->bytes ? body->bytes : "", body->used);
    }
    return send_answer(connection, &a);
}

static void completed(void *ctx, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode why)
{
    (void)ctx;
    (void)connection;
    (void)why;
    PmlBody *body = *state;
    if (body) {
        free(body->bytes);
        free(body);
    }
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
    http->daemon = MHD_start_daemon(
        MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, port, NULL,
        NULL, handle, server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
        MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)CONNECTION_LIMIT, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)CONNECTION_TIMEOUT,
        MHD_OPTION_THREAD_STACK_SIZE, (size_t)(64 << 20), MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u,
        MHD_OPTION_END);
    if (!http->daemon) {
        free(http);
        return NULL;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT);
    *bound = info ? info->port : port;
    return http;
}

void pml_http_stop(PmlHttp *http)
{
    MHD_stop_daemon(http->daemon);
    free(http);
}

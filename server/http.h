/* The HTTP host: libmicrohttpd with one thread for the network; commands run in workers.c. */
#ifndef PML_HTTP_H
#define PML_HTTP_H

#include "sessions.h"
#include "static_files.h"

enum { PML_CONNECTIONS = 1500, PML_IDLE_SECONDS = 30, PML_ANSWER_SECONDS = 120 };

typedef struct PmlServer {
    PmlSessions sessions;
    PmlStaticFile *files;
    int workers;
    double request_seconds;
    pthread_mutex_t openapi_lock;
    char *openapi; /* made when first asked for */
    size_t openapi_n;
} PmlServer;

typedef struct PmlHttp PmlHttp;
/* Listen on address:port (port 0: any); NULL with errno set. *bound gets the port. */
PmlHttp *pml_http_start(PmlServer *server, const char *address, unsigned short port,
                        unsigned short *bound);
/* After pml_sessions_stop: nothing may wait for a worker. */
void pml_http_stop(PmlHttp *http);

#endif

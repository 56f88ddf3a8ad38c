/* The HTTP host: libmicrohttpd, one thread per connection. */
#ifndef PML_HTTP_H
#define PML_HTTP_H

#include "sessions.h"
#include "static_files.h"

typedef struct PmlServer {
    PmlSessions sessions;
    PmlStaticFile *files;
    char *openapi;
} PmlServer;

typedef struct PmlHttp PmlHttp;
/* Listen on address:port (port 0: any); NULL with errno set. *bound gets the port. */
PmlHttp *pml_http_start(PmlServer *server, const char *address, unsigned short port,
                        unsigned short *bound);
void pml_http_stop(PmlHttp *http);

#endif

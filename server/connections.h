/* The open connections, and how long each may take: libmicrohttpd only knows idle ones, so a client
 * that sends or takes a byte now and then would keep its place for ever. */
#ifndef PML_CONNECTIONS_H
#define PML_CONNECTIONS_H

#include <pthread.h>
#include <stdbool.h>

typedef enum PmlConnectionState {
    PML_CONNECTION_ASKS,   /* a request is awaited or coming in */
    PML_CONNECTION_WAITS,  /* for a worker, or for events: no limit */
    PML_CONNECTION_ANSWERS /* an answer is going out */
} PmlConnectionState;

typedef struct PmlConnection {
    int socket;
    PmlConnectionState state;
    double since;
    struct PmlConnection *next, **here;
} PmlConnection;

typedef struct PmlConnections {
    pthread_mutex_t lock;
    PmlConnection *first;
} PmlConnections;

void pml_connections_init(PmlConnections *c);
void pml_connections_end(PmlConnections *c);
PmlConnection *pml_connection_add(PmlConnections *c, int socket); /* NULL: no memory */
void pml_connection_remove(PmlConnections *c, PmlConnection *connection);
void pml_connection_set(PmlConnections *c, PmlConnection *connection, PmlConnectionState state);
/* Cut those that take too long. */
void pml_connections_sweep(PmlConnections *c, double request_seconds, double answer_seconds);

#endif

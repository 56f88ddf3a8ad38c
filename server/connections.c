#include "connections.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void pml_connections_init(PmlConnections *c)
{
    memset(c, 0, sizeof *c);
    pthread_mutex_init(&c->lock, NULL);
}

void pml_connections_end(PmlConnections *c)
{
    pthread_mutex_destroy(&c->lock);
}

PmlConnection *pml_connection_add(PmlConnections *c, int socket)
{
    PmlConnection *connection = calloc(1, sizeof *connection);
    if (!connection) {
        return NULL;
    }
    connection->socket = socket;
    connection->since = now();
    pthread_mutex_lock(&c->lock);
    connection->next = c->first;
    connection->here = &c->first;
    if (c->first) {
        c->first->here = &connection->next;
    }
    c->first = connection;
    pthread_mutex_unlock(&c->lock);
    return connection;
}

void pml_connection_remove(PmlConnections *c, PmlConnection *connection)
{
    if (!connection) {
        return;
    }
    pthread_mutex_lock(&c->lock);
    *connection->here = connection->next;
    if (connection->next) {
        connection->next->here = connection->here;
    }
    pthread_mutex_unlock(&c->lock);
    free(connection);
}

void pml_connection_set(PmlConnections *c, PmlConnection *connection, PmlConnectionState state)
{
    if (connection) {
        pthread_mutex_lock(&c->lock);
        connection->state = state;
        connection->since = now();
        pthread_mutex_unlock(&c->lock);
    }
}

void pml_connections_sweep(PmlConnections *c, double request_seconds, double answer_seconds)
{
    double t = now();
    pthread_mutex_lock(&c->lock);
    for (PmlConnection *x = c->first; x; x = x->next) {
        double limit = x->state == PML_CONNECTION_ASKS ? request_seconds : answer_seconds;
        if (x->state != PML_CONNECTION_WAITS && t - x->since > limit) {
            shutdown(x->socket, SHUT_RDWR); /* the network thread sees it and closes it */
        }
    }
    pthread_mutex_unlock(&c->lock);
}

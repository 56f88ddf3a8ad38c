/* pymemlab serve: the page and the HTTP API. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "command_line.h"
#include "http.h"

typedef struct PmlServeOptions {
    const char *address, *web;
    long port, max_sessions, workers;
    double request_seconds;
    PmlDoorConfig config;
} PmlServeOptions;

static bool number(const char *text, double low, double high, double *out)
{
    char *end;
    *out = strtod(text, &end);
    return *text && !*end && *out >= low && *out <= high;
}

static bool parse_options(int argc, char **argv, PmlServeOptions *o)
{
    for (int i = 0; i < argc; i++) {
        double v = 0;
        const char *name = argv[i];
        const char *value = i + 1 < argc ? argv[++i] : "";
        if (strcmp(name, "--address") == 0) {
            o->address = value;
        } else if (strcmp(name, "--web") == 0) {
            o->web = value;
        } else if (strcmp(name, "--port") == 0 && number(value, 0, 65535, &v)) {
            o->port = (long)v;
        } else if (strcmp(name, "--sessions") == 0 && number(value, 1, 10000, &v)) {
            o->max_sessions = (long)v;
        } else if (strcmp(name, "--workers") == 0 && number(value, 1, 256, &v)) {
            o->workers = (long)v;
        } else if (strcmp(name, "--request-seconds") == 0 && number(value, 1, 3600, &v)) {
            o->request_seconds = v;
        } else if (strcmp(name, "--ticks") == 0 && number(value, 1, 1e15, &v)) {
            o->config.ticks = (uint64_t)v;
        } else if (strcmp(name, "--seconds") == 0 && number(value, 0.001, 86400, &v)) {
            o->config.seconds = v;
        } else if (strcmp(name, "--heap-mib") == 0 && number(value, 16, 65536, &v)) {
            o->config.heap_bytes = (uint64_t)v << 20;
        } else {
            fprintf(stderr, "pymemlab serve: bad option or value: %s %s\n", name, value);
            return false;
        }
    }
    return true;
}

/* Every connection is a file. */
static void allow_files(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static sigset_t hold_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    return signals;
}

/* A program inside C code keeps its worker until its time is up: more of them than processors. */
static long default_workers(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 4 ? processors * 2 : 8;
}

int pml_command_serve(int argc, char **argv)
{
    PmlServeOptions o = {.address = "127.0.0.1",
                         .port = 8080,
                         .max_sessions = 100,
                         .workers = default_workers(),
                         .request_seconds = 60,
                         .config = pml_door_defaults()};
    if (!parse_options(argc, argv, &o)) {
        return 2;
    }
    sigset_t signals = hold_signals();
    allow_files();
    PmlServer server = {.workers = (int)o.workers, .request_seconds = o.request_seconds};
    pthread_mutex_init(&server.openapi_lock, NULL);
    pml_sessions_init(&server.sessions, &o.config, (int)o.max_sessions);
    server.files = o.web ? pml_static_load(o.web) : NULL;
    unsigned short port;
    PmlHttp *http = pml_sessions_start(&server.sessions, server.workers)
                        ? pml_http_start(&server, o.address, (unsigned short)o.port, &port)
                        : NULL;
    if (!http) {
        fprintf(stderr, "pymemlab serve: cannot listen on %s:%ld: %s\n", o.address, o.port,
                strerror(errno));
        return 1;
    }
    printf("PyMemLab serves http://%s:%u%s\n",
           strcmp(o.address, "0.0.0.0") == 0 ? "localhost" : o.address, port,
           server.files ? "" : " (API only: no page was given with --web)");
    fflush(stdout);
    int caught;
    sigwait(&signals, &caught);
    pml_sessions_stop(&server.sessions);
    pml_http_stop(http);
    pml_sessions_end(&server.sessions);
    pml_static_free(server.files);
    free(server.openapi);
    return 0;
}

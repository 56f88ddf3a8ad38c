/* method + path -> what to do. Knows HTTP's words but not libmicrohttpd. */
#ifndef PML_ROUTES_H
#define PML_ROUTES_H

#include "http.h"

typedef struct PmlAnswer {
    unsigned status;
    const char *type;
    char *body;
    size_t size;
    bool owned;           /* body is to be freed */
    bool is_page_file;    /* a file of the page: needs its security policy */
    bool packed;          /* body is gzipped */
    const char *tag;      /* of a page file: its ETag */
    const char *allow;    /* for 405 and OPTIONS */
    const char *location; /* for 302 */
} PmlAnswer;

typedef struct PmlPair {
    const char *key, *value;
} PmlPair;
enum { PML_PAIRS = 16 };

/* One request, and which of three it comes to: an answer; a job for the workers; a stream. */
typedef struct PmlExchange {
    PmlServer *server;
    const char *method, *path, *owner, *last_event;
    PmlPair query[PML_PAIRS];
    int query_n;
    bool takes_gzip;
    const char *known; /* If-None-Match: the tags of what the client has; NULL: none */
    char *body;        /* NULL: empty */
    size_t n;
    char id[PML_ID_TEXT];
    PmlAnswer answer; /* when status is not 0 */
    PmlJob *job;      /* else, when not NULL: to be added for the session `id` ("": alone) */
    bool of_view;     /* id is a view's: the job is a follower's; else a stream */
    bool latest;      /* of the session's (the view's) events, */
    uint64_t after;   /* after this one */
} PmlExchange;

/* limit: the one that was in the way, or NULL. */
PmlAnswer pml_answer_error(unsigned status, const char *code, const char *limit,
                           const char *message);
PmlAnswer pml_answer_json(unsigned status, char *body, size_t n);
/* Why a job or a stream was not taken. */
PmlAnswer pml_answer_refusal(PmlSessionResult result, bool stream, bool of_view);
void pml_route(PmlExchange *x);
void pml_job_free(PmlJob *job);

/* openapi.c: the document, malloc'ed; NULL: no memory, or a command's example is not right. */
char *pml_openapi(size_t *n);
/* limits.c: the reply of /api/v1/limits. */
char *pml_limits(const PmlServer *s, size_t *n);

#endif

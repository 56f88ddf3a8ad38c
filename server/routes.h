/* method + path -> answer. Knows HTTP's words but not libmicrohttpd. */
#ifndef PML_ROUTES_H
#define PML_ROUTES_H

#include "http.h"

typedef struct PmlAnswer {
    unsigned status;
    const char *type;
    char *body;
    size_t size;
    bool owned;        /* body is to be freed */
    bool is_page_file; /* a file of the page: needs its security policy */
    const char *allow; /* for 405 */
} PmlAnswer;

PmlAnswer pml_answer_error(unsigned status, const char *code, const char *message);
/* owner: the caller's token, NULL or unknown: none. */
PmlAnswer pml_route(PmlServer *server, const char *method, const char *path, const char *owner,
                    const char *body, size_t n);

#endif

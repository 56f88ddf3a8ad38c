/* A request of the door being written, piece by piece. */
#ifndef PML_REQUEST_TEXT_H
#define PML_REQUEST_TEXT_H

#include <stddef.h>

typedef struct PmlRequest {
    char *text;
    size_t used, capacity;
} PmlRequest;

void pml_request_put(PmlRequest *r, const char *text);    /* as it is */
void pml_request_string(PmlRequest *r, const char *text); /* quoted */

#endif

/* A query's "key=value" as a member of a request. */
#ifndef PML_QUERY_H
#define PML_QUERY_H

#include "api/reply.h"

/* Lists are separated by commas. What does not look like the field's type is written as a string,
 * for the check of the request to complain about. */
void pml_put_query_field(PmlReply *w, const char *command, const char *key, const char *value);

#endif

/* The JSON schemas of requests, replies and events, written from commands.def, shapes.def and
 * events.def, and every command's example, run. For hosts that describe themselves (OpenAPI). */
#ifndef PML_SCHEMA_H
#define PML_SCHEMA_H

#include "api/door.h"
#include "api/reply.h"

extern const int pml_schema_commands; /* how many; an index is an int below */
const char *pml_schema_name(int command);
const char *pml_schema_summary(int command);
bool pml_schema_looks(int command); /* changes nothing */
/* "run_to" and "Reply" give "RunToReply". */
void pml_schema_title(const char *name, const char *suffix, char *out, size_t n);

/* The members of an object `name`: every shape, and of every command its request and its reply. */
void pml_put_shape_schemas(PmlReply *w);
void pml_put_event_schemas(PmlReply *w);
/* An object's schema from its members, written as in shapes.def; ok: a reply, with "ok":true. */
void pml_put_members_schema(PmlReply *w, const char *name, const char *members, bool ok);
void pml_put_reference(PmlReply *w, const char *name, const char *schema);
/* Elements of a list: the request's fields as parameters of a query. */
void pml_put_query_parameters(PmlReply *w, int command);

/* A command's example, run in `door` after the example program: what must be asked before it (JSON
 * list of {"command","body"}, the program first), its body and its reply, malloc'ed. */
typedef struct PmlExample {
    char *before, *body, *reply;
} PmlExample;
bool pml_example_run(int command, PmlExample *e); /* false: no memory, or it is not right */
void pml_example_free(PmlExample *e);

#endif

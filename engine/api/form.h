/* A JSON object with given fields, for a host's own routes: checked as the commands' requests are.
 */
#ifndef PML_FORM_H
#define PML_FORM_H

#include <stddef.h>
#include <stdint.h>

#include "api/reply.h"

typedef struct cJSON PmlForm;

/* n bytes as a form called `name`; fields as in commands.def. NULL: the error is in `error`. */
PmlForm *pml_form_read(const char *name, const char *fields, const char *body, size_t n,
                       PmlReply *error);
void pml_form_free(PmlForm *form);
const char *pml_form_text(const PmlForm *form, const char *field); /* NULL: not given */
int64_t pml_form_int(const PmlForm *form, const char *field, int64_t fallback);

#endif

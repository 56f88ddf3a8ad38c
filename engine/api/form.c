#include "api/form.h"
#include "api/door_state.h"

#include <stdio.h>

static const char *misfit(const char *name, const char *fields, const cJSON *form, char *text,
                          size_t n)
{
    if (cJSON_HasObjectItem(form, "command")) { /* of every command, but of no form */
        snprintf(text, n, "\"%s\" has no field \"command\".", name);
        return text;
    }
    PmlCommand shape = {.name = name, .fields = fields};
    return pml_fields_check(&shape, form, text, n);
}

PmlForm *pml_form_read(const char *name, const char *fields, const char *body, size_t n,
                       PmlReply *error)
{
    char text[200];
    cJSON *form = pml_request_parse(body, n, error);
    const char *wrong = form ? misfit(name, fields, form, text, sizeof text) : NULL;
    if (wrong) {
        pml_reply_error(error, "bad_request", wrong);
        cJSON_Delete(form);
        return NULL;
    }
    return form;
}

void pml_form_free(PmlForm *form)
{
    cJSON_Delete(form);
}

const char *pml_form_text(const PmlForm *form, const char *field)
{
    return pml_field_text(form, field);
}

int64_t pml_form_int(const PmlForm *form, const char *field, int64_t fallback)
{
    return pml_field_int(form, field, fallback);
}

#include "api/query.h"
#include "api/door_state.h"

#include <stdio.h>

static bool is_number(const char *text, size_t n)
{
    size_t sign = n > 0 && text[0] == '-', i = sign;
    while (i < n && text[i] >= '0' && text[i] <= '9') {
        i++;
    }
    return i == n && n > sign && n < 18 && (n == sign + 1 || text[sign] != '0');
}

static void put_value(PmlReply *w, const char *name, const char *type, const char *text, size_t n)
{
    bool boolean =
        (n == 4 && memcmp(text, "true", 4) == 0) || (n == 5 && memcmp(text, "false", 5) == 0);
    bool number = strncmp(type, "integer", 7) == 0 || strcmp(type, "number") == 0;
    if ((number && is_number(text, n)) || (strcmp(type, "boolean") == 0 && boolean)) {
        pml_put_json(w, name, text, n);
    } else {
        pml_put_bytes(w, name, text, n);
    }
}

static void put_list(PmlReply *w, const PmlField *f, const char *text)
{
    pml_open_list(w, f->name);
    while (*text) {
        size_t n = strcspn(text, ",");
        put_value(w, NULL, f->type, text, n);
        text += n + (text[n] == ',');
    }
    pml_close(w);
}

void pml_put_query_field(PmlReply *w, const char *command, const char *key, const char *value)
{
    const PmlCommand *c = pml_command_named(command);
    PmlField f;
    for (const char *at = c ? c->fields : ""; pml_next_field(&at, &f);) {
        if (strcmp(f.name, key) == 0) {
            if (f.type[strlen(f.type) - 1] == 's') {
                put_list(w, &f, value);
            } else {
                put_value(w, f.name, f.type, value, strlen(value));
            }
            return;
        }
    }
    char name[64]; /* unknown: refused by its name */
    snprintf(name, sizeof name, "%.60s", key);
    for (char *p = name; *p; p++) {
        *p = *p < 32 || *p == '"' || *p == '\\' ? '?' : *p;
    }
    pml_put_text(w, name, value);
}

/* A request being written: text, and strings as JSON has them. */
#include "request_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void put(PmlRequest *r, const char *text, size_t n)
{
    if (r->used + n + 1 > r->capacity) {
        size_t capacity = (r->used + n + 1) * 2;
        char *more = realloc(r->text, capacity);
        if (!more) {
            exit(3);
        }
        r->text = more;
        r->capacity = capacity;
    }
    memcpy(r->text + r->used, text, n);
    r->used += n;
    r->text[r->used] = 0;
}

void pml_request_put(PmlRequest *r, const char *text)
{
    put(r, text, strlen(text));
}

void pml_request_string(PmlRequest *r, const char *text)
{
    char escaped[8];
    pml_request_put(r, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            snprintf(escaped, sizeof escaped, "\\%c", *text);
        } else if ((unsigned char)*text < 32) {
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*text);
        } else {
            snprintf(escaped, sizeof escaped, "%c", *text);
        }
        pml_request_put(r, escaped);
    }
    pml_request_put(r, "\"");
}

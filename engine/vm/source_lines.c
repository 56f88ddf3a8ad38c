/* The texts of programs that were run, so that tracebacks can show their lines. */
#include "vm/vm.h"

typedef struct PmlSource {
    struct PmlSource *next;
    char *filename;
    char *text;
    size_t size;
} PmlSource;

static char *copy_bytes(const char *p, size_t n)
{
    char *c = malloc(n + 1);
    if (c) {
        memcpy(c, p, n);
        c[n] = 0;
    }
    return c;
}

static PmlSource *find(const PmlEngine *E, const char *filename)
{
    for (PmlSource *s = E->sources; s; s = s->next) {
        if (strcmp(s->filename, filename) == 0) {
            return s;
        }
    }
    return NULL;
}

bool pml_remember_source(PmlEngine *E, const char *filename, const char *source, size_t n)
{
    PmlSource *s = find(E, filename);
    if (!s) {
        s = calloc(1, sizeof *s);
        if (!s) {
            return false;
        }
        s->filename = copy_bytes(filename, strlen(filename));
        s->next = E->sources;
        E->sources = s;
    }
    free(s->text);
    s->text = copy_bytes(source, n);
    s->size = n;
    return s->filename && s->text;
}

const char *pml_source_line(const PmlEngine *E, const char *filename, int number, size_t *n)
{
    const PmlSource *s = find(E, filename);
    if (!s || !s->text || number < 1) {
        return NULL;
    }
    const char *at = s->text, *end = s->text + s->size;
    for (int line = 1; line < number; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        if (!newline) {
            return NULL;
        }
        at = newline + 1;
    }
    if (at >= end) {
        return NULL;
    }
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    *n = (size_t)((newline ? newline : end) - at);
    return at;
}

void pml_forget_sources(PmlEngine *E)
{
    while (E->sources) {
        PmlSource *s = E->sources;
        E->sources = s->next;
        free(s->filename);
        free(s->text);
        free(s);
    }
}

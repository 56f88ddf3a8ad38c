/* How fast replies of 10,000 objects are written: by the direct writer alone (the same puts,
 * replayed from memory), with the walk over the objects, and beside them cJSON on the same reply.
 * CPU time, the best of many rounds; the aim is 500 MB/s. Fails only when the writer's bytes are
 * not those of the reply: a machine may be slow. usage: replies_bench */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cjson/cJSON.h>

#include "api/door.h"
#include "api/reply.h"

enum { ROUNDS = 60 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* One call of the writer. */
typedef struct PmlPut {
    enum { OPEN_OBJECT, OPEN_LIST, CLOSE, INTEGER, ADDRESS, TEXT, TRUE, FALSE, NONE } kind;
    const char *name, *text;
    size_t n;
    int64_t number;
} PmlPut;

typedef struct PmlPuts {
    PmlPut *list;
    size_t used, capacity;
} PmlPuts;

static void add(PmlPuts *p, PmlPut put)
{
    if (p->used == p->capacity) {
        p->capacity = p->capacity * 2 + 64;
        p->list = realloc(p->list, p->capacity * sizeof *p->list);
        if (!p->list) {
            exit(3);
        }
    }
    p->list[p->used++] = put;
}

static PmlPut scalar(const cJSON *j)
{
    PmlPut put = {.kind = NONE, .name = j->string};
    if (cJSON_IsNumber(j)) {
        put.kind = INTEGER;
        put.number = (int64_t)j->valuedouble;
    } else if (cJSON_IsBool(j)) {
        put.kind = cJSON_IsTrue(j) ? TRUE : FALSE;
    } else if (cJSON_IsString(j)) {
        char *end;
        put.kind = TEXT;
        put.text = j->valuestring;
        put.n = strlen(put.text);
        put.number = (int64_t)strtoull(put.text, &end, 16);
        if (strncmp(put.text, "0x7f", 4) == 0 && !*end) {
            put.kind = ADDRESS;
        }
    }
    return put;
}

static void flatten(const cJSON *j, PmlPuts *p)
{
    if (!cJSON_IsObject(j) && !cJSON_IsArray(j)) {
        add(p, scalar(j));
        return;
    }
    add(p, (PmlPut){.kind = cJSON_IsObject(j) ? OPEN_OBJECT : OPEN_LIST, .name = j->string});
    const cJSON *child;
    cJSON_ArrayForEach(child, j)
    {
        flatten(child, p);
    }
    add(p, (PmlPut){.kind = CLOSE});
}

static char *replay(const PmlPuts *p, size_t *n)
{
    PmlReply w = {0};
    for (size_t i = 0; i < p->used; i++) {
        const PmlPut *put = &p->list[i];
        switch (put->kind) {
        case OPEN_OBJECT: pml_open_object(&w, put->name); break;
        case OPEN_LIST: pml_open_list(&w, put->name); break;
        case CLOSE: pml_close(&w); break;
        case INTEGER: pml_put_int(&w, put->name, put->number); break;
        case ADDRESS: pml_put_address(&w, put->name, (uint64_t)put->number); break;
        case TEXT: pml_put_bytes(&w, put->name, put->text, put->n); break;
        case TRUE: pml_put_bool(&w, put->name, true); break;
        case FALSE: pml_put_bool(&w, put->name, false); break;
        default: pml_put_null(&w, put->name);
        }
    }
    return pml_reply_take(&w, n);
}

static char *ask(PmlDoor *door, const char *request, size_t *n)
{
    return pml_door_command(door, request, strlen(request), n);
}

/* -- what is measured -------------------------------------------------------------------- */

typedef struct PmlCase {
    PmlDoor *door;
    PmlPuts puts;
    cJSON *tree;
    size_t bytes;
} PmlCase;

static char *writer_alone(PmlCase *c)
{
    size_t n;
    return replay(&c->puts, &n);
}

static char *with_walk(PmlCase *c)
{
    size_t n;
    return ask(c->door, "{\"command\":\"state\",\"limit\":10000}", &n);
}

static char *cjson_print(PmlCase *c)
{
    return cJSON_PrintUnformatted(c->tree);
}

static char *cjson_build_and_print(PmlCase *c)
{
    cJSON *copy = cJSON_Duplicate(c->tree, 1);
    char *text = cJSON_PrintUnformatted(copy);
    cJSON_Delete(copy);
    return text;
}

static double measure(const char *what, char *(*run)(PmlCase *c), PmlCase *c, const char *expected)
{
    double best = 1e9;
    bool same = true;
    for (int i = 0; i < ROUNDS; i++) {
        double before = now();
        char *text = run(c);
        double took = now() - before;
        best = took < best ? took : best;
        same = same && text && (!expected || strcmp(text, expected) == 0);
        free(text);
    }
    double rate = (double)c->bytes / best / 1e6;
    printf("%-32s %8.3f ms %8.0f MB/s%s\n", what, best * 1e3, rate, same ? "" : "  OTHER BYTES");
    return same ? rate : 0;
}

int main(void)
{
    PmlDoorConfig config = pml_door_defaults();
    PmlCase c = {.door = pml_door_new(&config)};
    size_t n;
    if (!c.door) {
        return 3;
    }
    free(ask(
        c.door,
        "{\"command\":\"exec\",\"source\":\"k = [[i, str(i), {'n': i}] for i in range(4000)]\"}",
        &n));
    char *reply = with_walk(&c);
    c.bytes = strlen(reply);
    c.tree = cJSON_Parse(reply);
    flatten(c.tree, &c.puts);
    printf("a reply of %d objects, %zu bytes\n",
           cJSON_GetArraySize(cJSON_GetObjectItem(c.tree, "objects")), strlen(reply));
    double rate = measure("the writer alone", writer_alone, &c, reply);
    measure("the command, walk included", with_walk, &c, reply);
    measure("cJSON: print", cjson_print, &c, NULL);
    measure("cJSON: build, print, free", cjson_build_and_print, &c, NULL);
    bool good = rate > 0;
    printf("%s - equal bytes\n%d passed, %d failed\n", good ? "ok" : "not ok", good, !good);
    free(c.puts.list);
    cJSON_Delete(c.tree);
    free(reply);
    pml_door_free(c.door);
    return !good;
}

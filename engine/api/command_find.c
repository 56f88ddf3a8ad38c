/* find: the program's objects by name, type, value, id or generation, however many there are. */
#include <stdio.h>

#include "api/door_state.h"
#include "observe/census.h"
#include "observe/describe.h"
#include "observe/own_objects.h"

typedef enum PmlFoundBy { FOUND_NOT, FOUND_NAME, FOUND_TYPE, FOUND_VALUE, FOUND_ID } PmlFoundBy;
static const char *const by_texts[] = {"", "name", "type", "value", "id"};

/* Of a long chain only the end is told. */
enum { WAY_MAX = 24, TEXT_MAX = 200 };

typedef struct PmlFinder {
    PmlEngine *E;
    char text[TEXT_MAX + 1]; /* in small letters; empty: any */
    const char *type;        /* NULL: any */
    int64_t generation;      /* -1: any; 4: not tracked */
    PmlObjMap generations;
    PmlObjMap names; /* named so: 1 + index of the name in the walk over names */
    PmlReach own;
    int64_t total, from, limit, shown;
    PmlReply *reply;
} PmlFinder;

static void small(const char *text, char *out, size_t size)
{
    size_t i = 0;
    for (; text[i] && i + 1 < size; i++) {
        out[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
    }
    out[i] = 0;
}

static bool has(const PmlFinder *f, const char *text)
{
    char copy[256];
    small(text, copy, sizeof copy);
    return strstr(copy, f->text) != NULL;
}

static void on_name(void *ctx, PmlObj *name, PmlObj *value)
{
    PmlFinder *f = ctx;
    char text[96];
    pml_describe_name(name, text, sizeof text);
    if (has(f, text)) {
        pml_objmap_at(&f->names, value, 1, NULL);
    }
}

static void note_generations(PmlFinder *f)
{
    PmlGc *gc = f->E->gc;
    for (int i = 0; i < 4; i++) {
        const PmlGcHead *list = i < 3 ? &gc->gen[i] : &gc->permanent;
        for (const PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            pml_objmap_at(&f->generations, pml_from_gc(g), i, NULL);
        }
    }
}

static PmlFoundBy matches(PmlFinder *f, PmlObj *o)
{
    char text[256];
    if (f->type && strcmp(f->type, pml_describe_type(o)) != 0) {
        return FOUND_NOT;
    }
    if (f->generation >= 0 && pml_objmap_get(&f->generations, o, 4) != f->generation) {
        return FOUND_NOT;
    }
    if (!f->text[0]) {
        return FOUND_TYPE;
    }
    if (pml_objmap_get(&f->names, o, 0)) {
        return FOUND_NAME;
    }
    if (has(f, pml_describe_type(o))) {
        return FOUND_TYPE;
    }
    pml_describe_value(f->E, o, text, sizeof text);
    if (has(f, text)) {
        return FOUND_VALUE;
    }
    snprintf(text, sizeof text, "0x%llx", (unsigned long long)pml_model_address(f->E, o));
    return has(f, text) ? FOUND_ID : FOUND_NOT;
}

/* The holders from a name, or as near to it as the way may be long, down to the object. */
static void put_way(PmlFinder *f, int64_t node)
{
    int64_t way[WAY_MAX], n = 0;
    for (int64_t i = f->own.nodes[node].parent; i >= 0 && n < WAY_MAX; i = f->own.nodes[i].parent) {
        way[n++] = i;
    }
    pml_open_list(f->reply, "way");
    while (n > 0) {
        pml_put_object_id(f->reply, NULL, f->E, f->own.nodes[way[--n]].object);
    }
    pml_close(f->reply);
}

static void put_match(PmlFinder *f, int64_t node, PmlFoundBy by)
{
    PmlObj *o = f->own.nodes[node].object;
    int64_t generation = pml_objmap_get(&f->generations, o, -1);
    pml_open_object(f->reply, NULL);
    pml_put_object_fields(f->reply, f->E, o);
    if (generation >= 0) {
        pml_put_int(f->reply, "generation", generation);
    } else {
        pml_put_null(f->reply, "generation");
    }
    pml_put_text(f->reply, "by", by_texts[by]);
    put_way(f, node);
    pml_close(f->reply);
}

/* Those with such a name first, then by type, value, id: as a person would go through them. */
static void put_matches(PmlFinder *f)
{
    unsigned char *by = calloc((size_t)f->own.count + 1, 1);
    if (!by) {
        f->own.failed = true;
        return;
    }
    for (int64_t i = 0; i < f->own.count; i++) {
        by[i] = (unsigned char)matches(f, f->own.nodes[i].object);
    }
    for (int kind = FOUND_NAME; kind <= FOUND_ID; kind++) {
        for (int64_t i = 0; i < f->own.count; i++) {
            if (by[i] == kind && f->total++ >= f->from && f->shown < f->limit) {
                put_match(f, i, (PmlFoundBy)kind);
                f->shown++;
            }
        }
    }
    free(by);
}

static void put_types(PmlFinder *f)
{
    PmlCensus c = {0};
    pml_census_of(f->E, &f->own, &c);
    pml_open_list(f->reply, "types");
    for (int64_t i = 0; i < c.used && i < 200; i++) {
        pml_open_object(f->reply, NULL);
        pml_put_text(f->reply, "type", c.types[i].type);
        pml_put_int(f->reply, "count", c.types[i].count);
        pml_put_int(f->reply, "bytes", c.types[i].bytes);
        pml_close(f->reply);
    }
    pml_close(f->reply);
    f->own.failed |= c.failed;
    pml_census_free(&c);
}

static bool want(PmlFinder *f, const cJSON *request)
{
    const char *text = pml_field_text(request, "text");
    f->type = pml_field_text(request, "type");
    f->generation = pml_field_int(request, "generation", -1);
    f->from = pml_field_int(request, "from", 0);
    if (text && strlen(text) > TEXT_MAX) {
        pml_reply_error(f->reply, "bad_request", "\"text\" is at most 200 bytes.");
        return false;
    }
    if (f->generation < -1 || f->generation > 4) {
        pml_reply_error(f->reply, "bad_generation",
                        "generation is 0 to 2, 3 for frozen objects, 4 for those not tracked.");
        return false;
    }
    small(text ? text : "", f->text, sizeof f->text);
    return pml_want_limit(request, 50, &f->limit, f->reply);
}

void pml_command_find(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlFinder f = {.E = door->E, .reply = reply};
    if (!want(&f, request)) {
        return;
    }
    pml_own_objects(door->E, &f.own);
    note_generations(&f);
    if (f.text[0]) {
        pml_own_names(door->E, on_name, &f);
    }
    pml_open_list(reply, "matches");
    put_matches(&f);
    pml_close(reply);
    pml_put_int(reply, "total", f.total);
    pml_put_int(reply, "omitted", f.total - f.shown);
    pml_put_int(reply, "looked", f.own.count);
    put_types(&f);
    if (f.own.failed || f.names.failed || f.generations.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at all objects.");
    }
    pml_reach_free(&f.own);
    pml_objmap_free(&f.names);
    pml_objmap_free(&f.generations);
}

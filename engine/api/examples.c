/* The examples of commands.def, run: what is shown is what was answered. */
#include "api/door_state.h"
#include "api/schema.h"

#include <ctype.h>
#include <stdio.h>

static const char *const examples[] = {
#define PML_REPLY(name, kind, members, example) example,
#include "api/commands.def"
};

static char *ask(PmlDoor *door, const char *command, const char *body, size_t n)
{
    size_t size;
    return pml_door_named(door, command, body, n, &size);
}

static bool is_good(const char *reply)
{
    return reply && strncmp(reply, "{\"ok\":true", 10) == 0;
}

/* An export of the session as it is: the value of the reply's only member. */
static void put_recording(PmlDoor *door, PmlReply *w)
{
    static const char before[] = "{\"ok\":true,\"recording\":";
    char *reply = ask(door, "export", "", 0);
    if (is_good(reply)) {
        pml_reply_put(w, NULL, reply + sizeof before - 1, strlen(reply) - sizeof before);
    }
    free(reply);
}

/* body with $recording and $name put in. */
static char *fill_in(PmlDoor *door, const char *body, size_t n, size_t *filled)
{
    PmlReply w = {0};
    const char *end = body + n;
    while (body < end) {
        const char *dollar = memchr(body, '$', (size_t)(end - body));
        const char *stop = dollar ? dollar : end;
        w.comma = false; /* pieces of one text */
        pml_reply_put(&w, NULL, body, (size_t)(stop - body));
        w.comma = false;
        if (!dollar) {
            break;
        }
        char name[32];
        size_t length = 0;
        while (isalpha((unsigned char)dollar[1 + length]) && length < sizeof name - 1) {
            name[length] = dollar[1 + length];
            length++;
        }
        name[length] = 0;
        if (strcmp(name, "recording") == 0) {
            put_recording(door, &w);
        } else {
            char text[24];
            PmlObj *main = door->E->vm->main_module.p;
            PmlObj *o = pml_dict_get_text(door->E, pml_module_dict(main), name);
            snprintf(text, sizeof text, "0x%llx",
                     o ? (unsigned long long)pml_model_address(door->E, o) : 0ULL);
            pml_reply_put(&w, NULL, text, strlen(text));
        }
        body = dollar + 1 + length;
    }
    return pml_reply_take(&w, filled);
}

static void put_before(PmlReply *w, const char *command, const char *body, size_t n)
{
    pml_open_object(w, NULL);
    pml_put_text(w, "command", command);
    pml_put_json(w, "body", body, n);
    pml_close(w);
}

/* The example program, then the lines before the last: "command body". */
static bool prepare(PmlDoor *door, const char **example, PmlReply *before)
{
    PmlReply record = {0};
    size_t n;
    pml_open_object(&record, NULL);
    pml_put_text(&record, "source", PML_EXAMPLE_PROGRAM);
    char *program = pml_reply_take(&record, &n);
    char *reply = program ? ask(door, "record", program, n) : NULL;
    bool good = is_good(reply);
    put_before(before, "record", program ? program : "{}", program ? n : 2);
    free(reply);
    free(program);
    for (const char *line = strchr(*example, '\n'); good && line; line = strchr(*example, '\n')) {
        char command[32];
        size_t word = strcspn(*example, " ");
        snprintf(command, sizeof command, "%.*s", (int)word, *example);
        const char *body = *example + word + 1;
        char *filled = fill_in(door, body, (size_t)(line - body), &n);
        reply = filled ? ask(door, command, filled, n) : NULL;
        good = is_good(reply);
        if (filled) {
            put_before(before, command, filled, n);
        }
        free(reply);
        free(filled);
        *example = line + 1;
    }
    return good;
}

bool pml_example_run(int command, PmlExample *e)
{
    PmlDoorConfig config = pml_door_defaults();
    PmlDoor *door = pml_door_new(&config);
    const char *example = examples[command];
    PmlReply before = {0};
    size_t n;
    memset(e, 0, sizeof *e);
    if (!door) {
        return false;
    }
    pml_open_list(&before, NULL);
    bool good = prepare(door, &example, &before);
    e->before = pml_reply_take(&before, &n);
    e->body = good ? fill_in(door, example, strlen(example), &n) : NULL;
    e->reply = e->body ? ask(door, pml_schema_name(command), e->body, n) : NULL;
    pml_door_free(door);
    return e->before && is_good(e->reply);
}

void pml_example_free(PmlExample *e)
{
    free(e->before);
    free(e->body);
    free(e->reply);
}

/* pymemlab look: records a script, goes to a moment of it, asks one command, and shows the answer
 * as text. Every command of the API has its terminal form this way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "command_line.h"
#include "show_json.h"

typedef struct PmlRequest {
    char *text;
    size_t used, capacity;
} PmlRequest;

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

static void put_text(PmlRequest *r, const char *text)
{
    put(r, text, strlen(text));
}

static void put_string(PmlRequest *r, const char *text)
{
    char escaped[8];
    put_text(r, "\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') {
            snprintf(escaped, sizeof escaped, "\\%c", *text);
        } else if ((unsigned char)*text < 32) {
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*text);
        } else {
            snprintf(escaped, sizeof escaped, "%c", *text);
        }
        put_text(r, escaped);
    }
    put_text(r, "\"");
}

/* FIELD=VALUE: numbers, true, false and [lists] as they are, anything else as a string. */
static bool put_field(PmlRequest *r, const char *argument)
{
    const char *value = strchr(argument, '=');
    if (!value || value == argument) {
        fprintf(stderr, "pymemlab look: not FIELD=VALUE: %s\n", argument);
        return false;
    }
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(value - argument), argument);
    value++;
    bool number = *value && strspn(value, "0123456789") == strlen(value);
    bool plain = number || *value == '[' || !strcmp(value, "true") || !strcmp(value, "false");
    put_text(r, ",");
    put_string(r, name);
    put_text(r, ":");
    if (plain) {
        put_text(r, value);
    } else {
        put_string(r, value);
    }
    return true;
}

static char *ask(PmlDoor *door, PmlRequest *r)
{
    size_t n;
    put_text(r, "}");
    char *reply = pml_door_command(door, r->text, r->used, &n);
    r->used = 0;
    return reply;
}

static bool is_good(const char *reply)
{
    return reply && strncmp(reply, "{\"ok\":true", 10) == 0;
}

static int look(PmlDoor *door, const char *source, int argc, char **argv)
{
    PmlRequest r = {0};
    put_text(&r, "{\"command\":\"record\",\"source\":");
    put_string(&r, source);
    int at = 0;
    bool good = argc == 0 || strncmp(argv[0], "profile=", 8) != 0 || put_field(&r, argv[at++]);
    char *reply = ask(door, &r);
    good = good && is_good(reply);
    if (good && at < argc && strncmp(argv[at], "tick=", 5) == 0) {
        free(reply);
        put_text(&r, "{\"command\":\"seek\"");
        good = put_field(&r, argv[at++]);
        reply = ask(door, &r);
        good = good && is_good(reply);
    }
    if (good && at < argc) {
        free(reply);
        put_text(&r, "{\"command\":");
        put_string(&r, argv[at++]);
        while (good && at < argc) {
            good = put_field(&r, argv[at++]);
        }
        reply = ask(door, &r);
        good = good && is_good(reply);
    }
    if (reply) {
        pml_show_json(good ? stdout : stderr, reply);
    }
    free(reply);
    free(r.text);
    return good ? 0 : 1;
}

int pml_command_look(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr,
                "usage: pymemlab look FILE|- [profile=NAME] [tick=N] COMMAND [FIELD=VALUE ...]\n"
                "       for example: deaths, xray, memory, census since=100, step unit=line\n");
        return 2;
    }
    size_t n;
    char *source = pml_read_source(argv[0], &n);
    if (!source) {
        fprintf(stderr, "pymemlab: can't open file '%s'\n", argv[0]);
        return 2;
    }
    PmlDoorConfig config = pml_door_defaults();
    config.ticks = UINT64_MAX / 4;
    PmlDoor *door = pml_door_new(&config);
    if (!door) {
        fprintf(stderr, "pymemlab: no memory for the engine\n");
        free(source);
        return 3;
    }
    int status = look(door, source, argc - 1, argv + 1);
    pml_door_free(door);
    free(source);
    return status;
}

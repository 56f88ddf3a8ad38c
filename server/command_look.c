/* pymemlab look: records a script, goes to a moment of it, asks one command, and shows the answer
 * as text. Every command of the API has its terminal form this way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "command_line.h"
#include "request_text.h"
#include "show_json.h"

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
    pml_request_put(r, ",");
    pml_request_string(r, name);
    pml_request_put(r, ":");
    if (plain) {
        pml_request_put(r, value);
    } else {
        pml_request_string(r, value);
    }
    return true;
}

static char *ask(PmlDoor *door, PmlRequest *r)
{
    size_t n;
    pml_request_put(r, "}");
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
    pml_request_put(&r, "{\"command\":\"record\",\"source\":");
    pml_request_string(&r, source);
    int at = 0;
    bool good = argc == 0 || strncmp(argv[0], "profile=", 8) != 0 || put_field(&r, argv[at++]);
    char *reply = ask(door, &r);
    good = good && is_good(reply);
    if (good && at < argc && strncmp(argv[at], "tick=", 5) == 0) {
        free(reply);
        pml_request_put(&r, "{\"command\":\"seek\"");
        good = put_field(&r, argv[at++]);
        reply = ask(door, &r);
        good = good && is_good(reply);
    }
    if (good && at < argc) {
        free(reply);
        pml_request_put(&r, "{\"command\":");
        pml_request_string(&r, argv[at++]);
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

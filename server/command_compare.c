/* pymemlab compare FILE --profiles=A,B: one program under several versions of CPython, and what
 * differs. pymemlab profiles: which versions there are, and what is modelled of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "api/door.h"
#include "command_line.h"

static int usage(void)
{
    fprintf(stderr, "usage: pymemlab compare FILE|- --profiles=NAME,NAME[,NAME,NAME]\n"
                    "       pymemlab profiles [--language=en|zh]\n");
    return 2;
}

static const cJSON *member(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static void show_values(const char *label, const cJSON *values, bool wide)
{
    const cJSON *v;
    printf("  %-30.60s", label);
    cJSON_ArrayForEach(v, values)
    {
        if (cJSON_IsNumber(v)) {
            printf("  %16.0f", v->valuedouble);
        } else if (wide) {
            printf("\n      %s", cJSON_IsString(v) ? v->valuestring : "(no such line)");
        } else {
            printf("  %16s", cJSON_IsString(v) ? v->valuestring : "-");
        }
    }
    printf("\n");
}

static void show_rows(const cJSON *list, const char *title, const char *name, const char *values)
{
    const cJSON *row;
    if (cJSON_GetArraySize(list)) {
        printf("%s\n", title);
    }
    cJSON_ArrayForEach(row, list)
    {
        show_values(member(row, name)->valuestring, member(row, values), false);
    }
}

static void show(const cJSON *reply)
{
    const cJSON *run, *line;
    printf("  %-30s", "");
    cJSON_ArrayForEach(run, member(reply, "runs"))
    {
        printf("  %16s", member(run, "profile")->valuestring);
    }
    printf("\n");
    cJSON_ArrayForEach(run, member(reply, "runs"))
    {
        const cJSON *e = member(run, "exception");
        if (e) {
            printf("%s ends in %s: %s\n", member(run, "profile")->valuestring,
                   member(e, "type")->valuestring, member(e, "message")->valuestring);
        }
        if (cJSON_IsTrue(member(run, "stopped"))) {
            printf("%s was stopped by a limit\n", member(run, "profile")->valuestring);
        }
    }
    if (cJSON_GetArraySize(member(reply, "output"))) {
        printf("output\n");
    }
    cJSON_ArrayForEach(line, member(reply, "output"))
    {
        char label[32];
        snprintf(label, sizeof label, "line %.0f", member(line, "line")->valuedouble);
        show_values(label, member(line, "values"), true);
    }
    show_rows(member(reply, "figures"), "figures", "name", "values");
    show_rows(member(reply, "counts"), "counts of global names", "name", "values");
    show_rows(member(reply, "types"), "objects by type", "type", "counts");
    printf("%.0f differences\n", member(reply, "differences")->valuedouble);
}

static int compare(const char *source, char *names)
{
    cJSON *request = cJSON_CreateObject();
    cJSON_AddStringToObject(request, "command", "compare");
    cJSON_AddStringToObject(request, "source", source);
    cJSON *list = cJSON_AddArrayToObject(request, "profiles");
    for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
        cJSON_AddItemToArray(list, cJSON_CreateString(name));
    }
    char *text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    PmlDoorConfig config = pml_door_defaults();
    config.ticks = UINT64_MAX / 4;
    config.heap_bytes = UINT64_C(1) << 30;
    PmlDoor *door = text ? pml_door_new(&config) : NULL;
    size_t n;
    char *answer = door ? pml_door_command(door, text, strlen(text), &n) : NULL;
    cJSON *reply = answer ? cJSON_Parse(answer) : NULL;
    bool good = cJSON_IsTrue(member(reply, "ok"));
    if (good) {
        show(reply);
    } else {
        const cJSON *message = member(member(reply, "error"), "message");
        fprintf(stderr, "pymemlab compare: %s\n", message ? message->valuestring : "no memory");
    }
    cJSON_Delete(reply);
    free(answer);
    free(text);
    pml_door_free(door);
    return good ? 0 : 1;
}

int pml_command_compare_run(int argc, char **argv)
{
    const char *path = NULL;
    char *names = NULL;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--profiles=", 11) == 0) {
            names = argv[i] + 11;
        } else if (argv[i][0] == '-' && argv[i][1]) {
            return usage();
        } else {
            path = argv[i];
        }
    }
    if (!path || !names) {
        return usage();
    }
    size_t n;
    char *source = pml_read_source(path, &n);
    if (!source) {
        fprintf(stderr, "pymemlab: can't open file '%s'\n", path);
        return 2;
    }
    int status = compare(source, names);
    free(source);
    return status;
}

int pml_command_profiles_list(int argc, char **argv)
{
    bool chinese = argc == 1 && strcmp(argv[0], "--language=zh") == 0;
    if (argc > 1 || (argc == 1 && !chinese && strcmp(argv[0], "--language=en") != 0)) {
        return usage();
    }
    for (int i = 0; i < pml_profile_count; i++) {
        const char *exact = i ? "" : chinese ? "（默认，逐字节一致）" : " (default, exact)";
        printf("%s%s\n", pml_profiles[i].name, exact);
        for (int k = 0; k < pml_difference_count; k++) {
            const PmlDifference *d = &pml_differences[k];
            if (strcmp(d->profile, pml_profiles[i].name) == 0) {
                printf("  %s %s\n",
                       d->modelled ? (chinese ? "已建模：" : "modelled:    ")
                                   : (chinese ? "未建模：" : "not modelled:"),
                       chinese ? d->zh : d->en);
            }
        }
    }
    return 0;
}

/* pymemlab compare FILE --profiles=A,B: one program under several versions of CPython, and what
 * differs. pymemlab profiles: which versions there are, and what is modelled of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "command_line.h"
#include "request_text.h"
#include "show_json.h"

static int usage(void)
{
    fprintf(stderr, "usage: pymemlab compare FILE|- --profiles=NAME,NAME[,NAME,NAME]\n"
                    "       pymemlab profiles [--lang=en|zh]\n");
    return 2;
}

static int compare(const char *source, char *names)
{
    PmlRequest r = {0};
    pml_request_put(&r, "{\"command\":\"compare\",\"source\":");
    pml_request_string(&r, source);
    pml_request_put(&r, ",\"profiles\":[");
    const char *between = "";
    for (char *name = strtok(names, ","); name; name = strtok(NULL, ",")) {
        pml_request_put(&r, between);
        pml_request_string(&r, name);
        between = ",";
    }
    pml_request_put(&r, "]}");
    PmlDoorConfig config = pml_door_defaults();
    config.ticks = UINT64_MAX / 4;
    config.heap_bytes = UINT64_C(1) << 30;
    PmlDoor *door = pml_door_new(&config);
    size_t n;
    char *reply = door ? pml_door_command(door, r.text, r.used, &n) : NULL;
    bool good = reply && strncmp(reply, "{\"ok\":true", 10) == 0;
    if (reply) {
        pml_show_json(good ? stdout : stderr, reply);
    } else {
        fprintf(stderr, "pymemlab compare: no memory for the engine\n");
    }
    free(reply);
    free(r.text);
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
    bool chinese = argc == 1 && strcmp(argv[0], "--lang=zh") == 0;
    if (argc > 1 || (argc == 1 && !chinese && strcmp(argv[0], "--lang=en") != 0)) {
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

/* Allocations that fail while the door answers: fail_door [-d DEPTH] [-o] [-a N [-f]] TRANSCRIPT...
 *
 * The requests of a transcript (tests/api) are answered in turn. At each allocation come to by a
 * new way it fails in one child, it and all after it in a second one (failing.h; not with -o). What
 * must hold there:
 *
 *   - there is an answer, or none for want of memory; it ends the command, not the process;
 *   - with memory again the session is sound ("check"), or says that it has no engine;
 *   - it can begin anew and run a program.
 *
 * Last line: "N passed, N failed". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <tree_sitter/api.h>

#include "api/door_state.h"
#include "failing.h"
#include "shared_counters.h"

TSTree *__real_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);

static PmlDoor *door;

static bool alloc_fails(PmlEngine *E)
{
    (void)E;
    return failing_here();
}

void failing_become(bool forever)
{
    if (door->E) {
        door->E->alloc_fails = NULL;
        door->E->fail_alloc_at = forever ? 1 : 0;
        door->E->fail_alloc_forever = forever;
    }
}

/* The grammar is foreign: its scanner calls malloc whatever allocator it is told to use. */
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n)
{
    bool was_armed = failing.armed;
    failing.armed = false;
    TSTree *tree = __real_ts_parser_parse_string(parser, old, text, n);
    failing.armed = was_armed;
    return tree;
}

/* What every allocation does from now on: `fails` asks, NULL lets it succeed. */
static void arm(bool (*fails)(PmlEngine *E))
{
    failing.armed = fails != NULL;
    if (door->E) {
        door->E->alloc_fails = fails;
        door->E->fail_alloc_at = fails ? 1 : 0;
        door->E->fail_alloc_forever = false;
    }
}

static bool answers(const char *request, const char *expected)
{
    size_t n;
    char *reply = pml_door_command(door, request, strlen(request), &n);
    bool good = reply && strstr(reply, expected);
    if (!good) {
        printf("%s: %.200s; ", request, reply ? reply : "no answer");
    }
    free(reply);
    return good;
}

/* How a child ends: its exit status. */
static int judge(const char *reply)
{
    arm(NULL);
    bool good = !reply || (strncmp(reply, "{\"ok\":", 6) == 0 && reply[strlen(reply) - 1] == '}');
    if (!good) {
        printf("an answer that is none: %.100s; ", reply);
    }
    if (door->E && !door->E->vm->finalizing) {
        good = answers("{\"command\":\"check\"}", "\"sound\":true") && good;
    }
    good = good && answers("{\"command\":\"reset\"}", "\"ok\":true");
    good = good && answers("{\"command\":\"exec\",\"source\":\"print(6 * 7)\"}", "\"42\\n\"");
    fflush(stdout);
    return !good;
}

static void replay(FILE *f)
{
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    PmlDoorConfig config = pml_door_defaults();
    door = pml_door_new(&config);
    while (door && (n = getline(&line, &capacity, f)) > 0) {
        size_t size = line[n - 1] == '\n' ? (size_t)n - 1 : (size_t)n, reply_n;
        arm(alloc_fails);
        char *reply = pml_door_command(door, line, size, &reply_n);
        if (failing.in_child) {
            _exit(judge(reply));
        }
        arm(NULL);
        free(reply);
    }
    free(line);
    pml_door_free(door);
}

int main(int argc, char **argv)
{
    int option;
    failing.depth = 4;
    while ((option = getopt(argc, argv, "d:oa:f")) != -1) {
        if (option == 'd') {
            failing.depth = atoi(optarg) < FAILING_DEPTH_MAX ? atoi(optarg) : FAILING_DEPTH_MAX;
        } else if (option == 'a') {
            failing.only = strtoull(optarg, NULL, 10);
        } else if (option == 'o') {
            failing.once = true;
        } else if (option == 'f') {
            failing.only_forever = true;
        } else {
            return 2;
        }
    }
    ts_set_allocator(__real_malloc, __real_calloc, __real_realloc, free);
    failing_warm_up();
    shared_counters_start();
    for (int i = optind; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        failing.filename = argv[i];
        if (!f) {
            return 2;
        }
        replay(f);
        fclose(f);
    }
    printf("%llu ways to %llu allocations\n", (unsigned long long)failing.ways,
           (unsigned long long)failing.allocations);
    printf("%llu passed, %llu failed\n", (unsigned long long)failing.passed,
           (unsigned long long)failing.failed);
    return failing.failed != 0;
}

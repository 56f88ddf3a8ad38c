/* pymemlab: the program. Each subcommand is a file of its own. */
#include <stdio.h>
#include <string.h>

#include "command_line.h"

static const char usage[] =
    "pymemlab: a laboratory for Python's memory (models CPython 3.11)\n"
    "\n"
    "  pymemlab run [--report] [--profile=NAME] FILE|- [ARGUMENT ...]\n"
    "                                       run a script as python3.11 would; --report adds the\n"
    "                                       memory story\n"
    "  pymemlab look FILE|- [tick=N] COMMAND [FIELD=VALUE ...]\n"
    "                                       record a script, go to a moment of it, and show what "
    "a\n"
    "                                       command answers there: deaths, xray, memory, census "
    "...\n"
    "  pymemlab check [--lang=zh] FILE ...  run scripts and check their #expect comments: exit "
    "code\n"
    "                                       0 when all hold; --help lists what can be expected\n"
    "  pymemlab compare FILE|- --profiles=NAME,NAME\n"
    "                                       run a script as several versions of CPython, and list\n"
    "                                       what differs\n"
    "  pymemlab profiles [--lang=zh]        these versions, and what is modelled of each\n"
    "  pymemlab ask                         answer commands from standard input, one JSON a line\n"
    "  pymemlab serve [OPTION VALUE ...]    the page and the HTTP API: --port 8080 --address\n"
    "                                       127.0.0.1 --web FOLDER --sessions 100 --ticks N\n"
    "                                       --seconds 10 --heap-mib 64 --workers N\n"
    "                                       --request-seconds 60\n"
    "  pymemlab openapi                     the OpenAPI document of that API\n";

int main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        fputs(usage, argc < 2 ? stderr : stdout);
        return argc < 2 ? 2 : 0;
    }
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {{"run", pml_command_run},
                    {"ask", pml_command_ask},
                    {"serve", pml_command_serve},
                    {"look", pml_command_look},
                    {"check", pml_command_check_files},
                    {"openapi", pml_command_openapi},
                    {"compare", pml_command_compare_run},
                    {"profiles", pml_command_profiles_list},
                    {"health", pml_command_health}};
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    fprintf(stderr, "pymemlab: unknown command '%s'\n%s", argv[1], usage);
    return 2;
}

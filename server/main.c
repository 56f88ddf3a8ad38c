/* pymemlab: the program. Each subcommand is a file of its own. */
#include <stdio.h>
#include <string.h>

#include "command_line.h"

static const char usage[] =
    "pymemlab: a laboratory for Python's memory (models CPython 3.11)\n"
    "\n"
    "  pymemlab run FILE|- [ARGUMENT ...]   run a script as python3.11 would\n";

int main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        fputs(usage, argc < 2 ? stderr : stdout);
        return argc < 2 ? 2 : 0;
    }
    if (strcmp(argv[1], "run") == 0) {
        return pml_command_run(argc - 2, argv + 2);
    }
    fprintf(stderr, "pymemlab: unknown command '%s'\n%s", argv[1], usage);
    return 2;
}

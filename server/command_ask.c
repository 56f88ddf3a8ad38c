/* pymemlab ask: commands on standard input, one JSON object a line, to one fresh engine; one reply
 * a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "command_line.h"

int pml_command_ask(int argc, char **argv)
{
    (void)argv;
    if (argc > 0) {
        fprintf(stderr, "usage: pymemlab ask < REQUESTS\n");
        return 2;
    }
    PmlDoorConfig config = pml_door_defaults();
    PmlDoor *door = pml_door_new(&config);
    if (!door) {
        fprintf(stderr, "pymemlab: no memory for the engine\n");
        return 3;
    }
    char *line = NULL;
    size_t capacity = 0;
    ssize_t n;
    while ((n = getline(&line, &capacity, stdin)) > 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r')) {
            n--;
        }
        if (n == 0) {
            continue;
        }
        size_t size;
        char *reply = pml_door_command(door, line, (size_t)n, &size);
        if (reply) {
            fwrite(reply, 1, size, stdout);
            putchar('\n');
            fflush(stdout);
        }
        free(reply);
    }
    free(line);
    pml_door_free(door);
    return 0;
}

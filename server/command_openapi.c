/* pymemlab openapi: the OpenAPI document of the HTTP API. */
#include <stdio.h>
#include <stdlib.h>

#include "command_line.h"
#include "routes.h"

int pml_command_openapi(int argc, char **argv)
{
    size_t n;
    (void)argv;
    if (argc > 0) {
        fprintf(stderr, "usage: pymemlab openapi\n");
        return 2;
    }
    char *text = pml_openapi(&n);
    if (!text) {
        return 1;
    }
    fwrite(text, 1, n, stdout);
    putchar('\n');
    free(text);
    return 0;
}

/* The browser's and Node's host: the command door, exported. The worker (worker.js) calls these. */
#include <emscripten/emscripten.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"

static double now(void *ctx)
{
    (void)ctx;
    return emscripten_get_now() / 1000.0;
}

/* A door; 0 in a number: the default. NULL: no memory. */
EMSCRIPTEN_KEEPALIVE PmlDoor *pml_wasm_open(int heap_mib, double ticks, double seconds);
PmlDoor *pml_wasm_open(int heap_mib, double ticks, double seconds)
{
    PmlDoorConfig config = pml_door_defaults();
    if (heap_mib > 0) {
        config.heap_bytes = (uint64_t)heap_mib << 20;
    }
    if (ticks > 0) {
        config.ticks = (uint64_t)ticks;
    }
    if (seconds > 0) {
        config.seconds = seconds;
        config.clock = now;
    }
    return pml_door_new(&config);
}

EMSCRIPTEN_KEEPALIVE void pml_wasm_close(PmlDoor *door);
void pml_wasm_close(PmlDoor *door)
{
    pml_door_free(door);
}

/* Answer request (n bytes): the reply, NUL-terminated, to be released with free. */
EMSCRIPTEN_KEEPALIVE char *pml_wasm_command(PmlDoor *door, const char *request, int n);
char *pml_wasm_command(PmlDoor *door, const char *request, int n)
{
    size_t size;
    return pml_door_command(door, request, (size_t)n, &size);
}

/* The browser's and Node's host: the command door, exported. The worker (worker.js) calls these. */
#include <emscripten/emscripten.h>
#include <stdlib.h>
#include <string.h>

#include "api/door.h"
#include "modules/modules.h"
#include "modules/sha512.h"
#include "python_texts.inc"

/* Read the file of the texts, at once: a worker may wait for it. 0 when that fails. */
// clang-format off
EM_JS(int, read_texts, (unsigned char *to, int size), {
    try {
        const bytes = readBinary(locateFile("pymemlab.texts"));
        if (bytes.length !== size) {
            return 0;
        }
        HEAPU8.set(bytes, to);
        return 1;
    } catch (error) {
        return 0;
    }
})
// clang-format on

/* Most programs import none of the modules written in Python: their texts are not in the wasm. */
const unsigned char *pml_python_texts(void)
{
    static const unsigned char expected[] = {PML_PYTHON_TEXTS_SHA512};
    static unsigned char *texts;
    unsigned char sum[PML_SHA512_BYTES];
    if (texts) {
        return texts;
    }
    unsigned char *bytes = malloc(PML_PYTHON_TEXTS_SIZE + 1);
    if (bytes && read_texts(bytes, PML_PYTHON_TEXTS_SIZE) &&
        pml_sha512(bytes, PML_PYTHON_TEXTS_SIZE, sum) && memcmp(sum, expected, sizeof sum) == 0) {
        bytes[PML_PYTHON_TEXTS_SIZE] = 0;
        texts = bytes;
    } else {
        free(bytes);
    }
    return texts;
}

static double now(void *ctx)
{
    (void)ctx;
    return emscripten_get_now() / 1000.0;
}

typedef void Run(void *what);

/* run(what) by pml_wasm_go_on on another stack; load.js makes it suspend this one meanwhile. */
// clang-format off
EM_JS(void, another_stack, (Run *run, void *what), {
    return WebAssembly.promising(Module["_pml_wasm_go_on"])(run, what);
})
// clang-format on

EMSCRIPTEN_KEEPALIVE void pml_wasm_go_on(Run *run, void *what);
void pml_wasm_go_on(Run *run, void *what)
{
    if (run) {
        run(what);
    }
}

static void more_stack(void *ctx, Run *run, void *what)
{
    (void)ctx;
    another_stack(run, what);
}

/* A door; 0 in a number: the default. stacks: its commands are entered by WebAssembly.promising
 * alone. NULL: no memory, or heap_mib below 0. */
EMSCRIPTEN_KEEPALIVE PmlDoor *pml_wasm_open(int heap_mib, double ticks, double seconds, int stacks);
PmlDoor *pml_wasm_open(int heap_mib, double ticks, double seconds, int stacks)
{
    if (heap_mib < 0) {
        return NULL;
    }
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
    if (stacks) {
        config.more_stack = more_stack;
    }
    return pml_door_new(&config);
}

EMSCRIPTEN_KEEPALIVE void pml_wasm_close(PmlDoor *door);
void pml_wasm_close(PmlDoor *door)
{
    pml_door_free(door);
}

/* Answer request (n bytes): the reply, NUL-terminated, to be released with free. No door: NULL. */
EMSCRIPTEN_KEEPALIVE char *pml_wasm_command(PmlDoor *door, const char *request, int n);
char *pml_wasm_command(PmlDoor *door, const char *request, int n)
{
    size_t size;
    return door ? pml_door_command(door, request, (size_t)n, &size) : NULL;
}

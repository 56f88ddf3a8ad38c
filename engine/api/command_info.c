/* check and describe. */
#include "api/door_state.h"
#include "observe/ledger.h"

#include <stdio.h>

void pml_command_check(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    char text[256];
    PML_UNUSED(request);
    const char *wrong = pml_heap_check(door->E);
    if (!wrong) {
        wrong = pml_gc_check(door->E);
    }
    if (!wrong) {
        wrong = pml_ledger_check(door->E, true, text, sizeof text);
    }
    pml_put_bool(reply, "sound", wrong == NULL);
    if (wrong) {
        pml_put_text(reply, "finding", wrong);
    }
}

void pml_command_describe(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    pml_put_text(reply, "version", PML_VERSION);
    pml_put_text(reply, "models", "CPython 3.11, 64-bit Linux");
    pml_open_object(reply, "limits");
    pml_put_int(reply, "heap_bytes", (int64_t)door->config.heap_bytes);
    pml_put_int(reply, "ticks", (int64_t)door->config.ticks);
    pml_put_int(reply, "output_bytes", (int64_t)door->config.output_bytes);
    pml_put_real(reply, "seconds", door->config.seconds);
    pml_put_int(reply, "request_bytes", PML_REQUEST_MAX);
    pml_close(reply);
    pml_open_list(reply, "commands");
    for (int i = 0; i < pml_command_count; i++) {
        pml_open_object(reply, NULL);
        pml_put_text(reply, "command", pml_commands[i].name);
        pml_put_text(reply, "summary", pml_commands[i].summary);
        pml_put_fields_schema(reply, "schema", &pml_commands[i]);
        pml_close(reply);
    }
    pml_close(reply);
}

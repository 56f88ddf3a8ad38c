/* check, describe, and the OpenAPI document. */
#include "api/door_state.h"
#include "observe/ledger.h"

#include <stdio.h>

void pml_command_check(PmlDoor *door, const cJSON *request, cJSON *reply)
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
    cJSON_AddBoolToObject(reply, "sound", wrong == NULL);
    if (wrong) {
        cJSON_AddStringToObject(reply, "finding", wrong);
    }
}

void pml_command_describe(PmlDoor *door, const cJSON *request, cJSON *reply)
{
    PML_UNUSED(request);
    cJSON_AddStringToObject(reply, "version", PML_VERSION);
    cJSON_AddStringToObject(reply, "models", "CPython 3.11, 64-bit Linux");
    cJSON *limits = cJSON_AddObjectToObject(reply, "limits");
    cJSON_AddNumberToObject(limits, "heap_bytes", (double)door->config.heap_bytes);
    cJSON_AddNumberToObject(limits, "ticks", (double)door->config.ticks);
    cJSON_AddNumberToObject(limits, "output_bytes", (double)door->config.output_bytes);
    cJSON_AddNumberToObject(limits, "seconds", door->config.seconds);
    cJSON_AddNumberToObject(limits, "request_bytes", PML_REQUEST_MAX);
    cJSON *commands = cJSON_AddArrayToObject(reply, "commands");
    for (int i = 0; i < pml_command_count; i++) {
        cJSON *c = cJSON_CreateObject();
        cJSON_AddStringToObject(c, "command", pml_commands[i].name);
        cJSON_AddStringToObject(c, "summary", pml_commands[i].summary);
        cJSON_AddItemToObject(c, "schema", pml_fields_schema(&pml_commands[i]));
        cJSON_AddItemToArray(commands, c);
    }
}

static cJSON *operation(const char *summary, const char *id, cJSON *body)
{
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "summary", summary);
    cJSON_AddStringToObject(o, "operationId", id);
    if (body) {
        cJSON *content =
            cJSON_AddObjectToObject(cJSON_AddObjectToObject(o, "requestBody"), "content");
        cJSON *json = cJSON_AddObjectToObject(content, "application/json");
        cJSON_AddItemToObject(json, "schema", body);
    }
    cJSON *responses = cJSON_AddObjectToObject(o, "responses");
    cJSON *ok = cJSON_AddObjectToObject(responses, "200");
    cJSON_AddStringToObject(ok, "description", "The reply, a JSON object with \"ok\".");
    cJSON *bad = cJSON_AddObjectToObject(responses, "default");
    cJSON_AddStringToObject(bad, "description",
                            "{\"ok\":false,\"error\":{\"code\":...,\"message\":...}}");
    return o;
}

static cJSON *session_path(cJSON *paths, const char *suffix)
{
    char path[80];
    snprintf(path, sizeof path, "/api/v1/sessions/{id}%s", suffix);
    cJSON *p = cJSON_AddObjectToObject(paths, path);
    cJSON *parameter = cJSON_CreateObject();
    cJSON_AddStringToObject(parameter, "name", "id");
    cJSON_AddStringToObject(parameter, "in", "path");
    cJSON_AddTrueToObject(parameter, "required");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(parameter, "schema"), "type", "string");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(p, "parameters"), parameter);
    return p;
}

char *pml_door_openapi(void)
{
    cJSON *doc = cJSON_CreateObject();
    cJSON_AddStringToObject(doc, "openapi", "3.0.3");
    cJSON *info = cJSON_AddObjectToObject(doc, "info");
    cJSON_AddStringToObject(info, "title", "PyMemLab");
    cJSON_AddStringToObject(info, "version", PML_VERSION);
    cJSON *paths = cJSON_AddObjectToObject(doc, "paths");
    cJSON *sessions = cJSON_AddObjectToObject(paths, "/api/v1/sessions");
    cJSON_AddItemToObject(sessions, "post", operation("Create a session.", "create_session", NULL));
    cJSON_AddItemToObject(sessions, "get",
                          operation("The caller's own sessions.", "list_sessions", NULL));
    cJSON *one = session_path(paths, "");
    cJSON_AddItemToObject(one, "get", operation("Read a session.", "read_session", NULL));
    cJSON_AddItemToObject(one, "delete", operation("Delete a session.", "delete_session", NULL));
    cJSON *door = session_path(paths, "/command");
    cJSON_AddItemToObject(door, "post",
                          operation("Any command, with its \"command\" field.", "command", NULL));
    for (int i = 0; i < pml_command_count; i++) {
        char suffix[48];
        snprintf(suffix, sizeof suffix, "/%s", pml_commands[i].name);
        cJSON_AddItemToObject(session_path(paths, suffix), "post",
                              operation(pml_commands[i].summary, pml_commands[i].name,
                                        pml_fields_schema(&pml_commands[i])));
    }
    char *text = cJSON_PrintUnformatted(doc);
    cJSON_Delete(doc);
    return text;
}

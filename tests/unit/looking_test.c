/* Looking never changes the engine: the region's checksum before and after every question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "api/door_state.h"

static void ask(PmlDoor *door, const char *request)
{
    size_t n;
    char *reply = pml_door_command(door, request, strlen(request), &n);
    assert_non_null(reply);
    free(reply);
}

static const char program[] =
    "import gc\\nclass N: pass\\na = N()\\na.x = [1, 2.5, 'é', {'k': {1, 2}}, (3,), b'z', "
    "range(5), "
    "None]\\ndef f(x=1): return lambda: x\\ng = f()\\nh = (i for i in a.x)\\nnext(h)\\n"
    "for i in range(50):\\n    b = N(); b.me = b\\n    b = sorted([3, 1, 2], key=lambda v: -v)\\n"
    "n = gc.collect()\\na.y = a.x\\nc = [a]\\na.me = a\\n";

/* -- every command of the list that says it only looks ------------------------------------- */

/* A value for a field, by its name and type: one the command can make sense of. */
static void put_value(char *to, size_t size, const PmlField *f, const char *id)
{
    static const struct {
        const char *name, *value;
    } known[] = {{"tick", "30"},          {"step", "2"},
                 {"from", "10"},          {"to", "60"},
                 {"limit", "30"},         {"line", "10"},
                 {"rounds", "3"},         {"collection", "0"},
                 {"depth", "2"},          {"since", "20"},
                 {"buckets", "8"},        {"lang", "\"zh\""},
                 {"source", "\"x = 1\""}, {"profiles", "[\"cpython-3.11\",\"cpython-3.12\"]"},
                 {"language", "\"zh\""},  {"expectation", "\"count(a) >= 1 and not dies(a)\""}};
    bool text = strcmp(f->type, "string") == 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, f->name) == 0 && text == (known[i].value[0] == '"')) {
            snprintf(to, size, "%s", known[i].value);
            return;
        }
    }
    if (text) {
        snprintf(to, size, "\"%s\"", id);
    } else if (strcmp(f->type, "boolean") == 0) {
        snprintf(to, size, "true");
    } else {
        snprintf(to, size, "%s",
                 strcmp(f->type, "strings") == 0    ? "[\"N\"]"
                 : strcmp(f->type, "integers") == 0 ? "[3]"
                 : strcmp(f->type, "object") == 0   ? "{}"
                                                    : "1");
    }
}

/* The command with its required fields and, when it has so many, the optional one of this number.
 * False: it has not. */
static bool write_request(const PmlCommand *c, int optional, const char *id, char *to, size_t size)
{
    PmlField f;
    char value[200];
    bool found = optional < 0;
    int n = 0;
    size_t used = (size_t)snprintf(to, size, "{\"command\":\"%s\"", c->name);
    for (const char *at = c->fields; pml_next_field(&at, &f);) {
        bool wanted = f.required || n++ == optional;
        found |= wanted && !f.required;
        if (wanted) {
            put_value(value, sizeof value, &f, id);
            used += (size_t)snprintf(to + used, size - used, ",\"%s\":%s", f.name, value);
        }
    }
    snprintf(to + used, size - used, "}");
    return found;
}

static int answered[200]; /* by command: how often it had an answer */

static void ask_listed(PmlDoor *door, const char *id, const char *where)
{
    char request[1000];
    assert_true(pml_command_count <= 200);
    for (int i = 0; i < pml_command_count; i++) {
        const PmlCommand *c = &pml_commands[i];
        bool looks = pml_command_looks(c);
        for (int k = -1; looks && write_request(c, k, id, request, sizeof request); k++) {
            uint64_t before = pml_region_checksum(door->E);
            bool deep = door->recording->inside_c;
            size_t n;
            char *reply = pml_door_command(door, request, strlen(request), &n);
            assert_non_null(reply);
            answered[i] += strncmp(reply, "{\"ok\":true", 10) == 0;
            free(reply);
            if (pml_region_checksum(door->E) != before || door->recording->inside_c != deep) {
                fail_msg("%s changed the engine %s", request, where);
            }
        }
    }
}

/* Each question at the moment at which the session stands: no bit of the region may change. */
static void ask_all(PmlDoor *door, const char *where)
{
    char id[40], text[40][160];
    PmlObj *main = door->E->vm->main_module.p;
    PmlObj *a = main ? pml_dict_get_text(door->E, pml_module_dict(main), "a") : NULL;
    snprintf(id, sizeof id, "0x%llx", a ? (unsigned long long)pml_model_address(door->E, a) : 1ULL);
    static const char *const about[] = {"ledger",    "path",     "referrers",
                                        "referents", "retained", "graph"};
    static const char *const plain[] = {"\"state\"",
                                        "\"state\",\"all\":true,\"limit\":5000",
                                        "\"series\"",
                                        "\"output\"",
                                        "\"stats\"",
                                        "\"check\"",
                                        "\"describe\"",
                                        "\"watch\",\"names\":[\"a\"]",
                                        "\"timeline\"",
                                        "\"course\"",
                                        "\"course\",\"from\":40,\"to\":60",
                                        "\"deaths\"",
                                        "\"deaths\",\"all\":true,\"limit\":5000",
                                        "\"xray\"",
                                        "\"generations\"",
                                        "\"memory\"",
                                        "\"graph\"",
                                        "\"census\"",
                                        "\"census\",\"since\":20",
                                        "\"suspects\"",
                                        "\"suspects\",\"line\":10,\"rounds\":3",
                                        "\"breakpoints\",\"lines\":[3]",
                                        "\"export\"",
                                        "\"nothing\"",
                                        "\"exec\""};
    int n = 0;
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        snprintf(text[n++], sizeof text[0], "{\"command\":%s}", plain[i]);
    }
    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++) {
        snprintf(text[n++], sizeof text[0], "{\"command\":\"%s\",\"id\":\"%s\"}", about[i], id);
    }
    snprintf(text[n++], sizeof text[0], "{\"command\":\"cut\",\"from\":\"%s\",\"to\":\"%s\"}", id,
             id);
    snprintf(text[n++], sizeof text[0], "{broken");
    ask_listed(door, id, where);
    for (int i = 0; i < n; i++) {
        uint64_t before = pml_region_checksum(door->E);
        bool deep = door->recording->inside_c;
        ask(door, text[i]);
        if (pml_region_checksum(door->E) != before || door->recording->inside_c != deep) {
            fail_msg("%s changed the engine %s", text[i], where);
        }
    }
}

static void questions_change_nothing(void **state)
{
    (void)state;
    PmlDoorConfig config = pml_door_defaults();
    PmlDoor *door = pml_door_new(&config);
    assert_non_null(door);
    char request[1000];
    snprintf(request, sizeof request, "{\"command\":\"record\",\"source\":\"%s\"}", program);
    ask(door, request);
    uint64_t end = door->E->vm->ticks;
    assert_true(end > 500);
    ask_all(door, "at the end");
    static const char key[] =
        "{\"command\":\"step\",\"unit\":\"return\",\"direction\":\"previous\"}";
    for (int i = 1; i < 8; i++) {
        snprintf(request, sizeof request, "{\"command\":\"seek\",\"tick\":%d}", (int)end * i / 8);
        ask(door, request);
        ask_all(door, "in the past");
    }
    ask(door, key);
    bool deep = false;
    for (int tick = (int)end / 2; !deep; tick++) { /* a key function, called by C code */
        snprintf(request, sizeof request, "{\"command\":\"seek\",\"tick\":%d}", tick);
        ask(door, request);
        deep = door->recording->inside_c;
        assert_true(tick < (int)end);
    }
    ask_all(door, "inside C code");
    ask(door, "{\"command\":\"seek\"}");
    ask(door, "{\"command\":\"finish\"}");
    ask_all(door, "after the program's end");
    for (int i = 0; i < pml_command_count; i++) {
        if (pml_command_looks(&pml_commands[i]) && !answered[i]) {
            fail_msg("%s never had an answer: give its fields values above", pml_commands[i].name);
        }
    }
    pml_door_free(door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(questions_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

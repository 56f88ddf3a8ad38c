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

static void questions_change_nothing(void **state)
{
    (void)state;
    PmlDoorConfig config = pml_door_defaults();
    PmlDoor *door = pml_door_new(&config);
    assert_non_null(door);
    ask(door, "{\"command\":\"exec\",\"source\":\"class N: pass\\na = N()\\na.x = [1, 2.5, 'é', "
              "{'k': {1, 2}}, (3,), b'z', range(5), None]\\ndef f(x=1): return lambda: x\\n"
              "g = f()\\nh = (i for i in a.x)\\nnext(h)\"}");
    char ledger[80];
    PmlObj *a = pml_dict_get_text(door->E, pml_module_dict(door->E->vm->main_module.p), "a");
    snprintf(ledger, sizeof ledger, "{\"command\":\"ledger\",\"id\":\"0x%llx\"}",
             (unsigned long long)pml_model_address(door->E, a));
    const char *const questions[] = {"{\"command\":\"state\"}",
                                     "{\"command\":\"state\",\"all\":true,\"limit\":5000}",
                                     "{\"command\":\"series\"}",
                                     "{\"command\":\"output\"}",
                                     "{\"command\":\"stats\"}",
                                     "{\"command\":\"check\"}",
                                     "{\"command\":\"describe\"}",
                                     "{\"command\":\"watch\",\"names\":[\"a\"]}",
                                     ledger,
                                     "{\"command\":\"nothing\"}",
                                     "{broken",
                                     "{\"command\":\"exec\"}"};
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        uint64_t before = pml_region_checksum(door->E);
        ask(door, questions[i]);
        if (pml_region_checksum(door->E) != before) {
            fail_msg("%s changed the engine", questions[i]);
        }
    }
    pml_door_free(door);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(questions_change_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

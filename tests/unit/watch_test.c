/* Crimes on purpose against the account that audits every instruction: each must be found at the
 * very next look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../engine/ledger_watch.h"
#include "heap/poison.h"
#include "vm/lifecycle.h"

static PmlEngine *E;
static char text[300];

static int set_up(void **state)
{
    (void)state;
    PmlLimits limits = {.heap_bytes = 64 << 20};
    E = pml_engine_new(NULL, &limits);
    static const char program[] = "class N: pass\n"
                                  "a = [1, 'x' * 30]\nb = {'k': a}\nn = N()\nn.at = a\n";
    pml_script_run(E, program, (int64_t)sizeof program - 1, "<test>");
    return E ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pml_engine_free(E);
    return 0;
}

static PmlObj *global(const char *name)
{
    return pml_dict_get_text(E, pml_module_dict(E->vm->main_module.p), name);
}

/* Inside the test: cmocka has a handler of its own for faults around each of its functions. */
static void start(void)
{
    assert_true(ledger_watch_start(E));
    assert_null(ledger_watch_check(E, text, sizeof text));
}

static const char *look(void)
{
    return ledger_watch_check(E, text, sizeof text);
}

static void sound_engine_passes(void **state)
{
    (void)state;
    start();
    assert_null(ledger_watch_compare(E, text, sizeof text));
    ledger_watch_stop(E);
}

static void reference_never_released_is_found(void **state)
{
    (void)state;
    start();
    PmlObj *a = global("a");
    a->refs++;
    assert_non_null(look());
    assert_non_null(strstr(text, "list"));
    a->refs--;
    assert_null(look());
    ledger_watch_stop(E);
}

static void reference_never_counted_is_found(void **state)
{
    (void)state;
    start();
    PmlObj *a = global("a"), *b = global("b");
    PmlRef *slot = &PML_LIST_ITEMS(a)[0];
    PmlObj *before = slot->p;
    slot->p = b; /* not counted, and the item it stood for not released */
    assert_non_null(look());
    assert_non_null(strstr(text, "dict"));
    slot->p = before;
    assert_null(look());
    ledger_watch_stop(E);
}

static void what_changes_far_from_the_object_is_seen(void **state)
{
    (void)state;
    start();
    PmlObj *n = global("n"), *b = global("b");
    assert_int_equal(pml_setattr_text(E, n, "at", b), 0); /* the values lie in another block */
    assert_null(look());
    assert_null(ledger_watch_compare(E, text, sizeof text));
    b->refs--;
    assert_non_null(look());
    b->refs++;
    assert_null(look());
    ledger_watch_stop(E);
}

static void objects_that_come_and_go_are_followed(void **state)
{
    (void)state;
    start();
    PmlObj *a = global("a");
    for (int i = 0; i < 2000; i++) {
        PmlObj *item = pml_list_new(E, 0);
        assert_int_equal(pml_list_append(E, a, item), 0);
        pml_decref(E, item);
        if (i % 3 == 0) {
            pml_list_clear(E, a);
        }
        assert_null(look());
    }
    assert_null(ledger_watch_compare(E, text, sizeof text));
    ledger_watch_stop(E);
}

#define WATCH_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCH_TEST(sound_engine_passes),
        WATCH_TEST(reference_never_released_is_found),
        WATCH_TEST(reference_never_counted_is_found),
        WATCH_TEST(what_changes_far_from_the_object_is_seen),
        WATCH_TEST(objects_that_come_and_go_are_followed),
    };
#if defined(PML_ASAN) || PML_DEBUG_LEVEL < 1
    (void)tests;
    return 0; /* the watch needs to be told of freed blocks, and to read them */
#else
    return cmocka_run_group_tests(tests, NULL, NULL);
#endif
}

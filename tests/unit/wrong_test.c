/* Crimes on purpose: each checker must find the one it is for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "observe/ledger.h"
#include "vm/lifecycle.h"

static PmlEngine *E;

static int set_up(void **state)
{
    (void)state;
    PmlLimits limits = {.heap_bytes = 64 << 20};
    E = pml_engine_new(NULL, &limits);
    static const char program[] = "a = [1, 'x' * 30]\nb = {'k': a}\n";
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

static const char *ledger(void)
{
    static char text[300];
    return pml_ledger_check(E, true, text, sizeof text);
}

static void sound_engine_passes(void **state)
{
    (void)state;
    assert_null(ledger());
    assert_null(pml_gc_check(E));
    assert_null(pml_heap_check(E));
}

static void leaked_reference_is_found(void **state)
{
    (void)state;
    PmlObj *a = global("a");
    a->refs++;
    const char *wrong = ledger();
    assert_non_null(wrong);
    assert_non_null(strstr(wrong, "list"));
    a->refs--;
    assert_null(ledger());
}

static void missing_reference_is_found(void **state)
{
    (void)state;
    PmlObj *text = PML_LIST_ITEMS(global("a"))[1].p;
    text->refs--;
    assert_non_null(ledger());
    text->refs++;
}

static void reference_without_count_is_found(void **state)
{
    (void)state;
    PmlRef *items = PML_LIST_ITEMS(global("a"));
    PmlObj *kept = items[0].p;
    items[0].p = items[1].p; /* stored without counting */
    assert_non_null(ledger());
    items[0].p = kept;
}

static void broken_generation_is_found(void **state)
{
    (void)state;
    PmlGcHead *g = pml_gc_head(global("b"));
    uint64_t prev = g->prev;
    g->prev = (uint64_t)(uintptr_t)g; /* points at itself */
    assert_non_null(pml_gc_check(E));
    g->prev = prev | 2; /* COLLECTING */
    assert_non_null(strstr(pml_gc_check(E), "G2"));
    g->prev = prev;
    assert_null(pml_gc_check(E));
}

static void wrong_block_count_is_found(void **state)
{
    (void)state;
    unsigned char *p = (unsigned char *)PML_LIST_ITEMS(global("a"));
    uint32_t *count = (uint32_t *)(void *)((uintptr_t)p & ~(uintptr_t)(PML_POOL_BYTES - 1));
    ++*count;
    assert_non_null(pml_heap_check(E));
    --*count;
    assert_null(pml_heap_check(E));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(sound_engine_passes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaked_reference_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(missing_reference_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reference_without_count_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(broken_generation_is_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_block_count_is_found, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

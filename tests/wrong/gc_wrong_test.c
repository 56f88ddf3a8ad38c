/* G (gc) and L (the ledger). */
#include "gc/collect.h"

#include "crime.h"

static int set_up(void **state)
{
    (void)state;
    return start_with("a = [1, 'x' * 30]\nb = {'k': a}\n");
}

static const char *ledger(void)
{
    static char text[300];
    return pml_ledger_check(E, true, text, sizeof text);
}

static void generations(void **state)
{
    (void)state;
    PmlGcHead *g = pml_gc_head(global("b"));
    PmlGcHead *after = g->next.p;
    CRIME_AT(pml_gc_check(E), "G1", g->next.p, NULL);
    CRIME_AT(pml_gc_check(E), "G1", g->prev, (uint64_t)(uintptr_t)g);
    CRIME_AT(pml_gc_check(E), "G2", g->prev, g->prev | PML_GC_COLLECTING);
    CRIME_AT(pml_gc_check(E), "G3", g->next.p, (uintptr_t)after | 1);
    CRIME_AT(pml_gc_check(E), "G4", global("b")->refs, 0);
    /* An object without a GC head, linked in like one: the words before it are spoilt. */
    PmlObj *text = PML_LIST_ITEMS(global("a"))[1].p;
    PmlGcHead *false_head = pml_gc_head(text), words = *false_head;
    CRIME(pml_gc_check(E), "G5",
          (false_head->next.p = after, false_head->prev = (uint64_t)(uintptr_t)g,
           g->next.p = false_head,
           after->prev = (after->prev & PML_GC_FINALIZED) | (uint64_t)(uintptr_t)false_head),
          (g->next.p = after,
           after->prev = (after->prev & PML_GC_FINALIZED) | (uint64_t)(uintptr_t)g,
           *false_head = words));
}

static void references(void **state)
{
    (void)state;
    PmlObj *a = global("a");
    PmlRef *items = PML_LIST_ITEMS(a);
    CRIME_AT(ledger(), "L1", a->refs, a->refs + 1);
    assert_non_null(strstr((a->refs++, ledger()), "list"));
    a->refs--;
    CRIME_AT(ledger(), "L1", items[1].p->refs, items[1].p->refs - 1);
    CRIME_AT(ledger(), "L1", items[0].p, items[1].p); /* stored without counting */
    CRIME_AT(ledger(), "L2", PML_NONE(E)->refs, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(generations, set_up, tear_down),
        cmocka_unit_test_setup_teardown(references, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

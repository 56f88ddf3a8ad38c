/* O, N, S, D, M, T, K, W (object), Q and C (modules). */
#include "modules/deque.h"
#include "object/check.h"
#include "object/dict_internal.h"
#include "object/int_digits.h"
#include "object/memoryview_ops.h"
#include "object/set_internal.h"
#include "object/type_system.h"

#include "crime.h"

static int set_up(void **state)
{
    (void)state;
    return start_with("import weakref, functools, collections\n"
                      "class N:\n"
                      "    def __init__(self): self.a = self.b = 1\n"
                      "class M(N): pass\n"
                      "n = N(); m = M()\n"
                      "items = [[1], 'x' * 30, 'é' * 20]\n"
                      "pair = ([2], [3])\n"
                      "table = {'k': 1, 'l': 2, 'm': 3}\n"
                      "numbers = {10**20: 1, 10**21: 2}\n"
                      "big = 10 ** 30\n"
                      "things = {1.5, 2.5, 3.5}\n"
                      "split = n.__dict__\n"
                      "n2 = N()\n"
                      "view = memoryview(b'abcdef')\n"
                      "plain = weakref.ref(n); called = weakref.ref(n, print)\n"
                      "proxy = weakref.proxy(n)\n"
                      "dead = weakref.ref(N())\n"
                      "queue = collections.deque(range(1000, 1100))\n"
                      "empty = collections.deque()\n"
                      "@functools.lru_cache(maxsize=8)\n"
                      "def f(x): return [x]\n"
                      "f(1); f(2); f(3)\n"
                      "text = 'long' + str(12345)\n"
                      "hash(text)\n"
                      "m.a; m.a; m.__class__; hasattr(m, 'other')\n");
}

static void every_object(void **state)
{
    (void)state;
    PmlObj *n = global("n");
    PmlType *t = (PmlType *)global("N");
    CRIME_AT(objects(), "O1", t->flags, t->flags & ~(uint32_t)PML_TF_READY);
    CRIME_AT(objects(), "O2", n->refs, 0);
    PmlObj *n2 = global("n2");
    CRIME_AT(objects(), "O3", pml_instance_dict(n2)->p, global("table"));
}

static void lists_and_tuples(void **state)
{
    (void)state;
    PmlList *l = (PmlList *)global("items");
    CRIME_AT(objects(), "N1", l->capacity, 2);
    CRIME_AT(objects(), "N1", l->items.p[1].p, NULL);
    CRIME_AT(objects(), "N1", l->items.p, NULL);
    CRIME_AT(objects(), "N2", PML_TUPLE_ITEMS(global("pair"))[1].p, NULL);
}

static void dicts(void **state)
{
    (void)state;
    PmlDict *d = (PmlDict *)global("table");
    PmlDictKeys *k = d->keys.p;
    CRIME_AT(objects(), "N3", d->used, 2);
    CRIME_AT(objects(), "N4", k->usable, 100);
    CRIME_AT(objects(), "N4", k->refs, 0);
    int empty = 0;
    while (k->indices[empty] != 0xff) {
        empty++;
    }
    CRIME_AT(objects(), "N4", k->indices[empty], 7);
    CRIME_AT(objects(), "N4", k->indices[empty], 1);
    PmlDictKeys *numbers = ((PmlDict *)global("numbers"))->keys.p;
    CRIME_AT(objects(), "N4", pml_general_entries(numbers)[0].hash,
             pml_general_entries(numbers)[0].hash + 1);
    PmlDict *split = (PmlDict *)global("split");
    assert_non_null(split->values.p);
    CRIME_AT(objects(), "N5", pml_values_head(split->values.p)[-2], 1);
    CRIME_AT(objects(), "N5", pml_values_head(split->values.p)[-3], 9);
    CRIME_AT(objects(), "N5", split->keys.p->kind, PML_KEYS_UNICODE);
    PmlValues *own = pml_instance_values(global("n2"))->p;
    CRIME_AT(objects(), "N5", pml_values_head(own)[-2], 1);
}

static void sets(void **state)
{
    (void)state;
    PmlSet *s = (PmlSet *)global("things");
    CRIME_AT(objects(), "N6", s->used, 2);
    CRIME_AT(objects(), "N6", s->fill, 5);
    CRIME_AT(objects(), "N6", s->mask, 5);
    CRIME_AT(pml_object_check(E, (PmlObj *)s), "N6", s->mask, 15);
}

static void strings(void **state)
{
    (void)state;
    PmlObj *ascii = PML_LIST_ITEMS(global("items"))[1].p;
    PmlObj *latin = PML_LIST_ITEMS(global("items"))[2].p;
    CRIME_AT(objects(), "S1", PML_STR(ascii)->kind, 3);
    CRIME_AT(objects(), "S1", ((unsigned char *)pml_str_data(ascii))[3], 0xe9);
    CRIME_AT(objects(), "S1", PML_STR(latin)->length, -1);
    CRIME_AT(objects(), "S2", ((unsigned char *)pml_str_data(latin))[20], 'x');
    PmlObj *text = global("text");
    CRIME_AT(objects(), "S3", PML_STR(text)->hash, PML_STR(text)->hash + 1);
    CRIME_AT(objects(), "S4", PML_STR(text)->interned, 1);
}

static void integers(void **state)
{
    (void)state;
    PmlInt *big = (PmlInt *)global("big");
    CRIME_AT(objects(), "D1", big->digit[0], PML_DIGIT_BASE);
    CRIME_AT(objects(), "D2", big->digit[pml_int_ndigits(big) - 1], 0);
    int64_t size = big->ob.size;
    uint32_t digit = big->digit[0];
    CRIME(objects(), "D3", (big->ob.size = 1, big->digit[0] = 7),
          (big->ob.size = size, big->digit[0] = digit));
}

static void views(void **state)
{
    (void)state;
    PmlMemoryView *v = (PmlMemoryView *)global("view");
    CRIME_AT(objects(), "M1", v->mbuf.p->exports, 0);
    CRIME_AT(objects(), "M1", v->mbuf.p->exports, 2);
}

static void types(void **state)
{
    (void)state;
    PmlType *sub = (PmlType *)global("M"), *base = (PmlType *)global("N");
    assert_true(pml_type_has(sub, PML_TF_VALID_VERSION));
    CRIME_AT(objects(), "T3", PML_TUPLE_ITEMS(sub->mro.p)[0].p, &base->ob.ob);
    CRIME_AT(objects(), "T4", base->flags, base->flags & ~(uint32_t)PML_TF_VALID_VERSION);
    int64_t i = 0;
    while (E->rt->type_cache.p[i].version != sub->version) {
        i++;
    }
    CRIME_AT(objects(), "T1", E->rt->type_cache.p[i].value.p, global("items"));
    CRIME_AT(objects(), "T2", PML_TUPLE_ITEMS(E->rt->type_cache_names.p)[i].p, PML_NONE(E));
}

static void code(void **state)
{
    (void)state;
    PmlObj *f = pml_dict_get_text(E, ((PmlType *)global("N"))->dict.p, "__init__");
    PmlCode *c = (PmlCode *)((PmlFunction *)f)->code.p;
    CRIME_AT(objects(), "K1", c->nlocalsplus, 5);
    CRIME_AT(objects(), "K2", c->stacksize, -1);
}

static void weak_references(void **state)
{
    (void)state;
    PmlWeakref *plain = (PmlWeakref *)global("plain"), *called = (PmlWeakref *)global("called");
    PmlWeakref *proxy = (PmlWeakref *)global("proxy"), *dead = (PmlWeakref *)global("dead");
    CRIME_AT(objects(), "W1", plain->callback.p, global("items"));
    CRIME_AT(objects(), "W1", called->callback.p, NULL);
    CRIME_AT(objects(), "W2", proxy->object.p, global("m"));
    CRIME_AT(objects(), "W2", proxy->prev.p, NULL);
    CRIME_AT(objects(), "W2", dead->next.p, plain);
    PmlRef *list = pml_weaklist_slot(E, global("n"));
    CRIME_AT(objects(), "W2", list->p, NULL);
}

static void module_types(void **state)
{
    (void)state;
    PmlDeque *q = PML_DEQUE(global("queue")), *empty = PML_DEQUE(global("empty"));
    CRIME_AT(objects(), "Q1", q->left_index, q->left_index + 1);
    CRIME_AT(objects(), "Q1", q->right.p->left.p, NULL);
    CRIME_AT(objects(), "Q2", empty->right_index, empty->right_index + 1);
    /* The ring of an lru_cache: prev and next follow the header of the object itself. */
    PmlObj **ring = (PmlObj **)(void *)(global("f") + 1);
    PmlObj *link = ring[1];
    CRIME_AT(objects(), "C1", link->refs, 1);
    PmlObj **of_link = (PmlObj **)(void *)(link + 1);
    CRIME_AT(objects(), "C2", of_link[0], link);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_object, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lists_and_tuples, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dicts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(strings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(integers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(views, set_up, tear_down),
        cmocka_unit_test_setup_teardown(types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(weak_references, set_up, tear_down),
        cmocka_unit_test_setup_teardown(module_types, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

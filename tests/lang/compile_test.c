/* The compiler under stress: no allocation failure may crash it, leak, or leave it unusable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lang/compile.h"
#include "object/callables.h"
#include "object/str.h"
#include "vm/lifecycle.h"

static const char source[] =
    "'doc'\n"
    "from a import b as c, d\n"
    "class C(b, metaclass=M):\n"
    "    x: int = {1: 'a', 2: ('q', 1.5, -0.0), 3: b'x'}\n"
    "    def __m(self, *args, k=1, **kw):\n"
    "        try:\n"
    "            with self as (y, *z), kw:\n"
    "                return [i + super().__m for i in y if i in {1, 'two', 3}]\n"
    "        except (ValueError, c) as e:\n"
    "            raise e from None\n"
    "        finally:\n"
    "            lambda: (yield args, f'{k!r:>{self}} {kw}')\n"
    "def f(x):\n"
    "    def g():\n"
    "        nonlocal x\n"
    "        x += 1\n"
    "        return x\n"
    "    match x:\n"
    "        case {'a': [1, *q], **r} | ([q, r]): return q, r\n"
    "        case C(a=1) as z: return z\n"
    "    while x: x = g() and x or 1 < x < 3\n";

static PmlEngine *engine;

static int make_engine(void **state)
{
    PML_UNUSED(state);
    engine = pml_engine_new(NULL, NULL);
    return engine ? 0 : -1;
}

static int end_engine(void **state)
{
    PML_UNUSED(state);
    pml_engine_free(engine);
    return 0;
}

static PmlObj *compile(const char *text)
{
    return pml_compile_source(engine, text, (int64_t)strlen(text), "<test>", PML_PARSE_EXEC, NULL);
}

static void release(PmlObj *o)
{
    assert_non_null(o);
    pml_decref(engine, o);
}

/* Compiling twice leaves as many blocks as compiling once: nothing leaks. */
static void test_no_leak(void **state)
{
    PML_UNUSED(state);
    release(compile(source));
    pml_clear_free_lists(engine);
    uint64_t blocks = pml_heap_stats(engine)->blocks;
    for (int i = 0; i < 20; i++) {
        release(compile(source));
    }
    pml_clear_free_lists(engine);
    assert_int_equal(pml_heap_stats(engine)->blocks, blocks);
}

static void test_errors_do_not_leak(void **state)
{
    static const char *const bad[] = {
        "return 1",
        "def f():\n    x = 1\n    global x\n",
        "class C:\n    x = [(yield) for a in b]\n",
        "f(a=1, a=2)",
        "def f(a, a): pass",
        "for i in 'abc', 1.5, (2, 3): break\nbreak\n",
    };
    PML_UNUSED(state);
    uint64_t blocks = 0;
    for (int round = 0; round < 3; round++) {
        for (int64_t i = 0; i < PML_COUNT_OF(bad); i++) {
            assert_null(compile(bad[i]));
            assert_true(pml_error_matches(engine, PML_T_SyntaxError));
            pml_error_clear(engine);
        }
        pml_clear_free_lists(engine);
        if (round == 1) {
            blocks = pml_heap_stats(engine)->blocks;
        }
    }
    assert_int_equal(pml_heap_stats(engine)->blocks, blocks);
}

static void test_allocation_failures(void **state)
{
    PML_UNUSED(state);
    int64_t failures = 0;
    for (int64_t at = 1;; at++) {
        engine->fail_alloc_at = at;
        PmlObj *code = compile(source);
        bool failed = engine->fail_alloc_at <= 0;
        engine->fail_alloc_at = 0;
        if (code) {
            pml_decref(engine, code);
            if (!failed) {
                break;
            }
        } else {
            assert_true(pml_error_pending(engine));
            pml_error_clear(engine);
            failures++;
        }
    }
    print_message("%lld failures survived\n", (long long)failures);
    assert_true(failures > 50);
    release(compile(source));
    assert_null(pml_heap_check(engine));
}

static void test_collections_meanwhile(void **state)
{
    PML_UNUSED(state);
    engine->gc_stress = 1;
    PmlObj *code = compile(source);
    engine->gc_stress = 0;
    release(code);
    assert_null(pml_gc_check(engine));
}

/* Deep nesting ends in RecursionError (or the parser's own limit), not in a crash. */
static void test_deep_nesting(void **state)
{
    PML_UNUSED(state);
    enum { DEPTH = 4000 };
    char *text = malloc(DEPTH * 4 + 16);
    assert_non_null(text);
    size_t n = 0;
    for (int i = 0; i < DEPTH; i++) {
        text[n++] = '-';
    }
    text[n++] = 'x';
    text[n] = '\0';
    PmlObj *code = compile(text);
    assert_true(code || pml_error_pending(engine));
    pml_xdecref(engine, code);
    pml_error_clear(engine);
    n = 0;
    for (int i = 0; i < DEPTH; i++) {
        text[n++] = 'x';
        text[n++] = '.';
    }
    text[n++] = 'x';
    text[n] = '\0';
    code = compile(text);
    assert_null(code);
    assert_true(pml_error_matches(engine, PML_T_RecursionError));
    pml_error_clear(engine);
    free(text);
}

static void test_handler_lookup(void **state)
{
    PML_UNUSED(state);
    PmlCode *code = (PmlCode *)compile("try:\n    x\nexcept y as z:\n    pass\n");
    int handler, depth;
    bool lasti;
    assert_true(pml_code_handler(code, 2, &handler, &depth, &lasti));
    assert_true(handler > 2 && depth == 0 && !lasti);
    assert_false(pml_code_handler(code, 0, &handler, &depth, &lasti));
    assert_int_equal(pml_code_line(code, 4), 2);
    release(&code->ob.ob);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_leak),
        cmocka_unit_test(test_errors_do_not_leak),
        cmocka_unit_test(test_allocation_failures),
        cmocka_unit_test(test_collections_meanwhile),
        cmocka_unit_test(test_deep_nesting),
        cmocka_unit_test(test_handler_lookup),
    };
    return cmocka_run_group_tests_name("compile", tests, make_engine, end_engine);
}

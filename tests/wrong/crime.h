/* Crimes on purpose: a test breaks one numbered invariant in a small engine, and the checker that
 * cites the number must say so; then it puts things right, and the checker must be silent. */
#ifndef PML_CRIME_H
#define PML_CRIME_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "observe/ledger.h"
#include "observe/objects_check.h"
#include "vm/lifecycle.h"

static PmlEngine *E;

static inline PmlObj *global(const char *name)
{
    return pml_dict_get_text(E, pml_module_dict(E->vm->main_module.p), name);
}

static inline const char *objects(void)
{
    return pml_objects_check(E, NULL);
}

/* The checker's verdict begins with this number. */
static inline void assert_finds(const char *verdict, const char *number)
{
    assert_non_null(verdict);
    if (strncmp(verdict, number, strlen(number)) != 0 || verdict[strlen(number)] != ':') {
        fail_msg("expected %s, found: %s", number, verdict);
    }
}

/* Do `crime`, expect `number` of `checker`, undo it with `amends`, expect silence. */
#define CRIME(checker, number, crime, amends) \
    do {                                      \
        assert_null(checker);                 \
        crime;                                \
        assert_finds(checker, number);        \
        amends;                               \
        assert_null(checker);                 \
    } while (0)
/* A place gets another value for the time of the crime. */
#define CRIME_AT(checker, number, place, value)                                        \
    do {                                                                               \
        __typeof__(place) kept_ = (place);                                             \
        CRIME(checker, number, (place) = (__typeof__(place))(value), (place) = kept_); \
    } while (0)

static inline int start_with(const char *program)
{
    PmlLimits limits = {.heap_bytes = 64 << 20};
    E = pml_engine_new(NULL, &limits);
    pml_script_run(E, program, (int64_t)strlen(program), "<test>");
    return E && E->vm->exit_code == 0 ? 0 : -1;
}

static inline int tear_down(void **state)
{
    (void)state;
    pml_engine_free(E);
    return 0;
}

#endif

/* Raising and catching inside the engine. One exception at most is pending (E->rt->error). What C
 * code raises while nothing is being handled stays a class and its argument until somebody needs
 * the instance, as in CPython: an error that C code clears again makes no object, and the instance
 * is allocated after the frames it passes have died. Setting one chains __context__. */
#ifndef PML_ERROR_H
#define PML_ERROR_H

#include "object/runtime.h"

/* PyErr_Format. Conversions: %s %.Ns %d %i %u %ld %lld %zd %c %x %p %% as printf (integers: %d int,
 * %lld int64_t, %zd int64_t too), %R repr, %S str, %A ascii, %U str object, %T type name of obj.
 * Always returns NULL, so that callers may `return pml_raise(...)`. */
PmlObj *pml_raise(PmlEngine *E, int type_index, const char *fmt, ...);
#define PML_RAISE(E, exc, ...) pml_raise((E), PML_T_##exc, __VA_ARGS__)
PmlObj *pml_raise_none(PmlEngine *E, int type_index);                /* PyErr_SetNone */
PmlObj *pml_raise_object(PmlEngine *E, PmlObj *type, PmlObj *value); /* PyErr_SetObject; borrowed */
PmlObj *pml_raise_key_error(PmlEngine *E, PmlObj *key);              /* _PyErr_SetKeyError */
PmlObj *pml_raise_stop_iteration(PmlEngine *E, PmlObj *value); /* _PyGen_SetStopIterationValue */
PmlObj *pml_err_no_memory(PmlEngine *E);                       /* the ready-made MemoryError */
/* "must be str, not int" and friends are plain PML_RAISE; where CPython's parsing of arguments
 * refuses one, it says None, not NoneType. */
const char *pml_type_given(PmlEngine *E, PmlObj *o);

static inline bool pml_error_pending(const PmlEngine *E)
{
    return E->rt->error.p != NULL;
}
bool pml_error_matches(PmlEngine *E, int type_index); /* PyErr_ExceptionMatches */
bool pml_exception_matches(PmlEngine *E, PmlObj *exc_or_type, PmlObj *type_or_tuple);
void pml_error_clear(PmlEngine *E);
PmlObj *pml_error_fetch(PmlEngine *E); /* takes the pending exception (owned), an instance */
/* The pending exception made an instance, borrowed; NULL: none. */
PmlObj *pml_error_instance(PmlEngine *E);
void pml_error_restore(PmlEngine *E, PmlObj *exc); /* an instance; steals; NULL: clears */
/* The pending exception as it is, instance or not, while other code runs. */
typedef struct PmlPending {
    PmlRef error, value, traceback;
} PmlPending;
PmlPending pml_error_set_aside(PmlEngine *E);
void pml_error_put_back(PmlEngine *E, PmlPending pending);
/* Name the references of one in a C local (gc/hold.h). */
void pml_error_hold(PmlEngine *E, const PmlPending *pending, const char *what);
/* Make `handled` the context of the pending exception, as raising it anew would. */
void pml_error_chain(PmlEngine *E, PmlObj *handled);
/* The frame of this traceback entry has been left by the pending exception; tb's next is the
 * traceback so far (borrowed, pml_error_traceback). */
PmlObj *pml_error_traceback(const PmlEngine *E);
void pml_error_set_traceback(PmlEngine *E, PmlObj *tb);
/* The exception being handled, borrowed, NULL if none (sys.exc_info()[1]). */
PmlObj *pml_handled_exception(const PmlEngine *E);
/* PyErr_WriteUnraisable */
void pml_unraisable(PmlEngine *E, PmlObj *subject);

/* So many units of work in C, each about as long as an instruction: what loops without executing
 * any says so, for the clock, for requests to stop and for checkpoints. True: the run is to end; an
 * error is pending. Calls (pml_recursion_enter), iterators and hashes do it themselves. */
enum { PML_WORK_LOOK = 4096 };
bool pml_work_look(PmlEngine *E);
static inline bool pml_work(PmlEngine *E, int64_t units)
{
    E->work += units;
    return PML_UNLIKELY(E->work >= PML_WORK_LOOK) && pml_work_look(E);
}

/* Recursion guard: `if (pml_recursion_enter(E, " while calling a Python object")) return NULL;` */
int pml_recursion_enter(PmlEngine *E, const char *where);
void pml_recursion_leave(PmlEngine *E);
/* Py_ReprEnter: 1 when o's repr is already running, 0 entered, -1 error. */
int pml_repr_enter(PmlEngine *E, PmlObj *o);
void pml_repr_leave(PmlEngine *E, PmlObj *o);

#endif

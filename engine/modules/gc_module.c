/* The gc module. Facts 5.8. */
#include "modules/gc_hooks.h"
#include "modules/modules.h"
#include "object/callables.h"
#include "object/detached.h"
#include "object/numbers.h"
#include "object/str.h"

#define GENERATIONS 3

#define GC_FUNCTION(name) \
    static PmlObj *name(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
#define GC_NO_ARGUMENTS()    \
    do {                     \
        PML_UNUSED(self);    \
        PML_UNUSED(args);    \
        PML_UNUSED(nargs);   \
        PML_UNUSED(kwnames); \
    } while (0)

/* A C int. `parsed`: the texts of the argument parser for what does not fit, else of PyLong_AsInt.
 */
static bool to_c_int(PmlEngine *E, PmlObj *o, bool parsed, int32_t *out)
{
    int64_t n = 0;
    if (!parsed) {
        bool fits = pml_want_int(E, o, &n);
        *out = (int32_t)n;
        return fits;
    }
    PmlObj *index = pml_number_index(E, o);
    if (!index) {
        return false;
    }
    bool overflow = false;
    n = pml_int_as_i64(E, index, &overflow);
    int sign = pml_int_sign(index);
    pml_decref(E, index);
    if (!overflow && n >= INT32_MIN && n <= INT32_MAX) {
        *out = (int32_t)n;
        return true;
    }
    if (overflow) {
        PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
    } else {
        PML_RAISE(E, OverflowError, "signed integer is %s than %s", sign > 0 ? "greater" : "less",
                  sign > 0 ? "maximum" : "minimum");
    }
    return false;
}

/* -- switches ---------------------------------------------------------------------------- */

GC_FUNCTION(gc_enable)
{
    GC_NO_ARGUMENTS();
    E->gc->enabled = 1;
    return pml_none(E);
}

GC_FUNCTION(gc_disable)
{
    GC_NO_ARGUMENTS();
    E->gc->enabled = 0;
    return pml_none(E);
}

GC_FUNCTION(gc_isenabled)
{
    GC_NO_ARGUMENTS();
    return pml_bool(E, E->gc->enabled != 0);
}

GC_FUNCTION(gc_set_debug)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    int32_t flags;
    if (!to_c_int(E, args[0].p, false, &flags)) {
        return NULL;
    }
    E->gc->debug = flags;
    return pml_none(E);
}

GC_FUNCTION(gc_get_debug)
{
    GC_NO_ARGUMENTS();
    return pml_int(E, E->gc->debug);
}

/* The numbers are read before the tuple is made: making it may change them. */
static PmlObj *three_numbers(PmlEngine *E, const int32_t numbers[3])
{
    int32_t copy[3] = {numbers[0], numbers[1], numbers[2]};
    PmlObj *t = pml_tuple_new(E, 3);
    for (int i = 0; t && i < 3; i++) {
        PML_TUPLE_AT(t, i) = pml_int(E, copy[i]);
        if (!PML_TUPLE_AT(t, i)) {
            pml_decref(E, t);
            return NULL;
        }
    }
    return t;
}

GC_FUNCTION(gc_get_count)
{
    GC_NO_ARGUMENTS();
    return three_numbers(E, E->gc->count);
}

GC_FUNCTION(gc_get_threshold)
{
    GC_NO_ARGUMENTS();
    return three_numbers(E, E->gc->threshold);
}

static PmlObj *gc_set_threshold(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    if (!pml_no_keywords(E, "set_threshold", kwargs)) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (n < 1 || n > 3) {
        return PML_RAISE(E, TypeError, "set_threshold() takes at %s %d argument%s (%zd given)",
                         n < 1 ? "least" : "most", n < 1 ? 1 : 3, n < 1 ? "" : "s", n);
    }
    for (int64_t i = 0; i < n; i++) {
        int32_t value;
        if (!to_c_int(E, PML_TUPLE_AT(args, i), true, &value)) {
            return NULL;
        }
        E->gc->threshold[i] = value;
    }
    return pml_none(E);
}

/* -- collecting -------------------------------------------------------------------------- */

GC_FUNCTION(gc_collect)
{
    PML_UNUSED(self);
    static const char *const names[] = {"generation", NULL};
    PmlObj *given[1];
    int32_t generation = GENERATIONS - 1;
    if (!pml_parse_fast(E, "collect", args, nargs, kwnames, names, 0, 1, given) ||
        (given[0] && !to_c_int(E, given[0], false, &generation))) {
        return NULL;
    }
    if (generation < 0 || generation >= GENERATIONS) {
        return PML_RAISE(E, ValueError, "invalid generation");
    }
    return pml_int(E, pml_gc_collect(E, generation, true));
}

GC_FUNCTION(gc_get_stats)
{
    GC_NO_ARGUMENTS();
    static const char *const names[3] = {"collections", "collected", "uncollectable"};
    PmlGenStats stats[GENERATIONS]; /* as they are before memory is taken */
    memcpy(stats, E->gc->stats, sizeof stats);
    PmlObj *result = pml_list_new(E, 0);
    int64_t mark = pml_hold_mark(E);
    if (result) {
        pml_hold(E, result, "gc.get_stats: list");
    }
    for (int i = 0; result && i < GENERATIONS; i++) {
        PmlObj *dict = pml_gc_number_dict(
            E, names,
            (int64_t[3]){stats[i].collections, stats[i].collected, stats[i].uncollectable});
        int failed = dict ? pml_list_append(E, result, dict) : -1;
        pml_xdecref(E, dict);
        if (failed) {
            pml_drop_held(E, mark, result);
            return NULL;
        }
    }
    pml_hold_drop(E, mark);
    return result;
}

GC_FUNCTION(gc_freeze)
{
    GC_NO_ARGUMENTS();
    pml_gc_freeze(E);
    return pml_none(E);
}

GC_FUNCTION(gc_unfreeze)
{
    GC_NO_ARGUMENTS();
    pml_gc_unfreeze(E);
    return pml_none(E);
}

GC_FUNCTION(gc_get_freeze_count)
{
    GC_NO_ARGUMENTS();
    return pml_int(E, pml_gc_list_size(&E->gc->permanent));
}

/* -- looking at objects ------------------------------------------------------------------ */

GC_FUNCTION(gc_is_tracked)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_bool(E, pml_is_gc(args[0].p) && pml_gc_is_tracked(args[0].p));
}

GC_FUNCTION(gc_is_finalized)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_bool(E, pml_is_gc(args[0].p) && pml_gc_is_finalized(args[0].p));
}

static int append_generation(PmlEngine *E, PmlObj *result, int generation)
{
    PmlGcHead *list = &E->gc->gen[generation];
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        PmlObj *o = pml_from_gc(g);
        if (o != result && pml_list_append(E, result, o) < 0) {
            return -1;
        }
    }
    return 0;
}

static bool generation_argument(PmlEngine *E, PmlObj *o, int64_t *generation)
{
    if (!o || o == PML_NONE(E)) {
        return true;
    }
    if (!pml_has_index(o)) {
        PML_RAISE(E, TypeError, "argument should be integer or None, not '%.200s'",
                  PML_TYPE_OF(o)->name.p);
        return false;
    }
    *generation = pml_as_ssize(E, o, PML_T_OverflowError);
    if (*generation == -1 && pml_error_pending(E)) {
        return false;
    }
    if (*generation >= GENERATIONS) {
        PML_RAISE(E, ValueError,
                  "generation parameter must be less than the number of available generations (%d)",
                  GENERATIONS);
        return false;
    }
    if (*generation < -1) {
        PML_RAISE(E, ValueError, "generation parameter cannot be negative");
        return false;
    }
    return true;
}

GC_FUNCTION(gc_get_objects)
{
    PML_UNUSED(self);
    static const char *const names[] = {"generation", NULL};
    PmlObj *given[1];
    int64_t generation = -1;
    if (!pml_parse_fast(E, "get_objects", args, nargs, kwnames, names, 0, 1, given) ||
        !generation_argument(E, given[0], &generation)) {
        return NULL;
    }
    PmlObj *result = pml_list_new(E, 0);
    if (!result) {
        return NULL;
    }
    for (int i = 0; i < GENERATIONS; i++) {
        bool wanted = generation == -1 || generation == i;
        if (wanted && append_generation(E, result, i) < 0) {
            pml_decref(E, result);
            return NULL;
        }
    }
    return result;
}

static int visit_referrer(PmlEngine *E, PmlObj *o, void *ctx)
{
    PML_UNUSED(E);
    PmlObj *wanted = ctx;
    for (int64_t i = 0; i < PML_TUPLE_LEN(wanted); i++) {
        if (PML_TUPLE_AT(wanted, i) == o) {
            return 1;
        }
    }
    return 0;
}

static int append_referrers(PmlEngine *E, PmlObj *wanted, PmlGcHead *list, PmlObj *result)
{
    for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
        PmlObj *o = pml_from_gc(g);
        if (o == wanted || o == result) {
            continue;
        }
        if (PML_TYPE_OF(o)->traverse(E, o, visit_referrer, wanted) &&
            pml_list_append(E, result, o) < 0) {
            return -1;
        }
    }
    return 0;
}

static PmlObj *gc_get_referrers(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    if (!pml_no_keywords(E, "get_referrers", kwargs)) {
        return NULL;
    }
    PmlObj *result = pml_list_new(E, 0);
    for (int i = 0; result && i < GENERATIONS; i++) {
        if (append_referrers(E, args, &E->gc->gen[i], result) < 0) {
            pml_decref(E, result);
            return NULL;
        }
    }
    return result;
}

static int visit_referent(PmlEngine *E, PmlObj *o, void *ctx)
{
    return pml_list_append(E, ctx, o) < 0;
}

static PmlObj *gc_get_referents(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    if (!pml_no_keywords(E, "get_referents", kwargs)) {
        return NULL;
    }
    PmlObj *result = pml_list_new(E, 0);
    for (int64_t i = 0; result && i < PML_TUPLE_LEN(args); i++) {
        PmlObj *o = PML_TUPLE_AT(args, i);
        if (pml_is_gc(o) && PML_TYPE_OF(o)->traverse &&
            PML_TYPE_OF(o)->traverse(E, o, visit_referent, result)) {
            pml_decref(E, result);
            return NULL;
        }
    }
    return result;
}

/* -- the module -------------------------------------------------------------------------- */

static const PmlMethodDef methods[] = {
    {"enable", gc_enable, NULL, PML_METH_NOARGS, "Enable automatic garbage collection."},
    {"disable", gc_disable, NULL, PML_METH_NOARGS, "Disable automatic garbage collection."},
    {"isenabled", gc_isenabled, NULL, PML_METH_NOARGS,
     "Returns true if automatic garbage collection is enabled."},
    {"set_debug", gc_set_debug, NULL, PML_METH_O, "Set the garbage collection debugging flags."},
    {"get_debug", gc_get_debug, NULL, PML_METH_NOARGS,
     "Get the garbage collection debugging flags."},
    {"get_count", gc_get_count, NULL, PML_METH_NOARGS,
     "Return a three-tuple of the current collection counts."},
    {"set_threshold", NULL, gc_set_threshold, PML_METH_VARARGS, "Sets the collection thresholds."},
    {"get_threshold", gc_get_threshold, NULL, PML_METH_NOARGS,
     "Return the current collection thresholds."},
    {"collect", gc_collect, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Run the garbage collector."},
    {"get_objects", gc_get_objects, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Return a list of objects tracked by the collector (excluding the list returned)."},
    {"get_stats", gc_get_stats, NULL, PML_METH_NOARGS,
     "Return a list of dictionaries containing per-generation statistics."},
    {"is_tracked", gc_is_tracked, NULL, PML_METH_O,
     "Returns true if the object is tracked by the garbage collector."},
    {"is_finalized", gc_is_finalized, NULL, PML_METH_O,
     "Returns true if the object has been already finalized by the GC."},
    {"get_referrers", NULL, gc_get_referrers, PML_METH_VARARGS,
     "Return the list of objects that directly refer to any of objs."},
    {"get_referents", NULL, gc_get_referents, PML_METH_VARARGS,
     "Return the list of objects that are directly referred to by objs."},
    {"freeze", gc_freeze, NULL, PML_METH_NOARGS,
     "Freeze all current tracked objects and ignore them for future collections."},
    {"unfreeze", gc_unfreeze, NULL, PML_METH_NOARGS,
     "Unfreeze all objects in the permanent generation."},
    {"get_freeze_count", gc_get_freeze_count, NULL, PML_METH_NOARGS,
     "Return the number of objects in the permanent generation."},
    {NULL, NULL, NULL, 0, NULL},
};

static int add_list(PmlEngine *E, PmlObj *module, const char *name, PmlRef *list)
{
    if (!list->p) {
        list->p = pml_list_new(E, 0);
    }
    return list->p ? pml_module_add(E, module, name, pml_incref(list->p)) : -1;
}

static int add_contents(PmlEngine *E, PmlObj *module)
{
    static const struct {
        const char *name;
        int value;
    } flags[] = {
        {"DEBUG_STATS", PML_GC_STATS},
        {"DEBUG_COLLECTABLE", PML_GC_COLLECTABLE},
        {"DEBUG_UNCOLLECTABLE", PML_GC_UNCOLLECTABLE},
        {"DEBUG_SAVEALL", PML_GC_SAVEALL},
        {"DEBUG_LEAK", PML_GC_COLLECTABLE | PML_GC_UNCOLLECTABLE | PML_GC_SAVEALL},
    };
    if (pml_module_add_methods(E, module, methods) < 0 ||
        add_list(E, module, "garbage", &E->gc->garbage) < 0 ||
        add_list(E, module, "callbacks", &E->gc->callbacks) < 0) {
        return -1;
    }
    for (int64_t i = 0; i < PML_COUNT_OF(flags); i++) {
        PmlObj *value = pml_int(E, flags[i].value);
        if (!value || pml_module_add(E, module, flags[i].name, value) < 0) {
            return -1;
        }
    }
    return 0;
}

PmlObj *pml_init_module_gc(PmlEngine *E)
{
    PmlObj *module = pml_module_new(E, "gc");
    if (module && add_contents(E, module) < 0) {
        pml_decref(E, module);
        return NULL;
    }
    return module;
}

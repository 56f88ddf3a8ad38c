/* _abc: which patterns of `match` a class answers to. What abc.py is built on. */
#include "modules/library.h"
#include "object/type_system.h"

enum { PATTERN_KINDS = PML_TF_SEQUENCE | PML_TF_MAPPING };

/* As in the __flags__ that Python sees. */
enum { SEEN_SEQUENCE = 1 << 5, SEEN_MAPPING = 1 << 6 };

/* init_pattern(class): what its own __abc_tpflags__ says, which does not stay in the class. */
static PmlObj *init_pattern(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlType *t = (PmlType *)args[0].p;
    PmlObj *said = pml_dict_get_text(E, t->dict.p, "__abc_tpflags__");
    if (!said) {
        return pml_error_pending(E) ? NULL : pml_none(E);
    }
    if (PML_IS(said, int)) {
        bool overflow;
        int64_t value = pml_int_as_i64(E, said, &overflow);
        if (overflow) {
            return PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
        }
        bool sequence = value & SEEN_SEQUENCE, mapping = value & SEEN_MAPPING;
        if (sequence && mapping) {
            return PML_RAISE(E, TypeError,
                             "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and "
                             "Py_TPFLAGS_MAPPING");
        }
        t->flags |= (sequence ? PML_TF_SEQUENCE : 0U) | (mapping ? PML_TF_MAPPING : 0U);
    }
    PmlObj *name = pml_str_text(E, "__abc_tpflags__");
    int err = name ? pml_dict_del(E, t->dict.p, name) : -1;
    pml_xdecref(E, name);
    return err < 0 ? NULL : pml_none(E);
}

static int set_kind(PmlEngine *E, PmlType *t, void *ctx)
{
    const uint32_t *kind = ctx;
    if (pml_type_has(t, PML_TF_IMMUTABLE) || (t->flags & PATTERN_KINDS) == *kind) {
        return 0;
    }
    t->flags = (t->flags & ~(uint32_t)PATTERN_KINDS) | *kind;
    return pml_each_subclass(E, t, set_kind, ctx);
}

/* adopt_pattern(abc, class): a registered class and all below it answer to what the base does. */
static PmlObj *adopt_pattern(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "adopt_pattern", nargs, 2, 2)) {
        return NULL;
    }
    uint32_t kind = ((PmlType *)args[0].p)->flags & PATTERN_KINDS;
    if (kind && set_kind(E, (PmlType *)args[1].p, &kind) < 0) {
        return NULL;
    }
    return pml_none(E);
}

PmlObj *pml_init_module__abc(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_ONE("init_pattern", init_pattern, "What the class's own __abc_tpflags__ says."),
        PML_FAST("adopt_pattern", adopt_pattern, "Patterns of the base for a registered class."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_abc");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

/* The _abc module: what an abstract class remembers. A class made by ABCMeta has an _abc_data with
 * three sets of weak references, each made when first needed: the classes registered with it, and
 * those known (not) to be its subclasses. What is known not to be holds until the next register()
 * of any class, which a counter tells. */
#include "gc/hold.h"
#include "modules/library.h"
#include "object/set_internal.h"
#include "object/type_system.h"
#include "object/weakref_internal.h"

typedef struct AbcData {
    PmlObj ob;
    PmlRef registry, cache, negative_cache;
    int64_t negative_version; /* of the counter, when negative_cache was true */
} AbcData;
_Static_assert(sizeof(AbcData) == 48, "CPython's size");
#define ABC_FIELDS(X) X(registry) X(cache) X(negative_cache)
PML_FIELD_WALKS(abc_data, AbcData, ABC_FIELDS)

static PmlObj *abc_data_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    PmlObj *o = t->alloc(E, t, 0);
    if (o) {
        ((AbcData *)o)->negative_version = E->rt->abc_counter;
    }
    return o;
}

static int abc_data_clear(PmlEngine *E, PmlObj *self)
{
    AbcData *data = (AbcData *)self;
    PML_CLEAR(E, data->registry);
    PML_CLEAR(E, data->cache);
    PML_CLEAR(E, data->negative_cache);
    return 0;
}

static void abc_data_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    abc_data_clear(E, self);
    pml_object_free_counted(E, self);
}

static int abc_data_visit(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    return abc_data_traverse(E, self, visit, ctx);
}

void pml_init_type_abc_data(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "_abc._abc_data";
    t->doc.p = "Internal state held by ABC machinery.";
    t->flags |= PML_TF_COUNTED | PML_TF_GC;
    t->basicsize = sizeof(AbcData);
    t->dealloc = abc_data_dealloc;
    t->traverse = abc_data_visit;
    t->clear = abc_data_clear;
    t->refs_of = abc_data_refs;
    t->new_ = abc_data_new;
}

/* What a class remembers: a new reference, held by name until the caller drops the mark. */
static AbcData *data_of(PmlEngine *E, PmlObj *cls)
{
    PmlObj *data = pml_getattr(E, cls, PML_ID(E, _abc_impl));
    if (data && !PML_IS(data, abc_data)) {
        pml_decref(E, data);
        PML_RAISE(E, TypeError, "_abc_impl is set to a wrong type");
        return NULL;
    }
    if (data) {
        pml_hold(E, data, "abc: what the class remembers");
    }
    return (AbcData *)data;
}

/* -- sets of weak references ------------------------------------------------------------- */

static int in_weak_set(PmlEngine *E, PmlObj *set, PmlObj *o)
{
    if (!set || ((PmlSet *)set)->used == 0) {
        return 0;
    }
    PmlObj *ref = pml_weakref_new(E, o, NULL);
    if (!ref) {
        if (!pml_error_matches(E, PML_T_TypeError)) {
            return -1;
        }
        pml_error_clear(E);
        return 0;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, ref, "abc: reference looked for");
    int r = pml_set_contains(E, set, ref);
    pml_hold_drop(E, mark);
    pml_decref(E, ref);
    return r;
}

/* The callback of the references: self refers weakly to the set. */
static PmlObj *forget(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *set = pml_incref(pml_weakref_target(E, self));
    int r = set == PML_NONE(E) ? 0 : pml_set_discard(E, set, args[0].p);
    pml_decref(E, set);
    return r < 0 ? NULL : pml_none(E);
}

static PmlObj *forgetter(PmlEngine *E, PmlObj *set)
{
    static const PmlMethodDef def = PML_ONE("_destroy", forget, NULL);
    PmlObj *wr = pml_weakref_new(E, set, NULL);
    PmlObj *f = wr ? pml_builtin_new(E, &def, wr, NULL) : NULL;
    pml_xdecref(E, wr);
    return f;
}

static int add_to_weak_set(PmlEngine *E, PmlRef *slot, PmlObj *o)
{
    if (!slot->p && !(slot->p = pml_set_new(E, NULL))) {
        return -1;
    }
    PmlObj *set = slot->p;
    PmlObj *callback = forgetter(E, set);
    PmlObj *ref = callback ? pml_weakref_new(E, o, callback) : NULL;
    pml_xdecref(E, callback);
    if (!ref) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, ref, "abc: reference to be remembered");
    int r = pml_set_add(E, set, ref);
    pml_hold_drop(E, mark);
    pml_decref(E, ref);
    return r;
}

static PmlObj *remember(PmlEngine *E, PmlRef *slot, PmlObj *cls, bool answer)
{
    return add_to_weak_set(E, slot, cls) < 0 ? NULL : pml_bool(E, answer);
}

/* -- making an abstract class ------------------------------------------------------------ */

enum { COLLECTION = PML_TF_SEQUENCE | PML_TF_MAPPING };

/* As in the __flags__ that Python sees. */
enum { SEEN_SEQUENCE = 1 << 5, SEEN_MAPPING = 1 << 6 };

/* Its own __abc_tpflags__ says which patterns of `match` a class answers to; it does not stay. */
static int take_collection_flags(PmlEngine *E, PmlType *t)
{
    PmlObj *said = pml_dict_get_text(E, t->dict.p, "__abc_tpflags__");
    if (!said) {
        return pml_error_pending(E) ? -1 : 0;
    }
    if (PML_IS(said, int)) {
        bool overflow;
        int64_t value = pml_int_as_i64(E, said, &overflow);
        bool sequence = value & SEEN_SEQUENCE, mapping = value & SEEN_MAPPING;
        if (overflow) {
            PML_RAISE(E, OverflowError, "Python int too large to convert to C long");
            return -1;
        }
        if (sequence && mapping) {
            PML_RAISE(E, TypeError,
                      "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and "
                      "Py_TPFLAGS_MAPPING");
            return -1;
        }
        t->flags |= (sequence ? PML_TF_SEQUENCE : 0U) | (mapping ? PML_TF_MAPPING : 0U);
    }
    PmlObj *name = pml_str_text(E, "__abc_tpflags__");
    int r = name ? pml_dict_del(E, t->dict.p, name) : -1;
    pml_xdecref(E, name);
    return r;
}

static PmlObj *abc_init(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *cls = args[0].p;
    if (pml_compute_abstract_methods(E, cls) < 0) {
        return NULL;
    }
    PmlObj *data = abc_data_new(E, PML_TYPE(E, abc_data), NULL, NULL);
    if (!data) {
        return NULL;
    }
    int r = pml_setattr(E, cls, PML_ID(E, _abc_impl), data);
    pml_decref(E, data);
    if (r < 0 || (PML_IS_TYPE(cls) && take_collection_flags(E, (PmlType *)cls) < 0)) {
        return NULL;
    }
    return pml_none(E);
}

/* -- registering ------------------------------------------------------------------------- */

static int set_collection_flag(PmlEngine *E, PmlType *t, void *ctx)
{
    const uint32_t *flag = ctx;
    if (pml_type_has(t, PML_TF_IMMUTABLE) || (t->flags & (uint32_t)COLLECTION) == *flag) {
        return 0;
    }
    t->flags = (t->flags & ~(uint32_t)COLLECTION) | *flag;
    return pml_each_subclass(E, t, set_collection_flag, ctx);
}

static int register_new(PmlEngine *E, PmlObj *cls, PmlObj *subclass)
{
    int r = pml_issubclass(E, cls, subclass);
    if (r > 0) {
        PML_RAISE(E, RuntimeError, "Refusing to create an inheritance cycle");
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    AbcData *data = r == 0 ? data_of(E, cls) : NULL;
    if (!data) {
        return -1;
    }
    r = add_to_weak_set(E, &data->registry, subclass);
    pml_hold_drop(E, mark);
    pml_decref(E, &data->ob);
    if (r < 0) {
        return -1;
    }
    E->rt->abc_counter++;
    uint32_t flag = PML_IS_TYPE(cls) ? ((PmlType *)cls)->flags & (uint32_t)COLLECTION : 0;
    return flag ? set_collection_flag(E, (PmlType *)subclass, &flag) : 0;
}

static PmlObj *abc_register(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "_abc_register", nargs, 2, 2)) {
        return NULL;
    }
    PmlObj *cls = args[0].p, *subclass = args[1].p;
    if (!PML_IS_TYPE(subclass)) {
        return PML_RAISE(E, TypeError, "Can only register classes");
    }
    int r = pml_issubclass(E, subclass, cls);
    if (r == 0) {
        r = register_new(E, cls, subclass);
    }
    return r < 0 ? NULL : pml_incref(subclass);
}

/* -- asking ------------------------------------------------------------------------------ */

static PmlObj *ask_class(PmlEngine *E, PmlObj *cls, PmlObj *subclass)
{
    return pml_call_method1(E, cls, PML_ID(E, __subclasscheck__), subclass);
}

/* The answer by what is remembered, else by __subclasscheck__ of the class and of the type. */
static PmlObj *instance_answer(PmlEngine *E, AbcData *data, PmlObj *cls, PmlObj *subclass,
                               PmlObj *subtype)
{
    int known = in_weak_set(E, data->cache.p, subclass);
    if (known != 0) {
        return known < 0 ? NULL : pml_bool(E, true);
    }
    if (subtype != subclass) {
        PmlObj *r = ask_class(E, cls, subclass);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, r, "abc: answer");
        int yes = r ? pml_truth(E, r) : -1;
        pml_hold_drop(E, mark);
        if (yes != 0) {
            if (yes < 0) {
                pml_xdecref(E, r);
                return NULL;
            }
            return r;
        }
        pml_decref(E, r);
        return ask_class(E, cls, subtype);
    }
    if (data->negative_version == E->rt->abc_counter) {
        known = in_weak_set(E, data->negative_cache.p, subclass);
        if (known != 0) {
            return known < 0 ? NULL : pml_bool(E, false);
        }
    }
    return ask_class(E, cls, subclass);
}

static PmlObj *abc_instancecheck(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "_abc_instancecheck", nargs, 2, 2)) {
        return NULL;
    }
    PmlObj *cls = args[0].p, *instance = args[1].p;
    int64_t mark = pml_hold_mark(E);
    AbcData *data = data_of(E, cls);
    if (!data) {
        return NULL;
    }
    PmlObj *subclass = pml_getattr(E, instance, PML_ID(E, __class__)), *r = NULL;
    if (subclass) {
        pml_hold(E, subclass, "abc: class of the instance");
        r = instance_answer(E, data, cls, subclass, &PML_TYPE_OF(instance)->ob.ob);
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, subclass);
    pml_decref(E, &data->ob);
    return r;
}

/* 1: subclass is, or is a subclass of, a registered class; as a copy, for asking runs Python. */
static int is_registered(PmlEngine *E, AbcData *data, PmlObj *subclass)
{
    int r = in_weak_set(E, data->registry.p, subclass);
    if (r != 0 || !data->registry.p) {
        return r;
    }
    PmlObj *refs = pml_sequence_list(E, data->registry.p);
    if (!refs) {
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, refs, "abc: registered classes");
    for (int64_t i = 0; r == 0 && i < PML_LIST_LEN(refs); i++) {
        PmlObj *registered = pml_incref(pml_weakref_target(E, PML_LIST_ITEMS(refs)[i].p));
        if (registered != PML_NONE(E)) {
            int64_t inner = pml_hold_mark(E);
            pml_hold(E, registered, "abc: registered class");
            r = pml_issubclass(E, subclass, registered);
            pml_hold_drop(E, inner);
        }
        pml_decref(E, registered);
        if (r > 0 && add_to_weak_set(E, &data->cache, subclass) < 0) {
            r = -1;
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, refs);
    return r;
}

static int is_below_subclass(PmlEngine *E, PmlObj *cls, PmlObj *subclass)
{
    PmlObj *below = pml_call_text0(E, cls, "__subclasses__");
    if (!below || !PML_IS_LIST(below)) {
        if (below) {
            PML_RAISE(E, TypeError, "__subclasses__() must return a list");
        }
        pml_xdecref(E, below);
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, below, "abc: subclasses");
    int r = 0;
    for (int64_t i = 0; r == 0 && i < PML_LIST_LEN(below); i++) {
        PmlObj *one = pml_incref(PML_LIST_ITEMS(below)[i].p);
        int64_t inner = pml_hold_mark(E);
        pml_hold(E, one, "abc: subclass");
        r = pml_issubclass(E, subclass, one);
        pml_hold_drop(E, inner);
        pml_decref(E, one);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, below);
    return r;
}

static bool is_in_mro(const PmlType *t, const PmlObj *cls)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(t->mro.p); i++) {
        if (PML_TUPLE_AT(t->mro.p, i) == cls) {
            return true;
        }
    }
    return false;
}

/* By asking: the hook, the mro, the registered classes, the subclasses; then remember. */
static PmlObj *found_out(PmlEngine *E, AbcData *data, PmlObj *cls, PmlObj *subclass)
{
    PmlObj *hook = pml_call_method1(E, cls, PML_ID(E, __subclasshook__), subclass);
    if (!hook) {
        return NULL;
    }
    pml_decref(E, hook);
    if (hook == PML_TRUE(E)) {
        return remember(E, &data->cache, subclass, true);
    }
    if (hook == PML_FALSE(E)) {
        return remember(E, &data->negative_cache, subclass, false);
    }
    if (hook != PML_NOT_IMPLEMENTED(E)) {
        return PML_RAISE(E, AssertionError,
                         "__subclasshook__ must return either False, True, or NotImplemented");
    }
    if (is_in_mro((PmlType *)subclass, cls)) {
        return remember(E, &data->cache, subclass, true);
    }
    int r = is_registered(E, data, subclass);
    if (r != 0) {
        return r < 0 ? NULL : pml_bool(E, true);
    }
    r = is_below_subclass(E, cls, subclass);
    if (r < 0) {
        return NULL;
    }
    return remember(E, r > 0 ? &data->cache : &data->negative_cache, subclass, r > 0);
}

static PmlObj *subclass_answer(PmlEngine *E, AbcData *data, PmlObj *cls, PmlObj *subclass)
{
    int known = in_weak_set(E, data->cache.p, subclass);
    if (known != 0) {
        return known < 0 ? NULL : pml_bool(E, true);
    }
    if (data->negative_version < E->rt->abc_counter) {
        if (data->negative_cache.p) {
            pml_set_clear(E, (PmlSet *)data->negative_cache.p);
        }
        data->negative_version = E->rt->abc_counter;
    } else {
        known = in_weak_set(E, data->negative_cache.p, subclass);
        if (known != 0) {
            return known < 0 ? NULL : pml_bool(E, false);
        }
    }
    return found_out(E, data, cls, subclass);
}

static PmlObj *abc_subclasscheck(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "_abc_subclasscheck", nargs, 2, 2)) {
        return NULL;
    }
    if (!PML_IS_TYPE(args[1].p)) {
        return PML_RAISE(E, TypeError, "issubclass() arg 1 must be a class");
    }
    int64_t mark = pml_hold_mark(E);
    AbcData *data = data_of(E, args[0].p);
    if (!data) {
        return NULL;
    }
    PmlObj *r = subclass_answer(E, data, args[0].p, args[1].p);
    pml_hold_drop(E, mark);
    pml_decref(E, &data->ob);
    return r;
}

/* -- looking at it, and forgetting ------------------------------------------------------- */

static PmlObj *get_cache_token(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, E->rt->abc_counter);
}

static PmlObj *dump_of(PmlEngine *E, const AbcData *data)
{
    PmlObj *registry = pml_set_new(E, data->registry.p);
    PmlObj *cache = registry ? pml_set_new(E, data->cache.p) : NULL;
    PmlObj *negative = cache ? pml_set_new(E, data->negative_cache.p) : NULL;
    PmlObj *version = negative ? pml_int(E, data->negative_version) : NULL;
    PmlObj *r = version ? pml_tuple_pack(E, 4, registry, cache, negative, version) : NULL;
    pml_xdecref(E, registry);
    pml_xdecref(E, cache);
    pml_xdecref(E, negative);
    pml_xdecref(E, version);
    return r;
}

static PmlObj *get_dump(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t mark = pml_hold_mark(E);
    AbcData *data = data_of(E, args[0].p);
    if (!data) {
        return NULL;
    }
    PmlObj *r = dump_of(E, data);
    pml_hold_drop(E, mark);
    pml_decref(E, &data->ob);
    return r;
}

static void empty(PmlEngine *E, PmlObj *set)
{
    if (set) {
        pml_set_clear(E, (PmlSet *)set);
    }
}

static PmlObj *reset(PmlEngine *E, PmlObj *cls, bool registry)
{
    int64_t mark = pml_hold_mark(E);
    AbcData *data = data_of(E, cls);
    if (!data) {
        return NULL;
    }
    if (registry) {
        empty(E, data->registry.p);
    } else {
        empty(E, data->cache.p);
        empty(E, data->negative_cache.p);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, &data->ob);
    return pml_none(E);
}

static PmlObj *reset_registry(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return reset(E, args[0].p, true);
}

static PmlObj *reset_caches(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return reset(E, args[0].p, false);
}

/* What io has registered when a script begins: python3.11 -I -S. */
enum { STARTUP_REGISTRATIONS = 8 };

PmlObj *pml_init_module__abc(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_NOARGS("get_cache_token", get_cache_token,
                   "Returns the current ABC cache token.\n\nIt changes with every call to "
                   "register() on any ABC."),
        PML_ONE("_abc_init", abc_init, "Set up what an abstract class remembers."),
        PML_FAST("_abc_register", abc_register, "Register a class with an abstract class."),
        PML_FAST("_abc_instancecheck", abc_instancecheck, "isinstance() of an abstract class."),
        PML_FAST("_abc_subclasscheck", abc_subclasscheck, "issubclass() of an abstract class."),
        PML_ONE("_get_dump", get_dump,
                "Copies of registry, cache, negative cache, and the negative cache's version."),
        PML_ONE("_reset_registry", reset_registry, "Forget the registered classes."),
        PML_ONE("_reset_caches", reset_caches, "Forget what is known of classes."),
        PML_METHODS_END,
    };
    if (E->rt->abc_counter == 0) {
        E->rt->abc_counter = STARTUP_REGISTRATIONS;
    }
    PmlObj *module = pml_module_new(E, "_abc");
    if (module && pml_module_add_methods(E, module, methods) < 0) {
        pml_decref(E, module);
        return NULL;
    }
    return module;
}

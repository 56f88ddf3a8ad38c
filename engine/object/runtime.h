/* Object-layer state in the region: static types, singletons, caches, free lists, the exception
 * state of the one thread. Everything here that is a PmlRef is owned unless its comment says
 * borrowed (L1, observe/ledger.h). */
#ifndef PML_RUNTIME_H
#define PML_RUNTIME_H

#include "gc/gc.h"
#include "gc/hold.h"

/* PML_T_list, PML_T_ValueError ... */
enum {
#define PML_TYPE_DEF(x) PML_T_##x,
#define PML_EXC_DEF(x, base, kind) PML_T_##x,
#include "object/types.def"
    PML_TYPE_COUNT
};
#define PML_TYPE_DEF(x) void pml_init_type_##x(PmlEngine *E, PmlType *t);
#include "object/types.def"

/* Names the engine looks up by itself: PML_ID(E, __init__) is the interned str, borrowed. */
enum {
#define PML_NAME(x) PML_ID_##x,
#include "object/names.def"
    PML_ID_COUNT
};

#define PML_SMALL_INTS_NEG 5
#define PML_SMALL_INTS_POS 257
#define PML_STATIC_REFS INT64_C(999999999) /* facts 3.2 */
#define PML_LIST_FREE_MAX 80
#define PML_DICT_FREE_MAX 80
#define PML_KEYS_FREE_MAX 80
#define PML_FLOAT_FREE_MAX 100
#define PML_TUPLE_FREE_SIZES 21 /* index = size, 1..20 */
#define PML_TUPLE_FREE_MAX 2000

/* The handled exceptions: a chain, one link per running generator (and one for the thread). */
typedef struct PmlExcState {
    PmlRef value; /* owned; NULL or None: nothing is being handled */
    PML_PTR(struct PmlExcState) previous;
} PmlExcState;

/* The keyword names of a C function (by address of its table), see pml_keyword_names. */
typedef struct PmlKeywordNames {
    PML_PTR(const char *const) names;
    PmlRef tuple;
} PmlKeywordNames;
#define PML_KEYWORD_TABLES 256

typedef struct PmlRuntime {
    PmlType types[PML_TYPE_COUNT];

    /* static singletons (their objects lie in the static part) */
    PmlObj none, not_implemented, ellipsis;
    PML_PTR(struct PmlInt) small_ints; /* array of 262 */
    PML_PTR(struct PmlInt) true_, false_;
    PmlRef lost[16];    /* pml_lose */
    PmlRef latin1[256]; /* one-character strings */
    PmlRef empty_str, empty_bytes, bytes1[256], empty_tuple;
    PmlRef ids[PML_ID_COUNT];
    PML_PTR(struct PmlDictKeys) empty_keys;
    PmlRef interned; /* dict str -> str whose two references per entry are NOT counted */

    /* free lists */
    PmlRef free_floats; /* chain through the type slot */
    int64_t free_float_count;
    PmlRef free_lists[PML_LIST_FREE_MAX];
    int64_t free_list_count;
    PmlRef free_dicts[PML_DICT_FREE_MAX];
    int64_t free_dict_count;
    PML_PTR(struct PmlDictKeys) free_keys[PML_KEYS_FREE_MAX];
    int64_t free_keys_count;
    PmlRef free_tuples[PML_TUPLE_FREE_SIZES]; /* chains through item 0 */
    int64_t free_tuple_count[PML_TUPLE_FREE_SIZES];
    PmlRef slice_cache;

    /* exception state */
    /* What is being raised, NULL: nothing. An instance; or, until a handler wants to see it, a
     * class, with what to make the instance from (NULL: nothing) and its traceback so far. */
    PmlRef error, error_value, error_traceback;
    PML_PTR(PmlExcState) exc_info; /* top of the handled-exception chain */
    PmlExcState exc_base;
    PmlRef memory_error; /* made in advance, raised when nothing can be allocated */
    int32_t recursion_left, recursion_limit;
    int32_t in_recursion_headroom;
    int32_t stopping;  /* PmlStop: unwind without running handlers or finalizers */
    PmlRef repr_guard; /* dict with the list of objects whose repr is running */

    uint32_t next_type_version;
    uint32_t next_function_version;
    uint32_t next_keys_version;
    uint32_t reserved;
    uint64_t dict_version;
    PmlRef builtins; /* dict of the builtins module */
    PmlRef modules;  /* sys.modules */
    PmlRef sys_dict;
    PmlRef lru_keyword_mark;                      /* functools: between arguments and keywords */
    PmlRef ast_arenas;                            /* unused while none runs */
    PML_PTR(struct PmlTypeCacheEntry) type_cache; /* attribute lookups, see type_lookup.c */
    PmlRef type_cache_names;                      /* static tuple: the entries' names */
    int64_t int_text_limit;     /* sys.set_int_max_str_digits: 0 means the default, -1 no limit */
    int64_t abc_counter;        /* calls of register() on abstract classes: modules/abc_module.c */
    int64_t switch_interval_us; /* sys.setswitchinterval; nothing switches by it */
    int64_t slept_ns;           /* what time.sleep has added to the clock the program sees */
    PmlKeywordNames keyword_names[PML_KEYWORD_TABLES];
} PmlRuntime;

#define PML_TYPE(E, x) (&(E)->rt->types[PML_T_##x])
#define PML_NONE(E) (&(E)->rt->none)
#define PML_NOT_IMPLEMENTED(E) (&(E)->rt->not_implemented)
#define PML_ELLIPSIS(E) (&(E)->rt->ellipsis)
#define PML_TRUE(E) ((PmlObj *)(E)->rt->true_.p)
#define PML_FALSE(E) ((PmlObj *)(E)->rt->false_.p)
#define PML_ID(E, x) ((E)->rt->ids[PML_ID_##x].p)
#define PML_TYPE_OF(o) ((o)->type.p)
/* Exact type test against a static type. */
#define PML_IS(o, x) (PML_TYPE_OF(o)->id == PML_T_##x)
/* Instance tests that subclasses pass too. */
#define PML_IS_INT(o) pml_type_has(PML_TYPE_OF(o), PML_TF_INT)
#define PML_IS_STR(o) pml_type_has(PML_TYPE_OF(o), PML_TF_STR)
#define PML_IS_BYTES(o) pml_type_has(PML_TYPE_OF(o), PML_TF_BYTES)
#define PML_IS_LIST(o) pml_type_has(PML_TYPE_OF(o), PML_TF_LIST)
#define PML_IS_TUPLE(o) pml_type_has(PML_TYPE_OF(o), PML_TF_TUPLE)
#define PML_IS_DICT(o) pml_type_has(PML_TYPE_OF(o), PML_TF_DICT)
#define PML_IS_EXC(o) pml_type_has(PML_TYPE_OF(o), PML_TF_EXC)
#define PML_IS_TYPE(o) pml_type_has(PML_TYPE_OF(o), PML_TF_TYPE)
static inline PmlObj *pml_none(PmlEngine *E)
{
    return pml_incref(PML_NONE(E));
}
static inline PmlObj *pml_bool(PmlEngine *E, bool b)
{
    return pml_incref(b ? PML_TRUE(E) : PML_FALSE(E));
}
static inline PmlObj *pml_not_implemented(PmlEngine *E)
{
    return pml_incref(PML_NOT_IMPLEMENTED(E));
}

/* Set up the object layer: types, singletons, names. In an order that works: see runtime.c. */
bool pml_runtime_create(PmlEngine *E);
/* Facts 4: what a full collection does at its end. */
void pml_clear_free_lists(PmlEngine *E);
/* Take over a reference that CPython 3.11 never releases (a leak of its own). */
void pml_lose(PmlEngine *E, PmlObj *o);
/* Every reference the runtime itself owns, named. */
void pml_runtime_refs(PmlEngine *E, PmlRefSink *sink);

#endif

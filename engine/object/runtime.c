/* Setting up the object layer: static types, singletons, names; free lists; the runtime's roots. */
#include "object/runtime.h"

#include "object/bytes.h"
#include "object/containers.h"
#include "object/exception.h"
#include "object/numbers.h"
#include "object/str.h"

typedef void (*PmlTypeInit)(PmlEngine *E, PmlType *t);

/* In the order of PML_T_xxx; exceptions have no function of their own (exception_types.c). */
static const struct {
    const char *name;
    PmlTypeInit init;
} static_types[PML_TYPE_COUNT] = {
#define PML_TYPE_DEF(x) {#x, pml_init_type_##x},
#define PML_EXC_DEF(x, base, kind) {#x, NULL},
#include "object/types.def"
};

static const char *const id_texts[PML_ID_COUNT] = {
#define PML_NAME(x) #x,
#include "object/names.def"
};

/* Headers first, since filling one type may point to others. */
static void fill_types(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        PmlType *t = &rt->types[i];
        t->ob.ob.refs = 1;
        t->ob.ob.type.p = PML_TYPE(E, type);
        t->id = i;
        t->name.p = static_types[i].name;
        t->flags = PML_TF_IMMUTABLE;
    }
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        if (static_types[i].init) {
            static_types[i].init(E, &rt->types[i]);
        } else {
            pml_exception_init_type(E, &rt->types[i], i);
        }
        rt->types[i].flags |= PML_TF_IMMUTABLE;
    }
}

static void init_singleton(PmlObj *o, PmlType *t)
{
    o->refs = 1;
    o->type.p = t;
}

static bool create_singletons(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    init_singleton(&rt->none, PML_TYPE(E, NoneType));
    init_singleton(&rt->not_implemented, PML_TYPE(E, NotImplementedType));
    init_singleton(&rt->ellipsis, PML_TYPE(E, ellipsis));
    pml_int_create_small(E);
    pml_dict_create_static(E);
    pml_tuple_create_static(E);
    pml_type_cache_create(E);
    pml_bytes_create_static(E);
    if (!rt->interned.p) {
        rt->interned.p = pml_dict_new(E);
        if (!rt->interned.p) {
            return false;
        }
    }
    pml_str_create_static(E);
    for (int i = 0; i < PML_ID_COUNT; i++) {
        rt->ids[i].p = pml_str_intern_text(E, id_texts[i]);
        if (!rt->ids[i].p) {
            return false;
        }
    }
    return true;
}

/* Types that define __getattribute__ themselves, though it does nothing special. */
static void set_own_getattro(PmlEngine *E)
{
    static const int own[] = {
        PML_T_dict,
        PML_T_dict_itemiterator,
        PML_T_dict_items,
        PML_T_dict_keys,
        PML_T_dict_keyiterator,
        PML_T_dict_valueiterator,
        PML_T_dict_values,
        PML_T_ellipsis,
        PML_T_enumerate,
        PML_T_filter,
        PML_T_frozenset,
        PML_T_generator,
        PML_T_iterator,
        PML_T_list,
        PML_T_list_iterator,
        PML_T_map,
        PML_T_range,
        PML_T_range_iterator,
        PML_T_reversed,
        PML_T_set,
        PML_T_set_iterator,
        PML_T_slice,
        PML_T_tuple,
        PML_T_tuple_iterator,
        PML_T_zip,
        PML_T_callable_iterator,
        PML_T_code,
        PML_T_longrange_iterator,
        PML_T_list_reverseiterator,
    };
    for (int i = 0; i < PML_COUNT_OF(own); i++) {
        PmlType *t = &E->rt->types[own[i]];
        t->getattro = t->getattro ? t->getattro : pml_generic_getattr;
    }
}

static bool ready_type(PmlEngine *E, PmlType *t)
{
    if (pml_type_has(t, PML_TF_READY)) {
        return true;
    }
    if (t->base.p && !ready_type(E, t->base.p)) {
        return false;
    }
    return pml_type_ready(E, t) == 0;
}

static bool ready_types(PmlEngine *E)
{
    set_own_getattro(E);
    if (!ready_type(E, PML_TYPE(E, object)) || !ready_type(E, PML_TYPE(E, type))) {
        return false;
    }
    if (!pml_exception_set_bases(E)) {
        return false;
    }
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        if (!ready_type(E, &E->rt->types[i])) {
            return false;
        }
    }
    return true;
}

static void make_constants_immortal(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    PmlObj *const single[] = {&rt->none,         &rt->not_implemented, &rt->ellipsis,
                              PML_TRUE(E),       PML_FALSE(E),         rt->empty_str.p,
                              rt->empty_bytes.p, rt->empty_tuple.p};
    for (int i = 0; i < PML_COUNT_OF(single); i++) {
        pml_make_immortal(single[i]);
    }
    for (int i = 0; i < PML_SMALL_INTS_NEG + PML_SMALL_INTS_POS; i++) {
        pml_make_immortal((PmlObj *)&rt->small_ints.p[i]);
    }
    for (int i = 0; i < 256; i++) {
        pml_make_immortal(rt->latin1[i].p);
        pml_make_immortal(rt->bytes1[i].p);
    }
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        pml_make_immortal(&rt->types[i].ob.ob);
    }
    int64_t pos = 0;
    PmlObj *name, *value;
    while (E->profile->immortal_names && pml_dict_next(rt->interned.p, &pos, &name, &value, NULL)) {
        pml_make_immortal(name);
    }
}

bool pml_runtime_create(PmlEngine *E)
{
    PmlRuntime *rt = pml_static_alloc(E, sizeof(PmlRuntime));
    if (!rt) {
        return false;
    }
    E->rt = rt;
    rt->exc_info.p = &rt->exc_base;
    rt->switch_interval_us = 5000;
    rt->recursion_limit = 1000;
    rt->recursion_left = 1000;
    rt->next_type_version = 1;
    rt->next_function_version = 1;
    rt->next_keys_version = 1;
    fill_types(E);
    if (!create_singletons(E) || !ready_types(E)) {
        return false;
    }
    if (E->profile->immortal_constants) {
        make_constants_immortal(E);
    }
    rt->memory_error.p = pml_call0(E, (PmlObj *)PML_TYPE(E, MemoryError));
    return rt->memory_error.p != NULL;
}

/* The order of clear_freelists in a full collection: tuples, floats, lists, dicts, key tables. */
void pml_clear_free_lists(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;
    pml_tuple_clear_free_lists(E);
    pml_float_clear_free_list(E);
    while (rt->free_list_count > 0) {
        PmlObj *list = rt->free_lists[--rt->free_list_count].p;
        rt->free_lists[rt->free_list_count].p = NULL;
        pml_object_del_gc(E, list);
    }
    pml_dict_clear_free_lists(E);
}

static void root(PmlRefSink *sink, PmlObj *o, const char *text, int64_t index)
{
    if (o) {
        sink->ref(sink, o, PML_EDGE_ROOT, NULL, text, index);
    }
}

/* Static objects whose counts start at PML_STATIC_REFS are not told here for that start value:
 * the ledger takes it as given. */
void pml_runtime_refs(PmlEngine *E, PmlRefSink *sink)
{
    PmlRuntime *rt = E->rt;
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        root(sink, (PmlObj *)&rt->types[i], "static type", i);
    }
    root(sink, &rt->none, "static object", 0);
    root(sink, &rt->not_implemented, "static object", 0);
    root(sink, &rt->ellipsis, "static object", 0);
    root(sink, PML_TRUE(E), "static object", 0);
    root(sink, PML_FALSE(E), "static object", 0);
    for (int i = 0; i < PML_ID_COUNT; i++) {
        root(sink, rt->ids[i].p, "identifier table", i);
    }
    root(sink, rt->interned.p, "interned strings", 0);
    root(sink, rt->error.p, "exception being raised", 0);
    root(sink, rt->error_value.p, "exception being raised: argument", 0);
    root(sink, rt->error_traceback.p, "exception being raised: traceback", 0);
    root(sink, rt->exc_base.value.p, "exception being handled", 0);
    root(sink, rt->memory_error.p, "ready-made MemoryError", 0);
    root(sink, rt->repr_guard.p, "repr guard", 0);
    root(sink, rt->builtins.p, "builtins", 0);
    root(sink, rt->modules.p, "sys.modules", 0);
    root(sink, rt->sys_dict.p, "sys.__dict__", 0);
    root(sink, rt->type_cache_names.p, "method cache", 0);
    root(sink, rt->lru_keyword_mark.p, "lru_cache: keyword mark", 0);
    root(sink, rt->ast_arenas.p, "syntax tree arenas", 0);
    for (int i = 0; i < PML_COUNT_OF(rt->lost); i++) {
        root(sink, rt->lost[i].p, "lost by CPython 3.11", i);
    }
    for (int i = 0; i < PML_KEYWORD_TABLES; i++) {
        root(sink, rt->keyword_names[i].tuple.p, "keyword names", i);
    }
}

/* Past the table's end they are released after all: the ledger has no place for them. */
void pml_lose(PmlEngine *E, PmlObj *o)
{
    for (int i = 0; i < PML_COUNT_OF(E->rt->lost); i++) {
        if (!E->rt->lost[i].p) {
            E->rt->lost[i].p = o;
            return;
        }
    }
    pml_decref(E, o);
}

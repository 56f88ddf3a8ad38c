/* functools._lru_cache_wrapper: a dict of results, and a ring of links that remembers who was
 * used last. The ring's root is the wrapper itself. */
#include "modules/library.h"

#include "object/check.h"

#include "object/dict_internal.h"

/* Not collectable. C1: a link in the ring is owned by the ring and by the cache dict, each once.
 * C2: prev and next, which are not counted, mirror each other. */
typedef struct LruLink {
    PmlObj ob;
    PML_PTR(struct LruLink) prev, next;
    int64_t hash;
    PmlRef key, result;
} LruLink;
_Static_assert(sizeof(LruLink) == 56, "CPython's size");

enum { CACHE_NOTHING, CACHE_ALL, CACHE_BOUNDED };

typedef struct LruCache {
    LruLink root;
    int64_t kind;
    int64_t typed;
    PmlRef cache;
    int64_t hits;
    PmlRef func;
    int64_t maxsize; /* -1: no bound */
    int64_t misses;
    PmlRef keyword_mark, link_type, info_type, dict, weaklist;
} LruCache;
_Static_assert(sizeof(LruCache) == 152, "CPython's size");
#define LRU(o) ((LruCache *)(o))

/* -- the ring ---------------------------------------------------------------------------- */

static void extract_link(LruLink *link)
{
    link->prev.p->next.p = link->next.p;
    link->next.p->prev.p = link->prev.p;
}

/* At the recently used end. */
static void append_link(LruCache *self, LruLink *link)
{
    LruLink *root = &self->root, *last = root->prev.p;
    last->next.p = root->prev.p = link;
    link->prev.p = last;
    link->next.p = root;
}

/* Empties the ring; the links stay chained through next, ended by NULL. */
static LruLink *unlink_all(LruCache *self)
{
    LruLink *root = &self->root, *first = root->next.p;
    if (first == root) {
        return NULL;
    }
    root->prev.p->next.p = NULL;
    root->next.p = root->prev.p = root;
    return first;
}

static void release_links(PmlEngine *E, LruLink *link)
{
    int64_t mark = pml_hold_mark(E), left = 0;
    LruLink *last = NULL;
    for (LruLink *l = link; l; l = l->next.p) {
        last = l;
        left++;
    }
    for (int64_t i = 0; i < left; i++, last = last->prev.p) {
        pml_hold(E, &last->ob, "lru_cache: link to be released");
    }
    while (link) {
        LruLink *next = link->next.p;
        pml_hold_drop(E, mark + --left);
        pml_decref(E, &link->ob);
        link = next;
    }
}

static void link_dealloc(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, ((LruLink *)self)->key);
    PML_CLEAR(E, ((LruLink *)self)->result);
    pml_object_free_counted(E, self);
}

static void link_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, ((LruLink *)self)->key.p, "key");
    pml_ref_field(sink, ((LruLink *)self)->result.p, "result");
}

void pml_init_type_lru_list_elem(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "functools._lru_list_elem";
    t->flags |= PML_TF_COUNTED | PML_TF_NO_NEW;
    t->basicsize = sizeof(LruLink);
    t->dealloc = link_dealloc;
    t->refs_of = link_refs;
}

/* -- keys -------------------------------------------------------------------------------- */

static PmlObj *type_ref(PmlObj *o)
{
    return pml_incref((PmlObj *)PML_TYPE_OF(o));
}

/* The arguments as one hashable object; a lone str or int stands for itself. */
static PmlObj *make_key(PmlEngine *E, LruCache *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t nargs = PML_TUPLE_LEN(args), nkw = kwargs ? PML_DICT_LEN(kwargs) : 0;
    if (!self->typed && nkw == 0) {
        PmlObj *only = nargs == 1 ? PML_TUPLE_AT(args, 0) : NULL;
        return pml_incref(only && (PML_IS(only, str) || PML_IS(only, int)) ? only : args);
    }
    int64_t size = nargs + (nkw ? nkw * 2 + 1 : 0) + (self->typed ? nargs + nkw : 0);
    PmlObj *key = pml_tuple_new(E, size);
    if (!key) {
        return NULL;
    }
    int64_t n = 0, pos = 0;
    PmlRef *items = PML_TUPLE_ITEMS(key);
    PmlObj *name, *value;
    for (int64_t i = 0; i < nargs; i++) {
        items[n++].p = pml_incref(PML_TUPLE_AT(args, i));
    }
    if (nkw) {
        items[n++].p = pml_incref(self->keyword_mark.p);
        while (pml_dict_next(kwargs, &pos, &name, &value, NULL)) {
            items[n++].p = pml_incref(name);
            items[n++].p = pml_incref(value);
        }
    }
    for (int64_t i = 0; self->typed && i < nargs; i++) {
        items[n++].p = type_ref(PML_TUPLE_AT(args, i));
    }
    pos = 0;
    while (self->typed && nkw && pml_dict_next(kwargs, &pos, &name, &value, NULL)) {
        items[n++].p = type_ref(value);
    }
    return key;
}

/* -- calling ----------------------------------------------------------------------------- */

static PmlObj *call_all(PmlEngine *E, LruCache *self, PmlObj *args, PmlObj *kwargs)
{
    PmlObj *key = make_key(E, self, args, kwargs);
    if (!key) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "lru_cache: key");
    PmlObj *result = NULL;
    int64_t hash = pml_hash(E, key);
    if (hash == -1) {
        goto done;
    }
    result = pml_dict_get_hash(E, self->cache.p, key, hash);
    if (result) {
        pml_incref(result);
        self->hits++;
        goto done;
    }
    if (pml_error_pending(E)) {
        goto done;
    }
    self->misses++;
    result = pml_call(E, self->func.p, args, kwargs);
    if (result) {
        pml_hold(E, result, "lru_cache: result");
        if (pml_dict_set_hash(E, self->cache.p, key, result, hash) < 0) {
            pml_decref(E, result);
            result = NULL;
        }
    }
done:
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    return result;
}

/* A new link takes over key and result (also on failure). */
static bool add_link(PmlEngine *E, LruCache *self, PmlObj *key, int64_t hash, PmlObj *result)
{
    LruLink *link = (LruLink *)pml_object_new(E, PML_TYPE(E, lru_list_elem));
    if (!link) {
        pml_decref(E, key);
        pml_decref(E, result);
        return false;
    }
    link->hash = hash;
    link->key.p = key;
    link->result.p = result;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, &link->ob, "lru_cache: new link");
    int r = pml_dict_set_hash(E, self->cache.p, key, &link->ob, hash);
    pml_hold_drop(E, mark);
    if (r < 0) {
        pml_decref(E, &link->ob);
        return false;
    }
    append_link(self, link);
    return true;
}

/* The dict's reference to the link under this key, taken out of the dict; None when absent. */
static PmlObj *pop_link(PmlEngine *E, LruCache *self, PmlObj *key, int64_t hash)
{
    PmlObj *found = pml_dict_get_hash(E, self->cache.p, key, hash);
    if (!found) {
        return pml_error_pending(E) ? NULL : pml_none(E);
    }
    pml_incref(found);
    if (pml_dict_del_hash(E, self->cache.p, key, hash) < 0) {
        pml_decref(E, found);
        return NULL;
    }
    return found;
}

/* The cache is full: the link used longest ago gets the new key and result (taken over). */
static bool reuse_link(PmlEngine *E, LruCache *self, PmlObj *key, int64_t hash, PmlObj *result)
{
    LruLink *link = self->root.next.p;
    extract_link(link);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, &link->ob, "lru_cache: link");
    pml_hold(E, key, "lru_cache: key");
    pml_hold(E, result, "lru_cache: result");
    PmlObj *popped = pop_link(E, self, link->key.p, link->hash);
    pml_hold_drop(E, mark);
    if (!popped || popped == PML_NONE(E)) {
        /* The dict lost it meanwhile: an orphan. On an error the link goes back to be found. */
        bool ok = popped != NULL;
        pml_decref(E, result);
        if (ok) {
            pml_decref(E, popped);
            pml_decref(E, &link->ob);
        } else {
            append_link(self, link);
        }
        pml_decref(E, key);
        return ok;
    }
    PmlObj *old_key = link->key.p, *old_result = link->result.p;
    link->hash = hash;
    link->key.p = key;
    link->result.p = result;
    pml_hold(E, &link->ob, "lru_cache: link");
    pml_hold(E, popped, "lru_cache: link from the dict");
    pml_hold(E, old_key, "lru_cache: old key");
    pml_hold(E, old_result, "lru_cache: old result");
    int r = pml_dict_set_hash(E, self->cache.p, key, &link->ob, hash);
    pml_hold_drop(E, mark);
    if (r < 0) {
        pml_decref(E, popped);
        pml_decref(E, &link->ob);
    } else {
        append_link(self, link);
        pml_decref(E, popped);
    }
    pml_hold(E, old_result, "lru_cache: old result");
    pml_decref(E, old_key);
    pml_hold_drop(E, mark);
    pml_decref(E, old_result);
    return r == 0;
}

/* Stores a fresh result unless the call itself has already stored one. Takes over key. */
static bool store(PmlEngine *E, LruCache *self, PmlObj *key, int64_t hash, PmlObj *result)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "lru_cache: key");
    PmlObj *present = pml_dict_get_hash(E, self->cache.p, key, hash);
    pml_hold_drop(E, mark);
    if (present || pml_error_pending(E)) {
        pml_decref(E, key);
        return present != NULL;
    }
    pml_incref(result);
    if (PML_DICT_LEN(self->cache.p) < self->maxsize || self->root.next.p == &self->root) {
        return add_link(E, self, key, hash, result);
    }
    return reuse_link(E, self, key, hash, result);
}

static PmlObj *call_bounded(PmlEngine *E, LruCache *self, PmlObj *args, PmlObj *kwargs)
{
    PmlObj *key = make_key(E, self, args, kwargs);
    if (!key) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "lru_cache: key");
    int64_t hash = pml_hash(E, key);
    LruLink *link = hash == -1 ? NULL : (LruLink *)pml_dict_get_hash(E, self->cache.p, key, hash);
    PmlObj *result = NULL;
    if (link) {
        extract_link(link);
        append_link(self, link);
        self->hits++;
        result = pml_incref(link->result.p);
    } else if (!pml_error_pending(E)) {
        self->misses++;
        result = pml_call(E, self->func.p, args, kwargs);
        if (result) {
            pml_hold_drop(E, mark);
            pml_hold(E, result, "lru_cache: result");
            bool stored = store(E, self, key, hash, result);
            pml_hold_drop(E, mark);
            if (!stored) {
                pml_decref(E, result);
                return NULL;
            }
            return result;
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    return result;
}

static PmlObj *lru_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    switch (LRU(self)->kind) {
    case CACHE_ALL: return call_all(E, LRU(self), args, kwargs);
    case CACHE_BOUNDED: return call_bounded(E, LRU(self), args, kwargs);
    default: LRU(self)->misses++; return pml_call(E, LRU(self)->func.p, args, kwargs);
    }
}

/* -- life -------------------------------------------------------------------------------- */

static bool read_maxsize(PmlEngine *E, PmlObj *o, int64_t *maxsize)
{
    if (o == PML_NONE(E)) {
        *maxsize = -1;
        return true;
    }
    if (!pml_has_index(o)) {
        PML_RAISE(E, TypeError, "maxsize should be integer or None");
        return false;
    }
    *maxsize = pml_as_ssize(E, o, PML_T_OverflowError);
    if (*maxsize == -1 && pml_error_pending(E)) {
        return false;
    }
    if (*maxsize < 0) {
        *maxsize = 0;
    }
    return true;
}

static PmlObj *lru_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"user_function", "maxsize", "typed", "cache_info_type",
                                        NULL};
    PmlObj *a[4];
    int64_t maxsize;
    if (!pml_parse_format(E, "lru_cache", args, kwargs, names, 4, 4, a)) {
        return NULL;
    }
    if (!pml_callable(a[0])) {
        return PML_RAISE(E, TypeError, "the first argument must be callable");
    }
    int typed = pml_truth(E, a[2]);
    if (typed < 0 || !read_maxsize(E, a[1], &maxsize)) {
        return NULL;
    }
    PmlObj *dict = pml_dict_new(E);
    PmlObj *o = dict ? t->alloc(E, t, 0) : NULL;
    if (!o) {
        pml_xdecref(E, dict);
        return NULL;
    }
    LruCache *self = LRU(o);
    self->root.prev.p = self->root.next.p = &self->root;
    self->kind = maxsize < 0 ? CACHE_ALL : maxsize == 0 ? CACHE_NOTHING : CACHE_BOUNDED;
    self->typed = typed;
    self->cache.p = dict;
    self->func.p = pml_incref(a[0]);
    self->maxsize = maxsize;
    self->keyword_mark.p = pml_incref(E->rt->lru_keyword_mark.p);
    self->link_type.p = pml_incref((PmlObj *)PML_TYPE(E, lru_list_elem));
    self->info_type.p = pml_incref(a[3]);
    return o;
}

static int lru_clear(PmlEngine *E, PmlObj *o)
{
    LruCache *self = LRU(o);
    LruLink *links = unlink_all(self);
    PML_CLEAR(E, self->cache);
    PML_CLEAR(E, self->func);
    PML_CLEAR(E, self->keyword_mark);
    PML_CLEAR(E, self->link_type);
    PML_CLEAR(E, self->info_type);
    PML_CLEAR(E, self->dict);
    release_links(E, links);
    return 0;
}

static void lru_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (LRU(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    lru_clear(E, self);
    pml_object_free_counted(E, self);
}

static int lru_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    LruCache *self = LRU(o);
    PML_VISIT(o->type);
    for (LruLink *link = self->root.next.p; link != &self->root; link = link->next.p) {
        PML_VISIT(link->key);
        PML_VISIT(link->result);
        PML_VISIT(link->ob.type);
    }
    PML_VISIT(self->cache);
    PML_VISIT(self->func);
    PML_VISIT(self->keyword_mark);
    PML_VISIT(self->link_type);
    PML_VISIT(self->info_type);
    PML_VISIT(self->dict);
    return 0;
}

static void lru_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    LruCache *self = LRU(o);
    for (LruLink *link = self->root.next.p; link != &self->root; link = link->next.p) {
        pml_ref_field(sink, &link->ob, "link");
    }
    pml_ref_field(sink, self->cache.p, "cache");
    pml_ref_field(sink, self->func.p, "func");
    pml_ref_field(sink, self->keyword_mark.p, "keyword mark");
    pml_ref_field(sink, self->link_type.p, "link type");
    pml_ref_field(sink, self->info_type.p, "cache_info_type");
    pml_ref_field(sink, self->dict.p, "__dict__");
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *cache_info(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    LruCache *c = LRU(self);
    PmlObj *size = c->maxsize == -1 ? pml_none(E) : pml_int(E, c->maxsize);
    PmlRef values[4] = {{pml_int(E, c->hits)},
                        {pml_int(E, c->misses)},
                        {size},
                        {pml_int(E, PML_DICT_LEN(c->cache.p))}};
    PmlObj *tuple = NULL;
    if (values[0].p && values[1].p && values[2].p && values[3].p) {
        tuple = pml_tuple_from(E, values, 4);
    }
    for (int i = 0; i < 4; i++) {
        pml_xdecref(E, values[i].p);
    }
    if (!tuple) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, tuple, "cache_info: arguments");
    PmlObj *r = pml_call(E, c->info_type.p, tuple, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, tuple);
    return r;
}

static PmlObj *cache_clear(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    LruCache *c = LRU(self);
    LruLink *links = unlink_all(c);
    c->hits = c->misses = 0;
    pml_dict_clear(E, c->cache.p);
    release_links(E, links);
    return pml_none(E);
}

static PmlObj *lru_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_getattr(E, self, PML_ID(E, __qualname__));
}

static PmlObj *same_object(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_incref(self);
}

static PmlObj *lru_descr_get(PmlEngine *E, PmlObj *self, PmlObj *o, PmlObj *type)
{
    PML_UNUSED(type);
    if (!o || o == PML_NONE(E)) {
        return pml_incref(self);
    }
    return pml_method_new(E, self, o);
}

static const PmlMethodDef methods[] = {
    PML_NOARGS("cache_info", cache_info, "Report cache statistics"),
    PML_NOARGS("cache_clear", cache_clear, "Clear the cache and cache statistics"),
    PML_NOARGS("__reduce__", lru_reduce, NULL),
    PML_NOARGS("__copy__", same_object, NULL),
    PML_ONE("__deepcopy__", same_object, NULL),
    PML_METHODS_END,
};
static const PmlGetSetDef getset[] = {
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

void pml_init_type_lru_cache_wrapper(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "functools._lru_cache_wrapper";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_METHOD_DESCR;
    t->basicsize = sizeof(LruCache);
    t->dictoffset = offsetof(LruCache, dict);
    t->weaklistoffset = offsetof(LruCache, weaklist);
    t->new_ = lru_new;
    t->dealloc = lru_dealloc;
    t->traverse = lru_traverse;
    t->refs_of = lru_refs;
    t->clear = lru_clear;
    t->call = lru_call;
    t->descr_get = lru_descr_get;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->getset.p = getset;
}

/* -- validator --------------------------------------------------------------------------- */

const char *pml_lru_cache_check(const PmlObj *o)
{
    const LruCache *self = (const LruCache *)(const void *)o;
    int64_t links = 0;
    if (self->kind != CACHE_BOUNDED) {
        return NULL;
    }
    for (const LruLink *l = self->root.next.p; l != &self->root; l = l->next.p) {
        PML_EXPECT(l->prev.p->next.p == l && l->next.p->prev.p == l, "C2: links of an lru_cache");
        PML_EXPECT(pml_refs(&l->ob) >= 2, "C1: a link of an lru_cache without its two owners");
        links++;
    }
    PML_EXPECT(!self->cache.p || links == PML_DICT_LEN(self->cache.p), "C1: results and links");
    return NULL;
}

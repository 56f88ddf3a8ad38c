/* functools.partial. */
#include "modules/library.h"

typedef struct Partial {
    PmlObj ob;
    PmlRef fn, args, kw, dict, weaklist;
    PML_PTR(void) vectorcall; /* NULL after __setstate__ gave something unusual */
} Partial;
_Static_assert(sizeof(Partial) == 64, "CPython's size");
#define PARTIAL(o) ((Partial *)(o))
#define SMALL_STACK 5

static PmlObj *partial_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                  PmlObj *kwnames);

static PmlObj *partial_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);

/* A partial of an unadorned partial is made flat. */
static void flatten(PmlObj **func, PmlObj **pargs, PmlObj **pkw)
{
    if (PML_TYPE_OF(*func)->call == partial_call && !PARTIAL(*func)->dict.p) {
        *pargs = PARTIAL(*func)->args.p;
        *pkw = PARTIAL(*func)->kw.p;
        *func = PARTIAL(*func)->fn.p;
    }
}

/* All keywords in a dict of the partial's own. */
static PmlObj *own_keywords(PmlEngine *E, PmlObj *pkw, PmlObj *kw)
{
    if (pkw && PML_DICT_LEN(pkw) > 0) {
        PmlObj *d = pml_dict_copy(E, pkw);
        if (d && kw && pml_dict_merge(E, d, kw, 1) < 0) {
            pml_decref(E, d);
            return NULL;
        }
        return d;
    }
    if (!kw) {
        return pml_dict_new(E);
    }
    return pml_refs(kw) == 1 ? pml_incref(kw) : pml_dict_copy(E, kw);
}

static PmlObj *partial_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kw)
{
    if (PML_TUPLE_LEN(args) < 1) {
        return PML_RAISE(E, TypeError, "type 'partial' takes at least one argument");
    }
    PmlObj *func = PML_TUPLE_AT(args, 0), *pargs = NULL, *pkw = NULL;
    flatten(&func, &pargs, &pkw);
    if (!pml_callable(func)) {
        return PML_RAISE(E, TypeError, "the first argument must be callable");
    }
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    PARTIAL(o)->fn.p = pml_incref(func);
    PmlObj *rest = pml_tuple_slice(E, args, 1, PML_TUPLE_LEN(args));
    if (rest && pargs) {
        PmlObj *joined = pml_sequence_concat(E, pargs, rest);
        pml_decref(E, rest);
        rest = joined;
    }
    PARTIAL(o)->args.p = rest;
    PARTIAL(o)->kw.p = rest ? own_keywords(E, pkw, kw) : NULL;
    if (!PARTIAL(o)->kw.p) {
        pml_decref(E, o);
        return NULL;
    }
    if (pml_vectorcall_of(func)) {
        PARTIAL(o)->vectorcall.p = (void *)(uintptr_t)partial_vectorcall;
    }
    return o;
}

static int partial_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, PARTIAL(self)->fn);
    PML_CLEAR(E, PARTIAL(self)->args);
    PML_CLEAR(E, PARTIAL(self)->kw);
    PML_CLEAR(E, PARTIAL(self)->dict);
    return 0;
}

static void partial_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (PARTIAL(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    partial_clear(E, self);
    pml_object_free_counted(E, self);
}

static int partial_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    PML_VISIT(PARTIAL(self)->fn);
    PML_VISIT(PARTIAL(self)->args);
    PML_VISIT(PARTIAL(self)->kw);
    PML_VISIT(PARTIAL(self)->dict);
    return 0;
}

static void partial_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, PARTIAL(self)->fn.p, "func");
    pml_ref_field(sink, PARTIAL(self)->args.p, "args");
    pml_ref_field(sink, PARTIAL(self)->kw.p, "keywords");
    pml_ref_field(sink, PARTIAL(self)->dict.p, "__dict__");
}

/* -- calling ----------------------------------------------------------------------------- */

static PmlObj *partial_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    Partial *p = PARTIAL(self);
    PmlObj *kw;
    if (PML_DICT_LEN(p->kw.p) == 0) {
        kw = pml_xincref(kwargs);
    } else {
        kw = pml_dict_copy(E, p->kw.p);
        if (!kw || (kwargs && pml_dict_merge(E, kw, kwargs, 1) < 0)) {
            pml_xdecref(E, kw);
            return NULL;
        }
    }
    PmlObj *all = pml_sequence_concat(E, p->args.p, args);
    if (!all) {
        pml_xdecref(E, kw);
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, all, "partial: arguments");
    if (kw) {
        pml_hold(E, kw, "partial: keywords");
    }
    PmlObj *r = pml_call(E, p->fn.p, all, kw);
    pml_hold_drop(E, mark);
    pml_decref(E, all);
    pml_xdecref(E, kw);
    return r;
}

/* Keywords of the partial: both go through dicts. */
static PmlObj *call_with_dict(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                              PmlObj *kwnames)
{
    PmlObj *tuple = pml_tuple_from(E, args, nargs);
    if (!tuple) {
        return NULL;
    }
    PmlObj *dict = NULL;
    if (kwnames && PML_TUPLE_LEN(kwnames) > 0) {
        dict = pml_dict_from_items(E, PML_TUPLE_ITEMS(kwnames), 1, args + nargs, 1,
                                   PML_TUPLE_LEN(kwnames));
        if (!dict) {
            pml_decref(E, tuple);
            return NULL;
        }
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, tuple, "call: argument tuple");
    if (dict) {
        pml_hold(E, dict, "call: keyword dict");
    }
    PmlObj *r = partial_call(E, self, tuple, dict);
    pml_hold_drop(E, mark);
    pml_decref(E, tuple);
    pml_xdecref(E, dict);
    return r;
}

static PmlObj *partial_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                  PmlObj *kwnames)
{
    Partial *p = PARTIAL(self);
    int64_t nargs = PML_NARGS(nargsf);
    if (PML_DICT_LEN(p->kw.p) > 0) {
        return call_with_dict(E, self, args, nargs, kwnames);
    }
    int64_t total = nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0);
    int64_t own = PML_TUPLE_LEN(p->args.p);
    PmlRef *own_items = PML_TUPLE_ITEMS(p->args.p);
    if (total == 0) {
        return pml_vectorcall(E, p->fn.p, own_items, (uint64_t)own, NULL);
    }
    if (own == 0) {
        return pml_vectorcall(E, p->fn.p, args, nargsf, kwnames);
    }
    /* CPython puts a single argument into the place before the others for a while. That place holds
     * a reference, mostly to this partial, which the ledger would miss; so here they are copied,
     * but into memory that is not Python's. */
    bool place_before = own == 1 && (nargsf & PML_ARGS_OFFSET);
    PmlRef small[SMALL_STACK];
    PmlRef *all = small;
    if (own + total > SMALL_STACK) {
        size_t n = (size_t)(own + total) * sizeof(PmlRef);
        all = place_before ? malloc(n) : pml_mem_alloc(E, n);
        if (!all) {
            return pml_err_no_memory(E);
        }
    }
    memcpy(all, own_items, (size_t)own * sizeof(PmlRef));
    memcpy(all + own, args, (size_t)total * sizeof(PmlRef));
    PmlObj *r = pml_vectorcall(E, p->fn.p, all, (uint64_t)(own + nargs), kwnames);
    if (all != small && place_before) {
        free(all);
    } else if (all != small) {
        pml_mem_free(E, all);
    }
    return r;
}

/* -- showing and pickling ---------------------------------------------------------------- */

static bool add_text(PmlStrBuilder *b, PmlObj *text)
{
    if (!text) {
        return false;
    }
    pml_builder_str(b, text);
    pml_decref(b->E, text);
    return true;
}

static PmlObj *partial_text(PmlEngine *E, Partial *p)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    bool ok = add_text(&b, pml_str_format(E, "%s(%R", PML_TYPE_OF(&p->ob)->name.p, p->fn.p));
    for (int64_t i = 0; ok && i < PML_TUPLE_LEN(p->args.p); i++) {
        ok = add_text(&b, pml_str_format(E, ", %R", PML_TUPLE_AT(p->args.p, i)));
    }
    int64_t pos = 0;
    PmlObj *key, *value;
    while (ok && pml_dict_next(p->kw.p, &pos, &key, &value, NULL)) {
        ok = add_text(&b, pml_str_format(E, ", %S=%R", key, value));
    }
    if (!ok) {
        pml_builder_drop(&b);
        return NULL;
    }
    pml_builder_text(&b, ")");
    return pml_builder_finish(&b);
}

static PmlObj *partial_repr(PmlEngine *E, PmlObj *self)
{
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running > 0 ? pml_str_text(E, "...") : NULL;
    }
    PmlObj *r = partial_text(E, PARTIAL(self));
    pml_repr_leave(E, self);
    return r;
}

static PmlObj *partial_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    Partial *p = PARTIAL(self);
    PmlObj *first = pml_tuple_pack(E, 1, p->fn.p);
    PmlObj *state = first ? pml_tuple_pack(E, 4, p->fn.p, p->args.p, p->kw.p,
                                           p->dict.p ? p->dict.p : PML_NONE(E))
                          : NULL;
    PmlObj *r = state ? pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(self), first, state) : NULL;
    pml_xdecref(E, first);
    pml_xdecref(E, state);
    return r;
}

static PmlObj *partial_setstate(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *state = args[0].p;
    PmlRef *s = PML_IS_TUPLE(state) ? PML_TUPLE_ITEMS(state) : NULL;
    if (!s || PML_TUPLE_LEN(state) != 4 || !pml_callable(s[0].p) || !PML_IS_TUPLE(s[1].p) ||
        (s[2].p != PML_NONE(E) && !PML_IS_DICT(s[2].p))) {
        return PML_RAISE(E, TypeError, "invalid partial state");
    }
    Partial *p = PARTIAL(self);
    PmlObj *pargs = PML_IS(s[1].p, tuple) ? pml_incref(s[1].p) : pml_sequence_tuple(E, s[1].p);
    PmlObj *kw = !pargs                  ? NULL
                 : s[2].p == PML_NONE(E) ? pml_dict_new(E)
                 : PML_IS(s[2].p, dict)  ? pml_incref(s[2].p)
                                         : pml_dict_copy(E, s[2].p);
    if (!kw) {
        pml_xdecref(E, pargs);
        return NULL;
    }
    PML_SETREF(E, p->fn, pml_incref(s[0].p));
    PML_SETREF(E, p->args, pargs);
    PML_SETREF(E, p->kw, kw);
    PML_SETREF(E, p->dict, s[3].p == PML_NONE(E) ? NULL : pml_incref(s[3].p));
    p->vectorcall.p = pml_vectorcall_of(p->fn.p) ? (void *)(uintptr_t)partial_vectorcall : NULL;
    return pml_none(E);
}

static PmlObj *class_getitem(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_generic_alias_new(E, self, args[0].p);
}

static const PmlMethodDef methods[] = {
    PML_NOARGS("__reduce__", partial_reduce, NULL),
    PML_ONE("__setstate__", partial_setstate, NULL),
    {"__class_getitem__", class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
    PML_METHODS_END,
};
static const PmlGetSetDef getset[] = {
    {"__dict__", pml_generic_get_dict, pml_generic_set_dict, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};
static const PmlMemberDef members[] = {
    {"func", PML_MEMBER_OBJECT, offsetof(Partial, fn), true,
     "function object to use in future partial calls"},
    {"args", PML_MEMBER_OBJECT, offsetof(Partial, args), true,
     "tuple of arguments to future partial calls"},
    {"keywords", PML_MEMBER_OBJECT, offsetof(Partial, kw), true,
     "dictionary of keyword arguments to future partial calls"},
    {NULL, 0, 0, false, NULL},
};

void pml_init_type_partial(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "functools.partial";
    t->doc.p = "partial(func, *args, **keywords) - new function with partial application\n"
               "    of the given arguments and keywords.\n";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_BASETYPE | PML_TF_VECTORCALL;
    t->basicsize = sizeof(Partial);
    t->dictoffset = offsetof(Partial, dict);
    t->weaklistoffset = offsetof(Partial, weaklist);
    t->vectorcall_offset = offsetof(Partial, vectorcall);
    t->new_ = partial_new;
    t->dealloc = partial_dealloc;
    t->traverse = partial_traverse;
    t->refs_of = partial_refs;
    t->clear = partial_clear;
    t->call = partial_call;
    t->repr = partial_repr;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->methods.p = methods;
    t->getset.p = getset;
    t->members.p = members;
}

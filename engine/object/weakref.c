/* Weak references: the list at each object, weakref.ref, clearing at death. Facts 6.5.
 *
 * W1: an object's list holds, in this order: at most one plain ref without callback, at most one
 *     plain proxy without callback, then all others, newest first.
 * W2: a weakref is in exactly the list of the object it refers to; a dead one (object None) in
 *     none. */
#include "object/callables.h"

#include "object/check.h"
#include "object/containers.h"
#include "object/str.h"
#include "object/weakref_internal.h"

#define REF(o) ((PmlWeakref *)(o))

/* -- lists ------------------------------------------------------------------------------- */

PmlRef *pml_weaklist_slot(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    int64_t offset = PML_TYPE_OF(o)->weaklistoffset;
    return offset > 0 ? (PmlRef *)(void *)((unsigned char *)o + offset) : NULL;
}

bool pml_is_weakref(const PmlObj *o)
{
    for (const PmlType *t = PML_TYPE_OF(o); t; t = t->base.p) {
        if (t->id == PML_T_ReferenceType || t->id == PML_T_ProxyType ||
            t->id == PML_T_CallableProxyType) {
            return true;
        }
    }
    return false;
}

static bool is_proxy(const PmlObj *o)
{
    return PML_IS(o, ProxyType) || PML_IS(o, CallableProxyType);
}

PmlObj *pml_weakref_target(PmlEngine *E, const PmlObj *ref)
{
    PmlObj *o = ((const PmlWeakref *)ref)->object.p;
    return pml_refs(o) > 0 ? o : PML_NONE(E);
}

/* The references without callback that are shared by all who ask. */
static void basic_refs(PmlWeakref *head, PmlWeakref **ref, PmlWeakref **proxy)
{
    *ref = *proxy = NULL;
    if (head && !head->callback.p) {
        if (PML_IS(&head->ob, ReferenceType)) {
            *ref = head;
            head = head->next.p;
        }
        if (head && !head->callback.p && is_proxy(&head->ob)) {
            *proxy = head;
        }
    }
}

static void insert_head(PmlWeakref *r, PmlRef *list)
{
    PmlWeakref *next = REF(list->p);
    r->prev.p = NULL;
    r->next.p = next;
    if (next) {
        next->prev.p = r;
    }
    list->p = &r->ob;
}

static void insert_after(PmlWeakref *r, PmlWeakref *prev, PmlRef *list)
{
    if (!prev) {
        insert_head(r, list);
        return;
    }
    r->prev.p = prev;
    r->next.p = prev->next.p;
    if (prev->next.p) {
        prev->next.p->prev.p = r;
    }
    prev->next.p = r;
}

/* Leave the list; the callback stays. */
static void unlink_ref(PmlEngine *E, PmlWeakref *r)
{
    if (r->object.p == PML_NONE(E)) {
        return;
    }
    PmlRef *list = pml_weaklist_slot(E, r->object.p);
    if (list->p == &r->ob) {
        list->p = (PmlObj *)r->next.p;
    }
    r->object.p = PML_NONE(E);
    if (r->prev.p) {
        r->prev.p->next.p = r->next.p;
    }
    if (r->next.p) {
        r->next.p->prev.p = r->prev.p;
    }
    r->prev.p = r->next.p = NULL;
}

void pml_weakref_clear(PmlEngine *E, PmlWeakref *r)
{
    unlink_ref(E, r);
}

void pml_weakref_end(PmlEngine *E, PmlWeakref *r)
{
    unlink_ref(E, r);
    PML_CLEAR(E, r->callback);
}

/* -- making them ------------------------------------------------------------------------- */

static PmlObj *weakref_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                  PmlObj *kwnames)
{
    PML_UNUSED(args);
    if (!pml_no_keywords(E, "weakref", kwnames) ||
        !pml_check_positional(E, "weakref", PML_NARGS(nargsf), 0, 0)) {
        return NULL;
    }
    return pml_incref(pml_weakref_target(E, self));
}

static void init_ref(PmlWeakref *r, PmlObj *o, PmlObj *callback)
{
    r->hash = -1;
    r->object.p = o;
    r->prev.p = r->next.p = NULL;
    r->callback.p = pml_xincref(callback);
    r->vectorcall.p = (void *)(uintptr_t)weakref_vectorcall;
}

static PmlWeakref *new_ref(PmlEngine *E, PmlType *t, PmlObj *o, PmlObj *callback)
{
    PmlObj *r = pml_object_new_gc(E, t);
    if (!r) {
        return NULL;
    }
    init_ref(REF(r), o, callback);
    pml_gc_track(E, r);
    return REF(r);
}

static PmlRef *list_for(PmlEngine *E, PmlObj *o)
{
    PmlRef *list = pml_weaklist_slot(E, o);
    if (!list) {
        PML_RAISE(E, TypeError, "cannot create weak reference to '%s' object",
                  PML_TYPE_OF(o)->name.p);
    }
    return list;
}

/* A ref or a proxy (t): the shared one when there is no callback, else a new one. */
static PmlObj *ref_or_proxy(PmlEngine *E, PmlType *t, PmlObj *o, PmlObj *callback)
{
    PmlRef *list = list_for(E, o);
    if (!list) {
        return NULL;
    }
    bool plain_ref = t->id == PML_T_ReferenceType;
    PmlWeakref *ref, *proxy;
    if (callback == PML_NONE(E)) {
        callback = NULL;
    }
    basic_refs(REF(list->p), &ref, &proxy);
    PmlWeakref *shared = plain_ref ? ref : proxy;
    if (!callback && shared) {
        return pml_incref(&shared->ob);
    }
    PmlWeakref *r = new_ref(E, t, o, callback);
    if (!r) {
        return NULL;
    }
    /* The allocation may have run a collection, and that other code: look again. */
    basic_refs(REF(list->p), &ref, &proxy);
    if (callback) {
        insert_after(r, proxy ? proxy : ref, list);
        return &r->ob;
    }
    shared = plain_ref ? ref : proxy;
    if (shared) {
        pml_decref(E, &r->ob);
        return pml_incref(&shared->ob);
    }
    insert_after(r, plain_ref ? NULL : ref, list);
    return &r->ob;
}

PmlObj *pml_weakref_new(PmlEngine *E, PmlObj *o, PmlObj *callback)
{
    return ref_or_proxy(E, PML_TYPE(E, ReferenceType), o, callback);
}

PmlObj *pml_weakref_proxy(PmlEngine *E, PmlObj *o, PmlObj *callback)
{
    PmlType *t = pml_callable(o) ? PML_TYPE(E, CallableProxyType) : PML_TYPE(E, ProxyType);
    return ref_or_proxy(E, t, o, callback);
}

static PmlObj *ref_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_check_positional(E, "__new__", n, 1, 2)) {
        return NULL;
    }
    PmlObj *o = PML_TUPLE_AT(args, 0);
    PmlObj *callback = n > 1 && PML_TUPLE_AT(args, 1) != PML_NONE(E) ? PML_TUPLE_AT(args, 1) : NULL;
    PmlRef *list = list_for(E, o);
    if (!list) {
        return NULL;
    }
    bool basic = !callback && t->id == PML_T_ReferenceType;
    PmlWeakref *ref, *proxy;
    basic_refs(REF(list->p), &ref, &proxy);
    if (basic && ref) {
        return pml_incref(&ref->ob);
    }
    PmlObj *self = t->alloc(E, t, 0);
    if (!self) {
        return NULL;
    }
    init_ref(REF(self), o, callback);
    if (basic) {
        insert_head(REF(self), list);
    } else {
        basic_refs(REF(list->p), &ref, &proxy);
        insert_after(REF(self), proxy ? proxy : ref, list);
    }
    return self;
}

static int ref_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self);
    if (!pml_no_keywords(E, "ref", kwargs) ||
        !pml_check_positional(E, "__init__", PML_TUPLE_LEN(args), 1, 2)) {
        return -1;
    }
    return 0;
}

/* -- the object dies --------------------------------------------------------------------- */

static void call_callback(PmlEngine *E, PmlObj *ref, PmlObj *callback)
{
    pml_notice(E, PML_NOTICE_CALLBACK, ref, callback);
    PmlObj *r = pml_call1(E, callback, ref);
    if (r) {
        pml_decref(E, r);
    } else {
        pml_unraisable(E, callback);
    }
}

/* The usual case of one reference left needs no memory. */
static void clear_single(PmlEngine *E, PmlWeakref *r)
{
    PmlObj *callback = r->callback.p;
    r->callback.p = NULL;
    unlink_ref(E, r);
    if (!callback) {
        return;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, callback, "weak reference: callback");
    if (pml_refs(&r->ob) > 0) {
        call_callback(E, &r->ob, callback);
    }
    pml_hold_drop(E, mark);
    pml_decref(E, callback);
}

/* All are cleared before the first callback runs; a tuple holds references and callbacks. */
static void clear_many(PmlEngine *E, PmlWeakref *r, int64_t count)
{
    PmlObj *held = pml_tuple_new(E, count * 2);
    if (!held) {
        pml_error_clear(E);
        return;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, held, "weak references: callbacks");
    for (int64_t i = 0; i < count; i++) {
        PmlWeakref *next = r->next.p;
        PmlObj *callback = r->callback.p;
        r->callback.p = NULL;
        bool alive = pml_refs(&r->ob) > 0;
        if (alive) {
            PML_TUPLE_AT(held, i * 2) = pml_incref(&r->ob);
            PML_TUPLE_AT(held, i * 2 + 1) = callback;
        }
        unlink_ref(E, r);
        if (!alive) {
            pml_xdecref(E, callback);
        }
        r = next;
    }
    for (int64_t i = 0; i < count; i++) {
        PmlObj *callback = PML_TUPLE_AT(held, i * 2 + 1);
        if (callback) {
            call_callback(E, PML_TUPLE_AT(held, i * 2), callback);
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, held);
}

int64_t pml_weakref_count(PmlEngine *E, PmlObj *o)
{
    PmlRef *list = pml_weaklist_slot(E, o);
    int64_t n = 0;
    for (PmlWeakref *r = list ? REF(list->p) : NULL; r; r = r->next.p) {
        n++;
    }
    return n;
}

void pml_clear_weakrefs(PmlEngine *E, PmlObj *o)
{
    PmlRef *list = pml_weaklist_slot(E, o);
    for (int i = 0; i < 2 && list->p && !REF(list->p)->callback.p; i++) {
        pml_weakref_end(E, REF(list->p)); /* the basic ref and proxy */
    }
    if (!list->p) {
        return;
    }
    PmlPending error = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &error, "pending exception");
    int64_t count = pml_weakref_count(E, o);
    if (count == 1) {
        clear_single(E, REF(list->p));
    } else {
        clear_many(E, REF(list->p), count);
    }
    pml_hold_drop(E, mark);
    pml_error_put_back(E, error);
}

/* -- the type ---------------------------------------------------------------------------- */

void pml_weakref_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    pml_weakref_end(E, REF(self));
    PML_TYPE_OF(self)->free(E, self);
}

int pml_weakref_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(REF(self)->callback);
    return 0;
}

void pml_weakref_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (REF(self)->callback.p) {
        sink->ref(sink, REF(self)->callback.p, PML_EDGE_FIELD, NULL, "__callback__", 0);
    }
}

int pml_weakref_tp_clear(PmlEngine *E, PmlObj *self)
{
    pml_weakref_end(E, REF(self));
    return 0;
}

static int64_t ref_hash(PmlEngine *E, PmlObj *self)
{
    if (REF(self)->hash != -1) {
        return REF(self)->hash;
    }
    PmlObj *o = pml_weakref_target(E, self);
    if (o == PML_NONE(E)) {
        PML_RAISE(E, TypeError, "weak object has gone away");
        return -1;
    }
    pml_incref(o);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, o, "weak reference: referent");
    REF(self)->hash = pml_hash(E, o);
    pml_hold_drop(E, mark);
    pml_decref(E, o);
    return REF(self)->hash;
}

static PmlObj *ref_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *o = pml_weakref_target(E, self);
    if (o == PML_NONE(E)) {
        return pml_str_format(E, "<weakref at %p; dead>", (void *)self);
    }
    PmlObj *name = NULL, *r = NULL;
    pml_incref(o);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, o, "weak reference: referent");
    if (pml_lookup_attr(E, o, PML_ID(E, __name__), &name) >= 0) {
        const char *type_name = PML_TYPE_OF(o)->name.p;
        if (!name || !PML_IS_STR(name)) {
            r = pml_str_format(E, "<weakref at %p; to '%s' at %p>", (void *)self, type_name,
                               (void *)o);
        } else {
            r = pml_str_format(E, "<weakref at %p; to '%s' at %p (%U)>", (void *)self, type_name,
                               (void *)o, name);
        }
    }
    pml_hold_drop(E, mark);
    pml_decref(E, o);
    pml_xdecref(E, name);
    return r;
}

static PmlObj *ref_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !pml_is_weakref(a) || !pml_is_weakref(b)) {
        return pml_not_implemented(E);
    }
    PmlObj *x = pml_weakref_target(E, a), *y = pml_weakref_target(E, b);
    if (x == PML_NONE(E) || y == PML_NONE(E)) {
        return pml_bool(E, (a == b) == (op == PML_EQ));
    }
    pml_incref(x);
    pml_incref(y);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, x, "weak reference: referent");
    pml_hold(E, y, "weak reference: referent");
    PmlObj *r = pml_compare(E, x, y, op);
    pml_hold_drop(E, mark);
    pml_decref(E, x);
    pml_decref(E, y);
    return r;
}

static PmlObj *class_getitem(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_generic_alias_new(E, self, args[0].p);
}

void pml_init_type_ReferenceType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMethodDef methods[] = {
        {"__class_getitem__", class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlMemberDef members[] = {
        {"__callback__", PML_MEMBER_OBJECT, offsetof(PmlWeakref, callback), true, NULL},
        {NULL, 0, 0, false, NULL},
    };
    t->name.p = "weakref.ReferenceType";
    t->basicsize = sizeof(PmlWeakref);
    t->flags |= PML_TF_GC | PML_TF_BASETYPE | PML_TF_VECTORCALL;
    t->vectorcall_offset = offsetof(PmlWeakref, vectorcall);
    t->methods.p = methods;
    t->members.p = members;
    t->dealloc = pml_weakref_dealloc;
    t->traverse = pml_weakref_traverse;
    t->refs_of = pml_weakref_refs;
    t->clear = pml_weakref_tp_clear;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
    t->new_ = ref_new;
    t->init = ref_init;
    t->repr = ref_repr;
    t->hash = ref_hash;
    t->call = pml_vectorcall_call;
    t->richcompare = ref_compare;
}

/* -- validator --------------------------------------------------------------------------- */

/* Plain ref, plain proxy, then the others: which of the three groups r belongs to. */
static int group_of(const PmlWeakref *r)
{
    if (r->callback.p || !(PML_IS(&r->ob, ReferenceType) || is_proxy(&r->ob))) {
        return 2;
    }
    return is_proxy(&r->ob) ? 1 : 0;
}

const char *pml_weakrefs_check(PmlEngine *E, PmlObj *o)
{
    PmlRef *list = pml_weaklist_slot(E, o);
    int last = -1;
    const PmlWeakref *prev = NULL;
    for (const PmlWeakref *r = list ? REF(list->p) : NULL; r; r = r->next.p) {
        int group = group_of(r);
        PML_EXPECT(group == 2 ? last <= 2 : last < group, "W1: order of a list of weak references");
        PML_EXPECT(r->object.p == o, "W2: a weak reference in the list of another object");
        PML_EXPECT(r->prev.p == prev, "W2: links of a list of weak references");
        last = group;
        prev = r;
    }
    if (!pml_is_weakref(o)) {
        return NULL;
    }
    const PmlWeakref *self = (const PmlWeakref *)o;
    if (self->object.p == PML_NONE(E)) {
        PML_EXPECT(!self->prev.p && !self->next.p, "W2: a dead weak reference in a list");
        return NULL;
    }
    list = pml_weaklist_slot(E, self->object.p);
    const PmlWeakref *r = list ? REF(list->p) : NULL;
    while (r && r != self) {
        r = r->next.p;
    }
    PML_EXPECT(r, "W2: a weak reference is not in its object's list");
    return NULL;
}

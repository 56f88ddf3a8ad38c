/* operator.itemgetter, attrgetter, methodcaller: callables that remember what to fetch. */
#include "modules/library.h"

/* -- itemgetter -------------------------------------------------------------------------- */

typedef struct ItemGetter {
    PmlObj ob;
    int64_t count;
    PmlRef item;   /* the key; with several, the tuple of keys */
    int64_t index; /* of a lone small int key; -1: none */
    PML_PTR(void) vectorcall;
} ItemGetter;
_Static_assert(sizeof(ItemGetter) == 48, "CPython's size");
#define IG(o) ((ItemGetter *)(o))

static PmlObj *item_get(PmlEngine *E, ItemGetter *ig, PmlObj *o)
{
    if (ig->count == 1) {
        if (ig->index >= 0 && PML_IS(o, tuple) && ig->index < PML_TUPLE_LEN(o)) {
            return pml_incref(PML_TUPLE_AT(o, ig->index));
        }
        return pml_get_item(E, o, ig->item.p);
    }
    PmlObj *result = pml_tuple_new(E, ig->count);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "itemgetter: result");
    for (int64_t i = 0; i < ig->count; i++) {
        PmlObj *value = pml_get_item(E, o, PML_TUPLE_AT(ig->item.p, i));
        if (!value) {
            pml_hold_drop(E, mark);
            pml_decref(E, result);
            return NULL;
        }
        PML_TUPLE_AT(result, i) = value;
    }
    pml_hold_drop(E, mark);
    return result;
}

static PmlObj *item_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    if (!pml_no_keywords(E, "itemgetter", kwnames) ||
        !pml_check_positional(E, "itemgetter", PML_NARGS(nargsf), 1, 1)) {
        return NULL;
    }
    return item_get(E, IG(self), args[0].p);
}

static PmlObj *item_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "itemgetter", kwargs) ||
        !pml_check_positional(E, "itemgetter", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    return item_get(E, IG(self), PML_TUPLE_AT(args, 0));
}

static PmlObj *item_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "itemgetter", kwargs)) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (n == 0) {
        pml_check_positional(E, "itemgetter", 0, 1, 1);
        return NULL;
    }
    PmlObj *item = n == 1 ? PML_TUPLE_AT(args, 0) : args;
    PmlObj *o = pml_object_new_gc(E, t);
    if (!o) {
        return NULL;
    }
    IG(o)->count = n;
    IG(o)->item.p = pml_incref(item);
    IG(o)->index = -1;
    int64_t i;
    if (n == 1 && PML_IS(item, int) && pml_int_fits(item, &i) && i >= 0) {
        IG(o)->index = i;
    }
    IG(o)->vectorcall.p = (void *)(uintptr_t)item_vectorcall;
    pml_gc_track(E, o);
    return o;
}

static void item_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, IG(self)->item);
    pml_object_free_counted(E, self);
}

static int item_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    PML_VISIT(IG(self)->item);
    return 0;
}

static void item_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, IG(self)->item.p, "item");
}

static int item_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, IG(self)->item);
    return 0;
}

/* "operator.itemgetter(1)" with one thing, "...(1, 2)" with a tuple of them. */
static PmlObj *getter_repr(PmlEngine *E, PmlObj *self, bool single, PmlObj *shown)
{
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running < 0 ? NULL : pml_str_format(E, "%s(...)", PML_TYPE_OF(self)->name.p);
    }
    PmlObj *r = pml_str_format(E, single ? "%s(%R)" : "%s%R", PML_TYPE_OF(self)->name.p, shown);
    pml_repr_leave(E, self);
    return r;
}

static PmlObj *item_repr(PmlEngine *E, PmlObj *self)
{
    return getter_repr(E, self, IG(self)->count == 1, IG(self)->item.p);
}

static PmlObj *item_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (IG(self)->count == 1) {
        return pml_reduce_one(E, self, IG(self)->item.p);
    }
    return pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), IG(self)->item.p);
}

static const PmlMethodDef item_methods[] = {
    PML_NOARGS("__reduce__", item_reduce, "Return state information for pickling"),
    PML_METHODS_END,
};

void pml_init_type_itemgetter(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "operator.itemgetter";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_VECTORCALL;
    t->basicsize = sizeof(ItemGetter);
    t->vectorcall_offset = offsetof(ItemGetter, vectorcall);
    t->new_ = item_new;
    t->dealloc = item_dealloc;
    t->traverse = item_traverse;
    t->refs_of = item_refs;
    t->clear = item_clear;
    t->call = item_call;
    t->repr = item_repr;
    t->getattro = pml_generic_getattr;
    t->methods.p = item_methods;
}

/* -- attrgetter -------------------------------------------------------------------------- */

typedef struct AttrGetter {
    PmlObj ob;
    int64_t count;
    PmlRef attr; /* tuple: a name, or the tuple of a dotted name's parts, each interned */
    PML_PTR(void) vectorcall;
} AttrGetter;
_Static_assert(sizeof(AttrGetter) == 40, "CPython's size");
#define AG(o) ((AttrGetter *)(o))

static PmlObj *dotted_getattr(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    if (!PML_IS(name, tuple)) {
        return pml_getattr(E, o, name);
    }
    pml_incref(o);
    for (int64_t i = 0; o && i < PML_TUPLE_LEN(name); i++) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, o, "attrgetter: object on the way");
        PmlObj *next = pml_getattr(E, o, PML_TUPLE_AT(name, i));
        pml_hold_drop(E, mark);
        pml_decref(E, o);
        o = next;
    }
    return o;
}

static PmlObj *attr_get(PmlEngine *E, AttrGetter *ag, PmlObj *o)
{
    if (ag->count == 1) {
        return dotted_getattr(E, o, PML_TUPLE_AT(ag->attr.p, 0));
    }
    PmlObj *result = pml_tuple_new(E, ag->count);
    if (!result) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, result, "attrgetter: result");
    for (int64_t i = 0; i < ag->count; i++) {
        PmlObj *value = dotted_getattr(E, o, PML_TUPLE_AT(ag->attr.p, i));
        if (!value) {
            pml_hold_drop(E, mark);
            pml_decref(E, result);
            return NULL;
        }
        PML_TUPLE_AT(result, i) = value;
    }
    pml_hold_drop(E, mark);
    return result;
}

static PmlObj *attr_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                               PmlObj *kwnames)
{
    if (!pml_no_keywords(E, "attrgetter", kwnames) ||
        !pml_check_positional(E, "attrgetter", PML_NARGS(nargsf), 1, 1)) {
        return NULL;
    }
    return attr_get(E, AG(self), args[0].p);
}

static PmlObj *attr_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "attrgetter", kwargs) ||
        !pml_check_positional(E, "attrgetter", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    return attr_get(E, AG(self), PML_TUPLE_AT(args, 0));
}

static int64_t count_dots(PmlObj *name)
{
    int64_t dots = 0;
    for (int64_t i = 0; i < PML_STR_LEN(name); i++) {
        dots += pml_str_at(name, i) == '.';
    }
    return dots;
}

/* The name itself, interned, or the tuple of its parts. New reference. */
static PmlObj *split_name(PmlEngine *E, PmlObj *name)
{
    int64_t dots = count_dots(name);
    if (dots == 0) {
        pml_incref(name);
        pml_str_intern(E, &name);
        return name;
    }
    PmlObj *parts = pml_tuple_new(E, dots + 1);
    int64_t start = 0;
    for (int64_t i = 0; parts && i <= dots; i++) {
        int64_t end = start;
        while (end < PML_STR_LEN(name) && pml_str_at(name, end) != '.') {
            end++;
        }
        PmlObj *part = pml_str_substring(E, name, start, end);
        if (!part) {
            pml_decref(E, parts);
            return NULL;
        }
        pml_str_intern(E, &part);
        PML_TUPLE_AT(parts, i) = part;
        start = end + 1;
    }
    return parts;
}

static PmlObj *attr_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "attrgetter", kwargs)) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(args);
    if (n == 0) {
        pml_check_positional(E, "attrgetter", 0, 1, 1);
        return NULL;
    }
    PmlObj *attr = pml_tuple_new(E, n);
    for (int64_t i = 0; attr && i < n; i++) {
        PmlObj *name = PML_TUPLE_AT(args, i);
        if (!PML_IS_STR(name)) {
            PML_RAISE(E, TypeError, "attribute name must be a string");
        } else {
            PML_TUPLE_AT(attr, i) = split_name(E, name);
        }
        if (!PML_TUPLE_AT(attr, i)) {
            pml_decref(E, attr);
            return NULL;
        }
    }
    PmlObj *o = attr ? pml_object_new_gc(E, t) : NULL;
    if (!o) {
        pml_xdecref(E, attr);
        return NULL;
    }
    AG(o)->count = n;
    AG(o)->attr.p = attr;
    AG(o)->vectorcall.p = (void *)(uintptr_t)attr_vectorcall;
    pml_gc_track(E, o);
    return o;
}

static void attr_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, AG(self)->attr);
    pml_object_free_counted(E, self);
}

static int attr_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(AG(self)->attr);
    PML_VISIT(self->type);
    return 0;
}

static void attr_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, AG(self)->attr.p, "attr");
}

static int attr_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, AG(self)->attr);
    return 0;
}

/* The names as they were given, in a tuple. */
static PmlObj *attr_names(PmlEngine *E, AttrGetter *ag)
{
    PmlObj *names = pml_tuple_new(E, ag->count);
    for (int64_t i = 0; names && i < ag->count; i++) {
        PmlObj *name = PML_TUPLE_AT(ag->attr.p, i);
        if (PML_IS(name, tuple)) {
            PmlObj *dot = pml_str_text(E, ".");
            name = dot ? pml_str_join(E, dot, name) : NULL;
            pml_xdecref(E, dot);
        } else {
            pml_incref(name);
        }
        if (!name) {
            pml_decref(E, names);
            return NULL;
        }
        PML_TUPLE_AT(names, i) = name;
    }
    return names;
}

static PmlObj *attr_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *names = attr_names(E, AG(self));
    if (!names) {
        return NULL;
    }
    bool single = AG(self)->count == 1;
    PmlObj *r = getter_repr(E, self, single, single ? PML_TUPLE_AT(names, 0) : names);
    pml_decref(E, names);
    return r;
}

static PmlObj *attr_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *names = attr_names(E, AG(self));
    PmlObj *r = names ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), names) : NULL;
    pml_xdecref(E, names);
    return r;
}

static const PmlMethodDef attr_methods[] = {
    PML_NOARGS("__reduce__", attr_reduce, "Return state information for pickling"),
    PML_METHODS_END,
};

void pml_init_type_attrgetter(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "operator.attrgetter";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_VECTORCALL;
    t->basicsize = sizeof(AttrGetter);
    t->vectorcall_offset = offsetof(AttrGetter, vectorcall);
    t->new_ = attr_new;
    t->dealloc = attr_dealloc;
    t->traverse = attr_traverse;
    t->refs_of = attr_refs;
    t->clear = attr_clear;
    t->call = attr_call;
    t->repr = attr_repr;
    t->getattro = pml_generic_getattr;
    t->methods.p = attr_methods;
}

/* -- methodcaller ------------------------------------------------------------------------ */

typedef struct MethodCaller {
    PmlObj ob;
    PmlRef name, args, kwargs;
} MethodCaller;
_Static_assert(sizeof(MethodCaller) == 40, "CPython's size");
#define MC(o) ((MethodCaller *)(o))

static PmlObj *caller_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (PML_TUPLE_LEN(args) < 1) {
        return PML_RAISE(E, TypeError, "methodcaller needs at least one argument, the method name");
    }
    PmlObj *name = PML_TUPLE_AT(args, 0);
    if (!PML_IS_STR(name)) {
        return PML_RAISE(E, TypeError, "method name must be a string");
    }
    PmlObj *o = pml_object_new_gc(E, t);
    if (!o) {
        return NULL;
    }
    pml_incref(name);
    pml_str_intern(E, &name);
    MC(o)->name.p = name;
    MC(o)->kwargs.p = pml_xincref(kwargs);
    MC(o)->args.p = pml_tuple_slice(E, args, 1, PML_TUPLE_LEN(args));
    if (!MC(o)->args.p) {
        pml_decref(E, o);
        return NULL;
    }
    pml_gc_track(E, o);
    return o;
}

static PmlObj *caller_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "methodcaller", kwargs) ||
        !pml_check_positional(E, "methodcaller", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    PmlObj *method = pml_getattr(E, PML_TUPLE_AT(args, 0), MC(self)->name.p);
    if (!method) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "methodcaller: method");
    PmlObj *r = pml_call(E, method, MC(self)->args.p, MC(self)->kwargs.p);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return r;
}

static int caller_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, MC(self)->name);
    PML_CLEAR(E, MC(self)->args);
    PML_CLEAR(E, MC(self)->kwargs);
    return 0;
}

static void caller_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    caller_clear(E, self);
    pml_object_free_counted(E, self);
}

static int caller_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(MC(self)->name);
    PML_VISIT(MC(self)->args);
    PML_VISIT(MC(self)->kwargs);
    PML_VISIT(self->type);
    return 0;
}

static void caller_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_ref_field(sink, MC(self)->name.p, "name");
    pml_ref_field(sink, MC(self)->args.p, "args");
    pml_ref_field(sink, MC(self)->kwargs.p, "keywords");
}

/* Adds ", " and what the format makes of key and value to the builder. */
static bool add_argument(PmlEngine *E, PmlStrBuilder *b, PmlObj *key, PmlObj *value)
{
    PmlObj *text =
        key ? pml_str_format(E, ", %U=%R", key, value) : pml_str_format(E, ", %R", value);
    if (!text) {
        return false;
    }
    pml_builder_str(b, text);
    pml_decref(E, text);
    return true;
}

static PmlObj *caller_text(PmlEngine *E, MethodCaller *mc)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_text(&b, PML_TYPE_OF(&mc->ob)->name.p);
    PmlObj *name = pml_str_format(E, "(%R", mc->name.p);
    bool ok = name != NULL;
    if (ok) {
        pml_builder_str(&b, name);
        pml_decref(E, name);
    }
    for (int64_t i = 0; ok && i < PML_TUPLE_LEN(mc->args.p); i++) {
        ok = add_argument(E, &b, NULL, PML_TUPLE_AT(mc->args.p, i));
    }
    int64_t pos = 0;
    PmlObj *key, *value;
    while (ok && mc->kwargs.p && pml_dict_next(mc->kwargs.p, &pos, &key, &value, NULL)) {
        ok = add_argument(E, &b, key, value);
    }
    if (!ok) {
        pml_builder_drop(&b);
        return NULL;
    }
    pml_builder_text(&b, ")");
    return pml_builder_finish(&b);
}

static PmlObj *caller_repr(PmlEngine *E, PmlObj *self)
{
    int running = pml_repr_enter(E, self);
    if (running != 0) {
        return running < 0 ? NULL : pml_str_format(E, "%s(...)", PML_TYPE_OF(self)->name.p);
    }
    PmlObj *r = caller_text(E, MC(self));
    pml_repr_leave(E, self);
    return r;
}

/* Keyword arguments cannot be given with a class to pickle: a partial object keeps them. */
static PmlObj *caller_reduce(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    MethodCaller *mc = MC(self);
    PmlObj *make = pml_incref((PmlObj *)PML_TYPE_OF(self)), *rest;
    if (mc->kwargs.p && PML_DICT_LEN(mc->kwargs.p) > 0) {
        PmlObj *bound = pml_tuple_pack(E, 2, make, mc->name.p);
        pml_decref(E, make);
        make = bound ? pml_call(E, (PmlObj *)PML_TYPE(E, partial), bound, mc->kwargs.p) : NULL;
        pml_xdecref(E, bound);
        rest = pml_incref(mc->args.p);
    } else {
        int64_t n = PML_TUPLE_LEN(mc->args.p);
        rest = pml_tuple_new(E, n + 1);
        if (rest) {
            PML_TUPLE_AT(rest, 0) = pml_incref(mc->name.p);
            for (int64_t i = 0; i < n; i++) {
                PML_TUPLE_AT(rest, i + 1) = pml_incref(PML_TUPLE_AT(mc->args.p, i));
            }
        }
    }
    PmlObj *r = make && rest ? pml_tuple_pack(E, 2, make, rest) : NULL;
    pml_xdecref(E, make);
    pml_xdecref(E, rest);
    return r;
}

static const PmlMethodDef caller_methods[] = {
    PML_NOARGS("__reduce__", caller_reduce, "Return state information for pickling"),
    PML_METHODS_END,
};

void pml_init_type_methodcaller(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "operator.methodcaller";
    t->flags |= PML_TF_COUNTED | PML_TF_GC;
    t->basicsize = sizeof(MethodCaller);
    t->new_ = caller_new;
    t->dealloc = caller_dealloc;
    t->traverse = caller_traverse;
    t->refs_of = caller_refs;
    t->clear = caller_clear;
    t->call = caller_call;
    t->repr = caller_repr;
    t->getattro = pml_generic_getattr;
    t->methods.p = caller_methods;
}

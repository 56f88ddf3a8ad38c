/* types.GenericAlias: list[int] and the like. Most attributes are those of the origin class. */
#include "object/detached.h"
#include "object/iterator_internal.h"
#include "object/type_system.h"

#define ALIAS(o) ((PmlGenericAlias *)(o))

/* -- life ---------------------------------------------------------------------------------- */

static void alias_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (ALIAS(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    PML_CLEAR(E, ALIAS(self)->origin);
    PML_CLEAR(E, ALIAS(self)->args);
    PML_CLEAR(E, ALIAS(self)->parameters);
    PML_TYPE_OF(self)->free(E, self);
}

static int alias_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(ALIAS(self)->origin);
    PML_VISIT(ALIAS(self)->args);
    PML_VISIT(ALIAS(self)->parameters);
    return 0;
}

static void alias_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, ALIAS(self)->origin.p, "__origin__");
    pml_emit_field(sink, ALIAS(self)->args.p, "__args__");
    pml_emit_field(sink, ALIAS(self)->parameters.p, "__parameters__");
}

static PmlObj *set_original_class(PmlEngine *E, PmlObj *obj, PmlObj *self)
{
    if (!obj) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, obj, "generic alias: new instance");
    int set = pml_setattr_text(E, obj, "__orig_class__", self);
    pml_hold_drop(E, mark);
    if (set < 0) {
        if (!pml_error_matches(E, PML_T_AttributeError) && !pml_error_matches(E, PML_T_TypeError)) {
            pml_decref(E, obj);
            return NULL;
        }
        pml_error_clear(E);
    }
    return obj;
}

/* list[int](...) makes a list that may remember the alias. */
static PmlObj *alias_vectorcall(PmlEngine *E, PmlObj *self, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    PmlObj *obj = pml_vectorcall(E, ALIAS(self)->origin.p, args, nargsf, kwnames);
    return set_original_class(E, obj, self);
}

static PmlObj *make_alias(PmlEngine *E, PmlType *t, PmlObj *origin, PmlObj *args)
{
    PmlObj *tuple = PML_IS_TUPLE(args) ? pml_incref(args) : pml_tuple_pack(E, 1, args);
    if (!tuple) {
        return NULL;
    }
    PmlObj *o = pml_type_generic_alloc(E, t, 0);
    if (!o) {
        pml_decref(E, tuple);
        return NULL;
    }
    ALIAS(o)->origin.p = pml_incref(origin);
    ALIAS(o)->args.p = tuple;
    ALIAS(o)->vectorcall.p = pml_fn_pointer((PmlFn)alias_vectorcall);
    return o;
}

PmlObj *pml_generic_alias_new(PmlEngine *E, PmlObj *origin, PmlObj *args)
{
    return make_alias(E, PML_TYPE(E, GenericAlias), origin, args);
}

PmlObj *pml_generic_alias_class_getitem(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                        PmlObj *kwnames)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_generic_alias_new(E, self, args[0].p);
}

static PmlObj *alias_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (!pml_no_keywords(E, "GenericAlias", kwargs) ||
        !pml_check_positional(E, "GenericAlias", PML_TUPLE_LEN(args), 2, 2)) {
        return NULL;
    }
    return make_alias(E, t, PML_TUPLE_AT(args, 0), PML_TUPLE_AT(args, 1));
}

/* -- text, comparison ---------------------------------------------------------------------- */

static bool has_attr(PmlEngine *E, PmlObj *o, PmlObj *name, bool *failed)
{
    PmlObj *found;
    int r = pml_lookup_attr(E, o, name, &found);
    pml_xdecref(E, found);
    *failed = *failed || r < 0;
    return r > 0;
}

/* "module.Name" for what looks like a class, repr otherwise. New reference. */
static PmlObj *argument_text(PmlEngine *E, PmlObj *item)
{
    bool failed = false;
    bool alias = has_attr(E, item, PML_ID(E, __origin__), &failed) &&
                 has_attr(E, item, PML_ID(E, __args__), &failed);
    PmlObj *qualname = NULL, *module = NULL, *text = NULL;
    if (failed) {
        return NULL;
    }
    if (alias) {
        return pml_repr(E, item);
    }
    if (pml_lookup_attr(E, item, PML_ID(E, __qualname__), &qualname) < 0) {
        return NULL;
    }
    if (qualname && pml_lookup_attr(E, item, PML_ID(E, __module__), &module) < 0) {
        pml_decref(E, qualname);
        return NULL;
    }
    if (!module || module == PML_NONE(E)) {
        text = pml_repr(E, item);
    } else if (PML_IS_STR(module) && pml_str_equal_text(module, "builtins")) {
        text = pml_str(E, qualname);
    } else {
        text = pml_str_format(E, "%S.%S", module, qualname);
    }
    pml_xdecref(E, qualname);
    pml_xdecref(E, module);
    return text;
}

int pml_repr_type_argument(PmlEngine *E, PmlStrBuilder *b, PmlObj *item)
{
    if (item == PML_ELLIPSIS(E)) {
        pml_builder_text(b, "...");
        return 0;
    }
    PmlObj *text = argument_text(E, item);
    if (!text) {
        return -1;
    }
    pml_builder_str(b, text);
    pml_decref(E, text);
    return 0;
}

static PmlObj *alias_repr(PmlEngine *E, PmlObj *self)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    if (ALIAS(self)->starred) {
        pml_builder_text(&b, "*");
    }
    bool ok = pml_repr_type_argument(E, &b, ALIAS(self)->origin.p) == 0;
    PmlObj *args = ALIAS(self)->args.p;
    int64_t n = PML_TUPLE_LEN(args);
    pml_builder_text(&b, "[");
    for (int64_t i = 0; ok && i < n; i++) {
        if (i > 0) {
            pml_builder_text(&b, ", ");
        }
        ok = pml_repr_type_argument(E, &b, PML_TUPLE_AT(args, i)) == 0;
    }
    if (n == 0) {
        pml_builder_text(&b, "()");
    }
    pml_builder_text(&b, "]");
    if (ok) {
        return pml_builder_finish(&b);
    }
    pml_builder_drop(&b);
    return NULL;
}

static int64_t alias_hash(PmlEngine *E, PmlObj *self)
{
    int64_t a = pml_hash(E, ALIAS(self)->origin.p);
    int64_t b = a == -1 ? -1 : pml_hash(E, ALIAS(self)->args.p);
    return b == -1 ? -1 : a ^ b;
}

static PmlObj *alias_richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlType *t = PML_TYPE(E, GenericAlias);
    if (!pml_isinstance_of(a, t) || !pml_isinstance_of(b, t) || (op != PML_EQ && op != PML_NE)) {
        return pml_not_implemented(E);
    }
    int equal = ALIAS(a)->starred == ALIAS(b)->starred;
    if (equal) {
        equal = pml_compare_bool(E, ALIAS(a)->origin.p, ALIAS(b)->origin.p, PML_EQ);
    }
    if (equal > 0) {
        equal = pml_compare_bool(E, ALIAS(a)->args.p, ALIAS(b)->args.p, PML_EQ);
    }
    return equal < 0 ? NULL : pml_bool(E, equal == (op == PML_EQ));
}

/* -- attributes ---------------------------------------------------------------------------- */

static PmlObj *alias_getattro(PmlEngine *E, PmlObj *self, PmlObj *name)
{
    static const char *const own[] = {
        "__class__",       "__origin__",     "__args__",
        "__unpacked__",    "__parameters__", "__typing_unpacked_tuple_args__",
        "__mro_entries__", "__reduce_ex__",  "__reduce__",
        "__copy__",        "__deepcopy__",
    };
    if (PML_IS_STR(name)) {
        for (int64_t i = 0; i < PML_COUNT_OF(own); i++) {
            if (pml_str_equal_text(name, own[i])) {
                return pml_generic_getattr(E, self, name);
            }
        }
    }
    return pml_getattr(E, ALIAS(self)->origin.p, name);
}

/* Append item to the tuple unless it is there already. */
static bool add_once(PmlEngine *E, PmlObj **tuple, PmlObj *item)
{
    int64_t n = PML_TUPLE_LEN(*tuple);
    for (int64_t i = 0; i < n; i++) {
        if (PML_TUPLE_AT(*tuple, i) == item) {
            return true;
        }
    }
    PmlObj *longer = pml_tuple_new(E, n + 1);
    if (!longer) {
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_ITEMS(longer)[i].p = pml_incref(PML_TUPLE_AT(*tuple, i));
    }
    PML_TUPLE_ITEMS(longer)[n].p = pml_incref(item);
    pml_decref(E, *tuple);
    *tuple = longer;
    return true;
}

/* The type variables of one argument. */
static bool add_parameters_of(PmlEngine *E, PmlObj **params, PmlObj *item)
{
    if (PML_IS_TYPE(item)) {
        return true;
    }
    PmlObj *name = pml_str_text(E, "__typing_subst__"), *found;
    int r = name ? pml_lookup_attr(E, item, name, &found) : -1;
    pml_xdecref(E, name);
    if (r != 0) {
        pml_xdecref(E, r > 0 ? found : NULL);
        return r > 0 && add_once(E, params, item);
    }
    PmlObj *inner;
    r = pml_lookup_attr(E, item, PML_ID(E, __parameters__), &inner);
    bool ok = r >= 0;
    for (int64_t i = 0; r > 0 && ok && PML_IS_TUPLE(inner) && i < PML_TUPLE_LEN(inner); i++) {
        ok = add_once(E, params, PML_TUPLE_AT(inner, i));
    }
    pml_xdecref(E, inner);
    return ok;
}

PmlObj *pml_type_parameters(PmlEngine *E, PmlObj *args)
{
    PmlObj *params = pml_tuple_new(E, 0);
    for (int64_t i = 0; params && i < PML_TUPLE_LEN(args); i++) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, params, "generic alias: parameters found");
        bool ok = add_parameters_of(E, &params, PML_TUPLE_AT(args, i));
        pml_hold_drop(E, mark);
        if (!ok) {
            pml_decref(E, params);
            return NULL;
        }
    }
    return params;
}

static int64_t place_of(PmlObj *params, const PmlObj *item)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(params); i++) {
        if (PML_TUPLE_AT(params, i) == item) {
            return i;
        }
    }
    return -1;
}

/* One argument with the parameters replaced: itself, its value, or a generic made anew. */
static PmlObj *substitute(PmlEngine *E, PmlObj *arg, PmlObj *params, PmlObj *values)
{
    int64_t i = place_of(params, arg);
    if (i >= 0) {
        PmlObj *subst = pml_getattr_text(E, arg, "__typing_subst__");
        if (!subst) {
            return NULL;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, subst, "generic alias: __typing_subst__");
        PmlObj *result = pml_call1(E, subst, PML_TUPLE_AT(values, i));
        pml_drop_held(E, mark, subst);
        return result;
    }
    PmlObj *inner;
    if (PML_IS_TYPE(arg) || pml_lookup_attr(E, arg, PML_ID(E, __parameters__), &inner) == 0) {
        return pml_incref(arg);
    }
    if (!inner) {
        return NULL;
    }
    int64_t n = PML_IS_TUPLE(inner) ? PML_TUPLE_LEN(inner) : 0;
    PmlObj *chosen = n > 0 ? pml_tuple_new(E, n) : NULL, *result = NULL;
    for (int64_t k = 0; chosen && k < n; k++) {
        int64_t at = place_of(params, PML_TUPLE_AT(inner, k));
        PML_TUPLE_ITEMS(chosen)
        [k].p = pml_incref(at >= 0 ? PML_TUPLE_AT(values, at) : PML_TUPLE_AT(inner, k));
    }
    if (n == 0) {
        result = pml_incref(arg);
    } else if (chosen) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, inner, "generic alias: parameters");
        pml_hold(E, chosen, "generic alias: arguments chosen");
        result = pml_get_item(E, arg, chosen);
        pml_hold_drop(E, mark);
    }
    pml_xdecref(E, chosen);
    pml_decref(E, inner);
    return result;
}

PmlObj *pml_type_arguments_subst(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *params,
                                 PmlObj *item)
{
    int64_t wanted = PML_TUPLE_LEN(params);
    if (wanted == 0) {
        return PML_RAISE(E, TypeError, "%R is not a generic class", self);
    }
    PmlObj *values = PML_IS_TUPLE(item) ? pml_incref(item) : pml_tuple_pack(E, 1, item);
    if (!values) {
        return NULL;
    }
    PmlObj *result = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, values, "generic alias: values");
    if (PML_TUPLE_LEN(values) != wanted) {
        PML_RAISE(E, TypeError, "Too %s arguments for %R; actual %zd, expected %zd",
                  PML_TUPLE_LEN(values) > wanted ? "many" : "few", self, PML_TUPLE_LEN(values),
                  wanted);
    } else {
        result = pml_tuple_new(E, PML_TUPLE_LEN(args));
    }
    if (result) {
        pml_hold(E, result, "generic alias: new arguments");
    }
    for (int64_t i = 0; result && i < PML_TUPLE_LEN(args); i++) {
        PmlObj *value = substitute(E, PML_TUPLE_AT(args, i), params, values);
        if (!value) {
            pml_decref(E, result);
            result = NULL;
            break;
        }
        PML_TUPLE_ITEMS(result)[i].p = value;
    }
    pml_drop_held(E, mark, values);
    return result;
}

static PmlObj *get_parameters(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    if (!ALIAS(self)->parameters.p) {
        ALIAS(self)->parameters.p = pml_type_parameters(E, ALIAS(self)->args.p);
    }
    return pml_xincref(ALIAS(self)->parameters.p);
}

static PmlObj *alias_subscript(PmlEngine *E, PmlObj *self, PmlObj *item)
{
    PmlObj *params = get_parameters(E, self, NULL);
    if (!params) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, params, "generic alias: parameters");
    PmlObj *args = pml_type_arguments_subst(E, self, ALIAS(self)->args.p, params, item);
    pml_drop_held(E, mark, params);
    PmlObj *result = args ? pml_generic_alias_new(E, ALIAS(self)->origin.p, args) : NULL;
    pml_xdecref(E, args);
    if (result) {
        ALIAS(result)->starred = ALIAS(self)->starred;
    }
    return result;
}

/* -- methods ------------------------------------------------------------------------------- */

static PmlObj *alias_mro_entries(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                 PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return pml_tuple_pack(E, 1, ALIAS(self)->origin.p);
}

static PmlObj *alias_instancecheck(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                   PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return PML_RAISE(E, TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

static PmlObj *alias_subclasscheck(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                   PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return PML_RAISE(E, TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

static PmlObj *alias_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    if (ALIAS(self)->starred) { /* what next() gives of the alias it was made from */
        PmlObj *plain = pml_generic_alias_new(E, ALIAS(self)->origin.p, ALIAS(self)->args.p);
        PmlObj *it = plain ? pml_generic_alias_iter(E, plain) : NULL;
        PmlObj *next = it ? pml_builtin_named(E, "next") : NULL;
        pml_xdecref(E, plain);
        return pml_reduced(E, next, it, -1);
    }
    PmlObj *pair = pml_tuple_pack(E, 2, ALIAS(self)->origin.p, ALIAS(self)->args.p);
    PmlObj *result = pair ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), pair) : NULL;
    pml_xdecref(E, pair);
    return result;
}

static PmlObj *alias_dir(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    static const char *const own[] = {"__origin__",     "__args__",
                                      "__parameters__", "__mro_entries__",
                                      "__reduce_ex__",  "__reduce__",
                                      "__copy__",       "__deepcopy__",
                                      "__unpacked__",   "__typing_unpacked_tuple_args__"};
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *names = pml_dir(E, ALIAS(self)->origin.p);
    for (int64_t i = 0; names && i < PML_COUNT_OF(own); i++) {
        PmlObj *name = pml_str_text(E, own[i]);
        int have = name ? pml_contains(E, names, name) : -1;
        if (have == 0) {
            have = pml_list_append(E, names, name);
        }
        pml_xdecref(E, name);
        if (have < 0) {
            pml_decref(E, names);
            return NULL;
        }
    }
    return names;
}

static PmlObj *get_unpacked_args(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    if (ALIAS(self)->starred && ALIAS(self)->origin.p == (PmlObj *)PML_TYPE(E, tuple)) {
        return pml_incref(ALIAS(self)->args.p);
    }
    return pml_none(E);
}

static const PmlMethodDef alias_methods[] = {
    {"__mro_entries__", alias_mro_entries, NULL, PML_METH_O, NULL},
    {"__instancecheck__", alias_instancecheck, NULL, PML_METH_O, NULL},
    {"__subclasscheck__", alias_subclasscheck, NULL, PML_METH_O, NULL},
    {"__reduce__", alias_reduce, NULL, PML_METH_NOARGS, NULL},
    {"__dir__", alias_dir, NULL, PML_METH_NOARGS, NULL},
    {0},
};

static const PmlMemberDef alias_members[] = {
    {"__origin__", PML_MEMBER_OBJECT, offsetof(PmlGenericAlias, origin), true, NULL},
    {"__args__", PML_MEMBER_OBJECT, offsetof(PmlGenericAlias, args), true, NULL},
    {"__unpacked__", PML_MEMBER_BOOL, offsetof(PmlGenericAlias, starred), true, NULL},
    {0},
};

static const PmlGetSetDef alias_getset[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the GenericAlias.", NULL},
    {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL, NULL},
    {0},
};

void pml_init_type_GenericAlias(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "types.GenericAlias";
    t->flags = PML_TF_GC | PML_TF_BASETYPE | PML_TF_VECTORCALL;
    t->basicsize = sizeof(PmlGenericAlias);
    t->weaklistoffset = offsetof(PmlGenericAlias, weaklist);
    t->vectorcall_offset = offsetof(PmlGenericAlias, vectorcall);
    t->doc.p = "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list "
               "and t.__args__ is (int,).";
    t->methods.p = alias_methods;
    t->members.p = alias_members;
    t->getset.p = alias_getset;
    t->dealloc = alias_dealloc;
    t->traverse = alias_traverse;
    t->refs_of = alias_refs;
    t->repr = alias_repr;
    t->hash = alias_hash;
    t->call = pml_vectorcall_call;
    t->getattro = alias_getattro;
    t->richcompare = alias_richcompare;
    t->iter = pml_generic_alias_iter;
    t->nb_or = pml_union_or;
    t->mp_subscript = alias_subscript;
    t->new_ = alias_new;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
}

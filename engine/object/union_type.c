/* types.UnionType: int | str. */
#include "object/type_system.h"

#define UNION(o) ((PmlUnionType *)(o))

static void union_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, UNION(self)->args);
    PML_CLEAR(E, UNION(self)->parameters);
    PML_TYPE_OF(self)->free(E, self);
}

static int union_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(UNION(self)->args);
    PML_VISIT(UNION(self)->parameters);
    return 0;
}

static void union_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_emit_field(sink, UNION(self)->args.p, "__args__");
    pml_emit_field(sink, UNION(self)->parameters.p, "__parameters__");
}

/* -- construction ----------------------------------------------------------------------------- */

static bool may_be_member(PmlEngine *E, const PmlObj *o)
{
    return o == PML_NONE(E) || PML_IS_TYPE(o) || PML_IS(o, UnionType) ||
           pml_isinstance_of(o, PML_TYPE(E, GenericAlias));
}

/* Aliases are the same when equal, everything else when identical. */
static int same_member(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    PmlType *alias = PML_TYPE(E, GenericAlias);
    if (a == b) {
        return 1;
    }
    return pml_isinstance_of(a, alias) && pml_isinstance_of(b, alias)
               ? pml_compare_bool(E, a, b, PML_EQ)
               : 0;
}

/* The two operands as one tuple, members of unions in their place, None as its type. */
static PmlObj *flatten(PmlEngine *E, PmlObj *pair)
{
    int64_t n = 0, at = 0;
    for (int i = 0; i < 2; i++) {
        PmlObj *item = PML_TUPLE_AT(pair, i);
        n += PML_IS(item, UnionType) ? PML_TUPLE_LEN(UNION(item)->args.p) : 1;
    }
    PmlObj *flat = pml_tuple_new(E, n);
    for (int i = 0; flat && i < 2; i++) {
        PmlObj *item = PML_TUPLE_AT(pair, i);
        if (PML_IS(item, UnionType)) {
            PmlObj *args = UNION(item)->args.p;
            for (int64_t k = 0; k < PML_TUPLE_LEN(args); k++) {
                PML_TUPLE_ITEMS(flat)[at++].p = pml_incref(PML_TUPLE_AT(args, k));
            }
        } else {
            item = item == PML_NONE(E) ? (PmlObj *)PML_TYPE(E, NoneType) : item;
            PML_TUPLE_ITEMS(flat)[at++].p = pml_incref(item);
        }
    }
    return flat;
}

/* Each member once, in order of first appearance. */
static PmlObj *without_repeats(PmlEngine *E, PmlObj *flat)
{
    int64_t n = PML_TUPLE_LEN(flat), kept = 0;
    PmlObj *result = pml_tuple_new(E, n);
    for (int64_t i = 0; result && i < n; i++) {
        int same = 0;
        for (int64_t j = 0; same == 0 && j < kept; j++) {
            same = same_member(E, PML_TUPLE_AT(result, j), PML_TUPLE_AT(flat, i));
        }
        if (same < 0) {
            pml_decref(E, result);
            return NULL;
        }
        if (same == 0) {
            PML_TUPLE_ITEMS(result)[kept++].p = pml_incref(PML_TUPLE_AT(flat, i));
        }
    }
    if (result) {
        pml_tuple_resize(E, &result, kept);
    }
    return result;
}

static PmlObj *make_union(PmlEngine *E, PmlObj *args)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, UnionType));
    if (o) {
        UNION(o)->args.p = pml_incref(args);
        pml_gc_track(E, o);
    }
    return o;
}

PmlObj *pml_union_or(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!may_be_member(E, a) || !may_be_member(E, b)) {
        return pml_not_implemented(E);
    }
    PmlObj *pair = pml_tuple_pack(E, 2, a, b);
    PmlObj *flat = pair ? flatten(E, pair) : NULL;
    pml_xdecref(E, pair);
    PmlObj *args = flat ? without_repeats(E, flat) : NULL;
    pml_xdecref(E, flat);
    if (!args) {
        return NULL;
    }
    PmlObj *result = PML_TUPLE_LEN(args) == 1 ? pml_incref(PML_TUPLE_AT(args, 0))
                                              : make_union(E, args);
    pml_decref(E, args);
    return result;
}

/* -- use ------------------------------------------------------------------------------------------ */

static PmlObj *union_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *args = UNION(self)->args.p;
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    for (int64_t i = 0; i < PML_TUPLE_LEN(args); i++) {
        PmlObj *item = PML_TUPLE_AT(args, i);
        if (i > 0) {
            pml_builder_text(&b, " | ");
        }
        if (item == (PmlObj *)PML_TYPE(E, NoneType)) {
            pml_builder_text(&b, "None");
        } else if (pml_repr_type_argument(E, &b, item) < 0) {
            pml_builder_drop(&b);
            return NULL;
        }
    }
    return pml_builder_finish(&b);
}

static int64_t union_hash(PmlEngine *E, PmlObj *self)
{
    PmlObj *set = pml_frozenset_new(E, UNION(self)->args.p);
    if (!set) {
        return -1;
    }
    int64_t h = pml_hash(E, set);
    pml_decref(E, set);
    return h;
}

static PmlObj *union_richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, UnionType) || !PML_IS(b, UnionType)) {
        return pml_not_implemented(E);
    }
    PmlObj *x = pml_set_new(E, UNION(a)->args.p);
    PmlObj *y = x ? pml_set_new(E, UNION(b)->args.p) : NULL;
    PmlObj *result = y ? pml_compare(E, x, y, op) : NULL;
    pml_xdecref(E, x);
    pml_xdecref(E, y);
    return result;
}

static PmlObj *get_parameters(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    if (!UNION(self)->parameters.p) {
        UNION(self)->parameters.p = pml_type_parameters(E, UNION(self)->args.p);
    }
    return pml_xincref(UNION(self)->parameters.p);
}

static PmlObj *union_subscript(PmlEngine *E, PmlObj *self, PmlObj *item)
{
    PmlObj *params = get_parameters(E, self, NULL);
    PmlObj *args =
        params ? pml_type_arguments_subst(E, self, UNION(self)->args.p, params, item) : NULL;
    pml_xdecref(E, params);
    if (!args) {
        return NULL;
    }
    PmlObj *result = pml_incref(PML_TUPLE_AT(args, 0));
    for (int64_t i = 1; result && i < PML_TUPLE_LEN(args); i++) {
        PmlObj *wider = pml_number_or(E, result, PML_TUPLE_AT(args, i));
        pml_decref(E, result);
        result = wider;
    }
    pml_decref(E, args);
    return result;
}

static const PmlMemberDef union_members[] = {
    {"__args__", PML_MEMBER_OBJECT, offsetof(PmlUnionType, args), true, NULL},
    {0},
};

static const PmlGetSetDef union_getset[] = {
    {"__parameters__", get_parameters, NULL, "Type variables in the types.UnionType.", NULL},
    {0},
};

void pml_init_type_UnionType(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "types.UnionType";
    t->flags = PML_TF_GC;
    t->basicsize = sizeof(PmlUnionType);
    t->doc.p = "Represent a PEP 604 union type\n\nE.g. for int | str";
    t->members.p = union_members;
    t->getset.p = union_getset;
    t->dealloc = union_dealloc;
    t->traverse = union_traverse;
    t->refs_of = union_refs;
    t->repr = union_repr;
    t->hash = union_hash;
    t->richcompare = union_richcompare;
    t->getattro = pml_generic_getattr;
    t->nb_or = pml_union_or;
    t->mp_subscript = union_subscript;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
}

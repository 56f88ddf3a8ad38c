/* types.UnionType: int | str. */
#include "object/detached.h"
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

/* -- construction -------------------------------------------------------------------------- */

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

/* The members an operand stands for; None stands for its type. */
static PmlRef *members_of(PmlEngine *E, PmlRef *operand, int64_t *n)
{
    if (operand->p == PML_NONE(E)) {
        operand->p = (PmlObj *)PML_TYPE(E, NoneType);
    }
    if (PML_IS(operand->p, UnionType)) {
        PmlObj *args = UNION(operand->p)->args.p;
        *n = PML_TUPLE_LEN(args);
        return PML_TUPLE_ITEMS(args);
    }
    *n = 1;
    return operand;
}

/* Tuple of x's members and of those of y not among them; NULL without error: y adds nothing. */
static PmlObj *merge_members(PmlEngine *E, PmlRef *x, int64_t nx, PmlRef *y, int64_t ny)
{
    PmlObj *result = NULL;
    int64_t n = 0;
    for (int64_t i = 0; i < ny; i++) {
        int same = 0;
        for (int64_t j = 0; same == 0 && j < nx; j++) {
            same = same_member(E, x[j].p, y[i].p);
        }
        if (same < 0) {
            pml_xdecref(E, result);
            return NULL;
        }
        if (same) {
            continue;
        }
        if (!result) {
            result = pml_tuple_new(E, nx + ny - i);
            if (!result) {
                return NULL;
            }
            for (; n < nx; n++) {
                PML_TUPLE_ITEMS(result)[n].p = pml_incref(x[n].p);
            }
        }
        PML_TUPLE_ITEMS(result)[n++].p = pml_incref(y[i].p);
    }
    if (result) {
        pml_tuple_resize(E, &result, n);
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
    PmlRef left = {a}, right = {b};
    int64_t nx, ny;
    PmlRef *x = members_of(E, &left, &nx), *y = members_of(E, &right, &ny);
    PmlObj *args = merge_members(E, x, nx, y, ny);
    if (!args) {
        return pml_error_pending(E) ? NULL : pml_incref(left.p);
    }
    PmlObj *result = make_union(E, args);
    pml_decref(E, args);
    return result;
}

/* -- use ----------------------------------------------------------------------------------- */

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
    if (!params) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, params, "union: parameters");
    PmlObj *args = pml_type_arguments_subst(E, self, UNION(self)->args.p, params, item);
    pml_drop_held(E, mark, params);
    if (!args) {
        return NULL;
    }
    pml_hold(E, args, "union: new arguments");
    PmlObj *result = pml_incref(PML_TUPLE_AT(args, 0));
    for (int64_t i = 1; result && i < PML_TUPLE_LEN(args); i++) {
        int64_t inner = pml_hold_mark(E);
        pml_hold(E, result, "union: so far");
        PmlObj *wider = pml_number_or(E, result, PML_TUPLE_AT(args, i));
        pml_drop_held(E, inner, result);
        result = wider;
    }
    pml_drop_held(E, mark, args);
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

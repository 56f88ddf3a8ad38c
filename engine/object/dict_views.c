/* dict.keys(), values() and items(): the view objects. Set operations: dict_view_ops.c. */
#include "object/callables.h"
#include "object/dict_internal.h"

PmlObj *pml_dict_view_new(PmlEngine *E, PmlObj *dict, int type_index)
{
    PmlDictView *v = (PmlDictView *)pml_object_new_gc(E, &E->rt->types[type_index]);
    if (!v) {
        return NULL;
    }
    v->dict.p = pml_incref(dict);
    pml_gc_track(E, &v->ob);
    return &v->ob;
}

static void view_dealloc(PmlEngine *E, PmlObj *o)
{
    pml_gc_untrack(E, o);
    PML_CLEAR(E, ((PmlDictView *)o)->dict);
    pml_object_del_gc(E, o);
}

static int view_traverse(PmlEngine *E, PmlObj *o, PmlVisit visit, void *ctx)
{
    PML_VISIT(((PmlDictView *)o)->dict);
    return 0;
}

static void view_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    pml_field_ref(sink, pml_view_dict(o), "dict");
}

static int64_t view_length(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    return pml_view_dict(o) ? PML_DICT_LEN(pml_view_dict(o)) : 0;
}

static PmlObj *view_repr(PmlEngine *E, PmlObj *o)
{
    int entered = pml_repr_enter(E, o);
    if (entered != 0) {
        return entered > 0 ? pml_str_text(E, "...") : NULL;
    }
    PmlObj *result = NULL;
    PmlObj *list = pml_sequence_list(E, o);
    if (list) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, list, "repr of a dict view");
        result = pml_str_format(E, "%s(%R)", PML_TYPE_OF(o)->name.p, list);
        pml_drop_held(E, mark, list);
    }
    pml_repr_leave(E, o);
    return result;
}

static PmlObj *view_mapping(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_mappingproxy_new(E, pml_view_dict(o));
}

static const PmlGetSetDef view_getset[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static int items_contains(PmlEngine *E, PmlObj *view, PmlObj *o)
{
    if (!PML_IS_TUPLE(o) || PML_TUPLE_LEN(o) != 2) {
        return 0;
    }
    PmlObj *found = pml_dict_get(E, pml_view_dict(view), PML_TUPLE_AT(o, 0));
    if (!found) {
        return pml_error_pending(E) ? -1 : 0;
    }
    return pml_compare_held(E, found, PML_TUPLE_AT(o, 1), "in items view: value");
}

int pml_dict_view_contains(PmlEngine *E, PmlObj *view, PmlObj *o)
{
    if (pml_isinstance_of(view, PML_TYPE(E, dict_items))) {
        return items_contains(E, view, o);
    }
    return pml_view_dict(view) ? pml_dict_contains(E, pml_view_dict(view), o) : 0;
}

static PmlObj *keys_iter(PmlEngine *E, PmlObj *o)
{
    return pml_dict_iter_new(E, pml_view_dict(o), PML_T_dict_keyiterator);
}

static PmlObj *values_iter(PmlEngine *E, PmlObj *o)
{
    return pml_dict_iter_new(E, pml_view_dict(o), PML_T_dict_valueiterator);
}

static PmlObj *items_iter(PmlEngine *E, PmlObj *o)
{
    return pml_dict_iter_new(E, pml_view_dict(o), PML_T_dict_itemiterator);
}

static PmlObj *keys_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_iter_new(E, pml_view_dict(self), PML_T_dict_reversekeyiterator);
}

static PmlObj *values_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_iter_new(E, pml_view_dict(self), PML_T_dict_reversevalueiterator);
}

static PmlObj *items_reversed(PML_FAST_ARGS)
{
    PML_UNUSED_NOARGS();
    return pml_dict_iter_new(E, pml_view_dict(self), PML_T_dict_reverseitemiterator);
}

#define ISDISJOINT_DOC "Return True if the view and the given iterable have a null intersection."
static const PmlMethodDef keys_methods[] = {
    {"isdisjoint", pml_dict_view_isdisjoint, NULL, PML_METH_O, ISDISJOINT_DOC},
    {"__reversed__", keys_reversed, NULL, PML_METH_NOARGS,
     "Return a reverse iterator over the dict keys."},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlMethodDef items_methods[] = {
    {"isdisjoint", pml_dict_view_isdisjoint, NULL, PML_METH_O, ISDISJOINT_DOC},
    {"__reversed__", items_reversed, NULL, PML_METH_NOARGS,
     "Return a reverse iterator over the dict items."},
    {NULL, NULL, NULL, 0, NULL},
};
static const PmlMethodDef values_methods[] = {
    {"__reversed__", values_reversed, NULL, PML_METH_NOARGS,
     "Return a reverse iterator over the dict values."},
    {NULL, NULL, NULL, 0, NULL},
};

static void init_view(PmlType *t, PmlUnary iter, const PmlMethodDef *methods)
{
    t->basicsize = sizeof(PmlDictView);
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->methods.p = methods;
    t->getset.p = view_getset;
    t->dealloc = view_dealloc;
    t->traverse = view_traverse;
    t->refs_of = view_refs;
    t->repr = view_repr;
    t->iter = iter;
    t->sq_length = view_length;
}

void pml_init_type_dict_keys(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_view(t, keys_iter, keys_methods);
    t->sq_contains = pml_dict_view_contains;
    pml_dict_view_set_slots(t);
}

void pml_init_type_dict_items(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_view(t, items_iter, items_methods);
    t->sq_contains = pml_dict_view_contains;
    pml_dict_view_set_slots(t);
}

void pml_init_type_dict_values(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_view(t, values_iter, values_methods);
}

/* Cells: variables shared between a function and the functions inside it. */
#include "object/callables.h"

#include <inttypes.h>
#include <stdio.h>

#include "object/containers.h"
#include "object/str.h"

#define CELL(o) ((PmlCell *)(o))

PmlObj *pml_cell_new(PmlEngine *E, PmlObj *content)
{
    PmlObj *o = pml_object_new_gc(E, PML_TYPE(E, cell));
    if (!o) {
        return NULL;
    }
    CELL(o)->content.p = pml_xincref(content);
    pml_gc_track(E, o);
    return o;
}

static PmlObj *cell_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(t);
    if (!pml_no_keywords(E, "cell", kwargs) ||
        !pml_check_positional(E, "cell", PML_TUPLE_LEN(args), 0, 1)) {
        return NULL;
    }
    return pml_cell_new(E, PML_TUPLE_LEN(args) ? PML_TUPLE_AT(args, 0) : NULL);
}

static void cell_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    PML_CLEAR(E, CELL(self)->content);
    pml_object_del_gc(E, self);
}

static int cell_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(CELL(self)->content);
    return 0;
}

static void cell_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PML_UNUSED(E);
    if (CELL(self)->content.p) {
        sink->ref(sink, CELL(self)->content.p, PML_EDGE_FIELD, NULL, "cell_contents", 0);
    }
}

static int cell_clear(PmlEngine *E, PmlObj *self)
{
    PML_CLEAR(E, CELL(self)->content);
    return 0;
}

/* Two empty cells are equal; an empty one is less than a filled one. */
static PmlObj *cell_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!PML_IS(a, cell) || !PML_IS(b, cell)) {
        return pml_not_implemented(E);
    }
    PmlObj *x = CELL(a)->content.p, *y = CELL(b)->content.p;
    if (x && y) {
        return pml_compare(E, x, y, op);
    }
    int order = (y == NULL) - (x == NULL);
    switch (op) {
    case PML_LT: return pml_bool(E, order < 0);
    case PML_LE: return pml_bool(E, order <= 0);
    case PML_EQ: return pml_bool(E, order == 0);
    case PML_NE: return pml_bool(E, order != 0);
    case PML_GT: return pml_bool(E, order > 0);
    default: return pml_bool(E, order >= 0);
    }
}

static PmlObj *cell_repr(PmlEngine *E, PmlObj *self)
{
    PmlObj *content = CELL(self)->content.p;
    char at[24], content_at[24];
    snprintf(at, sizeof(at), "0x%" PRIx64, pml_model_address(E, self));
    if (!content) {
        return pml_str_format(E, "<cell at %s: empty>", at);
    }
    snprintf(content_at, sizeof(content_at), "0x%" PRIx64, pml_model_address(E, content));
    return pml_str_format(E, "<cell at %s: %.80s object at %s>", at, PML_TYPE_OF(content)->name.p,
                          content_at);
}

static PmlObj *get_contents(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    if (!CELL(self)->content.p) {
        return PML_RAISE(E, ValueError, "Cell is empty");
    }
    return pml_incref(CELL(self)->content.p);
}

static int set_contents(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PML_SETREF(E, CELL(self)->content, pml_xincref(value));
    return 0;
}

static const PmlGetSetDef getset[] = {
    {"cell_contents", get_contents, set_contents, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

void pml_init_type_cell(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->flags |= PML_TF_GC;
    t->basicsize = sizeof(PmlCell);
    t->dealloc = cell_dealloc;
    t->traverse = cell_traverse;
    t->refs_of = cell_refs;
    t->clear = cell_clear;
    t->new_ = cell_new;
    t->repr = cell_repr;
    t->richcompare = cell_compare;
    t->hash = pml_hash_not_implemented;
    t->getattro = pml_generic_getattr;
    t->getset.p = getset;
}

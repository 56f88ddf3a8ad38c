#include "observe/snapshot.h"

#include "observe/describe.h"
#include "observe/line_table.h"

int64_t pml_length_of(const PmlObj *o)
{
    if (PML_IS_LIST(o)) {
        return PML_LIST_LEN(o);
    }
    if (PML_IS_TUPLE(o)) {
        return PML_TUPLE_LEN(o);
    }
    if (PML_IS_DICT(o)) {
        return PML_DICT_LEN(o);
    }
    if (PML_IS(o, set) || PML_IS(o, frozenset)) {
        return ((const PmlSet *)o)->used;
    }
    return -1;
}

static void note(void *ctx, const PmlEdgeInfo *edge)
{
    PmlSnapshot *s = ctx;
    bool is_new = false;
    if (!pml_objmap_at(&s->index, edge->to, s->count, &is_new)) {
        s->failed = true;
        return;
    }
    if (!is_new) {
        return;
    }
    if (s->count == s->capacity) {
        int64_t capacity = s->capacity ? s->capacity * 2 : 4096;
        PmlShot *shots = realloc(s->shots, (size_t)capacity * sizeof *shots);
        if (!shots) {
            s->failed = true;
            return;
        }
        s->shots = shots;
        s->capacity = capacity;
    }
    s->shots[s->count++] = (PmlShot){.object = edge->to, .refs = pml_refs(edge->to), .length = -1};
}

/* -- what has a name --------------------------------------------------------------------- */

static void name_one(PmlSnapshot *s, PmlObj *o)
{
    int64_t i = pml_objmap_get(&s->index, o, -1);
    if (i >= 0) {
        s->shots[i].named = true;
    }
}

static void name_held(void *ctx, const PmlEdgeInfo *edge)
{
    if (edge->kind == PML_EDGE_ITEM || edge->kind == PML_EDGE_VALUE ||
        edge->kind == PML_EDGE_ATTR) {
        name_one(ctx, edge->to);
    }
}

static void name_value(PmlEngine *E, PmlSnapshot *s, PmlObj *o)
{
    name_one(s, o);
    if (!PML_IS_TYPE(o) && !PML_IS(o, module) && !pml_heap_is_static(E, o)) {
        pml_walk_object(E, o, name_held, s);
    }
}

static void name_dict(PmlEngine *E, PmlSnapshot *s, PmlObj *dict)
{
    int64_t pos = 0;
    PmlObj *key, *value;
    while (pml_dict_next(dict, &pos, &key, &value, NULL)) {
        bool hidden = !PML_IS_STR(key) || (PML_STR_LEN(key) > 4 && pml_str_at(key, 0) == '_' &&
                                           pml_str_at(key, 1) == '_');
        if (!hidden) {
            name_value(E, s, value);
        }
    }
}

static void name_frame(PmlEngine *E, PmlSnapshot *s, const PmlInterpFrame *f)
{
    const PmlCode *code = pml_frame_code(f);
    for (int i = 0; i < code->nlocalsplus; i++) {
        PmlObj *value = f->localsplus[i].p;
        if (value && PML_IS(value, cell)) {
            value = ((PmlCell *)value)->content.p;
        }
        if (value) {
            name_value(E, s, value);
        }
    }
}

void pml_snapshot(PmlEngine *E, PmlSnapshot *out)
{
    memset(out, 0, sizeof *out);
    out->failed = !pml_walk_all(E, note, out) || out->failed;
    if (out->failed) {
        return; /* what has been noted is not all that the index knows */
    }
    for (int64_t i = 0; i < out->count; i++) {
        PmlShot *shot = &out->shots[i];
        shot->size = pml_describe_size(E, shot->object);
        shot->length = pml_length_of(shot->object);
    }
    PmlObj *main = E->vm->main_module.p;
    if (main) {
        name_dict(E, out, pml_module_dict(main));
    }
    for (const PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        if (pml_code_is_own(pml_frame_code(f))) {
            name_frame(E, out, f);
        }
    }
}

void pml_snapshot_free(PmlSnapshot *s)
{
    free(s->shots);
    pml_objmap_free(&s->index);
    memset(s, 0, sizeof *s);
}

const PmlShot *pml_snapshot_find(const PmlSnapshot *s, const PmlObj *o)
{
    int64_t i = pml_objmap_get(&s->index, o, -1);
    return i < 0 || i >= s->count ? NULL : &s->shots[i];
}

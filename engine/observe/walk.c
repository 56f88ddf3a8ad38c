#include "observe/walk.h"

typedef struct PmlWalkSink {
    PmlRefSink sink;
    PmlObj *from;
    PmlEdgeVisitor visit;
    void *ctx;
    const PmlInterpFrame *frame;
} PmlWalkSink;

static void on_ref(PmlRefSink *sink, PmlObj *target, PmlEdge kind, PmlObj *label, const char *text,
                   int64_t index)
{
    PmlWalkSink *w = (PmlWalkSink *)(void *)sink;
    PmlEdgeInfo edge = {w->from, target, kind, label, text, index, w->frame};
    if (target) {
        w->visit(w->ctx, &edge);
    }
}

void pml_walk_object(PmlEngine *E, PmlObj *o, PmlEdgeVisitor visit, void *ctx)
{
    PmlWalkSink w = {{on_ref}, o, visit, ctx, NULL};
    if (o == E->rt->interned.p) {
        return; /* its references are not counted: an interned str lives by the others alone */
    }
    pml_object_refs(E, o, &w.sink);
}

static void root(PmlWalkSink *w, PmlObj *o, const char *text)
{
    if (o) {
        on_ref(&w->sink, o, PML_EDGE_ROOT, NULL, text, 0);
    }
}

/* The running frames, innermost first. A frame inside C code has its depth noted. */
static void walk_frames(PmlEngine *E, PmlWalkSink *w)
{
    for (PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        int32_t top = f->stacktop;
        if (top < 0) {
            f->stacktop = pml_frame_code(f)->nlocalsplus + f->depth;
        }
        w->frame = f;
        pml_frame_refs(E, f, &w->sink);
        f->stacktop = top;
    }
    w->frame = NULL;
    for (PmlInterpFrame *f = E->vm->clearing.p; f; f = f->previous.p) {
        pml_frame_rest_refs(E, f, &w->sink);
    }
}

/* Weak references whose callbacks the running collection has still to call, or is calling. */
static void walk_wanted(PmlEngine *E, PmlWalkSink *w)
{
    const PmlGcHead *list = &E->gc->wanted;
    for (PmlGcHead *g = list->next.p; E->gc->collecting && g && g != list; g = g->next.p) {
        root(w, pml_from_gc(g), "collector: weak reference with a callback to call");
    }
}

/* What objects own that are being deallocated, or wait for it in the trashcan. One whose finalizer
 * runs is held by name and is walked as any other. */
static void walk_dying(PmlEngine *E, PmlEdgeVisitor visit, void *ctx)
{
    const PmlGc *gc = E->gc;
    for (int64_t i = 0; i < gc->dying_count && i < PML_DYING_CAPACITY; i++) {
        PmlObj *o = gc->dying.p[i].p;
        if (o && pml_refs(o) == 0) {
            pml_walk_object(E, o, visit, ctx);
        }
    }
    for (PmlObj *o = E->gc->trash_later.p; o; o = pml_trashcan_next(o)) {
        pml_walk_object(E, o, visit, ctx);
    }
}

void pml_walk_roots(PmlEngine *E, PmlEdgeVisitor visit, void *ctx)
{
    PmlWalkSink w = {{on_ref}, NULL, visit, ctx, NULL};
    PmlVm *vm = E->vm;
    pml_runtime_refs(E, &w.sink);
    root(&w, E->gc->garbage.p, "gc.garbage");
    root(&w, E->gc->callbacks.p, "gc.callbacks");
    root(&w, vm->main_module.p, "the interpreter's __main__");
    root(&w, vm->main_function.p, "running script");
    root(&w, vm->ast_arena.p, "the source's own references");
    root(&w, vm->stdin_.p, "standard input");
    root(&w, vm->stdout_.p, "standard output");
    root(&w, vm->stderr_.p, "standard error");
    root(&w, vm->builtins_copy.p, "copy of builtins for the shutdown");
    root(&w, vm->exit_functions.p, "functions to call at exit");
    root(&w, vm->trace_function.p, "sys.settrace");
    root(&w, vm->profile_function.p, "sys.setprofile");
    for (int i = 0; i < PML_COUNT_OF(vm->event_names); i++) {
        root(&w, vm->event_names[i].p, "names of traced events");
    }
    walk_frames(E, &w);
    walk_dying(E, visit, ctx);
    walk_wanted(E, &w);
    for (int64_t i = 0; i < E->gc->hold_count && i < E->gc->hold_capacity; i++) {
        root(&w, E->gc->holds.p[i].object.p, E->gc->holds.p[i].what.p);
    }
}

typedef struct PmlFrontier {
    PmlEngine *E;
    PmlObjMap seen;
    PmlObj **queue;
    size_t head, tail, capacity;
    bool failed;
    PmlEdgeVisitor visit;
    void *ctx;
} PmlFrontier;

static void reach(PmlFrontier *f, PmlObj *o)
{
    bool is_new = false;
    if (!pml_objmap_at(&f->seen, o, 1, &is_new)) {
        f->failed = true;
        return;
    }
    if (!is_new) {
        return;
    }
    if (f->tail == f->capacity) {
        size_t capacity = f->capacity ? f->capacity * 2 : 4096;
        PmlObj **queue = realloc(f->queue, capacity * sizeof *queue);
        if (!queue) {
            f->failed = true;
            return;
        }
        f->queue = queue;
        f->capacity = capacity;
    }
    f->queue[f->tail++] = o;
}

static void on_edge(void *ctx, const PmlEdgeInfo *edge)
{
    PmlFrontier *f = ctx;
    f->visit(f->ctx, edge);
    reach(f, edge->to);
}

static void drain(PmlFrontier *f)
{
    while (f->head < f->tail && !f->failed) {
        PmlObj *o = f->queue[f->head++];
        pml_walk_object(f->E, o, on_edge, f);
    }
}

bool pml_walk_all(PmlEngine *E, PmlEdgeVisitor visit, void *ctx)
{
    PmlFrontier f = {.E = E, .visit = visit, .ctx = ctx};
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        reach(&f, (PmlObj *)&E->rt->types[i]);
    }
    pml_walk_roots(E, on_edge, &f);
    drain(&f);
    for (int i = 0; i < 4; i++) {
        PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            reach(&f, pml_from_gc(g));
            drain(&f);
        }
    }
    free(f.queue);
    pml_objmap_free(&f.seen);
    return !f.failed;
}

/* The stack of interpreter frames: bump-allocated in chunks of 16 KiB taken from the arena
 * allocator, as CPython 3.11 does it (facts 1.1). */
#include "vm/vm.h"

#define CHUNK_HEAD ((uint64_t)((sizeof(PmlFrameChunk) + 15) & ~(size_t)15))

static bool chunk_push(PmlEngine *E, uint64_t need)
{
    PmlVm *vm = E->vm;
    uint64_t bytes = PML_FRAME_CHUNK;
    while (bytes < need + CHUNK_HEAD) {
        bytes *= 2;
    }
    PmlFrameChunk *chunk = pml_map(E, (size_t)bytes);
    if (!chunk) {
        return false;
    }
    if (vm->chunk.p) {
        vm->chunk.p->top = (uint64_t)(vm->top.p - (unsigned char *)vm->chunk.p);
    }
    chunk->previous.p = vm->chunk.p;
    chunk->bytes = bytes;
    chunk->top = 0;
    vm->chunk.p = chunk;
    vm->top.p = (unsigned char *)chunk + CHUNK_HEAD;
    vm->limit.p = (unsigned char *)chunk + bytes;
    return true;
}

PmlInterpFrame *pml_frame_push(PmlEngine *E, PmlCode *code)
{
    PmlVm *vm = E->vm;
    uint64_t need =
        offsetof(PmlInterpFrame, localsplus) + (uint64_t)pml_code_slots(code) * sizeof(PmlRef);
    if (!vm->chunk.p || (uint64_t)(vm->limit.p - vm->top.p) < need) {
        if (!chunk_push(E, need)) {
            pml_err_no_memory(E);
            return NULL;
        }
    }
    PmlInterpFrame *f = (PmlInterpFrame *)(void *)vm->top.p;
    vm->top.p += need;
    return f;
}

void pml_frame_pop(PmlEngine *E, PmlInterpFrame *f)
{
    PmlVm *vm = E->vm;
    PmlFrameChunk *chunk = vm->chunk.p;
    unsigned char *first = (unsigned char *)chunk + CHUNK_HEAD;
    vm->top.p = (unsigned char *)f;
    if ((unsigned char *)f == first && chunk->previous.p) {
        PmlFrameChunk *previous = chunk->previous.p;
        pml_unmap(E, chunk, (size_t)chunk->bytes);
        vm->chunk.p = previous;
        vm->top.p = (unsigned char *)previous + previous->top;
        vm->limit.p = (unsigned char *)previous + previous->bytes;
    }
}

void pml_frame_init(PmlInterpFrame *f, PmlFunction *func, PmlObj *locals, PmlCode *code)
{
    f->func.p = (PmlObj *)func;
    f->code.p = pml_incref((PmlObj *)code);
    f->builtins.p = func->builtins.p;
    f->globals.p = func->globals.p;
    f->locals.p = locals;
    f->stacktop = code->nlocalsplus;
    f->frame_obj.p = NULL;
    f->previous.p = NULL;
    f->prev_instr.p = pml_code_bytes(code) - 2;
    f->is_entry = 0;
    f->owner = PML_OWNED_BY_THREAD;
    f->depth = 0;
    for (int i = 0; i < code->nlocalsplus; i++) {
        f->localsplus[i].p = NULL;
    }
}

PmlGenerator *pml_frame_generator(PmlInterpFrame *f)
{
    PML_ASSERT(f->owner == PML_OWNED_BY_GENERATOR);
    return (PmlGenerator *)(void *)((unsigned char *)f - offsetof(PmlGenerator, frame));
}

bool pml_frame_is_incomplete(const PmlInterpFrame *f)
{
    return f->owner != PML_OWNED_BY_GENERATOR &&
           f->prev_instr.p <
               pml_code_bytes(pml_frame_code(f)) + pml_frame_code(f)->firsttraceable * 2;
}

PmlInterpFrame *pml_frame_complete(PmlInterpFrame *f)
{
    while (f && pml_frame_is_incomplete(f)) {
        f = f->previous.p;
    }
    return f;
}

int pml_frame_line(const PmlInterpFrame *f)
{
    return pml_code_line(pml_frame_code(f), pml_frame_lasti(f));
}

int pml_frame_traverse(PmlEngine *E, PmlInterpFrame *f, PmlVisit visit, void *ctx)
{
    PML_VISIT(f->frame_obj);
    PML_VISIT(f->locals);
    PML_VISIT(f->func);
    PML_VISIT(f->code);
    for (int i = 0; i < f->stacktop; i++) {
        PML_VISIT(f->localsplus[i]);
    }
    return 0;
}

void pml_frame_refs(PmlEngine *E, PmlInterpFrame *f, PmlRefSink *sink)
{
    if (f->frame_obj.p) {
        sink->ref(sink, f->frame_obj.p, PML_EDGE_FIELD, NULL, "frame object", 0);
    }
    pml_frame_rest_refs(E, f, sink);
}

void pml_frame_rest_refs(PmlEngine *E, PmlInterpFrame *f, PmlRefSink *sink)
{
    PmlCode *code = pml_frame_code(f);
    PML_UNUSED(E);
    if (f->locals.p) {
        sink->ref(sink, f->locals.p, PML_EDGE_FIELD, NULL, "f_locals", 0);
    }
    if (f->func.p) {
        sink->ref(sink, f->func.p, PML_EDGE_FIELD, NULL, "running function", 0);
    }
    sink->ref(sink, f->code.p, PML_EDGE_FIELD, NULL, "running code", 0);
    for (int i = 0; i < f->stacktop; i++) {
        PmlObj *o = f->localsplus[i].p;
        if (!o) {
            continue;
        }
        if (i < code->nlocalsplus) {
            sink->ref(sink, o, PML_EDGE_LOCAL, PML_TUPLE_AT(code->localsplusnames.p, i), NULL, i);
        } else {
            sink->ref(sink, o, PML_EDGE_STACK, NULL, NULL, i - code->nlocalsplus);
        }
    }
}

/* A frame object outlives its frame: it takes over the frame's content (facts 3.8). */
static void take_ownership(PmlEngine *E, PmlFrame *object, PmlInterpFrame *f)
{
    PmlInterpFrame *own = (PmlInterpFrame *)(void *)object->own;
    size_t bytes = offsetof(PmlInterpFrame, localsplus) + (size_t)f->stacktop * sizeof(PmlRef);
    memcpy(own, f, bytes);
    object->f.p = own;
    own->owner = PML_OWNED_BY_FRAME_OBJECT;
    if (pml_frame_is_incomplete(own)) {
        /* so that the frame object never looks unstarted */
        own->prev_instr.p =
            pml_code_bytes(pml_frame_code(own)) + pml_frame_code(own)->firsttraceable * 2;
    }
    PmlInterpFrame *previous = pml_frame_complete(own->previous.p);
    if (previous) {
        PmlPending pending = pml_error_set_aside(E); /* must survive a failure here */
        int64_t mark = pml_hold_mark(E);
        pml_error_hold(E, &pending, "exception passing a frame");
        pml_hold(E, (PmlObj *)object, "frame that ends");
        PmlObj *back = pml_frame_object(E, previous);
        pml_hold_drop(E, mark);
        object->back.p = pml_xincref(back);
        pml_error_put_back(E, pending);
    }
    own->previous.p = NULL;
    if (!pml_gc_is_tracked((PmlObj *)object)) {
        pml_gc_track(E, (PmlObj *)object);
    }
}

/* Empty a slot of a finished frame. Should what it held die, Python may run, and the ledger must
 * find the rest; depth then says which variable it was. */
static inline void release_slot(PmlEngine *E, PmlInterpFrame *f, PmlRef *slot)
{
    PmlObj *o = slot->p;
    slot->p = NULL;
    if (o && --o->refs <= 0) {
        f->previous.p = E->vm->clearing.p;
        f->depth = (uint16_t)(slot - f->localsplus); /* f_locals and func: past all variables */
        E->vm->clearing.p = f;
        pml_dealloc(E, o);
        E->vm->clearing.p = f->previous.p;
    }
}

void pml_frame_clear(PmlEngine *E, PmlInterpFrame *f)
{
    if (f->frame_obj.p) {
        PmlFrame *object = (PmlFrame *)f->frame_obj.p;
        f->frame_obj.p = NULL;
        if (pml_refs(&object->ob) > 1) {
            take_ownership(E, object, f);
            pml_decref(E, &object->ob);
            return;
        }
        pml_decref(E, &object->ob);
    }
    PML_ASSERT(f->stacktop >= 0);
    for (int i = 0; i < f->stacktop; i++) {
        release_slot(E, f, &f->localsplus[i]);
    }
    release_slot(E, f, &f->locals);
    release_slot(E, f, &f->func);
    pml_decref(E, f->code.p);
}

void pml_frame_clear_and_pop(PmlEngine *E, PmlInterpFrame *f)
{
    E->rt->recursion_left--;
    pml_frame_clear(E, f);
    E->rt->recursion_left++;
    pml_frame_pop(E, f);
}

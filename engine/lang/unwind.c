/* Open blocks of the statement being compiled, and the code that leaves them early. */
#include "lang/compiler.h"

typedef PmlCompiler C;

static PmlFrameBlock *push(C *c)
{
    if (c->u->frame_block_count >= PML_MAX_FRAME_BLOCKS) {
        pml_compile_error(c, c->u->at, "too many statically nested blocks");
    }
    return &c->u->frame_blocks[c->u->frame_block_count++];
}

PmlFrameBlock *pml_push_frame_block(C *c, PmlFrameBlockKind kind, PmlBlock *block, PmlBlock *exit)
{
    PmlFrameBlock *f = push(c);
    *f = (PmlFrameBlock){.kind = kind, .block = block, .exit = exit};
    return f;
}

void pml_pop_frame_block(C *c, PmlFrameBlockKind kind, PmlBlock *block)
{
    PmlFrameBlock *f = &c->u->frame_blocks[--c->u->frame_block_count];
    PML_ASSERT(f->kind == kind && f->block == block);
    PML_UNUSED(f);
    PML_UNUSED(kind);
    PML_UNUSED(block);
}

void pml_emit_exit_call(C *c)
{
    pml_emit_none(c);
    pml_emit_none(c);
    pml_emit_none(c);
    pml_emit_call(c, 2);
}

void pml_emit_reraise_cleanup(C *c)
{
    pml_emit_arg(c, PML_OP_COPY, 3);
    pml_emit(c, PML_OP_POP_EXCEPT);
    pml_emit_arg(c, PML_OP_RERAISE, 1);
}

static void keep_if(C *c, bool keep_top)
{
    if (keep_top) {
        pml_emit_arg(c, PML_OP_SWAP, 2);
    }
}

static void run_finally(C *c, const PmlFrameBlock *f, bool keep_top)
{
    pml_emit(c, PML_VOP_POP_BLOCK);
    if (keep_top) {
        pml_push_frame_block(c, PML_FB_POP_VALUE, NULL, NULL);
    }
    pml_compile_stmts(c, f->finally);
    if (keep_top) {
        pml_pop_frame_block(c, PML_FB_POP_VALUE, NULL);
    }
    pml_set_span(c, PML_NOWHERE);
}

static void leave_with(C *c, const PmlFrameBlock *f, bool keep_top)
{
    PML_AT(c, f->with);
    pml_emit(c, PML_VOP_POP_BLOCK);
    keep_if(c, keep_top);
    pml_emit_exit_call(c);
    pml_emit(c, PML_OP_POP_TOP);
    pml_set_span(c, PML_NOWHERE);
}

static void leave_handler(C *c, const PmlFrameBlock *f, bool keep_top)
{
    if (f->name) {
        pml_emit(c, PML_VOP_POP_BLOCK);
    }
    keep_if(c, keep_top);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_OP_POP_EXCEPT);
    if (f->name) {
        pml_emit_none(c);
        pml_emit_name_access(c, f->name, PML_STORE);
        pml_emit_name_access(c, f->name, PML_DEL);
    }
}

void pml_unwind_one(C *c, const PmlFrameBlock *f, bool keep_top)
{
    switch (f->kind) {
    case PML_FB_WHILE:
    case PML_FB_HANDLER:
    case PML_FB_GROUP_HANDLER: break;
    case PML_FB_FOR:
    case PML_FB_POP_VALUE:
        keep_if(c, keep_top);
        pml_emit(c, PML_OP_POP_TOP);
        break;
    case PML_FB_TRY: pml_emit(c, PML_VOP_POP_BLOCK); break;
    case PML_FB_FINALLY_TRY: run_finally(c, f, keep_top); break;
    case PML_FB_FINALLY_END:
        keep_if(c, keep_top);
        pml_emit(c, PML_OP_POP_TOP); /* the exception */
        keep_if(c, keep_top);
        pml_emit(c, PML_VOP_POP_BLOCK);
        pml_emit(c, PML_OP_POP_EXCEPT);
        break;
    case PML_FB_WITH: leave_with(c, f, keep_top); break;
    case PML_FB_HANDLER_CLEANUP: leave_handler(c, f, keep_top); break;
    }
}

/* Innermost first. Each block is off the stack while its own leaving code is emitted, so that a
 * `return` in a finally clause does not run that clause again. */
static PmlFrameBlock *unwind(C *c, bool keep_top, bool stop_at_loop)
{
    PmlUnit *u = c->u;
    if (u->frame_block_count == 0) {
        return NULL;
    }
    PmlFrameBlock *top = &u->frame_blocks[u->frame_block_count - 1];
    if (top->kind == PML_FB_GROUP_HANDLER) {
        pml_compile_error(c, u->at,
                          "'break', 'continue' and 'return' cannot appear in an except* block");
    }
    if (stop_at_loop && (top->kind == PML_FB_WHILE || top->kind == PML_FB_FOR)) {
        return top;
    }
    PmlFrameBlock copy = *top;
    u->frame_block_count--;
    pml_unwind_one(c, &copy, keep_top);
    PmlFrameBlock *loop = unwind(c, keep_top, stop_at_loop);
    u->frame_blocks[u->frame_block_count++] = copy;
    return loop;
}

void pml_unwind_all(C *c, bool keep_top)
{
    unwind(c, keep_top, false);
}

PmlFrameBlock *pml_unwind_to_loop(C *c)
{
    return unwind(c, false, true);
}

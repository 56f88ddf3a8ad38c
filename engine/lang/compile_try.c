/* try (except, except*, finally) and with. Comments show the value stack, top at the right. */
#include "lang/compiler.h"

typedef PmlCompiler C;

static void clear_name(C *c, PmlObj *name)
{
    pml_emit_none(c);
    pml_emit_name_access(c, name, PML_STORE);
    pml_emit_name_access(c, name, PML_DEL);
}

/* -- try: except ------------------------------------------------------------------------- */

/* except T as name: the name is unbound on every way out.   [exc_info, exc] -> name = exc */
static void compile_named_handler(C *c, PmlExceptHandler *h, PmlBlock *end)
{
    PmlBlock *cleanup_end = pml_new_block(c);
    PmlBlock *cleanup_body = pml_new_block(c);
    pml_emit_name_access(c, h->name, PML_STORE);
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup_end);
    pml_use_block(c, cleanup_body);
    pml_push_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body, NULL)->name = h->name;
    pml_compile_stmts(c, &h->body);
    pml_pop_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body);
    pml_set_span(c, PML_NOWHERE);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_OP_POP_EXCEPT);
    clear_name(c, h->name);
    pml_emit_jump(c, PML_VOP_JUMP, end);
    pml_use_block(c, cleanup_end);
    pml_set_span(c, PML_NOWHERE);
    clear_name(c, h->name);
    pml_emit_arg(c, PML_OP_RERAISE, 1);
}

static void compile_plain_handler(C *c, PmlExceptHandler *h, PmlBlock *end)
{
    PmlBlock *cleanup_body = pml_new_block(c);
    pml_emit(c, PML_OP_POP_TOP); /* the exception */
    pml_use_block(c, cleanup_body);
    pml_push_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body, NULL);
    pml_compile_stmts(c, &h->body);
    pml_pop_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body);
    pml_set_span(c, PML_NOWHERE);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_OP_POP_EXCEPT);
    pml_emit_jump(c, PML_VOP_JUMP, end);
}

static void compile_handlers(C *c, const PmlExceptHandlerSeq *handlers, PmlBlock *end)
{
    for (int64_t i = 0; i < handlers->count; i++) {
        PmlExceptHandler *h = handlers->items[i];
        PML_AT(c, h);
        if (!h->type && i < handlers->count - 1) {
            pml_compile_error(c, c->u->at, "default 'except:' must be last");
        }
        PmlBlock *next = pml_new_block(c);
        if (h->type) {
            pml_compile_expr(c, h->type);
            pml_emit(c, PML_OP_CHECK_EXC_MATCH);
            pml_emit_jump(c, PML_VOP_POP_JUMP_IF_FALSE, next);
        }
        if (h->name) {
            compile_named_handler(c, h, end);
        } else {
            compile_plain_handler(c, h, end);
        }
        pml_use_block(c, next);
    }
}

static void compile_try_except(C *c, PmlStmt *s)
{
    PmlBlock *body = pml_new_block(c);
    PmlBlock *except = pml_new_block(c);
    PmlBlock *end = pml_new_block(c);
    PmlBlock *cleanup = pml_new_block(c);
    pml_emit_jump(c, PML_VOP_SETUP_FINALLY, except);
    pml_use_block(c, body);
    pml_push_frame_block(c, PML_FB_TRY, body, NULL);
    pml_compile_stmts(c, &s->v.Try.body);
    pml_pop_frame_block(c, PML_FB_TRY, body);
    pml_emit_noline(c, PML_VOP_POP_BLOCK, 0);
    pml_compile_stmts(c, &s->v.Try.orelse);
    pml_emit_jump_noline(c, PML_VOP_JUMP, end);
    pml_use_block(c, except);
    pml_set_span(c, PML_NOWHERE);
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup);
    pml_emit(c, PML_OP_PUSH_EXC_INFO);
    pml_push_frame_block(c, PML_FB_HANDLER, NULL, NULL);
    compile_handlers(c, &s->v.Try.handlers, end);
    pml_set_span(c, PML_NOWHERE);
    pml_pop_frame_block(c, PML_FB_HANDLER, NULL);
    pml_emit_arg(c, PML_OP_RERAISE, 0);
    pml_use_block(c, cleanup);
    pml_emit_reraise_cleanup(c);
    pml_use_block(c, end);
}

/* -- try: except* ------------------------------------------------------------------------ */

/* [orig, results, rest, match] -> [orig, results, rest], with what the body raised in results */
static void compile_star_body(C *c, PmlExceptHandler *h, PmlBlock *next)
{
    PmlBlock *cleanup_end = pml_new_block(c);
    PmlBlock *cleanup_body = pml_new_block(c);
    if (h->name) {
        pml_emit_name_access(c, h->name, PML_STORE);
    } else {
        pml_emit(c, PML_OP_POP_TOP);
    }
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup_end);
    pml_use_block(c, cleanup_body);
    pml_push_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body, NULL)->name = h->name;
    pml_compile_stmts(c, &h->body);
    pml_pop_frame_block(c, PML_FB_HANDLER_CLEANUP, cleanup_body);
    pml_set_span(c, PML_NOWHERE);
    pml_emit(c, PML_VOP_POP_BLOCK);
    if (h->name) {
        clear_name(c, h->name);
    }
    pml_emit_jump(c, PML_VOP_JUMP, next);
    pml_use_block(c, cleanup_end);
    pml_set_span(c, PML_NOWHERE);
    if (h->name) {
        clear_name(c, h->name);
    }
    pml_emit_arg(c, PML_OP_LIST_APPEND, 3);
    pml_emit(c, PML_OP_POP_TOP); /* lasti */
    pml_emit_jump(c, PML_VOP_JUMP, next);
}

static void compile_star_handler(C *c, PmlExceptHandler *h, bool first)
{
    PML_AT(c, h);
    PmlBlock *next = pml_new_block(c);
    PmlBlock *match = pml_new_block(c);
    if (first) {
        pml_emit_arg(c, PML_OP_COPY, 1); /* [orig, exc] */
        pml_emit_arg(c, PML_OP_BUILD_LIST, 0);
        pml_emit_arg(c, PML_OP_SWAP, 2); /* [orig, results, exc] */
    }
    if (h->type) {
        pml_compile_expr(c, h->type);
        pml_emit(c, PML_OP_CHECK_EG_MATCH);
        pml_emit_arg(c, PML_OP_COPY, 1);
        pml_emit_jump(c, PML_VOP_POP_JUMP_IF_NOT_NONE, match);
        pml_emit(c, PML_OP_POP_TOP); /* the match: None */
        pml_emit_jump(c, PML_VOP_JUMP, next);
    }
    pml_use_block(c, match);
    compile_star_body(c, h, next);
    pml_use_block(c, next);
}

/* [orig, results] -> raise what is left, or go on at end */
static void reraise_star(C *c, PmlBlock *end)
{
    PmlBlock *reraise = pml_new_block(c);
    pml_emit(c, PML_OP_PREP_RERAISE_STAR);
    pml_emit_arg(c, PML_OP_COPY, 1);
    pml_emit_jump(c, PML_VOP_POP_JUMP_IF_NOT_NONE, reraise);
    pml_emit(c, PML_OP_POP_TOP);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_OP_POP_EXCEPT);
    pml_emit_jump(c, PML_VOP_JUMP, end);
    pml_use_block(c, reraise);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit_arg(c, PML_OP_SWAP, 2);
    pml_emit(c, PML_OP_POP_EXCEPT);
    pml_emit_arg(c, PML_OP_RERAISE, 0);
}

static void compile_try_star(C *c, PmlStmt *s)
{
    PmlBlock *body = pml_new_block(c);
    PmlBlock *except = pml_new_block(c);
    PmlBlock *orelse = pml_new_block(c);
    PmlBlock *end = pml_new_block(c);
    PmlBlock *cleanup = pml_new_block(c);
    PmlBlock *finish = pml_new_block(c);
    const PmlExceptHandlerSeq *handlers = &s->v.TryStar.handlers;
    pml_emit_jump(c, PML_VOP_SETUP_FINALLY, except);
    pml_use_block(c, body);
    pml_push_frame_block(c, PML_FB_TRY, body, NULL);
    pml_compile_stmts(c, &s->v.TryStar.body);
    pml_pop_frame_block(c, PML_FB_TRY, body);
    pml_emit_noline(c, PML_VOP_POP_BLOCK, 0);
    pml_emit_jump_noline(c, PML_VOP_JUMP, orelse);
    pml_use_block(c, except);
    pml_set_span(c, PML_NOWHERE);
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup);
    pml_emit(c, PML_OP_PUSH_EXC_INFO);
    pml_push_frame_block(c, PML_FB_GROUP_HANDLER, NULL, NULL);
    for (int64_t i = 0; i < handlers->count; i++) {
        compile_star_handler(c, handlers->items[i], i == 0);
    }
    pml_emit_arg(c, PML_OP_LIST_APPEND, 1); /* the unhandled part, may be None */
    pml_emit_jump(c, PML_VOP_JUMP, finish);
    pml_set_span(c, PML_NOWHERE);
    pml_pop_frame_block(c, PML_FB_GROUP_HANDLER, NULL);
    pml_use_block(c, finish);
    reraise_star(c, end);
    pml_use_block(c, cleanup);
    pml_emit_reraise_cleanup(c);
    pml_use_block(c, orelse);
    pml_compile_stmts(c, &s->v.TryStar.orelse);
    pml_use_block(c, end);
}

/* -- try: finally ------------------------------------------------------------------------ */

static void compile_guarded(C *c, PmlStmt *s)
{
    if (s->v.Try.handlers.count == 0) {
        pml_compile_stmts(c, &s->v.Try.body);
    } else if (s->kind == PML_S_TryStar) {
        compile_try_star(c, s);
    } else {
        compile_try_except(c, s);
    }
}

/* The finally clause is compiled twice: for the normal way and for an exception. */
static void compile_try_finally(C *c, PmlStmt *s)
{
    PmlBlock *body = pml_new_block(c);
    PmlBlock *end = pml_new_block(c);
    PmlBlock *exit = pml_new_block(c);
    PmlBlock *cleanup = pml_new_block(c);
    pml_emit_jump(c, PML_VOP_SETUP_FINALLY, end);
    pml_use_block(c, body);
    pml_push_frame_block(c, PML_FB_FINALLY_TRY, body, end)->finally = &s->v.Try.finalbody;
    compile_guarded(c, s);
    pml_emit_noline(c, PML_VOP_POP_BLOCK, 0);
    pml_pop_frame_block(c, PML_FB_FINALLY_TRY, body);
    pml_compile_stmts(c, &s->v.Try.finalbody);
    pml_emit_jump_noline(c, PML_VOP_JUMP, exit);
    pml_use_block(c, end);
    pml_set_span(c, PML_NOWHERE);
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup);
    pml_emit(c, PML_OP_PUSH_EXC_INFO);
    pml_push_frame_block(c, PML_FB_FINALLY_END, end, NULL);
    pml_compile_stmts(c, &s->v.Try.finalbody);
    pml_pop_frame_block(c, PML_FB_FINALLY_END, end);
    pml_emit_arg(c, PML_OP_RERAISE, 0);
    pml_use_block(c, cleanup);
    pml_emit_reraise_cleanup(c);
    pml_use_block(c, exit);
}

void pml_compile_try(C *c, PmlStmt *s)
{
    if (s->v.Try.finalbody.count > 0) {
        compile_try_finally(c, s);
    } else {
        compile_guarded(c, s);
    }
}

/* -- with -------------------------------------------------------------------------------- */

/* [exit, exc_info..., exc, result of __exit__]: swallow or raise again */
static void finish_with(C *c, PmlBlock *cleanup)
{
    pml_set_span(c, PML_NOWHERE);
    PmlBlock *exit = pml_new_block(c);
    pml_emit_jump(c, PML_VOP_POP_JUMP_IF_TRUE, exit);
    pml_emit_arg(c, PML_OP_RERAISE, 2);
    pml_use_block(c, cleanup);
    pml_emit_reraise_cleanup(c);
    pml_use_block(c, exit);
    pml_emit(c, PML_OP_POP_TOP);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_emit(c, PML_OP_POP_EXCEPT);
    pml_emit(c, PML_OP_POP_TOP);
    pml_emit(c, PML_OP_POP_TOP);
}

void pml_compile_with(C *c, PmlStmt *s, int64_t item)
{
    PmlWithItem *w = s->v.With.items.items[item];
    PmlBlock *block = pml_new_block(c);
    PmlBlock *handler = pml_new_block(c);
    PmlBlock *exit = pml_new_block(c);
    PmlBlock *cleanup = pml_new_block(c);
    pml_compile_expr(c, w->context_expr);
    pml_emit(c, PML_OP_BEFORE_WITH);
    pml_emit_jump(c, PML_VOP_SETUP_WITH, handler);
    pml_use_block(c, block);
    pml_push_frame_block(c, PML_FB_WITH, block, handler)->with = s;
    if (w->optional_vars) {
        pml_compile_expr(c, w->optional_vars);
    } else {
        pml_emit(c, PML_OP_POP_TOP); /* what __enter__ returned */
    }
    if (item + 1 < s->v.With.items.count) {
        pml_compile_with(c, s, item + 1);
    } else {
        pml_compile_stmts(c, &s->v.With.body);
    }
    pml_set_span(c, PML_NOWHERE);
    pml_emit(c, PML_VOP_POP_BLOCK);
    pml_pop_frame_block(c, PML_FB_WITH, block);
    PML_AT(c, s);
    pml_emit_exit_call(c);
    pml_emit(c, PML_OP_POP_TOP);
    pml_emit_jump(c, PML_VOP_JUMP, exit);
    pml_use_block(c, handler);
    pml_emit_jump(c, PML_VOP_SETUP_CLEANUP, cleanup);
    pml_emit(c, PML_OP_PUSH_EXC_INFO);
    pml_emit(c, PML_OP_WITH_EXCEPT_START);
    finish_with(c, cleanup);
    pml_use_block(c, exit);
}

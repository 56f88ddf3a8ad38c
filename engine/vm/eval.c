/* The evaluation loop: one function, one case per instruction, with CPython 3.11's order of pops
 * and releases, because that order is what a person watches here. Frames of Python functions called
 * from Python are run by the same loop; C code that calls Python enters it anew. */
#include "vm/vm.h"

#include "lang/opcode.h"
#include "vm/kernel.h"
#include "vm/run.h"
#include "vm/tracing.h"

/* Nested loops allowed before RecursionError: what keeps the C stack safe on every host. */
#define C_DEPTH_LIMIT 3000

#define PEEK(n) (sp[-(n)].p)
#define TOP() PEEK(1)
#define SECOND() PEEK(2)
#define THIRD() PEEK(3)
#define SET_TOP(v) (sp[-1].p = (v))
#define PUSH(v) ((sp++)->p = (v))
#define POP() ((--sp)->p)
#define GROW(n) (sp += (n))
#define SHRINK(n) (sp -= (n))
#define LOCAL(i) (frame->localsplus[i].p)
#define NAME(i) PML_TUPLE_AT(code->names.p, i)
#define CONST(i) PML_TUPLE_AT(code->consts.p, i)
#define SKIP_CACHE(n) (ip += 2 * (n))
#define JUMP_BY(n) (ip += 2 * (int64_t)(n))
/* Release what was popped. Should it die, Python may run: the frame must then own exactly what lies
 * below sp, and `pending` slots above it that are still to be released. */
#define RELEASE(o, pending) release(E, frame, sp + (pending)-base, (o))
#define DECREF(o) RELEASE(o, 0)
#define XDECREF(o) release_if(E, frame, sp - base, (o))
/* Two popped values, the deeper one released first. */
#define RELEASE_TWO(deep, top) \
    do {                       \
        sp[0].p = NULL;        \
        RELEASE(deep, 2);      \
        DECREF(top);           \
    } while (0)
#define SET_LOCAL(i, value)      \
    do {                         \
        PmlObj *old_ = LOCAL(i); \
        LOCAL(i) = (value);      \
        XDECREF(old_);           \
    } while (0)

static PML_INLINE void release(PmlEngine *E, PmlInterpFrame *frame, int64_t depth, PmlObj *o)
{
    if (--o->refs <= 0) {
        frame->depth = (uint16_t)depth;
        pml_dealloc(E, o);
    }
}

static PML_INLINE void release_if(PmlEngine *E, PmlInterpFrame *frame, int64_t depth, PmlObj *o)
{
    if (o) {
        release(E, frame, depth, o);
    }
}

static PmlObj *power(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_number_power(E, a, b, PML_NONE(E));
}

static PmlObj *inplace_power(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_number_inplace_power(E, a, b, PML_NONE(E));
}

/* BINARY_OP by its argument. */
static const PmlBinary binary_operations[] = {
    [PML_BINOP_ADD] = pml_number_add,
    [PML_BINOP_AND] = pml_number_and,
    [PML_BINOP_FLOOR_DIVIDE] = pml_number_floor_divide,
    [PML_BINOP_LSHIFT] = pml_number_lshift,
    [PML_BINOP_MATRIX_MULTIPLY] = pml_number_matmul,
    [PML_BINOP_MULTIPLY] = pml_number_multiply,
    [PML_BINOP_REMAINDER] = pml_number_remainder,
    [PML_BINOP_OR] = pml_number_or,
    [PML_BINOP_POWER] = power,
    [PML_BINOP_RSHIFT] = pml_number_rshift,
    [PML_BINOP_SUBTRACT] = pml_number_subtract,
    [PML_BINOP_TRUE_DIVIDE] = pml_number_true_divide,
    [PML_BINOP_XOR] = pml_number_xor,
    [PML_BINOP_INPLACE + PML_BINOP_ADD] = pml_number_inplace_add,
    [PML_BINOP_INPLACE + PML_BINOP_AND] = pml_number_inplace_and,
    [PML_BINOP_INPLACE + PML_BINOP_FLOOR_DIVIDE] = pml_number_inplace_floor_divide,
    [PML_BINOP_INPLACE + PML_BINOP_LSHIFT] = pml_number_inplace_lshift,
    [PML_BINOP_INPLACE + PML_BINOP_MATRIX_MULTIPLY] = pml_number_inplace_matmul,
    [PML_BINOP_INPLACE + PML_BINOP_MULTIPLY] = pml_number_inplace_multiply,
    [PML_BINOP_INPLACE + PML_BINOP_REMAINDER] = pml_number_inplace_remainder,
    [PML_BINOP_INPLACE + PML_BINOP_OR] = pml_number_inplace_or,
    [PML_BINOP_INPLACE + PML_BINOP_POWER] = inplace_power,
    [PML_BINOP_INPLACE + PML_BINOP_RSHIFT] = pml_number_inplace_rshift,
    [PML_BINOP_INPLACE + PML_BINOP_SUBTRACT] = pml_number_inplace_subtract,
    [PML_BINOP_INPLACE + PML_BINOP_TRUE_DIVIDE] = pml_number_inplace_true_divide,
    [PML_BINOP_INPLACE + PML_BINOP_XOR] = pml_number_inplace_xor,
};

/* Does the specialised form of + - * for two ints or two floats apply? It releases the right
 * operand before the left one (facts 1.9). */
static bool specialised_arithmetic(int op, const PmlObj *a, const PmlObj *b)
{
    int kind = op % PML_BINOP_INPLACE;
    if (kind != PML_BINOP_ADD && kind != PML_BINOP_SUBTRACT && kind != PML_BINOP_MULTIPLY) {
        return false;
    }
    return (PML_IS(a, int) && PML_IS(b, int)) || (PML_IS(a, float) && PML_IS(b, float));
}

/* Does a comparison before a conditional jump have its specialised form? That one calls nothing,
 * so it cannot be where a recursion ends. next: the instruction after the comparison. */
static bool specialised_compare(int op, const PmlObj *a, const PmlObj *b, int next)
{
    if (next != PML_OP_POP_JUMP_FORWARD_IF_FALSE && next != PML_OP_POP_JUMP_FORWARD_IF_TRUE &&
        next != PML_OP_POP_JUMP_BACKWARD_IF_FALSE && next != PML_OP_POP_JUMP_BACKWARD_IF_TRUE) {
        return false;
    }
    if (PML_IS(a, int) && PML_IS(b, int)) {
        int64_t n = ((const PmlVarObj *)a)->size, m = ((const PmlVarObj *)b)->size;
        return n >= -1 && n <= 1 && m >= -1 && m <= 1;
    }
    bool equality = op == PML_COMPARE_EQ || op == PML_COMPARE_NE;
    return (PML_IS(a, float) && PML_IS(b, float)) || (equality && PML_IS(a, str) && PML_IS(b, str));
}

/* Is this a call that a quickened instruction makes without counting it as a level of recursion? */
static bool skips_recursion_check(PmlEngine *E, const PmlObj *callable, const PmlObj *kwnames)
{
    const PmlMethodDef *def;
    bool method = PML_IS(callable, method_descriptor);
    if (method) {
        def = ((const PmlDescr *)callable)->def.p;
    } else if (PML_IS(callable, builtin_function_or_method)) {
        def = ((const PmlBuiltin *)callable)->def.p;
    } else {
        return false;
    }
    if (def->flags & (PML_METH_NOARGS | PML_METH_VARARGS)) {
        return false;
    }
    if (def->flags & PML_METH_O) {
        return method ? ((const PmlDescr *)callable)->objclass.p == (PmlObj *)PML_TYPE(E, list) &&
                            strcmp(def->name, "append") == 0
                      : strcmp(def->name, "len") == 0;
    }
    return !kwnames || (!method && (def->flags & PML_METH_KEYWORDS));
}

/* A call of anything but a Python function. The arguments lie on the value stack. */
static PML_INLINE PmlObj *call_object(PmlEngine *E, PmlCode *code, PmlObj *callable, PmlRef *args,
                                      int positional, PmlObj *kwnames)
{
    uint64_t nargsf = (uint64_t)positional | PML_ARGS_OFFSET;
    int32_t level = code->warmup == 0 && skips_recursion_check(E, callable, kwnames);
    E->rt->recursion_left += level;
    PmlObj *result = pml_vectorcall(E, callable, args, nargsf, kwnames);
    E->rt->recursion_left -= level;
    return result;
}

/* The Python __getitem__ that a quickened BINARY_SUBSCR calls without a C call; NULL: none. */
static PmlFunction *inlined_getitem(PmlEngine *E, PmlObj *container)
{
    PmlType *t = PML_TYPE_OF(container);
    if (!pml_type_has(t, PML_TF_HEAP)) {
        return NULL;
    }
    PmlObj *found = pml_type_lookup(E, t, PML_ID(E, __getitem__));
    if (!found || !PML_IS(found, function)) {
        return NULL;
    }
    PmlFunction *func = (PmlFunction *)found;
    PmlCode *code = (PmlCode *)func->code.p;
    int varied = PML_CO_VARARGS | PML_CO_VARKEYWORDS;
    if ((code->flags & varied) || !(code->flags & PML_CO_OPTIMIZED) || code->kwonlyargcount ||
        code->argcount != 2) {
        return NULL;
    }
    return func;
}

/* Functions of modules that are C in CPython leave no entry in tracebacks. */
static bool stands_for_c(const PmlCode *code)
{
    static const char *const files[] = {"<frozen heapq>",    "<frozen bisect>", "<frozen struct>",
                                        "<frozen datetime>", "<frozen io>",     "<frozen time>"};
    const PmlObj *file = code->filename.p;
    for (int i = 0; PML_STR_LEN(file) > 0 && pml_str_at(file, 0) == '<' && i < PML_COUNT_OF(files);
         i++) {
        if (pml_str_equal_text(file, files[i])) {
            return true;
        }
    }
    return false;
}

static void add_traceback(PmlEngine *E, PmlInterpFrame *frame)
{
    if (!pml_frame_is_incomplete(frame) && !E->rt->stopping &&
        !stands_for_c(pml_frame_code(frame))) {
        pml_frame_add_traceback(E, frame);
    }
}

static PmlObj *lookup_name(PmlEngine *E, PmlInterpFrame *frame, PmlObj *name)
{
    PmlObj *locals = frame->locals.p;
    PmlObj *v;
    if (!locals) {
        return PML_RAISE(E, SystemError, "no locals when loading %R", name);
    }
    if (PML_IS(locals, dict)) {
        v = pml_dict_get(E, locals, name);
        if (v) {
            return pml_incref(v);
        }
    } else {
        v = pml_get_item(E, locals, name);
        if (v) {
            return v;
        }
        if (pml_error_pending(E) && pml_error_matches(E, PML_T_KeyError)) {
            pml_error_clear(E);
        }
    }
    if (pml_error_pending(E)) {
        return NULL;
    }
    v = pml_dict_get(E, frame->globals.p, name);
    if (!v && !pml_error_pending(E)) {
        v = PML_IS_DICT(frame->builtins.p) ? pml_dict_get(E, frame->builtins.p, name) : NULL;
    }
    if (!v) {
        if (!pml_error_pending(E)) {
            pml_op_name_error(E, name);
        }
        return NULL;
    }
    return pml_incref(v);
}

static PmlObj *lookup_global(PmlEngine *E, PmlInterpFrame *frame, PmlObj *name)
{
    PmlObj *v = pml_dict_get(E, frame->globals.p, name);
    if (!v && !pml_error_pending(E)) {
        v = pml_dict_get(E, frame->builtins.p, name);
    }
    if (!v) {
        if (!pml_error_pending(E)) {
            pml_op_name_error(E, name);
        }
        return NULL;
    }
    return pml_incref(v);
}

/* PyIter_Send: what SEND does with the receiver. 0 returned, 1 yielded, -1 error. */
static int send_value(PmlEngine *E, PmlObj *receiver, PmlObj *v, PmlObj **result)
{
    PmlType *t = PML_TYPE_OF(receiver);
    bool traced = E->vm->trace_function.p != NULL; /* which wants to hear of a StopIteration */
    if (t->am_send && !traced) {
        return t->am_send(E, receiver, v, result);
    }
    if (v == PML_NONE(E) && pml_is_iterator(receiver)) {
        *result = t->iternext(E, receiver);
    } else {
        *result = pml_call_method1(E, receiver, PML_ID(E, send), v);
    }
    if (*result) {
        return 1;
    }
    if (!pml_error_pending(E)) {
        *result = pml_none(E);
        return 0;
    }
    if (traced && pml_error_matches(E, PML_T_StopIteration)) {
        pml_trace_exception(E, E->vm->frame.p);
    }
    if (!pml_error_matches(E, PML_T_StopIteration)) {
        return -1;
    }
    PmlObj *exc = pml_error_fetch(E);
    *result = pml_incref(((PmlStopIterationObj *)exc)->value.p);
    pml_decref(E, exc);
    return 0;
}

static int with_start(PmlEngine *E, PmlObj *manager, PmlObj **enter, PmlObj **leave)
{
    *enter = pml_lookup_special(E, manager, PML_ID(E, __enter__));
    if (!*enter) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "'%.200s' object does not support the context manager protocol",
                      PML_TYPE_OF(manager)->name.p);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, *enter, "bound __enter__");
    *leave = pml_lookup_special(E, manager, PML_ID(E, __exit__));
    pml_hold_drop(E, mark);
    if (!*leave) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError,
                      "'%.200s' object does not support the context manager protocol "
                      "(missed __exit__ method)",
                      PML_TYPE_OF(manager)->name.p);
        }
        pml_decref(E, *enter);
        return -1;
    }
    return 0;
}

static PmlObj *call_exit(PmlEngine *E, PmlObj *leave, PmlObj *exc)
{
    PmlObj *tb = pml_exception_traceback(exc);
    PmlRef args[4] = {{NULL}, {(PmlObj *)PML_TYPE_OF(exc)}, {exc}, {tb ? tb : PML_NONE(E)}};
    return pml_vectorcall(E, leave, args + 1, 3 | PML_ARGS_OFFSET, NULL);
}

static PmlObj *build_slice(PmlEngine *E, PmlRef *items, int n)
{
    PmlObj *s = pml_slice_new(E, items[0].p, items[1].p, n == 3 ? items[2].p : NULL);
    for (int i = 0; i < n; i++) {
        pml_decref(E, items[i].p);
    }
    return s;
}

static PmlObj *make_function(PmlEngine *E, PmlInterpFrame *frame, PmlObj *code, int flags,
                             PmlRef **spp)
{
    PmlRef *sp = *spp;
    PmlFunction *func = (PmlFunction *)pml_function_new(E, code, frame->globals.p);
    pml_decref(E, code);
    if (func) {
        if (flags & PML_MAKE_CLOSURE) {
            func->closure.p = POP();
        }
        if (flags & PML_MAKE_ANNOTATIONS) {
            func->annotations.p = POP();
        }
        if (flags & PML_MAKE_KWDEFAULTS) {
            func->kwdefaults.p = POP();
        }
        if (flags & PML_MAKE_DEFAULTS) {
            func->defaults.p = POP();
        }
    }
    *spp = sp;
    return (PmlObj *)func;
}

/* Position on an exception handler: unwind the stack to its depth. False: none in this frame. */
static bool find_handler(PmlEngine *E, PmlInterpFrame *frame, PmlRef **spp, unsigned char **ip)
{
    PmlCode *code = pml_frame_code(frame);
    PmlRef *base = frame->localsplus + code->nlocalsplus;
    int handler, depth;
    bool lasti;
    /* Where we are, which after a re-raise is not where the traceback says. */
    int unit = (int)(*ip - pml_code_bytes(code)) / 2 - 1;
    bool found = !E->rt->stopping && pml_code_handler(code, unit, &handler, &depth, &lasti);
    PmlRef *sp = *spp;
    PmlRef *target = found ? base + depth : base;
    while (sp > target) {
        PmlObj *o = POP();
        frame->depth = (uint16_t)(sp - base);
        pml_xdecref(E, o);
    }
    if (!found) {
        *spp = sp;
        return false;
    }
    if (lasti) {
        PmlObj *number = pml_int(E, pml_frame_lasti(frame) / 2);
        if (!number) {
            /* Not even an int can be had: this frame handles nothing any more. */
            while (sp > base) {
                PmlObj *o = POP();
                frame->depth = (uint16_t)(sp - base);
                pml_xdecref(E, o);
            }
            *spp = sp;
            return false;
        }
        PUSH(number);
    }
    PUSH(pml_error_fetch(E));
    *spp = sp;
    *ip = pml_code_bytes(code) + 2 * (int64_t)handler;
    return true;
}

/* Where a caller keeps callable and arguments while a Python function runs: how many slots of its
 * stack they take, after the call it stands at. */
static int kept_slots(const PmlInterpFrame *frame)
{
    const unsigned char *call = frame->prev_instr.p - 2 * 4; /* behind it are four cache units */
    if (call[0] != PML_OP_CALL) {
        return 0;
    }
    return 2 + call[1] + (call[-2] == PML_OP_EXTENDED_ARG ? call[-1] << 8 : 0);
}

/* May a collection that was put off run behind this instruction? */
static bool lets_collect(const PmlCode *code, const unsigned char *last)
{
    if (last < pml_code_bytes((PmlCode *)(uintptr_t)code)) {
        return false;
    }
    switch (last[0]) {
    case PML_OP_RESUME:
    case PML_OP_CALL:
    case PML_OP_CALL_FUNCTION_EX:
    case PML_OP_JUMP_BACKWARD:
    case PML_OP_POP_JUMP_BACKWARD_IF_FALSE:
    case PML_OP_POP_JUMP_BACKWARD_IF_TRUE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NONE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NOT_NONE: return true;
    default: return false;
    }
}

/* Facts 3.7: each function entry and each backward jump is one warm-up event. */
static inline void warm_up(PmlCode *code)
{
    if (code->warmup < 0) {
        code->warmup++;
    }
}

bool pml_eval_too_deep(PmlEngine *E)
{
    if (PML_LIKELY(E->vm->c_depth < C_DEPTH_LIMIT)) {
        return false;
    }
    if (!E->rt->stopping) {
        PML_RAISE(E, RecursionError, "maximum recursion depth exceeded");
    }
    return true;
}

typedef struct Elsewhere {
    PmlEngine *E;
    PmlInterpFrame *frame;
    PmlEvalMode mode;
    PmlObj *result;
} Elsewhere;

static void run_elsewhere(void *what)
{
    Elsewhere *e = what;
    e->result = pml_eval_loop(e->E, e->frame, e->mode);
}

PmlObj *pml_eval_elsewhere(PmlEngine *E, PmlInterpFrame *frame, PmlEvalMode mode)
{
    Elsewhere e = {E, frame, mode, NULL};
    E->host.more_stack(E->host.ctx, run_elsewhere, &e);
    return e.result;
}

static PmlRun run_one(PmlEngine *E, PmlObj **result)
{
    PmlVm *vm = E->vm;
    PmlEvalMode mode = vm->top_started ? PML_EVAL_RESUME : PML_EVAL_START;
    vm->top_started = 1;
    vm->c_depth++;
    *result = pml_eval_loop(E, vm->frame.p, mode);
    vm->c_depth--;
    bool paused = vm->paused;
    vm->paused = 0;
    return paused ? PML_RUN_PAUSED : PML_RUN_DONE;
}

PmlRun pml_vm_go_on(PmlEngine *E, PmlObj **result)
{
    for (;;) {
        PmlRun run = run_one(E, result);
        if (!E->vm->kernel.p) {
            return run;
        }
        if (run == PML_RUN_PAUSED && !pml_kernel_asks(E)) {
            return run;
        }
        bool more = run == PML_RUN_PAUSED ? pml_process_attend(E) : pml_process_over(E, result);
        if (!more && run == PML_RUN_PAUSED) {
            pml_run_stop(E, PML_STOP_HEAP); /* no host memory for another process */
        } else if (!more) {
            return run;
        }
        pml_run_schedule(E);
    }
}

PmlObj *pml_eval_loop(PmlEngine *E, PmlInterpFrame *frame, PmlEvalMode mode)
{
    PmlVm *const vm = E->vm;
    PmlCode *code;
    unsigned char *ip;
    PmlRef *sp;
    PmlRef *base;
    int op, arg;
    PmlObj *a, *b, *c, *r;

    vm->frame.p = frame;

/* Set up the loop's registers from a frame whose state is in memory. */
#define LOAD_FRAME()                                  \
    do {                                              \
        code = pml_frame_code(frame);                 \
        base = frame->localsplus + code->nlocalsplus; \
        ip = frame->prev_instr.p + 2;                 \
        sp = frame->localsplus + frame->stacktop;     \
        frame->stacktop = -1;                         \
    } while (0)
#define STORE_FRAME() (frame->stacktop = (int32_t)(sp - frame->localsplus))

    if (mode == PML_EVAL_RESUME) {
        LOAD_FRAME();
        if (vm->paused_after.p) {
            frame->prev_instr.p = vm->paused_after.p;
            vm->paused_after.p = NULL;
        }
        goto next;
    }
    if (mode == PML_EVAL_THROW) {
        LOAD_FRAME();
        E->rt->recursion_left--;
        if (vm->use_tracing && pml_trace_entry(E, frame) < 0) {
            goto exit_unwind;
        }
        goto error;
    }
start_frame:
    if (pml_recursion_enter(E, "")) {
        E->rt->recursion_left--;
        LOAD_FRAME();
        goto exit_unwind;
    }
resume_frame:
    LOAD_FRAME();

next:
    if (PML_UNLIKELY(vm->ticks >= E->event_tick)) {
        /* While the event is handled the frame says where to go on: caches and jumps are behind
         * us. Only the top-level loop can be left and entered again from the region alone. */
        unsigned char *last = frame->prev_instr.p;
        E->event_last = last;
        E->event_next = ip;
        frame->depth = (uint16_t)(sp - base);
        frame->prev_instr.p = ip - 2;
        if (vm->c_depth == 1 && vm->top_frame.p) {
            STORE_FRAME();
            if (pml_vm_event(E, true)) {
                vm->paused = 1;
                vm->paused_after.p = vm->use_tracing ? last : NULL;
                return NULL;
            }
            frame->stacktop = -1;
        } else {
            pml_vm_event(E, false);
        }
        frame->prev_instr.p = last;
        if (E->rt->stopping) {
            goto error;
        }
        if (E->gc->put_off && lets_collect(code, last)) {
            pml_gc_collect_put_off(E);
        }
    }
    if (PML_UNLIKELY(vm->use_tracing)) {
        const unsigned char *last = frame->prev_instr.p;
        frame->prev_instr.p = ip;
        frame->depth = (uint16_t)(sp - base);
        int err =
            ip[0] == PML_OP_RESUME ? pml_trace_entry(E, frame) : pml_trace_line(E, frame, last);
        if (err < 0) {
            ip += 2;
            goto error;
        }
    }
    vm->ticks++;
    frame->prev_instr.p = ip;
    frame->depth = (uint16_t)(sp - base);
    op = ip[0];
    arg = ip[1];
    ip += 2;

dispatch:
    switch (op) {
    case PML_OP_NOP:
    case PML_OP_CACHE: goto next;
    case PML_OP_RESUME: warm_up(code); goto next;
    case PML_OP_EXTENDED_ARG:
        op = ip[0];
        arg = (arg << 8) | ip[1];
        frame->prev_instr.p = ip;
        ip += 2;
        goto dispatch;

    /* -- names and values ------------------------------------------------------------- */
    case PML_OP_LOAD_CLOSURE:
    case PML_OP_LOAD_FAST:
        a = LOCAL(arg);
        if (PML_UNLIKELY(!a)) {
            pml_op_unbound(E, code, arg);
            goto error;
        }
        PUSH(pml_incref(a));
        goto next;
    case PML_OP_LOAD_CONST: PUSH(pml_incref(CONST(arg))); goto next;
    case PML_OP_STORE_FAST:
        a = POP();
        SET_LOCAL(arg, a);
        goto next;
    case PML_OP_DELETE_FAST:
        if (!LOCAL(arg)) {
            pml_op_unbound(E, code, arg);
            goto error;
        }
        SET_LOCAL(arg, NULL);
        goto next;
    case PML_OP_LOAD_NAME:
        r = lookup_name(E, frame, NAME(arg));
        if (!r) {
            goto error;
        }
        PUSH(r);
        goto next;
    case PML_OP_LOAD_GLOBAL:
        r = lookup_global(E, frame, NAME(arg >> 1));
        if (!r) {
            goto error;
        }
        if (arg & 1) {
            PUSH(NULL);
        }
        PUSH(r);
        SKIP_CACHE(5);
        goto next;
    case PML_OP_STORE_NAME: {
        a = POP();
        PmlObj *ns = frame->locals.p;
        int err;
        if (!ns) {
            PML_RAISE(E, SystemError, "no locals found when storing %R", NAME(arg));
            err = -1;
        } else if (PML_IS(ns, dict)) {
            err = pml_dict_set(E, ns, NAME(arg), a);
        } else {
            err = pml_set_item(E, ns, NAME(arg), a);
        }
        DECREF(a);
        if (err) {
            goto error;
        }
        goto next;
    }
    case PML_OP_DELETE_NAME:
        if (pml_del_item(E, frame->locals.p, NAME(arg)) < 0) {
            if (!E->rt->stopping) { /* whatever the mapping says */
                pml_error_clear(E);
                pml_op_name_error(E, NAME(arg));
            }
            goto error;
        }
        goto next;
    case PML_OP_STORE_GLOBAL: {
        a = POP();
        int err = pml_dict_set(E, frame->globals.p, NAME(arg), a);
        DECREF(a);
        if (err) {
            goto error;
        }
        goto next;
    }
    case PML_OP_DELETE_GLOBAL:
        if (pml_dict_del(E, frame->globals.p, NAME(arg)) < 0) {
            if (pml_error_matches(E, PML_T_KeyError)) {
                pml_error_clear(E);
                pml_op_name_error(E, NAME(arg));
            }
            goto error;
        }
        goto next;
    case PML_OP_MAKE_CELL:
        r = pml_cell_new(E, LOCAL(arg));
        if (!r) {
            goto error_resume;
        }
        SET_LOCAL(arg, r);
        goto next;
    case PML_OP_COPY_FREE_VARS: {
        PmlObj *closure = ((PmlFunction *)frame->func.p)->closure.p;
        int offset = code->nlocals + code->nplaincellvars;
        for (int i = 0; i < arg; i++) {
            LOCAL(offset + i) = pml_incref(PML_TUPLE_AT(closure, i));
        }
        goto next;
    }
    case PML_OP_LOAD_DEREF:
        a = ((PmlCell *)LOCAL(arg))->content.p;
        if (!a) {
            pml_op_unbound(E, code, arg);
            goto error;
        }
        PUSH(pml_incref(a));
        goto next;
    case PML_OP_STORE_DEREF: {
        a = POP();
        PmlCell *cell = (PmlCell *)LOCAL(arg);
        b = cell->content.p;
        cell->content.p = a;
        XDECREF(b);
        goto next;
    }
    case PML_OP_DELETE_DEREF: {
        PmlCell *cell = (PmlCell *)LOCAL(arg);
        if (!cell->content.p) {
            pml_op_unbound(E, code, arg);
            goto error;
        }
        PML_CLEAR(E, cell->content);
        goto next;
    }
    case PML_OP_LOAD_CLASSDEREF: {
        PmlObj *name = PML_TUPLE_AT(code->localsplusnames.p, arg);
        PmlObj *locals = frame->locals.p;
        if (PML_IS(locals, dict)) {
            r = pml_xincref(pml_dict_get(E, locals, name));
        } else {
            r = pml_get_item(E, locals, name);
            if (!r && pml_error_matches(E, PML_T_KeyError)) {
                pml_error_clear(E);
            }
        }
        if (!r) {
            if (pml_error_pending(E)) {
                goto error;
            }
            a = ((PmlCell *)LOCAL(arg))->content.p;
            if (!a) {
                pml_op_unbound(E, code, arg);
                goto error;
            }
            r = pml_incref(a);
        }
        PUSH(r);
        goto next;
    }

    /* -- stack ---------------------------------------------------------------------------- */
    case PML_OP_POP_TOP:
        a = POP();
        DECREF(a);
        goto next;
    case PML_OP_PUSH_NULL: PUSH(NULL); goto next;
    case PML_OP_COPY:
        a = PEEK(arg);
        PUSH(pml_incref(a));
        goto next;
    case PML_OP_SWAP:
        a = TOP();
        SET_TOP(PEEK(arg));
        PEEK(arg) = a;
        goto next;

    /* -- operators -------------------------------------------------------------------------- */
    case PML_OP_UNARY_POSITIVE:
        a = TOP();
        r = pml_number_positive(E, a);
        goto unary_done;
    case PML_OP_UNARY_NEGATIVE:
        a = TOP();
        r = pml_number_negative(E, a);
        goto unary_done;
    case PML_OP_UNARY_INVERT:
        a = TOP();
        r = pml_number_invert(E, a);
    unary_done:
        SET_TOP(r);
        DECREF(a);
        if (!r) {
            goto error;
        }
        goto next;
    case PML_OP_UNARY_NOT: {
        a = TOP();
        int truth = pml_truth(E, a);
        SHRINK(1);
        DECREF(a);
        if (truth < 0) {
            goto error;
        }
        PUSH(pml_bool(E, truth == 0));
        goto next;
    }
    case PML_OP_BINARY_OP:
        b = TOP();
        a = SECOND();
        if (code->warmup == 0) {
            bool plus = arg == PML_BINOP_ADD || arg == PML_BINOP_ADD + PML_BINOP_INPLACE;
            if (plus && PML_IS(a, str) && PML_IS(b, str) && ip[2] == PML_OP_STORE_FAST &&
                LOCAL(ip[3]) == a) {
                /* s += t on a local: its own reference is given up first, so that the string may
                 * grow in place; the store that follows is done here (facts 3.11). */
                int slot = ip[3];
                PmlObj *grown = a;
                a->refs--;
                SHRINK(2);
                pml_str_append(E, &grown, b);
                LOCAL(slot) = grown;
                DECREF(b);
                if (!grown) {
                    goto error;
                }
                ip += 4;
                goto next;
            }
            if (specialised_arithmetic(arg, a, b)) {
                r = binary_operations[arg](E, a, b);
                if (!r) {
                    goto error;
                }
                DECREF(b);
                DECREF(a);
                SHRINK(1);
                SET_TOP(r);
                SKIP_CACHE(1);
                goto next;
            }
        }
        r = binary_operations[arg](E, a, b);
        SHRINK(1);
        SET_TOP(r);
        RELEASE(a, 1);
        DECREF(b);
        if (!r) {
            goto error;
        }
        SKIP_CACHE(1);
        goto next;
    case PML_OP_COMPARE_OP:
        b = TOP();
        a = SECOND();
        r = code->warmup == 0 && specialised_compare(arg, a, b, ip[4])
                ? PML_TYPE_OF(a)->richcompare(E, a, b, arg)
                : pml_compare(E, a, b, arg);
        SHRINK(1);
        SET_TOP(r);
        RELEASE(a, 1);
        DECREF(b);
        if (!r) {
            goto error;
        }
        SKIP_CACHE(2);
        goto next;
    case PML_OP_IS_OP: {
        b = POP();
        a = TOP();
        bool same = a == b;
        SET_TOP(pml_bool(E, same != (arg != 0)));
        RELEASE(a, 1);
        DECREF(b);
        goto next;
    }
    case PML_OP_CONTAINS_OP: {
        b = TOP();
        a = SECOND();
        int found = pml_contains(E, b, a);
        SHRINK(2);
        RELEASE_TWO(a, b);
        if (found < 0) {
            goto error;
        }
        PUSH(pml_bool(E, (found != 0) != (arg != 0)));
        goto next;
    }
    case PML_OP_BINARY_SUBSCR: {
        b = TOP();
        a = SECOND();
        PmlFunction *getitem = code->warmup == 0 ? inlined_getitem(E, a) : NULL;
        if (getitem) {
            SKIP_CACHE(4);
            frame->prev_instr.p = ip - 2;
            SHRINK(2);
            STORE_FRAME();
            pml_incref((PmlObj *)getitem);
            PmlInterpFrame *callee = pml_call_frame(E, getitem, NULL, sp, 2, NULL);
            if (!callee) {
                frame->stacktop = -1;
                goto error;
            }
            callee->previous.p = frame;
            vm->frame.p = frame = callee;
            goto start_frame;
        }
        r = pml_get_item(E, a, b);
        SHRINK(1);
        SET_TOP(r);
        RELEASE(a, 1);
        DECREF(b);
        if (!r) {
            goto error;
        }
        SKIP_CACHE(4);
        goto next;
    }
    case PML_OP_STORE_SUBSCR: {
        b = TOP();
        a = SECOND();
        c = THIRD();
        int err = pml_set_item(E, a, b, c);
        SHRINK(3);
        sp[0].p = NULL;
        RELEASE(c, 3);
        sp[1].p = NULL;
        RELEASE(a, 3);
        DECREF(b);
        if (err) {
            goto error;
        }
        SKIP_CACHE(1);
        goto next;
    }
    case PML_OP_DELETE_SUBSCR: {
        b = TOP();
        a = SECOND();
        int err = pml_del_item(E, a, b);
        SHRINK(2);
        RELEASE_TWO(a, b);
        if (err) {
            goto error;
        }
        goto next;
    }

    /* -- attributes --------------------------------------------------------------------------- */
    case PML_OP_LOAD_ATTR:
        a = TOP();
        r = pml_getattr(E, a, NAME(arg));
        if (!r) {
            goto error;
        }
        SET_TOP(r);
        DECREF(a);
        SKIP_CACHE(4);
        goto next;
    case PML_OP_LOAD_METHOD: {
        a = TOP();
        PmlObj *method = NULL;
        int unbound = pml_get_method(E, a, NAME(arg), &method);
        if (!method) {
            goto error;
        }
        if (unbound) {
            SET_TOP(method);
            PUSH(a);
        } else {
            SET_TOP(NULL);
            PUSH(method);
            DECREF(a);
        }
        SKIP_CACHE(10);
        goto next;
    }
    case PML_OP_STORE_ATTR: {
        a = TOP();
        b = SECOND();
        int err = pml_setattr(E, a, NAME(arg), b);
        SHRINK(2);
        RELEASE_TWO(b, a);
        if (err) {
            goto error;
        }
        SKIP_CACHE(4);
        goto next;
    }
    case PML_OP_DELETE_ATTR: {
        a = TOP();
        int err = pml_setattr(E, a, NAME(arg), NULL);
        SHRINK(1);
        DECREF(a);
        if (err) {
            goto error;
        }
        goto next;
    }

    /* -- building --------------------------------------------------------------------------------
     */
    case PML_OP_BUILD_TUPLE:
        SHRINK(arg);
        r = pml_tuple_from_steal(E, sp, arg);
        goto push_or_error;
    case PML_OP_BUILD_LIST:
        r = pml_list_new(E, arg);
        if (!r) {
            goto error;
        }
        for (int i = arg - 1; i >= 0; i--) {
            PML_LIST_ITEMS(r)[i].p = POP();
        }
        PUSH(r);
        goto next;
    case PML_OP_LIST_TO_TUPLE:
        a = TOP();
        r = pml_list_as_tuple(E, a);
        SHRINK(1);
        DECREF(a);
        goto push_or_error;
    case PML_OP_LIST_EXTEND: {
        b = TOP();
        r = pml_list_extend(E, PEEK(arg + 1), b);
        if (!r && pml_error_matches(E, PML_T_TypeError) && !PML_TYPE_OF(b)->iter &&
            !pml_is_sequence(b)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "Value after * must be an iterable, not %.200s",
                      PML_TYPE_OF(b)->name.p);
        }
        SHRINK(1);
        DECREF(b);
        if (!r) {
            goto error;
        }
        DECREF(r);
        goto next;
    }
    case PML_OP_LIST_APPEND: {
        a = POP();
        int err = pml_list_append(E, PEEK(arg), a);
        DECREF(a);
        if (err) {
            goto error;
        }
        goto next;
    }
    case PML_OP_BUILD_SET: {
        r = pml_set_new(E, NULL);
        if (!r) {
            goto error;
        }
        int err = 0;
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, r, "set being built");
        for (int i = arg; i > 0; i--) {
            a = PEEK(i);
            if (err == 0) {
                err = pml_set_add(E, r, a);
            }
            PEEK(i) = NULL;
            DECREF(a);
        }
        SHRINK(arg);
        pml_hold_drop(E, mark);
        if (err) {
            DECREF(r);
            goto error;
        }
        PUSH(r);
        goto next;
    }
    case PML_OP_SET_UPDATE: {
        a = TOP();
        int err = pml_set_update(E, PEEK(arg + 1), a);
        SHRINK(1);
        DECREF(a);
        if (err < 0) {
            goto error;
        }
        goto next;
    }
    case PML_OP_SET_ADD: {
        a = TOP();
        int err = pml_set_add(E, PEEK(arg + 1), a);
        SHRINK(1);
        DECREF(a);
        if (err) {
            goto error;
        }
        goto next;
    }
    case PML_OP_BUILD_MAP: {
        r = pml_dict_from_items(E, sp - 2 * arg, 2, sp - 2 * arg + 1, 2, arg);
        if (!r) {
            goto error;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, r, "dict being built");
        while (arg--) {
            a = POP();
            DECREF(a);
            a = POP();
            DECREF(a);
        }
        pml_hold_drop(E, mark);
        PUSH(r);
        goto next;
    }
    case PML_OP_BUILD_CONST_KEY_MAP:
        a = TOP();
        r = pml_dict_from_items(E, PML_TUPLE_ITEMS(a), 1, sp - 1 - arg, 1, arg);
        if (!r) {
            goto error;
        }
        SHRINK(1);
        DECREF(a);
        while (arg--) {
            a = POP();
            DECREF(a);
        }
        PUSH(r);
        goto next;
    case PML_OP_MAP_ADD: {
        b = TOP();
        a = SECOND();
        int err = pml_dict_set(E, PEEK(arg + 2), a, b);
        SHRINK(2);
        RELEASE_TWO(a, b);
        if (err) {
            goto error;
        }
        goto next;
    }
    case PML_OP_DICT_UPDATE: {
        a = TOP();
        int err = pml_dict_update(E, PEEK(arg + 1), a);
        if (err < 0 && pml_error_matches(E, PML_T_AttributeError)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "'%.200s' object is not a mapping", PML_TYPE_OF(a)->name.p);
        }
        SHRINK(1);
        DECREF(a);
        if (err < 0) {
            goto error;
        }
        goto next;
    }
    case PML_OP_DICT_MERGE: {
        a = TOP();
        int err = pml_dict_merge(E, PEEK(arg + 1), a, 2);
        if (err < 0) {
            pml_op_dict_merge_error(E, PEEK(arg + 3), a);
        }
        SHRINK(1);
        DECREF(a);
        if (err < 0) {
            goto error;
        }
        goto next;
    }
    case PML_OP_BUILD_SLICE:
        SHRINK(arg);
        r = build_slice(E, sp, arg);
        goto push_or_error;
    case PML_OP_BUILD_STRING:
        r = pml_str_join_array(E, NULL, sp - arg, arg);
        if (!r) {
            goto error;
        }
        while (arg--) {
            a = POP();
            DECREF(a);
        }
        PUSH(r);
        goto next;
    case PML_OP_FORMAT_VALUE: {
        PmlObj *spec = (arg & PML_FORMAT_HAS_SPEC) ? POP() : NULL;
        a = POP();
        frame->depth = (uint16_t)(sp - base);
        r = pml_op_format(E, a, spec, arg & 3); /* consumes both */
        goto push_or_error;
    }
    case PML_OP_UNPACK_SEQUENCE: {
        a = POP();
        if (code->warmup == 0 && (PML_IS(a, tuple) || PML_IS(a, list)) && pml_fast_size(a) == arg) {
            PmlRef *items = pml_fast_items(a);
            for (int i = arg - 1; i >= 0; i--) {
                PUSH(pml_incref(items[i].p));
            }
        } else {
            frame->depth = (uint16_t)(sp - base);
            if (pml_op_unpack_iterable(E, a, arg, -1, sp + arg) < 0) {
                DECREF(a);
                goto error;
            }
            GROW(arg);
        }
        DECREF(a);
        SKIP_CACHE(1);
        goto next;
    }
    case PML_OP_UNPACK_EX: {
        int total = 1 + (arg & 0xff) + (arg >> 8);
        a = POP();
        frame->depth = (uint16_t)(sp - base);
        if (pml_op_unpack_iterable(E, a, arg & 0xff, arg >> 8, sp + total) < 0) {
            DECREF(a);
            goto error;
        }
        GROW(total);
        DECREF(a);
        goto next;
    }

    /* -- jumps ------------------------------------------------------------------------------------
     */
    case PML_OP_JUMP_FORWARD: JUMP_BY(arg); goto next;
    case PML_OP_JUMP_BACKWARD:
        warm_up(code);
        JUMP_BY(-arg);
        goto next;
    case PML_OP_JUMP_BACKWARD_NO_INTERRUPT: JUMP_BY(-arg); goto next;
    case PML_OP_POP_JUMP_FORWARD_IF_FALSE:
    case PML_OP_POP_JUMP_FORWARD_IF_TRUE:
    case PML_OP_POP_JUMP_BACKWARD_IF_FALSE:
    case PML_OP_POP_JUMP_BACKWARD_IF_TRUE: {
        a = POP();
        int truth;
        if (a == PML_TRUE(E) || a == PML_FALSE(E)) {
            a->refs--;
            truth = a == PML_TRUE(E);
        } else {
            truth = pml_truth(E, a);
            DECREF(a);
        }
        if (truth < 0) {
            goto error;
        }
        bool want = op == PML_OP_POP_JUMP_FORWARD_IF_TRUE || op == PML_OP_POP_JUMP_BACKWARD_IF_TRUE;
        bool forward =
            op == PML_OP_POP_JUMP_FORWARD_IF_TRUE || op == PML_OP_POP_JUMP_FORWARD_IF_FALSE;
        if ((truth != 0) == want) {
            JUMP_BY(forward ? arg : -arg);
        }
        goto next;
    }
    case PML_OP_POP_JUMP_FORWARD_IF_NONE:
    case PML_OP_POP_JUMP_FORWARD_IF_NOT_NONE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NONE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NOT_NONE: {
        a = POP();
        bool none = a == PML_NONE(E);
        DECREF(a);
        bool want = op == PML_OP_POP_JUMP_FORWARD_IF_NONE || op == PML_OP_POP_JUMP_BACKWARD_IF_NONE;
        bool forward =
            op == PML_OP_POP_JUMP_FORWARD_IF_NONE || op == PML_OP_POP_JUMP_FORWARD_IF_NOT_NONE;
        if (none == want) {
            JUMP_BY(forward ? arg : -arg);
        }
        goto next;
    }
    case PML_OP_JUMP_IF_FALSE_OR_POP:
    case PML_OP_JUMP_IF_TRUE_OR_POP: {
        a = TOP();
        int truth = pml_truth(E, a);
        if (truth < 0) {
            goto error;
        }
        if ((truth != 0) == (op == PML_OP_JUMP_IF_TRUE_OR_POP)) {
            JUMP_BY(arg);
        } else {
            SHRINK(1);
            DECREF(a);
        }
        goto next;
    }
    case PML_OP_GET_ITER:
        a = TOP();
        r = pml_iter(E, a);
        SET_TOP(r);
        DECREF(a);
        if (!r) {
            SHRINK(1);
            goto error;
        }
        goto next;
    case PML_OP_FOR_ITER:
        a = TOP();
        r = PML_TYPE_OF(a)->iternext(E, a);
        if (r) {
            PUSH(r);
            goto next;
        }
        if (pml_error_pending(E)) {
            if (!pml_error_matches(E, PML_T_StopIteration)) {
                goto error;
            }
            if (vm->trace_function.p) {
                pml_trace_exception(E, frame);
                if (pml_error_matches(E, PML_T_MemoryError)) {
                    goto error;
                }
            }
            pml_error_clear(E);
        }
        SHRINK(1);
        DECREF(a);
        JUMP_BY(arg);
        goto next;

    /* -- functions and calls
     * ------------------------------------------------------------------------ */
    case PML_OP_MAKE_FUNCTION:
        a = POP();
        r = make_function(E, frame, a, arg, &sp);
        goto push_or_error;
    case PML_OP_KW_NAMES: vm->kwnames.p = CONST(arg); goto next;
    case PML_OP_PRECALL: {
        bool is_method = PEEK(arg + 2) != NULL;
        PmlObj *callable = PEEK(arg + (is_method ? 2 : 1));
        if (!is_method && PML_IS(callable, method)) {
            PmlMethod *m = (PmlMethod *)callable;
            PEEK(arg + 1) = pml_incref(m->self.p);
            PEEK(arg + 2) = pml_incref(m->func.p);
            DECREF(callable);
        } else if (code->warmup == 0 && !is_method && arg == 1 && !vm->kwnames.p) {
            /* Specialised one-argument calls build no argument tuple (facts 3.7). */
            bool known = true;
            if (callable == (PmlObj *)PML_TYPE(E, str)) {
                r = pml_str(E, TOP());
            } else if (callable == (PmlObj *)PML_TYPE(E, tuple)) {
                r = pml_sequence_tuple(E, TOP());
            } else if (callable == (PmlObj *)PML_TYPE(E, type)) {
                r = pml_incref((PmlObj *)PML_TYPE_OF(TOP()));
            } else {
                known = false;
            }
            if (known) {
                a = TOP();
                SHRINK(2);
                SET_TOP(r);
                RELEASE(a, 1);
                DECREF(callable);
                if (!r) {
                    goto error;
                }
                SKIP_CACHE(1 + 1 + 4); /* the CALL that follows is done */
                goto next;
            }
        }
        SKIP_CACHE(1);
        goto next;
    }
    case PML_OP_CALL: {
        bool is_method = PEEK(arg + 2) != NULL;
        int total = arg + (is_method ? 1 : 0);
        PmlObj *callable = PEEK(total + 1);
        PmlObj *kwnames = vm->kwnames.p;
        vm->kwnames.p = NULL;
        int positional = total - (kwnames ? (int)PML_TUPLE_LEN(kwnames) : 0);
        SKIP_CACHE(4);
        if (PML_IS(callable, function)) {
            PmlFunction *func = (PmlFunction *)callable;
            PmlCode *callee_code = (PmlCode *)func->code.p;
            PmlObj *locals =
                (callee_code->flags & PML_CO_OPTIMIZED) ? NULL : pml_incref(func->globals.p);
            PmlRef *args = sp - total;
            if (PML_UNLIKELY(E->keeps_arguments)) {
                pml_incref(callable);
                for (int i = 0; i < total; i++) {
                    pml_incref(args[i].p);
                }
            } else {
                sp = args - (is_method ? 1 : 2);
            }
            STORE_FRAME();
            PmlInterpFrame *callee = pml_call_frame(E, func, locals, args, positional, kwnames);
            if (!callee) {
                frame->stacktop = -1;
                goto error;
            }
            frame->prev_instr.p = ip - 2;
            callee->previous.p = frame;
            vm->frame.p = frame = callee;
            goto start_frame;
        }
        r = PML_UNLIKELY(vm->use_tracing)
                ? pml_trace_call(E, frame, callable, sp - total, positional, kwnames)
                : call_object(E, code, callable, sp - total, positional, kwnames);
        /* The result has its place before the callable and the arguments are released. */
        PmlRef *args = sp - total;
        args[-1].p = NULL;
        PmlRef *home = args - (is_method ? 1 : 2);
        home->p = r;
        DECREF(callable);
        for (int i = 0; i < total; i++) {
            a = args[i].p;
            args[i].p = NULL;
            DECREF(a);
        }
        sp = home;
        if (!r) {
            goto error;
        }
        sp++;
        goto next;
    }
    case PML_OP_CALL_FUNCTION_EX: {
        PmlObj *kwargs = NULL;
        if (arg & 1) {
            kwargs = TOP();
            if (!PML_IS(kwargs, dict)) {
                PmlObj *d = pml_dict_new(E);
                if (!d) {
                    goto error;
                }
                int64_t mark = pml_hold_mark(E);
                pml_hold(E, d, "keyword arguments being built");
                int err = pml_dict_merge(E, d, kwargs, 2);
                pml_hold_drop(E, mark);
                if (err < 0) {
                    DECREF(d);
                    pml_op_dict_merge_error(E, THIRD(), kwargs);
                    goto error;
                }
                SET_TOP(d);
                DECREF(kwargs);
                kwargs = d;
            }
        }
        int below = kwargs ? 1 : 0;
        PmlObj *callargs = PEEK(below + 1);
        PmlObj *callable = PEEK(below + 2);
        if (!PML_IS(callargs, tuple)) {
            if (pml_op_check_args_iterable(E, callable, callargs) < 0) {
                goto error;
            }
            PmlObj *t = pml_sequence_tuple(E, callargs);
            if (!t) {
                goto error;
            }
            PEEK(below + 1) = t;
            DECREF(callargs);
            callargs = t;
        }
        r = pml_call(E, callable, callargs, kwargs);
        SHRINK(2 + below);
        SET_TOP(r);
        sp[0].p = NULL;
        RELEASE(callable, 2 + below);
        sp[1].p = NULL;
        RELEASE(callargs, 2 + below);
        XDECREF(kwargs);
        if (!r) {
            goto error;
        }
        goto next;
    }
    case PML_OP_RETURN_VALUE: {
        r = POP();
        if (PML_UNLIKELY(vm->use_tracing)) {
            frame->depth = (uint16_t)(sp - base);
            if (pml_trace_exit(E, frame, r) < 0) {
                DECREF(r);
                goto exit_unwind;
            }
        }
        STORE_FRAME();
        pml_recursion_leave(E);
        if (frame->is_entry) {
            vm->frame.p = frame->previous.p;
            return r;
        }
        PmlInterpFrame *finished = frame;
        vm->frame.p = frame = finished->previous.p;
        /* The value is put on the caller's stack only after the callee's locals are gone. */
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, r, "value being returned");
        pml_frame_clear_and_pop(E, finished);
        pml_hold_drop(E, mark);
        if (PML_UNLIKELY(E->keeps_arguments)) {
            goto release_kept;
        }
        frame->localsplus[frame->stacktop++].p = r;
        goto resume_frame;
    }
    case PML_OP_RETURN_GENERATOR: {
        PmlGenerator *g = (PmlGenerator *)pml_generator_new(E, (PmlFunction *)frame->func.p, frame);
        if (!g) {
            goto error;
        }
        STORE_FRAME();
        PmlInterpFrame *kept = (PmlInterpFrame *)(void *)g->frame;
        memcpy(kept, frame,
               offsetof(PmlInterpFrame, localsplus) + (size_t)frame->stacktop * sizeof(PmlRef));
        kept->previous.p = NULL;
        kept->owner = PML_OWNED_BY_GENERATOR;
        kept->is_entry = 0;
        kept->frame_obj.p = NULL;
        if (frame->frame_obj.p) {
            /* its frame object moves along (a callback may have asked for it) */
            kept->frame_obj.p = frame->frame_obj.p;
            ((PmlFrame *)kept->frame_obj.p)->f.p = kept;
        }
        pml_recursion_leave(E);
        if (frame->is_entry) {
            vm->frame.p = frame->previous.p;
            /* leave something valid for the caller's clear */
            frame->stacktop = 0;
            frame->locals.p = NULL;
            frame->frame_obj.p = NULL;
            pml_incref(frame->func.p);
            pml_incref(frame->code.p);
            return (PmlObj *)g;
        }
        PmlInterpFrame *finished = frame;
        vm->frame.p = frame = finished->previous.p;
        pml_frame_pop(E, finished);
        r = (PmlObj *)g;
        if (PML_UNLIKELY(E->keeps_arguments)) {
            goto release_kept;
        }
        frame->localsplus[frame->stacktop++].p = r;
        goto resume_frame;
    }
    case PML_OP_YIELD_VALUE:
        r = POP();
        if (PML_UNLIKELY(vm->use_tracing)) {
            frame->depth = (uint16_t)(sp - base);
            if (pml_trace_exit(E, frame, r) < 0) {
                DECREF(r);
                goto exit_unwind;
            }
        }
        pml_frame_generator(frame)->state = PML_GEN_SUSPENDED;
        STORE_FRAME();
        pml_recursion_leave(E);
        vm->frame.p = frame->previous.p;
        return r;
    case PML_OP_GET_YIELD_FROM_ITER:
        a = TOP();
        if (PML_IS(a, generator)) {
            goto next;
        }
        r = pml_iter(E, a);
        if (!r) {
            goto error;
        }
        SET_TOP(r);
        DECREF(a);
        goto next;
    case PML_OP_SEND: {
        a = POP();
        int kind = send_value(E, TOP(), a, &r);
        if (kind < 0) {
            DECREF(a);
            goto error;
        }
        sp[0].p = r;
        RELEASE(a, 1);
        if (kind == 0) {
            a = TOP();
            SET_TOP(r);
            DECREF(a);
            JUMP_BY(arg);
        } else {
            PUSH(r);
        }
        goto next;
    }

    /* -- exceptions
     * ------------------------------------------------------------------------------------ */
    case PML_OP_RAISE_VARARGS:
        b = arg == 2 ? POP() : NULL;
        a = arg >= 1 ? POP() : NULL;
        for (int64_t i = 0; i < arg; i++) {
            sp[i].p = NULL; /* pml_op_raise names what it holds */
        }
        if (pml_op_raise(E, a, b)) {
            goto exception_unwind;
        }
        goto error;
    case PML_OP_RERAISE:
        a = POP();
        if (arg) {
            bool overflow;
            int64_t unit = pml_int_as_i64(E, PEEK(arg), &overflow);
            frame->prev_instr.p = pml_code_bytes(code) + 2 * unit;
        }
        pml_error_restore(E, a);
        goto exception_unwind;
    case PML_OP_PUSH_EXC_INFO: {
        a = TOP();
        PmlExcState *state = E->rt->exc_info.p;
        SET_TOP(state->value.p ? state->value.p : pml_none(E));
        PUSH(a);
        state->value.p = pml_incref(a);
        goto next;
    }
    case PML_OP_POP_EXCEPT: {
        PmlExcState *state = E->rt->exc_info.p;
        a = state->value.p;
        b = POP();
        if (b == PML_NONE(E)) {
            DECREF(b);
            b = NULL;
        }
        state->value.p = b;
        XDECREF(a);
        goto next;
    }
    case PML_OP_CHECK_EXC_MATCH: {
        b = TOP();
        if (pml_op_check_except(E, b) < 0) {
            SHRINK(1);
            DECREF(b);
            goto error;
        }
        bool match = pml_exception_matches(E, SECOND(), b);
        SHRINK(1);
        DECREF(b);
        PUSH(pml_bool(E, match));
        goto next;
    }
    case PML_OP_CHECK_EG_MATCH: {
        PmlObj *match = NULL, *rest = NULL;
        b = POP();
        a = TOP();
        int err = pml_op_match_group(E, a, b, &match, &rest);
        DECREF(b);
        if (err < 0) {
            goto error;
        }
        if (match == PML_NONE(E)) {
            PUSH(match);
            XDECREF(rest);
        } else {
            SET_TOP(rest);
            PUSH(match);
            PML_SETREF(E, E->rt->exc_info.p->value, pml_incref(match));
            DECREF(a);
        }
        goto next;
    }
    case PML_OP_PREP_RERAISE_STAR:
        b = TOP(); /* they stay on the stack: derive() is the program's, and may look for them */
        a = SECOND();
        r = pml_exception_prep_reraise_star(E, a, b);
        SHRINK(2);
        DECREF(a);
        DECREF(b);
        goto push_or_error;
    case PML_OP_BEFORE_WITH: {
        PmlObj *enter, *leave;
        a = TOP();
        if (with_start(E, a, &enter, &leave) < 0) {
            goto error;
        }
        SET_TOP(leave);
        DECREF(a);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, enter, "bound __enter__");
        r = pml_call0(E, enter);
        pml_hold_drop(E, mark);
        DECREF(enter);
        goto push_or_error;
    }
    case PML_OP_WITH_EXCEPT_START: r = call_exit(E, PEEK(4), TOP()); goto push_or_error;
    case PML_OP_LOAD_ASSERTION_ERROR:
        PUSH(pml_incref((PmlObj *)PML_TYPE(E, AssertionError)));
        goto next;

    /* -- modules and classes
     * -------------------------------------------------------------------------- */
    case PML_OP_IMPORT_NAME:
        b = POP();
        a = TOP();
        r = pml_op_import_name(E, frame, NAME(arg), b, a);
        SHRINK(1);
        DECREF(a);
        DECREF(b);
        goto push_or_error;
    case PML_OP_IMPORT_FROM: r = pml_op_import_from(E, TOP(), NAME(arg)); goto push_or_error;
    case PML_OP_IMPORT_STAR: {
        a = POP();
        PmlObj *locals = pml_frame_locals(E, frame);
        int err = locals ? pml_op_import_star(E, locals, a) : -1;
        DECREF(a);
        if (err < 0) {
            goto error;
        }
        goto next;
    }
    case PML_OP_LOAD_BUILD_CLASS: r = pml_op_load_build_class(E, frame); goto push_or_error;
    case PML_OP_SETUP_ANNOTATIONS: {
        PmlObj *locals = frame->locals.p;
        PmlObj *found = PML_IS(locals, dict)
                            ? pml_xincref(pml_dict_get(E, locals, PML_ID(E, __annotations__)))
                            : pml_get_item(E, locals, PML_ID(E, __annotations__));
        if (!found) {
            if (pml_error_pending(E)) {
                if (!pml_error_matches(E, PML_T_KeyError)) {
                    goto error;
                }
                pml_error_clear(E);
            }
            found = pml_dict_new(E);
            if (!found) {
                goto error;
            }
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, found, "__annotations__ being made");
            int err = pml_set_item(E, locals, PML_ID(E, __annotations__), found);
            pml_hold_drop(E, mark);
            if (err < 0) {
                DECREF(found);
                goto error;
            }
        }
        DECREF(found);
        goto next;
    }
    case PML_OP_PRINT_EXPR: {
        a = POP();
        PmlObj *hook = pml_dict_get_text(E, E->rt->sys_dict.p, "displayhook");
        r = hook ? pml_call1(E, hook, a) : PML_RAISE(E, RuntimeError, "lost sys.displayhook");
        DECREF(a);
        if (!r) {
            goto error;
        }
        DECREF(r);
        goto next;
    }

    /* -- match
     * ---------------------------------------------------------------------------------------- */
    case PML_OP_GET_LEN: {
        int64_t n = pml_length(E, TOP());
        if (n < 0) {
            goto error;
        }
        r = pml_int(E, n);
        goto push_or_error;
    }
    case PML_OP_MATCH_MAPPING:
        r = pml_bool(E, pml_type_has(PML_TYPE_OF(TOP()), PML_TF_MAPPING));
        goto push_or_error;
    case PML_OP_MATCH_SEQUENCE:
        r = pml_bool(E, pml_type_has(PML_TYPE_OF(TOP()), PML_TF_SEQUENCE));
        goto push_or_error;
    case PML_OP_MATCH_KEYS: r = pml_op_match_keys(E, SECOND(), TOP()); goto push_or_error;
    case PML_OP_MATCH_CLASS: {
        PmlObj *names = TOP(), *type = SECOND(), *subject = THIRD();
        r = pml_op_match_class(E, subject, type, arg, names);
        SHRINK(2);
        DECREF(names);
        DECREF(type);
        if (r) {
            SET_TOP(r);
            DECREF(subject);
        } else if (pml_error_pending(E)) {
            goto error;
        } else {
            SET_TOP(pml_none(E));
            DECREF(subject);
        }
        goto next;
    }
    default: PML_RAISE(E, SystemError, "unknown opcode %d", op); goto error;
    }

release_kept:
    LOAD_FRAME();
    {
        int kept = kept_slots(frame);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, r, "value being returned");
        for (int i = kept; i > 0; i--) {
            a = POP();
            XDECREF(a);
        }
        pml_hold_drop(E, mark);
        PUSH(r);
        goto next;
    }

push_or_error:
    if (PML_LIKELY(r != NULL)) {
        PUSH(r);
        goto next;
    }
    goto error;

error_resume:
error:
    vm->kwnames.p = NULL;
    if (!pml_error_pending(E)) {
        PML_CHECK(E->rt->stopping);
        PML_RAISE(E, SystemError, "stopped");
    }
    pml_notice(E, PML_NOTICE_RAISED, E->rt->error.p, NULL);
    frame->depth = (uint16_t)(sp - base); /* what the failed instruction took is gone */
    add_traceback(E, frame);
    if (PML_UNLIKELY(vm->trace_function.p != NULL)) {
        pml_trace_exception(E, frame);
    }

exception_unwind:
    if (find_handler(E, frame, &sp, &ip)) {
        goto next;
    }
    if (PML_UNLIKELY(vm->use_tracing)) {
        frame->depth = 0;
        pml_trace_exit(E, frame, NULL);
    }
    STORE_FRAME();

exit_unwind:
    if (frame->stacktop < 0) {
        STORE_FRAME();
    }
    pml_recursion_leave(E);
    if (frame->is_entry) {
        vm->frame.p = frame->previous.p;
        return NULL;
    }
    {
        PmlInterpFrame *finished = frame;
        vm->frame.p = frame = finished->previous.p;
        pml_frame_clear_and_pop(E, finished);
    }
    LOAD_FRAME();
    goto error;
}

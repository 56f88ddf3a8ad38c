/* The virtual machine: frames, the evaluation loop, calls, the clock of ticks.
 *
 * V1: E->vm->frame is the innermost running frame, NULL when nothing runs.
 * V2: a frame that is not innermost, or not running, has stacktop = slots in use (locals + stack).
 * V3: a finished frame that still owns references is on vm->clearing when Python can run.
 * V4: c_depth is the number of evaluation loops on the C stack. When the only one is that of the
 *     top-level frame, or none runs, the region alone says how to continue ("quiescent"). */
#ifndef PML_VM_H
#define PML_VM_H

#include "object/callables.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"
#include "object/bytes.h"

#define PML_FRAME_CHUNK 16384 /* facts 1.1 */

typedef struct PmlFrameChunk {
    PML_PTR(struct PmlFrameChunk) previous;
    uint64_t bytes;
    uint64_t top; /* saved offset of the first free byte when a later chunk is in use */
} PmlFrameChunk;

typedef enum PmlShutdown {
    PML_RUNNING,
    PML_FINALIZING,
    PML_MODULES_DROPPED, /* nothing is left that could read a source line for a traceback */
} PmlShutdown;

typedef struct PmlVm {
    PML_PTR(PmlInterpFrame) frame;
    uint64_t ticks;
    int32_t use_tracing; /* tell of every instruction: tracing.c */
    int32_t tracing;     /* depth of the calls that tell */
    int64_t c_depth;
    PML_PTR(PmlFrameChunk) chunk;
    PML_PTR(unsigned char) top, limit; /* free part of the current chunk */
    PmlRef main_module;
    PmlRef ast_arena;                  /* list: constants of the running script (facts 3.1) */
    PmlRef main_function;              /* function object of the running script, owned */
    PML_PTR(PmlInterpFrame) top_frame; /* its frame */
    PmlRef stdout_, stderr_, stdin_;   /* the original streams */
    PmlRef import_function; /* builtins.__import__ as made at start, borrowed from the module */
    PmlRef builtins_copy;   /* dict: builtins as they were at start */
    PmlRef trace_function, profile_function; /* sys.settrace, sys.setprofile; owned */
    PmlRef event_names[8];                   /* what they are told; made by the first, then kept */
    PML_PTR(unsigned char) paused_after;     /* the instruction executed last, while tracing */
    PmlRef exit_functions;                   /* list of (func, args, kwargs): atexit */
    int32_t top_started; /* the top-level frame has executed its first instruction */
    int32_t interrupted; /* the program ended in KeyboardInterrupt: exit_code is 130 */
    int32_t finalizing;  /* shutdown phase (PmlShutdown) */
    int32_t paused;      /* the loop stopped at an event: see pml_vm_go_on */
    int32_t importing;   /* see import_counts.c: 1 + the row of the module being loaded */
    int32_t exit_code;
    int32_t ast_types_counted, reserved;
    uint64_t output_bytes;
    /* Finished frames whose slots are being released, innermost first, linked through previous; the
     * depth of each is the slot at hand. */
    PML_PTR(PmlInterpFrame) clearing;
    PmlRef kwnames;      /* KW_NAMES of the call being prepared; borrowed from co_consts */
    uint64_t input_read; /* bytes of the session's input that input() has taken */
    PML_PTR(struct PmlKernel) kernel; /* of the modelled machine; NULL: not used yet */
    uint64_t counted_imports;         /* bit i: import_counts.c has counted the module of row i */
    uint64_t loaded_imports;          /* the rows that the engine itself has loaded */
    uint64_t written[2]; /* bytes ever given to stdout and stderr: what a moment has seen */
} PmlVm;

/* How a run ended or paused. */
typedef enum PmlRun {
    PML_RUN_DONE,   /* the program's frame returned or raised */
    PML_RUN_PAUSED, /* the event handler asked to stop at a quiescent tick */
} PmlRun;

/* -- frame stack (frame_stack.c) -- */
PmlInterpFrame *pml_frame_push(PmlEngine *E, PmlCode *code); /* NULL + MemoryError */
void pml_frame_pop(PmlEngine *E, PmlInterpFrame *f);
static inline int64_t pml_code_slots(const PmlCode *c)
{
    return (int64_t)c->nlocalsplus + c->stacksize;
}
/* Fill in func (stolen), locals (stolen, may be NULL), code; slots set to NULL. */
void pml_frame_init(PmlInterpFrame *f, PmlFunction *func, PmlObj *locals, PmlCode *code);
/* Release what a finished frame owns (_PyFrame_Clear), its frame object taking it over if alive. */
void pml_frame_clear(PmlEngine *E, PmlInterpFrame *f);
void pml_frame_clear_and_pop(PmlEngine *E, PmlInterpFrame *f);
int pml_frame_traverse(PmlEngine *E, PmlInterpFrame *f, PmlVisit visit, void *ctx);
void pml_frame_refs(PmlEngine *E, PmlInterpFrame *f, PmlRefSink *sink);
/* The same for frames on vm->clearing: what they have not released yet. */
void pml_frame_rest_refs(PmlEngine *E, PmlInterpFrame *f, PmlRefSink *sink);
static inline PmlCode *pml_frame_code(const PmlInterpFrame *f)
{
    return (PmlCode *)f->code.p;
}
/* Byte offset of the last executed instruction; -1 before the first. */
static inline int pml_frame_lasti(const PmlInterpFrame *f)
{
    return (int)(f->prev_instr.p - pml_code_bytes((PmlCode *)f->code.p));
}
int pml_frame_line(const PmlInterpFrame *f);
PmlGenerator *pml_frame_generator(PmlInterpFrame *f);
bool pml_frame_is_incomplete(const PmlInterpFrame *f);
/* locals() of a frame: the snapshot dict, borrowed (PyFrame_FastToLocals); NULL + error. */
PmlObj *pml_frame_locals(PmlEngine *E, PmlInterpFrame *f);
/* The same as a new reference, and in profiles that have it so no longer the frame's. */
PmlObj *pml_frame_locals_taken(PmlEngine *E, PmlInterpFrame *f);
void pml_frame_locals_to_fast(PmlEngine *E, PmlInterpFrame *f, bool clear);
/* Next frame outwards that has started (skips incomplete ones). */
PmlInterpFrame *pml_frame_complete(PmlInterpFrame *f);

/* -- where allocations happen (alloc_site.c), for heap/trace.h -- */
void pml_install_alloc_site(PmlEngine *E);

/* The validator (vm_check.c): NULL, or the broken one of V1 to V4, F1, F2. */
const char *pml_vm_check(PmlEngine *E);

/* -- calls (function_call.c) -- */
/* New frame for func with its arguments bound; func and every argument are consumed, also on
 * error (_PyEvalFramePushAndInit). */
PmlInterpFrame *pml_call_frame(PmlEngine *E, PmlFunction *func, PmlObj *locals, PmlRef *args,
                               int64_t nargs, PmlObj *kwnames);
PmlObj *pml_function_vectorcall(PmlEngine *E, PmlObj *func, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames);
/* Run code with these namespaces (PyEval_EvalCode): new function object, new frame. */
PmlObj *pml_eval_code(PmlEngine *E, PmlObj *code, PmlObj *globals, PmlObj *locals);
/* The same for code with free variables; closure: a tuple of as many cells, or NULL. */
PmlObj *pml_eval_closure(PmlEngine *E, PmlObj *code, PmlObj *globals, PmlObj *locals,
                         PmlObj *closure);

/* -- the loop (eval.c) -- */
typedef enum PmlEvalMode { PML_EVAL_START, PML_EVAL_THROW, PML_EVAL_RESUME } PmlEvalMode;
PmlObj *pml_eval_loop(PmlEngine *E, PmlInterpFrame *frame, PmlEvalMode mode);
/* Raises RecursionError where loops nest too deeply for the C stack. False: not so. */
bool pml_eval_too_deep(PmlEngine *E);
/* Loops nested on one stack, where the host gives more stacks. */
#define PML_LOOPS_A_STACK 64
/* pml_eval_loop on a new stack of the host's. */
PmlObj *pml_eval_elsewhere(PmlEngine *E, PmlInterpFrame *frame, PmlEvalMode mode);
/* Run frame until it returns; with `throwing`, the pending error is raised at its start. Inline:
 * every level of a recursion through C has this and the loop on the stack. */
static PML_INLINE PmlObj *pml_eval_frame(PmlEngine *E, PmlInterpFrame *frame, bool throwing)
{
    frame->is_entry = 1;
    frame->previous.p = E->vm->frame.p;
    if (!throwing && pml_eval_too_deep(E)) {
        throwing = true;
    }
    /* What dies while Python code runs inside a deallocation dies for its own reasons. */
    PmlGc *gc = E->gc;
    int32_t dying = gc->dealloc_depth, clearing = gc->clearing;
    PmlCause cause = pml_heap_cause(E);
    gc->dealloc_depth = gc->clearing = 0;
    PmlEvalMode mode = throwing ? PML_EVAL_THROW : PML_EVAL_START;
    bool full = ++E->vm->c_depth % PML_LOOPS_A_STACK == 0;
    PmlObj *result = PML_UNLIKELY(full && E->host.more_stack) ? pml_eval_elsewhere(E, frame, mode)
                                                              : pml_eval_loop(E, frame, mode);
    E->vm->c_depth--;
    gc->dealloc_depth = dying;
    gc->clearing = clearing;
    pml_heap_set_cause(E, cause);
    return result;
}
/* Start or go on with the top-level frame; result or pending error when DONE. */
PmlRun pml_vm_go_on(PmlEngine *E, PmlObj **result);
/* Called when ticks reach E->event_tick: limits, auditing, pauses. True: pause here. */
bool pml_vm_event(PmlEngine *E, bool quiescent);

/* Bigger instructions, one file per family. */
int pml_op_unpack_iterable(PmlEngine *E, PmlObj *v, int64_t before, int64_t after, PmlRef *sp);
PmlObj *pml_op_import_name(PmlEngine *E, PmlInterpFrame *f, PmlObj *name, PmlObj *fromlist,
                           PmlObj *level);
PmlObj *pml_op_import_from(PmlEngine *E, PmlObj *module, PmlObj *name);
int pml_op_import_star(PmlEngine *E, PmlObj *locals, PmlObj *module);
bool pml_op_raise(PmlEngine *E, PmlObj *exc, PmlObj *cause); /* consumes; true: re-raise */
PmlObj *pml_op_match_keys(PmlEngine *E, PmlObj *map, PmlObj *keys);
PmlObj *pml_op_match_class(PmlEngine *E, PmlObj *subject, PmlObj *type, int64_t nargs,
                           PmlObj *kwnames);
int pml_op_check_except(PmlEngine *E, PmlObj *right);
int pml_op_match_group(PmlEngine *E, PmlObj *exc, PmlObj *type, PmlObj **match, PmlObj **rest);
void pml_op_unbound(PmlEngine *E, PmlCode *code, int slot); /* raises Unbound/NameError */
void pml_op_name_error(PmlEngine *E, PmlObj *name);
PmlObj *pml_op_load_build_class(PmlEngine *E, PmlInterpFrame *f);
PmlObj *pml_op_format(PmlEngine *E, PmlObj *value, PmlObj *spec, int which);
void pml_op_dict_merge_error(PmlEngine *E, PmlObj *func, PmlObj *kwargs);
int pml_op_check_args_iterable(PmlEngine *E, PmlObj *func, PmlObj *args);

/* -- generators (generator.c) -- */
PmlObj *pml_generator_new(PmlEngine *E, PmlFunction *func, PmlInterpFrame *frame);
PmlObj *pml_generator_yield_from(PmlGenerator *g); /* borrowed; NULL: not delegating */

/* -- import (import.c, import_counts.c) -- */
enum { PML_IMPORT_UNCOUNTED = -1 };
typedef PmlObj *PmlLoad(PmlEngine *E, PmlObj *name);
/* load(E, name), with the collector's counter moving as in CPython. */
PmlObj *pml_import_counted(PmlEngine *E, PmlObj *name, PmlLoad *load);
PmlObj *pml_import(PmlEngine *E, PmlObj *name, PmlObj *globals, PmlObj *fromlist, int64_t level);
/* The absolute name of a relative one (import_relative.c). New reference. */
PmlObj *pml_import_resolve(PmlEngine *E, PmlObj *name, PmlObj *globals, int64_t level);
PmlObj *pml_import_text(PmlEngine *E, const char *name); /* the module itself, new reference */

/* -- exceptions shown (traceback_print.c) -- */
/* Write the exception as the interpreter does at top level, to sys.stderr. */
void pml_print_exception(PmlEngine *E, PmlObj *exc);
PmlObj *pml_format_exception_text(PmlEngine *E, PmlObj *exc, bool chain); /* str */
PmlObj *pml_format_exception_message(PmlEngine *E, PmlObj *exc); /* the last lines only: str */
PmlObj *pml_format_traceback_entry(PmlEngine *E, PmlObj *tb);    /* one entry: str */
void pml_write_unraisable(PmlEngine *E, const char *text, PmlObj *subject);
/* What sys.unraisablehook does as it is at the start (unraisable.c). False: error. */
bool pml_unraisable_default(PmlEngine *E, PmlObj *argument);
/* Source lines of what was run, for tracebacks; host memory (source_lines.c). */
bool pml_remember_source(PmlEngine *E, const char *filename, const char *source, size_t n);
/* Line `number` (from 1) of a remembered file, without its newline; NULL: not known. */
const char *pml_source_line(const PmlEngine *E, const char *filename, int number, size_t *n);
void pml_forget_sources(PmlEngine *E);

/* -- warnings of the interpreter (warnings.c); -1: a filter made it an error -- */
int pml_warn(PmlEngine *E, PmlType *category, const char *text);
int pml_warn_explicit(PmlEngine *E, PmlType *category, PmlObj *message, PmlObj *filename,
                      int lineno);

/* -- streams (stream.c) -- */
PmlObj *pml_stream_new(PmlEngine *E, int fd);
int pml_write_text(PmlEngine *E, PmlObj *stream, const char *utf8); /* stream.write(str) */
int pml_stream_flush(PmlEngine *E, PmlObj *stream);
/* Bytes that a program has written and its stream still keeps. */
int64_t pml_stream_pending(const PmlObj *stream);
void pml_host_write(PmlEngine *E, int fd, const char *bytes,
                    size_t n); /* to the host, output limit */

/* -- start and end (lifecycle.c) -- */
bool pml_vm_create(PmlEngine *E);
void pml_vm_shutdown(PmlEngine *E); /* facts 5.9 */

#endif

/* Generators: the frame lives inside the object (facts 2.7). Each resumption is a nested
 * evaluation loop, as in 3.11. */
#include "vm/vm.h"

#include "object/detached.h"

static PmlInterpFrame *gen_frame(PmlGenerator *g)
{
    return (PmlInterpFrame *)(void *)g->frame;
}

static bool has_frame(const PmlGenerator *g)
{
    return g->state < PML_GEN_CLEARED;
}

PmlObj *pml_generator_new(PmlEngine *E, PmlFunction *func, PmlInterpFrame *frame)
{
    PmlCode *code = pml_frame_code(frame);
    PmlGenerator *g =
        (PmlGenerator *)pml_object_new_gc_var(E, PML_TYPE(E, generator), pml_code_slots(code));
    if (!g) {
        return NULL;
    }
    g->state = PML_GEN_CLEARED; /* until the caller has moved the frame in */
    g->code.p = pml_incref((PmlObj *)code);
    g->weaklist.p = NULL;
    g->exc.value.p = NULL;
    g->exc.previous.p = NULL;
    g->origin.p = NULL;
    g->hooks_inited = g->closed = g->running_async = 0;
    memset(g->pad, 0, sizeof g->pad);
    g->name.p = pml_incref(func->name.p);
    g->qualname.p = pml_incref(func->qualname.p);
    pml_gc_track(E, (PmlObj *)g);
    g->state = PML_GEN_CREATED;
    return (PmlObj *)g;
}

/* The frame has ended: give up what it holds. */
static void end_frame(PmlEngine *E, PmlGenerator *g)
{
    PML_CLEAR(E, g->exc.value);
    g->state = PML_GEN_CLEARED;
    pml_frame_clear(E, gen_frame(g));
}

/* Run until the next yield. arg NULL: as next() does (a plain None return then gives NULL without
 * an exception). exc: raise the pending error inside. Kinds as am_send. */
static int resume(PmlEngine *E, PmlGenerator *g, PmlObj *arg, PmlObj **result, bool exc,
                  bool closing)
{
    PmlInterpFrame *f = gen_frame(g);
    *result = NULL;
    if (g->state == PML_GEN_CREATED && arg && arg != PML_NONE(E)) {
        PML_RAISE(E, TypeError, "can't send non-None value to a just-started generator");
        return -1;
    }
    if (g->state == PML_GEN_EXECUTING) {
        PML_RAISE(E, ValueError, "generator already executing");
        return -1;
    }
    if (g->state >= PML_GEN_COMPLETED) {
        PML_UNUSED(closing);
        if (arg && !exc) {
            *result = pml_none(E);
            return 0;
        }
        return -1;
    }
    f->localsplus[f->stacktop++].p = pml_incref(arg ? arg : PML_NONE(E));
    g->exc.previous.p = E->rt->exc_info.p;
    E->rt->exc_info.p = &g->exc;
    g->state = PML_GEN_EXECUTING;
    if (exc && g->exc.value.p && g->exc.value.p != PML_NONE(E)) {
        pml_error_chain(E, g->exc.value.p);
    }
    int64_t mark = pml_hold_mark(E);
    *result = pml_eval_frame(E, f, exc);
    pml_hold_drop(E, mark);
    if (g->state == PML_GEN_EXECUTING) {
        g->state = PML_GEN_COMPLETED;
    }
    E->rt->exc_info.p = g->exc.previous.p;
    g->exc.previous.p = NULL;
    f->previous.p = NULL;
    if (*result && g->state == PML_GEN_SUSPENDED) {
        return 1;
    }
    if (*result) {
        if (*result == PML_NONE(E) && !arg) {
            pml_decref(E, *result);
            *result = NULL;
        }
    } else if (!E->rt->stopping && pml_error_matches(E, PML_T_StopIteration)) {
        PmlObj *cause = pml_error_fetch(E);
        PML_RAISE(E, RuntimeError, "generator raised StopIteration");
        PmlObj *raised = pml_error_fetch(E);
        PmlException *x = (PmlException *)raised;
        PML_SETREF(E, x->cause, pml_incref(cause));
        x->suppress_context = 1;
        PML_SETREF(E, x->context, cause);
        pml_error_restore(E, raised);
    }
    end_frame(E, g);
    return *result ? 0 : -1;
}

static int generator_am_send(PmlEngine *E, PmlObj *self, PmlObj *arg, PmlObj **result)
{
    return resume(E, (PmlGenerator *)self, arg, result, false, false);
}

/* A returned value becomes StopIteration. */
static PmlObj *send_ex(PmlEngine *E, PmlGenerator *g, PmlObj *arg, bool exc, bool closing)
{
    PmlObj *result;
    int kind = resume(E, g, arg, &result, exc, closing);
    if (kind == 0) {
        if (result == PML_NONE(E)) {
            pml_raise_none(E, PML_T_StopIteration);
        } else {
            pml_raise_stop_iteration(E, result);
        }
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

static PmlObj *generator_iternext(PmlEngine *E, PmlObj *self)
{
    PmlObj *result;
    int kind = resume(E, (PmlGenerator *)self, NULL, &result, false, false);
    if (kind == 0) {
        if (result != PML_NONE(E)) {
            pml_raise_stop_iteration(E, result);
        }
        pml_decref(E, result);
        return NULL;
    }
    return result;
}

PmlObj *pml_generator_yield_from(PmlGenerator *g)
{
    if (g->state != PML_GEN_SUSPENDED) {
        return NULL;
    }
    /* Suspended in a SEND loop: the instruction after the yield is the loop's RESUME 2. */
    PmlInterpFrame *f = gen_frame(g);
    unsigned char *next = f->prev_instr.p + 2;
    enum { OP_RESUME = 151 };
    if (next[0] != OP_RESUME || next[1] < 2) {
        return NULL;
    }
    return f->localsplus[f->stacktop - 1].p;
}

static int close_iterator(PmlEngine *E, PmlObj *yf);

static PmlObj *generator_close(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlGenerator *g = (PmlGenerator *)self;
    if (g->state >= PML_GEN_COMPLETED) {
        return pml_none(E);
    }
    int err = 0;
    PmlObj *yf = pml_xincref(pml_generator_yield_from(g));
    if (yf) {
        int8_t state = g->state;
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, yf, "generator.close: delegate");
        g->state = PML_GEN_EXECUTING;
        err = close_iterator(E, yf);
        g->state = state;
        pml_hold_drop(E, mark);
        pml_decref(E, yf);
    }
    if (err == 0) {
        pml_raise_none(E, PML_T_GeneratorExit);
    }
    PmlObj *result = send_ex(E, g, PML_NONE(E), true, true);
    if (result) {
        pml_decref(E, result);
        return PML_RAISE(E, RuntimeError, "generator ignored GeneratorExit");
    }
    if (pml_error_matches(E, PML_T_StopIteration) || pml_error_matches(E, PML_T_GeneratorExit)) {
        pml_error_clear(E);
        return pml_none(E);
    }
    return NULL;
}

static int close_iterator(PmlEngine *E, PmlObj *yf)
{
    PmlObj *r;
    if (PML_IS(yf, generator)) {
        r = generator_close(E, yf, NULL, 0, NULL);
    } else {
        PmlObj *close;
        if (pml_lookup_attr(E, yf, PML_ID(E, close), &close) < 0) {
            pml_unraisable(E, yf);
        }
        if (!close) {
            return 0;
        }
        r = pml_call0(E, close);
        pml_decref(E, close);
    }
    if (!r) {
        return -1;
    }
    pml_decref(E, r);
    return 0;
}

/* Make the exception that throw(type, value, tb) names pending. What the caller is handling is not
 * its context: that is what the generator itself is handling (resume). */
static bool set_thrown(PmlEngine *E, PmlObj *type, PmlObj *value, PmlObj *tb)
{
    if (tb == PML_NONE(E)) {
        tb = NULL;
    } else if (tb && !PML_IS(tb, traceback)) {
        PML_RAISE(E, TypeError, "throw() third argument must be a traceback object");
        return false;
    }
    if (PML_IS_TYPE(type) && pml_type_has((PmlType *)type, PML_TF_EXC)) {
        if (value && pml_isinstance_of(value, (PmlType *)type)) {
            pml_error_restore(E, pml_incref(value));
        } else {
            PmlPending made = {.error = {pml_incref(type)}, .value = {pml_xincref(value)}};
            pml_error_put_back(E, made);
            pml_error_instance(E);
        }
    } else if (PML_IS_EXC(type)) {
        if (value && value != PML_NONE(E)) {
            PML_RAISE(E, TypeError, "instance exception may not have a separate value");
            return false;
        }
        pml_error_restore(E, pml_incref(type));
    } else {
        PML_RAISE(E, TypeError,
                  "exceptions must be classes or instances deriving from BaseException, not %s",
                  PML_TYPE_OF(type)->name.p);
        return false;
    }
    if (tb) {
        pml_error_set_traceback(E, tb);
    }
    return true;
}

/* The delegate ended while we were throwing: its result becomes the value of `yield from`. */
static PmlObj *after_delegate(PmlEngine *E, PmlGenerator *g)
{
    PmlInterpFrame *f = gen_frame(g);
    PmlObj *delegate = f->localsplus[--f->stacktop].p;
    pml_decref(E, delegate);
    /* Behind the loop: SEND's jump leads there. prev_instr is the YIELD_VALUE. */
    f->prev_instr.p += 2 * 2;
    PmlObj *value = NULL;
    if (!pml_error_pending(E)) {
        value = pml_none(E);
    } else if (pml_error_matches(E, PML_T_StopIteration)) {
        PmlObj *exc = pml_error_fetch(E);
        value = pml_incref(((PmlStopIterationObj *)exc)->value.p);
        pml_decref(E, exc);
    }
    if (!value) {
        return send_ex(E, g, PML_NONE(E), true, false);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "generator.throw: the delegate's result");
    PmlObj *result = send_ex(E, g, value, false, false);
    pml_drop_held(E, mark, value);
    return result;
}

static PmlObj *throw_into(PmlEngine *E, PmlGenerator *g, PmlObj *type, PmlObj *value, PmlObj *tb)
{
    PmlObj *yf = pml_xincref(pml_generator_yield_from(g));
    if (yf) {
        PmlObj *result;
        if (pml_exception_matches(E, type, (PmlObj *)PML_TYPE(E, GeneratorExit))) {
            int8_t state = g->state;
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, yf, "generator.throw: delegate");
            g->state = PML_GEN_EXECUTING;
            int err = close_iterator(E, yf);
            g->state = state;
            pml_drop_held(E, mark, yf);
            if (err < 0) {
                return send_ex(E, g, PML_NONE(E), true, false);
            }
            goto here;
        }
        int8_t state = g->state;
        PmlInterpFrame *f = gen_frame(g);
        if (PML_IS(yf, generator)) {
            f->previous.p = E->vm->frame.p;
            E->vm->frame.p = f;
            g->state = PML_GEN_EXECUTING;
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, yf, "generator.throw: delegate");
            result = throw_into(E, (PmlGenerator *)yf, type, value, tb);
            pml_hold_drop(E, mark);
            g->state = state;
            E->vm->frame.p = f->previous.p;
            f->previous.p = NULL;
        } else {
            PmlObj *method;
            int64_t outer = pml_hold_mark(E);
            pml_hold(E, yf, "generator.throw: delegate");
            int found = pml_lookup_attr(E, yf, PML_ID(E, throw), &method);
            pml_hold_drop(E, outer);
            if (found < 0) {
                pml_decref(E, yf);
                return NULL;
            }
            if (!method) {
                pml_decref(E, yf);
                goto here;
            }
            f->previous.p = E->vm->frame.p;
            E->vm->frame.p = f;
            g->state = PML_GEN_EXECUTING;
            PmlRef args[3] = {{type}, {value}, {tb}};
            uint64_t n = tb ? 3 : value ? 2 : 1;
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, yf, "generator.throw: delegate");
            pml_hold(E, method, "generator.throw: the delegate's throw");
            result = pml_vectorcall(E, method, args, n, NULL);
            pml_hold_drop(E, mark);
            g->state = state;
            E->vm->frame.p = f->previous.p;
            f->previous.p = NULL;
            pml_decref(E, method);
        }
        pml_decref(E, yf);
        return result ? result : after_delegate(E, g);
    }
here:
    if (!set_thrown(E, type, value, tb)) {
        return NULL;
    }
    return send_ex(E, g, PML_NONE(E), true, false);
}

static PmlObj *generator_throw(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(kw);
    if (!pml_check_positional(E, "throw", nargs, 1, 3)) {
        return NULL;
    }
    return throw_into(E, (PmlGenerator *)self, args[0].p, nargs > 1 ? args[1].p : NULL,
                      nargs > 2 ? args[2].p : NULL);
}

static PmlObj *generator_send(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    return send_ex(E, (PmlGenerator *)self, args[0].p, false, false);
}

/* Dropped while suspended: close() runs, so that its finally blocks do. */
static void generator_finalize(PmlEngine *E, PmlObj *self)
{
    PmlGenerator *g = (PmlGenerator *)self;
    if (g->state >= PML_GEN_COMPLETED) {
        return;
    }
    PmlPending pending = pml_error_set_aside(E);
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "generator dropped: the exception on its way");
    PmlObj *r = generator_close(E, self, NULL, 0, NULL);
    if (r) {
        pml_decref(E, r);
    } else if (pml_error_pending(E)) {
        pml_unraisable(E, self);
    }
    pml_hold_drop(E, mark);
    pml_error_put_back(E, pending);
}

static void generator_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlGenerator *g = (PmlGenerator *)self;
    pml_gc_untrack(E, self);
    if (g->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    pml_gc_track(E, self);
    if (pml_finalize_from_dealloc(E, self) < 0) {
        return; /* resurrected */
    }
    pml_gc_untrack(E, self);
    if (g->state < PML_GEN_CLEARED) {
        gen_frame(g)->previous.p = NULL;
        g->state = PML_GEN_CLEARED;
        pml_frame_clear(E, gen_frame(g));
    }
    PML_CLEAR(E, g->code);
    PML_CLEAR(E, g->name);
    PML_CLEAR(E, g->qualname);
    PML_CLEAR(E, g->exc.value);
    pml_object_del_gc(E, g);
}

static int generator_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PmlGenerator *g = (PmlGenerator *)self;
    PML_VISIT(g->code);
    PML_VISIT(g->name);
    PML_VISIT(g->qualname);
    if (has_frame(g)) {
        int err = pml_frame_traverse(E, gen_frame(g), visit, ctx);
        if (err) {
            return err;
        }
    }
    PML_VISIT(g->exc.value);
    return 0;
}

static bool is_on_stack(PmlEngine *E, const PmlInterpFrame *frame)
{
    for (const PmlInterpFrame *f = E->vm->frame.p; f; f = f->previous.p) {
        if (f == frame) {
            return true;
        }
    }
    return false;
}

static void generator_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink)
{
    PmlGenerator *g = (PmlGenerator *)self;
    sink->ref(sink, g->code.p, PML_EDGE_FIELD, NULL, "gi_code", 0);
    sink->ref(sink, g->name.p, PML_EDGE_FIELD, NULL, "__name__", 0);
    sink->ref(sink, g->qualname.p, PML_EDGE_FIELD, NULL, "__qualname__", 0);
    if (g->exc.value.p) {
        sink->ref(sink, g->exc.value.p, PML_EDGE_FIELD, NULL, "handled exception", 0);
    }
    /* While it runs, its frame is one of the running frames and told there; but while it closes
     * what it delegates to, it counts as running and is not. */
    if (has_frame(g) && (g->state != PML_GEN_EXECUTING || !is_on_stack(E, gen_frame(g)))) {
        pml_frame_refs(E, gen_frame(g), sink);
    }
}

static PmlObj *generator_repr(PmlEngine *E, PmlObj *self)
{
    return pml_str_format(E, "<generator object %S at %p>", ((PmlGenerator *)self)->qualname.p,
                          (void *)self);
}

static PmlObj *get_name(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PmlGenerator *g = (PmlGenerator *)self;
    return pml_incref(closure ? g->qualname.p : g->name.p);
}

static int set_name(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PmlGenerator *g = (PmlGenerator *)self;
    if (!value || !PML_IS_STR(value)) {
        PML_RAISE(E, TypeError, "%s must be set to a string object",
                  closure ? "__qualname__" : "__name__");
        return -1;
    }
    if (closure) {
        PML_SETREF(E, g->qualname, pml_incref(value));
    } else {
        PML_SETREF(E, g->name, pml_incref(value));
    }
    return 0;
}

static PmlObj *get_running(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_bool(E, ((PmlGenerator *)self)->state == PML_GEN_EXECUTING);
}

static PmlObj *get_suspended(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_bool(E, ((PmlGenerator *)self)->state == PML_GEN_SUSPENDED);
}

static PmlObj *get_frame(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlGenerator *g = (PmlGenerator *)self;
    if (!has_frame(g)) {
        return pml_none(E);
    }
    return pml_xincref(pml_frame_object(E, gen_frame(g)));
}

static PmlObj *get_yield_from(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *yf = pml_generator_yield_from((PmlGenerator *)self);
    return pml_incref(yf ? yf : PML_NONE(E));
}

static PmlObj *get_code(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E);
    PML_UNUSED(closure);
    return pml_incref(((PmlGenerator *)self)->code.p);
}

static PmlObj *generator_sizeof(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kw)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlCode *code = (PmlCode *)((PmlGenerator *)self)->code.p;
    return pml_int(E, 152 + 8 * pml_code_slots(code));
}

void pml_init_type_generator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    static const PmlMethodDef methods[] = {
        {"send", generator_send, NULL, PML_METH_O, NULL},
        {"throw", generator_throw, NULL, PML_METH_FASTCALL, NULL},
        {"close", generator_close, NULL, PML_METH_NOARGS, NULL},
        {"__sizeof__", generator_sizeof, NULL, PML_METH_NOARGS, NULL},
        {NULL, NULL, NULL, 0, NULL},
    };
    static const PmlGetSetDef getset[] = {
        {"__name__", get_name, set_name, NULL, NULL},
        {"__qualname__", get_name, set_name, NULL, (void *)1},
        {"gi_yieldfrom", get_yield_from, NULL, NULL, NULL},
        {"gi_running", get_running, NULL, NULL, NULL},
        {"gi_frame", get_frame, NULL, NULL, NULL},
        {"gi_suspended", get_suspended, NULL, NULL, NULL},
        {"gi_code", get_code, NULL, NULL, NULL},
        {NULL, NULL, NULL, NULL, NULL},
    };
    t->name.p = "generator";
    t->basicsize = 152;
    t->itemsize = 8;
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->weaklistoffset = offsetof(PmlGenerator, weaklist);
    t->dealloc = generator_dealloc;
    t->finalize = generator_finalize;
    t->traverse = generator_traverse;
    t->refs_of = generator_refs;
    t->repr = generator_repr;
    t->iter = pml_self_iter;
    t->iternext = generator_iternext;
    t->am_send = generator_am_send;
    t->methods.p = methods;
    t->getset.p = getset;
}

/* Nothing makes instances of these two, since `async` is refused: they are there to be asked for.
 */
void pml_init_type_coroutine(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "coroutine";
    t->basicsize = 152;
    t->itemsize = 8;
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->weaklistoffset = offsetof(PmlGenerator, weaklist);
}

void pml_init_type_async_generator(PmlEngine *E, PmlType *t)
{
    pml_init_type_coroutine(E, t);
    t->name.p = "async_generator";
}

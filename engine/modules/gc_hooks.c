/* What the collector needs from above: free lists, weak references, gc.callbacks, sys.stderr. */
#include "modules/gc_hooks.h"

#include "object/weakref_internal.h"
#include "vm/vm.h"

static bool error_pending(PmlEngine *E)
{
    return pml_error_pending(E);
}

static bool is_exact_tuple(const PmlObj *o)
{
    return PML_IS(o, tuple);
}

static bool is_exact_dict(const PmlObj *o)
{
    return PML_IS(o, dict);
}

/* Facts 5.4 step 9. */
static void clear_weakrefs(PmlEngine *E, PmlObj *o, PmlGcHead *wanted)
{
    if (pml_is_weakref(o)) {
        pml_weakref_clear(E, (PmlWeakref *)o);
    }
    PmlRef *list = pml_weaklist_slot(E, o);
    while (list && list->p) {
        PmlWeakref *r = (PmlWeakref *)list->p;
        pml_weakref_clear(E, r);
        if (r->callback.p && !pml_gc_is_collecting(&r->ob)) {
            pml_gc_want_callback(wanted, &r->ob);
        }
    }
}

static void call_weakref_callback(PmlEngine *E, PmlObj *ref, PmlObj *unused)
{
    PML_UNUSED(unused);
    PmlObj *callback = ((PmlWeakref *)ref)->callback.p;
    pml_notice(E, PML_NOTICE_CALLBACK, ref, callback);
    PmlObj *r = pml_call1(E, callback, ref); /* ref is on the collector's list meanwhile */
    if (r) {
        pml_decref(E, r);
    } else {
        pml_unraisable(E, callback);
    }
}

/* -- gc.callbacks ------------------------------------------------------------------------ */

static int set_number(PmlEngine *E, PmlObj *dict, const char *name, int64_t n)
{
    PmlObj *key = pml_str_text(E, name);
    PmlObj *value = key ? pml_int(E, n) : NULL;
    int r = value ? pml_dict_set(E, dict, key, value) : -1;
    pml_xdecref(E, key);
    pml_xdecref(E, value);
    return r;
}

PmlObj *pml_gc_number_dict(PmlEngine *E, const char *const names[3], const int64_t numbers[3])
{
    PmlObj *dict = pml_dict_new(E);
    for (int i = 0; dict && i < 3; i++) {
        if (set_number(E, dict, names[i], numbers[i]) < 0) {
            pml_decref(E, dict);
            return NULL;
        }
    }
    return dict;
}

static void call_each(PmlEngine *E, PmlObj *list, PmlObj *phase, PmlObj *info)
{
    for (int64_t i = 0; i < PML_LIST_LEN(list); i++) {
        PmlObj *callback = pml_incref(PML_LIST_ITEMS(list)[i].p);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, callback, "collector: callback");
        PmlRef args[2] = {{phase}, {info}};
        PmlObj *r = pml_vectorcall(E, callback, args, 2, NULL);
        if (r) {
            pml_decref(E, r);
        } else {
            pml_unraisable(E, callback);
        }
        pml_hold_drop(E, mark);
        pml_decref(E, callback);
    }
}

static void call_callbacks(PmlEngine *E, bool start, int gen, int64_t collected)
{
    static const char *const names[3] = {"generation", "collected", "uncollectable"};
    PmlObj *list = E->gc->callbacks.p;
    if (!list || PML_LIST_LEN(list) == 0) {
        return; /* the dict is only made when someone will see it */
    }
    PmlObj *info = pml_gc_number_dict(E, names, (int64_t[3]){gen, collected, 0});
    PmlObj *phase = info ? pml_str_text(E, start ? "start" : "stop") : NULL;
    if (!phase) {
        pml_xdecref(E, info);
        pml_unraisable(E, NULL);
        return;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, info, "collector: info");
    pml_hold(E, phase, "collector: phase");
    call_each(E, list, phase, info);
    pml_hold_drop(E, mark);
    pml_decref(E, phase);
    pml_decref(E, info);
}

/* -- debug output, garbage --------------------------------------------------------------- */

static void debug_line(PmlEngine *E, const char *text)
{
    PmlPending error = pml_error_set_aside(E);
    PmlObj *stream = E->rt->sys_dict.p ? pml_dict_get_text(E, E->rt->sys_dict.p, "stderr") : NULL;
    if (stream && stream != PML_NONE(E)) {
        pml_write_text(E, stream, text);
        pml_error_clear(E);
    }
    pml_error_put_back(E, error);
}

static void append_garbage(PmlEngine *E, PmlObj *o)
{
    if (!E->gc->garbage.p) {
        E->gc->garbage.p = pml_list_new(E, 0);
    }
    if (!E->gc->garbage.p || pml_list_append(E, E->gc->garbage.p, o) < 0) {
        pml_error_clear(E);
    }
}

static void unraisable(PmlEngine *E, const char *text, PmlObj *subject)
{
    E->upcalls->write_unraisable(E, text, subject);
}

/* Virtual time, so that a replayed run prints the same: facts 5.8's "elapsed" is never compared. */
static double seconds(PmlEngine *E)
{
    return E->vm ? (double)E->vm->ticks * 1e-7 : 0;
}

bool pml_gc_install_hooks(PmlEngine *E)
{
    PmlGcHooks *h = calloc(1, sizeof *h);
    if (!h) {
        return false;
    }
    h->error_pending = error_pending;
    h->clear_free_lists = pml_clear_free_lists;
    h->untrack_tuple = pml_tuple_maybe_untrack;
    h->untrack_dict = pml_dict_maybe_untrack;
    h->is_exact_tuple = is_exact_tuple;
    h->is_exact_dict = is_exact_dict;
    h->clear_weakrefs = clear_weakrefs;
    h->call_callbacks = call_callbacks;
    h->debug_line = debug_line;
    h->append_garbage = append_garbage;
    h->unraisable = unraisable;
    h->call_weakref_callback = call_weakref_callback;
    h->seconds = seconds;
    E->gc_hooks = h;
    return true;
}

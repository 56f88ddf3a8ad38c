/* _tracemalloc: the heap's trace of blocks, for the tracemalloc module. */
#include "heap/trace.h"
#include "modules/library.h"
#include "object/free_lists.h"

static PmlObj *trace_start(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "start", nargs, 0, 1)) {
        return NULL;
    }
    int64_t limit = nargs ? pml_as_int(E, args[0].p) : 1;
    if (limit == -1 && pml_error_pending(E)) {
        return NULL;
    }
    if (limit < 1 || limit > 65535) {
        return PML_RAISE(E, ValueError, "the number of frames must be in range [1; 65535]");
    }
    pml_trace_start(E, (uint64_t)limit);
    return pml_none(E);
}

static PmlObj *trace_stop(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    pml_trace_stop(E);
    return pml_none(E);
}

static PmlObj *trace_clear(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    pml_trace_clear(E);
    return pml_none(E);
}

static PmlObj *is_tracing(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_bool(E, pml_trace(E)->on);
}

static PmlObj *traceback_limit(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, pml_trace(E)->on ? (int64_t)pml_trace(E)->limit : 1);
}

static PmlObj *traced_memory(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    const PmlTrace *t = pml_trace(E);
    int64_t size = (int64_t)t->size, peak = (int64_t)t->peak;
    PmlObj *pair = pml_tuple_new(E, 2);
    if (pair) {
        PML_TUPLE_ITEMS(pair)[0].p = pml_int(E, size);
        PML_TUPLE_ITEMS(pair)[1].p = pml_int(E, peak);
        if (!PML_TUPLE_AT(pair, 0) || !PML_TUPLE_AT(pair, 1)) {
            pml_decref(E, pair);
            return NULL;
        }
    }
    return pair;
}

static PmlObj *reset_peak(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    pml_trace(E)->peak = pml_trace(E)->size;
    return pml_none(E);
}

static PmlObj *overhead(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, (int64_t)pml_trace_overhead(E));
}

/* ((file, line), ...) of a site; both tables must stay as they are meanwhile. */
static PmlObj *site_frames(PmlEngine *E, uint64_t at)
{
    const PmlTrace *t = pml_trace(E);
    uint32_t count = t->words.p[at + 1];
    PmlObj *frames = pml_tuple_new(E, count);
    for (uint32_t i = 0; frames && i < count; i++) {
        const uint32_t *pair = t->words.p + at + 2 + 2 * i;
        PmlObj *name = pml_str_intern_text(E, t->names.p + pair[0]);
        PmlObj *line = name ? pml_int(E, pair[1]) : NULL;
        PmlObj *frame = line ? pml_tuple_pack(E, 2, name, line) : NULL;
        pml_xdecref(E, name);
        pml_xdecref(E, line);
        PML_TUPLE_ITEMS(frames)[i].p = frame;
        if (!frame) {
            pml_decref(E, frames);
            return NULL;
        }
    }
    return frames;
}

/* (domain, size, frames, frames there were) */
static PmlObj *trace_tuple(PmlEngine *E, const PmlTraceEntry *e)
{
    uint64_t site = e->site;
    PmlObj *size = pml_int(E, (int64_t)e->size);
    PmlObj *frames = size ? site_frames(E, site) : NULL;
    PmlObj *total = frames ? pml_int(E, pml_trace(E)->words.p[site]) : NULL;
    PmlObj *zero = total ? pml_int(E, 0) : NULL;
    PmlObj *r = zero ? pml_tuple_pack(E, 4, zero, size, frames, total) : NULL;
    pml_xdecref(E, zero);
    pml_xdecref(E, total);
    pml_xdecref(E, frames);
    pml_xdecref(E, size);
    return r;
}

/* What the list itself takes is not traced, so that the tables stay as they are; a block freed
 * by a collection meanwhile may leave the table, which at worst leaves out another one. */
static PmlObj *get_traces(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlTrace *t = pml_trace(E);
    PmlObj *list = pml_list_new(E, 0);
    t->busy++;
    for (uint64_t i = 0; list && i < t->capacity; i++) {
        if (!t->table.p[i].offset) {
            continue;
        }
        PmlTraceEntry e = t->table.p[i];
        PmlObj *one = trace_tuple(E, &e);
        if (!one || pml_list_append(E, list, one) < 0) {
            pml_decref(E, list);
            list = NULL;
        }
        pml_xdecref(E, one);
    }
    t->busy--;
    return list;
}

/* The block an object begins in: before a collected one lies its head, and what precedes that. */
static const void *block_of(const PmlObj *o)
{
    const char *p = (const char *)o;
    if (pml_is_gc(o)) {
        p -= sizeof(PmlGcHead);
        if (pml_type_has(o->type.p, PML_TF_MANAGED_DICT)) {
            p -= 16;
        }
    }
    return p;
}

static PmlObj *object_traceback(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlTrace *t = pml_trace(E);
    const PmlTraceEntry *e = t->on ? pml_trace_find(E, block_of(args[0].p)) : NULL;
    if (!e) {
        return pml_none(E);
    }
    t->busy++;
    PmlObj *frames = site_frames(E, e->site);
    t->busy--;
    return frames;
}

/* Importing CPython's module leaves so many objects in its free lists; what is taken from there
 * later was not allocated while tracing, so the figures depend on it. */
static PmlObj *fill_free_lists(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    static const PmlFreeListFill left = {
        .lists = 11,
        .dicts = 4,
        .floats = 3,
        .tuples = {7, 16, 4, 7, 3, 1, 0, 4, 2, 3, 3, 3, 4, 2, 1, 0, 1, 1},
    };
    return pml_fill_free_lists(E, &left) ? pml_none(E) : NULL;
}

PmlObj *pml_init_module__tracemalloc(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_FAST("start", trace_start, "Start tracing Python memory allocations."),
        PML_NOARGS("stop", trace_stop, "Stop tracing Python memory allocations."),
        PML_NOARGS("clear_traces", trace_clear, "Clear traces of memory blocks."),
        PML_NOARGS("is_tracing", is_tracing, "Whether allocations are being traced."),
        PML_NOARGS("get_traceback_limit", traceback_limit, "Frames kept of a traceback."),
        PML_NOARGS("get_traced_memory", traced_memory, "Size and peak of traced blocks."),
        PML_NOARGS("reset_peak", reset_peak, "Set the peak to the current size."),
        PML_NOARGS("get_tracemalloc_memory", overhead, "Bytes the traces take."),
        PML_NOARGS("_get_traces", get_traces, "All traces."),
        PML_NOARGS("_fill_free_lists", fill_free_lists, "Leave free lists as CPython does."),
        PML_ONE("_get_object_traceback", object_traceback, "Where an object was allocated."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_tracemalloc");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

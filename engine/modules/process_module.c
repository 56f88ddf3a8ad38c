/* _process: how much memory the modelled process has, for resource and psutil. */
#include "modules/library.h"

/* What CPython 3.11 has resident beside its heaps just after its start (code, tables, libraries),
 * measured with -I -S -B on x86-64 Linux; and what it has mapped in all. */
#define PROGRAM_RESIDENT_BYTES (5 << 20)
#define PROGRAM_MAPPED_BYTES (12 << 20)

/* The static part of the region is a reserve, of which this much counts as used. */
#define STATIC_BYTES (4 << 20)

/* (resident, peak resident, mapped) bytes */
static PmlObj *memory(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    const PmlHeapStats *s = pml_heap_stats(E);
    uint64_t fixed = s->mapped_bytes < STATIC_BYTES ? s->mapped_bytes : STATIC_BYTES;
    int64_t heap = (int64_t)(s->mapped_bytes - fixed);
    int64_t peak = (int64_t)(s->mapped_peak - fixed);
    PmlObj *now = pml_int(E, PROGRAM_RESIDENT_BYTES + heap);
    PmlObj *most = now ? pml_int(E, PROGRAM_RESIDENT_BYTES + peak) : NULL;
    PmlObj *all = most ? pml_int(E, PROGRAM_MAPPED_BYTES + heap) : NULL;
    PmlObj *r = all ? pml_tuple_pack(E, 3, now, most, all) : NULL;
    pml_xdecref(E, now);
    pml_xdecref(E, most);
    pml_xdecref(E, all);
    return r;
}

PmlObj *pml_init_module__process(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_NOARGS("memory", memory, "Resident, peak resident and mapped bytes."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_process");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}

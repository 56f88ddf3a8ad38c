/* The kernel area: one mapping of the region for what belongs to no process alone (the table of
 * processes, pipes, shared segments). It is made at the first use, when there is one process, so
 * that it lies at the same place in all of them; its contents are carried along when another
 * process takes the region over. Kernel memory is not the modelled process's: no figure counts it.
 *
 * K1: chunks tile the area from its head to `used`; each is a multiple of 16 bytes. */
#include "heap/heap_state.h"

typedef struct PmlKernelChunk {
    uint64_t size; /* with this header */
    uint64_t taken;
} PmlKernelChunk;

static PmlKernelChunk *first_chunk(PmlKernelArea *a)
{
    return (PmlKernelChunk *)(void *)(a + 1);
}

static PmlKernelChunk *after(PmlKernelChunk *c)
{
    return (PmlKernelChunk *)((uintptr_t)c + (uintptr_t)c->size);
}

bool pml_kernel_open(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    if (h->kernel.p) {
        return true;
    }
    uint64_t bytes = E->region_size / 8 & ~(uint64_t)(PML_PAGE - 1);
    PmlHeapStats stats = h->stats;
    PmlKernelArea *a = pml_region_map(E, bytes, PML_PAGE, PML_MAP_KERNEL);
    h->stats = stats;
    if (!a) {
        return false;
    }
    a->bytes = bytes;
    a->used = sizeof *a;
    h->kernel.p = a;
    return true;
}

void *pml_kernel_alloc(PmlEngine *E, uint64_t n)
{
    PmlKernelArea *a = E->heap->kernel.p;
    uint64_t size = (n + sizeof(PmlKernelChunk) + 15) & ~UINT64_C(15);
    if (n > a->bytes) {
        return NULL;
    }
    PmlKernelChunk *end = (PmlKernelChunk *)((uintptr_t)a + (uintptr_t)a->used), *c;
    for (c = first_chunk(a); c < end; c = after(c)) {
        while (!c->taken && after(c) < end && !after(c)->taken) {
            c->size += after(c)->size;
        }
        if (!c->taken && c->size >= size) {
            break;
        }
    }
    if (c < end) {
        if (c->size >= size + 64) {
            PmlKernelChunk *rest = (PmlKernelChunk *)((uintptr_t)c + (uintptr_t)size);
            *rest = (PmlKernelChunk){.size = c->size - size};
            c->size = size;
        }
    } else if (size <= a->bytes - a->used) {
        c = end;
        c->size = size;
        a->used += size;
    } else {
        return NULL;
    }
    c->taken = 1;
    memset(c + 1, 0, (size_t)(c->size - sizeof *c));
    return c + 1;
}

void pml_kernel_free(PmlEngine *E, void *p)
{
    PML_UNUSED(E);
    if (p) {
        ((PmlKernelChunk *)p - 1)->taken = 0;
    }
}

uint64_t pml_kernel_bytes(const PmlEngine *E)
{
    const PmlKernelArea *a = E->heap->kernel.p;
    return a ? a->used : 0;
}

void *pml_kernel_start(const PmlEngine *E)
{
    return E->heap->kernel.p;
}

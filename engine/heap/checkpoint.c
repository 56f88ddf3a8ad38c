/* Checkpoints: the used ranges of the region, copied to host memory and back. */
#include "heap/heap_state.h"

struct PmlCheckpoint {
    uint64_t bytes; /* in data */
    int64_t count;
    PmlByteRange *ranges;
    unsigned char *data; /* the ranges' contents, one after the other */
};

/* memcpy that may read and write poisoned memory. */
#ifdef PML_ASAN
PML_NO_ASAN void pml_region_copy(unsigned char *to, const unsigned char *from, uint64_t n)
{
    volatile uint64_t *t = (volatile uint64_t *)(void *)to;
    const volatile uint64_t *f = (const volatile uint64_t *)(const void *)from;
    for (uint64_t i = 0; i < n / 8; i++) {
        t[i] = f[i];
    }
}
#else
void pml_region_copy(unsigned char *to, const unsigned char *from, uint64_t n)
{
    memcpy(to, from, (size_t)n);
}
#endif

PmlCheckpoint *pml_checkpoint_take(PmlEngine *E)
{
    PmlCheckpoint *c = calloc(1, sizeof *c);
    if (!c) {
        return NULL;
    }
    c->count = pml_region_ranges(E, NULL);
    c->ranges = malloc((size_t)c->count * sizeof *c->ranges);
    if (!c->ranges) {
        pml_checkpoint_free(c);
        return NULL;
    }
    pml_region_ranges(E, c->ranges);
    for (int64_t i = 0; i < c->count; i++) {
        c->bytes += c->ranges[i].end - c->ranges[i].start;
    }
    c->data = malloc((size_t)c->bytes);
    if (!c->data) {
        pml_checkpoint_free(c);
        return NULL;
    }
    unsigned char *to = c->data;
    for (int64_t i = 0; i < c->count; i++) {
        const PmlByteRange *r = &c->ranges[i];
        pml_region_copy(to, E->region + r->start, r->end - r->start);
        to += r->end - r->start;
    }
    return c;
}

/* Give back [start, end) except where the checkpoint has something to put there. */
static void discard_rest(PmlEngine *E, const PmlCheckpoint *c, uint64_t start, uint64_t end)
{
    for (int64_t i = 0; i < c->count && start < end; i++) {
        const PmlByteRange *r = &c->ranges[i];
        if (r->end <= start) {
            continue;
        }
        if (r->start >= end) {
            break;
        }
        if (r->start > start) {
            pml_region_discard(E, start, r->start);
        }
        start = r->end;
    }
    if (start < end) {
        pml_region_discard(E, start, end);
    }
}

static void discard_unwanted(PmlEngine *E, const PmlCheckpoint *c)
{
    const PmlHeap *h = E->heap;
    if (h->break_end > h->break_base) {
        discard_rest(E, c, h->break_base, h->break_end);
    }
    for (uint32_t i = 0; i < h->map_count; i++) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        discard_rest(E, c, at, at + (uint64_t)h->maps.p[i].pages * PML_PAGE);
    }
}

void pml_checkpoint_restore(PmlEngine *E, const PmlCheckpoint *c)
{
    discard_unwanted(E, c);
    PML_UNPOISON(E->region, E->region_size); /* poisoned anew below */
    uint64_t static_top = E->heap->static_top;
    const unsigned char *from = c->data;
    for (int64_t i = 0; i < c->count; i++) {
        const PmlByteRange *r = &c->ranges[i];
        pml_region_copy(E->region + r->start, from, r->end - r->start);
        from += r->end - r->start;
    }
    if (static_top > E->heap->static_top) { /* the checkpoint is older than some static memory */
        memset(E->region + E->heap->static_top, 0, (size_t)(static_top - E->heap->static_top));
    }
    pml_heap_repoison(E);
}

void pml_checkpoint_free(PmlCheckpoint *c)
{
    if (c) {
        free(c->ranges);
        free(c->data);
        free(c);
    }
}

uint64_t pml_checkpoint_bytes(const PmlCheckpoint *c)
{
    return c->bytes + (uint64_t)c->count * sizeof(PmlByteRange) + sizeof *c;
}

/* Pointers into the region count by their offset: equal states are equal wherever they lie. */
PML_NO_ASAN static uint64_t mix_range(const PmlEngine *E, uint64_t sum, const unsigned char *p,
                                      uint64_t n)
{
    const uint64_t *words = (const uint64_t *)(const void *)p;
    uint64_t base = (uint64_t)(uintptr_t)E->region;
    for (uint64_t i = 0; i < n / 8; i++) {
        uint64_t word = words[i] - base < E->region_size ? words[i] - base : words[i];
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    return sum;
}

uint64_t pml_region_checksum(const PmlEngine *E)
{
    int64_t count = pml_region_ranges(E, NULL);
    PmlByteRange *ranges = malloc((size_t)count * sizeof *ranges);
    if (!ranges) {
        return 0;
    }
    pml_region_ranges(E, ranges);
    uint64_t sum = UINT64_C(0x100000001b3);
    for (int64_t i = 0; i < count; i++) {
        sum = (sum ^ ranges[i].start) * UINT64_C(0x9e3779b97f4a7c15);
        sum = (sum ^ ranges[i].end) * UINT64_C(0x9e3779b97f4a7c15);
        sum = mix_range(E, sum, E->region + ranges[i].start, ranges[i].end - ranges[i].start);
    }
    free(ranges);
    return sum;
}

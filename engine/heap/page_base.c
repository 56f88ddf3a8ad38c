/* The pages of a process as they were when it forked: what has been written since then is found by
 * comparing. Host memory, shared by the processes that have it. */
#include "heap/heap_state.h"

struct PmlBase {
    int64_t users, count;
    uint32_t *pages; /* ascending */
    unsigned char *bytes;
};

PmlBase *pml_base_take(PmlEngine *E)
{
    PmlBase *b = calloc(1, sizeof *b);
    int64_t count = b ? pml_process_pages(E, NULL) : -1;
    if (count < 0) {
        free(b);
        return NULL;
    }
    b->users = 1;
    b->count = count;
    b->pages = malloc((size_t)count * sizeof *b->pages);
    b->bytes = malloc((size_t)count * PML_PAGE);
    if (!b->pages || !b->bytes || pml_process_pages(E, b->pages) < 0) {
        pml_base_drop(b);
        return NULL;
    }
    for (int64_t i = 0; i < count; i++) {
        pml_region_copy(b->bytes + i * PML_PAGE, E->region + (uint64_t)b->pages[i] * PML_PAGE,
                        PML_PAGE);
    }
    return b;
}

PmlBase *pml_base_share(PmlBase *b)
{
    b->users++;
    return b;
}

void pml_base_drop(PmlBase *b)
{
    if (b && --b->users == 0) {
        free(b->pages);
        free(b->bytes);
        free(b);
    }
}

int64_t pml_base_count(const PmlBase *b)
{
    return b->count;
}

uint32_t pml_base_page(const PmlBase *b, int64_t i)
{
    return b->pages[i];
}

const uint64_t *pml_base_words(const PmlBase *b, uint32_t page)
{
    int64_t low = 0, high = b->count;
    while (low < high) {
        int64_t mid = (low + high) / 2;
        if (b->pages[mid] < page) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < b->count && b->pages[low] == page
               ? (const uint64_t *)(const void *)(b->bytes + low * PML_PAGE)
               : NULL;
}

PML_NO_ASAN int pml_base_difference(const PmlEngine *E, const uint64_t *words, uint32_t page,
                                    int from)
{
    const uint64_t *now = (const uint64_t *)(const void *)(E->region + (uint64_t)page * PML_PAGE);
    for (int i = from; i < PML_PAGE / 8; i++) {
        if (now[i] != words[i]) {
            return i;
        }
    }
    return -1;
}

PML_NO_ASAN uint64_t pml_region_word(const PmlEngine *E, uint32_t page, int word)
{
    return ((const uint64_t *)(const void *)(E->region + (uint64_t)page * PML_PAGE))[word];
}

bool pml_heap_is_pool_header(const PmlEngine *E, uint64_t offset)
{
    return pml_in_arena(E, E->region + offset) &&
           (offset & (E->heap->pool_bytes - 1)) < PML_POOL_HEADER;
}

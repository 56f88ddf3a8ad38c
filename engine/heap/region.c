/* The region: reserving it, the static part, the break, the mappings from the top down.
 *
 * Memory outside the used ranges always reads as zero when it is used again, so that a run that
 * goes on from a checkpoint repeats byte for byte. */
#include <sys/mman.h>

#include "heap/heap_state.h"

static void note_mapped(PmlHeap *h)
{
    if (h->stats.mapped_bytes > h->stats.mapped_peak) {
        h->stats.mapped_peak = h->stats.mapped_bytes;
    }
}

#define DEFAULT_REGION (UINT64_C(512) << 20)
#define SMALLEST_REGION (UINT64_C(8) << 20)
#define MEMSET_LIMIT (64 << 10) /* below this a system call costs more than writing zeros */

static uint64_t round_up(uint64_t n, uint64_t align)
{
    return (n + align - 1) & ~(align - 1);
}

static uint64_t offset_of(const PmlEngine *E, const void *p)
{
    return (uint64_t)((const unsigned char *)p - E->region);
}

static uint64_t region_bytes(const PmlEngine *E)
{
    uint64_t n = E->limits.heap_bytes ? E->limits.heap_bytes : DEFAULT_REGION;
    if (n < SMALLEST_REGION) {
        n = SMALLEST_REGION;
    }
    return round_up(n, PML_ARENA_BYTES);
}

/* Some hosts only pretend to honour MADV_DONTNEED: try it on the first page. */
static bool discard_gives_zero(unsigned char *page)
{
    page[0] = 1;
    bool works = madvise(page, PML_PAGE, MADV_DONTNEED) == 0 && page[0] == 0;
    page[0] = 0;
    return works;
}

static void init_tables(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    uint64_t pages = E->region_size / PML_PAGE;
    h->map_capacity = (uint32_t)pages;
    h->map_limit = E->region_size - round_up(pages * sizeof(PmlMapping), PML_PAGE);
    h->maps.p = (PmlMapping *)(void *)(E->region + h->map_limit);
    PML_UNPOISON(h->maps.p, E->region_size - h->map_limit);
    h->pool_bytes = E->profile->pool_bytes;
    h->arena_bytes = E->profile->arena_bytes;
    while (UINT32_C(1) << h->arena_shift < h->arena_bytes) {
        h->arena_shift++;
    }
    h->arena_slots = E->region_size >> h->arena_shift;
    h->arena_of.p = pml_static_alloc(E, (size_t)h->arena_slots * sizeof(uint32_t));
    h->usable_arenas = h->unused_arenas = -1;
    for (int i = 0; i <= PML_ARENA_POOLS; i++) {
        h->last_with[i] = -1;
    }
    for (int i = 0; i < PML_SIZE_CLASSES; i++) {
        h->used[i].next.p = h->used[i].prev.p = &h->used[i];
    }
}

static uint64_t lowest_map(const PmlHeap *h)
{
    if (h->map_count == 0) {
        return h->map_limit;
    }
    return (uint64_t)h->maps.p[h->map_count - 1].page * PML_PAGE;
}

/* Poisoning writes an eighth of what it covers, too much for a region of gigabytes: only where use
 * begins, from below and from above. */
static void poison_ends(PmlEngine *E)
{
    uint64_t end = UINT64_C(128) << 20;
    end = end < E->region_size ? end : E->region_size;
    E->touched_low = end;
    E->touched_high = E->region_size - end;
    PML_POISON(E->region, end);
    PML_POISON(E->region + E->touched_high, end);
}

void pml_region_note_touched(PmlEngine *E)
{
    uint64_t low = E->heap->break_end, high = lowest_map(E->heap);
    E->touched_low = low > E->touched_low ? low : E->touched_low;
    E->touched_high = high < E->touched_high ? high : E->touched_high;
}

void pml_region_unpoison(PmlEngine *E)
{
    PML_UNPOISON(E->region, E->touched_low);
    PML_UNPOISON(E->region + E->touched_high, E->region_size - E->touched_high);
}

bool pml_heap_create(PmlEngine *E)
{
    if (!E->profile) {
        E->profile = &pml_profiles[0];
    }
    uint64_t size = region_bytes(E);
    uint64_t reserved = size + PML_ARENA_BYTES;
    if (reserved > SIZE_MAX) {
        return false;
    }
    void *base = mmap(NULL, (size_t)reserved, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED) {
        return false;
    }
    uintptr_t start = ((uintptr_t)base + PML_ARENA_BYTES - 1) & ~(uintptr_t)(PML_ARENA_BYTES - 1);
    E->region = (unsigned char *)start;
    E->region_size = size;
    bool zeroing = discard_gives_zero(E->region);
    poison_ends(E);
    PML_UNPOISON(E->region, sizeof(PmlHeap));
    E->heap = (PmlHeap *)(void *)E->region;
    E->heap->discard_zero = zeroing;
    E->region_host = base;
    E->region_host_size = reserved;
    E->heap->static_top = round_up(sizeof(PmlHeap), 16);
    init_tables(E);
    return true;
}

void pml_heap_destroy(PmlEngine *E)
{
    if (!E->region) {
        return;
    }
    pml_region_unpoison(E);
    munmap(E->region_host, (size_t)E->region_host_size);
    E->region = NULL;
    E->heap = NULL;
    E->region_size = 0;
}

/* -- static part ------------------------------------------------------------------------- */

void *pml_static_alloc(PmlEngine *E, size_t n)
{
    PmlHeap *h = E->heap;
    uint64_t end = round_up(h->static_top + n, 16);
    if (end > (h->break_base ? h->break_base : h->map_limit)) {
        return NULL;
    }
    void *p = E->region + h->static_top;
    PML_UNPOISON(p, n);
    h->static_top = end;
    if (!h->break_base) {
        h->stats.mapped_bytes = round_up(end, PML_PAGE);
        note_mapped(h);
    }
    return p;
}

void pml_region_freeze_static(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    if (h->break_base) {
        return;
    }
    uint64_t reserve = E->region_size / 4 < PML_STATIC_RESERVE ? 0 : PML_STATIC_RESERVE;
    uint64_t base = h->static_top > reserve ? h->static_top : reserve;
    h->break_base = h->break_end = round_up(base, PML_PAGE);
    h->stats.mapped_bytes = h->break_base;
    note_mapped(h);
}

void pml_region_discard(PmlEngine *E, uint64_t start, uint64_t end)
{
    unsigned char *p = E->region + start;
    size_t n = (size_t)(end - start);
    if (n > MEMSET_LIMIT && E->heap->discard_zero) {
        madvise(p, n, MADV_DONTNEED);
    } else {
        PML_UNPOISON(p, n);
        memset(p, 0, n);
    }
    PML_POISON(p, n);
}

static void forget_refused(PmlHeap *h)
{
    h->refused[0] = h->refused[1] = 0;
}

/* -- the break --------------------------------------------------------------------------- */

bool pml_region_grow_break(PmlEngine *E, uint64_t bytes)
{
    PmlHeap *h = E->heap;
    pml_region_freeze_static(E);
    if (bytes > lowest_map(h) || h->break_end > lowest_map(h) - bytes) {
        return false;
    }
    h->break_end += bytes;
    h->stats.mapped_bytes += bytes;
    note_mapped(h);
    pml_region_note_touched(E);
    return true;
}

void pml_region_trim_break(PmlEngine *E, uint64_t bytes)
{
    PmlHeap *h = E->heap;
    h->break_end -= bytes;
    forget_refused(h);
    h->stats.mapped_bytes -= bytes;
    pml_region_discard(E, h->break_end, h->break_end + bytes);
}

/* -- mappings ---------------------------------------------------------------------------- */

/* The highest place for `bytes` in the hole [low, high); 0 when it does not fit. */
static uint64_t place_in_hole(uint64_t low, uint64_t high, uint64_t bytes, uint64_t align)
{
    if (high < bytes) {
        return 0;
    }
    uint64_t at = (high - bytes) & ~(align - 1);
    return at >= low ? at : 0;
}

static bool is_refused(const PmlHeap *h, uint64_t bytes, bool aligned)
{
    return (h->refused[0] && bytes >= h->refused[0]) ||
           (aligned && h->refused[1] && bytes >= h->refused[1]);
}

void *pml_region_map(PmlEngine *E, uint64_t bytes, uint64_t align, PmlMapKind kind)
{
    PmlHeap *h = E->heap;
    pml_region_freeze_static(E);
    if (bytes == 0 || bytes > E->region_size || h->map_count == h->map_capacity) {
        return NULL;
    }
    bytes = round_up(bytes, PML_PAGE);
    bool aligned = align > PML_PAGE;
    if (is_refused(h, bytes, aligned)) {
        return NULL;
    }
    uint64_t high = h->map_limit;
    uint64_t at = 0;
    uint32_t i = 0;
    for (; i <= h->map_count; i++) {
        const PmlMapping *m = i < h->map_count ? &h->maps.p[i] : NULL;
        uint64_t low = m ? ((uint64_t)m->page + m->pages) * PML_PAGE : h->break_end;
        at = place_in_hole(low, high, bytes, align);
        if (at) {
            break;
        }
        high = m ? (uint64_t)m->page * PML_PAGE : 0;
    }
    if (!at) {
        h->refused[aligned] = bytes;
        return NULL;
    }
    memmove(&h->maps.p[i + 1], &h->maps.p[i], (h->map_count - i) * sizeof(PmlMapping));
    h->maps.p[i] = (PmlMapping){.page = (uint32_t)(at / PML_PAGE),
                                .pages = (uint32_t)(bytes / PML_PAGE),
                                .kind = (uint32_t)kind};
    h->map_count++;
    h->stats.mapped_bytes += bytes;
    note_mapped(h);
    pml_region_note_touched(E);
    PML_UNPOISON(E->region + at, bytes);
    return E->region + at;
}

int64_t pml_region_find_map(const PmlEngine *E, const void *p)
{
    const PmlHeap *h = E->heap;
    uint32_t page = (uint32_t)(offset_of(E, p) / PML_PAGE);
    int64_t low = 0;
    int64_t high = (int64_t)h->map_count - 1;
    while (low <= high) {
        int64_t mid = (low + high) / 2;
        const PmlMapping *m = &h->maps.p[mid];
        if (page < m->page) {
            low = mid + 1;
        } else if (page >= m->page + m->pages) {
            high = mid - 1;
        } else {
            return mid;
        }
    }
    return -1;
}

static uint32_t exact_map(PmlEngine *E, const void *p, uint64_t bytes)
{
    int64_t i = pml_region_find_map(E, p);
    PML_CHECK(i >= 0 && (uint64_t)E->heap->maps.p[i].page * PML_PAGE == offset_of(E, p));
    PML_CHECK((uint64_t)E->heap->maps.p[i].pages * PML_PAGE == bytes);
    return (uint32_t)i;
}

void pml_region_unmap(PmlEngine *E, void *p, uint64_t bytes)
{
    PmlHeap *h = E->heap;
    bytes = round_up(bytes, PML_PAGE);
    uint32_t i = exact_map(E, p, bytes);
    h->map_count--;
    forget_refused(h);
    memmove(&h->maps.p[i], &h->maps.p[i + 1], (h->map_count - i) * sizeof(PmlMapping));
    h->stats.mapped_bytes -= bytes;
    uint64_t at = offset_of(E, p);
    pml_region_discard(E, at, at + bytes);
}

bool pml_region_resize_map(PmlEngine *E, void *p, uint64_t old_bytes, uint64_t bytes)
{
    PmlHeap *h = E->heap;
    uint32_t i = exact_map(E, p, old_bytes);
    uint64_t at = offset_of(E, p);
    bytes = round_up(bytes, PML_PAGE);
    uint64_t high = i == 0 ? h->map_limit : (uint64_t)h->maps.p[i - 1].page * PML_PAGE;
    if (bytes > high - at) {
        return false;
    }
    h->maps.p[i].pages = (uint32_t)(bytes / PML_PAGE);
    h->stats.mapped_bytes += bytes - old_bytes;
    note_mapped(h);
    if (bytes < old_bytes) {
        forget_refused(h);
        pml_region_discard(E, at + bytes, at + old_bytes);
    } else {
        PML_UNPOISON(E->region + at + old_bytes, bytes - old_bytes);
    }
    return true;
}

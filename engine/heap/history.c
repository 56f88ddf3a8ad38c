/* A history of the region: moments that share unchanged pages. A page of zeros has no version. */
#include "heap/version.h"

struct PmlMoment {
    int64_t users; /* its owner, and the history while it is the one seen last */
    int64_t count, changed;
    uint32_t *pages; /* ascending */
    PmlVersion **versions;
};

struct PmlHistory {
    PmlMoment *last;   /* the moment taken or restored last; NULL: none */
    PmlVersion **seen; /* per page of the region: its version in `last`, borrowed */
    uint64_t bytes;
};

/* What an entry of a moment's table counts as, the same on every host. */
enum { ENTRY_BYTES = 16 };

PmlHistory *pml_history_new(PmlEngine *E)
{
    PmlHistory *h = calloc(1, sizeof *h);
    if (h) {
        h->seen = calloc((size_t)(E->region_size / PML_PAGE), sizeof *h->seen);
    }
    if (h && !h->seen) {
        free(h);
        return NULL;
    }
    return h;
}

static uint64_t table_bytes(const PmlMoment *m)
{
    return (uint64_t)m->count * ENTRY_BYTES;
}

static void release(PmlHistory *h, PmlMoment *m)
{
    if (!m || --m->users > 0) {
        return;
    }
    for (int64_t i = 0; i < m->count; i++) {
        pml_version_release(m->versions[i], &h->bytes);
    }
    h->bytes -= table_bytes(m);
    free(m->pages);
    free((void *)m->versions);
    free(m);
}

void pml_history_free(PmlHistory *h)
{
    if (h) {
        release(h, h->last);
        free((void *)h->seen);
        free(h);
    }
}

/* m is what the region holds now. */
static void see(PmlHistory *h, PmlMoment *m)
{
    for (int64_t i = 0; h->last && i < h->last->count; i++) {
        h->seen[h->last->pages[i]] = NULL;
    }
    for (int64_t i = 0; i < m->count; i++) {
        h->seen[m->pages[i]] = m->versions[i];
    }
    m->users++;
    release(h, h->last);
    h->last = m;
}

/* The pages that the ranges touch, ascending, each once; out NULL: only counts. */
static int64_t pages_of(const PmlByteRange *ranges, int64_t count, uint32_t *out)
{
    int64_t n = 0;
    uint64_t next = 0;
    for (int64_t i = 0; i < count; i++) {
        uint64_t page = ranges[i].start / PML_PAGE;
        uint64_t end = (ranges[i].end + PML_PAGE - 1) / PML_PAGE;
        for (page = page < next ? next : page; page < end; page++) {
            if (out) {
                out[n] = (uint32_t)page;
            }
            n++;
        }
        next = end > next ? end : next;
    }
    return n;
}

static bool list_pages(PmlEngine *E, PmlMoment *m)
{
    int64_t count = pml_region_written_ranges(E, NULL);
    PmlByteRange *ranges = malloc((size_t)count * sizeof *ranges);
    if (!ranges) {
        return false;
    }
    pml_region_written_ranges(E, ranges);
    m->count = pages_of(ranges, count, NULL);
    m->pages = malloc((size_t)m->count * sizeof *m->pages);
    m->versions = calloc((size_t)m->count, sizeof *m->versions);
    if (m->pages && m->versions) {
        pages_of(ranges, count, m->pages);
    }
    free(ranges);
    return m->pages && m->versions;
}

PmlMoment *pml_moment_take(PmlEngine *E, PmlHistory *h)
{
    PmlMoment *m = calloc(1, sizeof *m);
    if (!m) {
        return NULL;
    }
    m->users = 1;
    if (!list_pages(E, m)) {
        m->count = 0;
        h->bytes += table_bytes(m);
        release(h, m);
        return NULL;
    }
    h->bytes += table_bytes(m);
    for (int64_t i = 0; i < m->count; i++) {
        PmlVersion *seen = h->seen[m->pages[i]];
        const unsigned char *page = E->region + (uint64_t)m->pages[i] * PML_PAGE;
        if (!pml_version_of(seen, page, &h->bytes, &m->versions[i])) {
            release(h, m);
            return NULL;
        }
        m->changed += m->versions[i] != seen;
    }
    see(h, m);
    return m;
}

/* Given back to the host they would cost a page fault each when the next jump needs them again. */
static void zero_pages(PmlEngine *E, uint64_t page, uint64_t end)
{
    for (; page < end; page++) {
        unsigned char *at = E->region + page * PML_PAGE;
        if (!pml_page_is_zero(at)) {
            memset(at, 0, PML_PAGE);
        }
    }
}

/* Zero the pages of [start, end) that m does not have. */
static void zero_others(PmlEngine *E, const PmlMoment *m, uint64_t start, uint64_t end)
{
    uint64_t page = start / PML_PAGE, last = (end + PML_PAGE - 1) / PML_PAGE;
    int64_t low = 0, high = m->count;
    while (low < high) { /* the first of m's pages from here on */
        int64_t mid = (low + high) / 2;
        if (m->pages[mid] < page) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    while (page < last) {
        uint64_t known = low < m->count ? m->pages[low] : last;
        uint64_t stop = known < last ? known : last;
        zero_pages(E, page, stop);
        page = stop + 1;
        low++;
    }
}

/* Mappings first: how far they were written stands in tables that lie in what is zeroed after. */
static void zero_unknown(PmlEngine *E, const PmlMoment *m, PmlByteRange keep)
{
    const PmlHeap *h = E->heap;
    for (uint32_t i = 0; i < h->map_count; i++) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        if (at < keep.start || at >= keep.end) {
            zero_others(E, m, at, pml_region_written_end(E, i));
        }
    }
    zero_others(E, m, h->break_base, h->break_end);
    zero_others(E, m, 0, h->static_top);
}

/* What is kept differs from the moment's version of it: see() tells only what to compare with. */
static void restore_around(PmlEngine *E, PmlHistory *h, PmlMoment *m, PmlByteRange keep)
{
    PML_UNPOISON(E->region, E->region_size); /* poisoned anew below */
    zero_unknown(E, m, keep);
    for (int64_t i = 0; i < m->count; i++) {
        uint64_t at = (uint64_t)m->pages[i] * PML_PAGE;
        pml_version_expect(m->versions, i, m->count);
        if (at < keep.start || at >= keep.end) {
            pml_version_put(m->versions[i], E->region + at);
        }
    }
    pml_heap_repoison(E);
    see(h, m);
}

void pml_moment_restore(PmlEngine *E, PmlHistory *h, PmlMoment *m)
{
    restore_around(E, h, m, (PmlByteRange){0, 0});
}

void pml_moment_restore_process(PmlEngine *E, PmlHistory *h, PmlMoment *m)
{
    const PmlKernelArea *kernel = E->heap->kernel.p;
    uint64_t start = (uint64_t)((const unsigned char *)kernel - E->region);
    restore_around(E, h, m, (PmlByteRange){start, start + kernel->bytes});
}

PmlMoment *pml_moment_share(PmlMoment *m)
{
    m->users++;
    return m;
}

void pml_moment_drop(PmlHistory *h, PmlMoment *m)
{
    release(h, m);
}

uint64_t pml_history_bytes(const PmlHistory *h)
{
    return h->bytes;
}

int64_t pml_moment_pages(const PmlMoment *m)
{
    return m->count;
}

int64_t pml_moment_changed(const PmlMoment *m)
{
    return m->changed;
}

/* A history of the region: moments that share unchanged pages. A page of zeros has no version. */
#include "heap/heap_state.h"

typedef struct PmlVersion {
    int64_t users; /* moments that have it */
    unsigned char bytes[PML_PAGE];
} PmlVersion;

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

/* What a version and a table entry count as: about what they cost, and the same on every host. */
enum { VERSION_BYTES = PML_PAGE + 16, ENTRY_BYTES = 16 };

static const unsigned char zeros[PML_PAGE];

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
        PmlVersion *v = m->versions[i];
        if (v && --v->users == 0) {
            h->bytes -= VERSION_BYTES;
            free(v);
        }
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

PML_NO_ASAN static bool same_page(const unsigned char *a, const unsigned char *b)
{
    const uint64_t *x = (const uint64_t *)(const void *)a;
    const uint64_t *y = (const uint64_t *)(const void *)b;
    for (int i = 0; i < PML_PAGE / 8; i += 8) {
        uint64_t different = (x[i] ^ y[i]) | (x[i + 1] ^ y[i + 1]) | (x[i + 2] ^ y[i + 2]) |
                             (x[i + 3] ^ y[i + 3]) | (x[i + 4] ^ y[i + 4]) | (x[i + 5] ^ y[i + 5]) |
                             (x[i + 6] ^ y[i + 6]) | (x[i + 7] ^ y[i + 7]);
        if (different) {
            return false;
        }
    }
    return true;
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

/* The version of one page; false: no memory. */
static bool version_of(PmlHistory *h, PmlMoment *m, int64_t i, const unsigned char *page)
{
    PmlVersion *v = h->seen[m->pages[i]];
    if (!same_page(page, v ? v->bytes : zeros)) {
        m->changed++;
        v = NULL;
        if (!same_page(page, zeros)) {
            v = malloc(sizeof *v);
            if (!v) {
                return false;
            }
            v->users = 0;
            h->bytes += VERSION_BYTES;
            pml_region_copy(v->bytes, page, PML_PAGE);
        }
    }
    if (v) {
        v->users++;
    }
    m->versions[i] = v;
    return true;
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
        if (!version_of(h, m, i, E->region + (uint64_t)m->pages[i] * PML_PAGE)) {
            release(h, m);
            return NULL;
        }
    }
    see(h, m);
    return m;
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
        if (stop > page) {
            pml_region_discard(E, page * PML_PAGE, stop * PML_PAGE);
        }
        page = stop + 1;
        low++;
    }
}

static void zero_unknown(PmlEngine *E, const PmlMoment *m)
{
    const PmlHeap *h = E->heap;
    zero_others(E, m, 0, h->static_top);
    zero_others(E, m, h->break_base, h->break_end);
    for (uint32_t i = 0; i < h->map_count; i++) {
        uint64_t at = (uint64_t)h->maps.p[i].page * PML_PAGE;
        zero_others(E, m, at, pml_region_written_end(E, i));
    }
}

void pml_moment_restore(PmlEngine *E, PmlHistory *h, PmlMoment *m)
{
    PML_UNPOISON(E->region, E->region_size); /* poisoned anew below */
    zero_unknown(E, m);
    PML_UNPOISON(E->region, E->region_size);
    for (int64_t i = 0; i < m->count; i++) {
        unsigned char *page = E->region + (uint64_t)m->pages[i] * PML_PAGE;
        const unsigned char *bytes = m->versions[i] ? m->versions[i]->bytes : zeros;
        if (!same_page(page, bytes)) {
            pml_region_copy(page, bytes, PML_PAGE);
        }
    }
    pml_heap_repoison(E);
    see(h, m);
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

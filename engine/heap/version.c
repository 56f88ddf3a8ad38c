/* Versions of pages. Reads and writes pages that may be poisoned. */
#include "heap/version.h"

enum { MAP_WORDS = PML_PAGE_WORDS / 64 };
/* What a version counts as beside its words: about what it costs, and the same on every host. */
enum { VERSION_BYTES = 32 };

typedef struct PmlPage {
    uint64_t word[PML_PAGE_WORDS];
} PmlPage;

static const PmlPage zeros;

PML_NO_ASAN static bool same_page(const uint64_t *x, const uint64_t *y)
{
    for (int i = 0; i < PML_PAGE_WORDS; i += 8) {
        uint64_t different = (x[i] ^ y[i]) | (x[i + 1] ^ y[i + 1]) | (x[i + 2] ^ y[i + 2]) |
                             (x[i + 3] ^ y[i + 3]) | (x[i + 4] ^ y[i + 4]) | (x[i + 5] ^ y[i + 5]) |
                             (x[i + 6] ^ y[i + 6]) | (x[i + 7] ^ y[i + 7]);
        if (different) {
            return false;
        }
    }
    return true;
}

static const uint64_t *words_of(const unsigned char *page)
{
    return (const uint64_t *)(const void *)page;
}

bool pml_page_is_zero(const unsigned char *page)
{
    return same_page(words_of(page), zeros.word);
}

/* Is the page what v holds? */
PML_NO_ASAN static bool same_as(const uint64_t *page, const PmlVersion *v)
{
    if (!v || !v->base) {
        return same_page(page, v ? v->data : zeros.word);
    }
    const uint64_t *base = v->base->data, *next = v->data + MAP_WORDS;
    for (int i = 0; i < MAP_WORDS; i++) {
        uint64_t bits = v->data[i], different = 0;
        for (int k = 0; k < 64; k++) {
            if (bits >> k & 1) {
                different |= page[i * 64 + k] ^ *next++;
            } else {
                different |= page[i * 64 + k] ^ base[i * 64 + k];
            }
        }
        if (different) {
            return false;
        }
    }
    return true;
}

/* Copy v's words to the page. */
static void copy_out(const PmlVersion *v, unsigned char *page)
{
    PmlPage room;
    const uint64_t *words = v ? v->data : zeros.word;
    if (v && v->base) {
        memcpy(room.word, v->base->data, PML_PAGE);
        const uint64_t *next = v->data + MAP_WORDS;
        for (int i = 0; i < MAP_WORDS; i++) {
            for (uint64_t bits = v->data[i]; bits; bits &= bits - 1) {
                room.word[i * 64 + __builtin_ctzll(bits)] = *next++;
            }
        }
        words = room.word;
    }
    pml_region_copy(page, (const unsigned char *)words, PML_PAGE);
}

void pml_version_expect(PmlVersion *const *versions, int64_t i, int64_t count)
{
    enum { HEADERS_AHEAD = 6, WORDS_AHEAD = 2, LINES = 10 };
    if (i + HEADERS_AHEAD < count && versions[i + HEADERS_AHEAD]) {
        __builtin_prefetch(versions[i + HEADERS_AHEAD]);
    }
    const PmlVersion *v = i + WORDS_AHEAD < count ? versions[i + WORDS_AHEAD] : NULL;
    const PmlVersion *whole = v && v->base ? v->base : v;
    for (int k = 0; whole && k < LINES; k++) {
        __builtin_prefetch(whole->data + k * 8);
    }
}

/* The words in which page differs from base: their map, then themselves; -1: too many. */
PML_NO_ASAN static int64_t difference(const uint64_t *page, const uint64_t *base, uint64_t *out)
{
    int64_t n = 0;
    for (int i = 0; i < MAP_WORDS; i++) {
        uint64_t bits = 0;
        if (n + 64 > PML_VERSION_WORDS_MAX + 64) {
            return -1;
        }
        for (int k = 0; k < 64; k++) {
            uint64_t word = page[i * 64 + k];
            bool differs = word != base[i * 64 + k];
            out[MAP_WORDS + n] = word;
            n += differs;
            bits |= (uint64_t)differs << k;
        }
        out[i] = bits;
    }
    return n > PML_VERSION_WORDS_MAX ? -1 : n;
}

static PmlVersion *new_version(int64_t words, PmlVersion *base, uint64_t *bytes)
{
    PmlVersion *v = malloc(sizeof *v + (size_t)words * 8);
    if (v) {
        *v = (PmlVersion){.users = 1, .base = base, .words = words};
        *bytes += VERSION_BYTES + (uint64_t)words * 8;
        if (base) {
            base->users++;
        }
    }
    return v;
}

static PmlVersion *make_version(PmlVersion *base, const unsigned char *page, uint64_t *bytes)
{
    uint64_t found[MAP_WORDS + PML_VERSION_WORDS_MAX + 64];
    int64_t n = base ? difference(words_of(page), base->data, found) : -1;
    if (n == 0) {
        base->users++;
        return base;
    }
    PmlVersion *v = new_version(n < 0 ? PML_PAGE_WORDS : MAP_WORDS + n, n < 0 ? NULL : base, bytes);
    if (v && n < 0) {
        pml_region_copy((unsigned char *)v->data, page, PML_PAGE);
    } else if (v) {
        memcpy(v->data, found, (size_t)v->words * 8);
    }
    return v;
}

bool pml_version_of(PmlVersion *seen, const unsigned char *page, uint64_t *bytes, PmlVersion **out)
{
    *out = seen;
    if (same_as(words_of(page), seen)) {
        if (seen) {
            seen->users++;
        }
        return true;
    }
    *out = NULL;
    if (pml_page_is_zero(page)) {
        return true;
    }
    *out = make_version(seen && seen->base ? seen->base : seen, page, bytes);
    return *out != NULL;
}

void pml_version_release(PmlVersion *v, uint64_t *bytes)
{
    while (v && --v->users == 0) {
        PmlVersion *base = v->base;
        *bytes -= VERSION_BYTES + (uint64_t)v->words * 8;
        free(v);
        v = base;
    }
}

void pml_version_put(const PmlVersion *v, unsigned char *page)
{
    if (!same_as(words_of(page), v)) {
        copy_out(v, page);
    }
}

/* One page's bytes at some moments of a history: whole, or as the words in which it differs from a
 * whole one. Shared by counting users; a version that differs uses the one it differs from. */
#ifndef PML_VERSION_H
#define PML_VERSION_H

#include "heap/heap_state.h"

enum { PML_PAGE_WORDS = PML_PAGE / 8, PML_VERSION_WORDS_MAX = 192 };

typedef struct PmlVersion {
    int64_t users;           /* moments, and versions whose base it is */
    struct PmlVersion *base; /* a whole one; NULL: this is whole */
    int64_t words;           /* in data */
    uint64_t data[];         /* the page; or one bit a word of it, then the words that differ */
} PmlVersion;

/* *bytes is kept up to date: what the versions count as, alike on every host. */
/* The version of a page: `seen` when it is that still, another otherwise; *out NULL: only zeros.
 * Users are counted up. False: no memory. */
bool pml_version_of(PmlVersion *seen, const unsigned char *page, uint64_t *bytes, PmlVersion **out);
void pml_version_release(PmlVersion *v, uint64_t *bytes); /* NULL: nothing */
/* Make the page what the version holds (NULL: zeros), writing only where it differs. */
void pml_version_put(const PmlVersion *v, unsigned char *page);
/* The i-th of these is asked about now, the following ones soon: they are fetched from memory. */
void pml_version_expect(PmlVersion *const *versions, int64_t i, int64_t count);
bool pml_page_is_zero(const unsigned char *page);

#endif

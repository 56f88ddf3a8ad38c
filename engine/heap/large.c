/* The large-block heap: chunks with sizes at both ends, tiling the break area; free ones in bins
 * by size, best fit; requests from 128 KiB on get a mapping of their own.
 *
 * A free chunk's first 32 bytes (header and links) stay readable under AddressSanitizer; the rest
 * is poisoned. */
#include "heap/heap_state.h"

#define TOP_PAD (128 << 10) /* how much more than needed the break grows */
#define TRIM_LIMIT (2 * TOP_PAD)

static PmlChunk *after(const PmlChunk *c)
{
    return (PmlChunk *)((uintptr_t)c + (uintptr_t)pml_chunk_size(c));
}
static PmlChunk *before(const PmlChunk *c)
{
    return (PmlChunk *)((uintptr_t)c - (uintptr_t)c->prev_size);
}
static bool is_used(const PmlChunk *c)
{
    return (c->size_flags & PML_CHUNK_USED) != 0;
}
static void *payload(PmlChunk *c)
{
    return (unsigned char *)c + PML_CHUNK_HEADER;
}
static void poison_free(PmlChunk *c)
{
    PML_UNPOISON(c, PML_CHUNK_MIN);
    PML_POISON((unsigned char *)c + PML_CHUNK_MIN, pml_chunk_size(c) - PML_CHUNK_MIN);
}

/* -- bins ---------------------------------------------------------------------------------- */

/* One bin per size below 1 KiB, then four per power of two. */
int pml_chunk_bin(uint64_t size)
{
    if (size < 1024) {
        return (int)(size / 16);
    }
    int log = 63 - __builtin_clzll(size);
    int bin = 64 + (log - 10) * 4 + (int)(size >> (log - 2) & 3);
    return bin < PML_CHUNK_BINS ? bin : PML_CHUNK_BINS - 1;
}

static void bin_insert(PmlHeap *h, PmlChunk *c)
{
    int i = pml_chunk_bin(pml_chunk_size(c));
    PmlChunk *first = h->bins[i].p;
    poison_free(c);
    c->next_free.p = first;
    c->prev_free.p = NULL;
    if (first) {
        first->prev_free.p = c;
    }
    h->bins[i].p = c;
    h->bin_bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static void bin_remove(PmlHeap *h, PmlChunk *c)
{
    int i = pml_chunk_bin(pml_chunk_size(c));
    if (c->next_free.p) {
        c->next_free.p->prev_free.p = c->prev_free.p;
    }
    if (c->prev_free.p) {
        c->prev_free.p->next_free.p = c->next_free.p;
        return;
    }
    h->bins[i].p = c->next_free.p;
    if (!h->bins[i].p) {
        h->bin_bits[i / 64] &= ~(UINT64_C(1) << (i % 64));
    }
}

static PmlChunk *best_of(PmlChunk *list, uint64_t size)
{
    PmlChunk *best = NULL;
    for (PmlChunk *c = list; c; c = c->next_free.p) {
        uint64_t has = pml_chunk_size(c);
        if (has == size) {
            return c;
        }
        if (has > size && (!best || has < pml_chunk_size(best))) {
            best = c;
        }
    }
    return best;
}

static PmlChunk *find_free(PmlHeap *h, uint64_t size)
{
    int i = pml_chunk_bin(size);
    PmlChunk *best = best_of(h->bins[i].p, size);
    for (i++; !best && i < PML_CHUNK_BINS; i++) {
        uint64_t bits = h->bin_bits[i / 64] >> (i % 64);
        if (!bits) {
            i |= 63; /* the loop steps to the next word */
            continue;
        }
        i += __builtin_ctzll(bits);
        best = best_of(h->bins[i].p, size);
    }
    return best;
}

/* -- the top ------------------------------------------------------------------------------- */

static bool grow_top(PmlEngine *E, uint64_t size)
{
    PmlHeap *h = E->heap;
    uint64_t page = PML_PAGE;
    uint64_t have = h->top.p ? pml_chunk_size(h->top.p) : 0;
    uint64_t need = (size + PML_CHUNK_MIN - have + page - 1) & ~(page - 1);
    uint64_t grown = need + TOP_PAD;
    if (!pml_region_grow_break(E, grown)) {
        grown = need;
        if (!pml_region_grow_break(E, grown)) {
            return false;
        }
    }
    if (!h->top.p) {
        h->top.p = (PmlChunk *)(void *)(E->region + h->break_base);
        PML_UNPOISON(h->top.p, PML_CHUNK_MIN);
        h->top.p->prev_size = 0;
    }
    h->top.p->size_flags = have + grown;
    return true;
}

static void trim_top(PmlEngine *E)
{
    PmlHeap *h = E->heap;
    uint64_t size = pml_chunk_size(h->top.p);
    if (size < TRIM_LIMIT) {
        return;
    }
    uint64_t back = (size - TOP_PAD) & ~(uint64_t)(PML_PAGE - 1);
    h->top.p->size_flags = size - back;
    pml_region_trim_break(E, back);
}

static PmlChunk *split_top(PmlEngine *E, uint64_t size)
{
    PmlHeap *h = E->heap;
    if ((!h->top.p || pml_chunk_size(h->top.p) < size + PML_CHUNK_MIN) && !grow_top(E, size)) {
        return NULL;
    }
    PmlChunk *c = h->top.p;
    uint64_t rest = pml_chunk_size(c) - size;
    c->size_flags = size;
    PmlChunk *top = after(c);
    PML_UNPOISON(top, PML_CHUNK_MIN);
    top->size_flags = rest;
    top->prev_size = size;
    h->top.p = top;
    return c;
}

/* -- allocation and release in the break area -------------------------------------------- */

/* c (marked free, in no bin) joins its free neighbours and goes to a bin or the top. */
static void release_chunk(PmlEngine *E, PmlChunk *c)
{
    PmlHeap *h = E->heap;
    uint64_t size = pml_chunk_size(c);
    if (c->prev_size && !is_used(before(c))) {
        c = before(c);
        bin_remove(h, c);
        size += pml_chunk_size(c);
        c->size_flags = size;
    }
    PmlChunk *next = after(c);
    if (next == h->top.p) {
        c->size_flags = size + pml_chunk_size(next);
        h->top.p = c;
        poison_free(c);
        trim_top(E);
        return;
    }
    if (!is_used(next)) {
        bin_remove(h, next);
        size += pml_chunk_size(next);
        c->size_flags = size;
    }
    bin_insert(h, c);
    after(c)->prev_size = size;
}

/* Cut c (used) down to size when what is left over makes a chunk. */
static void cut_chunk(PmlEngine *E, PmlChunk *c, uint64_t size)
{
    uint64_t has = pml_chunk_size(c);
    if (has - size < PML_CHUNK_MIN) {
        return;
    }
    c->size_flags = size | (c->size_flags & PML_CHUNK_FLAGS);
    PmlChunk *rest = after(c);
    PML_UNPOISON(rest, PML_CHUNK_MIN);
    rest->size_flags = has - size;
    rest->prev_size = size;
    after(rest)->prev_size = has - size;
    release_chunk(E, rest);
}

static PmlChunk *take_chunk(PmlEngine *E, uint64_t size)
{
    PmlHeap *h = E->heap;
    PmlChunk *c = find_free(h, size);
    if (!c) {
        c = split_top(E, size);
        if (c) {
            c->size_flags |= PML_CHUNK_USED;
        }
        return c;
    }
    bin_remove(h, c);
    c->size_flags |= PML_CHUNK_USED;
    cut_chunk(E, c, size);
    return c;
}

static PmlChunk *map_chunk(PmlEngine *E, size_t n)
{
    uint64_t bytes = ((uint64_t)n + PML_CHUNK_HEADER + PML_PAGE - 1) & ~(uint64_t)(PML_PAGE - 1);
    PmlChunk *c = pml_region_map(E, bytes, PML_PAGE, PML_MAP_LARGE);
    if (c) {
        c->size_flags = bytes | PML_CHUNK_USED | PML_CHUNK_MAPPED;
        c->prev_size = 0;
    }
    return c;
}

static uint64_t chunk_size_for(size_t n)
{
    uint64_t size = ((uint64_t)n + PML_CHUNK_HEADER + 15) & ~UINT64_C(15);
    return size < PML_CHUNK_MIN ? PML_CHUNK_MIN : size;
}

/* -- what the layer uses ----------------------------------------------------------------- */

static void count_large(PmlHeap *h, PmlChunk *c, bool stand_in)
{
    uint64_t bytes = pml_chunk_size(c) - PML_CHUNK_HEADER;
    if (stand_in) {
        c->size_flags |= PML_CHUNK_STAND_IN;
        h->stats.blocks++;
    }
    h->stats.large_blocks++;
    h->stats.large_bytes += bytes;
    pml_count_alloc(&h->stats, bytes);
}

void *pml_large_alloc(PmlEngine *E, size_t n, bool stand_in)
{
    if (n > E->region_size) {
        return NULL;
    }
    PmlChunk *c = n >= PML_MAP_THRESHOLD ? map_chunk(E, n) : take_chunk(E, chunk_size_for(n));
    if (!c && n < PML_MAP_THRESHOLD) {
        c = map_chunk(E, n); /* the break has met the mappings: use a hole between them */
    }
    if (!c) {
        return NULL;
    }
    count_large(E->heap, c, stand_in);
    E->work += (int64_t)(n >> 8); /* it is going to be filled */
    PML_UNPOISON(c, pml_chunk_size(c));
    return payload(c);
}

void pml_large_free(PmlEngine *E, void *p)
{
    PmlHeap *h = E->heap;
    PmlChunk *c = pml_chunk_of(p);
    uint64_t size = pml_chunk_size(c);
    PML_CHECK(is_used(c));
    pml_tell_freed(E, p);
    h->stats.large_blocks--;
    h->stats.large_bytes -= size - PML_CHUNK_HEADER;
    pml_count_free(h, size - PML_CHUNK_HEADER);
    if (c->size_flags & PML_CHUNK_STAND_IN) {
        h->stats.blocks--;
    }
    if (c->size_flags & PML_CHUNK_MAPPED) {
        pml_region_unmap(E, c, size);
        return;
    }
    c->size_flags = size;
    release_chunk(E, c);
}

static void count_resize(PmlHeap *h, uint64_t old_size, uint64_t size)
{
    h->stats.large_bytes += size - old_size;
    if (size > old_size) {
        pml_count_alloc(&h->stats, size - old_size);
    } else {
        pml_count_free(h, old_size - size);
    }
}

/* Grow c over the free chunk or the top behind it; false: no room there. */
static bool extend_chunk(PmlEngine *E, PmlChunk *c, uint64_t size)
{
    PmlHeap *h = E->heap;
    PmlChunk *next = after(c);
    uint64_t has = pml_chunk_size(c);
    uint64_t flags = c->size_flags & PML_CHUNK_FLAGS;
    if (next == h->top.p) {
        uint64_t rest = has + pml_chunk_size(next);
        if (rest < size + PML_CHUNK_MIN) {
            if (!grow_top(E, size - has)) {
                return false;
            }
            rest = has + pml_chunk_size(next);
        }
        c->size_flags = size | flags;
        PmlChunk *top = after(c);
        PML_UNPOISON(top, PML_CHUNK_MIN);
        top->size_flags = rest - size;
        top->prev_size = size;
        h->top.p = top;
        return true;
    }
    if (is_used(next) || has + pml_chunk_size(next) < size) {
        return false;
    }
    bin_remove(h, next);
    has += pml_chunk_size(next);
    c->size_flags = has | flags;
    after(c)->prev_size = has;
    cut_chunk(E, c, size);
    return true;
}

static bool resize_in_place(PmlEngine *E, PmlChunk *c, size_t n)
{
    PmlHeap *h = E->heap;
    uint64_t old_size = pml_chunk_size(c);
    if (c->size_flags & PML_CHUNK_MAPPED) {
        uint64_t bytes =
            ((uint64_t)n + PML_CHUNK_HEADER + PML_PAGE - 1) & ~(uint64_t)(PML_PAGE - 1);
        if (bytes != old_size) {
            if (!pml_region_resize_map(E, c, old_size, bytes)) {
                return false;
            }
            c->size_flags = bytes | (c->size_flags & PML_CHUNK_FLAGS);
        }
    } else {
        uint64_t size = chunk_size_for(n);
        if (size <= old_size) {
            cut_chunk(E, c, size);
        } else if (n >= PML_MAP_THRESHOLD || !extend_chunk(E, c, size)) {
            return false;
        }
    }
    PML_UNPOISON(c, pml_chunk_size(c));
    count_resize(h, old_size, pml_chunk_size(c));
    return true;
}

void *pml_large_realloc(PmlEngine *E, void *p, size_t n)
{
    if (n > E->region_size) {
        return NULL;
    }
    PmlChunk *c = pml_chunk_of(p);
    PML_CHECK(is_used(c));
    if (resize_in_place(E, c, n)) {
        return p;
    }
    void *to = pml_large_alloc(E, n, (c->size_flags & PML_CHUNK_STAND_IN) != 0);
    if (!to) {
        return NULL;
    }
    size_t had = pml_large_usable(p);
    memcpy(to, p, had < n ? had : n);
    pml_large_free(E, p);
    return to;
}

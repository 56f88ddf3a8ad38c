/* Inside the heap layer: its state in the region, and what its files share.
 * region.c: the region, static part, mappings. pool.c, arena.c: pymalloc. large.c: the
 * boundary-tag heap. memory.c: the public allocation calls. */
#ifndef PML_HEAP_STATE_H
#define PML_HEAP_STATE_H

#include "heap/heap.h"
#include "heap/poison.h"
#include "heap/trace.h"

#define PML_ARENA_POOLS 64 /* in every profile */
#define PML_POOL_HEADER 48
#define PML_NO_CLASS UINT32_C(0xffff) /* size class of a pool never used */
#define PML_STATIC_RESERVE (4 << 20)
#define PML_MAP_THRESHOLD (128 << 10)

/* Debug builds tell an auditor which blocks go. */
static inline void pml_tell_freed(PmlEngine *E, const void *block)
{
#if PML_DEBUG_LEVEL >= 1
    if (E->block_freed) {
        E->block_freed(E, block);
    }
#else
    (void)E;
    (void)block;
#endif
}

/* -- mappings ------------------------------------------------------------------------------ */

typedef enum PmlMapKind { PML_MAP_PLAIN, PML_MAP_ARENA, PML_MAP_LARGE, PML_MAP_KERNEL } PmlMapKind;
/* One mapping. The table lies at the region's end, sorted by descending address. */
typedef struct PmlMapping {
    uint32_t page, pages; /* page: index from the region's start */
    uint32_t kind, reserved;
} PmlMapping;

/* -- pymalloc ------------------------------------------------------------------------------ */

typedef struct PmlFreeBlock {
    PML_PTR(struct PmlFreeBlock) next;
} PmlFreeBlock;
/* The first 48 bytes of a pool, field by field as in facts 1.2. */
typedef struct PmlPool {
    uint32_t count, pad;
    PML_PTR(PmlFreeBlock) free;
    PML_PTR(struct PmlPool) next, prev;
    uint32_t arena, size_class;
    uint32_t next_offset, max_next_offset;
} PmlPool;
_Static_assert(sizeof(PmlPool) == PML_POOL_HEADER && offsetof(PmlPool, arena) == 32 &&
                   offsetof(PmlPool, size_class) == 36 && offsetof(PmlPool, next_offset) == 40,
               "facts 1.2: pool header");

/* address NULL: the entry is unused. next, prev: indices in the table, -1 for none; usable arenas
 * are doubly linked in ascending order of free_pools, unused entries singly. */
typedef struct PmlArena {
    PML_PTR(unsigned char) address, next_virgin; /* next_virgin: first pool never carved */
    uint32_t free_pools, total_pools;
    PML_PTR(PmlPool) freed; /* emptied pools, newest first, linked through next */
    int32_t next, prev;
} PmlArena;

/* -- large blocks -------------------------------------------------------------------------- */

enum { PML_CHUNK_USED = 1, PML_CHUNK_MAPPED = 2, PML_CHUNK_STAND_IN = 4, PML_CHUNK_FLAGS = 15 };
#define PML_CHUNK_HEADER 16
#define PML_CHUNK_MIN 32
#define PML_CHUNK_BINS 192
/* A chunk of the break area, or a whole mapping. Sizes include the header. prev_size is the size
 * of the chunk before it in the break area, 0 for the first and for mappings. */
typedef struct PmlChunk {
    uint64_t size_flags;
    uint64_t prev_size;
    /* only while free and not the top chunk: */
    PML_PTR(struct PmlChunk) next_free, prev_free;
} PmlChunk;
_Static_assert(sizeof(PmlChunk) == PML_CHUNK_MIN, "the smallest chunk holds its links");

/* The head of the kernel area; bytes of all of it, and up to where it has been used. */
typedef struct PmlKernelArea {
    uint64_t bytes, used;
} PmlKernelArea;

/* -- the state ----------------------------------------------------------------------------- */

typedef struct PmlHeap {
    PmlHeapStats stats;
    int32_t cause;        /* PmlCause */
    int32_t discard_zero; /* the host's madvise really gives zero pages */

    /* region.c; all are offsets from the region's start */
    uint64_t static_top;
    uint64_t break_base; /* 0 until the first heap allocation fixes it */
    uint64_t break_end;
    uint64_t map_limit; /* mappings end below the table */
    PML_PTR(PmlMapping) maps;
    uint32_t map_count, map_capacity;
    /* The fewest bytes that were not to be had since a mapping last shrank, of any place ([0]) and
     * of an arena's alignment ([1]); 0: nothing known. A program that is out of memory asks often.
     */
    uint64_t refused[2];

    /* pool.c: sentinels of the rings of partly used pools */
    PmlPool used[PML_SIZE_CLASSES];

    /* arena.c */
    PML_PTR(PmlArena) arenas; /* raw block */
    int32_t arena_capacity, usable_arenas, unused_arenas;
    int32_t last_with[PML_ARENA_POOLS + 1]; /* rightmost usable arena with so many free pools */
    PML_PTR(uint32_t) arena_of;             /* per arena's size of region: index + 1, 0 none */
    uint64_t arena_slots;
    uint32_t pool_bytes, arena_bytes, arena_shift, pad; /* of the profile */

    /* large.c */
    PML_PTR(PmlChunk) top; /* last chunk of the break area, never in a bin */
    PML_PTR(PmlChunk) bins[PML_CHUNK_BINS];
    uint64_t bin_bits[PML_CHUNK_BINS / 64];

    PML_PTR(struct PmlKernelArea) kernel; /* kernel_area.c; NULL: not used */
    PmlTrace trace;                       /* trace.c */
} PmlHeap;

/* region.c */
void pml_region_freeze_static(PmlEngine *E); /* fix where the break area begins */
void *pml_region_map(PmlEngine *E, uint64_t bytes, uint64_t align, PmlMapKind kind);
void pml_region_unmap(PmlEngine *E, void *p, uint64_t bytes);
bool pml_region_resize_map(PmlEngine *E, void *p, uint64_t old_bytes, uint64_t bytes);
bool pml_region_grow_break(PmlEngine *E, uint64_t bytes); /* bytes: multiple of a page */
void pml_region_trim_break(PmlEngine *E, uint64_t bytes);
/* Make [start, end) read as zero and give its memory back to the host. Page aligned. */
void pml_region_discard(PmlEngine *E, uint64_t start, uint64_t end);
/* How far use has ever come, and all of that free of poison (sanitizer builds). */
void pml_region_note_touched(PmlEngine *E);
void pml_region_unpoison(PmlEngine *E);
int64_t pml_region_find_map(const PmlEngine *E, const void *p); /* index in maps, -1 */

/* arena.c */
PmlPool *pml_arena_take_pool(PmlEngine *E);              /* NULL: no memory */
void pml_arena_return_pool(PmlEngine *E, PmlPool *pool); /* empty, not in a ring */
static inline bool pml_in_arena(const PmlEngine *E, const void *p)
{
    const PmlHeap *h = E->heap;
    return h->arena_of.p[(uint64_t)((const unsigned char *)p - E->region) >> h->arena_shift] != 0;
}

/* pool.c */
static inline uint32_t pml_class_of(size_t n)
{
    return (uint32_t)((n - 1) >> 4);
}
static inline uint32_t pml_class_bytes(uint32_t size_class)
{
    return (size_class + 1) << 4;
}
static inline PmlPool *pml_pool_of(const PmlEngine *E, const void *p)
{
    return (PmlPool *)((uintptr_t)p & ~((uintptr_t)E->heap->pool_bytes - 1));
}
void *pml_pool_alloc(PmlEngine *E, uint32_t size_class); /* NULL: no memory */
void pml_pool_free(PmlEngine *E, void *p);
PmlFreeBlock *pml_free_next(const PmlFreeBlock *b); /* reads a poisoned block */
/* Marks the pool's free carved blocks, one bit a block; -1 when the list is not sound. */
int64_t pml_pool_free_bits(const PmlPool *pool, uint64_t bits[16]);

/* large.c */
void *pml_large_alloc(PmlEngine *E, size_t n, bool stand_in);
void *pml_large_realloc(PmlEngine *E, void *p, size_t n);
void pml_large_free(PmlEngine *E, void *p);
static inline PmlChunk *pml_chunk_of(const void *p)
{
    return (PmlChunk *)((uintptr_t)p - PML_CHUNK_HEADER);
}
static inline uint64_t pml_chunk_size(const PmlChunk *c)
{
    return c->size_flags & ~(uint64_t)PML_CHUNK_FLAGS;
}
static inline size_t pml_large_usable(const void *p)
{
    return (size_t)(pml_chunk_size(pml_chunk_of(p)) - PML_CHUNK_HEADER);
}
int pml_chunk_bin(uint64_t size);

/* Accounting of a block handed out, or taken back. */
static inline void pml_count_alloc(PmlHeapStats *s, uint64_t bytes)
{
    s->bytes_live += bytes;
    s->bytes_allocated += bytes;
    if (s->bytes_live > s->bytes_peak) {
        s->bytes_peak = s->bytes_live;
    }
}
static inline void pml_count_free(PmlHeap *h, uint64_t bytes)
{
    h->stats.bytes_live -= bytes;
    h->stats.bytes_freed[h->cause] += bytes;
}

/* walk.c: every used range of the region, ascending; for checkpoints. */
typedef struct PmlByteRange {
    uint64_t start, end;
} PmlByteRange;
int64_t pml_region_ranges(const PmlEngine *E, PmlByteRange *out); /* out NULL: only counts */
/* The same without what no one has ever written: an arena's pools that were never carved. */
uint64_t pml_region_written_end(const PmlEngine *E, uint32_t map); /* of one mapping */
int64_t pml_region_written_ranges(const PmlEngine *E, PmlByteRange *out);
void pml_region_copy(unsigned char *to, const unsigned char *from, uint64_t n); /* poison or not */
void pml_heap_repoison(PmlEngine *E);

/* walk.c: the live large blocks of the break area; false when the visitor ended it */
bool pml_heap_each_in_break(const PmlEngine *E, PmlBlockVisitor visit, void *ctx);

#endif

/* The heap: one region, pymalloc as CPython 3.11 has it, a large-block heap, checkpoints.
 *
 * Region map, ascending: static part (layer state, static types) | break area of the large-block
 * heap, growing up | free | mappings (arenas, blocks from 128 KiB on, frame-stack chunks), placed
 * top down at the highest hole that fits. Knows no Python. */
#ifndef PML_HEAP_H
#define PML_HEAP_H

#include "base/engine.h"

#define PML_ARENA_BYTES 1048576 /* of 3.11; pml_arena_bytes() says what this engine has */
#define PML_POOL_BYTES 16384
#define PML_SMALL_LIMIT 512
#define PML_SIZE_CLASSES 32
#define PML_PAGE 4096

/* Reserve the region (limits.heap_bytes) and set E->heap. False when the host has no memory. */
bool pml_heap_create(PmlEngine *E);
void pml_heap_destroy(PmlEngine *E);

/* n zeroed bytes of the static part, 16-aligned; only while the engine is being set up. */
void *pml_static_alloc(PmlEngine *E, size_t n);

/* Does p lie in the static part (static types, singletons, layer state)? */
bool pml_heap_is_static(const PmlEngine *E, const void *p);

/* The pymalloc domain (CPython's mem and obj): n <= 512 from pools, above from the large heap;
 * n == 0 gives a one-byte large block. NULL when the region is full (no Python error is set). */
void *pml_mem_alloc(PmlEngine *E, size_t n);
void *pml_mem_realloc(PmlEngine *E, void *p, size_t n); /* facts 1.5; p NULL: alloc */
void pml_mem_free(PmlEngine *E, void *p);               /* p NULL: nothing */

/* The raw domain (libc malloc in CPython): always the large heap; counted as a block only when
 * it stands in for pymalloc, so these are not. */
void *pml_raw_alloc(PmlEngine *E, size_t n);
void pml_raw_free(PmlEngine *E, void *p);

/* Page-granular mapping (the arena allocator): size is rounded up to pages. */
void *pml_map(PmlEngine *E, size_t n);
void pml_unmap(PmlEngine *E, void *p, size_t n);

/* Bytes the block at p really has (size class, or the large block's usable size). */
size_t pml_mem_usable(const PmlEngine *E, const void *p);

/* Why memory is being freed at this moment: set by the gc layer, read by the accounting. */
typedef enum PmlCause {
    PML_CAUSE_COUNT = 0, /* a reference count reached zero, nothing above it was dying */
    PML_CAUSE_CASCADE,   /* died because its container died */
    PML_CAUSE_COLLECTION,
    PML_CAUSE_EXIT,
    PML_CAUSE_KINDS
} PmlCause;

/* Figures kept up to date by every call above. Bytes are block bytes (size class or usable). */
typedef struct PmlHeapStats {
    uint64_t blocks;     /* sys.getallocatedblocks(): pool blocks + large stand-ins */
    uint64_t bytes_live; /* in pool blocks and large blocks */
    uint64_t bytes_peak;
    uint64_t bytes_allocated;              /* cumulative */
    uint64_t bytes_freed[PML_CAUSE_KINDS]; /* cumulative, of objects' and their buffers' blocks */
    uint64_t pools_used, pools_free;       /* free: carved and empty */
    uint64_t arenas, arenas_peak, arenas_total, arenas_reclaimed;
    uint64_t mapped_bytes; /* what the modelled process has from the OS in this region */
    uint64_t mapped_peak;
    uint64_t large_blocks, large_bytes;
    uint64_t allocations; /* calls that handed out a block: the allocation clock */
} PmlHeapStats;
const PmlHeapStats *pml_heap_stats(const PmlEngine *E);
uint64_t pml_arena_bytes(const PmlEngine *E);
uint64_t pml_pool_bytes(const PmlEngine *E);
void pml_heap_set_cause(PmlEngine *E, PmlCause cause);
PmlCause pml_heap_cause(const PmlEngine *E);

/* One line per size class, arena by arena; for observers. */
typedef struct PmlPoolInfo {
    const void *pool;
    uint32_t size_class, used, capacity, carved; /* blocks; carved = ever handed out */
} PmlPoolInfo;
typedef bool (*PmlPoolVisitor)(void *ctx, int arena_index, const PmlPoolInfo *pool);
void pml_heap_each_pool(const PmlEngine *E, PmlPoolVisitor visit, void *ctx);
/* Every live block (pool blocks and large ones) in address order. */
typedef bool (*PmlBlockVisitor)(void *ctx, const void *block, size_t bytes, bool in_pool);
void pml_heap_each_block(const PmlEngine *E, PmlBlockVisitor visit, void *ctx);

/* Memory of the kernel, outside every process (kernel_area.c). pml_kernel_open first: false, no
 * room. Zeroed; NULL: the area is full. */
bool pml_kernel_open(PmlEngine *E);
void *pml_kernel_alloc(PmlEngine *E, uint64_t n);
void pml_kernel_free(PmlEngine *E, void *p);
void *pml_kernel_start(const PmlEngine *E);    /* of the area; NULL: never opened */
uint64_t pml_kernel_bytes(const PmlEngine *E); /* used so far, from its start */
/* Pages of the process in use, ascending, without the kernel's; out NULL: only counts. */
int64_t pml_process_pages(const PmlEngine *E, uint32_t *out);

/* The pages as they are now, kept to find what is written afterwards (page_base.c). */
typedef struct PmlBase PmlBase;
PmlBase *pml_base_take(PmlEngine *E); /* NULL: no host memory */
PmlBase *pml_base_share(PmlBase *b);
void pml_base_drop(PmlBase *b); /* NULL: nothing */
int64_t pml_base_count(const PmlBase *b);
uint32_t pml_base_page(const PmlBase *b, int64_t i);
const uint64_t *pml_base_words(const PmlBase *b, uint32_t page); /* NULL: it had no such page */
/* The first word of the page, from `from` on, that is not what it was; -1: none. */
int pml_base_difference(const PmlEngine *E, const uint64_t *words, uint32_t page, int from);
uint64_t pml_region_word(const PmlEngine *E, uint32_t page, int word);
/* Does this offset of the region lie in a pool's header? */
bool pml_heap_is_pool_header(const PmlEngine *E, uint64_t offset);

/* locate.c: what lies at an offset of the region. Is [at, at + n) memory the process has? */
bool pml_heap_has(const PmlEngine *E, uint64_t at, uint64_t n);
/* The 8 bytes at an aligned offset it has, a pointer into the region as the modelled address. */
uint64_t pml_heap_word(const PmlEngine *E, uint64_t at);
/* Where the live block begins that p, a place in the region, lies in; NULL: in none. */
const void *pml_heap_block_at(const PmlEngine *E, const void *p);

/* Checkpoint: a copy of every page in use. Restoring gives the region byte for byte. */
typedef struct PmlCheckpoint PmlCheckpoint;
PmlCheckpoint *pml_checkpoint_take(PmlEngine *E); /* NULL: no host memory */
void pml_checkpoint_restore(PmlEngine *E, const PmlCheckpoint *c);
void pml_checkpoint_free(PmlCheckpoint *c);
uint64_t pml_checkpoint_bytes(const PmlCheckpoint *c);
uint64_t pml_region_checksum(const PmlEngine *E);

/* A history: many states of one region, each sharing with its neighbours the pages that did not
 * change. What changed is found by comparing the pages in use with the state seen last. */
typedef struct PmlHistory PmlHistory;
typedef struct PmlMoment PmlMoment;
PmlHistory *pml_history_new(PmlEngine *E);               /* NULL: no host memory */
void pml_history_free(PmlHistory *h);                    /* after all its moments */
PmlMoment *pml_moment_take(PmlEngine *E, PmlHistory *h); /* NULL: no host memory */
/* The region becomes byte for byte what it was. Needs no memory. */
void pml_moment_restore(PmlEngine *E, PmlHistory *h, PmlMoment *m);
/* The same for all but the kernel area, which stays as it is. */
void pml_moment_restore_process(PmlEngine *E, PmlHistory *h, PmlMoment *m);
PmlMoment *pml_moment_share(PmlMoment *m);         /* one user more, to be dropped too */
void pml_moment_drop(PmlHistory *h, PmlMoment *m); /* NULL: nothing */
uint64_t pml_history_bytes(const PmlHistory *h);   /* host memory of all moments together */
/* Pages of a moment; how many of them had changed since the moment before. */
int64_t pml_moment_pages(const PmlMoment *m);
int64_t pml_moment_changed(const PmlMoment *m);

/* Validator of invariants H1..Hn (heap/README.md); returns NULL or what is wrong. */
const char *pml_heap_check(const PmlEngine *E);

#endif

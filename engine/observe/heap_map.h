/* The heap as it lies in memory: arenas, pools, blocks with their object; several lives of one
 * block. */
#ifndef PML_HEAP_MAP_H
#define PML_HEAP_MAP_H

#include "observe/deaths.h"
#include "observe/reach.h"

/* A live block and whose it is. */
typedef struct PmlBlockOwner {
    const void *block;
    int64_t bytes;
    PmlObj *object;   /* NULL: no object's that is known */
    const char *part; /* "object", "items", "key table", "shared key table", "values", ... */
    bool in_pool;
} PmlBlockOwner;
typedef struct PmlBlockMap {
    PmlBlockOwner *list; /* by address */
    int64_t count, capacity;
    bool failed;
} PmlBlockMap;
/* The live blocks of [from, to), modelled addresses. */
void pml_block_map(PmlEngine *E, uint64_t from, uint64_t to, PmlBlockMap *out);
void pml_block_map_free(PmlBlockMap *m);

/* The lives that have been at one address, oldest first; the last may not be over. */
typedef struct PmlLife {
    uint64_t born, died; /* ticks; born 0: before the recording; died PML_NEVER: it lives */
    PmlDeath death;      /* type, value, size, reason; of a living one: as it is now */
} PmlLife;
/* At most capacity of them, the last ones; the number of all. The engine is back where it stood. */
int64_t pml_lives(PmlRecording *r, uint64_t address, PmlLife *lives, int64_t capacity);

#endif

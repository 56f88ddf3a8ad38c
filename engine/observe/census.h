/* Objects and bytes by type; what lies in the arenas, and what keeps them. */
#ifndef PML_CENSUS_H
#define PML_CENSUS_H

#include "observe/reach.h"

typedef struct PmlTypeCount {
    char type[48];
    int64_t count, bytes;
} PmlTypeCount;

typedef struct PmlCensus {
    PmlTypeCount *types; /* by name */
    int64_t used, capacity;
    int64_t count, bytes; /* of all; static objects are not counted */
    bool failed;
} PmlCensus;
/* All live objects. */
void pml_census(PmlEngine *E, PmlCensus *out);
/* Those of a set. */
void pml_census_of(PmlEngine *E, const PmlReach *set, PmlCensus *out);
void pml_census_free(PmlCensus *c);
const PmlTypeCount *pml_census_find(const PmlCensus *c, const char *type); /* NULL: none */

/* An arena and the live blocks in it. */
typedef struct PmlArenaStory {
    uint64_t address;
    int64_t pools_used, pools_free, pools_untouched;
    int64_t blocks, bytes; /* live */
    int64_t other;         /* of these blocks: no object's own */
    PmlCensus pins;        /* the objects in it */
} PmlArenaStory;
typedef struct PmlFreeList {
    const char *type;
    int64_t count;
} PmlFreeList;
enum { PML_FREE_LISTS = 6 };
typedef struct PmlMemoryStory {
    PmlArenaStory *arenas;
    int64_t arena_count;
    int64_t free_in_pools, free_in_pools_bytes; /* free blocks of pools in use */
    PmlFreeList free_lists[PML_FREE_LISTS];
    bool failed;
} PmlMemoryStory;
void pml_memory_story(PmlEngine *E, PmlMemoryStory *out);
void pml_memory_story_free(PmlMemoryStory *m);

#endif

/* Allocations that fail, each way to one once, a way being the innermost `depth` return addresses.
 * The program is linked with malloc, calloc and realloc wrapped. While `armed`, an allocation that
 * is come to by a way not seen before forks: in one child it fails, in a second one it and all
 * after it, and the child goes on; how a child ends is counted. */
#ifndef FAILING_H
#define FAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FAILING_DEPTH_MAX = 24 };

typedef struct Failing {
    int depth;         /* return addresses that make a way */
    uint64_t only;     /* not 0: only this allocation fails, in this process */
    bool only_forever; /* ... and all after it */
    bool once;         /* no second child, where all after it fail as well */
    bool armed;
    bool in_child; /* the failure has happened */
    bool forever;  /* ... and all allocations fail from now on */
    uint64_t ways, allocations, passed, failed;
    const char *filename; /* for what is told of children that end badly */
} Failing;
extern Failing failing;

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);

bool failing_here(void);           /* at an allocation of the region: does it fail? */
void failing_become(bool forever); /* the program's own: a child begins */
void failing_warm_up(void);        /* before the first: the unwinder itself allocates */

#endif

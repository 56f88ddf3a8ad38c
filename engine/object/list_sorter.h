/* Inside of list.sort: what the comparisons (list_sort.c) and the merging (list_merge.c) share. */
#ifndef PML_LIST_SORTER_H
#define PML_LIST_SORTER_H

#include "object/list_internal.h"

#define MIN_GALLOP 7
#define TEMP_SIZE 256
#define MAX_PENDING 85 /* depth of the merge tree of any list that fits in memory */

/* A stretch of keys, and of the values that move with them (values NULL: the keys are the list). */
typedef struct Span {
    PmlRef *keys, *values;
} Span;
typedef struct Run {
    Span base;
    int64_t len;
    int power;
} Run;
typedef struct Sorter Sorter;
/* x < y: 1, 0 or -1 with an error. */
typedef int (*Less)(Sorter *s, PmlObj *x, PmlObj *y);
struct Sorter {
    PmlEngine *E;
    Less less, item_less;   /* item_less: for the first items of tuples */
    PmlRichCompare compare; /* of the keys' common type */
    int64_t min_gallop, length;
    PmlRef *base_keys;
    Span temp;
    int64_t temp_capacity;
    int pending;
    Run runs[MAX_PENDING];
    PmlRef temp_array[TEMP_SIZE];
};

void pml_sorter_reverse_refs(PmlRef *lo, PmlRef *hi);
void pml_sorter_reverse(Span *s, int64_t n);
/* Sort n items in place with s->less; -1: a comparison failed (the items are all still there). */
int pml_sorter_run(Sorter *s, Span lo, int64_t n);
void pml_sorter_free_temp(Sorter *s);

#endif

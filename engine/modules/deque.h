/* collections.deque: items in a chain of 64-item blocks. Files: deque.c (the chain, appending,
 * popping, rotating), deque_methods.c (methods, slots), deque_iterator.c */
#ifndef PML_DEQUE_H
#define PML_DEQUE_H

#include "modules/library.h"

#define PML_DEQUE_BLOCK 64
#define PML_DEQUE_CENTER 31
#define PML_DEQUE_SPARE 16

typedef struct PmlDequeBlock {
    PML_PTR(struct PmlDequeBlock) left;
    PmlRef data[PML_DEQUE_BLOCK];
    PML_PTR(struct PmlDequeBlock) right;
} PmlDequeBlock;
_Static_assert(sizeof(PmlDequeBlock) == 528, "CPython's size");

/* Q1: items lie from (left, left_index) to (right, right_index), both included.
 * Q2: an empty deque has one block and right_index == left_index - 1. */
typedef struct PmlDeque {
    PmlVarObj ob;
    PML_PTR(PmlDequeBlock) left, right;
    int64_t left_index, right_index;
    uint64_t state; /* grows with every change */
    int64_t maxlen; /* -1: no limit */
    int64_t spare_count;
    PML_PTR(PmlDequeBlock) spare[PML_DEQUE_SPARE];
    PmlRef weaklist;
} PmlDeque;
_Static_assert(sizeof(PmlDeque) == 216, "CPython's size");
#define PML_DEQUE(o) ((PmlDeque *)(o))
#define PML_DEQUE_LEN(o) (((PmlVarObj *)(o))->size)

const char *pml_deque_check(const PmlDeque *d); /* NULL, or the broken invariant */
PmlObj *pml_deque_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
void pml_deque_dealloc(PmlEngine *E, PmlObj *self);
/* Take over item, also on failure. With trim, an overfull deque loses an item at the other end. */
int pml_deque_append(PmlEngine *E, PmlDeque *d, PmlObj *item);
int pml_deque_append_left(PmlEngine *E, PmlDeque *d, PmlObj *item);
PmlObj *pml_deque_pop(PmlEngine *E, PmlDeque *d); /* NULL + IndexError when empty */
PmlObj *pml_deque_pop_left(PmlEngine *E, PmlDeque *d);
void pml_deque_clear(PmlEngine *E, PmlDeque *d);
int pml_deque_rotate(PmlEngine *E, PmlDeque *d, int64_t n);
int pml_deque_extend(PmlEngine *E, PmlObj *self, PmlObj *iterable, bool left);
PmlRef *pml_deque_slot(PmlDeque *d, int64_t i); /* 0 <= i < length */
/* Move one place to the right. */
static inline void pml_deque_step(PmlDequeBlock **b, int64_t *index)
{
    if (++*index == PML_DEQUE_BLOCK) {
        *b = (*b)->right.p;
        *index = 0;
    }
}
PmlObj *pml_deque_iter(PmlEngine *E, PmlObj *self);
PmlObj *pml_deque_reverse_iter(PmlEngine *E, PmlObj *self);
/* Slots and methods of the type (deque_methods.c). */
PmlObj *pml_deque_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op);

#endif

/* All objects of one moment with their counts and sizes: two of them tell what changed. */
#ifndef PML_SNAPSHOT_H
#define PML_SNAPSHOT_H

#include "observe/walk.h"

typedef struct PmlShot {
    PmlObj *object;
    int64_t refs, size;
    int64_t length; /* items of a list, dict, set or tuple; -1: no such thing */
    bool named;     /* a name of the program holds it, or an object that has one */
} PmlShot;

typedef struct PmlSnapshot {
    PmlShot *shots; /* in the order of the walk: equal on every host */
    int64_t count, capacity;
    PmlObjMap index;
    bool failed;
} PmlSnapshot;
void pml_snapshot(PmlEngine *E, PmlSnapshot *out);
void pml_snapshot_free(PmlSnapshot *s);
const PmlShot *pml_snapshot_find(const PmlSnapshot *s, const PmlObj *o); /* NULL: not there */
/* Items of a list, tuple, dict or set; -1: none of these. */
int64_t pml_length_of(const PmlObj *o);

#endif

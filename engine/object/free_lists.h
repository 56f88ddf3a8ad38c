#ifndef PML_FREE_LISTS_H
#define PML_FREE_LISTS_H

#include "object/object.h"

/* How many objects of each kind shall wait for reuse; tuples[i]: those of i + 1 items. */
typedef struct PmlFreeListFill {
    signed char lists, dicts, key_tables, floats;
    signed char tuples[20];
} PmlFreeListFill;

/* At least so many: objects are made and released. false: MemoryError. */
bool pml_fill_free_lists(PmlEngine *E, const PmlFreeListFill *fill);

#endif

/* array.array: numbers of one C type in a block of their own. */
#ifndef PML_ARRAY_H
#define PML_ARRAY_H

#include "object/object.h"

typedef struct PmlArray { /* 64 bytes, as in CPython */
    PmlVarObj ob;
    PML_PTR(unsigned char) items; /* owned; NULL when allocated is 0 */
    int64_t allocated;            /* room, in items */
    char code[8];                 /* the type code, ended by a zero */
    PmlRef weaklist;
    int64_t exports; /* buffers given out */
} PmlArray;
_Static_assert(sizeof(PmlArray) == 64, "as in CPython");

#define PML_ARRAY(o) ((PmlArray *)(o))
static inline int64_t pml_array_len(const PmlObj *o)
{
    return ((const PmlArray *)o)->ob.size;
}
int64_t pml_array_item_bytes(const PmlObj *o);
/* The format of a buffer of its items. */
static inline const char *pml_array_format(const PmlObj *o)
{
    const char *code = ((const PmlArray *)o)->code;
    return code[0] == 'u' ? "w" : code;
}

/* array_items.c */
PmlObj *pml_array_make(PmlEngine *E, PmlType *t, char code, int64_t n); /* items not set */
int pml_array_resize(PmlEngine *E, PmlObj *o, int64_t n);
PmlObj *pml_array_get(PmlEngine *E, PmlObj *o, int64_t i);
/* Is it a value for this array? -1 with the error otherwise. */
int pml_array_check(PmlEngine *E, PmlObj *o, PmlObj *value);
int pml_array_store(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *value); /* checks the value */
PmlObj *pml_array_subscript(PmlEngine *E, PmlObj *o, PmlObj *key);
int pml_array_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value);
PmlObj *pml_array_range(PmlEngine *E, PmlObj *o, int64_t start, int64_t n);
bool pml_is_array(PmlEngine *E, const PmlObj *o);
PmlObj *pml_array_iter(PmlEngine *E, PmlObj *o); /* array_iterator.c */

#endif

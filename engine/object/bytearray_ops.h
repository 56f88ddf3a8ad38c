/* What the bytearray*.c files share. */
#ifndef PML_BYTEARRAY_OPS_H
#define PML_BYTEARRAY_OPS_H

#include "object/bytes_ops.h"

bool pml_bytearray_can_resize(PmlEngine *E, const PmlObj *o); /* false: BufferError */
/* o[lo:hi] = the n bytes at p, which must not lie in o. */
int pml_bytearray_set_range(PmlEngine *E, PmlObj *o, int64_t lo, int64_t hi, const void *p,
                            int64_t n);
PmlObj *pml_bytearray_from_object(PmlEngine *E, PmlObj *x);

/* bytearray_items.c */
PmlObj *pml_bytearray_item(PmlEngine *E, PmlObj *o, int64_t i);
int pml_bytearray_set_item(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *value);
PmlObj *pml_bytearray_subscript(PmlEngine *E, PmlObj *o, PmlObj *key);
int pml_bytearray_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value);
int pml_bytearray_set_slice(PmlEngine *E, PmlObj *o, int64_t lo, int64_t hi, PmlObj *values);

/* bytearray_methods.c */
extern const PmlMethodDef pml_bytearray_methods[];

#endif

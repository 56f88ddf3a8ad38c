/* What array_module.c and array_methods.c share. Not for others. */
#ifndef PML_ARRAY_TYPE_H
#define PML_ARRAY_TYPE_H

#include "modules/library.h"
#include "object/array.h"

/* array_module.c */
bool pml_array_same_kind(PmlEngine *E, PmlObj *a, PmlObj *b);

/* array_methods.c; -1 or NULL with an error. */
int64_t pml_array_place_of(PmlEngine *E, PmlObj *self, PmlObj *value, int64_t start, int64_t stop);
PmlObj *pml_array_to_list(PML_FAST_PARAMS);
int pml_array_append(PmlEngine *E, PmlObj *self, PmlObj *value);
int pml_array_from_bytes(PmlEngine *E, PmlObj *self, PmlObj *source);
int pml_array_extend(PmlEngine *E, PmlObj *self, PmlObj *other);
PmlObj *pml_array_to_text(PML_FAST_PARAMS);
extern const PmlMethodDef pml_array_methods[];
extern const PmlGetSetDef pml_array_getset[];

#endif

/* mmap objects; data: memory of the kernel, which stays while the object is open. */
#ifndef PML_MMAP_H
#define PML_MMAP_H

#include "object/object.h"

typedef struct PmlMmap {
    PmlObj ob;
    PML_PTR(unsigned char) data; /* NULL: closed */
    int64_t size, exports;
    PmlRef weaklist;
} PmlMmap;
PmlObj *pml_mmap_new(PmlEngine *E, unsigned char *data, int64_t size);

#endif

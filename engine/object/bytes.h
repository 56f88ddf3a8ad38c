/* bytes, bytearray, memoryview. Files: bytes.c bytes_*.c bytearray.c bytearray_*.c memoryview*.c */
#ifndef PML_BYTES_H
#define PML_BYTES_H

#include "object/object.h"

typedef struct PmlBytes {
    PmlVarObj ob;
    int64_t hash;
    unsigned char data[8]; /* size + 1 bytes, NUL-terminated; object size is 33 + n */
} PmlBytes;
_Static_assert(offsetof(PmlBytes, data) == 32, "facts 2.9");
typedef struct PmlByteArray { /* 56 bytes: facts 2.7 */
    PmlVarObj ob;
    int64_t alloc;
    PML_PTR(unsigned char) bytes, start;
    int64_t exports;
} PmlByteArray;

PmlObj *pml_bytes(PmlEngine *E, const void *p, int64_t n); /* p NULL: uninitialised */
#define PML_BYTES_DATA(o) (((PmlBytes *)(o))->data)
#define PML_BYTES_LEN(o) (((PmlVarObj *)(o))->size)
int64_t pml_hash_bytes(const void *p, int64_t n); /* fixed-key SipHash-1-3; never -1; 0 for n 0 */
/* _PyBytes_Resize: sole reference, moves; on error *slot is released and NULL. */
int pml_bytes_resize(PmlEngine *E, PmlObj **slot, int64_t n);
PmlObj *pml_bytearray(PmlEngine *E, const void *p, int64_t n); /* p NULL: uninitialised */
int pml_bytearray_resize(PmlEngine *E, PmlObj *o, int64_t n);  /* facts 2.7; BufferError */
#define PML_BYTEARRAY_DATA(o) (((PmlByteArray *)(o))->start.p)
void pml_bytes_create_static(PmlEngine *E);
PmlObj *pml_bytes_repr(PmlEngine *E, PmlObj *b);
PmlObj *pml_memoryview_new(PmlEngine *E, PmlObj *exporter);

#endif

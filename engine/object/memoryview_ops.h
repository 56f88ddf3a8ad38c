/* memoryview and its managed buffer: layouts, and what the memoryview*.c files share.
 *
 * A managed buffer owns the buffer taken from the exporter; any number of views hang on it, and it
 * gives the buffer back when the last of them is released.
 * M1: mbuf->exports is the number of unreleased views. */
#ifndef PML_MEMORYVIEW_OPS_H
#define PML_MEMORYVIEW_OPS_H

#include "object/bytes_ops.h"
#include "object/callables.h"

typedef struct PmlManagedBuffer { /* 128 with the GC head */
    PmlObj ob;
    int64_t released;
    int64_t exports;
    PmlBuffer master;
    uint64_t unused[6]; /* CPython's buffer record is longer */
} PmlManagedBuffer;
_Static_assert(sizeof(PmlManagedBuffer) == 112, "as in CPython");

#define PML_VIEW_MAX_NDIM 64
typedef struct PmlMemoryView { /* 144 + 3 * 8 * ndim */
    PmlVarObj ob;
    PML_PTR(PmlManagedBuffer) mbuf; /* owned */
    int64_t hash;                   /* -1: not computed */
    int64_t released;
    int64_t exports;             /* buffers given out by this view */
    PML_PTR(unsigned char) data; /* first item */
    PmlRef exporter;             /* borrowed: the managed buffer owns it */
    int64_t len;                 /* bytes */
    int64_t itemsize;
    int32_t readonly, ndim;
    char format[8];
    uint64_t unused[4];
    PmlRef weaklist;
    int64_t array[1]; /* shape, strides, unused: ndim numbers each */
} PmlMemoryView;
_Static_assert(offsetof(PmlMemoryView, weaklist) == 136, "as in CPython");
_Static_assert(offsetof(PmlMemoryView, array) == 144, "facts 2.7: 184 with one dimension");

#define PML_VIEW(o) ((PmlMemoryView *)(o))
static inline int64_t *pml_view_shape(PmlMemoryView *v)
{
    return v->array;
}
static inline int64_t *pml_view_strides(PmlMemoryView *v)
{
    return v->array + v->ndim;
}
static inline int64_t pml_view_items(PmlMemoryView *v)
{
    return v->ndim == 0 ? 1 : pml_view_shape(v)[0];
}
bool pml_view_check(PmlEngine *E, const PmlMemoryView *v); /* false: released, ValueError set */
/* A view on the same buffer with room for ndim dimensions; shape and strides not set. */
PmlMemoryView *pml_view_new(PmlEngine *E, PmlManagedBuffer *mbuf, int ndim);
PmlMemoryView *pml_view_copy(PmlEngine *E, PmlMemoryView *v, int ndim);
bool pml_view_contiguous(PmlMemoryView *v); /* row major */
bool pml_view_column_major(PmlMemoryView *v);
/* Copies the items in order ('C' or 'F') to `to`. */
void pml_view_gather(PmlMemoryView *v, unsigned char *to, char order);

/* memoryview_format.c */
int pml_format_size(char code);           /* bytes of a native format character; 0: not one */
char pml_format_code(const char *format); /* the one native character, or 0 */
PmlObj *pml_unpack_item(PmlEngine *E, const unsigned char *p, const char *format);
int pml_pack_item(PmlEngine *E, unsigned char *p, PmlObj *value, const char *format);

/* memoryview_index.c */
PmlObj *pml_view_item(PmlEngine *E, PmlObj *o, int64_t i);
PmlObj *pml_view_subscript(PmlEngine *E, PmlObj *o, PmlObj *key);
int pml_view_ass_subscript(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value);

/* memoryview_methods.c */
extern const PmlMethodDef pml_view_methods[];
extern const PmlGetSetDef pml_view_getset[];
PmlObj *pml_view_release(PmlEngine *E, PmlObj *o);
PmlObj *pml_view_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op);
PmlObj *pml_view_iter(PmlEngine *E, PmlObj *o);

#endif

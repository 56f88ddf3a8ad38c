#include "lang/scratch.h"

enum { CHUNK_BYTES = 64 * 1024 };

typedef struct PmlScratchChunk {
    struct PmlScratchChunk *next;
    size_t size;
    _Alignas(16) unsigned char bytes[];
} Chunk;

void *pml_scratch_alloc(PmlScratch *s, size_t n)
{
    n = (n + 15) & ~(size_t)15;
    if (!s->chunks || n > s->left) {
        size_t size = n > CHUNK_BYTES ? n : CHUNK_BYTES;
        Chunk *c = calloc(1, sizeof(Chunk) + size);
        if (!c) {
            return NULL;
        }
        c->next = s->chunks;
        c->size = size;
        s->chunks = c;
        s->left = size;
    }
    Chunk *c = s->chunks;
    void *p = c->bytes + (c->size - s->left);
    s->left -= n;
    return p;
}

void pml_scratch_free(PmlScratch *s)
{
    while (s->chunks) {
        Chunk *next = s->chunks->next;
        free(s->chunks);
        s->chunks = next;
    }
    s->left = 0;
}

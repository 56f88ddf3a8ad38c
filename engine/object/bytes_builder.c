/* Growing bytes. */
#include "object/bytes_ops.h"

void pml_bytes_builder_init(PmlBytesBuilder *b, PmlEngine *E, int64_t expected)
{
    b->E = E;
    b->buffer = NULL;
    b->length = 0;
    b->overallocate = false;
    b->failed = false;
    b->capacity = PML_BYTES_SMALL;
    if (expected > PML_BYTES_SMALL) {
        pml_bytes_builder_room(b, expected);
    }
}

unsigned char *pml_bytes_builder_data(PmlBytesBuilder *b)
{
    return b->buffer ? PML_BYTES_DATA(b->buffer) : b->small;
}

unsigned char *pml_bytes_builder_room(PmlBytesBuilder *b, int64_t n)
{
    if (b->failed) {
        return NULL;
    }
    if (n > INT64_MAX / 2 - b->length) {
        pml_err_no_memory(b->E);
        b->failed = true;
        return NULL;
    }
    int64_t need = b->length + n;
    if (need > b->capacity) {
        need += b->overallocate ? need / 4 : 0;
        if (b->buffer) {
            if (pml_bytes_resize(b->E, &b->buffer, need) < 0) {
                b->failed = true;
                return NULL;
            }
        } else {
            b->buffer = pml_bytes(b->E, NULL, need);
            if (!b->buffer) {
                b->failed = true;
                return NULL;
            }
            memcpy(PML_BYTES_DATA(b->buffer), b->small, (size_t)b->length);
        }
        b->capacity = need;
    }
    return pml_bytes_builder_data(b) + b->length;
}

void pml_bytes_builder_byte(PmlBytesBuilder *b, unsigned c)
{
    unsigned char *at = pml_bytes_builder_room(b, 1);
    if (at) {
        *at = (unsigned char)c;
        b->length++;
    }
}

void pml_bytes_builder_put(PmlBytesBuilder *b, const void *p, int64_t n)
{
    unsigned char *at = pml_bytes_builder_room(b, n);
    if (at && n > 0) {
        memcpy(at, p, (size_t)n);
        b->length += n;
    }
}

void pml_bytes_builder_pad(PmlBytesBuilder *b, unsigned c, int64_t n)
{
    unsigned char *at = n > 0 ? pml_bytes_builder_room(b, n) : NULL;
    if (at) {
        memset(at, (int)c, (size_t)n);
        b->length += n;
    }
}

PmlObj *pml_bytes_builder_finish(PmlBytesBuilder *b)
{
    if (b->failed) {
        pml_bytes_builder_drop(b);
        return NULL;
    }
    PmlObj *o = b->buffer;
    if (!o) {
        return pml_bytes(b->E, b->small, b->length);
    }
    b->buffer = NULL;
    if (b->length != b->capacity && pml_bytes_resize(b->E, &o, b->length) < 0) {
        return NULL;
    }
    return o;
}

void pml_bytes_builder_drop(PmlBytesBuilder *b)
{
    pml_xdecref(b->E, b->buffer);
    b->buffer = NULL;
}

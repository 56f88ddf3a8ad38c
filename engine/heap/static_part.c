#include "heap/heap_state.h"

bool pml_heap_is_static(const PmlEngine *E, const void *p)
{
    return (uint64_t)((const unsigned char *)p - E->region) < E->heap->static_top;
}

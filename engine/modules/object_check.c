/* Invariants of the modules' own types: Q (deque.h) and C (functools_cache.c). */
#include "modules/deque.h"
#include "modules/modules.h"

const char *pml_module_object_check(const PmlObj *o)
{
    if (PML_IS(o, deque)) {
        return pml_deque_check((const PmlDeque *)(const void *)o);
    }
    return PML_IS(o, lru_cache_wrapper) ? pml_lru_cache_check(o) : NULL;
}

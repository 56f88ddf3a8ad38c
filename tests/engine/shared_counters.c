#include "shared_counters.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

/* counters.ld */
extern char gcov_counters_start[] __attribute__((weak));
extern char gcov_counters_end[] __attribute__((weak));

void shared_counters_start(void)
{
    size_t n = (uintptr_t)gcov_counters_end - (uintptr_t)gcov_counters_start;
    if (n == 0) {
        return;
    }
    void *shared = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        return;
    }
    memcpy(shared, gcov_counters_start, n);
    mremap(shared, n, n, MREMAP_MAYMOVE | MREMAP_FIXED, gcov_counters_start);
}

/* Free memory of the region, made known to AddressSanitizer; nothing in other builds. */
#ifndef PML_POISON_H
#define PML_POISON_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PML_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define PML_ASAN 1
#endif

#ifdef PML_ASAN
#include <sanitizer/asan_interface.h>
#define PML_POISON(p, n) __asan_poison_memory_region((p), (size_t)(n))
#define PML_UNPOISON(p, n) __asan_unpoison_memory_region((p), (size_t)(n))
#define PML_NO_ASAN __attribute__((no_sanitize_address))
#else
#define PML_POISON(p, n) ((void)(p), (void)(n))
#define PML_UNPOISON(p, n) ((void)(p), (void)(n))
#define PML_NO_ASAN
#endif

#endif

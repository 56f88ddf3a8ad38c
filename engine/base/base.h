/* Ground rules shared by every layer: integer types, the 8-byte slot, assertions.
 *
 * Layout promise: every pointer that lives in the region sits in an 8-byte slot (PML_PTR), so that
 * object sizes and offsets are the same in native (64-bit) and wasm32 builds. */
#ifndef PML_BASE_H
#define PML_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct PmlEngine PmlEngine;
typedef struct PmlObj PmlObj;
typedef struct PmlType PmlType;
struct PmlBuffer;

/* A pointer kept in an 8-byte slot: a one-member struct, for members and arrays alike. */
#define PML_PTR(T)        \
    struct {              \
        _Alignas(8) T *p; \
    }

/* One reference to an object, owned or borrowed as the surrounding comment says. */
typedef PML_PTR(PmlObj) PmlRef;
_Static_assert(sizeof(PmlRef) == 8, "a reference is an 8-byte slot on every host");

#define PML_UNUSED(x) ((void)(x))
#define PML_COUNT_OF(a) ((int64_t)(sizeof(a) / sizeof((a)[0])))

/* Three tiers of assertion: CHECK always on, ASSERT in debug builds, HEAVY only when auditing. */
_Noreturn void pml_assert_failed(const char *what, const char *file, int line);
#define PML_CHECK(cond) ((cond) ? (void)0 : pml_assert_failed(#cond, __FILE__, __LINE__))
#if PML_DEBUG_LEVEL >= 1
#define PML_ASSERT(cond) PML_CHECK(cond)
#else
#define PML_ASSERT(cond) ((void)0)
#endif
#define PML_UNREACHABLE() pml_assert_failed("unreachable", __FILE__, __LINE__)

#if defined(__GNUC__)
#define PML_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define PML_LIKELY(x) __builtin_expect(!!(x), 1)
#define PML_UNLIKELY(x) __builtin_expect(!!(x), 0)
/* Part of its callers: a frame fewer where calls nest deeply. */
#ifndef PML_INLINE /* a build that counts branches counts those of one copy */
#define PML_INLINE inline __attribute__((always_inline))
#endif
#else
#define PML_PRINTF(fmt, args)
#define PML_LIKELY(x) (x)
#define PML_UNLIKELY(x) (x)
#define PML_INLINE inline
#endif

/* PML_TAIL f(...): return that call's result, giving this frame back first. Only for a function of
 * the same parameters that is not handed anything of this frame. What nests by such calls costs no
 * stack, where the compiler can promise it; elsewhere it is a plain return. */
#if defined(__clang__) && __clang_major__ >= 13
#define PML_TAIL __attribute__((musttail)) return
#else
#define PML_TAIL return
#endif

#endif

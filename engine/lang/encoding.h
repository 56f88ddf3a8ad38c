/* The encoding a source says it is in (PEP 263). */
#ifndef PML_ENCODING_H
#define PML_ENCODING_H

#include "base/base.h"

typedef enum PmlEncoding {
    PML_ENCODING_NONE, /* nothing said: UTF-8 */
    PML_ENCODING_UTF8,
    PML_ENCODING_LATIN1,
    PML_ENCODING_ASCII,
    PML_ENCODING_OTHER,
} PmlEncoding;

/* Looks for a "coding" comment in the first two lines. *name, *size: as it is spelled there. */
PmlEncoding pml_source_encoding(const char *source, int64_t n, const char **name, int64_t *size);

#endif

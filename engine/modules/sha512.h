/* SHA-512 (FIPS 180-4) of a byte string. */
#ifndef PML_SHA512_H
#define PML_SHA512_H

#include "base/base.h"

#define PML_SHA512_BYTES 64
bool pml_sha512(const unsigned char *p, size_t n, unsigned char out[PML_SHA512_BYTES]);

#endif

/* The hash of str and bytes: SipHash-1-3 with a fixed key. */
#include "object/bytes.h"

static uint64_t rotate(uint64_t x, int b)
{
    return x << b | x >> (64 - b);
}

static void half_round(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d, int s, int t)
{
    *a += *b;
    *c += *d;
    *b = rotate(*b, s) ^ *a;
    *d = rotate(*d, t) ^ *c;
    *a = rotate(*a, 32);
}

static void sip_round(uint64_t v[4])
{
    half_round(&v[0], &v[1], &v[2], &v[3], 13, 16);
    half_round(&v[2], &v[1], &v[0], &v[3], 17, 21);
}

static uint64_t read_le(const unsigned char *p, int64_t n)
{
    uint64_t w = 0;
    for (int64_t i = 0; i < n; i++) {
        w |= (uint64_t)p[i] << (8 * i);
    }
    return w;
}

int64_t pml_hash_bytes(const void *p, int64_t n)
{
    const uint64_t key0 = UINT64_C(0x0706050403020100), key1 = UINT64_C(0x0f0e0d0c0b0a0908);
    uint64_t v[4] = {key0 ^ UINT64_C(0x736f6d6570736575), key1 ^ UINT64_C(0x646f72616e646f6d),
                     key0 ^ UINT64_C(0x6c7967656e657261), key1 ^ UINT64_C(0x7465646279746573)};
    const unsigned char *d = p;

    if (n == 0) {
        return 0;
    }
    int64_t left = n;
    for (; left >= 8; left -= 8, d += 8) {
        uint64_t w = read_le(d, 8);
        v[3] ^= w;
        sip_round(v);
        v[0] ^= w;
    }
    uint64_t last = (uint64_t)n << 56 | read_le(d, left);
    v[3] ^= last;
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++) {
        sip_round(v);
    }
    int64_t h = (int64_t)(v[0] ^ v[1] ^ v[2] ^ v[3]);
    return h == -1 ? -2 : h;
}

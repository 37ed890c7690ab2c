/* Kernels with the plain instructions of any machine: 8 bytes at a time. */
#include <string.h>

#include "data/structure.h"

#define KERNEL

/* The lowest bit of each byte in one: a bit for each byte that is zero. */
static inline uint64_t zero_bytes(uint64_t x)
{
    const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
    uint64_t zero = ~(((x & low) + low) | x | low); /* 0x80 where a byte is zero */
    return (zero >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static inline uint64_t load_bytes(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    x = __builtin_bswap64(x);
#endif
    return x;
}

static inline struct word_class classify(const char *text, char delimiter)
{
    const uint64_t each = UINT64_C(0x0101010101010101);
    struct word_class c = {0, 0, 0, 0};
    for (unsigned i = 0; i < WORD_BYTES; i += 8) {
        uint64_t x = load_bytes(text + i);
        c.quotes |= zero_bytes(x ^ each * '"') << i;
        c.delimiters |= zero_bytes(x ^ each * (unsigned char)delimiter) << i;
        c.lfs |= zero_bytes(x ^ each * '\n') << i;
        c.crs |= zero_bytes(x ^ each * '\r') << i;
    }
    return c;
}

static inline uint64_t prefix_xor(uint64_t x)
{
    for (unsigned shift = 1; shift < 64; shift *= 2) x ^= x << shift;
    return x;
}

static inline uint32_t lowest_bit(uint64_t x)
{
    return (uint32_t)__builtin_ctzll(x | UINT64_C(1) << 63);
}

#include "data/figure_loop.inc"
#include "data/structure_loops.inc"

const struct kernel kernel_portable = {mark, list, read_figures};

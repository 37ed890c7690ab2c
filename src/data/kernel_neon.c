/* Kernels with NEON, which every AArch64 has: 16 bytes at a time. */
#if defined __aarch64__ && defined __ARM_NEON
#include <arm_neon.h>

#include "data/structure.h"

#define KERNEL

/* A bit for each of 64 bytes that equals `c`: each keeps the bit of its place among eight, and sums of
 * neighbours bring eight of them into one byte. */
static inline uint64_t find(const uint8x16_t *v, char c)
{
    static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t place = vld1q_u8(places), wanted = vdupq_n_u8((uint8_t)c);
    uint8x16_t a = vandq_u8(vceqq_u8(v[0], wanted), place);
    uint8x16_t b = vandq_u8(vceqq_u8(v[1], wanted), place);
    uint8x16_t d = vandq_u8(vceqq_u8(v[2], wanted), place);
    uint8x16_t e = vandq_u8(vceqq_u8(v[3], wanted), place);
    uint8x16_t sums = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(d, e));
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

static inline struct word_class classify(const char *text, char delimiter)
{
    const uint8_t *p = (const uint8_t *)(const void *)text;
    const uint8x16_t v[4] = {vld1q_u8(p), vld1q_u8(p + 16), vld1q_u8(p + 32), vld1q_u8(p + 48)};
    return (struct word_class){find(v, '"'), find(v, delimiter), find(v, '\n'), find(v, '\r')};
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

const struct kernel kernel_neon = {mark, list, read_figures};
#else
typedef int nothing_for_this_machine;
#endif

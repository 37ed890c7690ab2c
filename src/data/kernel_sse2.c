/* Kernels with SSE2, which every x86-64 has: 16 bytes at a time. */
#if defined __x86_64__
#include <emmintrin.h>

#include "data/structure.h"

#define KERNEL

static inline uint64_t find(const __m128i *v, char c)
{
    __m128i wanted = _mm_set1_epi8(c);
    uint64_t bits = 0;
    for (unsigned i = 0; i < 4; i++)
        bits |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v[i], wanted)) << 16 * i;
    return bits;
}

static inline struct word_class classify(const char *text, char delimiter)
{
    __m128i v[4];
    for (unsigned i = 0; i < 4; i++)
        v[i] = _mm_loadu_si128((const __m128i *)(const void *)text + i);
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

const struct kernel kernel_sse2 = {mark, list, read_figures};
#else
typedef int nothing_for_this_machine;
#endif

/* Kernels with AVX2 and the carry-less product: 32 bytes at a time. */
#if defined __x86_64__
#include <immintrin.h>

#include "data/structure.h"

#define KERNEL __attribute__((target("avx2,pclmul,popcnt,bmi,bmi2,lzcnt")))

KERNEL static inline uint64_t find(__m256i low, __m256i high, char c)
{
    __m256i wanted = _mm256_set1_epi8(c);
    uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return a | (uint64_t)b << 32;
}

KERNEL static inline struct word_class classify(const char *text, char delimiter)
{
    const __m256i *p = (const __m256i *)(const void *)text;
    __m256i low = _mm256_loadu_si256(p), high = _mm256_loadu_si256(p + 1);
    return (struct word_class){find(low, high, '"'), find(low, high, delimiter),
                               find(low, high, '\n'), find(low, high, '\r')};
}

/* A product without carries with all ones adds up, modulo 2, all bits below each. */
KERNEL static inline uint64_t prefix_xor(uint64_t x)
{
    __m128i product =
        _mm_clmulepi64_si128(_mm_cvtsi64_si128((long long)x), _mm_set1_epi8((char)0xff), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

KERNEL static inline uint32_t lowest_bit(uint64_t x)
{
    return (uint32_t)_tzcnt_u64(x);
}

#include "data/figure_loop.inc"
#include "data/structure_loops.inc"

const struct kernel kernel_avx2 = {mark, list, read_figures};
#else
typedef int nothing_for_this_machine;
#endif

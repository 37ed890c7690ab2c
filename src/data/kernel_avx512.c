/* Kernels with AVX-512 and the carry-less product: 64 bytes at a time. */
#if defined __x86_64__
#include <immintrin.h>

#include "data/structure.h"

#define KERNEL __attribute__((target("avx512f,avx512bw,pclmul,popcnt,bmi,bmi2,lzcnt")))

KERNEL static inline struct word_class classify(const char *text, char delimiter)
{
    __m512i v = _mm512_loadu_si512((const void *)text);
    return (struct word_class){_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')),
                               _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(delimiter)),
                               _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')),
                               _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r'))};
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

const struct kernel kernel_avx512 = {mark, list, read_figures};
#else
typedef int nothing_for_this_machine;
#endif

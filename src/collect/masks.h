/* Sets of rows of a portion, a bit a row. */
#ifndef POL_COLLECT_MASKS_H
#define POL_COLLECT_MASKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "data/vectors.h"

/* Goes through the rows of a mask; `row` is a size_t declared before. No `break` in it. */
#define EACH_ROW(mask, row)                                                                        \
    for (size_t word_ = 0; word_ < VECTOR_WORDS; word_++)                                          \
        for (uint64_t left_ = (mask)[word_];                                                       \
             left_ && ((row) = word_ * 64 + (size_t)__builtin_ctzll(left_), true);                 \
             left_ &= left_ - 1)

/* The first `rows` rows. */
static inline void mask_first(uint64_t mask[VECTOR_WORDS], size_t rows)
{
    for (size_t w = 0; w < VECTOR_WORDS; w++)
        mask[w] = rows >= w * 64 + 64 ? UINT64_MAX
                  : rows > w * 64     ? ((uint64_t)1 << rows % 64) - 1
                                      : 0;
}

static inline void mask_and(uint64_t result[VECTOR_WORDS], const uint64_t *a, const uint64_t *b)
{
    for (size_t w = 0; w < VECTOR_WORDS; w++) result[w] = a[w] & b[w];
}

static inline void mask_or(uint64_t result[VECTOR_WORDS], const uint64_t *a, const uint64_t *b)
{
    for (size_t w = 0; w < VECTOR_WORDS; w++) result[w] = a[w] | b[w];
}

/* The rows of `a` that are not in `b`; answers whether there is any. */
static inline bool mask_without(uint64_t result[VECTOR_WORDS], const uint64_t *a, const uint64_t *b)
{
    uint64_t any = 0;
    for (size_t w = 0; w < VECTOR_WORDS; w++) any |= result[w] = a[w] & ~b[w];
    return any != 0;
}

/* Whether it is the first `rows` rows and no others. */
static inline bool mask_is_first(const uint64_t *mask, size_t rows)
{
    uint64_t others = 0;
    for (size_t w = 0; w < rows / 64; w++) others |= ~mask[w];
    if (rows % 64) others |= mask[rows / 64] ^ (((uint64_t)1 << rows % 64) - 1);
    return !others;
}

static inline bool mask_any(const uint64_t *mask)
{
    uint64_t any = 0;
    for (size_t w = 0; w < VECTOR_WORDS; w++) any |= mask[w];
    return any != 0;
}

static inline uint64_t mask_count(const uint64_t *mask)
{
    uint64_t count = 0;
    for (size_t w = 0; w < VECTOR_WORDS; w++) count += (uint64_t)__builtin_popcountll(mask[w]);
    return count;
}

static inline bool mask_has(const uint64_t *mask, size_t row)
{
    return mask[row / 64] >> row % 64 & 1;
}

static inline void mask_add(uint64_t *mask, size_t row)
{
    mask[row / 64] |= (uint64_t)1 << row % 64;
}

#endif

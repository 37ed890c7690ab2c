/* 256-bit whole numbers, for the few places where a product of two 128-bit ones must not wrap:
 * comparing fractions, rounding one to a double, sums of squares. */
#ifndef POL_BASE_WIDE_H
#define POL_BASE_WIDE_H

#include <stdbool.h>

#include "base/compiler.h"

/* 10^0 .. 10^38, the powers of ten that fit 128 bits. */
extern const u128 u128_power_of_ten[39];

/* |a|, also of the least one. */
static inline u128 i128_magnitude(i128 a)
{
    return a < 0 ? 0 - (u128)a : (u128)a;
}

/* hi * 2^128 + lo */
struct u256 {
    u128 hi, lo;
};

struct u256 u256_mul(u128 a, u128 b);
/* true on overflow */
bool u256_times(struct u256 *result, struct u256 a, struct u256 b);
/* -1, 0 or 1 */
int u256_compare(struct u256 a, struct u256 b);
/* true on overflow */
bool u256_add(struct u256 *result, struct u256 a, struct u256 b);
/* a >= b */
struct u256 u256_sub(struct u256 a, struct u256 b);
/* by: 0 .. 255 */
struct u256 u256_shift_left(struct u256 a, unsigned by);
struct u256 u256_shift_right(struct u256 a, unsigned by);
/* The number of bits up to the highest set one; 0 for zero. */
unsigned u256_bits(struct u256 a);
/* Quotient and remainder; b > 0. */
struct u256 u256_divide(struct u256 a, struct u256 b, struct u256 *remainder);
/* The nearest double to a / b, ties to even, whatever the sizes; b > 0. */
double u256_quotient(struct u256 a, struct u256 b);

#endif

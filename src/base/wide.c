/* 256-bit whole numbers, as two halves of 128 bits. */
#include "base/wide.h"

#include <math.h>
#include <stdint.h>

#include "base/bug.h"
#include "base/ckd.h"

#define E19 ((u128)10000000000000000000u)

const u128 u128_power_of_ten[39] = {
    1u,
    10u,
    100u,
    1000u,
    10000u,
    100000u,
    1000000u,
    10000000u,
    100000000u,
    1000000000u,
    10000000000u,
    100000000000u,
    1000000000000u,
    10000000000000u,
    100000000000000u,
    1000000000000000u,
    10000000000000000u,
    100000000000000000u,
    1000000000000000000u,
    E19,
    E19 * 10u,
    E19 * 100u,
    E19 * 1000u,
    E19 * 10000u,
    E19 * 100000u,
    E19 * 1000000u,
    E19 * 10000000u,
    E19 * 100000000u,
    E19 * 1000000000u,
    E19 * 10000000000u,
    E19 * 100000000000u,
    E19 * 1000000000000u,
    E19 * 10000000000000u,
    E19 * 100000000000000u,
    E19 * 1000000000000000u,
    E19 * 10000000000000000u,
    E19 * 100000000000000000u,
    E19 * 1000000000000000000u,
    E19 * 10000000000000000000u,
};

struct u256 u256_mul(u128 a, u128 b)
{
    uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64);
    uint64_t b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);

    /* (2^64 - 1)^2 leaves room for one more number of 64 bits, so none of these sums wraps. */
    u128 low = (u128)a0 * b0;
    u128 middle = (u128)a1 * b0 + (low >> 64);
    u128 other = (u128)a0 * b1 + (uint64_t)middle;
    return (struct u256){
        .hi = (u128)a1 * b1 + (middle >> 64) + (other >> 64),
        .lo = other << 64 | (uint64_t)low,
    };
}

bool u256_times(struct u256 *result, struct u256 a, struct u256 b)
{
    if (a.hi && b.hi) return true;
    struct u256 product = u256_mul(a.lo, b.lo);
    struct u256 upper = a.hi ? u256_mul(a.hi, b.lo) : u256_mul(a.lo, b.hi);
    if (upper.hi || ckd_add(&product.hi, product.hi, upper.lo)) return true;
    *result = product;
    return false;
}

int u256_compare(struct u256 a, struct u256 b)
{
    if (a.hi != b.hi) return a.hi < b.hi ? -1 : 1;
    return (a.lo > b.lo) - (a.lo < b.lo);
}

bool u256_add(struct u256 *result, struct u256 a, struct u256 b)
{
    u128 carry = ckd_add(&result->lo, a.lo, b.lo);
    bool overflow = ckd_add(&result->hi, a.hi, b.hi);
    return ckd_add(&result->hi, result->hi, carry) || overflow;
}

struct u256 u256_sub(struct u256 a, struct u256 b)
{
    return (struct u256){.hi = a.hi - b.hi - (a.lo < b.lo), .lo = a.lo - b.lo};
}

struct u256 u256_shift_left(struct u256 a, unsigned by)
{
    if (by == 0) return a;
    if (by >= 128) return (struct u256){.hi = a.lo << (by - 128), .lo = 0};
    return (struct u256){.hi = a.hi << by | a.lo >> (128 - by), .lo = a.lo << by};
}

struct u256 u256_shift_right(struct u256 a, unsigned by)
{
    if (by == 0) return a;
    if (by >= 128) return (struct u256){.hi = 0, .lo = a.hi >> (by - 128)};
    return (struct u256){.hi = a.hi >> by, .lo = a.lo >> by | a.hi << (128 - by)};
}

unsigned u256_bits(struct u256 a)
{
    u128 rest = a.hi ? a.hi : a.lo;
    unsigned bits = a.hi ? 128 : 0;
    for (unsigned half = 64; half; half /= 2) {
        if (rest >> half) {
            bits += half;
            rest >>= half;
        }
    }
    return bits + (rest != 0);
}

struct u256 u256_divide(struct u256 a, struct u256 b, struct u256 *remainder)
{
    if (!b.hi && !b.lo) BUG("division by zero");
    struct u256 quotient = {0};
    if (!a.hi && !b.hi) {
        *remainder = (struct u256){.lo = a.lo % b.lo};
        quotient.lo = a.lo / b.lo;
        return quotient;
    }
    unsigned a_bits = u256_bits(a), b_bits = u256_bits(b);
    for (unsigned place = a_bits >= b_bits ? a_bits - b_bits + 1 : 0; place-- > 0;) {
        struct u256 multiple = u256_shift_left(b, place);
        quotient = u256_shift_left(quotient, 1);
        if (u256_compare(a, multiple) < 0) continue;
        a = u256_sub(a, multiple);
        quotient.lo |= 1;
    }
    *remainder = a;
    return quotient;
}

double u256_quotient(struct u256 a, struct u256 b)
{
    unsigned a_bits = u256_bits(a), b_bits = u256_bits(b);
    if (!b_bits) BUG("division by zero");
    if (!a_bits) return 0;

    /* Both begin at the highest bit, so that the quotient is in (1/2, 2); when it is below 1 the
     * first bit comes from the doubled remainder. */
    struct u256 rest = u256_shift_left(a, 256 - a_bits);
    struct u256 divisor = u256_shift_left(b, 256 - b_bits);
    int exponent = (int)a_bits - (int)b_bits;
    bool carry = false;
    if (u256_compare(rest, divisor) < 0) {
        exponent--;
        carry = true;
        rest = u256_shift_left(rest, 1);
    }

    /* The 53 bits of a double and one to round by. A carry is the bit that doubling the remainder
     * pushed out; what is left after the subtraction fits again. */
    uint64_t bits = 0;
    for (int i = 0; i < 54; i++) {
        bool one = carry || u256_compare(rest, divisor) >= 0;
        if (one) rest = u256_sub(rest, divisor);
        bits = bits << 1 | one;
        carry = rest.hi >> 127 != 0;
        rest = u256_shift_left(rest, 1);
    }
    bool exact = !carry && !rest.hi && !rest.lo;
    uint64_t mantissa = bits >> 1;
    if ((bits & 1) && (!exact || (mantissa & 1))) mantissa++;
    return ldexp((double)mantissa, exponent - 52);
}

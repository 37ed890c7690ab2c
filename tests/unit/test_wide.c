/* 256-bit numbers against slow arithmetic on small limbs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/wide.h"
#include "unit/random.h"

enum { ROUNDS = 20000 };

static const u128 all_ones = ~(u128)0;

static bool equal(struct u256 a, struct u256 b)
{
    return a.hi == b.hi && a.lo == b.lo;
}

static struct u256 small(u128 value)
{
    return (struct u256){.hi = 0, .lo = value};
}

static struct u256 random_wide(struct random *random)
{
    if (random_below(random, 2)) return small(random_bits(random, 128));
    return (struct u256){random_bits(random, 128),
                         (u128)random_next(random) << 64 | random_next(random)};
}

/* ---- the oracle: schoolbook arithmetic on 16 bits at a time ---- */

enum { LIMBS = 64 };

struct big {
    uint16_t limb[LIMBS]; /* the lowest first */
};

static struct big big_of(struct u256 a)
{
    struct big big = {{0}};
    for (int i = 0; i < 8; i++) {
        big.limb[i] = (uint16_t)(a.lo >> (16 * i));
        big.limb[8 + i] = (uint16_t)(a.hi >> (16 * i));
    }
    return big;
}

static struct big big_mul(struct big a, struct big b)
{
    struct big product = {{0}};
    for (int i = 0; i < LIMBS; i++) {
        uint32_t carry = 0;
        for (int j = 0; i + j < LIMBS; j++) {
            uint32_t sum = (uint32_t)a.limb[i] * b.limb[j] + product.limb[i + j] + carry;
            product.limb[i + j] = (uint16_t)sum;
            carry = sum >> 16;
        }
        assert_int_equal(carry, 0);
    }
    return product;
}

static struct big big_add(struct big a, struct big b)
{
    uint32_t carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        carry += (uint32_t)a.limb[i] + b.limb[i];
        a.limb[i] = (uint16_t)carry;
        carry >>= 16;
    }
    return a;
}

static int big_compare(struct big a, struct big b)
{
    for (int i = LIMBS; i-- > 0;)
        if (a.limb[i] != b.limb[i]) return a.limb[i] < b.limb[i] ? -1 : 1;
    return 0;
}

static struct big big_power_of_two(int exponent)
{
    struct big power = {{0}};
    power.limb[exponent / 16] = (uint16_t)(1u << exponent % 16);
    return power;
}

static void assert_big_equal(struct big a, struct big b)
{
    assert_memory_equal(&a, &b, sizeof a);
}

/* ---- tests ---- */

static void powers_of_ten(void **state)
{
    (void)state;
    u128 power = 1;
    for (int i = 0; i < 39; i++) {
        assert_true(u128_power_of_ten[i] == power);
        power *= 10;
    }
}

static void magnitudes(void **state)
{
    (void)state;
    assert_true(i128_magnitude(0) == 0);
    assert_true(i128_magnitude(-5) == 5);
    assert_true(i128_magnitude(I128_MAX) == (u128)I128_MAX);
    assert_true(i128_magnitude(I128_MIN) == (u128)1 << 127);
}

static void product_of_two(void **state)
{
    (void)state;
    assert_true(equal(u256_mul(0, all_ones), small(0)));
    assert_true(equal(u256_mul(1, all_ones), small(all_ones)));
    assert_true(equal(u256_mul(all_ones, all_ones), (struct u256){all_ones - 1, 1}));
    struct random random = {1};
    for (int i = 0; i < ROUNDS; i++) {
        u128 a = random_bits(&random, 128), b = random_bits(&random, 128);
        assert_big_equal(big_of(u256_mul(a, b)), big_mul(big_of(small(a)), big_of(small(b))));
    }
}

static void product_of_wide(void **state)
{
    (void)state;
    struct random random = {2};
    struct big limit = big_power_of_two(256);
    int overflows = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct u256 a = random_wide(&random), b = random_wide(&random), product;
        struct big expected = big_mul(big_of(a), big_of(b));
        bool overflow = big_compare(expected, limit) >= 0;
        assert_int_equal(u256_times(&product, a, b), overflow);
        if (!overflow) assert_big_equal(big_of(product), expected);
        overflows += overflow;
    }
    assert_in_range(overflows, ROUNDS / 10, ROUNDS - ROUNDS / 10);
}

static void order(void **state)
{
    (void)state;
    struct u256 ascending[] = {small(0),      small(1),      small(all_ones),     {1, 0},
                               {1, all_ones}, {all_ones, 0}, {all_ones, all_ones}};
    for (int i = 0; i < (int)COUNT_OF(ascending); i++)
        for (int j = 0; j < (int)COUNT_OF(ascending); j++)
            assert_int_equal(u256_compare(ascending[i], ascending[j]), (i > j) - (i < j));
}

static void sum_and_difference(void **state)
{
    (void)state;
    struct u256 sum;
    assert_false(u256_add(&sum, small(all_ones), small(1)));
    assert_true(equal(sum, (struct u256){1, 0}));
    assert_true(u256_add(&sum, (struct u256){all_ones, all_ones}, small(1)));
    assert_true(u256_add(&sum, (struct u256){all_ones, 0}, (struct u256){1, 0}));
    assert_true(equal(u256_sub((struct u256){1, 0}, small(1)), small(all_ones)));

    struct random random = {3};
    struct big limit = big_power_of_two(256);
    for (int i = 0; i < ROUNDS; i++) {
        struct u256 a = random_wide(&random), b = random_wide(&random);
        struct big expected = big_add(big_of(a), big_of(b));
        bool overflow = big_compare(expected, limit) >= 0;
        assert_int_equal(u256_add(&sum, a, b), overflow);
        if (overflow) continue;
        assert_big_equal(big_of(sum), expected);
        assert_true(equal(u256_sub(sum, b), a));
    }
}

static void shifts(void **state)
{
    (void)state;
    struct random random = {4};
    for (unsigned by = 0; by < 256; by++) {
        struct u256 a = {random_next(&random), random_next(&random)};
        struct u256 doubled = a;
        for (unsigned i = 0; i < by; i++) {
            doubled.hi = doubled.hi << 1 | doubled.lo >> 127;
            doubled.lo <<= 1;
        }
        assert_true(equal(u256_shift_left(a, by), doubled));

        struct u256 halved = {all_ones, all_ones - by};
        struct u256 shifted = u256_shift_right(halved, by);
        for (unsigned i = 0; i < by; i++) {
            halved.lo = halved.lo >> 1 | halved.hi << 127;
            halved.hi >>= 1;
        }
        assert_true(equal(shifted, halved));
    }
}

static void count_of_bits(void **state)
{
    (void)state;
    assert_int_equal(u256_bits(small(0)), 0);
    for (unsigned i = 0; i < 256; i++) {
        struct u256 power = u256_shift_left(small(1), i);
        assert_int_equal(u256_bits(power), i + 1);
        assert_int_equal(u256_bits(u256_sub(power, small(1))), i);
    }
}

static void division(void **state)
{
    (void)state;
    struct random random = {5};
    for (int i = 0; i < ROUNDS; i++) {
        struct u256 a = random_wide(&random), b = random_wide(&random), rest;
        if (!b.hi && !b.lo) continue;
        struct u256 quotient = u256_divide(a, b, &rest);
        assert_true(u256_compare(rest, b) < 0);
        assert_big_equal(big_add(big_mul(big_of(quotient), big_of(b)), big_of(rest)), big_of(a));
    }
}

/* Whether no double is nearer to a / b, by whole numbers only. */
static void assert_nearest(struct u256 a, struct u256 b, double quotient)
{
    int exponent;
    uint64_t mantissa = (uint64_t)ldexp(frexp(quotient, &exponent), 53);
    exponent -= 53;
    struct big up = big_power_of_two(exponent < 0 ? -exponent : 0);
    struct big unit = big_mul(big_of(b), big_power_of_two(exponent > 0 ? exponent : 0));
    struct big exact = big_mul(big_of(a), up);
    struct big found = big_mul(unit, big_of(small(mantissa)));

    /* 2 |exact - found| <= unit, without a subtraction; below a power of two the doubles lie
     * twice as close. */
    struct big two = big_of(small(2)), four = big_of(small(4));
    struct big exact_2 = big_mul(exact, two), found_2 = big_mul(found, two);
    int above = big_compare(exact_2, big_add(found_2, unit));
    int below = big_compare(big_add(exact_2, unit), found_2);
    assert_true(above <= 0 && below >= 0);
    if (above == 0 || below == 0) assert_true(mantissa % 2 == 0);
    if (mantissa == (uint64_t)1 << 52)
        assert_true(big_compare(big_add(big_mul(exact, four), unit), big_mul(found, four)) >= 0);
}

static void quotient_as_double(void **state)
{
    (void)state;
    assert_true(u256_quotient(small(0), small(7)) == 0);
    assert_true(u256_quotient(small(1), small(3)) == 1.0 / 3);
    assert_true(u256_quotient((struct u256){all_ones, all_ones}, small(1)) == 0x1p256);
    assert_true(u256_quotient(small(1), (struct u256){(u128)1 << 127, 0}) == 0x1p-255);
    struct random random = {6};
    for (int i = 0; i < ROUNDS; i++) {
        struct u256 a = random_wide(&random), b = random_wide(&random);
        if ((!a.hi && !a.lo) || (!b.hi && !b.lo)) continue;
        assert_nearest(a, b, u256_quotient(a, b));
    }
}

static void quotient_ties_to_even(void **state)
{
    (void)state;
    for (unsigned by = 0; by <= 200; by++) {
        struct u256 scale = u256_shift_left(small(1), by);
        for (uint64_t odd = ((uint64_t)1 << 53) + 1; odd < ((uint64_t)1 << 53) + 40; odd += 2) {
            struct u256 tie = u256_shift_left(small(odd), by);
            double even = (double)(odd % 4 == 1 ? odd - 1 : odd + 1);
            assert_true(u256_quotient(tie, scale) == even);
            if (by == 0) continue;
            /* The least bit more or less decides it. */
            struct u256 more, less = u256_sub(tie, small(1));
            u256_add(&more, tie, small(1));
            assert_true(u256_quotient(more, scale) == (double)(odd + 1));
            assert_true(u256_quotient(less, scale) == (double)(odd - 1));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_of_ten),
        cmocka_unit_test(magnitudes),
        cmocka_unit_test(product_of_two),
        cmocka_unit_test(product_of_wide),
        cmocka_unit_test(order),
        cmocka_unit_test(sum_and_difference),
        cmocka_unit_test(shifts),
        cmocka_unit_test(count_of_bits),
        cmocka_unit_test(division),
        cmocka_unit_test(quotient_as_double),
        cmocka_unit_test(quotient_ties_to_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

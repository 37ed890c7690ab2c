/* Numbers: that they are exact as long as they can be, and rightly rounded where they can't. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"
#include "base/wide.h"
#include "unit/random.h"

enum { ROUNDS = 20000 };

/* "12.5", or "1/3" for a fraction. */
static struct num number(const char *text)
{
    struct str rest = str_from(text), top = str_cut(&rest, '/');
    struct num numerator, denominator;
    assert_int_equal(num_parse(&numerator, top), NUM_PARSED);
    if (top.len == strlen(text)) return numerator;
    assert_int_equal(num_parse(&denominator, rest), NUM_PARSED);
    return num_fraction(numerator.n, (u128)denominator.n);
}

static bool identical(struct num a, struct num b)
{
    return a.n == b.n && a.d == b.d && a.kind == b.kind && a.scale == b.scale;
}

static void assert_number(struct num found, const char *expected)
{
    struct num wanted = number(expected);
    wanted = num_canonical(&wanted);
    found = num_canonical(&found);
    if (!identical(found, wanted)) fail_msg("%.17g is not %s", num_to_double(&found), expected);
}

static void assert_binary(struct num found, double expected)
{
    assert_int_equal(found.kind, NUM_BINARY);
    if (found.b != expected) fail_msg("%.17g is not %.17g", found.b, expected);
    assert_false(signbit(found.b) && found.b == 0);
}

static struct num sum_of(struct num a, struct num b)
{
    struct num result;
    assert_true(num_add(&result, &a, &b));
    return result;
}

static struct num difference_of(struct num a, struct num b)
{
    struct num result;
    assert_true(num_sub(&result, &a, &b));
    return result;
}

static struct num product_of(struct num a, struct num b)
{
    struct num result;
    assert_true(num_mul(&result, &a, &b));
    return result;
}

static struct num quotient_of(struct num a, struct num b)
{
    struct num result;
    assert_true(num_div(&result, &a, &b));
    return result;
}

static struct num power_of(struct num a, int exponent)
{
    struct num result;
    assert_true(num_pow(&result, &a, exponent));
    return result;
}

static int compared(const char *a, const char *b)
{
    struct num left = number(a), right = number(b);
    return num_compare(&left, &right);
}

/* A decimal or a fraction, of every size and now and then zero. */
static struct num random_exact(struct random *random, unsigned bits)
{
    i128 n = (i128)random_bits(random, bits);
    if (random_below(random, 2)) n = -n;
    if (random_below(random, 2)) return num_decimal(n, (unsigned)random_below(random, 12));
    return num_fraction(n, random_bits(random, bits) + 1);
}

/* ---- making ---- */

static void made_of_parts(void **state)
{
    (void)state;
    assert_number(num_int(INT64_MIN), "-9223372036854775808");
    assert_number(num_decimal(-1250, 2), "-12.5");
    struct num max = num_decimal(I128_MAX, 38);
    assert_true(max.n == I128_MAX && max.kind == NUM_DECIMAL && max.scale == 38);
    assert_binary(num_decimal(I128_MIN, 0), -0x1p127);
    assert_binary(num_binary(-0.0), 0);
    assert_binary(num_binary(0.1), 0.1);
}

static void fractions_in_lowest_terms(void **state)
{
    (void)state;
    struct num third = num_fraction(-4, 12);
    assert_true(identical(third, (struct num){.n = -1, .d = 3, .kind = NUM_FRACTION}));
    struct num huge = num_fraction(I128_MAX, ~(u128)0); /* (2^127 - 1) / (2^128 - 1) */
    assert_true(huge.kind == NUM_FRACTION && huge.n == I128_MAX && huge.d == ~(u128)0);
    struct num least = num_fraction(I128_MIN, 3);
    assert_binary(least, -0x1p127 / 3);
    assert_number(num_fraction(I128_MIN, (u128)1 << 127), "-1");
}

static void fractions_that_are_decimals(void **state)
{
    (void)state;
    struct num eighth = num_fraction(-3, 24);
    assert_true(identical(eighth, (struct num){.n = -125, .kind = NUM_DECIMAL, .scale = 3}));
    assert_true(identical(num_fraction(0, 77), (struct num){.kind = NUM_DECIMAL}));
    assert_true(identical(num_fraction(60, 5), (struct num){.n = 12, .kind = NUM_DECIMAL}));

    struct num last = num_fraction(1, (u128)1 << 38);
    assert_true(last.kind == NUM_DECIMAL && last.scale == 38);
    struct num next = num_fraction(1, (u128)1 << 39); /* would have 39 places */
    assert_true(next.kind == NUM_FRACTION && next.n == 1 && next.d == (u128)1 << 39);
    /* 3 / 2^38 has 38 places, but with a large numerator too many digits. */
    struct num full = num_fraction(I128_MAX, (u128)1 << 38);
    assert_true(full.kind == NUM_FRACTION && full.n == I128_MAX);
}

static void one_form_for_equal_numbers(void **state)
{
    (void)state;
    struct num plain = number("1.5"), zeros = num_decimal(1500000, 6);
    struct num as_fraction = {.n = 3, .d = 2, .kind = NUM_FRACTION};
    assert_false(identical(plain, zeros));
    assert_true(identical(num_canonical(&zeros), plain));
    assert_true(identical(num_canonical(&as_fraction), plain));
    struct num zero = num_decimal(0, 20), hundred = num_decimal(10000, 2);
    assert_true(identical(num_canonical(&zero), num_int(0)));
    assert_true(identical(num_canonical(&hundred), num_int(100)));
}

/* ---- asking ---- */

static void kind_sign_and_wholeness(void **state)
{
    (void)state;
    struct num third = number("1/3"), binary = num_binary(-2.5), whole = num_binary(1e300);
    struct num zero = num_decimal(0, 5), five = num_decimal(-500, 2), half = number("0.5");
    assert_true(num_is_exact(&third) && num_is_exact(&five) && !num_is_exact(&binary));
    assert_true(num_is_integer(&five) && num_is_integer(&zero) && num_is_integer(&whole));
    assert_false(num_is_integer(&third) || num_is_integer(&half) || num_is_integer(&binary));
    assert_int_equal(num_sign(&third), 1);
    assert_int_equal(num_sign(&five), -1);
    assert_int_equal(num_sign(&binary), -1);
    assert_int_equal(num_sign(&zero), 0);
    assert_true(num_is_zero(&zero) && !num_is_zero(&half));
}

static void negation_and_size(void **state)
{
    (void)state;
    struct num third = number("-1/3"), binary = num_binary(-2.5), zero = num_binary(0);
    assert_number(num_neg(&third), "1/3");
    assert_number(num_abs(&third), "1/3");
    assert_binary(num_neg(&binary), 2.5);
    assert_binary(num_abs(&binary), 2.5);
    assert_binary(num_neg(&zero), 0);
}

static void floors(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t floor;
    } cases[] = {{"2.999", 2},
                 {"-2.001", -3},
                 {"-3.000", -3},
                 {"7/3", 2},
                 {"-7/3", -3},
                 {"0", 0},
                 {"-0.0001", -1},
                 {"9223372036854775807.9", INT64_MAX},
                 {"-9223372036854775808", INT64_MIN}};
    int64_t floor;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i].text);
        assert_true(num_floor(&floor, &a));
        assert_true(floor == cases[i].floor);
    }
    struct num binary = num_binary(-0.5), large = number("9223372036854775808");
    assert_true(num_floor(&floor, &binary) && floor == -1);
    struct num low = number("-9223372036854775808.1"), power = num_binary(0x1p63);
    floor = 42;
    assert_false(num_floor(&floor, &large) || num_floor(&floor, &low) || num_floor(&floor, &power));
    assert_true(floor == 42);
    power = num_binary(-0x1p63);
    assert_true(num_floor(&floor, &power) && floor == INT64_MIN);
}

/* ---- arithmetic ---- */

static void sums_of_decimals(void **state)
{
    (void)state;
    assert_number(sum_of(number("0.1"), number("0.2")), "0.3");
    assert_number(sum_of(number("12.5"), number("-0.125")), "12.375");
    assert_number(difference_of(number("0.125"), number("12.5")), "-12.375");
    assert_number(sum_of(number("1e36"), number("1e-1")),
                  "1000000000000000000000000000000000000.1");
    assert_number(sum_of(number("-1e19"), number("1e-18")),
                  "-9999999999999999999.999999999999999999");
}

static void sums_of_fractions(void **state)
{
    (void)state;
    assert_number(sum_of(number("1/3"), number("1/6")), "0.5");
    assert_number(sum_of(number("1/3"), number("2/3")), "1");
    assert_number(difference_of(number("1/3"), number("1/3")), "0");
    assert_number(sum_of(number("1/7"), number("0.5")), "9/14");
    assert_number(difference_of(number("1/7"), number("1/3")), "-4/21");
}

static void reducing_avoids_overflow(void **state)
{
    (void)state;
    /* At the common scale the mantissa has no room, but the zeros at its end can go. */
    assert_number(sum_of(number("1e36"), num_decimal(100000000, 9)),
                  "1000000000000000000000000000000000000.1");
    /* The zeros of both factors: 10^24 / 10^24 times the same. */
    struct num one = num_decimal((i128)u128_power_of_ten[24], 24);
    assert_number(product_of(one, one), "1");
    /* The common denominator has 130 bits, that of the sum 126. */
    u128 prime = ((u128)1 << 127) - 1;
    assert_number(difference_of(num_fraction(1, prime), num_fraction(1, prime)), "0");
    assert_true(identical(sum_of(num_fraction(1, prime), num_fraction(1, prime)),
                          (struct num){.n = 2, .d = prime, .kind = NUM_FRACTION}));
    struct num a = num_fraction(I128_MAX, prime - 1), b = num_fraction(17, prime);
    assert_number(product_of(a, quotient_of(num_int(1), a)), "1");
    assert_number(product_of(b, num_fraction(I128_MAX, 17)), "1");
    /* 1/(3 2^124) + 1/(6 2^124) = 1/(2^125) */
    assert_true(identical(sum_of(num_fraction(1, (u128)3 << 124), num_fraction(1, (u128)6 << 124)),
                          (struct num){.n = 1, .d = (u128)1 << 125, .kind = NUM_FRACTION}));
}

static void overflow_becomes_binary(void **state)
{
    (void)state;
    struct num max = num_decimal(I128_MAX, 0), min = num_decimal(-I128_MAX, 0);
    assert_number(sum_of(max, min), "0");
    assert_binary(sum_of(max, num_int(1)), 0x1p127);
    assert_binary(difference_of(min, num_int(1)), -0x1p127);
    assert_binary(product_of(max, max), 0x1p254);
    assert_binary(product_of(number("1e-30"), number("1e-30")), 1e-60);
    assert_binary(sum_of(number("1e20"), number("1e-30")), 1e20);
    assert_binary(quotient_of(number("1e37"), number("1e-38")), 1e75);
    /* 1/(2^127 - 1) + 1/(2^126 + 1): rounded once, from the exact sum. */
    struct num a = num_fraction(1, ((u128)1 << 127) - 1), b = num_fraction(1, ((u128)1 << 126) + 1);
    assert_binary(sum_of(a, b), 0x3p-127);
}

static void products_and_quotients(void **state)
{
    (void)state;
    assert_number(product_of(number("-1.5"), number("2.5")), "-3.75");
    assert_number(product_of(number("12345678901234567890"), number("-0.1")),
                  "-1234567890123456789");
    assert_number(product_of(number("0"), number("-1/3")), "0");
    assert_number(product_of(number("1/3"), number("0.6")), "0.2");
    assert_number(quotient_of(number("1"), number("-8")), "-0.125");
    assert_number(quotient_of(number("3"), number("5")), "0.6");
    assert_number(quotient_of(number("-2/3"), number("-4/9")), "1.5");
    assert_number(quotient_of(number("0"), number("-7")), "0");
    assert_number(quotient_of(number("1.00"), number("3.000")), "1/3");
}

static void no_finite_result(void **state)
{
    (void)state;
    struct num result = num_int(42), zero = num_decimal(0, 3), binary_zero = num_binary(0);
    struct num one = num_int(1), max = num_binary(DBL_MAX), small = num_binary(0.1);
    assert_false(num_div(&result, &one, &zero));
    assert_false(num_div(&result, &one, &binary_zero));
    assert_false(num_div(&result, &max, &small));
    assert_false(num_add(&result, &max, &max));
    assert_false(num_mul(&result, &max, &max));
    struct num low = num_neg(&max);
    assert_false(num_sub(&result, &low, &max));
    assert_true(identical(result, num_int(42)));
}

static void binary_beside_exact(void **state)
{
    (void)state;
    assert_binary(sum_of(number("0.1"), num_binary(0.2)), 0.1 + 0.2);
    assert_binary(difference_of(num_binary(0.3), number("1/3")), 0.3 - 1.0 / 3);
    assert_binary(product_of(num_binary(1.5), number("2")), 3);
    assert_binary(quotient_of(number("1"), num_binary(3)), 1.0 / 3);
    assert_binary(difference_of(num_binary(1.5), number("1.5")), 0);
}

static void result_may_be_an_operand(void **state)
{
    (void)state;
    struct num a = number("0.75"), third = number("1/3");
    assert_true(num_add(&a, &a, &a));
    assert_number(a, "1.5");
    assert_true(num_mul(&a, &a, &a));
    assert_number(a, "2.25");
    assert_true(num_sub(&a, &third, &a));
    assert_number(a, "-23/12");
    assert_true(num_div(&a, &a, &a));
    assert_number(a, "1");
    assert_true(num_pow(&third, &third, 3));
    assert_number(third, "1/27");
}

static void powers(void **state)
{
    (void)state;
    struct num zero = num_int(0), ten = num_int(10), result = num_int(42);
    assert_number(power_of(zero, 0), "1");
    assert_number(power_of(zero, 5), "0");
    assert_number(power_of(number("-2"), 3), "-8");
    assert_number(power_of(number("-2/3"), -3), "-27/8");
    assert_number(power_of(num_decimal(1000, 3), 1000), "1");
    assert_number(power_of(num_decimal(1050, 3), 2), "1.1025");
    assert_true(identical(power_of(ten, 38), num_decimal((i128)u128_power_of_ten[38], 0)));
    assert_binary(power_of(number("2"), 127), 0x1p127);
    assert_binary(power_of(number("0.5"), 1000), 0x1p-1000);
    assert_binary(power_of(ten, -1000), 0);
    assert_binary(power_of(num_binary(1.5), 2), 2.25);
    struct num growth = power_of(number("1.02"), 30);
    assert_true(fabs(num_to_double(&growth) / 1.8113615841033535 - 1) < 1e-15);
    assert_false(num_pow(&result, &zero, -1));
    assert_false(num_pow(&result, &ten, 1000));
    assert_number(result, "42");
}

/* ---- comparing ---- */

static void order_of_exact_numbers(void **state)
{
    (void)state;
    static const char *const ascending[] = {
        "-99999999999999999999999999999999999999",
        "-99999999999999999999999999999999999998",
        "-1e20",
        "-0.5",
        "-1/3",
        "-0.33333333333333333333333333333333333333",
        "-1e-38",
        "0",
        "1e-38",
        "0.33333333333333333333333333333333333333",
        "1/3",
        "0.33333333333333333333333333333333333334",
        "0.5",
        "99999999999999999999999999999999999998/99999999999999999999999999999999999999",
        "1",
        "99999999999999999999999999999999999999/99999999999999999999999999999999999998",
        "1e20",
        "99999999999999999999999999999999999998",
        "99999999999999999999999999999999999999",
    };
    for (int i = 0; i < (int)COUNT_OF(ascending); i++)
        for (int j = 0; j < (int)COUNT_OF(ascending); j++)
            assert_int_equal(compared(ascending[i], ascending[j]), (i > j) - (i < j));
    assert_int_equal(compared("1.50", "1.5"), 0);
    assert_int_equal(compared("6/4", "1.500"), 0);
    assert_int_equal(compared("0.000", "-0"), 0);
}

static void the_target_itself_counts(void **state)
{
    (void)state;
    struct num share = quotient_of(num_int(3), num_int(5)), target = number("0.6");
    assert_int_equal(num_compare(&share, &target), 0);
}

static void order_beside_binary(void **state)
{
    (void)state;
    struct num tenth = number("0.1"), binary = num_binary(0.1), larger = num_binary(0.11);
    assert_int_equal(num_compare(&tenth, &binary), 0);
    assert_true(num_compare(&tenth, &larger) < 0);
    assert_true(num_compare(&larger, &tenth) > 0);
}

/* ---- properties of random numbers ---- */

static void sums_give_back_their_terms(void **state)
{
    (void)state;
    struct random random = {1};
    for (int i = 0; i < ROUNDS; i++) {
        struct num a = random_exact(&random, 40), b = random_exact(&random, 40);
        struct num again = difference_of(sum_of(a, b), b);
        assert_int_equal(num_compare(&again, &a), 0);
        assert_true(identical(num_canonical(&again), num_canonical(&a)));
        struct num ab = sum_of(a, b), ba = sum_of(b, a);
        assert_true(identical(num_canonical(&ab), num_canonical(&ba)));
    }
}

static void products_give_back_their_factors(void **state)
{
    (void)state;
    struct random random = {2};
    for (int i = 0; i < ROUNDS; i++) {
        struct num a = random_exact(&random, 60), b = random_exact(&random, 60);
        if (num_is_zero(&b)) continue;
        struct num quotient = quotient_of(a, b);
        if (!num_is_exact(&quotient)) continue;
        struct num again = product_of(quotient, b);
        assert_true(identical(num_canonical(&again), num_canonical(&a)));
        struct num doubled = sum_of(a, a), twice = product_of(a, num_int(2));
        assert_true(identical(num_canonical(&doubled), num_canonical(&twice)));
    }
}

static void comparison_agrees_with_subtraction(void **state)
{
    (void)state;
    struct random random = {3};
    for (int i = 0; i < ROUNDS; i++) {
        struct num a = random_exact(&random, 127), b = random_exact(&random, 127);
        if (random_below(&random, 4) == 0) b = sum_of(a, num_decimal(1, 11));
        if (!num_is_exact(&a) || !num_is_exact(&b)) continue;
        int order = num_compare(&a, &b);
        struct num difference = difference_of(a, b);
        assert_int_equal(num_compare(&b, &a), -order);
        assert_int_equal(num_sign(&difference), order);
        if (order) continue;
        assert_true(identical(num_canonical(&a), num_canonical(&b)));
    }
}

static void short_ways_agree_with_the_long(void **state)
{
    (void)state;
    struct random random = {4};
    for (int i = 0; i < ROUNDS; i++) {
        i128 n = (i128)random_bits(&random, 126), m = (i128)random_bits(&random, 126);
        struct num a =
            num_decimal(random_below(&random, 2) ? n : -n, (unsigned)random_below(&random, 38));
        struct num b = num_decimal(m, (unsigned)random_below(&random, 38));
        /* The same through a fraction: a + b = ((a / 3) + (b / 3)) 3 */
        struct num third = number("1/3"), three = num_int(3);
        struct num a_third = product_of(a, third), b_third = product_of(b, third);
        if (!num_is_exact(&a_third) || !num_is_exact(&b_third)) continue;
        struct num sum = sum_of(a_third, b_third);
        if (num_is_exact(&sum)) {
            struct num wanted = product_of(sum, three), found = sum_of(a, b);
            assert_true(identical(num_canonical(&found), num_canonical(&wanted)));
        }
        struct num product = product_of(a_third, b);
        if (num_is_exact(&product)) {
            struct num wanted = product_of(product, three), found = product_of(a, b);
            assert_true(identical(num_canonical(&found), num_canonical(&wanted)));
        }
    }
}

/* ---- to binary ---- */

static void known_doubles(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } cases[] = {
        {"0.1", 0.1},
        {"-0.000", 0},
        {"1/3", 1.0 / 3},
        {"9007199254740993", 9007199254740992}, /* a tie, to even */
        {"9007199254740995", 9007199254740996}, /* a tie, to even */
        {"9007199254740993.00000000000000000001", 9007199254740994},
        {"1e-38", 1e-38},
        {"99999999999999999999999999999999999999", 1e38},
        {"-2/3", -2.0 / 3},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i].text);
        assert_true(num_to_double(&a) == cases[i].value);
        assert_false(num_is_zero(&a) && signbit(num_to_double(&a)));
    }
}

static void decimals_as_strtod_reads_them(void **state)
{
    (void)state;
    struct random random = {5};
    for (int i = 0; i < 5 * ROUNDS; i++) {
        u128 n = random_bits(&random, 126);
        int scale = (int)random_below(&random, 39);
        char text[80], *p = text + sizeof text;
        struct num a = num_decimal((i128)n, (unsigned)scale);
        snprintf(text + 60, 20, "e-%d", scale);
        for (p = text + 60; n || p == text + 60; n /= 10) *--p = (char)('0' + (int)(n % 10));
        assert_true(num_to_double(&a) == strtod(p, NULL));
    }
}

/* n / d is nearest to x = m 2^e when |n 2^-e - m d| <= d / 2. */
static void fractions_by_whole_numbers(void **state)
{
    (void)state;
    struct random random = {6};
    for (int i = 0; i < ROUNDS; i++) {
        struct num a =
            num_fraction((i128)random_bits(&random, 127) + 1, random_bits(&random, 127) + 1);
        if (a.kind != NUM_FRACTION) continue;
        int exponent;
        u128 mantissa = (u128)ldexp(frexp(num_to_double(&a), &exponent), 53);
        exponent -= 53;
        if (mantissa == (u128)1 << 52) continue; /* has two sizes of step beside it */
        struct u256 exact = {.lo = (u128)a.n}, unit = {.lo = a.d};
        if (exponent < 0) exact = u256_shift_left(exact, (unsigned)-exponent);
        if (exponent > 0) unit = u256_shift_left(unit, (unsigned)exponent);
        if (-exponent + 127 > 255) continue;
        struct u256 found;
        assert_false(u256_times(&found, unit, (struct u256){.lo = mantissa}));
        struct u256 error =
            u256_compare(exact, found) > 0 ? u256_sub(exact, found) : u256_sub(found, exact);
        int side = u256_compare(u256_shift_left(error, 1), unit);
        assert_true(side < 0 || (side == 0 && mantissa % 2 == 0));
    }
}

/* ---- many numbers ---- */

static void sum_of_a_million_tenths(void **state)
{
    (void)state;
    struct num_sum sum = {0};
    struct num tenth = number("0.1"), total;
    for (int i = 0; i < 1000000; i++) num_sum_add(&sum, &tenth);
    assert_true(num_sum_value(&sum, &total));
    assert_number(total, "100000");
}

static void sum_in_any_order(void **state)
{
    (void)state;
    enum { COUNT = 300 };
    struct random random = {7};
    struct num numbers[COUNT], first, total;
    for (int i = 0; i < COUNT; i++) {
        i128 n = (i128)random_bits(&random, 80) - (i128)random_bits(&random, 80);
        numbers[i] = i % 7 ? num_decimal(n, (unsigned)random_below(&random, 10))
                           : num_fraction(n, (u128)(i % 11 + 1));
    }
    for (int round = 0; round < 100; round++) {
        struct num_sum sum = {0};
        for (int i = 0; i < COUNT; i++) {
            size_t other = (size_t)random_below(&random, COUNT);
            struct num swapped = numbers[i];
            numbers[i] = numbers[other];
            numbers[other] = swapped;
        }
        for (int i = 0; i < COUNT; i++) num_sum_add(&sum, &numbers[i]);
        assert_true(num_sum_value(&sum, &total) && num_is_exact(&total));
        total = num_canonical(&total);
        if (round == 0) first = total;
        assert_true(identical(total, first));
    }
}

static void sum_that_becomes_infinite(void **state)
{
    (void)state;
    struct num_sum sum = {0};
    struct num max = num_binary(DBL_MAX), low = num_neg(&max), one = num_int(1);
    struct num total = num_int(42);
    num_sum_add(&sum, &max);
    assert_true(num_sum_value(&sum, &total));
    assert_binary(total, DBL_MAX);
    num_sum_add(&sum, &max);
    num_sum_add(&sum, &low);
    num_sum_add(&sum, &low);
    num_sum_add(&sum, &one);
    assert_false(num_sum_value(&sum, &total));
    assert_binary(total, DBL_MAX);
}

static struct num variance_of(const struct num *numbers, size_t count)
{
    struct num_sum sum = {0}, squares = {0};
    for (size_t i = 0; i < count; i++) {
        struct num square = product_of(numbers[i], numbers[i]);
        num_sum_add(&sum, &numbers[i]);
        num_sum_add(&squares, &square);
    }
    struct num variance;
    assert_true(num_variance(&variance, count, &sum.total, &squares.total));
    return variance;
}

static void variance_does_not_cancel(void **state)
{
    (void)state;
    struct num large[] = {number("1000000000000.1"), number("1000000000000.2"),
                          number("1000000000000.3")};
    assert_binary(variance_of(large, 3), 0.01);
    struct num equal[] = {number("123456789.123"), number("123456789.1230")};
    assert_binary(variance_of(equal, 2), 0);
    struct num fractions[] = {number("1/3"), number("2/3"), number("1"), number("-1/7")};
    /* 4 (1/9 + 4/9 + 1 + 1/49) - (2 - 1/7)^2, over 12 = 1259/5292 */
    assert_binary(variance_of(fractions, 4), 1259.0 / 5292);
}

/* Of exact sums the variance is the exact one, rounded once. */
static void variance_against_exact_arithmetic(void **state)
{
    (void)state;
    struct random random = {8};
    for (int round = 0; round < 2000; round++) {
        struct num numbers[20], mean = num_int(0), deviations = num_int(0);
        size_t count = 2 + (size_t)random_below(&random, 18);
        i128 centre = (i128)random_bits(&random, 50);
        for (size_t i = 0; i < count; i++) {
            numbers[i] = num_decimal(centre + (i128)random_bits(&random, 20),
                                     (unsigned)random_below(&random, 4));
            mean = sum_of(mean, numbers[i]);
        }
        mean = quotient_of(mean, num_int((int64_t)count));
        for (size_t i = 0; i < count; i++) {
            struct num deviation = difference_of(numbers[i], mean);
            deviations = sum_of(deviations, product_of(deviation, deviation));
        }
        struct num expected = quotient_of(deviations, num_int((int64_t)count - 1));
        if (num_is_exact(&expected))
            assert_binary(variance_of(numbers, count), num_to_double(&expected));
    }
}

static void variance_of_binary_sums(void **state)
{
    (void)state;
    struct num sum = num_binary(6), squares = num_binary(14), variance;
    assert_true(num_variance(&variance, 3, &sum, &squares));
    assert_binary(variance, 1);
    struct num less = num_binary(11.999999);
    assert_true(num_variance(&variance, 3, &sum, &less));
    assert_binary(variance, 0);
    /* Exact, but without room even in 256 bits: 38 places each. */
    struct num tiny = num_fraction(1, ~(u128)0 - 58), tinier = num_fraction(1, ~(u128)0 - 172);
    assert_true(num_variance(&variance, 2, &tiny, &tinier));
    assert_true(fabs(variance.b / 0x1p-128 - 1) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_of_parts),
        cmocka_unit_test(fractions_in_lowest_terms),
        cmocka_unit_test(fractions_that_are_decimals),
        cmocka_unit_test(one_form_for_equal_numbers),
        cmocka_unit_test(kind_sign_and_wholeness),
        cmocka_unit_test(negation_and_size),
        cmocka_unit_test(floors),
        cmocka_unit_test(sums_of_decimals),
        cmocka_unit_test(sums_of_fractions),
        cmocka_unit_test(reducing_avoids_overflow),
        cmocka_unit_test(overflow_becomes_binary),
        cmocka_unit_test(products_and_quotients),
        cmocka_unit_test(no_finite_result),
        cmocka_unit_test(binary_beside_exact),
        cmocka_unit_test(result_may_be_an_operand),
        cmocka_unit_test(powers),
        cmocka_unit_test(order_of_exact_numbers),
        cmocka_unit_test(the_target_itself_counts),
        cmocka_unit_test(order_beside_binary),
        cmocka_unit_test(sums_give_back_their_terms),
        cmocka_unit_test(products_give_back_their_factors),
        cmocka_unit_test(comparison_agrees_with_subtraction),
        cmocka_unit_test(short_ways_agree_with_the_long),
        cmocka_unit_test(known_doubles),
        cmocka_unit_test(decimals_as_strtod_reads_them),
        cmocka_unit_test(fractions_by_whole_numbers),
        cmocka_unit_test(sum_of_a_million_tenths),
        cmocka_unit_test(sum_in_any_order),
        cmocka_unit_test(sum_that_becomes_infinite),
        cmocka_unit_test(variance_does_not_cancel),
        cmocka_unit_test(variance_against_exact_arithmetic),
        cmocka_unit_test(variance_of_binary_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

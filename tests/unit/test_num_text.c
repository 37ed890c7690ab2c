/* Numbers as text, in the locale of C and in one that writes a comma for the point. */
#include <float.h>
#include <inttypes.h>
#include <locale.h>
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

static struct num number(const char *text)
{
    struct num result;
    assert_int_equal(num_parse(&result, str_from(text)), NUM_PARSED);
    return result;
}

static void assert_text(struct buf *buf, const char *expected)
{
    const char *found = buf_cstr(buf);
    if (strcmp(found, expected) != 0) fail_msg("\"%s\" is not \"%s\"", found, expected);
    buf_clear(buf);
}

/* Armed in main, which outlasts the tests. */
static struct guard guard;

/* Each test has an arena of its own. */
static int set_up(void **state)
{
    static struct arena arena;
    arena_init(&arena, &guard);
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    arena_release(*state);
    return 0;
}

static struct buf buf_of(void **state)
{
    return buf_in(*state);
}

/* ---- reading ---- */

static void assert_parses(const char *text, i128 n, unsigned scale)
{
    struct num result = num_int(42), expected = num_decimal(n, scale);
    if (num_parse(&result, str_from(text)) != NUM_PARSED) fail_msg("\"%s\" is not read", text);
    if (result.kind != NUM_DECIMAL || num_compare(&result, &expected) != 0)
        fail_msg("\"%s\" is read as %.17g", text, num_to_double(&result));
}

static void numbers_that_are_read(void **state)
{
    (void)state;
    assert_parses("0", 0, 0);
    assert_parses("-0", 0, 0);
    assert_parses("-0.00", 0, 0);
    assert_parses("12", 12, 0);
    assert_parses("+12", 12, 0);
    assert_parses("-12.5", -125, 1);
    assert_parses("007.50", 75, 1);
    assert_parses("9999999999999999999", (i128)9999999999999999999u, 0); /* 19 digits */
    assert_parses("-99999999999999999999", -(i128)u128_power_of_ten[20] + 1, 0);
    assert_parses("99999999999999999999999999999999999999", (i128)u128_power_of_ten[38] - 1, 0);
    assert_parses("0.00000000000000000000000000000000000001", 1, 38);
    assert_parses("0.99999999999999999999999999999999999999", (i128)u128_power_of_ten[38] - 1, 38);
}

static void numbers_with_exponents(void **state)
{
    (void)state;
    assert_parses("2e6", 2000000, 0);
    assert_parses("2E+6", 2000000, 0);
    assert_parses("1.25e1", 125, 1);
    assert_parses("1.25e-1", 125, 3);
    assert_parses("-1e-30", -1, 30);
    assert_parses("1e37", (i128)u128_power_of_ten[37], 0);
    assert_parses("1e-38", 1, 38);
    assert_parses("100e-40", 1, 38);
    assert_parses("0e999999999999999999999999999", 0, 0);
    assert_parses("0.0e-999999999999999999999999999", 0, 0);
    assert_parses("0.00000000000000000000000000000000000000000001e44", 1, 0);
    assert_parses("1000000000000000000000000000000000000000000000e-45", 1, 0);
}

static void zeros_need_no_room(void **state)
{
    (void)state;
    assert_parses("00000000000000000000000000000000000000000000000012", 12, 0);
    assert_parses("1.50000000000000000000000000000000000000000000000000", 15, 1);
    assert_parses("0.00000000000000000000000000000000000000000000000000", 0, 0);
    assert_parses("123.00000000000000000000000000000000000000000000e-2", 123, 2);
    assert_parses("12300000000000000000000.00000000000000000000000000",
                  (i128)123 * (i128)u128_power_of_ten[20], 0);
}

static void scale_is_kept(void **state)
{
    (void)state;
    struct num price = number("12.50");
    assert_true(price.n == 1250 && price.scale == 2);
}

static void numbers_that_are_too_long(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "1e400",
        "1e38",
        "1e-39",
        "12e37",
        "1e99999999999999999999999999999999",
        "1e-99999999999999999999999999999999",
        "100000000000000000000000000000000000000",
        "123456789012345678901234567890123456789",
        "1.00000000000000000000000000000000000001",
        "0.000000000000000000000000000000000000001",
        "-123456789012345678901234567890.123456789e5",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct num result = num_int(42);
        if (num_parse(&result, str_from(texts[i])) != NUM_TOO_LONG) fail_msg("%s", texts[i]);
        assert_true(result.n == 42);
    }
}

static void texts_that_are_no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "-",
        "+",
        ".",
        "-.",
        "1.",
        ".5",
        "-.5",
        "1..2",
        "1.2.3",
        "--1",
        "+-1",
        "-+1",
        " 1",
        "1 ",
        "1,5",
        "1e",
        "1e+",
        "1e-",
        "1e1.5",
        "e5",
        "1e5e5",
        "0x10",
        "inf",
        "nan",
        "NaN",
        "-Infinity",
        "1_000",
        "12a",
        "a12",
        "1 000",
        "1.e5",
        "\xc2\xa0 1",
        "\xd9\xa1",
        "12345678901234567890x",
        "12345678901234567890.",
        "1234567890123456789012345678901234567890x",
        "1e99999999999999999999x",
        "1.2345678901234567890.1",
        "--12345678901234567890",
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct num result = num_int(42);
        if (num_parse(&result, str_from(texts[i])) != NUM_NOT_A_NUMBER) fail_msg("%s", texts[i]);
        assert_true(result.n == 42);
    }
    struct num result;
    assert_int_equal(num_parse(&result, (struct str){NULL, 0}), NUM_NOT_A_NUMBER);
    assert_int_equal(num_parse(&result, STR("1\0")), NUM_NOT_A_NUMBER);
}

static void other_signs(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char decimal, thousands;
        const char *plain; /* NULL: not a number */
    } cases[] = {
        {"1.234.567,8", ',', '.', "1234567.8"},
        {"1.234", ',', '.', "1234"},
        {"-1.234,50", ',', '.', "-1234.5"},
        {"12.345.678.901.234.567.890,12", ',', '.', "12345678901234567890.12"},
        {"1234567,8", ',', '.', "1234567.8"},
        {"0,5", ',', 0, "0.5"},
        {"0,5", ',', '.', "0.5"},
        {"999", ',', '.', "999"},
        {"1.234e3", ',', '.', "1234000"},
        {"1.234,5E-2", ',', '.', "12.345"},
        {"1,234,567.8", '.', ',', "1234567.8"},
        {"1 234 567", ',', ' ', "1234567"},
        {"1'234.5", '.', '\'', "1234.5"},
        {"1.23.456", ',', '.', NULL},
        {"12345.678,9", ',', '.', NULL},
        {"1.2345", ',', '.', NULL},
        {"1.234.56", ',', '.', NULL},
        {"1..234", ',', '.', NULL},
        {".234", ',', '.', NULL},
        {"1.234.", ',', '.', NULL},
        {"1.234,", ',', '.', NULL},
        {"1,234.567", ',', '.', NULL},
        {"1,2,3", ',', '.', NULL},
        {"1.5", ',', 0, NULL},
        {"1.234", ',', 0, NULL},
        {"1,234,5", ',', 0, NULL},
        {"-.234", ',', '.', NULL},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num result = num_int(42);
        enum num_parse outcome =
            num_parse_with(&result, str_from(cases[i].text), cases[i].decimal, cases[i].thousands);
        if ((outcome == NUM_PARSED) != (cases[i].plain != NULL)) fail_msg("%s", cases[i].text);
        struct num expected = cases[i].plain ? number(cases[i].plain) : num_int(42);
        if (num_compare(&result, &expected) != 0) fail_msg("%s", cases[i].text);
    }
    struct num result;
    static const char with_nul[] = {'1', '\0', '0', '0', '0'}; /* which is no sign for thousands */
    assert_int_equal(num_parse_with(&result, (struct str){with_nul, sizeof with_nul}, ',', 0),
                     NUM_NOT_A_NUMBER);
}

/* Whatever is written is read back, with and without an exponent. */
static void random_decimals_are_read(void **state)
{
    (void)state;
    struct random random = {1};
    for (int i = 0; i < ROUNDS; i++) {
        u128 n = random_bits(&random, 126) % u128_power_of_ten[38], rest = n;
        unsigned scale = (unsigned)random_below(&random, 39);
        char text[64], *p = text + 50;
        *p = '\0';
        for (unsigned place = 0; rest || place <= scale; place++, rest /= 10) {
            if (place == scale && scale) *--p = '.';
            *--p = (char)('0' + (int)(rest % 10));
        }
        if (random_below(&random, 2)) *--p = '-';
        assert_parses(p, *p == '-' ? -(i128)n : (i128)n, scale);
        snprintf(text + 50, sizeof text - 50, "e-%u", 38 - scale);
        assert_parses(p, *p == '-' ? -(i128)n : (i128)n, 38);
    }
}

/* ---- JSON ---- */

static void doubles_for_json(void **state)
{
    struct buf buf = buf_of(state);
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-12, "-12"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {7702.087, "7702.087"},
        {1.0 / 3, "0.3333333333333333"},
        {100, "100"},
        {123456789012345680000.0, "123456789012345680000"},
        {1e20, "100000000000000000000"},
        {999999999999999900000.0, "999999999999999900000"},
        {1e21, "1e+21"},
        {-1.5e22, "-1.5e+22"},
        {1e23, "1e+23"},
        {1e-7, "0.0000001"},
        {1.25e-7, "0.000000125"},
        {9.99999999999999e-8, "9.99999999999999e-8"},
        {2.5e-8, "2.5e-8"},
        {9007199254740993.0, "9007199254740992"},
        {0x1p-44, "5.684341886080802e-14"}, /* the nearest of 16 digits is another double */
        {0x1p-1074, "5e-324"},
        {3 * 0x1p-1074, "1.5e-323"},
        {DBL_MIN, "2.2250738585072014e-308"},
        {DBL_MIN - 0x1p-1074, "2.225073858507201e-308"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {-5e-324, "-5e-324"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double_add_json(&buf, cases[i].value);
        assert_text(&buf, cases[i].text);
    }
}

static void numbers_for_json(void **state)
{
    struct buf buf = buf_of(state);
    static const char *const cases[][2] = {
        {"0.000", "0"},
        {"-0", "0"},
        {"12.50", "12.5"},
        {"-7702.087", "-7702.087"},
        {"1000000", "1000000"},
        {"999999999999999", "999999999999999"},
        {"0.0000001", "0.0000001"},
        {"0.00000001", "1e-8"},
        {"1e-38", "1e-38"},
        {"1.20e-20", "1.2e-20"},
        {"1e20", "100000000000000000000"},
        {"1e21", "1e+21"},
        {"12345678901234567890", "12345678901234567000"},
        {"0.12345678901234567890", "0.12345678901234568"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i][0]);
        num_add_json(&buf, &a);
        assert_text(&buf, cases[i][1]);
    }
    struct num third = num_fraction(-1, 3), binary = num_binary(0.1 + 0.2);
    num_add_json(&buf, &third);
    assert_text(&buf, "-0.3333333333333333");
    num_add_json(&buf, &binary);
    assert_text(&buf, "0.30000000000000004");
}

/* The text as the point's locale-free equal: digits and an exponent only, which strtod reads alike
 * everywhere. */
static double read_back(const char *text)
{
    char plain[64], *to = plain;
    int behind_point = 0, exponent = 0;
    bool point = false;
    for (; *text && *text != 'e'; text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        behind_point += point;
        *to++ = *text;
    }
    if (*text) exponent = (int)strtol(text + 1, NULL, 10);
    snprintf(to, sizeof plain - (size_t)(to - plain), "e%d", exponent - behind_point);
    return strtod(plain, NULL);
}

static int count_digits(const char *text)
{
    int count = 0, zeros = 0;
    for (; *text && *text != 'e'; text++) {
        if (*text == '0') {
            zeros += count > 0;
        } else if (*text >= '1' && *text <= '9') {
            count += zeros + 1;
            zeros = 0;
        }
    }
    return count;
}

/* No decimal of one digit less is that double, neither the one below nor the one above. */
static bool fewer_digits_do(double value, int count)
{
    char text[64];
    snprintf(text, sizeof text, "%.*e", count - 2, value);
    uint64_t digits = 0;
    const char *p = text;
    for (; *p != 'e'; p++)
        if (*p >= '0' && *p <= '9') digits = digits * 10 + (uint64_t)(*p - '0');
    int exponent = (int)strtol(p + 1, NULL, 10) - (count - 2);
    for (uint64_t near = digits - 1; near <= digits + 1; near++) {
        snprintf(text, sizeof text, "%" PRIu64 "e%d", near, exponent);
        if (strtod(text, NULL) == value) return true;
    }
    return false;
}

static void assert_shortest(struct buf *buf, double value)
{
    buf_clear(buf);
    double_add_json(buf, value);
    const char *text = buf_cstr(buf);
    if (read_back(text) != value) fail_msg("%s does not give %.17g back", text, value);
    int count = count_digits(text);
    if (count > 1 && fewer_digits_do(fabs(value), count)) fail_msg("%s is not short", text);
}

static void random_doubles_for_json(void **state)
{
    struct buf buf = buf_of(state);
    struct random random = {2};
    for (int i = 0; i < 2 * ROUNDS; i++) {
        uint64_t bits = random_next(&random);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) assert_shortest(&buf, value);
        assert_shortest(&buf, (double)(int64_t)random_below(&random, 100000000) / 1000);
        assert_shortest(&buf, (double)random_next(&random) * 0x1p-64);
    }
    for (int exponent = -1074; exponent < 1024; exponent++) {
        double power = ldexp(1, exponent);
        assert_shortest(&buf, power);
        assert_shortest(&buf, nextafter(power, 0) > 0 ? nextafter(power, 0) : power);
        assert_shortest(&buf, nextafter(power, DBL_MAX));
    }
}

static void decimals_as_their_doubles(void **state)
{
    struct buf buf = buf_of(state), other = buf_of(state);
    struct random random = {3};
    for (int i = 0; i < ROUNDS; i++) {
        struct num a = num_decimal((i128)random_bits(&random, 60) - (i128)random_bits(&random, 60),
                                   (unsigned)random_below(&random, 39));
        num_add_json(&buf, &a);
        double_add_json(&other, num_to_double(&a));
        assert_text(&buf, buf_cstr(&other));
        buf_clear(&other);
    }
}

/* ---- for people ---- */

static void fixed_places(void **state)
{
    struct buf buf = buf_of(state);
    static const struct {
        const char *number;
        unsigned places;
        const char *text;
    } cases[] = {
        {"0", 0, "0"},
        {"0", 2, "0.00"},
        {"2.675", 2, "2.68"},
        {"-2.675", 2, "-2.68"},
        {"2.6749999", 2, "2.67"},
        {"0.5", 0, "1"},
        {"1.5", 0, "2"},
        {"-0.5", 0, "-1"},
        {"-0.4", 0, "0"},
        {"-0.004", 2, "0.00"},
        {"-0.005", 2, "-0.01"},
        {"9.999", 2, "10.00"},
        {"99.95", 1, "100.0"},
        {"12", 15, "12.000000000000000"},
        {"99999999999999999999999999999999999999", 15,
         "99999999999999999999999999999999999999.000000000000000"},
        {"9999999999999999999999999999.9999999999", 5, "10000000000000000000000000000.00000"},
        {"1e-38", 15, "0.000000000000000"},
        {"0.0000000000000005", 15, "0.000000000000001"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i].number);
        num_add_fixed(&buf, &a, cases[i].places, '.', 0);
        assert_text(&buf, cases[i].text);
    }
}

static void fixed_places_of_fractions(void **state)
{
    struct buf buf = buf_of(state);
    struct num two_thirds = num_fraction(-2, 3), sixth = num_fraction(1, 6);
    struct num half = {.n = 1, .d = 2, .kind = NUM_FRACTION};
    struct num large = num_fraction(I128_MAX, 3), small = num_fraction(1, ~(u128)0);
    struct num nearly_two = num_fraction(I128_MAX, (u128)1 << 126);
    num_add_fixed(&buf, &two_thirds, 3, '.', 0);
    assert_text(&buf, "-0.667");
    num_add_fixed(&buf, &sixth, 1, '.', 0);
    assert_text(&buf, "0.2");
    num_add_fixed(&buf, &half, 0, '.', 0);
    assert_text(&buf, "1");
    num_add_fixed(&buf, &large, 15, '.', 0);
    assert_text(&buf, "56713727820156410577229101238628035242.333333333333333");
    num_add_fixed(&buf, &small, 15, '.', 0);
    assert_text(&buf, "0.000000000000000");
    num_add_fixed(&buf, &nearly_two, 15, '.', 0);
    assert_text(&buf, "2.000000000000000");
}

static void fixed_places_of_doubles(void **state)
{
    struct buf buf = buf_of(state);
    static const struct {
        double value;
        unsigned places;
        const char *text;
    } cases[] = {
        {2.675, 2, "2.67"}, /* which as a double is just below */
        {0.125, 2, "0.13"},
        {-0.125, 2, "-0.13"},
        {2.5, 0, "3"},
        {0.1, 15, "0.100000000000000"},
        {1e-300, 15, "0.000000000000000"},
        {-1e-300, 2, "0.00"},
        {-0x1p-1074, 15, "0.000000000000000"},
        {0x1p-51, 15, "0.000000000000000"}, /* 0.44e-15 */
        {0x1p-50, 15, "0.000000000000001"}, /* 0.89e-15 */
        {9007199254740993.0, 1, "9007199254740992.0"},
        {4503599627370497.5, 0, "4503599627370498"},
        {-1e22, 2, "-10000000000000000000000.00"},
        {0x1p128, 0, "340282366920938463463374607431768211456"},
        {0, 1, "0.0"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = num_binary(cases[i].value);
        num_add_fixed(&buf, &a, cases[i].places, '.', 0);
        assert_text(&buf, cases[i].text);
    }
    char text[400];
    struct num largest = num_binary(DBL_MAX);
    num_add_fixed(&buf, &largest, 0, '.', 0);
    snprintf(text, sizeof text, "%.0f", DBL_MAX);
    assert_int_equal(strlen(text), 309);
    assert_text(&buf, text);
}

static void groups_of_three(void **state)
{
    struct buf buf = buf_of(state);
    static const struct {
        const char *number;
        unsigned places;
        const char *text;
    } cases[] = {
        {"0", 0, "0"},
        {"12", 1, "12,0"},
        {"123", 0, "123"},
        {"-123", 0, "-123"},
        {"1234", 0, "1.234"},
        {"12345", 0, "12.345"},
        {"123456", 2, "123.456,00"},
        {"-1234567.895", 2, "-1.234.567,90"},
        {"999999.5", 0, "1.000.000"},
        {"0.123456", 6, "0,123456"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i].number);
        num_add_fixed(&buf, &a, cases[i].places, ',', '.');
        assert_text(&buf, cases[i].text);
    }
}

static void plain_drops_zeros(void **state)
{
    struct buf buf = buf_of(state);
    static const struct {
        const char *number;
        unsigned places;
        const char *text;
    } cases[] = {
        {"0", 2, "0"},          {"100", 3, "100"},      {"12.50", 2, "12,5"},
        {"12.505", 2, "12,51"}, {"12.005", 2, "12,01"}, {"12.999", 2, "13"},
        {"-0.001", 2, "0"},     {"1234.5", 0, "1.235"}, {"1000000.10", 15, "1.000.000,1"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct num a = number(cases[i].number);
        num_add_plain(&buf, &a, cases[i].places, ',', '.');
        assert_text(&buf, cases[i].text);
    }
}

/* |written - exact| <= half of the last place, and exactly half only away from zero. */
static void rounding_of_random_numbers(void **state)
{
    struct buf buf = buf_of(state);
    struct random random = {4};
    for (int i = 0; i < ROUNDS; i++) {
        unsigned places = (unsigned)random_below(&random, 6);
        i128 n = (i128)random_bits(&random, 50) - (i128)random_bits(&random, 50);
        struct num a =
            num_fraction(n, random_below(&random, 2) ? u128_power_of_ten[random_below(&random, 12)]
                                                     : random_bits(&random, 40) + 1);
        buf_clear(&buf);
        num_add_fixed(&buf, &a, places, '.', 0);
        struct num written = number(buf_cstr(&buf)), error, half = num_decimal(5, places + 1);
        size_t point = str_index(buf_str(&buf), '.');
        assert_int_equal(buf.len, places ? point + 1 + places : point);
        assert_true(num_sub(&error, &written, &a));
        int outwards = num_sign(&error) * num_sign(&a);
        error = num_abs(&error);
        int side = num_compare(&error, &half);
        assert_true(side < 0 || (side == 0 && outwards > 0));
        assert_false(buf.p[0] == '-' && num_is_zero(&written));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_that_are_read),
        TEST(numbers_with_exponents),
        TEST(zeros_need_no_room),
        TEST(scale_is_kept),
        TEST(numbers_that_are_too_long),
        TEST(texts_that_are_no_numbers),
        TEST(other_signs),
        TEST(random_decimals_are_read),
        TEST(doubles_for_json),
        TEST(numbers_for_json),
        TEST(random_doubles_for_json),
        TEST(decimals_as_their_doubles),
        TEST(fixed_places),
        TEST(fixed_places_of_fractions),
        TEST(fixed_places_of_doubles),
        TEST(groups_of_three),
        TEST(plain_drops_zeros),
        TEST(rounding_of_random_numbers),
    };
    if (setjmp(guard.env)) return 1;
    int failed = cmocka_run_group_tests_name("C", tests, NULL, NULL);
    if (setlocale(LC_ALL, "de_DE.UTF-8"))
        failed += cmocka_run_group_tests_name("de_DE.UTF-8", tests, NULL, NULL);
    return failed;
}

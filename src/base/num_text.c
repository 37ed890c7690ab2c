/* Numbers as text: reading what people and files write, writing for people and for JSON. Nothing
 * here depends on the locale. */
#include "base/num.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bug.h"
#include "base/wide.h"

enum { MANTISSA_DIGITS = 38, PLACES_MAX = 15 };

/* ---- reading ---- */

/* What is not a digit gives something above 9. */
static inline unsigned digit_of(char c)
{
    return (unsigned)(unsigned char)c - '0';
}

/* A minus, up to 18 digits and a point, in one loop: nearly every number of every file. False when
 * it is something else, which need not be wrong. */
static inline bool parse_short(struct num *result, struct str text, char decimal)
{
    bool negative = text.len && text.p[0] == '-';
    size_t start = negative, point = text.len;
    if (text.len == start || text.len - start > 19) return false;
    uint64_t mantissa = 0;
    for (size_t i = start; i < text.len; i++) {
        unsigned digit = digit_of(text.p[i]);
        if (digit <= 9) {
            mantissa = mantissa * 10 + digit;
        } else {
            if (text.p[i] != decimal || point < text.len) return false;
            point = i;
        }
    }
    if (point == start || point + 1 == text.len) return false;
    result->n = negative ? -(i128)mantissa : (i128)mantissa;
    result->d = 0;
    result->kind = NUM_DECIMAL;
    result->scale = (uint8_t)(point < text.len ? text.len - point - 1 : 0);
    return true;
}

/* The number read so far is mantissa * 10^zeros: zeros are held back until a digit follows, for
 * those at the end need no room. */
struct scan {
    struct str rest;
    u128 mantissa;
    int64_t digits; /* of the mantissa */
    int64_t zeros;
    bool too_long;
};

static bool scan_char(struct scan *scan, char c)
{
    if (!scan->rest.len || scan->rest.p[0] != c) return false;
    scan->rest = (struct str){scan->rest.p + 1, scan->rest.len - 1};
    return true;
}

/* Whether a minus stands here; a plus is passed over. */
static bool scan_minus(struct scan *scan)
{
    if (scan_char(scan, '-')) return true;
    scan_char(scan, '+');
    return false;
}

static bool next_is_digit(const struct scan *scan)
{
    return scan->rest.len && digit_of(scan->rest.p[0]) <= 9;
}

static unsigned scan_digit(struct scan *scan)
{
    unsigned digit = digit_of(scan->rest.p[0]);
    scan->rest = (struct str){scan->rest.p + 1, scan->rest.len - 1};
    return digit;
}

static void take_digit(struct scan *scan, unsigned digit)
{
    if (digit == 0) {
        scan->zeros += scan->digits > 0;
    } else if (scan->digits + scan->zeros >= MANTISSA_DIGITS) {
        scan->too_long = true;
    } else {
        scan->mantissa = scan->mantissa * u128_power_of_ten[scan->zeros + 1] + digit;
        scan->digits += scan->zeros + 1;
        scan->zeros = 0;
    }
}

/* How many digits were taken. */
static int64_t scan_digits(struct scan *scan)
{
    int64_t count = 0;
    for (; next_is_digit(scan); count++) take_digit(scan, scan_digit(scan));
    return count;
}

/* The digits before the point; false when there are none, or a group is not of three. */
static bool scan_whole(struct scan *scan, char thousands)
{
    int64_t group = scan_digits(scan);
    if (group == 0) return false;
    if (!thousands || !scan_char(scan, thousands)) return true;
    if (group > 3) return false;
    do {
        if (scan_digits(scan) != 3) return false;
    } while (scan_char(scan, thousands));
    return true;
}

/* The exponent behind its letter; false when it has no digits. */
static bool scan_exponent(struct scan *scan, int64_t *exponent)
{
    static const int64_t large = INT64_C(1) << 60; /* and so it stays when the zeros are added */
    bool negative = scan_minus(scan);
    if (!next_is_digit(scan)) return false;
    int64_t size = 0;
    while (next_is_digit(scan)) {
        unsigned digit = scan_digit(scan);
        size = size < large / 10 ? size * 10 + digit : large;
    }
    *exponent = negative ? -size : size;
    return true;
}

/* mantissa * 10^exponent, the mantissa without zeros at its end. */
static enum num_parse make_plain(struct num *result, const struct scan *scan, bool negative,
                                 int64_t exponent)
{
    if (scan->too_long) return NUM_TOO_LONG;
    u128 mantissa = scan->mantissa;
    unsigned scale = 0;
    if (mantissa && exponent >= 0) {
        if (exponent > MANTISSA_DIGITS - scan->digits) return NUM_TOO_LONG;
        mantissa *= u128_power_of_ten[exponent];
    } else if (mantissa) {
        if (exponent < -NUM_SCALE_MAX) return NUM_TOO_LONG;
        scale = (unsigned)-exponent;
    }
    *result = num_decimal(negative ? -(i128)mantissa : (i128)mantissa, scale);
    return NUM_PARSED;
}

static enum num_parse parse_long(struct num *result, struct str text, char decimal, char thousands)
{
    struct scan scan = {.rest = text};
    bool negative = scan_minus(&scan);
    int64_t places = 0, exponent = 0;
    if (!scan_whole(&scan, thousands)) return NUM_NOT_A_NUMBER;
    if (scan_char(&scan, decimal)) {
        places = scan_digits(&scan);
        if (!places) return NUM_NOT_A_NUMBER;
    }
    if ((scan_char(&scan, 'e') || scan_char(&scan, 'E')) && !scan_exponent(&scan, &exponent))
        return NUM_NOT_A_NUMBER;
    if (scan.rest.len) return NUM_NOT_A_NUMBER;
    return make_plain(result, &scan, negative, exponent + scan.zeros - places);
}

enum num_parse num_parse(struct num *result, struct str text)
{
    return parse_short(result, text, '.') ? NUM_PARSED : parse_long(result, text, '.', 0);
}

enum num_parse num_parse_with(struct num *result, struct str text, char decimal, char thousands)
{
    if (parse_short(result, text, decimal)) return NUM_PARSED;
    return parse_long(result, text, decimal, thousands);
}

/* ---- writing for JSON ---- */

/* digits * 10^exponent, the digits without zeros at their end. */
struct short_decimal {
    uint64_t digits;
    int exponent;
};

static struct short_decimal without_end_zeros(struct short_decimal a)
{
    while (a.digits && a.digits % 10 == 0) {
        a.digits /= 10;
        a.exponent++;
    }
    return a;
}

/* The nearest of `count` digits. Of what printf gives only the digits are read, so that it does not
 * matter what the locale puts between them. */
static struct short_decimal nearest_of(double value, int count)
{
    char text[48];
    snprintf(text, sizeof text, "%.*e", count - 1, value); /* 17 digits, point and exponent: fits */
    struct short_decimal nearest = {0, 0};
    const char *p = text;
    for (; *p != 'e'; p++)
        if (digit_of(*p) <= 9) nearest.digits = nearest.digits * 10 + digit_of(*p);
    bool negative = *++p == '-';
    for (p++; *p; p++) nearest.exponent = nearest.exponent * 10 + (int)digit_of(*p);
    if (negative) nearest.exponent = -nearest.exponent;
    nearest.exponent -= count - 1;
    return nearest;
}

/* Whether the decimal, read back, is that double. Without a point strtod knows no locale. */
static bool gives_back(struct short_decimal decimal, double value)
{
    char text[48];
    snprintf(text, sizeof text, "%" PRIu64 "e%d", decimal.digits, decimal.exponent);
    return strtod(text, NULL) == value;
}

/* The fewest digits that give the value back, and of those the nearest; value > 0. */
static struct short_decimal shortest(double value)
{
    /* Each decimal of up to 15 digits is told from the next by a double, unless it is subnormal; so
     * when fewer do, 15 show the same ones and zeros. */
    for (int count = value < DBL_MIN ? 1 : DBL_DIG; count < DBL_DECIMAL_DIG; count++) {
        struct short_decimal decimal = nearest_of(value, count);
        if (gives_back(decimal, value)) return without_end_zeros(decimal);
        /* Above a power of two the doubles lie twice as far apart as below it: the nearest decimal
         * may then belong to the double below, and the one above it still to this one. */
        decimal.digits++;
        if (gives_back(decimal, value)) return without_end_zeros(decimal);
    }
    return without_end_zeros(nearest_of(value, DBL_DECIMAL_DIG));
}

static void add_with_exponent(struct buf *buf, struct str digits, int exponent)
{
    buf_add(buf, (struct str){digits.p, 1});
    if (digits.len > 1) {
        buf_add_char(buf, '.');
        buf_add(buf, (struct str){digits.p + 1, digits.len - 1});
    }
    buf_printf(buf, "e%+d", exponent);
}

static void add_short_decimal(struct buf *buf, bool negative, struct short_decimal decimal)
{
    char text[24];
    int length = snprintf(text, sizeof text, "%" PRIu64, decimal.digits); /* at most 20: fits */
    struct str digits = {text, (size_t)length};
    int point = length + decimal.exponent; /* how many digits stand before it; may be negative */
    if (negative) buf_add_char(buf, '-');
    if (point <= -7 || point > 21) {
        add_with_exponent(buf, digits, point - 1);
    } else if (point <= 0) {
        buf_add(buf, STR("0."));
        buf_repeat(buf, STR("0"), (size_t)-point);
        buf_add(buf, digits);
    } else if (point >= length) {
        buf_add(buf, digits);
        buf_repeat(buf, STR("0"), (size_t)(point - length));
    } else {
        buf_add(buf, (struct str){text, (size_t)point});
        buf_add_char(buf, '.');
        buf_add(buf, (struct str){text + point, (size_t)(length - point)});
    }
}

void double_add_json(struct buf *buf, double value)
{
    if (!isfinite(value)) BUG("a number that is not finite");
    if (value == 0)
        buf_add_char(buf, '0');
    else
        add_short_decimal(buf, value < 0, shortest(fabs(value)));
}

void num_add_json(struct buf *buf, const struct num *a)
{
    u128 size = i128_magnitude(a->n);
    /* A decimal of up to 15 digits is itself the shortest for its double. */
    if (a->kind == NUM_DECIMAL && size && size < u128_power_of_ten[DBL_DIG])
        add_short_decimal(buf, a->n < 0,
                          without_end_zeros((struct short_decimal){(uint64_t)size, -a->scale}));
    else
        double_add_json(buf, num_to_double(a));
}

/* ---- writing for people ---- */

enum { WHOLE_DIGITS = DBL_MAX_10_EXP + 1 };

/* A number rounded to some places: the text before the point, and behind it that many digits. */
struct fixed {
    char whole[WHOLE_DIGITS + 1];
    size_t whole_len;
    uint64_t fraction;
};

static void set_whole(struct fixed *fixed, u128 whole)
{
    char digits[40], *p = digits + sizeof digits;
    do {
        *--p = (char)('0' + (int)(whole % 10));
        whole /= 10;
    } while (whole);
    fixed->whole_len = (size_t)(digits + sizeof digits - p);
    for (size_t i = 0; i < fixed->whole_len; i++) fixed->whole[i] = p[i];
}

static void set_ratio(struct fixed *fixed, u128 n, u128 d, unsigned places)
{
    u128 whole = n / d;
    struct u256 rest;
    struct u256 shifted = u256_mul(n % d, u128_power_of_ten[places]);
    uint64_t fraction = (uint64_t)u256_divide(shifted, (struct u256){.lo = d}, &rest).lo;
    if (rest.lo >= d - rest.lo) fraction++;
    if (fraction == (uint64_t)u128_power_of_ten[places]) {
        whole++;
        fraction = 0;
    }
    set_whole(fixed, whole);
    fixed->fraction = fraction;
}

/* What a double says exactly, which is a whole number over a power of two; size >= 0. */
static void set_double(struct fixed *fixed, double size, unsigned places)
{
    int exponent;
    double mantissa = frexp(size, &exponent);
    exponent -= DBL_MANT_DIG;
    if (exponent >= 0) { /* whole, and maybe larger than 128 bits */
        fixed->whole_len =
            (size_t)snprintf(fixed->whole, sizeof fixed->whole, "%.0f", size); /* 309 at most */
        fixed->fraction = 0;
    } else if (exponent > -128) {
        set_ratio(fixed, (u128)ldexp(mantissa, DBL_MANT_DIG), (u128)1 << -exponent, places);
    } else { /* below 2^-75, so far less than half of the last place there can be */
        set_ratio(fixed, 0, 1, places);
    }
}

static bool is_zero(const struct fixed *fixed)
{
    return fixed->fraction == 0 && fixed->whole_len == 1 && fixed->whole[0] == '0';
}

static void add_grouped(struct buf *buf, struct str digits, char thousands)
{
    size_t head = thousands && digits.len > 3 ? (digits.len - 1) % 3 + 1 : digits.len;
    buf_add(buf, (struct str){digits.p, head});
    for (size_t i = head; i < digits.len; i += 3) {
        buf_add_char(buf, thousands);
        buf_add(buf, (struct str){digits.p + i, 3});
    }
}

/* The number without zeros at its end down to `fewest` places. */
static void add_rounded(struct buf *buf, const struct num *a, unsigned places, unsigned fewest,
                        char decimal, char thousands)
{
    if (places > PLACES_MAX) BUG("more places than a number is written with");
    struct fixed fixed;
    if (a->kind == NUM_BINARY)
        set_double(&fixed, fabs(a->b), places);
    else
        set_ratio(&fixed, i128_magnitude(a->n),
                  a->kind == NUM_FRACTION ? a->d : u128_power_of_ten[a->scale], places);
    for (; places > fewest && fixed.fraction % 10 == 0; places--) fixed.fraction /= 10;

    if (num_sign(a) < 0 && !is_zero(&fixed)) buf_add_char(buf, '-');
    add_grouped(buf, (struct str){fixed.whole, fixed.whole_len}, thousands);
    if (!places) return;
    buf_add_char(buf, decimal);
    buf_add_digits(buf, fixed.fraction, places);
}

void num_add_fixed(struct buf *buf, const struct num *a, unsigned places, char decimal,
                   char thousands)
{
    add_rounded(buf, a, places, places, decimal, thousands);
}

void num_add_plain(struct buf *buf, const struct num *a, unsigned places, char decimal,
                   char thousands)
{
    add_rounded(buf, a, places, 0, decimal, thousands);
}

/* Numbers: how they are made, added, multiplied, divided, compared and rounded to binary. */
#include "base/num.h"

#include <math.h>

#include "base/bug.h"
#include "base/ckd.h"
#include "base/wide.h"

/* The largest whole number up to which each has a double of its own. */
#define DOUBLE_WHOLE_MAX ((u128)1 << 53)
/* 10^22 is the last power of ten that is a double. */
enum { DOUBLE_SCALE_MAX = 22 };

/* The one value that is never a mantissa. */
#define NO_ROOM I128_MIN

/* An exact number as sign and size, n / d in lowest terms: the one form in which every operation
 * can be done. The common cases never come here. */
struct ratio {
    bool negative;
    u128 n, d;
};

/* ---- making ---- */

static i128 with_sign(bool negative, u128 size)
{
    return negative ? -(i128)size : (i128)size;
}

static u128 denominator(const struct num *a)
{
    return a->kind == NUM_FRACTION ? a->d : u128_power_of_ten[a->scale];
}

static u128 greatest_common_divisor(u128 a, u128 b)
{
    while (b > UINT64_MAX || a > UINT64_MAX) {
        if (!b) return a;
        u128 rest = a % b;
        a = b;
        b = rest;
    }
    uint64_t small_a = (uint64_t)a, small_b = (uint64_t)b;
    while (small_b) {
        uint64_t rest = small_a % small_b;
        small_a = small_b;
        small_b = rest;
    }
    return small_a;
}

static inline struct num make_decimal(i128 mantissa, unsigned scale)
{
    return (struct num){.n = mantissa, .kind = NUM_DECIMAL, .scale = (uint8_t)scale};
}

/* Field by field: these stores are short, and a struct put together beside the result and copied is
 * three times as slow in sums of millions. */
static inline void set_decimal(struct num *result, i128 mantissa, unsigned scale)
{
    result->n = mantissa;
    result->d = 0;
    result->kind = NUM_DECIMAL;
    result->scale = (uint8_t)scale;
}

/* -0 becomes 0. */
static struct num make_binary(double value)
{
    return (struct num){.b = value == 0 ? 0 : value, .kind = NUM_BINARY};
}

/* The scale of a fraction in lowest terms with this denominator; above NUM_SCALE_MAX if it has
 * none that short. */
static unsigned scale_of_denominator(u128 d)
{
    unsigned twos = 0, fives = 0;
    for (; !(d & 1); d >>= 1) twos++;
    if (twos > NUM_SCALE_MAX) return twos;
    for (; d % 5 == 0; d /= 5) fives++;
    if (d != 1) return NUM_SCALE_MAX + 1;
    return twos > fives ? twos : fives;
}

/* n / d must be in lowest terms. Everything that is not made by a short way is made here, so that a
 * value has one form. */
static struct num make_exact(bool negative, struct u256 n, struct u256 d)
{
    if (n.hi || d.hi || n.lo > (u128)I128_MAX) {
        double size = u256_quotient(n, d);
        return make_binary(negative ? -size : size);
    }
    u128 mantissa;
    unsigned scale = scale_of_denominator(d.lo);
    if (scale <= NUM_SCALE_MAX && !ckd_mul(&mantissa, n.lo, u128_power_of_ten[scale] / d.lo) &&
        mantissa <= (u128)I128_MAX)
        return make_decimal(with_sign(negative, mantissa), scale);
    return (struct num){.n = with_sign(negative, n.lo), .d = d.lo, .kind = NUM_FRACTION};
}

static struct ratio lowest_terms(bool negative, u128 n, u128 d)
{
    u128 divisor = greatest_common_divisor(n, d);
    return (struct ratio){negative, n / divisor, d / divisor};
}

static struct ratio ratio_of(const struct num *a)
{
    if (a->kind == NUM_FRACTION) return (struct ratio){a->n < 0, i128_magnitude(a->n), a->d};
    return lowest_terms(a->n < 0, i128_magnitude(a->n), u128_power_of_ten[a->scale]);
}

static struct num make_ratio(struct ratio a)
{
    return make_exact(a.negative, (struct u256){.lo = a.n}, (struct u256){.lo = a.d});
}

struct num num_int(int64_t value)
{
    return make_decimal(value, 0);
}

struct num num_decimal(i128 mantissa, unsigned scale)
{
    if (scale > NUM_SCALE_MAX) BUG("a decimal of more places than a number has");
    if (mantissa == I128_MIN)
        return make_ratio(lowest_terms(true, i128_magnitude(mantissa), u128_power_of_ten[scale]));
    return make_decimal(mantissa, scale);
}

struct num num_fraction(i128 numerator, u128 denominator)
{
    if (!denominator) BUG("a fraction with the denominator zero");
    return make_ratio(lowest_terms(numerator < 0, i128_magnitude(numerator), denominator));
}

struct num num_binary(double value)
{
    if (!isfinite(value)) BUG("a number that is not finite");
    return make_binary(value);
}

struct num num_canonical(const struct num *a)
{
    if (a->kind == NUM_DECIMAL && a->scale == 0) return make_decimal(a->n, 0);
    return a->kind == NUM_BINARY ? make_binary(a->b) : make_ratio(ratio_of(a));
}

/* ---- asking ---- */

bool num_is_exact(const struct num *a)
{
    return a->kind != NUM_BINARY;
}

int num_sign(const struct num *a)
{
    if (a->kind == NUM_BINARY) return (a->b > 0) - (a->b < 0);
    return (a->n > 0) - (a->n < 0);
}

bool num_is_zero(const struct num *a)
{
    return num_sign(a) == 0;
}

bool num_is_integer(const struct num *a)
{
    switch ((enum num_kind)a->kind) {
    case NUM_DECIMAL: return i128_magnitude(a->n) % u128_power_of_ten[a->scale] == 0;
    case NUM_FRACTION: return false;
    case NUM_BINARY: return a->b == floor(a->b);
    }
    BUG("a number of no kind");
}

double num_to_double(const struct num *a)
{
    if (a->kind == NUM_BINARY) return a->b;
    u128 n = i128_magnitude(a->n), d = denominator(a);
    double size;
    bool d_is_double =
        a->kind == NUM_DECIMAL ? a->scale <= DOUBLE_SCALE_MAX : d <= DOUBLE_WHOLE_MAX;
    if (d_is_double && n <= DOUBLE_WHOLE_MAX)
        size = (double)n / (double)d; /* which rounds once, hence correctly */
    else
        size = u256_quotient((struct u256){.lo = n}, (struct u256){.lo = d});
    return a->n < 0 ? -size : size;
}

bool num_floor(int64_t *result, const struct num *a)
{
    if (a->kind == NUM_BINARY) {
        double whole = floor(a->b);
        if (whole < -0x1p63 || whole >= 0x1p63) return false;
        *result = (int64_t)whole;
        return true;
    }
    u128 d = denominator(a);
    u128 size = i128_magnitude(a->n) / d;
    if (a->n < 0 && i128_magnitude(a->n) % d) size++;
    i128 whole = with_sign(a->n < 0, size);
    if (whole < INT64_MIN || whole > INT64_MAX) return false;
    *result = (int64_t)whole;
    return true;
}

/* ---- decimals, the short way ---- */

static inline bool fits_int64(i128 n)
{
    return n == (int64_t)n;
}

/* n * 10^places, or NO_ROOM. */
static inline i128 scale_up(i128 n, unsigned places)
{
    u128 power = u128_power_of_ten[places], size;
    if (fits_int64(n) && places <= 18) return (i128)(int64_t)n * (int64_t)power;
    if (ckd_mul(&size, i128_magnitude(n), power) || size > (u128)I128_MAX) return NO_ROOM;
    return with_sign(n < 0, size);
}

static inline bool add_mantissas(struct num *result, i128 a, i128 b, unsigned scale)
{
    i128 n;
    if (ckd_add(&n, a, b) || n == NO_ROOM) return false;
    set_decimal(result, n, scale);
    return true;
}

static inline bool add_decimals(struct num *result, const struct num *a, const struct num *b)
{
    if (a->scale == b->scale) return add_mantissas(result, a->n, b->n, a->scale);
    const struct num *finer = a->scale > b->scale ? a : b, *other = finer == a ? b : a;
    i128 n = scale_up(other->n, (unsigned)(finer->scale - other->scale));
    return n != NO_ROOM && add_mantissas(result, n, finer->n, finer->scale);
}

static inline bool mul_decimals(struct num *result, const struct num *a, const struct num *b)
{
    unsigned scale = (unsigned)a->scale + b->scale;
    u128 size;
    if (scale > NUM_SCALE_MAX) return false;
    if (fits_int64(a->n) && fits_int64(b->n)) {
        set_decimal(result, (i128)(int64_t)a->n * (int64_t)b->n, scale);
        return true;
    }
    if (ckd_mul(&size, i128_magnitude(a->n), i128_magnitude(b->n)) || size > (u128)I128_MAX)
        return false;
    set_decimal(result, with_sign((a->n < 0) != (b->n < 0), size), scale);
    return true;
}

/* Two whole numbers of which one goes into the other. */
static inline bool divide_whole(struct num *result, const struct num *a, const struct num *b)
{
    if (a->scale || b->scale || !fits_int64(a->n) || !fits_int64(b->n)) return false;
    int64_t n = (int64_t)a->n, d = (int64_t)b->n;
    if (n == INT64_MIN || n % d != 0) return false;
    set_decimal(result, n / d, 0);
    return true;
}

static inline bool are_decimals(const struct num *a, const struct num *b)
{
    return a->kind == NUM_DECIMAL && b->kind == NUM_DECIMAL;
}

/* ---- arithmetic ---- */

static struct num add_ratios(struct ratio a, struct ratio b)
{
    u128 common = greatest_common_divisor(a.d, b.d);
    struct u256 left = u256_mul(a.n, b.d / common), right = u256_mul(b.n, a.d / common), n;
    bool negative = a.negative;
    if (a.negative == b.negative) {
        if (u256_add(&n, left, right)) BUG("two products of 127 and 128 bits overflow");
    } else if (u256_compare(left, right) >= 0) {
        n = u256_sub(left, right);
    } else {
        n = u256_sub(right, left);
        negative = b.negative;
    }
    /* What the sum still has in common with its denominator is in `common` (Knuth, TAOCP 4.5.1). */
    struct u256 rest;
    u256_divide(n, (struct u256){.lo = common}, &rest);
    u128 left_over = greatest_common_divisor(rest.lo, common);
    n = u256_divide(n, (struct u256){.lo = left_over}, &rest);
    return make_exact(negative, n, u256_mul(a.d / common, b.d / left_over));
}

static struct num mul_ratios(struct ratio a, struct ratio b)
{
    struct ratio across = lowest_terms(false, a.n, b.d), down = lowest_terms(false, b.n, a.d);
    return make_exact(a.negative != b.negative, u256_mul(across.n, down.n),
                      u256_mul(across.d, down.d));
}

static bool finite_result(struct num *result, double value)
{
    if (!isfinite(value)) return false;
    *result = make_binary(value);
    return true;
}

bool num_add(struct num *result, const struct num *a, const struct num *b)
{
    if (are_decimals(a, b) && add_decimals(result, a, b)) return true;
    if (!num_is_exact(a) || !num_is_exact(b))
        return finite_result(result, num_to_double(a) + num_to_double(b));
    *result = add_ratios(ratio_of(a), ratio_of(b));
    return true;
}

bool num_sub(struct num *result, const struct num *a, const struct num *b)
{
    struct num negated = num_neg(b);
    return num_add(result, a, &negated);
}

bool num_mul(struct num *result, const struct num *a, const struct num *b)
{
    if (are_decimals(a, b) && mul_decimals(result, a, b)) return true;
    if (!num_is_exact(a) || !num_is_exact(b))
        return finite_result(result, num_to_double(a) * num_to_double(b));
    *result = mul_ratios(ratio_of(a), ratio_of(b));
    return true;
}

bool num_div(struct num *result, const struct num *a, const struct num *b)
{
    if (num_is_zero(b)) return false;
    if (are_decimals(a, b) && divide_whole(result, a, b)) return true;
    if (!num_is_exact(a) || !num_is_exact(b))
        return finite_result(result, num_to_double(a) / num_to_double(b));
    struct ratio divisor = ratio_of(b);
    *result = mul_ratios(ratio_of(a), (struct ratio){divisor.negative, divisor.d, divisor.n});
    return true;
}

bool num_pow(struct num *result, const struct num *a, int exponent)
{
    struct num base = *a, power = num_int(1);
    unsigned left = (unsigned)exponent;
    if (exponent < 0) {
        /* The reciprocal first: the power may be too large where its reciprocal is not too small. */
        if (!num_div(&base, &power, a)) return false;
        left = 0 - left;
    }
    while (left) {
        if ((left & 1) && !num_mul(&power, &power, &base)) return false;
        left >>= 1;
        if (left && !num_mul(&base, &base, &base)) return false;
    }
    *result = power;
    return true;
}

struct num num_neg(const struct num *a)
{
    if (a->kind == NUM_BINARY) return make_binary(-a->b);
    struct num negated = *a;
    negated.n = -a->n;
    return negated;
}

struct num num_abs(const struct num *a)
{
    return num_sign(a) < 0 ? num_neg(a) : *a;
}

/* ---- comparing ---- */

static int order(i128 a, i128 b)
{
    return (a > b) - (a < b);
}

/* A mantissa that can't be scaled up to the other's scale is the larger of the two in size. */
static inline int compare_decimals(const struct num *a, const struct num *b)
{
    if (a->scale == b->scale) return order(a->n, b->n);
    if (a->scale > b->scale) return -compare_decimals(b, a);
    i128 left = scale_up(a->n, (unsigned)(b->scale - a->scale));
    return left == NO_ROOM ? num_sign(a) : order(left, b->n);
}

int num_compare(const struct num *a, const struct num *b)
{
    if (are_decimals(a, b)) return compare_decimals(a, b);
    if (!num_is_exact(a) || !num_is_exact(b)) {
        double left = num_to_double(a), right = num_to_double(b);
        return (left > right) - (left < right);
    }
    int a_sign = num_sign(a), b_sign = num_sign(b);
    if (a_sign != b_sign) return a_sign < b_sign ? -1 : 1;
    int sizes = u256_compare(u256_mul(i128_magnitude(a->n), denominator(b)),
                             u256_mul(i128_magnitude(b->n), denominator(a)));
    return a_sign < 0 ? -sizes : sizes;
}

/* ---- many numbers ---- */

/* The variance of exact sums, over one common denominator; false when that has no room. */
static bool exact_variance(double *result, uint64_t n, struct ratio sum, struct ratio squares)
{
    struct u256 sum_d_squared = u256_mul(sum.d, sum.d), rest;
    u256_divide(sum_d_squared, (struct u256){.lo = squares.d}, &rest);
    u128 common = greatest_common_divisor(rest.lo, squares.d);
    struct u256 sum_factor = {.lo = squares.d / common};
    struct u256 squares_factor = u256_divide(sum_d_squared, (struct u256){.lo = common}, &rest);

    struct u256 left, right, below = {.lo = (u128)n * (n - 1)};
    if (u256_times(&left, u256_mul(squares.n, n), squares_factor) ||
        u256_times(&right, u256_mul(sum.n, sum.n), sum_factor) ||
        u256_times(&below, below, sum_d_squared) || u256_times(&below, below, sum_factor))
        return false;
    bool varies = !squares.negative && u256_compare(left, right) > 0;
    *result = varies ? u256_quotient(u256_sub(left, right), below) : 0;
    return true;
}

bool num_variance(struct num *result, uint64_t n, const struct num *sum,
                  const struct num *sum_of_squares)
{
    if (n < 2) BUG("the variance of fewer than two values");
    double variance;
    if (num_is_exact(sum) && num_is_exact(sum_of_squares) &&
        exact_variance(&variance, n, ratio_of(sum), ratio_of(sum_of_squares)))
        return finite_result(result, variance);
    double total = num_to_double(sum), squares = num_to_double(sum_of_squares);
    variance = (squares - total * (total / (double)n)) / (double)(n - 1);
    return finite_result(result, variance < 0 ? 0 : variance); /* below zero only by rounding */
}

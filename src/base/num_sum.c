/* Sums of many numbers. Decimals are added as mantissas of 128 bits; a total that overflows is moved to
 * 320 bits, which hold any sum of 2^64 decimals. */
#include <math.h>

#include "base/bug.h"
#include "base/ckd.h"
#include "base/num.h"
#include "base/wide.h"

/* n * 10^places; true on overflow. */
static bool scale_up(i128 *result, i128 n, unsigned places)
{
    return places > NUM_SCALE_MAX || ckd_mul(result, n, (i128)u128_power_of_ten[places]);
}

/* Adds mantissas at the finer of the two scales; false when there is no room. */
static bool add_decimal(struct num *total, const struct num *a)
{
    i128 left = total->n, right = a->n, sum;
    uint8_t scale = total->scale > a->scale ? total->scale : a->scale;
    if (scale > total->scale && scale_up(&left, left, (unsigned)(scale - total->scale)))
        return false;
    if (scale > a->scale && scale_up(&right, right, (unsigned)(scale - a->scale))) return false;
    if (ckd_add(&sum, left, right) || sum == I128_MIN) return false;
    total->n = sum;
    total->scale = scale;
    return true;
}

/* --- wide totals --------------------------------------------------------------------------------- */

static void negate_words(uint64_t words[NUM_SUM_WORDS])
{
    uint64_t carry = 1;
    for (int i = 0; i < NUM_SUM_WORDS; i++) {
        words[i] = ~words[i] + carry;
        carry = carry && !words[i];
    }
}

static void add_words(uint64_t words[NUM_SUM_WORDS], const uint64_t other[NUM_SUM_WORDS])
{
    uint64_t carry = 0;
    for (int i = 0; i < NUM_SUM_WORDS; i++) {
        u128 sum = (u128)words[i] + other[i] + carry;
        words[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
}

/* Moves the total, a decimal, to the wide words. */
static void widen(struct num_sum *sum)
{
    struct u256 size =
        u256_mul(i128_magnitude(sum->total.n), u128_power_of_ten[NUM_SCALE_MAX - sum->total.scale]);
    uint64_t words[NUM_SUM_WORDS] = {(uint64_t)size.lo, (uint64_t)(size.lo >> 64),
                                     (uint64_t)size.hi, (uint64_t)(size.hi >> 64), 0};
    if (sum->total.n < 0) negate_words(words);
    add_words(sum->wide, words);
    sum->is_wide = true;
    sum->total = num_int(0);
}

void num_sum_add(struct num_sum *sum, const struct num *a)
{
    struct num *total = &sum->total;
    if (total->kind == NUM_DECIMAL && a->kind == NUM_DECIMAL) {
        if (add_decimal(total, a)) return;
        widen(sum);
        if (!add_decimal(total, a)) BUG("a decimal can't be added to zero");
        return;
    }
    /* Once infinite it stays so; this is the one place where a number holds an infinity. */
    if (total->kind == NUM_BINARY && !isfinite(total->b)) return;
    if (!num_add(total, total, a)) *total = (struct num){.b = INFINITY, .kind = NUM_BINARY};
}

void num_sum_merge(struct num_sum *sum, const struct num_sum *other)
{
    if (other->is_wide) {
        add_words(sum->wide, other->wide);
        sum->is_wide = true;
    }
    num_sum_add(sum, &other->total);
}

/* --- what it comes to ------------------------------------------------------------------------------ */

/* words / 10; answers the rest. */
static unsigned divide_by_ten(uint64_t words[NUM_SUM_WORDS])
{
    uint64_t rest = 0;
    for (int i = NUM_SUM_WORDS - 1; i >= 0; i--) {
        u128 part = (u128)rest << 64 | words[i];
        words[i] = (uint64_t)(part / 10);
        rest = (uint64_t)(part % 10);
    }
    return (unsigned)rest;
}

static bool fits_mantissa(const uint64_t words[NUM_SUM_WORDS])
{
    return !words[4] && !words[3] && !words[2] && words[1] >> 63 == 0;
}

/* The nearest double to words / 10^38. What is cut off below 255 bits leaves a mark in the last one, so
 * that it still rounds to the right side. */
static double quotient(const uint64_t words[NUM_SUM_WORDS])
{
    uint64_t w[NUM_SUM_WORDS];
    int shifts = 0;
    uint64_t lost = 0;
    for (int i = 0; i < NUM_SUM_WORDS; i++) w[i] = words[i];
    for (; w[4] || w[3] >> 62; shifts++) {
        lost |= w[0] & 1;
        for (int i = 0; i < NUM_SUM_WORDS; i++)
            w[i] = w[i] >> 1 | (i + 1 < NUM_SUM_WORDS ? w[i + 1] << 63 : 0);
    }
    struct u256 n = {.hi = (u128)w[3] << 64 | w[2], .lo = (u128)w[1] << 64 | w[0]};
    n = u256_shift_left(n, 1);
    n.lo |= lost;
    return ldexp(u256_quotient(n, (struct u256){.lo = u128_power_of_ten[NUM_SCALE_MAX]}),
                 shifts - 1);
}

/* A wide total as a decimal of as many places as fit, else binary. */
static struct num narrowed(const struct num_sum *sum)
{
    uint64_t words[NUM_SUM_WORDS], shorter[NUM_SUM_WORDS];
    bool negative = sum->wide[NUM_SUM_WORDS - 1] >> 63;
    for (int i = 0; i < NUM_SUM_WORDS; i++) words[i] = sum->wide[i];
    if (negative) negate_words(words);
    for (int i = 0; i < NUM_SUM_WORDS; i++) shorter[i] = words[i];
    unsigned scale = NUM_SCALE_MAX;
    while (!fits_mantissa(shorter) && scale && divide_by_ten(shorter) == 0) scale--;
    if (fits_mantissa(shorter)) {
        i128 n = (i128)((u128)shorter[1] << 64 | shorter[0]);
        return num_decimal(negative ? -n : n, scale);
    }
    double size = quotient(words);
    return num_binary(negative ? -size : size);
}

bool num_sum_value(const struct num_sum *sum, struct num *result)
{
    struct num_sum whole = *sum;
    if (whole.total.kind == NUM_BINARY && !isfinite(whole.total.b)) return false;
    if (whole.is_wide && whole.total.kind == NUM_DECIMAL) {
        widen(&whole);
        *result = narrowed(&whole);
        return true;
    }
    struct num wide = whole.is_wide ? narrowed(&whole) : num_int(0);
    return num_add(result, &whole.total, &wide);
}

/* Numbers of the language: exact as long as they can be (language.md §5, "Exactness").
 *
 * A number is one of three:
 *   decimal   n / 10^scale      what literals and data are
 *   fraction  n / d             what a division leaves that is not a short decimal; in lowest terms
 *   binary    b                 what statistics give, and what no longer fits 128 bits
 *
 * + - x of exact numbers are exact; a quotient is an exact fraction. When a result does not fit, it
 * becomes binary: never wrong by a wrapped digit, and visible (num_is_exact). Two exact numbers are
 * always compared exactly; an exact one beside a binary one is rounded to binary first. A binary
 * number is always finite: an operation that would give infinity or not-a-number says so. */
#ifndef POL_BASE_NUM_H
#define POL_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/compiler.h"
#include "base/str.h"

enum { NUM_SCALE_MAX = 38 };

enum num_kind { NUM_DECIMAL, NUM_FRACTION, NUM_BINARY };

struct num {
    i128 n; /* numerator or mantissa; never I128_MIN */
    union {
        u128 d;   /* fraction: > 1 */
        double b; /* binary: finite */
    };
    uint8_t kind;  /* enum num_kind */
    uint8_t scale; /* decimal: 0 .. NUM_SCALE_MAX */
};

struct num num_int(int64_t value);
struct num num_decimal(i128 mantissa, unsigned scale);
/* numerator / denominator in lowest terms, as a decimal where it is one of at most 38 places. */
struct num num_fraction(i128 numerator, u128 denominator);
/* `value` must be finite. */
struct num num_binary(double value);

bool num_is_exact(const struct num *a);
bool num_is_zero(const struct num *a);
bool num_is_integer(const struct num *a);
/* -1, 0 or 1. */
int num_sign(const struct num *a);

/* Each writes the result and answers true, or answers false and writes nothing when there is no
 * finite result (binary overflow; for div, a divisor of zero). `result` may be an operand. */
bool num_add(struct num *result, const struct num *a, const struct num *b);
bool num_sub(struct num *result, const struct num *a, const struct num *b);
bool num_mul(struct num *result, const struct num *a, const struct num *b);
bool num_div(struct num *result, const struct num *a, const struct num *b);
/* a to a whole power of -1000 .. 1000; 0^0 is 1, 0 to a negative power is false. */
bool num_pow(struct num *result, const struct num *a, int exponent);

struct num num_neg(const struct num *a);
struct num num_abs(const struct num *a);

/* The largest whole number not above a, when it fits an int64. */
bool num_floor(int64_t *result, const struct num *a);

/* Negative, 0 or positive. Exact for two exact numbers whatever their size. */
int num_compare(const struct num *a, const struct num *b);

/* A decimal in its shortest form (no trailing zeros), a fraction that is a short decimal made one:
 * equal exact numbers become the same bytes in n, d, kind and scale. For use as a key. */
struct num num_canonical(const struct num *a);

/* The nearest double, correctly rounded (ties to even), for any exact number. */
double num_to_double(const struct num *a);

/* Parses a whole text as a decimal: sign, digits, optional point and digits, optional exponent
 * (e or E, sign, digits). No spaces, no separators, no infinities. */
enum num_parse { NUM_PARSED, NUM_NOT_A_NUMBER, NUM_TOO_LONG };
/* TOO_LONG: a number whose digits do not fit a mantissa below 10^38 or whose scale is out of
 * range. A number with an exponent is made plain: 2e6 is 2000000. */
enum num_parse num_parse(struct num *result, struct str text);
/* As num_parse with another sign for the decimal point and one for thousands (0: none), whose
 * groups must be of three digits: "1.234.567,8". The exponent is allowed here too. */
enum num_parse num_parse_with(struct num *result, struct str text, char decimal, char thousands);

/* As JSON wants it: the nearest double in the fewest digits that give it back; plain notation for
 * 1e-7 <= |x| < 1e21 ("0.1", "12", "7702.087"), else with an exponent ("1e+21", "2.5e-8"). -0 is
 * "0". Independent of the locale. */
void num_add_json(struct buf *buf, const struct num *a);
void double_add_json(struct buf *buf, double value);

/* As people read it: exactly `places` decimals (0..15), rounded half away from zero on the exact
 * value, with `decimal` as the point and `thousands` (0: none) between groups of three. */
void num_add_fixed(struct buf *buf, const struct num *a, unsigned places, char decimal,
                   char thousands);
/* The same without trailing zeros behind the point: at most `places` decimals. */
void num_add_plain(struct buf *buf, const struct num *a, unsigned places, char decimal,
                   char thousands);

/* A running sum of many numbers: of decimals exact whatever their sizes, and so in any order the same.
 * What no longer fits `total` is kept in `wide`: a whole number of 320 bits, of units of 10^-38. */
enum { NUM_SUM_WORDS = 5 };

struct num_sum {
    struct num total;
    uint64_t wide[NUM_SUM_WORDS]; /* the lowest first; two's complement */
    bool is_wide;
};
void num_sum_add(struct num_sum *sum, const struct num *a);
void num_sum_merge(struct num_sum *sum, const struct num_sum *other);
/* false when it has become infinite */
bool num_sum_value(const struct num_sum *sum, struct num *result);

/* (n * sum of squares - (sum)^2) / (n (n - 1)): the sample variance, computed in wide integers while
 * both sums are exact, so that nothing cancels; then rounded to binary. n >= 2. */
bool num_variance(struct num *result, uint64_t n, const struct num *sum,
                  const struct num *sum_of_squares);

#endif

/* Numbers of which only an interval is known, and what follows when many of them are drawn at once.
 *
 * Draws come from Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw
 * (Parallel random numbers: as easy as 1, 2, 3; SC 2011): the draw of a number is a function of the
 * seed, of which number it is and of which draw, and of nothing else. So results are the same on every
 * machine, in any order and for any number of threads, and one more uncertain number leaves the draws
 * of the others as they were. */
#ifndef POL_METHOD_MONTE_CARLO_H
#define POL_METHOD_MONTE_CARLO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    DRAWS = 10000, /* of one simulation */
    DRAW_SEED = 20210101
};

/* Four random words for a counter of four and a key of two. */
void philox(const uint32_t counter[4], const uint32_t key[2], uint32_t words[4]);

/* Uniform on the open interval 0 .. 1. */
double draw_uniform(uint64_t seed, uint32_t number, uint32_t draw);
/* Standard normal: the quantile of the uniform draw. */
double draw_normal(uint64_t seed, uint32_t number, uint32_t draw);

enum distribution { DISTRIBUTION_NORMAL, DISTRIBUTION_LOGNORMAL };

/* What lies between `low` and `high` with probability `level` and as often below as above: normal, or
 * lognormal where both are positive. */
struct uncertain {
    enum distribution distribution;
    double low, high;
    double level; /* 0.9 for what an author states */
};

/* The distribution of low .. high: lognormal where both ends are positive, else normal. */
struct uncertain uncertain_range(double low, double high);
/* Its draw for a standard normal one. */
double uncertain_draw(const struct uncertain *uncertain, double normal);

/* --- what drives a result ------------------------------------------------------------------------ */

/* Running moments of an input and the result, from which their correlation follows. */
struct moments {
    size_t count;
    double mean_x, mean_y, xx, yy, xy;
};
void moments_add(struct moments *moments, double x, double y);
/* The squared correlation: the part of the result's variance that a straight line in the input
 * explains; 0 where one of them does not vary. */
double moments_share(const struct moments *moments);

/* Sorts in place. */
void draws_sort(double *values, size_t count);
/* Of sorted values, interpolated (type 7 of Hyndman and Fan). `count` > 0. */
double draws_quantile(const double *sorted, size_t count, double p);

/* The value to six significant digits: what lies behind them is the noise of the draws. */
double draws_rounded(double value);

#endif

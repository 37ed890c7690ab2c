/* The bootstrap (Efron & Tibshirani 1993): how a figure would vary if the sample were drawn again. For
 * series, circular blocks (Politis & Romano 1992) keep neighbours together. Seeded, so the same every
 * time. The interval is BCa for independent values, percentile for blocks. */
#ifndef POL_METHOD_BOOTSTRAP_H
#define POL_METHOD_BOOTSTRAP_H

#include "method/measured.h"
#include "method/rank_test.h"

/* A figure of n values; it may reorder them. */
typedef double bootstrap_statistic(double *values, size_t n, void *context);

struct bootstrap_question {
    const double *value;
    size_t n;
    bootstrap_statistic *statistic;
    void *context;
    size_t draws; /* 0: 2000; at most 100,000 */
    size_t block; /* values in a block; 0 or 1: independent values */
    uint64_t seed;
};

/* A block length for a series of n: ceil(n^(1/3)). */
size_t bootstrap_block(size_t n);

/* Needs 8 values. se is the standard deviation of the draws; p is the part of draws on the other side of
 * 0, doubled. */
enum method_status bootstrap_run(struct arena *scratch, const struct bootstrap_question *question,
                                 struct measured *result);

/* The mean of b minus that of a, each drawn again by itself; `draws`, `block` and `seed` of `question`
 * are used, the rest not. */
enum method_status bootstrap_difference(struct arena *scratch, const struct sampled *a,
                                        const struct sampled *b,
                                        const struct bootstrap_question *question,
                                        struct measured *result);

/* Ready figures. */
double bootstrap_mean(double *values, size_t n, void *context);
double bootstrap_median(double *values, size_t n, void *context);

#endif

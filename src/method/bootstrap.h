/* The bootstrap (Efron & Tibshirani 1993): how a figure would vary if the sample were drawn again. For
 * series, circular blocks (Politis & Romano 1992) keep neighbours together. Seeded, so the same every
 * time. The interval is BCa for independent values; for blocks Student's t with as many degrees of freedom as
 * there are blocks. */
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

/* Needs 8 values, and 3 blocks. se is the standard deviation of the draws (of blocks: times 1 / sqrt(1 -
 * block / n)); p is the part of draws on the other side of 0, doubled (of blocks: by t). */
enum method_status bootstrap_run(struct arena *scratch, const struct bootstrap_question *question,
                                 struct measured *result);

/* The mean of b minus that of a, each drawn again by itself; `draws`, `block` and `seed` of `question`
 * are used, the rest not. */
struct two_samples {
    struct sampled a, b;
};
enum method_status bootstrap_difference(struct arena *scratch, const struct two_samples *samples,
                                        const struct bootstrap_question *question,
                                        struct measured *result);

/* Ready figures. */
double bootstrap_mean(double *values, size_t n, void *context);
double bootstrap_median(double *values, size_t n, void *context);

#endif

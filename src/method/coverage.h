/* How often the 95 % interval of each method held the truth when it was tried on made series: measured by
 * `make bench-methods`, which writes coverage.def. Said with a verdict where it falls short. */
#ifndef POL_METHOD_COVERAGE_H
#define POL_METHOD_COVERAGE_H

#include <stddef.h>

enum coverage_of {
    COVERAGE_TREND,
    COVERAGE_INTERRUPTED_STEP,
    COVERAGE_INTERRUPTED_SLOPE,
    COVERAGE_BEFORE_AFTER, /* Welch */
    COVERAGE_THEIL_SEN,
    COVERAGE_NEWEY_WEST, /* of trend */
    COVERAGE_RANK_TEST,
    COVERAGE_COUNTS,
    COVERAGE_DIFFERENCE_IN_DIFFERENCES,
    COVERAGE_PLACEBO
};

/* The measured share for series of the nearest n below (or the smallest tried) and the nearest rho of 0, 0.3,
 * 0.5; 0 when it was not measured. */
double coverage_measured(enum coverage_of method, size_t n, double rho);

#endif

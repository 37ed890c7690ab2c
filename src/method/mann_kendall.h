/* Whether a series rises or falls throughout (Mann 1945, Kendall 1975): S counts the pairs that rise
 * minus those that fall. Exact p up to MANN_KENDALL_EXACT points, ties included (inversions of a
 * multiset); above that the normal approximation with Kendall's variance for ties and a correction for
 * continuity. Seasonal: S within each part of the season, summed (Hirsch, Slack & Smith 1982). */
#ifndef POL_METHOD_MANN_KENDALL_H
#define POL_METHOD_MANN_KENDALL_H

#include "method/measured.h"

enum { MANN_KENDALL_EXACT = 40, MANN_KENDALL_LARGEST = 20000 };

struct mann_kendall {
    struct measured
        tau; /* Kendall's tau-b; p of no trend; no interval (low, high are 0): has_error is
                           true and only p stands */
    double s;
    double variance; /* of S, corrected for ties */
    double z;        /* with the correction for continuity */
    double p_normal; /* by the normal approximation */
    bool exact;      /* tau.p is exact */
};

/* `season` is the number of periods in a season; 0 or 1: none. Needs 4 points (p could never be below 5 %
 * with fewer); NO_VARIATION when all are equal. */
enum method_status mann_kendall_test(struct arena *scratch, const struct points *points,
                                     size_t season, struct mann_kendall *result);

/* The smallest c for which P(|S| > c) is at most `chance` when there is no trend; exact, for at most
 * MANN_KENDALL_EXACT points. */
double mann_kendall_critical(struct arena *scratch, const struct points *points, double chance);

#endif

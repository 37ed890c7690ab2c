/* Where a series most likely shifted (Pettitt, "A non-parametric approach to the change-point problem",
 * Applied Statistics 28, 1979). It looks everywhere, so it fits when nobody said where to look. */
#ifndef POL_METHOD_CHANGE_POINT_H
#define POL_METHOD_CHANGE_POINT_H

#include "method/measured.h"

struct change_point {
    struct measured
        shift; /* mean after minus mean before, p of no shift anywhere; low and high are 0 */
    size_t last_before;   /* index of the last point of the first part */
    double statistic;     /* Pettitt's max |U| */
    double before, after; /* the means */
};

/* p ≈ 2 exp(-6 U² / (n³ + n²)), at most 1. Needs 4 points. */
enum method_status change_point_find(struct arena *scratch, const struct points *points,
                                     struct change_point *result);

#endif

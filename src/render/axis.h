/* Axes of charts: round steps, and where periods lie. */
#ifndef POL_RENDER_AXIS_H
#define POL_RENDER_AXIS_H

#include "base/num.h"
#include "base/period.h"

enum { AXIS_TICKS_MAX = 12 };

/* A vertical axis: its ticks are exact, so that their labels are too. */
struct axis {
    double low, high; /* of the first and last tick */
    struct num ticks[AXIS_TICKS_MAX];
    size_t tick_count;
    unsigned places; /* decimals that the ticks need */
};

/* Steps of 1, 2 or 5 times a power of ten around these values; from 0 on where the values are all on one
 * side of it and not far away, so that a small change does not look like a large one. */
struct axis axis_of(double low, double high);

/* Where a value lies: 0 at the lowest tick, 1 at the highest. */
double axis_place(const struct axis *axis, double value);

/* The days of a period as written ("2018-Q3", "2018..2023"); false when it is none. */
bool axis_days(const struct calendar *calendar, struct str text, struct days *days);

#endif

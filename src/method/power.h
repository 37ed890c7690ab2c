/* What a design could have seen: the power of a two-sided 5 % t test, and the smallest change that it finds
 * in 80 % of cases (or another share). By the noncentral t distribution. */
#ifndef POL_METHOD_POWER_H
#define POL_METHOD_POWER_H

#include "method/error_model.h"

/* The chance to find an effect, given its standard error and degrees of freedom. 0 when these make no
 * sense. */
double power_of(double effect, double se, double df);

/* The smallest effect found with chance `power` (0.8); 0 when it can't be had. */
double power_detectable(double se, double df, double power);

/* The noise of a series: the sd of its errors about the model, and the correlation of neighbours. */
struct noise {
    double sd, rho;
};

/* Standard error and degrees of freedom that a design would have. */
struct precision {
    double se, df;
};

/* Means of n_a and n_b independent values. */
struct precision power_two_means(double sd, size_t n_a, size_t n_b);
/* Slope a period of a line through n points. */
enum method_status power_trend(struct arena *scratch, size_t n, const struct noise *noise,
                               struct precision *result);

/* A step at the `before`th of before + after points. */
struct power_series {
    size_t before, after;
    bool slope; /* the model has a change of slope too */
    struct season season;
    struct noise noise;
};
enum method_status power_interrupted(struct arena *scratch, const struct power_series *design,
                                     struct precision *result);

/* Difference in differences of groups whose changes have standard deviation `sd`. */
struct precision power_groups(double sd, size_t treated, size_t others);

#endif

/* The median of all slopes. */
#include "method/theil_sen.h"

#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "method/diagnostics.h"
#include "method/distribution.h"
#include "method/mann_kendall.h"

enum { FEWEST = 5 };

/* All slopes. */
static double *all_slopes(struct arena *scratch, const struct points *points, size_t *count)
{
    size_t n = points->n, next = 0;
    *count = n * (n - 1) / 2;
    double *slope = ARENA_ARRAY(scratch, double, *count);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double apart = (double)((int64_t)points_at(points, j) - points_at(points, i));
            slope[next++] = (points->value[j] - points->value[i]) / apart;
        }
    }
    return slope;
}

/* How far the ranks of the two ends of the interval stand apart: Sen's C. With few points the exact
 * distribution has it: the smallest C for which P(|S| > C) is at most 5 %. */
static double reach(struct arena *scratch, const struct points *points, double variance)
{
    if (points->n > MANN_KENDALL_EXACT) return normal_quantile(0.975) * sqrt(variance);
    return mann_kendall_critical(scratch, points, 0.05);
}

enum method_status theil_sen_fit(struct arena *scratch, const struct points *points,
                                 struct theil_sen *result)
{
    size_t n = points->n, count;
    *result = (struct theil_sen){.slope.n = n};
    if (n > THEIL_SEN_LARGEST) return METHOD_TOO_MANY;
    if (!points_valid(points)) return METHOD_BAD_INPUT;
    if (n < FEWEST) return METHOD_TOO_FEW;
    struct mann_kendall test;
    enum method_status status = mann_kendall_test(scratch, points, 0, &test);
    if (status != METHOD_OK) {
        if (status == METHOD_NO_VARIATION) result->start = points->value[0];
        return status;
    }
    double *slope = all_slopes(scratch, points, &count);
    double c = reach(scratch, points, test.variance), number = (double)count;
    struct measured *measured = &result->slope;
    double low = round((number - c) / 2), high = round((number + c) / 2) + 1;
    measured->value = gsl_stats_median(slope, 1, count);
    measured->has_error = low >= 1 && high <= number;
    if (measured->has_error) {
        measured->low = gsl_stats_select(slope, 1, count, (size_t)low - 1);
        measured->high = gsl_stats_select(slope, 1, count, (size_t)high - 1);
        measured->p = test.tau.p;
    } else {
        measured_warn(measured, CAUTION_FEW_POINTS);
    }
    if (hangs_together(points)) measured_warn(measured, CAUTION_AUTOCORRELATION);
    double *start = ARENA_ARRAY(scratch, double, n);
    for (size_t i = 0; i < n; i++) {
        double since = (double)((int64_t)points_at(points, i) - points_at(points, 0));
        start[i] = points->value[i] - measured->value * since;
    }
    result->start = gsl_stats_median(start, 1, n);
    return METHOD_OK;
}

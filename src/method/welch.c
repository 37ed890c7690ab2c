/* Welch's comparison of two means. */
#include "method/welch.h"

#include <math.h>

#include <gsl/gsl_statistics_double.h>

#include "method/distribution.h"

bool welch_compare(const double *a, size_t a_count, const double *b, size_t b_count,
                   struct welch *result)
{
    if (a_count < 2 || b_count < 2) return false;
    double a_mean = gsl_stats_mean(a, 1, a_count), b_mean = gsl_stats_mean(b, 1, b_count);
    double a_part = gsl_stats_variance_m(a, 1, a_count, a_mean) / (double)a_count;
    double b_part = gsl_stats_variance_m(b, 1, b_count, b_mean) / (double)b_count;
    double variance = a_part + b_part;
    if (!(variance > 0) || !isfinite(variance)) return false;
    double se = sqrt(variance), a_share = a_part / variance, b_share = b_part / variance;
    double df =
        1 / (a_share * a_share / (double)(a_count - 1) + b_share * b_share / (double)(b_count - 1));
    double difference = b_mean - a_mean, reach = t_quantile(0.975, df) * se;
    *result = (struct welch){
        .difference = difference,
        .se = se,
        .df = df,
        .low = difference - reach,
        .high = difference + reach,
        .p = t_two_sided(difference / se, df),
    };
    return isfinite(difference) && isfinite(df) && isfinite(reach);
}

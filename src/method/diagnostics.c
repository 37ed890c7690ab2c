/* What residuals betray. */
#include "method/diagnostics.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "method/distribution.h"
#include "method/qr.h"

static const struct tested UNTESTED = {0, 1, 0};

/* Row i of AQ, A being the matrix of squared first differences. */
static void second_difference(const double *q, size_t n, size_t k, size_t i, double *row)
{
    for (size_t j = 0; j < k; j++) {
        double here = q[i * k + j];
        row[j] =
            (i > 0 ? here - q[(i - 1) * k + j] : 0) + (i + 1 < n ? here - q[(i + 1) * k + j] : 0);
    }
}

struct tested durbin_watson(struct arena *scratch, const struct design *design,
                            const struct ols *fit)
{
    size_t n = design->n, k = design->k;
    struct qr qr;
    if (n < k + 3 || fit->exact || qr_factor(scratch, design->x, n, k, &qr) != METHOD_OK)
        return UNTESTED;
    double *q = ARENA_ARRAY(scratch, double, n *k), *aq = ARENA_ARRAY(scratch, double, k);
    double *qaq = ARENA_ARRAY(scratch, double, k *k);
    double squares = 0, top = 0, trace = 0, trace_square = 0, of_square = 0;
    qr_thin(&qr, q);
    for (size_t i = 0; i < n; i++) {
        second_difference(q, n, k, i, aq);
        for (size_t a = 0; a < k; a++) {
            squares += aq[a] * aq[a];
            for (size_t b = 0; b < k; b++) qaq[a * k + b] += q[i * k + a] * aq[b];
        }
        double step = i ? fit->residual[i] - fit->residual[i - 1] : 0;
        top += step * step;
    }
    for (size_t a = 0; a < k; a++) {
        trace += qaq[a * k + a];
        for (size_t b = 0; b < k; b++) of_square += qaq[a * k + b] * qaq[b * k + a];
    }
    double df = (double)(n - k), p = 2 * (double)(n - 1) - trace;
    trace_square = 6 * (double)n - 8 - 2 * squares + of_square;
    double mean = p / df, variance = 2 / (df * (df + 2)) * (trace_square - p * mean);
    double d = top / fit->rss;
    if (!(variance > 0) || !isfinite(d)) return UNTESTED;
    return (struct tested){d, normal_two_sided((d - mean) / sqrt(variance)), df};
}

/* The sum of products of values that stand `lag` periods apart. */
static double products(const struct residuals *r, double mean, size_t lag)
{
    double sum = 0;
    if (!r->at) {
        for (size_t i = lag; i < r->n; i++)
            sum += (r->value[i] - mean) * (r->value[i - lag] - mean);
        return sum;
    }
    for (size_t i = 0, j = 0; i < r->n; i++) {
        while (j < i && (int64_t)r->at[i] - r->at[j] > (int64_t)lag) j++;
        if ((int64_t)r->at[i] - r->at[j] == (int64_t)lag)
            sum += (r->value[i] - mean) * (r->value[j] - mean);
    }
    return sum;
}

static double mean_of(const double *value, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += value[i];
    return n ? sum / (double)n : 0;
}

double autocorrelation(const struct residuals *residuals, size_t lag)
{
    double mean = mean_of(residuals->value, residuals->n);
    double variance = products(residuals, mean, 0), r = products(residuals, mean, lag) / variance;
    return isfinite(r) ? r : 0;
}

bool makes_errors_small(const struct residuals *residuals, size_t lag)
{
    double sum = 0;
    for (size_t l = 1; l <= lag && l < residuals->n; l++)
        sum += (1 - (double)l / (double)(lag + 1)) * autocorrelation(residuals, l);
    return sum > 0;
}

struct tested ljung_box(const struct residuals *residuals, size_t lag, size_t fitted)
{
    size_t n = residuals->n;
    if (lag <= fitted || n < lag + 3) return UNTESTED;
    double mean = mean_of(residuals->value, n), variance = products(residuals, mean, 0), sum = 0;
    for (size_t l = 1; l <= lag; l++) {
        double r = products(residuals, mean, l) / variance;
        sum += r * r / (double)(n - l);
    }
    double statistic = (double)n * ((double)n + 2) * sum, df = (double)(lag - fitted);
    if (!isfinite(statistic)) return UNTESTED;
    return (struct tested){statistic, chi_square_above(statistic, df), df};
}

struct tested breusch_godfrey(struct arena *scratch, const struct design *design,
                              const struct ols *fit, size_t lag)
{
    size_t n = design->n, k = design->k, wide = k + lag;
    if (lag == 0 || n < wide + 1 || fit->exact) return UNTESTED;
    double *x = ARENA_ARRAY(scratch, double, n *wide);
    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * wide, design->x + i * k, k * sizeof *x);
        for (size_t l = 1; l <= lag && l <= i; l++) x[i * wide + k + l - 1] = fit->residual[i - l];
    }
    struct design longer = {x, n, wide, design->intercept};
    struct ols again;
    if (ols_fit(scratch, &longer, fit->residual, &again) != METHOD_OK) return UNTESTED;
    double statistic = (double)n * fmax(0, 1 - again.rss / fit->rss), df = (double)lag;
    return (struct tested){statistic, chi_square_above(statistic, df), df};
}

bool hangs_together(const struct points *points)
{
    size_t n = points->n, pairs = 0;
    double t_mean = 0, x_mean = 0, tt = 0, tx = 0, square = 0, cross = 0, last = 0;
    if (n < 8) return false;
    for (size_t i = 0; i < n; i++) {
        t_mean += (double)points_at(points, i) / (double)n;
        x_mean += points->value[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double t = (double)points_at(points, i) - t_mean;
        tt += t * t;
        tx += t * (points->value[i] - x_mean);
    }
    for (size_t i = 0; i < n; i++) {
        double t = (double)points_at(points, i) - t_mean;
        double left = points->value[i] - x_mean - tx / tt * t;
        square += left * left;
        if (i && (int64_t)points_at(points, i) - points_at(points, i - 1) == 1) {
            cross += left * last;
            pairs++;
        }
        last = left;
    }
    if (pairs < 6) return false;
    double r = cross / square, count = (double)pairs + 1;
    return r > (-1 + 1.6448536269514722 * sqrt(count - 2)) / (count - 1);
}

size_t outliers(struct arena *scratch, const double *value, size_t n)
{
    if (n < 5) return 0;
    double *copy = arena_copy(scratch, value, n * sizeof *value),
           median = gsl_stats_median(copy, 1, n);
    for (size_t i = 0; i < n; i++) copy[i] = fabs(value[i] - median);
    double spread = 1.482602218505602 * gsl_stats_median(copy, 1, n);
    size_t count = 0;
    for (size_t i = 0; spread > 0 && i < n; i++) count += fabs(value[i] - median) > 3.5 * spread;
    return count;
}

struct tested overdispersion(double chi_square, double df)
{
    if (!(df > 0)) return UNTESTED;
    return (struct tested){chi_square / df, chi_square_above(chi_square, df), df};
}

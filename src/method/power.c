/* Power by the noncentral t distribution. */
#include "method/power.h"

#include <math.h>

#include "method/ar1.h"
#include "method/distribution.h"
#include "method/qr.h"
#include "method/series_line.h"

static const double SERIES_REACHES = 35; /* noncentrality up to which the series holds */

/* P(T <= t), t >= 0, of the noncentral t (Lenth, "Algorithm AS 243", Applied Statistics 38, 1989). */
static double noncentral_below(double t, double df, double delta)
{
    if (fabs(delta) > SERIES_REACHES || !(df < 1e7)) /* Abramowitz & Stegun 26.7.10 */
        return normal_below((t * (1 - 1 / (4 * df)) - delta) / sqrt(1 + t * t / (2 * df)));
    double x = t * t / (t * t + df), half = delta * delta / 2;
    double p = 0.5 * exp(-half), q = delta * exp(-half) / sqrt(2 * 3.141592653589793), sum = 0;
    for (int j = 0; j < 3000; j++) {
        double a = beta_below(x, j + 0.5, df / 2), b = beta_below(x, j + 1.0, df / 2);
        sum += p * a + q * b;
        if (j > half && (p + fabs(q)) * a < 1e-13) break;
        p *= half / (j + 1);
        q *= half / (j + 1.5);
    }
    return fmin(1, fmax(0, sum + normal_below(-delta)));
}

double power_of(double effect, double se, double df)
{
    if (!(se > 0) || !(df > 0) || !isfinite(effect / se)) return 0;
    double delta = fabs(effect) / se, critical = t_quantile(0.975, df);
    /* Beyond the critical value on its own side, or, hardly ever, on the other. */
    return 1 - noncentral_below(critical, df, delta) + (1 - noncentral_below(critical, df, -delta));
}

double power_detectable(double se, double df, double power)
{
    if (!(se > 0) || !(df > 0) || !isfinite(se) || !(power > 0.05 && power < 1)) return 0;
    double low = 0, high = 1;
    while (power_of(high, 1, df) < power && high < 1e6) high *= 2;
    for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (low + high);
        if (power_of(middle, 1, df) < power)
            low = middle;
        else
            high = middle;
    }
    double effect = 0.5 * (low + high) * se;
    return isfinite(effect) ? effect : 0;
}

struct precision power_two_means(double sd, size_t n_a, size_t n_b)
{
    if (n_a < 2 || n_b < 2 || !(sd > 0)) return (struct precision){0, 0};
    return (struct precision){sd * sqrt(1 / (double)n_a + 1 / (double)n_b),
                              (double)(n_a + n_b - 2)};
}

struct precision power_groups(double sd, size_t treated, size_t others)
{
    return power_two_means(sd, treated, others);
}

/* The error of a column when errors hang together with correlation rho. */
static enum method_status precision_of(struct arena *scratch, const struct line_parts *parts,
                                       const struct noise *noise, struct precision *result)
{
    struct line_rows rows;
    struct qr qr;
    *result = (struct precision){0, 0};
    if (!(noise->sd > 0) || !isfinite(noise->sd) || !(fabs(noise->rho) < 1))
        return METHOD_BAD_INPUT;
    enum method_status status = line_rows(scratch, parts, &rows);
    if (status != METHOD_OK) return status;
    size_t n = rows.regression.design.n, k = rows.regression.design.k;
    struct regression white = ar1_whiten(scratch, &rows.regression, noise->rho);
    status = qr_factor(scratch, white.design.x, n, k, &qr);
    if (status != METHOD_OK) return status;
    double *inverse = ARENA_ARRAY(scratch, double, k *k);
    size_t column = rows.columns.step ? rows.columns.step : rows.columns.time;
    qr_inverse(scratch, &qr, inverse);
    *result = (struct precision){noise->sd * sqrt(inverse[column * k + column]), (double)(n - k)};
    return METHOD_OK;
}

enum method_status power_trend(struct arena *scratch, size_t n, const struct noise *noise,
                               struct precision *result)
{
    if (n > METHOD_LARGEST) return METHOD_TOO_MANY;
    struct points points = {ARENA_ARRAY(scratch, double, n + 1), NULL, n};
    struct line_parts parts = {.points = &points, .time = true};
    return precision_of(scratch, &parts, noise, result);
}

enum method_status power_interrupted(struct arena *scratch, const struct power_series *design,
                                     struct precision *result)
{
    size_t n = design->before + design->after;
    if (design->before > METHOD_LARGEST || n > METHOD_LARGEST) return METHOD_TOO_MANY;
    struct points points = {ARENA_ARRAY(scratch, double, n + 1), NULL, n};
    struct line_parts parts = {.points = &points,
                               .season = design->season,
                               .time = true,
                               .step = true,
                               .slope = design->slope,
                               .from = (int32_t)design->before};
    return precision_of(scratch, &parts, &design->noise, result);
}

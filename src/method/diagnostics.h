/* What residuals betray: whether the errors hang together, vary too much, or hold outliers. */
#ifndef POL_METHOD_DIAGNOSTICS_H
#define POL_METHOD_DIAGNOSTICS_H

#include "method/ols.h"

struct tested {
    double statistic;
    double p; /* 1 when it could not be tested, the statistic then 0 */
    double df;
};

/* Durbin & Watson's d (1950), about 2 when neighbours don't hang together, less when they do; p two-sided by the normal approximation with the exact mean and variance under this design. */
struct tested durbin_watson(struct arena *scratch, const struct design *design,
                            const struct ols *fit);

/* Ljung & Box (1978) over lags 1 .. lag; `fitted` is subtracted from the degrees of freedom (parameters
 * of an AR model). Residuals with gaps (`at` not NULL): only pairs that are that far apart. */
struct residuals {
    const double *value;
    const int32_t *at;
    size_t n;
};
struct tested ljung_box(const struct residuals *residuals, size_t lag, size_t fitted);

/* Breusch (1978) & Godfrey (1978): n R² of the residuals on the design and their own lags 1 .. lag, lags
 * before the first taken as 0. */
struct tested breusch_godfrey(struct arena *scratch, const struct design *design,
                              const struct ols *fit, size_t lag);

/* The correlation of neighbours. */
double autocorrelation(const struct residuals *residuals, size_t lag);

/* Whether the autocorrelations over lags 1 .. lag together make errors that are computed as if there were
 * none too small (their sum with Bartlett's weights is positive); negative ones make them too large, which misleads nobody. */
bool makes_errors_small(const struct residuals *residuals, size_t lag);

/* Whether neighbours about the straight line are more alike than chance makes them (one-sided 5 %): for
 * methods that take values as independent. */
bool hangs_together(const struct points *points);

/* How many lie further than 3.5 robust standard deviations (1.4826 × the median absolute deviation) from
 * the median (Iglewicz & Hoaglin 1993). */
size_t outliers(struct arena *scratch, const double *value, size_t n);

/* Of counts against what was expected, from Pearson's chi-square: the statistic is the dispersion, chi-square
 * / df, which is 1 when chance alone is at work. */
struct tested overdispersion(double chi_square, double df);

#endif

/* What residuals betray: whether the errors hang together, vary too much, or hold outliers. */
#ifndef POL_METHOD_DIAGNOSTICS_H
#define POL_METHOD_DIAGNOSTICS_H

#include "method/ols.h"

struct tested {
    double statistic;
    double p; /* 1 when it could not be tested */
    double df;
};

/* Durbin & Watson's d (1950), about 2 when neighbours don't hang together; p two-sided by the normal
 * approximation with the exact mean and variance under this design. */
enum method_status durbin_watson(struct arena *scratch, const struct design *design,
                                 const struct ols *fit, struct tested *result);

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
enum method_status breusch_godfrey(struct arena *scratch, const struct design *design,
                                   const struct ols *fit, size_t lag, struct tested *result);

/* The correlation of neighbours. */
double autocorrelation(const struct residuals *residuals, size_t lag);

/* How many lie further than 3.5 robust standard deviations (1.4826 × the median absolute deviation) from
 * the median (Iglewicz & Hoaglin 1993). */
size_t outliers(struct arena *scratch, const double *value, size_t n);

/* Of counts against what was expected: Pearson's chi-square with df degrees of freedom. */
struct tested overdispersion(double chi_square, double df);

#endif

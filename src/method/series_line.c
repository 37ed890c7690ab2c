/* Lines through series, with the errors that series have. */
#include "method/series_line.h"

#include <math.h>

#include <gsl/gsl_math.h>

#include "method/ar1.h"
#include "method/diagnostics.h"
#include "method/newey_west.h"

enum {
    FEW = 10,             /* points below which one can turn the result */
    AR1_FREEDOM = 10,     /* degrees of freedom that estimating rho needs */
    DEFAULT_PAIRS = 2,    /* of harmonics */
    LONGEST_SEASON = 400, /* days in a year, and some */
    MOST_PAIRS = 50000000 /* of rows that Newey and West look at */
};

static const double WANDERING = 0.7; /* rho from which a line and a wandering series look alike */

size_t season_pairs(const struct season *season)
{
    size_t most = season->length / 2, wanted = season->pairs ? season->pairs : DEFAULT_PAIRS;
    return wanted < most ? wanted : most;
}

static size_t season_columns(const struct season *season)
{
    if (season->length < 2) return 0;
    if (season->form == SEASON_DUMMIES) return season->length - 1;
    size_t pairs = season_pairs(season);
    return 2 * pairs - (2 * pairs == season->length ? 1 : 0);
}

/* Harmonics and dummies both add up to zero over a season, so that the constant is its mean. */
static void season_row(const struct season *season, int32_t at, double *row)
{
    size_t length = season->length, columns = season_columns(season);
    if (columns == 0) return;
    size_t part = (size_t)(((int64_t)at % (int64_t)length + (int64_t)length) % (int64_t)length);
    for (size_t j = 0; j < columns; j++) {
        if (season->form == SEASON_DUMMIES) {
            row[j] = part == j ? 1 : part == length - 1 ? -1 : 0;
        } else {
            double angle = 2 * M_PI * (double)((j / 2 + 1) * part % length) / (double)length;
            row[j] = j % 2 ? sin(angle) : cos(angle);
        }
    }
}

static void fill_row(const struct line_parts *parts, const struct line_columns *columns, size_t i,
                     double *row)
{
    int32_t at = points_at(parts->points, i), first = points_at(parts->points, 0);
    size_t next = 1;
    bool after = at >= parts->from;
    row[0] = 1;
    if (columns->time) row[next++] = (double)((int64_t)at - first);
    if (columns->step) row[next++] = after ? 1 : 0;
    if (columns->slope) row[next++] = after ? (double)((int64_t)at - parts->from) : 0;
    season_row(&parts->season, at, row + next);
}

static const double *scaled(struct arena *arena, const struct points *points, int *exponent)
{
    double largest = 0, *y = ARENA_ARRAY(arena, double, points->n);
    for (size_t i = 0; i < points->n; i++) largest = fmax(largest, fabs(points->value[i]));
    *exponent = 0;
    if (largest > 0) frexp(largest, exponent);
    if (*exponent < -1000) *exponent = -1000; /* so that the factor is a double */
    double factor = ldexp(1, -*exponent);
    for (size_t i = 0; i < points->n; i++) y[i] = factor * points->value[i];
    return y;
}

enum method_status line_rows(struct arena *arena, const struct line_parts *parts,
                             struct line_rows *rows)
{
    const struct points *points = parts->points;
    *rows = (struct line_rows){0};
    if (points->n > METHOD_LARGEST) return METHOD_TOO_MANY;
    if (!points_valid(points) || parts->season.length > LONGEST_SEASON) return METHOD_BAD_INPUT;
    size_t k = 1;
    if (parts->time) rows->columns.time = k++;
    if (parts->step) rows->columns.step = k++;
    if (parts->slope) rows->columns.slope = k++;
    k += season_columns(&parts->season);
    if (points->n < k + 1) return METHOD_TOO_FEW;
    double *x = ARENA_ARRAY(arena, double, points->n *k);
    for (size_t i = 0; i < points->n; i++) fill_row(parts, &rows->columns, i, x + i * k);
    rows->regression.design = (struct design){x, points->n, k, true};
    rows->regression.y = scaled(arena, points, &rows->exponent);
    rows->regression.at = points->at;
    return METHOD_OK;
}

/* Whether what is left hangs together, and how. */
static void check_residuals(struct arena *arena, const struct residuals *left, size_t cycle,
                            struct line_fit *fit)
{
    struct residual_checks *checks = &fit->checks;
    size_t n = left->n, fitted = checks->errors == ERRORS_AR1 ? 1 : 0;
    bool seasonal = cycle > 1 && n >= 2 * cycle;
    checks->ljung_box_lag = seasonal ? cycle : n / 5 < 10 ? n / 5 : 10;
    struct tested tested = ljung_box(left, checks->ljung_box_lag, fitted);
    checks->ljung_box = tested.statistic;
    checks->ljung_box_p = tested.p;
    checks->outliers = outliers(arena, left->value, n);
    if (tested.p < 0.05) {
        bool repeats = seasonal && autocorrelation(left, cycle) > 2 / sqrt((double)n);
        if (repeats)
            fit->cautions |= 1u << CAUTION_SEASON_LEFT;
        else if (checks->errors != ERRORS_NEWEY_WEST &&
                 makes_errors_small(left, checks->ljung_box_lag))
            fit->cautions |= 1u << CAUTION_AUTOCORRELATION;
    }
    if (checks->outliers) fit->cautions |= 1u << CAUTION_OUTLIERS;
}

static void use_covariance(struct line_fit *fit, const double *covariance)
{
    for (size_t j = 0; j < fit->k; j++) fit->se[j] = sqrt(fmax(0, covariance[j * fit->k + j]));
}

static enum method_status fit_ar1(struct arena *arena, const struct line_rows *rows,
                                  const struct ols *start, struct line_fit *fit)
{
    struct ar1 ar1;
    enum method_status status = rows->plain ? ar1_fit_plain(arena, &rows->regression, start, &ar1)
                                            : ar1_fit(arena, &rows->regression, start, &ar1);
    if (status != METHOD_OK) return status;
    fit->coefficient = ar1.fit.coefficient;
    fit->se = ar1.se;
    fit->df = ar1.df;
    fit->checks.rho = ar1.rho;
    fit->left = ar1.fit.residual;
    if (ar1.at_edge || ar1.rho >= WANDERING) fit->cautions |= 1u << CAUTION_NEAR_WANDERING;
    return METHOD_OK;
}

static enum error_kind chosen(const struct error_model *errors, size_t n, size_t k)
{
    if (errors->kind != ERRORS_AUTO) return errors->kind;
    return n >= ERRORS_AR1_POINTS && n >= k + AR1_FREEDOM ? ERRORS_AR1 : ERRORS_INDEPENDENT;
}

static double neighbours(const double *residual, size_t n, double rss)
{
    double sum = 0;
    for (size_t i = 1; i < n; i++)
        sum += (residual[i] - residual[i - 1]) * (residual[i] - residual[i - 1]);
    return sum / rss;
}

enum method_status line_fit(struct arena *arena, const struct line_rows *rows,
                            const struct error_model *errors, size_t cycle, struct line_fit *fit)
{
    size_t n = rows->regression.design.n, k = rows->regression.design.k;
    struct ols ols;
    *fit = (struct line_fit){.n = n, .k = k, .exponent = rows->exponent};
    fit->checks.ljung_box_p = 1;
    fit->checks.errors = chosen(errors, n, k);
    enum method_status status =
        ols_fit_series(arena, &rows->regression.design, rows->regression.y, &ols);
    if (status != METHOD_OK) return status;
    fit->coefficient = ols.coefficient;
    if (ols.exact) return METHOD_NO_VARIATION;
    struct residuals left = {ols.residual, rows->regression.at, n};
    fit->checks.durbin_watson = neighbours(ols.residual, n, ols.rss);
    if (fit->checks.errors == ERRORS_AR1) {
        status = fit_ar1(arena, rows, &ols, fit);
        if (status != METHOD_OK) return status;
        left.value = fit->left;
    } else {
        fit->se = ols.se;
        fit->df = ARENA_ARRAY(arena, double, k);
        for (size_t j = 0; j < k; j++) fit->df[j] = ols.df;
        fit->checks.rho = autocorrelation(&left, 1);
    }
    if (fit->checks.errors == ERRORS_NEWEY_WEST) {
        fit->checks.lag = errors->lag ? errors->lag : newey_west_rule(n);
        if ((fit->checks.lag < n ? fit->checks.lag : n) > MOST_PAIRS / n) return METHOD_TOO_MANY;
        use_covariance(fit, newey_west(arena, &rows->regression, &ols, errors));
        fit->cautions |= 1u << CAUTION_LOW_COVERAGE;
    }
    if (errors->kind == ERRORS_AUTO && fit->checks.errors == ERRORS_INDEPENDENT)
        fit->cautions |= 1u << CAUTION_INDEPENDENT_ERRORS;
    if (n < FEW) fit->cautions |= 1u << CAUTION_FEW_POINTS;
    check_residuals(arena, &left, cycle, fit);
    return METHOD_OK;
}

double line_value(const struct line_fit *fit, size_t column)
{
    return ldexp(fit->coefficient[column], fit->exponent);
}

bool line_measured(const struct line_fit *fit, size_t column, struct measured *measured)
{
    *measured = (struct measured){.value = line_value(fit, column), .n = fit->n};
    if (!isfinite(measured->value)) return false;
    if (!fit->se) return true;
    measured_of_t(measured, measured->value, ldexp(fit->se[column], fit->exponent),
                  fit->df[column]);
    measured->cautions = fit->cautions;
    return true;
}

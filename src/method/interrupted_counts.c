/* Interrupted series of counts: the same line on the log scale. */
#include <math.h>
#include <string.h>

#include "method/ar1.h"
#include "method/diagnostics.h"
#include "method/interrupted.h"
#include "method/poisson.h"
#include "method/series_line.h"

enum {
    FEW_EVENTS = 5,
    FEW_ON_A_SIDE = 6,
    AR1_FREEDOM = 10, /* degrees of freedom that estimating rho needs */
    APART = 1000 /* periods between a series and its control, so that neither hangs on the other */
};

/* What is fitted: with a control its rows follow those of the series, and each column stands twice, for
 * both and for the series alone. */
struct stacked {
    struct design design;
    struct counts counts;
    const int32_t *at;
    size_t step, slope; /* columns of the series' own changes */
    double *se, *df;    /* of all columns */
    double rho;
    enum error_kind errors;
};

static double *joined(struct arena *arena, const double *a, const double *b, size_t n)
{
    double *both = ARENA_ARRAY(arena, double, 2 * n);
    for (size_t i = 0; i < n; i++) {
        both[i] = a ? a[i] : 1;
        both[n + i] = b ? b[i] : 1;
    }
    return both;
}

static struct stacked stack(struct arena *arena, const struct count_question *question,
                            const struct line_rows *rows)
{
    const struct design *line = &rows->regression.design;
    const struct points *points = &question->series.points;
    size_t n = line->n, k = line->k;
    struct stacked s = {.design = *line,
                        .counts = {question->series.points.value, question->offset},
                        .at = question->series.points.at,
                        .step = rows->columns.step,
                        .slope = rows->columns.slope};
    if (!question->series.control) return s;
    double *x = ARENA_ARRAY(arena, double, 2 * n * 2 * k);
    for (size_t i = 0; i < 2 * n; i++) {
        const double *row = line->x + i % n * k;
        memcpy(x + i * 2 * k, row, k * sizeof *x);
        if (i < n) memcpy(x + i * 2 * k + k, row, k * sizeof *x);
    }
    s.design = (struct design){x, 2 * n, 2 * k, true};
    s.counts.y = joined(arena, s.counts.y, question->series.control, n);
    s.counts.exposure = joined(arena, question->offset, question->control_offset, n);
    int32_t *at = ARENA_ARRAY(arena, int32_t, 2 * n);
    for (size_t i = 0, now = 0; i < 2 * n; i++) {
        int64_t gap =
            i % n ? (int64_t)points_at(points, i % n) - points_at(points, i % n - 1) : APART;
        now += i ? (size_t)(gap < APART ? gap : APART) : 0;
        at[i] = (int32_t)now;
    }
    s.at = at;
    s.step += k;
    if (s.slope) s.slope += k;
    return s;
}

/* The ratio that a coefficient on the log scale is. */
static struct measured ratio_of(const struct measured *log)
{
    struct measured ratio = *log;
    ratio.value = exp(log->value);
    if (log->has_error) {
        ratio.low = exp(log->low);
        ratio.high = exp(log->high);
        ratio.se = ratio.value * log->se;
        if (!isfinite(ratio.high) || !isfinite(ratio.se)) measured_take_error(&ratio);
    }
    return ratio;
}

/* What each residual has beyond what the one before foretells. */
static double *whitened(struct arena *arena, const struct residuals *left, double rho)
{
    struct regression rows = {{left->value, left->n, 1, false}, left->value, left->at};
    struct regression white = ar1_whiten(arena, &rows, rho);
    return arena_copy(arena, white.y, left->n * sizeof *white.y);
}

static void check_counts(struct arena *arena, const struct count_question *question,
                         const struct poisson *fit, struct interrupted_counts *result)
{
    const struct interrupted_question *series = &question->series;
    struct residual_checks *checks = &result->checks;
    size_t n = series->points.n, cycle = series->cycle ? series->cycle : series->season.length;
    struct residuals left = {fit->residual, series->points.at, n};
    bool seasonal = cycle > 1 && n >= 2 * cycle;
    double mean = 0;
    for (size_t i = 0; i < n; i++) mean += series->points.value[i] / (double)n;
    bool chained = checks->errors == ERRORS_AR1;
    if (!chained)
        checks->rho = autocorrelation(&left, 1);
    else
        left.value = whitened(arena, &left, checks->rho);
    checks->ljung_box_lag = seasonal ? cycle : n / 5 < 10 ? n / 5 : 10;
    struct tested tested = ljung_box(&left, checks->ljung_box_lag, chained ? 1 : 0);
    checks->ljung_box = tested.statistic;
    checks->ljung_box_p = tested.p;
    checks->outliers = outliers(arena, fit->residual, n);
    cautions *set = &result->log_step.cautions;
    if (tested.p < 0.05) {
        bool repeats = seasonal && autocorrelation(&left, cycle) > 2 / sqrt((double)n);
        if (repeats)
            *set |= 1u << CAUTION_SEASON_LEFT;
        else if (makes_errors_small(&left, checks->ljung_box_lag))
            *set |= 1u << CAUTION_AUTOCORRELATION;
    }
    if (overdispersion(fit->dispersion * fit->df, fit->df).p < 0.05)
        *set |= 1u << CAUTION_OVERDISPERSION;
    if (!chained && series->errors.kind == ERRORS_AUTO) *set |= 1u << CAUTION_INDEPENDENT_ERRORS;
    if (mean < FEW_EVENTS) *set |= 1u << CAUTION_FEW_EVENTS;
    if (checks->outliers) *set |= 1u << CAUTION_OUTLIERS;
    if (result->before < FEW_ON_A_SIDE || result->after < FEW_ON_A_SIDE)
        *set |= 1u << CAUTION_FEW_AFTER;
}

/* Errors of quasi-Poisson: widened where the counts vary more than chance makes them. */
static void quasi_errors(struct arena *arena, const struct poisson *fit, struct stacked *s)
{
    double wider = sqrt(fmax(1, fit->dispersion));
    s->se = ARENA_ARRAY(arena, double, fit->k);
    s->df = ARENA_ARRAY(arena, double, fit->k);
    for (size_t j = 0; j < fit->k; j++) s->se[j] = wider * fit->se[j], s->df[j] = fit->df;
}

/* Where neighbours hang together on Pearson's scale the error is that of a line with AR(1) errors there; it is
 * not made smaller than chance alone makes it. */
static void chain_errors(struct arena *arena, const struct poisson *fit, struct stacked *s)
{
    struct regression rows = poisson_rows(arena, &s->design, &s->counts, fit);
    struct ols start;
    struct ar1 ar1;
    rows.at = s->at;
    if (ols_fit_series(arena, &rows.design, rows.y, &start) != METHOD_OK ||
        ar1_fit(arena, &rows, &start, &ar1) != METHOD_OK)
        return;
    for (size_t j = 0; j < fit->k; j++) {
        if (!(ar1.se[j] > fit->se[j])) continue;
        s->se[j] = ar1.se[j];
        s->df[j] = ar1.df[j];
    }
    s->rho = ar1.rho;
    s->errors = ERRORS_AR1;
}

static void choose_errors(struct arena *arena, const struct count_question *question,
                          const struct poisson *fit, struct stacked *s)
{
    enum error_kind kind = question->series.errors.kind;
    size_t n = question->series.points.n, k = s->design.k;
    bool enough = n >= ERRORS_AR1_POINTS && s->design.n >= k + AR1_FREEDOM;
    s->errors = ERRORS_INDEPENDENT;
    quasi_errors(arena, fit, s);
    if (kind == ERRORS_AR1 || (kind == ERRORS_AUTO && enough)) chain_errors(arena, fit, s);
}

enum method_status interrupted_counts_fit(struct arena *scratch,
                                          const struct count_question *question,
                                          struct interrupted_counts *result)
{
    const struct interrupted_question *series = &question->series;
    size_t n = series->points.n;
    *result = (struct interrupted_counts){.log_step.n = n, .log_slope.n = n, .ratio.n = n};
    interrupted_sides(series, &result->before, &result->after);
    if (!interrupted_enough(series, result->before, result->after)) return METHOD_TOO_FEW;
    struct line_parts parts = {.points = &series->points,
                               .season = series->season,
                               .time = true,
                               .step = true,
                               .slope = series->form == CHANGE_STEP_AND_SLOPE,
                               .from = series->from};
    struct line_rows rows;
    struct poisson fit;
    enum method_status status = line_rows(scratch, &parts, &rows);
    if (status != METHOD_OK) return status;
    struct stacked s = stack(scratch, question, &rows);
    status = poisson_fit(scratch, &s.design, &s.counts, &fit);
    if (status != METHOD_OK) return status;
    result->dispersion = fit.dispersion;
    choose_errors(scratch, question, &fit, &s);
    if (!measured_of_t(&result->log_step, fit.coefficient[s.step], s.se[s.step], s.df[s.step]))
        return METHOD_BAD_INPUT;
    if (s.slope &&
        !measured_of_t(&result->log_slope, fit.coefficient[s.slope], s.se[s.slope], s.df[s.slope]))
        return METHOD_BAD_INPUT;
    result->checks.errors = s.errors;
    result->checks.rho = s.rho;
    check_counts(scratch, question, &fit, result);
    result->log_slope.cautions = result->log_step.cautions;
    result->ratio = ratio_of(&result->log_step);
    result->slope_ratio = ratio_of(&result->log_slope);
    bool finite = isfinite(result->ratio.value) && isfinite(result->slope_ratio.value);
    return finite ? METHOD_OK : METHOD_NO_CONVERGENCE;
}

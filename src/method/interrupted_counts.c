/* Interrupted series of counts: the same line on the log scale. */
#include <math.h>
#include <string.h>

#include "method/diagnostics.h"
#include "method/interrupted.h"
#include "method/poisson.h"
#include "method/series_line.h"

enum { FEW_EVENTS = 5, FEW_ON_A_SIDE = 6 };

/* What is fitted: with a control its rows follow those of the series, and each column stands twice, for
 * both and for the series alone. */
struct stacked {
    struct design design;
    struct counts counts;
    size_t step, slope; /* columns of the series' own changes */
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
    size_t n = line->n, k = line->k;
    struct stacked s = {.design = *line,
                        .counts = {question->series.points.value, question->offset},
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
        if (!isfinite(ratio.high)) ratio.has_error = false;
    }
    return ratio;
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
    checks->errors = ERRORS_INDEPENDENT;
    checks->rho = autocorrelation(&left, 1);
    checks->ljung_box_lag = seasonal ? cycle : n / 5 < 10 ? n / 5 : 10;
    struct tested tested = ljung_box(&left, checks->ljung_box_lag, 0);
    checks->ljung_box = tested.statistic;
    checks->ljung_box_p = tested.p;
    checks->outliers = outliers(arena, fit->residual, n);
    cautions *set = &result->log_step.cautions;
    if (tested.p < 0.05) {
        bool repeats = seasonal && autocorrelation(&left, cycle) > 2 / sqrt((double)n);
        *set |= 1u << (repeats ? CAUTION_SEASON_LEFT : CAUTION_AUTOCORRELATION);
    }
    if (overdispersion(fit->dispersion * fit->df, fit->df).p < 0.05)
        *set |= 1u << CAUTION_OVERDISPERSION;
    if (mean < FEW_EVENTS) *set |= 1u << CAUTION_FEW_EVENTS;
    if (checks->outliers) *set |= 1u << CAUTION_OUTLIERS;
    if (result->before < FEW_ON_A_SIDE || result->after < FEW_ON_A_SIDE)
        *set |= 1u << CAUTION_FEW_AFTER;
}

/* One coefficient; its error is widened where the counts vary more than chance makes them. */
static bool read_coefficient(const struct poisson *fit, size_t column, struct measured *measured)
{
    double wider = sqrt(fmax(1, fit->dispersion));
    return measured_of_t(measured, fit->coefficient[column], fit->se[column] * wider, fit->df);
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
    if (!read_coefficient(&fit, s.step, &result->log_step)) return METHOD_BAD_INPUT;
    if (s.slope && !read_coefficient(&fit, s.slope, &result->log_slope)) return METHOD_BAD_INPUT;
    check_counts(scratch, question, &fit, result);
    result->log_slope.cautions = result->log_step.cautions;
    result->ratio = ratio_of(&result->log_step);
    result->slope_ratio = ratio_of(&result->log_slope);
    return METHOD_OK;
}

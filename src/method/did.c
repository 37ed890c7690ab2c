/* Difference in differences: panels, four samples, and changes. */
#include "method/did.h"

#include <math.h>

#include "method/panel_fit.h"

enum { FEW_GROUPS_BELOW = 5 };

static const double ROUNDING = 1e-13;

/* Mean and sum of squares about it. */
struct summary {
    double n, mean, squares;
};

static struct summary summary_of(const double *x, size_t n)
{
    struct summary s = {.n = (double)n};
    for (size_t i = 0; i < n; i++) s.mean += x[i] / s.n;
    for (size_t i = 0; i < n; i++) s.squares += (x[i] - s.mean) * (x[i] - s.mean);
    return s;
}

/* The values of used groups, treated or not. */
static struct summary arm_of(struct arena *scratch, const struct panel_data *panel,
                             const struct panel_fit *fit, bool treated)
{
    double *x = ARENA_ARRAY(scratch, double, panel->groups);
    size_t n = 0;
    for (size_t g = 0; g < panel->groups; g++)
        if (fit->used[g] && panel->treated[g] == treated) x[n++] = fit->change[g];
    return summary_of(x, n);
}

/* Two means against each other: Welch's error; with one treated, that of one new value among the others'. */
struct contrast {
    double se, df;
};

static struct contrast contrast_of(const struct summary *a, const struct summary *b)
{
    double va = a->squares / (a->n - 1) / a->n, vb = b->squares / (b->n - 1) / b->n, v = va + vb;
    double of_a = va / v, of_b = vb / v; /* their squares don't overflow */
    double df = 1 / (of_a * of_a / (a->n - 1) + of_b * of_b / (b->n - 1));
    return (struct contrast){sqrt(v), df};
}

static struct contrast one_against(const struct summary *others)
{
    double variance = others->squares / (others->n - 1);
    return (struct contrast){sqrt(variance * (1 + 1 / others->n)), others->n - 1};
}

static void fill_means(const struct panel_data *panel, const struct panel_fit *fit,
                       struct did_panel *result)
{
    double count[2][2] = {{0}};
    for (size_t g = 0; g < panel->groups; g++) {
        for (size_t p = 0; p < panel->periods; p++) {
            if (!panel_has(panel, fit, g, p)) continue;
            bool treated = panel->treated[g], after = p >= panel->from;
            count[treated][after]++;
            result->means[treated][after] += panel->value[g * panel->periods + p];
        }
    }
    for (int t = 0; t < 2; t++)
        for (int a = 0; a < 2; a++) result->means[t][a] /= count[t][a];
}

/* HC1 and CR1 of the one regressor that is left when levels are taken out. */
static void row_errors(const struct panel_data *panel, const struct panel_fit *fit,
                       struct did_panel *result)
{
    double squares = 0, clusters = 0, groups = (double)(fit->treated + fit->others);
    double n = (double)fit->cells, k = groups + (double)fit->periods;
    for (size_t g = 0; g < panel->groups; g++) {
        double sum = 0;
        for (size_t p = 0; p < panel->periods; p++) {
            size_t cell = g * panel->periods + p;
            double score = fit->regressor[cell] * fit->residual[cell];
            squares += score * score;
            sum += score;
        }
        clusters += sum * sum;
    }
    if (n <= k) return;
    result->hc1 = sqrt(squares * n / (n - k)) / fit->weight;
    result->clustered = sqrt(clusters * groups / (groups - 1) * (n - 1) / (n - k)) / fit->weight;
}

/* The slope of a group before the measure; false with fewer than two cells. */
static bool slope_before(const struct panel_data *panel, const struct panel_fit *fit, size_t group,
                         double *slope)
{
    double n = 0, t_mean = 0, x_mean = 0, tt = 0, tx = 0;
    const double *x = panel->value + group * panel->periods;
    for (size_t p = 0; p < panel->from; p++)
        if (panel_has(panel, fit, group, p)) n++, t_mean += (double)p, x_mean += x[p];
    if (n < 2) return false;
    t_mean /= n, x_mean /= n;
    for (size_t p = 0; p < panel->from; p++) {
        if (!panel_has(panel, fit, group, p)) continue;
        tt += ((double)p - t_mean) * ((double)p - t_mean);
        tx += ((double)p - t_mean) * (x[p] - x_mean);
    }
    *slope = tx / tt;
    return true;
}

static void test_before(struct arena *scratch, const struct panel_data *panel,
                        const struct panel_fit *fit, struct did_panel *result)
{
    double *slopes[2];
    size_t count[2] = {0};
    for (int t = 0; t < 2; t++) slopes[t] = ARENA_ARRAY(scratch, double, panel->groups);
    for (size_t g = 0; g < panel->groups; g++) {
        bool treated = panel->treated[g];
        if (fit->used[g] && slope_before(panel, fit, g, &slopes[treated][count[treated]]))
            count[treated]++;
    }
    struct measured *pre = &result->pre_trend;
    pre->n = count[0] + count[1];
    if (count[0] < 2 || count[1] < 1) {
        measured_warn(&result->effect, CAUTION_NO_PRE_TREND_TEST);
        return;
    }
    struct summary others = summary_of(slopes[0], count[0]), ours = summary_of(slopes[1], count[1]);
    struct contrast c = count[1] > 1 ? contrast_of(&ours, &others) : one_against(&others);
    if (c.se > ROUNDING * fit->scale) measured_of_t(pre, ours.mean - others.mean, c.se, c.df);
    if (pre->has_error && pre->p < 0.05) measured_warn(&result->effect, CAUTION_PRE_TREND);
}

static enum method_status judge_changes(struct arena *scratch, const struct panel_data *panel,
                                        const struct panel_fit *fit, struct measured *effect)
{
    effect->n = fit->cells;
    effect->value = fit->effect;
    if (fit->treated == 1) measured_warn(effect, CAUTION_ONE_TREATED);
    if (fit->others == 1) measured_warn(effect, CAUTION_ONE_CONTROL);
    if (fit->treated == 1 || fit->others == 1) return METHOD_OK;
    struct summary ours = arm_of(scratch, panel, fit, true);
    struct summary others = arm_of(scratch, panel, fit, false);
    struct contrast c = contrast_of(&ours, &others);
    if (!(c.se > ROUNDING * fit->scale)) return METHOD_NO_VARIATION;
    if (!measured_of_t(effect, fit->effect, c.se, c.df)) return METHOD_BAD_INPUT;
    if (fit->treated < FEW_GROUPS_BELOW || fit->others < FEW_GROUPS_BELOW)
        measured_warn(effect, CAUTION_FEW_GROUPS);
    return METHOD_OK;
}

enum method_status did_panel_fit(struct arena *scratch, const struct panel_data *panel,
                                 struct did_panel *result)
{
    struct panel_fit fit;
    *result = (struct did_panel){0};
    enum method_status status = panel_fit(scratch, panel, &fit);
    result->treated = fit.treated;
    result->others = fit.others;
    if (status != METHOD_OK) return status;
    fill_means(panel, &fit, result);
    row_errors(panel, &fit, result);
    status = judge_changes(scratch, panel, &fit, &result->effect);
    test_before(scratch, panel, &fit, result);
    return status;
}

static bool sample_valid(const struct sampled *sample)
{
    for (size_t i = 0; i < sample->n; i++)
        if (!(fabs(sample->value[i]) <= 1e150)) return false;
    return sample->n <= METHOD_LARGEST;
}

enum method_status did_two_by_two_fit(const struct did_samples *samples,
                                      struct did_two_by_two *result)
{
    *result = (struct did_two_by_two){0};
    double n = 0, rss = 0, parts = 0, robust = 0, scale = 0;
    for (int t = 0; t < 2; t++) {
        for (int a = 0; a < 2; a++) {
            const struct sampled *cell = &samples->cell[t][a];
            if (!sample_valid(cell)) return METHOD_BAD_INPUT;
            result->effect.n += cell->n;
            if (cell->n < 2) return METHOD_TOO_FEW;
            struct summary s = summary_of(cell->value, cell->n);
            result->means[t][a] = s.mean;
            n += s.n;
            rss += s.squares;
            parts += 1 / s.n;
            robust += s.squares / (s.n * s.n);
            scale = fmax(scale, fabs(s.mean));
        }
    }
    double effect =
        (result->means[1][1] - result->means[1][0]) - (result->means[0][1] - result->means[0][0]);
    result->ols_se = sqrt(rss / (n - 4) * parts);
    double se = sqrt(robust * n / (n - 4));
    result->effect.value = effect;
    if (!(se > ROUNDING * scale)) return METHOD_NO_VARIATION;
    return measured_of_t(&result->effect, effect, se, n - 4) ? METHOD_OK : METHOD_BAD_INPUT;
}

enum method_status did_changes_fit(const struct sampled *treated, const struct sampled *others,
                                   struct measured *effect)
{
    *effect = (struct measured){.n = treated->n + others->n};
    if (!sample_valid(treated) || !sample_valid(others)) return METHOD_BAD_INPUT;
    if (treated->n < 2 || others->n < 2) return METHOD_TOO_FEW;
    struct summary a = summary_of(treated->value, treated->n);
    struct summary b = summary_of(others->value, others->n);
    double n = a.n + b.n;
    double se = sqrt((a.squares / (a.n * a.n) + b.squares / (b.n * b.n)) * n / (n - 2));
    effect->value = a.mean - b.mean;
    if (!(se > ROUNDING * fmax(fabs(a.mean), fabs(b.mean)))) return METHOD_NO_VARIATION;
    return measured_of_t(effect, effect->value, se, n - 2) ? METHOD_OK : METHOD_BAD_INPUT;
}

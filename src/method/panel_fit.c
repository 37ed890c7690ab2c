/* Two-way fixed effects by taking out means in turn. */
#include "method/panel_fit.h"

#include <math.h>

enum { MOST_SWEEPS = 20000 };

static const double SETTLED = 1e-14, ROUNDING = 1e-13;

static bool known(const struct panel_data *panel, size_t group, size_t period)
{
    return !panel->known || panel->known[group * panel->periods + period];
}

bool panel_has(const struct panel_data *panel, const struct panel_fit *fit, size_t group,
               size_t period)
{
    return fit->used[group] && known(panel, group, period);
}

static enum method_status choose_groups(struct arena *arena, const struct panel_data *panel,
                                        struct panel_fit *fit)
{
    fit->used = ARENA_ARRAY(arena, bool, panel->groups);
    for (size_t g = 0; g < panel->groups; g++) {
        bool before = false, after = false;
        for (size_t p = 0; p < panel->periods; p++) {
            if (!known(panel, g, p)) continue;
            double value = fabs(panel->value[g * panel->periods + p]);
            if (!(value <= 1e150)) return METHOD_BAD_INPUT;
            fit->scale = fmax(fit->scale, value);
            if (p < panel->from)
                before = true;
            else
                after = true;
        }
        fit->used[g] = before && after;
        if (fit->used[g] && panel->treated[g])
            fit->treated++;
        else if (fit->used[g])
            fit->others++;
    }
    return fit->treated && fit->others ? METHOD_OK : METHOD_TOO_FEW;
}

/* Takes the mean of each group (or, by_period, of each period) out; answers the largest of them. */
static double take_means(const struct panel_data *panel, const struct panel_fit *fit, double *x,
                         bool by_period)
{
    size_t outer = by_period ? panel->periods : panel->groups;
    size_t inner = by_period ? panel->groups : panel->periods;
    double largest = 0;
    for (size_t o = 0; o < outer; o++) {
        double sum = 0, count = 0;
        for (size_t i = 0; i < inner; i++) {
            size_t g = by_period ? i : o, p = by_period ? o : i;
            if (!panel_has(panel, fit, g, p)) continue;
            sum += x[g * panel->periods + p];
            count++;
        }
        if (count == 0) continue;
        double mean = sum / count;
        largest = fmax(largest, fabs(mean));
        for (size_t i = 0; i < inner; i++) {
            size_t g = by_period ? i : o, p = by_period ? o : i;
            if (panel_has(panel, fit, g, p)) x[g * panel->periods + p] -= mean;
        }
    }
    return largest;
}

/* Both kinds of means, in turn, until none is left (von Neumann's alternating projections). Where all cells
 * are known one round does it. */
static bool take_levels(const struct panel_data *panel, const struct panel_fit *fit, double *x,
                        double scale)
{
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        double groups = take_means(panel, fit, x, false), periods = take_means(panel, fit, x, true);
        if (sweep && fmax(groups, periods) <= SETTLED * scale) return true;
    }
    return false;
}

static void changes_of(const struct panel_data *panel, struct panel_fit *fit)
{
    for (size_t g = 0; g < panel->groups; g++) {
        double sum[2] = {0}, count[2] = {0};
        for (size_t p = 0; p < panel->periods; p++) {
            if (!panel_has(panel, fit, g, p)) continue;
            sum[p >= panel->from] += fit->residual[g * panel->periods + p];
            count[p >= panel->from]++;
        }
        if (fit->used[g]) fit->change[g] = sum[1] / count[1] - sum[0] / count[0];
    }
}

static void fill(const struct panel_data *panel, struct panel_fit *fit)
{
    for (size_t p = 0; p < panel->periods; p++) {
        size_t before = fit->cells;
        for (size_t g = 0; g < panel->groups; g++) {
            size_t cell = g * panel->periods + p;
            if (!panel_has(panel, fit, g, p)) continue;
            fit->residual[cell] = panel->value[cell];
            fit->regressor[cell] = panel->treated[g] && p >= panel->from ? 1 : 0;
            fit->cells++;
        }
        if (fit->cells > before) fit->periods++;
    }
}

enum method_status panel_fit(struct arena *arena, const struct panel_data *panel,
                             struct panel_fit *fit)
{
    *fit = (struct panel_fit){0};
    if (panel->groups < 2 || panel->periods < 2) return METHOD_TOO_FEW;
    if (panel->groups > PANEL_LARGEST / panel->periods) return METHOD_TOO_MANY;
    if (panel->from == 0 || panel->from >= panel->periods) return METHOD_BAD_INPUT;
    enum method_status status = choose_groups(arena, panel, fit);
    if (status != METHOD_OK) return status;
    size_t all = panel->groups * panel->periods;
    fit->residual = ARENA_ARRAY(arena, double, all);
    fit->regressor = ARENA_ARRAY(arena, double, all);
    fit->change = ARENA_ARRAY(arena, double, panel->groups);
    fill(panel, fit);
    if (!take_levels(panel, fit, fit->residual, fit->scale) ||
        !take_levels(panel, fit, fit->regressor, 1))
        return METHOD_NO_CONVERGENCE;
    double product = 0;
    for (size_t i = 0; i < all; i++) {
        fit->weight += fit->regressor[i] * fit->regressor[i];
        product += fit->regressor[i] * fit->residual[i];
    }
    if (!(fit->weight > ROUNDING * (double)all)) return METHOD_SINGULAR;
    fit->effect = product / fit->weight;
    for (size_t i = 0; i < all; i++) fit->residual[i] -= fit->effect * fit->regressor[i];
    changes_of(panel, fit);
    return METHOD_OK;
}

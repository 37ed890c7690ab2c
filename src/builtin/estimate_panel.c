/* Difference in differences over the groups of an indicator. */
#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/did.h"
#include "method/placebo.h"
#include "text/suggest.h"

enum { PLACEBO_SEED = 19881108, PERIODS_BEFORE = 2 };

/* The groups as the method takes them. */
struct groups_observed {
    struct panel_data data;
    int32_t first; /* ord of the first period */
    size_t known;
    const struct basis *basis;
};

static bool is_named(const struct group_runs *groups, size_t group, struct str name)
{
    for (size_t i = 0; i < groups->columns; i++) {
        const struct str *value = &groups->names[group][i];
        if (value->p && str_equal(*value, name)) return true;
    }
    return false;
}

/* Which groups are treated; false: one that is named is not there, and `missing` says so. */
static bool find_treated(const struct call *call, const struct group_runs *groups, bool *treated,
                         struct cell *missing)
{
    const struct value *named = &call->arguments[place_of(call, "treated")];
    for (size_t i = 0; i < named->texts.count; i++) {
        bool found = false;
        for (size_t g = 0; g < groups->count; g++) {
            if (!is_named(groups, g, named->texts.items[i])) continue;
            found = treated[g] = true;
        }
        if (found) continue;
        struct str *names =
            ARENA_ARRAY(call->arena, struct str, groups->count * groups->columns + 1);
        size_t count = 0;
        for (size_t g = 0; g < groups->count; g++)
            for (size_t k = 0; k < groups->columns; k++)
                if (groups->names[g][k].p) names[count++] = groups->names[g][k];
        size_t near = suggest_nearest(named->texts.items[i], names, count);
        struct str text = str_printf(call->arena, "%.*s has no group \"%.*s\"",
                                     STR_ARG(groups->whole.text), STR_ARG(named->texts.items[i]));
        if (near != SUGGEST_NONE)
            text = str_printf(call->arena, "%.*s; did you mean \"%.*s\"?", STR_ARG(text),
                              STR_ARG(names[near]));
        *missing = cell_missing_at(call->arena, REASON_NO_MATCH, text, location_of(SPAN_NONE));
        return false;
    }
    return true;
}

static struct groups_observed observe_groups(const struct call *call,
                                             const struct group_runs *groups)
{
    struct groups_observed seen = {.first = INT32_MAX};
    int64_t end = INT32_MIN;
    for (size_t g = 0; g < groups->count; g++) {
        const struct run *run = &groups->runs[g];
        if (!run->count) continue;
        if (run->first < seen.first) seen.first = run->first;
        if ((int64_t)run->first + (int64_t)run->count > end)
            end = (int64_t)run->first + (int64_t)run->count;
    }
    if (end < seen.first) return (struct groups_observed){0};
    size_t periods = (size_t)(end - seen.first), cells = periods * groups->count;
    double *values = ARENA_ARRAY(call->arena, double, cells + 1);
    bool *known = ARENA_ARRAY(call->arena, bool, cells + 1);
    for (size_t g = 0; g < groups->count; g++) {
        const struct run *run = &groups->runs[g];
        for (size_t i = 0; i < run->count; i++) {
            if (!cell_known(&run->cells[i])) continue;
            size_t at = g * periods + (size_t)(run->first - seen.first) + i;
            values[at] = num_to_double(&run->cells[i].value);
            known[at] = true;
            seen.known++;
            seen.basis = basis_join(call->arena, seen.basis, run->cells[i].basis, false);
        }
    }
    seen.data = (struct panel_data){
        .value = values, .known = known, .groups = groups->count, .periods = periods};
    return seen;
}

static struct estimate *nothing(const struct call *call, enum reason reason, const char *words)
{
    return estimate_missing(
        call, APPROACH_DIFFERENCES,
        cell_missing_at(call->arena, reason, str_from(words), location_of(SPAN_NONE)));
}

/* How many periods before the change have a known value in a treated group. */
static size_t periods_before(const struct panel_data *panel)
{
    size_t count = 0;
    for (size_t p = 0; p < panel->from; p++) {
        bool known = false;
        for (size_t g = 0; g < panel->groups && !known; g++)
            known = panel->treated[g] && panel->known[g * panel->periods + p];
        count += known;
    }
    return count;
}

/* The interval comes from how the placebos vary, and p from their ranks. Where the ranks do not bear
 * out that the effect is not 0, neither may the interval. */
static void void_unborne(const struct call *call, struct estimate *e, const struct measured *effect)
{
    bool apart = effect->low > 0 || effect->high < 0;
    if (!effect->has_error || !apart || effect->p < 0.05) return;
    e->low = e->high = cell_missing_at(call->arena, REASON_METHOD_WEAK,
                                       STR("the placebo test does not bear out an interval: too "
                                           "many of the others are as far off, "
                                           "or there are too few of them"),
                                       location_of(SPAN_NONE));
}

/* With one treated group no error means anything but that of pretending that others were treated. */
static void take_placebo(const struct call *call, struct estimate *e,
                         const struct panel_data *panel, const struct did_panel *fit)
{
    struct placebo placebo;
    enum method_status status = placebo_test(call->arena, panel, PLACEBO_SEED, &placebo);
    if (status != METHOD_OK) {
        estimate_take(call, e, &fit->effect, NULL);
        return;
    }
    e->method = str_printf(call->arena, "two-way fixed effects, placebo test over %zu others",
                           placebo.placebos);
    estimate_take(call, e, &placebo.effect, NULL);
    void_unborne(call, e, &placebo.effect);
    estimate_warn(
        call, e, CAUTION_ONE_TREATED,
        str_printf(call->arena,
                   "a clustered error of %.*s is refused; that of %zu placebos, %.*s, takes its "
                   "place",
                   STR_ARG(figure_words(call->arena, fit->clustered)), placebo.placebos,
                   STR_ARG(figure_words(call->arena, placebo.effect.se))));
}

static struct estimate *compare_groups(const struct call *call, const struct panel_data *panel)
{
    struct did_panel fit;
    enum approach approach =
        periods_before(panel) < PERIODS_BEFORE ? APPROACH_SHORT_DIFFERENCES : APPROACH_DIFFERENCES;
    enum method_status status = did_panel_fit(call->arena, panel, &fit);
    if (status == METHOD_TOO_FEW)
        return estimate_too_few(call, approach,
                                "there is no treated group, or none to compare with, that is known "
                                "both before and after the change");
    if (status != METHOD_OK && status != METHOD_NO_VARIATION)
        return estimate_failed(call, approach, status);
    struct estimate *e = estimate_new(call, approach);
    e->method = STR("two-way fixed effects, error by Welch on the groups' changes");
    if (cautions_have(fit.effect.cautions, CAUTION_ONE_TREATED))
        take_placebo(call, e, panel, &fit);
    else
        estimate_take(call, e, &fit.effect, NULL);
    if (fit.pre_trend.has_error) e->before_p = figure_of(call, fit.pre_trend.p);
    if (cautions_have(fit.effect.cautions, CAUTION_PRE_TREND))
        estimate_warn(call, e, CAUTION_PRE_TREND,
                      str_printf(call->arena, "by %.*s a period, %.*s",
                                 STR_ARG(figure_words(call->arena, fit.pre_trend.value)),
                                 STR_ARG(chance_words(call->arena, fit.pre_trend.p))));
    return e;
}

void method_difference_in_differences(const struct call *call, struct value *result)
{
    const struct group_runs *groups = call->arguments[0].groups;
    struct groups_observed seen = observe_groups(call, groups);
    struct cell missing;
    bool *treated = ARENA_ARRAY(call->arena, bool, groups->count + 1);
    struct run frame = groups->whole;
    frame.first = seen.first;
    frame.count = seen.data.periods;
    int32_t start = start_of(call, &frame, call->arguments[place_of(call, "from")].period);
    struct estimate *e;
    if (estimate_broken(call, seen.basis, result)) return;
    if (!seen.data.periods)
        e = nothing(call, REASON_NO_DATA, "there are no groups with figures");
    else if (!find_treated(call, groups, treated, &missing))
        e = estimate_missing(call, APPROACH_DIFFERENCES, missing);
    else if (start < 1 || (size_t)start >= seen.data.periods)
        e = nothing(call, REASON_TOO_FEW, "the figures do not lie on both sides of the change");
    else {
        seen.data.treated = treated;
        seen.data.from = (size_t)start;
        e = compare_groups(call, &seen.data);
    }
    struct observed x = {.run = &groups->whole, .points = {.n = seen.known}, .basis = seen.basis};
    estimate_give(call, e, &x, result);
}

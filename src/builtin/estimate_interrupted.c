/* The interrupted time series: a step and a change of slope. */
#include <math.h>

#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/interrupted.h"

/* The series of a call, at the periods where all of them are known. */
struct joint {
    struct observed x;
    double *control, *offset, *control_offset; /* NULL: not given */
    struct cell wrong;                         /* missing: a figure that can't be used */
};

static const struct run *run_given(const struct call *call, const char *parameter)
{
    size_t place = place_of(call, parameter);
    return call->given[place] ? &call->arguments[place].run : NULL;
}

static struct cell not_usable(const struct call *call, const struct run *run, struct period period,
                              double value, const char *wanted)
{
    struct buf text = buf_in(call->arena);
    buf_printf(&text, "%s; %.*s at ", wanted, STR_ARG(run->text));
    period_add(&text, period);
    buf_printf(&text, " is %.*s", STR_ARG(figure_words(call->arena, value)));
    return cell_missing_at(call->arena, REASON_BAD_VALUE, buf_str(&text), location_of(SPAN_NONE));
}

/* Sets `values` to the figures of a run at the points of x; those where it is missing fall out of x
 * and of all of the others. */
static double *join_run(const struct call *call, struct joint *joint, const struct run *run)
{
    if (!run) return NULL;
    struct observed *x = &joint->x;
    double *values = ARENA_ARRAY(call->arena, double, x->points.n + 1);
    double *others[] = {x->values, joint->control, joint->offset, joint->control_offset};
    int32_t *at = ARENA_ARRAY(call->arena, int32_t, x->points.n + 1);
    size_t count = 0;
    for (size_t i = 0; i < x->points.n; i++) {
        struct period period = {x->run->freq, x->run->first + x->points.at[i]};
        struct cell cell = run_at(call->arena, run, period);
        if (!cell_known(&cell)) continue;
        for (size_t k = 0; k < COUNT_OF(others); k++)
            if (others[k]) others[k][count] = others[k][i];
        at[count] = x->points.at[i];
        values[count++] = num_to_double(&cell.value);
        x->basis = basis_join(call->arena, x->basis, cell.basis, false);
    }
    x->points = (struct points){x->values, at, count};
    return values;
}

static void check_figures(const struct call *call, struct joint *joint, const struct run *run,
                          const double *values, bool counts)
{
    const struct observed *x = &joint->x;
    for (size_t i = 0; values && i < x->points.n && cell_known(&joint->wrong); i++) {
        bool usable = counts ? values[i] >= 0 && floor(values[i]) == values[i] : values[i] > 0;
        struct period period = {x->run->freq, x->run->first + x->points.at[i]};
        if (!usable)
            joint->wrong = not_usable(call, run, period, values[i],
                                      counts ? "counts are whole numbers and not negative"
                                             : "an offset is above 0");
    }
}

static struct joint join_all(const struct call *call)
{
    struct joint joint = {.x = observe(call, &call->arguments[0].run)};
    const struct run *control = run_given(call, "control"), *offset = run_given(call, "offset");
    const struct run *control_offset = run_given(call, "control_offset");
    joint.control = join_run(call, &joint, control);
    joint.offset = join_run(call, &joint, offset);
    joint.control_offset = join_run(call, &joint, control_offset);
    if (truth_given(call, "counts", false)) {
        check_figures(call, &joint, joint.x.run, joint.x.values, true);
        check_figures(call, &joint, control, joint.control, true);
    }
    check_figures(call, &joint, offset, joint.offset, false);
    check_figures(call, &joint, control_offset, joint.control_offset, false);
    return joint;
}

static void take_slope(const struct call *call, struct estimate *e, const struct measured *slope)
{
    if (!slope->has_error) return;
    e->slope = figure_of(call, slope->value);
    e->slope_low = figure_of(call, slope->low);
    e->slope_high = figure_of(call, slope->high);
    e->slope_p = figure_of(call, slope->p);
}

/* A ratio as the relative change that it is. */
static void take_ratio(const struct call *call, struct estimate *e,
                       const struct interrupted_counts *answer)
{
    e->ratio = figure_of(call, answer->ratio.value);
    e->value = figure_of(call, answer->ratio.value - 1);
    if (!answer->ratio.has_error) return;
    e->ratio_low = figure_of(call, answer->ratio.low);
    e->ratio_high = figure_of(call, answer->ratio.high);
    e->low = figure_of(call, answer->ratio.low - 1);
    e->high = figure_of(call, answer->ratio.high - 1);
    if (!answer->slope_ratio.has_error) return;
    e->slope = figure_of(call, answer->slope_ratio.value - 1);
    e->slope_low = figure_of(call, answer->slope_ratio.low - 1);
    e->slope_high = figure_of(call, answer->slope_ratio.high - 1);
    e->slope_p = figure_of(call, answer->log_slope.p);
}

static enum approach approach_of(const struct joint *joint)
{
    return joint->control ? APPROACH_CONTROLLED_SERIES : APPROACH_INTERRUPTED_SERIES;
}

static struct estimate *failed(const struct call *call, const struct joint *joint,
                               enum method_status status, int32_t start)
{
    size_t before = points_before(&joint->x, start);
    if (status != METHOD_TOO_FEW) return estimate_failed(call, approach_of(joint), status);
    return estimate_too_few(call, approach_of(joint),
                            "%zu value%s before the change and %zu after it; 3 of each are needed, "
                            "and more with a season",
                            before, before == 1 ? "" : "s", joint->x.points.n - before);
}

static struct estimate *of_counts(const struct call *call, const struct joint *joint,
                                  const struct interrupted_question *series)
{
    struct count_question question = {*series, joint->offset, joint->control_offset};
    struct interrupted_counts answer;
    enum method_status status = interrupted_counts_fit(call->arena, &question, &answer);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION)
        return failed(call, joint, status, series->from);
    struct estimate *e = estimate_new(call, approach_of(joint));
    e->method = str_printf(call->arena, "Poisson regression, dispersion %.*s",
                           STR_ARG(figure_words(call->arena, answer.dispersion)));
    estimate_take(call, e, &answer.log_step, &answer.checks);
    take_ratio(call, e, &answer);
    estimate_note_coverage(call, e, COVERAGE_COUNTS, &answer.checks);
    return e;
}

static struct estimate *of_figures(const struct call *call, const struct joint *joint,
                                   const struct interrupted_question *series)
{
    struct interrupted answer;
    enum method_status status = interrupted_fit(call->arena, series, &answer);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION)
        return failed(call, joint, status, series->from);
    struct estimate *e = estimate_new(call, approach_of(joint));
    e->method = errors_words(call, &answer.checks);
    estimate_take(call, e, &answer.step, &answer.checks);
    take_slope(call, e, &answer.slope);
    estimate_note_coverage(call, e, COVERAGE_INTERRUPTED_STEP, &answer.checks);
    return e;
}

void method_interrupted_series(const struct call *call, struct value *result)
{
    struct joint joint = join_all(call);
    struct interrupted_question question = {
        .points = joint.x.points,
        .from = start_of(call, joint.x.run, call->arguments[place_of(call, "from")].period),
        .form = truth_given(call, "slope", true) ? CHANGE_STEP_AND_SLOPE : CHANGE_STEP,
        .season = season_given(call),
        .cycle = usual_season(joint.x.run->freq),
        .errors = errors_given(call),
        .control = joint.control,
    };
    if (estimate_broken(call, joint.x.basis, result)) return;
    struct estimate *e;
    if (!cell_known(&joint.wrong))
        e = estimate_missing(call, approach_of(&joint), joint.wrong);
    else if (truth_given(call, "counts", false))
        e = of_counts(call, &joint, &question);
    else
        e = of_figures(call, &joint, &question);
    estimate_give(call, e, &joint.x, result);
}

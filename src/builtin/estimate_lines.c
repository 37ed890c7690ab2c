/* Estimates of where a whole series goes: trends, and the control chart. */
#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/control_chart.h"
#include "method/mann_kendall.h"
#include "method/theil_sen.h"
#include "method/trend.h"

static struct estimate *few_values(const struct call *call, const struct observed *x,
                                   enum approach approach, const char *needed)
{
    return estimate_too_few(call, approach, "%zu value%s; %s", x->points.n,
                            x->points.n == 1 ? "" : "s", needed);
}

/* An estimate that could not be had, with the reason that fits; NULL: it could. */
static struct estimate *not_had(const struct call *call, const struct observed *x,
                                enum method_status status, const char *needed)
{
    if (status == METHOD_TOO_FEW) return few_values(call, x, call->builtin->approach, needed);
    if (status != METHOD_OK && status != METHOD_NO_VARIATION)
        return estimate_failed(call, call->builtin->approach, status);
    return NULL;
}

void method_trend(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct line_question question = {
        .points = x.points,
        .season = season_given(call),
        .cycle = usual_season(x.run->freq),
        .errors = errors_given(call),
    };
    struct trend trend;
    if (estimate_broken(call, x.basis, result)) return;
    enum method_status status = trend_fit(call->arena, &question, &trend);
    struct estimate *e = not_had(call, &x, status, "3 are needed, and more with a season");
    if (!e) {
        e = estimate_new(call, APPROACH_TREND);
        e->method = str_printf(call->arena, "straight line, %.*s",
                               STR_ARG(errors_words(call, &trend.checks)));
        estimate_take(call, e, &trend.slope, &trend.checks);
        estimate_note_coverage(call, e,
                               trend.checks.errors == ERRORS_NEWEY_WEST ? COVERAGE_NEWEY_WEST
                                                                        : COVERAGE_TREND,
                               &trend.checks);
    }
    estimate_give(call, e, &x, result);
}

void method_theil_sen(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct theil_sen answer;
    if (estimate_broken(call, x.basis, result)) return;
    enum method_status status = theil_sen_fit(call->arena, &x.points, &answer);
    struct estimate *e = not_had(call, &x, status, "4 are needed");
    if (!e) {
        e = estimate_new(call, APPROACH_TREND);
        e->method = STR("median of the slopes between all pairs");
        estimate_take(call, e, &answer.slope, NULL);
        estimate_note_coverage(call, e, COVERAGE_THEIL_SEN, NULL);
    }
    estimate_give(call, e, &x, result);
}

void method_mann_kendall(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct mann_kendall answer;
    if (estimate_broken(call, x.basis, result)) return;
    enum method_status status =
        mann_kendall_test(call->arena, &x.points, whole_given(call, "season", 0), &answer);
    struct estimate *e = not_had(call, &x, status, "4 are needed");
    if (!e) {
        e = estimate_new(call, APPROACH_TREND);
        struct cell none = e->low;
        e->method = answer.exact ? STR("Mann-Kendall's test, exact")
                                 : STR("Mann-Kendall's test, normal with ties");
        estimate_take(call, e, &answer.tau, NULL);
        e->low = e->high = none; /* it tests, and gives no interval */
        if (status == METHOD_OK) e->tau = e->value;
    }
    estimate_give(call, e, &x, result);
}

/* --- the control chart --------------------------------------------------------------------------- */

/* Where the series is counted in another way, the chart begins anew. */
static size_t rebases_of(const struct call *call, const struct observed *x, int32_t *rebases)
{
    size_t count = 0;
    for (size_t i = 1; i < x->points.n; i++) {
        const struct cell *a = &x->run->cells[x->points.at[i - 1]];
        const struct cell *b = &x->run->cells[x->points.at[i]];
        const struct basis *both = basis_join(call->arena, a->basis, b->basis, false);
        if (both && segments_mixed(both->segments)) rebases[count++] = x->points.at[i];
    }
    return count;
}

void method_control_chart(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    int32_t *rebases = ARENA_ARRAY(call->arena, int32_t, x.points.n + 1);
    struct chart_question question = {.points = x.points, .rebase = rebases, .screened = true};
    struct control_chart chart;
    if (!call->across) question.rebases = rebases_of(call, &x, rebases);
    enum method_status status = control_chart_draw(call->arena, &question, &chart);
    struct estimate *e = not_had(call, &x, status, "4 are needed between breaks");
    if (!e) {
        size_t up = 0, down = 0;
        e = estimate_new(call, APPROACH_CONTROL_CHART);
        struct cell none = e->p;
        for (size_t i = 0; i < x.points.n && status == METHOD_OK; i++) {
            up += chart.point[i].above != 0;
            down += chart.point[i].below != 0;
        }
        e->method = STR("XmR chart, read by the rules of the NHS");
        estimate_take(call, e, &chart.last, NULL);
        e->p = none; /* it has rules, not a test */
        struct num signals = num_int((int64_t)chart.signals), ups = num_int((int64_t)up),
                   downs = num_int((int64_t)down);
        if (status == METHOD_OK) {
            e->signals = cell_of(&signals);
            e->up = cell_of(&ups);
            e->down = cell_of(&downs);
        }
    }
    estimate_give(call, e, &x, result);
    /* It never compares across a break, so what it rests on together does not matter. */
    struct basis *basis = ARENA_NEW(call->arena, struct basis);
    if (x.basis) *basis = *x.basis;
    basis->segments = NULL;
    for (int i = 0; i < FIELD_COUNT; i++)
        estimate_field_place(e, (enum estimate_field)i)->basis = basis;
}

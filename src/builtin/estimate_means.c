/* Estimates that compare two stretches of a series. */
#include "builtin/estimate.h"
#include "builtin/estimates.h"
#include "method/before_after.h"
#include "method/bootstrap.h"
#include "method/change_point.h"
#include "method/rank_test.h"
#include "method/trend.h"
#include "method/welch.h"

enum {
    TREND_POINTS = 6, /* fewer before the change show no trend */
    BOOTSTRAP_SEED = 20110601
};

static const double TREND_CHANCE = 0.05;

/* A series cut in two. */
struct halves {
    struct sampled before, after;
    int32_t start;
};

static struct halves halves_of(const struct call *call, const struct observed *x)
{
    struct halves halves;
    halves.start = start_of(call, x->run, call->arguments[place_of(call, "from")].period);
    size_t before = points_before(x, halves.start);
    halves.before = (struct sampled){x->values, before};
    halves.after = (struct sampled){x->values + before, x->points.n - before};
    return halves;
}

static double mean_of(const struct sampled *x)
{
    double sum = 0;
    for (size_t i = 0; i < x->n; i++) sum += x->value[i];
    return sum / (double)x->n;
}

static struct estimate *too_few_sides(const struct call *call, const struct halves *halves,
                                      const char *needed)
{
    return estimate_too_few(call, APPROACH_BEFORE_AFTER,
                            "%zu value%s before the change and %zu after it; %s", halves->before.n,
                            halves->before.n == 1 ? "" : "s", halves->after.n, needed);
}

/* A series that was moving already goes on doing so, and the difference of means holds that too. */
static void note_trend_before(const struct call *call, struct estimate *e, const struct observed *x,
                              const struct halves *halves)
{
    struct line_question question = {.points = {x->points.value, x->points.at, halves->before.n}};
    struct trend trend;
    if (halves->before.n < TREND_POINTS) return;
    if (trend_fit(call->arena, &question, &trend) != METHOD_OK || !trend.slope.has_error) return;
    if (trend.slope.p >= TREND_CHANCE) return;
    estimate_warn(
        call, e, CAUTION_TREND_BEFORE,
        str_printf(call->arena,
                   "before it, %.*s %s by %.*s a period, %.*s; "
                   "interrupted_series takes that out",
                   STR_ARG(x->run->text), trend.slope.value > 0 ? "rose" : "fell",
                   STR_ARG(figure_words(call->arena, trend.slope.value > 0 ? trend.slope.value
                                                                           : -trend.slope.value)),
                   STR_ARG(chance_words(call->arena, trend.slope.p))));
}

static struct estimate *by_welch(const struct call *call, const struct halves *halves)
{
    struct welch welch;
    struct measured measured = {.n = halves->before.n + halves->after.n};
    struct estimate *e = estimate_new(call, APPROACH_BEFORE_AFTER);
    e->method = STR("Welch's comparison of means");
    if (welch_compare(halves->before.value, halves->before.n, halves->after.value, halves->after.n,
                      &welch)) {
        measured.value = welch.difference;
        measured.low = welch.low;
        measured.high = welch.high;
        measured.p = welch.p;
        measured.se = welch.se;
        measured.df = welch.df;
        measured.has_error = true;
    } else {
        measured.value = halves->after.value[0] - halves->before.value[0];
    }
    estimate_take(call, e, &measured, NULL);
    estimate_note_coverage(call, e, COVERAGE_BEFORE_AFTER, NULL);
    return e;
}

static struct estimate *by_ranks(const struct call *call, const struct halves *halves)
{
    struct rank_test ranks;
    enum method_status status =
        rank_test_compare(call->arena, &halves->before, &halves->after, &ranks);
    if (status == METHOD_TOO_FEW)
        return too_few_sides(call, halves, "2 of each and 5 in all are needed");
    if (status != METHOD_OK) return estimate_failed(call, APPROACH_BEFORE_AFTER, status);
    struct estimate *e = estimate_new(call, APPROACH_BEFORE_AFTER);
    e->method = ranks.exact ? STR("Mann-Whitney's rank test, exact; Hodges-Lehmann's shift")
                            : STR("Mann-Whitney's rank test; Hodges-Lehmann's shift");
    estimate_take(call, e, &ranks.shift, NULL);
    if (!ranks.shift.has_error && status == METHOD_OK) {
        /* Too few for an interval, and still a test. */
        e->approach = APPROACH_BEFORE_AFTER;
        e->p = figure_of(call, ranks.p);
    }
    estimate_note_coverage(call, e, COVERAGE_RANK_TEST, NULL);
    return e;
}

static struct estimate *by_series(const struct call *call, const struct observed *x,
                                  const struct halves *halves)
{
    struct line_question question = {
        .points = x->points, .season = season_given(call), .cycle = usual_season(x->run->freq)};
    struct before_after answer;
    enum method_status status = before_after_fit(call->arena, &question, halves->start, &answer);
    if (status == METHOD_TOO_FEW)
        return too_few_sides(call, halves, "2 of each are needed, and more with a season");
    if (status != METHOD_OK && status != METHOD_NO_VARIATION)
        return estimate_failed(call, APPROACH_BEFORE_AFTER, status);
    struct estimate *e = estimate_new(call, APPROACH_BEFORE_AFTER);
    e->method = str_printf(call->arena, "difference of means, %.*s",
                           STR_ARG(errors_words(call, &answer.checks)));
    estimate_take(call, e, &answer.difference, &answer.checks);
    return e;
}

void method_before_after(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct halves halves = halves_of(call, &x);
    struct estimate *e;
    if (estimate_broken(call, x.basis, result)) return;
    if (halves.before.n < 2 || halves.after.n < 2)
        e = too_few_sides(call, &halves, "2 of each are needed");
    else if (word_given(call, "test", "ranks"))
        e = by_ranks(call, &halves);
    else if (word_given(call, "test", "series") || call->given[place_of(call, "season")])
        e = by_series(call, &x, &halves);
    else
        e = by_welch(call, &halves);
    if (cell_known(&e->value)) {
        e->before = figure_of(call, mean_of(&halves.before));
        e->after = figure_of(call, mean_of(&halves.after));
        note_trend_before(call, e, &x, &halves);
    }
    estimate_give(call, e, &x, result);
}

void method_bootstrap(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct halves halves = halves_of(call, &x);
    size_t fewest = halves.before.n < halves.after.n ? halves.before.n : halves.after.n;
    struct bootstrap_question question = {
        .seed = BOOTSTRAP_SEED,
        .block = whole_given(call, "block", bootstrap_block(fewest)),
    };
    struct two_samples samples = {halves.before, halves.after};
    struct measured measured;
    struct estimate *e;
    if (estimate_broken(call, x.basis, result)) return;
    enum method_status status = bootstrap_difference(call->arena, &samples, &question, &measured);
    if (status == METHOD_TOO_FEW) {
        e = too_few_sides(call, &halves, "8 of each are needed, and 3 blocks");
    } else if (status != METHOD_OK && status != METHOD_NO_VARIATION) {
        e = estimate_failed(call, APPROACH_BEFORE_AFTER, status);
    } else {
        e = estimate_new(call, APPROACH_BEFORE_AFTER);
        e->method = str_printf(call->arena, "bootstrap of the difference of means, blocks of %zu",
                               question.block);
        estimate_take(call, e, &measured, NULL);
        e->before = figure_of(call, mean_of(&halves.before));
        e->after = figure_of(call, mean_of(&halves.after));
        note_trend_before(call, e, &x, &halves);
    }
    estimate_give(call, e, &x, result);
}

void method_change_point(const struct call *call, struct value *result)
{
    struct observed x = observe(call, &call->arguments[0].run);
    struct change_point found;
    struct estimate *e;
    if (estimate_broken(call, x.basis, result)) return;
    enum method_status status = change_point_find(call->arena, &x.points, &found);
    if (status == METHOD_TOO_FEW) {
        e = estimate_too_few(call, APPROACH_TREND, "%zu value%s; 4 are needed", x.points.n,
                             x.points.n == 1 ? "" : "s");
    } else if (status != METHOD_OK) {
        e = estimate_failed(call, APPROACH_TREND, status);
    } else {
        e = estimate_new(call, APPROACH_TREND);
        struct cell none = e->low;
        e->method = STR("Pettitt's test");
        estimate_take(call, e, &found.shift, NULL);
        e->low = e->high = none; /* it tests, and gives no interval */
        e->before = figure_of(call, found.before);
        e->after = figure_of(call, found.after);
        struct num at = num_int(x.run->first + points_at(&x.points, found.last_before + 1));
        e->since = cell_of(&at);
        e->freq = x.run->freq;
    }
    estimate_give(call, e, &x, result);
}

/* Trend and interrupted series: against the Sicilian smoking ban and the Nile, and against what must not
 * change their answers. */
#include "method_case.h"

#include "method/ar1.h"
#include "method/before_after.h"
#include "method/diagnostics.h"
#include "method/distribution.h"
#include "method/interrupted.h"
#include "method/newey_west.h"
#include "method/poisson.h"
#include "method/trend.h"

enum { BAN = 36, MONTHS = 59 };

/* The rate for each month, 0 to 58; NULL where the study isn't there. */
static double *sicily_rate(void)
{
    size_t n;
    double *aces = shared_column("sicily-smoking-ban.csv", 1, &n);
    double *stdpop = aces ? shared_column("sicily-smoking-ban.csv", 2, &n) : NULL;
    if (!stdpop) return NULL;
    assert_int_equal(n, MONTHS);
    for (size_t i = 0; i < n; i++) aces[i] = aces[i] / stdpop[i] * 100000;
    return aces;
}

/* The design as the reference values have it: time from 1, slope from the month of the ban as 1. */
static struct regression sicily_regression(const double *rate)
{
    double *x = ARENA_ARRAY(&method_arena, double, MONTHS * 4);
    for (int i = 0; i < MONTHS; i++) {
        x[i * 4] = 1;
        x[i * 4 + 1] = i + 1;
        x[i * 4 + 2] = i >= BAN;
        x[i * 4 + 3] = i >= BAN ? i + 1 - 36 : 0;
    }
    return (struct regression){{x, MONTHS, 4, true}, rate, NULL};
}

static void sicily_by_least_squares(void **state)
{
    (void)state;
    double *rate = sicily_rate();
    if (!rate) return;
    struct regression regression = sicily_regression(rate);
    struct ols fit;
    assert_int_equal(ols_fit(&method_arena, &regression.design, rate, &fit), METHOD_OK);
    const double estimates[] = {194.10874050, 1.03584864, -24.84436359, 0.12722044};
    const double errors[] = {4.85032073, 0.22860398, 7.70461906, 0.50287331};
    for (int j = 0; j < 4; j++) {
        assert_near(fit.coefficient[j], estimates[j], 3e-8);
        assert_near(fit.se[j], errors[j], 2e-8);
    }
    assert_near(fit.r_squared, 0.35970156, 1e-8);
    struct tested tested = durbin_watson(&method_arena, &regression.design, &fit);
    assert_near(tested.statistic, 1.59396, 3e-6);
    assert_near(tested.p, 0.046, 0.02);
    assert_near(breusch_godfrey(&method_arena, &regression.design, &fit, 12).statistic, 33.4878,
                2e-6);
    assert_near(breusch_godfrey(&method_arena, &regression.design, &fit, 1).p, 0.12, 0.04);
    struct residuals left = {fit.residual, NULL, MONTHS};
    assert_near(ljung_box(&left, 12, 0).statistic, 60.3153, 2e-6);
    assert_near(ljung_box(&left, 12, 0).p, 2e-8, 0.1);
}

static void sicily_by_newey_west(void **state)
{
    (void)state;
    double *rate = sicily_rate();
    if (!rate) return;
    struct regression regression = sicily_regression(rate);
    struct ols fit;
    assert_int_equal(ols_fit(&method_arena, &regression.design, rate, &fit), METHOD_OK);
    const struct {
        struct error_model model;
        double se[4], tolerance;
    } published[] = {
        {{ERRORS_NEWEY_WEST, 1, false}, {3.728123, 0.160683, 6.556039, 0.396344}, 4e-6},
        {{ERRORS_NEWEY_WEST, 3, false}, {4.072428, 0.178379, 7.346425, 0.425611}, 4e-6},
        {{ERRORS_NEWEY_WEST, 6, false}, {3.838400, 0.178304, 6.831501, 0.384992}, 4e-6},
        {{ERRORS_NEWEY_WEST, 3, true}, {4.21791694, 0.18475161, 7.60887977, 0.44081576}, 3e-8},
    };
    for (size_t i = 0; i < COUNT_OF(published); i++) {
        double *v = newey_west(&method_arena, &regression, &fit, &published[i].model);
        for (int j = 0; j < 4; j++)
            assert_near(sqrt(v[j * 5]), published[i].se[j], published[i].tolerance);
    }
}

static void sicily_as_the_language_asks_it(void **state)
{
    (void)state;
    double *rate = sicily_rate();
    if (!rate) return;
    struct interrupted_question question = {
        .points = {rate, NULL, MONTHS}, .from = BAN, .cycle = 12};
    struct interrupted result;
    question.errors = (struct error_model){ERRORS_NEWEY_WEST, 3, false};
    assert_int_equal(interrupted_fit(&method_arena, &question, &result), METHOD_OK);
    assert_near(result.step.value, -24.71714315, 1e-8); /* -24.84436359 + 0.12722044 */
    assert_near(result.slope.value, 0.12722044, 3e-8);
    assert_near(result.slope_before, 1.03584864, 1e-8);
    assert_near(result.start, 194.10874050 + 1.03584864, 1e-9);
    assert_near(result.slope.se, 0.425611, 2e-6);
    assert_true(result.step.high < 0 && result.before == 36 && result.after == 23);
    assert_true(cautions_have(result.step.cautions, CAUTION_SEASON_LEFT));
    assert_true(cautions_have(result.step.cautions, CAUTION_LOW_COVERAGE));
    /* By default, and with the season taken out. */
    question.errors = (struct error_model){0};
    assert_int_equal(interrupted_fit(&method_arena, &question, &result), METHOD_OK);
    assert_true(result.checks.errors == ERRORS_AR1 && result.step.high < 0);
    question.season = (struct season){.length = 12};
    assert_int_equal(interrupted_fit(&method_arena, &question, &result), METHOD_OK);
    assert_false(cautions_have(result.step.cautions, CAUTION_SEASON_LEFT));
    assert_true(result.step.high < 0);
    /* A tool that only compares before with after would say the opposite. */
    struct line_question plain = {.points = {rate, NULL, MONTHS}};
    struct before_after means;
    assert_int_equal(before_after_fit(&method_arena, &plain, BAN, &means), METHOD_OK);
    assert_near(means.difference.value, 220.51 - 213.27, 0.002);
    assert_true(means.checks.errors == ERRORS_AR1 && means.difference.low < 0);
}

static void ratio_is(const struct count_question *question, const double wanted[3],
                     double dispersion)
{
    struct interrupted_counts result;
    assert_int_equal(interrupted_counts_fit(&method_arena, question, &result), METHOD_OK);
    assert_near(result.ratio.value, wanted[0], 2e-6);
    /* The published intervals are by the normal; ours by t with the error that is left. */
    double wider = normal_quantile(0.975) * result.log_step.se;
    assert_near(exp(result.log_step.value - wider), wanted[1], 2e-6);
    assert_near(exp(result.log_step.value + wider), wanted[2], 2e-6);
    /* R stops its steps earlier; at its end it agrees to 1e-9. */
    assert_near(result.dispersion, dispersion, 5e-6);
    assert_true(result.ratio.low < wanted[1] && result.ratio.high > wanted[2]);
    assert_true(cautions_have(result.ratio.cautions, CAUTION_OVERDISPERSION));
}

static void sicily_by_counts(void **state)
{
    (void)state;
    size_t n;
    double *aces = shared_column("sicily-smoking-ban.csv", 1, &n);
    double *stdpop = aces ? shared_column("sicily-smoking-ban.csv", 2, &n) : NULL;
    if (!stdpop) return;
    struct count_question question = {.series = {.points = {aces, NULL, n},
                                                 .from = BAN,
                                                 .form = CHANGE_STEP,
                                                 .cycle = 12,
                                                 .errors = {.kind = ERRORS_INDEPENDENT}},
                                      .offset = stdpop};
    ratio_is(&question, (const double[]){0.894377, 0.839189, 0.953193}, 3.5591946);
    question.series.season = (struct season){.length = 12};
    ratio_is(&question, (const double[]){0.885072, 0.839401, 0.933227}, 2.2621864);
    /* Pure Poisson's own interval. */
    double x[MONTHS * 3];
    for (int i = 0; i < MONTHS; i++) x[i * 3] = 1, x[i * 3 + 1] = i, x[i * 3 + 2] = i >= BAN;
    struct design design = {x, MONTHS, 3, true};
    struct counts counts = {aces, stdpop};
    struct poisson fit;
    assert_int_equal(poisson_fit(&method_arena, &design, &counts, &fit), METHOD_OK);
    assert_near(exp(fit.coefficient[2] - normal_quantile(0.975) * fit.se[2]), 0.864686, 2e-6);
    assert_near(exp(fit.coefficient[2] + normal_quantile(0.975) * fit.se[2]), 0.925086, 2e-6);
    /* As the language asks it: step and slope. */
    struct interrupted_counts result;
    question.series.form = CHANGE_STEP_AND_SLOPE;
    question.series.season = (struct season){0};
    assert_int_equal(interrupted_counts_fit(&method_arena, &question, &result), METHOD_OK);
    assert_true(result.ratio.value > 0.88 && result.ratio.value < 0.90);
    assert_true(cautions_have(result.ratio.cautions, CAUTION_SEASON_LEFT));
}

/* What moved both is taken out: a shock, a season, a step that the control has too. */
static void a_control_takes_out_what_moved_both(void **state)
{
    (void)state;
    enum { N = 60, FROM = 36 };
    double x[N], control[N], counts[N], others[N], exposure[N];
    struct random_state random;
    random_seed(&random, 14);
    for (int i = 0; i < N; i++) {
        double both = 4 * sin(i) + (i >= FROM ? 15 : 0) + (i == 40 ? 60 : 0) + 0.5 * i;
        control[i] = 100 + both + 0.2 * random_normal(&random);
        x[i] = 80 + both - (i >= FROM ? 6 : 0) + 0.2 * random_normal(&random);
        exposure[i] = 1000 + 10 * i;
        double mean = exposure[i] * exp(0.01 * both);
        others[i] = floor(mean);
        counts[i] = floor(mean * (i >= FROM ? 0.8 : 1));
    }
    struct interrupted_question question = {
        .points = {x, NULL, N}, .from = FROM, .control = control};
    struct interrupted result;
    assert_int_equal(interrupted_fit(&method_arena, &question, &result), METHOD_OK);
    assert_true(fabs(result.step.value + 6) < 0.3 && result.step.low < -6 && result.step.high > -6);
    question.control = NULL;
    assert_int_equal(interrupted_fit(&method_arena, &question, &result), METHOD_OK);
    assert_true(result.step.value > 5);
    struct count_question ratio = {
        .series = question, .offset = exposure, .control_offset = exposure};
    ratio.series.points.value = counts;
    ratio.series.control = others;
    struct interrupted_counts answer;
    assert_int_equal(interrupted_counts_fit(&method_arena, &ratio, &answer), METHOD_OK);
    assert_near(answer.ratio.value, 0.8, 0.002);
    assert_true(answer.ratio.low < 0.8 && answer.ratio.high > 0.8);
    assert_near(answer.slope_ratio.value, 1, 1e-3);
    /* A control that is the series itself leaves nothing. */
    ratio.series.points.value = others;
    assert_int_equal(interrupted_counts_fit(&method_arena, &ratio, &answer), METHOD_OK);
    assert_true(fabs(answer.log_step.value) < 1e-9);
    ratio.series.control = counts;
    ratio.series.points.value = others;
    assert_int_equal(interrupted_counts_fit(&method_arena, &ratio, &answer), METHOD_OK);
    assert_near(answer.ratio.value, 1.25, 0.002);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(sicily_by_least_squares),
        method_test(sicily_by_newey_west),
        method_test(sicily_as_the_language_asks_it),
        method_test(sicily_by_counts),
        method_test(a_control_takes_out_what_moved_both),
    };
    return cmocka_run_group_tests_name("series methods", tests, NULL, NULL);
}

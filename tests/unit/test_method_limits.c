/* Whatever comes in, what comes out is finite or has a status: all methods on awkward series of every
 * length. And what must not change an answer does not. */
#include "method_case.h"

#include "method/before_after.h"
#include "method/bootstrap.h"
#include "method/change_point.h"
#include "method/control_chart.h"
#include "method/did.h"
#include "method/equivalence.h"
#include "method/interrupted.h"
#include "method/mann_kendall.h"
#include "method/placebo.h"
#include "method/power.h"
#include "method/rank_test.h"
#include "method/theil_sen.h"
#include "method/trend.h"

enum { LONGEST = 44, KINDS = 17 };

static struct random_state randomness;

static double value_of(int kind, size_t i, size_t n)
{
    double t = (double)i, noise = random_normal(&randomness);
    switch (kind) {
    case 0: return 5;
    case 1: return 0;
    case 2: return t;
    case 3: return 0.1 * t + 0.7;
    case 4: return i + 1 == n ? 1 : 0;
    case 5: return i % 2 ? 1 : -1;
    case 6: return 1e150 * (i % 3 ? 1 : -1);
    case 7: return 1e-300 * noise;
    case 8: return 5e-324 * (double)(i % 2);
    case 9: return 1e9 + 1e-6 * noise;
    case 10: return i == 3 ? (double)NAN : t;
    case 11: return i == 3 ? (double)INFINITY : t;
    case 12: return exp(t);
    case 13: return i < n / 2 ? 0 : 1;
    case 14: return noise > 0 ? 1 : 0;
    case 15: return i == 0 ? 1e150 : noise;
    default: return noise;
    }
}

static const char *where;
static int of_kind;
static size_t of_length;

static void sane(enum method_status status, const struct measured *m)
{
    const double numbers[] = {m->value, m->low, m->high, m->p, m->se, m->df};
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (!isfinite(numbers[i]))
            fail_msg("%s, kind %d, n = %zu: number %zu is %g (status %d)", where, of_kind,
                     of_length, i, numbers[i], (int)status);
    if (!(m->p >= 0 && m->p <= 1) || m->se < 0 || m->low > m->high)
        fail_msg("%s, kind %d, n = %zu: p %g, %g .. %g", where, of_kind, of_length, m->p, m->low,
                 m->high);
    assert_true(status < METHOD_STATUS_COUNT && method_status_text(status));
    if (status != METHOD_OK) assert_false(m->has_error);
    if (!m->has_error) assert_true(m->low == 0 && m->high == 0);
    if ((of_kind == 10 || of_kind == 11) && of_length > 3) assert_true(status != METHOD_OK);
}

static void lines(const double *x, const int32_t *at, size_t n)
{
    const struct season seasons[] = {{0}, {.length = 4}, {.length = 12, .form = SEASON_DUMMIES}};
    for (size_t s = 0; s < COUNT_OF(seasons); s++) {
        for (enum error_kind kind = ERRORS_AUTO; kind <= ERRORS_NEWEY_WEST; kind++) {
            struct line_question line = {{x, at, n}, seasons[s], 12, {kind, 0, true}};
            struct trend trend;
            where = "trend";
            sane(trend_fit(&method_arena, &line, &trend), &trend.slope);
            struct before_after means;
            where = "before_after";
            sane(before_after_fit(&method_arena, &line, at[0] + (int32_t)n / 2, &means),
                 &means.difference);
            for (enum change_form form = CHANGE_STEP_AND_SLOPE; form <= CHANGE_STEP; form++) {
                struct interrupted_question question = {.points = {x, at, n},
                                                        .from = at[0] + (int32_t)n / 2,
                                                        .form = form,
                                                        .season = seasons[s],
                                                        .errors = {kind, 2, false},
                                                        .control = n % 2 ? x : NULL};
                struct interrupted series;
                where = "interrupted";
                enum method_status status = interrupted_fit(&method_arena, &question, &series);
                sane(status, &series.step);
                sane(status, &series.slope);
                assert_true(isfinite(series.checks.rho) && isfinite(series.checks.ljung_box));
                struct count_question counts = {.series = question, .offset = n % 3 ? x : NULL};
                struct interrupted_counts ratio;
                where = "counts";
                status = interrupted_counts_fit(&method_arena, &counts, &ratio);
                if (status != METHOD_OK) ratio = (struct interrupted_counts){0};
                sane(status, &ratio.log_step);
                sane(status, &ratio.ratio);
                sane(status, &ratio.slope_ratio);
                arena_reset(&method_arena);
            }
        }
    }
}

static void orders(const double *x, const int32_t *at, size_t n)
{
    struct points points = {x, at, n};
    struct theil_sen slope;
    struct mann_kendall test;
    struct change_point change;
    struct control_chart chart;
    where = "theil_sen";
    sane(theil_sen_fit(&method_arena, &points, &slope), &slope.slope);
    for (size_t season = 0; season < 14; season += 4) {
        where = "mann_kendall";
        sane(mann_kendall_test(&method_arena, &points, season, &test), &test.tau);
    }
    where = "change_point";
    sane(change_point_find(&method_arena, &points, &change), &change.shift);
    where = "control_chart";
    int32_t middle = n ? at[n / 2] : 0;
    struct chart_question question = {points, &middle, 1, true};
    sane(control_chart_draw(&method_arena, &question, &chart), &chart.last);
}

static void samples(const double *x, size_t n)
{
    struct sampled a = {x, n / 2}, b = {x + n / 2, n - n / 2};
    struct rank_test test;
    struct measured m;
    where = "rank_test";
    sane(rank_test_compare(&method_arena, &a, &b, &test), &test.shift);
    where = "bootstrap";
    struct bootstrap_question question = {x, n, bootstrap_median, NULL, 40, n % 3, 4};
    sane(bootstrap_run(&method_arena, &question, &m), &m);
    struct two_samples two = {a, b};
    sane(bootstrap_difference(&method_arena, &two, &question, &m), &m);
    where = "changes";
    sane(did_changes_fit(&a, &b, &m), &m);
    struct did_samples cells = {{{a, b}, {b, a}}};
    struct did_two_by_two did;
    where = "two by two";
    sane(did_two_by_two_fit(&cells, &did), &did.effect);
    assert_true(isfinite(did.ols_se));
}

static void panels(const double *x, size_t n)
{
    bool treated[LONGEST], known[LONGEST];
    for (size_t periods = 1; periods <= n && periods < 8; periods++) {
        size_t groups = n / periods;
        for (size_t i = 0; i < LONGEST; i++) treated[i] = i % 4 == 1, known[i] = i % 5 != 2;
        struct panel_data panel = {x, n % 2 ? known : NULL, groups, periods, treated, periods / 2};
        struct did_panel did;
        struct placebo placebo;
        where = "panel";
        sane(did_panel_fit(&method_arena, &panel, &did), &did.effect);
        if (did.pre_trend.has_error) sane(METHOD_OK, &did.pre_trend);
        assert_true(isfinite(did.hc1) && isfinite(did.clustered));
        where = "placebo";
        sane(placebo_test(&method_arena, &panel, 1, &placebo), &placebo.effect);
    }
}

static void what_comes_out_is_finite(void **state)
{
    (void)state;
    double x[LONGEST + 1];
    int32_t at[LONGEST + 1];
    random_seed(&randomness, 11);
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t n = 0; n <= LONGEST; n = n < 16 ? n + 1 : n + 7) {
            of_kind = kind, of_length = n;
            for (size_t i = 0; i <= n; i++) {
                x[i] = i < n ? value_of(kind, i, n) : 0;
                at[i] = (int32_t)(i + (n % 2 ? i / 5 * 300 : 0)) - 7;
            }
            lines(x, at, n);
            orders(x, at, n);
            samples(x, n);
            if (kind != 10 && kind != 11) panels(x, n);
            arena_reset(&method_arena);
        }
    }
}

static struct trend trend_of(const double *x, const int32_t *at, size_t n)
{
    struct line_question question = {.points = {x, at, n}};
    struct trend trend;
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_OK);
    return trend;
}

static void units_and_dates_have_no_say(void **state)
{
    (void)state;
    enum { N = 40 };
    double x[N], scaled[N];
    int32_t at[N];
    random_seed(&randomness, 2);
    for (int i = 0; i < N; i++) x[i] = 0.3 * i + random_normal(&randomness);
    struct trend plain = trend_of(x, NULL, N), other;
    const int exponents[] = {-900, -30, 30, 480};
    for (size_t e = 0; e < COUNT_OF(exponents); e++) {
        for (int i = 0; i < N; i++) scaled[i] = ldexp(x[i], exponents[e]);
        other = trend_of(scaled, NULL, N);
        assert_true(other.slope.value == ldexp(plain.slope.value, exponents[e]));
        assert_true(other.slope.low == ldexp(plain.slope.low, exponents[e]));
        assert_true(other.slope.p == plain.slope.p && other.checks.rho == plain.checks.rho);
    }
    const int32_t firsts[] = {INT32_MIN, -5, 24000, INT32_MAX - N};
    for (size_t f = 0; f < COUNT_OF(firsts); f++) {
        for (int i = 0; i < N; i++) at[i] = firsts[f] + i;
        other = trend_of(x, at, N);
        assert_true(other.slope.value == plain.slope.value && other.slope.p == plain.slope.p);
    }
    /* A level added moves nothing but the start. */
    for (int i = 0; i < N; i++) scaled[i] = x[i] + 1000;
    other = trend_of(scaled, NULL, N);
    assert_near(other.slope.low, plain.slope.low, 1e-9);
    assert_near(other.start, plain.start + 1000, 1e-12);
}

static void a_gap_is_bridged(void **state)
{
    (void)state;
    enum { N = 60 };
    double x[N], kept[N];
    int32_t at[N];
    size_t n = 0;
    random_seed(&randomness, 8);
    double last = 0;
    for (int i = 0; i < N; i++) {
        last = 0.5 * last + random_normal(&randomness);
        x[i] = 2.0 * i + last;
        if (i < 20 || i >= 30) kept[n] = x[i], at[n++] = i;
    }
    struct trend whole = trend_of(x, NULL, N), gap = trend_of(kept, at, n);
    assert_true(gap.checks.errors == ERRORS_AR1);
    assert_near(gap.slope.value, whole.slope.value, 0.02);
    /* As if the gap weren't there, the slope would be another one. */
    assert_true(fabs(trend_of(kept, NULL, n).slope.value - 2) > 0.2);
}

/* A limit has a status of its own, before time or memory is spent. */
static void more_than_a_method_takes_in_is_said(void **state)
{
    (void)state;
    double *x = ARENA_ARRAY(&method_arena, double, METHOD_LARGEST + 2);
    for (size_t i = 0; i < METHOD_LARGEST + 2; i++) x[i] = (double)(i * 7919 % 1000);
    struct points points = {x, NULL, THEIL_SEN_LARGEST + 1};
    struct theil_sen slope;
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_TOO_MANY);
    points.n = MANN_KENDALL_LARGEST + 1;
    struct mann_kendall test;
    assert_int_equal(mann_kendall_test(&method_arena, &points, 0, &test), METHOD_TOO_MANY);
    struct line_question line = {.points = {x, NULL, METHOD_LARGEST + 1}};
    struct trend trend;
    assert_int_equal(trend_fit(&method_arena, &line, &trend), METHOD_TOO_MANY);
    struct sampled half = {x, 3000};
    struct rank_test ranks;
    assert_int_equal(rank_test_compare(&method_arena, &half, &half, &ranks), METHOD_TOO_MANY);
    bool treated[2] = {true, false};
    struct panel_data panel = {x, NULL, 2, PANEL_LARGEST, treated, 5};
    struct did_panel did;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_TOO_MANY);
    struct bootstrap_question drawn = {x, METHOD_LARGEST, bootstrap_mean, NULL, 100000, 0, 1};
    struct measured m;
    assert_int_equal(bootstrap_run(&method_arena, &drawn, &m), METHOD_TOO_MANY);
    line.points.n = 100000;
    line.errors = (struct error_model){ERRORS_NEWEY_WEST, SIZE_MAX, false};
    assert_int_equal(trend_fit(&method_arena, &line, &trend), METHOD_TOO_MANY);
    line.points.n = 30;
    assert_int_equal(trend_fit(&method_arena, &line, &trend), METHOD_OK);
    assert_true(isfinite(trend.slope.se));
    line.errors = (struct error_model){0};
    /* Long, and still taken in. */
    line.points.n = 100000;
    assert_int_equal(trend_fit(&method_arena, &line, &trend), METHOD_OK);
    assert_true(trend.slope.has_error);
}

static void unordered_periods_are_refused(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4, 5};
    const int32_t twice[] = {1, 2, 2, 3, 4}, back[] = {1, 3, 2, 4, 5};
    struct line_question question = {.points = {x, twice, 5}};
    struct trend trend;
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_BAD_INPUT);
    question.points.at = back;
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_BAD_INPUT);
}

/* What is known of a series is said with it. */
static void cautions_are_raised_for_what_they_say(void **state)
{
    (void)state;
    enum { N = 48 };
    double x[N], wandering = 0;
    random_seed(&randomness, 21);
    for (int i = 0; i < N; i++) x[i] = random_normal(&randomness);
    cautions none = 1u << CAUTION_INDEPENDENT_ERRORS | 1u << CAUTION_FEW_POINTS;
    assert_int_equal(trend_of(x, NULL, N).slope.cautions & none, 0);
    assert_true(cautions_have(trend_of(x, NULL, 15).slope.cautions, CAUTION_INDEPENDENT_ERRORS));
    assert_true(cautions_have(trend_of(x, NULL, 8).slope.cautions, CAUTION_FEW_POINTS));
    x[17] += 12;
    assert_true(cautions_have(trend_of(x, NULL, N).slope.cautions, CAUTION_OUTLIERS));
    for (int i = 0; i < N; i++) x[i] = wandering += random_normal(&randomness);
    assert_true(cautions_have(trend_of(x, NULL, N).slope.cautions, CAUTION_NEAR_WANDERING));
    for (int i = 0; i < N; i++)
        x[i] = sin(2 * 3.14159265 * i / 12) * 4 + random_normal(&randomness);
    struct line_question question = {.points = {x, NULL, N}, .cycle = 12};
    struct trend trend;
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_OK);
    assert_true(cautions_have(trend.slope.cautions, CAUTION_SEASON_LEFT));
    question.season = (struct season){.length = 12};
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_OK);
    assert_false(cautions_have(trend.slope.cautions, CAUTION_SEASON_LEFT));
    /* Values that swing to and fro make an error too large, not too small. */
    for (int i = 0; i < N; i++) x[i] = (i % 2 ? 2 : -2) + random_normal(&randomness);
    question =
        (struct line_question){.points = {x, NULL, 20}, .errors = {.kind = ERRORS_INDEPENDENT}};
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_OK);
    assert_true(trend.checks.ljung_box_p < 0.05);
    assert_false(cautions_have(trend.slope.cautions, CAUTION_AUTOCORRELATION));
    for (int i = 0; i < N; i++) x[i] = 4 * cos(0.4 * i) + random_normal(&randomness);
    assert_int_equal(trend_fit(&method_arena, &question, &trend), METHOD_OK);
    assert_true(cautions_have(trend.slope.cautions, CAUTION_AUTOCORRELATION));
    for (enum caution c = 0; c < CAUTION_COUNT; c++)
        assert_true(*caution_text(c) && *caution_code(c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(what_comes_out_is_finite),
        method_test(units_and_dates_have_no_say),
        method_test(a_gap_is_bridged),
        method_test(more_than_a_method_takes_in_is_said),
        method_test(unordered_periods_are_refused),
        method_test(cautions_are_raised_for_what_they_say),
    };
    return cmocka_run_group_tests_name("limits of the methods", tests, NULL, NULL);
}

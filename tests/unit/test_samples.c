/* Two samples by ranks, the bootstrap, control charts. */
#include "method_case.h"

#include "method/bootstrap.h"
#include "method/control_chart.h"
#include "method/rank_test.h"

static void ranks_as_r_has_them(void **state)
{
    (void)state;
    double a[] = {1.1, 2.3, 3.3, 4.7, 5.2, 2.2}, b[] = {3.9, 4.4, 6.1, 7.7, 5.9};
    struct sampled sa = {a, 6}, sb = {b, 5};
    struct rank_test test;
    assert_int_equal(rank_test_compare(&method_arena, &sa, &sb, &test), METHOD_OK);
    assert_true(test.exact && test.u == 26);
    assert_near(test.shift.p, 0.0519480519481, 1e-11);
    assert_near(test.shift.value, 2.55, 1e-12);
    assert_near(test.shift.low, -0.3, 1e-12);
    assert_near(test.shift.high, 5, 1e-12);
    assert_near(test.superiority, 26.0 / 30, 1e-12);
}

/* Twice the rank sum of the chosen, by counting. */
static double rank_sum(const double *x, size_t n, unsigned chosen)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (!(chosen >> i & 1u)) continue;
        for (size_t j = 0; j < n; j++) sum += 2 * (x[j] < x[i]) + (x[j] == x[i]);
        sum += 1;
    }
    return sum;
}

/* With ties too, p is that over all ways to call `nb` of the values b. */
static void exact_with_ties(const double *x, size_t n, size_t nb)
{
    double b[16], a[16];
    for (unsigned choice = 0; choice < 1u << n; choice++) {
        if ((size_t)__builtin_popcount(choice) != nb) continue;
        double below = 0, above = 0, all = 0, sum = rank_sum(x, n, choice);
        for (unsigned other = 0; other < 1u << n; other++) {
            if ((size_t)__builtin_popcount(other) != nb) continue;
            double s = rank_sum(x, n, other);
            all++, below += s <= sum, above += s >= sum;
        }
        size_t in_b = 0, in_a = 0;
        for (size_t i = 0; i < n; i++) {
            if (choice >> i & 1u)
                b[in_b++] = x[i];
            else
                a[in_a++] = x[i];
        }
        struct sampled sa = {a, in_a}, sb = {b, in_b};
        struct rank_test test;
        assert_int_equal(rank_test_compare(&method_arena, &sa, &sb, &test), METHOD_OK);
        assert_near(test.p, fmin(1, 2 * fmin(below, above) / all), 1e-11);
        arena_reset(&method_arena);
    }
}

static void exact_chances_are_those_of_all_choices(void **state)
{
    (void)state;
    exact_with_ties((const double[]){1, 2, 2, 3, 3, 3, 7}, 7, 3);
    exact_with_ties((const double[]){1, 2, 3, 4, 5, 6, 7, 8}, 8, 4);
    exact_with_ties((const double[]){0, 0, 0, 1, 1, 2}, 6, 2);
}

static void few_values_give_no_interval(void **state)
{
    (void)state;
    double a[] = {1, 2, 3}, b[] = {5, 6}, same[] = {4, 4, 4};
    struct sampled sa = {a, 3}, sb = {b, 2}, flat = {same, 3};
    struct rank_test test;
    assert_int_equal(rank_test_compare(&method_arena, &sa, &sb, &test), METHOD_OK);
    assert_false(test.shift.has_error);
    assert_near(test.p, 0.2, 1e-12);
    assert_near(test.shift.value, 3.5, 1e-12);
    assert_int_equal(rank_test_compare(&method_arena, &flat, &flat, &test), METHOD_NO_VARIATION);
    sb.n = 1;
    assert_int_equal(rank_test_compare(&method_arena, &sa, &sb, &test), METHOD_TOO_FEW);
}

static void random_numbers_are_the_published_ones(void **state)
{
    (void)state;
    /* The first numbers of xoshiro256** from the state 1, 2, 3, 4 (as its authors' code gives them). */
    struct random_state random = {{1, 2, 3, 4}};
    const uint64_t first[] = {11520u, 0u, 1509978240u, 1215971899390074240u};
    for (int i = 0; i < 4; i++) assert_true(random_bits64(&random) == first[i]);
    double sum = 0, square = 0;
    size_t counts[7] = {0};
    random_seed(&random, 42);
    for (int i = 0; i < 70000; i++) {
        double z = random_normal(&random);
        sum += z, square += z * z;
        counts[random_index(&random, 7)]++;
    }
    assert_true(fabs(sum / 70000) < 0.02 && fabs(square / 70000 - 1) < 0.03);
    for (int i = 0; i < 7; i++) assert_true(counts[i] > 9600 && counts[i] < 10400);
}

static void the_bootstrap_finds_known_errors(void **state)
{
    (void)state;
    double x[200], series[200], last = 0, mean = 0, square = 0;
    struct random_state random;
    random_seed(&random, 5);
    for (int i = 0; i < 200; i++) {
        x[i] = random_normal(&random);
        series[i] = last = 0.7 * last + random_normal(&random);
        mean += x[i] / 200;
    }
    for (int i = 0; i < 200; i++) square += (x[i] - mean) * (x[i] - mean);
    struct bootstrap_question question = {x, 200, bootstrap_mean, NULL, 4000, 0, 9};
    struct measured one, again, blocks, single;
    assert_int_equal(bootstrap_run(&method_arena, &question, &one), METHOD_OK);
    assert_near(one.value, mean, 1e-12);
    assert_near(one.se, sqrt(square) / 200, 0.03);
    assert_near(one.high - one.low, 3.92 * one.se, 0.05);
    assert_int_equal(bootstrap_run(&method_arena, &question, &again), METHOD_OK);
    assert_memory_equal(&one, &again, sizeof one);
    /* Blocks see that neighbours hang together: the mean of such a series errs about 2.4 times as much. */
    question.value = series;
    assert_int_equal(bootstrap_run(&method_arena, &question, &single), METHOD_OK);
    question.block = 20;
    assert_int_equal(bootstrap_run(&method_arena, &question, &blocks), METHOD_OK);
    assert_true(blocks.se > 1.7 * single.se && blocks.se < 3 * single.se);
    struct two_samples two = {{x, 100}, {x + 100, 100}};
    assert_int_equal(bootstrap_difference(&method_arena, &two, &question, &blocks), METHOD_OK);
    assert_true(blocks.low < blocks.value && blocks.value < blocks.high);
    question.n = 5;
    assert_int_equal(bootstrap_run(&method_arena, &question, &blocks), METHOD_TOO_FEW);
    question.n = 200, question.draws = 5;
    assert_int_equal(bootstrap_run(&method_arena, &question, &blocks), METHOD_BAD_INPUT);
    double flat[20] = {0};
    question = (struct bootstrap_question){flat, 20, bootstrap_median, NULL, 0, 0, 1};
    assert_int_equal(bootstrap_run(&method_arena, &question, &blocks), METHOD_NO_VARIATION);
}

/* --- control charts ------------------------------------------------------------------------------ */

static struct control_chart drawn(const double *x, size_t n, bool screened)
{
    struct chart_question question = {.points = {x, NULL, n}, .screened = screened};
    struct control_chart chart;
    assert_int_equal(control_chart_draw(&method_arena, &question, &chart), METHOD_OK);
    return chart;
}

static void limits_as_published(void **state)
{
    (void)state;
    const double x[] = {1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1};
    struct control_chart chart = drawn(x, 18, false);
    assert_near(chart.part[0].mean, 1.9444444, 3e-8);
    assert_near(chart.part[0].high, 6.9515033, 3e-8);
    assert_near(chart.part[0].low, -3.0626144, 3e-8);
    chart = drawn(x, 18, true);
    assert_near(chart.part[0].high, 4.6044444, 3e-8);
    assert_near(chart.part[0].low, -0.71555556, 3e-8);
    assert_int_equal(chart.signals, 1);
    assert_int_equal(chart.point[4].above, 1u << CHART_BEYOND);
    assert_true(chart.point[4].range_high && chart.point[5].range_high);
}

/* One letter a point: the rules it takes part in, b(eyond) s(hift) t(rend) n(ear); capital above. */
static const char *marks_of(const struct control_chart *chart, size_t n)
{
    static char text[256];
    size_t at = 0;
    const char *below = "bstn", *above = "BSTN";
    for (size_t i = 0; i < n; i++) {
        if (i) text[at++] = ' ';
        size_t began = at;
        for (int r = 0; r < CHART_RULE_COUNT; r++) {
            if (chart->point[i].above >> r & 1) text[at++] = above[r];
            if (chart->point[i].below >> r & 1) text[at++] = below[r];
        }
        if (at == began) text[at++] = '.';
    }
    text[at] = 0;
    return text;
}

static void rules_mark_the_points_that_make_them(void **state)
{
    (void)state;
    /* seven above the mean; six are not enough */
    const double shift[] = {0, 6, 0, 6, 0, 6, 0, 4, 4.2, 4, 4.2, 4, 4.2, 4, 0, 6, 0, 6};
    struct control_chart chart = drawn(shift, 18, false);
    assert_string_equal(marks_of(&chart, 18), ". . . . . . . S S S S S S S . . . .");
    const double six[] = {0, 6, 0, 6, 0, 6, 0, 4, 4.2, 4, 4.2, 4, 4.2, 0, 6, 0, 6};
    chart = drawn(six, 17, false);
    assert_int_equal(chart.signals, 0);
    /* seven of which each is above the one before; six are not enough */
    const double rise[] = {5, 9, 2, 8, 3, 4, 5, 6, 7, 8, 9, 2, 8, 3, 9, 1};
    chart = drawn(rise, 16, false);
    assert_string_equal(marks_of(&chart, 16), ". . . . T T T T T T T . . . . .");
    chart = drawn(rise + 5, 11, false);
    assert_int_equal(chart.signals, 0);
    double fall[16];
    for (int i = 0; i < 16; i++) fall[i] = -rise[i];
    chart = drawn(fall, 16, false);
    assert_string_equal(marks_of(&chart, 16), ". . . . t t t t t t t . . . . .");
    /* two of three in the outer third, on one side */
    const double near[] = {0, 1, 0, 1, 0, 1, 4.2, 0.5, 4.2, 0, 1, 0, 1, 0, 1, 0};
    chart = drawn(near, 16, false);
    assert_string_equal(marks_of(&chart, 16), ". . . . . . N . N . . . . . . .");
    const double apart[] = {0, 1, 0, 1, 0, 1, 4.2, 0.5, 0, 4.2, 1, 0, 1, 0, 1, 0};
    chart = drawn(apart, 16, false);
    assert_int_equal(chart.signals, 0);
}

static void rebasing_begins_anew(void **state)
{
    (void)state;
    double x[30];
    for (int i = 0; i < 30; i++) x[i] = (i % 2 ? 1 : -1) + (i < 16 ? 0 : 20);
    struct control_chart chart = drawn(x, 30, false);
    assert_int_equal(chart.signals, 30); /* a shift below, then one above */
    const int32_t at = 16, late[] = {16, 28};
    struct chart_question question = {.points = {x, NULL, 30}, .rebase = &at, .rebases = 1};
    assert_int_equal(control_chart_draw(&method_arena, &question, &chart), METHOD_OK);
    assert_true(chart.parts == 2 && chart.signals == 0);
    assert_near(chart.part[1].mean, 20, 1e-12);
    assert_near(chart.part[1].high - 20, 2 * 2.66, 1e-12);
    assert_near(chart.last.value, 1, 1e-9);
    assert_false(cautions_have(chart.last.cautions, CAUTION_FEW_POINTS));
    /* Two points are too few for limits of their own; the others keep theirs. */
    question.rebase = late, question.rebases = 2;
    assert_int_equal(control_chart_draw(&method_arena, &question, &chart), METHOD_OK);
    assert_true(chart.parts == 3 && chart.part[1].limited && !chart.part[2].limited);
    assert_true(!chart.last.has_error && cautions_have(chart.last.cautions, CAUTION_FEW_POINTS));
}

static void a_flat_chart_has_no_limits(void **state)
{
    (void)state;
    const double flat[] = {3, 3, 3, 3, 3}, lone[] = {1, 1, 1, 1, 9, 1, 1, 1};
    struct chart_question question = {.points = {flat, NULL, 5}};
    struct control_chart chart;
    assert_int_equal(control_chart_draw(&method_arena, &question, &chart), METHOD_NO_VARIATION);
    question.points.n = 3;
    assert_int_equal(control_chart_draw(&method_arena, &question, &chart), METHOD_TOO_FEW);
    /* Screening would leave no range at all: then it is not done. */
    chart = drawn(lone, 8, true);
    assert_near(chart.part[0].mean_range, 16.0 / 7, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(ranks_as_r_has_them),
        method_test(exact_chances_are_those_of_all_choices),
        method_test(few_values_give_no_interval),
        method_test(random_numbers_are_the_published_ones),
        method_test(the_bootstrap_finds_known_errors),
        method_test(limits_as_published),
        method_test(rules_mark_the_points_that_make_them),
        method_test(rebasing_begins_anew),
        method_test(a_flat_chart_has_no_limits),
    };
    return cmocka_run_group_tests_name("samples and charts", tests, NULL, NULL);
}

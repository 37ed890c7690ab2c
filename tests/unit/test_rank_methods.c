/* Methods that go by order: Mann–Kendall, Theil–Sen, Pettitt; against the Nile, exact distributions, and
 * every order of small series. */
#include "method_case.h"

#include "method/change_point.h"
#include "method/mann_kendall.h"
#include "method/theil_sen.h"

static void the_nile_falls(void **state)
{
    (void)state;
    size_t n;
    double *flow = shared_column("nile.csv", 1, &n);
    if (!flow) return;
    assert_int_equal(n, 100);
    struct points points = {flow, NULL, n};
    struct mann_kendall test;
    assert_int_equal(mann_kendall_test(&method_arena, &points, 0, &test), METHOD_OK);
    assert_true(test.s == -1387);
    assert_near(test.variance, 112728.333, 1e-8);
    assert_near(test.z, -4.128067, 2e-7);
    assert_near(test.tau.p, 3.65826e-05, 1e-5);
    assert_near(test.tau.value, -0.280741335, 2e-9);
    assert_false(test.exact);
    struct theil_sen slope;
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_OK);
    assert_near(slope.slope.value, -2.6, 1e-14);
    assert_near(slope.slope.low, -3.62790698, 1e-8);
    assert_near(slope.slope.high, -1.42857143, 1e-8);
    struct change_point change;
    assert_int_equal(change_point_find(&method_arena, &points, &change), METHOD_OK);
    assert_int_equal(change.last_before + 1, 28);
    assert_true(change.statistic == 1617);
    assert_near(change.shift.p, 3.59102e-07, 2e-6);
    assert_near(change.before, 1097.75, 1e-12);
    assert_near(change.after, 849.97222, 1e-8);
}

static void a_strict_fall_of_seven_is_exact(void **state)
{
    (void)state;
    const double x[] = {9, 8, 6, 5, 3, 2, 1};
    struct points points = {x, NULL, 7};
    struct mann_kendall test;
    assert_int_equal(mann_kendall_test(&method_arena, &points, 0, &test), METHOD_OK);
    assert_true(test.exact && test.s == -21);
    assert_near(test.tau.p, 2.0 / 5040, 1e-12);
    assert_near(test.p_normal, 0.002667, 2e-4);
    assert_near(test.tau.value, -1, 1e-15);
}

/* The next order of values in lexical sequence; equal values count as one. */
static bool next_order(double *x, size_t n)
{
    size_t i = n - 1, j = n - 1;
    while (i > 0 && x[i - 1] >= x[i]) i--;
    if (i == 0) return false;
    while (x[j] <= x[i - 1]) j--;
    double kept = x[i - 1];
    x[i - 1] = x[j], x[j] = kept;
    for (size_t a = i, b = n - 1; a < b; a++, b--) kept = x[a], x[a] = x[b], x[b] = kept;
    return true;
}

static double slow_s(const double *x, size_t n)
{
    double s = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) s += (x[j] > x[i]) - (x[j] < x[i]);
    return s;
}

/* Each p is the share of all orders that are as far from no trend. */
static void exact_over_all_orders(const double *sorted, size_t n)
{
    double x[8], count[60] = {0}, orders = 0;
    memcpy(x, sorted, n * sizeof *x);
    do {
        count[(size_t)fabs(slow_s(x, n))]++;
        orders++;
    } while (next_order(x, n));
    memcpy(x, sorted, n * sizeof *x);
    do {
        struct points points = {x, NULL, n};
        struct mann_kendall test;
        double s = slow_s(x, n), as_far = 0;
        assert_int_equal(mann_kendall_test(&method_arena, &points, 0, &test), METHOD_OK);
        for (size_t i = (size_t)fabs(s); i < 60; i++) as_far += count[i];
        assert_true(test.s == s);
        assert_near(test.tau.p, as_far / orders, 1e-12);
        arena_reset(&method_arena);
    } while (next_order(x, n));
}

static void exact_chances_are_those_of_all_orders(void **state)
{
    (void)state;
    exact_over_all_orders((const double[]){1, 2, 3, 4}, 4);
    exact_over_all_orders((const double[]){1, 2, 3, 4, 5, 6}, 6);
    exact_over_all_orders((const double[]){1, 1, 2, 3, 3, 3}, 6);
    exact_over_all_orders((const double[]){1, 1, 1, 2, 2, 5, 7}, 7);
    exact_over_all_orders((const double[]){0, 0, 0, 0, 9}, 5);
}

static void seasons_are_compared_with_themselves(void **state)
{
    (void)state;
    /* Rises within each quarter, whatever the quarters are to each other. */
    double x[24];
    for (int i = 0; i < 24; i++) x[i] = (i % 4) * 100 + (i / 4) - (i % 4 == 3 ? 1000 : 0);
    struct points points = {x, NULL, 24};
    struct mann_kendall test;
    assert_int_equal(mann_kendall_test(&method_arena, &points, 4, &test), METHOD_OK);
    assert_true(test.s == 4 * 15);
    assert_near(test.variance, 4 * 6.0 * 5 * 17 / 18, 1e-12);
    assert_near(test.tau.value, 1, 1e-15);
    /* All four rise at once by chance: 2 of 720^4. */
    assert_near(test.tau.p, 2 / pow(720, 4), 1e-9);
}

static void few_points_give_no_interval(void **state)
{
    (void)state;
    const double x[] = {1, 2, 4, 3, 6, 7};
    struct theil_sen slope;
    struct points points = {x, NULL, 4};
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_TOO_FEW);
    points.n = 5; /* the interval is that of the smallest and the largest slope */
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_OK);
    assert_true(slope.slope.low == -1 && slope.slope.high == 3);
    const double flat[] = {3, 3, 3, 3, 3, 3};
    points = (struct points){flat, NULL, 6};
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_NO_VARIATION);
    struct mann_kendall test;
    assert_int_equal(mann_kendall_test(&method_arena, &points, 0, &test), METHOD_NO_VARIATION);
    struct change_point change;
    assert_int_equal(change_point_find(&method_arena, &points, &change), METHOD_NO_VARIATION);
}

/* Theil–Sen keeps to the periods: a gap stretches, an outlier hardly moves it. */
static void gaps_stretch_slopes(void **state)
{
    (void)state;
    double x[10];
    int32_t at[10];
    for (int i = 0; i < 10; i++) at[i] = i < 5 ? i : i + 20, x[i] = 2.0 * at[i] + 1;
    x[3] = 1000;
    struct points points = {x, at, 10};
    struct theil_sen slope;
    assert_int_equal(theil_sen_fit(&method_arena, &points, &slope), METHOD_OK);
    assert_near(slope.slope.value, 2, 1e-12);
    assert_near(slope.start, 1, 1e-12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(the_nile_falls),
        method_test(a_strict_fall_of_seven_is_exact),
        method_test(exact_chances_are_those_of_all_orders),
        method_test(seasons_are_compared_with_themselves),
        method_test(few_points_give_no_interval),
        method_test(gaps_stretch_slopes),
    };
    return cmocka_run_group_tests_name("methods by order", tests, NULL, NULL);
}

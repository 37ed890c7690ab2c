/* Distributions against R's, and that nothing makes GSL raise an error. */
#include "method_case.h"

#include "method/distribution.h"
#include "method/equivalence.h"
#include "method/multiple.h"
#include "method/power.h"

static void as_r_has_them(void **state)
{
    (void)state;
    const double dfs[] = {1, 2, 3.5, 7, 30, 500, 1e5};
    const double quantiles[] = {12.7062047362, 4.30265272975, 2.94008863798, 2.36462425159,
                                2.0422724563,  1.96471983747, 1.95998770753};
    for (size_t i = 0; i < COUNT_OF(dfs); i++)
        assert_near(t_quantile(0.975, dfs[i]), quantiles[i], 1e-11);
    assert_near(t_quantile(0.6, 7), 0.263166861352, 1e-11);
    assert_near(t_quantile(1e-6, 12), -8.50430271805, 1e-9);
    const double at[] = {0.7, 4, 31, 200, 20000};
    const double tails[] = {0.265827737672, 0.0299334200841, 0.00243696013129, 0.00114472266513,
                            0.000968538880062};
    for (size_t i = 0; i < COUNT_OF(at); i++)
        assert_near(t_two_sided(-3.3, at[i]), tails[i], i == 4 ? 1e-6 : 1e-10);
    assert_near(chi_square_above(3, 1.5), 0.147599554365, 1e-10);
    assert_near(chi_square_above(50, 60), 0.817896084023, 1e-10);
    assert_near(chi_square_above(400, 380), 0.230498269651, 1e-10);
    assert_near(f_above(0.5, 3, 7), 0.694036387569, 1e-10);
    assert_near(f_above(2, 3, 40), 0.129441697954, 1e-10);
    assert_near(f_above(30, 3, 5), 0.00127004155369, 1e-10);
}

static void quantiles_undo_tails(void **state)
{
    (void)state;
    for (double df = 0.3; df < 1e9; df *= 1.7) {
        for (double p = 1e-8; p < 0.5; p *= 3) {
            double t = t_quantile(p, df);
            assert_true(t < 0);
            assert_near(t_two_sided(t, df), 2 * p, df > 1e4 ? 1e-5 : 1e-8);
            assert_true(t_quantile(1 - p, df) == -t || p < 1e-5 ||
                        fabs(t_quantile(1 - p, df) + t) < 1e-6 * -t);
        }
    }
}

/* With the handler of these tests any error would fail here. */
static void nothing_raises_an_error(void **state)
{
    (void)state;
    for (double x = 1e-300; x < 1e301; x *= 97) {
        for (double df = 1e-3; df < 1e12; df *= 7) {
            double values[] = {chi_square_above(x, df),
                               t_two_sided(x, df),
                               f_above(x, df, 3),
                               f_above(x, 2, df),
                               beta_below(x / (1 + x), df, 2),
                               normal_two_sided(x)};
            for (size_t i = 0; i < COUNT_OF(values); i++)
                if (!(values[i] >= 0 && values[i] <= 1 + 1e-9))
                    fail_msg("%zu: %g at %g with %g", i, values[i], x, df);
        }
    }
}

static void power_as_r_has_it(void **state)
{
    (void)state;
    struct precision p = power_two_means(1.2, 20, 20);
    assert_near(power_of(1, p.se, p.df), 0.728468439391, 1e-9);
    assert_near(power_detectable(p.se, p.df, 0.8), 1.09097683794, 1e-4);
    assert_near(power_of(3, 1, 5), 0.672175881475, 1e-9);
    assert_near(power_of(2.5, 1, 100), 0.697065390397, 1e-9);
    assert_near(power_of(0, 1, 8), 0.05, 1e-9);
    assert_near(power_of(-3, 1, 5), power_of(3, 1, 5), 1e-15);
    assert_true(power_of(1e6, 1, 3) > 0.9999 && power_of(1, 0, 3) == 0);
    for (double delta = 0; delta < 60; delta += 0.5)
        assert_true(power_of(delta + 0.5, 1, 9) >= power_of(delta, 1, 9) - 1e-6);
    /* A line through 60 points: the error is the textbook's; errors that hang together make it larger. */
    struct precision line;
    assert_int_equal(power_trend(&method_arena, 60, &(struct noise){2, 0}, &line), METHOD_OK);
    assert_near(line.se, 2 / sqrt(60 * (60.0 * 60 - 1) / 12), 1e-12);
    double plain = line.se;
    assert_int_equal(power_trend(&method_arena, 60, &(struct noise){2, 0.5}, &line), METHOD_OK);
    assert_true(line.se > 1.5 * plain && line.df == 58);
    struct power_series series = {.before = 30, .after = 30, .slope = true, .noise = {1, 0.3}};
    assert_int_equal(power_interrupted(&method_arena, &series, &line), METHOD_OK);
    assert_true(power_detectable(line.se, line.df, 0.8) > 0.5);
}

static void many_tests_as_r_has_them(void **state)
{
    (void)state;
    const double p[] = {.01, .02, .03, .04, .05, .5, .001};
    const double holm[] = {0.06, 0.1, 0.12, 0.12, 0.12, 0.5, 0.007};
    const double bh[] = {0.035, 0.0466666666667, 0.0525, 0.056, 0.0583333333333, 0.5, 0.007};
    double adjusted[7];
    assert_int_equal(multiple_holm(&method_arena, p, 7, adjusted), METHOD_OK);
    for (int i = 0; i < 7; i++) assert_near(adjusted[i], holm[i], 1e-11);
    assert_int_equal(multiple_benjamini_hochberg(&method_arena, p, 7, adjusted), METHOD_OK);
    for (int i = 0; i < 7; i++) assert_near(adjusted[i], bh[i], 1e-11);
    adjusted[3] = 1.5;
    assert_int_equal(multiple_holm(&method_arena, adjusted, 7, adjusted), METHOD_BAD_INPUT);
    assert_int_equal(multiple_holm(&method_arena, p, 0, adjusted), METHOD_OK);
}

static void equivalence_is_the_90_percent_interval(void **state)
{
    (void)state;
    struct measured m = {0};
    struct equivalence e;
    for (double value = -3; value <= 3; value += 0.01) {
        assert_true(measured_of_t(&m, value, 0.8, 14));
        assert_int_equal(equivalence_test(&m, 2, &e), METHOD_OK);
        assert_int_equal(e.p<0.05, e.low> - 2 && e.high < 2);
    }
    assert_true(measured_of_t(&m, 5, 0.8, 14));
    assert_int_equal(equivalence_test(&m, 2, &e), METHOD_OK);
    assert_near(e.p_matters, t_above(3 / 0.8, 14), 1e-12);
    assert_true(e.p > 0.99);
    assert_int_equal(equivalence_test(&m, 0, &e), METHOD_BAD_INPUT);
    measured_warn(&m, CAUTION_ONE_TREATED);
    assert_int_equal(equivalence_test(&m, 2, &e), METHOD_NO_VARIATION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(as_r_has_them),
        method_test(quantiles_undo_tails),
        method_test(nothing_raises_an_error),
        method_test(power_as_r_has_it),
        method_test(many_tests_as_r_has_them),
        method_test(equivalence_is_the_90_percent_interval),
    };
    return cmocka_run_group_tests_name("distributions, power, many tests", tests, NULL, NULL);
}

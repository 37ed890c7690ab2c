/* Difference in differences against two published studies, and the placebo test. */
#include "method_case.h"

#include "method/did.h"
#include "method/placebo.h"

enum { STATES = 39, YEARS = 31, PROPOSITION = 19 /* 1989 */ };

/* State after state; the file has year after year. California is the treated one. */
static bool prop99(double *value, bool *treated)
{
    size_t n;
    double *packs = shared_column("california-prop99.csv", 2, &n);
    double *mark = packs ? shared_column("california-prop99.csv", 3, &n) : NULL;
    double *year = packs ? shared_column("california-prop99.csv", 1, &n) : NULL;
    if (!year || !mark) return false;
    assert_int_equal(n, STATES * YEARS);
    for (size_t i = 0; i < n; i++) {
        size_t state = i % STATES, at = (size_t)year[i] - 1970;
        assert_int_equal(at, i / STATES);
        value[state * YEARS + at] = packs[i];
        if (mark[i] > 0) treated[state] = true;
    }
    return true;
}

static void proposition_99(void **state)
{
    (void)state;
    static double value[STATES * YEARS];
    static bool treated[STATES];
    if (!prop99(value, treated)) return;
    struct panel_data panel = {value, NULL, STATES, YEARS, treated, PROPOSITION};
    struct did_panel did;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_OK);
    assert_near(did.effect.value, -27.34911, 2e-7);
    assert_near(did.means[1][0], 116.2105, 1e-6);
    assert_near(did.means[1][1], 60.35, 1e-6);
    assert_near(did.means[0][0], 130.5695, 1e-6);
    assert_near(did.means[0][1], 102.0581, 1e-6);
    assert_near(did.clustered, 2.8487, 2e-5);
    assert_false(did.effect.has_error);
    assert_true(cautions_have(did.effect.cautions, CAUTION_ONE_TREATED));
    struct placebo placebo;
    assert_int_equal(placebo_test(&method_arena, &panel, 1, &placebo), METHOD_OK);
    /* The published 17.7 is of random draws among the 38 states; this is of all of them. */
    assert_near(placebo.effect.se, 17.7, 0.03);
    assert_near(placebo.effect.p, 4.0 / 39, 1e-12);
    assert_near(placebo.effect.value, did.effect.value, 1e-12);
    assert_true(placebo.all && placebo.placebos == 38);
}

/* The values of `fte` or `demp` for which two marks are as said; missing ones left out. */
static struct sampled stores(int column, double nj, double after)
{
    size_t n, kept = 0;
    double *value = shared_column("njmin3.csv", column, &n);
    double *in_nj = shared_column("njmin3.csv", 0, &n), *d = shared_column("njmin3.csv", 1, &n);
    for (size_t i = 0; i < n; i++)
        if (in_nj[i] == nj && d[i] == after && !isnan(value[i])) value[kept++] = value[i];
    return (struct sampled){value, kept};
}

static void minimum_wage(void **state)
{
    (void)state;
    size_t n;
    if (!shared_column("njmin3.csv", 0, &n)) return;
    struct did_samples samples;
    for (int t = 0; t < 2; t++)
        for (int a = 0; a < 2; a++) samples.cell[t][a] = stores(3, t, a);
    struct did_two_by_two did;
    assert_int_equal(did_two_by_two_fit(&samples, &did), METHOD_OK);
    assert_int_equal(samples.cell[0][0].n, 77);
    assert_int_equal(samples.cell[0][1].n, 77);
    assert_int_equal(samples.cell[1][0].n, 321);
    assert_int_equal(samples.cell[1][1].n, 319);
    assert_near(did.means[0][0], 23.33117, 2e-7);
    assert_near(did.means[0][1], 21.16558, 3e-7);
    assert_near(did.means[1][0], 20.43941, 2e-7);
    assert_near(did.means[1][1], 21.02743, 2e-7);
    assert_near(did.effect.value, 2.753606, 2e-7);
    assert_near(did.ols_se, 1.688409, 3e-7);
    assert_near(did.effect.se, 1.7954508, 3e-8);
    /* The stores that were seen twice. */
    struct sampled ours = stores(13, 1, 0), others = stores(13, 0, 0);
    struct measured change;
    assert_int_equal(did_changes_fit(&ours, &others, &change), METHOD_OK);
    assert_int_equal(ours.n, 309);
    assert_int_equal(others.n, 75);
    assert_near(change.value, 2.75, 1e-12);
    assert_near(change.se, 1.33773, 1e-5);
}

/* A panel with levels of groups and of years, and an effect of 5 on the treated. */
static void make_panel(double *value, bool *treated, size_t groups, size_t periods)
{
    struct random_state random;
    random_seed(&random, 7);
    for (size_t g = 0; g < groups; g++) {
        treated[g] = g % 3 == 0;
        double level = 100 * random_uniform(&random);
        for (size_t p = 0; p < periods; p++)
            value[g * periods + p] = level + 3 * (double)p * (double)p +
                                     (treated[g] && p >= periods / 2 ? 5 : 0) +
                                     0.01 * random_normal(&random);
    }
}

static void levels_are_taken_out_with_gaps_too(void **state)
{
    (void)state;
    enum { G = 12, P = 10 };
    double value[G * P];
    bool treated[G], known[G * P];
    make_panel(value, treated, G, P);
    for (size_t i = 0; i < G * P; i++) known[i] = i % 7 != 3;
    struct panel_data panel = {value, NULL, G, P, treated, P / 2};
    struct did_panel whole, gaps;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &whole), METHOD_OK);
    double plain =
        (whole.means[1][1] - whole.means[1][0]) - (whole.means[0][1] - whole.means[0][0]);
    assert_near(whole.effect.value, plain, 1e-12);
    panel.known = known;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &gaps), METHOD_OK);
    assert_near(gaps.effect.value, 5, 0.01);
    assert_true(gaps.effect.low < 5 && gaps.effect.high > 5 && gaps.effect.n == 103);
    /* Of plain means the gaps would have made something else. */
    plain = (gaps.means[1][1] - gaps.means[1][0]) - (gaps.means[0][1] - gaps.means[0][0]);
    assert_true(fabs(plain - 5) > 0.5);
}

static void who_moved_differently_before_is_told(void **state)
{
    (void)state;
    enum { G = 12, P = 10 };
    double value[G * P];
    bool treated[G];
    make_panel(value, treated, G, P);
    struct panel_data panel = {value, NULL, G, P, treated, P / 2};
    struct did_panel did;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_OK);
    assert_false(cautions_have(did.effect.cautions, CAUTION_PRE_TREND));
    assert_true(cautions_have(did.effect.cautions, CAUTION_FEW_GROUPS));
    for (size_t g = 0; g < G; g += 3)
        for (size_t p = 0; p < P; p++) value[g * P + p] += 0.1 * (double)p;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_OK);
    assert_true(cautions_have(did.effect.cautions, CAUTION_PRE_TREND));
    assert_near(did.pre_trend.value, 0.1, 0.1);
    panel.from = 1;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_OK);
    assert_true(cautions_have(did.effect.cautions, CAUTION_NO_PRE_TREND_TEST));
}

static void what_is_no_comparison_has_a_status(void **state)
{
    (void)state;
    double value[] = {1, 2, 3, 4, 5, 6, 2, 3, 4};
    bool treated[] = {true, false, false}, nobody[] = {false, false, false};
    bool known[] = {true, true, true, true, true, true, true, true, false};
    struct panel_data panel = {value, NULL, 3, 3, nobody, 2};
    struct did_panel did;
    struct placebo placebo;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_TOO_FEW);
    panel.treated = treated;
    panel.from = 3;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_BAD_INPUT);
    panel.from = 0;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_BAD_INPUT);
    panel.from = 2;
    panel.known = known; /* the third group has nothing after: it falls out */
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_OK);
    assert_int_equal(did.others, 1);
    assert_true(cautions_have(did.effect.cautions, CAUTION_ONE_CONTROL));
    assert_false(did.effect.has_error);
    assert_int_equal(placebo_test(&method_arena, &panel, 1, &placebo), METHOD_TOO_FEW);
    value[0] = (double)NAN;
    assert_int_equal(did_panel_fit(&method_arena, &panel, &did), METHOD_BAD_INPUT);
}

/* With two treated, all pairs of others are looked at; with many, a seeded draw of them. */
static void placebos_are_all_choices_or_seeded_ones(void **state)
{
    (void)state;
    enum { G = 40, P = 6 };
    static double value[G * P];
    bool treated[G] = {true, true};
    struct random_state random;
    random_seed(&random, 3);
    for (size_t i = 0; i < G * P; i++) value[i] = random_normal(&random);
    for (size_t g = 0; g < 2; g++)
        for (size_t p = 3; p < P; p++) value[g * P + p] += 10;
    struct panel_data panel = {value, NULL, G, P, treated, 3};
    struct placebo all, some, again, other;
    assert_int_equal(placebo_test(&method_arena, &panel, 1, &all), METHOD_OK);
    assert_true(all.all && all.placebos == 38 * 37 / 2 && all.as_large == 0);
    assert_near(all.effect.p, 1.0 / 704, 1e-12);
    for (size_t g = 2; g < 10; g++) treated[g] = true;
    assert_int_equal(placebo_test(&method_arena, &panel, 1, &some), METHOD_OK);
    assert_int_equal(placebo_test(&method_arena, &panel, 1, &again), METHOD_OK);
    assert_int_equal(placebo_test(&method_arena, &panel, 2, &other), METHOD_OK);
    assert_true(!some.all && some.placebos == PLACEBO_DRAWS);
    assert_memory_equal(&some, &again, sizeof some);
    assert_true(some.effect.se != other.effect.se);
    assert_near(some.effect.se, other.effect.se, 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        method_test(proposition_99),
        method_test(minimum_wage),
        method_test(levels_are_taken_out_with_gaps_too),
        method_test(who_moved_differently_before_is_told),
        method_test(what_is_no_comparison_has_a_status),
        method_test(placebos_are_all_choices_or_seeded_ones),
    };
    return cmocka_run_group_tests_name("difference in differences", tests, NULL, NULL);
}

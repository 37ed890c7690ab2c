/* Costs beside effects: published values, and what must hold of any. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "base/compiler.h"
#include "method/cost_effect.h"
#include "method/monte_carlo.h"
#include "random.h"

static void near(double a, double b, double room)
{
    if (!(fabs(a - b) <= room)) fail_msg("%.17g is not %.17g", a, b);
}

#define CLOSE(a, b) near((a), (b), 1e-9 * (1 + fabs((double)(b))))

static void discounting_at_the_dutch_rate(void **state)
{
    (void)state;
    const double flows[] = {-100, 30, 30, 30, 30, 30};
    near(present_value(flows, 6, 0.0225), 40.383576, 5e-7);
    CLOSE(present_value(flows, 6, 0), 50);
    CLOSE(present_value(flows, 1, 0.0225), -100);
    CLOSE(present_value(flows, 0, 0.0225), 0);
    const double later[] = {0, 0, 121};
    CLOSE(present_value(later, 3, 0.1), 100);
}

/* The worked table of HERC, Oxford. */
static void the_table_of_herc(void **state)
{
    (void)state;
    const struct alternative all[] = {{5000, 1},  {12000, 1.5}, {10000, 2},
                                      {25000, 3}, {35000, 4},   {55000, 5}};
    struct icer results[6];
    size_t order[6];
    icer_compare(all, 6, results, order);
    assert_int_equal(results[0].state, ALTERNATIVE_FIRST);
    assert_int_equal(results[1].state, ALTERNATIVE_DOMINATED);
    assert_int_equal(results[1].against, 2);
    assert_int_equal(results[2].state, ALTERNATIVE_WORTH);
    assert_int_equal(results[2].against, 0);
    CLOSE(results[2].ratio, 5000);
    assert_int_equal(results[3].state, ALTERNATIVE_EXTENDED);
    assert_int_equal(results[3].against, 4);
    assert_int_equal(results[4].state, ALTERNATIVE_WORTH);
    assert_int_equal(results[4].against, 2);
    CLOSE(results[4].ratio, 12500);
    assert_int_equal(results[5].state, ALTERNATIVE_WORTH);
    assert_int_equal(results[5].against, 4);
    CLOSE(results[5].ratio, 20000);
}

static void equal_alternatives_and_few(void **state)
{
    (void)state;
    const struct alternative all[] = {{5, 1}, {5, 1}, {5, 2}, {9, 2}};
    struct icer results[4];
    size_t order[4];
    icer_compare(all, 0, results, order);
    icer_compare(all, 1, results, order);
    assert_int_equal(results[0].state, ALTERNATIVE_FIRST);
    icer_compare(all, 2, results, order);
    assert_int_equal(results[0].state, ALTERNATIVE_FIRST);
    assert_int_equal(results[1].state, ALTERNATIVE_DOMINATED);
    icer_compare(all, 4, results, order);
    assert_int_equal(results[0].state, ALTERNATIVE_DOMINATED);
    assert_int_equal(results[1].state, ALTERNATIVE_DOMINATED);
    assert_int_equal(results[2].state, ALTERNATIVE_FIRST);
    assert_int_equal(results[3].state, ALTERNATIVE_DOMINATED);
}

/* Whatever an effect is worth, what has the most net benefit stands on the frontier; and the one on
 * the frontier whose ratio is the last that is not above that worth has it. */
static void the_frontier_holds_every_best_choice(void **state)
{
    (void)state;
    struct random random = {7};
    for (int round = 0; round < 2000; round++) {
        struct alternative all[12];
        struct icer results[12];
        size_t order[12], count = 1 + random_below(&random, 12);
        for (size_t i = 0; i < count; i++)
            all[i] = (struct alternative){(double)random_below(&random, 40),
                                          (double)random_below(&random, 12)};
        icer_compare(all, count, results, order);
        double worth = (double)random_below(&random, 30) + 0.123;
        double best = net_benefit(&all[0], worth), frontier = -1e9, last = -1e9;
        for (size_t i = 0; i < count; i++) {
            double benefit = net_benefit(&all[i], worth);
            if (benefit > best) best = benefit;
            bool on =
                results[i].state == ALTERNATIVE_FIRST || results[i].state == ALTERNATIVE_WORTH;
            if (on && benefit > frontier) frontier = benefit;
            bool low = results[i].state == ALTERNATIVE_FIRST || results[i].ratio <= worth;
            if (on && low && benefit > last) last = benefit;
            if (results[i].state == ALTERNATIVE_EXTENDED)
                assert_int_not_equal(results[results[i].against].state, ALTERNATIVE_EXTENDED);
        }
        CLOSE(frontier, best);
        CLOSE(last, best);
    }
}

static void decisions_under_uncertainty(void **state)
{
    (void)state;
    /* Two alternatives, four draws; an effect is worth 10: benefits 0 and 8, 0 and -12, … */
    const struct alternative draws[] = {{0, 0}, {2, 1}, {0, 0}, {12, 0},
                                        {0, 0}, {2, 1}, {0, 0}, {2, 1}};
    double acceptable[2], means[2];
    struct decision decision;
    decision_weigh(draws, 4, 2, 10, acceptable, means, &decision);
    CLOSE(means[0], 0);
    CLOSE(means[1], (8 - 12 + 8 + 8) / 4.0);
    CLOSE(acceptable[0], 0.25);
    CLOSE(acceptable[1], 0.75);
    assert_int_equal(decision.best, 1);
    CLOSE(decision.mean, 3);
    CLOSE(decision.worth_knowing, (8 + 0 + 8 + 8) / 4.0 - 3);
    /* Nothing to learn where one is always best. */
    decision_weigh(draws, 1, 2, 10, acceptable, means, &decision);
    CLOSE(decision.worth_knowing, 0);
    CLOSE(acceptable[1], 1);
}

/* The unit normal loss: of a benefit that is normal with mean m and deviation s beside one of 0,
 * knowing is worth s phi(m / s) - m (1 - Phi(m / s)). */
static void knowing_is_worth_the_unit_normal_loss(void **state)
{
    (void)state;
    static struct alternative draws[2 * DRAWS];
    for (uint32_t d = 0; d < DRAWS; d++)
        draws[2 * d + 1] = (struct alternative){0, 5 + 10 * draw_normal(DRAW_SEED, 0, d)};
    double acceptable[2], means[2];
    struct decision decision;
    decision_weigh(draws, DRAWS, 2, 1, acceptable, means, &decision);
    near(acceptable[1], 0.691462461, 0.012); /* Phi(0.5), within 2.5 errors */
    near(decision.worth_knowing, 1.977965, 0.1);
}

/* --- drawing ------------------------------------------------------------------------------------- */

/* The known answers of Random123. */
static void philox_gives_its_published_words(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4], key[2], words[4];
    } known[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        uint32_t words[4];
        philox(known[i].counter, known[i].key, words);
        for (int k = 0; k < 4; k++) assert_int_equal(words[k], known[i].words[k]);
    }
}

/* Of the draws 5 % lie below the interval and 5 % above it, and half below its middle. */
static void draws_of(struct uncertain u, double middle)
{
    size_t below = 0, above = 0, lower = 0;
    for (uint32_t d = 0; d < DRAWS; d++) {
        double x = uncertain_draw(&u, draw_normal(DRAW_SEED, 3, d));
        below += x < u.low;
        above += x > u.high;
        lower += x < middle;
    }
    assert_in_range(below, 0.043 * DRAWS, 0.057 * DRAWS); /* three standard errors */
    assert_in_range(above, 0.043 * DRAWS, 0.057 * DRAWS);
    assert_in_range(lower, 0.485 * DRAWS, 0.515 * DRAWS);
}

static void intervals_hold_nine_in_ten(void **state)
{
    (void)state;
    draws_of(uncertain_range(-10, 30), 10);
    draws_of(uncertain_range(0.1, 0.3), 0.17320508);
    assert_int_equal(uncertain_range(1, 4).distribution, DISTRIBUTION_LOGNORMAL);
    assert_int_equal(uncertain_range(0, 4).distribution, DISTRIBUTION_NORMAL);
    struct uncertain wide = uncertain_range(1e-300, 1e300), narrow = uncertain_range(2, 2);
    CLOSE(uncertain_draw(&wide, 0), 1);
    CLOSE(uncertain_draw(&narrow, 1.3), 2);
}

static void shares_of_variance(void **state)
{
    (void)state;
    struct moments a = {0}, b = {0}, constant = {0};
    for (uint32_t d = 0; d < DRAWS; d++) {
        double x = draw_normal(DRAW_SEED, 0, d), y = draw_normal(DRAW_SEED, 1, d);
        moments_add(&a, x, 3 * x + y);
        moments_add(&b, y, 3 * x + y);
        moments_add(&constant, 4, y);
    }
    near(moments_share(&a), 0.9, 0.01);
    near(moments_share(&b), 0.1, 0.02);
    CLOSE(moments_share(&constant), 0);
}

static void quantiles_and_rounding(void **state)
{
    (void)state;
    double values[] = {4, 1, 3, 2};
    draws_sort(values, 4);
    CLOSE(draws_quantile(values, 4, 0), 1);
    CLOSE(draws_quantile(values, 4, 0.5), 2.5);
    CLOSE(draws_quantile(values, 4, 1), 4);
    CLOSE(draws_quantile(values, 1, 0.3), 1);
    assert_true(draws_rounded(1234567.8) == 1234570);
    assert_true(draws_rounded(-0.00123456789) == -0.00123457);
    assert_true(draws_rounded(0) == 0);
    assert_true(draws_rounded(999999.96) == 1e6);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(discounting_at_the_dutch_rate),
    cmocka_unit_test(the_table_of_herc),
    cmocka_unit_test(equal_alternatives_and_few),
    cmocka_unit_test(the_frontier_holds_every_best_choice),
    cmocka_unit_test(decisions_under_uncertainty),
    cmocka_unit_test(knowing_is_worth_the_unit_normal_loss),
    cmocka_unit_test(philox_gives_its_published_words),
    cmocka_unit_test(intervals_hold_nine_in_ten),
    cmocka_unit_test(shares_of_variance),
    cmocka_unit_test(quantiles_and_rounding),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}

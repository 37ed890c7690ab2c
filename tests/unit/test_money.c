/* Amounts of different years, and money beside effects, as authors write them. */
#include "program_case.h"

#define HEAD                                                                                       \
    "policy p \"P\" { period 2019..2023 }\n"                                                       \
    "unit EUR \"euro\"\n"                                                                          \
    "unit fire\n"                                                                                  \
    "impact i \"I\"\n"                                                                             \
    "effect e \"E\" { leads to i because \"x\"\n"                                                  \
    "  indicator cpi { reported 2019: 100, 2020: 110, 2021: 120, 2022: 125, 2023: 150 }\n"         \
    "  indicator fires { reported 2014: 50, 2015: 52, 2016: 48, 2017: 50, 2018: 50, 2019: 40,\n"   \
    "    2020: 41, 2021: 39, 2022: 40, 2023: 40  unit fire  better lower }\n"                      \
    "  indicator noise { reported 2014: 50, 2015: 60, 2016: 40, 2017: 55, 2018: 45, 2019: 50,\n"   \
    "    2020: 58, 2021: 41, 2022: 46, 2023: 52  unit fire  better lower } }\n"                    \
    "measure m \"M\" { runs 2019..2023 leads to e because \"y\"\n"

static const char *rule_of(const char *condition)
{
    return str_to_cstr(&program_arena,
                       str_printf(&program_arena,
                                  HEAD "  costs 2019: 500 [EUR], 2020..2023: 125 [EUR] }\n"
                                       "rule r for e { judges relevance good when %s "
                                       "poor otherwise }\n",
                                  condition));
}

static void expect_figure(const char *expression, const char *condition, const char *value)
{
    const char *text = rule_of(condition);
    program_eval(text);
    struct str expected = str_printf(&program_arena, "%s:%s", expression, value);
    program_compare(program_values("r"), str_to_cstr(&program_arena, expected), text);
}

static void expect_reason(const char *condition, const char *reason)
{
    const char *text = rule_of(condition);
    program_eval(text);
    program_compare(program_reason("r"), reason, text);
}

/* --- prices and discounting ---------------------------------------------------------------------- */

static void amounts_of_each_year_are_in_prices_of_that_year(void **state)
{
    (void)state;
    /* 125 x 150 / 125 */
    expect_figure("deflate(costs(m), cpi, 2023) at 2022",
                  "deflate(costs(m), cpi, 2023) at 2022 > 0", "150");
}

static void amounts_in_prices_of_one_year_go_by_the_index_of_that_year(void **state)
{
    (void)state;
    const char *text =
        HEAD "  prices 2020  costs 2019: 500 [EUR], 2020..2023: 110 [EUR] }\n"
             "rule r for e { judges relevance good when deflate(costs(m), cpi, 2023) at 2022 > 0 "
             "poor otherwise }\n";
    program_eval(text);
    /* 110 x 150 / 110, though the amount is of 2022 */
    program_compare(program_values("r"), "deflate(costs(m), cpi, 2023) at 2022:150", text);
}

static void amounts_of_other_price_years_do_not_meet(void **state)
{
    (void)state;
    const char *two =
        "  prices 2020  costs 2019: 500 [EUR] }\n"
        "measure n \"N\" { leads to e because \"z\" prices 2021 costs 2019: 5 [EUR] }\n"
        "indicator x { value ";
    expect_typed(
        str_to_cstr(&program_arena,
                    str_printf(&program_arena, HEAD "%s costs(m) + costs(n) every year }\n", two)),
        "U01 14:22");
    expect_typed(
        str_to_cstr(&program_arena, str_printf(&program_arena,
                                               HEAD "%s deflate(costs(m), cpi, 2021) + costs(n) "
                                                    "every year }\n",
                                               two)),
        "");
}

static void an_index_goes_by_the_same_periods(void **state)
{
    (void)state;
    expect_typed(HEAD "  costs 2019: 500 [EUR] }\n"
                      "indicator q { reported 2019-Q1: 1, 2019-Q2: 1 }\n"
                      "rule r for e { judges relevance good when total(deflate(costs(m), q, 2019)) "
                      "> 0 poor otherwise }\n",
                 "U04 14:67");
}

static void present_values_are_exact_while_they_can_be(void **state)
{
    (void)state;
    expect_figure("present_value(costs(m), rate: 25%)", "present_value(costs(m), rate: 25%) > 0",
                  "795.2");
    expect_figure("present_value(costs(m), rate: 0)", "present_value(costs(m), rate: 0) > 0",
                  "1000");
    /* a later year of value makes it more */
    expect_figure("present_value(costs(m), to: 2021, rate: 25%)",
                  "present_value(costs(m), to: 2021, rate: 25%) > 0", "1242.5");
    expect_figure("discounted(costs(m), rate: 100%) at 2023",
                  "discounted(costs(m), rate: 100%) at 2023 > 0", "7.8125");
}

static void the_usual_rate_is_said(void **state)
{
    (void)state;
    program_eval(rule_of("present_value(costs(m)) > 0"));
    const struct result_rule *rule = program_rule("r");
    assert_int_equal(rule->caution_count, 1);
    assert_string_equal(str_to_cstr(&program_arena, rule->cautions[0]),
                        "discounted to 2019 at 2.25 % a year (Werkgroep Discontovoet 2020: the "
                        "rate for Dutch policy from 2021)");
    assert_true(program_result->discount.used);
}

static void rates_that_are_none(void **state)
{
    (void)state;
    expect_reason("present_value(costs(m), rate: 0 - 1) > 0", "division_by_zero");
    expect_typed(rule_of("present_value(costs(m), rate: 3 [EUR]) > 0"), "U08 13:73");
    expect_typed(rule_of("present_value(costs(m), to: 2021-Q1) > 0"), "U04 13:71");
    expect_typed("settings { discount 2.25 }\n", "U03 1:12");
    expect_typed("settings { discount 2.25% because \"it is so\" }\n", "");
    expect_typed("scenario s { discount -1% }\n", "U03 1:14");
}

/* --- what an effect costs -------------------------------------------------------------------------- */

static void an_estimate_gives_an_interval(void **state)
{
    (void)state;
    const char *text = rule_of("cost_per(m, -before_after(fires, from: 2019)) < 200 [EUR / fire]");
    program_eval(text);
    assert_string_equal(program_verdicts(), "r good");
    assert_int_equal(program_result->cost_count, 1);
    const struct result_cost_per *per = &program_result->costs[0].pers[0];
    assert_true(per->result.uncertain && !per->unbounded);
    double middle = num_to_double(&per->point.number);
    assert_true(middle == 100);
    assert_true(num_to_double(&per->result.low) < middle);
    assert_true(num_to_double(&per->result.high) > middle);
    /* a limit inside the interval decides nothing */
    expect_reason("cost_per(m, -before_after(fires, from: 2019)) < 100 [EUR / fire]", "uncertain");
}

static void an_effect_that_may_be_none_has_no_limit(void **state)
{
    (void)state;
    program_eval(rule_of("cost_per(m, before_after(noise, from: 2019)) < 1_000_000_000"));
    assert_string_equal(program_reason("r"), "uncertain");
    assert_true(program_result->costs[0].pers[0].unbounded);
    assert_int_equal(program_result->costs[0].pers[0].point.kind, RESULT_NUMBER);
}

static void what_happened_beside_a_measure_is_not_its_effect(void **state)
{
    (void)state;
    expect_typed(rule_of("cost_per(m, fires) < 10"), "U08 13:55");
    expect_figure("cost_per(m, 20)", "cost_per(m, 20) < 10", "50");
}

static void no_efficiency_without_effectiveness(void **state)
{
    (void)state;
    const char *judged = HEAD
        "  costs 2019: 1 [EUR], 2020..2023: 0 [EUR] }\n"
        "rule w for e { judges effectiveness of m %s }\n"
        "rule r for e { judges efficiency of m efficient when total(costs(m)) < 10 inefficient "
        "otherwise }\n";
    static const struct {
        const char *outcomes, *verdicts;
    } cases[] = {
        {"effective when before_after(fires, from: 2019).high < 0 unknown otherwise",
         "w plausible, r acceptable"},
        {"effective when before_after(noise, from: 2019).high < 0 unknown otherwise",
         "w unknown, r unknown"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf text = buf_in(&program_arena);
        const char *at = strstr(judged, "%s");
        buf_add(&text, (struct str){judged, (size_t)(at - judged)});
        buf_add(&text, str_from(cases[i].outcomes));
        buf_add(&text, str_from(at + 2));
        expect_verdicts(buf_cstr(&text), cases[i].verdicts);
    }
    expect_verdicts(HEAD "  costs 2019: 1 [EUR], 2020..2023: 0 [EUR] }\n"
                         "rule r for e { judges efficiency of m efficient when total(costs(m)) < "
                         "10 inefficient otherwise }\n",
                    "r unknown");
}

/* --- uncertain numbers ------------------------------------------------------------------------------ */

static void a_range_is_lognormal_where_it_is_positive(void **state)
{
    (void)state;
    /* 90 % lie inside; the middle of 1..100 is 10, that of -10..10 is 0 */
    program_eval(rule_of("probability((1..100) < 10) within 48%..52% and "
                         "probability((1..100) within 1..100) within 89%..91% and "
                         "probability((0 - 10..10) < 0) within 48%..52% and "
                         "probability((20 +- 10) < 20) within 48%..52%"));
    assert_string_equal(program_verdicts(), "r good");
}

static void what_is_written_once_is_one_unknown(void **state)
{
    (void)state;
    program_eval(HEAD "  costs 2019: 500 [EUR] }\nlet x = 1..3\n"
                      "rule r for e { judges relevance let y = 2 * x\n"
                      "good when probability(x - x = 0) = 1 and probability(y = x + x) = 1 and "
                      "probability((1..3) - (1..3) = 0) < 1% poor otherwise }\n");
    assert_string_equal(program_verdicts(), "r good");
}

static void simulations_have_an_interval_and_drivers(void **state)
{
    (void)state;
    program_eval(HEAD "  costs 2019: 500..700 [EUR], 2020..2023: 0 [EUR] }\n"
                      "rule r for e { judges relevance let s = simulate((10..30) + (100 +- 1))\n"
                      "good when s.value within 118.2..118.8 and s.low > 105 and s.high < 140 and "
                      "s.n = 10_000 and simulate(total(costs(m))).value within 593..597 "
                      "poor otherwise }\n");
    assert_string_equal(program_verdicts(), "r good");
    assert_int_equal(program_result->simulation_count, 2);
    const struct result_simulation *s = &program_result->simulations[0];
    assert_int_equal(s->driver_count, 2);
    assert_string_equal(str_to_cstr(&program_arena, s->drivers[0].text), "10..30");
    assert_true(num_to_double(&s->drivers[0].share) > 0.9);
    assert_true(num_to_double(&s->drivers[0].at_low.number) == 110);
    assert_true(num_to_double(&s->drivers[0].at_high.number) == 130);
}

static void an_estimate_is_drawn_from_its_interval(void **state)
{
    (void)state;
    program_eval(rule_of("probability(before_after(noise, from: 2019).value > 0) within 35%..55% "
                         "and probability(before_after(fires, from: 2019).value < 0) > 99%"));
    assert_string_equal(program_verdicts(), "r good");
}

static void what_is_missing_has_no_probability(void **state)
{
    (void)state;
    expect_reason("probability(fires at 2030 < (1..3)) > 0", "outside_series");
    expect_reason("probability(simulate((1..3)).value > 0) > 0", "");
}

static void wrong_uncertain_numbers(void **state)
{
    (void)state;
    expect_typed("unit EUR\nunit fte\nlet a = 3..1\nlet b = 1 [EUR] .. 2 [fte]\n"
                 "let c = (1..2 [EUR]) + 1 [EUR]\nlet d = \"x\"..2\n",
                 "U05 3:9, U01 4:9, U03 6:9");
    expect_typed(rule_of("probability(fires) > 0"), "U03 13:55");
}

/* --- alternatives ------------------------------------------------------------------------------------- */

#define HERC                                                                                       \
    "policy p \"P\" { period 2024..2024 }\nunit EUR\nunit QALY\nimpact i \"I\"\n"                  \
    "effect e \"E\" { leads to i because \"x\" indicator q { reported 2023: 1 } }\n"               \
    "measure uc { leads to e { size 1 [QALY] } costs 2024: 5_000 [EUR] }\n"                        \
    "measure a { leads to e { size 1.5 [QALY] } costs 2024: 12_000 [EUR] }\n"                      \
    "measure b { leads to e { size 2 [QALY] } costs 2024: 10_000 [EUR] }\n"                        \
    "measure c { leads to e { size 3 [QALY] } costs 2024: 25_000 [EUR] }\n"                        \
    "measure d { leads to e { size 4 [QALY] } costs 2024: 35_000 [EUR] }\n"                        \
    "measure f { leads to e { size 5 [QALY] } costs 2024: 55_000 [EUR] }\n"                        \
    "measure g { leads to e because \"y\" costs 2024: 1 [EUR] }\n"                                 \
    "function ratio(m) = icer(m, e, among: (uc, a, b, c, d, f))\n"                                 \
    "rule r for e { judges relevance good when "

static void the_table_of_herc_in_the_language(void **state)
{
    (void)state;
    program_eval(HERC "ratio(b) = 5_000 and ratio(d) = 12_500 and ratio(f) = 20_000 and "
                      "net_benefit(d, e, worth: 15_000) = 25_000 poor otherwise }\n");
    assert_string_equal(program_verdicts(), "r good");
    program_eval(HERC "ratio(a) > 0 poor otherwise }\n");
    assert_string_equal(program_reason("r"), "dominated");
    program_eval(HERC "ratio(c) > 0 poor otherwise }\n");
    assert_string_equal(program_reason("r"), "dominated");
    program_eval(HERC "ratio(uc) > 0 poor otherwise }\n");
    assert_string_equal(program_reason("r"), "not_available");
    program_eval(HERC "acceptability(d, e, among: (uc, d), worth: 15_000) = 1 and "
                      "information_value(e, among: (uc, d), worth: 15_000) = 0 poor otherwise }\n");
    assert_string_equal(program_verdicts(), "r good");
}

static void wrong_alternatives(void **state)
{
    (void)state;
    expect_typed(HERC "icer(g, e, among: (uc, g)) > 0 poor otherwise }\n", "U08 14:66");
    expect_typed(HERC "icer(a, e, among: (uc, b)) > 0 poor otherwise }\n", "U08 14:48");
    expect_typed(HERC "icer(a, e, among: (a, a)) > 0 poor otherwise }\n", "U08 14:65");
    expect_typed(HERC "icer(a, e, among: a) > 0 poor otherwise }\n", "U08 14:61");
    expect_typed(HERC "net_benefit(a, e, worth: 3 [QALY]) > 0 poor otherwise }\n", "U01 14:68");
    expect_typed(HERC "size(g, e) > 0 poor otherwise }\n", "U08 14:43");
    expect_typed(HERC "size(a, e) > 0 poor otherwise }\n", "");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(a_range_is_lognormal_where_it_is_positive),
    PROGRAM_TEST(what_is_written_once_is_one_unknown),
    PROGRAM_TEST(simulations_have_an_interval_and_drivers),
    PROGRAM_TEST(an_estimate_is_drawn_from_its_interval),
    PROGRAM_TEST(what_is_missing_has_no_probability),
    PROGRAM_TEST(wrong_uncertain_numbers),
    PROGRAM_TEST(the_table_of_herc_in_the_language),
    PROGRAM_TEST(wrong_alternatives),
    PROGRAM_TEST(amounts_of_each_year_are_in_prices_of_that_year),
    PROGRAM_TEST(amounts_in_prices_of_one_year_go_by_the_index_of_that_year),
    PROGRAM_TEST(amounts_of_other_price_years_do_not_meet),
    PROGRAM_TEST(an_index_goes_by_the_same_periods),
    PROGRAM_TEST(present_values_are_exact_while_they_can_be),
    PROGRAM_TEST(the_usual_rate_is_said),
    PROGRAM_TEST(rates_that_are_none),
    PROGRAM_TEST(an_estimate_gives_an_interval),
    PROGRAM_TEST(an_effect_that_may_be_none_has_no_limit),
    PROGRAM_TEST(what_happened_beside_a_measure_is_not_its_effect),
    PROGRAM_TEST(no_efficiency_without_effectiveness),
};

PROGRAM_MAIN(tests)

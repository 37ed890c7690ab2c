/* Costs that are worked out from other costs: their units, in any order, and circles. */
#include "program_case.h"

#define THEORY                                                                                     \
    "policy p \"P\" { period 2020..2022 }\n"                                                       \
    "unit EUR \"euro\"\n"                                                                          \
    "unit kEUR = 1000 EUR\n"                                                                       \
    "impact i \"I\"\n"                                                                             \
    "effect e \"E\" { leads to i because \"x\" indicator n { reported 2020: 1, 2021: 2 every "     \
    "year } }\n"

static void costs_may_need_those_of_a_later_measure(void **state)
{
    (void)state;
    /* b costs 3 + 4 kEUR over its years, a twice that: 14 kEUR in its one year. */
    program_eval(THEORY "measure a \"A\" { runs 2021..2021 leads to e because \"y\"\n"
                        "  costs total(costs(b)) * 2 }\n"
                        "measure b \"B\" { leads to e because \"y\"\n"
                        "  costs 2020: 3 [kEUR], 2021: 4 [kEUR] }\n"
                        "indicator x { value costs(a) / 1 [EUR] every year }\n");
    assert_string_equal(program_series("x"), "2020:0 2021:14000 2022:0");
}

static void costs_that_need_themselves_are_reported_once(void **state)
{
    (void)state;
    expect_typed(THEORY "measure a \"A\" { leads to e because \"y\" costs total(costs(a)) }\n",
                 "N09 6:58");
    expect_typed(THEORY "measure a \"A\" { leads to e because \"y\" costs total(costs(b)) }\n"
                        "measure b \"B\" { leads to e because \"y\" costs total(costs(a)) }\n",
                 "N09 7:58");
    /* over an indicator */
    expect_typed(THEORY "measure a \"A\" { leads to e because \"y\" costs total(x) }\n"
                        "indicator x { value costs(a) every year }\n",
                 "N09 6:52");
}

static void one_unit_serves_both_ends_of_a_range(void **state)
{
    (void)state;
    expect_typed(THEORY "measure a \"A\" { leads to e because \"y\" costs 2021: 2..4 [kEUR] }\n",
                 "");
    expect_typed(THEORY "measure a \"A\" { leads to e because \"y\" costs 2021: 2..4 }\n",
                 "U02 6:52");
    program_eval(THEORY "measure a \"A\" { leads to e because \"y\" costs 2021: 2..4 [kEUR] }\n"
                        "indicator x { value costs(a) / 1 [EUR] every year }\n");
    assert_string_equal(program_series("x"), "2020:0 2021:3000(2000..4000) 2022:0");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(one_unit_serves_both_ends_of_a_range),
    PROGRAM_TEST(costs_may_need_those_of_a_later_measure),
    PROGRAM_TEST(costs_that_need_themselves_are_reported_once),
};

PROGRAM_MAIN(tests)

/* Periods of a table of figures that have no row: they are missing, and the verdict says so. */
#include "program_case.h"

#define TABLE                                                                                      \
    "policy p \"P\" { period 2018..2019 }\n"                                                       \
    "unit things\n"                                                                                \
    "impact i \"I\"\n"                                                                             \
    "effect e \"E\" { leads to i because \"x\" }\n"                                                \
    "data t { from \"t.csv\" period m column m : month column n : integer [things] }\n"            \
    "indicator x for e { value sum(t.n) every year }\n"                                            \
    "rule r for e { judges attainment achieved when x at 2019 < x at 2018 missed otherwise }\n"

/* Each `step`th month from 2018-01 on, `count` times. */
static void write_months(int step, int count)
{
    char text[1024];
    int length = snprintf(text, sizeof text, "m,n\n");
    for (int i = 0; i < count; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%d-%02d,1\n",
                           2018 + i * step / 12, 1 + i * step % 12);
    program_file("t.csv", text);
}

static const char *caution_of(const char *name)
{
    const struct result_rule *rule = program_rule(name);
    return rule->caution_count ? str_to_cstr(&program_arena, rule->cautions[0]) : "";
}

static void months_without_a_row_are_missing(void **state)
{
    (void)state;
    write_months(1, 15);
    program_eval(TABLE);
    assert_string_equal(program_counts("x"), "2018:12/0 2019:3/9");
    assert_string_equal(caution_of("r"), "`sum(t.n)` has no row in 9 of 12 months");
}

static void figures_for_each_third_month_are_whole(void **state)
{
    (void)state;
    write_months(3, 8);
    program_eval(TABLE);
    assert_string_equal(program_counts("x"), "2018:4/0 2019:4/0");
    assert_string_equal(caution_of("r"), "");
    write_months(3, 6);
    program_eval(TABLE);
    assert_string_equal(program_counts("x"), "2018:4/0 2019:2/2");
    assert_string_equal(caution_of("r"), "`sum(t.n)` has no row in 2 of 4 periods");
}

static void rows_without_a_place_in_time_are_said(void **state)
{
    (void)state;
    program_file("t.csv", "m,n\n2018-01,3\n2018-xx,9\n2019-01,1\n");
    program_eval(TABLE);
    assert_string_equal(program_verdicts(), "r achieved");
    assert_string_equal(caution_of("r"), "1 row of t can't be placed in time and counts nowhere");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(months_without_a_row_are_missing),
    PROGRAM_TEST(figures_for_each_third_month_are_whole),
    PROGRAM_TEST(rows_without_a_place_in_time_are_said),
};

PROGRAM_MAIN(tests)

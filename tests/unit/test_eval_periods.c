/* Figures in time: buckets, `covers`, validity, rolling windows and breaks, each answer by hand. */
#include "program_case.h"

#define HEAD                                                                                       \
    "policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit EUR\nunit incident\nunit fte\n"
/* An effect with one indicator, `x`. */
#define X(what) "effect e \"E\" { leads to g because \"b\" indicator x { value " what " } }\n"

/* --- validity ---------------------------------------------------------------------------------------- */

static void a_row_without_an_end_is_still_valid(void **state)
{
    (void)state;
    program_file("t.csv", "a,b\n"
                          "2018-05-01,2019-02-01\n" /* 2018, 2019 */
                          "2020-12-31,\n"           /* 2020, 2021 */
                          "2021-01-01,NA\n");       /* 2021 */
    expect_series(HEAD
                  "data t { from \"t.csv\" row is incident period from a to b covers 2018..2021"
                  " column a : date column b : date }\n" X("count(t) every year"),
                  "2018:1 2019:1 2020:1 2021:2");
}

static void an_end_that_cannot_be_read_is_not_for_ever(void **state)
{
    (void)state;
    program_file("t.csv", "a,b\n"
                          "2018-05-01,2019-02-01\n"
                          "2018-01-01,foo\n"          /* D02: bad_value */
                          "2018-01-01,x\n"            /* confidential */
                          ",2018-03-03\n"             /* no beginning */
                          "2020-06-01,2020-05-01\n"   /* ends before it starts */
                          "2018-01-01,2018-01-01\n"); /* a single day */
    expect_series(HEAD
                  "data t { from \"t.csv\" row is incident period from a to b covers 2018..2021"
                  " column a : date column b : date }\n" X("count(t) every year"),
                  "2018:2 2019:1 2020:0 2021:0");
    assert_int_equal(program_result->inputs[0].unplaced, 4);
}

/* --- weeks, years that start elsewhere ----------------------------------------------------------------- */

static void weeks_are_those_of_iso(void **state)
{
    (void)state;
    /* 2020 has 53 weeks: the last one runs to 3 January 2021. */
    program_file("t.csv", "d,f\n2020-12-28,1\n2020-12-31,4\n2021-01-03,8\n2021-01-04,16\n");
#define WEEKS(covers)                                                                              \
    HEAD "data t { from \"t.csv\" row is incident period d covers " covers                         \
         " column d : date column f : number [EUR] }\n" X("sum(t.f) every week")
    expect_series(WEEKS("2020-12-28..2021-01-10"), "2020-W53:13 2021-W01:16");
    expect_series(WEEKS("2020-W53..2021-W01"), "2020-W53:13 2021-W01:16");
    expect_series(WEEKS("2020-12-29..2021-01-10"), "2020-W53:<partly_covered> 2021-W01:16");
#undef WEEKS
}

static void a_year_may_start_in_april(void **state)
{
    (void)state;
    /* April to March: 31 March 2019 is still 2018, the leap day of 2020 is 2019. */
    program_file("t.csv", "d,f\n2018-04-01,1\n2019-03-31,2\n2020-02-29,4\n2020-04-01,8\n");
#define FISCAL(every)                                                                              \
    "settings { year_starts 4 }\n" HEAD                                                            \
    "data t { from \"t.csv\" row is incident period d covers 2018-04-01..2020-09-30"               \
    " column d : date column f : number [EUR] }\n" X("sum(t.f) every " every)
    expect_series(FISCAL("year"), "2018:3 2019:4 2020:<partly_covered>");
    expect_series(FISCAL("half"), "2018-H1:1 2018-H2:2 2019-H1:0 2019-H2:4 2020-H1:8");
#undef FISCAL
}

/* --- stocks -------------------------------------------------------------------------------------------- */

static void a_stock_is_summed_at_a_moment_and_averaged_over_moments(void **state)
{
    (void)state;
    program_file("t.csv", "m,u,f\n2018-01,A,10\n2018-01,B,5\n" /* 15 */
                          "2018-02,A,20\n2018-02,B,\n"         /* 20; B is missing */
                          "2018-04,A,30\n2018-04,B,7\n");      /* 37 */
#define STOCK(every)                                                                               \
    HEAD                                                                                           \
        "data t { from \"t.csv\" period m stock f key m, u"                                        \
        " column m : month column u : text column f : number [fte] }\n" X("sum(t.f) every " every)
    expect_series(STOCK("month"), "2018-01:15 2018-02:20 2018-03:<no_rows> 2018-04:37");
    expect_series(STOCK("quarter"), "2018-Q1:17.5 2018-Q2:37");
    /* The whole is (15 + 20 + 37) / 3, not the sum of the groups 20 and 6. */
    expect_series(STOCK("year by u"), "2018:24 2018[A]:20 2018[B]:6");
#undef STOCK
}

/* --- rolling windows, parts of periods ------------------------------------------------------------------ */

static void a_window_needs_all_its_months_covered(void **state)
{
    (void)state;
    program_file("t.csv", "m,f\n2018-01,1\n2018-02,2\n2018-03,4\n2018-04,8\n2018-05,16\n");
#define WINDOW(covers, every)                                                                      \
    HEAD "data t { from \"t.csv\" period m covers " covers                                         \
         " column m : month column f : number [fte] }\n" X("sum(t.f) every " every)
    expect_series(WINDOW("2018-01..2018-05", "month over 3 months"),
                  "2018-01:<partly_covered> 2018-02:<partly_covered> 2018-03:7 2018-04:14 "
                  "2018-05:28");
    expect_series(WINDOW("2018-02..2018-04", "quarter"),
                  "2018-Q1:<partly_covered> 2018-Q2:<partly_covered>");
    /* From the middle of a month: that month is not whole, and its row lies partly outside. */
    expect_series(WINDOW("2018-01-15..2018-03", "month"),
                  "2018-01:<partly_covered> 2018-02:2 2018-03:4");
#undef WINDOW
}

static void later_rows_are_unknown_not_zero(void **state)
{
    (void)state;
    program_file("t.csv", "d,f\n2018-12-30,1\n2018-12-31,2\n2020-12-31,4\n2021-01-03,8\n");
    const char *text = HEAD "data t { from \"t.csv\" row is incident period d covers 2018..2021"
                            " column d : date column f : number [EUR] }\n" X("sum(t.f) every year");
    program_as_of = "2020-12-30";
    expect_series(text, "2018:3 2019:0 2020:<partly_covered>");
    program_as_of = "2020-12-31"; /* the year is over at the end of that day */
    expect_series(text, "2018:3 2019:0 2020:4");
}

/* --- breaks -------------------------------------------------------------------------------------------- */

static void only_what_crosses_a_break_is_missing(void **state)
{
    (void)state;
    program_file("t.csv", "d,f\n2018-02-10,2\n2019-02-10,4\n2020-02-10,6\n2020-08-10,6\n"
                          "2021-02-10,8\n");
#define BROKEN(in, every)                                                                          \
    HEAD "data t { from \"t.csv\" row is incident period d covers 2018..2021 break in " in         \
         " because \"new\" column d : date column f : number [EUR] }\n" X("sum(t.f) " every)
    expect_series(BROKEN("2020", "every year"), "2018:2 2019:4 2020:12 2021:8");
    /* A break inside 2020 leaves 2020 without a figure. */
    expect_series(BROKEN("2020-Q3", "every year"), "2018:2 2019:4 2020:<break> 2021:8");
    expect_series(BROKEN("2020", ""), "2018..2021:<break>");
    expect_series(BROKEN("2020", "every half over 12 months"),
                  "2018-H1:<partly_covered> 2018-H2:2 2019-H1:4 2019-H2:4 2020-H1:<break> "
                  "2020-H2:12 2021-H1:14 2021-H2:8");
#undef BROKEN
}

/* A stated baseline belongs to the segment that its tables have then, however deep they lie. */
static void a_baseline_knows_the_breaks_of_what_its_indicator_is_made_of(void **state)
{
    (void)state;
    program_file("t.csv", "y,v\n2018,1\n2019,4\n2021,9\n");
    expect_verdicts(HEAD "data t { from \"t.csv\" period y break in 2020 because \"b\" "
                         "column y : year column v : number }\n"
                         "effect e \"E\" { leads to g because \"b\"\n"
                         "indicator v \"V\" { value sum(t.v) every year better higher }\n"
                         "indicator x \"X\" { value v * 2 every year better higher "
                         "baseline 3 in 2018 } }\n"
                         "rule after for e { judges attainment "
                         "achieved when x at 2021 >= baseline(x) missed otherwise }\n"
                         "rule before for e { judges relevance "
                         "good when x at 2019 >= baseline(x) poor otherwise }\n",
                    "after unknown, before good");
    assert_string_equal(program_reason("after"), "break");
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(a_row_without_an_end_is_still_valid),
    PROGRAM_TEST(an_end_that_cannot_be_read_is_not_for_ever),
    PROGRAM_TEST(weeks_are_those_of_iso),
    PROGRAM_TEST(a_year_may_start_in_april),
    PROGRAM_TEST(a_stock_is_summed_at_a_moment_and_averaged_over_moments),
    PROGRAM_TEST(a_window_needs_all_its_months_covered),
    PROGRAM_TEST(later_rows_are_unknown_not_zero),
    PROGRAM_TEST(only_what_crosses_a_break_is_missing),
    PROGRAM_TEST(a_baseline_knows_the_breaks_of_what_its_indicator_is_made_of),
};

PROGRAM_MAIN(tests)

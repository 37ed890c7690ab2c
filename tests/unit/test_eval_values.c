/* Figures: aggregates, exactness, weights, units, `if` over series; each answer worked out by hand. */
#include "program_case.h"

#define HEAD                                                                                       \
    "policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit EUR\nunit kEUR = 1_000 EUR\n"      \
    "unit incident\nunit fte\n"
/* Events with a number, an amount, a weight and a yes or no, and one indicator, `x`. */
#define EVENTS(value)                                                                              \
    HEAD "data t { from \"t.csv\" row is incident period d covers 2018..2021\n"                    \
         "column d : date column u : text column a : number [EUR] column w : number\n"             \
         "column b : boolean }\neffect e \"E\" { leads to g because \"b\" indicator x { "          \
         "value " value " } }\n"

static void write_events(void)
{
    program_file("t.csv", "d,u,a,w,b\n"
                          "2018-01-05,A,10,1,ja\n"
                          "2018-03-31,A,20.5,2,nee\n"
                          "2018-04-01,B,,3,\n"
                          "2018-12-31,B,0.1,0.5,ja\n"
                          "2019-01-01,A,0.2,1,nee\n"
                          "2019-06-30,B,x,2,nee\n"
                          "2021-02-28,A,-5,1,ja\n");
}

static void expect_figures(const char *text, const char *expected)
{
    write_events();
    expect_series(text, expected);
}

/* --- aggregates ---------------------------------------------------------------------------------------- */

static void aggregates_pass_over_what_is_missing(void **state)
{
    (void)state;
    expect_figures(EVENTS("count(t) every year"), "2018:4 2019:2 2020:0 2021:1");
    expect_figures(EVENTS("sum(t.a) every year"), "2018:30.6 2019:0.2 2020:0 2021:-5");
    assert_string_equal(program_counts("x"), "2018:3/1 2019:1/1 2020:0/0 2021:1/0");
    expect_figures(EVENTS("mean(t.a) every year"), "2018:10.2 2019:0.2 2020:<no_rows> 2021:-5");
    expect_figures(EVENTS("median(t.a) every year"), "2018:10 2019:0.2 2020:<no_rows> 2021:-5");
    /* type 7: 0.1 + 0.5 * (10 - 0.1) */
    expect_figures(EVENTS("quantile(t.a, 25%) every year"),
                   "2018:5.05 2019:0.2 2020:<no_rows> 2021:-5");
    expect_figures(EVENTS("min(t.a) every year"), "2018:0.1 2019:0.2 2020:<no_rows> 2021:-5");
    expect_figures(EVENTS("distinct(t.a) every year"), "2018:3 2019:1 2020:0 2021:1");
    /* the third row's b is not known: two of three */
    expect_figures(EVENTS("share(t.b) every year"),
                   "2018:0.6666666666666666 2019:0 2020:<no_rows> 2021:1");
    /* (10 * 1 + 20.5 * 2 + 0.1 * 0.5) / 3.5 */
    expect_figures(EVENTS("weighted_mean(t.a, t.w) every year"),
                   "2018:14.585714285714285 2019:0.2 2020:<no_rows> 2021:-5");
    /* squares of -0.2, 10.3 and -10.1 around 10.2 make 208.14; halved */
    expect_figures(EVENTS("variance(t.a) every year"),
                   "2018:104.07 2019:<too_few> 2020:<no_rows> 2021:<too_few>");
}

static void a_filter_takes_only_what_is_true(void **state)
{
    (void)state;
    expect_figures(EVENTS("count(t where a > 1) every year"), "2018:2 2019:0 2020:0 2021:0");
    /* not the other four: of two the amount is not known */
    expect_figures(EVENTS("count(t where not (a > 1)) every year"), "2018:1 2019:1 2020:0 2021:1");
    expect_figures(EVENTS("mean(t.a where b) every year"),
                   "2018:5.05 2019:<no_rows> 2020:<no_rows> 2021:-5");
    expect_figures(EVENTS("count(t where a is missing) every year"), "2018:1 2019:1 2020:0 2021:0");
}

static void weights_weigh_all_but_n(void **state)
{
    (void)state;
    program_file("t.csv", "y,a,w\n2018,10,1\n2018,20,3\n2019,,1\n2019,20,3\n2020,1,\n2020,2,0\n");
#define WEIGHTED(value)                                                                            \
    HEAD "data t { from \"t.csv\" row is incident period y covers 2018..2020 weight w "            \
         "column y : year column a : number [EUR] column w : number }\n"                           \
         "effect e \"E\" { leads to g because \"b\" indicator x { value " value                    \
         " every year } }\n"
    expect_series(WEIGHTED("count(t)"), "2018:4 2019:4 2020:0");
    assert_string_equal(program_counts("x"), "2018:2/0 2019:2/0 2020:1/1");
    expect_series(WEIGHTED("sum(t.a)"), "2018:70 2019:60 2020:0");
    expect_series(WEIGHTED("mean(t.a)"), "2018:17.5 2019:20 2020:<too_few>");
    expect_series(WEIGHTED("share(t.a > 15)"), "2018:0.75 2019:1 2020:<too_few>");
    /* (4 * (100 + 3 * 400) - 70^2) / (4 * 3) */
    expect_series(WEIGHTED("variance(t.a)"), "2018:25 2019:0 2020:<too_few>");
    /* No rounding makes of values that are all the same a spread that has no root. */
    program_file("t.csv",
                 "y,a,w\n2018,1234567.1234567891234567,0.1\n2018,1234567.1234567891234567,1.1\n"
                 "2018,1234567.1234567891234567,0.7\n");
    expect_series(WEIGHTED("sd(t.a)"), "2018:0 2019:<no_rows> 2020:<no_rows>");
#undef WEIGHTED
}

/* --- exactness ------------------------------------------------------------------------------------------ */

static void thirds_come_back_whole(void **state)
{
    (void)state;
    expect_figures(EVENTS("count(t) / 3 * 3 every year"), "2018:4 2019:2 2020:0 2021:1");
    expect_figures(EVENTS("sum(t.a) / 7 * 7 - sum(t.a) every year"), "2018:0 2019:0 2020:0 2021:0");
    expect_figures(EVENTS("sum(t.a) / (count(t) - 1) every year"),
                   "2018:10.2 2019:0.2 2020:0 2021:<division_by_zero>");
}

/* --- if over series ---------------------------------------------------------------------------------------- */

static void if_asks_each_period(void **state)
{
    (void)state;
    expect_figures(EVENTS("if count(t) > 1 then sum(t.a) else 0 [EUR] every year"),
                   "2018:30.6 2019:0.2 2020:0 2021:0");
    /* two constants: the periods are those of the condition */
    expect_figures(EVENTS("if count(t) > 1 then 1 else 2 every year"),
                   "2018:1 2019:1 2020:2 2021:2");
    assert_string_equal(program_counts("x"), "2018:4/0 2019:2/0 2020:0/0 2021:1/0");
    expect_figures(EVENTS("if mean(t.a) > 1 [EUR] and count(t) > 1 then 1 else 2 every year"),
                   "2018:1 2019:2 2020:2 2021:2");
    expect_figures(EVENTS("if mean(t.a) > 1 [EUR] then 1 else 2 every year"),
                   "2018:1 2019:2 2020:<no_rows> 2021:2");
    expect_figures(EVENTS("if mean(t.a) is missing then 1 else 2 every year"),
                   "2018:2 2019:2 2020:1 2021:2");
}

static void if_over_many_days_takes_no_time(void **state)
{
    (void)state;
    /* Asked anew for each of 26,000 days, the series of the condition took all memory. */
    program_file("t.csv", "d\n1950-01-05\n2018-03-31\n");
    program_eval("policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit incident\n"
                 "data t { from \"t.csv\" row is incident period d covers 1950..2021 "
                 "column d : date }\n"
                 "effect e \"E\" { leads to g because \"b\" indicator x { value "
                 "if count(t) + count(t) > 1 then 1 else 0 every day } }\n");
    assert_int_equal(program_indicator("x")->point_count, 26298); /* 72 years, 18 leap days */
}

/* --- lets on lets ------------------------------------------------------------------------------------------ */

static void lets_that_double_are_computed_once(void **state)
{
    (void)state;
    /* 2^100 ways through them; each of these went through all. */
    static const struct {
        const char *before, *between, *after;
    } steps[] = {
        {"", " + ", ""},
        {"if ", " > 3 [EUR] then ", " else 0 [EUR]"},
        {"if ", " within 1..2 then 2 [EUR] else ", ""},
    };
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        struct buf text = buf_in(&program_arena);
        buf_add(&text, STR(HEAD "effect e \"E\" { leads to g because \"b\" indicator y { "
                                "reported 2018: 1, 2019: 4 unit EUR } "
                                "indicator x { value l100 every year } }\n"
                                "let l0 = y\n"));
        for (int i = 1; i <= 100; i++) {
            buf_printf(&text, "let l%d = %sl%d%sl%d%s\n", i, steps[k].before, i - 1,
                       steps[k].between, i - 1, steps[k].after);
        }
        buf_add(&text, STR("rule r for e { judges attainment "
                           "achieved when x at 2019 > 0 missed otherwise }\n"));
        expect_verdicts(buf_cstr(&text), "r achieved");
    }
    assert_string_equal(program_series("x"), "2018:2 2019:4");
}

/* --- many groups ------------------------------------------------------------------------------------------- */

static void each_of_many_groups_has_its_own_figure(void **state)
{
    (void)state;
    enum { GROUPS = 20000 };
    struct buf rows = buf_in(&program_arena);
    buf_add(&rows, STR("d,u,n\n"));
    for (int i = GROUPS - 1; i >= 0; i--) buf_printf(&rows, "2018-01-01,%d,%d\n", i, 2 * i);
    program_file_of("t.csv", buf_str(&rows));
    program_eval("policy p \"P\" { period 2018..2021 }\nimpact g \"G\"\nunit incident\n"
                 "data t { from \"t.csv\" row is incident period d covers 2018 "
                 "column d : date column u : integer column n : number }\n"
                 "effect e \"E\" { leads to g because \"b\" indicator x { value "
                 "sum(t.n) every year by u } }\n");
    const struct result_indicator *x = program_indicator("x");
    assert_int_equal(x->point_count, GROUPS + 1);
    for (int i = 0; i < GROUPS; i++) { /* in order of the number */
        struct num expected = num_int(2 * i);
        assert_int_equal(num_compare(&x->points[i + 1].value.number, &expected), 0);
    }
}

static const struct CMUnitTest tests[] = {
    PROGRAM_TEST(aggregates_pass_over_what_is_missing),
    PROGRAM_TEST(a_filter_takes_only_what_is_true),
    PROGRAM_TEST(weights_weigh_all_but_n),
    PROGRAM_TEST(thirds_come_back_whole),
    PROGRAM_TEST(if_asks_each_period),
    PROGRAM_TEST(if_over_many_days_takes_no_time),
    PROGRAM_TEST(lets_that_double_are_computed_once),
    PROGRAM_TEST(each_of_many_groups_has_its_own_figure),
};

PROGRAM_MAIN(tests)

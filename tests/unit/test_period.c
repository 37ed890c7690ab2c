/* Periods and dates: their days, how they nest, and every form they are read and written in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "base/period.h"
#include "unit/random.h"

static const struct calendar january = {.year_starts = 1}, april = {.year_starts = 4};

static int32_t day_of(int year, int month, int day)
{
    return day_from_date((struct date){year, month, day});
}

static struct period period_of(const char *text)
{
    struct period period = {FREQ_DAY, 0};
    if (!period_parse(str_from(text), &period)) fail_msg("\"%s\" is not read", text);
    return period;
}

static void assert_days(const struct calendar *calendar, const char *period, const char *first,
                        const char *last)
{
    struct days days = period_days(calendar, period_of(period));
    assert_int_equal(days.first, period_of(first).ord);
    assert_int_equal(days.last, period_of(last).ord);
}

static void assert_period(struct period found, const char *expected)
{
    struct period wanted = period_of(expected);
    assert_int_equal(found.freq, wanted.freq);
    assert_int_equal(found.ord, wanted.ord);
}

/* ---- days ---- */

static void ordinals(void **state)
{
    (void)state;
    assert_int_equal(period_of("2018").ord, 2018);
    assert_int_equal(period_of("2018-H2").ord, 2018 * 2 + 1);
    assert_int_equal(period_of("2018-Q1").ord, 2018 * 4);
    assert_int_equal(period_of("2018-12").ord, 2018 * 12 + 11);
    assert_int_equal(period_of("1970-W01").ord, 0);
    assert_int_equal(period_of("1969-W52").ord, -1);
    assert_int_equal(period_of("1970-01-02").ord, 1);
    assert_period(period_year(2018), "2018");
    assert_period(period_day(0), "1970-01-01");
}

static void days_of_the_calendar_year(void **state)
{
    (void)state;
    assert_days(&january, "2018", "2018-01-01", "2018-12-31");
    assert_days(&january, "2018-H1", "2018-01-01", "2018-06-30");
    assert_days(&january, "2018-H2", "2018-07-01", "2018-12-31");
    assert_days(&january, "2018-Q3", "2018-07-01", "2018-09-30");
    assert_days(&january, "2020-02", "2020-02-01", "2020-02-29");
    assert_days(&january, "2018-12", "2018-12-01", "2018-12-31");
    assert_days(&january, "2018-W05", "2018-01-29", "2018-02-04");
    assert_days(&january, "2020-W01", "2019-12-30", "2020-01-05");
    assert_days(&january, "1965-W10", "1965-03-08", "1965-03-14");
    assert_days(&january, "2018-05-01", "2018-05-01", "2018-05-01");
}

static void days_of_a_year_from_april(void **state)
{
    (void)state;
    assert_days(&april, "2018", "2018-04-01", "2019-03-31");
    assert_days(&april, "2018-H2", "2018-10-01", "2019-03-31");
    assert_days(&april, "2018-Q1", "2018-04-01", "2018-06-30");
    assert_days(&april, "2018-Q4", "2019-01-01", "2019-03-31");
    assert_days(&april, "2018-02", "2018-02-01", "2018-02-28");
    assert_days(&april, "2018-W05", "2018-01-29", "2018-02-04");
    struct days last = period_days(&april, period_year(9999));
    assert_int_equal(days_count(last), 366); /* with 29 February 10000 */
}

static void period_of_a_day(void **state)
{
    (void)state;
    int32_t day = day_of(2019, 3, 31);
    assert_period(period_of_day(&january, FREQ_YEAR, day), "2019");
    assert_period(period_of_day(&april, FREQ_YEAR, day), "2018");
    assert_period(period_of_day(&april, FREQ_YEAR, day + 1), "2019");
    assert_period(period_of_day(&april, FREQ_HALF, day), "2018-H2");
    assert_period(period_of_day(&april, FREQ_QUARTER, day), "2018-Q4");
    assert_period(period_of_day(&april, FREQ_MONTH, day), "2019-03");
    assert_period(period_of_day(&april, FREQ_WEEK, day), "2019-W13");
    assert_period(period_of_day(&april, FREQ_DAY, day), "2019-03-31");
}

/* Whatever the month in which a year begins: a day is inside its period, and the next period begins
 * on the day after the last. */
static void periods_have_no_gaps(void **state)
{
    (void)state;
    struct random random = {1};
    for (int i = 0; i < 200000; i++) {
        struct calendar calendar = {.year_starts = 1 + (int)random_below(&random, 12)};
        enum freq freq = (enum freq)random_below(&random, FREQ_COUNT);
        int32_t day = DAY_MIN + (int32_t)random_below(&random, DAY_MAX - DAY_MIN + 1);
        struct period period = period_of_day(&calendar, freq, day);
        struct days days = period_days(&calendar, period);
        assert_true(days.first <= day && day <= days.last);
        struct days next = period_days(&calendar, (struct period){freq, period.ord + 1});
        assert_int_equal(next.first, days.last + 1);
    }
}

static void sets_of_days(void **state)
{
    (void)state;
    struct days whole = {10, 20}, part = {12, 20}, later = {20, 30}, apart = {21, 22};
    struct days none = {5, 4}, none_inside = {15, 14};
    assert_int_equal(days_count(whole), 11);
    assert_int_equal(days_count(none), 0);
    assert_int_equal(days_count((struct days){9, -9}), 0);
    assert_true(days_contain(whole, part) && days_contain(whole, whole));
    assert_false(days_contain(part, whole) || days_contain(whole, later));
    assert_true(days_contain(whole, none) && days_contain(none, none));
    assert_false(days_contain(none, whole));
    assert_true(days_overlap(whole, later) && days_overlap(later, whole));
    assert_false(days_overlap(whole, apart) || days_overlap(apart, whole));
    assert_false(days_overlap(whole, none_inside) || days_overlap(none_inside, whole));
}

/* ---- nesting ---- */

static void nesting_and_ratios(void **state)
{
    (void)state;
    /* Rows: fine; columns: coarse; from day to year. -1: does not nest. */
    static const int expected[FREQ_COUNT][FREQ_COUNT] = {
        {1, 7, 0, 0, 0, 0},    {-1, 1, -1, -1, -1, -1}, {-1, -1, 1, 3, 6, 12},
        {-1, -1, -1, 1, 2, 4}, {-1, -1, -1, -1, 1, 2},  {-1, -1, -1, -1, -1, 1},
    };
    for (int fine = 0; fine < FREQ_COUNT; fine++) {
        for (int coarse = 0; coarse < FREQ_COUNT; coarse++) {
            int ratio = expected[fine][coarse];
            assert_int_equal(freq_nests((enum freq)fine, (enum freq)coarse), ratio >= 0);
            assert_int_equal(freq_ratio((enum freq)fine, (enum freq)coarse), ratio < 0 ? 0 : ratio);
        }
    }
}

static void coarser_periods(void **state)
{
    (void)state;
    assert_period(period_in(&january, period_of("2018-05"), FREQ_QUARTER), "2018-Q2");
    assert_period(period_in(&january, period_of("2018-Q3"), FREQ_HALF), "2018-H2");
    assert_period(period_in(&january, period_of("2018-H2"), FREQ_YEAR), "2018");
    assert_period(period_in(&january, period_of("2018-05-01"), FREQ_WEEK), "2018-W18");
    assert_period(period_in(&january, period_of("2018-W18"), FREQ_WEEK), "2018-W18");
    assert_period(period_in(&april, period_of("2019-03"), FREQ_QUARTER), "2018-Q4");
    assert_period(period_in(&april, period_of("2019-03"), FREQ_YEAR), "2018");
    assert_period(period_in(&april, period_of("2018-Q4"), FREQ_YEAR), "2018");
    assert_period(period_in(&april, period_of("2018-Q4"), FREQ_QUARTER), "2018-Q4");
    assert_period(period_in(&april, period_of("2019-03-31"), FREQ_HALF), "2018-H2");
}

static void coarser_periods_hold_the_finer(void **state)
{
    (void)state;
    struct random random = {2};
    for (int i = 0; i < 200000; i++) {
        struct calendar calendar = {.year_starts = 1 + (int)random_below(&random, 12)};
        enum freq fine = (enum freq)random_below(&random, FREQ_COUNT);
        enum freq coarse = (enum freq)random_below(&random, FREQ_COUNT);
        if (!freq_nests(fine, coarse)) continue;
        int32_t day = DAY_MIN + (int32_t)random_below(&random, DAY_MAX - DAY_MIN + 1);
        struct period period = period_of_day(&calendar, fine, day);
        struct period holder = period_in(&calendar, period, coarse);
        assert_int_equal(holder.freq, coarse);
        assert_true(days_contain(period_days(&calendar, holder), period_days(&calendar, period)));
        assert_int_equal(holder.ord, period_of_day(&calendar, coarse, day).ord);
    }
}

static void names(void **state)
{
    (void)state;
    static const char *const expected[] = {"day", "week", "month", "quarter", "half", "year"};
    for (int i = 0; i < FREQ_COUNT; i++) {
        enum freq freq = FREQ_DAY;
        assert_true(str_equal(freq_name((enum freq)i), str_from(expected[i])));
        assert_true(freq_from_name(str_from(expected[i]), &freq));
        assert_int_equal(freq, i);
    }
    enum freq freq;
    assert_false(freq_from_name(STR("Year"), &freq) || freq_from_name(STR("years"), &freq) ||
                 freq_from_name(STR(""), &freq));
}

/* ---- reading and writing ---- */

static void forms_of_the_language(void **state)
{
    (void)state;
    struct guard guard;
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("out of memory");
    static const struct {
        const char *text;
        enum freq freq;
    } forms[] = {
        {"2018", FREQ_YEAR},       {"1000", FREQ_YEAR},      {"9999", FREQ_YEAR},
        {"2018-H1", FREQ_HALF},    {"2018-H2", FREQ_HALF},   {"2018-Q1", FREQ_QUARTER},
        {"2018-Q4", FREQ_QUARTER}, {"2018-01", FREQ_MONTH},  {"2018-12", FREQ_MONTH},
        {"2018-W01", FREQ_WEEK},   {"2020-W53", FREQ_WEEK},  {"1000-W01", FREQ_WEEK},
        {"9999-W52", FREQ_WEEK},   {"2018-05-01", FREQ_DAY}, {"2020-02-29", FREQ_DAY},
        {"1000-01-01", FREQ_DAY},  {"9999-12-31", FREQ_DAY},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct period period = period_of(forms[i].text), from_data;
        assert_int_equal(period.freq, forms[i].freq);
        assert_true(str_equal(period_text(&arena, period), str_from(forms[i].text)));
        assert_true(period_parse_data(str_from(forms[i].text), &from_data));
        assert_true(from_data.freq == period.freq && from_data.ord == period.ord);
    }
    struct buf buf = buf_in(&arena);
    date_add(&buf, day_of(1, 2, 3));
    assert_string_equal(buf_cstr(&buf), "0001-02-03");
    arena_release(&arena);
}

static void every_period_is_read_as_written(void **state)
{
    (void)state;
    struct guard guard;
    struct arena arena;
    arena_init(&arena, &guard);
    if (setjmp(guard.env)) fail_msg("out of memory");
    struct buf buf = buf_in(&arena);
    int32_t first = day_of(1000, 1, 1), last = day_of(9999, 12, 31);
    for (int freq = FREQ_DAY; freq < FREQ_COUNT; freq++) {
        struct period period = period_of_day(&january, (enum freq)freq, first), read;
        struct period end = period_of_day(&january, (enum freq)freq, last);
        if (freq == FREQ_WEEK) period.ord++; /* 1000-01-01 is in a week of 999 */
        for (; period.ord <= end.ord; period.ord += freq == FREQ_DAY ? 97 : 1) {
            buf_clear(&buf);
            period_add(&buf, period);
            if (!period_parse(buf_str(&buf), &read) || read.freq != period.freq ||
                read.ord != period.ord)
                fail_msg("%s", buf_cstr(&buf));
        }
    }
    arena_release(&arena);
}

static void texts_that_are_no_periods(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",         "201",        "20188",       "0999",        "0000",       "2018-",
        "2018-H0",  "2018-H3",    "2018-H01",    "2018-H",      "2018-Q0",    "2018-Q5",
        "2018-Q03", "2018-00",    "2018-13",     "2018-5",      "2018-005",   "2018-W00",
        "2018-W5",  "2018-W53",   "2021-W53",    "2020-W54",    "2018-W005",  "2018-02-29",
        "2018-5-1", "2018-13-01", "2018-04-31",  "2018-00-01",  "2018-01-00", "2018/05/01",
        " 2018",    "2018 ",      "2018.05",     "2018-05-01T", "-2018",      "+2018",
        "201a",     "2018-05-0a", "2018-05-011", "2018-D1",     "0999-12-31", "2018--5",
    };
    struct period period = {FREQ_DAY, 42};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (period_parse(str_from(texts[i]), &period) ||
            period_parse_data(str_from(texts[i]), &period))
            fail_msg("\"%s\" is read", texts[i]);
    assert_false(period_parse((struct str){NULL, 0}, &period));
    assert_false(period_parse(STR("2018\0"), &period));
    assert_false(period_parse(STR("2\00018"), &period));
    assert_true(period.freq == FREQ_DAY && period.ord == 42);
}

static void forms_of_data(void **state)
{
    (void)state;
    static const char *const forms[][2] = {
        {"2023JJ00", "2023"},     {"2023jj00", "2023"},     {"2023HJ01", "2023-H1"},
        {"2023HJ02", "2023-H2"},  {"2023KW01", "2023-Q1"},  {"2023kw04", "2023-Q4"},
        {"2023MM05", "2023-05"},  {"2023mm12", "2023-12"},  {"2023W101", "2023-W01"},
        {"2020W153", "2020-W53"}, {"2023WK05", "2023-W05"}, {"2023wk52", "2023-W52"},
        {"2023Q1", "2023-Q1"},    {"2023q4", "2023-Q4"},    {"2023H1", "2023-H1"},
        {"2023h2", "2023-H2"},    {"2023M05", "2023-05"},   {"2023m12", "2023-12"},
        {"2023M5", "2023-05"},    {"2023m9", "2023-09"},    {"2023-q3", "2023-Q3"},
        {"2023-h2", "2023-H2"},   {"2023-w07", "2023-W07"},
    };
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct period period;
        if (!period_parse_data(str_from(forms[i][0]), &period)) fail_msg("%s", forms[i][0]);
        assert_period(period, forms[i][1]);
        assert_false(period_parse(str_from(forms[i][0]), &period));
    }
}

static void texts_that_are_no_periods_of_data(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "202305",   "2023JJ01", "2023JJ0",  "2023JJ",   "2023HJ00", "2023HJ03",       "2023HJ1",
        "2023KW00", "2023KW05", "2023KW1",  "2023MM00", "2023MM13", "2023MM5",        "2023W100",
        "2023W154", "2023W153", "2023W205", "2023WK00", "2023WK53", "2023W05",        "2023Q0",
        "2023Q5",   "2023Q01",  "2023H3",   "2023M00",  "2023M13",  "2023M0",         "2023M",
        "0999JJ00", "2023X000", "2023S1",   "20230501", "JJ002023", "2023J\xc4\xb2 ",
    };
    struct period period = {FREQ_DAY, 42};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (period_parse_data(str_from(texts[i]), &period)) fail_msg("\"%s\" is read", texts[i]);
    assert_true(period.freq == FREQ_DAY && period.ord == 42);
}

/* ---- dates ---- */

static void dates_by_pattern(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool fits; /* and is then 5 March 2023 */
    } cases[] = {
        {"dd-mm-yyyy", "05-03-2023", true},   {"dd-mm-yyyy", "5-03-2023", false},
        {"dd-mm-yyyy", "05-3-2023", false},   {"dd-mm-yyyy", "05/03/2023", false},
        {"dd-mm-yyyy", "05-03-23", false},    {"dd-mm-yyyy", "05-03-20233", false},
        {"dd-mm-yyyy", "05-03-2023 ", false}, {"dd-mm-yyyy", "", false},
        {"d-m-yyyy", "5-3-2023", true},       {"d-m-yyyy", "05-03-2023", true},
        {"d-m-yyyy", "005-3-2023", false},    {"d-m-yyyy", "-3-2023", false},
        {"m/d/yyyy", "3/5/2023", true},       {"yyyymmdd", "20230305", true},
        {"yyyymmdd", "2023035", false},       {"dmyyyy", "05032023", true},
        {"dmyyyy", "532023", false},          {"yyyy.mm.dd.", "2023.03.05.", true},
        {"yyyy.mm.dd.", "2023.03.05", false},
    };
    int32_t day = 42, expected = day_of(2023, 3, 5);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct str pattern = str_from(cases[i].pattern), text = str_from(cases[i].text);
        if (date_parse_pattern(text, pattern, &day) != cases[i].fits)
            fail_msg("\"%s\" by %s", cases[i].text, cases[i].pattern);
        if (cases[i].fits) assert_int_equal(day, expected);
    }
    day = 42;
    assert_false(date_parse_pattern(STR("29-02-2023"), STR("dd-mm-yyyy"), &day));
    assert_false(date_parse_pattern(STR("01-01-0000"), STR("dd-mm-yyyy"), &day));
    assert_false(date_parse_pattern(STR("01-13-2023"), STR("dd-mm-yyyy"), &day));
    assert_int_equal(day, 42);
}

static void patterns(void **state)
{
    (void)state;
    static const char *const good[] = {"dd-mm-yyyy", "d/m/yyyy",   "yyyymmdd",
                                       "m.d.yyyy",   "yyyy-mm-dd", "dd mm yyyy "};
    static const char *const bad[] = {"",
                                      "dd-mm",
                                      "dd-mm-yy",
                                      "dd-mm-yyyyy",
                                      "ddd-mm-yyyy",
                                      "dd-mmm-yyyy",
                                      "dd-mm-yyyy-dd",
                                      "dd-dd-yyyy",
                                      "DD-MM-YYYY",
                                      "yyyy-mm-yyyy",
                                      "d-m-y",
                                      "dd-mm-yyyy-m"};
    for (size_t i = 0; i < COUNT_OF(good); i++)
        if (!date_pattern_valid(str_from(good[i]))) fail_msg("%s", good[i]);
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (date_pattern_valid(str_from(bad[i]))) fail_msg("%s", bad[i]);
}

static void iso_dates(void **state)
{
    (void)state;
    static const char *const good[] = {
        "2023-05-01",
        "2023-05-01T12:30",
        "2023-05-01 00:00:00",
        "2023-05-01T23:59:60Z",
        "2023-05-01T24:00",
        "2023-05-01 12:30:15.123456",
        "2023-05-01T12:30:15,5+02:00",
        "2023-05-01T12:30-0230",
        "2023-05-01T12:30+02",
    };
    static const char *const bad[] = {
        "",
        "2023-05",
        "2023-05-1",
        "2023-05-32",
        "2023-02-29",
        "2023/05/01",
        "0000-01-01",
        "20230501",
        " 2023-05-01",
        "2023-05-01 ",
        "2023-05-01T",
        "2023-05-01T1",
        "2023-05-01T12",
        "2023-05-01T25:00",
        "2023-05-01T12:60",
        "2023-05-01T12:30:",
        "2023-05-01T12:30:61",
        "2023-05-01T12:30:15.",
        "2023-05-01T12:30:15.5x",
        "2023-05-01t12:30",
        "2023-05-01-12:30",
        "2023-05-01T12:30ZZ",
        "2023-05-01T12:30+",
        "2023-05-01T12:30+24",
        "2023-05-01T12:30+02:60",
        "2023-05-01T12:30+02:",
        "2023-05-01T12:30+0200x",
        "2023-05-01 noon",
    };
    int32_t day = 42;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (date_parse_iso(str_from(bad[i]), &day)) fail_msg("\"%s\" is read", bad[i]);
    assert_int_equal(day, 42);
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        day = 42;
        if (!date_parse_iso(str_from(good[i]), &day)) fail_msg("\"%s\" is not read", good[i]);
        assert_int_equal(day, day_of(2023, 5, 1));
    }
    assert_true(date_parse_iso(STR("0001-01-01"), &day) && day == DAY_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinals),
        cmocka_unit_test(days_of_the_calendar_year),
        cmocka_unit_test(days_of_a_year_from_april),
        cmocka_unit_test(period_of_a_day),
        cmocka_unit_test(periods_have_no_gaps),
        cmocka_unit_test(sets_of_days),
        cmocka_unit_test(nesting_and_ratios),
        cmocka_unit_test(coarser_periods),
        cmocka_unit_test(coarser_periods_hold_the_finer),
        cmocka_unit_test(names),
        cmocka_unit_test(forms_of_the_language),
        cmocka_unit_test(every_period_is_read_as_written),
        cmocka_unit_test(texts_that_are_no_periods),
        cmocka_unit_test(forms_of_data),
        cmocka_unit_test(texts_that_are_no_periods_of_data),
        cmocka_unit_test(dates_by_pattern),
        cmocka_unit_test(patterns),
        cmocka_unit_test(iso_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

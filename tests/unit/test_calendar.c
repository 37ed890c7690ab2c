/* Every day there is, and what the calendar is known to say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/calendar.h"
#include "base/compiler.h"

static void assert_date(int32_t day, int year, int month, int day_of_month)
{
    struct date date = date_from_day(day);
    assert_int_equal(date.year, year);
    assert_int_equal(date.month, month);
    assert_int_equal(date.day, day_of_month);
    assert_int_equal(day_from_date(date), day);
}

static void assert_week(struct date date, int year, int week)
{
    struct iso_week found = iso_week_of_day(day_from_date(date));
    assert_int_equal(found.year, year);
    assert_int_equal(found.week, week);
}

static void known_days(void **state)
{
    (void)state;
    assert_date(0, 1970, 1, 1);
    assert_date(-1, 1969, 12, 31);
    assert_date(DAY_MIN, 1, 1, 1);
    assert_date(DAY_MAX, 9999, 12, 31);
    assert_date(11016, 2000, 2, 29);
    assert_date(19723, 2024, 1, 1);
    assert_date(-141427, 1582, 10, 15);
}

static void lengths_of_months(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int month = 1; month <= 12; month++)
        assert_int_equal(days_in_month(2023, month), lengths[month - 1]);
    assert_int_equal(days_in_month(2024, 2), 29);
    assert_int_equal(days_in_month(1900, 2), 28);
    assert_int_equal(days_in_month(2000, 2), 29);
}

static void dates_that_do_not_exist(void **state)
{
    (void)state;
    static const struct date none[] = {{0, 1, 1},     {-1, 1, 1},   {10000, 1, 1}, {2023, 0, 1},
                                       {2023, 13, 1}, {2023, 1, 0}, {2023, 1, 32}, {2023, 2, 29},
                                       {1900, 2, 29}, {2023, 4, 31}};
    for (size_t i = 0; i < COUNT_OF(none); i++) assert_false(date_exists(none[i]));
    assert_true(date_exists((struct date){1, 1, 1}));
    assert_true(date_exists((struct date){9999, 12, 31}));
    assert_true(date_exists((struct date){2000, 2, 29}));
}

/* Counts through all days by hand. A Monday begins week 1 when 4 January is in that week. */
static void every_day(void **state)
{
    (void)state;
    struct date date = {1, 1, 1};
    struct iso_week week = {0, 0};
    for (int32_t day = DAY_MIN; day <= DAY_MAX; day++) {
        struct date found = date_from_day(day);
        if (found.year != date.year || found.month != date.month || found.day != date.day)
            fail_msg("day %d is not %d-%d-%d", (int)day, found.year, found.month, found.day);
        if (day_from_date(date) != day) fail_msg("day %d goes elsewhere", (int)day);

        bool monday = (day - DAY_MIN) % 7 == 0;
        if (monday && date.month == 12 && date.day >= 29)
            week = (struct iso_week){date.year + 1, 1};
        else if (monday && date.month == 1 && date.day <= 4)
            week = (struct iso_week){date.year, 1};
        else if (monday)
            week.week++;
        struct iso_week week_found = iso_week_of_day(day);
        if (week_found.year != week.year || week_found.week != week.week)
            fail_msg("day %d is not in week %d of %d", (int)day, week_found.week, week_found.year);
        if (monday && (!iso_week_exists(week) || day_from_iso_week(week) != day))
            fail_msg("week %d of %d begins elsewhere", week.week, week.year);

        if (++date.day > days_in_month(date.year, date.month)) {
            date.day = 1;
            date.month = date.month % 12 + 1;
            date.year += date.month == 1;
        }
    }
    assert_int_equal(date.year, 10000);
}

static void known_weeks(void **state)
{
    (void)state;
    assert_week((struct date){2019, 12, 29}, 2019, 52);
    assert_week((struct date){2019, 12, 30}, 2020, 1);
    assert_week((struct date){2020, 12, 31}, 2020, 53);
    assert_week((struct date){2021, 1, 3}, 2020, 53);
    assert_week((struct date){2021, 1, 4}, 2021, 1);
    assert_week((struct date){2005, 1, 1}, 2004, 53);
    assert_week((struct date){2008, 12, 29}, 2009, 1);
    assert_date(day_from_iso_week((struct iso_week){2018, 5}), 2018, 1, 29);
}

static void weeks_that_exist(void **state)
{
    (void)state;
    static const int long_years[] = {2004, 2009, 2015, 2020, 2026, 2032};
    size_t next = 0;
    for (int year = 2001; year <= 2032; year++) {
        bool is_long = next < COUNT_OF(long_years) && long_years[next] == year;
        next += is_long;
        assert_int_equal(iso_week_exists((struct iso_week){year, 53}), is_long);
        assert_true(iso_week_exists((struct iso_week){year, 1}));
        assert_true(iso_week_exists((struct iso_week){year, 52}));
    }
    static const struct iso_week none[] = {{2020, 0}, {2020, 54}, {2020, -1}, {0, 1}, {10000, 1}};
    for (size_t i = 0; i < COUNT_OF(none); i++) assert_false(iso_week_exists(none[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_days),
        cmocka_unit_test(lengths_of_months),
        cmocka_unit_test(dates_that_do_not_exist),
        cmocka_unit_test(every_day),
        cmocka_unit_test(known_weeks),
        cmocka_unit_test(weeks_that_exist),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

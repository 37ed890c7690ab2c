/* Days, dates and ISO weeks. */
#include "base/calendar.h"

enum {
    DAYS_IN_400_YEARS = 146097,
    /* The sums below count from 0000-03-01: in a year that begins in March the leap day is the
     * last, and the months follow one rule. */
    DAYS_FROM_0000_03_01 = 719468,
};

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in_month(int year, int month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap_year(year));
}

bool date_exists(struct date date)
{
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

/* Of the months counted from March: 0, 31, 61, 92, 122, 153 …: 153 days in each five. */
static int days_before_month(int months_since_march)
{
    return (153 * months_since_march + 2) / 5;
}

static int days_before_year(int year)
{
    return 365 * year + year / 4 - year / 100 + year / 400;
}

int32_t day_from_date(struct date date)
{
    int year = date.month >= 3 ? date.year : date.year - 1;
    int month = date.month >= 3 ? date.month - 3 : date.month + 9;
    return days_before_year(year) + days_before_month(month) + date.day - 1 - DAYS_FROM_0000_03_01;
}

struct date date_from_day(int32_t day)
{
    int days = day + DAYS_FROM_0000_03_01;
    int cycle = days / DAYS_IN_400_YEARS;
    int rest = days % DAYS_IN_400_YEARS;
    /* Without its leap days (each 1460 days, not each 36524, the last of the cycle) a cycle is whole
     * years of 365. */
    int year = (rest - rest / 1460 + rest / 36524 - rest / (DAYS_IN_400_YEARS - 1)) / 365;
    rest -= days_before_year(year);
    int month = (5 * rest + 2) / 153;
    return (struct date){
        .year = cycle * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = rest - days_before_month(month) + 1,
    };
}

/* 0 for Monday. Day 0 was a Thursday, and DAY_MIN a Monday. */
static int weekday(int32_t day)
{
    return (day - DAY_MIN) % 7;
}

int32_t day_from_iso_week(struct iso_week week)
{
    /* 4 January is in week 1 of every year. */
    int32_t day = day_from_date((struct date){week.year, 1, 4});
    return day - weekday(day) + 7 * (week.week - 1);
}

struct iso_week iso_week_of_day(int32_t day)
{
    /* A week belongs to the year of its Thursday. */
    int32_t thursday = day - weekday(day) + 3;
    int year = date_from_day(thursday).year;
    int32_t new_year = day_from_date((struct date){year, 1, 1});
    return (struct iso_week){year, (thursday - new_year) / 7 + 1};
}

bool iso_week_exists(struct iso_week week)
{
    if (week.year < 1 || week.year > 9999 || week.week < 1) return false;
    return week.week <= 52 ||
           (week.week == 53 && iso_week_of_day(day_from_iso_week(week)).year == week.year);
}

/* Periods: a day, an ISO week, a month, a quarter, a half year, a year; their order, their days,
 * and the two families they fall into (days and weeks; months up to years).
 *
 * A year may begin in another month than January (`settings { year_starts 4 }`): then years, halves
 * and quarters are those of the year that begins in that month of the year that names it; months,
 * weeks and days are the calendar's. */
#ifndef POL_BASE_PERIOD_H
#define POL_BASE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/num.h"
#include "base/str.h"

/* From fine to coarse. */
enum freq { FREQ_DAY, FREQ_WEEK, FREQ_MONTH, FREQ_QUARTER, FREQ_HALF, FREQ_YEAR };
enum { FREQ_COUNT = FREQ_YEAR + 1 };

/* `ord` counts the periods of one frequency without a gap: a day's number, the weeks since the one
 * with 1970-01-01 in it, year * 12 + month - 1, year * 4 + quarter - 1, year * 2 + half - 1, year. */
struct period {
    enum freq freq;
    int32_t ord;
};

/* Days `first` to `last`, both included; empty when last < first. */
struct days {
    int32_t first, last;
};

/* What the days of years depend on. */
struct calendar {
    int year_starts; /* the month, 1..12, in which a year begins */
};

struct period period_year(int year);
struct period period_day(int32_t day);

/* The period of that frequency in which the day falls. */
struct period period_of_day(const struct calendar *calendar, enum freq freq, int32_t day);
struct days period_days(const struct calendar *calendar, struct period period);
struct period_way {
    struct period from, at, to;
};

/* How far `at` is on the way from `from` to `to`, 0 at the one and 1 at the other: by counting periods
 * where all are of one frequency, else days. False when the two are one. */
bool period_way(const struct calendar *calendar, const struct period_way *way, struct num *part);
int32_t days_count(struct days days);
bool days_contain(struct days outer, struct days inner);
bool days_overlap(struct days a, struct days b);

/* Whether each `fine` lies wholly inside one `coarse` (also true for equal ones). A week nests only
 * in itself. */
bool freq_nests(enum freq fine, enum freq coarse);
/* How many `fine` make one `coarse`: 12 for months in a year, 7 for days in a week; 0 where there is
 * no fixed number. */
int freq_ratio(enum freq fine, enum freq coarse);
/* The coarse period that holds this one; freq_nests(period.freq, coarse) must hold. */
struct period period_in(const struct calendar *calendar, struct period period, enum freq coarse);

/* "day", "week", … and back; false when it is none of them. */
struct str freq_name(enum freq freq);
bool freq_from_name(struct str name, enum freq *freq);

/* The forms of the language: 2018, 2018-H1, 2018-Q3, 2018-05, 2018-W05, 2018-05-01. The years 1000
 * to 9999. False when the whole text is none of them or no such period exists. */
bool period_parse(struct str text, struct period *period);
/* Those, and what data files hold: 2023JJ00, 2023HJ01, 2023KW01, 2023MM05, 2023W101 and 2023WK05 for
 * weeks (as Statistics Netherlands writes them), 2023Q1, 2023H1, 2023M05, 2023M5, in upper or lower
 * case. 202305 is not read: it could be many things. */
bool period_parse_data(struct str text, struct period *period);

/* In the language's form. */
void period_add(struct buf *buf, struct period period);
struct str period_text(struct arena *arena, struct period period);
/* 2018-05-01 */
void date_add(struct buf *buf, int32_t day);

/* A date by a pattern of dd, mm, yyyy and any other characters as they stand ("dd-mm-yyyy",
 * "d/m/yyyy" where d and m take one or two digits). False when it does not fit or does not exist. */
bool date_parse_pattern(struct str text, struct str pattern, int32_t *day);
/* Whether the pattern names day, month and year once each. */
bool date_pattern_valid(struct str pattern);
/* ISO 8601: 2023-05-01, optionally followed by T or a space and a time, which is left aside. */
bool date_parse_iso(struct str text, int32_t *day);

#endif

/* Days and the proleptic Gregorian calendar. A day is the number of days since 1970-01-01; the
 * years 1 to 9999 exist. Nothing here knows of time zones or locales. */
#ifndef POL_BASE_CALENDAR_H
#define POL_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_MIN (-719162) /* 0001-01-01 */
#define DAY_MAX 2932896   /* 9999-12-31 */

struct date {
    int year, month, day; /* 1.., 1..12, 1..31 */
};

bool date_exists(struct date date);
int days_in_month(int year, int month);
int32_t day_from_date(struct date date);
struct date date_from_day(int32_t day);

/* ISO 8601 weeks: the year a week belongs to and its number 1..53. */
struct iso_week {
    int year, week;
};
struct iso_week iso_week_of_day(int32_t day);
/* Whether that year has such a week. */
bool iso_week_exists(struct iso_week week);
/* Its Monday. */
int32_t day_from_iso_week(struct iso_week week);

#endif

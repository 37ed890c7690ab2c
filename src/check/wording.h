/* How findings write numbers and days. */
#ifndef POL_CHECK_WORDING_H
#define POL_CHECK_WORDING_H

#include "check/check.h"

/* Of many places that take part, so many are shown. */
enum { CHECK_PLACES = 8 };

/* "1_250_000", "0.5": as an author writes it, with at most four decimals. */
struct str word_number(struct check *check, const struct num *number);
/* "2021-03": the month of a day, which is as exact as a lag is. */
struct str word_month(struct check *check, int32_t day);

/* "3 years", "18 months", "10 days": a lag as an author would write it. */
struct str word_lag(struct check *check, int32_t days);

#endif

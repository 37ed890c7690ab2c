/* What is known of a series without its data: whose it is, over which days, how many periods, and
 * which breaks lie in it. */
#ifndef POL_CHECK_EXTENT_H
#define POL_CHECK_EXTENT_H

#include "check/check.h"

/* Without the wrapping of what has a name. */
const struct expr *extent_unshared(const struct expr *expr);
/* The indicator whose figures these are, also where they are cut with `during`; NULL for others. */
const struct indicator *extent_indicator(const struct expr *series);

/* The days that a series can have figures in, as the rule sees it: `over`, `during`, `covers` of its
 * tables, its reported figures. Open where nothing says so. */
struct days extent_days(const struct check *check, const struct rule *rule,
                        const struct expr *series);
/* The most figures that it can have inside these days; SIZE_MAX where that is not known. */
size_t extent_points(const struct check *check, const struct expr *series, struct days days);

/* The first break, of the series or of what it is computed from, whose day lies in first + 1 .. last;
 * NULL when there is none. `name`: of what breaks. */
const struct break_at *extent_break(const struct expr *series, struct days days, struct str *name);

#endif

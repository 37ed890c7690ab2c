/* What a number can be at all, from how it is computed: a count is a whole number from 0 on, a share
 * lies between 0 and 1, a mean within the range of its column. */
#ifndef POL_CHECK_BOUNDS_H
#define POL_CHECK_BOUNDS_H

#include "check/intervals.h"
#include "theory/theory.h"

/* What an expression can be, in its own unit; without ends where that is not known. */
struct stretch bounds_of(const struct expr *expr);
/* Whether it is certainly a whole number. */
bool bounds_whole(const struct expr *expr);
/* Whether it is, or looks like it: a reported indicator all of whose figures are. */
bool bounds_looks_whole(const struct expr *expr);
/* What the figures of an indicator can be, in its unit. */
struct stretch bounds_of_indicator(const struct indicator *indicator);
bool bounds_whole_indicator(const struct indicator *indicator);

#endif
